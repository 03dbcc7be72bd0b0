//! What can be done with a team, an arrow or a contract of the drawing: by menu, and so by keys.

use egui::{Id, Key, Modifiers, PointerButton, Popup, PopupCloseBehavior, Rect, Response, ScrollArea, Sense, SetOpenCommand};
use egui::{Ui, vec2};
use serde_yaml::Value;

use super::scene::{DIAMOND, Link};
use super::{GraphScreen, Page, named, paint, with, without};
use crate::gui::action::Action;
use crate::gui::icons;
use crate::gui::theme;
use crate::gui::views::marks;
use crate::gui::views::teams::inspector::form::set;
use crate::gui::views::teams::{Board, Subject, TeamsScreen};
use crate::gui::widgets::button;
use crate::model::manifest::edits::TeamRefField;
use crate::model::team::TeamId;
use crate::t;

/// The width of menus.
const WIDTH: f32 = 256.0;
/// How high a list of teams gets.
const LIST: f32 = 190.0;

/// A menu's row that is switched on or off.
fn switch(ui: &mut Ui, text: String, is_on: bool) -> bool {
    let icon = if is_on { icons::CHECK } else { icons::CIRCLE };
    let weak = theme::tokens(ui).weak;
    let row = button::quiet(text).icon(icon).left().width(ui.available_width()).selected(is_on);
    ui.add(if is_on { row } else { row.icon_color(weak.gamma_multiply(0.5)) }).clicked()
}

fn row(ui: &mut Ui, icon: icons::Icon, text: String) -> Response {
    ui.add(button::quiet(text).icon(icon).left().width(ui.available_width()))
}

/// Opens a menu where it is asked for: by the other button, or by a key. Its content, while it is open.
fn menu(ui: &Ui, response: &Response, content: impl FnOnce(&mut Ui)) {
    let by_mouse = response.clicked_by(PointerButton::Primary);
    let asked = response.secondary_clicked() || (response.clicked() && !by_mouse);
    if !asked && !Popup::is_id_open(ui.ctx(), Popup::default_response_id(response)) {
        return;
    }
    let command = if asked { Some(SetOpenCommand::Bool(true)) } else { by_mouse.then_some(SetOpenCommand::Bool(false)) };
    // Several things can be switched one after the other.
    let popup = Popup::menu(response).open_memory(command).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    popup.gap(2.0).show(|ui| {
        ui.set_width(WIDTH);
        content(ui);
    });
}

/// What can be done with a team.
pub fn team(ui: &Ui, page: Page<'_>, screen: &mut TeamsScreen, actions: &mut Vec<Action>, index: usize, response: &Response) {
    let board = page.board;
    let me = &page.scene.teams[index];
    if response.clicked_by(PointerButton::Primary) {
        screen.chosen = Subject::Team(me.clone());
        response.request_focus();
    }
    if response.double_clicked() {
        screen.inspector.open = true;
    }
    menu(ui, response, |ui| {
        if row(ui, icons::SIDEBAR, t!("teams-inspect")).clicked() {
            screen.chosen = Subject::Team(me.clone());
            screen.inspector.open = true;
            ui.close();
        }
        if !board.editable {
            return;
        }
        let title = marks::title(me);
        for (field, heading, word) in [
            (TeamRefField::DependsOn, t!("graph-menu-uses"), "graph-menu-use"),
            (TeamRefField::WaitFor, t!("graph-menu-waits"), "graph-menu-wait"),
        ] {
            ui.separator();
            ui.weak(heading);
            ScrollArea::vertical().id_salt(word).max_height(LIST).show(ui, |ui| {
                for other in board.manifest.teams_in_order().into_iter().filter(|other| other.id != *me) {
                    let is_on = named(board, field, me).contains(&other.id);
                    let says = t!(word, from = title.as_str(), to = marks::title_and_name(&other.id, board.manifest));
                    if switch(ui, says, is_on) {
                        let change = if is_on { without } else { with };
                        actions.extend(change(board, field, me, &other.id).map(Action::EditManifest));
                    }
                }
            });
        }
    });
}

