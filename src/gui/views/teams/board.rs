//! The cards in rows, of which only the visible ones are drawn, the dock below them, and a drag over both: it is drawn
//! here, and carried out when it is let go. What a drag means is in `drops`.

use egui::{DragAndDrop, Id, Pos2, Rect, ScrollArea, Ui, pos2, vec2};

use super::drops::{Dragged, Target, What};
use super::measure::{self, CardParts, GAP, Measured};
use super::{Board, TeamsScreen, card, dock, new_team};
use crate::gui::action::Action;
use crate::gui::theme::{self, GRID};
use crate::gui::widgets::{chip, drag, flow};

/// Draws the board and carries drags out.
pub fn show(ui: &mut Ui, board: Board<'_>, screen: &mut TeamsScreen, actions: &mut Vec<Action>) {
    let revision = board.project.manifest.document.revision();
    // What was picked up from an older text has no place any more.
    let dragged = DragAndDrop::payload::<Dragged>(ui.ctx()).filter(|dragged| dragged.revision == revision && board.editable);
    let dragged = dragged.as_deref();
    let pointer = ui.input(|input| input.pointer.latest_pos());

    let mut target = dock::show(ui, board, screen, actions, dragged, pointer);
    let frame = egui::Frame::NONE.inner_margin(egui::Margin::symmetric(16, 0));
    egui::CentralPanel::default().frame(frame).show(ui, |ui| {
        let area = ui.max_rect();
        ScrollArea::vertical().id_salt("teams-board").auto_shrink(false).show_viewport(ui, |ui, viewport| {
            let width = ui.available_width() - 2.0 * GRID;
            measure::measure(ui, board, screen, width);
            ui.set_min_size(vec2(width, screen.measured.rows.height() + GRID));
            let grid = Grid { corner: ui.min_rect().min, viewport, area };
            let over_cards = cards(ui, board, screen, actions, grid, dragged, pointer);
            target = target.take().or(over_cards);
            if let (Some(dragged), Some(pointer)) = (dragged, pointer) {
                under_way(ui, board, screen, actions, &dragged.what, target.as_ref(), pointer);
                let scroll = drag::edge_scroll(area, pointer, ui.input(|input| input.stable_dt.min(0.1)));
                if scroll != 0.0 {
                    ui.scroll_with_delta(vec2(0.0, scroll));
                    ui.ctx().request_repaint();
                }
            }
        });
    });
}

/// Where cards stand on the screen.
#[derive(Clone, Copy)]
struct Grid {
    corner: Pos2,
    viewport: Rect,
    area: Rect,
}

impl Grid {
    fn rect_of(self, measured: &Measured, place: usize) -> Rect {
        let (row, column) = (place / measured.columns, place % measured.columns);
        let at = self.corner + vec2(column as f32 * (measured.card_width + GAP), measured.rows.top(row));
        Rect::from_min_size(at, vec2(measured.card_width, measured.rows.height_of(row) - GAP))
    }
}

/// Draws the cards; what lies under the pointer.
fn cards(
    ui: &mut Ui,
    board: Board<'_>,
    screen: &mut TeamsScreen,
    actions: &mut Vec<Action>,
    grid: Grid,
    dragged: Option<&Dragged>,
    pointer: Option<Pos2>,
) -> Option<Target> {
    let measured = std::mem::take(&mut screen.measured);
    let rows = measured.rows.visible(grid.viewport.top(), grid.viewport.bottom());
    let visible = rows.start * measured.columns..rows.end * measured.columns;
    let pointer = pointer.filter(|at| grid.area.contains(*at));
    let target = dragged.zip(pointer).and_then(|(dragged, pointer)| {
        let under = visible.clone().filter(|place| *place < measured.cards.len());
        let under = under.map(|place| (&measured.cards[place], grid.rect_of(&measured, place)));
        target(board, &dragged.what, under, pointer)
    });
    for place in visible {
        let rect = grid.rect_of(&measured, place);
        if let Some(parts) = measured.cards.get(place) {
            let team = &board.manifest.teams[parts.team].id;
            let look = card::Look {
                is_target: target.as_ref().and_then(Target::card) == Some(team),
                dragged: dragged.map(|dragged| &dragged.what),
                wrong: &measured.wrong[parts.team],
                largest_loc: measured.largest_loc,
            };
            card::show(ui, board, screen, actions, parts, rect, look);
        } else if place == measured.cards.len() && board.editable {
            new_team::show(ui, board, screen, actions, rect);
        }
    }
    screen.measured = measured;
    target
}

