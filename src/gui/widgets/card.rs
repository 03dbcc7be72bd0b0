//! Frames: cards, the headers of their parts, and what stands where nothing is yet.

use egui::{CornerRadius, Frame, Margin, Stroke, Ui};

use crate::gui::icons::Icon;
use crate::gui::theme::{self, CARD_RADIUS, GRID};

/// The frame of a card on the window's background.
pub fn frame(ui: &Ui) -> Frame {
    let tokens = theme::tokens(ui);
    Frame::new()
        .fill(tokens.surface)
        .stroke(Stroke::new(1.0, tokens.border))
        .corner_radius(CornerRadius::same(CARD_RADIUS))
        .inner_margin(Margin::same(16))
}

/// A card around its content, as wide as there is room.
pub fn card<R>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) -> R {
    frame(ui)
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            content(ui)
        })
        .inner
}

/// The heading of a part, with controls at its right end.
pub fn section(ui: &mut Ui, title: &str, controls: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        ui.label(egui::RichText::new(title).heading());
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), controls);
    });
    ui.add_space(GRID);
}

/// The heading of a view, with a sentence about it below.
pub fn title(ui: &mut Ui, title: &str, sentence: &str) {
    ui.label(egui::RichText::new(title).font(theme::semibold(theme::TITLE)));
    if !sentence.is_empty() {
        ui.label(egui::RichText::new(sentence).color(theme::tokens(ui).weak));
    }
}

/// Text of second rank.
pub fn weak(ui: &mut Ui, text: impl Into<String>) -> egui::Response {
    let color = theme::tokens(ui).weak;
    ui.label(egui::RichText::new(text).color(color))
}

/// What stands where nothing is yet: what belongs here, and the buttons that fill it.
pub fn empty_state(ui: &mut Ui, icon: Icon, title: &str, sentence: &str, buttons: impl FnOnce(&mut Ui)) {
    let tokens = theme::tokens(ui);
    ui.vertical_centered(|ui| {
        ui.add_space(8.0 * GRID);
        ui.label(icon.text(40.0).color(tokens.weak));
        ui.add_space(2.0 * GRID);
        ui.label(egui::RichText::new(title).heading());
        ui.add_space(GRID);
        ui.scope(|ui| {
            ui.set_max_width(420.0);
            ui.label(egui::RichText::new(sentence).color(tokens.weak));
        });
        ui.add_space(4.0 * GRID);
        buttons(ui);
        ui.add_space(8.0 * GRID);
    });
}
