//! The rounds of the project as a table: teams down, rounds across, and at the foot what there is to be after each
//! round. Owns the table; how rounds follow from who uses whose work is `model::manifest::rounds`.

use egui::{Align, Id, Layout, Rect, Sense, StrokeKind, Ui, vec2};
use egui_extras::{Column, TableBuilder};
use serde_yaml::Value;

use crate::gui::action::Action;
use crate::gui::icons;
use crate::gui::theme::{self, GRID};
use crate::gui::views::marks;
use crate::gui::views::teams::header::loc;
use crate::gui::views::teams::inspector::form::{Checked, Entry, Form, FormState, Look, fault, path, set, written};
use crate::gui::views::teams::inspector::offers::Offers;
use crate::gui::views::teams::inspector::plan::{self, Thing};
use crate::gui::views::teams::{Board, TeamsScreen};
use crate::gui::widgets::{button, card};
use crate::model::manifest::edits::ManifestEdit;
use crate::model::manifest::typed::{self, Kind};
use crate::model::manifest::{Iteration, LocRange, Team, rounds};
use crate::model::team::TeamId;
use crate::t;

const ROW: f32 = 34.0;
const TEAM: f32 = 220.0;
const ROUND: f32 = 170.0;
/// A round's name with its menu, and its target.
const HEAD: f32 = 74.0;

/// This page's corner of the screen.
#[derive(Debug, Default)]
pub struct RoundsScreen {
    form: FormState,
}

/// Draws the page.
pub(in crate::gui::views::teams) fn show(ui: &mut Ui, board: Board<'_>, screen: &mut TeamsScreen, actions: &mut Vec<Action>) {
    let state = &mut screen.rounds.form;
    state.notes.follow(board);
    let frame = egui::Frame::NONE.inner_margin(egui::Margin::symmetric(16, 4));
    egui::CentralPanel::default().frame(frame).show(ui, |ui| {
        if board.manifest.iterations.is_empty() {
            empty(ui, board, actions);
            return;
        }
        let mut form = Form { board, state, actions, of: t!("rounds-of") };
        ui.horizontal(|ui| {
            ui.label(egui::RichText::new(t!("rounds-hint")).small().color(theme::tokens(ui).weak));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if board.editable && ui.add(button::secondary(t!("rounds-add")).icon(icons::PLUS)).clicked() {
                    let count = board.manifest.iterations.len();
                    form.push(round(count, &t!("rounds-name", number = count + 1), &[], None));
                }
            });
        });
        ui.add_space(GRID);
        table(ui, &mut form);
    });
    screen.rounds.form.leave(board, actions);
}

/// The edit that writes a round at a place.
fn round(index: usize, name: &str, teams: &[TeamId], target: Option<LocRange>) -> ManifestEdit {
    let mut entries = vec![("name", Value::from(name)), ("teams", ids(teams))];
    entries.extend(target.map(|target| ("target_loc", typed::range_value(target))));
    let value = Value::Mapping(entries.into_iter().map(|(key, value)| (Value::from(key), value)).collect());
    set(&format!("iterations/{index}"), Some(value))
}

fn ids(teams: &[TeamId]) -> Value {
    Value::Sequence(teams.iter().map(|id| Value::from(id.as_str())).collect())
}

/// What rounds are, and the buttons that make some.
fn empty(ui: &mut Ui, board: Board<'_>, actions: &mut Vec<Action>) {
    ui.add_space(ui.available_height() * 0.18);
    card::empty_state(ui, icons::TARGET, &t!("rounds-none-title"), &t!("rounds-none-text"), |ui| {
        let layers = rounds::layers(board.manifest);
        if !board.editable || layers.is_empty() {
            return;
        }
        let mut begin = |teams: &[Vec<TeamId>], name: &dyn Fn(usize) -> String| {
            let totals = rounds::totals(board.manifest, teams);
            let edits = teams.iter().zip(totals).enumerate();
            let edits = edits.map(|(index, (teams, total))| round(index, &name(index), teams, total)).collect();
            actions.push(Action::EditManifest(ManifestEdit::Several(edits)));
        };
        let has_layers = layers.len() > 1;
        if has_layers {
            let by_use = t!("rounds-by-use", count = layers.len());
            if ui.add(button::primary(by_use).icon(icons::STACK)).clicked() {
                begin(&layers, &|index| t!("rounds-name", number = index + 1));
            }
            ui.add_space(8.0);
        }
        let one = t!("rounds-one");
        if ui.add(if has_layers { button::secondary(one) } else { button::primary(one) }).clicked() {
            begin(&[layers.concat()], &|_| t!("rounds-name", number = 1));
        }
    });
}

