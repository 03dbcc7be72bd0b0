//! The second step: what lies on disk, and so what is to be done with each file. Nothing is written in a tree.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

use super::plan::TeamPlan;
use super::source::{Done, Output, Source};
use super::stage::CHUNK;
use super::{Action, Before, Context, in_project};
use crate::engine::bases::Bases;
use crate::engine::disk::{self, Kind};
use crate::engine::generated::{Mark, OutputRecord, Pending, Stored, TextHash};
use crate::engine::threads;
use crate::model::mega::regenerate::{Decision, decide};
use crate::model::merge::tree::Tree;
use crate::model::path::RelPath;
use crate::model::problem::Problem;

/// A file that was generated and whose template is gone.
#[derive(Debug)]
pub(super) struct Orphan {
    pub(super) record: OutputRecord,
    /// What it holds, when it is to be removed.
    pub(super) remove: Option<Before>,
    pub(super) is_removed: bool,
}

/// Decides what is to be done with each file of a team that is not beside the tree yet. `killed` is what a run that was
/// killed was about to write.
pub(super) fn compare(context: &Context<'_>, plan: &mut TeamPlan, killed: &Pending) {
    let decided = decide_all(context, plan, killed);
    for (s, index, result) in decided {
        match result {
            Ok((action, done)) => {
                let output = &mut plan.sources[s].outputs[index];
                (output.action, output.done) = (action, done);
            }
            Err(problem) => plan.sources[s].fail(context.project.seen(problem)),
        }
    }
    find_orphans(context, plan, killed);
}

/// The folders that outputs lie in and that are there. What stands in the way of one (a file, a link) is a problem of
/// the mega-files that need it.
pub(super) fn look_at_folders(context: &Context<'_>, plan: &mut TeamPlan) {
    let mut faults: HashMap<String, Problem> = HashMap::new();
    let mut seen: HashSet<String> = HashSet::new();
    let mut present = HashSet::new();
    if !disk::is_folder(&plan.folder) {
        return;
    }
    present.insert(String::new());
    for output in plan.active().flat_map(|source| &source.outputs) {
        let folder = folder_of(&output.path);
        // From the top down, so that nothing below a link is ever looked at.
        for end in folder.match_indices('/').map(|(at, _)| at).chain([folder.len()]) {
            let part = &folder[..end];
            if part.is_empty() || !seen.insert(part.to_owned()) {
                continue;
            }
            let above = part.rsplit_once('/').map_or("", |(above, _)| above);
            if !present.contains(above) {
                continue;
            }
            let path = plan.folder.join(part);
            match disk::stat(&path).map(|stat| stat.kind) {
                None => {}
                Some(Kind::Folder) => {
                    present.insert(part.to_owned());
                }
                Some(kind) => {
                    faults.insert(
                        part.to_owned(),
                        disk::fault(if kind == Kind::Link { "disk-link" } else { "disk-not-a-folder" }, &path),
                    );
                }
            }
        }
    }
    if !faults.is_empty() {
        let is_below =
            |path: &RelPath, folder: &str| path.as_str().strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        for source in &mut plan.sources {
            for (folder, problem) in &faults {
                let mut paths = source.outputs.iter().map(|output| &output.path).chain(&source.directories);
                if paths.any(|path| is_below(path, folder)) {
                    source.fail(context.project.seen(problem.clone()));
                }
            }
        }
    }
    plan.present = present;
}

/// The folder of a path, as text; empty for the top.
pub(super) fn folder_of(path: &RelPath) -> &str {
    path.as_str().rsplit_once('/').map_or("", |(folder, _)| folder)
}

type Verdict = Result<(Action, Option<Done>), Problem>;
type Decided = (usize, usize, Verdict);

