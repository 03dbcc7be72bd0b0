//! Python.

use std::collections::BTreeSet;

use tree_sitter::Node;

use super::nodes::{children, each, each_with_above, field, literal, text};
use super::{Call, Export, Function, Link, LinkStyle, Outline, Port, Variable, line_of, routes};

pub(super) fn read(source: &str, root: Node<'_>, outline: &mut Outline) {
    let mut reader = Reader { source, outline };
    reader.block(root, true);
    reader.inside(root);
    routes::python(source, root, reader.outline);
}

struct Reader<'a, 'o> {
    source: &'a str,
    outline: &'o mut Outline,
}

impl<'a> Reader<'a, '_> {
    fn show(&mut self, name: &str) {
        self.outline.shows_more |= name == "__getattr__";
        self.outline.exports.push(Export { name: name.to_owned(), here: None, from: None });
    }

    /// What stands at the top, also under a condition (`is_sure`: under none).
    fn block(&mut self, root: Node<'_>, is_sure: bool) {
        for child in children(root) {
            match child.kind() {
                "function_definition" => {
                    let name = field(self.source, child, "name");
                    self.show(name);
                    if is_sure {
                        self.function(name, child);
                    }
                }
                "class_definition" => self.show(field(self.source, child, "name")),
                "decorated_definition" => {
                    let inner = child.child_by_field_name("definition");
                    let name = inner.map_or("", |inner| field(self.source, inner, "name"));
                    self.show(name);
                }
                "expression_statement" => {
                    for one in children(child) {
                        let Some(left) = one.child_by_field_name("left") else { continue };
                        each(left, &mut |inner| {
                            if inner.kind() == "identifier" {
                                let name = text(self.source, inner);
                                self.outline.exports.push(Export { name: name.to_owned(), here: None, from: None });
                            }
                            !matches!(inner.kind(), "attribute" | "subscript")
                        });
                    }
                }
                "import_statement" | "import_from_statement" | "future_import_statement" => {}
                "type_alias_statement" => self.outline.shows_more = true,
                _ => {
                    for inner in children(child) {
                        match inner.kind() {
                            "block" => self.block(inner, false),
                            _ => {
                                let blocks = children(inner).into_iter().filter(|inner| inner.kind() == "block");
                                blocks.for_each(|inner| self.block(inner, false));
                            }
                        }
                    }
                }
            }
        }
    }

    fn function(&mut self, name: &str, node: Node<'_>) {
        let (mut least, mut most, mut names) = (0, Some(0_u32), Vec::new());
        let mut is_any_name = false;
        for one in node.child_by_field_name("parameters").map(children).unwrap_or_default() {
            let inner = if one.kind() == "typed_parameter" { children(one).into_iter().next().unwrap_or(one) } else { one };
            match inner.kind() {
                "list_splat_pattern" => most = None,
                "dictionary_splat_pattern" => {
                    most = None;
                    is_any_name = true;
                }
                "keyword_separator" | "positional_separator" => {}
                "default_parameter" | "typed_default_parameter" => {
                    most = most.map(|most| most + 1);
                    names.push(field(self.source, inner, "name").to_owned());
                }
                _ => {
                    least += 1;
                    most = most.map(|most| most + 1);
                    names.push(text(self.source, inner).to_owned());
                }
            }
        }
        if is_any_name {
            names.clear();
        }
        self.outline.functions.push(Function { name: name.to_owned(), line: line_of(node), least, most, names });
    }

    fn inside(&mut self, root: Node<'_>) {
        let source = self.source;
        let mut bound: BTreeSet<&str> = BTreeSet::new();
        let mut calls = Vec::new();
        let outline = &mut *self.outline;
        each_with_above(root, &mut |node, above| {
            match node.kind() {
                "import_statement" | "import_from_statement" => {
                    import(source, node, above, outline);
                    return false;
                }
                "identifier" if is_bound(node, above) => drop(bound.insert(text(source, node))),
                "call" => {
                    calls.extend(call(source, node));
                    outline.variables.extend(default_of(source, node));
                    outline.ports.extend(port(source, node));
                }
                _ => {}
            }
            true
        });
        let known: BTreeSet<&str> = (outline.links.iter())
            .flat_map(|link| link.names.iter().map(|(_, mine)| mine.as_str()).chain(link.whole.as_deref()))
            .chain(outline.functions.iter().map(|function| function.name.as_str()))
            .collect();
        calls.retain(|call: &Call| {
            let (above, _) = call.name.rsplit_once('.').unwrap_or((call.name.as_str(), ""));
            let first = call.name.split('.').next().unwrap_or_default();
            known.contains(above) && !bound.contains(first)
        });
        outline.calls = calls;
    }
}

