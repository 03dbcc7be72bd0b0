//! Rendering, on all cores. What belongs into a folder that is not there yet goes straight into one that is filled beside
//! the tree; everything else becomes a hash (and stays a text, as long as there is room).

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::compare::folder_of;
use super::plan::TeamPlan;
use super::source::{Done, Source};
use super::{Action, Context};
use crate::engine::generated::{Mark, TextFacts};
use crate::engine::{disk, threads};
use crate::model::problem::Problem;

/// How much rendered text is kept for writing it, in all.
const KEPT_TEXT_BYTES: usize = 4 << 20;
/// How many outputs a thread takes at a time.
pub(super) const CHUNK: usize = 16;
/// In how many steps the work on one mega-file is told.
const STEPS: usize = 100;

/// How far all teams together are, and how much text is kept.
pub(super) struct Tally {
    mega_files: usize,
    done: AtomicUsize,
    kept_bytes: AtomicUsize,
}

impl Tally {
    pub(super) fn new(mega_files: usize) -> Self {
        Self { mega_files, done: AtomicUsize::new(0), kept_bytes: AtomicUsize::new(0) }
    }
}

/// What rendering one output gave.
struct Rendered {
    facts: TextFacts,
    text: Option<Box<str>>,
    /// It lies beside the tree.
    staged: Option<Done>,
}

/// What all threads rendered, and why the disk said no.
type Outcome = (Vec<(usize, usize, Result<Rendered, Problem>)>, Option<Problem>);

/// Renders what is not known from before, and what has no folder yet. A mistake in a template fails its mega-file; a disk
/// that says no stops everything.
pub(super) fn render(context: &Context<'_>, plan: &mut TeamPlan, tally: &Tally) {
    if let Err(problem) = make_folders(context, plan) {
        context.stopped.store(true, Ordering::Relaxed);
        plan.problems.push(context.project.seen(problem));
        return;
    }
    let shared = &*plan;
    let is_new = |source: &Source, index: usize| {
        !context.request.dry_run && !shared.present.contains(folder_of(&source.outputs[index].path))
    };
    let mut chunks = Vec::new();
    for (s, source) in shared.sources.iter().enumerate().filter(|(_, source)| shared.is_active(source)) {
        let count = source.outputs.len();
        let waits = |from: usize| (from..count.min(from + CHUNK)).any(|index| !source.is_recorded || is_new(source, index));
        chunks.extend((0..count).step_by(CHUNK).filter(|from| waits(*from)).map(|from| (s, from)));
    }
    // Neighbours belong to different mega-files, so mostly to different folders: two threads that make files in one wait
    // for each other.
    chunks.sort_by_key(|(s, from)| (*from, *s));
    let next = AtomicUsize::new(0);
    let all: Mutex<Outcome> = Mutex::default();
    threads::together(threads::count().min(chunks.len()), |_| {
        let mut mine = Vec::new();
        let mut failed = None;
        'work: while let Some(&(s, from)) = chunks.get(next.fetch_add(1, Ordering::Relaxed)) {
            let source = &shared.sources[s];
            let loaded = source.loaded(&shared.team);
            for index in from..source.outputs.len().min(from + CHUNK) {
                if !context.goes_on() {
                    break 'work;
                }
                let is_new = is_new(source, index);
                if source.is_recorded && !is_new {
                    continue;
                }
                let rendered = match loaded.render(index) {
                    Ok(text) if is_new => stage(shared, source, index, &text),
                    Ok(text) => Ok(Ok(keep(context, tally, text))),
                    Err(problem) => Ok(Err(problem)),
                };
                match rendered {
                    Ok(rendered) => mine.push((s, index, rendered)),
                    Err(problem) => {
                        context.stopped.store(true, Ordering::Relaxed);
                        failed = Some(problem);
                        break 'work;
                    }
                }
                let share = (index + 1) * STEPS / source.outputs.len().max(1);
                let before = tally.done.load(Ordering::Relaxed);
                context.progress.step((before + share) as u64, (tally.mega_files * STEPS) as u64, "job-expand-write");
            }
            if from + CHUNK >= source.outputs.len() {
                tally.done.fetch_add(STEPS, Ordering::Relaxed);
            }
        }
        let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
        all.0.append(&mut mine);
        all.1 = all.1.take().or(failed);
    });
    let (mut rendered, failed) = all.into_inner().unwrap_or_else(PoisonError::into_inner);
    plan.problems.extend(failed.map(|problem| context.project.seen(problem)));
    // Threads end in any order; problems are told in the file's.
    rendered.sort_unstable_by_key(|(s, index, _)| (*s, *index));
    for (s, index, result) in rendered {
        let source = &mut plan.sources[s];
        match result {
            Ok(Rendered { facts, text, staged }) => {
                let output = &mut source.outputs[index];
                (output.facts, output.text) = (facts, text);
                if staged.is_some() {
                    (output.action, output.done) = (Action::Create, staged);
                }
            }
            Err(problem) => source.fail(problem),
        }
    }
    unstage_failed(plan);
}

/// Makes every folder that is to be filled beside the tree.
fn make_folders(context: &Context<'_>, plan: &TeamPlan) -> Result<(), Problem> {
    if context.request.dry_run {
        return Ok(());
    }
    let outputs = plan.active().flat_map(|source| &source.outputs);
    let folders: BTreeSet<&str> =
        outputs.map(|output| folder_of(&output.path)).filter(|folder| !plan.present.contains(*folder)).collect();
    folders.into_iter().try_for_each(|folder| disk::create_dirs(&plan.staging.join(folder)))
}

fn stage(plan: &TeamPlan, source: &Source, index: usize, text: &str) -> Result<Result<Rendered, Problem>, Problem> {
    let offset = plan.keep(text.as_bytes())?;
    let stat = disk::write_new(&plan.staging.join(&source.outputs[index].path), text.as_bytes())?;
    let staged = Done::at(offset, Some(Mark::of(&stat)));
    Ok(Ok(Rendered { facts: TextFacts::of(text), text: None, staged: Some(staged) }))
}

fn keep(context: &Context<'_>, tally: &Tally, text: String) -> Rendered {
    let facts = TextFacts::of(&text);
    let has_room =
        !context.request.dry_run && tally.kept_bytes.fetch_add(text.len(), Ordering::Relaxed) + text.len() <= KEPT_TEXT_BYTES;
    Rendered { facts, text: has_room.then(|| text.into_boxed_str()), staged: None }
}

/// What a mega-file with a mistake put beside the tree goes away again.
pub(super) fn unstage_failed(plan: &mut TeamPlan) {
    for source in plan.sources.iter_mut().filter(|source| source.has_failed) {
        for output in &mut source.outputs {
            if output.done.take().is_none() || !matches!(std::mem::take(&mut output.action), Action::Create) {
                continue;
            }
            // The folder beside the tree goes at the end anyway; only what would be moved has to be gone now.
            let _ = disk::remove_file(&plan.staging.join(&output.path));
            disk::remove_empty_dirs(&plan.staging, &output.path);
        }
    }
}
