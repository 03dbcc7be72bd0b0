//! The responsibilities of a card (or of the tray) as chips, and everything that can be done with one: drag, select,
//! keys, menu. What is done to one that is chosen is done to all that are.

use std::collections::BTreeSet;

use egui::{Id, Key, Modifiers, PointerButton, Pos2, Rect, Ui, vec2};

use super::drops::{self, Dragged, What};
use super::item_menu::{self, Choice, Words};
use super::measure::{self, CardParts};
use super::{Board, ChipPlace, EditField, Editing, TeamsScreen};
use crate::gui::action::Action;
use crate::gui::theme;
use crate::gui::views::marks;
use crate::gui::widgets::{chip, field};
use crate::model::manifest::Team;
use crate::model::manifest::edits::ManifestEdit;
use crate::model::team::TeamId;
use crate::t;

/// The id of a chip: its place, so that the keys follow it when it moves.
fn chip_id(place: &ChipPlace) -> Id {
    Id::unique(("responsibility", place))
}

/// Draws a team's responsibilities and the place to add one.
pub fn show(
    ui: &mut Ui,
    board: Board<'_>,
    screen: &mut TeamsScreen,
    actions: &mut Vec<Action>,
    parts: &CardParts,
    corner: Pos2,
    dragged: Option<&What>,
) {
    let team = &board.manifest.teams[parts.team];
    let area = parts.chip_area.translate(corner.to_vec2());
    let mut renamed = None;
    for (index, (text, rect)) in team.responsibilities.iter().zip(&parts.chips).enumerate() {
        let rect = rect.translate(corner.to_vec2());
        let place = ChipPlace { team: team.id.clone(), index };
        if is_renamed(screen, &place) {
            renamed = Some((place, text, rect));
        } else {
            one(ui, board, screen, actions, place, text, rect, dragged);
        }
    }
    if board.editable {
        add(ui, screen, actions, team, parts.add.translate(corner.to_vec2()));
    }
    // Last, and so on top: the field may be wider than the chip was, and lie over its neighbours.
    if let Some((place, text, rect)) = renamed {
        rename(ui, screen, actions, &place, text, rect, area);
    }
}

fn is_renamed(screen: &TeamsScreen, place: &ChipPlace) -> bool {
    screen.editing.as_ref().is_some_and(|editing| matches!(&editing.field, EditField::Chip(chip) if chip == place))
}

/// A chip, or the field in which its words are changed.
#[expect(clippy::too_many_arguments, reason = "what a chip is drawn from; a struct would only rename it")]
pub fn one_or_field(
    ui: &mut Ui,
    board: Board<'_>,
    screen: &mut TeamsScreen,
    actions: &mut Vec<Action>,
    place: ChipPlace,
    text: &str,
    rect: Rect,
    dragged: Option<&What>,
    area: Rect,
) {
    if is_renamed(screen, &place) {
        rename(ui, screen, actions, &place, text, rect, area);
    } else {
        one(ui, board, screen, actions, place, text, rect, dragged);
    }
}

#[expect(clippy::too_many_arguments, reason = "what a chip is drawn from; a struct would only rename it")]
fn one(
    ui: &mut Ui,
    board: Board<'_>,
    screen: &mut TeamsScreen,
    actions: &mut Vec<Action>,
    place: ChipPlace,
    text: &str,
    rect: Rect,
    dragged: Option<&What>,
) {
    let tokens = theme::tokens(ui);
    let look = chip::Look {
        color: if place.team.is_unassigned() { tokens.weak } else { tokens.team(&place.team, board.manifest) },
        selected: screen.selected.contains(&place),
        dragged: matches!(dragged, Some(What::Chips(chips)) if chips.contains(&place)),
        movable: board.editable,
    };
    let title = marks::title(&place.team);
    let response = chip::chip(ui, rect, chip_id(&place), text, &t!("teams-chip-name", what = text, team = title.as_str()), look);
    if screen.focus_next.as_ref() == Some(&place) {
        response.request_focus();
        response.scroll_to_me(None);
        screen.focus_next = None;
    }
    if !board.editable {
        return;
    }
    if response.drag_started_by(PointerButton::Primary) {
        let what = What::Chips(with_selected(screen, &place));
        response.dnd_set_drag_payload(Dragged { revision: board.project.manifest.document.revision(), what });
    }
    let by_mouse = response.clicked_by(PointerButton::Primary);
    if by_mouse {
        select(ui, screen, &place);
        response.request_focus();
    }
    if response.double_clicked() {
        screen.editing = Some(Editing::new(EditField::Chip(place.clone()), text));
    }
    if response.has_focus() {
        keys(ui, board, screen, actions, &place, text);
    }
    let ask_menu = response.secondary_clicked() || (response.clicked() && !by_mouse);
    let choice = item_menu::show(ui, board, &response, (ask_menu, by_mouse), || words(board, screen, &place));
    if let Some(choice) = choice {
        choose(board, screen, actions, &place, text, choice);
    }
}

