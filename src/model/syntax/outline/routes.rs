//! Routes of web servers: Express, Fastify and Nest, FastAPI and Flask, axum, Spring. Only those whose path stands there
//! word for word, on a thing that is known to be a server's: rather silent than wrong.

use std::collections::{BTreeMap, BTreeSet};

use tree_sitter::Node;

use super::nodes::{children, each, field, literal, text};
use super::{Outline, Route, line_of};

const METHODS: [&str; 7] = ["get", "post", "put", "patch", "delete", "head", "options"];

/// A path with `{}` for what differs from call to call.
fn plain(path: &str) -> String {
    let parts = path.split('/').filter(|part| !part.is_empty()).map(|part| {
        let is_open = part.starts_with(':')
            || (part.starts_with('{') && part.ends_with('}'))
            || (part.starts_with('<') && part.ends_with('>'));
        if is_open { "{}" } else { part }
    });
    format!("/{}", parts.collect::<Vec<_>>().join("/"))
}

/// The function around a node, by name: the same thing in two versions of a file.
fn around(source: &str, node: Node<'_>) -> String {
    let mut above = node.parent();
    while let Some(here) = above {
        let name = match here.kind() {
            "variable_declarator" | "function_declaration" | "method_definition" | "function_item" | "function_definition" => {
                field(source, here, "name")
            }
            _ => "",
        };
        if !name.is_empty() {
            return name.to_owned();
        }
        above = here.parent();
    }
    String::new()
}

pub(super) fn script(source: &str, root: Node<'_>, outline: &mut Outline) {
    let mut made: BTreeSet<&str> = BTreeSet::new();
    let mut taken: BTreeSet<&str> = BTreeSet::new();
    let mut routes: Vec<Route> = Vec::new();
    each(root, &mut |node| {
        match node.kind() {
            "variable_declarator" => {
                let value = field(source, node, "value");
                let value = value.trim_start_matches("await ").trim_start_matches("new ");
                let begins = ["express(", "express.Router(", "Router(", "fastify(", "Fastify(", "Hono("];
                if begins.iter().any(|begin| value.starts_with(begin)) {
                    made.insert(field(source, node, "name"));
                }
            }
            "required_parameter" | "formal_parameters" => {
                let first = node.child_by_field_name("pattern").map(|pattern| text(source, pattern));
                taken.extend(first.into_iter().chain(children(node).into_iter().map(|child| text(source, child))));
            }
            "call_expression" => routes.extend(registered(source, node)),
            "class_declaration" => nest(source, node, &mut routes),
            _ => {}
        }
        true
    });
    let imported: BTreeSet<&str> =
        outline.links.iter().flat_map(|link| link.names.iter().map(|(_, mine)| mine.as_str())).collect();
    routes.retain_mut(|route| {
        let receiver = route.on.split('/').next().unwrap_or_default();
        if route.is_global {
            return true;
        }
        let is_known = made.contains(receiver);
        let is_others = matches!(receiver, "app" | "router" | "server" | "fastify")
            && (taken.contains(receiver) || imported.contains(receiver));
        // A router may be mounted anywhere, and a plugin too; an app that comes from elsewhere is one.
        route.is_global = !is_known && receiver == "app" && route.path != "/";
        is_known || is_others
    });
    outline.routes = routes;
}

/// `router.get('/users', handler)`.
fn registered(source: &str, node: Node<'_>) -> Option<Route> {
    let function = node.child_by_field_name("function").filter(|function| function.kind() == "member_expression")?;
    let receiver = function.child_by_field_name("object").filter(|object| object.kind() == "identifier")?;
    let method = field(source, function, "property");
    let arguments = children(node.child_by_field_name("arguments")?);
    let path = literal(source, *arguments.first()?).filter(|path| path.starts_with('/'))?;
    let handler = arguments.last().filter(|_| arguments.len() > 1)?;
    let is_handler = matches!(
        handler.kind(),
        "arrow_function" | "function_expression" | "identifier" | "call_expression" | "member_expression"
    );
    if !METHODS.contains(&method) || !is_handler {
        return None;
    }
    Some(Route {
        method: method.to_uppercase(),
        path: plain(path),
        on: format!("{}/{}", text(source, receiver), around(source, node)),
        is_global: false,
        line: line_of(node),
    })
}

