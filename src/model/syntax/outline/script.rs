//! TypeScript and JavaScript.

use std::collections::BTreeSet;

use tree_sitter::Node;

use super::nodes::{children, each, each_with_above, field, has_word, literal, text};
use super::{Call, Export, Function, Link, LinkStyle, Outline, Port, Variable, line_of, routes};

pub(super) fn read(source: &str, root: Node<'_>, outline: &mut Outline) {
    let mut reader = Reader { source, overloaded: BTreeSet::new(), outline };
    for child in children(root) {
        reader.top(child);
    }
    reader.inside(root);
    routes::script(source, root, reader.outline);
}

struct Reader<'a, 'o> {
    source: &'a str,
    /// Functions of several forms: what they take cannot be told from one.
    overloaded: BTreeSet<&'a str>,
    outline: &'o mut Outline,
}

impl<'a> Reader<'a, '_> {
    fn top(&mut self, node: Node<'_>) {
        match node.kind() {
            "import_statement" => self.import(node),
            "export_statement" => self.export(node),
            _ => self.declared(node, false),
        }
    }

    fn show(&mut self, name: &str) {
        self.outline.exports.push(Export { name: name.to_owned(), here: None, from: None });
    }

    fn import(&mut self, node: Node<'_>) {
        let source = node.child_by_field_name("source");
        let Some(target) = source.and_then(|target| literal(self.source, target)) else { return };
        let mut link = Link {
            target: target.to_owned(),
            line: line_of(node),
            style: LinkStyle::Script,
            names: Vec::new(),
            whole: None,
            is_eager: !has_word(node, "type"),
        };
        for clause in children(node).into_iter().filter(|child| child.kind() == "import_clause") {
            for part in children(clause) {
                match part.kind() {
                    "identifier" => link.names.push(("default".to_owned(), text(self.source, part).to_owned())),
                    "namespace_import" => {
                        link.whole = children(part).first().map(|name| text(self.source, *name).to_owned());
                    }
                    "named_imports" => {
                        for one in children(part) {
                            let theirs = field(self.source, one, "name");
                            let mine = field(self.source, one, "alias");
                            link.names.push((theirs.to_owned(), if mine.is_empty() { theirs } else { mine }.to_owned()));
                        }
                    }
                    _ => {}
                }
            }
        }
        self.outline.links.push(link);
    }

    fn export(&mut self, node: Node<'_>) {
        let target = node.child_by_field_name("source").and_then(|target| literal(self.source, target));
        if let Some(declaration) = node.child_by_field_name("declaration") {
            self.declared(declaration, true);
        }
        if has_word(node, "default") {
            let here = node
                .child_by_field_name("declaration")
                .map(|one| field(self.source, one, "name"))
                .filter(|name| !name.is_empty());
            let value = node.child_by_field_name("value").filter(|value| value.kind() == "identifier");
            let here = here.or(value.map(|value| text(self.source, value))).map(str::to_owned);
            self.outline.exports.push(Export { name: "default".to_owned(), here, from: None });
        }
        let mut link = Link {
            target: target.unwrap_or_default().to_owned(),
            line: line_of(node),
            style: LinkStyle::Script,
            names: Vec::new(),
            whole: None,
            is_eager: !has_word(node, "type"),
        };
        for child in children(node) {
            match child.kind() {
                "export_clause" => {
                    for one in children(child) {
                        let theirs = field(self.source, one, "name");
                        let alias = field(self.source, one, "alias");
                        let name = if alias.is_empty() { theirs } else { alias };
                        let from = target.map(|target| (target.to_owned(), theirs.to_owned()));
                        let here = (from.is_none() && name != theirs).then(|| theirs.to_owned());
                        if target.is_some() {
                            link.names.push((theirs.to_owned(), String::new()));
                        }
                        self.outline.exports.push(Export { name: name.to_owned(), here, from });
                    }
                }
                "namespace_export" => {
                    let name = children(child).first().map(|name| text(self.source, *name)).unwrap_or_default().to_owned();
                    self.show(&name);
                }
                _ => {}
            }
        }
        let is_all = target.is_some() && has_word(node, "*");
        // `export =` and the like.
        let is_strange = has_word(node, "=");
        self.outline.shows_more |= is_all || is_strange;
        if target.is_some() {
            self.outline.links.push(link);
        }
    }

    /// A declaration at the top.
    fn declared(&mut self, node: Node<'_>, is_shown: bool) {
        let name = field(self.source, node, "name");
        match node.kind() {
            "function_declaration" | "generator_function_declaration" => self.function(name, node),
            "function_signature" => drop(self.overloaded.insert(self.source.get(range(node)).unwrap_or_default())),
            "lexical_declaration" | "variable_declaration" => {
                for one in children(node) {
                    let Some(bound) = one.child_by_field_name("name") else { continue };
                    let value = one.child_by_field_name("value");
                    if let Some(value) = value.filter(|value| {
                        bound.kind() == "identifier" && matches!(value.kind(), "arrow_function" | "function_expression")
                    }) {
                        // A type of its own may say something else.
                        if one.child_by_field_name("type").is_none() {
                            self.function(text(self.source, bound), value);
                        }
                    }
                    if is_shown {
                        let mut names = Vec::new();
                        each(bound, &mut |inner| {
                            if matches!(inner.kind(), "identifier" | "shorthand_property_identifier_pattern") {
                                names.push(text(self.source, inner).to_owned());
                            }
                            true
                        });
                        names.iter().for_each(|name| self.show(name));
                    }
                }
                return;
            }
            "ambient_declaration" => {
                children(node).into_iter().for_each(|inner| self.declared(inner, is_shown));
                return;
            }
            _ => {}
        }
        if is_shown && !name.is_empty() {
            self.show(name);
        }
    }

    fn function(&mut self, name: &str, node: Node<'_>) {
        if self.overloaded.iter().any(|known| *known == name) {
            return;
        }
        let single = node.child_by_field_name("parameter");
        let list = node.child_by_field_name("parameters").map(children).unwrap_or_default();
        let (mut least, mut most) = (0, Some(0_u32));
        let mut place = 0_u32;
        for one in single.into_iter().chain(list) {
            let pattern = one.child_by_field_name("pattern").unwrap_or(one);
            if text(self.source, pattern) == "this" {
                continue;
            }
            if pattern.kind() == "rest_pattern" || one.kind() == "rest_pattern" {
                most = None;
                continue;
            }
            place += 1;
            let is_optional = one.kind() == "optional_parameter"
                || one.kind() == "assignment_pattern"
                || one.child_by_field_name("value").is_some();
            if !is_optional {
                least = place;
            }
            most = most.map(|_| place);
        }
        // What looks at `arguments` takes what it is given.
        let body = node.child_by_field_name("body").map(|body| text(self.source, body)).unwrap_or_default();
        if body.contains("arguments") {
            return;
        }
        self.outline.functions.push(Function { name: name.to_owned(), line: line_of(node), least, most, names: Vec::new() });
    }

    /// What stands anywhere: calls, what is asked for late, ports, variables, and which imports are values.
    fn inside(&mut self, root: Node<'_>) {
        let mut bound: BTreeSet<&str> = BTreeSet::new();
        let mut values: BTreeSet<&str> = BTreeSet::new();
        let mut calls = Vec::new();
        let mut late = Vec::new();
        let source = self.source;
        let (mut ports, mut variables) = (Vec::new(), Vec::new());
        each_with_above(root, &mut |node, above| {
            match node.kind() {
                "import_statement" => return false,
                "identifier" => {
                    if is_bound(node, above) {
                        bound.insert(text(source, node));
                    } else if !is_in_type(above) {
                        values.insert(text(source, node));
                    }
                }
                "shorthand_property_identifier" => drop(values.insert(text(source, node))),
                "shorthand_property_identifier_pattern" => drop(bound.insert(text(source, node))),
                "call_expression" => {
                    let arguments = node.child_by_field_name("arguments").map(children).unwrap_or_default();
                    let name = field(source, node, "function");
                    if matches!(name, "require" | "import") && arguments.len() == 1 {
                        let target = literal(source, arguments[0]);
                        late.extend(
                            target.map(|target| (target.to_owned(), line_of(node), name == "require" && is_at_top(above))),
                        );
                    }
                    let is_spread = arguments.iter().any(|one| one.kind() == "spread_element");
                    if is_name(name) && !is_spread {
                        let count = arguments.len() as u32;
                        calls.push(Call { name: name.to_owned(), line: line_of(node), count, names: Vec::new() });
                    }
                    if name.ends_with(".listen") {
                        ports.extend(arguments.first().and_then(|first| port(source, *first)).map(|number| Port {
                            number,
                            by: String::new(),
                            line: line_of(node),
                        }));
                    }
                }
                "binary_expression" => variables.extend(default_of(source, node)),
                _ => {}
            }
            true
        });
        for link in &mut self.outline.links {
            // What is taken and used as a type alone is not there when the program runs.
            let is_taken = !link.names.is_empty() || link.whole.is_some();
            let mut mine = link.names.iter().map(|(_, mine)| mine.as_str()).chain(link.whole.as_deref());
            link.is_eager &= !is_taken || mine.any(|name| name.is_empty() || values.contains(name));
        }
        for (target, line, is_eager) in late {
            self.outline.links.push(Link { target, line, style: LinkStyle::Script, names: Vec::new(), whole: None, is_eager });
        }
        let known: BTreeSet<&str> = (self.outline.links.iter())
            .flat_map(|link| link.names.iter().map(|(_, mine)| mine.as_str()).chain(link.whole.as_deref()))
            .chain(self.outline.functions.iter().map(|function| function.name.as_str()))
            .collect();
        let root_of = |name: &str| name.split('.').next().unwrap_or_default().to_owned();
        calls.retain(|call| {
            let root = root_of(&call.name);
            known.contains(root.as_str()) && !bound.contains(root.as_str())
        });
        self.outline.calls = calls;
        self.outline.ports = ports;
        self.outline.variables = variables;
    }
}

