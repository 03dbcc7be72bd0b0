//! Before a run: who takes part, with which agent, and the button that starts it. Owns the choice; agents themselves are the
//! manifest's.

use std::collections::BTreeSet;

use egui::{Align, Layout, RichText, Ui};

use super::{RunScreen, Scene, ask, trust};
use crate::engine::command::Command;
use crate::engine::event::RunLink;
use crate::gui::action::Action;
use crate::gui::icons;
use crate::gui::theme::{self, GRID, SMALL};
use crate::gui::views::marks;
use crate::gui::widgets::{button, card};
use crate::model::document::Revision;
use crate::model::manifest::Team;
use crate::model::manifest::edits::{ManifestEdit, TeamField};
use crate::model::problem::Problem;
use crate::model::run::Request;
use crate::model::team::TeamId;
use crate::t;

/// This page's corner of the screen.
#[derive(Debug, Default)]
pub struct StartScreen {
    /// Teams that stay out.
    out: BTreeSet<TeamId>,
    /// The round, where the manifest has several.
    round: Option<usize>,
    /// The manifest for which agents' programs were looked for.
    looked: Option<Revision>,
}

/// Draws the page.
pub fn show(ui: &mut Ui, scene: Scene<'_>, screen: &mut RunScreen, actions: &mut Vec<Action>) {
    let manifest = scene.manifest;
    if manifest.teams.is_empty() || scene.project.project.manifest_name.is_none() {
        card::empty_state(ui, icons::PLAY, &t!("run-none"), &t!("run-none-why"), |ui| {
            if ui.add(button::primary(t!("run-to-teams")).icon(icons::USERS_THREE)).clicked() {
                actions.push(Action::Show(crate::gui::views::ViewId::Teams));
            }
        });
        return;
    }
    let asks = screen.trust.is_needed(scene);
    let RunScreen { start: screen, trust, leftovers: left, .. } = screen;
    egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        egui::Frame::new().inner_margin(egui::Margin::symmetric(24, 20)).show(ui, |ui| {
            ui.set_max_width(ui.available_width().min(920.0));
            ui.spacing_mut().item_spacing.y = 2.0 * GRID;
            card::title(ui, &t!("run-start-title"), &t!("run-start-text"));
            if !scene.state.run.is_empty() {
                before(ui, scene);
            }
            rounds(ui, scene, screen);
            ui.add_space(GRID);
            let teams = taking_part(scene, screen);
            phases(ui, scene);
            card::card(ui, |ui| table(ui, scene, screen, &teams, actions));
            what_is_missing(ui, scene, &teams);
            if asks {
                trust::show(ui, scene, trust, actions);
            }
            ui.horizontal(|ui| {
                let go = button::primary(t!("run-start", count = teams.len())).icon(icons::PLAY);
                let enabled =
                    !asks && !teams.is_empty() && !scene.project.read_only && scene.project.run.link != RunLink::Connecting;
                if ui
                    .add_enabled(enabled, go)
                    .on_disabled_hover_text(if asks { t!("run-start-trust") } else { t!("run-start-not") })
                    .clicked()
                {
                    let round = screen.round;
                    ask(actions, Request::StartRun { teams: teams.clone(), round });
                    ask(actions, Request::StartTeams { teams: Vec::new() });
                }
                if scene.project.run.link == RunLink::Connecting {
                    ui.spinner();
                }
                card::weak(ui, t!("run-start-note"));
            });
            super::leftovers::line(ui, scene, left, actions);
        });
    });
}

/// Who takes part, in order.
fn taking_part(scene: Scene<'_>, screen: &StartScreen) -> Vec<TeamId> {
    let of_round = screen.round.and_then(|round| scene.manifest.iterations.get(round)).map(|round| &round.teams);
    let in_round = |team: &TeamId| of_round.is_none_or(|teams| teams.is_empty() || teams.contains(team));
    let teams = scene.manifest.teams_in_order().into_iter().map(|team| team.id.clone());
    teams.filter(|team| in_round(team) && !screen.out.contains(team)).collect()
}

