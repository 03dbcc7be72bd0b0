//! A team's tree while it is being found out: what a walk saw, joined with its base and with what was read before. Owns
//! the decision which files have to be read at all: of what one team alone has, nobody needs to know the content.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::engine::bases::Base;
use crate::engine::job::Progress;
use crate::engine::threads;
use crate::engine::trees::{self, Found, Memory};
use crate::model::cores;
use crate::model::merge::tree::{Entry, Tree};
use crate::model::path::RelPath;
use crate::model::problem::Problem;

/// A tree that is being found out.
pub(super) struct Draft<'a> {
    folder: &'a Path,
    base: &'a Base,
    found: Vec<Found>,
    /// What each file is known to hold.
    entries: Vec<Option<Entry>>,
    /// What base has in each file's place.
    before: Vec<Option<&'a Entry>>,
    memory_file: Option<PathBuf>,
    has_read: bool,
}

/// What is known of a file without reading it.
enum State {
    /// It holds what base has.
    Same,
    /// Of base's size, so it may hold what base has.
    Unsure,
    /// It does not hold what base has, or base has nothing there.
    Changed,
}

impl<'a> Draft<'a> {
    pub(super) fn new(folder: &'a Path, base: &'a Base, found: Vec<Found>, memory_file: Option<PathBuf>) -> Self {
        let memory = Memory::load(memory_file.as_deref());
        let entries = found.iter().map(|found| memory.entry(found)).collect();
        // Both are in order of path: one walk over the two.
        let mut known = base.tree.iter().peekable();
        let before = |found: &Found| {
            while known.next_if(|(path, _)| **path < found.path).is_some() {}
            known.next_if(|(path, _)| **path == found.path).map(|(_, entry)| entry)
        };
        let before = found.iter().map(before).collect();
        Self { folder, base, found, entries, before, memory_file, has_read: false }
    }

    fn state(&self, place: usize) -> State {
        let (found, entry) = (&self.found[place], &self.entries[place]);
        let Some(base) = self.before[place] else { return State::Changed };
        match entry {
            Some(entry) if entry == base => State::Same,
            Some(_) => State::Changed,
            None if (found.size, found.kind) == (base.size, base.kind) => State::Unsure,
            None => State::Changed,
        }
    }

    /// Paths of base that are gone.
    fn deleted(&self) -> Vec<&'a RelPath> {
        if self.base.is_overlay {
            return Vec::new();
        }
        let mut listed = self.found.iter().map(|found| &found.path).peekable();
        let is_gone = |path: &&RelPath| {
            while listed.next_if(|listed| *listed < *path).is_some() {}
            listed.next_if_eq(path).is_none()
        };
        self.base.tree.keys().filter(is_gone).collect()
    }

    /// The tree; what nobody needed to read is named as the disk names it.
    fn finish(self) -> Tree {
        if let Some(file) = &self.memory_file
            && self.has_read
        {
            let known = self.found.iter().zip(&self.entries).filter_map(|(found, entry)| Some((found, entry.as_ref()?)));
            Memory::store(file, known);
        }
        let found = self.found.into_iter().zip(self.entries).map(|(found, entry)| {
            let entry = entry.unwrap_or_else(|| found.unread());
            (found.path, entry)
        });
        if !self.base.is_overlay {
            return found.collect();
        }
        let mut tree = (*self.base.tree).clone();
        tree.extend(found);
        tree
    }
}

