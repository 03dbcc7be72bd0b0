//! Coverage: what lcov, Cobertura XML and istanbul's JSON say of lines, and the gate about it. Owns reading the three; a
//! report that says nothing is no report of nothing covered.

use quick_xml::events::Event;
use serde::Serialize;
use serde_json::Value;

use super::{Family, Finding, Gate, Input, Outcome};
use crate::model::path::RelPath;
use crate::model::problem::Problem;

pub(super) const FAMILY: Family = Family { ids: &["coverage"], measure };

/// How many files below the minimum are listed.
const LISTED: usize = 50;

/// What a report says of lines.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Coverage {
    /// Lines that some test ran.
    pub covered: u64,
    /// Lines that could be run.
    pub total: u64,
    /// The same for each file: its name in the report, covered, total.
    pub files: Vec<(String, u64, u64)>,
}

impl Coverage {
    /// In percent.
    pub fn percent(&self) -> f64 {
        percent(self.covered, self.total)
    }

    fn of(files: Vec<(String, u64, u64)>) -> Option<Self> {
        let (covered, total) = files.iter().fold((0, 0), |(covered, total), file| (covered + file.1, total + file.2));
        (total > 0).then_some(Self { covered, total, files })
    }
}

fn percent(covered: u64, total: u64) -> f64 {
    if total == 0 { 100.0 } else { covered as f64 * 100.0 / total as f64 }
}

/// Reads a report in whichever of the three formats it is.
pub fn read(text: &str) -> Result<Coverage, Problem> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let read = match text.chars().next() {
        Some('<') => cobertura(text),
        Some('{') => istanbul(text),
        _ => lcov(text),
    };
    read.ok_or_else(|| Problem::warning("coverage-unreadable"))
}

/// `SF:`, `DA:line,hits`, `LF:`/`LH:`; a file that is there several times (one a test run) is joined.
fn lcov(text: &str) -> Option<Coverage> {
    use std::collections::BTreeMap;
    let mut files: Vec<(String, BTreeMap<u64, u64>, Option<(u64, u64)>)> = Vec::new();
    let mut current: Option<usize> = None;
    for line in text.lines().map(str::trim) {
        if let Some(name) = line.strip_prefix("SF:") {
            let place = files.iter().position(|(known, ..)| known == name);
            current = Some(place.unwrap_or_else(|| {
                files.push((name.to_owned(), BTreeMap::new(), None));
                files.len() - 1
            }));
        } else if line == "end_of_record" {
            current = None;
        } else if let Some((_, lines, said)) = current.map(|place| &mut files[place]) {
            if let Some((number, rest)) = line.strip_prefix("DA:").and_then(|rest| rest.split_once(',')) {
                let hits = rest.split(',').next()?.parse::<f64>().ok()?;
                let known = lines.entry(number.parse().ok()?).or_default();
                *known = (*known).max(u64::from(hits > 0.0));
            } else if let Some(found) = line.strip_prefix("LF:").and_then(|found| found.parse().ok()) {
                *said = Some((said.map_or(0, |said| said.0), found));
            } else if let Some(hit) = line.strip_prefix("LH:").and_then(|hit| hit.parse().ok()) {
                *said = Some((hit, said.map_or(0, |said| said.1)));
            }
        }
    }
    let counted = files.into_iter().map(|(name, lines, said)| match said {
        Some((hit, found)) if lines.is_empty() => (name, hit.min(found), found),
        _ => (name, lines.values().sum(), lines.len() as u64),
    });
    Coverage::of(counted.collect())
}

/// `<class filename>` with `<line number hits>`; of a file in several classes the lines are joined.
fn cobertura(text: &str) -> Option<Coverage> {
    use std::collections::BTreeMap;
    let mut reader = quick_xml::Reader::from_str(text);
    let mut files: Vec<(String, BTreeMap<u64, bool>)> = Vec::new();
    let mut current: Option<usize> = None;
    let mut is_cobertura = false;
    // Lines stand in a class twice: below its methods, and for themselves.
    loop {
        match reader.read_event().ok()? {
            Event::Eof => break,
            Event::Start(tag) | Event::Empty(tag) => {
                let attribute = |name: &str| {
                    let found = tag.attributes().flatten().find(|attribute| attribute.key.as_ref() == name)?;
                    quick_xml::escape::unescape(&found.value).ok().map(|text| text.into_owned())
                };
                match tag.name().as_ref() {
                    "coverage" => is_cobertura = true,
                    "class" => {
                        let name = attribute("filename")?;
                        current = Some(files.iter().position(|(known, _)| *known == name).unwrap_or_else(|| {
                            files.push((name, BTreeMap::new()));
                            files.len() - 1
                        }));
                    }
                    "line" => {
                        let (number, hits) = (attribute("number")?.parse().ok()?, attribute("hits")?.parse::<f64>().ok()?);
                        if let Some((_, lines)) = current.map(|place| &mut files[place]) {
                            *lines.entry(number).or_default() |= hits > 0.0;
                        }
                    }
                    _ => {}
                }
            }
            Event::End(tag) if tag.name().as_ref() == "class" => current = None,
            _ => {}
        }
    }
    let counted = files.into_iter().map(|(name, lines)| {
        let covered = lines.values().filter(|hit| **hit).count() as u64;
        (name, covered, lines.len() as u64)
    });
    Coverage::of(counted.filter(|_| is_cobertura).collect())
}

