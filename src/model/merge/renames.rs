//! Files that a side moved while another one changed, moved or deleted them: found by git's rule (same content first,
//! then the same name, then the most similar), followed where the change can follow, and a clash where sides disagree about
//! the place. Owns what a move is; not how texts merge.
//!
//! Only files that two sides touched are looked for: what one side alone moved is a file gone and a file added, and
//! that needs no question. A new place that a second side uses for something else is not followed.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::similarity::{MAX, RENAME, SAME_NAME, Spans, sizes_fit};
use super::tree::{
    Change, ClashKind, ContentHash, Entry, EntryKind, Moved, Outcome, PathOutcome, Side, Tree, content_hash, merge_changes,
    merge_trees,
};
use crate::model::cores::{self, Cores};
use crate::model::path::RelPath;
use crate::model::problem::Problem;

/// With more new files of a fitting size than this only equal contents and equal names count: ten teams add thousands.
const CANDIDATES: usize = 256;

/// A file that a side moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rename {
    /// Who (the place in the list of sides).
    pub side: usize,
    /// Where base has it.
    pub from: RelPath,
    /// Where the side has it.
    pub to: RelPath,
    /// What the side has there.
    pub hash: ContentHash,
}

/// A file that renames are looked for with: a side's, or its base's.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// The place of the side.
    pub side: usize,
    /// Whether base's file is meant.
    pub of_base: bool,
    /// Which.
    pub path: &'a RelPath,
}

/// Who holds the files' contents; `None` where a file is gone.
pub type Read<'a> = dyn Fn(Wanted<'_>) -> Result<Option<Vec<u8>>, Problem> + Sync + 'a;

/// Finds what sides moved of the files that others touched too. `changed` is what each side changed.
pub fn find(sides: &[Side], changed: &[Vec<Change<'_>>], read: &Read<'_>, cores: &Cores<'_>) -> Result<Vec<Rename>, Problem> {
    let mut deleted: Vec<Vec<(&RelPath, &Entry)>> = Vec::with_capacity(sides.len());
    let mut added: Vec<Vec<(&RelPath, &Entry)>> = Vec::with_capacity(sides.len());
    let mut touched: HashMap<&RelPath, usize> = HashMap::new();
    let is_file = |entry: &Entry| entry.kind != EntryKind::Symlink && entry.size > 0;
    for changes in changed {
        let (mut gone, mut new) = (Vec::new(), Vec::new());
        for change in changes {
            match (change.base, change.now) {
                (Some(base), None) if is_file(base) => gone.push((change.path, base)),
                (None, Some(now)) if is_file(now) => new.push((change.path, now)),
                _ => {}
            }
        }
        deleted.push(gone);
        added.push(new);
    }
    if deleted.iter().all(Vec::is_empty) {
        return Ok(Vec::new());
    }
    let gone: BTreeSet<&RelPath> = deleted.iter().flatten().map(|(path, _)| *path).collect();
    for path in gone {
        let changed = sides.iter().filter(|side| side.base.contains_key(path) && side.base.get(path) != side.tree.get(path));
        touched.insert(path, changed.count());
    }
    let matters = |path: &RelPath| touched.get(path).is_some_and(|count| *count > 1);
    let of_side = |number: usize| {
        let (deleted, added) = (&deleted[number], &added[number]);
        if added.is_empty() || !deleted.iter().any(|(path, _)| matters(path)) {
            return Ok(Vec::new());
        }
        let sources =
            deleted.iter().map(|(path, entry)| Source { path, entry, matters: matters(path), bytes: None, spans: None });
        let targets = added.iter().map(|(path, entry)| Target { path, entry, bytes: None, spans: None, from: None });
        let mut search = Search { side: number, sources: sources.collect(), targets: targets.collect(), read };
        search.run()?;
        Ok(search.found())
    };
    let found = cores::map(cores, sides.len(), of_side).into_iter().collect::<Result<Vec<_>, _>>()?;
    Ok(found.into_iter().flatten().collect())
}

struct Source<'a> {
    path: &'a RelPath,
    entry: &'a Entry,
    /// Whether another side touched it, too.
    matters: bool,
    bytes: Option<Vec<u8>>,
    spans: Option<Spans>,
}

struct Target<'a> {
    path: &'a RelPath,
    entry: &'a Entry,
    bytes: Option<Vec<u8>>,
    spans: Option<Spans>,
    /// The source that came here.
    from: Option<usize>,
}

