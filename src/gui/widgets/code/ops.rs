//! What keys do to a text, as pure functions: each gives the replacements and the selection afterwards.

use std::ops::Range;

use super::buffer::{Buffer, text_cells};
use super::selection::{Selection, indent_bytes, next_letter, next_word, previous_letter, previous_word};
use crate::model::edit::Change;

/// Replacements, and what is selected when they are made.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Op {
    pub changes: Vec<Change>,
    pub selection: Selection,
}

impl Op {
    fn one(range: Range<usize>, text: String) -> Self {
        let selection = Selection::caret(range.start + text.len());
        Self { changes: vec![Change { range, text }], selection }
    }

    /// Whether it does nothing to the text.
    pub fn is_empty(&self) -> bool {
        self.changes.iter().all(|change| change.range.is_empty() && change.text.is_empty())
    }
}

/// Writes a text in place of the selection; line ends become those of the text.
pub fn insert(buffer: &Buffer, selection: Selection, text: &str) -> Op {
    let mut text = text.to_owned();
    if text.contains('\r') {
        text = text.replace("\r\n", "\n").replace('\r', "\n");
    }
    if buffer.line_ending() == "\r\n" {
        text = text.replace('\n', "\r\n");
    }
    Op::one(selection.range(), text)
}

/// Begins a new line, as deep as this one; a level deeper after what opens a block.
pub fn enter(buffer: &Buffer, selection: Selection, indent: usize) -> Op {
    let range = selection.range();
    let line = buffer.line_range(buffer.line_of(range.start));
    let before = &buffer.text()[line.start..range.start];
    let after = buffer.text()[range.end..].chars().next();
    let depth = &before[..indent_bytes(before)];
    let opens = before.trim_end().chars().next_back();
    let ending = buffer.line_ending();
    let block_scalar = matches!(opens, Some('|' | '>')) && before.contains(':');
    let deeper = block_scalar || matches!(opens, Some(':' | '{' | '[' | '('));
    let mut text = format!("{ending}{depth}");
    if deeper {
        text.push_str(&" ".repeat(indent));
    }
    let caret = range.start + text.len();
    if matches!((opens, after), (Some('{'), Some('}')) | (Some('['), Some(']')) | (Some('('), Some(')'))) {
        text.push_str(ending);
        text.push_str(depth);
    }
    Op { selection: Selection::caret(caret), ..Op::one(range, text) }
}

/// Deletes the selection, or the letter (or word) to the left; in the margin, to the indentation step before.
pub fn backspace(buffer: &Buffer, selection: Selection, by_word: bool, indent: usize) -> Op {
    if !selection.is_empty() {
        return Op::one(selection.range(), String::new());
    }
    let at = selection.head;
    let line_start = buffer.line_start(buffer.line_of(at));
    let before = &buffer.text()[line_start..at];
    let from = if by_word {
        previous_word(buffer, at)
    } else if !before.is_empty() && before.bytes().all(|byte| byte == b' ') {
        at - ((before.len() - 1) % indent.max(1) + 1)
    } else if let Some(letter) = before.chars().next_back().filter(|letter| ('\u{300}'..='\u{36f}').contains(letter)) {
        // A combining mark goes first: so does a wrong accent, without its letter.
        at - letter.len_utf8()
    } else {
        previous_letter(buffer, at)
    };
    Op::one(from..at, String::new())
}

/// Deletes the selection, or the letter (or word) to the right.
pub fn delete(buffer: &Buffer, selection: Selection, by_word: bool) -> Op {
    if !selection.is_empty() {
        return Op::one(selection.range(), String::new());
    }
    let at = selection.head;
    let to = if by_word { next_word(buffer, at) } else { next_letter(buffer, at) };
    Op::one(at..to, String::new())
}

/// The lines that a selection touches; a line in which it only ends at the margin is not one of them.
pub fn selected_lines(buffer: &Buffer, selection: Selection) -> Range<usize> {
    let range = selection.range();
    let first = buffer.line_of(range.start);
    let mut last = buffer.line_of(range.end);
    if last > first && range.end == buffer.line_start(last) {
        last -= 1;
    }
    first..last + 1
}

/// Where an offset is after changes; one that lies on an insertion goes with it.
fn shifted(offset: usize, changes: &[Change]) -> usize {
    let mut shift = 0isize;
    for change in changes {
        if change.range.end <= offset {
            shift += change.text.len() as isize - change.range.len() as isize;
        } else if change.range.start < offset {
            shift += (change.range.start + change.text.len()) as isize - offset as isize;
        }
    }
    offset.strict_add_signed(shift)
}

fn with_shifted(selection: Selection, changes: Vec<Change>) -> Op {
    let selection = Selection { anchor: shifted(selection.anchor, &changes), head: shifted(selection.head, &changes) };
    Op { changes, selection }
}

