//! Lists that the tools that read them take as sets: ignore files, keywords, workspace members, words of a dictionary.
//! The table says which; a list that is not in it has an order. In lists of patterns with a `!`, the last match wins:
//! those have one, too.

use std::ops::Range;

use super::list::{self, Found, Item, List, Rules};
use super::sides::Sides;
use super::{Proposal, Rewritten};
use crate::model::packages::data;
use crate::model::path::RelPath;
use crate::model::syntax;

pub(super) const REASON: &str = "sets";

/// Files of patterns or names, one a line, in which the order means nothing as long as no pattern takes another back.
const FILES_OF_LINES: [&str; 14] = [
    ".gitignore",
    ".dockerignore",
    ".npmignore",
    ".eslintignore",
    ".prettierignore",
    ".stylelintignore",
    ".helmignore",
    ".gcloudignore",
    ".vercelignore",
    ".ignore",
    ".rgignore",
    ".vscodeignore",
    ".containerignore",
    ".git-blame-ignore-revs",
];

/// Lists in files that are sets: the file, and the keys above the list (`*`: any).
const SETS: [(&str, &[&str]); 32] = [
    ("package.json", &["keywords"]),
    ("package.json", &["files"]),
    ("package.json", &["os"]),
    ("package.json", &["cpu"]),
    ("package.json", &["workspaces"]),
    ("package.json", &["workspaces", "packages"]),
    ("package.json", &["bundledDependencies"]),
    ("package.json", &["bundleDependencies"]),
    ("tsconfig", &["include"]),
    ("tsconfig", &["exclude"]),
    ("tsconfig", &["files"]),
    ("tsconfig", &["compilerOptions", "types"]),
    ("tsconfig", &["compilerOptions", "lib"]),
    ("extensions.json", &["recommendations"]),
    ("extensions.json", &["unwantedRecommendations"]),
    ("cspell", &["words"]),
    ("cspell", &["ignoreWords"]),
    ("cspell", &["flagWords"]),
    ("Cargo.toml", &["package", "keywords"]),
    ("Cargo.toml", &["package", "categories"]),
    ("Cargo.toml", &["features", "*"]),
    ("Cargo.toml", &["workspace", "members"]),
    ("Cargo.toml", &["workspace", "exclude"]),
    ("Cargo.toml", &["workspace", "default-members"]),
    ("Cargo.toml", &["dependencies", "*", "features"]),
    ("Cargo.toml", &["dev-dependencies", "*", "features"]),
    ("pyproject.toml", &["project", "keywords"]),
    ("pyproject.toml", &["project", "classifiers"]),
    ("pyproject.toml", &["project", "dynamic"]),
    ("pyproject.toml", &["tool", "ruff", "lint", "*"]),
    ("pnpm-workspace.yaml", &["packages"]),
    ("pnpm-workspace.yaml", &["onlyBuiltDependencies"]),
];

pub(super) fn propose(sides: &Sides<'_>, run: usize) -> Option<Proposal> {
    let texts = || sides.sides.iter().chain([&sides.base]).map(|version| version.text.as_str());
    let joined = if FILES_OF_LINES.contains(&sides.path.file_name()) {
        if texts().any(|text| text.lines().any(|line| line.trim_start().starts_with('!'))) {
            return None;
        }
        list::join_run(sides, run, &Sets, &|text, _| vec![of_lines(text)])?
    } else {
        list::join_run(sides, run, &Sets, &|text, range| lists(sides.path, text, &range))?
    };
    Some(Proposal { reason: REASON, text: joined.text, rewritten: joined.rewritten })
}

fn of_lines(text: &str) -> List {
    let mut items = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let said = line.trim_end_matches(['\n', '\r']);
        if !said.trim().is_empty() && !said.starts_with('#') {
            items.push(Found { range: at..at + said.len(), key: said.to_owned(), ..Found::default() });
        }
        at += line.len();
    }
    List { name: "lines".to_owned(), items, separator: "", comment: "#" }
}

fn lists(path: &RelPath, text: &str, range: &Range<usize>) -> Vec<List> {
    match path.extension().as_str() {
        "py" | "pyi" => names_of_python(path, text, range),
        "ts" | "tsx" | "mts" | "cts" => unions(path, text, range),
        _ => arrays(path, text, range),
    }
}

fn is_set(path: &RelPath, keys: &[String]) -> bool {
    let name = path.file_name();
    let matches_keys =
        |wanted: &[&str]| wanted.len() == keys.len() && wanted.iter().zip(keys).all(|(want, key)| *want == "*" || want == key);
    SETS.iter().any(|(file, wanted)| {
        let is_file = if file.contains('.') { name == *file } else { name.trim_start_matches('.').starts_with(file) };
        is_file && matches_keys(wanted)
    })
}

