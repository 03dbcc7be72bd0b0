//! One decision for many: all conflicts like this one, and what was decided the last time that the same was in conflict.
//! Every button says how many it decides, and is one step to take back.

use egui::Ui;

use super::{ConflictsScreen, Desk, choose};
use crate::gui::action::Action;
use crate::gui::icons;
use crate::gui::theme;
use crate::gui::widgets::button;
use crate::model::conflict::{Answer, Conflict, ConflictId};
use crate::t;

/// How many conflicts the buttons would decide, counted once for each state of the answers.
#[derive(Debug, Default)]
pub struct Counts {
    key: Option<(Option<super::StandingKey>, ConflictId)>,
    alike: usize,
    again: usize,
    all_again: usize,
}

impl Counts {
    /// Whether there is any button.
    pub fn any(&self) -> bool {
        self.alike + self.again > 0
    }

    /// Counts, where something changed since.
    pub fn follow(&mut self, desk: Desk<'_>, conflict: &Conflict) {
        let key = (desk.standing.key.clone(), conflict.id.clone());
        if self.key.as_ref() == Some(&key) {
            return;
        }
        self.alike = alike(desk, conflict).len();
        self.again = last_time(desk, conflict).len();
        self.all_again = all_again(desk).len();
        self.key = Some(key);
    }
}

/// What was decided the last time, for all that is open.
fn all_again(desk: Desk<'_>) -> Vec<(ConflictId, Answer)> {
    let open = desk.found.conflicts.iter().enumerate().filter(|(place, _)| !desk.is_settled(*place));
    remembered(desk, open.map(|(_, conflict)| conflict))
}

/// The answers that open conflicts like this one would get; none while this one is open.
pub fn alike(desk: Desk<'_>, conflict: &Conflict) -> Vec<(ConflictId, Answer)> {
    let Some(answer) = desk.answer(conflict).filter(|answer| conflict.is_settled_by(Some(answer))) else { return Vec::new() };
    let open = desk.found.conflicts.iter().enumerate().filter(|(place, _)| !desk.is_settled(*place));
    open.filter_map(|(_, other)| Some((other.id.clone(), choose::same_for(conflict, answer, other)?))).collect()
}

/// What was decided the last time, for all of these that are open still.
fn remembered<'a>(desk: Desk<'_>, conflicts: impl Iterator<Item = &'a Conflict>) -> Vec<(ConflictId, Answer)> {
    let offer = |conflict: &Conflict| {
        let offer = desk.found.offers.get(&conflict.id)?;
        Some((conflict.id.clone(), choose::as_remembered(conflict, desk.answer(conflict), offer)?))
    };
    conflicts.filter_map(offer).collect()
}

/// The answer of the last time, where there is one and something is open.
pub fn last_time(desk: Desk<'_>, conflict: &Conflict) -> Vec<(ConflictId, Answer)> {
    remembered(desk, std::iter::once(conflict))
}

/// The buttons in the head of the conflict that is shown.
pub fn buttons(ui: &mut Ui, desk: Desk<'_>, screen: &mut ConflictsScreen, conflict: &Conflict, actions: &mut Vec<Action>) {
    if !desk.editable {
        return;
    }
    if screen.counts.again > 0 {
        let look = button::secondary(t!("resolver-last-time")).icon(icons::CLOCK).keys("T").tip(t!("resolver-last-time-tip"));
        if ui.add(look.selected(true).small()).clicked() {
            screen.edit = None;
            actions.push(Action::AnswerAll(last_time(desk, conflict)));
        }
    }
    if screen.counts.alike > 0 {
        let text = t!("resolver-alike", count = screen.counts.alike);
        if ui.add(button::secondary(text).icon(icons::STACK).keys("A").tip(t!("resolver-alike-tip")).small()).clicked() {
            actions.push(Action::AnswerAll(alike(desk, conflict)));
        }
    }
}

/// Above the list: how many could be decided as the last time, and the button that does it.
pub fn offers(ui: &mut Ui, desk: Desk<'_>, screen: &ConflictsScreen, actions: &mut Vec<Action>) {
    let count = screen.counts.all_again;
    if !desk.editable || count == 0 {
        return;
    }
    let tokens = theme::tokens(ui);
    ui.add_space(theme::GRID);
    let look = button::secondary(t!("resolver-last-time-all", count = count)).icon(icons::CLOCK).icon_color(tokens.accent);
    if ui.add(look.tip(t!("resolver-last-time-tip")).small()).clicked() {
        actions.push(Action::AnswerAll(all_again(desk)));
    }
}
