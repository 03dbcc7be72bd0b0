//! What this view says when there is no team: what belongs here, and the buttons that fill it.

use egui::Ui;

use super::{Board, EditField, Editing, TeamsScreen};
use crate::gui::action::Action;
use crate::gui::icons;
use crate::gui::views::ViewId;
use crate::gui::widgets::{button, card};
use crate::model::manifest::edits::ManifestEdit;
use crate::model::team::{STANDARD, TeamId};
use crate::t;

/// Whether there is nothing that the board could show.
pub fn is_due(board: Board<'_>, screen: &TeamsScreen) -> bool {
    let is_loose = board.project.project.manifest_name.is_none();
    is_loose || (board.manifest.teams.is_empty() && board.editable && screen.editing.is_none() && !screen.source.is_open())
}

/// Draws the page.
pub fn show(ui: &mut Ui, board: Board<'_>, screen: &mut TeamsScreen, actions: &mut Vec<Action>) {
    egui::CentralPanel::default().frame(egui::Frame::NONE).show(ui, |ui| {
        ui.add_space(ui.available_height() * 0.18);
        if board.project.project.manifest_name.is_none() {
            card::empty_state(ui, icons::USERS_THREE, &t!("teams-loose-title"), &t!("teams-loose-text"), |ui| {
                if ui.add(button::primary(t!("teams-loose-button")).icon(icons::GIT_MERGE)).clicked() {
                    actions.push(Action::Show(ViewId::Conflicts));
                }
            });
            return;
        }
        card::empty_state(ui, icons::USERS_THREE, &t!("teams-none-title"), &t!("teams-none-text"), |ui| {
            if ui.add(button::primary(t!("teams-none-standard")).icon(icons::PLUS)).clicked() {
                let team = |team: &crate::model::team::StandardTeam| {
                    let id = TeamId::from_spelling(team.id)?;
                    Some(ManifestEdit::AddTeam { id, name: team.name.to_owned() })
                };
                actions.push(Action::EditManifest(ManifestEdit::Several(STANDARD.iter().filter_map(team).collect())));
            }
            ui.add_space(8.0);
            if ui.add(button::secondary(t!("teams-none-one"))).clicked() {
                screen.editing = Some(Editing::new(EditField::NewTeam, ""));
            }
        });
    });
}
