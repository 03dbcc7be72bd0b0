//! What stands between ten trees and one: looks at all sides at once, finds what merges by itself and what a person
//! has to decide. Writes nothing into the project. `jobs::integrate` builds the result on the same look.

mod again;
mod merged;

use std::collections::{BTreeMap, BTreeSet};

use crate::engine::event::Integration;
use crate::engine::gather::{Gathered, Walk};
use crate::engine::job::Progress;
use crate::engine::project::Project;
use crate::engine::result::{Present, ResultFile, ResultTree};
use crate::engine::structure::{self, Looked};
use crate::engine::{answers, exceptions, resolutions, threads, trees};
use crate::model::conflict::{self, Answer, Conflict, ConflictId, Contents, Detail, Detected, Overlaps, PathResult};
use crate::model::merge::lines::merge_lines;
use crate::model::merge::tree::{Entry, EntryKind, Outcome, PathOutcome};
use crate::model::merge::{is_binary, tree};
use crate::model::path::RelPath;
use crate::model::problem::Problem;
use crate::model::team::TeamId;

pub use again::Looker;

/// What a look found, with everything that a result is made of.
#[derive(Debug)]
pub struct Found {
    /// The sides.
    pub gathered: Gathered,
    /// What lies in `integrated/` now.
    pub present: Present,
    /// What a person has to decide.
    pub conflicts: Vec<Conflict>,
    /// What is worth knowing.
    pub notes: Vec<Problem>,
    /// How many paths merged by themselves.
    pub merged: usize,
    /// What exceptions answer that a person decided while the teams worked.
    pub excepted: BTreeMap<ConflictId, Answer>,
    outcomes: Vec<PathOutcome>,
    merged_texts: BTreeMap<RelPath, (EntryKind, Vec<u8>)>,
    by_hand: BTreeSet<RelPath>,
}

/// What answers make of a look.
#[derive(Debug, Default)]
pub struct Settled<'a> {
    /// The files of the result.
    pub result: ResultTree,
    /// Of files that a person changed by hand: what the teams' part alone is, so that their edits are known again.
    pub recorded: BTreeMap<RelPath, Option<ResultFile>>,
    /// How many conflicts were settled.
    pub resolved: usize,
    /// Conflicts that are open.
    pub open: Vec<&'a Conflict>,
    /// Changes that are kept out.
    pub kept_out: Vec<&'a Conflict>,
}

impl Found {
    /// Which teams meet where.
    pub fn overlaps(&self) -> Overlaps {
        let sides: Vec<TeamId> = self.gathered.sides.iter().map(|side| side.team.clone()).collect();
        let teams: Vec<TeamId> = sides.iter().filter(|team| !team.is_person()).cloned().collect();
        Overlaps::new(&teams, &sides, &self.outcomes, &self.conflicts)
    }
}

impl Contents for Gathered {
    fn of_side(&self, side: usize, path: &RelPath) -> Result<Option<Vec<u8>>, Problem> {
        self.read_side(side, path)
    }

    fn of_base(&self, side: usize, path: &RelPath) -> Result<Option<Vec<u8>>, Problem> {
        self.read_base(side, path)
    }
}

impl Found {
    /// These answers and those of exceptions, which stand below them.
    pub fn with_excepted(&self, answers: &BTreeMap<ConflictId, Answer>) -> BTreeMap<ConflictId, Answer> {
        self.excepted.clone().into_iter().chain(answers.clone()).collect()
    }
}

/// Looks for conflicts, with the answers that are remembered from before.
pub fn find(project: &Project, progress: &dyn Progress) -> Result<Integration, Problem> {
    let remembered = answers::load(project)?;
    let mut found = look(project, &remembered, progress)?;
    tell(project, &mut found, &remembered)
}

/// The same, and what no line shows.
pub fn find_all(project: &Project, progress: &dyn Progress) -> Result<Integration, Problem> {
    let remembered = answers::load(project)?;
    let mut found = look(project, &remembered, progress)?;
    let mut all = tell(project, &mut found, &remembered)?;
    all.add(look_at_structure(project, &found, progress)?.findings);
    Ok(all)
}

