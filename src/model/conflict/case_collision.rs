//! Paths that are one on a system that ignores case (or the form of accents): there one of two files replaces the other,
//! and two folders are one.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

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
    // Most trees have none: that is found out without a key of its own for every path.
    let suspects = suspects(outcomes);
    if suspects.is_empty() {
        return Vec::new();
    }
    let mut known: BTreeMap<String, Vec<Spelling>> = BTreeMap::new();
    let mut add = |path: RelPath, is_file: bool, is_changed: bool| {
        if !suspects.contains(&hashed(path.as_str(), &mut String::new())) {
            return;
        }
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

/// Hashes of keys that stand for more than one spelling.
fn suspects(outcomes: &[PathOutcome]) -> HashSet<u64> {
    let mut spellings: HashMap<u64, &str> = HashMap::with_capacity(outcomes.len());
    let mut suspects = HashSet::new();
    let mut buffer = String::new();
    let mut add = |text: &'_ str, spellings: &mut HashMap<u64, &str>| {
        let key = hashed(text, &mut buffer);
        match spellings.get(&key) {
            Some(known) if *known == text => {}
            Some(_) => {
                suspects.insert(key);
            }
            None => return Some(key),
        }
        None
    };
    let mut folder_before = "";
    for outcome in outcomes.iter().filter(|outcome| leaves_file(&outcome.outcome)) {
        let path = outcome.path.as_str();
        if let Some(key) = add(path, &mut spellings) {
            spellings.insert(key, path);
        }
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        if folder != folder_before {
            for end in folder.match_indices('/').map(|(end, _)| end).chain([folder.len()]) {
                if let Some(key) = add(&folder[..end], &mut spellings) {
                    spellings.insert(key, &folder[..end]);
                }
            }
            folder_before = folder;
        }
    }
    suspects
}

/// A hash of a path's collision key.
fn hashed(path: &str, buffer: &mut String) -> u64 {
    buffer.clear();
    if path.is_ascii() {
        buffer.extend(path.chars().map(|letter| letter.to_ascii_lowercase()));
    } else {
        buffer.push_str(&RelPath::in_folder("", path).collision_key());
    }
    let mut hasher = DefaultHasher::new();
    buffer.hash(&mut hasher);
    hasher.finish()
}
