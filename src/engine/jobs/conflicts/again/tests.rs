//! A look that remembers says what one from the start says, whatever happened in between.
#![expect(clippy::disallowed_methods, reason = "tests make projects of their own")]

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;

use super::*;
use crate::engine::exceptions::Exception;
use crate::engine::job::Silent;
use crate::engine::jobs::{conflicts, integrate};

const MANIFEST: &str = "teams:
  alpha:
    responsibilities: [core]
    boundaries: {write_paths: ['src/alpha/**']}
  beta:
    responsibilities: [api]
    boundaries: {write_paths: ['src/beta/**'], forbidden_paths: ['secret/**']}
  gamma:
    responsibilities: [web]
    boundaries: {write_paths: ['src/gamma/**']}
";

const TEAMS: [&str; 3] = ["alpha", "beta", "gamma"];
const PATHS: [&str; 12] = [
    "src/alpha/one.ts",
    "src/alpha/deep/two.ts",
    "src/beta/one.ts",
    "src/gamma/one.py",
    "shared/a.txt",
    "shared/b.txt",
    "shared/B.txt",
    "shared/c.json",
    "package.json",
    "secret/key",
    "dist/out.js",
    "shared/a.txt/inner.txt",
];

fn put(root: &Path, path: &str, text: &str) {
    let file = root.join(path);
    let made = fs::create_dir_all(file.parent().expect("a folder"));
    // Where a file stands in the place of a folder, nothing is written.
    if made.is_ok() && !file.is_dir() {
        fs::write(file, text).expect("write");
    }
}

fn text(of: usize) -> String {
    let lines: Vec<String> =
        (0..12).map(|line| if line == of % 13 { format!("line {of}\n") } else { format!("line {line}\n") }).collect();
    lines.concat()
}

fn project(root: &Path) -> Project {
    put(root, "manifest.yaml", MANIFEST);
    put(root, ".gitignore", "dist/\n*.log\n");
    put(root, "package.json", "{\"dependencies\": {\"left\": \"^1.0.0\"}}\n");
    for path in ["shared/a.txt", "shared/b.txt", "src/alpha/one.ts", "src/beta/one.ts", "shared/gone.txt"] {
        put(root, path, &text(40));
    }
    let project = Project::open(root).expect("a project");
    let manifest = gather::manifest_of(&project).expect("a manifest");
    let mut bases = Bases::new(&project, &manifest);
    for team in TEAMS {
        bases.ensure_tree(&TeamId::from_spelling(team).expect("a team")).expect("a tree");
    }
    project
}

fn tree(root: &Path, team: usize) -> PathBuf {
    root.join("teams").join(TEAMS[team % TEAMS.len()])
}

