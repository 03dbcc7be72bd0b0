//! `dectet expand`: mega-files into their teams' trees.

use std::ffi::OsString;

use clap::Args;

use super::print::{Printer, report_with_words};
use super::progress::Line;
use super::{Common, Outcome, in_project};
use crate::engine::command::ExpandRequest;
use crate::engine::event::{ExpandReport, TeamExpansion};
use crate::engine::{jobs, session};
use crate::model::path::RelPath;
use crate::model::problem::Problem;
use crate::model::team::TeamId;
use crate::t;

#[derive(Debug, Args)]
pub(super) struct Expand {
    /// Only these mega-files
    files: Vec<OsString>,
    /// Only this team's mega-files (may be given several times)
    #[arg(long = "team", value_name = "TEAM")]
    teams: Vec<String>,
    /// Only say what would be written
    #[arg(long)]
    dry_run: bool,
    /// Remove generated files whose template is gone
    #[arg(long)]
    prune: bool,
    #[command(flatten)]
    pub(super) common: Common,
}

impl Expand {
    pub(super) fn run(&self, printer: &Printer) -> Result<Outcome, Problem> {
        let project = self.common.project()?;
        let team = |spelling: &String| {
            TeamId::from_spelling(spelling).ok_or_else(|| Problem::error("expand-unknown-team").with("team", spelling))
        };
        let request = ExpandRequest {
            teams: self.teams.iter().map(team).collect::<Result<_, _>>()?,
            files: self.files.iter().map(|file| in_project(&project, file)).collect::<Result<_, _>>()?,
            dry_run: self.dry_run,
            prune: self.prune,
        };
        let _alone = if self.dry_run { None } else { Some(session::working(&project)?) };
        let report = jobs::expand::expand(&project, &request, &Line::new(printer))?;
        printer.json(&report_with_words(&report, &report.problems));
        let has_problems = printer.problems(&report.problems);
        tell(printer, &report);
        Ok(Outcome::with_problems_if(has_problems || report.cancelled))
    }
}

fn tell(printer: &Printer, report: &ExpandReport) {
    for team in &report.teams {
        let lists: [(&str, &[RelPath]); 6] = [
            ("+", &team.created),
            ("~", &team.changed),
            ("&", &team.merged),
            ("!", &team.kept_edited),
            ("?", &team.orphans),
            ("-", &team.removed),
        ];
        // What is new is told by number: a first expansion would fill the screen.
        for (sign, paths) in lists.into_iter().filter(|(sign, _)| report.dry_run || *sign != "+") {
            for path in paths {
                printer.line(&format!("{sign} {}/{path}", team.team));
            }
        }
        printer.line(&t!(
            "cli-expanded-team",
            team = team.team.as_str(),
            files = team.files,
            lines = team.lines,
            created = team.created.len(),
            changed = team.changed.len() + team.merged.len(),
            unchanged = team.unchanged,
            kept = team.kept_edited.len(),
            orphans = team.orphans.len(),
            removed = team.removed.len(),
        ));
    }
    let sum = |of: fn(&TeamExpansion) -> usize| report.teams.iter().map(of).sum::<usize>();
    let written = sum(|team| team.created.len() + team.changed.len() + team.merged.len());
    let id = match (report.cancelled, report.dry_run) {
        (true, _) => "cli-expand-cancelled",
        (false, true) => "cli-expand-dry",
        (false, false) => "cli-expanded",
    };
    let seconds = format!("{:.2}", report.seconds);
    printer.line(&t!(id, written = written, files = sum(|team| team.files), lines = sum(|team| team.lines), seconds = seconds));
}