fn decide_all(context: &Context<'_>, plan: &TeamPlan, killed: &Pending) -> Vec<Decided> {
    let recorded = plan.record.by_path();
    let one = One { context, plan, killed, recorded: &recorded, began_with: OnceLock::new() };
    let mut chunks = Vec::new();
    for (s, source) in plan.sources.iter().enumerate().filter(|(_, source)| plan.is_active(source)) {
        let waits = |from: usize| source.outputs[from..].iter().take(CHUNK).any(|output| output.done.is_none());
        chunks.extend((0..source.outputs.len()).step_by(CHUNK).filter(|from| waits(*from)).map(|from| (s, from)));
    }
    let next = AtomicUsize::new(0);
    let all: Mutex<Vec<Decided>> = Mutex::new(Vec::new());
    threads::together(threads::count().min(chunks.len()), |_| {
        let mut mine = Vec::new();
        while let Some(&(s, from)) = chunks.get(next.fetch_add(1, Ordering::Relaxed)) {
            let source = &plan.sources[s];
            if !context.goes_on() {
                break;
            }
            let waiting = (from..source.outputs.len().min(from + CHUNK)).filter(|index| source.outputs[*index].done.is_none());
            mine.extend(waiting.map(|index| (s, index, one.decide(source, index))));
        }
        all.lock().unwrap_or_else(std::sync::PoisonError::into_inner).append(&mut mine);
    });
    let mut all = all.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    all.sort_unstable_by_key(|(s, index, _)| (*s, *index));
    all
}

/// Deciding about one output.
struct One<'a> {
    context: &'a Context<'a>,
    plan: &'a TeamPlan,
    killed: &'a Pending,
    recorded: &'a HashMap<&'a RelPath, &'a OutputRecord>,
    /// What the team's tree began with; only asked for when a file is there that was never generated.
    began_with: OnceLock<Arc<Tree>>,
}

impl One<'_> {
    fn decide(&self, source: &Source, index: usize) -> Verdict {
        let output = &source.outputs[index];
        let path = self.plan.folder.join(&output.path);
        let stat = if self.plan.present.contains(folder_of(&output.path)) { disk::stat(&path) } else { None };
        let Some(stat) = stat else { return Ok((Action::Create, None)) };
        match stat.kind {
            Kind::File | Kind::Executable => {}
            Kind::Folder => return Err(disk::fault("disk-is-a-folder", &path)),
            Kind::Link => return Err(disk::fault("disk-link", &path)),
            Kind::Other => return Err(disk::fault("disk-in-the-way", &path)),
        }
        let known = self.recorded.get(&output.path).copied();
        if let Some(known) = known
            && known.text.hash == output.facts.hash
            && self.plan.record.is_untouched(known, &stat)
        {
            return Ok((Action::Same, Some(known.into())));
        }
        let bytes = disk::read_bytes(&path)?;
        let on_disk = TextHash::of(&bytes);
        let base = known.and_then(OutputRecord::base);
        if on_disk == output.facts.hash {
            return self.settled(Action::Same, base, output, &bytes, Some(Mark::of(&stat)));
        }
        let before = |bytes| Box::new(Before { bytes, mark: Mark::of(&stat), is_executable: stat.kind == Kind::Executable });
        if base.is_some_and(|base| base.hash == on_disk) || self.was_killed_writing(&output.path, on_disk) {
            return Ok((Action::Replace(before(bytes)), None));
        }
        let Some(old) = base.and_then(|base| self.plan.store.read(self.plan.record.pack, &base)) else {
            // Nobody edited a file that is still what the tree began with.
            if self.began_with(&output.path, on_disk) {
                return Ok((Action::Replace(before(bytes)), None));
            }
            return Ok((Action::Keep, Some(Done::kept(known, &output.facts))));
        };
        let new = source.render(&self.plan.team, index)?;
        match decide(Some(&old), Some(&bytes), new.as_bytes()) {
            Decision::Create => Ok((Action::Create, None)),
            Decision::Same => self.settled(Action::Same, base, output, &bytes, Some(Mark::of(&stat))),
            Decision::Replace => Ok((Action::Replace(before(bytes)), None)),
            // The edits hold all that is new: nothing to write, but from now on they are based on the new text.
            Decision::Merge(merged) if merged == bytes => self.settled(Action::Joined, base, output, new.as_bytes(), None),
            Decision::Merge(merged) => Ok((Action::Merge(before(bytes), merged.into_boxed_slice()), None)),
            Decision::KeepEdited => Ok((Action::Keep, Some(Done::kept(known, &output.facts)))),
        }
    }

    /// Nothing is to be written, but the record learns the text, unless it has it.
    fn settled(&self, action: Action, base: Option<Stored>, output: &Output, text: &[u8], mark: Option<Mark>) -> Verdict {
        if self.context.request.dry_run {
            return Ok((action, Some(Done::default())));
        }
        let offset = match base.filter(|base| base.hash == output.facts.hash) {
            Some(base) => base.offset,
            None => self.plan.keep(text)?,
        };
        Ok((action, Some(Done::at(offset, mark))))
    }

    /// Whether the file holds what the team's tree began with.
    fn began_with(&self, path: &RelPath, on_disk: TextHash) -> bool {
        let tree = self.began_with.get_or_init(|| {
            // Where the base cannot be read, every file counts as edited: nothing is replaced.
            Bases::new(self.context.project, self.context.manifest).of(&self.plan.team).map(|base| base.tree).unwrap_or_default()
        });
        tree.get(path).is_some_and(|entry| entry.hash == on_disk.to_string())
    }

    /// Whether the file holds what a run that was killed wrote there.
    fn was_killed_writing(&self, path: &RelPath, on_disk: TextHash) -> bool {
        if self.killed.is_empty() {
            return false;
        }
        let path = in_project(self.context.project, &self.plan.folder, path);
        path.and_then(|path| self.killed.get(&path)).is_some_and(|written| *written == on_disk)
    }
}

