//! `dectet signal`: a signal, or words of one's own, to teams of the run.

use std::time::Duration;

use clap::Args;
use serde_json::json;

use super::print::Printer;
use super::{Common, Outcome};
use crate::engine::project::Project;
use crate::engine::run::{Places, journal, socket, start};
use crate::model::problem::Problem;
use crate::model::run::{Message, Request, Signal as Word};
use crate::model::team::TeamId;
use crate::t;

/// A halt takes two seconds; keeping ten large trees before a step takes longer, but nothing as long as this.
pub(super) const PATIENCE: Duration = Duration::from_secs(180);

#[derive(Debug, Args)]
pub(super) struct Signal {
    /// begin, execute, integration, status, halt (or resume, after a halt); anything else is said as it is
    #[arg(required = true, num_args = 1.., value_name = "SIGNAL")]
    signal: Vec<String>,
    /// Only these teams
    #[arg(long, value_name = "T")]
    team: Vec<String>,
    #[command(flatten)]
    pub(super) common: Common,
}

impl Signal {
    pub(super) fn run(&self, printer: &Printer) -> Result<Outcome, Problem> {
        let project = self.common.project()?;
        let teams = teams(&self.team)?;
        let text = self.signal.join(" ");
        let request = match Word::from_spelling(&text) {
            Some(Word::EmergencyHalt) => Request::Halt { teams },
            Some(signal) => Request::Send { teams, message: Message::Signal(signal) },
            None if text.eq_ignore_ascii_case("resume") => Request::Resume { teams },
            None => Request::Send { teams, message: Message::Text(text.clone()) },
        };
        ask(&project, &request)?;
        let state = journal::state(&Places::of(&project))?;
        printer.json(&json!({ "sent": text, "survivors": state.survivors }));
        printer.line(&t!("cli-signal-sent", signal = text));
        if !state.survivors.is_empty() {
            let pids: Vec<String> = state.survivors.iter().map(u32::to_string).collect();
            printer.line(&t!("cli-survivors", pids = pids.join(", ")));
        }
        Ok(Outcome::with_problems_if(!state.survivors.is_empty()))
    }
}

/// Teams as they were named.
pub(super) fn teams(named: &[String]) -> Result<Vec<TeamId>, Problem> {
    let read = |name: &String| TeamId::from_spelling(name).ok_or_else(|| Problem::error("prompt-no-team").with("team", name));
    named.iter().map(read).collect()
}

/// Asks the host of a project's run; one is started where the run has none.
pub(super) fn ask(project: &Project, request: &Request) -> Result<(), Problem> {
    let places = Places::of(project);
    let line = match socket::connect(&places, false)? {
        Some(line) => line,
        None if journal::state(&places)?.is_running() || matches!(request, Request::StartRun { .. }) => {
            start::connect_or_start(project, false)?
        }
        None => return Err(Problem::error("run-no-run")),
    };
    socket::ask(line, request, PATIENCE)
}
