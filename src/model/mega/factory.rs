//! The generator dialect: `generator: {type: factory, rules: [{for_each: […], generate: [{template: path}]}]}` with
//! `templates:` beside or inside it. What it says becomes entities and templates like any other.

use super::fields::{Fields, Report, one_or_many};
use super::nearest::nearest;
use super::rules::word_entity;
use super::templates::{WrittenTemplate, finish};
use super::{Entity, SourceText, Template, TemplateEngine};
use crate::model::problem::Problem;
use crate::model::yaml::node::{Kind, Node};

/// What a generator makes.
#[derive(Debug, Default)]
pub(super) struct Factory {
    pub(super) entities: Vec<Entity>,
    pub(super) templates: Vec<Template>,
}

/// Reads a generator's rules. `written` are the templates that it may use.
pub(super) fn read(
    node: &Node,
    source: &str,
    written: &[WrittenTemplate<'_>],
    engine: TemplateEngine,
    report: &mut Report<'_>,
) -> Factory {
    let mut factory = Factory::default();
    report.add(Problem::note("mega-generator"), node);
    let mut fields = Fields::of(node);
    if let Some((_, kind)) = fields.take("type", &[], report).filter(|(_, kind)| kind.text() != Some("factory")) {
        report.add(Problem::error("mega-generator-type").with("type", kind.text().unwrap_or_default()), kind);
        return factory;
    }
    fields.take_any(&["templates", "generation_templates"]);
    let rules = fields.take("rules", &[], report);
    fields.report_rest(&["type", "rules", "templates"], report);
    let Some((_, rules)) = rules else {
        report.add(Problem::error("mega-generator-without-rules"), node);
        return factory;
    };
    for rule in one_or_many(rules) {
        read_rule(rule, source, written, engine, &mut factory, report);
    }
    factory
}

fn read_rule(
    rule: &Node,
    source: &str,
    written: &[WrittenTemplate<'_>],
    engine: TemplateEngine,
    factory: &mut Factory,
    report: &mut Report<'_>,
) {
    if rule.entries().is_none() {
        report.wrong_kind("rules", "map", rule);
        return;
    }
    let mut fields = Fields::of(rule);
    let words = fields.take("for_each", &["foreach", "forEach"], report);
    let generate = fields.take("generate", &[], report);
    fields.report_rest(&["for_each", "generate"], report);
    let (Some((_, words)), Some((_, generate))) = (words, generate) else {
        report.add(Problem::error("mega-rule-incomplete"), rule);
        return;
    };
    let mut made = Vec::new();
    for (name, path) in generated(generate, report) {
        let Some(template) = written.iter().find(|template| Some(template.name.as_str()) == name.text()) else {
            let problem = match nearest(name.text().unwrap_or_default(), written.iter().map(|template| template.name.as_str())) {
                Some(nearest) => Problem::error("mega-unknown-template-near").with("nearest", nearest),
                None => Problem::error("mega-unknown-template"),
            };
            report.add(problem.with("name", name.text().unwrap_or_default()), name);
            continue;
        };
        let path = path.and_then(|path| SourceText::of(path, source));
        if let Some(template) = finish(template, path.as_ref(), engine, report) {
            made.push(factory.templates.len());
            factory.templates.push(template);
        }
    }
    for word in one_or_many(words) {
        if word.text().is_none_or(|text| text.trim().is_empty()) {
            report.wrong_kind("for_each", "text", word);
            continue;
        }
        let entity = word_entity(word, report);
        // A word of two rules is one entity with the templates of both.
        match factory.entities.iter_mut().find(|known| known.keys == entity.keys) {
            Some(known) => known.only.get_or_insert_default().extend(&made),
            None => factory.entities.push(Entity { only: Some(made.clone()), ..entity }),
        }
    }
}

/// `generate` as a list of `{template: path}`, of names, or as one map.
fn generated<'a>(node: &'a Node, report: &mut Report<'_>) -> Vec<(&'a Node, Option<&'a Node>)> {
    let mut found = Vec::new();
    for item in one_or_many(node) {
        match &item.kind {
            Kind::Mapping { .. } => {
                found.extend(item.fields().into_iter().map(|(name, path)| (name, Some(path).filter(|path| !path.is_null()))));
            }
            Kind::Scalar { .. } => found.push((item, None)),
            Kind::Sequence { .. } => report.wrong_kind("generate", "map", item),
        }
    }
    found
}