/// What is probably not as anybody meant it, though every file merged.
pub fn look_at_structure(project: &Project, found: &Found, progress: &dyn Progress) -> Result<Looked, Problem> {
    structure::look(project, &found.gathered, &found.outcomes, &found.merged_texts, progress)
}

/// Hands over what was found: conflicts and notes are gone from it.
fn tell(project: &Project, found: &mut Found, remembered: &BTreeMap<ConflictId, Answer>) -> Result<Integration, Problem> {
    let told = told(project, found, remembered)?;
    Ok(Integration { conflicts: std::mem::take(&mut found.conflicts), notes: std::mem::take(&mut found.notes), ..told })
}

/// What was found, as everybody hears it; without the conflicts and the notes themselves.
fn told(project: &Project, found: &Found, remembered: &BTreeMap<ConflictId, Answer>) -> Result<Integration, Problem> {
    let remembered = found.with_excepted(remembered);
    let files = count_files(project, found, &remembered)?;
    let mut sides: Vec<TeamId> =
        found.gathered.sides.iter().map(|side| side.team.clone()).filter(|team| !team.is_person()).collect();
    if !found.by_hand.is_empty() {
        sides.push(TeamId::you());
    }
    let overlaps = found.overlaps();
    let known: BTreeSet<_> = found.conflicts.iter().map(|conflict| &conflict.id).collect();
    let answers = remembered.into_iter().filter(|(id, _)| known.contains(id)).collect();
    let offers = resolutions::load(project)?.recall(&found.conflicts);
    let offers = offers.into_iter().map(|(conflict, answer)| (conflict.id.clone(), answer)).collect();
    Ok(Integration {
        sides,
        offers,
        conflicts: Vec::new(),
        answers,
        notes: Vec::new(),
        findings: Vec::new(),
        files,
        merged: found.merged,
        overlaps,
    })
}

/// Looks at all sides; `answers` decide what was let in over a boundary, and what stands against hand edits.
pub fn look(project: &Project, answers: &BTreeMap<ConflictId, Answer>, progress: &dyn Progress) -> Result<Found, Problem> {
    look_over(project, answers, &mut trees::walk, |progress| Present::read(project, progress), progress)
}

/// The same, with another's way of walking.
fn look_over(
    project: &Project,
    answers: &BTreeMap<ConflictId, Answer>,
    walk: &mut Walk<'_>,
    present: impl FnOnce(&dyn Progress) -> Result<Present, Problem>,
    progress: &dyn Progress,
) -> Result<Found, Problem> {
    let gathered = Gathered::over(project, walk, progress)?;
    let present = present(progress)?;
    let by_hand = present.edited_by_hand();
    let mut detected = conflict::detect(&gathered.sides, &gathered.ownership, answers, &gathered, &threads::divide)?;
    let excepted = exceptions::answers(&exceptions::load(project)?, &detected.conflicts, answers);
    if excepted.values().any(|answer| matches!(answer, Answer::LetIn { .. })) {
        // What is let in takes part in the merge.
        let all = answers.clone().into_iter().chain(excepted.clone()).collect();
        detected = conflict::detect(&gathered.sides, &gathered.ownership, &all, &gathered, &threads::divide)?;
    }
    let Detected { outcomes, merged, conflicts, notes } = detected;
    let (count, merged_texts) = (merged.len(), merged);
    let mut found = Found { gathered, present, conflicts, notes, merged: count, excepted, outcomes, merged_texts, by_hand };
    let answers = &found.with_excepted(answers);
    let doubts = merged::look(project, &found)?;
    found.notes.extend(doubts);
    if !found.by_hand.is_empty() {
        found.notes.push(Problem::note("you-edits").with("count", found.by_hand.len()));
        let against = settle_teams(&found, answers, false)?.result;
        let mut more = Vec::new();
        for path in &found.by_hand {
            if let HandEdit::Conflict(conflict) = join_hand_edit(project, &found, path, against.get(path))? {
                more.push(*conflict);
            }
        }
        found.conflicts.extend(more);
    }
    Ok(found)
}