/// Something that somebody does.
fn happen(project: &Project, (what, team, path, how): (u8, usize, usize, usize)) {
    let root = &project.root;
    let (tree, name) = (tree(root, team), PATHS[path % PATHS.len()]);
    let file = tree.join(name);
    match what {
        // Mostly, teams write.
        0..=9 => put(
            &tree,
            name,
            &if name.ends_with("json") { format!("{{\"dependencies\": {{\"left\": \"^{how}.0.0\"}}}}\n") } else { text(how) },
        ),
        10 => {
            let _ = fs::remove_file(file);
        }
        11 => {
            let _ = fs::remove_dir_all(tree.join(name.split('/').next().expect("a folder")));
        }
        12 => {
            let to = tree.join(format!("moved/{how}.txt"));
            fs::create_dir_all(to.parent().expect("a folder")).expect("folder");
            let _ = fs::rename(file, to);
        }
        13 => {
            let _ = fs::rename(tree.join("shared"), tree.join("elsewhere"));
        }
        #[cfg(unix)]
        14 => {
            use std::os::unix::fs::PermissionsExt as _;
            let _ = fs::set_permissions(file, fs::Permissions::from_mode(if how % 2 == 0 { 0o755 } else { 0o644 }));
        }
        15 => put(
            root,
            "manifest.yaml",
            &MANIFEST.replace("'src/gamma/**'", ["'src/**'", "'shared/**'", "'src/gamma/**'"][how % 3]),
        ),
        16 => {
            let team = TeamId::from_spelling(TEAMS[team % TEAMS.len()]).expect("a team");
            let exception = Exception { team, path: name.to_owned(), reason: "needed".to_owned(), granted: how % 3 > 0 };
            exceptions::record(project, exception).expect("recorded");
        }
        17 => {
            let found = conflicts::find(project, &Silent).expect("a look");
            let answer = |conflict: &conflict::Conflict| {
                let answer = match conflict.kind {
                    "boundary" => Answer::LetIn { reason: "agreed".to_owned() },
                    _ => Answer::Side(0),
                };
                (conflict.id.clone(), answer)
            };
            let given = found.conflicts.iter().take(how % 4).map(answer).collect();
            answers::save(project, &given).expect("saved");
        }
        18 => put(&tree, ".gitignore", ["dist/\n*.log\n", "dist/\n", "shared/\n"][how % 3]),
        19 => put(&tree, "noise.log", &text(how)),
        20 => put(root, name, &text(how)),
        21 => {
            // Not every result can be written over what a person put there.
            let given = answers::load(project).expect("answers");
            let _ = integrate::integrate(project, &given, how % 2 == 0, &Silent);
        }
        22 => put(&project.integrated_folder(), name, &text(how)),
        #[cfg(unix)]
        23 => {
            let other = root.join(".dectet").join("twin");
            let _ = fs::remove_file(&other);
            // That a file gets a second name, nobody says: only what is seen to have one is looked at for it.
            if fs::hard_link(&file, &other).is_ok() {
                fs::write(file, text(how)).expect("write");
            }
        }
        24 => {
            let other = root.join(".dectet").join("twin");
            if other.exists() {
                fs::write(other, text(how)).expect("write");
            }
        }
        _ => {
            put(
                &tree,
                &format!("src/{}/new/{how}.ts", TEAMS[team % TEAMS.len()]),
                &format!("export const made{how} = {path};\n"),
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, rng_seed: prop::test_runner::RngSeed::Fixed(11), ..ProptestConfig::with_cases(24) })]

    #[test]
    fn remembering_changes_nothing(steps in prop::collection::vec(
        prop::collection::vec((0u8..28, 0usize..3, 0usize..12, 0usize..30), 1..4), 4..14)
    ) {
        let folder = tempfile::tempdir().expect("folder");
        let project = project(&folder.path().canonicalize().expect("canonical"));
        let mut looker = Looker::default();
        looker.find(&project, &Silent).expect("a look");
        for step in steps {
            for one in &step {
                happen(&project, *one);
            }
            let remembered = looker.find(&project, &Silent);
            let fresh = conflicts::find(&project, &Silent);
            prop_assert_eq!(&remembered, &fresh, "after {:?}", step);
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn what_a_team_does_in_files_of_its_own_is_followed() {
    let folder = tempfile::tempdir().expect("folder");
    let root = folder.path().canonicalize().expect("canonical");
    let project = project(&root);
    let mine = "src/alpha/deep/two.ts";
    put(&tree(&root, 0), mine, "export const two = 2;\n");
    let with = |line: &str, new: &str| text(40).replace(line, new);
    put(&tree(&root, 1), "shared/a.txt", &with("line 3\n", "line three\n"));
    put(&tree(&root, 2), "shared/a.txt", &with("line 3\n", "line trois\n"));
    let mut looker = Looker::default();
    let mut followed_after = |change: &dyn Fn()| {
        change();
        let before = looker.followed();
        let found = looker.find(&project, &Silent).expect("a look");
        assert_eq!(found, conflicts::find(&project, &Silent).expect("a look"));
        looker.followed() > before
    };
    assert!(!followed_after(&|| {}), "the first look has nothing to remember");
    assert!(followed_after(&|| {}));
    assert!(followed_after(&|| put(&tree(&root, 0), mine, "export const two = 'two';\n")));
    assert!(followed_after(&|| put(&tree(&root, 0), "src/alpha/one.ts", "export const one = 1;\n")) || followed_after(&|| {}));
    assert!(followed_after(&|| put(&tree(&root, 0), "src/alpha/one.ts", "export const one = 'one';\n")), "a file of base");
    assert!(followed_after(&|| put(&tree(&root, 0), "noise.log", "what a tool says\n")), "what is ignored");
    assert!(!followed_after(&|| put(&tree(&root, 1), mine, "export const two = 3;\n")), "what two have");
    let third = |text: String| put(&tree(&root, 2), "shared/a.txt", &text);
    assert!(followed_after(&|| third(with("line 3\n", "line drei\n"))), "still apart");
    assert!(!followed_after(&|| third(with("line 9\n", "line nine\n"))), "apart no longer");
    assert!(followed_after(&|| third(with("line 9\n", "line neuf\n"))), "still merges");
    assert!(!followed_after(&|| third(text(40))), "base again");
    assert!(!followed_after(&|| fs::remove_file(tree(&root, 0).join(mine)).expect("removed")));
    // A person's answer is another look: what is let in takes part.
    assert!(!followed_after(&|| happen(&project, (17, 0, 0, 3))));
}

#[test]
fn what_is_written_between_two_ticks_of_a_clock_is_seen() {
    let folder = tempfile::tempdir().expect("folder");
    let project = project(&folder.path().canonicalize().expect("canonical"));
    let mut looker = Looker::default();
    for number in 10..40 {
        // The same size each time, and as fast as it goes.
        put(&tree(&project.root, 0), "shared/a.txt", &format!("alpha {number}\n"));
        put(&tree(&project.root, 1), "shared/a.txt", &format!("beta {number}\n"));
        let found = looker.find(&project, &Silent).expect("a look");
        let shown = format!("{:?}", found.conflicts);
        for text in [format!("alpha {number}\n"), format!("beta {number}\n")] {
            assert!(shown.contains(&format!("{:?}", text.as_bytes())), "{text} in {shown}");
        }
    }
}
