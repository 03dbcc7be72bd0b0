//! What is to be remembered beyond this window's life: the place that the person is at, and texts that cannot be saved.
//! Owns when that is said to the engine: a moment after the last change, and never what is known already.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use crate::engine::command::Command;
use crate::engine::project::Mode;
use crate::engine::recovery::Kept;
use crate::engine::settings::LastPlace;
use crate::gui::apply;
use crate::gui::facts::{Clash, DocumentId, MegaFileFacts, ProjectFacts};
use crate::gui::saver::{Due, Saver};
use crate::gui::screen::Screen;
use crate::gui::views::VIEWS;
use crate::model::conflict::ConflictId;
use crate::model::document::{Document, Revision};
use crate::model::edit::TextEdit;
use crate::model::path::RelPath;
use crate::model::team::TeamId;

/// How long after the last change something is remembered.
const QUIET: Duration = Duration::from_secs(1);

/// Knows what is remembered already.
#[derive(Debug, Default)]
pub struct Keeper {
    place: Later<Option<LastPlace>>,
    texts: Later<BTreeMap<DocumentId, Revision>>,
}

/// Something that is said a moment after it changed last.
#[derive(Debug)]
struct Later<T> {
    /// `None`: nobody knows what was said last.
    said: Option<T>,
    seen: Option<(T, Instant)>,
}

impl<T: Default> Default for Later<T> {
    fn default() -> Self {
        Self { said: Some(T::default()), seen: None }
    }
}

impl<T: PartialEq + Clone> Later<T> {
    /// Whether it is to be said now, or how long until then.
    fn due(&mut self, wanted: T, now: Instant) -> (bool, Option<Duration>) {
        if self.said.as_ref() == Some(&wanted) {
            self.seen = None;
            return (false, None);
        }
        let since = match &self.seen {
            Some((seen, since)) if *seen == wanted => *since,
            _ => now,
        };
        let waited = now.saturating_duration_since(since);
        if waited < QUIET {
            self.seen = Some((wanted, since));
            return (false, Some(QUIET.saturating_sub(waited)));
        }
        (self.said, self.seen) = (Some(wanted), None);
        (true, None)
    }
}

impl Keeper {
    /// What is known to be remembered of places.
    pub fn new(place: Option<LastPlace>) -> Self {
        Self { place: Later { said: Some(place), seen: None }, ..Self::default() }
    }

    /// The place that the engine was told to remember last.
    pub fn place(&self) -> Option<&LastPlace> {
        self.place.said.as_ref()?.as_ref()
    }

    /// What is to be said to the engine now.
    pub fn due(&mut self, project: Option<&ProjectFacts>, screen: &Screen, saver: &Saver, now: Instant) -> Due {
        let mut due = Due::default();
        let (say, again) = self.place.due(project.map(|project| place(project, screen)), now);
        due.again = again;
        if say {
            due.commands.push(Command::RememberPlace { place: self.place().cloned() });
        }
        // While it is not decided what becomes of texts from before, they are the ones that are kept.
        let Some(project) = project.filter(|project| !project.read_only && project.recovered.is_empty()) else { return due };
        let (say, again) = self.texts.due(stuck(project, saver), now);
        due.again = due.again.into_iter().chain(again).min();
        if say {
            let texts = self.texts.said.iter().flatten().map(|(id, _)| id).filter_map(|id| kept(project, id)).collect();
            due.commands.push(Command::KeepTexts { texts });
        }
        due
    }

    /// Another project is open: nothing of it is kept yet, or it is offered.
    pub fn begin_anew(&mut self) {
        self.texts = Later::default();
    }

    /// Texts from before are put back: what is kept is to be said again, also when that is nothing.
    pub fn texts_put_back(&mut self) {
        self.texts.said = None;
    }
}

/// Texts that are unsaved and do not save themselves.
fn stuck(project: &ProjectFacts, saver: &Saver) -> BTreeMap<DocumentId, Revision> {
    let stuck = project.unsaved().into_iter().filter_map(|id| {
        let revision = project.document(&id)?.revision();
        (project.clash(&id).is_some() || saver.gave_up(&id, revision)).then_some((id, revision))
    });
    stuck.collect()
}

