//! Working out how the work could be dealt out anew. Thousands of small edits are tried one after the other, so it takes
//! its time where a manifest is large; nothing is written.

use crate::model::manifest::distribute::{self, Plan, Way};
use crate::model::manifest::read;
use crate::model::problem::Problem;

/// A plan for the manifest in `text`.
pub fn plan(text: &str, way: &Way) -> Result<Plan, Problem> {
    let read = read::read("", text);
    match (read.manifest, read.problems.into_iter().next()) {
        (Some(manifest), _) => distribute::plan(text, &manifest, way),
        (None, problem) => Err(problem.unwrap_or_else(|| Problem::error("distribute-would-break"))),
    }
}
