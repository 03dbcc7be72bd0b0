//! The buttons of a choice: a team by its badge, base, nothing; with the key that does the same, and the order in
//! which sides were chosen.

use egui::{Align2, CornerRadius, Id, Rect, Response, Sense, StrokeKind, Ui, pos2, vec2};

use super::Desk;
use crate::gui::theme::{self, GRID};
use crate::gui::views::marks;
use crate::gui::widgets::elide;
use crate::model::team::TeamId;

/// The height of a choice's button.
pub const HEIGHT: f32 = 28.0;

/// A button of a choice.
#[derive(Clone, Debug, Default)]
pub struct Choose<'a> {
    /// The key that does the same.
    pub key: Option<char>,
    /// Whose badges it shows.
    pub teams: Vec<&'a TeamId>,
    /// Its text.
    pub text: String,
    /// What a screen reader says.
    pub name: String,
    /// Chosen, as the n-th of several (0: as the only one).
    pub chosen: Option<usize>,
    /// Whether it can be clicked.
    pub enabled: bool,
}

impl Choose<'_> {
    /// How wide it wants to be: by the widths of its characters, so that thousands are measured without a layout.
    pub fn width(&self, ui: &Ui) -> f32 {
        let font = egui::TextStyle::Body.resolve(ui.style());
        let text: f32 = ui.fonts_mut(|fonts| self.text.chars().map(|c| fonts.glyph_width(&font, c)).sum());
        let order = if self.chosen.is_some_and(|order| order > 0) { 18.0 } else { 0.0 };
        4.0 * GRID + text.ceil() + 4.0 + self.teams.len() as f32 * 21.0 + if self.key.is_some() { 16.0 } else { 0.0 } + order
    }

    /// Draws it into a rectangle.
    pub fn show(&self, ui: &Ui, desk: Desk<'_>, rect: Rect, id: Id) -> Response {
        let tokens = theme::tokens(ui);
        let sense = if self.enabled { Sense::click() } else { Sense::hover() };
        let response = ui.interact(rect, id, sense);
        response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, self.enabled, self.chosen.is_some(), &self.name));
        let lit = self.enabled && (response.hovered() || response.has_focus());
        let team = self.teams.first().map(|team| marks::color(&tokens, team, desk.manifest)).unwrap_or(tokens.accent);
        let (fill, edge) = match (self.chosen.is_some(), lit) {
            (true, _) => (tokens.surface.lerp_to_gamma(team, 0.22), team),
            (false, true) => (tokens.raised, team),
            (false, false) => (tokens.raised, tokens.border),
        };
        let painter = ui.painter();
        painter.rect(
            rect,
            CornerRadius::same(6),
            fill,
            (if self.chosen.is_some() { 1.5 } else { 1.0 }, edge),
            StrokeKind::Inside,
        );
        if response.has_focus() {
            painter.rect_stroke(rect.expand(2.0), CornerRadius::same(8), (1.5, tokens.accent), StrokeKind::Outside);
        }
        let small = egui::TextStyle::Small.resolve(ui.style());
        let body = egui::TextStyle::Body.resolve(ui.style());
        let text_color = if self.enabled { tokens.text } else { tokens.weak };
        let mut left = rect.left() + 2.0 * GRID;
        if let Some(order) = self.chosen.filter(|order| *order > 0) {
            let center = pos2(left + 8.0, rect.center().y);
            painter.circle_filled(center, 8.0, team);
            painter.text(center, Align2::CENTER_CENTER, order, theme::strong(ui, small.clone()), tokens.surface);
            left += 20.0;
        }
        for team in &self.teams {
            let badge = Rect::from_center_size(pos2(left + 9.0, rect.center().y), vec2(18.0, 18.0));
            marks::paint_badge(painter, badge, team, marks::color(&tokens, team, desk.manifest), &tokens);
            left += 21.0;
        }
        left += if self.teams.is_empty() { 0.0 } else { 3.0 };
        let key_room = if self.key.is_some() { 16.0 } else { 0.0 };
        let galley = elide::rows(ui, &self.text, body, text_color, rect.right() - left - key_room - GRID, 1);
        painter.galley(pos2(left, rect.center().y - galley.size().y / 2.0), galley, text_color);
        if let Some(key) = self.key {
            painter.text(pos2(rect.right() - 2.0 * GRID, rect.center().y), Align2::RIGHT_CENTER, key, small, tokens.weak);
        }
        if self.enabled { response.on_hover_cursor(egui::CursorIcon::PointingHand) } else { response }
    }
}

/// The key that picks the n-th column: 1 to 9, then 0.
pub fn key_of(column: usize) -> Option<char> {
    match column {
        0..9 => char::from_digit(column as u32 + 1, 10),
        9 => Some('0'),
        _ => None,
    }
}

/// Teams' titles, one after the other: `Alpha, Beta`.
pub fn titles<'a>(teams: impl IntoIterator<Item = &'a TeamId>) -> String {
    teams.into_iter().map(marks::title).collect::<Vec<_>>().join(", ")
}
