//! The welcome: three steps on a project, each noticed when it was done, in a strip above the status bar, so that it
//! covers nothing and can be left at any point. Not: who notices (`act` and `apply`).

use egui::{Ui, vec2};

use crate::engine::settings::Welcome;
use crate::gui::action::Action;
use crate::gui::facts::Facts;
use crate::gui::guide::pages;
use crate::gui::icons;
use crate::gui::screen::Screen;
use crate::gui::theme::{self, GRID, SMALL};
use crate::gui::views::ViewId;
use crate::gui::widgets::{button, card};
use crate::t;

/// How high the strip is.
pub const HEIGHT: f32 = 68.0;

/// The steps: name, what to do, where, and whether it was done.
fn steps(welcome: &Welcome) -> [(&'static str, &'static str, ViewId, bool); 3] {
    [
        ("welcome-drag", "welcome-drag-how", ViewId::Teams, welcome.dragged),
        ("welcome-expand", "welcome-expand-how", ViewId::MegaFiles, welcome.expanded),
        ("welcome-resolve", "welcome-resolve-how", ViewId::Conflicts, welcome.resolved),
    ]
}

/// Whether the strip is there.
pub fn is_open(facts: &Facts) -> bool {
    facts.preferences.welcome.open && facts.project.is_some()
}

/// Draws the strip: how far it is, and what to do next.
pub fn show(ui: &mut Ui, facts: &Facts, screen: &Screen, actions: &mut Vec<Action>) {
    let tokens = theme::tokens(ui);
    let steps = steps(&facts.preferences.welcome);
    let next = steps.iter().find(|step| !step.3);
    ui.add_space(2.0 * GRID);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 1.5 * GRID;
        for (name, _, _, is_done) in steps {
            let is_next = next.is_some_and(|next| next.0 == name);
            let (icon, color) = match (is_done, is_next) {
                (true, _) => (icons::CHECK_CIRCLE, tokens.success),
                (_, true) => (icons::ARROW_RIGHT, tokens.accent),
                _ => (icons::CIRCLE, tokens.weak),
            };
            ui.label(icon.text(14.0).color(color));
            let said = if is_done { t!("welcome-done", step = t!(name)) } else { t!(name) };
            let text =
                egui::RichText::new(t!(name)).font(theme::medium(SMALL)).color(if is_next { tokens.text } else { tokens.weak });
            let label = ui.label(text);
            label.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &said));
            ui.add_space(GRID);
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if ui.add(button::icon(icons::CLOSE, t!("welcome-leave")).small()).clicked() {
                actions.push(Action::LeaveWelcome);
            }
        });
    });
    ui.horizontal(|ui| {
        let (text, what, action) = match next {
            Some((_, how, view, _)) if screen.view == *view => (t!(how), t!("welcome-more"), guide(*view)),
            Some((_, how, view, _)) => {
                let named = crate::gui::views::VIEWS.iter().find(|known| known.id == *view).map_or("", |view| view.name);
                (t!(how), t!("welcome-go", view = t!(named)), Action::Show(*view))
            }
            None => (t!("welcome-end"), t!("welcome-guide"), Action::ShowGuide("best-practices")),
        };
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if next.is_none() && ui.add(button::primary(t!("welcome-finish")).small()).clicked() {
                actions.push(Action::LeaveWelcome);
            }
            let go = if next.is_none() { button::secondary(what) } else { button::primary(what) };
            if ui.add(go.small()).clicked() {
                actions.push(action);
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                ui.add(egui::Label::new(text.as_str()).truncate()).on_hover_text(text);
            });
        });
    });
}

fn guide(view: ViewId) -> Action {
    Action::ShowGuide(pages::of_view(view))
}

/// The offer of a first start, on Home.
pub fn offer(ui: &mut Ui, facts: &Facts, actions: &mut Vec<Action>) {
    if facts.preferences.welcome.met || !facts.recent.is_empty() {
        // It can be found again.
        if ui.add(button::quiet(t!("action-welcome")).icon(icons::FLAG).small()).clicked() {
            actions.push(Action::StartWelcome);
        }
        ui.add_space(3.0 * GRID);
        return;
    }
    let tokens = theme::tokens(ui);
    card::frame(ui).stroke((1.0, tokens.accent)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(egui::RichText::new(t!("welcome-title")).heading());
        ui.add(egui::Label::new(egui::RichText::new(t!("welcome-text")).color(tokens.weak)).wrap());
        ui.add_space(GRID);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing = vec2(2.0 * GRID, GRID);
            if ui.add(button::primary(t!("welcome-start")).icon(icons::PLAY)).clicked() {
                actions.push(Action::StartWelcome);
            }
            if ui.add(button::quiet(t!("welcome-not-now"))).clicked() {
                actions.push(Action::LeaveWelcome);
            }
        });
    });
    ui.add_space(6.0 * GRID);
}
