//! Edits of a mapping's text: set the value of a key, add a key, take one away, whatever the mapping's style.

use std::ops::Range;

use super::flow::FlowItems;
use super::node::{Entry, Kind, Node};
use super::source::Source;
use super::write::Surroundings;
use crate::model::edit::Change;

/// A mapping in a text.
#[derive(Clone, Copy, Debug)]
pub struct MappingSite<'a> {
    source: Source<'a>,
    node: &'a Node,
}

impl<'a> MappingSite<'a> {
    /// A mapping with places of its own; `None` for anything else.
    pub fn new(source: Source<'a>, node: &'a Node) -> Option<Self> {
        (node.entries().is_some() && !node.aliased).then_some(Self { source, node })
    }

    /// Its entries, as written.
    pub fn entries(&self) -> &'a [Entry] {
        self.node.entries().unwrap_or_default()
    }

    /// The entry under the first of several spellings of a key that has a value; else the first that is there.
    pub fn find(&self, names: &[&str]) -> Option<usize> {
        let there = || names.iter().filter_map(|name| self.entries().iter().position(|entry| entry.key.text() == Some(*name)));
        there().find(|index| !self.entries()[*index].value.is_null()).or_else(|| there().next())
    }

    /// Whether it stands between braces.
    pub fn is_flow(&self) -> bool {
        matches!(self.node.kind, Kind::Mapping { flow: true, .. })
    }

    /// What its values are surrounded by.
    pub fn surroundings(&self) -> Surroundings {
        if self.is_flow() { Surroundings::Flow } else { Surroundings::Block }
    }

    /// The column of its keys, in bytes from 0; `None` between braces.
    pub fn column(&self) -> Option<usize> {
        let first = self.entries().first()?;
        (!self.is_flow()).then(|| self.source.column(self.source.start_with_properties(&first.key)))
    }

    /// Replaces a key's value by one that is written on one line.
    pub fn set(&self, index: usize, written: &str) -> Option<Vec<Change>> {
        let Entry { key, value } = &self.entries()[index];
        set_value(self.source, key, value, written)
    }

    /// Adds a key with a value on one line: behind the last of the keys in `after` that is there, else first.
    pub fn insert(&self, key: &str, written: &str, after: &[&str]) -> Option<Vec<Change>> {
        let entries = self.entries();
        let source = self.source;
        let space = if written.is_empty() || written.starts_with(['\n', '\r']) { "" } else { " " };
        let behind = entries.iter().rposition(|entry| entry.key.text().is_some_and(|key| after.contains(&key)));
        if self.is_flow() {
            let flow = FlowItems::new(source, self.node)?;
            return Some(flow.insert(behind.map_or(0, |index| index + 1), &format!("{key}:{space}{written}")));
        }
        let column = self.column()?;
        let first = entries.first()?;
        let first_line = source.line_start(first.key.span.start);
        let begins_line = source.text[first_line..first.key.span.start].trim().is_empty();
        let has_comment = source.line_before(first_line).is_some_and(|before| source.is_comment(before));
        let indent = " ".repeat(column);
        let eol = source.eol(first.key.span.start);
        let line = format!("{indent}{key}:{space}{written}{eol}");
        if behind.is_none() && begins_line && !has_comment {
            return Some(vec![Change { range: first_line..first_line, text: line }]);
        }
        let entry = &entries[behind.unwrap_or(entries.len() - 1)];
        Some(vec![insert_lines(source, source.line_end(source.end_of_entry(entry)), &line)])
    }

    /// Takes a key and its value away, with the comment behind it; comment lines above it stay.
    pub fn remove(&self, index: usize) -> Option<Vec<Change>> {
        if self.is_flow() {
            return Some(FlowItems::new(self.source, self.node)?.remove(index));
        }
        let entries = self.entries();
        let start = self.source.start_with_properties(&entries[index].key);
        let line = self.source.line_start(start);
        let range = if self.source.text[line..start].trim().is_empty() {
            line..self.source.line_end(self.source.end_of_entry(&entries[index]))
        } else {
            // The first key behind a list's dash: the next one takes its place.
            start..self.source.start_with_properties(&entries.get(index + 1)?.key)
        };
        Some(vec![Change { range, text: String::new() }])
    }
}

/// Replaces a key's value by one that is written on one line (or, beginning with a line end, on lines below).
pub fn set_value(source: Source<'_>, key: &Node, value: &Node, written: &str) -> Option<Vec<Change>> {
    if value.span.is_empty() {
        let at = source.after_colon(key)?;
        let space = if written.is_empty() || written.starts_with(['\n', '\r']) { "" } else { " " };
        return Some(vec![Change { range: at..at, text: format!("{space}{written}") }]);
    }
    let end = source.end_of(value);
    let is_block = !value.aliased && matches!(value.kind, Kind::Sequence { flow: false, .. } | Kind::Mapping { flow: false, .. });
    if !is_block {
        return Some(vec![Change { range: value.span.start..end, text: written.to_owned() }]);
    }
    let at = source.after_colon(key)?;
    let lines: Range<usize> = source.line_end(at)..source.line_end(end);
    Some(vec![Change { range: at..at, text: format!(" {written}") }, Change { range: lines, text: String::new() }])
}

/// Whole lines put in at the beginning of a line, or at the end of a file whose last line has no line end.
pub fn insert_lines(source: Source<'_>, at: usize, lines: &str) -> Change {
    if at > 0 && at == source.text.len() && !source.text.ends_with('\n') {
        let text = format!("{}{}", source.eol(at), lines.trim_end_matches(['\r', '\n']));
        return Change { range: at..at, text };
    }
    Change { range: at..at, text: lines.to_owned() }
}
