//! The result of an integration on disk: `integrated/`, what Dectet wrote there last, and what a person changed in it
//! since. Owns the record that tells the two apart, and writing a new result over an old one so that every file is
//! whole at any moment and a killed run is completed by the next.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::job::Progress;
use super::pack::{Pack, PackWriter};
use super::project::Project;
use super::undo::{self, Planned};
use serde::{Deserialize, Serialize};

use super::{disk, pack, trees};
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
    pending: Option<Tree>,
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

/// What is being written: noted before the first file and forgotten after the last.
#[derive(Debug, Serialize, Deserialize)]
struct Pending {
    /// The pack of the new result, which is whole by then.
    id: String,
    /// The record that it leaves: the same, but where a person's edits are in it.
    record: String,
    /// The files that change or go, each with the hash of what it held (`None`: it was not there).
    before: BTreeMap<RelPath, Option<String>>,
}

fn pending_file(project: &Project) -> PathBuf {
    folder(project).join("pending.json")
}

fn pending(project: &Project) -> Result<Option<Pending>, Problem> {
    Ok(disk::read_if_there(&pending_file(project))?.and_then(|bytes| serde_json::from_slice(&bytes).ok()))
}

/// Whether a run that wrote a result did not come to its end.
pub fn is_unfinished(project: &Project) -> bool {
    disk::stat(&pending_file(project)).is_some()
}

/// Finishes what a killed run began to write; how many files it wrote or removed. What somebody edited since stays. Where
/// the run had not come to writing, the old result stands as it is.
pub fn resume(project: &Project) -> Result<usize, Problem> {
    let unfinished = pending(project)?;
    let pack = match &unfinished {
        Some(pending) => Pack::open(&folder(project).join(&pending.id))?,
        None => None,
    };
    let (Some(pending), Some(pack)) = (unfinished, pack) else {
        disk::remove_file(&pending_file(project))?;
        return Ok(0);
    };
    let integrated = project.integrated_folder();
    let mut done = 0;
    // Removals first, as when it was written.
    let (gone, new): (Vec<_>, Vec<_>) = pending.before.iter().partition(|(path, _)| pack.entry(path).is_none());
    for (path, before) in gone.into_iter().chain(new) {
        let kind =
            std::fs::symlink_metadata(integrated.join(path)).ok().filter(|meta| !meta.is_dir()).map(|meta| trees::kind_of(&meta));
        let now = match kind {
            Some(kind) => trees::read_entry(&integrated, path, kind)?.map(|bytes| pack::hash(&bytes)),
            None => None,
        };
        let wanted = pack.entry(path);
        let is_written = now.as_deref() == wanted.map(|entry| entry.hash.as_str())
            && (wanted.is_none() || kind == wanted.map(|entry| entry.kind));
        if is_written || now != *before && now.as_deref() != wanted.map(|entry| entry.hash.as_str()) {
            continue;
        }
        match (wanted, pack.read(path)?) {
            (Some(entry), Some(bytes)) => {
                trees::write_entry(&integrated, path, entry.kind, bytes)?;
            }
            (Some(_), None) => continue,
            (None, _) => {
                disk::remove_file(&integrated.join(path))?;
                disk::remove_empty_dirs(&integrated, path);
            }
        }
        done += 1;
    }
    flip(project, pending.record)?;
    Ok(done)
}

/// The result is the one with this id from now on.
fn flip(project: &Project, id: String) -> Result<(), Problem> {
    let mut ids = records(project)?;
    if ids.first() != Some(&id) {
        ids.insert(0, id);
        ids.truncate(KEPT);
        set_records(project, &ids)?;
    }
    disk::remove_file(&pending_file(project)).map(|_| ())
}

/// What writing a result would change.
pub fn compare(present: &Present, result: &ResultTree) -> Written {
    let same = |path: &RelPath, file: &ResultFile| {
        present.now.get(path).is_some_and(|entry| {
            (entry.kind, entry.size) == (file.kind, file.bytes.len() as u64) && entry.hash == pack::hash(&file.bytes)
        })
    };
    Written {
        written: result.iter().filter(|(path, file)| !same(path, file)).count(),
        removed: present.now.keys().filter(|path| !result.contains_key(*path)).count(),
    }
}

impl Present {
    /// Looks at `integrated/`.
    pub fn read(project: &Project, progress: &dyn Progress) -> Result<Self, Problem> {
        let found = trees::walk(&[&project.integrated_folder()])?.pop().unwrap_or_default();
        Self::of(project, found, progress)
    }

