//! What holds for any text: nothing panics, the same input gives the same bytes, what stays stays as it is.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::{expand, mega_file};
use crate::model::mega::TemplateEngine;
use crate::model::mega::scan::{Options, Part, scan};
use crate::model::mega::variables::Known;

fn known() -> Known {
    let mut known = Known::default();
    for name in ["Entity", "entity", "id", "entity-kebab"] {
        known.add(name, &serde_json::Value::from("x"));
    }
    known.add("tags", &serde_json::json!([]));
    known
}

/// Texts made of what placeholders are made of.
fn tangle() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "{",
        "}",
        "{{",
        "}}",
        "{%",
        "%}",
        "{#",
        "#}",
        "$",
        "!",
        "Entity",
        "entity",
        "id",
        "tags",
        " ",
        "\n",
        "|",
        "'",
        "\"",
        "(",
        ")",
        "[",
        "]",
        "raw",
        "endraw",
        "for",
        "if",
        "endif",
        "set x = 1",
        ".",
        ":",
        ",",
        "å",
        "日",
        "\\",
        "-",
        "'%d' % ",
        "entity-kebab",
        "{Entity}",
        "{{ Entity }}",
    ]);
    prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_scanners_parts_cover_every_text(text in tangle(), is_path: bool, engine in 0..3_usize) {
        let known = known();
        let engine = [TemplateEngine::Auto, TemplateEngine::Braces, TemplateEngine::Jinja][engine];
        let found = scan(&text, &Options { engine, is_path, keeps_reserved: !is_path, known: &known });
        let mut at = 0;
        for part in &found.parts {
            let range = match part {
                Part::Text(range) | Part::Expression(range) | Part::Statement(range) | Part::Comment(range) => range.clone(),
                Part::Brace(name) => name.start - 1..name.end + 1,
                Part::Escaped(name) => name.start - 2..name.end + 1,
            };
            prop_assert_eq!(range.start, at);
            prop_assert!(text.is_char_boundary(range.end));
            at = range.end;
        }
        prop_assert_eq!(at, text.len());
    }

    #[test]
    fn a_template_of_any_text_renders_or_is_refused_with_a_place(body in tangle()) {
        let text = mega_file(&format!("{body}\n"));
        let (files, problems) = expand(&text);
        prop_assert!(!files.is_empty() || problems.iter().any(|problem| problem.place.as_ref().is_some_and(|place| place.line > 0)), "{:?}", problems);
        prop_assert_eq!(expand(&text), (files, problems));
    }

    #[test]
    fn text_without_braces_comes_out_as_it_is(lines in prop::collection::vec("[a-zå<>()$%#|'\"=;:.,* -]{0,20}[a-z]", 1..8)) {
        let mut body = String::new();
        for line in &lines {
            writeln!(body, "x{line}").expect("a text");
        }
        let (files, _) = expand(&mega_file(&body));
        prop_assert_eq!(&files[0].1, &body);
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "[a-z:{}\\[\\]&*!|>'\"#@%`\\n\\t\\- åä\u{a0}\u{feff}]{0,120}") {
        expand(&text);
    }

    #[test]
    fn no_damage_to_a_mega_file_makes_the_reader_panic(at in 0..600_usize, length in 0..40_usize, put in "[a-z:{}\\[\\]&*\\n -]{0,6}") {
        let mut text = mega_file("{{ Entity }} {entity}\n{% for a in attributes %}{{ a.name }}{% endfor %}\n");
        let (start, end) = (at.min(text.len()), (at + length).min(text.len()));
        text.replace_range(start..end, &put);
        expand(&text);
    }
}

#[test]
fn outputs_are_the_same_on_any_number_of_threads() {
    use crate::model::mega::expand::Prepared;
    fn is_shared_between_threads<T: Send + Sync>(_: &T) {}
    let names: Vec<String> =
        (0..40).map(|index| format!("{{name: Entity{index}, attributes: [{{name: a{index}, type: int}}]}}")).collect();
    let text = format!(
        "id: m\nteam: alpha\nexpansion_rules: {{entities: [{}]}}\ngeneration_templates:\n  m:\n    output_path: /src/{{entity}}.ts\n    template: |\n      {{Entity}} {{% for a in attributes %}}{{{{ a.name }}}}{{% endfor %}} {{{{ index }}}}\n",
        names.join(", ")
    );
    let read = super::read("a.yaml", &text);
    let (prepared, problems) = Prepared::new(&read.files[0], &super::team("alpha"));
    assert_eq!(problems, []);
    is_shared_between_threads(&prepared);
    let all: Vec<String> = (0..prepared.outputs().len()).map(|index| prepared.render(index).expect("renders")).collect();
    assert_eq!((all.len(), all[7].as_str()), (40, "Entity7 a7 7\n"));
    for threads in [1, 2, 8] {
        let mut found: Vec<(usize, String)> = std::thread::scope(|scope| {
            let prepared = &prepared;
            let part = |first: usize| {
                (first..prepared.outputs().len())
                    .step_by(threads)
                    .map(|index| (index, prepared.render(index).expect("renders")))
                    .collect::<Vec<_>>()
            };
            let workers: Vec<_> = (0..threads).map(|first| scope.spawn(move || part(first))).collect();
            workers.into_iter().flat_map(|worker| worker.join().expect("a worker")).collect()
        });
        found.sort_unstable();
        assert_eq!(found.into_iter().map(|(_, text)| text).collect::<Vec<_>>(), all);
    }
}
