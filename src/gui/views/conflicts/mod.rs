//! The Conflicts view: what ten teams wrote differently, side by side, settled by clicking. Owns what is selected,
//! unfolded and half-typed here; every click on a choice is an [`Action::Answer`], one undo step each, and nothing
//! is written before the person integrates.

mod boundary;
mod bring;
mod choose;
mod controls;
mod empty;
mod fixes;
mod header;
mod keys;
mod like;
mod list;
pub mod marked;
mod narrow;
mod note;
mod outside;
pub mod overlap;
mod overview;
mod pictures;
mod run;
mod subject;
mod text;
mod version;
mod wide;

use std::collections::{BTreeSet, HashMap};

use crate::engine::command::Command;
use crate::engine::event::Integration;
use crate::gui::action::Action;
use crate::gui::facts::{Answers, Facts, ProjectFacts};
use crate::gui::icons;
use crate::gui::screen::Screen;
use crate::gui::views::{View, ViewId};
use crate::model::conflict::{Answer, Conflict, ConflictId, Detail};
use crate::model::manifest::Manifest;

/// The view's row in the table.
pub const VIEW: View =
    View { id: ViewId::Conflicts, name: "view-conflicts", icon: icons::GIT_MERGE, needs_project: true, waiting, show };

/// This view's corner of the screen.
#[derive(Debug, Default)]
pub struct ConflictsScreen {
    /// The conflict that is shown.
    pub selected: Option<ConflictId>,
    /// The conflict that was shown in the last frame: an undo, or another view, can have selected another one.
    shown: Option<ConflictId>,
    /// Which conflicts are listed.
    filter: Filter,
    /// Of which kind, of which team …
    narrow: narrow::Narrow,
    /// The list as it was made last, and from what.
    listed: Option<(list::Key, std::rc::Rc<Vec<list::Listed>>)>,
    /// Whether text is shown in columns over the whole width.
    wide: bool,
    /// Teams without a column there.
    wide_hidden: BTreeSet<crate::model::team::TeamId>,
    /// Whether base has none there.
    wide_without_base: bool,
    /// Where in the text to scroll to, as a part of its height.
    scroll_to: Option<f32>,
    /// How many conflicts one decision would be for.
    counts: like::Counts,
    /// The line that arrow keys stand on, in a run's column: run, column of the sheet, row.
    line: Option<(usize, usize, usize)>,
    /// Whether base has a column, where the person said so …
    show_base: Option<bool>,
    /// … else where there is room.
    base_has_room: bool,
    /// The run that the keys act on.
    run: usize,
    /// Whether to bring the run into view.
    reveal_run: bool,
    /// Whether to bring the selected conflict into view in the list.
    reveal_selected: bool,
    /// A run that is being written by hand.
    edit: Option<RunEdit>,
    /// A reason that is being written.
    reason: Option<(ConflictId, String)>,
    /// Stretches of agreed text that are unfolded: places of chunks of the selected conflict.
    unfolded: BTreeSet<usize>,
    /// What is settled.
    standing: Standing,
    /// What was computed from the selected conflict.
    computed: Option<Computed>,
    /// The last pass in which the view was drawn.
    last_pass: u64,
    /// Asked for another look, and no job shows yet that it was heard.
    has_asked: bool,
    /// The note that is shown, in the place of the conflict.
    note: Option<note::NoteScreen>,
    /// Whether the notes are open.
    notes_open: bool,
    /// What can be settled without a person.
    fixes: fixes::FixesScreen,
}

impl ConflictsScreen {
    /// Opens the dialog of what can be settled without a person.
    pub fn show_fixes(&mut self) {
        self.fixes.open();
    }

    /// Shows a conflict.
    pub fn show_conflict(&mut self, conflict: ConflictId) {
        self.selected = Some(conflict);
        self.note = None;
    }

    /// Turns to the wide view, or back to cards.
    fn set_wide(&mut self, wide: bool) {
        self.wide = wide;
        self.edit = None;
        self.reveal_run = true;
    }

    /// Whether base has a column.
    fn base_shown(&self) -> bool {
        self.show_base.unwrap_or(self.base_has_room)
    }
}

/// What was computed from a conflict, kept while it is selected.
#[derive(Debug)]
enum Computed {
    Text(Box<text::TextView>),
    Version(Box<version::VersionView>),
    Boundary(Box<boundary::BoundaryView>),
    Written(Box<outside::WrittenView>),
}

