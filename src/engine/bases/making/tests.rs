//! Teams' trees in real repositories: deleted by hand, half-made by a kill, in the way of others.
#![expect(clippy::disallowed_methods, reason = "tests make projects of their own")]

use std::fs;
use std::path::Path;
use std::process::Command;

use super::super::*;
use crate::engine::git::Git;
use crate::engine::project::Mode;

fn git(root: &Path, args: &[&str]) -> String {
    let config = ["-c", "user.name=Test", "-c", "user.email=test@example.invalid", "-c", "commit.gpgsign=false"];
    let output = Command::new("git").arg("-C").arg(root).args(config).args(args).output().expect("git runs");
    assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

fn put(root: &Path, path: &str, text: &str) {
    let file = root.join(path);
    fs::create_dir_all(file.parent().expect("parent")).expect("folders");
    fs::write(file, text).expect("write");
}

fn team(id: &str) -> TeamId {
    TeamId::from_spelling(id).expect(id)
}

struct Shop {
    _folder: tempfile::TempDir,
    root: PathBuf,
    project: Project,
    manifest: Manifest,
}

impl Shop {
    fn new() -> Self {
        let folder = tempfile::Builder::new().prefix("trees åäö ").tempdir().expect("folder");
        let root = folder.path().join("shop");
        fs::create_dir(&root).expect("folder");
        git(&root, &["init", "-q", "-b", "main"]);
        git(&root, &["config", "user.email", "test@example.invalid"]);
        git(&root, &["config", "user.name", "Test"]);
        put(&root, "package.json", "{}\n");
        put(&root, "src/a.ts", "a\n");
        git(&root, &["add", "-A"]);
        git(&root, &["commit", "-qm", "start"]);
        let project = Project {
            root: root.clone(),
            manifest_name: Some("manifest.yaml".to_owned()),
            mega_files_folder: "mega-files".to_owned(),
            mode: Mode::Git,
        };
        Self { _folder: folder, root, project, manifest: Manifest::default() }
    }

    fn bases(&self) -> Bases<'_> {
        Bases::new(&self.project, &self.manifest)
    }

    fn work(&self) -> PathBuf {
        self.bases().ensure_work_tree(&team("alpha")).expect("a tree")
    }

    fn tree(&self) -> PathBuf {
        self.project.team_folder(&team("alpha"))
    }

    fn is_worktree(&self) -> bool {
        self.bases().is_worktree(&self.tree()).expect("git lists")
    }

    fn status(&self) -> String {
        git(&self.tree(), &["status", "--porcelain", "--untracked-files=all"])
    }
}

#[test]
fn a_tree_deleted_by_hand_comes_back_from_its_branch_with_its_base() {
    let shop = Shop::new();
    let base = git(&shop.root, &["rev-parse", "HEAD"]);
    let tree = shop.work();
    put(&tree, "src/b.ts", "b\n");
    git(&tree, &["add", "-A"]);
    git(&tree, &["commit", "-qm", "work"]);
    let work = git(&tree, &["rev-parse", "HEAD"]);
    // The project goes on meanwhile: that is no reason for another base.
    put(&shop.root, "package.json", "{\"v\": 2}\n");
    git(&shop.root, &["commit", "-qam", "on"]);
    fs::remove_dir_all(&tree).expect("removed");
    for again in ["deleted", "and an empty folder in its place"] {
        shop.bases().ensure_tree(&team("alpha")).expect("a tree");
        assert!(shop.is_worktree(), "{again}");
        assert_eq!(git(&tree, &["rev-parse", "HEAD"]), work, "{again}");
        assert_eq!(git(&tree, &["branch", "--show-current"]), "dectet/team/alpha");
        assert_eq!(git(&shop.root, &["rev-parse", "refs/dectet/base/alpha"]), base, "{again}");
        assert_eq!(shop.status(), "");
        fs::remove_dir_all(&tree).expect("removed");
        fs::create_dir(&tree).expect("a folder");
    }
    assert_eq!(git(&shop.root, &["status", "--porcelain"]), "");
}

#[test]
fn a_plain_folder_in_the_place_of_a_tree_becomes_one_and_keeps_what_lies_in_it() {
    for prune in [false, true] {
        let shop = Shop::new();
        let tree = shop.work();
        fs::remove_dir_all(&tree).expect("removed");
        if prune {
            git(&shop.root, &["worktree", "prune"]);
        }
        put(&tree, "src/new.ts", "new\n");
        put(&tree, "src/a.ts", "edited\n");
        if !prune {
            // Nothing of the old tree is there.
            fs::remove_file(tree.join("src/a.ts")).expect("removed");
        }
        shop.bases().ensure_tree(&team("alpha")).expect("a tree");
        assert!(shop.is_worktree(), "pruned: {prune}");
        let status = shop.status();
        assert_eq!(status, if prune { "M src/a.ts\n?? src/new.ts" } else { "?? src/new.ts" });
        assert_eq!(fs::read_to_string(tree.join("package.json")).expect("filled"), "{}\n");
    }
}

