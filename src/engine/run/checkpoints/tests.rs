//! Checkpoints in real repositories and in plain folders: kept beside everything, and brought back whole.
#![expect(clippy::disallowed_methods, reason = "tests make projects of their own")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::*;

fn git(root: &Path, args: &[&str]) -> String {
    let output = Command::new("git").arg("-C").arg(root).args(args).output().expect("git runs");
    assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim_end().to_owned()
}

fn put(root: &Path, path: &str, text: &str) {
    let file = root.join(path);
    fs::create_dir_all(file.parent().expect("parent")).expect("folders");
    fs::write(file, text).expect("write");
}

fn alpha() -> TeamId {
    TeamId::from_spelling("alpha").expect("an id")
}

struct Shop {
    _folder: tempfile::TempDir,
    project: Project,
    manifest: Manifest,
    tree: PathBuf,
}

impl Shop {
    fn new(mode: Mode) -> Self {
        let folder = tempfile::Builder::new().prefix("kept åäö ").tempdir().expect("folder");
        let root = folder.path().to_owned();
        put(&root, "src/a.ts", "a\n");
        put(&root, "src/b.ts", "b\n");
        put(&root, ".gitignore", "dist/\n.env\n");
        if mode == Mode::Git {
            git(&root, &["init", "-q", "-b", "main"]);
            git(&root, &["config", "user.email", "test@example.invalid"]);
            git(&root, &["config", "user.name", "Test"]);
            git(&root, &["add", "-A"]);
            git(&root, &["commit", "-qm", "start"]);
        }
        let project =
            Project { root, manifest_name: Some("manifest.yaml".to_owned()), mega_files_folder: "mega-files".to_owned(), mode };
        let manifest = Manifest::default();
        let tree = Bases::new(&project, &manifest).ensure_work_tree(&alpha()).expect("a tree");
        Self { _folder: folder, project, manifest, tree }
    }

    fn store(&self) -> Store<'_> {
        Store::new(&self.project, &self.manifest, "r1")
    }

    /// Everything in the tree but git's own file.
    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let walked = crate::engine::disk::walk(&self.tree).expect("walked");
        let read = |path: &str| fs::read(self.tree.join(path)).unwrap_or_else(|_| b"a link".to_vec());
        walked.found.iter().map(|found| (found.path.to_string(), read(found.path.as_str()))).collect()
    }
}

#[test]
fn a_state_is_kept_and_comes_back_whole_and_what_is_ignored_stays() {
    for mode in [Mode::Git, Mode::Folder] {
        let shop = Shop::new(mode);
        let (store, team) = (shop.store(), alpha());
        let first = store.keep(&team, 1, None, false).expect("kept").expect("a tree");
        assert_eq!((first.files, first.added), if mode == Mode::Git { (3, 0) } else { (3, 4) }, "{mode:?}");
        assert_eq!(store.keep(&team, 2, Some(1), true).expect("looked"), None, "{mode:?}: nothing changed");
        let then = shop.files();

        put(&shop.tree, "src/a.ts", "a\nmore\n");
        fs::remove_file(shop.tree.join("src/b.ts")).expect("removed");
        put(&shop.tree, "mega-files/one.yaml", "id: one\n");
        put(&shop.tree, "new/å b/c.bin", "\0\u{1}\u{2}");
        put(&shop.tree, ".env", "SECRET=1\n");
        put(&shop.tree, "dist/out.js", "out\n");
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink("../src/a.ts", shop.tree.join("new/link")).expect("a link");
            crate::engine::disk::set_executable(&shop.tree.join("src/a.ts"), true).expect("executable");
        }
        let kept = store.keep(&team, 2, Some(1), true).expect("kept").expect("a change");
        assert_eq!((kept.changed, kept.files), (5, 5), "{mode:?}");
        let now = shop.files();

        let difference = store.compare(&team, 1).expect("compared");
        let numbers = (difference.created, difference.rewritten, difference.deleted);
        assert_eq!(numbers, (1, 1, 3), "{mode:?}");
        store.go_back(&team, 1).expect("back");
        let mut wanted = then.clone();
        wanted.insert(".env".to_owned(), b"SECRET=1\n".to_vec());
        wanted.insert("dist/out.js".to_owned(), b"out\n".to_vec());
        assert_eq!(shop.files(), wanted, "{mode:?}");
        assert!(!store.compare(&team, 1).expect("compared").is_any());
        assert!(!shop.tree.join("new").exists(), "no empty folders stay");
        // Going back can be taken back, and twice is once.
        for _ in 0..2 {
            store.go_back(&team, 2).expect("forth");
            assert_eq!(shop.files(), now, "{mode:?}");
        }
        #[cfg(unix)]
        assert_eq!(
            crate::engine::disk::stat(&shop.tree.join("src/a.ts")).expect("there").kind,
            crate::engine::disk::Kind::Executable
        );
    }
}

