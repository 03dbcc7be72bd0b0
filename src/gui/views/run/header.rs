//! Above the cards: the phases with their clocks, what is missing before the next, when it will all be over, what can be
//! said to all teams, and the button that stops everything.

use egui::{Align, Align2, Layout, Popup, Rect, RichText, Sense, Ui, pos2, vec2};

use super::{RunScreen, Scene, ask, clock, say};
use crate::engine::event::RunLink;
use crate::gui::action::Action;
use crate::gui::icons;
use crate::gui::theme::{self, GRID, SMALL};
use crate::gui::views::marks;
use crate::gui::widgets::{button, card};
use crate::model::run::{Condition, Message, PhaseKind, Request, Signal};
use crate::model::team::TeamId;
use crate::t;

const PHASE_HEIGHT: f32 = 40.0;

/// A phase's name in the person's language, where it is one of the four.
pub fn phase_name(name: &str) -> String {
    match PhaseKind::of_name(name) {
        PhaseKind::Initialization => t!("run-phase-initialization"),
        PhaseKind::Execution => t!("run-phase-execution"),
        PhaseKind::Integration => t!("run-phase-integration"),
        PhaseKind::Validation => t!("run-phase-validation"),
        PhaseKind::Other => name.to_owned(),
    }
}

/// Draws it.
pub fn show(ui: &mut Ui, scene: Scene<'_>, screen: &mut RunScreen, actions: &mut Vec<Action>) {
    let tokens = theme::tokens(ui);
    let frame = egui::Frame::new().fill(tokens.surface).inner_margin(egui::Margin::symmetric(16, 8));
    egui::Panel::top("run-header").resizable(false).frame(frame).show(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(2.0 * GRID, GRID);
        phases(ui, scene, actions);
        ui.horizontal_wrapped(|ui| {
            numbers(ui, scene);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| controls(ui, scene, screen, actions));
        });
    });
}

/// Says that nobody answers: what is shown is what the journal says.
pub fn no_host(ui: &mut Ui, scene: Scene<'_>, actions: &mut Vec<Action>) {
    let tokens = theme::tokens(ui);
    let is_connecting = scene.project.run.link == RunLink::Connecting;
    let frame = egui::Frame::new().fill(tokens.raised).inner_margin(egui::Margin::symmetric(16, 6));
    egui::Panel::top("run-no-host").resizable(false).frame(frame).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            if is_connecting {
                ui.spinner();
                ui.label(t!("run-connecting"));
                return;
            }
            ui.label(icons::WARNING.text(16.0).color(tokens.warning));
            ui.label(t!("run-no-host"));
            if ui.add_enabled(scene.live, button::primary(t!("run-go-on")).icon(icons::PLAY).small()).clicked() {
                ask(actions, Request::StartTeams { teams: Vec::new() });
            }
            if ui.add_enabled(scene.live, button::secondary(t!("run-end")).small()).clicked() {
                ask(actions, Request::EndRun);
            }
        });
    });
}

/// One place a phase; the present one fills as its time goes.
fn phases(ui: &mut Ui, scene: Scene<'_>, actions: &mut Vec<Action>) {
    let state = scene.state;
    let count = state.plan.phases.len().max(1);
    let next_width = 132.0;
    let gap = 6.0;
    let width = ((ui.available_width() - next_width - gap * count as f32) / count as f32).clamp(90.0, 260.0);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = gap;
        for index in 0..state.plan.phases.len() {
            phase(ui, scene, index, width, actions);
        }
        next(ui, scene, actions);
    });
}

