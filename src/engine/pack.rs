//! Many files in one: contents one after the other, and an index of where each lies. Bases, results and what an
//! undo needs are kept so, because a second tree of small files would cost as much as the first. Owns the format;
//! not what a pack is for.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::disk;
use crate::model::merge::tree::{Entry, EntryKind, Tree, content_hash};
use crate::model::path::RelPath;
use crate::model::problem::Problem;

/// The hash that names a content everywhere in Dectet.
pub fn hash(bytes: &[u8]) -> String {
    content_hash(bytes)
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Slot {
    #[serde(flatten)]
    entry: Entry,
    offset: u64,
}

/// Collects files for a pack.
#[derive(Debug, Default)]
pub struct PackWriter {
    index: BTreeMap<RelPath, Slot>,
    bytes: Vec<u8>,
    offsets: BTreeMap<String, u64>,
}

impl PackWriter {
    /// Adds a file; equal contents are kept once.
    pub fn add(&mut self, path: RelPath, kind: EntryKind, bytes: &[u8]) {
        let entry = Entry { hash: hash(bytes), kind, size: bytes.len() as u64 };
        let end = self.bytes.len() as u64;
        let offset = *self.offsets.entry(entry.hash.clone()).or_insert(end);
        if offset == end {
            self.bytes.extend_from_slice(bytes);
        }
        self.index.insert(path, Slot { entry, offset });
    }

    /// One of the files added so far.
    pub fn tree_entry(&self, path: &RelPath) -> Option<Entry> {
        self.index.get(path).map(|slot| slot.entry.clone())
    }

    /// The files added so far.
    pub fn tree(&self) -> Tree {
        self.index.iter().map(|(path, slot)| (path.clone(), slot.entry.clone())).collect()
    }

    /// A hash over all paths and contents.
    pub fn id(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        for (path, slot) in &self.index {
            for part in [path.as_str(), &slot.entry.hash, if slot.entry.kind == EntryKind::File { "" } else { "x" }] {
                hasher.update(part.as_bytes()).update(b"\0");
            }
        }
        hasher.finalize().to_hex()[..32].to_owned()
    }

    /// Writes `<stem>.pack` and then `<stem>.json`: without its index a pack does not exist, so a kill between the two
    /// leaves no half of it.
    pub fn write(&self, stem: &Path) -> Result<(), Problem> {
        disk::write_atomic(&stem.with_extension("pack"), &self.bytes)?;
        let index = serde_json::to_vec(&self.index).map_err(|error| Problem::error("internal").with("message", error))?;
        disk::write_atomic(&stem.with_extension("json"), &index).map(|_| ())
    }
}

/// A pack on disk: its index, and its contents when they are asked for.
#[derive(Debug)]
pub struct Pack {
    stem: PathBuf,
    index: BTreeMap<RelPath, Slot>,
    bytes: std::sync::OnceLock<Vec<u8>>,
}

impl Pack {
    /// Opens a pack; `None` when there is none, or its index cannot be read any more (which loses history, never a file).
    pub fn open(stem: &Path) -> Result<Option<Self>, Problem> {
        let Some(index) = disk::read_if_there(&stem.with_extension("json"))? else { return Ok(None) };
        let Ok(index) = serde_json::from_slice(&index) else { return Ok(None) };
        Ok(Some(Self { stem: stem.to_owned(), index, bytes: std::sync::OnceLock::new() }))
    }

    /// Its files.
    pub fn tree(&self) -> Tree {
        self.index.iter().map(|(path, slot)| (path.clone(), slot.entry.clone())).collect()
    }

    /// What lies at a path.
    pub fn entry(&self, path: &RelPath) -> Option<&Entry> {
        self.index.get(path).map(|slot| &slot.entry)
    }

    /// A file's content; `None` when the pack does not hold the path, or holds it no longer whole.
    pub fn read(&self, path: &RelPath) -> Result<Option<&[u8]>, Problem> {
        let Some(slot) = self.index.get(path) else { return Ok(None) };
        if self.bytes.get().is_none() {
            let bytes = disk::read_if_there(&self.stem.with_extension("pack"))?.unwrap_or_default();
            self.bytes.get_or_init(|| bytes);
        }
        let bytes = self.bytes.get().and_then(|bytes| bytes.get(slot.offset as usize..(slot.offset + slot.entry.size) as usize));
        Ok(bytes.filter(|bytes| hash(bytes) == slot.entry.hash))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_into_a_pack_comes_out_again() {
        let folder = tempfile::tempdir().expect("folder");
        let stem = folder.path().join("one");
        assert!(Pack::open(&stem).expect("open").is_none());
        let path = |text: &str| RelPath::new(text).expect(text);
        let mut writer = PackWriter::default();
        for (name, bytes) in [("a", &b"same"[..]), ("å/b", b"same"), ("c", b""), ("d", &[0, 255])] {
            writer.add(path(name), EntryKind::File, bytes);
        }
        assert_eq!(writer.bytes.len(), 6, "equal contents are kept once");
        writer.write(&stem).expect("write");
        let pack = Pack::open(&stem).expect("open").expect("there");
        assert_eq!(pack.tree(), writer.tree());
        assert_eq!(pack.read(&path("å/b")).expect("read"), Some(&b"same"[..]));
        assert_eq!(pack.read(&path("c")).expect("read"), Some(&b""[..]));
        assert_eq!(pack.read(&path("d")).expect("read"), Some(&[0, 255][..]));
        assert_eq!(pack.read(&path("nothing")).expect("read"), None);
    }
}
