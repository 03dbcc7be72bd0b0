//! What was read of a tree before, by how its files looked then: the same looks mean the same content, as in git's index.
//! One line a file, because ten thousand of them are read at every look.

use std::collections::HashMap;
use std::path::Path;

use super::walk::Found;
use crate::engine::disk;
use crate::model::merge::tree::{Entry, EntryKind};

/// The first line; another form counts as no memory.
const FORM: &str = "dectet-seen 1";

/// What a clock that counts in whole seconds may hide …
const COARSE_TICK_NS: i64 = 2_000_000_000;
/// … and what one may hide that counts finer.
const FINE_TICK_NS: i64 = 20_000_000;

#[derive(Clone, Debug)]
struct Seen {
    modified_ns: i64,
    changed_ns: i64,
    size: u64,
    kind: EntryKind,
    hash: String,
}

/// What was read before, of one folder.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    /// When it was written down: what changed just before may have changed again in the same tick of the clock.
    written_ns: i64,
    files: HashMap<String, Seen>,
}

impl Memory {
    /// Reads what is remembered; nothing where there is no file, or one that cannot be read.
    pub fn load(file: Option<&Path>) -> Self {
        let bytes = file.and_then(|file| disk::read_if_there(file).ok().flatten()).unwrap_or_default();
        let mut memory = Self::default();
        let Ok(text) = std::str::from_utf8(&bytes) else { return memory };
        let mut lines = text.split('\n');
        let written = lines.next().and_then(|line| line.strip_prefix(FORM)).and_then(|rest| rest.trim().parse().ok());
        let Some(written) = written else { return memory };
        memory.written_ns = written;
        memory.files = lines.filter_map(line).collect();
        memory
    }

    /// What a file holds that looks as it did; `None` where nobody knows, or a change may hide behind the clock.
    pub fn entry(&self, found: &Found) -> Option<Entry> {
        let seen = self.files.get(found.path.as_str())?;
        let same = (seen.modified_ns, seen.changed_ns, seen.size, seen.kind)
            == (found.modified_ns, found.changed_ns, found.size, found.kind);
        let tick = if found.modified_ns % 1_000_000_000 == 0 { COARSE_TICK_NS } else { FINE_TICK_NS };
        let is_old = found.modified_ns.max(found.changed_ns).saturating_add(tick) < self.written_ns;
        (same && is_old).then(|| Entry { hash: seen.hash.clone(), kind: seen.kind, size: seen.size })
    }

    /// Writes down what is known now. One that cannot be written only costs time at the next look.
    pub fn store<'a>(file: &Path, known: impl Iterator<Item = (&'a Found, &'a Entry)>) {
        let mut text = format!("{FORM} {}\n", jiff::Timestamp::now().as_nanosecond());
        for (found, entry) in known {
            if found.path.as_str().contains('\n') {
                continue;
            }
            let kind = match found.kind {
                EntryKind::File => 'f',
                EntryKind::Executable => 'x',
                EntryKind::Symlink => 'l',
            };
            let Found { path, size, modified_ns, changed_ns, .. } = found;
            text.push_str(&format!("{kind} {modified_ns} {changed_ns} {size} {} {path}\n", entry.hash));
        }
        let _ = disk::write_atomic(file, text.as_bytes());
    }
}

fn line(line: &str) -> Option<(String, Seen)> {
    let mut parts = line.splitn(6, ' ');
    let kind = match parts.next()? {
        "f" => EntryKind::File,
        "x" => EntryKind::Executable,
        "l" => EntryKind::Symlink,
        _ => return None,
    };
    let modified_ns = parts.next()?.parse().ok()?;
    let changed_ns = parts.next()?.parse().ok()?;
    let size = parts.next()?.parse().ok()?;
    let hash = parts.next()?.to_owned();
    Some((parts.next()?.to_owned(), Seen { modified_ns, changed_ns, size, kind, hash }))
}
