//! What has to be said above the board: the text does not parse, or another program wrote it meanwhile.

use egui::{Color32, RichText, Ui};

use super::Board;
use crate::gui::action::Action;
use crate::gui::facts::DocumentId;
use crate::gui::icons::{self, Icon};
use crate::gui::theme::{self, GRID};
use crate::model::problem::Severity;
use crate::{t, words};

/// Draws the banners that are due.
pub fn show(ui: &mut Ui, board: Board<'_>, actions: &mut Vec<Action>) {
    let manifest = &board.project.manifest;
    let tokens = theme::tokens(ui);
    if let Some(clash) = &manifest.clash {
        let (title, rest) = (t!("teams-clash"), t!("teams-clash-hint"));
        banner(ui, "teams-banner-clash", icons::WARNING, tokens.warning, &title, &rest, |ui| {
            crate::gui::views::marks::settle_buttons(ui, &DocumentId::Manifest, clash, actions);
        });
    }
    if manifest.is_last_good {
        let problem = manifest.problems.iter().find(|problem| problem.severity == Severity::Error);
        let sentence = problem.map(words::sentence);
        let place = problem.and_then(|problem| problem.place.as_ref()).filter(|place| place.line > 0);
        let place = place.map(|place| t!("teams-place", file = place.file.as_str(), line = place.line, column = place.column));
        let title = sentence.as_ref().map_or_else(|| t!("teams-cannot-read"), |sentence| sentence.text.clone());
        let next = sentence.and_then(|sentence| sentence.next);
        let rest: Vec<String> = [place, next, Some(t!("teams-last-good"))].into_iter().flatten().collect();
        banner(ui, "teams-banner-broken", icons::ERROR, tokens.danger, &title, &rest.join("  ·  "), |_| {});
    }
}

fn banner(ui: &mut Ui, id: &str, icon: Icon, color: Color32, title: &str, rest: &str, buttons: impl FnOnce(&mut Ui)) {
    let tokens = theme::tokens(ui);
    let outer = egui::Frame::NONE.inner_margin(egui::Margin { left: 16, right: 16, top: 0, bottom: 12 });
    let panel = egui::Panel::top(egui::Id::unique(id)).frame(outer).show_separator_line(false).resizable(false);
    panel.show(ui, |ui| {
        let frame = egui::Frame::NONE.fill(tokens.wash(color)).stroke((1.0, color.gamma_multiply(0.6))).corner_radius(8);
        frame.inner_margin(2.5 * GRID).show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.label(icon.text(18.0).color(color));
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    buttons(ui);
                    ui.with_layout(egui::Layout::top_down(egui::Align::Min), |ui| {
                        ui.label(RichText::new(title).font(theme::medium(theme::BODY)));
                        ui.label(RichText::new(rest).small().color(tokens.weak));
                    });
                });
            });
        });
    });
}
