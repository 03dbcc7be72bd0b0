//! What is settled without a person, against the installed git, and in the terminal.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use dectet::model::conflict::fix;
use dectet::model::conflict::{Conflict, ConflictId, Detail, PathResult, settle};
use dectet::model::merge::lines::merge_lines;
use dectet::model::path::RelPath;
use dectet::model::problem::Problem;
use dectet::model::team::TeamId;
use serde_json::Value;

/// Numbers that are the same on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % limit.max(1)
    }
}

fn conflict(path: &str, base: &str, sides: [&str; 2]) -> Conflict {
    Conflict {
        id: ConflictId("one".into()),
        kind: "several-writers",
        path: RelPath::new(path).expect("path"),
        teams: ["alpha", "beta"].map(|id| TeamId::from_spelling(id).expect("team")).to_vec(),
        owner: None,
        problem: Problem::error("conflict-text-changed"),
        detail: Detail::Text { merge: merge_lines(base.as_bytes(), &sides.map(str::as_bytes)), has_base: true },
    }
}

/// git's text, and whether it was clean.
fn git(folder: &Path, base: &str, sides: [&str; 2], union: bool) -> (String, bool) {
    for (name, text) in [("base", base), ("one", sides[0]), ("two", sides[1])] {
        fs::write(folder.join(name), text).expect("write");
    }
    let mut command = Command::new("git");
    command.current_dir(folder).args(["merge-file", "-p", "-q"]);
    if union {
        command.arg("--union");
    }
    let output = command.args(["one", "base", "two"]).output().expect("git");
    (String::from_utf8(output.stdout).expect("UTF-8"), output.status.success())
}

#[test]
fn git_agrees_where_it_merges_and_a_union_is_what_git_calls_one() {
    let folder = tempfile::tempdir().expect("folder");
    let mut dice = Dice(0x5eed_1234_abcd);
    let (mut clean, mut fixed) = (0, 0);
    for _ in 0..120 {
        let base: BTreeSet<usize> = (0..dice.below(8)).map(|_| dice.below(40)).collect();
        let mut side = || -> BTreeSet<usize> {
            let count = 1 + dice.below(4);
            base.iter().copied().chain((0..count).map(|_| dice.below(40))).collect()
        };
        let (one, two) = (side(), side());
        let write = |set: &BTreeSet<usize>| {
            let lines: String = set.iter().map(|item| format!("import {{ n{item:02} }} from './m{item:02}';\n")).collect();
            format!("{lines}\nstart();\n")
        };
        let (base, one, two) = (write(&base), write(&one), write(&two));
        let conflict = conflict("x.ts", &base, [&one, &two]);
        let (text, is_clean) = git(folder.path(), &base, [&one, &two], false);
        let Detail::Text { merge, .. } = &conflict.detail else { unreachable!("a text") };
        if let Some(ours) = merge.clean_text() {
            if is_clean {
                assert_eq!(String::from_utf8_lossy(&ours), text);
                clean += 1;
            }
            assert!(fix::of(&conflict, None, &[]).is_none(), "there is nothing to settle");
            continue;
        }
        let fix = fix::of(&conflict, None, &[]).expect("different names");
        let PathResult::Write(ours) = settle(&conflict, Some(&fix.answer), false) else { panic!("settled") };
        let ours = String::from_utf8(ours).expect("UTF-8");
        let (union, _) = git(folder.path(), &base, [&one, &two], true);
        let lines = |text: &str| text.lines().map(str::to_owned).collect::<BTreeSet<_>>();
        assert_eq!(lines(&ours), lines(&union));
        fixed += 1;
    }
    assert!(clean > 5 && fixed > 20, "{clean} clean, {fixed} settled: the cases say too little");
}

fn dectet(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dectet"))
        .args(arguments)
        .current_dir(folder)
        .env("DECTET_CONFIG_DIR", folder.join("no settings here"))
        .env("LC_ALL", "en_US.UTF-8")
        .env("LANG", "en_US.UTF-8")
        .env_remove("DECTET_WORKSPACE")
        .output()
        .expect("the built program")
}

#[test]
fn the_terminal_shows_first_settles_and_takes_back() {
    let folder = tempfile::tempdir().expect("folder");
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folder");
        fs::write(path, text).expect("file");
    };
    write(
        "manifest.yaml",
        "teams:\n  alpha:\n    boundaries: {write_paths: [src/a/**]}\n  beta:\n    boundaries: {write_paths: [src/b/**]}\n",
    );
    for (team, ignored, name) in [("alpha", "dist/", "one"), ("beta", "*.log", "two")] {
        write(&format!("teams/{team}/.gitignore"), &format!("node_modules/\n{ignored}\n"));
        write(&format!("teams/{team}/package.json"), &format!("{{\n  \"name\": \"{name}\"\n}}\n"));
    }
    write("teams/beta/src/a/x.ts", "export {};\n");
    let run = |arguments: &[&str]| {
        let output = dectet(folder.path(), arguments);
        let text = String::from_utf8(output.stdout.clone()).expect("UTF-8");
        (output.status.code().expect("a code"), text, String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let json = |text: &str| serde_json::from_str::<Value>(text).unwrap_or_else(|error| panic!("{error}: {text}"));
    let (code, text, error) = run(&["conflicts", "--fix", "--dry-run"]);
    assert_eq!(code, 1, "{error}");
    assert!(text.contains("✓ .gitignore:2  harmless") && text.contains("    | *.log") && text.contains("    | dist/"), "{text}");
    assert!(text.contains("✓ src/a/x.ts  by rule") && text.contains("nothing was changed"), "{text}");
    assert!(!folder.path().join(".dectet/answers.json").exists());
    let (_, text, _) = run(&["conflicts", "--fix", "--dry-run", "--only-harmless", "--json"]);
    let said = json(&text);
    assert_eq!((said["fixes"].as_array().map(Vec::len), &said["dry-run"], &said["open"]), (Some(1), &true.into(), &2.into()));
    assert!(said["fixes"][0]["parts"][0]["why"].as_str().is_some_and(|why| why.contains("set")), "{text}");
    let (code, text, error) = run(&["conflicts", "--fix", "--json"]);
    assert_eq!((code, json(&text)["open"].as_u64()), (1, Some(1)), "{error}");
    assert_eq!(run(&["integrate"]).0, 1);
    let made = fs::read_to_string(folder.path().join("integrated/.gitignore")).expect("written");
    assert_eq!(made, "node_modules/\n*.log\ndist/\n");
    let (code, text, error) = run(&["conflicts", "--unfix"]);
    assert_eq!((code, text.trim()), (0, "2 conflicts are as they were before --fix"), "{error}");
    assert_eq!(run(&["conflicts", "--unfix"]).0, 2);
    assert_eq!(run(&["conflicts", "--dry-run"]).0, 2, "a look changes nothing anyhow");
}
