//! A link for one team and a file for another, or links that lead to different places.

use super::subject::Subject;
use super::{Conflict, Kind};
use crate::model::merge::tree::Entry;
use crate::model::problem::Problem;

pub(super) const KIND: Kind = Kind { id: "types", has_runs: false };

pub(super) fn of(subject: Subject<'_>, sides: Vec<Option<Entry>>, previews: Vec<Option<String>>) -> Conflict {
    subject.version(KIND, Problem::error("conflict-types"), sides, previews)
}
