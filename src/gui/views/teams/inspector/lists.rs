//! Lists of texts: each item a field of its own, with a menu to move and remove it, and a last field that adds one. Items
//! out of sight are not drawn. Not: where a list stands in the manifest, nor what an item may say.

use egui::{Id, Key, Modifiers, Sense, Ui, vec2};

use super::super::measure::WrongAt;
use super::form::{Checked, Entry, FIELD, Form, Look, Remark, path, set};
use super::offers::Offers;
use crate::gui::icons;
use crate::gui::theme::{self, GRID};
use crate::gui::widgets::button;
use crate::model::manifest::edits::ManifestEdit;
use crate::t;

/// How far beyond what is visible items are drawn, so that Tab reaches the next one.
const BEYOND: f32 = 120.0;
/// The width of the word about an item.
const ABOUT: f32 = 58.0;

/// A change of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListEdit {
    /// Adds an item at the end.
    Add(String),
    /// Changes an item.
    Rename(usize, String),
    /// Takes an item away.
    Remove(usize),
    /// Moves an item before another, counted before the move.
    Move(usize, usize),
}

/// A list of texts.
pub struct List<'l> {
    /// Its label.
    pub label: String,
    /// Whether the label stands above it; else a section's title says it.
    pub has_heading: bool,
    /// Its path: `teams/beta/write_paths`.
    pub key: &'l str,
    /// What it holds.
    pub items: &'l [String],
    /// What stands in the field that adds.
    pub hint: String,
    /// In the font of code.
    pub mono: bool,
    /// Whether the order can be changed.
    pub has_order: bool,
    /// What can be chosen while typing.
    pub offers: Offers<'l>,
    /// Why a text cannot be an item.
    pub fault: &'l dyn Fn(&str) -> Option<String>,
    /// What there is to know about a text, though it can be an item.
    pub remark: Remark<'l>,
    /// A change as an edit.
    pub edit: &'l dyn Fn(ListEdit) -> ManifestEdit,
    /// A word about an item, at its right.
    pub about: Option<&'l dyn Fn(&str) -> Option<String>>,
    /// What the checks found about an item.
    pub notes: &'l dyn Fn(usize, &str) -> Vec<WrongAt>,
}

/// Changes of a list of so many items at a path of the file.
pub fn at_path(key: &str, len: usize) -> impl Fn(ListEdit) -> ManifestEdit + '_ {
    move |edit| match edit {
        ListEdit::Add(text) => set(&format!("{key}/{len}"), Some(text.into())),
        ListEdit::Rename(index, text) => set(&format!("{key}/{index}"), Some(text.into())),
        ListEdit::Remove(index) => set(&format!("{key}/{index}"), None),
        ListEdit::Move(from, to) => ManifestEdit::MoveItem { path: path(key), from, to },
    }
}

