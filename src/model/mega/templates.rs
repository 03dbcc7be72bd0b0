//! Reading `generation_templates` in its dialects: a map, a list, bare strings.

use super::fields::{Fields, Report};
use super::scan::word;
use super::{SourceText, Template, TemplateEngine, stubs};
use crate::model::problem::Problem;
use crate::model::yaml::node::{Kind, Node, Style};

const KEYS: [&str; 3] = ["output_path", "template", "engine"];

/// A template as it was written: a generator may bring the path later.
#[derive(Debug)]
pub(super) struct WrittenTemplate<'a> {
    pub(super) name: String,
    pub(super) path: Option<SourceText>,
    pub(super) body: Option<SourceText>,
    pub(super) engine: Option<TemplateEngine>,
    pub(super) node: &'a Node,
    pub(super) body_node: Option<&'a Node>,
}

/// Reads the templates of a mega-file.
pub(super) fn read<'a>(node: &'a Node, source: &str, report: &mut Report<'_>) -> Vec<WrittenTemplate<'a>> {
    let mut templates = Vec::new();
    match &node.kind {
        Kind::Mapping { .. } => {
            for (key, value) in node.fields() {
                let Some(name) = key.text().filter(|name| !name.trim().is_empty()) else {
                    report.wrong_kind("generation_templates", "text", key);
                    continue;
                };
                templates.extend(read_one(name, key, value, source, report));
            }
        }
        Kind::Sequence { items, .. } => {
            report.add(Problem::note("mega-templates-as-list"), node);
            for item in items {
                let name = item.get("name").or_else(|| item.get("id"));
                match (name.and_then(Node::text), item.entries()) {
                    (Some(name), _) => templates.extend(read_one(name, item, item, source, report)),
                    // `- model: {…}`
                    (None, Some([only])) if only.value.entries().is_some() => {
                        let name = only.key.text().unwrap_or_default();
                        templates.extend(read_one(name, &only.key, &only.value, source, report));
                    }
                    _ => report.add(Problem::error("mega-template-without-name"), item),
                }
            }
        }
        Kind::Scalar { .. } if node.is_null() => {}
        Kind::Scalar { .. } => report.wrong_kind("generation_templates", "map", node),
    }
    let mut seen: Vec<&str> = Vec::new();
    for template in &templates {
        if seen.contains(&template.name.as_str()) {
            report.add(Problem::error("mega-duplicate-template").with("name", &template.name), template.node);
        }
        seen.push(&template.name);
    }
    templates
}

fn read_one<'a>(
    name: &str,
    place: &'a Node,
    value: &'a Node,
    source: &str,
    report: &mut Report<'_>,
) -> Option<WrittenTemplate<'a>> {
    let mut template =
        WrittenTemplate { name: name.to_owned(), path: None, body: None, engine: None, node: place, body_node: None };
    match &value.kind {
        // A bare string is the body; its path stands in `generate`.
        Kind::Scalar { .. } if !value.is_null() => {
            template.body = body(value, source, report);
            template.body_node = Some(value);
        }
        Kind::Mapping { .. } => {
            let mut fields = Fields::of(value);
            if let Some((_, path)) = fields.take("output_path", &["output", "path"], report) {
                match SourceText::of(path, source).filter(|text| !text.text.trim().is_empty()) {
                    Some(text) => template.path = Some(text),
                    None => report.wrong_kind("output_path", "text", path),
                }
            }
            if let Some((_, node)) = fields.take_any(&["template", "content"]) {
                template.body_node = Some(node);
                match node.kind {
                    Kind::Scalar { .. } => template.body = body(node, source, report),
                    _ => report.wrong_kind("template", "text", node),
                }
            }
            template.engine = fields.take("engine", &[], report).and_then(|(_, node)| engine(node, report));
            fields.take_any(&["name", "id"]);
            fields.take_any(&["description"]);
            fields.take_any(&["language"]);
            fields.report_rest(&KEYS, report);
        }
        _ => {
            report.wrong_kind(name, "map", value);
            return None;
        }
    }
    Some(template)
}

/// A template's body, with a word where its style does something that nobody wants of code.
fn body(node: &Node, source: &str, report: &mut Report<'_>) -> Option<SourceText> {
    let text = SourceText::of(node, source)?;
    if node.style() == Some(Style::Folded) {
        report.add(Problem::warning("mega-folded-template"), node);
    }
    Some(text)
}

/// `engine: braces | jinja | auto`.
pub(super) fn engine(node: &Node, report: &mut Report<'_>) -> Option<TemplateEngine> {
    match node.text().unwrap_or_default() {
        "auto" => Some(TemplateEngine::Auto),
        "braces" => Some(TemplateEngine::Braces),
        "jinja" => Some(TemplateEngine::Jinja),
        written => {
            let meant = match written.trim().to_lowercase().as_str() {
                "jinja2" | "j2" | "minijinja" => TemplateEngine::Jinja,
                "brace" | "single-braces" | "plain" => TemplateEngine::Braces,
                "" => return None,
                _ => {
                    report.add(Problem::error("mega-unknown-engine").with("written", written), node);
                    return None;
                }
            };
            report.spelling(written, if meant == TemplateEngine::Jinja { "jinja" } else { "braces" }, node);
            Some(meant)
        }
    }
}

/// The finished template: with a path and a body, or a problem that says what it lacks.
pub(super) fn finish(
    written: &WrittenTemplate<'_>,
    path: Option<&SourceText>,
    engine: TemplateEngine,
    report: &mut Report<'_>,
) -> Option<Template> {
    let Some(body) = &written.body else {
        report.add(Problem::error("mega-template-without-body").with("name", &written.name), written.node);
        return None;
    };
    let Some(output_path) = path.or(written.path.as_ref()) else {
        report.add(Problem::error("mega-template-without-path").with("name", &written.name), written.node);
        return None;
    };
    check_path(output_path, report);
    Some(Template {
        name: written.name.clone(),
        output_path: output_path.clone(),
        body: body.clone(),
        engine: written.engine.unwrap_or(engine),
        place: written.node.place(report.file),
    })
}

/// What is doubtful in a path as it was written.
pub(super) fn check_path(path: &SourceText, report: &mut Report<'_>) {
    let place = path.place(report.file, 0);
    if let Some(mark) = stubs::square(&path.text) {
        report.problems.push(Problem::warning("mega-square-brackets").with("written", mark).at(place));
    } else if outside_tags(&path.text).contains('\\') {
        report.problems.push(Problem::note("mega-backslash").with("written", path.text.trim()).at(place));
    }
}

/// A path without its tags: a backslash in a tag's text is not the path's.
fn outside_tags(path: &str) -> String {
    let mut rest = path;
    let mut outside = String::new();
    while let Some((before, tag)) = rest.split_once("{{") {
        outside.push_str(before);
        rest = tag.split_once("}}").map_or("", |(_, after)| after);
    }
    outside + rest
}

/// Whether a path begins at the root, written out (or by a variable that may do so).
pub(super) fn begins_at_root(path: &SourceText) -> bool {
    path.text.trim_start().starts_with(['/', '\\', '{', '.']) || word(path.text.trim_start()).is_empty()
}
