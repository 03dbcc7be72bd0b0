//! Below the cards: the ten standard roles, to be dragged onto a team or onto free space, and the tray of
//! responsibilities that nobody has yet.

use egui::{Align2, PointerButton, Popup, Pos2, Rect, Response, ScrollArea, Sense, SetOpenCommand, Ui, pos2, vec2};

use super::drops::{Dragged, Target, What};
use super::{Board, ChipPlace, TeamsScreen, chips, measure};
use crate::gui::action::Action;
use crate::gui::icons;
use crate::gui::theme::{self, GRID};
use crate::gui::views::marks;
use crate::gui::widgets::{button, chip, flow};
use crate::model::team::{STANDARD, TeamId, UNASSIGNED};
use crate::t;

/// So many rows of the tray are shown at once.
const MOST_ROWS: f32 = 3.0;
const BADGE: f32 = 24.0;

/// Draws the dock; where in the tray a release would put what is dragged.
pub fn show(
    ui: &mut Ui,
    board: Board<'_>,
    screen: &mut TeamsScreen,
    actions: &mut Vec<Action>,
    dragged: Option<&Dragged>,
    pointer: Option<Pos2>,
) -> Option<Target> {
    if !board.editable && board.manifest.unassigned.is_empty() {
        return None;
    }
    let tokens = theme::tokens(ui);
    let frame = egui::Frame::NONE.fill(tokens.surface).inner_margin(egui::Margin::symmetric(16, 8));
    let panel = egui::Panel::bottom("teams-dock").frame(frame).resizable(false);
    let mut target = None;
    panel.show(ui, |ui| {
        ui.horizontal_top(|ui| {
            if board.editable {
                palette(ui, board, actions);
                ui.separator();
            }
            target = tray(ui, board, screen, actions, dragged, pointer);
        });
    });
    target
}

fn caption(ui: &mut Ui, text: &str) {
    let color = theme::tokens(ui).weak;
    ui.allocate_ui_with_layout(vec2(0.0, BADGE), egui::Layout::left_to_right(egui::Align::Center), |ui| {
        ui.label(egui::RichText::new(text).small().color(color));
    });
    ui.add_space(GRID);
}

/// The ten roles.
fn palette(ui: &mut Ui, board: Board<'_>, actions: &mut Vec<Action>) {
    caption(ui, &t!("teams-roles"));
    ui.spacing_mut().item_spacing.x = GRID;
    for (role, standard) in STANDARD.iter().enumerate() {
        let Some(id) = TeamId::from_spelling(standard.id) else { continue };
        let (rect, response) = ui.allocate_exact_size(vec2(BADGE, BADGE), Sense::click_and_drag());
        let name = t!("teams-role-badge", role = standard.name);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
        let tokens = theme::tokens(ui);
        marks::paint_badge(ui.painter(), rect, &id, tokens.team(&id, board.manifest), &tokens);
        if response.has_focus() {
            ui.painter().rect_stroke(rect.expand(1.5), 6, (1.5, tokens.accent), egui::StrokeKind::Outside);
        }
        if response.drag_started_by(PointerButton::Primary) {
            let revision = board.project.manifest.document.revision();
            response.dnd_set_drag_payload(Dragged { revision, what: What::Role(role) });
        }
        let response = response
            .on_hover_cursor(egui::CursorIcon::Grab)
            .on_hover_text(t!("teams-role-badge-tip", role = STANDARD[role].name));
        role_menu(ui, board, actions, &response, role);
    }
}

/// Who gets the role: the way without a drag.
fn role_menu(ui: &Ui, board: Board<'_>, actions: &mut Vec<Action>, response: &Response, role: usize) {
    let asked = response.clicked() || response.secondary_clicked();
    if !asked && !Popup::is_id_open(ui.ctx(), Popup::default_response_id(response)) {
        return;
    }
    Popup::menu(response).open_memory(asked.then_some(SetOpenCommand::Toggle)).gap(2.0).show(|ui| {
        ui.set_width(248.0);
        let what = What::Role(role);
        let mut give = |ui: &mut Ui, target: &Target| {
            actions.extend(what.edit(board.manifest, target).map(Action::EditManifest));
            ui.close();
        };
        let new = t!("teams-drop-role-new", what = STANDARD[role].name);
        let first = ui.add(button::quiet(new).icon(icons::PLUS).left().width(ui.available_width()));
        if asked {
            first.request_focus();
        }
        if first.clicked() {
            give(ui, &Target::Free);
        }
        ui.separator();
        ui.weak(t!("teams-role-to"));
        ScrollArea::vertical().max_height(300.0).show(ui, |ui| {
            for team in board.manifest.teams_in_order() {
                let name = t!("teams-drop-role", what = STANDARD[role].name, team = marks::title(&team.id));
                if marks::team_row(ui, board.manifest, &team.id, &team.name, &name).clicked() {
                    give(ui, &Target::Card(team.id.clone()));
                }
            }
        });
    });
}

