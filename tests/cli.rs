//! The built program, as a terminal and git see it: exit codes, what goes to stdout and what to stderr, what is on disk.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

const MANIFEST: &str = "\
project: {name: Butik}
teams:
  alpha:
    responsibilities: [entities]
    boundaries: {write_paths: [src/core/**]}
  beta:
    responsibilities: [api]
    boundaries: {write_paths: [src/api/**]}
";

const MEGA: &str = "\
id: models
version: 1.0.0
team: alpha
expansion_rules:
  entities:
    - name: Order
    - name: Växel
generation_templates:
  model:
    output_path: src/core/{entity}.ts
    template: |
      export class {Entity} {}
";

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

fn code(output: &Output) -> i32 {
    output.status.code().expect("an exit code")
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {}", out(output)))
}

fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("folder");
    fs::write(path, text).expect("file");
}

fn shop() -> TempDir {
    let folder = tempfile::Builder::new().prefix("min butik åäö ").tempdir().expect("folder");
    write(folder.path(), "manifest.yaml", MANIFEST);
    write(folder.path(), "mega-files/alpha/models.yaml", MEGA);
    folder
}

#[test]
fn expand_writes_and_says_so() {
    let shop = shop();
    let dry = dectet(shop.path(), &["expand", "--dry-run"]);
    assert_eq!((code(&dry), shop.path().join("teams").exists()), (0, false), "{}", err(&dry));
    assert!(out(&dry).contains("+ alpha/src/core/växel.ts"), "{}", out(&dry));
    let expanded = dectet(shop.path(), &["expand", "--json"]);
    assert_eq!(code(&expanded), 0, "{}", err(&expanded));
    assert_eq!(json(&expanded)["teams"][0]["created"], serde_json::json!(["src/core/order.ts", "src/core/växel.ts"]));
    assert_eq!(
        fs::read_to_string(shop.path().join("teams/alpha/src/core/växel.ts")).expect("written"),
        "export class Växel {}\n"
    );
    // From inside a team's tree it is the same project.
    let again = dectet(&shop.path().join("teams/alpha/src"), &["expand", "--team", "Team Alpha"]);
    assert_eq!(code(&again), 0, "{}", err(&again));
    assert!(out(&again).contains("2 unchanged"), "{}", out(&again));
    let quiet = dectet(shop.path(), &["expand", "--quiet"]);
    assert_eq!((out(&quiet), err(&quiet)), (String::new(), String::new()));
}

#[test]
fn what_goes_wrong_has_a_place_a_sentence_and_a_next_step() {
    let shop = shop();
    write(shop.path(), "mega-files/alpha/out.yaml", &MEGA.replace("id: models", "id: out").replace("src/core", "../.."));
    let output = dectet(shop.path(), &["expand"]);
    assert_eq!(code(&output), 1, "{}", err(&output));
    let said = err(&output);
    assert!(said.contains("mega-files/alpha/out.yaml:") && said.contains("  error ") && said.contains("    → "), "{said}");
    assert!(shop.path().join("teams/alpha/src/core/order.ts").exists());
    // A YAML error stops everything, with its line and column.
    write(shop.path(), "manifest.yaml", "teams:\n  alpha: [x\n");
    let output = dectet(shop.path(), &["expand", "--json"]);
    assert_eq!(code(&output), 2);
    assert!(json(&output)["error"]["place"]["line"].as_u64().is_some_and(|line| line > 0), "{}", out(&output));
}

#[test]
fn without_a_project_it_refuses_plainly() {
    let empty = tempfile::tempdir().expect("folder");
    for verb in ["expand", "prompts", "conflicts", "integrate"] {
        let output = dectet(empty.path(), &[verb]);
        assert_eq!(code(&output), 2, "{verb}");
        assert!(err(&output).contains("no Dectet project"), "{verb}: {}", err(&output));
        assert_eq!(out(&output), "", "{verb}");
    }
    assert_eq!(code(&dectet(empty.path(), &["expand", "--workspace", "nowhere"])), 2);
    assert_eq!(code(&dectet(empty.path(), &["no-such-verb", "x"])), 2);
    assert_eq!(fs::read_dir(empty.path()).expect("folder").count(), 0, "a refusal leaves nothing behind");
}

#[test]
fn a_new_project_never_lands_among_other_files() {
    let folder = tempfile::tempdir().expect("folder");
    let made = dectet(folder.path(), &["new", "min butik", "--teams", "3"]);
    assert_eq!(code(&made), 0, "{}", err(&made));
    let doctor = dectet(&folder.path().join("min butik"), &["doctor", "--json"]);
    assert_eq!((code(&doctor), &json(&doctor)["project"]["teams"]), (0, &Value::from(3)), "{}", out(&doctor));
    let again = dectet(folder.path(), &["new", "min butik"]);
    assert_eq!(code(&again), 2);
    assert!(err(&again).contains("not empty"), "{}", err(&again));
}

#[test]
fn a_new_project_has_teams_for_its_domains_or_for_its_size() {
    let folder = tempfile::tempdir().expect("folder");
    let teams = |name: &str, arguments: &[&str]| {
        let made = dectet(folder.path(), &[&["new", name], arguments].concat());
        assert_eq!(code(&made), 0, "{}", err(&made));
        let doctor = dectet(&folder.path().join(name), &["doctor", "--json"]);
        json(&doctor)["project"]["teams"].clone()
    };
    assert_eq!(teams("by-domain", &["--domains", "Orders,Payments"]), Value::from(3));
    let text = fs::read_to_string(folder.path().join("by-domain/team-coordination-manifest.yaml")).expect("the manifest");
    assert!(text.contains("\n  orders:\n") && text.contains("src/payments/**"), "{text}");
    assert_eq!(teams("by-size", &["--target-loc", "20000"]), Value::from(4));
    assert_eq!(code(&dectet(folder.path(), &["new", "x", "--domains", "a", "--teams", "3"])), 2);
}

#[test]
fn prompts_are_written_for_every_team() {
    let shop = shop();
    let output = dectet(shop.path(), &["prompts"]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    for file in ["team-alpha.md", "team-beta.md", "project-leader.md"] {
        assert!(shop.path().join("prompts").join(file).exists(), "{file}");
    }
}

#[test]
fn trees_become_one_and_conflicts_are_listed() {
    let shop = shop();
    assert_eq!(code(&dectet(shop.path(), &["expand"])), 0);
    write(shop.path(), "teams/beta/src/api/a.ts", "a\n");
    assert_eq!(code(&dectet(shop.path(), &["conflicts"])), 0);
    let output = dectet(shop.path(), &["integrate"]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    assert!(shop.path().join("integrated/src/api/a.ts").exists() && shop.path().join("integrated/src/core/order.ts").exists());
    write(shop.path(), "teams/alpha/package.json", "{\"a\": 1}\n");
    write(shop.path(), "teams/beta/package.json", "{\"b\": 1}\n");
    let report = shop.path().join("conflicts.json");
    let output = dectet(shop.path(), &["conflicts", "--json", "--report", "conflicts.json"]);
    assert_eq!(code(&output), 1);
    assert_eq!(json(&output)["conflicts"][0]["path"], "package.json", "{}", out(&output));
    assert_eq!(fs::read_to_string(report).expect("report"), out(&output));
    assert_eq!(code(&dectet(shop.path(), &["integrate"])), 1);
}

#[test]
fn loose_outputs_need_no_manifest() {
    let folder = tempfile::tempdir().expect("folder");
    write(folder.path(), "outputs/alpha/a.ts", "one\n");
    write(folder.path(), "outputs/beta/a.ts", "two\n");
    let output = dectet(folder.path(), &["conflicts", "--workspace", "outputs"]);
    assert_eq!(code(&output), 1, "{}", err(&output));
    assert!(out(&output).contains("a.ts"), "{}", out(&output));
}

#[test]
fn merge_files_answers_as_git_expects_of_a_merge_driver() {
    let folder = tempfile::tempdir().expect("folder");
    let base = "a\nb\nc\nd\ne\nf\ng\n";
    write(folder.path(), "base", base);
    write(folder.path(), "one", &base.replace('a', "A"));
    write(folder.path(), "two", &base.replace('d', "D"));
    write(folder.path(), "three", &base.replace('g', "G"));
    let output = dectet(folder.path(), &["merge-files", "-p", "base", "one", "two", "three"]);
    assert_eq!((code(&output), out(&output)), (0, "A\nb\nc\nD\ne\nf\nG\n".to_owned()));
    write(folder.path(), "two", &base.replace('a', "x"));
    let output = dectet(folder.path(), &["merge-files", "base", "one", "two", "-L", "ours", "-L", "theirs"]);
    assert_eq!((code(&output), out(&output)), (1, String::new()));
    let merged = fs::read_to_string(folder.path().join("one")).expect("the first side");
    assert!(merged.starts_with("<<<<<<< ours\nA\n=======\nx\n>>>>>>> theirs\n"), "{merged}");
    for wrong in [&["merge-files", "base", "one", "nowhere"][..], &["merge-files", "base", "one"], &["merge-files", "--nonsense"]]
    {
        assert_eq!(code(&dectet(folder.path(), wrong)), 129, "{wrong:?}");
    }
}

#[test]
fn completions_and_help_are_there() {
    let folder = tempfile::tempdir().expect("folder");
    for shell in ["bash", "zsh", "fish"] {
        let output = dectet(folder.path(), &["completions", shell]);
        assert!(code(&output) == 0 && out(&output).contains("merge-files"), "{shell}");
    }
    let help = dectet(folder.path(), &["expand", "--help"]);
    assert!(code(&help) == 0 && out(&help).contains("--dry-run"));
    assert!(out(&dectet(folder.path(), &["--version"])).starts_with("dectet "));
}

#[test]
fn a_team_reports_where_it_stands() {
    let folder = TempDir::new().expect("a folder");
    fs::write(folder.path().join("manifest.yaml"), MANIFEST).expect("the manifest");
    let tree = folder.path().join("teams/alpha");
    fs::create_dir_all(&tree).expect("a tree");
    let first = dectet(&tree, &["report", "--progress", "40", "order models", "done"]);
    assert_eq!((code(&first), out(&first).as_str()), (0, "alpha is working\n"), "{}", err(&first));
    let second = dectet(folder.path(), &["report", "--team", "Alpha", "--status", "blocked", "--json", "needs the API"]);
    let said = json(&second);
    assert_eq!((said["status"].as_str(), said["progress"].as_u64()), (Some("blocked"), Some(40)), "what is not said stays");
    let written: Value = serde_json::from_slice(&fs::read(tree.join("status/alpha.json")).expect("the report")).expect("JSON");
    assert_eq!(written, said);
    assert_eq!(written["blockers"][0], "needs the API");
    let nobody = dectet(folder.path(), &["report", "hello"]);
    assert_eq!(code(&nobody), 2);
    assert!(err(&nobody).contains("--team"), "{}", err(&nobody));
    assert_eq!(code(&dectet(folder.path(), &["report", "--team", "omega", "hello"])), 2);
    assert_eq!(code(&dectet(folder.path(), &["report", "--team", "alpha", "--progress", "140", "hello"])), 2);
}

#[test]
fn validate_says_what_is_missing_and_how_it_ended() {
    let shop = shop();
    let nothing = dectet(shop.path(), &["validate"]);
    assert_eq!(code(&nothing), 2, "nothing to look at: {}", out(&nothing));
    assert_eq!(code(&dectet(shop.path(), &["expand"])), 0);
    // Nothing was integrated: that is missing, and so not well.
    let trees = dectet(shop.path(), &["validate"]);
    assert_eq!(code(&trees), 1, "{}", err(&trees));
    assert!(out(&trees).contains("Every file parses: All 2 files"), "{}", out(&trees));
    assert_eq!(code(&dectet(shop.path(), &["integrate"])), 0);
    write(shop.path(), "integrated/README.md", "All of src/core is here.\n");
    let well = dectet(shop.path(), &["validate", "--report"]);
    assert_eq!(code(&well), 0, "{}", out(&well));
    let page =
        fs::read_dir(shop.path().join("reports")).expect("reports").filter_map(Result::ok).find(|entry| entry.path().is_dir());
    assert!(page.expect("a folder").path().join("report.html").is_file());
    write(shop.path(), "integrated/src/core/order.ts", "export class {\n");
    let broken = dectet(shop.path(), &["validate", "--json"]);
    assert_eq!(code(&broken), 1);
    let data = json(&broken);
    let parses = data["gates"].as_array().expect("gates").iter().find(|gate| gate["id"] == "parses").expect("the gate");
    assert_eq!((&parses["state"], &parses["findings"][0]["path"]), (&Value::from("fail"), &Value::from("src/core/order.ts")));
    assert_eq!(data["changes"][0]["better"], false);
    let schema = dectet(shop.path(), &["validate", "--schema"]);
    assert!(code(&schema) == 0 && json(&schema)["title"] == "dectet-report-1");
}

#[cfg(unix)]
#[test]
fn commands_of_a_manifest_run_after_a_word_of_trust_alone() {
    let shop = shop();
    let commands = "validation:\n  commands:\n    - {name: mark, run: 'touch ran; echo said', in: .}\n";
    write(shop.path(), "manifest.yaml", &format!("{MANIFEST}{commands}"));
    assert_eq!(code(&dectet(shop.path(), &["expand"])), 0);
    let refused = dectet(shop.path(), &["validate"]);
    assert!(out(&refused).contains("dectet validate --trust") && !shop.path().join("ran").exists(), "{}", out(&refused));
    let trusted = dectet(shop.path(), &["validate", "--trust"]);
    assert!(shop.path().join("ran").exists() && err(&trusted).contains("touch ran; echo said"), "{}", err(&trusted));
    assert!(err(&trusted).contains("  said\n") && out(&trusted).contains("Command: mark: It ended well"), "{}", out(&trusted));
    // Remembered, until a command is another one.
    fs::remove_file(shop.path().join("ran")).expect("removed");
    dectet(shop.path(), &["validate", "--side-by-side"]);
    assert!(shop.path().join("ran").exists());
    fs::remove_file(shop.path().join("ran")).expect("removed");
    write(shop.path(), "manifest.yaml", &format!("{MANIFEST}{}", commands.replace("echo said", "echo other")));
    dectet(shop.path(), &["validate"]);
    assert!(!shop.path().join("ran").exists());
}