/// What is done to a chip is done to all that are chosen, where it is one of them.
fn with_selected(screen: &TeamsScreen, place: &ChipPlace) -> BTreeSet<ChipPlace> {
    if screen.selected.contains(place) { screen.selected.clone() } else { [place.clone()].into() }
}

/// A click chooses one; with Ctrl (or Cmd) one more or one less; with Shift all from the last one to this, in its list.
fn select(ui: &Ui, screen: &mut TeamsScreen, place: &ChipPlace) {
    let modifiers = ui.input(|input| input.modifiers);
    let from = screen.selected_last.clone().filter(|last| last.team == place.team && modifiers.shift);
    if let Some(from) = from {
        let range = from.index.min(place.index)..=from.index.max(place.index);
        screen.selected.extend(range.map(|index| ChipPlace { team: place.team.clone(), index }));
        return;
    }
    if modifiers.command || modifiers.shift {
        if !screen.selected.remove(place) {
            screen.selected.insert(place.clone());
        }
    } else {
        screen.selected.clear();
    }
    screen.selected_last = Some(place.clone());
}

fn keys(ui: &Ui, board: Board<'_>, screen: &mut TeamsScreen, actions: &mut Vec<Action>, place: &ChipPlace, text: &str) {
    let pressed = |modifiers: Modifiers, key: Key| ui.input_mut(|input| input.consume_key(modifiers, key));
    if pressed(Modifiers::NONE, Key::F2) {
        screen.editing = Some(Editing::new(EditField::Chip(place.clone()), text));
    } else if pressed(Modifiers::NONE, Key::Delete) {
        remove(screen, actions, place);
    } else if pressed(Modifiers::NONE, Key::Insert) {
        screen.editing = Some(Editing::new(EditField::Add(place.team.clone()), ""));
    } else if pressed(Modifiers::COMMAND, Key::A) {
        let count = board.manifest.responsibilities(&place.team).len();
        screen.selected = (0..count).map(|index| ChipPlace { team: place.team.clone(), index }).collect();
    } else if pressed(Modifiers::COMMAND, Key::Space) {
        if !screen.selected.remove(place) {
            screen.selected.insert(place.clone());
        }
        screen.selected_last = Some(place.clone());
    } else if pressed(Modifiers::NONE, Key::Escape) {
        screen.selected.clear();
    } else if pressed(Modifiers::ALT, Key::ArrowUp) {
        move_within(board, screen, actions, place, -1);
    } else if pressed(Modifiers::ALT, Key::ArrowDown) {
        move_within(board, screen, actions, place, 1);
    } else if pressed(Modifiers::ALT, Key::ArrowLeft) {
        move_across(board, screen, actions, place, -1);
    } else if pressed(Modifiers::ALT, Key::ArrowRight) {
        move_across(board, screen, actions, place, 1);
    }
}

/// Moves what is chosen up or down its list: before what stands before it, or behind what stands behind it.
fn move_within(board: Board<'_>, screen: &mut TeamsScreen, actions: &mut Vec<Action>, place: &ChipPlace, by: isize) {
    let chips: BTreeSet<ChipPlace> = with_selected(screen, place).into_iter().filter(|chip| chip.team == place.team).collect();
    let edge = if by < 0 { chips.first() } else { chips.last() };
    let Some(edge) = edge.map(|chip| chip.index) else { return };
    let count = board.manifest.responsibilities(&place.team).len();
    // "Before what stands there", counted before the move: one further when it moves down.
    let to = if by < 0 { edge.checked_sub(1) } else { Some(edge + 2).filter(|to| *to <= count) };
    if let Some(to) = to {
        carry(board, screen, actions, place, chips, &place.team.clone(), to);
    }
}

/// Moves what is chosen to the next list: the teams in their order, and behind them the tray.
fn move_across(board: Board<'_>, screen: &mut TeamsScreen, actions: &mut Vec<Action>, place: &ChipPlace, by: isize) {
    let mut order: Vec<TeamId> = board.manifest.teams_in_order().into_iter().map(|team| team.id.clone()).collect();
    order.push(TeamId::unassigned());
    let Some(at) = order.iter().position(|team| *team == place.team) else { return };
    let Some(to) = at.checked_add_signed(by).and_then(|at| order.get(at)) else { return };
    let to_index = place.index.min(board.manifest.responsibilities(to).len());
    carry(board, screen, actions, place, with_selected(screen, place), to, to_index);
}

/// Moves chips as one step; the keys follow the one that they were on, and what was chosen stays chosen.
fn carry(
    board: Board<'_>,
    screen: &mut TeamsScreen,
    actions: &mut Vec<Action>,
    place: &ChipPlace,
    chips: BTreeSet<ChipPlace>,
    to: &TeamId,
    to_index: usize,
) {
    let Some(edit) = drops::as_one(drops::moves(board.manifest, &chips, to, to_index)) else { return };
    actions.push(Action::EditManifest(edit));
    // What is taken away before the place moves the place.
    let before = chips.iter().filter(|chip| chip.team == *to && chip.index < to_index).count();
    let first = to_index - before;
    let now = |nth: usize| ChipPlace { team: to.clone(), index: first + nth };
    screen.focus_next = chips.iter().position(|chip| chip == place).map(now);
    screen.selected = if chips.len() > 1 { (0..chips.len()).map(now).collect() } else { BTreeSet::new() };
    screen.selected_last = screen.focus_next.clone();
}

