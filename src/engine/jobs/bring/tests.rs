//! The result comes home, with git and without, and never over anything of a person's.
#![expect(clippy::disallowed_methods, reason = "tests make projects of their own")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use super::*;
use crate::engine::gather::{manifest_of, team_ids};
use crate::engine::jobs::integrate::integrate;
use crate::engine::jobs::take_back::take_back;

const MANIFEST: &str = "teams:\n  alpha: core\n  beta: api\n";

fn put(root: &Path, path: &str, text: &str) {
    let file = root.join(path);
    fs::create_dir_all(file.parent().expect("parent")).expect("folders");
    fs::write(file, text).expect("write");
}

fn read(root: &Path, path: &str) -> Option<String> {
    fs::read_to_string(root.join(path)).ok()
}

fn git(root: &Path, args: &[&str]) -> String {
    let config = ["-c", "user.name=Test", "-c", "user.email=test@example.invalid", "-c", "commit.gpgsign=false"];
    let output = Command::new("git").arg("-C").arg(root).args(config).args(args).output().expect("git runs");
    assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

fn start(root: &Path, with_git: bool) -> Project {
    put(root, "manifest.yaml", MANIFEST);
    put(root, "README.md", "hello\n");
    put(root, "old.txt", "old\n");
    if with_git {
        git(root, &["init", "-q", "-b", "main"]);
        git(root, &["config", "user.name", "Test"]);
        git(root, &["config", "user.email", "test@example.invalid"]);
        git(root, &["add", "-A"]);
        git(root, &["commit", "-qm", "start"]);
    }
    let project = Project::open(root).expect("a project");
    let manifest = manifest_of(&project).expect("manifest");
    let mut bases = Bases::new(&project, &manifest);
    for team in team_ids(&manifest) {
        bases.ensure_tree(&team).expect("tree");
    }
    put(root, "teams/alpha/src/a.ts", "export {};\n");
    put(root, "teams/alpha/README.md", "hello there\n");
    fs::remove_file(root.join("teams/beta/old.txt")).expect("remove");
    project
}

fn whole(project: &Project) {
    integrate(project, &BTreeMap::new(), false, &Silent).expect("integrates");
}

fn shown(report: &BringReport) -> String {
    let list = |paths: &[RelPath]| paths.iter().map(RelPath::as_str).collect::<Vec<_>>().join(" ");
    format!("+{} ~{} -{}", list(&report.added), list(&report.changed), list(&report.removed))
}

fn refused(project: &Project) -> &'static str {
    bring(project, true, &Silent).expect_err("refused").id
}

#[test]
fn without_git_the_result_is_copied_after_a_look_and_can_be_taken_back() {
    let folder = tempfile::tempdir().expect("folder");
    let root = &folder.path().canonicalize().expect("canonical");
    let project = start(root, false);
    assert_eq!(refused(&project), "bring-nothing");
    whole(&project);
    let look = bring(&project, true, &Silent).expect("a look");
    assert_eq!(shown(&look), "+src/a.ts ~README.md -old.txt");
    assert_eq!(read(root, "src/a.ts"), None, "a look writes nothing");
    // Whatever the project became since is not written over.
    put(root, "README.md", "mine\n");
    assert_eq!(refused(&project), "bring-stale");
    put(root, "README.md", "hello\n");
    put(root, "integrated/src/a.ts", "by hand\n");
    assert_eq!(refused(&project), "bring-edited");
    whole(&project);
    assert_eq!(shown(&bring(&project, false, &Silent).expect("brought")), "+src/a.ts ~README.md -old.txt");
    assert_eq!(read(root, "src/a.ts").as_deref(), Some("by hand\n"));
    assert_eq!(read(root, "README.md").as_deref(), Some("hello there\n"));
    assert_eq!(read(root, "old.txt"), None);
    assert_eq!(shown(&bring(&project, false, &Silent).expect("again")), "+ ~ -");
    take_back(&project, &Silent).expect("taken back");
    assert_eq!((read(root, "src/a.ts"), read(root, "old.txt").as_deref()), (None, Some("old\n")));
    assert_eq!(read(root, "README.md").as_deref(), Some("hello\n"));
}

#[test]
fn with_git_the_result_is_merged_into_a_clean_branch() {
    let folder = tempfile::tempdir().expect("folder");
    let root = &folder.path().canonicalize().expect("canonical");
    let project = start(root, true);
    whole(&project);
    let parents = git(root, &["log", "-1", "--format=%P", "dectet/integration"]);
    let teams = ["alpha", "beta"].map(|team| git(root, &["rev-parse", &format!("dectet/team/{team}")]));
    assert!(teams.iter().all(|commit| parents.contains(commit)), "every team's work is a parent");
    let before = git(root, &["rev-parse", "dectet/integration"]);
    whole(&project);
    assert_eq!(git(root, &["rev-parse", "dectet/integration"]), before, "nothing changed: no new commit");

    put(root, "README.md", "not committed\n");
    assert_eq!(refused(&project), "bring-not-clean");
    git(root, &["commit", "-qam", "mine"]);
    assert_eq!(refused(&project), "bring-stale", "the result was made over something else");
    git(root, &["reset", "-q", "--hard", "HEAD~1"]);
    assert_eq!(shown(&bring(&project, true, &Silent).expect("a look")), "+src/a.ts ~README.md -old.txt");
    let report = bring(&project, false, &Silent).expect("brought");
    assert_eq!((report.branch.as_deref(), report.commit), (Some("main"), Some(git(root, &["rev-parse", "HEAD"]))));
    assert_eq!(read(root, "README.md").as_deref(), Some("hello there\n"));
    assert_eq!(read(root, "manifest.yaml").as_deref(), Some(MANIFEST), "what is not the product's stays");
    assert_eq!(git(root, &["status", "--porcelain"]), "");
    assert_eq!(shown(&bring(&project, false, &Silent).expect("again")), "+ ~ -");
}
