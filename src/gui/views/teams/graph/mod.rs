//! Who uses whose work, drawn: teams in columns, arrows between them, contracts as diamonds. Owns looking around, and the
//! arrow that a person draws; what is drawn is in `scene`, how in `paint`, what can be done with a thing in `menus`.

mod menus;
mod paint;
mod scene;

use std::collections::BTreeSet;

use egui::{Align, DragAndDrop, Id, Key, Layout, PointerButton, Pos2, Rect, Sense, Ui, vec2};

use self::scene::{Circle, Look, Scene};
use super::{Board, Subject, TeamsScreen};
use crate::gui::action::Action;
use crate::gui::icons;
use crate::gui::theme::{self, GRID};
use crate::gui::views::marks;
use crate::gui::widgets::{button, card, drag};
use crate::model::layers;
use crate::model::manifest::edits::{ManifestEdit, TeamRefField};
use crate::model::team::TeamId;
use crate::t;

/// This page's corner of the screen.
#[derive(Debug)]
pub struct GraphScreen {
    scene: Scene,
    /// How the person looks at it; nothing: all of it.
    look: Option<Look>,
    /// Where it was drawn last.
    area: Rect,
    /// The team whose arrows are lit, by its place: as of the last frame.
    lit: Option<usize>,
    /// The arrow that is lit.
    lit_link: Option<usize>,
    /// The teams of a contract that is being made.
    contract: BTreeSet<TeamId>,
}

impl Default for GraphScreen {
    fn default() -> Self {
        let (scene, look, contract) = Default::default();
        Self { scene, look, area: Rect::ZERO, lit: None, lit_link: None, contract }
    }
}

/// An arrow on its way: from this team.
#[derive(Clone, Debug)]
struct Drawn(TeamId);

/// What the parts of the page are drawn from.
#[derive(Clone, Copy)]
struct Page<'a> {
    board: Board<'a>,
    scene: &'a Scene,
    look: Look,
    lit: Option<usize>,
    lit_link: Option<usize>,
}

/// Draws the page.
pub fn show(ui: &mut Ui, board: Board<'_>, screen: &mut TeamsScreen, actions: &mut Vec<Action>) {
    let revision = board.project.manifest.document.revision();
    let is_drawn = screen.graph.scene.revision == Some(revision)
        && screen.graph.scene.teams.iter().eq(board.manifest.teams.iter().map(|team| &team.id))
        && screen.graph.scene.diamonds.len() == board.manifest.integration_points.len();
    if !is_drawn {
        screen.graph.scene = Scene::new(revision, board.manifest);
        // Places of the drawing before mean nothing in this one.
        (screen.graph.lit, screen.graph.lit_link) = (None, None);
    }
    tools(ui, board, screen, actions);
    circles(ui, board, &screen.graph.scene, actions);
    egui::CentralPanel::default().frame(egui::Frame::NONE).show(ui, |ui| {
        let area = ui.max_rect();
        if board.manifest.teams.is_empty() {
            ui.add_space(ui.available_height() * 0.2);
            card::empty_state(ui, icons::TREE, &t!("graph-none-title"), &t!("graph-none-text"), |_| {});
            return;
        }
        ui.set_clip_rect(area);
        canvas(ui, board, screen, actions, area);
    });
}

fn tools(ui: &mut Ui, board: Board<'_>, screen: &mut TeamsScreen, actions: &mut Vec<Action>) {
    let frame = egui::Frame::NONE.inner_margin(egui::Margin { left: 16, right: 16, top: 0, bottom: 6 });
    egui::Panel::top("graph-tools").frame(frame).resizable(false).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = GRID;
                let graph = &mut screen.graph;
                let look = graph.look;
                let fit = button::secondary(t!("graph-fit")).icon(icons::EXPAND).selected(look.is_none());
                if ui.add(fit).clicked() {
                    graph.look = None;
                }
                for (icon, name, factor) in
                    [(icons::PLUS, t!("graph-larger"), 1.2), (icons::MINUS, t!("graph-smaller"), 1.0 / 1.2)]
                {
                    if ui.add(button::icon(icon, name)).clicked() {
                        graph.zoom(factor);
                    }
                }
                if board.editable && board.manifest.teams.len() > 1 {
                    menus::new_contract(ui, board, graph, actions);
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| legend(ui, board));
            });
        });
    });
}

