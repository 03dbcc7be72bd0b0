//! Numbers over runs: what a run measured, in one line, and what got better or worse between two of them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Gate, Input, Outcome};

/// What a run measured.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Measure {
    /// When: seconds since 1970.
    pub at: i64,
    /// The numbers by name; see [`METRICS`].
    pub numbers: BTreeMap<String, f64>,
    /// `pass`, `fail` or `not-measured` by gate.
    pub gates: BTreeMap<String, String>,
}

/// A number that is kept over runs.
#[derive(Clone, Copy, Debug)]
pub struct Metric {
    /// Its id; `metric-<id>` is its name among the words.
    pub id: &'static str,
    /// Which way is better; `None`: neither.
    pub better: Option<Direction>,
}

/// Which way is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Direction {
    Up,
    Down,
}

const fn metric(id: &'static str, better: Option<Direction>) -> Metric {
    Metric { id, better }
}

/// All numbers that are kept, in the order in which they are shown.
pub const METRICS: [Metric; 12] = [
    metric("failed", Some(Direction::Down)),
    metric("files", None),
    metric("lines", None),
    metric("integrated", Some(Direction::Down)),
    metric("parses", Some(Direction::Down)),
    metric("placeholders", Some(Direction::Down)),
    metric("stubs", Some(Direction::Down)),
    metric("reminders", Some(Direction::Down)),
    metric("imports", Some(Direction::Down)),
    metric("markers", Some(Direction::Down)),
    metric("empty", Some(Direction::Down)),
    metric("coverage", Some(Direction::Up)),
];

/// How a number changed.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct Change {
    pub metric: &'static str,
    pub before: f64,
    pub now: f64,
    /// Whether that is better; `None`: neither.
    pub better: Option<bool>,
}

/// What a run measured, for the history.
pub fn measure(at: i64, input: &Input, gates: &[Gate]) -> Measure {
    let mut numbers = BTreeMap::new();
    numbers.insert("failed".to_owned(), gates.iter().filter(|gate| gate.is_failed()).count() as f64);
    numbers.insert("files".to_owned(), input.paths.len() as f64);
    numbers.insert("lines".to_owned(), input.files.iter().map(|file| file.lines.all).sum::<usize>() as f64);
    for gate in gates.iter().filter(|gate| gate.subject.is_empty()) {
        if let Some(measured) = gate.measured {
            numbers.insert(gate.id.to_owned(), measured);
        }
    }
    let state = |gate: &Gate| match gate.outcome {
        Outcome::Pass => "pass",
        Outcome::Fail { .. } => "fail",
        Outcome::NotMeasured { .. } => "not-measured",
    };
    let gates = gates.iter().map(|gate| (gate.key(), state(gate).to_owned())).collect();
    Measure { at, numbers, gates }
}

/// What is other now than it was: numbers that both runs have.
pub fn changes(before: &Measure, now: &Measure) -> Vec<Change> {
    // A gate that one of them could not measure makes nothing better or worse.
    let both =
        |key: &str| [before, now].iter().all(|one| matches!(one.gates.get(key).map(String::as_str), Some("pass" | "fail")));
    let failed = |one: &Measure| one.gates.iter().filter(|(key, state)| *state == "fail" && both(key)).count() as f64;
    let changed = METRICS.iter().filter_map(|metric| {
        let (before, now) = match metric.id {
            "failed" => (failed(before), failed(now)),
            id => (*before.numbers.get(id)?, *now.numbers.get(id)?),
        };
        if (before - now).abs() < 0.005 {
            return None;
        }
        let better = metric.better.map(|direction| (direction == Direction::Up) == (now > before));
        Some(Change { metric: metric.id, before, now, better })
    });
    changed.collect()
}
