//! Contracts between teams: the artifact is there, and nobody but its owner changed it.

use super::{Family, Finding, Gate, Input};
use crate::model::manifest::IntegrationPoint;
use crate::model::path::RelPath;
use crate::model::pattern::Pattern;
use crate::model::problem::Problem;
use crate::model::team::TeamId;

pub(super) const FAMILY: Family = Family { ids: &["contract"], measure };

fn measure(input: &Input) -> Vec<Gate> {
    let points = input.manifest.integration_points.iter().filter(|point| point.artifact.is_some());
    let gates: Vec<_> = points.map(|point| contract(input, point)).collect();
    if gates.is_empty() {
        return vec![Gate::unmeasured("contract", Problem::note("gate-contract-none"))];
    }
    gates
}

fn contract(input: &Input, point: &IntegrationPoint) -> Gate {
    let artifact = point.artifact.as_deref().unwrap_or_default();
    let pattern = Pattern::new(artifact).ok();
    let folder = artifact.trim_end_matches('/');
    let is_meant = |path: &RelPath| {
        path.as_str() == folder
            || path.strip_prefix(folder).is_some()
            || pattern.as_ref().is_some_and(|pattern| pattern.matches(path.as_str()))
    };
    let gate = |said: Problem, findings| {
        let owner = point.owner.as_ref().map(TeamId::as_str).unwrap_or_default();
        Gate::of_findings("contract", said.with("artifact", artifact).with("owner", owner), findings).about(point.name.as_str())
    };
    let is_there = input.paths.iter().any(is_meant);
    if !is_there {
        let mut missing = Finding {
            path: RelPath::new(artifact).ok(),
            line: 0,
            team: point.owner.clone(),
            what: Problem::error("finding-contract-missing").with("contract", &point.name),
            text: String::new(),
            origin: None,
        };
        missing.what = missing.what.with("artifact", artifact);
        return gate(Problem::error("gate-contract-missing"), vec![missing]);
    }
    let is_owners = |team: &TeamId| {
        let owner = point.owner.as_ref().and_then(|owner| input.manifest.team(owner));
        team.is_person() || point.owner.as_ref() == Some(team) || owner.is_some_and(|owner| super::file::is_part_of(team, owner))
    };
    let findings: Vec<_> = (input.writers.iter())
        .filter(|(path, _)| is_meant(path))
        .flat_map(|(path, teams)| teams.iter().filter(|team| !is_owners(team)).map(move |team| (path, team)))
        .map(|(path, team)| Finding {
            path: Some(path.clone()),
            line: 0,
            team: Some(team.clone()),
            what: Problem::error("finding-contract-changed").with("contract", &point.name).with("team", team),
            text: String::new(),
            origin: None,
        })
        .collect();
    let said = match findings.len() {
        0 => Problem::note("gate-contract-kept"),
        _ => Problem::error("gate-contract-changed"),
    };
    gate(said, findings)
}
