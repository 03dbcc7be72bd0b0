//! The files that the chosen mega-file (or its team's, or all) would produce: how many, in what state, against what is
//! asked for. Not: which they are (`listing`), what one of them would say (`output_text`).

use std::ops::Range;

use egui::{Align2, FontId, RichText, Ui, pos2};

use super::listing::{Entry, ListRow, Shown, folder_key};
use super::tree::{icon_at, row, text_in};
use super::{MegaFilesScreen, derived, expand, grouped, output_text};
use crate::engine::event::OutputState;
use crate::gui::action::Action;
use crate::gui::facts::ProjectFacts;
use crate::gui::icons::{self, Icon};
use crate::gui::theme::{self, GRID, Tokens};
use crate::gui::widgets::{badge, button, card};
use crate::model::manifest::LocRange;
use crate::model::team::TeamId;
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
        OutputState::Orphan => (icons::FILE_MISSING, tokens.warning, "mega-view-state-orphan"),
    }
}

/// Draws the right side.
pub fn show(ui: &mut Ui, project: &ProjectFacts, screen: &mut MegaFilesScreen, actions: &mut Vec<Action>) {
    let tokens = theme::tokens(ui);
    let margin = egui::Margin::symmetric(10, 6);
    egui::Panel::top("mega-files-expand")
        .resizable(false)
        .frame(egui::Frame::new().fill(tokens.surface).inner_margin(margin))
        .show(ui, |ui| expand::buttons(ui, project, screen, actions));
    summary(ui, project, screen, &tokens);
    if screen.listing.entries.is_empty() {
        nothing(ui, project, screen);
        return;
    }
    let team = chosen_team(project, screen);
    if let (Some(mega), Some(team), Some(output)) = (&screen.chosen, &team, &screen.output)
        && screen.listing.find(mega, team, output).is_none()
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
            .show(ui, |ui| output_text::show(ui, project, screen));
    }
    let editor = screen.chosen.as_ref().and_then(|path| screen.editors.get(path));
    screen.template = editor.and_then(|editor| derived::template_at(&screen.derived.good.outputs, editor.place().0 as u32));
    // Out of the screen while its rows are drawn: a click on one changes the screen.
    let mut listing = std::mem::take(&mut screen.listing);
    let count = listing.rows(screen.only, &screen.closed_folders).len();
    let mut folders_changed = false;
    egui::ScrollArea::vertical().auto_shrink(false).show_rows(ui, ROW_HEIGHT, count, |ui, range: Range<usize>| {
        for index in range {
            match &listing.rows(screen.only, &screen.closed_folders)[index] {
                ListRow::Team(team, files, lines) => team_row(ui, project, team, *files, *lines),
                ListRow::Folder(team, folder, count) => folders_changed |= folder_row(ui, screen, team, folder, *count),
                ListRow::File(index) => {
                    let index = *index;
                    file_row(ui, screen, team.as_ref(), &listing.entries[index]);
                }
            }
        }
    });
    if folders_changed {
        listing.folders_changed();
    }
    screen.listing = listing;
}

fn chosen_team(project: &ProjectFacts, screen: &MegaFilesScreen) -> Option<TeamId> {
    screen.chosen.as_ref().and_then(|path| project.mega_files.get(path)).map(|file| file.team.clone())
}

fn nothing(ui: &mut Ui, project: &ProjectFacts, screen: &MegaFilesScreen) {
    let is_known =
        screen.chosen.as_ref().and_then(|path| project.mega_files.get(path)).is_some_and(|file| file.preview.is_some());
    if is_known || screen.shown != Shown::File {
        let sentence =
            if screen.derived.problems.is_empty() { "mega-view-no-outputs-why" } else { "mega-view-no-outputs-problems" };
        card::empty_state(ui, icons::FILE_MISSING, &t!("mega-view-no-outputs"), &t!(sentence), |_| {});
    } else {
        ui.add_space(4.0 * GRID);
        ui.vertical_centered(|ui| card::weak(ui, t!("mega-view-computing")));
    }
}

