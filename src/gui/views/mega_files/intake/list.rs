//! The files that replies hold, one row each: whether it is wanted, whose it would be, where it would go, and what that
//! would do.

use egui::{Align2, Rect, Response, RichText, ScrollArea, Sense, Ui, pos2, vec2};

use super::super::grouped;
use super::super::tree::{icon_at, row, text_in};
use super::{IntakeScreen, worst};
use crate::engine::jobs::intake::{Look, State};
use crate::gui::facts::{ProjectFacts, ReplyFacts};
use crate::gui::icons::{self, Icon};
use crate::gui::theme::{self, GRID, SMALL, Tokens};
use crate::gui::views::marks;
use crate::gui::widgets::{badge, elide};
use crate::model::problem::Severity;
use crate::model::reply::{Part, PartKind};
use crate::t;

const ROW_HEIGHT: f32 = 48.0;

/// Draws the list.
pub(super) fn show(ui: &mut Ui, project: &ProjectFacts, screen: &mut IntakeScreen, reply: &ReplyFacts) {
    screen.chosen = screen.chosen.min(reply.parts.len().saturating_sub(1));
    ui.horizontal(|ui| {
        let wanted = reply.parts.len() - screen.left_out.iter().filter(|index| **index < reply.parts.len()).count();
        let mut all = wanted == reply.parts.len();
        let title = t!("intake-count", count = reply.parts.len(), wanted = wanted);
        if ui.checkbox(&mut all, RichText::new(title).font(theme::semibold(theme::BODY))).changed() {
            screen.left_out = if all { Default::default() } else { (0..reply.parts.len()).collect() };
            screen.said += 1;
        }
    });
    let is_nobodys = |index: &usize| screen.placed.get(*index).is_some_and(|placed| placed.team.is_none());
    if screen.fallback.is_some() || (0..reply.parts.len()).any(|index| is_nobodys(&index)) {
        ui.horizontal(|ui| {
            ui.label(RichText::new(t!("intake-nobodys")).size(SMALL).color(theme::tokens(ui).weak));
            let manifest = &project.manifest.manifest;
            if let Some(team) = marks::team_menu(ui, manifest, screen.fallback.as_ref(), &t!("intake-nobodys")) {
                screen.fallback = Some(team);
                screen.said += 1;
            }
        });
    }
    ui.add_space(GRID);
    ScrollArea::vertical().id_salt("parts").auto_shrink(false).show_rows(ui, ROW_HEIGHT, reply.parts.len(), |ui, rows| {
        for index in rows {
            part_row(ui, project, screen, reply, index);
        }
    });
}

/// What a part is, in a word.
pub(super) fn kind(part: &Part) -> String {
    match part.kind {
        PartKind::MegaFile => t!("intake-mega-file"),
        PartKind::Code => t!("intake-file"),
        PartKind::Patch | PartKind::SearchReplace => t!("intake-changes", count = part.hunks.len()),
        PartKind::Removal => t!("intake-removal"),
    }
}

/// What taking it in would do: an icon, its colour, a word.
pub(super) fn state(look: Option<&Look>, is_sound: bool, tokens: &Tokens) -> (Icon, egui::Color32, String) {
    match look.map(|look| look.state) {
        _ if !is_sound => (icons::FORBIDDEN, tokens.danger, t!("intake-state-out")),
        None => (icons::CIRCLE_DASHED, tokens.weak, t!("intake-state-looking")),
        Some(State::New) => (icons::FILE_PLUS, tokens.success, t!("intake-state-new")),
        Some(State::Replaces) => (icons::SWAP, tokens.warning, t!("intake-state-replaces")),
        Some(State::Same) => (icons::CHECK, tokens.weak, t!("intake-state-same")),
        Some(State::PatchApplies) => (icons::EDIT, tokens.accent, t!("intake-state-changes")),
        Some(State::Fails) => (icons::FORBIDDEN, tokens.danger, t!("intake-state-out")),
    }
}

