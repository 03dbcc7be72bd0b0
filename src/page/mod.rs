//! The third face: paper. What a validation found, in words: as a page that opens anywhere without a network, as JSON for
//! machines, and as a prompt for the team that has to mend it. Window and terminal say it with the same words. Owns
//! wording and layout; not measuring (`engine::jobs::validate`), nor writing files.

pub mod fix;
pub mod html;
pub mod json;

use crate::engine::jobs::validate::Validation;
use crate::model::gates::{Finding, Gate, Outcome};
use crate::words::{self, Sentence};
use crate::{t, words::word};

/// What the report's JSON looks like (JSON Schema).
pub const SCHEMA: &str = include_str!("../../assets/report/schema.json");

/// What a gate is called: its kind, and which of several.
pub fn title(validation: &Validation, gate: &Gate) -> String {
    if gate.subject.is_empty() {
        return word(&format!("gate-{}", gate.id));
    }
    if gate.id == "team-lines" {
        let team = validation.teams.iter().find(|team| team.team.as_str() == gate.subject);
        let name = team.map_or(gate.subject.as_str(), |team| team.name.as_str());
        return t!("gate-of", gate = word("gate-lines"), subject = name);
    }
    t!("gate-of", gate = word(&format!("gate-{}", gate.id)), subject = gate.subject.as_str())
}

/// How a gate ended, in a word.
pub fn state(gate: &Gate) -> String {
    match &gate.outcome {
        Outcome::Pass => t!("state-pass"),
        Outcome::Fail { .. } => t!("state-fail"),
        Outcome::NotMeasured { .. } => t!("state-not-measured"),
    }
}

/// How a gate stands, and what to do about it.
pub fn said(gate: &Gate) -> Sentence {
    let said = words::sentence(&gate.said);
    // What passes has no next step.
    if gate.outcome == Outcome::Pass { Sentence { next: None, ..said } } else { said }
}

/// What a finding says.
pub fn finding(finding: &Finding) -> String {
    if finding.what.id == "finding-conflict" {
        let kind = finding.what.arg("kind").unwrap_or_default();
        let teams = finding.what.arg("teams").unwrap_or_default();
        return t!("finding-conflict", kind = word(&format!("conflict-kind-{kind}")), teams = teams);
    }
    words::sentence(&finding.what).text
}

/// Where a finding is, as editors take it: `src/a.ts:12`; empty where it is about no file.
pub fn place(finding: &Finding) -> String {
    match (&finding.path, finding.line) {
        (None, _) => String::new(),
        (Some(path), 0) => path.to_string(),
        (Some(path), line) => format!("{path}:{line}"),
    }
}

/// A number as a chart or a comparison shows it.
pub fn number(value: f64) -> String {
    if value.fract().abs() < 0.05 { words::grouped(value.round().max(0.0) as usize) } else { format!("{value:.1}") }
}

#[cfg(test)]
mod tests;
