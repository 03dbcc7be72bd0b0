//! The report read as a browser and a machine would: the page with a real parser, the data against its schema.

use serde_json::{Value, json as value};
use tree_sitter::{Node, Parser};

use super::{fix, html, json};
use crate::engine::jobs::validate::{Decided, PastIntegration, Validation};
use crate::model::gates::commands::{CommandResult, End, judged};
use crate::model::gates::history::{Change, Measure};
use crate::model::gates::rounds::Round;
use crate::model::gates::{Finding, Gate, LeftOver, Origin, Outcome, TeamResult};
use crate::model::manifest::{LocRange, read};
use crate::model::path::RelPath;
use crate::model::problem::Problem;
use crate::model::story::{Cost, PhaseTold, Story};
use crate::model::team::TeamId;
use crate::words::{self, Language};

/// A validation in which everything is there, with names that would break a page that does not escape.
fn everything() -> Validation {
    let path = |text: &str| RelPath::new(text).expect(text);
    let alpha = TeamId::from_spelling("alpha").expect("alpha");
    let finding = Finding {
        path: Some(path("src/a&b.ts")),
        line: 3,
        team: Some(alpha.clone()),
        what: Problem::warning("finding-reminder").with("word", "TODO"),
        text: "// TODO: <script>alert(1)</script> \"x\" https://example.com/".into(),
        origin: Some(Origin { mega_file: path("mega-files/alpha/a.yaml"), line: 12 }),
    };
    let command = CommandResult {
        name: "tests".into(),
        line: "npm test && echo <b>".into(),
        folder: "integrated".into(),
        end: End::Exit { code: 1 },
        seconds: 1.25,
        last_lines: vec!["</pre><b>no".into()],
    };
    let some = Problem::error("gate-reminders-some").with("files", 1);
    let measure = |at: i64, lines: f64| Measure {
        at,
        numbers: [("lines".to_owned(), lines), ("files".to_owned(), 1.0)].into(),
        gates: [("lines".to_owned(), "pass".to_owned())].into(),
    };
    let target = Some(LocRange { min: 7000, max: 9000 });
    let decided = |how: &str, reason: &str| Decided {
        path: "src/x.ts".into(),
        kind: "add-add".into(),
        teams: vec!["alpha".into(), "beta".into()],
        how: how.into(),
        taken: vec!["alpha".into()],
        reason: reason.into(),
    };
    let left = LeftOver { path: path("src/y.ts"), kind: "boundary".into(), teams: vec!["beta".into()] };
    Validation {
        at: 1_795_426_666,
        project: "Växel & <Co>".into(),
        files: 988,
        lines: 65_823,
        code: 50_000,
        gates: vec![
            Gate::of_findings("reminders", some, vec![finding]),
            Gate::pass("files", Problem::note("gate-files-right").with("is", 988).with("least", 10)).measuring(988.0),
            Gate::unmeasured("coverage", Problem::warning("gate-coverage-no-report").with("path", "lcov.info")),
            judged(&command),
        ],
        teams: vec![TeamResult {
            team: alpha,
            name: "Foundation".into(),
            files: 10,
            lines: 6000,
            code: 5000,
            tests: 2,
            target_loc: target,
            findings: 1,
        }],
        rounds: vec![Round {
            name: "first".into(),
            teams: vec!["alpha".into()],
            target_loc: target,
            lines: 6000,
            missing: vec!["beta".into()],
        }],
        commands: vec![command],
        integration: Some(PastIntegration {
            merged: 2,
            open: vec![left.clone()],
            kept_out: vec![left],
            decided: vec![decided("side", ""), decided("let-in", "agreed with <alpha>")],
            ..PastIntegration::default()
        }),
        story: Some(Story {
            began: 0,
            phases: vec![
                PhaseTold { name: "execution".into(), planned_minutes: 45.0, real_minutes: Some(61.5) },
                PhaseTold { name: "validation".into(), planned_minutes: 15.0, real_minutes: None },
            ],
            costs: vec![Cost { team: "alpha".into(), tokens: 1_234_567, usd: Some(1.5) }],
        }),
        changes: vec![Change { metric: "stubs", before: 3.0, now: 1.0, better: Some(true) }],
        history: vec![measure(1, 10.0), measure(2, 30.0), measure(3, 20.0)],
        ..Validation::default()
    }
}

/// An element: its name and attributes.
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
}

