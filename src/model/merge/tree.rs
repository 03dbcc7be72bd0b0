//! N-way merge of whole trees: path by path, deciding by hash, so that only what two sides share has to be read. Owns
//! what becomes of a path; not the merging of texts (`lines`), nor what a person is told (`model::conflict`).
//!
//! A moved file is one that was deleted and one that was added here; `renames` follows those that several sides touched.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::model::path::RelPath;
use crate::model::team::TeamId;

/// A content's hash (BLAKE3), in hex.
pub type ContentHash = String;

/// The hash that names a content everywhere in Dectet.
pub fn content_hash(bytes: &[u8]) -> ContentHash {
    blake3::hash(bytes).to_hex().to_string()
}

/// What lies at a path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The hash of the bytes (of a link: of its target).
    pub hash: ContentHash,
    /// What it is.
    pub kind: EntryKind,
    /// Its size in bytes.
    pub size: u64,
}

impl Entry {
    /// How the hash of a file begins that nobody has read, because no other side has anything there: the rest names it as
    /// the disk does. Equal names still mean equal contents; different ones mean nothing.
    pub const UNREAD: char = '~';

    /// Whether what it holds is known.
    pub fn is_read(&self) -> bool {
        !self.hash.starts_with(Self::UNREAD)
    }
}

/// What lies at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum EntryKind {
    File,
    Executable,
    Symlink,
}

/// A tree: every file below a folder.
pub type Tree = BTreeMap<RelPath, Entry>;

/// One side of a merge of trees.
#[derive(Clone, Debug)]
pub struct Side {
    /// Whose it is.
    pub team: TeamId,
    /// What it started from.
    pub base: Arc<Tree>,
    /// What it is now.
    pub tree: Tree,
}

/// What becomes of one path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathOutcome {
    /// Which path.
    pub path: RelPath,
    /// The sides that changed it (places in the list of sides), in the order of their teams, whatever theirs in the list
    /// is: the standard teams first, then the others by name, then a person's.
    pub changed_by: Vec<usize>,
    /// What is to be done.
    pub outcome: Outcome,
    /// Where base and the changers have the file, where somebody moved it.
    pub moved: Option<Box<Moved>>,
}

/// Where a file lies that somebody moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Where base has it.
    pub base: RelPath,
    /// Where each changer has it (in the order of `changed_by`).
    pub sides: Vec<RelPath>,
}

impl PathOutcome {
    /// Where base has what is decided here.
    pub fn base_path(&self) -> &RelPath {
        self.moved.as_ref().map_or(&self.path, |moved| &moved.base)
    }

    /// Where a changer (its place in `changed_by`) has what is decided here.
    pub fn path_of(&self, changer: usize) -> &RelPath {
        self.moved.as_ref().and_then(|moved| moved.sides.get(changer)).unwrap_or(&self.path)
    }

    /// Where a changer's version comes to lie when it is taken whole: where sides disagree about the place, it keeps its own.
    pub fn place_of(&self, changer: usize) -> &RelPath {
        match self.outcome {
            Outcome::Clash { kind: ClashKind::RenameDelete | ClashKind::RenameRename, .. } => self.path_of(changer),
            _ => &self.path,
        }
    }
}

/// What is to be done with a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nobody changed it: base's entry stays.
    Base(Entry),
    /// One side changed it, or all that did agree: this entry (`None`: deleted), with the first such side's content.
    Take(Option<Entry>),
    /// Several sides changed the text in different ways: merge the contents line by line. Base's entry, and each
    /// changer's (in the order of `changed_by`).
    MergeText {
        /// The common base, `None` when all added it, or when nobody can tell what is common.
        base: Option<Entry>,
        /// What each changer has.
        sides: Vec<Entry>,
    },
    /// Nothing that lines could settle.
    Clash {
        /// Why.
        kind: ClashKind,
        /// The common base.
        base: Option<Entry>,
        /// What each changer has; `None`: deleted (or, for file against folder, a folder).
        sides: Vec<Option<Entry>>,
    },
}

impl Outcome {
    /// Whether the entries alone do not say what becomes of the path.
    pub fn is_open(&self) -> bool {
        matches!(self, Self::MergeText { .. } | Self::Clash { .. })
    }
}

/// Why lines cannot settle a path; names as git's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum ClashKind {
    ModifyDelete,
    FileDirectory,
    DistinctModes,
    DistinctTypes,
    RenameDelete,
    RenameRename,
}

