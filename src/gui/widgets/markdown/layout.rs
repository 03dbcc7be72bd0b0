//! Where every part of a Markdown text stands, for one width and one theme. Computed once for each; a frame then only
//! paints. Not: what is painted when.

use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Align, Color32, FontId, Galley, Pos2, Rect, Stroke, Ui, pos2, vec2};
use pulldown_cmark::Alignment;

use super::parse::{Block, Inline, Kind, Style};
use crate::gui::highlight::Highlights;
use crate::gui::theme::{self, BODY, GRID, HEADING, SMALL, TITLE, Tokens};

/// How far a list or quote stands in.
const STEP: f32 = 20.0;
/// Inside a block of code.
const CODE_PAD: f32 = 12.0;
/// Inside a cell.
const CELL: egui::Vec2 = vec2(10.0, 6.0);
const LINE: f32 = 20.0;

/// A block with everything in its place, seen from its upper left corner.
#[derive(Debug, Default)]
pub struct Placed {
    /// How high it is, with the space above it.
    pub height: f32,
    /// What is painted behind the texts.
    pub shapes: Vec<(Rect, Fill)>,
    /// The texts.
    pub texts: Vec<Text>,
    /// Where the code can be copied.
    pub code: Option<Rect>,
}

/// How a rectangle is filled.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum Fill {
    Code,
    Inline,
    Line,
    Quote,
    Head,
}

/// A text in its place.
#[derive(Debug)]
pub struct Text {
    /// Its upper left corner.
    pub at: Pos2,
    /// The text.
    pub galley: Arc<Galley>,
    /// Its links: where in the text (seen from `at`), the words, and where they lead.
    pub links: Vec<(Vec<Rect>, String, String)>,
    /// Whether it is a heading.
    pub is_heading: bool,
    /// Whether it can be marked.
    pub selectable: bool,
}

/// Lays a block out. `above` is the one before it.
pub fn place(ui: &Ui, tokens: &Tokens, width: f32, above: Option<&Block>, block: &Block, colors: Option<&Highlights>) -> Placed {
    let mut placed = Placed { height: gap(above, block), ..Placed::default() };
    let left = block.depth as f32 * STEP + block.quotes as f32 * STEP;
    let room = (width - left).max(80.0);
    let top = placed.height;
    if let Some(marker) = &block.marker {
        let galley = ui.painter().layout_no_wrap(marker.clone(), FontId::proportional(BODY), tokens.weak);
        let at = pos2(left - galley.size().x - 6.0, top + (LINE - galley.size().y) / 2.0);
        placed.texts.push(Text { at, galley, links: Vec::new(), is_heading: false, selectable: false });
    }
    match &block.kind {
        Kind::Heading { level, text, .. } => {
            let size = match level {
                1 => TITLE,
                2 => HEADING,
                3 => 14.0,
                _ => BODY,
            };
            let base = TextFormat { line_height: Some(size * 1.4), ..TextFormat::simple(theme::semibold(size), tokens.text) };
            let height = placed.text(ui, tokens, text, &base, pos2(left, top), room, true);
            placed.height += height;
            if *level <= 2 {
                let line = Rect::from_min_size(pos2(left, placed.height + 4.0), vec2(room, 1.0));
                placed.shapes.push((line, Fill::Line));
                placed.height += 6.0;
            }
        }
        Kind::Text(text) => placed.height += placed.text(ui, tokens, text, &body(tokens), pos2(left, top), room, false),
        Kind::Code { text, .. } => placed.height += placed.code_block(ui, tokens, text, colors, pos2(left, top), room),
        Kind::Table { alignments, head, rows } => {
            placed.height += placed.table(ui, tokens, (alignments, head, rows), pos2(left, top), room);
        }
        Kind::Rule => {
            placed.shapes.push((Rect::from_min_size(pos2(left, top + 4.0), vec2(room, 1.0)), Fill::Line));
            placed.height += 9.0;
        }
    }
    for quote in 0..block.quotes {
        let continues = above.is_some_and(|above| above.quotes > quote);
        let from = if continues { 0.0 } else { top };
        let x = quote as f32 * STEP + 4.0;
        placed.shapes.push((Rect::from_min_max(pos2(x, from), pos2(x + 3.0, placed.height)), Fill::Quote));
    }
    placed
}

/// The space above a block.
fn gap(above: Option<&Block>, block: &Block) -> f32 {
    let Some(above) = above else { return 0.0 };
    match (&block.kind, &above.kind) {
        (Kind::Heading { level, .. }, _) => {
            if *level <= 2 {
                26.0
            } else {
                18.0
            }
        }
        _ if block.marker.is_some() && above.depth > 0 => GRID,
        _ if block.marker.is_some() && matches!(above.kind, Kind::Text(_)) => 6.0,
        (Kind::Code { .. } | Kind::Table { .. }, _) | (_, Kind::Code { .. } | Kind::Table { .. } | Kind::Heading { .. }) => 10.0,
        _ => 8.0,
    }
}

