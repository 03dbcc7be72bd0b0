//! What reading makes of manifests as people and LLM teams write them.

use super::*;
use crate::model::manifest::{CommandLine, Distribution, Permissions, Phase, standard_phases};

fn ok(text: &str) -> Manifest {
    let read = read("m.yaml", text);
    assert!(!has_errors(&read.problems), "{:#?}", read.problems);
    read.manifest.expect("a manifest")
}

/// `line:column id` of each problem.
fn said(text: &str) -> Vec<String> {
    let at = |problem: &Problem| problem.place.as_ref().map_or(String::new(), |place| format!("{}:{}", place.line, place.column));
    read("m.yaml", text).problems.iter().map(|problem| format!("{} {}", at(problem), problem.id)).collect()
}

fn id(text: &str) -> TeamId {
    TeamId::from_spelling(text).expect(text)
}

#[test]
fn the_short_and_the_long_form() {
    let manifest = ok(
        "teams:\n  alpha: Database schema, domain entities\n  Team Beta:\n    name: API\n    responsibilities: [rest, graphql]\n  gamma:\n",
    );
    let alpha = &manifest.teams[0];
    assert_eq!((alpha.name.as_str(), alpha.short_form), ("Foundation", true));
    assert_eq!(alpha.responsibilities, ["Database schema", "domain entities"]);
    let beta = &manifest.teams[1];
    assert_eq!((beta.id.as_str(), beta.key.as_str(), beta.name.as_str(), beta.short_form), ("beta", "Team Beta", "API", false));
    assert_eq!((beta.place.line, beta.place.column), (3, 3));
    assert!(manifest.teams[2].responsibilities.is_empty());
}

#[test]
fn everything_that_the_format_names() {
    let manifest = ok(EVERYTHING);
    let beta = manifest.team(&id("beta")).expect("beta");
    assert_eq!(beta.write_paths, ["src/api/**", "src/auth/**"]);
    assert_eq!(beta.read_paths, ["src/core/**", "contracts/**"]);
    assert_eq!(beta.forbidden_paths, ["src/core/**"]);
    assert_eq!(beta.depends_on, [id("alpha")]);
    assert!(beta.wait_for.is_empty());
    assert_eq!(beta.target_loc, Some(LocRange { min: 7000, max: 9000 }));
    assert_eq!((beta.mega_files, beta.priority, beta.agent.as_deref()), (Some(10), Some(2), Some("claude")));
    assert_eq!(beta.swarm.iter().map(|part| part.id.as_str()).collect::<Vec<_>>(), ["beta-1", "beta-2", "beta-3"]);
    assert_eq!(manifest.project.target_files, Some(LocRange { min: 500, max: 1000 }));
    assert_eq!(manifest.distribution, Distribution::Domains);
    assert_eq!(manifest.phases, [("a", 15), ("b", 60), ("c", 45)].map(|(name, minutes)| Phase { name: name.into(), minutes }));
    assert_eq!(manifest.iterations[1].target_loc, Some(LocRange { min: 30000, max: 30000 }));
    assert_eq!(manifest.integration_points[0].owner, Some(id("beta")));
    assert_eq!(manifest.integration_points[1].owner, Some(id("alpha")));
    assert_eq!(
        (manifest.monitoring.report_every_secs, manifest.monitoring.warn_percent, manifest.monitoring.stalled_after_secs),
        (300, 15, 1200)
    );
    assert_eq!(manifest.conflict_order, ["contracts", "schema"]);
    assert_eq!(manifest.validation.commands[0].run, CommandLine::Shell("npm test".into()));
    assert_eq!(manifest.validation.commands[1].run, CommandLine::Direct(vec!["cargo".into(), "test".into()]));
    assert_eq!(manifest.validation.commands[0].timeout_secs, Some(600));
    assert_eq!((manifest.validation.coverage_minimum_percent, manifest.validation.minimum_loc), (Some(80.0), Some(50000)));
    assert_eq!((manifest.run.parallel, manifest.run.cost_cap_usd), (4, Some(50.0)));
    assert_eq!(manifest.run.permissions, Permissions::Rules { allow: vec!["git *".into()], deny: vec!["rm *".into()] });
    assert_eq!(manifest.agents[0].preset.as_deref(), Some("claude"));
    assert_eq!(manifest.agents[1].command, ["my-agent", "--quiet"]);
    assert_eq!(manifest.agents[1].env, [("KEY".to_owned(), "$KEY".to_owned())]);
    assert_eq!(manifest.branch_prefix, "teams");
}

