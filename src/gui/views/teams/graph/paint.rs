//! How teams, arrows and contracts look. Nothing here can be clicked.

use egui::{Align2, Color32, CornerRadius, FontId, Painter, Pos2, Rect, Response, Shape, Stroke, StrokeKind, Ui, pos2, vec2};

use super::Page;
use super::scene::{DIAMOND, Link};
use crate::gui::icons;
use crate::gui::theme;
use crate::gui::views::marks;
use crate::gui::views::teams::header::loc;
use crate::gui::views::teams::{Subject, TeamsScreen};
use crate::gui::widgets::elide;
use crate::t;

/// What does not belong to what is lit is so pale.
const PALE: f32 = 0.22;

/// An arrow along a way, its head at the end.
pub fn arrow(painter: &Painter, way: &[Pos2], is_dashed: bool, stroke: impl Into<Stroke>, scale: f32) {
    let stroke = stroke.into();
    let [.., before, end] = way else { return };
    if is_dashed {
        painter.extend(Shape::dashed_line(way, stroke, 5.0 * scale, 4.0 * scale));
    } else {
        painter.add(Shape::line(way.to_vec(), stroke));
    }
    let along = (*end - *before).normalized();
    if !along.is_finite() {
        return;
    }
    let across = along.rot90();
    let (long, wide) = (8.0 * scale, 4.0 * scale);
    let back = *end - along * long;
    if is_dashed {
        // Another head, so that nobody has to tell dashes apart.
        let sides = [back + across * wide, *end, back - across * wide];
        painter.add(Shape::line(sides.to_vec(), stroke));
    } else {
        let sides = vec![*end, back + across * wide, back - across * wide];
        painter.add(Shape::convex_polygon(sides, stroke.color, Stroke::NONE));
    }
}

/// An arrow between two teams.
pub fn link(ui: &Ui, page: Page<'_>, index: usize, link: &Link) {
    let tokens = theme::tokens(ui);
    let is_lit = page.lit_link == Some(index) || page.lit.is_some_and(|lit| link.from == lit || link.to == lit);
    let is_pale = !is_lit && (page.lit.is_some() || page.lit_link.is_some());
    let color = match (link.is_in_circle, is_lit) {
        (true, _) => tokens.danger,
        (false, true) => tokens.accent,
        (false, false) => tokens.weak,
    };
    let pale = if is_pale { PALE } else { 1.0 } * if link.is_redundant && !is_lit { 0.45 } else { 1.0 };
    let width = if is_lit || link.is_in_circle { 2.0 } else { 1.3 };
    let way: Vec<Pos2> = link.curve.iter().map(|at| page.look.at(*at)).collect();
    let scale = page.look.zoom.clamp(0.6, 1.3);
    arrow(ui.painter(), &way, !link.uses, (width * scale.max(0.8), color.gamma_multiply(pale)), scale);
    if link.uses && link.waits {
        // Used and waited for: a clock on its way.
        let at = page.look.at(link.handle());
        ui.painter().circle_filled(at, 8.0 * scale, tokens.background);
        let font = icons::Icon::font(13.0 * scale);
        ui.painter().text(at, Align2::CENTER_CENTER, icons::CLOCK.0, font, color.gamma_multiply(pale));
    }
}

