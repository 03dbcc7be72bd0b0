//! What surrounds every view: rail, top bar, status bar, banner, and what lies over it for a moment (palette, keys,
//! problems, toasts, a question before leaving). Owns the keys. Not: what views draw.

mod asks;
mod keys;
mod problems;
mod rail;
mod settings;
mod status;
mod toasts;
mod top;
pub mod welcome;

use std::path::{Path, PathBuf};

use egui::{CentralPanel, Frame, Margin, Panel, Ui};

use crate::gui::action::{Action, takes_replies};
use crate::gui::facts::Facts;
use crate::gui::guide;
use crate::gui::palette;
use crate::gui::screen::Screen;
use crate::gui::theme;
use crate::gui::views::{VIEWS, ViewId, conflicts};
use crate::model::manifest::FILE_NAMES;

pub use keys::written;
pub use top::shortcut;

/// The frame's corner of the screen.
#[derive(Debug, Default)]
pub struct FrameScreen {
    toasts: toasts::ToastsScreen,
    problems: problems::ProblemsScreen,
}

/// Draws the whole window. `is_stuck`: the person wants to leave, and something cannot be saved.
pub fn show(ui: &mut Ui, facts: &Facts, screen: &mut Screen, is_stuck: bool, actions: &mut Vec<Action>) {
    let is_reading = screen.guide.is_open() || screen.settings_open;
    let is_asking = is_stuck || is_reading || screen.palette_open || screen.keys_open || screen.problems_open;
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
    let strip = Panel::bottom("welcome").resizable(false).exact_size(welcome::HEIGHT).show_separator_line(false);
    bottom.show(ui, |ui| status::show(ui, facts, screen, actions));
    if welcome::is_open(facts) {
        let fill = Frame::new().fill(tokens.accent_wash).inner_margin(Margin::symmetric(16, 0));
        strip.frame(fill).show(ui, |ui| welcome::show(ui, facts, screen, actions));
    }
    side.frame(Frame::new().fill(tokens.surface)).show(ui, |ui| rail::show(ui, facts, screen, actions));
    CentralPanel::no_frame().frame(Frame::new().fill(tokens.background)).show(ui, |ui| {
        lines(ui);
        asks::read_only(ui, facts, actions);
        asks::recovered(ui, facts, actions);
        if facts.marked.is_some() && screen.marked_shown {
            ui.push_id("marked", |ui| conflicts::marked::show(ui, facts, &mut screen.marked, actions));
            return;
        }
        conflicts::marked::strip(ui, facts, actions);
        if let Some(view) = VIEWS.iter().find(|view| view.id == screen.view) {
            ui.push_id(view.name, |ui| (view.show)(ui, facts, screen, actions));
        }
    });
    keys::after_views(ui, facts, screen, is_asking, actions);
    problems::show(ui, facts, screen, actions);
    keys::show(ui, facts, screen, actions);
    settings::show(ui, facts, screen, actions);
    guide::show(ui, &mut screen.guide);
    palette::show(ui, facts, screen, actions);
    if is_stuck {
        asks::leaving(ui, facts, actions);
    }
    toasts::show(ui, facts, screen, actions);
    dropped(ui, facts, actions);
}

/// The thin lines between the bars and the view.
fn lines(ui: &Ui) {
    let (rect, border) = (ui.max_rect(), theme::tokens(ui).border);
    let painter = ui.ctx().layer_painter(ui.layer_id());
    painter.hline(0.0..=ui.ctx().content_rect().right(), rect.top() - 0.5, (1.0, border));
    painter.hline(0.0..=ui.ctx().content_rect().right(), rect.bottom() + 0.5, (1.0, border));
    painter.vline(rect.left() - 0.5, rect.y_range(), (1.0, border));
}

/// A folder or manifest dropped on the window is opened; a file with conflict markers is settled; what an assistant wrote
/// is read, to be taken in.
fn dropped(ui: &Ui, facts: &Facts, actions: &mut Vec<Action>) {
    let (hovered, paths) = ui.input(|input| {
        let paths: Vec<PathBuf> = input.raw.dropped_files.iter().map(|file| file.path().to_path_buf()).collect();
        let hovered = input.raw.hovered_files.iter().map(|file| file.path.clone());
        (hovered.collect::<Vec<_>>(), paths)
    });
    let project = takes_replies(facts);
    actions.extend((!paths.is_empty()).then_some(Action::Dropped(paths)));
    actions.extend((!facts.dropped.is_empty()).then_some(Action::TakeDropped));
    if !hovered.is_empty() {
        let tokens = theme::tokens(ui);
        let painter = ui.ctx().layer_painter(egui::LayerId::new(egui::Order::Foreground, egui::Id::unique("drop-target")));
        let rect = ui.ctx().content_rect();
        painter.rect_filled(rect, 0.0, tokens.backdrop());
        let inner = rect.shrink(24.0);
        painter.rect(inner, 12.0, tokens.accent_wash.gamma_multiply(0.6), (2.0, tokens.accent), egui::StrokeKind::Inside);
        let font = theme::semibold(theme::TITLE);
        let is_for_intake = project.is_some() && hovered.iter().flatten().any(|path| is_reply(path));
        let words = if is_for_intake { crate::t!("drop-to-take-in") } else { crate::t!("drop-to-open") };
        painter.text(inner.center(), egui::Align2::CENTER_CENTER, words, font, tokens.text);
    }
}

/// Whether a file is what an assistant wrote, by its name: a saved chat, a patch, or a mega-file.
pub fn is_reply(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default().to_lowercase();
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    match extension.as_str() {
        "md" | "markdown" | "txt" | "diff" | "patch" => true,
        "yaml" | "yml" => !FILE_NAMES.contains(&name),
        _ => false,
    }
}
