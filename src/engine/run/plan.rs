//! What a run is meant to be, out of the manifest: its phases, its teams (a team in parts is its parts), their agents and
//! targets. Owns that step alone.

use crate::engine::agents;
use crate::model::manifest::{Manifest, Team};
use crate::model::problem::Problem;
use crate::model::run::line::{RunPlan, TeamPlan};
use crate::model::team::TeamId;

/// The plan of a run of these teams (none named: all), or of a round of the manifest by its number from 0.
pub fn of(manifest: &Manifest, teams: &[TeamId], round: Option<usize>) -> Result<RunPlan, Problem> {
    let iteration = match round {
        Some(number) => {
            let found = manifest.iterations.get(number);
            Some(found.ok_or_else(|| Problem::error("run-no-round").with("number", number + 1))?)
        }
        None => None,
    };
    for id in teams {
        if !manifest.has_team(id) {
            return Err(Problem::error("run-no-team").with("team", id));
        }
    }
    let in_round = |id: &TeamId| iteration.is_none_or(|round| round.teams.is_empty() || round.teams.contains(id));
    let mut planned = Vec::new();
    for team in manifest.teams_in_order() {
        for plan in plans(manifest, team) {
            let is_named = teams.is_empty() || teams.contains(&plan.id) || teams.contains(&team.id);
            if is_named && (in_round(&plan.id) || in_round(&team.id)) {
                planned.push(plan);
            }
        }
    }
    if planned.is_empty() {
        return Err(Problem::error("run-no-teams"));
    }
    for plan in &planned {
        if agents::agent(manifest, Some(&plan.agent)).is_none() {
            return Err(Problem::error("run-no-agent").with("team", &plan.id).with("agent", &plan.agent));
        }
    }
    // Who does not take part is not waited for.
    let here: Vec<TeamId> = planned.iter().map(|plan| plan.id.clone()).collect();
    planned.iter_mut().for_each(|plan| plan.wait_for.retain(|other| here.contains(other)));
    Ok(RunPlan {
        project: manifest.project.name.clone(),
        round: iteration.map(|round| round.name.clone()).unwrap_or_default(),
        phases: manifest.phases.clone(),
        teams: planned,
        monitoring: manifest.monitoring.clone(),
        parallel: manifest.run.parallel.max(1),
        cost_cap_usd: manifest.run.cost_cap_usd,
    })
}

/// A team as it takes part: itself, or its parts.
fn plans(manifest: &Manifest, team: &Team) -> Vec<TeamPlan> {
    let name = team.agent.as_deref().unwrap_or("manual");
    let adapter = agents::agent(manifest, Some(name)).map_or("manual", |agent| agents::adapter_of(&agent).name());
    // Those who wait for a team in parts wait for all of them.
    let parts = |ids: &[TeamId]| -> Vec<TeamId> {
        let of = |id: &TeamId| match manifest.team(id) {
            Some(team) if !team.swarm.is_empty() => team.swarm.iter().map(|part| part.id.clone()).collect(),
            _ => vec![id.clone()],
        };
        ids.iter().flat_map(of).collect()
    };
    let plan = |id: &TeamId, share: u64| TeamPlan {
        id: id.clone(),
        name: team.name.clone(),
        agent: name.to_owned(),
        adapter: adapter.to_owned(),
        wait_for: parts(&team.wait_for),
        depends_on: parts(&team.depends_on),
        target_loc: team.target_loc.map(|mut range| {
            (range.min, range.max) = (range.min / share, range.max / share);
            range
        }),
        target_mega_files: team.mega_files.or_else(|| u32::try_from(team.mega_file_names.len()).ok().filter(|count| *count > 0)),
    };
    match team.swarm.as_slice() {
        [] => vec![plan(&team.id, 1)],
        parts => parts.iter().map(|part| plan(&part.id, parts.len() as u64)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::manifest::read::read;

    fn manifest() -> Manifest {
        let text = "\
teams:
  alpha: {agent: claude, target_loc: 4K, mega_files: 3}
  beta: {swarm: 2, target_loc: 2K, wait_for: [alpha]}
  gamma: {wait_for: [beta, alpha], agent: mine}
iterations: [{name: first, teams: [alpha, gamma]}]
agents:
  mine: {kind: terminal, command: [vim]}
";
        read("", text).manifest.expect("a manifest")
    }

    fn id(text: &str) -> TeamId {
        TeamId::from_spelling(text).expect(text)
    }

    #[test]
    fn a_team_in_parts_is_its_parts() {
        let plan = of(&manifest(), &[], None).expect("a plan");
        let names: Vec<(&str, &str)> = plan.teams.iter().map(|team| (team.id.as_str(), team.adapter.as_str())).collect();
        assert_eq!(names, [("alpha", "claude"), ("beta-1", "manual"), ("beta-2", "manual"), ("gamma", "terminal")]);
        assert_eq!(plan.teams[1].target_loc.map(|range| range.min), Some(1000));
        assert_eq!(plan.teams[3].wait_for, [id("beta-1"), id("beta-2"), id("alpha")]);
        assert_eq!(plan.phases.len(), 4);
    }

    #[test]
    fn a_round_takes_its_teams_and_nobody_waits_for_others() {
        let plan = of(&manifest(), &[], Some(0)).expect("a plan");
        assert_eq!(plan.round, "first");
        assert_eq!(plan.teams.iter().map(|team| team.id.as_str()).collect::<Vec<_>>(), ["alpha", "gamma"]);
        assert_eq!(plan.teams[1].wait_for, [id("alpha")]);
        assert_eq!(of(&manifest(), &[], Some(7)).expect_err("no such round").id, "run-no-round");
        assert_eq!(of(&manifest(), &[id("omega")], None).expect_err("no such team").id, "run-no-team");
        assert_eq!(of(&manifest(), &[id("beta")], None).expect("a plan").teams.len(), 2);
    }

    #[test]
    fn an_agent_that_nobody_described_is_told() {
        let manifest = read("", "teams: {alpha: {agent: nobody}}").manifest.expect("a manifest");
        let problem = of(&manifest, &[], None).expect_err("no such agent");
        assert_eq!((problem.id, problem.arg("agent")), ("run-no-agent", Some("nobody")));
    }
}
