//! What the frame asks: a question before unsaved text is given up, and the banner of a window that may only read.

use egui::{Frame, Margin, Ui};

use crate::engine::command::Command;
use crate::gui::action::Action;
use crate::gui::facts::{DocumentId, Facts};
use crate::gui::icons;
use crate::gui::theme::{self, GRID};
use crate::gui::widgets::{button, card};
use crate::model::problem::Problem;
use crate::{t, words};

/// Problems that say why a project can only be read.
const REASONS: [&str; 4] = ["project-open-elsewhere", "project-folder-not-writable", "project-made-by-newer", "disk-read-only"];

/// The banner of a window that may only read.
pub fn read_only(ui: &mut Ui, facts: &Facts, actions: &mut Vec<Action>) {
    let Some(project) = facts.project.as_ref().filter(|project| project.read_only) else { return };
    let tokens = theme::tokens(ui);
    let reason = project.problems.iter().rev().find(|problem| REASONS.contains(&problem.id));
    let elsewhere = Problem::warning("project-read-only");
    let sentence = words::sentence(reason.unwrap_or(&elsewhere));
    let frame = Frame::new().fill(tokens.wash(tokens.warning)).inner_margin(Margin::symmetric(16, 6));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal(|ui| {
            ui.label(icons::LOCK.text(16.0).color(tokens.warning));
            ui.label(&sentence.text);
            let can_take_over = reason.is_some_and(|reason| reason.id == "project-open-elsewhere");
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if can_take_over && ui.add(button::primary(t!("take-over")).small()).clicked() {
                    actions.push(Action::Command(Command::TakeOver));
                }
                if !can_take_over && let Some(next) = &sentence.next {
                    card::weak(ui, next);
                }
            });
        });
    });
}

/// The banner that offers texts back that could not be saved when the project was open before.
pub fn recovered(ui: &mut Ui, facts: &Facts, actions: &mut Vec<Action>) {
    let Some(project) = facts.project.as_ref().filter(|project| !project.recovered.is_empty()) else { return };
    let tokens = theme::tokens(ui);
    let frame = Frame::new().fill(tokens.wash(tokens.warning)).inner_margin(Margin::symmetric(16, 6));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal(|ui| {
            ui.label(icons::TAKE_BACK.text(16.0).color(tokens.warning));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if ui.add(button::primary(t!("recovered-put-back")).small()).clicked() {
                    actions.push(Action::PutKeptBack);
                }
                if ui.add(button::secondary(t!("recovered-discard")).small()).clicked() {
                    actions.push(Action::DiscardKept);
                }
                let names = project.recovered.iter().map(|kept| match &kept.mega_file {
                    None => project.manifest_file(),
                    Some(path) => path.as_str(),
                });
                let names = names.collect::<Vec<_>>().join(", ");
                let text = t!("recovered-text", count = project.recovered.len(), names = names);
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    ui.add(egui::Label::new(text.as_str()).truncate()).on_hover_text(text);
                });
            });
        });
    });
}

/// The question before unsaved text is given up.
pub fn leaving(ui: &Ui, facts: &Facts, actions: &mut Vec<Action>) {
    let Some(project) = &facts.project else { return };
    let tokens = theme::tokens(ui);
    let modal = egui::Modal::new(egui::Id::unique("leaving")).backdrop_color(tokens.backdrop()).frame(card::frame(ui));
    let answer = modal.show(ui.ctx(), |ui| {
        ui.set_width(440.0);
        ui.label(egui::RichText::new(t!("leaving-title")).heading());
        ui.add_space(GRID);
        let unsaved = project.unsaved();
        ui.label(egui::RichText::new(t!("leaving-text", count = unsaved.len())).color(tokens.weak));
        ui.add_space(GRID);
        for id in &unsaved {
            let name = match id {
                DocumentId::Manifest => project.manifest_file(),
                DocumentId::MegaFile(path) => path.as_str(),
            };
            let why = if project.clash(id).is_some() { t!("leaving-clash") } else { t!("leaving-failed") };
            ui.label(egui::RichText::new(name).monospace());
            ui.label(egui::RichText::new(why).size(theme::SMALL).color(tokens.weak));
        }
        ui.add_space(3.0 * GRID);
        let line = egui::vec2(ui.available_width(), theme::CONTROL_HEIGHT);
        ui.allocate_ui_with_layout(line, egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if ui.add(button::primary(t!("leaving-stay"))).clicked() {
                actions.push(Action::Stay);
            }
            if ui.add(button::danger(t!("leaving-anyway"))).clicked() {
                actions.push(Action::LeaveUnsaved);
            }
        });
    });
    if answer.should_close() {
        actions.push(Action::Stay);
    }
}