/// The word and the only text of a decorator, or of an annotation: `Get`, `:id`.
fn decoration<'a>(source: &'a str, node: Node<'_>) -> Option<(&'a str, Option<&'a str>)> {
    let inner = children(node).into_iter().next()?;
    if inner.kind() != "call_expression" {
        return Some((text(source, inner), Some("")));
    }
    let arguments = children(inner.child_by_field_name("arguments")?);
    let path = match arguments.as_slice() {
        [] => Some(""),
        [one] => literal(source, *one),
        _ => None,
    };
    Some((field(source, inner, "function"), path))
}

/// `@Controller('users') class { @Get(':id') … }`: paths count from the program's root.
fn nest(source: &str, class: Node<'_>, routes: &mut Vec<Route>) {
    let outside = class.parent().filter(|above| above.kind() == "export_statement");
    let of_class: Vec<_> = (children(class).into_iter())
        .chain(outside.map(children).unwrap_or_default())
        .filter(|child| child.kind() == "decorator")
        .filter_map(|one| decoration(source, one))
        .collect();
    let Some(Some(begin)) = of_class.iter().find(|(name, _)| *name == "Controller").map(|(_, path)| *path) else { return };
    if of_class.iter().any(|(name, _)| matches!(*name, "Version")) {
        return;
    }
    let Some(body) = class.child_by_field_name("body") else { return };
    let mut waiting: Vec<(String, &str, u32)> = Vec::new();
    let mut is_versioned = false;
    for member in children(body) {
        if member.kind() != "decorator" {
            if member.kind() == "method_definition" && !is_versioned {
                routes.extend(waiting.drain(..).map(|(method, path, line)| Route {
                    method,
                    path: plain(&format!("{begin}/{path}")),
                    on: String::new(),
                    is_global: true,
                    line,
                }));
            }
            waiting.clear();
            is_versioned = false;
            continue;
        }
        let Some((name, path)) = decoration(source, member) else { continue };
        is_versioned |= name == "Version";
        if let (true, Some(path)) = (METHODS.contains(&name.to_lowercase().as_str()), path) {
            waiting.push((name.to_uppercase(), path, line_of(member)));
        }
    }
}

pub(super) fn python(source: &str, root: Node<'_>, outline: &mut Outline) {
    let mut made: BTreeSet<&str> = BTreeSet::new();
    let mut routes = Vec::new();
    each(root, &mut |node| {
        match node.kind() {
            "assignment" => {
                let value = field(source, node, "right");
                if ["FastAPI(", "APIRouter(", "Flask(", "Blueprint("].iter().any(|begin| {
                    value.starts_with(begin) || value.split_once('.').is_some_and(|(_, rest)| rest.starts_with(begin))
                }) {
                    made.insert(field(source, node, "left"));
                }
            }
            "decorator" => decorated(source, node, &mut routes),
            _ => {}
        }
        true
    });
    let imported: BTreeSet<&str> =
        outline.links.iter().flat_map(|link| link.names.iter().map(|(_, mine)| mine.as_str())).collect();
    routes.retain_mut(|route: &mut Route| {
        let receiver = route.on.split('/').next().unwrap_or_default();
        let is_others = matches!(receiver, "app" | "router") && imported.contains(receiver);
        route.is_global = is_others && receiver == "app" && route.path != "/";
        made.contains(receiver) || is_others
    });
    outline.routes = routes;
}

fn decorated(source: &str, node: Node<'_>, routes: &mut Vec<Route>) {
    let Some(call) = children(node).into_iter().next().filter(|call| call.kind() == "call") else { return };
    let Some((receiver, method)) = field(source, call, "function").split_once('.') else { return };
    let arguments = call.child_by_field_name("arguments").map(children).unwrap_or_default();
    let Some(path) = arguments.first().and_then(|first| literal(source, *first)) else { return };
    let methods = match method {
        "route" => {
            let named = arguments.iter().find(|one| field(source, **one, "name") == "methods");
            match named.and_then(|named| named.child_by_field_name("value")) {
                Some(list) => {
                    let all: Option<Vec<&str>> = children(list).into_iter().map(|one| literal(source, one)).collect();
                    all.unwrap_or_default()
                }
                None => vec!["GET"],
            }
        }
        _ if METHODS.contains(&method) => vec![method],
        _ => return,
    };
    // A host or a subdomain makes it another route.
    if arguments.iter().any(|one| matches!(field(source, *one, "name"), "host" | "subdomain")) {
        return;
    }
    let on = format!("{receiver}/{}", around(source, node.parent().unwrap_or(node)));
    routes.extend(methods.into_iter().map(|method| Route {
        method: method.to_uppercase(),
        path: plain(path),
        on: on.clone(),
        is_global: false,
        line: line_of(node),
    }));
}

