//! What a file defines, as its language's parser reads it: names that may stand only once in their scope. Not what
//! they mean. What a language lets stand several times is left out here, so that nobody has to tell again: overloads,
//! interfaces and namespaces that merge, `cfg` twins, decorated Python functions, definitions under a condition,
//! `IF NOT EXISTS`.

use tree_sitter::{Node, Parser};

use super::{Language, in_characters, sql};
use crate::model::path::RelPath;

/// A name that may stand only once in its scope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// Scope, namespace and name: two definitions with the same key clash.
    pub key: String,
    /// The name alone.
    pub name: String,
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}

/// What a text defines; `None` where nobody can tell: another language, or a text that does not parse.
pub fn definitions(path: &RelPath, text: &str) -> Option<Vec<Definition>> {
    let language = Language::of(path)?;
    if language == Language::Sql {
        return sql::definitions(text);
    }
    let is_read = matches!(
        language,
        Language::TypeScript
            | Language::Tsx
            | Language::JavaScript
            | Language::Python
            | Language::Rust
            | Language::Go
            | Language::Java
    );
    if !is_read {
        return None;
    }
    let mut parser = Parser::new();
    parser.set_language(&language.grammar()?).ok()?;
    let tree = parser.parse(text, None)?;
    if tree.root_node().has_error() {
        return None;
    }
    let mut reader = Reader { text, found: Vec::new() };
    let root = tree.root_node();
    match language {
        Language::TypeScript | Language::Tsx | Language::JavaScript => reader.script(root, ""),
        Language::Python => reader.python(root, ""),
        Language::Rust => reader.rust(root, ""),
        Language::Go => reader.go(root, ""),
        Language::Java => reader.java(root, ""),
        _ => return None,
    }
    Some(reader.found)
}

struct Reader<'a> {
    text: &'a str,
    found: Vec<Definition>,
}

