//! What an edit means, on the manifest as a value: what the text must say afterwards, and nothing else.

use super::{ManifestEdit, PathList, TeamField, TeamRefField};
use crate::model::manifest::read::default_name;
use crate::model::manifest::{Manifest, Team};
use crate::model::problem::Problem;
use crate::model::team::TeamId;

/// A text on one line, as lists hold it.
pub(super) fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The manifest after an edit. `None` for an edit of any value: `verify` compares the file's values then.
pub(super) fn apply(manifest: &Manifest, edit: &ManifestEdit) -> Result<Option<Manifest>, Problem> {
    use ManifestEdit as E;
    let mut now = manifest.clone();
    match edit {
        E::MoveResponsibility { from, from_index, to, to_index } => {
            let text = take(responsibilities(&mut now, from)?, from, *from_index)?;
            let to_index = after_removal(from == to, *from_index, *to_index);
            put(responsibilities(&mut now, to)?, to_index, text);
        }
        E::MovePath { list, from, from_index, to, to_index } => {
            let text = take(paths(&mut now, from, *list)?, from, *from_index)?;
            let to_index = after_removal(from == to, *from_index, *to_index);
            put(paths(&mut now, to, *list)?, to_index, text);
        }
        E::AddResponsibility { team, text } => put(responsibilities(&mut now, team)?, usize::MAX, filled(text)?),
        E::InsertResponsibility { team, index, text } => put(responsibilities(&mut now, team)?, *index, filled(text)?),
        E::AddPath { list, team, text } => put(paths(&mut now, team, *list)?, usize::MAX, filled(text)?),
        E::RenameResponsibility { team, index, text } => *item(responsibilities(&mut now, team)?, team, *index)? = filled(text)?,
        E::RenamePath { list, team, index, text } => *item(paths(&mut now, team, *list)?, team, *index)? = filled(text)?,
        E::RemoveResponsibility { team, index } => drop(take(responsibilities(&mut now, team)?, team, *index)?),
        E::RemovePath { list, team, index } => drop(take(paths(&mut now, team, *list)?, team, *index)?),
        E::SetTeamText { team, field, text } => {
            let team = team_mut(&mut now, team)?;
            let text = one_line(text);
            match field {
                TeamField::Name => team.name = if text.is_empty() { default_name(&team.id, &team.key) } else { text },
                TeamField::Role => team.role = text,
                TeamField::Agent => team.agent = (!text.is_empty()).then_some(text),
            }
        }
        E::SetTargetLoc { team, range } => team_mut(&mut now, team)?.target_loc = *range,
        E::SetMegaFiles { team, count } => {
            let team = team_mut(&mut now, team)?;
            team.mega_files = *count;
            team.mega_file_names.clear();
        }
        E::SetPriority { team, priority } => team_mut(&mut now, team)?.priority = *priority,
        E::SetTeamRefs { team, field, teams } => {
            let team = team_mut(&mut now, team)?;
            let mut wanted: Vec<TeamId> = Vec::new();
            teams.iter().for_each(|id| {
                if !wanted.contains(id) {
                    wanted.push(id.clone());
                }
            });
            match field {
                TeamRefField::DependsOn => team.depends_on = wanted,
                TeamRefField::WaitFor => team.wait_for = wanted,
            }
        }
        E::AddTeam { id, name } => {
            if now.has_team(id) {
                return Err(Problem::error("manifest-edit-team-exists").with("team", id));
            }
            let name = one_line(name);
            let name = if name.is_empty() { default_name(id, id.as_str()) } else { name };
            now.teams.push(Team { name, short_form: false, ..Team::new(id.clone(), id.as_str()) });
        }
        E::RemoveTeam { team } => {
            team_mut(&mut now, team)?;
            now.teams.retain(|other| &other.id != team);
        }
        E::RenameTeam { team, id } => {
            team_mut(&mut now, team)?;
            if team != id && now.has_team(id) {
                return Err(Problem::error("manifest-edit-team-exists").with("team", id));
            }
            rename(&mut now, team, id);
        }
        E::SetTeamValue { team, .. } => {
            // What the value means is the reader's to say: everything else stays.
            team_mut(&mut now, team)?;
        }
        E::SetValue { .. } | E::MoveItem { .. } | E::RenameKey { .. } | E::Several(_) => return Ok(None),
    }
    Ok(Some(now))
}

