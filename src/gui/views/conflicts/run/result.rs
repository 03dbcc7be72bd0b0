//! The result of a run, live, each line with its author; and the field in which a person writes it by hand.

use egui::{Align2, Id, Pos2, Rect, TextEdit, Ui, pos2, vec2};

use super::card::answer;
use super::{EDIT_BUTTONS, MARGIN, PAD, RESULT_HEAD, RunView, choice_of};
use crate::gui::action::Action;
use crate::gui::icons::{self, Icon};
use crate::gui::theme::{self, Tokens};
use crate::gui::views::conflicts::{ConflictsScreen, Desk, RunEdit, choose};
use crate::gui::views::marks;
use crate::gui::widgets::button;
use crate::gui::widgets::side_by_side::{self, Grid, Pane};
use crate::model::conflict::{Conflict, Detail};
use crate::model::merge::choice::{Author, Choice, resolve};
use crate::model::merge::lines::{Chunk, LineMerge};
use crate::t;

/// Opens a text field with the result as it is now.
pub fn begin_edit(desk: Desk<'_>, screen: &mut ConflictsScreen, conflict: &Conflict, run: usize) {
    let Detail::Text { merge, .. } = &conflict.detail else { return };
    let Some(chunk) = merge.chunks.iter().filter(|chunk| matches!(chunk, Chunk::Conflict { .. })).nth(run) else { return };
    let choice = choice_of(desk.answer(conflict), run).cloned();
    let columns = choose::columns(chunk);
    // Of an open run the field begins with all sides one after the other: nothing has to be typed again.
    let choice = choice.unwrap_or_else(|| Choice::Sides(columns.columns.iter().map(|column| column[0]).collect()));
    let resolved = resolve(&LineMerge { chunks: vec![chunk.clone()] }, &[Some(choice)]);
    let text = String::from_utf8_lossy(&resolved.text).into_owned();
    screen.run = run;
    screen.edit = Some(RunEdit { conflict: conflict.id.clone(), run, text, fresh: true });
}

/// Draws the result, or the field.
#[expect(clippy::too_many_arguments, reason = "what a card is drawn from; a struct would only rename it")]
pub fn show(
    ui: &mut Ui,
    desk: Desk<'_>,
    screen: &mut ConflictsScreen,
    conflict: &Conflict,
    view: &RunView,
    grid: &Grid,
    inner: Rect,
    actions: &mut Vec<Action>,
) {
    let tokens = theme::tokens(ui);
    let top = inner.top() + view.parts.result;
    let editing = screen.edit.as_ref().is_some_and(|edit| edit.conflict == conflict.id && edit.run == view.number);
    let y = top + RESULT_HEAD / 2.0 - 2.0;
    let small = egui::FontId::proportional(theme::SMALL);
    let title = if editing { t!("conflicts-editing") } else { t!("conflicts-result") };
    let drawn = ui.painter().text(pos2(inner.left(), y), Align2::LEFT_CENTER, title, theme::medium(theme::SMALL), tokens.weak);
    let said = if editing { String::new() } else { describe(conflict, view) };
    ui.painter().text(pos2(drawn.right() + 8.0, y), Align2::LEFT_CENTER, said, small, tokens.weak);
    let body = Rect::from_min_max(pos2(inner.left(), top + RESULT_HEAD), pos2(inner.right(), inner.bottom() - PAD));
    if editing {
        edit(ui, desk, screen, conflict, view, grid, body, actions);
    } else if view.chosen.is_some() && !view.result.rows().is_empty() {
        let name = t!("conflicts-result-name", run = view.number + 1);
        let id = Id::unique(("run-result", &conflict.id, view.number));
        side_by_side::tell(ui, body, id, &name, || view.result.spoken(0));
        ui.painter().rect_filled(body, 6, tokens.background.lerp_to_gamma(tokens.surface, 0.35));
        let painter = ui.painter().with_clip_rect(ui.clip_rect().intersect(body));
        let pane = Pane { column: 0, wash: tokens.surface, word: tokens.surface, pale: false };
        let corner = body.min + vec2(MARGIN, 0.0);
        view.result.paint(&painter, &tokens, grid, corner, body.width() - MARGIN, &[pane]);
        authors(&painter, &tokens, desk, conflict, view, body.min);
    }
}

/// What was chosen, in words: `Alpha, then Beta`.
fn describe(conflict: &Conflict, view: &RunView) -> String {
    match &view.chosen {
        None => t!("conflicts-result-open"),
        Some(Choice::Sides(sides)) => {
            let titles: Vec<String> = sides.iter().filter_map(|side| conflict.teams.get(*side)).map(marks::title).collect();
            titles.into_iter().reduce(|first, next| t!("conflicts-then", first = first, next = next)).unwrap_or_default()
        }
        Some(Choice::Base) => t!("conflicts-result-base"),
        Some(Choice::Nothing) => t!("conflicts-result-nothing"),
        Some(Choice::Edited(_)) => t!("conflicts-result-edited"),
        Some(Choice::Lines(lines)) => t!("resolver-result-lines", count = lines.len()),
    }
}