const EVERYTHING: &str = r#"
teams:
  alpha: Database schema
  beta:
    name: API Layer
    role: REST and GraphQL endpoints, authentication
    responsibilities: [rest-api, graphql, auth]
    boundaries:
      write_paths: [src/api/**, src/auth/**]
      read_paths: [src/core/**, contracts/**]
      forbidden_paths: [src/core/**]
    depends_on: [alpha]
    wait_for: []
    target_loc: 7000-9000
    mega_files: 10
    priority: 2
    swarm: 3
    agent: claude
project: {name: my-shop, description: A shop, target_loc: 80000, target_files: 500-1000, stack: [rust, egui]}
distribution: domains
phases: [{name: a, minutes: 15}, {name: b, minutes: 1h}, {name: c, minutes: "00:45"}]
iterations: [{name: core and api, teams: [alpha, beta], target_loc: 20000}, {name: + logic, teams: [alpha], target_loc: 30K}]
integration_points: [{name: API, between: [alpha, beta], artifact: contracts/api.yaml, owner: beta}, {name: DB, between: [alpha, beta]}]
monitoring: {report_every: 5min, warn: "< 15% in 10min", stalled_after: 20min}
conflict_resolution: {order: [contracts, schema]}
validation:
  commands: [{name: tests, run: npm test, in: integrated, timeout: 10min}, {name: unit, run: [cargo, test]}]
  coverage: {report: coverage/lcov.info, minimum: 80}
  minimum: {files: 500, loc: 50000}
run: {parallel: 4, checkpoint_every: 10min, cost_cap_usd: 50, setup: [npm ci, [npm, run, build]], permissions: {allow: ["git *"], deny: ["rm *"]}}
agents:
  claude: {preset: claude, model: some-model}
  local: {kind: headless, command: [my-agent, --quiet], prompt: stdin, env: {KEY: $KEY}}
git: {branch_prefix: teams}
"#;

#[test]
fn every_other_spelling_is_read_too() {
    let long = |field: &str| ok(&format!("teams:\n  a:\n    {field}\n  b:\n  c:\n")).teams.remove(0);
    for key in ["responsibilities", "capabilities", "focus", "deliverables"] {
        assert_eq!(long(&format!("{key}: [x, y]")).responsibilities, ["x", "y"], "{key}");
        assert_eq!(long(&format!("{key}: x, y (1, 2)")).responsibilities, ["x", "y (1, 2)"], "{key}");
    }
    assert_eq!(long("responsibilities:\n    capabilities: [x]").responsibilities, ["x"]);
    assert_eq!(long("output: {write_paths: [src/**]}").write_paths, ["src/**"]);
    assert_eq!(long("write_paths: src/**").write_paths, ["src/**"]);
    assert_eq!(long("write_paths: [lib]\n    boundaries: {write_paths: [src/**]}").write_paths, ["src/**", "lib"]);
    assert_eq!(long("dependencies: [b]").depends_on, [id("b")]);
    assert_eq!(long("depends_on: none").depends_on, []);
    assert_eq!(long("depends_on: [all]").depends_on, [id("b"), id("c")]);
    assert_eq!(long("depends_on: all").depends_on, [id("b"), id("c")]);
    assert_eq!(long("depends_on: Team B, c").depends_on, [id("b"), id("c")]);
    for (written, min, max) in [("7000", 7000, 7000), ("9K", 9000, 9000), ("{min: 1, max: 2}", 1, 2), ("7.000", 7000, 7000)] {
        assert_eq!(long(&format!("lines_of_code: {written}")).target_loc, Some(LocRange { min, max }), "{written}");
    }
    assert_eq!(long("mega_files_count: 7").mega_files, Some(7));
    let named = long("mega_files: [users, orders]");
    assert_eq!((named.mega_files, named.mega_file_names), (Some(2), vec!["users".to_owned(), "orders".to_owned()]));
    let swarm = long("swarm: [{id: a-9, responsibilities: [x], write_paths: [src/x/**]}, second]").swarm;
    assert_eq!((swarm[0].id.as_str(), swarm[0].write_paths[0].as_str(), swarm[1].id.as_str()), ("a-9", "src/x/**", "second"));
    assert_eq!(ok("phases: [planning, execution]\nteams: {a: x}").phases[1].minutes, 45);
    assert_eq!(ok("phases: {plan: 1h}\nteams: {a: x}").phases, [Phase { name: "plan".into(), minutes: 60 }]);
    assert_eq!(ok("teams: {a: x}").phases, standard_phases());
    assert_eq!(ok("teams: {a: x}\nproject: my-shop").project.name, "my-shop");
}

#[test]
fn teams_as_a_list() {
    let manifest = ok(
        "teams:\n- id: alpha\n  responsibilities: [x]\n- beta\n- gamma: y, z\n- {name: Team Delta, focus: [d]}\n- epsilon: {role: UI}\n",
    );
    let ids: Vec<_> = manifest.teams.iter().map(|team| team.id.as_str()).collect();
    assert_eq!(ids, ["alpha", "beta", "gamma", "delta", "epsilon"]);
    assert_eq!(manifest.teams[2].responsibilities, ["y", "z"]);
    assert_eq!(manifest.teams[3].name, "Team Delta");
    assert_eq!(manifest.teams[4].role, "UI");
}

#[test]
fn anchors_and_merge_keys_are_followed() {
    let manifest = ok(
        "base: &base\n  depends_on: [beta]\n  focus: [x]\nteams:\n  alpha:\n    <<: *base\n    focus: [y]\n  beta: &b [z]\n  gamma: *b\n",
    );
    assert_eq!(manifest.teams[0].depends_on, [id("beta")]);
    assert_eq!(manifest.teams[0].responsibilities, ["y"]);
    assert_eq!(manifest.teams[2].responsibilities, ["z"]);
}

#[test]
fn bom_and_windows_line_ends_are_fine() {
    let manifest = ok("\u{feff}teams:\r\n  alpha:\r\n    capabilities:\r\n    - x\r\n    - y\r\n");
    assert_eq!(manifest.teams[0].responsibilities, ["x", "y"]);
    assert_eq!(manifest.places.of("teams/alpha/responsibilities/1").map(|place| (place.line, place.column)), Some((5, 7)));
}

#[test]
fn what_prevents_all_meaning() {
    for (text, problem) in [
        ("", "0:0 manifest-empty"),
        ("# only a comment\n", "0:0 manifest-empty"),
        ("---\n", "0:0 manifest-empty"),
        ("- a\n", "1:1 manifest-not-mapping"),
        ("just text", "1:1 manifest-not-mapping"),
        ("project: {name: x}\n", "0:0 manifest-no-teams"),
        ("teams: alpha\n", "1:8 manifest-wrong-type"),
        ("teams: {a: x}\n---\nteams: {b: y}\n", "3:1 manifest-several-documents"),
        ("teams:\n\talpha: x\n", "2:1 yaml-tab"),
        ("teams:\n  alpha: [x, y\n", "3:1 yaml-unclosed"),
        ("teams:\n  alpha:\n    role: Core: all\n", "3:15 yaml-colon-in-value"),
    ] {
        let read = read("m.yaml", text);
        assert!(read.manifest.is_none(), "{text}");
        assert_eq!(said(text), [problem], "{text}");
    }
    let bomb = format!(
        "a: &a [{}]\nb: &b [{}]\nc: &c [{}]\nteams: [{}]\n",
        "x,".repeat(99),
        "*a,".repeat(99),
        "*b,".repeat(99),
        "*c,".repeat(99)
    );
    assert_eq!(read("m.yaml", &bomb).problems[0].id, "yaml-too-many-values");
    let large = format!("teams:\n  a: x\n# {}", "x".repeat(50 << 20));
    let problem = &read("m.yaml", &large).problems[0];
    assert_eq!((problem.id, problem.arg("limit"), problem.arg("size")), ("manifest-too-large", Some("8"), Some("51")));
}

#[test]
fn a_wrong_value_costs_that_value_alone() {
    let text = "teams:\n  alpha:\n    target_loc: lots\n    responsibilities: {a: 1, b: 2}\n    priority: [1]\n  beta: x\nphases: soon\nmonitoring: {report_every: 5}\n";
    assert_eq!(
        said(text),
        [
            "3:17 manifest-wrong-type",
            "4:23 manifest-wrong-type",
            "5:15 manifest-wrong-type",
            "7:9 manifest-wrong-type",
            "8:28 manifest-wrong-type"
        ]
    );
    let read = read("m.yaml", text);
    let found = &read.problems[0];
    assert_eq!([found.arg("key"), found.arg("found"), found.arg("expected")], [Some("target_loc"), Some("lots"), Some("range")]);
    let manifest = read.manifest.expect("a manifest");
    assert_eq!((manifest.teams.len(), manifest.phases), (2, standard_phases()));
}

#[test]
fn keys_that_stand_twice_name_both_places() {
    let text = "teams:\n  alpha: x\n  beta: y\n  alpha: z\n";
    assert_eq!(said(text), ["4:3 manifest-duplicate-key"]);
    let read = read("m.yaml", text);
    assert_eq!(read.problems[0].arg("first_line"), Some("2"));
    assert_eq!(read.manifest.expect("the first one counts").teams[0].responsibilities, ["x"]);
    assert_eq!(said("teams:\n  alpha: x\n  Team Alpha: z\n"), ["3:3 manifest-team-clash"]);
    assert_eq!(said("teams:\n  you: x\n  a: y\n"), ["2:3 manifest-bad-team-name"]);
    assert_eq!(said("teams:\n  a: {swarm: 2}\n  a-2: y\n"), ["1:1 manifest-team-clash"].map(|_| "2:3 manifest-team-clash"));
    assert_eq!(said("teams:\n  a: {swarm: 1000000000}\n"), ["2:14 manifest-swarm-too-large"]);
}

#[test]
fn keys_without_a_meaning_are_noted_and_a_slip_is_named() {
    let text = "version: '1.0'\nteams:\n  alpha:\n    lead: Ann\n    capabilites: [x]\n    focus: [y]\n    deliverables: [z]\n";
    assert_eq!(
        said(text),
        ["1:1 manifest-unknown-key", "4:5 manifest-unknown-key", "5:5 manifest-misspelled-key", "7:5 manifest-second-spelling"]
    );
    assert_eq!(read("m.yaml", text).problems[2].arg("known"), Some("capabilities"));
}

#[test]
fn a_bare_colon_in_an_item_is_still_a_text() {
    let text = "teams:\n  alpha:\n    focus:\n    - auth: tokens\n    - users\n";
    assert_eq!(ok(text).teams[0].responsibilities, ["auth: tokens", "users"]);
    assert_eq!(said(text), ["4:7 manifest-bare-colon"]);
}
