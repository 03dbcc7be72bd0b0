//! The settings dialog: how the window looks and speaks, and whom it works with. What is changed holds at once; there is
//! nothing to confirm. Not: what a setting does (`preferring`, `act`).

use egui::{ScrollArea, TextEdit, ThemePreference, Ui, vec2};

use crate::engine::settings::{Preferences, ZOOM};
use crate::gui::action::Action;
use crate::gui::facts::Facts;
use crate::gui::icons;
use crate::gui::screen::Screen;
use crate::gui::theme::{self, GRID, SMALL};
use crate::gui::widgets::{button, card};
use crate::model::manifest::PRESETS;
use crate::words::Language;
use crate::{t, words};

/// The steps of the zoom, in percent.
const STEPS: [u16; 7] = [75, 90, 100, 125, 150, 175, 200];

pub fn show(ui: &Ui, facts: &Facts, screen: &mut Screen, actions: &mut Vec<Action>) {
    if !screen.settings_open {
        return;
    }
    let tokens = theme::tokens(ui);
    let room = ui.ctx().content_rect().size() - vec2(48.0, 64.0);
    let width = room.x.min(560.0) - 32.0;
    let area = egui::Modal::default_area(egui::Id::unique("settings")).default_size(room);
    let modal = egui::Modal::new(egui::Id::unique("settings")).area(area).backdrop_color(tokens.backdrop());
    let mut liked = facts.preferences.clone();
    let answer = modal.frame(card::frame(ui)).show(ui.ctx(), |ui| {
        ui.set_width(width);
        card::section(ui, &t!("settings-title"), |ui| {
            if ui.add(button::icon(icons::CLOSE, t!("settings-close"))).clicked() {
                screen.settings_open = false;
            }
        });
        let height = room.y - 80.0;
        // The dialog is as high as it needs from the first frame on.
        ScrollArea::vertical().max_height(height).min_scrolled_height(height).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0 * GRID;
            looks(ui, facts, actions);
            zoom(ui, &mut liked);
            motion(ui, &mut liked);
            ui.separator();
            agent(ui, &mut liked);
            command(ui, &t!("settings-editor"), &t!("settings-editor-why"), "code --goto {file}:{line}", &mut liked.editor);
            command(ui, &t!("settings-merge"), &t!("settings-merge-why"), "meld {mine} {result} {theirs}", &mut liked.merge_tool);
            ui.label(egui::RichText::new(t!("keys-title")).font(theme::medium(theme::BODY)));
            if ui.add(button::secondary(t!("settings-keys")).icon(icons::KEYBOARD)).clicked() {
                screen.settings_open = false;
                actions.push(Action::ToggleKeys);
            }
        });
    });
    if liked != facts.preferences {
        actions.push(Action::SetPreferences(Box::new(liked)));
    }
    screen.settings_open &= !answer.should_close();
}

/// A row: what it is about, and choices of which one holds.
fn choices<T: Copy + PartialEq>(ui: &mut Ui, label: &str, choices: &[(T, String)], chosen: T) -> Option<T> {
    let mut clicked = None;
    ui.label(egui::RichText::new(label).font(theme::medium(theme::BODY)));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(GRID, GRID);
        for (value, text) in choices {
            let name = format!("{label}: {text}");
            if ui.add(button::secondary(text).small().selected(*value == chosen).name(name)).clicked() {
                clicked = Some(*value);
            }
        }
    });
    clicked
}

fn looks(ui: &mut Ui, facts: &Facts, actions: &mut Vec<Action>) {
    let themes = [
        (ThemePreference::System, t!("looks-system")),
        (ThemePreference::Dark, t!("looks-dark")),
        (ThemePreference::Light, t!("looks-light")),
    ];
    actions.extend(choices(ui, &t!("settings-theme"), &themes, facts.theme).map(Action::SetTheme));
    let mut languages = vec![(None, t!("looks-system"))];
    languages.extend(Language::ALL.map(|language| (Some(language), language.name().to_owned())));
    let spoken = (!facts.follows_language).then(words::language);
    if let Some(language) = choices(ui, &t!("settings-language"), &languages, spoken) {
        actions.push(language.map_or(Action::FollowSystemLanguage, Action::SetLanguage));
    }
}

fn zoom(ui: &mut Ui, liked: &mut Preferences) {
    let mut steps: Vec<u16> = STEPS.to_vec();
    // What the keys made of it stands among the steps.
    if !steps.contains(&liked.zoom_percent) && ZOOM.contains(&liked.zoom_percent) {
        steps.push(liked.zoom_percent);
        steps.sort_unstable();
    }
    let steps: Vec<_> = steps.into_iter().map(|step| (step, t!("settings-percent", percent = step))).collect();
    if let Some(step) = choices(ui, &t!("settings-zoom"), &steps, liked.zoom_percent) {
        liked.zoom_percent = step;
    }
}

fn motion(ui: &mut Ui, liked: &mut Preferences) {
    ui.checkbox(&mut liked.reduced_motion, t!("settings-motion"));
    ui.checkbox(&mut liked.notifications, t!("settings-notifications"));
    small(ui, t!("settings-notifications-why"));
}

fn agent(ui: &mut Ui, liked: &mut Preferences) {
    let mut agents: Vec<(&str, String)> = vec![("", t!("settings-agent-none"))];
    agents.extend(PRESETS.map(|preset| (preset, preset.to_owned())));
    let chosen = PRESETS.into_iter().find(|preset| *preset == liked.default_agent).unwrap_or_default();
    if let Some(agent) = choices(ui, &t!("settings-agent"), &agents, chosen) {
        agent.clone_into(&mut liked.default_agent);
    }
    small(ui, t!("settings-agent-why"));
}

fn command(ui: &mut Ui, label: &str, why: &str, hint: &str, command: &mut String) {
    ui.label(egui::RichText::new(label).font(theme::medium(theme::BODY)));
    let field = TextEdit::singleline(command)
        .hint_text(hint)
        .font(egui::TextStyle::Monospace)
        .desired_width(ui.available_width() - 20.0)
        .margin(egui::Margin::symmetric(8, 5));
    ui.add(field).accessible_name(label);
    small(ui, why);
}

fn small(ui: &mut Ui, text: impl Into<String>) {
    let color = theme::tokens(ui).weak;
    ui.add(egui::Label::new(egui::RichText::new(text).size(SMALL).color(color)).wrap());
}
