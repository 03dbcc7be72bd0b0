//! Gates over small projects: what is found, and, as much, what must not be.

use super::*;
use crate::model::manifest::read::read;

fn path(text: &str) -> RelPath {
    RelPath::new(text).expect(text)
}

fn team(text: &str) -> TeamId {
    TeamId::from_spelling(text).expect(text)
}

const MANIFEST: &str = "\
project: {name: x, target_loc: 10, target_files: 2-3}
teams:
  alpha: {name: Foundation, responsibilities: [a], target_loc: 5-9, boundaries: {write_paths: [src/core/**]}}
  beta: {name: API, responsibilities: [b], boundaries: {write_paths: [src/api/**]}}
iterations: [{name: first, teams: [alpha], target_loc: 4}, {name: second, teams: [beta], target_loc: 40}]
integration_points:
  - {name: SCHEMA, between: [alpha, beta], artifact: src/core/schema.ts, owner: alpha}
  - {name: GONE, between: [beta], artifact: src/api/openapi.yaml, owner: beta}
";

fn input(files: &[(&str, &str, &str)]) -> Input {
    let manifest = read("manifest.yaml", MANIFEST).manifest.expect("a manifest");
    let mut input = Input { manifest, ..Input::default() };
    for (name, who, text) in files {
        let mut facts = file::look(&path(name), text);
        facts.team = TeamId::from_spelling(who);
        input.paths.insert(path(name));
        if let Some(team) = &facts.team {
            input.writers.entry(path(name)).or_default().push(team.clone());
        }
        let name = path(name);
        if name.file_name().ends_with("config.json") || name.file_name() == "package.json" {
            input.settings.push((name, (*text).to_owned()));
        }
        input.files.push(facts);
    }
    input
}

fn gate(input: &Input, key: &str) -> Gate {
    measure(input).into_iter().find(|gate| gate.key() == key).unwrap_or_else(|| panic!("no gate {key}"))
}

/// `path:line` of what a gate found.
fn places(input: &Input, key: &str) -> Vec<String> {
    let gate = gate(input, key);
    let shown =
        |finding: &Finding| format!("{}:{}", finding.path.as_ref().map(RelPath::as_str).unwrap_or_default(), finding.line);
    gate.findings().iter().map(shown).collect()
}

#[test]
fn every_gate_stands_in_the_table_and_is_measured() {
    let all = measure(&input(&[("a.ts", "alpha", "export {};\n")]));
    let known: Vec<&str> = GATES.iter().flat_map(|family| family.ids).copied().collect();
    for gate in &all {
        assert!(known.contains(&gate.id), "{} stands in no row", gate.id);
    }
    for id in known {
        assert!(all.iter().any(|gate| gate.id == id), "{id} is not measured at all");
    }
    let keys: BTreeSet<_> = all.iter().map(Gate::key).collect();
    assert_eq!(keys.len(), all.len(), "two gates have one key");
}

#[test]
fn reminders_are_found_in_comments_alone() {
    let input = input(&[
        (
            "a.ts",
            "alpha",
            "// TODO: one\nconst status = 'TODO';\nconst a = 1; /* FIXME(bob) two */\n// the todo list, and TODOs\nenum S { TODO, DONE }\n// a TODO list app\n",
        ),
        ("a.py", "alpha", "# TODO three\nx = '# TODO no'\n"),
        ("a.sql", "alpha", "SELECT 'x -- TODO no'; -- TODO: four\n"),
        ("a.md", "alpha", "TODO is a word.\n<!-- TODO five -->\n"),
        ("a.yaml", "alpha", "state: TODO\n# TODO six\n"),
    ]);
    assert_eq!(places(&input, "reminders"), ["a.ts:1", "a.ts:3", "a.py:1", "a.sql:1", "a.md:2", "a.yaml:2"]);
}

