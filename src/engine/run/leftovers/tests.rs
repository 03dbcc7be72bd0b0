//! What is left over is told, and only what is clean and Dectet's own can be removed.
#![expect(clippy::disallowed_methods, reason = "tests make projects of their own")]

use std::fs;
use std::path::Path;
use std::process::Command;

use super::*;

fn git(root: &Path, args: &[&str]) -> String {
    let output = Command::new("git").arg("-C").arg(root).args(args).output().expect("git runs");
    assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim_end().to_owned()
}

fn project(root: &Path, is_git: bool) -> Project {
    fs::write(root.join("manifest.yaml"), "teams: {alpha: work}\n").expect("manifest");
    fs::write(root.join("a.ts"), "a\n").expect("file");
    if is_git {
        git(root, &["init", "-q", "-b", "main"]);
        git(root, &["config", "user.email", "test@example.invalid"]);
        git(root, &["config", "user.name", "Test"]);
        git(root, &["add", "-A"]);
        git(root, &["commit", "-qm", "start"]);
    }
    Project::open(root).expect("a project")
}

#[test]
fn only_what_is_clean_and_dectets_own_can_be_removed() {
    for is_git in [true, false] {
        let folder = tempfile::tempdir().expect("folder");
        let project = project(folder.path(), is_git);
        let manifest = project.manifest().expect("manifest");
        for team in ["alpha", "old-clean", "old-dirty", "old-work"] {
            let team = TeamId::from_spelling(team).expect("an id");
            Bases::new(&project, &manifest).ensure_work_tree(&team).expect("a tree");
        }
        let teams = folder.path().join("teams");
        fs::write(teams.join("old-dirty/new.ts"), "new\n").expect("write");
        fs::write(teams.join("old-work/new.ts"), "new\n").expect("write");
        if is_git {
            git(&teams.join("old-work"), &["add", "-A"]);
            git(&teams.join("old-work"), &["commit", "-qm", "work"]);
        }
        fs::create_dir_all(teams.join("somebodys")).expect("folder");
        fs::write(teams.join("somebodys/a.ts"), "a\n").expect("write");
        fs::create_dir_all(folder.path().join(".dectet/staging/tree-gone")).expect("folder");
        let found = find(&project).expect("found");
        let told: Vec<(&str, bool)> = found.iter().map(|known| (known.name.as_str(), known.can_go())).collect();
        let wanted = [
            ("teams/old-clean", true),
            ("teams/old-dirty", false),
            ("teams/old-work", is_git),
            ("teams/somebodys", false),
            (".dectet/staging/tree-gone", true),
        ];
        assert_eq!(told, wanted, "git: {is_git}");
        assert!(found.iter().take(4).all(|known| known.size > 0));
        for (name, can_go) in wanted {
            let removed = remove(&project, name);
            assert_eq!(removed.is_ok(), can_go, "git: {is_git}, {name}: {removed:?}");
            assert_eq!(folder.path().join(name).exists(), !can_go, "git: {is_git}, {name}");
        }
        assert_eq!(remove(&project, "teams/alpha").expect_err("not left over").id, "leftover-gone");
        assert!(teams.join("alpha/a.ts").exists());
        if is_git {
            let branches = git(folder.path(), &["branch", "--list", "--format=%(refname:short)"]);
            assert!(!branches.contains("old-clean"), "{branches}");
            assert!(branches.contains("dectet/team/old-work"), "what is nowhere else stays: {branches}");
            assert_eq!(git(folder.path(), &["status", "--porcelain"]), "");
        }
    }
}

#[test]
fn a_tree_that_turned_dirty_meanwhile_stays() {
    let folder = tempfile::tempdir().expect("folder");
    let project = project(folder.path(), true);
    let manifest = project.manifest().expect("manifest");
    Bases::new(&project, &manifest).ensure_work_tree(&TeamId::from_spelling("old").expect("an id")).expect("a tree");
    assert!(find(&project).expect("found")[0].can_go());
    fs::write(folder.path().join("teams/old/late.ts"), "late\n").expect("write");
    assert_eq!(remove(&project, "teams/old").expect_err("dirty").id, "leftover-not-clean");
    // A repository of somebody's own in the place of a tree is theirs.
    let theirs = folder.path().join("teams/theirs");
    fs::create_dir_all(&theirs).expect("folder");
    git(&theirs, &["init", "-q"]);
    let found = find(&project).expect("found");
    assert_eq!(found.iter().find(|known| known.name == "teams/theirs").map(|known| known.kind), Some(Kind::Foreign));
}
