//! The manifest's own commands: what came of each. Owns how an end is judged; not running anything (`engine::commands`).

use serde::Serialize;

use super::{Family, Finding, Gate, Input, Outcome};
use crate::model::problem::Problem;

pub(super) const FAMILY: Family = Family { ids: &["command"], measure };

/// What came of a command.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct CommandResult {
    pub name: String,
    /// What was run, as a person would write it.
    pub line: String,
    /// Where, in the project.
    pub folder: String,
    pub end: End,
    pub seconds: f64,
    /// The last lines that it said.
    pub last_lines: Vec<String>,
}

/// How a command ended.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "how")]
pub enum End {
    /// By itself, with this code.
    Exit {
        /// 0 is well.
        code: i32,
    },
    /// Something killed it.
    Killed,
    /// It took longer than it may.
    TimedOut {
        /// That long.
        after_secs: u64,
    },
    /// A person stopped it.
    Cancelled,
    /// It could not be started.
    NotStarted {
        /// Why.
        why: String,
    },
}

fn measure(input: &Input) -> Vec<Gate> {
    let commands = &input.manifest.validation.commands;
    if commands.is_empty() {
        return vec![Gate::unmeasured("command", Problem::note("gate-command-none"))];
    }
    let gates = commands.iter().enumerate().map(|(place, command)| match input.commands.get(place) {
        Some(Ok(result)) => judged(result),
        Some(Err(why)) => Gate::unmeasured("command", why.clone()).about(command.name.as_str()),
        None => Gate::unmeasured("command", Problem::warning("gate-command-not-run")).about(command.name.as_str()),
    });
    gates.collect()
}

/// A command as a gate.
pub fn judged(result: &CommandResult) -> Gate {
    let seconds = format!("{:.1}", result.seconds);
    let said = match &result.end {
        End::Exit { code: 0 } => {
            return Gate::pass("command", Problem::note("gate-command-well").with("seconds", seconds))
                .about(result.name.as_str());
        }
        // What was stopped says nothing about the result.
        End::Cancelled => {
            return Gate::unmeasured("command", Problem::warning("gate-command-cancelled")).about(result.name.as_str());
        }
        End::Exit { code } => Problem::error("gate-command-failed").with("code", code),
        End::Killed => Problem::error("gate-command-killed"),
        End::TimedOut { after_secs } => Problem::error("gate-command-timed-out").with("secs", after_secs),
        End::NotStarted { why } => Problem::error("gate-command-not-started").with("why", why),
    };
    let last = |text: &String| Finding {
        path: None,
        line: 0,
        team: None,
        what: Problem::note("finding-output"),
        text: super::shortened(text),
        origin: None,
    };
    let findings = result.last_lines.iter().map(last).collect();
    let said = said.with("seconds", seconds);
    Gate { id: "command", subject: result.name.clone(), outcome: Outcome::Fail { count: 1, findings }, said, measured: None }
}
