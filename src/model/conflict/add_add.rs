//! Several teams each added the same file, with different texts, or nobody can tell what they began from. Lines that all
//! have are settled; the rest is chosen run by run.

use super::subject::Subject;
use super::{Conflict, Kind};
use crate::model::merge::lines::LineMerge;
use crate::model::merge::tree::Entry;
use crate::model::problem::Problem;

pub(super) const KIND: Kind = Kind { id: "add-add", has_runs: true };

pub(super) fn of(subject: Subject<'_>, sides: &[Entry], merge: LineMerge) -> Conflict {
    subject.text(KIND, Problem::error("conflict-text-added"), sides, merge)
}
