//! A team that imports from where its manifest entry says it should not: worth a note, one a team. Its own files are
//! always its to read.

use super::structure::{Finding, Scene};
use crate::model::manifest::Team;
use crate::model::modules::Target;
use crate::model::ownership::PathClass;
use crate::model::path::RelPath;
use crate::model::pattern::Pattern;
use crate::model::problem::{Place, Problem};

pub(super) fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (side, given) in scene.sides.iter().enumerate() {
        let is_its = |team: &&Team| team.id == given.team || team.swarm.iter().any(|part| part.id == given.team);
        let Some(team) = scene.manifest.teams.iter().find(is_its).filter(|team| !team.read_paths.is_empty()) else { continue };
        let patterns: Vec<Pattern> = team.read_paths.iter().filter_map(|text| Pattern::new(text).ok()).collect();
        let may_read = |path: &RelPath| {
            patterns.iter().any(|pattern| pattern.matches(path.as_str()))
                || team.read_paths.iter().any(|text| path.strip_prefix(text.trim_end_matches('/')).is_some())
                || scene.ownership.classify(&given.team, path) == PathClass::Own
        };
        let mut outside: Vec<(Place, RelPath)> = Vec::new();
        for file in &scene.files {
            let Some((place, _, outline)) = file.sides.iter().find(|(_, known, _)| *known == side) else { continue };
            let from = file.outcome.path_of(*place);
            // What lies where the team may not read is another matter: it may not write there either.
            if !may_read(from) {
                continue;
            }
            for link in &outline.links {
                if !file.is_new(|base| base.links.iter().any(|known| known.target == link.target)) {
                    continue;
                }
                for led in scene.follow(&given.tree, from, link) {
                    if let Target::File(target) = led.target
                        && !may_read(&target)
                    {
                        outside.push((Place { line: link.line, ..Place::file(file.path().as_str()) }, target));
                    }
                }
            }
        }
        let Some((place, target)) = outside.first() else { continue };
        let problem = Problem::note("outside-read-paths")
            .with("team", &given.team)
            .with("count", outside.len())
            .with("path", &place.file)
            .with("line", place.line)
            .with("target", target);
        found.push(Finding::new(problem, outside.into_iter().map(|(place, _)| place).collect(), [given.team.clone()]));
    }
    found
}
