//! From sides to what a person has to decide: boundaries first (what may not be written takes no part in the merge),
//! then whole trees, then the texts that several sides share. Pure: contents are asked of whoever holds them.

use std::collections::{BTreeMap, BTreeSet};

use super::{Answer, Conflict, ConflictId, KINDS, boundary, lockfile, text, version};
use crate::model::merge::lines::merge_lines;
use crate::model::merge::tree::{ClashKind, Entry, EntryKind, Outcome, PathOutcome, Side, merge_trees, merged_kind};
use crate::model::merge::{is_binary, markers};
use crate::model::ownership::{Ownership, PathClass};
use crate::model::path::RelPath;
use crate::model::problem::{Place, Problem};
use crate::model::team::TeamId;

/// Who holds the files' contents.
pub trait Contents {
    /// What a side (its place in the list) has at a path.
    fn of_side(&self, side: usize, path: &RelPath) -> Result<Option<Vec<u8>>, Problem>;
    /// What a side's base has at a path.
    fn of_base(&self, side: usize, path: &RelPath) -> Result<Option<Vec<u8>>, Problem>;
}

/// What was found.
#[derive(Debug, Default)]
pub struct Detected {
    /// What becomes of each path, in order.
    pub outcomes: Vec<PathOutcome>,
    /// Texts of several sides that merged by themselves.
    pub merged: BTreeMap<RelPath, (EntryKind, Vec<u8>)>,
    /// What a person has to decide: gravest kind first, then by path.
    pub conflicts: Vec<Conflict>,
    /// What is worth knowing.
    pub notes: Vec<Problem>,
}

/// How much of a text a card shows.
const PREVIEW_BYTES: usize = 64 * 1024;

pub(super) fn preview(bytes: &[u8]) -> Option<String> {
    if is_binary(bytes) {
        return None;
    }
    let cut = &bytes[..bytes.len().min(PREVIEW_BYTES)];
    Some(String::from_utf8_lossy(cut).into_owned())
}

/// Looks at all sides. `answers` matter for one thing only: a change that a person let in takes part in the merge.
pub fn detect(
    mut sides: Vec<Side>,
    ownership: &Ownership,
    answers: &BTreeMap<ConflictId, Answer>,
    contents: &dyn Contents,
) -> Result<Detected, Problem> {
    let mut found = Detected::default();
    keep_out(&mut sides, ownership, answers, contents, &mut found)?;
    found.outcomes = merge_trees(&sides);
    note_case_collisions(&mut found);
    for place in 0..found.outcomes.len() {
        let outcome = found.outcomes[place].clone();
        let teams: Vec<TeamId> = outcome.changed_by.iter().map(|side| sides[*side].team.clone()).collect();
        match outcome.outcome {
            Outcome::Base(_) | Outcome::Take(_) => {}
            Outcome::MergeText { ref base, sides: ref entries } => {
                merge_text(&outcome, base.as_ref(), entries, &teams, ownership, contents, &mut found)?;
            }
            Outcome::Clash { kind, ref base, sides: ref entries } => {
                let kind = version::kind_of(kind);
                let previews = previews(&outcome, base.as_ref(), entries, contents)?;
                let owner = ownership.owner(&outcome.path).cloned();
                found.conflicts.push(version::of(kind, &outcome.path, &teams, owner, base.clone(), entries.clone(), previews));
            }
        }
    }
    let rank = |conflict: &Conflict| KINDS.iter().position(|kind| kind.id == conflict.kind);
    found.conflicts.sort_by(|a, b| (rank(a), &a.path, &a.teams).cmp(&(rank(b), &b.path, &b.teams)));
    Ok(found)
}

