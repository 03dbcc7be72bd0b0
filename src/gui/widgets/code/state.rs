//! What an editor remembers between frames, and the few ways in which it changes.

use std::ops::Range;

use egui::{Pos2, Ui, Vec2, vec2};

use super::buffer::{Buffer, text_cells};
use super::find::{Find, FindAsk};
use super::lines::{Layouter, MARGIN};
use super::ops::{self, Op};
use super::rows::Rows;
use super::selection::Selection;
use crate::gui::highlight::{Highlights, Language};
use crate::gui::theme;
use crate::model::edit::{Change, TextEdit};
use crate::t;

/// What kind of edit it was: of one kind, without a pause, at one place, edits are one step of undo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Typing,
    Deleting,
    Other,
}

/// How the caret comes into view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reveal {
    /// Scroll as little as possible.
    Nearest,
    /// To the middle, where it is out of view.
    Middle,
}

/// The candidates that are offered.
#[derive(Debug, Default)]
pub(super) struct Offer {
    pub range: Range<usize>,
    pub items: Vec<super::Completion>,
    pub chosen: usize,
}

/// What an editor remembers between frames. Keep one for each text.
#[derive(Debug)]
pub struct CodeState {
    pub(super) buffer: Buffer,
    /// Counts states of the buffer.
    pub(super) version: u64,
    followed: Option<u64>,
    /// Where the caret is to go when the text is there.
    awaited_place: Option<(u32, u32)>,
    pub(super) selection: Selection,
    pub(super) goal: Option<usize>,
    pub(super) rows: Rows,
    pub(super) find: Find,
    pub(super) go_to: Option<String>,
    go_to_wants_focus: bool,
    pub(super) highlights: Highlights,
    pub(super) scroll: Vec2,
    pub(super) wanted_scroll: Option<Vec2>,
    /// The size of the text area in the last frame.
    pub(super) view: Vec2,
    pub(super) reveal: Option<Reveal>,
    pub(super) zoom: f32,
    pub(super) wrap: bool,
    pub(super) whitespace: bool,
    last_edit: Option<(Kind, usize, f64)>,
    /// When the caret last moved: it does not blink while it does.
    pub(super) last_input: f64,
    /// What an input method is composing.
    pub(super) preedit: String,
    /// The last press: when, where, how many in a row.
    pub(super) press: Option<(f64, Pos2, u32)>,
    /// What the press selected; a drag goes on from it.
    pub(super) drag_from: Option<Range<usize>>,
    pub(super) offer: Option<Offer>,
    pub(super) wants_focus: bool,
    /// Where the caret was drawn in this frame.
    pub(super) caret_rect: Option<(egui::Id, egui::Rect)>,
    pub(super) row_height: f32,
}

impl Default for CodeState {
    fn default() -> Self {
        Self {
            buffer: Buffer::default(),
            version: 0,
            followed: None,
            awaited_place: None,
            selection: Selection::default(),
            goal: None,
            rows: Rows::default(),
            find: Find::default(),
            go_to: None,
            go_to_wants_focus: false,
            highlights: Highlights::default(),
            scroll: Vec2::ZERO,
            wanted_scroll: None,
            view: Vec2::ZERO,
            reveal: None,
            zoom: 1.0,
            wrap: false,
            whitespace: false,
            last_edit: None,
            last_input: 0.0,
            preedit: String::new(),
            press: None,
            drag_from: None,
            offer: None,
            wants_focus: false,
            caret_rect: None,
            row_height: 0.0,
        }
    }
}

/// What became of the bar above the text.
pub(super) struct Bar {
    pub has_focus: bool,
}

impl CodeState {
    /// Puts the caret at a line and column (both from 1; 0 is read as 1) and shows it in the middle.
    pub fn go_to(&mut self, line: u32, column: u32) {
        if self.followed.is_none() {
            // Its text is not here yet.
            self.awaited_place = Some((line, column));
            return;
        }
        let at = self.buffer.offset_at(line.saturating_sub(1) as usize, column.saturating_sub(1) as usize);
        self.select(at..at);
        self.reveal = Some(Reveal::Middle);
    }

    /// Selects a part of the text and shows it.
    pub fn select(&mut self, range: Range<usize>) {
        self.selection = Selection { anchor: self.buffer.clamp(range.start), head: self.buffer.clamp(range.end) };
        self.goal = None;
        self.reveal = Some(Reveal::Middle);
        self.last_edit = None;
        self.offer = None;
    }

