//! One team's card: badge, name, role, chips, write paths, targets, dependencies, agent, and what is wrong.

use egui::{Align2, CornerRadius, FontId, Id, Rect, Response, Sense, StrokeKind, Ui, pos2, vec2};

use super::drops::{Dragged, What};
use super::measure::{CardParts, LINE, PAD, WrongAt, middle};
use super::{Board, EditField, Editing, Subject, TeamsScreen, chips, paths};
use crate::gui::action::Action;
use crate::gui::icons;
use crate::gui::theme::{self, GRID, Tokens};
use crate::gui::views::marks;
use crate::gui::widgets::{button, elide, field};
use crate::model::manifest::edits::{ManifestEdit, TeamField};
use crate::model::manifest::{Team, order};
use crate::model::problem::{Problem, Severity};
use crate::t;

/// What a card is drawn from beside its parts.
#[derive(Clone, Copy)]
pub struct Look<'a> {
    /// A release would drop here.
    pub is_target: bool,
    /// What is under way.
    pub dragged: Option<&'a What>,
    /// What is wrong with the team.
    pub wrong: &'a [WrongAt],
    /// The largest target on the board.
    pub largest_loc: f32,
}

/// Draws a card.
pub fn show(
    ui: &mut Ui,
    board: Board<'_>,
    screen: &mut TeamsScreen,
    actions: &mut Vec<Action>,
    parts: &CardParts,
    rect: Rect,
    look: Look<'_>,
) {
    let team = &board.manifest.teams[parts.team];
    let tokens = theme::tokens(ui);
    let color = tokens.team(&team.id, board.manifest);
    let title = marks::title(&team.id);
    let sense = if board.editable { Sense::click_and_drag() } else { Sense::click() };
    let card = ui.interact(rect, Id::unique(("team-card", &team.id)), sense);
    card.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Group, true, t!("teams-card-name", team = title.as_str())));
    hold(ui, board, screen, actions, team, &card);

    let radius = CornerRadius::same(10);
    let drop = tokens.surface.lerp_to_gamma(tokens.accent_wash, 0.5);
    let is_chosen = screen.inspector.open && screen.chosen == Subject::Team(team.id.clone());
    let (fill, edge) = match look.is_target {
        true => (drop, tokens.accent),
        false => (tokens.surface, if is_chosen || card.has_focus() { tokens.accent } else { tokens.border }),
    };
    let fade = if look.dragged == Some(&What::Card(team.id.clone())) { 0.45 } else { 1.0 };
    ui.painter().rect(rect, radius, fill, (if card.has_focus() { 2.0 } else { 1.0 }, edge), StrokeKind::Inside);
    // The team's colour, once, along the top: enough to find a card again from across the room.
    let strip = Rect::from_min_size(rect.min + vec2(10.0, 0.0), vec2(rect.width() - 20.0, 2.0));
    ui.painter().rect_filled(strip, 1.0, color);

    let mut ui = ui.new_child(egui::UiBuilder::new().id_salt(("team", &team.id)).max_rect(rect));
    let ui = &mut ui;
    ui.multiply_opacity(fade);
    let corner = rect.min;
    head(ui, board, screen, actions, team, parts.head.translate(corner.to_vec2()), look.wrong);
    role(ui, board, screen, actions, team, parts.role.translate(corner.to_vec2()));
    chips::show(ui, board, screen, actions, parts, corner, look.dragged);
    paths::show(ui, board, screen, actions, parts, corner, rect, look.dragged);
    foot(ui, board, &tokens, team, rect, look.largest_loc);
}

/// What can be done with a card as a whole: chosen, dragged to another place, moved by keys.
fn hold(ui: &Ui, board: Board<'_>, screen: &mut TeamsScreen, actions: &mut Vec<Action>, team: &Team, card: &Response) {
    if screen.focus_card.as_ref() == Some(&team.id) {
        card.request_focus();
        card.scroll_to_me(None);
        screen.focus_card = None;
    }
    if card.clicked() {
        screen.chosen = Subject::Team(team.id.clone());
        let by_mouse = card.clicked_by(egui::PointerButton::Primary);
        screen.inspector.open |= !by_mouse;
        screen.selected.clear();
    }
    if card.double_clicked() {
        screen.inspector.open = true;
    }
    if !board.editable {
        return;
    }
    if card.drag_started_by(egui::PointerButton::Primary) {
        let revision = board.project.manifest.document.revision();
        card.dnd_set_drag_payload(Dragged { revision, what: What::Card(team.id.clone()) });
    }
    if card.has_focus() {
        let pressed = |key| ui.input_mut(|input| input.consume_key(egui::Modifiers::ALT, key));
        if pressed(egui::Key::ArrowLeft) {
            shift(board, screen, actions, team, -1);
        } else if pressed(egui::Key::ArrowRight) {
            shift(board, screen, actions, team, 1);
        }
    }
}

