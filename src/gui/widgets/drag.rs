//! What every drag on a board shows: a ghost that follows the pointer and says what a release would do, and
//! scrolling where the pointer comes near an edge.

use egui::{Id, LayerId, Order, Pos2, Rect, Vec2, vec2};

use crate::gui::theme::{self, GRID};

/// Draws what is dragged beside the pointer, and below it what a release would do.
pub fn ghost(ui: &egui::Ui, id: Id, pointer: Pos2, title: &str, outcome: &str, possible: bool) {
    let tokens = theme::tokens(ui);
    let painter = ui.ctx().layer_painter(LayerId::new(Order::Tooltip, id));
    let font = egui::TextStyle::Body.resolve(ui.style());
    let small = egui::TextStyle::Small.resolve(ui.style());
    let title = painter.layout_no_wrap(title.to_owned(), font, tokens.text);
    let outcome = painter.layout_no_wrap(outcome.to_owned(), small, if possible { tokens.accent } else { tokens.weak });
    let pad = vec2(2.5 * GRID, 1.5 * GRID);
    let size = vec2(title.size().x.max(outcome.size().x), title.size().y + outcome.size().y + 2.0) + 2.0 * pad;
    let screen = ui.ctx().content_rect();
    let corner = (pointer + vec2(12.0, 10.0)).min(screen.right_bottom() - size - Vec2::splat(4.0));
    let rect = Rect::from_min_size(corner, size);
    let shadow = egui::epaint::Shadow { offset: [0, 4], blur: 16, spread: 0, color: ui.visuals().popup_shadow.color };
    painter.add(shadow.as_shape(rect, 6));
    painter.rect(rect, 6, tokens.raised, (1.0, if possible { tokens.accent } else { tokens.border }), egui::StrokeKind::Inside);
    let below = rect.min + pad + vec2(0.0, title.size().y + 2.0);
    let says = ui.interact(rect, id, egui::Sense::hover());
    says.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Status, true, outcome.text()));
    painter.galley(rect.min + pad, title, tokens.text);
    painter.galley(below, outcome, tokens.text);
}

/// How far to scroll in this frame (points, positive: what is above comes into view) for a pointer near the upper
/// or lower edge of `area`: faster the nearer it is.
pub fn edge_scroll(area: Rect, pointer: Pos2, seconds: f32) -> f32 {
    const ZONE: f32 = 48.0;
    const FASTEST_PER_SECOND: f32 = 900.0;
    if !area.contains(pointer) {
        return 0.0;
    }
    let above = (area.top() + ZONE - pointer.y).clamp(0.0, ZONE) / ZONE;
    let below = (pointer.y - (area.bottom() - ZONE)).clamp(0.0, ZONE) / ZONE;
    (above - below) * FASTEST_PER_SECOND * seconds
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::pos2;

    #[test]
    fn a_drag_near_an_edge_scrolls_towards_it() {
        let area = Rect::from_min_max(pos2(0.0, 0.0), pos2(100.0, 400.0));
        assert!(edge_scroll(area, pos2(50.0, 5.0), 0.1) > 0.0);
        assert!(edge_scroll(area, pos2(50.0, 398.0), 0.1) < 0.0);
        assert_eq!(edge_scroll(area, pos2(50.0, 200.0), 0.1), 0.0);
        assert_eq!(edge_scroll(area, pos2(150.0, 5.0), 0.1), 0.0, "beside it, nothing scrolls");
        assert_eq!(edge_scroll(area, pos2(50.0, 410.0), 0.1), 0.0, "nor does what lies below it");
    }
}
