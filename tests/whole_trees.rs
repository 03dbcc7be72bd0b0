//! Whole trees through the engine: exact against what was made, and the nasty ones: thirty sides, ten thousand conflicts, text
//! that is no UTF-8, links that lead in a circle.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use dectet::engine::bases::Bases;
use dectet::engine::gather::{manifest_of, team_ids};
use dectet::engine::job::Silent;
use dectet::engine::jobs::conflicts::find;
use dectet::engine::jobs::integrate::{integrate, preview};
use dectet::engine::project::Project;
use dectet::model::merge::choice::{Choice, resolve};
use dectet::model::merge::lines::merge_lines;
use dectet::model::merge::markers::{self, MarkerStyle};
use dectet::model::team::TeamId;

#[path = "../benches/trees/mod.rs"]
mod trees;

use trees::{Plan, Size, TEAMS};

fn put(root: &Path, path: &str, bytes: &[u8]) {
    let file = root.join(path);
    fs::create_dir_all(file.parent().expect("a folder")).expect("folders");
    fs::write(file, bytes).expect("write");
}

/// A project with a tree for each of its teams.
fn project(root: &Path, manifest: &str) -> Project {
    put(root, "manifest.yaml", manifest.as_bytes());
    let project = Project::open(root).expect("a project");
    let manifest = manifest_of(&project).expect("a manifest");
    let mut bases = Bases::new(&project, &manifest);
    for team in team_ids(&manifest) {
        bases.ensure_tree(&team).expect("a tree");
    }
    project
}

#[test]
fn ten_trees_are_what_was_made_of_them() {
    let folder = tempfile::tempdir().expect("folder");
    let root = &folder.path().canonicalize().expect("canonical");
    let plan = Plan::new(3, Size { files: 70, lines: 10, base: 30 });
    plan.write_project(root);
    let project = project(root, &Plan::manifest());
    for (number, name) in TEAMS.iter().enumerate() {
        plan.write_team(number, &project.team_folder(&TeamId::from_spelling(name).expect("a team")));
    }
    let wanted: BTreeMap<&str, Vec<&str>> = (plan.truth.iter().filter(|truth| truth.kind.conflicts()))
        .map(|truth| (truth.path.as_str(), truth.teams.iter().map(|team| TEAMS[*team]).collect()))
        .collect();
    // The first look has nothing to go by, the second what the first one read.
    for _ in 0..2 {
        let found = find(&project, &Silent).expect("a look");
        let got: BTreeMap<&str, Vec<&str>> = (found.conflicts.iter())
            .map(|conflict| (conflict.path.as_str(), conflict.teams.iter().map(TeamId::as_str).collect()))
            .collect();
        assert_eq!(got, wanted);
        let shared: usize = plan.truth.iter().map(|truth| truth.teams.len() * (truth.teams.len() - 1) / 2).sum();
        let counted: usize = found.overlaps.paths.iter().flatten().sum();
        assert_eq!(counted, 2 * shared, "every pair of teams is counted on every path that both touched");
        let dry = preview(&project, &BTreeMap::new(), false, &Silent).expect("a preview");
        assert_eq!((dry.files, dry.open.len(), root.join("integrated").exists()), (found.files, wanted.len(), false));
    }
    let report = integrate(&project, &BTreeMap::new(), false, &Silent).expect("integrates");
    let page = root.join(report.report.expect("a report").as_str()).with_extension("html");
    assert!(fs::read_to_string(page).expect("a page").contains("x000/shared00000.ts".rsplit('/').next().expect("a name")));
    // A change that keeps the size is seen, too.
    let path = plan.truth.iter().find(|truth| truth.kind == trees::Kind::SameEdit).expect("one").clone();
    let file = project.team_folder(&TeamId::from_spelling(TEAMS[path.teams[0]]).expect("a team")).join(&path.path);
    let text = fs::read_to_string(&file).expect("text").replace("by all", "by one");
    fs::write(&file, text).expect("write");
    let found = find(&project, &Silent).expect("a look");
    assert!(found.conflicts.iter().any(|conflict| conflict.path.as_str() == path.path));
}

