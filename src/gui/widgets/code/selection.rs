//! Selection and movement of the caret, as pure functions of a buffer: letters as people see them (graphemes), words,
//! lines, rows on the screen.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::buffer::Buffer;
use super::rows::Rows;

/// What is selected: from `anchor` (where it began) to `head` (where the caret is).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Selection {
    pub anchor: usize,
    pub head: usize,
}

impl Selection {
    /// Nothing selected, the caret here.
    pub fn caret(at: usize) -> Self {
        Self { anchor: at, head: at }
    }

    /// From the first to the last offset.
    pub fn range(&self) -> Range<usize> {
        self.anchor.min(self.head)..self.anchor.max(self.head)
    }

    /// Whether nothing is selected.
    pub fn is_empty(&self) -> bool {
        self.anchor == self.head
    }
}

/// A way to move the caret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Motion {
    Left,
    Right,
    WordLeft,
    WordRight,
    /// To the first letter of the line; from there to its very beginning.
    LineStart,
    LineEnd,
    /// So many rows up or down.
    Rows(isize),
    TextStart,
    TextEnd,
}

/// Where the caret goes. `goal` remembers the column while it moves over shorter rows.
pub fn moved(buffer: &Buffer, rows: &Rows, head: usize, motion: Motion, goal: &mut Option<usize>) -> usize {
    if !matches!(motion, Motion::Rows(_)) {
        *goal = None;
    }
    match motion {
        Motion::Left => previous_letter(buffer, head),
        Motion::Right => next_letter(buffer, head),
        Motion::WordLeft => previous_word(buffer, head),
        Motion::WordRight => next_word(buffer, head),
        Motion::LineStart => {
            let part = rows.part_of(buffer, head).1;
            let line = buffer.line_of(head);
            let first_letter = buffer.line_start(line) + indent_bytes(buffer.line(line));
            if part.start == buffer.line_start(line) && head != first_letter { first_letter } else { part.start }
        }
        Motion::LineEnd => {
            let end = rows.part_of(buffer, head).1.end;
            // The end of a wrapped row is the beginning of the next one: stop a letter before.
            if end < buffer.line_end(buffer.line_of(head)) { previous_letter(buffer, end) } else { end }
        }
        Motion::Rows(count) => rows.moved(buffer, head, count, goal),
        Motion::TextStart => 0,
        Motion::TextEnd => buffer.len(),
    }
}

/// The place one letter (grapheme) to the left; a line end is one letter.
pub fn previous_letter(buffer: &Buffer, at: usize) -> usize {
    let line = buffer.line_of(at);
    let start = buffer.line_start(line);
    if at <= start {
        return if line == 0 { 0 } else { buffer.line_end(line - 1) };
    }
    // A window is enough: no letter is longer.
    let from = floor_boundary(buffer.text(), at.saturating_sub(128).max(start));
    buffer.text()[from..at].graphemes(true).next_back().map_or(start, |letter| at - letter.len())
}

/// The place one letter to the right.
pub fn next_letter(buffer: &Buffer, at: usize) -> usize {
    let line = buffer.line_of(at);
    let end = buffer.line_end(line);
    if at >= end {
        return buffer.line_start(line + 1);
    }
    let to = floor_boundary(buffer.text(), (at + 128).min(end));
    buffer.text()[at..to].graphemes(true).next().map_or(end, |letter| at + letter.len())
}

fn floor_boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Space,
    Word,
    Mark,
}

fn class(character: char) -> Class {
    if character.is_whitespace() {
        Class::Space
    } else if character.is_alphanumeric() || character == '_' || ('\u{300}'..='\u{36f}').contains(&character) {
        Class::Word
    } else {
        Class::Mark
    }
}

/// The beginning of the word to the left.
pub fn previous_word(buffer: &Buffer, at: usize) -> usize {
    let line = buffer.line_of(at);
    let start = buffer.line_start(line);
    if at <= start {
        return previous_letter(buffer, at);
    }
    let mut letters = buffer.text()[start..at].char_indices().rev().peekable();
    let mut reached = at - start;
    while let Some((index, _)) = letters.next_if(|(_, letter)| class(*letter) == Class::Space) {
        reached = index;
    }
    if let Some(kind) = letters.peek().map(|(_, letter)| class(*letter)) {
        while let Some((index, _)) = letters.next_if(|(_, letter)| class(*letter) == kind) {
            reached = index;
        }
    }
    start + reached
}

/// The end of the word to the right.
pub fn next_word(buffer: &Buffer, at: usize) -> usize {
    let line = buffer.line_of(at);
    let end = buffer.line_end(line);
    if at >= end {
        return next_letter(buffer, at);
    }
    let text = &buffer.text()[at..end];
    let mut letters = text.char_indices().peekable();
    while letters.next_if(|(_, letter)| class(*letter) == Class::Space).is_some() {}
    if let Some(kind) = letters.peek().map(|(_, letter)| class(*letter)) {
        while letters.next_if(|(_, letter)| class(*letter) == kind).is_some() {}
    }
    at + letters.peek().map_or(text.len(), |(index, _)| *index)
}

/// The word (or run of marks, or of spaces) at an offset: what a double click selects.
pub fn word_at(buffer: &Buffer, at: usize) -> Range<usize> {
    let line = buffer.line_range(buffer.line_of(at));
    let text = &buffer.text()[line.clone()];
    let at = at.clamp(line.start, line.end) - line.start;
    let before = text[..at].chars().next_back().map(class);
    let after = text[at..].chars().next().map(class);
    let kind = match (before, after) {
        (_, Some(Class::Word)) | (None, Some(_)) => after,
        (Some(Class::Word), _) | (Some(_), None) => before,
        _ => after,
    };
    let Some(kind) = kind else { return line.start + at..line.start + at };
    let left: usize = text[..at].chars().rev().take_while(|letter| class(*letter) == kind).map(char::len_utf8).sum();
    let right: usize = text[at..].chars().take_while(|letter| class(*letter) == kind).map(char::len_utf8).sum();
    line.start + at - left..line.start + at + right
}