/// Tab: selected lines move a level in; without a selection, spaces to the next step.
pub fn indent(buffer: &Buffer, selection: Selection, indent: usize) -> Op {
    let lines = selected_lines(buffer, selection);
    if selection.is_empty() || (lines.len() == 1 && !covers_line(buffer, selection)) {
        let from = selection.range().start;
        let column = text_cells(&buffer.text()[buffer.line_start(buffer.line_of(from))..from], 0);
        return Op::one(selection.range(), " ".repeat(indent - column % indent));
    }
    let changes: Vec<Change> = lines
        .filter(|line| !buffer.line(*line).trim().is_empty())
        .map(|line| Change { range: buffer.line_start(line)..buffer.line_start(line), text: " ".repeat(indent) })
        .collect();
    with_shifted(selection, changes)
}

fn covers_line(buffer: &Buffer, selection: Selection) -> bool {
    let line = buffer.line_range(buffer.line_of(selection.range().start));
    selection.range().start <= line.start && selection.range().end >= line.end
}

/// Shift+Tab: the lines move a level out.
pub fn outdent(buffer: &Buffer, selection: Selection, indent: usize) -> Op {
    let changes = selected_lines(buffer, selection)
        .filter_map(|line| {
            let text = buffer.line(line);
            let spaces = text.bytes().take(indent).take_while(|byte| *byte == b' ').count();
            let cut = if text.starts_with('\t') { 1 } else { spaces };
            let start = buffer.line_start(line);
            (cut > 0).then(|| Change { range: start..start + cut, text: String::new() })
        })
        .collect();
    with_shifted(selection, changes)
}

/// Makes the lines comments, or, where all are, text again.
pub fn toggle_comment(buffer: &Buffer, selection: Selection, mark: &str) -> Op {
    let lines: Vec<usize> = selected_lines(buffer, selection).filter(|line| !buffer.line(*line).trim().is_empty()).collect();
    let all = lines.iter().all(|line| buffer.line(*line).trim_start().starts_with(mark));
    let depth = lines.iter().map(|line| indent_bytes(buffer.line(*line))).min().unwrap_or_default();
    let changes = lines
        .into_iter()
        .map(|line| {
            let (start, text) = (buffer.line_start(line), buffer.line(line));
            if all {
                let at = start + indent_bytes(text);
                let rest = &buffer.text()[at + mark.len()..];
                Change { range: at..at + mark.len() + usize::from(rest.starts_with(' ')), text: String::new() }
            } else {
                Change { range: start + depth..start + depth, text: format!("{mark} ") }
            }
        })
        .collect();
    with_shifted(selection, changes)
}

/// Moves the lines one line up or down.
pub fn move_lines(buffer: &Buffer, selection: Selection, up: bool) -> Option<Op> {
    let lines = selected_lines(buffer, selection);
    let text = |lines: Range<usize>| {
        let mut text: Vec<&str> = lines.map(|line| buffer.line(line)).collect();
        text.push("");
        text.join(buffer.line_ending())
    };
    let (moving, passed) = (lines.clone(), if up { lines.start.checked_sub(1)? } else { lines.end });
    if passed >= buffer.line_count() || (!up && passed + 1 == buffer.line_count() && buffer.line(passed).is_empty()) {
        return None;
    }
    let whole = lines.start.min(passed)..lines.end.max(passed + 1);
    let (block, other) = (text(moving), text(passed..passed + 1));
    let mut new = if up { format!("{block}{other}") } else { format!("{other}{block}") };
    let range = buffer.line_start(whole.start)..buffer.line_end(whole.end - 1);
    new.truncate(new.len() - buffer.line_ending().len());
    let old_start = buffer.line_start(lines.start);
    let new_start = if up { range.start } else { range.start + other.len() };
    let moved = |at: usize| (at - old_start + new_start).min(range.start + new.len());
    let selection = Selection { anchor: moved(selection.anchor), head: moved(selection.head) };
    Some(Op { changes: vec![Change { range, text: new }], selection })
}

/// Writes the lines once more below; the caret goes with the copy.
pub fn duplicate_lines(buffer: &Buffer, selection: Selection) -> Op {
    let lines = selected_lines(buffer, selection);
    let range = buffer.line_start(lines.start)..buffer.line_end(lines.end - 1);
    let text = format!("{}{}", buffer.line_ending(), &buffer.text()[range.clone()]);
    let shift = text.len();
    Op {
        changes: vec![Change { range: range.end..range.end, text }],
        selection: Selection { anchor: selection.anchor + shift, head: selection.head + shift },
    }
}

