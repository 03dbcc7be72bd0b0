//! Keys in package manifests: tables whose order means nothing to anybody. Different keys stand beside one another; of
//! the same dependency asked for with two ranges, what both have in common is asked for, and shown.

use std::ops::Range;

use super::list::{self, Found, Item, List, Rules};
use super::sides::Sides;
use super::{Proposal, Rewritten};
use crate::model::packages::{Ecosystem, Meeting, Python, data, meet};
use crate::model::path::RelPath;

pub(super) const REASON: &str = "keys";
pub(super) const VERSIONS: &str = "versions";

/// Tables of package.json whose order means nothing (that of `exports` and `imports` does).
const NPM_TABLES: [&str; 13] = [
    "dependencies",
    "devDependencies",
    "peerDependencies",
    "optionalDependencies",
    "peerDependenciesMeta",
    "dependenciesMeta",
    "resolutions",
    "scripts",
    "engines",
    "bin",
    "directories",
    "publishConfig",
    "volta",
];

pub(super) fn propose(sides: &Sides<'_>, run: usize) -> Option<Proposal> {
    let ecosystem = Ecosystem::of(sides.path)?;
    let lists = |text: &str, range: Range<usize>| lists(sides.path, ecosystem, text, range);
    let joined = list::join_run(sides, run, &Keys { ecosystem }, &lists)?;
    let reason = if joined.rewritten.is_empty() { REASON } else { VERSIONS };
    Some(Proposal { reason, text: joined.text, rewritten: joined.rewritten })
}

fn lists(path: &RelPath, ecosystem: Ecosystem, text: &str, range: Range<usize>) -> Vec<List> {
    match (ecosystem, path.extension().as_str()) {
        (Ecosystem::Go, _) => go(text).into_iter().collect(),
        (Ecosystem::Python, "txt" | "in") => requirements(text).into_iter().collect(),
        _ => tables(path, ecosystem, text, &range),
    }
}

fn tables(path: &RelPath, ecosystem: Ecosystem, text: &str, range: &Range<usize>) -> Vec<List> {
    let mut found = data::containers(path, text).unwrap_or_default();
    found.retain(|container| container.range.start < range.end && container.range.end >= range.start);
    found.reverse();
    let is_wanted = |container: &data::Container| {
        let path: Vec<&str> = container.path.iter().map(String::as_str).collect();
        match ecosystem {
            _ if container.is_list => ecosystem.is_list_of_dependencies(&container.path),
            Ecosystem::Npm => path.is_empty() || (path.len() == 1 && NPM_TABLES.contains(&path[0])),
            _ => container.separator.is_empty(),
        }
    };
    let list = |container: data::Container| {
        let (is_list, is_table) = (container.is_list, ecosystem.is_table_of_dependencies(&container.path));
        let items = container.entries.into_iter().map(|entry| {
            let read = if is_list { Python::read(&entry.key) } else { None };
            let inside = entry.value.clone().map_or(entry.range.start, |value| value.start);
            let value = match &read {
                Some(read) => Some(inside + read.range.start..inside + read.range.end),
                None => entry.value.clone().filter(|_| is_table),
            };
            Found { key: read.map_or(entry.key, |read| read.identity), value, range: entry.range, ..Found::default() }
        });
        List {
            name: container.path.join("\0"),
            items: items.collect(),
            separator: container.separator,
            comment: container.comment,
        }
    };
    found.into_iter().filter(is_wanted).map(list).collect()
}

/// The lines of go.mod between `require (` and `)`, and `require` lines of their own.
fn go(text: &str) -> Option<List> {
    let mut items = Vec::new();
    let mut is_inside = false;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let code = line.split("//").next().unwrap_or_default().trim_end();
        let said = code.trim_start();
        let from = start + (code.len() - said.len());
        let spec = match said.strip_prefix("require") {
            Some(rest) if rest.trim_start().starts_with('(') => {
                is_inside = true;
                None
            }
            Some(rest) if rest.starts_with([' ', '\t']) => Some(rest.trim_start()),
            _ if said == ")" => {
                is_inside = false;
                None
            }
            _ => is_inside.then_some(said),
        };
        if said.is_empty() {
            continue;
        }
        let range = from..from + said.len();
        let Some((name, version)) = spec.and_then(|spec| spec.split_once([' ', '\t'])) else {
            items.push(Found { range, is_fixed: true, ..Found::default() });
            continue;
        };
        let version = version.trim_start();
        items.push(Found { key: name.to_owned(), value: Some(range.end - version.len()..range.end), range, ..Found::default() });
    }
    Some(List { name: "require".to_owned(), items, separator: "", comment: "//" })
}

/// The lines of requirements.txt. Options (`-r`, `--index-url`) stay where they are.
fn requirements(text: &str) -> Option<List> {
    let mut items = Vec::new();
    let mut at = 0;
    let mut goes_on = false;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let code = line.split(" #").next().unwrap_or_default().trim_end();
        let said = code.trim_start();
        let is_part = goes_on;
        goes_on = said.ends_with('\\');
        if said.is_empty() || said.starts_with('#') {
            continue;
        }
        let from = start + (code.len() - said.len());
        let range = from..from + said.len();
        items.push(match Python::read(said).filter(|_| !is_part && !goes_on) {
            Some(read) => Found {
                key: read.identity,
                value: Some(from + read.range.start..from + read.range.end),
                range,
                ..Found::default()
            },
            None => Found { range, is_fixed: true, ..Found::default() },
        });
    }
    Some(List { name: "requirements".to_owned(), items, separator: "", comment: "#" })
}

struct Keys {
    ecosystem: Ecosystem,
}

impl Rules for Keys {
    fn clash(&self, base: Option<&Item>, sides: &[&Item], said: &mut Vec<Rewritten>) -> Option<Vec<Item>> {
        let (first, others) = sides.split_first()?;
        let around = |item: &Item| {
            let value = item.value.clone()?;
            let tight = |text: &str| text.split_whitespace().collect::<String>();
            Some((tight(&item.body[..value.start]).to_lowercase(), tight(&item.body[value.end..])))
        };
        // Everything but the range is the same, or nobody can tell what else was meant.
        if others.iter().any(|other| around(other) != around(first) || other.tail != first.tail) {
            return None;
        }
        around(first)?;
        let mut range = first.value()?.to_owned();
        for other in others {
            match meet(self.ecosystem, &range, other.value()?) {
                Meeting::In(both) => range = both,
                Meeting::Nowhere | Meeting::Unknown => return None,
            }
        }
        // As one of them wrote it, where one did.
        let item = match sides.iter().find(|side| side.value() == Some(range.as_str())) {
            Some(side) => (*side).clone(),
            None => first.with_value(&range)?,
        };
        said.push(Rewritten {
            before: base.map(|item| item.body.trim().to_owned()),
            from: sides.iter().map(|item| item.body.trim().to_owned()).collect(),
            to: item.body.trim().to_owned(),
            is_version: true,
        });
        Some(vec![item])
    }
}
