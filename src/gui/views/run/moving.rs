//! Open work that moves to another team: to whom, and what that means, before it happens.

use egui::{RichText, Ui};

use super::{RunScreen, Scene, ask};
use crate::gui::action::Action;
use crate::gui::icons;
use crate::gui::theme::{self, GRID};
use crate::gui::views::marks;
use crate::gui::widgets::{button, card};
use crate::model::run::Request;
use crate::model::team::TeamId;
use crate::t;

/// Draws the dialog, when it is open.
pub fn show(ui: &mut Ui, scene: Scene<'_>, screen: &mut RunScreen, actions: &mut Vec<Action>) {
    let Some(from) = screen.moving.take() else { return };
    let tokens = theme::tokens(ui);
    let title = marks::title(&from);
    let modal = egui::Modal::new(egui::Id::unique("run-move")).backdrop_color(tokens.backdrop()).frame(card::frame(ui));
    let mut close = false;
    let answer = modal.show(ui.ctx(), |ui| {
        ui.set_width(440.0_f32.min(ui.ctx().content_rect().width() - 72.0));
        ui.spacing_mut().item_spacing.y = 2.0 * GRID;
        ui.label(RichText::new(t!("run-move-title", team = title.as_str())).heading());
        card::weak(ui, t!("run-move-why", team = title.as_str()));
        let others: Vec<TeamId> = scene.state.teams.iter().map(|team| team.id().clone()).filter(|id| *id != from).collect();
        egui::ScrollArea::vertical().max_height(300.0).show(ui, |ui| {
            ui.set_width(ui.available_width());
            for to in &others {
                let name = scene.manifest.team(to).map(|team| team.name.clone()).unwrap_or_default();
                let says = t!("run-move-to", team = marks::title_and_name(to, scene.manifest));
                let row = ui.add_enabled_ui(scene.live, |ui| marks::team_row(ui, scene.manifest, to, &name, &says)).inner;
                if row.clicked() {
                    ask(actions, Request::MoveWork { from: from.clone(), to: to.clone() });
                    close = true;
                }
            }
        });
        close |= ui.add(button::secondary(t!("run-cancel")).icon(icons::CLOSE)).clicked();
    });
    if !close && !answer.should_close() {
        screen.moving = Some(from);
    }
}
