//! A field in which a text is typed. Owns what is half-typed: it reaches the manifest as one step when it is valid and the
//! person presses Enter or goes elsewhere; Escape drops it, and what is not valid stays in the field. Not: what stands
//! around a field (`form`).

use egui::{Align2, Id, Key, Modifiers, Response, StrokeKind, TextEdit, Ui, vec2};

use super::form::{FIELD, Form};
use super::offers::{self, Offers};
use crate::gui::action::Action;
use crate::gui::theme::{self, SMALL};
use crate::model::document::Revision;
use crate::model::manifest::edits::ManifestEdit;

/// What typing came to: an edit, nothing to do, or why not.
pub type Checked = Result<Option<ManifestEdit>, String>;

/// What there is to say about a text that is valid.
pub type Remark<'r> = Option<&'r dyn Fn(&str) -> Option<String>>;

/// What was typed and is not in the manifest yet.
#[derive(Clone, Debug)]
pub struct Draft {
    /// What the field showed before.
    pub base: String,
    /// What stands in it now.
    pub text: String,
    /// What that comes to.
    pub checked: Checked,
    /// What there is to know about it, though it is valid.
    pub remark: Option<String>,
    /// The text of the manifest that the edit was made for.
    pub revision: Revision,
    /// Its field was on the screen in this frame.
    pub is_drawn: bool,
}

/// How a field looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// As a field of words.
    #[default]
    Text,
    /// As a field of code.
    Code,
    /// As the name of a thing whose fields follow.
    Title,
    /// As an item of a list: no frame until the pointer or the keys are there.
    Item,
    /// The same, of code.
    CodeItem,
}

/// A field in which one text is typed.
pub struct Entry<'e> {
    /// Its path in the manifest, or another name that no other field has.
    pub key: &'e str,
    /// What a screen reader says.
    pub name: String,
    /// What the manifest says.
    pub value: &'e str,
    /// What stands there while it is empty: the default.
    pub hint: &'e str,
    /// How it looks.
    pub look: Look,
    /// What can be chosen while typing.
    pub offers: Offers<'e>,
    /// What typing comes to.
    pub check: &'e dyn Fn(&str) -> Checked,
}

