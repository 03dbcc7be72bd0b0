//! What was sent to a team, newest last, with how far each got: queued, maybe delivered, delivered, acknowledged, obeyed.

use egui::{RichText, Ui};

use super::{Scene, ask, clock};
use crate::gui::action::Action;
use crate::gui::icons::{self, Icon};
use crate::gui::theme::{self, GRID, SMALL, Tokens};
use crate::gui::widgets::{button, card};
use crate::model::run::team::{Delivery, Prompt};
use crate::model::run::{Message, Request, TeamRun};
use crate::t;

fn look(delivery: Delivery, tokens: &Tokens) -> (Icon, egui::Color32, &'static str) {
    match delivery {
        Delivery::Queued => (icons::CLOCK, tokens.weak, "run-delivery-queued"),
        Delivery::Maybe => (icons::QUESTION, tokens.warning, "run-delivery-maybe"),
        Delivery::Delivered => (icons::CHECK, tokens.text, "run-delivery-delivered"),
        Delivery::Acknowledged => (icons::EYE, tokens.accent, "run-delivery-acknowledged"),
        Delivery::Obeyed => (icons::CHECK_CIRCLE, tokens.success, "run-delivery-obeyed"),
        Delivery::Failed => (icons::ERROR, tokens.danger, "run-delivery-failed"),
        Delivery::Withdrawn => (icons::TAKE_BACK, tokens.weak, "run-delivery-withdrawn"),
    }
}

/// Draws the list.
pub fn show(ui: &mut Ui, scene: Scene<'_>, team: &TeamRun, actions: &mut Vec<Action>) {
    if team.prompts.is_empty() {
        card::weak(ui, t!("run-messages-none"));
        return;
    }
    egui::ScrollArea::vertical().id_salt("run-messages").auto_shrink(false).stick_to_bottom(true).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0 * GRID;
        for prompt in &team.prompts {
            one(ui, scene, team, prompt, actions);
        }
    });
}

fn one(ui: &mut Ui, scene: Scene<'_>, team: &TeamRun, prompt: &Prompt, actions: &mut Vec<Action>) {
    let tokens = theme::tokens(ui);
    let (icon, color, word) = look(prompt.delivery, &tokens);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 1.5 * GRID;
        ui.label(icon.text(14.0).color(color));
        ui.label(RichText::new(t!(word)).size(SMALL).color(color));
        ui.label(RichText::new(clock::time_of_day(prompt.changed)).size(SMALL).color(tokens.weak));
        let id = || (team.id().clone(), prompt.id);
        match prompt.delivery {
            Delivery::Queued if offer(ui, scene, t!("run-withdraw")) => {
                let (team, prompt) = id();
                ask(actions, Request::Withdraw { team, prompt });
            }
            Delivery::Maybe | Delivery::Failed if offer(ui, scene, t!("run-send-again")) => {
                let (team, prompt) = id();
                ask(actions, Request::SendAgain { team, prompt });
            }
            _ => {}
        }
    });
    let text = match &prompt.message {
        Message::Signal(signal) => signal.text().to_owned(),
        Message::Briefing(text) => t!("run-briefing", lines = text.lines().count()),
        Message::Text(text) => text.clone(),
    };
    let font =
        if prompt.message.signal().is_some() { theme::semibold(theme::BODY) } else { egui::FontId::proportional(theme::BODY) };
    let shown = ui.add(egui::Label::new(RichText::new(text).font(font)).wrap());
    if let Message::Briefing(text) = &prompt.message {
        shown.on_hover_text(text.lines().take(24).collect::<Vec<_>>().join("\n"));
    }
    if let Some(reason) = &prompt.reason {
        ui.label(RichText::new(reason).size(SMALL).color(tokens.danger));
    }
}

/// A small button; whether it was clicked.
fn offer(ui: &mut Ui, scene: Scene<'_>, text: String) -> bool {
    ui.add_enabled(scene.live, button::quiet(text).small()).clicked()
}
