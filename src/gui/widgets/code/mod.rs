//! A code editor that draws only what is visible. Owns everything between a key and an edit: caret, selection, words,
//! indentation, find and replace, folding, wrapping, scrolling, input methods, what a screen reader hears. Not: the text
//! itself and its undo: those are the caller's document; the editor gives edits back and shows them at once.
//!
//! It keeps a copy of the text with a table of lines, so a frame costs what is visible, whatever the length.

pub mod buffer;
mod find;
mod gutter;
mod input;
mod lines;
mod offer;
pub mod ops;
mod paint;
mod rows;
mod selection;
mod state;
#[cfg(test)]
mod tests;

use std::ops::Range;

use egui::{Id, Response, Sense, Ui, Vec2, vec2};

pub use selection::Selection;
pub use state::CodeState;

use crate::gui::highlight::Language;
use crate::gui::theme;
use crate::model::edit::TextEdit;
use crate::model::problem::Severity;
use crate::t;
use lines::Layouter;

/// A part of the text that is underlined, with what is to be said about it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Mark {
    pub range: Range<usize>,
    pub severity: Severity,
    pub message: String,
}

/// A wash behind whole lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wash {
    /// These lines belong to what is looked at elsewhere.
    Related,
    /// Added, in a comparison.
    Added,
    /// Removed, in a comparison.
    Removed,
}

/// What a caller can offer where a person types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What is written.
    pub text: String,
    /// What it is, in a few words.
    pub detail: String,
}

/// Candidates at an offset of the text, and the part that the chosen one replaces.
pub type Complete<'a> = dyn Fn(&str, usize) -> Option<(Range<usize>, Vec<Completion>)> + 'a;

/// What is to be said about an offset of the text.
pub type Explain<'a> = dyn Fn(&str, usize) -> Option<(Range<usize>, String)> + 'a;

/// The widget. State that outlives a frame is in [`CodeState`], one for each text.
pub struct CodeEditor<'a> {
    name: &'a str,
    text: &'a str,
    version: u64,
    language: Language,
    read_only: bool,
    indent: usize,
    comment: &'a str,
    marks: &'a [Mark],
    washes: &'a [(usize, Wash)],
    numbers: Option<&'a [String]>,
    complete: Option<&'a Complete<'a>>,
    explain: Option<&'a Explain<'a>>,
}

/// What happened in a frame.
#[derive(Debug)]
pub struct CodeOutput {
    /// The text area.
    pub response: Response,
    /// What the person changed, each on top of the one before. The caller applies them to its document.
    pub edits: Vec<TextEdit>,
    /// The person asked to take the last step back.
    pub undo: bool,
    /// The person asked to make it again.
    pub redo: bool,
    /// The caret moved to another place.
    pub caret_moved: bool,
    /// The person clicked into the text.
    pub clicked: bool,
}

impl<'a> CodeEditor<'a> {
    /// An editor called `name` (what a screen reader says) for a text. `version` is another one whenever the text is.
    pub fn new(name: &'a str, text: &'a str, version: u64) -> Self {
        Self {
            name,
            text,
            version,
            language: Language::Plain,
            read_only: false,
            indent: 2,
            comment: "#",
            marks: &[],
            washes: &[],
            numbers: None,
            complete: None,
            explain: None,
        }
    }

    /// In which colours.
    #[must_use]
    pub fn language(mut self, language: Language) -> Self {
        self.language = language;
        self
    }

    /// Only to look at, search and copy.
    #[must_use]
    pub fn read_only(mut self, read_only: bool) -> Self {
        self.read_only = read_only;
        self
    }

    /// How many spaces a level of indentation is.
    #[must_use]
    pub fn indent(mut self, spaces: usize) -> Self {
        self.indent = spaces.max(1);
        self
    }

    /// What begins a comment.
    #[must_use]
    pub fn comment(mut self, mark: &'a str) -> Self {
        self.comment = mark;
        self
    }

    /// What is underlined.
    #[must_use]
    pub fn marks(mut self, marks: &'a [Mark]) -> Self {
        self.marks = marks;
        self
    }

    /// Lines (from 0, rising) with a wash behind them.
    #[must_use]
    pub fn washes(mut self, washes: &'a [(usize, Wash)]) -> Self {
        self.washes = washes;
        self
    }