/// The result that answers give, hand edits in `integrated/` included.
pub fn settle_all<'a>(
    project: &Project,
    found: &'a Found,
    answers: &BTreeMap<ConflictId, Answer>,
    markers: bool,
) -> Result<Settled<'a>, Problem> {
    let mut settled = settle_teams(found, answers, markers)?;
    for path in &found.by_hand {
        let teams = settled.result.get(path).cloned();
        let joined = match join_hand_edit(project, found, path, teams.as_ref())? {
            HandEdit::Stays(file) => {
                settled.recorded.insert(path.clone(), teams);
                file
            }
            HandEdit::Conflict(conflict) => {
                let Some(listed) = found.conflicts.iter().find(|known| known.id == conflict.id) else {
                    // The teams' part looks different with these answers; the person's words stay until the next look.
                    settled.recorded.insert(path.clone(), found.present.recorded(path)?);
                    continue_with(&mut settled.result, path, found.present.now(project, path)?);
                    continue;
                };
                let answer = answers.get(&listed.id);
                count(&mut settled, listed, answer);
                // What is open is asked again; what is settled stands until the teams' part changes.
                let known = if listed.is_settled_by(answer) { teams } else { found.present.recorded(path)? };
                settled.recorded.insert(path.clone(), known);
                match conflict::settle(listed, answer, markers) {
                    PathResult::Write(bytes) | PathResult::Marked(bytes) => Some(ResultFile { kind: EntryKind::File, bytes }),
                    PathResult::Take(0) => settled.result.get(path).cloned(),
                    PathResult::Delete => None,
                    PathResult::Base => found.present.recorded(path)?,
                    // Open, or the person's own version: what somebody wrote by hand is never replaced unasked.
                    PathResult::Take(_) | PathResult::Open => found.present.now(project, path)?,
                }
            }
        };
        continue_with(&mut settled.result, path, joined);
    }
    Ok(settled)
}

fn continue_with(result: &mut ResultTree, path: &RelPath, file: Option<ResultFile>) {
    match file {
        Some(file) => result.insert(path.clone(), file),
        None => result.remove(path),
    };
}

fn count<'a>(settled: &mut Settled<'a>, conflict: &'a Conflict, answer: Option<&Answer>) {
    let is_boundary = matches!(conflict.detail, Detail::Boundary { .. });
    if is_boundary && !matches!(answer, Some(Answer::LetIn { .. })) {
        settled.kept_out.push(conflict);
    }
    match conflict.is_settled_by(answer) {
        true => settled.resolved += 1,
        false => settled.open.push(conflict),
    }
}

/// The teams' part of the result.
fn settle_teams<'a>(found: &'a Found, answers: &BTreeMap<ConflictId, Answer>, markers: bool) -> Result<Settled<'a>, Problem> {
    let gathered = &found.gathered;
    let mut settled = Settled::default();
    for conflict in found.conflicts.iter().filter(|conflict| !conflict.teams.contains(&TeamId::you())) {
        count(&mut settled, conflict, answers.get(&conflict.id));
    }
    let by_path = by_path(&found.conflicts);
    let sources = sources(found, &by_path, answers, markers);
    let mut of_bases: BTreeMap<usize, Vec<&RelPath>> = BTreeMap::new();
    for source in sources.values() {
        if let Source::Base(path, entry) = source
            && let Some(side) = side_of_base(gathered, path, entry)
        {
            of_bases.entry(side).or_default().push(*path);
        }
    }
    of_bases.into_iter().for_each(|(side, paths)| gathered.read_base_ahead(side, paths.into_iter()));
    for (path, source) in sources {
        if let Some(file) = source.load(gathered)? {
            settled.result.insert(path.clone(), file);
        }
    }
    Ok(settled)
}

/// How many files the result has, without reading them.
fn count_files(project: &Project, found: &Found, answers: &BTreeMap<ConflictId, Answer>) -> Result<usize, Problem> {
    let by_path = by_path(&found.conflicts);
    let mut sources = sources(found, &by_path, answers, false);
    for path in &found.by_hand {
        let teams = match sources.get(path) {
            Some(source) => source.load(&found.gathered)?,
            None => None,
        };
        let stays = match join_hand_edit(project, found, path, teams.as_ref())? {
            HandEdit::Stays(file) => file.is_some(),
            HandEdit::Conflict(_) => found.present.now(project, path)?.is_some(),
        };
        if stays {
            sources.insert(path, Source::Written(EntryKind::File, Vec::new()));
        } else {
            sources.remove(path);
        }
    }
    Ok(sources.len())
}