#[test]
fn placeholders_are_told_from_code_that_only_looks_like_them() {
    let innocent = input(&[
        (
            "a.ts",
            "alpha",
            "import { Entity, Column } from 'typeorm';\nimport {Entity} from 'typeorm';\nconst a = { where: {Entity} };\nconst s = `${Entity}`;\n",
        ),
        ("a.tsx", "alpha", "export const A = () => <p style={{ margin: 0 }}>{entity}</p>;\n"),
        ("ci.yaml", "alpha", "if: ${{ github.ref }}\n"),
        ("page.html", "alpha", "<p>{{ Entity }}</p>\n"),
        ("a.md", "alpha", "Write `{Entity}` or\n\n```\n{% for a in b %}\n{{ Entity }}\n```\n"),
        ("chart/templates/x.yaml", "alpha", "image: {{ .Values.Entity }}\n"),
    ]);
    assert_eq!(places(&innocent, "placeholders"), Vec::<String>::new());
    let left = input(&[
        ("a.ts", "alpha", "export class A {}\n// for {Entity}\nthrow new Error('no {Entity} here');\n"),
        ("a.json", "alpha", "{\"name\": \"{{ Entity }}\"}\n"),
        ("a.sql", "alpha", "SELECT 1;\n-- {% for a in b %}\n"),
        ("b.ts", "alpha", "import x from 'src/[team]/x';\n"),
    ]);
    assert_eq!(places(&left, "placeholders"), ["a.ts:2", "a.ts:3", "a.json:1", "a.sql:2", "b.ts:1"]);
}

#[test]
fn left_out_code_and_empty_files_are_found() {
    let input = input(&[
        ("a.ts", "alpha", "f() {\n  // ... rest of the code\n}\nthrow new Error('Not implemented');\nconst a = { ...b };\n"),
        ("a.rs", "alpha", "fn a() { todo!() }\n// unimplemented!() is a macro\n"),
        ("abstract.py", "alpha", "class A(ABC):\n    @abstractmethod\n    def f(self):\n        raise NotImplementedError\n"),
        ("plain.py", "alpha", "def f():\n    raise NotImplementedError\n"),
        ("a.test.ts", "alpha", "expect(f).toThrow(new Error('not implemented'));\n"),
        ("empty.ts", "alpha", "\n \n"),
        ("pkg/__init__.py", "alpha", ""),
    ]);
    assert_eq!(places(&input, "stubs"), ["a.ts:2", "a.ts:4", "a.rs:1", "plain.py:2"]);
    assert_eq!(places(&input, "empty"), ["empty.ts:0"]);
}

#[test]
fn imports_are_followed_as_the_languages_do() {
    let input = input(&[
        (
            "package.json",
            "alpha",
            "{\"name\": \"shop\", \"dependencies\": {\"react\": \"1\", \"@scope/kit\": \"1\"}, \"devDependencies\": {\"@types/pg\": \"1\"}}\n",
        ),
        (
            "src/a.ts",
            "alpha",
            "import './b';\nimport './b.js';\nimport '../src/folder';\nimport './style.css?inline';\nimport './generated/client';\nimport 'react/jsx-runtime';\nimport '@scope/kit/x';\nimport 'pg';\nimport 'node:fs';\nimport 'fs/promises';\nimport 'shop/x';\nimport '@/alias';\nimport '~icons/x';\nimport 'virtual:x';\n",
        ),
        ("src/b.ts", "alpha", "import './missing';\nimport 'left-pad';\nimport '../../outside';\n"),
        ("src/c.ts", "alpha", "import 'left-pad/x';\n"),
        ("src/folder/index.tsx", "alpha", "export {};\n"),
        ("src/style.css", "alpha", ".a { b: c; }\n"),
        ("app/__init__.py", "alpha", "\n"),
        (
            "app/core.py",
            "alpha",
            "import numpy\nfrom . import models\nfrom .models import A\nfrom app.models import A\nfrom app.nothing import B\nfrom .gone import C\nimport os.path\n",
        ),
        ("app/models.py", "alpha", "A = 1\n"),
    ]);
    let found = gate(&input, "imports");
    assert_eq!(places(&input, "imports"), ["src/b.ts:1", "src/b.ts:3", "app/core.py:5", "app/core.py:6", "src/b.ts:2"]);
    let package = found.findings().iter().find(|finding| finding.what.id == "finding-package").expect("the package");
    assert_eq!((package.what.arg("package"), package.what.arg("files")), (Some("left-pad"), Some("2")));
}

