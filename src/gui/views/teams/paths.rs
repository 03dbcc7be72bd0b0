//! The write paths of a card: each can be dragged to another team, moved by keys or menu, renamed, and taken away.
//! Read and forbidden paths are the inspector's.

use egui::{Align2, FontId, Id, Key, Modifiers, PointerButton, Pos2, Rect, Sense, Ui, pos2, vec2};

use super::drops::{self, Dragged, What};
use super::item_menu::{self, Choice, Words};
use super::measure::{self, CardParts, LINE, PATHS_SHOWN};
use super::{Board, EditField, Editing, TeamsScreen};
use crate::gui::action::Action;
use crate::gui::icons;
use crate::gui::theme;
use crate::gui::views::marks;
use crate::gui::widgets::{elide, field};
use crate::model::manifest::Team;
use crate::model::manifest::edits::{ManifestEdit, PathList};
use crate::model::team::TeamId;
use crate::t;

/// How far the paths stand behind the folder.
const INDENT: f32 = 18.0;

fn path_id(team: &TeamId, index: usize) -> Id {
    Id::unique(("write-path", team, index))
}

/// How many lines a team's paths take.
pub fn lines(screen: &TeamsScreen, team: &Team) -> usize {
    let adding = matches!(&screen.editing, Some(editing) if editing.field == EditField::AddPath(team.id.clone()));
    let shown = shown(screen, team);
    (shown + usize::from(shown < team.write_paths.len()) + usize::from(adding)).max(1)
}

/// How many of a team's paths are shown: all where the person asked for them.
fn shown(screen: &TeamsScreen, team: &Team) -> usize {
    let count = team.write_paths.len();
    // One more is not worth a line that says so.
    if count <= PATHS_SHOWN + 1 || screen.all_paths.contains(&team.id) { count } else { PATHS_SHOWN }
}

/// Draws a team's write paths.
#[expect(clippy::too_many_arguments, reason = "what they are drawn from; a struct would only rename it")]
pub fn show(
    ui: &mut Ui,
    board: Board<'_>,
    screen: &mut TeamsScreen,
    actions: &mut Vec<Action>,
    parts: &CardParts,
    corner: Pos2,
    card: Rect,
    dragged: Option<&What>,
) {
    let team = &board.manifest.teams[parts.team];
    let tokens = theme::tokens(ui);
    // Cards in a row are equally high: paths stand above the foot, so that feet and paths line up.
    let rect = parts.paths.translate(corner.to_vec2() + vec2(0.0, card.height() - parts.height));
    let icon = icons::Icon::font(13.0);
    ui.painter().text(rect.min + vec2(0.0, LINE / 2.0), Align2::LEFT_CENTER, icons::FOLDER.0, icon, tokens.weak);
    let line = |row: usize| {
        let top = rect.top() + row as f32 * LINE;
        Rect::from_min_max(pos2(rect.left() + INDENT, top), pos2(rect.right(), top + LINE))
    };
    let small = egui::TextStyle::Small.resolve(ui.style());
    let shown = shown(screen, team);
    for (index, path) in team.write_paths.iter().enumerate().take(shown) {
        if screen.editing.as_ref().is_some_and(|editing| editing.field == EditField::Path(team.id.clone(), index)) {
            rename(ui, screen, actions, team, index, path, line(index));
        } else {
            one(ui, board, screen, actions, team, index, path, line(index), dragged);
        }
    }
    let more = team.write_paths.len() - shown;
    if more > 0 {
        let response = ui.interact(line(shown), Id::unique(("more-paths", &team.id)), Sense::click());
        let text = t!("teams-more-paths", count = more);
        let name = t!("teams-more-paths-name", count = more, team = marks::title(&team.id));
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
        let lit = response.hovered() || response.has_focus();
        let color = if lit { tokens.accent } else { tokens.weak };
        ui.painter().text(line(shown).left_center(), Align2::LEFT_CENTER, text, small.clone(), color);
        if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
            screen.all_paths.insert(team.id.clone());
        }
    }
    if screen.editing.as_ref().is_some_and(|editing| editing.field == EditField::AddPath(team.id.clone())) {
        add(ui, screen, actions, team, line(shown + usize::from(more > 0)));
    } else if team.write_paths.is_empty() {
        let says = if board.editable { t!("teams-add-path") } else { t!("teams-no-paths") };
        let sense = if board.editable { Sense::click() } else { Sense::hover() };
        let response = ui.interact(line(0), Id::unique(("no-paths", &team.id)), sense);
        let name = t!("teams-add-path-name", team = marks::title(&team.id));
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, board.editable, &name));
        let lit = board.editable && (response.hovered() || response.has_focus());
        let color = if lit { tokens.accent } else { tokens.weak };
        ui.painter().text(line(0).left_center(), Align2::LEFT_CENTER, says, small, color);
        if response.clicked() {
            screen.editing = Some(Editing::new(EditField::AddPath(team.id.clone()), ""));
        }
    }
}

