//! Several texts side by side, row by row, aligned also where lines wrap, of which only what is visible is drawn:
//! a file of a hundred thousand lines costs no more than a screenful, nor does a line of a megabyte.

use std::ops::Range;

use egui::text::{LayoutJob, TextFormat};
use egui::{Align2, Color32, FontId, Painter, Pos2, Rect, Ui, pos2, vec2};

use super::tall::Tall;
use crate::gui::theme::{GRID, Tokens};

/// One line in one pane.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Its number; 0 shows none.
    pub number: u32,
    /// Its text, without tabs and line end: made by [`Line::new`].
    text: String,
    /// Whether its ground is tinted.
    pub changed: bool,
    /// Byte ranges of the text that stand out.
    words: Vec<Range<usize>>,
    /// How many columns of a fixed-width font it takes.
    width: usize,
}

impl Line {
    /// A line; tabs become four columns.
    pub fn new(number: u32, text: String, changed: bool, words: Vec<Range<usize>>) -> Self {
        let (text, words) = if text.contains('\t') { without_tabs(&text, &words) } else { (text, words) };
        // Where nearly everything stands out, nothing does.
        let standing_out: usize = words.iter().map(Range::len).sum();
        let words = if standing_out * 3 > text.trim().len() * 2 { Vec::new() } else { words };
        let width = if text.is_ascii() { text.len() } else { text.chars().map(columns_of).sum() };
        Self { number, text, changed, words, width }
    }

    /// The text as it is drawn.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// How many columns a character takes: wide ones (Chinese, emoji …) two.
fn columns_of(c: char) -> usize {
    if (c as u32) < 0x1100 { 1 } else { 2 }
}

fn without_tabs(text: &str, words: &[Range<usize>]) -> (String, Vec<Range<usize>>) {
    const TAB: &str = "    ";
    let moved = |at: usize| {
        let tabs = text.as_bytes().iter().take(at).filter(|&&byte| byte == b'\t').count();
        at + tabs * (TAB.len() - 1)
    };
    (text.replace('\t', TAB), words.iter().map(|word| moved(word.start)..moved(word.end)).collect())
}

/// Rows of lines, one for each pane; a missing line is a filler.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    rows: Vec<Vec<Option<Line>>>,
    fit: Option<Fit>,
    tall: Tall,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Fit {
    chars: usize,
    line_height: f32,
}

/// Lets a screen reader say a text that is only painted: its name, and what stands in it.
pub fn tell(ui: &Ui, rect: Rect, id: egui::Id, name: &str, text: impl Fn() -> String) -> egui::Response {
    let response = ui.interact(rect, id, egui::Sense::hover());
    response.widget_info(|| {
        let mut info = egui::WidgetInfo::labeled(egui::Role::Document, true, name);
        info.current_text_value = Some(text());
        info
    });
    response
}

/// How a pane looks.
#[derive(Clone, Copy, Debug)]
pub struct Pane {
    /// Which column of the sheet it shows.
    pub column: usize,
    /// Behind lines that are changed.
    pub wash: Color32,
    /// Behind words that stand out.
    pub word: Color32,
    /// Everything is paler: a pane that was not chosen.
    pub pale: bool,
}

/// The measures of a sheet on the screen.
#[derive(Clone, Debug)]
pub struct Grid {
    /// A fixed-width font.
    pub font: FontId,
    /// The width of one of its characters.
    pub char_width: f32,
    /// The height of a line.
    pub line_height: f32,
    /// The width of line numbers and the space after them; 0 shows none.
    pub gutter: f32,
}

impl Grid {
    /// The measures for this place, with room for line numbers up to `last`.
    pub fn new(ui: &Ui, last: u32) -> Self {
        let font = FontId::monospace(egui::TextStyle::Small.resolve(ui.style()).size);
        let char_width = ui.painter().layout_no_wrap("0".into(), font.clone(), Color32::PLACEHOLDER).size().x;
        let digits = last.max(100).ilog10() + 1;
        Self { line_height: (font.size * 1.5).round(), gutter: char_width * digits as f32 + 4.0 * GRID, char_width, font }
    }

    /// How many characters stand in a line of a pane.
    pub fn chars(&self, pane_width: f32) -> usize {
        (((pane_width - self.gutter - 2.0 * GRID) / self.char_width).floor() as usize).max(8)
    }
}

impl Sheet {
    /// A sheet of these rows.
    pub fn new(rows: Vec<Vec<Option<Line>>>) -> Self {
        Self { rows, fit: None, tall: Tall::default() }
    }

    /// A sheet of one pane.
    pub fn of_text(text: &str) -> Self {
        let line = |(index, text): (usize, &str)| vec![Some(Line::new(index as u32 + 1, text.to_owned(), false, Vec::new()))];
        Self::new(text.lines().enumerate().map(line).collect())
    }

    /// The rows.
    pub fn rows(&self) -> &[Vec<Option<Line>>] {
        &self.rows
    }