#[test]
fn where_a_setting_may_lead_elsewhere_nothing_is_said() {
    for config in [
        r#"{"compilerOptions": {"baseUrl": "src"}}"#,
        r#"{"compilerOptions": {"paths": {"core/*": ["./src/*"]}}}"#,
        "{ // comment\n}",
    ] {
        let input = input(&[
            ("package.json", "alpha", "{}\n"),
            ("tsconfig.json", "alpha", config),
            ("a.ts", "alpha", "import 'core/x';\n"),
        ]);
        assert_eq!(gate(&input, "imports").outcome, Outcome::Pass, "{config}");
    }
    let input = input(&[("a.ts", "alpha", "import 'react';\n")]);
    assert_eq!(gate(&input, "imports").outcome, Outcome::Pass, "without a package.json nobody can tell");
}

#[test]
fn contracts_are_there_and_only_their_owners() {
    let mut input = input(&[("src/core/schema.ts", "alpha", "export {};\n")]);
    assert_eq!(gate(&input, "contract:SCHEMA").outcome, Outcome::Pass);
    assert_eq!(places(&input, "contract:GONE"), ["src/api/openapi.yaml:0"]);
    input.writers.entry(path("src/core/schema.ts")).or_default().push(team("beta"));
    let changed = gate(&input, "contract:SCHEMA");
    assert_eq!(changed.findings()[0].team, Some(team("beta")));
}

#[test]
fn sizes_are_measured_against_targets_and_rounds() {
    let input = input(&[("src/core/a.ts", "alpha", "1;\n2;\n3;\n4;\n"), ("src/core/b.ts", "alpha", "1;\n")]);
    assert_eq!(gate(&input, "files").outcome, Outcome::Pass);
    assert!(gate(&input, "lines").is_failed(), "5 of 10");
    assert_eq!(gate(&input, "team-lines:alpha").outcome, Outcome::Pass);
    assert_eq!(gate(&input, "round:first").outcome, Outcome::Pass);
    let second = gate(&input, "round:second");
    assert!(matches!(second.outcome, Outcome::NotMeasured { .. }) && !second.is_missing(), "beta has not begun: no guess");
    let teams = teams(&input, &measure(&input));
    assert_eq!((teams[0].files, teams[0].lines, teams[1].files), (2, 5, 0));
}

#[test]
fn a_part_is_documented_by_its_own_page_or_by_one_that_names_its_folder() {
    let alone =
        input(&[("src/core/a.ts", "alpha", "1;\n"), ("src/api/a.ts", "beta", "1;\n"), ("src/api/README.md", "beta", "# API\n")]);
    let found = gate(&alone, "documentation");
    assert_eq!(found.findings().iter().filter_map(|one| one.team.clone()).collect::<Vec<_>>(), [team("alpha")]);
    let named = input(&[("src/core/a.ts", "alpha", "1;\n"), ("docs/core.md", "beta", "All of `src/core` is described here.\n")]);
    assert_eq!(gate(&named, "documentation").outcome, Outcome::Pass);
}

#[test]
fn what_was_not_measured_is_never_a_pass() {
    let nothing = input(&[("LICENSE", "alpha", "text\n")]);
    for key in ["integrated", "parses", "imports", "coverage", "command", "post-generation"] {
        assert!(matches!(gate(&nothing, key).outcome, Outcome::NotMeasured { .. }), "{key}");
    }
    assert!(gate(&nothing, "integrated").is_missing() && !gate(&nothing, "coverage").is_missing());
}