fn import(source: &str, node: Node<'_>, above: &[Node<'_>], outline: &mut Outline) {
    // What is tried may be missing, and what a condition guards too; what types alone need is not there at run time.
    let (mut is_top, mut is_tried, mut is_for_types) = (true, false, false);
    for here in above {
        match here.kind() {
            "function_definition" | "class_definition" => is_top = false,
            "try_statement" => is_tried = true,
            "if_statement" => {
                is_top = false;
                is_for_types |= field(source, *here, "condition").contains("TYPE_CHECKING");
            }
            _ => {}
        }
    }
    let line = line_of(node);
    let plain = |name: Node<'_>| text(source, name).split_whitespace().collect::<String>();
    let mut link = |target: String, names: Vec<(String, String)>, whole: Option<String>| {
        if is_top || is_tried {
            let shown = names.iter().map(|(theirs, mine)| (mine.clone(), Some((target.clone(), theirs.clone()))));
            let whole = whole.iter().map(|name| (name.split('.').next().unwrap_or_default().to_owned(), None));
            outline.exports.extend(shown.chain(whole).map(|(name, from)| Export { name, here: None, from }));
        }
        if !is_tried {
            let is_eager = is_top && !is_for_types;
            outline.links.push(Link { target, line, style: LinkStyle::Python, names, whole, is_eager });
        }
    };
    let mut cursor = node.walk();
    let named: Vec<(String, Option<String>)> = (node.children_by_field_name("name", &mut cursor))
        .map(|name| match name.child_by_field_name("alias") {
            Some(alias) => (name.child_by_field_name("name").map(plain).unwrap_or_default(), Some(plain(alias))),
            None => (plain(name), None),
        })
        .collect();
    if node.kind() == "import_statement" {
        for (name, alias) in named {
            let whole = alias.unwrap_or_else(|| name.clone());
            link(name, Vec::new(), Some(whole));
        }
        return;
    }
    let target = node.child_by_field_name("module_name").map(plain).unwrap_or_default();
    let is_all = children(node).iter().any(|child| child.kind() == "wildcard_import");
    link(target, named.into_iter().map(|(name, alias)| (name.clone(), alias.unwrap_or(name))).collect(), None);
    outline.shows_more |= is_all;
}

/// Whether a name is given to something here that is no function at the top.
fn is_bound(node: Node<'_>, above: &[Node<'_>]) -> bool {
    let Some((parent, above)) = above.split_last() else { return false };
    match parent.kind() {
        "parameters" | "lambda_parameters" | "typed_parameter" | "list_splat_pattern" | "dictionary_splat_pattern" => true,
        "default_parameter" | "typed_default_parameter" => parent.child_by_field_name("name") == Some(node),
        "assignment" | "augmented_assignment" | "for_statement" | "for_in_clause" => {
            parent.child_by_field_name("left") == Some(node)
        }
        "named_expression" => parent.child_by_field_name("name") == Some(node),
        "pattern_list" | "tuple_pattern" | "as_pattern_target" | "global_statement" => true,
        "function_definition" | "class_definition" if parent.child_by_field_name("name") == Some(node) => {
            // A method is reached through its object, and is no such name.
            let around = above.iter().rev().find(|here| matches!(here.kind(), "class_definition" | "function_definition"));
            around.is_some_and(|here| here.kind() == "function_definition")
        }
        _ => false,
    }
}

fn call(source: &str, node: Node<'_>) -> Option<Call> {
    let name = field(source, node, "function");
    let is_word = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || c == '_');
    if !name.split('.').all(is_word) {
        return None;
    }
    let list = node.child_by_field_name("arguments")?;
    let mut call = Call { name: name.to_owned(), line: line_of(node), count: 0, names: Vec::new() };
    if list.kind() != "argument_list" {
        call.count = 1;
        return Some(call);
    }
    for one in children(list) {
        match one.kind() {
            "list_splat" | "dictionary_splat" => return None,
            "keyword_argument" => call.names.push(field(source, one, "name").to_owned()),
            _ => {}
        }
        call.count += 1;
    }
    Some(call)
}

/// `os.environ.get("NAME", "value")`.
fn default_of(source: &str, node: Node<'_>) -> Option<Variable> {
    if !matches!(field(source, node, "function"), "os.environ.get" | "os.getenv" | "environ.get" | "getenv") {
        return None;
    }
    let arguments = children(node.child_by_field_name("arguments")?);
    let [name, value] = arguments.as_slice() else { return None };
    let value = literal(source, *value).or_else(|| (value.kind() == "integer").then(|| text(source, *value)))?;
    let name = literal(source, *name)?.to_owned();
    Some(Variable { name, value: value.to_owned(), is_default: true, line: line_of(node) })
}

/// `uvicorn.run(app, port=8000)`, `app.run(port=5000)`.
fn port(source: &str, node: Node<'_>) -> Option<Port> {
    if !field(source, node, "function").ends_with(".run") {
        return None;
    }
    let arguments = children(node.child_by_field_name("arguments")?);
    let port = arguments.into_iter().find(|one| one.kind() == "keyword_argument" && field(source, *one, "name") == "port")?;
    let number = field(source, port, "value").parse().ok().filter(|number| *number != 0)?;
    Some(Port { number, by: String::new(), line: line_of(port) })
}
