//! What the structure detectors say of small projects, and above all what they do not say: every case that only looks
//! like one stands beside the case that is one.

use super::tests::{Files, World};

const MANIFEST: &str = "teams:\n  alpha:\n    responsibilities: [core]\n  beta:\n    responsibilities: [api]\n  \
                        gamma:\n    responsibilities: [web]\n";

/// What is said, as `id place (teams)`.
fn said_with(manifest: &str, base: Files<'_>, alpha: Files<'_>, beta: Files<'_>) -> Vec<String> {
    let with = |files: Files<'_>| -> Vec<(String, String)> {
        let mut all: std::collections::BTreeMap<&str, &str> = base.iter().copied().collect();
        for (path, text) in files {
            match path.strip_prefix('-') {
                Some(gone) => all.remove(gone),
                None => all.insert(path, text),
            };
        }
        all.into_iter().map(|(path, text)| (path.to_owned(), text.to_owned())).collect()
    };
    let (alpha, beta) = (with(alpha), with(beta));
    let of =
        |files: &'static [(String, String)]| files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect::<Vec<_>>();
    let (alpha, beta) = (of(Box::leak(alpha.into_boxed_slice())), of(Box::leak(beta.into_boxed_slice())));
    let run = |sides: &[(&str, Files<'_>)]| {
        let mut found: Vec<String> = World::new(base, sides)
            .structure(manifest)
            .iter()
            .map(|finding| {
                let teams: Vec<&str> = finding.teams.iter().map(|team| team.as_str()).collect();
                format!("{} {} ({})", finding.problem.id, finding.places[0], teams.join(", "))
            })
            .collect();
        found.sort();
        found
    };
    let found = run(&[("alpha", &alpha), ("beta", &beta)]);
    let places = |all: &[String]| all.iter().map(|one| one.split(" (").next().unwrap_or_default().to_owned()).collect::<Vec<_>>();
    assert_eq!(places(&run(&[("beta", &beta), ("alpha", &alpha)])), places(&found), "in another order");
    found
}

fn said(base: Files<'_>, alpha: Files<'_>, beta: Files<'_>) -> Vec<String> {
    said_with(MANIFEST, base, alpha, beta)
}

fn nothing(why: &str, base: Files<'_>, alpha: Files<'_>, beta: Files<'_>) {
    assert_eq!(said(base, alpha, beta), Vec::<String>::new(), "{why}");
}

#[test]
fn an_import_of_what_another_team_removed() {
    let base: Files<'_> = &[("src/a.ts", "export const a = 1;\nexport const b = 2;\n"), ("src/x.ts", "export {};\n")];
    let alpha: Files<'_> = &[("src/use.ts", "import { a } from './a';\nconsole.log(a);\n")];
    assert_eq!(said(base, alpha, &[("-src/a.ts", "")]), ["import-gone src/use.ts:1 (alpha, beta)"]);
    assert_eq!(
        said(base, alpha, &[("src/a.ts", "export const c = 1;\nexport const b = 2;\n")]),
        ["import-name-gone src/use.ts:1 (alpha, beta)"]
    );
    nothing("another name went", base, alpha, &[("src/a.ts", "export const a = 1;\n")]);
    nothing(
        "a file of the same name took its place",
        base,
        alpha,
        &[("-src/a.ts", ""), ("src/a/index.ts", "export const a = 1;\n")],
    );
    nothing("it passes everything on", base, alpha, &[("src/a.ts", "export * from './x';\n")]);
    nothing("it leads nowhere in its author's tree either", base, &[("src/use.ts", "import './gone';\n")], &[("src/y.ts", "")]);
    nothing("the author removed it", base, &[("-src/a.ts", ""), ("src/use.ts", "import './a';\n")], &[("src/y.ts", "")]);
}

