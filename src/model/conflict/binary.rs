//! No text: lines of it say nothing, so one version is taken whole.

use super::subject::Subject;
use super::{Conflict, Kind};
use crate::model::merge::tree::Entry;
use crate::model::problem::Problem;

pub(super) const KIND: Kind = Kind { id: "binary", has_runs: false };

pub(super) fn of(subject: Subject<'_>, sides: Vec<Option<Entry>>, previews: Vec<Option<String>>) -> Conflict {
    subject.version(KIND, Problem::error("conflict-binary"), sides, previews)
}