fn phase(ui: &mut Ui, scene: Scene<'_>, index: usize, width: f32, actions: &mut Vec<Action>) {
    let tokens = theme::tokens(ui);
    let state = scene.state;
    let Some(plan) = state.plan.phases.get(index) else { return };
    let (time, is_now) = (state.time(index, scene.now), index == state.clock.phase);
    let name = phase_name(&plan.name);
    let spent = clock::clock(time.spent);
    let said = t!("run-phase-clock", phase = name.as_str(), spent = spent.as_str(), budget = plan.minutes);
    let (rect, response) = ui.allocate_exact_size(vec2(width, PHASE_HEIGHT), Sense::click());
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, scene.live, is_now, &said));
    let painter = ui.painter();
    let fill = if is_now { tokens.raised } else { tokens.background };
    let edge = if is_now || response.has_focus() { tokens.accent } else { tokens.border };
    painter.rect(rect, theme::RADIUS, fill, (1.0, edge), egui::StrokeKind::Inside);
    let share = if time.budget == 0 { 0.0 } else { (time.spent as f32 / time.budget as f32).min(1.0) };
    let colour = if time.is_over() { tokens.warning } else { tokens.accent };
    let bar = Rect::from_min_size(rect.left_bottom() + vec2(6.0, -7.0), vec2((rect.width() - 12.0) * share, 3.0));
    painter.rect_filled(bar, 1.5, if is_now { colour } else { colour.gamma_multiply(0.5) });
    let ink = if is_now { tokens.text } else { tokens.weak };
    let y = rect.top() + 16.0;
    let budget = t!("run-of-minutes", count = plan.minutes);
    let clock_text = if time.spent > 0 || is_now { format!("{spent} {budget}") } else { budget };
    let clock_color = if time.is_over() { tokens.warning } else { tokens.weak };
    let drawn = painter.text(
        pos2(rect.right() - 10.0, y),
        Align2::RIGHT_CENTER,
        clock_text,
        egui::FontId::proportional(SMALL),
        clock_color,
    );
    let icon = if index < state.clock.phase {
        icons::CHECK
    } else if is_now {
        icons::PLAY
    } else {
        icons::CIRCLE
    };
    let icon_color = if index < state.clock.phase { tokens.success } else { ink };
    painter.text(pos2(rect.left() + 16.0, y), Align2::CENTER_CENTER, icon.0, icons::Icon::font(13.0), icon_color);
    let room = drawn.left() - rect.left() - 34.0;
    let galley = crate::gui::widgets::elide::rows(ui, &name, theme::medium(theme::BODY), ink, room.max(20.0), 1);
    ui.painter().galley(pos2(rect.left() + 28.0, y - galley.size().y / 2.0), galley, ink);
    let response = response.on_hover_text(said);
    Popup::context_menu(&response).show(|ui| {
        if ui.add_enabled(scene.live && !is_now, button::quiet(t!("run-phase-go", phase = name.as_str()))).clicked() {
            ask(actions, Request::SetPhase { phase: index });
        }
    });
}

/// The button that begins the next phase, with what is missing.
fn next(ui: &mut Ui, scene: Scene<'_>, actions: &mut Vec<Action>) {
    let state = scene.state;
    let next = state.clock.phase + 1;
    let is_last = next >= state.plan.phases.len();
    let can = state.can_go_on();
    let label = if is_last { t!("run-finish") } else { t!("run-next-phase") };
    let look = if can { button::primary(label) } else { button::secondary(label) };
    let response = ui.add_enabled(scene.live, look.icon(icons::ARROW_RIGHT).width(132.0));
    let conditions = state.conditions();
    let response = response.on_hover_ui(|ui| {
        if conditions.is_empty() {
            ui.label(t!("run-conditions-none"));
        }
        for condition in &conditions {
            condition_line(ui, scene, condition);
        }
    });
    if response.clicked() {
        if is_last {
            ask(actions, Request::EndRun);
        } else {
            ask(actions, Request::SetPhase { phase: next });
            if let Some(signal) = signal_of(state.plan.phases.get(next).map(|phase| PhaseKind::of_name(&phase.name))) {
                ask(actions, Request::Send { teams: Vec::new(), message: Message::Signal(signal) });
            }
        }
    }
}

/// What teams are told when a phase begins.
fn signal_of(kind: Option<PhaseKind>) -> Option<Signal> {
    match kind? {
        PhaseKind::Initialization => Some(Signal::BeginMegaFiles),
        PhaseKind::Execution => Some(Signal::Execute),
        PhaseKind::Integration => Some(Signal::Integration),
        PhaseKind::Validation | PhaseKind::Other => None,
    }
}

fn condition_line(ui: &mut Ui, scene: Scene<'_>, condition: &Condition) {
    let tokens = theme::tokens(ui);
    let (icon, color) = if condition.is_met() { (icons::CHECK, tokens.success) } else { (icons::CLOCK, tokens.warning) };
    let (text, missing): (String, &[TeamId]) = match condition {
        Condition::MegaFiles { missing } => (t!("run-condition-mega-files"), missing),
        Condition::Ready { missing } => (t!("run-condition-ready"), missing),
        Condition::Confirmed { missing } => (t!("run-condition-confirmed"), missing),
        Condition::Integrated { .. } => (t!("run-condition-integrated"), &[]),
        Condition::NoCriticalConflicts { open } => (t!("run-condition-critical", count = *open), &[]),
        Condition::ChecksPass { failed: Some(failed) } => (t!("run-condition-checks", count = *failed), &[]),
        Condition::ChecksPass { failed: None } => (t!("run-condition-unchecked"), &[]),
    };
    ui.horizontal_wrapped(|ui| {
        ui.label(icon.text(14.0).color(color));
        ui.label(text);
        for team in missing {
            marks::badge(ui, team, scene.manifest, 16.0);
        }
    });
}

