//! A chip: a short text in a rounded box that can be dragged, selected, focused and asked for a menu. It is put
//! where its board says; the board measures it first, so that only visible ones are drawn.

use egui::{Color32, CornerRadius, FontId, Id, Rect, Response, Sense, StrokeKind, Ui, pos2, vec2};

use crate::gui::theme::{self, GRID};

/// The height of a chip.
pub const HEIGHT: f32 = 22.0;

/// The space left and right of its text.
const PAD: f32 = 2.0 * GRID;

/// How a chip looks now.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// The colour of its edge when it is pointed at: whose it is.
    pub color: Color32,
    /// Chosen together with others.
    pub selected: bool,
    /// On its way with the pointer: what stays behind is pale.
    pub dragged: bool,
    /// Whether it can be taken.
    pub movable: bool,
}

/// The font of chips.
pub fn font(ui: &Ui) -> FontId {
    egui::TextStyle::Small.resolve(ui.style())
}

/// How wide a chip with a text of this width wants to be.
pub fn width_for(text_width: f32) -> f32 {
    (text_width + 2.0 * PAD).ceil()
}

/// Draws a chip and tells what a person did with it. `name` is what a screen reader says.
pub fn chip(ui: &Ui, rect: Rect, id: Id, text: &str, name: &str, look: Look) -> Response {
    let sense = if look.movable { Sense::click_and_drag() } else { Sense::click() };
    let response = ui.interact(rect, id, sense);
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, look.selected, name));
    if !ui.is_rect_visible(rect) {
        return response;
    }
    let tokens = theme::tokens(ui);
    let lit = response.hovered() || response.has_focus();
    let fill = match (look.selected, lit) {
        (true, _) => tokens.accent_wash,
        (false, true) => tokens.raised.lerp_to_gamma(look.color, 0.18),
        (false, false) => tokens.raised,
    };
    let edge = match (look.selected || response.has_focus(), lit) {
        (true, _) => tokens.accent,
        (false, true) => look.color,
        (false, false) => tokens.border,
    };
    let fade = if look.dragged { 0.35 } else { 1.0 };
    let radius = CornerRadius::same(6);
    let painter = ui.painter();
    painter.rect(rect, radius, fill.gamma_multiply(fade), (1.0, edge.gamma_multiply(fade)), StrokeKind::Inside);
    if response.has_focus() {
        painter.rect_stroke(rect.expand(1.5), CornerRadius::same(7), (1.5, tokens.accent), StrokeKind::Outside);
    }
    let galley =
        crate::gui::widgets::elide::rows(ui, text, font(ui), tokens.text.gamma_multiply(fade), rect.width() - 2.0 * PAD + 0.5, 1);
    let at = pos2(rect.left() + PAD, rect.center().y - galley.size().y / 2.0);
    let elided = galley.elided;
    painter.galley(at, galley, tokens.text);
    let response = if look.movable { response.on_hover_cursor(egui::CursorIcon::Grab) } else { response };
    if elided { response.on_hover_text(text) } else { response }
}

/// Draws a chip that adds another one.
pub fn add_chip(ui: &Ui, rect: Rect, id: Id, text: &str, name: &str) -> Response {
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, name));
    let tokens = theme::tokens(ui);
    let lit = response.hovered() || response.has_focus();
    let color = if lit { tokens.accent } else { tokens.weak };
    let painter = ui.painter();
    dashed(painter, rect, if lit { tokens.accent } else { tokens.border });
    let galley = painter.layout_no_wrap(text.to_owned(), font(ui), color);
    painter.galley(rect.center() - galley.size() / 2.0, galley, color);
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// A dashed outline: a place that waits for something.
pub fn dashed(painter: &egui::Painter, rect: Rect, color: Color32) {
    let rect = rect.shrink(0.5);
    let r = 5.0_f32.min(rect.height() / 2.0);
    // A rounded outline as points, so that the dashes run through the corners.
    let corner = |center: egui::Pos2, from: f32| {
        (0..=4).map(move |step| {
            let angle = (from + step as f32 * 22.5).to_radians();
            center + vec2(angle.cos(), angle.sin()) * r
        })
    };
    let mut points: Vec<_> = Vec::with_capacity(21);
    points.extend(corner(pos2(rect.right() - r, rect.top() + r), -90.0));
    points.extend(corner(pos2(rect.right() - r, rect.bottom() - r), 0.0));
    points.extend(corner(pos2(rect.left() + r, rect.bottom() - r), 90.0));
    points.extend(corner(pos2(rect.left() + r, rect.top() + r), 180.0));
    points.push(points[0]);
    painter.extend(egui::Shape::dashed_line(&points, (1.0, color), 3.0, 3.0));
}
