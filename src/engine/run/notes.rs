//! What other parts of the program did, told to the run that is under way: an integration, a check of the result. Owns that
//! nobody is held up by it, and that nothing is started for it.

use std::time::Duration;

use crate::engine::event::IntegrationReport;
use crate::engine::jobs::validate::Validation;
use crate::engine::project::Project;
use crate::engine::run::{Places, now, socket};
use crate::model::run::Request;
use crate::model::run::line::{Line, What};

/// A host that has not taken it after this long will not.
const PATIENCE: Duration = Duration::from_secs(5);

/// The trees were merged.
pub fn integrated(project: &Project, report: &IntegrationReport) {
    let (open, kept_out) = (report.open.len(), report.kept_out.len());
    // What is kept out is listed; it holds nobody up.
    let critical = report.open.iter().filter(|conflict| conflict.kind != "boundary").count();
    note(project, What::Integrated { open, critical, kept_out, files: report.files, lines: report.lines });
}

/// The result was checked.
pub fn validated(project: &Project, found: &Validation) {
    let (passed, failed, _) = found.counts();
    note(project, What::Validated { passed, failed });
}

fn note(project: &Project, what: What) {
    let places = Places::of(project);
    if !places.has_run() {
        return;
    }
    // Without a host there is no run to tell.
    if let Ok(Some(line)) = socket::connect(&places, false) {
        let _ = socket::ask(line, &Request::Note { line: Line::new(now(), what) }, PATIENCE);
    }
}
