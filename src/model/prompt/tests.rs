//! What a prompt tells an agent.

use super::*;
use crate::model::manifest::read::read;

const MANIFEST: &str = "
teams:
  alpha: {focus: [schema], write_paths: [src/core/**]}
  beta:
    name: API Layer
    role: REST and GraphQL endpoints.
    responsibilities: [rest-api, graphql]
    boundaries: {write_paths: [src/api/**, contracts/*.yaml], read_paths: [src/core/**], forbidden_paths: [src/core/**]}
    depends_on: [alpha]
    target_loc: 7000-9000
    mega_files: 10
    swarm: [{id: beta-1, responsibilities: [graphql], write_paths: [src/api/graphql/**]}, beta-2]
  gamma: {focus: [orders], depends_on: [beta]}
project: {name: Shop åäö, target_loc: 80000, stack: [TypeScript]}
iterations: [{name: first, teams: [alpha, beta], target_loc: 20K}]
integration_points: [{name: API, between: [beta, gamma], artifact: contracts/api.yaml}]
monitoring: {report_every: 3min}
validation: {commands: [{name: tests, run: npm test}]}
";

fn manifest() -> Manifest {
    read("m.yaml", MANIFEST).manifest.expect("a manifest")
}

fn prompt(team: &str, language: Language) -> String {
    team_prompt(&manifest(), &TeamId::from_spelling(team).expect(team), language, None).expect(team)
}

#[test]
fn a_team_reads_all_that_concerns_it() {
    for language in [Language::English, Language::Swedish] {
        let beta = prompt("beta", language);
        for said in [
            "API Layer",
            "Shop åäö",
            "- rest-api\n- graphql\n",
            "- `src/api/**`\n- `contracts/*.yaml`\n",
            "- `src/core/**`\n",
            "7000–9000",
            "mega-files/beta/",
            "status/beta.json",
            "output_path: src/api/{entity_snake}.model.ts",
            "| execution | 45 | 0:15 | 1:00 |",
            "BEGIN MEGA-FILE CREATION",
            "EMERGENCY HALT",
            "[BLOCKED]",
            "**α alpha** (Foundation): schema",
            "gamma (Business Logic)",
            "`contracts/api.yaml`",
            "beta-1 (graphql), beta-2",
            "`npm test`",
            "{% for attribute in attributes %}",
            "`{% endraw %}`",
            " 3 ",
        ] {
            assert!(beta.contains(said), "{language:?}: {said:?} is missing in\n{beta}");
        }
        assert!(!beta.contains("\n\n\n"), "{beta}");
        assert!(!beta.contains("| β beta"), "its own paths are not another team's");
        let gamma = prompt("gamma", language);
        assert!(gamma.contains("| β beta (API Layer) | `src/api/**`, `contracts/*.yaml` |"), "{gamma}");
    }
}

#[test]
fn a_part_of_a_team_has_its_own_paths_or_those_of_the_team() {
    let part = prompt("beta-1", Language::English);
    assert!(
        part.contains("a part of team **beta**")
            && part.contains("- `src/api/graphql/**`\n")
            && part.contains("mega-files/beta/")
    );
    assert!(!part.contains("- `src/api/**`\n"));
    assert!(prompt("beta-2", Language::English).contains("- `src/api/**`\n"));
}

#[test]
fn the_leader_reads_of_everybody() {
    for language in [Language::English, Language::Swedish] {
        let prompt = leader_prompt(&manifest(), language, None).expect("a prompt");
        for said in [
            "Shop åäö",
            "| α **alpha** Foundation | schema | `src/core/**` |",
            "| 1. first | alpha, beta | 20000 |",
            "| API | beta, gamma | `contracts/api.yaml` | beta |",
        ] {
            assert!(prompt.contains(said), "{language:?}: {said:?} is missing in\n{prompt}");
        }
        assert!(!prompt.contains("\n\n\n"), "{prompt}");
    }
}

#[test]
fn the_smallest_manifest_has_prompts_too() {
    let manifest = read("m.yaml", "teams: {search: }").manifest.expect("a manifest");
    for language in [Language::English, Language::Swedish] {
        let team = team_prompt(&manifest, &manifest.teams[0].id, language, None).expect("a prompt");
        assert!(team.contains("output_path: src/search/{entity_snake}.model.ts"), "{team}");
        leader_prompt(&manifest, language, None).expect("a prompt");
    }
}

#[test]
fn an_own_template_wins_and_its_mistakes_have_a_line() {
    let beta = TeamId::from_spelling("beta").expect("beta");
    let own = |template: &str| team_prompt(&manifest(), &beta, Language::English, Some(template));
    assert_eq!(own("{{ team.name }} <b>: {{ project.name }}").expect("own"), "API Layer <b>: Shop åäö\n");
    for (template, line) in [
        ("a\n{{ nothing }}\n", 2),
        ("{% for x in %}", 1),
        ("a\nb\n{{ team.nam.x }}", 3),
        ("{% for a in range(9999) %}{% for b in range(9999) %}x{% endfor %}{% endfor %}", 1),
    ] {
        let problem = own(template).expect_err(template);
        let place = problem.place.expect("a place");
        assert_eq!((problem.id, place.file.as_str(), place.line), ("prompt-template", TEAM_TEMPLATE, line), "{template}");
    }
    let unknown = team_prompt(&manifest(), &TeamId::from_spelling("zeta").expect("zeta"), Language::English, None);
    assert_eq!(unknown.expect_err("no such team").id, "prompt-no-team");
}
