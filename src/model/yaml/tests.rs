//! Trees, places, bounds and faults.
use super::fault::FaultKind;
use super::lines::value_lines;
use super::node::{Kind, MAX_DEPTH, Node, Style, Typed, parse};

fn one(text: &str) -> Node {
    let mut documents = parse(text).expect(text);
    assert_eq!(documents.len(), 1, "{text}");
    documents.remove(0)
}

fn slice<'a>(text: &'a str, node: &Node) -> &'a str {
    &text[node.span.clone()]
}

#[test]
fn every_key_and_value_has_its_place_and_bytes() {
    let text = "# head\na: 1 # one\nå: {x: [p, 'q r'], y: }\nb:\n  - |\n    line\n      deeper\n\n  - \"z\"\nlast: &n\n  k: v\n";
    let root = one(text);
    let entries = root.entries().expect("mapping");
    let keys: Vec<_> = entries.iter().map(|entry| (slice(text, &entry.key), entry.key.line, entry.key.column)).collect();
    assert_eq!(keys, [("a", 2, 1), ("å", 3, 1), ("b", 4, 1), ("last", 10, 1)]);
    assert_eq!(slice(text, &entries[0].value), "1");
    assert_eq!(slice(text, &entries[1].value), "{x: [p, 'q r'], y: }");
    let x = entries[1].value.get("x").expect("x");
    assert_eq!((slice(text, x), x.line, x.column), ("[p, 'q r']", 3, 8));
    assert_eq!(x.items().expect("list")[1].text(), Some("q r"));
    assert!(entries[1].value.get("y").expect("y").is_null());
    let list = entries[2].value.items().expect("list");
    assert_eq!(
        (list[0].text(), slice(text, &list[0]), list[0].style()),
        (Some("line\n  deeper\n"), "|\n    line\n      deeper", Some(Style::Literal))
    );
    assert_eq!((slice(text, &list[1]), list[1].text()), ("\"z\"", Some("z")));
    assert_eq!(slice(text, &entries[2].value), "- |\n    line\n      deeper\n\n  - \"z\"");
    assert_eq!(slice(text, &entries[3].value), "k: v");
    assert!(matches!(entries[3].value.kind, Kind::Mapping { flow: false, .. }));
    assert!(matches!(entries[1].value.kind, Kind::Mapping { flow: true, .. }));
    assert_eq!(slice(text, &root), &text[text.find("a: 1").expect("a")..text.trim_end().len()]);
}

#[test]
fn scalars_are_read_by_the_core_schema_of_yaml_1_2() {
    for (text, typed) in [
        ("", Typed::Null),
        ("~", Typed::Null),
        ("null", Typed::Null),
        ("true", Typed::Bool(true)),
        ("False", Typed::Bool(false)),
        ("yes", Typed::Text("yes")),
        ("NO", Typed::Text("NO")),
        ("on", Typed::Text("on")),
        ("12", Typed::Int(12)),
        ("-7", Typed::Int(-7)),
        ("0x1F", Typed::Int(31)),
        ("0o17", Typed::Int(15)),
        ("007", Typed::Int(7)),
        ("1.5", Typed::Float(1.5)),
        ("1e3", Typed::Float(1000.0)),
        ("inf", Typed::Text("inf")),
        ("1.0.0", Typed::Text("1.0.0")),
        ("50-100", Typed::Text("50-100")),
        ("\"12\"", Typed::Text("12")),
        ("'true'", Typed::Text("true")),
        ("!!str 12", Typed::Text("12")),
    ] {
        let root = one(&format!("key: {text}\n"));
        assert_eq!(root.get("key").expect("key").typed(), Some(typed), "{text}");
    }
}

#[test]
fn a_bom_and_carriage_returns_change_no_place() {
    let text = "\u{feff}a: 1\r\nb: |\r\n  x\r\n  y\r\nc: z\r\n";
    let root = one(text);
    let (b, c) = (root.get("b").expect("b"), root.get("c").expect("c"));
    assert_eq!(b.text(), Some("x\ny\n"));
    assert_eq!((slice(text, c), c.line, c.column), ("z", 5, 4));
    assert_eq!(value_lines(b, text), [3, 4, 5]);
}

#[test]
fn documents_stand_side_by_side() {
    let texts: Vec<_> = parse("---\na: 1\n...\n---\nb: 2\n")
        .expect("two")
        .iter()
        .map(|node| node.entries().expect("map")[0].key.text().map(str::to_owned))
        .collect();
    assert_eq!(texts, [Some("a".to_owned()), Some("b".to_owned())]);
    assert!(parse("").expect("empty").is_empty());
    assert!(parse("# nothing\n").expect("comment").is_empty());
}

