//! Validations of small projects, on disk, from an expansion to the numbers that are kept.
#![expect(clippy::disallowed_methods, reason = "tests make projects of their own")]

use std::fs;
use std::path::Path;
use std::sync::Mutex;

use super::*;
use crate::engine::command::ExpandRequest;
use crate::engine::job::Silent;
use crate::engine::jobs::{expand, integrate};
use crate::model::gates::Outcome;

const MANIFEST: &str = "\
project: {name: shop}
teams:
  alpha:
    name: Foundation
    responsibilities: [entities]
    boundaries: {write_paths: [src/core/**]}
    target_loc: 3
  beta: {name: API, responsibilities: [api], boundaries: {write_paths: [src/api/**]}}
validation:
  commands:
    - {name: well, run: [echo, hello], in: integrated}
    - {name: badly, run: \"echo one; exit 7\", in: integrated, timeout: 1min}
    - {name: nowhere, run: 'true', in: no-such-folder}
  coverage: {report: lcov.info, minimum: 50}
";

const MEGA: &str = "\
id: mega-alpha
version: 1.0.0
team: alpha
expansion_rules:
  entities: [{name: Order}, {name: Customer}]
generation_templates:
  model:
    output_path: src/core/{entity}.ts
    template: |
      export class {Entity} {}
      // TODO: write it
      export const b = 1;
validation:
  post_generation: [{check: files_parse}]
";

fn put(root: &Path, path: &str, text: &str) {
    let file = root.join(path);
    fs::create_dir_all(file.parent().expect("parent")).expect("folders");
    fs::write(file, text).expect("write");
}

fn project(root: &Path) -> Project {
    settings::keep_in(&std::env::temp_dir().join(format!("dectet-tests-{}", std::process::id())));
    put(root, "manifest.yaml", MANIFEST);
    put(root, "mega-files/alpha/models.yaml", MEGA);
    let project = Project::open(root).expect("opens");
    expand::expand(&project, &ExpandRequest::default(), &Silent).expect("expands");
    project
}

fn run(project: &Project, how: Commands) -> Validation {
    validate(project, how, &|_| (), &Silent).expect("validates")
}

fn gate<'a>(validation: &'a Validation, key: &str) -> &'a Gate {
    validation.gates.iter().find(|gate| gate.key() == key).unwrap_or_else(|| panic!("no gate {key}"))
}

#[test]
fn before_an_integration_the_teams_trees_are_looked_at() {
    let folder = tempfile::tempdir().expect("folder");
    let project = project(folder.path());
    put(folder.path(), "teams/beta/src/api/a.ts", "import '../core/order';\nimport '../core/missing';\n");
    let found = run(&project, Commands::InOrder);
    assert_eq!((found.tree, found.files), (Tree::Teams, 3));
    assert!(gate(&found, "integrated").is_missing());
    // What each team's own package.json names counts before the two are one.
    put(folder.path(), "teams/alpha/package.json", "{\"dependencies\": {\"one\": \"1\"}}\n");
    put(folder.path(), "teams/beta/package.json", "{\"dependencies\": {\"two\": \"1\"}}\n");
    put(folder.path(), "teams/beta/src/api/b.ts", "import 'one';\nimport 'two';\nimport 'three';\n");
    let named: Vec<_> = gate(&run(&project, Commands::InOrder), "imports").findings().iter().map(|found| found.line).collect();
    assert_eq!(named, [2, 3], "a.ts, and three in b.ts");
    let reminder = &gate(&found, "reminders").findings()[1];
    assert_eq!((reminder.path.as_ref().map(RelPath::as_str), reminder.line), (Some("src/core/order.ts"), 2));
    let origin = reminder.origin.as_ref().expect("made by a mega-file");
    assert_eq!((origin.mega_file.as_str(), origin.line), ("mega-files/alpha/models.yaml", 11));
    let import = &gate(&found, "imports").findings()[0];
    assert_eq!((import.line, import.team.as_ref().map(|team| team.as_str()), import.origin.as_ref()), (2, Some("beta"), None));
    // Nobody has said that the commands may run.
    for name in ["command:well", "command:badly", "command:nowhere"] {
        assert_eq!(gate(&found, name).said.id, "gate-command-not-trusted");
    }
    assert!(needs_trust(&project).expect("asks") && found.commands.is_empty());
    assert_eq!(gate(&found, "team-lines:alpha").outcome, Outcome::Pass, "6 lines of 3");
}

#[test]
fn trusted_commands_run_in_the_result_and_are_told_as_they_ended() {
    let folder = tempfile::tempdir().expect("folder");
    let project = project(folder.path());
    integrate::integrate(&project, &std::collections::BTreeMap::new(), false, &Silent).expect("integrates");
    put(folder.path(), "integrated/src/core/order.ts", "export class Order {}\nconst mine = 1;\n// TODO: write it\n");
    let manifest = crate::engine::gather::manifest_of(&project).expect("manifest");
    settings::trust(&project.root, &manifest).expect("trusted");
    for how in [Commands::InOrder, Commands::SideBySide] {
        let heard = Mutex::new(Vec::new());
        let found = validate(&project, how, &|one| heard.lock().expect("heard").push(one), &Silent).expect("validates");
        assert_eq!(found.tree, Tree::Integrated);
        assert_eq!(gate(&found, "command:well").outcome, Outcome::Pass);
        let badly = gate(&found, "command:badly");
        assert_eq!((badly.said.arg("code"), badly.findings()[0].text.as_str()), (Some("7"), "one"));
        assert_eq!(gate(&found, "command:nowhere").said.id, "gate-command-no-folder");
        assert!(!found.is_well() && gate(&found, "coverage").is_missing());
        let heard = heard.into_inner().expect("heard");
        assert!(matches!(&heard[0], Heard::Measured(early) if early.is_under_way), "what needs no command comes first");
        assert!(heard.iter().any(|one| matches!(one, Heard::Said(0, lines) if lines == &["hello"])));
        // A line that a person moved is still known as the template's.
        let moved = gate(&found, "reminders").findings().iter().find(|one| one.line == 3).expect("moved");
        assert_eq!(moved.origin.as_ref().map(|origin| origin.line), Some(11));
    }
    put(folder.path(), "integrated/lcov.info", "SF:src/core/order.ts\nDA:1,1\nend_of_record\n");
    let found = run(&project, Commands::Skip);
    assert_eq!(gate(&found, "coverage").outcome, Outcome::Pass);
    assert_eq!(gate(&found, "command:well").said.id, "gate-command-skipped");
    assert!(!gate(&found, "command:well").is_missing(), "left out on purpose");
}

#[test]
fn a_changed_command_has_to_be_trusted_anew() {
    let folder = tempfile::tempdir().expect("folder");
    let project = project(folder.path());
    let manifest = crate::engine::gather::manifest_of(&project).expect("manifest");
    settings::trust(&project.root, &manifest).expect("trusted");
    assert!(!needs_trust(&project).expect("asks"));
    put(folder.path(), "manifest.yaml", &MANIFEST.replace("hello", "something else"));
    assert!(needs_trust(&project).expect("asks"));
}

#[test]
fn numbers_are_kept_and_compared_over_runs() {
    let folder = tempfile::tempdir().expect("folder");
    let project = project(folder.path());
    let first = run(&project, Commands::Skip);
    assert!(first.changes.is_empty() && first.history.len() == 1);
    // Half a line that a kill left.
    let file = folder.path().join(".dectet/validate/history.jsonl");
    let text = fs::read_to_string(&file).expect("history");
    fs::write(&file, format!("{text}{{\"at\": 1")).expect("write");
    put(folder.path(), "teams/alpha/src/core/order.ts", "export class Order {}\n");
    let second = run(&project, Commands::Skip);
    let reminders = second.changes.iter().find(|change| change.metric == "reminders").expect("fewer");
    assert_eq!((reminders.before, reminders.now, reminders.better), (2.0, 1.0, Some(true)));
    assert_eq!(remembered(&project).expect("remembered").history.len(), 2);
}

#[test]
fn nothing_to_look_at_is_no_pass() {
    let folder = tempfile::tempdir().expect("folder");
    put(folder.path(), "manifest.yaml", MANIFEST);
    let project = Project::open(folder.path()).expect("opens");
    assert_eq!(validate(&project, Commands::Skip, &|_| (), &Silent).expect_err("nothing").id, "validate-nothing");
}
