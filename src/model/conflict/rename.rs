//! Moved by one team and deleted by another, or moved to two places. The file stays where base has it until a person
//! says where it goes; what one team changed while another moved the file follows it, with a note.

use super::subject::Subject;
use super::{Conflict, Kind};
use crate::model::merge::tree::{Entry, Outcome, PathOutcome};
use crate::model::problem::{Place, Problem};

pub(super) const RENAME_DELETE: Kind = Kind { id: "rename-delete", has_runs: false };
pub(super) const RENAME_RENAME: Kind = Kind { id: "rename-rename", has_runs: false };

pub(super) fn of_delete(
    subject: Subject<'_>,
    sides: Vec<Option<Entry>>,
    previews: Vec<Option<String>>,
    outcome: &PathOutcome,
) -> Conflict {
    let problem = Problem::error("conflict-rename-delete")
        .with("to", goals(outcome))
        .with("deleted-by", subject.teams_where(&sides, Option::is_none));
    subject.version(RENAME_DELETE, problem, sides, previews)
}

pub(super) fn of_rename(
    subject: Subject<'_>,
    sides: Vec<Option<Entry>>,
    previews: Vec<Option<String>>,
    outcome: &PathOutcome,
) -> Conflict {
    let places = subject.teams.iter().enumerate().filter(|(place, _)| outcome.path_of(*place) != &outcome.path);
    let moves: Vec<String> = places.map(|(place, team)| format!("{team} → {}", outcome.path_of(place))).collect();
    let problem = Problem::error("conflict-rename-rename").with("moves", moves.join(", "));
    subject.version(RENAME_RENAME, problem, sides, previews)
}

fn goals(outcome: &PathOutcome) -> String {
    let mut places: Vec<&str> = (0..outcome.changed_by.len())
        .map(|place| outcome.path_of(place))
        .filter(|path| *path != &outcome.path)
        .map(|path| path.as_str())
        .collect();
    places.dedup();
    places.join(", ")
}

/// Where a change followed a file to the place that another team moved it to.
pub(super) fn notes(outcomes: &[PathOutcome]) -> Vec<Problem> {
    let came_along = |outcome: &PathOutcome| (0..outcome.changed_by.len()).any(|place| outcome.path_of(place) != &outcome.path);
    let followed = outcomes.iter().filter(|outcome| match outcome.outcome {
        Outcome::Take(_) | Outcome::MergeText { .. } => outcome.moved.is_some() && came_along(outcome),
        Outcome::Base(_) | Outcome::Clash { .. } => false,
    });
    let note = |outcome: &PathOutcome| {
        let note = Problem::note("rename-followed").with("path", outcome.base_path()).with("to", &outcome.path);
        note.at(Place::file(outcome.path.as_str()))
    };
    followed.map(note).collect()
}
