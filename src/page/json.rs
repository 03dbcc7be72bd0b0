//! The report as data: what the page shows and machines read, described by `assets/report/schema.json`.

use serde_json::{Value, json};

use super::{finding, said, state, title};
use crate::engine::jobs::validate::{Decided, Validation};
use crate::model::gates::{Finding, Gate, LeftOver, Outcome};
use crate::words::{self, word};

/// The version of the format.
pub const FORMAT: &str = "dectet-report-1";

/// A validation as JSON, with its sentences in the language that is spoken now.
pub fn report(validation: &Validation) -> Value {
    let (passed, failed, not_measured) = validation.counts();
    json!({
        "format": FORMAT,
        "dectet": env!("CARGO_PKG_VERSION"),
        "language": words::language().code(),
        "time": time(validation.at),
        "project": validation.project,
        "tree": validation.tree,
        "summary": {
            "well": validation.is_well(),
            "passed": passed,
            "failed": failed,
            "not_measured": not_measured,
            "files": validation.files,
            "lines": validation.lines,
            "code": validation.code,
            "seconds": validation.seconds,
        },
        "gates": validation.gates.iter().map(|one| gate(validation, one)).collect::<Vec<_>>(),
        "teams": validation.teams,
        "rounds": validation.rounds,
        "commands": validation.commands,
        "conflicts": validation.integration.as_ref().map(|past| json!({
            "time": past.time,
            "merged": past.merged,
            "open": past.open.iter().map(left_over).collect::<Vec<_>>(),
            "kept_out": past.kept_out.iter().map(left_over).collect::<Vec<_>>(),
            "settled": past.decided.iter().filter(|one| one.how != "let-in").map(decided).collect::<Vec<_>>(),
            "exceptions": past.decided.iter().filter(|one| one.how == "let-in").map(decided).collect::<Vec<_>>(),
        })),
        "run": validation.story,
        "changes": validation.changes.iter().map(|change| json!({
            "metric": change.metric,
            "name": word(&format!("metric-{}", change.metric)),
            "before": change.before,
            "now": change.now,
            "better": change.better,
        })).collect::<Vec<_>>(),
        "history": validation.history,
    })
}

fn gate(validation: &Validation, gate: &Gate) -> Value {
    let said = said(gate);
    let count = match &gate.outcome {
        Outcome::Fail { count, .. } => *count,
        _ => 0,
    };
    let state_id = match &gate.outcome {
        Outcome::Pass => "pass",
        Outcome::Fail { .. } => "fail",
        Outcome::NotMeasured { .. } => "not-measured",
    };
    json!({
        "id": gate.id,
        "subject": gate.subject,
        "title": title(validation, gate),
        "state": state_id,
        "state_word": state(gate),
        "missing": gate.is_missing(),
        "text": said.text,
        "next": said.next,
        "measured": gate.measured,
        "count": count,
        "findings": gate.findings().iter().map(found).collect::<Vec<_>>(),
    })
}

fn found(one: &Finding) -> Value {
    json!({
        "path": one.path,
        "line": one.line,
        "team": one.team,
        "text": finding(one),
        "excerpt": one.text,
        "origin": one.origin,
    })
}

fn left_over(left: &LeftOver) -> Value {
    json!({ "path": left.path, "kind": left.kind, "kind_word": kind(&left.kind), "teams": left.teams })
}

fn decided(one: &Decided) -> Value {
    let how = crate::t!(&format!("decided-{}", one.how), teams = one.taken.join(", "), count = one.taken.len());
    json!({
        "path": one.path,
        "kind": one.kind,
        "kind_word": kind(&one.kind),
        "teams": one.teams,
        "how": one.how,
        "how_text": how,
        "taken": one.taken,
        "reason": one.reason,
        "by": "person",
    })
}

fn kind(id: &str) -> String {
    word(&format!("conflict-kind-{id}"))
}

/// Seconds since 1970 as a machine writes them.
pub fn time(at: i64) -> String {
    jiff::Timestamp::from_second(at).map(|time| time.to_string()).unwrap_or_default()
}
