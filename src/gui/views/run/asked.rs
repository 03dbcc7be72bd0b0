//! What is asked of the person: requests of all teams for permission in one list, wishes to write elsewhere, and what is
//! worth an alarm, each with what can be done about it.

use egui::{Align, Layout, RichText, Ui};

use super::{RunScreen, Scene, ask, clock, say};
use crate::gui::action::Action;
use crate::gui::icons::{self, Icon};
use crate::gui::theme::{self, GRID, SMALL};
use crate::gui::views::{ViewId, marks};
use crate::gui::widgets::button;
use crate::model::run::team::Outside;
use crate::model::run::wire::Decision;
use crate::model::run::{Alert, AlertKind, Request, alerts};
use crate::model::team::TeamId;
use crate::t;

/// Draws the list, where there is one.
pub fn show(ui: &mut Ui, scene: Scene<'_>, screen: &mut RunScreen, actions: &mut Vec<Action>) {
    let requests: Vec<_> = scene
        .state
        .teams
        .iter()
        .flat_map(|team| team.permissions.iter().map(move |permission| (team.id(), permission)))
        .collect();
    let wishes: Vec<(&TeamId, &Outside)> = scene
        .state
        .teams
        .iter()
        .flat_map(|team| team.outside.iter().filter(|outside| outside.is_open).map(move |outside| (team.id(), outside)))
        .collect();
    let alarms = alerts(scene.state, scene.now);
    if requests.is_empty() && wishes.is_empty() && alarms.is_empty() {
        return;
    }
    let tokens = theme::tokens(ui);
    let frame = egui::Frame::new()
        .fill(tokens.surface)
        .stroke((1.0, tokens.warning))
        .corner_radius(theme::CARD_RADIUS)
        .inner_margin(egui::Margin::symmetric(12, 8));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 1.5 * GRID;
        if requests.len() > 1 {
            ui.horizontal(|ui| {
                ui.label(RichText::new(t!("run-requests", count = requests.len())).font(theme::semibold(theme::BODY)));
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    if ui.add_enabled(scene.live, button::secondary(t!("run-deny-all")).small()).clicked() {
                        let decision = Decision::Deny(t!("run-denied"));
                        ask(actions, Request::AnswerAll { teams: Vec::new(), decision });
                    }
                    if ui.add_enabled(scene.live, button::secondary(t!("run-allow-all")).small()).clicked() {
                        ask(actions, Request::AnswerAll { teams: Vec::new(), decision: Decision::Allow });
                    }
                });
            });
        }
        for (team, permission) in requests {
            let reason = permission.reason.clone().or_else(|| permission.path.clone()).unwrap_or_default();
            let text = t!("run-wants", team = marks::title(team), tool = permission.tool.as_str());
            row(ui, scene, std::slice::from_ref(team), (icons::LOCK, tokens.warning), &text, &permission.summary, |ui| {
                let mut answer = |ui: &mut Ui, label: String, decision: Decision, always: bool, primary: bool| {
                    let name = t!("run-answer-of", answer = label.as_str(), team = marks::title(team));
                    let look = if primary { button::primary(label) } else { button::secondary(label) };
                    if ui.add_enabled(scene.live, look.small().name(name)).clicked() {
                        let (team, request) = (team.clone(), permission.request.clone());
                        ask(actions, Request::Answer { team, request, decision, always });
                    }
                };
                answer(ui, t!("run-deny"), Decision::Deny(t!("run-denied")), false, false);
                answer(ui, t!("run-allow-always"), Decision::Allow, true, false);
                answer(ui, t!("run-allow"), Decision::Allow, false, true);
            })
            .on_hover_text(reason);
        }
        for (team, outside) in wishes {
            let owner = outside.owner.as_ref().map_or_else(|| t!("run-nobody"), marks::title);
            let text = t!("run-wishes", team = marks::title(team), path = outside.path.as_str(), owner = owner);
            let reason = outside.reason.clone().unwrap_or_default();
            row(ui, scene, std::slice::from_ref(team), (icons::SHIELD, tokens.warning), &text, &reason, |ui| {
                let mut answer = |ui: &mut Ui, label: String, granted: bool| {
                    let name = t!("run-answer-of", answer = label.as_str(), team = marks::title(team));
                    if ui.add_enabled(scene.live, button::secondary(label).small().name(name)).clicked() {
                        let (team, path) = (team.clone(), outside.path.clone());
                        ask(actions, Request::AnswerException { team, path, granted });
                    }
                };
                answer(ui, t!("run-refuse"), false);
                answer(ui, t!("run-grant"), true);
            });
        }
        for alarm in &alarms {
            alert(ui, scene, screen, alarm, actions);
        }
    });
    ui.add_space(3.0 * GRID);
}

