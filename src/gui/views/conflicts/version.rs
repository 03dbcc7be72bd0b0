//! A file as a whole: somebody deleted what others changed, a binary file, modes, a lockfile. One column a version,
//! with what differs from base, and a button for each: never a text full of markers.

use egui::{Align2, CornerRadius, Id, Rect, ScrollArea, StrokeKind, Ui, pos2, vec2};

use super::controls::{self, Choose};
use super::{Computed, ConflictsScreen, Desk, pictures};
use crate::gui::action::Action;
use crate::gui::icons::{self, Icon};
use crate::gui::theme::{self, GRID, Tokens};
use crate::gui::views::marks;
use crate::gui::widgets::elide;
use crate::gui::widgets::side_by_side::{self, Grid, Line, Pane, Sheet};
use crate::model::conflict::{Answer, Conflict, ConflictId, Detail};
use crate::model::merge::rows::{Cell, rows};
use crate::model::merge::tree::{Entry, EntryKind};
use crate::model::team::TeamId;
use crate::t;

const COLUMN_HEAD: f32 = 104.0;
const MIN_COLUMN: f32 = 220.0;
/// The line above a text that all versions hold.
const SAME: f32 = 28.0;

/// What is computed from a conflict of versions and kept.
#[derive(Debug)]
pub struct VersionView {
    conflict: ConflictId,
    /// One pane a version, in the order of `versions`.
    sheet: Sheet,
    has_text: bool,
    /// All versions hold the same text, which is shown once.
    is_same: bool,
    /// Images, where it is about them.
    pictures: pictures::Pictures,
}

/// One version that can be chosen.
struct Version<'a> {
    team: Option<&'a TeamId>,
    entry: Option<&'a Entry>,
    answer: Answer,
    key: Option<char>,
}

fn versions<'a>(conflict: &'a Conflict) -> Vec<Version<'a>> {
    let Detail::Version { base, sides, .. } = &conflict.detail else { return Vec::new() };
    let base = base.as_ref().map(|entry| Version { team: None, entry: Some(entry), answer: Answer::Base, key: Some('b') });
    let side = |(index, entry): (usize, &'a Option<Entry>)| Version {
        team: conflict.teams.get(index),
        entry: entry.as_ref(),
        answer: Answer::Side(index),
        key: controls::key_of(index),
    };
    base.into_iter().chain(sides.iter().enumerate().map(side)).collect()
}

fn compute(conflict: &Conflict) -> VersionView {
    let empty = VersionView {
        conflict: conflict.id.clone(),
        sheet: Sheet::default(),
        has_text: false,
        is_same: false,
        pictures: pictures::Pictures::default(),
    };
    let Detail::Version { base, previews, .. } = &conflict.detail else { return empty };
    let base_text = previews.first().and_then(Option::as_deref).unwrap_or_default();
    let sides: Vec<&[u8]> = previews.iter().skip(1).map(|side| side.as_deref().unwrap_or_default().as_bytes()).collect();
    if previews.iter().all(Option::is_none) {
        return empty;
    }
    // Of a file that only its mode tells apart, the text is the same everywhere.
    let mut texts = previews.iter().skip(usize::from(base.is_none()));
    if let Some(Some(first)) = texts.next()
        && texts.all(|text| text.as_ref() == Some(first))
    {
        return VersionView { sheet: Sheet::of_text(first), has_text: true, is_same: true, ..empty };
    }
    let line = |cell: Cell, tinted: bool| Line::new(cell.line, cell.text, tinted && cell.changed, cell.words);
    let aligned = rows(base_text.as_bytes(), &sides)
        .into_iter()
        .map(|row| {
            let sides = row.sides.into_iter().map(|side| side.map(|cell| line(cell, true)));
            let base_cell = row.base.map(|cell| line(cell, false));
            if base.is_some() { std::iter::once(base_cell).chain(sides).collect() } else { sides.collect() }
        })
        .collect();
    VersionView { sheet: Sheet::new(aligned), has_text: true, ..empty }
}

