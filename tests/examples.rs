//! The example projects, whole: they read without a problem, expand to what they promise, every file parses in its
//! language, and what teams wrote twice becomes conflicts that can be settled.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use dectet::engine::command::ExpandRequest;
use dectet::engine::disk;
use dectet::engine::job::Silent;
use dectet::engine::jobs::validate::{Commands, validate};
use dectet::engine::jobs::{conflicts, expand, integrate};
use dectet::engine::project::Project;
use dectet::model::conflict::{Answer, Conflict, Detail, fix};
use dectet::model::gates::Outcome;
use dectet::model::manifest::{check, read};
use dectet::model::merge::choice::Choice;
use dectet::model::path::RelPath;
use dectet::model::problem::Severity;
use dectet::model::syntax;

struct Promise {
    name: &'static str,
    files: std::ops::RangeInclusive<usize>,
    lines: std::ops::RangeInclusive<usize>,
}

const EXAMPLES: [Promise; 2] = [
    Promise { name: "ecommerce", files: 500..=1_000, lines: 50_000..=100_000 },
    Promise { name: "saas", files: 1_000..=1_500, lines: 60_000..=120_000 },
];

/// A copy of an example, as a person gets it.
fn copy_of(name: &str) -> tempfile::TempDir {
    let folder = tempfile::Builder::new().prefix("min butik ").tempdir().expect("folder");
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name);
    disk::copy_tree(&example, folder.path()).expect("copy");
    folder
}

#[test]
fn manifests_read_without_a_word_of_complaint() {
    for example in &EXAMPLES {
        let folder = copy_of(example.name);
        let project = Project::open(folder.path()).expect("opens");
        let name = project.manifest_name.clone().expect("a manifest");
        let text = disk::read_text(&project.root.join(&name)).expect("reads");
        let found = read::read(&name, &text);
        assert_eq!(found.problems, [], "{}", example.name);
        let manifest = found.manifest.expect("a manifest");
        assert_eq!(manifest.teams.len(), 10);
        let grave: Vec<_> =
            check::check(&name, &manifest).into_iter().filter(|found| found.problem.severity > Severity::Note).collect();
        assert_eq!(grave, [], "{}", example.name);
    }
}

#[test]
fn examples_go_the_whole_way_through() {
    for example in &EXAMPLES {
        let folder = copy_of(example.name);
        let project = Project::open(folder.path()).expect("opens");
        let report = expand::expand(&project, &ExpandRequest::default(), &Silent).expect("expands");
        let grave: Vec<_> = report.problems.iter().filter(|problem| problem.severity > Severity::Note).collect();
        assert!(grave.is_empty(), "{}: {grave:?}", example.name);
        assert_eq!(report.teams.len(), 10, "every team has mega-files");
        let files: usize = report.teams.iter().map(|team| team.files).sum();
        let lines: usize = report.teams.iter().map(|team| team.lines).sum();
        assert!(
            example.files.contains(&files) && example.lines.contains(&lines),
            "{}: {files} files, {lines} lines",
            example.name
        );

        let mut contents = BTreeMap::new();
        let mut broken = Vec::new();
        for team in &report.teams {
            let root = project.root.join("teams").join(&team.team);
            for path in team.created.iter().chain(&team.changed) {
                let text = disk::read_text(&root.join(path)).expect("what was written");
                broken.extend(
                    syntax::check(path, &text).map(|problem| format!("{} {}", team.team, problem.place.expect("a place"))),
                );
                if let Some((other, _)) = contents.insert(text, (path.clone(), team.team.clone())) {
                    panic!("{path} and {other} are the same text");
                }
            }
        }

        assert!(broken.is_empty(), "these do not parse:\n{}", broken.join("\n"));

        let found = conflicts::find_all(&project, &Silent).expect("looks");
        // Teams that work apart on purpose make no false alarm: whatever is said here is so.
        let said: Vec<_> = found.findings.iter().map(|finding| format!("{:?}", finding.problem)).collect();
        assert_eq!(said, Vec::<String>::new(), "{}", example.name);
        let teams: BTreeSet<_> = found.conflicts.iter().flat_map(|conflict| &conflict.teams).collect();
        assert!(teams.len() >= 4, "{}: only {teams:?} conflict", example.name);
        assert!(found.conflicts.iter().any(|conflict| conflict.kind == "boundary"), "one team wrote where it may not");
        let answers: BTreeMap<_, _> = (found.conflicts.iter())
            .map(|conflict| {
                let answer = match &conflict.detail {
                    Detail::Text { merge, .. } => Answer::Runs(vec![Some(Choice::Sides(vec![0, 1])); merge.conflict_count()]),
                    Detail::Version { .. } => Answer::Side(0),
                    Detail::Boundary { .. } => Answer::KeepOut,
                };
                (conflict.id.clone(), answer)
            })
            .collect();
        let result = integrate::integrate(&project, &answers, false, &Silent).expect("integrates");
        assert_eq!(result.open, [], "{}", example.name);
        assert_eq!(result.files, disk::walk(&project.integrated_folder()).expect("walks").found.len());
        let merged =
            disk::read_text(&project.integrated_folder().join(RelPath::new("package.json").expect("path"))).expect("merged");
        assert!(merged.contains("dependencies"), "{merged}");
    }
}

#[test]
fn examples_pass_their_own_gates() {
    for example in &EXAMPLES {
        let folder = copy_of(example.name);
        let project = Project::open(folder.path()).expect("opens");
        expand::expand(&project, &ExpandRequest::default(), &Silent).expect("expands");
        let found = conflicts::find_all(&project, &Silent).expect("looks");
        let teams: Vec<_> = found.conflicts.iter().flat_map(|conflict| conflict.teams.clone()).collect();
        let first = |detail: &Detail| match detail {
            Detail::Text { merge, .. } => Answer::Runs(vec![Some(Choice::Sides(vec![0])); merge.conflict_count()]),
            Detail::Version { .. } => Answer::Side(0),
            Detail::Boundary { .. } => Answer::KeepOut,
        };
        // Which packages the project has is a person's to decide, where it cannot be joined: until then, those of all
        // teams count.
        let answer = |conflict: &Conflict| match fix::of(conflict, None, &teams) {
            Some(fix) if fix.settles => Some(fix.answer),
            _ if conflict.path.as_str() == "package.json" => None,
            _ => Some(first(&conflict.detail)),
        };
        let answered = found.conflicts.iter().filter_map(|conflict| Some((conflict.id.clone(), answer(conflict)?)));
        let answers = answered.collect();
        integrate::integrate(&project, &answers, false, &Silent).expect("integrates");
        let result = validate(&project, Commands::Skip, &|_| (), &Silent).expect("validates");
        let fails = |outcome: &Outcome| matches!(outcome, Outcome::Fail { .. });
        let failed: Vec<_> = result.gates.iter().filter(|gate| fails(&gate.outcome) && gate.id != "integrated").collect();
        assert!(failed.is_empty(), "{}: {failed:#?}", example.name);
        assert!(result.gates.iter().filter(|gate| matches!(gate.outcome, Outcome::Pass)).count() > 15, "{}", example.name);
    }
}
