//! Below the cards: what happened, newest first; lines of each team over time against its target; and who waits for whom.

use egui::{Align2, FontId, Rect, RichText, Sense, Ui, pos2, vec2};

use super::{RunScreen, Scene, clock};
use crate::gui::icons::{self, Icon};
use crate::gui::theme::{self, GRID, SMALL, Tokens};
use crate::gui::views::marks;
use crate::gui::widgets::{button, card, elide};
use crate::model::run::MarkerKind;
use crate::model::run::state::{Moment, MomentKind};
use crate::t;

const ROW: f32 = 22.0;

/// This part's corner of the screen.
#[derive(Debug, Default)]
pub struct BelowScreen {
    page: Page,
    closed: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Page {
    #[default]
    Timeline,
    Lines,
    Waits,
}

/// Draws it.
pub fn show(ui: &mut Ui, scene: Scene<'_>, screen: &mut RunScreen) {
    let tokens = theme::tokens(ui);
    let frame = egui::Frame::new().fill(tokens.surface).inner_margin(egui::Margin::symmetric(16, 6));
    let is_open = !screen.below.closed;
    let height = ui.available_height();
    let panel = egui::Panel::bottom("run-below").frame(frame).resizable(is_open);
    let panel = if is_open {
        panel.default_size((height * 0.26).clamp(110.0, 220.0)).size_range(80.0..=(height * 0.6).max(100.0))
    } else {
        panel.exact_size(38.0)
    };
    panel.show(ui, |ui| {
        let waits = scene.state.waits().len();
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = GRID;
            let mut page = |ui: &mut Ui, page: Page, name: String| {
                let is_shown = screen.below.page == page && is_open;
                if ui.add(button::quiet(name).selected(is_shown).small()).clicked() {
                    (screen.below.page, screen.below.closed) = (page, is_shown);
                }
            };
            page(ui, Page::Timeline, t!("run-timeline"));
            page(ui, Page::Lines, t!("run-chart"));
            page(ui, Page::Waits, t!("run-waits", count = waits));
        });
        if !is_open {
            return;
        }
        match screen.below.page {
            Page::Timeline => timeline(ui, scene, screen),
            Page::Lines => chart(ui, scene),
            Page::Waits => arrows(ui, scene, screen),
        }
    });
}

/// What happened, newest first.
fn timeline(ui: &mut Ui, scene: Scene<'_>, screen: &mut RunScreen) {
    let moments = &scene.state.timeline;
    let count = moments.len();
    ui.spacing_mut().item_spacing.y = 0.0;
    egui::ScrollArea::vertical().id_salt("run-timeline").auto_shrink(false).show_rows(ui, ROW, count, |ui, rows| {
        for moment in rows.filter_map(|row| moments.get(count - 1 - row)) {
            let (icon, color, text) = words(moment, scene, &theme::tokens(ui));
            let tokens = theme::tokens(ui);
            let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
            let whose = moment.team.as_ref().map_or_else(|| t!("run-everybody"), marks::title);
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ListItem, true, format!("{whose}, {text}")));
            let y = rect.center().y;
            let small = FontId::proportional(SMALL);
            let painter = ui.painter();
            painter.text(
                pos2(rect.left(), y),
                Align2::LEFT_CENTER,
                clock::time_of_day(moment.at),
                FontId::monospace(11.5),
                tokens.weak,
            );
            if let Some(team) = &moment.team {
                let square = Rect::from_center_size(pos2(rect.left() + 80.0, y), vec2(16.0, 16.0));
                marks::paint_badge(painter, square, team, marks::color(&tokens, team, scene.manifest), &tokens);
            }
            painter.text(pos2(rect.left() + 102.0, y), Align2::CENTER_CENTER, icon.0, Icon::font(13.0), color);
            let galley = elide::rows(ui, &text, small, tokens.text, rect.width() - 118.0, 1);
            ui.painter().galley(pos2(rect.left() + 116.0, y - galley.size().y / 2.0), galley, tokens.text);
            if response.clicked() && moment.team.is_some() {
                screen.chosen.clone_from(&moment.team);
            }
        }
    });
}

