//! The Run view: teams at work. Above, the phases with their clocks and what can be said to all; in the middle a card a
//! team, those first that need the person; at the right the chosen team, closely; below what happened and what it adds up
//! to. Owns what is chosen and half typed here. Not: the run itself, which is the host's and outlives this window.

mod asked;
mod below;
mod calling;
mod card;
mod cards;
mod checkpoints;
mod clock;
mod fix;
mod header;
mod integration;
mod leftovers;
mod log;
mod messages;
mod moving;
mod say;
mod start;
mod team;
mod terminal;
mod trust;

pub use calling::Calling;

use std::collections::BTreeSet;

use egui::Ui;

use crate::engine::command::Command;
use crate::engine::event::RunLink;
use crate::engine::journal;
use crate::gui::action::Action;
use crate::gui::facts::{Facts, ProjectFacts};
use crate::gui::icons;
use crate::gui::screen::Screen;
use crate::gui::theme;
use crate::gui::views::{View, ViewId};
use crate::model::manifest::{LocRange, Manifest};
use crate::model::run::team::{Claim, TeamState};
use crate::model::run::{Group, Request, RunState, Shown, TeamRun, alerts};
use crate::model::team::TeamId;

/// The view's row in the table.
pub const VIEW: View = View { id: ViewId::Run, name: "view-run", icon: icons::PLAY, needs_project: true, waiting, show };

/// The widest that the chosen team's panel gets.
const TEAM_WIDTH: f32 = 460.0;

/// This view's corner of the screen.
#[derive(Debug, Default)]
pub struct RunScreen {
    /// The team that is looked at closely.
    chosen: Option<TeamId>,
    start: start::StartScreen,
    say: Option<say::SayScreen>,
    fix: Option<fix::FixScreen>,
    /// Whose open work is to move.
    moving: Option<TeamId>,
    trust: trust::TrustScreen,
    team: team::TeamScreen,
    below: below::BelowScreen,
    integration: integration::IntegrationScreen,
    back: Option<checkpoints::BackScreen>,
    leftovers: leftovers::LeftoversScreen,
    /// The run that this corner is about: another one begins anew.
    run: String,
}

impl RunScreen {
    /// Looks at a team closely.
    pub fn choose(&mut self, team: TeamId) {
        self.chosen = Some(team);
    }

    /// Opens a targeted fix of what a check (its key) found, for a team.
    pub fn fix(&mut self, gate: Option<String>, team: Option<TeamId>) {
        self.fix = Some(fix::FixScreen::new(gate, team));
    }

    /// Asks who takes over what a team has not done.
    pub fn move_work(&mut self, from: TeamId) {
        self.moving = Some(from);
    }

    /// Looks at the paths that a team wrote and may not.
    fn show_paths(&mut self, team: TeamId) {
        self.chosen = Some(team);
        self.team.show_paths();
    }
}

/// What every part of the view draws from.
#[derive(Clone, Copy)]
pub(in crate::gui::views::run) struct Scene<'a> {
    project: &'a ProjectFacts,
    manifest: &'a Manifest,
    state: &'a RunState,
    /// Milliseconds since 1970.
    now: u64,
    /// Whether anything can be asked: the run is not over, and this window may write.
    live: bool,
}

impl<'a> Scene<'a> {
    fn of(project: &'a ProjectFacts) -> Self {
        let state = &*project.run.state;
        let live = state.is_running() && !project.read_only;
        Self { project, manifest: &project.manifest.manifest, state, now: now(), live }
    }

    fn group(&self, team: &TeamRun) -> Group {
        team.group(&self.state.plan.monitoring, self.now)
    }
}

/// The time, as journals count it.
fn now() -> u64 {
    u64::try_from(journal::now().as_millisecond()).unwrap_or_default()
}

/// Asks the run's host.
fn ask(actions: &mut Vec<Action>, request: Request) {
    actions.push(Action::Command(Command::Run(request)));
}

/// Whoever asks for something, or cannot go on.
fn waiting(facts: &Facts) -> usize {
    let Some(project) = facts.project.as_ref().filter(|project| project.run.state.is_running()) else { return 0 };
    let scene = Scene::of(project);
    let teams = scene.state.teams.iter().filter(|team| scene.group(team) == Group::NeedsMe).count();
    let of_all = alerts(scene.state, scene.now).iter().filter(|alert| alert.teams.len() != 1).count();
    teams + of_all
}

