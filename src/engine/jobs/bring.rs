//! The result comes home: into the branch that is checked out, by a merge that cannot conflict, or, without git, into the
//! project's own files. A step of its own, that a person asks for after a look; only where nothing of theirs could be lost: on
//! a clean checkout that is what the integration was made over. What it wrote without git can be taken back.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::engine::bases::Bases;
use crate::engine::event::BringReport;
use crate::engine::gather;
use crate::engine::git::Git;
use crate::engine::job::{Progress, Silent};
use crate::engine::pack;
use crate::engine::project::{Mode, Project};
use crate::engine::result::{self, Present, ResultFile, ResultTree};
use crate::engine::undo::{self, Planned};
use crate::engine::{disk, journal, trees};
use crate::model::merge::tree::{Entry, Tree};
use crate::model::path::RelPath;
use crate::model::problem::Problem;

/// Brings the last result home; `dry_run` only says what would change.
pub fn bring(project: &Project, dry_run: bool, progress: &dyn Progress) -> Result<BringReport, Problem> {
    progress.step(0, 0, "job-bring");
    if project.mode == Mode::Loose {
        return Err(Problem::error("bring-no-project"));
    }
    let present = Present::read(project, progress)?;
    let noted = disk::read_if_there(&note_file(project))?.and_then(|bytes| serde_json::from_slice::<Noted>(&bytes).ok());
    let noted = noted.ok_or_else(|| Problem::error("bring-nothing"))?;
    if result::is_unfinished(project) || noted.result != tree_id(present.tree()) {
        return Err(Problem::error("bring-edited"));
    }
    let mut report = match project.mode {
        Mode::Git => into_branch(project, dry_run)?,
        _ => into_folder(project, &present, &noted, dry_run)?,
    };
    report.dry_run = dry_run;
    if !dry_run {
        let details = serde_json::json!({
            "added": report.added.len(), "changed": report.changed.len(), "removed": report.removed.len(), "commit": report.commit,
        });
        journal::note(project, "brought", details)?;
    }
    Ok(report)
}

fn into_branch(project: &Project, dry_run: bool) -> Result<BringReport, Problem> {
    let git = Git::new(&project.root);
    let manifest = gather::manifest_of(project)?;
    let name = Bases::new(project, &manifest).branch("integration");
    let commit = git.commit_of(&format!("refs/heads/{name}")).ok_or_else(|| Problem::error("bring-nothing"))?;
    let head = git.commit_of("HEAD").ok_or_else(|| Problem::error("git-no-commit"))?;
    let uncommitted = git.uncommitted_files()?;
    if uncommitted > 0 {
        return Err(Problem::error("bring-not-clean").with("count", uncommitted));
    }
    let mut report = BringReport { branch: git.branch(), ..BringReport::default() };
    if git.is_ancestor(&commit, &head) {
        return Ok(report);
    }
    if !git.is_ancestor(&head, &commit) {
        return Err(Problem::error("bring-stale"));
    }
    for (status, path) in git.differences(&head, &commit)? {
        let Some(path) = RelPath::from_disk(std::path::Path::new(&path)) else { continue };
        match status.as_str() {
            "A" => report.added.push(path),
            "D" => report.removed.push(path),
            _ => report.changed.push(path),
        }
    }
    if !dry_run {
        report.commit = Some(git.merge(&commit, &format!("Bring in {name}"))?);
    }
    Ok(report)
}

fn into_folder(project: &Project, present: &Present, noted: &Noted, dry_run: bool) -> Result<BringReport, Problem> {
    let memory = project.own_folder().join("cache").join("project.seen");
    let now = trees::scan(&project.root, Some(&memory), None, &Silent)?;
    let plan = plan(present.tree(), &now);
    // Where the result lies already, it does not matter what it was made over.
    if !plan.is_empty() && noted.project != tree_id(&now) {
        return Err(Problem::error("bring-stale"));
    }
    let mut report = BringReport::default();
    let mut planned = Vec::with_capacity(plan.len());
    for (path, change) in &plan {
        match change {
            Change::Add => report.added.push(path.clone()),
            Change::Replace => report.changed.push(path.clone()),
            Change::Remove => report.removed.push(path.clone()),
        }
        if !dry_run {
            let there = match now.get(path) {
                Some(entry) => trees::read_entry(&project.root, path, entry.kind)?.map(|bytes| (entry.kind, bytes)),
                None => None,
            };
            let after = present.tree().get(path).map(|entry| entry.hash.clone());
            planned.push(Planned { path: path.clone(), before: there, after });
        }
    }
    if dry_run {
        return Ok(report);
    }
    undo::note(project, "bring", planned)?;
    // Removals first: a file may give way to a folder of its name.
    for path in &report.removed {
        disk::remove_file(&project.root.join(path))?;
        disk::remove_empty_dirs(&project.root, path);
    }
    for path in report.added.iter().chain(&report.changed) {
        if let Some(file) = present.now(project, path)? {
            trees::write_entry(&project.root, path, file.kind, &file.bytes)?;
        }
    }
    Ok(report)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    Add,
    Replace,
    Remove,
}

fn plan(wanted: &Tree, now: &Tree) -> Vec<(RelPath, Change)> {
    let mut plan: Vec<(RelPath, Change)> = Vec::new();
    for (path, entry) in wanted {
        match now.get(path) {
            None => plan.push((path.clone(), Change::Add)),
            Some(there) if (&there.hash, there.kind) != (&entry.hash, entry.kind) => plan.push((path.clone(), Change::Replace)),
            Some(_) => {}
        }
    }
    plan.extend(now.keys().filter(|path| !wanted.contains_key(*path)).map(|path| (path.clone(), Change::Remove)));
    plan
}

/// What an integration wrote, and what it was made over: only over the same may that result be laid.
#[derive(Debug, Serialize, Deserialize)]
struct Noted {
    result: String,
    project: String,
}

fn note_file(project: &Project) -> PathBuf {
    project.own_folder().join("result").join("last.json")
}

/// Notes what an integration wrote, and over what.
pub(super) fn note(project: &Project, made_over: &Tree, result: &ResultTree) -> Result<(), Problem> {
    let entry = |file: &ResultFile| Entry { hash: pack::hash(&file.bytes), kind: file.kind, size: file.bytes.len() as u64 };
    let result: Tree = result.iter().map(|(path, file)| (path.clone(), entry(file))).collect();
    let noted = Noted { result: tree_id(&result), project: tree_id(made_over) };
    let bytes = serde_json::to_vec(&noted).map_err(|error| Problem::error("internal").with("message", error))?;
    disk::write_atomic(&note_file(project), &bytes).map(|_| ())
}

fn tree_id(tree: &Tree) -> String {
    let mut text = String::new();
    for (path, entry) in tree {
        text.push_str(&format!("{path}\0{}\0{:?}\0", entry.hash, entry.kind));
    }
    pack::hash(text.as_bytes())
}

#[cfg(test)]
mod tests;
