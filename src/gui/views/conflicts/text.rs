//! A text conflict: what all agree on, folded, and between it one card for each run on which the sides differ.
//! Rows are aligned once for each conflict; a frame only draws what is visible.

use std::collections::BTreeSet;

use egui::{Align2, Pos2, Rect, ScrollArea, Sense, Ui, pos2, vec2};

use super::run::{self, RunView};
use super::{Computed, ConflictsScreen, Desk, overview, wide};
use crate::gui::action::Action;
use crate::gui::icons;
use crate::gui::theme::{self, GRID, Tokens};
use crate::gui::views::marks;
use crate::gui::widgets::side_by_side::Grid;
use crate::gui::widgets::tall::Tall;
use crate::model::conflict::{Conflict, ConflictId, Detail};
use crate::model::merge::lines::{Chunk, LineMerge};
use crate::t;

/// So many agreed lines are shown before and after a run.
const CONTEXT: usize = 3;
const FOLD: f32 = 26.0;
/// No column of a card is narrower.
const MIN_COLUMN: f32 = 200.0;

/// What is computed from a text conflict and kept.
#[derive(Debug)]
pub struct TextView {
    conflict: ConflictId,
    /// For each chunk of agreed text where its lines begin, and the number of its first line.
    clean: Vec<Option<Clean>>,
    pub(super) runs: Vec<RunView>,
    lines: u32,
    layout: Option<Layout>,
    pub(super) wide: Option<Box<wide::Wide>>,
}

#[derive(Debug)]
struct Clean {
    starts: Vec<usize>,
    first_line: u32,
}

#[derive(Debug)]
struct Layout {
    key: Key,
    blocks: Vec<Block>,
    tall: Tall,
    width: f32,
}

#[derive(Debug, PartialEq)]
struct Key {
    width: u32,
    pixels_per_point: f32,
    base: bool,
    decided: u64,
    unfolded: BTreeSet<usize>,
    edit: Option<(usize, usize)>,
}

/// A part of the pane. Lines are counted within their chunk.
#[derive(Clone, Debug)]
enum Block {
    Fold { chunk: usize, lines: usize },
    Lines { chunk: usize, from: usize, to: usize },
    Run(usize),
}

impl TextView {
    fn new(conflict: &Conflict, merge: &LineMerge) -> Self {
        let mut view =
            Self { conflict: conflict.id.clone(), clean: Vec::new(), runs: Vec::new(), lines: 0, layout: None, wide: None };
        let mut line = 1;
        for (index, chunk) in merge.chunks.iter().enumerate() {
            match chunk {
                Chunk::Clean { text, .. } => {
                    let ends = text.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1);
                    let mut starts: Vec<usize> = std::iter::once(0).chain(ends).collect();
                    if starts.last() == Some(&text.len()) {
                        starts.pop();
                    }
                    let count = starts.len() as u32;
                    view.clean.push(Some(Clean { starts, first_line: line }));
                    line += count;
                }
                Chunk::Conflict { base, .. } => {
                    view.clean.push(None);
                    view.runs.push(RunView::new(index, view.runs.len(), chunk, line));
                    line += base.iter().filter(|byte| **byte == b'\n').count() as u32;
                }
            }
        }
        view.lines = line;
        view
    }

    /// How many lines it has, about.
    pub fn lines(&self) -> u32 {
        self.lines
    }

    fn blocks(&self, unfolded: &BTreeSet<usize>) -> Vec<Block> {
        let mut blocks = Vec::new();
        let (mut run, last) = (0, self.clean.len().saturating_sub(1));
        for (chunk, clean) in self.clean.iter().enumerate() {
            let Some(clean) = clean else {
                blocks.push(Block::Run(run));
                run += 1;
                continue;
            };
            let count = clean.starts.len();
            // Nothing to lead up to at the beginning of the file, nothing to come from at its end.
            let before = if chunk == 0 { 0 } else { CONTEXT };
            let after = if chunk == last { 0 } else { CONTEXT };
            if unfolded.contains(&chunk) || count <= before + after + 1 {
                blocks.push(Block::Lines { chunk, from: 0, to: count });
                continue;
            }
            if before > 0 {
                blocks.push(Block::Lines { chunk, from: 0, to: before });
            }
            blocks.push(Block::Fold { chunk, lines: count - before - after });
            if after > 0 {
                blocks.push(Block::Lines { chunk, from: count - after, to: count });
            }
        }
        blocks
    }

    #[expect(clippy::too_many_arguments, reason = "all that a layout depends on, named once")]
    /// Lays the pane out, where something changed since it was laid out last.
    fn lay_out(
        &mut self,
        ui: &Ui,
        desk: Desk<'_>,
        screen: &ConflictsScreen,
        conflict: &Conflict,
        merge: &LineMerge,
        grid: &Grid,
        width: f32,
    ) {
        let base = screen.base_shown();
        let edit = screen.edit.as_ref().filter(|edit| edit.conflict == self.conflict);
        let edit = edit.map(|edit| (edit.run, edit.text.lines().count()));
        let answer = desk.answer(conflict);
        let decided = desk.answers.revision();
        let same = self.layout.as_ref().is_some_and(|layout| {
            let key = &layout.key;
            key.width == width as u32
                && key.pixels_per_point == ui.pixels_per_point()
                && key.base == base
                && key.edit == edit
                && key.decided == decided
                && key.unfolded == screen.unfolded
        });
        if same {
            return;
        }
        let columns = self.runs.iter().map(|run| run.pane_count(base)).max().unwrap_or(1);
        let content = width.max(columns as f32 * MIN_COLUMN + 2.0 * run::PAD);
        let words = run::Words::new();
        let with = run::Fitting { ui, conflict, merge, editable: desk.editable, grid, width: content, base, words: &words };
        for (number, run) in self.runs.iter_mut().enumerate() {
            let edited = edit.filter(|(editing, _)| *editing == number).map(|(_, lines)| lines);
            run.fit(&with, run::choice_of(answer, number), edited);
        }
        let blocks = self.blocks(&screen.unfolded);
        let tall = Tall::new(blocks.iter().map(|block| match block {
            Block::Fold { .. } => FOLD,
            Block::Lines { from, to, .. } => (to - from) as f32 * grid.line_height,
            Block::Run(run) => self.runs[*run].height() + 3.0 * GRID,
        }));
        let key = Key {
            width: width as u32,
            pixels_per_point: ui.pixels_per_point(),
            base,
            decided,
            unfolded: screen.unfolded.clone(),
            edit,
        };
        self.layout = Some(Layout { key, blocks, tall, width: content });
    }
}

