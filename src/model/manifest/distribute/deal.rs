//! Dealing all work out to other teams, by layers or by domains. Owns who the teams are afterwards, which of them are
//! there already, where each responsibility and path goes, and the edit. What stays with its team is not touched.

use super::carry::{self, Taken};
use super::size::parts_for;
use super::vocabulary::Vocabulary;
use super::{Dealt, Plan, PlannedTeam};
use crate::model::edit::TextEdit;
use crate::model::manifest::edits::{ManifestEdit, PathList, Step, TeamField, TeamKey, TeamRefField};
use crate::model::manifest::new::{self, LAYERS};
use crate::model::manifest::{Distribution, LocRange, Manifest, SubTeam, Team};
use crate::model::ownership::Ownership;
use crate::model::problem::Problem;
use crate::model::team::{STANDARD, TeamId};

/// How much is tried: where the best would break something, less is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Care {
    /// Each path by its own words.
    Best,
    /// The paths of a team that goes stay together.
    Together,
    /// And new teams begin without paths and dependencies.
    Least,
}

/// Which layers are one team when there are fewer than ten: neighbours, the smallest first.
const MERGES: [(usize, usize); 9] = [(6, 9), (5, 7), (1, 8), (2, 3), (5, 6), (1, 2), (0, 1), (0, 4), (0, 5)];

/// The layers of each of so many teams.
fn groups(teams: usize) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = (0..LAYERS.len()).map(|layer| vec![layer]).collect();
    for (into, from) in MERGES.iter().take(LAYERS.len() - teams.clamp(1, LAYERS.len())) {
        let moved = std::mem::take(&mut groups[*from]);
        groups[*into].extend(moved);
    }
    groups.retain(|group| !group.is_empty());
    groups
}

/// A team of the plan.
struct Target {
    id: TeamId,
    /// Its place in the manifest, where it is there already.
    old: Option<usize>,
    /// A name and a role to be given.
    name: Option<String>,
    role: Option<String>,
    words: Vocabulary,
    /// What it begins with when nothing is dealt to it.
    begins: Vec<String>,
    paths: Vec<String>,
    /// Targets that it uses, when it is new.
    uses: Vec<usize>,
}

fn words_of(team: &Team) -> String {
    format!("{} {} {}", team.id, team.name, team.role)
}

/// The one that a text fits best; on a tie the one at `own`.
fn best(targets: &[Target], text: &str, own: Option<usize>) -> Option<usize> {
    let rank = |at: &usize| (targets[*at].words.score(text), Some(*at) == own, targets[*at].words.preference, usize::MAX - *at);
    (0..targets.len()).filter(|at| targets[*at].words.score(text) > 0).max_by_key(rank)
}

pub(super) fn layers(manifest: &Manifest, teams: usize, loc: Option<u64>, care: Care) -> Plan {
    let groups = groups(teams);
    let mut targets: Vec<Target> = groups.iter().map(|group| layer_target(manifest, &groups, group)).collect();
    let mut claimed: Vec<usize> = Vec::new();
    for (target, group) in targets.iter_mut().zip(&groups) {
        let named = |layer: &usize| manifest.teams.iter().position(|team| team.id.as_str() == LAYERS[*layer].id);
        target.old = group.iter().find_map(named);
        claimed.extend(target.old);
    }
    // Other teams stay where they are what a layer is that nobody has.
    for (index, team) in manifest.teams.iter().enumerate() {
        if !claimed.contains(&index)
            && let Some(at) = best(&targets, &words_of(team), None).filter(|at| targets[*at].old.is_none())
        {
            targets[at].old = Some(index);
            claimed.push(index);
        }
    }
    for at in 0..targets.len() {
        match targets[at].old.map(|old| &manifest.teams[old]) {
            None => targets[at].id = free_id(manifest, &targets[at].id, &targets[..at]),
            Some(team) => {
                let fits = best(&targets, &format!("{} {}", team.name, team.role), Some(at)).is_none_or(|fit| fit == at);
                let ours = team.name.split(", ").all(|part| STANDARD.iter().any(|standard| standard.name == part));
                let wanted = |now: &str, ours: bool, wanted: &Option<String>| {
                    wanted.clone().filter(|wanted| (!fits || ours) && wanted != now)
                };
                let name = wanted(&team.name, ours, &targets[at].name);
                let ours = team.role.split("; ").all(|part| LAYERS.iter().any(|layer| layer.role == part));
                let role = wanted(&team.role, ours, &targets[at].role);
                (targets[at].name, targets[at].role, targets[at].id) = (name, role, team.id.clone());
            }
        }
    }
    deal(manifest, targets, Distribution::Layers, loc, care)
}