const LCOV: &str = "TN:\nSF:src/core/a.ts\nDA:1,1\nDA:2,0\nDA:3,5\nLF:3\nLH:2\nend_of_record\nSF:src/core/a.ts\nDA:2,1\nend_of_record\nSF:src/b.ts\nDA:1,0\nend_of_record\n";
const COBERTURA: &str = "<?xml version=\"1.0\"?>\n<!DOCTYPE coverage SYSTEM \"x\">\n<coverage line-rate=\"0.5\"><packages><package><classes>\
    <class filename=\"src/core/a.ts\"><methods><method><lines><line number=\"1\" hits=\"1\"/></lines></method></methods><lines><line number=\"1\" hits=\"1\"/><line number=\"2\" hits=\"0\"/></lines></class>\
    <class filename=\"src/a&amp;b.ts\"><lines><line number=\"1\" hits=\"3\"/><line number=\"2\" hits=\"0\"/></lines></class></classes></package></packages></coverage>";
const SUMMARY: &str = r#"{"total": {"lines": {"total": 4, "covered": 3, "pct": 75}}, "/home/x/src/core/a.ts": {"lines": {"total": 4, "covered": 3}}}"#;
const FINAL: &str = r#"{"/x/a.ts": {"statementMap": {"0": {"start": {"line": 1}}, "1": {"start": {"line": 1}}, "2": {"start": {"line": 2}}}, "s": {"0": 1, "1": 0, "2": 0}}}"#;

#[test]
fn three_kinds_of_coverage_are_read_and_nothing_else() {
    for (text, covered, total) in [(LCOV, 3, 4), (COBERTURA, 2, 4), (SUMMARY, 3, 4), (FINAL, 1, 2)] {
        let read = coverage::read(text).expect(text);
        assert_eq!((read.covered, read.total), (covered, total), "{text}");
    }
    assert_eq!(coverage::read(COBERTURA).expect("read").files[1].0, "src/a&b.ts");
    for wrong in [
        "",
        "nonsense",
        "{}",
        "[1]",
        "<html></html>",
        "<coverage>",
        "SF:a\nDA:x,y\n",
        "{\"total\": {\"lines\": {\"total\": 0, \"covered\": 0}}}",
    ] {
        assert_eq!(coverage::read(wrong).expect_err(wrong).id, "coverage-unreadable", "{wrong}");
    }
}

#[test]
fn coverage_below_the_minimum_lists_where_most_is_to_be_gained() {
    let mut input = input(&[("src/core/a.ts", "alpha", "1;\n")]);
    input.coverage = Some(coverage::read(SUMMARY));
    input.manifest.validation.coverage_minimum_percent = Some(75.0);
    assert_eq!(gate(&input, "coverage").outcome, Outcome::Pass, "75 of 75 is enough");
    input.manifest.validation.coverage_minimum_percent = Some(75.1);
    let below = gate(&input, "coverage");
    assert_eq!(
        (below.findings()[0].path.clone(), below.findings()[0].team.clone()),
        (Some(path("src/core/a.ts")), Some(team("alpha")))
    );
    input.coverage = None;
    assert!(gate(&input, "coverage").is_missing(), "asked for, and no report is named");
}

#[test]
fn numbers_are_compared_where_both_have_them() {
    use history::{Measure, changes};
    let measure = |numbers: &[(&str, f64)], gates: &[(&str, &str)]| Measure {
        at: 0,
        numbers: numbers.iter().map(|(name, value)| ((*name).to_owned(), *value)).collect(),
        gates: gates.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
    };
    let before = measure(&[("lines", 10.0), ("stubs", 3.0), ("coverage", 80.0)], &[("a", "fail"), ("b", "not-measured")]);
    let now = measure(&[("lines", 12.0), ("stubs", 1.0), ("markers", 5.0), ("coverage", 70.0)], &[("a", "pass"), ("b", "fail")]);
    let found: Vec<_> = changes(&before, &now).into_iter().map(|change| (change.metric, change.better)).collect();
    assert_eq!(found, [("failed", Some(true)), ("lines", None), ("stubs", Some(true)), ("coverage", Some(false))]);
}
