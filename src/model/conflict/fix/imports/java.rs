//! Java: imports have no order and no effects.

use tree_sitter::Node;

use super::{Language, Statement};

pub(super) const LANGUAGE: Language = Language {
    extensions: &["java"],
    comment: "//",
    statement,
    bodies: &["program"],
    lists: &[],
    uses: &["identifier", "type_identifier"],
    declares,
};

fn statement(node: Node<'_>, text: &str) -> Option<Statement> {
    if node.kind() != "import_declaration" {
        return None;
    }
    let said = text.get(node.byte_range()).unwrap_or_default();
    let path = said.trim_start_matches("import").trim().trim_end_matches(';').trim();
    let last = path.rsplit('.').next().unwrap_or_default().trim();
    let binds = if last == "*" { Vec::new() } else { vec![(last.to_owned(), path.to_owned())] };
    // Names from `*` are nobody's to see: what they catch depends on what else is there.
    Some(Statement { is_fixed: last == "*", binds, ..Statement::default() })
}

fn declares(node: Node<'_>, text: &str) -> Vec<String> {
    let name = node.child_by_field_name("name").and_then(|name| text.get(name.byte_range()));
    name.map(|name| vec![name.to_owned()]).unwrap_or_default()
}
