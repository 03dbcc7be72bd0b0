//! What a mega-file would produce, from the text as it stands in the editor: paths, texts, and what each is against what
//! is on disk. Nothing is written. It follows typing, so it asks again and again whether it still is wanted.

use std::collections::HashMap;

use crate::engine::disk::{self, Kind};
use crate::engine::event::{Inspection, OutputState, Preview, PreviewOutput};
use crate::engine::generated::{OutputRecord, Store, TeamRecord, TextFacts, TextHash};
use crate::engine::job::Progress;
use crate::engine::jobs::expand::Loaded;
use crate::engine::project::Project;
use crate::model::manifest;
use crate::model::mega::expand::{PlannedOutput, Prepared, check_outputs};
use crate::model::ownership::{Ownership, PathClass};
use crate::model::path::RelPath;
use crate::model::problem::Problem;
use crate::model::team::TeamId;

/// How much text a preview carries to the window; beyond it outputs are listed without their text.
const TEXT_BYTES: usize = 32 << 20;

/// A file on disk is shown beside its new text up to this length.
const SHOWN_BYTES: u64 = 2 << 20;

/// What is asked for.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs)]
pub struct Request<'a> {
    pub path: &'a RelPath,
    pub team: &'a TeamId,
    pub text: &'a str,
    pub manifest_text: &'a str,
}

/// Computes previews, and remembers between two of them what seldom changes.
#[derive(Debug, Default)]
pub struct Previewer {
    ownership: Option<(String, Ownership)>,
    record: Option<(TeamId, Option<disk::Stat>, TeamRecord)>,
    /// The last text, compiled: looking closely at one of its outputs compiles nothing again.
    last: Option<(RelPath, TeamId, String, Loaded)>,
}

impl Previewer {
    /// Computes a preview; what it gives when it was cancelled is of no use.
    pub fn preview(&mut self, project: &Project, request: &Request<'_>, progress: &dyn Progress) -> Result<Preview, Problem> {
        let mut loaded = Loaded::new(request.path, request.team, request.text);
        if progress.is_cancelled() {
            return Ok(Preview::default());
        }
        self.know_manifest(project, request.manifest_text);
        self.know_record(project, request.team)?;
        let ownership = self.ownership.as_ref().map(|(_, ownership)| ownership);
        let record = self.record.as_ref().map(|(_, _, record)| record);

        let mut preview = Preview::default();
        if let Some(ownership) = ownership {
            let prepared: Vec<_> = loaded.prepared.iter().collect();
            preview.problems = check_outputs(request.team, &prepared, ownership);
        }
        let folder = project.team_folder(request.team);
        let known = record.map(TeamRecord::by_path).unwrap_or_default();
        let mut times: HashMap<String, usize> = HashMap::new();
        for output in loaded.outputs() {
            *times.entry(output.path.collision_key()).or_default() += 1;
        }
        let mut room = TEXT_BYTES;
        let mut left_out = 0;
        let mut index = 0;
        for prepared in &loaded.prepared {
            for (within, planned) in prepared.outputs().iter().enumerate() {
                if progress.is_cancelled() {
                    return Ok(Preview::default());
                }
                index += 1;
                progress.step(index, 0, "job-preview");
                let text = prepared.render(within).map_err(|problem| preview.problems.push(problem)).ok();
                let (lines, state) = match &text {
                    Some(text) => {
                        let facts = TextFacts::of(text);
                        let base = known.get(&planned.path).and_then(|known| known.base()).map(|base| base.hash);
                        (facts.lines as usize, against_disk(&folder, planned, &facts, base))
                    }
                    None => (0, OutputState::New),
                };
                let state = match ownership.map(|ownership| ownership.classify(request.team, &planned.path)) {
                    _ if times.get(&planned.path.collision_key()).is_some_and(|times| *times > 1) => OutputState::Collision,
                    Some(PathClass::AnotherTeams(_) | PathClass::Forbidden) => OutputState::Outside,
                    _ => state,
                };
                let size = text.as_ref().map_or(0, String::len);
                let text = text.filter(|_| size <= room);
                left_out += usize::from(size > room);
                room = room.saturating_sub(size);
                preview.outputs.push(PreviewOutput { planned: planned.clone(), text, lines, state });
            }
        }
        // A text that cannot be read makes nothing: that alone makes no orphans.
        if !loaded.prepared.is_empty()
            && let Some(record) = record
        {
            let is_there =
                |path: &&RelPath| !times.contains_key(&path.collision_key()) && disk::stat(&folder.join(path)).is_some();
            let paths = |outputs: &[OutputRecord]| -> Vec<RelPath> {
                outputs.iter().map(|output| &output.path).filter(is_there).cloned().collect()
            };
            let own = record.sources.get(request.path.as_str()).map(|source| source.outputs.as_slice());
            preview.orphans = paths(own.unwrap_or_default());
            preview.team_orphans = paths(&record.orphans);
        }
        if left_out > 0 {
            preview.problems.push(Problem::note("preview-texts-left-out").with("count", left_out));
        }
        preview.problems.splice(0..0, std::mem::take(&mut loaded.problems));
        self.last = Some((request.path.clone(), request.team.clone(), request.text.to_owned(), loaded));
        Ok(preview)
    }

