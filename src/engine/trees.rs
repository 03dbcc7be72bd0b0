//! What lies in a tree, by content: walking a folder as git would and hashing what it holds, on all cores, with a
//! memory of what was hashed before. Owns which files of a folder count; not what they are compared with.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde::{Deserialize, Serialize};

use super::job::Progress;
use super::{disk, pack};
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

/// How a file looked when it was hashed: the same looks mean the same content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Seen {
    modified_ns: i128,
    changed_ns: i128,
    #[serde(flatten)]
    entry: Entry,
}

/// What was hashed before, of one folder.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Memory {
    /// When this was written: files that changed within two seconds of it are hashed again, because a clock's tick
    /// may have hidden a change.
    written_ns: i128,
    files: BTreeMap<RelPath, Seen>,
}

/// Every file below `folder` that is part of the product, by content. `memory` is where what was hashed is
/// remembered; `known` are paths that count even where a `.gitignore` names them. A folder that is not there is empty.
pub fn scan(folder: &Path, memory: Option<&Path>, known: Option<&Tree>, progress: &dyn Progress) -> Result<Tree, Problem> {
    let mut found = walk(folder)?;
    for path in known.into_iter().flat_map(BTreeMap::keys) {
        if !found.contains_key(path)
            && let Ok(meta) = std::fs::symlink_metadata(folder.join(path))
            && !meta.is_dir()
        {
            found.insert(path.clone(), meta);
        }
    }
    let before: Memory =
        memory.and_then(|file| serde_json::from_slice(&disk::read_if_there(file).ok()??).ok()).unwrap_or_default();
    let mut seen = BTreeMap::new();
    let mut to_hash = Vec::new();
    for (path, meta) in found {
        let (modified_ns, changed_ns) = stamps(&meta);
        let kind = kind_of(&meta);
        match before.files.get(&path) {
            Some(known)
                if (known.modified_ns, known.changed_ns) == (modified_ns, changed_ns)
                    && (known.entry.size, known.entry.kind) == (meta.len(), kind)
                    && modified_ns.max(changed_ns) + 2_000_000_000 < before.written_ns =>
            {
                seen.insert(path, known.clone());
            }
            _ => to_hash.push((path, kind, modified_ns, changed_ns)),
        }
    }
    let hashed = hash_all(folder, &to_hash, progress)?;
    let anything_new = !hashed.is_empty() || seen.len() != before.files.len();
    seen.extend(hashed);
    let tree = seen.iter().map(|(path, seen)| (path.clone(), seen.entry.clone())).collect();
    if let Some(file) = memory
        && anything_new
    {
        let memory = Memory { written_ns: jiff::Timestamp::now().as_nanosecond(), files: seen };
        // A memory that cannot be written only costs time at the next look.
        if let Ok(bytes) = serde_json::to_vec(&memory) {
            let _ = disk::write_atomic(file, &bytes);
        }
    }
    Ok(tree)
}

/// Every file below `folder` that is part of the product, by path alone. A folder that is not there is empty.
pub fn list(folder: &Path) -> Result<Vec<RelPath>, Problem> {
    Ok(walk(folder)?.into_keys().collect())
}

fn walk(folder: &Path) -> Result<BTreeMap<RelPath, std::fs::Metadata>, Problem> {
    let mut found = BTreeMap::new();
    if !folder.is_dir() {
        return Ok(found);
    }
    let walker = ignore::WalkBuilder::new(folder)
        .hidden(false)
        .ignore(false)
        .git_global(false)
        .git_exclude(false)
        .require_git(false)
        .parents(false)
        .follow_links(false)
        .filter_entry(|entry| {
            let name = entry.file_name().to_string_lossy();
            // What is not part of the product at the top is not walked either: `teams/` holds more than all the rest.
            entry.depth() == 0 || !(NEVER.contains(&&*name) || (entry.depth() == 1 && is_coordination_folder(&name)))
        })
        .build();
    for entry in walker {
        let entry = entry.map_err(|error| match error.io_error() {
            Some(io) => disk::problem(io, folder),
            None => Problem::error("tree-walk").with("path", folder.display()).with("message", &error),
        })?;
        if entry.depth() == 0 || entry.file_type().is_none_or(|kind| kind.is_dir()) {
            continue;
        }
        let Some(path) = entry.path().strip_prefix(folder).ok().and_then(RelPath::from_disk) else {
            return Err(Problem::error("tree-path-not-utf8").with("path", entry.path().display()));
        };
        if is_coordination(&path) || disk::is_temporary(path.file_name()) {
            continue;
        }
        // Between listing and looking a file may vanish; then it is simply not there.
        if let Ok(meta) = entry.metadata()
            && (meta.is_file() || meta.is_symlink())
        {
            found.insert(path, meta);
        }
    }
    Ok(found)
}

type ToHash = (RelPath, EntryKind, i128, i128);

fn hash_all(folder: &Path, files: &[ToHash], progress: &dyn Progress) -> Result<Vec<(RelPath, Seen)>, Problem> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Ok(Vec::with_capacity(files.len())));
    let work = || {
        while let Some((path, kind, modified_ns, changed_ns)) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            let result = read_entry(folder, path, *kind);
            let Ok(mut done) = done.lock() else { return };
            match (&mut *done, result) {
                (Err(_), _) => return,
                (_, Ok(None)) => {}
                (Ok(list), Ok(Some(bytes))) => {
                    let entry = Entry { hash: pack::hash(&bytes), kind: *kind, size: bytes.len() as u64 };
                    list.push((path.clone(), Seen { modified_ns: *modified_ns, changed_ns: *changed_ns, entry }));
                    if list.len() % 64 == 0 {
                        progress.step(list.len() as u64, files.len() as u64, "job-reading-trees");
                        if progress.is_cancelled() {
                            *done = Err(Problem::note("cancelled"));
                            return;
                        }
                    }
                }
                (_, Err(problem)) => *done = Err(problem),
            }
        }
    };
    let threads = if files.len() < 32 { 1 } else { std::thread::available_parallelism().map_or(1, usize::from) };
    std::thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(work);
        }
        work();
    });
    done.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner())
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

#[cfg(unix)]
fn stamps(meta: &std::fs::Metadata) -> (i128, i128) {
    use std::os::unix::fs::MetadataExt as _;
    let ns = |seconds: i64, nanos: i64| i128::from(seconds) * 1_000_000_000 + i128::from(nanos);
    (ns(meta.mtime(), meta.mtime_nsec()), ns(meta.ctime(), meta.ctime_nsec()))
}

#[cfg(not(unix))]
fn stamps(meta: &std::fs::Metadata) -> (i128, i128) {
    let modified = meta.modified().ok().and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
    (modified.map_or(0, |since| since.as_nanos() as i128), 0)
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
