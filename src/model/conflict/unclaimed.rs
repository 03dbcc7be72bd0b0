//! A team wrote where nobody owns: allowed, and worth a note, one a team.

use crate::model::path::RelPath;
use crate::model::problem::{Place, Problem};
use crate::model::team::TeamId;

/// The note on what a team wrote; `None` for nothing.
pub(super) fn note(team: &TeamId, paths: &[&RelPath]) -> Option<Problem> {
    let first = paths.first()?;
    let note = Problem::note("unclaimed-paths").with("team", team).with("count", paths.len()).with("path", first);
    Some(note.at(Place::file(first.as_str())))
}