    /// A column's text, for who hears it: of a long one the beginning.
    pub fn spoken(&self, column: usize) -> String {
        const ENOUGH_BYTES: usize = 20_000;
        let mut spoken = String::new();
        for line in self.rows.iter().filter_map(|row| row.get(column)?.as_ref()) {
            spoken.push_str(&line.text);
            spoken.push('\n');
            if spoken.len() > ENOUGH_BYTES {
                break;
            }
        }
        spoken
    }

    /// Where the rows stand, since the last `fit`.
    pub fn tall(&self) -> &Tall {
        &self.tall
    }

    /// The largest line number.
    pub fn last_number(&self) -> u32 {
        let of_row = |row: &Vec<Option<Line>>| row.iter().flatten().map(|line| line.number).max();
        self.rows.iter().rev().take(64).filter_map(of_row).max().unwrap_or_default()
    }

    /// Breaks lines for panes of this width (nothing happens when it did so before), and says how high all are.
    pub fn fit(&mut self, grid: &Grid, pane_width: f32) -> f32 {
        let fit = Fit { chars: grid.chars(pane_width), line_height: grid.line_height };
        if self.fit != Some(fit) {
            let lines = |row: &Vec<Option<Line>>| row.iter().flatten().map(|line| count_of(line, fit.chars)).max().unwrap_or(1);
            self.tall = Tall::new(self.rows.iter().map(|row| lines(row) as f32 * fit.line_height));
            self.fit = Some(fit);
        }
        self.tall.height()
    }