/// Files that were generated and whose template is gone, as far as this request is about them.
fn find_orphans(context: &Context<'_>, plan: &mut TeamPlan, killed: &Pending) {
    if plan.is_blocked {
        return;
    }
    // What a mega-file with an error made is not orphaned: it will be mended.
    let outputs = plan
        .sources
        .iter()
        .filter(|source| !source.has_failed)
        .flat_map(|source| source.outputs.iter().map(|output| &output.path));
    let unfinished = |source: &&Source| source.has_failed || !source.is_asked;
    let waiting = (plan.sources.iter().filter(unfinished))
        .filter_map(|source| plan.record.sources.get(source.path.as_str()))
        .flat_map(|source| source.outputs.iter().map(|output| &output.path));
    let alive: HashSet<&RelPath> = outputs.chain(waiting).collect();
    let is_asked = |path: &str| match plan.sources.iter().find(|source| source.path.as_str() == path) {
        Some(source) => source.is_asked && !source.has_failed,
        None => context.request.files.is_empty(),
    };
    let candidates = (plan.record.sources.iter().filter(|(path, _)| is_asked(path)))
        .flat_map(|(_, source)| &source.outputs)
        .chain(&plan.record.orphans)
        .filter(|output| !alive.contains(&output.path));
    let mut found: Vec<Orphan> = Vec::new();
    for output in candidates {
        let path = plan.folder.join(&output.path);
        let Some(stat) = disk::stat(&path) else { continue };
        if found.iter().any(|orphan| orphan.record.path == output.path) {
            continue;
        }
        let mut remove = None;
        if context.request.prune
            && matches!(stat.kind, Kind::File | Kind::Executable)
            && let Ok(bytes) = disk::read_bytes(&path)
        {
            let on_disk = TextHash::of(&bytes);
            let in_project = in_project(context.project, &plan.folder, &output.path);
            let is_ours = output.base().is_some_and(|base| base.hash == on_disk)
                || in_project.and_then(|path| killed.get(&path)).is_some_and(|written| *written == on_disk);
            if is_ours {
                remove = Some(Before { bytes, mark: Mark::of(&stat), is_executable: stat.kind == Kind::Executable });
            }
        }
        found.push(Orphan { record: output.clone(), remove, is_removed: false });
    }
    found.sort_by(|a, b| a.record.path.cmp(&b.record.path));
    plan.orphans = found;
}
