//! A reply by lines: where each begins and ends in bytes. Owns no meaning; every other room speaks in line numbers.

use std::ops::Range;

/// A text and its lines.
#[derive(Debug)]
pub(super) struct Lines<'a> {
    text: &'a str,
    /// Where each line begins, and behind the last where the text ends.
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut starts: Vec<usize> = vec![0];
        starts.extend(text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1));
        // Nothing stands behind the last line's end.
        if starts.last() != Some(&text.len()) {
            starts.push(text.len());
        }
        Self { text, starts }
    }

    pub(super) fn text(&self) -> &'a str {
        self.text
    }

    pub(super) fn count(&self) -> usize {
        self.starts.len() - 1
    }

    /// A line without its end; nothing behind the last.
    pub(super) fn line(&self, index: usize) -> &'a str {
        let whole = self.whole(index);
        let line = whole.strip_suffix('\n').unwrap_or(whole);
        let line = line.strip_suffix('\r').unwrap_or(line);
        if index == 0 { line.strip_prefix('\u{feff}').unwrap_or(line) } else { line }
    }

    fn whole(&self, index: usize) -> &'a str {
        match (self.starts.get(index), self.starts.get(index + 1)) {
            (Some(start), Some(end)) => &self.text[*start..*end],
            _ => "",
        }
    }

    pub(super) fn is_blank(&self, index: usize) -> bool {
        self.line(index).trim().is_empty()
    }

    /// The first line of a range that is not blank.
    pub(super) fn first_filled(&self, range: Range<usize>) -> Option<usize> {
        range.into_iter().find(|index| !self.is_blank(*index))
    }

    /// The last line of a range that is not blank.
    pub(super) fn last_filled(&self, range: Range<usize>) -> Option<usize> {
        range.rev().find(|index| !self.is_blank(*index))
    }

    /// Where lines stand in bytes.
    pub(super) fn span(&self, range: &Range<usize>) -> Range<usize> {
        let end = self.starts.get(range.end).copied().unwrap_or(self.text.len());
        self.starts.get(range.start).copied().unwrap_or(end).min(end)..end
    }

    /// The number of the line, from 1, that a byte stands in.
    pub(super) fn number_at(&self, byte: usize) -> u32 {
        self.starts.partition_point(|start| *start <= byte).max(1) as u32
    }

    /// Where a line begins in bytes.
    pub(super) fn start(&self, index: usize) -> usize {
        self.starts.get(index).copied().unwrap_or(self.text.len())
    }

    /// The text of lines with LF ends, without `indent` columns of white space before each.
    pub(super) fn joined(&self, range: Range<usize>, indent: usize) -> String {
        let mut text = String::new();
        for index in range {
            text.push_str(without_indent(self.line(index), indent));
            if self.whole(index).ends_with('\n') {
                text.push('\n');
            }
        }
        text
    }
}

/// A line without its first `indent` letters, as far as they are white space.
pub(super) fn without_indent(line: &str, indent: usize) -> &str {
    let space = line.bytes().take(indent).take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    &line[space..]
}
