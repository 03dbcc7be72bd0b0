//! What lies in a tree, by content: walking a folder as git would and hashing what it holds, on all cores, with a
//! memory of what was hashed before. Owns which files of a folder count; not what they are compared with.

mod eyes;
mod memory;
mod walk;
mod watched;

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

pub use memory::Memory;
pub use walk::{Found, walk};
pub use watched::{Since, Watched};

use super::job::Progress;
use super::{disk, pack, threads};
use crate::model::manifest;
use crate::model::merge::tree::{Entry, EntryKind, Tree};
use crate::model::path::RelPath;
use crate::model::problem::Problem;

/// Folders that nobody merges, wherever they lie.
const NEVER: [&str; 3] = [".git", ".dectet", "node_modules"];

/// Folders at the top of a project (or a team's tree) that are Dectet's, or whose contents are never merged.
const TOP: [&str; 8] = ["teams", "integrated", "reports", "mega-files", "megafiles", "mega_files", "prompts", "status"];

/// Whether a path is coordination (manifest, mega-files, prompts, status, Dectet's folders) and no part of the product.
pub fn is_coordination(path: &RelPath) -> bool {
    let text = path.as_str();
    let top = text.split('/').next().unwrap_or(text);
    if text.contains('/') {
        TOP.contains(&top) || text.starts_with("templates/prompts/")
    } else {
        manifest::FILE_NAMES.contains(&text)
    }
}

/// Whether a folder at the top of a project is coordination.
pub fn is_coordination_folder(name: &str) -> bool {
    TOP.contains(&name)
}

/// Every file below `folder` that is part of the product, by content. `memory` is where what was hashed is
/// remembered; `known` are paths that count even where a `.gitignore` names them. A folder that is not there is empty.
pub fn scan(folder: &Path, memory: Option<&Path>, known: Option<&Tree>, progress: &dyn Progress) -> Result<Tree, Problem> {
    let mut found = walk(&[folder])?.pop().unwrap_or_default();
    add_known(folder, &mut found, known);
    read_all(folder, found, memory, progress)
}

/// The contents' hashes of all files that a walk found: remembered, or read now.
pub fn read_all(folder: &Path, found: Vec<Found>, memory: Option<&Path>, progress: &dyn Progress) -> Result<Tree, Problem> {
    let remembered = Memory::load(memory);
    let mut entries: Vec<Option<Entry>> = found.iter().map(|found| remembered.entry(found)).collect();
    let wanted: Vec<(usize, &Path, &Found)> = (found.iter().zip(&entries).enumerate().filter(|(_, (_, entry))| entry.is_none()))
        .map(|(place, (found, _))| (place, folder, found))
        .collect();
    let read = hash_all(&wanted, progress)?;
    let anything_new = !read.is_empty();
    for (place, entry) in read {
        entries[place] = entry;
    }
    if let Some(file) = memory
        && anything_new
    {
        Memory::store(file, found.iter().zip(&entries).filter_map(|(found, entry)| Some((found, entry.as_ref()?))));
    }
    Ok(found.into_iter().zip(entries).filter_map(|(found, entry)| Some((found.path, entry?))).collect())
}

/// Adds those of the known paths that a walk passed over because a `.gitignore` names them.
pub fn add_known(folder: &Path, found: &mut Vec<Found>, known: Option<&Tree>) {
    let Some(known) = known else { return };
    let mut listed = found.iter().map(|found| &found.path).peekable();
    let mut more = Vec::new();
    for path in known.keys() {
        while listed.next_if(|listed| *listed < path).is_some() {}
        if listed.next_if_eq(&path).is_none()
            && let Ok(meta) = std::fs::symlink_metadata(folder.join(path))
        {
            more.extend(Found::of(path.clone(), &meta));
        }
    }
    if !more.is_empty() {
        found.append(&mut more);
        found.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    }
}

/// Every file below `folder` that is part of the product, by path alone. A folder that is not there is empty.
pub fn list(folder: &Path) -> Result<Vec<RelPath>, Problem> {
    Ok(walk(&[folder])?.into_iter().flatten().map(|found| found.path).collect())
}

/// Reads files, given with a place and the folder that they lie in, on all cores: each place with what lies there, or
/// nothing where it vanished.
pub fn hash_all(files: &[(usize, &Path, &Found)], progress: &dyn Progress) -> Result<Vec<(usize, Option<Entry>)>, Problem> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Ok(Vec::with_capacity(files.len())));
    let count = if files.len() < 32 { 1 } else { threads::count() };
    threads::together(count, |_| {
        let mut mine = Vec::new();
        let mut problem = None;
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some((place, folder, found)) = files.get(number) else { break };
            match read_entry(folder, &found.path, found.kind) {
                Ok(bytes) => {
                    let entry = |bytes: Vec<u8>| Entry { hash: pack::hash(&bytes), kind: found.kind, size: bytes.len() as u64 };
                    mine.push((*place, bytes.map(entry)));
                }
                Err(failed) => problem = Some(failed),
            }
            if number % 64 == 63 {
                progress.step(number as u64, files.len() as u64, "job-reading-trees");
                if progress.is_cancelled() {
                    problem = Some(Problem::note("cancelled"));
                }
            }
            if problem.is_some() {
                next.store(files.len(), Ordering::Relaxed);
                break;
            }
        }
        let mut done = done.lock().unwrap_or_else(PoisonError::into_inner);
        match (&mut *done, problem) {
            (Err(_), _) => {}
            (done, Some(problem)) => *done = Err(problem),
            (Ok(list), None) => list.append(&mut mine),
        }
    });
    done.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// What lies at a path: a file's bytes, or a link's target; `None` when it vanished.
pub fn read_entry(folder: &Path, path: &RelPath, kind: EntryKind) -> Result<Option<Vec<u8>>, Problem> {
    let full = folder.join(path);
    if kind == EntryKind::Symlink {
        return Ok(std::fs::read_link(&full).ok().map(|target| target.to_string_lossy().into_owned().into_bytes()));
    }
    disk::read_if_there(&full)
}

/// Writes what lies at a path: a file, an executable or a link, never through a link. Equal contents are left alone;
/// whether it wrote.
pub fn write_entry(folder: &Path, path: &RelPath, kind: EntryKind, bytes: &[u8]) -> Result<bool, Problem> {
    let full = folder.join(path);
    let target = String::from_utf8_lossy(bytes);
    if let Ok(there) = std::fs::read_link(&full) {
        if kind == EntryKind::Symlink && there == Path::new(&*target) {
            return Ok(false);
        }
        // A link may be replaced where it stands, but not where another link leads to it.
        if let Some(parent) = path.parent() {
            disk::inside(folder, &RelPath::new(&format!("{parent}/x")).unwrap_or(parent))?;
        }
        disk::remove_file(&full)?;
    }
    if kind == EntryKind::Symlink {
        return disk::write_link(&disk::inside(folder, path)?, Path::new(&*target));
    }
    let wrote = disk::write_inside(folder, path, bytes)?;
    disk::set_executable(&full, kind == EntryKind::Executable)?;
    Ok(wrote)
}

/// What kind of thing lies there.
pub fn kind_of(meta: &std::fs::Metadata) -> EntryKind {
    if meta.is_symlink() {
        return EntryKind::Symlink;
    }
    #[cfg(unix)]
    if std::os::unix::fs::PermissionsExt::mode(&meta.permissions()) & 0o111 != 0 {
        return EntryKind::Executable;
    }
    EntryKind::File
}
