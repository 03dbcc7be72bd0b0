//! Checks of teams and of how they hang together.

use super::super::edits::{ManifestEdit, Step, TeamField, TeamRefField};
use super::super::read::nearest;
use super::super::sections::PRESETS;
use super::super::{Manifest, Team};
use super::{Finding, Subject};
use crate::model::problem::Problem;
use crate::model::team::{TeamId, UNASSIGNED};

pub(super) fn none_at_all(subject: &Subject<'_>) -> Vec<Finding> {
    let problem = || Problem::warning("manifest-without-teams").at(subject.place("teams"));
    if subject.manifest.teams.is_empty() { vec![Finding::new(problem())] } else { Vec::new() }
}

/// The fields of a team that name teams.
fn refs(team: &Team) -> [(TeamRefField, &'static str, &[TeamId]); 2] {
    [(TeamRefField::DependsOn, "depends_on", &team.depends_on), (TeamRefField::WaitFor, "wait_for", &team.wait_for)]
}

pub(super) fn unknown(subject: &Subject<'_>) -> Vec<Finding> {
    let manifest = subject.manifest;
    let meant = |id: &TeamId| {
        let near = nearest(id.as_str(), manifest.teams.iter().map(|team| team.id.as_str()));
        near.and_then(|near| manifest.teams.iter().find(|team| team.id.as_str() == near)).map(|team| team.id.clone())
    };
    let problem = |id: &TeamId, path: String| {
        let problem = Problem::error("manifest-unknown-team").with("name", id);
        let near = meant(id).map_or("none".to_owned(), |near| near.to_string());
        problem.with("near", near).at(subject.place(&path))
    };
    let mut findings = Vec::new();
    for team in &manifest.teams {
        for (field, key, ids) in refs(team) {
            for id in ids.iter().filter(|id| !manifest.has_team(id)) {
                // What was meant takes its place; what nobody knows cannot be waited for.
                let others = ids.iter().filter_map(|other| {
                    if other == id { meant(id).filter(|near| *near != team.id) } else { Some(other.clone()) }
                });
                let fix = ManifestEdit::SetTeamRefs { team: team.id.clone(), field, teams: others.collect() };
                findings.push(Finding::with_fix(problem(id, format!("teams/{}/{key}/{id}", team.id)), fix));
            }
        }
    }
    for (index, round) in manifest.iterations.iter().enumerate() {
        for id in round.teams.iter().filter(|id| !manifest.has_team(id)) {
            findings.push(Finding::new(problem(id, format!("iterations/{index}/teams/{id}"))));
        }
    }
    for (index, point) in manifest.integration_points.iter().enumerate() {
        for id in point.between.iter().filter(|id| !manifest.has_team(id)) {
            findings.push(Finding::new(problem(id, format!("integration_points/{index}/between/{id}"))));
        }
        if let Some(owner) = point.owner.as_ref().filter(|owner| !manifest.has_team(owner) && !point.between.contains(owner)) {
            findings.push(Finding::new(problem(owner, format!("integration_points/{index}/owner"))));
        }
    }
    findings
}

pub(super) fn depends_on_itself(subject: &Subject<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for team in &subject.manifest.teams {
        for (field, key, ids) in refs(team).into_iter().filter(|(.., ids)| ids.contains(&team.id)) {
            let place = subject.place(&format!("teams/{}/{key}/{}", team.id, team.id));
            let problem = Problem::warning("manifest-depends-on-itself").with("team", &team.id).with("field", key).at(place);
            let teams = ids.iter().filter(|id| **id != team.id).cloned().collect();
            findings.push(Finding::with_fix(problem, ManifestEdit::SetTeamRefs { team: team.id.clone(), field, teams }));
        }
    }
    findings
}

/// A team that uses what it is used by mocks it: worth knowing, no more.
pub(super) fn dependency_cycles(subject: &Subject<'_>) -> Vec<Finding> {
    let found = cycles(subject.manifest, |team| &team.depends_on).into_iter();
    found
        .map(|cycle| Finding::new(cycle_problem(subject, Problem::warning("manifest-dependency-cycle"), "depends_on", &cycle)))
        .collect()
}

/// Teams that wait for each other: none of them would ever start.
pub(super) fn waiting_cycles(subject: &Subject<'_>) -> Vec<Finding> {
    let found = cycles(subject.manifest, |team| &team.wait_for).into_iter();
    found
        .map(|cycle| Finding::new(cycle_problem(subject, Problem::error("manifest-waiting-cycle"), "wait_for", &cycle)))
        .collect()
}

fn cycle_problem(subject: &Subject<'_>, problem: Problem, field: &str, cycle: &[&TeamId]) -> Problem {
    let names: Vec<&str> = cycle.iter().chain(cycle.first()).map(|id| id.as_str()).collect();
    // The last arrow closes the circle: taking it away opens it.
    let (last, first) = (cycle[cycle.len() - 1], cycle[0]);
    problem
        .with("cycle", names.join(" → "))
        .with("last", last)
        .with("first", first)
        .at(subject.place(&format!("teams/{last}/{field}/{first}")))
}

/// Of each knot of teams that lead to each other, a shortest circle, beginning at its first team in the file.
fn cycles<'m>(manifest: &'m Manifest, next: impl Fn(&'m Team) -> &'m [TeamId]) -> Vec<Vec<&'m TeamId>> {
    let teams = &manifest.teams;
    let index_of = |id: &TeamId| teams.iter().position(|team| &team.id == id);
    let edges: Vec<Vec<usize>> = teams
        .iter()
        .enumerate()
        .map(|(me, team)| next(team).iter().filter_map(index_of).filter(|other| *other != me).collect())
        .collect();
    let mut in_a_cycle = vec![false; teams.len()];
    let mut found = Vec::new();
    for start in 0..teams.len() {
        if in_a_cycle[start] {
            continue;
        }
        // Breadth first from here until it comes back.
        let mut came_from = vec![None; teams.len()];
        let mut queue = std::collections::VecDeque::from([start]);
        'search: while let Some(at) = queue.pop_front() {
            for &to in &edges[at] {
                if to == start {
                    let mut cycle = vec![at];
                    while let Some(before) = came_from[cycle[cycle.len() - 1]] {
                        cycle.push(before);
                    }
                    cycle.reverse();
                    cycle.iter().for_each(|team| in_a_cycle[*team] = true);
                    found.push(cycle.into_iter().map(|team| &teams[team].id).collect());
                    break 'search;
                }
                if came_from[to].is_none() {
                    came_from[to] = Some(at);
                    queue.push_back(to);
                }
            }
        }
    }
    found
}

