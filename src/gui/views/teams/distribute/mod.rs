//! Ways to deal the work out anew, looked at before anything changes: a way and what it needs at the left (`ways`), who
//! would then have what at the right (`preview`). Owns the dialog; the plan is the model's, and is made once for each
//! change of the manifest or of what is asked for. Applying it is one undo step.

mod preview;
pub mod rounds;
mod ways;

pub(in crate::gui::views) use self::ways::{domain_names, guide, loc_field};

use egui::{Align, Layout, ScrollArea, Ui, vec2};

use super::{Board, TeamsScreen};
use crate::engine::command::{Command, PlanWanted};
use crate::gui::action::Action;
use crate::gui::icons;
use crate::gui::theme::{self, GRID};
use crate::gui::widgets::{button, card};
use crate::model::document::Revision;
use crate::model::manifest::distribute::{Plan, Way};
use crate::model::manifest::{Distribution, Manifest};
use crate::model::problem::Problem;
use crate::model::team::TeamId;
use crate::t;

/// The width of the left side.
const WAYS_WIDTH: f32 = 332.0;

/// This dialog's corner of the screen.
#[derive(Debug)]
pub struct DistributeScreen {
    /// Whether the dialog is shown.
    pub open: bool,
    kind: Kind,
    layers: usize,
    domains: Vec<String>,
    /// A domain that is being typed.
    domain: String,
    /// Lines of the whole project; `None` until the person says, or the project does.
    loc: Option<u64>,
    team: Option<TeamId>,
    parts: usize,
    merging: bool,
    /// Nothing was drawn yet since it was opened.
    started: bool,
    asked: Option<Asked>,
}

/// The plan that was asked for last.
#[derive(Clone, Debug, PartialEq)]
struct Asked {
    revision: Revision,
    way: Way,
}

/// The ways, as cards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Kind {
    #[default]
    Layers,
    Domains,
    Size,
    Swarm,
}

impl Default for DistributeScreen {
    fn default() -> Self {
        Self {
            open: false,
            kind: Kind::default(),
            layers: 10,
            domains: Vec::new(),
            domain: String::new(),
            loc: None,
            team: None,
            parts: 2,
            merging: false,
            started: false,
            asked: None,
        }
    }
}

impl DistributeScreen {
    /// Opens the dialog.
    pub fn start(&mut self) {
        self.open = true;
    }

    /// Opens the dialog to split a team into sub-teams, or to merge those that it has.
    pub fn start_with(&mut self, team: &TeamId, merging: bool) {
        *self = Self { open: true, kind: Kind::Swarm, team: Some(team.clone()), merging, ..Self::default() };
    }

    /// What the project says stands in the fields, until the person says something else.
    fn begin(&mut self, manifest: &Manifest) {
        if std::mem::replace(&mut self.started, true) {
            return;
        }
        self.loc = manifest.project.target_loc.map(|range| range.max).or(self.loc);
        if self.domains.is_empty() && manifest.distribution == Distribution::Domains {
            self.domains = manifest.teams.iter().skip(1).map(|team| team.name.clone()).collect();
        }
        if self.team.as_ref().is_none_or(|team| manifest.team(team).is_none()) {
            let most = manifest.teams_in_order().into_iter().max_by_key(|team| team.responsibilities.len());
            self.team = most.map(|team| team.id.clone());
        }
        let parts = self.team.as_ref().and_then(|team| manifest.team(team)).map_or(0, |team| team.swarm.len());
        self.parts = if parts > 1 { parts } else { 2 };
    }

    /// What is asked for now; `None` while something is missing.
    fn way(&self) -> Option<Way> {
        Some(match self.kind {
            Kind::Layers => Way::Layers { teams: self.layers },
            Kind::Domains if self.domains.is_empty() => return None,
            Kind::Domains => Way::Domains { names: self.domains.clone() },
            Kind::Size => Way::Size { loc: self.loc? },
            Kind::Swarm if self.merging => Way::Merge { team: self.team.clone()? },
            Kind::Swarm => Way::Split { team: self.team.clone()?, parts: self.parts },
        })
    }

