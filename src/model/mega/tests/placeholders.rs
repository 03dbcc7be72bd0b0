//! Both ways to write a placeholder, their mixture, and all that only looks like one.

use super::{errors, expand, mega_file, render};

#[test]
fn single_braces_are_replaced_only_where_they_hold_exactly_one_variable() {
    for (body, output) in [
        ("export class {Entity} {}\n", "export class OrderItem {}\n"),
        ("import { Entity, Column } from 'typeorm';\n", "import { Entity, Column } from 'typeorm';\n"),
        ("find({ where: { tenantId } })\n", "find({ where: { tenantId } })\n"),
        ("Partial<{Entity}>\n", "Partial<OrderItem>\n"),
        ("import { {Entity}Service } from './{entity}';\n", "import { OrderItemService } from './orderitem';\n"),
        ("`${entity} of ${Entity}` {entity}\n", "`${entity} of ${Entity}` orderitem\n"),
        ("{ENTITY} {Entity }{ Entity}\n", "{ENTITY} {Entity }{ Entity}\n"),
        ("{table} {Entities} {entities} {flag}\n", "order_items OrderItems orderitems true\n"),
        (
            "{entity_snake} {entity-kebab} {entityCamel} {EntityPascal} {ENTITY_SCREAMING}\n",
            "order_item order-item orderItem OrderItem ORDER_ITEM\n",
        ),
        ("{!Entity} {!table} {!unknown}\n", "{Entity} {table} {!unknown}\n"),
        ("{{ margin: 0 }} {x} {}\n", "{{ margin: 0 }} {x} {}\n"),
        ("{Entity}{Entity}{\n", "OrderItemOrderItem{\n"),
        ("åäö {Entity} 日本 {entity}\n", "åäö OrderItem 日本 orderitem\n"),
    ] {
        assert_eq!(render(body).0, output, "{body}");
    }
}

#[test]
fn names_that_routes_and_jsx_are_full_of_stay_in_bodies() {
    let (text, problems) = render("app.get('/{id}/{name}', {index}, {team}, <X disabled={!name} />)\n");
    assert_eq!(text, "app.get('/{id}/{name}', {index}, {team}, <X disabled={!name} />)\n");
    assert_eq!(problems, ["mega-reserved-stays"]);
    // `{type}` and its like are only worth a word where they are variables.
    assert_eq!(render("{type} {key} {value}\n"), ("{type} {key} {value}\n".to_owned(), vec![]));
}

#[test]
fn in_paths_every_variable_is_replaced_and_an_unknown_one_is_an_error() {
    let with_path = |path: &str| mega_file("x\n").replace("/src/{entity}.txt", path);
    for (path, output) in [
        ("/src/{team}/{id}/{name}/{index}.ts", "src/alpha/mega-alpha-x/OrderItem/0.ts"),
        ("src/{{ entity | upper }}/{entity-kebab}.ts", "src/ORDERITEM/order-item.ts"),
        ("src/{!entity}/[id].tsx", "src/{entity}/[id].tsx"),
        ("src/{% if flag %}yes{% else %}no{% endif %}.ts", "src/yes.ts"),
    ] {
        assert_eq!(expand(&with_path(&format!("\"{path}\""))).0[0].0, output, "{path}");
    }
    assert_eq!(errors(&with_path("\"/src/{entitty}.ts\"")), ["mega-unknown-in-path-near 13:24"]);
    assert_eq!(errors(&with_path("\"/src/{{ entitty }}.ts\"")), ["mega-undefined-near 13:27"]);
    assert_eq!(errors(&with_path("\"/src/{tags}.ts\"")), ["mega-list-in-path 13:24"]);
}

