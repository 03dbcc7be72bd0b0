//! An edit of a text as a value: it can be applied, taken back, and listed in a history.

use std::ops::Range;

/// One replacement, in byte offsets of the text before the edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What is replaced.
    pub range: Range<usize>,
    /// What stands there afterwards.
    pub text: String,
}

/// A list of replacements that do not overlap, in rising order. All offsets are of the text before the edit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextEdit {
    changes: Vec<Change>,
    continues: bool,
}

impl TextEdit {
    /// An edit from replacements in any order.
    ///
    /// # Panics
    /// When two of them overlap: a bug of the caller.
    pub fn new(mut changes: Vec<Change>) -> Self {
        changes.sort_by_key(|change| (change.range.start, change.range.end));
        assert!(changes.windows(2).all(|pair| pair[0].range.end <= pair[1].range.start), "overlapping changes");
        Self { changes, continues: false }
    }

    /// Says that this edit goes on with the one before (a further letter of a word): a history may join the two
    /// into one step.
    #[must_use]
    pub fn continuing(mut self) -> Self {
        self.continues = true;
        self
    }

    /// Whether it goes on with the edit before.
    pub fn continues(&self) -> bool {
        self.continues
    }

    /// One edit that does what this one and then `next` do, where both are single replacements that touch.
    pub fn then(&self, next: &Self) -> Option<Self> {
        let ([first], [second]) = (self.changes.as_slice(), next.changes.as_slice()) else { return None };
        let written = first.range.start..first.range.start + first.text.len();
        if second.range.end < written.start || second.range.start > written.end {
            return None;
        }
        let mut text = String::new();
        text.push_str(&first.text[..second.range.start.saturating_sub(written.start).min(first.text.len())]);
        text.push_str(&second.text);
        if second.range.end < written.end {
            text.push_str(&first.text[second.range.end - written.start..]);
        }
        let start = written.start.min(second.range.start);
        let end = first.range.end + second.range.end.saturating_sub(written.end);
        Some(Self { changes: vec![Change { range: start..end, text }], continues: self.continues })
    }

    /// The smallest single replacement that turns `before` into `after`.
    pub fn between(before: &str, after: &str) -> Self {
        if before == after {
            return Self::default();
        }
        let mut start = before.bytes().zip(after.bytes()).take_while(|(a, b)| a == b).count();
        while !before.is_char_boundary(start) || !after.is_char_boundary(start) {
            start -= 1;
        }
        let limit = before.len().min(after.len()) - start;
        let mut tail = before.bytes().rev().zip(after.bytes().rev()).take(limit).take_while(|(a, b)| a == b).count();
        while !before.is_char_boundary(before.len() - tail) || !after.is_char_boundary(after.len() - tail) {
            tail -= 1;
        }
        Self::new(vec![Change { range: start..before.len() - tail, text: after[start..after.len() - tail].to_owned() }])
    }

    /// The replacements, in rising order.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// The text after the edit.
    ///
    /// # Panics
    /// When an offset is not a character boundary of `text`: the edit belongs to another text.
    pub fn apply(&self, text: &str) -> String {
        let mut result = String::with_capacity(text.len() + 64);
        let mut end = 0;
        for change in &self.changes {
            result.push_str(&text[end..change.range.start]);
            result.push_str(&change.text);
            end = change.range.end;
        }
        result.push_str(&text[end..]);
        result
    }

    /// The same in place: what lies behind a change moves, nothing is copied to a new text.
    ///
    /// # Panics
    /// As [`Self::apply`].
    pub fn apply_to(&self, text: &mut String) {
        match self.changes.as_slice() {
            [] => {}
            [change] => text.replace_range(change.range.clone(), &change.text),
            _ => *text = self.apply(text),
        }
    }

    /// The edit that restores `before` from what `apply(before)` gives.
    pub fn inverse(&self, before: &str) -> Self {
        let mut shift = 0isize;
        let mut changes = Vec::with_capacity(self.changes.len());
        for change in &self.changes {
            let start = change.range.start.strict_add_signed(shift);
            changes.push(Change { range: start..start + change.text.len(), text: before[change.range.clone()].to_owned() });
            shift += change.text.len() as isize - change.range.len() as isize;
        }
        Self { changes, continues: false }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_and_its_inverse_restore_the_bytes() {
        let before = "åäö one two\nthree";
        for after in ["", "åäö one two\nthree!", "åö one two\nthree", "x", before] {
            let edit = TextEdit::between(before, after);
            assert_eq!(edit.apply(before), after);
            let mut text = before.to_owned();
            edit.apply_to(&mut text);
            assert_eq!(text, after);
            assert_eq!(edit.inverse(before).apply(after), before);
        }
        let edit = TextEdit::new(vec![Change { range: 15..18, text: "".into() }, Change { range: 0..2, text: "aa!".into() }]);
        let after = edit.apply(before);
        assert_eq!(edit.inverse(before).apply(&after), before);
    }
    #[test]
    fn two_edits_that_touch_are_one() {
        let change = |range, text: &str| TextEdit::new(vec![Change { range, text: text.to_owned() }]);
        let before = "one two three";
        for (first, second) in [
            (change(3..3, "x"), change(4..4, "y")),
            (change(3..4, "--"), change(4..8, "")),
            (change(3..4, ""), change(2..3, "")),
            (change(4..7, "2"), change(0..11, "all")),
        ] {
            let after = second.apply(&first.apply(before));
            let joined = first.then(&second).expect("they touch");
            assert_eq!(joined.apply(before), after);
            let back = second.inverse(&first.apply(before)).then(&first.inverse(before)).expect("so do their inverses");
            assert_eq!(back.apply(&after), before);
        }
        assert_eq!(change(0..1, "").then(&change(5..6, "")), None);
    }
}
