//! Rust.

use std::collections::BTreeSet;

use tree_sitter::Node;

use super::nodes::{children, each_with_above, field, has_word, text};
use super::{Call, Export, Function, Link, LinkStyle, Outline, line_of, routes};

pub(super) fn read(source: &str, root: Node<'_>, outline: &mut Outline) {
    top(source, root, outline);
    inside(source, root, outline);
    routes::rust(source, root, outline);
}

fn top(source: &str, root: Node<'_>, outline: &mut Outline) {
    let mut is_conditional = false;
    for child in children(root) {
        if child.kind() == "attribute_item" {
            // `cfg`, `path`, and macros that make other items of this one.
            let said = text(source, child);
            let is_plain = ["allow", "expect", "must_use", "inline", "derive", "doc", "deprecated", "serde", "cold", "default"]
                .iter()
                .any(|known| said.trim_start_matches(['#', '[']).starts_with(known));
            is_conditional |= !is_plain;
            continue;
        }
        let was_conditional = std::mem::take(&mut is_conditional);
        let name = field(source, child, "name");
        match child.kind() {
            "macro_invocation" | "expression_statement" => outline.shows_more = true,
            "use_declaration" => {
                let mut leaves = Vec::new();
                if let Some(argument) = child.child_by_field_name("argument") {
                    flatten(source, argument, "", &mut leaves);
                }
                for (path, mine) in leaves {
                    let is_all = path.ends_with("::*");
                    outline.shows_more |= is_all;
                    if !is_all {
                        outline.exports.push(Export {
                            name: mine.clone(),
                            here: None,
                            from: Some((path.clone(), String::new())),
                        });
                    }
                    if !was_conditional {
                        outline.links.push(Link {
                            names: vec![(String::new(), mine)],
                            target: path.trim_end_matches("::*").to_owned(),
                            line: line_of(child),
                            style: LinkStyle::Rust,
                            whole: None,
                            is_eager: false,
                        });
                    }
                }
            }
            "mod_item" if child.child_by_field_name("body").is_none() => {
                outline.exports.push(Export { name: name.to_owned(), here: None, from: None });
                if !was_conditional {
                    outline.links.push(Link {
                        target: name.to_owned(),
                        line: line_of(child),
                        style: LinkStyle::RustModule,
                        names: Vec::new(),
                        whole: None,
                        is_eager: false,
                    });
                }
            }
            "function_item" => {
                outline.exports.push(Export { name: name.to_owned(), here: None, from: None });
                if !was_conditional {
                    let takes = child.child_by_field_name("parameters").map(children).unwrap_or_default();
                    let takes = takes.iter().filter(|one| one.kind() != "attribute_item").count() as u32;
                    let line = line_of(child);
                    let most = (!has_word(child, "...")).then_some(takes);
                    outline.functions.push(Function { name: name.to_owned(), line, least: takes, most, names: Vec::new() });
                }
            }
            _ if !name.is_empty() => outline.exports.push(Export { name: name.to_owned(), here: None, from: None }),
            _ => {}
        }
    }
}

/// The leaves of a use tree: whole paths, and what they are called here.
fn flatten(source: &str, node: Node<'_>, above: &str, leaves: &mut Vec<(String, String)>) {
    let join = |rest: &str| if above.is_empty() { rest.to_owned() } else { format!("{above}::{rest}") };
    let last = |path: &str| path.rsplit("::").next().unwrap_or_default().to_owned();
    match node.kind() {
        "scoped_use_list" => {
            let path = join(field(source, node, "path"));
            if let Some(list) = node.child_by_field_name("list") {
                children(list).into_iter().for_each(|inner| flatten(source, inner, &path, leaves));
            }
        }
        "use_list" => children(node).into_iter().for_each(|inner| flatten(source, inner, above, leaves)),
        "use_as_clause" => {
            let path = join(field(source, node, "path"));
            leaves.push((path.trim_end_matches("::self").to_owned(), field(source, node, "alias").to_owned()));
        }
        "use_wildcard" => leaves.push((join(text(source, node)), String::new())),
        "self" => leaves.push((above.to_owned(), last(above))),
        _ => {
            let path = join(text(source, node));
            let mine = last(&path);
            leaves.push((path, mine));
        }
    }
}

fn inside(source: &str, root: Node<'_>, outline: &mut Outline) {
    let mut bound: BTreeSet<&str> = BTreeSet::new();
    let mut calls = Vec::new();
    each_with_above(root, &mut |node, above| {
        match node.kind() {
            // Names in a module inside mean something else.
            "mod_item" => return false,
            "identifier" if is_bound(node, above) => drop(bound.insert(text(source, node))),
            "call_expression" => {
                let name = field(source, node, "function");
                let is_path =
                    name.split("::").all(|part| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '_'));
                if is_path {
                    let given = node.child_by_field_name("arguments").map(children).unwrap_or_default();
                    let count = given.iter().filter(|one| one.kind() != "attribute_item").count() as u32;
                    calls.push(Call { name: name.to_owned(), line: line_of(node), count, names: Vec::new() });
                }
            }
            _ => {}
        }
        true
    });
    let known: BTreeSet<&str> = (outline.links.iter())
        .flat_map(|link| link.names.iter().map(|(_, mine)| mine.as_str()))
        .chain(outline.functions.iter().map(|function| function.name.as_str()))
        .chain(["crate", "self", "super"])
        .collect();
    calls.retain(|call: &Call| {
        let (first, is_path) = match call.name.split_once("::") {
            Some((first, _)) => (first, true),
            None => (call.name.as_str(), false),
        };
        // A path never begins with a variable.
        known.contains(first) && (is_path || !bound.contains(first))
    });
    outline.calls = calls;
}

/// Whether a name is given to something inside a function here.
fn is_bound(node: Node<'_>, above: &[Node<'_>]) -> bool {
    let Some((parent, above)) = above.split_last() else { return false };
    match parent.kind() {
        "parameter" | "let_declaration" | "for_expression" | "let_condition" => {
            parent.child_by_field_name("pattern") == Some(node)
        }
        "closure_parameters" | "tuple_pattern" | "slice_pattern" | "ref_pattern" | "mut_pattern" | "captured_pattern"
        | "match_pattern" | "or_pattern" | "reference_pattern" => true,
        "tuple_struct_pattern" => parent.child_by_field_name("type") != Some(node),
        "function_item" => {
            parent.child_by_field_name("name") == Some(node) && above.last().is_some_and(|above| above.kind() == "block")
        }
        _ => false,
    }
}
