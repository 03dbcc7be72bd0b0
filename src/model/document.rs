//! A text that a person edits: what it says now, what is on disk, and how it got here. Owns the revision
//! (which lets late answers be dropped) and undo. Not: reading or writing files.

use super::edit::TextEdit;

/// Counts the states of a document; an answer computed for an older one is dropped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Revision(pub u64);

/// One step that can be taken back.
#[derive(Clone, Debug)]
struct Step {
    /// What the person did: an id of a word in `assets/text`.
    label: String,
    forward: TextEdit,
    backward: TextEdit,
}

/// A text with its history.
#[derive(Clone, Debug, Default)]
pub struct Document {
    text: String,
    on_disk: String,
    revision: Revision,
    undo: Vec<Step>,
    redo: Vec<Step>,
}

impl Document {
    /// A document as it was read.
    pub fn new(text: String) -> Self {
        Self { on_disk: text.clone(), text, ..Self::default() }
    }

    /// What it says now.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What is on disk, as far as is known.
    pub fn on_disk(&self) -> &str {
        &self.on_disk
    }

    /// The number of this state.
    pub fn revision(&self) -> Revision {
        self.revision
    }

    /// Whether something is not on disk yet.
    pub fn is_dirty(&self) -> bool {
        self.text != self.on_disk
    }

    /// Makes an edit, as one step that can be taken back. `label` names what was done. An edit that continues the
    /// one before (typing) joins its step.
    pub fn edit(&mut self, label: impl Into<String>, edit: TextEdit) {
        if edit.is_empty() {
            return;
        }
        let label = label.into();
        let backward = edit.inverse(&self.text);
        self.make(&edit);
        if !self.join(&label, &edit, &backward) {
            self.undo.push(Step { label, forward: edit, backward });
        }
        self.redo.clear();
    }

    fn join(&mut self, label: &str, edit: &TextEdit, backward: &TextEdit) -> bool {
        let last = self.undo.last_mut().filter(|last| edit.continues() && self.redo.is_empty() && last.label == label);
        let Some(last) = last else { return false };
        let (Some(forward), Some(backward)) = (last.forward.then(edit), backward.then(&last.backward)) else { return false };
        (last.forward, last.backward) = (forward, backward);
        true
    }

    /// Takes the last step back; its label, or `None` when there is none.
    pub fn undo(&mut self) -> Option<String> {
        let step = self.undo.pop()?;
        self.make(&step.backward);
        let label = step.label.clone();
        self.redo.push(step);
        Some(label)
    }

    /// Makes the step again that was taken back last.
    pub fn redo(&mut self) -> Option<String> {
        let step = self.redo.pop()?;
        self.make(&step.forward);
        let label = step.label.clone();
        self.undo.push(step);
        Some(label)
    }

    /// The label of the step that `undo` would take back.
    pub fn undo_label(&self) -> Option<&str> {
        self.undo.last().map(|step| step.label.as_str())
    }

    /// The label of the step that `redo` would make again.
    pub fn redo_label(&self) -> Option<&str> {
        self.redo.last().map(|step| step.label.as_str())
    }

    /// Says that this text is now on disk. The person may have gone on typing meanwhile.
    pub fn saved(&mut self, text: &str) {
        text.clone_into(&mut self.on_disk);
    }

    /// Takes in what another program wrote. Without unsaved edits the text follows, as a step that can be taken
    /// back, and this is true; with unsaved edits nothing changes but the knowledge of what is on disk.
    pub fn changed_on_disk(&mut self, label: impl Into<String>, text: String) -> bool {
        let clean = !self.is_dirty();
        self.on_disk.clone_from(&text);
        if clean {
            self.edit(label, TextEdit::between(&self.text, &text));
        }
        clean
    }

    fn make(&mut self, edit: &TextEdit) {
        edit.apply_to(&mut self.text);
        self.revision.0 += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn undo_reaches_back_and_redo_forward() {
        let mut document = Document::new("a".into());
        document.edit("one", TextEdit::between("a", "ab"));
        document.edit("two", TextEdit::between("ab", "b"));
        assert_eq!(document.undo().as_deref(), Some("two"));
        assert_eq!((document.text(), document.undo_label(), document.redo_label()), ("ab", Some("one"), Some("two")));
        assert_eq!(document.redo().as_deref(), Some("two"));
        assert_eq!(document.text(), "b");
        document.undo();
        document.edit("three", TextEdit::between("ab", "abc"));
        assert_eq!(document.redo(), None);
        document.undo();
        document.undo();
        assert_eq!(document.undo(), None);
        assert_eq!((document.text(), document.is_dirty()), ("a", false));
    }

    #[test]
    fn typing_is_one_step() {
        use crate::model::edit::Change;
        let typed = |at: usize, text: &str| TextEdit::new(vec![Change { range: at..at, text: text.to_owned() }]);
        let mut document = Document::new("ab".into());
        document.edit("typed", typed(1, "x"));
        document.edit("typed", typed(2, "y").continuing());
        document.edit("typed", typed(3, "z").continuing());
        document.edit("typed", typed(0, "new"));
        assert_eq!(document.text(), "newaxyzb");
        document.undo();
        assert_eq!(document.text(), "axyzb");
        document.undo();
        assert_eq!(document.text(), "ab");
        document.redo();
        assert_eq!(document.text(), "axyzb");
    }

    #[test]
    fn another_program_never_overwrites_an_unsaved_edit() {
        let mut document = Document::new("a".into());
        assert!(document.changed_on_disk("disk", "b".into()));
        assert_eq!((document.text(), document.is_dirty()), ("b", false));
        document.edit("typed", TextEdit::between("b", "bc"));
        assert!(!document.changed_on_disk("disk", "x".into()));
        assert_eq!((document.text(), document.on_disk(), document.is_dirty()), ("bc", "x", true));
    }
}
