//! A team wrote where it may not: on another team's path, or on one that is forbidden to it. Kept out of the result
//! until a person lets it in, with a reason.

use super::{Answer, Conflict, ConflictId, Detail, Kind};
use crate::model::merge::tree::Entry;
use crate::model::ownership::PathClass;
use crate::model::path::RelPath;
use crate::model::problem::{Place, Problem};
use crate::model::team::TeamId;

pub(super) const KIND: Kind = Kind { id: "boundary", has_runs: false };

/// What a team did over a boundary.
pub(super) struct Crossing<'a> {
    pub(super) team: &'a TeamId,
    pub(super) path: &'a RelPath,
    pub(super) class: &'a PathClass,
    /// What the team has there; `None` when it deleted the file.
    pub(super) entry: Option<&'a Entry>,
}

impl Crossing<'_> {
    /// Whether there is a boundary at all between the team and the path.
    pub(super) fn is_one(&self) -> bool {
        matches!(self.class, PathClass::AnotherTeams(_) | PathClass::Forbidden)
    }

    /// The name of the conflict.
    pub(super) fn id(&self) -> ConflictId {
        ConflictId::of(KIND, self.path, [(self.team.as_str(), self.entry)])
    }

    /// The conflict that it is.
    pub(super) fn conflict(&self, preview: Option<String>) -> Conflict {
        let owner = match self.class {
            PathClass::AnotherTeams(owner) => Some(owner.clone()),
            _ => None,
        };
        let problem = match (&owner, self.entry) {
            (Some(owner), Some(_)) => Problem::error("boundary-another-teams").with("owner", owner),
            (Some(owner), None) => Problem::error("boundary-another-teams-deleted").with("owner", owner),
            (None, Some(_)) => Problem::error("boundary-forbidden"),
            (None, None) => Problem::error("boundary-forbidden-deleted"),
        };
        Conflict {
            id: self.id(),
            kind: KIND.id,
            path: self.path.clone(),
            teams: vec![self.team.clone()],
            owner,
            problem: problem.with("team", self.team).with("path", self.path).at(Place::file(self.path.as_str())),
            detail: Detail::Boundary { entry: self.entry.cloned(), preview, forbidden: *self.class == PathClass::Forbidden },
        }
    }
}

/// Whether an answer lets the change in.
pub(super) fn lets_in(answer: Option<&Answer>) -> bool {
    matches!(answer, Some(Answer::LetIn { reason }) if !reason.trim().is_empty())
}
