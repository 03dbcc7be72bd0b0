//! Files with conflict markers in the resolver: the same list, cards and keys as for teams; what is written is the files
//! themselves. Owns the line above them, and the strip that leads back to them.

use egui::{Align, Layout, RichText, Ui};

use super::{ConflictsScreen, Desk};
use crate::gui::action::Action;
use crate::gui::facts::Facts;
use crate::gui::icons;
use crate::gui::theme::{self, GRID};
use crate::gui::widgets::{button, elide};
use crate::t;

/// Draws them, in the place of a view.
pub fn show(ui: &mut Ui, facts: &Facts, screen: &mut ConflictsScreen, actions: &mut Vec<Action>) {
    let Some(marked) = &facts.marked else { return };
    let mut standing = std::mem::take(&mut screen.standing);
    standing.follow(&marked.answers, &marked.found);
    let desk = Desk {
        facts,
        answers: &marked.answers,
        project: None,
        manifest: &marked.manifest,
        found: &marked.found,
        editable: true,
        standing: &standing,
    };
    header(ui, desk, screen, actions);
    let mut pushed = Vec::new();
    super::desk_of(ui, desk, screen, &mut pushed);
    actions.extend(pushed.into_iter().map(|action| match action {
        Action::Answer { conflict, answer } => Action::AnswerMarked(vec![(conflict, answer)]),
        Action::AnswerAll(answers) => Action::AnswerMarked(answers.into_iter().map(|(id, answer)| (id, Some(answer))).collect()),
        action => action,
    }));
    screen.standing = standing;
}

fn header(ui: &mut Ui, desk: Desk<'_>, screen: &ConflictsScreen, actions: &mut Vec<Action>) {
    let Some(marked) = &desk.facts.marked else { return };
    let tokens = theme::tokens(ui);
    let (open, all) = (desk.open_count(), desk.found.conflicts.len());
    let due = marked.due().len();
    let frame = egui::Frame::NONE.inner_margin(egui::Margin { left: 16, right: 16, top: 12, bottom: 12 });
    egui::Panel::top("marked-header").frame(frame).show_separator_line(false).resizable(false).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.heading(t!("marked-title"));
            ui.add_space(GRID);
            let (text, color) = match open {
                0 => (t!("marked-all-settled", all = all), tokens.success),
                _ => (t!("marked-left", open = open, all = all), tokens.weak),
            };
            ui.label(RichText::new(text).color(color));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let write = button::primary(t!("marked-write", count = due)).icon(icons::SAVE).tip(t!("marked-write-tip"));
                if ui.add_enabled(due > 0 && !marked.is_writing, write).clicked() {
                    actions.push(Action::WriteMarked);
                }
                if ui.add(button::secondary(t!("marked-close")).icon(icons::CLOSE)).clicked() {
                    actions.push(Action::CloseMarked);
                }
                if ui.add(button::secondary(t!("marked-open-more")).icon(icons::FILE_PLUS)).clicked() {
                    actions.push(Action::ChooseMarked);
                }
            });
        });
        let place = desk.found.conflicts.iter().position(|conflict| screen.selected.as_ref() == Some(&conflict.id));
        if let Some(file) = place.and_then(|place| marked.files.get(place)) {
            let font = egui::FontId::proportional(theme::SMALL);
            let path = file.path.display().to_string();
            let shown = elide::middle_to_width(ui, &path, &font, ui.available_width() - 8.0);
            ui.label(RichText::new(shown).font(font).color(tokens.weak)).on_hover_text(path);
        }
    });
}

/// While they are open and something else is shown: the way back.
pub fn strip(ui: &mut Ui, facts: &Facts, actions: &mut Vec<Action>) {
    let Some(marked) = &facts.marked else { return };
    let tokens = theme::tokens(ui);
    let frame = egui::Frame::NONE.fill(tokens.accent_wash).inner_margin(egui::Margin::symmetric(16, 6));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal(|ui| {
            ui.label(icons::GIT_MERGE.text(16.0).color(tokens.accent));
            ui.label(t!("marked-strip", count = marked.files.len(), open = marked.open_count()));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if ui.add(button::primary(t!("marked-go-on")).small()).clicked() {
                    actions.push(Action::ShowMarked);
                }
                if ui.add(button::secondary(t!("marked-close")).small()).clicked() {
                    actions.push(Action::CloseMarked);
                }
            });
        });
    });
}
