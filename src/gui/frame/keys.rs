//! The keys, from the table of named actions, and the list that shows and changes them.

use std::collections::BTreeMap;

use egui::{Grid, KeyboardShortcut, ScrollArea, Ui};

use crate::gui::action::{Action, NAMED, Named};
use crate::gui::facts::Facts;
use crate::gui::icons;
use crate::gui::keymap::{self, Keymap, Refused};
use crate::gui::screen::Screen;
use crate::gui::theme::{self, GRID};
use crate::gui::widgets::{button, card};
use crate::t;

/// Keys that belong to a text that is being typed before they belong to the window.
const OF_TEXTS: [&str; 2] = ["action-undo", "action-redo"];

/// Keys of views, which are theirs to handle; the list names them too.
const OF_VIEWS: [(&str, &str); 17] = [
    ("Tab", "keys-next"),
    ("Space", "keys-press"),
    ("Esc", "keys-close"),
    ("Ctrl+F", "keys-find"),
    ("Ctrl++  Ctrl+−", "keys-zoom"),
    ("Alt+↑↓←→", "keys-chip-move"),
    ("F2  Del  Ins", "keys-chip-edit"),
    ("J  F8", "keys-conflict-next"),
    ("K  Shift+F8", "keys-conflict-previous"),
    ("1 … 9, 0", "keys-conflict-side"),
    ("B  N  E  R", "keys-conflict-rest"),
    ("Ctrl+Enter", "keys-conflict-done"),
    ("W  Alt+1 … 9", "keys-resolver-wide"),
    ("A", "keys-resolver-alike"),
    ("T", "keys-resolver-last-time"),
    ("F", "keys-resolver-file"),
    ("Ctrl+F", "keys-resolver-search"),
];

/// What goes before everything: views never see these.
pub fn before_views(ui: &Ui, facts: &Facts, screen: &Screen, is_asking: bool, actions: &mut Vec<Action>) {
    let is_global = |named: &Named| !OF_TEXTS.contains(&named.name);
    take(ui, facts, screen, is_asking, actions, is_global);
}

/// What goes after views: a field or an editor that has the focus has had its turn.
pub fn after_views(ui: &Ui, facts: &Facts, screen: &Screen, is_asking: bool, actions: &mut Vec<Action>) {
    let was_handled = actions.iter().any(|action| matches!(action, Action::Undo | Action::Redo));
    if !was_handled && !ui.ctx().text_edit_focused() {
        take(ui, facts, screen, is_asking, actions, |named| OF_TEXTS.contains(&named.name));
    }
}

fn take(ui: &Ui, facts: &Facts, screen: &Screen, is_asking: bool, actions: &mut Vec<Action>, wanted: impl Fn(&Named) -> bool) {
    let is_focused = ui.memory(|memory| memory.focused().is_some());
    if screen.keys_awaited.is_some() {
        return;
    }
    let keymap = keymap::of(ui.ctx());
    let of = |named: &'static Named| keymap.keys(named).iter().map(move |keys| (keys, named));
    let mut keys: Vec<(&KeyboardShortcut, &Named)> = NAMED.iter().filter(|named| wanted(named)).flat_map(of).collect();
    // Ctrl+Shift+Z is also Ctrl+Z with a key more: the longer one first.
    keys.sort_by_key(|(keys, _)| std::cmp::Reverse(u8::from(keys.modifiers.shift) + u8::from(keys.modifiers.command)));
    for (shortcut, named) in keys {
        let closes = (screen.palette_open && named.name == "action-palette")
            || (screen.guide.is_open() && named.name == "action-guide")
            || (screen.settings_open && named.name == "action-settings")
            || (screen.keys_open && named.name == "action-keys")
            || (screen.problems_open && named.name == "action-problems");
        // While something is asked, or a plain key could be text, the key is not ours.
        let is_ours =
            (!is_asking || closes) && (!shortcut.conflicts_with_text_editing() || !is_focused || is_function_key(shortcut));
        if is_ours && ui.input_mut(|input| input.consume_shortcut(shortcut)) {
            actions.extend((named.action)(facts, screen));
        }
    }
}

fn is_function_key(shortcut: &KeyboardShortcut) -> bool {
    shortcut.logical_key.name().strip_prefix('F').is_some_and(|rest| rest.parse::<u8>().is_ok())
}

/// The list of keys, in which they are changed.
pub fn show(ui: &Ui, facts: &Facts, screen: &mut Screen, actions: &mut Vec<Action>) {
    if !screen.keys_open {
        screen.keys_awaited = None;
        return;
    }
    let tokens = theme::tokens(ui);
    let room = ui.ctx().content_rect().size() - egui::vec2(160.0, 120.0);
    let area = egui::Modal::default_area(egui::Id::unique("keys")).default_size(room);
    let modal = egui::Modal::new(egui::Id::unique("keys")).area(area).backdrop_color(tokens.backdrop()).frame(card::frame(ui));
    let mut liked = facts.preferences.clone();
    let keymap = keymap::of(ui.ctx());
    await_keys(ui, &keymap, screen, &mut liked.keys);
    let answer = modal.show(ui.ctx(), |ui| {
        ui.set_width(520.0);
        card::section(ui, &t!("keys-title"), |ui| {
            if ui.add(button::icon(icons::CLOSE, t!("keys-close-list"))).clicked() {
                actions.push(Action::ToggleKeys);
            }
        });
        ScrollArea::vertical().max_height(room.y - 80.0).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = GRID;
            for named in NAMED {
                changeable(ui, named, &keymap, screen, &mut liked.keys);
            }
            ui.separator();
            ui.spacing_mut().interact_size.y = 0.0;
            Grid::new("keys").num_columns(2).spacing([6.0 * GRID, 2.0 * GRID]).min_col_width(KEYS_WIDTH).show(ui, |ui| {
                let command = written(ui, &KeyboardShortcut::new(egui::Modifiers::COMMAND, egui::Key::A));
                let command = command.trim_end_matches('A');
                for (keys, name) in OF_VIEWS {
                    row(ui, &keys.replace("Ctrl+", command), &t!(name));
                }
            });
        });
    });
    if liked != facts.preferences {
        actions.push(Action::SetPreferences(Box::new(liked)));
    }
    screen.keys_open &= !answer.should_close();
}

