//! Lines and the rows that they take on the screen: one each, unless lines are wrapped (more) or folded (none).

use std::collections::BTreeMap;
use std::ops::Range;

use super::buffer::{Buffer, LineChange, TAB_CELLS, cells, text_cells};
use super::selection::indent_bytes;

/// Lines `header + 1 ..= last` are hidden behind the line `header`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub struct Fold {
    pub header: usize,
    pub last: usize,
}

/// Which row shows what. The default: every line is one row, which costs nothing to keep.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    /// The first row of each line, and the number of rows at the end; empty while every line is one row.
    firsts: Vec<u32>,
    /// While lines are wrapped: how many rows each line takes, 0 where that is to be found out. So an edit costs the
    /// lines that it touched.
    heights: Vec<u32>,
    /// While lines are wrapped: the parts of very long lines, which nobody wants to find anew in every frame.
    long: BTreeMap<usize, Vec<Range<usize>>>,
    wrap_cells: Option<usize>,
    folds: Vec<Fold>,
    stale: bool,
}

/// The parts of lines longer than this are kept.
const LONG_LINE_BYTES: usize = 2000;

impl Rows {
    /// What is folded, in order.
    pub fn folds(&self) -> &[Fold] {
        &self.folds
    }

    /// Follows an edit: folds below move, folds that were touched open.
    pub fn lines_changed(&mut self, change: &LineChange) {
        let end = change.first + change.removed;
        self.folds.retain_mut(|fold| {
            let touches_hidden = change.first <= fold.last && end > fold.header + 1;
            let touches_header = change.first <= fold.header && end > fold.header && change.removed != change.added;
            if fold.header >= end {
                fold.header = fold.header - change.removed + change.added;
                fold.last = fold.last - change.removed + change.added;
            }
            !touches_hidden && !touches_header
        });
        if self.heights.len() >= end {
            self.heights.splice(change.first..end, std::iter::repeat_n(0, change.added));
        }
        let below = self.long.split_off(&change.first);
        self.long.extend(below.into_iter().filter_map(|(line, parts)| Some((change.map(line)?, parts))));
        self.stale = true;
    }

    /// Follows a text that is another one as a whole.
    pub fn text_replaced(&mut self) {
        self.heights.clear();
        self.long.clear();
        self.folds.clear();
        self.stale = true;
    }

    /// Folds or opens the block that a line heads; whether there is one.
    pub fn toggle_fold(&mut self, buffer: &Buffer, line: usize) -> bool {
        self.stale = true;
        let before = self.folds.len();
        self.folds.retain(|fold| fold.header != line);
        if self.folds.len() < before {
            return true;
        }
        let Some(last) = block_end(buffer, line) else { return false };
        self.folds.push(Fold { header: line, last });
        self.folds.sort();
        true
    }

    /// Folds every block of the outermost indentation that holds blocks, or opens all.
    pub fn fold_all(&mut self, buffer: &Buffer) {
        self.stale = true;
        if !self.folds.is_empty() {
            self.folds.clear();
            return;
        }
        let mut line = 0;
        while line < buffer.line_count() {
            match block_end(buffer, line) {
                Some(last) => {
                    self.folds.push(Fold { header: line, last });
                    line = last + 1;
                }
                None => line += 1,
            }
        }
    }

    /// Opens what hides a line.
    pub fn reveal(&mut self, line: usize) {
        let before = self.folds.len();
        self.folds.retain(|fold| !(fold.header < line && line <= fold.last));
        self.stale |= before != self.folds.len();
    }

    /// Whether a line heads a fold.
    pub fn is_folded(&self, line: usize) -> bool {
        self.folds.binary_search_by_key(&line, |fold| fold.header).is_ok()
    }

    /// Brings the table up to date.
    pub fn update(&mut self, buffer: &Buffer, wrap_cells: Option<usize>) {
        if wrap_cells == self.wrap_cells && !self.stale {
            return;
        }
        if wrap_cells != self.wrap_cells {
            self.wrap_cells = wrap_cells;
            self.heights.clear();
            self.long.clear();
        }
        self.stale = false;
        self.firsts.clear();
        if wrap_cells.is_none() && self.folds.is_empty() {
            return;
        }
        if let Some(width) = wrap_cells {
            self.heights.resize(buffer.line_count(), 0);
            for (line, height) in self.heights.iter_mut().enumerate().filter(|(_, height)| **height == 0) {
                *height = height_of(buffer, line, width, &mut self.long);
            }
        }
        let mut row = 0u32;
        let mut hidden_to = 0;
        let mut folds = self.folds.iter().peekable();
        self.firsts.reserve(buffer.line_count() + 1);
        for line in 0..buffer.line_count() {
            self.firsts.push(row);
            let hidden = line < hidden_to;
            while let Some(fold) = folds.next_if(|fold| fold.header <= line) {
                hidden_to = hidden_to.max(fold.last + 1);
            }
            if !hidden {
                row += self.heights.get(line).copied().unwrap_or(1);
            }
        }
        self.firsts.push(row);
    }

    /// How many rows there are.
    pub fn count(&self, buffer: &Buffer) -> usize {
        self.firsts.last().map_or(buffer.line_count(), |rows| *rows as usize)
    }