/// A team.
pub fn node(ui: &Ui, page: Page<'_>, screen: &TeamsScreen, index: usize, rect: Rect, response: &Response, is_target: bool) {
    let (board, zoom) = (page.board, page.look.zoom);
    let team = &board.manifest.teams[index];
    let tokens = theme::tokens(ui);
    let color = tokens.team(&team.id, board.manifest);
    let name = t!("graph-team", team = marks::title_and_name(&team.id, board.manifest));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
    let is_near = page.lit.is_none_or(|lit| {
        lit == index || page.scene.links.iter().any(|l| (l.from, l.to) == (lit, index) || (l.to, l.from) == (lit, index))
    });
    let is_near =
        is_near && page.lit_link.is_none_or(|link| [page.scene.links[link].from, page.scene.links[link].to].contains(&index));
    let is_chosen = screen.inspector.open && screen.chosen == Subject::Team(team.id.clone());
    let edge = match (is_target || response.has_focus() || is_chosen, response.hovered()) {
        (true, _) => tokens.accent,
        (false, true) => color,
        (false, false) => tokens.border,
    };
    let fill = if is_target { tokens.surface.lerp_to_gamma(tokens.accent_wash, 0.6) } else { tokens.surface };
    let painter = ui.painter();
    let radius = CornerRadius::same((9.0 * zoom) as u8);
    let stroke = if is_target || response.has_focus() { 2.0 } else { 1.0 };
    // Arrows that pass below a pale team must not shine through it.
    painter.rect_filled(rect, radius, tokens.background);
    let pale = |color: Color32| if is_near { color } else { color.gamma_multiply(0.35) };
    painter.rect(rect, radius, pale(fill), (stroke, pale(edge)), StrokeKind::Inside);
    let side = (30.0 * zoom).min(rect.height() - 8.0);
    let badge = Rect::from_center_size(pos2(rect.left() + 10.0 * zoom + side / 2.0, rect.center().y), vec2(side, side));
    marks::paint_badge(painter, badge, &team.id, pale(color), &tokens);
    let left = badge.right() + 9.0 * zoom;
    let room = rect.right() - left - 8.0 * zoom;
    if room < 20.0 {
        return;
    }
    // Whole sizes: a font is made for each.
    let font = theme::strong(ui, FontId::proportional((13.0 * zoom).round().max(10.0)));
    let shown = elide::rows(ui, &team.name, font, pale(tokens.text), room, 1);
    if zoom < 0.5 {
        painter.galley(pos2(left, rect.center().y - shown.size().y / 2.0), shown, tokens.text);
        return;
    }
    let said = match team.target_loc {
        Some(target) => t!("teams-loc", loc = loc(target)),
        None => t!("teams-responsibilities", count = team.responsibilities.len()),
    };
    let small = FontId::proportional((11.0 * zoom).round().max(6.0));
    let below = elide::rows(ui, &said, small, pale(tokens.weak), room, 1);
    let height = shown.size().y + below.size().y;
    let top = rect.center().y - height / 2.0;
    let second = top + shown.size().y;
    painter.galley(pos2(left, top), shown, tokens.text);
    painter.galley(pos2(left, second), below, tokens.weak);
}

/// The lines from contracts to their teams, below everything else.
pub fn contract_lines(ui: &Ui, page: Page<'_>) {
    let tokens = theme::tokens(ui);
    for diamond in &page.scene.diamonds {
        for team in &diamond.between {
            let is_owner = diamond.owner == Some(*team);
            let is_pale = page.lit.is_some_and(|lit| lit != *team) || page.lit_link.is_some();
            let color = tokens.warning.gamma_multiply(if is_pale { PALE } else { 0.75 });
            let ends = [page.look.at(diamond.center), page.look.at(page.scene.nodes[*team].center())];
            if is_owner {
                ui.painter().line_segment(ends, (2.2 * page.look.zoom.max(0.6), color));
            } else {
                ui.painter().extend(Shape::dashed_line(&ends, Stroke::new(1.0, color), 2.0, 3.0));
            }
        }
    }
}

/// A square on its corner.
pub fn rhombus(painter: &Painter, center: Pos2, half: f32, fill: Color32, stroke: Stroke) {
    let (across, down) = (vec2(half, 0.0), vec2(0.0, half));
    painter.add(Shape::convex_polygon(vec![center - across, center - down, center + across, center + down], fill, stroke));
}

/// A contract: a diamond with its name below.
pub fn diamond(ui: &Ui, page: Page<'_>, index: usize, response: &Response) {
    let tokens = theme::tokens(ui);
    let diamond = &page.scene.diamonds[index];
    let (center, zoom) = (page.look.at(diamond.center), page.look.zoom);
    let half = DIAMOND * zoom.max(0.5) / 2.0;
    let lit = response.hovered() || response.has_focus();
    let fill = tokens.wash(tokens.warning);
    rhombus(ui.painter(), center, half, tokens.background, Stroke::NONE);
    let stroke = Stroke::new(if lit { 2.0 } else { 1.3 }, if response.has_focus() { tokens.accent } else { tokens.warning });
    rhombus(ui.painter(), center, half, fill, stroke);
    if zoom < 0.45 {
        return;
    }
    let name = &page.board.manifest.integration_points[index].name;
    let small = FontId::proportional((10.5 * zoom).round().max(9.0));
    let shown = elide::rows(ui, name, small, if lit { tokens.text } else { tokens.weak }, 142.0 * zoom, 1);
    let at = pos2(center.x - shown.size().x / 2.0, center.y + half + 1.0);
    let ground = Rect::from_min_size(at, shown.size()).expand2(vec2(3.0, 0.0));
    ui.painter().rect_filled(ground, 3, tokens.background.gamma_multiply(0.85));
    ui.painter().galley(at, shown, tokens.weak);
}