/// How wide the keys' own column is.
const KEYS_WIDTH: f32 = 150.0;

/// A row of the list: keys, what they do, and the way to others.
fn changeable(ui: &mut Ui, named: &'static Named, keymap: &Keymap, screen: &mut Screen, chosen: &mut BTreeMap<String, String>) {
    let tokens = theme::tokens(ui);
    let what = t!(named.name);
    let waits = screen.keys_awaited.as_ref().is_some_and(|(awaited, _)| awaited.name == named.name);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = GRID;
        let keys: Vec<_> = keymap.keys(named).iter().map(|keys| written(ui, keys)).collect();
        let (text, ink) = if waits { (t!("keys-press-new"), tokens.accent) } else { (keys.join("  "), tokens.text) };
        column(ui, KEYS_WIDTH, egui::RichText::new(text).font(theme::medium(theme::BODY)).color(ink));
        let buttons = 2.0 * (theme::CONTROL_HEIGHT + GRID) + 4.0 * GRID;
        let width = (ui.available_width() - buttons).max(80.0);
        column(ui, width, egui::RichText::new(&what).color(tokens.weak));
        if ui.add(button::icon(icons::EDIT, t!("keys-change", what = what.as_str())).selected(waits)).clicked() {
            screen.keys_awaited = if waits { None } else { Some((named, None)) };
        }
        if keymap.is_chosen(named) && ui.add(button::icon(icons::TAKE_BACK, t!("keys-usual", what = what.as_str()))).clicked() {
            chosen.remove(named.name);
            screen.keys_awaited = None;
        }
    });
    if let Some((_, refused)) = screen.keys_awaited.as_ref().filter(|_| waits) {
        let (said, ink) = match refused {
            None => (t!("keys-press-hint"), tokens.weak),
            Some(Refused::Plain) => (t!("keys-refused-plain"), tokens.warning),
            Some(Refused::Needed) => (t!("keys-refused-needed"), tokens.warning),
            Some(Refused::Taken(other)) => (t!("keys-refused-taken", what = t!(other)), tokens.warning),
        };
        ui.add(egui::Label::new(egui::RichText::new(said).size(theme::SMALL).color(ink)).wrap());
    }
}

/// A text in a column of a row.
fn column(ui: &mut Ui, width: f32, text: egui::RichText) {
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    ui.allocate_ui_with_layout(egui::vec2(width, theme::CONTROL_HEIGHT), layout, |ui| {
        ui.set_min_width(width);
        ui.add(egui::Label::new(text).truncate());
    });
}

/// Takes the keys that are pressed while an action waits for some.
fn await_keys(ui: &Ui, keymap: &Keymap, screen: &mut Screen, chosen: &mut BTreeMap<String, String>) {
    let Some((named, refused)) = &mut screen.keys_awaited else { return };
    let mut pressed = None;
    ui.input_mut(|input| {
        input.events.retain(|event| match event {
            egui::Event::Key { key, pressed: true, modifiers, .. } => {
                pressed = pressed.or(Some((*modifiers, *key)));
                false
            }
            // What the system makes of Ctrl+C, Ctrl+X and Ctrl+V.
            egui::Event::Copy | egui::Event::Cut | egui::Event::Paste(_) | egui::Event::Text(_) => false,
            _ => true,
        });
    });
    match pressed {
        None => {}
        Some((_, egui::Key::Escape)) => screen.keys_awaited = None,
        Some((egui::Modifiers::NONE, egui::Key::Backspace | egui::Key::Delete)) => {
            chosen.insert(named.name.to_owned(), String::new());
            screen.keys_awaited = None;
        }
        Some((modifiers, key)) => {
            let keys = keymap::pressed(modifiers, key);
            match keymap.check(named, &keys) {
                Err(why) => *refused = Some(why),
                Ok(()) => {
                    if named.keys.first() == Some(&keys) {
                        chosen.remove(named.name);
                    } else {
                        chosen.insert(named.name.to_owned(), keymap::write(&keys));
                    }
                    screen.keys_awaited = None;
                }
            }
        }
    }
}

/// Keys as the system writes them.
pub fn written(ui: &Ui, keys: &KeyboardShortcut) -> String {
    match keys.logical_key {
        egui::Key::Questionmark => "?".to_owned(),
        _ => ui.ctx().format_shortcut(keys),
    }
}

fn row(ui: &mut Ui, keys: &str, what: &str) {
    ui.label(egui::RichText::new(keys).font(theme::medium(theme::BODY)));
    card::weak(ui, what);
    ui.end_row();
}
