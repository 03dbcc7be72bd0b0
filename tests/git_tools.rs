//! Dectet in git's own places, with the installed git: as merge driver and as merge tool.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn git(folder: &Path, arguments: &[&str]) -> Output {
    Command::new("git")
        .args(["-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"])
        .args(arguments)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", folder.join("no global settings"))
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("LC_ALL", "C")
        .output()
        .expect("git")
}

fn must(folder: &Path, arguments: &[&str]) {
    let output = git(folder, arguments);
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// The program, as a shell takes it.
fn program() -> String {
    format!("'{}'", env!("CARGO_BIN_EXE_dectet"))
}

/// Two branches that changed `a.txt`; on the first one.
fn repository(base: &str, ours: &str, theirs: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("folder");
    let at = folder.path();
    let commit = |text: &str| {
        fs::write(at.join("a.txt"), text).expect("write");
        must(at, &["add", "-A"]);
        must(at, &["commit", "-qm", "x"]);
    };
    must(at, &["init", "-q", "-b", "ours"]);
    fs::write(at.join(".gitattributes"), "*.txt merge=dectet\n").expect("write");
    commit(base);
    must(at, &["checkout", "-qb", "theirs"]);
    commit(theirs);
    must(at, &["checkout", "-q", "ours"]);
    commit(ours);
    folder
}

fn text(folder: &Path) -> String {
    fs::read_to_string(folder.join("a.txt")).expect("a.txt")
}

#[test]
fn git_merges_with_the_driver() {
    let driver = format!("merge.dectet.driver={} merge-files %O %A %B --marker-size %L", program());
    let base = "1\n2\n3\n4\n5\n6\n7\n";
    let folder = repository(base, &base.replace('1', "one"), &base.replace('7', "seven"));
    must(folder.path(), &["-c", &driver, "merge", "-q", "--no-edit", "theirs"]);
    assert_eq!(text(folder.path()), "one\n2\n3\n4\n5\n6\nseven\n");

    let folder = repository(base, &base.replace('1', "one"), &base.replace('1', "uno"));
    let merge = git(folder.path(), &["-c", &driver, "merge", "-q", "--no-edit", "theirs"]);
    assert_eq!(merge.status.code(), Some(1), "git is told of the conflict");
    let marked = text(folder.path());
    assert!(marked.contains("one\n=======\nuno\n") && marked.ends_with("2\n3\n4\n5\n6\n7\n"), "{marked}");
    let status = git(folder.path(), &["status", "--porcelain"]);
    assert!(String::from_utf8_lossy(&status.stdout).contains("UU a.txt"), "it stays unmerged");
}

#[test]
fn git_calls_it_as_merge_tool() {
    let base = "1\n2\n3\n";
    let folder = repository(base, "one\n2\n3\n", "uno\n2\n3\n");
    let at = folder.path();
    for (style, take, expected) in
        [("merge", "2,1", "uno\none\n2\n3\n"), ("diff3", "base", "1\n2\n3\n"), ("zdiff3", "1", "one\n2\n3\n")]
    {
        // The driver of .gitattributes is not set up here: git merges by itself.
        let merge = git(at, &["-c", &format!("merge.conflictStyle={style}"), "merge", "-q", "--no-edit", "theirs"]);
        assert_eq!(merge.status.code(), Some(1), "{style}");
        let command = format!("mergetool.dectet.cmd={} resolve --take {take} \"$MERGED\"", program());
        let trust = "mergetool.dectet.trustExitCode=true";
        let keep = "mergetool.keepBackup=false";
        must(at, &["-c", &command, "-c", trust, "-c", keep, "mergetool", "-y", "--tool=dectet"]);
        assert_eq!(text(at), expected, "{style}");
        let status = git(at, &["status", "--porcelain"]);
        assert!(!String::from_utf8_lossy(&status.stdout).contains('U'), "git knows that it is resolved");
        must(at, &["reset", "-q", "--hard", "HEAD"]);
    }
}

#[test]
fn without_a_decision_nothing_is_written() {
    let folder = repository("1\n", "one\n", "uno\n");
    git(folder.path(), &["merge", "-q", "theirs"]);
    let before = text(folder.path());
    assert!(before.contains("<<<<<<<"));
    let run = |arguments: &[&str]| {
        let output =
            Command::new(env!("CARGO_BIN_EXE_dectet")).args(arguments).current_dir(folder.path()).output().expect("the program");
        output.status.code()
    };
    assert_eq!(run(&["resolve", "a.txt"]), Some(1));
    assert_eq!(run(&["resolve", "--take", "3", "a.txt"]), Some(2));
    assert_eq!(text(folder.path()), before);
    assert_eq!(run(&["resolve", "--take", "1", "a.txt"]), Some(0));
    assert_eq!(text(folder.path()), "one\n");
    assert_eq!(run(&["resolve", "a.txt"]), Some(0), "nothing is left");
}
