//! Every edit of a list by path, in every shape, style, indentation and line end that the list may have: it means itself,
//! what stands around it keeps its bytes, and it can be taken back.

use serde_yaml::Value;

use super::super::*;
use crate::model::manifest::Phase;

fn key(name: &str) -> Step {
    Step::Key(name.to_owned())
}

fn set(path: Vec<Step>, value: Option<Value>) -> ManifestEdit {
    ManifestEdit::SetValue { path, value }
}

const BEFORE: &str = "# head\nteams:\n  alpha: [x]   # who\n";
const AFTER: &str = "# between\nnote: {kept: [1, 'two']}\n\n# tail\n";

/// A text for each line end.
fn texts(section: &str) -> Vec<String> {
    let text = format!("{BEFORE}{section}{AFTER}");
    vec![text.clone(), text.replace('\n', "\r\n"), format!("\u{feff}{text}"), text.trim_end_matches('\n').to_owned()]
}

/// Makes an edit, and checks all that holds for any.
fn edited(text: &str, edit: &ManifestEdit) -> Manifest {
    let context = |problem: &dyn std::fmt::Debug| format!("{problem:?}\n{edit:?}\n{text}");
    let change = edit_text(text, edit).unwrap_or_else(|problem| panic!("{}", context(&problem)));
    let after = change.apply(text);
    assert_eq!(change.inverse(text).apply(&after), text, "{}", context(&after));
    let line_end = if text.contains('\r') { "\r\n" } else { "\n" };
    assert_eq!(after.matches('\n').count(), after.matches(line_end).count(), "{}", context(&after));
    for kept in [BEFORE, "# between\nnote: {kept: [1, 'two']}\n", "\n\n# tail"] {
        assert!(after.contains(&kept.replace('\n', line_end)), "{}", context(&after));
    }
    read::read("", &after).manifest.unwrap_or_else(|| panic!("{}", context(&after)))
}

#[test]
fn phases_in_every_shape() {
    let shapes = [
        "",
        "phases:\n",
        "phases: []\n",
        "phases: # c1\n  - name: plan\n    minutes: 10 # c2\n  # c3\n  - {name: build, minutes: 1h}\n",
        "phases:\n- minutes: 10\n  name: \"plan\"\n- name: build # c1\n  duration: 60min\n",
        "phases: [{name: plan, minutes: 10}, {name: build, minutes: 60}] # c1\n",
        "phases: [\n  {name: plan, minutes: 10}, # c1\n  {name: build, duration: '01:00'},\n]\n",
        "phases:\n    plan: 10 # c1\n    # c2\n    build: 1h\n",
        "phases: {plan: 10, build: 60} # c1\n",
        "phases:\n  plan: {minutes: 10}\n  build:\n    duration: 60 # c1\n",
    ];
    for section in shapes {
        for text in texts(section) {
            let before = read::read("", &text).manifest.expect(&text).phases;
            let check = |edit: ManifestEdit, change: &dyn Fn(&mut Vec<Phase>)| {
                let mut wanted = before.clone();
                change(&mut wanted);
                let now = edited(&text, &edit);
                assert_eq!(now.phases, wanted, "{edit:?}\n{text}");
            };
            let count = before.len();
            for index in 0..count {
                let at = |field: &str| vec![key("phases"), Step::Item(index), key(field)];
                check(set(at("minutes"), Some(25.into())), &|phases| phases[index].minutes = 25);
                check(set(at("name"), Some("think: hard".into())), &|phases| "think: hard".clone_into(&mut phases[index].name));
                check(set(at("minutes")[..2].to_vec(), None), &|phases| drop(phases.remove(index)));
                for to in 0..=count {
                    let edit = ManifestEdit::MoveItem { path: vec![key("phases")], from: index, to };
                    check(edit, &|phases| {
                        let phase = phases.remove(index);
                        phases.insert(if to > index { to - 1 } else { to }, phase);
                    });
                }
            }
            let new: Value = serde_yaml::from_str("{name: check, minutes: 5}").expect("a phase");
            let edit = set(vec![key("phases"), Step::Item(count)], Some(new));
            check(edit, &|phases| phases.push(Phase { name: "check".to_owned(), minutes: 5 }));
        }
    }
}

#[test]
fn texts_in_every_shape() {
    let shapes = [
        "",
        "project:\n",
        "project: shop # c1\n",
        "project: {name: shop}\n",
        "project: # c1\n  name: shop\n  stack:\n",
        "project:\n  name: shop\n  stack: []\n",
        "project:\n  stack: [Rust, \"egui\", 'a: b'] # c1\n  name: shop\n",
        "project:\n    name: shop\n    stack:\n    # c1\n    - Rust\n    - \"egui\" # c2\n    - 'a: b'\n",
        "project:\n  stack:\n    - Rust\n    -\n    - egui\n",
        "project: {stack: [Rust, null, egui], name: shop}\n",
        "project:\n  stack: Rust, egui # c1\n",
        "project: {stack: 'Rust, egui'}\n",
    ];
    for section in shapes {
        for text in texts(section) {
            let before = read::read("", &text).manifest.expect(&text).project;
            let stack = vec![key("project"), key("stack")];
            let item = |index: usize| [stack.clone(), vec![Step::Item(index)]].concat();
            let check = |edit: ManifestEdit, change: &dyn Fn(&mut Vec<String>)| {
                let mut wanted = before.stack.clone();
                change(&mut wanted);
                let now = edited(&text, &edit).project;
                assert_eq!(now.stack, wanted, "{edit:?}\n{text}");
                assert_eq!(now.name, before.name, "{edit:?}\n{text}");
            };
            let count = before.stack.len();
            check(set(item(count), Some("new: one".into())), &|stack| stack.push("new: one".to_owned()));
            for index in 0..count {
                check(set(item(index), Some("C #".into())), &|stack| "C #".clone_into(&mut stack[index]));
                check(set(item(index), None), &|stack| drop(stack.remove(index)));
            }
        }
    }
}

