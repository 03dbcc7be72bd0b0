//! "Go back…": the states of the teams' trees that were kept, what each would change, and the way back, for one team or all.
//! Owns the dialog; what a checkpoint is belongs to the engine.

use std::collections::BTreeSet;

use egui::{RichText, ScrollArea, Sense, Ui, vec2};

use super::{RunScreen, Scene, ask, clock, names};
use crate::gui::action::Action;
use crate::gui::icons;
use crate::gui::theme::{self, GRID, SMALL};
use crate::gui::views::marks;
use crate::gui::widgets::{button, card, elide};
use crate::model::run::Request;
use crate::model::run::trees::{Checkpoint, Difference, Why};
use crate::model::team::TeamId;
use crate::t;

const ROW: f32 = 30.0;

/// The dialog's corner of the screen.
#[derive(Debug)]
pub struct BackScreen {
    /// Whose tree; none: everybody's.
    team: Option<TeamId>,
    /// The checkpoint that is looked at.
    chosen: Option<u64>,
    /// The one that was asked about.
    asked: Option<u64>,
}

impl BackScreen {
    /// For one team, or for all.
    pub fn of(team: Option<TeamId>) -> Self {
        Self { team, chosen: None, asked: None }
    }

    fn fits(&self, checkpoint: &Checkpoint) -> bool {
        self.team.as_ref().is_none_or(|team| checkpoint.has(team))
    }

    /// The teams that would go back to it.
    fn teams(&self, checkpoint: &Checkpoint) -> Vec<TeamId> {
        let all = checkpoint.trees.iter().map(|tree| tree.team.clone());
        all.filter(|team| self.team.as_ref().is_none_or(|one| one == team)).collect()
    }
}

/// Why a checkpoint was kept, in a few words.
fn why(why: Why) -> String {
    match why {
        Why::Time => t!("run-why-time"),
        Why::Step => t!("run-why-step"),
        Why::Halt => t!("run-why-halt"),
        Why::Report => t!("run-why-report"),
        Why::Back => t!("run-why-back"),
        Why::Person => t!("run-why-person"),
    }
}

/// What the timeline says of one.
pub fn moment(of: Why) -> String {
    t!("run-moment-checkpoint-why", why = why(of))
}

/// Draws the dialog, when it is open.
pub fn show(ui: &mut Ui, scene: Scene<'_>, screen: &mut RunScreen, actions: &mut Vec<Action>) {
    let Some(mut back) = screen.back.take() else { return };
    let tokens = theme::tokens(ui);
    let modal = egui::Modal::new(egui::Id::unique("run-back")).backdrop_color(tokens.backdrop()).frame(card::frame(ui));
    let mut close = false;
    let answer = modal.show(ui.ctx(), |ui| {
        ui.set_width(620.0_f32.min(ui.ctx().content_rect().width() - 72.0));
        ui.spacing_mut().item_spacing.y = 2.0 * GRID;
        let whose = names(scene, &back.team.iter().cloned().collect::<BTreeSet<_>>());
        ui.label(RichText::new(t!("run-back-title", teams = whose)).heading());
        ui.add(egui::Label::new(RichText::new(t!("run-back-text")).color(tokens.weak)).wrap());
        list(ui, scene, &mut back);
        let chosen = scene.state.checkpoints.iter().find(|known| Some(known.id) == back.chosen);
        match chosen {
            Some(checkpoint) => close |= way_back(ui, scene, &mut back, checkpoint, actions),
            None => buttons(ui, scene, &back, None, &mut close, actions),
        }
    });
    if !close && !answer.should_close() {
        screen.back = Some(back);
    }
}

/// The checkpoints, newest first.
fn list(ui: &mut Ui, scene: Scene<'_>, back: &mut BackScreen) {
    let all: Vec<&Checkpoint> = scene.state.checkpoints.iter().rev().filter(|known| back.fits(known)).collect();
    if all.is_empty() {
        let minutes = scene.manifest.run.checkpoint_every_secs / 60;
        ui.add(egui::Label::new(t!("run-back-none", minutes = minutes)).wrap());
        return;
    }
    let tokens = theme::tokens(ui);
    egui::Frame::new().fill(tokens.raised).corner_radius(theme::CARD_RADIUS).inner_margin(6).show(ui, |ui| {
        let height = (ui.ctx().content_rect().height() * 0.34).clamp(90.0, 300.0);
        ui.spacing_mut().item_spacing.y = 0.0;
        ScrollArea::vertical().id_salt("run-back-list").max_height(height).auto_shrink([false, true]).show_rows(
            ui,
            ROW,
            all.len(),
            |ui, rows| {
                for checkpoint in &all[rows] {
                    row(ui, scene, back, checkpoint);
                }
            },
        );
    });
}