    /// What stands in the margin instead of line numbers: one text a line.
    #[must_use]
    pub fn numbers(mut self, numbers: &'a [String]) -> Self {
        self.numbers = Some(numbers);
        self
    }

    /// Who knows what may be typed here.
    #[must_use]
    pub fn complete(mut self, complete: &'a Complete<'a>) -> Self {
        self.complete = Some(complete);
        self
    }

    /// Who knows what a word means.
    #[must_use]
    pub fn explain(mut self, explain: &'a Explain<'a>) -> Self {
        self.explain = Some(explain);
        self
    }

    /// Draws it in all the room there is.
    pub fn show(self, ui: &mut Ui, state: &mut CodeState) -> CodeOutput {
        let id = ui.make_persistent_id(("code", self.name));
        let has_focus = ui.memory(|memory| memory.has_focus(id));
        let time = ui.input(|input| input.time);
        state.follow(self.text, self.version, has_focus);
        let mut edits = Vec::new();
        let head_before = state.selection.head;

        let bar = state.show_bar(ui, self.read_only, time, &mut edits);
        let asked = if has_focus && !bar.has_focus {
            input::keys(&self, ui, id, state, time, &mut edits)
        } else {
            input::Asked::default()
        };
        if has_focus || bar.has_focus {
            input::find_keys(ui, state);
        }

        let layouter = Layouter::new(ui, state.zoom, self.language != Language::Plain);
        let area = ui.available_rect_before_wrap();
        let gutter_width = gutter::width(&self, state, &layouter);
        let mut text_area = area;
        text_area.min.x += gutter_width;
        text_area.max.x -= gutter::RULER_WIDTH;
        state.update(ui.ctx(), &self.language, self.wrap_cells(state, &layouter, text_area.width()));
        state.resized(text_area.size(), &layouter);

        ui.painter().rect_filled(area, 0.0, theme::tokens(ui).surface);
        let (response, clicked) = self.text_area(ui, id, state, &layouter, text_area, time, &mut edits);
        let gutter_area = area.with_max_x(text_area.min.x);
        gutter::show(&self, ui, id, state, &layouter, gutter_area);
        gutter::ruler(&self, ui, id, state, area.with_min_x(text_area.max.x));
        ui.advance_cursor_after_rect(area);
        if state.find.is_open {
            // The bar was drawn with the places of before an edit.
            state.find.update(&state.buffer, state.version);
        }
        let caret_moved = state.selection.head != head_before;
        CodeOutput { response, edits, undo: asked.undo, redo: asked.redo, caret_moved, clicked }
    }

