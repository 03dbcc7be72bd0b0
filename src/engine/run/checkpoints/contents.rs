//! A plain folder's checkpoints, by content. Owns their files: a list of paths and hashes for each, and packs that each hold
//! what no earlier one has; a pack goes when no list needs it any more.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::engine::disk;
use crate::engine::git::Numbers;
use crate::engine::job::Silent;
use crate::engine::pack::{Pack, PackWriter};
use crate::engine::trees::{self, Found};
use crate::model::merge::rows;
use crate::model::merge::tree::Tree;
use crate::model::path::RelPath;
use crate::model::problem::Problem;

/// Coordination that a team writes in its own tree: no part of the product, but of what it did.
const WITH: [&str; 5] = ["mega-files", "megafiles", "mega_files", "prompts", "status"];

/// The ending of a list's name.
const LIST: &str = ".tree.json";

/// The checkpoints of one folder.
#[derive(Debug)]
pub(super) struct Contents {
    folder: PathBuf,
    kept: PathBuf,
}

impl Contents {
    pub(super) fn new(folder: &Path, kept: &Path) -> Self {
        Self { folder: folder.to_owned(), kept: kept.to_owned() }
    }

    /// What lies in the folder now, as far as its `.gitignore` files let it be seen.
    pub(super) fn now(&self) -> Result<(Tree, Vec<Found>), Problem> {
        disk::create_dirs(&self.kept)?;
        self.look(Some(&self.kept.join("seen.json")))
    }

    /// How many files are not as they were in this tree.
    pub(super) fn differing(&self, tree: &Tree) -> Result<usize, Problem> {
        let (now, _) = self.look(None)?;
        let only_old = tree.keys().filter(|path| !now.contains_key(*path)).count();
        Ok(only_old + now.iter().filter(|(path, entry)| tree.get(*path) != Some(*entry)).count())
    }

    fn look(&self, memory: Option<&Path>) -> Result<(Tree, Vec<Found>), Problem> {
        let mut roots = vec![self.folder.clone()];
        roots.extend(WITH.iter().map(|name| self.folder.join(name)));
        let roots: Vec<&Path> = roots.iter().map(PathBuf::as_path).collect();
        let mut walked = trees::walk(&roots)?.into_iter();
        let mut found = walked.next().unwrap_or_default();
        for (name, below) in WITH.iter().zip(walked) {
            found.extend(below.into_iter().filter_map(|file| {
                let path = RelPath::new(&format!("{name}/{}", file.path)).ok()?;
                Some(Found { path, ..file })
            }));
        }
        let tree = trees::read_all(&self.folder, found.clone(), memory, &Silent)?;
        Ok((tree, found))
    }

    fn list_file(&self, id: u64) -> PathBuf {
        self.kept.join(format!("{id}{LIST}"))
    }

    fn list(&self, id: u64) -> Result<Tree, Problem> {
        let bytes = disk::read_if_there(&self.list_file(id))?;
        let tree = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        tree.ok_or_else(|| Problem::error("run-checkpoint-lost").with("number", id))
    }

    /// The numbers of all checkpoints.
    pub(super) fn ids(&self) -> Vec<u64> {
        let names = disk::names(&self.kept).unwrap_or_default();
        let mut ids: Vec<u64> = names.iter().filter_map(|name| name.strip_suffix(LIST)?.parse().ok()).collect();
        ids.sort_unstable();
        ids
    }

    /// Everything that is kept: content by hash, in which pack and under which path.
    fn all(&self) -> Result<BTreeMap<String, (usize, RelPath)>, Problem> {
        Ok(self.packs()?.1)
    }

    fn packs(&self) -> Result<(Vec<Pack>, BTreeMap<String, (usize, RelPath)>), Problem> {
        let (mut packs, mut by_hash) = (Vec::new(), BTreeMap::new());
        for name in disk::names(&self.kept).unwrap_or_default() {
            let Some(stem) = name.strip_suffix(".pack") else { continue };
            if let Some(pack) = Pack::open(&self.kept.join(stem))? {
                let number = packs.len();
                by_hash.extend(pack.tree().into_iter().map(|(path, entry)| (entry.hash, (number, path))));
                packs.push(pack);
            }
        }
        Ok((packs, by_hash))
    }

