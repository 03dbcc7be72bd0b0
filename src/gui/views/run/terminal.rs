//! A team's terminal: the host's grid drawn in cells, keys and pastes sent back to it. Owns what keys a terminal expects.
//! Not: the emulation, nor the scrollback: both are the host's, because agents outlive windows.

use egui::{Align2, Event, EventFilter, FontId, Id, Key, Modifiers, Rect, Sense, Ui, pos2, vec2};

use super::{Scene, ask};
use crate::gui::action::Action;
use crate::gui::theme;
use crate::gui::widgets::card;
use crate::model::run::screen::Span;
use crate::model::run::{Request, Screen, TeamRun};
use crate::model::team::TeamId;
use crate::t;

const FONT: f32 = 12.5;

/// What is looked at, as the host was told.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Looking {
    team: Option<TeamId>,
    size: (u16, u16),
    offset: u32,
    focus: bool,
}

/// The terminal's id: while it has the focus, keys are its.
pub fn id() -> Id {
    Id::unique("run-terminal")
}

/// Tells the host that nothing is looked at any more.
pub fn look_away(looking: &mut Looking, actions: &mut Vec<Action>) {
    if let Some(team) = looking.team.take() {
        ask(actions, Request::LookAway { team });
        *looking = Looking::default();
    }
}

/// Draws it in all the room there is.
pub fn show(ui: &mut Ui, scene: Scene<'_>, team: &TeamRun, looking: &mut Looking, actions: &mut Vec<Action>) {
    let tokens = theme::tokens(ui);
    let font = FontId::monospace(FONT);
    let (cell, line) = ui.fonts_mut(|fonts| (fonts.glyph_width(&font, 'm'), fonts.row_height(&font).ceil()));
    let (rect, response) = ui.allocate_exact_size(ui.available_size(), Sense::click());
    let response = ui.interact(rect, id(), Sense::click()).union(response);
    let has_focus = ui.memory(|memory| memory.has_focus(id()));
    let screen = scene.project.run.screens.get(team.id());
    let shown = screen.map(|screen| (0..screen.lines.len()).map(|row| screen.text(row)).collect::<Vec<_>>().join("\n"));
    response.widget_info(|| {
        let mut info = egui::WidgetInfo::labeled(egui::Role::Terminal, true, t!("run-terminal"));
        info.current_text_value.clone_from(&shown);
        info
    });
    let painter = ui.painter_at(rect);
    let edge = if has_focus { tokens.accent } else { tokens.border };
    painter.rect(rect, theme::RADIUS, tokens.field, (1.0, edge), egui::StrokeKind::Inside);
    let inner = rect.shrink(6.0);
    let size = (((inner.width() / cell) as u16).max(20), ((inner.height() / line) as u16).max(4));
    let mut wanted = Looking { team: Some(team.id().clone()), size, offset: looking.offset, focus: has_focus };
    if let Some(screen) = screen {
        paint(&painter, screen, inner.min, (cell, line), &font, &tokens, has_focus);
        if response.hovered() {
            let scrolled = ui.input(|input| input.smooth_scroll_delta.y) / line;
            wanted.offset = (wanted.offset as f32 + scrolled).clamp(0.0, screen.history as f32).round() as u32;
        }
    } else {
        let at = inner.center();
        painter.text(at, Align2::CENTER_CENTER, t!("run-terminal-none"), FontId::proportional(theme::BODY), tokens.weak);
    }
    if response.clicked() {
        ui.memory_mut(|memory| memory.request_focus(id()));
    }
    if has_focus {
        let filter = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id(), filter));
        if let Some(request) = typed(ui, team.id(), screen) {
            wanted.offset = 0;
            request.into_iter().for_each(|request| ask(actions, request));
        }
    }
    if wanted != *looking {
        let (columns, rows) = wanted.size;
        let look = Request::Look { team: team.id().clone(), columns, rows, offset: wanted.offset, focus: wanted.focus };
        if scene.live {
            ask(actions, look);
        }
        *looking = wanted;
    }
    if screen.is_some_and(|screen| screen.offset > 0) {
        card::weak(ui, t!("run-terminal-scrolled"));
    }
}