impl<'a> Reader<'a> {
    fn text(&self, node: Node<'_>) -> &'a str {
        self.text.get(node.byte_range()).unwrap_or_default()
    }

    /// Text without what only lays it out.
    fn plain(&self, node: Node<'_>) -> String {
        self.text(node).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn name(&self, node: Node<'_>) -> &'a str {
        node.child_by_field_name("name").map_or("", |name| self.text(name))
    }

    fn add(&mut self, node: Node<'_>, scope: &str, namespace: &str, more: &str) {
        let Some(at) = node.child_by_field_name("name") else { return };
        let name = self.text(at);
        if name.is_empty() || name == "_" {
            return;
        }
        let start = at.start_position();
        let (line, column) = in_characters(self.text, start.row + 1, start.column + 1);
        let key = format!("{scope}\0{namespace}\0{name}\0{more}");
        self.found.push(Definition { key, name: name.to_owned(), line, column });
    }

    fn script(&mut self, root: Node<'_>, scope: &str) {
        for child in children(root) {
            let child = match child.kind() {
                "export_statement" => child.child_by_field_name("declaration").unwrap_or(child),
                _ => child,
            };
            match child.kind() {
                "function_declaration" | "generator_function_declaration" => self.add(child, scope, "value", ""),
                "type_alias_declaration" => self.add(child, scope, "type", ""),
                "class_declaration" | "abstract_class_declaration" => {
                    self.add(child, scope, "value", "");
                    let inner = format!("{scope}/{}", self.name(child));
                    for member in child.child_by_field_name("body").into_iter().flat_map(children) {
                        if member.kind() == "method_definition" {
                            self.script_method(member, &inner);
                        }
                    }
                }
                "lexical_declaration" => {
                    for one in children(child) {
                        if one.child_by_field_name("name").is_some_and(|name| name.kind() == "identifier") {
                            self.add(one, scope, "value", "");
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn script_method(&mut self, member: Node<'_>, scope: &str) {
        let is_named = member
            .child_by_field_name("name")
            .is_some_and(|name| matches!(name.kind(), "property_identifier" | "private_property_identifier"));
        if !is_named {
            return;
        }
        let mut cursor = member.walk();
        let words: Vec<&str> = member
            .children(&mut cursor)
            .map(|part| part.kind())
            .filter(|kind| matches!(*kind, "get" | "set" | "static"))
            .collect();
        self.add(member, scope, "member", &words.join(" "));
    }

    fn python(&mut self, root: Node<'_>, scope: &str) {
        for child in children(root) {
            let class = match child.kind() {
                "function_definition" => {
                    self.add(child, scope, "value", "");
                    continue;
                }
                "class_definition" => child,
                "decorated_definition" => match child.child_by_field_name("definition") {
                    Some(inner) if inner.kind() == "class_definition" => inner,
                    _ => continue,
                },
                _ => continue,
            };
            self.add(class, scope, "value", "");
            let inner = format!("{scope}/{}", self.name(class));
            if let Some(body) = class.child_by_field_name("body") {
                self.python(body, &inner);
            }
        }
    }

    fn rust(&mut self, root: Node<'_>, scope: &str) {
        let mut is_conditional = false;
        for child in children(root) {
            match child.kind() {
                "attribute_item" => {
                    is_conditional |= self.text(child).contains("cfg");
                    continue;
                }
                "line_comment" | "block_comment" => continue,
                _ => {}
            }
            if std::mem::take(&mut is_conditional) {
                continue;
            }
            match child.kind() {
                "function_item" | "const_item" | "static_item" => self.add(child, scope, "value", ""),
                "struct_item" | "enum_item" | "union_item" | "trait_item" | "type_item" => self.add(child, scope, "type", ""),
                "mod_item" => {
                    self.add(child, scope, "type", "");
                    if let Some(body) = child.child_by_field_name("body") {
                        self.rust(body, &format!("{scope}/{}", self.name(child)));
                    }
                }
                "impl_item" => {
                    let Some(body) = child.child_by_field_name("body") else { continue };
                    let header = self.text.get(child.start_byte()..body.start_byte()).unwrap_or_default();
                    let header = header.split_whitespace().collect::<Vec<_>>().join(" ");
                    self.rust(body, &format!("{scope}/{header}"));
                }
                _ => {}
            }
        }
    }

    fn go(&mut self, root: Node<'_>, scope: &str) {
        for child in children(root) {
            match child.kind() {
                "function_declaration" if self.name(child) != "init" => self.add(child, scope, "", ""),
                "method_declaration" => {
                    let receiver = child.child_by_field_name("receiver").and_then(|list| children(list).into_iter().next());
                    let of = receiver.and_then(|one| one.child_by_field_name("type")).map(|of| self.plain(of));
                    self.add(child, &format!("{scope}/{}", of.unwrap_or_default().trim_start_matches('*')), "", "");
                }
                "type_declaration" => children(child).into_iter().for_each(|one| self.add(one, scope, "", "")),
                _ => {}
            }
        }
    }

    fn java(&mut self, root: Node<'_>, scope: &str) {
        for child in children(root) {
            match child.kind() {
                "class_declaration"
                | "interface_declaration"
                | "enum_declaration"
                | "record_declaration"
                | "annotation_type_declaration" => {
                    self.add(child, scope, "type", "");
                    let inner = format!("{scope}/{}", self.name(child));
                    if let Some(body) = child.child_by_field_name("body") {
                        self.java(body, &inner);
                    }
                }
                "enum_body_declarations" => self.java(child, scope),
                "method_declaration" | "constructor_declaration" => {
                    let parameters = child.child_by_field_name("parameters").map(children).unwrap_or_default();
                    let types: Vec<String> = parameters
                        .into_iter()
                        .map(|one| match one.child_by_field_name("type") {
                            Some(of) => {
                                let more = one.child_by_field_name("dimensions").map(|more| self.plain(more));
                                self.plain(of) + &more.unwrap_or_default()
                            }
                            None => self.plain(one),
                        })
                        .collect();
                    self.add(child, scope, "method", &types.join(","));
                }
                _ => {}
            }
        }
    }
}

fn children(node: Node<'_>) -> Vec<Node<'_>> {
    let mut cursor = node.walk();
    node.named_children(&mut cursor).collect()
}
