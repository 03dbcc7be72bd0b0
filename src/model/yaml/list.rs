//! Edits of a list's text by whole lines: take an item out, put one in, move one, change its words. An item of a
//! list with dashes takes its own comments along: the one behind it and the lines directly above it. Everything
//! else stays byte for byte.

use std::ops::Range;

use super::flow::FlowItems;
use super::node::{Kind, Node, Style};
use super::source::Source;
use super::write::{self, Surroundings};
use crate::model::edit::Change;

/// A list in a text.
#[derive(Debug)]
pub struct ListSite<'a> {
    source: Source<'a>,
    list: &'a Node,
    /// The key whose value it is.
    key: &'a Node,
    shape: Shape<'a>,
}

#[derive(Debug)]
enum Shape<'a> {
    /// One dash an item.
    Block { dashes: Vec<usize> },
    /// Brackets, one line an item.
    FlowLines { flow: FlowItems<'a> },
    /// Brackets, items one after another.
    FlowInline { flow: FlowItems<'a> },
}

/// An item on its way from one list to another.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Payload {
    /// What it says.
    pub text: String,
    /// How it was written, where it was on one line.
    written: Option<(String, Option<Style>)>,
    /// Its comment lines, from `#` on.
    above: Vec<String>,
    /// The comment behind it.
    trailing: Option<String>,
    /// Comment lines below it that stand deeper.
    below: Vec<String>,
    /// Its lines as they stood in a list with dashes, and the column of the dash.
    lines: Option<(String, usize)>,
}

impl Payload {
    /// A new item.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// A new item of any kind, as it is written on one line.
    pub fn written(text: &str) -> Self {
        Self { text: text.to_owned(), written: Some((text.to_owned(), None)), ..Self::default() }
    }

    /// A new item of a list with dashes, as whole lines; `column` is where its dash stands.
    pub fn lines(lines: String, column: usize) -> Self {
        Self { lines: Some((lines, column)), ..Self::default() }
    }

    /// The same item, to be written anew from what it says, with its comments.
    #[must_use]
    pub fn rewritten(self) -> Self {
        Self { written: None, lines: None, ..self }
    }

    fn scalar(&self, surroundings: Surroundings) -> String {
        match &self.written {
            Some((written, Some(Style::Plain))) if write::is_plain_safe(&self.text, surroundings) => written.clone(),
            Some((written, Some(Style::SingleQuoted | Style::DoubleQuoted) | None)) => written.clone(),
            _ => write::scalar(&self.text, surroundings, None),
        }
    }

    /// Its comments, in the order in which they stood.
    fn comments(&self) -> impl Iterator<Item = &String> {
        self.above.iter().chain(&self.trailing).chain(&self.below)
    }
}

impl<'a> ListSite<'a> {
    /// A list that is a key's value; `None` for what is no list with places of its own.
    pub fn new(source: Source<'a>, key: &'a Node, list: &'a Node) -> Option<Self> {
        if list.aliased {
            return None;
        }
        let shape = match &list.kind {
            Kind::Sequence { flow: true, .. } => {
                let flow = FlowItems::new(source, list)?;
                if flow.is_line_by_line() { Shape::FlowLines { flow } } else { Shape::FlowInline { flow } }
            }
            Kind::Sequence { flow: false, .. } => {
                let dashes = source.dashes(list);
                let begins_line = |dash: usize| source.text[source.line_start(dash)..dash].trim().is_empty();
                let is_dash = |dash: &usize| source.text[*dash..].starts_with('-') && begins_line(*dash);
                if dashes.is_empty() || !dashes.iter().all(is_dash) {
                    return None;
                }
                Shape::Block { dashes }
            }
            _ => return None,
        };
        Some(Self { source, list, key, shape })
    }

    /// How many items it has.
    pub fn len(&self) -> usize {
        self.list.items().map_or(0, <[Node]>::len)
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn item(&self, index: usize) -> &'a Node {
        &self.list.items().unwrap_or_default()[index]
    }

    /// Where an item's text ends, with its comma.
    fn end(&self, index: usize) -> usize {
        match &self.shape {
            Shape::Block { dashes } if self.item(index).span.is_empty() => self.source.skip_properties(dashes[index] + 1),
            Shape::Block { .. } => self.source.end_of(self.item(index)),
            Shape::FlowLines { flow } | Shape::FlowInline { flow } => {
                let item = flow.items()[index];
                item.comma.map_or(item.end, |comma| comma + 1)
            }
        }
    }

