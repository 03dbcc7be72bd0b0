//! `dectet resolve`: files with conflict markers (git's two-way, diff3 and zdiff3, and Dectet's with more sides), decided
//! and written back without markers.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::print::Printer;
use super::{Common, Outcome};
use crate::engine::disk;
use crate::engine::jobs::resolve::{self, Take};
use crate::model::problem::Problem;
use crate::t;

/// Decide what conflict markers in files stand around
///
/// Without --take it lists what is open and writes nothing.
#[derive(Debug, Args)]
#[command(after_help = "Exit codes: 0 no markers are left; 1 some are, and are listed; 2 could not run.")]
pub(super) struct Resolve {
    /// Files with conflict markers
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// What takes the place of every conflict: sides by number or label, in this order (`2,1`), `base`, or `none`
    #[arg(long, value_name = "WHAT")]
    take: Option<String>,
    #[command(flatten)]
    pub(super) common: Common,
}

impl Resolve {
    pub(super) fn run(&self, printer: &Printer) -> Result<Outcome, Problem> {
        let take = self.take.as_deref().map(Take::from_text);
        let mut listed = Vec::new();
        let mut open = 0;
        for file in &self.files {
            let resolved = resolve::resolve(file, take.as_ref())?;
            open += resolved.open;
            let shown = disk::show(file);
            listed.push(json!({ "file": shown, "labels": resolved.labels, "open": resolved.open, "settled": resolved.settled }));
            let labels = resolved.labels.join(", ");
            printer.line(&match (resolved.open, resolved.settled) {
                (0, 0) => t!("resolve-none", file = shown),
                (0, settled) => t!("resolve-settled", file = shown, count = settled),
                (open, _) => t!("resolve-open", file = shown, count = open, labels = labels),
            });
        }
        printer.json(&json!({ "files": listed, "open": open }));
        Ok(Outcome::with_problems_if(open > 0))
    }
}