    fn wrap_cells(&self, state: &CodeState, layouter: &Layouter, width: f32) -> Option<usize> {
        state.wrap.then(|| ((width - 2.0 * lines::MARGIN) / layouter.cell).max(8.0) as usize)
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one frame")]
    fn text_area(
        &self,
        ui: &mut Ui,
        id: Id,
        state: &mut CodeState,
        layouter: &Layouter,
        area: egui::Rect,
        time: f64,
        edits: &mut Vec<TextEdit>,
    ) -> (Response, bool) {
        let content = vec2(
            if state.wrap { 0.0 } else { state.content_width(layouter) },
            state.rows.count(&state.buffer) as f32 * layouter.row_height + area.height() * 0.4,
        );
        let mut scroll =
            egui::ScrollArea::both().id_salt((id, "scroll")).auto_shrink(false).scroll_source(egui::scroll_area::ScrollSource {
                drag: egui::scroll_area::DragScroll::OnTouch,
                ..Default::default()
            });
        if let Some(offset) = state.scroll_to(layouter, area.size(), content) {
            scroll = scroll.scroll_offset(offset);
        }
        let mut child = ui.new_child(egui::UiBuilder::new().max_rect(area).id_salt("code-text"));
        child.shrink_clip_rect(area);
        let output = scroll.show_viewport(&mut child, |ui, viewport| {
            ui.set_min_size(Vec2::max(content, area.size() - vec2(0.0, 1.0)));
            let clip = area.intersect(ui.clip_rect());
            let response = ui.interact(area, id, Sense::click_and_drag());
            self.tell(ui, &response, state, viewport, layouter);
            let rows = lines::visible(state, layouter, ui, viewport, area);
            let clicked = input::pointer(self, ui, &response, state, layouter, &rows, area, time, edits);
            paint::rows(self, ui, &response, state, layouter, &rows, area, clip, time);
            (response, clicked)
        });
        state.scroll = output.state.clamped_offset();
        let (response, clicked) = output.inner;
        if let Some((_, caret)) = state.caret_rect.take() {
            offer::show(ui, id, state, caret, time, edits);
        }
        let response = self.menu(&response, state, time, edits);
        (response, clicked)
    }

    /// What a screen reader hears.
    fn tell(&self, ui: &Ui, response: &Response, state: &CodeState, viewport: egui::Rect, layouter: &Layouter) {
        const WHOLE_BYTES: usize = 20_000;
        let value = || {
            if state.buffer.len() <= WHOLE_BYTES {
                return state.buffer.text().to_owned();
            }
            // Of a long text what is visible: the whole of it in every frame would be slow to make and to hear.
            let row = |y: f32| ((y / layouter.row_height) as usize).min(state.rows.count(&state.buffer) - 1);
            let (first, last) = (state.rows.line_of_row(row(viewport.min.y)).0, state.rows.line_of_row(row(viewport.max.y)).0);
            let mut end = state.buffer.line_end(last).min(state.buffer.line_start(first) + WHOLE_BYTES);
            end = state.buffer.clamp(end).max(state.buffer.line_start(first));
            state.buffer.text()[state.buffer.line_start(first)..end].to_owned()
        };
        response.widget_info(|| {
            let mut info = egui::WidgetInfo::labeled(egui::Role::MultilineTextInput, ui.is_enabled(), self.name);
            info.current_text_value = Some(value());
            info
        });
        let _ = ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_role(egui::Role::MultilineTextInput);
            if self.read_only {
                node.set_read_only();
            } else {
                node.add_action(egui::accesskit::Action::SetValue);
                node.add_action(egui::accesskit::Action::ReplaceSelectedText);
            }
        });
    }

    fn menu(&self, response: &Response, state: &mut CodeState, time: f64, edits: &mut Vec<TextEdit>) -> Response {
        response.context_menu(|ui| {
            let some = !state.selection.is_empty();
            let item = |ui: &mut Ui, enabled: bool, id: &str, keys: &str| {
                let button = egui::Button::new(t!(id)).shortcut_text(keys);
                ui.add_enabled(enabled, button).clicked()
            };
            if !self.read_only {
                if item(ui, some, "code-cut", "Ctrl+X") {
                    ui.ctx().copy_text(state.selected_text().to_owned());
                    state.write("", time, edits);
                }
                if item(ui, true, "code-paste", "Ctrl+V") {
                    response.request_focus();
                    ui.ctx().send_viewport_cmd(egui::ViewportCommand::RequestPaste);
                }
            }
            if item(ui, some, "code-copy", "Ctrl+C") {
                ui.ctx().copy_text(state.selected_text().to_owned());
            }
            if item(ui, true, "code-select-all", "Ctrl+A") {
                state.select(0..state.buffer.len());
                response.request_focus();
            }
            ui.separator();
            if item(ui, true, "code-find-open", "Ctrl+F") {
                state.open_find(false);
            }
            if item(ui, true, "code-go-to-line", "Ctrl+G") {
                state.open_go_to_line();
            }
            if !self.read_only && item(ui, true, "code-comment", "Ctrl+/") {
                let op = ops::toggle_comment(&state.buffer, state.selection, self.comment);
                state.apply(op, state::Kind::Other, time, edits);
            }
            ui.separator();
            if item(ui, true, if state.rows.folds().is_empty() { "code-fold-all" } else { "code-unfold-all" }, "") {
                state.rows.fold_all(&state.buffer);
            }
            let mut wrap = state.wrap;
            if ui.checkbox(&mut wrap, t!("code-wrap")).changed() {
                state.toggle_wrap();
            }
            ui.checkbox(&mut state.whitespace, t!("code-whitespace"));
        });
        response.clone()
    }
}
