//! Draws the rows: washes, current line, guides, selection, places found, brackets, letters, underlines, caret.

use std::ops::Range;

use egui::{Color32, CornerRadius, Painter, Pos2, Rect, Response, Stroke, StrokeKind, Ui, pos2, vec2};

use super::input;
use super::lines::{Layouter, Row};
use super::selection::{brackets_at, indent_bytes};
use super::state::CodeState;
use super::{CodeEditor, Mark, Wash};
use crate::gui::theme::{self, Tokens};
use crate::model::problem::Severity;

/// What a severity looks like.
pub fn severity_colour(tokens: &Tokens, severity: Severity) -> Color32 {
    match severity {
        Severity::Error => tokens.danger,
        Severity::Warning => tokens.warning,
        Severity::Note => tokens.accent,
    }
}

/// The wash's colour.
pub fn wash_colour(tokens: &Tokens, wash: Wash) -> Color32 {
    match wash {
        Wash::Related => tokens.accent_wash,
        Wash::Added => tokens.added_wash,
        Wash::Removed => tokens.removed_wash,
    }
}

/// Draws all rows.
#[expect(clippy::too_many_arguments, reason = "the parts of one frame")]
pub fn rows(
    editor: &CodeEditor<'_>,
    ui: &Ui,
    response: &Response,
    state: &mut CodeState,
    layouter: &Layouter,
    rows: &[Row],
    area: Rect,
    clip: Rect,
    time: f64,
) {
    let tokens = theme::tokens(ui);
    let painter = ui.painter().with_clip_rect(clip);
    let has_focus = response.has_focus();
    let caret_line = state.buffer.line_of(state.selection.head);
    for row in rows {
        let whole = Rect::from_min_size(pos2(area.min.x, row.y), vec2(area.width(), layouter.row_height));
        if let Ok(index) = editor.washes.binary_search_by_key(&row.line, |(line, _)| *line) {
            painter.rect_filled(whole, 0.0, wash_colour(&tokens, editor.washes[index].1));
        }
        if has_focus && row.line == caret_line && state.selection.is_empty() {
            painter.rect_filled(whole, 0.0, tokens.raised.gamma_multiply(0.6));
        }
    }
    guides(&painter, state, layouter, rows, &tokens, editor.indent);
    for row in rows {
        for found in state.find.matches_in(&extended(row)) {
            let is_current = *found == state.selection.range();
            let rect = range_rect(state, layouter, row, found);
            painter.rect_filled(rect, 2.0, tokens.warning.gamma_multiply(if is_current { 0.45 } else { 0.22 }));
        }
        selection(&painter, state, layouter, row, &tokens, has_focus);
    }
    if has_focus && state.selection.is_empty() {
        brackets(&painter, state, layouter, rows, &tokens);
    }
    for row in rows {
        painter.galley(pos2(row.left(), row.y), std::sync::Arc::clone(&row.galley), tokens.text);
        if state.whitespace {
            whitespace(&painter, state, layouter, row, &tokens);
        }
        if row.is_last && state.rows.is_folded(row.line) {
            let at = pos2(row.end_x(&state.buffer, layouter) + 6.0, row.y + 0.5 * layouter.row_height);
            let galley = painter.layout_no_wrap("⋯".to_owned(), layouter.font.clone(), tokens.weak);
            let rect = Rect::from_center_size(at + vec2(8.0, 0.0), vec2(18.0, layouter.row_height - 6.0));
            painter.rect_filled(rect, 4.0, tokens.raised);
            painter.galley(rect.center() - 0.5 * galley.size(), galley, tokens.weak);
        }
    }
    for mark in editor.marks {
        for row in rows.iter().filter(|row| touches(&mark.range, &row.part)) {
            underline(&painter, state, layouter, row, mark, clip, &tokens);
        }
    }
    if has_focus {
        caret(editor, ui, response, &painter, state, layouter, rows, area, time);
    }
    hover(editor, ui, response, state, layouter, rows);
}

/// A row's part, with the line end where it shows one.
fn extended(row: &Row) -> Range<usize> {
    row.part.start..row.part.end + usize::from(row.is_last)
}

fn touches(mark: &Range<usize>, part: &Range<usize>) -> bool {
    mark.start <= part.end && (mark.end > part.start || mark.start >= part.start)
}