#[test]
fn no_branch_moves_and_the_teams_index_is_as_it_left_it() {
    let shop = Shop::new(Mode::Git);
    let (store, team) = (shop.store(), alpha());
    put(&shop.tree, "src/staged.ts", "staged\n");
    git(&shop.tree, &["add", "src/staged.ts"]);
    put(&shop.tree, "src/staged.ts", "staged, and changed\n");
    put(&shop.tree, "src/new.ts", "new\n");
    let index = git(&shop.tree, &["rev-parse", "--path-format=absolute", "--git-path", "index"]);
    let before = (git(&shop.tree, &["show-ref", "--heads"]), fs::read(&index).expect("an index"));
    store.keep(&team, 7, None, false).expect("kept").expect("a tree");
    put(&shop.tree, "src/new.ts", "newer\n");
    store.go_back(&team, 7).expect("back");
    assert_eq!((git(&shop.tree, &["show-ref", "--heads"]), fs::read(&index).expect("an index")), before);
    assert_eq!(fs::read_to_string(shop.tree.join("src/new.ts")).expect("there"), "new\n");
    let listed = git(&shop.tree, &["ls-tree", "-r", "--name-only", "refs/dectet/checkpoints/r1/alpha/7"]);
    assert!(listed.contains("src/new.ts") && listed.contains("src/staged.ts"), "{listed}");
    assert_eq!(git(&shop.project.root, &["status", "--porcelain"]), "");
}

#[test]
fn a_merge_that_is_under_way_is_kept_as_it_lies_there() {
    let shop = Shop::new(Mode::Git);
    let (store, team) = (shop.store(), alpha());
    put(&shop.project.root, "src/a.ts", "theirs\n");
    git(&shop.project.root, &["commit", "-qam", "theirs"]);
    put(&shop.tree, "src/a.ts", "ours\n");
    git(&shop.tree, &["commit", "-qam", "ours"]);
    let merge = Command::new("git").arg("-C").arg(&shop.tree).args(["merge", "-q", "main"]).output().expect("git");
    assert!(!merge.status.success(), "a conflict");
    let text = fs::read_to_string(shop.tree.join("src/a.ts")).expect("markers");
    store.keep(&team, 1, None, false).expect("kept").expect("a tree");
    put(&shop.tree, "src/a.ts", "x\n");
    store.go_back(&team, 1).expect("back");
    assert_eq!(fs::read_to_string(shop.tree.join("src/a.ts")).expect("there"), text);
    assert!(git(&shop.tree, &["status", "--porcelain"]).contains("UU src/a.ts"), "the merge is still under way");
}

