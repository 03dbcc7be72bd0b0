//! The strip beside a text: where its places are, which of them are settled, and what is seen now; a click goes there.

use egui::{Id, Rect, Sense, StrokeKind, Ui, pos2, vec2};

use super::ConflictsScreen;
use crate::gui::theme;
use crate::t;

/// How wide the strip is.
pub const WIDTH: f32 = 14.0;

/// A place where sides differ.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Its upper edge in the text.
    pub top: f32,
    /// How high it is there.
    pub height: f32,
    /// Whether it is settled.
    pub settled: bool,
    /// Whether the keys act on it.
    pub focused: bool,
}

/// Draws the strip: `seen` is where the part that is seen begins, how high it is, and how high all is.
pub fn show(
    ui: &Ui,
    screen: &mut ConflictsScreen,
    strip: Rect,
    (offset, shown, height): (f32, f32, f32),
    places: impl Iterator<Item = Place>,
) {
    let tokens = theme::tokens(ui);
    let strip = strip.shrink2(vec2(1.0, 2.0));
    // Where all is seen at once there is nowhere to go.
    if height <= shown || strip.height() < 8.0 {
        return;
    }
    let at = |y: f32| strip.top() + (y / height).clamp(0.0, 1.0) * strip.height();
    ui.painter().rect_filled(strip, 3, tokens.raised);
    let mut last = f32::NEG_INFINITY;
    for place in places {
        let top = at(place.top);
        // Of a thousand places no more are drawn than there are points.
        if top < last + 1.0 && !place.focused {
            continue;
        }
        last = top;
        let color = if place.settled { tokens.success } else { tokens.warning };
        let mark = Rect::from_min_max(
            pos2(strip.left() + 2.0, top),
            pos2(strip.right() - 2.0, at(place.top + place.height).max(top + 3.0)),
        );
        ui.painter().rect_filled(mark, 1, color);
        if place.focused {
            ui.painter().rect_stroke(mark.expand(1.5), 2, (1.5, tokens.accent), StrokeKind::Outside);
        }
    }
    let seen = Rect::from_min_max(pos2(strip.left(), at(offset)), pos2(strip.right(), at(offset + shown).max(at(offset) + 6.0)));
    ui.painter().rect(seen, 3, tokens.text.gamma_multiply(0.08), (1.0, tokens.edge), StrokeKind::Inside);
    let response = ui.interact(strip, Id::unique("conflict-overview"), Sense::click_and_drag());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ScrollBar, true, t!("resolver-overview")));
    if (response.clicked() || response.dragged())
        && let Some(pointer) = response.interact_pointer_pos()
    {
        screen.scroll_to = Some(((pointer.y - strip.top()) / strip.height()).clamp(0.0, 1.0));
    }
}
