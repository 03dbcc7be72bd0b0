//! The list of everything that is wrong or doubtful in the project, worst first, each with its place and a next step.

use std::collections::BTreeSet;

use egui::{Align2, ScrollArea, Ui};

use crate::gui::action::Action;
use crate::gui::facts::{Facts, ProjectFacts};
use crate::gui::icons::{self, Icon};
use crate::gui::screen::Screen;
use crate::gui::theme::{self, GRID, SMALL, Tokens};
use crate::gui::widgets::{badge, button, card};
use crate::model::problem::{Problem, Severity};
use crate::{t, words};

/// How many are drawn: more than anybody reads, and no frame gets slow.
const LIMIT: usize = 200;

/// Everything that is wrong or doubtful, kept for as long as nothing changes.
#[derive(Debug, Default)]
pub struct ProblemsScreen {
    generation: Option<u64>,
    all: Vec<Problem>,
}

impl ProblemsScreen {
    /// Everything that is wrong or doubtful, worst first.
    pub fn all(&self) -> &[Problem] {
        &self.all
    }

    /// Looks again if anything has changed.
    pub fn follow(&mut self, facts: &Facts) {
        if self.generation != Some(facts.generation) {
            self.generation = Some(facts.generation);
            self.all = facts.project.as_ref().map(all_problems).unwrap_or_default();
        }
    }
}

/// Everything that is wrong or doubtful in a project, worst first, each once.
fn all_problems(project: &ProjectFacts) -> Vec<Problem> {
    let findings = project.manifest.findings.iter().map(|finding| &finding.problem);
    let previews =
        project.mega_files.values().filter_map(|file| file.preview.as_ref()).flat_map(|(_, preview)| &preview.problems);
    let mut seen = BTreeSet::new();
    let mut all: Vec<Problem> = (project.manifest.problems.iter().chain(findings))
        .chain(&project.problems)
        .chain(previews)
        .chain(project.last_expansion.iter().flat_map(|report| &report.problems))
        .chain(project.integration.iter().flat_map(|found| &found.notes))
        .filter(|problem| seen.insert((problem.id, &problem.place, &problem.args)))
        .cloned()
        .collect();
    all.sort_by_key(|problem| std::cmp::Reverse(problem.severity));
    all
}

/// The icon and colour of a severity.
pub fn mark(severity: Severity, tokens: &Tokens) -> (Icon, egui::Color32) {
    match severity {
        Severity::Error => (icons::ERROR, tokens.danger),
        Severity::Warning => (icons::WARNING, tokens.warning),
        Severity::Note => (icons::INFO, tokens.weak),
    }
}

pub fn show(ui: &Ui, facts: &Facts, screen: &mut Screen, actions: &mut Vec<Action>) {
    screen.problems_open &= facts.project.is_some();
    if !screen.problems_open {
        return;
    }
    let all = screen.frame.problems.all();
    let tokens = theme::tokens(ui);
    let room = ui.ctx().content_rect().size() - egui::vec2(80.0, 140.0);
    let area = egui::Modal::default_area(egui::Id::unique("problems")).anchor(Align2::CENTER_TOP, [0.0, 72.0]).default_size(room);
    let modal = egui::Modal::new(egui::Id::unique("problems")).area(area).backdrop_color(tokens.backdrop());
    let answer = modal.frame(card::frame(ui)).show(ui.ctx(), |ui| {
        ui.set_width(room.x.min(720.0));
        card::section(ui, &t!("problems-title"), |ui| {
            if ui.add(button::icon(icons::CLOSE, t!("problems-close"))).clicked() {
                actions.push(Action::ToggleProblems);
            }
            badge::count(ui, all.len());
        });
        if all.is_empty() {
            card::empty_state(ui, icons::CHECK_CIRCLE, &t!("problems-none-title"), &t!("problems-none-text"), |_| ());
        }
        ScrollArea::vertical().max_height(room.y - 80.0).auto_shrink([false, true]).show(ui, |ui| {
            for (place, problem) in all.iter().take(LIMIT).enumerate() {
                if place > 0 {
                    ui.separator();
                }
                row(ui, problem, &tokens, actions);
            }
            if all.len() > LIMIT {
                card::weak(ui, t!("problems-more", count = all.len() - LIMIT));
            }
        });
    });
    screen.problems_open &= !answer.should_close();
}

fn row(ui: &mut Ui, problem: &Problem, tokens: &Tokens, actions: &mut Vec<Action>) {
    let sentence = words::sentence(problem);
    let (icon, color) = mark(problem.severity, tokens);
    ui.horizontal_top(|ui| {
        ui.label(icon.text(16.0).color(color));
        ui.vertical(|ui| {
            ui.label(&sentence.text);
            if let Some(next) = &sentence.next {
                ui.label(egui::RichText::new(next).color(tokens.weak).size(SMALL));
            }
            if let Some(place) = &problem.place {
                ui.spacing_mut().item_spacing.y = 0.0;
                let name = t!("problems-go", place = place.to_string());
                if ui.add(button::quiet(place.to_string()).icon(icons::ARROW_RIGHT).small().name(name)).clicked() {
                    actions.push(Action::ShowPlace(place.clone()));
                }
            }
        });
    });
    ui.add_space(GRID);
}