    /// The lines of an item with its comments, where items have lines of their own.
    fn chunk(&self, index: usize) -> Option<Range<usize>> {
        let source = self.source;
        let start = match &self.shape {
            Shape::Block { dashes } => dashes[index],
            Shape::FlowLines { flow } => flow.items()[index].start,
            Shape::FlowInline { .. } => return None,
        };
        let column = source.column(start);
        let start = source.line_start(start);
        let first = match index.checked_sub(1) {
            // A comment that stands deeper than the dashes belongs to the item before.
            Some(before) => source.comments_above(start, source.line_end(self.end(before)), |indent| indent <= column),
            None => {
                let opening =
                    if matches!(self.shape, Shape::Block { .. }) { source.end_of(self.key) } else { self.list.span.start };
                source.comments_above(start, source.line_end(opening).min(start), |_| true)
            }
        };
        Some(first..self.below(index, column))
    }

    /// The end of an item's lines: comments below it that stand deeper than the items belong to it.
    fn below(&self, index: usize, column: usize) -> usize {
        let source = self.source;
        let mut end = source.line_end(self.end(index));
        while end < source.text.len() && source.is_comment(end) && source.indent(end) > column {
            end = source.line_end(end);
        }
        end
    }

    /// An item with all that it takes along.
    pub fn payload(&self, index: usize, text: &str) -> Payload {
        let source = self.source;
        let node = self.item(index);
        let has_properties = source.start_with_properties(node) != node.span.start;
        let written = source.one_line_scalar(node).filter(|_| !has_properties).map(|written| (written.to_owned(), node.style()));
        let mut payload = Payload { text: text.to_owned(), written, ..Payload::default() };
        if let Some(chunk) = self.chunk(index) {
            let lines = source.text[chunk.clone()].lines();
            payload.above = lines.map(str::trim).take_while(|line| line.starts_with('#')).map(str::to_owned).collect();
            payload.trailing = source.trailing_comment(self.end(index)).map(str::to_owned);
            let below = &source.text[source.line_end(self.end(index))..chunk.end];
            payload.below = below.lines().map(|line| line.trim().to_owned()).collect();
            if let Shape::Block { dashes } = &self.shape {
                payload.lines = Some((source.text[chunk].to_owned(), source.column(dashes[index])));
            }
        }
        payload
    }

    /// Takes an item out, with its comments.
    pub fn remove(&self, index: usize) -> Option<Vec<Change>> {
        let delete = |range: Range<usize>| Change { range, text: String::new() };
        match &self.shape {
            Shape::Block { .. } if self.len() == 1 => {
                // Nothing may be left of the list, but the key stays, and says that its list is empty.
                let at = self.source.after_colon(self.key)?;
                Some(vec![Change { range: at..at, text: " []".to_owned() }, delete(self.chunk(index)?)])
            }
            Shape::FlowLines { flow } if self.len() == 1 => Some(flow.empty(&self.chunk(index)?)),
            Shape::Block { .. } | Shape::FlowLines { .. } => Some(vec![delete(self.chunk(index)?)]),
            Shape::FlowInline { flow } => Some(flow.remove(index)),
        }
    }

    /// Puts an item before the one at `index`; behind the last, where there is none.
    pub fn insert(&self, index: usize, payload: &Payload) -> Option<Vec<Change>> {
        let source = self.source;
        let (first, last) = (0, self.len().checked_sub(1));
        match &self.shape {
            Shape::Block { dashes } => {
                let column = source.column(dashes[first]);
                let eol = source.eol(dashes[first]);
                let text = match &payload.lines {
                    Some((lines, from)) => reindent(lines, *from, column, eol),
                    None => {
                        let dash = dashes[first];
                        let item = self.item(first).span.start;
                        let gap =
                            source.text.get(dash + 1..item).filter(|gap| gap.bytes().all(|byte| byte == b' ') && !gap.is_empty());
                        let scalar = payload.scalar(Surroundings::Block);
                        line_item(payload, column, &format!("-{}{scalar}", gap.unwrap_or(" ")), eol)
                    }
                };
                Some(vec![self.place_lines(index, text)?])
            }
            Shape::FlowLines { flow } => {
                let model = flow.items()[first];
                let column = source.column(model.start);
                let last = last?;
                let mut changes = Vec::new();
                let needs_comma = index <= last || flow.items()[last].comma.is_some();
                if index > last && flow.items()[last].comma.is_none() {
                    let end = flow.items()[last].end;
                    changes.push(Change { range: end..end, text: ",".to_owned() });
                }
                let scalar = payload.scalar(Surroundings::Flow);
                let text = line_item(
                    payload,
                    column,
                    &format!("{scalar}{}", if needs_comma { "," } else { "" }),
                    source.eol(model.start),
                );
                changes.push(self.place_lines(index, text)?);
                Some(changes)
            }
            Shape::FlowInline { flow } => {
                let mut changes = flow.insert(index, &payload.scalar(Surroundings::Flow));
                changes.extend(comments_above_line(source, self.list.span.start, payload));
                Some(changes)
            }
        }
    }

