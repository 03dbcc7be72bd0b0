//! Rust: `use`, and `mod` without a body.

use tree_sitter::Node;

use super::{Language, Statement};

pub(super) const LANGUAGE: Language = Language {
    extensions: &["rs"],
    comment: "//",
    statement,
    bodies: &["source_file", "declaration_list"],
    lists: &["use_list"],
    uses: &["identifier", "type_identifier"],
    declares,
};

fn of<'t>(node: Node<'_>, text: &'t str) -> &'t str {
    text.get(node.byte_range()).unwrap_or_default()
}

fn statement(node: Node<'_>, text: &str) -> Option<Statement> {
    let mut said = Statement::default();
    match node.kind() {
        "use_declaration" => {
            let argument = node.child_by_field_name("argument")?;
            if argument.kind() == "scoped_use_list" {
                said.names = argument.child_by_field_name("list").map(|list| list.byte_range());
            }
            binds(argument, "", text, &mut said.binds);
            // Attributes say when it counts (`cfg`) or what becomes of its macros.
            said.is_fixed = has_attribute(node);
        }
        "mod_item" if node.child_by_field_name("body").is_none() => {
            let name = node.child_by_field_name("name").map(|name| of(name, text)).unwrap_or_default();
            said.binds.push((name.to_owned(), format!("mod {name}")));
            said.is_fixed = has_attribute(node);
        }
        _ => return None,
    }
    Some(said)
}

fn has_attribute(node: Node<'_>) -> bool {
    let mut before = node.prev_sibling();
    while let Some(sibling) = before.filter(|sibling| sibling.kind().contains("comment")) {
        before = sibling.prev_sibling();
    }
    before.is_some_and(|sibling| sibling.kind() == "attribute_item")
}

fn binds(node: Node<'_>, above: &str, text: &str, found: &mut Vec<(String, String)>) {
    let path = |node: Node<'_>| format!("{above}::{}", of(node, text));
    match node.kind() {
        "use_as_clause" => {
            let name = node.child_by_field_name("alias").map(|alias| of(alias, text)).unwrap_or_default();
            if name != "_" {
                found.push((name.to_owned(), path(node)));
            }
        }
        "scoped_identifier" => {
            let name = node.child_by_field_name("name").map(|name| of(name, text)).unwrap_or_default();
            found.push((name.to_owned(), path(node)));
        }
        "scoped_use_list" => {
            let prefix = node.child_by_field_name("path").map(path).unwrap_or_default();
            if let Some(list) = node.child_by_field_name("list") {
                binds(list, &prefix, text, found);
            }
        }
        "use_list" => {
            let mut cursor = node.walk();
            node.named_children(&mut cursor).for_each(|child| binds(child, above, text, found));
        }
        "self" => {
            let name = above.rsplit("::").next().unwrap_or_default();
            found.push((name.to_owned(), format!("{above}::self")));
        }
        "identifier" | "crate" | "super" => found.push((of(node, text).to_owned(), path(node))),
        _ => {}
    }
}

fn declares(node: Node<'_>, text: &str) -> Vec<String> {
    if node.kind() == "impl_item" {
        return Vec::new();
    }
    node.child_by_field_name("name").map(|name| vec![of(name, text).to_owned()]).unwrap_or_default()
}
