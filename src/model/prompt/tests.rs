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

fn id(team: &str) -> TeamId {
    TeamId::from_spelling(team).expect(team)
}

fn prompt(team: &str, language: Language) -> String {
    render(&manifest(), &Recipient::Team(id(team)), language, &Templates::default()).expect(team)
}

fn templates(files: &[(&str, &str)]) -> Templates {
    Templates(files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect())
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
        let prompt = render(&manifest(), &Recipient::Leader, language, &Templates::default()).expect("a prompt");
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
        let team = render(&manifest, &Recipient::Team(id("search")), language, &Templates::default()).expect("a prompt");
        assert!(team.contains("output_path: src/search/{entity_snake}.model.ts"), "{team}");
        render(&manifest, &Recipient::Leader, language, &Templates::default()).expect("a prompt");
    }
}

#[test]
fn an_own_template_wins_and_its_mistakes_have_a_place() {
    let beta = Recipient::Team(id("beta"));
    let own = |template: &str| render(&manifest(), &beta, Language::English, &templates(&[("team.md", template)]));
    assert_eq!(own("{{ team.name }} <b>: {{ project.name }}").expect("own"), "API Layer <b>: Shop åäö\n");
    for (template, problem, line, column) in [
        ("a\n{{ nothing }}\n", "prompt-template-unknown", 2, 4),
        ("{% for x in %}", "prompt-template", 1, 13),
        ("a\nb\nåäö {{ team.nam }}", "prompt-template-unknown", 3, 8),
        ("{{ team.name | nope }}", "prompt-template", 1, 16),
        ("{% for a in range(9999) %}{% for b in range(9999) %}x{% endfor %}{% endfor %}", "prompt-template", 1, 0),
    ] {
        let found = own(template).expect_err(template);
        let place = found.place.as_ref().expect("a place");
        assert_eq!((found.id, place.file.as_str(), place.line), (problem, "templates/prompts/team.md", line), "{template}");
        assert!(column == 0 || place.column == column, "{template}: {place}");
    }
    let near = own("{{ team.wirte_paths }}").expect_err("misspelled");
    assert_eq!((near.arg("name"), near.arg("near")), (Some("team.wirte_paths"), Some("team.write_paths")), "{near:?}");
    let unknown = render(&manifest(), &Recipient::Team(id("zeta")), Language::English, &Templates::default());
    assert_eq!(unknown.expect_err("no such team").id, "prompt-no-team");
}

#[test]
fn the_nearest_template_wins() {
    let own =
        templates(&[("team.md", "all"), ("team-beta.md", "beta"), ("team-beta-2.md", "second"), ("project-leader.md", "led")]);
    let said = |recipient: Recipient| render(&manifest(), &recipient, Language::Swedish, &own).expect("own");
    let team = |name: &str| said(Recipient::Team(id(name)));
    assert_eq!([team("alpha"), team("beta"), team("beta-1"), team("beta-2")], ["all\n", "beta\n", "beta\n", "second\n"]);
    assert_eq!(said(Recipient::Leader), "led\n");
}

#[test]
fn everybody_has_a_prompt_and_of_a_team_in_parts_the_parts_are_briefed() {
    let name = |recipient: &Recipient| recipient.file_name();
    let all: Vec<_> = Recipient::all(&manifest()).iter().map(name).collect();
    let files = ["project-leader.md", "team-alpha.md", "team-beta.md", "team-beta-1.md", "team-beta-2.md", "team-gamma.md"];
    assert_eq!(all, files);
    let to_brief: Vec<_> = Recipient::to_brief(&manifest()).iter().map(name).collect();
    assert_eq!(to_brief, files.into_iter().filter(|file| *file != "team-beta.md").collect::<Vec<_>>());
}

