//! Imports and exports as sets: each statement that only binds names, and the names between the braces of one. Not
//! those whose order means something: imports for their side effects, styles, `from __future__`, `import *`, `_` and `.`
//! in Go, anything with attributes. Whether names hold in the joined text is asked in `names`.

mod go;
mod java;
mod javascript;
pub(super) mod names;
mod python;
mod rust;

use std::collections::BTreeSet;
use std::ops::Range;

use tree_sitter::Node;

use super::list::{self, Found, Item, List, Rules};
use super::sides::Sides;
use super::{Proposal, Rewritten};
use crate::model::path::RelPath;
use crate::model::syntax;

pub(super) const REASON: &str = "imports";
pub(super) const NAMES: &str = "names";

/// What the imports of a language look like.
pub(super) struct Language {
    /// The endings of its files.
    extensions: &'static [&'static str],
    /// What begins a comment to the end of the line.
    comment: &'static str,
    /// What a node says, if it is an import (or an export) that stands in a list of such.
    statement: fn(Node<'_>, &str) -> Option<Statement>,
    /// The kinds of nodes in which statements stand in a list.
    bodies: &'static [&'static str],
    /// The kinds of nodes that list names inside a statement.
    lists: &'static [&'static str],
    /// The kinds of nodes that are a name where it is used.
    uses: &'static [&'static str],
    /// The names that a node at the top of a file declares.
    declares: fn(Node<'_>, &str) -> Vec<String>,
}

/// An import or export.
#[derive(Clone, Debug, Default)]
pub(super) struct Statement {
    /// Its order among others means something.
    is_fixed: bool,
    /// The names between its braces.
    names: Option<Range<usize>>,
    /// What it binds, and what the name stands for.
    binds: Vec<(String, String)>,
    /// Whether it exports names, too: those may not stand twice either, but nobody uses them here.
    is_export: bool,
}

static LANGUAGES: [Language; 5] = [javascript::LANGUAGE, python::LANGUAGE, rust::LANGUAGE, go::LANGUAGE, java::LANGUAGE];

fn language(path: &RelPath) -> Option<&'static Language> {
    let extension = path.extension();
    LANGUAGES.iter().find(|language| language.extensions.contains(&extension.as_str()))
}

pub(super) fn propose(sides: &Sides<'_>, run: usize) -> Option<Proposal> {
    let language = language(sides.path)?;
    let used = names::used(sides, language)?;
    let rules = Imports { used };
    let lists = |text: &str, range: Range<usize>| lists(sides.path, language, text, range);
    let joined = list::join_run(sides, run, &rules, &lists)?;
    let reason = if joined.rewritten.is_empty() { REASON } else { NAMES };
    Some(Proposal { reason, text: joined.text, rewritten: joined.rewritten })
}

/// The lists of names and of statements that reach into a range.
fn lists(path: &RelPath, language: &Language, text: &str, range: Range<usize>) -> Vec<List> {
    let Some(tree) = syntax::tree(path, text) else { return Vec::new() };
    let mut found = Vec::new();
    let run = &text[range.clone()];
    let (start, end) = (range.start + (run.len() - run.trim_start().len()), range.start + run.trim_end().len());
    let mut node = tree.root_node().descendant_for_byte_range(start, end.saturating_sub(1).max(start));
    while let Some(here) = node {
        if language.lists.contains(&here.kind()) {
            found.extend(list_of_names(language, here, text));
        } else if language.bodies.contains(&here.kind()) && is_free(here, &range, text) {
            found.push(list_of_statements(language, here, text));
        }
        node = here.parent();
    }
    found
}

/// Whether the line above the run leaves it alone: an attribute or a comment for documentation belongs to what follows.
fn is_free(body: Node<'_>, range: &Range<usize>, text: &str) -> bool {
    let mut cursor = body.walk();
    let before = body.children(&mut cursor).take_while(|child| child.start_byte() < range.start).last();
    before.is_none_or(|before| {
        let said = before.utf8_text(text.as_bytes()).unwrap_or_default();
        let belongs = before.kind().contains("attribute") || before.kind().contains("annotation") || before.kind() == "decorator";
        let documents = said.starts_with("///") || said.starts_with("/**") || said.starts_with("#[");
        let ends = before.end_byte() <= range.start;
        ends && !belongs && !(documents && before.kind().contains("comment"))
    })
}

fn list_of_statements(language: &Language, body: Node<'_>, text: &str) -> List {
    let mut cursor = body.walk();
    let items = body.named_children(&mut cursor).filter(|child| !child.kind().contains("comment")).map(|child| {
        let range = trimmed(child, text);
        match (language.statement)(child, text) {
            Some(said) => Found {
                key: key(text, &range, said.names.as_ref()),
                value: said.names.clone(),
                binds: said.binds.into_iter().map(|(name, _)| name).collect(),
                is_fixed: said.is_fixed,
                range,
            },
            None => Found { range, is_fixed: true, ..Found::default() },
        }
    });
    List { name: format!("{} statements", body.kind()), items: items.collect(), separator: "", comment: language.comment }
}

/// A grammar may count the end of the line, or a comment behind it, in.
fn trimmed(node: Node<'_>, text: &str) -> Range<usize> {
    let range = node.byte_range();
    range.start..range.start + text[range].trim_end().len()
}

