//! Reading `expansion_rules`: entities, patterns and scaffold, in their dialects.

use serde_json::{Map, Value as Json};

use super::fields::{Fields, Report, number, one_or_many, to_json};
use super::nearest::nearest;
use super::{Entity, Pattern, ScaffoldFile, SourceText, Template, names, templates, types};
use crate::model::problem::{Place, Problem, Severity};
use crate::model::yaml::node::{Kind, Node, Style};

/// The place of a named template; a problem where there is none.
pub(super) fn find_template(templates: &[Template], name: &Node, report: &mut Report<'_>) -> Option<usize> {
    let written = name.text().unwrap_or_default();
    let found = templates.iter().position(|template| template.name == written);
    if found.is_none() {
        let problem = match nearest(written, templates.iter().map(|template| template.name.as_str())) {
            Some(nearest) => Problem::error("mega-unknown-template-near").with("name", written).with("nearest", nearest),
            None => Problem::error("mega-unknown-template").with("name", written),
        };
        report.add(problem, name);
    }
    found
}

/// Reads entities: a list of maps, a list of names, or a map.
pub(super) fn entities(node: &Node, templates: &[Template], report: &mut Report<'_>) -> Vec<Entity> {
    let written = written_entities(node, report);
    let all: Vec<String> = written.iter().map(|(name, ..)| name.clone()).collect();
    let is_entity = |name: &str| all.iter().any(|known| known == name);
    written.into_iter().map(|(name, place, fields)| entity(name, place, fields, templates, &is_entity, report)).collect()
}

type Written<'a> = (String, &'a Node, Option<Fields<'a>>);

fn written_entities<'a>(node: &'a Node, report: &mut Report<'_>) -> Vec<Written<'a>> {
    let mut found: Vec<Written<'a>> = Vec::new();
    match &node.kind {
        Kind::Sequence { items, .. } => {
            if let Some(first) = items.iter().find(|item| item.text().is_some() && !item.is_null()) {
                report.add(Problem::note("mega-entities-as-text"), first);
            }
            for item in items {
                match &item.kind {
                    Kind::Scalar { text, .. } if !item.is_null() => found.push((text.to_string(), item, None)),
                    Kind::Mapping { entries, .. } => {
                        let mut fields = Fields::of(item);
                        match (fields.take_any(&["name"]), entries.as_slice()) {
                            (Some((_, name)), _)
                                if name.text().is_some_and(|name| !name.trim().is_empty()) && !name.is_null() =>
                            {
                                found.push((name.text().unwrap_or_default().to_owned(), item, Some(fields)));
                            }
                            // `- User: {table: users}`
                            (None, [only]) if only.value.entries().is_some() => {
                                report.add(Problem::note("mega-entities-as-map"), &only.key);
                                found.push((
                                    only.key.text().unwrap_or_default().to_owned(),
                                    &only.key,
                                    Some(Fields::of(&only.value)),
                                ));
                            }
                            _ => report.add(Problem::error("mega-entity-without-name"), item),
                        }
                    }
                    _ => report.wrong_kind("entities", "map", item),
                }
            }
        }
        Kind::Mapping { .. } => {
            report.add(Problem::note("mega-entities-as-map"), node);
            for (key, value) in node.fields() {
                let mut fields = match &value.kind {
                    Kind::Mapping { .. } => Some(Fields::of(value)),
                    Kind::Scalar { .. } if value.is_null() => None,
                    _ => {
                        report.wrong_kind(key.text().unwrap_or_default(), "map", value);
                        continue;
                    }
                };
                // A name inside says what the key is only short for.
                let name = fields.as_mut().and_then(|fields| fields.take_any(&["name"])).and_then(|(_, name)| name.text());
                found.push((name.or(key.text()).unwrap_or_default().to_owned(), key, fields));
            }
        }
        Kind::Scalar { .. } if node.is_null() => {}
        Kind::Scalar { .. } => report.wrong_kind("entities", "list", node),
    }
    found
}