    /// The first row of a line.
    pub fn first_row(&self, line: usize) -> usize {
        self.firsts.get(line).map_or(line, |row| *row as usize)
    }

    /// The line that a row shows, and which part of it, from 0.
    pub fn line_of_row(&self, row: usize) -> (usize, usize) {
        if self.firsts.is_empty() {
            return (row, 0);
        }
        let lines = &self.firsts[..self.firsts.len() - 1];
        let line = lines.partition_point(|first| *first as usize <= row).saturating_sub(1);
        (line, row - lines[line] as usize)
    }

    /// The parts of a line, each a row; in offsets of the text.
    pub fn parts(&self, buffer: &Buffer, line: usize) -> Vec<Range<usize>> {
        let range = buffer.line_range(line);
        let shifted = |part: &Range<usize>| range.start + part.start..range.start + part.end;
        match (self.long.get(&line), self.wrap_cells) {
            (Some(parts), _) => parts.iter().map(shifted).collect(),
            (None, Some(width)) => wrap_parts(buffer.line(line), width).iter().map(shifted).collect(),
            (None, None) => vec![range],
        }
    }

    /// One part of a line, and whether it is the last; `None` where there are not so many.
    pub fn part(&self, buffer: &Buffer, line: usize, index: usize) -> Option<(Range<usize>, bool)> {
        let start = buffer.line_start(line);
        match self.long.get(&line) {
            Some(parts) => parts.get(index).map(|part| (start + part.start..start + part.end, index + 1 == parts.len())),
            None => {
                let parts = self.parts(buffer, line);
                parts.get(index).map(|part| (part.clone(), index + 1 == parts.len()))
            }
        }
    }

    /// The row that shows an offset, and all that this row shows.
    pub fn part_of(&self, buffer: &Buffer, offset: usize) -> (usize, Range<usize>) {
        let line = buffer.line_of(offset);
        if let Some(parts) = self.long.get(&line) {
            let start = buffer.line_start(line);
            let index = parts.partition_point(|part| start + part.start <= offset).saturating_sub(1);
            return (self.first_row(line) + index, start + parts[index].start..start + parts[index].end);
        }
        let parts = self.parts(buffer, line);
        let index = parts.partition_point(|part| part.start <= offset).saturating_sub(1);
        (self.first_row(line) + index, parts[index].clone())
    }

    /// The offset that lies `count` rows below (or above), in the column that `goal` remembers.
    pub fn moved(&self, buffer: &Buffer, head: usize, count: isize, goal: &mut Option<usize>) -> usize {
        let (row, part) = self.part_of(buffer, head);
        let column = *goal.get_or_insert_with(|| text_cells(&buffer.text()[part.start..head], 0));
        let last = self.count(buffer) - 1;
        if count < 0 && row == 0 {
            return 0;
        }
        if count > 0 && row >= last {
            return buffer.len();
        }
        let (line, index) = self.line_of_row(row.saturating_add_signed(count).min(last));
        let part = self.parts(buffer, line).swap_remove(index);
        let mut at = 0;
        for (index, letter) in buffer.text()[part.clone()].char_indices() {
            let width = if letter == '\t' { TAB_CELLS - at % TAB_CELLS } else { cells(letter) };
            if at + width.div_ceil(2) > column && width > 0 {
                return part.start + index;
            }
            at += width;
        }
        let is_last_part = part.end == buffer.line_end(line);
        if is_last_part { part.end } else { super::selection::previous_letter(buffer, part.end) }
    }
}

/// How many rows a wrapped line takes; the parts of a long one are kept.
fn height_of(buffer: &Buffer, line: usize, width: usize, long: &mut BTreeMap<usize, Vec<Range<usize>>>) -> u32 {
    let text = buffer.line(line);
    // Where no letter is wider than its bytes are many; a tab alone is.
    if text.len() <= width && !text.as_bytes().contains(&b'\t') {
        return 1;
    }
    let parts = wrap_parts(text, width);
    let count = u32::try_from(parts.len()).unwrap_or(u32::MAX);
    if text.len() > LONG_LINE_BYTES {
        long.insert(line, parts);
    }
    count
}

/// Where a line's text breaks when a row holds so many columns: after a space where there is one.
fn wrap_parts(text: &str, width: usize) -> Vec<Range<usize>> {
    let width = width.max(8);
    let mut parts = Vec::new();
    if text.is_ascii() && !text.as_bytes().contains(&b'\t') {
        let mut start = 0;
        while text.len() - start > width {
            let space = text.as_bytes()[start..start + width].iter().rposition(|byte| *byte == b' ');
            let end = start + space.map_or(width, |space| space + 1);
            parts.push(start..end);
            start = end;
        }
        parts.push(start..text.len());
        return parts;
    }
    let (mut start, mut column, mut break_at) = (0, 0, None);
    for (index, letter) in text.char_indices() {
        let letter_cells = if letter == '\t' { TAB_CELLS - column % TAB_CELLS } else { cells(letter) };
        if column + letter_cells > width && index > start {
            let at = break_at.filter(|at| *at > start).unwrap_or(index);
            parts.push(start..at);
            start = at;
            column = text_cells(&text[start..index], 0);
            break_at = None;
        }
        column += letter_cells;
        if letter == ' ' {
            break_at = Some(index + 1);
        }
    }
    parts.push(start..text.len());
    parts
}

