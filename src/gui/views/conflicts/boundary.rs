//! A team wrote where it may not: kept out, unless a person lets it in and says why.

use egui::{CornerRadius, Id, Rect, RichText, ScrollArea, StrokeKind, Ui, vec2};

use super::controls::{self, Choose};
use super::{Computed, ConflictsScreen, Desk, version};
use crate::gui::action::Action;
use crate::gui::theme::{self, GRID};
use crate::gui::views::marks;
use crate::gui::widgets::button;
use crate::gui::widgets::side_by_side::{self, Grid, Pane, Sheet};
use crate::model::conflict::{Answer, Conflict, ConflictId, Detail};
use crate::model::team::TeamId;
use crate::t;

/// What is computed from a boundary violation and kept.
#[derive(Debug)]
pub struct BoundaryView {
    conflict: ConflictId,
    sheet: Option<Sheet>,
}

/// Draws the pane.
pub fn show(ui: &mut Ui, desk: Desk<'_>, screen: &mut ConflictsScreen, conflict: &Conflict, actions: &mut Vec<Action>) {
    let Detail::Boundary { entry, preview, forbidden } = &conflict.detail else { return };
    let mut view = match screen.computed.take() {
        Some(Computed::Boundary(view)) if view.conflict == conflict.id => view,
        _ => Box::new(BoundaryView { conflict: conflict.id.clone(), sheet: preview.as_deref().map(Sheet::of_text) }),
    };
    who(ui, desk, conflict, *forbidden);
    ui.add_space(2.0 * GRID);
    decide(ui, desk, screen, conflict, actions);
    ui.add_space(3.0 * GRID);
    let tokens = theme::tokens(ui);
    let (line, _) = ui.allocate_exact_size(vec2(ui.available_width() - 16.0, 20.0), egui::Sense::hover());
    version::entry(ui, &tokens, entry.as_ref(), line.left_center(), line.width());
    ui.add_space(GRID);
    if let Some(sheet) = &mut view.sheet {
        ScrollArea::vertical().id_salt(("conflict-boundary", &conflict.id)).auto_shrink(false).show_viewport(ui, |ui, _| {
            let width = ui.available_width() - 20.0;
            let grid = Grid::new(ui, sheet.last_number());
            let height = sheet.fit(&grid, width);
            ui.set_min_size(vec2(width, height + 24.0));
            let card = Rect::from_min_size(ui.min_rect().min, vec2(width, height + 2.0 * GRID));
            ui.painter().rect(card, CornerRadius::same(10), tokens.surface, (1.0, tokens.border), StrokeKind::Inside);
            let id = Id::unique(("boundary-text", &conflict.id));
            side_by_side::tell(ui, card, id, &t!("conflicts-boundary-text"), || sheet.spoken(0));
            let painter = ui.painter().with_clip_rect(ui.clip_rect().intersect(card));
            let pale = desk.answer(conflict) == Some(&Answer::KeepOut);
            let pane = Pane { column: 0, wash: tokens.surface, word: tokens.surface, pale };
            sheet.paint(&painter, &tokens, &grid, card.min + vec2(0.0, GRID), width, &[pane]);
        });
    }
    screen.computed = Some(Computed::Boundary(view));
}

/// Who wrote, and whose it is: in one line where there is room, else in two. No name leaves its badge.
fn who(ui: &mut Ui, desk: Desk<'_>, conflict: &Conflict, forbidden: bool) {
    let tokens = theme::tokens(ui);
    let font = theme::medium(theme::BODY);
    let said = match (forbidden, &conflict.owner) {
        (true, _) => Some((t!("conflicts-boundary-forbidden"), tokens.danger, None)),
        (false, Some(owner)) => Some((t!("conflicts-boundary-of"), tokens.weak, Some(owner))),
        (false, None) => None,
    };
    let measure = |text: &str| ui.painter().layout_no_wrap(text.to_owned(), font.clone(), tokens.text).size().x;
    let team_width = |team: &TeamId| 24.0 + measure(&marks::title_and_name(team, desk.manifest)) + 4.0 * GRID;
    let whole: f32 = conflict.teams.iter().map(team_width).sum::<f32>()
        + said.as_ref().map_or(0.0, |(text, _, owner)| measure(text) + 2.0 * GRID + owner.map_or(0.0, team_width));
    let named = |ui: &mut Ui, team: &TeamId| {
        marks::badge(ui, team, desk.manifest, 24.0);
        let name = marks::title_and_name(team, desk.manifest);
        ui.add(egui::Label::new(RichText::new(name).font(theme::medium(theme::BODY))).truncate());
    };
    let rest = |ui: &mut Ui| {
        let Some((text, color, owner)) = &said else { return };
        ui.label(RichText::new(text).color(*color));
        owner.iter().for_each(|owner| named(ui, owner));
    };
    let in_one = whole + 3.0 * GRID <= ui.available_width();
    ui.horizontal(|ui| {
        conflict.teams.iter().for_each(|team| named(ui, team));
        if in_one {
            rest(ui);
        }
    });
    if !in_one {
        ui.horizontal(rest);
    }
}