fn entity(
    name: String,
    node: &Node,
    fields: Option<Fields<'_>>,
    templates: &[Template],
    is_entity: &dyn Fn(&str) -> bool,
    report: &mut Report<'_>,
) -> Entity {
    let mut entity = Entity { name, keys: Map::new(), only: None, place: node.place(report.file) };
    let Some(mut fields) = fields else { return entity };
    let only = fields.take("only", &[], report).map(|(_, node)| node);
    let except = fields.take("except", &[], report).map(|(_, node)| node);
    let attributes = fields.take_any(&["attributes"]);
    entity.keys = fields.into_variables(report);
    if let Some((_, attributes)) = attributes {
        let list = self::attributes(attributes, is_entity, report);
        entity.keys.insert("attributes".to_owned(), Json::Array(list));
    }
    let mut find = |nodes: &Node| -> Vec<usize> {
        let found: Vec<_> = one_or_many(nodes).into_iter().map(|name| (name, find_template(templates, name, report))).collect();
        // A template that a generator gives two paths has two places.
        let same = |index: usize| templates.iter().enumerate().filter(move |(_, other)| other.name == templates[index].name);
        found.into_iter().filter_map(|(_, index)| index).flat_map(|index| same(index).map(|(at, _)| at)).collect()
    };
    entity.only = only.map(&mut find);
    if let Some(except) = except {
        let except = find(except);
        let wanted = entity.only.take().unwrap_or_else(|| (0..templates.len()).collect());
        entity.only = Some(wanted.into_iter().filter(|index| !except.contains(index)).collect());
    }
    entity
}

/// Attributes in one form: a list of maps with `name`, `type` and the type in six languages.
fn attributes(node: &Node, is_entity: &dyn Fn(&str) -> bool, report: &mut Report<'_>) -> Vec<Json> {
    let mut found = Vec::new();
    match &node.kind {
        Kind::Mapping { .. } => {
            report.add(Problem::note("mega-attributes-as-map"), node);
            for (key, value) in node.fields() {
                found.push(attribute(key, Some(value), is_entity, report));
            }
        }
        Kind::Sequence { items, .. } => {
            let mut said = false;
            for item in items {
                match &item.kind {
                    Kind::Mapping { .. } if item.get("name").is_some() => {
                        found.push(attribute(item, Some(item), is_entity, report));
                    }
                    Kind::Mapping { entries, .. } if !entries.is_empty() => {
                        if !std::mem::replace(&mut said, true) {
                            report.add(Problem::note("mega-attributes-as-pairs"), item);
                        }
                        // `- id: uuid`, perhaps with `required: true` below it.
                        let rest: Vec<_> = item.fields();
                        if let Some(((key, kind), more)) = rest.split_first() {
                            let mut json = attribute(key, Some(kind), is_entity, report);
                            if let Json::Object(map) = &mut json {
                                map.extend(more.iter().filter_map(|(key, value)| Some((key.text()?.to_owned(), to_json(value)))));
                            }
                            found.push(json);
                        }
                    }
                    Kind::Scalar { .. } if !item.is_null() => {
                        if !std::mem::replace(&mut said, true) {
                            report.add(Problem::note("mega-attributes-as-text"), item);
                        }
                        found.push(attribute(item, None, is_entity, report));
                    }
                    _ => report.wrong_kind("attributes", "map", item),
                }
            }
        }
        Kind::Scalar { .. } if node.is_null() => {}
        Kind::Scalar { .. } => report.wrong_kind("attributes", "list", node),
    }
    found
}

