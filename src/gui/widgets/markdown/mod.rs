//! Markdown for reading: headings, lists, tables, quotes, links, and code in its colours. The text can be marked and
//! copied. Owns how it looks and scrolls. Not: where the text comes from.
//!
//! It is read once for each text and laid out once for each width, and a frame paints what is visible.

mod layout;
mod parse;

use egui::text_selection::LabelSelectionState;
use egui::{CornerRadius, Id, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo, pos2, vec2};

pub use parse::anchor;

use crate::gui::highlight::{Highlights, Language};
use crate::gui::icons;
use crate::gui::theme::{self, Tokens};
use crate::gui::widgets::button;
use crate::gui::widgets::tall::Tall;
use crate::t;
use layout::{Fill, Placed, Text};
use parse::{Block, Kind};

/// Lines longer than this are hard to read.
const WIDEST: f32 = 820.0;
/// Around the text.
const MARGIN: f32 = 24.0;

/// A text, as it was read and laid out. Keep one for each place where one is shown.
#[derive(Debug, Default)]
pub struct Markdown {
    version: Option<u64>,
    blocks: Vec<Block>,
    /// The colours of each block of code, by its number among the blocks.
    colors: Vec<Option<Highlights>>,
    laid: Option<Laid>,
    go_to: Option<usize>,
}

#[derive(Debug)]
struct Laid {
    width: f32,
    dark: bool,
    scale: f32,
    tall: Tall,
    placed: Vec<Placed>,
    /// How many lines of each block had colours when it was laid out.
    colored: Vec<usize>,
}

impl Markdown {
    /// Takes a text in; `version` is another one whenever the text is. One with the version that is shown costs nothing.
    pub fn set(&mut self, version: u64, text: &str) {
        if self.version == Some(version) {
            return;
        }
        self.blocks = parse::parse(text);
        let colors = self.blocks.iter().map(|block| matches!(block.kind, Kind::Code { .. }).then(Highlights::default));
        self.colors = colors.collect();
        (self.version, self.laid) = (Some(version), None);
    }

    /// The headings: level, words, and the anchor by which [`Markdown::go_to`] finds them.
    pub fn headings(&self) -> impl Iterator<Item = (u8, String, &str)> {
        self.blocks.iter().filter_map(|block| match &block.kind {
            Kind::Heading { level, anchor, text } => Some((*level, text.plain(), anchor.as_str())),
            _ => None,
        })
    }

    /// Brings a heading to the top, if there is one with this anchor.
    pub fn go_to(&mut self, anchor: &str) {
        let is_it = |block: &Block| matches!(&block.kind, Kind::Heading { anchor: known, .. } if known == anchor);
        self.go_to = self.blocks.iter().position(is_it).or(self.go_to);
    }

    /// Goes back to the beginning.
    pub fn go_to_top(&mut self) {
        self.go_to = Some(0);
    }

    /// Draws the text in all the room there is. Links within the text are followed, those to the web are opened in the
    /// browser; any other that was clicked is answered, for the owner of the text to follow.
    pub fn show(&mut self, ui: &mut Ui, id: impl std::hash::Hash + std::fmt::Debug) -> Option<String> {
        let tokens = theme::tokens(ui);
        let width = (ui.available_width() - 2.0 * MARGIN).clamp(120.0, WIDEST);
        self.lay_out(ui, &tokens, width);
        let laid = self.laid.as_ref()?;
        let (tall, placed) = (&laid.tall, &laid.placed);
        let mut scroll = ScrollArea::vertical().id_salt(&id).auto_shrink(false);
        if let Some(block) = self.go_to.take() {
            scroll = scroll.vertical_scroll_offset(if block == 0 { 0.0 } else { tall.top(block) + MARGIN - 8.0 });
        }
        let mut visible = 0..0;
        let mut followed = None;
        scroll.show_viewport(ui, |ui, viewport| {
            ui.set_min_size(vec2(ui.available_width(), tall.height() + 2.0 * MARGIN));
            let corner = ui.max_rect().min + vec2(MARGIN, MARGIN);
            visible = tall.visible(viewport.top() - MARGIN, viewport.bottom() - MARGIN);
            for number in visible.clone() {
                let at = pos2(corner.x, corner.y + tall.top(number));
                let id = ui.make_persistent_id(("markdown", number));
                paint(ui, &tokens, id, &placed[number], at, &self.blocks[number], &mut followed);
            }
        });
        self.color(ui, visible);
        let url = followed?;
        ui.ctx().request_repaint();
        if let Some(anchor) = url.strip_prefix('#') {
            self.go_to(anchor);
        } else if ["https:", "http:", "mailto:"].iter().any(|scheme| url.starts_with(scheme)) {
            ui.ctx().open_url(egui::OpenUrl::new_tab(url));
        } else {
            return Some(url);
        }
        None
    }

    fn lay_out(&mut self, ui: &Ui, tokens: &Tokens, width: f32) {
        let scale = ui.pixels_per_point();
        if self.laid.as_ref().is_some_and(|laid| (laid.width, laid.dark, laid.scale) == (width, tokens.dark, scale)) {
            return;
        }
        let above = std::iter::once(None).chain(self.blocks.iter().map(Some));
        let placed: Vec<Placed> = above
            .zip(&self.blocks)
            .zip(&self.colors)
            .map(|((above, block), colors)| layout::place(ui, tokens, width, above, block, colors.as_ref()))
            .collect();
        let tall = Tall::new(placed.iter().map(|block| block.height));
        let colored = self.blocks.iter().zip(&self.colors).map(|(block, colors)| colored_lines(block, colors.as_ref())).collect();
        self.laid = Some(Laid { width, dark: tokens.dark, scale, tall, placed, colored });
    }

