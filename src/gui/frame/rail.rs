//! The rail: every view with its icon, its name and how much in it waits for the person.

use egui::{Align2, CornerRadius, Rect, Role, Sense, Ui, WidgetInfo, vec2};

use crate::gui::action::Action;
use crate::gui::facts::Facts;
use crate::gui::icons::Icon;
use crate::gui::screen::Screen;
use crate::gui::theme::{self, GRID};
use crate::gui::views::{VIEWS, View};
use crate::gui::widgets::{badge, button};
use crate::t;

/// How wide the rail is.
pub const WIDTH: f32 = 84.0;

pub fn show(ui: &mut Ui, facts: &Facts, screen: &Screen, actions: &mut Vec<Action>) {
    ui.spacing_mut().item_spacing.y = GRID;
    ui.add_space(2.0 * GRID);
    ui.vertical_centered(|ui| {
        for view in &VIEWS {
            let enabled = !view.needs_project || facts.project.is_some();
            if ui.add_enabled_ui(enabled, |ui| item(ui, view, facts, screen)).inner {
                actions.push(Action::Show(view.id));
            }
        }
    });
}

fn item(ui: &mut Ui, view: &View, facts: &Facts, screen: &Screen) -> bool {
    let tokens = theme::tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(WIDTH - 4.0 * GRID, 56.0), Sense::click());
    let selected = screen.view == view.id;
    let waiting = if ui.is_enabled() { (view.waiting)(facts) } else { 0 };
    let name = t!(view.name);
    let said = if waiting > 0 { t!("rail-waiting", view = name.as_str(), count = waiting) } else { name.clone() };
    response.widget_info(|| WidgetInfo::selected(Role::Button, ui.is_enabled(), selected, &said));
    let fill = match (selected, response.is_pointer_button_down_on(), response.hovered()) {
        (true, ..) => tokens.accent_wash,
        (_, true, _) => tokens.pressed(tokens.surface),
        (_, _, true) => tokens.hovered(tokens.surface),
        _ => tokens.surface,
    };
    ui.painter().rect_filled(rect, CornerRadius::same(theme::CARD_RADIUS), fill);
    button::focus_ring(ui, &response);
    let ink = if selected { tokens.accent } else { tokens.text };
    let icon = rect.center_top() + vec2(0.0, 21.0);
    ui.painter().text(icon, Align2::CENTER_CENTER, view.icon.0, Icon::font(22.0), ink);
    let label = Rect::from_center_size(rect.center_bottom() - vec2(0.0, 13.0), vec2(rect.width(), 14.0));
    ui.painter().text(label.center(), Align2::CENTER_CENTER, &name, theme::medium(11.0), ink);
    if waiting > 0 {
        let width = badge::count_width(ui, waiting);
        let right = egui::pos2((icon.x + 6.0 + width).min(rect.right() - 1.0), rect.top() + 13.0);
        badge::paint_count(ui, right, waiting, tokens.accent, tokens.on_accent);
    }
    let keys = super::shortcut(ui, &view.name.replace("view-", "action-"));
    let clicked = response.clicked();
    match ui.is_enabled() {
        true if keys.is_empty() => response.on_hover_text(said),
        true => response.on_hover_text(format!("{said} · {keys}")),
        false => response.on_disabled_hover_text(t!("rail-needs-project")),
    };
    clicked
}
