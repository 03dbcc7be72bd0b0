//! The line above everything: how many are left, look again, integrate, and what the last integration wrote.

use egui::{Align, Layout, RichText, Ui};

use super::{Desk, bring, overlap};
use crate::engine::command::Command;
use crate::engine::event::IntegrationReport;
use crate::gui::action::Action;
use crate::gui::facts::{Facts, ProjectFacts};
use crate::gui::icons;
use crate::gui::theme::{self, GRID};
use crate::gui::widgets::button;
use crate::t;
use crate::words::grouped;

/// Draws the header.
pub fn show(ui: &mut Ui, facts: &Facts, project: &ProjectFacts, desk: Option<Desk<'_>>, actions: &mut Vec<Action>) {
    let tokens = theme::tokens(ui);
    let busy = is_busy(facts);
    let frame = egui::Frame::NONE.inner_margin(egui::Margin { left: 16, right: 16, top: 12, bottom: 12 });
    egui::Panel::top("conflicts-header").frame(frame).show_separator_line(false).resizable(false).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.heading(t!("conflicts-title"));
            if let Some(desk) = desk {
                let (open, all) = (desk.open_count(), desk.found.conflicts.len());
                if all > 0 {
                    let text = if open == 0 {
                        t!("conflicts-all-settled", all = all)
                    } else {
                        t!("conflicts-left", open = open, all = all)
                    };
                    let color = if open == 0 { tokens.success } else { tokens.weak };
                    ui.add_space(GRID);
                    ui.label(RichText::new(text).color(color));
                }
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                // Where nothing else is on the page, the page itself offers the button.
                if let Some(desk) = desk {
                    if !desk.found.conflicts.is_empty() {
                        integrate(ui, desk, busy, actions);
                        fix(ui, desk, actions);
                    }
                    look(ui, project, busy, actions);
                    overlap::button(ui, desk);
                }
                bring::button(ui, project, busy, actions);
                if project.last_integration.is_some() && !project.read_only {
                    let back = ui.add_enabled(!busy, button::secondary(t!("conflicts-take-back")).icon(icons::TAKE_BACK));
                    if back.on_hover_text(t!("conflicts-take-back-hint")).clicked() {
                        actions.push(Action::Command(Command::TakeBack));
                    }
                }
            });
        });
        if let Some(desk) = desk.filter(|desk| desk.open_count() > 0 && desk.found.files > 0) {
            ui.label(RichText::new(t!("conflicts-open-hint", open = desk.open_count())).small().color(tokens.weak));
        }
        if project.integration_is_old && project.integration.is_some() {
            ui.add_space(GRID);
            ui.horizontal(|ui| {
                ui.label(icons::WARNING.text(14.0).color(tokens.warning));
                ui.label(RichText::new(t!("conflicts-old")).color(tokens.text));
            });
        }
        bring::ask(ui, project, actions);
        if let Some(report) = &project.last_integration {
            ui.add_space(GRID);
            summary(ui, report);
        }
    });
}

/// Whether a job is under way that reads or writes what this view decides about. Looking for what no line shows is none:
/// what is asked for meanwhile is done right after.
pub fn is_busy(facts: &Facts) -> bool {
    facts.jobs.iter().any(|job| job.label != "job-structure")
}

/// The button of what can be settled without a person; it only shows a list.
fn fix(ui: &mut Ui, desk: Desk<'_>, actions: &mut Vec<Action>) {
    if desk.editable && desk.open_count() > 0 && ui.add(button::secondary(t!("fixes-open")).icon(icons::CHECK)).clicked() {
        actions.push(Action::ShowFixes);
    }
}

fn look(ui: &mut Ui, project: &ProjectFacts, busy: bool, actions: &mut Vec<Action>) {
    let look = button::secondary(t!("conflicts-look-again")).icon(icons::REFRESH).selected(project.integration_is_old);
    if ui.add_enabled(!busy, look).clicked() {
        actions.push(Action::Command(Command::FindConflicts));
    }
}

/// The button that writes the result, and says what it will do.
pub fn integrate(ui: &mut Ui, desk: Desk<'_>, busy: bool, actions: &mut Vec<Action>) {
    if desk.found.sides.is_empty() {
        return;
    }
    let open = desk.open_count();
    let label =
        if open == 0 { t!("conflicts-integrate", count = desk.found.files) } else { t!("conflicts-integrate-open", open = open) };
    if ui.add_enabled(desk.editable && !busy, button::primary(label).icon(icons::GIT_MERGE)).clicked() {
        let answers = desk.answers.given().clone();
        actions.push(Action::Command(Command::Integrate { answers, markers: false }));
    }
}

/// Integrates, by its key: where the button would.
pub fn integrate_now(desk: Desk<'_>, actions: &mut Vec<Action>) {
    if desk.project.is_none() {
        actions.push(Action::WriteMarked);
        return;
    }
    if desk.editable && !is_busy(desk.facts) && !desk.found.sides.is_empty() {
        let answers = desk.answers.given().clone();
        actions.push(Action::Command(Command::Integrate { answers, markers: false }));
    }
}

fn summary(ui: &mut Ui, report: &IntegrationReport) {
    let tokens = theme::tokens(ui);
    egui::Frame::NONE.fill(tokens.surface).stroke((1.0, tokens.border)).corner_radius(8).inner_margin(2.0 * GRID).show(
        ui,
        |ui| {
            ui.horizontal_wrapped(|ui| {
                let (icon, color) =
                    if report.open.is_empty() { (icons::CHECK, tokens.success) } else { (icons::WARNING, tokens.warning) };
                ui.label(icon.text(16.0).color(color));
                ui.label(t!(
                    "conflicts-report",
                    files = grouped(report.files),
                    lines = grouped(report.lines),
                    written = grouped(report.written)
                ));
                let rest = [
                    ("conflicts-report-removed", report.removed),
                    ("conflicts-report-merged", report.merged),
                    ("conflicts-report-resolved", report.resolved),
                    ("conflicts-report-open", report.open.len()),
                    ("conflicts-report-kept-out", report.kept_out.len()),
                ];
                let said: Vec<String> =
                    rest.into_iter().filter(|(_, count)| *count > 0).map(|(word, count)| t!(word, count = count)).collect();
                if !said.is_empty() {
                    ui.label(RichText::new(said.join("  ·  ")).color(tokens.weak));
                }
                let mut details = Vec::new();
                if let Some(commit) = &report.commit {
                    details.push(t!("conflicts-report-commit", commit = &commit[..commit.len().min(10)]));
                }
                if let Some(file) = &report.report {
                    details.push(t!("conflicts-report-file", file = file.as_str()));
                }
                if !details.is_empty() {
                    ui.label(RichText::new(details.join("  ·  ")).small().color(tokens.weak));
                }
            });
        },
    );
}
