//! A run's card: whose columns, the sides side by side, and the buttons.

use egui::{Align2, CornerRadius, Id, Rect, StrokeKind, Ui, pos2, vec2};

use super::{COLUMN_HEAD, HEAD, NOTE, PAD, Pick, RunView, Words, begin_edit};
use super::{pick, result};
use crate::gui::action::Action;
use crate::gui::icons::{self, Icon};
use crate::gui::theme::{self, GRID};
use crate::gui::views::conflicts::{ConflictsScreen, Desk, choose, controls};
use crate::gui::views::marks;
use crate::gui::widgets::side_by_side::{self, Grid, Pane};
use crate::gui::widgets::{button, elide};
use crate::model::conflict::Conflict;
use crate::model::merge::choice::Choice;
use crate::t;

/// Draws a run.
#[expect(clippy::too_many_arguments, reason = "what a card is drawn from; a struct would only rename it")]
pub fn show(
    ui: &mut Ui,
    desk: Desk<'_>,
    screen: &mut ConflictsScreen,
    conflict: &Conflict,
    view: &RunView,
    runs: usize,
    grid: &Grid,
    rect: Rect,
    actions: &mut Vec<Action>,
) {
    let tokens = theme::tokens(ui);
    let focused = screen.run == view.number;
    let settled = view.chosen.is_some();
    let card = ui.interact(rect, Id::unique(("run", &conflict.id, view.number)), egui::Sense::click());
    card.widget_info(|| {
        egui::WidgetInfo::labeled(egui::Role::Group, true, t!("conflicts-run-name", run = view.number + 1, all = runs))
    });
    if card.clicked() {
        screen.run = view.number;
    }
    let edge = if focused { tokens.accent } else { tokens.border };
    ui.painter().rect(rect, CornerRadius::same(10), tokens.surface, (if focused { 1.5 } else { 1.0 }, edge), StrokeKind::Inside);

    let mut child = ui.new_child(egui::UiBuilder::new().id_salt(("run", view.number)).max_rect(rect));
    let ui = &mut child;
    let inner = Rect::from_min_max(rect.min + vec2(PAD, 0.0), rect.max - vec2(PAD, 0.0));
    head(ui, view, runs, settled, inner);
    if settled && desk.editable {
        reopen(ui, desk, screen, conflict, view, inner, actions);
    }
    sides(ui, desk, screen, conflict, view, grid, rect, inner, actions);
    note(ui, conflict, view, inner);
    buttons(ui, desk, screen, conflict, view, inner, actions);
    result::show(ui, desk, screen, conflict, view, grid, inner, actions);
}

fn head(ui: &Ui, view: &RunView, runs: usize, settled: bool, inner: Rect) {
    let tokens = theme::tokens(ui);
    let y = inner.top() + HEAD / 2.0;
    let (icon, color) = if settled { (icons::CHECK_CIRCLE, tokens.success) } else { (icons::CIRCLE, tokens.weak) };
    ui.painter().text(pos2(inner.left(), y), Align2::LEFT_CENTER, icon.0, Icon::font(16.0), color);
    let title = t!("conflicts-run", run = view.number + 1, all = runs);
    let drawn =
        ui.painter().text(pos2(inner.left() + 22.0, y), Align2::LEFT_CENTER, title, theme::medium(theme::BODY), tokens.text);
    let lines = match view.base_lines {
        0 | 1 => t!("conflicts-at-line", line = view.first_line),
        count => t!("conflicts-at-lines", from = view.first_line, to = view.first_line + count - 1),
    };
    let small = egui::FontId::proportional(theme::SMALL);
    ui.painter().text(pos2(drawn.right() + 10.0, y), Align2::LEFT_CENTER, lines, small, tokens.weak);
}

fn reopen(
    ui: &mut Ui,
    desk: Desk<'_>,
    screen: &mut ConflictsScreen,
    conflict: &Conflict,
    view: &RunView,
    inner: Rect,
    actions: &mut Vec<Action>,
) {
    let mut row = ui.new_child(
        egui::UiBuilder::new()
            .max_rect(Rect::from_min_max(inner.min, pos2(inner.right(), inner.top() + HEAD)))
            .layout(egui::Layout::right_to_left(egui::Align::Center)),
    );
    let name = t!("conflicts-reopen-run", run = view.number + 1);
    if row.add(button::quiet(t!("conflicts-reopen")).icon(icons::UNDO).name(name).small()).clicked() {
        answer(desk, screen, conflict, view.number, None, actions);
    }
}

