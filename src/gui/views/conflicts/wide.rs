//! The wide view of a text conflict: base, every side and the result as columns that scroll together, each row of one
//! height in all of them. Owns which columns are shown and how they are laid out; choices are those of the cards.

use egui::{Align, Align2, CornerRadius, Id, Layout, Rect, ScrollArea, Sense, StrokeKind, Ui, pos2, vec2};

use super::run::{self, RunView};
use super::text::TextView;
use super::{ConflictsScreen, Desk, choose, overview};
use crate::gui::action::Action;
use crate::gui::icons;
use crate::gui::theme::{self, GRID, Tokens};
use crate::gui::views::marks;
use crate::gui::widgets::side_by_side::{self, Grid, Line, Pane, Sheet};
use crate::gui::widgets::tall::Tall;
use crate::gui::widgets::{button, elide};
use crate::model::conflict::{Conflict, Detail};
use crate::model::merge::choice::{Author, Choice};
use crate::model::merge::lines::{Chunk, LineMerge};
use crate::t;

const HEAD: f32 = 30.0;
const MIN_COLUMN: f32 = 190.0;
const GAP: f32 = 6.0;

/// What a column shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Base,
    Side(usize),
    Result,
}

/// What is computed for the wide view and kept.
#[derive(Debug, Default)]
pub struct Wide {
    /// The lines on which all agree, a sheet of one column for each chunk; none for runs.
    clean: Vec<Option<Sheet>>,
    /// What it was laid out for: the width of a column, the answers, the height of a line.
    key: Option<(u32, u64, u32)>,
    tall: Tall,
}

impl Wide {
    fn new(merge: &LineMerge) -> Self {
        let mut number = 1;
        let mut sheet = |chunk: &Chunk| match chunk {
            Chunk::Clean { text, authors } => {
                let line = |text: &[u8]| {
                    let shown = String::from_utf8_lossy(text).trim_end_matches(['\n', '\r']).to_owned();
                    let line = Line::new(number, shown, !authors.is_empty(), Vec::new());
                    number += 1;
                    vec![Some(line)]
                };
                Some(Sheet::new(text.split_inclusive(|byte| *byte == b'\n').map(line).collect()))
            }
            Chunk::Conflict { base, .. } => {
                number += base.iter().filter(|byte| **byte == b'\n').count() as u32;
                None
            }
        };
        let clean = merge.chunks.iter().map(&mut sheet).collect();
        Self { clean, ..Self::default() }
    }

    /// Other measures hold for the runs now: everything is laid out again the next time.
    pub fn forget_layout(&mut self) {
        self.key = None;
    }

    fn lay_out(&mut self, desk: Desk<'_>, conflict: &Conflict, merge: &LineMerge, runs: &mut [RunView], grid: &Grid, width: f32) {
        let key = (width as u32, desk.answers.revision(), grid.line_height as u32);
        if self.key == Some(key) {
            return;
        }
        let answer = desk.answer(conflict);
        let mut runs = runs.iter_mut();
        let heights: Vec<f32> = (self.clean.iter_mut())
            .map(|clean| match clean {
                Some(sheet) => sheet.fit(grid, width),
                None => runs.next().map_or(0.0, |run| {
                    let choice = run::choice_of(answer, run.number);
                    run.fit_wide(merge, choice, grid, width) + 2.0 * GAP
                }),
            })
            .collect();
        self.tall = Tall::new(heights);
        self.key = Some(key);
    }
}

/// The columns that are shown, in order.
fn columns(screen: &ConflictsScreen, conflict: &Conflict, has_base: bool) -> Vec<Column> {
    let base = (has_base && !screen.wide_without_base).then_some(Column::Base);
    let is_shown = |side: &usize| conflict.teams.get(*side).is_some_and(|team| !screen.wide_hidden.contains(team));
    let sides = (0..conflict.teams.len()).filter(is_shown).map(Column::Side);
    base.into_iter().chain(sides).chain([Column::Result]).collect()
}

/// Shows or hides the n-th side, never the last one.
pub fn toggle(screen: &mut ConflictsScreen, conflict: &Conflict, side: usize) {
    let Some(team) = conflict.teams.get(side) else { return };
    if !screen.wide_hidden.remove(team) {
        let shown = conflict.teams.iter().filter(|team| !screen.wide_hidden.contains(*team)).count();
        if shown > 1 {
            screen.wide_hidden.insert(team.clone());
        }
    }
}