    /// The caret's line and column, both from 1.
    pub fn place(&self) -> (usize, usize) {
        let (line, column) = self.buffer.place_of(self.selection.head);
        (line + 1, column + 1)
    }

    /// The lines that are selected (without a selection, the caret's), from 1.
    pub fn lines(&self) -> Range<usize> {
        let lines = ops::selected_lines(&self.buffer, self.selection);
        lines.start + 1..lines.end + 1
    }

    /// What is selected.
    pub fn selection(&self) -> Selection {
        self.selection
    }

    /// The text that is selected.
    pub fn selected_text(&self) -> &str {
        &self.buffer.text()[self.selection.range()]
    }

    /// Takes the keyboard in the next frame.
    pub fn focus(&mut self) {
        self.wants_focus = true;
    }

    /// Whether long lines are broken.
    pub fn wraps(&self) -> bool {
        self.wrap
    }

    /// Breaks long lines, or does no longer.
    pub fn toggle_wrap(&mut self) {
        self.wrap = !self.wrap;
        self.scroll.x = 0.0;
        self.reveal = Some(Reveal::Middle);
    }

    /// Whether spaces and tabs are shown.
    pub fn shows_whitespace(&self) -> bool {
        self.whitespace
    }

    /// How large the letters are; 1 is as they are at first.
    pub fn zoom(&self) -> f32 {
        self.zoom
    }

    /// Makes the letters larger or smaller.
    pub fn set_zoom(&mut self, zoom: f32) {
        self.zoom = zoom.clamp(0.5, 4.0);
        self.reveal = Some(Reveal::Nearest);
    }

    /// Shows spaces and tabs, or does no longer.
    pub fn toggle_whitespace(&mut self) {
        self.whitespace = !self.whitespace;
    }

    /// Takes over what the caller's document says now.
    pub(super) fn follow(&mut self, text: &str, version: u64, has_focus: bool) {
        if self.followed == Some(version) && text.len() == self.buffer.len() {
            return;
        }
        let is_first = self.followed.replace(version).is_none();
        if is_first {
            let (line, column) = self.buffer.place_of(self.selection.head);
            self.buffer = Buffer::new(text);
            self.highlights.text_replaced();
            self.rows.text_replaced();
            let at = self.buffer.offset_at(line, column);
            self.selection = Selection::caret(at);
            self.version += 1;
            if let Some((line, column)) = self.awaited_place.take() {
                self.go_to(line, column);
            }
            return;
        }
        let Some((change, lines)) = self.buffer.follow(text) else { return };
        self.version += 1;
        self.rows.lines_changed(&lines);
        self.highlights.edited(std::slice::from_ref(&change), lines);
        self.last_edit = None;
        self.offer = None;
        let moved = |at: usize| match at {
            at if at >= change.range.end => at - change.range.len() + change.text.len(),
            at => at.min(change.range.start + change.text.len()),
        };
        if has_focus {
            // Taken back or made again: the caret goes where it happened.
            self.select_quietly(change.range.start + change.text.len());
        } else {
            self.selection = Selection {
                anchor: self.buffer.clamp(moved(self.selection.anchor)),
                head: self.buffer.clamp(moved(self.selection.head)),
            };
        }
    }

    fn select_quietly(&mut self, at: usize) {
        self.selection = Selection::caret(self.buffer.clamp(at));
        self.goal = None;
        self.reveal = Some(Reveal::Middle);
    }

    /// Makes an edit, here at once, and for the caller's document.
    pub(super) fn apply(&mut self, op: Op, kind: Kind, time: f64, edits: &mut Vec<TextEdit>) {
        const PAUSE_SECS: f64 = 2.0;
        if op.is_empty() {
            self.selection = op.selection;
            return;
        }
        let begins_word = match op.changes.as_slice() {
            [change] if kind == Kind::Typing => {
                let is_space = |letter: Option<char>| letter.is_none_or(char::is_whitespace);
                !is_space(change.text.chars().next()) && is_space(self.buffer.text()[..change.range.start].chars().next_back())
            }
            _ => false,
        };
        let continues = self.last_edit.is_some_and(|(last, at, when)| {
            last == kind
                && kind != Kind::Other
                && at == self.selection.head
                && self.selection.is_empty()
                && time - when < PAUSE_SECS
        });
        let changes: Vec<Change> =
            op.changes.into_iter().filter(|change| !(change.range.is_empty() && change.text.is_empty())).collect();
        if let Some(lines) = self.buffer.apply(&changes) {
            self.rows.lines_changed(&lines);
            self.highlights.edited(&changes, lines);
        }
        self.find.edited(&self.buffer, &changes, self.version + 1);
        let edit = TextEdit::new(changes);
        edits.push(if continues && !begins_word { edit.continuing() } else { edit });
        self.version += 1;
        self.selection = op.selection;
        self.goal = None;
        self.last_edit = Some((kind, self.selection.head, time));
        self.reveal.get_or_insert(Reveal::Nearest);
        self.last_input = time;
        self.rows.reveal(self.buffer.line_of(self.selection.head));
    }