fn row(ui: &mut Ui, scene: Scene<'_>, back: &mut BackScreen, checkpoint: &Checkpoint) {
    let tokens = theme::tokens(ui);
    let is_chosen = back.chosen == Some(checkpoint.id);
    let trees = checkpoint.trees.iter().filter(|tree| back.team.as_ref().is_none_or(|team| *team == tree.team));
    let (changed, added, removed) =
        trees.fold((0, 0, 0), |sum, tree| (sum.0 + tree.changed, sum.1 + tree.added, sum.2 + tree.removed));
    let time = clock::time_of_day(checkpoint.at);
    let mut reason = why(checkpoint.why);
    if back.team.is_none() && checkpoint.trees.len() < scene.state.teams.len() {
        // It holds some trees only: whose, is what one wants to know.
        let whose = checkpoint.trees.iter().map(|tree| marks::title(&tree.team)).collect::<Vec<_>>().join(", ");
        reason = format!("{reason}  ·  {whose}");
    }
    let numbers = t!("run-back-changed", count = changed, added = clock::short(added), removed = clock::short(removed));
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    response.widget_info(|| {
        egui::WidgetInfo::selected(egui::Role::RadioButton, true, is_chosen, format!("{time}, {reason}, {numbers}"))
    });
    let painter = ui.painter();
    let fill = if is_chosen { tokens.accent.gamma_multiply(0.25) } else { tokens.surface };
    if is_chosen || response.hovered() {
        painter.rect_filled(rect, 6.0, fill);
    }
    let font = egui::FontId::proportional(theme::BODY);
    let y = rect.center().y;
    let at = egui::pos2(rect.left() + 10.0, y);
    let time = painter.text(at, egui::Align2::LEFT_CENTER, time, egui::FontId::monospace(SMALL), tokens.text);
    let small = egui::FontId::proportional(SMALL);
    let numbers = painter.text(egui::pos2(rect.right() - 10.0, y), egui::Align2::RIGHT_CENTER, numbers, small, tokens.weak);
    let room = numbers.left() - time.right() - 28.0;
    let reason = elide::rows(ui, &reason, font, tokens.text, room, 1);
    ui.painter().galley(egui::pos2(time.right() + 14.0, y - reason.size().y / 2.0), reason, tokens.text);
    button::focus_ring(ui, &response);
    if response.clicked() {
        back.chosen = Some(checkpoint.id);
    }
}

/// What it would change, and the button that does it; whether the dialog is done.
fn way_back(ui: &mut Ui, scene: Scene<'_>, back: &mut BackScreen, checkpoint: &Checkpoint, actions: &mut Vec<Action>) -> bool {
    let teams = back.teams(checkpoint);
    if back.asked != Some(checkpoint.id) {
        back.asked = Some(checkpoint.id);
        ask(actions, Request::Compare { teams: teams.clone(), id: checkpoint.id });
    }
    let known = scene.project.run.compared.as_ref().filter(|(id, whose, _)| *id == checkpoint.id && *whose == teams);
    match known {
        None => {
            ui.horizontal(|ui| {
                ui.spinner();
                card::weak(ui, t!("run-back-looking"));
            });
        }
        Some((_, _, differences)) => {
            let height = (ui.ctx().content_rect().height() * 0.24).clamp(60.0, 220.0);
            ScrollArea::vertical().id_salt("run-back-preview").max_height(height).auto_shrink([false, true]).show(ui, |ui| {
                differences.iter().for_each(|difference| preview(ui, scene, difference));
            });
        }
    }
    let mut close = false;
    let changes = known.is_some_and(|(_, _, differences)| differences.iter().any(Difference::is_any));
    buttons(ui, scene, back, Some((checkpoint, teams, changes)), &mut close, actions);
    close
}

fn preview(ui: &mut Ui, scene: Scene<'_>, difference: &Difference) {
    let tokens = theme::tokens(ui);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0 * GRID;
        marks::badge(ui, &difference.team, scene.manifest, 18.0);
        if !difference.is_any() {
            card::weak(ui, t!("run-back-same", team = marks::title(&difference.team)));
            return;
        }
        let part = |ui: &mut Ui, count: u64, id: &'static str, color| {
            if count > 0 {
                ui.label(RichText::new(t!(id, count = count)).size(SMALL).color(color));
            }
        };
        part(ui, difference.created, "run-back-created", tokens.success);
        part(ui, difference.rewritten, "run-back-rewritten", tokens.text);
        part(ui, difference.deleted, "run-back-deleted", tokens.danger);
        let (added, removed) = (clock::short(difference.added), clock::short(difference.removed));
        card::weak(ui, t!("run-back-lines", added = added, removed = removed));
    });
}

fn buttons(
    ui: &mut Ui,
    scene: Scene<'_>,
    back: &BackScreen,
    chosen: Option<(&Checkpoint, Vec<TeamId>, bool)>,
    close: &mut bool,
    actions: &mut Vec<Action>,
) {
    ui.horizontal_wrapped(|ui| {
        if let Some((checkpoint, teams, changes)) = chosen {
            let at_work = |id: &&TeamId| scene.state.team(id).is_some_and(|team| team.process.is_some());
            let running = teams.iter().filter(at_work).count();
            let time = clock::time_of_day(checkpoint.at);
            let label = match running {
                0 => t!("run-back-do", time = time),
                _ => t!("run-back-stop-do", count = running, time = time),
            };
            let go = button::primary(label).icon(icons::TAKE_BACK);
            if ui.add_enabled(scene.live && changes, go).on_disabled_hover_text(t!("run-back-nothing")).clicked() {
                ask(actions, Request::GoBack { teams, id: checkpoint.id, stop: running > 0 });
                *close = true;
            }
        }
        if ui.add_enabled(scene.live, button::secondary(t!("run-checkpoint-now")).icon(icons::SAVE)).clicked() {
            ask(actions, Request::Checkpoint { teams: back.team.iter().cloned().collect() });
        }
        *close |= ui.add(button::secondary(t!("run-cancel"))).clicked();
    });
}
