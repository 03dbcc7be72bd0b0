//! What is settled without a person, and above all what is not.

use super::*;
use crate::model::conflict::{PathResult, settle};
use crate::model::merge::choice::Choice;
use crate::model::merge::lines::merge_lines;
use crate::model::problem::Problem;

pub(super) fn conflict(path: &str, base: Option<&str>, sides: &[&str]) -> Conflict {
    let texts: Vec<&[u8]> = sides.iter().map(|side| side.as_bytes()).collect();
    let names = ["alpha", "beta", "gamma", "delta", "epsilon"];
    Conflict {
        id: ConflictId("one".into()),
        kind: "several-writers",
        path: RelPath::new(path).expect("path"),
        teams: names.iter().take(sides.len()).map(|id| TeamId::from_spelling(id).expect("team")).collect(),
        owner: None,
        problem: Problem::error("conflict-text-changed"),
        detail: Detail::Text { merge: merge_lines(base.unwrap_or_default().as_bytes(), &texts), has_base: base.is_some() },
    }
}

/// The settled text, and the reasons; `None` where a person decides.
pub(super) fn fixed(path: &str, base: &str, sides: &[&str]) -> Option<(String, Vec<&'static str>)> {
    fixed_of(&conflict(path, Some(base), sides))
}

fn fixed_of(conflict: &Conflict) -> Option<(String, Vec<&'static str>)> {
    let Detail::Text { merge, .. } = &conflict.detail else { return None };
    assert!(merge.conflict_count() > 0, "nothing conflicts here: {merge:?}");
    let fix = of(conflict, None, &[])?;
    let reasons = fix.parts.iter().map(|part| part.reason).collect();
    match settle(conflict, Some(&fix.answer), false) {
        PathResult::Write(text) => Some((String::from_utf8(text).expect("UTF-8"), reasons)),
        PathResult::Open => None,
        other => panic!("{other:?}"),
    }
}

fn text(path: &str, base: &str, sides: &[&str]) -> Option<String> {
    let there = fixed(path, base, sides).map(|(text, _)| text);
    let back: Vec<&str> = sides.iter().rev().copied().collect();
    assert_eq!(there, fixed(path, base, &back).map(|(text, _)| text), "the order of the sides changes the result");
    there
}

#[test]
fn imports_of_several_teams_stand_beside_one_another() {
    let base = "import { a } from './a';\n\nrun(a);\n";
    let one = "import { a } from './a';\nimport { b } from './b';\n\nrun(a);\n";
    let two = "import { a } from './a';\nimport { c } from './c';\n\nrun(a);\n";
    let three = "import { a } from './a';\nimport d, * as e from './d';\n\nrun(a);\n";
    assert_eq!(
        text("x.ts", base, &[one, two, three]).as_deref(),
        Some(
            "import { a } from './a';\nimport d, * as e from './d';\nimport { b } from './b';\nimport { c } from './c';\n\nrun(a);\n"
        )
    );
    let python =
        text("x.py", "import os\n\nx = 1\n", &["import os\nimport re\n\nx = 1\n", "import os\nfrom a import b\n\nx = 1\n"]);
    assert_eq!(python.as_deref(), Some("import os\nfrom a import b\nimport re\n\nx = 1\n"));
    let rust = text("x.rs", "mod a;\n\nfn f() {}\n", &["mod a;\nmod c;\n\nfn f() {}\n", "mod a;\npub mod b;\n\nfn f() {}\n"]);
    assert_eq!(rust.as_deref(), Some("mod a;\nmod c;\npub mod b;\n\nfn f() {}\n"));
    let go = |more: &str| format!("package x\n\nimport (\n\t\"fmt\"\n{more})\n\nfunc F() {{ fmt.Println() }}\n");
    assert_eq!(text("x.go", &go(""), &[&go("\t\"os\"\n"), &go("\t\"io\"\n")]), Some(go("\t\"io\"\n\t\"os\"\n")));
    let java = |more: &str| format!("package x;\n\nimport a.A;\n{more}\nclass X {{}}\n");
    assert_eq!(
        text("X.java", &java(""), &[&java("import a.C;\n"), &java("import a.B;\n")]),
        Some(java("import a.B;\nimport a.C;\n"))
    );
}

