//! The terminal: verbs on the same jobs as the window. Owns the command line, exit codes and what is printed; results go
//! to stdout, progress and problems to stderr. Not: doing anything itself.

mod bring;
mod conflicts;
mod doctor;
mod expand;
mod guard;
mod host;
mod integrate;
mod man;
mod merge_files;
mod monitor;
mod new;
mod print;
mod progress;
mod prompts;
mod report;
mod resolve;
mod run;
mod signal;
mod validate;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, CommandFactory, Parser, Subcommand};

use crate::engine::project::Project;
use crate::engine::settings::Settings;
use crate::engine::threads;
use crate::model::problem::Problem;
use crate::words::{self, Language};
use print::Printer;

/// The definition of all verbs, as documents and completions need it.
pub fn definition() -> clap::Command {
    Arguments::command()
}

/// Conduct ten LLM teams that build one large software project
///
/// Without arguments, or with a project's folder or manifest, dectet opens its window. The verbs do the same work in
/// the terminal.
#[derive(Debug, Parser)]
#[command(name = "dectet", version = env!("DECTET_VERSION"), args_conflicts_with_subcommands = true, max_term_width = 110)]
#[command(after_help = "Exit codes: 0 complete; 1 finished, with problems or open conflicts that it lists; 2 could not run.")]
struct Arguments {
    /// The project's folder or manifest to open in the window
    path: Option<PathBuf>,
    #[command(subcommand)]
    verb: Option<Verb>,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Create a project in a new folder
    New(new::New),
    /// Write each team's prompt to prompts/
    Prompts(prompts::Prompts),
    /// Expand mega-files into their teams' trees
    Expand(expand::Expand),
    /// List what stands between the teams' trees and one result, without writing anything
    Conflicts(conflicts::Conflicts),
    /// Merge all teams' trees into integrated/
    Integrate(integrate::Integrate),
    /// Bring the last result into the branch that is checked out, or into the project's folder
    Bring(bring::Bring),
    /// Merge any number of changed versions of a file
    MergeFiles(merge_files::MergeFiles),
    /// Decide what conflict markers in files stand around
    Resolve(resolve::Resolve),
    /// Check whether what came out is what was asked: gates, commands, coverage, targets
    Validate(validate::Validate),
    /// Say where a team stands: what the team's agent calls while it works
    Report(report::Report),
    /// Run a project's teams from the terminal, phase by phase
    Run(run::Run),
    /// Show the run's teams in the terminal
    Monitor(monitor::Monitor),
    /// Send a signal to teams of the run: begin, execute, integration, status, halt
    Signal(signal::Signal),
    /// Own a run's agents (started by itself, for each project with a run)
    #[command(hide = true)]
    Host(host::Host),
    /// Answer an agent's hook: may the team write there
    #[command(hide = true)]
    Guard(guard::Guard),
    /// Say what dectet sees of this machine and project
    Doctor(doctor::Doctor),
    /// Print a page of the manual, as packages hold them
    #[command(hide = true)]
    Man(man::Man),
    /// Print the completions for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

/// What every verb takes.
#[derive(Clone, Debug, Default, Args)]
struct Common {
    /// The project's folder [default: DECTET_WORKSPACE, else the folder at or above this one that holds a manifest]
    #[arg(long, value_name = "PATH")]
    workspace: Option<PathBuf>,
    /// Print the result as JSON
    #[arg(long)]
    json: bool,
    /// Print nothing but problems
    #[arg(long, short)]
    quiet: bool,
}

impl Common {
    fn project(&self) -> Result<Project, Problem> {
        Project::find(self.workspace.as_deref(), &here()?)
    }

    /// As [`Common::project`]; a named folder without a manifest is one of loose team outputs.
    fn project_or_outputs(&self) -> Result<Project, Problem> {
        Project::find_or_outputs(self.workspace.as_deref(), &here()?)
    }
}

fn here() -> Result<PathBuf, Problem> {
    std::env::current_dir().map_err(|error| crate::engine::disk::problem(&error, Path::new(".")))
}

/// How a verb ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// All is done.
    Complete,
    /// It is done, but there is something that a person should look at.
    WithProblems,
}

impl Outcome {
    fn with_problems_if(there_are: bool) -> Self {
        if there_are { Self::WithProblems } else { Self::Complete }
    }
}

/// Could not run.
const REFUSED: u8 = 2;

