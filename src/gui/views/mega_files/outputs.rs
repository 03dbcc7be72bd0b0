//! The files that the chosen mega-file would produce, and what one of them would say.

use std::ops::Range;

use egui::{Align2, FontId, RichText, Ui, pos2};

use super::tree::{icon_at, row, text_in};
use super::{MegaFilesScreen, compare, derived, expand, grouped, problems};
use crate::engine::event::{Inspection, OutputState, PreviewOutput};
use crate::gui::action::Action;
use crate::gui::facts::ProjectFacts;
use crate::gui::highlight::Language;
use crate::gui::icons::{self, Icon};
use crate::gui::theme::{self, GRID, Tokens};
use crate::gui::widgets::code::{CodeEditor, Wash};
use crate::gui::widgets::{button, card};
use crate::t;

const ROW_HEIGHT: f32 = 24.0;

/// A state's icon, colour and word.
pub fn look(state: OutputState, tokens: &Tokens) -> (Icon, egui::Color32, &'static str) {
    match state {
        OutputState::New => (icons::FILE_PLUS, tokens.success, "mega-view-state-new"),
        OutputState::Changed => (icons::EDIT, tokens.accent, "mega-view-state-changed"),
        OutputState::Same => (icons::CHECK, tokens.weak, "mega-view-state-same"),
        OutputState::Edited => (icons::USER, tokens.warning, "mega-view-state-edited"),
        OutputState::Outside => (icons::FORBIDDEN, tokens.danger, "mega-view-state-outside"),
        OutputState::Collision => (icons::ERROR, tokens.danger, "mega-view-state-collision"),
    }
}

/// A row of the list.
enum ListRow {
    /// A folder, and how many outputs are in it.
    Folder(String, usize),
    /// An output, by its index.
    File(usize),
}

/// Draws the right side.
pub fn show(ui: &mut Ui, project: &ProjectFacts, screen: &mut MegaFilesScreen, actions: &mut Vec<Action>) {
    let tokens = theme::tokens(ui);
    let margin = egui::Margin::symmetric(10, 6);
    egui::Panel::top("mega-files-expand")
        .resizable(false)
        .frame(egui::Frame::new().fill(tokens.surface).inner_margin(margin))
        .show(ui, |ui| expand::buttons(ui, project, screen, actions));
    summary(ui, screen, &tokens);
    if screen.derived.good.outputs.is_empty() {
        nothing(ui, project, screen);
        return;
    }
    if screen
        .output
        .as_ref()
        .is_some_and(|chosen| !screen.derived.good.outputs.iter().any(|output| &output.planned.path == chosen))
    {
        screen.output = None;
    }
    if screen.output.is_some() {
        let height = ui.available_height();
        egui::Panel::bottom("mega-files-output-text")
            .resizable(true)
            .default_size(height * 0.55)
            .size_range(80.0..=(height - 80.0).max(81.0))
            .frame(egui::Frame::new().fill(tokens.surface))
            .show(ui, |ui| text(ui, project, screen));
    }
    let rows = rows(screen);
    let editor = screen.chosen.as_ref().and_then(|path| screen.editors.get(path));
    screen.template = editor.and_then(|editor| derived::template_at(&screen.derived.good.outputs, editor.place().0 as u32));
    egui::ScrollArea::vertical().auto_shrink(false).show_rows(ui, ROW_HEIGHT, rows.len(), |ui, range: Range<usize>| {
        for row in &rows[range] {
            match row {
                ListRow::Folder(folder, count) => folder_row(ui, screen, folder, *count),
                ListRow::File(index) => file_row(ui, screen, *index),
            }
        }
    });
}

fn nothing(ui: &mut Ui, project: &ProjectFacts, screen: &MegaFilesScreen) {
    let is_known =
        screen.chosen.as_ref().and_then(|path| project.mega_files.get(path)).is_some_and(|file| file.preview.is_some());
    if is_known {
        let sentence =
            if screen.derived.problems.is_empty() { "mega-view-no-outputs-why" } else { "mega-view-no-outputs-problems" };
        card::empty_state(ui, icons::FILE_MISSING, &t!("mega-view-no-outputs"), &t!(sentence), |_| {});
    } else {
        ui.add_space(4.0 * GRID);
        ui.vertical_centered(|ui| card::weak(ui, t!("mega-view-computing")));
    }
}

