//! The same new file, which may be run as a program for one team and not for another. With a base there is no question:
//! whoever changed the mode meant to.

use super::subject::Subject;
use super::{Conflict, Kind};
use crate::model::merge::tree::{Entry, EntryKind};
use crate::model::problem::Problem;

pub(super) const KIND: Kind = Kind { id: "modes", has_runs: false };

pub(super) fn of(subject: Subject<'_>, sides: Vec<Option<Entry>>, previews: Vec<Option<String>>) -> Conflict {
    let runs = |side: &Option<Entry>| side.as_ref().is_some_and(|entry| entry.kind == EntryKind::Executable);
    let problem = Problem::error("conflict-modes")
        .with("program-for", subject.teams_where(&sides, runs))
        .with("file-for", subject.teams_where(&sides, |side| !runs(side)));
    subject.version(KIND, problem, sides, previews)
}
