//! Edits by path, in every spelling and shape that a file may have, each as the text before and the text after.

use serde_yaml::Value;

use super::super::*;

fn path(path: &str) -> Vec<Step> {
    let step = |part: &str| part.parse().map_or_else(|_| Step::Key(part.to_owned()), Step::Item);
    path.split('/').map(step).collect()
}

fn set(at: &str, value: impl Into<Value>) -> ManifestEdit {
    ManifestEdit::SetValue { path: path(at), value: Some(value.into()) }
}

fn clear(at: &str) -> ManifestEdit {
    ManifestEdit::SetValue { path: path(at), value: None }
}

fn shift(at: &str, from: usize, to: usize) -> ManifestEdit {
    ManifestEdit::MoveItem { path: path(at), from, to }
}

fn value(yaml: &str) -> Value {
    serde_yaml::from_str(yaml).expect(yaml)
}

#[track_caller]
fn check(before: &str, edit: &ManifestEdit, after: &str) {
    let (before, after) = (format!("teams: {{}}\n{before}"), format!("teams: {{}}\n{after}"));
    let change = edit_text(&before, edit).unwrap_or_else(|problem| panic!("{problem:?} for\n{before}"));
    let now = change.apply(&before);
    assert_eq!(now, after, "\n--- is\n{now}\n--- should be\n{after}");
    assert_eq!(change.inverse(&before).apply(&now), before);
}

#[test]
fn a_key_is_found_in_the_spelling_that_the_file_has() {
    check("project: {lines_of_code: 9K}\n", &set("project/target_loc", 8000), "project: {lines_of_code: 8000}\n");
    check("phases:\n- name: a\n  duration: 1h\n", &set("phases/0/minutes", 30), "phases:\n- name: a\n  duration: 30\n");
    check(
        "validation:\n  commands:\n  - name: t # c\n    command: make\n",
        &set("validation/commands/0/run", "make all"),
        "validation:\n  commands:\n  - name: t # c\n    command: make all\n",
    );
}

#[test]
fn one_word_becomes_a_mapping_when_more_is_said() {
    check("project: shop # c\n", &set("project/description", "Sells"), "project: {name: shop, description: Sells} # c\n");
    check("phases: [plan, build]\n", &set("phases/1/minutes", 20), "phases: [plan, {name: build, minutes: 20}]\n");
    check("agents:\n  claude:\n", &set("agents/claude/model", "m"), "agents:\n  claude: {preset: claude, model: m}\n");
    check("agents:\n  a: claude\n", &set("agents/a/preset", "codex"), "agents:\n  a: codex\n");
    check(
        "validation: {commands: [make]}\n",
        &set("validation/commands/0/timeout", "1min"),
        "validation: {commands: [{run: make, timeout: 1min}]}\n",
    );
    check(
        "validation:\n  commands: make\n",
        &set("validation/commands/0/run", "make all"),
        "validation:\n  commands: [{run: make all}]\n",
    );
}

#[test]
fn mappings_by_name_are_lists_too() {
    check(
        "phases:\n  plan: 10 # short\n  build: 1h\n",
        &set("phases/1/minutes", 30),
        "phases:\n  plan: 10 # short\n  build: 30\n",
    );
    check(
        "phases:\n  plan: 10 # short\n  build: 1h\n",
        &set("phases/0/name", "think"),
        "phases:\n  think: 10 # short\n  build: 1h\n",
    );
    check("phases:\n  plan: 10\n  build: 1h\n", &shift("phases", 1, 0), "phases:\n  build: 1h\n  plan: 10\n");
    check(
        "phases:\n  plan: 10\n",
        &set("phases/1", value("{name: build, minutes: 5}")),
        "phases:\n  plan: 10\n  build: {minutes: 5}\n",
    );
    check(
        "integration_points:\n  API: {between: [a, b]}\n",
        &set("integration_points/0/name", "API_2"),
        "integration_points:\n  API_2: {between: [a, b]}\n",
    );
    check(
        "agents:\n- name: x\n  preset: claude\n",
        &set("agents/x/model", "m"),
        "agents:\n- name: x\n  preset: claude\n  model: m\n",
    );
    check(
        "agents:\n- name: x\n  preset: claude\n",
        &set("agents/other", value("{preset: codex}")),
        "agents:\n- name: x\n  preset: claude\n- {name: other, preset: codex}\n",
    );
    let rename = ManifestEdit::RenameKey { path: path("agents/x"), to: "z".to_owned() };
    check("agents:\n- name: x\n  preset: claude\n", &rename, "agents:\n- name: z\n  preset: claude\n");
    check("agents: {x: {preset: claude}, y: claude}\n", &rename, "agents: {z: {preset: claude}, y: claude}\n");
    check("agents:\n  x: # c\n    preset: claude\n", &rename, "agents:\n  z: # c\n    preset: claude\n");
}

