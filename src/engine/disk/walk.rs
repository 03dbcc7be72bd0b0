//! Finding every file below a folder, on several threads.
use std::path::Path;
use std::sync::Mutex;

use ignore::{WalkBuilder, WalkState};

use super::{Kind, Stat, fault, is_temporary, problem};
use crate::model::path::RelPath;
use crate::model::problem::Problem;

/// A file or link that a walk found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where, below the folder that was walked.
    pub path: RelPath,
    /// A file, an executable or a link; never a folder.
    pub kind: Kind,
    /// Its size in bytes.
    pub size: u64,
    /// When it was written last, in nanoseconds since 1970.
    pub modified_ns: i64,
}

/// What a walk found.
#[derive(Clone, Debug, Default)]
pub struct Walked {
    /// Files and links, in order of path.
    pub found: Vec<Found>,
    /// What could not be looked at: folders without permission, names that are not UTF-8, sockets and devices.
    pub problems: Vec<Problem>,
}

/// Finds every file below a folder: not in `.git` and `.dectet`, links not followed, ignore files not heard (a team's
/// tree is what lies there). A folder that is missing has no files.
pub fn walk(folder: &Path) -> Result<Walked, Problem> {
    match std::fs::metadata(folder) {
        Ok(metadata) if metadata.is_dir() => {}
        Ok(_) => return Err(fault("disk-not-a-folder", folder)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Walked::default()),
        Err(error) => return Err(problem(&error, folder)),
    }
    let walked = Mutex::new(Walked::default());
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(8);
    let walker = WalkBuilder::new(folder)
        .standard_filters(false)
        .follow_links(false)
        .threads(threads)
        .filter_entry(|entry| entry.depth() == 0 || !matches!(entry.file_name().to_str(), Some(".git" | ".dectet")))
        .build_parallel();
    walker.run(|| {
        let mut batch = Batch { mine: Walked::default(), all: &walked };
        Box::new(move |entry| {
            batch.take(folder, entry);
            WalkState::Continue
        })
    });
    let mut walked = walked.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    walked.found.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    walked.problems.sort_by(|a, b| a.place.cmp(&b.place));
    Ok(walked)
}

/// What one thread found; joins the rest when the thread is done.
struct Batch<'a> {
    mine: Walked,
    all: &'a Mutex<Walked>,
}

impl Batch<'_> {
    fn take(&mut self, folder: &Path, entry: Result<ignore::DirEntry, ignore::Error>) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = path_of(&error).unwrap_or(folder).to_path_buf();
                self.mine.problems.push(match error.into_io_error() {
                    Some(error) => problem(&error, &path),
                    None => fault("disk-other", &path).with("error", "?"),
                });
                return;
            }
        };
        if entry.file_type().is_none_or(|file_type| file_type.is_dir()) {
            return;
        }
        let relative = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let Some(path) = RelPath::from_disk(relative) else {
            self.mine.problems.push(fault("disk-name-not-utf8", entry.path()));
            return;
        };
        if is_temporary(path.file_name()) {
            return;
        }
        match entry.metadata() {
            Ok(metadata) => {
                let Stat { kind, size, modified_ns, .. } = Stat::of(&metadata);
                if kind == Kind::Other {
                    self.mine.problems.push(fault("disk-special-file", entry.path()));
                } else {
                    self.mine.found.push(Found { path, kind, size, modified_ns });
                }
            }
            // Removed between the listing and the look: as if it had not been there.
            Err(error) if error.io_error().is_some_and(|error| error.kind() == std::io::ErrorKind::NotFound) => {}
            Err(error) => {
                if let Some(error) = error.into_io_error() {
                    self.mine.problems.push(problem(&error, entry.path()));
                }
            }
        }
    }
}

impl Drop for Batch<'_> {
    fn drop(&mut self) {
        let mut all = self.all.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        all.found.append(&mut self.mine.found);
        all.problems.append(&mut self.mine.problems);
    }
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        _ => None,
    }
}
