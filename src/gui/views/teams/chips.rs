//! The responsibilities of a card as chips, and everything that can be done with one: drag, select, keys, menu.

use egui::{Id, Key, Modifiers, PointerButton, Popup, Pos2, Rect, Response, Sense, SetOpenCommand, Ui, vec2};

use super::board::{self, Dragged};
use super::measure::{self, CardParts};
use super::{Board, ChipPlace, EditField, Editing, TeamsScreen};
use crate::gui::action::Action;
use crate::gui::icons;
use crate::gui::theme::{self, GRID};
use crate::gui::views::marks;
use crate::gui::widgets::{button, chip, field};
use crate::model::manifest::Team;
use crate::model::manifest::edits::ManifestEdit;
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
    dragged: Option<&Dragged>,
) {
    let team = &board.manifest.teams[parts.team];
    let mut renamed = None;
    for (index, (text, rect)) in team.responsibilities.iter().zip(&parts.chips).enumerate() {
        let rect = rect.translate(corner.to_vec2());
        let place = ChipPlace { team: team.id.clone(), index };
        if screen.editing.as_ref().is_some_and(|editing| editing.field == EditField::Chip(place.clone())) {
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
        rename(ui, screen, actions, &place, text, rect, parts, corner);
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
    dragged: Option<&Dragged>,
) {
    let tokens = theme::tokens(ui);
    let look = chip::Look {
        color: tokens.team(&place.team, board.manifest),
        selected: screen.selected.contains(&place),
        dragged: dragged.is_some_and(|dragged| dragged.chips.contains(&place)),
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
        let mut chips = screen.selected.clone();
        if !chips.contains(&place) {
            chips = [place.clone()].into();
        }
        response.dnd_set_drag_payload(Dragged { revision: board.project.manifest.document.revision(), chips });
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
    menu(ui, board, screen, actions, &response, ask_menu, by_mouse, &place, text);
}

/// A click chooses one; with Ctrl (or Cmd, Shift) one more or one less.
fn select(ui: &Ui, screen: &mut TeamsScreen, place: &ChipPlace) {
    if ui.input(|input| input.modifiers.command || input.modifiers.shift) {
        if !screen.selected.remove(place) {
            screen.selected.insert(place.clone());
        }
    } else {
        screen.selected.clear();
    }
}

fn keys(ui: &Ui, board: Board<'_>, screen: &mut TeamsScreen, actions: &mut Vec<Action>, place: &ChipPlace, text: &str) {
    let pressed = |modifiers: Modifiers, key: Key| ui.input_mut(|input| input.consume_key(modifiers, key));
    if pressed(Modifiers::NONE, Key::F2) {
        screen.editing = Some(Editing::new(EditField::Chip(place.clone()), text));
    } else if pressed(Modifiers::NONE, Key::Delete) {
        remove(screen, actions, place);
    } else if pressed(Modifiers::NONE, Key::Insert) {
        screen.editing = Some(Editing::new(EditField::Add(place.team.clone()), ""));
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

fn move_within(board: Board<'_>, screen: &mut TeamsScreen, actions: &mut Vec<Action>, place: &ChipPlace, by: isize) {
    let Some(team) = board.manifest.team(&place.team) else { return };
    let Some(index) = place.index.checked_add_signed(by).filter(|index| *index < team.responsibilities.len()) else { return };
    actions.push(Action::EditManifest(ManifestEdit::MoveResponsibility {
        from: place.team.clone(),
        from_index: place.index,
        to: place.team.clone(),
        // "Before what stands there", counted before the move: one further when it moves down.
        to_index: if by > 0 { index + 1 } else { index },
    }));
    screen.focus_next = Some(ChipPlace { team: place.team.clone(), index });
}

fn move_across(board: Board<'_>, screen: &mut TeamsScreen, actions: &mut Vec<Action>, place: &ChipPlace, by: isize) {
    let order = board.manifest.teams_in_order();
    let Some(at) = order.iter().position(|team| team.id == place.team) else { return };
    let Some(to) = at.checked_add_signed(by).and_then(|at| order.get(at)) else { return };
    move_to(screen, actions, place, to, place.index.min(to.responsibilities.len()));
}

fn move_to(screen: &mut TeamsScreen, actions: &mut Vec<Action>, place: &ChipPlace, to: &Team, to_index: usize) {
    actions.push(Action::EditManifest(ManifestEdit::MoveResponsibility {
        from: place.team.clone(),
        from_index: place.index,
        to: to.id.clone(),
        to_index,
    }));
    screen.focus_next = Some(ChipPlace { team: to.id.clone(), index: to_index });
    screen.selected.clear();
}

fn remove(screen: &mut TeamsScreen, actions: &mut Vec<Action>, place: &ChipPlace) {
    actions.push(Action::EditManifest(ManifestEdit::RemoveResponsibility { team: place.team.clone(), index: place.index }));
    screen.focus_next = Some(ChipPlace { team: place.team.clone(), index: place.index.saturating_sub(1) });
    screen.selected.clear();
}

#[expect(clippy::too_many_arguments, reason = "what a chip is drawn from; a struct would only rename it")]
fn menu(
    ui: &Ui,
    board: Board<'_>,
    screen: &mut TeamsScreen,
    actions: &mut Vec<Action>,
    response: &Response,
    open: bool,
    close: bool,
    place: &ChipPlace,
    text: &str,
) {
    let command = if open {
        Some(SetOpenCommand::Bool(true))
    } else if close {
        Some(SetOpenCommand::Bool(false))
    } else {
        None
    };
    if !open && !Popup::is_id_open(ui.ctx(), Popup::default_response_id(response)) {
        return;
    }
    Popup::menu(response).open_memory(command).gap(2.0).show(|ui| {
        ui.set_width(224.0);
        let first = ui.add(button::quiet(t!("teams-rename")).icon(icons::EDIT).keys("F2").left().width(ui.available_width()));
        if open {
            first.request_focus();
        }
        if first.clicked() {
            screen.editing = Some(Editing::new(EditField::Chip(place.clone()), text));
        }
        if ui.add(button::quiet(t!("teams-remove")).icon(icons::TRASH).keys("Del").left().width(ui.available_width())).clicked() {
            remove(screen, actions, place);
        }
        ui.separator();
        ui.weak(t!("teams-move-to"));
        egui::ScrollArea::vertical().max_height(300.0).show(ui, |ui| {
            for team in board.manifest.teams_in_order().into_iter().filter(|team| team.id != place.team) {
                let name = t!("teams-drop-move", what = text, team = marks::title(&team.id));
                if team_row(ui, board, team, &name).clicked() {
                    let chips = if screen.selected.contains(place) { screen.selected.clone() } else { [place.clone()].into() };
                    let to = board.manifest.teams.iter().position(|other| other.id == team.id).unwrap_or_default();
                    let edits = board::moves(board.manifest, &chips, to, team.responsibilities.len());
                    actions.extend(board::as_one(edits).map(Action::EditManifest));
                    screen.focus_next = Some(ChipPlace { team: team.id.clone(), index: team.responsibilities.len() });
                    screen.selected.clear();
                    ui.close();
                }
            }
        });
        ui.separator();
        ui.label(egui::RichText::new(t!("teams-move-keys")).small().color(theme::tokens(ui).weak));
    });
}

/// A row of a menu that stands for a team.
pub fn team_row(ui: &mut Ui, board: Board<'_>, team: &Team, name: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width().max(180.0), 26.0), Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, name));
    let tokens = theme::tokens(ui);
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, 4, tokens.accent_wash);
    }
    let badge = Rect::from_center_size(rect.left_center() + vec2(14.0, 0.0), vec2(18.0, 18.0));
    marks::paint_badge(ui.painter(), badge, &team.id, marks::color(&tokens, &team.id, board.manifest), &tokens);
    let font = egui::TextStyle::Body.resolve(ui.style());
    let title = ui.painter().layout_no_wrap(marks::title(&team.id), font, tokens.text);
    let at = egui::pos2(badge.right() + 2.0 * GRID, rect.center().y - title.size().y / 2.0);
    let after = at.x + title.size().x + 2.0 * GRID;
    ui.painter().galley(at, title, tokens.text);
    let small = egui::TextStyle::Small.resolve(ui.style());
    let width = rect.right() - after - GRID;
    let shown = crate::gui::widgets::elide::rows(ui, &team.name, small, tokens.weak, width.max(10.0), 1);
    ui.painter().galley(egui::pos2(after, rect.center().y - shown.size().y / 2.0), shown, tokens.weak);
    response
}

#[expect(clippy::too_many_arguments, reason = "what a chip is drawn from; a struct would only rename it")]
fn rename(
    ui: &mut Ui,
    screen: &mut TeamsScreen,
    actions: &mut Vec<Action>,
    place: &ChipPlace,
    before: &str,
    rect: Rect,
    parts: &CardParts,
    corner: Pos2,
) {
    let Some(editing) = &mut screen.editing else { return };
    let area = parts.chip_area.translate(corner.to_vec2());
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