/// Marks each line of the result with its author: a bar in the team's colour, and the badge where it changes.
fn authors(painter: &egui::Painter, tokens: &Tokens, desk: Desk<'_>, conflict: &Conflict, view: &RunView, corner: Pos2) {
    let clip = painter.clip_rect();
    let tall = view.result.tall();
    for index in tall.visible(clip.top() - corner.y, clip.bottom() - corner.y) {
        let author = view.authors.get(index).copied().unwrap_or(Author::Base);
        let (top, height) = (corner.y + tall.top(index), tall.height_of(index));
        let team = match author {
            Author::Side(side) => conflict.teams.get(side),
            Author::Base | Author::Person | Author::Open => None,
        };
        let color = match (author, team) {
            (_, Some(team)) => marks::color(tokens, team, desk.manifest),
            (Author::Person, _) => tokens.text,
            _ => tokens.border,
        };
        let bar = Rect::from_min_size(pos2(corner.x, top), vec2(3.0, height));
        painter.rect_filled(bar, 0, color);
        if index > 0 && view.authors.get(index - 1) == Some(&author) {
            continue;
        }
        let badge = Rect::from_min_size(pos2(corner.x + 7.0, top + 2.0), vec2(14.0, 14.0));
        match (author, team) {
            (_, Some(team)) => marks::paint_badge(painter, badge, team, color, tokens),
            (Author::Person, _) => {
                painter.text(badge.center(), Align2::CENTER_CENTER, icons::EDIT.0, Icon::font(14.0), tokens.text);
            }
            _ => {}
        }
    }
}

#[expect(clippy::too_many_arguments, reason = "what a card is drawn from; a struct would only rename it")]
fn edit(
    ui: &mut Ui,
    desk: Desk<'_>,
    screen: &mut ConflictsScreen,
    conflict: &Conflict,
    view: &RunView,
    grid: &Grid,
    body: Rect,
    actions: &mut Vec<Action>,
) {
    let Some(edit) = &mut screen.edit else { return };
    let field = body.with_max_y(body.bottom() - EDIT_BUTTONS);
    let mut area = ui.new_child(egui::UiBuilder::new().id_salt("edit").max_rect(field));
    let id = Id::unique(("edit-run", &conflict.id, view.number));
    egui::ScrollArea::vertical().max_height(field.height()).auto_shrink(false).show(&mut area, |ui| {
        let rows = (field.height() / grid.line_height) as usize;
        let widget =
            TextEdit::multiline(&mut edit.text).id(id).font(grid.font.clone()).desired_width(field.width()).desired_rows(rows);
        let response = ui.add(widget.lock_focus(true));
        let response = response.accessible_name(t!("conflicts-edit-field", run = view.number + 1));
        if std::mem::take(&mut edit.fresh) {
            response.request_focus();
        }
    });
    let place = Rect::from_min_max(pos2(body.left(), field.bottom()), body.max);
    let mut row = ui.new_child(
        egui::UiBuilder::new().id_salt("edit-buttons").max_rect(place).layout(egui::Layout::left_to_right(egui::Align::Center)),
    );
    let command = ui.input_mut(|input| input.consume_key(egui::Modifiers::COMMAND, egui::Key::Enter));
    let done = row.add(button::primary(t!("conflicts-edit-done")).keys("Ctrl+Enter").small()).clicked();
    let cancel = row.add(button::secondary(t!("conflicts-edit-cancel")).small()).clicked();
    let escape = ui.input(|input| input.key_pressed(egui::Key::Escape));
    if done || command {
        let text = screen.edit.take().map(|edit| edit.text).unwrap_or_default();
        let text = with_line_end(text, conflict, view.chunk);
        answer(desk, screen, conflict, view.number, Some(Choice::Edited(text)), actions);
    } else if cancel || escape {
        screen.edit = None;
    }
}

/// What was typed, with a line end where the sides have one: what follows must not join its last line.
fn with_line_end(mut text: String, conflict: &Conflict, chunk: usize) -> String {
    let Detail::Text { merge, .. } = &conflict.detail else { return text };
    let Some(Chunk::Conflict { base, sides, .. }) = merge.chunks.get(chunk) else { return text };
    let all = || std::iter::once(base).chain(sides).filter(|side| !side.is_empty());
    if !text.is_empty() && !text.ends_with('\n') && all().any(|side| side.ends_with(b"\n")) {
        text.push_str(if all().all(|side| side.ends_with(b"\r\n")) { "\r\n" } else { "\n" });
    }
    text
}