/// Moves a card one place on or back.
fn shift(board: Board<'_>, screen: &mut TeamsScreen, actions: &mut Vec<Action>, team: &Team, by: isize) {
    let order = board.manifest.teams_in_order();
    let Some(at) = order.iter().position(|other| other.id == team.id) else { return };
    let before = if by < 0 { at.checked_sub(1) } else { Some(at + 2) };
    let Some(before) = before.filter(|before| *before <= order.len()) else { return };
    if let Some(edit) = order::place_before(board.manifest, &team.id, order.get(before).map(|team| &team.id)) {
        actions.push(Action::EditManifest(edit));
        screen.focus_card = Some(team.id.clone());
    }
}

fn head(
    ui: &mut Ui,
    board: Board<'_>,
    screen: &mut TeamsScreen,
    actions: &mut Vec<Action>,
    team: &Team,
    rect: Rect,
    wrong: &[WrongAt],
) {
    let tokens = theme::tokens(ui);
    let badge = Rect::from_min_size(rect.min, vec2(rect.height(), rect.height()));
    marks::paint_badge(ui.painter(), badge, &team.id, tokens.team(&team.id, board.manifest), &tokens);
    let mut right = rect.right();
    if board.editable {
        let button = Rect::from_center_size(pos2(right - 11.0, rect.center().y), vec2(22.0, 22.0));
        team_menu(ui, board, screen, actions, team, button);
        right = button.left() - 2.0;
    }
    if !wrong.is_empty() {
        right = problems(ui, board, screen, team, wrong, right, rect.center().y);
    }
    let left = badge.right() + 2.0 * GRID;
    let place = Rect::from_min_max(pos2(left, rect.top()), pos2(right, rect.bottom()));
    let title = marks::title(&team.id);
    if editing(screen, &EditField::Name(team.id.clone())) {
        let name = t!("teams-name-field", team = title.as_str());
        edit(ui, screen, actions, team, TeamField::Name, place.shrink2(vec2(0.0, 2.0)), &name, &team.name);
        return;
    }
    let response =
        ui.interact(place, Id::unique(("team-name", &team.id)), if board.editable { Sense::click() } else { Sense::hover() });
    let shown = if team.name.is_empty() { title.clone() } else { team.name.clone() };
    response.widget_info(|| {
        egui::WidgetInfo::labeled(
            egui::Role::Button,
            board.editable,
            t!("teams-name-of", name = shown.as_str(), team = title.as_str()),
        )
    });
    lit_when_editable(ui, board, &response, place.expand2(vec2(4.0, 0.0)), &tokens);
    let font = egui::TextStyle::Body.resolve(ui.style());
    let small = FontId::new(egui::TextStyle::Small.resolve(ui.style()).size - 1.0, egui::FontFamily::Proportional);
    let name = elide::rows(ui, &shown, strong(ui, font), tokens.text, place.width(), 1);
    let (elided, height) = (name.elided, name.size().y);
    // A team that is called as its id says it once.
    let title = if shown.eq_ignore_ascii_case(&title) { String::new() } else { title };
    let small_height = if title.is_empty() { 0.0 } else { small.size * 1.25 };
    let top = place.center().y - (height + small_height) / 2.0;
    ui.painter().galley(pos2(left, top), name, tokens.text);
    ui.painter().text(pos2(left, top + height), Align2::LEFT_TOP, &title, small, tokens.weak);
    if response.clicked() {
        screen.editing = Some(Editing::new(EditField::Name(team.id.clone()), team.name.clone()));
    }
    if elided {
        response.on_hover_text(shown);
    }
}

fn strong(ui: &Ui, font: FontId) -> FontId {
    theme::strong(ui, font)
}