/// One side's search.
struct Search<'a, 'r, 'f> {
    side: usize,
    sources: Vec<Source<'a>>,
    targets: Vec<Target<'a>>,
    read: &'r Read<'f>,
}

impl Search<'_, '_, '_> {
    fn run(&mut self) -> Result<(), Problem> {
        self.same_content()?;
        self.same_name()?;
        self.most_similar()
    }

    fn is_free(&self, source: usize) -> bool {
        !self.targets.iter().any(|target| target.from == Some(source))
    }

    /// What a file holds; empty where it is gone, and so like nothing.
    fn load_source(&mut self, at: usize) -> Result<(), Problem> {
        let source = &mut self.sources[at];
        if source.bytes.is_none() {
            let wanted = Wanted { side: self.side, of_base: true, path: source.path };
            source.bytes = Some((self.read)(wanted)?.unwrap_or_default());
        }
        Ok(())
    }

    fn load_target(&mut self, at: usize) -> Result<(), Problem> {
        let target = &mut self.targets[at];
        if target.bytes.is_none() {
            let wanted = Wanted { side: self.side, of_base: false, path: target.path };
            target.bytes = Some((self.read)(wanted)?.unwrap_or_default());
        }
        Ok(())
    }

    fn similarity(&mut self, source: usize, target: usize) -> Result<u64, Problem> {
        self.load_source(source)?;
        self.load_target(target)?;
        let (source, target) = (&mut self.sources[source], &mut self.targets[target]);
        let of_source = source.spans.get_or_insert_with(|| Spans::of(source.bytes.as_deref().unwrap_or_default()));
        let of_target = target.spans.get_or_insert_with(|| Spans::of(target.bytes.as_deref().unwrap_or_default()));
        Ok(of_source.similarity(of_target))
    }

    fn same_content(&mut self) -> Result<(), Problem> {
        let mut by_size: HashMap<u64, Vec<usize>> = HashMap::new();
        for (at, source) in self.sources.iter().enumerate() {
            by_size.entry(source.entry.size).or_default().push(at);
        }
        for at in 0..self.targets.len() {
            let Some(sources) = by_size.get(&self.targets[at].entry.size) else { continue };
            let mut best: Option<usize> = None;
            for source in sources.iter().copied().filter(|source| self.is_free(*source)).collect::<Vec<_>>() {
                let entries = (self.sources[source].entry, self.targets[at].entry);
                let is_same = if entries.0.is_read() && entries.1.is_read() {
                    entries.0.hash == entries.1.hash
                } else {
                    self.load_source(source)?;
                    self.load_target(at)?;
                    self.sources[source].bytes == self.targets[at].bytes
                };
                if is_same {
                    let has_name = self.sources[source].path.file_name() == self.targets[at].path.file_name();
                    if best.is_none() || has_name {
                        best = Some(source);
                    }
                    if has_name {
                        break;
                    }
                }
            }
            self.targets[at].from = best;
        }
        Ok(())
    }

    /// A name that one file lost and one got.
    fn same_name(&mut self) -> Result<(), Problem> {
        let mut sources: HashMap<&str, Option<usize>> = HashMap::new();
        for at in (0..self.sources.len()).filter(|at| self.is_free(*at)) {
            sources.entry(self.sources[at].path.file_name()).and_modify(|known| *known = None).or_insert(Some(at));
        }
        let mut targets: HashMap<&str, Option<usize>> = HashMap::new();
        for (at, target) in self.targets.iter().enumerate().filter(|(_, target)| target.from.is_none()) {
            targets.entry(target.path.file_name()).and_modify(|known| *known = None).or_insert(Some(at));
        }
        let mut pairs: Vec<(usize, usize)> = (sources.into_iter())
            .filter_map(|(name, source)| Some((source?, targets.get(name).copied().flatten()?)))
            .filter(|(source, _)| self.sources[*source].matters)
            .collect();
        pairs.sort_unstable();
        for (source, target) in pairs {
            let fits = sizes_fit(self.sources[source].entry.size, self.targets[target].entry.size, SAME_NAME);
            if fits && self.similarity(source, target)? >= SAME_NAME {
                self.targets[target].from = Some(source);
            }
        }
        Ok(())
    }

    fn most_similar(&mut self) -> Result<(), Problem> {
        let sources: Vec<usize> = (0..self.sources.len()).filter(|at| self.sources[*at].matters && self.is_free(*at)).collect();
        let mut pairs: Vec<(u64, bool, usize, usize)> = Vec::new();
        for source in sources {
            let size = self.sources[source].entry.size;
            let fitting = |target: &Target<'_>| target.from.is_none() && sizes_fit(size, target.entry.size, RENAME);
            let targets: Vec<usize> = (0..self.targets.len()).filter(|at| fitting(&self.targets[*at])).collect();
            if targets.len() > CANDIDATES {
                continue;
            }
            for target in targets {
                let score = self.similarity(source, target)?.min(MAX);
                let has_name = self.sources[source].path.file_name() == self.targets[target].path.file_name();
                if score >= RENAME {
                    pairs.push((score, has_name, target, source));
                }
            }
        }
        pairs.sort_by(|a, b| (b.0, b.1).cmp(&(a.0, a.1)).then((a.2, a.3).cmp(&(b.2, b.3))));
        for (_, _, target, source) in pairs {
            if self.targets[target].from.is_none() && self.is_free(source) {
                self.targets[target].from = Some(source);
            }
        }
        Ok(())
    }

    fn found(&self) -> Vec<Rename> {
        let mut found: Vec<Rename> = (self.targets.iter())
            .filter_map(|target| {
                let source = &self.sources[target.from?];
                let hash = match (&target.bytes, target.entry.is_read()) {
                    (Some(bytes), false) => content_hash(bytes),
                    _ => target.entry.hash.clone(),
                };
                source.matters.then(|| Rename { side: self.side, from: source.path.clone(), to: target.path.clone(), hash })
            })
            .collect();
        found.sort_by(|a, b| a.from.cmp(&b.from));
        found
    }
}

