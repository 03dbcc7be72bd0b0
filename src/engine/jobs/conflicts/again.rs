//! Looking again at what was looked at before: trees are followed instead of walked, and where nothing happened but that
//! teams went on in files of their own, what was found before is brought up to date instead of found again. Owns when that
//! is allowed; anything else is a look from the start. What is written never comes from here: `integrate` looks for itself.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Found, look_over, told};
use crate::engine::bases::Bases;
use crate::engine::event::Integration;
use crate::engine::gather::{self, Gathered};
use crate::engine::job::Progress;
use crate::engine::project::{Mode, Project};
use crate::engine::result::Present;
use crate::engine::trees::{self, Since, Watched};
use crate::engine::{answers, disk, exceptions, pack};
use crate::model::conflict::structure::Finding;
use crate::model::conflict::{self, Answer, Concerns, ConflictId, Detected, who_is_concerned};
use crate::model::merge::tree::{Entry, Outcome, Side, decide_again};
use crate::model::path::RelPath;
use crate::model::problem::Problem;
use crate::model::team::TeamId;

/// Looks at one project, and remembers what it saw.
#[derive(Debug, Default)]
pub struct Looker {
    project: Option<Project>,
    watched: Watched,
    last: Option<Last>,
    /// How many looks were brought up to date from the one before.
    followed: usize,
}

/// What was found, and of what.
#[derive(Debug)]
struct Last {
    given: Given,
    answers: BTreeMap<ConflictId, Answer>,
    found: Found,
    /// Whether whatever happens to a file is heard of.
    can_follow: bool,
}

/// What a look depends on beside the trees: read before them, so that what changes meanwhile is seen the next time.
#[derive(Debug, PartialEq)]
struct Given {
    manifest: Option<Vec<u8>>,
    /// The teams that the manifest has.
    known: Vec<TeamId>,
    /// Those that have a tree, and where.
    teams: Vec<(TeamId, PathBuf)>,
    /// What each team's base is; nothing where it has none of its own.
    bases: Vec<Option<Vec<u8>>>,
    result: [Option<Vec<u8>>; 2],
    exceptions: Option<Vec<u8>>,
    /// Where `integrated/` is, if it is.
    integrated: Option<PathBuf>,
}

impl Given {
    fn read(project: &Project, before: Option<&Self>) -> Result<Self, Problem> {
        let manifest = match &project.manifest_name {
            Some(name) => disk::read_if_there(&project.root.join(name))?,
            None => None,
        };
        let known = match before.filter(|before| before.manifest == manifest) {
            Some(before) => before.known.clone(),
            None => gather::team_ids(&gather::manifest_of(project)?),
        };
        let teams = gather::teams_with_trees(project, &known)?;
        let bases = teams.iter().map(|(team, _)| Bases::written(project, team)).collect::<Result<_, _>>()?;
        let integrated = Some(project.integrated_folder()).filter(|folder| folder.is_dir());
        let (result, exceptions) = (Present::written(project)?, exceptions::written(project)?);
        Ok(Self { manifest, known, teams, bases, result, exceptions, integrated })
    }

    /// The folders that a look walks.
    fn roots<'a>(&'a self, project: &'a Project) -> Vec<&'a Path> {
        let mut roots: Vec<&Path> = self.teams.iter().map(|(_, folder)| folder.as_path()).collect();
        roots.extend((project.mode != Mode::Loose && !roots.is_empty()).then_some(project.root.as_path()));
        roots.extend(self.integrated.as_deref());
        roots
    }
}

impl Looker {
    /// Looks for conflicts, with the answers that are remembered from before.
    pub fn find(&mut self, project: &Project, progress: &dyn Progress) -> Result<Integration, Problem> {
        let remembered = answers::load(project)?;
        let found = self.look(project, &remembered, progress)?;
        let (conflicts, notes) = (found.conflicts.clone(), found.notes.clone());
        Ok(Integration { conflicts, notes, ..told(project, found, &remembered)? })
    }