fn part_row(ui: &mut Ui, project: &ProjectFacts, screen: &mut IntakeScreen, reply: &ReplyFacts, index: usize) {
    let tokens = theme::tokens(ui);
    let (part, Some(placed)) = (&reply.parts[index], screen.placed.get(index)) else { return };
    let manifest = &project.manifest.manifest;
    let is_wanted = !screen.left_out.contains(&index);
    let seen = screen.seen(reply, index);
    let shown = if placed.written.is_empty() { t!("intake-no-path") } else { placed.written.clone() };
    let (icon, color, word) = state(seen, placed.is_sound(), &tokens);
    let word = if is_wanted { word } else { t!("intake-state-left") };
    let whose = placed.team.as_ref().map_or_else(|| t!("intake-nobody"), marks::title);
    let name = t!("intake-row", path = shown.as_str(), team = whose, state = word.as_str());
    let response = row(ui, ROW_HEIGHT, screen.chosen == index, &name);
    let rect = response.rect;
    let (above, below) = (rect.top() + 16.0, rect.bottom() - 14.0);
    let fade = |color: egui::Color32| if is_wanted { color } else { color.gamma_multiply(0.55) };
    let square = Rect::from_center_size(pos2(rect.left() + 50.0, rect.center().y), vec2(24.0, 24.0));
    match &placed.team {
        Some(team) => marks::paint_badge(ui.painter(), square, team, fade(marks::color(&tokens, team, manifest)), &tokens),
        None => badge::paint_letter(ui.painter(), square, "?", fade(tokens.danger), &tokens),
    }
    let left = rect.left() + 72.0;
    let worst = worst(placed, seen).filter(|severity| *severity < Severity::Error);
    let mut right = rect.right() - 12.0;
    if let Some(severity) = worst {
        let (icon, color) =
            if severity == Severity::Warning { (icons::WARNING, tokens.warning) } else { (icons::INFO, tokens.weak) };
        icon_at(ui, pos2(right - 8.0, above), icon, 14.0, fade(color));
        right -= 22.0;
    }
    let font = egui::FontId::monospace(12.5);
    let path = elide::middle_to_width(ui, &shown, &font, right - left);
    let ink = if placed.written.is_empty() { tokens.danger } else { tokens.text };
    ui.painter().text(pos2(left, above), Align2::LEFT_CENTER, path, font, fade(ink));
    icon_at(ui, pos2(left + 6.0, below), icon, 13.0, fade(color));
    let small = egui::FontId::proportional(SMALL);
    let lines = t!("intake-lines", count = part.lines(), shown = grouped(part.lines()));
    let text = format!("{word}  ·  {}  ·  {lines}", kind(part));
    text_in(ui, pos2(left + 18.0, below), right - left - 18.0, &text, small, fade(tokens.weak));
    let response = response.on_hover_text(&shown);
    if response.clicked() {
        screen.chosen = index;
    }
    if tick(ui, rect, &t!("intake-want", path = shown.as_str()), is_wanted).clicked() {
        if !screen.left_out.remove(&index) {
            screen.left_out.insert(index);
        }
        screen.said += 1;
    }
}

/// The row's box to tick, over the row.
fn tick(ui: &mut Ui, row: Rect, name: &str, is_wanted: bool) -> Response {
    let tokens = theme::tokens(ui);
    let rect = Rect::from_center_size(pos2(row.left() + 22.0, row.center().y), vec2(24.0, 32.0));
    let response = ui.interact(rect, ui.make_persistent_id(("want", name, row.top() as i32)), Sense::click());
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::CheckBox, true, is_wanted, name));
    let square = Rect::from_center_size(rect.center(), vec2(16.0, 16.0));
    let (fill, stroke) = if is_wanted { (tokens.accent, tokens.accent) } else { (tokens.background, tokens.edge) };
    ui.painter().rect(square, 4, fill, (1.0, stroke), egui::StrokeKind::Inside);
    if is_wanted {
        icon_at(ui, square.center(), icons::CHECK, 12.0, tokens.on_accent);
    }
    if response.hovered() || response.has_focus() {
        ui.painter().rect_stroke(square.expand(2.0), 5, (1.5, tokens.accent), egui::StrokeKind::Outside);
    }
    response
}
