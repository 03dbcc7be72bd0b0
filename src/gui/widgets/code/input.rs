//! Keys, pointer, clipboard and input methods, turned into movements and operations.

use std::ops::Range;

use egui::{Event, EventFilter, Id, ImeEvent, Key, Modifiers, Rect, Response, Ui};

use super::lines::{Layouter, Row};
use super::ops;
use super::selection::{Motion, Selection, moved, word_at};
use super::state::{CodeState, Kind};
use super::{CodeEditor, offer};
use crate::model::edit::TextEdit;

/// What the keys asked for that is the caller's to do.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked {
    pub undo: bool,
    pub redo: bool,
}

/// Which keys stay here instead of moving the focus: Escape too, so that it first closes what is open here.
const FILTER: EventFilter = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };

/// Keys of finding, which work in the text and in the bar.
pub fn find_keys(ui: &mut Ui, state: &mut CodeState) {
    let pressed = |modifiers: Modifiers, key: Key| ui.input_mut(|input| input.consume_key(modifiers, key));
    if pressed(Modifiers::COMMAND, Key::F) {
        state.open_find(false);
    }
    if pressed(Modifiers::COMMAND, Key::H) {
        state.open_find(true);
    }
    if pressed(Modifiers::COMMAND, Key::G) {
        state.open_go_to_line();
    }
    if pressed(Modifiers::SHIFT, Key::F3) {
        state.find_next(false);
    }
    if pressed(Modifiers::NONE, Key::F3) {
        state.find_next(true);
    }
}

/// Reads the keys of this frame.
pub fn keys(editor: &CodeEditor<'_>, ui: &mut Ui, id: Id, state: &mut CodeState, time: f64, edits: &mut Vec<TextEdit>) -> Asked {
    let mut asked = Asked::default();
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, FILTER));
    zoom_keys(ui, state);
    let is_mac = ui.ctx().os().is_mac();
    let events = ui.input(|input| input.filtered_events(&FILTER));
    for event in &events {
        match event {
            Event::Copy | Event::Cut => {
                let lines = state.selection.is_empty();
                let text = if lines { whole_lines(state) } else { state.selected_text().to_owned() };
                if !text.is_empty() {
                    ui.ctx().copy_text(text);
                }
                if matches!(event, Event::Cut) && !editor.read_only {
                    let delete = if lines {
                        ops::delete_lines(&state.buffer, state.selection)
                    } else {
                        ops::insert(&state.buffer, state.selection, "")
                    };
                    state.apply(delete, Kind::Other, time, edits);
                }
            }
            Event::Paste(text) if !editor.read_only => state.write(text, time, edits),
            Event::Text(text) if !editor.read_only && !text.is_empty() && text != "\n" && text != "\r" => {
                typed(editor, state, text, time, edits);
            }
            Event::Ime(event) if !editor.read_only => compose(editor, state, event, time, edits),
            Event::AccessKitActionRequest(request) if request.target_node == id.accesskit_id() && !editor.read_only => {
                use egui::accesskit::{Action, ActionData};
                if let (Action::ReplaceSelectedText | Action::SetValue, Some(ActionData::Value(text))) =
                    (request.action, &request.data)
                {
                    if request.action == Action::SetValue {
                        state.select(0..state.buffer.len());
                    }
                    state.write(text, time, edits);
                }
            }
            Event::Key { key, pressed: true, modifiers, .. } => {
                if offer::key(state, *key, *modifiers, time, edits) {
                    continue;
                }
                key_pressed(editor, ui, id, state, (*key, *modifiers), is_mac, time, edits, &mut asked);
            }
            _ => {}
        }
    }
    asked
}

/// Zooming the code, not the window. egui zooms the window at the end of the frame with what is left.
fn zoom_keys(ui: &Ui, state: &mut CodeState) {
    let pressed = |key: Key| ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, key));
    if pressed(Key::Plus) || pressed(Key::Equals) {
        state.zoom = (state.zoom * 1.1).min(4.0);
    }
    if pressed(Key::Minus) {
        state.zoom = (state.zoom / 1.1).max(0.5);
    }
    if pressed(Key::Num0) {
        state.zoom = 1.0;
    }
}