pub(super) fn without_responsibilities(subject: &Subject<'_>) -> Vec<Finding> {
    let is_idle =
        |team: &&Team| team.responsibilities.is_empty() && team.swarm.iter().all(|part| part.responsibilities.is_empty());
    let finding = |team: &Team| {
        let problem = Problem::warning("manifest-team-without-responsibilities").with("team", &team.id);
        Finding::new(problem.at(subject.place(&format!("teams/{}", team.id))))
    };
    subject.manifest.teams.iter().filter(is_idle).map(finding).collect()
}

pub(super) fn unassigned(subject: &Subject<'_>) -> Vec<Finding> {
    let count = subject.manifest.unassigned.len();
    let problem = || Problem::note("manifest-unassigned").with("count", count).at(subject.place(UNASSIGNED));
    if count > 0 { vec![Finding::new(problem())] } else { Vec::new() }
}

pub(super) fn unknown_agent(subject: &Subject<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let known: Vec<&str> = subject.manifest.agents.iter().map(|agent| agent.name.as_str()).collect();
    for team in &subject.manifest.teams {
        let Some(agent) = team.agent.as_deref().filter(|agent| *agent != "manual" && !known.contains(agent)) else { continue };
        let near = nearest(agent, known.iter().copied());
        let is_preset = PRESETS.contains(&agent);
        let problem = Problem::warning("manifest-unknown-agent").with("team", &team.id).with("agent", agent);
        let problem = problem.with("near", if is_preset { "preset" } else { near.unwrap_or("none") });
        let fix = if is_preset {
            let key = |name: &str| Step::Key(name.to_owned());
            let value = serde_yaml::Value::Mapping(std::iter::once(("preset".into(), agent.into())).collect());
            Some(ManifestEdit::SetValue { path: vec![key("agents"), key(agent)], value: Some(value) })
        } else {
            near.map(|near| ManifestEdit::SetTeamText { team: team.id.clone(), field: TeamField::Agent, text: near.to_owned() })
        };
        findings.push(Finding { problem: problem.at(subject.place(&format!("teams/{}/agent", team.id))), fix });
    }
    findings
}

pub(super) fn in_no_round(subject: &Subject<'_>) -> Vec<Finding> {
    let rounds = &subject.manifest.iterations;
    if rounds.is_empty() {
        return Vec::new();
    }
    let is_in_one = |team: &Team| {
        let named = |id: &TeamId| rounds.iter().any(|round| round.teams.contains(id));
        named(&team.id) || team.swarm.iter().any(|part| named(&part.id))
    };
    let finding = |team: &Team| {
        let problem = Problem::warning("manifest-team-in-no-round").with("team", &team.id);
        // By the end of the last round everything is to be there.
        let last = rounds.len() - 1;
        let teams = rounds[last].teams.iter().chain([&team.id]).map(|id| id.as_str().into()).collect();
        let path = vec![Step::Key("iterations".to_owned()), Step::Item(last), Step::Key("teams".to_owned())];
        let fix = ManifestEdit::SetValue { path, value: Some(serde_yaml::Value::Sequence(teams)) };
        Finding::with_fix(problem.at(subject.place(&format!("teams/{}", team.id))), fix)
    };
    subject.manifest.teams.iter().filter(|team| !is_in_one(team)).map(finding).collect()
}
