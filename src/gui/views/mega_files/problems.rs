//! What is wrong: a list below the text, and in a report. A click goes to the place.

use egui::{RichText, Sense, Ui};

use super::MegaFilesScreen;
use crate::gui::facts::ProjectFacts;
use crate::gui::icons::{self, Icon};
use crate::gui::theme::{self, GRID, Tokens};
use crate::gui::widgets::button;
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

/// The panel below the text; nothing where nothing is wrong. With notes alone it is shut until somebody opens it.
pub fn panel(ui: &mut Ui, project: &ProjectFacts, screen: &mut MegaFilesScreen) {
    let problems = &screen.derived.problems;
    if problems.is_empty() {
        return;
    }
    let tokens = theme::tokens(ui);
    let frame = egui::Frame::new().fill(tokens.background);
    let matters = problems.iter().any(|problem| problem.severity > Severity::Note);
    let is_open = screen.problems_open.unwrap_or(matters);
    let mut chosen = None;
    let mut toggled = false;
    let id = if is_open { "mega-files-problems" } else { "mega-files-problems-shut" };
    let height = ui.available_height();
    let mut panel = egui::Panel::bottom(id).frame(frame.inner_margin(egui::Margin { left: 4, right: 4, top: 3, bottom: 3 }));
    panel = if is_open {
        let default = (36.0 + 40.0 * problems.len().min(3) as f32).min(height * 0.4);
        panel.resizable(true).default_size(default).size_range(60.0..=(height * 0.6).max(61.0))
    } else {
        panel.resizable(false)
    };
    panel.show(ui, |ui| {
        let caret = if is_open { icons::CARET_DOWN } else { icons::CARET_RIGHT };
        toggled = ui.add(button::quiet(summary(problems)).icon(caret).small()).clicked();
        if is_open {
            ui.add_space(GRID);
            egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                egui::Frame::new().inner_margin(egui::Margin { left: 8, ..egui::Margin::ZERO }).show(ui, |ui| {
                    chosen = list(ui, problems, screen.chosen.as_ref());
                });
            });
        }
    });
    if toggled {
        screen.problems_open = Some(!is_open);
    }
    if let Some(place) = chosen {
        go(project, screen, &place);
    }
}

/// "1 error, 2 notes".
fn summary(problems: &[Problem]) -> String {
    let kinds =
        [(Severity::Error, "mega-view-errors"), (Severity::Warning, "mega-view-warnings"), (Severity::Note, "mega-view-notes")];
    let count = |severity| problems.iter().filter(|problem| problem.severity == severity).count();
    let parts = kinds.into_iter().map(|(severity, word)| (count(severity), word)).filter(|(count, _)| *count > 0);
    parts.map(|(count, word)| t!(word, count = count)).collect::<Vec<_>>().join(", ")
}

/// Draws problems; the place of the one that was clicked. Places in the chosen file are named by their line alone.
pub fn list(ui: &mut Ui, problems: &[Problem], here: Option<&RelPath>) -> Option<Place> {
    let mut chosen = None;
    for problem in problems.iter().take(MAX_LISTED) {
        if row(ui, problem, here) {
            chosen.clone_from(&problem.place);
        }
    }
    if problems.len() > MAX_LISTED {
        ui.label(t!("mega-view-problems-more", count = problems.len() - MAX_LISTED));
    }
    chosen
}

fn row(ui: &mut Ui, problem: &Problem, here: Option<&RelPath>) -> bool {
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
                let mut second = place.map(|place| shown_place(place, here)).unwrap_or_default();
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

fn shown_place(place: &Place, here: Option<&RelPath>) -> String {
    let file = place.file.rsplit('/').next().unwrap_or(&place.file);
    match (here.is_some_and(|here| here.as_str() == place.file), place.line) {
        (true, 0) => String::new(),
        (true, line) => t!("mega-view-problem-line", line = line),
        (false, 0) => file.to_owned(),
        (false, line) => t!("mega-view-problem-file-line", file = file, line = line),
    }
}

/// Goes to a place, if it is in a mega-file.
pub fn go(project: &ProjectFacts, screen: &mut MegaFilesScreen, place: &Place) {
    if let Ok(path) = RelPath::new(&place.file)
        && project.mega_files.contains_key(&path)
    {
        screen.go_to(path, place.line, place.column);
    }
}