/// How many bytes of spaces and tabs a line begins with.
pub fn indent_bytes(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

const PAIRS: [(char, char); 3] = [('(', ')'), ('[', ']'), ('{', '}')];

/// How far a bracket's partner is looked for.
const BRACKET_BYTES: usize = 50_000;

/// The bracket at the caret (right of it, else left of it) and its partner.
pub fn brackets_at(buffer: &Buffer, at: usize) -> Option<(usize, Option<usize>)> {
    let right = buffer.text()[at..].chars().next().filter(|c| is_bracket(*c)).map(|_| at);
    let left = || buffer.text()[..at].chars().next_back().filter(|c| is_bracket(*c)).map(|c| at - c.len_utf8());
    let here = right.or_else(left)?;
    let bracket = buffer.text()[here..].chars().next()?;
    let (open, close) = *PAIRS.iter().find(|(open, close)| *open == bracket || *close == bracket)?;
    let mut depth = 0usize;
    let mut seek = |letter: char, deeper: char, shallower: char| {
        if letter == deeper {
            depth += 1;
        } else if letter == shallower {
            depth -= 1;
        }
        depth == 0
    };
    let partner = if bracket == open {
        let end = floor_boundary(buffer.text(), (here + BRACKET_BYTES).min(buffer.len()));
        buffer.text()[here..end].char_indices().find(|(_, letter)| seek(*letter, open, close)).map(|(index, _)| here + index)
    } else {
        let from = floor_boundary(buffer.text(), here.saturating_sub(BRACKET_BYTES));
        let text = &buffer.text()[from..=here];
        text.char_indices().rev().find(|(_, letter)| seek(*letter, close, open)).map(|(index, _)| from + index)
    };
    Some((here, partner))
}

fn is_bracket(letter: char) -> bool {
    PAIRS.iter().any(|(open, close)| *open == letter || *close == letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn go(buffer: &Buffer, from: usize, motion: Motion) -> usize {
        moved(buffer, &Rows::default(), from, motion, &mut None)
    }

    #[test]
    fn the_caret_walks_over_letters_as_people_see_them() {
        let buffer = Buffer::new("e\u{301}👩‍👩‍👧å\r\nx");
        let mut places = vec![0];
        while *places.last().expect("one") < buffer.len() {
            places.push(next_letter(&buffer, *places.last().expect("one")));
        }
        assert_eq!(places, [0, 3, 21, 23, 25, 26]);
        let mut back = vec![buffer.len()];
        while *back.last().expect("one") > 0 {
            back.push(previous_letter(&buffer, *back.last().expect("one")));
        }
        back.reverse();
        assert_eq!(back, places);
    }

    #[test]
    fn words_are_runs_of_one_kind() {
        let buffer = Buffer::new("  let åäö_1 = a.b(); \nnext");
        let mut at = 0;
        let mut ends = Vec::new();
        while at < buffer.len() {
            at = next_word(&buffer, at);
            ends.push(at);
        }
        assert_eq!(ends, [5, 14, 16, 18, 19, 20, 23, 24, 25, 29]);
        assert_eq!(previous_word(&buffer, 14), 6);
        assert_eq!(previous_word(&buffer, 25), 24);
        assert_eq!(&buffer.text()[word_at(&buffer, 8)], "åäö_1");
        assert_eq!(&buffer.text()[word_at(&buffer, 21)], "();");
        assert_eq!(&buffer.text()[word_at(&buffer, 0)], "  ");
    }

    #[test]
    fn home_goes_to_the_first_letter_and_then_to_the_margin() {
        let buffer = Buffer::new("    key: value");
        assert_eq!(go(&buffer, 9, Motion::LineStart), 4);
        assert_eq!(go(&buffer, 4, Motion::LineStart), 0);
        assert_eq!(go(&buffer, 0, Motion::LineStart), 4);
        assert_eq!(go(&buffer, 4, Motion::LineEnd), 14);
    }

    #[test]
    fn up_and_down_remember_the_column() {
        let buffer = Buffer::new("long line here\nx\n\tanother line");
        let mut goal = None;
        let rows = Rows::default();
        let down = moved(&buffer, &rows, 10, Motion::Rows(1), &mut goal);
        assert_eq!(down, 16);
        let down = moved(&buffer, &rows, down, Motion::Rows(1), &mut goal);
        assert_eq!(buffer.place_of(down), (2, 7), "column 10 lies after a tab of four");
        let up = moved(&buffer, &rows, down, Motion::Rows(-9), &mut goal);
        assert_eq!(up, 10);
        assert_eq!(moved(&buffer, &rows, 10, Motion::Rows(-1), &mut goal), 0, "up from the first row goes to its beginning");
        assert_eq!(moved(&buffer, &rows, 20, Motion::Rows(1), &mut goal), buffer.len());
    }

    #[test]
    fn brackets_find_each_other() {
        let buffer = Buffer::new("f({a: [1, 2]}) )");
        assert_eq!(brackets_at(&buffer, 1), Some((1, Some(13))));
        assert_eq!(brackets_at(&buffer, 14), Some((13, Some(1))));
        assert_eq!(brackets_at(&buffer, 6), Some((6, Some(11))));
        assert_eq!(brackets_at(&buffer, 15), Some((15, None)));
        assert_eq!(brackets_at(&buffer, 9), None);
    }
}