fn whole_lines(state: &CodeState) -> String {
    let lines = ops::selected_lines(&state.buffer, state.selection);
    let text = &state.buffer.text()[state.buffer.line_start(lines.start)..state.buffer.line_start(lines.end)];
    if text.ends_with('\n') { text.to_owned() } else { format!("{text}{}", state.buffer.line_ending()) }
}

fn typed(editor: &CodeEditor<'_>, state: &mut CodeState, text: &str, time: f64, edits: &mut Vec<TextEdit>) {
    let op = ops::insert(&state.buffer, state.selection, text);
    state.apply(op, Kind::Typing, time, edits);
    offer::after_typing(editor, state, text);
}

fn compose(editor: &CodeEditor<'_>, state: &mut CodeState, event: &ImeEvent, time: f64, edits: &mut Vec<TextEdit>) {
    match event {
        ImeEvent::Preedit { text, .. } if text != "\n" && text != "\r" => {
            state.preedit.clone_from(text);
            state.last_input = time;
        }
        ImeEvent::Commit(text) => {
            state.preedit.clear();
            if !text.is_empty() && text != "\n" && text != "\r" {
                typed(editor, state, text, time, edits);
            }
        }
        ImeEvent::DeleteSurrounding { before_chars, after_chars } => {
            let text = state.buffer.text();
            let range = state.selection.range();
            let before: usize = text[..range.start].chars().rev().take(*before_chars).map(char::len_utf8).sum();
            let after: usize = text[range.end..].chars().take(*after_chars).map(char::len_utf8).sum();
            let around = Selection { anchor: range.start - before, head: range.end + after };
            let op = ops::insert(&state.buffer, around, &text[range]);
            state.apply(op, Kind::Other, time, edits);
        }
        _ => {}
    }
}

fn motion(key: Key, modifiers: Modifiers, is_mac: bool, page: isize) -> Option<Motion> {
    let word = if is_mac { modifiers.alt } else { modifiers.ctrl };
    let far = if is_mac { modifiers.mac_cmd } else { false };
    Some(match key {
        Key::ArrowLeft if far => Motion::LineStart,
        Key::ArrowRight if far => Motion::LineEnd,
        Key::ArrowUp if far => Motion::TextStart,
        Key::ArrowDown if far => Motion::TextEnd,
        Key::ArrowLeft if word => Motion::WordLeft,
        Key::ArrowRight if word => Motion::WordRight,
        Key::ArrowLeft => Motion::Left,
        Key::ArrowRight => Motion::Right,
        Key::ArrowUp if !modifiers.alt && !modifiers.ctrl => Motion::Rows(-1),
        Key::ArrowDown if !modifiers.alt && !modifiers.ctrl => Motion::Rows(1),
        Key::PageUp if !modifiers.command => Motion::Rows(-page),
        Key::PageDown if !modifiers.command => Motion::Rows(page),
        Key::Home if modifiers.command => Motion::TextStart,
        Key::End if modifiers.command => Motion::TextEnd,
        Key::Home => Motion::LineStart,
        Key::End => Motion::LineEnd,
        _ => return None,
    })
}