    /// Paints what of the sheet lies inside the painter's clip. `corner` is the upper left corner of its first pane;
    /// panes stand `pane_width` apart; `fit` has to have been called with the same width.
    pub fn paint(&self, painter: &Painter, tokens: &Tokens, grid: &Grid, corner: Pos2, pane_width: f32, panes: &[Pane]) {
        let Some(fit) = self.fit else { return };
        let clip = painter.clip_rect();
        for index in self.tall.visible(clip.top() - corner.y, clip.bottom() - corner.y) {
            let top = corner.y + self.tall.top(index);
            let height = self.tall.height_of(index);
            for (place, pane) in panes.iter().enumerate() {
                let left = corner.x + place as f32 * pane_width;
                let rect = Rect::from_min_size(pos2(left, top), vec2(pane_width, height));
                if !clip.intersects(rect) {
                    continue;
                }
                match self.rows[index].get(pane.column).and_then(Option::as_ref) {
                    Some(line) => paint_line(painter, tokens, grid, fit, rect, line, *pane),
                    // Half a point more, so that no hairline shows between two rows.
                    None => {
                        painter.rect_filled(
                            rect.expand2(vec2(0.0, 0.5)),
                            0,
                            tokens.surface.lerp_to_gamma(tokens.background, 0.7),
                        );
                    }
                }
            }
        }
    }
}

fn paint_line(painter: &Painter, tokens: &Tokens, grid: &Grid, fit: Fit, rect: Rect, line: &Line, pane: Pane) {
    let fade = if pane.pale { 0.55 } else { 1.0 };
    if line.changed {
        painter.rect_filled(rect.expand2(vec2(0.0, 0.5)), 0, tokens.surface.lerp_to_gamma(pane.wash, fade));
    }
    let middle = |sub: usize| rect.top() + (sub as f32 + 0.5) * fit.line_height;
    if line.number > 0 && grid.gutter > 0.0 {
        let at = pos2(rect.left() + grid.gutter - 2.0 * GRID, middle(0));
        painter.text(at, Align2::RIGHT_CENTER, line.number, grid.font.clone(), tokens.weak.gamma_multiply(0.7 * fade));
    }
    // Of a line that wraps over many screens only the visible part is laid out.
    let clip = painter.clip_rect();
    let first = ((clip.top() - rect.top()) / fit.line_height).floor().max(0.0) as usize;
    let end = ((clip.bottom().min(rect.bottom()) - rect.top()) / fit.line_height).ceil().max(0.0) as usize;
    for (sub, part) in parts(line, fit.chars, first..end) {
        let mut job = LayoutJob { break_on_newline: false, ..LayoutJob::default() };
        let mut at = part.start;
        let plain = TextFormat::simple(grid.font.clone(), tokens.text.gamma_multiply(fade));
        for word in line.words.iter().filter(|word| word.end > part.start && word.start < part.end) {
            let (start, end) = (word.start.max(at), word.end.min(part.end));
            if start > at {
                job.append(&line.text[at..start], 0.0, plain.clone());
            }
            let marked = TextFormat { background: tokens.surface.lerp_to_gamma(pane.word, fade), ..plain.clone() };
            job.append(&line.text[start..end.max(start)], 0.0, marked);
            at = end.max(start);
        }
        job.append(&line.text[at..part.end], 0.0, plain);
        let galley = painter.layout_job(job);
        let corner = pos2(rect.left() + grid.gutter, middle(sub) - galley.size().y / 2.0);
        painter.with_clip_rect(clip.intersect(rect)).galley(corner, galley, tokens.text);
    }
}

/// Where the visual line ends that begins at `start`: after a space in its second half, else after a mark between
/// words, else where the pane ends.
fn next_break(line: &Line, start: usize, chars: usize) -> usize {
    let text = &line.text;
    let hard = if text.len() == line.width {
        // One column a byte: nothing has to be walked.
        start + chars
    } else {
        let mut used = 0;
        let over = text[start..].char_indices().find(|(_, c)| {
            used += columns_of(*c);
            used > chars
        });
        // A pane of one column still gets on.
        over.map_or(text.len(), |(at, c)| start + if at == 0 { c.len_utf8() } else { at })
    };
    if hard >= text.len() {
        return text.len();
    }
    let bytes = text.as_bytes();
    let late = start + (hard - start) / 2;
    let after = |found: fn(&u8) -> bool| bytes[late..hard].iter().rposition(found).map(|at| late + at + 1);
    // All of them are ASCII, so what follows one begins a character.
    after(|byte| *byte == b' ').or_else(|| after(|byte| b",;([{./-".contains(byte))).unwrap_or(hard)
}

/// How many visual lines a line takes.
fn count_of(line: &Line, chars: usize) -> usize {
    if line.width <= chars {
        return 1;
    }
    let (mut count, mut at) = (0, 0);
    while at < line.text.len() {
        at = next_break(line, at, chars);
        count += 1;
    }
    count.max(1)
}

/// The byte ranges of a line that stand in the visual lines `wanted`, each of at most `chars` columns.
fn parts(line: &Line, chars: usize, wanted: Range<usize>) -> Vec<(usize, Range<usize>)> {
    let mut found = Vec::new();
    let (mut sub, mut start) = (0, 0);
    while sub < wanted.end && (start < line.text.len() || sub == 0) {
        let end = next_break(line, start, chars);
        if sub >= wanted.start {
            found.push((sub, start..end));
        }
        (sub, start) = (sub + 1, end);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Line {
        Line::new(1, text.to_owned(), false, Vec::new())
    }

    fn said(line: &Line, chars: usize, wanted: Range<usize>) -> Vec<&str> {
        parts(line, chars, wanted).into_iter().map(|(_, part)| &line.text()[part]).collect()
    }

    #[test]
    fn lines_break_between_words_and_where_the_pane_ends() {
        assert_eq!(said(&line("abcdefgh"), 3, 0..9), ["abc", "def", "gh"]);
        assert_eq!(said(&line("abcdefgh"), 3, 1..2), ["def"]);
        assert_eq!(said(&line("let value = compute(alpha, beta);"), 20, 0..9), ["let value = ", "compute(alpha, ", "beta);"]);
        assert_eq!(said(&line("some/path/to/a/file.ts"), 12, 0..9), ["some/path/", "to/a/file.ts"]);
        assert_eq!(said(&line("åäöåäö"), 4, 0..2), ["åäöå", "äö"]);
        assert_eq!(said(&line("漢字漢字"), 5, 0..2), ["漢字", "漢字"]);
        assert_eq!(said(&line("漢字"), 1, 0..2), ["漢", "字"]);
        assert_eq!(said(&line(""), 5, 0..1), [""]);
    }

    #[test]
    fn every_part_of_a_line_is_shown_once() {
        for text in ["", "x", "const a = { b: 'ö, ü' }; // 漢字 and more of it", &"ab ".repeat(50), &"-".repeat(77)] {
            let line = line(text);
            for chars in 1..40 {
                assert_eq!(said(&line, chars, 0..usize::MAX).concat(), text, "{chars}");
                assert_eq!(said(&line, chars, 0..usize::MAX).len(), count_of(&line, chars), "{text} {chars}");
            }
        }
    }

    #[test]
    fn tabs_move_the_words_behind_them() {
        let line = Line::new(1, "\tlet a\t= 1".to_owned(), true, vec![1..4, 7..8]);
        assert!(Line::new(1, "all new".to_owned(), true, vec![0..3, 4..7]).words.is_empty(), "all of it is no news");
        assert_eq!(line.text(), "    let a    = 1");
        assert_eq!(&line.text()[line.words[0].clone()], "let");
        assert_eq!(&line.text()[line.words[1].clone()], "=");
    }

    #[test]
    fn rows_are_as_high_as_their_longest_line() {
        let grid = Grid { font: FontId::monospace(12.0), char_width: 10.0, line_height: 18.0, gutter: 0.0 };
        let mut sheet = Sheet::new(vec![
            vec![Some(line("short")), Some(line(&"x".repeat(25)))],
            vec![None, Some(line("y"))],
            vec![None, None],
        ]);
        let width = 10.0 * 10.0 + 2.0 * GRID;
        assert_eq!(grid.chars(width), 10);
        assert_eq!(sheet.fit(&grid, width), 18.0 * 3.0 + 18.0 + 18.0);
        assert_eq!(sheet.fit(&grid, width * 4.0), 18.0 * 3.0);
    }
}
