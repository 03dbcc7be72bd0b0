//! What an expansion promises: whole files, nothing outside, nobody's edits lost, and nothing done twice.
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};

use super::*;
use crate::engine::disk;
use crate::engine::event::TeamExpansion;
use crate::engine::job::Silent;
use crate::engine::jobs;

const MANIFEST: &str = "\
project: {name: Butik}
teams:
  alpha:
    responsibilities: [entities]
    boundaries: {write_paths: [src/core/**]}
  beta:
    responsibilities: [api]
    boundaries: {write_paths: [src/api/**]}
";

/// A project whose team alpha has one mega-file.
struct Case {
    folder: tempfile::TempDir,
    project: Project,
}

const ENTITIES: [&str; 3] = ["Order", "Customer", "Växel"];

fn mega(id: &str, team: &str, entities: &[&str], path: &str, body: &str) -> String {
    let mut text = format!("id: {id}\nversion: 1.0.0\nteam: {team}\nexpansion_rules:\n  entities:\n");
    for name in entities {
        text.push_str(&format!("    - {{name: {name}}}\n"));
    }
    text.push_str(&format!("generation_templates:\n  model:\n    output_path: {path}\n    template: |\n"));
    for line in body.lines() {
        text.push_str(&format!("      {line}\n"));
    }
    text
}

const BODY: &str = "// one\nexport class {Entity} {\n  a = 1;\n  b = 2;\n  c = 3;\n}\n// last";

impl Case {
    fn new() -> Self {
        let folder = tempfile::Builder::new().prefix("butik åäö ").tempdir().expect("folder");
        disk::write_atomic(&folder.path().join("manifest.yaml"), MANIFEST.as_bytes()).expect("manifest");
        let project = Project::open(folder.path()).expect("open");
        let case = Self { folder, project };
        case.alpha(&ENTITIES, BODY);
        case
    }

    fn write(&self, path: &str, text: &str) {
        disk::write_atomic(&self.folder.path().join(path), text.as_bytes()).expect(path);
    }

    fn alpha(&self, entities: &[&str], body: &str) {
        self.write("mega-files/alpha/models.yaml", &mega("models", "alpha", entities, "src/core/{entity}.ts", body));
    }

    fn tree(&self, path: &str) -> PathBuf {
        self.project.root.join("teams/alpha").join(path)
    }

    fn read(&self, path: &str) -> String {
        disk::read_text(&self.tree(path)).expect(path)
    }

    fn expand_with(&self, request: &ExpandRequest) -> ExpandReport {
        expand(&self.project, request, &Silent).expect("expand")
    }

    fn expand(&self) -> ExpandReport {
        self.expand_with(&ExpandRequest::default())
    }

    /// Paths and times of all files of alpha's tree.
    fn looks(&self) -> Vec<disk::Found> {
        disk::walk(&self.tree("")).expect("walk").found
    }
}

fn errors(report: &ExpandReport) -> Vec<&'static str> {
    let is_error = |problem: &&Problem| problem.severity == crate::model::problem::Severity::Error;
    report.problems.iter().filter(is_error).map(|problem| problem.id).collect()
}

fn names(paths: &[RelPath]) -> Vec<&str> {
    paths.iter().map(RelPath::as_str).collect()
}

fn only(report: &ExpandReport) -> &TeamExpansion {
    assert_eq!(report.teams.len(), 1, "{report:?}");
    &report.teams[0]
}

#[test]
fn a_second_run_touches_nothing() {
    let case = Case::new();
    let report = case.expand();
    assert_eq!(errors(&report), [""; 0]);
    assert_eq!(names(&only(&report).created), ["src/core/order.ts", "src/core/customer.ts", "src/core/växel.ts"]);
    assert_eq!((only(&report).files, only(&report).lines), (3, 21));
    assert!(case.read("src/core/växel.ts").contains("class Växel {"));
    let before = case.looks();
    for _ in 0..2 {
        let again = case.expand();
        assert_eq!((only(&again).unchanged, only(&again).created.len(), only(&again).lines), (3, 0, 21));
        assert_eq!(case.looks(), before, "an unchanged file keeps its time");
    }
    let events: Vec<_> = journal::read(&case.project).expect("journal").into_iter().map(|entry| entry.event).collect();
    assert_eq!(events, ["expanded"], "what did nothing is not journalled");
}

#[test]
fn one_entity_rewrites_only_its_file() {
    let case = Case::new();
    case.expand();
    let time = |path: &str| disk::stat(&case.tree(path)).expect(path).modified_ns;
    let (order, customer) = (time("src/core/order.ts"), time("src/core/customer.ts"));
    case.alpha(&["Orders", "Customer", "Växel"], BODY);
    let report = case.expand();
    assert_eq!(names(&only(&report).created), ["src/core/orders.ts"]);
    assert_eq!((only(&report).unchanged, names(&only(&report).orphans)), (2, vec!["src/core/order.ts"]));
    assert_eq!((time("src/core/order.ts"), time("src/core/customer.ts")), (order, customer));
}

#[test]
fn a_dry_run_writes_nothing_at_all() {
    let case = Case::new();
    let before = disk::list(&case.project.root).expect("list");
    let report = case.expand_with(&ExpandRequest { dry_run: true, ..ExpandRequest::default() });
    assert_eq!((only(&report).created.len(), report.dry_run), (3, true));
    assert_eq!(disk::list(&case.project.root).expect("list"), before);
}

#[test]
fn edits_are_joined_kept_or_left_alone_but_never_lost() {
    let case = Case::new();
    case.expand();
    let edit = |path: &str, from: &str, to: &str| case.write(&format!("teams/alpha/{path}"), &case.read(path).replace(from, to));
    edit("src/core/order.ts", "// last", "// last, mine");
    edit("src/core/customer.ts", "a = 1", "a = 111");
    // The same template: edits stay, and nothing is said of them.
    let report = case.expand();
    assert_eq!((only(&report).unchanged, names(&only(&report).merged), names(&only(&report).kept_edited)), (3, vec![], vec![]));
    assert!(case.read("src/core/order.ts").ends_with("// last, mine\n"));
    // Another template: one edit joins, the other clashes.
    case.alpha(&ENTITIES, &BODY.replace("a = 1", "a = 10"));
    for _ in 0..2 {
        let report = case.expand();
        assert_eq!(names(&only(&report).kept_edited), ["src/core/customer.ts"], "it clashes until somebody settles it");
        assert_eq!(errors(&report), [""; 0]);
    }
    assert!(case.read("src/core/order.ts").contains("a = 10;"));
    assert!(case.read("src/core/order.ts").ends_with("// last, mine\n"));
    assert!(case.read("src/core/customer.ts").contains("a = 111;"));
    assert!(case.read("src/core/växel.ts").contains("a = 10;"));
    // Settled by hand, as the template has it: the file is generated again.
    edit("src/core/customer.ts", "a = 111", "a = 10");
    assert_eq!(only(&case.expand()).unchanged, 3);
    case.alpha(&ENTITIES, &BODY.replace("a = 1", "a = 11"));
    assert!(names(&only(&case.expand()).changed).contains(&"src/core/customer.ts"));
}

#[test]
fn a_file_that_nobody_generated_is_never_overwritten() {
    let case = Case::new();
    case.write("teams/alpha/src/core/order.ts", "somebody's own work\n");
    let report = case.expand();
    assert_eq!(names(&only(&report).kept_edited), ["src/core/order.ts"]);
    assert_eq!(case.read("src/core/order.ts"), "somebody's own work\n");
    // Even when the record is lost.
    disk::remove_tree(&case.project.own_folder()).expect("remove");
    case.alpha(&ENTITIES, "other");
    let report = case.expand();
    assert_eq!(only(&report).kept_edited.len(), 3);
    assert!(case.read("src/core/växel.ts").contains("class Växel"));
}

#[test]
fn orphans_stay_until_they_are_pruned_and_edited_ones_for_ever() {
    let case = Case::new();
    case.expand();
    case.write("teams/alpha/src/core/växel.ts", "edited\n");
    case.alpha(&["Order"], BODY);
    for _ in 0..2 {
        assert_eq!(names(&only(&case.expand()).orphans), ["src/core/customer.ts", "src/core/växel.ts"]);
    }
    let report = case.expand_with(&ExpandRequest { prune: true, ..ExpandRequest::default() });
    assert_eq!(names(&only(&report).removed), ["src/core/customer.ts"]);
    assert_eq!(names(&only(&report).orphans), ["src/core/växel.ts"]);
    assert!(disk::stat(&case.tree("src/core/customer.ts")).is_none());
    // The last mega-file is gone: everything is orphaned.
    disk::remove_file(&case.folder.path().join("mega-files/alpha/models.yaml")).expect("remove");
    assert_eq!(names(&only(&case.expand()).orphans), ["src/core/order.ts", "src/core/växel.ts"]);
}

#[test]
fn an_error_writes_nothing_of_its_mega_file() {
    let case = Case::new();
    case.write("mega-files/alpha/out.yaml", &mega("out", "alpha", &["A"], "../../outside/{entity}.ts", "x"));
    case.write("mega-files/alpha/broken.yaml", "id: [\n");
    disk::write_atomic(&case.folder.path().join("mega-files/alpha/bytes.yaml"), b"id: \xff\n").expect("write");
    case.write("mega-files/gamma/x.yaml", &mega("x", "gamma", &["A"], "src/x/{entity}.ts", "x"));
    case.write("mega-files/beta/api.yaml", &mega("api", "beta", &["A"], "src/api/{entity}.ts", "x"));
    let report = case.expand();
    let errors = errors(&report);
    assert!(errors.len() >= 4, "{errors:?}");
    assert!(errors.contains(&"disk-not-utf8") && errors.contains(&"expand-folder-of-no-team"), "{errors:?}");
    assert_eq!(
        report.teams.iter().map(|team| (team.team.as_str(), team.created.len())).collect::<Vec<_>>(),
        [("alpha", 3), ("beta", 1)]
    );
    assert!(disk::stat(&case.folder.path().join("outside")).is_none());
    assert!(disk::stat(&case.folder.path().join("teams/gamma")).is_none());
}

#[test]
fn outputs_in_each_others_way_stop_their_team_before_the_first_byte() {
    let case = Case::new();
    case.write("mega-files/alpha/again.yaml", &mega("again", "alpha", &["Order"], "src/core/{entity}.ts", "x"));
    case.write("mega-files/beta/theirs.yaml", &mega("theirs", "beta", &["A"], "src/core/beta/{entity}.ts", "x"));
    let report = case.expand();
    assert!(errors(&report).len() >= 2, "{:?}", report.problems);
    assert!(report.teams.iter().all(|team| team.created.is_empty()), "{:?}", report.teams);
    assert!(disk::walk(&case.project.root.join("teams")).expect("walk").found.is_empty());
}

#[test]
fn a_request_names_teams_and_files() {
    let case = Case::new();
    case.write("mega-files/alpha/more.yaml", &mega("more", "alpha", &["More"], "src/core/{entity}.ts", "x"));
    case.write("mega-files/beta/api.yaml", &mega("api", "beta", &["A"], "src/api/{entity}.ts", "x"));
    let rel = |text: &str| RelPath::new(text).expect(text);
    let report = case.expand_with(&ExpandRequest { files: vec![rel("mega-files/alpha/more.yaml")], ..ExpandRequest::default() });
    assert_eq!(names(&only(&report).created), ["src/core/more.ts"]);
    let beta = TeamId::from_spelling("Team Beta").expect("id");
    let report = case.expand_with(&ExpandRequest { teams: vec![beta], ..ExpandRequest::default() });
    assert_eq!((only(&report).team.as_str(), only(&report).created.len()), ("beta", 1));
    let report = case.expand_with(&ExpandRequest { files: vec![rel("mega-files/alpha/none.yaml")], ..ExpandRequest::default() });
    assert_eq!(errors(&report), ["expand-no-such-mega-file"]);
    let stranger = TeamId::from_spelling("omega").expect("id");
    let report = case.expand_with(&ExpandRequest { teams: vec![stranger], ..ExpandRequest::default() });
    assert_eq!(errors(&report), ["expand-unknown-team"]);
    // The rest, and what was there already.
    let report = case.expand();
    assert_eq!(report.teams.iter().map(|team| (team.created.len(), team.unchanged)).collect::<Vec<_>>(), [(3, 1), (0, 1)]);
    assert_eq!(report.teams[0].orphans, []);
}

/// Stops after so many steps of writing.
struct StopAfter {
    writes: u64,
    seen: AtomicU64,
}

impl Progress for StopAfter {
    fn step(&self, _done: u64, _total: u64, label: &'static str) {
        if label == "job-expand-write" {
            self.seen.fetch_add(1, Ordering::SeqCst);
        }
    }

    fn is_cancelled(&self) -> bool {
        self.seen.load(Ordering::SeqCst) >= self.writes
    }
}

#[test]
fn cancelling_leaves_whole_files_and_the_next_run_completes() {
    let case = Case::new();
    let entities: Vec<String> = (0..200).map(|number| format!("Thing{number}")).collect();
    case.alpha(&entities.iter().map(String::as_str).collect::<Vec<_>>(), BODY);
    let stop = StopAfter { writes: 40, seen: AtomicU64::new(0) };
    let report = expand(&case.project, &ExpandRequest::default(), &stop).expect("expand");
    assert!(report.cancelled);
    let written = only(&report).created.len();
    assert!((40..200).contains(&written), "{written}");
    assert_eq!(case.looks().len(), written, "what is listed is what is there");
    for path in &only(&report).created {
        assert!(case.read(path.as_str()).ends_with("// last\n"));
    }
    let report = case.expand();
    assert_eq!((only(&report).created.len(), only(&report).unchanged, report.cancelled), (200 - written, written, false));
    assert_eq!(only(&case.expand()).unchanged, 200);
}

#[test]
fn new_folders_join_what_is_there() {
    let case = Case::new();
    case.expand();
    let deep = mega("deep", "alpha", &["A", "B"], "src/core/new/{entity}/deep.ts", "x {Entity}");
    case.write("mega-files/alpha/deep.yaml", &deep);
    case.write("teams/alpha/src/core/theirs.ts", "theirs\n");
    let report = case.expand();
    assert_eq!(names(&only(&report).created), ["src/core/new/a/deep.ts", "src/core/new/b/deep.ts"]);
    assert_eq!((case.read("src/core/new/b/deep.ts").as_str(), case.read("src/core/theirs.ts").as_str()), ("x B\n", "theirs\n"));
    assert!(disk::stat(&case.project.own_folder().join("staging/expand")).is_none(), "nothing stays beside the tree");
    // What a killed run left there is no part of anything.
    disk::write_atomic(&case.project.own_folder().join("staging/expand/alpha/src/x.ts"), b"half").expect("write");
    case.alpha(&["Another"], BODY);
    case.expand();
    assert!(
        disk::stat(&case.tree("src/x.ts")).is_none() && disk::stat(&case.project.own_folder().join("staging/expand")).is_none()
    );
}

#[test]
fn a_killed_run_is_completed_by_the_next() {
    let case = Case::new();
    case.expand();
    case.alpha(&ENTITIES, &BODY.replace("a = 1", "a = 10"));
    let index = case.project.own_folder().join("generated/alpha.json");
    let before = disk::read_bytes(&index).expect("index");
    case.expand();
    // As if it had been killed before it recorded what it wrote, and the template changed since.
    disk::write_atomic(&index, &before).expect("index");
    let written: generated::Pending = (ENTITIES.iter())
        .map(|name| RelPath::new(&format!("teams/alpha/src/core/{}.ts", name.to_lowercase())).expect("path"))
        .map(|path| (path.clone(), TextHash::of(&disk::read_bytes(&case.project.root.join(&path)).expect("written"))))
        .collect();
    generated::set_pending(&case.project, written.iter().map(|(path, hash)| (path, *hash))).expect("pending");
    // A run for another team does not forget that.
    let beta = TeamId::from_spelling("beta").expect("id");
    case.expand_with(&ExpandRequest { teams: vec![beta], ..ExpandRequest::default() });
    case.alpha(&ENTITIES, &BODY.replace("a = 1", "a = 100"));
    let report = case.expand();
    assert_eq!((only(&report).changed.len(), names(&only(&report).kept_edited)), (3, vec![]));
    assert!(case.read("src/core/order.ts").contains("a = 100;"));
    assert!(generated::read_pending(&case.project).expect("pending").is_empty());
}

#[test]
fn an_expansion_is_taken_back_and_made_again() {
    let case = Case::new();
    case.expand();
    case.alpha(&["Order", "Customer", "New"], &BODY.replace("a = 1", "a = 10"));
    case.expand_with(&ExpandRequest { prune: true, ..ExpandRequest::default() });
    case.write("teams/alpha/src/core/customer.ts", "edited since\n");
    jobs::take_back::take_back(&case.project, &Silent).expect("take back");
    assert!(case.read("src/core/order.ts").contains("a = 1;"));
    assert!(case.read("src/core/växel.ts").contains("a = 1;"), "what was pruned is there again");
    assert!(disk::stat(&case.tree("src/core/new.ts")).is_none());
    assert_eq!(case.read("src/core/customer.ts"), "edited since\n");
    let report = case.expand();
    assert_eq!(names(&only(&report).changed), ["src/core/order.ts"], "what was taken back does not count as edited");
    assert_eq!(names(&only(&report).created), ["src/core/new.ts"]);
}

#[test]
fn nothing_is_written_where_something_stands_in_the_way() {
    let case = Case::new();
    case.write("teams/alpha/src/core", "a file where a folder should be\n");
    let report = case.expand();
    assert_eq!(errors(&report), ["disk-not-a-folder"]);
    assert_eq!(case.looks().len(), 1);
    let other = Case::new();
    disk::create_dirs(&other.tree("src/core/order.ts")).expect("folder");
    assert_eq!(errors(&other.expand()), ["disk-is-a-folder"]);
    assert_eq!(other.looks().len(), 0, "nothing of a mega-file that fails");
}

#[cfg(unix)]
#[test]
fn links_lead_nowhere() {
    let outside = tempfile::tempdir().expect("outside");
    let case = Case::new();
    disk::create_dirs(&case.tree("src")).expect("folder");
    disk::write_link(&case.tree("src/core"), outside.path()).expect("link");
    let report = case.expand();
    assert_eq!(errors(&report), ["disk-link"]);
    assert!(disk::list(outside.path()).expect("list").is_empty());
    disk::write_atomic(&outside.path().join("theirs"), b"theirs").expect("write");
    let other = Case::new();
    disk::write_link(&other.tree("src/core/order.ts"), &outside.path().join("theirs")).expect("link");
    assert_eq!(errors(&other.expand()), ["disk-link"]);
    assert_eq!(disk::read_bytes(&outside.path().join("theirs")).expect("read"), b"theirs");
}

#[test]
fn a_team_begins_with_what_the_project_has() {
    let case = Case::new();
    case.write("package.json", "{}\n");
    case.write("src/core/order.ts", "the project's own\n");
    let report = case.expand();
    assert_eq!(case.read("package.json"), "{}\n");
    // What the tree began with is nobody's edit: the team's mega-file says what it becomes. The project's own file stays.
    assert_eq!(names(&only(&report).changed), ["src/core/order.ts"]);
    assert_ne!(case.read("src/core/order.ts"), "the project's own\n");
    let own = disk::read_text(&case.project.root.join("src/core/order.ts")).expect("the project's own");
    assert_eq!(own, "the project's own\n");
}
