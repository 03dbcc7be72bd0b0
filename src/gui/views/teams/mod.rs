//! The Teams view: who builds what, as cards between which responsibilities are dragged. Owns what is selected,
//! half-typed and unfolded here; every change of the manifest is an [`Action::EditManifest`], one undo step each.

mod banner;
mod board;
mod card;
mod chips;
pub(in crate::gui::views) mod distribute;
mod dock;
mod drops;
mod empty;
mod findings;
mod graph;
mod header;
mod inspector;
mod item_menu;
mod measure;
mod new_team;
mod paths;
mod prompts;
mod source;

use std::collections::BTreeSet;

use crate::gui::action::Action;
use crate::gui::facts::{Facts, ProjectFacts};
use crate::gui::icons;
use crate::gui::screen::Screen;
use crate::gui::views::{View, ViewId};
use crate::model::manifest::Manifest;
use crate::model::problem::Severity;
use crate::model::team::TeamId;

/// The view's row in the table.
pub const VIEW: View =
    View { id: ViewId::Teams, name: "view-teams", icon: icons::USERS_THREE, needs_project: true, waiting, show };

/// This view's corner of the screen.
#[derive(Debug, Default)]
pub struct TeamsScreen {
    /// What is shown below the header.
    page: Page,
    /// What the inspector shows.
    chosen: Subject,
    /// Every field of what is chosen.
    inspector: inspector::InspectorScreen,
    /// Who uses whose work.
    graph: graph::GraphScreen,
    /// Prompts.
    prompts: prompts::PromptsScreen,
    /// The rounds.
    rounds: distribute::rounds::RoundsScreen,
    /// Ways to deal the work out.
    distribute: distribute::DistributeScreen,
    /// What is being typed, and where.
    editing: Option<Editing>,
    /// Chips that are chosen together.
    selected: BTreeSet<ChipPlace>,
    /// The chip that was chosen last: with Shift, all from it on are.
    selected_last: Option<ChipPlace>,
    /// The chip that takes the keys as soon as it stands there.
    focus_next: Option<ChipPlace>,
    /// The write path that takes the keys as soon as it stands there.
    focus_path: Option<(TeamId, usize)>,
    /// The card that takes the keys.
    focus_card: Option<TeamId>,
    /// Teams whose write paths are all shown.
    all_paths: BTreeSet<TeamId>,
    /// Whether the list of findings is open.
    findings_open: bool,
    /// The manifest's text beside the board.
    source: source::SourceScreen,
    /// What the board's geometry was computed from, and the geometry.
    measured: measure::Measured,
}

/// The pages of this view, in the order of the header.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Page {
    #[default]
    Board,
    Dependencies,
    Rounds,
    Prompts,
}

impl Page {
    /// Every page with its name and icon.
    const ALL: [(Self, &'static str, icons::Icon); 4] = [
        (Self::Board, "teams-page-board", icons::USERS_THREE),
        (Self::Dependencies, "teams-page-dependencies", icons::DEPENDS),
        (Self::Rounds, "teams-page-rounds", icons::TARGET),
        (Self::Prompts, "teams-page-prompts", icons::PROMPT),
    ];
}

/// What the inspector shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Subject {
    /// The project as a whole.
    #[default]
    Project,
    /// One team.
    Team(TeamId),
}

/// A responsibility by team and place in its list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct ChipPlace {
    team: TeamId,
    index: usize,
}

/// Something half-typed.
#[derive(Clone, Debug)]
struct Editing {
    field: EditField,
    text: String,
    /// Not drawn yet: the field takes the keys when it is.
    fresh: bool,
}

/// What can be typed in on the board.
#[derive(Clone, Debug, PartialEq, Eq)]
enum EditField {
    Name(TeamId),
    Role(TeamId),
    Chip(ChipPlace),
    Add(TeamId),
    Path(TeamId, usize),
    AddPath(TeamId),
    NewTeam,
}

impl TeamsScreen {
    /// Opens the dialog in which the work is dealt out anew.
    pub fn redistribute(&mut self) {
        self.distribute.start();
    }

    /// The team that the inspector shows.
    pub fn chosen_team(&self) -> Option<&TeamId> {
        match &self.chosen {
            Subject::Project => None,
            Subject::Team(team) => Some(team),
        }
    }

    /// Shows a team in the inspector, where that is open.
    pub fn choose_team(&mut self, team: TeamId) {
        self.chosen = Subject::Team(team);
    }

    /// Shows a line of the manifest's text, from 1; 0 shows the text as it stands.
    pub fn show_line(&mut self, line: u32) {
        self.source.open_at(line);
    }
}

impl Editing {
    fn new(field: EditField, text: impl Into<String>) -> Self {
        Self { field, text: text.into(), fresh: true }
    }
}

/// What the parts of this view draw from.
#[derive(Clone, Copy)]
struct Board<'a> {
    project: &'a ProjectFacts,
    manifest: &'a Manifest,
    /// Whether anything can be changed: not while the text does not parse, nor in a window that only reads.
    editable: bool,
}

fn waiting(facts: &Facts) -> usize {
    let Some(project) = &facts.project else { return 0 };
    let errors = |severity: Severity| severity == Severity::Error;
    project.manifest.findings.iter().filter(|finding| errors(finding.problem.severity)).count()
        + project.manifest.problems.iter().filter(|problem| errors(problem.severity)).count()
        + usize::from(project.manifest.clash.is_some())
}

fn show(ui: &mut egui::Ui, facts: &Facts, screen: &mut Screen, actions: &mut Vec<Action>) {
    let Some(project) = &facts.project else { return };
    let board = Board {
        project,
        manifest: &project.manifest.manifest,
        editable: !project.read_only && !project.manifest.is_last_good && project.project.manifest_name.is_some(),
    };
    let screen = &mut screen.teams;
    screen.source.follow(project);
    if !board.editable {
        screen.editing = None;
        screen.selected.clear();
    }
    header::show(ui, board, screen);
    banner::show(ui, board, actions);
    if empty::is_due(board, screen) {
        empty::show(ui, board, screen, actions);
        distribute::show(ui, board, screen, actions);
        return;
    }
    inspector::show(ui, board, screen, actions);
    source::show(ui, board, screen, actions);
    findings::show(ui, board, screen, actions);
    match screen.page {
        Page::Board => board::show(ui, board, screen, actions),
        Page::Dependencies => graph::show(ui, board, screen, actions),
        Page::Rounds => distribute::rounds::show(ui, board, screen, actions),
        Page::Prompts => prompts::show(ui, board, screen, actions),
    }
    distribute::show(ui, board, screen, actions);
}