    /// Looks closely at one output. `None` where the text does not make it.
    pub fn inspect(&mut self, project: &Project, request: &Request<'_>, output: &RelPath) -> Option<Inspection> {
        let is_same = |(path, team, text, _): &&(RelPath, TeamId, String, Loaded)| {
            path == request.path && team == request.team && text == request.text
        };
        let fresh;
        let loaded = match self.last.as_ref().filter(is_same) {
            Some((.., loaded)) => loaded,
            None => {
                fresh = Loaded::new(request.path, request.team, request.text);
                &fresh
            }
        };
        let find = |prepared: &Prepared| prepared.outputs().iter().position(|planned| &planned.path == output);
        let path = project.team_folder(request.team).join(output);
        let is_shown = disk::stat(&path).is_some_and(|stat| stat.size <= SHOWN_BYTES);
        let on_disk = is_shown.then(|| disk::read_bytes(&path).ok()).flatten().and_then(|bytes| String::from_utf8(bytes).ok());
        let Some((prepared, index)) = loaded.prepared.iter().find_map(|prepared| Some((prepared, find(prepared)?))) else {
            // An orphan: what is on disk is all that there is.
            return on_disk.map(|text| Inspection { on_disk: Some(text), ..Inspection::default() });
        };
        let (text, map) = prepared.render_mapped(index).ok()?;
        Some(Inspection { text, sources: map.lines, variables: prepared.variables(index), on_disk })
    }

    /// The manifest's paths; while it cannot be read, those of the last one that could.
    fn know_manifest(&mut self, project: &Project, text: &str) {
        if self.ownership.as_ref().is_some_and(|(known, _)| known == text) {
            return;
        }
        let name = project.manifest_name.as_deref().unwrap_or_default();
        if let Some(manifest) = manifest::read::read(name, text).manifest {
            self.ownership = Some((text.to_owned(), Ownership::new(&manifest)));
        }
    }

    fn know_record(&mut self, project: &Project, team: &TeamId) -> Result<(), Problem> {
        let store = Store::new(project, team);
        let stat = store.stat();
        if !self.record.as_ref().is_some_and(|(known, looked, _)| known == team && *looked == stat) {
            self.record = Some((team.clone(), stat, store.load()?));
        }
        Ok(())
    }
}

fn against_disk(folder: &std::path::Path, planned: &PlannedOutput, new: &TextFacts, base: Option<TextHash>) -> OutputState {
    let path = folder.join(&planned.path);
    match disk::stat(&path) {
        None => OutputState::New,
        Some(stat) if !matches!(stat.kind, Kind::File | Kind::Executable) => OutputState::Edited,
        Some(_) => match disk::read_bytes(&path).map(|bytes| TextHash::of(&bytes)) {
            Ok(on_disk) if on_disk == new.hash => OutputState::Same,
            Ok(on_disk) if base == Some(on_disk) => OutputState::Changed,
            _ => OutputState::Edited,
        },
    }
}
