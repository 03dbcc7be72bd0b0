//! What stands in place of a prompt whose template is wrong: the sentence, the line among its neighbours, and what a
//! template may name.

use egui::{FontId, Frame, Margin, RichText, ScrollArea, Stroke, Ui};

use super::Wrong;
use crate::gui::icons;
use crate::gui::theme::{self, CARD_RADIUS, GRID};
use crate::gui::widgets::card;
use crate::model::prompt::Recipient;
use crate::{t, words};

/// How many lines are shown before and after the wrong one.
const AROUND: usize = 4;

/// Draws it.
pub fn show(ui: &mut Ui, wrong: &Wrong, recipient: &Recipient) {
    let tokens = theme::tokens(ui);
    let sentence = words::sentence(&wrong.problem);
    let place = wrong.problem.place.as_ref();
    ScrollArea::vertical().id_salt(("prompt-wrong", recipient)).auto_shrink(false).show(ui, |ui| {
        let margin = Frame::NONE.inner_margin(Margin { left: 24, right: 24, top: 20, bottom: 24 });
        margin.show(ui, |ui| {
            ui.set_max_width(ui.available_width().min(820.0));
            let frame = Frame::NONE.fill(tokens.danger_wash).corner_radius(CARD_RADIUS).inner_margin(Margin::same(12));
            frame.show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.horizontal_top(|ui| {
                    ui.label(icons::ERROR.text(18.0).color(tokens.danger));
                    ui.vertical(|ui| {
                        ui.add(
                            egui::Label::new(RichText::new(&sentence.text).font(theme::medium(theme::BODY)))
                                .wrap()
                                .selectable(true),
                        );
                        if let Some(next) = &sentence.next {
                            ui.add(egui::Label::new(next).wrap().selectable(true));
                        }
                    });
                });
            });
            if let Some(place) = place {
                ui.add_space(3.0 * GRID);
                ui.horizontal(|ui| {
                    ui.add(
                        egui::Label::new(RichText::new(place.to_string()).font(FontId::monospace(theme::SMALL))).selectable(true),
                    );
                });
                lines(ui, wrong, place.line as usize);
            }
            ui.add_space(5.0 * GRID);
            card::section(ui, &t!("prompts-variables"), |_| {});
            card::weak(ui, t!("prompts-variables-text"));
            ui.add_space(2.0 * GRID);
            variables(ui, wrong);
        });
    });
}

/// The wrong line, with its neighbours.
fn lines(ui: &mut Ui, wrong: &Wrong, line: usize) {
    let tokens = theme::tokens(ui);
    let frame = Frame::NONE.fill(tokens.background).stroke(Stroke::new(1.0, tokens.border)).corner_radius(6);
    frame.inner_margin(Margin::symmetric(0, 8)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 0.0;
        let first = line.saturating_sub(AROUND + 1);
        let last = line + AROUND;
        for (number, text) in wrong.template.lines().enumerate().take(last).skip(first) {
            let is_it = number + 1 == line;
            let row = Frame::NONE.fill(if is_it { tokens.removed_wash } else { tokens.background });
            row.inner_margin(Margin::symmetric(12, 2)).show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.horizontal(|ui| {
                    let color = if is_it { tokens.danger } else { tokens.weak };
                    ui.label(RichText::new(format!("{:>4}", number + 1)).font(FontId::monospace(theme::SMALL)).color(color));
                    let code =
                        egui::Label::new(RichText::new(text).font(FontId::monospace(theme::SMALL))).truncate().selectable(true);
                    let code = ui.add(code);
                    if is_it {
                        let spoken = t!("prompts-wrong-line", line = line, text = text);
                        code.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &spoken));
                    }
                });
            });
        }
    });
}

/// What a template may name, and what that is now.
fn variables(ui: &mut Ui, wrong: &Wrong) {
    let tokens = theme::tokens(ui);
    let width = ui.available_width();
    egui::Grid::new("prompt-variables").num_columns(2).spacing([16.0, 5.0]).striped(true).show(ui, |ui| {
        for variable in &wrong.variables {
            ui.add(
                egui::Label::new(RichText::new(variable.name).font(FontId::monospace(theme::SMALL)).color(tokens.text))
                    .selectable(true),
            );
            let value = if variable.value.is_empty() { "–" } else { &variable.value };
            ui.scope(|ui| {
                ui.set_max_width((width - 320.0).max(160.0));
                ui.add(egui::Label::new(RichText::new(value).small().color(tokens.weak)).truncate());
            });
            ui.end_row();
        }
    });
}
