//! Everything that is wrong with the manifest, worst first: the sentence, the place, and a button where a safe fix
//! exists.

use egui::{Align, Layout, ScrollArea, Sense, Ui, vec2};

use super::card::severity_mark;
use super::measure::WrongAt;
use super::{Board, TeamsScreen, header};
use crate::gui::action::Action;
use crate::gui::icons;
use crate::gui::theme::{self, GRID};
use crate::gui::widgets::button;
use crate::{t, words};

const ROW: f32 = 44.0;

/// Draws the list, when it is open.
pub fn show(ui: &mut Ui, board: Board<'_>, screen: &mut TeamsScreen, actions: &mut Vec<Action>) {
    if !screen.findings_open {
        return;
    }
    let tokens = theme::tokens(ui);
    let frame = egui::Frame::NONE.fill(tokens.surface).inner_margin(egui::Margin { left: 16, right: 16, top: 8, bottom: 8 });
    let order = worst_first(board);
    let panel = if order.is_empty() {
        // Nothing needs no room.
        egui::Panel::bottom("teams-no-findings").frame(frame).exact_size(76.0)
    } else {
        egui::Panel::bottom("teams-findings").frame(frame).resizable(true).default_size(210.0).size_range(96.0..=480.0)
    };
    panel.show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.strong(t!("teams-findings-title"));
            let [errors, warnings, notes] = header::counts(board);
            for (count, word) in [(errors, "teams-errors"), (warnings, "teams-warnings"), (notes, "teams-notes")] {
                if count > 0 {
                    ui.label(egui::RichText::new(t!(word, count = count)).small().color(tokens.weak));
                }
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if ui.add(button::icon(icons::CLOSE, t!("teams-findings-close")).small()).clicked() {
                    screen.findings_open = false;
                }
            });
        });
        ui.add_space(GRID);
        if order.is_empty() {
            ui.horizontal(|ui| {
                ui.label(icons::CHECK.text(16.0).color(tokens.success));
                ui.label(t!("teams-findings-none"));
            });
            ui.take_available_space();
            return;
        }
        ScrollArea::vertical().id_salt("findings").auto_shrink(false).show_rows(ui, ROW, order.len(), |ui, rows| {
            for at in &order[rows] {
                row(ui, board, screen, actions, *at);
            }
        });
    });
}

/// All findings and problems, errors first, and within a severity in the order of the text.
fn worst_first(board: Board<'_>) -> Vec<WrongAt> {
    let manifest = &board.project.manifest;
    let problems = (0..manifest.problems.len()).map(WrongAt::Problem);
    let mut all: Vec<WrongAt> = problems.chain((0..manifest.findings.len()).map(WrongAt::Finding)).collect();
    all.sort_by_key(|at| {
        let problem = at.problem(board);
        let line = problem.and_then(|problem| problem.place.as_ref()).map_or(0, |place| place.line);
        (std::cmp::Reverse(problem.map(|problem| problem.severity)), line)
    });
    all
}

fn row(ui: &mut Ui, board: Board<'_>, screen: &mut TeamsScreen, actions: &mut Vec<Action>, at: WrongAt) {
    let Some(problem) = at.problem(board) else { return };
    let tokens = theme::tokens(ui);
    let sentence = words::sentence(problem);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW - ui.spacing().item_spacing.y), Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &sentence.text));
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, 6, tokens.raised);
    }
    if response.clicked() {
        screen.source.open_at(problem.place.as_ref().map_or(0, |place| place.line));
    }
    let mut ui =
        ui.new_child(egui::UiBuilder::new().max_rect(rect.shrink2(vec2(8.0, 2.0))).layout(Layout::left_to_right(Align::Center)));
    let (icon, color) = severity_mark(problem.severity, &tokens);
    ui.label(icon.text(18.0).color(color));
    let fix = match at {
        WrongAt::Finding(index) => board.project.manifest.findings.get(index).and_then(|finding| finding.fix.as_ref()),
        WrongAt::Problem(_) => None,
    };
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        if let Some(fix) = fix.filter(|_| board.editable) {
            let name = t!("teams-fix-name", what = sentence.text.as_str());
            if ui.add(button::secondary(t!("teams-fix")).icon(icons::FIX).name(name).small()).clicked() {
                actions.push(Action::EditManifest(fix.clone()));
            }
        }
        if let Some(place) = problem.place.as_ref().filter(|place| place.line > 0) {
            ui.add(
                egui::Label::new(egui::RichText::new(t!("teams-line", line = place.line)).small().color(tokens.weak))
                    .selectable(false),
            );
        }
        ui.with_layout(Layout::top_down(Align::Min), |ui| {
            ui.add_space(2.0);
            ui.spacing_mut().item_spacing.y = 1.0;
            ui.add(egui::Label::new(&sentence.text).truncate().selectable(false));
            if let Some(next) = &sentence.next {
                ui.add(egui::Label::new(egui::RichText::new(next).small().color(tokens.weak)).truncate().selectable(false));
            }
        });
    });
    response.on_hover_ui(|ui| {
        ui.set_max_width(480.0);
        ui.label(&sentence.text);
        if let Some(next) = &sentence.next {
            ui.weak(next);
        }
    });
}
