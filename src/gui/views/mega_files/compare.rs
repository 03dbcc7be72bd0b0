//! What is on disk against what would be written, as one text: removed lines above added ones.

use crate::gui::widgets::code::Wash;
use crate::model::merge::rows::rows;

/// A comparison, ready to be shown.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// The lines of both.
    pub text: String,
    /// Which of them are removed or added.
    pub washes: Vec<(usize, Wash)>,
    /// The margin: the line's number on disk and in the new text.
    pub numbers: Vec<String>,
    /// For each line, its number in the new text; 0 for removed ones.
    pub new_lines: Vec<u32>,
}

/// Compares two texts.
pub fn compare(on_disk: &str, new: &str) -> Comparison {
    let mut result = Comparison::default();
    let (mut removed, mut added) = (Vec::new(), Vec::new());
    let rows = rows(on_disk.as_bytes(), &[new.as_bytes()]);
    let widest = |lines: usize| lines.max(1).to_string().len();
    let (old_width, new_width) = (widest(on_disk.lines().count()), widest(new.lines().count()));
    let shown = |number: u32, width: usize| if number == 0 { " ".repeat(width) } else { format!("{number:>width$}") };
    let mut push = |old: u32, new: u32, text: &str, wash: Option<Wash>| {
        let mark = match wash {
            Some(Wash::Added) => '+',
            Some(Wash::Removed) => '−',
            _ => ' ',
        };
        result.washes.extend(wash.map(|wash| (result.numbers.len(), wash)));
        result.numbers.push(format!("{} {} {mark}", shown(old, old_width), shown(new, new_width)));
        result.new_lines.push(new);
        result.text.push_str(text);
        result.text.push('\n');
    };
    for row in rows.into_iter().map(Some).chain([None]) {
        let (old, new) = row.map_or((None, None), |row| (row.base, row.sides.into_iter().next().flatten()));
        let is_same = old.is_some() && new.as_ref().is_some_and(|cell| !cell.changed);
        let is_end = old.is_none() && new.is_none();
        if is_same || is_end {
            removed.drain(..).for_each(|(line, text): (u32, String)| push(line, 0, &text, Some(Wash::Removed)));
            added.drain(..).for_each(|(line, text): (u32, String)| push(0, line, &text, Some(Wash::Added)));
        }
        match (old, new) {
            (Some(old), Some(new)) if is_same => push(old.line, new.line, &new.text, None),
            (old, new) => {
                removed.extend(old.map(|cell| (cell.line, cell.text)));
                added.extend(new.map(|cell| (cell.line, cell.text)));
            }
        }
    }
    // The last line has no end of its own.
    result.text.pop();
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn removed_lines_stand_above_added_ones() {
        let found = compare("a\nb\nc\nd\n", "a\nB\nC\nd\ne\n");
        assert_eq!(found.text, "a\nb\nc\nB\nC\nd\ne");
        assert_eq!(found.washes, [(1, Wash::Removed), (2, Wash::Removed), (3, Wash::Added), (4, Wash::Added), (6, Wash::Added)]);
        assert_eq!(found.numbers, ["1 1  ", "2   −", "3   −", "  2 +", "  3 +", "4 4  ", "  5 +"]);
        assert_eq!(found.new_lines, [1, 0, 0, 2, 3, 4, 5]);
        assert_eq!(compare("x\n", "x\n").washes, []);
        assert_eq!(compare("", "x\n").washes, [(0, Wash::Added)]);
    }
}
