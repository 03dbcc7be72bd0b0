//! Making a team's tree ready for its agent: the tree itself, and the manifest's setup commands in it, once for each tree.
//! Owns their order, their time limit, and that none runs before the person has said that the commands are trusted.

use std::time::Duration;

use crate::engine::agents::environment::{self, Environment};
use crate::engine::bases::Bases;
use crate::engine::commands;
use crate::engine::project::Project;
use crate::engine::settings;
use crate::model::gates::commands::End;
use crate::model::manifest::Manifest;
use crate::model::problem::Problem;
use crate::model::run::line::What;
use crate::model::team::TeamId;

/// A command that has not ended after this long is ended.
pub const LIMIT: Duration = Duration::from_secs(15 * 60);

/// What is said on the way.
#[derive(Debug)]
pub enum Said {
    /// A line for the journal.
    Line(What),
    /// What a command prints, without secrets.
    Printed(Vec<String>),
}

/// Makes a team's tree ready. `limit` is each command's.
pub fn prepare(
    project: &Project,
    manifest: &Manifest,
    team: &TeamId,
    variables: &Environment,
    limit: Duration,
    say: &mut dyn FnMut(Said),
    is_cancelled: &dyn Fn() -> bool,
) -> Result<(), Problem> {
    let mut bases = Bases::new(project, manifest);
    let folder = bases.ensure_work_tree(team)?;
    let setup = &manifest.run.setup;
    let written: Vec<String> = setup.iter().map(commands::written).collect();
    let mark = blake3::hash(written.join("\0").as_bytes()).to_hex().to_string();
    if setup.is_empty() || bases.is_set_up(team, &mark)? {
        return Ok(());
    }
    if !settings::is_trusted(&project.root, manifest) {
        return Err(Problem::error("run-setup-untrusted").with("team", team));
    }
    let redactor = environment::redactor(variables);
    for (line, command) in setup.iter().zip(written) {
        if is_cancelled() {
            return Err(Problem::note("cancelled"));
        }
        let command = redactor.redact(&command);
        say(Said::Line(What::TreePreparing { team: team.clone(), command: command.clone() }));
        let mut printed = |lines: &[String]| say(Said::Printed(lines.iter().map(|line| redactor.redact(line)).collect()));
        let ended = commands::run_in(line, &folder, Some(variables), Some(limit), &mut printed, is_cancelled);
        let output: Vec<String> = ended.last_lines.iter().map(|line| redactor.redact(line)).collect();
        let last = output.iter().rev().find(|line| !line.trim().is_empty()).cloned().unwrap_or_default();
        let code = if let End::Exit { code } = ended.end { Some(code) } else { None };
        let took_ms = u64::try_from(ended.took.as_millis()).unwrap_or(u64::MAX);
        say(Said::Line(What::SetupEnded { team: team.clone(), command: command.clone(), code, took_ms, output }));
        let problem = |id| Problem::error(id).with("team", team).with("command", &command);
        match ended.end {
            End::Exit { code: 0 } => {}
            End::TimedOut { .. } => return Err(problem("run-setup-too-long").with("minutes", limit.as_secs().div_ceil(60))),
            End::Cancelled => return Err(Problem::note("cancelled")),
            End::NotStarted { why } => return Err(problem("run-setup-not-started").with("error", why)),
            _ => return Err(problem("run-setup-failed").with("error", last)),
        }
    }
    bases.note_set_up(team, &mark)
}
