//! What stands beside the text: line numbers, fold arrows and problem dots on the left; on the right the ruler that
//! shows the whole text's problems and places found at a glance.

use egui::{Align2, CursorIcon, Id, Rect, Sense, Stroke, Ui, pos2, vec2};

use super::CodeEditor;
use super::lines::Layouter;
use super::paint::{severity_colour, wash_colour};
use super::rows::heads_block;
use super::selection::Selection;
use super::state::CodeState;
use crate::gui::theme;
use crate::t;

/// The width of the ruler.
pub const RULER_WIDTH: f32 = 10.0;
/// Room for a fold arrow.
const ARROW_WIDTH: f32 = 14.0;

/// The width that the numbers need.
pub fn width(editor: &CodeEditor<'_>, state: &CodeState, layouter: &Layouter) -> f32 {
    let digits = match editor.numbers {
        Some(numbers) => numbers.iter().map(String::len).max().unwrap_or_default(),
        None => state.buffer.line_count().to_string().len().max(2),
    };
    12.0 + digits as f32 * layouter.cell + ARROW_WIDTH
}

/// Draws the left side.
pub fn show(editor: &CodeEditor<'_>, ui: &Ui, id: Id, state: &mut CodeState, layouter: &Layouter, area: Rect) {
    let tokens = theme::tokens(ui);
    let painter = ui.painter().with_clip_rect(area.intersect(ui.clip_rect()));
    let response = ui.interact(area, id.with("gutter"), Sense::click());
    let count = state.rows.count(&state.buffer);
    let first = ((state.scroll.y / layouter.row_height) as usize).min(count.saturating_sub(1));
    let last = (((state.scroll.y + area.height()) / layouter.row_height).ceil() as usize).min(count);
    let caret_line = state.buffer.line_of(state.selection.head);
    let pointer = response.hover_pos();
    let mut toggled = None;
    for row in first..last {
        let (line, part) = state.rows.line_of_row(row);
        let y = (f64::from(area.min.y) + row as f64 * f64::from(layouter.row_height) - f64::from(state.scroll.y)) as f32;
        let rect = Rect::from_min_size(pos2(area.min.x, y), vec2(area.width(), layouter.row_height));
        if let Ok(index) = editor.washes.binary_search_by_key(&line, |(line, _)| *line) {
            painter.rect_filled(rect, 0.0, wash_colour(&tokens, editor.washes[index].1));
        }
        if part > 0 {
            continue;
        }
        let range = state.buffer.line_range(line);
        let worst = editor
            .marks
            .iter()
            .filter(|mark| mark.range.start <= range.end && mark.range.start >= range.start)
            .map(|mark| mark.severity)
            .max();
        if let Some(severity) = worst {
            painter.circle_filled(pos2(area.min.x + 6.0, rect.center().y), 3.0, severity_colour(&tokens, severity));
        }
        let number = match editor.numbers {
            Some(numbers) => numbers.get(line).cloned().unwrap_or_default(),
            None => (line + 1).to_string(),
        };
        let colour = if line == caret_line { tokens.text } else { tokens.weak };
        painter.text(
            pos2(area.max.x - ARROW_WIDTH - 2.0, rect.center().y),
            Align2::RIGHT_CENTER,
            number,
            layouter.font.clone(),
            colour,
        );
        let is_folded = state.rows.is_folded(line);
        let is_near = pointer.is_some();
        if is_folded || (is_near && heads_block(&state.buffer, line)) {
            let centre = pos2(area.max.x - 0.5 * ARROW_WIDTH, rect.center().y);
            arrow(&painter, centre, is_folded, if is_folded { tokens.accent } else { tokens.weak });
            if response.clicked() && pointer.is_some_and(|at| rect.contains(at) && at.x > area.max.x - ARROW_WIDTH - 2.0) {
                toggled = Some(line);
            }
        }
        if response.clicked() && toggled.is_none() && pointer.is_some_and(|at| rect.contains(at)) {
            let end = state.buffer.line_start(line + 1);
            state.selection = Selection { anchor: state.buffer.line_start(line), head: end };
            state.wants_focus = true;
        }
    }
    if let Some(line) = toggled {
        state.rows.toggle_fold(&state.buffer, line);
        if !state.rows.is_folded(line) {
            return;
        }
        let hidden = super::rows::block_end(&state.buffer, line).unwrap_or(line);
        let head = state.buffer.line_of(state.selection.head);
        if head > line && head <= hidden {
            state.selection = Selection::caret(state.buffer.line_end(line));
        }
    }
    if pointer.is_some_and(|at| at.x > area.max.x - ARROW_WIDTH - 2.0) {
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
    }
}

fn arrow(painter: &egui::Painter, centre: egui::Pos2, is_folded: bool, colour: egui::Color32) {
    let points = if is_folded {
        vec![centre + vec2(-2.0, -4.0), centre + vec2(2.0, 0.0), centre + vec2(-2.0, 4.0)]
    } else {
        vec![centre + vec2(-4.0, -2.0), centre + vec2(0.0, 2.0), centre + vec2(4.0, -2.0)]
    };
    painter.line(points, Stroke::new(1.5, colour));
}

/// Draws the right side.
pub fn ruler(editor: &CodeEditor<'_>, ui: &Ui, id: Id, state: &mut CodeState, area: Rect) {
    let tokens = theme::tokens(ui);
    let painter = ui.painter().with_clip_rect(area.intersect(ui.clip_rect()));
    painter.vline(area.min.x + 0.5, area.y_range(), Stroke::new(1.0, tokens.border));
    let rows = state.rows.count(&state.buffer).max(1) as f32;
    let height = area.height().max(1.0);
    let y_of = |offset: usize| area.min.y + state.rows.first_row(state.buffer.line_of(offset)) as f32 / rows * height;
    let matches = state.find.matches();
    let tick = |y: f32| {
        painter.rect_filled(Rect::from_min_size(pos2(area.min.x + 2.0, y), vec2(3.0, 1.5)), 0.0, tokens.warning);
    };
    if matches.len() < height as usize {
        matches.iter().for_each(|found| tick(y_of(found.start)));
    } else {
        // Thousands of places are a few hundred points: each point is asked whether there is one.
        let offset_of = |step: usize| {
            let row = (step as f32 / height * rows) as usize;
            state.buffer.line_start(state.rows.line_of_row(row.min(rows as usize - 1)).0)
        };
        for step in 0..height as usize {
            let end = if (step + 1) as f32 >= height { usize::MAX } else { offset_of(step + 1).max(offset_of(step) + 1) };
            let from = matches.partition_point(|found| found.start < offset_of(step));
            if matches.get(from).is_some_and(|found| found.start < end) {
                tick(area.min.y + step as f32);
            }
        }
    }
    for mark in editor.marks {
        let rect = Rect::from_min_size(pos2(area.min.x + 2.0, y_of(mark.range.start)), vec2(area.width() - 3.0, 3.0));
        painter.rect_filled(rect, 1.0, severity_colour(&tokens, mark.severity));
    }
    let caret = y_of(state.selection.head);
    painter.rect_filled(Rect::from_min_size(pos2(area.min.x + 1.0, caret), vec2(area.width(), 1.5)), 0.0, tokens.weak);
    let response = ui.interact(area, id.with("ruler"), Sense::click_and_drag());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ScrollBar, true, t!("code-ruler")));
    if let Some(at) = response.interact_pointer_pos().filter(|_| response.is_pointer_button_down_on()) {
        let row = (at.y - area.min.y) / height * rows;
        state.scroll_to_row(row, state.row_height(ui));
        ui.ctx().request_repaint();
    }
}
