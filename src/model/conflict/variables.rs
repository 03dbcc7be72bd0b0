//! One variable of a process with two values: set twice in one file, where the last one counts, or with different values
//! for when nobody sets it, in the programs of two teams.

use super::structure::{File, Finding, Scene, grouped};
use crate::model::gates::file::is_test;
use crate::model::problem::Problem;
use crate::model::syntax::outline::{Outline, Variable};

/// What each process has for itself.
const OF_EACH: [&str; 18] = [
    "PORT",
    "HOST",
    "HOSTNAME",
    "NODE_ENV",
    "ENV",
    "ENVIRONMENT",
    "LOG_LEVEL",
    "LOG_FORMAT",
    "LOG_DIR",
    "SERVICE_NAME",
    "APP_NAME",
    "APP_PORT",
    "DEBUG",
    "CI",
    "HOME",
    "PATH",
    "TZ",
    "BASE_URL",
];

pub(super) fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut defaults = Vec::new();
    for file in scene.files.iter().filter(|file| !is_test(file.path())) {
        let Some(result) = &file.result else { continue };
        if file.is_merged {
            found.extend(in_one_file(scene, file, result));
        }
        let shared = result.variables.iter().filter(|one| one.is_default && !OF_EACH.contains(&one.name.as_str()));
        defaults.extend(shared.map(|one| (one.name.clone(), (file, one))));
    }
    for (name, same) in grouped(defaults) {
        let pairs = same.iter().enumerate().flat_map(|(at, a)| same[at + 1..].iter().map(move |b| (a, b)));
        let mut apart = pairs.filter(|(a, b)| a.0.path() != b.0.path() && a.1.value != b.1.value);
        found.extend(apart.find_map(|(a, b)| {
            let has_a = |outline: &Outline| has(outline, &name, &a.1.value);
            let has_b = |outline: &Outline| has(outline, &name, &b.1.value);
            let (by_a, by_b) = (a.0.authors(has_a), b.0.authors(has_b));
            let is_merges = scene.are_brought_together((a.0, &has_a), (b.0, &has_b));
            let are_two = !by_a.is_empty() && !by_b.is_empty();
            (is_merges && are_two).then(|| {
                let problem = Problem::note("variable-defaults");
                said(scene, problem, (a.0, a.1), (b.0, b.1), &[by_a, by_b].concat())
            })
        }));
    }
    found
}

fn has(outline: &Outline, name: &str, value: &str) -> bool {
    outline.variables.iter().any(|one| one.name == name && one.value == value)
}

fn in_one_file(scene: &Scene<'_>, file: &File<'_>, result: &Outline) -> Vec<Finding> {
    let set = result.variables.iter().filter(|one| !one.is_default);
    let mut found = Vec::new();
    for (name, same) in grouped(set.map(|one| (one.name.clone(), one))) {
        let Some(last) = same.iter().rev().find(|one| one.value != same[0].value) else { continue };
        let had = |outline: &Outline| {
            let mut values = outline.variables.iter().filter(|one| !one.is_default && one.name == name).map(|one| &one.value);
            values.next().is_some_and(|first| values.any(|other| other != first))
        };
        if file.base.as_deref().is_some_and(had) || file.sides.iter().any(|(_, _, outline)| had(outline)) {
            continue;
        }
        let authors = file.outcome.changed_by.clone();
        let problem = Problem::warning("variable-twice");
        found.push(said(scene, problem, (file, same[0]), (file, last), &authors));
    }
    found
}

fn said(
    scene: &Scene<'_>,
    problem: Problem,
    (a, first): (&File<'_>, &Variable),
    (b, second): (&File<'_>, &Variable),
    authors: &[usize],
) -> Finding {
    // Values may be secrets: where they stand is enough.
    let problem = problem
        .with("name", &second.name)
        .with("path", b.path())
        .with("line", second.line)
        .with("other", a.path())
        .with("otherLine", first.line)
        .with("teams", scene.names(authors));
    Finding::new(problem, vec![b.place(second.line), a.place(first.line)], scene.teams(authors.iter().copied()))
}
