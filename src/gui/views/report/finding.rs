//! One finding: where, what, and one click to whose it is, to what made it, and to the file.

use egui::{Align, Layout, RichText, Ui};

use crate::engine::jobs::validate::Validation;
use crate::gui::action::Action;
use crate::gui::facts::ProjectFacts;
use crate::gui::icons;
use crate::gui::theme::{self, GRID};
use crate::gui::views::marks;
use crate::gui::widgets::{button, elide};
use crate::model::conflict::ConflictId;
use crate::model::gates::Finding;
use crate::model::problem::Place;
use crate::page;
use crate::t;

/// Draws a finding.
pub fn show(ui: &mut Ui, project: &ProjectFacts, validation: &Validation, finding: &Finding, actions: &mut Vec<Action>) {
    let tokens = theme::tokens(ui);
    let place = page::place(finding);
    let said = page::finding(finding);
    ui.horizontal(|ui| {
        ui.set_min_height(24.0);
        let full = ui.available_width();
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if finding.path.is_some() && finding.what.id != "finding-contract-missing" {
                let open = button::icon(icons::EXTERNAL, t!("report-open-file", path = place.as_str())).small();
                if ui.add(open).clicked() {
                    actions.push(Action::OpenFound {
                        path: finding.path.clone(),
                        team: finding.team.clone(),
                        tree: validation.tree,
                    });
                }
            }
            if let Some(conflict) = conflict_of(project, finding) {
                let go = button::quiet(t!("report-go-to-conflict")).icon(icons::GIT_MERGE).small();
                let go = go.name(t!("report-go-to-conflict-in", path = place.as_str()));
                if ui.add(go).clicked() {
                    actions.push(Action::ShowConflict(conflict));
                }
            }
            if let Some(origin) = &finding.origin {
                let file = origin.mega_file.file_name();
                let text = if origin.line == 0 { file.to_owned() } else { format!("{file}:{}", origin.line) };
                let whole = Place::at(origin.mega_file.as_str(), origin.line, u32::from(origin.line > 0));
                let name = t!("report-go-to-origin", place = whole.to_string());
                let go = button::quiet(text).icon(icons::FILES).name(&name).small().width_at_most(full * 0.28);
                if ui.add(go).on_hover_text(name).clicked() {
                    actions.push(Action::ShowPlace(whole));
                }
            }
            if let Some(team) = &finding.team {
                let manifest = &project.manifest.manifest;
                let name = marks::title_and_name(team, manifest);
                let show = button::quiet(team.letter())
                    .icon(icons::USER)
                    .icon_color(marks::color(&tokens, team, manifest))
                    .name(t!("report-go-to-team", team = name.as_str()))
                    .small();
                if ui.add(show).on_hover_text(t!("report-go-to-team", team = name)).clicked() {
                    actions.push(Action::ShowTeam(team.clone()));
                }
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = 2.0 * GRID;
                let room = ui.available_width();
                if !place.is_empty() {
                    let font = egui::FontId::monospace(theme::SMALL);
                    let shown = elide::middle_to_width(ui, &place, &font, (room * 0.55).max(120.0));
                    ui.label(RichText::new(shown).font(font)).on_hover_text(&place);
                }
                let text = if finding.text.is_empty() { said } else { format!("{said}: {}", finding.text) };
                ui.add(egui::Label::new(RichText::new(&text).small().color(tokens.weak)).truncate()).on_hover_text(&text);
            });
        });
    });
}

/// The conflict that a finding is about, as far as it is still known.
fn conflict_of(project: &ProjectFacts, finding: &Finding) -> Option<ConflictId> {
    let path = finding.path.as_ref().filter(|_| finding.what.id == "finding-conflict")?;
    let conflicts = &project.integration.as_ref()?.conflicts;
    conflicts.iter().find(|conflict| conflict.path == *path).map(|conflict| conflict.id.clone())
}