    /// Asks for the plan again where the last one asked for is not of this manifest and way.
    fn follow(&mut self, board: Board<'_>, actions: &mut Vec<Action>) {
        let document = &board.project.manifest.document;
        let revision = document.revision();
        let wanted = self.way().map(|way| Asked { revision, way });
        if let Some(Asked { revision, way }) = wanted.clone().filter(|_| wanted != self.asked) {
            let text = document.text().to_owned();
            actions.push(Action::Command(Command::Plan(PlanWanted { revision, text, way })));
        }
        self.asked = wanted;
    }

    /// The plan that was asked for, once it is there.
    fn plan<'p>(&self, board: Board<'p>) -> Option<&'p Result<Box<Plan>, Problem>> {
        let asked = self.asked.as_ref()?;
        let planned = board.project.planned.as_ref()?;
        (planned.revision == asked.revision && planned.way == asked.way).then_some(&planned.plan)
    }
}

/// Draws the dialog, when it is open.
pub(in crate::gui::views::teams) fn show(ui: &mut Ui, board: Board<'_>, screen: &mut TeamsScreen, actions: &mut Vec<Action>) {
    let screen = &mut screen.distribute;
    if !screen.open || !board.editable {
        screen.open = false;
        screen.started = false;
        return;
    }
    screen.begin(board.manifest);
    screen.follow(board, actions);
    let tokens = theme::tokens(ui);
    let room = ui.ctx().content_rect().size() - vec2(48.0, 56.0);
    let size = room.min(vec2(1060.0, 700.0));
    let area = egui::Modal::default_area(egui::Id::unique("redistribute")).default_size(size);
    let modal =
        egui::Modal::new(egui::Id::unique("redistribute")).area(area).backdrop_color(tokens.backdrop()).frame(card::frame(ui));
    let mut close = false;
    let answer = modal.show(ui.ctx(), |ui| {
        ui.set_width(size.x - 40.0);
        card::section(ui, &t!("distribute-title"), |ui| {
            close |= ui.add(button::icon(icons::CLOSE, t!("distribute-close"))).clicked();
        });
        card::weak(ui, t!("distribute-text"));
        ui.add_space(3.0 * GRID);
        let height = (size.y - 168.0).max(160.0);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0 * GRID;
            ui.allocate_ui_with_layout(vec2(WAYS_WIDTH, height), Layout::top_down(Align::Min), |ui| {
                ui.set_width(WAYS_WIDTH);
                ui.set_height(height);
                ScrollArea::vertical().id_salt("ways").auto_shrink(false).show(ui, |ui| ways::show(ui, board, screen));
            });
            ui.allocate_ui_with_layout(vec2(ui.available_width(), height), Layout::top_down(Align::Min), |ui| {
                ui.set_width(ui.available_width());
                ui.set_height(height);
                preview::show(ui, board, screen);
            });
        });
        ui.add_space(3.0 * GRID);
        let line = vec2(ui.available_width(), theme::CONTROL_HEIGHT);
        ui.allocate_ui_with_layout(line, Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 2.0 * GRID;
            let plan = screen.plan(board).and_then(|plan| plan.as_ref().ok());
            let ready = plan.filter(|plan| !plan.changes_nothing());
            let teams = plan.map_or(board.manifest.teams.len(), |plan| plan.teams.len());
            let apply = button::primary(t!("distribute-apply", count = teams)).icon(icons::CHECK);
            if ui.add_enabled(ready.is_some(), apply).clicked()
                && let Some(plan) = ready
            {
                // The text as it was tried: what took long is not done again.
                actions.push(Action::EditManifestText(plan.change.clone()));
                close = true;
            }
            close |= ui.add(button::secondary(t!("distribute-cancel"))).clicked();
        });
    });
    if close || answer.should_close() {
        screen.open = false;
        screen.started = false;
        screen.asked = None;
    }
}
