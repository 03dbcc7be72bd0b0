//! Before the manifest's commands run for the first time: all of them are shown, and the person says yes once for exactly
//! these. Owns the question; that nothing runs before is the host's.

use egui::{RichText, Ui};

use super::Scene;
use crate::engine::agents;
use crate::engine::command::Command;
use crate::engine::commands::written;
use crate::engine::settings;
use crate::gui::action::Action;
use crate::gui::icons;
use crate::gui::theme::{self, GRID, SMALL};
use crate::gui::widgets::{button, card};
use crate::model::document::Revision;
use crate::t;

/// What is known of the manifest's commands, for one revision of it.
#[derive(Debug, Default)]
pub struct TrustScreen {
    known: Option<(Revision, String, Vec<(String, String)>)>,
}

impl TrustScreen {
    /// Whether the person has to be asked before a run.
    pub fn is_needed(&mut self, scene: Scene<'_>) -> bool {
        let revision = scene.project.manifest.document.revision();
        if self.known.as_ref().is_none_or(|(known, ..)| *known != revision) {
            let key = settings::trust_key(&scene.project.project.root, scene.manifest);
            self.known = Some((revision, key, commands(scene)));
        }
        let runs_something = !agents::commands_of(scene.manifest).is_empty() || !scene.manifest.run.setup.is_empty();
        let is_trusted = |key: &String| scene.project.validation.trusted.contains(key);
        runs_something && !self.known.as_ref().is_some_and(|(_, key, _)| is_trusted(key))
    }
}

/// Everything that a yes covers: agents, what prepares their trees, and checks of the result.
fn commands(scene: Scene<'_>) -> Vec<(String, String)> {
    let agents = agents::commands_of(scene.manifest);
    let setup = scene.manifest.run.setup.iter().map(|line| (t!("run-trust-prepares"), written(line)));
    let checks = &scene.manifest.validation.commands;
    let checks = checks.iter().map(|check| (t!("run-trust-check", name = check.name.as_str()), written(&check.run)));
    agents.into_iter().chain(setup).chain(checks).collect()
}

/// Asks.
pub fn show(ui: &mut Ui, scene: Scene<'_>, screen: &TrustScreen, actions: &mut Vec<Action>) {
    let tokens = theme::tokens(ui);
    let Some((_, _, commands)) = &screen.known else { return };
    card::card(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal(|ui| {
            ui.label(icons::LOCK.text(18.0).color(tokens.warning));
            ui.label(RichText::new(t!("run-trust-title")).heading());
        });
        card::weak(ui, t!("run-trust-text"));
        ui.add_space(GRID);
        egui::Grid::new("run-trust-commands").num_columns(2).spacing([4.0 * GRID, GRID]).show(ui, |ui| {
            for (name, command) in commands {
                ui.label(RichText::new(name).font(theme::medium(theme::BODY)));
                let line = RichText::new(command).font(egui::FontId::monospace(SMALL));
                ui.add(egui::Label::new(line).truncate()).on_hover_text(command);
                ui.end_row();
            }
        });
        ui.add_space(GRID);
        let trust = button::primary(t!("run-trust-button")).icon(icons::LOCK_OPEN);
        if ui.add_enabled(!scene.project.read_only, trust).clicked() {
            let manifest_text = scene.project.manifest.document.text().to_owned();
            actions.push(Action::Command(Command::TrustCommands { manifest_text }));
        }
    });
}
