//! Where lines begin and end around a byte of a YAML text, and where a node really ends in it. What the editing
//! rooms (`list`, `mapping`) stand on.
//!
//! The parser's places are good for beginnings; its ends run into blanks behind a quote, and a value that was not
//! written at all has none. Both are settled here, once.

use std::ops::Range;

use super::node::{Entry, Kind, Node, Style};

/// A text that is being edited.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The whole text, a BOM included.
    pub text: &'a str,
}

impl<'a> Source<'a> {
    /// The first byte of the line that holds `at`.
    pub fn line_start(self, at: usize) -> usize {
        let start = self.text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        // A BOM is no part of the first line.
        if start == 0 && self.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8().min(at) } else { start }
    }

    /// The first byte after the line that holds `at`, its line end included.
    pub fn line_end(self, at: usize) -> usize {
        self.text[at..].find('\n').map_or(self.text.len(), |newline| at + newline + 1)
    }

    /// The line that holds `at`, without its line end.
    pub fn line(self, at: usize) -> &'a str {
        self.text[self.line_start(at)..self.line_end(at)].trim_end_matches(['\r', '\n'])
    }

    /// How many spaces the line of `at` begins with.
    pub fn indent(self, at: usize) -> usize {
        let line = self.line(at);
        line.len() - line.trim_start_matches(' ').len()
    }

    /// The bytes between the beginning of its line and `at`.
    pub fn column(self, at: usize) -> usize {
        at - self.line_start(at)
    }

    /// The line end that the line of `at` has; that of the line before, where it is the last and has none.
    pub fn eol(self, at: usize) -> &'static str {
        let end = self.line_end(at);
        let line = &self.text[..end];
        let line = if line.ends_with('\n') { line } else { &line[..self.line_start(at)] };
        if line.ends_with("\r\n") { "\r\n" } else { "\n" }
    }

    /// Whether the line of `at` is a comment and nothing else.
    pub fn is_comment(self, at: usize) -> bool {
        self.line(at).trim_start_matches([' ', '\t']).starts_with('#')
    }

    /// Whether the line of `at` is blank.
    pub fn is_blank(self, at: usize) -> bool {
        self.line(at).trim().is_empty()
    }

    /// The beginning of the line before the one that begins at `start`.
    pub fn line_before(self, start: usize) -> Option<usize> {
        (start > self.line_start(0) && start > 0).then(|| self.line_start(start - 1)).filter(|before| *before < start)
    }

    /// The comment behind `at` on its line, if nothing but commas and blanks stands between.
    pub fn trailing_comment(self, at: usize) -> Option<&'a str> {
        let rest = self.text[at..self.line_end(at)].trim_end();
        let comment = rest.trim_start_matches([' ', '\t', ',']);
        (comment.starts_with('#') && comment.len() < rest.len()).then_some(comment)
    }

    /// The first of the comment lines that stand directly above the line that begins at `start`, or `start`. Only
    /// lines for which `belongs` (given their indentation) count.
    pub fn comments_above(self, start: usize, limit: usize, belongs: impl Fn(usize) -> bool) -> usize {
        let mut first = start;
        while let Some(before) = self.line_before(first) {
            if before < limit || !self.is_comment(before) || !belongs(self.indent(before)) {
                break;
            }
            first = before;
        }
        first
    }

    /// The first byte at or after `at` that is no blank, line end or comment.
    pub fn skip_space(self, at: usize) -> usize {
        let mut at = at;
        loop {
            let rest = &self.text[at..];
            let trimmed = rest.trim_start_matches([' ', '\t', '\r', '\n']);
            at += rest.len() - trimmed.len();
            let is_comment =
                trimmed.starts_with('#') && (at == 0 || self.text[..at].ends_with([' ', '\t', '\r', '\n', ',', '[', '{']));
            if !is_comment {
                return at;
            }
            at = self.line_end(at);
        }
    }

    /// The byte after what stands at `at` as an anchor or tag, and blanks; on the same line.
    pub fn skip_properties(self, at: usize) -> usize {
        let mut end = at;
        loop {
            let rest = &self.text[end..];
            let trimmed = rest.trim_start_matches([' ', '\t']);
            if !trimmed.starts_with(['&', '!']) {
                return end;
            }
            let word = trimmed.find([' ', '\t', '\r', '\n', ',', ']', '}']).unwrap_or(trimmed.len());
            end += rest.len() - trimmed.len() + word;
        }
    }

    /// Where a value begins with its anchor and tag, if they stand on its line.
    pub fn start_with_properties(self, node: &Node) -> usize {
        let mut start = node.span.start;
        loop {
            let before = self.text[self.line_start(start)..start].trim_end_matches([' ', '\t']);
            let word = before.rfind([' ', '\t', ',', '[', '{']).map_or(0, |at| at + 1);
            if !before[word..].starts_with(['&', '!']) {
                return start;
            }
            start = self.line_start(start) + word;
        }
    }

    /// The byte behind the colon of a key, and behind an anchor or tag of its value on the same line. `None` for
    /// the rare `? key`.
    pub fn after_colon(self, key: &Node) -> Option<usize> {
        let end = self.end_of(key);
        let rest = &self.text[end..self.line_end(end)];
        let colon = rest.trim_start_matches([' ', '\t']);
        colon.starts_with(':').then(|| self.skip_properties(end + (rest.len() - colon.len()) + 1))
    }

    /// Where the text of a node ends.
    pub fn end_of(self, node: &Node) -> usize {
        match &node.kind {
            _ if node.aliased => self.trimmed(&node.span),
            Kind::Scalar { .. } => self.trimmed(&node.span),
            Kind::Sequence { flow: true, .. } | Kind::Mapping { flow: true, .. } => self.trimmed(&node.span),
            Kind::Sequence { items, .. } => match items.last() {
                Some(last) if !last.span.is_empty() => self.end_of(last),
                Some(_) => self.dashes(node).last().map_or(node.span.end, |dash| dash + 1),
                None => node.span.start,
            },
            Kind::Mapping { entries, .. } => entries.last().map_or(node.span.start, |last| self.end_of_entry(last)),
        }
    }

    /// Where a key with its value ends.
    pub fn end_of_entry(self, entry: &Entry) -> usize {
        if entry.value.span.is_empty() {
            self.after_colon(&entry.key).unwrap_or_else(|| self.end_of(&entry.key))
        } else {
            self.end_of(&entry.value)
        }
    }

    fn trimmed(self, span: &Range<usize>) -> usize {
        span.start + self.text[span.clone()].trim_end().len()
    }

    /// The dash of each item of a block list.
    pub fn dashes(self, list: &Node) -> Vec<usize> {
        let items = list.items().unwrap_or_default();
        let mut dashes = Vec::with_capacity(items.len());
        let column = self.column(list.span.start);
        let mut dash = list.span.start;
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                let mut start = self.line_end(dash);
                while start < self.text.len() {
                    let line = self.line(start);
                    let is_dash = self.indent(start) == column
                        && line[column..].starts_with('-')
                        && !line[column + 1..].starts_with(|c: char| !c.is_whitespace());
                    if is_dash && start + column >= self.last_end(items, index - 1, dash) {
                        break;
                    }
                    start = self.line_end(start);
                }
                dash = (start + column).min(self.text.len());
            }
            dashes.push(dash);
            let _ = item;
        }
        dashes
    }

    fn last_end(self, items: &[Node], index: usize, dash: usize) -> usize {
        let item = &items[index];
        if item.span.is_empty() { dash + 1 } else { self.end_of(item) }
    }

    /// The style of the list or mapping's brackets: whether it is written in one line.
    pub fn is_one_line(self, node: &Node) -> bool {
        !self.text[node.span.start..self.end_of(node)].contains('\n')
    }

    /// A scalar as it is written, if it stands on one line and is no block.
    pub fn one_line_scalar(self, node: &Node) -> Option<&'a str> {
        let written = &self.text[node.span.start..self.end_of(node)];
        let is_block = matches!(node.style(), None | Some(Style::Literal | Style::Folded));
        (!is_block && !node.aliased && !written.contains('\n') && !written.is_empty()).then_some(written)
    }
}
