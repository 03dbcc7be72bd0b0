//! `dectet report`: what a team's agent says of itself while it works.

use std::path::Path;
use std::time::Duration;

use clap::{Args, ValueEnum};
use serde_json::json;

use super::print::Printer;
use super::{Common, Outcome, here};
use crate::engine::jobs;
use crate::engine::jobs::report::Said;
use crate::engine::project::Project;
use crate::engine::run::{Places, socket};
use crate::model::problem::Problem;
use crate::model::run::Request;
use crate::model::team::TeamId;
use crate::t;

/// An agent does not wait longer than this for a host that hangs.
const PATIENCE: Duration = Duration::from_secs(5);

#[derive(Debug, Args)]
pub(super) struct Report {
    /// The team [default: DECTET_TEAM, else the team in whose tree this is called]
    #[arg(long)]
    team: Option<String>,
    /// How much is done, in percent
    #[arg(long, value_parser = clap::value_parser!(u8).range(0..=100))]
    progress: Option<u8>,
    /// Where the team stands [default: as before; working at first]
    #[arg(long)]
    status: Option<State>,
    /// What it does now, or what it is blocked by
    #[arg(required = true, num_args = 1.., value_name = "TEXT")]
    text: Vec<String>,
    #[command(flatten)]
    pub(super) common: Common,
}

/// Where a team can stand.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum State {
    Idle,
    Working,
    Blocked,
    Ready,
    Complete,
    Error,
}

impl State {
    fn name(self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Working => "working",
            Self::Blocked => "blocked",
            Self::Ready => "ready",
            Self::Complete => "complete",
            Self::Error => "error",
        }
    }
}

impl Report {
    pub(super) fn run(&self, printer: &Printer) -> Result<Outcome, Problem> {
        let project = self.common.project()?;
        let team = self.team(&project, &here()?)?;
        let text = self.text.join(" ");
        let said = Said { progress: self.progress, status: self.status.map(State::name), text };
        let status = jobs::report::report(&project, &team, &said)?;
        // The run's host knows at once; without one the file is enough.
        let places = Places::of(&project);
        if let Ok(Some(line)) = socket::connect(&places, false) {
            let (percent, status, text) = (self.progress, status.status.clone(), status.current_action.clone());
            let _ = socket::ask(line, &Request::Reported { team: team.clone(), status, percent, text }, PATIENCE);
        }
        printer.json(&json!(status));
        printer.line(&t!("cli-reported", team = team.as_str(), status = status.status.as_str()));
        Ok(Outcome::Complete)
    }

    fn team(&self, project: &Project, here: &Path) -> Result<TeamId, Problem> {
        let variable = std::env::var("DECTET_TEAM").ok().filter(|name| !name.is_empty());
        if let Some(name) = self.team.clone().or(variable) {
            return TeamId::from_spelling(&name).ok_or_else(|| Problem::error("prompt-no-team").with("team", name));
        }
        let inside = here.strip_prefix(project.root.join("teams")).ok().and_then(|inside| inside.components().next());
        let folder = inside.map(|part| part.as_os_str().to_string_lossy().into_owned());
        folder.and_then(|name| TeamId::from_spelling(&name)).ok_or_else(|| Problem::error("report-no-team"))
    }
}
