//! Changes put into texts: at the one right place, or nowhere.

use super::*;
use apply::apply;

fn replacing(before: &str, after: &str) -> Hunk {
    let lines = |text: &str| text.lines().map(str::to_owned).collect();
    Hunk::replacing(1, lines(before), lines(after))
}

fn id(current: Option<&str>, hunk: Hunk) -> &'static str {
    apply(current, &[hunk]).expect_err("no place").id
}

#[test]
fn a_hunk_goes_where_its_lines_are() {
    assert_eq!(apply(Some("a\nb\nc\n"), &[replacing("b", "B\nBB")]).as_deref(), Ok("a\nB\nBB\nc\n"));
    assert_eq!(id(Some("a\nb\n"), replacing("x", "y")), "reply-hunk-no-match");
    assert_eq!(id(Some("b\nb\n"), replacing("b", "y")), "reply-hunk-several");
    assert_eq!(id(Some("a\n"), replacing("", "y")), "reply-hunk-nowhere");
    assert_eq!(id(None, replacing("a", "y")), "reply-nothing-to-change");
    assert_eq!(apply(None, &[]).expect_err("nothing").id, "reply-no-changes");
    let mut second = replacing("b", "y");
    second.at = Some(2);
    assert_eq!(apply(Some("b\nb\nb\n"), &[second.clone()]).as_deref(), Ok("b\ny\nb\n"), "its number says which");
    second.at = Some(9);
    assert_eq!(id(Some("b\nb\nb\n"), second), "reply-hunk-several");
}

#[test]
fn white_space_may_differ_where_one_place_is_meant() {
    let text = "class A {\n    run() {\r\n        one();\n    }\n}\n";
    let done = apply(Some(text), &[replacing("run() {\n    one();\n}", "run() {\n    one();\n    two();\n}")]);
    assert_eq!(done.as_deref(), Ok("class A {\n    run() {\r\n        one();\n        two();\r\n    }\n}\n"));
    assert_eq!(id(Some("  a b\nx\n a b\n"), replacing("a  b", "c")), "reply-hunk-several");
    assert_eq!(id(Some("  a\n b\n"), replacing("a\nb", "c")), "reply-hunk-no-match", "no one indentation fits");
}

#[test]
fn what_is_kept_stays_byte_for_byte() {
    let done = apply(Some("a  \r\nb\r\nlast"), &[replacing("a\nb", "a\nB")]);
    assert_eq!(done.as_deref(), Ok("a  \r\nB\r\nlast"));
    let done = apply(Some("a\nlast"), &[replacing("last", "last\nmore")]);
    assert_eq!(done.as_deref(), Ok("a\nlast\nmore\n"));
}

#[test]
fn several_hunks_follow_each_other() {
    let reply = split("```diff\n--- a/x.ts\n+++ b/x.ts\n@@ -1,1 +1,2 @@\n-a\n+A\n+A2\n@@ -3,1 +4,1 @@\n-a\n+AA\n```\n");
    assert_eq!(apply(Some("a\nb\na\n"), &reply.parts[0].hunks).as_deref(), Ok("A\nA2\nb\nAA\n"));
    let reply = split("```diff\n--- a/x.ts\n+++ b/x.ts\n@@ -90,9 +1,2 @@\n b\n-a\n+A\n```\n");
    assert_eq!(apply(Some("a\nb\na\n"), &reply.parts[0].hunks).as_deref(), Ok("a\nb\nA\n"), "wrong numbers do no harm");
}
