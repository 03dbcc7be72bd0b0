//! The status bar: what runs and how far it is, whether everything is saved, what is wrong, and where this is.

use egui::{Align, Layout, Ui};

use crate::engine::project::Mode;
use crate::gui::action::Action;
use crate::gui::facts::{Facts, JobFacts, ProjectFacts};
use crate::gui::icons;
use crate::gui::screen::Screen;
use crate::gui::theme::{self, GRID, SMALL};
use crate::gui::widgets::{button, progress};
use crate::model::problem::Severity;
use crate::t;

pub fn show(ui: &mut Ui, facts: &Facts, screen: &Screen, actions: &mut Vec<Action>) {
    let tokens = theme::tokens(ui);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = 2.0 * GRID;
        if let Some(project) = &facts.project {
            let (icon, mode) = match project.project.mode {
                Mode::Git => (icons::GIT_BRANCH, t!("status-git")),
                Mode::Folder => (icons::FOLDER, t!("status-folder")),
                Mode::Loose => (icons::STACK, t!("status-loose")),
            };
            ui.label(egui::RichText::new(mode).size(SMALL).color(tokens.weak))
                .on_hover_text(project.project.root.display().to_string());
            ui.label(icon.text(14.0).color(tokens.weak));
        }
        problems(ui, facts, screen, actions);
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| match facts.jobs.as_slice() {
            [] => saved(ui, facts.project.as_ref()),
            jobs => jobs.iter().take(3).for_each(|job| running(ui, job, actions)),
        });
    });
}

fn running(ui: &mut Ui, job: &JobFacts, actions: &mut Vec<Action>) {
    let tokens = theme::tokens(ui);
    let what = if job.cancelling { t!("status-stopping") } else { t!(job.label) };
    ui.label(egui::RichText::new(&what).size(SMALL).color(tokens.text));
    let fraction = (job.total > 0).then(|| job.done as f32 / job.total as f32);
    progress::progress(ui, fraction, 120.0, &what);
    if job.total > 0 {
        let far = t!("status-far", done = job.done, total = job.total);
        ui.label(egui::RichText::new(far).size(SMALL).color(tokens.weak));
    }
    if job.cancellable {
        let name = t!("status-cancel-name", what = what.as_str());
        if ui.add_enabled(!job.cancelling, button::quiet(t!("status-cancel")).small().name(name)).clicked() {
            actions.push(Action::Cancel(job.id));
        }
    }
}

fn saved(ui: &mut Ui, project: Option<&ProjectFacts>) {
    let tokens = theme::tokens(ui);
    let Some(project) = project else {
        ui.label(egui::RichText::new(t!("status-ready")).size(SMALL).color(tokens.weak));
        return;
    };
    let unsaved = project.unsaved().len();
    let (icon, color, text) = if unsaved > 0 {
        (icons::CIRCLE, tokens.warning, t!("status-unsaved", count = unsaved))
    } else {
        (icons::CHECK, tokens.success, t!("status-saved"))
    };
    ui.spacing_mut().item_spacing.x = GRID;
    ui.label(icon.text(13.0).color(color));
    ui.label(egui::RichText::new(text).size(SMALL).color(tokens.weak));
}

fn problems(ui: &mut Ui, facts: &Facts, screen: &Screen, actions: &mut Vec<Action>) {
    if facts.project.is_none() {
        return;
    }
    let tokens = theme::tokens(ui);
    let all = screen.frame.problems.all();
    let count = |severity| all.iter().filter(|found| found.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let text = t!("status-problems", count = errors + warnings);
    let (icon, color, text) = match (errors, warnings) {
        (0, 0) if !all.is_empty() => (icons::INFO, tokens.weak, t!("status-notes", count = all.len())),
        (0, 0) => (icons::CHECK_CIRCLE, tokens.success, text),
        (0, _) => (icons::WARNING, tokens.warning, text),
        _ => (icons::ERROR, tokens.danger, text),
    };
    let button = button::quiet(text).icon(icon).icon_color(color).small().selected(screen.problems_open);
    if ui.add(button).on_hover_text(t!("status-problems-hint", keys = super::top::shortcut(ui, "action-problems"))).clicked() {
        actions.push(Action::ToggleProblems);
    }
}
