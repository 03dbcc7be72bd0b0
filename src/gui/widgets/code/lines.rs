//! Visible rows, laid out: from bytes to points on the screen and back. Tabs, wide letters, very long lines.

use std::ops::Range;
use std::sync::Arc;

use egui::text::{CCursor, LayoutJob, TextFormat};
use egui::{FontId, Galley, Rect, Ui};

use super::buffer::{Buffer, TAB_CELLS, cells, text_cells};
use super::selection::{next_letter, previous_letter};
use super::state::CodeState;
use crate::gui::highlight::{Span, Token};
use crate::gui::theme::{self, Tokens};

/// Room to the left and right of the text.
pub const MARGIN: f32 = 4.0;
/// The size of code at zoom 1.
const FONT_SIZE: f32 = 13.0;
/// Of lines longer than this only the part in view is laid out.
const LONG_LINE_BYTES: usize = 2000;
/// Parts of long lines begin at multiples of this, so that they are the same from frame to frame.
const WINDOW_CELLS: usize = 256;

/// Lays rows out in one font.
pub struct Layouter {
    /// The font of the text.
    pub font: FontId,
    /// The width of a letter.
    pub cell: f32,
    /// The distance from row to row.
    pub row_height: f32,
    tokens: Tokens,
    colours: bool,
}

/// A row on the screen.
pub struct Row {
    /// Its number.
    pub row: usize,
    /// The line that it shows (a part of).
    pub line: usize,
    /// Whether it shows the line's beginning.
    pub is_first: bool,
    /// Whether it shows the line's end.
    pub is_last: bool,
    /// The part of the text that this row stands for.
    pub part: Range<usize>,
    /// The part that is laid out.
    shown: Range<usize>,
    /// Where what is laid out begins.
    x: f32,
    line_x: f32,
    /// The row's top, on the screen.
    pub y: f32,
    /// The letters.
    pub galley: Arc<Galley>,
    /// Letter positions by byte, where a byte is not a letter or a letter is not one column.
    letters: Option<Vec<(usize, usize)>>,
}

impl Layouter {
    /// Measures the font.
    pub fn new(ui: &Ui, zoom: f32, colours: bool) -> Self {
        let font = FontId::monospace((FONT_SIZE * zoom * 2.0).round() / 2.0);
        let (cell, height) = ui.ctx().fonts_mut(|fonts| (fonts.glyph_width(&font, 'm'), fonts.row_height(&font)));
        Self { row_height: (height * 1.25).round(), font, cell: cell.max(1.0), tokens: theme::tokens(ui), colours }
    }

    fn layout(
        &self,
        ui: &Ui,
        buffer: &Buffer,
        shown: &Range<usize>,
        spans: &[Span],
        line_start: usize,
    ) -> (Arc<Galley>, Option<Vec<(usize, usize)>>) {
        let text = &buffer.text()[shown.clone()];
        let mut job = LayoutJob { break_on_newline: false, keep_trailing_whitespace: true, ..LayoutJob::default() };
        job.wrap.max_width = f32::INFINITY;
        let simple = text.bytes().all(|byte| (b' '..0x7f).contains(&byte));
        let mut letters = (!simple).then(Vec::new);
        let format = |token: Token| TextFormat {
            font_id: self.font.clone(),
            color: if self.colours { self.tokens.code(token) } else { self.tokens.text },
            line_height: Some(self.row_height),
            valign: egui::Align::Center,
            ..TextFormat::default()
        };
        let mut displayed = 0;
        let mut append = |range: Range<usize>, token: Token| {
            let part = &text[range.clone()];
            let Some(letters) = &mut letters else {
                job.append(part, 0.0, format(token));
                return;
            };
            let mut shown = String::with_capacity(part.len());
            for (at, letter) in part.char_indices() {
                letters.push((range.start + at, displayed));
                match letter {
                    '\t' => {
                        let width = TAB_CELLS - displayed % TAB_CELLS;
                        shown.extend(std::iter::repeat_n(' ', width));
                        displayed += width;
                    }
                    // Control characters have pictures of their own.
                    '\0'..='\x1f' => {
                        shown.push(char::from_u32(0x2400 + letter as u32).unwrap_or('?'));
                        displayed += 1;
                    }
                    '\x7f' | '\u{80}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                        // Marks that turn the direction of text can hide what code says.
                        shown.push('\u{fffd}');
                        displayed += 1;
                    }
                    _ => {
                        shown.push(letter);
                        displayed += 1;
                    }
                }
            }
            job.append(&shown, 0.0, format(token));
        };
        let mut at = 0;
        for span in spans {
            let end = (line_start + span.end as usize).clamp(shown.start, shown.end) - shown.start;
            // Colours of before an edit may end inside a letter of now.
            if end > at && text.is_char_boundary(end) {
                append(at..end, span.token);
                at = end;
            }
        }
        if at < text.len() {
            append(at..text.len(), Token::Plain);
        }
        if let Some(letters) = &mut letters {
            letters.push((text.len(), displayed));
        }
        (ui.ctx().fonts_mut(|fonts| fonts.layout_job(job)), letters)
    }
}

