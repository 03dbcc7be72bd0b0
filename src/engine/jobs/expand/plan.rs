//! The first step: what would be written, and every problem. What the last expansion recorded is taken from there: the
//! same mega-file gives the same bytes.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::source::{Output, Source};
use super::{Context, Wanted, compare, stage};
use crate::engine::bases::Bases;
use crate::engine::disk::{self, Appender};
use crate::engine::generated::{self, PROGRAM, Pending, SourceRecord, Store, TeamRecord, TextFacts};
use crate::engine::threads;
use crate::model::mega::expand::check_outputs;
use crate::model::path::RelPath;
use crate::model::problem::{Problem, Severity};
use crate::model::team::TeamId;

/// Mega-files that stay compiled until they are written; beyond it memory is worth more than the time to do it again.
const KEPT_LOADED: usize = 12;

/// One team of an expansion.
#[derive(Debug)]
pub(super) struct TeamPlan {
    pub(super) team: TeamId,
    /// Its tree.
    pub(super) folder: PathBuf,
    /// Where its new folders are filled.
    pub(super) staging: PathBuf,
    pub(super) store: Store,
    /// What the last expansion recorded.
    pub(super) record: TeamRecord,
    pack: Mutex<Option<Appender>>,
    pub(super) sources: Vec<Source>,
    /// Folders that outputs lie in and that are there; the tree itself is the empty name.
    pub(super) present: HashSet<String>,
    /// What is wrong with the outputs together.
    pub(super) problems: Vec<Problem>,
    /// Nothing of it may be written.
    pub(super) is_blocked: bool,
    pub(super) orphans: Vec<compare::Orphan>,
}

impl TeamPlan {
    /// Whether this mega-file's outputs are to be written.
    pub(super) fn is_active(&self, source: &Source) -> bool {
        !self.is_blocked && source.is_asked && !source.has_failed
    }

    /// The mega-files whose outputs are to be written.
    pub(super) fn active(&self) -> impl Iterator<Item = &Source> + Clone {
        self.sources.iter().filter(|source| self.is_active(source))
    }

    /// Adds a text to the pack; where it begins there.
    pub(super) fn keep(&self, text: &[u8]) -> Result<u64, Problem> {
        let mut pack = self.pack.lock().unwrap_or_else(PoisonError::into_inner);
        match &mut *pack {
            Some(appender) => appender.add(text),
            none => none.insert(self.store.appender(self.record.pack)?).add(text),
        }
    }

    /// Hands all kept texts to the system.
    pub(super) fn flush(&self) -> Result<(), Problem> {
        let mut pack = self.pack.lock().unwrap_or_else(PoisonError::into_inner);
        // Done with for now: its buffer is worth something to the next team.
        pack.take().map_or(Ok(()), |mut appender| appender.flush())
    }
}

/// Plans all teams. `killed` is what a run that was killed was about to write.
pub(super) fn plan(context: &Context<'_>, wanted: &Wanted, killed: &Pending) -> Result<Vec<TeamPlan>, Problem> {
    let mut teams: Vec<TeamPlan> = Vec::new();
    let mut bases = Bases::new(context.project, context.manifest);
    let tally = stage::Tally::new(wanted.teams.iter().map(|(_, files)| files.len()).sum());
    let mut loaded = 0;
    for (team, files) in &wanted.teams {
        if !context.goes_on() {
            break;
        }
        let mut plan = read_team(context, team, files)?;
        load(context, &mut plan);
        check(context, &mut plan);
        begin_tree(context, &mut bases, &plan)?;
        compare::look_at_folders(context, &mut plan);
        stage::render(context, &mut plan, &tally);
        if context.goes_on() {
            compare::compare(context, &mut plan, killed);
            stage::unstage_failed(&mut plan);
        }
        plan.flush().map_err(|problem| context.project.seen(problem))?;
        for source in &mut plan.sources {
            let is_needed = !source.has_failed && source.is_asked && !source.is_complete() && loaded < KEPT_LOADED;
            loaded += usize::from(is_needed);
            if !is_needed {
                source.unload();
            }
        }
        teams.push(plan);
    }
    Ok(teams)
}

