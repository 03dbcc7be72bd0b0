//! Who meets whom: a small table of the teams, with how many files each pair shares and on how many of them somebody has to
//! decide. Opened from the line above everything; what is to be decided is in the list.

use egui::{Align2, CornerRadius, Rect, RichText, Sense, Ui, vec2};

use super::Desk;
use crate::gui::icons;
use crate::gui::theme::{self, GRID};
use crate::gui::views::marks;
use crate::gui::widgets::button;
use crate::model::conflict::Overlaps;
use crate::model::manifest::Manifest;
use crate::model::team::TeamId;
use crate::t;

const CELL: f32 = 36.0;

/// In a window that is narrower, what is asked for seldom is an icon: the numbers and the way on need the room.
pub const NARROW: f32 = 1100.0;

/// The button that opens the table; nothing where no two teams meet.
pub(super) fn button(ui: &mut Ui, desk: Desk<'_>) {
    if desk.found.overlaps.most() == 0 {
        return;
    }
    let button = match ui.ctx().content_rect().width() < NARROW {
        true => button::icon(icons::USERS_THREE, t!("overlap-button")),
        false => button::secondary(t!("overlap-button")).icon(icons::USERS_THREE).tip(t!("overlap-tip")),
    };
    let button = ui.add(button);
    egui::Popup::from_toggle_button_response(&button)
        .close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| egui::Frame::NONE.inner_margin(2.0 * GRID).show(ui, |ui| table(ui, &desk.found.overlaps, desk.manifest)));
}

/// The table.
pub fn table(ui: &mut Ui, found: &Overlaps, manifest: &Manifest) {
    let tokens = theme::tokens(ui);
    // Who meets nobody has no row: ten empty ones would hide the two that matter.
    let shown: Vec<usize> = (0..found.teams.len()).filter(|row| found.paths[*row].iter().any(|count| *count > 0)).collect();
    let most = found.most().max(1) as f32;
    ui.set_width(((shown.len() + 1) as f32 * (CELL + 2.0)).max(260.0));
    ui.label(RichText::new(t!("overlap-title")).font(theme::medium(theme::BODY)));
    ui.label(RichText::new(t!("overlap-hint")).small().color(tokens.weak));
    ui.add_space(GRID);
    let max_height = ui.ctx().content_rect().height() * 0.7;
    egui::ScrollArea::both().max_height(max_height).show(ui, |ui| {
        egui::Grid::new("overlaps").spacing(vec2(2.0, 2.0)).show(ui, |ui| {
            ui.allocate_exact_size(vec2(CELL, CELL), Sense::hover());
            for column in &shown {
                head(ui, &found.teams[*column], manifest);
            }
            ui.end_row();
            for row in &shown {
                head(ui, &found.teams[*row], manifest);
                for column in &shown {
                    let (rect, response) = ui.allocate_exact_size(vec2(CELL, CELL), Sense::hover());
                    let (paths, conflicts) = (found.paths[*row][*column], found.conflicts[*row][*column]);
                    if row == column {
                        continue;
                    }
                    let strength = 0.08 + 0.3 * paths as f32 / most;
                    let color = if conflicts > 0 { tokens.warning } else { tokens.accent };
                    let fill = if paths == 0 { tokens.surface } else { tokens.surface.lerp_to_gamma(color, strength) };
                    ui.painter().rect_filled(rect, CornerRadius::same(4), fill);
                    let names = (marks::title(&found.teams[*row]), marks::title(&found.teams[*column]));
                    let said = t!("overlap-cell", first = names.0, second = names.1, paths = paths, conflicts = conflicts);
                    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &said));
                    count(ui, rect, paths, conflicts);
                    response.on_hover_text(said);
                }
                ui.end_row();
            }
        });
    });
}

fn head(ui: &mut Ui, team: &TeamId, manifest: &Manifest) {
    let (rect, response) = ui.allocate_exact_size(vec2(CELL, CELL), Sense::hover());
    let tokens = theme::tokens(ui);
    let badge = Rect::from_center_size(rect.center(), vec2(24.0, 24.0));
    marks::paint_badge(ui.painter(), badge, team, marks::color(&tokens, team, manifest), &tokens);
    let name = marks::title_and_name(team, manifest);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &name));
    response.on_hover_text(name);
}

/// The number of files, and below it, where there are any, that of the conflicts.
fn count(ui: &Ui, rect: Rect, paths: usize, conflicts: usize) {
    let tokens = theme::tokens(ui);
    if paths == 0 {
        return;
    }
    let font = egui::FontId::proportional(theme::SMALL);
    let y = if conflicts > 0 { rect.center().y - 7.0 } else { rect.center().y };
    let at = egui::pos2(rect.center().x, y);
    ui.painter().text(at, Align2::CENTER_CENTER, paths, font.clone(), tokens.text);
    if conflicts > 0 {
        let below = egui::pos2(rect.center().x, rect.center().y + 8.0);
        ui.painter().text(below, Align2::CENTER_CENTER, format!("! {conflicts}"), font, tokens.warning);
    }
}
