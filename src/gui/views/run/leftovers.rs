//! Trees that belong to no team: listed with their sizes and what would be lost, and removed where nothing would be. Owns the
//! dialog and the line that leads to it; what a leftover is belongs to the engine.

use egui::{Align, Layout, RichText, ScrollArea, Ui};

use super::{RunScreen, Scene, ask};
use crate::engine::run::leftovers::{Kind, Leftover};
use crate::gui::action::Action;
use crate::gui::icons;
use crate::gui::theme::{self, GRID, SMALL};
use crate::gui::widgets::{button, card};
use crate::model::run::Request;
use crate::t;

/// The dialog's corner of the screen.
#[derive(Debug, Default)]
pub struct LeftoversScreen {
    /// They were asked for, for this run.
    asked: bool,
    is_open: bool,
}

impl LeftoversScreen {
    /// Opens the dialog, and looks again.
    pub fn open(&mut self, actions: &mut Vec<Action>) {
        (self.asked, self.is_open) = (true, true);
        ask(actions, Request::Leftovers);
    }
}

/// A line that says that there are some, where there are; looks once.
pub fn line(ui: &mut Ui, scene: Scene<'_>, screen: &mut LeftoversScreen, actions: &mut Vec<Action>) {
    if !screen.asked {
        screen.asked = true;
        ask(actions, Request::Leftovers);
    }
    let found = scene.project.run.leftovers.as_deref().unwrap_or_default();
    if found.is_empty() {
        return;
    }
    let tokens = theme::tokens(ui);
    let all = size(found.iter().map(|leftover| leftover.size).sum());
    ui.horizontal_wrapped(|ui| {
        ui.label(icons::FILES.text(15.0).color(tokens.weak));
        card::weak(ui, t!("run-leftovers-line", count = found.len(), size = all));
        if ui.add(button::quiet(t!("run-leftovers-show")).small()).clicked() {
            screen.is_open = true;
        }
    });
}

/// Draws the dialog, when it is open.
pub fn show(ui: &mut Ui, scene: Scene<'_>, screen: &mut RunScreen, actions: &mut Vec<Action>) {
    if !screen.leftovers.is_open {
        return;
    }
    let tokens = theme::tokens(ui);
    let modal = egui::Modal::new(egui::Id::unique("run-leftovers")).backdrop_color(tokens.backdrop()).frame(card::frame(ui));
    let mut close = false;
    let answer = modal.show(ui.ctx(), |ui| {
        ui.set_width(620.0_f32.min(ui.ctx().content_rect().width() - 72.0));
        ui.spacing_mut().item_spacing.y = 2.0 * GRID;
        ui.label(RichText::new(t!("run-leftovers-title")).heading());
        ui.add(egui::Label::new(RichText::new(t!("run-leftovers-text")).color(tokens.weak)).wrap());
        match scene.project.run.leftovers.as_deref() {
            None => {
                ui.spinner();
            }
            Some([]) => {
                ui.label(t!("run-leftovers-none"));
            }
            Some(found) => {
                let height = ui.ctx().content_rect().height() * 0.5;
                ScrollArea::vertical().id_salt("run-leftovers-list").max_height(height).auto_shrink([false, true]).show(
                    ui,
                    |ui| {
                        found.iter().for_each(|leftover| one(ui, scene, leftover, actions));
                    },
                );
            }
        }
        close = ui.add(button::secondary(t!("run-leftovers-close"))).clicked();
    });
    screen.leftovers.is_open = !close && !answer.should_close();
}

fn one(ui: &mut Ui, scene: Scene<'_>, leftover: &Leftover, actions: &mut Vec<Action>) {
    let tokens = theme::tokens(ui);
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let remove = button::secondary(t!("run-leftover-remove")).name(t!("run-leftover-remove-it", name = &*leftover.name));
            let can_go = leftover.can_go() && !scene.project.read_only;
            let response = ui.add_enabled(can_go, remove.small()).on_disabled_hover_text(t!("run-leftover-stays"));
            if response.clicked() {
                ask(actions, Request::RemoveLeftover { name: leftover.name.clone() });
            }
            ui.label(RichText::new(size(leftover.size)).size(SMALL).color(tokens.weak));
            ui.with_layout(Layout::top_down(Align::Min), |ui| {
                ui.spacing_mut().item_spacing.y = 0.5 * GRID;
                ui.add(egui::Label::new(RichText::new(&leftover.name).monospace()).truncate());
                let (text, color) = state(leftover, &tokens);
                ui.add(egui::Label::new(RichText::new(text).size(SMALL).color(color)).wrap());
            });
        });
    });
    ui.separator();
}

/// A size as people say it.
fn size(bytes: u64) -> String {
    match bytes {
        0..1_048_576 => format!("{:.1} KB", bytes as f64 / 1024.0),
        1_048_576..1_073_741_824 => format!("{:.1} MB", bytes as f64 / 1_048_576.0),
        _ => format!("{:.1} GB", bytes as f64 / 1_073_741_824.0),
    }
}

fn state(leftover: &Leftover, tokens: &theme::Tokens) -> (String, egui::Color32) {
    match leftover.kind {
        Kind::Foreign => (t!("run-leftover-foreign"), tokens.warning),
        Kind::Half => (t!("run-leftover-half"), tokens.weak),
        _ if leftover.dirty > 0 => (t!("run-leftover-dirty", count = leftover.dirty), tokens.warning),
        Kind::Worktree if leftover.commits > 0 => (t!("run-leftover-commits", count = leftover.commits), tokens.weak),
        Kind::Worktree | Kind::Copy => (t!("run-leftover-clean"), tokens.weak),
    }
}
