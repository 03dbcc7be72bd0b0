//! The list of conflicts: worst first, by kind; settled ones stay, with a check mark.

use std::rc::Rc;

use egui::{Align2, Id, Rect, ScrollArea, Sense, Ui, pos2, vec2};

use super::narrow::{self, Narrow};
use super::note::NoteScreen;
use super::{ConflictsScreen, Desk, Filter, like, select};
use crate::gui::action::Action;
use crate::gui::icons;
use crate::gui::theme::{self, GRID, Tokens};
use crate::gui::views::marks;
use crate::gui::widgets::tall::Tall;
use crate::gui::widgets::{button, elide};
use crate::model::conflict::{Conflict, ConflictId, Detail, KINDS};
use crate::{t, words};

const HEAD: f32 = 28.0;
const ROW: f32 = 50.0;

/// A line of the list.
#[derive(Clone, Debug)]
pub enum Listed {
    /// A kind, how many of it are open, of how many.
    Kind(&'static str, usize, usize),
    /// A conflict by its place among all.
    Conflict(usize),
}

/// What the list was made from.
#[derive(Debug, PartialEq)]
pub struct Key {
    standing: Option<super::StandingKey>,
    filter: Filter,
    narrow: Narrow,
    selected: Option<ConflictId>,
}

/// The list as it is shown: the gravest kind first, and within a kind in the order in which they were found.
pub fn listed(desk: Desk<'_>, screen: &mut ConflictsScreen) -> Rc<Vec<Listed>> {
    let key = Key {
        standing: desk.standing.key.clone(),
        filter: screen.filter,
        narrow: screen.narrow.clone(),
        selected: screen.selected.clone(),
    };
    if let Some((_, listed)) = screen.listed.as_ref().filter(|(known, _)| *known == key) {
        return Rc::clone(listed);
    }
    let listed = Rc::new(list(desk, screen));
    screen.listed = Some((key, Rc::clone(&listed)));
    listed
}

fn list(desk: Desk<'_>, screen: &ConflictsScreen) -> Vec<Listed> {
    let needle = screen.narrow.text.trim().to_lowercase();
    let conflicts = &desk.found.conflicts;
    let mut kinds: Vec<(&'static str, Vec<usize>)> = Vec::new();
    for (place, conflict) in conflicts.iter().enumerate() {
        let is_selected = Some(&conflict.id) == screen.selected.as_ref();
        if !is_selected && !screen.narrow.shows(conflict, &needle) {
            continue;
        }
        match kinds.iter_mut().find(|(kind, _)| *kind == conflict.kind) {
            Some((_, places)) => places.push(place),
            None => kinds.push((conflict.kind, vec![place])),
        }
    }
    kinds.sort_by_key(|(kind, _)| KINDS.iter().position(|known| known.id == *kind).unwrap_or(KINDS.len()));
    let mut listed = Vec::new();
    for (kind, places) in kinds {
        let open = places.iter().filter(|place| !desk.is_settled(**place)).count();
        let is_selected = |place: usize| Some(&conflicts[place].id) == screen.selected.as_ref();
        let shown = |place: &usize| screen.filter.shows(desk.is_settled(*place)) || is_selected(*place);
        let shown: Vec<usize> = places.iter().copied().filter(shown).collect();
        if !shown.is_empty() {
            listed.push(Listed::Kind(kind, open, places.len()));
            listed.extend(shown.into_iter().map(Listed::Conflict));
        }
    }
    listed
}

/// The conflicts of the list, in its order.
pub fn order<'a>(desk: Desk<'a>, listed: &'a [Listed]) -> impl DoubleEndedIterator<Item = (usize, &'a Conflict)> {
    listed.iter().filter_map(move |line| match line {
        Listed::Conflict(place) => desk.found.conflicts.get(*place).map(|conflict| (*place, conflict)),
        Listed::Kind(..) => None,
    })
}

/// Draws the list.
pub fn show(ui: &mut Ui, desk: Desk<'_>, screen: &mut ConflictsScreen, listed: &[Listed], actions: &mut Vec<Action>) {
    let frame = egui::Frame::NONE.inner_margin(egui::Margin { left: 16, right: 0, top: 0, bottom: 0 });
    egui::Panel::left("conflicts-list").frame(frame).resizable(true).default_size(304.0).size_range(220.0..=520.0).show(
        ui,
        |ui| {
            filters(ui, desk, screen);
            ui.add_space(GRID);
            narrow::show(ui, desk, screen);
            like::offers(ui, desk, screen, actions);
            notes(ui, desk, screen);
            if listed.is_empty() {
                narrow::nothing(ui, screen);
            }
            ui.add_space(GRID);
            let heights = listed.iter().map(|line| match line {
                Listed::Kind(..) => HEAD,
                Listed::Conflict(_) => ROW,
            });
            let tall = Tall::new(heights);
            let mut area = ScrollArea::vertical().id_salt("conflicts").auto_shrink(false);
            if std::mem::take(&mut screen.reveal_selected) {
                area = reveal(ui, desk, screen, listed, &tall, area);
            }
            let output = area.show_viewport(ui, |ui, viewport| {
                let width = ui.available_width() - 2.0 * GRID;
                ui.set_min_size(vec2(width, tall.height()));
                let corner = ui.min_rect().min;
                for index in tall.visible(viewport.top(), viewport.bottom()) {
                    let rect = Rect::from_min_size(corner + vec2(0.0, tall.top(index)), vec2(width, tall.height_of(index)));
                    match &listed[index] {
                        Listed::Kind(kind, open, all) => head(ui, rect, kind, *open, *all),
                        Listed::Conflict(place) => {
                            if let Some(conflict) = desk.found.conflicts.get(*place) {
                                row(ui, desk, screen, *place, conflict, rect);
                            }
                        }
                    }
                }
            });
            ui.data_mut(|data| {
                data.insert_temp(Id::unique("conflicts-list-view"), (output.state.clamped_offset().y, output.inner_rect.height()))
            });
        },
    );
}

/// Scrolls no further than it must for the selected conflict to be seen.
fn reveal(ui: &Ui, desk: Desk<'_>, screen: &ConflictsScreen, listed: &[Listed], tall: &Tall, area: ScrollArea) -> ScrollArea {
    let is_selected = |line: &Listed| match line {
        Listed::Conflict(place) => desk.found.conflicts.get(*place).map(|conflict| &conflict.id) == screen.selected.as_ref(),
        Listed::Kind(..) => false,
    };
    let Some(index) = listed.iter().position(is_selected) else { return area };
    let (offset, height) =
        ui.data(|data| data.get_temp(Id::unique("conflicts-list-view"))).unwrap_or((0.0, ui.available_height()));
    let (top, bottom): (f32, f32) = (tall.top(index), tall.top(index + 1));
    if top - HEAD < offset {
        area.vertical_scroll_offset((top - HEAD).max(0.0))
    } else if bottom > offset + height {
        area.vertical_scroll_offset(bottom - height)
    } else {
        area
    }
}

fn filters(ui: &mut Ui, desk: Desk<'_>, screen: &mut ConflictsScreen) {
    let (all, open) = (desk.found.conflicts.len(), desk.open_count());
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = GRID;
        for filter in Filter::ALL {
            let count = match filter {
                Filter::All => all,
                Filter::Open => open,
                Filter::Settled => all - open,
            };
            let text = t!(filter.word(), count = count);
            if ui.add(button::quiet(text).selected(screen.filter == filter).small()).clicked() {
                screen.filter = filter;
            }
        }
    });
}

