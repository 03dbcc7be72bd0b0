//! What outputs may not do together, found before the first byte is written.

use std::collections::{BTreeMap, HashMap};

use super::expand::{PlannedOutput, Prepared};
use crate::model::ownership::{Ownership, PathClass};
use crate::model::path::RelPath;
use crate::model::problem::{Place, Problem};
use crate::model::team::TeamId;

/// What stands against writing these outputs together: two on one path, paths that differ only in case, a file
/// where another needs a folder, paths of class *another team's* or *forbidden* (errors), unclaimed ones (one note).
pub fn check_outputs(team: &TeamId, prepared: &[&Prepared], ownership: &Ownership) -> Vec<Problem> {
    let mut problems = check_collisions(prepared);
    let outputs = || prepared.iter().flat_map(|prepared| prepared.outputs());
    let directories = prepared.iter().flat_map(|prepared| prepared.directories_with_places());
    let mut outside: BTreeMap<(&Place, Option<TeamId>), (&RelPath, usize)> = BTreeMap::new();
    let mut unclaimed: Option<(&RelPath, &Place, usize)> = None;
    for (path, place) in outputs().map(|output| (&output.path, &output.place)).chain(directories) {
        let owner = match ownership.classify(team, path) {
            PathClass::Own => continue,
            PathClass::Unclaimed => {
                unclaimed = Some(unclaimed.map_or((path, place, 1), |(path, place, count)| (path, place, count + 1)));
                continue;
            }
            PathClass::AnotherTeams(owner) => Some(owner),
            PathClass::Forbidden => None,
        };
        outside.entry((place, owner)).or_insert((path, 0)).1 += 1;
    }
    for ((place, owner), (path, count)) in outside {
        let problem = match owner {
            Some(owner) => Problem::error("mega-another-teams-path").with("owner", owner),
            None => Problem::error("mega-forbidden-path"),
        };
        problems.push(problem.with("team", team).with("path", path).with("count", count).at(place.clone()));
    }
    if let Some((path, place, count)) = unclaimed {
        let problem = Problem::note("mega-unclaimed-paths").with("team", team).with("path", path).with("count", count);
        problems.push(problem.at(place.clone()));
    }
    problems
}

/// Two outputs on one path, on some system at least; a file where others need a folder.
fn check_collisions(prepared: &[&Prepared]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut first_of: HashMap<String, &PlannedOutput> = HashMap::new();
    // One problem for each pair of places: a template without a variable in its path collides for every entity.
    let mut said: HashMap<(&Place, &Place, bool), usize> = HashMap::new();
    for output in prepared.iter().flat_map(|prepared| prepared.outputs()) {
        let Some(first) = first_of.get(&output.path.collision_key()) else {
            first_of.insert(output.path.collision_key(), output);
            continue;
        };
        let is_same = first.path == output.path;
        if let Some(index) = said.get(&(&first.place, &output.place, is_same)) {
            count_one_more(&mut problems[*index]);
            continue;
        }
        said.insert((&first.place, &output.place, is_same), problems.len());
        let problem = if is_same { Problem::error("mega-collision") } else { Problem::error("mega-collision-in-case") };
        let problem = problem.with("path", &output.path).with("other_path", &first.path);
        let problem = problem.with("template", describe(output)).with("other", describe(first)).with("other_place", &first.place);
        problems.push(problem.with("count", 1).at(output.place.clone()));
    }
    for output in prepared.iter().flat_map(|prepared| prepared.outputs()) {
        let mut folder = output.path.parent();
        while let Some(path) = folder {
            if let Some(file) = first_of.get(&path.collision_key()) {
                let problem = Problem::error("mega-file-in-the-way").with("file", &file.path).with("path", &output.path);
                problems.push(problem.with("template", describe(output)).at(file.place.clone()));
                break;
            }
            folder = path.parent();
        }
    }
    for (directory, prepared) in
        prepared.iter().flat_map(|prepared| prepared.directories().iter().map(move |directory| (directory, prepared)))
    {
        if let Some(file) = first_of.get(&directory.collision_key()) {
            let problem = Problem::error("mega-file-in-the-way").with("file", &file.path).with("path", directory);
            problems.push(problem.with("template", prepared.id()).at(file.place.clone()));
        }
    }
    super::expand::fold_problems(problems)
}

fn count_one_more(problem: &mut Problem) {
    if let Some((_, count)) = problem.args.iter_mut().find(|(name, _)| *name == "count") {
        *count = (count.parse::<usize>().unwrap_or(0) + 1).to_string();
    }
}

/// `model` for `Order`.
fn describe(output: &PlannedOutput) -> String {
    match &output.subject {
        Some(subject) => format!("{} ({subject})", output.template),
        None => output.template.clone(),
    }
}
