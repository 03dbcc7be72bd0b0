//! Finding and replacing: the pattern, where it is found, and the bar in which it is typed.

use std::ops::Range;

use regex::{Regex, RegexBuilder};

use super::buffer::Buffer;
use crate::gui::widgets::button;
use crate::gui::{icons, theme};
use crate::model::edit::Change;
use crate::t;

/// More places than this are not counted.
const MAX_MATCHES: usize = 20_000;

/// How a pattern is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Options {
    pub case: bool,
    pub whole_word: bool,
    pub regex: bool,
}

/// What is looked for, and where it is.
#[derive(Debug, Default)]
pub struct Find {
    /// Whether the bar is shown.
    pub is_open: bool,
    /// Whether its second row is shown.
    pub replaces: bool,
    /// The pattern as typed.
    pub pattern: String,
    /// What replaces it.
    pub replacement: String,
    /// How the pattern is meant.
    pub options: Options,
    wants_focus: bool,
    compiled: Option<Result<Regex, String>>,
    matches: Vec<Range<usize>>,
    found_for: Option<(String, Options, u64)>,
}

/// What a person asked for in the bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum FindAsk {
    Next,
    Previous,
    ReplaceOne,
    ReplaceAll,
    Close,
}

impl Find {
    /// Shows the bar; what is selected (on one line) is what is looked for.
    pub fn open(&mut self, selected: &str, replaces: bool) {
        self.is_open = true;
        self.replaces |= replaces;
        self.wants_focus = true;
        if !selected.is_empty() && !selected.contains('\n') {
            selected.clone_into(&mut self.pattern);
        }
    }

    /// Brings the places up to date. `version` counts the states of the buffer.
    pub fn update(&mut self, buffer: &Buffer, version: u64) {
        if !self.is_open || self.pattern.is_empty() {
            self.matches.clear();
            self.found_for = None;
            return;
        }
        let is_same = |found: &(String, Options, u64)| found.0 == self.pattern && found.1 == self.options;
        let same_pattern = self.found_for.as_ref().is_some_and(is_same);
        if same_pattern && self.found_for.as_ref().is_some_and(|found| found.2 == version) {
            return;
        }
        if !same_pattern || self.compiled.is_none() {
            self.compiled = Some(compile(&self.pattern, self.options));
        }
        self.matches.clear();
        if let Some(Ok(regex)) = &self.compiled {
            let found = regex.find_iter(buffer.text()).map(|found| found.range()).filter(|range| !range.is_empty());
            self.matches.extend(found.take(MAX_MATCHES));
        }
        self.found_for = Some((self.pattern.clone(), self.options, version));
    }

    /// Follows an edit that made the buffer's state `version`: only the lines that it touched are searched again. What
    /// could be found across lines is searched anew by [`Self::update`].
    pub fn edited(&mut self, buffer: &Buffer, changes: &[Change], version: u64) {
        let ([change], Some(Ok(regex)), Some(found)) = (changes, &self.compiled, &self.found_for) else { return };
        let is_of_before = found.2 + 1 == version && found.0 == self.pattern && found.1 == self.options;
        let is_within_lines = !self.options.regex && !self.pattern.contains(['\n', '\r']);
        if !self.is_open || !is_of_before || !is_within_lines || self.matches.len() >= MAX_MATCHES {
            return;
        }
        let from = buffer.line_start(buffer.line_of(change.range.start));
        let to = buffer.line_end(buffer.line_of(change.range.start + change.text.len()));
        let moved = |at: usize| at + change.text.len() - change.range.len();
        let kept_before = self.matches.partition_point(|known| known.start < from);
        let kept_after = self.matches.partition_point(|known| known.start < change.range.end || moved(known.start) < to);
        self.matches[kept_after..].iter_mut().for_each(|known| *known = moved(known.start)..moved(known.end));
        let anew = regex.find_iter(&buffer.text()[from..to]).map(|found| found.start() + from..found.end() + from);
        let anew: Vec<_> = anew.filter(|range| !range.is_empty()).collect();
        self.matches.splice(kept_before..kept_after.max(kept_before), anew);
        self.found_for = Some((self.pattern.clone(), self.options, version));
    }

    /// The places, in order.
    pub fn matches(&self) -> &[Range<usize>] {
        &self.matches
    }

    /// The places that touch a part of the text.
    pub fn matches_in(&self, range: &Range<usize>) -> &[Range<usize>] {
        let from = self.matches.partition_point(|found| found.end <= range.start);
        let to = self.matches.partition_point(|found| found.start < range.end);
        &self.matches[from..to.max(from)]
    }

    /// The next place after (or before) the selection, around the end.
    pub fn neighbour(&self, selection: &Range<usize>, forward: bool) -> Option<Range<usize>> {
        if forward {
            let from = if selection.is_empty() { selection.start } else { selection.end };
            let next = self.matches.iter().find(|found| found.start >= from && *found != selection);
            next.or(self.matches.first()).cloned()
        } else {
            self.matches.iter().rev().find(|found| found.end <= selection.start).or(self.matches.last()).cloned()
        }
    }