/// One attribute. `key` is its name, or the map that holds a `name`; `value` its type, or a map of what is said of it.
fn attribute(key: &Node, value: Option<&Node>, is_entity: &dyn Fn(&str) -> bool, report: &mut Report<'_>) -> Json {
    let mut map = Map::new();
    let mut type_node = None;
    match value.map(|value| (value, &value.kind)) {
        Some((value, Kind::Mapping { .. })) => {
            if let Some(name) = key.text() {
                map.insert("name".to_owned(), Json::from(name));
            }
            for (field, content) in value.fields() {
                let Some(name) = field.text() else { continue };
                // A name is a name: `on`, `1` and `true` too.
                let is_name = name == "name" && content.text().is_some();
                let json = if is_name { Json::from(content.text().unwrap_or_default()) } else { to_json(content) };
                map.insert(name.to_owned(), json);
                match name {
                    "name" => say_if_old_boolean(content, report),
                    "type" => type_node = Some(content),
                    "values" | "enum" | "options" => {
                        one_or_many(content).into_iter().for_each(|value| say_if_old_boolean(value, report));
                    }
                    _ => {}
                }
            }
        }
        Some((value, _)) => {
            let name = key.text().unwrap_or_default();
            map.insert("name".to_owned(), Json::from(name));
            if value.text().is_some() && !value.is_null() {
                map.insert("type".to_owned(), Json::from(value.text().unwrap_or_default()));
                type_node = Some(value);
            }
        }
        None => {
            // `id`, or `id: uuid` as one text.
            let written = key.text().unwrap_or_default();
            let (name, kind) = written.split_once(':').unwrap_or((written, ""));
            map.insert("name".to_owned(), Json::from(name.trim()));
            if !kind.trim().is_empty() {
                map.insert("type".to_owned(), Json::from(kind.trim()));
                type_node = Some(key);
            }
        }
    }
    let written = map.get("type").and_then(Json::as_str).map_or_else(|| "string".to_owned(), str::to_owned);
    map.entry("type").or_insert_with(|| Json::from("string"));
    let items = map.get("items").and_then(|items| items.as_str().or_else(|| items.get("type")?.as_str())).map(str::to_owned);
    let found = types::names(&written, items.as_deref(), is_entity);
    if !found.is_known {
        let name = map.get("name").and_then(Json::as_str).unwrap_or_default().to_owned();
        report.add(Problem::note("mega-unknown-type").with("type", &written).with("name", name), type_node.unwrap_or(key));
    }
    // Every template asks for it, and few authors write it where it is not so.
    map.entry("required").or_insert(Json::Bool(false));
    for (name, text) in types::KEYS.into_iter().zip(found.names) {
        map.entry(name).or_insert_with(|| Json::from(text));
    }
    Json::Object(map)
}

/// `on`, `no`, `yes`: texts here, booleans to older readers of YAML.
fn say_if_old_boolean(node: &Node, report: &mut Report<'_>) {
    let is_old = node.text().is_some_and(|text| ["yes", "no", "on", "off", "y", "n"].contains(&text.to_lowercase().as_str()));
    if is_old && node.style() == Some(Style::Plain) {
        report.add(Problem::note("mega-old-boolean").with("written", node.text().unwrap_or_default()), node);
    }
}

/// Reads patterns.
pub(super) fn patterns(node: &Node, templates: &[Template], report: &mut Report<'_>) -> Vec<Pattern> {
    if node.text().is_some() && !node.is_null() {
        report.wrong_kind("patterns", "list", node);
    }
    one_or_many(node).into_iter().filter_map(|node| pattern(node, templates, report)).collect()
}

fn pattern(node: &Node, templates: &[Template], report: &mut Report<'_>) -> Option<Pattern> {
    if node.entries().is_none() {
        report.wrong_kind("patterns", "map", node);
        return None;
    }
    let mut fields = Fields::of(node);
    let before = report.problems.len();
    let kind = fields.take("type", &[], report);
    if let Some((_, kind)) = kind.filter(|(_, kind)| kind.text() != Some("range")) {
        report.add(Problem::error("mega-pattern-type").with("type", kind.text().unwrap_or_default()), kind);
        return None;
    }
    let width = |node: &Node| node.text().map_or(0, |text| if text.trim().starts_with('0') { text.trim().len() } else { 0 });
    let mut digits = 0;
    let mut read = |fields: &mut Fields<'_>, key, others: &[&str], report: &mut Report<'_>| {
        let (_, node) = fields.take(key, others, report)?;
        if matches!(key, "start" | "end") && node.style() != Some(Style::Plain) {
            digits = digits.max(width(node));
        }
        number(node, key, report)
    };
    let start = read(&mut fields, "start", &["from"], report);
    let end = read(&mut fields, "end", &["to"], report);
    let step = read(&mut fields, "step", &[], report).unwrap_or(1);
    let padding = read(&mut fields, "padding", &["pad", "width", "digits"], report);
    let digits = padding.and_then(|padding| usize::try_from(padding).ok()).unwrap_or(digits).min(20);
    let prefix = fields.take("prefix", &[], report).and_then(|(_, node)| node.text()).unwrap_or_default().to_owned();
    let names = fields.take("templates", &["template"], report);
    let keys = fields.into_variables(report);
    let (Some(start), Some(end)) = (start, end) else {
        // What stands there in a wrong form is said already.
        if report.problems[before..].iter().any(|problem| problem.severity == Severity::Error) {
            return None;
        }
        report.add(Problem::error("mega-pattern-without-range"), node);
        return None;
    };
    if end < start || step < 1 {
        report.add(Problem::error("mega-pattern-empty").with("start", start).with("end", end).with("step", step), node);
        return None;
    }
    let Some((_, names)) = names else {
        report.add(Problem::error("mega-pattern-without-templates"), node);
        return None;
    };
    let templates = one_or_many(names).into_iter().filter_map(|name| find_template(templates, name, report)).collect();
    Some(Pattern { start, end, step, prefix, digits, templates, keys, place: node.place(report.file) })
}

