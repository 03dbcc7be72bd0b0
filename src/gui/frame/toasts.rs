//! Toasts: what is said in passing. What worked goes by itself after a while, unless the pointer rests on it; what did
//! not stays until it is dismissed.

use std::collections::BTreeMap;

use egui::{Align2, Area, Id, Order, Ui, vec2};

use crate::gui::action::Action;
use crate::gui::facts::{Facts, Notice, NoticeContent};
use crate::gui::icons;
use crate::gui::screen::Screen;
use crate::gui::theme::{self, GRID, SMALL};
use crate::gui::widgets::{button, card};
use crate::model::problem::Severity;
use crate::{t, words};

/// How long what worked stays.
const DONE_SECS: f64 = 5.0;
/// How long a note stays.
const NOTE_SECS: f64 = 10.0;
/// How many are shown at once; older ones wait behind them.
const LIMIT: usize = 4;
const WIDTH: f32 = 380.0;

/// When each notice was first seen.
#[derive(Debug, Default)]
pub struct ToastsScreen {
    seen: BTreeMap<u64, f64>,
}

pub fn show(ui: &Ui, facts: &Facts, screen: &mut Screen, actions: &mut Vec<Action>) {
    let seen = &mut screen.frame.toasts.seen;
    seen.retain(|number, _| facts.notices.iter().any(|notice| notice.number == *number));
    if facts.notices.is_empty() {
        return;
    }
    let now = ui.input(|input| input.time);
    // Never over the welcome, whose buttons are at the same end.
    let above = if super::welcome::is_open(facts) { super::welcome::HEIGHT } else { 0.0 };
    let area = Area::new(Id::unique("toasts")).order(Order::Foreground).anchor(Align2::RIGHT_BOTTOM, vec2(-16.0, -44.0 - above));
    let response = area.show(ui.ctx(), |ui| {
        ui.spacing_mut().item_spacing.y = 2.0 * GRID;
        let first = facts.notices.len().saturating_sub(LIMIT);
        facts.notices[first..].iter().for_each(|notice| toast(ui, notice, actions));
    });
    let rests = response.response.contains_pointer();
    for notice in &facts.notices {
        let Some(stays) = stays(&notice.content) else { continue };
        let since = seen.entry(notice.number).or_insert(now);
        if rests {
            *since = now;
        }
        let rest = *since + stays - now;
        if rest <= 0.0 {
            actions.push(Action::Dismiss(notice.number));
        } else if !rests {
            ui.ctx().request_repaint_after_secs(rest as f32);
        }
    }
}

fn stays(content: &NoticeContent) -> Option<f64> {
    match content {
        NoticeContent::Done(_) => Some(DONE_SECS),
        NoticeContent::Problem(problem) => (problem.severity == Severity::Note).then_some(NOTE_SECS),
    }
}

fn toast(ui: &mut Ui, notice: &Notice, actions: &mut Vec<Action>) {
    let tokens = theme::tokens(ui);
    let (icon, color, text, next) = match &notice.content {
        NoticeContent::Done(text) => (icons::CHECK_CIRCLE, tokens.success, text.clone(), None),
        NoticeContent::Problem(problem) => {
            let sentence = words::sentence(problem);
            let (icon, color) = super::problems::mark(problem.severity, &tokens);
            let place = problem.place.as_ref().filter(|place| place.line > 0).map(|place| format!("{place}  "));
            (icon, color, format!("{}{}", place.unwrap_or_default(), sentence.text), sentence.next)
        }
    };
    let frame = card::frame(ui)
        .fill(if tokens.dark { tokens.raised } else { tokens.surface })
        .stroke((1.0, tokens.border))
        .shadow(ui.visuals().popup_shadow);
    frame.inner_margin(egui::Margin::same(12)).show(ui, |ui| {
        ui.set_width(WIDTH);
        ui.horizontal_top(|ui| {
            ui.label(icon.text(18.0).color(color));
            let rest = ui.available_width() - 32.0;
            ui.vertical(|ui| {
                ui.set_width(rest);
                ui.label(&text);
                if let Some(next) = &next {
                    ui.label(egui::RichText::new(next).size(SMALL).color(tokens.weak));
                }
            });
            if ui.add(button::icon(icons::CLOSE, t!("toast-dismiss", what = text.as_str())).small()).clicked() {
                actions.push(Action::Dismiss(notice.number));
            }
        });
    });
}