    /// The replacement of the place that is selected, if one is.
    pub fn replace_one(&self, buffer: &Buffer, selection: &Range<usize>) -> Option<Change> {
        self.matches.iter().find(|found| *found == selection)?;
        Some(Change { range: selection.clone(), text: self.replacement_of(buffer, selection)? })
    }

    /// The replacements of all places.
    pub fn replace_all(&self, buffer: &Buffer) -> Vec<Change> {
        let change = |range: &Range<usize>| Some(Change { range: range.clone(), text: self.replacement_of(buffer, range)? });
        self.matches.iter().filter_map(change).collect()
    }

    fn replacement_of(&self, buffer: &Buffer, range: &Range<usize>) -> Option<String> {
        if !self.options.regex {
            return Some(self.replacement.clone());
        }
        let Some(Ok(regex)) = &self.compiled else { return None };
        let captures = regex.captures_at(buffer.text(), range.start)?;
        let mut text = String::new();
        captures.expand(&self.replacement.replace("\\n", "\n").replace("\\t", "\t"), &mut text);
        Some(text)
    }

    /// Draws the bar.
    pub fn show(&mut self, ui: &mut egui::Ui, selection: &Range<usize>, read_only: bool) -> Option<FindAsk> {
        let tokens = theme::tokens(ui);
        let mut ask = None;
        let frame = egui::Frame::new().fill(tokens.raised).inner_margin(egui::Margin::symmetric(6, 6));
        frame.show(ui, |ui| {
            let width = ui.available_width();
            ui.set_width(width);
            ui.spacing_mut().item_spacing = egui::vec2(2.0, 4.0);
            // The fields take what the switches and buttons leave.
            let field_width = (width - 290.0).clamp(80.0, 260.0);
            ui.horizontal(|ui| {
                let caret = if self.replaces { icons::CARET_DOWN } else { icons::CARET_RIGHT };
                if !read_only && ui.add(button::icon(caret, t!("code-replace-toggle")).small()).clicked() {
                    self.replaces = !self.replaces;
                }
                let is_bad = matches!(self.compiled, Some(Err(_))) && !self.pattern.is_empty();
                let field = egui::TextEdit::singleline(&mut self.pattern)
                    .hint_text(t!("code-find"))
                    .desired_width(field_width)
                    .text_color(if is_bad { tokens.danger } else { tokens.text });
                let field = ui.add(field).accessible_name(t!("code-find"));
                if std::mem::take(&mut self.wants_focus) {
                    field.request_focus();
                    select_all(ui, field.id, &self.pattern);
                }
                if field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter)) {
                    ask = Some(if ui.input(|input| input.modifiers.shift) { FindAsk::Previous } else { FindAsk::Next });
                    field.request_focus();
                }
                ui.add_space(2.0);
                for (is_on, label, name) in [
                    (&mut self.options.case, "Aa", "code-find-case"),
                    (&mut self.options.whole_word, "ab", "code-find-word"),
                    (&mut self.options.regex, ".*", "code-find-regex"),
                ] {
                    let switch = button::quiet(label).small().selected(*is_on).name(t!(name));
                    if ui.add(switch).on_hover_text(t!(name)).clicked() {
                        *is_on = !*is_on;
                    }
                }
                let any = !self.matches.is_empty();
                for (icon, name, step) in [
                    (icons::ARROW_UP, "code-find-previous", FindAsk::Previous),
                    (icons::ARROW_DOWN, "code-find-next", FindAsk::Next),
                ] {
                    if ui.add_enabled(any, button::icon(icon, t!(name)).small()).clicked() {
                        ask = Some(step);
                    }
                }
                if ui.add(button::icon(icons::CLOSE, t!("code-find-close")).small()).clicked() {
                    ask = Some(FindAsk::Close);
                }
                let count =
                    egui::RichText::new(self.count(selection)).small().color(if is_bad { tokens.danger } else { tokens.weak });
                ui.add(egui::Label::new(count).truncate());
            });
            if self.replaces && !read_only {
                ui.horizontal(|ui| {
                    ui.add_space(24.0);
                    let field = egui::TextEdit::singleline(&mut self.replacement)
                        .hint_text(t!("code-replace-with"))
                        .desired_width(field_width);
                    let field = ui.add(field).accessible_name(t!("code-replace-with"));
                    if field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter)) {
                        ask = Some(FindAsk::ReplaceOne);
                        field.request_focus();
                    }
                    ui.add_space(2.0);
                    let any = !self.matches.is_empty();
                    if ui.add_enabled(any, button::secondary(t!("code-replace-one")).small()).clicked() {
                        ask = Some(FindAsk::ReplaceOne);
                    }
                    let all = t!("code-replace-all", count = self.matches.len());
                    if ui.add_enabled(any, button::secondary(all).small()).clicked() {
                        ask = Some(FindAsk::ReplaceAll);
                    }
                });
            }
            // Leaving by Escape works from both fields.
            if ui.input(|input| input.key_pressed(egui::Key::Escape)) {
                ask = Some(FindAsk::Close);
            }
        });
        ask
    }

    fn count(&self, selection: &Range<usize>) -> String {
        match &self.compiled {
            _ if self.pattern.is_empty() => String::new(),
            Some(Err(fault)) => fault.clone(),
            _ if self.matches.is_empty() => t!("code-find-none"),
            _ => match self.matches.binary_search_by_key(&selection.start, |found| found.start) {
                Ok(index) => t!("code-find-at", number = index + 1, count = self.matches.len()),
                Err(_) => t!("code-find-count", count = self.matches.len()),
            },
        }
    }
}