/// What became of the run before.
fn before(ui: &mut Ui, scene: Scene<'_>) {
    let state = scene.state;
    let lines: u64 = state.teams.iter().map(|team| team.measured.lines).sum();
    let tokens = state.usage().tokens();
    let text = t!(
        "run-before",
        teams = state.teams.len(),
        lines = crate::words::grouped(usize::try_from(lines).unwrap_or(usize::MAX)),
        tokens = super::clock::short(tokens),
        time = super::clock::clock(state.at.saturating_sub(state.began))
    );
    card::weak(ui, text);
}

fn rounds(ui: &mut Ui, scene: Scene<'_>, screen: &mut StartScreen) {
    let rounds = &scene.manifest.iterations;
    if rounds.is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.label(t!("run-round"));
        if ui.add(button::quiet(t!("run-round-all")).selected(screen.round.is_none()).small()).clicked() {
            screen.round = None;
        }
        for (index, round) in rounds.iter().enumerate() {
            if ui.add(button::quiet(&round.name).selected(screen.round == Some(index)).small()).clicked() {
                screen.round = Some(index);
            }
        }
    });
}

/// The phases and their budgets.
fn phases(ui: &mut Ui, scene: Scene<'_>) {
    let tokens = theme::tokens(ui);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 1.5 * GRID;
        for (index, phase) in scene.manifest.phases.iter().enumerate() {
            if index > 0 {
                ui.label(icons::ARROW_RIGHT.text(12.0).color(tokens.weak));
            }
            ui.label(RichText::new(super::header::phase_name(&phase.name)).font(theme::medium(theme::BODY)));
            ui.label(RichText::new(t!("run-minutes", count = phase.minutes)).size(SMALL).color(tokens.weak));
        }
    });
}

fn table(ui: &mut Ui, scene: Scene<'_>, screen: &mut StartScreen, teams: &[TeamId], actions: &mut Vec<Action>) {
    let tokens = theme::tokens(ui);
    let can_edit = !scene.project.read_only && !scene.project.manifest.is_last_good;
    let revision = scene.project.manifest.document.revision();
    if screen.looked != Some(revision) {
        screen.looked = Some(revision);
        let manifest_text = scene.project.manifest.document.text().to_owned();
        actions.push(Action::Command(Command::LookForAgents { manifest_text }));
    }
    ui.horizontal(|ui| {
        card::weak(ui, t!("run-who"));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| agent_of_all(ui, scene, teams, can_edit, actions));
    });
    for team in scene.manifest.teams_in_order() {
        ui.horizontal(|ui| {
            ui.set_height(30.0);
            let mut takes_part = !screen.out.contains(&team.id);
            let title = marks::title_and_name(&team.id, scene.manifest);
            let tick = ui.checkbox(&mut takes_part, "");
            tick.widget_info(|| {
                egui::WidgetInfo::selected(egui::Role::CheckBox, true, takes_part, t!("run-takes-part", team = title.as_str()))
            });
            if tick.changed() {
                if takes_part {
                    screen.out.remove(&team.id);
                } else {
                    screen.out.insert(team.id.clone());
                }
            }
            marks::badge(ui, &team.id, scene.manifest, 22.0);
            let ink = if takes_part { tokens.text } else { tokens.weak };
            ui.add(egui::Label::new(RichText::new(&title).color(ink)).truncate());
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                agent_menu(ui, scene, team, can_edit, &title, actions);
                let files = team.mega_files.unwrap_or_default();
                let target = team.target_loc.map(super::target);
                let text = [target, (files > 0).then(|| t!("run-target-files", count = files))];
                let text = text.into_iter().flatten().collect::<Vec<_>>().join("  ·  ");
                ui.label(RichText::new(text).size(SMALL).color(tokens.weak));
            });
        });
    }
}

