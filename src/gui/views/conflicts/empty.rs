//! What this view says when there is nothing to decide: each time what belongs here, and the one button to go on.

use egui::{RichText, Ui};

use super::{Desk, header};
use crate::engine::command::Command;
use crate::gui::action::Action;
use crate::gui::facts::Facts;
use crate::gui::icons::{self, Icon};
use crate::gui::theme::{self, GRID};
use crate::gui::views::ViewId;
use crate::gui::views::marks;
use crate::gui::widgets::button;
use crate::t;

/// Nobody has looked yet.
pub fn nothing_looked_for(ui: &mut Ui, facts: &Facts, actions: &mut Vec<Action>) {
    if header::is_busy(facts) {
        page(ui, icons::GIT_MERGE, &t!("conflicts-looking-title"), &t!("conflicts-empty-text"), |ui| {
            ui.spinner();
        });
        return;
    }
    page(ui, icons::GIT_MERGE, &t!("conflicts-empty-title"), &t!("conflicts-empty-text"), |ui| {
        if ui.add(button::primary(t!("conflicts-look")).icon(icons::SEARCH)).clicked() {
            actions.push(Action::Command(Command::FindConflicts));
        }
    });
}

/// Somebody looked: either there is no tree yet, or no conflict.
pub fn no_conflict(ui: &mut Ui, desk: Desk<'_>, actions: &mut Vec<Action>) {
    let sides = desk.found.sides.len();
    if sides == 0 {
        page(ui, icons::FILES, &t!("conflicts-no-trees-title"), &t!("conflicts-no-trees-text"), |ui| {
            if ui.add(button::primary(t!("conflicts-go-expand")).icon(icons::FILES)).clicked() {
                actions.push(Action::Show(ViewId::MegaFiles));
            }
        });
        return;
    }
    let text = t!("conflicts-none-text", files = desk.found.files, merged = desk.found.merged);
    page(ui, icons::CHECK_CIRCLE, &t!("conflicts-none-title", sides = sides), &text, |ui| {
        ui.vertical_centered(|ui| {
            let width = desk.found.sides.len() as f32 * 30.0;
            ui.allocate_ui(egui::vec2(width, 26.0), |ui| {
                ui.horizontal(|ui| {
                    ui.spacing_mut().item_spacing.x = 6.0;
                    for team in &desk.found.sides {
                        marks::badge(ui, team, desk.manifest, 24.0);
                    }
                });
            });
            ui.add_space(3.0 * GRID);
            header::integrate(ui, desk, header::is_busy(desk.facts), actions);
        });
    });
}

fn page(ui: &mut Ui, icon: Icon, title: &str, text: &str, add: impl FnOnce(&mut Ui)) {
    egui::CentralPanel::default().frame(egui::Frame::NONE).show(ui, |ui| {
        let tokens = theme::tokens(ui);
        ui.vertical_centered(|ui| {
            ui.add_space((ui.available_height() * 0.3).max(24.0));
            ui.label(icon.text(44.0).color(tokens.weak));
            ui.add_space(2.0 * GRID);
            ui.heading(title);
            ui.add_space(GRID);
            ui.scope(|ui| {
                ui.set_max_width(460.0);
                ui.label(RichText::new(text).color(tokens.weak));
            });
            ui.add_space(4.0 * GRID);
            add(ui);
        });
    });
}
