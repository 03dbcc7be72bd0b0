//! The program is killed while it writes a result, at any moment: every file is whole, the old or the new one, and the
//! next start finishes what was begun or leaves the old result as it was.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use dectet::engine::bases::Bases;
use dectet::engine::gather::manifest_of;
use dectet::engine::job::Silent;
use dectet::engine::jobs::integrate::integrate;
use dectet::engine::project::Project;
use dectet::engine::result;
use dectet::model::team::TeamId;

use super::git_parity::Dice;

const FILES: usize = 250;

fn put(root: &Path, path: &str, text: &str) {
    let file = root.join(path);
    fs::create_dir_all(file.parent().expect("a folder")).expect("folders");
    fs::write(file, text).expect("write");
}

/// What the teams wrote in a round: every file changes, some come and some go.
fn write_round(root: &Path, round: usize) -> BTreeMap<String, String> {
    let mut wanted = BTreeMap::new();
    let _ = fs::remove_dir_all(root.join("teams/alpha/src"));
    for number in 0..FILES {
        if !(number + round).is_multiple_of(7) {
            let (path, text) = (format!("src/m{}/f{number}.ts", number % 9), format!("// round {round}\n").repeat(40));
            put(&root.join("teams/alpha"), &path, &text);
            wanted.insert(path, text);
        }
    }
    wanted
}

fn present(root: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut waiting = vec![root.join("integrated")];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                waiting.push(path);
            } else if !path.to_string_lossy().ends_with(".tmp") {
                let name = path.strip_prefix(root.join("integrated")).expect("below").to_string_lossy().into_owned();
                found.insert(name, fs::read_to_string(path).expect("text"));
            }
        }
    }
    found
}

#[test]
fn a_killed_integration_leaves_the_old_result_or_the_new_one() {
    let folder = tempfile::tempdir().expect("folder");
    let root = &folder.path().canonicalize().expect("canonical");
    put(root, "manifest.yaml", "teams:\n  alpha: core\n");
    let project = Project::open(root).expect("a project");
    let manifest = manifest_of(&project).expect("a manifest");
    Bases::new(&project, &manifest).ensure_tree(&TeamId::from_spelling("alpha").expect("a team")).expect("a tree");
    let mut old = write_round(root, 0);
    integrate(&project, &BTreeMap::new(), false, &Silent).expect("the first one");
    assert_eq!(present(root), old);
    let mut dice = Dice::new(11);
    for round in 1..=8 {
        let new = write_round(root, round);
        let mut child = Command::new(env!("CARGO_BIN_EXE_dectet"))
            .args(["integrate", "--quiet", "--workspace"])
            .arg(root)
            .env("DECTET_CONFIG_DIR", root.join("no settings here"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the built program");
        // Any moment: nothing that is asserted depends on which.
        std::thread::sleep(Duration::from_millis(dice.below(90) as u64));
        let _ = child.kill();
        let _ = child.wait();
        for (path, text) in present(root) {
            assert!(old.get(&path) == Some(&text) || new.get(&path) == Some(&text), "round {round}: {path} is not whole");
        }
        result::resume(&project).expect("finished");
        let now = present(root);
        assert!(now == old || now == new, "round {round}: half of a result");
        assert!(!result::is_unfinished(&project));
        // The next one knows what is whose: nothing counts as edited by hand.
        integrate(&project, &BTreeMap::new(), false, &Silent).expect("integrates");
        assert_eq!(present(root), new, "round {round}");
        old = new;
    }
}
