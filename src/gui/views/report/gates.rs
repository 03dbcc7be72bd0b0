//! Gates as rows: how each ended in a word, an icon and a sentence; below one that is opened what it found.

use egui::{RichText, Role, Sense, Ui, WidgetInfo, vec2};

use super::{Filter, ReportScreen, finding};
use crate::engine::jobs::validate::Validation;
use crate::gui::action::Action;
use crate::gui::facts::ProjectFacts;
use crate::gui::icons::{self, Icon};
use crate::gui::theme::{self, GRID, Tokens};
use crate::gui::views::marks;
use crate::gui::widgets::{button, card};
use crate::model::gates::{Gate, Outcome};
use crate::page::{self, fix};
use crate::t;

/// Of one gate's findings so many are listed at first.
const LISTED: usize = 20;

/// Draws all gates.
pub fn show(ui: &mut Ui, project: &ProjectFacts, validation: &Validation, screen: &mut ReportScreen, actions: &mut Vec<Action>) {
    let needs = |gate: &&Gate| gate.is_failed() || gate.is_missing();
    let attention: Vec<&Gate> = validation.gates.iter().filter(needs).collect();
    card::section(ui, &t!("report-gates"), |ui| {
        let all = button::quiet(t!("report-all-gates", count = validation.gates.len())).selected(screen.filter == Filter::All);
        if ui.add(all.small()).clicked() {
            screen.filter = Filter::All;
        }
        let some = button::quiet(t!("report-attention", count = attention.len())).selected(screen.filter == Filter::Attention);
        if ui.add(some.small()).clicked() {
            screen.filter = Filter::Attention;
        }
    });
    let tokens = theme::tokens(ui);
    if screen.filter == Filter::Attention && attention.is_empty() {
        card::card(ui, |ui| {
            ui.horizontal(|ui| {
                ui.label(icons::CHECK_CIRCLE.text(18.0).color(tokens.success));
                ui.label(t!("report-nothing-needs-you"));
            });
        });
        return;
    }
    let gates: Vec<&Gate> = match screen.filter {
        Filter::Attention => attention,
        Filter::All => validation.gates.iter().collect(),
    };
    card::frame(ui).inner_margin(egui::Margin::symmetric(0, 4)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 0.0;
        for (number, gate) in gates.iter().enumerate() {
            if number > 0 {
                line(ui, &tokens);
            }
            row(ui, project, validation, gate, screen, actions);
        }
    });
}

fn line(ui: &mut Ui, tokens: &Tokens) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::hover());
    ui.painter().hline(rect.x_range(), rect.center().y, (1.0, tokens.border));
}

/// What shows how a gate ended, beside the word.
pub fn look(gate: &Gate, tokens: &Tokens) -> (Icon, egui::Color32) {
    match &gate.outcome {
        Outcome::Pass => (icons::CHECK_CIRCLE, tokens.success),
        Outcome::Fail { .. } => (icons::CANCEL, tokens.danger),
        Outcome::NotMeasured { .. } if gate.is_missing() => (icons::WARNING, tokens.warning),
        Outcome::NotMeasured { .. } => (icons::CIRCLE_DASHED, tokens.weak),
    }
}

fn row(
    ui: &mut Ui,
    project: &ProjectFacts,
    validation: &Validation,
    gate: &Gate,
    screen: &mut ReportScreen,
    actions: &mut Vec<Action>,
) {
    let tokens = theme::tokens(ui);
    let key = gate.key();
    let said = page::said(gate);
    let can_open = said.next.is_some() || !gate.findings().is_empty();
    let is_open = can_open && screen.open.contains(&key);
    if head(ui, validation, gate, &said.text, can_open.then_some(is_open)) && can_open {
        if is_open {
            screen.open.remove(&key);
        } else {
            screen.open.insert(key.clone());
        }
    }
    if !is_open {
        return;
    }
    egui::Frame::NONE.inner_margin(egui::Margin { left: 44, right: 16, top: 0, bottom: 12 }).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = GRID;
        if let Some(next) = &said.next {
            ui.label(RichText::new(next).color(tokens.weak));
        }
        // A conflict is a person's to settle, not a team's to mend.
        if gate.is_failed() && gate.id != "integrated" {
            fixes(ui, project, gate, &key, actions);
        }
        let findings = gate.findings();
        if gate.id == "command" {
            output(ui, findings.iter().map(|finding| finding.text.as_str()));
            return;
        }
        let is_long = screen.long.contains(&key);
        let shown = if is_long { findings.len() } else { findings.len().min(LISTED) };
        for one in &findings[..shown] {
            finding::show(ui, project, validation, one, actions);
        }
        let count = match &gate.outcome {
            Outcome::Fail { count, .. } if !findings.is_empty() => *count,
            _ => 0,
        };
        if shown < findings.len() {
            let more = button::quiet(t!("report-show-more", count = findings.len() - shown)).icon(icons::CARET_DOWN).small();
            if ui.add(more).clicked() {
                screen.long.insert(key);
            }
        } else if count > shown {
            card::weak(ui, t!("report-not-listed", count = count - shown));
        }
    });
}

