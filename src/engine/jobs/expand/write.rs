//! The last step: the trees change. New folders that were filled beside a tree are put in their places; a new file in a
//! folder that is there, and one that is replaced, goes through a temporary file, so that each is whole at every moment;
//! and a file is replaced only if nobody touched it since it was looked at.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::compare::folder_of;
use super::plan::TeamPlan;
use super::source::{Done, Source};
use super::{Action, Before, Context};
use crate::engine::bases::Bases;
use crate::engine::generated::{Mark, OutputRecord};
use crate::engine::{disk, threads};
use crate::model::path::RelPath;
use crate::model::problem::Problem;

/// Changes the trees. After a cancel, what is beside the trees still is put in its place: all of it is whole. A problem
/// stops it between two files and is told among the team's problems.
pub(super) fn write(context: &Context<'_>, teams: &mut [TeamPlan]) -> Result<(), Problem> {
    adopt_trees(context, teams)?;
    for plan in teams.iter_mut() {
        if let Err(problem) = put_in_place(context, plan) {
            plan.problems.push(context.project.seen(problem));
        }
    }
    write_files(context, teams);
    if context.goes_on() {
        teams.iter_mut().for_each(|plan| remove_orphans(context, plan));
    }
    for plan in teams.iter_mut() {
        if let Err(problem) = plan.flush() {
            plan.problems.push(context.project.seen(problem));
        }
    }
    Ok(())
}

/// A tree that somebody put there gets its base before the first file is written into it.
fn adopt_trees(context: &Context<'_>, teams: &[TeamPlan]) -> Result<(), Problem> {
    let mut bases = Bases::new(context.project, context.manifest);
    for plan in teams {
        let writes = |action: &Action| matches!(action, Action::Create | Action::Replace(_) | Action::Merge(..));
        if plan.active().flat_map(|source| &source.outputs).any(|output| writes(&output.action)) {
            bases.ensure_tree(&plan.team).map_err(|problem| context.project.seen(problem))?;
        }
    }
    Ok(())
}

/// Puts new folders in their places, and makes the empty ones that mega-files ask for.
fn put_in_place(context: &Context<'_>, plan: &mut TeamPlan) -> Result<(), Problem> {
    let mut topmost: BTreeSet<&str> = BTreeSet::new();
    let staged = plan.active().flat_map(|source| &source.outputs);
    for output in staged.filter(|output| matches!(output.action, Action::Create) && output.done.is_some()) {
        let folder = folder_of(&output.path);
        let parts = folder.match_indices('/').map(|(at, _)| at).chain([folder.len()]);
        topmost.extend(parts.map(|end| &folder[..end]).find(|part| !part.is_empty() && !plan.present.contains(*part)));
    }
    let mut stayed: BTreeSet<RelPath> = BTreeSet::new();
    for folder in topmost {
        disk::move_into_place(&plan.staging.join(folder), &plan.folder.join(folder), &mut |path| {
            stayed.extend(path.strip_prefix(&plan.folder).ok().and_then(RelPath::from_disk));
        })?;
    }
    if context.goes_on() {
        for directory in plan.active().flat_map(|source| &source.directories) {
            disk::create_dirs(&disk::inside_folder(&plan.folder, directory)?)?;
        }
    }
    // Somebody was faster: those files are theirs.
    for output in plan.sources.iter_mut().flat_map(|source| &mut source.outputs).filter(|output| stayed.contains(&output.path)) {
        (output.action, output.done) = (Action::Keep, Some(Done::kept(None, &output.facts)));
    }
    Ok(())
}

/// What became of one output.
type Written = (usize, usize, usize, Done, Option<Action>);
/// What all threads wrote, and the teams in which one failed.
type Outcome = (Vec<Written>, Vec<(usize, Problem)>);

