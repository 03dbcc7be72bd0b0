//! Several teams changed the same lines of a text in different ways. Chosen run by run.

use super::subject::Subject;
use super::{Conflict, Kind};
use crate::model::merge::lines::LineMerge;
use crate::model::merge::tree::Entry;
use crate::model::problem::Problem;

pub(super) const KIND: Kind = Kind { id: "several-writers", has_runs: true };

pub(super) fn of(subject: Subject<'_>, sides: &[Entry], merge: LineMerge) -> Conflict {
    subject.text(KIND, Problem::error("conflict-text-changed"), sides, merge)
}