#[test]
fn exports_are_a_set_too() {
    let base = "export * from './a';\n";
    let sides = ["export * from './a';\nexport * from './b';\n", "export * from './a';\nexport { c } from './c';\n"];
    assert_eq!(
        text("index.ts", base, &[sides[0], sides[1]]).as_deref(),
        Some("export * from './a';\nexport * from './b';\nexport { c } from './c';\n")
    );
    let twice = ["export { c } from './b';\n", "export { c } from './c';\n"];
    assert_eq!(text("index.ts", "", &[twice[0], twice[1]]), None, "one name for two things");
}

#[test]
fn names_of_one_import_are_joined_and_shown() {
    let with = |names: &str| format!("import {{ {names} }} from './x';\n\nrun();\n");
    let sides = [with("a, c"), with("a, b"), with("a, d as e")];
    let conflict = conflict("x.ts", Some(&with("a")), &[&sides[0], &sides[1], &sides[2]]);
    let fix = of(&conflict, None, &[]).expect("a fix");
    assert_eq!(fix.parts[0].reason, imports::NAMES);
    assert_eq!(fix.parts[0].text, "import { a, b, c, d as e } from './x';\n");
    assert_eq!(fix.parts[0].rewritten[0].from.len(), 3);
    let python = |names: &str| format!("from x import {names}\n\nrun()\n");
    assert_eq!(text("x.py", &python("a"), &[&python("a, c"), &python("a, b")]), Some(python("a, b, c")));
    let rust = |names: &str| format!("use x::{{{names}}};\n\nfn f() {{}}\n");
    assert_eq!(text("x.rs", &rust("a"), &[&rust("a, c"), &rust("a, b")]), Some(rust("a, b, c")));
    // One name a line.
    let lines = |names: &str| format!("import {{\n  a,\n{names}}} from './x';\n\nrun();\n");
    assert_eq!(text("x.ts", &lines(""), &[&lines("  c,\n"), &lines("  b,\n")]), Some(lines("  b,\n  c,\n")));
    let last = |names: &str| format!("import {{\n  a{names}\n}} from './x';\n\nrun();\n");
    assert_eq!(text("x.ts", &last(""), &[&last(",\n  c"), &last(",\n  b")]), Some(last(",\n  b,\n  c")));
}

#[test]
fn what_an_import_does_is_nobodys_to_order() {
    let ts = |more: &str| format!("import {{ a }} from './a';\n{more}\nrun(a);\n");
    for (one, other) in [
        ("import './polyfill';\n", "import { b } from './b';\n"),
        ("import \"x\";\n", "import \"y\";\n"),
        ("import './a.css';\n", "import { b } from './b';\n"),
        ("import styles from './a.module.css';\n", "import other from './b.module.css';\n"),
        ("import data from './a.json' with { type: 'json' };\n", "import { b } from './b';\n"),
        ("import raw from './a.txt?raw';\n", "import { b } from './b';\n"),
        ("import { b } from './b';\n", "import { b } from './c';\n"),
        ("import { b } from './b';\n", "const b = 1;\n"),
        ("import { b } from './b';\n", "export const c = 1;\n"),
    ] {
        assert_eq!(text("x.ts", &ts(""), &[&ts(one), &ts(other)]), None, "{one}{other}");
    }
    let python = |more: &str| format!("import os\n{more}\nx = 1\n");
    for (one, other) in [
        ("from a import *\n", "from b import c\n"),
        ("from a import c\n", "from b import c\n"),
        ("import numpy as c\n", "from b import c\n"),
        ("from __future__ import annotations\n", "import re\n"),
        ("import re\n", "os.chdir('/')\n"),
    ] {
        assert_eq!(text("x.py", &python(""), &[&python(one), &python(other)]), None, "{one}{other}");
    }
    let future = ["from __future__ import annotations\nimport a\n", "import b\n"];
    assert_eq!(text("x.py", "", &[future[0], future[1]]), None);
    let go = |more: &str| format!("package x\n\nimport (\n\t\"fmt\"\n{more})\n");
    for (one, other) in [("\t_ \"x/driver\"\n", "\t\"io\"\n"), ("\t. \"x/dsl\"\n", "\t\"io\"\n"), ("\t\"a/x\"\n", "\t\"b/x\"\n")]
    {
        assert_eq!(text("x.go", &go(""), &[&go(one), &go(other)]), None, "{one}{other}");
    }
    let rust = |more: &str| format!("mod a;\n{more}\nfn f() {{}}\n");
    for (one, other) in [
        ("#[macro_use]\nmod b;\n", "mod c;\n"),
        ("#[cfg(test)]\nmod b;\n", "mod c;\n"),
        ("use x::Y;\n", "use z::Y;\n"),
        ("use x::Y;\n", "struct Y;\n"),
    ] {
        assert_eq!(text("x.rs", &rust(""), &[&rust(one), &rust(other)]), None, "{one}{other}");
    }
}