fn paint(
    painter: &egui::Painter,
    screen: &Screen,
    origin: egui::Pos2,
    (cell, line): (f32, f32),
    font: &FontId,
    tokens: &theme::Tokens,
    has_focus: bool,
) {
    for (row, spans) in screen.lines.iter().enumerate() {
        let y = origin.y + row as f32 * line;
        let mut column = 0_u16;
        for span in spans {
            let x = origin.x + f32::from(column) * cell;
            let width = f32::from(span.columns) * cell;
            column = column.saturating_add(span.columns);
            let is = |style: u8| span.style & style != 0;
            let (mut ink, mut ground) =
                (tokens.terminal(span.foreground, tokens.text), tokens.terminal(span.background, tokens.field));
            if is(Span::INVERSE) {
                (ink, ground) = (ground, ink);
            }
            if is(Span::DIM) {
                ink = ink.gamma_multiply(0.65);
            }
            if ground != tokens.field {
                painter.rect_filled(Rect::from_min_size(pos2(x, y), vec2(width, line)), 0.0, ground);
            }
            if is(Span::HIDDEN) || span.text.trim().is_empty() {
                continue;
            }
            let mut format = egui::TextFormat::simple(font.clone(), ink);
            format.italics = is(Span::ITALIC);
            if is(Span::UNDERLINE) {
                format.underline = (1.0, ink).into();
            }
            if is(Span::STRIKE) {
                format.strikethrough = (1.0, ink).into();
            }
            let job = egui::text::LayoutJob::single_section(span.text.clone(), format);
            let galley = painter.layout_job(job);
            painter.galley(pos2(x, y), std::sync::Arc::clone(&galley), ink);
            if is(Span::BOLD) {
                // The font has one weight: a second stroke beside the first.
                painter.galley(pos2(x + 0.5, y), galley, ink);
            }
        }
    }
    if let Some((column, row)) = screen.cursor.filter(|_| screen.offset == 0) {
        let place = pos2(origin.x + f32::from(column) * cell, origin.y + f32::from(row) * line);
        let rect = Rect::from_min_size(place, vec2(cell, line));
        if has_focus {
            painter.rect_filled(rect, 1.0, tokens.accent.gamma_multiply(0.6));
        } else {
            painter.rect_stroke(rect, 1.0, (1.0, tokens.weak), egui::StrokeKind::Inside);
        }
    }
}

/// What was typed in this frame, as requests in order.
fn typed(ui: &Ui, team: &TeamId, screen: Option<&Screen>) -> Option<Vec<Request>> {
    let is_application = screen.is_some_and(|screen| screen.application_cursor);
    let mut requests: Vec<Request> = Vec::new();
    let mut push = |text: String| match requests.last_mut() {
        Some(Request::Type { text: before, .. }) => before.push_str(&text),
        _ => requests.push(Request::Type { team: team.clone(), text }),
    };
    let events = ui.input(|input| input.events.clone());
    for event in &events {
        match event {
            Event::Text(text) | Event::Ime(egui::ImeEvent::Commit(text)) => push(text.clone()),
            // What the window takes for the clipboard is an interrupt here.
            Event::Copy => push("\u{3}".to_owned()),
            Event::Cut => push("\u{18}".to_owned()),
            Event::Key { key, pressed: true, modifiers, .. } => {
                if let Some(bytes) = sequence(*key, *modifiers, is_application) {
                    push(bytes);
                }
            }
            _ => {}
        }
    }
    for event in events {
        if let Event::Paste(text) = event {
            requests.push(Request::Paste { team: team.clone(), text });
        }
    }
    (!requests.is_empty()).then_some(requests)
}

/// What a terminal sends for a key that is no letter.
fn sequence(key: Key, modifiers: Modifiers, is_application: bool) -> Option<String> {
    if modifiers.ctrl && !modifiers.shift && !modifiers.alt {
        let name = key.name();
        let mut letters = name.bytes();
        if let (Some(letter @ b'A'..=b'Z'), None) = (letters.next(), letters.next()) {
            return Some(char::from(letter - b'A' + 1).to_string());
        }
    }
    let arrow = |letter: char| if is_application { format!("\u{1b}O{letter}") } else { format!("\u{1b}[{letter}") };
    Some(match key {
        Key::Enter if modifiers.shift || modifiers.alt => "\u{1b}\r".to_owned(),
        Key::Enter => "\r".to_owned(),
        Key::Backspace => "\u{7f}".to_owned(),
        Key::Tab if modifiers.shift => "\u{1b}[Z".to_owned(),
        Key::Tab => "\t".to_owned(),
        Key::Escape => "\u{1b}".to_owned(),
        Key::ArrowUp => arrow('A'),
        Key::ArrowDown => arrow('B'),
        Key::ArrowRight => arrow('C'),
        Key::ArrowLeft => arrow('D'),
        Key::Home => arrow('H'),
        Key::End => arrow('F'),
        Key::PageUp => "\u{1b}[5~".to_owned(),
        Key::PageDown => "\u{1b}[6~".to_owned(),
        Key::Insert => "\u{1b}[2~".to_owned(),
        Key::Delete => "\u{1b}[3~".to_owned(),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_what_terminals_expect() {
        assert_eq!(sequence(Key::C, Modifiers::CTRL, false).as_deref(), Some("\u{3}"));
        assert_eq!(sequence(Key::ArrowUp, Modifiers::NONE, false).as_deref(), Some("\u{1b}[A"));
        assert_eq!(sequence(Key::ArrowUp, Modifiers::NONE, true).as_deref(), Some("\u{1b}OA"));
        assert_eq!(sequence(Key::Tab, Modifiers::SHIFT, false).as_deref(), Some("\u{1b}[Z"));
        assert_eq!(sequence(Key::A, Modifiers::NONE, false), None, "letters come as text");
    }
}
