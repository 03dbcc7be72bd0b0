//! Edits of a list's order and of a key's own name, anywhere in the file, by the path that leads there.

use serde_yaml::{Mapping, Value};

use super::{Step, Work};
use crate::model::edit::Change;
use crate::model::yaml::flow::FlowItems;
use crate::model::yaml::list::ListSite;
use crate::model::yaml::node::{Entry, Kind, Node};
use crate::model::yaml::write::{self, Surroundings};

impl<'a> Work<'a> {
    /// What stands at a path, with the key that it is the value of.
    fn at(&self, path: &[Step]) -> Option<(Option<&'a Node>, &'a Node)> {
        path.iter().try_fold((None, self.root), |(_, node), step| match step {
            Step::Key(name) => {
                let entry = node.entries()?.iter().find(|entry| entry.key.text() == Some(name))?;
                Some((Some(&entry.key), &entry.value))
            }
            Step::Item(index) => Some((None, node.items()?.get(*index)?)),
        })
    }

    /// Moves an item of a list, or an entry of a mapping, before the one at `to`, counted before the move.
    pub(super) fn move_at(&self, path: &[Step], from: usize, to: usize) -> Option<String> {
        let (key, node) = self.at(path)?;
        if node.aliased {
            return None;
        }
        let len = node.items().map(<[Node]>::len).or(node.entries().map(<[Entry]>::len))?;
        if from >= len {
            return None;
        }
        let to = to.min(len);
        if to == from || to == from + 1 {
            return Some(self.source.text.to_owned());
        }
        let changes = match &node.kind {
            Kind::Sequence { .. } => ListSite::new(self.source, key?, node)?.shift(from, to)?,
            Kind::Mapping { flow: true, .. } => FlowItems::new(self.source, node)?.shift(from, to),
            Kind::Mapping { entries, .. } => self.shift_entry(entries, from, to)?,
            Kind::Scalar { .. } => return None,
        };
        self.with(changes)
    }

    /// Moves the lines of an entry, with the comments directly above it.
    fn shift_entry(&self, entries: &[Entry], from: usize, to: usize) -> Option<Vec<Change>> {
        let source = self.source;
        let start = |index: usize| {
            let line = source.line_start(entries[index].key.span.start);
            let column = source.column(entries[index].key.span.start);
            let limit = index.checked_sub(1).map_or(0, |before| source.line_end(source.end_of_entry(&entries[before])));
            source.comments_above(line, limit.min(line), |indent| indent <= column)
        };
        let end = |index: usize| source.line_end(source.end_of_entry(&entries[index]));
        let is_line = |index: usize| {
            let key = entries[index].key.span.start;
            source.text[source.line_start(key)..key].trim().is_empty()
        };
        if !(0..entries.len()).all(is_line) {
            return None;
        }
        let lines = start(from)..end(from);
        let mut text = source.text[lines.clone()].to_owned();
        if !text.ends_with('\n') {
            text.push_str(source.eol(lines.start));
        }
        let at = if to < entries.len() { start(to) } else { end(entries.len() - 1) };
        let place = crate::model::yaml::mapping::insert_lines(source, at, &text);
        Some(vec![Change { range: lines, text: String::new() }, place])
    }

    /// Gives a key another name; its value stays as it is.
    pub(super) fn rename_at(&self, path: &[Step], to: &str) -> Option<String> {
        let (key, _) = self.at(path)?;
        let (key, (_, parent)) = (key?, self.at(&path[..path.len() - 1])?);
        if key.aliased || parent.aliased || parent.entries()?.iter().any(|entry| entry.key.text() == Some(to)) {
            return None;
        }
        let flow = matches!(parent.kind, Kind::Mapping { flow: true, .. });
        let surroundings = if flow { Surroundings::Flow } else { Surroundings::Block };
        let text = write::scalar(to, surroundings, key.style());
        self.with(vec![Change { range: key.span.start..self.source.end_of(key), text }])
    }
}

/// A value in which what stands at a path is changed.
pub(super) fn value_changed(root: &Value, path: &[Step], change: &impl Fn(&Value) -> Option<Value>) -> Option<Value> {
    let Some((step, rest)) = path.split_first() else { return change(root) };
    match (step, root) {
        (Step::Key(name), Value::Mapping(entries)) => {
            let mut entries = entries.clone();
            let inner = entries.get_mut(name.as_str())?;
            *inner = value_changed(inner, rest, change)?;
            Some(Value::Mapping(entries))
        }
        (Step::Item(index), Value::Sequence(items)) => {
            let mut items = items.clone();
            let inner = items.get_mut(*index)?;
            *inner = value_changed(inner, rest, change)?;
            Some(Value::Sequence(items))
        }
        _ => None,
    }
}

/// A list or mapping with one of its items at another place.
pub(super) fn shifted(value: &Value, from: usize, to: usize) -> Option<Value> {
    fn shift<T>(items: &mut Vec<T>, from: usize, to: usize) -> Option<()> {
        if from >= items.len() {
            return None;
        }
        let item = items.remove(from);
        items.insert((if to > from { to - 1 } else { to }).min(items.len()), item);
        Some(())
    }
    match value {
        Value::Sequence(items) => {
            let mut items = items.clone();
            shift(&mut items, from, to)?;
            Some(Value::Sequence(items))
        }
        Value::Mapping(entries) => {
            let mut entries: Vec<(Value, Value)> = entries.clone().into_iter().collect();
            shift(&mut entries, from, to)?;
            Some(Value::Mapping(entries.into_iter().collect::<Mapping>()))
        }
        _ => None,
    }
}

/// A mapping with another name for one of its keys, in its place.
pub(super) fn renamed(value: &Value, from: &str, to: &str) -> Option<Value> {
    let Value::Mapping(entries) = value else { return None };
    let name = |key: &Value| if key.as_str() == Some(from) { Value::from(to) } else { key.clone() };
    Some(Value::Mapping(entries.iter().map(|(key, value)| (name(key), value.clone())).collect()))
}

/// Whether two values are equal, the order of keys too.
pub(super) fn same_in_order(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Sequence(a), Value::Sequence(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_in_order(a, b)),
        (Value::Mapping(a), Value::Mapping(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.0 == b.0 && same_in_order(a.1, b.1))
        }
        _ => a == b,
    }
}
