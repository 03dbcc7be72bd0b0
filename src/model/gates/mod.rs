//! Gates: whether what came out is what was asked. Owns the value of a gate and the table of families; each family is a
//! file of its own and looks at facts alone. A gate passes, fails, or was not measured: never a guess, and rather silent
//! than wrong. Not: reading files or running commands (`engine::jobs::validate`).

mod checks;
mod code;
pub mod commands;
mod conflicts;
mod contracts;
pub mod coverage;
mod documentation;
pub mod file;
pub mod history;
mod imports;
mod leftovers;
pub mod rounds;
mod size;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use self::commands::CommandResult;
use self::coverage::Coverage;
use self::file::FileFacts;
use crate::model::manifest::{LocRange, Manifest};
use crate::model::path::RelPath;
use crate::model::problem::Problem;
use crate::model::team::TeamId;

/// How many findings a gate keeps; it counts all.
pub const FINDINGS: usize = 500;

/// What a gate says.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "state")]
pub enum Outcome {
    /// It is as it was asked.
    Pass,
    /// It is not.
    Fail {
        /// How often not.
        count: usize,
        /// Where: at most [`FINDINGS`] of them.
        findings: Vec<Finding>,
    },
    /// Nobody can tell.
    NotMeasured {
        /// Why. A note: nobody asked for it. A warning: it was asked for, and something is missing.
        why: Problem,
    },
}

/// One thing that a gate found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
    /// The file, as the finished project has it; `None` where it is about no file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<RelPath>,
    /// The line, from 1; 0 where none is meant.
    pub line: u32,
    /// Whose it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamId>,
    /// What is wrong.
    pub what: Problem,
    /// What stands there.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// What made it, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
}

/// The place in a mega-file that made a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Origin {
    /// The mega-file.
    pub mega_file: RelPath,
    /// Its line, from 1; 0 where only the file is known.
    pub line: u32,
}

/// A gate, measured.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Gate {
    /// Its row in [`GATES`]; `gate-<id>` is its name among the words.
    pub id: &'static str,
    /// Which of several: a team, a contract, a command; empty where there is one.
    pub subject: String,
    /// What it says.
    pub outcome: Outcome,
    /// How it stands, in one sentence.
    pub said: Problem,
    /// The number behind it, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub measured: Option<f64>,
}

impl Gate {
    /// A gate that passes.
    pub fn pass(id: &'static str, said: Problem) -> Self {
        Self { id, subject: String::new(), outcome: Outcome::Pass, said, measured: None }
    }

    /// A gate that passes if nothing was found.
    pub fn of_findings(id: &'static str, said: Problem, mut findings: Vec<Finding>) -> Self {
        let count = findings.len();
        findings.truncate(FINDINGS);
        let outcome = if count == 0 { Outcome::Pass } else { Outcome::Fail { count, findings } };
        Self { id, subject: String::new(), outcome, said: said.with("count", count), measured: Some(count as f64) }
    }

    /// A gate that could not be measured.
    pub fn unmeasured(id: &'static str, why: Problem) -> Self {
        Self { id, subject: String::new(), outcome: Outcome::NotMeasured { why: why.clone() }, said: why, measured: None }
    }

    /// The same about one of several.
    #[must_use]
    pub fn about(self, subject: impl Into<String>) -> Self {
        Self { subject: subject.into(), ..self }
    }

    /// The same with its number.
    #[must_use]
    pub fn measuring(self, measured: f64) -> Self {
        Self { measured: Some(measured), ..self }
    }

    /// What tells it from all others.
    pub fn key(&self) -> String {
        if self.subject.is_empty() { self.id.to_owned() } else { format!("{}:{}", self.id, self.subject) }
    }

    /// Whether it fails.
    pub fn is_failed(&self) -> bool {
        matches!(self.outcome, Outcome::Fail { .. })
    }

    /// Whether it was asked for and could not be measured.
    pub fn is_missing(&self) -> bool {
        matches!(&self.outcome, Outcome::NotMeasured { why } if why.severity > crate::model::problem::Severity::Note)
    }

    /// What it found.
    pub fn findings(&self) -> &[Finding] {
        match &self.outcome {
            Outcome::Fail { findings, .. } => findings,
            _ => &[],
        }
    }
}

impl Finding {
    /// A finding about a file.
    pub fn at(file: &FileFacts, line: u32, what: Problem, text: &str) -> Self {
        Self { path: Some(file.path.clone()), line, team: file.team.clone(), what, text: shortened(text.trim()), origin: None }
    }

