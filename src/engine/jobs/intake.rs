//! Taking in what an assistant's reply holds: first a look at what is on disk in each place, then, after the person's
//! click, the writing. Owns the promise between the two: a file is replaced only where it still is what the person saw,
//! every path is classified again before the first byte is written, every file is whole, and all of it can be taken
//! back. Not: what a reply holds, nor where it would go (`model::reply`).

use std::collections::BTreeMap;

use crate::engine::command::ReplySource;
use crate::engine::job::Progress;
use crate::engine::project::Project;
use crate::engine::{disk, journal, pack, trees, undo};
use crate::model::manifest::Manifest;
use crate::model::merge::tree::EntryKind;
use crate::model::ownership::{Ownership, PathClass};
use crate::model::path::RelPath;
use crate::model::problem::{Place, Problem, Severity};
use crate::model::reply::{self, Hunk, Reply, apply};
use crate::model::team::TeamId;

/// No answer is longer, in bytes.
const REPLY_LIMIT: u64 = 32 << 20;

/// What is to be written, or changed.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// A whole file.
    Whole(String),
    /// Changes of what is there.
    Changes(Vec<Hunk>),
}

/// One file of a reply, and where it goes.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Whose it is.
    pub team: TeamId,
    /// Its path: of a mega-file from the project, else in the team's tree.
    pub path: RelPath,
    /// Whether it goes to the project's mega-files.
    pub is_mega_file: bool,
    /// What it holds.
    pub content: Content,
}

/// A file against what is on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum State {
    New,
    Replaces,
    Same,
    PatchApplies,
    /// It cannot be taken in; a problem says why.
    Fails,
}

/// What there is to see of one file before it is taken in.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    /// Against what is on disk.
    pub state: State,
    /// What is on disk.
    pub on_disk: Option<String>,
    /// What would be there; nothing where that cannot be.
    pub result: Option<String>,
    /// Why it cannot be taken in, or what is worth knowing.
    pub problem: Option<Problem>,
}

/// What was taken in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// Files that are new.
    pub created: Vec<RelPath>,
    /// Files that hold something else now.
    pub changed: Vec<RelPath>,
    /// How many held it already.
    pub unchanged: usize,
    /// Files that were kept out, and why.
    pub kept_out: Vec<(RelPath, Problem)>,
    /// Whether the person stopped it: what is listed was written.
    pub cancelled: bool,
}

/// Takes a reply apart. A file that is no text, or larger than any answer, is said to be so.
pub fn split(source: &ReplySource) -> Result<Reply, Problem> {
    match source {
        ReplySource::Text(text) => Ok(reply::split(text)),
        ReplySource::File(path) => {
            if disk::stat(path).is_some_and(|stat| stat.size > REPLY_LIMIT) {
                return Err(disk::fault("reply-too-long", path).with("megabytes", REPLY_LIMIT >> 20));
            }
            disk::read_text(path).map(|text| reply::split(&text))
        }
    }
}

/// Looks at each file's place without writing. Changes of a file that comes earlier in the list are changes of that.
pub fn look(project: &Project, items: &[Item]) -> Result<Vec<Look>, Problem> {
    let manifest = project.manifest()?;
    let ownership = Ownership::new(&manifest);
    let mut before: BTreeMap<String, String> = BTreeMap::new();
    let looks = items.iter().map(|item| {
        let look = look_at(project, &manifest, &ownership, item, &before);
        if let (Some(target), Some(result)) = (target(project, item), &look.result) {
            before.insert(target.collision_key(), result.clone());
        }
        look
    });
    Ok(looks.collect())
}

fn look_at(
    project: &Project,
    manifest: &Manifest,
    ownership: &Ownership,
    item: &Item,
    before: &BTreeMap<String, String>,
) -> Look {
    let fails = |problem: Problem, on_disk: Option<String>| Look {
        state: State::Fails,
        on_disk,
        result: None,
        problem: Some(project.seen(problem)),
    };
    let Some(target) = target(project, item) else {
        return fails(Problem::error("internal").with("message", &item.path), None);
    };
    if let Err(problem) = allowed(project, manifest, ownership, item) {
        return fails(problem, None);
    }
    let on_disk = match current(project, &target) {
        Ok(found) => found.map(|(_, text)| text),
        Err(problem) => return fails(problem, None),
    };
    let earlier = before.get(&target.collision_key());
    let base = earlier.or(on_disk.as_ref()).map(String::as_str);
    let result = match &item.content {
        Content::Whole(text) => Ok(text.clone()),
        Content::Changes(hunks) => apply::apply(base, hunks),
    };
    match result {
        Err(problem) => fails(problem, on_disk),
        Ok(text) => {
            let state = match (&on_disk, &item.content) {
                (Some(there), _) if *there == text => State::Same,
                (None, _) => State::New,
                (Some(_), Content::Whole(_)) => State::Replaces,
                (Some(_), Content::Changes(_)) => State::PatchApplies,
            };
            Look { state, on_disk, result: Some(text), problem: None }
        }
    }
}

