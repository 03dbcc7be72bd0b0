//! The manifest's commands: asking before they run for the first time, and what they say while they do.

use egui::{RichText, Ui};

use super::gates;
use crate::engine::command::Command;
use crate::engine::commands::written;
use crate::gui::action::Action;
use crate::gui::facts::ProjectFacts;
use crate::gui::icons;
use crate::gui::theme::{self, GRID};
use crate::gui::widgets::{button, card};
use crate::model::gates::commands::judged;
use crate::page;
use crate::t;

/// How many of the last lines of a command that runs are shown.
const LINES: usize = 8;

/// Asks whether the manifest's commands may run. They are all shown: this is what is agreed to.
pub fn trust(ui: &mut Ui, project: &ProjectFacts, actions: &mut Vec<Action>) {
    let tokens = theme::tokens(ui);
    card::card(ui, |ui| {
        ui.horizontal(|ui| {
            ui.label(icons::LOCK.text(18.0).color(tokens.warning));
            ui.label(RichText::new(t!("report-trust-title")).heading());
        });
        card::weak(ui, t!("report-trust-text"));
        ui.add_space(2.0 * GRID);
        for command in &project.manifest.manifest.validation.commands {
            ui.horizontal_wrapped(|ui| {
                ui.label(RichText::new(&command.name).font(theme::medium(theme::BODY)));
                ui.label(RichText::new(written(&command.run)).font(egui::FontId::monospace(theme::SMALL)));
                let folder = command.folder.as_deref().unwrap_or(".");
                card::weak(ui, t!("report-trust-in", folder = folder));
            });
        }
        ui.add_space(2.0 * GRID);
        if ui.add(button::secondary(t!("report-trust-button")).icon(icons::LOCK_OPEN)).clicked() {
            let manifest_text = project.manifest.document.text().to_owned();
            actions.push(Action::Command(Command::TrustCommands { manifest_text }));
        }
    });
}

/// Commands while they run: which, for how long they already said what.
pub fn live(ui: &mut Ui, project: &ProjectFacts) {
    let tokens = theme::tokens(ui);
    card::section(ui, &t!("report-commands-run"), |_| ());
    card::card(ui, |ui| {
        let commands = &project.manifest.manifest.validation.commands;
        for (command, live) in commands.iter().zip(&project.validation.live) {
            ui.horizontal(|ui| {
                let (icon, color, word) = match &live.result {
                    Some(result) => {
                        let gate = judged(result);
                        let (icon, color) = gates::look(&gate, &tokens);
                        (icon, color, page::said(&gate).text)
                    }
                    None if live.is_running => (icons::PLAY, tokens.accent, t!("report-command-runs")),
                    None => (icons::CLOCK, tokens.weak, t!("report-command-waits")),
                };
                ui.label(icon.text(16.0).color(color));
                ui.label(RichText::new(&command.name).font(theme::medium(theme::BODY)));
                ui.label(RichText::new(word).color(tokens.weak));
            });
            if live.is_running {
                let from = live.lines.len().saturating_sub(LINES);
                gates::output(ui, live.lines.iter().skip(from).map(String::as_str));
            }
        }
    });
}