/// Writes what goes into folders that were there, on all cores.
fn write_files(context: &Context<'_>, teams: &mut [TeamPlan]) {
    let mut waiting = Vec::new();
    for (t, plan) in teams.iter().enumerate() {
        for (s, source) in plan.sources.iter().enumerate().filter(|(_, source)| plan.is_active(source)) {
            let writes = |index: &usize| {
                let output = &source.outputs[*index];
                output.done.is_none() && !matches!(output.action, Action::None)
            };
            waiting.extend((0..source.outputs.len()).filter(writes).map(|index| (t, s, index)));
        }
    }
    let recorded: Vec<_> = teams.iter().map(|plan| plan.record.by_path()).collect();
    let (next, written) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let all: Mutex<Outcome> = Mutex::default();
    let shared = &*teams;
    threads::together(threads::count().min(waiting.len()), |_| {
        let mut mine = Vec::new();
        let mut failed = None;
        while let Some(&(t, s, index)) = waiting.get(next.fetch_add(1, Ordering::Relaxed)).filter(|_| context.goes_on()) {
            let one = One { plan: &shared[t], source: &shared[t].sources[s], recorded: &recorded[t] };
            match one.write(index) {
                Ok((done, instead)) => mine.push((t, s, index, done, instead)),
                Err(problem) => {
                    context.stopped.store(true, Ordering::Relaxed);
                    failed = Some((t, context.project.seen(problem)));
                    break;
                }
            }
            context.progress.step(written.fetch_add(1, Ordering::Relaxed) as u64 + 1, waiting.len() as u64, "job-expand-write");
        }
        let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
        all.0.append(&mut mine);
        all.1.extend(failed);
    });
    let (written, problems) = all.into_inner().unwrap_or_else(PoisonError::into_inner);
    drop(recorded);
    for (t, s, index, done, instead) in written {
        let output = &mut teams[t].sources[s].outputs[index];
        output.done = Some(done);
        output.action = instead.unwrap_or(std::mem::take(&mut output.action));
    }
    for (t, problem) in problems {
        teams[t].problems.push(problem);
    }
}

/// Writing one output.
struct One<'a> {
    plan: &'a TeamPlan,
    source: &'a Source,
    recorded: &'a HashMap<&'a RelPath, &'a OutputRecord>,
}

impl One<'_> {
    /// What the record will say of it, and what was done instead of what was meant.
    fn write(&self, index: usize) -> Result<(Done, Option<Action>), Problem> {
        let output = &self.source.outputs[index];
        let path = self.plan.folder.join(&output.path);
        let text = self.source.render(&self.plan.team, index)?;
        let theirs = || Ok((Done::kept(self.recorded.get(&output.path).copied(), &output.facts), Some(Action::Keep)));
        let stat = match &output.action {
            Action::Replace(before) | Action::Merge(before, _) if has_changed(&path, before) => return theirs(),
            Action::Replace(_) => {
                disk::write_atomic(&path, text.as_bytes())?;
                disk::stat(&path)
            }
            Action::Merge(_, merged) => {
                disk::write_atomic(&path, merged)?;
                None
            }
            _ => match disk::write_new_whole(&path, text.as_bytes()) {
                // Somebody was faster.
                Err(problem) if problem.id == "disk-in-the-way" => return theirs(),
                stat => Some(stat?),
            },
        };
        let offset = self.plan.keep(text.as_bytes())?;
        Ok((Done::at(offset, stat.map(|stat| Mark::of(&stat))), None))
    }
}

fn has_changed(path: &Path, before: &Before) -> bool {
    disk::stat(path).is_none_or(|stat| Mark::of(&stat) != before.mark)
}

/// Removes what is to be pruned, and the folders that it leaves empty.
fn remove_orphans(context: &Context<'_>, plan: &mut TeamPlan) {
    for orphan in &mut plan.orphans {
        let Some(before) = &orphan.remove else { continue };
        if has_changed(&plan.folder.join(&orphan.record.path), before) {
            continue;
        }
        match disk::inside(&plan.folder, &orphan.record.path).and_then(|path| disk::remove_file(&path)) {
            Ok(removed) => {
                orphan.is_removed = removed;
                disk::remove_empty_dirs(&plan.folder, &orphan.record.path);
            }
            Err(problem) => plan.problems.push(context.project.seen(problem)),
        }
    }
}
