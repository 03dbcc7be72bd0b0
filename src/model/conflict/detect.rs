//! From sides to what a person has to decide: boundaries first (what may not be written takes no part in the merge),
//! then whole trees, then the texts that several sides share. Pure: contents are asked of whoever holds them.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::boundary::{self, Crossing};
use super::subject::Subject;
use super::{
    Answer, Conflict, ConflictId, Detail, KINDS, add_add, binary, broken, case_collision, dependency_versions,
    duplicate_definitions, duplicate_keys, file_directory, leftover_markers, lockfile, migration_numbers, modes, modify_delete,
    rename, several_writers, types, unclaimed,
};
use crate::model::cores::{self, Cores};
use crate::model::merge::is_binary;
use crate::model::merge::lines::merge_lines;
use crate::model::merge::renames::{self, merge_following};
use crate::model::merge::tree::{
    Additions, Change, ClashKind, Entry, EntryKind, Outcome, PathOutcome, Side, content_hash, merged_kind,
};
use crate::model::ownership::{Ownership, PathClass};
use crate::model::path::RelPath;
use crate::model::problem::{Place, Problem};
use crate::model::team::TeamId;

/// Who holds the files' contents; asked from several threads at once.
pub trait Contents: Sync {
    /// What a side (its place in the list) has at a path; `None` where the file is gone.
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
/// How much all cards show together: ten thousand of them must not fill the memory.
const ALL_PREVIEWS_BYTES: usize = 48 * 1024 * 1024;

pub(super) fn preview(bytes: &[u8]) -> Option<String> {
    let cut = &bytes[..bytes.len().min(PREVIEW_BYTES)];
    (!is_binary(bytes)).then(|| String::from_utf8_lossy(cut).into_owned())
}

/// How many paths are looked at before what their cards show is counted together.
const BATCH: usize = 256;

/// Looks at all sides. `answers` matter for one thing only: a change that a person let in takes part in the merge.
/// The order of the sides changes nothing but the places in `outcomes`: the teams of a conflict stand in an order of
/// their own, so that an answer means the same whatever order the sides come in next time.
pub fn detect(
    sides: &[Side],
    ownership: &Ownership,
    answers: &BTreeMap<ConflictId, Answer>,
    contents: &dyn Contents,
    cores: &Cores<'_>,
) -> Result<Detected, Problem> {
    let mut changed = cores::map(cores, sides.len(), |side| sides[side].changes().collect::<Vec<_>>());
    let mut look = Look::new(sides, ownership, contents, &[]);
    let kept_out = look.boundaries(&changed, answers, cores)?;
    let Look { found, previews_left, .. } = look;
    let mut allowed: Vec<Side> = Vec::new();
    if !kept_out.is_empty() {
        allowed = sides.to_vec();
        for (side, changes) in changed.iter_mut().enumerate() {
            let is_kept_out = |path: &RelPath| kept_out.binary_search_by(|(of, known)| (of, known).cmp(&(&side, path))).is_ok();
            changes.retain(|change| !is_kept_out(change.path));
        }
    }
    for (side, path) in kept_out {
        let side = &mut allowed[side];
        match side.base.get(&path).cloned() {
            Some(entry) => side.tree.insert(path, entry),
            None => side.tree.remove(&path),
        };
    }
    let sides = if allowed.is_empty() { sides } else { &allowed };
    let read = |wanted: renames::Wanted<'_>| match wanted.of_base {
        true => contents.of_base(wanted.side, wanted.path),
        false => contents.of_side(wanted.side, wanted.path),
    };
    let renames = renames::find(sides, &changed, &read, cores)?;
    let outcomes = merge_following(sides, &changed, &renames);
    let additions = no_additions(sides);
    let mut look = Look { found, previews_left, ..Look::new(sides, ownership, contents, &additions) };
    look.found.notes.extend(rename::notes(&outcomes));
    look.found.notes.extend(case_collision::warnings(&outcomes));
    look.found.notes.extend(migration_numbers::warnings(sides, &outcomes));
    let shared: Vec<&PathOutcome> = outcomes.iter().filter(|outcome| outcome.outcome.is_open()).collect();
    for batch in shared.chunks(BATCH) {
        let at = |place: usize| {
            let mut one = Look { previews_left: look.previews_left, ..Look::new(sides, ownership, contents, &additions) };
            one.path(batch[place]).map(|()| one.found)
        };
        for one in cores::map(cores, batch.len(), at) {
            look.take(one?);
        }
    }
    let merged = &look.found.merged;
    let versions = dependency_versions::warnings(sides, &outcomes, merged, contents)?;
    look.found.notes.extend(versions);
    let mut found = look.found;
    found.outcomes = outcomes;
    let rank = |conflict: &Conflict| KINDS.iter().position(|kind| kind.id == conflict.kind);
    found.conflicts.sort_by(|a, b| (rank(a), &a.path, &a.teams).cmp(&(rank(b), &b.path, &b.teams)));
    Ok(found)
}