fn body(tokens: &Tokens) -> TextFormat {
    TextFormat { line_height: Some(LINE), ..TextFormat::simple(FontId::proportional(BODY), tokens.text) }
}

fn job(tokens: &Tokens, text: &Inline, base: &TextFormat, width: f32) -> LayoutJob {
    let mut job = LayoutJob { wrap: TextWrapping::wrap_at_width(width), ..LayoutJob::default() };
    for span in &text.spans {
        let Style { strong, emphasis, struck, code } = span.style;
        let mut format = base.clone();
        if strong {
            format.font_id = theme::semibold(base.font_id.size);
        }
        if code {
            format.font_id = FontId::monospace(base.font_id.size - 1.0);
        }
        format.italics = emphasis;
        if struck {
            format.strikethrough = Stroke::new(1.0, base.color);
        }
        if span.link.is_some() {
            format.color = tokens.accent;
            format.underline = Stroke::new(1.0, tokens.accent);
        }
        format.valign = Align::Center;
        job.append(&span.text, 0.0, format);
    }
    job
}

impl Placed {
    #[expect(clippy::too_many_arguments, reason = "what a text is, and where it stands")]
    fn text(
        &mut self,
        ui: &Ui,
        tokens: &Tokens,
        text: &Inline,
        base: &TextFormat,
        at: Pos2,
        width: f32,
        is_heading: bool,
    ) -> f32 {
        let galley = ui.painter().layout_job(job(tokens, text, base, width));
        let height = galley.size().y;
        self.put(galley, text, at, is_heading);
        height
    }

    /// Puts a text in its place, with what stands behind its code.
    fn put(&mut self, galley: Arc<Galley>, text: &Inline, at: Pos2, is_heading: bool) {
        let mut from = 0;
        for span in &text.spans {
            let end = from + span.text.chars().count();
            if span.style.code {
                let rects = rects(&galley, from, end).into_iter().map(|rect| rect.expand2(vec2(2.0, 1.0)));
                self.shapes.extend(rects.map(|rect| (rect.translate(at.to_vec2()), Fill::Inline)));
            }
            from = end;
        }
        let links = links(&galley, text);
        self.texts.push(Text { at, galley, links, is_heading, selectable: true });
    }

    fn code_block(&mut self, ui: &Ui, tokens: &Tokens, text: &str, colors: Option<&Highlights>, at: Pos2, width: f32) -> f32 {
        let format =
            |color: Color32| TextFormat { line_height: Some(18.0), ..TextFormat::simple(FontId::monospace(SMALL), color) };
        let mut job = LayoutJob { wrap: TextWrapping::wrap_at_width(width - 2.0 * CODE_PAD), ..LayoutJob::default() };
        for (number, line) in text.split('\n').enumerate() {
            if number > 0 {
                job.append("\n", 0.0, format(tokens.text));
            }
            let mut from = 0;
            for span in colors.map_or(&[][..], |colors| colors.line(number)) {
                let end = (span.end as usize).min(line.len());
                if let Some(part) = line.get(from..end).filter(|part| !part.is_empty()) {
                    job.append(part, 0.0, format(tokens.code(span.token)));
                    from = end;
                }
            }
            job.append(&line[from..], 0.0, format(tokens.text));
        }
        let galley = ui.painter().layout_job(job);
        let height = galley.size().y + 2.0 * CODE_PAD;
        let frame = Rect::from_min_size(at, vec2(width, height));
        self.shapes.push((frame, Fill::Code));
        self.code = Some(frame);
        let at = at + vec2(CODE_PAD, CODE_PAD);
        self.texts.push(Text { at, galley, links: Vec::new(), is_heading: false, selectable: true });
        height
    }