/// Takes changes out of the sides that their teams may not make, and notes those on paths that are nobody's.
fn keep_out(
    sides: &mut [Side],
    ownership: &Ownership,
    answers: &BTreeMap<ConflictId, Answer>,
    contents: &dyn Contents,
    found: &mut Detected,
) -> Result<(), Problem> {
    for (place, side) in sides.iter_mut().enumerate() {
        if side.team.is_person() {
            continue;
        }
        let changed: BTreeSet<RelPath> = (side.tree.keys().chain(side.base.keys()))
            .filter(|path| side.tree.get(*path) != side.base.get(*path))
            .cloned()
            .collect();
        let mut unclaimed: Vec<RelPath> = Vec::new();
        for path in changed {
            let class = ownership.classify(&side.team, &path);
            if class == PathClass::Unclaimed {
                unclaimed.push(path);
                continue;
            }
            let entry = side.tree.get(&path).cloned();
            let shown = match (&class, &entry) {
                (PathClass::AnotherTeams(_) | PathClass::Forbidden, Some(_)) => {
                    contents.of_side(place, &path)?.as_deref().and_then(preview)
                }
                _ => None,
            };
            let Some(conflict) = boundary::of(&side.team, &path, &class, entry.as_ref(), shown) else { continue };
            if !boundary::lets_in(answers.get(&conflict.id)) {
                match side.base.get(&path).cloned() {
                    Some(entry) => side.tree.insert(path, entry),
                    None => side.tree.remove(&path),
                };
            }
            found.conflicts.push(conflict);
        }
        if let Some(first) = unclaimed.first() {
            found.notes.push(
                Problem::note("unclaimed-paths")
                    .with("team", &side.team)
                    .with("count", unclaimed.len())
                    .with("path", first)
                    .at(Place::file(first.as_str())),
            );
        }
    }
    Ok(())
}

fn merge_text(
    outcome: &PathOutcome,
    base: Option<&Entry>,
    entries: &[Entry],
    teams: &[TeamId],
    ownership: &Ownership,
    contents: &dyn Contents,
    found: &mut Detected,
) -> Result<(), Problem> {
    let path = &outcome.path;
    let owner = ownership.owner(path).cloned();
    let mut texts = Vec::with_capacity(entries.len());
    for side in &outcome.changed_by {
        // A file that vanished since it was hashed counts as empty here; the next look finds it gone.
        texts.push(contents.of_side(*side, path)?.unwrap_or_default());
    }
    let base_text = match base {
        Some(_) => contents.of_base(outcome.changed_by[0], path)?.unwrap_or_default(),
        None => Vec::new(),
    };
    let whole = |kind| {
        let previews =
            std::iter::once(base.and_then(|_| preview(&base_text))).chain(texts.iter().map(|text| preview(text))).collect();
        version::of(kind, path, teams, owner.clone(), base.cloned(), entries.iter().cloned().map(Some).collect(), previews)
    };
    if texts.iter().chain([&base_text]).any(|text| is_binary(text)) {
        found.conflicts.push(whole(version::BINARY));
        return Ok(());
    }
    if lockfile::is(path) {
        found.conflicts.push(whole(lockfile::KIND));
        return Ok(());
    }
    let refs: Vec<&[u8]> = texts.iter().map(Vec::as_slice).collect();
    let merge = merge_lines(&base_text, &refs);
    match merge.clean_text() {
        Some(text) => {
            if markers::read(&text).is_some() {
                found.notes.push(Problem::warning("leftover-markers").with("path", path).at(Place::file(path.as_str())));
            }
            found.merged.insert(path.clone(), (merged_kind(base, entries), text));
        }
        None => found.conflicts.push(text::of(path, teams, owner, base, entries, merge)),
    }
    Ok(())
}

fn previews(
    outcome: &PathOutcome,
    base: Option<&Entry>,
    entries: &[Option<Entry>],
    contents: &dyn Contents,
) -> Result<Vec<Option<String>>, Problem> {
    let mut previews = Vec::with_capacity(entries.len() + 1);
    let base_text = match (base, outcome.changed_by.first()) {
        (Some(_), Some(side)) => contents.of_base(*side, &outcome.path)?,
        _ => None,
    };
    previews.push(base_text.as_deref().and_then(preview));
    for (side, entry) in outcome.changed_by.iter().zip(entries) {
        let text = match entry {
            Some(_) => contents.of_side(*side, &outcome.path)?,
            None => None,
        };
        previews.push(text.as_deref().and_then(preview));
    }
    Ok(previews)
}

/// Two paths that are one on a system that ignores case (or the form of accents).
fn note_case_collisions(found: &mut Detected) {
    let mut known: BTreeMap<String, &RelPath> = BTreeMap::new();
    let mut notes = Vec::new();
    for outcome in &found.outcomes {
        let stays = match &outcome.outcome {
            Outcome::Base(_) | Outcome::MergeText { .. } => true,
            Outcome::Take(entry) => entry.is_some(),
            Outcome::Clash { kind, .. } => *kind != ClashKind::FileDirectory,
        };
        if !stays {
            continue;
        }
        if let Some(other) = known.insert(outcome.path.collision_key(), &outcome.path) {
            notes.push(
                Problem::warning("case-collision")
                    .with("path", &outcome.path)
                    .with("other", other)
                    .at(Place::file(outcome.path.as_str())),
            );
        }
    }
    found.notes.extend(notes);
}