/// The last line of the block that a line heads: the deeper lines below it. `None` where there are none.
pub fn block_end(buffer: &Buffer, line: usize) -> Option<usize> {
    let head = buffer.line(line);
    if head.trim().is_empty() {
        return None;
    }
    let indent = indent_bytes(head);
    let mut last = None;
    for below in line + 1..buffer.line_count() {
        let text = buffer.line(below);
        if text.trim().is_empty() {
            continue;
        }
        if indent_bytes(text) <= indent {
            break;
        }
        last = Some(below);
    }
    last
}

/// Whether a line heads a block, asked for every visible line: looks no further than it must.
pub fn heads_block(buffer: &Buffer, line: usize) -> bool {
    let head = buffer.line(line);
    if head.trim().is_empty() {
        return false;
    }
    (line + 1..buffer.line_count().min(line + 50))
        .map(|below| buffer.line(below))
        .find(|text| !text.trim().is_empty())
        .is_some_and(|text| indent_bytes(text) > indent_bytes(head))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapped_lines_break_after_spaces() {
        let parts = |text: &'static str, width| wrap_parts(text, width).into_iter().map(|part| &text[part]).collect::<Vec<_>>();
        assert_eq!(parts("one two three four", 9), ["one two ", "three ", "four"]);
        assert_eq!(parts("abcdefghijklmnop", 8), ["abcdefgh", "ijklmnop"]);
        assert_eq!(parts("漢字漢字漢", 8), ["漢字漢字", "漢"]);
        assert_eq!(parts("", 8), [""]);
    }

    #[test]
    fn the_table_of_wrapped_rows_follows_every_edit() {
        let long = "wörd word ".repeat(400);
        let mut buffer = Buffer::new(&format!("{}\none\n{long}\n\tx\nlast words of it here\n", "a ".repeat(2500)));
        let mut rows = Rows::default();
        rows.update(&buffer, Some(12));
        let mut seed = 3u64;
        for step in 0..60 {
            seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            let at = buffer.clamp((seed >> 33) as usize % buffer.len());
            let end = buffer.clamp(at + (seed >> 60) as usize);
            let text = ["x", "", "\n", "two words\nand å more", "\t"][step % 5].to_owned();
            let change = crate::model::edit::Change { range: at..end.max(at), text };
            if let Some(lines) = buffer.apply(&[change]) {
                rows.lines_changed(&lines);
            }
            if step % 3 == 0 {
                rows.update(&buffer, Some(12));
            }
        }
        rows.update(&buffer, Some(12));
        let mut fresh = Rows::default();
        fresh.update(&buffer, Some(12));
        assert_eq!((&rows.firsts, &rows.heights, &rows.long), (&fresh.firsts, &fresh.heights, &fresh.long));
        for row in 0..rows.count(&buffer) {
            let (line, index) = rows.line_of_row(row);
            let (part, _) = rows.part(&buffer, line, index).expect("a part");
            assert_eq!(part, rows.parts(&buffer, line)[index]);
            assert_eq!(rows.part_of(&buffer, part.start).0, row);
        }
    }

    #[test]
    fn rows_and_lines_find_each_other() {
        let buffer = Buffer::new("a: 1\nb:\n  one two three\n  x\nc: 1\n");
        let mut rows = Rows::default();
        rows.update(&buffer, Some(9));
        assert_eq!(rows.count(&buffer), 7);
        assert_eq!((0..7).map(|row| rows.line_of_row(row)).collect::<Vec<_>>()[2..5], [(2, 0), (2, 1), (3, 0)]);
        assert!(rows.toggle_fold(&buffer, 1));
        rows.update(&buffer, Some(9));
        assert_eq!(rows.count(&buffer), 4);
        assert_eq!((0..4).map(|row| rows.line_of_row(row).0).collect::<Vec<_>>(), [0, 1, 4, 5]);
        assert_eq!(rows.part_of(&buffer, buffer.line_start(4)).0, 2);
        let down = rows.moved(&buffer, buffer.line_start(1), 1, &mut None);
        assert_eq!(buffer.line_of(down), 4, "over the fold");
        rows.reveal(3);
        assert!(rows.folds().is_empty());
    }

    #[test]
    fn an_edit_opens_the_fold_that_it_touches_and_moves_those_below() {
        let mut buffer = Buffer::new("a:\n  1\nb:\n  2\nc:\n  3\n");
        let mut rows = Rows::default();
        rows.fold_all(&buffer);
        assert_eq!(rows.folds().len(), 3);
        let at = buffer.line_start(3);
        let change = buffer.apply(&[crate::model::edit::Change { range: at..at, text: "x\n".into() }]).expect("a change");
        rows.lines_changed(&change);
        assert_eq!(rows.folds(), [Fold { header: 0, last: 1 }, Fold { header: 5, last: 6 }]);
    }
}
