//! The last place on the board: a card that makes a new team, one of the standard ten with a click, or any other
//! by its name.

use egui::{Align2, Id, Rect, Sense, Ui, pos2, vec2};

use super::{Board, EditField, Editing, TeamsScreen};
use crate::gui::action::Action;
use crate::gui::icons;
use crate::gui::theme::{self, GRID};
use crate::gui::widgets::{chip, field};
use crate::model::manifest::edits::ManifestEdit;
use crate::model::team::{STANDARD, TeamId};
use crate::t;

/// The card is at least so high.
pub const HEIGHT: f32 = 96.0;

/// Draws the card.
pub fn show(ui: &mut Ui, board: Board<'_>, screen: &mut TeamsScreen, actions: &mut Vec<Action>, rect: Rect) {
    let tokens = theme::tokens(ui);
    match &mut screen.editing {
        Some(editing) if editing.field == EditField::NewTeam => {
            let rect = rect.with_max_y(rect.top() + HEIGHT);
            ui.painter().rect(rect, 10, tokens.surface, (1.0, tokens.accent), egui::StrokeKind::Inside);
            let place = Rect::from_min_size(rect.min + vec2(12.0, 12.0), vec2(rect.width() - 24.0, 28.0));
            let (name, hint) = (t!("teams-new-field"), t!("teams-new-hint"));
            let fresh = std::mem::take(&mut editing.fresh);
            let left = field::field(
                ui,
                &field::Field { rect: place, id: Id::unique("new-team"), name: &name, hint: &hint, fresh },
                &mut editing.text,
            );
            if fresh {
                ui.scroll_to_rect(rect, None);
            }
            let text = editing.text.trim().to_owned();
            let id = TeamId::from_spelling(&text);
            let taken = id.as_ref().is_some_and(|id| board.manifest.team(id).is_some());
            let said = match (&id, taken, text.is_empty()) {
                (_, _, true) => t!("teams-new-enter"),
                (Some(id), true, _) => t!("teams-new-taken", id = id.as_str()),
                (Some(id), false, _) => t!("teams-new-id", id = id.as_str()),
                (None, ..) => t!("teams-new-no-id"),
            };
            let color = if taken || (id.is_none() && !text.is_empty()) { tokens.danger } else { tokens.weak };
            let small = egui::TextStyle::Small.resolve(ui.style());
            let galley = ui.painter().layout(said, small, color, place.width());
            let below = Rect::from_min_size(place.left_bottom() + vec2(0.0, 6.0), galley.size());
            let hint = ui.interact(below, Id::unique("new-team-said"), Sense::hover());
            hint.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, galley.text()));
            ui.painter().galley(below.min, galley, color);
            match (left, id) {
                (Some(field::Left::Escape), _) => screen.editing = None,
                (Some(how), Some(id)) if !taken => {
                    let _ = how;
                    actions.push(Action::EditManifest(ManifestEdit::AddTeam { id, name: text }));
                    screen.editing = None;
                }
                (Some(field::Left::Elsewhere), _) => screen.editing = None,
                // Enter on something that is no name: the field stays, with the reason below it.
                (Some(field::Left::Enter), _) => editing_again(screen),
                (None, _) => {}
            }
        }
        _ => closed(ui, board, screen, actions, rect),
    }
}

fn editing_again(screen: &mut TeamsScreen) {
    if let Some(editing) = &mut screen.editing {
        editing.fresh = true;
    }
}

fn closed(ui: &mut Ui, board: Board<'_>, screen: &mut TeamsScreen, actions: &mut Vec<Action>, rect: Rect) {
    let tokens = theme::tokens(ui);
    let rect = rect.with_max_y(rect.top() + HEIGHT);
    let response = ui.interact(rect, Id::unique("new-team-card"), Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, t!("teams-new-card")));
    let lit = response.hovered() || response.has_focus();
    let color = if lit { tokens.accent } else { tokens.weak };
    chip::dashed(ui.painter(), rect, if lit { tokens.accent } else { tokens.border });
    let missing: Vec<_> = STANDARD
        .iter()
        .filter_map(|team| TeamId::from_spelling(team.id).map(|id| (id, team)))
        .filter(|(id, _)| board.manifest.team(id).is_none())
        .collect();
    let center = if missing.is_empty() { rect.center() } else { pos2(rect.center().x, rect.top() + 28.0) };
    let font = egui::TextStyle::Body.resolve(ui.style());
    let text = ui.painter().layout_no_wrap(t!("teams-new"), font, color);
    let width = text.size().x + 20.0;
    let icon = icons::Icon::font(16.0);
    ui.painter().text(center - vec2(width / 2.0, 0.0), Align2::LEFT_CENTER, icons::PLUS.0, icon, color);
    ui.painter().galley(center + vec2(20.0 - width / 2.0, -text.size().y / 2.0), text, color);
    if response.clicked() {
        screen.editing = Some(Editing::new(EditField::NewTeam, ""));
    }
    standard_teams(ui, board, actions, &missing, rect);
}

/// The standard teams that the manifest does not have yet: a click on a badge adds one.
fn standard_teams(
    ui: &Ui,
    board: Board<'_>,
    actions: &mut Vec<Action>,
    missing: &[(TeamId, &crate::model::team::StandardTeam)],
    rect: Rect,
) {
    let tokens = theme::tokens(ui);
    const SIZE: f32 = 24.0;
    let fit = (((rect.width() - 24.0 + GRID) / (SIZE + GRID)) as usize).max(1);
    let shown = missing.len().min(fit);
    let width = shown as f32 * (SIZE + GRID) - GRID;
    let mut corner = pos2(rect.center().x - width / 2.0, rect.top() + 52.0);
    for (id, team) in missing.iter().take(shown) {
        let badge = Rect::from_min_size(corner, vec2(SIZE, SIZE));
        let response = ui.interact(badge, Id::unique(("new-standard-team", id)), Sense::click());
        let name = t!("teams-new-standard", team = crate::gui::views::marks::title(id), name = team.name);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
        let color = tokens.team(id, board.manifest);
        let lit = response.hovered() || response.has_focus();
        crate::gui::views::marks::paint_badge(
            ui.painter(),
            badge,
            id,
            if lit { color } else { color.gamma_multiply(0.7) },
            &tokens,
        );
        if response.clicked() {
            actions.push(Action::EditManifest(ManifestEdit::AddTeam { id: id.clone(), name: team.name.to_owned() }));
        }
        response.on_hover_text(name);
        corner.x += SIZE + GRID;
    }
}
