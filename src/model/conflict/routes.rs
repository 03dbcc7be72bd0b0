//! One route registered twice: by two teams in one file, or in two files of one program. Most servers serve the first and
//! say nothing.

use super::structure::{File, Finding, Scene, grouped};
use crate::model::gates::file::is_test;
use crate::model::problem::Problem;
use crate::model::syntax::outline::{Outline, Route};

pub(super) fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let mut found: Vec<Finding> = Vec::new();
    let mut global = Vec::new();
    for file in scene.files.iter().filter(|file| !is_test(file.path())) {
        let Some(result) = &file.result else { continue };
        if file.is_merged {
            found.extend(in_one_file(scene, file, result));
        }
        let package = match file.path().as_str().split_once("src/main/java/") {
            Some((before, _)) => before.to_owned(),
            None => scene.package(file.path()),
        };
        for route in result.routes.iter().filter(|route| route.is_global) {
            let language = file.path().extension();
            let key = (package.clone(), language == "java" || language == "py", route.method.clone(), route.path.clone());
            global.push((key, (file, route)));
        }
    }
    for (_, same) in grouped(global) {
        let pairs = same.iter().enumerate().flat_map(|(at, a)| same[at + 1..].iter().map(move |b| (a, b)));
        found.extend(pairs.filter(|(a, b)| a.0.path() != b.0.path()).find_map(|(a, b)| {
            let has = |outline: &Outline| {
                outline.routes.iter().any(|route| route.is_global && (&route.method, &route.path) == (&a.1.method, &a.1.path))
            };
            let is_merges = scene.are_brought_together((a.0, &has), (b.0, &has));
            is_merges.then(|| said(scene, (a.0, a.1), (b.0, b.1), (&a.0.authors(has), &b.0.authors(has))))
        }));
    }
    found
}

fn in_one_file(scene: &Scene<'_>, file: &File<'_>, result: &Outline) -> Vec<Finding> {
    let key = |route: &Route| (route.on.clone(), route.method.clone(), route.path.clone());
    let count = |outline: &Outline, wanted: &Route| outline.routes.iter().filter(|route| key(route) == key(wanted)).count();
    let mut found = Vec::new();
    for (_, same) in grouped(result.routes.iter().map(|route| (key(route), route))) {
        let [first, second, ..] = same.as_slice() else { continue };
        let had = |outline: &Outline| count(outline, first) > 1;
        if file.base.as_deref().is_some_and(had) || file.sides.iter().any(|(_, _, outline)| had(outline)) {
            continue;
        }
        let authors = file.authors(|outline| count(outline, first) > 0);
        found.push(said(scene, (file, first), (file, second), (&authors, &authors)));
    }
    found
}

fn said(
    scene: &Scene<'_>,
    (a, first): (&File<'_>, &Route),
    (b, second): (&File<'_>, &Route),
    (by_a, by_b): (&[usize], &[usize]),
) -> Finding {
    let problem = Problem::warning("route-twice")
        .with("method", &second.method)
        .with("route", &second.path)
        .with("path", b.path())
        .with("line", second.line)
        .with("other", a.path())
        .with("otherLine", first.line)
        .with("teams", scene.names(&[by_a, by_b].concat()));
    Finding::new(problem, vec![b.place(second.line), a.place(first.line)], scene.teams(by_a.iter().chain(by_b).copied()))
}
