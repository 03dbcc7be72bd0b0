//! What else names a team that goes: dependencies, rounds and contracts follow the work to whoever has it then. Owns the
//! edits for it, and that no new cycle of dependencies comes about.

use std::collections::HashMap;

use serde_yaml::Value;

use crate::model::manifest::Manifest;
use crate::model::manifest::edits::{ManifestEdit, Step, TeamRefField};
use crate::model::team::TeamId;

/// Teams that go, each with the one that takes its work.
pub(super) type Taken = Vec<(TeamId, TeamId)>;

/// Who uses whom.
#[derive(Debug, Default)]
pub(super) struct Graph(HashMap<TeamId, Vec<TeamId>>);

impl Graph {
    pub fn of(&self, team: &TeamId) -> &[TeamId] {
        self.0.get(team).map(Vec::as_slice).unwrap_or_default()
    }

    fn reaches(&self, from: &TeamId, to: &TeamId) -> bool {
        let (mut seen, mut open) = (vec![from], vec![from]);
        while let Some(at) = open.pop() {
            if at == to {
                return true;
            }
            for next in self.of(at) {
                if !seen.contains(&next) {
                    seen.push(next);
                    open.push(next);
                }
            }
        }
        false
    }

    /// Adds an arrow, unless it leads to itself or closes a circle.
    pub fn add(&mut self, from: &TeamId, to: &TeamId) -> bool {
        if from == to || self.reaches(to, from) {
            return false;
        }
        let list = self.0.entry(from.clone()).or_default();
        if !list.contains(to) {
            list.push(to.clone());
        }
        true
    }
}

/// The references of one kind after teams went: those that stand as they are first, so that they stay.
pub(super) fn graph(manifest: &Manifest, gone: &Taken, field: TeamRefField) -> Graph {
    let staying = || manifest.teams.iter().filter(|team| !is_gone(gone, &team.id));
    let list = |team: &'_ crate::model::manifest::Team| match field {
        TeamRefField::DependsOn => team.depends_on.clone(),
        TeamRefField::WaitFor => team.wait_for.clone(),
    };
    let mut graph = Graph::default();
    for team in staying() {
        let kept = list(team).into_iter().filter(|to| !is_gone(gone, to));
        graph.0.insert(team.id.clone(), kept.collect());
    }
    for team in staying() {
        for to in list(team).iter().filter(|to| is_gone(gone, to)) {
            graph.add(&team.id, after(gone, to));
        }
    }
    graph
}

fn is_gone(gone: &Taken, id: &TeamId) -> bool {
    gone.iter().any(|(old, _)| old == id)
}

fn after<'t>(gone: &'t Taken, id: &'t TeamId) -> &'t TeamId {
    gone.iter().find(|(old, _)| old == id).map_or(id, |(_, new)| new)
}

fn remapped(gone: &Taken, list: &[TeamId]) -> Option<Vec<TeamId>> {
    if !list.iter().any(|id| is_gone(gone, id)) {
        return None;
    }
    let mut now: Vec<TeamId> = Vec::new();
    for id in list.iter().map(|id| after(gone, id)) {
        if !now.contains(id) {
            now.push(id.clone());
        }
    }
    Some(now)
}

/// A list of teams as a value.
fn names(teams: &[TeamId]) -> Option<Value> {
    Some(Value::Sequence(teams.iter().map(|team| team.as_str().into()).collect()))
}

fn path(list: &str, index: usize, key: &str) -> Vec<Step> {
    vec![Step::Key(list.to_owned()), Step::Item(index), Step::Key(key.to_owned())]
}

/// The edits of everything that names a team that goes. `joining` are new teams: those that take nobody's place come
/// into the last round, where there are rounds.
pub(super) fn references(manifest: &Manifest, gone: &Taken, joining: &[TeamId]) -> Vec<ManifestEdit> {
    let mut edits = Vec::new();
    for field in [TeamRefField::DependsOn, TeamRefField::WaitFor] {
        let graph = graph(manifest, gone, field);
        for team in manifest.teams.iter().filter(|team| !is_gone(gone, &team.id)) {
            let list = match field {
                TeamRefField::DependsOn => &team.depends_on,
                TeamRefField::WaitFor => &team.wait_for,
            };
            if list.iter().any(|id| is_gone(gone, id)) {
                let teams = graph.of(&team.id).to_vec();
                edits.push(ManifestEdit::SetTeamRefs { team: team.id.clone(), field, teams });
            }
        }
    }
    let rounds = &manifest.iterations;
    let mut now: Vec<Vec<TeamId>> =
        rounds.iter().map(|round| remapped(gone, &round.teams).unwrap_or_else(|| round.teams.clone())).collect();
    for team in joining {
        if !now.iter().flatten().any(|id| id == team)
            && let Some(last) = now.last_mut()
        {
            last.push(team.clone());
        }
    }
    for (index, (_, now)) in rounds.iter().zip(now).enumerate().filter(|(_, (round, now))| round.teams != *now) {
        edits.push(ManifestEdit::SetValue { path: path("iterations", index, "teams"), value: names(&now) });
    }
    for (index, point) in manifest.integration_points.iter().enumerate() {
        if let Some(now) = remapped(gone, &point.between) {
            edits.push(ManifestEdit::SetValue { path: path("integration_points", index, "between"), value: names(&now) });
        }
        let is_said = manifest.places.exactly(&format!("integration_points/{index}/owner")).is_some();
        if let Some(owner) = point.owner.as_ref().filter(|owner| is_said && is_gone(gone, owner)) {
            let value = Some(after(gone, owner).as_str().into());
            edits.push(ManifestEdit::SetValue { path: path("integration_points", index, "owner"), value });
        }
    }
    edits
}