impl GraphScreen {
    /// How things are looked at now.
    fn current(&self) -> Look {
        self.look.unwrap_or_else(|| Look::fit(self.scene.size, self.area))
    }

    /// Larger or smaller, the middle staying where it is.
    fn zoom(&mut self, factor: f32) {
        self.look = Some(self.current().zoomed(factor, self.area.center()));
    }
}

fn legend(ui: &mut Ui, board: Board<'_>) {
    let tokens = theme::tokens(ui);
    let small = |text: String| egui::RichText::new(text).small().color(tokens.weak);
    let sample = |ui: &mut Ui, is_dashed: bool| {
        let (rect, _) = ui.allocate_exact_size(vec2(30.0, 12.0), Sense::hover());
        let ends = [rect.right_center(), rect.left_center()];
        paint::arrow(ui.painter(), &ends, is_dashed, (1.5, tokens.weak), 1.0);
    };
    sample(ui, false);
    ui.label(small(t!("graph-uses")));
    ui.add_space(2.0 * GRID);
    sample(ui, true);
    ui.label(small(t!("graph-waits")));
    ui.add_space(2.0 * GRID);
    let (rect, _) = ui.allocate_exact_size(vec2(14.0, 14.0), Sense::hover());
    paint::rhombus(ui.painter(), rect.center(), 6.0, tokens.wash(tokens.warning), egui::Stroke::new(1.3, tokens.warning));
    ui.label(small(t!("graph-legend-contract")));
    if board.editable {
        ui.add_space(2.0 * GRID);
        ui.add(egui::Label::new(small(t!("graph-hint"))).truncate());
    }
}

/// Names each circle, and offers the way out.
fn circles(ui: &mut Ui, board: Board<'_>, scene: &Scene, actions: &mut Vec<Action>) {
    if scene.circles.is_empty() {
        return;
    }
    let tokens = theme::tokens(ui);
    let frame = egui::Frame::NONE.inner_margin(egui::Margin { left: 16, right: 16, top: 8, bottom: 0 });
    egui::Panel::top("graph-circles").frame(frame).show_separator_line(false).resizable(false).show(ui, |ui| {
        let inner = egui::Frame::NONE.fill(tokens.danger_wash).stroke((1.0, tokens.danger.gamma_multiply(0.6)));
        inner.corner_radius(8).inner_margin(egui::Margin::symmetric(10, 6)).show(ui, |ui| {
            for circle in &scene.circles {
                ui.horizontal_wrapped(|ui| {
                    ui.label(icons::WARNING.text(15.0).color(tokens.danger));
                    ui.label(said(board, scene, circle));
                    let (from, to) = (marks::title(&scene.teams[circle.from]), marks::title(&scene.teams[circle.to]));
                    let way_out = button::secondary(t!("graph-open-circle", from = from, to = to)).icon(icons::FIX).small();
                    if board.editable && ui.add(way_out).clicked() {
                        let edit = without(board, circle.field, &scene.teams[circle.from], &scene.teams[circle.to]);
                        actions.extend(edit.map(Action::EditManifest));
                    }
                });
            }
        });
    });
}

fn said(board: Board<'_>, scene: &Scene, circle: &Circle) -> String {
    let names = circle.nodes.iter().chain(circle.nodes.first());
    let names: Vec<String> = names.map(|node| marks::title_and_name(&scene.teams[*node], board.manifest)).collect();
    let circle_text = names.join(" → ");
    match circle.field {
        TeamRefField::DependsOn => t!("graph-circle-uses", circle = circle_text),
        TeamRefField::WaitFor => t!("graph-circle-waits", circle = circle_text),
    }
}