impl Form<'_> {
    /// Draws a list.
    pub fn list(&mut self, ui: &mut Ui, list: &List<'_>) {
        if list.has_heading {
            self.heading(ui, &list.label, list.items.len());
        }
        ui.spacing_mut().item_spacing.y = 3.0;
        for (index, item) in list.items.iter().enumerate() {
            self.item(ui, list, index, item);
        }
        if self.board.editable {
            self.add(ui, list);
        }
        self.below(ui, list.key, 0.0);
        ui.spacing_mut().item_spacing.y = GRID;
        ui.add_space(2.0 * GRID);
    }

    fn item(&mut self, ui: &mut Ui, list: &List<'_>, index: usize, item: &str) {
        let key = format!("{}/{index}", list.key);
        let notes = (list.notes)(index, item);
        let top = ui.cursor().top();
        let clip = ui.clip_rect();
        let is_in_sight = top < clip.bottom() + BEYOND && top + FIELD > clip.top() - BEYOND;
        if !is_in_sight && notes.is_empty() && !self.must_draw(ui, &key) {
            ui.allocate_exact_size(vec2(ui.available_width(), FIELD), Sense::hover());
            return;
        }
        if list.has_order && self.board.editable && ui.memory(|memory| memory.has_focus(Id::unique(("inspector", key.as_str()))))
        {
            self.move_keys(ui, list, index);
        }
        let check = |text: &str| -> Checked {
            let text = text.trim();
            if text == item {
                Ok(None)
            } else if text.is_empty() {
                Ok(Some((list.edit)(ListEdit::Remove(index))))
            } else {
                (list.fault)(text).map_or_else(|| Ok(Some((list.edit)(ListEdit::Rename(index, text.to_owned())))), Err)
            }
        };
        let name = t!("inspector-item", list = list.label.as_str(), number = index + 1, of = self.of.as_str());
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = GRID;
            let menu = if self.board.editable { 24.0 + GRID } else { 0.0 };
            let about = if list.about.is_some() { ABOUT + GRID } else { 0.0 };
            let width = ui.available_width() - menu - about;
            let look = if list.mono { Look::CodeItem } else { Look::Item };
            let entry = Entry { key: &key, name, value: item, hint: "", look, offers: list.offers, check: &check };
            let response = self.entry_with(ui, &entry, width, list.remark);
            if let Some(about) = list.about {
                // While typing, the word is about what is typed.
                let typed = self.state.typed_in(|typed| typed == key).pop();
                word(ui, about(typed.as_deref().unwrap_or(item)));
            }
            if self.board.editable {
                self.item_menu(ui, list, index, item);
            }
            response
        });
        self.below_typed(ui, &key, 0.0);
        self.show_notes(ui, &notes, 0.0);
    }

    /// Alt with the arrows moves the item that has the keys.
    fn move_keys(&mut self, ui: &Ui, list: &List<'_>, index: usize) {
        let pressed = |key: Key| ui.input_mut(|input| input.consume_key(Modifiers::ALT, key));
        if pressed(Key::ArrowUp) && index > 0 {
            self.shift(list, index, index - 1);
        } else if pressed(Key::ArrowDown) && index + 1 < list.items.len() {
            self.shift(list, index, index + 1);
        }
    }

    /// Moves an item to the place of another; the keys follow it.
    fn shift(&mut self, list: &List<'_>, from: usize, place: usize) {
        self.push((list.edit)(ListEdit::Move(from, if place > from { place + 1 } else { place })));
        self.state.focus_next = Some(format!("{}/{place}", list.key));
    }

    fn item_menu(&mut self, ui: &mut Ui, list: &List<'_>, index: usize, item: &str) {
        let response = ui.add(button::icon(icons::MORE, t!("inspector-menu", what = item)).small());
        egui::Popup::menu(&response).show(|ui| {
            ui.set_width(208.0);
            let row = |ui: &mut Ui, icon: icons::Icon, text: String, keys: &str| {
                ui.add(button::quiet(text).icon(icon).keys(keys).left().width(ui.available_width())).clicked()
            };
            if list.has_order && index > 0 && row(ui, icons::ARROW_UP, t!("inspector-up"), "Alt+↑") {
                self.shift(list, index, index - 1);
            }
            let is_last = index + 1 == list.items.len();
            if list.has_order && !is_last && row(ui, icons::ARROW_DOWN, t!("inspector-down"), "Alt+↓") {
                self.shift(list, index, index + 1);
            }
            if row(ui, icons::TRASH, t!("inspector-remove"), "") {
                self.push((list.edit)(ListEdit::Remove(index)));
            }
        });
    }

    fn add(&mut self, ui: &mut Ui, list: &List<'_>) {
        let key = format!("{}/+", list.key);
        let check = |text: &str| -> Checked {
            let text = text.trim();
            if text.is_empty() {
                return Ok(None);
            }
            (list.fault)(text).map_or_else(|| Ok(Some((list.edit)(ListEdit::Add(text.to_owned())))), Err)
        };
        let name = t!("inspector-add-to", list = list.label.as_str(), of = self.of.as_str());
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = GRID;
            let about = if list.about.is_some() { ABOUT + GRID } else { 0.0 };
            let width = ui.available_width() - about - 24.0 - GRID;
            let look = if list.mono { Look::CodeItem } else { Look::Item };
            let entry = Entry { key: &key, name, value: "", hint: &list.hint, look, offers: list.offers, check: &check };
            self.entry_with(ui, &entry, width, list.remark);
            if let Some(about) = list.about {
                word(ui, self.state.typed_in(|typed| typed == key).pop().and_then(|typed| about(&typed)));
            }
        });
        self.below_typed(ui, &key, 0.0);
    }
}

/// A short word in a column of its own.
fn word(ui: &mut Ui, text: Option<String>) {
    let (rect, _) = ui.allocate_exact_size(vec2(ABOUT, FIELD), Sense::hover());
    if let Some(text) = text {
        let font = egui::FontId::proportional(theme::SMALL);
        let color = theme::tokens(ui).weak;
        ui.painter().text(rect.right_center(), egui::Align2::RIGHT_CENTER, text, font, color);
    }
}