fn remove(screen: &mut TeamsScreen, actions: &mut Vec<Action>, place: &ChipPlace) {
    let chips = with_selected(screen, place);
    // From the last to the first: each place is counted while all before it are still there.
    let edits = chips.iter().rev();
    let edits = edits.map(|chip| ManifestEdit::RemoveResponsibility { team: chip.team.clone(), index: chip.index });
    actions.extend(drops::as_one(edits.collect()).map(Action::EditManifest));
    let first = chips.iter().find(|chip| chip.team == place.team).map_or(0, |chip| chip.index);
    screen.focus_next = Some(ChipPlace { team: place.team.clone(), index: first.saturating_sub(1) });
    screen.selected.clear();
}

/// What the menu offers for all that are chosen.
fn words<'b>(board: Board<'b>, screen: &TeamsScreen, place: &ChipPlace) -> Words<'b> {
    let chips = with_selected(screen, place);
    let removes = if chips.len() > 1 { t!("teams-remove-several", count = chips.len()) } else { t!("teams-remove") };
    let what = What::Chips(chips).title(board.manifest);
    let teams = board.manifest.teams_in_order().into_iter().map(|team| (team.id.clone(), team.name.as_str()));
    let lists = teams.chain([(TeamId::unassigned(), "")]).filter(|(to, _)| *to != place.team);
    let targets = lists.map(|(to, name)| {
        let says = t!("teams-drop-move", what = what.as_str(), team = marks::title(&to));
        (to, name, says)
    });
    Words { removes, targets: targets.collect(), hint: t!("teams-move-keys") }
}

fn choose(board: Board<'_>, screen: &mut TeamsScreen, actions: &mut Vec<Action>, place: &ChipPlace, text: &str, choice: Choice) {
    match choice {
        Choice::Rename => screen.editing = Some(Editing::new(EditField::Chip(place.clone()), text)),
        Choice::Remove => remove(screen, actions, place),
        Choice::MoveTo(to) => {
            let last = board.manifest.responsibilities(&to).len();
            carry(board, screen, actions, place, with_selected(screen, place), &to, last);
            screen.selected.clear();
        }
    }
}

fn rename(
    ui: &mut Ui,
    screen: &mut TeamsScreen,
    actions: &mut Vec<Action>,
    place: &ChipPlace,
    before: &str,
    rect: Rect,
    area: Rect,
) {
    let Some(editing) = &mut screen.editing else { return };
    // A field wants room to type in, but stays inside the card.
    let width = rect.width().max(140.0).min(area.width());
    let left = rect.left().min(area.right() - width);
    let rect = Rect::from_min_size(egui::pos2(left, rect.top() - 1.0), vec2(width, measure::FIELD));
    let name = t!("teams-rename-field", what = before);
    let look = field::Field {
        rect,
        id: Id::unique(("rename", place)),
        name: &name,
        hint: before,
        fresh: std::mem::take(&mut editing.fresh),
    };
    let left = field::field(ui, &look, &mut editing.text);
    if let Some(left) = left {
        let text = editing.text.trim().to_owned();
        if left != field::Left::Escape && !text.is_empty() && text != before {
            actions.push(Action::EditManifest(ManifestEdit::RenameResponsibility {
                team: place.team.clone(),
                index: place.index,
                text,
            }));
        }
        screen.editing = None;
        if left != field::Left::Elsewhere {
            screen.focus_next = Some(place.clone());
        }
    }
}

fn add(ui: &mut Ui, screen: &mut TeamsScreen, actions: &mut Vec<Action>, team: &Team, rect: Rect) {
    let title = marks::title(&team.id);
    let id = Id::unique(("add-responsibility", &team.id));
    match &mut screen.editing {
        Some(editing) if editing.field == EditField::Add(team.id.clone()) => {
            let rect = Rect::from_min_size(rect.min, vec2(rect.width(), measure::FIELD));
            let name = t!("teams-add-field", team = title.as_str());
            let hint = t!("teams-add-hint");
            let look = field::Field { rect, id, name: &name, hint: &hint, fresh: std::mem::take(&mut editing.fresh) };
            let Some(left) = field::field(ui, &look, &mut editing.text) else { return };
            let text = std::mem::take(&mut editing.text).trim().to_owned();
            if left != field::Left::Escape && !text.is_empty() {
                actions.push(Action::EditManifest(ManifestEdit::AddResponsibility { team: team.id.clone(), text: text.clone() }));
            }
            // Enter goes on with the next one; an empty Enter is the end.
            screen.editing =
                (left == field::Left::Enter && !text.is_empty()).then(|| Editing::new(EditField::Add(team.id.clone()), ""));
        }
        _ => {
            let name = t!("teams-add-name", team = title.as_str());
            if chip::add_chip(ui, rect, id, &measure::add_text(), &name).clicked() {
                screen.editing = Some(Editing::new(EditField::Add(team.id.clone()), ""));
            }
        }
    }
}