/// Looks at one path alone, as `detect` does at all of them.
pub fn detect_at(
    sides: &[Side],
    ownership: &Ownership,
    outcome: &PathOutcome,
    contents: &dyn Contents,
) -> Result<Detected, Problem> {
    let additions = no_additions(sides);
    let mut look = Look::new(sides, ownership, contents, &additions);
    look.path(outcome)?;
    Ok(look.found)
}

/// What each side added, worked out when somebody asks.
fn no_additions<'a>(sides: &[Side]) -> Vec<OnceLock<Additions<'a>>> {
    sides.iter().map(|_| OnceLock::new()).collect()
}

/// What may be wrong with a text that merged by itself: `parts` reads what it was made of, where that is needed at all.
pub fn look_at_merged(
    path: &RelPath,
    merged: &[u8],
    parts: impl FnOnce() -> Result<Vec<Vec<u8>>, Problem>,
) -> Result<Vec<Problem>, Problem> {
    let is_sound = broken::warning(path, &[], merged).is_none()
        && duplicate_keys::warnings(path, &[], merged).is_empty()
        && duplicate_definitions::warnings(path, &[], merged).is_empty();
    if is_sound {
        return Ok(Vec::new());
    }
    let parts = parts()?;
    let parts: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
    let doubled = duplicate_keys::warnings(path, &parts, merged);
    if !doubled.is_empty() {
        return Ok(doubled);
    }
    let twice = duplicate_definitions::warnings(path, &parts, merged);
    Ok(broken::warning(path, &parts, merged).into_iter().chain(twice).collect())
}

/// What is worth knowing of a file of the result, however it came to be: `before` is what base has there.
pub fn look_at_result(path: &RelPath, before: Option<&[u8]>, text: &[u8]) -> Vec<Problem> {
    leftover_markers::warning(path, before.unwrap_or_default(), text).into_iter().collect()
}

/// An entry whose content is known by now.
fn read(entry: &Entry, bytes: Option<&[u8]>) -> Entry {
    match bytes {
        Some(bytes) if !entry.is_read() => Entry { hash: content_hash(bytes), ..entry.clone() },
        _ => entry.clone(),
    }
}

struct Look<'a> {
    sides: &'a [Side],
    ownership: &'a Ownership,
    contents: &'a dyn Contents,
    additions: &'a [OnceLock<Additions<'a>>],
    previews_left: usize,
    found: Detected,
}