/// The teams that a team uses, or waits for.
fn named<'b>(board: Board<'b>, field: TeamRefField, team: &TeamId) -> &'b [TeamId] {
    let team = board.manifest.team(team);
    match field {
        TeamRefField::DependsOn => team.map_or(&[], |team| &team.depends_on),
        TeamRefField::WaitFor => team.map_or(&[], |team| &team.wait_for),
    }
}

/// The edit that takes an arrow away.
fn without(board: Board<'_>, field: TeamRefField, from: &TeamId, to: &TeamId) -> Option<ManifestEdit> {
    let teams = named(board, field, from);
    let left: Vec<TeamId> = teams.iter().filter(|id| *id != to).cloned().collect();
    (left.len() < teams.len()).then(|| ManifestEdit::SetTeamRefs { team: from.clone(), field, teams: left })
}

/// The edit that draws an arrow.
fn with(board: Board<'_>, field: TeamRefField, from: &TeamId, to: &TeamId) -> Option<ManifestEdit> {
    let mut teams = named(board, field, from).to_vec();
    (from != to && !teams.contains(to)).then(|| {
        teams.push(to.clone());
        ManifestEdit::SetTeamRefs { team: from.clone(), field, teams }
    })
}

fn canvas(ui: &mut Ui, board: Board<'_>, screen: &mut TeamsScreen, actions: &mut Vec<Action>, area: Rect) {
    let ground = ui.interact(area, Id::unique("graph-ground"), Sense::click_and_drag());
    ground.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Group, true, t!("graph-name")));
    screen.graph.area = area;
    if !ui.ctx().egui_wants_keyboard_input() {
        let pressed = |key| ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, key));
        if pressed(Key::Plus) {
            screen.graph.zoom(1.2);
        } else if pressed(Key::Minus) {
            screen.graph.zoom(1.0 / 1.2);
        }
    }
    let mut look = screen.graph.current();
    let moved = look_around(ui, &ground, &mut look);
    if moved {
        screen.graph.look = Some(look);
    }
    let graph = std::mem::take(&mut screen.graph);
    let scene = &graph.scene;
    let page = Page { board, scene, look, lit: graph.lit, lit_link: graph.lit_link };
    let (mut lit, mut lit_link) = (None, None);

    paint::contract_lines(ui, page);
    for (index, link) in scene.links.iter().enumerate() {
        paint::link(ui, page, index, link);
    }
    let dragged = DragAndDrop::payload::<Drawn>(ui.ctx()).filter(|_| board.editable);
    let pointer = ui.input(|input| input.pointer.latest_pos());
    let pointer_here = pointer.filter(|at| area.contains(*at));
    let under = pointer_here.and_then(|at| scene.nodes.iter().position(|node| look.rect(*node).contains(at)));
    if let Some(at) = ground.hover_pos().filter(|_| under.is_none() && ground.hovered()) {
        // Anywhere along its way is on it.
        let near = scene.links.iter().enumerate().map(|(index, link)| (index, link.distance(look.back(at)) * look.zoom));
        lit_link = near.filter(|(_, distance)| *distance < 7.0).min_by(|a, b| a.1.total_cmp(&b.1)).map(|(index, _)| index);
    }
    for (index, link) in scene.links.iter().enumerate() {
        if menus::link(ui, page, actions, index, link) {
            lit_link = Some(index);
        }
    }
    for index in 0..scene.diamonds.len() {
        menus::contract(ui, page, screen, actions, index);
    }
    for (index, node) in scene.nodes.iter().enumerate() {
        let rect = look.rect(*node);
        let sense = if board.editable { Sense::click_and_drag() } else { Sense::click() };
        let held = rect.expand2(vec2(0.0, ((20.0 - rect.height()) / 2.0).max(0.0)));
        let response = ui.interact(held, Id::unique(("graph-team", &scene.teams[index])), sense);
        let is_target = dragged.as_ref().is_some_and(|drawn| under == Some(index) && drawn.0 != scene.teams[index]);
        paint::node(ui, page, screen, index, rect, &response, is_target);
        if response.hovered() || response.has_focus() {
            lit = Some(index);
        }
        if response.drag_started_by(PointerButton::Primary) {
            response.dnd_set_drag_payload(Drawn(scene.teams[index].clone()));
        }
        menus::team(ui, page, screen, actions, index, &response);
    }
    if ground.clicked() {
        screen.chosen = Subject::Project;
    }
    if let (Some(drawn), Some(pointer)) = (dragged, pointer) {
        draw_arrow(ui, page, actions, &drawn.0, under, pointer);
    }
    screen.graph = graph;
    (screen.graph.lit, screen.graph.lit_link) = (lit, lit_link);
}

