//! A file for one team where another has a folder. One of the two has to go; the other team's files go with it.

use super::subject::Subject;
use super::{Conflict, Kind};
use crate::model::merge::tree::Entry;
use crate::model::problem::Problem;

pub(super) const KIND: Kind = Kind { id: "file-directory", has_runs: false };

pub(super) fn of(subject: Subject<'_>, sides: Vec<Option<Entry>>, previews: Vec<Option<String>>) -> Conflict {
    let (files, folders) = (subject.teams_where(&sides, Option::is_some), subject.teams_where(&sides, Option::is_none));
    let problem = match files.is_empty() {
        // The file is base's, and nobody touched it.
        true => Problem::error("conflict-folder-over-base").with("folder-of", folders),
        false => Problem::error("conflict-file-directory").with("file-of", files).with("folder-of", folders),
    };
    subject.version(KIND, problem, sides, previews)
}