/// What of the visible cards the pointer points at, for what is dragged.
fn target<'a>(
    board: Board<'_>,
    what: &What,
    visible: impl Iterator<Item = (&'a CardParts, Rect)>,
    pointer: Pos2,
) -> Option<Target> {
    let id = |parts: &CardParts| board.manifest.teams[parts.team].id.clone();
    if matches!(what, What::Card(_)) {
        // Beside a card is near enough: gaps are narrow.
        let near: Vec<_> = visible.collect();
        let (parts, rect) = near.iter().find(|(_, rect)| rect.expand(GAP / 2.0).contains(pointer))?;
        let is_left = pointer.x < rect.center().x;
        let x = if is_left { rect.left() - GAP / 2.0 } else { rect.right() + GAP / 2.0 };
        let bar = Rect::from_min_max(pos2(x - 1.5, rect.top()), pos2(x + 1.5, rect.bottom()));
        let order = board.manifest.teams_in_order();
        let place = order.iter().position(|team| team.id == id(parts))?;
        let before = if is_left { Some(id(parts)) } else { order.get(place + 1).map(|team| team.id.clone()) };
        return Some(Target::Between(before, bar));
    }
    let mut visible = visible;
    match visible.find(|(_, rect)| rect.contains(pointer)) {
        Some((parts, rect)) if matches!(what, What::Chips(_)) => Some(in_list(id(parts), parts, rect.min, pointer)),
        Some((parts, _)) => Some(Target::Card(id(parts))),
        None => matches!(what, What::Role(_)).then_some(Target::Free),
    }
}

/// The place among a card's responsibilities that the pointer points at.
fn in_list(team: crate::model::team::TeamId, parts: &CardParts, corner: Pos2, pointer: Pos2) -> Target {
    let chips = flow::translated(&parts.chips, corner.to_vec2());
    let at = flow::insertion(&chips, pointer, chip::HEIGHT, measure::CHIP_GAP);
    let empty = chips.is_empty().then(|| parts.chip_area.translate(corner.to_vec2()).min);
    let bar = match empty {
        Some(corner) => Rect::from_min_size(corner, vec2(2.0, chip::HEIGHT)),
        None => at.bar,
    };
    Target::List(team, at.index, bar)
}

/// Shows what a release would do, and does it when it comes.
fn under_way(
    ui: &Ui,
    board: Board<'_>,
    screen: &mut TeamsScreen,
    actions: &mut Vec<Action>,
    what: &What,
    target: Option<&Target>,
    pointer: Pos2,
) {
    if let Some(bar) = target.and_then(Target::bar) {
        let painter = ui.ctx().layer_painter(egui::LayerId::new(egui::Order::Foreground, Id::unique("teams-drop-bar")));
        painter.rect_filled(bar.expand2(vec2(0.5, 2.0)), 1.5, theme::tokens(ui).accent);
    }
    let (said, is_possible) = what.outcome(board.manifest, target);
    drag::ghost(ui, Id::unique("teams-ghost"), pointer, &what.title(board.manifest), &said, is_possible);
    if ui.input(|input| input.pointer.any_released()) {
        DragAndDrop::take_payload::<Dragged>(ui.ctx());
        if let Some(edit) = target.and_then(|target| what.edit(board.manifest, target)) {
            screen.selected.clear();
            actions.push(Action::EditManifest(edit));
        }
    }
}