fn words(moment: &Moment, scene: Scene<'_>, tokens: &Tokens) -> (Icon, egui::Color32, String) {
    let phase = |index: usize| {
        scene.state.plan.phases.get(index).map_or_else(String::new, |phase| super::header::phase_name(&phase.name))
    };
    match &moment.kind {
        MomentKind::Began => (icons::PLAY, tokens.accent, t!("run-moment-began")),
        MomentKind::Over => (icons::CHECK_CIRCLE, tokens.success, t!("run-moment-over")),
        MomentKind::Phase(index) => (icons::FLAG, tokens.accent, t!("run-moment-phase", phase = phase(*index))),
        MomentKind::Marked(kind, text) => {
            let color = match kind {
                MarkerKind::Status => tokens.accent,
                MarkerKind::Ready | MarkerKind::Complete => tokens.success,
                MarkerKind::Blocked => tokens.warning,
                MarkerKind::Error => tokens.danger,
            };
            (icons::CIRCLE, color, format!("[{}] {text}", kind.word()))
        }
        MomentKind::Confirmed => (icons::CHECK_CIRCLE, tokens.success, t!("run-moment-confirmed")),
        MomentKind::Refuted => (icons::ERROR, tokens.danger, t!("run-moment-refuted")),
        MomentKind::Sent(message) => {
            let text: String = message.text().lines().next().unwrap_or_default().chars().take(120).collect();
            (icons::PROMPT, tokens.text, t!("run-moment-sent", text = text))
        }
        MomentKind::Started => (icons::PLAY, tokens.text, t!("run-moment-started")),
        MomentKind::Resumed => (icons::PLAY, tokens.text, t!("run-moment-resumed")),
        MomentKind::Ended(Some(0)) => (icons::STOP, tokens.weak, t!("run-moment-ended")),
        MomentKind::Ended(Some(code)) => (icons::STOP, tokens.warning, t!("run-moment-ended-code", code = *code)),
        MomentKind::Ended(None) => (icons::STOP, tokens.warning, t!("run-moment-killed")),
        MomentKind::Failed(problem) => {
            let fault = crate::model::run::wire::Fault { id: problem.clone(), args: Vec::new() };
            (icons::ERROR, tokens.danger, crate::words::sentence(&fault.problem()).text)
        }
        MomentKind::Error(text) => (icons::ERROR, tokens.danger, text.clone()),
        MomentKind::Asked(tool) => (icons::LOCK, tokens.warning, t!("run-moment-asked", tool = tool.as_str())),
        MomentKind::Parked => (icons::PAUSE, tokens.warning, t!("run-moment-parked")),
        MomentKind::Unparked => (icons::PLAY, tokens.text, t!("run-moment-unparked")),
        MomentKind::Halted => (icons::STOP, tokens.danger, t!("run-moment-halted")),
        MomentKind::Expanded(files) => (icons::FILE, tokens.accent, t!("run-moment-expanded", count = *files)),
        MomentKind::Wishes(path) => (icons::SHIELD, tokens.warning, t!("run-moment-wishes", path = path.as_str())),
        MomentKind::Moved(to) => (icons::SWAP, tokens.accent, t!("run-moment-moved", team = marks::title(to))),
        MomentKind::Outside(path) => (icons::SHIELD, tokens.danger, t!("run-moment-outside", path = path.as_str())),
        MomentKind::Checkpoint(why) => (icons::SAVE, tokens.weak, super::checkpoints::moment(*why)),
        MomentKind::WentBack(_) => (icons::TAKE_BACK, tokens.warning, t!("run-moment-went-back")),
        MomentKind::Integrated => (icons::GIT_MERGE, tokens.accent, t!("run-moment-integrated")),
        MomentKind::Validated => (icons::CHECKLIST, tokens.accent, t!("run-moment-validated")),
    }
}