#[test]
fn contracts_and_commands_in_every_shape() {
    let shapes = [
        "integration_points:\n  - name: API # c1\n    between: [alpha, beta]\n    artifact: a.yaml\n",
        "integration_points: [{name: API, between: 'alpha, beta', artifact: a.yaml}]\n",
        "integration_points:\n  API: # c1\n    between: all\n    artifact: a.yaml\n",
        "integration_points: {API: {artifact: a.yaml, between: [alpha]}}\n",
    ];
    for section in shapes {
        for text in texts(section) {
            let at = |field: &str| vec![key("integration_points"), Step::Item(0), key(field)];
            let now = edited(&text, &set(at("name"), Some("REST".into())));
            assert_eq!(now.integration_points[0].name, "REST", "{text}");
            let now = edited(&text, &set(at("artifact"), None));
            assert_eq!(now.integration_points[0].artifact, None, "{text}");
            let teams = Value::Sequence(vec!["alpha".into(), "gamma".into()]);
            let now = edited(&text, &set(at("between"), Some(teams)));
            let names: Vec<&str> = now.integration_points[0].between.iter().map(TeamId::as_str).collect();
            assert_eq!(names, ["alpha", "gamma"], "{text}");
            let now = edited(&text, &set(at("owner"), Some("gamma".into())));
            assert_eq!(now.integration_points[0].owner.as_ref().map(TeamId::as_str), Some("gamma"), "{text}");
            let now = edited(&text, &set(at("owner")[..2].to_vec(), None));
            assert!(now.integration_points.is_empty(), "{text}");
            let new: Value = serde_yaml::from_str("{name: DB, between: []}").expect("a contract");
            let now = edited(&text, &set(vec![key("integration_points"), Step::Item(1)], Some(new)));
            assert_eq!(now.integration_points[1].name, "DB", "{text}");
        }
    }
    let shapes = [
        "validation:\n  commands:\n    - make # c1\n",
        "validation:\n  commands: make\n",
        "validation: {commands: [{run: make}]}\n",
        "validation:\n  commands:\n    make: make # c1\n",
        "validation:\n  commands:\n    - command: make\n",
    ];
    for section in shapes {
        for text in texts(section) {
            let at = |field: &str| vec![key("validation"), key("commands"), Step::Item(0), key(field)];
            let now = edited(&text, &set(at("run"), Some("make all".into())));
            assert_eq!(
                now.validation.commands[0].run,
                crate::model::manifest::CommandLine::Shell("make all".to_owned()),
                "{text}"
            );
            let now = edited(&text, &set(at("name"), Some("build".into())));
            assert_eq!(now.validation.commands[0].name, "build", "{text}");
            let now = edited(&text, &set(at("timeout"), Some("1min".into())));
            assert_eq!(now.validation.commands[0].timeout_secs, Some(60), "{text}");
            let new: Value = serde_yaml::from_str("{run: npm test}").expect("a command");
            let now = edited(&text, &set(vec![key("validation"), key("commands"), Step::Item(1)], Some(new)));
            assert_eq!(now.validation.commands.len(), 2, "{text}");
            let now = edited(&text, &set(at("run")[..3].to_vec(), None));
            assert!(now.validation.commands.is_empty(), "{text}");
        }
    }
}

#[test]
fn agents_in_every_shape() {
    let shapes = [
        "agents:\n  main: # c1\n    preset: claude\n    model: m\n",
        "agents: {main: {preset: claude}}\n",
        "agents:\n  main: claude # c1\n",
        "agents:\n- name: main\n  preset: claude\n",
    ];
    for section in shapes {
        for text in texts(section) {
            let at = |rest: &[&str]| ["agents", "main"].iter().chain(rest).map(|part| key(part)).collect::<Vec<_>>();
            let now = edited(&text, &set(at(&["model"]), Some("large".into())));
            let agent = &now.agents[0];
            assert_eq!((agent.model.as_deref(), agent.preset.as_deref()), (Some("large"), Some("claude")), "{text}");
            let now = edited(&text, &set(at(&["preset"]), Some("codex".into())));
            assert_eq!(now.agents[0].preset.as_deref(), Some("codex"), "{text}");
            let now = edited(&text, &set(at(&["env", "KEY"]), Some("$KEY".into())));
            assert_eq!(now.agents[0].env, [("KEY".to_owned(), "$KEY".to_owned())], "{text}");
            let now = edited(&text, &ManifestEdit::RenameKey { path: at(&[]), to: "yes".to_owned() });
            assert_eq!((now.agents.len(), now.agents[0].name.as_str()), (1, "yes"), "{text}");
            let now = edited(&text, &set(at(&[]), None));
            assert!(now.agents.is_empty(), "{text}");
            let new: Value = serde_yaml::from_str("{preset: aider}").expect("an agent");
            let now = edited(&text, &set(vec![key("agents"), key("second")], Some(new)));
            assert_eq!(now.agents[1].name, "second", "{text}");
        }
    }
}
