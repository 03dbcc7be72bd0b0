//! Whether every file parses in its language. What nobody can tell of is not counted as right.

use super::{Family, Finding, Gate, Input};
use crate::model::problem::Problem;

pub(super) const FAMILY: Family = Family { ids: &["parses"], measure };

fn measure(input: &Input) -> Vec<Gate> {
    let known = input.files.iter().filter(|file| file.can_parse).count();
    if known == 0 {
        return vec![Gate::unmeasured("parses", Problem::note("gate-parses-none"))];
    }
    let findings: Vec<_> = (input.files.iter())
        .filter_map(|file| {
            let problem = file.syntax.as_ref()?;
            let line = problem.place.as_ref().map_or(0, |place| place.line);
            let what = Problem::error("finding-syntax").with("language", problem.arg("language").unwrap_or_default());
            Some(Finding::at(file, line, what.with("line", line), ""))
        })
        .collect();
    let said = if findings.is_empty() { Problem::note("gate-parses-all") } else { Problem::error("gate-parses-not") };
    vec![Gate::of_findings("parses", said.with("files", known), findings)]
}
