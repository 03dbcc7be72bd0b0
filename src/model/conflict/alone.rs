//! Changes that concern one path alone: a file that was changed, changed again. What a look found before still holds then,
//! but for the path itself. Owns the rule; whoever remembers a look asks it.

use super::{Conflict, add_add, is_lockfile, several_writers};
use crate::model::merge::renames::may_have_come_from;
use crate::model::merge::tree::{EntryKind, Outcome, PathOutcome, Side};
use crate::model::packages::is_manifest;
use crate::model::path::RelPath;

/// Whom a change of a path concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Concerns {
    /// Its side alone: nothing but what the outcome takes can be different, as long as that is not what base has.
    One,
    /// The sides that share it: nothing but what is made of that path's texts can be different, where all sides have one
    /// base.
    Several,
}

/// Where the outcome of a path stands, and whom it concerns, after a side wrote the file again, which has this size now.
/// `None` where other paths may be concerned.
pub fn who_is_concerned(
    sides: &[Side],
    outcomes: &[PathOutcome],
    conflicts: &[Conflict],
    (side, path): (usize, &RelPath),
    size: u64,
) -> Option<(usize, Concerns)> {
    let before = sides[side].tree.get(path).filter(|before| before.kind != EntryKind::Symlink)?;
    let place = outcomes.binary_search_by(|outcome| outcome.path.cmp(path)).ok()?;
    let outcome = &outcomes[place];
    // Manifests of packages are read together.
    if outcome.moved.is_some() || is_manifest(path) || may_be_moved(&sides[side], path, [before.size, size]) {
        return None;
    }
    let mut here = conflicts.iter().filter(|conflict| conflict.path == *path);
    let is_text = |conflict: &Conflict| [several_writers::KIND.id, add_add::KIND.id].contains(&conflict.kind);
    match &outcome.outcome {
        Outcome::Take(Some(taken)) if taken == before && outcome.changed_by == [side] => {
            here.next().is_none().then_some((place, Concerns::One))
        }
        Outcome::MergeText { .. } if outcome.changed_by.contains(&side) && !is_lockfile(path) => {
            here.all(is_text).then_some((place, Concerns::Several))
        }
        _ => None,
    }
}

/// A new file may be one that the side moved, or be one no more.
fn may_be_moved(side: &Side, path: &RelPath, sizes: [u64; 2]) -> bool {
    !side.base.contains_key(path) && sizes.into_iter().any(|size| may_have_come_from(side, size))
}