impl Element {
    fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// All elements of a page; the parser must understand every byte of it.
fn elements(text: &str) -> Vec<Element> {
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_html::LANGUAGE.into()).expect("the grammar");
    let tree = parser.parse(text, None).expect("a tree");
    let mut found = Vec::new();
    walk(tree.root_node(), text, &mut found);
    found
}

fn walk(node: Node<'_>, text: &str, found: &mut Vec<Element>) {
    let said = &text[node.byte_range()];
    assert!(!node.is_error() && !node.is_missing(), "not HTML: {said}");
    assert_ne!(node.kind(), "erroneous_end_tag", "an end without a beginning: {said}");
    if matches!(node.kind(), "start_tag" | "self_closing_tag") {
        let mut element = Element { name: String::new(), attributes: Vec::new() };
        let mut cursor = node.walk();
        for child in node.named_children(&mut cursor) {
            let text_of = |node: Node<'_>| text[node.byte_range()].trim_matches('"').to_owned();
            match child.kind() {
                "tag_name" => element.name = text_of(child),
                "attribute" => {
                    let value = child.named_child(1).map(text_of).unwrap_or_default();
                    element.attributes.push((child.named_child(0).map(text_of).unwrap_or_default(), value));
                }
                _ => {}
            }
        }
        found.push(element);
    }
    let mut cursor = node.walk();
    for child in node.children(&mut cursor) {
        walk(child, text, found);
    }
}

#[test]
fn the_page_is_sound_accessible_and_needs_no_network() {
    for language in Language::ALL {
        words::set_language(language);
        for validation in [everything(), Validation::default()] {
            let page = html::page(&validation).expect("a page");
            let elements = elements(&page);
            let html = elements.iter().find(|element| element.name == "html").expect("html");
            assert_eq!(html.get("lang"), Some(language.code()));
            let headings: Vec<u8> =
                (elements.iter()).filter_map(|element| element.name.strip_prefix('h')?.parse().ok()).collect();
            assert_eq!(headings[0], 1);
            assert_eq!(headings.iter().filter(|level| **level == 1).count(), 1, "one page, one title");
            assert!(headings.windows(2).all(|pair| pair[1] <= pair[0] + 1), "no level is left out: {headings:?}");
            for element in &elements {
                for (name, value) in &element.attributes {
                    let leads_out = ["src", "href", "srcset", "action", "data", "poster", "xlink:href"].contains(&name.as_str());
                    assert!(!leads_out && !name.starts_with("on"), "{}: {name}={value}", element.name);
                }
                assert!(
                    !["script", "link", "iframe", "img", "object", "base"].contains(&element.name.as_str()),
                    "{}",
                    element.name
                );
                if element.name == "th" {
                    assert!(matches!(element.get("scope"), Some("col" | "row")), "a header that heads nothing");
                }
                if element.name == "svg" {
                    assert!(
                        element.get("role") == Some("img") && element.get("aria-label").is_some_and(|label| !label.is_empty())
                    );
                }
            }
            for id in elements.iter().filter_map(|element| element.get("aria-labelledby")) {
                assert!(elements.iter().any(|element| element.get("id") == Some(id)), "{id} names nothing");
            }
            let style = &page[page.find("<style>").expect("style")..page.find("</style>").expect("style")];
            assert!(!style.contains("url(") && !style.contains("@import") && !style.contains("@font-face"));
            assert!(style.contains("prefers-color-scheme: dark") && style.contains("@media print"));
            // An id that has no words would stand there as it is.
            for family in [">report-", " report-", "gate-", "finding-", "metric-", "decided-", "conflict-kind-"] {
                let body = &page[page.find("<body>").expect("body")..];
                assert!(
                    !body.contains(family),
                    "{family} in {language:?}: {:?}",
                    body.find(family).map(|at| &body[at..(at + 60).min(body.len())])
                );
            }
        }
    }
    words::set_language(Language::English);
    let page = html::page(&everything()).expect("a page");
    assert!(page.contains("Växel &amp; &lt;Co&gt;") && page.contains("&lt;script&gt;alert(1)"), "names are escaped");
    assert!(page.contains("61.5 min") && page.contains("16.5 min over") && page.contains("agreed with &lt;alpha&gt;"), "{page}");
    assert!(page.contains("1,234,567") && page.contains("1.50"));
}

