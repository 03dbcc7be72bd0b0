//! Which findings belong to which field: by the place of its key, or by the pattern that they name. Computed once per
//! revision; a field asks by its path.

use std::collections::HashMap;
use std::path::PathBuf;

use super::super::Board;
use super::super::measure::WrongAt;
use crate::model::document::Revision;
use crate::model::problem::{Problem, Severity};

/// Findings and problems by field.
#[derive(Debug, Default)]
pub struct Notes {
    seen: Option<(PathBuf, Revision, usize)>,
    by_place: HashMap<(u32, u32), Vec<WrongAt>>,
    /// Problems of the text stand at the value, a field at its key: these are found by line and key.
    by_line: HashMap<u32, Vec<WrongAt>>,
    by_pattern: HashMap<(String, String), Vec<WrongAt>>,
    /// The worst that stands in a part of the file, by its key.
    worst: HashMap<&'static str, Severity>,
}

/// The sections of the project, and the parts of the file that they show.
const PARTS: [(&str, &str); 12] = [
    ("inspector-project", "project"),
    ("inspector-phases", "phases"),
    ("inspector-rounds", "iterations"),
    ("inspector-contracts", "integration_points"),
    ("inspector-monitoring", "monitoring"),
    ("inspector-validation", "validation"),
    ("inspector-run", "run"),
    ("inspector-agents", "agents"),
    ("inspector-conflicts", "conflict_resolution"),
    ("inspector-git", "git"),
    ("teams-unassigned", "unassigned"),
    ("", "teams"),
];

/// The arguments of a problem that name a team and a pattern of it.
const PATTERNS: [(&str, &str); 7] = [
    ("first", "first_pattern"),
    ("second", "second_pattern"),
    ("inner", "inner_pattern"),
    ("outer", "outer_pattern"),
    ("team", "write"),
    ("team", "forbidden"),
    ("team", "pattern"),
];

impl Notes {
    /// Looks again, where anything is another than before.
    pub fn follow(&mut self, board: Board<'_>) {
        let manifest = &board.project.manifest;
        let count = manifest.findings.len() + manifest.problems.len();
        let revision = manifest.document.revision();
        let root = &board.project.project.root;
        if self.seen.as_ref().is_some_and(|seen| seen.0 == *root && seen.1 == revision && seen.2 == count) {
            return;
        }
        *self = Self { seen: Some((root.clone(), revision, count)), ..Self::default() };
        for (index, finding) in manifest.findings.iter().enumerate() {
            self.add(WrongAt::Finding(index), &finding.problem);
        }
        for (index, problem) in manifest.problems.iter().enumerate() {
            if let Some(place) = &problem.place {
                self.by_line.entry(place.line).or_default().push(WrongAt::Problem(index));
            }
        }
        let line = |key: &str| board.manifest.places.exactly(key).map(|(line, _)| line);
        let mut starts: Vec<(u32, &'static str)> = PARTS.iter().filter_map(|(_, key)| Some((line(key)?, *key))).collect();
        starts.sort_unstable();
        let findings = manifest.findings.iter().map(|finding| &finding.problem);
        for problem in findings.chain(&manifest.problems) {
            let Some(place) = problem.place.as_ref().filter(|place| place.line > 0) else { continue };
            let part = starts.iter().rev().find(|(start, _)| *start <= place.line);
            if let Some((_, key)) = part {
                let worst = self.worst.entry(key).or_insert(problem.severity);
                *worst = (*worst).max(problem.severity);
            }
        }
    }

    /// The part of the file that a section shows.
    pub fn part_of(section: &str) -> Option<&'static str> {
        PARTS.iter().find(|(id, _)| *id == section).map(|(_, key)| *key)
    }

    /// The worst that stands in what a section shows.
    pub fn worst_in(&self, section: &str) -> Option<Severity> {
        self.worst.get(Self::part_of(section)?).copied()
    }

    fn add(&mut self, at: WrongAt, problem: &Problem) {
        let mut is_of_a_pattern = false;
        for (team, pattern) in PATTERNS {
            if let Some((team, pattern)) = problem.arg(team).zip(problem.arg(pattern)) {
                self.by_pattern.entry((team.to_owned(), pattern.to_owned())).or_default().push(at);
                is_of_a_pattern = true;
            }
        }
        if let Some(place) = problem.place.as_ref().filter(|_| !is_of_a_pattern) {
            self.by_place.entry((place.line, place.column)).or_default().push(at);
        }
    }

    /// What belongs to a field.
    pub fn of(&self, board: Board<'_>, path: &str) -> Vec<WrongAt> {
        if self.by_place.is_empty() && self.by_line.is_empty() {
            return Vec::new();
        }
        let Some(place) = board.manifest.places.exactly(path) else { return Vec::new() };
        let key = path.rsplit('/').next().unwrap_or(path);
        let is_about_it = |at: &&WrongAt| at.problem(board).is_some_and(|problem| problem.arg("key") == Some(key));
        let of_the_text = self.by_line.get(&place.0).into_iter().flatten().filter(is_about_it);
        self.by_place.get(&place).into_iter().flatten().chain(of_the_text).copied().collect()
    }

    /// What belongs to a path pattern of a team.
    pub fn of_pattern(&self, team: &str, pattern: &str) -> Vec<WrongAt> {
        if self.by_pattern.is_empty() {
            return Vec::new();
        }
        self.by_pattern.get(&(team.to_owned(), pattern.to_owned())).cloned().unwrap_or_default()
    }
}
