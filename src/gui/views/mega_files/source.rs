//! The chosen mega-file's text, with what is wrong with it below.

use egui::{Align, Layout, RichText, Ui};

use super::{MegaFilesScreen, complete, create, derived, problems};
use crate::engine::event::Inspection;
use crate::gui::action::Action;
use crate::gui::facts::{Clash, DocumentId, MegaFileFacts, ProjectFacts};
use crate::gui::highlight::Language;
use crate::gui::icons;
use crate::gui::theme::{self, GRID};
use crate::gui::widgets::code::{CodeEditor, CodeState, Wash};
use crate::gui::widgets::{badge, button, card};
use crate::model::path::RelPath;
use crate::t;

/// Draws it.
pub fn show(ui: &mut Ui, project: &ProjectFacts, screen: &mut MegaFilesScreen, actions: &mut Vec<Action>) {
    let Some(path) = screen.chosen.clone() else { return };
    let Some(file) = project.mega_files.get(&path) else { return };
    header(ui, project, screen, &path, file);
    if let Some(found) = &file.clash {
        clash(ui, &path, found, actions);
    }
    let Some(document) = &file.document else {
        card::empty_state(
            ui,
            icons::FILE_MISSING,
            &t!("mega-view-not-text"),
            &t!("mega-view-not-text-why", path = path.as_str()),
            |_| {},
        );
        return;
    };
    problems::panel(ui, project, screen);
    let inspection = derived::inspection(project, screen);
    let related = related_lines(screen, inspection);
    let explain = |text: &str, at: usize| derived::explain(text, at, inspection?.1);
    let state = screen.editors.entry(path.clone()).or_default();
    let name = t!("mega-view-editor");
    let teams: Vec<String> = project.manifest.manifest.teams.iter().map(|team| team.id.to_string()).collect();
    let candidates = |text: &str, at: usize| complete::complete(text, at, &teams);
    let output = CodeEditor::new(&name, document.text(), document.revision().0)
        .language(Language::MegaFile)
        .read_only(project.read_only)
        .marks(&screen.derived.marks)
        .washes(&related)
        .complete(&candidates)
        .explain(&explain)
        .show(ui, state);
    for edit in output.edits {
        derived::follow(&mut screen.derived.marks, &edit);
        actions.push(Action::EditMegaFile { path: path.clone(), edit });
    }
    if output.undo {
        actions.push(Action::Undo);
    }
    if output.redo {
        actions.push(Action::Redo);
    }
}

fn header(ui: &mut Ui, project: &ProjectFacts, screen: &mut MegaFilesScreen, path: &RelPath, file: &MegaFileFacts) {
    let tokens = theme::tokens(ui);
    let frame = egui::Frame::new().fill(tokens.surface).inner_margin(egui::Margin::symmetric(10, 0));
    egui::Panel::top("mega-files-header").exact_size(40.0).resizable(false).frame(frame).show(ui, |ui| {
        ui.horizontal_centered(|ui| {
            ui.spacing_mut().item_spacing.x = 2.0 * GRID;
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if let Some(state) = screen.editors.get_mut(path) {
                    let (line, column) = state.place();
                    ui.label(RichText::new(t!("mega-view-place", line = line, column = column)).small().color(tokens.weak));
                    view_menu(ui, state);
                    if ui.add(button::icon(icons::SEARCH, t!("mega-view-find")).small()).clicked() {
                        state.find();
                    }
                }
                let duplicate = button::icon(icons::COPY, t!("mega-new-duplicate")).small();
                if ui.add_enabled(!project.read_only && file.document.is_some(), duplicate).clicked() {
                    screen.form = Some(create::Form::duplicate(project, &file.team, path.clone()));
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    let manifest = &project.manifest.manifest;
                    let name = manifest.team(&file.team).map_or_else(|| file.team.to_string(), |team| team.name.clone());
                    badge::letter(ui, &file.team.letter(), tokens.team(&file.team, manifest), 20.0, &name);
                    ui.add(egui::Label::new(RichText::new(path.file_name()).font(theme::medium(theme::BODY))).truncate())
                        .on_hover_text(path.as_str());
                    if file.document.as_ref().is_some_and(|document| document.is_dirty()) {
                        ui.label(RichText::new(t!("mega-view-unsaved")).small().color(tokens.weak));
                    }
                    if project.read_only {
                        ui.label(icons::LOCK.text(14.0).color(tokens.weak)).on_hover_text(t!("mega-view-read-only"));
                    }
                });
            });
        });
    });
}

/// How the text is shown.
fn view_menu(ui: &mut Ui, state: &mut CodeState) {
    let response = ui.add(button::icon(icons::EYE, t!("code-view")).small());
    let popup = egui::Popup::menu(&response).accessible_name(t!("code-view"));
    popup.close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside).width(240.0).show(|ui| {
        let mut wraps = state.wraps();
        if ui.checkbox(&mut wraps, t!("code-wrap")).changed() {
            state.toggle_wrap();
        }
        let mut whitespace = state.shows_whitespace();
        if ui.checkbox(&mut whitespace, t!("code-whitespace")).changed() {
            state.toggle_whitespace();
        }
        ui.separator();
        let percent = (state.zoom() * 100.0).round() as u32;
        for (label, keys, zoom) in [
            (t!("code-zoom-in"), "Ctrl++", state.zoom() * 1.1),
            (t!("code-zoom-out"), "Ctrl+-", state.zoom() / 1.1),
            (t!("code-zoom-reset", percent = percent), "Ctrl+0", 1.0),
        ] {
            if ui.add(egui::Button::new(label).shortcut_text(keys).min_size(egui::vec2(224.0, 0.0))).clicked() {
                state.set_zoom(zoom);
            }
        }
    });
}

/// The line that made the line of the chosen output at which its caret stands.
fn related_lines(screen: &MegaFilesScreen, inspection: Option<(&RelPath, &Inspection)>) -> Vec<(usize, Wash)> {
    let is_chosen = |(output, _): &(&RelPath, &Inspection)| Some(*output) == screen.output.as_ref();
    let Some((_, inspection)) = inspection.filter(is_chosen) else { return Vec::new() };
    let (line, _) = screen.output_editor.place();
    let line =
        if screen.shows_changes { screen.comparison.new_lines.get(line - 1).map_or(0, |line| *line as usize) } else { line };
    let source = line.checked_sub(1).and_then(|line| inspection.sources.get(line)).copied().unwrap_or_default();
    source.checked_sub(1).map(|line| vec![(line as usize, Wash::Related)]).unwrap_or_default()
}

/// What another program wrote while there were unsaved edits.
fn clash(ui: &mut Ui, path: &RelPath, found: &Clash, actions: &mut Vec<Action>) {
    let tokens = theme::tokens(ui);
    egui::Frame::new().fill(tokens.danger_wash).inner_margin(egui::Margin::symmetric(12, 8)).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.horizontal_wrapped(|ui| {
            ui.label(icons::WARNING.text(16.0).color(tokens.danger));
            ui.label(t!("mega-view-clash"));
            crate::gui::views::marks::settle_buttons(ui, &DocumentId::MegaFile(path.clone()), found, actions);
        });
    });
}
