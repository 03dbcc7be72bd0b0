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

#[expect(clippy::needless_range_loop, reason = "a line number is a place in several lists at once")]
/// Aligns the sides of one conflict (see `Chunk::Conflict`) against base.
pub fn rows(base: &[u8], sides: &[&[u8]]) -> Vec<Row> {
    let base_lines = lines_of(base);
    let side_lines: Vec<Vec<&[u8]>> = sides.iter().map(|side| lines_of(side)).collect();
    let aligned: Vec<Vec<Run>> = sides.iter().map(|side| runs(base, side)).collect();
    let mut rows = Vec::new();
    let mut at = vec![0; sides.len()];
    for line in 0..=base_lines.len() {
        // What each side has instead of (or before) this line of base.
        let here: Vec<&[&[u8]]> = (0..sides.len())
            .map(|side| {
                let run = &aligned[side][line];
                let part = &side_lines[side][at[side]..at[side] + run.inserted];
                at[side] += run.inserted;
                part
            })
            .collect();
        let kept: Vec<bool> = (0..sides.len()).map(|side| aligned[side][line].kept).collect();
        let added = here.iter().map(|part| part.len()).max().unwrap_or(0);
        let base_line = base_lines.get(line).copied();
        let mut base_used = base_line.is_none();
        for extra in 0..added {
            let replaced = !base_used
                && extra == 0
                && here.iter().zip(&kept).any(|(part, kept)| !part.is_empty() && !kept)
                && here.iter().zip(&kept).all(|(part, kept)| part.is_empty() || !kept);
            let shown_base = if replaced { base_line } else { None };
            base_used |= replaced;
            let mut row = Row { base: shown_base.map(|text| cell(line as u32 + 1, text, None)), sides: Vec::new() };
            for side in 0..sides.len() {
                let number = at[side] - here[side].len() + extra + 1;
                row.sides.push(match here[side].get(extra) {
                    Some(text) => Some(cell(number as u32, text, Some(shown_base))),
                    None if replaced && kept[side] => {
                        at[side] += 1;
                        Some(cell(at[side] as u32, side_lines[side][at[side] - 1], Some(shown_base)))
                    }
                    None => None,
                });
            }
            rows.push(row);
        }
        if let (Some(text), false) = (base_line, base_used) {
            let mut row = Row { base: Some(cell(line as u32 + 1, text, None)), sides: Vec::new() };
            for side in 0..sides.len() {
                row.sides.push(kept[side].then(|| {
                    at[side] += 1;
                    cell(at[side] as u32, side_lines[side][at[side] - 1], Some(base_line))
                }));
            }
            rows.push(row);
        }
    }
    rows
}

/// What a side has at one line of base: how many lines of its own stand before it, and whether it keeps the line.
#[derive(Clone, Copy, Debug, Default)]
struct Run {
    inserted: usize,
    kept: bool,
}

fn lines_of(text: &[u8]) -> Vec<&[u8]> {
    text.split_inclusive(|byte| *byte == b'\n').collect()
}

/// For each line of base, and for the end.
fn runs(base: &[u8], side: &[u8]) -> Vec<Run> {
    let input = InternedInput::new(imara_diff::sources::byte_lines(base), imara_diff::sources::byte_lines(side));
    let mut diff = Diff::compute(Algorithm::Myers, &input);
    diff.postprocess_lines(&input);
    let mut runs = vec![Run { inserted: 0, kept: true }; input.before.len() + 1];
    for hunk in diff.hunks() {
        runs[hunk.before.start as usize].inserted += hunk.after.len();
        for line in hunk.before {
            runs[line as usize].kept = false;
        }
    }
    runs
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