fn arrays(path: &RelPath, text: &str, range: &Range<usize>) -> Vec<List> {
    let mut found = data::containers(path, text).unwrap_or_default();
    found.retain(|container| {
        let reaches = container.range.start < range.end && container.range.end >= range.start;
        container.is_list && reaches && is_set(path, &container.path)
    });
    let list = |container: data::Container| {
        // A pattern that takes another one back comes after it.
        let has_order = container.entries.iter().any(|entry| entry.key.starts_with('!'));
        let items = container.entries.into_iter().map(|entry| Found {
            is_fixed: has_order || entry.value.is_none(),
            key: entry.key,
            range: entry.range,
            ..Found::default()
        });
        List {
            name: container.path.join("\0"),
            items: items.collect(),
            separator: container.separator,
            comment: container.comment,
        }
    };
    found.into_iter().rev().map(list).collect()
}

/// `__all__`: the names that a module offers.
fn names_of_python(path: &RelPath, text: &str, range: &Range<usize>) -> Vec<List> {
    let Some(tree) = syntax::tree(path, text) else { return Vec::new() };
    let mut cursor = tree.root_node().walk();
    let mut found = Vec::new();
    for statement in tree.root_node().named_children(&mut cursor) {
        let Some(assignment) = statement.named_child(0).filter(|child| child.kind() == "assignment") else { continue };
        let is_all = assignment.child_by_field_name("left").is_some_and(|left| &text[left.byte_range()] == "__all__");
        let Some(list) = assignment.child_by_field_name("right").filter(|right| matches!(right.kind(), "list" | "tuple")) else {
            continue;
        };
        if is_all && list.start_byte() < range.end && list.end_byte() >= range.start {
            let mut cursor = list.walk();
            let items = list.named_children(&mut cursor).filter(|child| child.kind() != "comment").map(|child| Found {
                is_fixed: child.kind() != "string",
                key: text[child.byte_range()].replace('\'', "\""),
                range: child.byte_range(),
                ..Found::default()
            });
            found.push(List { name: "__all__".to_owned(), items: items.collect(), separator: ",", comment: "#" });
        }
    }
    found
}

/// Unions of TypeScript, one literal a line: a type is a set.
fn unions(path: &RelPath, text: &str, range: &Range<usize>) -> Vec<List> {
    let Some(tree) = syntax::tree(path, text) else { return Vec::new() };
    let run = &text[range.clone()];
    let start = range.start + (run.len() - run.trim_start().len());
    let end = (range.start + run.trim_end().len()).saturating_sub(1).max(start);
    let mut node = tree.root_node().descendant_for_byte_range(start, end);
    let mut outer = None;
    while let Some(here) = node {
        if here.kind() == "union_type" {
            outer = Some(here);
        }
        node = here.parent();
    }
    let Some(union) = outer else { return Vec::new() };
    let name =
        union.parent().and_then(|parent| parent.child_by_field_name("name")).map(|name| text[name.byte_range()].to_owned());
    let Some(name) = name else { return Vec::new() };
    let mut items = Vec::new();
    let mut stack = vec![union];
    while let Some(node) = stack.pop() {
        if node.kind() == "union_type" {
            let mut cursor = node.walk();
            stack.extend(node.named_children(&mut cursor).filter(|child| child.kind() != "comment"));
            continue;
        }
        // The bar before it belongs to it.
        let bar = text[..node.start_byte()].trim_end();
        let is_first_on_line = bar.ends_with('|')
            && !bar[list::line_start(text, bar.len() - 1)..bar.len() - 1].contains(|c: char| !c.is_whitespace());
        let from = if is_first_on_line { bar.len() - 1 } else { node.start_byte() };
        items.push(Found {
            range: from..node.end_byte(),
            key: text[node.byte_range()].replace('\'', "\""),
            is_fixed: node.kind() != "literal_type" || !is_first_on_line,
            ..Found::default()
        });
    }
    items.sort_by_key(|item| item.range.start);
    vec![List { name: format!("type {name}"), items, separator: "", comment: "//" }]
}

struct Sets;

impl Rules for Sets {
    fn clash(&self, _base: Option<&Item>, sides: &[&Item], _said: &mut Vec<Rewritten>) -> Option<Vec<Item>> {
        // The same item with other quotes or another comment: a person decides on comments.
        let (first, others) = sides.split_first()?;
        others.iter().all(|other| other.tail == first.tail).then(|| vec![(*first).clone()])
    }
}
