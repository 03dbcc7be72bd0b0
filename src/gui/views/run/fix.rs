//! A targeted fix: what a failing check found, or files that the person names, sent to one team (Zeta by default) and nothing
//! else with it. Owns the choice and the words; that the team may write those files is the host's.

use std::collections::BTreeSet;

use egui::{Key, RichText, ScrollArea, TextEdit, Ui};

use super::{RunScreen, Scene, ask};
use crate::engine::jobs::validate::Validation;
use crate::gui::action::Action;
use crate::gui::icons;
use crate::gui::theme::{self, GRID, SMALL};
use crate::gui::views::marks;
use crate::gui::widgets::{button, card};
use crate::model::gates::{Gate, Outcome};
use crate::model::ownership::{Ownership, PathClass};
use crate::model::path::RelPath;
use crate::model::run::Request;
use crate::model::team::TeamId;
use crate::page::{self, fix};
use crate::t;

/// So many files of a check are listed.
const LISTED: usize = 60;

/// The dialog's corner of the screen.
#[derive(Debug)]
pub struct FixScreen {
    /// The failing check, by its key; none: files that the person names.
    gate: Option<String>,
    team: Option<TeamId>,
    /// Files of the check that stay out.
    left_out: BTreeSet<String>,
    /// Files that the person names, one a line.
    files: String,
    words: String,
    is_fresh: bool,
}

impl FixScreen {
    /// A fix of what a check found, for a team.
    pub fn new(gate: Option<String>, team: Option<TeamId>) -> Self {
        let (left_out, files, words) = (BTreeSet::new(), String::new(), String::new());
        Self { gate, team, left_out, files, words, is_fresh: true }
    }

    /// The files that are to be mended.
    fn chosen(&self, gate: Option<&Gate>) -> Vec<String> {
        let of_gate = gate.map(files).unwrap_or_default();
        let named =
            self.files.lines().map(|line| line.trim().trim_start_matches("./").to_owned()).filter(|line| !line.is_empty());
        let chosen: BTreeSet<String> = of_gate.into_iter().filter(|file| !self.left_out.contains(file)).chain(named).collect();
        chosen.into_iter().collect()
    }
}

/// The files that a check names, in order.
fn files(gate: &Gate) -> Vec<String> {
    let paths = gate.findings().iter().filter_map(|finding| finding.path.as_ref().map(|path| path.as_str().to_owned()));
    paths.collect::<BTreeSet<_>>().into_iter().collect()
}

/// Who is asked by default: whose the findings are, else the team that tests, else the first.
fn default_team(scene: Scene<'_>, gate: Option<&Gate>) -> Option<TeamId> {
    let is_there = |id: &TeamId| scene.state.team(id).is_some();
    let of_gate = gate.and_then(|gate| fix::teams(gate).into_iter().map(|(team, _)| team).find(|team| is_there(team)));
    let zeta = TeamId::from_spelling("zeta").filter(is_there);
    of_gate.or(zeta).or_else(|| scene.state.teams.first().map(|team| team.id().clone()))
}

/// What the team is told.
fn message(fixing: &FixScreen, found: Option<(&Validation, &Gate)>, team: &TeamId, files: &[String], scene: Scene<'_>) -> String {
    let mut text = match found {
        Some((validation, gate)) => {
            let has_its_own = fix::teams(gate).iter().any(|(known, _)| known == team);
            fix::prompt(validation, gate, has_its_own.then_some(team), scene.manifest)
        }
        None => format!("# {}\n", t!("run-fix-named")),
    };
    if !files.is_empty() {
        text.push_str(&format!("\n{}\n", t!("run-fix-only")));
        files.iter().for_each(|file| text.push_str(&format!("- `{file}`\n")));
    }
    let words = fixing.words.trim();
    if !words.is_empty() {
        text.push_str(&format!("\n{words}\n"));
    }
    text
}

