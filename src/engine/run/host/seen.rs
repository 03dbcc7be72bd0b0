//! What trees hold, looked at from a thread beside the host's loop: how much is there, what was written where the team may
//! not, and what its status file says. Owns the cost of it: a tree in which nothing changed is only walked, and what was
//! read once is not read again until it changes.

use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use crate::engine::bases::Bases;
use crate::engine::disk::{self, Found, Kind};
use crate::engine::job::Silent;
use crate::engine::jobs::report::Status;
use crate::engine::project::{Mode, Project};
use crate::engine::{taken, trees};
use crate::model::manifest::Manifest;
use crate::model::mega;
use crate::model::ownership::{Ownership, PathClass};
use crate::model::path::RelPath;
use crate::model::problem::{Problem, Severity};
use crate::model::run::team::Measured;
use crate::model::team::TeamId;

/// A status file is no longer than this.
const STATUS_BYTES: u64 = 64 * 1024;

/// What is looked at.
#[derive(Debug)]
pub(super) struct Wanted {
    pub(super) project: Project,
    pub(super) manifest: Manifest,
    pub(super) ownership: Ownership,
    pub(super) teams: Vec<TeamId>,
}

/// What a look saw of one team.
#[derive(Debug)]
pub(in crate::engine::run) struct Seen {
    pub(super) team: TeamId,
    pub(super) measured: Measured,
    /// Paths that it wrote or removed and may not, with whose they are; seen twice, so that nothing half done counts.
    pub(super) outside: Vec<(RelPath, Option<TeamId>)>,
    /// Its status file, where that says something new.
    pub(super) status: Option<Status>,
    /// Mega-files that were changed on both sides, told once.
    pub(super) problems: Vec<Problem>,
}

/// What is remembered between two looks.
#[derive(Debug, Default)]
pub(super) struct Memory {
    mega_files: Option<(u64, BTreeMap<TeamId, u32>)>,
    teams: BTreeMap<TeamId, OfTeam>,
}

#[derive(Debug, Default)]
struct OfTeam {
    /// Of everything that its tree holds, by name, size and time.
    print: Option<u64>,
    lines: HashMap<RelPath, (u64, i64, u64)>,
    measured: Measured,
    outside: Vec<(RelPath, Option<TeamId>)>,
    outside_before: Vec<(RelPath, Option<TeamId>)>,
    status: Option<Vec<u8>>,
    unsettled: bool,
    told: Vec<Problem>,
}

/// Looks at all trees.
pub(super) fn look(wanted: &Wanted, memory: &mut Memory) -> Vec<Seen> {
    let counted = mega_files(&wanted.project, memory);
    let mut bases = Bases::new(&wanted.project, &wanted.manifest);
    let mut all = Vec::new();
    for team in &wanted.teams {
        let folder = wanted.project.team_folder(team);
        let known = memory.teams.entry(team.clone()).or_default();
        let found = disk::walk(&folder).map(|walked| walked.found).unwrap_or_default();
        let base = disk::read_if_there(&wanted.project.own_folder().join("bases").join(format!("team-{team}.json")));
        let print = print(&found, &base.ok().flatten().unwrap_or_default());
        let mut problems = Vec::new();
        // Once more after the last change: what was written just now may have been half there.
        if known.print != Some(print) || std::mem::take(&mut known.unsettled) {
            known.unsettled = known.print != Some(print);
            let taken = taken::take(&wanted.project, &wanted.manifest, team);
            let found = taken.map_or_else(|problem| vec![problem], |taken| taken.problems);
            problems = found.iter().filter(|problem| !known.told.contains(problem)).cloned().collect();
            known.told = found;
        }
        if known.print != Some(print) {
            known.print = Some(print);
            known.measured = measure(&folder, &found, &mut known.lines);
            known.outside = outside(wanted, team, &folder, &mut bases);
        }
        let twice = known.outside.iter().filter(|one| known.outside_before.contains(one)).cloned().collect();
        known.outside_before.clone_from(&known.outside);
        all.push(Seen {
            team: team.clone(),
            measured: Measured { mega_files: counted.get(team).copied().unwrap_or_default(), ..known.measured },
            outside: twice,
            status: status(&wanted.project, &folder, team, &mut known.status),
            problems,
        });
    }
    all
}

