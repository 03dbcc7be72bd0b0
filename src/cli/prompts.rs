//! `dectet prompts`: each team's prompt, and the project leader's.

use clap::Args;
use serde_json::json;

use super::print::Printer;
use super::progress::Line;
use super::{Common, Outcome};
use crate::engine::{jobs, session};
use crate::model::problem::Problem;
use crate::t;

#[derive(Debug, Args)]
pub(super) struct Prompts {
    #[command(flatten)]
    pub(super) common: Common,
}

impl Prompts {
    pub(super) fn run(&self, printer: &Printer) -> Result<Outcome, Problem> {
        let project = self.common.project()?;
        let _alone = session::working(&project)?;
        let files = jobs::prompts::write(&project, None, &Line::new(printer))?;
        printer.json(&json!({ "files": files }));
        for file in &files {
            printer.line(file.as_str());
        }
        printer.line(&t!("cli-prompts-written", count = files.len()));
        Ok(Outcome::Complete)
    }
}
