//! Home without a project: templates, a path to open, and the projects that were open before.

use egui::{Align2, CornerRadius, Key, Rect, Role, Sense, StrokeKind, TextEdit, Ui, WidgetInfo, vec2};

use super::{HomeScreen, TEMPLATES, Template};
use crate::gui::action::Action;
use crate::gui::facts::{Facts, RecentProject};
use crate::gui::frame::welcome;
use crate::gui::icons::{self, Icon};
use crate::gui::theme::{self, GRID, SMALL};
use crate::gui::widgets::{badge, button, card};
use crate::model::team::STANDARD;
use crate::t;

pub fn show(ui: &mut Ui, facts: &Facts, screen: &mut HomeScreen, actions: &mut Vec<Action>) {
    face(ui);
    ui.add_space(3.0 * GRID);
    card::title(ui, &t!("home-title"), &t!("home-text"));
    ui.add_space(6.0 * GRID);
    welcome::offer(ui, facts, actions);
    card::section(ui, &t!("home-new"), |_| ());
    templates(ui, actions);
    ui.add_space(6.0 * GRID);
    card::section(ui, &t!("home-open"), |_| ());
    open(ui, screen, actions);
    ui.add_space(6.0 * GRID);
    if !facts.recent.is_empty() {
        card::section(ui, &t!("home-recent"), |_| ());
        recent(ui, &facts.recent, actions);
    }
}

/// The ten letters: the face of the product.
fn face(ui: &mut Ui) {
    let tokens = theme::tokens(ui);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 1.5 * GRID;
        for (team, color) in STANDARD.iter().zip(tokens.teams) {
            badge::letter(ui, team.letter, color, 30.0, team.name);
        }
    });
}

fn templates(ui: &mut Ui, actions: &mut Vec<Action>) {
    let gap = 3.0 * GRID;
    let width = ((ui.available_width() - 2.0 * gap) / 3.0).floor();
    // The longest of the sentences has room, however wide the window and whatever the language.
    let font = egui::FontId::proportional(SMALL);
    let lines = |template: &Template| {
        let job = egui::text::LayoutJob::simple(t!(template.sentence), font.clone(), theme::tokens(ui).weak, width - 8.0 * GRID);
        ui.painter().layout_job(job).size().y
    };
    let height = TEMPLATES.iter().map(lines).fold(56.0, f32::max) + 28.0 + 8.0 * GRID;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = gap;
        for template in &TEMPLATES {
            if template_card(ui, template, vec2(width, height), false) {
                actions.push(Action::StartNew(template.id));
            }
        }
    });
}

/// A template as a card that can be clicked.
pub(super) fn template_card(ui: &mut Ui, template: &Template, size: egui::Vec2, selected: bool) -> bool {
    let tokens = theme::tokens(ui);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let name = t!(template.name);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, &name));
    let fill = match (selected, response.is_pointer_button_down_on(), response.hovered()) {
        (true, ..) => tokens.accent_wash,
        (_, true, _) => tokens.pressed(tokens.surface),
        (_, _, true) => tokens.hovered(tokens.surface),
        _ => tokens.surface,
    };
    let edge = match (selected, response.hovered()) {
        (true, _) => tokens.accent,
        (_, true) => tokens.edge,
        _ => tokens.border,
    };
    let painter = ui.painter().with_clip_rect(rect.expand(4.0));
    painter.rect(rect, CornerRadius::same(theme::CARD_RADIUS), fill, (1.0, edge), StrokeKind::Inside);
    button::focus_ring(ui, &response);
    let inner = rect.shrink(4.0 * GRID);
    painter.text(inner.left_top() + vec2(10.0, 10.0), Align2::CENTER_CENTER, template.icon.0, Icon::font(22.0), tokens.accent);
    painter.text(inner.left_top() + vec2(30.0, 10.0), Align2::LEFT_CENTER, &name, theme::semibold(14.0), tokens.text);
    let mut job =
        egui::text::LayoutJob::simple(t!(template.sentence), egui::FontId::proportional(SMALL), tokens.weak, inner.width());
    job.wrap.max_rows = 6;
    let text = painter.layout_job(job);
    painter.galley(inner.left_top() + vec2(0.0, 28.0), text, tokens.weak);
    response.clicked()
}

