//! What outputs may not do together, and what they are checked for.

use super::team;
use crate::model::manifest::Manifest;
use crate::model::mega::expand::{Prepared, check_outputs};
use crate::model::mega::read::read;
use crate::model::ownership::Ownership;
use crate::model::problem::Severity;

fn prepared(team_name: &str, entities: &str, templates: &[(&str, &str)]) -> Prepared {
    let mut text = format!("id: m\nteam: {team_name}\nexpansion_rules: {{entities: {entities}}}\ngeneration_templates:\n");
    for (name, path) in templates {
        text.push_str(&format!("  {name}: {{output_path: \"{path}\", template: \"{{{{ Entity }}}}\"}}\n"));
    }
    let read = read("mega-files/a.yaml", &text);
    assert_eq!(read.files.len(), 1, "{:?}", read.problems);
    let (prepared, problems) = Prepared::new(&read.files[0], &team(team_name));
    assert!(problems.iter().all(|problem| problem.severity < Severity::Error), "{problems:?}");
    prepared
}

pub(super) fn ownership() -> Ownership {
    let text = "teams:\n  alpha: {responsibilities: [a], boundaries: {write_paths: [src/alpha/**, tests/**], forbidden_paths: [src/secret/**]}}\n  beta: {responsibilities: [b], boundaries: {write_paths: [src/beta/**]}}\n";
    let read = crate::model::manifest::read::read("manifest.yaml", text);
    let manifest: Manifest = read.manifest.expect("a manifest");
    Ownership::new(&manifest)
}

fn check(prepared: &[&Prepared]) -> Vec<String> {
    let problems = check_outputs(&team("alpha"), prepared, &ownership());
    let arg = |problem: &crate::model::problem::Problem, name| problem.arg(name).unwrap_or_default().to_owned();
    problems
        .iter()
        .map(|problem| format!("{} {} {}", problem.id, arg(problem, "path"), arg(problem, "count")).trim_end().to_owned())
        .collect()
}

#[test]
fn sound_outputs_have_nothing_against_them() {
    let prepared = prepared("alpha", "[{name: A}, {name: B}]", &[("m", "/src/alpha/{entity}.ts"), ("t", "/tests/{entity}.ts")]);
    assert_eq!(check(&[&prepared]), Vec::<String>::new());
}

#[test]
fn collisions_are_found_within_and_between_mega_files() {
    let one = prepared("alpha", "[{name: A}, {name: A}]", &[("m", "/src/alpha/{entity}.ts")]);
    assert_eq!(check(&[&one]), ["mega-collision src/alpha/a.ts 1"]);
    let constant = prepared("alpha", "[{name: A}, {name: B}, {name: C}]", &[("m", "/src/alpha/x.ts")]);
    assert_eq!(check(&[&constant]), ["mega-collision src/alpha/x.ts 2"]);
    let other = prepared("alpha", "[{name: A}]", &[("n", "/src/alpha/a.ts")]);
    let first = prepared("alpha", "[{name: A}]", &[("m", "/src/alpha/{entity}.ts")]);
    assert_eq!(check(&[&first, &other]), ["mega-collision src/alpha/a.ts 1"]);
    let in_case = prepared("alpha", "[{name: Ab}, {name: AB}]", &[("m", "/src/alpha/{Entity}.ts")]);
    assert_eq!(check(&[&in_case]), ["mega-collision-in-case src/alpha/AB.ts 1"]);
    let folder = prepared("alpha", "[{name: A}]", &[("m", "/src/alpha/{entity}"), ("n", "/src/alpha/{entity}/x.ts")]);
    assert_eq!(check(&[&folder]), ["mega-file-in-the-way src/alpha/a/x.ts"]);
}

#[test]
fn paths_of_others_are_errors_and_nobodys_are_one_note() {
    let outside = prepared(
        "alpha",
        "[{name: A}, {name: B}]",
        &[
            ("b", "/src/beta/{entity}.ts"),
            ("s", "/src/secret/{entity}.ts"),
            ("n", "/docs/{entity}.md"),
            ("o", "/notes/{entity}.md"),
        ],
    );
    assert_eq!(
        check(&[&outside]),
        ["mega-another-teams-path src/beta/a.ts 2", "mega-forbidden-path src/secret/a.ts 2", "mega-unclaimed-paths docs/a.md 4"]
    );
}

#[test]
fn outputs_are_checked_the_way_validation_asks_for() {
    let text = |check: &str| {
        format!(
            "id: m\nteam: alpha\nexpansion_rules: {{entities: [{{name: A}}]}}\nvalidation: {{post_generation: [{{check: {check}}}]}}\ngeneration_templates:\n  m: {{output_path: /src/a.ts, template: \"const x = [\"}}\n  t: {{output_path: /src/a.test.ts, template: \"const x = [\"}}\n"
        )
    };
    for (check, wrong) in [("files_parse", vec![0, 1]), ("tests_valid", vec![1]), ("lint", vec![])] {
        let read = read("a.yaml", &text(check));
        let (prepared, _) = Prepared::new(&read.files[0], &team("alpha"));
        let found = |index: &usize| prepared.check_rendered(*index, &prepared.render(*index).expect("renders")).is_some();
        assert_eq!((0..prepared.outputs().len()).filter(found).collect::<Vec<_>>(), wrong, "{check}");
    }
}
