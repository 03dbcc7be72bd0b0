//! The text that the editor shows, with the place of every line. Owns: line ends (LF and CRLF), offsets to lines and
//! back, and finding out what another hand changed. Not: selection, drawing.
//!
//! A keystroke costs one move of memory and one walk over the line table: under a millisecond for five megabytes.

use std::ops::Range;

use crate::model::edit::Change;

/// A text and where its lines begin. All offsets are bytes, on character boundaries.
#[derive(Clone, Debug)]
pub struct Buffer {
    text: String,
    starts: Vec<usize>,
    longest: usize,
}

/// Which lines a change touched: `removed` lines from `first` on became `added` lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineChange {
    /// The first line that is different, from 0.
    pub first: usize,
    /// How many lines were there.
    pub removed: usize,
    /// How many are there now.
    pub added: usize,
}

impl LineChange {
    /// Where a line of before is now; `None` when it was touched.
    pub fn map(&self, line: usize) -> Option<usize> {
        if line < self.first {
            Some(line)
        } else if line < self.first + self.removed {
            None
        } else {
            Some(line - self.removed + self.added)
        }
    }
}

impl Default for Buffer {
    fn default() -> Self {
        Self::new("")
    }
}

impl Buffer {
    /// A buffer with this text.
    pub fn new(text: &str) -> Self {
        let mut starts = vec![0];
        starts.extend(line_starts(text, 0));
        let mut buffer = Self { text: text.to_owned(), starts, longest: 0 };
        buffer.longest = (0..buffer.line_count()).map(|line| buffer.line(line).len()).max().unwrap_or_default();
        buffer
    }

    /// All of it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How many bytes.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// How many lines; an empty text has one.
    pub fn line_count(&self) -> usize {
        self.starts.len()
    }

    /// No line is longer than this many bytes.
    pub fn longest_line_bytes(&self) -> usize {
        self.longest
    }

    /// Where a line begins; the end of the text for lines after the last.
    pub fn line_start(&self, line: usize) -> usize {
        self.starts.get(line).copied().unwrap_or(self.text.len())
    }

    /// Where a line ends, before its line end.
    pub fn line_end(&self, line: usize) -> usize {
        let full = self.line_range_full(line);
        let text = &self.text[full.clone()];
        let kept = text.strip_suffix('\n').map_or(text, |text| text.strip_suffix('\r').unwrap_or(text));
        full.start + kept.len()
    }

    /// A line without its end.
    pub fn line_range(&self, line: usize) -> Range<usize> {
        self.line_start(line)..self.line_end(line)
    }

    /// A line with its end.
    pub fn line_range_full(&self, line: usize) -> Range<usize> {
        self.line_start(line)..self.line_start(line + 1)
    }

    /// A line's text, without its end.
    pub fn line(&self, line: usize) -> &str {
        &self.text[self.line_range(line)]
    }

