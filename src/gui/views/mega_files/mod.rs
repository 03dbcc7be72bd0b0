//! The Mega-files view: on the left the mega-files by team, in the middle the text of one, on the right the files that
//! it would produce and what one of them would say. Owns what is chosen and open here. Not: the documents (facts) and
//! what becomes of them (act, engine).

mod compare;
mod complete;
mod create;
mod derived;
mod expand;
mod intake;
mod listing;
mod log;
mod output_text;
mod outputs;
mod problems;
mod source;
mod tree;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use crate::engine::event::OutputState;
use crate::gui::action::Action;
use crate::gui::facts::{Facts, MegaFileFacts, ProjectFacts};
use crate::gui::icons;
use crate::gui::screen::Screen;
use crate::gui::theme;
use crate::gui::views::{View, ViewId};
use crate::gui::widgets::code::CodeState;
use crate::model::path::RelPath;
use crate::model::problem::Severity;
use crate::model::team::TeamId;
use crate::words::grouped;

/// The view's row in the table.
pub const VIEW: View =
    View { id: ViewId::MegaFiles, name: "view-mega-files", icon: icons::FILES, needs_project: true, waiting, show };

/// This view's corner of the screen.
#[derive(Debug, Default)]
pub struct MegaFilesScreen {
    /// The project that all of this is about.
    root: PathBuf,
    chosen: Option<RelPath>,
    /// A mega-file that is being created: chosen as soon as it is there.
    awaited: Option<RelPath>,
    editors: BTreeMap<RelPath, CodeState>,
    closed_teams: BTreeSet<TeamId>,
    asked: BTreeMap<RelPath, derived::Asked>,
    derived: derived::Derived,
    /// Whose outputs are listed.
    shown: listing::Shown,
    listing: listing::Listing,
    /// The output whose text is shown.
    output: Option<RelPath>,
    output_editor: CodeState,
    output_shown: Option<(u64, RelPath, bool)>,
    output_version: u64,
    /// Whether the chosen output is shown against what is on disk.
    shows_changes: bool,
    comparison: compare::Comparison,
    inspect_asked: Option<derived::InspectAsked>,
    only: Option<OutputState>,
    /// The line of the template at the caret.
    template: Option<u32>,
    closed_folders: BTreeSet<String>,
    /// Whether the list of problems is open, where the person said so.
    problems_open: Option<bool>,
    sheet: Option<expand::Sheet>,
    form: Option<create::Form>,
    intake: Option<intake::IntakeScreen>,
}

impl MegaFilesScreen {
    /// Shows a mega-file.
    pub fn choose(&mut self, path: RelPath) {
        if self.chosen.as_ref() != Some(&path) {
            self.output = None;
            self.only = None;
        }
        self.editors.entry(path.clone()).or_default().focus();
        self.chosen = Some(path);
    }

    /// Shows a place in a mega-file; line and column count from 1.
    pub fn go_to(&mut self, path: RelPath, line: u32, column: u32) {
        self.choose(path.clone());
        self.editors.entry(path).or_default().go_to(line, column);
    }

    /// The mega-file that is shown: the document that undo belongs to.
    pub fn chosen(&self) -> Option<&RelPath> {
        self.chosen.as_ref()
    }

    /// Forgets what is no longer there, and chooses something where nothing is chosen.
    fn settle(&mut self, project: &ProjectFacts) {
        if self.root != project.project.root {
            // What was chosen from outside (before this view was first drawn) stays.
            let chosen = self.chosen.take();
            *self = Self { root: project.project.root.clone(), chosen, ..Self::default() };
        }
        self.editors.retain(|path, _| project.mega_files.contains_key(path) || self.awaited.as_ref() == Some(path));
        self.asked.retain(|path, _| project.mega_files.contains_key(path));
        if let Some(path) = self.awaited.take_if(|path| project.mega_files.contains_key(path)) {
            self.choose(path);
        }
        if self.chosen.as_ref().is_none_or(|path| !project.mega_files.contains_key(path)) {
            let first =
                |team: &TeamId| project.mega_files.iter().find(|(_, file)| &file.team == team).map(|(path, _)| path.clone());
            let in_order = project.manifest.manifest.teams_in_order().into_iter().find_map(|team| first(&team.id));
            self.chosen = in_order.or_else(|| project.mega_files.keys().next().cloned());
            self.output = None;
        }
    }
}

/// A file with an error waits for somebody.
fn waiting(facts: &Facts) -> usize {
    let Some(project) = &facts.project else { return 0 };
    project.mega_files.values().filter(|file| worst(file) == Some(Severity::Error)).count()
}

/// How bad it is, as far as is known.
fn worst(file: &MegaFileFacts) -> Option<Severity> {
    if file.document.is_none() || file.clash.is_some() {
        return Some(Severity::Error);
    }
    file.preview.as_ref()?.1.problems.iter().map(|problem| problem.severity).max()
}

fn show(ui: &mut egui::Ui, facts: &Facts, screen: &mut Screen, actions: &mut Vec<Action>) {
    let Some(project) = &facts.project else { return };
    let screen = &mut screen.mega_files;
    screen.settle(project);
    derived::ask(project, screen, actions);
    screen.derived.update(project, screen.chosen.as_ref());
    let mut listing = std::mem::take(&mut screen.listing);
    listing.update(project, screen);
    screen.listing = listing;
    derived::inspect(project, screen, actions);
    create::show(ui, project, screen, actions);
    intake::show(ui, facts, project, screen, actions);
    if project.mega_files.is_empty() && screen.awaited.is_none() {
        create::empty(ui, project, screen, actions);
        return;
    }

    let tokens = theme::tokens(ui);
    let side = egui::Frame::new().fill(tokens.background);
    let width = ui.available_width();
    ui.spacing_mut().item_spacing.y = 0.0;
    egui::Panel::left("mega-files-tree")
        .resizable(true)
        .default_size((width * 0.2).clamp(180.0, 260.0))
        .size_range(160.0..=(width * 0.35).max(170.0))
        .frame(side)
        .show(ui, |ui| tree::show(ui, project, screen, actions));
    egui::Panel::right("mega-files-outputs")
        .resizable(true)
        .default_size((width * 0.36).clamp(320.0, 620.0))
        .size_range(260.0..=(width * 0.6).max(270.0))
        .frame(side)
        .show(ui, |ui| match screen.sheet {
            Some(_) => expand::show(ui, facts, project, screen, actions),
            None => outputs::show(ui, project, screen, actions),
        });
    egui::CentralPanel::no_frame().show(ui, |ui| source::show(ui, project, screen, actions));
}
