//! JSON, TOML and YAML as tables and lists with places, so that lines of them can be told apart: one reading for
//! everything that joins or compares what is in them.

use std::ops::Range;

use tree_sitter::Node;

use crate::model::path::RelPath;
use crate::model::syntax;
use crate::model::yaml::node::{self, Kind};

/// A table of keys, or a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Container {
    /// The keys above it.
    pub path: Vec<String>,
    /// Its bytes.
    pub range: Range<usize>,
    /// A list (else keys with values).
    pub is_list: bool,
    /// In the order of the text.
    pub entries: Vec<Entry>,
    /// What stands between two entries, beside the end of the line.
    pub separator: &'static str,
    /// What begins a comment.
    pub comment: &'static str,
}

/// A key with its value, or an item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its bytes.
    pub range: Range<usize>,
    /// The key; of an item its text.
    pub key: String,
    /// The bytes of its value inside the quotes, where it is one plain text.
    pub value: Option<Range<usize>>,
}

/// All tables and lists of a text, the outer ones first. `None` for what is neither JSON nor TOML nor YAML, or cannot
/// be read.
pub fn containers(path: &RelPath, text: &str) -> Option<Vec<Container>> {
    let mut found = Vec::new();
    match path.extension().as_str() {
        "json" | "jsonc" | "json5" | "webmanifest" => {
            let tree = syntax::json_tree(text)?;
            if tree.root_node().has_error() {
                return None;
            }
            json(tree.root_node(), text, &mut Vec::new(), &mut found);
        }
        "toml" => {
            let tree = syntax::tree(path, text)?;
            if tree.root_node().has_error() {
                return None;
            }
            toml(tree.root_node(), text, &mut found);
        }
        "yaml" | "yml" => {
            for document in node::parse(text).ok()? {
                yaml(&document, text, &mut Vec::new(), &mut found);
            }
        }
        _ => return None,
    }
    Some(found)
}

/// The grammar was given one byte before the text.
fn json_range(node: Node<'_>) -> Range<usize> {
    node.start_byte().saturating_sub(1)..node.end_byte().saturating_sub(1)
}

fn json_text(node: Node<'_>, text: &str) -> String {
    let written = text.get(json_range(node)).unwrap_or_default();
    serde_json::from_str(written).unwrap_or_else(|_| written.trim_matches(['"', '\'']).to_owned())
}

fn json(node: Node<'_>, text: &str, path: &mut Vec<String>, found: &mut Vec<Container>) {
    let mut cursor = node.walk();
    let children: Vec<Node<'_>> = node.named_children(&mut cursor).filter(|child| child.kind() != "comment").collect();
    let is_list = node.kind() == "array";
    if node.kind() == "object" || is_list {
        let entry = |child: &Node<'_>| {
            let value = if is_list { Some(*child) } else { child.child_by_field_name("value") };
            let inner = |value: Node<'_>| {
                let range = json_range(value);
                range.start + 1..range.end.saturating_sub(1)
            };
            Entry {
                range: json_range(*child),
                key: child.child_by_field_name("key").map_or_else(|| json_text(*child, text), |key| json_text(key, text)),
                value: value.filter(|value| value.kind() == "string").map(inner),
            }
        };
        let entries = children.iter().map(entry).collect();
        let range = json_range(node);
        found.push(Container { path: path.clone(), range, is_list, entries, separator: ",", comment: "//" });
    }
    for (at, child) in children.into_iter().enumerate() {
        let key = match child.child_by_field_name("key") {
            Some(key) if child.kind() == "pair" => Some(json_text(key, text)),
            _ => is_list.then(|| at.to_string()),
        };
        let depth = path.len();
        path.extend(key);
        json(child, text, path, found);
        path.truncate(depth);
    }
}

fn toml_keys(node: Node<'_>, text: &str) -> Vec<String> {
    let mut cursor = node.walk();
    match node.kind() {
        "dotted_key" => node.named_children(&mut cursor).flat_map(|child| toml_keys(child, text)).collect(),
        _ => vec![text.get(node.byte_range()).unwrap_or_default().trim_matches(['"', '\'']).to_owned()],
    }
}

fn toml(root: Node<'_>, text: &str, found: &mut Vec<Container>) {
    let mut cursor = root.walk();
    let mut counts = std::collections::BTreeMap::new();
    toml_table(root, text, Vec::new(), found);
    for table in root.named_children(&mut cursor) {
        let is_one_of_many = table.kind() == "table_array_element";
        if table.kind() != "table" && !is_one_of_many {
            continue;
        }
        let Some(header) = table.named_child(0) else { continue };
        let mut path = toml_keys(header, text);
        if is_one_of_many {
            let count: &mut usize = counts.entry(path.clone()).or_default();
            path.push(count.to_string());
            *count += 1;
        }
        toml_table(table, text, path, found);
    }
}