/// Responsibilities without a team.
fn tray(
    ui: &mut Ui,
    board: Board<'_>,
    screen: &mut TeamsScreen,
    actions: &mut Vec<Action>,
    dragged: Option<&Dragged>,
    pointer: Option<Pos2>,
) -> Option<Target> {
    let tokens = theme::tokens(ui);
    let list = &board.manifest.unassigned;
    caption(ui, &t!("teams-unassigned"));
    let takes_chips = dragged.is_some_and(|dragged| matches!(dragged.what, What::Chips(_)));
    let width = ui.available_width() - 2.0 * GRID;
    let font = chip::font(ui);
    let widths: Vec<f32> = list
        .iter()
        .map(|text| chip::width_for(ui.painter().layout_no_wrap(text.clone(), font.clone(), egui::Color32::PLACEHOLDER).size().x))
        .collect();
    let flowed = flow::flow(&widths, width.max(60.0), chip::HEIGHT, measure::CHIP_GAP);
    let most = MOST_ROWS * (chip::HEIGHT + measure::CHIP_GAP);
    let (outer, response) = ui.allocate_exact_size(vec2(ui.available_width(), flowed.height.clamp(BADGE, most)), Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Group, true, t!("teams-tray")));
    let pointer = pointer.filter(|at| outer.expand2(vec2(4.0, 8.0)).contains(*at) && takes_chips);
    if takes_chips {
        let color = if pointer.is_some() { tokens.accent } else { tokens.border };
        ui.painter().rect_filled(
            outer.expand(3.0),
            6,
            tokens.accent_wash.gamma_multiply(if pointer.is_some() { 0.6 } else { 0.25 }),
        );
        chip::dashed(ui.painter(), outer.expand(3.0), color);
    }
    if list.is_empty() {
        let small = egui::TextStyle::Small.resolve(ui.style());
        let said = t!("teams-tray-empty");
        let shown = crate::gui::widgets::elide::rows(ui, &said, small, tokens.weak, outer.width(), 1);
        let at = Align2::LEFT_CENTER.anchor_size(pos2(outer.left() + GRID, outer.center().y), shown.size()).min;
        ui.painter().galley(at, shown, tokens.weak);
        return pointer.map(|_| {
            let bar = Rect::from_min_size(outer.left_top(), vec2(2.0, chip::HEIGHT));
            Target::List(TeamId::unassigned(), 0, bar)
        });
    }
    let mut ui = ui.new_child(egui::UiBuilder::new().id_salt(UNASSIGNED).max_rect(outer));
    let scrolled =
        ScrollArea::vertical().id_salt("tray").max_height(most).auto_shrink(false).show_viewport(&mut ui, |ui, seen| {
            ui.set_min_size(vec2(width, flowed.height));
            let corner = ui.min_rect().min;
            let what = dragged.map(|dragged| &dragged.what);
            let visible = |rect: &Rect| rect.bottom() >= seen.top() && rect.top() <= seen.bottom();
            for (index, (text, rect)) in list.iter().zip(&flowed.rects).enumerate().filter(|(_, (_, rect))| visible(rect)) {
                let place = ChipPlace { team: TeamId::unassigned(), index };
                chips::one_or_field(ui, board, screen, actions, place, text, rect.translate(corner.to_vec2()), what, outer);
            }
            corner
        });
    let pointer = pointer?;
    let rects = flow::translated(&flowed.rects, scrolled.inner.to_vec2());
    let at = flow::insertion(&rects, pointer, chip::HEIGHT, measure::CHIP_GAP);
    Some(Target::List(TeamId::unassigned(), at.index, at.bar.intersect(outer.expand(2.0))))
}