    /// Moves an item before the one at `to`, counted before the move.
    pub fn shift(&self, from: usize, to: usize) -> Option<Vec<Change>> {
        let source = self.source;
        let last = self.len() - 1;
        match &self.shape {
            Shape::FlowInline { flow } => Some(flow.shift(from, to)),
            Shape::Block { .. } => {
                let chunk = self.chunk(from)?;
                let text = with_eol(&source.text[chunk.clone()], source.eol(chunk.start));
                Some(vec![Change { range: chunk, text: String::new() }, self.place_lines(to, text)?])
            }
            Shape::FlowLines { flow } => {
                let chunk = self.chunk(from)?;
                let mut text = with_eol(&source.text[chunk.clone()], source.eol(chunk.start));
                let mut changes = vec![Change { range: chunk.clone(), text: String::new() }];
                if to > last && flow.items()[last].comma.is_none() {
                    let end = flow.items()[last].end;
                    changes.push(Change { range: end..end, text: ",".to_owned() });
                }
                if from == last && flow.items()[last].comma.is_none() {
                    text.insert(flow.items()[last].end - chunk.start, ',');
                }
                changes.push(self.place_lines(to, text)?);
                Some(changes)
            }
        }
    }

    /// Changes what an item says; its quotes stay, if it had some.
    pub fn rename(&self, index: usize, text: &str) -> Vec<Change> {
        let node = self.item(index);
        let surroundings = if matches!(self.shape, Shape::Block { .. }) { Surroundings::Block } else { Surroundings::Flow };
        let written = write::scalar(text, surroundings, node.style().filter(|_| !node.aliased));
        vec![Change { range: node.span.start..self.source.end_of(node), text: written }]
    }

    /// Lines before the item at `index`, or behind the last one.
    fn place_lines(&self, index: usize, text: String) -> Option<Change> {
        let at = if index < self.len() { self.chunk(index)?.start } else { self.chunk(self.len() - 1)?.end };
        let source = self.source;
        if at > 0 && !source.text[..at].ends_with('\n') && !source.text[..at].ends_with('\u{feff}') {
            // The file's last line has no line end: neither will the new last line.
            let eol = source.eol(at);
            let text = format!("{eol}{}", text.trim_end_matches(['\r', '\n']));
            return Some(Change { range: at..at, text });
        }
        Some(Change { range: at..at, text })
    }
}

/// Comments of an item that goes where lines of its own are not possible: above the line of `at`.
pub fn comments_above_line(source: Source<'_>, at: usize, payload: &Payload) -> Option<Change> {
    let start = source.line_start(at);
    let (indent, eol) = (" ".repeat(source.indent(at)), source.eol(at));
    let text: String = payload.comments().map(|comment| format!("{indent}{comment}{eol}")).collect();
    (!text.is_empty()).then_some(Change { range: start..start, text })
}

/// Lines of a new block list below a key.
pub fn new_block_list<'p>(payloads: impl IntoIterator<Item = &'p Payload>, column: usize, eol: &str) -> String {
    let item = |payload: &Payload| line_item(payload, column, &format!("- {}", payload.scalar(Surroundings::Block)), eol);
    payloads.into_iter().map(item).collect()
}

fn line_item(payload: &Payload, column: usize, written: &str, eol: &str) -> String {
    let indent = " ".repeat(column);
    let above: String = payload.above.iter().map(|comment| format!("{indent}{comment}{eol}")).collect();
    let trailing = payload.trailing.as_ref().map(|comment| format!("  {comment}")).unwrap_or_default();
    let below: String = payload.below.iter().map(|comment| format!("{indent}  {comment}{eol}")).collect();
    format!("{above}{indent}{written}{trailing}{eol}{below}")
}

fn with_eol(lines: &str, eol: &str) -> String {
    if lines.ends_with('\n') { lines.to_owned() } else { format!("{lines}{eol}") }
}

/// Lines that stood at one column, at another.
fn reindent(lines: &str, from: usize, to: usize, eol: &str) -> String {
    let mut moved = String::with_capacity(lines.len() + 16);
    for line in lines.split_inclusive('\n') {
        if line.trim().is_empty() {
            moved.push_str(line);
        } else if to >= from {
            moved.push_str(&" ".repeat(to - from));
            moved.push_str(line);
        } else {
            let spaces = line.len() - line.trim_start_matches(' ').len();
            moved.push_str(&line[spaces.min(from - to)..]);
        }
    }
    with_eol(&moved, eol)
}
