//! The facts that gates look at, gathered side by side: which files there are, who wrote them, and what is in them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::engine::gather::Gathered;
use crate::engine::generated::Store;
use crate::engine::job::Progress;
use crate::engine::project::{Mode, Project};
use crate::engine::{threads, trees};
use crate::model::conflict::is_lockfile;
use crate::model::gates::file::{self, FileFacts};
use crate::model::gates::{Input, MegaFileChecks, Tree};
use crate::model::manifest::Team;
use crate::model::mega::{self, Check};
use crate::model::merge::is_binary;
use crate::model::merge::tree::EntryKind;
use crate::model::modules::Settings;
use crate::model::path::RelPath;
use crate::model::problem::Problem;
use crate::model::team::TeamId;

/// Texts above this are data: counted, not read.
const LARGEST: usize = 4 << 20;

/// What was gathered.
pub(super) struct Collected {
    pub(super) input: Input,
    /// Where texts are read from again.
    pub(super) texts: Texts,
}

/// Reads the tree that was looked at.
pub(super) struct Texts {
    gathered: Gathered,
    /// In the teams' trees: the side that has the file which counts.
    sides: BTreeMap<RelPath, usize>,
    integrated: std::path::PathBuf,
}

impl Texts {
    /// A file's bytes; `None` where it is gone, or a link.
    pub(super) fn read(&self, path: &RelPath) -> Option<Vec<u8>> {
        match self.sides.get(path) {
            Some(side) => self.gathered.read_side(*side, path).ok().flatten(),
            None => trees::read_entry(&self.integrated, path, EntryKind::File).ok().flatten(),
        }
    }

    /// A text as each of those has it who have it: once, where it was integrated.
    fn versions(&self, path: &RelPath) -> BTreeSet<String> {
        let of_sides = (0..self.gathered.sides.len()).filter_map(|side| self.gathered.read_side(side, path).ok().flatten());
        let all: Vec<Vec<u8>> = if self.sides.is_empty() { self.read(path).into_iter().collect() } else { of_sides.collect() };
        all.into_iter().filter_map(|bytes| String::from_utf8(bytes).ok()).collect()
    }
}

/// Gathers everything but what commands and reports say.
pub(super) fn collect(project: &Project, progress: &dyn Progress) -> Result<Collected, Problem> {
    let gathered = Gathered::new(project, progress)?;
    let mut manifest = gathered.manifest.clone();
    if project.mode == Mode::Loose {
        manifest.teams = gathered.sides.iter().map(|side| Team::new(side.team.clone(), side.team.as_str())).collect();
    }
    let mut writers: BTreeMap<RelPath, Vec<TeamId>> = BTreeMap::new();
    for side in gathered.sides.iter().filter(|side| !side.team.is_person()) {
        for (path, entry) in &side.tree {
            if side.base.get(path) != Some(entry) {
                writers.entry(path.clone()).or_default().push(side.team.clone());
            }
        }
    }
    let integrated = trees::list(&project.integrated_folder())?;
    let (tree, paths, sides) = if integrated.is_empty() {
        let sides = sides_of(&gathered, &writers);
        (Tree::Teams, sides.keys().cloned().collect(), sides)
    } else {
        (Tree::Integrated, integrated.into_iter().collect::<BTreeSet<_>>(), BTreeMap::new())
    };
    if paths.is_empty() {
        return Err(Problem::error("validate-nothing"));
    }
    let owners = gathered.ownership.clone();
    let texts = Texts { gathered, sides, integrated: project.integrated_folder() };
    let mut files = look_at_all(&texts, &paths, progress)?;
    for file in &mut files {
        // Of several who wrote it, the owner.
        let owner = owners.owner(&file.path);
        let teams = writers.get(&file.path);
        let is_owners = |team: &&TeamId| Some(*team) == owner;
        file.team = teams.and_then(|teams| teams.iter().find(is_owners).or_else(|| teams.first())).cloned();
    }
    let settings = paths.iter().filter(|path| Settings::is_one(path));
    let settings = settings.flat_map(|path| texts.versions(path).into_iter().map(|text| (path.clone(), text))).collect();
    let mega_files = mega_files(project)?;
    let input = Input { manifest, files, tree, paths, writers, settings, mega_files, ..Input::default() };
    Ok(Collected { input, texts })
}

/// For each path of the teams' trees the side whose file counts: a team that wrote it, the first of them; else any.
fn sides_of(gathered: &Gathered, writers: &BTreeMap<RelPath, Vec<TeamId>>) -> BTreeMap<RelPath, usize> {
    let mut sides: BTreeMap<RelPath, usize> = BTreeMap::new();
    for (number, side) in gathered.sides.iter().enumerate() {
        for path in side.tree.keys() {
            let teams = writers.get(path);
            let owner = teams.and_then(|_| gathered.ownership.owner(path));
            let preferred = teams.and_then(|teams| teams.iter().find(|team| Some(*team) == owner).or_else(|| teams.first()));
            if preferred.is_none_or(|team| *team == side.team) {
                sides.entry(path.clone()).or_insert(number);
            }
        }
    }
    sides
}

fn look_at_all(texts: &Texts, paths: &BTreeSet<RelPath>, progress: &dyn Progress) -> Result<Vec<FileFacts>, Problem> {
    let wanted: Vec<&RelPath> = paths.iter().filter(|path| !is_lockfile(path)).collect();
    let next = AtomicUsize::new(0);
    let found: Mutex<Vec<FileFacts>> = Mutex::new(Vec::with_capacity(wanted.len()));
    threads::together(threads::count(), |_| {
        let mut mine = Vec::new();
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            let Some(path) = wanted.get(place) else { break };
            if place.is_multiple_of(16) {
                progress.step(place as u64, wanted.len() as u64, "job-validate-files");
            }
            if progress.is_cancelled() {
                break;
            }
            let bytes = texts.read(path).filter(|bytes| bytes.len() <= LARGEST && !is_binary(bytes));
            let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
            mine.extend(text.map(|text| file::look(path, &text)));
        }
        found.lock().unwrap_or_else(PoisonError::into_inner).append(&mut mine);
    });
    if progress.is_cancelled() {
        return Err(Problem::note("cancelled"));
    }
    let mut found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
    found.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}

/// Whether a file tells packages and paths.
pub(crate) fn is_settings(path: &RelPath) -> bool {
    let name = path.file_name();
    name == "package.json" || (name.starts_with("tsconfig") && name.ends_with(".json")) || name == "jsconfig.json"
}

/// What mega-files ask to be checked, and what they made the last time.
pub(crate) fn mega_files(project: &Project) -> Result<Vec<MegaFileChecks>, Problem> {
    let (entries, _) = project.read_mega_files()?;
    let mut records = BTreeMap::new();
    let mut all = Vec::new();
    for entry in entries {
        let Some(text) = &entry.text else { continue };
        let read = mega::read::read(entry.path.as_str(), text);
        let asks = |check: Check| read.files.iter().any(|file| file.checks.contains(&check));
        let (files_parse, tests_parse) = (asks(Check::FilesParse), asks(Check::TestsParse));
        if !files_parse && !tests_parse {
            continue;
        }
        if !records.contains_key(&entry.team) {
            records.insert(entry.team.clone(), Store::new(project, &entry.team).load()?);
        }
        let source = records.get(&entry.team).and_then(|record| record.sources.get(entry.path.as_str()));
        let outputs = source.into_iter().flat_map(|source| &source.outputs).map(|output| output.path.clone()).collect();
        all.push(MegaFileChecks { path: entry.path, team: entry.team, files_parse, tests_parse, outputs });
    }
    Ok(all)
}
