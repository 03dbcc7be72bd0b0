//! Every field of the chosen team, or of the project, on the right. Owns the panel and what it is about; each change is one
//! [`Action::EditManifest`]. Not: which rows there are (`team`, `project`), nor how a row works (`form`).

mod agents;
mod done;
mod entry;
pub mod form;
mod lists;
mod notes;
pub mod offers;
pub mod plan;
mod project;
mod refs;
mod team;

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash as _, Hasher as _};
use std::path::PathBuf;

use egui::{Align, Layout, ScrollArea, Ui};

use super::{Board, Subject, TeamsScreen};
use crate::engine::command::Command;
use crate::engine::jobs::files::FilesWanted;
use crate::gui::action::Action;
use crate::gui::icons;
use crate::gui::theme::{self, GRID};
use crate::gui::views::marks;
use crate::gui::widgets::button;
use crate::model::manifest::Team;
use crate::model::manifest::edits::ManifestEdit;
use crate::model::team::TeamId;
use crate::t;

/// The panel is not narrower.
const NARROWEST: f32 = 300.0;

/// This panel's corner of the screen.
#[derive(Debug, Default)]
pub struct InspectorScreen {
    /// Whether the panel is shown.
    pub open: bool,
    form: form::FormState,
    /// The team that was shown before the project was.
    last_team: Option<TeamId>,
    /// The last team that got another id here: undo gives it the old one back.
    renamed: Option<(TeamId, TeamId)>,
    /// What the engine was asked about files last.
    asked: Option<Asked>,
}

/// What the engine was asked about files.
#[derive(Debug, PartialEq)]
struct Asked {
    root: PathBuf,
    wanted: FilesWanted,
}

/// Draws the panel, when it is open.
pub fn show(ui: &mut Ui, board: Board<'_>, screen: &mut TeamsScreen, actions: &mut Vec<Action>) {
    if !screen.inspector.open {
        screen.inspector.form.leave(board, actions);
        return;
    }
    follow(board, screen);
    screen.inspector.form.notes.follow(board);
    let tokens = theme::tokens(ui);
    let frame = egui::Frame::NONE.fill(tokens.surface);
    let most = (ui.available_width() - 240.0).max(NARROWEST);
    let panel = egui::Panel::right("teams-inspector").frame(frame).resizable(true).default_size(372.0);
    let before = actions.len();
    panel.size_range(NARROWEST..=most).show(ui, |ui| {
        head(ui, board, screen);
        let id = match &screen.chosen {
            Subject::Project => "project",
            Subject::Team(team) => team.as_str(),
        };
        ScrollArea::vertical().id_salt(("inspector", id)).auto_shrink(false).show(ui, |ui| {
            let inner = egui::Frame::NONE.inner_margin(egui::Margin { left: 16, right: 16, top: 4, bottom: 24 });
            inner.show(ui, |ui| fields(ui, board, screen, actions));
        });
    });
    screen.inspector.form.leave(board, actions);
    for action in &actions[before..] {
        if let Action::EditManifest(ManifestEdit::RenameTeam { team, id }) = action {
            screen.inspector.renamed = Some((team.clone(), id.clone()));
            screen.chosen = Subject::Team(id.clone());
        }
    }
    files(board, screen, actions);
    if let Some(page) = screen.inspector.form.go.take() {
        screen.page = page;
    }
    screen.findings_open |= std::mem::take(&mut screen.inspector.form.findings);
    if let Some(line) = screen.inspector.form.line.take() {
        screen.source.open_at(line);
    }
}

/// What is chosen may have gone, or got another id.
fn follow(board: Board<'_>, screen: &mut TeamsScreen) {
    let Subject::Team(team) = &screen.chosen else { return };
    if board.manifest.team(team).is_some() {
        screen.inspector.last_team = Some(team.clone());
        return;
    }
    let other = screen.inspector.renamed.as_ref().and_then(|(old, new)| match team {
        team if team == new => Some(old),
        team if team == old => Some(new),
        _ => None,
    });
    screen.chosen = match other.filter(|other| board.manifest.team(other).is_some()) {
        Some(other) => Subject::Team(other.clone()),
        None => Subject::Project,
    };
}

/// The switch between the project and a team, and the menu of all teams.
fn head(ui: &mut Ui, board: Board<'_>, screen: &mut TeamsScreen) {
    let bar = egui::Frame::NONE.inner_margin(egui::Margin { left: 12, right: 8, top: 8, bottom: 6 });
    bar.show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = GRID;
            let is_project = screen.chosen == Subject::Project;
            let project = button::quiet(t!("inspector-of-project")).icon(icons::CUBE).selected(is_project);
            if ui.add(project).clicked() {
                screen.chosen = Subject::Project;
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if ui.add(button::icon(icons::CLOSE, t!("inspector-close")).small()).clicked() {
                    screen.inspector.open = false;
                }
                pick(ui, board, screen);
                team_button(ui, board, screen);
            });
        });
    });
    let tokens = theme::tokens(ui);
    ui.painter().hline(ui.max_rect().x_range(), ui.cursor().top() - 2.0, (1.0, tokens.border));
}

