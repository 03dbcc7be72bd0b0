//! Completion: the candidates that a caller knows, offered where a person types.

use egui::{Key, Modifiers, Ui};

use super::CodeEditor;
use super::ops;
use super::selection::Selection;
use super::state::{CodeState, Kind, Offer};
use crate::gui::theme;
use crate::model::edit::TextEdit;
use crate::t;

/// More than this are not shown at once.
const MAX_ROWS: usize = 10;
const ROW_HEIGHT: f32 = 22.0;

/// Asks the caller and shows what it knows.
pub fn open(editor: &CodeEditor<'_>, state: &mut CodeState) {
    let found = editor.complete.and_then(|complete| complete(state.buffer.text(), state.selection.head));
    state.offer = found.filter(|(_, items)| !items.is_empty()).map(|(range, items)| Offer { range, items, chosen: 0 });
}

/// A word's beginning, or a brace, brings candidates.
pub fn after_typing(editor: &CodeEditor<'_>, state: &mut CodeState, text: &str) {
    let asks = text.chars().next_back().is_some_and(|letter| letter.is_alphanumeric() || matches!(letter, '{' | '|' | '_'));
    if asks || state.offer.is_some() {
        open(editor, state);
    }
    // What is typed in full needs no offer.
    let is_done =
        |offer: &Offer| offer.items.len() == 1 && state.buffer.text().get(offer.range.clone()) == Some(&offer.items[0].text);
    if state.offer.as_ref().is_some_and(is_done) {
        state.offer = None;
    }
}

/// Going back keeps an open offer up to date.
pub fn after_deleting(editor: &CodeEditor<'_>, state: &mut CodeState) {
    if state.offer.is_some() {
        open(editor, state);
    }
}

/// Keys of an open offer; whether the key was one.
pub fn key(state: &mut CodeState, key: Key, modifiers: Modifiers, time: f64, edits: &mut Vec<TextEdit>) -> bool {
    let Some(offer) = state.offer.as_mut().filter(|_| modifiers.is_none()) else { return false };
    let count = offer.items.len();
    match key {
        Key::ArrowDown => offer.chosen = (offer.chosen + 1) % count,
        Key::ArrowUp => offer.chosen = (offer.chosen + count - 1) % count,
        Key::Enter | Key::Tab => accept(state, time, edits),
        Key::Escape => state.offer = None,
        _ => return false,
    }
    true
}

fn accept(state: &mut CodeState, time: f64, edits: &mut Vec<TextEdit>) {
    let Some(offer) = state.offer.take() else { return };
    let Some(item) = offer.items.get(offer.chosen) else { return };
    let replaced = Selection { anchor: offer.range.start, head: offer.range.end.max(state.selection.head) };
    let op = ops::insert(&state.buffer, replaced, &item.text);
    state.apply(op, Kind::Other, time, edits);
}

/// Draws the list below the caret.
pub fn show(ui: &Ui, id: egui::Id, state: &mut CodeState, caret: egui::Rect, time: f64, edits: &mut Vec<TextEdit>) {
    let Some(offer) = &state.offer else { return };
    let tokens = theme::tokens(ui);
    let mut clicked = None;
    let first = offer.chosen.saturating_sub(MAX_ROWS - 1);
    let rows = offer.items.len().min(MAX_ROWS) as f32;
    let height = rows * ROW_HEIGHT + 12.0;
    // Where there is no room below the caret, above it.
    let is_below = caret.bottom() + 4.0 + height < ui.ctx().content_rect().bottom();
    let (pivot, corner) = if is_below {
        (egui::Align2::LEFT_TOP, caret.left_bottom() + egui::vec2(-6.0, 4.0))
    } else {
        (egui::Align2::LEFT_BOTTOM, caret.left_top() + egui::vec2(-6.0, -4.0))
    };
    let area = egui::Area::new(id.with("offer")).order(egui::Order::Foreground).pivot(pivot).fixed_pos(corner).constrain(true);
    area.show(ui.ctx(), |ui| {
        egui::Frame::popup(ui.style()).inner_margin(4).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (index, item) in offer.items.iter().enumerate().skip(first).take(MAX_ROWS) {
                let is_chosen = index == offer.chosen;
                let mut job = egui::text::LayoutJob::default();
                let font = egui::FontId::monospace(12.5);
                job.append(&item.text, 0.0, egui::TextFormat::simple(font, tokens.text));
                job.append(&item.detail, 12.0, egui::TextFormat::simple(egui::FontId::proportional(11.5), tokens.weak));
                let button = egui::Button::selectable(is_chosen, job)
                    .wrap_mode(egui::TextWrapMode::Truncate)
                    .min_size(egui::vec2(280.0, ROW_HEIGHT));
                if ui.add(button).accessible_name(t!("code-offer", text = item.text.as_str())).clicked() {
                    clicked = Some(index);
                }
            }
        });
    });
    if let (Some(index), Some(offer)) = (clicked, &mut state.offer) {
        offer.chosen = index;
        accept(state, time, edits);
        state.wants_focus = true;
    }
}
