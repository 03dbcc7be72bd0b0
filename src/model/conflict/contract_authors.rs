//! A contract between teams that two of them wrote at once: each built on its own version of what was to be agreed.

use std::collections::BTreeSet;

use super::structure::{Finding, Scene};
use crate::model::manifest::IntegrationPoint;
use crate::model::path::RelPath;
use crate::model::pattern::Pattern;
use crate::model::problem::{Place, Problem};
use crate::model::team::TeamId;

pub(super) fn find(scene: &Scene<'_>) -> Vec<Finding> {
    scene.manifest.integration_points.iter().filter_map(|point| of_point(scene, point)).collect()
}

fn of_point(scene: &Scene<'_>, point: &IntegrationPoint) -> Option<Finding> {
    let artifact = point.artifact.as_deref()?;
    let pattern = Pattern::new(artifact).ok();
    let folder = artifact.trim_end_matches('/');
    let is_meant = |path: &RelPath| {
        path.as_str() == folder
            || path.strip_prefix(folder).is_some()
            || pattern.as_ref().is_some_and(|pattern| pattern.matches(path.as_str()))
    };
    let mut places = Vec::new();
    let mut teams: BTreeSet<&TeamId> = BTreeSet::new();
    let mut whole: BTreeSet<&TeamId> = BTreeSet::new();
    for outcome in scene.outcomes.iter().filter(|outcome| !outcome.changed_by.is_empty() && is_meant(&outcome.path)) {
        let authors = outcome.changed_by.iter().map(|side| scene.team(*side)).filter(|team| !team.is_person());
        for team in authors {
            teams.insert(team);
            whole.insert(whole_team(scene, team));
        }
        places.push(Place::file(outcome.path.as_str()));
    }
    // The parts of one team are one author.
    if whole.len() < 2 {
        return None;
    }
    let names: Vec<&str> = teams.iter().map(|team| team.as_str()).collect();
    let problem = match &point.owner {
        Some(owner) => Problem::warning("contract-authors").with("owner", owner),
        None => Problem::warning("contract-authors-unowned"),
    };
    let problem = problem.with("contract", &point.name).with("artifact", artifact).with("teams", names.join(", "));
    Some(Finding::new(problem, places, teams.into_iter().cloned()))
}

fn whole_team<'a>(scene: &'a Scene<'_>, id: &'a TeamId) -> &'a TeamId {
    let has_part = |team: &&crate::model::manifest::Team| team.swarm.iter().any(|part| part.id == *id);
    scene.manifest.teams.iter().find(has_part).map_or(id, |team| &team.id)
}