    /// Looks for what there is to decide, tells it, and then looks for what no line shows: what changed is parsed for that,
    /// which takes longer than the merge.
    pub fn find_in_steps(
        &mut self,
        project: &Project,
        heard: impl FnOnce(Integration),
        progress: &dyn Progress,
    ) -> Result<Vec<Finding>, Problem> {
        heard(self.find(project, progress)?);
        let Some(last) = &self.last else { return Ok(Vec::new()) };
        Ok(super::look_at_structure(project, &last.found, progress)?.findings)
    }

    /// How many looks were brought up to date from the one before, and not begun again.
    pub fn followed(&self) -> usize {
        self.followed
    }

    /// Looks at all sides.
    pub fn look(
        &mut self,
        project: &Project,
        answers: &BTreeMap<ConflictId, Answer>,
        progress: &dyn Progress,
    ) -> Result<&Found, Problem> {
        if self.project.as_ref() != Some(project) {
            *self = Self { project: Some(project.clone()), ..Self::default() };
        }
        // Whatever fails on the way, nothing half is remembered.
        let mut watched = std::mem::take(&mut self.watched);
        let before = self.last.take();
        let given = Given::read(project, before.as_ref().map(|last| &last.given))?;
        let roots = given.roots(project);
        let since = watched.look(&roots)?;
        if let Some(mut last) = before
            && let Since::Paths(paths) = &since
            && last.can_follow
            && last.given == given
            && last.answers == *answers
            && bring_up_to_date(&mut last.found, &watched, &roots, paths, given.teams.len())?
        {
            self.followed += 1;
            self.watched = watched;
            return Ok(&self.last.insert(last).found);
        }
        let integrated = given.integrated.is_some().then(|| watched.lists().last().cloned().unwrap_or_default());
        let mut walk = |wanted: &[&Path]| match roots.starts_with(wanted) {
            true => Ok(watched.lists()[..wanted.len()].to_vec()),
            // Somebody made a tree this very moment.
            false => trees::walk(wanted),
        };
        let present = |progress: &dyn Progress| Present::of(project, integrated.unwrap_or_default(), progress);
        let found = look_over(project, answers, &mut walk, present, progress)?;
        let can_follow = can_follow(project, &given, &found, &watched);
        self.watched = watched;
        Ok(&self.last.insert(Last { given, answers: answers.clone(), found, can_follow }).found)
    }
}

/// Whether every change that matters would be heard of.
fn can_follow(project: &Project, given: &Given, found: &Found, watched: &Watched) -> bool {
    let gathered = &found.gathered;
    let sides_are_teams =
        gathered.sides.iter().map(|side| &side.team).take(given.teams.len()).eq(given.teams.iter().map(|(team, _)| team));
    // A tree without a base of its own stands over whatever the project has now.
    if project.mode == Mode::Loose || !sides_are_teams || given.bases.iter().any(Option::is_none) {
        return false;
    }
    let folders = watched.folders();
    // A file of base may lie where nobody looks, because a `.gitignore` names the folder.
    !gathered.sides.iter().zip(&given.teams).enumerate().any(|(root, (side, (_, tree)))| {
        let mut listed = watched.lists()[root].iter().map(|found| &found.path).peekable();
        let mut is_listed = |path: &RelPath| {
            while listed.next_if(|listed| *listed < path).is_some() {}
            listed.next_if_eq(&path).is_some()
        };
        let is_unseen = |path: &RelPath| {
            let folder = path.parent();
            let name = folder.as_ref().map_or("", RelPath::as_str);
            !folders.contains(&(root, name.to_owned())) && tree.join(name).is_dir()
        };
        side.base.keys().any(|path| !is_listed(path) && is_unseen(path))
    })
}