fn role(ui: &mut Ui, board: Board<'_>, screen: &mut TeamsScreen, actions: &mut Vec<Action>, team: &Team, rect: Rect) {
    let tokens = theme::tokens(ui);
    let title = marks::title(&team.id);
    if editing(screen, &EditField::Role(team.id.clone())) {
        let rect = Rect::from_min_size(rect.min - vec2(4.0, 4.0), vec2(rect.width() + 8.0, super::measure::FIELD));
        edit(ui, screen, actions, team, TeamField::Role, rect, &t!("teams-role-field", team = title.as_str()), &team.role);
        return;
    }
    let response =
        ui.interact(rect, Id::unique(("team-role", &team.id)), if board.editable { Sense::click() } else { Sense::hover() });
    let shown = match (team.role.is_empty(), board.editable) {
        (true, true) => t!("teams-add-role"),
        _ => team.role.clone(),
    };
    response.widget_info(|| {
        egui::WidgetInfo::labeled(
            egui::Role::Button,
            board.editable,
            t!("teams-role-of", role = shown.as_str(), team = title.as_str()),
        )
    });
    lit_when_editable(ui, board, &response, rect.expand2(vec2(4.0, 2.0)), &tokens);
    let color = if team.role.is_empty() { tokens.weak.gamma_multiply(0.8) } else { tokens.weak };
    let galley = elide::rows(ui, &shown, egui::TextStyle::Small.resolve(ui.style()), color, rect.width(), 2);
    let elided = galley.elided;
    ui.painter().galley(rect.min, galley, color);
    if response.clicked() {
        screen.editing = Some(Editing::new(EditField::Role(team.id.clone()), team.role.clone()));
    }
    if elided {
        response.on_hover_text(&team.role);
    }
}

fn editing(screen: &TeamsScreen, field: &EditField) -> bool {
    screen.editing.as_ref().is_some_and(|editing| editing.field == *field)
}

fn lit_when_editable(ui: &Ui, board: Board<'_>, response: &Response, rect: Rect, tokens: &Tokens) {
    if board.editable && (response.hovered() || response.has_focus()) {
        ui.painter().rect_filled(rect, 4, tokens.raised);
        ui.ctx().set_cursor_icon(egui::CursorIcon::Text);
    }
}

#[expect(clippy::too_many_arguments, reason = "one field, said once for name and role")]
fn edit(
    ui: &mut Ui,
    screen: &mut TeamsScreen,
    actions: &mut Vec<Action>,
    team: &Team,
    which: TeamField,
    rect: Rect,
    name: &str,
    before: &str,
) {
    let Some(editing) = &mut screen.editing else { return };
    let hint = match which {
        TeamField::Name => t!("teams-name-hint"),
        TeamField::Role | TeamField::Agent => t!("teams-role-hint"),
    };
    let id = Id::unique(("edit-team", &team.id, which == TeamField::Name));
    let look = field::Field { rect, id, name, hint: &hint, fresh: std::mem::take(&mut editing.fresh) };
    if let Some(left) = field::field(ui, &look, &mut editing.text) {
        let text = editing.text.trim().to_owned();
        if left != field::Left::Escape && text != before {
            actions.push(Action::EditManifest(ManifestEdit::SetTeamText { team: team.id.clone(), field: which, text }));
        }
        screen.editing = None;
    }
}

fn team_menu(ui: &mut Ui, board: Board<'_>, screen: &mut TeamsScreen, actions: &mut Vec<Action>, team: &Team, rect: Rect) {
    let title = marks::title(&team.id);
    let response = ui.put(rect, button::icon(icons::MORE, t!("teams-menu", team = title.as_str())).small());
    egui::Popup::menu(&response).show(|ui| {
        ui.set_width(232.0);
        let item = |ui: &mut Ui, icon: icons::Icon, text: String| {
            ui.add(button::quiet(text).icon(icon).left().width(ui.available_width())).clicked()
        };
        if item(ui, icons::EDIT, t!("teams-rename-team")) {
            screen.editing = Some(Editing::new(EditField::Name(team.id.clone()), team.name.clone()));
        }
        if item(ui, icons::TARGET, t!("teams-edit-role")) {
            screen.editing = Some(Editing::new(EditField::Role(team.id.clone()), team.role.clone()));
        }
        if item(ui, icons::PLUS, t!("teams-add-responsibility")) {
            screen.editing = Some(Editing::new(EditField::Add(team.id.clone()), ""));
        }
        if item(ui, icons::FOLDER_PLUS, t!("teams-add-path-item")) {
            screen.editing = Some(Editing::new(EditField::AddPath(team.id.clone()), ""));
        }
        ui.separator();
        if item(ui, icons::ARROW_LEFT, t!("teams-card-earlier")) {
            shift(board, screen, actions, team, -1);
        }
        if item(ui, icons::ARROW_RIGHT, t!("teams-card-later")) {
            shift(board, screen, actions, team, 1);
        }
        ui.separator();
        if item(ui, icons::SIDEBAR, t!("teams-inspect")) {
            screen.chosen = Subject::Team(team.id.clone());
            screen.inspector.open = true;
        }
        if item(ui, icons::CODE, t!("teams-show-source")) {
            screen.source.open_at(team.place.line);
        }
        if item(ui, icons::TREE, t!("distribute-menu-split")) {
            screen.distribute.start_with(&team.id, false);
        }
        if !team.swarm.is_empty() && item(ui, icons::TREE, t!("distribute-menu-merge")) {
            screen.distribute.start_with(&team.id, true);
        }
        ui.separator();
        let remove = t!("teams-remove-team", team = title.as_str());
        if ui
            .add(button::quiet(remove).icon(icons::TRASH).icon_color(theme::tokens(ui).danger).left().width(ui.available_width()))
            .clicked()
        {
            actions.push(Action::EditManifest(ManifestEdit::RemoveTeam { team: team.id.clone() }));
        }
    });
}

