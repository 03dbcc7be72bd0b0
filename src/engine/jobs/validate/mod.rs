//! Validation: looks at what came out (`integrated/`, or the teams' trees while nothing was integrated), runs the
//! manifest's commands, measures the gates, and keeps the numbers. Owns gathering the facts; what they mean is
//! `model::gates`, and what a person reads of it is a face's.

mod collect;
mod origins;
mod past;

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde::Serialize;

pub(crate) use collect::{is_settings, mega_files};
pub use past::{Decided, PastIntegration, Remembered, remembered};

use crate::engine::job::Progress;
use crate::engine::project::Project;
use crate::engine::{commands, disk, journal, settings, threads};
use crate::model::gates::commands::CommandResult;
use crate::model::gates::history::{self, Change, Measure};
use crate::model::gates::rounds::{self, Round};
use crate::model::gates::{self, Gate, Input, TeamResult, Tree, coverage};
use crate::model::manifest::ValidationCommand;
use crate::model::path::RelPath;
use crate::model::problem::Problem;
use crate::model::story::Story;

/// What becomes of the manifest's commands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Commands {
    /// They are not run.
    Skip,
    /// They are run in their order.
    #[default]
    InOrder,
    /// They are run side by side.
    SideBySide,
}

/// What a validation found.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Validation {
    /// When: seconds since 1970.
    pub at: i64,
    /// The project's name.
    pub project: String,
    /// Which tree was looked at.
    pub tree: Tree,
    /// Files in it.
    pub files: usize,
    /// Lines of its text files; those that a package manager writes do not count.
    pub lines: usize,
    /// Of these, lines that are neither blank nor comment alone.
    pub code: usize,
    /// Everything that was measured.
    pub gates: Vec<Gate>,
    /// Team by team.
    pub teams: Vec<TeamResult>,
    /// Round by round.
    pub rounds: Vec<Round>,
    /// What came of the manifest's commands.
    pub commands: Vec<CommandResult>,
    /// The last integration.
    pub integration: Option<PastIntegration>,
    /// The last run of the teams.
    pub story: Option<Story>,
    /// What is other now than the last time.
    pub changes: Vec<Change>,
    /// The numbers of all validations, oldest first; this one is the last.
    pub history: Vec<Measure>,
    /// Whether commands are still to come.
    pub is_under_way: bool,
    /// Seconds that it took.
    pub seconds: f64,
}

impl Validation {
    /// How many gates pass, fail, and were not measured.
    pub fn counts(&self) -> (usize, usize, usize) {
        let failed = self.gates.iter().filter(|gate| gate.is_failed()).count();
        let passed = self.gates.iter().filter(|gate| gate.outcome == gates::Outcome::Pass).count();
        (passed, failed, self.gates.len() - failed - passed)
    }

    /// Whether all that was asked is as it was asked.
    pub fn is_well(&self) -> bool {
        !self.gates.iter().any(|gate| gate.is_failed() || gate.is_missing())
    }
}

/// What is heard while a validation goes on.
#[derive(Clone, Debug)]
pub enum Heard {
    /// Everything but the commands was measured.
    Measured(Box<Validation>),
    /// A command (its place in the manifest) began.
    Began(usize),
    /// It said these lines.
    Said(usize, Vec<String>),
    /// It ended.
    Ended(usize, CommandResult),
}

/// Validates. `heard` may be called from several threads.
pub fn validate(
    project: &Project,
    how: Commands,
    heard: &(dyn Fn(Heard) + Sync),
    progress: &dyn Progress,
) -> Result<Validation, Problem> {
    let started = Instant::now();
    let collected = collect::collect(project, progress)?;
    let collect::Collected { mut input, texts } = collected;
    let integration = past::integration(project, input.tree)?;
    input.integration = integration.as_ref().map(PastIntegration::left);
    let story = past::story(project)?;
    let history = past::history(project)?;
    let made = |input: &Input, is_under_way: bool, commands: Vec<CommandResult>| -> Validation {
        let mut gates = gates::measure(input);
        origins::find(project, input, &texts, &mut gates, progress);
        let at = journal::now().as_second();
        let now = history::measure(at, input, &gates);
        Validation {
            at,
            project: input.manifest.project.name.clone(),
            tree: input.tree,
            files: input.paths.len(),
            lines: input.files.iter().map(|file| file.lines.all).sum(),
            code: input.files.iter().map(|file| file.lines.code()).sum(),
            teams: gates::teams(input, &gates),
            rounds: rounds::rounds(input),
            changes: history.last().map(|before| history::changes(before, &now)).unwrap_or_default(),
            history: history.iter().cloned().chain([now]).collect(),
            gates,
            commands,
            integration: integration.clone(),
            story: story.clone(),
            is_under_way,
            seconds: journal::seconds(started.elapsed()),
        }
    };
    // Before the commands, so that whoever waits for them has something to read.
    let list = input.manifest.validation.commands.clone();
    let may_run = how != Commands::Skip && settings::is_trusted(&project.root, &input.manifest);
    if may_run && !list.is_empty() {
        input.coverage = read_coverage(project, &input);
        input.commands = list.iter().map(|_| Err(Problem::note("gate-command-under-way"))).collect();
        heard(Heard::Measured(Box::new(made(&input, true, Vec::new()))));
        input.commands = run_all(project, &input, &list, how == Commands::SideBySide, heard, progress);
    } else {
        let why = if how == Commands::Skip {
            Problem::note("gate-command-skipped")
        } else {
            Problem::warning("gate-command-not-trusted")
        };
        input.commands = list.iter().map(|_| Err(why.clone())).collect();
    }
    // After them: one of them may have written it.
    input.coverage = read_coverage(project, &input);
    let commands = input.commands.iter().filter_map(|result| result.as_ref().ok().cloned()).collect();
    let validation = made(&input, false, commands);
    past::remember(project, validation.history.last())?;
    let (passed, failed, unmeasured) = validation.counts();
    let noted = serde_json::json!({ "passed": passed, "failed": failed, "not_measured": unmeasured });
    journal::note(project, "validated", noted)?;
    Ok(validation)
}