/// The conflicts that decide what lies at a path.
fn by_path(conflicts: &[Conflict]) -> BTreeMap<&RelPath, &Conflict> {
    let decides =
        |conflict: &&Conflict| !conflict.teams.contains(&TeamId::you()) && !matches!(conflict.detail, Detail::Boundary { .. });
    conflicts.iter().filter(decides).map(|conflict| (&conflict.path, conflict)).collect()
}

/// Where a file of the result comes from.
enum Source<'a> {
    /// Base.
    Base(&'a RelPath, &'a Entry),
    /// A side, which has it at this path.
    Side(usize, &'a RelPath, &'a Entry),
    /// It was merged, or written by a person.
    Written(EntryKind, Vec<u8>),
    /// It was merged without a conflict.
    Merged(EntryKind, &'a [u8]),
}

impl Source<'_> {
    fn load(&self, gathered: &Gathered) -> Result<Option<ResultFile>, Problem> {
        match self {
            Self::Base(path, entry) => read_base(gathered, path, entry),
            Self::Side(side, path, entry) => read_side(gathered, *side, path, entry),
            Self::Written(kind, bytes) => Ok(Some(ResultFile { kind: *kind, bytes: bytes.clone() })),
            Self::Merged(kind, bytes) => Ok(Some(ResultFile { kind: *kind, bytes: bytes.to_vec() })),
        }
    }
}

/// Where each file of the teams' part of the result comes from.
fn sources<'a>(
    found: &'a Found,
    by_path: &BTreeMap<&RelPath, &'a Conflict>,
    answers: &BTreeMap<ConflictId, Answer>,
    markers: bool,
) -> BTreeMap<&'a RelPath, Source<'a>> {
    let mut sources = Vec::with_capacity(found.outcomes.len());
    // Below a path that is a file (or undecided), a folder's files have no place.
    let mut blocked: Vec<&RelPath> = Vec::new();
    for outcome in &found.outcomes {
        let path = &outcome.path;
        if blocked.iter().any(|file| path.strip_prefix(file.as_str()).is_some()) {
            continue;
        }
        let conflict = by_path.get(path).copied();
        let source = match &outcome.outcome {
            Outcome::Base(entry) => Some((path, Source::Base(path, entry))),
            Outcome::Take(None) => None,
            Outcome::Take(Some(entry)) => Some((path, Source::Side(outcome.changed_by[0], outcome.path_of(0), entry))),
            Outcome::MergeText { base, sides } => match found.merged_texts.get(path) {
                Some((kind, bytes)) => Some((path, Source::Merged(*kind, bytes))),
                None => settle_path(outcome, base.as_ref(), sides.iter().map(Some).collect(), conflict, answers, markers),
            },
            Outcome::Clash { kind, base, sides } => {
                let sides = sides.iter().map(Option::as_ref).collect();
                let source = settle_path(outcome, base.as_ref(), sides, conflict, answers, markers);
                let answer = conflict.and_then(|conflict| answers.get(&conflict.id));
                let undecided = !conflict.is_some_and(|conflict| conflict.is_settled_by(answer));
                if *kind == tree::ClashKind::FileDirectory && (undecided || source.is_some()) {
                    blocked.push(path);
                }
                source
            }
        };
        if let Some((path, source)) = source {
            sources.push((path, source));
        }
    }
    // Of equal paths the last one stays.
    sources.into_iter().collect()
}

