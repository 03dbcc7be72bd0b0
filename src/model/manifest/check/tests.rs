//! A case for every check; the test fails until there is one.

use super::*;
use crate::model::manifest::edits::edit_text;
use crate::model::manifest::read::read;
use crate::model::problem::Severity;

/// Nothing is wrong here.
const CLEAN: &str = "
teams:
  alpha: {focus: [schema], write_paths: [src/core/**, contracts/api.yaml], target_loc: 40K, agent: claude}
  beta: {focus: [api], write_paths: [src/api/**], forbidden_paths: [src/core/**], depends_on: [alpha], wait_for: [alpha], target_loc: 38K-40K}
project: {name: shop, target_loc: 80000}
iterations: [{name: one, teams: [alpha], target_loc: 40000}, {name: two, teams: [all], target_loc: 80000}]
integration_points: [{name: API, between: [alpha, beta], artifact: contracts/api.yaml}]
agents: {claude: {preset: claude, env: {API_KEY: $API_KEY}}}
";

/// A change of the clean manifest, and what is found: the check, the problem, the text at its place, and whether a
/// fix mends it.
const CASES: [(&str, &str, &str, &str, &str, bool); 29] = [
    ("manifest-without-teams", "", "teams: {}", "manifest-without-teams", "teams", false),
    ("manifest-unknown-team", "depends_on: [alpha]", "depends_on: [alhpa]", "manifest-unknown-team", "alhpa", true),
    ("manifest-unknown-team", "wait_for: [alpha]", "wait_for: [alpha, nobody]", "manifest-unknown-team", "nobody", true),
    ("manifest-unknown-team", "teams: [alpha]", "teams: [alpha, who]", "manifest-unknown-team", "who", false),
    ("manifest-unknown-team", "between: [alpha, beta]", "between: [alpha, beta, who]", "manifest-unknown-team", "who", false),
    ("manifest-unknown-team", "artifact:", "owner: who, artifact:", "manifest-unknown-team", "owner: who", false),
    (
        "manifest-depends-on-itself",
        "depends_on: [alpha]",
        "depends_on: [alpha, beta]",
        "manifest-depends-on-itself",
        "beta]",
        true,
    ),
    (
        "manifest-dependency-cycle",
        "agent: claude}",
        "agent: claude, depends_on: beta}",
        "manifest-dependency-cycle",
        "alpha]",
        false,
    ),
    ("manifest-waiting-cycle", "agent: claude}", "agent: claude, wait_for: beta}", "manifest-waiting-cycle", "alpha]", false),
    (
        "manifest-team-without-responsibilities",
        "focus: [api]",
        "focus: []",
        "manifest-team-without-responsibilities",
        "beta: ",
        false,
    ),
    ("manifest-unassigned", "project:", "unassigned: [audit]\nproject:", "manifest-unassigned", "unassigned", false),
    ("manifest-unknown-agent", "agent: claude}", "agent: calude}", "manifest-unknown-agent", "agent: calude", true),
    ("manifest-unknown-agent", "agent: claude}", "agent: codex}", "manifest-unknown-agent", "agent: codex", true),
    ("manifest-team-in-no-round", "teams: [all]", "teams: [alpha]", "manifest-team-in-no-round", "beta: ", true),
    ("manifest-bad-pattern", "[src/api/**]", "[src/api/**, '!x']", "manifest-bad-pattern", "'!x'", false),
    ("manifest-overlap", "[src/api/**]", "[src/*/api/**]", "manifest-overlap", "src/*/api", false),
    ("manifest-carve-out", "[src/api/**]", "[src/core/api/**]", "manifest-carve-out", "src/core/api", false),
    ("manifest-self-forbidden", "[src/api/**]", "[src/api/**, src/core/]", "manifest-self-forbidden", "src/core/]", true),
    (
        "manifest-team-without-paths",
        "write_paths: [src/api/**]",
        "write_paths: []",
        "manifest-team-without-paths",
        "beta: ",
        false,
    ),
    ("manifest-contract", "between: [alpha, beta]", "between: [alpha]", "manifest-contract-alone", "{name: API", false),
    (
        "manifest-contract",
        "artifact: contracts/api.yaml",
        "artifact: ../api.yaml",
        "manifest-contract-bad-path",
        "{name: API",
        false,
    ),
    ("manifest-contract", ", contracts/api.yaml", "", "manifest-contract-unclaimed", "{name: API", true),
    (
        "manifest-contract",
        "between: [alpha, beta]",
        "owner: beta, between: [alpha, beta]",
        "manifest-contract-of-another",
        "{name: API",
        false,
    ),
    (
        "manifest-contract",
        "contracts/api.yaml], target",
        "contracts/*.yaml], target",
        "manifest-contract-of-another",
        "{name: API",
        true,
    ),
    ("manifest-targets", "target_loc: 40K,", "target_loc: 100K,", "manifest-targets-do-not-add-up", "target_loc: 80000}", true),
    ("manifest-rounds", "target_loc: 40000", "target_loc: 90000", "manifest-rounds-shrink", "{name: two", false),
    (
        "manifest-rounds",
        "teams: [all], target_loc: 80000",
        "teams: [all], target_loc: 50000",
        "manifest-rounds-do-not-reach",
        "{name: two",
        false,
    ),
    ("manifest-long-phases", "agents:", "phases: [{name: a, minutes: 3h}]\nagents:", "manifest-long-phases", "phases:", false),
    ("manifest-settings", "API_KEY: $API_KEY", "API_KEY: abc123", "manifest-secret-in-text", "env:", false),
];

fn findings_of(text: &str) -> Vec<Finding> {
    let read = read("m.yaml", text);
    check("m.yaml", &read.manifest.unwrap_or_else(|| panic!("{:?}", read.problems)))
}

#[test]
fn a_clean_manifest_has_no_findings() {
    assert_eq!(findings_of(CLEAN), []);
}

#[test]
fn every_check_finds_its_case_and_every_fix_mends_it() {
    for (name, _) in CHECKS {
        assert!(CASES.iter().any(|case| case.0 == name), "no case for {name}");
    }
    for (name, from, to, id, place, has_fix) in CASES {
        // One case needs the contract's owner and the writer to differ.
        let clean = if id == "manifest-contract-of-another" && has_fix {
            CLEAN.replace("between: [alpha, beta]", "owner: beta, between: [alpha, beta]")
        } else {
            CLEAN.to_owned()
        };
        let text = if from.is_empty() { to.to_owned() } else { clean.replacen(from, to, 1) };
        assert_ne!(text, clean, "{name}: {from}");
        let manifest = read("m.yaml", &text).manifest.expect("a manifest");
        let ownership = Ownership::new(&manifest);
        let subject = Subject { file: "m.yaml", manifest: &manifest, ownership: &ownership };
        let (_, check) = CHECKS.iter().find(|(known, _)| *known == name).expect(name);
        let found = check(&subject);
        let finding = found.iter().find(|finding| finding.problem.id == id).unwrap_or_else(|| panic!("{name}: {found:#?}"));
        let at = finding.problem.place.as_ref().expect("a place");
        let line = text.lines().nth(at.line as usize - 1).unwrap_or_default();
        let there: String = line.chars().skip(at.column as usize - 1).collect();
        assert!(there.starts_with(place), "{id} for {to}: at {there}");
        assert_eq!(finding.fix.is_some(), has_fix, "{id} for {to}");
        if let Some(fix) = &finding.fix {
            let mended = edit_text(&text, fix).unwrap_or_else(|problem| panic!("{id}: {problem:?}")).apply(&text);
            assert!(!findings_of(&mended).iter().any(|left| left.problem.id == id), "{id} is still there:\n{mended}");
        }
    }
}

#[test]
fn names_alone_are_no_error() {
    let findings = findings_of("teams:\n  alpha: {name: A, capabilities: [x]}\n  beta: {name: B, capabilities: [y]}\n");
    let ids: Vec<_> = findings.iter().map(|finding| (finding.problem.id, finding.problem.severity)).collect();
    assert_eq!(ids, [("manifest-team-without-paths", Severity::Note); 2]);
}

#[test]
fn a_cycle_is_named_once_and_in_order() {
    let findings = findings_of(
        "teams:\n  a: {focus: x, wait_for: b}\n  b: {focus: x, wait_for: c}\n  c: {focus: x, wait_for: [a, d]}\n  d: {focus: x, wait_for: c}\n",
    );
    let cycles: Vec<_> = findings
        .iter()
        .filter(|finding| finding.problem.id == "manifest-waiting-cycle")
        .map(|finding| finding.problem.arg("cycle"))
        .collect();
    assert_eq!(cycles, [Some("a → b → c → a"), Some("d → c → d")]);
}
