//! What every fix passes through before anybody sees it: the text parses, no key and no name stands twice, every line
//! that a side added is there and none that all took away. What does not hold is no fix, and the conflict stands.

use std::collections::BTreeMap;

use super::imports::{names, words};
use super::sides::Sides;
use super::{Proposal, Rewritten};
use crate::model::conflict::duplicate_keys;
use crate::model::merge::choice::Choice;
use crate::model::syntax;

/// Whether a proposal for a run holds, with these choices for all runs so far. What is still open is looked at as every
/// side has it.
pub(super) fn holds(sides: &Sides<'_>, run: usize, proposal: &Proposal, choices: &[Option<Choice>]) -> bool {
    if !conserves(sides, run, proposal) {
        return false;
    }
    let is_settled = choices.iter().all(Option::is_some);
    let versions = if is_settled { 1 } else { sides.sides.len() };
    let mut seen: Vec<String> = Vec::new();
    for side in 0..versions {
        let Some(text) = sides.text_with(choices, side) else { return false };
        if seen.contains(&text) {
            continue;
        }
        if syntax::check(sides.path, &text).is_some()
            || !duplicate_keys::find(sides.path, text.as_bytes()).is_empty()
            || !names::hold(sides, &text)
        {
            return false;
        }
        seen.push(text);
    }
    true
}

/// A line for comparing: without space, and without what separates it from the next item.
fn tight(line: &str) -> String {
    let line: String = line.split_whitespace().collect();
    line.trim_end_matches([',', ';']).to_owned()
}

fn lines(text: &str) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for line in text.lines().map(tight).filter(|line| !line.is_empty()) {
        *counts.entry(line).or_default() += 1;
    }
    counts
}

/// Whether every line that a side added is in the result, none that all took away, and none that nobody wrote. Lines
/// that became one are asked for their words; version ranges are another range by nature, and shown.
fn conserves(sides: &Sides<'_>, run: usize, proposal: &Proposal) -> bool {
    if !proposal.rewritten.iter().all(keeps_words) {
        return false;
    }
    let base = lines(sides.base.run(run));
    let all: Vec<_> = sides.sides.iter().map(|side| lines(side.run(run))).collect();
    let result = lines(&proposal.text);
    let count = |of: &BTreeMap<String, usize>, line: &str| of.get(line).copied().unwrap_or_default();
    let rewritten = |line: &str| proposal.rewritten.iter().any(|said| said.from.iter().any(|from| tight(from) == line));
    let is_new = |line: &str| proposal.rewritten.iter().any(|said| tight(&said.to) == line);
    let kept = all.iter().all(|side| {
        side.iter().all(|(line, times)| {
            let added = times.saturating_sub(count(&base, line));
            added == 0 || count(&result, line) >= added || rewritten(line)
        })
    });
    let gone =
        base.keys().all(|line| all.iter().any(|side| side.contains_key(line)) || !result.contains_key(line) || is_new(line));
    let known =
        result.keys().all(|line| base.contains_key(line) || all.iter().any(|side| side.contains_key(line)) || is_new(line));
    kept && gone && known
}

/// Whether every word that a side added to a line is in the line that took its place.
fn keeps_words(said: &Rewritten) -> bool {
    let before: Vec<&str> = said.before.as_deref().map(|line| words(line).collect()).unwrap_or_default();
    let now: Vec<&str> = words(&said.to).collect();
    said.is_version || said.from.iter().all(|line| words(line).all(|word| before.contains(&word) || now.contains(&word)))
}
