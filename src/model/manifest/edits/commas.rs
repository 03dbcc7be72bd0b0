//! Edits of a list that is written as one text with commas: `alpha: Database schema, domain entities`.

use super::super::shape::comma_pieces;
use crate::model::yaml::node::{Node, Style};
use crate::model::yaml::source::Source;
use crate::model::yaml::write::{self, Surroundings};

/// How the list changes.
pub(super) enum Change<'t> {
    Insert(usize, &'t str),
    Remove(usize),
    Rename(usize, &'t str),
    /// Before which, counted before the move.
    Shift(usize, usize),
}

/// What a text with commas is written as after a change; `None` where commas cannot hold the items any more.
pub(super) fn rewrite(
    source: Source<'_>,
    node: &Node,
    items: &[String],
    change: &Change<'_>,
    surroundings: Surroundings,
) -> Option<String> {
    let wanted = changed(items, change);
    let style = node.style()?;
    let written = source.one_line_scalar(node);
    let inner = written.and_then(|written| match style {
        Style::Plain => Some(written),
        Style::SingleQuoted => written.get(1..written.len() - 1).filter(|inner| !inner.contains("''")),
        Style::DoubleQuoted => written.get(1..written.len() - 1).filter(|inner| !inner.contains('\\')),
        Style::Literal | Style::Folded => None,
    });
    let spliced = inner.and_then(|inner| splice(inner, items, change)).unwrap_or_else(|| wanted.join(", "));
    let holds = |text: &str| comma_pieces(text).into_iter().map(|range| &text[range]).eq(wanted.iter().map(String::as_str));
    if !holds(&spliced) {
        return None;
    }
    if spliced.trim().is_empty() && style == Style::Plain && surroundings == Surroundings::Block {
        return Some(String::new());
    }
    Some(write::scalar(&spliced, surroundings, Some(style)))
}

/// The items after the change.
pub(super) fn changed(items: &[String], change: &Change<'_>) -> Vec<String> {
    let mut items = items.to_vec();
    match *change {
        Change::Insert(index, text) => items.insert(index.min(items.len()), text.to_owned()),
        Change::Remove(index) => {
            items.remove(index);
        }
        Change::Rename(index, text) => text.clone_into(&mut items[index]),
        Change::Shift(from, to) => {
            let item = items.remove(from);
            items.insert(if to > from { to - 1 } else { to }, item);
        }
    }
    items
}

/// Changes the text and leaves the blanks between the other items as they are.
fn splice(inner: &str, items: &[String], change: &Change<'_>) -> Option<String> {
    let pieces = comma_pieces(inner);
    if pieces.len() != items.len() || !pieces.iter().zip(items).all(|(piece, item)| inner[piece.clone()] == **item) {
        return None;
    }
    let separator = match pieces.as_slice() {
        [first, second, ..] => &inner[first.end..second.start],
        _ => ", ",
    };
    Some(match *change {
        Change::Insert(index, text) => match pieces.get(index) {
            Some(piece) => format!("{}{text}{separator}{}", &inner[..piece.start], &inner[piece.start..]),
            None => match pieces.last() {
                Some(last) => format!("{}{separator}{text}{}", &inner[..last.end], &inner[last.end..]),
                None => text.to_owned(),
            },
        },
        Change::Remove(index) => match (pieces.get(index + 1), index.checked_sub(1)) {
            (Some(next), _) => format!("{}{}", &inner[..pieces[index].start], &inner[next.start..]),
            (None, Some(before)) => format!("{}{}", &inner[..pieces[before].end], &inner[pieces[index].end..]),
            (None, None) => String::new(),
        },
        Change::Rename(index, text) => format!("{}{text}{}", &inner[..pieces[index].start], &inner[pieces[index].end..]),
        Change::Shift(..) => {
            let order = changed(items, change);
            let mut text = String::with_capacity(inner.len());
            let mut end = 0;
            for (piece, item) in pieces.iter().zip(&order) {
                text.push_str(&inner[end..piece.start]);
                text.push_str(item);
                end = piece.end;
            }
            text + &inner[end..]
        }
    })
}
