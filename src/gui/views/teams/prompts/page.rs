//! The chosen prompt: for reading, or as it is written, in either language; how long it is, and where it comes from.

use egui::{Align, Layout, Ui};

use super::super::Board;
use super::{Prompt, PromptsScreen, wrong};
use crate::engine::command::Command;
use crate::gui::action::Action;
use crate::gui::briefing;
use crate::gui::highlight;
use crate::gui::icons;
use crate::gui::theme::{self, GRID};
use crate::gui::widgets::button;
use crate::gui::widgets::code::CodeEditor;
use crate::model::prompt::{Language, Recipient};
use crate::t;
use crate::words;

/// Below this width buttons show their icons alone.
const ROOMY: f32 = 760.0;

/// Draws the page.
pub fn show(ui: &mut Ui, board: Board<'_>, screen: &mut PromptsScreen, language: Language, actions: &mut Vec<Action>) {
    let tokens = theme::tokens(ui);
    egui::CentralPanel::default().frame(egui::Frame::NONE.fill(tokens.surface)).show(ui, |ui| {
        let bar = egui::Frame::NONE.inner_margin(egui::Margin { left: 20, right: 16, top: 12, bottom: 8 });
        bar.show(ui, |ui| head(ui, board, screen, language, actions));
        let line = ui.available_rect_before_wrap();
        ui.painter().hline(line.x_range(), line.top(), (1.0, tokens.border));
        ui.add_space(1.0);
        let PromptsScreen { shown: Some(shown), raw, markdown, editor, version, .. } = screen else { return };
        match &shown.content {
            Err(found) => wrong::show(ui, found, &shown.recipient),
            Ok(prompt) if *raw => {
                let name = t!("prompts-raw-name");
                let raw = CodeEditor::new(&name, &prompt.text, *version).read_only(true);
                raw.language(highlight::Language::OfFile("prompt.md".to_owned())).show(ui, editor);
            }
            Ok(prompt) => {
                markdown.set(*version, &prompt.text);
                markdown.show(ui, "prompt");
            }
        }
    });
}

fn head(ui: &mut Ui, board: Board<'_>, screen: &mut PromptsScreen, language: Language, actions: &mut Vec<Action>) {
    let Some(chosen) = screen.chosen.clone() else { return };
    let roomy = ui.available_width() >= ROOMY;
    let tokens = theme::tokens(ui);
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 1.5 * GRID;
            let can_copy = screen.shown.as_ref().is_some_and(|shown| shown.content.is_ok());
            let copy = button::secondary(t!("prompts-copy")).icon(icons::COPY);
            if ui.add_enabled(can_copy, copy).on_hover_text(t!("prompts-copy-tip")).clicked() {
                actions.push(Action::CopyPrompts { recipients: vec![chosen.clone()], language: Some(language) });
            }
            let text = t!("prompts-raw");
            let raw = if roomy { button::quiet(text).icon(icons::CODE) } else { button::icon(icons::CODE, text) };
            if ui.add(raw.selected(screen.raw)).clicked() {
                screen.raw = !screen.raw;
            }
            ui.scope(|ui| {
                ui.spacing_mut().item_spacing.x = 2.0;
                // From right to left.
                for other in Language::ALL.into_iter().rev() {
                    let name = match other {
                        Language::English => words::Language::English.name(),
                        Language::Swedish => words::Language::Swedish.name(),
                    };
                    let short = if roomy { name } else { other.code() };
                    let spoken = t!("prompts-language", language = name);
                    if ui.add(button::quiet(short).name(spoken).selected(other == language)).clicked() {
                        screen.language = Some(other);
                    }
                }
            });
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let title = egui::RichText::new(briefing::name(&chosen, board.manifest)).heading();
                ui.add(egui::Label::new(title).truncate().selectable(false));
            });
        });
    });
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 3.0 * GRID;
        let weak = |text: String| egui::RichText::new(text).small().color(tokens.weak);
        match screen.shown.as_ref().map(|shown| &shown.content) {
            Some(Ok(Prompt { length, template, .. })) => {
                ui.label(weak(t!("prompts-words", count = length.words)));
                ui.label(weak(t!("prompts-tokens", count = length.tokens))).on_hover_text(t!("prompts-tokens-tip"));
                if let Some(template) = template {
                    ui.label(weak(t!("prompts-own-template", file = template.as_str())));
                }
            }
            _ => {
                ui.label(weak(t!("prompts-none")));
            }
        }
        briefed(ui, board, screen, &chosen, actions);
    });
}

/// What can be done about what somebody has been briefed with.
fn briefed(ui: &mut Ui, board: Board<'_>, screen: &PromptsScreen, chosen: &Recipient, actions: &mut Vec<Action>) {
    let tokens = theme::tokens(ui);
    let Some(briefing) = board.project.prompts.briefings.get(chosen) else { return };
    if screen.changes.has(chosen) {
        let name = match briefing.language {
            Language::English => words::Language::English.name(),
            Language::Swedish => words::Language::Swedish.name(),
        };
        let said = t!("prompts-changed-since", language = name);
        ui.label(egui::RichText::new(said).small().color(tokens.warning));
    }
    if !board.project.read_only {
        let forget = button::quiet(t!("prompts-forget")).small().icon(icons::TAKE_BACK);
        if ui.add(forget).on_hover_text(t!("prompts-forget-tip")).clicked() {
            actions.push(Action::Command(Command::NotBriefed { recipients: vec![chosen.clone()] }));
        }
    }
}
