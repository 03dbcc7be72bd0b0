//! Changes that concern one path alone: a file that was changed, changed again. What a look found before still holds then,
//! but for the path itself. Owns the rule; whoever remembers a look asks it.

use super::{Conflict, add_add, is_lockfile, several_writers};
use crate::model::merge::renames::may_have_come_from;
use crate::model::merge::tree::{EntryKind, Outcome, PathOutcome, Side};
use crate::model::packages::is_manifest;
use crate::model::path::RelPath;

/// Where the outcome of a path stands, if nothing but what it takes can be different after a side wrote the file again:
/// it is there as before, of this size now, and still not what base has.
pub fn place_if_alone(
    sides: &[Side],
    outcomes: &[PathOutcome],
    conflicts: &[Conflict],
    (side, path): (usize, &RelPath),
    size: u64,
) -> Option<usize> {
    let before = sides[side].tree.get(path).filter(|before| before.kind != EntryKind::Symlink)?;
    let place = outcomes.binary_search_by(|outcome| outcome.path.cmp(path)).ok()?;
    let outcome = &outcomes[place];
    let is_its_own = outcome.changed_by == [side] && outcome.moved.is_none();
    let is_taken = matches!(&outcome.outcome, Outcome::Take(Some(taken)) if taken == before);
    // Manifests of packages are read together.
    if !is_its_own || !is_taken || is_manifest(path) || conflicts.iter().any(|conflict| conflict.path == *path) {
        return None;
    }
    (!may_be_moved(&sides[side], path, [before.size, size])).then_some(place)
}

/// Where the outcome of a path stands, if nothing but what is made of that path's texts can be different after one of the
/// sides that share it wrote the file again. All sides have one base.
pub fn place_if_met(
    sides: &[Side],
    outcomes: &[PathOutcome],
    conflicts: &[Conflict],
    (side, path): (usize, &RelPath),
    size: u64,
) -> Option<usize> {
    let before = sides[side].tree.get(path).filter(|before| before.kind != EntryKind::Symlink)?;
    let place = outcomes.binary_search_by(|outcome| outcome.path.cmp(path)).ok()?;
    let outcome = &outcomes[place];
    let is_shared = outcome.changed_by.contains(&side) && outcome.moved.is_none();
    let is_text = |conflict: &Conflict| [several_writers::KIND.id, add_add::KIND.id].contains(&conflict.kind);
    let is_plain = conflicts.iter().filter(|conflict| conflict.path == *path).all(is_text);
    let is_merged = matches!(outcome.outcome, Outcome::MergeText { .. });
    if !is_shared || !is_merged || !is_plain || is_manifest(path) || is_lockfile(path) {
        return None;
    }
    (!may_be_moved(&sides[side], path, [before.size, size])).then_some(place)
}

/// A new file may be one that the side moved, or be one no more.
fn may_be_moved(side: &Side, path: &RelPath, sizes: [u64; 2]) -> bool {
    !side.base.contains_key(path) && sizes.into_iter().any(|size| may_have_come_from(side, size))
}