fn range_rect(state: &CodeState, layouter: &Layouter, row: &Row, range: &Range<usize>) -> Rect {
    let from = row.x_of(&state.buffer, range.start.max(row.part.start), layouter);
    let to = row.x_of(&state.buffer, range.end.min(row.part.end), layouter);
    Rect::from_min_max(pos2(from, row.y), pos2(to, row.y + layouter.row_height))
}

fn selection(painter: &Painter, state: &CodeState, layouter: &Layouter, row: &Row, tokens: &Tokens, has_focus: bool) {
    let range = state.selection.range();
    if range.is_empty() || range.start > row.part.end || range.end < row.part.start {
        return;
    }
    let mut rect = range_rect(state, layouter, row, &range);
    if row.is_last && range.end > row.part.end {
        // The line end is selected too.
        rect.max.x += layouter.cell * 0.6;
    }
    let colour = if has_focus { tokens.selection } else { tokens.selection.gamma_multiply(0.6) };
    painter.rect_filled(rect, CornerRadius::ZERO, colour);
}

fn brackets(painter: &Painter, state: &CodeState, layouter: &Layouter, rows: &[Row], tokens: &Tokens) {
    let Some((here, partner)) = brackets_at(&state.buffer, state.selection.head) else { return };
    let colour = if partner.is_some() { tokens.accent } else { tokens.danger };
    for at in [Some(here), partner].into_iter().flatten() {
        for row in rows.iter().filter(|row| row.part.contains(&at)) {
            let rect = range_rect(state, layouter, row, &(at..at + 1)).shrink2(vec2(0.0, 2.0));
            painter.rect(
                rect,
                2.0,
                colour.gamma_multiply(0.15),
                Stroke::new(1.0, colour.gamma_multiply(0.7)),
                StrokeKind::Inside,
            );
        }
    }
}

/// Thin lines at each level of indentation.
fn guides(painter: &Painter, state: &CodeState, layouter: &Layouter, rows: &[Row], tokens: &Tokens, indent: usize) {
    let depth_of = |line: usize| {
        let text = state.buffer.line(line);
        (!text.trim().is_empty()).then(|| super::buffer::text_cells(&text[..indent_bytes(text)], 0))
    };
    let mut depths: Vec<Option<usize>> = rows.iter().map(|row| depth_of(row.line)).collect();
    // An empty line is as deep as the less deep of its neighbours.
    let next_below = |from: usize, depths: &[Option<usize>]| {
        depths[from..].iter().flatten().next().copied().or_else(|| {
            let line = rows.last().map_or(0, |row| row.line) + 1;
            (line..state.buffer.line_count().min(line + 50)).find_map(depth_of)
        })
    };
    let mut above = rows.first().and_then(|row| (0..row.line).rev().take(50).find_map(depth_of)).unwrap_or(0);
    for index in 0..depths.len() {
        match depths[index] {
            Some(depth) => above = depth,
            None => depths[index] = Some(above.min(next_below(index, &depths).unwrap_or(0))),
        }
    }
    let stroke = Stroke::new(1.0, tokens.border);
    for (row, depth) in rows.iter().zip(depths) {
        if !row.is_first {
            continue;
        }
        for level in (0..depth.unwrap_or_default()).step_by(indent) {
            let x = (row.line_x() + level as f32 * layouter.cell + 1.0).round() + 0.5;
            painter.vline(x, row.y..=row.y + layouter.row_height, stroke);
        }
    }
}

fn whitespace(painter: &Painter, state: &CodeState, layouter: &Layouter, row: &Row, tokens: &Tokens) {
    let text = &state.buffer.text()[row.part.clone()];
    let colour = tokens.weak.gamma_multiply(0.6);
    for (at, letter) in text.char_indices().filter(|(_, letter)| matches!(letter, ' ' | '\t')).take(2000) {
        let rect = range_rect(state, layouter, row, &(row.part.start + at..row.part.start + at + 1));
        if !painter.clip_rect().intersects(rect) {
            continue;
        }
        if letter == ' ' {
            painter.circle_filled(rect.center(), 1.0, colour);
        } else {
            painter.arrow(rect.left_center() + vec2(2.0, 0.0), vec2(rect.width() - 4.0, 0.0), Stroke::new(1.0, colour));
        }
    }
    if row.is_last && state.buffer.text()[row.part.end..].starts_with('\r') {
        let at = pos2(row.end_x(&state.buffer, layouter) + 2.0, row.y + 2.0);
        painter.text(at, egui::Align2::LEFT_TOP, "␍", layouter.font.clone(), colour);
    }
}