#[test]
fn what_a_template_may_name_is_what_it_is_given() {
    let full = read(
        "m.yaml",
        "teams:\n  alpha: {focus: [a], write_paths: [x/**]}\n  beta: {focus: [b], depends_on: [alpha], write_paths: [y/**], \
         swarm: [{id: beta-1, responsibilities: [b]}, beta-2]}\n  gamma: {focus: [c], depends_on: [beta]}\niterations: [{name: r, \
         teams: [beta]}]\nintegration_points: [{name: c, between: [alpha, beta]}]\nvalidation: {commands: [ls]}\n",
    );
    let manifest = full.manifest.expect("a manifest");
    // What is in parts has parts, and what is a part has siblings.
    for recipients in [vec![Recipient::Leader], vec![Recipient::Team(id("beta")), Recipient::Team(id("beta-1"))]] {
        let mut found = Vec::new();
        for recipient in &recipients {
            collect(&variables::given(&manifest, recipient), "", &mut found);
        }
        found.retain(|name| !["parts", "siblings"].contains(&name.as_str()));
        found.sort();
        found.dedup();
        // Each of these lists holds teams; the names of their fields are said once.
        let lists = ["depends_on[]", "used_by[]", "owned_by_others[]"];
        let fields =
            |name: &str| found.iter().filter_map(|known| known.strip_prefix(name)).map(str::to_owned).collect::<Vec<_>>();
        if recipients[0] != Recipient::Leader {
            assert!(lists.iter().all(|list| fields(&format!("{list}.")) == fields("team.")), "{found:?}");
        }
        let one =
            |name: &String| lists.iter().find(|list| name.starts_with(*list)).map_or(name.clone(), |list| (*list).to_owned());
        let mut found: Vec<String> = found.iter().map(one).collect();
        found.dedup();
        let mut named: Vec<String> =
            variables(&manifest, &recipients[0]).iter().map(|variable| variable.name.to_owned()).collect();
        named.sort();
        assert_eq!(found, named);
    }
    let value = |name: &str| {
        let all = variables(&manifest, &Recipient::Team(id("beta")));
        all.into_iter().find(|variable| variable.name == name).expect(name).value
    };
    assert_eq!(value("depends_on[]"), "alpha");
    assert_eq!(value("phases[].minutes"), "15");
    assert_eq!(value("team.write_paths"), "y/**");
    assert_eq!(value("project.description"), "");
}

fn collect(value: &serde_json::Value, name: &str, found: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(fields) => {
            for (field, value) in fields {
                collect(value, &if name.is_empty() { field.clone() } else { format!("{name}.{field}") }, found);
            }
        }
        serde_json::Value::Array(items) if items.first().is_some_and(serde_json::Value::is_object) => {
            collect(&items[0], &format!("{name}[]"), found);
        }
        _ => found.push(name.to_owned()),
    }
}

/// The manifests of the examples.
fn examples() -> Vec<Manifest> {
    [
        include_str!("../../../examples/ecommerce/team-coordination-manifest.yaml"),
        include_str!("../../../examples/saas/team-coordination-manifest.yaml"),
    ]
    .map(|text| read("m.yaml", text).manifest.expect("a manifest"))
    .into()
}

#[test]
fn every_team_of_the_examples_reads_what_its_manifest_says() {
    for manifest in examples() {
        assert!(manifest.teams.len() >= 10);
        for language in Language::ALL {
            for team in &manifest.teams {
                let text =
                    render(&manifest, &Recipient::Team(team.id.clone()), language, &Templates::default()).expect("a prompt");
                let mut said: Vec<String> = team.responsibilities.iter().map(|item| format!("- {item}\n")).collect();
                said.extend(team.write_paths.iter().chain(&team.read_paths).map(|path| format!("- `{path}`\n")));
                said.extend(team.forbidden_paths.iter().map(|path| format!("- `{path}`\n")));
                said.extend(team.depends_on.iter().map(|other| format!(" {other}** (")));
                said.extend(manifest.phases.iter().map(|phase| format!("| {} | {} |", phase.name, phase.minutes)));
                let contracts = manifest.integration_points.iter().filter(|point| point.between.contains(&team.id));
                said.extend(contracts.map(|point| format!("| {} |", point.name)));
                said.extend(manifest.validation.commands.iter().map(|command| format!("- {}: `", command.name)));
                for marker in ["[STATUS]", "[BLOCKED]", "[READY]", "[COMPLETE]", "[ERROR]"] {
                    said.push(format!("\n{marker} Team {}:", team.id));
                }
                said.extend(
                    ["BEGIN MEGA-FILE CREATION", "EXECUTE", "INTEGRATION", "STATUS?", "EMERGENCY HALT"]
                        .map(|signal| format!("| `{signal}` |")),
                );
                said.push(format!("dectet report --team {}", team.id));
                for said in said {
                    assert!(text.contains(&said), "{language:?}, {}: {said:?} is missing in\n{text}", team.id);
                }
                assert!(!text.contains("\n\n\n") && !text.contains("{{ team") && !text.contains("None"), "{text}");
            }
        }
    }
}

