//! Finding every file of several trees in one go, on all cores, without reading any: what `.gitignore` files name and
//! what nobody merges is passed over. Own code beside `ignore`'s walker, because ten trees are walked as one and most
//! folders have no rules to ask.
#![expect(clippy::disallowed_methods, reason = "lists folders, beside engine::disk, on all cores")]

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, PoisonError};

use ignore::gitignore::Gitignore;

use super::{NEVER, is_coordination_folder, kind_of};
use crate::engine::{disk, threads};
use crate::model::manifest;
use crate::model::merge::tree::{Entry, EntryKind};
use crate::model::path::RelPath;
use crate::model::problem::Problem;

/// A file or link, seen and not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where, below its tree.
    pub path: RelPath,
    /// What it is.
    pub kind: EntryKind,
    /// Its size in bytes.
    pub size: u64,
    /// When it was written last, in nanoseconds since 1970.
    pub modified_ns: i64,
    /// When anything about it changed last.
    pub changed_ns: i64,
    /// Its number on its disk, where the system tells.
    pub number: u64,
}

impl Found {
    /// What a look at a path shows; `None` for what is neither file nor link.
    pub(super) fn of(path: RelPath, meta: &std::fs::Metadata) -> Option<Self> {
        if !(meta.is_file() || meta.is_symlink()) {
            return None;
        }
        let (modified_ns, changed_ns, number) = stamps(meta);
        Some(Self { path, kind: kind_of(meta), size: meta.len(), modified_ns, changed_ns, number })
    }

    /// Its entry as long as nobody needs to know what it holds: named by how it looks on disk.
    pub fn unread(&self) -> Entry {
        let hash = format!("{}{:x}.{:x}.{:x}", Entry::UNREAD, self.number, self.modified_ns, self.changed_ns);
        Entry { hash, kind: self.kind, size: self.size }
    }
}

#[cfg(unix)]
fn stamps(meta: &std::fs::Metadata) -> (i64, i64, u64) {
    use std::os::unix::fs::MetadataExt as _;
    let ns = |seconds: i64, nanos: i64| seconds.saturating_mul(1_000_000_000).saturating_add(nanos);
    (ns(meta.mtime(), meta.mtime_nsec()), ns(meta.ctime(), meta.ctime_nsec()), meta.ino())
}

#[cfg(not(unix))]
fn stamps(meta: &std::fs::Metadata) -> (i64, i64, u64) {
    let modified = meta.modified().ok().and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
    (modified.map_or(0, |since| i64::try_from(since.as_nanos()).unwrap_or(i64::MAX)), 0, 0)
}

/// The rules of the `.gitignore` files from a tree's root down to a folder; the innermost that says anything decides.
struct Rules {
    here: Gitignore,
    above: Option<Arc<Rules>>,
}

impl Rules {
    fn ignores(&self, path: &Path, is_folder: bool) -> bool {
        match self.here.matched(path, is_folder) {
            ignore::Match::None => self.above.as_ref().is_some_and(|above| above.ignores(path, is_folder)),
            found => found.is_ignore(),
        }
    }
}

/// A folder that is still to be listed.
struct Folder {
    root: usize,
    full: PathBuf,
    /// Its path below the root; empty for the root itself.
    path: String,
    rules: Option<Arc<Rules>>,
}

#[derive(Default)]
struct Queue {
    waiting: Vec<Folder>,
    /// Threads that may still add folders.
    busy: usize,
    problem: Option<Problem>,
}

/// Every file below each of `roots` that is part of the product, in order of path. A root that is not there is empty.
pub fn walk(roots: &[&Path]) -> Result<Vec<Vec<Found>>, Problem> {
    let start = |(root, full): (usize, &&Path)| Folder { root, full: full.to_path_buf(), path: String::new(), rules: None };
    let waiting: Vec<Folder> = roots.iter().enumerate().filter(|(_, root)| root.is_dir()).map(start).collect();
    let queue = Mutex::new(Queue { waiting, ..Queue::default() });
    let more = Condvar::new();
    let all: Mutex<Vec<Vec<Found>>> = Mutex::new(roots.iter().map(|_| Vec::new()).collect());
    let lock = || queue.lock().unwrap_or_else(PoisonError::into_inner);
    threads::together(threads::count(), |_| {
        let mut mine: Vec<Vec<Found>> = roots.iter().map(|_| Vec::new()).collect();
        let mut state = lock();
        loop {
            if state.problem.is_some() {
                break;
            }
            let Some(folder) = state.waiting.pop() else {
                if state.busy == 0 {
                    break;
                }
                state = more.wait(state).unwrap_or_else(PoisonError::into_inner);
                continue;
            };
            state.busy += 1;
            drop(state);
            let mut below = Vec::new();
            let listed = list(&folder, &mut mine[folder.root], &mut below);
            state = lock();
            state.busy -= 1;
            state.waiting.append(&mut below);
            if let Err(problem) = listed {
                state.problem = Some(problem);
            }
            more.notify_all();
        }
        drop(state);
        let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
        all.iter_mut().zip(&mut mine).for_each(|(all, mine)| all.append(mine));
    });
    if let Some(problem) = queue.into_inner().unwrap_or_else(PoisonError::into_inner).problem {
        return Err(problem);
    }
    let mut all = all.into_inner().unwrap_or_else(PoisonError::into_inner);
    all.iter_mut().for_each(|found| found.sort_unstable_by(|a, b| a.path.cmp(&b.path)));
    Ok(all)
}

fn list(folder: &Folder, found: &mut Vec<Found>, below: &mut Vec<Folder>) -> Result<(), Problem> {
    let entries = match std::fs::read_dir(&folder.full) {
        Ok(entries) => entries,
        // Between listing and looking a folder may vanish; then it is simply not there.
        Err(error) if !folder.path.is_empty() && matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(());
        }
        Err(error) => return Err(disk::problem(&error, &folder.full)),
    };
    let entries: Vec<std::fs::DirEntry> =
        entries.collect::<Result<_, _>>().map_err(|error| disk::problem(&error, &folder.full))?;
    let mut rules = folder.rules.clone();
    if entries.iter().any(|entry| entry.file_name() == ".gitignore") {
        // A rule that cannot be read is left out, as git does.
        let (here, _) = Gitignore::new(folder.full.join(".gitignore"));
        rules = Some(Arc::new(Rules { here, above: rules }));
    }
    let is_top = folder.path.is_empty();
    for entry in entries {
        let name = entry.file_name();
        let Some(name) = name.to_str() else {
            return Err(Problem::error("tree-path-not-utf8").with("path", entry.path().display()));
        };
        let Ok(kind) = entry.file_type() else { continue };
        if NEVER.contains(&name) || disk::is_temporary(name) {
            continue;
        }
        let is_coordination = if is_top {
            if kind.is_dir() { is_coordination_folder(name) } else { manifest::FILE_NAMES.contains(&name) }
        } else {
            folder.path == "templates" && name == "prompts" && kind.is_dir()
        };
        if is_coordination || rules.as_ref().is_some_and(|rules| rules.ignores(&entry.path(), kind.is_dir())) {
            continue;
        }
        let path = RelPath::in_folder(&folder.path, name);
        if kind.is_dir() {
            below.push(Folder { root: folder.root, full: entry.path(), path: path.into(), rules: rules.clone() });
        } else if let Ok(meta) = entry.metadata() {
            found.extend(Found::of(path, &meta));
        }
    }
    Ok(())
}