/// Draws the pane.
pub fn show(ui: &mut Ui, desk: Desk<'_>, screen: &mut ConflictsScreen, conflict: &Conflict, actions: &mut Vec<Action>) {
    let Detail::Text { merge, .. } = &conflict.detail else { return };
    let mut view = match screen.computed.take() {
        Some(Computed::Text(view)) if view.conflict == conflict.id => view,
        _ => Box::new(TextView::new(conflict, merge)),
    };
    if screen.wide {
        // The cards have other measures.
        view.layout = None;
        wide::show(ui, desk, screen, conflict, &mut view, actions);
        screen.computed = Some(Computed::Text(view));
        return;
    }
    if let Some(wide) = &mut view.wide {
        wide.forget_layout();
    }
    let whole = ui.available_rect_before_wrap();
    let body = whole.with_max_x(whole.right() - overview::WIDTH - 2.0);
    let mut inside = ui.new_child(egui::UiBuilder::new().id_salt("cards").max_rect(body));
    let outer = ui;
    let ui = &mut inside;
    let width = ui.available_width() - 8.0;
    screen.base_has_room = run::base_has_room(&view.runs, width);
    let grid = Grid::new(ui, view.lines);
    view.lay_out(ui, desk, screen, conflict, merge, &grid, width);
    let mut area = ScrollArea::both().id_salt(("conflict-text", &conflict.id)).auto_shrink(false);
    if let (Some(to), Some(layout)) = (screen.scroll_to.take(), &view.layout) {
        area = area.vertical_scroll_offset((to * layout.tall.height() - body.height() / 2.0).max(0.0));
    } else if let Some(layout) = view.layout.as_ref().filter(|_| std::mem::take(&mut screen.reveal_run)) {
        let block = layout.blocks.iter().position(|block| matches!(block, Block::Run(run) if *run == screen.run));
        if let Some(block) = block {
            area = area.vertical_scroll_offset((layout.tall.top(block) - CONTEXT as f32 * grid.line_height - 8.0).max(0.0));
        }
    }
    let output = area.show_viewport(ui, |ui, viewport| {
        let Some(layout) = &view.layout else { return };
        ui.set_min_size(vec2(layout.width, layout.tall.height() + 48.0));
        let corner = ui.min_rect().min;
        for index in layout.tall.visible(viewport.top(), viewport.bottom()) {
            let size = vec2(layout.width, layout.tall.height_of(index));
            let rect = Rect::from_min_size(corner + vec2(0.0, layout.tall.top(index)), size);
            match &layout.blocks[index] {
                Block::Fold { chunk, lines } => fold(ui, screen, *chunk, *lines, rect),
                Block::Lines { chunk, from, to } => {
                    lines(ui, desk, conflict, merge, &view, *chunk, *from..*to, &grid, rect.min, layout.width);
                }
                Block::Run(number) => {
                    let rect = rect.with_max_y(rect.bottom() - 3.0 * GRID);
                    run::show(ui, desk, screen, conflict, &view.runs[*number], view.runs.len(), &grid, rect, actions);
                }
            }
        }
    });
    if let Some(layout) = &view.layout {
        let places = layout.blocks.iter().enumerate().filter_map(|(block, kind)| match kind {
            Block::Run(run) => Some(overview::Place {
                top: layout.tall.top(block),
                height: layout.tall.height_of(block),
                settled: view.runs[*run].chosen().is_some(),
                focused: *run == screen.run,
            }),
            Block::Fold { .. } | Block::Lines { .. } => None,
        });
        let places: Vec<overview::Place> = places.collect();
        let strip = Rect::from_min_max(pos2(body.right() + 1.0, whole.top()), whole.max);
        let seen = (output.state.clamped_offset().y, output.inner_rect.height(), layout.tall.height());
        overview::show(outer, screen, strip, seen, places.into_iter());
    }
    screen.computed = Some(Computed::Text(view));
}

