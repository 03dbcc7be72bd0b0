//! What surrounds every view: rail, top bar, status bar, banner, and what lies over it for a moment (palette, keys,
//! problems, toasts, a question before leaving). Owns the keys. Not: what views draw.

mod asks;
mod keys;
mod problems;
mod rail;
mod status;
mod toasts;
mod top;

use egui::{CentralPanel, Frame, Margin, Panel, Ui};

use crate::gui::action::Action;
use crate::gui::facts::Facts;
use crate::gui::palette;
use crate::gui::screen::Screen;
use crate::gui::theme;
use crate::gui::views::{VIEWS, ViewId};

pub use keys::written;

/// The frame's corner of the screen.
#[derive(Debug, Default)]
pub struct FrameScreen {
    toasts: toasts::ToastsScreen,
    problems: problems::ProblemsScreen,
}

/// Draws the whole window. `is_stuck`: the person wants to leave, and something cannot be saved.
pub fn show(ui: &mut Ui, facts: &Facts, screen: &mut Screen, is_stuck: bool, actions: &mut Vec<Action>) {
    let is_asking = is_stuck || screen.palette_open || screen.keys_open || screen.problems_open;
    if facts.project.is_none() && VIEWS.iter().any(|view| view.id == screen.view && view.needs_project) {
        screen.view = ViewId::Home;
    }
    screen.frame.problems.follow(facts);
    keys::before_views(ui, facts, screen, is_asking, actions);
    let tokens = theme::tokens(ui);
    let bar = |fill| Frame::new().fill(fill).inner_margin(Margin::symmetric(8, 0));
    let side = Panel::left("rail").resizable(false).exact_size(rail::WIDTH).show_separator_line(false);
    let top = Panel::top("top").resizable(false).exact_size(44.0).show_separator_line(false).frame(bar(tokens.surface));
    let bottom = Panel::bottom("status").resizable(false).exact_size(28.0).show_separator_line(false).frame(bar(tokens.surface));
    top.show(ui, |ui| top::show(ui, facts, screen, actions));
    bottom.show(ui, |ui| status::show(ui, facts, screen, actions));
    side.frame(Frame::new().fill(tokens.surface)).show(ui, |ui| rail::show(ui, facts, screen, actions));
    CentralPanel::no_frame().frame(Frame::new().fill(tokens.background)).show(ui, |ui| {
        lines(ui);
        asks::read_only(ui, facts, actions);
        if let Some(view) = VIEWS.iter().find(|view| view.id == screen.view) {
            ui.push_id(view.name, |ui| (view.show)(ui, facts, screen, actions));
        }
    });
    keys::after_views(ui, facts, screen, is_asking, actions);
    problems::show(ui, facts, screen, actions);
    keys::show(ui, screen, actions);
    palette::show(ui, facts, screen, actions);
    if is_stuck {
        asks::leaving(ui, facts, actions);
    }
    toasts::show(ui, facts, screen, actions);
    dropped(ui, actions);
}

/// The thin lines between the bars and the view.
fn lines(ui: &Ui) {
    let (rect, border) = (ui.max_rect(), theme::tokens(ui).border);
    let painter = ui.ctx().layer_painter(ui.layer_id());
    painter.hline(0.0..=ui.ctx().content_rect().right(), rect.top() - 0.5, (1.0, border));
    painter.hline(0.0..=ui.ctx().content_rect().right(), rect.bottom() + 0.5, (1.0, border));
    painter.vline(rect.left() - 0.5, rect.y_range(), (1.0, border));
}

/// A folder or file dropped on the window is opened.
fn dropped(ui: &Ui, actions: &mut Vec<Action>) {
    let (hovers, path) = ui.input(|input| {
        let path = input.raw.dropped_files.first().map(|file| file.path().to_path_buf());
        (!input.raw.hovered_files.is_empty(), path)
    });
    actions.extend(path.map(Action::Open));
    if hovers {
        let tokens = theme::tokens(ui);
        let painter = ui.ctx().layer_painter(egui::LayerId::new(egui::Order::Foreground, egui::Id::unique("drop-target")));
        let rect = ui.ctx().content_rect();
        painter.rect_filled(rect, 0.0, tokens.backdrop());
        let inner = rect.shrink(24.0);
        painter.rect(inner, 12.0, tokens.accent_wash.gamma_multiply(0.6), (2.0, tokens.accent), egui::StrokeKind::Inside);
        let font = theme::semibold(theme::TITLE);
        painter.text(inner.center(), egui::Align2::CENTER_CENTER, crate::t!("drop-to-open"), font, tokens.text);
    }
}