#[test]
fn a_tree_that_lost_its_git_file_gets_it_back_and_deletions_stay_deletions() {
    let shop = Shop::new();
    let tree = shop.work();
    fs::remove_file(tree.join("src/a.ts")).expect("removed");
    fs::remove_file(tree.join(".git")).expect("removed");
    shop.work();
    assert!(shop.is_worktree());
    assert_eq!(shop.status(), "D src/a.ts");
}

#[test]
fn a_folder_that_somebody_put_there_is_edits_until_an_agent_works_in_it() {
    let shop = Shop::new();
    put(&shop.tree(), "src/a.ts", "theirs\n");
    let base = shop.bases().ensure_tree(&team("alpha")).expect("a tree");
    assert!(base.is_overlay && !shop.is_worktree());
    assert!(!shop.tree().join("package.json").exists());
    shop.work();
    assert!(shop.is_worktree());
    assert_eq!(shop.status(), "M src/a.ts");
    assert!(!shop.bases().of(&team("alpha")).expect("a base").is_overlay);
}

#[test]
fn a_kill_at_any_step_of_making_is_finished_by_whoever_comes_next() {
    let record = |shop: &Shop, pending: bool| {
        let commit = git(&shop.root, &["rev-parse", "HEAD"]);
        let record = Record::Commit { commit, overlay: false, pending };
        shop.bases().write_record(&team("alpha"), &record).expect("written");
    };
    let staging = |shop: &Shop| shop.project.own_folder().join("staging/tree-alpha");
    let steps: [(&str, &dyn Fn(&Shop)); 5] = [
        ("the record alone", &|_| {}),
        ("a staging folder without git", &|shop| put(&staging(shop), "half", "x")),
        ("a staged tree that git knows, half filled", &|shop| {
            fs::create_dir_all(shop.project.own_folder().join("staging")).expect("folder");
            let at = staging(shop);
            git(&shop.root, &["worktree", "add", "-q", "-b", "dectet/team/alpha", &at.to_string_lossy()]);
            git(&shop.root, &["worktree", "lock", "--reason", "initializing", &at.to_string_lossy()]);
            fs::remove_file(at.join("package.json")).expect("half");
        }),
        ("moved, and git has not been told", &|shop| {
            fs::create_dir_all(shop.project.own_folder().join("staging")).expect("folder");
            let at = staging(shop);
            git(&shop.root, &["worktree", "add", "-q", "-b", "dectet/team/alpha", &at.to_string_lossy()]);
            fs::create_dir_all(shop.root.join("teams")).expect("folder");
            fs::rename(&at, shop.tree()).expect("moved");
        }),
        ("made, and not noted", &|shop| {
            git(&shop.root, &["worktree", "add", "-q", "-b", "dectet/team/alpha", &shop.tree().to_string_lossy()]);
        }),
    ];
    for (step, make) in steps {
        let shop = Shop::new();
        Git::new(&shop.root).exclude_own_folders().expect("excluded");
        record(&shop, true);
        make(&shop);
        shop.work();
        assert!(shop.is_worktree(), "{step}");
        assert_eq!((shop.status(), git(&shop.root, &["status", "--porcelain"])), (String::new(), String::new()), "{step}");
        assert!(!staging(&shop).exists(), "{step}");
        let done = shop.bases().record(&team("alpha")).expect("read").expect("a record");
        assert!(matches!(done, Record::Commit { pending: false, overlay: false, .. }), "{step}: {done:?}");
        assert_eq!(Git::new(&shop.root).worktrees().expect("listed").len(), 2, "{step}");
    }
}

#[test]
fn refs_and_branches_follow_the_prefix() {
    let mut shop = Shop::new();
    shop.manifest.branch_prefix = "crew".to_owned();
    shop.work();
    assert_eq!(git(&shop.root, &["branch", "--list", "--format=%(refname:short)"]), "crew/team/alpha\nmain");
    assert_eq!(git(&shop.root, &["for-each-ref", "--format=%(refname)", "refs/crew", "refs/dectet"]), "refs/crew/base/alpha");
    shop.manifest.branch_prefix = "heads/x".to_owned();
    assert_eq!(shop.bases().reference("base/alpha"), "refs/dectet/heads/x/base/alpha");
}

#[test]
fn what_worktreeinclude_names_is_copied_and_nothing_else() {
    for mode in [Mode::Git, Mode::Folder] {
        let mut shop = Shop::new();
        shop.project.mode = mode;
        put(&shop.root, ".gitignore", ".env*\n/keys/\ndist/\n!.env.example\n");
        put(&shop.root, ".worktreeinclude", "# what agents need\n.env*\nkeys/\npackage.json\n!.env.secret\n");
        for (path, text) in [
            (".env", "A=1\n"),
            (".env.secret", "no\n"),
            ("keys/a b.pem", "k\n"),
            ("dist/x.js", "x\n"),
            ("app/.env.local", "B=2\n"),
        ] {
            put(&shop.root, path, text);
        }
        put(&shop.root, "teams/beta/.env", "another team's\n");
        if mode == Mode::Git {
            git(&shop.root, &["add", "-A"]);
            git(&shop.root, &["commit", "-qm", "ignore"]);
        }
        let tree = shop.work();
        let read = |path: &str| fs::read_to_string(tree.join(path)).ok();
        assert_eq!(read(".env").as_deref(), Some("A=1\n"), "{mode:?}");
        assert_eq!(read("app/.env.local").as_deref(), Some("B=2\n"), "{mode:?}");
        assert_eq!(read("keys/a b.pem").as_deref(), Some("k\n"), "{mode:?}");
        assert_eq!((read(".env.secret"), read("dist/x.js"), read("teams/beta/.env")), (None, None, None), "{mode:?}");
        if mode == Mode::Git {
            assert_eq!(shop.status(), "", "nothing of it can be committed by accident");
        }
    }
}