/// What is worth knowing, and needs no decision.
fn notes(ui: &mut Ui, desk: Desk<'_>, screen: &mut ConflictsScreen) {
    let notes = &desk.found.notes;
    if notes.is_empty() {
        return;
    }
    let tokens = theme::tokens(ui);
    let text = t!("conflicts-notes", count = notes.len());
    let icon = if screen.notes_open { icons::CARET_DOWN } else { icons::CARET_RIGHT };
    if ui.add(button::quiet(text).icon(icon).icon_color(tokens.weak).small()).clicked() {
        screen.notes_open = !screen.notes_open;
    }
    if screen.notes_open {
        let row = 22.0;
        ScrollArea::vertical().id_salt("conflict-notes").max_height(180.0).auto_shrink([false, true]).show_rows(
            ui,
            row,
            notes.len(),
            |ui, rows| {
                for note in &notes[rows] {
                    let sentence = marks::sentence(note, desk.manifest);
                    let is_shown = screen.note.as_ref().is_some_and(|shown| shown.problem == *note);
                    let look = button::quiet(&sentence.text).small().left().width(ui.available_width() - 8.0);
                    let response = ui.add(look.selected(is_shown));
                    if response.clicked() {
                        screen.note = (!is_shown).then(|| NoteScreen::new(note.clone()));
                    }
                    response
                        .on_hover_text(sentence.next.map_or(sentence.text.clone(), |next| format!("{}\n{next}", sentence.text)));
                }
            },
        );
    }
}

fn head(ui: &Ui, rect: Rect, kind: &str, open: usize, all: usize) {
    let tokens = theme::tokens(ui);
    let small = egui::TextStyle::Small.resolve(ui.style());
    let at = pos2(rect.left() + GRID, rect.bottom() - 10.0);
    ui.painter().text(at, Align2::LEFT_CENTER, kind_name(kind), theme::strong(ui, small.clone()), tokens.weak);
    let count = format!("{}/{all}", all - open);
    ui.painter().text(pos2(rect.right() - GRID, at.y), Align2::RIGHT_CENTER, count, small, tokens.weak);
}

/// A kind in words; one without words of its own is said as it is spelled.
pub fn kind_name(kind: &str) -> String {
    let id = format!("conflict-kind-{kind}");
    let word = words::word(&id);
    if word != id {
        return word;
    }
    let mut letters = kind.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters.map(|c| if c == '-' { ' ' } else { c })).collect())
        .unwrap_or_default()
}

