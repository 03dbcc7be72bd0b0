//! What panes draw: for each conflict (or a whole file) rows in which the sides stand side by side, aligned,
//! and what changed in a line, by word.

use std::ops::Range;

use imara_diff::{Algorithm, Diff, InternedInput};

/// One row of several panes; a missing cell is a filler.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Base's line: its number from 1, and its text without line end.
    pub base: Option<Cell>,
    /// Each side's line, in the order of the sides.
    pub sides: Vec<Option<Cell>>,
}

/// One line in one pane.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// The line's number in this side's run, from 1.
    pub line: u32,
    /// Its text, lossily decoded, without line end.
    pub text: String,
    /// Whether it differs from base's cell in this row (or base has none).
    pub changed: bool,
    /// Byte ranges of `text` that differ from base's line, by word.
    pub words: Vec<Range<usize>>,
}

/// Aligns the sides of one conflict (see `Chunk::Conflict`) against base: a line that a side changed stands beside the
/// line of base that it took the place of, what it added beyond that in rows of its own.
pub fn rows(base: &[u8], sides: &[&[u8]]) -> Vec<Row> {
    let base_lines = lines_of(base);
    let side_lines: Vec<Vec<&[u8]>> = sides.iter().map(|side| lines_of(side)).collect();
    let aligned: Vec<Vec<Place>> = sides.iter().map(|side| places(base, side)).collect();
    let mut rows = Vec::new();
    let mut at = vec![0; sides.len()];
    for line in 0..=base_lines.len() {
        let added = aligned.iter().map(|places| places[line].added).max().unwrap_or_default();
        for extra in 0..added {
            let next = |((places, lines), at): ((&Vec<Place>, &Vec<&[u8]>), &mut usize)| {
                (extra < places[line].added).then(|| take(lines, at, Some(None)))
            };
            let cells = aligned.iter().zip(&side_lines).zip(&mut at).map(next).collect();
            rows.push(Row { base: None, sides: cells });
        }
        if let Some(text) = base_lines.get(line) {
            let next = |((places, lines), at): ((&Vec<Place>, &Vec<&[u8]>), &mut usize)| {
                places[line].has_line.then(|| take(lines, at, Some(Some(text))))
            };
            let cells = aligned.iter().zip(&side_lines).zip(&mut at).map(next).collect();
            rows.push(Row { base: Some(cell(line as u32 + 1, text, None)), sides: cells });
        }
    }
    rows
}

/// A side's next line, as a cell against what base has there.
fn take(lines: &[&[u8]], at: &mut usize, base: Option<Option<&[u8]>>) -> Cell {
    *at += 1;
    cell(*at as u32, lines[*at - 1], base)
}

/// What a side has at one line of base: how many lines of its own stand before it, and whether it has a line there (the
/// same, or one that took its place).
#[derive(Clone, Copy, Debug)]
struct Place {
    added: usize,
    has_line: bool,
}

fn lines_of(text: &[u8]) -> Vec<&[u8]> {
    text.split_inclusive(|byte| *byte == b'\n').collect()
}

/// How many lines came and how many went; none where either is no text.
pub fn counted(before: &[u8], after: &[u8]) -> (u64, u64) {
    if super::is_binary(before) || super::is_binary(after) {
        return (0, 0);
    }
    let sources = (imara_diff::sources::byte_lines(before), imara_diff::sources::byte_lines(after));
    let diff = Diff::compute(Algorithm::Myers, &InternedInput::new(sources.0, sources.1));
    (u64::from(diff.count_additions()), u64::from(diff.count_removals()))
}

/// For each line of base, and for the end.
fn places(base: &[u8], side: &[u8]) -> Vec<Place> {
    let input = InternedInput::new(imara_diff::sources::byte_lines(base), imara_diff::sources::byte_lines(side));
    let mut diff = Diff::compute(Algorithm::Myers, &input);
    diff.postprocess_lines(&input);
    let mut places = vec![Place { added: 0, has_line: true }; input.before.len() + 1];
    for hunk in diff.hunks() {
        // Line by line as far as both reach; what is left was added behind, or removed.
        let paired = hunk.before.len().min(hunk.after.len());
        places[hunk.before.end as usize].added += hunk.after.len() - paired;
        for line in hunk.before.skip(paired) {
            places[line as usize].has_line = false;
        }
    }
    places
}

/// Words are not compared in lines longer than this: nobody could read the result, and everybody would wait for it.
const LONGEST_COMPARED: usize = 2_000;