/// Single files and empty folders.
#[derive(Debug, Default)]
pub(super) struct Scaffold {
    pub(super) directories: Vec<(String, Place)>,
    pub(super) files: Vec<ScaffoldFile>,
}

/// Reads the scaffold.
pub(super) fn scaffold(node: &Node, source: &str, templates: &[Template], report: &mut Report<'_>) -> Scaffold {
    let mut scaffold = Scaffold::default();
    if node.is_null() {
        return scaffold;
    }
    if node.entries().is_none() {
        report.wrong_kind("scaffold", "map", node);
        return scaffold;
    }
    let mut fields = Fields::of(node);
    if let Some((_, directories)) = fields.take("directories", &["folders", "dirs"], report) {
        for directory in one_or_many(directories) {
            match directory.text() {
                Some(text) => scaffold.directories.push((text.to_owned(), directory.place(report.file))),
                None => report.wrong_kind("directories", "text", directory),
            }
        }
    }
    if let Some((_, files)) = fields.take("files", &[], report) {
        for file in one_or_many(files) {
            scaffold.files.extend(scaffold_file(file, source, templates, report));
        }
    }
    fields.report_rest(&["directories", "files"], report);
    scaffold
}

fn scaffold_file(node: &Node, source: &str, templates: &[Template], report: &mut Report<'_>) -> Option<ScaffoldFile> {
    let place = node.place(report.file);
    if node.text().is_some() {
        report.add(Problem::note("mega-scaffold-as-text"), node);
        let template = find_template(templates, node, report)?;
        return Some(ScaffoldFile { template, output_path: None, context: Map::new(), place });
    }
    let mut fields = Fields::of(node);
    let Some((_, name)) = fields.take("template", &[], report) else {
        report.add(Problem::error("mega-scaffold-without-template"), node);
        return None;
    };
    let output_path = fields.take("output_path", &["output", "path"], report).and_then(|(_, node)| SourceText::of(node, source));
    if let Some(path) = &output_path {
        templates::check_path(path, report);
    }
    let context = match fields.take("context", &["variables", "vars"], report) {
        Some((_, node)) if node.entries().is_some() => Fields::of(node).into_variables(report),
        Some((_, node)) if !node.is_null() => {
            report.wrong_kind("context", "map", node);
            Map::new()
        }
        _ => Map::new(),
    };
    fields.report_rest(&["template", "context", "output_path"], report);
    let template = find_template(templates, name, report)?;
    Some(ScaffoldFile { template, output_path, context, place })
}

/// An entity of a generator's `for_each`: the word as given; its Pascal case is what templates call `Entity`.
pub(super) fn word_entity(word: &Node, report: &Report<'_>) -> Entity {
    let written = word.text().unwrap_or_default();
    let mut keys = Map::new();
    let pascal = heck::ToUpperCamelCase::to_upper_camel_case(written);
    keys.insert("name".to_owned(), Json::from(written));
    keys.insert("entity".to_owned(), Json::from(written.to_lowercase()));
    keys.insert("entities".to_owned(), Json::from(names::plural(written).to_lowercase()));
    Entity { name: pascal, keys, only: Some(Vec::new()), place: word.place(report.file) }
}