/// Takes files in. Beside each stands what the person saw on disk: where something else is there by now, it stays.
pub fn take_in(project: &Project, items: &[(Item, Option<String>)], progress: &dyn Progress) -> Result<Report, Problem> {
    let manifest = project.manifest()?;
    let ownership = Ownership::new(&manifest);
    let mut report = Report::default();
    let plan = plan(project, &manifest, &ownership, items, &mut report);
    if progress.is_cancelled() {
        report.cancelled = true;
        return Ok(report);
    }
    let seen = |problem| project.seen(problem);
    let noted = plan.iter().map(|(path, write)| undo::Planned {
        path: path.clone(),
        before: write.before.clone().map(|(kind, text)| (kind, text.into_bytes())),
        after: Some(pack::hash(write.text.as_bytes())),
    });
    undo::note(project, "intake", noted.collect()).map_err(seen)?;
    let total = plan.len() as u64;
    for (done, (path, write)) in plan.iter().enumerate() {
        progress.step(done as u64, total, "job-take-in");
        if progress.is_cancelled() {
            report.cancelled = true;
            break;
        }
        match disk::write_inside(&project.root, path, write.text.as_bytes()) {
            Ok(_) if write.before.is_some() => report.changed.push(path.clone()),
            Ok(_) => report.created.push(path.clone()),
            Err(problem) => report.kept_out.push((path.clone(), seen(problem))),
        }
    }
    let (created, changed) = (report.created.len(), report.changed.len());
    if created + changed > 0 {
        let details = serde_json::json!({ "created": created, "changed": changed, "cancelled": report.cancelled });
        journal::note(project, "taken-in", details)?;
    }
    Ok(report)
}

/// One file that will be written.
struct Write {
    before: Option<(EntryKind, String)>,
    text: String,
}

/// What will be written where; what is kept out is in the report. Nothing is written yet.
fn plan(
    project: &Project,
    manifest: &Manifest,
    ownership: &Ownership,
    items: &[(Item, Option<String>)],
    report: &mut Report,
) -> BTreeMap<RelPath, Write> {
    let mut plan: BTreeMap<RelPath, Write> = BTreeMap::new();
    let mut spelled: BTreeMap<String, RelPath> = BTreeMap::new();
    for (item, seen) in items {
        let Some(target) = target(project, item) else { continue };
        // The last one wins, in the spelling of the first.
        let target = spelled.entry(target.collision_key()).or_insert(target).clone();
        let planned = allowed(project, manifest, ownership, item).and_then(|()| {
            let before = current(project, &target)?;
            let there = before.as_ref().map(|(_, text)| text.as_str());
            let earlier = plan.get(&target).map(|write| write.text.as_str());
            let text = match &item.content {
                Content::Whole(text) => text.clone(),
                Content::Changes(hunks) => apply::apply(earlier.or(there), hunks)?,
            };
            if there != seen.as_deref() && there != Some(&*text) {
                return Err(Problem::error("intake-changed-since").with("path", &target).at(Place::file(target.as_str())));
            }
            Ok(Write { before, text })
        });
        match planned {
            Ok(write) => {
                plan.insert(target, write);
            }
            Err(problem) => report.kept_out.push((target, project.seen(problem))),
        }
    }
    plan.retain(|_, write| {
        let is_same = write.before.as_ref().is_some_and(|(_, text)| *text == write.text);
        report.unchanged += usize::from(is_same);
        !is_same
    });
    plan
}

/// Where it goes, seen from the project.
fn target(project: &Project, item: &Item) -> Option<RelPath> {
    if item.is_mega_file {
        return Some(item.path.clone());
    }
    let folder = project.team_folder(&item.team);
    let folder = RelPath::from_disk(folder.strip_prefix(&project.root).ok()?)?;
    Some(item.path.below(&folder))
}

/// Whether the team may write there, by the manifest as it is on disk now.
fn allowed(project: &Project, manifest: &Manifest, ownership: &Ownership, item: &Item) -> Result<(), Problem> {
    let is_team =
        |team: &TeamId| manifest.teams.iter().any(|known| &known.id == team || known.swarm.iter().any(|part| &part.id == team));
    if !is_team(&item.team) {
        return Err(Problem::error("reply-unknown-team").with("team", &item.team));
    }
    if item.is_mega_file {
        let folder = &project.mega_files_folder;
        let inside = item.path.strip_prefix(folder);
        let team = inside.and_then(|inside| TeamId::from_spelling(inside.as_str().split_once('/')?.0));
        let is_yaml = matches!(item.path.extension().as_str(), "yaml" | "yml");
        let is_right = is_yaml && team.as_ref() == Some(&item.team);
        return if is_right { Ok(()) } else { Err(Problem::error("reply-not-with-mega-files").with("folder", folder)) };
    }
    if trees::is_coordination(&item.path) || item.path.as_str().split('/').any(|part| part.eq_ignore_ascii_case(".git")) {
        return Err(Problem::error("reply-path-reserved").with("path", &item.path));
    }
    match ownership.classify(&item.team, &item.path) {
        PathClass::Own | PathClass::Unclaimed => Ok(()),
        PathClass::AnotherTeams(owner) => {
            Err(Problem::error("reply-another-teams").with("team", &item.team).with("owner", owner))
        }
        PathClass::Forbidden => Err(Problem::error("reply-forbidden").with("team", &item.team)),
    }
}

/// What is there now, if it is a text; whatever would keep it from being written is said before anything is.
fn current(project: &Project, target: &RelPath) -> Result<Option<(EntryKind, String)>, Problem> {
    let full = disk::inside(&project.root, target)?;
    let Some(stat) = disk::stat(&full) else {
        let above = full.ancestors().skip(1).find_map(|above| disk::stat(above).map(|stat| (above, stat)));
        return match above {
            Some((above, stat)) if stat.read_only => Err(disk::fault("disk-permission", above)),
            _ => Ok(None),
        };
    };
    if stat.read_only {
        return Err(disk::fault("disk-permission", &full));
    }
    let kind = if stat.kind == disk::Kind::Executable { EntryKind::Executable } else { EntryKind::File };
    Ok(Some((kind, disk::read_text(&full)?)))
}

/// Whether nothing of a look stands in the way.
impl Look {
    /// Whether it could be taken in.
    pub fn is_sound(&self) -> bool {
        self.result.is_some() && self.problem.as_ref().is_none_or(|problem| problem.severity < Severity::Error)
    }
}

#[cfg(test)]
mod tests;