#[test]
fn a_block_scalar_begins_at_its_header() {
    for (text, value, span) in [
        ("# x |\nk: |  # c |\n\n  | a |\n  | b |\n", "\n| a |\n| b |\n", "|  # c |\n\n  | a |\n  | b |"),
        ("k: |\n\n\nb: 1\n", "", "|"),
        ("k: |", "", "|"),
        ("k: |\n  x", "x", "|\n  x"),
        ("k: |\n  x\n  ", "x\n", "|\n  x"),
        ("k: &x !t >-\n  q\n  r\n\n\n", "q r", ">-\n  q\n  r"),
        ("k: |2\n   x\n  y\n", " x\ny\n", "|2\n   x\n  y"),
        ("a: >\n  p\n  q\n# z |\nk: |+\n  x\n\n", "x\n\n", "|+\n  x"),
    ] {
        let root = one(text);
        let node = root.get("k").expect(text);
        assert_eq!((node.text(), slice(text, node)), (Some(value), span), "{text}");
    }
}

#[test]
fn aliases_and_merge_keys_are_followed_and_keep_their_places() {
    let text = "base: &base {table: shared, kind: x}\nlist:\n  - <<: *base\n    kind: own\n  - *base\n";
    let root = one(text);
    let list = root.get("list").expect("list").items().expect("items");
    assert_eq!(list[0].get("table").and_then(Node::text), Some("shared"));
    assert_eq!(list[0].get("kind").and_then(Node::text), Some("own"));
    assert_eq!(list[0].fields().len(), 2);
    assert!(list[1].aliased);
    assert_eq!((list[1].line, slice(text, &list[1])), (5, "*base"));
    assert_eq!(list[1].get("table").map(|node| node.line), Some(1));
}

#[test]
fn keys_that_stand_twice_are_found_with_both_places() {
    let root = one("a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\na: 4\n");
    let found: Vec<_> = root.duplicate_keys().iter().map(|found| (found.first.line, found.again.line)).collect();
    assert_eq!(found, [(3, 5), (1, 6)]);
}

#[test]
fn bombs_and_towers_are_refused() {
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let alias = format!("*a{}", level - 1);
        bomb.push_str(&format!("a{level}: &a{level} [{}]\n", vec![alias; 9].join(", ")));
    }
    assert!(matches!(parse(&bomb).expect_err("bomb").kind, FaultKind::TooManyValues { .. }));
    let tower = format!("a: {}{}\n", "[".repeat(100_000), "]".repeat(100_000));
    assert!(matches!(parse(&tower).expect_err("tower").kind, FaultKind::TooDeep { limit: MAX_DEPTH }));
    assert_eq!(parse("a: &a [*a]\n").expect_err("snake").kind, FaultKind::RecursiveAlias);
}

#[test]
fn the_usual_mistakes_are_told_apart() {
    for (text, kind, line, column) in [
        ("id: x\ndescription: Core: everything\n", FaultKind::ColonInValue, 2, 18),
        ("description: **Core** entities\n", FaultKind::UnknownAlias("*Core**".into()), 1, 14),
        ("paths: [*.ts]\n", FaultKind::UnknownAlias(".ts".into()), 1, 9),
        ("a:\n\t- b\n", FaultKind::Tab, 2, 1),
        ("a:\n  entities:\n\u{a0}\u{a0}\u{a0}\u{a0}- name: x\n      b: 1\n", FaultKind::InvisibleSpace, 3, 1),
        ("a: [1, 2\nb: 3\n", FaultKind::Unclosed, 2, 2),
        ("a: \"x\nb: 3\n", FaultKind::Unclosed, 1, 4),
        ("a: @x\n", FaultKind::ReservedCharacter('@'), 1, 4),
        ("a: `x`\n", FaultKind::ReservedCharacter('`'), 1, 4),
        ("a: |\n    deep\n  shallow\nb: 1\n", FaultKind::Indentation, 3, 3),
        ("a:\n    b: 1\n  c: 2\n", FaultKind::Indentation, 3, 3),
    ] {
        let fault = parse(text).expect_err(text);
        assert_eq!((fault.kind, fault.line, fault.column), (kind, line, column), "{text}");
    }
}

#[test]
fn lines_of_values_lead_back_to_the_source() {
    let text = "lit: |\n\n  one\n\n  two\nfold: >\n  a\n  b\n\n  c\n    deep\n  d\nquoted: \"x\\ny\n  z\n\n  w\"\nplain: p\n  q\n\n  r\n";
    let root = one(text);
    let of = |key: &str| {
        let node = root.get(key).expect(key);
        (node.text().expect("text").to_owned(), value_lines(node, text))
    };
    assert_eq!(of("lit"), ("\none\n\ntwo\n".to_owned(), vec![2, 3, 4, 5, 6]));
    assert_eq!(of("fold"), ("a b\nc\n  deep\nd\n".to_owned(), vec![7, 10, 11, 12, 12]));
    assert_eq!(of("quoted"), ("x\ny z\nw".to_owned(), vec![13, 13, 16]));
    assert_eq!(of("plain"), ("p q\nr".to_owned(), vec![17, 20]));
}