/// istanbul's `coverage-summary.json` (`lines: {total, covered}`), or its `coverage-final.json` (statements and hits).
fn istanbul(text: &str) -> Option<Coverage> {
    let value: Value = serde_json::from_str(text).ok()?;
    let mut files = Vec::new();
    let mut total = None;
    for (name, file) in value.as_object()? {
        if let (Some(covered), Some(all)) = (file["lines"]["covered"].as_u64(), file["lines"]["total"].as_u64()) {
            if name == "total" {
                total = Some((covered, all));
            } else {
                files.push((name.clone(), covered.min(all), all));
            }
        } else if let (Some(hits), Some(places)) = (file["s"].as_object(), file["statementMap"].as_object()) {
            // A line counts as istanbul counts it: by the statements that begin in it.
            let mut lines = std::collections::BTreeMap::new();
            for (id, place) in places {
                let line = place["start"]["line"].as_u64()?;
                let hit = hits.get(id).and_then(Value::as_f64).unwrap_or_default() > 0.0;
                *lines.entry(line).or_insert(false) |= hit;
            }
            files.push((name.clone(), lines.values().filter(|hit| **hit).count() as u64, lines.len() as u64));
        }
    }
    match (Coverage::of(files), total) {
        (Some(coverage), _) => Some(coverage),
        (None, Some((covered, total))) if total > 0 => Some(Coverage { covered, total, files: Vec::new() }),
        _ => None,
    }
}

fn measure(input: &Input) -> Vec<Gate> {
    let wanted = input.manifest.validation.coverage_minimum_percent;
    let coverage = match &input.coverage {
        None => {
            let why = if wanted.is_some() {
                Problem::warning("gate-coverage-no-report-named")
            } else {
                Problem::note("gate-coverage-none")
            };
            return vec![Gate::unmeasured("coverage", why)];
        }
        Some(Err(why)) => return vec![Gate::unmeasured("coverage", why.clone())],
        Some(Ok(coverage)) => coverage,
    };
    let is = coverage.percent();
    let shown = (is * 10.0).floor() / 10.0;
    let Some(least) = wanted else {
        let why = Problem::note("gate-coverage-no-minimum").with("is", shown);
        return vec![Gate::unmeasured("coverage", why).measuring(is)];
    };
    let said = |problem: Problem| {
        problem.with("is", shown).with("least", least).with("covered", coverage.covered).with("total", coverage.total)
    };
    // The rounding of a percentage must not decide.
    if is + 1e-9 >= least {
        return vec![Gate::pass("coverage", said(Problem::note("gate-coverage-enough"))).measuring(is)];
    }
    let mut below: Vec<_> = coverage.files.iter().filter(|(_, covered, total)| percent(*covered, *total) < least).collect();
    // Where most is to be gained first.
    below.sort_by_key(|(name, covered, total)| (std::cmp::Reverse(total - covered), name.clone()));
    let count = below.len().max(1);
    let findings = below.into_iter().take(LISTED).map(|(name, covered, total)| {
        let path = in_project(input, name);
        let team =
            path.as_ref().and_then(|path| input.files.iter().find(|file| file.path == *path)).and_then(|file| file.team.clone());
        let what = Problem::warning("finding-coverage").with("is", format!("{:.0}", percent(*covered, *total)));
        let what = what.with("missing", total - covered).with("name", name);
        Finding { path, line: 0, team, what, text: String::new(), origin: None }
    });
    let outcome = Outcome::Fail { count, findings: findings.collect() };
    let said = said(Problem::error("gate-coverage-below"));
    vec![Gate { id: "coverage", subject: String::new(), outcome, said, measured: Some(is) }]
}

/// The file that a report means: reports name files from wherever the tests ran.
fn in_project(input: &Input, name: &str) -> Option<RelPath> {
    let name = name.replace('\\', "/");
    if let Some(path) = RelPath::new(&name).ok().filter(|path| input.paths.contains(path)) {
        return Some(path);
    }
    let mut rest = name.trim_start_matches('/');
    loop {
        if let Some(path) = RelPath::new(rest).ok().filter(|path| input.paths.contains(path)) {
            return Some(path);
        }
        rest = rest.split_once('/')?.1;
    }
}