/// The rows in view, laid out.
pub fn visible(state: &CodeState, layouter: &Layouter, ui: &Ui, viewport: Rect, area: Rect) -> Vec<Row> {
    let buffer = &state.buffer;
    let count = state.rows.count(buffer);
    let first = ((viewport.min.y / layouter.row_height).floor().max(0.0) as usize).min(count.saturating_sub(1));
    let last = ((viewport.max.y / layouter.row_height).ceil().max(0.0) as usize).min(count);
    let mut rows = Vec::with_capacity(last - first);
    for row in first..last {
        let (line, index) = state.rows.line_of_row(row);
        let Some((part, is_last)) = state.rows.part(buffer, line, index) else { continue };
        let (shown, before) = window(buffer, &part, viewport, layouter.cell);
        let (galley, letters) = layouter.layout(ui, buffer, &shown, state.highlights.line(line), buffer.line_start(line));
        rows.push(Row {
            row,
            line,
            is_first: index == 0,
            is_last,
            line_x: area.min.x - viewport.min.x + MARGIN,
            x: area.min.x - viewport.min.x + MARGIN + before as f32 * layouter.cell,
            // In doubles: far down in a long text a float is coarser than a point.
            y: (f64::from(area.min.y) + row as f64 * f64::from(layouter.row_height) - f64::from(viewport.min.y)) as f32,
            part,
            shown,
            galley,
            letters,
        });
    }
    rows
}

/// The part of a very long row that is worth laying out, and how many columns lie before it.
fn window(buffer: &Buffer, part: &Range<usize>, viewport: Rect, cell: f32) -> (Range<usize>, usize) {
    if part.len() <= LONG_LINE_BYTES {
        return (part.clone(), 0);
    }
    let from = ((viewport.min.x / cell).max(0.0) as usize).saturating_sub(16) / WINDOW_CELLS * WINDOW_CELLS;
    let to = (viewport.max.x / cell).max(0.0) as usize + WINDOW_CELLS;
    let text = &buffer.text()[part.clone()];
    if text.is_ascii() && !text.contains('\t') {
        let (from, to) = (from.min(text.len()), to.min(text.len()));
        return (part.start + from..part.start + to, from);
    }
    let (mut column, mut start) = (0, None);
    for (at, letter) in text.char_indices() {
        if column >= from && start.is_none() {
            start = Some((at, column));
        }
        if column >= to {
            let (start, before) = start.unwrap_or((at, column));
            return (part.start + start..part.start + at, before);
        }
        column += if letter == '\t' { TAB_CELLS - column % TAB_CELLS } else { cells(letter) };
    }
    let (start, before) = start.unwrap_or((text.len(), column));
    (part.start + start..part.end, before)
}

impl Row {
    /// Where an offset of this row is on the screen, from left.
    pub fn x_of(&self, buffer: &Buffer, offset: usize, layouter: &Layouter) -> f32 {
        // What is underlined may be of a text of before: not into the middle of a letter.
        let offset = buffer.clamp(offset.clamp(self.part.start, self.part.end)).max(self.part.start);
        if offset < self.shown.start {
            return self.x - text_cells(&buffer.text()[offset..self.shown.start], 0) as f32 * layouter.cell;
        }
        if offset > self.shown.end {
            let beyond = text_cells(&buffer.text()[self.shown.end..offset], 0);
            return self.x + self.galley.size().x + beyond as f32 * layouter.cell;
        }
        let at = offset - self.shown.start;
        let letter = match &self.letters {
            None => at,
            Some(letters) => letters[letters.partition_point(|(byte, _)| *byte < at).min(letters.len() - 1)].1,
        };
        self.x + self.galley.pos_from_cursor(CCursor::new(letter)).min.x
    }

    /// Where what is laid out begins, from left.
    pub fn left(&self) -> f32 {
        self.x
    }

    /// Where the line's first letter is, from left, whatever part is laid out.
    pub fn line_x(&self) -> f32 {
        self.line_x
    }

    /// The end of what is drawn, from left.
    pub fn end_x(&self, buffer: &Buffer, layouter: &Layouter) -> f32 {
        self.x_of(buffer, self.part.end, layouter)
    }

    /// The offset nearest to a place on the screen.
    pub fn offset_at(&self, buffer: &Buffer, x: f32) -> usize {
        let cursor = self.galley.cursor_from_pos(egui::vec2(x - self.x, 0.5 * self.galley.size().y));
        let letter = cursor.index.0;
        let at = match &self.letters {
            None => letter.min(self.shown.len()),
            Some(letters) => {
                let index = letters.partition_point(|(_, displayed)| *displayed <= letter).saturating_sub(1);
                let (byte, displayed) = letters[index];
                // The right half of a tab belongs to what follows it.
                match letters.get(index + 1) {
                    Some((next, after)) if 2 * (letter - displayed) > after - displayed => *next,
                    _ => byte,
                }
            }
        };
        let offset = self.shown.start + at;
        // Not into the middle of a letter of several parts.
        if offset <= self.part.start || offset >= self.part.end {
            offset
        } else {
            previous_letter(buffer, next_letter(buffer, offset))
        }
    }
}
