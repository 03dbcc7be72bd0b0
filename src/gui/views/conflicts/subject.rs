//! The head of the conflict that is shown: its path, its sentence, whose the path is, and what goes for the file
//! as a whole.

use egui::{Align, Layout, RichText, Ui};

use super::{ConflictsScreen, Desk, choose, like, list, outside, select, wide};
use crate::gui::action::Action;
use crate::gui::icons;
use crate::gui::theme::{self, GRID};
use crate::gui::views::marks;
use crate::gui::widgets::{button, elide};
use crate::model::conflict::{Conflict, Detail};
use crate::model::merge::choice::Choice;
use crate::t;

/// Draws the head.
pub fn show(
    ui: &mut Ui,
    desk: Desk<'_>,
    screen: &mut ConflictsScreen,
    conflict: &Conflict,
    listed: &[list::Listed],
    actions: &mut Vec<Action>,
) {
    let tokens = theme::tokens(ui);
    egui::Frame::NONE.inner_margin(egui::Margin { left: 0, right: 16, top: 0, bottom: 8 }).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.label(icons::FILE.text(18.0).color(tokens.weak));
            let mono = egui::FontId::monospace(egui::TextStyle::Body.resolve(ui.style()).size);
            let path = elide::middle_to_width(ui, conflict.path.as_str(), &mono, (ui.available_width() - 170.0).max(80.0));
            let label = ui.add(egui::Label::new(RichText::new(path).font(mono).strong()));
            label.on_hover_text(conflict.path.as_str());
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| steps(ui, desk, screen, conflict, listed));
        });
        let sentence = marks::sentence(&conflict.problem, desk.manifest);
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new(sentence.text).color(tokens.text));
            if let Some(next) = sentence.next {
                ui.label(RichText::new(next).color(tokens.weak));
            }
        });
        ui.add_space(2.0);
        outside::waiting(ui, desk, conflict, actions);
        // An empty row would be a gap.
        let is_text = matches!(conflict.detail, Detail::Text { .. });
        let is_owned = conflict.owner.is_some() && !matches!(conflict.detail, Detail::Boundary { .. });
        let is_decided = desk.editable && (desk.answer(conflict).is_some() || screen.counts.any());
        if !is_text && !is_owned && !is_decided {
            return;
        }
        ui.horizontal_wrapped(|ui| {
            if let Some(owner) = conflict.owner.as_ref().filter(|_| !matches!(conflict.detail, Detail::Boundary { .. })) {
                marks::badge(ui, owner, desk.manifest, 18.0);
                ui.label(RichText::new(t!("conflicts-owned", team = marks::title(owner))).small().color(tokens.weak));
                ui.add_space(2.0 * GRID);
            }
            if matches!(conflict.detail, Detail::Text { .. }) {
                whole_file(ui, desk, screen, conflict, actions);
            } else if desk.editable && desk.answer(conflict).is_some() {
                reopen(ui, conflict, actions);
            }
            like::buttons(ui, desk, screen, conflict, actions);
        });
    });
}

/// To the next and the previous conflict, and which of how many this is.
fn steps(ui: &mut Ui, desk: Desk<'_>, screen: &mut ConflictsScreen, conflict: &Conflict, listed: &[list::Listed]) {
    let order: Vec<&Conflict> = list::order(desk, listed).map(|(_, conflict)| conflict).collect();
    let at = order.iter().position(|other| other.id == conflict.id);
    for (icon, word, to) in [
        (icons::CARET_DOWN, "conflicts-next", at.map(|at| at + 1)),
        (icons::CARET_UP, "conflicts-previous", at.and_then(|at| at.checked_sub(1))),
    ] {
        let to = to.and_then(|to| order.get(to));
        let clicked = ui.add_enabled(to.is_some(), button::icon(icon, t!(word)).small()).clicked();
        if let Some(to) = to.filter(|_| clicked) {
            select(desk, screen, Some(to.id.clone()));
        }
    }
    if let Some(at) = at {
        let text = t!("conflicts-which", number = at + 1, all = order.len());
        ui.label(RichText::new(text).small().color(theme::tokens(ui).weak));
    }
}

fn reopen(ui: &mut Ui, conflict: &Conflict, actions: &mut Vec<Action>) {
    if ui.add(button::quiet(t!("conflicts-reopen")).icon(icons::UNDO).small()).clicked() {
        actions.push(Action::Answer { conflict: conflict.id.clone(), answer: None });
    }
}

/// One click for all runs of the file; and whether base is shown.
fn whole_file(ui: &mut Ui, desk: Desk<'_>, screen: &mut ConflictsScreen, conflict: &Conflict, actions: &mut Vec<Action>) {
    let tokens = theme::tokens(ui);
    let has_base = matches!(conflict.detail, Detail::Text { has_base: true, .. });
    if desk.editable {
        ui.label(RichText::new(t!("conflicts-whole-file")).small().color(tokens.weak));
        ui.spacing_mut().item_spacing.x = GRID;
        let mut choice = None;
        for (index, team) in conflict.teams.iter().enumerate() {
            let title = marks::title(team);
            let name = t!("conflicts-whole-team", team = title.as_str());
            if ui.add(button::secondary(title).name(name).small()).clicked() {
                choice = Some(Choice::Sides(vec![index]));
            }
        }
        if has_base && ui.add(button::secondary(t!("conflicts-base")).name(t!("conflicts-whole-base")).small()).clicked() {
            choice = Some(Choice::Base);
        }
        let answer = choice.and_then(|choice| choose::whole_file(conflict, &choice));
        if let Some(answer) = answer.filter(|answer| desk.answer(conflict) != Some(answer)) {
            screen.edit = None;
            actions.push(Action::Answer { conflict: conflict.id.clone(), answer: Some(answer) });
        }
        if desk.answer(conflict).is_some() {
            ui.add_space(GRID);
            reopen(ui, conflict, actions);
        }
    }
    outside::menu(ui, desk, conflict, actions);
    // A text that was written as a whole has no columns.
    if super::is_written(desk, conflict) {
        return;
    }
    wide::open_button(ui, screen);
    if has_base && !screen.wide {
        ui.add_space(2.0 * GRID);
        let mut shown = screen.base_shown();
        if ui.checkbox(&mut shown, RichText::new(t!("conflicts-show-base")).small()).changed() {
            screen.show_base = Some(shown);
        }
    }
}