/// A path that a side changed.
#[derive(Clone, Copy, Debug)]
pub struct Change<'a> {
    /// Which path.
    pub path: &'a RelPath,
    /// What its base has there.
    pub base: Option<&'a Entry>,
    /// What it has there now.
    pub now: Option<&'a Entry>,
}

impl Side {
    /// What the side changed, in the order of paths.
    pub fn changes(&self) -> impl Iterator<Item = Change<'_>> {
        let mut base = self.base.iter().peekable();
        let mut tree = self.tree.iter().peekable();
        std::iter::from_fn(move || {
            loop {
                let order = match (base.peek(), tree.peek()) {
                    (Some((before, _)), Some((now, _))) => before.cmp(now),
                    (Some(_), None) => std::cmp::Ordering::Less,
                    (None, Some(_)) => std::cmp::Ordering::Greater,
                    (None, None) => return None,
                };
                let before = if order.is_le() { base.next() } else { None };
                let now = if order.is_ge() { tree.next() } else { None };
                let (path, _) = before.or(now)?;
                let change = Change { path, base: before.map(|(_, entry)| entry), now: now.map(|(_, entry)| entry) };
                if change.base != change.now {
                    return Some(change);
                }
            }
        })
    }
}

/// A side's change of one path.
#[derive(Clone, Copy)]
struct Changer<'a> {
    side: usize,
    base: Option<&'a Entry>,
    now: Option<&'a Entry>,
}

/// Decides every path of the sides and their bases, in the order of paths. The order of the sides changes nothing but the
/// places in `changed_by`.
///
/// Sides may have different bases. A side whose entry is its own base's did not change the path. A change that another
/// side's base already holds is superseded by what that side made of it. Where bases still differ after that, the
/// common one is that from which all others were reached by such changes; where there is none, different contents
/// conflict as if all had been added: better a question too many than a change undone in silence.
pub fn merge_trees(sides: &[Side]) -> Vec<PathOutcome> {
    merge_changes(sides, &sides.iter().map(|side| side.changes().collect()).collect::<Vec<_>>())
}

