//! Teams that a field names, as badges that are switched on and off; all of them at once; and names that are no team, to
//! be taken away.

use egui::{Id, Rect, Sense, StrokeKind, Ui, vec2};

use super::form::Form;
use crate::gui::icons;
use crate::gui::theme::{self, GRID};
use crate::gui::views::marks;
use crate::gui::widgets::button;
use crate::model::team::TeamId;
use crate::t;

const BADGE: f32 = 24.0;

/// What a click on a badge asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picked {
    /// These teams.
    Teams(Vec<TeamId>),
    /// All teams, whichever there are.
    All,
}

impl Form<'_> {
    /// Draws a badge for each team that can be named, lit where it is. `chosen` keeps its order; a new one goes last.
    pub fn teams(
        &mut self,
        ui: &mut Ui,
        label: &str,
        chosen: &[TeamId],
        except: Option<&TeamId>,
        has_all: bool,
    ) -> Option<Picked> {
        let board = self.board;
        let order = board.manifest.teams_in_order();
        let known: Vec<TeamId> = order.iter().map(|team| team.id.clone()).filter(|id| Some(id) != except).collect();
        let strange: Vec<TeamId> = chosen.iter().filter(|id| !known.contains(id)).cloned().collect();
        let are_all = !known.is_empty() && known.iter().all(|id| chosen.contains(id));
        let mut picked = None;
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(GRID, GRID);
            for id in known.iter().chain(&strange) {
                if self.badge(ui, label, id, chosen.contains(id)) {
                    let mut now = chosen.to_vec();
                    match now.iter().position(|other| other == id) {
                        Some(index) => drop(now.remove(index)),
                        None => now.push(id.clone()),
                    }
                    picked = Some(Picked::Teams(now));
                }
            }
            if has_all && known.len() > 1 {
                let name = t!("inspector-choice", choice = t!("inspector-all"), field = label, of = self.of.as_str());
                let all = button::quiet(t!("inspector-all")).name(name).selected(are_all).small();
                if ui.add_enabled(board.editable, all).clicked() {
                    picked = Some(if are_all { Picked::Teams(Vec::new()) } else { Picked::All });
                }
            }
        });
        picked
    }

    fn badge(&self, ui: &mut Ui, label: &str, id: &TeamId, is_on: bool) -> bool {
        let tokens = theme::tokens(ui);
        let (rect, _) = ui.allocate_exact_size(vec2(BADGE, BADGE), Sense::hover());
        let sense = if self.board.editable { Sense::click() } else { Sense::hover() };
        let response = ui.interact(rect, Id::unique(("inspector-badge", self.of.as_str(), label, id)), sense);
        let title = marks::title_and_name(id, self.board.manifest);
        let name = t!("inspector-choice", choice = marks::title(id), field = label, of = self.of.as_str());
        response.widget_info(|| egui::WidgetInfo::selected(egui::Role::CheckBox, self.board.editable, is_on, &name));
        let color = marks::color(&tokens, id, self.board.manifest);
        let inner = Rect::from_center_size(rect.center(), vec2(20.0, 20.0));
        let is_known = self.board.manifest.has_team(id);
        let shown = match (is_on, is_known) {
            (true, false) => tokens.danger,
            (true, true) => color,
            (false, _) => tokens.weak.gamma_multiply(0.55),
        };
        if response.hovered() || response.has_focus() {
            ui.painter().rect_filled(rect, 6, tokens.raised);
        }
        marks::paint_badge(ui.painter(), inner, id, shown, &tokens);
        if is_on {
            ui.painter().rect_stroke(rect, 6, (1.5, shown), StrokeKind::Inside);
        }
        button::focus_ring(ui, &response);
        let clicked = response.clicked();
        response.on_hover_text(title);
        clicked
    }

    /// A team's badge with its title, to look at.
    pub fn teams_shown(&self, ui: &mut Ui, teams: &[TeamId]) {
        ui.spacing_mut().item_spacing.x = 3.0;
        for id in teams {
            marks::badge(ui, id, self.board.manifest, 16.0);
        }
        if teams.is_empty() {
            ui.label(icons::MINUS.text(13.0).color(theme::tokens(ui).weak));
        }
    }
}
