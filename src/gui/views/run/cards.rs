//! The cards in their groups: who needs the person first, then who works, who is ready, who is done.

use egui::{Rect, RichText, Sense, Ui, pos2, vec2};

use super::{RunScreen, Scene, ask, card, checkpoints, say};
use crate::gui::action::Action;
use crate::gui::icons;
use crate::gui::theme::{self, GRID};
use crate::gui::widgets::{badge, button};
use crate::model::run::{Group, Message, Request, Signal, TeamRun};
use crate::t;

/// A card is at least so wide.
const WIDTH: f32 = 250.0;

/// Draws them.
pub fn show(ui: &mut Ui, scene: Scene<'_>, screen: &mut RunScreen, actions: &mut Vec<Action>) {
    for group in Group::ALL {
        let teams: Vec<&TeamRun> = scene.state.teams.iter().filter(|team| scene.group(team) == group).collect();
        if teams.is_empty() {
            continue;
        }
        heading(ui, group, teams.len());
        grid(ui, scene, screen, &teams, actions);
        ui.add_space(3.0 * GRID);
    }
}

fn heading(ui: &mut Ui, group: Group, count: usize) {
    let tokens = theme::tokens(ui);
    let (word, color) = match group {
        Group::NeedsMe => (t!("run-group-needs-me"), tokens.warning),
        Group::Working => (t!("run-group-working"), tokens.text),
        Group::Ready => (t!("run-group-ready"), tokens.text),
        Group::Done => (t!("run-group-done"), tokens.success),
    };
    ui.horizontal(|ui| {
        ui.label(RichText::new(word).font(theme::semibold(theme::BODY)).color(color));
        badge::count(ui, count);
    });
    ui.add_space(GRID);
}

fn grid(ui: &mut Ui, scene: Scene<'_>, screen: &mut RunScreen, teams: &[&TeamRun], actions: &mut Vec<Action>) {
    let gap = 3.0 * GRID;
    let columns = (((ui.available_width() + gap) / (WIDTH + gap)) as usize).max(1);
    let width = (ui.available_width() - gap * (columns - 1) as f32) / columns as f32;
    let rows = teams.len().div_ceil(columns);
    let height = rows as f32 * (card::HEIGHT + gap) - gap;
    let (area, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    for (index, team) in teams.iter().enumerate() {
        let (row, column) = (index / columns, index % columns);
        let corner = area.min + vec2(column as f32 * (width + gap), row as f32 * (card::HEIGHT + gap));
        let rect = Rect::from_min_size(corner, vec2(width, card::HEIGHT));
        if !ui.is_rect_visible(rect) {
            continue;
        }
        let is_chosen = screen.chosen.as_ref() == Some(team.id());
        let response = card::show(ui, scene, team, rect, is_chosen);
        if response.clicked() {
            screen.chosen = (!is_chosen).then(|| team.id().clone());
        }
        response.context_menu(|ui| menu(ui, scene, screen, team, actions));
        main_button(ui, scene, team, rect, actions);
    }
}

/// The one thing that most likely is to be done with the team now, on the card.
fn main_button(ui: &mut Ui, scene: Scene<'_>, team: &TeamRun, card: Rect, actions: &mut Vec<Action>) {
    let can_start = team.process.is_none() && !team.is_manual() && !team.is_halted && !team.is_queued;
    if !can_start || scene.group(team) == Group::Done {
        return;
    }
    let place = Rect::from_center_size(pos2(card.right() - 26.0, card.bottom() - 40.0), vec2(28.0, 24.0));
    let title = crate::gui::views::marks::title(team.id());
    let start = button::icon(icons::PLAY, t!("run-start-team", team = title)).small();
    let mut child = ui.new_child(egui::UiBuilder::new().max_rect(place).id_salt(("run-start", team.id())));
    if child.add_enabled(scene.live, start).clicked() {
        ask(actions, Request::StartTeams { teams: vec![team.id().clone()] });
    }
}

/// What can be done with a team.
pub fn menu(ui: &mut Ui, scene: Scene<'_>, screen: &mut RunScreen, team: &TeamRun, actions: &mut Vec<Action>) {
    ui.set_width(232.0);
    let only = || vec![team.id().clone()];
    let is_running = team.process.is_some();
    let mut item = |ui: &mut Ui, enabled: bool, icon: icons::Icon, text: String, request: Option<Request>| {
        let row = button::quiet(text).icon(icon).left().width(ui.available_width());
        let is_clicked = ui.add_enabled(enabled && scene.live, row).clicked();
        if is_clicked {
            actions.extend(request.map(|request| Action::Command(crate::engine::command::Command::Run(request))));
            ui.close();
        }
        is_clicked
    };
    let start = if team.session.is_some() { t!("run-team-resume") } else { t!("run-team-start") };
    item(ui, !is_running && !team.is_manual(), icons::PLAY, start, Some(Request::StartTeams { teams: only() }));
    item(ui, team.in_turn, icons::PAUSE, t!("run-team-interrupt"), Some(Request::Interrupt { teams: only() }));
    item(ui, is_running, icons::STOP, t!("run-team-stop"), Some(Request::StopTeams { teams: only() }));
    let park = Request::Park { teams: only(), parked: team.parked.is_none() };
    let text = if team.parked.is_some() { t!("run-team-unpark") } else { t!("run-team-park") };
    item(ui, true, icons::CLOCK, text, Some(park));
    ui.separator();
    if item(ui, true, icons::PROMPT, t!("run-team-say"), None) {
        screen.say = Some(say::SayScreen::to(team.id().clone()));
    }
    let status = Request::Send { teams: only(), message: Message::Signal(Signal::Status) };
    item(ui, true, icons::QUESTION, t!("run-ask-status"), Some(status));
    if item(ui, !team.is_manual(), icons::REFRESH, t!("run-team-restart"), None) {
        screen.say = Some(say::SayScreen::restart(team));
    }
    if item(ui, true, icons::FIX, t!("run-fix-open"), None) {
        screen.fix(None, Some(team.id().clone()));
    }
    if item(ui, scene.state.teams.len() > 1, icons::SWAP, t!("run-move-open"), None) {
        screen.move_work(team.id().clone());
    }
    if item(ui, true, icons::TAKE_BACK, t!("run-go-back"), None) {
        screen.back = Some(checkpoints::BackScreen::of(Some(team.id().clone())));
    }
    ui.separator();
    item(ui, !team.is_halted, icons::STOP, t!("run-team-halt"), Some(Request::Halt { teams: only() }));
    item(ui, team.is_halted, icons::PLAY, t!("run-resume"), Some(Request::Resume { teams: only() }));
}