fn range(node: Node<'_>) -> std::ops::Range<usize> {
    node.child_by_field_name("name").map_or(0..0, |name| name.byte_range())
}

/// `make` or `users.make`.
fn is_name(text: &str) -> bool {
    let is_word = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '$');
    let mut parts = text.split('.');
    parts.next().is_some_and(is_word) && parts.next().is_none_or(is_word) && parts.next().is_none()
}

/// Whether a name is given to something below the top here, so that it means something else there.
fn is_bound(node: Node<'_>, above: &[Node<'_>]) -> bool {
    let Some(parent) = above.last() else { return false };
    match parent.kind() {
        "required_parameter" | "optional_parameter" | "formal_parameters" | "array_pattern" | "rest_pattern" | "catch_clause" => {
            true
        }
        "arrow_function" => parent.child_by_field_name("parameter") == Some(node),
        "pair_pattern" => parent.child_by_field_name("value") == Some(node),
        "assignment_pattern" => parent.child_by_field_name("left") == Some(node),
        "for_in_statement" => parent.child_by_field_name("left") == Some(node),
        "variable_declarator" => parent.child_by_field_name("name") == Some(node) && !is_at_top(above),
        "function_declaration" | "class_declaration" => {
            let is_top = above.iter().rev().nth(1).is_some_and(|above| matches!(above.kind(), "program" | "export_statement"));
            parent.child_by_field_name("name") == Some(node) && !is_top
        }
        _ => false,
    }
}

