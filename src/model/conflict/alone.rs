//! Changes that concern nobody else: a file that one team alone has changed, changed again. What a look found before still
//! holds then, but for the file itself. Owns the rule; whoever remembers a look asks it.

use super::Conflict;
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
    // A new file may be one that the side moved, or be one no more.
    let is_new = !sides[side].base.contains_key(path);
    let may_be_moved = is_new && [before.size, size].into_iter().any(|size| may_have_come_from(&sides[side], size));
    (!may_be_moved).then_some(place)
}
