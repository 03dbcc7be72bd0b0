//! `dectet integrate`: all trees into one, with the answers that are remembered.

use clap::Args;

use super::print::Printer;
use super::progress::Line;
use super::{Common, Outcome};
use crate::engine::{answers, jobs, run, session};
use crate::model::problem::Problem;
use crate::t;

#[derive(Debug, Args)]
pub(super) struct Integrate {
    /// Write files with open conflicts with conflict markers, instead of keeping their base version
    #[arg(long)]
    markers: bool,
    /// Only say what would be written
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    pub(super) common: Common,
}

impl Integrate {
    pub(super) fn run(&self, printer: &Printer) -> Result<Outcome, Problem> {
        let project = self.common.project_or_outputs()?;
        let _alone = if self.dry_run { None } else { Some(session::working(&project)?) };
        let answers = answers::load(&project)?;
        let work = if self.dry_run { jobs::integrate::preview } else { jobs::integrate::integrate };
        let report = work(&project, &answers, self.markers, &Line::new(printer))?;
        if !self.dry_run {
            run::notes::integrated(&project, &report);
        }
        printer.json(&report);
        for (sign, list) in [("!", &report.open), ("×", &report.kept_out)] {
            for conflict in list {
                printer.line(&format!("{sign} {}  {} ({})", conflict.path, conflict.kind, conflict.teams.join(", ")));
            }
        }
        let seconds = format!("{:.2}", report.seconds);
        if self.dry_run {
            printer.line(&t!(
                "cli-would-integrate",
                files = report.files,
                lines = report.lines,
                written = report.written,
                removed = report.removed,
                open = report.open.len(),
                kept_out = report.kept_out.len(),
                seconds = seconds,
            ));
            return Ok(Outcome::with_problems_if(!report.open.is_empty() || !report.kept_out.is_empty()));
        }
        printer.line(&t!(
            "cli-integrated",
            files = report.files,
            lines = report.lines,
            written = report.written,
            removed = report.removed,
            open = report.open.len(),
            kept_out = report.kept_out.len(),
            seconds = seconds,
        ));
        Ok(Outcome::with_problems_if(!report.open.is_empty() || !report.kept_out.is_empty()))
    }
}
