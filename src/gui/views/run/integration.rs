//! How far the teams' work is from being one: who meets whom, and what an integration would do now, tried in the
//! background whenever teams have written. Owns when it is tried again. Not: the trial (the engine's), nor settling what
//! it finds (`views::conflicts`).

use egui::{Align, Align2, Layout, Rect, RichText, Sense, Ui, pos2, vec2};

use super::Scene;
use crate::engine::command::Command;
use crate::engine::jobs::trial::Trial;
use crate::gui::action::Action;
use crate::gui::facts::Facts;
use crate::gui::icons;
use crate::gui::theme::{self, GRID};
use crate::gui::views::conflicts::overlap;
use crate::gui::views::{ViewId, marks};
use crate::gui::widgets::button;
use crate::model::conflict::Overlaps;
use crate::model::team::TeamId;
use crate::words::grouped;
use crate::{t, words};

/// So long nobody has written, in seconds: then it is tried …
const QUIET: f64 = 2.0;
/// … and so long after the last time, however much is written.
const AT_LEAST: f64 = 20.0;
/// So many pairs are named where there is room.
const PAIRS: usize = 4;

/// When it was tried.
#[derive(Debug, Default)]
pub struct IntegrationScreen {
    /// The number of the last trial.
    number: u64,
    /// When it was asked for.
    asked_at: f64,
    /// How often trees had changed then; `None`: it has to be tried.
    tried: Option<u64>,
    /// How often trees have changed, as it was seen last, and since when.
    seen: (u64, f64),
}

impl IntegrationScreen {
    /// Asks for a trial, when it is time.
    fn follow(&mut self, ui: &Ui, facts: &Facts, scene: Scene<'_>, actions: &mut Vec<Action>) {
        let now = ui.input(|input| input.time);
        let (changes, known) = (scene.project.trees_changes, &scene.project.trial);
        if self.seen.0 != changes {
            self.seen = (changes, now);
        }
        // Another window of this corner may have counted before.
        self.number = self.number.max(known.answered);
        let is_under_way = self.number > known.answered;
        if is_under_way || !facts.jobs.is_empty() {
            return;
        }
        if known.stopped && known.answered == self.number && self.tried.is_some() && self.number > 0 {
            self.tried = None;
        }
        let is_first = self.number == 0 || known.last.is_none();
        let is_due = is_first || now - self.seen.1 >= QUIET || now - self.asked_at >= AT_LEAST;
        if self.tried != Some(changes) && is_due {
            (self.number, self.asked_at, self.tried) = (self.number + 1, now, Some(changes));
            actions.push(Action::Command(Command::Try { number: self.number }));
        }
    }
}

/// Draws the line.
pub fn show(ui: &mut Ui, facts: &Facts, scene: Scene<'_>, screen: &mut IntegrationScreen, actions: &mut Vec<Action>) {
    screen.follow(ui, facts, scene, actions);
    // Before anybody has written there is nothing to say.
    let Some(trial) = scene.project.trial.last.as_ref().filter(|trial| trial.sides > 0) else { return };
    let is_under_way = screen.number > scene.project.trial.answered;
    let tokens = theme::tokens(ui);
    let frame = egui::Frame::NONE.inner_margin(egui::Margin::symmetric(16, 6));
    egui::Panel::top("run-integration").frame(frame).show_separator_line(false).resizable(false).show(ui, |ui| {
        ui.horizontal(|ui| {
            let (icon, color) = match (trial.open + trial.kept_out, trial.checks.as_ref().map(|checks| checks.failed.len())) {
                (0, Some(0)) => (icons::CHECK_CIRCLE, tokens.success),
                (0, None) => (icons::GIT_MERGE, tokens.weak),
                _ => (icons::WARNING, tokens.warning),
            };
            ui.label(icon.text(16.0).color(color)).on_hover_text(t!("trial-tip"));
            let go = button::secondary(t!("trial-go")).icon(icons::GIT_MERGE).tip(t!("trial-go-tip")).small();
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if ui.add(go).clicked() {
                    actions.push(Action::Show(ViewId::Conflicts));
                }
                if trial.overlaps.most() > 0 {
                    let button = ui.add(button::secondary(t!("overlap-button")).icon(icons::USERS_THREE).small());
                    egui::Popup::from_toggle_button_response(&button)
                        .close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside)
                        .show(|ui| {
                            let table = |ui: &mut Ui| overlap::table(ui, &trial.overlaps, scene.manifest);
                            egui::Frame::NONE.inner_margin(2.0 * GRID).show(ui, table);
                        });
                    pairs(ui, scene, &trial.overlaps);
                }
                if is_under_way {
                    ui.spinner().on_hover_text(t!("trial-under-way"));
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    let text = RichText::new(outcome(trial)).color(tokens.text);
                    let label = ui.add(egui::Label::new(text).truncate());
                    label.on_hover_text(closely(trial));
                });
            });
        });
    });
}

