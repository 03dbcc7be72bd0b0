//! The mega-files by team.

use egui::{Align2, FontId, Rect, Response, Sense, Ui, pos2, vec2};

use super::{MegaFilesScreen, create, grouped, worst};
use crate::gui::action::Action;
use crate::gui::facts::{MegaFileFacts, ProjectFacts};
use crate::gui::icons::{self, Icon};
use crate::gui::theme::{self, GRID};
use crate::gui::widgets::{badge, button};
use crate::model::path::RelPath;
use crate::model::problem::Severity;
use crate::model::team::TeamId;
use crate::t;

const TEAM_HEIGHT: f32 = 32.0;
const FILE_HEIGHT: f32 = 26.0;

/// Draws the tree.
pub fn show(ui: &mut Ui, project: &ProjectFacts, screen: &mut MegaFilesScreen, actions: &mut Vec<Action>) {
    let manifest = &project.manifest.manifest;
    let mut teams: Vec<(TeamId, String)> =
        manifest.teams_in_order().into_iter().map(|team| (team.id.clone(), team.name.clone())).collect();
    // Folders of teams that the manifest does not know are shown too: nothing is hidden.
    for file in project.mega_files.values() {
        if !teams.iter().any(|(team, _)| team == &file.team) {
            teams.push((file.team.clone(), file.team.to_string()));
        }
    }
    egui::Panel::bottom("mega-files-in").resizable(false).frame(egui::Frame::new().inner_margin(egui::Margin::same(8))).show(
        ui,
        |ui| {
            let paste = button::quiet(t!("intake-open")).icon(icons::PASTE).left().width(ui.available_width());
            let enabled = !project.read_only && project.project.manifest_name.is_some();
            let response = ui.add_enabled(enabled, paste).on_hover_text(t!("intake-hint"));
            if response.clicked() {
                actions.push(Action::OpenReply);
            }
        },
    );
    egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.add_space(GRID);
        for (team, name) in &teams {
            let files: Vec<(&RelPath, &MegaFileFacts)> =
                project.mega_files.iter().filter(|(_, file)| &file.team == team).collect();
            let is_open = !screen.closed_teams.contains(team);
            let row = team_row(ui, project, team, name, &files, is_open);
            if row.clicked() && !files.is_empty() && !screen.closed_teams.remove(team) {
                screen.closed_teams.insert(team.clone());
            }
            let place = Rect::from_center_size(pos2(row.rect.right() - 16.0, row.rect.center().y), vec2(24.0, 24.0));
            let enabled = !project.read_only;
            let plus = ui.scope_builder(egui::UiBuilder::new().max_rect(place).id_salt(("new", team.as_str())), |ui| {
                ui.add_enabled(enabled, button::icon(icons::PLUS, t!("mega-view-new-for", team = name.as_str())).small())
            });
            if plus.inner.clicked() {
                screen.form = Some(create::Form::new(team.clone()));
            }
            if is_open {
                for (path, file) in files {
                    let row = file_row(ui, path, file, screen.chosen.as_ref() == Some(path));
                    if row.clicked() {
                        screen.choose(path.clone());
                    }
                    row.context_menu(|ui| {
                        let duplicate = button::quiet(t!("mega-new-duplicate")).icon(icons::COPY).left();
                        if ui.add_enabled(!project.read_only && file.document.is_some(), duplicate).clicked() {
                            screen.form = Some(create::Form::duplicate(project, team, path.clone()));
                            ui.close();
                        }
                    });
                }
            }
        }
        ui.add_space(4.0 * GRID);
    });
}

/// A row that can be clicked and reached by keyboard; its rectangle is painted by the caller.
pub fn row(ui: &mut Ui, height: f32, is_chosen: bool, name: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    let enabled = ui.is_enabled();
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::ListItem, enabled, is_chosen, name));
    let tokens = theme::tokens(ui);
    let inner = rect.shrink2(vec2(GRID, 1.0));
    if is_chosen {
        ui.painter().rect_filled(inner, theme::RADIUS, tokens.accent_wash);
    } else if response.hovered() {
        ui.painter().rect_filled(inner, theme::RADIUS, tokens.raised);
    }
    if response.has_focus() {
        ui.painter().rect_stroke(inner, theme::RADIUS, (1.5, tokens.accent), egui::StrokeKind::Inside);
    }
    response
}

/// Paints a text that ends with `…` where there is no more room.
pub fn text_in(ui: &Ui, from: egui::Pos2, width: f32, text: &str, font: FontId, colour: egui::Color32) -> f32 {
    let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font, colour);
    job.wrap = egui::text::TextWrapping::truncate_at_width(width.max(8.0));
    let galley = ui.painter().layout_job(job);
    let size = galley.size();
    ui.painter().galley(from - vec2(0.0, 0.5 * size.y), galley, colour);
    size.x
}

