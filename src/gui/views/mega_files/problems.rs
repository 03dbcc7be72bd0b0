//! What is wrong: a list below the text, and in a report. A click goes to the place.

use egui::{RichText, Sense, Ui};

use super::MegaFilesScreen;
use crate::gui::facts::ProjectFacts;
use crate::gui::icons::{self, Icon};
use crate::gui::theme::{self, GRID, Tokens};
use crate::model::path::RelPath;
use crate::model::problem::{Place, Problem, Severity};
use crate::{t, words};

/// More than this are not listed at once.
const MAX_LISTED: usize = 200;

/// The icon and colour of a severity.
pub fn look(severity: Severity, tokens: &Tokens) -> (Icon, egui::Color32) {
    match severity {
        Severity::Error => (icons::ERROR, tokens.danger),
        Severity::Warning => (icons::WARNING, tokens.warning),
        Severity::Note => (icons::INFO, tokens.accent),
    }
}

/// The panel below the text; nothing where nothing is wrong.
pub fn panel(ui: &mut Ui, project: &ProjectFacts, screen: &mut MegaFilesScreen) {
    if screen.derived.problems.is_empty() {
        return;
    }
    let tokens = theme::tokens(ui);
    let height = ui.available_height();
    let count = screen.derived.problems.len();
    let default = (34.0 + 42.0 * count.min(3) as f32).min(height * 0.4);
    let mut chosen = None;
    egui::Panel::bottom("mega-files-problems")
        .resizable(true)
        .default_size(default)
        .size_range(60.0..=(height * 0.6).max(61.0))
        .frame(egui::Frame::new().fill(tokens.background).inner_margin(egui::Margin { left: 10, right: 4, top: 6, bottom: 2 }))
        .show(ui, |ui| {
            ui.label(RichText::new(t!("mega-view-problems", count = count)).font(theme::medium(theme::SMALL)).color(tokens.weak));
            ui.add_space(GRID);
            egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                chosen = list(ui, &screen.derived.problems);
            });
        });
    if let Some(place) = chosen {
        go(project, screen, &place);
    }
}

/// Draws problems; the place of the one that was clicked.
pub fn list(ui: &mut Ui, problems: &[Problem]) -> Option<Place> {
    let mut chosen = None;
    for problem in problems.iter().take(MAX_LISTED) {
        if row(ui, problem) {
            chosen.clone_from(&problem.place);
        }
    }
    if problems.len() > MAX_LISTED {
        ui.label(t!("mega-view-problems-more", count = problems.len() - MAX_LISTED));
    }
    chosen
}

fn row(ui: &mut Ui, problem: &Problem) -> bool {
    let tokens = theme::tokens(ui);
    let sentence = words::sentence(problem);
    let (icon, colour) = look(problem.severity, &tokens);
    let place = problem.place.as_ref();
    let shown = ui.scope(|ui| {
        ui.set_width(ui.available_width() - 8.0);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            ui.label(icon.text(15.0).color(colour));
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 1.0;
                ui.add(egui::Label::new(&sentence.text).wrap());
                let mut second = String::new();
                if let Some(place) = place.filter(|place| place.line > 0) {
                    second = t!("mega-view-problem-line", line = place.line);
                }
                if let Some(next) = &sentence.next {
                    if !second.is_empty() {
                        second.push_str(" · ");
                    }
                    second.push_str(next);
                }
                if !second.is_empty() {
                    ui.add(egui::Label::new(RichText::new(second).small().color(tokens.weak)).wrap());
                }
            });
        });
    });
    ui.add_space(GRID);
    let can_go = place.is_some();
    let sense = if can_go { Sense::click() } else { Sense::hover() };
    let response = shown.response.interact(sense);
    let name = t!("mega-view-problem-name", text = sentence.text.as_str(), line = place.map_or(0, |place| place.line));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ListItem, true, &name));
    if can_go && response.hovered() {
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
        ui.painter().rect_stroke(response.rect.expand(2.0), 4.0, (1.0, tokens.border), egui::StrokeKind::Inside);
    }
    if response.has_focus() {
        ui.painter().rect_stroke(response.rect.expand(2.0), 4.0, (1.5, tokens.accent), egui::StrokeKind::Inside);
    }
    response.clicked()
}

/// Goes to a place, if it is in a mega-file.
pub fn go(project: &ProjectFacts, screen: &mut MegaFilesScreen, place: &Place) {
    if let Ok(path) = RelPath::new(&place.file)
        && project.mega_files.contains_key(&path)
    {
        screen.go_to(path, place.line, place.column);
    }
}