#[expect(clippy::too_many_arguments, reason = "one key of one frame")]
fn key_pressed(
    editor: &CodeEditor<'_>,
    ui: &Ui,
    id: Id,
    state: &mut CodeState,
    (key, modifiers): (Key, Modifiers),
    is_mac: bool,
    time: f64,
    edits: &mut Vec<TextEdit>,
    asked: &mut Asked,
) {
    let page = ((state.view.y / state.row_height(ui)) as isize - 1).max(1);
    if let Some(motion) = motion(key, modifiers, is_mac, page) {
        let mut goal = state.goal;
        // Without Shift an arrow first leaves the selection, at the side to which it points.
        let head = match motion {
            Motion::Left if !modifiers.shift && !state.selection.is_empty() => state.selection.range().start,
            Motion::Right if !modifiers.shift && !state.selection.is_empty() => state.selection.range().end,
            motion => moved(&state.buffer, &state.rows, state.selection.head, motion, &mut goal),
        };
        state.move_to(head, modifiers.shift, time);
        state.goal = goal;
        state.offer = None;
        return;
    }
    let command = modifiers.command;
    let by_word = if is_mac { modifiers.alt } else { modifiers.ctrl };
    match key {
        Key::A if command => {
            state.selection = Selection { anchor: 0, head: state.buffer.len() };
        }
        Key::Escape => {
            if state.offer.take().is_some() {
            } else if state.find.is_open {
                state.find.is_open = false;
            } else if state.selection.is_empty() {
                // Tab indents here; Escape gives the keyboard back, so that nobody is caught.
                ui.memory_mut(|memory| memory.surrender_focus(id));
            } else {
                state.selection = Selection::caret(state.selection.head);
            }
        }
        Key::Z if command && modifiers.shift => asked.redo = true,
        Key::Z if command => asked.undo = true,
        Key::Y if command => asked.redo = true,
        Key::OpenBracket if command && modifiers.shift => {
            let line = state.buffer.line_of(state.selection.head);
            fold(state, line);
        }
        Key::CloseBracket if command && modifiers.shift => {
            let line = state.buffer.line_of(state.selection.head);
            if state.rows.is_folded(line) {
                state.rows.toggle_fold(&state.buffer, line);
            }
        }
        Key::W if modifiers.alt => state.toggle_wrap(),
        _ if editor.read_only => {}
        Key::Enter => {
            let op = ops::enter(&state.buffer, state.selection, editor.indent);
            state.apply(op, Kind::Other, time, edits);
        }
        Key::Backspace => {
            let op = ops::backspace(&state.buffer, state.selection, by_word, editor.indent);
            let kind = if op.changes.iter().all(|change| state.buffer.text()[change.range.clone()].contains('\n')) {
                Kind::Other
            } else {
                Kind::Deleting
            };
            state.apply(op, kind, time, edits);
            offer::after_deleting(editor, state);
        }
        Key::Delete => {
            let op = ops::delete(&state.buffer, state.selection, by_word);
            state.apply(op, Kind::Other, time, edits);
        }
        Key::Tab if !command => {
            let indent = if modifiers.shift { ops::outdent } else { ops::indent };
            let op = indent(&state.buffer, state.selection, editor.indent);
            state.apply(op, Kind::Other, time, edits);
        }
        Key::Slash if command => {
            let op = ops::toggle_comment(&state.buffer, state.selection, editor.comment);
            state.apply(op, Kind::Other, time, edits);
        }
        Key::ArrowUp | Key::ArrowDown if modifiers.alt => {
            let op = if modifiers.shift {
                Some(ops::duplicate_lines(&state.buffer, state.selection))
            } else {
                ops::move_lines(&state.buffer, state.selection, key == Key::ArrowUp)
            };
            if let Some(op) = op {
                state.apply(op, Kind::Other, time, edits);
            }
        }
        Key::D if command && modifiers.shift => {
            let op = ops::duplicate_lines(&state.buffer, state.selection);
            state.apply(op, Kind::Other, time, edits);
        }
        Key::L if command && modifiers.shift => {
            let op = ops::delete_lines(&state.buffer, state.selection);
            state.apply(op, Kind::Other, time, edits);
        }
        Key::Space if command => offer::open(editor, state),
        _ => {}
    }
}

fn fold(state: &mut CodeState, line: usize) {
    // In the middle of a block: the block around.
    let mut head = line;
    let depth = |line: usize| super::selection::indent_bytes(state.buffer.line(line));
    if !super::rows::heads_block(&state.buffer, line) {
        head = (0..line)
            .rev()
            .take(2000)
            .find(|above| !state.buffer.line(*above).trim().is_empty() && depth(*above) < depth(line))
            .unwrap_or(line);
    }
    if !state.rows.is_folded(head) && state.rows.toggle_fold(&state.buffer, head) {
        let at = state.buffer.line_end(head);
        state.selection = Selection::caret(at);
    }
}