/// What a text is made of, whatever its language: how many headings of which level, table columns, list items, code.
fn shape(text: &str) -> Vec<String> {
    let mut in_code = false;
    let mut shape = Vec::new();
    for line in text.lines() {
        if line.starts_with("```") {
            in_code = !in_code;
            shape.push(line.to_owned());
        } else if !in_code {
            let heading = line.chars().take_while(|character| *character == '#').count();
            let what = match line {
                _ if heading > 0 => format!("heading {heading}"),
                _ if line.starts_with("| ") => format!("row of {}", line.replace("\\|", "").matches('|').count()),
                _ if line.starts_with("- ") => "item".to_owned(),
                _ => continue,
            };
            shape.push(what);
        }
    }
    shape
}

#[test]
fn both_languages_say_the_same() {
    for manifest in examples().into_iter().chain([manifest()]) {
        for recipient in Recipient::all(&manifest) {
            let [english, swedish] =
                Language::ALL.map(|language| render(&manifest, &recipient, language, &Templates::default()).expect("a prompt"));
            assert_eq!(shape(&english), shape(&swedish), "{recipient:?}");
            assert_ne!(english, swedish);
        }
    }
    // What a template takes from the manifest is the same in both, place by place.
    for recipient in [Recipient::Leader, Recipient::Team(id("beta"))] {
        let [english, swedish] = Language::ALL.map(|language| tags(built_in(&recipient, language)));
        assert_eq!(english, swedish, "{recipient:?}");
    }
}

/// The tags of a template, but for words in them.
fn tags(template: &str) -> Vec<String> {
    let mut tags = Vec::new();
    let mut rest = template;
    while let Some(at) = rest.find("{%").into_iter().chain(rest.find("{{")).min() {
        let close = if rest[at..].starts_with("{%") { "%}" } else { "}}" };
        let end = rest[at..].find(close).map_or(rest.len(), |end| at + end + 2);
        let tag = &rest[at..end];
        // Words are quoted: `join(" and ")`.
        tags.push(tag.split('"').step_by(2).collect::<Vec<_>>().join("\""));
        rest = &rest[end..];
    }
    tags
}

#[test]
fn the_example_of_a_mega_file_is_one_that_expands() {
    let python = read("m.yaml", "teams: {beta: {focus: [a], write_paths: [app/api/**]}}\nproject: {stack: [Python, FastAPI]}\n");
    for (manifest, file) in
        [(manifest(), "src/api/order.model.ts"), (python.manifest.expect("a manifest"), "app/api/order_model.py")]
    {
        for language in Language::ALL {
            let text = render(&manifest, &Recipient::Team(id("beta")), language, &Templates::default()).expect("a prompt");
            let from = text.find("```yaml\n").expect("an example") + 8;
            let example = &text[from..from + text[from..].find("```").expect("its end")];
            let read = crate::model::mega::read::read("mega-files/beta/orders.yaml", example);
            assert_eq!((read.problems.len(), read.files.len()), (0, 1), "{:?}\n{example}", read.problems);
            let (prepared, problems) = crate::model::mega::expand::Prepared::new(&read.files[0], &id("beta"));
            assert!(problems.is_empty(), "{problems:?}\n{example}");
            let outputs = prepared.outputs();
            // Two models, one test (an item has none), one index: what the example says of itself.
            assert_eq!(outputs.iter().map(|output| output.path.to_string()).filter(|path| path == file).count(), 1);
            assert_eq!(outputs.len(), 4, "{example}");
            for (index, output) in outputs.iter().enumerate() {
                let made = prepared.render(index).unwrap_or_else(|problem| panic!("{}: {problem:?}", output.path));
                assert!(!made.contains("{%") && !made.contains("{entity") && !made.contains("{Entity}"), "{made}");
            }
        }
    }
}

#[test]
fn several_prompts_are_one_text_in_which_each_is_found() {
    let (leader, alpha) = (Recipient::Leader, Recipient::Team(id("alpha")));
    let all = joined([(&leader, "# L\n"), (&alpha, "# A\n\n")]);
    assert_eq!(all, "<!-- prompts/project-leader.md -->\n\n# L\n\n---\n\n<!-- prompts/team-alpha.md -->\n\n# A\n");
}

#[test]
fn the_length_is_counted_and_the_tokens_are_estimated() {
    let text = "# Team beta\n\n- writes `src/api/**` – alone\n";
    assert_eq!(Length::of(text, Language::English), Length { words: 5, tokens: 12 });
    let long = "word ".repeat(2000);
    assert_eq!(Length::of(&long, Language::English), Length { words: 2000, tokens: 2800 });
    assert!(Length::of(&long, Language::Swedish).tokens > 2800);
}

#[test]
fn another_text_has_another_fingerprint() {
    assert_eq!(fingerprint("a").len(), 32);
    assert_ne!(fingerprint("a"), fingerprint("b"));
}
