//! Everybody who gets a prompt, and whether they have it. The way for a person who fills ten chats: one button copies
//! the next prompt and moves on.

use egui::{Align, Event, Key, Layout, Modifiers, Rect, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use jiff::Timestamp;

use super::super::Board;
use super::PromptsScreen;
use crate::engine::command::Command;
use crate::gui::action::Action;
use crate::gui::briefing;
use crate::gui::clock::clock;
use crate::gui::icons::{self, Icon};
use crate::gui::theme::{self, GRID, Tokens};
use crate::gui::widgets::{badge, button, elide};
use crate::model::prompt::{Language, Recipient};
use crate::t;

const ROW: f32 = 44.0;

/// How somebody stands to their prompt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Never copied.
    NotBriefed,
    /// Has what is shown, since then.
    Briefed(Timestamp),
    /// Has something else.
    Changed,
    /// Its parts are briefed instead.
    InParts(usize),
}

/// Draws the list.
pub fn show(
    ui: &mut Ui,
    board: Board<'_>,
    screen: &mut PromptsScreen,
    language: Language,
    all: &[Recipient],
    actions: &mut Vec<Action>,
) {
    let tokens = theme::tokens(ui);
    let width = if ui.available_width() < 820.0 { 216.0 } else { 272.0 };
    let frame = egui::Frame::NONE.fill(tokens.surface).inner_margin(egui::Margin { left: 12, right: 12, top: 12, bottom: 10 });
    egui::Panel::left("prompts-list").frame(frame).resizable(false).exact_size(width).show(ui, |ui| {
        next_button(ui, board, screen, actions);
        ui.add_space(2.0 * GRID);
        egui::Panel::bottom("prompts-buttons").frame(egui::Frame::NONE).show_separator_line(false).resizable(false).show(
            ui,
            |ui| {
                ui.add_space(2.0 * GRID);
                buttons(ui, board, language, all, actions);
            },
        );
        ScrollArea::vertical().id_salt("prompts").auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            for (number, recipient) in all.iter().enumerate() {
                row(ui, board, screen, all, number, recipient, language, actions);
            }
        });
    });
}

/// The main way: copies the next prompt. And how far it is.
fn next_button(ui: &mut Ui, board: Board<'_>, screen: &PromptsScreen, actions: &mut Vec<Action>) {
    let tokens = theme::tokens(ui);
    let to_brief = Recipient::to_brief(board.manifest);
    let briefed = to_brief.iter().filter(|recipient| board.project.prompts.briefings.contains_key(recipient)).count();
    let width = ui.available_width();
    let is_done = briefed == to_brief.len() && !to_brief.iter().any(|recipient| screen.changes.has(recipient));
    let rank = if is_done { button::secondary } else { button::primary };
    let next = rank(t!("prompts-next")).icon(icons::COPY).width(width);
    if ui.add(next).on_hover_text(t!("prompts-next-tip")).clicked() {
        actions.push(Action::BriefNext);
    }
    ui.add_space(GRID);
    let (rect, _) = ui.allocate_exact_size(vec2(width, 4.0), Sense::hover());
    ui.painter().rect_filled(rect, 2, tokens.raised);
    let share = briefed as f32 / to_brief.len().max(1) as f32;
    ui.painter().rect_filled(Rect::from_min_size(rect.min, vec2(rect.width() * share, rect.height())), 2, tokens.success);
    let said = t!("prompts-progress", briefed = briefed, count = to_brief.len());
    ui.label(egui::RichText::new(said).small().color(tokens.weak));
}

fn buttons(ui: &mut Ui, board: Board<'_>, language: Language, all: &[Recipient], actions: &mut Vec<Action>) {
    let width = ui.available_width();
    let copy = button::secondary(t!("prompts-copy-all")).icon(icons::STACK).width(width);
    if ui.add(copy).on_hover_text(t!("prompts-copy-all-tip")).clicked() {
        actions.push(Action::CopyPrompts { recipients: all.to_vec(), language: Some(language) });
    }
    ui.add_space(GRID);
    let write = button::secondary(t!("prompts-write")).icon(icons::DOWNLOAD).width(width);
    let write = ui.add_enabled(!board.project.read_only, write);
    if write.on_hover_text(t!("prompts-write-tip", count = all.len())).clicked() {
        actions.push(Action::Command(Command::WritePrompts { language: Some(language) }));
    }
}

fn state(board: Board<'_>, screen: &PromptsScreen, recipient: &Recipient) -> State {
    if let Some(briefing) = board.project.prompts.briefings.get(recipient) {
        return if screen.changes.has(recipient) { State::Changed } else { State::Briefed(briefing.at) };
    }
    let team = recipient.team().and_then(|id| board.manifest.teams.iter().find(|team| team.id == *id));
    match team.map_or(0, |team| team.swarm.len()) {
        0 => State::NotBriefed,
        parts => State::InParts(parts),
    }
}

impl State {
    fn looks(self, tokens: &Tokens) -> (Option<Icon>, egui::Color32, String) {
        match self {
            Self::NotBriefed => (None, tokens.weak, t!("prompts-not-briefed")),
            Self::Briefed(at) => (Some(icons::CHECK), tokens.success, t!("prompts-briefed", time = clock(at))),
            Self::Changed => (Some(icons::REFRESH), tokens.warning, t!("prompts-changed")),
            Self::InParts(parts) => (None, tokens.weak, t!("prompts-in-parts", count = parts)),
        }
    }
}

