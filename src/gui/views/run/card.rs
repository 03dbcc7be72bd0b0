//! A team's card: readable at a glance from two metres. Badge, state and progress (what Dectet sees and what the team says,
//! told apart), what it does now, when it was last heard of, what it has used.

use egui::{Align2, FontId, Id, Rect, Response, Sense, Ui, pos2, vec2};

use super::{Scene, clock, look_of};
use crate::gui::icons::{self, Icon};
use crate::gui::theme::{self, CARD_RADIUS, SMALL};
use crate::gui::views::marks;
use crate::gui::widgets::elide;
use crate::model::run::team::{Claim, Shown, TeamState};
use crate::model::run::{Group, TeamRun};
use crate::t;

/// How high a card is.
pub const HEIGHT: f32 = 156.0;

/// A team's state in words, with what qualifies it.
pub fn state_words(shown: Shown, team: &TeamRun, now: u64) -> String {
    let word = super::word(shown.state);
    match (shown.state, shown.is_claim) {
        (TeamState::Complete, true) if matches!(team.claim, Claim::Refuted(_)) => t!("run-state-refuted"),
        (TeamState::Complete, true) => t!("run-state-claimed"),
        (TeamState::Parked, _) => match team.parked.and_then(|(_, until)| until) {
            Some(until) => t!("run-state-parked-until", time = clock::clock(until.saturating_sub(now))),
            None => t!(word),
        },
        (TeamState::Idle, _) if team.is_queued => t!("run-state-queued"),
        _ => t!(word),
    }
}

/// Draws a card; the caller takes its clicks.
pub fn show(ui: &Ui, scene: Scene<'_>, team: &TeamRun, rect: Rect, is_chosen: bool) -> Response {
    let tokens = theme::tokens(ui);
    let shown = team.shown(&scene.state.plan.monitoring, scene.now);
    let (icon, color) = look_of(team, shown, &tokens);
    let word = state_words(shown, team, scene.now);
    let title = marks::title_and_name(team.id(), scene.manifest);
    let response = ui.interact(rect, Id::unique(("run-card", team.id())), Sense::click());
    let percent = team.percent().map_or_else(String::new, |percent| format!(", {percent} %"));
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, is_chosen, format!("{title}, {word}{percent}")));

    let needs = scene.group(team) == Group::NeedsMe;
    let edge = if is_chosen || response.has_focus() {
        tokens.accent
    } else if needs {
        tokens.warning
    } else if response.hovered() {
        tokens.edge
    } else {
        tokens.border
    };
    let painter = ui.painter();
    let width = if is_chosen || needs { 1.5 } else { 1.0 };
    painter.rect(rect, CARD_RADIUS, tokens.surface, (width, edge), egui::StrokeKind::Inside);
    let of_team = tokens.team(team.id(), scene.manifest);
    let inner = rect.shrink2(vec2(12.0, 10.0));

    let badge = Rect::from_min_size(inner.min, vec2(32.0, 32.0));
    marks::paint_badge(painter, badge, team.id(), of_team, &tokens);
    let big = team.percent().map(|percent| format!("{percent}%"));
    let right = match &big {
        Some(text) => painter
            .text(pos2(inner.right(), badge.center().y), Align2::RIGHT_CENTER, text, theme::semibold(20.0), tokens.text)
            .left(),
        None => inner.right(),
    };
    let room = right - badge.right() - 16.0;
    let name = elide::rows(ui, &title, theme::medium(theme::BODY), tokens.text, room, 1);
    painter.galley(pos2(badge.right() + 10.0, badge.top() - 1.0), name, tokens.text);
    let state_at = pos2(badge.right() + 17.0, badge.bottom() - 6.0);
    painter.text(state_at, Align2::CENTER_CENTER, icon.0, Icon::font(14.0), color);
    let state = elide::rows(ui, &word, FontId::proportional(SMALL), color, room - 18.0, 1);
    painter.galley(state_at + vec2(11.0, -state.size().y / 2.0), state, color);

    let bar = Rect::from_min_size(pos2(inner.left(), badge.bottom() + 9.0), vec2(inner.width(), 6.0));
    progress(ui, team, bar, of_team);
    let y = bar.bottom() + 13.0;
    let seen = t!("run-seen", lines = clock::short(team.measured.lines), files = team.measured.mega_files);
    painter.text(pos2(inner.left(), y), Align2::LEFT_CENTER, seen, FontId::proportional(SMALL), tokens.weak);
    if let Some(said) = team.reported.percent {
        let said = t!("run-said", percent = said);
        painter.text(pos2(inner.right(), y), Align2::RIGHT_CENTER, said, FontId::proportional(SMALL), tokens.weak);
    }

    let line = now_line(scene, team);
    let galley = elide::rows(ui, &line, FontId::proportional(theme::BODY), tokens.text, inner.width(), 2);
    painter.galley(pos2(inner.left(), y + 12.0), galley, tokens.text);

    let foot = inner.bottom() - 5.0;
    let agent_icon = if team.is_manual() { icons::USER } else { icons::AGENT };
    painter.text(pos2(inner.left() + 7.0, foot), Align2::CENTER_CENTER, agent_icon.0, Icon::font(13.0), tokens.weak);
    let mut facts = vec![team.plan.agent.clone()];
    if !team.took_from.is_empty() {
        let teams = team.took_from.iter().map(marks::title).collect::<Vec<_>>().join(", ");
        facts.insert(0, t!("run-took-from", teams = teams));
    }
    if team.usage.tokens() > 0 {
        facts.push(t!("run-tokens", shown = clock::short(team.usage.tokens())));
    }
    if let Some(cost) = team.usage.cost_usd {
        facts.push(t!("run-cost", cost = format!("{cost:.2}")));
    }
    let ago = team.last_sign.map(|at| clock::ago(scene.now.saturating_sub(at))).unwrap_or_default();
    let age = painter.text(pos2(inner.right(), foot), Align2::RIGHT_CENTER, ago, FontId::proportional(SMALL), tokens.weak);
    let facts = facts.join("  ·  ");
    let room = age.left() - inner.left() - 26.0;
    let facts = elide::rows(ui, &facts, FontId::proportional(SMALL), tokens.weak, room, 1);
    painter.galley(pos2(inner.left() + 19.0, foot - facts.size().y / 2.0), facts, tokens.weak);
    response
}

