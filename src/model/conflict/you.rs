//! Hand edits in `integrated/` against what the teams give now: the side *you*.

use super::{Conflict, detect, text, version};
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
    text::of(path, sides, None, has_base.then_some(&base), &[teams, you], merge)
}

/// A file that a person edited or removed, and that cannot be joined by lines.
pub fn with_you_version(
    path: &RelPath,
    sides: &[TeamId],
    base: Option<Entry>,
    entries: Vec<Option<Entry>>,
    contents: [Option<&[u8]>; 3],
) -> Conflict {
    let kind = if entries.iter().any(Option::is_none) { version::MODIFY_DELETE } else { version::BINARY };
    let previews = contents.iter().map(|bytes| bytes.and_then(detect::preview)).collect();
    version::of(kind, path, sides, None, base, entries, previews)
}