/// Lines of each team over time, as measured, with what they are to be.
fn chart(ui: &mut Ui, scene: Scene<'_>) {
    let tokens = theme::tokens(ui);
    let state = scene.state;
    let (rect, response) = ui.allocate_exact_size(ui.available_size(), Sense::hover());
    let total: u64 = state.teams.iter().map(|team| team.measured.lines).sum();
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, t!("run-chart-says", lines = total)));
    let highest = state.teams.iter().flat_map(|team| {
        let target = team.plan.target_loc.map(|range| range.max);
        team.series.iter().map(|(_, lines)| *lines).chain(target).chain([team.measured.lines])
    });
    let highest = highest.max().unwrap_or_default().max(100) as f32;
    let (from, to) = (state.began, scene.now.max(state.began + 60_000));
    let inner = Rect::from_min_max(rect.min + vec2(44.0, 6.0), rect.max - vec2(28.0, 18.0));
    let painter = ui.painter_at(rect);
    let x = |at: u64| inner.left() + inner.width() * (at.saturating_sub(from) as f32 / (to - from) as f32).min(1.0);
    let y = |lines: f32| inner.bottom() - inner.height() * (lines / highest).min(1.0);
    let small = FontId::proportional(11.0);
    for part in 0..=2_u8 {
        let lines = highest * f32::from(part) / 2.0;
        painter.hline(inner.x_range(), y(lines), (1.0, tokens.border));
        painter.text(
            pos2(inner.left() - 6.0, y(lines)),
            Align2::RIGHT_CENTER,
            clock::short(lines as u64),
            small.clone(),
            tokens.weak,
        );
    }
    let whole = clock::clock(to - from);
    painter.text(rect.right_bottom() - vec2(28.0, 2.0), Align2::RIGHT_BOTTOM, whole, small.clone(), tokens.weak);
    painter.text(pos2(inner.left(), rect.bottom() - 2.0), Align2::LEFT_BOTTOM, "0:00", small, tokens.weak);
    for team in &state.teams {
        let color = tokens.team(team.id(), scene.manifest);
        let mut points: Vec<egui::Pos2> = team.series.iter().map(|(at, lines)| pos2(x(*at), y(*lines as f32))).collect();
        points.push(pos2(x(scene.now), y(team.measured.lines as f32)));
        if let Some(range) = team.plan.target_loc {
            painter.hline((inner.right() - 8.0)..=inner.right(), y(range.min as f32), (2.0, color));
        }
        let end = points.last().copied().unwrap_or(inner.left_bottom());
        painter.add(egui::Shape::line(points, (1.5, color)));
        if team.measured.lines > 0 {
            let square = Rect::from_center_size(end + vec2(12.0, 0.0), vec2(14.0, 14.0));
            marks::paint_badge(&painter, square, team.id(), color, &tokens);
        }
    }
}

/// Who waits for whom, and a way to the one that is waited for.
fn arrows(ui: &mut Ui, scene: Scene<'_>, screen: &mut RunScreen) {
    let waits = scene.state.waits();
    if waits.is_empty() {
        card::weak(ui, t!("run-waits-none"));
        return;
    }
    let tokens = theme::tokens(ui);
    egui::ScrollArea::vertical().id_salt("run-waits").auto_shrink(false).show(ui, |ui| {
        for wait in &waits {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 1.5 * GRID;
                marks::badge(ui, wait.team, scene.manifest, 18.0);
                ui.label(icons::ARROW_RIGHT.text(13.0).color(tokens.warning));
                marks::badge(ui, wait.on, scene.manifest, 18.0);
                let text = wait.blocker.map_or_else(|| t!("run-waits-start"), |blocker| blocker.text.clone());
                if ui.add(button::quiet(t!("run-show-team", team = marks::title(wait.on))).small()).clicked() {
                    screen.chosen = Some(wait.on.clone());
                }
                ui.add(egui::Label::new(text).truncate());
                if let Some(blocker) = wait.blocker {
                    let age = clock::ago(scene.now.saturating_sub(blocker.since));
                    ui.label(RichText::new(age).size(SMALL).color(tokens.weak));
                }
            });
        }
    });
}