/// Draws the pane.
pub fn show(
    ui: &mut Ui,
    desk: Desk<'_>,
    screen: &mut ConflictsScreen,
    conflict: &Conflict,
    view: &mut TextView,
    actions: &mut Vec<Action>,
) {
    let Detail::Text { merge, has_base } = &conflict.detail else { return };
    which(ui, desk, screen, conflict, *has_base);
    ui.add_space(GRID);
    let columns = columns(screen, conflict, *has_base);
    let whole = ui.available_rect_before_wrap();
    let room = whole.width() - overview::WIDTH - 4.0;
    let width = (room / columns.len() as f32).floor().max(MIN_COLUMN);
    let grid = Grid::new(ui, view.lines());
    let mut wide = view.wide.take().unwrap_or_else(|| Box::new(Wide::new(merge)));
    wide.lay_out(desk, conflict, merge, &mut view.runs, &grid, width);
    let runs: Vec<usize> = (0..wide.clean.len()).filter(|chunk| wide.clean[*chunk].is_none()).collect();

    let body = Rect::from_min_max(pos2(whole.left(), whole.top() + HEAD), pos2(whole.left() + room, whole.bottom()));
    let mut inside = ui.new_child(egui::UiBuilder::new().id_salt("wide").max_rect(body));
    let mut area = ScrollArea::both().id_salt(("conflict-wide", &conflict.id)).auto_shrink(false);
    if let Some(offset) = screen.scroll_to.take() {
        area = area.vertical_scroll_offset((offset * wide.tall.height() - body.height() / 2.0).max(0.0));
    } else if std::mem::take(&mut screen.reveal_run)
        && let Some(chunk) = runs.get(screen.run)
    {
        area = area.vertical_scroll_offset((wide.tall.top(*chunk) - 4.0 * grid.line_height).max(0.0));
    }
    let total = width * columns.len() as f32;
    let output = area.show_viewport(&mut inside, |ui, viewport| {
        ui.set_min_size(vec2(total, wide.tall.height() + 48.0));
        let corner = ui.min_rect().min;
        for chunk in wide.tall.visible(viewport.top(), viewport.bottom()) {
            let top = corner.y + wide.tall.top(chunk);
            let rect = Rect::from_min_size(pos2(corner.x, top), vec2(total, wide.tall.height_of(chunk)));
            match &wide.clean[chunk] {
                Some(sheet) => clean(ui, desk, conflict, merge, chunk, sheet, &columns, &grid, rect, width),
                None => {
                    if let Some(view) = runs.iter().position(|run| *run == chunk).and_then(|run| view.runs.get(run)) {
                        one_run(ui, desk, screen, conflict, view, &columns, &grid, rect, width, actions);
                    }
                }
            }
        }
    });
    heads(
        ui,
        desk,
        conflict,
        &columns,
        Rect::from_min_max(whole.min, pos2(body.right(), body.top())),
        width,
        output.state.clamped_offset().x,
    );
    let strip = Rect::from_min_max(pos2(body.right() + 4.0, body.top()), whole.max);
    let focused = screen.run;
    let places = runs.iter().zip(&view.runs).map(|(chunk, run)| overview::Place {
        top: wide.tall.top(*chunk),
        height: wide.tall.height_of(*chunk),
        settled: run.chosen().is_some(),
        focused: run.number == focused,
    });
    let seen = (output.state.clamped_offset().y, output.inner_rect.height(), wide.tall.height());
    overview::show(ui, screen, strip, seen, places);
    view.wide = Some(wide);
}

/// The buttons that choose which columns are shown.
fn which(ui: &mut Ui, desk: Desk<'_>, screen: &mut ConflictsScreen, conflict: &Conflict, has_base: bool) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(GRID, GRID);
        let back = button::secondary(t!("resolver-wide")).icon(icons::COLUMNS).keys("W").selected(true).small();
        if ui.add(back).clicked() {
            screen.set_wide(false);
        }
        let tokens = theme::tokens(ui);
        if has_base {
            let look = button::secondary(t!("conflicts-base")).name(t!("resolver-wide-show", team = t!("conflicts-base")));
            if ui.add(look.selected(!screen.wide_without_base).small()).clicked() {
                screen.wide_without_base = !screen.wide_without_base;
            }
        }
        for (side, team) in conflict.teams.iter().enumerate() {
            let title = marks::title(team);
            let color = marks::color(&tokens, team, desk.manifest);
            let mut look =
                button::secondary(title.as_str()).name(t!("resolver-wide-show", team = title.as_str())).icon(icons::USER);
            if side < 9 {
                look = look.keys(format!("Alt+{}", side + 1));
            }
            let shown = !screen.wide_hidden.contains(team);
            if ui.add(look.icon_color(color).selected(shown).small()).clicked() {
                toggle(screen, conflict, side);
            }
        }
    });
}

