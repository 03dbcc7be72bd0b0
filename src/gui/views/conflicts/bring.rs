//! Bringing the result home: the button, and the question what it would change, answered before anything is written.

use egui::{RichText, Ui};

use super::overlap::NARROW;
use crate::engine::command::Command;
use crate::engine::event::BringReport;
use crate::gui::action::Action;
use crate::gui::facts::ProjectFacts;
use crate::gui::icons;
use crate::gui::theme::{self, GRID};
use crate::gui::widgets::{button, card};
use crate::t;

/// How many paths the question names.
const SHOWN: usize = 12;

/// The button; nothing where nothing was integrated yet.
pub fn button(ui: &mut Ui, project: &ProjectFacts, busy: bool, actions: &mut Vec<Action>) {
    if project.last_integration.is_none() || project.read_only {
        return;
    }
    let label = if project.project.mode == crate::engine::project::Mode::Git { t!("bring-branch") } else { t!("bring-folder") };
    let button = match ui.ctx().content_rect().width() < NARROW {
        true => button::icon(icons::GIT_BRANCH, label),
        false => button::secondary(label).icon(icons::GIT_BRANCH).tip(t!("bring-tip")),
    };
    if ui.add_enabled(!busy, button).clicked() {
        actions.push(Action::Command(Command::Bring { dry_run: true }));
    }
}

/// The question, while there is one.
pub fn ask(ui: &Ui, project: &ProjectFacts, actions: &mut Vec<Action>) {
    let Some(report) = &project.bring else { return };
    let tokens = theme::tokens(ui);
    let modal = egui::Modal::new(egui::Id::unique("bring")).backdrop_color(tokens.backdrop()).frame(card::frame(ui));
    let answer = modal.show(ui.ctx(), |ui| {
        ui.set_width(480.0);
        let total = report.added.len() + report.changed.len() + report.removed.len();
        let title = match &report.branch {
            Some(branch) => t!("bring-title-branch", branch = branch.as_str()),
            None => t!("bring-title-folder"),
        };
        ui.label(RichText::new(title).heading());
        ui.add_space(GRID);
        if total == 0 {
            ui.label(t!("bring-nothing-new"));
        } else {
            let counts =
                t!("bring-counts", added = report.added.len(), changed = report.changed.len(), removed = report.removed.len());
            ui.label(counts);
            ui.add_space(GRID);
            paths(ui, report);
            let hint = if report.branch.is_some() { t!("bring-hint-branch") } else { t!("bring-hint-folder") };
            ui.add_space(GRID);
            ui.label(RichText::new(hint).small().color(tokens.weak));
        }
        ui.add_space(3.0 * GRID);
        let line = egui::vec2(ui.available_width(), theme::CONTROL_HEIGHT);
        ui.allocate_ui_with_layout(line, egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if total > 0 && ui.add(button::primary(t!("bring-now", count = total)).icon(icons::GIT_MERGE)).clicked() {
                actions.push(Action::ForgetBring);
                actions.push(Action::Command(Command::Bring { dry_run: false }));
            }
            let cancel = if total > 0 { t!("bring-cancel") } else { t!("bring-close") };
            if ui.add(button::secondary(cancel)).clicked() {
                actions.push(Action::ForgetBring);
            }
        });
    });
    if answer.should_close() {
        actions.push(Action::ForgetBring);
    }
}

fn paths(ui: &mut Ui, report: &BringReport) {
    let tokens = theme::tokens(ui);
    let all =
        [("+", &report.added, tokens.success), ("~", &report.changed, tokens.accent), ("−", &report.removed, tokens.danger)];
    let lines = all.iter().flat_map(|(sign, paths, color)| paths.iter().map(move |path| (*sign, path, *color)));
    for (sign, path, color) in lines.clone().take(SHOWN) {
        ui.horizontal(|ui| {
            ui.label(RichText::new(sign).monospace().color(color));
            ui.add(egui::Label::new(RichText::new(path.as_str()).monospace()).truncate());
        });
    }
    let more = lines.count().saturating_sub(SHOWN);
    if more > 0 {
        ui.label(RichText::new(t!("bring-more", count = more)).small().color(tokens.weak));
    }
}
