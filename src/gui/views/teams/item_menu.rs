//! The menu of something that stands in a team's list: rename it, remove it, move it to another list. Owns the menu alone;
//! what a choice does is the list's own (`chips`, `paths`).

use egui::{Popup, Response, ScrollArea, SetOpenCommand, Ui};

use super::Board;
use crate::gui::icons;
use crate::gui::theme;
use crate::gui::views::marks;
use crate::gui::widgets::button;
use crate::model::team::TeamId;
use crate::t;

/// What was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Its words are to be changed.
    Rename,
    /// It is to go.
    Remove,
    /// It is to go to this team, or to the tray.
    MoveTo(TeamId),
}

/// What a menu says.
#[derive(Debug)]
pub struct Words<'w> {
    /// What removing is called.
    pub removes: String,
    /// Where it can go: each list with its name, and what a screen reader says of the move.
    pub targets: Vec<(TeamId, &'w str, String)>,
    /// Keys that do the same.
    pub hint: String,
}

/// Draws the menu, while it is open. `open`: it is asked for now, and its first row takes the keys; `close`: something
/// else was clicked.
pub fn show<'w>(
    ui: &Ui,
    board: Board<'_>,
    response: &Response,
    (open, close): (bool, bool),
    words: impl FnOnce() -> Words<'w>,
) -> Option<Choice> {
    if !open && !Popup::is_id_open(ui.ctx(), Popup::default_response_id(response)) {
        return None;
    }
    let words = words();
    let command = if open { Some(SetOpenCommand::Bool(true)) } else { close.then_some(SetOpenCommand::Bool(false)) };
    let mut choice = None;
    Popup::menu(response).open_memory(command).gap(2.0).show(|ui| {
        ui.set_width(224.0);
        let rename = button::quiet(t!("teams-rename")).icon(icons::EDIT).keys("F2").left().width(ui.available_width());
        let first = ui.add(rename);
        if open {
            first.request_focus();
        }
        if first.clicked() {
            choice = Some(Choice::Rename);
        }
        let remove = button::quiet(words.removes).icon(icons::TRASH).keys("Del").left().width(ui.available_width());
        if ui.add(remove).clicked() {
            choice = Some(Choice::Remove);
        }
        ui.separator();
        ui.weak(t!("teams-move-to"));
        ScrollArea::vertical().max_height(300.0).show(ui, |ui| {
            for (to, name, says) in &words.targets {
                if marks::team_row(ui, board.manifest, to, name, says).clicked() {
                    choice = Some(Choice::MoveTo(to.clone()));
                    ui.close();
                }
            }
        });
        ui.separator();
        ui.label(egui::RichText::new(words.hint).small().color(theme::tokens(ui).weak));
    });
    choice
}