    /// The line that holds an offset.
    pub fn line_of(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset).saturating_sub(1)
    }

    /// The line end that this text uses.
    pub fn line_ending(&self) -> &'static str {
        match self.starts.get(1) {
            Some(start) if self.text[..*start].ends_with("\r\n") => "\r\n",
            _ => "\n",
        }
    }

    /// The nearest place at or before `offset` where a caret can stand: within the text, on a character boundary, not
    /// between CR and LF.
    pub fn clamp(&self, offset: usize) -> usize {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset.min(self.line_end(self.line_of(offset)))
    }

    /// The offset of a line and column, both from 0, the column in characters; the nearest one that exists.
    pub fn offset_at(&self, line: usize, column: usize) -> usize {
        let range = self.line_range(line.min(self.line_count() - 1));
        let text = &self.text[range.clone()];
        range.start + text.char_indices().nth(column).map_or(text.len(), |(at, _)| at)
    }

    /// The line and column of an offset, both from 0, the column in characters.
    pub fn place_of(&self, offset: usize) -> (usize, usize) {
        let line = self.line_of(offset);
        (line, self.text[self.line_start(line)..offset.min(self.len())].chars().count())
    }

    /// Makes replacements (rising, not overlapping, in offsets of the text as it is); tells which lines changed.
    pub fn apply(&mut self, changes: &[Change]) -> Option<LineChange> {
        let mut whole: Option<LineChange> = None;
        // From the last to the first, so that offsets stay true; each is then before those already made.
        for change in changes.iter().rev() {
            let made = self.replace(change.range.clone(), &change.text);
            whole = Some(match whole {
                None => made,
                Some(later) => {
                    let shift = made.added as isize - made.removed as isize;
                    let last_before = later.first + later.removed;
                    let last_after = (later.first + later.added).strict_add_signed(shift);
                    LineChange {
                        first: made.first,
                        removed: last_before.max(made.first + made.removed) - made.first,
                        added: last_after.max(made.first + made.added) - made.first,
                    }
                }
            });
        }
        whole
    }

    fn replace(&mut self, range: Range<usize>, text: &str) -> LineChange {
        let (first, last) = (self.line_of(range.start), self.line_of(range.end));
        let new: Vec<usize> = line_starts(text, range.start).collect();
        let change = LineChange { first, removed: last - first + 1, added: new.len() + 1 };
        let after = first + 1 + new.len();
        self.starts.splice(first + 1..=last, new);
        let (grown, shrunk) = (text.len(), range.len());
        for start in &mut self.starts[after..] {
            *start = *start + grown - shrunk;
        }
        self.text.replace_range(range, text);
        for line in first..after {
            self.longest = self.longest.max(self.line_range(line).len());
        }
        change
    }

    /// Takes over a text that may have been changed elsewhere: the one replacement that leads there, and the lines it
    /// touched. `None` when nothing is different.
    pub fn follow(&mut self, text: &str) -> Option<(Change, LineChange)> {
        let (old, new) = (self.text.as_bytes(), text.as_bytes());
        if old.len() == new.len() && old == new {
            return None;
        }
        let mut start = common_prefix(old, new);
        while !self.text.is_char_boundary(start) || !text.is_char_boundary(start) {
            start -= 1;
        }
        let mut tail = common_suffix(&old[start..], &new[start..]);
        while !self.text.is_char_boundary(old.len() - tail) || !text.is_char_boundary(new.len() - tail) {
            tail -= 1;
        }
        let change = Change { range: start..old.len() - tail, text: text[start..new.len() - tail].to_owned() };
        let lines = self.replace(change.range.clone(), &change.text);
        Some((change, lines))
    }
}

fn line_starts(text: &str, offset: usize) -> impl Iterator<Item = usize> + '_ {
    text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(move |(at, _)| offset + at + 1)
}

/// Compares blocks first: equal blocks cost what `memcmp` costs.
fn common_prefix(a: &[u8], b: &[u8]) -> usize {
    const BLOCK: usize = 4096;
    let equal_blocks = a.chunks_exact(BLOCK).zip(b.chunks_exact(BLOCK)).take_while(|(a, b)| a == b).count();
    let done = equal_blocks * BLOCK;
    done + a[done..].iter().zip(&b[done..]).take_while(|(a, b)| a == b).count()
}

fn common_suffix(a: &[u8], b: &[u8]) -> usize {
    const BLOCK: usize = 4096;
    let equal_blocks = a.rchunks_exact(BLOCK).zip(b.rchunks_exact(BLOCK)).take_while(|(a, b)| a == b).count();
    let done = equal_blocks * BLOCK;
    let rest = |text: &[u8]| text.len() - done;
    done + a[..rest(a)].iter().rev().zip(b[..rest(b)].iter().rev()).take_while(|(a, b)| a == b).count()
}