/// The same, where it is known what each side changed.
pub fn merge_changes(sides: &[Side], changed: &[Vec<Change<'_>>]) -> Vec<PathOutcome> {
    let mut order: Vec<usize> = (0..sides.len()).collect();
    order.sort_by_key(|side| rank(&sides[*side].team));
    let mut changes: Vec<(&RelPath, Changer<'_>)> = order
        .iter()
        .flat_map(|side| {
            let side = *side;
            changed[side].iter().map(move |change| (change.path, Changer { side, base: change.base, now: change.now }))
        })
        .collect();
    // Stable: within a path the order of the teams stays.
    changes.sort_by_key(|(key, _)| *key);
    let unchanged = bases_joined(sides, &order);
    let mut outcomes: Vec<PathOutcome> = Vec::with_capacity(unchanged.len() + changes.len());
    let kept = |(path, entry): (&RelPath, &Entry)| PathOutcome {
        path: path.clone(),
        changed_by: Vec::new(),
        outcome: Outcome::Base(entry.clone()),
        moved: None,
    };
    let mut unchanged = unchanged.into_iter().peekable();
    for group in changes.chunk_by(|(a, _), (b, _)| a == b) {
        let path = group[0].0;
        while let Some(before) = unchanged.next_if(|(known, _)| *known < path) {
            outcomes.push(kept(before));
        }
        unchanged.next_if(|(known, _)| *known == path);
        let changers: Vec<Changer<'_>> = group.iter().map(|(_, changer)| *changer).collect();
        outcomes.push(decide(path, &changers));
    }
    outcomes.extend(unchanged.map(kept));
    mark_files_where_folders_are(&mut outcomes, sides);
    outcomes
}

/// The order of teams that does not depend on a list.
fn rank(team: &TeamId) -> (bool, usize, &str) {
    (team.is_person(), team.standard_index().unwrap_or(usize::MAX), team.as_str())
}

/// All bases as one. Where they differ, what the project itself has is newest.
fn bases_joined<'a>(sides: &'a [Side], order: &[usize]) -> Vec<(&'a RelPath, &'a Entry)> {
    let mut bases: Vec<&Arc<Tree>> = Vec::new();
    for side in order {
        if !bases.iter().any(|known| Arc::ptr_eq(known, &sides[*side].base)) {
            bases.push(&sides[*side].base);
        }
    }
    let mut entries: Vec<(&RelPath, &Entry)> = bases.iter().rev().flat_map(|base| base.iter()).collect();
    if bases.len() > 1 {
        // Stable: of equal paths the last side's stays, and that is a person's, if one has a base of its own.
        entries.sort_by_key(|(key, _)| *key);
        entries.dedup_by(|(a, _), (b, _)| a == b);
    }
    entries
}

fn decide(path: &RelPath, all: &[Changer<'_>]) -> PathOutcome {
    let superseded = |changer: &Changer<'_>| {
        let is_taken_up = all.iter().any(|other| other.base != changer.base && other.base == changer.now);
        // In a circle nobody can tell who came last.
        is_taken_up && !reached_from(changer.now, all).contains(&changer.base)
    };
    let changers: Vec<Changer<'_>> = all.iter().filter(|changer| !superseded(changer)).copied().collect();
    let outcome = outcome_of(&changers, all);
    PathOutcome { path: path.clone(), changed_by: changers.iter().map(|changer| changer.side).collect(), outcome, moved: None }
}

/// Decides a path once more, after one of those who changed it changed it again. All sides have one base.
pub fn decide_again(sides: &[Side], before: &PathOutcome) -> PathOutcome {
    let path = &before.path;
    let changer = |side: &usize| Changer { side: *side, base: sides[*side].base.get(path), now: sides[*side].tree.get(path) };
    decide(path, &before.changed_by.iter().map(changer).collect::<Vec<_>>())
}

/// What became of an entry by the changes that we know, step by step; itself included.
fn reached_from<'a>(start: Option<&'a Entry>, all: &[Changer<'a>]) -> Vec<Option<&'a Entry>> {
    let mut reached = vec![start];
    let mut at = 0;
    while let Some(from) = reached.get(at).copied() {
        for step in all.iter().filter(|step| step.base == from) {
            if !reached.contains(&step.now) {
                reached.push(step.now);
            }
        }
        at += 1;
    }
    reached
}

fn outcome_of(changers: &[Changer<'_>], all: &[Changer<'_>]) -> Outcome {
    let Some((first, rest)) = changers.split_first() else { return Outcome::Take(None) };
    if rest.iter().all(|other| other.now == first.now) {
        return Outcome::Take(first.now.cloned());
    }
    let base = common_base(changers, all);
    let entries: Vec<Option<Entry>> = changers.iter().map(|changer| changer.now.cloned()).collect();
    let clash = |kind| Outcome::Clash { kind, base: base.cloned(), sides: entries.clone() };
    let present: Vec<Entry> = entries.iter().flatten().cloned().collect();
    if present.len() < entries.len() {
        return clash(ClashKind::ModifyDelete);
    }
    let is_link = |entry: &Entry| entry.kind == EntryKind::Symlink;
    if present.iter().any(is_link) || base.is_some_and(is_link) {
        return clash(ClashKind::DistinctTypes);
    }
    if present.iter().all(|entry| entry.hash == present[0].hash) {
        // They agree on the content, not on whether it may be run; base says who changed that.
        return match base {
            Some(_) => Outcome::Take(Some(Entry { kind: merged_kind(base, &present), ..present[0].clone() })),
            None => clash(ClashKind::DistinctModes),
        };
    }
    Outcome::MergeText { base: base.cloned(), sides: present }
}

/// What all changers began from: the base that all have, or that from which all their bases were reached by changes
/// that we know.
fn common_base<'a>(changers: &[Changer<'a>], all: &[Changer<'a>]) -> Option<&'a Entry> {
    if changers.iter().all(|changer| changer.base == changers[0].base) {
        return changers[0].base;
    }
    let is_origin = |origin: &Option<&Entry>| {
        let reached = reached_from(*origin, all);
        // Who came back to the origin meant to: as a side it would count for nothing.
        changers.iter().all(|changer| reached.contains(&changer.base) && changer.now != *origin)
    };
    let mut origins: Vec<Option<&Entry>> = changers.iter().map(|changer| changer.base).filter(is_origin).collect();
    origins.dedup();
    match origins[..] {
        [origin] => origin,
        _ => None,
    }
}

/// The kind of a merged file: what changed against base wins; without a base an executable stays one.
pub fn merged_kind(base: Option<&Entry>, sides: &[Entry]) -> EntryKind {
    let executable = |entry: &Entry| entry.kind == EntryKind::Executable;
    let result = match base {
        Some(base) if executable(base) => sides.iter().all(executable),
        _ => sides.iter().any(executable),
    };
    if result { EntryKind::Executable } else { EntryKind::File }
}

/// What a side added, by content: where a file that it deleted may lie now.
#[derive(Debug, Default)]
pub struct Additions<'a> {
    by_content: HashMap<&'a str, Vec<&'a RelPath>>,
}

impl<'a> Additions<'a> {
    /// A side's.
    pub fn of(side: &'a Side) -> Self {
        let mut by_content: HashMap<&str, Vec<&RelPath>> = HashMap::new();
        for change in side.changes().filter(|change| change.base.is_none()) {
            if let Some(now) = change.now.filter(|now| now.is_read()) {
                by_content.entry(&now.hash).or_default().push(change.path);
            }
        }
        Self { by_content }
    }

    /// Where the side that deleted `path` has the same content now, if it moved it and changed nothing.
    pub fn moved_to(&self, side: &Side, path: &RelPath) -> Option<&'a RelPath> {
        let places = self.by_content.get(side.base.get(path)?.hash.as_str())?;
        let name = path.file_name();
        // Of several the one with the same name is the likeliest.
        places.iter().find(|place| place.file_name() == name).or(places.first()).copied()
    }
}

