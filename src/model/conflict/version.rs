//! What lines cannot settle: one version is taken whole, or none. Deleted here and changed there, a file where another
//! team has a folder, links against files, binaries, lock files.

use super::{Conflict, ConflictId, Detail, lockfile};
use crate::model::merge::tree::{ClashKind, Entry};
use crate::model::path::RelPath;
use crate::model::problem::{Place, Problem};
use crate::model::team::TeamId;

pub(super) const MODIFY_DELETE: &str = "modify-delete";
pub(super) const FILE_DIRECTORY: &str = "file-directory";
pub(super) const TYPES: &str = "types";
pub(super) const MODES: &str = "modes";
pub(super) const BINARY: &str = "binary";

/// The kind of a clash of trees.
pub(super) fn kind_of(clash: ClashKind) -> &'static str {
    match clash {
        ClashKind::ModifyDelete => MODIFY_DELETE,
        ClashKind::FileDirectory => FILE_DIRECTORY,
        ClashKind::DistinctModes => MODES,
        ClashKind::DistinctTypes | ClashKind::CaseCollision => TYPES,
    }
}

fn sentence(kind: &str) -> Problem {
    match kind {
        MODIFY_DELETE => Problem::error("conflict-modify-delete"),
        FILE_DIRECTORY => Problem::error("conflict-file-directory"),
        MODES => Problem::error("conflict-modes"),
        BINARY => Problem::error("conflict-binary"),
        lockfile::KIND => Problem::warning("conflict-lockfile"),
        _ => Problem::error("conflict-types"),
    }
}

/// The conflict between whole versions. `previews` begins with base's.
pub(super) fn of(
    kind: &'static str,
    path: &RelPath,
    teams: &[TeamId],
    owner: Option<TeamId>,
    base: Option<Entry>,
    sides: Vec<Option<Entry>>,
    previews: Vec<Option<String>>,
) -> Conflict {
    let hashes = teams.iter().map(TeamId::as_str).zip(sides.iter().map(|side| side.as_ref().map(|side| side.hash.as_str())));
    Conflict {
        id: ConflictId::of(kind, path, hashes.chain([("base", base.as_ref().map(|base| base.hash.as_str()))])),
        kind,
        path: path.clone(),
        teams: teams.to_vec(),
        owner,
        problem: sentence(kind).with("teams", teams.len()).with("path", path).at(Place::file(path.as_str())),
        detail: Detail::Version { base, sides, previews },
    }
}
