//! A team into sub-teams, its responsibilities and write paths dealt out evenly, and back.

use serde_yaml::{Mapping, Value};

use super::carry::{self, Taken};
use super::{Dealt, Plan, PlannedTeam};
use crate::model::edit::TextEdit;
use crate::model::manifest::edits::{ManifestEdit, PathList, TeamKey};
use crate::model::manifest::{Manifest, SubTeam, Team};
use crate::model::problem::Problem;
use crate::model::team::TeamId;

/// The most sub-teams that a team is split into here; the file may have more.
pub const MAX_PARTS: usize = 9;

fn team_of<'m>(manifest: &'m Manifest, id: &TeamId) -> Result<&'m Team, Problem> {
    manifest.team(id).ok_or_else(|| Problem::error("manifest-edit-no-team").with("team", id))
}

/// All that a team and its sub-teams have.
fn all_of(team: &Team) -> (Vec<String>, Vec<String>) {
    let parts = |of: fn(&SubTeam) -> &Vec<String>| team.swarm.iter().flat_map(of).cloned();
    let responsibilities = team.responsibilities.iter().cloned().chain(parts(|part| &part.responsibilities)).collect();
    let mut paths = team.write_paths.clone();
    for path in parts(|part| &part.write_paths) {
        if !paths.contains(&path) {
            paths.push(path);
        }
    }
    (responsibilities, paths)
}

/// A list in `parts` runs whose lengths differ by one at most.
fn evenly(list: &[String], parts: usize) -> Vec<Vec<String>> {
    (0..parts).map(|part| list[list.len() * part / parts..list.len() * (part + 1) / parts].to_vec()).collect()
}

pub(super) fn split(manifest: &Manifest, id: &TeamId, parts: usize) -> Result<Plan, Problem> {
    let team = team_of(manifest, id)?;
    let count = parts.clamp(2, MAX_PARTS);
    let taken = |wanted: &TeamId| {
        manifest
            .teams
            .iter()
            .any(|other| &other.id == wanted || (other.id != *id && other.swarm.iter().any(|part| &part.id == wanted)))
    };
    let ids = (1..).filter_map(|number| TeamId::from_spelling(&format!("{id}-{number}"))).filter(|wanted| !taken(wanted));
    let (responsibilities, paths) = all_of(team);
    // With fewer paths than parts nobody would be left with nothing to write to: all parts share the team's.
    let deals_paths = paths.len() >= count;
    let dealt_paths = if deals_paths { evenly(&paths, count) } else { vec![Vec::new(); count] };
    let parts: Vec<SubTeam> = ids
        .zip(evenly(&responsibilities, count))
        .zip(dealt_paths)
        .map(|((id, responsibilities), write_paths)| SubTeam { id, responsibilities, write_paths })
        .collect();
    let mut edits: Vec<ManifestEdit> = (0..team.responsibilities.len())
        .rev()
        .map(|index| ManifestEdit::RemoveResponsibility { team: id.clone(), index })
        .collect();
    if deals_paths {
        let list = PathList::Write;
        edits.extend((0..team.write_paths.len()).rev().map(|index| ManifestEdit::RemovePath { list, team: id.clone(), index }));
    } else {
        let new = paths.iter().skip(team.write_paths.len());
        edits.extend(new.map(|text| ManifestEdit::AddPath { list: PathList::Write, team: id.clone(), text: text.clone() }));
    }
    let value = Value::Sequence(parts.iter().map(part_value).collect());
    edits.push(ManifestEdit::SetTeamValue { team: id.clone(), key: TeamKey::Swarm, value: Some(value) });
    // Sub-teams that are no more leave their references to the team.
    let gone: Taken = team
        .swarm
        .iter()
        .filter(|old| !parts.iter().any(|part| part.id == old.id))
        .map(|old| (old.id.clone(), id.clone()))
        .collect();
    edits.extend(carry::references(manifest, &gone, &[]));
    let mut plan = as_it_is(manifest);
    if let Some(planned) = plan.teams.iter_mut().find(|planned| planned.id == *id) {
        planned.responsibilities.clear();
        planned.write_paths = if deals_paths { Vec::new() } else { dealt(&paths, id) };
        planned.parts = parts;
    }
    plan.edit = ManifestEdit::Several(edits);
    Ok(plan)
}

pub(super) fn merge(manifest: &Manifest, id: &TeamId) -> Result<Plan, Problem> {
    let team = team_of(manifest, id)?;
    let (responsibilities, paths) = all_of(team);
    let mut edits = Vec::new();
    if !team.swarm.is_empty() {
        let gone: Taken = team.swarm.iter().map(|part| (part.id.clone(), id.clone())).collect();
        edits.extend(carry::references(manifest, &gone, &[]));
        edits.push(ManifestEdit::SetTeamValue { team: id.clone(), key: TeamKey::Swarm, value: None });
        let new = responsibilities.iter().skip(team.responsibilities.len());
        edits.extend(new.map(|text| ManifestEdit::AddResponsibility { team: id.clone(), text: text.clone() }));
        let new = paths.iter().skip(team.write_paths.len());
        edits.extend(new.map(|text| ManifestEdit::AddPath { list: PathList::Write, team: id.clone(), text: text.clone() }));
    }
    let mut plan = as_it_is(manifest);
    if let Some(planned) = plan.teams.iter_mut().find(|planned| planned.id == *id) {
        planned.responsibilities = dealt(&responsibilities, id);
        planned.write_paths = dealt(&paths, id);
        planned.parts.clear();
    }
    plan.edit = ManifestEdit::Several(edits);
    Ok(plan)
}

fn part_value(part: &SubTeam) -> Value {
    let mut map = Mapping::new();
    map.insert("id".into(), part.id.as_str().into());
    let list = |items: &[String]| Value::Sequence(items.iter().map(|item| item.as_str().into()).collect());
    map.insert("responsibilities".into(), list(&part.responsibilities));
    if !part.write_paths.is_empty() {
        map.insert("write_paths".into(), list(&part.write_paths));
    }
    Value::Mapping(map)
}

fn dealt(texts: &[String], from: &TeamId) -> Vec<Dealt> {
    texts.iter().map(|text| Dealt { text: text.clone(), from: Some(from.clone()) }).collect()
}

/// The plan that changes nothing.
fn as_it_is(manifest: &Manifest) -> Plan {
    let planned = |team: &&Team| PlannedTeam {
        id: team.id.clone(),
        name: team.name.clone(),
        role: team.role.clone(),
        is_new: false,
        responsibilities: dealt(&team.responsibilities, &team.id),
        write_paths: dealt(&team.write_paths, &team.id),
        depends_on: team.depends_on.clone(),
        target_loc: team.target_loc,
        parts: team.swarm.clone(),
    };
    Plan {
        teams: manifest.teams_in_order().iter().map(planned).collect(),
        unassigned: dealt(&manifest.unassigned, &TeamId::unassigned()),
        gone: Vec::new(),
        edit: ManifestEdit::Several(Vec::new()),
        change: TextEdit::default(),
    }
}
