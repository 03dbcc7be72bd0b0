//! JavaScript and TypeScript.

use tree_sitter::Node;

use super::{Language, Statement};

pub(super) const LANGUAGE: Language = Language {
    extensions: &["js", "jsx", "mjs", "cjs", "ts", "tsx", "mts", "cts"],
    comment: "//",
    statement,
    bodies: &["program"],
    lists: &["named_imports", "export_clause"],
    uses: &["identifier", "type_identifier", "shorthand_property_identifier", "jsx_identifier"],
    declares,
};

/// Endings of what is imported for its looks: rules that come later win.
const STYLES: [&str; 7] = [".css", ".scss", ".sass", ".less", ".styl", ".pcss", ".postcss"];

fn statement(node: Node<'_>, text: &str) -> Option<Statement> {
    match node.kind() {
        "import_statement" => Some(import(node, text)),
        "export_statement" => export(node, text),
        _ => None,
    }
}

fn of<'t>(node: Node<'_>, text: &'t str) -> &'t str {
    text.get(node.byte_range()).unwrap_or_default()
}

fn child<'a>(node: Node<'a>, kind: &str) -> Option<Node<'a>> {
    let mut cursor = node.walk();
    node.children(&mut cursor).find(|child| child.kind() == kind)
}

fn is_fixed(node: Node<'_>, text: &str) -> bool {
    let source =
        node.child_by_field_name("source").map(|source| of(source, text).trim_matches(['"', '\'', '`'])).unwrap_or_default();
    let path = source.split(['?', '#']).next().unwrap_or_default().to_lowercase();
    // A loader named in the source (`raw!./a`) or in a query does whatever it does.
    STYLES.iter().any(|style| path.ends_with(style)) || source.contains(['!', '?']) || child(node, "import_attribute").is_some()
}

fn import(node: Node<'_>, text: &str) -> Statement {
    let Some(clause) = child(node, "import_clause") else { return Statement { is_fixed: true, ..Statement::default() } };
    let source = node.child_by_field_name("source").map(|source| of(source, text)).unwrap_or_default();
    let mut said = Statement { is_fixed: is_fixed(node, text), ..Statement::default() };
    let mut cursor = clause.walk();
    for part in clause.named_children(&mut cursor) {
        match part.kind() {
            "identifier" => said.binds.push((of(part, text).to_owned(), format!("default of {source}"))),
            "namespace_import" => {
                let name = part.named_child(0).map(|name| of(name, text)).unwrap_or_default();
                said.binds.push((name.to_owned(), format!("all of {source}")));
            }
            "named_imports" => {
                said.names = Some(part.byte_range());
                specifiers(part, text, source, &mut said);
            }
            _ => said.is_fixed = true,
        }
    }
    said
}

fn specifiers(list: Node<'_>, text: &str, source: &str, said: &mut Statement) {
    let mut cursor = list.walk();
    for part in list.named_children(&mut cursor).filter(|part| part.kind().ends_with("specifier")) {
        let name = part.child_by_field_name("name").map(|name| of(name, text)).unwrap_or_default();
        let bound = part.child_by_field_name("alias").map_or(name, |alias| of(alias, text));
        said.binds.push((bound.to_owned(), format!("{name} of {source}")));
    }
}

/// Exports that only name what is elsewhere: in another file, or further down in this one.
fn export(node: Node<'_>, text: &str) -> Option<Statement> {
    let source = node.child_by_field_name("source");
    let clause = child(node, "export_clause");
    if node.child_by_field_name("declaration").is_some() || (source.is_none() && clause.is_none()) {
        return None;
    }
    let mut said = Statement { is_fixed: is_fixed(node, text), is_export: true, ..Statement::default() };
    let from = source.map(|source| of(source, text)).unwrap_or_default();
    if let Some(clause) = clause {
        said.names = Some(clause.byte_range());
        specifiers(clause, text, from, &mut said);
    } else if let Some(name) = child(node, "namespace_export").and_then(|part| part.named_child(0)) {
        said.binds.push((of(name, text).to_owned(), format!("all of {from}")));
    } else if child(node, "*").is_none() {
        return None;
    }
    Some(said)
}

fn declares(node: Node<'_>, text: &str) -> Vec<String> {
    let node = if node.kind() == "export_statement" { node.child_by_field_name("declaration").unwrap_or(node) } else { node };
    if let Some(name) = node.child_by_field_name("name") {
        return vec![of(name, text).to_owned()];
    }
    let mut cursor = node.walk();
    let declared = node.named_children(&mut cursor).filter(|part| part.kind() == "variable_declarator");
    declared
        .filter_map(|part| part.child_by_field_name("name"))
        .flat_map(|name| super::words(of(name, text)).map(str::to_owned).collect::<Vec<_>>())
        .collect()
}
