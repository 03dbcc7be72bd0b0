//! A team wrote where it may not: on another team's path, or on one that is forbidden to it. Kept out of the result
//! until a person lets it in, with a reason.

use super::{Answer, Conflict, ConflictId, Detail};
use crate::model::merge::tree::Entry;
use crate::model::ownership::PathClass;
use crate::model::path::RelPath;
use crate::model::problem::{Place, Problem};
use crate::model::team::TeamId;

pub(super) const KIND: &str = "boundary";

/// The conflict that a change makes, if it is one. `entry` is what the team has there; `None` when it deleted the file.
pub(super) fn of(
    team: &TeamId,
    path: &RelPath,
    class: &PathClass,
    entry: Option<&Entry>,
    preview: Option<String>,
) -> Option<Conflict> {
    let (problem, owner) = match class {
        PathClass::Own | PathClass::Unclaimed => return None,
        PathClass::AnotherTeams(owner) => (Problem::error("boundary-another-teams").with("owner", owner), Some(owner.clone())),
        PathClass::Forbidden => (Problem::error("boundary-forbidden"), None),
    };
    Some(Conflict {
        id: id(team, path, entry),
        kind: KIND,
        path: path.clone(),
        teams: vec![team.clone()],
        owner,
        problem: problem.with("team", team).with("path", path).at(Place::file(path.as_str())),
        detail: Detail::Boundary { entry: entry.cloned(), preview, forbidden: *class == PathClass::Forbidden },
    })
}

/// The name of the conflict.
pub(super) fn id(team: &TeamId, path: &RelPath, entry: Option<&Entry>) -> ConflictId {
    ConflictId::of(KIND, path, [(team.as_str(), entry.map(|entry| entry.hash.as_str()))])
}

/// Whether an answer lets the change in.
pub(super) fn lets_in(answer: Option<&Answer>) -> bool {
    matches!(answer, Some(Answer::LetIn { reason }) if !reason.trim().is_empty())
}