fn show(ui: &mut Ui, facts: &Facts, screen: &mut Screen, actions: &mut Vec<Action>) {
    let Some(project) = &facts.project else { return };
    let screen = &mut screen.run;
    let scene = Scene::of(project);
    if screen.run != scene.state.run {
        let fix = screen.fix.take();
        *screen = RunScreen { run: scene.state.run.clone(), fix, ..RunScreen::default() };
    }
    if !scene.state.is_running() {
        start::show(ui, scene, screen, actions);
        leftovers::show(ui, scene, screen, actions);
        return;
    }
    // Clocks and ages go on although nothing happens.
    ui.ctx().request_repaint_after(std::time::Duration::from_secs(1));
    let tokens = theme::tokens(ui);
    header::show(ui, scene, screen, actions);
    if project.run.link != RunLink::Connected {
        header::no_host(ui, scene, actions);
    }
    integration::show(ui, facts, scene, &mut screen.integration, actions);
    below::show(ui, scene, screen);
    if let Some(team) = screen.chosen.clone().and_then(|id| scene.state.team(&id)) {
        let width = (ui.available_width() * 0.42).clamp(300.0, TEAM_WIDTH);
        egui::Panel::right("run-team")
            .resizable(true)
            .default_size(width)
            .size_range(280.0..=(ui.available_width() * 0.7).max(300.0))
            .frame(egui::Frame::new().fill(tokens.surface))
            .show(ui, |ui| team::show(ui, scene, screen, team, actions));
    }
    egui::CentralPanel::no_frame().show(ui, |ui| {
        egui::ScrollArea::vertical().id_salt("run-cards").auto_shrink(false).show(ui, |ui| {
            egui::Frame::new().inner_margin(egui::Margin::symmetric(16, 12)).show(ui, |ui| {
                let is_refused = |team: &TeamRun| {
                    team.failed.as_ref().is_some_and(|(id, _)| matches!(id.as_str(), "run-not-trusted" | "run-setup-untrusted"))
                };
                if scene.state.teams.iter().any(is_refused) && screen.trust.is_needed(scene) {
                    trust::show(ui, scene, &screen.trust, actions);
                    ui.add_space(3.0 * theme::GRID);
                }
                asked::show(ui, scene, screen, actions);
                cards::show(ui, scene, screen, actions);
            });
        });
    });
    say::show(ui, scene, screen, actions);
    fix::show(ui, scene, screen, actions);
    moving::show(ui, scene, screen, actions);
    checkpoints::show(ui, scene, screen, actions);
    leftovers::show(ui, scene, screen, actions);
}

/// A state's icon and colour; its word stands beside it, so that the colour never says it alone.
fn look(state: TeamState, tokens: &theme::Tokens) -> (icons::Icon, egui::Color32) {
    match state {
        TeamState::Idle => (icons::CIRCLE_DASHED, tokens.weak),
        TeamState::Working => (icons::SPINNER, tokens.accent),
        TeamState::Blocked => (icons::FORBIDDEN, tokens.warning),
        TeamState::Ready => (icons::FLAG, tokens.success),
        TeamState::Complete => (icons::CHECK_CIRCLE, tokens.success),
        TeamState::Error => (icons::ERROR, tokens.danger),
        TeamState::Silent => (icons::CLOCK, tokens.warning),
        TeamState::Parked => (icons::PAUSE, tokens.weak),
        TeamState::Halted => (icons::STOP, tokens.danger),
    }
}

/// How a team looks: a claim that was looked into and is not true looks as wrong as it is.
fn look_of(team: &TeamRun, shown: Shown, tokens: &theme::Tokens) -> (icons::Icon, egui::Color32) {
    match (shown.state, &team.claim) {
        (TeamState::Complete, Claim::Refuted(_)) => (icons::ERROR, tokens.danger),
        _ => look(shown.state, tokens),
    }
}

/// A state's word: an id among the words.
fn word(state: TeamState) -> &'static str {
    match state {
        TeamState::Idle => "run-state-idle",
        TeamState::Working => "run-state-working",
        TeamState::Blocked => "run-state-blocked",
        TeamState::Ready => "run-state-ready",
        TeamState::Complete => "run-state-complete",
        TeamState::Error => "run-state-error",
        TeamState::Silent => "run-state-silent",
        TeamState::Parked => "run-state-parked",
        TeamState::Halted => "run-state-halted",
    }
}

/// All teams of the run whose ids are in a list; all of them where it is empty.
fn names(scene: Scene<'_>, teams: &BTreeSet<TeamId>) -> String {
    if teams.is_empty() || teams.len() == scene.state.teams.len() {
        return crate::t!("run-everybody");
    }
    teams.iter().map(crate::gui::views::marks::title).collect::<Vec<_>>().join(", ")
}

/// Lines that a team is to write, in words.
fn target(range: LocRange) -> String {
    let grouped = |number: u64| crate::words::grouped(usize::try_from(number).unwrap_or(usize::MAX));
    crate::t!("run-target", min = grouped(range.min), max = grouped(range.max))
}