/// Paints an icon around a place.
pub fn icon_at(ui: &Ui, centre: egui::Pos2, icon: Icon, size: f32, colour: egui::Color32) {
    ui.painter().text(centre, Align2::CENTER_CENTER, icon.0, Icon::font(size), colour);
}

fn team_row(
    ui: &mut Ui,
    project: &ProjectFacts,
    team: &TeamId,
    name: &str,
    files: &[(&RelPath, &MegaFileFacts)],
    is_open: bool,
) -> Response {
    let tokens = theme::tokens(ui);
    ui.add_space(2.0);
    let response = row(ui, TEAM_HEIGHT, false, &t!("mega-view-team-row", team = name, count = files.len()));
    let rect = response.rect;
    if !files.is_empty() {
        let caret = if is_open { icons::CARET_DOWN } else { icons::CARET_RIGHT };
        icon_at(ui, pos2(rect.left() + 14.0, rect.center().y), caret, 11.0, tokens.weak);
    }
    let square = Rect::from_center_size(pos2(rect.left() + 34.0, rect.center().y), vec2(20.0, 20.0));
    badge::paint_letter(ui.painter(), square, &team.letter(), tokens.team(team, &project.manifest.manifest), &tokens);
    let ink = if files.is_empty() { tokens.weak } else { tokens.text };
    text_in(ui, pos2(rect.left() + 52.0, rect.center().y), rect.width() - 88.0, name, theme::medium(theme::BODY), ink);

    let outputs = files.iter().filter_map(|(_, file)| Some(&file.preview.as_ref()?.1)).flat_map(|preview| &preview.outputs);
    let (count, lines) = outputs.fold((0, 0), |(count, lines), output| (count + 1, lines + output.lines));
    let target = project.manifest.manifest.team(team).and_then(|team| team.target_loc);
    response.on_hover_ui(|ui| {
        ui.strong(name);
        ui.label(t!("mega-view-team-makes", files = count, lines = grouped(lines)));
        if let Some(target) = target {
            ui.label(t!("mega-view-team-target", min = grouped(target.min as usize), max = grouped(target.max as usize)));
        }
    })
}

fn file_row(ui: &mut Ui, path: &RelPath, file: &MegaFileFacts, is_chosen: bool) -> Response {
    let tokens = theme::tokens(ui);
    let shown = path.as_str().split_once('/').map_or(path.as_str(), |(_, rest)| rest);
    let response = row(ui, FILE_HEIGHT, is_chosen, shown);
    if is_chosen && !ui.clip_rect().contains_rect(response.rect.shrink(2.0)) && ui.ctx().input(|input| input.events.is_empty()) {
        // Chosen from elsewhere, out of sight.
        response.scroll_to_me(None);
    }
    let rect = response.rect;
    let mut right = rect.right() - 10.0;
    let y = rect.center().y;
    if let Some((_, preview)) = &file.preview {
        let count = grouped(preview.outputs.len());
        let drawn = ui.painter().text(pos2(right, y), Align2::RIGHT_CENTER, count, FontId::proportional(11.5), tokens.weak);
        right = drawn.left() - 6.0;
    }
    let mark = match worst(file) {
        Some(Severity::Error) => Some((icons::ERROR, tokens.danger)),
        Some(Severity::Warning) => Some((icons::WARNING, tokens.warning)),
        _ => None,
    };
    if let Some((icon, colour)) = mark {
        icon_at(ui, pos2(right - 7.0, y), icon, 14.0, colour);
        right -= 18.0;
    }
    if file.document.as_ref().is_some_and(|document| document.is_dirty()) {
        ui.painter().circle_filled(pos2(right - 6.0, y), 3.0, tokens.accent);
        right -= 14.0;
    }
    let left = rect.left() + 40.0;
    icon_at(ui, pos2(rect.left() + 30.0, y), icons::FILE_CODE, 14.0, if is_chosen { tokens.accent } else { tokens.weak });
    let name = path.file_name();
    let name = name.strip_suffix(".yaml").or_else(|| name.strip_suffix(".yml")).unwrap_or(name);
    text_in(ui, pos2(left, y), right - left, name, FontId::proportional(theme::BODY), tokens.text);
    response.on_hover_ui(|ui| {
        ui.label(path.as_str());
        if let Some((_, preview)) = &file.preview {
            let problems = preview.problems.iter().filter(|problem| problem.severity == Severity::Error).count();
            ui.label(t!("mega-view-file-makes", files = preview.outputs.len()));
            if problems > 0 {
                ui.colored_label(tokens.danger, t!("mega-view-file-errors", count = problems));
            }
        }
    })
}
