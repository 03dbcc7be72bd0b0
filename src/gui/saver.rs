//! When what is saved. Owns: a text that can be read is saved a second after the last edit, and everything at once when
//! the person asks; one save of a text at a time; what failed is not tried again by itself. Not: writing (`engine`).

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use crate::engine::command::Command;
use crate::engine::event::Event;
use crate::gui::facts::{DocumentId, ProjectFacts};
use crate::model::document::Revision;
use crate::model::yaml;

/// How long after the last edit a text is saved by itself.
const QUIET: Duration = Duration::from_secs(1);

/// Remembers what was edited when, and what is on its way to the disk.
#[derive(Debug, Default)]
pub struct Saver {
    edited: BTreeMap<DocumentId, (Revision, Instant)>,
    tried: BTreeMap<DocumentId, Revision>,
    on_the_way: BTreeSet<DocumentId>,
}

/// What a saver wants.
#[derive(Debug, Default)]
pub struct Due {
    /// To be sent now.
    pub commands: Vec<Command>,
    /// To be asked again after this long.
    pub again: Option<Duration>,
}

impl Saver {
    /// What is to be saved by itself now.
    pub fn due(&mut self, project: &ProjectFacts, now: Instant) -> Due {
        let mut due = Due::default();
        for id in self.savable(project) {
            let Some(document) = project.document(&id) else { continue };
            let revision = document.revision();
            if self.tried.get(&id) == Some(&revision) {
                continue;
            }
            let edited = self.edited.entry(id.clone()).or_insert((revision, now));
            if edited.0 != revision {
                *edited = (revision, now);
            }
            let quiet = now.saturating_duration_since(edited.1);
            if quiet < QUIET {
                let rest = QUIET.saturating_sub(quiet);
                due.again = Some(due.again.map_or(rest, |other| other.min(rest)));
            } else if yaml::node::parse(document.text()).is_ok() {
                due.commands.extend(self.save(project, &id));
            } else {
                // Half-typed: the next edit asks again.
                self.tried.insert(id, revision);
            }
        }
        due
    }

    /// Everything that is unsaved, at once, whether or not it can be read: the person asks.
    pub fn all(&mut self, project: &ProjectFacts) -> Vec<Command> {
        self.savable(project).iter().filter_map(|id| self.save(project, id)).collect()
    }

    /// Saves one text although another program wrote it meanwhile: the person has seen that.
    pub fn over(&mut self, project: &ProjectFacts, id: &DocumentId) -> Option<Command> {
        self.save(project, id)
    }

    /// Takes note of what became of a save.
    pub fn heard(&mut self, event: &Event) {
        match event {
            Event::ManifestSaved { .. } | Event::ManifestClash { .. } => {
                self.on_the_way.remove(&DocumentId::Manifest);
            }
            Event::MegaFileSaved { path, .. } | Event::MegaFileClash { path, .. } => {
                self.on_the_way.remove(&DocumentId::MegaFile(path.clone()));
            }
            // Commands without a job are short; which of them failed matters little: what is unsaved stays unsaved.
            Event::Failed { job: None, .. } => self.on_the_way.clear(),
            Event::Opened(_) => *self = Self::default(),
            _ => {}
        }
    }

    /// Whether this state of a text has been tried and is not on its way: it does not save itself.
    pub fn gave_up(&self, id: &DocumentId, revision: Revision) -> bool {
        self.tried.get(id) == Some(&revision) && !self.on_the_way.contains(id)
    }

    /// Whether nothing is on its way to the disk.
    pub fn is_idle(&self) -> bool {
        self.on_the_way.is_empty()
    }

    fn savable(&self, project: &ProjectFacts) -> Vec<DocumentId> {
        if project.read_only || project.project.manifest_name.is_none() {
            return Vec::new();
        }
        let mut unsaved = project.unsaved();
        unsaved.retain(|id| project.clash(id).is_none() && !self.on_the_way.contains(id));
        unsaved
    }

    fn save(&mut self, project: &ProjectFacts, id: &DocumentId) -> Option<Command> {
        let document = project.document(id)?;
        self.tried.insert(id.clone(), document.revision());
        self.on_the_way.insert(id.clone());
        let (text, expected) = (document.text().to_owned(), document.on_disk().to_owned());
        Some(match id {
            DocumentId::Manifest => Command::SaveManifest { text, expected },
            DocumentId::MegaFile(path) => {
                let is_gone = project.mega_files.get(path).is_some_and(|file| file.is_gone);
                Command::SaveMegaFile { path: path.clone(), text, expected: (!is_gone).then_some(expected) }
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gui::apply;
    use crate::model::edit::TextEdit;

    fn project() -> ProjectFacts {
        apply::project_facts(crate::engine::project::Snapshot {
            project: crate::engine::project::Project {
                root: "/p".into(),
                manifest_name: Some("manifest.yaml".into()),
                mega_files_folder: "mega-files".into(),
                mode: crate::engine::project::Mode::Folder,
            },
            manifest_text: "teams:\n  alpha: a\n".into(),
            mega_files: Vec::new(),
            read_only: false,
            prompt_templates: Default::default(),
            briefings: Default::default(),
            problems: Vec::new(),
        })
    }

    fn type_in(project: &mut ProjectFacts, text: &str) {
        let document = &mut project.manifest.document;
        let edit = TextEdit::between(document.text(), text);
        document.edit("typed", edit);
    }

    #[test]
    fn a_text_is_saved_a_second_after_the_last_edit() {
        let (mut project, mut saver, start) = (project(), Saver::default(), Instant::now());
        let at = |millis| start + Duration::from_millis(millis);
        assert!(saver.due(&project, at(0)).again.is_none(), "nothing to do, nothing to wake up for");
        type_in(&mut project, "teams:\n  alpha: b\n");
        assert_eq!(saver.due(&project, at(0)).again, Some(QUIET));
        type_in(&mut project, "teams:\n  alpha: bc\n");
        assert!(saver.due(&project, at(900)).commands.is_empty());
        assert!(saver.due(&project, at(1500)).commands.is_empty(), "only 600 ms since the last edit");
        let commands = saver.due(&project, at(1900)).commands;
        let expected = "teams:\n  alpha: a\n".to_owned();
        assert_eq!(commands, [Command::SaveManifest { text: "teams:\n  alpha: bc\n".into(), expected }]);
        assert!(saver.due(&project, at(9000)).commands.is_empty(), "one save at a time");
        saver.heard(&Event::Failed { job: None, problem: crate::model::problem::Problem::error("disk-full") });
        assert!(saver.due(&project, at(9000)).commands.is_empty(), "what failed is not tried again by itself");
        assert_eq!(saver.all(&project).len(), 1, "but when the person asks");
    }

    #[test]
    fn half_typed_text_waits_for_the_person() {
        let (mut project, mut saver, start) = (project(), Saver::default(), Instant::now());
        type_in(&mut project, "teams: [alpha\n");
        saver.due(&project, start);
        let due = saver.due(&project, start + Duration::from_secs(5));
        assert!(due.commands.is_empty() && due.again.is_none());
        assert_eq!(saver.all(&project).len(), 1);
    }

    #[test]
    fn a_clash_or_a_window_that_reads_saves_nothing() {
        let (mut project, mut saver) = (project(), Saver::default());
        type_in(&mut project, "teams:\n  alpha: b\n");
        project.manifest.clash = Some(crate::gui::facts::Clash { base: String::new(), theirs: "theirs".into(), merges: false });
        assert!(saver.all(&project).is_empty());
        project.manifest.clash = None;
        project.read_only = true;
        assert!(saver.all(&project).is_empty());
    }
}