#[expect(clippy::too_many_arguments, reason = "what a path is drawn from; a struct would only rename it")]
fn one(
    ui: &mut Ui,
    board: Board<'_>,
    screen: &mut TeamsScreen,
    actions: &mut Vec<Action>,
    team: &Team,
    index: usize,
    path: &str,
    line: Rect,
    dragged: Option<&What>,
) {
    let tokens = theme::tokens(ui);
    let sense = if board.editable { Sense::click_and_drag() } else { Sense::hover() };
    let response = ui.interact(line, path_id(&team.id, index), sense);
    let name = t!("teams-path-name", path = path, team = marks::title(&team.id));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
    let lit = board.editable && (response.hovered() || response.has_focus());
    if lit {
        ui.painter().rect_filled(line.expand2(vec2(4.0, 0.0)), 4, tokens.raised);
    }
    if response.has_focus() {
        ui.painter().rect_stroke(line.expand2(vec2(4.0, 0.0)), 4, (1.5, tokens.accent), egui::StrokeKind::Outside);
    }
    let is_away = matches!(dragged, Some(What::Path(from, at)) if *from == team.id && *at == index);
    let color = if lit { tokens.text } else { tokens.weak }.gamma_multiply(if is_away { 0.35 } else { 1.0 });
    let mono = FontId::monospace(egui::TextStyle::Small.resolve(ui.style()).size - 1.0);
    let shown = elide::middle_to_width(ui, path, &mono, line.width());
    let is_cut = shown != path;
    ui.painter().text(line.left_center(), Align2::LEFT_CENTER, shown, mono, color);
    if screen.focus_path.as_ref() == Some(&(team.id.clone(), index)) {
        response.request_focus();
        screen.focus_path = None;
    }
    if !board.editable {
        return;
    }
    if response.drag_started_by(PointerButton::Primary) {
        let revision = board.project.manifest.document.revision();
        response.dnd_set_drag_payload(Dragged { revision, what: What::Path(team.id.clone(), index) });
    }
    if response.double_clicked() {
        screen.editing = Some(Editing::new(EditField::Path(team.id.clone(), index), path));
    }
    let by_mouse = response.clicked_by(PointerButton::Primary);
    if by_mouse {
        response.request_focus();
    }
    if response.has_focus() {
        keys(ui, board, screen, actions, team, index, path);
    }
    let ask_menu = response.secondary_clicked() || (response.clicked() && !by_mouse);
    match item_menu::show(ui, board, &response, (ask_menu, by_mouse), || words(board, team, path)) {
        Some(Choice::Rename) => screen.editing = Some(Editing::new(EditField::Path(team.id.clone(), index), path)),
        Some(Choice::Remove) => remove(screen, actions, team, index),
        Some(Choice::MoveTo(to)) => {
            if let Some(to) = board.manifest.team(&to) {
                give(board, screen, actions, team, index, to);
            }
        }
        None => {}
    }
    let response = response.on_hover_cursor(egui::CursorIcon::Grab);
    if is_cut {
        response.on_hover_text(egui::RichText::new(path).monospace());
    }
}

fn keys(ui: &Ui, board: Board<'_>, screen: &mut TeamsScreen, actions: &mut Vec<Action>, team: &Team, index: usize, path: &str) {
    let pressed = |modifiers: Modifiers, key: Key| ui.input_mut(|input| input.consume_key(modifiers, key));
    if pressed(Modifiers::NONE, Key::F2) {
        screen.editing = Some(Editing::new(EditField::Path(team.id.clone(), index), path));
    } else if pressed(Modifiers::NONE, Key::Delete) {
        remove(screen, actions, team, index);
    } else if pressed(Modifiers::NONE, Key::Insert) {
        screen.editing = Some(Editing::new(EditField::AddPath(team.id.clone()), ""));
    } else if pressed(Modifiers::ALT, Key::ArrowLeft) {
        across(board, screen, actions, team, index, -1);
    } else if pressed(Modifiers::ALT, Key::ArrowRight) {
        across(board, screen, actions, team, index, 1);
    }
}

