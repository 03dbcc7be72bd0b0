//! What is taken in, what is kept out, and that all of it can be taken back.

use std::sync::atomic::{AtomicU64, Ordering};

use super::*;
use crate::engine::job::Silent;
use crate::model::reply;

const MANIFEST: &str = "teams:\n  alpha: {write_paths: [src/alpha/**]}\n  beta: {write_paths: [src/beta/**]}\n";

fn project() -> (tempfile::TempDir, Project) {
    let folder = tempfile::tempdir().expect("folder");
    disk::write_atomic(&folder.path().join("manifest.yaml"), MANIFEST.as_bytes()).expect("manifest");
    let project = Project::open(folder.path()).expect("open");
    (folder, project)
}

fn item(team: &str, path: &str, text: &str) -> Item {
    Item {
        team: TeamId::from_spelling(team).expect(team),
        path: RelPath::new(path).expect(path),
        is_mega_file: path.starts_with("mega-files/"),
        content: Content::Whole(text.to_owned()),
    }
}

fn changes(team: &str, path: &str, before: &str, after: &str) -> Item {
    let reply = format!("{path}\n<<<<<<< SEARCH\n{before}\n=======\n{after}\n>>>>>>> REPLACE\n");
    let hunks = reply::split(&reply).parts.remove(0).hunks;
    Item { content: Content::Changes(hunks), ..item(team, path, "") }
}

/// As after a look: beside each item what is on disk.
fn seen(project: &Project, items: Vec<Item>) -> Vec<(Item, Option<String>)> {
    let looks = look(project, &items).expect("looks");
    items.into_iter().zip(looks.into_iter().map(|look| look.on_disk)).collect()
}

fn text(project: &Project, path: &str) -> Option<String> {
    disk::read_if_there(&project.root.join(path)).expect(path).map(|bytes| String::from_utf8(bytes).expect("text"))
}

#[test]
fn files_go_to_their_places_and_come_back() {
    let (_folder, project) = project();
    let there = project.root.join("teams/beta/src/beta/old.ts");
    disk::write_atomic(&there, b"one\ntwo\n").expect("write");
    let items = vec![
        item("beta", "mega-files/beta/orders.yaml", "id: x\n"),
        item("beta", "src/beta/new.ts", "new\n"),
        changes("beta", "src/beta/old.ts", "two", "TWO"),
        changes("beta", "src/beta/new.ts", "new", "newer"),
        item("alpha", "lib/free.ts", "free\n"),
    ];
    let looks = look(&project, &items).expect("looks");
    let states: Vec<State> = looks.iter().map(|look| look.state).collect();
    assert_eq!(states, [State::New, State::New, State::PatchApplies, State::New, State::New]);
    assert_eq!(looks[2].result.as_deref(), Some("one\nTWO\n"));
    assert_eq!(text(&project, "teams/beta/src/beta/new.ts"), None, "a look writes nothing");

    let report = take_in(&project, &seen(&project, items), &Silent).expect("taken in");
    assert_eq!((report.created.len(), report.changed.len(), report.kept_out.len()), (3, 1, 0));
    assert_eq!(text(&project, "mega-files/beta/orders.yaml").as_deref(), Some("id: x\n"));
    assert_eq!(text(&project, "teams/beta/src/beta/new.ts").as_deref(), Some("newer\n"));
    assert_eq!(text(&project, "teams/beta/src/beta/old.ts").as_deref(), Some("one\nTWO\n"));
    assert_eq!(journal::read(&project).expect("journal").last().expect("an entry").event, "taken-in");

    let back = undo::take_back(&project).expect("taken back");
    assert_eq!((back.what.as_str(), back.restored), ("intake", 4));
    assert_eq!(text(&project, "teams/beta/src/beta/old.ts").as_deref(), Some("one\ntwo\n"));
    assert_eq!(text(&project, "mega-files/beta/orders.yaml"), None);
}