fn table(ui: &mut Ui, form: &mut Form<'_>) {
    let manifest = form.board.manifest;
    let teams = manifest.teams_in_order();
    let iterations = &manifest.iterations;
    egui::ScrollArea::horizontal().auto_shrink(false).show(ui, |ui| {
        let height = ui.available_height();
        TableBuilder::new(ui)
            .id_salt("rounds")
            .striped(true)
            .cell_layout(Layout::left_to_right(Align::Center))
            .column(Column::exact(TEAM))
            .columns(Column::exact(ROUND), iterations.len())
            .column(Column::remainder())
            .min_scrolled_height(0.0)
            .max_scroll_height((height - HEAD - 2.0 * ROW).max(ROW))
            .auto_shrink([false, true])
            .header(HEAD, |mut header| {
                header.col(|ui| {
                    ui.label(egui::RichText::new(t!("rounds-team")).small().color(theme::tokens(ui).weak));
                });
                for (index, round) in iterations.iter().enumerate() {
                    header.col(|ui| head(ui, form, index, round));
                }
                header.col(|_| {});
            })
            .body(|mut body| {
                for team in &teams {
                    body.row(ROW, |mut row| {
                        row.col(|ui| name(ui, form, team));
                        for (index, round) in iterations.iter().enumerate() {
                            row.col(|ui| cell(ui, form, index, round, team));
                        }
                        row.col(|_| {});
                    });
                }
                body.row(1.5 * ROW, |mut row| {
                    row.col(|ui| {
                        ui.label(egui::RichText::new(t!("rounds-total")).strong());
                    });
                    for (index, round) in iterations.iter().enumerate() {
                        row.col(|ui| foot(ui, form, index, round));
                    }
                    row.col(|_| {});
                });
            });
    });
}

/// A round's name, its menu and what the project is to be after it.
fn head(ui: &mut Ui, form: &mut Form<'_>, index: usize, round: &Iteration) {
    let rounds = &form.board.manifest.iterations;
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = GRID;
        let name_path = format!("iterations/{index}/name");
        let others = |name: &str| rounds.iter().enumerate().any(|(at, round)| at != index && round.name == name);
        let check = plan::name_check(&round.name, others, |name| set(&name_path, Some(name.into())));
        let thing = Thing { name: &round.name, list: "iterations", index, count: rounds.len() };
        form.thing_head(ui, thing, &check, (&round.name, ""));
        let key = format!("iterations/{index}/target_loc");
        let value = round.target_loc.map(|target| written(Some(&typed::range_value(target))));
        let value = value.unwrap_or_default();
        let board = form.board;
        let check = |text: &str| -> Checked {
            match typed::value(Kind::Range, "target_loc", text) {
                Err(problem) => Err(fault(board, &problem)),
                Ok(typed) if written(typed.as_ref()) == value => Ok(None),
                Ok(typed) => Ok(Some(ManifestEdit::SetValue { path: path(&key), value: typed })),
            }
        };
        let name = t!("rounds-target", round = round.name.as_str());
        let hint = t!("rounds-target-hint");
        let entry = Entry { key: &key, name, value: &value, hint: &hint, look: Look::Item, offers: Offers::None, check: &check };
        form.entry(ui, &entry, ROUND - 4.0 * GRID);
        form.below_typed(ui, &key, 0.0);
    });
}