#[test]
fn thirty_sides_on_one_line_are_one_conflict() {
    let folder = tempfile::tempdir().expect("folder");
    let root = &folder.path().canonicalize().expect("canonical");
    put(root, "shared.txt", b"first\nline\nlast\n");
    let manifest: String = (0..30).map(|number| format!("  team-{number:02}x: work\n")).collect();
    let project = project(root, &format!("teams:\n{manifest}"));
    let ids = team_ids(&manifest_of(&project).expect("a manifest"));
    for (number, team) in ids.iter().enumerate() {
        put(&project.team_folder(team), "shared.txt", format!("first\nline of {number}\nlast\n").as_bytes());
    }
    let found = find(&project, &Silent).expect("a look");
    assert_eq!(found.conflicts.len(), 1);
    let teams: BTreeSet<_> = found.conflicts[0].teams.iter().collect();
    assert_eq!(teams.len(), 30);
    let report = integrate(&project, &BTreeMap::new(), true, &Silent).expect("integrates");
    assert_eq!(report.open.len(), 1);
    let marked = markers::read(&fs::read(root.join("integrated/shared.txt")).expect("marked")).expect("well-formed");
    assert_eq!(marked.labels.len(), 30);
}

#[test]
fn ten_thousand_conflicts_go_out_and_come_in_again() {
    let text = |mark: &str| -> Vec<u8> {
        let line =
            |number: usize| format!("value{number} = {mark};\nkeep {number}\nand {number}\nalso {number}\nthese {number}\n");
        (0..10_000).map(line).collect::<String>().into_bytes()
    };
    let (base, one, two) = (text("0"), text("1"), text("2"));
    let merge = merge_lines(&base, &[&one, &two]);
    assert_eq!(merge.conflict_count(), 10_000);
    let marked = markers::write(&merge, &["one", "two"], "base", MarkerStyle::Diff3);
    let read = markers::read(&marked).expect("well-formed");
    assert_eq!((read.merge.conflict_count(), read.write() == marked), (10_000, true));
    let resolved = resolve(&merge, &vec![Some(Choice::Sides(vec![1])); 10_000]);
    assert!(resolved.text == two);
}

#[cfg(unix)]
#[test]
fn strange_bytes_and_links_in_a_circle_lose_nothing() {
    let folder = tempfile::tempdir().expect("folder");
    let root = &folder.path().canonicalize().expect("canonical");
    let latin = |first: &[u8], last: &[u8]| [first, b"\n1\n2\n3\n4\n5\n6\n", last, b"\n"].concat();
    put(root, "menu.txt", &latin(b"sm\xf6rg\xe5s", b"\xe4gg"));
    let project = project(root, "teams:\n  alpha: core\n  beta: api\n");
    put(root, "teams/alpha/menu.txt", &latin(b"br\xf6d", b"\xe4gg"));
    put(root, "teams/beta/menu.txt", &latin(b"sm\xf6rg\xe5s", b"\xf6l"));
    fs::create_dir_all(root.join("teams/alpha/loop")).expect("a folder");
    std::os::unix::fs::symlink("../loop", root.join("teams/alpha/loop/again")).expect("a link");
    std::os::unix::fs::symlink("self", root.join("teams/alpha/self")).expect("a link");
    let report = integrate(&project, &BTreeMap::new(), false, &Silent).expect("integrates");
    assert_eq!((report.open.len(), report.merged), (0, 1));
    assert_eq!(fs::read(root.join("integrated/menu.txt")).expect("merged"), latin(b"br\xf6d", b"\xf6l"));
    let link = |path: &str| fs::read_link(root.join("integrated").join(path)).expect("a link");
    assert_eq!((link("loop/again"), link("self")), ("../loop".into(), "self".into()));
}
