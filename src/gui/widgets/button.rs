//! Buttons in four ranks: one primary a place, secondary ones beside it, quiet ones in rows and bars, danger for what
//! destroys. Owns how they look and what a screen reader says. Not: what they do.

use egui::{Color32, CornerRadius, Response, Sense, StrokeKind, TextStyle, Ui, Widget, WidgetInfo, WidgetText, pos2, vec2};

use crate::gui::icons::Icon;
use crate::gui::theme::{self, CONTROL_HEIGHT, GRID, RADIUS};

/// The rank of a button.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Rank {
    Primary,
    Secondary,
    Quiet,
    Danger,
}

/// A button: an icon, a text, or both.
#[must_use = "add it to a ui: `ui.add(button)`"]
#[derive(Clone, Debug)]
pub struct Button {
    rank: Rank,
    icon: Option<Icon>,
    icon_color: Option<Color32>,
    text: String,
    name: Option<String>,
    keys: Option<String>,
    selected: bool,
    small: bool,
    width: Option<f32>,
    max_width: f32,
    left: bool,
    tip: Option<String>,
}

/// The one thing that most people will want here.
pub fn primary(text: impl Into<String>) -> Button {
    Button::new(Rank::Primary, text)
}

/// Something else that can be done here.
pub fn secondary(text: impl Into<String>) -> Button {
    Button::new(Rank::Secondary, text)
}

/// Something small, in a row or a bar: no frame until the pointer is there.
pub fn quiet(text: impl Into<String>) -> Button {
    Button::new(Rank::Quiet, text)
}

/// Something that destroys.
pub fn danger(text: impl Into<String>) -> Button {
    Button::new(Rank::Danger, text)
}

/// An icon alone; `name` is its tooltip and what a screen reader says.
pub fn icon(icon: Icon, name: impl Into<String>) -> Button {
    Button { name: Some(name.into()), ..Button::new(Rank::Quiet, "").icon(icon) }
}

impl Button {
    fn new(rank: Rank, text: impl Into<String>) -> Self {
        Self {
            rank,
            icon: None,
            icon_color: None,
            text: text.into(),
            name: None,
            keys: None,
            selected: false,
            small: false,
            width: None,
            max_width: f32::INFINITY,
            left: false,
            tip: None,
        }
    }

    /// Puts an icon before the text.
    pub fn icon(self, icon: Icon) -> Self {
        Self { icon: Some(icon), ..self }
    }

    /// Gives the icon a colour of its own.
    pub fn icon_color(self, color: Color32) -> Self {
        Self { icon_color: Some(color), ..self }
    }

    /// What a screen reader says, where the text alone is not enough ("Open" → "Open my-shop").
    pub fn name(self, name: impl Into<String>) -> Self {
        Self { name: Some(name.into()), ..self }
    }

    /// Shows keys after the text.
    pub fn keys(self, keys: impl Into<String>) -> Self {
        Self { keys: Some(keys.into()), ..self }
    }

    /// Shows that it is switched on.
    pub fn selected(self, selected: bool) -> Self {
        Self { selected, ..self }
    }

    /// Makes it as low as a row of text.
    pub fn small(self) -> Self {
        Self { small: true, ..self }
    }

    /// Gives it a width; the text stands at its left when `left` is asked for too.
    pub fn width(self, width: f32) -> Self {
        Self { width: Some(width), ..self }
    }

    /// Cuts its text where it would be wider.
    pub fn width_at_most(self, max_width: f32) -> Self {
        Self { max_width, ..self }
    }

    /// What an icon's tooltip says after the name: its keys.
    pub fn tip(self, tip: impl Into<String>) -> Self {
        Self { tip: Some(tip.into()), ..self }
    }

    /// How wide it will be, where there is room.
    pub fn wanted_width(&self, ui: &Ui) -> f32 {
        let font = TextStyle::Button.resolve(ui.style());
        let text = ui.painter().layout_no_wrap(self.text.clone(), font, Color32::PLACEHOLDER).size().x;
        let icon = if self.icon.is_some() { 16.0 + 1.5 * GRID } else { 0.0 };
        (text + icon + 6.0 * GRID).ceil()
    }

    /// Puts icon and text at the left, as in a list.
    pub fn left(self) -> Self {
        Self { left: true, ..self }
    }
}