/// Reads what a merge has to know: whether a file is what base has, and what lies where several sides changed something.
pub(super) fn read_what_matters(drafts: &mut [Draft<'_>], progress: &dyn Progress) -> Result<(), Problem> {
    let places = |drafts: &[Draft<'_>], wanted: &(dyn Fn(&Draft<'_>, usize) -> bool + Sync)| -> Vec<Vec<usize>> {
        in_parallel(drafts, |draft| (0..draft.found.len()).filter(|place| wanted(draft, *place)).collect())
    };
    let unsure = places(drafts, &|draft, place| matches!(draft.state(place), State::Unsure));
    read(drafts, unsure, progress)?;
    let changed = places(drafts, &|draft, place| matches!(draft.state(place), State::Changed));
    let mut sides_of: HashMap<&str, u32> = HashMap::with_capacity(changed.iter().map(Vec::len).sum());
    for (draft, changed) in drafts.iter().zip(&changed) {
        for place in changed {
            *sides_of.entry(draft.found[*place].path.as_str()).or_default() += 1;
        }
        for path in draft.deleted() {
            *sides_of.entry(path.as_str()).or_default() += 1;
        }
    }
    // Where sides began differently, a change may be what another one began from.
    let mut bases: Vec<&Base> = Vec::new();
    for draft in drafts.iter() {
        if !bases.iter().any(|known| Arc::ptr_eq(&known.tree, &draft.base.tree)) {
            bases.push(draft.base);
        }
    }
    for base in &bases {
        base.read_ahead(base.tree.keys().filter(|path| sides_of.get(path.as_str()) > Some(&1)));
    }
    let in_a_base = |path: &RelPath| bases.len() > 1 && bases.iter().any(|base| base.tree.contains_key(path));
    let shared: Vec<Vec<usize>> = drafts
        .iter()
        .zip(changed)
        .map(|(draft, changed)| {
            let is_shared = |place: &usize| {
                let path = &draft.found[*place].path;
                draft.entries[*place].is_none() && (sides_of.get(path.as_str()) > Some(&1) || in_a_base(path))
            };
            changed.into_iter().filter(is_shared).collect()
        })
        .collect();
    read(drafts, shared, progress)
}

fn read(drafts: &mut [Draft<'_>], places: Vec<Vec<usize>>, progress: &dyn Progress) -> Result<(), Problem> {
    let which: Vec<(usize, usize)> =
        places.iter().enumerate().flat_map(|(draft, places)| places.iter().map(move |place| (draft, *place))).collect();
    let wanted: Vec<(usize, &Path, &Found)> = (which.iter().enumerate())
        .map(|(number, (draft, place))| (number, drafts[*draft].folder, &drafts[*draft].found[*place]))
        .collect();
    let read = trees::hash_all(&wanted, progress)?;
    let mut gone: Vec<(usize, usize)> = Vec::new();
    for (number, entry) in read {
        let (draft, place) = which[number];
        drafts[draft].has_read = true;
        if entry.is_none() {
            gone.push((draft, place));
        }
        drafts[draft].entries[place] = entry;
    }
    // A file that vanished between being seen and being read is not there.
    gone.sort_unstable();
    for (draft, place) in gone.into_iter().rev() {
        drafts[draft].found.remove(place);
        drafts[draft].entries.remove(place);
        drafts[draft].before.remove(place);
    }
    Ok(())
}

/// The trees, put together on all cores.
pub(super) fn finish(drafts: Vec<Draft<'_>>) -> Vec<Tree> {
    each(drafts, Draft::finish)
}

/// One value for each draft, on all cores.
fn in_parallel<T: Send>(drafts: &[Draft<'_>], work: impl Fn(&Draft<'_>) -> T + Sync) -> Vec<T> {
    cores::map(&threads::divide, drafts.len(), |at| work(&drafts[at]))
}

/// What work makes of each of some values, in their order, on all cores.
pub(super) fn each<A: Send, B: Send>(all: Vec<A>, work: impl Fn(A) -> B + Sync) -> Vec<B> {
    let waiting: Vec<Mutex<Option<A>>> = all.into_iter().map(|one| Mutex::new(Some(one))).collect();
    let made = cores::map(&threads::divide, waiting.len(), |at| {
        let one = waiting[at].lock().unwrap_or_else(PoisonError::into_inner).take();
        one.map(&work)
    });
    made.into_iter().flatten().collect()
}