fn layer_target(manifest: &Manifest, groups: &[Vec<usize>], group: &[usize]) -> Target {
    let known: Vec<String> = manifest
        .teams
        .iter()
        .flat_map(|team| &team.responsibilities)
        .chain(&manifest.unassigned)
        .map(|text| text.to_lowercase())
        .collect();
    let begins = group.iter().flat_map(|layer| LAYERS[*layer].responsibilities);
    let group_of = |id: &&str| groups.iter().position(|group| group.iter().any(|layer| LAYERS[*layer].id == *id));
    let join = |of: fn(usize) -> &'static str, between: &str| {
        Some(group.iter().map(|layer| of(*layer)).collect::<Vec<_>>().join(between))
    };
    Target {
        id: TeamId::from_spelling(LAYERS[group[0]].id).unwrap_or_else(TeamId::unassigned),
        old: None,
        name: join(|layer| STANDARD[layer].name, ", "),
        role: join(|layer| LAYERS[layer].role, "; "),
        words: Vocabulary::of_layers(group),
        begins: begins.filter(|text| !known.contains(&text.to_lowercase())).map(|text| (*text).to_owned()).collect(),
        paths: group.iter().flat_map(|layer| LAYERS[*layer].write_paths).map(|path| (*path).to_owned()).collect(),
        uses: group.iter().flat_map(|layer| LAYERS[*layer].depends_on).filter_map(group_of).collect(),
    }
}

/// An id that nobody has, as near as can be.
fn free_id(manifest: &Manifest, wanted: &TeamId, others: &[Target]) -> TeamId {
    let is_free = |id: &TeamId| !manifest.has_team(id) && !others.iter().any(|other| other.id == *id);
    if is_free(wanted) {
        return wanted.clone();
    }
    let numbered = (2..).filter_map(|number| TeamId::from_spelling(&format!("{wanted}-{number}")));
    numbered.into_iter().find(is_free).unwrap_or_else(|| wanted.clone())
}

pub(super) fn domains(manifest: &Manifest, names: &[String], care: Care) -> Result<Plan, Problem> {
    let old = |id: &TeamId, name: &str| {
        let fits = |team: &Team| &team.id == id || TeamId::from_spelling(&team.name).as_ref() == Some(id) || team.name == name;
        manifest.teams.iter().position(fits)
    };
    let mut targets: Vec<Target> = Vec::new();
    for domain in std::iter::once(new::platform()).chain(new::domains(names)) {
        let is_platform = targets.is_empty();
        let found = old(&domain.id, &domain.name).filter(|found| !targets.iter().any(|target| target.old == Some(*found)));
        let words = if is_platform { Vocabulary::of_platform() } else { Vocabulary::of_domain(&domain.name) };
        let id = match found {
            Some(found) => manifest.teams[found].id.clone(),
            None => free_id(manifest, &domain.id, &targets),
        };
        targets.push(Target {
            id,
            old: found,
            name: found.is_none().then_some(domain.name),
            role: found.is_none().then_some(domain.role),
            words,
            begins: domain.responsibilities,
            paths: domain.write_paths,
            uses: if is_platform { Vec::new() } else { vec![0] },
        });
    }
    if targets.len() < 2 {
        return Err(Problem::error("distribute-no-domains"));
    }
    Ok(deal(manifest, targets, Distribution::Domains, None, care))
}

/// A list while it is dealt out: what it says, and whose it was.
type List = Vec<(String, Option<TeamId>)>;

