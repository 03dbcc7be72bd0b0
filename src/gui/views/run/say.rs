//! What is said to teams: a signal or free words, to one, several or all. And a team's new start, with words of the person's
//! own instead of its prompt.

use std::collections::BTreeSet;

use egui::{Key, RichText, TextEdit, Ui};

use super::{RunScreen, Scene, ask, names};
use crate::gui::action::Action;
use crate::gui::icons;
use crate::gui::theme::{self, GRID};
use crate::gui::views::marks;
use crate::gui::widgets::{button, card};
use crate::model::run::{Message, Request, Signal, TeamRun};
use crate::model::team::TeamId;
use crate::t;

/// The dialog's corner of the screen.
#[derive(Debug)]
pub struct SayScreen {
    /// To whom; empty: to all.
    teams: BTreeSet<TeamId>,
    text: String,
    /// The team is to start anew with these words.
    restarts: bool,
    is_fresh: bool,
}

impl SayScreen {
    /// To everybody.
    pub fn to_all() -> Self {
        Self { teams: BTreeSet::new(), text: String::new(), restarts: false, is_fresh: true }
    }

    /// To one team.
    pub fn to(team: TeamId) -> Self {
        Self { teams: BTreeSet::from([team]), ..Self::to_all() }
    }

    /// A new start of one team: the prompt that it was started with, to be made clearer.
    pub fn restart(team: &TeamRun) -> Self {
        let last = team.prompts.iter().rev().find_map(|prompt| match &prompt.message {
            Message::Briefing(text) => Some(text.clone()),
            _ => None,
        });
        Self { restarts: true, text: last.unwrap_or_default(), ..Self::to(team.id().clone()) }
    }
}

/// Draws the dialog, when it is open.
pub fn show(ui: &mut Ui, scene: Scene<'_>, screen: &mut RunScreen, actions: &mut Vec<Action>) {
    let Some(mut say) = screen.say.take() else { return };
    let tokens = theme::tokens(ui);
    let modal = egui::Modal::new(egui::Id::unique("run-say")).backdrop_color(tokens.backdrop()).frame(card::frame(ui));
    let mut close = false;
    let answer = modal.show(ui.ctx(), |ui| {
        ui.set_width(520.0_f32.min(ui.ctx().content_rect().width() - 72.0));
        ui.spacing_mut().item_spacing.y = 2.0 * GRID;
        let title = match say.restarts {
            true => t!("run-restart-title", team = names(scene, &say.teams)),
            false => t!("run-say-title", teams = names(scene, &say.teams)),
        };
        ui.label(RichText::new(title).heading());
        if say.restarts {
            card::weak(ui, t!("run-restart-why"));
        } else {
            recipients(ui, scene, &mut say);
            close |= signals(ui, scene, &say, actions);
        }
        let field = TextEdit::multiline(&mut say.text)
            .hint_text(if say.restarts { t!("run-restart-hint") } else { t!("run-say-hint") })
            .desired_rows(6)
            .desired_width(f32::INFINITY);
        let height = ui.ctx().content_rect().height() * 0.5;
        let area = egui::ScrollArea::vertical().id_salt("run-say-text").max_height(height);
        let field = area.show(ui, |ui| ui.add(field).accessible_name(t!("run-say-text"))).inner;
        if std::mem::take(&mut say.is_fresh) {
            field.request_focus();
        }
        let sent = field.has_focus() && ui.input_mut(|input| input.consume_key(egui::Modifiers::COMMAND, Key::Enter));
        ui.horizontal(|ui| {
            let has_text = !say.text.trim().is_empty();
            let label = if say.restarts { t!("run-restart-do") } else { t!("run-send") };
            let send = button::primary(label).icon(icons::PLAY).keys("Ctrl+Enter");
            let is_clicked = ui.add_enabled((has_text || say.restarts) && scene.live, send).clicked();
            if is_clicked || (sent && has_text) {
                let text = say.text.trim().to_owned();
                let teams: Vec<TeamId> = say.teams.iter().cloned().collect();
                if !say.restarts {
                    ask(actions, Request::Send { teams, message: Message::Text(text) });
                } else if let Some(team) = teams.into_iter().next() {
                    ask(actions, Request::RestartTeam { team, prompt: Some(text).filter(|text| !text.is_empty()) });
                }
                close = true;
            }
            close |= ui.add(button::secondary(t!("run-cancel"))).clicked();
        });
    });
    if !close && !answer.should_close() {
        screen.say = Some(say);
    }
}

/// Who hears it: a badge each, all of them where none is chosen.
fn recipients(ui: &mut Ui, scene: Scene<'_>, say: &mut SayScreen) {
    let tokens = theme::tokens(ui);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(GRID, GRID);
        if ui.add(button::quiet(t!("run-everybody")).selected(say.teams.is_empty()).small()).clicked() {
            say.teams.clear();
        }
        for team in &scene.state.teams {
            let id = team.id();
            let is_chosen = say.teams.contains(id);
            let (rect, response) = ui.allocate_exact_size(egui::vec2(28.0, 28.0), egui::Sense::click());
            let title = marks::title_and_name(id, scene.manifest);
            response.widget_info(|| egui::WidgetInfo::selected(egui::Role::CheckBox, true, is_chosen, &title));
            let color = tokens.team(id, scene.manifest);
            let color = if is_chosen || say.teams.is_empty() { color } else { color.gamma_multiply(0.5) };
            marks::paint_badge(ui.painter(), rect.shrink(3.0), id, color, &tokens);
            if is_chosen || response.has_focus() {
                ui.painter().rect_stroke(rect, 7.0, (2.0, tokens.accent), egui::StrokeKind::Inside);
            }
            if response.on_hover_text(title).clicked() && !say.teams.remove(id) {
                say.teams.insert(id.clone());
            }
        }
    });
}

/// The signals; whether one was sent.
fn signals(ui: &mut Ui, scene: Scene<'_>, say: &SayScreen, actions: &mut Vec<Action>) -> bool {
    let mut sent = false;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(1.5 * GRID, GRID);
        for signal in [Signal::BeginMegaFiles, Signal::Execute, Signal::Integration, Signal::Status] {
            if ui.add_enabled(scene.live, button::secondary(signal.text()).small()).clicked() {
                let teams = say.teams.iter().cloned().collect();
                ask(actions, Request::Send { teams, message: Message::Signal(signal) });
                sent = true;
            }
        }
    });
    sent
}