/// An arrow's handle, and what can be done with it; whether it is pointed at.
pub fn link(ui: &Ui, page: Page<'_>, actions: &mut Vec<Action>, index: usize, link: &Link) -> bool {
    let board = page.board;
    let (from, to) = (&page.scene.teams[link.from], &page.scene.teams[link.to]);
    let rect = Rect::from_center_size(page.look.at(link.handle()), vec2(22.0, 22.0));
    let response = ui.interact(rect, Id::unique(("graph-link", from, to)), Sense::click());
    let name = |id: &TeamId| marks::title_and_name(id, board.manifest);
    let mut said = Vec::new();
    if link.uses {
        said.push(t!("graph-link-uses", from = name(from), to = name(to)));
    }
    if link.waits {
        said.push(t!("graph-link-waits", from = name(from), to = name(to)));
    }
    if link.is_redundant {
        said.push(t!("graph-link-redundant"));
    }
    let says = said.first().cloned().unwrap_or_default();
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &says));
    let tokens = theme::tokens(ui);
    let is_lit = response.hovered() || response.has_focus();
    if is_lit || page.lit.is_some_and(|lit| lit == link.from || lit == link.to) || page.lit_link == Some(index) {
        let color = if link.is_in_circle { tokens.danger } else { tokens.accent };
        ui.painter().circle(rect.center(), if is_lit { 6.0 } else { 3.5 }, tokens.background, (2.0, color));
    }
    if response.clicked_by(PointerButton::Primary) {
        response.request_focus();
    }
    if board.editable && response.has_focus() {
        let delete = ui.input_mut(|input| {
            input.consume_key(Modifiers::NONE, Key::Delete) || input.consume_key(Modifiers::NONE, Key::Backspace)
        });
        if delete {
            let field = if link.uses { TeamRefField::DependsOn } else { TeamRefField::WaitFor };
            actions.extend(without(board, field, from, to).map(Action::EditManifest));
        }
    }
    if board.editable {
        menu(ui, &response, |ui| {
            let title = (marks::title(from), marks::title(to));
            for (field, is_on, remove, add) in [
                (TeamRefField::DependsOn, link.uses, "graph-no-use", "graph-do-use"),
                (TeamRefField::WaitFor, link.waits, "graph-no-wait", "graph-do-wait"),
            ] {
                let word = if is_on { remove } else { add };
                let icon = if is_on { icons::TRASH } else { icons::PLUS };
                if row(ui, icon, t!(word, from = title.0.as_str(), to = title.1.as_str())).clicked() {
                    let change = if is_on { without } else { with };
                    actions.extend(change(board, field, from, to).map(Action::EditManifest));
                    ui.close();
                }
            }
        });
    }
    response.on_hover_text(said.join("\n"));
    is_lit
}

