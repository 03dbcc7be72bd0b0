//! Files with conflict markers that somebody opened: what is known of them, what was decided, and writing them back. In a
//! project or without one. Not: the files themselves (`engine::jobs::marked`), nor how they are shown
//! (`views::conflicts::marked`).

use std::path::PathBuf;
use std::sync::Arc;

use crate::engine::command::Command;
use crate::engine::disk;
use crate::engine::event::Integration;
use crate::engine::jobs::marked::{Found, MarkedFile};
use crate::gui::act::Hands;
use crate::gui::facts::{Answers, Facts, NoticeContent};
use crate::gui::screen::Screen;
use crate::model::conflict::marked::{self, Labels};
use crate::model::conflict::{Answer, ConflictId};
use crate::model::manifest::{FILE_NAMES, Manifest};
use crate::model::path::RelPath;
use crate::model::problem::Problem;
use crate::t;

/// Files with markers, and what was decided about them.
#[derive(Debug, Default)]
pub struct MarkedFacts {
    /// The files as they were when they were opened; the n-th is what the n-th conflict is about.
    pub files: Vec<MarkedFile>,
    /// What is on disk now.
    on_disk: Vec<Vec<u8>>,
    /// The files as conflicts.
    pub found: Arc<Integration>,
    /// The sides, called as the markers call them.
    pub manifest: Manifest,
    /// What was decided, with its own undo.
    pub answers: Answers,
    /// The files are being written.
    pub is_writing: bool,
}

impl MarkedFacts {
    /// Takes files in, beside those that are open.
    fn open(&mut self, files: Vec<MarkedFile>) {
        for file in files {
            let known = self.files.iter().position(|other| other.path == file.path);
            match known {
                // Opened again: what is there now counts. What was decided of the same text is decided still.
                Some(place) => (self.on_disk[place], self.files[place]) = (file.text.clone(), file),
                None => {
                    self.on_disk.push(file.text.clone());
                    self.files.push(file);
                }
            }
        }
        let mut labels = Labels::default();
        let names = names(&self.files);
        let conflicts = self.files.iter().zip(names);
        let conflicts = conflicts.map(|(file, name)| marked::conflict(name, &file.text, &file.marked, &mut labels)).collect();
        let sides = labels.manifest.teams.iter().map(|team| team.id.clone()).collect();
        self.manifest = labels.manifest;
        self.found = Arc::new(Integration { sides, conflicts, files: self.files.len(), ..Integration::default() });
    }

    /// The texts that are to be written: where, what, and what is there now.
    pub fn due(&self) -> Vec<(PathBuf, Vec<u8>, Vec<u8>)> {
        let text = |(place, file): (usize, &MarkedFile)| {
            let conflict = self.found.conflicts.get(place)?;
            let text = marked::text(&file.text, &file.marked, self.answers.get(&conflict.id))?;
            let there = self.on_disk.get(place)?;
            (text != *there).then(|| (file.path.clone(), text, there.clone()))
        };
        self.files.iter().enumerate().filter_map(text).collect()
    }

    /// How many are open still.
    pub fn open_count(&self) -> usize {
        let conflicts = self.found.conflicts.iter();
        conflicts.filter(|conflict| !conflict.is_settled_by(self.answers.get(&conflict.id))).count()
    }
}

/// What files are called among each other: by what they do not have in common.
fn names(files: &[MarkedFile]) -> Vec<RelPath> {
    let mut common = files.first().and_then(|file| file.path.parent()).map(PathBuf::from).unwrap_or_default();
    while !files.iter().all(|file| file.path.starts_with(&common)) && common.pop() {}
    let name = |file: &MarkedFile| {
        let name = disk::show(file.path.strip_prefix(&common).unwrap_or(&file.path)).replace('\\', "/");
        RelPath::new(&name).or_else(|_| RelPath::new(name.rsplit('/').next().unwrap_or_default()))
    };
    let numbered = |(place, file): (usize, &MarkedFile)| {
        name(file).unwrap_or_else(|_| RelPath::new(&format!("file-{}", place + 1)).expect("letters and digits are a legal path"))
    };
    files.iter().enumerate().map(numbered).collect()
}

/// Looks at what was dropped on the window: a folder or a manifest is a project, anything else is read first.
pub fn dropped(paths: Vec<PathBuf>, hands: &Hands<'_>) -> Option<PathBuf> {
    let is_project = |path: &PathBuf| {
        disk::is_folder(path) || path.file_name().and_then(|name| name.to_str()).is_some_and(|name| FILE_NAMES.contains(&name))
    };
    let (projects, files): (Vec<_>, Vec<_>) = paths.into_iter().partition(is_project);
    if !files.is_empty() {
        hands.engine.send(Command::ReadMarked { paths: files, wanted: false });
    }
    projects.into_iter().next()
}

/// Files were read.
pub fn read(found: Found, facts: &mut Facts, screen: &mut Screen) {
    facts.dropped.extend(found.others);
    found.problems.into_iter().for_each(|problem| facts.notify(NoticeContent::Problem(problem)));
    if !found.files.is_empty() {
        facts.marked.get_or_insert_default().open(found.files);
        screen.marked_shown = true;
    }
}

/// Answers some of them: one step.
pub fn answer(answers: Vec<(ConflictId, Option<Answer>)>, facts: &mut Facts) {
    if let Some(marked) = &mut facts.marked {
        marked.answers.set_all(answers);
    }
}

/// Takes the last step back, or makes it again.
pub fn step(back: bool, facts: &mut Facts, screen: &mut Screen) {
    let Some(marked) = &mut facts.marked else { return };
    let about = if back { marked.answers.undo() } else { marked.answers.redo() };
    if let Some(conflict) = about.into_iter().next() {
        screen.marked.selected = Some(conflict);
    }
}

/// Writes what was decided.
pub fn write(facts: &mut Facts, hands: &Hands<'_>) {
    let Some(marked) = facts.marked.as_mut().filter(|marked| !marked.is_writing) else { return };
    let files = marked.due();
    if !files.is_empty() {
        marked.is_writing = true;
        hands.engine.send(Command::WriteMarked { files });
    }
}

/// Files were written.
pub fn written(written: Vec<(PathBuf, Vec<u8>)>, problems: Vec<Problem>, facts: &mut Facts) {
    let count = written.len();
    if let Some(marked) = &mut facts.marked {
        marked.is_writing = false;
        for (path, text) in written {
            if let Some(place) = marked.files.iter().position(|file| file.path == path) {
                marked.on_disk[place] = text;
            }
        }
    }
    if count > 0 {
        facts.notify(NoticeContent::Done(t!("marked-written", count = count)));
    }
    problems.into_iter().for_each(|problem| facts.notify(NoticeContent::Problem(problem)));
}

/// Lets go of them.
pub fn close(facts: &mut Facts, screen: &mut Screen) {
    facts.marked = None;
    screen.marked_shown = false;
    screen.marked = Default::default();
}
