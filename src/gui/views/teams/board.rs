//! The cards in rows, of which only the visible ones are drawn, and what a drag over them means.

use std::collections::BTreeSet;

use egui::{DragAndDrop, Id, Pos2, Rect, ScrollArea, Ui, pos2, vec2};

use super::measure::{self, CardParts, GAP};
use super::{Board, ChipPlace, TeamsScreen, card, new_team};
use crate::gui::action::Action;
use crate::gui::theme::{self, GRID};
use crate::gui::views::marks;
use crate::gui::widgets::{chip, drag, flow};
use crate::model::document::Revision;
use crate::model::manifest::Manifest;
use crate::model::manifest::edits::ManifestEdit;
use crate::t;

/// What travels with the pointer.
#[derive(Clone, Debug)]
pub struct Dragged {
    /// The state of the manifest that the places belong to.
    pub revision: Revision,
    /// The responsibilities, in the order of the board.
    pub chips: BTreeSet<ChipPlace>,
}

/// Where a release would put what is dragged.
struct Target {
    /// The place of the team in the manifest's list.
    team: usize,
    index: usize,
    bar: Rect,
}

/// Draws the board and carries drags out.
pub fn show(ui: &mut Ui, board: Board<'_>, screen: &mut TeamsScreen, actions: &mut Vec<Action>) {
    let frame = egui::Frame::NONE.inner_margin(egui::Margin::symmetric(16, 0));
    egui::CentralPanel::default().frame(frame).show(ui, |ui| {
        let area = ui.max_rect();
        ScrollArea::vertical().id_salt("teams-board").auto_shrink(false).show_viewport(ui, |ui, viewport| {
            let width = ui.available_width() - 2.0 * GRID;
            measure::measure(ui, board, screen, width);
            ui.set_min_size(vec2(width, screen.measured.rows.height() + GRID));
            let corner = ui.min_rect().min;
            cards(ui, board, screen, actions, corner, viewport, area);
        });
    });
}

fn cards(
    ui: &mut Ui,
    board: Board<'_>,
    screen: &mut TeamsScreen,
    actions: &mut Vec<Action>,
    corner: Pos2,
    viewport: Rect,
    area: Rect,
) {
    let measured = std::mem::take(&mut screen.measured);
    let rows = measured.rows.visible(viewport.top(), viewport.bottom());
    let rect_of = |place: usize| {
        let (row, column) = (place / measured.columns, place % measured.columns);
        let at = corner + vec2(column as f32 * (measured.card_width + GAP), measured.rows.top(row));
        Rect::from_min_size(at, vec2(measured.card_width, measured.rows.height_of(row) - GAP))
    };
    let visible = rows.start * measured.columns..rows.end * measured.columns;

    let revision = board.project.manifest.document.revision();
    // What was picked up from an older text has no place any more.
    let dragged = DragAndDrop::payload::<Dragged>(ui.ctx()).filter(|dragged| dragged.revision == revision && board.editable);
    let pointer = ui.input(|input| input.pointer.latest_pos());
    let target = dragged.as_ref().zip(pointer.filter(|at| area.contains(*at))).and_then(|(_, pointer)| {
        let place = visible.clone().find(|&place| place < measured.cards.len() && rect_of(place).contains(pointer))?;
        Some(target(&measured.cards[place], rect_of(place).min, pointer))
    });

    for place in visible.clone() {
        if let Some(parts) = measured.cards.get(place) {
            let is_target = target.as_ref().is_some_and(|target| target.team == parts.team);
            let wrong = &measured.wrong[parts.team];
            let look = card::Look { is_target, dragged: dragged.as_deref(), wrong, largest_loc: measured.largest_loc };
            card::show(ui, board, screen, actions, parts, rect_of(place), look);
        } else if place == measured.cards.len() && board.editable {
            new_team::show(ui, board, screen, actions, rect_of(place));
        }
    }
    screen.measured = measured;

    let (Some(dragged), Some(pointer)) = (dragged, pointer) else { return };
    if let Some(target) = &target {
        let tokens = theme::tokens(ui);
        ui.painter().rect_filled(target.bar.expand2(vec2(0.5, 2.0)), 1.5, tokens.accent);
    }
    let edits =
        target.as_ref().map(|target| moves(board.manifest, &dragged.chips, target.team, target.index)).unwrap_or_default();
    let title = chips_title(board.manifest, &dragged.chips);
    let outcome = match &target {
        None => t!("teams-drop-nowhere"),
        Some(_) if edits.is_empty() => t!("teams-drop-same-place"),
        Some(target) => outcome(board.manifest, &dragged.chips, &title, target),
    };
    drag::ghost(ui, Id::unique("teams-ghost"), pointer, &title, &outcome, !edits.is_empty());
    let scroll = drag::edge_scroll(area, pointer, ui.input(|input| input.stable_dt.min(0.1)));
    if scroll != 0.0 {
        ui.scroll_with_delta(vec2(0.0, scroll));
        ui.ctx().request_repaint();
    }
    if ui.input(|input| input.pointer.any_released()) {
        DragAndDrop::take_payload::<Dragged>(ui.ctx());
        if !edits.is_empty() {
            screen.selected.clear();
            actions.extend(as_one(edits).map(Action::EditManifest));
        }
    }
}