/// Progress, usage and the end, in a line.
fn numbers(ui: &mut Ui, scene: Scene<'_>) {
    let tokens = theme::tokens(ui);
    let state = scene.state;
    let weak = |ui: &mut Ui, text: String| ui.label(RichText::new(text).size(SMALL).color(tokens.weak));
    if let Some(percent) = state.percent() {
        ui.label(RichText::new(t!("run-percent", percent = percent)).font(theme::semibold(theme::BODY)));
    }
    let lines: u64 = state.teams.iter().map(|team| team.measured.lines).sum();
    weak(ui, t!("run-lines", shown = clock::short(lines), count = lines));
    let usage = state.usage();
    if usage.tokens() > 0 {
        weak(ui, t!("run-tokens", shown = clock::short(usage.tokens())));
    }
    if let Some(cost) = usage.cost_usd {
        let text = match state.plan.cost_cap_usd {
            Some(cap) => t!("run-cost-of", cost = format!("{cost:.2}"), cap = format!("{cap:.0}")),
            None => t!("run-cost", cost = format!("{cost:.2}")),
        };
        let color = if state.is_over_budget() { tokens.danger } else { tokens.weak };
        ui.label(RichText::new(text).size(SMALL).color(color));
    }
    if let Some(end) = state.projected_end(scene.now) {
        let end = clock::time_of_day(end);
        weak(ui, t!("run-ends", time = end.get(..5).unwrap_or_default()));
    }
}

/// What can be said to all, and the stop. From the right.
fn controls(ui: &mut Ui, scene: Scene<'_>, screen: &mut RunScreen, actions: &mut Vec<Action>) {
    let is_halted = scene.state.teams.iter().any(|team| team.is_halted);
    if is_halted {
        if ui.add_enabled(scene.live, button::primary(t!("run-resume")).icon(icons::PLAY)).clicked() {
            ask(actions, Request::Resume { teams: Vec::new() });
        }
    } else {
        let halt = button::danger(t!("run-halt")).icon(icons::STOP).tip(crate::gui::frame::shortcut(ui, "action-halt"));
        if ui.add_enabled(scene.live, halt).on_hover_text(t!("run-halt-why")).clicked() {
            ask(actions, Request::Halt { teams: Vec::new() });
        }
    }
    let more = ui.add(button::icon(icons::MORE, t!("run-more")));
    Popup::menu(&more).show(|ui| {
        ui.set_width(240.0);
        let item = |ui: &mut Ui, icon, text: String| ui.add(button::quiet(text).icon(icon).left().width(ui.available_width()));
        if item(ui, icons::PLAY, t!("run-start-all")).clicked() {
            ask(actions, Request::StartTeams { teams: Vec::new() });
            ui.close();
        }
        if item(ui, icons::STOP, t!("run-stop-all")).clicked() {
            ask(actions, Request::StopTeams { teams: Vec::new() });
            ui.close();
        }
        if ui
            .add_enabled(scene.live, button::quiet(t!("run-fix-open")).icon(icons::FIX).left().width(ui.available_width()))
            .clicked()
        {
            screen.fix(None, None);
            ui.close();
        }
        let paused = scene.state.clock.since.is_none();
        let text = if paused { t!("run-clock-on") } else { t!("run-clock-off") };
        if item(ui, icons::CLOCK, text).clicked() {
            ask(actions, Request::PauseClock { paused: !paused });
            ui.close();
        }
        if item(ui, icons::TAKE_BACK, t!("run-go-back")).clicked() {
            screen.back = Some(super::checkpoints::BackScreen::of(None));
            ui.close();
        }
        if item(ui, icons::FILES, t!("run-leftovers")).clicked() {
            screen.leftovers.open(actions);
            ui.close();
        }
        ui.separator();
        if item(ui, icons::CHECK_CIRCLE, t!("run-end")).clicked() {
            ask(actions, Request::EndRun);
            ui.close();
        }
    });
    if ui.add_enabled(scene.live, button::secondary(t!("run-say")).icon(icons::PROMPT)).clicked() {
        screen.say = Some(say::SayScreen::to_all());
    }
    if ui.add_enabled(scene.live, button::secondary(Signal::Status.text()).name(t!("run-ask-status"))).clicked() {
        ask(actions, Request::Send { teams: Vec::new(), message: Message::Signal(Signal::Status) });
    }
    if scene.state.teams.iter().any(|team| team.waits_for.is_empty() && team.is_queued) {
        card::weak(ui, t!("run-queue", count = scene.state.plan.parallel));
    }
}
