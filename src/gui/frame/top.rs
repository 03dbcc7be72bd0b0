//! The top bar: which project this is (and how to go to another), the palette, undo and redo, and how the window looks.

use egui::{Align, Layout, Popup, ThemePreference, Ui};

use crate::engine::project::Mode;
use crate::gui::action::{self, Action, Named};
use crate::gui::facts::{Facts, ProjectFacts};
use crate::gui::guide;
use crate::gui::screen::Screen;
use crate::gui::theme::{self, GRID};
use crate::gui::widgets::{button, card};
use crate::gui::{icons, keymap};
use crate::t;
use crate::words::Language;

/// The widest that the palette's button gets.
const PALETTE_WIDTH: f32 = 360.0;

pub fn show(ui: &mut Ui, facts: &Facts, screen: &mut Screen, actions: &mut Vec<Action>) {
    let bar = ui.max_rect();
    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
        project(ui, facts, actions);
    });
    let width = PALETTE_WIDTH.min(bar.width() * 0.32);
    let middle = egui::Rect::from_center_size(bar.center(), egui::vec2(width, theme::CONTROL_HEIGHT));
    let keys = shortcut(ui, "action-palette");
    let search = button::secondary(t!("palette-open")).icon(icons::SEARCH).width(width).left().keys(keys);
    if ui.put(middle, search).clicked() {
        actions.push(Action::TogglePalette);
    }
    let mut right = ui.new_child(egui::UiBuilder::new().max_rect(bar).layout(Layout::right_to_left(Align::Center)));
    let ui = &mut right;
    ui.spacing_mut().item_spacing.x = GRID;
    looks(ui, facts, screen, actions);
    let help = button::icon(icons::QUESTION, t!("top-help")).tip(shortcut(ui, "action-guide"));
    if ui.add(help).clicked() {
        actions.push(Action::ShowGuide(guide::pages::of_view(screen.view)));
    }
    step(ui, facts, screen, "action-redo", actions);
    step(ui, facts, screen, "action-undo", actions);
}

/// The keys of a named action, as the system writes them.
pub fn shortcut(ui: &Ui, name: &str) -> String {
    let keymap = keymap::of(ui.ctx());
    let keys = action::named(name).and_then(|named| keymap.keys(named).first());
    keys.map(|keys| super::keys::written(ui, keys)).unwrap_or_default()
}

fn project(ui: &mut Ui, facts: &Facts, actions: &mut Vec<Action>) {
    let name = facts.project.as_ref().map_or_else(|| t!("top-no-project"), ProjectFacts::name);
    let icon = match facts.project.as_ref().map(|project| project.project.mode) {
        None => icons::FOLDER,
        Some(Mode::Git) => icons::GIT_BRANCH,
        Some(Mode::Folder) => icons::FOLDER_OPEN,
        Some(Mode::Loose) => icons::STACK,
    };
    let said = t!("top-project-menu", name = name.as_str());
    let response = ui.add(button::quiet(&name).icon(icon).name(said).keys("").width_at_most(280.0));
    let caret = response.rect.right_center() - egui::vec2(14.0, 0.0);
    let tokens = theme::tokens(ui);
    ui.painter().text(caret, egui::Align2::CENTER_CENTER, icons::CARET_DOWN.0, icons::Icon::font(12.0), tokens.weak);
    Popup::menu(&response).width(320.0).accessible_name(t!("top-menu")).show(|ui| {
        ui.set_min_width(300.0);
        for name in ["action-new", "action-open", "action-open-marked", "action-close"] {
            let Some(named) = action::named(name) else { continue };
            if let Some(action) = (named.action)(facts, &Screen::default()) {
                item(ui, named, action, actions);
            }
        }
        let open = facts.project.as_ref().map(|project| &project.project.root);
        let others: Vec<_> = facts.recent.iter().filter(|recent| Some(&recent.folder) != open).take(8).collect();
        if !others.is_empty() {
            ui.separator();
            card::weak(ui, t!("home-recent"));
        }
        for recent in others {
            let label = button::quiet(&recent.name).icon(icons::FOLDER).left().width(ui.available_width());
            let said = t!("home-open-recent", name = recent.name.as_str());
            if ui.add(label.name(said)).on_hover_text(recent.folder.display().to_string()).clicked() {
                actions.push(Action::Open(recent.folder.clone()));
                ui.close();
            }
        }
    });
}

/// A named action as a menu's row.
fn item(ui: &mut Ui, named: &Named, action: Action, actions: &mut Vec<Action>) {
    let keys = named.keys.first().map(|keys| super::keys::written(ui, keys)).unwrap_or_default();
    let row = button::quiet(t!(named.name)).icon(named.icon).left().width(ui.available_width()).keys(keys);
    if ui.add(row).clicked() {
        actions.push(action);
        ui.close();
    }
}

fn step(ui: &mut Ui, facts: &Facts, screen: &Screen, name: &str, actions: &mut Vec<Action>) {
    let Some(named) = action::named(name) else { return };
    let action = (named.action)(facts, screen);
    let label = facts.project.as_ref().and_then(|project| {
        let document = screen.document(project)?;
        if name == "action-undo" { document.undo_label() } else { document.redo_label() }.map(str::to_owned)
    });
    let keys = shortcut(ui, name);
    let said = match label.filter(|_| action.is_some()) {
        Some(label) => t!("top-step", action = t!(named.name), step = t!(label.as_str())),
        None => t!(named.name),
    };
    if ui.add_enabled(action.is_some(), button::icon(named.icon, said).tip(keys)).clicked() {
        actions.extend(action);
    }
}

/// Dark, light, the language: one menu.
fn looks(ui: &mut Ui, facts: &Facts, screen: &Screen, actions: &mut Vec<Action>) {
    let icon = match facts.theme {
        ThemePreference::Dark => icons::MOON,
        ThemePreference::Light => icons::SUN,
        ThemePreference::System => icons::SYSTEM_THEME,
    };
    let response = ui.add(button::icon(icon, t!("top-looks")));
    Popup::menu(&response).width(260.0).accessible_name(t!("top-looks")).show(|ui| {
        ui.set_min_width(240.0);
        let row = |ui: &mut Ui, icon, text: String, selected: bool| {
            let button = button::quiet(text).icon(icon).left().width(ui.available_width()).selected(selected);
            ui.add(button).clicked()
        };
        for (icon, name, theme) in [
            (icons::SYSTEM_THEME, "looks-system", ThemePreference::System),
            (icons::MOON, "looks-dark", ThemePreference::Dark),
            (icons::SUN, "looks-light", ThemePreference::Light),
        ] {
            if row(ui, icon, t!(name), facts.theme == theme) {
                actions.push(Action::SetTheme(theme));
            }
        }
        ui.separator();
        for language in Language::ALL {
            if row(ui, icons::LANGUAGE, language.name().to_owned(), crate::words::language() == language) {
                actions.push(Action::SetLanguage(language));
            }
        }
        ui.separator();
        for name in ["action-guide", "action-welcome", "action-keys", "action-settings"] {
            if let Some(named) = action::named(name)
                && let Some(action) = (named.action)(facts, screen)
            {
                item(ui, named, action, actions);
            }
        }
    });
}