fn read_team(context: &Context<'_>, team: &TeamId, files: &[(RelPath, bool)]) -> Result<TeamPlan, Problem> {
    let store = Store::new(context.project, team);
    let record = store.load().map_err(|problem| context.project.seen(problem))?;
    let mut sources = Vec::new();
    for (path, is_asked) in files {
        let mut source = Source::new(path.clone(), *is_asked);
        match disk::read_text(&context.project.root.join(path)) {
            Ok(text) => {
                source.set_text(text);
                if let Some(known) = record.sources.get(path.as_str())
                    && known.hash == source.hash
                    && record.program == PROGRAM
                {
                    recall(&mut source, known);
                }
            }
            Err(problem) => source.fail(context.project.seen(problem)),
        }
        sources.push(source);
    }
    Ok(TeamPlan {
        team: team.clone(),
        folder: context.project.team_folder(team),
        staging: context.staging.join(team.as_str()),
        store,
        record,
        pack: Mutex::default(),
        sources,
        present: HashSet::new(),
        problems: Vec::new(),
        is_blocked: false,
        orphans: Vec::new(),
    })
}

/// What the last expansion knew of the same text.
fn recall(source: &mut Source, known: &SourceRecord) {
    source.is_recorded = true;
    source.mega_files = known.mega_files;
    source.outputs = known.outputs.iter().map(|output| Output::new(output.path.clone(), output.text)).collect();
    source.directories.clone_from(&known.directories);
    source.problems = known.problems.iter().map(generated::StoredProblem::restore).collect();
}

/// Whether nothing changed that paths are checked against, and nothing that is checked.
fn is_settled(context: &Context<'_>, plan: &TeamPlan) -> bool {
    plan.record.rules == context.rules
        && plan.sources.len() == plan.record.sources.len()
        && plan.sources.iter().all(|source| source.is_recorded)
}

/// Compiles the mega-files of a team that is not settled, on all cores.
fn load(context: &Context<'_>, plan: &mut TeamPlan) {
    if is_settled(context, plan) {
        return;
    }
    let waiting: Vec<&Source> = plan.sources.iter().filter(|source| !source.has_failed).collect();
    let next = AtomicUsize::new(0);
    threads::together(threads::count().min(waiting.len()), |_| {
        while let Some(source) = waiting.get(next.fetch_add(1, Ordering::Relaxed)).filter(|_| context.goes_on()) {
            source.loaded(&plan.team);
        }
    });
    for source in plan.sources.iter_mut().filter(|source| !source.is_recorded) {
        let Some(loaded) = source.if_loaded() else { continue };
        source.mega_files = loaded.prepared.len();
        source.outputs = loaded.outputs().map(|output| Output::new(output.path.clone(), TextFacts::default())).collect();
        source.directories = loaded.prepared.iter().flat_map(|prepared| prepared.directories()).cloned().collect();
        source.has_failed = loaded.has_errors();
        source.problems.clone_from(&loaded.problems);
    }
}

/// Checks a team's outputs against each other and against the manifest.
fn check(context: &Context<'_>, plan: &mut TeamPlan) {
    if is_settled(context, plan) {
        plan.problems = plan.record.problems.iter().map(generated::StoredProblem::restore).collect();
        return;
    }
    let sound = plan.sources.iter().filter(|source| !source.has_failed);
    let loaded: Vec<_> = sound.filter_map(Source::if_loaded).collect();
    let prepared: Vec<_> = loaded.iter().flat_map(|loaded| &loaded.prepared).collect();
    plan.problems = check_outputs(&plan.team, &prepared, &context.ownership);
    plan.is_blocked = plan.problems.iter().any(|problem| problem.severity == Severity::Error);
}

/// Sees to it that a team that gets files has a tree: with what the project has, where it did not begin yet.
fn begin_tree(context: &Context<'_>, bases: &mut Bases<'_>, plan: &TeamPlan) -> Result<(), Problem> {
    let gets_files = plan.active().any(|source| !source.outputs.is_empty());
    if context.request.dry_run || !gets_files || disk::is_folder(&plan.folder) {
        return Ok(());
    }
    let begun = bases.ensure_tree(&plan.team).and_then(|_| disk::create_dirs(&plan.folder));
    begun.map_err(|problem| context.project.seen(problem))
}