/// Which ids change when a team is renamed: its own, and those of sub-teams that are only counted.
pub(super) fn renames(manifest: &Manifest, from: &TeamId, to: &TeamId) -> Vec<(TeamId, TeamId)> {
    let mut renames = vec![(from.clone(), to.clone())];
    let parts = manifest.team(from).map(|team| team.swarm.as_slice()).unwrap_or_default();
    let is_counted = parts.iter().all(|part| part.responsibilities.is_empty() && part.write_paths.is_empty());
    for (index, part) in parts.iter().enumerate().filter(|_| is_counted) {
        let numbered = |team: &TeamId| TeamId::from_spelling(&format!("{team}-{}", index + 1));
        if let Some((old, new)) = numbered(from).zip(numbered(to)).filter(|(old, _)| *old == part.id) {
            renames.push((old, new));
        }
    }
    renames
}

fn rename(manifest: &mut Manifest, from: &TeamId, to: &TeamId) {
    let renames = renames(manifest, from, to);
    let change = |id: &mut TeamId| {
        if let Some((_, new)) = renames.iter().find(|(old, _)| old == id) {
            *id = new.clone();
        }
    };
    for team in &mut manifest.teams {
        if team.id == *from {
            // A name that the text says stays, also where it says the standard one.
            let is_said = manifest.places.exactly(&format!("teams/{from}/name")).is_some();
            let has_default_name = !is_said && team.name == default_name(&team.id, &team.key);
            to.as_str().clone_into(&mut team.key);
            team.id = to.clone();
            if has_default_name {
                team.name = default_name(&team.id, &team.key);
            }
            team.swarm.iter_mut().for_each(|part| change(&mut part.id));
        }
        team.depends_on.iter_mut().chain(&mut team.wait_for).for_each(change);
    }
    manifest.iterations.iter_mut().flat_map(|round| &mut round.teams).for_each(change);
    for point in &mut manifest.integration_points {
        point.between.iter_mut().chain(&mut point.owner).for_each(change);
    }
}

fn after_removal(same_list: bool, from: usize, to: usize) -> usize {
    if same_list && to > from && to != usize::MAX { to - 1 } else { to }
}

fn filled(text: &str) -> Result<String, Problem> {
    let text = one_line(text);
    if text.is_empty() { Err(Problem::error("manifest-edit-empty")) } else { Ok(text) }
}

fn team_mut<'m>(manifest: &'m mut Manifest, id: &TeamId) -> Result<&'m mut Team, Problem> {
    let missing = || Problem::error("manifest-edit-no-team").with("team", id);
    manifest.teams.iter_mut().find(|team| &team.id == id).ok_or_else(missing)
}

fn responsibilities<'m>(manifest: &'m mut Manifest, id: &TeamId) -> Result<&'m mut Vec<String>, Problem> {
    if id.is_unassigned() {
        return Ok(&mut manifest.unassigned);
    }
    Ok(&mut team_mut(manifest, id)?.responsibilities)
}

fn paths<'m>(manifest: &'m mut Manifest, id: &TeamId, list: PathList) -> Result<&'m mut Vec<String>, Problem> {
    let team = team_mut(manifest, id)?;
    Ok(match list {
        PathList::Write => &mut team.write_paths,
        PathList::Read => &mut team.read_paths,
        PathList::Forbidden => &mut team.forbidden_paths,
    })
}

fn item<'l>(list: &'l mut [String], team: &TeamId, index: usize) -> Result<&'l mut String, Problem> {
    list.get_mut(index).ok_or_else(|| Problem::error("manifest-edit-no-item").with("team", team))
}

fn take(list: &mut Vec<String>, team: &TeamId, index: usize) -> Result<String, Problem> {
    item(list, team, index)?;
    Ok(list.remove(index))
}

fn put(list: &mut Vec<String>, index: usize, text: String) {
    list.insert(index.min(list.len()), text);
}
