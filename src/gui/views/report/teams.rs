//! Teams and rounds against their targets.

use egui::{Align, Layout, RichText, Ui, vec2};

use crate::engine::jobs::validate::Validation;
use crate::gui::action::Action;
use crate::gui::facts::ProjectFacts;
use crate::gui::theme::{self, GRID};
use crate::gui::views::marks;
use crate::gui::widgets::{button, card, progress};
use crate::model::manifest::LocRange;
use crate::t;
use crate::words::grouped;

/// A target as people read it.
fn target(target: Option<LocRange>) -> String {
    match target {
        None => "–".to_owned(),
        Some(target) if target.min == target.max => grouped(target.min as usize),
        Some(target) => format!("{}–{}", grouped(target.min as usize), grouped(target.max as usize)),
    }
}

fn number(ui: &mut Ui, width: f32, text: &str, color: egui::Color32) {
    ui.allocate_ui_with_layout(vec2(width, 20.0), Layout::right_to_left(Align::Center), |ui| {
        ui.set_min_width(width);
        ui.label(RichText::new(text).color(color));
    });
}

/// Draws the teams' table.
pub fn show(ui: &mut Ui, project: &ProjectFacts, validation: &Validation, actions: &mut Vec<Action>) {
    let tokens = theme::tokens(ui);
    let manifest = &project.manifest.manifest;
    card::section(ui, &t!("report-teams"), |_| ());
    card::card(ui, |ui| {
        let full = ui.available_width();
        let narrow = full < 760.0;
        let name_width = if narrow { full * 0.34 } else { 260.0 };
        let cell = if narrow { (full - name_width) / 5.6 } else { 96.0 };
        let heads = [t!("report-files"), t!("report-lines"), t!("report-target"), t!("report-code"), t!("report-finding")];
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            ui.allocate_space(vec2(name_width, 20.0));
            for head in &heads {
                number(ui, if *head == heads[2] { cell * 1.3 } else { cell }, head, tokens.weak);
            }
        });
        for team in &validation.teams {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 0.0;
                let title = marks::title_and_name(&team.team, manifest);
                ui.allocate_ui_with_layout(vec2(name_width, 26.0), Layout::left_to_right(Align::Center), |ui| {
                    ui.set_min_width(name_width);
                    marks::badge(ui, &team.team, manifest, 18.0);
                    let go = button::quiet(&title).name(t!("report-go-to-team", team = title.as_str())).small();
                    if ui.add(go.width_at_most(name_width - 28.0)).clicked() {
                        actions.push(Action::ShowTeam(team.team.clone()));
                    }
                });
                let below = team.target_loc.is_some_and(|target| (team.lines as u64) < target.min);
                let lines = if below { tokens.danger } else { tokens.text };
                number(ui, cell, &grouped(team.files), tokens.text);
                number(ui, cell, &grouped(team.lines), lines);
                number(ui, cell * 1.3, &target(team.target_loc), tokens.weak);
                number(ui, cell, &grouped(team.code), tokens.weak);
                number(ui, cell, &grouped(team.findings), if team.findings > 0 { tokens.text } else { tokens.weak });
                if let Some(target) = team.target_loc.filter(|_| !narrow) {
                    ui.add_space(4.0 * GRID);
                    let far = team.lines as f32 / (target.min.max(1)) as f32;
                    let width = ui.available_width().min(220.0);
                    let said = if below { t!("report-below") } else { t!("report-reached") };
                    progress::progress(
                        ui,
                        Some(far),
                        (width - 76.0).max(24.0),
                        &t!("report-far", team = title, percent = (far * 100.0).round()),
                    );
                    ui.add_space(2.0 * GRID);
                    ui.label(RichText::new(said).small().color(if below { tokens.danger } else { tokens.weak }));
                }
            });
        }
    });
}

/// Draws the rounds: what each was to bring the project to, and what there is.
pub fn rounds(ui: &mut Ui, validation: &Validation) {
    let tokens = theme::tokens(ui);
    card::section(ui, &t!("report-rounds"), |_| ());
    card::card(ui, |ui| {
        let full = ui.available_width();
        for round in &validation.rounds {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 2.0 * GRID;
                ui.allocate_ui_with_layout(vec2(full * 0.34, 22.0), Layout::left_to_right(Align::Center), |ui| {
                    ui.set_min_width(full * 0.34);
                    ui.add(egui::Label::new(RichText::new(&round.name).font(theme::medium(theme::BODY))).truncate());
                });
                let least = round.target_loc.map_or(0, |target| target.min);
                let far = if least == 0 { 1.0 } else { round.lines as f32 / least as f32 };
                let said = t!("report-round-far", lines = grouped(round.lines), target = target(round.target_loc));
                progress::progress(ui, Some(far), (full * 0.2).min(180.0), &format!("{}, {said}", round.name));
                let color = if round.missing.is_empty() && (round.lines as u64) < least { tokens.danger } else { tokens.text };
                ui.label(RichText::new(said).color(color));
                if !round.missing.is_empty() {
                    card::weak(ui, t!("report-round-missing", teams = round.missing.join(", ")));
                }
            });
        }
    });
}