/// The chosen team, or the one that was chosen before.
fn team_of<'b>(board: Board<'b>, screen: &TeamsScreen) -> Option<&'b Team> {
    let first = || board.manifest.teams_in_order().first().copied();
    let last = || board.manifest.team(screen.inspector.last_team.as_ref()?);
    match &screen.chosen {
        Subject::Team(team) => board.manifest.team(team),
        Subject::Project => last().or_else(first),
    }
}

fn team_button(ui: &mut Ui, board: Board<'_>, screen: &mut TeamsScreen) {
    let Some(team) = team_of(board, screen) else { return };
    let is_chosen = screen.chosen != Subject::Project;
    let title = marks::title_and_name(&team.id, board.manifest);
    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
        let name = t!("inspector-of-team", team = marks::title(&team.id));
        // The badge stands where a button has its icon.
        let wide = button::quiet(&title).name(name).icon(icons::CIRCLE).icon_color(egui::Color32::TRANSPARENT);
        let response = ui.add(wide.selected(is_chosen).width_at_most(ui.available_width()));
        let at = response.rect.left_center() + egui::vec2(12.0 + 8.0, 0.0);
        let rect = egui::Rect::from_center_size(at, egui::vec2(18.0, 18.0));
        let tokens = theme::tokens(ui);
        marks::paint_badge(ui.painter(), rect, &team.id, tokens.team(&team.id, board.manifest), &tokens);
        if response.clicked() {
            screen.chosen = Subject::Team(team.id.clone());
        }
    });
}

fn pick(ui: &mut Ui, board: Board<'_>, screen: &mut TeamsScreen) {
    let response = ui.add(button::icon(icons::CARET_DOWN, t!("inspector-pick")).small());
    egui::Popup::menu(&response).show(|ui| {
        ui.set_width(240.0);
        ScrollArea::vertical().max_height(380.0).show(ui, |ui| {
            for team in board.manifest.teams_in_order() {
                let name = t!("inspector-pick-team", team = marks::title(&team.id));
                if marks::team_row(ui, board.manifest, &team.id, &team.name, &name).clicked() {
                    screen.chosen = Subject::Team(team.id.clone());
                    ui.close();
                }
            }
        });
    });
}

fn fields(ui: &mut Ui, board: Board<'_>, screen: &mut TeamsScreen, actions: &mut Vec<Action>) {
    let team = match &screen.chosen {
        Subject::Project => None,
        Subject::Team(id) => board.manifest.team(id),
    };
    let of = team.map_or_else(|| t!("inspector-the-project"), |team| marks::title(&team.id));
    let mut form = form::Form { board, state: &mut screen.inspector.form, actions, of };
    if !board.editable {
        form.remark(ui, 0.0, &t!("inspector-read-only"));
    }
    match team {
        Some(team) => team::show(&mut form, ui, team),
        None => project::show(&mut form, ui),
    }
}

/// Asks which files there are, and how many of them the team's patterns match, whenever that may be another answer.
fn files(board: Board<'_>, screen: &mut TeamsScreen, actions: &mut Vec<Action>) {
    let inspector = &mut screen.inspector;
    let mut patterns = Vec::new();
    if let Subject::Team(id) = &screen.chosen
        && let Some(team) = board.manifest.team(id)
    {
        patterns.extend([&team.write_paths, &team.read_paths, &team.forbidden_paths].into_iter().flatten().cloned());
        patterns.extend(inspector.form.typed_in(|key| key.contains("_paths/")));
        patterns.sort();
        patterns.dedup();
    }
    let project = board.project;
    // Mega-files are looked at as they are on disk: again when another text is there.
    let mut hasher = DefaultHasher::new();
    project.trees_changes.hash(&mut hasher);
    for (path, file) in &project.mega_files {
        let document = file.document.as_ref();
        (path, document.map(|document| (document.revision().0, document.is_dirty()))).hash(&mut hasher);
    }
    let wanted = FilesWanted { teams: crate::engine::gather::team_ids(board.manifest), patterns, changes: hasher.finish() };
    let asked = Asked { root: project.project.root.clone(), wanted };
    if inspector.asked.as_ref() != Some(&asked) {
        actions.push(Action::Command(Command::FindFiles(asked.wanted.clone())));
        inspector.asked = Some(asked);
    }
}