/// With which agent a team works; a change is the manifest's.
fn agent_menu(ui: &mut Ui, scene: Scene<'_>, team: &Team, can_edit: bool, title: &str, actions: &mut Vec<Action>) {
    let agent = team.agent.as_deref().unwrap_or("manual");
    let missing = missing(scene, agent);
    let icon = match (missing, agent) {
        (Some(_), _) => icons::WARNING,
        (None, "manual") => icons::USER,
        (None, _) => icons::AGENT,
    };
    let look = button::secondary(agent).icon(icon).small().name(t!("run-agent-of", team = title, agent = agent));
    let mut response = ui.add_enabled(can_edit, look);
    if let Some(problem) = missing {
        response = response.on_hover_text(said(problem));
    }
    choose_agent(
        &response,
        scene,
        Some(agent),
        |name| t!("run-agent-choose", team = title, agent = name),
        |name| {
            let edit = ManifestEdit::SetTeamText { team: team.id.clone(), field: TeamField::Agent, text: name.to_owned() };
            actions.push(Action::EditManifest(edit));
        },
    );
}

/// One agent for everybody who takes part, in one step.
fn agent_of_all(ui: &mut Ui, scene: Scene<'_>, teams: &[TeamId], can_edit: bool, actions: &mut Vec<Action>) {
    let response = ui.add_enabled(can_edit && !teams.is_empty(), button::quiet(t!("run-agent-all")).icon(icons::AGENT).small());
    choose_agent(
        &response,
        scene,
        None,
        |name| t!("run-agent-choose-all", agent = name),
        |name| {
            let edit =
                |team: &TeamId| ManifestEdit::SetTeamText { team: team.clone(), field: TeamField::Agent, text: name.to_owned() };
            actions.push(Action::EditManifest(ManifestEdit::Several(teams.iter().map(edit).collect())));
        },
    );
}

/// The list of agents: the manifest's own, then the known ones. One whose program is not there says so.
fn choose_agent(
    response: &egui::Response,
    scene: Scene<'_>,
    chosen: Option<&str>,
    name_of: impl Fn(&str) -> String,
    mut choose: impl FnMut(&str),
) {
    egui::Popup::menu(response).gap(2.0).show(|ui| {
        ui.set_width(240.0);
        for found in scene.project.run.agents.iter().flatten() {
            let name = found.agent.as_str();
            let mut row = button::quiet(name).selected(chosen == Some(name)).left().width(ui.available_width());
            let problem = missing(scene, name);
            if problem.is_some() {
                row = row.icon(icons::WARNING);
            }
            let mut row = ui.add(row.name(name_of(name)));
            if let Some(problem) = problem {
                row = row.on_hover_text(said(problem));
            }
            if row.clicked() {
                choose(name);
                ui.close();
            }
        }
    });
}

/// Why an agent's program cannot be started, where that is known.
fn missing<'a>(scene: Scene<'a>, agent: &str) -> Option<&'a Problem> {
    let found = scene.project.run.agents.as_ref()?.iter().find(|found| found.agent == agent)?;
    found.program.as_ref()?.as_ref().err()
}

/// Says which agents that teams are to work with are not there.
fn what_is_missing(ui: &mut Ui, scene: Scene<'_>, teams: &[TeamId]) {
    let of = |id: &TeamId| scene.manifest.teams.iter().find(|team| team.id == *id)?.agent.as_deref();
    let agents: BTreeSet<&str> = teams.iter().filter_map(of).collect();
    let tokens = theme::tokens(ui);
    for problem in agents.into_iter().filter_map(|agent| missing(scene, agent)) {
        ui.horizontal_wrapped(|ui| {
            ui.label(icons::WARNING.text(15.0).color(tokens.warning));
            ui.add(egui::Label::new(said(problem)).wrap());
        });
    }
}

/// A problem with its next step, in one text.
fn said(problem: &Problem) -> String {
    let sentence = crate::words::sentence(problem);
    [Some(sentence.text), sentence.next].into_iter().flatten().collect::<Vec<_>>().join(" ")
}
