//! Paths that are one on a system that ignores case (or the form of accents): there one of two files replaces the other,
//! and two folders are one.

use std::collections::BTreeMap;

use crate::model::merge::tree::{PathOutcome, leaves_file};
use crate::model::path::RelPath;
use crate::model::problem::{Place, Problem};

/// One spelling of a path, or of a folder above paths.
struct Spelling {
    path: RelPath,
    is_file: bool,
    is_changed: bool,
}

/// Warnings about what collides, where somebody changed one of the two: what the project had before is its own affair.
pub(super) fn warnings(outcomes: &[PathOutcome]) -> Vec<Problem> {
    let mut known: BTreeMap<String, Vec<Spelling>> = BTreeMap::new();
    let mut add = |path: RelPath, is_file: bool, is_changed: bool| {
        let spellings = known.entry(path.collision_key()).or_default();
        match spellings.iter_mut().find(|known| known.path == path) {
            Some(known) => known.is_changed |= is_changed,
            None => spellings.push(Spelling { path, is_file, is_changed }),
        }
    };
    let mut before = (None, false);
    for outcome in outcomes.iter().filter(|outcome| leaves_file(&outcome.outcome)) {
        let here = (outcome.path.parent(), !outcome.changed_by.is_empty());
        add(outcome.path.clone(), true, here.1);
        // Files of one folder follow one another, mostly.
        if here != before {
            let mut folder = here.0.clone();
            while let Some(path) = folder {
                folder = path.parent();
                add(path, false, here.1);
            }
            before = here;
        }
    }
    let mut found = Vec::new();
    for spellings in known.values().filter(|spellings| spellings.len() > 1 && spellings.iter().any(|one| one.is_changed)) {
        let first = &spellings[0];
        for other in &spellings[1..] {
            let problem = match first.is_file || other.is_file {
                true => Problem::warning("case-collision"),
                false => Problem::note("case-collision-folders"),
            };
            found.push(problem.with("path", &other.path).with("other", &first.path).at(Place::file(other.path.as_str())));
        }
    }
    found
}