/// Whether the outcome leaves (or may leave) a file at its path.
pub(crate) fn leaves_file(outcome: &Outcome) -> bool {
    match outcome {
        Outcome::Base(_) | Outcome::MergeText { .. } => true,
        Outcome::Take(entry) => entry.is_some(),
        Outcome::Clash { sides, .. } => sides.iter().any(Option::is_some),
    }
}

/// Where the result would have a file at a path and files below it, the file becomes a clash between those who have
/// the file and those who have the folder.
fn mark_files_where_folders_are(outcomes: &mut [PathOutcome], sides: &[Side]) {
    let mut files: HashMap<&str, usize> = HashMap::with_capacity(outcomes.len());
    let are_files = outcomes.iter().enumerate().filter(|(_, found)| leaves_file(&found.outcome));
    files.extend(are_files.map(|(at, found)| (found.path.as_str(), at)));
    let mut folders: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    // Files of one folder follow one another, mostly: what lies above it is looked up once.
    let (mut known, mut above): (&str, Vec<usize>) = ("", Vec::new());
    for found in outcomes.iter().filter(|found| leaves_file(&found.outcome)) {
        let folder = found.path.as_str().rsplit_once('/').map_or("", |(folder, _)| folder);
        if folder != known {
            let ends = folder.match_indices('/').map(|(end, _)| end).chain([folder.len()]);
            above = ends.filter_map(|end| files.get(&folder[..end]).copied()).collect();
            known = folder;
        }
        for file in &above {
            let writers = folders.entry(*file).or_default();
            writers.extend(found.changed_by.iter().filter(|side| !writers.contains(side)).copied().collect::<Vec<_>>());
        }
    }
    for (at, folder_writers) in folders {
        let found = &mut outcomes[at];
        let (base, entries) = match &found.outcome {
            Outcome::Base(entry) => (Some(entry.clone()), Vec::new()),
            Outcome::Take(entry) => {
                let base = found.changed_by.first().and_then(|side| sides[*side].base.get(&found.path));
                (base.cloned(), vec![entry.clone(); found.changed_by.len()])
            }
            Outcome::MergeText { base, sides } => (base.clone(), sides.iter().cloned().map(Some).collect()),
            Outcome::Clash { base, sides, .. } => (base.clone(), sides.clone()),
        };
        let mut by: Vec<(usize, Option<Entry>)> = found.changed_by.iter().copied().zip(entries).collect();
        for writer in folder_writers {
            if !by.iter().any(|(side, _)| *side == writer) {
                by.push((writer, None));
            }
        }
        by.sort_by_key(|(side, _)| rank(&sides[*side].team));
        found.changed_by = by.iter().map(|(side, _)| *side).collect();
        let sides = by.into_iter().map(|(_, entry)| entry).collect();
        found.outcome = Outcome::Clash { kind: ClashKind::FileDirectory, base, sides };
    }
}

#[cfg(test)]
mod tests;