#[test]
fn an_import_that_would_catch_what_another_team_meant_is_no_fix() {
    let base = "import { a } from './a';\n\nrun(a);\n\n\n\nend();\n";
    let one = "import { a } from './a';\nimport { Map } from 'immutable';\n\nrun(a, Map());\n\n\n\nend();\n";
    let other = "import { a } from './a';\nimport { b } from './b';\n\nrun(a);\n\n\n\nend(new Map(), b);\n";
    assert_eq!(text("x.ts", base, &[one, other]), None, "beta means the Map of the language");
    let harmless = "import { a } from './a';\nimport { b } from './b';\n\nrun(a);\n\n\n\nend(b);\n";
    assert!(text("x.ts", base, &[one, harmless]).is_some());
}

#[test]
fn an_import_goes_only_where_nobody_uses_it() {
    let base = "import { a } from './a';\nimport { b } from './b';\n\nstart();\n\n\nrun(a, b);\n\n\nend();\n";
    // Alpha needs b no more; beta adds an import beside it, and uses b in a place of its own.
    let one = "import { a } from './a';\n\nstart();\n\n\nrun(a);\n\n\nend();\n";
    let adds =
        "import { a } from './a';\nimport { b } from './b';\nimport { c } from './c';\n\nstart();\n\n\nrun(a, b);\n\n\nend(c);\n";
    let gone = text("x.ts", base, &[one, adds]).expect("settled");
    assert!(!gone.contains("./b") && gone.contains("./c"), "{gone}");
    let uses = "import { a } from './a';\nimport { b } from './b';\nimport { c } from './c';\n\nstart();\n\n\nrun(a, b);\n\n\nend(b, c);\n";
    let kept = text("x.ts", base, &[one, uses]).expect("settled");
    assert!(kept.contains("./b") && kept.contains("./c"), "{kept}");
}

#[test]
fn keys_of_manifests_are_joined_with_what_ranges_have_in_common() {
    let npm = |more: &str| format!("{{\n  \"name\": \"x\",\n  \"dependencies\": {{\n    \"a\": \"1.0.0\"{more}\n  }}\n}}\n");
    let joined = text("package.json", &npm(""), &[&npm(",\n    \"z\": \"^3.0.0\""), &npm(",\n    \"b\": \"^2.0.0\"")]);
    assert_eq!(joined, Some(npm(",\n    \"b\": \"^2.0.0\",\n    \"z\": \"^3.0.0\"")));
    let react = |range: &str| npm(&format!(",\n    \"react\": \"{range}\""));
    let found = fixed("package.json", &react("^17.0.0"), &[&react("^18.0.0"), &react("^18.2.0")]);
    assert_eq!(found, Some((react("^18.2.0"), vec![keys::VERSIONS])));
    assert_eq!(text("package.json", &react("^16.0.0"), &[&react("^17.0.0"), &react("^18.0.0")]), None, "no version for both");
    assert_eq!(text("package.json", &npm(""), &[&react("^17.0.0"), &react("latest")]), None);
    let scripts = |command: &str| format!("{{\n  \"scripts\": {{\n    \"test\": \"{command}\"\n  }}\n}}\n");
    assert_eq!(text("package.json", &scripts("a"), &[&scripts("b"), &scripts("c")]), None, "a command is no range");
    let exports = |more: &str| format!("{{\n  \"exports\": {{\n    \"import\": \"./a.mjs\"{more}\n  }}\n}}\n");
    let conditions = [exports(",\n    \"node\": \"./b.js\""), exports(",\n    \"default\": \"./c.js\"")];
    assert_eq!(text("package.json", &exports(""), &[&conditions[0], &conditions[1]]), None, "the first condition wins");
    let cargo = |more: &str| format!("[package]\nname = \"x\"\n\n[dependencies]\nserde = \"1\"\n{more}");
    assert_eq!(
        text("Cargo.toml", &cargo(""), &[&cargo("tokio = \"1.40\"\n"), &cargo("anyhow = \"1\"\ntokio = \"1\"\n")]),
        Some(cargo("anyhow = \"1\"\ntokio = \"1.40\"\n"))
    );
    let python = |more: &str| format!("[project]\nname = \"x\"\ndependencies = [\n  \"a\",\n{more}]\n");
    assert_eq!(
        text(
            "pyproject.toml",
            &python("  \"django>=4\",\n"),
            &[&python("  \"django>=4.1\",\n"), &python("  \"django>=4.2\",\n")]
        ),
        Some(python("  \"django>=4.2\",\n"))
    );
    assert_eq!(
        text("requirements.txt", "a==1\n", &["a==1\nrequests>=2\n", "a==1\nRequests>=2.31\nflask\n"]).as_deref(),
        Some("a==1\nflask\nRequests>=2.31\n")
    );
    let go = |more: &str| format!("module x\n\ngo 1.22\n\nrequire (\n\te.com/a v1.0.0\n{more})\n");
    assert_eq!(
        text("go.mod", &go(""), &[&go("\te.com/b v1.9.0\n"), &go("\te.com/b v1.10.0\n\te.com/c v0.1.0\n")]),
        Some(go("\te.com/b v1.10.0\n\te.com/c v0.1.0\n"))
    );
}

