//! The dialog of what can be settled without a person: the list first (file, what, why, harmless or by rule), a
//! checkbox for each, and one button that answers them all as one step. Owns what is looked at and unticked; not what
//! is harmless (`model::conflict::fix`).

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{Align, Layout, Rect, RichText, ScrollArea, Sense, Ui, vec2};

use super::Desk;
use crate::engine::command::{Command, FixesWanted};
use crate::engine::event::Integration;
use crate::gui::action::Action;
use crate::gui::icons;
use crate::gui::theme::{self, GRID, SMALL};
use crate::gui::views::marks;
use crate::gui::widgets::{button, card, elide};
use crate::model::conflict::fix::{Fix, Part};
use crate::model::conflict::{ConflictId, Detail};
use crate::model::merge::lines::Chunk;
use crate::model::team::TeamId;
use crate::{t, words};

/// What the dialog remembers while it is open.
#[derive(Debug, Default)]
pub struct FixesScreen {
    open: bool,
    /// What was asked for: beside which answers, of which look.
    asked: Option<(u64, Arc<Integration>)>,
    /// What the person does not want.
    unticked: BTreeSet<ConflictId>,
    /// The fix that is shown in full.
    shown: Option<ConflictId>,
}

impl FixesScreen {
    /// Opens the dialog.
    pub fn open(&mut self) {
        *self = Self { open: true, ..Self::default() };
    }

    fn close(&mut self) {
        *self = Self::default();
    }

    /// Asks for what there is, whenever the answers or the look are others.
    fn follow(&mut self, desk: Desk<'_>, actions: &mut Vec<Action>) {
        let Some(found) = desk.project.and_then(|project| project.integration.as_ref()) else { return };
        let revision = desk.answers.revision();
        if self.asked.as_ref().is_some_and(|(asked, of)| *asked == revision && Arc::ptr_eq(of, found)) {
            return;
        }
        let answers = desk.answers.given().clone();
        actions.push(Action::Command(Command::FindFixes(FixesWanted { revision, found: Arc::clone(found), answers })));
        self.asked = Some((revision, Arc::clone(found)));
    }

    /// What was asked for, once it is there.
    fn found<'f>(&self, desk: Desk<'f>) -> Option<&'f [Fix]> {
        let (revision, of) = self.asked.as_ref()?;
        let there = desk.project?.fixes.as_ref()?;
        (there.revision == *revision && Arc::ptr_eq(&there.found, of)).then_some(&there.fixes)
    }

    fn is_ticked(&self, fix: &Fix) -> bool {
        !self.unticked.contains(&fix.conflict)
    }

    fn tick(&mut self, fix: &Fix, ticked: bool) {
        match ticked {
            true => self.unticked.remove(&fix.conflict),
            false => self.unticked.insert(fix.conflict.clone()),
        };
    }
}

/// How high a row of the list is.
const ROW: f32 = 44.0;
/// How many lines of a place are shown.
const LINES: usize = 200;

