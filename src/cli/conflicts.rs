//! `dectet conflicts`: what a person has to decide, without writing anything.

use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use super::print::{Printer, with_words};
use super::progress::Line;
use super::{Common, Outcome};
use crate::engine::event::Integration;
use crate::engine::{disk, jobs};
use crate::model::problem::Problem;
use crate::{t, words};

#[derive(Debug, Args)]
pub(super) struct Conflicts {
    /// Write the list as JSON to this file, too
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    #[command(flatten)]
    pub(super) common: Common,
}

impl Conflicts {
    pub(super) fn run(&self, printer: &Printer) -> Result<Outcome, Problem> {
        let project = self.common.project_or_outputs()?;
        let found = jobs::conflicts::find(&project, &Line::new(printer))?;
        let report = as_json(&found);
        if let Some(file) = &self.report {
            disk::write_atomic(file, format!("{report:#}\n").as_bytes())?;
        }
        printer.json(&report);
        printer.problems(&found.notes);
        let mut open = 0;
        for conflict in &found.conflicts {
            let is_open = !conflict.is_settled_by(found.answers.get(&conflict.id));
            open += usize::from(is_open);
            let said = words::sentence(&conflict.problem);
            let sign = if is_open { "!" } else { "✓" };
            printer.line(&format!("{sign} {}  {}", conflict.path, said.text));
        }
        printer.line(&t!(
            "cli-conflicts",
            open = open,
            settled = found.conflicts.len() - open,
            teams = found.sides.len(),
            files = found.files,
            merged = found.merged,
        ));
        Ok(Outcome::with_problems_if(open > 0))
    }
}

fn as_json(found: &Integration) -> Value {
    let conflicts: Vec<_> = (found.conflicts.iter())
        .map(|conflict| {
            json!({
                "id": conflict.id, "kind": conflict.kind, "path": conflict.path, "teams": conflict.teams,
                "owner": conflict.owner, "settled": conflict.is_settled_by(found.answers.get(&conflict.id)),
                "problem": with_words(&conflict.problem),
            })
        })
        .collect();
    json!({
        "sides": found.sides, "files": found.files, "merged": found.merged,
        "conflicts": conflicts, "notes": found.notes.iter().map(with_words).collect::<Vec<_>>(),
    })
}