/// What is measured as a filled bar, what is said as a mark on it.
fn progress(ui: &Ui, team: &TeamRun, bar: Rect, color: egui::Color32) {
    let tokens = theme::tokens(ui);
    let painter = ui.painter();
    painter.rect_filled(bar, 3.0, tokens.raised);
    let part = |percent: u8| bar.width() * f32::from(percent.min(100)) / 100.0;
    if let Some(measured) = team.percent() {
        painter.rect_filled(Rect::from_min_size(bar.min, vec2(part(measured), bar.height())), 3.0, color);
    }
    if let Some(said) = team.reported.percent {
        let x = bar.left() + part(said).clamp(1.0, bar.width() - 1.0);
        painter.vline(x, (bar.top() - 3.0)..=(bar.bottom() + 3.0), (2.0, tokens.text));
    }
}

/// What is going on, in a line: what needs the person before what the team does.
fn now_line(scene: Scene<'_>, team: &TeamRun) -> String {
    if let Some(permission) = team.permissions.first() {
        return t!("run-asks", tool = permission.tool.as_str(), what = permission.summary.as_str());
    }
    if let Some(outside) = team.outside.iter().find(|outside| outside.is_waiting()) {
        let more = team.outside.iter().filter(|other| other.is_waiting()).count() - 1;
        return match outside.is_open {
            true => t!("run-asks-to-write", path = outside.path.as_str(), more = more),
            false => t!("run-wrote-outside-now", path = outside.path.as_str(), more = more),
        };
    }
    if let Some((problem, args)) = &team.failed {
        let fault = crate::model::run::wire::Fault { id: problem.clone(), args: args.clone() };
        return marks::sentence(&fault.problem(), scene.manifest).text;
    }
    if let Some(error) = team.error.as_ref().filter(|_| !team.in_turn) {
        return error.clone();
    }
    if let Some(to) = &team.moved_to {
        return t!("run-moved-to", team = marks::title(to));
    }
    if let Some(command) = &team.tree.preparing {
        return if command.is_empty() { t!("run-tree-making") } else { t!("run-tree-setup", command = command.as_str()) };
    }
    if let Some(blocker) = team.blockers.first() {
        let text = match &blocker.team {
            Some(on) => t!("run-waits-for", team = marks::title(on), text = blocker.text.as_str()),
            None => blocker.text.clone(),
        };
        return text;
    }
    if !team.waits_for.is_empty() {
        let teams = team.waits_for.iter().map(marks::title).collect::<Vec<_>>().join(", ");
        return t!("run-waits-before", teams = teams);
    }
    if team.died() && team.process.is_none() {
        return t!("run-died");
    }
    if team.is_detached {
        return t!("run-detached");
    }
    let said = team.action.clone().or_else(|| team.marker.as_ref().map(|(marker, _)| marker.text.clone()));
    said.unwrap_or_else(|| match team.process {
        Some(_) => t!("run-at-work"),
        None if team.is_manual() => t!("run-by-hand"),
        None => t!("run-not-begun"),
    })
}