fn print(found: &[Found], base: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    base.hash(&mut hasher);
    for one in found {
        (one.path.as_str(), one.size, one.modified_ns).hash(&mut hasher);
    }
    hasher.finish()
}

/// How many mega-files of each team can be read.
fn mega_files(project: &Project, memory: &mut Memory) -> BTreeMap<TeamId, u32> {
    let found = disk::walk(&project.root.join(&project.mega_files_folder)).map(|walked| walked.found).unwrap_or_default();
    let print = print(&found, &[]);
    if let Some((known, counted)) = &memory.mega_files
        && *known == print
    {
        return counted.clone();
    }
    let mut counted: BTreeMap<TeamId, u32> = BTreeMap::new();
    let (entries, _) = project.read_mega_files().unwrap_or_default();
    for entry in entries {
        let text = entry.text.unwrap_or_default();
        let read = mega::read::read(entry.path.as_str(), &text);
        let is_sound = read.problems.iter().all(|problem| problem.severity != Severity::Error);
        *counted.entry(entry.team).or_default() += u32::from(is_sound);
    }
    memory.mega_files = Some((print, counted.clone()));
    counted
}

/// Counts files and lines; a file that is as it was is not read again.
fn measure(folder: &Path, found: &[Found], lines: &mut HashMap<RelPath, (u64, i64, u64)>) -> Measured {
    let mut measured = Measured::default();
    let mut now = HashMap::with_capacity(found.len());
    for one in found.iter().filter(|one| matches!(one.kind, Kind::File | Kind::Executable)) {
        let count = match lines.get(&one.path) {
            Some((size, modified, count)) if (*size, *modified) == (one.size, one.modified_ns) => *count,
            _ => {
                let bytes = disk::read_if_there(&folder.join(&one.path)).ok().flatten().unwrap_or_default();
                let is_text = !bytes[..bytes.len().min(8_000)].contains(&0);
                if is_text { bytes.iter().filter(|byte| **byte == b'\n').count() as u64 } else { 0 }
            }
        };
        measured.files += 1;
        measured.lines += count;
        now.insert(one.path.clone(), (one.size, one.modified_ns, count));
    }
    *lines = now;
    measured
}

/// What differs from the team's base where the team may not write.
pub(super) fn outside(wanted: &Wanted, team: &TeamId, folder: &Path, bases: &mut Bases<'_>) -> Vec<(RelPath, Option<TeamId>)> {
    if wanted.project.mode == Mode::Loose || !disk::is_folder(folder) {
        return Vec::new();
    }
    let memory = wanted.project.own_folder().join("cache").join(format!("seen-{team}.seen"));
    let Ok(base) = bases.of(team) else { return Vec::new() };
    let Ok(tree) = trees::scan(folder, Some(&memory), Some(&base.tree), &Silent) else { return Vec::new() };
    let written = tree.iter().filter(|(path, entry)| base.tree.get(*path) != Some(entry)).map(|(path, _)| path);
    let removed = base.tree.keys().filter(|path| !base.is_overlay && !tree.contains_key(*path));
    let class = |path: &RelPath| match wanted.ownership.classify(team, path) {
        PathClass::AnotherTeams(owner) => Some((path.clone(), Some(owner))),
        PathClass::Forbidden => Some((path.clone(), None)),
        PathClass::Own | PathClass::Unclaimed => None,
    };
    written.chain(removed).filter(|path| !trees::is_coordination(path)).filter_map(class).collect()
}

/// The newest of a team's status files, where it says something new. Half a file is read again.
fn status(project: &Project, folder: &Path, team: &TeamId, known: &mut Option<Vec<u8>>) -> Option<Status> {
    let name = format!("{team}.json");
    let places = [folder.join("status").join(&name), project.root.join("status").join(&name)];
    let newest = places.iter().filter_map(|file| Some((disk::stat(file)?, file)));
    let (stat, file) = newest.max_by_key(|(stat, _)| stat.modified_ns)?;
    if stat.size > STATUS_BYTES {
        return None;
    }
    let bytes = disk::read_if_there(file).ok().flatten()?;
    if known.as_ref() == Some(&bytes) {
        return None;
    }
    let status = serde_json::from_slice(&bytes).ok()?;
    *known = Some(bytes);
    Some(status)
}