fn read_coverage(project: &Project, input: &Input) -> Option<Result<coverage::Coverage, Problem>> {
    let named = input.manifest.validation.coverage_report.as_deref()?;
    let path = match RelPath::new(named) {
        Ok(path) => path,
        Err(fault) => return Some(Err(Problem::warning(fault.id()).with("path", named))),
    };
    // Tests run in the result, or where the person's own tools run.
    let places = [project.integrated_folder().join(&path), project.root.join(&path)];
    let text = places.iter().find_map(|place| disk::read_text(place).ok());
    let missing = || Problem::warning("gate-coverage-no-report").with("path", named);
    Some(text.ok_or_else(missing).and_then(|text| coverage::read(&text).map_err(|problem| problem.with("path", named))))
}

type Results = Vec<Result<CommandResult, Problem>>;

fn run_all(
    project: &Project,
    input: &Input,
    list: &[ValidationCommand],
    side_by_side: bool,
    heard: &(dyn Fn(Heard) + Sync),
    progress: &dyn Progress,
) -> Results {
    let next = AtomicUsize::new(0);
    let results: Vec<Mutex<Option<Result<CommandResult, Problem>>>> = list.iter().map(|_| Mutex::new(None)).collect();
    let done = AtomicUsize::new(0);
    threads::together(if side_by_side { list.len() } else { 1 }, |_| {
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            let Some(command) = list.get(place) else { return };
            progress.step(done.load(Ordering::Relaxed) as u64, list.len() as u64, "job-validate-commands");
            let result = if progress.is_cancelled() {
                Err(Problem::warning("gate-command-cancelled"))
            } else {
                run_one(project, input, command, place, heard, progress)
            };
            done.fetch_add(1, Ordering::Relaxed);
            if let Ok(mut slot) = results[place].lock() {
                *slot = Some(result);
            }
        }
    });
    let unknown = || Err(Problem::warning("gate-command-not-run"));
    results.into_iter().map(|slot| slot.into_inner().ok().flatten().unwrap_or_else(unknown)).collect()
}

fn run_one(
    project: &Project,
    input: &Input,
    command: &ValidationCommand,
    place: usize,
    heard: &(dyn Fn(Heard) + Sync),
    progress: &dyn Progress,
) -> Result<CommandResult, Problem> {
    let named = command.folder.as_deref().map(str::trim).filter(|folder| !folder.is_empty() && *folder != "." && *folder != "./");
    let folder = match named.map(RelPath::new) {
        None => project.root.clone(),
        Some(Ok(path)) => project.root.join(path),
        // A command that leads out of the project is not run there, nor anywhere else.
        Some(Err(fault)) => return Err(Problem::warning(fault.id()).with("path", named.unwrap_or_default())),
    };
    if !disk::is_folder(&folder) {
        let id = if folder == project.integrated_folder() && input.tree == Tree::Teams {
            "gate-command-no-result"
        } else {
            "gate-command-no-folder"
        };
        return Err(Problem::warning(id).with("folder", named.unwrap_or(".")));
    }
    heard(Heard::Began(place));
    let limit = command.timeout_secs.map(Duration::from_secs);
    let ended = commands::run(&command.run, &folder, limit, &mut |lines| heard(Heard::Said(place, lines.to_vec())), &|| {
        progress.is_cancelled()
    });
    let result = CommandResult {
        name: command.name.clone(),
        line: commands::written(&command.run),
        folder: named.unwrap_or(".").to_owned(),
        end: ended.end,
        seconds: journal::seconds(ended.took),
        last_lines: ended.last_lines,
    };
    heard(Heard::Ended(place, result.clone()));
    Ok(result)
}

/// Writes a report that a face has worded: `reports/<time>/report.html` and `report.json`. Where.
pub fn write_report(project: &Project, html: &str, json: &str) -> Result<RelPath, Problem> {
    let time = journal::now().strftime("%Y-%m-%dT%H-%M-%SZ").to_string();
    let below = |name: &str| {
        let path = format!("reports/{time}/{name}");
        RelPath::new(&path).map_err(|fault| Problem::error(fault.id()).with("path", &path))
    };
    let (page, data) = (below("report.html")?, below("report.json")?);
    for (path, text) in [(&data, json), (&page, html)] {
        disk::write_inside(&project.root, path, text.as_bytes()).map_err(|problem| project.seen(problem))?;
    }
    Ok(page)
}

/// Whether the person has to be asked before the manifest's commands run.
pub fn needs_trust(project: &Project) -> Result<bool, Problem> {
    let manifest = crate::engine::gather::manifest_of(project)?;
    Ok(!manifest.validation.commands.is_empty() && !settings::is_trusted(&project.root, &manifest))
}

#[cfg(all(test, unix))]
mod tests;