fn deal(manifest: &Manifest, targets: Vec<Target>, distribution: Distribution, loc: Option<u64>, care: Care) -> Plan {
    let nobody = TeamId::unassigned();
    let stays = |index: usize| targets.iter().position(|target| target.old == Some(index));
    // Where each responsibility goes.
    let to = |text: &str, own: Option<usize>| -> Option<usize> {
        let team = own.and_then(|own| manifest.teams.get(own));
        let here = own.and_then(stays);
        best(&targets, text, here).or(here).or_else(|| best(&targets, &words_of(team?), None))
    };
    let mut lists: Vec<List> = vec![Vec::new(); targets.len()];
    let mut tray: List = Vec::new();
    let mut edits = Vec::new();
    let said =
        |texts: &[String], from: &TeamId| -> List { texts.iter().map(|text| (text.clone(), Some(from.clone()))).collect() };
    for (list, target) in lists.iter_mut().zip(&targets) {
        match target.old {
            Some(old) => *list = said(&manifest.teams[old].responsibilities, &target.id),
            None => {
                edits.push(ManifestEdit::AddTeam { id: target.id.clone(), name: target.name.clone().unwrap_or_default() });
            }
        }
        for (field, text) in [(TeamField::Name, &target.name), (TeamField::Role, &target.role)] {
            if let Some(text) = text.as_ref().filter(|_| target.old.is_some() || field == TeamField::Role) {
                edits.push(ManifestEdit::SetTeamText { team: target.id.clone(), field, text: text.clone() });
            }
        }
    }
    tray.extend(said(&manifest.unassigned, &nobody));
    // Who takes most of a team's work takes its place.
    let mut taking: Vec<Vec<usize>> = vec![vec![0; targets.len()]; manifest.teams.len()];
    let sources = manifest.teams.iter().map(|team| (&team.id, &team.responsibilities)).chain([(&nobody, &manifest.unassigned)]);
    for (index, (from, texts)) in sources.enumerate() {
        let own = (index < manifest.teams.len()).then_some(index);
        let here = own.and_then(stays);
        let mut at = 0;
        for text in texts {
            let goes = to(text, own);
            if let Some((taking, goes)) = taking.get_mut(index).zip(goes) {
                taking[goes] += 1;
            }
            let is_here = if own.is_some() { goes.is_some() && goes == here } else { goes.is_none() };
            if is_here {
                at += 1;
                continue;
            }
            let (id, length) = goes.map_or((&nobody, tray.len()), |goes| (&targets[goes].id, lists[goes].len()));
            edits.push(ManifestEdit::MoveResponsibility { from: from.clone(), from_index: at, to: id.clone(), to_index: length });
            match (own, here) {
                (None, _) => drop(tray.remove(at)),
                (Some(_), Some(here)) => drop(lists[here].remove(at)),
                (Some(_), None) => {}
            }
            goes.map_or(&mut tray, |goes| &mut lists[goes]).push((text.clone(), Some(from.clone())));
        }
        // Parts of a team that goes are its work too; they stand in no list that could be moved from.
        let Some(team) = own.map(|own| &manifest.teams[own]).filter(|_| here.is_none()) else { continue };
        for text in team.swarm.iter().flat_map(|part| &part.responsibilities) {
            let goes = to(text, own);
            let id = goes.map_or(&nobody, |goes| &targets[goes].id);
            edits.push(ManifestEdit::AddResponsibility { team: id.clone(), text: text.clone() });
            goes.map_or(&mut tray, |goes| &mut lists[goes]).push((text.clone(), Some(from.clone())));
        }
    }
    for (list, target) in lists.iter_mut().zip(&targets) {
        let has_parts = target.old.is_some_and(|old| !manifest.teams[old].swarm.is_empty());
        if list.is_empty() && !has_parts && target.old.is_none() {
            for text in &target.begins {
                edits.push(ManifestEdit::AddResponsibility { team: target.id.clone(), text: text.clone() });
                list.push((text.clone(), None));
            }
        }
    }
    let heir = |index: usize| -> usize {
        let most = (0..targets.len()).max_by_key(|at| (taking[index][*at], usize::MAX - *at));
        let most = most.filter(|at| taking[index][*at] > 0);
        most.or_else(|| best(&targets, &words_of(&manifest.teams[index]), None)).unwrap_or(0)
    };
    // Among domains a path that names none is shared, unless all of its team's work went to one of them.
    let is_shared =
        |index: usize| distribution == Distribution::Domains && taking[index].iter().filter(|count| **count > 0).count() != 1;
    let path_heir = |index: usize| if is_shared(index) { 0 } else { heir(index) };
    let paths = paths(manifest, &targets, &path_heir, care, &mut edits);
    let mut gone: Taken = Vec::new();
    for (index, team) in manifest.teams.iter().enumerate().filter(|(index, _)| stays(*index).is_none()) {
        let heir = &targets[heir(index)].id;
        gone.push((team.id.clone(), heir.clone()));
        gone.extend(team.swarm.iter().map(|part| (part.id.clone(), heir.clone())));
    }
    let new: Vec<TeamId> = targets.iter().filter(|target| target.old.is_none()).map(|target| target.id.clone()).collect();
    edits.extend(carry::references(manifest, &gone, &new));
    let removed: Vec<TeamId> =
        manifest.teams.iter().enumerate().filter(|(index, _)| stays(*index).is_none()).map(|(_, team)| team.id.clone()).collect();
    edits.extend(removed.iter().map(|team| ManifestEdit::RemoveTeam { team: team.clone() }));
    let mut graph = carry::graph(manifest, &gone, TeamRefField::DependsOn);
    for target in targets.iter().filter(|target| target.old.is_none() && care != Care::Least) {
        let teams: Vec<TeamId> =
            target.uses.iter().map(|at| &targets[*at].id).filter(|to| graph.add(&target.id, to)).cloned().collect();
        if !teams.is_empty() {
            let teams = graph.of(&target.id).to_vec();
            edits.push(ManifestEdit::SetTeamRefs { team: target.id.clone(), field: TeamRefField::DependsOn, teams });
        }
    }
    let key = |names: &[&str]| names.iter().map(|name| Step::Key((*name).to_owned())).collect::<Vec<_>>();
    if manifest.distribution != distribution {
        let name = if distribution == Distribution::Layers { "layers" } else { "domains" };
        edits.push(ManifestEdit::SetValue { path: key(&["distribution"]), value: Some(name.into()) });
    }
    let project = manifest.project.target_loc;
    let typed = loc.filter(|loc| project.is_none_or(|project| *loc < project.min || *loc > project.max));
    if let Some(loc) = typed {
        edits.push(ManifestEdit::SetValue { path: key(&["project", "target_loc"]), value: Some(loc.into()) });
    }
    let whole = typed.map(|loc| LocRange { min: loc, max: loc }).or(project).or_else(|| sum(manifest));
    let parts = |target: &Target| {
        target.old.map_or(0, |old| manifest.teams[old].swarm.iter().map(|part| part.responsibilities.len()).sum())
    };
    let weights: Vec<u64> = lists.iter().zip(&targets).map(|(list, target)| (list.len() + parts(target)).max(1) as u64).collect();
    let shares = whole.map(|whole| shares(whole, &weights));
    let mut teams = Vec::new();
    for (at, (target, (list, paths))) in targets.iter().zip(lists.into_iter().zip(paths)).enumerate() {
        let old = target.old.map(|old| &manifest.teams[old]);
        let before = old.and_then(|team| team.target_loc);
        let target_loc = shares.as_ref().map(|shares| shares[at]).or(before);
        if target_loc != before {
            edits.push(ManifestEdit::SetTargetLoc { team: target.id.clone(), range: target_loc });
        }
        let mut parts = old.map(|team| team.swarm.clone()).unwrap_or_default();
        let wanted = loc.zip(target_loc).and_then(|(loc, target)| parts_for(loc, target.min.midpoint(target.max)));
        if let Some(count) = wanted.filter(|_| parts.is_empty()) {
            let key = TeamKey::Swarm;
            edits.push(ManifestEdit::SetTeamValue { team: target.id.clone(), key, value: Some(count.into()) });
            let part = |number: u64| TeamId::from_spelling(&format!("{}-{number}", target.id));
            let empty = |id| SubTeam { id, responsibilities: Vec::new(), write_paths: Vec::new() };
            parts = (1..=count).filter_map(part).map(empty).collect();
        }
        let dealt = |list: List| list.into_iter().map(|(text, from)| Dealt { text, from }).collect();
        teams.push(PlannedTeam {
            id: target.id.clone(),
            name: target.name.clone().or_else(|| old.map(|team| team.name.clone())).unwrap_or_default(),
            role: target.role.clone().or_else(|| old.map(|team| team.role.clone())).unwrap_or_default(),
            is_new: old.is_none(),
            responsibilities: dealt(list),
            write_paths: dealt(paths),
            depends_on: graph.of(&target.id).to_vec(),
            target_loc,
            parts,
        });
    }
    let unassigned = tray.into_iter().map(|(text, from)| Dealt { text, from }).collect();
    Plan { teams, unassigned, gone: removed, edit: ManifestEdit::Several(edits), change: TextEdit::default() }
}