/// Deletes the lines as a whole.
pub fn delete_lines(buffer: &Buffer, selection: Selection) -> Op {
    let lines = selected_lines(buffer, selection);
    let range = if lines.end < buffer.line_count() {
        buffer.line_start(lines.start)..buffer.line_start(lines.end)
    } else {
        // The last lines: what goes is the line end before them.
        lines.start.checked_sub(1).map_or(0, |before| buffer.line_end(before))..buffer.len()
    };
    Op::one(range, String::new())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::edit::TextEdit;

    /// Runs an operation on a text in which `‹` is the anchor and `›` the caret; gives the same notation.
    fn run(marked: &str, op: impl Fn(&Buffer, Selection) -> Op) -> String {
        let anchor = marked.find('‹');
        let mut text = marked.replace('‹', "");
        let head = text.find('›').expect("a caret");
        text = text.replace('›', "");
        let anchor = anchor.map_or(head, |at| if at > marked.find('›').expect("a caret") { at - '›'.len_utf8() } else { at });
        let buffer = Buffer::new(&text);
        let op = op(&buffer, Selection { anchor, head });
        let mut after = TextEdit::new(op.changes).apply(&text);
        let Selection { anchor, head } = op.selection;
        after.insert(head, '›');
        if anchor != head {
            after.insert(if anchor > head { anchor + '›'.len_utf8() } else { anchor }, '‹');
        }
        after
    }

    #[test]
    fn enter_keeps_the_depth_and_opens_blocks() {
        let go = |text| run(text, |b, s| enter(b, s, 2));
        assert_eq!(go("  a: 1›"), "  a: 1\n  ›");
        assert_eq!(go("  a:›"), "  a:\n    ›");
        assert_eq!(go("template: |›"), "template: |\n  ›");
        assert_eq!(go("  f {›}"), "  f {\n    ›\n  }");
        assert_eq!(go("a\r\n  b›\r\n"), "a\r\n  b\r\n  ›\r\n");
        assert_eq!(go("a ‹b› c"), "a \n› c");
    }

    #[test]
    fn backspace_and_delete() {
        let back = |text| run(text, |b, s| backspace(b, s, false, 2));
        assert_eq!(back("aå›b"), "a›b");
        assert_eq!(back("    ›x"), "  ›x");
        assert_eq!(back("   ›x"), "  ›x");
        assert_eq!(back("a\r\n›b"), "a›b");
        assert_eq!(back("e\u{301}›"), "e›");
        assert_eq!(back("›"), "›");
        assert_eq!(run("one two_x›", |b, s| backspace(b, s, true, 2)), "one ›");
        assert_eq!(run("a›👩‍👩‍👧b", |b, s| delete(b, s, false)), "a›b");
        assert_eq!(run("›one two", |b, s| delete(b, s, true)), "› two");
        assert_eq!(run("a›\r\nb", |b, s| delete(b, s, false)), "a›b");
        assert_eq!(run("‹ab›c", |b, s| delete(b, s, false)), "›c");
    }

    #[test]
    fn tab_moves_lines_in_and_out() {
        let tab = |text| run(text, |b, s| indent(b, s, 2));
        assert_eq!(tab("abc›"), "abc ›");
        assert_eq!(tab("‹a\n\nb\n›c"), "  ‹a\n\n  b\n›c");
        assert_eq!(tab("a‹b›c"), "a ›c");
        let out = |text| run(text, |b, s| outdent(b, s, 2));
        assert_eq!(out("    a›"), "  a›");
        assert_eq!(out(" ›a"), "›a");
        assert_eq!(out("  ‹a\n   b›\n\tc"), "‹a\n b›\n\tc");
    }

    #[test]
    fn comments_come_and_go() {
        let comment = |text| run(text, |b, s| toggle_comment(b, s, "#"));
        assert_eq!(comment("  a›"), "  # a›");
        assert_eq!(comment("‹  a\n\n    b›"), "‹  # a\n\n  #   b›");
        assert_eq!(comment("‹  # a\n  #   b›"), "‹  a\n    b›");
    }

    #[test]
    fn lines_move_and_double() {
        let up = |text| run(text, |b, s| move_lines(b, s, true).expect("it moves"));
        let down = |text| run(text, |b, s| move_lines(b, s, false).expect("it moves"));
        assert_eq!(up("a\nb›\nc"), "b›\na\nc");
        assert_eq!(up("a\r\nb›"), "b›\r\na");
        assert_eq!(down("‹a\nb›\nc\n"), "c\n‹a\nb›\n");
        assert_eq!(down("a›\nb"), "b\na›");
        let buffer = Buffer::new("a\n");
        assert_eq!(move_lines(&buffer, Selection::caret(0), true), None);
        assert_eq!(move_lines(&buffer, Selection::caret(0), false), None);
        assert_eq!(run("a\nb›b\nc", duplicate_lines), "a\nbb\nb›b\nc");
        assert_eq!(run("a\nb›b\nc", delete_lines), "a\n›c");
        assert_eq!(run("a\nb›b", delete_lines), "a›");
    }

    #[test]
    fn what_is_pasted_takes_the_line_ends_of_the_text() {
        assert_eq!(run("a\r\n›", |b, s| insert(b, s, "x\ny\r\nz")), "a\r\nx\r\ny\r\nz›");
        assert_eq!(run("a\n‹b›", |b, s| insert(b, s, "x\r\ny")), "a\nx\ny›");
    }
}