/// Draws the dialog, when it is open.
pub(super) fn show(ui: &mut Ui, desk: Desk<'_>, screen: &mut FixesScreen, actions: &mut Vec<Action>) {
    if !screen.open || !desk.editable {
        screen.open = false;
        return;
    }
    screen.follow(desk, actions);
    let tokens = theme::tokens(ui);
    let room = ui.ctx().content_rect().size() - vec2(48.0, 56.0);
    let size = room.min(vec2(1060.0, 660.0));
    let area = egui::Modal::default_area(egui::Id::unique("fixes")).default_size(size);
    let modal = egui::Modal::new(egui::Id::unique("fixes")).area(area).backdrop_color(tokens.backdrop()).frame(card::frame(ui));
    let mut close = false;
    let answer = modal.show(ui.ctx(), |ui| {
        ui.set_width(size.x - 40.0);
        card::section(ui, &t!("fixes-title"), |ui| {
            close |= ui.add(button::icon(icons::CLOSE, t!("fixes-close"))).clicked();
        });
        card::weak(ui, t!("fixes-text"));
        ui.add_space(3.0 * GRID);
        let found = screen.found(desk);
        let height = (size.y - 176.0).max(160.0);
        ui.allocate_ui_with_layout(vec2(ui.available_width(), height), Layout::top_down(Align::Min), |ui| {
            ui.set_width(ui.available_width());
            ui.set_height(height);
            match found {
                None => {
                    ui.horizontal(|ui| {
                        ui.spinner();
                        card::weak(ui, t!("fixes-working"));
                    });
                }
                Some([]) => drop(card::weak(ui, t!("fixes-none"))),
                Some(fixes) => both(ui, desk, screen, fixes),
            }
        });
        ui.add_space(3.0 * GRID);
        let line = vec2(ui.available_width(), theme::CONTROL_HEIGHT);
        ui.allocate_ui_with_layout(line, Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 2.0 * GRID;
            let chosen: Vec<&Fix> = found.unwrap_or_default().iter().filter(|fix| screen.is_ticked(fix)).collect();
            let apply = button::primary(t!("fixes-apply", count = chosen.len())).icon(icons::CHECK);
            if ui.add_enabled(!chosen.is_empty(), apply).clicked() {
                let answers = chosen.into_iter().map(|fix| (fix.conflict.clone(), fix.answer.clone())).collect();
                actions.push(Action::AnswerAll(answers));
                close = true;
            }
            close |= ui.add(button::secondary(t!("fixes-cancel"))).clicked();
        });
    });
    if close || answer.should_close() {
        screen.close();
    }
}

/// The list, and what one fix does.
fn both(ui: &mut Ui, desk: Desk<'_>, screen: &mut FixesScreen, fixes: &[Fix]) {
    let size = ui.available_size();
    let list = (size.x * 0.46).clamp(260.0, 460.0);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0 * GRID;
        ui.allocate_ui_with_layout(vec2(list, size.y), Layout::top_down(Align::Min), |ui| {
            ui.set_width(list);
            ui.set_height(size.y);
            rows(ui, screen, fixes);
        });
        ui.allocate_ui_with_layout(vec2(ui.available_width(), size.y), Layout::top_down(Align::Min), |ui| {
            ui.set_width(ui.available_width());
            ui.set_height(size.y);
            let shown = fixes.iter().find(|fix| Some(&fix.conflict) == screen.shown.as_ref()).or(top(fixes));
            if let Some(fix) = shown {
                ScrollArea::both().id_salt("fix").auto_shrink(false).show(ui, |ui| detail(ui, desk, fix));
            }
        });
    });
}

/// The fix that stands at the top of the list.
fn top(fixes: &[Fix]) -> Option<&Fix> {
    fixes.iter().find(|fix| !fix.by_rule).or(fixes.first())
}

/// A row of the list.
enum Row<'f> {
    Group { by_rule: bool },
    Fix(&'f Fix),
}

