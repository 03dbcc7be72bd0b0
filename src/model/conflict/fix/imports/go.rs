//! Go: specs in one `import ( … )`, or declarations of one import each.

use tree_sitter::Node;

use super::{Language, Statement};

pub(super) const LANGUAGE: Language = Language {
    extensions: &["go"],
    comment: "//",
    statement,
    bodies: &["source_file", "import_spec_list"],
    lists: &[],
    uses: &["identifier", "package_identifier", "type_identifier"],
    declares,
};

fn of<'t>(node: Node<'_>, text: &'t str) -> &'t str {
    text.get(node.byte_range()).unwrap_or_default()
}

fn statement(node: Node<'_>, text: &str) -> Option<Statement> {
    let spec = match node.kind() {
        "import_spec" => node,
        "import_declaration" => {
            let mut cursor = node.walk();
            node.named_children(&mut cursor).find(|child| child.kind() == "import_spec")?
        }
        _ => return None,
    };
    let path = of(spec.child_by_field_name("path")?, text).trim_matches(['"', '`']);
    let name = spec.child_by_field_name("name").map(|name| of(name, text));
    // `_` is imported for what it does, `.` for names that nobody sees; `C` speaks by the comment above it.
    let is_fixed = matches!(name, Some("_" | ".")) || path == "C";
    let mut parts = path.rsplit('/');
    let mut last = parts.next().unwrap_or_default();
    let is_major = last.strip_prefix('v').is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()));
    if is_major && let Some(before) = parts.next() {
        last = before;
    }
    let bound = name.unwrap_or(last).to_owned();
    Some(Statement { is_fixed, binds: vec![(bound, path.to_owned())], ..Statement::default() })
}

fn declares(node: Node<'_>, text: &str) -> Vec<String> {
    if node.kind() == "method_declaration" {
        return Vec::new();
    }
    if let Some(name) = node.child_by_field_name("name") {
        return vec![of(name, text).to_owned()];
    }
    let mut cursor = node.walk();
    node.named_children(&mut cursor)
        .filter_map(|spec| spec.child_by_field_name("name"))
        .map(|name| of(name, text).to_owned())
        .collect()
}