/// Draws the pane.
pub fn show(ui: &mut Ui, desk: Desk<'_>, screen: &mut ConflictsScreen, conflict: &Conflict, actions: &mut Vec<Action>) {
    let mut view = match screen.computed.take() {
        Some(Computed::Version(view)) if view.conflict == conflict.id => view,
        _ => Box::new(compute(conflict)),
    };
    let versions = versions(conflict);
    view.pictures.follow(ui, desk, conflict, actions);
    let answer = desk.answer(conflict);
    delete_button(conflict, desk, &versions, answer, ui, actions);
    ScrollArea::both().id_salt(("conflict-versions", &conflict.id)).auto_shrink(false).show_viewport(ui, |ui, _| {
        let count = versions.len().max(1);
        let width = (ui.available_width() - 20.0).max(count as f32 * MIN_COLUMN);
        let pane_width = (width / count as f32).floor();
        let grid = Grid::new(ui, view.sheet.last_number());
        let text_width = if view.is_same { width } else { pane_width };
        let text_height = match view.has_text {
            true => view.sheet.fit(&grid, text_width) + if view.is_same { SAME } else { 0.0 },
            false => view.pictures.height(),
        };
        ui.set_min_size(vec2(width, COLUMN_HEAD + text_height + 24.0));
        let corner = ui.min_rect().min;
        let card = Rect::from_min_size(
            corner,
            vec2(width, COLUMN_HEAD + text_height + if text_height > 0.0 { 2.0 * GRID } else { 0.0 }),
        );
        let tokens = theme::tokens(ui);
        ui.painter().rect(card, CornerRadius::same(10), tokens.surface, (1.0, tokens.border), StrokeKind::Inside);
        let mut panes = Vec::new();
        for (place, version) in versions.iter().enumerate() {
            let head = Rect::from_min_size(corner + vec2(place as f32 * pane_width, 0.0), vec2(pane_width, COLUMN_HEAD));
            let chosen = answer == Some(&version.answer);
            if column_head(ui, desk, conflict, version, chosen, head) {
                let answer = (!chosen).then(|| version.answer.clone());
                actions.push(Action::Answer { conflict: conflict.id.clone(), answer });
            }
            let color = version.team.map_or(tokens.weak, |team| marks::color(&tokens, team, desk.manifest));
            panes.push(Pane {
                column: place,
                wash: tokens.surface.lerp_to_gamma(color, if tokens.dark { 0.12 } else { 0.09 }),
                word: tokens.surface.lerp_to_gamma(color, if tokens.dark { 0.38 } else { 0.28 }),
                pale: answer.is_some() && !chosen,
            });
            if place > 0 {
                ui.painter().vline(head.left(), card.top() + 6.0..=card.bottom() - 6.0, (1.0, tokens.border));
            }
        }
        let has_base = versions.first().is_some_and(|version| version.team.is_none());
        if view.pictures.height() > 0.0 {
            for (place, version) in versions.iter().enumerate() {
                let corner = corner + vec2(place as f32 * pane_width, COLUMN_HEAD);
                let of = version.team.map_or_else(|| t!("conflicts-base"), marks::title);
                // Base's image comes first, also where base has no column.
                let number = place + usize::from(!has_base);
                view.pictures.paint(ui, number, Rect::from_min_size(corner, vec2(pane_width, text_height)), &of);
            }
        }
        if view.is_same {
            let area = Rect::from_min_size(corner + vec2(0.0, COLUMN_HEAD), vec2(width, text_height));
            same(ui, &view.sheet, &grid, area, conflict);
        } else if view.has_text {
            let top = corner + vec2(0.0, COLUMN_HEAD);
            let area = Rect::from_min_size(top, vec2(width, text_height));
            ui.painter().hline(area.x_range(), area.top(), (1.0, tokens.border));
            for (place, version) in versions.iter().enumerate() {
                let pane = Rect::from_min_size(top + vec2(place as f32 * pane_width, 0.0), vec2(pane_width, text_height));
                let of = version.team.map_or_else(|| t!("conflicts-base"), marks::title);
                let id = Id::unique(("version-text", &conflict.id, place));
                side_by_side::tell(ui, pane, id, &t!("conflicts-version-text", team = of), || view.sheet.spoken(place));
            }
            let painter = ui.painter().with_clip_rect(ui.clip_rect().intersect(area));
            view.sheet.paint(&painter, &tokens, &grid, top, pane_width, &panes);
        }
    });
    screen.computed = Some(Computed::Version(view));
}

/// The text that all versions hold.
fn same(ui: &Ui, sheet: &Sheet, grid: &Grid, area: Rect, conflict: &Conflict) {
    let tokens = theme::tokens(ui);
    ui.painter().hline(area.x_range(), area.top(), (1.0, tokens.border));
    // Over the lines between columns: this is nobody's column.
    let inside = area.shrink2(vec2(1.0, 1.0));
    ui.painter().rect_filled(inside, 0, tokens.surface);
    let name = t!("cards-same-text");
    let font = egui::FontId::proportional(theme::SMALL);
    let at = inside.left_top() + vec2(3.0 * GRID, SAME / 2.0);
    ui.painter().text(at, Align2::LEFT_CENTER, &name, font, tokens.weak);
    side_by_side::tell(ui, area, Id::unique(("same-text", &conflict.id)), &name, || sheet.spoken(0));
    let painter = ui.painter().with_clip_rect(ui.clip_rect().intersect(area));
    let pane = Pane { column: 0, wash: tokens.surface, word: tokens.surface, pale: false };
    sheet.paint(&painter, &tokens, grid, inside.min + vec2(0.0, SAME), inside.width(), &[pane]);
}