#[test]
fn tables_that_base_had_empty_are_joined_too() {
    let npm = |scripts: &str, needs: &str, develops: &str| {
        format!(
            "{{\n  \"name\": \"x\",\n  \"scripts\": {{\n{scripts}    \"typecheck\": \"tsc\"\n  }},\n  \"dependencies\": {{{needs}}},\n  \"devDependencies\": {{\n    \"@types/node\": \"^20.17.0\",\n{develops}\n  }}\n}}\n"
        )
    };
    let base = npm("", "", "    \"typescript\": \"^5.7.0\"");
    let beta = npm(
        "    \"start\": \"node api.ts\",\n",
        "\n    \"graphql\": \"^16.9.0\",\n    \"pg\": \"^8.13.0\"\n  ",
        "    \"@types/pg\": \"^8.11.0\",\n    \"typescript\": \"^5.7.0\"",
    );
    let gamma = npm("    \"worker\": \"node worker.ts\",\n", "\n    \"pg\": \"^8.12.0\"\n  ", "    \"typescript\": \"^5.7.0\"");
    let zeta = npm("    \"test\": \"vitest\",\n", "", "    \"typescript\": \"^5.7.0\",\n    \"vitest\": \"^2.1.0\"");
    let joined = npm(
        "    \"start\": \"node api.ts\",\n    \"test\": \"vitest\",\n    \"worker\": \"node worker.ts\",\n",
        "\n    \"graphql\": \"^16.9.0\",\n    \"pg\": \"^8.13.0\"\n  ",
        "    \"@types/pg\": \"^8.11.0\",\n    \"typescript\": \"^5.7.0\",\n    \"vitest\": \"^2.1.0\"",
    );
    assert_eq!(text("package.json", &base, &[&beta, &gamma, &zeta]), Some(joined));
    let only = |needs: &str| npm("", needs, "    \"typescript\": \"^5.7.0\"");
    let none = ["\n    \"pg\": \"^7.0.0\"\n  ", "\n    \"pg\": \"^8.0.0\"\n  "].map(only);
    assert_eq!(text("package.json", &only(""), &[&none[0], &none[1]]), None, "no version for both");
}

#[test]
fn sets_are_joined_and_lists_with_an_order_are_not() {
    assert_eq!(
        text(".gitignore", "node_modules\n", &["node_modules\ndist/\n", "node_modules\n# logs\n*.log\n"]).as_deref(),
        Some("node_modules\n# logs\n*.log\ndist/\n")
    );
    assert_eq!(text(".gitignore", "a\n", &["a\nb\n", "a\n!c\n"]), None, "the last pattern wins");
    assert_eq!(text("CODEOWNERS", "* @x\n", &["* @x\n/a @y\n", "* @x\n/a/b @z\n"]), None, "the last line wins");
    assert_eq!(text("notes.txt", "a\n", &["a\nb\n", "a\nc\n"]), None, "nobody knows what a text is");
    let words = |more: &str| format!("{{\n\t\"words\": [\n\t\t\"a\"{more}\n\t]\n}}\n");
    assert_eq!(
        text("cspell.json", &words(""), &[&words(",\n\t\t\"c\""), &words(",\n\t\t\"b\"")]),
        Some(words(",\n\t\t\"b\",\n\t\t\"c\""))
    );
    let other = |more: &str| format!("{{\n  \"steps\": [\n    \"a\"{more}\n  ]\n}}\n");
    assert_eq!(text("pipeline.json", &other(""), &[&other(",\n    \"c\""), &other(",\n    \"b\"")]), None);
    let packages = |more: &str| format!("packages:\n  - apps/*\n{more}");
    assert_eq!(
        text("pnpm-workspace.yaml", &packages(""), &[&packages("  - tools/*\n"), &packages("  - libs/*\n")]),
        Some(packages("  - libs/*\n  - tools/*\n"))
    );
    let all = |more: &str| format!("__all__ = [\n    \"a\",\n{more}]\n");
    assert_eq!(text("x.py", &all(""), &[&all("    \"c\",\n"), &all("    \"b\",\n")]), Some(all("    \"b\",\n    \"c\",\n")));
    let union = |more: &str| format!("export type Kind =\n  | 'a'\n{more}\n\nrun();\n");
    let made = text("x.ts", &union("  | 'z'"), &[&union("  | 'c'\n  | 'z'"), &union("  | 'b'\n  | 'z'")]);
    assert_eq!(made, Some(union("  | 'b'\n  | 'c'\n  | 'z'")));
}