#[test]
fn what_is_anothers_or_nobodys_place_is_kept_out() {
    let (_folder, project) = project();
    let items = vec![
        item("beta", "src/alpha/a.ts", "x"),
        item("beta", "mega-files/alpha/a.yaml", "x"),
        item("omega", "src/a.ts", "x"),
        item("beta", "integrated/a.ts", "x"),
        item("beta", "src/beta/fine.ts", "x"),
    ];
    let ids = ["reply-another-teams", "reply-not-with-mega-files", "reply-unknown-team", "reply-path-reserved"];
    let looks = look(&project, &items).expect("looks");
    let found: Vec<_> = looks.iter().filter_map(|look| look.problem.as_ref()).map(|problem| problem.id).collect();
    assert_eq!(found, ids);
    let report = take_in(&project, &seen(&project, items), &Silent).expect("taken in");
    assert_eq!(report.kept_out.iter().map(|(_, problem)| problem.id).collect::<Vec<_>>(), ids);
    assert_eq!(report.created.len(), 1);
}

#[test]
fn what_nobody_has_seen_is_never_replaced() {
    let (_folder, project) = project();
    let items = seen(&project, vec![item("beta", "src/beta/a.ts", "mine\n")]);
    let full = project.root.join("teams/beta/src/beta/a.ts");
    disk::write_atomic(&full, b"theirs\n").expect("another program");
    let report = take_in(&project, &items, &Silent).expect("taken in");
    assert_eq!(report.kept_out[0].1.id, "intake-changed-since");
    assert_eq!(text(&project, "teams/beta/src/beta/a.ts").as_deref(), Some("theirs\n"));
    assert_eq!(undo::take_back(&project).expect_err("nothing was written").id, "nothing-to-take-back");
    let again = seen(&project, vec![item("beta", "src/beta/a.ts", "mine\n")]);
    assert_eq!(take_in(&project, &again, &Silent).expect("seen now").changed.len(), 1);
    let same = take_in(&project, &seen(&project, vec![item("beta", "src/beta/a.ts", "mine\n")]), &Silent).expect("same");
    assert_eq!((same.unchanged, same.changed.len()), (1, 0));
}

#[test]
fn what_stands_in_the_way_is_named_and_the_rest_is_written() {
    let (_folder, project) = project();
    disk::write_atomic(&project.root.join("teams/beta/src/beta/x"), b"a file").expect("write");
    disk::create_dirs(&project.root.join("teams/beta/src/beta/folder.ts")).expect("folder");
    let items = vec![
        item("beta", "src/beta/x/a.ts", "x"),
        item("beta", "src/beta/folder.ts", "x"),
        changes("beta", "src/beta/none.ts", "a", "b"),
        item("beta", "src/beta/fine.ts", "x"),
    ];
    let report = take_in(&project, &seen(&project, items), &Silent).expect("taken in");
    let ids: Vec<_> = report.kept_out.iter().map(|(_, problem)| problem.id).collect();
    assert_eq!(ids, ["disk-not-a-folder", "disk-is-a-folder", "reply-nothing-to-change"]);
    assert_eq!(report.created.len(), 1);
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_is_named() {
    let (_folder, project) = project();
    let locked = project.root.join("teams/beta/src/beta");
    disk::create_dirs(&locked).expect("folder");
    let allow = |readonly: bool| {
        let mut permissions = std::fs::metadata(&locked).expect("folder").permissions();
        permissions.set_readonly(readonly);
        if !readonly {
            use std::os::unix::fs::PermissionsExt;
            permissions.set_mode(0o755);
        }
        std::fs::set_permissions(&locked, permissions).expect("permissions");
    };
    allow(true);
    let items = seen(&project, vec![item("beta", "src/beta/a.ts", "x")]);
    let report = take_in(&project, &items, &Silent).expect("taken in");
    allow(false);
    assert_eq!(report.kept_out[0].1.id, "disk-permission");
    assert_eq!(text(&project, "teams/beta/src/beta/a.ts"), None);
}

/// Stops after so many questions.
struct StopsAfter(AtomicU64);

impl Progress for StopsAfter {
    fn step(&self, _done: u64, _total: u64, _label: &'static str) {}

    fn is_cancelled(&self) -> bool {
        self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_err()
    }
}

#[test]
fn stopped_between_two_files_leaves_both_whole() {
    let (_folder, project) = project();
    let items = ["a", "b", "c"].map(|name| item("beta", &format!("src/beta/{name}.ts"), name)).to_vec();
    let report = take_in(&project, &seen(&project, items), &StopsAfter(AtomicU64::new(2))).expect("stopped");
    assert!(report.cancelled);
    assert_eq!(report.created.len(), 1);
    assert_eq!(undo::take_back(&project).expect("taken back").restored, 1);
}