    /// A finding about a team.
    pub fn of_team(team: &TeamId, what: Problem) -> Self {
        Self { path: None, line: 0, team: Some(team.clone()), what, text: String::new(), origin: None }
    }
}

/// A line as a list shows it.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 160;
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    text.chars().take(LONGEST).chain(['…']).collect()
}

/// All that gates look at.
#[derive(Debug, Default)]
pub struct Input {
    /// What was asked.
    pub manifest: Manifest,
    /// What there is, in order of path.
    pub files: Vec<FileFacts>,
    /// Which tree that is.
    pub tree: Tree,
    /// Every path, links and what is no text among them.
    pub paths: BTreeSet<RelPath>,
    /// Who changed what, against what each began from: teams by path, in the manifest's order.
    pub writers: BTreeMap<RelPath, Vec<TeamId>>,
    /// The texts of what tells packages and paths: `package.json`, `tsconfig.json`. Before an integration there may be
    /// several of one path: what each team's names, the result will name.
    pub settings: Vec<(RelPath, String)>,
    /// What mega-files ask to be checked, and what they make.
    pub mega_files: Vec<MegaFileChecks>,
    /// What the last integration left open and kept out; `None` before the first.
    pub integration: Option<Integration>,
    /// The coverage report, or why there is none.
    pub coverage: Option<Result<Coverage, Problem>>,
    /// The manifest's commands: what came of them, or why they were not run.
    pub commands: Vec<Result<CommandResult, Problem>>,
}

/// Which tree was looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tree {
    /// `integrated/`.
    #[default]
    Integrated,
    /// The teams' trees together: nothing was integrated yet.
    Teams,
}

/// What a mega-file asks to be checked after it was expanded.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct MegaFileChecks {
    pub path: RelPath,
    pub team: TeamId,
    /// Every output parses.
    pub files_parse: bool,
    /// The tests among the outputs parse.
    pub tests_parse: bool,
    pub outputs: Vec<RelPath>,
}

/// What the last integration left.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct Integration {
    pub open: Vec<LeftOver>,
    pub kept_out: Vec<LeftOver>,
}

/// A conflict that is open, or a path that was kept out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub struct LeftOver {
    pub path: RelPath,
    pub kind: String,
    pub teams: Vec<String>,
}

/// A family of gates.
pub struct Family {
    /// The ids of the gates that it makes, in the order in which they are listed.
    pub ids: &'static [&'static str],
    /// Measures them.
    pub measure: fn(&Input) -> Vec<Gate>,
}

/// All gates, in the order in which they are listed.
pub const GATES: [Family; 11] = [
    conflicts::FAMILY,
    code::FAMILY,
    leftovers::FAMILY,
    imports::FAMILY,
    contracts::FAMILY,
    documentation::FAMILY,
    checks::FAMILY,
    size::FAMILY,
    rounds::FAMILY,
    coverage::FAMILY,
    commands::FAMILY,
];

/// Measures all gates.
pub fn measure(input: &Input) -> Vec<Gate> {
    GATES.iter().flat_map(|family| (family.measure)(input)).collect()
}

/// What a team wrote, against what was asked.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct TeamResult {
    pub team: TeamId,
    pub name: String,
    pub files: usize,
    pub lines: usize,
    /// Lines that are neither blank nor comment alone.
    pub code: usize,
    pub tests: usize,
    pub target_loc: Option<LocRange>,
    /// Findings of all gates in this team's files.
    pub findings: usize,
}

/// The sizes, team by team; what nobody is known to have written is counted in the total alone.
pub fn teams(input: &Input, gates: &[Gate]) -> Vec<TeamResult> {
    let mut all: Vec<TeamResult> = Vec::new();
    for team in input.manifest.teams_in_order() {
        let mine = input.files.iter().filter(|file| file.is_of(team));
        let mut result = TeamResult {
            team: team.id.clone(),
            name: team.name.clone(),
            files: 0,
            lines: 0,
            code: 0,
            tests: 0,
            target_loc: team.target_loc,
            findings: 0,
        };
        for file in mine {
            result.files += 1;
            result.lines += file.lines.all;
            result.code += file.lines.code();
            result.tests += usize::from(file::is_test(&file.path));
        }
        let is_mine = |finding: &&Finding| finding.team.as_ref().is_some_and(|id| file::is_part_of(id, team));
        // How much a team wrote is no finding in a file.
        let of_files = gates.iter().filter(|gate| gate.findings().iter().any(|finding| finding.path.is_some()));
        result.findings = of_files.map(|gate| gate.findings().iter().filter(is_mine).count()).sum();
        all.push(result);
    }
    all
}

#[cfg(test)]
mod tests;
