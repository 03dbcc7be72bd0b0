//! One port for two services: in one file of services that are started together, or in the programs of two teams that
//! each listen on it whatever anybody says.

use super::structure::{File, Finding, Scene, grouped};
use crate::model::gates::file::is_test;
use crate::model::problem::Problem;
use crate::model::syntax::outline::{Outline, Port};

pub(super) fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut programs = Vec::new();
    for file in scene.files.iter().filter(|file| !is_test(file.path())) {
        let Some(result) = &file.result else { continue };
        let is_program = !matches!(file.path().extension().as_str(), "yml" | "yaml");
        if is_program {
            programs.extend(result.ports.iter().map(|port| (port.number, (file, port))));
        } else if file.is_merged {
            found.extend(in_one_file(scene, file, result));
        }
    }
    for (number, same) in grouped(programs) {
        let pairs = same.iter().enumerate().flat_map(|(at, a)| same[at + 1..].iter().map(move |b| (a, b)));
        found.extend(pairs.filter(|(a, b)| a.0.path() != b.0.path()).find_map(|(a, b)| {
            let has = |outline: &Outline| outline.ports.iter().any(|port| port.number == number);
            let (by_a, by_b) = (a.0.authors(has), b.0.authors(has));
            let is_merges = scene.are_brought_together((a.0, &has), (b.0, &has));
            let are_two = !by_a.is_empty() && !by_b.is_empty();
            // Two programs need not run on one machine: worth knowing, no more.
            (is_merges && are_two).then(|| {
                let problem = Problem::note("port-listened-twice");
                said(scene, problem, (a.0, a.1), (b.0, b.1), &[by_a, by_b].concat())
            })
        }));
    }
    found
}

fn in_one_file(scene: &Scene<'_>, file: &File<'_>, result: &Outline) -> Vec<Finding> {
    let mut found = Vec::new();
    for (number, same) in grouped(result.ports.iter().map(|port| (port.number, port))) {
        let Some(second) = same.iter().find(|port| port.by != same[0].by) else { continue };
        let had = |outline: &Outline| {
            let mut by = outline.ports.iter().filter(|port| port.number == number).map(|port| &port.by);
            by.next().is_some_and(|first| by.any(|other| other != first))
        };
        if file.base.as_deref().is_some_and(had) || file.sides.iter().any(|(_, _, outline)| had(outline)) {
            continue;
        }
        let takes = |outline: &Outline| {
            outline.ports.iter().any(|port| port.number == number && [&same[0].by, &second.by].contains(&&port.by))
        };
        let mut authors = file.authors(takes);
        if authors.is_empty() {
            authors = file.outcome.changed_by.clone();
        }
        let problem = Problem::warning("port-twice").with("service", &second.by).with("otherService", &same[0].by);
        found.push(said(scene, problem, (file, same[0]), (file, second), &authors));
    }
    found
}

fn said(
    scene: &Scene<'_>,
    problem: Problem,
    (a, first): (&File<'_>, &Port),
    (b, second): (&File<'_>, &Port),
    authors: &[usize],
) -> Finding {
    let problem = problem
        .with("port", second.number)
        .with("path", b.path())
        .with("line", second.line)
        .with("other", a.path())
        .with("otherLine", first.line)
        .with("teams", scene.names(authors));
    Finding::new(problem, vec![b.place(second.line), a.place(first.line)], scene.teams(authors.iter().copied()))
}
