//! The Report view: whether what came out is what was asked. Gates as rows, each with what it found, who it belongs to,
//! what made it and a prompt that mends it; the teams against their targets; the numbers over time. Owns which rows are
//! open here; measuring is the engine's.

mod commands;
mod finding;
mod gates;
mod header;
mod history;
mod teams;

use std::collections::BTreeSet;

use egui::{Margin, ScrollArea, Ui};

use crate::engine::command::Command;
use crate::engine::jobs::validate::Commands;
use crate::engine::settings;
use crate::gui::action::Action;
use crate::gui::facts::{Facts, ProjectFacts};
use crate::gui::icons;
use crate::gui::screen::Screen;
use crate::gui::theme::GRID;
use crate::gui::views::{View, ViewId};
use crate::gui::widgets::{button, card};
use crate::model::document::Revision;
use crate::t;

/// The view's row in the table.
pub const VIEW: View = View { id: ViewId::Report, name: "view-report", icon: icons::CHART, needs_project: true, waiting, show };

/// This view's corner of the screen.
#[derive(Debug, Default)]
pub struct ReportScreen {
    /// Gates whose findings are shown, by key.
    open: BTreeSet<String>,
    /// Gates of which all findings are listed, not the first alone.
    long: BTreeSet<String>,
    /// Which gates are listed.
    filter: Filter,
    /// Whether commands run side by side.
    side_by_side: bool,
    /// The key of what has to be trusted, for the manifest as it is in this revision.
    trust: Option<(Revision, String)>,
}

/// Which gates are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Filter {
    /// Those that fail, and those that were asked for and could not be measured.
    #[default]
    Attention,
    All,
}

impl ReportScreen {
    fn how(&self) -> Commands {
        if self.side_by_side { Commands::SideBySide } else { Commands::InOrder }
    }

    /// Whether the person has to be asked before the manifest's commands run.
    fn needs_trust(&mut self, project: &ProjectFacts) -> bool {
        let manifest = &project.manifest;
        if manifest.manifest.validation.commands.is_empty() {
            return false;
        }
        let revision = manifest.document.revision();
        if self.trust.as_ref().is_none_or(|(known, _)| *known != revision) {
            self.trust = Some((revision, settings::trust_key(&project.project.root, &manifest.manifest)));
        }
        self.trust.as_ref().is_some_and(|(_, key)| !project.validation.trusted.contains(key))
    }
}

fn waiting(facts: &Facts) -> usize {
    let last = facts.project.as_ref().and_then(|project| project.validation.last.as_ref());
    last.map_or(0, |validation| validation.counts().1)
}

/// Whether a validation is under way.
fn is_under_way(facts: &Facts) -> bool {
    facts.jobs.iter().any(|job| matches!(job.label, "job-validate" | "job-validate-files" | "job-validate-commands"))
}

fn show(ui: &mut Ui, facts: &Facts, screen: &mut Screen, actions: &mut Vec<Action>) {
    let Some(project) = &facts.project else { return };
    let screen = &mut screen.report;
    let needs_trust = screen.needs_trust(project);
    let under_way = is_under_way(facts);
    header::show(ui, project, screen, under_way, actions);
    let frame = egui::Frame::NONE.inner_margin(Margin { left: 16, right: 4, top: 0, bottom: 0 });
    egui::CentralPanel::default().frame(frame).show(ui, |ui| {
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            ui.set_max_width((ui.available_width() - 3.0 * GRID).min(1280.0));
            body(ui, project, screen, (needs_trust, under_way), actions);
            ui.add_space(4.0 * GRID);
        });
    });
}

fn body(
    ui: &mut Ui,
    project: &ProjectFacts,
    screen: &mut ReportScreen,
    (needs_trust, under_way): (bool, bool),
    actions: &mut Vec<Action>,
) {
    if needs_trust && !project.read_only {
        commands::trust(ui, project, actions);
        ui.add_space(3.0 * GRID);
    }
    if !project.validation.live.is_empty() {
        commands::live(ui, project);
        ui.add_space(3.0 * GRID);
    }
    let Some(validation) = &project.validation.last else {
        empty(ui, project, screen, under_way, actions);
        if !project.validation.history.is_empty() {
            history::show(ui, &project.validation.history);
        }
        return;
    };
    if !validation.changes.is_empty() {
        history::changes(ui, &validation.changes);
        ui.add_space(3.0 * GRID);
    }
    gates::show(ui, project, validation, screen, actions);
    if !validation.teams.is_empty() {
        ui.add_space(4.0 * GRID);
        teams::show(ui, project, validation, actions);
    }
    if !validation.rounds.is_empty() {
        ui.add_space(4.0 * GRID);
        teams::rounds(ui, validation);
    }
    ui.add_space(4.0 * GRID);
    history::show(ui, &validation.history);
}

fn empty(ui: &mut Ui, project: &ProjectFacts, screen: &ReportScreen, under_way: bool, actions: &mut Vec<Action>) {
    if under_way {
        ui.vertical_centered(|ui| {
            ui.add_space(20.0 * GRID);
            ui.spinner();
            ui.add_space(GRID);
            card::weak(ui, t!("report-under-way"));
        });
        return;
    }
    card::empty_state(ui, icons::CHART, &t!("report-empty-title"), &t!("report-empty-text"), |ui| {
        let validate = button::primary(t!("report-validate")).icon(icons::SHIELD);
        if ui.add_enabled(!project.read_only, validate).clicked() {
            actions.push(Action::Command(Command::Validate(screen.how())));
        }
    });
}