/// The wheel and the ground move the drawing; with Ctrl, or by pinching, it grows. Whether anything did.
fn look_around(ui: &Ui, ground: &egui::Response, look: &mut Look) -> bool {
    let mut moved = false;
    if ground.dragged_by(PointerButton::Primary) || ground.dragged_by(PointerButton::Middle) {
        look.origin += ground.drag_delta();
        moved = true;
    }
    let over = ui.input(|input| input.pointer.hover_pos()).filter(|at| ground.rect.contains(*at));
    let Some(pointer) = over.filter(|_| ui.rect_contains_pointer(ground.rect)) else { return moved };
    let (zoom, scroll) = ui.input(|input| (input.zoom_delta(), input.smooth_scroll_delta()));
    if (zoom - 1.0).abs() > f32::EPSILON {
        *look = look.zoomed(zoom, pointer);
        moved = true;
    } else if scroll != egui::Vec2::ZERO {
        look.origin += scroll;
        moved = true;
    }
    moved
}

/// The arrow under the pointer: what a release would do, and doing it.
fn draw_arrow(ui: &Ui, page: Page<'_>, actions: &mut Vec<Action>, from: &TeamId, under: Option<usize>, pointer: Pos2) {
    let Page { board, scene, look, .. } = page;
    let tokens = theme::tokens(ui);
    let Some(start) = scene.teams.iter().position(|id| id == from) else { return };
    let node = look.rect(scene.nodes[start]);
    let to = under.filter(|to| *to != start);
    let edit = to.and_then(|to| with(board, TeamRefField::DependsOn, from, &scene.teams[to]));
    let way_back = to.and_then(|to| layers::way_back(scene.teams.len(), &scene.arrows(TeamRefField::DependsOn), start, to));
    let color = if edit.is_some() && way_back.is_some() { tokens.danger } else { tokens.accent };
    let end = to.map_or(pointer, |to| {
        let other = look.rect(scene.nodes[to]);
        if other.center().x < node.center().x { other.right_center() } else { other.left_center() }
    });
    let begin = if end.x < node.center().x { node.left_center() } else { node.right_center() };
    paint::arrow(ui.painter(), &[begin, end], false, (2.0, color), 1.3);
    let name = |id: &TeamId| marks::title_and_name(id, board.manifest);
    let said = match (to, &edit, way_back) {
        (None, ..) => t!("graph-drop-nowhere"),
        (Some(to), None, _) => t!("graph-link-uses", from = name(from), to = name(&scene.teams[to])),
        (Some(to), Some(_), None) => t!("graph-drop", from = name(from), to = name(&scene.teams[to])),
        (Some(to), Some(_), Some(way)) => {
            let circle: Vec<String> = way.iter().chain([&to]).map(|node| marks::title(&scene.teams[*node])).collect();
            t!("graph-drop-circle", from = name(from), to = name(&scene.teams[to]), circle = circle.join(" → "))
        }
    };
    drag::ghost(ui, Id::unique("graph-ghost"), pointer, &name(from), &said, edit.is_some());
    if ui.input(|input| input.pointer.any_released()) {
        DragAndDrop::take_payload::<Drawn>(ui.ctx());
        actions.extend(edit.map(Action::EditManifest));
    }
    if ui.input(|input| input.key_pressed(Key::Escape)) {
        DragAndDrop::clear_payload(ui.ctx());
    }
}