/// Answers one run.
pub fn answer(
    desk: Desk<'_>,
    screen: &mut ConflictsScreen,
    conflict: &Conflict,
    run: usize,
    choice: Option<Choice>,
    actions: &mut Vec<Action>,
) {
    screen.run = run;
    screen.edit = None;
    let answer = choose::with_run(conflict, desk.answer(conflict), run, choice);
    actions.push(Action::Answer { conflict: conflict.id.clone(), answer });
}

#[expect(clippy::too_many_arguments, reason = "what a card is drawn from; a struct would only rename it")]
fn sides(
    ui: &mut Ui,
    desk: Desk<'_>,
    screen: &mut ConflictsScreen,
    conflict: &Conflict,
    view: &RunView,
    grid: &Grid,
    rect: Rect,
    inner: Rect,
    actions: &mut Vec<Action>,
) {
    let tokens = theme::tokens(ui);
    let width = view.parts.pane_width;
    let chosen: Option<&[usize]> = match &view.chosen {
        Some(Choice::Sides(sides)) => Some(sides),
        // Of picked lines all sides stay as clear as they were: more may be picked.
        Some(Choice::Lines(_)) | None => None,
        Some(_) => Some(&[]),
    };
    let mut panes = Vec::new();
    let mut places = Vec::new();
    for (place, column) in view.panes(screen.base_shown()).into_iter().enumerate() {
        let whole = Rect::from_min_max(
            pos2(inner.left() + place as f32 * width, rect.top() + view.parts.sheet),
            pos2(inner.left() + (place + 1) as f32 * width, rect.top() + view.parts.note),
        );
        let teams = column.checked_sub(1).map(|column| view.columns.columns[column].iter());
        let of = teams.map(|sides| controls::titles(sides.filter_map(|side| conflict.teams.get(*side))));
        let of = of.unwrap_or_else(|| t!("conflicts-base"));
        let name = t!("conflicts-text-of", team = of.as_str(), run = view.number + 1);
        let id = Id::unique(("run-text", &conflict.id, view.number, column));
        side_by_side::tell(ui, whole, id, &name, || view.sheet.spoken(column));
        places.push((column, whole, of));
        let head = Rect::from_min_size(pos2(inner.left() + place as f32 * width, rect.top() + HEAD), vec2(width, COLUMN_HEAD));
        let sides = column.checked_sub(1).map(|column| view.columns.columns[column].as_slice());
        column_head(ui, desk, conflict, sides, head);
        let color = match sides.and_then(|sides| conflict.teams.get(*sides.first()?)) {
            Some(team) => marks::color(&tokens, team, desk.manifest),
            None => tokens.weak,
        };
        let pale = match (chosen, sides) {
            (None, _) => false,
            (Some(chosen), Some(sides)) => !sides.iter().any(|side| chosen.contains(side)),
            (Some(_), None) => view.chosen != Some(Choice::Base),
        };
        let wash = tokens.surface.lerp_to_gamma(color, if tokens.dark { 0.12 } else { 0.09 });
        let word = tokens.surface.lerp_to_gamma(color, if tokens.dark { 0.38 } else { 0.28 });
        panes.push(Pane { column, wash, word, pale });
    }
    let top = rect.top() + view.parts.sheet;
    let area = Rect::from_min_max(
        pos2(inner.left(), top),
        pos2(inner.left() + width * panes.len() as f32, rect.top() + view.parts.note),
    );
    let painter = ui.painter().with_clip_rect(ui.clip_rect().intersect(area));
    view.sheet.paint(&painter, &tokens, grid, area.min, width, &panes);
    let y = area.y_range();
    for place in 1..panes.len() {
        ui.painter().vline(area.left() + place as f32 * width, y.min - COLUMN_HEAD + 6.0..=y.max, (1.0, tokens.border));
    }
    ui.painter().hline(inner.x_range(), top, (1.0, tokens.border));
    ui.painter().hline(inner.x_range(), area.bottom(), (1.0, tokens.border));
    for (column, whole, of) in places {
        pick::show(ui, desk, screen, conflict, view, (column, whole), &of, actions);
    }
}

