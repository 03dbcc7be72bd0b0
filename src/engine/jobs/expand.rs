//! Expanding mega-files into their teams' trees. Team by team, *plan* (read, check, render) and *compare* (what lies on
//! disk, what was generated before: what is to be done with each file); then, for all, *note* (what a taking back needs)
//! and *write*. No tree changes before every problem is known. Most of an expansion is new folders: what belongs there is
//! rendered once, into folders beside the tree, and these are put in their places whole. What changes in folders that are
//! there is rendered again when it is written, unless a few megabytes were enough to keep it; so memory does not grow with
//! the output. A mega-file with an error writes nothing, nor does a team whose outputs stand in each other's way.

mod compare;
mod finish;
mod plan;
mod source;
mod stage;
#[cfg(test)]
mod tests;
mod write;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use crate::engine::command::ExpandRequest;
use crate::engine::event::ExpandReport;
use crate::engine::generated::TextHash;
use crate::engine::job::Progress;
use crate::engine::project::Project;
use crate::engine::{disk, exceptions, generated, journal};
use crate::model::manifest::Manifest;
use crate::model::ownership::Ownership;
use crate::model::path::RelPath;
use crate::model::problem::{Place, Problem};
use crate::model::team::TeamId;

pub use source::Loaded;

/// Expands what the request names. What stands in the way of a part is in the report; an error means that nothing
/// could be done at all.
pub fn expand(project: &Project, request: &ExpandRequest, progress: &dyn Progress) -> Result<ExpandReport, Problem> {
    let began = Instant::now();
    let manifest_text = project.read_manifest()?;
    let manifest = project.manifest()?;
    let mut report = ExpandReport { dry_run: request.dry_run, ..ExpandReport::default() };
    let files = project.find_mega_files(&mut report.problems)?;
    let wanted = Wanted::new(project, &manifest, request, &files, &mut report.problems);
    let context = Context {
        project,
        manifest: &manifest,
        ownership: Ownership::new(&manifest).granting(exceptions::granted(project)?),
        rules: TextHash::of(manifest_text.as_bytes()).to_string(),
        request,
        progress,
        staging: project.own_folder().join("staging").join("expand"),
        stopped: AtomicBool::new(false),
    };
    let seen = |problem| project.seen(problem);
    let pending = generated::read_pending(project).map_err(seen)?;
    if !request.dry_run {
        // What a run that was killed left there.
        disk::remove_tree(&context.staging).map_err(seen)?;
    }
    let mut teams = plan::plan(&context, &wanted, &pending)?;
    // Until here no tree has changed: when the disk said no, none does.
    if !request.dry_run && !context.stopped.load(Ordering::Relaxed) {
        let others = finish::of_other_teams(&context, &teams, pending);
        finish::note(&context, &teams, &others)?;
        write::write(&context, &mut teams)?;
        finish::save_records(&context, &mut teams, &wanted)?;
        generated::set_pending(project, others.iter().map(|(path, hash)| (path, *hash))).map_err(seen)?;
    }
    if !request.dry_run {
        disk::remove_tree(&context.staging).map_err(seen)?;
    }
    report.cancelled = progress.is_cancelled();
    finish::report(&mut teams, &mut report);
    report.seconds = journal::seconds(began.elapsed());
    if !request.dry_run {
        finish::journal(project, &report)?;
    }
    Ok(report)
}

/// What all steps look at.
struct Context<'a> {
    project: &'a Project,
    manifest: &'a Manifest,
    ownership: Ownership,
    /// The hash of the manifest.
    rules: String,
    request: &'a ExpandRequest,
    progress: &'a dyn Progress,
    /// Where new folders are filled, team by team.
    staging: PathBuf,
    /// The disk said no: everybody stops.
    stopped: AtomicBool,
}

impl Context<'_> {
    /// Whether to go on with the next file.
    fn goes_on(&self) -> bool {
        !self.progress.is_cancelled() && !self.stopped.load(Ordering::Relaxed)
    }
}