/// A statement without its names, and without the space between its words.
fn key(text: &str, range: &Range<usize>, names: Option<&Range<usize>>) -> String {
    let said = match names {
        Some(names) => format!("{}…{}", &text[range.start..names.start], &text[names.end..range.end]),
        None => text[range.clone()].to_owned(),
    };
    let tight: String = said.split_whitespace().collect::<Vec<_>>().join(" ");
    tight.trim_end_matches(';').replace('"', "'").replace("{ ", "{").replace(" }", "}")
}

fn list_of_names(language: &Language, list: Node<'_>, text: &str) -> Option<List> {
    // Up to the statement that it belongs to.
    let mut statement = list;
    while (language.statement)(statement, text).is_none() {
        statement = statement.parent()?;
    }
    let said = (language.statement)(statement, text)?;
    if said.is_fixed {
        return None;
    }
    let around = statement.byte_range();
    // Python has no node for the names alone.
    let inner = said.names.clone().filter(|_| list.id() == statement.id()).unwrap_or(list.byte_range());
    let name = format!("names of {}…{}", &text[around.start..inner.start], text[inner.end..around.end].trim_end());
    let mut cursor = list.walk();
    let items = list.named_children(&mut cursor).filter(|child| !child.kind().contains("comment")).map(|child| {
        let range = child.byte_range();
        let written = text[range.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
        let bound = said.binds.iter().filter(|(name, _)| words(&written).any(|word| word == name)).map(|(name, _)| name.clone());
        Found { key: written.clone(), binds: bound.collect(), range, ..Found::default() }
    });
    Some(List { name, items: items.collect(), separator: ",", comment: language.comment })
}

/// The words of a text: letters, digits and underscores.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '$').filter(|word| !word.is_empty())
}

struct Imports {
    /// Names that somebody uses.
    used: BTreeSet<String>,
}

impl Rules for Imports {
    fn stays(&self, item: &Item) -> bool {
        // What binds no name that one could look for (`export *`) goes as in every merge.
        item.binds.iter().any(|name| self.used.contains(name))
    }

    fn clash(&self, base: Option<&Item>, sides: &[&Item], said: &mut Vec<Rewritten>) -> Option<Vec<Item>> {
        let template = base.or(sides.first().copied())?;
        let Some(of_template) = template.value() else {
            // The same statement, written with other spaces or quotes.
            return sides.first().map(|item| vec![(*item).clone()]);
        };
        let base_names = base.map(|item| split(item.value().unwrap_or_default())).unwrap_or_default();
        let mut names = Vec::with_capacity(sides.len());
        for side in sides {
            let value = side.value()?;
            if value.contains('\n') || value.contains("//") || value.contains("/*") || !side.tail.is_empty() {
                return None;
            }
            names.push(split(value));
        }
        // Two statements of their own, as long as no name stands in both.
        let count: usize = names.iter().map(Vec::len).sum();
        let distinct: BTreeSet<&str> = names.iter().flatten().copied().collect();
        if base.is_none() && count == distinct.len() {
            return Some(sides.iter().map(|item| (*item).clone()).collect());
        }
        let mut kept: Vec<&str> = base_names
            .iter()
            .copied()
            .filter(|name| {
                names.iter().all(|list| list.contains(name)) || bound(name).is_some_and(|name| self.used.contains(name))
            })
            .collect();
        let mut added: Vec<&str> = distinct.iter().copied().filter(|name| !base_names.contains(name)).collect();
        added.sort_by_key(|name| (name.to_lowercase(), *name));
        let is_sorted = |list: &[&str]| list.windows(2).all(|pair| pair[0].to_lowercase() <= pair[1].to_lowercase());
        let all_sorted = is_sorted(&base_names) && names.iter().all(|list| is_sorted(list));
        kept.extend(added);
        if all_sorted {
            kept.sort_by_key(|name| (name.to_lowercase(), *name));
        }
        let inner = of_template.trim_start_matches(['{', '(']).trim_end_matches(['}', ')']);
        let open = of_template.len() - of_template.trim_start_matches(['{', '(']).len();
        let close = of_template.trim_end_matches(['}', ')']).len();
        let pad = if inner.starts_with(' ') { " " } else { "" };
        let joined = format!("{}{pad}{}{pad}{}", &of_template[..open], kept.join(", "), &of_template[close..]);
        let item = template.with_value(&joined)?;
        said.push(Rewritten {
            before: base.map(|item| item.body.trim().to_owned()),
            from: sides.iter().map(|item| item.body.trim().to_owned()).collect(),
            to: item.body.trim().to_owned(),
            is_version: false,
        });
        Some(vec![item])
    }
}

/// The names between braces; those with braces of their own stay whole.
fn split(value: &str) -> Vec<&str> {
    let value = value.trim();
    let value = value.strip_prefix(['{', '(']).unwrap_or(value);
    let value = value.strip_suffix(['}', ')']).unwrap_or(value);
    let (mut names, mut depth, mut start) = (Vec::new(), 0_usize, 0);
    for (at, byte) in value.bytes().enumerate() {
        match byte {
            b'{' | b'(' => depth += 1,
            b'}' | b')' => depth = depth.saturating_sub(1),
            b',' if depth == 0 => {
                names.push(value[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    names.push(value[start..].trim());
    names.retain(|name| !name.is_empty());
    names
}

/// The name that a specifier binds: its last word.
fn bound(specifier: &str) -> Option<&str> {
    words(specifier).last()
}