/// How many columns a character takes where every column is as wide as a letter.
pub fn cells(character: char) -> usize {
    match character as u32 {
        0x300..=0x36f | 0x200b..=0x200f | 0xfe00..=0xfe0f | 0x20d0..=0x20ff => 0,
        0x1100..=0x115f
        | 0x2e80..=0x303e
        | 0x3041..=0xa4cf
        | 0xac00..=0xd7a3
        | 0xf900..=0xfaff
        | 0xfe30..=0xfe6f
        | 0xff00..=0xff60
        | 0xffe0..=0xffe6
        | 0x1f300..=0x1f64f
        | 0x1f900..=0x1f9ff
        | 0x20000..=0x3fffd => 2,
        _ => 1,
    }
}

/// A tab reaches to the next multiple of this many columns.
pub const TAB_CELLS: usize = 4;

/// How many columns a text takes that begins at column `from`.
pub fn text_cells(text: &str, from: usize) -> usize {
    let mut column = from;
    for character in text.chars() {
        column += if character == '\t' { TAB_CELLS - column % TAB_CELLS } else { cells(character) };
    }
    column - from
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(buffer: &Buffer) {
        let fresh = Buffer::new(buffer.text());
        assert_eq!(buffer.starts, fresh.starts, "{:?}", buffer.text());
        assert!(buffer.longest >= fresh.longest);
    }

    #[test]
    fn lines_end_before_their_line_ends() {
        let buffer = Buffer::new("å\r\nbc\n\nlast");
        assert_eq!(buffer.line_count(), 4);
        let lines: Vec<_> = (0..4).map(|line| buffer.line(line)).collect();
        assert_eq!(lines, ["å", "bc", "", "last"]);
        assert_eq!((buffer.line_ending(), Buffer::new("x").line_ending()), ("\r\n", "\n"));
        assert_eq!(buffer.clamp(3), 2, "not between CR and LF");
        assert_eq!(buffer.clamp(1), 0, "not inside å");
        assert_eq!(buffer.place_of(buffer.offset_at(3, 2)), (3, 2));
        assert_eq!(buffer.offset_at(1, 99), 6);
        assert_eq!(buffer.offset_at(99, 0), 8);
    }

    #[test]
    fn the_line_table_follows_every_change() {
        let mut buffer = Buffer::new("one\ntwo\nthree\n");
        let change = |range, text: &str| Change { range, text: text.to_owned() };
        let lines = buffer.apply(&[change(1..5, "x\ny\nz"), change(8..8, "\n")]);
        assert_eq!(buffer.text(), "ox\ny\nzwo\n\nthree\n");
        assert_eq!(lines, Some(LineChange { first: 0, removed: 3, added: 5 }));
        check(&buffer);
        buffer.apply(&[change(0..buffer.len(), "")]);
        check(&buffer);
        assert!(buffer.is_empty() && buffer.line_count() == 1);
    }

    #[test]
    fn a_change_from_elsewhere_is_found() {
        let long = "abcdefghij\n".repeat(2000);
        for (before, after) in [
            ("a\nb\nc\n".to_owned(), "a\nX\nY\nc\n".to_owned()),
            ("åä".to_owned(), "åö".to_owned()),
            (long.clone(), format!("{}!{}", &long[..12_345], &long[12_345..])),
            (long.clone(), format!("{}{}", &long[..12_345], &long[12_400..])),
            ("aaa".to_owned(), "aaaa".to_owned()),
            (String::new(), "x\n".to_owned()),
        ] {
            let mut buffer = Buffer::new(&before);
            let (change, _) = buffer.follow(&after).expect("they differ");
            assert_eq!(buffer.text(), after);
            assert!(change.range.len() <= before.len() && change.text.len() <= 56);
            check(&buffer);
            assert!(buffer.follow(&after).is_none());
        }
    }

    #[test]
    fn lines_of_before_are_found_again() {
        let change = LineChange { first: 2, removed: 2, added: 3 };
        assert_eq!([1, 2, 3, 4].map(|line| change.map(line)), [Some(1), None, None, Some(5)]);
    }

    #[test]
    fn columns_know_tabs_and_wide_letters() {
        assert_eq!(text_cells("\ta\tb", 0), 9);
        assert_eq!(text_cells("漢字é", 0), 5);
        assert_eq!(text_cells("e\u{301}", 0), 1);
    }
}