/// Reads the command line and does what it says.
pub fn run() -> ExitCode {
    set_language();
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        // Help and version are printed here too; clap knows which stream.
        Err(error) => {
            let _ = error.print();
            // git takes 2 for "two conflicts".
            let is_merge = std::env::args_os().nth(1).is_some_and(|verb| verb == "merge-files");
            return ExitCode::from(match (error.exit_code(), is_merge) {
                (0, _) => 0,
                (_, true) => merge_files::COULD_NOT_MERGE,
                (_, false) => REFUSED,
            });
        }
    };
    let Some(verb) = arguments.verb else { return window(arguments.path) };
    match verb {
        Verb::New(verb) => finish(&verb.common.clone(), |printer| verb.run(printer)),
        Verb::Prompts(verb) => finish(&verb.common.clone(), |printer| verb.run(printer)),
        Verb::Expand(verb) => finish(&verb.common.clone(), |printer| verb.run(printer)),
        Verb::Conflicts(verb) => finish(&verb.common.clone(), |printer| verb.run(printer)),
        Verb::Integrate(verb) => finish(&verb.common.clone(), |printer| verb.run(printer)),
        Verb::Bring(verb) => finish(&verb.common.clone(), |printer| verb.run(printer)),
        Verb::MergeFiles(verb) => verb.run(),
        Verb::Resolve(verb) => finish(&verb.common.clone(), |printer| verb.run(printer)),
        Verb::Validate(verb) => finish(&verb.common.clone(), |printer| verb.run(printer)),
        Verb::Report(verb) => finish(&verb.common.clone(), |printer| verb.run(printer)),
        Verb::Run(verb) => finish(&verb.common.clone(), |printer| verb.run(printer)),
        Verb::Monitor(verb) => finish(&verb.common.clone(), |printer| verb.run(printer)),
        Verb::Signal(verb) => finish(&verb.common.clone(), |printer| verb.run(printer)),
        Verb::Guard(verb) => finish(&verb.common.clone(), |printer| verb.run(printer)),
        Verb::Host(verb) => finish(&verb.common.clone(), |_| verb.run()),
        Verb::Doctor(verb) => finish(&verb.common.clone(), |printer| verb.run(printer)),
        Verb::Man(verb) => finish(&Common::default(), |printer| verb.run(printer)),
        Verb::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut definition(), "dectet", &mut script);
            Printer::new(&Common::default()).raw(&script);
            ExitCode::SUCCESS
        }
    }
}

fn finish(common: &Common, work: impl FnOnce(&Printer) -> Result<Outcome, Problem>) -> ExitCode {
    let printer = Printer::new(common);
    match threads::guarded(|| work(&printer)) {
        Ok(Outcome::Complete) => ExitCode::SUCCESS,
        Ok(Outcome::WithProblems) => ExitCode::from(1),
        Err(problem) => {
            printer.refused(&problem);
            ExitCode::from(REFUSED)
        }
    }
}

#[cfg(feature = "gui")]
fn window(path: Option<PathBuf>) -> ExitCode {
    match crate::gui::run(path) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            Printer::new(&Common::default()).refused(&problem);
            ExitCode::from(REFUSED)
        }
    }
}

#[cfg(not(feature = "gui"))]
fn window(_path: Option<PathBuf>) -> ExitCode {
    Printer::new(&Common::default()).refused(&Problem::error("cli-no-window"));
    ExitCode::from(REFUSED)
}

/// The language that the person chose in the window, else the system's.
fn set_language() {
    let chosen = Settings::load().language;
    let language = chosen.and_then(|code| Language::ALL.into_iter().find(|language| language.code() == code));
    words::set_language(language.unwrap_or_else(Language::of_system));
}

/// A file that a person named, as it is called in the project.
fn in_project(project: &Project, named: &OsString) -> Result<crate::model::path::RelPath, Problem> {
    use crate::engine::disk;
    use crate::model::path::RelPath;
    let path = Path::new(named);
    // From here, as a shell completes it; else from the project's folder.
    let found = disk::canonical(path).or_else(|_| disk::canonical(&project.root.join(path)));
    let shown = disk::show(path);
    let relative = found.ok().and_then(|found| RelPath::from_disk(found.strip_prefix(&project.root).ok()?));
    relative.or_else(|| RelPath::new(&shown).ok()).ok_or_else(|| Problem::error("cli-not-in-project").with("path", shown))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        definition().debug_assert();
    }
}
