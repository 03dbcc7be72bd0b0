//! Numbers over time: a small chart for each that moved, and what got better or worse since the last time.

use egui::{Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::gui::icons::{self, Icon};
use crate::gui::theme::{self, GRID, SMALL};
use crate::gui::widgets::card;
use crate::model::gates::history::{Change, METRICS, Measure};
use crate::page::number;
use crate::t;
use crate::words::word;

/// What got better, worse or other since the last time.
pub fn changes(ui: &mut Ui, changes: &[Change]) {
    let tokens = theme::tokens(ui);
    card::section(ui, &t!("report-since"), |_| ());
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(2.0 * GRID, 2.0 * GRID);
        for change in changes {
            let (color, said) = match change.better {
                Some(true) => (tokens.success, t!("report-better")),
                Some(false) => (tokens.danger, t!("report-worse")),
                None => (tokens.weak, t!("report-changed")),
            };
            let icon = if change.now > change.before { icons::TREND_UP } else { icons::TREND_DOWN };
            let from_to = t!("report-from-to", before = number(change.before), now = number(change.now));
            pill(ui, icon, color, &word(&format!("metric-{}", change.metric)), &from_to, &said);
        }
    });
}

/// One change in a box of its own: of a fixed size, so that a row of them can be wrapped.
fn pill(ui: &mut Ui, icon: Icon, color: egui::Color32, name: &str, from_to: &str, said: &str) {
    let tokens = theme::tokens(ui);
    let layout = |text: &str, font: egui::FontId, color| ui.painter().layout_no_wrap(text.to_owned(), font, color);
    let body = egui::FontId::proportional(theme::BODY);
    let parts = [
        layout(&icon.0.to_string(), Icon::font(16.0), color),
        layout(name, body.clone(), tokens.text),
        layout(from_to, theme::medium(theme::BODY), tokens.text),
        layout(said, body, color),
    ];
    let gap = 1.5 * GRID;
    let width: f32 = parts.iter().map(|part| part.size().x + gap).sum::<f32>() + 20.0 - gap;
    let (rect, response) = ui.allocate_exact_size(vec2(width.ceil(), 32.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{name} {from_to}, {said}")));
    let painter = ui.painter();
    painter.rect(rect, theme::CARD_RADIUS, tokens.surface, (1.0, tokens.border), egui::StrokeKind::Inside);
    let mut x = rect.left() + 10.0;
    for part in parts {
        let size = part.size();
        painter.galley(pos2(x, rect.center().y - size.y / 2.0), part, tokens.text);
        x += size.x + gap;
    }
}

/// Draws a chart for each number that moved.
pub fn show(ui: &mut Ui, history: &[Measure]) {
    let series: Vec<(&str, Vec<f64>)> = METRICS
        .iter()
        .map(|metric| {
            (metric.id, history.iter().filter_map(|measure| measure.numbers.get(metric.id).copied()).collect::<Vec<_>>())
        })
        .filter(|(_, points)| points.len() > 1 && points.iter().any(|point| (point - points[0]).abs() > 0.005))
        .collect();
    card::section(ui, &t!("report-history"), |_| ());
    if series.is_empty() {
        let text = if history.len() < 2 { t!("report-history-first") } else { t!("report-history-same", count = history.len()) };
        card::weak(ui, text);
        return;
    }
    let gap = 3.0 * GRID;
    let columns = ((ui.available_width() + gap) / (220.0 + gap)).floor().clamp(1.0, 5.0);
    let width = ((ui.available_width() - gap * (columns - 1.0)) / columns).floor();
    ui.spacing_mut().item_spacing = vec2(gap, gap);
    for row in series.chunks(columns as usize) {
        ui.horizontal(|ui| {
            for (metric, points) in row {
                chart(ui, &word(&format!("metric-{metric}")), points, width);
            }
        });
    }
}

/// One chart: its name, its last number, and how it came to that.
fn chart(ui: &mut Ui, name: &str, points: &[f64], width: f32) {
    let tokens = theme::tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(width, 84.0), Sense::hover());
    let (least, most) =
        points.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), point| (least.min(*point), most.max(*point)));
    let last = points.last().copied().unwrap_or_default();
    let said = t!(
        "report-chart",
        name = name,
        count = points.len(),
        first = number(points[0]),
        last = number(last),
        least = number(least),
        most = number(most)
    );
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &said));
    if ui.is_rect_visible(rect) {
        let painter = ui.painter();
        painter.rect(rect, theme::CARD_RADIUS, tokens.surface, (1.0, tokens.border), egui::StrokeKind::Inside);
        let inner = rect.shrink2(vec2(12.0, 10.0));
        let value = painter.layout_no_wrap(number(last), theme::medium(theme::BODY), tokens.text);
        let room = inner.width() - value.size().x - 2.0 * GRID;
        let title = crate::gui::widgets::elide::rows(ui, name, egui::FontId::proportional(SMALL), tokens.weak, room, 1);
        painter.galley(inner.left_top(), title, tokens.weak);
        painter.galley(pos2(inner.right() - value.size().x, inner.top()), value, tokens.text);
        let plot = egui::Rect::from_min_max(pos2(inner.left() + 2.0, inner.top() + 26.0), inner.right_bottom() - vec2(4.0, 2.0));
        let step = plot.width() / (points.len() - 1).max(1) as f32;
        let span = (most - least).max(f64::EPSILON);
        let at = |(place, point): (usize, &f64)| {
            pos2(plot.left() + place as f32 * step, plot.bottom() - ((point - least) / span) as f32 * plot.height())
        };
        let line: Vec<_> = points.iter().enumerate().map(at).collect();
        painter.hline(plot.x_range(), plot.bottom(), (1.0, tokens.border));
        if let Some(end) = line.last() {
            painter.circle_filled(*end, 3.0, tokens.accent);
        }
        painter.line(line, (1.5, tokens.accent));
    }
    response.on_hover_text(said);
}
