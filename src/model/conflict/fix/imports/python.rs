//! Python.

use tree_sitter::Node;

use super::{Language, Statement};

pub(super) const LANGUAGE: Language = Language {
    extensions: &["py", "pyi"],
    comment: "#",
    statement,
    bodies: &["module"],
    lists: &["import_from_statement"],
    uses: &["identifier"],
    declares,
};

fn of<'t>(node: Node<'_>, text: &'t str) -> &'t str {
    text.get(node.byte_range()).unwrap_or_default()
}

fn statement(node: Node<'_>, text: &str) -> Option<Statement> {
    let mut said = Statement::default();
    let mut cursor = node.walk();
    match node.kind() {
        "future_import_statement" => said.is_fixed = true,
        "import_statement" => {
            for part in node.children_by_field_name("name", &mut cursor) {
                said.binds.push(match part.child_by_field_name("alias") {
                    Some(alias) => (of(alias, text).to_owned(), of(part, text).to_owned()),
                    // `import a.b` binds `a`; `import a.c` beside it binds the same one.
                    None => {
                        let root = of(part, text).split('.').next().unwrap_or_default().trim();
                        (root.to_owned(), format!("package {root}"))
                    }
                });
            }
        }
        "import_from_statement" => {
            let module = node.child_by_field_name("module_name").map(|name| of(name, text)).unwrap_or_default();
            let mut cursor_of_all = node.walk();
            said.is_fixed =
                node.children(&mut cursor_of_all).any(|part| part.kind() == "wildcard_import") || module == "__future__";
            let names: Vec<Node<'_>> = node.children_by_field_name("name", &mut cursor).collect();
            for part in &names {
                let alias = part.child_by_field_name("alias");
                let bound = alias.map_or_else(|| of(*part, text), |alias| of(alias, text));
                let name = part.child_by_field_name("name").map_or_else(|| of(*part, text), |name| of(name, text));
                said.binds.push((bound.to_owned(), format!("{name} of {module}")));
            }
            if let (Some(first), Some(last)) = (names.first(), names.last()) {
                said.names = Some(first.start_byte()..last.end_byte());
            }
        }
        _ => return None,
    }
    Some(said)
}

fn declares(node: Node<'_>, text: &str) -> Vec<String> {
    let inner = match node.kind() {
        "decorated_definition" => node.child_by_field_name("definition").unwrap_or(node),
        "expression_statement" => node.named_child(0).unwrap_or(node),
        _ => node,
    };
    let name = inner.child_by_field_name("name").or_else(|| inner.child_by_field_name("left"));
    name.map(|name| super::words(of(name, text)).map(str::to_owned).collect()).unwrap_or_default()
}
