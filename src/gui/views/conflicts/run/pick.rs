//! Single lines of a side, picked by a click or with arrow keys and Space. Owns what the pointer and the keys do in a
//! column of a card, and the marks beside lines that were picked.

use egui::{Align2, EventFilter, FontId, Id, Key, Modifiers, Rect, Response, Sense, StrokeKind, Ui, pos2, vec2};

use super::RunView;
use super::card::answer;
use crate::gui::action::Action;
use crate::gui::icons::{self, Icon};
use crate::gui::theme;
use crate::gui::views::conflicts::{ConflictsScreen, Desk, choose};
use crate::gui::views::marks;
use crate::model::conflict::{Conflict, Detail};
use crate::model::merge::choice::Choice;
use crate::t;

/// What a column does beyond being read: the column of the sheet and where it stands, and whose it is.
#[expect(clippy::too_many_arguments, reason = "what a column is drawn from; a struct would only rename it")]
pub fn show(
    ui: &Ui,
    desk: Desk<'_>,
    screen: &mut ConflictsScreen,
    conflict: &Conflict,
    view: &RunView,
    (column, place): (usize, Rect),
    of: &str,
    actions: &mut Vec<Action>,
) {
    marked(ui, desk, conflict, view, column, place);
    if !desk.editable {
        return;
    }
    let id = Id::unique(("pick-lines", &conflict.id, view.number, column));
    let response = ui.interact(place, id, Sense::click());
    let name = t!("resolver-pick-name", team = of, run = view.number + 1);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ListBox, true, &name));
    let focused = response.has_focus();
    let row_at = |y: f32| view.sheet.tall().visible(y - place.top(), y - place.top() + 0.5).next();
    let mut row = response.hover_pos().and_then(|at| row_at(at.y));
    let clicked = response.clicked();
    if focused {
        keys(ui, &response, screen, view, column);
        let stands = screen.line.filter(|(run, of, _)| (*run, *of) == (view.number, column)).map(|(_, _, row)| row);
        // What the pointer clicks is where the pointer is.
        row = row.or(stands);
    }
    let Some(row) = row else { return };
    let Some(line) = view.line_in(column, row) else { return };
    let tokens = theme::tokens(ui);
    let top = place.top() + view.sheet.tall().top(row);
    let rect = Rect::from_min_size(pos2(place.left(), top), vec2(place.width(), view.sheet.tall().height_of(row)));
    let rect = rect.intersect(place).shrink2(vec2(1.0, 0.0));
    ui.painter().rect_stroke(rect, 3, (1.0, if focused { tokens.accent } else { tokens.edge }), StrokeKind::Inside);
    if clicked {
        let Detail::Text { merge, .. } = &conflict.detail else { return };
        let Some(chunk) = merge.chunks.get(view.chunk) else { return };
        if let Some(choice) = choose::line_toggled(view.chosen(), chunk, line) {
            answer(desk, screen, conflict, view.number, choice, actions);
        }
        screen.line = Some((view.number, column, row));
    } else {
        response.on_hover_text_at_pointer(t!("resolver-pick-hint")).on_hover_cursor(egui::CursorIcon::PointingHand);
    }
}

/// Arrow keys go from line to line; Space and Enter are a click.
fn keys(ui: &Ui, response: &Response, screen: &mut ConflictsScreen, view: &RunView, column: usize) {
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let pressed = |key: Key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let rows = view.sheet.rows().len();
    let has_line = |row: &usize| view.line_in(column, *row).is_some();
    let here = screen.line.filter(|(run, of, _)| (*run, *of) == (view.number, column)).map(|(_, _, row)| row);
    let to = if pressed(Key::ArrowDown) {
        here.map_or(0..rows, |row| row + 1..rows).find(has_line)
    } else if pressed(Key::ArrowUp) {
        here.and_then(|row| (0..row).rev().find(has_line))
    } else {
        None
    };
    let to = to.or(here).or_else(|| (0..rows).find(has_line));
    screen.line = to.map(|row| (view.number, column, row));
}

/// A check beside each line of this column that was picked.
fn marked(ui: &Ui, desk: Desk<'_>, conflict: &Conflict, view: &RunView, column: usize, place: Rect) {
    let Some(Choice::Lines(picked)) = view.chosen() else { return };
    let tokens = theme::tokens(ui);
    let clip = ui.clip_rect();
    let painter = ui.painter().with_clip_rect(clip.intersect(place));
    for row in view.sheet.tall().visible(clip.top() - place.top(), clip.bottom() - place.top()) {
        let Some(line) = view.line_in(column, row) else { continue };
        let Some(order) = picked.iter().position(|other| *other == line) else { continue };
        let team = line.side.and_then(|side| conflict.teams.get(side));
        let color = team.map_or(tokens.edge, |team| marks::color(&tokens, team, desk.manifest));
        let top = place.top() + view.sheet.tall().top(row);
        let height = view.sheet.tall().height_of(row);
        painter.rect_filled(Rect::from_min_size(pos2(place.left(), top), vec2(3.0, height)), 0, color);
        let right = place.right() - 6.0;
        let number = painter.text(
            pos2(right, top + 9.0),
            Align2::RIGHT_CENTER,
            order + 1,
            FontId::proportional(theme::SMALL),
            tokens.text,
        );
        painter.text(pos2(number.left() - 2.0, top + 9.0), Align2::RIGHT_CENTER, icons::CHECK.0, Icon::font(12.0), color);
    }
}