#[test]
fn a_comment_stays_with_what_it_was_written_for() {
    let with = |above: &str, more: &str| format!("{above}\nimport {{ m }} from './m';\n{more}\nrun(m);\n");
    let first = |above: &str, more: &str| format!("{above}\n{more}import {{ m }} from './m';\n\nrun(m);\n");
    let (b, c) = ("import { b } from './b';\n", "import { c } from './c';\n");
    let made = text("x.ts", &with("// @ts-ignore", ""), &[&with("// @ts-ignore", c), &with("// @ts-ignore", b)]);
    assert_eq!(made, Some(with("// @ts-ignore", &format!("{b}{c}"))), "the imports come behind it");
    let ignored = [first("// @ts-ignore", b), first("// @ts-ignore", c)];
    assert_eq!(text("x.ts", &first("// @ts-ignore", ""), &[&ignored[0], &ignored[1]]), None);
    let plain = [first("// Ours", b), first("// Ours", c)];
    assert!(text("x.ts", &first("// Ours", ""), &[&plain[0], &plain[1]]).is_some());
    // A comment of its own goes with its import.
    let noted = text("x.ts", &with("", ""), &[&with("", &format!("// why\n{c}")), &with("", b)]);
    assert_eq!(noted, Some(with("", &format!("{b}// why\n{c}"))));
}

#[test]
fn what_reads_as_something_else_is_no_fix() {
    // One team indents its items: behind the other one's they would be a part of its text.
    let list = |more: &str| format!("packages:\n- apps/*\n{more}");
    assert_eq!(text("pnpm-workspace.yaml", &list(""), &[&list("- libs/*\n"), "packages:\n  - apps/*\n  - tools/*\n"]), None);
    // The same name with and without extras: an installer refuses both.
    let python = |more: &str| format!("a==1\n{more}");
    assert_eq!(text("requirements.txt", &python(""), &[&python("uvicorn>=0.2\n"), &python("uvicorn[standard]>=0.2\n")]), None);
    assert_eq!(
        text("requirements.txt", &python(""), &[&python("-r more.txt\n"), &python("b==1\n")]),
        None,
        "options have an order"
    );
    let hashed = "b==1 \\\n    --hash=sha256:00\n";
    assert_eq!(text("requirements.txt", &python(""), &[&python(hashed), &python("c==1\n")]), None);
    // A key that another team has further down already.
    let keys = |top: &str, end: &str| format!("{{\n  \"a\": 1{top},\n  \"m\": 1,\n  \"n\": 1,\n  \"o\": 1{end}\n}}\n");
    let one = keys(",\n  \"x\": 1", "");
    let two = keys(",\n  \"y\": 1", ",\n  \"x\": 2");
    assert_eq!(text("package.json", &keys("", ""), &[&one, &two]), None, "x would stand twice");
}

#[test]
fn line_ends_stay_as_they_are() {
    let with = |more: &str| format!("import {{ a }} from './a';\r\n{more}\r\nrun(a);\r\n");
    let (b, c) = ("import { b } from './b';\r\n", "import { c } from './c';\r\n");
    assert_eq!(text("x.ts", &with(""), &[&with(c), &with(b)]), Some(with(&format!("{b}{c}"))));
    assert_eq!(text(".gitignore", "a", &["a\nc", "a\nb"]).as_deref(), Some("a\nb\nc"));
}