fn toml_table(table: Node<'_>, text: &str, path: Vec<String>, found: &mut Vec<Container>) {
    let mut cursor = table.walk();
    let pairs: Vec<Node<'_>> = table.named_children(&mut cursor).filter(|child| child.kind() == "pair").collect();
    let entry = |pair: &Node<'_>| {
        let value = pair.named_child(1);
        Entry {
            range: trimmed(pair.byte_range(), text),
            key: pair.named_child(0).map(|key| toml_keys(key, text).join(".")).unwrap_or_default(),
            value: value.and_then(|value| toml_string(value, text)),
        }
    };
    let entries = pairs.iter().map(entry).collect();
    let is_inline = table.kind() == "inline_table";
    let separator = if is_inline { "," } else { "" };
    found.push(Container { path: path.clone(), range: table.byte_range(), is_list: false, entries, separator, comment: "#" });
    for pair in pairs {
        let (Some(key), Some(value)) = (pair.named_child(0), pair.named_child(1)) else { continue };
        let mut path = path.clone();
        path.extend(toml_keys(key, text));
        toml_value(value, text, path, found);
    }
}

fn toml_value(value: Node<'_>, text: &str, path: Vec<String>, found: &mut Vec<Container>) {
    match value.kind() {
        "inline_table" => toml_table(value, text, path, found),
        "array" => {
            let mut cursor = value.walk();
            let items: Vec<Node<'_>> = value.named_children(&mut cursor).filter(|child| child.kind() != "comment").collect();
            let entry = |item: &Node<'_>| {
                let inner = toml_string(*item, text);
                let key = inner.clone().and_then(|inner| text.get(inner)).or_else(|| text.get(item.byte_range()));
                Entry { range: item.byte_range(), key: key.unwrap_or_default().to_owned(), value: inner }
            };
            let entries = items.iter().map(entry).collect();
            let range = value.byte_range();
            found.push(Container { path: path.clone(), range, is_list: true, entries, separator: ",", comment: "#" });
            for (at, item) in items.into_iter().enumerate() {
                let mut path = path.clone();
                path.push(at.to_string());
                toml_value(item, text, path, found);
            }
        }
        _ => {}
    }
}

/// The bytes inside the quotes of a text on one line.
fn toml_string(value: Node<'_>, text: &str) -> Option<Range<usize>> {
    let written = text.get(value.byte_range())?;
    let quoted = value.kind() == "string" && !written.starts_with("\"\"\"") && !written.starts_with("'''") && written.len() >= 2;
    quoted.then(|| value.start_byte() + 1..value.end_byte() - 1)
}

fn trimmed(range: Range<usize>, text: &str) -> Range<usize> {
    let written = text.get(range.clone()).unwrap_or_default();
    range.start..range.start + written.trim_end().len()
}

fn yaml(node: &node::Node, text: &str, path: &mut Vec<String>, found: &mut Vec<Container>) {
    if node.aliased {
        return;
    }
    let inner = |node: &node::Node| {
        let written = text.get(node.span.clone()).unwrap_or_default();
        let quotes = usize::from(written.starts_with(['"', '\'']) && written.len() >= 2);
        let is_plain = matches!(node.kind, Kind::Scalar { .. }) && !written.contains('\n') && !written.starts_with(['|', '>']);
        is_plain.then(|| node.span.start + quotes..node.span.end - quotes)
    };
    match &node.kind {
        Kind::Scalar { .. } => {}
        Kind::Sequence { items, flow } => {
            let entry = |item: &node::Node| {
                let start = match flow {
                    true => item.span.start,
                    // The dash belongs to the item.
                    false => text[..item.span.start].rfind('-').unwrap_or(item.span.start),
                };
                Entry { range: start..item.span.end, key: item.text().unwrap_or_default().to_owned(), value: inner(item) }
            };
            let separator = if *flow { "," } else { "" };
            let entries = items.iter().map(entry).collect();
            found.push(Container {
                path: path.clone(),
                range: node.span.clone(),
                is_list: true,
                entries,
                separator,
                comment: "#",
            });
            for (at, item) in items.iter().enumerate() {
                path.push(at.to_string());
                yaml(item, text, path, found);
                path.pop();
            }
        }
        Kind::Mapping { entries, flow } => {
            let entry = |entry: &node::Entry| Entry {
                range: trimmed(entry.key.span.start..entry.value.span.end.max(entry.key.span.end), text),
                key: entry.key.text().unwrap_or_default().to_owned(),
                value: inner(&entry.value),
            };
            let separator = if *flow { "," } else { "" };
            let made = entries.iter().map(entry).collect();
            found.push(Container {
                path: path.clone(),
                range: node.span.clone(),
                is_list: false,
                entries: made,
                separator,
                comment: "#",
            });
            for entry in entries {
                path.push(entry.key.text().unwrap_or_default().to_owned());
                yaml(&entry.value, text, path, found);
                path.pop();
            }
        }
    }
}