/// Brings a look up to what happened at these paths; `false` where that needs a look from the start (what was found is
/// then of no use any more).
fn bring_up_to_date(
    found: &mut Found,
    watched: &Watched,
    roots: &[&Path],
    paths: &[(usize, RelPath)],
    teams: usize,
) -> Result<bool, Problem> {
    for (root, path) in paths {
        let gathered = &found.gathered;
        if *root >= teams {
            // The project's own files; `integrated/` lies behind them.
            if *root > teams || watched.at(*root, path).is_some() || gathered.project.contains_key(path) {
                return Ok(false);
            }
            continue;
        }
        let side = &gathered.sides[*root];
        let (now, before) = (watched.at(*root, path), side.tree.get(path));
        let (now, before) = match (now, before) {
            (Some(now), Some(before)) => (now, before),
            // No part of the product, unless base has something there.
            (None, None) if !has_below(side, path) => continue,
            _ => return Ok(false),
        };
        let entry = |bytes: &[u8]| Entry { hash: pack::hash(bytes), kind: now.kind, size: bytes.len() as u64 };
        let is_in_a_base = gathered.sides.iter().any(|side| side.base.contains_key(path));
        let bases_are_one = gathered.sides.iter().all(|other| Arc::ptr_eq(&other.base, &side.base));
        if now.kind != before.kind || found.by_hand.contains(path) || (is_in_a_base && !bases_are_one) {
            return Ok(false);
        }
        let here = (*root, path);
        let Some((place, concerns)) = who_is_concerned(&gathered.sides, &found.outcomes, &found.conflicts, here, now.size) else {
            return Ok(false);
        };
        if concerns == Concerns::Several && !bases_are_one {
            return Ok(false);
        }
        let before = side.base.get(path);
        let entry = if concerns == Concerns::One && before.is_none() {
            now.unread()
        } else {
            match trees::read_entry(roots[*root], path, now.kind)?.as_deref().map(entry) {
                Some(entry) if before != Some(&entry) => entry,
                _ => return Ok(false),
            }
        };
        found.gathered.sides[*root].tree.insert(path.clone(), entry.clone());
        match concerns {
            Concerns::One => found.outcomes[place].outcome = Outcome::Take(Some(entry)),
            Concerns::Several if merge_again(found, place)? => {}
            Concerns::Several => return Ok(false),
        }
    }
    Ok(true)
}

/// Merges a text that sides share once more; `false` where something else comes of it than before.
fn merge_again(found: &mut Found, place: usize) -> Result<bool, Problem> {
    let Gathered { sides, ownership, .. } = &found.gathered;
    let outcome = decide_again(sides, &found.outcomes[place]);
    let path = &outcome.path;
    // That a path is nobody's does not depend on what it holds.
    let is_named =
        |note: &Problem| note.id != "unclaimed-paths" && note.place.as_ref().is_some_and(|place| place.file == path.as_str());
    if outcome.changed_by != found.outcomes[place].changed_by || found.notes.iter().any(is_named) {
        return Ok(false);
    }
    let Detected { merged, mut conflicts, notes, .. } = conflict::detect_at(sides, ownership, &outcome, &found.gathered)?;
    let before = found.conflicts.iter().position(|conflict| conflict.path == *path);
    if !notes.is_empty() {
        return Ok(false);
    }
    match (before, conflicts.pop(), merged.into_values().next(), found.merged_texts.get_mut(path)) {
        (Some(before), Some(now), None, None) if now.kind == found.conflicts[before].kind => found.conflicts[before] = now,
        (None, None, Some(now), Some(before)) => {
            // Anything that is wrong with it is worth a look at everything.
            if !conflict::look_at_merged(path, &now.1, || Ok(Vec::new()))?.is_empty() {
                return Ok(false);
            }
            *before = now;
        }
        _ => return Ok(false),
    }
    found.outcomes[place] = outcome;
    Ok(true)
}

/// Whether base has something at a path or below it.
fn has_below(side: &Side, path: &RelPath) -> bool {
    let first = side.base.range(path.clone()..).take_while(|(known, _)| known.as_str().starts_with(path.as_str()));
    first.map(|(known, _)| known).any(|known| known == path || known.strip_prefix(path.as_str()).is_some())
}

#[cfg(test)]
mod tests;
