//! The views, one a screen, and the table of them.

pub mod conflicts;
pub mod home;
pub mod marks;
pub mod mega_files;
pub mod report;
pub mod run;
pub mod teams;

use crate::gui::action::Action;
use crate::gui::facts::Facts;
use crate::gui::screen::Screen;

/// Names a view.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum ViewId {
    #[default]
    Home,
    Teams,
    MegaFiles,
    Run,
    Conflicts,
    Report,
}

/// A view as the rail, the palette and the keys know it. `Ctrl+n` shows the n-th.
pub struct View {
    /// Its id.
    pub id: ViewId,
    /// Its name: an id among the words.
    pub name: &'static str,
    /// Its icon.
    pub icon: crate::gui::icons::Icon,
    /// Whether it needs an open project.
    pub needs_project: bool,
    /// How many things in it wait for the person.
    pub waiting: fn(&Facts) -> usize,
    /// Draws it.
    pub show: fn(&mut egui::Ui, &Facts, &mut Screen, &mut Vec<Action>),
}

/// All views, in the order of the rail.
pub const VIEWS: [View; 6] = [home::VIEW, teams::VIEW, mega_files::VIEW, run::VIEW, conflicts::VIEW, report::VIEW];
