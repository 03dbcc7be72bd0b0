//! SEARCH/REPLACE blocks: a text to look for, and what comes in its place. Owns their marks. Not: finding the text
//! (`apply`).

use std::ops::Range;

use super::apply::Hunk;
use super::lines::{Lines, without_indent};
use super::{Part, PartKind, paths};

fn is_mark(line: &str, mark: char, words: &[&str]) -> bool {
    let line = line.trim();
    let rest = line.trim_start_matches(mark);
    (5..=9).contains(&(line.len() - rest.len())) && words.contains(&rest.trim().to_uppercase().as_str())
}

/// Whether a block begins at this line.
pub(super) fn begins(line: &str) -> bool {
    line.trim_start().starts_with("<<<<<") && is_mark(line, '<', &["SEARCH", "ORIGINAL"])
}

/// The blocks of these lines, and the first line behind the last. `path` is what is known before the first of them.
/// In the open (`is_open`), whatever is no block ends them.
pub(super) fn parse(
    lines: &Lines<'_>,
    range: Range<usize>,
    path: Option<String>,
    indent: usize,
    is_open: bool,
) -> (Vec<Part>, usize) {
    let (mut parts, mut path) = (Vec::new(), path);
    let (mut at, mut floor) = (range.start, range.start);
    while at < range.end {
        if !begins(lines.line(at)) {
            if is_open && !lines.is_blank(at) {
                break;
            }
            at += 1;
            continue;
        }
        // The path stands on the line right before the block.
        let named = lines.last_filled(floor..at).and_then(|line| {
            let line = lines.line(line);
            paths::in_line(line).filter(|above| !above.is_prose).map(|above| above.path).or_else(|| paths::in_comment(line))
        });
        path = named.or(path);
        let divider = (at + 1..range.end).find(|index| is_mark(lines.line(*index), '=', &[""]));
        let end = divider
            .and_then(|from| (from + 1..range.end).find(|index| is_mark(lines.line(*index), '>', &["REPLACE", "UPDATED"])));
        let text_of = |range: Range<usize>| range.map(|index| without_indent(lines.line(index), indent).to_owned()).collect();
        let next = end.map_or(range.end, |end| end + 1);
        let hunks = match (divider, end) {
            (Some(divider), Some(end)) => {
                vec![Hunk::replacing(at as u32 + 1, text_of(at + 1..divider), text_of(divider + 1..end))]
            }
            // Half of a replacement is none.
            _ => Vec::new(),
        };
        let span = lines.span(&(at..next));
        parts.push(Part {
            kind: PartKind::SearchReplace,
            path: path.clone(),
            language: String::new(),
            text: lines.joined(at..next, indent),
            hunks,
            line: at as u32 + 1,
            span,
            is_cut_off: end.is_none(),
            id: None,
            team: None,
            problems: Vec::new(),
        });
        (at, floor) = (next, next);
    }
    // Blank lines behind the last block are nobody's.
    (parts, floor.max(range.start + 1))
}
