//! A text that becomes a field where it stands: Enter or a click elsewhere keeps what was typed, Escape does not.

use egui::{Id, Rect, TextEdit, Ui};

/// How a person left a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// With Enter.
    Enter,
    /// By going elsewhere.
    Elsewhere,
    /// With Escape: what was typed is not wanted.
    Escape,
}

/// How a field is to be.
#[derive(Clone, Debug)]
pub struct Field<'a> {
    /// Its place.
    pub rect: Rect,
    /// Its id, the same in every frame.
    pub id: Id,
    /// What a screen reader says.
    pub name: &'a str,
    /// What stands in it while it is empty.
    pub hint: &'a str,
    /// Whether it was opened in this frame: then it takes the keys, with all its text selected.
    pub fresh: bool,
}

/// Draws a field of one line and tells when, and how, the person left it.
pub fn field(ui: &mut Ui, field: &Field<'_>, text: &mut String) -> Option<Left> {
    let mut child = ui.new_child(egui::UiBuilder::new().max_rect(field.rect).id_salt(field.id));
    let output = TextEdit::singleline(text)
        .id(field.id)
        .hint_text(field.hint)
        .desired_width(field.rect.width())
        .min_size(egui::vec2(field.rect.width(), field.rect.height()))
        .margin(egui::Margin::symmetric(6, 2))
        .align(egui::Align2::LEFT_CENTER)
        .show(&mut child);
    let mut state = output.state;
    let response = output.response.response.accessible_name(field.name);
    if field.fresh {
        response.request_focus();
        state.cursor.set_char_range(Some(egui::text::CCursorRange::select_all(&output.galley)));
        state.store(ui.ctx(), field.id);
        return None;
    }
    if !response.lost_focus() {
        return None;
    }
    ui.input(|input| {
        Some(if input.key_pressed(egui::Key::Escape) {
            Left::Escape
        } else if input.key_pressed(egui::Key::Enter) {
            Left::Enter
        } else {
            Left::Elsewhere
        })
    })
}