/// Draws the dialog, when it is open.
pub fn show(ui: &mut Ui, scene: Scene<'_>, screen: &mut RunScreen, actions: &mut Vec<Action>) {
    let Some(mut fixing) = screen.fix.take() else { return };
    let tokens = theme::tokens(ui);
    let validation = scene.project.validation.last.as_ref();
    let failing: Vec<&Gate> = validation
        .into_iter()
        .flat_map(|validation| &validation.gates)
        .filter(|gate| matches!(gate.outcome, Outcome::Fail { .. }))
        .collect();
    let gate = fixing.gate.as_ref().and_then(|key| failing.iter().find(|gate| gate.key() == *key)).copied();
    let team = fixing.team.clone().or_else(|| default_team(scene, gate));
    let modal = egui::Modal::new(egui::Id::unique("run-fix")).backdrop_color(tokens.backdrop()).frame(card::frame(ui));
    let mut close = false;
    let answer = modal.show(ui.ctx(), |ui| {
        ui.set_width(560.0_f32.min(ui.ctx().content_rect().width() - 72.0));
        ui.spacing_mut().item_spacing.y = 2.0 * GRID;
        ui.label(RichText::new(t!("run-fix-title")).heading());
        card::weak(ui, t!("run-fix-text"));
        if let Some(validation) = validation.filter(|_| !failing.is_empty()) {
            what(ui, validation, &failing, gate, &mut fixing);
        }
        if let Some(gate) = gate {
            files_of(ui, gate, &mut fixing);
        }
        let label = |ui: &mut Ui, text: String| {
            ui.add_space(-GRID);
            ui.label(RichText::new(text).font(theme::medium(SMALL)).color(tokens.weak));
            ui.add_space(-GRID);
        };
        label(ui, t!("run-fix-files"));
        let field = TextEdit::multiline(&mut fixing.files).hint_text(t!("run-fix-files-hint")).desired_rows(2);
        let field = ui.add(field.desired_width(f32::INFINITY).font(egui::TextStyle::Monospace));
        let field = field.accessible_name(t!("run-fix-files"));
        label(ui, t!("run-fix-words"));
        let words = TextEdit::multiline(&mut fixing.words).hint_text(t!("run-fix-words-hint")).desired_rows(3);
        let words = ui.add(words.desired_width(f32::INFINITY)).accessible_name(t!("run-fix-words"));
        if std::mem::take(&mut fixing.is_fresh) {
            if gate.is_some() { words.request_focus() } else { field.request_focus() }
        }
        label(ui, t!("run-fix-who"));
        recipients(ui, scene, team.as_ref(), &mut fixing);
        let chosen = fixing.chosen(gate);
        let Some(team) = &team else { return };
        let elsewhere = elsewhere(scene, team, &chosen);
        if elsewhere > 0 {
            ui.horizontal_wrapped(|ui| {
                ui.label(icons::SHIELD.text(15.0).color(tokens.warning));
                ui.label(RichText::new(t!("run-fix-elsewhere", count = elsewhere, team = marks::title(team))).color(tokens.weak));
            });
        }
        let (field, words) = (field.has_focus(), words.has_focus());
        let is_sent = (field || words) && ui.input_mut(|input| input.consume_key(egui::Modifiers::COMMAND, Key::Enter));
        ui.horizontal(|ui| {
            let has_something = !chosen.is_empty() || gate.is_some();
            let send = button::primary(t!("run-fix-send", team = marks::title(team))).icon(icons::FIX).keys("Ctrl+Enter");
            let is_clicked =
                ui.add_enabled(has_something && scene.live, send).on_disabled_hover_text(t!("run-fix-not")).clicked();
            if is_clicked || (is_sent && has_something && scene.live) {
                let found = validation.zip(gate);
                let text = message(&fixing, found, team, &chosen, scene);
                ask(actions, Request::Fix { team: team.clone(), files: chosen.clone(), text });
                close = true;
            }
            close |= ui.add(button::secondary(t!("run-cancel"))).clicked();
        });
    });
    if !close && !answer.should_close() {
        screen.fix = Some(fixing);
    }
}

/// Which failing check, or none.
fn what(ui: &mut Ui, validation: &Validation, failing: &[&Gate], gate: Option<&Gate>, fixing: &mut FixScreen) {
    let shown = gate.map_or_else(|| t!("run-fix-named"), |gate| page::title(validation, gate));
    let menu = ui.add(button::secondary(&shown).icon(icons::CHECKLIST).name(t!("run-fix-what", what = shown.as_str())));
    egui::Popup::menu(&menu).gap(2.0).show(|ui| {
        ui.set_width(320.0);
        ScrollArea::vertical().max_height(280.0).show(ui, |ui| {
            let mut row = |ui: &mut Ui, key: Option<String>, text: String| {
                let row = button::quiet(text).selected(fixing.gate == key).left().width(ui.available_width());
                if ui.add(row).clicked() {
                    (fixing.gate, fixing.team) = (key, None);
                    fixing.left_out.clear();
                    ui.close();
                }
            };
            for gate in failing {
                row(ui, Some(gate.key()), page::title(validation, gate));
            }
            row(ui, None, t!("run-fix-named"));
        });
    });
}

/// The files that a check names, to be left out one by one.
fn files_of(ui: &mut Ui, gate: &Gate, fixing: &mut FixScreen) {
    let files = files(gate);
    if files.is_empty() {
        return;
    }
    ScrollArea::vertical().id_salt("run-fix-files").max_height(132.0).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.5 * GRID;
        ui.set_width(ui.available_width());
        for file in files.iter().take(LISTED) {
            let mut is_in = !fixing.left_out.contains(file);
            if ui.checkbox(&mut is_in, RichText::new(file).monospace().size(SMALL)).changed() {
                if is_in {
                    fixing.left_out.remove(file);
                } else {
                    fixing.left_out.insert(file.clone());
                }
            }
        }
        if files.len() > LISTED {
            card::weak(ui, t!("run-fix-more", count = files.len() - LISTED));
        }
    });
}

/// Who mends it: one team.
fn recipients(ui: &mut Ui, scene: Scene<'_>, chosen: Option<&TeamId>, fixing: &mut FixScreen) {
    let tokens = theme::tokens(ui);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(GRID, GRID);
        for team in &scene.state.teams {
            let id = team.id();
            let is_chosen = chosen == Some(id);
            let (rect, response) = ui.allocate_exact_size(egui::vec2(28.0, 28.0), egui::Sense::click());
            let title = marks::title_and_name(id, scene.manifest);
            response.widget_info(|| egui::WidgetInfo::selected(egui::Role::RadioButton, true, is_chosen, &title));
            let color = tokens.team(id, scene.manifest);
            let color = if is_chosen { color } else { color.gamma_multiply(0.5) };
            marks::paint_badge(ui.painter(), rect.shrink(3.0), id, color, &tokens);
            if is_chosen || response.has_focus() {
                ui.painter().rect_stroke(rect, 7.0, (2.0, tokens.accent), egui::StrokeKind::Inside);
            }
            if response.on_hover_text(title).clicked() {
                fixing.team = Some(id.clone());
            }
        }
    });
}

/// How many of these files are not the team's to write.
fn elsewhere(scene: Scene<'_>, team: &TeamId, files: &[String]) -> usize {
    if files.is_empty() {
        return 0;
    }
    let ownership = Ownership::new(scene.manifest);
    let is_elsewhere = |file: &&String| {
        RelPath::new(file)
            .is_ok_and(|path| matches!(ownership.classify(team, &path), PathClass::AnotherTeams(_) | PathClass::Forbidden))
    };
    files.iter().filter(is_elsewhere).count()
}