fn heads(ui: &Ui, desk: Desk<'_>, conflict: &Conflict, columns: &[Column], rect: Rect, width: f32, offset: f32) {
    let tokens = theme::tokens(ui);
    let clipped = ui.painter().with_clip_rect(ui.clip_rect().intersect(rect));
    for (place, column) in columns.iter().enumerate() {
        let head = Rect::from_min_size(rect.min + vec2(place as f32 * width - offset, 0.0), vec2(width, rect.height()));
        let mut left = head.left() + 2.0 * GRID;
        let (title, color) = match column {
            Column::Base => (t!("conflicts-base"), tokens.weak),
            Column::Result => (t!("resolver-wide-title"), tokens.text),
            Column::Side(side) => match conflict.teams.get(*side) {
                Some(team) => {
                    let badge = Rect::from_center_size(pos2(left + 9.0, head.center().y), vec2(18.0, 18.0));
                    marks::paint_badge(&clipped, badge, team, marks::color(&tokens, team, desk.manifest), &tokens);
                    left += 26.0;
                    (marks::title_and_name(team, desk.manifest), tokens.text)
                }
                None => continue,
            },
        };
        let room = (head.right() - left - GRID).max(10.0);
        let galley = elide::rows(ui, &title, theme::medium(theme::BODY), color, room, 1);
        clipped.galley(pos2(left, head.center().y - galley.size().y / 2.0), galley, color);
        if place > 0 {
            clipped.vline(head.left(), head.top() + 6.0..=head.bottom(), (1.0, tokens.border));
        }
    }
    ui.painter().hline(rect.x_range(), rect.bottom(), (1.0, tokens.border));
}

/// Lines on which all agree; what only some wrote stands in their columns and in the result.
#[expect(clippy::too_many_arguments, reason = "what lines are drawn from; a struct would only rename it")]
fn clean(
    ui: &Ui,
    desk: Desk<'_>,
    conflict: &Conflict,
    merge: &LineMerge,
    chunk: usize,
    sheet: &Sheet,
    columns: &[Column],
    grid: &Grid,
    rect: Rect,
    width: f32,
) {
    let Some(Chunk::Clean { authors, .. }) = merge.chunks.get(chunk) else { return };
    let tokens = theme::tokens(ui);
    let by_all = authors.is_empty() || authors.len() == conflict.teams.len();
    let color = authors.first().and_then(|author| conflict.teams.get(*author));
    let color = color.filter(|_| !by_all).map_or(tokens.surface, |team| marks::color(&tokens, team, desk.manifest));
    let wash = tokens.surface.lerp_to_gamma(color, if tokens.dark { 0.12 } else { 0.09 });
    let pane = |column: &Column| {
        let has = by_all
            || match column {
                Column::Base => false,
                Column::Side(side) => authors.contains(side),
                Column::Result => true,
            };
        // A column that the sheet does not have is filled.
        Pane { column: if has { 0 } else { 1 }, wash, word: wash, pale: by_all }
    };
    let panes: Vec<Pane> = columns.iter().map(pane).collect();
    let painter = ui.painter().with_clip_rect(ui.clip_rect().intersect(rect));
    sheet.paint(&painter, &tokens, grid, rect.min, width, &panes);
    borders(ui, &tokens, columns.len(), rect, width);
}

fn borders(ui: &Ui, tokens: &Tokens, columns: usize, rect: Rect, width: f32) {
    for place in 1..columns {
        ui.painter().vline(rect.left() + place as f32 * width, rect.y_range(), (1.0, tokens.border));
    }
}