impl Form<'_> {
    /// A field in which a text is typed.
    pub fn entry(&mut self, ui: &mut Ui, entry: &Entry<'_>, width: f32) -> Response {
        self.entry_with(ui, entry, width, None)
    }

    /// The same, with something to say about what is typed, though it is valid.
    pub fn entry_with(&mut self, ui: &mut Ui, entry: &Entry<'_>, width: f32, remark: Remark<'_>) -> Response {
        let tokens = theme::tokens(ui);
        let id = Id::unique(("inspector", entry.key));
        let revision = self.board.project.manifest.document.revision();
        let draft = self.state.drafts.remove(entry.key);
        let mut draft = draft.filter(|draft| draft.base == entry.value && self.board.editable);
        if let Some(draft) = draft.as_mut().filter(|draft| draft.revision != revision) {
            *draft = draft_of(entry, std::mem::take(&mut draft.text), remark, revision);
        }
        let mut text = draft.as_ref().map_or_else(|| entry.value.to_owned(), |draft| draft.text.clone());
        let mut accepted = None;
        if ui.memory(|memory| memory.has_focus(id)) {
            if draft.is_none() {
                self.history_keys(ui);
            }
            accepted = offers::keys(ui, &mut self.state.offer, entry.key);
        }
        let font = match entry.look {
            Look::Code | Look::CodeItem => egui::FontId::monospace(SMALL),
            Look::Title => theme::semibold(theme::BODY),
            Look::Text | Look::Item => egui::FontId::proportional(theme::BODY),
        };
        let is_item = matches!(entry.look, Look::Item | Look::CodeItem);
        if is_item {
            // Calm until it is pointed at.
            let inactive = &mut ui.visuals_mut().widgets.inactive;
            inactive.bg_stroke = egui::Stroke::new(1.0, tokens.border.gamma_multiply(0.35));
        }
        let field = TextEdit::singleline(&mut text)
            .id(id)
            .hint_text(egui::RichText::new(entry.hint).color(tokens.weak.gamma_multiply(0.75)))
            .font(font)
            .interactive(self.board.editable)
            .margin(egui::Margin::symmetric(6, 3))
            .min_size(vec2(width, FIELD))
            .align(Align2::LEFT_CENTER)
            .desired_width(width - 12.0);
        let output = field.show(ui);
        let is_cut = output.galley.size().x > width - 12.0;
        let response = output.response.response.accessible_name(&entry.name);
        if self.state.focus_next.as_deref() == Some(entry.key) {
            response.request_focus();
            response.scroll_to_me(None);
            self.state.focus_next = None;
        }
        if response.gained_focus() {
            response.scroll_to_me(None);
        }
        if response.changed() {
            draft = (text != entry.value).then(|| draft_of(entry, text.clone(), remark, revision));
            self.state.offer = offers::of(self.board, entry.key, &text, entry.offers);
        }
        let is_held = if response.lost_focus() { self.hold(ui, entry.key) } else { self.is_held(entry.key) };
        if response.has_focus() || is_held {
            accepted = accepted.or(offers::show(ui, &mut self.state.offer, entry.key, response.rect));
        }
        if let Some(text) = accepted {
            self.state.offer = None;
            match (entry.check)(&text) {
                Ok(edit) => edit.into_iter().for_each(|edit| self.push(edit)),
                Err(_) => self.keep(entry, draft_of(entry, text, remark, revision)),
            }
            response.request_focus();
            return response;
        }
        if !response.has_focus() && !is_held {
            self.state.offer = self.state.offer.take().filter(|offer| offer.key != entry.key);
            let pressed = |key| response.lost_focus() && ui.input(|input| input.key_pressed(key));
            if pressed(Key::Escape) {
                draft = None;
            } else if let Some(Ok(edit)) = draft.as_ref().map(|draft| draft.checked.clone()) {
                draft = None;
                edit.into_iter().for_each(|edit| self.push(edit));
            }
            if pressed(Key::Enter) {
                // The keys stay: Tab goes on from here.
                response.request_focus();
            }
        }
        if let Some(draft) = draft {
            if draft.checked.is_err() {
                ui.painter().rect_stroke(response.rect, theme::RADIUS, (1.5, tokens.danger), StrokeKind::Inside);
            }
            self.keep(entry, draft);
        }
        if is_cut && !response.has_focus() { response.on_hover_text(text) } else { response }
    }

    fn keep(&mut self, entry: &Entry<'_>, draft: Draft) {
        self.state.drafts.insert(entry.key.to_owned(), Draft { is_drawn: true, ..draft });
    }

    /// Whether a press on an offer took the keys away from this field.
    fn is_held(&self, key: &str) -> bool {
        self.state.offer.as_ref().is_some_and(|offer| offer.key == key && offer.held)
    }

    /// A press or click on what is offered takes the keys away before it is heard: the field waits for it.
    fn hold(&mut self, ui: &Ui, key: &str) -> bool {
        let is_pointer = |pointer: &egui::PointerState| pointer.any_pressed() || pointer.any_released();
        let pointer = ui.input(|input| input.pointer.interact_pos().filter(|_| is_pointer(&input.pointer)));
        let Some(offer) = self.state.offer.as_mut().filter(|offer| offer.key == key) else { return false };
        offer.held = pointer.is_some_and(|at| offer.rect.contains(at));
        offer.held
    }

    /// Undo belongs to the manifest, as long as nothing is half-typed.
    fn history_keys(&mut self, ui: &Ui) {
        let pressed = |modifiers: Modifiers, key: Key| ui.input_mut(|input| input.consume_key(modifiers, key));
        if pressed(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z) || pressed(Modifiers::COMMAND, Key::Y) {
            self.actions.push(Action::Redo);
        } else if pressed(Modifiers::COMMAND, Key::Z) {
            self.actions.push(Action::Undo);
        }
    }

    /// Whether a list's item that is out of sight must be drawn: the keys are there, or something is typed.
    pub fn must_draw(&self, ui: &Ui, key: &str) -> bool {
        self.state.drafts.contains_key(key)
            || self.state.focus_next.as_deref() == Some(key)
            || ui.memory(|memory| memory.has_focus(Id::unique(("inspector", key))))
    }
}

/// What typing comes to now.
fn draft_of(entry: &Entry<'_>, text: String, remark: Remark<'_>, revision: Revision) -> Draft {
    let checked = (entry.check)(&text);
    let remark = remark.filter(|_| checked.is_ok()).and_then(|remark| remark(text.trim()));
    Draft { base: entry.value.to_owned(), text, checked, remark, revision, is_drawn: true }
}
