//! What is wrong with a manifest that could be read: one function a finding, and the table of them. What is wrong
//! with its text is found by reading (`read`).
//!
//! A finding carries an edit where there is one that is safe: it changes what was found, and nothing that works.

mod paths;
pub(crate) mod plan;
mod teams;
#[cfg(test)]
mod tests;

use super::Manifest;
use super::edits::ManifestEdit;
use crate::model::ownership::Ownership;
use crate::model::problem::{Place, Problem};

/// A problem and, where one is safe, the edit that mends it.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// What is wrong, and where.
    pub problem: Problem,
    /// What would mend it.
    pub fix: Option<ManifestEdit>,
}

impl Finding {
    fn new(problem: Problem) -> Self {
        Self { problem, fix: None }
    }

    fn with_fix(problem: Problem, fix: ManifestEdit) -> Self {
        Self { problem, fix: Some(fix) }
    }
}

/// What a check looks at.
pub struct Subject<'a> {
    /// The manifest's file, for places.
    pub file: &'a str,
    /// What it says.
    pub manifest: &'a Manifest,
    /// Its path patterns, compiled.
    pub ownership: &'a Ownership,
}

impl Subject<'_> {
    /// Where a part stands; the file as a whole, if nowhere.
    fn place(&self, path: &str) -> Place {
        match self.manifest.places.of(path) {
            Some(place) => Place { file: self.file.to_owned(), ..place },
            None => Place::file(self.file),
        }
    }
}

/// One check: what it finds.
pub type Check = fn(&Subject<'_>) -> Vec<Finding>;

/// All checks, by the id of what they find.
pub const CHECKS: [(&str, Check); 19] = [
    ("manifest-without-teams", teams::none_at_all),
    ("manifest-unknown-team", teams::unknown),
    ("manifest-depends-on-itself", teams::depends_on_itself),
    ("manifest-dependency-cycle", teams::dependency_cycles),
    ("manifest-waiting-cycle", teams::waiting_cycles),
    ("manifest-team-without-responsibilities", teams::without_responsibilities),
    ("manifest-unassigned", teams::unassigned),
    ("manifest-unknown-agent", teams::unknown_agent),
    ("manifest-team-in-no-round", teams::in_no_round),
    ("manifest-bad-pattern", paths::bad_patterns),
    ("manifest-overlap", paths::overlaps),
    ("manifest-carve-out", paths::carve_outs),
    ("manifest-self-forbidden", paths::self_forbidden),
    ("manifest-team-without-paths", paths::without_write_paths),
    ("manifest-contract", paths::contracts),
    ("manifest-targets", plan::targets),
    ("manifest-rounds", plan::rounds),
    ("manifest-long-phases", plan::long_phases),
    ("manifest-settings", plan::settings),
];

/// Everything that is wrong with a manifest that could be read. `file` is what problems name as their place.
pub fn check(file: &str, manifest: &Manifest) -> Vec<Finding> {
    check_with(file, manifest, &Ownership::new(manifest))
}

/// The same for who has the path patterns compiled already.
pub fn check_with(file: &str, manifest: &Manifest, ownership: &Ownership) -> Vec<Finding> {
    let subject = Subject { file, manifest, ownership };
    let mut findings: Vec<Finding> = CHECKS.iter().flat_map(|(_, check)| check(&subject)).collect();
    findings.sort_by_key(|finding| finding.problem.place.as_ref().map(|place| (place.line, place.column)));
    findings
}