#[test]
fn an_import_by_an_alias_of_python_and_of_rust() {
    let base: Files<'_> = &[
        ("tsconfig.json", r#"{"compilerOptions": {"paths": {"@/*": ["./src/*"]}}}"#),
        ("src/a.ts", "export const a = 1;\n"),
        ("app/__init__.py", ""),
        ("app/core.py", "def make(): pass\n"),
        ("src/lib.rs", "mod core;\nmod user;\n"),
        ("src/core.rs", "pub fn make() {}\npub struct Kept;\n"),
        ("src/user.rs", ""),
    ];
    let gone = |alpha: Files<'_>, beta: Files<'_>| said(base, alpha, beta);
    assert_eq!(
        gone(&[("src/u.ts", "import { a } from '@/a';\na;\n")], &[("-src/a.ts", "")]),
        ["import-gone src/u.ts:1 (alpha, beta)"]
    );
    assert_eq!(
        gone(&[("app/u.py", "from app.core import make\n")], &[("-app/core.py", "")]),
        ["import-gone app/u.py:1 (alpha, beta)"]
    );
    assert_eq!(
        gone(&[("app/u.py", "from .core import make\n")], &[("app/core.py", "def build(): pass\n")]),
        ["import-name-gone app/u.py:1 (alpha, beta)"]
    );
    assert_eq!(
        gone(&[("src/user.rs", "use crate::core::make;\n")], &[("src/core.rs", "pub fn build() {}\npub struct Kept;\n")]),
        ["import-name-gone src/user.rs:1 (alpha, beta)"]
    );
    nothing(
        "tried",
        base,
        &[("app/u.py", "try:\n    from app.core import make\nexcept ImportError:\n    make = None\n")],
        &[("-app/core.py", "")],
    );
    nothing(
        "still there",
        base,
        &[("src/user.rs", "use crate::core::Kept;\n")],
        &[("src/core.rs", "pub fn build() {}\npub struct Kept;\n")],
    );
    nothing(
        "passed on",
        base,
        &[("src/user.rs", "use crate::core::make;\n")],
        &[("src/core.rs", "pub use crate::user::build as make;\n")],
    );
    nothing(
        "it has become a folder",
        base,
        &[("app/u.py", "from app.core import make\n")],
        &[("-app/core.py", ""), ("app/core/__init__.py", "def make(): pass\n")],
    );
}

