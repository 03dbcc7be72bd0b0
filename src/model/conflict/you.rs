//! Hand edits in `integrated/` against what the teams give now: the side *you*.

use super::subject::Subject;
use super::{Conflict, add_add, binary, detect, modify_delete, several_writers};
use crate::model::merge::lines::LineMerge;
use crate::model::merge::tree::{Entry, EntryKind};
use crate::model::path::RelPath;
use crate::model::team::TeamId;

/// A text that a person edited and teams changed too. `contents` are what was written last, what teams give now, and
/// what the person made of it.
pub fn with_you_text(path: &RelPath, sides: &[TeamId], has_base: bool, contents: [&[u8]; 3], merge: LineMerge) -> Conflict {
    let [base, teams, you] = contents.map(|bytes| Entry {
        hash: blake3::hash(bytes).to_hex().to_string(),
        kind: EntryKind::File,
        size: bytes.len() as u64,
    });
    let subject = Subject { path, teams: sides.to_vec(), owner: None, base: has_base.then_some(&base) };
    if has_base { several_writers::of(subject, &[teams, you], merge) } else { add_add::of(subject, &[teams, you], merge) }
}

/// A file that a person edited or removed, and that cannot be joined by lines.
pub fn with_you_version(
    path: &RelPath,
    sides: &[TeamId],
    base: Option<Entry>,
    entries: Vec<Option<Entry>>,
    contents: [Option<&[u8]>; 3],
) -> Conflict {
    let previews = contents.iter().map(|bytes| bytes.and_then(detect::preview)).collect();
    let subject = Subject { path, teams: sides.to_vec(), owner: None, base: base.as_ref() };
    match entries.iter().any(Option::is_none) {
        true => modify_delete::of(subject, entries, previews, None),
        false => binary::of(subject, entries, previews),
    }
}