fn open(ui: &mut Ui, screen: &mut HomeScreen, actions: &mut Vec<Action>) {
    card::card(ui, |ui| {
        ui.horizontal(|ui| {
            let choose = button::secondary(t!("home-choose")).icon(icons::FOLDER_OPEN);
            let room =
                ui.available_width() - choose.wanted_width(ui) - button::primary(t!("home-open-path")).wanted_width(ui) - 16.0;
            let field = TextEdit::singleline(&mut screen.path)
                .hint_text(t!("home-path-hint"))
                .desired_width(room)
                .margin(egui::Margin::symmetric(8, 5));
            let field = ui.add(field).accessible_name(t!("home-path"));
            if std::mem::take(&mut screen.focus_path) {
                field.request_focus();
            }
            let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            let path = super::form::meant(&screen.path);
            let clicked = ui.add_enabled(path.is_some(), button::primary(t!("home-open-path"))).clicked();
            if let Some(path) = path.filter(|_| entered || clicked) {
                actions.push(Action::Open(path));
            }
            if ui.add(choose).clicked() {
                actions.push(Action::ChooseFolder);
            }
        });
        ui.add_space(GRID);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = GRID;
            let tokens = theme::tokens(ui);
            ui.label(egui::RichText::new(t!("home-drop")).size(SMALL).color(tokens.weak));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let marked = button::quiet(t!("action-open-marked")).icon(icons::GIT_MERGE).small();
                if ui.add(marked).clicked() {
                    actions.push(Action::ChooseMarked);
                }
            });
            if let Some(path) = super::form::meant(&screen.path) {
                let outputs = button::quiet(t!("home-open-outputs")).small();
                if ui.add(outputs).on_hover_text(t!("home-open-outputs-hint")).clicked() {
                    actions.push(Action::OpenOutputs(path));
                }
            }
        });
    });
}

fn recent(ui: &mut Ui, recent: &[RecentProject], actions: &mut Vec<Action>) {
    card::frame(ui).inner_margin(egui::Margin::same(6)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 2.0;
        for project in recent {
            row(ui, project, actions);
        }
    });
}

fn row(ui: &mut Ui, project: &RecentProject, actions: &mut Vec<Action>) {
    let tokens = theme::tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 48.0), Sense::click());
    let said = t!("home-open-recent", name = project.name.as_str());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &said));
    let remove = Rect::from_center_size(rect.right_center() - vec2(22.0, 0.0), vec2(28.0, 28.0));
    if response.hovered() || response.contains_pointer() {
        ui.painter().rect_filled(rect, theme::RADIUS, tokens.hovered(tokens.surface));
    }
    button::focus_ring(ui, &response);
    let painter = ui.painter();
    let left = rect.left_center() + vec2(20.0, 0.0);
    painter.text(left, Align2::CENTER_CENTER, icons::FOLDER.0, Icon::font(18.0), tokens.accent);
    let text = left + vec2(18.0, 0.0);
    painter.text(text - vec2(0.0, 8.0), Align2::LEFT_CENTER, &project.name, theme::medium(theme::BODY), tokens.text);
    let mut job = egui::text::LayoutJob::simple_singleline(
        project.folder.display().to_string(),
        egui::FontId::proportional(SMALL),
        tokens.weak,
    );
    job.wrap = egui::text::TextWrapping::truncate_at_width(remove.left() - text.x - 8.0);
    let folder = painter.layout_job(job);
    painter.galley(text + vec2(0.0, 9.0 - folder.size().y / 2.0), folder, tokens.weak);
    let forget = button::icon(icons::CLOSE, t!("home-forget", name = project.name.as_str()));
    if ui.put(remove, forget).clicked() {
        actions.push(Action::Forget(project.folder.clone()));
    } else if response.clicked() {
        actions.push(Action::Open(project.folder.clone()));
    }
}
