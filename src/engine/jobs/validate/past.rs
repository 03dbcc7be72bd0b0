//! What is remembered from before: the numbers of earlier validations (`.dectet/validate/history.jsonl`, only added to),
//! what the last integration reported, and what the last run of the teams noted.

use std::path::PathBuf;

use serde::Serialize;
use serde_json::Value;

use crate::engine::project::Project;
use crate::engine::settings::Settings;
use crate::engine::{disk, journal};
use crate::model::gates::history::Measure;
use crate::model::gates::{Integration, LeftOver, Tree};
use crate::model::path::RelPath;
use crate::model::problem::Problem;
use crate::model::story::{self, Story};

/// How many validations are shown; the file keeps all.
const SHOWN: usize = 200;

/// What the last integration reported.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct PastIntegration {
    /// When, as it was written.
    pub time: String,
    /// Files in the result.
    pub files: u64,
    /// Paths merged from several teams without a conflict.
    pub merged: u64,
    /// Conflicts that are open.
    pub open: Vec<LeftOver>,
    /// Paths that were kept out.
    pub kept_out: Vec<LeftOver>,
    /// Conflicts that a person settled.
    pub decided: Vec<Decided>,
}

/// A conflict that a person settled.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Decided {
    /// Where.
    pub path: String,
    /// Its kind.
    pub kind: String,
    /// Between whom.
    pub teams: Vec<String>,
    /// How: `side`, `runs`, `base`, `delete`, `keep-out`, `let-in`.
    pub how: String,
    /// Whose version, where whole ones were taken or all runs are one team's; several where they were mixed.
    pub taken: Vec<String>,
    /// Why an exception was granted.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

impl PastIntegration {
    /// What it left for a person.
    pub(super) fn left(&self) -> Integration {
        Integration { open: self.open.clone(), kept_out: self.kept_out.clone() }
    }
}

/// What a window wants to know before the first validation in it.
#[derive(Clone, Debug, Default)]
pub struct Remembered {
    /// The numbers of earlier validations.
    pub history: Vec<Measure>,
    /// What the person trusts; see [`crate::engine::settings::trust_key`].
    pub trusted: Vec<String>,
}

/// Reads what is remembered.
pub fn remembered(project: &Project) -> Result<Remembered, Problem> {
    Ok(Remembered { history: history(project)?, trusted: Settings::load().trusted })
}

fn history_file(project: &Project) -> PathBuf {
    project.own_folder().join("validate").join("history.jsonl")
}

/// The numbers of earlier validations, oldest first. Half a line that a kill left is passed over.
pub(super) fn history(project: &Project) -> Result<Vec<Measure>, Problem> {
    let bytes = disk::read_if_there(&history_file(project))?.unwrap_or_default();
    let lines: Vec<Measure> = bytes.split(|byte| *byte == b'\n').filter_map(|line| serde_json::from_slice(line).ok()).collect();
    Ok(lines[lines.len().saturating_sub(SHOWN)..].to_vec())
}

/// Adds a validation's numbers.
pub(super) fn remember(project: &Project, measure: Option<&Measure>) -> Result<(), Problem> {
    let Some(measure) = measure else { return Ok(()) };
    journal::prepare(project)?;
    let file = history_file(project);
    let mut line = serde_json::to_vec(measure).map_err(|error| Problem::error("internal").with("message", error))?;
    line.push(b'\n');
    if disk::last_byte(&file).is_some_and(|byte| byte != b'\n') {
        line.insert(0, b'\n');
    }
    disk::append(&file, &line)
}

/// What the newest report of an integration says; nothing while there is no result.
pub(super) fn integration(project: &Project, tree: Tree) -> Result<Option<PastIntegration>, Problem> {
    let folder = project.root.join("reports");
    if tree == Tree::Teams || !disk::is_folder(&folder) {
        return Ok(None);
    }
    let names = disk::list(&folder)?.into_iter().map(|(name, _)| name);
    let mut reports: Vec<String> = names.filter(|name| name.starts_with("integration-") && name.ends_with(".json")).collect();
    reports.sort();
    let newest = reports.pop().and_then(|name| disk::read_if_there(&folder.join(name)).transpose()).transpose()?;
    Ok(newest.and_then(|bytes| serde_json::from_slice(&bytes).ok()).map(|value: Value| read_report(&value)))
}

fn read_report(value: &Value) -> PastIntegration {
    let report = &value["report"];
    let number = |name: &str| report[name].as_u64().unwrap_or_default();
    PastIntegration {
        time: text(&value["time"]),
        files: number("files"),
        merged: number("merged"),
        open: left_overs(&report["open"]),
        kept_out: left_overs(&report["kept_out"]),
        decided: value["decided"].as_array().into_iter().flatten().map(decided).collect(),
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn texts(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().map(text).collect()
}

fn left_overs(value: &Value) -> Vec<LeftOver> {
    let read = |left: &Value| {
        let path = RelPath::new(left["path"].as_str()?).ok()?;
        Some(LeftOver { path, kind: text(&left["kind"]), teams: texts(&left["teams"]) })
    };
    value.as_array().into_iter().flatten().filter_map(read).collect()
}

fn decided(value: &Value) -> Decided {
    let teams = texts(&value["teams"]);
    let answer = &value["answer"];
    let (how, inside) = match answer {
        Value::String(how) => (how.clone(), &Value::Null),
        Value::Object(map) => map.iter().next().map_or((String::new(), &Value::Null), |(how, inside)| (how.clone(), inside)),
        _ => (String::new(), &Value::Null),
    };
    let team = |index: &Value| index.as_u64().and_then(|index| teams.get(index as usize)).cloned();
    let mut taken: Vec<String> = match how.as_str() {
        "side" => team(inside).into_iter().collect(),
        "runs" => sides_in(inside).iter().filter_map(team).collect(),
        _ => Vec::new(),
    };
    let mut known = std::collections::BTreeSet::new();
    taken.retain(|team| known.insert(team.clone()));
    Decided { path: text(&value["path"]), kind: text(&value["kind"]), taken, reason: text(&inside["reason"]), how, teams }
}

/// The places of all sides that a list of choices names.
fn sides_in(value: &Value) -> Vec<Value> {
    match value {
        Value::Number(_) => vec![value.clone()],
        Value::Array(list) => list.iter().flat_map(sides_in).collect(),
        Value::Object(map) => map.values().flat_map(sides_in).collect(),
        _ => Vec::new(),
    }
}

/// What the journal of the teams' run tells.
pub(super) fn story(project: &Project) -> Result<Option<Story>, Problem> {
    let bytes = disk::read_if_there(&project.own_folder().join("run").join("journal.jsonl"))?;
    Ok(bytes.and_then(|bytes| story::read(&String::from_utf8_lossy(&bytes))))
}
