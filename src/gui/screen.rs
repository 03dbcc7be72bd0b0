//! What is on the screen and nowhere else: the view, scroll places, what is selected, half-typed fields. Each view
//! has a corner of its own here and changes no other.

use crate::gui::action::Named;
use crate::gui::facts::{DocumentId, ProjectFacts};
use crate::gui::frame::FrameScreen;
use crate::gui::guide::GuideScreen;
use crate::gui::keymap::Refused;
use crate::gui::views::{
    ViewId, conflicts::ConflictsScreen, home::HomeScreen, mega_files::MegaFilesScreen, report::ReportScreen, run::RunScreen,
    teams::TeamsScreen,
};
use crate::model::document::Document;

/// What is on the screen.
#[derive(Debug, Default)]
#[allow(missing_docs)]
pub struct Screen {
    pub view: ViewId,
    pub home: HomeScreen,
    pub teams: TeamsScreen,
    pub mega_files: MegaFilesScreen,
    pub run: RunScreen,
    pub conflicts: ConflictsScreen,
    pub report: ReportScreen,
    /// Files with conflict markers, which have a resolver of their own …
    pub marked: ConflictsScreen,
    /// … in the place of the view.
    pub marked_shown: bool,
    pub frame: FrameScreen,
    pub guide: GuideScreen,
    pub settings_open: bool,
    pub palette_open: bool,
    pub palette_query: String,
    /// Which row of the palette Enter would take.
    pub palette_row: usize,
    pub keys_open: bool,
    /// The action that waits for its new keys, and what was wrong with those that were pressed.
    pub keys_awaited: Option<(&'static Named, Option<Refused>)>,
    pub problems_open: bool,
}

impl Screen {
    /// The text that undo and redo belong to now; `None` where the view in focus has none.
    pub fn document_id(&self) -> Option<DocumentId> {
        match self.view {
            // Who works with which agent is the manifest's.
            ViewId::Teams | ViewId::Run => Some(DocumentId::Manifest),
            ViewId::MegaFiles => self.mega_files.chosen().cloned().map(DocumentId::MegaFile),
            ViewId::Home | ViewId::Conflicts | ViewId::Report => None,
        }
    }

    /// The same as a document.
    pub fn document<'a>(&self, project: &'a ProjectFacts) -> Option<&'a Document> {
        project.document(&self.document_id()?)
    }
}