/// A run: each side in its column, a click takes it; the result beside them.
#[expect(clippy::too_many_arguments, reason = "what a run is drawn from; a struct would only rename it")]
fn one_run(
    ui: &mut Ui,
    desk: Desk<'_>,
    screen: &mut ConflictsScreen,
    conflict: &Conflict,
    view: &RunView,
    columns: &[Column],
    grid: &Grid,
    rect: Rect,
    width: f32,
    actions: &mut Vec<Action>,
) {
    let tokens = theme::tokens(ui);
    let card = rect.shrink2(vec2(0.0, GAP / 2.0));
    let focused = screen.run == view.number;
    ui.painter().rect_filled(card, 4, tokens.surface);
    let top = card.top() + GAP / 2.0;
    let chosen: Option<&[usize]> = match view.chosen() {
        Some(Choice::Sides(sides)) => Some(sides),
        Some(Choice::Lines(_)) | None => None,
        Some(_) => Some(&[]),
    };
    let content = Rect::from_min_max(pos2(card.left(), top), pos2(card.right(), card.bottom() - GAP / 2.0));
    for (place, column) in columns.iter().enumerate() {
        let pane_rect = Rect::from_min_size(pos2(content.left() + place as f32 * width, top), vec2(width, content.height()));
        let painter = ui.painter().with_clip_rect(ui.clip_rect().intersect(pane_rect));
        match column {
            Column::Result => result(ui, desk, conflict, view, grid, pane_rect, &painter),
            Column::Base => {
                let pale = view.chosen().is_some_and(|choice| *choice != Choice::Base);
                let pane = Pane { column: 0, wash: tokens.surface, word: tokens.surface, pale };
                view.sheet().paint(&painter, &tokens, grid, pane_rect.min, width, &[pane]);
            }
            Column::Side(side) => {
                let Some(team) = conflict.teams.get(*side) else { continue };
                let color = marks::color(&tokens, team, desk.manifest);
                let chooses = view.side_that_chooses(*side);
                let taken = chooses.is_some_and(|side| chosen.is_some_and(|chosen| chosen.contains(&side)));
                let pane = Pane {
                    column: view.column_of(*side),
                    wash: tokens.surface.lerp_to_gamma(color, if tokens.dark { 0.12 } else { 0.09 }),
                    word: tokens.surface.lerp_to_gamma(color, if tokens.dark { 0.38 } else { 0.28 }),
                    pale: chosen.is_some() && !taken,
                };
                view.sheet().paint(&painter, &tokens, grid, pane_rect.min, width, &[pane]);
                let Some(chooses) = chooses.filter(|_| desk.editable) else { continue };
                let id = Id::unique(("wide-side", &conflict.id, view.number, side));
                let response = ui.interact(pane_rect, id, Sense::click());
                let name = t!("conflicts-take", team = marks::title(team), run = view.number + 1);
                response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, taken, &name));
                if taken || response.hovered() || response.has_focus() {
                    ui.painter().rect_stroke(pane_rect.shrink(1.0), 3, (1.5, color), StrokeKind::Inside);
                }
                if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
                    run::answer(desk, screen, conflict, view.number, choose::toggled(view.chosen(), chooses), actions);
                }
            }
        }
    }
    borders(ui, &tokens, columns.len(), card, width);
    let edge = if focused { tokens.accent } else { tokens.border };
    let line = (if focused { 1.5 } else { 1.0 }, edge);
    ui.painter().rect_stroke(card, CornerRadius::same(4), line, StrokeKind::Inside);
}

fn result(ui: &Ui, desk: Desk<'_>, conflict: &Conflict, view: &RunView, grid: &Grid, rect: Rect, painter: &egui::Painter) {
    let tokens = theme::tokens(ui);
    let plain = Pane { column: 0, wash: tokens.surface, word: tokens.surface, pale: view.chosen().is_none() };
    let bar = |top: f32, height: f32, color: egui::Color32| {
        painter.rect_filled(Rect::from_min_size(pos2(rect.left() + 1.0, top), vec2(3.0, height)), 0, color);
    };
    if view.chosen().is_none() {
        view.sheet().paint(painter, &tokens, grid, rect.min, rect.width(), &[plain]);
        bar(rect.top(), rect.height(), tokens.warning);
        let small = egui::FontId::proportional(theme::SMALL);
        painter.text(
            rect.right_top() + vec2(-6.0, 9.0),
            Align2::RIGHT_CENTER,
            t!("resolver-wide-unsettled"),
            small,
            tokens.warning,
        );
        return;
    }
    let name = t!("conflicts-result-name", run = view.number + 1);
    let id = Id::unique(("wide-result", &conflict.id, view.number));
    side_by_side::tell(ui, rect, id, &name, || view.result().spoken(0));
    view.result().paint(painter, &tokens, grid, rect.min, rect.width(), &[plain]);
    let clip = painter.clip_rect();
    let tall = view.result().tall();
    for row in tall.visible(clip.top() - rect.top(), clip.bottom() - rect.top()) {
        let color = match view.authors().get(row) {
            Some(Author::Side(side)) => {
                conflict.teams.get(*side).map_or(tokens.border, |team| marks::color(&tokens, team, desk.manifest))
            }
            Some(Author::Person) => tokens.text,
            _ => tokens.border,
        };
        bar(rect.top() + tall.top(row), tall.height_of(row), color);
    }
}

/// The button that opens the wide view, in the head of a conflict.
pub fn open_button(ui: &mut Ui, screen: &mut ConflictsScreen) {
    if screen.wide {
        return;
    }
    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
        let look = button::secondary(t!("resolver-wide")).icon(icons::COLUMNS).keys("W").tip(t!("resolver-wide-tip")).small();
        if ui.add(look).clicked() {
            screen.set_wide(true);
        }
    });
}