/// What sides did with a file that at least one of them moved.
#[derive(Debug, Default)]
struct Journey<'a> {
    /// Where each side that moved it has it.
    to: BTreeMap<usize, &'a Rename>,
    is_deleted: bool,
}

/// Whether a new file of this size could be one that the side moved there: it is so large that some file that the side
/// deleted may be like it.
pub fn may_have_come_from(side: &Side, size: u64) -> bool {
    let mut tree = side.tree.keys().peekable();
    side.base.iter().any(|(path, entry)| {
        while tree.next_if(|known| *known < path).is_some() {}
        tree.next_if_eq(&path).is_none() && sizes_fit(entry.size, size, RENAME)
    })
}

/// Decides every path as [`merge_trees`] does, with files followed to where sides moved them. `changed` is what each side
/// changed.
pub fn merge_following(sides: &[Side], changed: &[Vec<Change<'_>>], renames: &[Rename]) -> Vec<PathOutcome> {
    let journeys = journeys(sides, renames);
    if journeys.is_empty() {
        return merge_changes(sides, changed);
    }
    let goal = |journey: &Journey<'_>| -> Option<RelPath> {
        let first = &journey.to.values().next()?.to;
        (!journey.is_deleted && journey.to.values().all(|rename| rename.to == *first)).then(|| first.clone())
    };
    let followed: BTreeMap<&RelPath, RelPath> =
        journeys.iter().filter_map(|(from, journey)| Some((*from, goal(journey)?))).collect();
    let moved_sides = sides_after(sides, &journeys, &followed);
    let mut outcomes = merge_trees(&moved_sides);
    let came_from: BTreeMap<&RelPath, &RelPath> = followed.iter().map(|(from, to)| (to, *from)).collect();
    for outcome in &mut outcomes {
        let Some((from, journey)) = came_from.get(&outcome.path).and_then(|from| Some((*from, journeys.get(*from)?))) else {
            continue;
        };
        let place = |side: &usize| if journey.to.contains_key(side) { outcome.path.clone() } else { from.clone() };
        outcome.moved = Some(Box::new(Moved { base: from.clone(), sides: outcome.changed_by.iter().map(place).collect() }));
    }
    for (from, journey) in journeys.iter().filter(|(from, _)| !followed.contains_key(*from)) {
        disagree(&mut outcomes, &moved_sides, from, journey);
    }
    outcomes
}