/// What it makes in all, and how much of each state: a click shows that state alone.
fn summary(ui: &mut Ui, screen: &mut MegaFilesScreen, tokens: &Tokens) {
    let outputs = &screen.derived.good.outputs;
    let lines: usize = outputs.iter().map(|output| output.lines).sum();
    egui::Frame::new().inner_margin(egui::Margin { left: 4, right: 4, top: 8, bottom: 6 }).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.horizontal(|ui| {
            ui.set_min_height(20.0);
            ui.add_space(8.0);
            let title = t!("mega-view-makes", count = outputs.len(), files = grouped(outputs.len()), lines = grouped(lines));
            ui.label(RichText::new(title).font(theme::medium(theme::BODY)));
            if screen.derived.is_last_good {
                ui.label(RichText::new(t!("mega-view-last-good")).small().color(tokens.warning))
                    .on_hover_text(t!("mega-view-last-good-why"));
            }
        });
        let [files, loc] = screen.derived.estimates;
        if files.is_some() || loc.is_some() {
            let range = |(least, most): (u64, u64)| {
                if least == most {
                    grouped(least as usize)
                } else {
                    format!("{}–{}", grouped(least as usize), grouped(most as usize))
                }
            };
            let text = match (files, loc) {
                (Some(files), Some(loc)) => t!("mega-view-estimate-both", files = range(files), lines = range(loc)),
                (Some(files), None) => t!("mega-view-estimate-files", files = range(files)),
                (None, Some(loc)) => t!("mega-view-estimate-lines", lines = range(loc)),
                (None, None) => String::new(),
            };
            ui.horizontal(|ui| {
                ui.add_space(8.0);
                ui.label(RichText::new(text).small().color(tokens.weak));
            });
        }
        let counts = derived::counts(&screen.derived.good);
        if !counts.is_empty() {
            ui.add_space(GRID);
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = egui::vec2(1.0, 2.0);
                for (state, count) in counts {
                    let (icon, colour, word) = look(state, tokens);
                    let label = format!("{} {}", grouped(count), t!(word));
                    let is_on = screen.only == Some(state);
                    let name = t!("mega-view-show-only", state = t!(word));
                    let chip = button::quiet(label).icon(icon).icon_color(colour).selected(is_on).small().name(name);
                    if ui.add(chip).clicked() {
                        screen.only = (!is_on).then_some(state);
                    }
                }
            });
        }
    });
    let rect = ui.min_rect();
    ui.painter().hline(rect.x_range(), ui.cursor().top(), (1.0, tokens.border));
}

fn rows(screen: &MegaFilesScreen) -> Vec<ListRow> {
    let mut rows = Vec::new();
    let mut folder: Option<(String, usize)> = None;
    for (index, output) in screen.derived.good.outputs.iter().enumerate() {
        if screen.only.is_some_and(|only| only != output.state) {
            continue;
        }
        let parent = output.planned.path.parent().map(|parent| parent.as_str().to_owned()).unwrap_or_default();
        if folder.as_ref().is_none_or(|(name, _)| name != &parent) {
            folder = Some((parent.clone(), rows.len()));
            rows.push(ListRow::Folder(parent.clone(), 0));
        }
        if let Some((_, at)) = &folder
            && let Some(ListRow::Folder(_, count)) = rows.get_mut(*at)
        {
            *count += 1;
        }
        if !screen.closed_folders.contains(&parent) {
            rows.push(ListRow::File(index));
        }
    }
    rows
}