#[test]
fn texts_with_commas_are_lists_too() {
    check(
        "project: {name: a, stack: 'Rust, egui'}\n",
        &set("project/stack/1", "eframe"),
        "project: {name: a, stack: [Rust, eframe]}\n",
    );
    check("project:\n  stack: Rust, egui\n", &set("project/stack/2", "YAML"), "project:\n  stack: [Rust, egui, YAML]\n");
    check("project:\n  stack: Rust, egui\n", &clear("project/stack/0"), "project:\n  stack: [egui]\n");
    check("project:\n  stack: Rust, egui\n", &shift("project/stack", 0, 2), "project:\n  stack: [egui, Rust]\n");
    check("run: {setup: make deps}\n", &set("run/setup/1", "make db"), "run: {setup: [make deps, make db]}\n");
}

#[test]
fn standard_phases_are_written_when_one_changes() {
    let all = "phases: [{name: initialization, minutes: 15}, {name: execution, minutes: 60}, {name: integration, minutes: 15}, {name: validation, minutes: 15}]\n";
    check("", &set("phases/1/minutes", 60), all);
    check("phases:\n", &set("phases/1/minutes", 60), all);
    check(
        "",
        &shift("phases", 3, 0),
        "phases: [{name: validation, minutes: 15}, {name: initialization, minutes: 15}, {name: execution, minutes: 45}, {name: integration, minutes: 15}]\n",
    );
}

#[test]
fn items_move_with_their_lines_and_comments() {
    let before = "iterations:\n  # the first\n  - name: one\n    teams: [a]  # who\n\n  - name: two\n    teams: [b]\nrun: {}\n";
    let after = "iterations:\n\n  - name: two\n    teams: [b]\n  # the first\n  - name: one\n    teams: [a]  # who\nrun: {}\n";
    check(before, &shift("iterations", 0, 2), after);
    check("run:\n  setup: [a, b, c]\n", &shift("run/setup", 2, 0), "run:\n  setup: [c, a, b]\n");
}

#[test]
fn what_cannot_be_counted_is_not_edited() {
    let text = "teams: {}\nphases: [{minutes: 5}, {name: b, minutes: 6}]\n";
    assert_eq!(read::read("", text).manifest.expect("a manifest").phases.len(), 1);
    let refused = edit_text(text, &set("phases/0/minutes", 9)).expect_err("whose minutes?");
    assert_eq!(refused.id, "manifest-edit-refused");
}

#[test]
fn values_of_teams_in_both_forms() {
    let edit = |key, yaml: Option<&str>| ManifestEdit::SetTeamValue {
        team: TeamId::from_spelling("alpha").expect("alpha"),
        key,
        value: yaml.map(value),
    };
    let teams = |before: &str, edit: &ManifestEdit, after: &str| {
        let change = edit_text(before, edit).unwrap_or_else(|problem| panic!("{problem:?} for\n{before}"));
        assert_eq!(change.apply(before), after);
        assert_eq!(change.inverse(before).apply(after), before);
    };
    teams(
        "teams:\n  Alpha: one, two # c\n  beta: x\n",
        &edit(TeamKey::Swarm, Some("3")),
        "teams:\n  Alpha:\n    responsibilities: one, two # c\n    swarm: 3\n  beta: x\n",
    );
    teams(
        "teams:\n  alpha: {dependencies: none}\n  beta: x\n",
        &edit(TeamKey::DependsOn, Some("[all]")),
        "teams:\n  alpha: {dependencies: [all]}\n  beta: x\n",
    );
    teams(
        "teams:\n- id: alpha\n  mega_files_count: 3 # c\n",
        &edit(TeamKey::MegaFiles, Some("[orders, users]")),
        "teams:\n- id: alpha\n  mega_files_count: [orders, users] # c\n",
    );
    teams("teams:\n- id: alpha\n  swarm: 3\n", &edit(TeamKey::Swarm, None), "teams:\n- id: alpha\n");
    let refused = edit_text("teams: {alpha: {}}\n", &edit(TeamKey::Swarm, Some("many"))).expect_err("no number");
    assert_eq!(refused.id, "manifest-wrong-type");
}

#[test]
fn a_team_keeps_the_name_that_the_text_says() {
    let rename = ManifestEdit::RenameTeam {
        team: TeamId::from_spelling("alpha").expect("alpha"),
        id: TeamId::from_spelling("core").expect("core"),
    };
    let text = "teams:\n  alpha:\n    name: Foundation\n  beta: {depends_on: alpha}\n";
    let after = edit_text(text, &rename).expect("another id").apply(text);
    assert_eq!(after, "teams:\n  core:\n    name: Foundation\n  beta: {depends_on: core}\n");
}