/// A stretch of agreed lines that is folded; a click unfolds it.
fn fold(ui: &Ui, screen: &mut ConflictsScreen, chunk: usize, lines: usize, rect: Rect) {
    let tokens = theme::tokens(ui);
    let response = ui.interact(rect, egui::Id::unique(("fold", chunk)), Sense::click());
    let text = t!("conflicts-folded", count = lines);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &text));
    let color = if response.hovered() || response.has_focus() { tokens.accent } else { tokens.weak };
    let small = egui::TextStyle::Small.resolve(ui.style());
    let icon = icons::Icon::font(13.0);
    ui.painter().text(rect.left_center() + vec2(14.0, 0.0), Align2::LEFT_CENTER, icons::ROWS.0, icon, color);
    let drawn = ui.painter().text(rect.left_center() + vec2(34.0, 0.0), Align2::LEFT_CENTER, text, small, color);
    ui.painter().hline(drawn.right() + 8.0..=rect.right() - 8.0, rect.center().y, (1.0, tokens.border.gamma_multiply(0.6)));
    if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
        screen.unfolded.insert(chunk);
    }
}

#[expect(clippy::too_many_arguments, reason = "what lines are drawn from; a struct would only rename it")]
fn lines(
    ui: &Ui,
    desk: Desk<'_>,
    conflict: &Conflict,
    merge: &LineMerge,
    view: &TextView,
    chunk: usize,
    range: std::ops::Range<usize>,
    grid: &Grid,
    corner: Pos2,
    width: f32,
) {
    let (Some(Chunk::Clean { text, authors }), Some(Some(clean))) = (merge.chunks.get(chunk), view.clean.get(chunk)) else {
        return;
    };
    let tokens = theme::tokens(ui);
    let clip = ui.clip_rect();
    let first = ((clip.top() - corner.y) / grid.line_height).floor().max(0.0) as usize;
    let last = ((clip.bottom() - corner.y) / grid.line_height).ceil().max(0.0) as usize;
    for (row, line) in range.enumerate().skip(first).take(last.saturating_sub(first)) {
        let end = clean.starts.get(line + 1).copied().unwrap_or(text.len());
        let shown = String::from_utf8_lossy(&text[clean.starts[line]..end.min(clean.starts[line] + 2000)]);
        let shown = shown.trim_end_matches(['\n', '\r']).replace('\t', "    ");
        let rect = Rect::from_min_size(corner + vec2(0.0, row as f32 * grid.line_height), vec2(width, grid.line_height));
        line_at(ui, &tokens, grid, rect, clean.first_line + line as u32, shown);
        // What all wrote alike is nobody's in particular.
        let author = authors.first().filter(|_| authors.len() < conflict.teams.len());
        if let Some(team) = author.and_then(|author| conflict.teams.get(*author)) {
            let bar = Rect::from_min_size(rect.min + vec2(run::PAD - 6.0, 1.0), vec2(3.0, grid.line_height - 2.0));
            ui.painter().rect_filled(bar, 1.5, marks::color(&tokens, team, desk.manifest));
        }
    }
}

fn line_at(ui: &Ui, tokens: &Tokens, grid: &Grid, rect: Rect, number: u32, text: String) {
    let y = rect.center().y;
    let left = rect.left() + run::PAD;
    let number_at = pos2(left + grid.gutter - 2.0 * GRID, y);
    ui.painter().text(number_at, Align2::RIGHT_CENTER, number, grid.font.clone(), tokens.weak.gamma_multiply(0.7));
    let galley = ui.painter().layout_no_wrap(text, grid.font.clone(), tokens.weak);
    ui.painter().with_clip_rect(ui.clip_rect().intersect(rect)).galley(
        pos2(left + grid.gutter, y - galley.size().y / 2.0),
        galley,
        tokens.weak,
    );
}