/// A cell; `base` is what base has in this row: `None` for base's own cell, `Some(None)` where base has nothing.
fn cell(line: u32, text: &[u8], base: Option<Option<&[u8]>>) -> Cell {
    let shown = |text: &[u8]| String::from_utf8_lossy(text).trim_end_matches(['\n', '\r']).to_owned();
    let before = base.flatten().map(shown);
    let text = shown(text);
    let changed = base.is_some() && before.as_deref() != Some(text.as_str());
    let words = match &before {
        Some(before) if changed && text.len().max(before.len()) <= LONGEST_COMPARED => changed_words(before, &text),
        _ => Vec::new(),
    };
    Cell { line, text, changed, words }
}

/// Byte ranges of `after` that are not in `before`, by word.
fn changed_words(before: &str, after: &str) -> Vec<Range<usize>> {
    let mut input = InternedInput::default();
    input.update_before(words(before).into_iter());
    input.update_after(words(after).into_iter());
    let diff = Diff::compute(Algorithm::Myers, &input);
    let mut ends = vec![0];
    for token in &input.after {
        ends.push(ends[ends.len() - 1] + input.interner[*token].len());
    }
    diff.hunks()
        .filter(|hunk| !hunk.after.is_empty())
        .map(|hunk| ends[hunk.after.start as usize]..ends[hunk.after.end as usize])
        .collect()
}

/// Words and the single characters between them.
fn words(text: &str) -> Vec<&str> {
    let is_word = |character: char| character.is_alphanumeric() || character == '_';
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = if is_word(first) { rest.find(|c| !is_word(c)).unwrap_or(rest.len()) } else { first.len_utf8() };
        words.push(&rest[..end]);
        rest = &rest[end..];
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(rows: &[Row]) -> Vec<String> {
        let text = |cell: &Option<Cell>| cell.as_ref().map_or("-".to_owned(), |cell| cell.text.clone());
        rows.iter()
            .map(|row| [text(&row.base)].into_iter().chain(row.sides.iter().map(text)).collect::<Vec<_>>().join("|"))
            .collect()
    }

    #[test]
    fn sides_stand_beside_the_line_they_changed() {
        let base = b"one\ntwo\nthree\n";
        let rows = rows(
            base,
            &[b"one\nTWO a\nthree\n", b"one\ntwo\nthree\nfour\n", b"one\nthree\n", b"zero\none\ntwo b\nmore\nthree\n"],
        );
        assert_eq!(
            shown(&rows),
            [
                "-|-|-|-|zero",
                "one|one|one|one|one",
                "two|TWO a|two|-|two b",
                "-|-|-|-|more",
                "three|three|three|three|three",
                "-|-|four|-|-"
            ]
        );
        let edited = rows[2].sides[3].as_ref().expect("a cell");
        assert_eq!((edited.line, edited.changed, edited.words.len(), &edited.words[0]), (3, true, 1, &(3..5)));
        assert!(!rows[2].sides[1].as_ref().expect("kept").changed);
    }

    #[test]
    fn lines_that_were_changed_together_stand_beside_each_other() {
        let rows = rows(b"a 1\nb 2\nc 3\nend\n", &[b"a 9\nb 8\nc 7\nend\n", b"a 4\nend\n"]);
        assert_eq!(shown(&rows), ["a 1|a 9|a 4", "b 2|b 8|-", "c 3|c 7|-", "end|end|end"]);
        assert_eq!(rows[1].sides[0].as_ref().expect("a cell").words, vec![2..3; 1]);
    }

    #[test]
    fn every_line_of_every_side_stands_in_some_row() {
        let texts: [&[u8]; 5] = [b"", b"a\nb\nc", b"b\nx\n\xff\n", b"c\nb\na\n", b"a\na\na\na\n"];
        for base in texts {
            let rows = rows(base, &texts);
            for (side, text) in texts.iter().enumerate() {
                let cells: Vec<_> = rows.iter().filter_map(|row| row.sides[side].as_ref()).collect();
                let lines: Vec<String> =
                    text.split_inclusive(|b| *b == b'\n').map(|l| String::from_utf8_lossy(l).trim_end().to_owned()).collect();
                assert_eq!(cells.iter().map(|cell| cell.text.clone()).collect::<Vec<_>>(), lines);
                assert!(cells.iter().enumerate().all(|(at, cell)| cell.line as usize == at + 1));
            }
            assert_eq!(rows.iter().filter(|row| row.base.is_some()).count(), base.split_inclusive(|b| *b == b'\n').count());
        }
    }
}