/// Where write paths go: those of teams that stay stay; those of teams that go follow their words, or the team's heir.
fn paths(
    manifest: &Manifest,
    targets: &[Target],
    heir: &dyn Fn(usize) -> usize,
    care: Care,
    edits: &mut Vec<ManifestEdit>,
) -> Vec<List> {
    let mut lists: Vec<List> = vec![Vec::new(); targets.len()];
    for (list, target) in lists.iter_mut().zip(targets) {
        let old = target.old.map(|old| manifest.teams[old].write_paths.as_slice()).unwrap_or_default();
        *list = old.iter().map(|path| (path.clone(), Some(target.id.clone()))).collect();
    }
    let path_list = PathList::Write;
    for (index, team) in
        manifest.teams.iter().enumerate().filter(|(index, _)| !targets.iter().any(|target| target.old == Some(*index)))
    {
        let goes = |path: &str| match care {
            Care::Best => best(targets, path, None).unwrap_or_else(|| heir(index)),
            Care::Together | Care::Least => heir(index),
        };
        let mut at = 0;
        for path in &team.write_paths {
            let to = goes(path);
            if lists[to].iter().any(|(has, _)| has == path) {
                // It has the same one: this goes with its team.
                at += 1;
                continue;
            }
            edits.push(ManifestEdit::MovePath {
                list: path_list,
                from: team.id.clone(),
                from_index: at,
                to: targets[to].id.clone(),
                to_index: lists[to].len(),
            });
            lists[to].push((path.clone(), Some(team.id.clone())));
        }
        for path in team.swarm.iter().flat_map(|part| &part.write_paths) {
            let to = goes(path);
            if !lists[to].iter().any(|(has, _)| has == path) {
                edits.push(ManifestEdit::AddPath { list: path_list, team: targets[to].id.clone(), text: path.clone() });
                lists[to].push((path.clone(), Some(team.id.clone())));
            }
        }
    }
    for (at, target) in targets.iter().enumerate().filter(|(_, target)| target.old.is_none() && care != Care::Least) {
        for path in &target.paths {
            if !lists[at].iter().any(|(has, _)| has == path) && is_free(manifest, targets, &lists, at, path) {
                edits.push(ManifestEdit::AddPath { list: path_list, team: target.id.clone(), text: path.clone() });
                lists[at].push((path.clone(), None));
            }
        }
    }
    lists
}