/// `Router::new().route("/users", get(list).post(make))`.
pub(super) fn rust(source: &str, root: Node<'_>, outline: &mut Outline) {
    if !source.contains("axum") {
        return;
    }
    // Each router by its place among those of its function.
    let mut routers: BTreeMap<(String, usize), ()> = BTreeMap::new();
    let mut routes = Vec::new();
    each(root, &mut |node| {
        if node.kind() == "call_expression" {
            routes.extend(chained(source, node, &mut routers));
        }
        true
    });
    outline.routes = routes;
}

fn chained(source: &str, node: Node<'_>, routers: &mut BTreeMap<(String, usize), ()>) -> Vec<Route> {
    let Some(function) = node.child_by_field_name("function").filter(|function| function.kind() == "field_expression") else {
        return Vec::new();
    };
    let arguments = node.child_by_field_name("arguments").map(children).unwrap_or_default();
    let [path, handler] = arguments.as_slice() else { return Vec::new() };
    let Some(path) = literal(source, *path).filter(|path| field(source, function, "field") == "route" && path.starts_with('/'))
    else {
        return Vec::new();
    };
    let mut start = function;
    while let Some(below) = start.child_by_field_name("value").or_else(|| start.child_by_field_name("function")) {
        start = below;
    }
    if !text(source, start).starts_with("Router::") {
        return Vec::new();
    }
    let around = around(source, node);
    routers.insert((around.clone(), start.start_byte()), ());
    let place = routers.keys().filter(|(name, at)| *name == around && *at < start.start_byte()).count();
    let mut found = Vec::new();
    each(*handler, &mut |inner| {
        if inner.kind() == "call_expression" {
            let name = field(source, inner, "function").rsplit(['.', ':']).next().unwrap_or_default();
            if METHODS.contains(&name) {
                found.push(Route {
                    method: name.to_uppercase(),
                    path: plain(path),
                    on: format!("{around}/{place}"),
                    is_global: false,
                    line: line_of(*arguments.first().unwrap_or(&node)),
                });
            }
        }
        inner.kind() != "arguments"
    });
    found
}

/// Spring: `@RequestMapping("/users") class { @GetMapping("/{id}") … }`.
pub(super) fn java(source: &str, root: Node<'_>, outline: &mut Outline) {
    let mut routes = Vec::new();
    each(root, &mut |node| {
        if node.kind() == "class_declaration" {
            spring(source, node, &mut routes);
        }
        true
    });
    outline.routes = routes;
}

fn spring(source: &str, class: Node<'_>, routes: &mut Vec<Route>) {
    let of_class = annotations(source, class);
    if !of_class.iter().any(|(name, ..)| matches!(*name, "RestController" | "Controller")) {
        return;
    }
    let begin = match of_class.iter().find(|(name, ..)| *name == "RequestMapping") {
        Some((_, Some(path), _)) => *path,
        Some(_) => return,
        None => "",
    };
    for member in class.child_by_field_name("body").map(children).unwrap_or_default() {
        if member.kind() != "method_declaration" {
            continue;
        }
        for (name, path, line) in annotations(source, member) {
            let Some(method) = name.strip_suffix("Mapping").filter(|method| METHODS.contains(&method.to_lowercase().as_str()))
            else {
                continue;
            };
            if let Some(path) = path {
                let path = plain(&format!("{begin}/{path}"));
                routes.push(Route { method: method.to_uppercase(), path, on: String::new(), is_global: true, line });
            }
        }
    }
}

/// Annotations: name, the only text (empty where there is none, `None` where there is more), line.
fn annotations<'a>(source: &'a str, node: Node<'_>) -> Vec<(&'a str, Option<&'a str>, u32)> {
    let lists = children(node).into_iter().filter(|child| child.kind() == "modifiers").flat_map(children);
    lists
        .filter(|child| matches!(child.kind(), "annotation" | "marker_annotation"))
        .map(|one| {
            let arguments = one.child_by_field_name("arguments").map(children).unwrap_or_default();
            let path = match arguments.as_slice() {
                [] => Some(""),
                [only] if only.kind() == "element_value_pair" => match field(source, *only, "key") {
                    "value" | "path" => only.child_by_field_name("value").and_then(|value| literal(source, value)),
                    _ => None,
                },
                [only] => literal(source, *only),
                _ => None,
            };
            (field(source, one, "name"), path, line_of(one))
        })
        .collect()
}
