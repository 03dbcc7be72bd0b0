//! Taking back what a job wrote. Before a job writes its first file, what it will replace is packed and what it will
//! write is noted by hash; taking back restores exactly the files that still hold what the job wrote, and leaves
//! alone what somebody edited since. Owns the records in `.dectet/undo/`; the last twenty are kept.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::generated::Store;
use super::pack::{Pack, PackWriter};
use super::project::Project;
use super::{disk, pack, result, trees};
use crate::model::merge::tree::EntryKind;
use crate::model::path::RelPath;
use crate::model::problem::Problem;
use crate::model::team::TeamId;

/// How many steps can be taken back.
const KEPT: usize = 20;

/// One file that a job is about to change; paths are relative to the project.
#[derive(Debug)]
pub struct Planned {
    /// Which.
    pub path: RelPath,
    /// What it holds now; `None` when it is not there.
    pub before: Option<(EntryKind, Vec<u8>)>,
    /// The hash of what it will hold; `None` when it will be removed.
    pub after: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Record {
    /// `expand` or `integrate`.
    what: String,
    /// What was written, by path.
    after: BTreeMap<RelPath, Option<String>>,
    /// Teams whose record of what was generated changed; whether there was one before.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    generated: BTreeMap<String, bool>,
}

/// What taking back did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct TakenBack {
    /// `expand` or `integrate`.
    pub what: String,
    /// How many files are as they were.
    pub restored: usize,
    /// Files that somebody changed since: they stay.
    pub kept: Vec<RelPath>,
}

fn folder(project: &Project) -> PathBuf {
    project.own_folder().join("undo")
}

/// The numbers of the records, oldest first.
fn numbers(project: &Project) -> Vec<u64> {
    let mut numbers: Vec<u64> = disk::list(&folder(project))
        .unwrap_or_default()
        .into_iter()
        .filter_map(|(name, _)| name.strip_suffix(".step.json")?.parse().ok())
        .collect();
    numbers.sort_unstable();
    numbers
}

/// Notes what a job is about to do. Nothing may be written before this returns.
pub fn note(project: &Project, what: &str, planned: Vec<Planned>) -> Result<(), Problem> {
    note_with(project, what, planned, Vec::new())
}

/// Notes what an expansion is about to do. `indexes` is what the teams' records of generated files say before it: taking
/// back puts them back too, else what was taken back would count as edited.
pub fn note_expansion(project: &Project, planned: Vec<Planned>, indexes: Vec<(TeamId, Option<Vec<u8>>)>) -> Result<(), Problem> {
    note_with(project, "expand", planned, indexes)
}

fn read_record(project: &Project, number: u64) -> Result<Record, Problem> {
    let step = folder(project).join(format!("{number}.step.json"));
    (disk::read_if_there(&step)?.and_then(|bytes| serde_json::from_slice(&bytes).ok()))
        .ok_or_else(|| Problem::error("undo-unreadable").with("number", number))
}

fn note_with(
    project: &Project,
    what: &str,
    planned: Vec<Planned>,
    indexes: Vec<(TeamId, Option<Vec<u8>>)>,
) -> Result<(), Problem> {
    if planned.is_empty() {
        return Ok(());
    }
    let known = numbers(project);
    let number = known.last().map_or(1, |last| last + 1);
    let mut before = PackWriter::default();
    let mut after = BTreeMap::new();
    for file in planned {
        if let Some((kind, bytes)) = &file.before {
            before.add(file.path.clone(), *kind, bytes);
        }
        after.insert(file.path, file.after);
    }
    before.write(&folder(project).join(format!("{number}.before")))?;
    let mut generated = BTreeMap::new();
    for (team, index) in indexes {
        if let Some(bytes) = &index {
            disk::write_atomic(&index_file(project, number, team.as_str()), bytes)?;
        }
        generated.insert(team.to_string(), index.is_some());
    }
    let record = Record { what: what.to_owned(), after, generated };
    let bytes = serde_json::to_vec(&record).map_err(|error| Problem::error("internal").with("message", error))?;
    disk::write_atomic(&folder(project).join(format!("{number}.step.json")), &bytes)?;
    for old in known.iter().rev().skip(KEPT - 1) {
        forget(project, *old)?;
    }
    Ok(())
}

/// Puts every file of the last step back as it was before it.
pub fn take_back(project: &Project) -> Result<TakenBack, Problem> {
    let Some(number) = numbers(project).pop() else {
        return Err(Problem::error("nothing-to-take-back"));
    };
    let record = read_record(project, number)?;
    let before = Pack::open(&folder(project).join(format!("{number}.before")))?;
    let mut done = TakenBack { what: record.what, ..TakenBack::default() };
    for (path, after) in &record.after {
        let full = project.root.join(path);
        let now = std::fs::symlink_metadata(&full).ok().map(|meta| trees::kind_of(&meta));
        let now = match now {
            Some(kind) => trees::read_entry(&project.root, path, kind)?.map(|bytes| pack::hash(&bytes)),
            None => None,
        };
        let entry = before.as_ref().and_then(|pack| pack.entry(path)).cloned();
        if now == entry.as_ref().map(|entry| entry.hash.clone()) {
            continue;
        }
        if now != *after {
            done.kept.push(path.clone());
            continue;
        }
        match (entry, &before) {
            (Some(entry), Some(pack)) => {
                let bytes = pack.read(path)?.ok_or_else(|| Problem::error("undo-unreadable").with("number", number))?;
                trees::write_entry(&project.root, path, entry.kind, bytes)?;
            }
            _ => {
                disk::remove_file(&full)?;
                disk::remove_empty_dirs(&project.root, path);
            }
        }
        done.restored += 1;
    }
    // A run that was killed before its first file left nothing to take back, and no record of its own.
    if done.what == "integrate" && done.restored + done.kept.len() > 0 {
        result::taken_back(project)?;
    }
    for (team, was_there) in &record.generated {
        let Some(id) = TeamId::from_spelling(team) else { continue };
        let index = if *was_there { disk::read_if_there(&index_file(project, number, team))? } else { None };
        Store::new(project, &id).restore(index.as_deref())?;
    }
    forget(project, number)?;
    Ok(done)
}

fn index_file(project: &Project, number: u64, team: &str) -> PathBuf {
    folder(project).join(format!("{number}.generated-{team}.json"))
}

fn forget(project: &Project, number: u64) -> Result<(), Problem> {
    let teams = read_record(project, number).map(|record| record.generated).unwrap_or_default();
    // The step first: without it the rest is only a leftover.
    for name in ["step.json", "json", "pack"] {
        disk::remove_file(&folder(project).join(format!("{number}.{name}")))?;
    }
    for team in teams.keys() {
        disk::remove_file(&index_file(project, number, team))?;
    }
    Ok(())
}