/// Several edits as one step that can be taken back.
pub fn as_one(mut edits: Vec<ManifestEdit>) -> Option<ManifestEdit> {
    if edits.len() > 1 { Some(ManifestEdit::Several(edits)) } else { edits.pop() }
}

/// The place in a card that the pointer points at.
fn target(parts: &CardParts, corner: Pos2, pointer: Pos2) -> Target {
    let chips = flow::translated(&parts.chips, corner.to_vec2());
    let at = flow::insertion(&chips, pointer, chip::HEIGHT, measure::CHIP_GAP);
    let empty = chips.is_empty().then(|| parts.chip_area.translate(corner.to_vec2()).min);
    let bar = match empty {
        Some(corner) => Rect::from_min_size(pos2(corner.x, corner.y), vec2(2.0, chip::HEIGHT)),
        None => at.bar,
    };
    Target { team: parts.team, index: at.index, bar }
}

/// What is dragged, in words: the chip's text, or how many.
fn chips_title(manifest: &Manifest, chips: &BTreeSet<ChipPlace>) -> String {
    let mut texts = chips.iter().filter_map(|chip| manifest.team(&chip.team)?.responsibilities.get(chip.index));
    match (texts.next(), chips.len()) {
        (Some(text), 1) => text.clone(),
        (_, count) => t!("teams-several", count = count),
    }
}

fn outcome(manifest: &Manifest, chips: &BTreeSet<ChipPlace>, title: &str, target: &Target) -> String {
    let team = &manifest.teams[target.team];
    if chips.iter().any(|chip| chip.team != team.id) {
        return t!("teams-drop-move", what = title, team = marks::title(&team.id));
    }
    match team.responsibilities.get(target.index) {
        Some(next) => t!("teams-drop-before", what = title, next = next.as_str()),
        None => t!("teams-drop-last", what = title),
    }
}