/// A contract, and what can be done with it.
pub fn contract(ui: &Ui, page: Page<'_>, screen: &mut TeamsScreen, actions: &mut Vec<Action>, index: usize) {
    let (board, diamond) = (page.board, &page.scene.diamonds[index]);
    let Some(point) = board.manifest.integration_points.get(index) else { return };
    let side = (DIAMOND * page.look.zoom).max(20.0);
    let rect = Rect::from_center_size(page.look.at(diamond.center), vec2(side, side));
    let response = ui.interact(rect, Id::unique(("graph-contract", index)), Sense::click());
    response
        .widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, t!("graph-contract", name = point.name.as_str())));
    paint::diamond(ui, page, index, &response);
    let titles = |ids: &[TeamId]| ids.iter().map(marks::title).collect::<Vec<_>>().join(", ");
    let owner = point.owner.as_ref().or(point.between.first());
    // A contract is opened by a click of any kind.
    let asked = response.clicked() || response.secondary_clicked();
    if asked || Popup::is_id_open(ui.ctx(), Popup::default_response_id(&response)) {
        let popup = Popup::menu(&response).open_memory(asked.then_some(SetOpenCommand::Toggle));
        popup.close_behavior(PopupCloseBehavior::CloseOnClickOutside).gap(2.0).show(|ui| {
            ui.set_width(WIDTH);
            ui.strong(&point.name);
            if row(ui, icons::SIDEBAR, t!("graph-contract-edit")).clicked() {
                screen.chosen = Subject::Project;
                screen.inspector.open = true;
                ui.close();
            }
            if !board.editable {
                return;
            }
            let at = format!("integration_points/{index}");
            ui.separator();
            ui.weak(t!("graph-contract-between"));
            ScrollArea::vertical().id_salt("between").max_height(LIST).show(ui, |ui| {
                for team in board.manifest.teams_in_order() {
                    let is_on = point.between.contains(&team.id);
                    let says = t!("graph-contract-team", team = marks::title_and_name(&team.id, board.manifest));
                    if switch(ui, says, is_on) {
                        let mut between = point.between.clone();
                        if is_on {
                            between.retain(|id| *id != team.id);
                        } else {
                            between.push(team.id.clone());
                        }
                        actions.push(Action::EditManifest(set(&format!("{at}/between"), Some(ids(&between)))));
                    }
                }
            });
            ui.separator();
            ui.weak(t!("graph-contract-owner"));
            for id in &point.between {
                let says = t!("graph-contract-owned", team = marks::title_and_name(id, board.manifest));
                if switch(ui, says, owner == Some(id)) {
                    actions.push(Action::EditManifest(set(&format!("{at}/owner"), Some(id.as_str().into()))));
                }
            }
            ui.separator();
            if row(ui, icons::TRASH, t!("graph-contract-remove", name = point.name.as_str())).clicked() {
                actions.push(Action::EditManifest(set(&at, None)));
                ui.close();
            }
        });
    }
    response.on_hover_ui(|ui| {
        ui.strong(&point.name);
        ui.label(t!("graph-contract-teams", teams = titles(&point.between)));
        ui.label(match &point.artifact {
            Some(artifact) => t!("graph-contract-artifact", artifact = artifact.as_str()),
            None => t!("graph-contract-no-artifact"),
        });
        if let Some(owner) = owner {
            ui.label(t!("graph-contract-owned", team = marks::title_and_name(owner, board.manifest)));
        }
    });
}

fn ids(teams: &[TeamId]) -> Value {
    Value::Sequence(teams.iter().map(|id| Value::from(id.as_str())).collect())
}

/// The button that makes a contract, and the teams that are asked for first.
pub fn new_contract(ui: &mut Ui, board: Board<'_>, graph: &mut GraphScreen, actions: &mut Vec<Action>) {
    let response = ui.add(button::secondary(t!("graph-new-contract")).icon(icons::LINK));
    Popup::menu(&response).close_behavior(PopupCloseBehavior::CloseOnClickOutside).gap(2.0).show(|ui| {
        ui.set_width(WIDTH);
        ui.weak(t!("graph-contract-between"));
        ScrollArea::vertical().max_height(300.0).show(ui, |ui| {
            for team in board.manifest.teams_in_order() {
                let is_on = graph.contract.contains(&team.id);
                let says = t!("graph-contract-team", team = marks::title_and_name(&team.id, board.manifest));
                if switch(ui, says, is_on) && !graph.contract.remove(&team.id) {
                    graph.contract.insert(team.id.clone());
                }
            }
        });
        ui.separator();
        let count = graph.contract.len();
        let create = button::primary(t!("graph-contract-create", count = count)).width(ui.available_width());
        if ui.add_enabled(count > 1, create).clicked() {
            let points = &board.manifest.integration_points;
            let names = (1..).map(|number| format!("CONTRACT_{number}"));
            let name = names.into_iter().find(|name| points.iter().all(|point| point.name != *name)).unwrap_or_default();
            let between: Vec<TeamId> = board
                .manifest
                .teams_in_order()
                .iter()
                .map(|team| team.id.clone())
                .filter(|id| graph.contract.contains(id))
                .collect();
            let entries = [("name", Value::from(name)), ("between", ids(&between))];
            let value = Value::Mapping(entries.into_iter().map(|(key, value)| (Value::from(key), value)).collect());
            actions.push(Action::EditManifest(set(&format!("integration_points/{}", points.len()), Some(value))));
            graph.contract.clear();
            ui.close();
        }
    });
}
