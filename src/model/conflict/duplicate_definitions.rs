//! A source file that merged line by line and defines a name twice now: two teams each added it, in different places.
//! What a single team's version already has twice is that team's affair, not the merge's.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::path::RelPath;
use crate::model::problem::{Place, Problem};
use crate::model::syntax::{Definition, definitions};

/// Warnings about what is defined twice in `merged` and in none of the texts that it was made of. Where one of them
/// cannot be read, nothing is said.
pub(super) fn warnings(path: &RelPath, parts: &[&[u8]], merged: &[u8]) -> Vec<Problem> {
    let read = |text: &[u8]| definitions(path, std::str::from_utf8(text).ok()?);
    let Some(found) = read(merged) else { return Vec::new() };
    let twice = doubled(&found);
    if twice.is_empty() {
        return Vec::new();
    }
    let mut known = BTreeSet::new();
    for part in parts {
        let Some(found) = read(part) else { return Vec::new() };
        known.extend(doubled(&found).into_keys().map(str::to_owned));
    }
    let new = twice.into_iter().filter(|(key, _)| !known.contains(*key));
    new.map(|(_, (first, second))| {
        Problem::warning("duplicate-definition")
            .with("path", path)
            .with("name", &second.name)
            .with("first", first.line)
            .with("line", second.line)
            .at(Place::at(path.as_str(), second.line, second.column))
    })
    .collect()
}