/// One row: whose, what, and at the right what can be done (the last button stands first).
fn row(
    ui: &mut Ui,
    scene: Scene<'_>,
    teams: &[TeamId],
    (icon, color): (Icon, egui::Color32),
    text: &str,
    detail: &str,
    buttons: impl FnOnce(&mut Ui),
) -> egui::Response {
    let weak = theme::tokens(ui).weak;
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 1.5 * GRID;
            buttons(ui);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.label(icon.text(15.0).color(color));
                for team in teams {
                    marks::badge(ui, team, scene.manifest, 18.0);
                }
                let shown = if detail.is_empty() { text.to_owned() } else { format!("{text}  ") };
                ui.add(egui::Label::new(shown).truncate());
                if !detail.is_empty() {
                    ui.add(egui::Label::new(RichText::new(detail).monospace().size(SMALL).color(weak)).truncate())
                        .on_hover_text(detail);
                }
            });
        });
    })
    .response
}

/// An alarm in words.
pub fn words(scene: Scene<'_>, alert: &Alert) -> String {
    let team = alert.teams.first();
    let title = team.map(marks::title).unwrap_or_default();
    match &alert.kind {
        AlertKind::Survivors { pids } => {
            let pids = pids.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            t!("run-alert-survivors", pids = pids)
        }
        AlertKind::CostCap => t!("run-alert-cost"),
        AlertKind::Circle => {
            let teams = alert.teams.iter().map(marks::title).collect::<Vec<_>>().join(" → ");
            t!("run-alert-circle", teams = teams)
        }
        AlertKind::Died => t!("run-alert-died", team = title.as_str()),
        AlertKind::Outside { path, more } => {
            let owner = team.and_then(|team| scene.state.team(team)).and_then(|team| {
                team.outside.iter().find(|outside| outside.path == *path).and_then(|outside| outside.owner.clone())
            });
            match owner.as_ref().map(marks::title) {
                Some(owner) => t!("run-alert-outside", team = title.as_str(), path = path.as_str(), owner = owner, more = *more),
                None => t!("run-alert-forbidden", team = title.as_str(), path = path.as_str(), more = *more),
            }
        }
        AlertKind::Refuted => t!("run-alert-refuted", team = title.as_str()),
        AlertKind::Silent { since } => {
            t!("run-alert-silent", team = title.as_str(), time = clock::clock(scene.now.saturating_sub(*since)))
        }
        AlertKind::Slow { percent } => t!("run-alert-slow", team = title.as_str(), percent = *percent),
        AlertKind::UsageLimit { until } => match until {
            Some(until) => {
                t!("run-alert-limit-until", team = title.as_str(), time = clock::clock(until.saturating_sub(scene.now)))
            }
            None => t!("run-alert-limit", team = title.as_str()),
        },
    }
}

/// An alarm in words, gravest first, with a way out.
fn alert(ui: &mut Ui, scene: Scene<'_>, screen: &mut RunScreen, alert: &Alert, actions: &mut Vec<Action>) {
    let tokens = theme::tokens(ui);
    let team = alert.teams.first();
    let (icon, color) = match &alert.kind {
        AlertKind::Survivors { .. } | AlertKind::Died | AlertKind::Outside { .. } | AlertKind::Refuted => {
            (icons::ERROR, tokens.danger)
        }
        _ => (icons::WARNING, tokens.warning),
    };
    let text = words(scene, alert);
    row(ui, scene, &alert.teams, (icon, color), &text, "", |ui| {
        let Some(team) = team else { return };
        let only = || vec![team.clone()];
        let mut offer = |ui: &mut Ui, label: String, request: Request| {
            let name = t!("run-answer-of", answer = label.as_str(), team = marks::title(team));
            if ui.add_enabled(scene.live, button::secondary(label).small().name(name)).clicked() {
                ask(actions, request);
            }
        };
        match &alert.kind {
            AlertKind::Died => offer(ui, t!("run-team-resume"), Request::StartTeams { teams: only() }),
            AlertKind::Silent { .. } | AlertKind::Slow { .. } => {
                let message = crate::model::run::Message::Signal(crate::model::run::Signal::Status);
                offer(ui, t!("run-ask-status"), Request::Send { teams: only(), message });
            }
            AlertKind::Refuted | AlertKind::Circle => {
                if ui.add_enabled(scene.live, button::secondary(t!("run-team-say")).small()).clicked() {
                    screen.say = Some(say::SayScreen::to(team.clone()));
                }
            }
            AlertKind::Outside { path, more } => {
                let answer = |granted| Request::AnswerException { team: team.clone(), path: path.clone(), granted };
                if *more == 0 {
                    offer(ui, t!("run-keep-out"), answer(false));
                    offer(ui, t!("run-grant"), answer(true));
                } else if ui.add(button::secondary(t!("run-show-paths")).small()).clicked() {
                    screen.show_paths(team.clone());
                }
                if ui.add(button::quiet(t!("run-to-conflicts")).small()).clicked() {
                    actions.push(Action::Show(ViewId::Conflicts));
                }
            }
            AlertKind::UsageLimit { .. } => offer(ui, t!("run-team-unpark"), Request::Park { teams: only(), parked: false }),
            AlertKind::Survivors { .. } | AlertKind::CostCap => {}
        }
    });
}