/// A run that a person writes by hand.
#[derive(Clone, Debug)]
struct RunEdit {
    conflict: ConflictId,
    run: usize,
    text: String,
    fresh: bool,
}

/// Which conflicts are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Filter {
    #[default]
    All,
    Open,
    Settled,
}

impl Filter {
    const ALL: [Self; 3] = [Self::All, Self::Open, Self::Settled];

    fn word(self) -> &'static str {
        match self {
            Self::All => "conflicts-filter-all",
            Self::Open => "conflicts-filter-open",
            Self::Settled => "conflicts-filter-settled",
        }
    }

    fn shows(self, settled: bool) -> bool {
        match self {
            Self::All => true,
            Self::Open => !settled,
            Self::Settled => settled,
        }
    }
}

/// What the parts of this view draw from.
#[derive(Clone, Copy)]
struct Desk<'a> {
    facts: &'a Facts,
    /// What the person decided.
    answers: &'a Answers,
    /// The project; `None` for files that somebody dropped here.
    project: Option<&'a ProjectFacts>,
    manifest: &'a Manifest,
    found: &'a Integration,
    /// Whether anything can be decided here.
    editable: bool,
    /// What is settled.
    standing: &'a Standing,
}

/// Which conflicts are settled, found out once for each state of the answers: a look at ten thousand conflicts with
/// thousands of runs is no frame's work.
#[derive(Debug, Default)]
struct Standing {
    key: Option<StandingKey>,
    settled: Vec<bool>,
    /// For each conflict, how many of its runs are settled, of how many.
    progress: Vec<(usize, usize)>,
    open: usize,
    places: HashMap<ConflictId, usize>,
}

/// What a standing was computed from. A look replaces the list while the old one still stands: its address tells.
type StandingKey = (u64, usize, usize, Option<ConflictId>);

impl Standing {
    fn follow(&mut self, answers: &Answers, found: &Integration) {
        let conflicts = &found.conflicts;
        let last = conflicts.last().map(|conflict| conflict.id.clone());
        let key = (answers.revision(), conflicts.as_ptr().addr(), conflicts.len(), last);
        if self.key.as_ref() == Some(&key) {
            return;
        }
        let answer = |conflict: &Conflict| answers.get(&conflict.id);
        self.settled = conflicts.iter().map(|conflict| conflict.is_settled_by(answer(conflict))).collect();
        self.progress = conflicts.iter().map(|conflict| choose::progress(conflict, answer(conflict))).collect();
        self.open = self.settled.iter().filter(|settled| !**settled).count();
        self.places = conflicts.iter().enumerate().map(|(place, conflict)| (conflict.id.clone(), place)).collect();
        self.key = Some(key);
    }
}

impl<'a> Desk<'a> {
    fn answer(&self, conflict: &Conflict) -> Option<&'a Answer> {
        self.answers.get(&conflict.id)
    }

    /// The conflict with this id.
    fn conflict(&self, id: &ConflictId) -> Option<&'a Conflict> {
        self.found.conflicts.get(*self.standing.places.get(id)?)
    }

    fn is_settled(&self, place: usize) -> bool {
        self.standing.settled.get(place).copied().unwrap_or_default()
    }

    fn open_count(&self) -> usize {
        self.standing.open
    }
}

fn waiting(facts: &Facts) -> usize {
    let Some(project) = &facts.project else { return 0 };
    let Some(found) = &project.integration else { return 0 };
    found.conflicts.iter().filter(|conflict| !conflict.is_settled_by(project.answers.get(&conflict.id))).count()
}

fn show(ui: &mut egui::Ui, facts: &Facts, screen: &mut Screen, actions: &mut Vec<Action>) {
    let Some(project) = &facts.project else { return };
    let screen = &mut screen.conflicts;
    look_again(ui, facts, project, screen, actions);
    let Some(found) = &project.integration else {
        header::show(ui, facts, project, None, actions);
        empty::nothing_looked_for(ui, facts, actions);
        return;
    };
    let manifest = &project.manifest.manifest;
    let mut standing = std::mem::take(&mut screen.standing);
    let answers = &project.answers;
    standing.follow(answers, found);
    let desk =
        Desk { facts, answers, project: Some(project), manifest, found, editable: !project.read_only, standing: &standing };
    header::show(ui, facts, project, Some(desk), actions);
    desk_of(ui, desk, screen, actions);
    screen.standing = standing;
}