#[test]
fn what_is_dropped_is_gone_and_others_need_nothing_of_it() {
    for mode in [Mode::Git, Mode::Folder] {
        let shop = Shop::new(mode);
        let (store, team) = (shop.store(), alpha());
        for id in 1..=4_u64 {
            put(&shop.tree, "src/a.ts", &format!("{id}\n"));
            store.keep(&team, id, None, false).expect("kept").expect("a tree");
        }
        for id in [1, 2, 3] {
            store.drop_one(std::slice::from_ref(&team), id).expect("dropped");
            assert_eq!(store.compare(&team, id).expect_err("gone").id, "run-checkpoint-lost");
        }
        put(&shop.tree, "src/a.ts", "later\n");
        fs::remove_file(shop.tree.join("src/b.ts")).expect("removed");
        store.go_back(&team, 4).expect("back");
        assert_eq!(fs::read_to_string(shop.tree.join("src/a.ts")).expect("there"), "4\n", "{mode:?}");
        assert_eq!(fs::read_to_string(shop.tree.join("src/b.ts")).expect("there"), "b\n", "{mode:?}");
        let other = Store::new(&shop.project, &shop.manifest, "r2");
        other.keep(&team, 1, None, false).expect("kept").expect("a tree");
        Store::new(&shop.project, &shop.manifest, "r3").drop_other_runs("r2").expect("dropped");
        assert_eq!(store.compare(&team, 4).expect_err("gone").id, "run-checkpoint-lost", "{mode:?}");
        assert!(!other.compare(&team, 1).expect("there").is_any(), "{mode:?}");
    }
}

#[test]
fn repositories_within_a_tree_and_files_that_cannot_be_read_stop_nothing() {
    let shop = Shop::new(Mode::Git);
    let (store, team) = (shop.store(), alpha());
    // One without a commit, which git refuses to add, and one with.
    for (name, commits) in [("vendor/empty", false), ("vendor/lib", true)] {
        let inner = shop.tree.join(name);
        put(&inner, "x.ts", "x\n");
        git(&inner, &["init", "-q"]);
        if commits {
            git(&inner, &["add", "-A"]);
            git(&inner, &["-c", "user.name=T", "-c", "user.email=t@example.invalid", "commit", "-qm", "x"]);
        }
    }
    put(&shop.tree, "src/a.ts", "one\n");
    store.keep(&team, 1, None, false).expect("kept").expect("a tree");
    put(&shop.tree, "src/a.ts", "two\n");
    put(&shop.tree, "src/new.ts", "new\n");
    store.go_back(&team, 1).expect("back");
    assert_eq!(fs::read_to_string(shop.tree.join("src/a.ts")).expect("there"), "one\n");
    assert!(!shop.tree.join("src/new.ts").exists());
    for name in ["vendor/empty/x.ts", "vendor/lib/x.ts"] {
        assert_eq!(fs::read_to_string(shop.tree.join(name)).expect("there"), "x\n", "{name}");
    }
}

#[test]
fn a_file_where_a_folder_was_and_the_other_way_round_come_back() {
    for mode in [Mode::Git, Mode::Folder] {
        let shop = Shop::new(mode);
        let (store, team) = (shop.store(), alpha());
        put(&shop.tree, "lib/one.ts", "1\n");
        put(&shop.tree, "name", "a file\n");
        store.keep(&team, 1, None, false).expect("kept").expect("a tree");
        let then = shop.files();
        fs::remove_dir_all(shop.tree.join("lib")).expect("removed");
        fs::remove_file(shop.tree.join("name")).expect("removed");
        put(&shop.tree, "lib", "now a file\n");
        put(&shop.tree, "name/two.ts", "2\n");
        store.go_back(&team, 1).expect("back");
        assert_eq!(shop.files(), then, "{mode:?}");
        store.keep(&team, 2, Some(1), false).expect("kept").expect("a tree");
        store.keep(&team, 3, Some(2), false).expect("kept").expect("a tree");
        store.drop_unknown(std::slice::from_ref(&team), &[2], 2).expect("dropped");
        assert_eq!(store.compare(&team, 1).expect_err("nobody knew it").id, "run-checkpoint-lost", "{mode:?}");
        assert!(!store.compare(&team, 2).expect("known").is_any());
        assert!(!store.compare(&team, 3).expect("newer than what is known").is_any());
    }
}