#[test]
fn space_gives_way_to_words() {
    let base = "function f() {\n  return 1;\n}\n";
    let moved = "function f() {\n    return 1;\n}\n";
    let written = "function f() {\n  return 2;\n}\n";
    assert_eq!(text("x.ts", base, &[moved, written]).as_deref(), Some(written));
    let text_in = "const t = `a\n  b`;\n";
    assert_eq!(text("x.ts", text_in, &["const t = `a\n    b`;\n", "const t = `a\n  c`;\n"]), None, "space in a text is text");
    let python = "if a:\n    b()\n    c()\n";
    assert_eq!(text("x.py", python, &["if a:\n    b()\nc()\n", "if a:\n    b()\n    d()\n"]), None, "space that means something");
    assert_eq!(text("x.txt", "a\nb", &["a\nb\n", "a\nc"]).as_deref(), Some("a\nc"));
    assert_eq!(text("x.sh", "a\nb\n", &["a\r\nb\n", "c\nb\n"]), None);
    assert_eq!(text("x.css", "a { b: calc(1px + 2px) }\n", &["a { b: calc(1px+2px) }\n", "a { b: calc(1px + 3px) }\n"]), None);
    assert_eq!(text("x.tsx", "f(<p>a <b/></p>);\n", &["f(<p>a<b/></p>);\n", "f(<p>a <i/></p>);\n"]), None, "space is text there");
    assert_eq!(text("x.json", "{\"a\": 1}\n", &["{ \"a\": 1 }\n", "{\"a\": 2}\n"]).as_deref(), Some("{\"a\": 2}\n"));
    assert_eq!(text("x.json", "{\"a\": \"1 2\"}\n", &["{\"a\": \"12\"}\n", "{\"a\": \"1 3\"}\n"]), None);
    assert_eq!(text("x.md", "a\nb\n", &["a  \nb\n", "a!\nb\n"]), None, "two spaces break a line");
}

#[test]
fn a_rule_is_told_apart_and_needs_an_owner_with_a_tree() {
    let team = |id: &str| TeamId::from_spelling(id).expect("team");
    let boundary = |forbidden, owner: Option<&str>| Conflict {
        owner: owner.map(team),
        teams: vec![team("beta")],
        detail: Detail::Boundary { entry: None, preview: None, forbidden },
        ..conflict("x.ts", None, &["a\n", "b\n"])
    };
    let teams = [team("alpha"), team("beta")];
    let fix = of(&boundary(false, Some("alpha")), None, &teams).expect("a fix");
    assert!(fix.by_rule && fix.answer == Answer::KeepOut && fix.parts[0].dropped == [team("beta")]);
    assert_eq!(of(&boundary(false, Some("gamma")), None, &teams), None);
    assert_eq!(of(&boundary(true, None), None, &teams), None);
    assert_eq!(of(&boundary(false, Some("alpha")), Some(&Answer::LetIn { reason: "agreed".into() }), &teams), None);
}

#[test]
fn what_was_chosen_stays_and_what_is_not_harmless_stays_open() {
    let base = "import { a } from './a';\n\nrun(a);\n\n\n\n\n\nend(1);\n";
    let one = "import { a } from './a';\nimport { b } from './b';\n\nrun(a);\n\n\n\n\n\nend(2);\n";
    let other = "import { a } from './a';\nimport { c } from './c';\n\nrun(a);\n\n\n\n\n\nend(3);\n";
    let conflict = conflict("x.ts", Some(base), &[one, other]);
    let fix = of(&conflict, None, &[]).expect("a fix");
    assert!(!fix.settles && fix.parts.len() == 1 && fix.parts[0].line == 2);
    assert!(matches!(&fix.answer, Answer::Runs(runs) if runs[0].is_some() && runs[1].is_none()));
    let chosen = Answer::Runs(vec![None, Some(Choice::Sides(vec![1]))]);
    let fix = of(&conflict, Some(&chosen), &[]).expect("a fix");
    assert!(fix.settles);
    assert!(matches!(&fix.answer, Answer::Runs(runs) if runs[1] == Some(Choice::Sides(vec![1]))));
    assert_eq!(of(&conflict, Some(&fix.answer), &[]), None);
}

#[test]
fn what_did_not_parse_is_not_touched() {
    let base = "import { a } from './a';\n\nrun(a;\n";
    let one = "import { a } from './a';\nimport { b } from './b';\n\nrun(a;\n";
    let other = "import { a } from './a';\nimport { c } from './c';\n\nrun(a;\n";
    assert_eq!(text("x.ts", base, &[one, other]), None);
}