    /// The same, of what a walk of `integrated/` found.
    pub fn of(project: &Project, mut found: Vec<trees::Found>, progress: &dyn Progress) -> Result<Self, Problem> {
        let memory = project.own_folder().join("cache").join("integrated.seen");
        let record = match records(project)?.first() {
            Some(id) => Pack::open(&folder(project).join(id))?,
            None => None,
        };
        let known = record.as_ref().map(Pack::tree);
        trees::add_known(&project.integrated_folder(), &mut found, known.as_ref());
        let now = trees::read_all(&project.integrated_folder(), found, Some(&memory), progress)?;
        let pending = match pending(project)? {
            Some(pending) => Pack::open(&folder(project).join(&pending.id))?.map(|pack| pack.tree()),
            None => None,
        };
        Ok(Self { record, pending, now })
    }

    /// What is written down beside `integrated/`: as long as it is the same, only what lies there can be different.
    pub fn written(project: &Project) -> Result<[Option<Vec<u8>>; 2], Problem> {
        Ok([disk::read_if_there(&folder(project).join("records.json"))?, disk::read_if_there(&pending_file(project))?])
    }

    /// Paths that a person changed, added or removed since. A file that a killed run wrote is not one of them.
    pub fn edited_by_hand(&self) -> BTreeSet<RelPath> {
        let recorded = self.record.as_ref().map(Pack::tree).unwrap_or_default();
        let mut edited = BTreeSet::new();
        for path in recorded.keys().chain(self.now.keys()) {
            let (before, now) = (recorded.get(path), self.now.get(path));
            // What a killed run had already written or removed.
            let is_pending = || self.pending.as_ref().is_some_and(|pending| pending.get(path) == now);
            if before != now && !is_pending() {
                edited.insert(path.clone());
            }
        }
        edited
    }

    /// What lies in `integrated/` now.
    pub fn tree(&self) -> &Tree {
        &self.now
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
///
/// `recorded` is what the record says instead of the result, where a person's edits are part of it: they are told from
/// the teams' work next time, too.
pub fn write(
    project: &Project,
    present: &Present,
    result: &ResultTree,
    recorded: &BTreeMap<RelPath, Option<ResultFile>>,
    progress: &dyn Progress,
) -> Result<Written, Problem> {
    let folder = project.integrated_folder();
    let mut pack = PackWriter::default();
    for (path, file) in result {
        pack.add(path.clone(), file.kind, &file.bytes);
    }
    let wanted = pack.tree();
    let same = |path: &RelPath, entry: &Entry| present.now.get(path) == Some(entry);
    let changed: Vec<_> = result.iter().filter(|(path, _)| !same(path, &wanted[*path])).collect();
    let removed: Vec<_> = present.now.keys().filter(|path| !result.contains_key(*path)).collect();
    if progress.is_cancelled() {
        return Err(Problem::note("cancelled"));
    }
    let below = RelPath::new("integrated").map_err(|fault| Problem::error(fault.id()))?;
    let total = (changed.len() + removed.len()) as u64;
    let id = pack.id();
    // The new result whole and beside the old one, before a file of the old one changes: from here on it can be finished.
    let record = if recorded.is_empty() {
        id.clone()
    } else {
        let mut record = PackWriter::default();
        for (path, file) in result.iter().filter(|(path, _)| !recorded.contains_key(*path)) {
            record.add(path.clone(), file.kind, &file.bytes);
        }
        for (path, file) in recorded.iter().filter_map(|(path, file)| Some((path, file.as_ref()?))) {
            record.add(path.clone(), file.kind, &file.bytes);
        }
        let id = record.id();
        record.write(&self::folder(project).join(&id))?;
        id
    };
    if total == 0 && records(project)?.first() == Some(&record) {
        return Ok(Written::default());
    }
    pack.write(&self::folder(project).join(&id))?;
    let mut planned = Vec::with_capacity(changed.len() + removed.len());
    let mut before = BTreeMap::new();
    for path in changed.iter().map(|(path, _)| *path).chain(removed.iter().copied()) {
        let there = present.now(project, path)?.map(|file| (file.kind, file.bytes));
        before.insert(path.clone(), there.as_ref().map(|(_, bytes)| pack::hash(bytes)));
        let after = wanted.get(path).map(|entry| entry.hash.clone());
        planned.push(Planned { path: path.below(&below), before: there, after });
    }
    undo::note(project, "integrate", planned)?;
    let noted = serde_json::to_vec(&Pending { id, record: record.clone(), before });
    let noted = noted.map_err(|error| Problem::error("internal").with("message", error))?;
    disk::write_atomic(&pending_file(project), &noted)?;
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
    flip(project, record)?;
    Ok(Written { written: changed.len(), removed: removed.len() })
}

/// After an integration was taken back: what lies there is what the one before it wrote.
pub fn taken_back(project: &Project) -> Result<(), Problem> {
    disk::remove_file(&pending_file(project))?;
    let ids = records(project)?;
    set_records(project, ids.get(1..).unwrap_or_default())
}
