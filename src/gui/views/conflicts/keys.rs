//! Keys of the Conflicts view: next and previous, 1 to 0 for the sides, b base, n nothing, e edit, r reopen.
//! They rest while a text field or a popup has them.

use egui::{Key, Modifiers, Ui};

use super::{ConflictsScreen, Desk, choose, header, like, list, narrow, run, select, wide};
use crate::gui::action::Action;
use crate::model::conflict::{Answer, Conflict, Detail};
use crate::model::merge::choice::Choice;

const DIGITS: [Key; 10] =
    [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9, Key::Num0];

/// Does what the keys of this frame ask for; whether the selection may have changed.
pub fn handle(ui: &Ui, desk: Desk<'_>, screen: &mut ConflictsScreen, listed: &[list::Listed], actions: &mut Vec<Action>) -> bool {
    let ctx = ui.ctx();
    if ctx.text_edit_focused() || egui::Popup::is_any_open(ctx) || !ui.is_enabled() {
        return false;
    }
    let pressed = |modifiers: Modifiers, key: Key| ui.input_mut(|input| input.consume_key(modifiers, key));
    let selected = screen.selected.as_ref().and_then(|id| desk.conflict(id));
    let Some(conflict) = selected else { return false };
    if pressed(Modifiers::SHIFT, Key::F8) || pressed(Modifiers::NONE, Key::K) {
        step(desk, screen, conflict, listed, false);
        return true;
    }
    if pressed(Modifiers::NONE, Key::F8) || pressed(Modifiers::NONE, Key::J) {
        step(desk, screen, conflict, listed, true);
        return true;
    }
    if screen.note.is_some() {
        // A note covers the conflict: nobody decides what they do not see.
        if pressed(Modifiers::NONE, Key::Escape) {
            screen.note = None;
        }
        return false;
    }
    if matches!(conflict.detail, Detail::Text { .. }) && !super::is_written(desk, conflict) {
        if pressed(Modifiers::NONE, Key::W) {
            screen.set_wide(!screen.wide);
            return false;
        }
        let alt = DIGITS.iter().take(9).position(|key| screen.wide && pressed(Modifiers::ALT, *key));
        if let Some(side) = alt {
            wide::toggle(screen, conflict, side);
            return false;
        }
    }
    if pressed(Modifiers::COMMAND, Key::F) {
        screen.wide = false;
        ctx.memory_mut(|memory| memory.request_focus(narrow::field_id()));
        return false;
    }
    if !desk.editable {
        return false;
    }
    if pressed(Modifiers::NONE, Key::A) {
        let alike = like::alike(desk, conflict);
        actions.extend((!alike.is_empty()).then_some(Action::AnswerAll(alike)));
        return false;
    }
    if pressed(Modifiers::NONE, Key::T) {
        let again = like::last_time(desk, conflict);
        actions.extend((!again.is_empty()).then_some(Action::AnswerAll(again)));
        return false;
    }
    if pressed(Modifiers::NONE, Key::F) {
        let choice = run::choice_of(desk.answer(conflict), screen.run);
        let choice = choice.filter(|choice| !matches!(choice, Choice::Edited(_) | Choice::Lines(_)));
        let answer = choice.and_then(|choice| choose::whole_file(conflict, choice));
        if let Some(answer) = answer.filter(|answer| desk.answer(conflict) != Some(answer)) {
            actions.push(Action::Answer { conflict: conflict.id.clone(), answer: Some(answer) });
        }
        return false;
    }
    if screen.edit.is_none() && pressed(Modifiers::COMMAND, Key::Enter) {
        header::integrate_now(desk, actions);
        return false;
    }
    let digit = DIGITS.iter().position(|key| pressed(Modifiers::NONE, *key));
    let others = [Key::B, Key::N, Key::E, Key::R].map(|key| pressed(Modifiers::NONE, key));
    let answer = match &conflict.detail {
        // Its places are not shown: only all of it can be opened again.
        Detail::Text { .. } if super::is_written(desk, conflict) => others[3].then_some(None),
        Detail::Text { merge, .. } => {
            let choice = text(desk, screen, conflict, merge, digit, others);
            choice.map(|choice| choose::with_run(conflict, desk.answer(conflict), screen.run, choice))
        }
        Detail::Version { base, sides, .. } => match (digit, others) {
            (Some(side), _) if side < sides.len() => Some(Some(Answer::Side(side))),
            (_, [true, ..]) if base.is_some() => Some(Some(Answer::Base)),
            (_, [_, true, ..]) => Some(Some(Answer::Delete)),
            (_, [.., true]) => Some(None),
            _ => None,
        },
        Detail::Boundary { .. } => match (digit, others) {
            (Some(0), _) => Some(Some(Answer::KeepOut)),
            (Some(1), _) => {
                screen.reason = Some((conflict.id.clone(), String::new()));
                None
            }
            (_, [.., true]) => Some(None),
            _ => None,
        },
    };
    if let Some(answer) = answer.filter(|answer| answer.as_ref() != desk.answer(conflict)) {
        screen.edit = None;
        actions.push(Action::Answer { conflict: conflict.id.clone(), answer });
    }
    false
}

/// What the keys make of a run: `None` nothing, else its choice (or, inside, none: open again).
fn text(
    desk: Desk<'_>,
    screen: &mut ConflictsScreen,
    conflict: &Conflict,
    merge: &crate::model::merge::lines::LineMerge,
    digit: Option<usize>,
    [base, nothing, edit, reopen]: [bool; 4],
) -> Option<Option<Choice>> {
    let current = run::choice_of(desk.answer(conflict), screen.run);
    if let Some(column) = digit {
        let chunk = merge
            .chunks
            .iter()
            .filter(|chunk| matches!(chunk, crate::model::merge::lines::Chunk::Conflict { .. }))
            .nth(screen.run)?;
        let side = *choose::columns(chunk).columns.get(column)?.first()?;
        return Some(choose::toggled(current, side));
    }
    if edit {
        // What is written by hand is written in its card.
        screen.set_wide(false);
        run::begin_edit(desk, screen, conflict, screen.run);
        return None;
    }
    match (base, nothing, reopen) {
        (true, ..) => Some(Some(Choice::Base)),
        (_, true, _) => Some(Some(Choice::Nothing)),
        (_, _, true) => Some(None),
        _ => None,
    }
}

/// One run on, or back; past the last (or first) run of a file to the next (or previous) conflict.
fn step(desk: Desk<'_>, screen: &mut ConflictsScreen, conflict: &Conflict, listed: &[list::Listed], forward: bool) {
    let (_, runs) = choose::progress(conflict, None);
    let next = if forward { Some(screen.run + 1).filter(|run| *run < runs) } else { screen.run.checked_sub(1) };
    if let Some(run) = next {
        screen.run = run;
        screen.reveal_run = true;
        return;
    }
    let order: Vec<&Conflict> = list::order(desk, listed).map(|(_, conflict)| conflict).collect();
    let Some(at) = order.iter().position(|other| other.id == conflict.id) else { return };
    let to = if forward { order.get(at + 1) } else { at.checked_sub(1).and_then(|at| order.get(at)) };
    if let Some(to) = to {
        select(desk, screen, Some(to.id.clone()));
        let (_, runs) = choose::progress(to, None);
        screen.run = if forward { 0 } else { runs.saturating_sub(1) };
        screen.reveal_run = true;
    }
}
