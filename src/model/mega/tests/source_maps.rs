//! From each line of an output back to the line of the mega-file that made it.

use super::{mega_file, team};
use crate::model::mega::expand::Prepared;
use crate::model::mega::read::read;

/// Each line of the one output with the mega-file's line that it comes from.
fn mapped(text: &str) -> Vec<(String, String)> {
    let read = read("a.yaml", text);
    let (prepared, problems) = Prepared::new(&read.files[0], &team("alpha"));
    let (output, map) = prepared.render_mapped(0).unwrap_or_else(|problem| panic!("{problem:?} {problems:?}"));
    assert_eq!(output, prepared.render(0).expect("renders"));
    assert_eq!(output.lines().count(), map.lines.len(), "{output:?} {map:?}");
    let source: Vec<&str> = text.lines().collect();
    output.lines().zip(map.lines).map(|(line, from)| (line.to_owned(), source[from as usize - 1].trim().to_owned())).collect()
}

fn check(text: &str, expected: &[(&str, &str)]) {
    let expected: Vec<_> = expected.iter().map(|(line, from)| ((*line).to_owned(), (*from).to_owned())).collect();
    assert_eq!(mapped(text), expected);
}

#[test]
fn every_line_of_a_braces_template_is_exact() {
    check(
        &mega_file("a {Entity}\n\n{entity}\n  {!Entity}\n"),
        &[("a OrderItem", "a {Entity}"), ("", ""), ("orderitem", "{entity}"), ("  {Entity}", "{!Entity}")],
    );
}

#[test]
fn lines_inside_of_loops_lead_to_the_lines_of_the_loop() {
    check(
        &mega_file(
            "first\n{% for a in attributes %}\n  {{ a.name }}: x\n  // {{ loop.index }}\n{% endfor %}\n{# gone #}\n{% if flag %}\nlast {Entity}\n{% endif %}\n{% macro m(x) %}\n[{{ x }}]\n{% endmacro %}\n{{ m(1) }}end\n",
        ),
        &[
            ("first", "first"),
            ("  id: x", "{{ a.name }}: x"),
            ("  // 1", "// {{ loop.index }}"),
            ("  note: x", "{{ a.name }}: x"),
            ("  // 2", "// {{ loop.index }}"),
            ("last OrderItem", "last {Entity}"),
            ("[1]", "{{ m(1) }}end"),
            ("end", "{{ m(1) }}end"),
        ],
    );
}

#[test]
fn other_styles_of_yaml_and_values_with_line_ends_are_followed_too() {
    let text = mega_file("x\n").replace("template: |2\n      x\n", "template: \"a\\n{Entity}\\n\n\n      b\"\n");
    check(
        &text,
        &[
            ("a", "template: \"a\\n{Entity}\\n"),
            ("OrderItem", "template: \"a\\n{Entity}\\n"),
            ("", "template: \"a\\n{Entity}\\n"),
            ("b", "b\""),
        ],
    );
    let text = mega_file("x\n{{ table }}y\nz\n").replace("table: order_items", "table: \"1\\n2\\n\"");
    check(&text, &[("x", "x"), ("1", "{{ table }}y"), ("2", "{{ table }}y"), ("y", "{{ table }}y"), ("z", "z")]);
}