fn decide(ui: &mut Ui, desk: Desk<'_>, screen: &mut ConflictsScreen, conflict: &Conflict, actions: &mut Vec<Action>) {
    let tokens = theme::tokens(ui);
    let answer = desk.answer(conflict);
    let let_in = matches!(answer, Some(Answer::LetIn { .. }));
    ui.horizontal(|ui| {
        let keep = Choose {
            key: Some('1'),
            text: t!("conflicts-keep-out"),
            name: t!("conflicts-keep-out"),
            chosen: (answer == Some(&Answer::KeepOut)).then_some(0),
            enabled: desk.editable,
            ..Choose::default()
        };
        let admit = Choose {
            key: Some('2'),
            text: t!("conflicts-let-in"),
            name: t!("conflicts-let-in"),
            chosen: let_in.then_some(0),
            enabled: desk.editable,
            ..Choose::default()
        };
        let place = |ui: &mut Ui, choice: &Choose<'_>, id: &str| {
            let (rect, _) = ui.allocate_exact_size(vec2(choice.width(ui), controls::HEIGHT), egui::Sense::hover());
            choice.show(ui, desk, rect, Id::unique((id, &conflict.id))).clicked()
        };
        if place(ui, &keep, "keep-out") {
            screen.reason = None;
            let answer = (answer != Some(&Answer::KeepOut)).then_some(Answer::KeepOut);
            actions.push(Action::Answer { conflict: conflict.id.clone(), answer });
        }
        if place(ui, &admit, "let-in") {
            let before = match answer {
                Some(Answer::LetIn { reason }) => reason.clone(),
                _ => String::new(),
            };
            screen.reason = Some((conflict.id.clone(), before));
            ui.memory_mut(|memory| memory.request_focus(reason_id(conflict)));
        }
    });
    if let Some((_, reason)) = screen.reason.as_mut().filter(|(id, _)| id == &conflict.id) {
        ui.add_space(GRID);
        let mut done = false;
        let mut cancel = false;
        ui.horizontal(|ui| {
            let field = egui::TextEdit::singleline(reason)
                .id(reason_id(conflict))
                .desired_width(360.0)
                .hint_text(t!("conflicts-reason-hint"));
            let response = ui.add(field).accessible_name(t!("conflicts-reason"));
            let enough = !reason.trim().is_empty();
            done = ui.add_enabled(enough, button::primary(t!("conflicts-let-in-now"))).clicked();
            done |= enough && response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
            cancel = ui.add(button::secondary(t!("conflicts-edit-cancel"))).clicked();
            cancel |= response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Escape));
        });
        if done {
            let answer = Some(Answer::LetIn { reason: reason.trim().to_owned() });
            actions.push(Action::Answer { conflict: conflict.id.clone(), answer });
        }
        if done || cancel {
            screen.reason = None;
        }
    } else if let Some(Answer::LetIn { reason }) = answer {
        ui.add_space(GRID);
        ui.label(RichText::new(t!("conflicts-let-in-because", reason = reason.as_str())).color(tokens.weak));
    } else {
        ui.add_space(GRID);
        let word = if answer.is_some() { "conflicts-kept-out" } else { "conflicts-boundary-open" };
        ui.label(RichText::new(t!(word)).small().color(tokens.weak));
    }
}

fn reason_id(conflict: &Conflict) -> Id {
    Id::unique(("let-in-reason", &conflict.id))
}
