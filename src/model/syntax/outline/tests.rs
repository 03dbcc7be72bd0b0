//! What is read of a file, language by language.

use super::*;

fn outline(path: &str, text: &str) -> Outline {
    Outline::new(&RelPath::new(path).expect(path), text).expect("it parses")
}

fn exports(outline: &Outline) -> Vec<&str> {
    outline.exports.iter().map(|export| export.name.as_str()).collect()
}

fn takes(outline: &Outline) -> Vec<(&str, u32, Option<u32>)> {
    outline.functions.iter().map(|function| (function.name.as_str(), function.least, function.most)).collect()
}

#[test]
fn scripts() {
    let text = "import a, { b as c, type T } from './a';\nimport type { U } from './u';\nimport * as all from './all';\nimport './effect';\n\
                export { c as d };\nexport { e } from './e';\nexport default function main(x, y = 1) { return c(x) + all.z(1, 2); }\n\
                export const [f, { g: h }] = a();\nexport interface I {}\nconst k = require('./k');\nconst l = () => import('./l');\n";
    let found = outline("a.ts", text);
    let links: Vec<_> = found.links.iter().map(|link| (link.target.as_str(), link.is_eager)).collect();
    assert_eq!(
        links,
        [("./a", true), ("./u", false), ("./all", true), ("./effect", true), ("./e", true), ("./k", true), ("./l", false)]
    );
    assert_eq!(exports(&found), ["d", "e", "main", "default", "f", "h", "I"]);
    assert_eq!(found.exports[0].here.as_deref(), Some("c"));
    assert_eq!(found.exports[1].from, Some(("./e".to_owned(), "e".to_owned())));
    assert_eq!(takes(&found), [("main", 1, Some(2)), ("l", 0, Some(0))]);
    let calls: Vec<_> = found.calls.iter().map(|call| (call.name.as_str(), call.count, call.line)).collect();
    assert_eq!(calls, [("c", 1, 7), ("all.z", 2, 7), ("a", 0, 8)]);
    assert!(outline("a.ts", "export * from './b';\n").shows_more);
    assert_eq!(Outline::new(&RelPath::new("a.ts").expect("path"), "export {"), None, "it does not parse");
    assert_eq!(Outline::new(&RelPath::new("a.txt").expect("path"), "x"), None, "no language");
}

#[test]
fn python() {
    let text = "import os, a.b as c\nfrom .d import e as f\nX: int = 1\nif X:\n    def g(): pass\n@deco\ndef h(a): pass\n\
                def i(a, /, b, *, d=1, **rest): pass\ndef j(self_, *all): pass\nf(1, x=2)\nc.run(1)\n";
    let found = outline("a.py", text);
    let links: Vec<_> = found.links.iter().map(|link| (link.target.as_str(), link.line)).collect();
    assert_eq!(links, [("os", 1), ("a.b", 1), (".d", 2)]);
    let mut shown = exports(&found);
    shown.sort_unstable();
    assert_eq!(shown, ["X", "c", "f", "g", "h", "i", "j", "os"]);
    assert_eq!(takes(&found), [("i", 2, None), ("j", 1, None)]);
    let calls: Vec<_> = found.calls.iter().map(|call| (call.name.as_str(), call.count, call.names.len())).collect();
    assert_eq!(calls, [("f", 2, 1), ("c.run", 1, 0)]);
    assert!(outline("a.py", "from x import *\n").shows_more && outline("a.py", "def __getattr__(n): pass\n").shows_more);
}

#[test]
fn rust() {
    let text = "use crate::{a::{self, B as C}, d::*};\nuse serde::Serialize;\nmod e;\n#[path = \"x.rs\"]\nmod f;\n#[cfg(test)]\nmod tests { fn z() { g(1); } }\n\
                pub fn g(a: u8, b: u8) { a::h(1); }\nstruct S;\n";
    let found = outline("src/a.rs", text);
    let links: Vec<_> = found.links.iter().map(|link| link.target.as_str()).collect();
    assert_eq!(links, ["crate::a", "crate::a::B", "crate::d", "serde::Serialize", "e"]);
    assert_eq!(exports(&found), ["a", "C", "Serialize", "e", "f", "tests", "g", "S"]);
    assert!(found.shows_more);
    assert_eq!(takes(&found), [("g", 2, Some(2))]);
    assert_eq!(found.calls.iter().map(|call| call.name.as_str()).collect::<Vec<_>>(), ["a::h"]);
}

#[test]
fn routes_of_spring_stand_on_classes_and_methods() {
    let text = "@RestController\n@RequestMapping(path = \"/api\")\npublic class A {\n  @GetMapping(\"/{id}\")\n  int a() { return 1; }\n  \
                @PostMapping(value = \"/x\", consumes = \"text/plain\")\n  void b() {}\n  @DeleteMapping\n  void c() {}\n}\n";
    let routes = outline("A.java", text).routes;
    let shown: Vec<_> = routes.iter().map(|route| (route.method.as_str(), route.path.as_str(), route.line)).collect();
    assert_eq!(shown, [("GET", "/api/{}", 4), ("DELETE", "/api", 8)]);
}

#[test]
fn what_is_written_down_is_read_again() {
    for (path, text) in [
        ("a.ts", "import { a } from './a';\nexport function f(b = 1) { return a(process.env.X ?? 'y'); }\n"),
        ("compose.yml", "services:\n  a:\n    ports: ['80:80']\n"),
        ("a.sql", "CREATE TABLE a (id int);\n"),
    ] {
        let found = outline(path, text);
        let written = serde_json::to_string(&found).expect("written");
        assert!(!written.contains('\n'), "one line");
        assert_eq!(serde_json::from_str::<Outline>(&written).expect("read"), found);
        assert_ne!(found, Outline::default());
    }
}