#[test]
fn circles_that_no_team_has_alone() {
    let base: Files<'_> = &[("a.ts", "export class A {}\n"), ("b.ts", "export class B {}\n"), ("c.ts", "export const c = 1;\n")];
    let a_of_b = ("a.ts", "import { B } from './b';\nexport class A { b = new B(); }\n");
    let b_of_a = ("b.ts", "import { A } from './a';\nexport class B { a = new A(); }\n");
    assert_eq!(said(base, &[a_of_b], &[b_of_a]), ["import-cycle a.ts:1 (alpha, beta)"]);
    nothing("one team has it whole", base, &[a_of_b, b_of_a], &[("c.ts", "export const c = 2;\n")]);
    nothing("a type alone", base, &[a_of_b], &[("b.ts", "import type { A } from './a';\nexport class B { a?: A; }\n")]);
    nothing("used as a type alone", base, &[a_of_b], &[("b.ts", "import { A } from './a';\nexport class B { a?: A; }\n")]);
    nothing("asked for late", base, &[a_of_b], &[("b.ts", "export class B {}\nexport const a = () => import('./a');\n")]);
    let python: Files<'_> = &[("p/__init__.py", ""), ("p/a.py", "x = 1\n"), ("p/b.py", "y = 1\n")];
    assert_eq!(
        said(python, &[("p/a.py", "from p.b import y\nx = 1\n")], &[("p/b.py", "from . import a\ny = 1\n")]),
        ["import-cycle p/a.py:1 (alpha, beta)"]
    );
    for late in ["def f():\n    from . import a\n", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from .a import x\n"]
    {
        nothing(late, python, &[("p/a.py", "from p.b import y\nx = 1\n")], &[("p/b.py", &format!("y = 1\n{late}"))]);
    }
    let crates: Files<'_> = &[("a/Cargo.toml", "[package]\nname = \"a\"\n"), ("b/Cargo.toml", "[package]\nname = \"b\"\n")];
    let a = ("a/Cargo.toml", "[package]\nname = \"a\"\n[dependencies]\nb = { path = \"../b\" }\n");
    let b = |table: &str| format!("[package]\nname = \"b\"\n[{table}]\na = {{ path = \"../a\" }}\n");
    assert_eq!(said(crates, &[a], &[("b/Cargo.toml", &b("dependencies"))]), ["import-cycle a/Cargo.toml:4 (alpha, beta)"]);
    nothing("tests may", crates, &[a], &[("b/Cargo.toml", &b("dev-dependencies"))]);
    let rust: Files<'_> = &[("src/lib.rs", "mod a;\nmod b;\n"), ("src/a.rs", "pub fn a() {}\n"), ("src/b.rs", "pub fn b() {}\n")];
    nothing(
        "modules may",
        rust,
        &[("src/a.rs", "use crate::b::b;\npub fn a() {}\n")],
        &[("src/b.rs", "use crate::a::a;\npub fn b() {}\n")],
    );
}

#[test]
fn calls_of_what_takes_something_else_now() {
    let cases: &[(&str, &str, &str, &str, &str, bool)] = &[
        (
            "f.ts",
            "export function f(a: string) {}\n",
            "export function f(a: string, b: number) {}\n",
            "u.ts",
            "import { f } from './f';\nf('x');\n",
            true,
        ),
        (
            "f.ts",
            "export function f(a: string) {}\n",
            "export function f(a: string, b = 1) {}\n",
            "u.ts",
            "import { f } from './f';\nf('x');\n",
            false,
        ),
        (
            "f.ts",
            "export function f(a: string) {}\n",
            "export function f(a: string, ...b: number[]) {}\n",
            "u.ts",
            "import { f } from './f';\nf('x');\n",
            false,
        ),
        (
            "f.ts",
            "export const f = (a: string) => a;\n",
            "export const f = (a: string, b: string) => a + b;\n",
            "u.ts",
            "import * as all from './f';\nall.f('x');\n",
            true,
        ),
        (
            "f.ts",
            "export function f(a: string) {}\n",
            "export function f(a: string, b: number) {}\n",
            "u.ts",
            "import { f } from './f';\nfunction g(f: any) { f('x'); }\n",
            false,
        ),
        (
            "f.ts",
            "export function f(a: string) {}\n",
            "export function f(a: string, b: number) {}\n",
            "u.ts",
            "import { f } from 'f';\nf('x');\n",
            false,
        ),
        (
            "f.ts",
            "export function f(a: string) {}\n",
            "export function f(a: string): void;\nexport function f(a: string, b: number): void;\nexport function f(a: any, b?: any) {}\n",
            "u.ts",
            "import { f } from './f';\nf('x');\n",
            false,
        ),
        (
            "f.ts",
            "export function f(a: string) {}\n",
            "export function f(a: string, b: number) {}\n",
            "u.ts",
            "import { f } from './f';\nconst all = ['x', 1];\nf(...all);\n",
            false,
        ),
        ("p/f.py", "def f(a): pass\n", "def f(a, b): pass\n", "p/u.py", "from .f import f\nf(1)\n", true),
        ("p/f.py", "def f(a): pass\n", "def f(a, b=1): pass\n", "p/u.py", "from .f import f\nf(1)\n", false),
        ("p/f.py", "def f(a, b=1): pass\n", "def f(a, c=1): pass\n", "p/u.py", "from .f import f\nf(1, b=2)\n", true),
        ("p/f.py", "def f(a): pass\n", "def f(a, b): pass\n", "p/u.py", "from . import f\nf.f(1)\n", true),
        ("p/f.py", "def f(a): pass\n", "\n@wraps\ndef f(a, b): pass\n", "p/u.py", "from .f import f\nf(1)\n", false),
        ("p/f.py", "def f(a): pass\n", "def f(a, b): pass\n", "p/u.py", "from .f import f\nf(*all)\n", false),
        (
            "src/f.rs",
            "pub fn f(a: u8) {}\n",
            "pub fn f(a: u8, b: u8) {}\n",
            "src/u.rs",
            "use crate::f::f;\nfn g() { f(1); }\n",
            true,
        ),
        ("src/f.rs", "pub fn f(a: u8) {}\n", "pub fn f(a: u8, b: u8) {}\n", "src/u.rs", "fn g() { crate::f::f(1); }\n", true),
        (
            "src/f.rs",
            "pub fn f(a: u8) {}\n",
            "pub fn f(a: u8, b: u8) {}\n",
            "src/u.rs",
            "use crate::f;\nfn g() { f::f(1); }\n",
            true,
        ),
        (
            "src/f.rs",
            "pub fn f(a: u8) {}\n",
            "#[cfg(unix)]\npub fn f(a: u8, b: u8) {}\n#[cfg(windows)]\npub fn f(a: u8) {}\n",
            "src/u.rs",
            "use crate::f::f;\nfn g() { f(1); }\n",
            false,
        ),
        (
            "src/f.rs",
            "pub fn f(a: u8) {}\n",
            "pub fn f(a: u8, b: u8) {}\n",
            "src/u.rs",
            "use crate::f::f;\nfn g() { let f = |a: u8| a; f(1); }\n",
            false,
        ),
    ];
    for (path, before, after, caller, call, is_said) in cases {
        let base: Files<'_> = &[("src/lib.rs", "mod f;\nmod u;\n"), ("p/__init__.py", ""), (path, before)];
        let found = said(base, &[(caller, call)], &[(path, after)]);
        assert_eq!(found.len(), usize::from(*is_said), "{after} {call}: {found:?}");
        assert!(found.iter().all(|one| one.starts_with("changed-signature") && one.ends_with("(alpha, beta)")), "{found:?}");
    }
    let base: Files<'_> =
        &[("f.ts", "export function f(a: string) {}\n"), ("u.ts", "import { f } from './f';\nf('x');\nconst t = 1;\n")];
    let changed = ("f.ts", "export function f(a: string, b: number) {}\n");
    nothing(
        "the call was there before: it is the changer's",
        base,
        &[("u.ts", "import { f } from './f';\nf('x');\nconst t = 2;\n")],
        &[changed],
    );
    let passed_on: Files<'_> =
        &[("index.ts", "export { f as make } from './f';\n"), ("f.ts", "export function f(a: string) {}\n")];
    let through = [
        ("u.ts", "import { make } from '.';\nmake('x');\n"),
        ("index.ts", "export { f as make } from './f';\nexport const n = 1;\n"),
    ];
    assert_eq!(said(passed_on, &through, &[changed]), ["changed-signature u.ts:2 (alpha, beta)"]);
}

#[test]
fn names_of_a_package_and_tables_of_a_database() {
    let twice = |a: (&str, &str), b: (&str, &str)| !said(&[], &[a], &[b]).is_empty();
    let go = |text: &str| format!("package shop\n\n{text}\n");
    let (f, g, init) = (go("func F() {}"), go("func G() {}"), go("func init() {}"));
    assert!(twice(("shop/a.go", &f), ("shop/b.go", &go("type F struct{}"))));
    for (a, b) in [
        (("shop/a.go", &f), ("shop/b.go", &g)),
        (("shop/a.go", &f), ("cart/b.go", &f)),
        (("shop/a.go", &init), ("shop/b.go", &init)),
        (("shop/a_linux.go", &f), ("shop/a_windows.go", &f)),
        (("shop/a.go", &f), ("shop/b.go", &"//go:build ignore\n\npackage shop\n\nfunc F() {}\n".to_owned())),
        (("shop/a.go", &f), ("shop/a_test.go", &"package shop_test\n\nfunc F() {}\n".to_owned())),
    ] {
        assert!(!twice((a.0, a.1), (b.0, b.1)), "{} {}", a.0, b.0);
    }
    let users = "CREATE TABLE users (id int);\n";
    assert!(twice(("db/migrations/1_a.sql", users), ("db/migrations/2_b.sql", users)));
    assert!(twice(("db/schema/a.sql", users), ("db/schema/x/b.sql", users)));
    for (a, b) in [
        (("db/migrations/1_a.sql", users), ("db/migrations/2_b.sql", "CREATE TABLE IF NOT EXISTS users (id int);\n")),
        (("a/db/migrations/1_a.sql", users), ("b/db/migrations/1_a.sql", users)),
        (("db/migrations/1_a.sql", users), ("db/schema.sql", users)),
        (("db/mysql/a.sql", users), ("db/sqlite/b.sql", users)),
        (("db/a.sql", users), ("db/tests/b.sql", users)),
        (("db/migrations/1_a.up.sql", users), ("db/migrations/2_b.down.sql", users)),
        (("db/a.sql", users), ("db/b.sql", "DROP TABLE users;\nCREATE TABLE users (id int);\n")),
    ] {
        assert!(!twice(a, b), "{} {}", a.0, b.0);
    }
}

/// What is said when one team writes `top` above and another `bottom` below what base has.
fn around(path: &str, base: &str, top: &str, bottom: &str) -> Vec<String> {
    let fill = |top: &str, bottom: &str| base.replace("TOP", top).replace("BOTTOM", bottom);
    said(&[(path, &fill("", ""))], &[(path, &fill(top, ""))], &[(path, &fill("", bottom))])
}

#[test]
fn routes_registered_twice() {
    let express = "import express from 'express';\nconst router = express.Router();\nconst other = express.Router();\nTOP\nconst a = 1;\nconst b = 2;\nconst c = 3;\nBOTTOM\n";
    let get = "router.get('/users/:id', (q, r) => r.end());";
    for (top, bottom, is_said) in [
        (get, "router.get('/users/:user', list);", true),
        (get, "router.post('/users/:id', list);", false),
        (get, "other.get('/users/:id', list);", false),
        (get, "router.get('/users/me', list);", false),
        ("cache.get('/users', list);", "cache.get('/users', list);", false),
        ("axios.get('/users', options());", "axios.get('/users', options());", false),
    ] {
        let found = around("r.ts", express, top, bottom);
        assert_eq!(found.len(), usize::from(is_said), "{top} {bottom}: {found:?}");
    }
    let fast = "from fastapi import APIRouter\nrouter = APIRouter()\nTOP\na = 1\nb = 2\nc = 3\nBOTTOM\n";
    assert_eq!(
        around("r.py", fast, "@router.get('/x/{a}')\ndef f(): pass", "@router.get('/x/{b}')\nasync def g(): pass").len(),
        1
    );
    assert_eq!(around("r.py", fast, "@router.get('/x')\ndef f(): pass", "@router.post('/x')\ndef g(): pass").len(), 0);
    let axum = "use axum::{Router, routing::get};\nfn app() -> Router {\n    Router::new()\nTOP\n        .fallback(a)\n        .layer(b)\n        .layer(c)\nBOTTOM\n}\n";
    assert_eq!(around("r.rs", axum, "        .route(\"/x\", get(a))", "        .route(\"/x\", get(b))").len(), 1);
    assert_eq!(around("r.rs", axum, "        .route(\"/x\", get(a))", "        .route(\"/x\", post(b))").len(), 0);
    let spring = |class: &str, path: &str| {
        format!(
            "\n@RestController\n@RequestMapping(\"/api\")\nclass {class} {{\n  @GetMapping(\"{path}\")\n  int a() {{ return 1; }}\n}}\n"
        )
    };
    let two = |a: &str, b: &str| said(&[], &[(a, &spring("A", "/x"))], &[(b, &spring("B", "/x"))]).len();
    assert_eq!(two("src/main/java/A.java", "src/main/java/B.java"), 1);
    assert_eq!(two("one/src/main/java/A.java", "two/src/main/java/B.java"), 0, "two programs");
    let nest =
        |class: &str, path: &str| format!("\n@Controller('users')\nexport class {class} {{\n  @Get('{path}')\n  a() {{}}\n}}\n");
    let two = |a: &str, b: &str| said(&[], &[("a.ts", &nest("A", a))], &[("b.ts", &nest("B", b))]).len();
    assert_eq!((two(":id", ":user"), two(":id", "me")), (1, 0));
}

#[test]
fn ports_and_variables() {
    let compose = "services:\nTOP\n  db:\n    image: pg\n  cache:\n    image: redis\nBOTTOM\n";
    let service = |name: &str, port: &str| format!("  {name}:\n    image: x\n    ports:\n      - {port}");
    for (top, bottom, is_said) in [
        ("\"3000:3000\"", "\"3000:80\"", true),
        ("\"3000:3000\"", "\"3001:3000\"", false),
        ("\"3000:3000\"", "\"${PORT:-3000}:3000\"", false),
        ("\"53:53\"", "\"53:53/udp\"", false),
        ("\"3000\"", "\"3000\"", false),
    ] {
        let found = around("docker-compose.yml", compose, &service("web", top), &service("api", bottom));
        assert_eq!(found.len(), usize::from(is_said), "{top} {bottom}: {found:?}");
    }
    let listen = |port: &str| format!("const app = express();\napp.listen({port});\n");
    let two = |a: &str, b: &str| said(&[], &[("a/main.ts", &listen(a))], &[("b/main.ts", &listen(b))]);
    assert_eq!(two("3000", "3000"), ["port-listened-twice b/main.ts:2 (alpha, beta)"]);
    assert_eq!((two("3000", "3001").len(), two("0", "0").len(), two("process.env.PORT ?? 3000", "3000").len()), (0, 0, 0));
    let file = "TOP\nA=1\nB=2\nC=3\nBOTTOM\n";
    assert_eq!(around(".env.example", file, "KEY=a", "KEY=b"), ["variable-twice .env.example:5 (alpha, beta)"]);
    assert!(around(".env.example", file, "KEY=a", "KEY=a").is_empty());
    let reads = |name: &str, value: &str| format!("export const x = process.env.{name} ?? '{value}';\n");
    let two = |name: &str, a: &str, b: &str| said(&[], &[("a.ts", &reads(name, a))], &[("b.ts", &reads(name, b))]).len();
    assert_eq!((two("SECRET", "a", "b"), two("SECRET", "a", "a"), two("PORT", "1", "2")), (1, 0, 0));
}

#[test]
fn contracts_and_what_may_be_read() {
    let manifest = "teams:\n  alpha:\n    responsibilities: [core]\n    boundaries: {read_paths: [contracts/**], write_paths: [src/**]}\n  \
                    beta:\n    responsibilities: [api]\nintegration_points:\n  - {name: API, between: [alpha, beta], artifact: contracts/api.ts}\n";
    let base: Files<'_> = &[
        ("contracts/api.ts", "export const a = 1;\nexport const m = 2;\nexport const n = 3;\n"),
        ("lib/x.ts", "export const x = 1;\n"),
        ("src/own.ts", "export const o = 1;\n"),
    ];
    let mine = [("contracts/api.ts", "export const a = 2;\nexport const m = 2;\nexport const n = 3;\n")];
    let theirs = [("contracts/api.ts", "export const a = 1;\nexport const m = 2;\nexport const n = 4;\n")];
    assert_eq!(said_with(manifest, base, &mine, &theirs), ["contract-authors contracts/api.ts (alpha, beta)"]);
    assert!(said_with(manifest, base, &mine, &[("lib/y.ts", "")]).is_empty(), "one author");
    let reads = |text: &str| said_with(manifest, base, &[("src/u.ts", text)], &[("lib/y.ts", "")]);
    assert_eq!(reads("import { x } from '../lib/x';\nx;\n"), ["outside-read-paths src/u.ts:1 (alpha)"]);
    assert!(reads("import { a } from '../contracts/api';\nimport { o } from './own';\nimport 'react';\na; o;\n").is_empty());
}