/// Selects what stands in a field, so that typing replaces it.
fn select_all(ui: &egui::Ui, field: egui::Id, text: &str) {
    let mut state = egui::TextEdit::load_state(ui.ctx(), field).unwrap_or_default();
    let range = egui::text::CCursorRange::two(egui::text::CCursor::default(), egui::text::CCursor::new(text.chars().count()));
    state.cursor.set_char_range(Some(range));
    state.store(ui.ctx(), field);
}

fn compile(pattern: &str, options: Options) -> Result<Regex, String> {
    let mut source = if options.regex { pattern.to_owned() } else { regex::escape(pattern) };
    if options.whole_word {
        source = format!(r"\b(?:{source})\b");
    }
    RegexBuilder::new(&source).case_insensitive(!options.case).multi_line(true).crlf(true).build().map_err(|error| {
        // The last line says what is wrong; the lines before draw the pattern.
        error.to_string().lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(pattern: &str, options: Options, text: &str) -> (Find, Buffer) {
        let buffer = Buffer::new(text);
        let mut find = Find { pattern: pattern.into(), options, is_open: true, ..Find::default() };
        find.update(&buffer, 1);
        (find, buffer)
    }

    #[test]
    fn patterns_mean_what_the_switches_say() {
        let text = "User user users\r\nuser.x";
        let count = |pattern, options| find(pattern, options, text).0.matches().len();
        let plain = Options::default();
        assert_eq!(count("user", plain), 4);
        assert_eq!(count("user", Options { case: true, ..plain }), 3);
        assert_eq!(count("user", Options { whole_word: true, ..plain }), 3);
        assert_eq!(count("r.", plain), 1);
        assert_eq!(count("r.", Options { regex: true, ..plain }), 4);
        assert_eq!(count("s$", Options { regex: true, ..plain }), 1, "CRLF ends a line too");
        let (bad, _) = find("(", Options { regex: true, ..plain }, text);
        assert!(bad.matches().is_empty() && matches!(bad.compiled, Some(Err(ref fault)) if fault.contains("unclosed")));
    }

    #[test]
    fn an_edit_searches_its_lines_and_moves_what_is_behind() {
        let start = "ab ab\nx ab\nab\r\nlast ab";
        let edits: [(Range<usize>, &str); 8] =
            [(0..0, "a"), (0..1, ""), (4..7, ""), (6..6, "ab\nab "), (12..14, ""), (0..20, "ab"), (3..3, "\n"), (20..20, "ab")];
        for options in [Options::default(), Options { whole_word: true, ..Options::default() }] {
            for (range, text) in &edits {
                let (mut find, mut buffer) = find("ab", options, start);
                let changes = [Change { range: range.clone(), text: (*text).to_owned() }];
                buffer.apply(&changes);
                find.edited(&buffer, &changes, 2);
                assert_eq!(find.found_for.as_ref().map(|found| found.2), Some(2), "nothing is left to search");
                let (fresh, _) = self::find("ab", options, buffer.text());
                assert_eq!(find.matches(), fresh.matches(), "{range:?} {text:?}");
            }
        }
    }

    #[test]
    fn next_and_previous_go_around() {
        let (find, _) = find("a", Options::default(), "a b a b a");
        assert_eq!(find.neighbour(&(0..0), true), Some(0..1));
        assert_eq!(find.neighbour(&(0..1), true), Some(4..5));
        assert_eq!(find.neighbour(&(8..9), true), Some(0..1));
        assert_eq!(find.neighbour(&(0..1), false), Some(8..9));
        assert_eq!(find.matches_in(&(1..5)), std::slice::from_ref(&(4..5)));
    }

    #[test]
    fn replacing_knows_groups() {
        let options = Options { regex: true, ..Options::default() };
        let (mut find, buffer) = find(r"(\w+): (\w+)", options, "a: b\nc: d");
        find.replacement = "$2: ${1}x".into();
        let changes = find.replace_all(&buffer);
        assert_eq!(crate::model::edit::TextEdit::new(changes).apply(buffer.text()), "b: ax\nd: cx");
        assert_eq!(find.replace_one(&buffer, &(0..2)), None, "only what is selected as a whole");
        find.options.regex = false;
        assert_eq!(find.replace_one(&buffer, &(0..4)).expect("found").text, "$2: ${1}x");
    }
}