#[test]
fn a_template_is_jinja_when_it_has_a_tag_or_an_expression_that_begins_with_a_variable() {
    for (body, output) in [
        ("class {{ Entity }} {}\n", "class OrderItem {}\n"),
        (
            "{% for a in attributes %}\n  {{ a.name }}: {{ a.tsType }};\n{% endfor %}\nend\n",
            "  id: string;\n  note: string;\nend\n",
        ),
        ("  {% if flag %}\nyes\n  {% endif %}\n", "yes\n"),
        ("{{ name.lower() }} {{ table.replace('_', '-') }} {{ name | snake_case }}\n", "orderitem order-items order_item\n"),
        (
            "{{ index }} {{ '%05d' % index }} {{ '%s-%s' % (entity, table) }} {{ '%02d' | format(7) }}\n",
            "0 00000 orderitem-order_items 07\n",
        ),
        ("{{ index }}: {{ '%03d' % loops | default(4) if false else '%d' % index }}\n", "0: 0\n"),
        ("{{ entity-kebab }} {{ entity_kebab }} {{ \"}}\" }}{{ entity }}\n", "order-item order-item }}orderitem\n"),
        ("{{ Entity }} {Entity} {id} { where: { id } }\n", "OrderItem OrderItem {id} { where: { id } }\n"),
        ("{# gone #}{{ Entity }}\n", "OrderItem\n"),
        ("{% raw %}{{ x }} {Entity} {% y %}{% endraw %}{{ Entity }}\n", "{{ x }} {Entity} {% y %}OrderItem\n"),
        ("{%- set a = 1 -%}\n  {{ a }}{{ Entity }}\n", "1OrderItem\n"),
        ("{% macro f(x) %}[{{ x }}]{% endmacro %}{{ f(entity) }}\n", "[orderitem]\n"),
        ("{{ flag }} {flag} {{ tags }} {{ none }}\n", "True true ['a', 'b'] None\n"),
        ("{% if attributes[1].required %}a{% else %}b{% endif %}.\n", "b.\n"),
        ("{{ tags | join(', ') }} {{ attributes | length }} {{ nope | default('d') }}\n", "a, b 2 d\n"),
        ("{{ Entity | camelCase }} {{ entity | pluralize }}\n", "orderItem orderitems\n"),
        ("{% for k, v in attributes[0].items() %}{{ k }} {% break %}{% endfor %}.\n", "name .\n"),
    ] {
        assert_eq!(render(body).0, output, "{body}");
    }
    // Expressions of other languages alone make no Jinja.
    for body in [
        "<p>{{ message }}</p>\n",
        "image: {{ .Values.image }}\n",
        "a {{#each x}} b {{/each}}\n",
        "${{ secrets.X }}\n",
        "{#main\n",
        "{{ }}\n",
        "{%d}\n",
    ] {
        assert_eq!(render(body), (body.to_owned(), vec![]), "{body}");
    }
}

#[test]
fn in_a_jinja_template_what_is_no_expression_stays_with_a_note() {
    for (body, output, notes) in [
        ("{{ Entity }} style={{ margin: 0 }}\n", "OrderItem style={{ margin: 0 }}\n", vec!["mega-braces-stay"]),
        (
            "{{ Entity }} {{ .Values.image }} {{#each a}}\n",
            "OrderItem {{ .Values.image }} {{#each a}}\n",
            vec!["mega-braces-stay"],
        ),
        ("{{ Entity }} {{ name, id }}\n", "OrderItem {{ name, id }}\n", vec!["mega-braces-stay"]),
        (
            "{{ Entity }} {{ ...props }} {{ {Entity}: 1 }}\n",
            "OrderItem {{ ...props }} {{ OrderItem: 1 }}\n",
            vec!["mega-braces-stay"],
        ),
        ("{{ Entity }} ${{ secrets.TOKEN }} ${{ matrix.node }}\n", "OrderItem ${{ secrets.TOKEN }} ${{ matrix.node }}\n", vec![]),
        ("{{ Entity }} {#main without an end\n", "OrderItem {#main without an end\n", vec![]),
        (
            "import {{{Entity}}} from './{{{ entity }}}';\n",
            "import {OrderItem} from './{orderitem}';\n",
            vec!["mega-literal-brace"],
        ),
        ("{{ Entity }} {{{{ entity }}}}\n", "OrderItem {{orderitem}}\n", vec!["mega-literal-brace"]),
        ("{{ Entity }} {tags}\n", "OrderItem {tags}\n", vec!["mega-list-stays"]),
        ("{{ Entity }} {Enttity}\n", "OrderItem {Enttity}\n", vec!["mega-near-miss"]),
        (
            "{% if atributes %}a{% endif %}{% if tpyo %}b{% endif %}.\n",
            ".\n",
            vec!["mega-unknown-variable-near", "mega-unknown-variable"],
        ),
        ("{% if flag %}{% set x = 1 %}{% else %}{% set x = 2 %}{% endif %}{{ x }}\n", "1\n", vec![]),
        ("{% if nope is defined %}{{ nope }}{% endif %}{{ other | default('x') }}\n", "x\n", vec![]),
        ("{{ Entity | pascalCase }}\n", "OrderItem\n", vec!["mega-filter-spelling"]),
    ] {
        assert_eq!(render(body), (output.to_owned(), notes), "{body}");
    }
}