/// No file at all: where no version already means that.
fn delete_button(
    conflict: &Conflict,
    desk: Desk<'_>,
    versions: &[Version<'_>],
    answer: Option<&Answer>,
    ui: &mut Ui,
    actions: &mut Vec<Action>,
) {
    if versions.iter().any(|version| version.entry.is_none()) {
        return;
    }
    let chosen = answer == Some(&Answer::Delete);
    let choice = Choose {
        key: Some('n'),
        text: t!("conflicts-delete"),
        name: t!("conflicts-delete-name", path = conflict.path.as_str()),
        chosen: chosen.then_some(0),
        enabled: desk.editable,
        ..Choose::default()
    };
    let (rect, _) = ui.allocate_exact_size(vec2(choice.width(ui), controls::HEIGHT), egui::Sense::hover());
    if choice.show(ui, desk, rect, Id::unique(("delete", &conflict.id))).clicked() {
        actions.push(Action::Answer { conflict: conflict.id.clone(), answer: (!chosen).then_some(Answer::Delete) });
    }
    ui.add_space(2.0 * GRID);
}

/// The head of a version: whose it is, what it is, and the button that takes it; whether that was clicked.
fn column_head(ui: &mut Ui, desk: Desk<'_>, conflict: &Conflict, version: &Version<'_>, chosen: bool, rect: Rect) -> bool {
    let tokens = theme::tokens(ui);
    let inner = rect.shrink2(vec2(3.0 * GRID, 2.0 * GRID));
    let mut left = inner.left();
    let (title, told) = match version.team {
        Some(team) => {
            let badge = Rect::from_min_size(inner.min + vec2(0.0, 2.0), vec2(24.0, 24.0));
            marks::paint_badge(ui.painter(), badge, team, marks::color(&tokens, team, desk.manifest), &tokens);
            left = badge.right() + 2.0 * GRID;
            let role = desk.manifest.team(team).map(|team| team.role.clone()).unwrap_or_default();
            (marks::title_and_name(team, desk.manifest), role)
        }
        None => (t!("conflicts-base"), t!("conflicts-base-hint")),
    };
    let small = egui::FontId::proportional(theme::SMALL);
    let title = elide::rows(ui, &title, theme::medium(theme::BODY), tokens.text, inner.right() - left, 1);
    ui.painter().galley(pos2(left, inner.top() - 1.0), title, tokens.text);
    let told = elide::rows(ui, &told, small, tokens.weak, inner.right() - left, 1);
    ui.painter().galley(pos2(left, inner.top() + 15.0), told, tokens.weak);
    entry(ui, &tokens, version.entry, pos2(inner.left(), inner.top() + 44.0), inner.width());

    let name = version.team.map_or_else(|| t!("conflicts-base"), marks::title);
    let (text, said) = match (version.team, version.entry) {
        (Some(_), None) => (t!("conflicts-version-deleted"), t!("conflicts-version-deleted-name", team = name.as_str())),
        (Some(_), Some(_)) => {
            (t!("conflicts-version-take", team = name.as_str()), t!("conflicts-version-take", team = name.as_str()))
        }
        (None, _) => (t!("conflicts-version-base"), t!("conflicts-version-base")),
    };
    let choice = Choose {
        key: version.key,
        text,
        name: said,
        teams: version.team.into_iter().collect(),
        chosen: chosen.then_some(0),
        enabled: desk.editable,
    };
    let button = Rect::from_min_size(
        pos2(inner.left(), inner.bottom() - controls::HEIGHT),
        vec2(choice.width(ui).min(inner.width()), controls::HEIGHT),
    );
    choice.show(ui, desk, button, Id::unique(("version", &conflict.id, version.key, &name))).clicked()
}

/// What lies there, in words: kind and size.
pub fn entry(ui: &Ui, tokens: &Tokens, entry: Option<&Entry>, at: egui::Pos2, width: f32) {
    let (icon, color, text) = match entry {
        None => (icons::TRASH, tokens.danger, t!("conflicts-entry-none")),
        Some(entry) => {
            let word = match entry.kind {
                EntryKind::File => "conflicts-entry-file",
                EntryKind::Executable => "conflicts-entry-executable",
                EntryKind::Symlink => "conflicts-entry-link",
            };
            let icon = match entry.kind {
                EntryKind::File => icons::FILE,
                EntryKind::Executable => icons::LIGHTNING,
                EntryKind::Symlink => icons::LINK,
            };
            (icon, tokens.weak, t!(word, size = size(entry.size)))
        }
    };
    ui.painter().text(at, Align2::LEFT_CENTER, icon.0, Icon::font(14.0), color);
    let galley = elide::rows(ui, &text, egui::FontId::proportional(theme::SMALL), color, width - 20.0, 1);
    ui.painter().galley(at + vec2(20.0, -galley.size().y / 2.0), galley, color);
}

/// A size as people say it.
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} B"),
        1024..1_048_576 => format!("{:.1} KB", bytes as f64 / 1024.0),
        _ => format!("{:.1} MB", bytes as f64 / 1_048_576.0),
    }
}
