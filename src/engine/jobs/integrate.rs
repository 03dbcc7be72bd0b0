//! Ten trees become one: merge, apply what was decided, write `integrated/`, and in git mode commit it. What is open
//! keeps base's version and is listed; what a team may not write is kept out and listed.

mod page;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use crate::engine::event::{IntegrationReport, OpenConflict};
use crate::engine::gather::Gathered;
use crate::engine::git::{Git, Ignored};
use crate::engine::job::Progress;
use crate::engine::jobs::bring;
use crate::engine::jobs::conflicts::{self, Found, Settled};
use crate::engine::project::{Mode, Project};
use crate::engine::result::{self, ResultTree, Written};
use crate::engine::{bases, disk, journal, trees};
use crate::model::conflict::structure::Finding;
use crate::model::conflict::{Answer, Conflict, ConflictId, Detail};
use crate::model::merge::choice::Choice;
use crate::model::path::RelPath;
use crate::model::problem::Problem;
use crate::model::team::TeamId;

/// Integrates: `answers` settle conflicts, `markers` writes what is open as text with conflict markers.
pub fn integrate(
    project: &Project,
    answers: &BTreeMap<ConflictId, Answer>,
    markers: bool,
    progress: &dyn Progress,
) -> Result<IntegrationReport, Problem> {
    let started = Instant::now();
    result::resume(project)?;
    let mut found = conflicts::look(project, answers, progress)?;
    let findings = conflicts::look_at_structure(project, &found, progress)?.findings;
    found.notes.extend(findings.iter().map(|finding| finding.problem.clone()));
    let answers = &found.with_excepted(answers);
    let outcome = conflicts::settle_all(project, &found, answers, markers)?;
    let written = result::write(project, &found.present, &outcome.result, &outcome.recorded, progress)?;
    bring::note(project, &found.gathered.project, &outcome.result)?;
    let mut report = report_of(&found, &outcome, written);
    let decided = decided(&found, answers);
    if project.mode == Mode::Git {
        report.commit = Some(commit(project, &found.gathered, &report, &decided)?);
    }
    report.seconds = journal::seconds(started.elapsed());
    report.report = Some(write_report(project, &report, answers, &found, &decided, &findings)?);
    journal::note(
        project,
        "integrated",
        serde_json::json!({ "files": report.files, "written": report.written, "open": report.open.len(), "commit": report.commit }),
    )?;
    Ok(report)
}

/// What an integration would do; writes nothing.
pub fn preview(
    project: &Project,
    answers: &BTreeMap<ConflictId, Answer>,
    markers: bool,
    progress: &dyn Progress,
) -> Result<IntegrationReport, Problem> {
    let started = Instant::now();
    let found = conflicts::look(project, answers, progress)?;
    let answers = &found.with_excepted(answers);
    let outcome = conflicts::settle_all(project, &found, answers, markers)?;
    let written = result::compare(&found.present, &outcome.result);
    let mut report = report_of(&found, &outcome, written);
    report.dry_run = true;
    report.seconds = journal::seconds(started.elapsed());
    Ok(report)
}

fn report_of(found: &Found, outcome: &Settled<'_>, written: Written) -> IntegrationReport {
    IntegrationReport {
        files: outcome.result.len(),
        lines: count_lines(&outcome.result),
        written: written.written,
        removed: written.removed,
        merged: found.merged,
        resolved: outcome.resolved,
        open: outcome.open.iter().map(|conflict| named(conflict)).collect(),
        kept_out: outcome.kept_out.iter().map(|conflict| named(conflict)).collect(),
        ..IntegrationReport::default()
    }
}

/// A conflict that was settled, and how.
#[derive(Debug, serde::Serialize)]
struct Decided<'a> {
    path: &'a RelPath,
    kind: &'a str,
    teams: &'a [TeamId],
    answer: &'a Answer,
    /// The same for people: whose version, in which order.
    said: String,
}

fn decided<'a>(found: &'a Found, answers: &'a BTreeMap<ConflictId, Answer>) -> Vec<Decided<'a>> {
    let settled = |conflict: &'a Conflict| {
        let answer = answers.get(&conflict.id).filter(|answer| conflict.is_settled_by(Some(answer)))?;
        let Conflict { path, kind, teams, .. } = conflict;
        Some(Decided { path, kind, teams, answer, said: said(teams, answer) })
    };
    found.conflicts.iter().filter_map(settled).collect()
}

