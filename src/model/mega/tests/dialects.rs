//! Every way in which a mega-file may be written.

use super::{errors, expand, notes};
use crate::model::mega::read::read;

const TEMPLATE: &str = "generation_templates:\n  model:\n    output_path: /src/{entity}.ts\n    template: |\n      {Entity}\n";

fn with_entities(entities: &str) -> String {
    format!("id: m\nversion: 1.0.0\nteam: alpha\nexpansion_rules:\n  entities:{entities}\n{TEMPLATE}")
}

fn texts(text: &str) -> Vec<(String, String)> {
    let (files, problems) = expand(text);
    assert!(!files.is_empty(), "{problems:?}");
    files
}

fn pairs(files: &[(&str, &str)]) -> Vec<(String, String)> {
    files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

#[test]
fn entities_are_read_in_every_form() {
    let expected = pairs(&[("src/user.ts", "User\n"), ("src/order.ts", "Order\n")]);
    for (entities, note) in [
        ("\n    - name: User\n    - {name: Order}", vec![]),
        (" [User, Order]", vec!["mega-entities-as-text"]),
        ("\n    User:\n    Order: {table: x}", vec!["mega-entities-as-map"]),
        ("\n    user: {name: User}\n    order: {name: Order}", vec!["mega-entities-as-map"]),
        ("\n    - User: {table: x}\n    - name: Order", vec!["mega-entities-as-map"]),
    ] {
        let text = with_entities(entities);
        assert_eq!(texts(&text), expected, "{entities}");
        assert_eq!(notes(&text), note, "{entities}");
    }
    assert_eq!(errors(&with_entities("\n    - table: x")), ["mega-entity-without-name 6:7"]);
    assert_eq!(errors(&with_entities(" 7")), ["mega-wrong-kind 5:13"]);
}

#[test]
fn attributes_are_read_in_every_form_with_types_in_six_languages() {
    for (attributes, note) in [
        ("[{name: id, type: uuid}, {name: tags, type: 'string[]'}]", None),
        ("{id: uuid, tags: {type: array, items: string}}", Some("mega-attributes-as-map")),
        ("[id: uuid, tags: 'string[]']", Some("mega-attributes-as-pairs")),
        ("['id: uuid', 'tags: string[]']", Some("mega-attributes-as-text")),
    ] {
        let text = with_entities(&format!("\n    - name: User\n      attributes: {attributes}"))
            .replace("{Entity}", "{% for a in attributes %}{{ a.name }} {{ a.tsType }} {{ a.rustType }} {{ a.pyType }} {{ a.goType }} {{ a.javaType }} {{ a.sqlType }};{% endfor %}.");
        let line = "id string uuid::Uuid UUID uuid.UUID UUID UUID;tags string[] Vec<String> list[str] []string List<String> VARCHAR(255)[];.\n";
        assert_eq!(texts(&text)[0].1, line, "{attributes}");
        assert_eq!(notes(&text), note.into_iter().collect::<Vec<_>>(), "{attributes}");
    }
}

#[test]
fn every_key_of_an_entity_is_a_variable_and_wins_over_computed_ones() {
    let text =
        with_entities("\n    - name: Person\n      plural: people\n      team: own\n      depth: {a: [1, 2.5, null, yes]}")
            .replace("{Entity}", "{{ Entities }} {{ entities }} {{ team }} {{ plural }} {{ depth.a }} {{ id }} {{ index }}");
    assert_eq!(texts(&text)[0].1, "People people own people [1, 2.5, None, 'yes'] m 0\n");
}

#[test]
fn only_and_except_choose_templates() {
    let two = format!("{TEMPLATE}  test:\n    output_path: /tests/{{entity}}.ts\n    template: t {{Entity}}\n");
    let text =
        |extra: &str| format!("id: m\nteam: alpha\nexpansion_rules:\n  entities: [{{name: A{extra}}}, {{name: B}}]\n{two}");
    let paths = |extra: &str| texts(&text(extra)).into_iter().map(|(path, _)| path).collect::<Vec<_>>();
    assert_eq!(paths(", only: [test]"), ["src/b.ts", "tests/a.ts", "tests/b.ts"]);
    assert_eq!(paths(", except: model"), ["src/b.ts", "tests/a.ts", "tests/b.ts"]);
    assert_eq!(errors(&text(", only: [tets]")), ["mega-unknown-template-near 4:31"]);
}

#[test]
fn patterns_render_numbers_and_scaffold_single_files() {
    let text = "id: m\nteam: alpha\nexpansion_rules:\n  entities: [{name: User}, {name: Order}]\n  patterns:\n    - {type: range, start: 8, end: 10, prefix: migration_, padding: 3, templates: [migration], note: x}\n  scaffold:\n    directories: [src/hooks, /src/hooks, src/empty]\n    files:\n      - {template: readme, context: {title: Orders}}\n      - {template: readme, output_path: '/docs/{title}.md', context: {title: Two}}\ngeneration_templates:\n  migration:\n    output_path: /db/{name}.sql\n    template: |\n      -- {index} {id} {team} {note} {{ entities | length }}\n  readme:\n    output: /README.md\n    content: |\n      # {title} of {team}{% for e in entities %} {{ e.Entity }}={{ loop.index }}{% endfor %}.\n  model:\n    output_path: /src/{entity}.ts\n    template: |\n      {Entity}\n";
    let expected = pairs(&[
        ("db/migration_008.sql", "-- 8 m alpha x 2\n"),
        ("db/migration_009.sql", "-- 9 m alpha x 2\n"),
        ("db/migration_010.sql", "-- 10 m alpha x 2\n"),
        ("README.md", "# Orders of alpha User=1 Order=2.\n"),
        ("docs/Two.md", "# Two of alpha User=1 Order=2.\n"),
        ("src/user.ts", "User\n"),
        ("src/order.ts", "Order\n"),
    ]);
    assert_eq!(texts(text), expected);
    assert_eq!(notes(text), ["mega-spelling", "mega-claimed"]);
    let read = read("a.yaml", text);
    assert_eq!(read.files[0].file_count(), 7);
    let (prepared, _) = crate::model::mega::expand::Prepared::new(&read.files[0], &super::team("alpha"));
    assert_eq!(prepared.directories().iter().map(ToString::to_string).collect::<Vec<_>>(), ["src/hooks", "src/empty"]);
    for (from, to, error) in [
        ("type: range", "type: matrix", "mega-pattern-type 6:14"),
        ("end: 10", "end: 7", "mega-pattern-empty 6:7"),
        ("end: 10, ", "", "mega-pattern-without-range 6:7"),
        ("[migration]", "[migratoin]", "mega-unknown-template-near 6:84"),
        (", templates: [migration]", "", "mega-pattern-without-templates 6:7"),
        ("end: 10", "end: 9000000000", "mega-too-many-files 1:1"),
        ("end: 10", "end: ten", "mega-wrong-kind 6:36"),
        ("template: readme, context: {title: Orders}", "template: raedme", "mega-unknown-template-near 10:20"),
        ("template: readme, context: {title: Orders}", "context: {}", "mega-scaffold-without-template 10:9"),
        ("src/empty", "../x", "path-parent 8:42"),
    ] {
        assert!(text.contains(from), "{from}");
        let found = errors(&text.replacen(from, to, 1));
        assert_eq!(found, [error], "{to}");
    }
}

#[test]
fn the_generator_dialect_becomes_entities_with_templates() {
    let text = "id: m\nteam: alpha\ngenerator:\n  type: factory\n  rules:\n    - for_each: [users, order-items]\n      generate:\n        - controller: \"src/{entity}/c.ts\"\n        - model: src/{entity}/m.ts\n    - for_each: [users]\n      generate: {controller: \"admin/{entity}.ts\"}\ntemplates:\n  controller: |\n    class {Entity} {} // {{ entity }}\n  model:\n    content: \"{Entities}\\r\\n\"\n";
    let expected = pairs(&[
        ("src/users/c.ts", "class Users {} // users\n"),
        ("src/order-items/c.ts", "class OrderItems {} // order-items\n"),
        ("src/users/m.ts", "Users\n"),
        ("src/order-items/m.ts", "OrderItems\n"),
        ("admin/users.ts", "class Users {} // users\n"),
    ]);
    assert_eq!(texts(text), expected);
    assert_eq!(notes(text), ["mega-generator"]);
    let inside = text
        .replace("templates:\n  controller: |\n    class", "  templates:\n    controller: |\n      class")
        .replace("  model:\n    content", "    model:\n      content");
    assert_eq!(texts(&inside), expected);
    assert_eq!(errors(&text.replace("- controller:", "- controler:")), ["mega-unknown-template-near 8:11"]);
    assert_eq!(
        errors(&text.replace("type: factory", "type: magic")).first().map(String::as_str),
        Some("mega-generator-type 4:9")
    );
}

#[test]
fn templates_are_read_in_every_form() {
    let head = "id: m\nteam: alpha\nexpansion_rules: {entities: [{name: User}]}\n";
    for (templates, note) in [
        ("generation_templates:\n  model: {output_path: /a.ts, template: \"{Entity}\"}\n", vec![]),
        ("templates:\n  model: {output: /a.ts, content: \"{Entity}\"}\n", vec!["mega-spelling"]),
        ("generation_templates:\n  model: {path: /a.ts, template: \"{Entity}\"}\n", vec!["mega-spelling"]),
        (
            "generation_templates:\n  - {name: model, output_path: /a.ts, template: \"{Entity}\"}\n",
            vec!["mega-templates-as-list"],
        ),
        ("generation_templates:\n  - model: {output_path: /a.ts, template: \"{Entity}\"}\n", vec!["mega-templates-as-list"]),
    ] {
        let text = format!("{head}{templates}");
        assert_eq!(texts(&text), pairs(&[("a.ts", "User")]), "{templates}");
        assert_eq!(notes(&text), note, "{templates}");
    }
    for (templates, error) in [
        ("generation_templates:\n", "mega-no-templates 4:1"),
        ("generation_templates: {}\n", "mega-no-templates 4:1"),
        ("generation_templates:\n  model: {template: x}\n", "mega-template-without-path 5:3"),
        ("generation_templates:\n  model: {output_path: /a.ts}\n", "mega-template-without-body 5:3"),
        ("generation_templates:\n  model: |\n    x\n", "mega-template-without-path 5:3"),
        ("generation_templates:\n  - {output_path: /a.ts, template: x}\n", "mega-template-without-name 5:5"),
        (
            "generation_templates:\n  - {name: a, output_path: /a.ts, template: x}\n  - {name: a, output_path: /b.ts, template: x}\n",
            "mega-duplicate-template 6:5",
        ),
        ("generation_templates: 7\n", "mega-wrong-kind 4:23"),
    ] {
        assert_eq!(errors(&format!("{head}{templates}")).first().map(String::as_str), Some(error), "{templates}");
    }
}

#[test]
fn the_head_is_required_and_unknown_keys_are_kept_with_a_note() {
    let text = with_entities(" [{name: User}]");
    assert_eq!(errors(&text.replace("id: m\n", "")), ["mega-without-id 1:1"]);
    assert_eq!(errors(&text.replace("id: m\n", "id:\n")), ["mega-without-id 1:1"]);
    assert_eq!(notes(&text.replace("team: alpha\n", "")), ["mega-without-team"]);
    assert_eq!(notes(&text.replace("team: alpha", "team: ALPHA")), ["mega-team-spelling"]);
    assert_eq!(notes(&text.replace("team: alpha", "team: beta")), ["mega-other-team"]);
    assert_eq!(errors(&text.replace("team: alpha", "team: you")), ["mega-bad-team 3:7"]);
    assert_eq!(notes(&format!("{text}x-own: 1\nfeatures: [a]\n")), ["mega-unknown-key"]);
    assert_eq!(notes(&format!("{text}descripton: a\n")), ["mega-unknown-key-near"]);
    assert_eq!(errors("- a\n- b\n"), ["mega-wrong-kind 1:1"]);
    assert_eq!(errors("just prose\n"), ["mega-wrong-kind 1:1"]);
    assert_eq!(errors(""), ["mega-empty 0:0"]);
}

#[test]
fn files_come_with_fences_prose_bom_crlf_and_several_documents() {
    let plain = with_entities(" [{name: User}]");
    let expected = pairs(&[("src/user.ts", "User\n")]);
    for (text, note) in [
        (format!("\u{feff}{plain}"), vec!["mega-bom"]),
        (plain.replace('\n', "\r\n"), vec!["mega-crlf"]),
        (format!("---\n{plain}...\n"), vec![]),
        (format!("```yaml\n{plain}```\n"), vec!["mega-fenced"]),
        (format!("Here it is:\n\n~~~\n{plain}~~~\nBye: {{ x }}\n"), vec!["mega-fenced"]),
        (format!("First the idea:\n```ts\nconst x = 1;\n```\nand then\n````yml\n{plain}````\n"), vec!["mega-fenced"]),
        (format!("```yaml\n{plain}"), vec!["mega-fenced", "mega-cut-off"]),
        (plain.trim_end().to_owned(), vec!["mega-cut-off"]),
    ] {
        let (files, problems) = expand(&text);
        let files: Vec<_> = files.into_iter().map(|(path, text)| (path, format!("{}\n", text.trim_end()))).collect();
        assert_eq!(files, expected, "{text}");
        assert_eq!(problems.iter().map(|problem| problem.id).collect::<Vec<_>>(), note, "{text}");
    }
    let second = plain.replace("id: m", "id: n").replace("User", "Order");
    for text in [format!("{plain}---\n{second}"), format!("One:\n```yaml\n{plain}```\nTwo:\n```yaml\n{second}```\n")] {
        let (files, problems) = expand(&text);
        assert_eq!(files.len(), 2, "{problems:?}");
        assert!(problems.iter().any(|problem| problem.id == "mega-several"));
    }
    // Lines keep their numbers inside of a fence.
    let broken = format!("Hello\n\n```yaml\n{}```\n", plain.replace("{Entity}", "{{ Entity }} {{ nope }}"));
    assert_eq!(errors(&broken), ["mega-undefined 13:23"]);
}

#[test]
fn what_a_mega_file_says_of_itself_is_compared_with_the_truth() {
    let text = with_entities(" [{name: User}]");
    let with = |metadata: &str| notes(&text.replace("team: alpha\n", &format!("team: alpha\nmetadata: {metadata}\n")));
    assert_eq!(with("{estimated_files: 1, estimated_loc: 1-3, dependencies: [a], anything: x}"), Vec::<&str>::new());
    assert_eq!(with("{estimated_files: 50-100}"), ["mega-estimate-files"]);
    assert_eq!(with("{estimated_loc: 2.5K}"), ["mega-estimate-lines"]);
    assert_eq!(with("{estimated_loc: {min: 1, max: 2}}"), Vec::<&str>::new());
    assert_eq!(with("{estimated_loc: many}"), ["mega-no-estimate"]);
}

#[test]
fn checks_and_stubs_are_read() {
    let text = with_entities(" [{name: User}]");
    let with = |validation: &str| format!("{text}validation: {validation}\n");
    assert_eq!(
        notes(&with("{post_generation: [{check: files_parse}, {check: tests_valid}], pre_generation: [x]}")),
        Vec::<&str>::new()
    );
    assert_eq!(notes(&with("{post_generation: [{check: compile_check}]}")), ["mega-spelling"]);
    assert_eq!(notes(&with("{post_generation: [{check: lint}]}")), ["mega-unknown-check"]);
    let stubs = text.replace("{Entity}", "{Entity}\n      // ... rest of fields\n      all() { /* 50 lines */ }");
    assert_eq!(notes(&stubs), ["mega-stubs"]);
    let read = read("a.yaml", &stubs);
    let found: Vec<_> = read.files[0].stubs.iter().map(|stub| (stub.text.as_str(), stub.place.line, stub.place.column)).collect();
    assert_eq!(found, [("// ... rest of fields", 11, 7), ("/* 50 lines */ }", 12, 15)]);
}
