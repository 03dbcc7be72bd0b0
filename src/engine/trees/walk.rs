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
    /// Whether it has other names, by which it may change unseen.
    pub has_twins: bool,
}

impl Found {
    /// What a look at a path shows; `None` for what is neither file nor link.
    pub(super) fn of(path: RelPath, meta: &std::fs::Metadata) -> Option<Self> {
        if !(meta.is_file() || meta.is_symlink()) {
            return None;
        }
        let (modified_ns, changed_ns, number, has_twins) = stamps(meta);
        Some(Self { path, kind: kind_of(meta), size: meta.len(), modified_ns, changed_ns, number, has_twins })
    }

    /// Its entry as long as nobody needs to know what it holds: named by how it looks on disk.
    pub fn unread(&self) -> Entry {
        let hash = format!("{}{:x}.{:x}.{:x}", Entry::UNREAD, self.number, self.modified_ns, self.changed_ns);
        Entry { hash, kind: self.kind, size: self.size }
    }
}

#[cfg(unix)]
fn stamps(meta: &std::fs::Metadata) -> (i64, i64, u64, bool) {
    use std::os::unix::fs::MetadataExt as _;
    let ns = |seconds: i64, nanos: i64| seconds.saturating_mul(1_000_000_000).saturating_add(nanos);
    (ns(meta.mtime(), meta.mtime_nsec()), ns(meta.ctime(), meta.ctime_nsec()), meta.ino(), meta.nlink() > 1)
}

#[cfg(not(unix))]
fn stamps(meta: &std::fs::Metadata) -> (i64, i64, u64, bool) {
    let modified = meta.modified().ok().and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
    (modified.map_or(0, |since| i64::try_from(since.as_nanos()).unwrap_or(i64::MAX)), 0, 0, false)
}

/// The name of the files whose rules are followed.
pub(super) const RULES: &str = ".gitignore";

/// The rules of the `.gitignore` files from a tree's root down to a folder; the innermost that says anything decides.
#[derive(Debug)]
pub(super) struct Rules {
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
#[derive(Clone, Debug)]
pub(super) struct Folder {
    /// The place of the root that it lies below.
    pub(super) root: usize,
    /// Where it is.
    pub(super) full: PathBuf,
    /// Its path below the root; empty for the root itself.
    pub(super) path: String,
    /// The rules from above it.
    pub(super) rules: Option<Arc<Rules>>,
}

impl Folder {
    /// A root.
    pub(super) fn top(root: usize, full: &Path) -> Self {
        Self { root, full: full.to_path_buf(), path: String::new(), rules: None }
    }

    /// A folder in this one; `rules` are those that hold in this one.
    pub(super) fn below(&self, name: &str, rules: Option<Arc<Rules>>) -> Self {
        Self { root: self.root, full: self.full.join(name), path: RelPath::in_folder(&self.path, name).into(), rules }
    }

    /// The rules that hold in it, where it has some of its own.
    pub(super) fn rules_here(&self) -> Option<Arc<Rules>> {
        // A rule that cannot be read is left out, as git does.
        let (here, _) = Gitignore::new(self.full.join(RULES));
        Some(Arc::new(Rules { here, above: self.rules.clone() }))
    }

    /// Whether what lies in it under a name is part of the product.
    pub(super) fn counts(&self, name: &str, is_folder: bool, rules: Option<&Rules>) -> bool {
        if NEVER.contains(&name) || disk::is_temporary(name) {
            return false;
        }
        let is_coordination = if self.path.is_empty() {
            if is_folder { is_coordination_folder(name) } else { manifest::FILE_NAMES.contains(&name) }
        } else {
            self.path == "templates" && name == "prompts" && is_folder
        };
        !is_coordination && !rules.is_some_and(|rules| rules.ignores(&self.full.join(name), is_folder))
    }
}

/// Who wants to know of every folder before it is listed.
pub(super) type Entering<'a> = &'a (dyn Fn(&Folder) + Sync);

#[derive(Default)]
struct Queue {
    waiting: Vec<Folder>,
    /// Threads that may still add folders.
    busy: usize,
    problem: Option<Problem>,
}

/// Every file below each of `roots` that is part of the product, in order of path. A root that is not there is empty.
pub fn walk(roots: &[&Path]) -> Result<Vec<Vec<Found>>, Problem> {
    let start = |(root, full): (usize, &&Path)| Folder::top(root, full);
    let waiting = roots.iter().enumerate().filter(|(_, root)| root.is_dir()).map(start).collect();
    walk_below(waiting, roots.len(), &|_| {})
}

/// Every file below folders of so many roots, in order of path.
pub(super) fn walk_below(waiting: Vec<Folder>, roots: usize, entering: Entering<'_>) -> Result<Vec<Vec<Found>>, Problem> {
    let queue = Mutex::new(Queue { waiting, ..Queue::default() });
    let more = Condvar::new();
    let all: Mutex<Vec<Vec<Found>>> = Mutex::new(vec![Vec::new(); roots]);
    let lock = || queue.lock().unwrap_or_else(PoisonError::into_inner);
    threads::together(threads::count(), |_| {
        let mut mine: Vec<Vec<Found>> = vec![Vec::new(); roots];
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
            entering(&folder);
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
    if entries.iter().any(|entry| entry.file_name() == RULES) {
        rules = folder.rules_here();
    }
    for entry in entries {
        let name = entry.file_name();
        let Some(name) = name.to_str() else {
            return Err(Problem::error("tree-path-not-utf8").with("path", entry.path().display()));
        };
        let Ok(kind) = entry.file_type() else { continue };
        if !folder.counts(name, kind.is_dir(), rules.as_deref()) {
            continue;
        }
        if kind.is_dir() {
            below.push(folder.below(name, rules.clone()));
        } else if let Ok(meta) = entry.metadata() {
            found.extend(Found::of(RelPath::in_folder(&folder.path, name), &meta));
        }
    }
    Ok(())
}