/// What is wrong with a team: how many, the sentences on pointing, the list on a click. The left edge it takes.
fn problems(
    ui: &mut Ui,
    board: Board<'_>,
    screen: &mut TeamsScreen,
    team: &Team,
    wrong: &[WrongAt],
    right: f32,
    middle: f32,
) -> f32 {
    let tokens = theme::tokens(ui);
    let problems: Vec<&Problem> = wrong.iter().filter_map(|at| at.problem(board)).collect();
    let worst = problems.iter().map(|problem| problem.severity).max().unwrap_or(Severity::Note);
    let (icon, color) = severity_mark(worst, &tokens);
    let small = egui::TextStyle::Small.resolve(ui.style());
    let count = ui.painter().layout_no_wrap(problems.len().to_string(), small, color);
    let width = 16.0 + count.size().x + 8.0;
    let rect = Rect::from_center_size(pos2(right - width / 2.0, middle), vec2(width, 22.0));
    let response = ui.interact(rect, Id::unique(("team-problems", &team.id)), Sense::click());
    let name = t!("teams-problems-of", team = marks::title(&team.id), count = problems.len());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, 4, tokens.raised);
    }
    let font = icons::Icon::font(14.0);
    ui.painter().text(rect.left_center() + vec2(3.0, 0.0), Align2::LEFT_CENTER, icon.0, font, color);
    ui.painter().galley(pos2(rect.left() + 19.0, rect.center().y - count.size().y / 2.0), count, color);
    if response.clicked() {
        screen.findings_open = true;
    }
    response.on_hover_ui(|ui| {
        ui.set_max_width(360.0);
        for problem in problems {
            let (icon, color) = severity_mark(problem.severity, &theme::tokens(ui));
            ui.horizontal_wrapped(|ui| {
                ui.label(icon.text(14.0).color(color));
                ui.label(crate::words::sentence(problem).text);
            });
        }
    });
    rect.left()
}

/// The icon and colour of a severity.
pub fn severity_mark(severity: Severity, tokens: &Tokens) -> (icons::Icon, egui::Color32) {
    match severity {
        Severity::Error => (icons::ERROR, tokens.danger),
        Severity::Warning => (icons::WARNING, tokens.warning),
        Severity::Note => (icons::INFO, tokens.weak),
    }
}

impl WrongAt {
    /// The problem that stands there.
    pub fn problem(self, board: Board<'_>) -> Option<&Problem> {
        match self {
            Self::Finding(index) => board.project.manifest.findings.get(index).map(|finding| &finding.problem),
            Self::Problem(index) => board.project.manifest.problems.get(index),
        }
    }
}