/// Whether nothing but declarations stands between here and the top.
fn is_at_top(above: &[Node<'_>]) -> bool {
    above.iter().all(|here| {
        let kind = here.kind();
        let is_inside = ["function", "block", "body"].iter().any(|part| kind.contains(part));
        !is_inside && !kind.starts_with("for_") && kind != "method_definition"
    })
}

/// Whether a name stands for a type: `ns.Type`, `typeof value`.
fn is_in_type(above: &[Node<'_>]) -> bool {
    above.last().is_some_and(|parent| matches!(parent.kind(), "nested_type_identifier" | "type_query"))
}

fn port(source: &str, node: Node<'_>) -> Option<u16> {
    match node.kind() {
        "number" => text(source, node).parse().ok().filter(|port| *port != 0),
        "object" => children(node)
            .into_iter()
            .find(|pair| field(source, *pair, "key") == "port")
            .and_then(|pair| port(source, pair.child_by_field_name("value")?)),
        _ => None,
    }
}

/// `process.env.NAME ?? 'value'`.
fn default_of(source: &str, node: Node<'_>) -> Option<Variable> {
    let (left, right) = (node.child_by_field_name("left")?, node.child_by_field_name("right")?);
    if !has_word(node, "??") && !has_word(node, "||") {
        return None;
    }
    let name = text(source, left).strip_prefix("process.env.")?;
    let value = literal(source, right).or_else(|| (right.kind() == "number").then(|| text(source, right)))?;
    let is_plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    is_plain.then(|| Variable { name: name.to_owned(), value: value.to_owned(), is_default: true, line: line_of(node) })
}
