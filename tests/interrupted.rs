//! The built program, stopped in the middle of an expansion by a kill or by the disk: every file is whole, old or new, and
//! the next run completes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const MANIFEST: &str = "\
project: {name: Butik}
teams:
  alpha:
    responsibilities: [entities]
    boundaries: {write_paths: [src/core/**]}
";
const ENTITIES: usize = 80;
const LINES: usize = 300;
const ROUNDS: u32 = 10;

fn text(version: u32, entity: usize) -> String {
    format!("// {version} of Thing{entity}\n").repeat(LINES)
}

/// What an expansion of a version leaves: files in one folder that stays, and each version's own new folders.
fn wanted(version: u32) -> BTreeMap<String, String> {
    let stays = (0..ENTITIES).map(|entity| (format!("src/core/thing{entity}.ts"), text(version, entity)));
    let new = (0..ENTITIES).map(|entity| (format!("src/core/v{version}/thing{entity}/model.ts"), text(version, entity)));
    stays.chain(new).collect()
}

fn write_mega_file(folder: &Path, version: u32) {
    let mut mega = "id: models\nversion: 1.0.0\nteam: alpha\nexpansion_rules:\n  entities:\n".to_owned();
    (0..ENTITIES).for_each(|entity| mega.push_str(&format!("    - name: Thing{entity}\n")));
    mega.push_str("generation_templates:\n");
    let body = format!("      // {version} of {{Entity}}\n").repeat(LINES);
    for (name, path) in
        [("stays", "src/core/{entity}.ts".to_owned()), ("new", format!("src/core/v{version}/{{entity}}/model.ts"))]
    {
        mega.push_str(&format!("  {name}:\n    output_path: {path}\n    template: |\n{body}"));
    }
    fs::create_dir_all(folder.join("mega-files/alpha")).expect("a folder");
    fs::write(folder.join("mega-files/alpha/models.yaml"), mega).expect("a mega-file");
}

fn expand(folder: &Path) -> Child {
    Command::new(env!("CARGO_BIN_EXE_dectet"))
        .args(["expand", "--quiet", "--workspace"])
        .arg(folder)
        .env("DECTET_CONFIG_DIR", folder.join("no settings here"))
        .stdout(Stdio::null())
        .spawn()
        .expect("the built program")
}

/// Every file of the team's tree that a person would see: temporary ones are nobody's.
fn tree(folder: &Path) -> BTreeMap<String, String> {
    let root = folder.join("teams/alpha");
    let mut found = BTreeMap::new();
    let mut waiting = vec![root.clone()];
    while let Some(next) = waiting.pop() {
        for entry in fs::read_dir(next).into_iter().flatten() {
            let path = entry.expect("an entry").path();
            let name = path.strip_prefix(&root).expect("below").to_str().expect("a name").to_owned();
            if path.is_dir() {
                waiting.push(path);
            } else if !name.ends_with(".tmp") {
                found.insert(name, fs::read_to_string(&path).expect("a text"));
            }
        }
    }
    found
}

#[test]
fn a_kill_at_any_moment_leaves_whole_files_and_the_next_run_completes() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("manifest.yaml"), MANIFEST).expect("the manifest");
    write_mega_file(folder.path(), 0);
    let began = Instant::now();
    assert!(expand(folder.path()).wait().expect("wait").success());
    let whole_run = began.elapsed();
    assert_eq!(tree(folder.path()), wanted(0));
    let mut before = wanted(0);
    for version in 1..=ROUNDS {
        write_mega_file(folder.path(), version);
        let mut child = expand(folder.path());
        std::thread::sleep(whole_run * version / ROUNDS + Duration::from_micros(u64::from(version) * 37));
        // It may have ended by itself: then everything is there already.
        let _ = child.kill();
        child.wait().expect("wait");
        let after = wanted(version);
        for (path, text) in tree(folder.path()) {
            let is_whole = before.get(&path) == Some(&text) || after.get(&path) == Some(&text);
            assert!(is_whole, "round {version}: {path} is neither old nor new");
        }
        assert!(expand(folder.path()).wait().expect("wait").success(), "round {version}");
        // What older versions made in folders of their own is orphaned, and stays.
        let now = tree(folder.path());
        for (path, text) in &after {
            assert_eq!(now.get(path), Some(text), "round {version}: {path}");
        }
        before = now;
    }
}

/// What a run says that must not end well.
fn refused(command: &mut Command) -> String {
    let output = command.output().expect("the built program");
    assert!(!output.status.success());
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A limit on the size of files is what a full disk is: the system takes no more bytes.
#[cfg(unix)]
#[test]
fn a_full_disk_is_named_and_changes_no_tree() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("manifest.yaml"), MANIFEST).expect("the manifest");
    write_mega_file(folder.path(), 0);
    let limited = format!("trap '' XFSZ; ulimit -f 100; exec '{}' expand --workspace .", env!("CARGO_BIN_EXE_dectet"));
    let run = || {
        let mut shell = Command::new("sh");
        shell
            .args(["-c", &limited])
            .current_dir(folder.path())
            .env("DECTET_CONFIG_DIR", "no settings here")
            .env("LC_ALL", "en_US.UTF-8");
        refused(&mut shell)
    };
    let said = run();
    assert!(said.contains("no room on the disk"), "{said}");
    assert_eq!(tree(folder.path()), BTreeMap::new());
    assert!(expand(folder.path()).wait().expect("wait").success());
    assert_eq!(tree(folder.path()), wanted(0));
    // The same with files that are replaced.
    write_mega_file(folder.path(), 1);
    let said = run();
    assert!(said.contains("no room on the disk"), "{said}");
    let (old, new) = (wanted(0), wanted(1));
    for (path, text) in tree(folder.path()) {
        assert!(old.get(&path) == Some(&text) || new.get(&path) == Some(&text), "{path}");
    }
    assert!(expand(folder.path()).wait().expect("wait").success());
    let now = tree(folder.path());
    assert!(new.iter().all(|(path, text)| now.get(path) == Some(text)));
}

#[test]
fn a_path_too_long_is_named_before_anything_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("manifest.yaml"), MANIFEST).expect("the manifest");
    write_mega_file(folder.path(), 0);
    let path = folder.path().join("mega-files/alpha/models.yaml");
    let mega =
        fs::read_to_string(&path).expect("the mega-file").replace("name: Thing79\n", &format!("name: {}\n", "X".repeat(300)));
    fs::write(&path, mega).expect("the mega-file");
    let mut program = Command::new(env!("CARGO_BIN_EXE_dectet"));
    program
        .args(["expand", "--workspace"])
        .arg(folder.path())
        .env("DECTET_CONFIG_DIR", "no settings here")
        .env("LC_ALL", "en_US.UTF-8");
    let said = refused(&mut program);
    assert!(said.contains("longer than some systems allow"), "{said}");
    assert_eq!(tree(folder.path()), BTreeMap::new());
}