fn foot(ui: &Ui, board: Board<'_>, tokens: &Tokens, team: &Team, card: Rect, largest_loc: f32) {
    let inner = Rect::from_min_max(pos2(card.left() + PAD, card.bottom() - PAD - 44.0), card.max - vec2(PAD, PAD));
    let small = egui::TextStyle::Small.resolve(ui.style());
    let icon_font = icons::Icon::font(14.0);
    let painter = ui.painter();
    painter.hline(inner.x_range(), inner.top() - 1.0, (1.0, tokens.border));

    let first = inner.top() + 12.0;
    let files = ui.interact(
        Rect::from_center_size(pos2(inner.right() - 24.0, first), vec2(48.0, LINE)),
        Id::unique(("team-mega-files", &team.id)),
        Sense::hover(),
    );
    let made = board.project.mega_files.values().filter(|file| file.team == team.id).count();
    let expected = team.mega_files.unwrap_or(team.mega_file_names.len() as u32);
    let count = if expected > 0 { format!("{made}/{expected}") } else { made.to_string() };
    let count_color = if expected > 0 && made >= expected as usize { tokens.success } else { tokens.weak };
    let drawn = painter.text(pos2(inner.right(), first), Align2::RIGHT_CENTER, count, small.clone(), count_color);
    painter.text(pos2(drawn.left() - 4.0, first), Align2::RIGHT_CENTER, icons::FILES.0, icon_font.clone(), count_color);
    files.on_hover_text(t!("teams-mega-files", made = made, expected = expected));

    let target = team.target_loc;
    let loc = target.map_or_else(|| t!("teams-no-target"), |target| t!("teams-loc", loc = super::header::loc(target)));
    let drawn = painter.text(pos2(inner.left(), first), Align2::LEFT_CENTER, loc, small.clone(), tokens.weak);
    if let Some(target) = target.filter(|_| largest_loc > 0.0) {
        let bar = Rect::from_min_size(pos2(inner.left(), first + 10.0), vec2(inner.width(), 3.0));
        painter.rect_filled(bar, 1.5, tokens.raised);
        let filled = bar.with_max_x(bar.left() + bar.width() * (middle(target) / largest_loc).clamp(0.0, 1.0));
        painter.rect_filled(filled, 1.5, tokens.team(&team.id, board.manifest));
        let response = ui.interact(drawn.union(bar), Id::unique(("team-target", &team.id)), Sense::hover());
        if let Some(project) = board.manifest.project.target_loc.filter(|project| project.max > 0) {
            let percent = (middle(target) / middle(project) * 100.0).round() as u32;
            response.on_hover_text(t!("teams-loc-share", percent = percent, loc = super::header::loc(project)));
        }
    }

    let second = inner.bottom() - 8.0;
    let agent = team.agent.as_deref().unwrap_or("manual");
    let agent_galley = elide::rows(ui, agent, small.clone(), tokens.weak, inner.width() * 0.45, 1);
    let agent_left = inner.right() - agent_galley.size().x;
    painter.galley(pos2(agent_left, second - agent_galley.size().y / 2.0), agent_galley, tokens.weak);
    painter.text(pos2(agent_left - 4.0, second), Align2::RIGHT_CENTER, icons::AGENT.0, icon_font.clone(), tokens.weak);
    let response = ui.interact(
        Rect::from_min_max(pos2(agent_left - 18.0, second - 8.0), pos2(inner.right(), second + 8.0)),
        Id::unique(("team-agent", &team.id)),
        Sense::hover(),
    );
    response.on_hover_text(t!("teams-agent", agent = agent));
    dependencies(
        ui,
        board,
        tokens,
        team,
        Rect::from_min_max(pos2(inner.left(), second - 8.0), pos2(agent_left - 22.0, second + 8.0)),
    );
}

/// The teams whose work this one uses, as small badges; as many as fit, the others counted.
fn dependencies(ui: &Ui, board: Board<'_>, tokens: &Tokens, team: &Team, rect: Rect) {
    let small = egui::TextStyle::Small.resolve(ui.style());
    if team.depends_on.is_empty() {
        let galley = elide::rows(ui, &t!("teams-no-dependencies"), small, tokens.weak, rect.width(), 1);
        ui.painter().galley(pos2(rect.left(), rect.center().y - galley.size().y / 2.0), galley, tokens.weak);
        return;
    }
    let icon_font = icons::Icon::font(14.0);
    ui.painter().text(rect.left_center(), Align2::LEFT_CENTER, icons::DEPENDS.0, icon_font, tokens.weak);
    let mut at = rect.left() + 18.0;
    for (index, other) in team.depends_on.iter().enumerate() {
        let left = team.depends_on.len() - index;
        if at + 16.0 + if left > 1 { 22.0 } else { 0.0 } > rect.right() && left > 1 {
            ui.painter().text(pos2(at + 2.0, rect.center().y), Align2::LEFT_CENTER, format!("+{left}"), small, tokens.weak);
            break;
        }
        let badge = Rect::from_min_size(pos2(at, rect.center().y - 8.0), vec2(16.0, 16.0));
        marks::paint_badge(ui.painter(), badge, other, tokens.team(other, board.manifest), tokens);
        at += 19.0;
    }
    let names: Vec<String> = team.depends_on.iter().map(|other| marks::title_and_name(other, board.manifest)).collect();
    let response = ui.interact(rect, Id::unique(("team-dependencies", &team.id)), Sense::hover());
    response.on_hover_text(format!("{}\n{}", t!("teams-depends-on"), names.join("\n")));
}
