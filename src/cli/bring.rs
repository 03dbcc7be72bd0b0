//! `dectet bring`: the last result into the branch that is checked out, or into the project's folder.

use clap::Args;

use super::print::Printer;
use super::progress::Line;
use super::{Common, Outcome};
use crate::engine::{jobs, session};
use crate::model::problem::Problem;
use crate::t;

#[derive(Debug, Args)]
pub(super) struct Bring {
    /// Only say what would change
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    pub(super) common: Common,
}

impl Bring {
    pub(super) fn run(&self, printer: &Printer) -> Result<Outcome, Problem> {
        let project = self.common.project()?;
        let _alone = if self.dry_run { None } else { Some(session::working(&project)?) };
        let report = jobs::bring::bring(&project, self.dry_run, &Line::new(printer))?;
        printer.json(&report);
        for (sign, paths) in [("+", &report.added), ("~", &report.changed), ("-", &report.removed)] {
            for path in paths {
                printer.line(&format!("{sign} {path}"));
            }
        }
        let (added, changed, removed) = (report.added.len(), report.changed.len(), report.removed.len());
        printer.line(&match self.dry_run {
            true => t!("cli-would-bring", added = added, changed = changed, removed = removed),
            false => t!("cli-brought", added = added, changed = changed, removed = removed),
        });
        Ok(Outcome::Complete)
    }
}