/// What stands several times: its first and second place.
fn doubled(found: &[Definition]) -> BTreeMap<&str, (&Definition, &Definition)> {
    let mut first: BTreeMap<&str, &Definition> = BTreeMap::new();
    let mut twice = BTreeMap::new();
    for one in found {
        match first.get(one.key.as_str()) {
            Some(before) => {
                twice.entry(one.key.as_str()).or_insert((*before, one));
            }
            None => {
                first.insert(&one.key, one);
            }
        }
    }
    twice
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::merge::lines::merge_lines;

    /// The names said to be doubled when one team writes `top` above and another `bottom` below what base has.
    fn names(path: &str, base: &str, top: &str, bottom: &str) -> Vec<String> {
        let path = RelPath::new(path).expect("path");
        let (alpha, beta) = (base.replacen("//TOP", top, 1), base.replacen("//BOTTOM", bottom, 1));
        let (alpha, beta) = (alpha.replace("//BOTTOM\n", "\n"), beta.replace("//TOP\n", "\n"));
        let base = base.replace("//TOP\n", "\n").replace("//BOTTOM\n", "\n");
        let parts = [alpha.as_bytes(), beta.as_bytes()];
        let merged = merge_lines(base.as_bytes(), &parts).clean_text().expect("merges");
        for part in parts {
            let text = std::str::from_utf8(part).expect("text");
            assert!(definitions(&path, text).is_some(), "{path} does not parse: {text}");
        }
        warnings(&path, &parts, &merged).iter().map(|problem| problem.arg("name").unwrap_or_default().to_owned()).collect()
    }

    fn check(path: &str, base: &str, cases: &[(&str, &str, bool)]) {
        for (top, bottom, is_doubled) in cases {
            assert_eq!(!names(path, base, top, bottom).is_empty(), *is_doubled, "{path}: {top} | {bottom}");
        }
    }

    #[test]
    fn scripts() {
        let base = "//TOP\nlet p = 1;\nlet q = 2;\nlet r = 3;\n//BOTTOM\n";
        for path in ["a.ts", "a.tsx"] {
            check(
                path,
                base,
                &[
                    ("export class A {}", "class A {}", true),
                    ("export function f() {}", "export const f = 1;", true),
                    ("type T = 1;", "export type T = 2;", true),
                    ("interface I { a: 1 }", "interface I { b: 1 }", false),
                    ("class I {}", "interface I { b: 1 }", false),
                    ("function n() {}", "namespace n { export const a = 1; }", false),
                    ("type T = 1;", "const T = 1;", false),
                    ("function f(a: string): void;", "function f(a: any): void {}", false),
                    ("class A { m() {} }", "class B { m() {} }", false),
                    ("{ const a = 1; }", "{ const a = 2; }", false),
                    ("class A { get a() { return 1; } set a(b) {} static a() {} }", "class B {}", false),
                ],
            );
        }
        check(
            "a.js",
            base,
            &[("function f() {}", "function f() {}", true), ("if (p) { function f() {} }", "function f() {}", false)],
        );
        check(
            "a.ts",
            "class A {\n//TOP\n  p() {}\n  q() {}\n  r() {}\n//BOTTOM\n}\n",
            &[("m() {}", "m() {}", true), ("m() {}", "static m() {}", false), ("get m() { return 1; }", "set m(a) {}", false)],
        );
    }

    #[test]
    fn python() {
        check(
            "a.py",
            "//TOP\np = 1\nq = 2\nr = 3\n//BOTTOM\n",
            &[
                ("def f(): pass", "def f(a): pass", true),
                ("class A: pass", "@dataclass\nclass A: pass", true),
                ("@overload\ndef f(): ...", "def f(a=1): pass", false),
                ("if p:\n    def f(): pass", "def f(): pass", false),
                ("try:\n    class A: pass\nexcept E: pass", "class A: pass", false),
                ("class A:\n    def f(self): pass", "class B:\n    def f(self): pass", false),
            ],
        );
    }

    #[test]
    fn rust() {
        check(
            "a.rs",
            "//TOP\nuse p;\nuse q;\nuse r;\n//BOTTOM\n",
            &[
                ("pub struct A;", "enum A { B }", true),
                ("fn f() {}", "const f: u8 = 1;", true),
                ("impl A { fn f() {} }", "impl A { fn f() {} }", true),
                ("mod m { fn f() {} }", "fn f() {}", false),
                ("#[cfg(unix)]\nfn f() {}", "#[cfg(windows)]\nfn f() {}", false),
                ("#[cfg(unix)]\n/// words\nfn f() {}", "#[cfg(not(unix))]\nfn f() {}", false),
                ("impl A { fn f() {} }", "impl B { fn f() {} }", false),
                ("impl A<u8> { fn f() {} }", "impl A<u16> { fn f() {} }", false),
                ("trait t {}", "fn t() {}", false),
                ("const _: () = ();", "const _: () = ();", false),
            ],
        );
    }

    #[test]
    fn go_and_java() {
        check(
            "a.go",
            "package a\n//TOP\nvar p = 1\nvar q = 2\nvar r = 3\n//BOTTOM\n",
            &[
                ("func F() {}", "type F struct{}", true),
                ("func (a *A) F() {}", "func (b A) F() {}", true),
                ("func init() {}", "func init() {}", false),
                ("func (a A) F() {}", "func (a B) F() {}", false),
            ],
        );
        check(
            "A.java",
            "class A {\n//TOP\n  int p;\n  int q;\n  int r;\n//BOTTOM\n}\n",
            &[
                ("void m(int a) {}", "int m(int b) { return 1; }", true),
                ("class B {}", "record B(int a) {}", true),
                ("void m(int a) {}", "void m(long a) {}", false),
                ("void m(int a) {}", "void m(int... a) {}", false),
                ("A() {}", "A(int a) {}", false),
                ("class B { void m() {} }", "class C { void m() {} }", false),
            ],
        );
    }

    #[test]
    fn sql() {
        check(
            "a.sql",
            "//TOP\nSELECT 1;\nSELECT 2;\nSELECT 3;\n//BOTTOM\n",
            &[
                ("CREATE TABLE users (id int);", "create table Users (id int);", true),
                ("CREATE TYPE s AS ENUM ('a');", "CREATE TYPE s AS ENUM ('b');", true),
                ("CREATE TABLE IF NOT EXISTS u (id int);", "CREATE TABLE u (id int);", false),
                ("CREATE TABLE a.u (id int);", "CREATE TABLE b.u (id int);", false),
                ("CREATE TABLE u (id int);", "DROP TABLE u;\nCREATE TABLE u (id int);", false),
                ("-- CREATE TABLE u (id int);", "CREATE TABLE u (id int);", false),
            ],
        );
    }

    #[test]
    fn what_a_team_has_twice_itself_is_not_the_merges() {
        let path = RelPath::new("a.ts").expect("path");
        let twice = b"class A {}\nclass A {}\n";
        assert!(warnings(&path, &[twice, b"class A {}\n"], twice).is_empty());
        assert!(warnings(&path, &[b"class A {", b""], twice).is_empty(), "one that cannot be read");
        let said = warnings(&path, &[b"class A {}\n", b"\nclass A {}\n"], twice);
        let place = said[0].place.clone().expect("place");
        assert_eq!((place.line, place.column, said[0].arg("first")), (2, 7, Some("1")));
    }
}