/// A wave below what a problem is about.
fn underline(painter: &Painter, state: &CodeState, layouter: &Layouter, row: &Row, mark: &Mark, clip: Rect, tokens: &Tokens) {
    let mut rect = range_rect(state, layouter, row, &mark.range);
    rect.max.x = rect.max.x.max(rect.min.x + layouter.cell);
    let (from, to) = (rect.min.x.max(clip.min.x), rect.max.x.min(clip.max.x));
    let bottom = rect.max.y - 2.0;
    let steps = ((to - from) / 2.0).ceil().max(0.0) as usize;
    let points: Vec<Pos2> = (0..=steps)
        .map(|step| pos2((from + 2.0 * step as f32).min(to), bottom - if step % 2 == 0 { 0.0 } else { 2.0 }))
        .collect();
    if points.len() > 1 {
        painter.line(points, Stroke::new(1.2, severity_colour(tokens, mark.severity)));
    }
}

#[expect(clippy::too_many_arguments, reason = "the parts of one frame")]
fn caret(
    editor: &CodeEditor<'_>,
    ui: &Ui,
    response: &Response,
    painter: &Painter,
    state: &mut CodeState,
    layouter: &Layouter,
    rows: &[Row],
    area: Rect,
    time: f64,
) {
    let head = state.selection.head;
    let (row_number, _) = state.rows.part_of(&state.buffer, head);
    let Some(row) = rows.iter().find(|row| row.row == row_number) else { return };
    let x = row.x_of(&state.buffer, head, layouter);
    let mut rect = Rect::from_min_size(pos2(x - 0.5, row.y + 1.0), vec2(1.5, layouter.row_height - 2.0));
    if !state.preedit.is_empty() {
        // What is being composed lies over the text until it is written.
        let tokens = theme::tokens(ui);
        let galley = painter.layout_no_wrap(state.preedit.clone(), layouter.font.clone(), tokens.text);
        let shown = Rect::from_min_size(pos2(x, row.y), vec2(galley.size().x, layouter.row_height));
        painter.rect_filled(shown, 0.0, tokens.raised);
        painter.hline(shown.x_range(), shown.max.y - 1.0, Stroke::new(1.0, tokens.accent));
        rect = rect.translate(vec2(galley.size().x, 0.0));
        painter.galley(pos2(x, row.y + 0.5 * (layouter.row_height - galley.size().y)), galley, tokens.text);
    }
    if ui.input(|input| input.focused) {
        egui::text_selection::visuals::paint_text_cursor(ui, painter, rect, time - state.last_input);
    }
    if !editor.read_only {
        let to_global = ui.ctx().layer_transform_to_global(ui.layer_id()).unwrap_or_default();
        ui.ctx().output_mut(|output| {
            output.ime = Some(egui::output::IMEOutput {
                purpose: egui::IMEPurpose::Normal,
                rect: to_global * area,
                cursor_rect: to_global * rect,
                should_interrupt_composition: false,
            });
        });
    }
    state.caret_rect = Some((response.id, rect));
}

/// Says what is known about what is under the pointer.
fn hover(editor: &CodeEditor<'_>, ui: &Ui, response: &Response, state: &CodeState, layouter: &Layouter, rows: &[Row]) {
    let Some(position) = response.hover_pos().filter(|_| !response.is_pointer_button_down_on()) else { return };
    let Some(offset) = input::hovered(state, layouter, rows, position) else { return };
    let under = |mark: &&Mark| mark.range.contains(&offset) || (mark.range.is_empty() && mark.range.start == offset);
    let marks: Vec<&Mark> = editor.marks.iter().filter(under).collect();
    let explained = editor.explain.and_then(|explain| explain(state.buffer.text(), offset));
    if marks.is_empty() && explained.is_none() {
        return;
    }
    let tokens = theme::tokens(ui);
    response.clone().on_hover_ui_at_pointer(|ui| {
        ui.set_max_width(420.0);
        for mark in &marks {
            ui.horizontal_top(|ui| {
                let colour = severity_colour(&tokens, mark.severity);
                ui.colored_label(colour, "●");
                ui.add(egui::Label::new(&mark.message).wrap());
            });
        }
        if let Some((_, text)) = explained {
            ui.add(egui::Label::new(egui::RichText::new(text).monospace()).wrap());
        }
    });
}