#[expect(clippy::too_many_arguments, reason = "a row, its place among the others, and what can be done with it")]
fn row(
    ui: &mut Ui,
    board: Board<'_>,
    screen: &mut PromptsScreen,
    all: &[Recipient],
    number: usize,
    recipient: &Recipient,
    language: Language,
    actions: &mut Vec<Action>,
) {
    let tokens = theme::tokens(ui);
    let name = briefing::name(recipient, board.manifest);
    let state = state(board, screen, recipient);
    let (icon, color, said) = state.looks(&tokens);
    let is_chosen = screen.chosen.as_ref() == Some(recipient);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let spoken = t!("prompts-row", team = name.as_str(), state = said.as_str());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_chosen, &spoken));
    if screen.focus_next.as_ref() == Some(recipient) {
        screen.focus_next = None;
        response.request_focus();
        response.scroll_to_me(None);
    }
    if ui.is_rect_visible(rect) {
        let fill = if is_chosen {
            tokens.accent_wash
        } else if response.hovered() {
            tokens.raised
        } else {
            tokens.surface
        };
        ui.painter().rect_filled(rect, 6, fill);
        button::focus_ring(ui, &response);
        let is_part = recipient.team().is_some_and(|id| !board.manifest.teams.iter().any(|team| team.id == *id));
        let left = rect.left() + if is_part { 26.0 } else { 8.0 };
        let place = Rect::from_center_size(pos2(left + 12.0, rect.center().y), vec2(24.0, 24.0));
        match recipient {
            Recipient::Leader => {
                let font = Icon::font(20.0);
                let galley = ui.painter().layout_no_wrap(icons::USER.0.to_string(), font, tokens.text);
                ui.painter().galley(place.center() - galley.size() / 2.0, galley, tokens.text);
            }
            Recipient::Team(team) => {
                badge::paint_letter(ui.painter(), place, &team.letter(), tokens.team(team, board.manifest), &tokens);
            }
        }
        let text_left = place.right() + 10.0;
        let room = rect.right() - 8.0 - text_left;
        let galley = elide::rows(ui, &name, theme::medium(theme::BODY), tokens.text, room, 1);
        ui.painter().galley(pos2(text_left, rect.top() + 5.0), galley, tokens.text);
        let mut x = text_left;
        let below = rect.top() + 24.0;
        if let Some(icon) = icon {
            let galley = ui.painter().layout_no_wrap(icon.0.to_string(), Icon::font(13.0), color);
            x += galley.size().x + 4.0;
            ui.painter().galley(pos2(text_left, below + 1.0), galley, color);
        }
        let galley = elide::rows(ui, &said, egui::FontId::proportional(theme::SMALL), color, rect.right() - 8.0 - x, 1);
        ui.painter().galley(pos2(x, below), galley, color);
    }
    let has_focus = response.has_focus();
    if response.clicked() && !(has_focus && ui.input(|input| input.key_pressed(Key::Enter))) {
        screen.chosen = Some(recipient.clone());
        response.request_focus();
    }
    if has_focus {
        // Otherwise egui moves the focus by itself too.
        let filter = egui::EventFilter { vertical_arrows: true, ..Default::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        keys(ui, screen, all, number, recipient, language, actions);
    }
    response.context_menu(|ui| menu(ui, board, recipient, &name, language, actions));
}

/// Up and down go through the list; Enter and the key for copying copy.
fn keys(
    ui: &Ui,
    screen: &mut PromptsScreen,
    all: &[Recipient],
    number: usize,
    recipient: &Recipient,
    language: Language,
    actions: &mut Vec<Action>,
) {
    let pressed = |key: Key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let to = if pressed(Key::ArrowDown) {
        all.get(number + 1)
    } else if pressed(Key::ArrowUp) {
        number.checked_sub(1).and_then(|above| all.get(above))
    } else if pressed(Key::Home) {
        all.first()
    } else if pressed(Key::End) {
        all.last()
    } else {
        None
    };
    if let Some(to) = to {
        screen.chosen = Some(to.clone());
        screen.focus_next = Some(to.clone());
        ui.ctx().request_repaint();
    }
    let copies = ui.input(|input| input.key_pressed(Key::Enter) || input.events.contains(&Event::Copy));
    if copies {
        screen.chosen = Some(recipient.clone());
        actions.push(Action::CopyPrompts { recipients: vec![recipient.clone()], language: Some(language) });
    }
}

fn menu(ui: &mut Ui, board: Board<'_>, recipient: &Recipient, name: &str, language: Language, actions: &mut Vec<Action>) {
    ui.with_layout(Layout::top_down_justified(Align::Min), |ui| {
        if ui.add(button::quiet(t!("prompts-copy")).icon(icons::COPY).left()).clicked() {
            actions.push(Action::CopyPrompts { recipients: vec![recipient.clone()], language: Some(language) });
            ui.close();
        }
        let is_briefed = board.project.prompts.briefings.contains_key(recipient) && !board.project.read_only;
        let forget =
            button::quiet(t!("prompts-forget")).icon(icons::TAKE_BACK).left().name(t!("prompts-forget-name", team = name));
        if ui.add_enabled(is_briefed, forget).clicked() {
            actions.push(Action::Command(Command::NotBriefed { recipients: vec![recipient.clone()] }));
            ui.close();
        }
    });
}