    /// Writes in place of the selection.
    pub(super) fn write(&mut self, text: &str, time: f64, edits: &mut Vec<TextEdit>) {
        let op = ops::insert(&self.buffer, self.selection, text);
        self.apply(op, Kind::Other, time, edits);
    }

    /// Moves the caret; with `extend` the selection grows.
    pub(super) fn move_to(&mut self, at: usize, extend: bool, time: f64) {
        self.selection = Selection { anchor: if extend { self.selection.anchor } else { at }, head: at };
        self.reveal.get_or_insert(Reveal::Nearest);
        self.last_edit = None;
        self.last_input = time;
        self.rows.reveal(self.buffer.line_of(at));
    }

    /// Brings what is derived from the text up to date.
    pub(super) fn update(&mut self, ctx: &egui::Context, language: &Language, wrap_cells: Option<usize>) {
        if self.reveal.is_some() {
            self.rows.reveal(self.buffer.line_of(self.selection.head));
        }
        self.rows.update(&self.buffer, wrap_cells);
        self.find.update(&self.buffer, self.version);
        self.highlights.update(ctx, language, self.buffer.text());
    }

    /// Takes over the size of the view. Where it became less high (a panel opened below, perhaps for what was just typed)
    /// the caret, if it was in view, stays in view.
    pub(super) fn resized(&mut self, view: Vec2, layouter: &Layouter) {
        let before = std::mem::replace(&mut self.view, view);
        if view.y < before.y {
            let row = self.rows.part_of(&self.buffer, self.selection.head).0 as f32 * layouter.row_height;
            if (self.scroll.y - layouter.row_height..self.scroll.y + before.y).contains(&row) {
                self.reveal.get_or_insert(Reveal::Nearest);
            }
        }
    }

    /// How wide the longest line is, roughly: no line may be out of reach.
    pub(super) fn content_width(&self, layouter: &Layouter) -> f32 {
        2.0 * MARGIN + (self.buffer.longest_line_bytes() + 4) as f32 * layouter.cell
    }

    /// Where the text must be scrolled to, when it must.
    pub(super) fn scroll_to(&mut self, layouter: &Layouter, view: Vec2, content: Vec2) -> Option<Vec2> {
        self.row_height = layouter.row_height;
        let mut wanted = self.wanted_scroll.take();
        if let Some(reveal) = self.reveal.take() {
            let mut offset = wanted.unwrap_or(self.scroll);
            let (row, part) = self.rows.part_of(&self.buffer, self.selection.head);
            let (top, height) = (row as f32 * layouter.row_height, layouter.row_height);
            let is_out = top < offset.y || top + height > offset.y + view.y;
            match reveal {
                Reveal::Middle if is_out => offset.y = top - view.y * 0.4,
                _ => offset.y = offset.y.min(top).max(top + 1.5 * height - view.y),
            }
            let before = &self.buffer.text()[part.start..self.selection.head];
            let x = MARGIN + text_cells(before, 0) as f32 * layouter.cell;
            if x < offset.x + 2.0 * layouter.cell {
                offset.x = if x < view.x * 0.8 { 0.0 } else { x - view.x * 0.3 };
            } else if x + 4.0 * layouter.cell > offset.x + view.x {
                offset.x = x + 6.0 * layouter.cell - view.x;
            }
            wanted = Some(offset);
        }
        let most = (content - view).max(Vec2::ZERO);
        let wanted = wanted?.clamp(Vec2::ZERO, most);
        (wanted != self.scroll).then_some(wanted)
    }

    /// Opens the find bar, as Ctrl+F does.
    pub fn find(&mut self) {
        self.open_find(false);
    }