/// An answer in the words of a commit message.
fn said(teams: &[TeamId], answer: &Answer) -> String {
    let name = |side: &usize| teams.get(*side).map_or("?", TeamId::as_str).to_owned();
    match answer {
        Answer::Runs(choices) => {
            let each = choices.iter().flatten().map(|choice| match choice {
                Choice::Sides(sides) => sides.iter().map(name).collect::<Vec<_>>().join(" then "),
                Choice::Base => "base".to_owned(),
                Choice::Nothing => "nothing".to_owned(),
                _ => "by hand".to_owned(),
            });
            let mut each: Vec<String> = each.collect();
            each.dedup();
            each.join(", ")
        }
        Answer::Written(_) => "by hand".to_owned(),
        Answer::Side(side) => name(side),
        Answer::Base => "base".to_owned(),
        Answer::Delete => "deleted".to_owned(),
        Answer::KeepOut => "kept out".to_owned(),
        Answer::LetIn { reason } => format!("let in: {}", reason.lines().next().unwrap_or_default()),
    }
}

/// A conflict as a report names it.
fn named(conflict: &Conflict) -> OpenConflict {
    OpenConflict {
        path: conflict.path.clone(),
        kind: conflict.kind.to_owned(),
        teams: conflict.teams.iter().map(|team| team.as_str().to_owned()).collect(),
    }
}

fn count_lines(result: &ResultTree) -> usize {
    let text = result.values().filter(|file| !crate::model::merge::is_binary(&file.bytes));
    text.map(|file| file.bytes.split_inclusive(|byte| *byte == b'\n').count()).sum()
}