/// Whose column it is, and what that team was told to do.
fn column_head(ui: &Ui, desk: Desk<'_>, conflict: &Conflict, sides: Option<&[usize]>, rect: Rect) {
    let tokens = theme::tokens(ui);
    let text_left = |badges: usize| rect.left() + badges as f32 * 25.0 + 2.0 * GRID + if badges > 0 { GRID } else { 0.0 };
    let small = egui::FontId::proportional(theme::SMALL);
    let Some(sides) = sides else {
        let at = pos2(rect.left() + 2.0 * GRID, rect.top() + 13.0);
        ui.painter().text(at, Align2::LEFT_CENTER, t!("conflicts-base"), theme::medium(theme::BODY), tokens.weak);
        ui.painter().text(at + vec2(0.0, 16.0), Align2::LEFT_CENTER, t!("conflicts-base-hint"), small, tokens.weak);
        return;
    };
    let teams: Vec<_> = sides.iter().filter_map(|side| conflict.teams.get(*side)).collect();
    for (index, team) in teams.iter().enumerate() {
        let badge = Rect::from_min_size(rect.min + vec2(2.0 * GRID + index as f32 * 25.0, 8.0), vec2(22.0, 22.0));
        marks::paint_badge(ui.painter(), badge, team, marks::color(&tokens, team, desk.manifest), &tokens);
    }
    let left = text_left(teams.len());
    let width = (rect.right() - left - GRID).max(20.0);
    let (title, told) = match teams.as_slice() {
        [team] => {
            let told = desk.manifest.team(team).map(|team| match team.responsibilities.as_slice() {
                [] => team.role.clone(),
                told => told.join(", "),
            });
            (marks::title_and_name(team, desk.manifest), told.unwrap_or_default())
        }
        _ => (controls::titles(teams.iter().copied()), t!("conflicts-same")),
    };
    // Said, and suggested: never forced.
    let owner = conflict.owner.as_ref().filter(|owner| teams.contains(owner));
    let mut title_width = width;
    if owner.is_some() && width > 170.0 {
        let at = pos2(rect.right() - 2.0 * GRID, rect.top() + 13.0);
        let said = ui.painter().text(at, Align2::RIGHT_CENTER, t!("conflicts-owner"), small.clone(), tokens.weak);
        let icon = pos2(said.left() - GRID, at.y);
        let icon = ui.painter().text(icon, Align2::RIGHT_CENTER, icons::SHIELD.0, Icon::font(14.0), tokens.weak);
        title_width = icon.left() - left - GRID;
    }
    let title_galley = elide::rows(ui, &title, theme::medium(theme::BODY), tokens.text, title_width.max(20.0), 1);
    ui.painter().galley(pos2(left, rect.top() + 13.0 - title_galley.size().y / 2.0), title_galley, tokens.text);
    let role = elide::rows(ui, &told, small, tokens.weak, width, 1);
    let elided = role.elided;
    ui.painter().galley(pos2(left, rect.top() + 29.0 - role.size().y / 2.0), role, tokens.weak);
    if elided {
        let id = Id::unique(("column", &conflict.id, sides, rect.left() as i32, rect.top() as i32));
        ui.interact(rect, id, egui::Sense::hover()).on_hover_text(format!("{title}\n{told}"));
    }
}

/// Who left these lines as they were.
fn note(ui: &Ui, conflict: &Conflict, view: &RunView, inner: Rect) {
    if view.columns.untouched.is_empty() {
        return;
    }
    let tokens = theme::tokens(ui);
    let teams = controls::titles(view.columns.untouched.iter().filter_map(|side| conflict.teams.get(*side)));
    let at = pos2(inner.left() + 2.0 * GRID, inner.top() + view.parts.note + NOTE / 2.0 + 1.0);
    let font = egui::FontId::proportional(theme::SMALL);
    ui.painter().text(at, Align2::LEFT_CENTER, t!("conflicts-untouched", teams = teams), font, tokens.weak);
}

fn buttons(
    ui: &Ui,
    desk: Desk<'_>,
    screen: &mut ConflictsScreen,
    conflict: &Conflict,
    view: &RunView,
    inner: Rect,
    actions: &mut Vec<Action>,
) {
    let corner = pos2(inner.left(), inner.top() + view.parts.bar);
    let choices = view.choices(conflict, &Words::new(), desk.editable);
    for (index, ((pick, mut choice), rect)) in choices.into_iter().zip(&view.parts.buttons).enumerate() {
        let rect = rect.translate(corner.to_vec2());
        choice.name = view.name(pick, &choice.text);
        if !choice.show(ui, desk, rect, Id::unique(("choice", &conflict.id, view.number, index))).clicked() {
            continue;
        }
        let picked = match pick {
            Pick::Side(side) => choose::toggled(view.chosen.as_ref(), side),
            Pick::Base => Some(Choice::Base),
            Pick::Nothing => Some(Choice::Nothing),
            Pick::Edit => {
                begin_edit(desk, screen, conflict, view.number);
                return;
            }
        };
        // A second click on base or nothing takes it back, as with the sides.
        let picked = if picked == view.chosen { None } else { picked };
        answer(desk, screen, conflict, view.number, picked, actions);
    }
}