/// Follows the pointer: click, Shift+click, word, line, drag. Whether it was a click into the text.
#[expect(clippy::too_many_arguments, reason = "the parts of one frame")]
pub fn pointer(
    editor: &CodeEditor<'_>,
    ui: &Ui,
    response: &Response,
    state: &mut CodeState,
    layouter: &Layouter,
    rows: &[Row],
    area: Rect,
    time: f64,
    edits: &mut Vec<TextEdit>,
) -> bool {
    if std::mem::take(&mut state.wants_focus) {
        response.request_focus();
    }
    if response.gained_focus() {
        state.last_input = time;
    }
    if response.lost_focus() {
        state.preedit.clear();
        state.offer = None;
    }
    if response.hovered() {
        ui.ctx().set_cursor_icon(egui::CursorIcon::Text);
        let zoom = ui.input(|input| input.zoom_delta());
        if zoom != 1.0 {
            state.zoom = (state.zoom * zoom).clamp(0.5, 4.0);
        }
    }
    let (pressed, shift) = ui.input(|input| (input.pointer.primary_pressed(), input.modifiers.shift));
    let Some(position) = ui.input(|input| input.pointer.interact_pos()) else { return false };
    let offset = offset_at(state, layouter, rows, position);
    if !editor.read_only && response.contains_pointer() {
        let pasted = ui.input(|input| {
            input.events.iter().find_map(|event| match event {
                Event::MiddleClickPaste { text, .. } => Some(text.clone()),
                _ => None,
            })
        });
        if let Some(text) = pasted {
            state.selection = Selection::caret(offset);
            state.write(&text, time, edits);
            response.request_focus();
        }
    }
    // A tap is pressed and released within one frame.
    if pressed && (response.is_pointer_button_down_on() || response.clicked()) {
        response.request_focus();
        state.offer = None;
        let count = match state.press {
            Some((when, place, count)) if time - when < 0.4 && place.distance(position) < 5.0 => count % 3 + 1,
            _ => 1,
        };
        state.press = Some((time, position, count));
        let unit = unit_at(state, offset, count);
        if shift && count == 1 {
            state.move_to(offset, true, time);
            state.drag_from = Some(state.selection.anchor..state.selection.anchor);
        } else {
            state.selection = Selection { anchor: unit.start, head: unit.end };
            state.drag_from = Some(unit);
            state.move_to(state.selection.head, true, time);
        }
        state.goal = None;
        // What was clicked is in view already.
        state.reveal = None;
        return true;
    }
    if response.dragged_by(egui::PointerButton::Primary)
        && let Some(from) = state.drag_from.clone()
    {
        let count = state.press.map_or(1, |(_, _, count)| count);
        let unit = unit_at(state, offset, count);
        let selection = if unit.start < from.start {
            Selection { anchor: from.end, head: unit.start }
        } else {
            Selection { anchor: from.start, head: unit.end.max(from.end) }
        };
        if selection != state.selection {
            state.move_to(selection.head, true, time);
            state.selection = selection;
            state.reveal = None;
        }
        scroll_while_dragging(ui, state, position, area);
    }
    false
}

/// What a press takes: a place, a word, a line.
fn unit_at(state: &CodeState, offset: usize, count: u32) -> Range<usize> {
    match count {
        1 => offset..offset,
        2 => word_at(&state.buffer, offset),
        _ => {
            let line = state.buffer.line_of(offset);
            state.buffer.line_start(line)..state.buffer.line_start(line + 1)
        }
    }
}

fn scroll_while_dragging(ui: &Ui, state: &mut CodeState, position: egui::Pos2, area: Rect) {
    let beyond = position - area.clamp(position);
    if beyond != egui::Vec2::ZERO {
        state.wanted_scroll = Some(state.scroll + beyond * 0.3);
        ui.ctx().request_repaint();
    }
}

/// The offset nearest to a place on the screen.
fn offset_at(state: &CodeState, layouter: &Layouter, rows: &[Row], position: egui::Pos2) -> usize {
    let Some(first) = rows.first() else { return 0 };
    let index = ((position.y - first.y) / layouter.row_height).floor().max(0.0) as usize;
    match rows.get(index) {
        Some(row) => row.offset_at(&state.buffer, position.x),
        None => rows.last().map_or(0, |row| {
            if row.row + 1 == state.rows.count(&state.buffer) {
                state.buffer.len()
            } else {
                row.offset_at(&state.buffer, position.x)
            }
        }),
    }
}

/// The offset under the pointer, where letters are.
pub fn hovered(state: &CodeState, layouter: &Layouter, rows: &[Row], position: egui::Pos2) -> Option<usize> {
    let first = rows.first()?;
    let row = rows.get(((position.y - first.y) / layouter.row_height).floor().max(0.0) as usize)?;
    if position.x > row.end_x(&state.buffer, layouter) + layouter.cell {
        return None;
    }
    Some(row.offset_at(&state.buffer, position.x - 0.5 * layouter.cell))
}
