//! Habits of LLM-written mega-files, one small file each: every one expands right or gets its one clear problem.

use super::expand;
use crate::model::mega::expand::{Prepared, check_outputs};
use crate::model::mega::read::read;
use crate::model::problem::Severity;

const HEAD: &str = "id: \"mega-alpha-1\"\nversion: \"1.0.0\"\nteam: \"alpha\"\n";
const ENTITIES: &str = "expansion_rules:\n  entities:\n    - name: \"Tenant\"\n      attributes:\n        - { name: \"id\", type: \"uuid\" }\n    - name: \"AuditEvent\"\n      attributes:\n        - { name: \"id\", type: \"uuid\" }\n";
const TEMPLATE: &str = "generation_templates:\n  model:\n    output_path: \"/src/alpha/{{ entity }}.ts\"\n    template: |\n      export class {{ Entity }} {}\n";

/// What becomes of a quirk: its first output, or the id of its one error.
enum Becomes {
    /// Without a warning.
    Text(&'static str),
    /// With this note or warning.
    Doubtful(&'static str, &'static str),
    /// Nothing is written; the one error and its line.
    Refused(&'static str, u32),
}
use Becomes::{Doubtful, Refused, Text};

fn quirks() -> Vec<(&'static str, String, Becomes)> {
    let full = format!("{HEAD}{ENTITIES}{TEMPLATE}");
    let path = |from: &str, to: &str| full.replace(from, to);
    let body = |body: &str| full.replace("export class {{ Entity }} {}", body);
    let class = "export class Tenant {}\n";
    vec![
        ("plain", full.clone(), Text(class)),
        ("path key", path("output_path:", "path:"), Doubtful("mega-spelling", class)),
        (
            "braces",
            format!(
                "{HEAD}{ENTITIES}generation_templates:\n  model:\n    output_path: \"/src/alpha/{{entity}}.ts\"\n    template: |\n      import {{ {{Entity}}Dto }} from \"./{{entity}}.dto\";\n      export class {{Entity}} {{ find{{Entities}}() {{ return {{ where: {{ id }} }}; }} }}\n"
            ),
            Text(
                "import { TenantDto } from \"./tenant.dto\";\nexport class Tenant { findTenants() { return { where: { id } }; } }\n",
            ),
        ),
        (
            "triple brace",
            body("import {{{Entity}}} from './x';"),
            Doubtful("mega-literal-brace", "import {Tenant} from './x';\n"),
        ),
        (
            "square placeholders",
            full.replace("mega-alpha-1", "mega-[team]-[number]")
                .replace("team: \"alpha\"", "team: \"[team-name]\"")
                .replace("{{ entity }}", "[entity]"),
            Refused("mega-square-brackets-left", 1),
        ),
        ("entity.name in a path", path("{{ entity }}", "{{ entity.name }}"), Refused("mega-undefined-of-text", 14)),
        ("typo in a path", path("{{ entity }}", "{{ entitty }}"), Refused("mega-undefined-near", 14)),
        (
            "JSX",
            body("<{{ Entity }} style={{ margin: 0 }} />"),
            Doubtful("mega-braces-stay", "<Tenant style={{ margin: 0 }} />\n"),
        ),
        ("Vue", body("<p>{{ message }}</p> <!-- {{ Entity }} -->"), Refused("mega-undefined", 16)),
        (
            "Helm",
            body("image: {{ .Values.image }} # {{ Entity }}"),
            Doubtful("mega-braces-stay", "image: {{ .Values.image }} # Tenant\n"),
        ),
        (
            "Handlebars",
            body("{{#each a}}x{{/each}} {{ Entity }}"),
            Doubtful("mega-braces-stay", "{{#each a}}x{{/each}} Tenant\n"),
        ),
        ("filter in the first template", body("{{ Entity | snake_case }}"), Text("tenant\n")),
        ("Python methods", body("{{ name.lower().replace('a', 'b') }}"), Text("tenbnt\n")),
        ("type that nobody knows", path("type: \"uuid\"", "type: cron"), Doubtful("mega-unknown-type", class)),
        ("old booleans", path("name: \"id\"", "name: on"), Doubtful("mega-old-boolean", class)),
        ("relative path", path("/src/alpha", "src/alpha"), Doubtful("mega-relative-path", class)),
        ("path traversal", path("/{{ entity }}", "/../../../escape/{{ entity }}"), Refused("path-parent", 14)),
        ("path traversal by name", path("\"Tenant\"", "\"../../../../escape/Tenant\""), Refused("path-parent", 14)),
        ("Windows path", path("/src/alpha/", "\\\\src\\\\alpha\\\\"), Doubtful("mega-backslash", class)),
        ("device name", path("/src/alpha/", "/src/alpha/con."), Refused("path-name", 14)),
        ("collision", path("AuditEvent", "Tenant"), Refused("mega-collision", 13)),
        (
            "duplicate template",
            format!("{full}  model:\n    output_path: /src/alpha/x.ts\n    template: x\n"),
            Refused("mega-duplicate-key", 17),
        ),
        ("duplicate entities", full.replace("generation_", "  entities: []\ngeneration_"), Refused("mega-duplicate-key", 12)),
        ("folded template", path("template: |", "template: >"), Doubtful("mega-folded-template", class)),
        ("first line indented", body("    deep\n      shallow"), Refused("yaml-indentation", 17)),
        (
            "unquoted colon",
            full.replace("team: \"alpha\"\n", "team: \"alpha\"\ndescription: Core: all\n"),
            Refused("yaml-colon-in-value", 4),
        ),
        (
            "Markdown bold",
            full.replace("team: \"alpha\"\n", "team: \"alpha\"\ndescription: **Core** all\n"),
            Refused("yaml-unknown-alias", 4),
        ),
        ("tabs", path("    - name", "\t- name"), Refused("yaml-tab", 6)),
        ("no-break spaces", full.replacen("    - name", "\u{a0}\u{a0}\u{a0}\u{a0}- name", 1), Refused("yaml-invisible-space", 6)),
        ("cut off", full[..full.len() - 4].to_owned(), Doubtful("mega-cut-off", "export class Tenant")),
        (
            "stubs",
            body("class {{ Entity }} {\n        // ... rest of fields\n      }"),
            Doubtful("mega-stubs", "class Tenant {\n  // ... rest of fields\n}\n"),
        ),
        ("null rules", format!("{HEAD}expansion_rules:\ngeneration_templates:\n"), Refused("mega-no-templates", 5)),
        ("no entities", format!("{HEAD}{TEMPLATE}"), Refused("mega-nothing-to-expand", 1)),
        (
            "merge key",
            full.replace("expansion_rules:", "x-base: &base\n  table: shared\nexpansion_rules:")
                .replace("- name: \"Tenant\"", "- <<: *base\n      name: \"Tenant\"")
                .replace("{{ Entity }} {}", "{{ Entity }} {{ table | default('') }}"),
            Text("export class Tenant shared\n"),
        ),
        (
            "loop bomb",
            body("{% for i in range(100000) %}{% for j in range(100000) %}{% endfor %}{% endfor %}"),
            Refused("mega-too-many-steps", 16),
        ),
        ("include", body("{% include 'header.txt' %}"), Refused("mega-include", 16)),
    ]
}

#[test]
fn each_quirk_expands_right_or_gets_its_one_clear_problem() {
    for (name, text, becomes) in quirks() {
        let (files, mut problems) = expand(&text);
        let prepared: Vec<Prepared> =
            read("a.yaml", &text).files.iter().map(|mega| Prepared::new(mega, &super::team("alpha")).0).collect();
        problems.extend(check_outputs(&super::team("alpha"), &prepared.iter().collect::<Vec<_>>(), &super::outputs::ownership()));
        let errors: Vec<_> = problems.iter().filter(|problem| problem.severity == Severity::Error).collect();
        match becomes {
            Text(output) => {
                assert_eq!(files.first().map(|(_, text)| text.as_str()), Some(output), "{name}: {problems:?}");
                assert!(problems.iter().all(|problem| problem.severity == Severity::Note), "{name}: {problems:?}");
            }
            Doubtful(id, output) => {
                assert_eq!(errors, Vec::<&crate::model::problem::Problem>::new(), "{name}");
                assert_eq!(files.first().map(|(_, text)| text.as_str()), Some(output), "{name}: {problems:?}");
                assert!(
                    problems.iter().any(|problem| problem.id == id && problem.place.as_ref().is_some_and(|place| place.line > 0)),
                    "{name}: {problems:?}"
                );
            }
            Refused(id, line) => {
                let found: Vec<_> =
                    errors.iter().map(|problem| (problem.id, problem.place.as_ref().map_or(0, |place| place.line))).collect();
                assert_eq!(found, [(id, line)], "{name}");
            }
        }
    }
}
