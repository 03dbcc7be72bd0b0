//! Badges: a letter in its colour, and small counts. Who a letter belongs to is the views' to know.

use egui::{Align2, Color32, CornerRadius, FontId, Painter, Rect, Response, Sense, StrokeKind, Ui, vec2};

use crate::gui::theme::{self, GRID, Tokens};

/// Paints a letter in its colour into a square.
pub fn paint_letter(painter: &Painter, rect: Rect, letter: &str, color: Color32, tokens: &Tokens) {
    let radius = CornerRadius::same((rect.height() * 0.26) as u8);
    painter.rect(rect, radius, tokens.wash(color), (1.0, color.gamma_multiply(0.7)), StrokeKind::Inside);
    painter.text(rect.center(), Align2::CENTER_CENTER, letter, theme::medium(rect.height() * 0.6), tokens.on_wash(color));
}

/// A letter's badge in the flow of a layout; pointing at it says its name.
pub fn letter(ui: &mut Ui, letter: &str, color: Color32, size: f32, name: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(size, size), Sense::hover());
    paint_letter(ui.painter(), rect, letter, color, &theme::tokens(ui));
    response.on_hover_text(name)
}

/// How wide a count is.
pub fn count_width(ui: &Ui, count: usize) -> f32 {
    let galley = ui.painter().layout_no_wrap(shown(count), FontId::proportional(11.0), Color32::PLACEHOLDER);
    (galley.size().x + 2.0 * GRID + 2.0).max(18.0).ceil()
}

/// Paints a count in a pill whose right end is at `right`; its rectangle.
pub fn paint_count(ui: &Ui, right: egui::Pos2, count: usize, fill: Color32, ink: Color32) -> Rect {
    let width = count_width(ui, count);
    let rect = Rect::from_min_size(right - vec2(width, 9.0), vec2(width, 18.0));
    ui.painter().rect_filled(rect, 9.0, fill);
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, shown(count), theme::medium(11.0), ink);
    rect
}

/// A count in the flow of a layout, in the quiet colours.
pub fn count(ui: &mut Ui, count: usize) -> Response {
    let width = count_width(ui, count);
    let (rect, response) = ui.allocate_exact_size(vec2(width, 18.0), Sense::hover());
    let tokens = theme::tokens(ui);
    paint_count(ui, rect.right_center(), count, tokens.raised, tokens.weak);
    response
}

/// A short word in a pill of its colour: a state, a kind.
pub fn mark(ui: &mut Ui, text: &str, color: Color32) -> Response {
    let tokens = theme::tokens(ui);
    let galley = ui.painter().layout_no_wrap(text.to_owned(), theme::medium(11.0), color);
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 3.0 * GRID, 18.0), Sense::hover());
    ui.painter().rect_filled(rect, 9.0, tokens.wash(color));
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, color);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, text));
    response
}

fn shown(count: usize) -> String {
    if count > 999 { "999+".to_owned() } else { count.to_string() }
}