#[test]
fn the_engine_can_be_said() {
    let with = |engine: &str, body: &str| {
        let text = mega_file(body).replace("    template: |2", &format!("    engine: {engine}\n    template: |2"));
        let (files, problems) = expand(&text);
        (files[0].1.clone(), problems.iter().map(|problem| problem.id).collect::<Vec<_>>())
    };
    let stays = ("{{ Entity }} {% x %} OrderItem {OrderItem}\n".to_owned(), vec!["mega-not-jinja"]);
    assert_eq!(with("braces", "{{ Entity }} {% x %} {Entity} {{Entity}}\n"), stays);
    assert_eq!(with("auto", "{{ Entity }}\n").0, "OrderItem\n");
    assert_eq!(with("jinja", "{{ 1 + 1 }} {Entity}\n").0, "2 OrderItem\n");
    assert_eq!(with("jinja2", "{{ 1 + 1 }}\n"), ("2\n".to_owned(), vec!["mega-spelling"]));
    // On the file it holds for every template that does not say otherwise.
    let text = mega_file("{{ Entity }}\n").replace("team: alpha\n", "team: alpha\nengine: braces\n");
    assert_eq!(expand(&text).0[0].1, "{{ Entity }}\n");
    assert_eq!(errors(&text.replace("engine: braces", "engine: erb")), ["mega-unknown-engine 4:9"]);
}

#[test]
fn mistakes_in_templates_name_line_column_and_the_nearest_name() {
    for (body, id) in [
        ("a\n  {{ Entity }} {{ message }}\n", "mega-undefined 16:25"),
        ("{{ Entity }}\n{{ enttiy }}\n", "mega-undefined-near 16:10"),
        ("{{ Entity }} {{ entity.name }}\n", "mega-undefined-of-text 15:23"),
        ("{% for a in attributes %}{{ a.tpye }}{% endfor %}\n", "mega-undefined-key 15:35"),
        ("{{ Entity | snakcase }}\n", "mega-unknown-filter-near 15:19"),
        ("{{ Entity | frobnicate }}\n", "mega-unknown-filter 15:19"),
        ("{{ Entity }}{% if Entity is strng %}{% endif %}\n", "mega-unknown-test-near 15:35"),
        ("{{ Entity }} {{ frobnicate(1) }}\n", "mega-unknown-function 15:23"),
        ("{{ Entity.toUpperCase() }}\n", "mega-unknown-method 15:16"),
        ("{% include 'header.txt' %}\n", "mega-include 15:10"),
        ("{% extends 'base' %}\n", "mega-include 15:10"),
        ("a\n{% if Entity %}\n{% if flag %}x{% endif %}\n", "mega-unclosed-block 16:7"),
        ("{{ Entity }}\n{% raw %}x\n", "mega-unclosed-block 16:7"),
        ("{% endif %}\n", "mega-template-syntax 15:10"),
        ("{% load static %}\n", "mega-template-syntax 15:10"),
        ("{{ Entity | }}\n", "mega-bad-expression 15:7"),
        ("x {{ Entity\n", "mega-unclosed-tag 15:9"),
        ("{% for i in range(100000) %}{% for j in range(100000) %}{% endfor %}{% endfor %}\n", "mega-too-many-steps"),
        ("{{ 'a' * 1000000000 }}{{ Entity }}\n", "mega-too-many-steps"),
        ("{% macro f(n) %}{{ f(n) }}{% endmacro %}{{ f(1) }}\n", "mega-template-too-deep"),
        ("{{ Entity + 1 }}\n", "mega-render-failed 15:10"),
        ("åä {{ Entity }} {{ nope }}\n", "mega-undefined 15:26"),
    ] {
        let found = errors(&mega_file(body));
        assert_eq!(found.len(), 1, "{body}: {found:?}");
        assert!(found[0].starts_with(id), "{body}: {found:?} {:?}", expand(&mega_file(body)).1);
    }
    let (_, problems) = expand(&mega_file("{{ Entity }} {{ enttiy }}\n"));
    let arg = |name| problems[0].arg(name);
    assert_eq!(
        (arg("name"), arg("nearest"), arg("subject"), arg("template")),
        (Some("enttiy"), Some("entity"), Some("OrderItem"), Some("model"))
    );
}
