//! N-way merge of whole trees: path by path, deciding by hash first, so that only what two sides share is read.
use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::model::path::RelPath;
use crate::model::team::TeamId;

/// A content's hash (BLAKE3), in hex.
pub type ContentHash = String;

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
    /// The sides that changed it (places in the list of sides).
    pub changed_by: Vec<usize>,
    /// What is to be done.
    pub outcome: Outcome,
}

/// What is to be done with a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nobody changed it: base's entry stays.
    Base(Entry),
    /// One side changed it, or all that did agree: this entry (`None`: deleted), from the first such side.
    Take(Option<Entry>),
    /// Several sides changed the text in different ways: merge the contents line by line. Base's entry, and each
    /// changer's (in the order of `changed_by`).
    MergeText {
        /// The common base, `None` when all added it.
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

/// Why lines cannot settle a path; names as git's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum ClashKind {
    ModifyDelete,
    FileDirectory,
    DistinctModes,
    DistinctTypes,
    CaseCollision,
}

/// Decides every path of the sides and their bases; the outcome does not depend on the order of the sides, but that
/// places in `changed_by` follow it.
///
/// Sides may have different bases. A side whose entry is its own base's did not change the path. A change that another
/// side's base already holds is superseded by what that side made of it. Where bases still differ after that, there is
/// no common base, and different contents conflict: better a question too many than a change undone in silence.
pub fn merge_trees(sides: &[Side]) -> Vec<PathOutcome> {
    let mut paths: Vec<&RelPath> = sides.iter().flat_map(|side| side.tree.keys().chain(side.base.keys())).collect();
    paths.sort_unstable();
    paths.dedup();
    let mut outcomes: Vec<_> = paths.into_iter().map(|path| decide(path, sides)).collect();
    mark_files_where_folders_are(&mut outcomes);
    outcomes
}

fn decide(path: &RelPath, sides: &[Side]) -> PathOutcome {
    let of = |index: usize| (sides[index].base.get(path), sides[index].tree.get(path));
    let all_changers: Vec<usize> = (0..sides.len()).filter(|index| of(*index).0 != of(*index).1).collect();
    let superseded = |index: usize| {
        all_changers.iter().any(|other| of(*other).0 != of(index).0 && of(*other).0 == of(index).1 && of(*other).1 != of(index).0)
    };
    let changed_by: Vec<usize> = all_changers.iter().copied().filter(|index| !superseded(*index)).collect();
    let outcome = outcome_of(path, sides, &changed_by);
    PathOutcome { path: path.clone(), changed_by, outcome }
}