impl<'a> Look<'a> {
    fn new(
        sides: &'a [Side],
        ownership: &'a Ownership,
        contents: &'a dyn Contents,
        additions: &'a [OnceLock<Additions<'a>>],
    ) -> Self {
        Self { sides, ownership, contents, additions, previews_left: ALL_PREVIEWS_BYTES, found: Detected::default() }
    }

    /// Takes in what was found at one path, as far as there is room for what it shows.
    fn take(&mut self, mut one: Detected) {
        for conflict in &mut one.conflicts {
            let Detail::Version { previews, .. } = &mut conflict.detail else { continue };
            for preview in previews {
                if self.previews_left == 0 {
                    *preview = None;
                }
                self.previews_left = self.previews_left.saturating_sub(preview.as_ref().map_or(0, String::len));
            }
        }
        self.found.conflicts.append(&mut one.conflicts);
        self.found.notes.append(&mut one.notes);
        self.found.merged.append(&mut one.merged);
    }

    /// Finds changes that their teams may not make, and notes those on paths that are nobody's. Returns what is kept out, in
    /// the order of sides and paths.
    fn boundaries(
        &mut self,
        changed: &[Vec<Change<'_>>],
        answers: &BTreeMap<ConflictId, Answer>,
        cores: &Cores<'_>,
    ) -> Result<Vec<(usize, RelPath)>, Problem> {
        let (sides, ownership) = (self.sides, self.ownership);
        let strange = cores::map(cores, sides.len(), |place| {
            let team = &sides[place].team;
            let changes = changed[place].iter().filter(|_| !team.is_person());
            let classified = changes.map(|change| (change, ownership.classify(team, change.path)));
            classified.filter(|(_, class)| *class != PathClass::Own).collect::<Vec<_>>()
        });
        let mut kept_out = Vec::new();
        for (place, strange) in strange.iter().enumerate() {
            let team = &sides[place].team;
            let mut nobodys: Vec<&RelPath> = Vec::new();
            for (change, class) in strange {
                let crossing = Crossing { team, path: change.path, class, entry: change.now };
                if *class == PathClass::Unclaimed {
                    nobodys.push(change.path);
                }
                if !crossing.is_one() {
                    continue;
                }
                let text = match change.now {
                    Some(entry) if self.previews_left > 0 || !entry.is_read() => self.contents.of_side(place, change.path)?,
                    _ => None,
                };
                let preview = self.preview(text.as_deref());
                // A name that lasts: of what it holds, not of how it lies on disk.
                let now = change.now.map(|entry| read(entry, text.as_deref()));
                let crossing = Crossing { entry: now.as_ref(), ..crossing };
                if !boundary::lets_in(answers.get(&crossing.id())) {
                    kept_out.push((place, change.path.clone()));
                }
                self.found.conflicts.push(crossing.conflict(preview));
            }
            // Where no team has paths of its own, nobody's is not worth a word.
            if ownership.has_write_paths() {
                self.found.notes.extend(unclaimed::note(team, &nobodys));
            }
        }
        Ok(kept_out)
    }

    fn preview(&mut self, text: Option<&[u8]>) -> Option<String> {
        let preview = text.filter(|_| self.previews_left > 0).and_then(preview)?;
        self.previews_left = self.previews_left.saturating_sub(preview.len());
        Some(preview)
    }

    fn path(&mut self, outcome: &PathOutcome) -> Result<(), Problem> {
        match &outcome.outcome {
            Outcome::Base(_) | Outcome::Take(_) => Ok(()),
            Outcome::MergeText { base, sides } => self.text(outcome, base.as_ref(), sides),
            Outcome::Clash { kind, base, sides } => self.clash(outcome, *kind, base.as_ref(), sides),
        }
    }

    fn moved_to(&self, side: usize, path: &RelPath) -> Option<&'a RelPath> {
        let of = &self.sides[side];
        self.additions[side].get_or_init(|| Additions::of(of)).moved_to(of, path)
    }

    fn subject<'s>(&self, outcome: &'s PathOutcome, base: Option<&'s Entry>) -> Subject<'s> {
        let teams: Vec<TeamId> = outcome.changed_by.iter().map(|side| self.sides[*side].team.clone()).collect();
        Subject { path: &outcome.path, teams, owner: self.ownership.owner(&outcome.path).cloned(), base }
    }

    /// What base has, from any side whose base it is.
    fn of_base(&self, path: &RelPath, base: Option<&Entry>) -> Result<Option<Vec<u8>>, Problem> {
        let Some(entry) = base else { return Ok(None) };
        let side = self.sides.iter().position(|side| side.base.get(path) == Some(entry));
        side.map_or(Ok(None), |side| self.contents.of_base(side, path))
    }

    fn clash(
        &mut self,
        outcome: &PathOutcome,
        kind: ClashKind,
        base: Option<&Entry>,
        sides: &[Option<Entry>],
    ) -> Result<(), Problem> {
        let path = &outcome.path;
        let mut previews = Vec::with_capacity(sides.len() + 1);
        let mut sides = sides.to_vec();
        if self.previews_left > 0 || sides.iter().flatten().any(|entry| !entry.is_read()) {
            let text = self.of_base(outcome.base_path(), base)?;
            previews.push(self.preview(text.as_deref()));
            for (place, (side, entry)) in outcome.changed_by.iter().zip(&mut sides).enumerate() {
                let Some(entry) = entry else {
                    previews.push(None);
                    continue;
                };
                let text = self.contents.of_side(*side, outcome.path_of(place))?;
                *entry = read(entry, text.as_deref());
                previews.push(self.preview(text.as_deref()));
            }
        }
        previews.resize(sides.len() + 1, None);
        let subject = self.subject(outcome, base);
        self.found.conflicts.push(match kind {
            ClashKind::ModifyDelete => {
                let mut deleters = outcome.changed_by.iter().zip(&sides).filter(|(_, entry)| entry.is_none());
                let moved = deleters.find_map(|(side, _)| self.moved_to(*side, path));
                modify_delete::of(subject, sides, previews, moved)
            }
            ClashKind::FileDirectory => file_directory::of(subject, sides, previews),
            ClashKind::DistinctModes => modes::of(subject, sides, previews),
            ClashKind::DistinctTypes => types::of(subject, sides, previews),
            ClashKind::RenameDelete => rename::of_delete(subject, sides, previews, outcome),
            ClashKind::RenameRename => rename::of_rename(subject, sides, previews, outcome),
        });
        Ok(())
    }

    fn text(&mut self, outcome: &PathOutcome, base: Option<&Entry>, entries: &[Entry]) -> Result<(), Problem> {
        let path = &outcome.path;
        let mut texts = Vec::with_capacity(entries.len());
        for (place, side) in outcome.changed_by.iter().enumerate() {
            let Some(text) = self.contents.of_side(*side, outcome.path_of(place))? else {
                return self.vanished(path, &self.sides[*side].team);
            };
            texts.push(text);
        }
        let base_text = match base {
            None => Vec::new(),
            Some(_) => match self.of_base(outcome.base_path(), base)? {
                Some(text) => text,
                None => return self.vanished(path, &TeamId::project()),
            },
        };
        let all_text = !texts.iter().chain([&base_text]).any(|text| is_binary(text));
        if !all_text || lockfile::is(path) {
            let mut previews = vec![self.preview(base.and(Some(base_text.as_slice())))];
            previews.extend(texts.iter().map(|text| self.preview(Some(text))));
            let sides = entries.iter().cloned().map(Some).collect();
            let subject = self.subject(outcome, base);
            let make = if all_text { lockfile::of } else { binary::of };
            self.found.conflicts.push(make(subject, sides, previews));
            return Ok(());
        }
        let parts: Vec<&[u8]> = texts.iter().map(Vec::as_slice).collect();
        let merge = merge_lines(&base_text, &parts);
        let Some(text) = merge.clean_text() else {
            self.found.notes.extend(parts.iter().find_map(|text| leftover_markers::warning(path, &base_text, text)));
            let make = if base.is_some() { several_writers::of } else { add_add::of };
            self.found.conflicts.push(make(self.subject(outcome, base), entries, merge));
            return Ok(());
        };
        self.found.notes.extend(leftover_markers::warning(path, &base_text, &text));
        self.found.merged.insert(path.clone(), (merged_kind(base, entries), text));
        Ok(())
    }

    /// A file went away between being listed and being read. The path stays as base has it; nothing is decided without
    /// its contents.
    fn vanished(&mut self, path: &RelPath, team: &TeamId) -> Result<(), Problem> {
        let problem = Problem::warning("merge-file-vanished").with("path", path).with("team", team);
        self.found.notes.push(problem.at(Place::file(path.as_str())));
        Ok(())
    }
}
