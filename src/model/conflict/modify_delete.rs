//! Deleted by one team and changed by another. Where the team only moved the file, the sentence says where to: git would
//! follow the move, but then a change lands in a file that its author never saw.

use super::subject::Subject;
use super::{Conflict, Kind};
use crate::model::merge::tree::Entry;
use crate::model::path::RelPath;
use crate::model::problem::Problem;

pub(super) const KIND: Kind = Kind { id: "modify-delete", has_runs: false };

/// `moved_to` is where a team that deleted the file has the same content now.
pub(super) fn of(
    subject: Subject<'_>,
    sides: Vec<Option<Entry>>,
    previews: Vec<Option<String>>,
    moved_to: Option<&RelPath>,
) -> Conflict {
    let problem = match moved_to {
        Some(place) => Problem::error("conflict-modify-move").with("to", place),
        None => Problem::error("conflict-modify-delete"),
    };
    let problem = problem
        .with("changed-by", subject.teams_where(&sides, Option::is_some))
        .with("deleted-by", subject.teams_where(&sides, Option::is_none));
    subject.version(KIND, problem, sides, previews)
}