/// The line of a gate; whether it was clicked.
fn head(ui: &mut Ui, validation: &Validation, gate: &Gate, said: &str, is_open: Option<bool>) -> bool {
    let tokens = theme::tokens(ui);
    let (icon, color) = look(gate, &tokens);
    let (title, state) = (page::title(validation, gate), page::state(gate));
    let width = ui.available_width();
    let narrow = width < 760.0;
    let text_left = if narrow { 44.0 } else { 340.0_f32.min(width * 0.36) };
    let state_width = 104.0;
    let room = width - text_left - state_width - 4.0 * GRID;
    let text = ui.painter().layout(said.to_owned(), egui::TextStyle::Body.resolve(ui.style()), tokens.text, room.max(80.0));
    let name =
        ui.painter().layout(title.clone(), theme::medium(theme::BODY), tokens.text, if narrow { room } else { text_left - 52.0 });
    let height = if narrow { text.size().y + name.size().y + 5.0 * GRID } else { text.size().y.max(name.size().y) + 4.0 * GRID };
    let (rect, response) = ui.allocate_exact_size(vec2(width, height.max(36.0)), Sense::click());
    let spoken = format!("{title}, {state}, {said}");
    response.widget_info(|| match is_open {
        Some(open) => WidgetInfo::selected(Role::Button, true, open, &spoken),
        None => WidgetInfo::labeled(Role::Label, true, &spoken),
    });
    if !ui.is_rect_visible(rect) {
        return response.clicked();
    }
    if is_open.is_some() && (response.hovered() || response.has_focus()) {
        ui.painter().rect_filled(rect, 0, tokens.raised);
    }
    button::focus_ring(ui, &response);
    let painter = ui.painter();
    if let Some(open) = is_open {
        let caret = if open { icons::CARET_DOWN } else { icons::CARET_RIGHT };
        painter.text(rect.left_top() + vec2(14.0, 18.0), egui::Align2::CENTER_CENTER, caret.0, Icon::font(12.0), tokens.weak);
    }
    painter.text(rect.left_top() + vec2(32.0, 18.0), egui::Align2::CENTER_CENTER, icon.0, Icon::font(16.0), color);
    let top = rect.top() + 2.0 * GRID + 1.0;
    let name_height = name.size().y;
    painter.galley(egui::pos2(rect.left() + 48.0, top), name, tokens.text);
    let at =
        if narrow { egui::pos2(rect.left() + 48.0, top + name_height + GRID) } else { egui::pos2(rect.left() + text_left, top) };
    painter.galley(at, text, tokens.text);
    let word = painter.layout_no_wrap(state, theme::medium(theme::SMALL), color);
    painter.galley(egui::pos2(rect.right() - 4.0 * GRID - word.size().x, top), word, color);
    let response = if is_open.is_some() { response.on_hover_cursor(egui::CursorIcon::PointingHand) } else { response };
    response.clicked()
}

/// The prompts that mend what a gate found: one for each team, and one for all where nobody's team is known.
fn fixes(ui: &mut Ui, project: &ProjectFacts, gate: &Gate, key: &str, actions: &mut Vec<Action>) {
    let manifest = &project.manifest.manifest;
    let teams = fix::teams(gate);
    ui.horizontal_wrapped(|ui| {
        for (team, count) in &teams {
            let name = marks::title_and_name(team, manifest);
            let tokens = theme::tokens(ui);
            let copy = button::secondary(t!("report-copy-fix", team = name.as_str(), count = *count))
                .icon(icons::COPY)
                .icon_color(marks::color(&tokens, team, manifest))
                .small();
            if ui.add(copy).on_hover_text(t!("report-copy-fix-hint")).clicked() {
                actions.push(Action::CopyFix { gate: key.to_owned(), team: Some(team.clone()) });
            }
        }
        if project.run.state.is_running() && !project.read_only {
            let send = button::secondary(t!("run-fix-open")).icon(icons::FIX).small();
            if ui.add(send).on_hover_text(t!("run-fix-text")).clicked() {
                actions.push(Action::FixByTeam { gate: key.to_owned() });
            }
        }
        if teams.is_empty() {
            let copy = button::secondary(t!("report-copy-fix-all")).icon(icons::COPY).small();
            if ui.add(copy).on_hover_text(t!("report-copy-fix-hint")).clicked() {
                actions.push(Action::CopyFix { gate: key.to_owned(), team: None });
            }
        }
    });
}

/// Lines that a command said.
pub fn output<'a>(ui: &mut Ui, lines: impl Iterator<Item = &'a str>) {
    let tokens = theme::tokens(ui);
    let text = lines.collect::<Vec<_>>().join("\n");
    if text.is_empty() {
        return;
    }
    egui::Frame::new().fill(tokens.background).corner_radius(6).inner_margin(egui::Margin::same(8)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.add(egui::Label::new(RichText::new(text).font(egui::FontId::monospace(theme::SMALL))).wrap().selectable(true));
    });
}