    /// Asks for the colours of code that is visible; what has come is set in the next frame. Colours move nothing.
    fn color(&mut self, ui: &Ui, visible: std::ops::Range<usize>) {
        let Some(laid) = &mut self.laid else { return };
        for number in visible {
            let (block, Some(colors)) = (&self.blocks[number], &mut self.colors[number]) else { continue };
            let Kind::Code { language, text } = &block.kind else { continue };
            colors.update(ui.ctx(), &language_of(language), text);
            let lines = colored_lines(block, Some(colors));
            if lines != laid.colored[number] {
                let tokens = theme::tokens(ui);
                let above = number.checked_sub(1).map(|above| &self.blocks[above]);
                laid.placed[number] = layout::place(ui, &tokens, laid.width, above, block, Some(colors));
                laid.colored[number] = lines;
                ui.ctx().request_repaint();
            }
        }
    }
}

/// How many lines of a block of code have colours.
fn colored_lines(block: &Block, colors: Option<&Highlights>) -> usize {
    let (Kind::Code { text, .. }, Some(colors)) = (&block.kind, colors) else { return 0 };
    (0..text.split('\n').count()).filter(|line| !colors.line(*line).is_empty()).count()
}

/// The language of a fence, by the ending that its files have.
fn language_of(fence: &str) -> Language {
    let ending = match fence.to_lowercase().as_str() {
        "" | "text" | "plain" | "txt" => return Language::Plain,
        "typescript" => "ts".to_owned(),
        "javascript" => "js".to_owned(),
        "python" => "py".to_owned(),
        "rust" => "rs".to_owned(),
        "bash" | "shell" | "console" => "sh".to_owned(),
        "markdown" => "md".to_owned(),
        other => other.to_owned(),
    };
    Language::OfFile(format!("code.{ending}"))
}

fn paint(ui: &mut Ui, tokens: &Tokens, id: Id, placed: &Placed, at: egui::Pos2, block: &Block, followed: &mut Option<String>) {
    let offset = at.to_vec2();
    for (rect, fill) in &placed.shapes {
        let rect = rect.translate(offset);
        let painter = ui.painter();
        match fill {
            Fill::Code => {
                painter.rect(rect, CornerRadius::same(6), tokens.background, Stroke::new(1.0, tokens.border), StrokeKind::Inside);
            }
            Fill::Inline => {
                painter.rect_filled(rect, 3, tokens.raised);
            }
            Fill::Line => {
                painter.rect_filled(rect, 0, tokens.border);
            }
            Fill::Quote => {
                painter.rect_filled(rect, 1, tokens.edge);
            }
            Fill::Head => {
                painter.rect_filled(rect, 4, tokens.raised);
            }
        }
    }
    for (number, text) in placed.texts.iter().enumerate() {
        let rect = Rect::from_min_size(at + text.at.to_vec2(), text.galley.size());
        if ui.is_rect_visible(rect) {
            paint_text(ui, tokens, id.with(number), text, rect, followed);
        }
    }
    if let (Some(frame), Kind::Code { text, .. }) = (placed.code, &block.kind) {
        copy_button(ui, id, frame.translate(offset), text);
    }
}

fn paint_text(ui: &Ui, tokens: &Tokens, id: Id, text: &Text, rect: Rect, followed: &mut Option<String>) {
    if !text.selectable {
        ui.painter().galley(rect.min, text.galley.clone(), tokens.text);
        return;
    }
    // Marking takes the pointer, but the keys stay where they are.
    let response = ui.interact(rect, id, Sense::click_and_drag() - Sense::FOCUSABLE);
    let role = if text.is_heading { Role::Heading } else { Role::Label };
    response.widget_info(|| WidgetInfo::labeled(role, true, text.galley.text()));
    LabelSelectionState::label_text_selection(ui, &response, rect.min, text.galley.clone(), tokens.text, Stroke::NONE);
    for (number, (rects, words, url)) in text.links.iter().enumerate() {
        for (row, part) in rects.iter().enumerate() {
            let part = part.translate(rect.min.to_vec2());
            // One link in several rows is one stop for the keys.
            let sense = if row == 0 { Sense::click() } else { Sense::click() - Sense::FOCUSABLE };
            let response = ui.interact(part, id.with(("link", number, row)), sense);
            if row == 0 {
                response.widget_info(|| WidgetInfo::labeled(Role::Link, true, words));
                button::focus_ring(ui, &response);
            }
            if response.on_hover_cursor(egui::CursorIcon::PointingHand).on_hover_text(url).clicked() {
                *followed = Some(url.clone());
            }
        }
    }
}

/// Copies a block of code; faint until the pointer is there.
fn copy_button(ui: &mut Ui, id: Id, frame: Rect, code: &str) {
    let place = Rect::from_min_size(pos2(frame.right() - 30.0, frame.top() + 4.0), vec2(26.0, 22.0));
    if !ui.is_rect_visible(place) {
        return;
    }
    let seen = ui.rect_contains_pointer(frame);
    let mut child = ui.new_child(UiBuilder::new().max_rect(place).id_salt(id.with("copy")));
    if !seen {
        child.set_opacity(0.35);
    }
    let button = child.add(button::icon(icons::COPY, t!("markdown-copy-code")).small());
    if button.clicked() {
        ui.ctx().copy_text(code.to_owned());
    }
}