impl Widget for Button {
    fn ui(self, ui: &mut Ui) -> Response {
        let tokens = theme::tokens(ui);
        let font = if self.small { egui::FontId::proportional(theme::SMALL) } else { TextStyle::Button.resolve(ui.style()) };
        let icon_size = if self.small { 14.0 } else { 16.0 };
        let layout = |text: &str, font: egui::FontId, width: f32| {
            let text = WidgetText::from(egui::RichText::new(text).font(font).color(Color32::PLACEHOLDER));
            text.into_galley(ui, Some(egui::TextWrapMode::Truncate), width, TextStyle::Button)
        };
        let only_icon = self.text.is_empty();
        let pad = match (only_icon, self.small) {
            (true, true) => 1.0 * GRID,
            (true, false) => 1.5 * GRID,
            (false, true) => 2.0 * GRID,
            (false, false) => 3.0 * GRID,
        };
        let icon = self.icon.map(|icon| layout(&icon.0.to_string(), Icon::font(icon_size), f32::INFINITY));
        let keys = self.keys.as_deref().map(|keys| layout(keys, egui::FontId::proportional(theme::SMALL), f32::INFINITY));
        let beside = icon.as_ref().map_or(0.0, |icon| icon.size().x + if only_icon { 0.0 } else { 1.5 * GRID })
            + keys.as_ref().map_or(0.0, |keys| keys.size().x + 4.0 * GRID);
        let room = self.width.unwrap_or_else(|| ui.available_width().min(self.max_width)) - 2.0 * pad - beside;
        let text = (!only_icon).then(|| layout(&self.text, font, room.max(16.0)));
        let content = beside + text.as_ref().map_or(0.0, |text| text.size().x);
        let height = if self.small { 22.0 } else { CONTROL_HEIGHT };
        let wanted = (content + 2.0 * pad).ceil().max(if only_icon { height } else { 0.0 });
        let (rect, response) = ui.allocate_exact_size(vec2(self.width.unwrap_or(wanted), height), Sense::click());
        let enabled = ui.is_enabled();
        let name = self.name.as_deref().unwrap_or(&self.text).to_owned();
        let selected = self.selected;
        response.widget_info(|| {
            if selected {
                WidgetInfo::selected(egui::Role::Button, enabled, true, &name)
            } else {
                WidgetInfo::labeled(egui::Role::Button, enabled, &name)
            }
        });
        if ui.is_rect_visible(rect) {
            let (fill, edge, ink) = match self.rank {
                Rank::Primary => (tokens.accent, tokens.accent, tokens.on_accent),
                Rank::Danger => (tokens.danger, tokens.danger, tokens.on_accent),
                Rank::Secondary => (tokens.raised, tokens.border, tokens.text),
                Rank::Quiet => (Color32::TRANSPARENT, Color32::TRANSPARENT, tokens.text),
            };
            let (fill, edge, ink) = match self.rank {
                Rank::Secondary | Rank::Quiet if self.selected => (tokens.accent_wash, tokens.accent_wash, tokens.accent),
                _ => (fill, edge, ink),
            };
            let solid = if fill == Color32::TRANSPARENT { tokens.raised } else { fill };
            let (fill, edge) = if response.is_pointer_button_down_on() {
                (tokens.pressed(solid), edge)
            } else if response.hovered() {
                (tokens.hovered(solid), if self.rank == Rank::Secondary && !self.selected { tokens.edge } else { edge })
            } else {
                (fill, edge)
            };
            let painter = ui.painter();
            painter.rect(rect, CornerRadius::same(RADIUS), fill, (1.0, edge), StrokeKind::Inside);
            focus_ring(ui, &response);
            let mut x = if self.left { rect.left() + pad } else { rect.center().x - content / 2.0 };
            if let Some(icon) = icon {
                let color = self.icon_color.unwrap_or(ink);
                let width = icon.size().x;
                painter.galley(pos2(x, rect.center().y - icon.size().y / 2.0), icon, color);
                x += width + 1.5 * GRID;
            }
            if let Some(text) = text {
                painter.galley(pos2(x, rect.center().y - text.size().y / 2.0), text, ink);
            }
            if let Some(keys) = keys {
                let at = pos2(rect.right() - pad - keys.size().x, rect.center().y - keys.size().y / 2.0);
                painter.galley(at, keys, if self.rank == Rank::Primary { ink } else { tokens.weak });
            }
        }
        if !only_icon {
            return response;
        }
        let tip = match self.tip.filter(|tip| !tip.is_empty()) {
            Some(tip) => format!("{name} · {tip}"),
            None => name,
        };
        response.on_hover_text(&tip).on_disabled_hover_text(&tip)
    }
}

/// Draws the ring around what has the keyboard's focus.
pub fn focus_ring(ui: &Ui, response: &Response) {
    if response.has_focus() {
        let accent = theme::tokens(ui).accent;
        let radius = CornerRadius::same(RADIUS + 2);
        ui.painter().rect_stroke(response.rect.expand(2.0), radius, (1.5, accent), StrokeKind::Middle);
    }
}