#[test]
fn work_is_committed_once_adopted_as_it_is_and_never_lost() {
    let shop = Shop::new();
    let tree = Git::new(&shop.work());
    let at = shop.tree();
    let branch = "dectet/team/alpha";
    let base = git(&at, &["rev-parse", "HEAD"]);
    let keep = |since: &str| tree.keep_work(branch, Some(since), "Work");
    assert_eq!(keep(&base).expect("clean").head, base);
    // What the agent commits stays as it is.
    put(&at, "src/b.ts", "b\n");
    git(&at, &["add", "-A"]);
    git(&at, &["commit", "-qm", "the agent's"]);
    let its = git(&at, &["rev-parse", "HEAD"]);
    let kept = keep(&base).expect("adopted");
    assert_eq!((kept.head.as_str(), kept.adopted, kept.is_new), (its.as_str(), 1, false));
    put(&at, "src/c.ts", "c\n");
    let kept = keep(&its).expect("committed");
    assert!(kept.is_new && kept.adopted == 0);
    assert_eq!(git(&at, &["rev-parse", "HEAD^"]), its);
    assert_eq!((shop.status().as_str(), keep(&kept.head).expect("nothing").is_new), ("", false));
    // On a detached HEAD the branch follows, and HEAD is back on it.
    git(&at, &["checkout", "-q", "--detach"]);
    put(&at, "src/d.ts", "d\n");
    git(&at, &["add", "-A"]);
    git(&at, &["commit", "-qm", "detached"]);
    let detached = git(&at, &["rev-parse", "HEAD"]);
    keep(&kept.head).expect("attached");
    assert_eq!(git(&at, &["symbolic-ref", "--short", "HEAD"]), branch);
    assert_eq!(git(&shop.root, &["rev-parse", branch]), detached);
    // One that parted is left alone, and so are another branch and a merge that is under way.
    git(&at, &["checkout", "-q", "--detach", &base]);
    put(&at, "src/e.ts", "e\n");
    assert_eq!(keep(&detached).expect_err("parted").id, "tree-detached");
    git(&at, &["checkout", "-q", "-b", "its-own", branch]);
    assert_eq!(keep(&detached).expect_err("another branch").id, "tree-on-other-branch");
    git(&at, &["add", "-A"]);
    git(&at, &["commit", "-qm", "on its own branch"]);
    let its = git(&at, &["rev-parse", "HEAD"]);
    let _ = keep(&detached);
    assert_eq!(git(&shop.root, &["rev-parse", branch]), its, "the team's branch has its commits");
    fs::write(PathBuf::from(git(&at, &["rev-parse", "--absolute-git-dir"])).join("MERGE_HEAD"), format!("{base}\n"))
        .expect("a merge");
    assert_eq!(keep(&its).expect_err("in the middle").id, "tree-in-the-middle");
}

#[test]
fn ten_who_make_trees_at_once_do_not_get_into_each_others_way() {
    let shop = Shop::new();
    let names = ["a", "b", "c", "d", "e", "f"];
    crate::engine::threads::together(names.len(), |number| {
        Bases::new(&shop.project, &shop.manifest).ensure_work_tree(&team(names[number])).expect("a tree");
    });
    assert_eq!(Git::new(&shop.root).worktrees().expect("listed").len(), 1 + names.len());
}

#[test]
fn a_copy_that_was_begun_or_deleted_comes_from_the_same_base() {
    let mut shop = Shop::new();
    shop.project.mode = Mode::Folder;
    shop.work();
    let first = shop.bases().of(&team("alpha")).expect("a base").tree;
    put(&shop.root, "package.json", "{\"v\": 2}\n");
    for pending in [false, true] {
        fs::remove_dir_all(shop.tree()).expect("removed");
        let record = shop.bases().record(&team("alpha")).expect("read").expect("a record");
        let Record::Snapshot { id, .. } = record else { panic!("a snapshot") };
        shop.bases().write_record(&team("alpha"), &Record::Snapshot { id, overlay: false, pending }).expect("written");
        shop.work();
        assert_eq!(shop.bases().of(&team("alpha")).expect("a base").tree, first, "pending: {pending}");
        assert_eq!(fs::read_to_string(shop.tree().join("package.json")).expect("there"), "{}\n");
    }
}