fn name(ui: &mut Ui, form: &Form<'_>, team: &Team) {
    let tokens = theme::tokens(ui);
    marks::badge(ui, &team.id, form.board.manifest, 20.0);
    let target = team.target_loc.map(loc);
    let is_nowhere = !form.board.manifest.iterations.iter().any(|round| round.teams.contains(&team.id));
    let room = ui.available_width() - if target.is_some() { 64.0 } else { GRID } - if is_nowhere { 24.0 } else { 0.0 };
    ui.allocate_ui_with_layout(vec2(room, ROW), Layout::left_to_right(Align::Center), |ui| {
        ui.add(egui::Label::new(&team.name).truncate());
    });
    if is_nowhere {
        ui.label(icons::WARNING.text(15.0).color(tokens.warning)).on_hover_text(t!("rounds-nowhere"));
    }
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        ui.add_space(2.0 * GRID);
        if let Some(target) = target {
            ui.label(egui::RichText::new(target).small().color(tokens.weak));
        }
    });
}

/// Whether a team takes part in a round: a click switches it.
fn cell(ui: &mut Ui, form: &mut Form<'_>, index: usize, round: &Iteration, team: &Team) {
    let tokens = theme::tokens(ui);
    let is_on = round.teams.contains(&team.id);
    let sense = if form.board.editable { Sense::click() } else { Sense::hover() };
    let (space, _) = ui.allocate_exact_size(vec2(ROUND - 4.0 * GRID, ROW - GRID), Sense::hover());
    let response = ui.interact(space, Id::unique(("round", index, &team.id)), sense);
    let says = t!("rounds-cell", team = marks::title(&team.id), round = round.name.as_str());
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::CheckBox, form.board.editable, is_on, &says));
    let color = tokens.team(&team.id, form.board.manifest);
    let rect = space.shrink2(vec2(0.0, 4.0));
    let lit = response.hovered() || response.has_focus();
    if is_on {
        ui.painter().rect_filled(rect, 5, tokens.surface.lerp_to_gamma(color, if lit { 0.45 } else { 0.3 }));
        ui.painter().rect_stroke(rect, 5, (1.0, color), StrokeKind::Inside);
        let check = Rect::from_center_size(rect.center(), vec2(16.0, 16.0));
        let font = icons::Icon::font(14.0);
        ui.painter().text(check.center(), egui::Align2::CENTER_CENTER, icons::CHECK.0, font, tokens.text);
    } else if lit && form.board.editable {
        ui.painter().rect_stroke(rect, 5, (1.0, tokens.border), StrokeKind::Inside);
    }
    button::focus_ring(ui, &response);
    if response.clicked() {
        let mut teams = round.teams.clone();
        match teams.iter().position(|id| *id == team.id) {
            Some(at) => drop(teams.remove(at)),
            None => teams.push(team.id.clone()),
        }
        form.push(set(&format!("iterations/{index}/teams"), Some(ids(&teams))));
    }
}

/// What is to be there after a round, how much of it is new, and what its teams are asked for.
fn foot(ui: &mut Ui, form: &Form<'_>, index: usize, round: &Iteration) {
    let manifest = form.board.manifest;
    let tokens = theme::tokens(ui);
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        ui.add_space(GRID);
        let before = manifest.iterations[..index].iter().rev().find_map(|round| round.target_loc);
        let total = round.target_loc.map_or_else(|| t!("rounds-no-target"), |target| t!("teams-loc", loc = loc(target)));
        ui.label(egui::RichText::new(total).strong());
        let middle = |range: LocRange| range.min.midpoint(range.max);
        let asked = rounds::sum(manifest, rounds::taking_part(manifest, index));
        let mut said = Vec::new();
        if let Some(target) = round.target_loc {
            let (now, before) = (middle(target), before.map_or(0, middle));
            let more = LocRange { min: now.saturating_sub(before), max: now.saturating_sub(before) };
            said.push(if now >= before { t!("rounds-more", loc = loc(more)) } else { t!("rounds-less") });
        }
        said.extend(asked.map(|asked| t!("rounds-asked", loc = loc(asked))));
        ui.add(egui::Label::new(egui::RichText::new(said.join("  ·  ")).small().color(tokens.weak)).truncate());
    });
}