fn row(ui: &mut Ui, desk: Desk<'_>, screen: &mut ConflictsScreen, place: usize, conflict: &Conflict, rect: Rect) {
    let tokens = theme::tokens(ui);
    let selected = screen.selected.as_ref() == Some(&conflict.id);
    let settled = desk.is_settled(place);
    let response = ui.interact(rect, row_id(&conflict.id), Sense::click());
    let name = t!(
        if settled { "conflicts-row-settled" } else { "conflicts-row-open" },
        path = conflict.path.as_str(),
        kind = kind_name(conflict.kind)
    );
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, selected, &name));
    let inner = rect.shrink2(vec2(0.0, 1.0));
    if selected {
        ui.painter().rect_filled(inner, 6, tokens.accent_wash);
        ui.painter().rect_filled(
            Rect::from_min_size(inner.min + vec2(0.0, 8.0), vec2(3.0, inner.height() - 16.0)),
            1.5,
            tokens.accent,
        );
    } else if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(inner, 6, tokens.raised);
    }
    let icon_font = icons::Icon::font(18.0);
    let (icon, color) = mark(conflict, settled, &tokens);
    ui.painter().text(pos2(rect.left() + 20.0, rect.center().y), Align2::CENTER_CENTER, icon.0, icon_font, color);

    let left = rect.left() + 38.0;
    let badges = (conflict.teams.len().min(5) as f32) * 19.0;
    let body = egui::TextStyle::Body.resolve(ui.style());
    let small = egui::TextStyle::Small.resolve(ui.style());
    let text_color = if settled { tokens.weak } else { tokens.text };
    let width = rect.right() - left - 8.0;
    let body = if settled { body } else { theme::medium(body.size) };
    let file = elide::middle_to_width(ui, conflict.path.file_name(), &body, width - badges - 4.0);
    let name_y = if conflict.path.parent().is_none() { rect.center().y } else { rect.top() + 16.0 };
    ui.painter().text(pos2(left, name_y), Align2::LEFT_CENTER, file, body, text_color);
    let has_second_line =
        conflict.path.parent().is_some() || matches!(&conflict.detail, Detail::Text { merge, .. } if merge.conflict_count() > 1);
    let marks_top = if has_second_line { rect.top() + 8.0 } else { rect.center().y - 8.0 };
    team_marks(ui, desk, conflict, pos2(rect.right() - 6.0 - badges, marks_top), &tokens);

    let (done, of) = desk.standing.progress.get(place).copied().unwrap_or_default();
    let state = match &conflict.detail {
        Detail::Text { .. } if of > 1 => format!("{done}/{of}"),
        _ => String::new(),
    };
    let state =
        ui.painter().text(pos2(rect.right() - 8.0, rect.top() + 35.0), Align2::RIGHT_CENTER, state, small.clone(), tokens.weak);
    let folder = conflict.path.parent().map(|parent| format!("{parent}/")).unwrap_or_default();
    let folder = elide::middle_to_width(ui, &folder, &small, state.left() - left - 6.0);
    ui.painter().text(pos2(left, rect.top() + 35.0), Align2::LEFT_CENTER, folder, small, tokens.weak);
    if response.clicked() {
        screen.note = None;
        select(desk, screen, Some(conflict.id.clone()));
    }
    response.on_hover_text(conflict.path.as_str());
}

/// The id of a conflict's row.
fn row_id(id: &ConflictId) -> Id {
    Id::unique(("conflict-row", id))
}

fn mark(conflict: &Conflict, settled: bool, tokens: &Tokens) -> (icons::Icon, egui::Color32) {
    if settled {
        return (icons::CHECK_CIRCLE, tokens.success);
    }
    match &conflict.detail {
        // Danger's colour is for what nobody may do; to differ is no danger.
        Detail::Boundary { .. } => (icons::FORBIDDEN, tokens.danger),
        Detail::Text { .. } | Detail::Version { .. } => (icons::CIRCLE, tokens.weak),
    }
}

fn team_marks(ui: &Ui, desk: Desk<'_>, conflict: &Conflict, corner: egui::Pos2, tokens: &Tokens) {
    let shown = if conflict.teams.len() > 5 { 4 } else { conflict.teams.len() };
    for (index, team) in conflict.teams.iter().take(shown).enumerate() {
        let rect = Rect::from_min_size(corner + vec2(index as f32 * 19.0, 0.0), vec2(16.0, 16.0));
        marks::paint_badge(ui.painter(), rect, team, marks::color(tokens, team, desk.manifest), tokens);
    }
    if conflict.teams.len() > shown {
        let small = egui::TextStyle::Small.resolve(ui.style());
        let at = corner + vec2(shown as f32 * 19.0, 8.0);
        ui.painter().text(at, Align2::LEFT_CENTER, format!("+{}", conflict.teams.len() - shown), small, tokens.weak);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_name() {
        for kind in KINDS {
            let id = format!("conflict-kind-{}", kind.id);
            assert_ne!(words::word(&id), id, "{} has no name in conflicts.ftl", kind.id);
        }
    }
}