/// Which mega-files there are, and which of them are asked for.
struct Wanted {
    /// Teams with mega-files that are asked for, in the manifest's order, with all their mega-files.
    teams: Vec<(TeamId, Vec<(RelPath, bool)>)>,
    /// Whether every mega-file of the teams is asked for.
    everything: bool,
}

impl Wanted {
    fn new(
        project: &Project,
        manifest: &Manifest,
        request: &ExpandRequest,
        files: &[(TeamId, RelPath)],
        problems: &mut Vec<Problem>,
    ) -> Self {
        let known: Vec<&TeamId> = (manifest.teams.iter())
            .flat_map(|team| std::iter::once(&team.id).chain(team.swarm.iter().map(|part| &part.id)))
            .collect();
        for team in request.teams.iter().filter(|team| !known.contains(team)) {
            problems.push(Problem::error("expand-unknown-team").with("team", team));
        }
        for path in request.files.iter().filter(|path| !files.iter().any(|(_, file)| file == *path)) {
            problems.push(Problem::error("expand-no-such-mega-file").with("path", path).at(Place::file(path.as_str())));
        }
        let mut strangers = BTreeSet::new();
        let mut teams: Vec<(TeamId, Vec<(RelPath, bool)>)> = Vec::new();
        for (team, path) in files {
            let team_is_asked = request.teams.is_empty() || request.teams.contains(team);
            let is_asked = team_is_asked && (request.files.is_empty() || request.files.contains(path));
            if !known.contains(&team) {
                if is_asked && strangers.insert(team) {
                    let folder = path.parent().unwrap_or_else(|| path.clone());
                    problems.push(Problem::error("expand-folder-of-no-team").with("team", team).at(Place::file(folder.as_str())));
                }
                continue;
            }
            match teams.iter_mut().find(|(other, _)| other == team) {
                Some((_, paths)) => paths.push((path.clone(), is_asked)),
                None => teams.push((team.clone(), vec![(path.clone(), is_asked)])),
            }
        }
        // A team whose last mega-file is gone may have orphans.
        for team in
            known.iter().filter(|team| request.files.is_empty() && (request.teams.is_empty() || request.teams.contains(team)))
        {
            if !teams.iter().any(|(other, _)| other == *team) && generated::Store::new(project, team).exists() {
                teams.push(((*team).clone(), Vec::new()));
            }
        }
        teams.retain(|(_, paths)| paths.is_empty() || paths.iter().any(|(_, is_asked)| *is_asked));
        teams.sort_by_key(|(team, _)| known.iter().position(|other| *other == team));
        for team in request.teams.iter().filter(|team| known.contains(team) && !teams.iter().any(|(other, _)| other == *team)) {
            problems.push(Problem::warning("expand-no-mega-files-of-team").with("team", team));
        }
        if teams.is_empty() && problems.is_empty() {
            let folder = &project.mega_files_folder;
            problems.push(Problem::warning("expand-no-mega-files").with("folder", folder).at(Place::file(folder)));
        }
        Self { teams, everything: request.files.is_empty() }
    }
}

/// What is to be done with one file.
#[derive(Debug, Default)]
enum Action {
    /// Not decided yet, or nothing: its mega-file has an error.
    #[default]
    None,
    /// Nothing is there: write it (or, in a folder that is new, it waits beside the tree already).
    Create,
    /// It holds what it should.
    Same,
    /// It holds what was generated before: put the new text there.
    Replace(Box<Before>),
    /// It was edited, and the edits join the new text: put this there.
    Merge(Box<Before>, Box<[u8]>),
    /// It was edited, and holds all that is new besides.
    Joined,
    /// It was edited, and the edits clash with the new text: it stays.
    Keep,
}

/// What a file held when it was looked at.
#[derive(Debug)]
struct Before {
    bytes: Vec<u8>,
    mark: generated::Mark,
    is_executable: bool,
}

/// A path in a team's tree, seen from the project.
fn in_project(project: &Project, team_folder: &Path, path: &RelPath) -> Option<RelPath> {
    let folder = RelPath::from_disk(team_folder.strip_prefix(&project.root).ok()?)?;
    Some(path.below(&folder))
}