/// What can be followed, or asked about: files that all who touched them began from alike, and new places that
/// nobody uses for something else.
fn journeys<'a>(sides: &[Side], renames: &'a [Rename]) -> BTreeMap<&'a RelPath, Journey<'a>> {
    let mut journeys: BTreeMap<&RelPath, Journey<'_>> = BTreeMap::new();
    for rename in renames {
        journeys.entry(&rename.from).or_default().to.insert(rename.side, rename);
    }
    let mut comes_to: HashMap<&RelPath, &RelPath> = HashMap::new();
    let mut crowded: BTreeSet<&RelPath> = BTreeSet::new();
    for rename in renames {
        if *comes_to.entry(&rename.to).or_insert(&rename.from) != &rename.from {
            crowded.insert(&rename.to);
        }
    }
    journeys.retain(|from, journey| {
        let base = journey.to.keys().next().and_then(|side| sides[*side].base.get(*from));
        let began_alike = sides.iter().all(|side| side.base.get(*from) == base);
        let is_free = |rename: &&Rename| {
            !crowded.contains(&rename.to)
                && sides.iter().enumerate().all(|(place, side)| {
                    let is_one_of_us = journey.to.get(&place).is_some_and(|other| other.to == rename.to);
                    !side.base.contains_key(&rename.to) && (is_one_of_us || !side.tree.contains_key(&rename.to))
                })
        };
        began_alike && journey.to.values().all(is_free)
    });
    for (from, journey) in &mut journeys {
        let is_gone = |(place, side): (usize, &Side)| !side.tree.contains_key(*from) && !journey.to.contains_key(&place);
        journey.is_deleted = sides.iter().enumerate().any(is_gone);
    }
    journeys
}

/// The sides as if all had the files at their new places from the beginning.
fn sides_after(sides: &[Side], journeys: &BTreeMap<&RelPath, Journey<'_>>, followed: &BTreeMap<&RelPath, RelPath>) -> Vec<Side> {
    let mut bases: Vec<(Arc<Tree>, Arc<Tree>)> = Vec::new();
    let relocate = |tree: &mut Tree| {
        for (from, to) in followed {
            if let Some(entry) = tree.remove(*from) {
                tree.insert(to.clone(), entry);
            }
        }
    };
    let mut after = Vec::with_capacity(sides.len());
    for (place, side) in sides.iter().enumerate() {
        let known = bases.iter().find(|(before, _)| Arc::ptr_eq(before, &side.base)).map(|(_, moved)| moved.clone());
        let base = known.unwrap_or_else(|| {
            let mut base = (*side.base).clone();
            relocate(&mut base);
            let base = Arc::new(base);
            bases.push((side.base.clone(), base.clone()));
            base
        });
        let mut tree = side.tree.clone();
        relocate(&mut tree);
        // What it holds is known by now: a file that was only moved holds what base has.
        for rename in journeys.values().filter_map(|journey| journey.to.get(&place)) {
            if let Some(entry) = tree.get_mut(&rename.to) {
                entry.hash.clone_from(&rename.hash);
            }
        }
        after.push(Side { team: side.team.clone(), base, tree });
    }
    after
}

/// Some moved it here, others there, or deleted it: a clash at the old place, which says where it could go.
fn disagree(outcomes: &mut Vec<PathOutcome>, sides: &[Side], from: &RelPath, journey: &Journey<'_>) {
    let find = |path: &RelPath, outcomes: &[PathOutcome]| outcomes.binary_search_by(|outcome| outcome.path.cmp(path)).ok();
    let Some(at) = find(from, outcomes) else { return };
    let goals: BTreeSet<&RelPath> = journey.to.values().map(|rename| &rename.to).collect();
    let is_file_directory = |at: usize| matches!(outcomes[at].outcome, Outcome::Clash { kind: ClashKind::FileDirectory, .. });
    let touches_folder = goals.iter().filter_map(|goal| find(goal, outcomes)).chain([at]).any(is_file_directory);
    let base = journey.to.keys().next().and_then(|side| sides[*side].base.get(from)).cloned();
    if touches_folder || base.is_none() {
        return;
    }
    let kind = if goals.len() > 1 { ClashKind::RenameRename } else { ClashKind::RenameDelete };
    let outcome = &mut outcomes[at];
    let place = |side: &usize| journey.to.get(side).map_or(from, |rename| &rename.to).clone();
    let places: Vec<RelPath> = outcome.changed_by.iter().map(place).collect();
    let entries = outcome.changed_by.iter().zip(&places).map(|(side, place)| sides[*side].tree.get(place).cloned());
    outcome.outcome = Outcome::Clash { kind, base, sides: entries.collect() };
    outcome.moved = Some(Box::new(Moved { base: from.clone(), sides: places }));
    outcomes.retain(|outcome| !goals.contains(&outcome.path));
}

#[cfg(test)]
mod tests;