    /// Opens the find bar with what is selected.
    pub(super) fn open_find(&mut self, replaces: bool) {
        let selected = self.buffer.text()[self.selection.range()].to_owned();
        self.go_to = None;
        self.find.open(&selected, replaces);
    }

    /// Asks for a line.
    pub(super) fn open_go_to_line(&mut self) {
        self.find.is_open = false;
        self.go_to = Some(String::new());
        self.go_to_wants_focus = true;
    }

    /// Goes to the next or previous place.
    pub(super) fn find_next(&mut self, forward: bool) {
        self.find.update(&self.buffer, self.version);
        if let Some(found) = self.find.neighbour(&self.selection.range(), forward) {
            self.select(found);
        }
    }

    /// Draws the bar above the text, when one is open.
    pub(super) fn show_bar(&mut self, ui: &mut Ui, read_only: bool, time: f64, edits: &mut Vec<TextEdit>) -> Bar {
        if self.go_to.is_some() {
            return self.show_go_to_line(ui);
        }
        if !self.find.is_open {
            return Bar { has_focus: false };
        }
        let before = (self.find.pattern.clone(), self.find.options);
        self.find.update(&self.buffer, self.version);
        let selection = self.selection.range();
        let shown = ui.scope(|ui| self.find.show(ui, &selection, read_only));
        let has_focus = ui.memory(|memory| memory.focused()).is_some_and(|focused| {
            ui.ctx().read_response(focused).is_some_and(|response| shown.response.rect.contains_rect(response.rect))
        });
        if before != (self.find.pattern.clone(), self.find.options) {
            // While typing: the first place from where the person was.
            self.find.update(&self.buffer, self.version);
            let from = selection.start..selection.start;
            if let Some(found) = self.find.neighbour(&from, true) {
                self.select(found);
            }
        }
        match shown.inner {
            Some(FindAsk::Next) => self.find_next(true),
            Some(FindAsk::Previous) => self.find_next(false),
            Some(FindAsk::ReplaceOne) => {
                if let Some(change) = self.find.replace_one(&self.buffer, &selection) {
                    let op =
                        ops::insert(&self.buffer, Selection { anchor: change.range.start, head: change.range.end }, &change.text);
                    self.apply(op, Kind::Other, time, edits);
                }
                self.find_next(true);
            }
            Some(FindAsk::ReplaceAll) => {
                let changes = self.find.replace_all(&self.buffer);
                if !changes.is_empty() {
                    let op = Op { selection: Selection::caret(changes[0].range.start), changes };
                    self.apply(op, Kind::Other, time, edits);
                }
            }
            Some(FindAsk::Close) => {
                self.find.is_open = false;
                self.wants_focus = true;
            }
            None => {}
        }
        Bar { has_focus }
    }

    fn show_go_to_line(&mut self, ui: &mut Ui) -> Bar {
        let tokens = theme::tokens(ui);
        let Some(mut typed) = self.go_to.take() else { return Bar { has_focus: false } };
        let mut stays = true;
        let mut has_focus = false;
        egui::Frame::new().fill(tokens.raised).inner_margin(egui::Margin::symmetric(8, 6)).show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            ui.horizontal(|ui| {
                let label = ui.label(t!("code-go-to-line-label", count = self.buffer.line_count()));
                let field = ui.add(egui::TextEdit::singleline(&mut typed).desired_width(80.0)).labelled_by(label.id);
                if std::mem::take(&mut self.go_to_wants_focus) {
                    field.request_focus();
                }
                has_focus = field.has_focus();
                let line = typed.trim().parse::<u32>().ok();
                if let (true, Some(line)) = (field.changed(), line) {
                    self.go_to(line, 1);
                }
                if field.lost_focus() {
                    stays = false;
                    self.wants_focus =
                        ui.input(|input| input.key_pressed(egui::Key::Enter) || input.key_pressed(egui::Key::Escape));
                }
            });
        });
        self.go_to = stays.then_some(typed);
        Bar { has_focus }
    }

    /// The distance from row to row, as of the last frame.
    pub(super) fn row_height(&self, ui: &Ui) -> f32 {
        if self.row_height > 0.0 { self.row_height } else { ui.text_style_height(&egui::TextStyle::Monospace) }
    }

    /// Scrolls so that a row is in the middle.
    pub(super) fn scroll_to_row(&mut self, row: f32, row_height: f32) {
        self.wanted_scroll = Some(vec2(self.scroll.x, row * row_height - self.view.y * 0.5));
    }
}