/// Whose files these are, what they are in all against what is asked for, and how many of each state: a click shows that
/// state alone.
fn summary(ui: &mut Ui, project: &ProjectFacts, screen: &mut MegaFilesScreen, tokens: &Tokens) {
    let manifest = &project.manifest.manifest;
    let team = chosen_team(project, screen);
    let team_name = team.as_ref().map(|id| manifest.team(id).map_or_else(|| id.to_string(), |team| team.name.clone()));
    let team_name = team_name.unwrap_or_default();
    egui::Frame::new().inner_margin(egui::Margin { left: 4, right: 4, top: 6, bottom: 6 }).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 1.0;
            ui.add_space(4.0);
            let choices = [
                (Shown::File, t!("mega-view-shown-file"), t!("mega-view-shown-file-name")),
                (Shown::Team, team_name.clone(), t!("mega-view-shown-team-name", team = team_name.as_str())),
                (Shown::All, t!("mega-view-shown-all"), t!("mega-view-shown-all-name")),
            ];
            // A long team's name gives way to the others.
            let most = (ui.available_width() - 150.0).max(60.0);
            for (shown, label, name) in choices {
                let is_on = screen.shown == shown;
                let choice = button::quiet(label).small().selected(is_on).name(name.clone()).width_at_most(most);
                if ui.add(choice).on_hover_text(name).clicked() && !is_on {
                    (screen.shown, screen.only) = (shown, None);
                }
            }
        });
        ui.add_space(GRID);
        let (files, lines) = (screen.listing.files, screen.listing.lines);
        ui.horizontal(|ui| {
            ui.set_min_height(20.0);
            ui.add_space(8.0);
            let title = t!("mega-view-makes", count = files, files = grouped(files), lines = grouped(lines));
            ui.label(RichText::new(title).font(theme::medium(theme::BODY)));
            if screen.derived.is_last_good {
                ui.label(RichText::new(t!("mega-view-last-good")).small().color(tokens.warning))
                    .on_hover_text(t!("mega-view-last-good-why"));
            } else if screen.listing.unknown > 0 {
                let waits = t!("mega-view-unknown", count = screen.listing.unknown);
                ui.add(egui::Label::new(RichText::new(waits).small().color(tokens.weak)).truncate());
            }
        });
        if screen.shown == Shown::File {
            estimate(ui, screen, tokens);
        }
        let whole = (screen.shown == Shown::All).then_some(manifest.project.target_loc).flatten();
        let teams = team.as_ref().and_then(|team| manifest.team(team)?.target_loc).filter(|_| screen.shown != Shown::All);
        match (whole, teams) {
            (Some(target), _) => goal(ui, &t!("mega-view-target-project"), lines, target, tokens),
            (None, Some(target)) => goal(ui, &team_name, screen.listing.team_lines, target, tokens),
            (None, None) => {}
        }
        let counts = screen.listing.counts.clone();
        if !counts.is_empty() {
            ui.add_space(GRID);
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = egui::vec2(1.0, 2.0);
                for (state, count) in counts {
                    let (icon, colour, word) = look(state, tokens);
                    let label = format!("{} {}", grouped(count), t!(word));
                    let is_on = screen.only == Some(state);
                    let name = format!("{}, {}", t!("mega-view-show-only", state = t!(word)), grouped(count));
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

/// What the mega-file says of itself.
fn estimate(ui: &mut Ui, screen: &MegaFilesScreen, tokens: &Tokens) {
    let [files, loc] = screen.derived.estimates;
    let text = match (files, loc) {
        (Some(files), Some(loc)) => t!("mega-view-estimate-both", files = range(files), lines = range(loc)),
        (Some(files), None) => t!("mega-view-estimate-files", files = range(files)),
        (None, Some(loc)) => t!("mega-view-estimate-lines", lines = range(loc)),
        (None, None) => return,
    };
    ui.horizontal(|ui| {
        ui.add_space(8.0);
        ui.add(egui::Label::new(RichText::new(text).small().color(tokens.weak)).truncate());
    });
}

fn range((least, most): (u64, u64)) -> String {
    match least == most {
        true => grouped(least as usize),
        false => format!("{}–{}", grouped(least as usize), grouped(most as usize)),
    }
}

/// How many lines there are of those that the manifest asks for, and a bar.
fn goal(ui: &mut Ui, who: &str, lines: usize, target: LocRange, tokens: &Tokens) {
    let (lines, asked) = (lines as u64, (target.min, target.max));
    let colour = match lines {
        lines if lines > target.max => tokens.warning,
        lines if lines >= target.min => tokens.success,
        _ => tokens.accent,
    };
    let text = t!("mega-view-target", who = who, lines = grouped(lines as usize), asked = range(asked));
    ui.add_space(2.0);
    ui.horizontal(|ui| {
        ui.add_space(8.0);
        let width = ui.available_width() - 8.0;
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 3.0;
            ui.set_width(width);
            let label = ui.add(egui::Label::new(RichText::new(text).small().color(tokens.weak)).truncate());
            let hint = if lines > target.max { "mega-view-target-more" } else { "mega-view-target-why" };
            label.on_hover_text(t!(hint));
            let (bar, _) = ui.allocate_exact_size(egui::vec2(width, 3.0), egui::Sense::hover());
            ui.painter().rect_filled(bar, 1.5, tokens.raised);
            let share = (lines as f32 / target.min.max(1) as f32).clamp(0.0, 1.0);
            ui.painter().rect_filled(bar.with_max_x(bar.left() + bar.width() * share), 1.5, colour);
        });
    });
}