/// The edits that put these responsibilities, together and in their order, before what stands at `to_index` of a
/// team. Each edit's places are counted after the edits before it; what would stay where it is gives none.
pub fn moves(manifest: &Manifest, chips: &BTreeSet<ChipPlace>, to: usize, to_index: usize) -> Vec<ManifestEdit> {
    let mut lists: Vec<Vec<Option<ChipPlace>>> = manifest
        .teams
        .iter()
        .map(|team| (0..team.responsibilities.len()).map(|index| Some(ChipPlace { team: team.id.clone(), index })).collect())
        .collect();
    let Some(team) = manifest.teams.get(to) else { return Vec::new() };
    let unmoved = lists.clone();
    // The first one at or behind the place that is not moved itself: everything goes right before it.
    let before = lists[to].iter().skip(to_index).flatten().find(|place| !chips.contains(*place)).cloned();
    let mut edits = Vec::new();
    for chip in chips {
        let Some(from) = manifest.teams.iter().position(|team| team.id == chip.team) else { continue };
        let Some(from_index) = lists[from].iter().position(|place| place.as_ref() == Some(chip)) else { continue };
        let to_index = match &before {
            Some(before) => lists[to].iter().position(|place| place.as_ref() == Some(before)).unwrap_or(lists[to].len()),
            None => lists[to].len(),
        };
        if from == to && (to_index == from_index || to_index == from_index + 1) {
            continue;
        }
        edits.push(ManifestEdit::MoveResponsibility { from: chip.team.clone(), from_index, to: team.id.clone(), to_index });
        let moved = lists[from].remove(from_index);
        let shifted = if from == to && to_index > from_index { to_index - 1 } else { to_index };
        lists[to].insert(shifted, moved);
    }
    // Several moves can end where they began.
    if lists == unmoved { Vec::new() } else { edits }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::manifest::Team;
    use crate::model::problem::Place;
    use crate::model::team::TeamId;

    fn manifest(lists: &[(&str, &[&str])]) -> Manifest {
        let team = |(id, texts): &(&str, &[&str])| Team {
            id: TeamId::from_spelling(id).expect("id"),
            key: (*id).to_owned(),
            place: Place::file("m.yaml"),
            short_form: false,
            name: String::new(),
            role: String::new(),
            responsibilities: texts.iter().map(|text| (*text).to_owned()).collect(),
            write_paths: Vec::new(),
            read_paths: Vec::new(),
            forbidden_paths: Vec::new(),
            depends_on: Vec::new(),
            wait_for: Vec::new(),
            target_loc: None,
            mega_files: None,
            mega_file_names: Vec::new(),
            priority: None,
            swarm: Vec::new(),
            agent: None,
        };
        Manifest { teams: lists.iter().map(team).collect(), ..Manifest::default() }
    }

    fn carried_out(manifest: &Manifest, edits: &[ManifestEdit]) -> Vec<Vec<String>> {
        let mut lists: Vec<Vec<String>> = manifest.teams.iter().map(|team| team.responsibilities.clone()).collect();
        let place = |id: &TeamId| manifest.teams.iter().position(|team| &team.id == id).expect("team");
        for edit in edits {
            let ManifestEdit::MoveResponsibility { from, from_index, to, to_index } = edit else { panic!("{edit:?}") };
            let text = lists[place(from)].remove(*from_index);
            let shift = usize::from(from == to && to_index > from_index);
            lists[place(to)].insert(to_index - shift, text);
        }
        lists
    }

    fn chips(places: &[(&str, usize)]) -> BTreeSet<ChipPlace> {
        places.iter().map(|(team, index)| ChipPlace { team: TeamId::from_spelling(team).expect("id"), index: *index }).collect()
    }

    #[test]
    fn chips_land_together_where_the_bar_was() {
        let manifest = manifest(&[("alpha", &["a", "b", "c", "d"]), ("beta", &["x", "y"])]);
        let after = |places: &[(&str, usize)], to, index| carried_out(&manifest, &moves(&manifest, &chips(places), to, index));
        assert_eq!(after(&[("alpha", 1)], 1, 1), [vec!["a", "c", "d"], vec!["x", "b", "y"]]);
        assert_eq!(after(&[("alpha", 0)], 0, 4)[0], ["b", "c", "d", "a"]);
        assert_eq!(after(&[("alpha", 3)], 0, 0)[0], ["d", "a", "b", "c"]);
        assert_eq!(after(&[("alpha", 0), ("alpha", 2), ("beta", 1)], 0, 2)[0], ["b", "a", "c", "y", "d"]);
        assert_eq!(after(&[("alpha", 0), ("alpha", 2)], 1, 0), [vec!["b", "d"], vec!["a", "c", "x", "y"]]);
    }

    #[test]
    fn what_stays_is_no_edit() {
        let manifest = manifest(&[("alpha", &["a", "b"]), ("beta", &[])]);
        for index in [0, 1] {
            assert_eq!(moves(&manifest, &chips(&[("alpha", 0)]), 0, index), []);
        }
        assert_eq!(moves(&manifest, &chips(&[("alpha", 0), ("alpha", 1)]), 0, 1), []);
        assert_eq!(moves(&manifest, &chips(&[("alpha", 1)]), 1, 0).len(), 1);
    }
}