/// What an answer makes of a path on which sides disagree, and where it lies then.
fn settle_path<'a>(
    outcome: &'a PathOutcome,
    base: Option<&'a Entry>,
    sides: Vec<Option<&'a Entry>>,
    conflict: Option<&Conflict>,
    answers: &BTreeMap<ConflictId, Answer>,
    markers: bool,
) -> Option<(&'a RelPath, Source<'a>)> {
    let path = &outcome.path;
    let of_base = || base.map(|entry| (path, Source::Base(outcome.base_path(), entry)));
    let Some(conflict) = conflict else { return of_base() };
    match conflict::settle(conflict, answers.get(&conflict.id), markers) {
        PathResult::Open | PathResult::Base => of_base(),
        PathResult::Delete => None,
        PathResult::Write(bytes) | PathResult::Marked(bytes) => {
            let kind = tree::merged_kind(base, &sides.into_iter().flatten().cloned().collect::<Vec<_>>());
            Some((path, Source::Written(kind, bytes)))
        }
        PathResult::Take(side) => {
            let entry = sides.get(side).copied().flatten()?;
            Some((outcome.place_of(side), Source::Side(outcome.changed_by[side], outcome.path_of(side), entry)))
        }
    }
}

fn read_side(gathered: &Gathered, side: usize, path: &RelPath, entry: &Entry) -> Result<Option<ResultFile>, Problem> {
    Ok(gathered.read_side(side, path)?.map(|bytes| ResultFile { kind: entry.kind, bytes }))
}

/// A side whose base has this.
fn side_of_base(gathered: &Gathered, path: &RelPath, entry: &Entry) -> Option<usize> {
    gathered.sides.iter().rposition(|side| side.base.get(path) == Some(entry))
}

/// Reads a file of base, from any side whose base has it.
fn read_base(gathered: &Gathered, path: &RelPath, entry: &Entry) -> Result<Option<ResultFile>, Problem> {
    match side_of_base(gathered, path, entry) {
        Some(side) => Ok(gathered.read_base(side, path)?.map(|bytes| ResultFile { kind: entry.kind, bytes })),
        None => Ok(None),
    }
}

/// What becomes of a file that a person changed in `integrated/`.
enum HandEdit {
    /// This (or no file) is the result.
    Stays(Option<ResultFile>),
    /// The teams changed the same lines meanwhile.
    Conflict(Box<Conflict>),
}

/// Joins a hand edit with what the teams' trees give now, over what was written there last.
fn join_hand_edit(project: &Project, found: &Found, path: &RelPath, teams: Option<&ResultFile>) -> Result<HandEdit, Problem> {
    let recorded = found.present.recorded(path)?;
    let now = found.present.now(project, path)?;
    if teams == recorded.as_ref() || teams == now.as_ref() {
        return Ok(HandEdit::Stays(now));
    }
    let writers = || -> Vec<TeamId> {
        let changed = found.outcomes.iter().find(|outcome| &outcome.path == path).map(|outcome| outcome.changed_by.as_slice());
        match changed {
            Some([side]) => vec![found.gathered.sides[*side].team.clone(), TeamId::you()],
            _ => vec![TeamId::integration(), TeamId::you()],
        }
    };
    let bytes = |file: Option<&ResultFile>| file.map(|file| file.bytes.clone()).unwrap_or_default();
    let (base, theirs, mine) = (bytes(recorded.as_ref()), bytes(teams), bytes(now.as_ref()));
    let is_text = [&base, &theirs, &mine].iter().all(|bytes| !is_binary(bytes));
    if let (Some(theirs_file), Some(_), true) = (teams, &now, is_text) {
        let merge = merge_lines(&base, &[&theirs, &mine]);
        return Ok(match merge.clean_text() {
            Some(bytes) => HandEdit::Stays(Some(ResultFile { kind: theirs_file.kind, bytes })),
            None => HandEdit::Conflict(Box::new(conflict::with_you_text(
                path,
                &writers(),
                recorded.is_some(),
                [&base, &theirs, &mine],
                merge,
            ))),
        });
    }
    let entry = |file: Option<&ResultFile>| {
        file.map(|file| Entry { hash: crate::engine::pack::hash(&file.bytes), kind: file.kind, size: file.bytes.len() as u64 })
    };
    let sides = vec![entry(teams), entry(now.as_ref())];
    Ok(HandEdit::Conflict(Box::new(conflict::with_you_version(
        path,
        &writers(),
        entry(recorded.as_ref()),
        sides,
        [recorded.as_ref(), teams, now.as_ref()].map(|file| file.map(|file| file.bytes.as_slice())),
    ))))
}