fn folder_row(ui: &mut Ui, screen: &mut MegaFilesScreen, folder: &str, count: usize) {
    let tokens = theme::tokens(ui);
    let is_open = !screen.closed_folders.contains(folder);
    let shown = if folder.is_empty() { t!("mega-view-root-folder") } else { folder.to_owned() };
    let response = row(ui, ROW_HEIGHT, false, &t!("mega-view-folder", folder = shown.as_str()));
    let (rect, y) = (response.rect, response.rect.center().y);
    let caret = if is_open { icons::CARET_DOWN } else { icons::CARET_RIGHT };
    icon_at(ui, pos2(rect.left() + 14.0, y), caret, 11.0, tokens.weak);
    icon_at(ui, pos2(rect.left() + 30.0, y), if is_open { icons::FOLDER_OPEN } else { icons::FOLDER }, 14.0, tokens.weak);
    let number = ui.painter().text(
        pos2(rect.right() - 12.0, y),
        Align2::RIGHT_CENTER,
        grouped(count),
        FontId::proportional(11.5),
        tokens.weak,
    );
    text_in(
        ui,
        pos2(rect.left() + 42.0, y),
        number.left() - rect.left() - 48.0,
        &shown,
        FontId::proportional(theme::SMALL),
        tokens.weak,
    );
    if response.clicked() && !screen.closed_folders.remove(folder) {
        screen.closed_folders.insert(folder.to_owned());
    }
}

fn file_row(ui: &mut Ui, screen: &mut MegaFilesScreen, index: usize) {
    let tokens = theme::tokens(ui);
    let output = &screen.derived.good.outputs[index];
    let path = &output.planned.path;
    let is_chosen = screen.output.as_ref() == Some(path);
    let response = row(ui, ROW_HEIGHT, is_chosen, path.as_str());
    let (rect, y) = (response.rect, response.rect.center().y);
    let (icon, colour, word) = look(output.state, &tokens);
    let lines = ui.painter().text(
        pos2(rect.right() - 12.0, y),
        Align2::RIGHT_CENTER,
        grouped(output.lines),
        FontId::proportional(11.5),
        tokens.weak,
    );
    let mut right = lines.left().min(rect.right() - 44.0) - 8.0;
    if output.state != OutputState::New {
        let drawn = ui.painter().text(pos2(right, y), Align2::RIGHT_CENTER, t!(word), FontId::proportional(11.5), colour);
        right = drawn.left() - 8.0;
    }
    if screen.template == Some(output.planned.place.line) {
        // It comes of the template at the caret.
        let bar =
            egui::Rect::from_min_max(pos2(rect.left() + 34.0, rect.top() + 4.0), pos2(rect.left() + 36.0, rect.bottom() - 4.0));
        ui.painter().rect_filled(bar, 1.0, tokens.accent);
    }
    icon_at(ui, pos2(rect.left() + 46.0, y), icon, 14.0, colour);
    text_in(
        ui,
        pos2(rect.left() + 58.0, y),
        right - rect.left() - 58.0,
        path.file_name(),
        FontId::proportional(theme::BODY),
        tokens.text,
    );
    let response = response.on_hover_ui(|ui| {
        ui.label(path.as_str());
        ui.label(RichText::new(origin(output)).color(tokens.weak));
        ui.label(RichText::new(t!(word)).color(colour));
    });
    if response.clicked() {
        let path = path.clone();
        screen.output = (!is_chosen).then_some(path);
    }
}

/// From what an output is made.
fn origin(output: &PreviewOutput) -> String {
    let template = output.planned.template.as_str();
    match &output.planned.subject {
        Some(subject) => t!("mega-view-origin-subject", template = template, subject = subject.as_str()),
        None => t!("mega-view-origin", template = template),
    }
}

/// The chosen output's text.
fn text(ui: &mut Ui, project: &ProjectFacts, screen: &mut MegaFilesScreen) {
    let tokens = theme::tokens(ui);
    let Some(chosen) = screen.output.clone() else { return };
    let Some(output) = screen.derived.good.outputs.iter().find(|output| output.planned.path == chosen) else { return };
    let (icon, colour, word) = look(output.state, &tokens);
    let place = output.planned.place.clone();
    let inspection = derived::inspection(project, screen).filter(|(path, _)| **path == chosen).map(|(_, inspection)| inspection);
    let on_disk = inspection.and_then(|inspection| inspection.on_disk.as_deref());
    let new = output.text.as_deref().or(inspection.map(|inspection| inspection.text.as_str()));
    let differs = on_disk.is_some() && on_disk != new;
    let (mut go, mut close) = (false, false);
    let origin = origin(output);
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
                let origin = button::quiet(origin).icon(icons::CODE).small().name(t!("mega-view-output-origin"));
                go = ui.add(origin).on_hover_text(t!("mega-view-output-origin")).clicked();
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
