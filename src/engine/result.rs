//! The result of an integration on disk: `integrated/`, what Dectet wrote there last, and what a person changed in it
//! since. Owns the record that tells the two apart, and writing a new result over an old one so that every file is
//! whole at any moment and a killed run is completed by the next.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::job::Progress;
use super::pack::{Pack, PackWriter};
use super::project::Project;
use super::undo::{self, Planned};
use super::{disk, trees};
use crate::model::merge::tree::{Entry, EntryKind, Tree};
use crate::model::path::RelPath;
use crate::model::problem::Problem;

/// A file of a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultFile {
    /// What it is.
    pub kind: EntryKind,
    /// Its bytes (of a link: its target).
    pub bytes: Vec<u8>,
}

/// A result, by path.
pub type ResultTree = BTreeMap<RelPath, ResultFile>;

/// What writing a result did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files created or changed.
    pub written: usize,
    /// Files removed.
    pub removed: usize,
}

/// What was written last, and what lies there now.
#[derive(Debug)]
pub struct Present {
    /// What Dectet wrote last; `None` before the first integration.
    record: Option<Pack>,
    /// What a run that was killed meant to write.
    pending: BTreeMap<RelPath, String>,
    /// What lies in `integrated/` now.
    now: Tree,
}

/// How many records are kept: one more than what can be taken back is of no use.
const KEPT: usize = 21;

fn folder(project: &Project) -> PathBuf {
    project.own_folder().join("result")
}

/// The ids of the records, newest first: each is what one integration wrote.
fn records(project: &Project) -> Result<Vec<String>, Problem> {
    let list = disk::read_if_there(&folder(project).join("records.json"))?;
    Ok(list.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default())
}

/// Writes the list and drops the records that it names no longer.
fn set_records(project: &Project, ids: &[String]) -> Result<(), Problem> {
    let bytes = serde_json::to_vec(ids).map_err(|error| Problem::error("internal").with("message", error))?;
    disk::write_atomic(&folder(project).join("records.json"), &bytes)?;
    for (name, _) in disk::list(&folder(project))? {
        if let Some(id) = name.strip_suffix(".pack")
            && !ids.iter().any(|known| known == id)
        {
            disk::remove_file(&folder(project).join(format!("{id}.json")))?;
            disk::remove_file(&folder(project).join(&name))?;
        }
    }
    Ok(())
}

fn pending_file(project: &Project) -> PathBuf {
    project.own_folder().join("result").join("pending.json")
}

impl Present {
    /// Looks at `integrated/`.
    pub fn read(project: &Project, progress: &dyn Progress) -> Result<Self, Problem> {
        let memory = project.own_folder().join("cache").join("integrated.json");
        let record = match records(project)?.first() {
            Some(id) => Pack::open(&folder(project).join(id))?,
            None => None,
        };
        let known = record.as_ref().map(Pack::tree);
        let now = trees::scan(&project.integrated_folder(), Some(&memory), known.as_ref(), progress)?;
        let pending = disk::read_if_there(&pending_file(project))?.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        Ok(Self { record, pending: pending.unwrap_or_default(), now })
    }

    /// Paths that a person changed, added or removed since. A file that a killed run wrote is not one of them.
    pub fn edited_by_hand(&self) -> BTreeSet<RelPath> {
        let recorded = self.record.as_ref().map(Pack::tree).unwrap_or_default();
        let mut edited = BTreeSet::new();
        for path in recorded.keys().chain(self.now.keys()) {
            let (before, now) = (recorded.get(path), self.now.get(path));
            let is_pending = || match now {
                Some(entry) => self.pending.get(path) == Some(&entry.hash),
                // A killed run had already removed it.
                None => !self.pending.is_empty() && !self.pending.contains_key(path),
            };
            if before != now && !is_pending() {
                edited.insert(path.clone());
            }
        }
        edited
    }

    /// What Dectet wrote at a path last.
    pub fn recorded(&self, path: &RelPath) -> Result<Option<ResultFile>, Problem> {
        let Some(record) = &self.record else { return Ok(None) };
        let Some(entry) = record.entry(path) else { return Ok(None) };
        Ok(record.read(path)?.map(|bytes| ResultFile { kind: entry.kind, bytes: bytes.to_vec() }))
    }

    /// What lies at a path now.
    pub fn now(&self, project: &Project, path: &RelPath) -> Result<Option<ResultFile>, Problem> {
        let Some(entry) = self.now.get(path) else { return Ok(None) };
        let bytes = trees::read_entry(&project.integrated_folder(), path, entry.kind)?;
        Ok(bytes.map(|bytes| ResultFile { kind: entry.kind, bytes }))
    }
}

/// Writes a result over what lies there. What is equal is not touched. Nothing is written when it is cancelled before
/// the first file; after that it goes through, since half a result is of no use to anybody.
pub fn write(project: &Project, present: &Present, result: &ResultTree, progress: &dyn Progress) -> Result<Written, Problem> {
    let folder = project.integrated_folder();
    let mut record = PackWriter::default();
    for (path, file) in result {
        record.add(path.clone(), file.kind, &file.bytes);
    }
    let wanted = record.tree();
    let same = |path: &RelPath, entry: &Entry| present.now.get(path) == Some(entry);
    let changed: Vec<_> = result.iter().filter(|(path, _)| !same(path, &wanted[*path])).collect();
    let removed: Vec<_> = present.now.keys().filter(|path| !result.contains_key(*path)).collect();
    if progress.is_cancelled() {
        return Err(Problem::note("cancelled"));
    }
    let below = RelPath::new("integrated").map_err(|fault| Problem::error(fault.id()))?;
    let mut planned = Vec::with_capacity(changed.len() + removed.len());
    for path in changed.iter().map(|(path, _)| *path).chain(removed.iter().copied()) {
        let before = present.now(project, path)?.map(|file| (file.kind, file.bytes));
        let after = wanted.get(path).map(|entry| entry.hash.clone());
        planned.push(Planned { path: path.below(&below), before, after });
    }
    undo::note(project, "integrate", planned)?;
    let hashes: BTreeMap<_, _> = wanted.iter().map(|(path, entry)| (path, &entry.hash)).collect();
    let pending = serde_json::to_vec(&hashes).map_err(|error| Problem::error("internal").with("message", error))?;
    disk::write_atomic(&pending_file(project), &pending)?;
    let total = (changed.len() + removed.len()) as u64;
    // Removals first: a file may give way to a folder of its name, or a folder to a file.
    for (number, path) in removed.iter().enumerate() {
        disk::remove_file(&folder.join(path))?;
        disk::remove_empty_dirs(&folder, path);
        progress.step(number as u64, total, "job-writing-result");
    }
    disk::create_dirs(&folder)?;
    for (number, (path, file)) in changed.iter().enumerate() {
        trees::write_entry(&folder, path, file.kind, &file.bytes)?;
        if number % 32 == 0 {
            progress.step((removed.len() + number) as u64, total, "job-writing-result");
        }
    }
    let id = record.id();
    record.write(&self::folder(project).join(&id))?;
    let mut ids = records(project)?;
    if total > 0 || ids.is_empty() {
        ids.insert(0, id);
        ids.truncate(KEPT);
        set_records(project, &ids)?;
    }
    disk::remove_file(&pending_file(project))?;
    Ok(Written { written: changed.len(), removed: removed.len() })
}

/// After an integration was taken back: what lies there is what the one before it wrote.
pub fn taken_back(project: &Project) -> Result<(), Problem> {
    let ids = records(project)?;
    set_records(project, ids.get(1..).unwrap_or_default())
}