fn rows(ui: &mut Ui, screen: &mut FixesScreen, fixes: &[Fix]) {
    let mut rows = Vec::with_capacity(fixes.len() + 2);
    for by_rule in [false, true] {
        let mut group = fixes.iter().filter(|fix| fix.by_rule == by_rule).peekable();
        if group.peek().is_some() {
            rows.push(Row::Group { by_rule });
            rows.extend(group.map(Row::Fix));
        }
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    let list = ScrollArea::vertical().id_salt("fixes").auto_shrink(false);
    list.show_rows(ui, ROW, rows.len(), |ui, range| {
        for row in &rows[range] {
            let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
            let mut inside = ui.new_child(egui::UiBuilder::new().max_rect(rect).layout(Layout::left_to_right(Align::Center)));
            match row {
                Row::Group { by_rule } => group(&mut inside, screen, fixes, *by_rule),
                Row::Fix(fix) => one(&mut inside, rect, screen, fix, fixes),
            }
        }
    });
}

/// The head of a group: how many of it are ticked, and a checkbox for all.
fn group(ui: &mut Ui, screen: &mut FixesScreen, fixes: &[Fix], by_rule: bool) {
    let group: Vec<&Fix> = fixes.iter().filter(|fix| fix.by_rule == by_rule).collect();
    let (count, chosen) = (group.len(), group.iter().filter(|fix| screen.is_ticked(fix)).count());
    let mut all = chosen == count;
    let name = if by_rule { t!("fixes-all-by-rule") } else { t!("fixes-all-harmless") };
    ui.add_space(GRID);
    let response = ui.add(egui::Checkbox::without_text(&mut all).indeterminate(chosen > 0 && chosen < count));
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::CheckBox, true, all, &name));
    if response.changed() {
        group.iter().for_each(|fix| screen.tick(fix, all));
    }
    let text = match by_rule {
        true => t!("fixes-group-by-rule", chosen = chosen, count = count),
        false => t!("fixes-group-harmless", chosen = chosen, count = count),
    };
    ui.label(RichText::new(text).font(theme::medium(SMALL)).color(theme::tokens(ui).weak));
}

fn kind(fix: &Fix) -> String {
    if fix.by_rule { t!("fixes-by-rule") } else { t!("fixes-harmless") }
}

fn why(part: &Part) -> String {
    words::word(&format!("fix-why-{}", part.reason))
}

/// One fix: a checkbox, where, and why.
fn one(ui: &mut Ui, rect: Rect, screen: &mut FixesScreen, fix: &Fix, fixes: &[Fix]) {
    let tokens = theme::tokens(ui);
    let id = ui.scope_id().with(&fix.conflict);
    let is_shown = match &screen.shown {
        Some(shown) => *shown == fix.conflict,
        None => top(fixes).is_some_and(|top| top.conflict == fix.conflict),
    };
    let row = ui.interact(rect, id, Sense::click());
    row.widget_info(|| {
        egui::WidgetInfo::selected(egui::Role::Button, true, is_shown, t!("fixes-show", path = fix.path.as_str()))
    });
    if row.clicked() {
        screen.shown = Some(fix.conflict.clone());
    }
    if is_shown || row.hovered() {
        let fill = if is_shown { tokens.raised } else { tokens.surface };
        ui.painter().rect_filled(rect, 6.0, fill);
    }
    button::focus_ring(ui, &row);
    ui.add_space(GRID);
    let mut ticked = screen.is_ticked(fix);
    let name = t!("fixes-row", path = fix.path.as_str(), kind = kind(fix));
    let response = ui.add(egui::Checkbox::without_text(&mut ticked));
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::CheckBox, true, ticked, &name));
    if response.changed() {
        screen.tick(fix, ticked);
    }
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        ui.add_space(5.0);
        let width = ui.available_width() - 2.0 * GRID;
        let mono = egui::FontId::monospace(SMALL + 1.0);
        let path = elide::middle_to_width(ui, fix.path.as_str(), &mono, width);
        ui.add(egui::Label::new(RichText::new(path).font(mono).color(tokens.text)).selectable(false));
        let reasons: BTreeSet<String> = fix.parts.iter().map(why).collect();
        let said = reasons.into_iter().collect::<Vec<_>>().join(" ");
        let font = egui::TextStyle::Small.resolve(ui.style());
        let galley = elide::rows(ui, &said, font, tokens.weak, width, 1);
        ui.add(egui::Label::new(galley).selectable(false));
    });
    row.on_hover_cursor(egui::CursorIcon::PointingHand);
}