/// Looks again by itself where nobody is disturbed: as the view comes up, or while it has nothing to decide. With
/// conflicts on the desk the person says when.
fn look_again(ui: &egui::Ui, facts: &Facts, project: &ProjectFacts, screen: &mut ConflictsScreen, actions: &mut Vec<Action>) {
    let pass = ui.ctx().cumulative_pass_nr();
    let comes_up = pass > screen.last_pass + 1;
    screen.last_pass = pass;
    let is_empty = project.integration.as_ref().is_none_or(|found| found.conflicts.is_empty());
    if !project.integration_is_old || header::is_busy(facts) {
        screen.has_asked = false;
    } else if (comes_up || is_empty) && !screen.has_asked {
        screen.has_asked = true;
        actions.push(Action::Command(Command::FindConflicts));
    }
}

fn desk_of(ui: &mut egui::Ui, desk: Desk<'_>, screen: &mut ConflictsScreen, actions: &mut Vec<Action>) {
    let found = desk.found;
    fixes::show(ui, desk, &mut screen.fixes, actions);
    if found.conflicts.is_empty() {
        empty::no_conflict(ui, desk, actions);
        return;
    }
    let listed = list::listed(desk, screen);
    settle_selection(desk, screen, &listed);
    if keys::handle(ui, desk, screen, &listed, actions) {
        settle_selection(desk, screen, &listed);
    }
    let selected = screen.selected.as_ref().and_then(|id| desk.conflict(id));
    if let Some(conflict) = selected {
        screen.counts.follow(desk, conflict);
    }
    // The wide view has the whole width; the list is one key away.
    let is_text = |conflict: &Conflict| matches!(conflict.detail, Detail::Text { .. }) && !is_written(desk, conflict);
    let is_wide = screen.wide && screen.note.is_none() && selected.is_some_and(is_text);
    if !is_wide {
        list::show(ui, desk, screen, &listed, actions);
    }
    let selected = screen.selected.as_ref().and_then(|id| desk.conflict(id)).or(selected);
    let frame = egui::Frame::NONE.inner_margin(egui::Margin { left: 16, right: 0, top: 0, bottom: 0 });
    egui::CentralPanel::default().frame(frame).show(ui, |ui| {
        if screen.note.is_some() {
            note::show(ui, desk, screen, actions);
            return;
        }
        let Some(conflict) = selected else { return };
        subject::show(ui, desk, screen, conflict, &listed, actions);
        match &conflict.detail {
            Detail::Text { .. } if is_written(desk, conflict) => outside::written(ui, desk, screen, conflict),
            Detail::Text { .. } => text::show(ui, desk, screen, conflict, actions),
            Detail::Version { .. } => version::show(ui, desk, screen, conflict, actions),
            Detail::Boundary { .. } => boundary::show(ui, desk, screen, conflict, actions),
        }
    });
}

/// Whether a text was written as a whole: its places are shown no longer.
fn is_written(desk: Desk<'_>, conflict: &Conflict) -> bool {
    matches!(desk.answer(conflict), Some(Answer::Written(_)))
}

/// Sees to it that a conflict that exists is selected: the first open one by default.
fn settle_selection(desk: Desk<'_>, screen: &mut ConflictsScreen, listed: &[list::Listed]) {
    if screen.selected.as_ref().and_then(|id| desk.conflict(id)).is_none() {
        let mut order = list::order(desk, listed).map(|(place, conflict)| (desk.is_settled(place), conflict)).peekable();
        let first = order.peek().map(|(_, conflict)| *conflict);
        let open = order.find(|(settled, _)| !settled).map(|(_, conflict)| conflict);
        let shown = open.or(first).or(desk.found.conflicts.first());
        screen.selected = shown.map(|conflict| conflict.id.clone());
    }
    if screen.selected != screen.shown {
        begin(desk, screen);
    }
}

/// Shows a conflict, at its first open run.
fn select(desk: Desk<'_>, screen: &mut ConflictsScreen, id: Option<ConflictId>) {
    if screen.selected != id {
        screen.selected = id;
        begin(desk, screen);
    }
}

/// Begins with a conflict that was just selected.
fn begin(desk: Desk<'_>, screen: &mut ConflictsScreen) {
    screen.shown.clone_from(&screen.selected);
    screen.run = screen
        .selected
        .as_ref()
        .and_then(|id| desk.conflict(id))
        .and_then(|conflict| choose::choices(conflict, desk.answer(conflict)).iter().position(Option::is_none))
        .unwrap_or_default();
    screen.unfolded.clear();
    screen.note = None;
    screen.edit = None;
    screen.line = None;
    screen.reveal_run = screen.run > 0;
    screen.reveal_selected = true;
}