fn across(board: Board<'_>, screen: &mut TeamsScreen, actions: &mut Vec<Action>, team: &Team, index: usize, by: isize) {
    let order = board.manifest.teams_in_order();
    let at = order.iter().position(|other| other.id == team.id);
    if let Some(to) = at.and_then(|at| at.checked_add_signed(by)).and_then(|at| order.get(at)) {
        give(board, screen, actions, team, index, to);
    }
}

fn give(board: Board<'_>, screen: &mut TeamsScreen, actions: &mut Vec<Action>, team: &Team, index: usize, to: &Team) {
    actions.push(Action::EditManifest(drops::move_path(board.manifest, &team.id, index, &to.id)));
    screen.focus_path = Some((to.id.clone(), to.write_paths.len()));
    if to.write_paths.len() >= PATHS_SHOWN {
        screen.all_paths.insert(to.id.clone());
    }
}

fn remove(screen: &mut TeamsScreen, actions: &mut Vec<Action>, team: &Team, index: usize) {
    actions.push(Action::EditManifest(ManifestEdit::RemovePath { list: PathList::Write, team: team.id.clone(), index }));
    screen.focus_path = index.checked_sub(1).map(|index| (team.id.clone(), index));
}

fn words<'b>(board: Board<'b>, team: &Team, path: &str) -> Words<'b> {
    let teams = board.manifest.teams_in_order().into_iter().filter(|to| to.id != team.id);
    let says = |to: &TeamId| t!("teams-drop-path", what = path, team = marks::title(to));
    let targets = teams.map(|to| (to.id.clone(), to.name.as_str(), says(&to.id))).collect();
    Words { removes: t!("teams-remove"), targets, hint: t!("teams-path-keys") }
}

fn rename(ui: &mut Ui, screen: &mut TeamsScreen, actions: &mut Vec<Action>, team: &Team, index: usize, path: &str, line: Rect) {
    let name = t!("teams-rename-field", what = path);
    let Some((left, text)) = field(ui, screen, line, Id::unique(("rename-path", &team.id, index)), &name, path) else { return };
    if left != field::Left::Escape && !text.is_empty() && text != path {
        let (list, team) = (PathList::Write, team.id.clone());
        actions.push(Action::EditManifest(ManifestEdit::RenamePath { list, team, index, text }));
    }
    screen.editing = None;
    if left != field::Left::Elsewhere {
        screen.focus_path = Some((team.id.clone(), index));
    }
}

fn add(ui: &mut Ui, screen: &mut TeamsScreen, actions: &mut Vec<Action>, team: &Team, line: Rect) {
    let name = t!("teams-add-path-field", team = marks::title(&team.id));
    let hint = t!("teams-add-path-hint", team = team.id.as_str());
    let Some((left, text)) = field(ui, screen, line, Id::unique(("add-path", &team.id)), &name, &hint) else { return };
    if left != field::Left::Escape && !text.is_empty() {
        let (list, id) = (PathList::Write, team.id.clone());
        actions.push(Action::EditManifest(ManifestEdit::AddPath { list, team: id, text: text.clone() }));
        screen.all_paths.insert(team.id.clone());
    }
    // Enter goes on with the next one; an empty Enter is the end.
    let goes_on = left == field::Left::Enter && !text.is_empty();
    screen.editing = goes_on.then(|| Editing::new(EditField::AddPath(team.id.clone()), ""));
}

/// A field over a line; how it was left, and what stands in it then.
fn field(ui: &mut Ui, screen: &mut TeamsScreen, line: Rect, id: Id, name: &str, hint: &str) -> Option<(field::Left, String)> {
    let editing = screen.editing.as_mut()?;
    let rect = Rect::from_center_size(line.center(), vec2(line.width() + 8.0, measure::FIELD));
    let look = field::Field { rect, id, name, hint, fresh: std::mem::take(&mut editing.fresh) };
    let left = field::field(ui, &look, &mut editing.text)?;
    Some((left, editing.text.trim().to_owned()))
}
