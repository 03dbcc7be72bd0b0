//! What one output would say: its text with colours, against what is on disk, and which line of the mega-file made
//! which of its lines. Not: the list that it is chosen from.

use egui::{RichText, Ui};

use super::outputs::{look, origin};
use super::{MegaFilesScreen, compare, derived, problems};
use crate::engine::event::Inspection;
use crate::gui::facts::ProjectFacts;
use crate::gui::highlight::Language;
use crate::gui::icons;
use crate::gui::theme::{self, GRID};
use crate::gui::widgets::code::{CodeEditor, Wash};
use crate::gui::widgets::{button, card};
use crate::model::problem::Place;
use crate::t;

/// Draws it.
pub fn show(ui: &mut Ui, project: &ProjectFacts, screen: &mut MegaFilesScreen) {
    let tokens = theme::tokens(ui);
    let (Some(chosen), Some(mega)) = (screen.output.clone(), screen.chosen.clone()) else { return };
    let Some(team) = project.mega_files.get(&mega).map(|file| &file.team) else { return };
    let Some(entry) = screen.listing.find(&mega, team, &chosen) else { return };
    let (icon, colour, word) = look(entry.state, &tokens);
    let (origin, line) = (origin(entry), entry.line);
    let output = screen.derived.good.outputs.iter().find(|output| output.planned.path == chosen);
    let place = output.map_or_else(|| Place::at(mega.as_str(), line, 1), |output| output.planned.place.clone());
    let inspection = derived::inspection(project, screen).filter(|(path, _)| **path == chosen).map(|(_, inspection)| inspection);
    let on_disk = inspection.and_then(|inspection| inspection.on_disk.as_deref());
    let made = inspection.filter(|_| line > 0).map(|inspection| inspection.text.as_str());
    // Of an orphan there is what is on disk, and nothing else.
    let new = output.and_then(|output| output.text.as_deref()).or(made).or(on_disk);
    let differs = on_disk.is_some() && on_disk != new;
    let (mut go, mut close) = (false, false);
    egui::Frame::new().inner_margin(egui::Margin { left: 10, right: 6, top: 6, bottom: 4 }).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            ui.label(icon.text(15.0).color(colour)).on_hover_text(t!(word));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                close = ui.add(button::icon(icons::CLOSE, t!("mega-view-output-close")).small()).clicked();
                if differs {
                    let changes = button::quiet(t!("mega-view-changes")).icon(icons::SWAP).small().selected(screen.shows_changes);
                    if ui.add(changes.name(t!("mega-view-changes-name"))).on_hover_text(t!("mega-view-changes-name")).clicked() {
                        screen.shows_changes = !screen.shows_changes;
                        screen.output_shown = None;
                    }
                }
                if line > 0 {
                    let most = ui.available_width() * 0.6;
                    let origin = button::quiet(origin).icon(icons::CODE).small().width_at_most(most);
                    let origin = origin.name(t!("mega-view-output-origin"));
                    go = ui.add(origin).on_hover_text(t!("mega-view-output-origin")).clicked();
                } else {
                    ui.add(egui::Label::new(RichText::new(origin).small().color(tokens.warning)).truncate());
                }
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    let name = RichText::new(chosen.file_name()).font(theme::medium(theme::BODY));
                    ui.add(egui::Label::new(name).truncate()).on_hover_text(chosen.as_str());
                });
            });
        });
    });
    let shows_changes = differs && screen.shows_changes;
    match (new, on_disk) {
        (Some(new), on_disk) => {
            let key = (screen.derived.number, chosen.clone(), shows_changes);
            if screen.output_shown.as_ref() != Some(&key) {
                if screen.output_shown.as_ref().is_none_or(|(_, before, changes)| before != &chosen || *changes != shows_changes)
                {
                    screen.output_editor = Default::default();
                }
                screen.comparison = match on_disk.filter(|_| shows_changes) {
                    Some(on_disk) => compare::compare(on_disk, new),
                    None => Default::default(),
                };
                screen.output_shown = Some(key);
                screen.output_version += 1;
            }
            let washes = related_lines(screen, inspection);
            let name = t!("mega-view-output-text");
            let shown = if shows_changes { screen.comparison.text.as_str() } else { new };
            let mut editor = CodeEditor::new(&name, shown, screen.output_version)
                .language(Language::OfFile(chosen.as_str().to_owned()))
                .read_only(true);
            editor = match shows_changes {
                true => editor.washes(&screen.comparison.washes).numbers(&screen.comparison.numbers),
                false => editor.washes(&washes),
            };
            if editor.show(ui, &mut screen.output_editor).clicked {
                show_source(screen, inspection, shows_changes);
            }
        }
        (None, _) => {
            ui.add_space(2.0 * GRID);
            ui.vertical_centered(|ui| card::weak(ui, t!("mega-view-output-unknown")));
        }
    }
    if close {
        screen.output = None;
    }
    if go {
        problems::go(project, screen, &place);
    }
}

/// The lines that come of what is selected in the mega-file (without a selection, of the line at the caret).
fn related_lines(screen: &MegaFilesScreen, inspection: Option<&Inspection>) -> Vec<(usize, Wash)> {
    let editor = screen.chosen.as_ref().and_then(|path| screen.editors.get(path));
    let (Some(inspection), Some(editor)) = (inspection, editor) else { return Vec::new() };
    let lines = editor.lines();
    let is_related = |(_, source): &(usize, &u32)| lines.contains(&(**source as usize));
    inspection.sources.iter().enumerate().filter(is_related).map(|(line, _)| (line, Wash::Related)).collect()
}

/// Shows the line of the mega-file that made the line at the output's caret.
fn show_source(screen: &mut MegaFilesScreen, inspection: Option<&Inspection>, shows_changes: bool) {
    let (line, _) = screen.output_editor.place();
    let line = if shows_changes { screen.comparison.new_lines.get(line - 1).map_or(0, |line| *line as usize) } else { line };
    let source = inspection.zip(line.checked_sub(1)).and_then(|(inspection, line)| inspection.sources.get(line)).copied();
    if let (Some(source @ 1..), Some(path)) = (source, &screen.chosen)
        && let Some(editor) = screen.editors.get_mut(path)
    {
        editor.go_to(source, 1);
    }
}
