//! The line above everything: how many gates pass, validate again, and the report as a page.

use egui::{Align, Layout, RichText, Ui};

use super::ReportScreen;
use crate::engine::command::Command;
use crate::gui::action::Action;
use crate::gui::facts::ProjectFacts;
use crate::gui::icons;
use crate::gui::theme::{self, GRID};
use crate::gui::widgets::button;
use crate::model::gates::Tree;
use crate::page::html::shown_time;
use crate::t;
use crate::words::grouped;

/// Draws the header.
pub fn show(ui: &mut Ui, project: &ProjectFacts, screen: &mut ReportScreen, under_way: bool, actions: &mut Vec<Action>) {
    let tokens = theme::tokens(ui);
    let frame = egui::Frame::NONE.inner_margin(egui::Margin { left: 16, right: 16, top: 12, bottom: 12 });
    let found = project.validation.last.as_ref();
    egui::Panel::top("report-header").frame(frame).show_separator_line(false).resizable(false).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.heading(t!("report-heading"));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                // Where nothing else is on the page, the page itself offers the button.
                if found.is_some() {
                    let validate = button::primary(t!("report-validate-again")).icon(icons::SHIELD);
                    if ui.add_enabled(!under_way && !project.read_only, validate).clicked() {
                        actions.push(Action::Command(Command::Validate(screen.how())));
                    }
                    let write = button::secondary(t!("report-write")).icon(icons::FILE_TEXT);
                    let can_write = !under_way && !project.read_only;
                    if ui.add_enabled(can_write, write).on_hover_text(t!("report-write-hint")).clicked() {
                        actions.push(Action::WriteReport);
                    }
                    if let Some(page) = &project.validation.page {
                        let open = button::secondary(t!("report-open-page")).icon(icons::EXTERNAL);
                        if ui.add(open).on_hover_text(page.as_str()).clicked() {
                            actions.push(Action::OpenReport);
                        }
                    }
                }
            });
        });
        if let Some(found) = found {
            let (passed, failed, unmeasured) = found.counts();
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = 3.0 * GRID;
                let mut count = |text: String, color: egui::Color32, icon: icons::Icon| {
                    ui.horizontal(|ui| {
                        ui.spacing_mut().item_spacing.x = GRID;
                        ui.label(icon.text(16.0).color(color));
                        ui.label(RichText::new(text).color(color));
                    });
                };
                if failed > 0 {
                    count(t!("report-count-failed", count = failed), tokens.danger, icons::CANCEL);
                }
                count(t!("report-count-passed", count = passed), tokens.success, icons::CHECK_CIRCLE);
                count(t!("report-count-unmeasured", count = unmeasured), tokens.weak, icons::CIRCLE_DASHED);
                let tree = if found.tree == Tree::Teams { t!("report-of-teams") } else { t!("report-of-integrated") };
                let size = t!("report-size", files = grouped(found.files), lines = grouped(found.lines));
                ui.label(RichText::new(format!("{tree}: {size}")).color(tokens.weak));
                ui.label(RichText::new(shown_time(found.at)).color(tokens.weak));
            });
        }
        if project.validation.is_old && found.is_some() {
            ui.add_space(GRID);
            ui.horizontal(|ui| {
                ui.label(icons::WARNING.text(14.0).color(tokens.warning));
                ui.label(t!("report-old"));
            });
        }
        if project.manifest.manifest.validation.commands.len() > 1 && found.is_some() {
            let check = ui.checkbox(&mut screen.side_by_side, t!("report-side-by-side"));
            check.on_hover_text(t!("report-side-by-side-hint"));
        }
    });
}
