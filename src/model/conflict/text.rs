//! Several teams wrote one text in different ways: over a common base, or each from nothing. Chosen run by run.

use super::{Conflict, ConflictId, Detail};
use crate::model::merge::lines::LineMerge;
use crate::model::merge::tree::Entry;
use crate::model::path::RelPath;
use crate::model::problem::{Place, Problem};
use crate::model::team::TeamId;

pub(super) const SEVERAL_WRITERS: &str = "several-writers";
pub(super) const ADD_ADD: &str = "add-add";

/// The conflict of a text that does not merge by itself.
pub(super) fn of(
    path: &RelPath,
    teams: &[TeamId],
    owner: Option<TeamId>,
    base: Option<&Entry>,
    sides: &[Entry],
    merge: LineMerge,
) -> Conflict {
    let (kind, problem) = match base {
        Some(_) => (SEVERAL_WRITERS, Problem::error("conflict-text-changed")),
        None => (ADD_ADD, Problem::error("conflict-text-added")),
    };
    let hashes = teams.iter().map(TeamId::as_str).zip(sides.iter().map(|side| Some(side.hash.as_str())));
    Conflict {
        id: ConflictId::of(kind, path, hashes.chain([("base", base.map(|base| base.hash.as_str()))])),
        kind,
        path: path.clone(),
        teams: teams.to_vec(),
        owner,
        problem: problem
            .with("teams", teams.len())
            .with("runs", merge.conflict_count())
            .with("path", path)
            .at(Place::file(path.as_str())),
        detail: Detail::Text { merge, has_base: base.is_some() },
    }
}