    /// Writes a checkpoint: first contents, then the list that makes it one.
    pub(super) fn keep(&self, id: u64, tree: &Tree, found: &[Found]) -> Result<(), Problem> {
        let known = self.all()?;
        let (mut writer, mut listed, mut is_any) = (PackWriter::default(), tree.clone(), false);
        for file in found {
            let Some(entry) = listed.get(&file.path).filter(|entry| !known.contains_key(&entry.hash)) else { continue };
            let kind = entry.kind;
            match trees::read_entry(&self.folder, &file.path, kind)? {
                Some(bytes) => {
                    is_any = true;
                    writer.add(file.path.clone(), kind, &bytes);
                    // It may have been written since it was looked at: what is kept is what counts.
                    if let Some(kept) = writer.tree_entry(&file.path) {
                        listed.insert(file.path.clone(), kept);
                    }
                }
                None => {
                    listed.remove(&file.path);
                }
            }
        }
        if is_any {
            writer.write(&self.kept.join(format!("{id}-new")))?;
        }
        let bytes = serde_json::to_vec(&listed).map_err(|error| Problem::error("internal").with("message", error))?;
        disk::write_atomic(&self.list_file(id), &bytes).map(|_| ())
    }

    /// What changed since a checkpoint; from nothing where there is none.
    pub(super) fn numbers_since(&self, since: Option<u64>, now: &Tree) -> Result<Numbers, Problem> {
        let before = since.map(|id| self.list(id)).transpose().unwrap_or_default().unwrap_or_default();
        self.numbers(&before, now)
    }

    /// What would change if the folder became a checkpoint.
    pub(super) fn numbers_to(&self, id: u64) -> Result<Numbers, Problem> {
        self.numbers(&self.now()?.0, &self.list(id)?)
    }

    fn numbers(&self, from: &Tree, to: &Tree) -> Result<Numbers, Problem> {
        let (packs, by_hash) = self.packs()?;
        // What is kept is read from its pack; what is not lies in the folder.
        let read = |path: &RelPath, tree: &Tree| -> Result<Vec<u8>, Problem> {
            let Some(entry) = tree.get(path) else { return Ok(Vec::new()) };
            match by_hash.get(&entry.hash) {
                Some((pack, at)) => Ok(packs[*pack].read(at)?.unwrap_or_default().to_vec()),
                None => Ok(trees::read_entry(&self.folder, path, entry.kind)?.unwrap_or_default()),
            }
        };
        let mut numbers = Numbers::default();
        let only_old = from.keys().filter(|path| !to.contains_key(*path));
        for path in to.keys().chain(only_old) {
            match (from.get(path), to.get(path)) {
                (Some(old), Some(new)) if old == new => continue,
                (Some(_), Some(_)) => numbers.rewritten += 1,
                (None, _) => numbers.created += 1,
                (_, None) => numbers.deleted += 1,
            }
            let (added, removed) = rows::counted(&read(path, from)?, &read(path, to)?);
            numbers.added += added;
            numbers.removed += removed;
        }
        Ok(numbers)
    }

    /// Makes the folder what it was. Nothing is touched unless all of it can be read.
    pub(super) fn go_to(&self, id: u64) -> Result<(), Problem> {
        let (now, _) = self.now()?;
        let wanted = self.list(id)?;
        let (packs, by_hash) = self.packs()?;
        let lost = || Problem::error("run-checkpoint-lost").with("number", id);
        let mut writes = Vec::new();
        for (path, entry) in wanted.iter().filter(|(path, entry)| now.get(*path) != Some(*entry)) {
            let (pack, at) = by_hash.get(&entry.hash).ok_or_else(lost)?;
            writes.push((path, entry.kind, packs[*pack].read(at)?.ok_or_else(lost)?));
        }
        for path in now.keys().filter(|path| !wanted.contains_key(*path)) {
            disk::remove_inside(&self.folder, path)?;
        }
        for (path, kind, bytes) in writes {
            trees::write_entry(&self.folder, path, kind, bytes)?;
        }
        Ok(())
    }

    /// Drops a checkpoint, and packs that no other needs.
    pub(super) fn drop_one(&self, id: u64) -> Result<(), Problem> {
        if !disk::remove_file(&self.list_file(id))? {
            return Ok(());
        }
        let mut needed = std::collections::BTreeSet::new();
        for id in self.ids() {
            needed.extend(self.list(id)?.into_values().map(|entry| entry.hash));
        }
        for name in disk::names(&self.kept).unwrap_or_default() {
            let Some(stem) = name.strip_suffix(".pack") else { continue };
            let stem = self.kept.join(stem);
            let is_needed = Pack::open(&stem)?.is_some_and(|pack| pack.tree().values().any(|entry| needed.contains(&entry.hash)));
            if !is_needed {
                disk::remove_file(&stem.with_extension("json"))?;
                disk::remove_file(&stem.with_extension("pack"))?;
            }
        }
        Ok(())
    }
}
