//! What mega-files themselves ask to be checked after they were expanded (`validation.post_generation`).

use std::collections::BTreeMap;

use super::file::{FileFacts, is_test};
use super::{Family, Finding, Gate, Input};
use crate::model::path::RelPath;
use crate::model::problem::Problem;

pub(super) const FAMILY: Family = Family { ids: &["post-generation"], measure };

fn measure(input: &Input) -> Vec<Gate> {
    let asking: Vec<_> = input.mega_files.iter().filter(|file| file.files_parse || file.tests_parse).collect();
    if asking.is_empty() {
        return vec![Gate::unmeasured("post-generation", Problem::note("gate-post-generation-none"))];
    }
    let files: BTreeMap<&RelPath, &FileFacts> = input.files.iter().map(|file| (&file.path, file)).collect();
    let (mut findings, mut outputs) = (Vec::new(), 0);
    for mega_file in &asking {
        for path in &mega_file.outputs {
            if !mega_file.files_parse && !is_test(path) {
                continue;
            }
            outputs += 1;
            // A path whose conflict is open may be absent: that is said where conflicts are.
            let Some(file) = files.get(path) else { continue };
            if let Some(problem) = &file.syntax {
                let line = problem.place.as_ref().map_or(0, |place| place.line);
                let what = Problem::error("finding-syntax").with("language", problem.arg("language").unwrap_or_default());
                findings.push(Finding::at(file, line, what.with("line", line), ""));
            }
        }
    }
    let said = match findings.len() {
        0 => Problem::note("gate-post-generation-all"),
        _ => Problem::error("gate-post-generation-not"),
    };
    let said = said.with("outputs", outputs).with("mega_files", asking.len());
    vec![Gate::of_findings("post-generation", said, findings)]
}
