//! Reading mappings with a memory: which keys were understood, in which spelling, and which are left over. So no key
//! is dropped silently, and every tolerated spelling gets its note.

use serde_json::Value as Json;

use super::nearest::nearest;
use crate::model::problem::Problem;
use crate::model::yaml::node::{Kind, Node, Typed};

/// Where problems of one file gather.
pub(super) struct Report<'a> {
    pub(super) file: &'a str,
    pub(super) problems: Vec<Problem>,
}

impl Report<'_> {
    /// Files a problem at a node.
    pub(super) fn add(&mut self, problem: Problem, node: &Node) {
        self.problems.push(problem.at(node.place(self.file)));
    }

    /// Says that a spelling was understood, and which is the usual one.
    pub(super) fn spelling(&mut self, written: &str, usual: &str, node: &Node) {
        self.add(Problem::note("mega-spelling").with("written", written).with("usual", usual), node);
    }

    /// Says that a value is not what belongs here.
    pub(super) fn wrong_kind(&mut self, key: &str, expected: &'static str, node: &Node) {
        let found = match &node.kind {
            Kind::Scalar { .. } if node.is_null() => "nothing",
            Kind::Scalar { .. } => "text",
            Kind::Sequence { .. } => "list",
            Kind::Mapping { .. } => "map",
        };
        self.add(Problem::error("mega-wrong-kind").with("key", key).with("expected", expected).with("found", found), node);
    }
}

/// The keys of a mapping, taken one by one.
pub(super) struct Fields<'a> {
    entries: Vec<(&'a Node, &'a Node)>,
}

impl<'a> Fields<'a> {
    /// The fields of a mapping; none of anything else.
    pub(super) fn of(node: &'a Node) -> Self {
        Self { entries: node.fields() }
    }

    /// Takes a key in its usual spelling or, with a note, another one.
    pub(super) fn take(&mut self, usual: &str, others: &[&str], report: &mut Report<'_>) -> Option<(&'a Node, &'a Node)> {
        let found = std::iter::once(&usual).chain(others).find_map(|name| self.position(name));
        let (key, value) = self.entries.remove(found?);
        if key.text() != Some(usual) {
            report.spelling(key.text().unwrap_or_default(), usual, key);
        }
        Some((key, value))
    }

    /// Takes a key whose spellings are all as good.
    pub(super) fn take_any(&mut self, names: &[&str]) -> Option<(&'a Node, &'a Node)> {
        let found = names.iter().find_map(|name| self.position(name))?;
        Some(self.entries.remove(found))
    }

    fn position(&self, name: &str) -> Option<usize> {
        self.entries.iter().position(|(key, _)| key.text() == Some(name))
    }

    /// What is left, each with a note: kept, but nothing is done with it. `x-…` is everybody's own.
    pub(super) fn report_rest(self, known: &[&str], report: &mut Report<'_>) {
        for (key, _) in self.entries {
            let name = key.text().unwrap_or_default();
            if name.starts_with("x-") || name.starts_with('.') {
                continue;
            }
            let problem = match nearest(name, known.iter().copied()) {
                Some(nearest) => Problem::note("mega-unknown-key-near").with("key", name).with("nearest", nearest),
                None => Problem::note("mega-unknown-key").with("key", name),
            };
            report.add(problem, key);
        }
    }

    /// What is left, as variables.
    pub(super) fn into_variables(self, report: &mut Report<'_>) -> serde_json::Map<String, Json> {
        let mut map = serde_json::Map::new();
        for (key, value) in self.entries {
            match key.text() {
                Some(name) => _ = map.insert(name.to_owned(), to_json(value)),
                None => report.wrong_kind("key", "text", key),
            }
        }
        map
    }
}

/// A value as templates see it.
pub(super) fn to_json(node: &Node) -> Json {
    match &node.kind {
        Kind::Scalar { text, .. } => match node.typed() {
            None | Some(Typed::Null) => Json::Null,
            Some(Typed::Bool(flag)) => Json::Bool(flag),
            Some(Typed::Int(number)) => Json::from(number),
            // A number too long to be held exactly stays as it was written.
            Some(Typed::Float(_)) if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') => Json::from(text.as_ref()),
            Some(Typed::Float(number)) => {
                serde_json::Number::from_f64(number).map_or_else(|| Json::from(text.as_ref()), Json::Number)
            }
            Some(Typed::Text(text)) => Json::from(text.replace("\r\n", "\n")),
        },
        Kind::Sequence { items, .. } => Json::Array(items.iter().map(to_json).collect()),
        Kind::Mapping { .. } => {
            let fields = node.fields().into_iter();
            Json::Object(fields.filter_map(|(key, value)| Some((key.text()?.to_owned(), to_json(value)))).collect())
        }
    }
}

/// A text, or a list of texts, as a list of nodes.
pub(super) fn one_or_many(node: &Node) -> Vec<&Node> {
    match &node.kind {
        Kind::Sequence { items, .. } => items.iter().collect(),
        Kind::Scalar { .. } if node.is_null() => Vec::new(),
        _ => vec![node],
    }
}

/// A whole number, also where it was written as text (with a note).
pub(super) fn number(node: &Node, key: &str, report: &mut Report<'_>) -> Option<i64> {
    match node.typed() {
        Some(Typed::Int(number)) => Some(number),
        Some(Typed::Text(text)) if text.trim().parse::<i64>().is_ok() => {
            report.add(Problem::note("mega-number-as-text").with("key", key), node);
            text.trim().parse().ok()
        }
        _ => {
            report.wrong_kind(key, "number", node);
            None
        }
    }
}

/// A range as people estimate: `50-100`, `2500`, `9K`, `2,500+`, `{min: 1, max: 2}`.
pub(super) fn estimate(node: &Node) -> Option<(u64, u64)> {
    if let Kind::Mapping { .. } = node.kind {
        let end = |key| node.get(key).and_then(Node::text).and_then(amount);
        let (low, high) = (end("min"), end("max"));
        return Some((low.or(high)?, high.or(low)?));
    }
    let text = node.text()?.trim().trim_start_matches(['~', '≈']).trim_end_matches('+');
    if let Some(number) = amount(text) {
        return Some((number, number));
    }
    let (low, high) = ["..", "-", "–", "—", " to "].iter().find_map(|between| text.split_once(between))?;
    let (high_number, low_number) = (amount(high)?, amount(low)?);
    // `7-9K` means thousands on both sides.
    let low_number = if high.trim().ends_with(['k', 'K']) && !low.trim().ends_with(['k', 'K']) && low_number < 1000 {
        low_number * 1000
    } else {
        low_number
    };
    Some((low_number.min(high_number), low_number.max(high_number)))
}

fn amount(text: &str) -> Option<u64> {
    let text = text.trim().replace([',', '_', ' '], "");
    match text.strip_suffix(['k', 'K']) {
        Some(thousands) => {
            let number: f64 = thousands.parse().ok()?;
            (0.0..=1e12).contains(&number).then_some((number * 1000.0) as u64)
        }
        None => text.parse().ok(),
    }
}