fn team_row(ui: &mut Ui, project: &ProjectFacts, team: &TeamId, files: usize, lines: usize) {
    let tokens = theme::tokens(ui);
    let manifest = &project.manifest.manifest;
    let name = manifest.team(team).map_or_else(|| team.to_string(), |team| team.name.clone());
    let (rect, response) = ui.allocate_exact_size(egui::vec2(ui.available_width(), ROW_HEIGHT), egui::Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Heading, true, &name));
    let y = rect.center().y;
    let square = egui::Rect::from_center_size(pos2(rect.left() + 20.0, y), egui::vec2(18.0, 18.0));
    badge::paint_letter(ui.painter(), square, &team.letter(), tokens.team(team, manifest), &tokens);
    let sums = t!("mega-view-sums", files = grouped(files), lines = grouped(lines));
    let drawn =
        ui.painter().text(pos2(rect.right() - 12.0, y), Align2::RIGHT_CENTER, sums, FontId::proportional(11.5), tokens.weak);
    let width = drawn.left() - rect.left() - 44.0;
    text_in(ui, pos2(rect.left() + 36.0, y), width, &name, theme::medium(theme::BODY), tokens.text);
}

/// Whether it was opened or closed.
fn folder_row(ui: &mut Ui, screen: &mut MegaFilesScreen, team: &TeamId, folder: &str, count: usize) -> bool {
    let tokens = theme::tokens(ui);
    let key = folder_key(team, folder);
    let is_open = !screen.closed_folders.contains(&key);
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
    if response.clicked() && !screen.closed_folders.remove(&key) {
        screen.closed_folders.insert(key);
    }
    response.clicked()
}

fn file_row(ui: &mut Ui, screen: &mut MegaFilesScreen, team: Option<&TeamId>, output: &Entry) {
    let tokens = theme::tokens(ui);
    let path = &output.path;
    let is_orphan = output.state == OutputState::Orphan;
    let is_here = if is_orphan { team == Some(&output.team) } else { screen.chosen.as_ref() == Some(&output.mega) };
    let is_chosen = is_here && screen.output.as_ref() == Some(path);
    let response = row(ui, ROW_HEIGHT, is_chosen, path.as_str());
    let (rect, y) = (response.rect, response.rect.center().y);
    let (icon, colour, word) = look(output.state, &tokens);
    let lines = ui.painter().text(
        pos2(rect.right() - 12.0, y),
        Align2::RIGHT_CENTER,
        if is_orphan { String::new() } else { grouped(output.lines) },
        FontId::proportional(11.5),
        tokens.weak,
    );
    let mut right = lines.left().min(rect.right() - 44.0) - 8.0;
    if output.state != OutputState::New {
        let drawn = ui.painter().text(pos2(right, y), Align2::RIGHT_CENTER, t!(word), FontId::proportional(11.5), colour);
        right = drawn.left() - 8.0;
    }
    if !is_orphan && is_here && screen.template == Some(output.line) {
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
        if !is_here {
            ui.label(RichText::new(output.mega.as_str()).color(tokens.weak));
        }
        ui.label(RichText::new(t!(word)).color(colour));
    });
    if response.clicked() {
        if !is_here {
            // Its mega-file comes into the editor; the list stays what it is.
            screen.chosen = Some(output.mega.clone());
            screen.editors.entry(output.mega.clone()).or_default();
        }
        screen.output = (!is_chosen).then(|| path.clone());
    }
}

/// From what an output is made.
pub fn origin(output: &Entry) -> String {
    let template = output.template.as_str();
    match &output.subject {
        _ if output.state == OutputState::Orphan => t!("mega-view-orphan-why"),
        Some(subject) => t!("mega-view-origin-subject", template = template, subject = subject.as_str()),
        None => t!("mega-view-origin", template = template),
    }
}