fn outcome_of(path: &RelPath, sides: &[Side], changed_by: &[usize]) -> Outcome {
    let entry = |index: usize| sides[index].tree.get(path);
    let Some((first, rest)) = changed_by.split_first() else {
        // Nobody changed it; the last side that has it was started last.
        return match sides.iter().rev().find_map(|side| side.base.get(path)) {
            Some(entry) => Outcome::Base(entry.clone()),
            None => Outcome::Take(None),
        };
    };
    if rest.iter().all(|index| entry(*index) == entry(*first)) {
        return Outcome::Take(entry(*first).cloned());
    }
    let first_base = sides[*first].base.get(path);
    let base = first_base.filter(|base| rest.iter().all(|index| sides[*index].base.get(path) == Some(*base))).cloned();
    let entries: Vec<Option<Entry>> = changed_by.iter().map(|index| entry(*index).cloned()).collect();
    let clash = |kind| Outcome::Clash { kind, base: base.clone(), sides: entries.clone() };
    if entries.iter().any(Option::is_none) {
        return clash(ClashKind::ModifyDelete);
    }
    let present: Vec<Entry> = entries.iter().flatten().cloned().collect();
    let is_link = |entry: &Entry| entry.kind == EntryKind::Symlink;
    if present.iter().any(is_link) || base.as_ref().is_some_and(is_link) {
        return clash(ClashKind::DistinctTypes);
    }
    Outcome::MergeText { base, sides: present }
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

/// Whether the outcome leaves (or may leave) a file at its path.
fn leaves_file(outcome: &Outcome) -> bool {
    match outcome {
        Outcome::Base(_) | Outcome::MergeText { .. } => true,
        Outcome::Take(entry) => entry.is_some(),
        Outcome::Clash { sides, .. } => sides.iter().any(Option::is_some),
    }
}

/// Where the result would have a file at a path and files below it, the file becomes a clash between those who have
/// the file and those who have the folder.
fn mark_files_where_folders_are(outcomes: &mut [PathOutcome]) {
    let places: BTreeMap<RelPath, usize> = outcomes
        .iter()
        .enumerate()
        .filter(|(_, found)| leaves_file(&found.outcome))
        .map(|(at, found)| (found.path.clone(), at))
        .collect();
    let mut folders: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (path, at) in &places {
        let mut above = path.parent();
        while let Some(folder) = above {
            if let Some(file) = places.get(&folder) {
                let writers = folders.entry(*file).or_default();
                writers
                    .extend(outcomes[*at].changed_by.iter().copied().filter(|side| !writers.contains(side)).collect::<Vec<_>>());
            }
            above = folder.parent();
        }
    }
    for (at, folder_writers) in folders {
        let found = &mut outcomes[at];
        let (base, entries) = match &found.outcome {
            Outcome::Base(entry) => (Some(entry.clone()), Vec::new()),
            Outcome::Take(entry) => (None, vec![entry.clone(); found.changed_by.len()]),
            Outcome::MergeText { base, sides } => (base.clone(), sides.iter().cloned().map(Some).collect()),
            Outcome::Clash { base, sides, .. } => (base.clone(), sides.clone()),
        };
        let mut sides: Vec<(usize, Option<Entry>)> = found.changed_by.iter().copied().zip(entries).collect();
        for writer in folder_writers {
            if !sides.iter().any(|(side, _)| *side == writer) {
                sides.push((writer, None));
            }
        }
        sides.sort_by_key(|(side, _)| *side);
        found.changed_by = sides.iter().map(|(side, _)| *side).collect();
        let sides = sides.into_iter().map(|(_, entry)| entry).collect();
        found.outcome = Outcome::Clash { kind: ClashKind::FileDirectory, base, sides };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(content: &str) -> Entry {
        Entry { hash: content.to_owned(), kind: EntryKind::File, size: content.len() as u64 }
    }

    fn tree(files: &[(&str, &str)]) -> Tree {
        files.iter().map(|(path, content)| (RelPath::new(path).expect(path), entry(content))).collect()
    }

    fn side(team: &str, base: &Arc<Tree>, files: &[(&str, &str)]) -> Side {
        Side { team: TeamId::from_spelling(team).expect(team), base: base.clone(), tree: tree(files) }
    }

    fn at<'a>(outcomes: &'a [PathOutcome], path: &str) -> &'a PathOutcome {
        outcomes.iter().find(|found| found.path.as_str() == path).expect(path)
    }

    #[test]
    fn paths_are_decided_by_content_alone() {
        let base = Arc::new(tree(&[
            ("same", "0"),
            ("edited", "0"),
            ("gone", "0"),
            ("both", "0"),
            ("alike", "0"),
            ("modify-delete", "0"),
        ]));
        let alpha = side(
            "alpha",
            &base,
            &[("same", "0"), ("edited", "1"), ("both", "a"), ("alike", "x"), ("new", "n"), ("modify-delete", "1")],
        );
        let beta =
            side("beta", &base, &[("same", "0"), ("edited", "0"), ("gone", "0"), ("both", "b"), ("alike", "x"), ("new", "m")]);
        let outcomes = merge_trees(&[alpha, beta]);
        assert_eq!(at(&outcomes, "same").outcome, Outcome::Base(entry("0")));
        assert_eq!(at(&outcomes, "edited").outcome, Outcome::Take(Some(entry("1"))));
        assert_eq!(at(&outcomes, "gone").outcome, Outcome::Take(None));
        assert_eq!(at(&outcomes, "alike").outcome, Outcome::Take(Some(entry("x"))));
        assert_eq!(
            at(&outcomes, "both").outcome,
            Outcome::MergeText { base: Some(entry("0")), sides: vec![entry("a"), entry("b")] }
        );
        assert_eq!(at(&outcomes, "new").outcome, Outcome::MergeText { base: None, sides: vec![entry("n"), entry("m")] });
        let clash = Outcome::Clash { kind: ClashKind::ModifyDelete, base: Some(entry("0")), sides: vec![Some(entry("1")), None] };
        assert_eq!(at(&outcomes, "modify-delete").outcome, clash);
    }

    #[test]
    fn a_file_where_a_folder_is_clashes_between_their_writers() {
        let base = Arc::new(tree(&[]));
        let outcomes = merge_trees(&[
            side("alpha", &base, &[("a", "1")]),
            side("beta", &base, &[("a/b/c", "2")]),
            side("gamma", &base, &[("d/e", "3")]),
        ]);
        let found = at(&outcomes, "a");
        assert_eq!(found.changed_by, [0, 1]);
        assert_eq!(
            found.outcome,
            Outcome::Clash { kind: ClashKind::FileDirectory, base: None, sides: vec![Some(entry("1")), None] }
        );
        assert_eq!(at(&outcomes, "d/e").outcome, Outcome::Take(Some(entry("3"))));
        // One team that turns its file into a folder does not clash with itself.
        let base = Arc::new(tree(&[("a", "1")]));
        let outcomes = merge_trees(&[side("alpha", &base, &[("a/b", "2")])]);
        assert_eq!(at(&outcomes, "a").outcome, Outcome::Take(None));
    }

    #[test]
    fn a_change_that_a_later_base_holds_is_not_undone() {
        let old = Arc::new(tree(&[("f", "0")]));
        let new = Arc::new(tree(&[("f", "1")]));
        // Alpha started before the project moved from 0 to 1, and left the file alone; beta started after, and went on.
        let outcomes = merge_trees(&[side("alpha", &old, &[("f", "0")]), side("beta", &new, &[("f", "2")])]);
        assert_eq!(at(&outcomes, "f").outcome, Outcome::Take(Some(entry("2"))));
        // The project's own step counts as a side; beta's base already holds it.
        let project = side("project", &old, &[("f", "1")]);
        let outcomes = merge_trees(&[project, side("beta", &new, &[("f", "2")])]);
        assert_eq!(at(&outcomes, "f").outcome, Outcome::Take(Some(entry("2"))));
        assert_eq!(at(&outcomes, "f").changed_by, [1]);
    }
}