    fn table(
        &mut self,
        ui: &Ui,
        tokens: &Tokens,
        (alignments, head, rows): (&[Alignment], &[Inline], &[Vec<Inline>]),
        at: Pos2,
        room: f32,
    ) -> f32 {
        let base = body(tokens);
        let strong = TextFormat { font_id: theme::medium(SMALL), color: tokens.weak, ..base.clone() };
        let columns = rows.iter().map(Vec::len).max().unwrap_or_default().max(head.len());
        let has_head = head.iter().any(|cell| !cell.is_blank());
        let all = || has_head.then_some(head).into_iter().chain(rows.iter().map(Vec::as_slice));
        let (mut wanted, mut least) = (vec![0.0_f32; columns], vec![0.0_f32; columns]);
        for row in all() {
            for (column, cell) in row.iter().enumerate() {
                let full = ui.painter().layout_job(job(tokens, cell, &base, f32::INFINITY)).size().x;
                let longest = cell.plain().split_whitespace().map(|word| word.chars().count()).max().unwrap_or_default();
                wanted[column] = wanted[column].max(full.ceil() + 1.0);
                least[column] = least[column].max((longest as f32 * 7.6).min(200.0).min(full.ceil() + 1.0));
            }
        }
        let widths = widths(&wanted, &least, room - columns as f32 * 2.0 * CELL.x);
        let full: f32 = widths.iter().sum::<f32>() + columns as f32 * 2.0 * CELL.x;
        let mut y = at.y;
        for (number, row) in all().enumerate() {
            let is_head = has_head && number == 0;
            let format = if is_head { &strong } else { &base };
            let mut x = at.x;
            let mut height = 0.0_f32;
            for (column, width) in widths.iter().enumerate() {
                if let Some(cell) = row.get(column) {
                    let galley = ui.painter().layout_job(job(tokens, cell, format, *width));
                    height = height.max(galley.size().y);
                    let push = match alignments.get(column) {
                        Some(Alignment::Right) => width - galley.size().x,
                        Some(Alignment::Center) => (width - galley.size().x) / 2.0,
                        _ => 0.0,
                    };
                    let at = pos2(x + CELL.x + push.max(0.0), y + CELL.y);
                    self.put(galley, cell, at, false);
                }
                x += width + 2.0 * CELL.x;
            }
            let bottom = y + height + 2.0 * CELL.y;
            if is_head {
                self.shapes.push((Rect::from_min_max(pos2(at.x, y), pos2(at.x + full, bottom)), Fill::Head));
            }
            self.shapes.push((Rect::from_min_size(pos2(at.x, bottom - 1.0), vec2(full, 1.0)), Fill::Line));
            y = bottom;
        }
        if !has_head {
            self.shapes.push((Rect::from_min_size(at, vec2(full, 1.0)), Fill::Line));
        }
        y - at.y
    }
}

/// How wide columns are: as wide as they want to be where there is room, else no narrower than their longest words where
/// that is possible, and the rest of the room by what they lack.
fn widths(wanted: &[f32], least: &[f32], room: f32) -> Vec<f32> {
    let sum = |widths: &[f32]| widths.iter().sum::<f32>();
    if sum(wanted) <= room {
        return wanted.to_vec();
    }
    let bare = sum(least);
    if bare >= room {
        return least.iter().map(|width| (width * room / bare).max(16.0)).collect();
    }
    let lacking = sum(wanted) - bare;
    let rest = room - bare;
    wanted.iter().zip(least).map(|(wanted, least)| least + (wanted - least) * rest / lacking).collect()
}

/// Where the links of a text stand, a rectangle for each row that one reaches over.
fn links(galley: &Galley, text: &Inline) -> Vec<(Vec<Rect>, String, String)> {
    let mut links = Vec::new();
    for (number, url) in text.links.iter().enumerate() {
        let mut from = 0;
        let mut range: Option<(usize, usize)> = None;
        let mut words = String::new();
        for span in &text.spans {
            let length = span.text.chars().count();
            if span.link == Some(number) {
                range = Some((range.map_or(from, |(start, _)| start), from + length));
                words.push_str(&span.text);
            }
            from += length;
        }
        let Some((start, end)) = range else { continue };
        let rects = rects(galley, start, end);
        if !rects.is_empty() {
            links.push((rects, words, url.clone()));
        }
    }
    links
}

/// Where a part of a text stands (in characters): a rectangle for each row that it reaches over, as high as its letters.
fn rects(galley: &Galley, start: usize, end: usize) -> Vec<Rect> {
    let mut rects = Vec::new();
    let mut row_start = 0;
    for row in &galley.rows {
        let glyphs = &row.row.glyphs;
        let (a, b) = (start.max(row_start), end.min(row_start + glyphs.len()));
        if a < b {
            let (first, last) = (&glyphs[a - row_start], &glyphs[b - row_start - 1]);
            let letters = first.logical_rect();
            let corner = row.pos.to_vec2();
            rects.push(Rect::from_min_max(letters.min, pos2(last.max_x(), letters.max.y)).translate(corner));
        }
        row_start += glyphs.len() + usize::from(row.ends_with_newline);
    }
    rects
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_share_the_room_and_never_leave_it() {
        assert_eq!(widths(&[50.0, 80.0], &[20.0, 20.0], 200.0), [50.0, 80.0], "no wider than they want");
        let shared = widths(&[50.0, 400.0], &[40.0, 60.0], 300.0);
        assert!((shared.iter().sum::<f32>() - 300.0).abs() < 0.01, "{shared:?}");
        assert!(shared[0] >= 40.0 && shared[1] > 200.0, "{shared:?}");
        let cramped = widths(&[500.0, 500.0], &[200.0, 100.0], 150.0);
        assert!((cramped.iter().sum::<f32>() - 150.0).abs() < 0.01 && cramped[0] > cramped[1], "{cramped:?}");
    }
}