/// Whether a path can be given to a new team: no other team's path is like it, or within it.
fn is_free(manifest: &Manifest, targets: &[Target], lists: &[List], at: usize, path: &str) -> bool {
    let mut with = Manifest::default();
    for (target, list) in targets.iter().zip(lists) {
        let write_paths = list.iter().map(|(path, _)| path.clone()).collect();
        let swarm = target.old.map(|old| manifest.teams[old].swarm.clone()).unwrap_or_default();
        with.teams.push(Team { write_paths, swarm, ..Team::new(target.id.clone(), target.id.as_str()) });
    }
    with.teams[at].write_paths = vec![path.to_owned()];
    let (ownership, id) = (Ownership::new(&with), &targets[at].id);
    !ownership.overlaps().iter().any(|overlap| overlap.first.0 == *id || overlap.second.0 == *id)
        && !ownership.carve_outs().iter().any(|carve_out| carve_out.outer.0 == *id)
}

/// What all teams are asked for together.
fn sum(manifest: &Manifest) -> Option<LocRange> {
    let given = || manifest.teams.iter().filter_map(|team| team.target_loc);
    let add = |of: fn(&LocRange) -> u64| given().map(|range| of(&range)).fold(0, u64::saturating_add);
    given().next().map(|_| LocRange { min: add(|range| range.min), max: add(|range| range.max) })
}

/// A target dealt out by weights, in hundreds where it is large enough; the parts are the whole.
fn shares(whole: LocRange, weights: &[u64]) -> Vec<LocRange> {
    let all: u128 = weights.iter().map(|weight| u128::from(*weight)).sum::<u128>().max(1);
    let deal = |amount: u64| {
        let step = if amount >= 1000 * weights.len() as u64 { 100 } else { 1 };
        let (mut so_far, mut given) = (0, 0);
        let part = |weight: &u64| {
            so_far += u128::from(*weight);
            let up_to = if so_far == all { amount } else { (u128::from(amount) * so_far / all) as u64 / step * step };
            up_to - std::mem::replace(&mut given, up_to)
        };
        weights.iter().map(part).collect::<Vec<u64>>()
    };
    let (least, more) = (deal(whole.min), deal(whole.max.saturating_sub(whole.min)));
    least.into_iter().zip(more).map(|(min, more)| LocRange { min, max: min + more }).collect()
}
