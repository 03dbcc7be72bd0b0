//! The keys, from the table of named actions, and the list that shows them.

use egui::{Grid, KeyboardShortcut, ScrollArea, Ui};

use crate::gui::action::{Action, NAMED, Named};
use crate::gui::facts::Facts;
use crate::gui::icons;
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
    let mut keys: Vec<(&KeyboardShortcut, &Named)> =
        NAMED.iter().filter(|named| wanted(named)).flat_map(|named| named.keys.iter().map(move |keys| (keys, named))).collect();
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
    shortcut.logical_key == egui::Key::F1
}

/// The list of keys.
pub fn show(ui: &Ui, screen: &mut Screen, actions: &mut Vec<Action>) {
    if !screen.keys_open {
        return;
    }
    let tokens = theme::tokens(ui);
    let room = ui.ctx().content_rect().size() - egui::vec2(160.0, 120.0);
    let area = egui::Modal::default_area(egui::Id::unique("keys")).default_size(room);
    let modal = egui::Modal::new(egui::Id::unique("keys")).area(area).backdrop_color(tokens.backdrop()).frame(card::frame(ui));
    let answer = modal.show(ui.ctx(), |ui| {
        ui.set_width(420.0);
        card::section(ui, &t!("keys-title"), |ui| {
            if ui.add(button::icon(icons::CLOSE, t!("keys-close-list"))).clicked() {
                actions.push(Action::ToggleKeys);
            }
        });
        ui.spacing_mut().interact_size.y = 0.0;
        ScrollArea::vertical().max_height(room.y - 80.0).show(ui, |ui| {
            Grid::new("keys").num_columns(2).spacing([6.0 * GRID, 2.0 * GRID]).min_col_width(150.0).show(ui, |ui| {
                for named in NAMED.iter().filter(|named| !named.keys.is_empty()) {
                    let keys: Vec<_> = named.keys.iter().map(|keys| written(ui, keys)).collect();
                    row(ui, &keys.join("  "), &t!(named.name));
                }
                let command = written(ui, &KeyboardShortcut::new(egui::Modifiers::COMMAND, egui::Key::A));
                let command = command.trim_end_matches('A');
                for (keys, name) in OF_VIEWS {
                    row(ui, &keys.replace("Ctrl+", command), &t!(name));
                }
            });
        });
    });
    screen.keys_open &= !answer.should_close();
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