/// Commits the result on the integration branch: its parents are the integration before and every team's work.
fn commit(
    project: &Project,
    gathered: &Gathered,
    report: &IntegrationReport,
    decided: &[Decided<'_>],
) -> Result<String, Problem> {
    let git = Git::new(&project.root);
    git.exclude_own_folders()?;
    let bases = bases::Bases::new(project, &gathered.manifest);
    let branch = format!("refs/heads/{}", bases.branch("integration"));
    let before = git.commit_of(&branch);
    let mut parents: Vec<String> = before.iter().cloned().collect();
    for side in &gathered.sides {
        let folder = project.team_folder(&side.team);
        if git.worktree_at(&folder)?.is_some() {
            let worktree = Git::new(&folder);
            let _alone = git.alone()?;
            let branch = bases.branch(&format!("team/{}", side.team));
            // Where its agent is in the middle of something, its work gets a commit that no branch points to yet.
            match worktree.keep_work(&branch, None, &format!("Work of team {}", side.team)) {
                Ok(kept) => parents.push(kept.head),
                Err(_) => parents.push(worktree.commit_of_present_state()?),
            }
        }
    }
    // What the project had is part of the result: whoever merges it gets no conflict with what they have.
    if let Some(head) = git.commit_of("HEAD")
        && !parents.iter().any(|parent| git.is_ancestor(&head, parent))
    {
        parents.push(head);
    }
    let mut seen = BTreeSet::new();
    parents.retain(|parent| seen.insert(parent.clone()));
    // The person's manifest and mega-files are no part of the product, but a branch without them would remove them
    // from whatever it is merged into.
    let coordination = match git.commit_of("HEAD") {
        Some(head) => git.list(&head)?.into_iter().filter(|file| {
            RelPath::from_disk(std::path::Path::new(&file.path)).is_some_and(|path| trees::is_coordination(&path))
        }),
        None => return Err(Problem::error("git-no-commit")),
    };
    let tree = git.tree_of_folder(&project.integrated_folder(), None, Ignored::TakeIn)?;
    let tree = git.tree_with(&tree, &coordination.collect::<Vec<_>>())?;
    if let Some(before) = &before
        && git.tree_of(before).as_deref() == Some(&tree)
        && parents.iter().all(|parent| git.is_ancestor(parent, before))
    {
        return Ok(before.clone());
    }
    let mut message = format!("Integrate {} trees: {} files\n", gathered.sides.len(), report.files);
    for decision in decided {
        message.push_str(&format!("\nResolved: {} ({}): {}", decision.path, decision.kind, decision.said));
    }
    for (title, list) in [("Open", &report.open), ("Kept out", &report.kept_out)] {
        for conflict in list {
            message.push_str(&format!("\n{title}: {} ({}: {})", conflict.path, conflict.kind, conflict.teams.join(", ")));
        }
    }
    let parents: Vec<_> = parents.iter().map(String::as_str).collect();
    let commit = git.commit_tree(&tree, &parents, &message)?;
    git.set_ref(&branch, &commit)?;
    Ok(commit)
}

/// Writes what happened, for machines and for people: `reports/integration-<time>.json` and `.html`.
fn write_report(
    project: &Project,
    report: &IntegrationReport,
    answers: &BTreeMap<ConflictId, Answer>,
    found: &Found,
    decided: &[Decided<'_>],
    findings: &[Finding],
) -> Result<RelPath, Problem> {
    let time = journal::now().strftime("%Y-%m-%dT%H-%M-%SZ").to_string();
    let name = format!("reports/integration-{time}.json");
    let path = RelPath::new(&name).map_err(|fault| Problem::error(fault.id()).with("path", &name))?;
    let content = serde_json::json!({
        "format": "dectet-integration-1",
        "time": journal::now().to_string(),
        "report": report,
        "decided": decided,
        "notes": found.notes,
        "findings": findings,
        "exceptions": found.conflicts.iter().filter(|conflict| {
            matches!((&conflict.detail, answers.get(&conflict.id)), (Detail::Boundary { .. }, Some(Answer::LetIn { .. })))
        }).map(|conflict| serde_json::json!({ "path": conflict.path, "teams": conflict.teams })).collect::<Vec<_>>(),
        "asked": crate::engine::exceptions::load(project)?,
    });
    let bytes = serde_json::to_vec_pretty(&content).map_err(|error| Problem::error("internal").with("message", error))?;
    disk::write_atomic(&project.root.join(&path), &bytes)?;
    let page = page::write(&content)?;
    disk::write_atomic(&project.root.join(path.as_str()).with_extension("html"), page.as_bytes())?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::disallowed_methods, reason = "tests make projects of their own")]

    use std::fs;
    use std::path::Path;

    use super::*;
    use crate::engine::job::Silent;
    use crate::engine::undo;
    use crate::model::merge::choice::Choice;

    const MANIFEST: &str = "teams:\n  alpha:\n    responsibilities: [core]\n    boundaries: {write_paths: [src/core/**]}\n  \
                            beta:\n    responsibilities: [api]\n    boundaries: {write_paths: [src/api/**]}\n";

    fn put(root: &Path, path: &str, text: &str) {
        let file = root.join(path);
        fs::create_dir_all(file.parent().expect("parent")).expect("folders");
        fs::write(file, text).expect("write");
    }

    fn made(root: &Path, path: &str) -> Option<String> {
        fs::read_to_string(root.join("integrated").join(path)).ok()
    }

    /// A project without git, in which two teams have trees of their own.
    fn project(root: &Path) -> Project {
        put(root, "manifest.yaml", MANIFEST);
        put(root, "package.json", "{\n  \"name\": \"x\",\n  \"a\": 0,\n  \"b\": 0\n}\n");
        put(root, "README.md", "hello\n");
        let project = Project {
            root: root.to_owned(),
            manifest_name: Some("manifest.yaml".to_owned()),
            mega_files_folder: "mega-files".to_owned(),
            mode: Mode::Folder,
        };
        let manifest = crate::engine::gather::manifest_of(&project).expect("manifest");
        let mut bases = bases::Bases::new(&project, &manifest);
        for team in crate::engine::gather::team_ids(&manifest) {
            bases.ensure_tree(&team).expect("tree");
        }
        put(root, "teams/alpha/src/core/user.ts", "export class User {}\n");
        put(root, "teams/alpha/package.json", "{\n  \"name\": \"x\",\n  \"a\": 1,\n  \"b\": 0\n}\n");
        put(root, "teams/beta/package.json", "{\n  \"name\": \"x\",\n  \"a\": 2,\n  \"b\": 0\n}\n");
        put(root, "teams/beta/src/api/routes.ts", "export const routes = [];\n");
        put(root, "teams/beta/src/core/user.ts", "export class Intruder {}\n");
        project
    }

    fn run(project: &Project, answers: &BTreeMap<ConflictId, Answer>) -> IntegrationReport {
        integrate(project, answers, false, &Silent).expect("integrates")
    }

    #[test]
    fn what_is_open_keeps_base_and_an_answer_settles_it() {
        let folder = tempfile::tempdir().expect("folder");
        let root = &folder.path().canonicalize().expect("canonical");
        let project = project(root);
        let found = conflicts::find(&project, &Silent).expect("look");
        let kinds: Vec<_> = found.conflicts.iter().map(|conflict| (conflict.kind, conflict.path.as_str())).collect();
        assert_eq!(kinds, [("boundary", "src/core/user.ts"), ("several-writers", "package.json")]);

        let report = run(&project, &BTreeMap::new());
        assert_eq!((report.open.len(), report.kept_out.len()), (2, 1));
        assert!(made(root, "package.json").expect("base's").contains("\"a\": 0"), "an open conflict keeps base's version");
        assert_eq!(
            made(root, "src/core/user.ts").as_deref(),
            Some("export class User {}\n"),
            "the owner's version, not the intruder's"
        );
        assert_eq!(made(root, "src/api/routes.ts").as_deref(), Some("export const routes = [];\n"));
        assert_eq!(made(root, "README.md").as_deref(), Some("hello\n"));
        assert_eq!(made(root, "manifest.yaml"), None, "coordination is no part of the product");

        let answers = BTreeMap::from([
            (found.conflicts[0].id.clone(), Answer::KeepOut),
            (found.conflicts[1].id.clone(), Answer::Runs(vec![Some(Choice::Sides(vec![1]))])),
        ]);
        let report = run(&project, &answers);
        assert_eq!((report.open.len(), report.resolved, report.written), (0, 2, 1), "only the settled file is written");
        assert!(made(root, "package.json").expect("there").contains("\"a\": 2"));

        // What was let in takes part in the merge: now it conflicts with the owner's own file.
        let answers = BTreeMap::from([(found.conflicts[0].id.clone(), Answer::LetIn { reason: "agreed".into() })]);
        let look = conflicts::look(&project, &answers, &Silent).expect("look");
        assert!(look.conflicts.iter().any(|conflict| conflict.kind == "add-add" && conflict.path.as_str() == "src/core/user.ts"));
    }

    #[test]
    fn hand_edits_in_the_result_are_kept_and_joined() {
        let folder = tempfile::tempdir().expect("folder");
        let root = &folder.path().canonicalize().expect("canonical");
        let project = project(root);
        run(&project, &BTreeMap::new());
        put(root, "integrated/README.md", "hello\nby hand\n");
        put(root, "integrated/src/api/routes.ts", "export const routes = ['mine'];\n");
        put(root, "integrated/notes.md", "new by hand\n");
        put(root, "teams/alpha/README.md", "# Title\nhello\n");
        put(root, "teams/beta/src/api/routes.ts", "export const routes = ['theirs'];\n");
        let found = conflicts::find(&project, &Silent).expect("look");
        assert!(found.sides.contains(&TeamId::you()));
        let mine = found.conflicts.iter().find(|conflict| conflict.path.as_str() == "src/api/routes.ts").expect("a conflict");
        assert_eq!(mine.teams.iter().map(TeamId::as_str).collect::<Vec<_>>(), ["beta", "you"]);
        run(&project, &BTreeMap::new());
        assert_eq!(made(root, "README.md").as_deref(), Some("# Title\nhello\nby hand\n"), "what does not clash is joined");
        assert_eq!(made(root, "notes.md").as_deref(), Some("new by hand\n"));
        assert!(made(root, "src/api/routes.ts").expect("there").contains("mine"), "an open conflict leaves the person's words");
        let answers = BTreeMap::from([(mine.id.clone(), Answer::Runs(vec![Some(Choice::Sides(vec![0]))]))]);
        run(&project, &answers);
        assert!(made(root, "src/api/routes.ts").expect("there").contains("theirs"));
    }

    #[test]
    fn an_integration_is_taken_back_and_edits_made_since_stay() {
        let folder = tempfile::tempdir().expect("folder");
        let root = &folder.path().canonicalize().expect("canonical");
        let project = project(root);
        run(&project, &BTreeMap::new());
        put(root, "teams/alpha/src/core/user.ts", "export class User { id = 1; }\n");
        put(root, "teams/alpha/src/core/more.ts", "export {};\n");
        put(root, "teams/alpha/README.md", "hello there\n");
        run(&project, &BTreeMap::new());
        put(root, "integrated/README.md", "edited since\n");
        let done = undo::take_back(&project).expect("taken back");
        assert_eq!((done.restored, done.kept.len()), (2, 1));
        assert_eq!(made(root, "src/core/user.ts").as_deref(), Some("export class User {}\n"));
        assert_eq!(made(root, "src/core/more.ts"), None);
        assert_eq!(made(root, "README.md").as_deref(), Some("edited since\n"));
        // The record is the one before as well: what was taken back is no hand edit.
        let found = conflicts::find(&project, &Silent).expect("look");
        let by_hand: Vec<_> = found.notes.iter().filter(|note| note.id == "you-edits").map(|note| note.arg("count")).collect();
        assert_eq!(by_hand, [Some("1")]);
        undo::take_back(&project).expect("the first one too");
        assert_eq!(made(root, "src/core/user.ts"), None);
        assert_eq!(undo::take_back(&project).expect_err("nothing left").id, "nothing-to-take-back");
    }

    #[test]
    fn the_projects_own_changes_since_teams_started_are_in_the_result() {
        let folder = tempfile::tempdir().expect("folder");
        let root = &folder.path().canonicalize().expect("canonical");
        let project = project(root);
        put(root, "README.md", "hello, moved on\n");
        put(root, "LICENSE", "free\n");
        run(&project, &BTreeMap::new());
        assert_eq!(made(root, "README.md").as_deref(), Some("hello, moved on\n"));
        assert_eq!(made(root, "LICENSE").as_deref(), Some("free\n"));
    }
}
