//! What stands between brackets, `[a, b]` or `{a: 1}`: taking an item out and putting one in, with the commas right
//! and every comment where it was.

use std::ops::Range;

use super::node::{Kind, Node};
use super::source::Source;
use crate::model::edit::Change;

/// The items between a pair of brackets.
#[derive(Debug)]
pub struct FlowItems<'a> {
    source: Source<'a>,
    /// The byte after the opening bracket.
    open: usize,
    /// The closing bracket.
    close: usize,
    items: Vec<FlowItem>,
}

/// One item: its bytes with anchor and tag, and the comma behind it.
#[derive(Clone, Copy, Debug)]
pub struct FlowItem {
    /// Its first byte.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
    /// The comma behind it.
    pub comma: Option<usize>,
}

impl<'a> FlowItems<'a> {
    /// The items of a list or mapping in brackets.
    pub fn new(source: Source<'a>, node: &Node) -> Option<Self> {
        let ends: Vec<usize> = match &node.kind {
            Kind::Sequence { items, flow: true } => items.iter().map(|item| source.end_of(item)).collect(),
            Kind::Mapping { entries, flow: true } => entries.iter().map(|entry| source.end_of_entry(entry)).collect(),
            _ => return None,
        };
        let open = node.span.start + 1;
        let close = source.end_of(node).checked_sub(1)?;
        let mut before = open;
        let mut items = Vec::with_capacity(ends.len());
        for end in ends {
            let start = source.skip_space(before);
            let next = source.skip_space(end);
            let comma = source.text[next..].starts_with(',').then_some(next);
            if start >= end || end > close {
                return None;
            }
            items.push(FlowItem { start, end, comma });
            before = comma.map_or(next, |comma| comma + 1);
        }
        Some(Self { source, open, close, items })
    }

    /// The items.
    pub fn items(&self) -> &[FlowItem] {
        &self.items
    }

    /// Whether each item has a line of its own and the closing bracket too, so that lines can be moved.
    pub fn is_line_by_line(&self) -> bool {
        let source = self.source;
        let blank = |from: usize, to: usize| source.text[from..to].trim().is_empty();
        let ends_line = |at: usize| {
            let rest = source.text[at..source.line_end(at)].trim();
            rest.is_empty() || rest.starts_with('#')
        };
        !self.items.is_empty()
            && blank(source.line_start(self.close), self.close)
            && source.line_start(self.close) > self.open
            && self.items.iter().all(|item| {
                let starts_line = source.line_start(item.start) >= self.open && blank(source.line_start(item.start), item.start);
                let same_line = item.comma.is_none_or(|comma| !source.text[item.end..comma].contains('\n'));
                starts_line && same_line && ends_line(item.comma.map_or(item.end, |comma| comma + 1))
            })
    }

    /// Takes an item out.
    pub fn remove(&self, index: usize) -> Vec<Change> {
        let item = self.items[index];
        let is_calm = |from: usize, to: usize| !self.source.text[from..to].contains(['\n', '#']);
        let range = if self.items.len() == 1 {
            let all = item.comma.map_or(item.end, |comma| comma + 1);
            if is_calm(self.open, self.close) { self.open..self.close } else { item.start..all }
        } else if let Some(next) = self.items.get(index + 1) {
            if is_calm(item.end, next.start) {
                item.start..next.start
            } else {
                let end = item.comma.map_or(item.end, |comma| comma + 1);
                let blanks = self.source.text[end..].len() - self.source.text[end..].trim_start_matches(' ').len();
                item.start..end + blanks
            }
        } else {
            let before = self.items[index - 1].end;
            if is_calm(before, item.start) {
                before..item.end
            } else {
                item.start..item.comma.map_or(item.end, |comma| comma + 1)
            }
        };
        vec![Change { range, text: String::new() }]
    }

    /// Takes the lines of the only item out, and draws the brackets together; other comments between them stay.
    pub fn empty(&self, lines: &Range<usize>) -> Vec<Change> {
        let source = self.source;
        let closing_line = source.line_start(self.close)..source.line_end(self.close);
        let is_alone = source.text[self.close + 1..closing_line.end].trim().is_empty();
        let rest_is_blank =
            source.text[self.open..lines.start].trim().is_empty() && source.text[lines.end..self.close].trim().is_empty();
        if rest_is_blank {
            return vec![Change { range: self.open..self.close, text: String::new() }];
        }
        let closing = if is_alone { closing_line } else { self.close..self.close + 1 };
        vec![
            Change { range: self.open..self.open, text: "]".to_owned() },
            Change { range: lines.clone(), text: String::new() },
            Change { range: closing, text: String::new() },
        ]
    }

    /// Puts an item before the one at `index`; behind the last, where there is none.
    pub fn insert(&self, index: usize, written: &str) -> Vec<Change> {
        let change = |at: usize, text: String| vec![Change { range: at..at, text }];
        let separator = match self.items.as_slice() {
            [first, second, ..] if first.comma.is_some() && !self.source.text[first.end..second.start].contains(['\n', '#']) => {
                &self.source.text[first.end..second.start]
            }
            _ => ", ",
        };
        if let Some(item) = self.items.get(index) {
            return change(item.start, format!("{written}{separator}"));
        }
        match self.items.last() {
            Some(FlowItem { comma: Some(comma), .. }) => change(comma + 1, format!(" {written},")),
            Some(last) => change(last.end, format!("{separator}{written}")),
            None if self.source.text[self.open..self.close].trim().is_empty() => {
                vec![Change { range: self.open..self.close, text: written.to_owned() }]
            }
            None => change(self.open, written.to_owned()),
        }
    }

    /// Moves an item before the one at `to` (counted before the move): the items between change places, what stands
    /// between them stays.
    pub fn shift(&self, from: usize, to: usize) -> Vec<Change> {
        let mut order: Vec<usize> = (0..self.items.len()).collect();
        let moved = order.remove(from);
        order.insert(if to > from { to - 1 } else { to }, moved);
        let written = |index: usize| &self.source.text[self.items[index].start..self.items[index].end];
        let changed = order.iter().enumerate().filter(|(at, item)| *at != **item && written(*at) != written(**item));
        changed
            .map(|(at, item)| Change { range: self.items[at].start..self.items[at].end, text: written(*item).to_owned() })
            .collect()
    }
}