/// What an integration would do, in one line.
fn outcome(trial: &Trial) -> String {
    let mut parts = vec![t!("trial-files", count = trial.files, files = grouped(trial.files))];
    parts.push(match (trial.conflicts, trial.open) {
        (0, _) => t!("trial-no-conflict"),
        (all, 0) => t!("trial-settled", count = all),
        (_, open) => t!("trial-open", count = open),
    });
    if trial.kept_out > 0 {
        parts.push(t!("trial-kept-out", count = trial.kept_out));
    }
    match &trial.checks {
        None => parts.push(t!("trial-checking")),
        Some(checks) if !checks.failed.is_empty() => parts.push(t!("trial-failed", count = checks.failed.len())),
        Some(checks) => parts.push(t!("trial-passed", count = checks.passed)),
    }
    parts.join("  ·  ")
}

/// The same, with the gates by name.
fn closely(trial: &Trial) -> String {
    let failed = trial.checks.iter().flat_map(|checks| &checks.failed);
    let name = |(id, subject): &(&'static str, String)| {
        let name = words::word(&format!("gate-{id}"));
        if subject.is_empty() { name } else { t!("gate-of", gate = name, subject = subject.as_str()) }
    };
    let gates: Vec<String> = failed.map(name).collect();
    let seconds = (trial.seconds * 10.0).round() / 10.0;
    let tried = t!("trial-took", seconds = seconds);
    if gates.is_empty() { tried } else { format!("{}\n{tried}", t!("trial-gates", gates = gates.join(", "))) }
}

/// The pairs that share most: two badges, and how many files.
fn pairs(ui: &mut Ui, scene: Scene<'_>, overlaps: &Overlaps) {
    let tokens = theme::tokens(ui);
    let shown = most(overlaps);
    // What an integration would do is said first.
    let room = ((ui.available_width() - 420.0) / 76.0).floor().max(0.0) as usize;
    for (first, second, paths, conflicts) in shown.into_iter().take(room.min(PAIRS)).rev() {
        let (rect, response) = ui.allocate_exact_size(vec2(70.0, 24.0), Sense::hover());
        let said =
            t!("overlap-cell", first = marks::title(first), second = marks::title(second), paths = paths, conflicts = conflicts);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &said));
        let fill = if conflicts > 0 { tokens.wash(tokens.warning) } else { tokens.raised };
        ui.painter().rect_filled(rect, 6, fill);
        for (place, team) in [first, second].into_iter().enumerate() {
            let badge = Rect::from_center_size(rect.left_center() + vec2(13.0 + place as f32 * 20.0, 0.0), vec2(18.0, 18.0));
            marks::paint_badge(ui.painter(), badge, team, marks::color(&tokens, team, scene.manifest), &tokens);
        }
        let font = egui::FontId::proportional(theme::SMALL);
        let color = if conflicts > 0 { tokens.warning } else { tokens.weak };
        ui.painter().text(pos2(rect.right() - 8.0, rect.center().y), Align2::RIGHT_CENTER, paths, font, color);
        response.on_hover_text(said);
    }
}

/// All pairs that meet: those in conflict first, then by how much they share.
fn most(overlaps: &Overlaps) -> Vec<(&TeamId, &TeamId, usize, usize)> {
    let count = overlaps.teams.len();
    let all = (0..count).flat_map(|row| (row + 1..count).map(move |column| (row, column)));
    let mut pairs: Vec<_> = all
        .map(|(row, column)| {
            let (paths, conflicts) = (overlaps.paths[row][column], overlaps.conflicts[row][column]);
            (&overlaps.teams[row], &overlaps.teams[column], paths, conflicts)
        })
        .filter(|(_, _, paths, _)| *paths > 0)
        .collect();
    pairs.sort_by_key(|(_, _, paths, conflicts)| std::cmp::Reverse((*conflicts, *paths)));
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::jobs::trial::Checks;

    #[test]
    fn what_would_be_done_is_one_line() {
        let trial = Trial { sides: 2, files: 12, conflicts: 3, open: 1, kept_out: 2, ..Trial::default() };
        assert_eq!(outcome(&trial), "12 files  ·  1 conflict open  ·  2 kept out  ·  checks to come");
        let failed = vec![("size", "alpha".to_owned()), ("imports", String::new())];
        let checked = Trial { kept_out: 0, open: 0, checks: Some(Checks { passed: 3, failed }), ..trial };
        assert_eq!(outcome(&checked), "12 files  ·  3 conflicts, all settled  ·  2 gates fail");
    }

    #[test]
    fn pairs_in_conflict_come_first() {
        let team = |id: &str| TeamId::from_spelling(id).expect("id");
        let overlaps = Overlaps {
            teams: ["alpha", "beta", "gamma"].map(team).to_vec(),
            paths: vec![vec![0, 9, 1], vec![9, 0, 0], vec![1, 0, 0]],
            conflicts: vec![vec![0, 0, 1], vec![0, 0, 0], vec![1, 0, 0]],
        };
        let said: Vec<_> =
            most(&overlaps).into_iter().map(|(first, second, paths, _)| (first.as_str(), second.as_str(), paths)).collect();
        assert_eq!(said, [("alpha", "gamma", 1), ("alpha", "beta", 9)]);
    }
}