/// What a fix does, place by place.
fn detail(ui: &mut Ui, desk: Desk<'_>, fix: &Fix) {
    let tokens = theme::tokens(ui);
    ui.spacing_mut().item_spacing.y = GRID;
    ui.label(RichText::new(fix.path.as_str()).monospace().strong());
    for part in &fix.parts {
        ui.add_space(GRID);
        ui.label(RichText::new(t!("fixes-where", line = part.line)).font(theme::medium(SMALL)).color(tokens.weak));
        ui.add(egui::Label::new(RichText::new(why(part)).color(tokens.text)).wrap());
        if !part.dropped.is_empty() {
            ui.horizontal_wrapped(|ui| {
                for team in &part.dropped {
                    marks::badge(ui, team, desk.manifest, 18.0);
                }
                let teams = part.dropped.iter().map(marks::title).collect::<Vec<_>>().join(", ");
                ui.label(RichText::new(t!("fixes-dropped", teams = teams)).color(tokens.warning));
            });
        } else if part.text.trim().is_empty() {
            ui.label(RichText::new(t!("fixes-nothing-stands")).color(tokens.weak));
        } else {
            code(ui, desk, fix, part);
        }
        for joined in &part.rewritten {
            let title = if joined.is_version { t!("fixes-joined-versions") } else { t!("fixes-joined") };
            ui.label(RichText::new(title).font(theme::medium(SMALL)).color(tokens.weak));
            for from in joined.from.iter().filter(|from| **from != joined.to) {
                ui.label(RichText::new(from).monospace().color(tokens.weak).strikethrough());
            }
            ui.label(RichText::new(&joined.to).monospace().color(tokens.success));
        }
    }
    if !fix.settles {
        ui.add_space(2.0 * GRID);
        ui.label(RichText::new(t!("fixes-leaves-open")).color(tokens.warning));
    }
}

/// The lines that will stand there, each with the teams that wrote it.
fn code(ui: &mut Ui, desk: Desk<'_>, fix: &Fix, part: &Part) {
    let tokens = theme::tokens(ui);
    let authors = authors(desk, fix, part);
    egui::Frame::NONE.fill(tokens.surface).stroke((1.0, tokens.border)).corner_radius(6).inner_margin(2.0 * GRID).show(
        ui,
        |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            let room = authors.iter().map(Vec::len).max().unwrap_or_default().min(BADGES) as f32 * 18.0;
            for (line, teams) in part.text.lines().zip(&authors).take(LINES) {
                ui.horizontal(|ui| {
                    ui.spacing_mut().item_spacing.x = 2.0;
                    let start = ui.cursor().left();
                    for team in teams.iter().take(BADGES) {
                        marks::badge(ui, team, desk.manifest, 16.0);
                    }
                    ui.add_space((start + room + 2.0 * GRID - ui.cursor().left()).max(0.0));
                    ui.add(egui::Label::new(RichText::new(line).monospace()).extend());
                });
            }
            if part.text.lines().nth(LINES).is_some() {
                ui.label("…");
            }
        },
    );
}

/// How many badges a line shows.
const BADGES: usize = 4;

/// Who wrote each line of a place: nobody where it is base's, or made of several.
fn authors<'d>(desk: Desk<'d>, fix: &Fix, part: &Part) -> Vec<Vec<&'d TeamId>> {
    let tight = |line: &str| line.trim().trim_end_matches(',').to_owned();
    let conflict = desk.conflict(&fix.conflict);
    let chunk = conflict.and_then(|conflict| match &conflict.detail {
        Detail::Text { merge, .. } => merge.chunks.iter().filter(|chunk| matches!(chunk, Chunk::Conflict { .. })).nth(part.run),
        _ => None,
    });
    let (Some(conflict), Some(Chunk::Conflict { base, sides, .. })) = (conflict, chunk) else {
        return part.text.lines().map(|_| Vec::new()).collect();
    };
    let lines = |text: &[u8]| -> BTreeSet<String> { String::from_utf8_lossy(text).lines().map(tight).collect() };
    let (base, sides) = (lines(base), sides.iter().map(|side| lines(side)).collect::<Vec<_>>());
    let by = |line: &str| {
        let line = tight(line);
        let wrote = sides.iter().zip(&conflict.teams).filter(|(side, _)| side.contains(&line) && !base.contains(&line));
        wrote.map(|(_, team)| team).collect()
    };
    part.text.lines().take(LINES).map(by).collect()
}