#[test]
fn the_page_can_be_read_in_dark_light_and_print() {
    let page = html::page(&Validation::default()).expect("a page");
    let style = &page[page.find("<style>").expect("style")..page.find("</style>").expect("style")];
    for scheme in style.split(":root {").skip(1) {
        let scheme = &scheme[..scheme.find('}').expect("an end")];
        let color = |name: &str| {
            let hex = scheme.split(&format!("--{name}: #")).nth(1).and_then(|rest| rest.split(';').next()).expect("a colour");
            let hex = if hex.len() == 3 { hex.chars().flat_map(|c| [c, c]).collect() } else { hex.to_owned() };
            let channel = |at: usize| {
                let value = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).expect("hex")) / 255.0;
                if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4)
        };
        for ink in ["text", "weak", "pass", "fail", "none"] {
            for ground in ["ground", "surface"] {
                let (a, b) = (color(ink), color(ground));
                let contrast = (a.max(b) + 0.05) / (a.min(b) + 0.05);
                assert!(contrast >= 4.5, "{ink} on {ground}: {contrast:.2}");
            }
        }
    }
}

/// Checks a value against the part of JSON Schema that ours uses.
fn check(schema: &Value, whole: &Value, value: &Value, at: &str) {
    if let Some(name) = schema["$ref"].as_str().and_then(|name| name.strip_prefix("#/$defs/")) {
        return check(&whole["$defs"][name], whole, value, at);
    }
    let is = |kind: &str| match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("{other} in the schema"),
    };
    match &schema["type"] {
        Value::String(kind) => assert!(is(kind), "{at}: {value} is no {kind}"),
        Value::Array(kinds) => assert!(kinds.iter().filter_map(Value::as_str).any(is), "{at}: {value} is none of {kinds:?}"),
        _ => {}
    }
    if let Some(list) = schema["enum"].as_array() {
        assert!(list.contains(value), "{at}: {value} is none of {list:?}");
    }
    if !schema["const"].is_null() {
        assert_eq!(&schema["const"], value, "{at}");
    }
    if let Some(map) = value.as_object() {
        for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            assert!(map.contains_key(name), "{at}: {name} is missing");
        }
        for (name, inside) in map {
            match (&schema["properties"][name], &schema["additionalProperties"]) {
                (Value::Null, Value::Null) => panic!("{at}/{name} is not described"),
                (Value::Null, other) => check(other, whole, inside, &format!("{at}/{name}")),
                (known, _) => check(known, whole, inside, &format!("{at}/{name}")),
            }
        }
    }
    for (place, item) in value.as_array().into_iter().flatten().enumerate() {
        check(&schema["items"], whole, item, &format!("{at}/{place}"));
    }
}

#[test]
fn the_data_is_what_its_schema_says() {
    let schema: Value = serde_json::from_str(super::SCHEMA).expect("JSON");
    for validation in [everything(), Validation::default()] {
        check(&schema, &schema, &json::report(&validation), "");
    }
    let ids: Vec<&str> = crate::model::gates::GATES.iter().flat_map(|family| family.ids).copied().collect();
    let listed = &schema["properties"]["gates"]["items"]["properties"]["id"]["enum"];
    assert_eq!(listed, &value!(ids), "the schema knows every gate");
}

#[test]
fn a_prompt_names_what_was_found_and_what_may_be_touched() {
    words::set_language(Language::English);
    let text = "teams:\n  alpha: {name: Foundation, responsibilities: [a], boundaries: {write_paths: [src/core/**], forbidden_paths: [src/api/**]}}\n";
    let manifest = read::read("manifest.yaml", text).manifest.expect("a manifest");
    let validation = everything();
    let gate = &validation.gates[0];
    let teams = fix::teams(gate);
    assert_eq!(teams.len(), 1);
    let prompt = fix::prompt(&validation, gate, Some(&teams[0].0), &manifest);
    for part in [
        "# Fix: TODO and FIXME\n",
        "team Foundation (alpha)",
        "`src/a&b.ts:3`: TODO in a comment: `// TODO: <script>",
        "(made by `mega-files/alpha/a.yaml:12`)",
        "Write only in `src/core/**`.",
        "Never write in `src/api/**`.",
        "change the template there",
    ] {
        assert!(prompt.contains(part), "{part:?} in\n{prompt}");
    }
    let command = validation.gates.iter().find(|gate| gate.id == "command").expect("the command");
    assert!(matches!(command.outcome, Outcome::Fail { .. }));
    let prompt = fix::prompt(&validation, command, None, &manifest);
    assert!(prompt.contains("`npm test && echo <b>`") && prompt.contains("```\n</pre><b>no\n```"), "{prompt}");
}