fn kept(project: &ProjectFacts, id: &DocumentId) -> Option<Kept> {
    let document = project.document(id)?;
    let base = project.clash(id).map_or(document.on_disk(), |clash| &clash.base).to_owned();
    let mega_file = match id {
        DocumentId::Manifest => None,
        DocumentId::MegaFile(path) => Some(path.clone()),
    };
    Some(Kept { mega_file, text: document.text().to_owned(), base })
}

/// Puts a text back that could not be saved before, as a step that can be taken back. What is on disk and is not what
/// it began from is a clash, as it was then; a mega-file that is gone is one that another program removed.
pub fn put_back(project: &mut ProjectFacts, kept: Kept) {
    let id = kept.mega_file.clone().map_or(DocumentId::Manifest, DocumentId::MegaFile);
    if let (Some(path), None) = (&kept.mega_file, project.document(&id)) {
        let inside = path.strip_prefix(&project.project.mega_files_folder);
        let Some(team) = inside.and_then(|inside| TeamId::from_spelling(inside.as_str().split('/').next()?)) else { return };
        let clash = Some(Clash { base: String::new(), theirs: String::new(), merges: false });
        let document = Some(Document::new(kept.base.clone()));
        let file = MegaFileFacts { team, document, preview: None, clash, is_gone: true };
        project.mega_files.insert(path.clone(), file);
    }
    let file = project.manifest_file().to_owned();
    let Some(document) = project.document_mut(&id) else { return };
    let theirs = document.on_disk().to_owned();
    let edit = TextEdit::between(document.text(), &kept.text);
    document.edit("step-recovered", edit);
    let is_clear = theirs == kept.base || !document.is_dirty();
    if id == DocumentId::Manifest {
        apply::reread(&mut project.manifest, &file);
    }
    if is_clear {
        return;
    }
    let mut clash = Clash { base: kept.base, theirs, merges: false };
    clash.merges = clash.merged(&kept.text).is_some();
    match &id {
        DocumentId::Manifest => project.manifest.clash = Some(clash),
        DocumentId::MegaFile(path) => {
            if let Some(file) = project.mega_files.get_mut(path) {
                file.clash = Some(clash);
            }
        }
    }
}

/// Where the person is.
fn place(project: &ProjectFacts, screen: &Screen) -> LastPlace {
    let view = VIEWS.iter().find(|view| view.id == screen.view);
    LastPlace {
        folder: project.project.root.clone(),
        is_loose: project.project.mode == Mode::Loose,
        view: view.map_or(String::new(), |view| view.name.to_owned()),
        team: screen.teams.chosen_team().map(|team| team.as_str().to_owned()),
        mega_file: screen.mega_files.chosen().map(|path| path.as_str().to_owned()),
        conflict: screen.conflicts.selected.as_ref().map(|conflict| conflict.0.clone()),
    }
}

/// Goes to where the person was. What is no longer there is left out.
pub fn go_back(place: &LastPlace, project: &ProjectFacts, screen: &mut Screen) {
    if let Some(team) = place.team.as_deref().and_then(TeamId::from_spelling)
        && project.manifest.manifest.team(&team).is_some()
    {
        screen.teams.choose_team(team);
    }
    if let Some(path) = place.mega_file.as_deref().and_then(|path| RelPath::new(path).ok())
        && project.mega_files.contains_key(&path)
    {
        screen.mega_files.choose(path);
    }
    screen.conflicts.selected = place.conflict.clone().map(ConflictId);
    if let Some(view) = VIEWS.iter().find(|view| view.name == place.view) {
        screen.view = view.id;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changes_is_said_once_it_rests_and_once_only() {
        let (mut later, start) = (Later::<u8>::default(), Instant::now());
        let at = |millis| start + Duration::from_millis(millis);
        assert_eq!(later.due(0, at(0)), (false, None));
        assert_eq!(later.due(1, at(0)), (false, Some(QUIET)));
        assert_eq!(later.due(2, at(900)), (false, Some(QUIET)), "it changed again");
        assert!(!later.due(2, at(1500)).0);
        assert_eq!(later.due(2, at(1900)), (true, None));
        assert_eq!(later.due(2, at(9000)), (false, None));
        assert!(!later.due(3, at(9100)).0);
        assert_eq!(later.due(2, at(9200)), (false, None), "what is as it was said needs no word");
        assert!(!later.due(3, at(10_150)).0, "and the wait begins anew");
    }
}
