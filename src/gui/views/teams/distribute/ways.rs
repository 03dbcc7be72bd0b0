//! The left side of the dialog: the ways as cards, and below them what the chosen one needs to know.

use egui::{Align2, CornerRadius, DragValue, Key, Role, Sense, StrokeKind, TextEdit, Ui, WidgetInfo, vec2};

use super::{DistributeScreen, Kind};
use crate::gui::icons::{self, Icon};
use crate::gui::theme::{self, GRID, SMALL};
use crate::gui::views::marks;
use crate::gui::views::teams::Board;
use crate::gui::widgets::{button, card};
use crate::model::manifest::distribute::{GUIDE, MAX_PARTS, guide_row, teams_for};
use crate::model::manifest::new::domain_id;
use crate::t;

/// The ways: icon, name, and a line about each.
const WAYS: [(Kind, Icon, &str, &str); 4] = [
    (Kind::Layers, icons::STACK, "distribute-layers", "distribute-layers-text"),
    (Kind::Domains, icons::CUBE, "distribute-domains", "distribute-domains-text"),
    (Kind::Size, icons::TARGET, "distribute-size", "distribute-size-text"),
    (Kind::Swarm, icons::TREE, "distribute-swarm", "distribute-swarm-text"),
];

pub(super) fn show(ui: &mut Ui, board: Board<'_>, screen: &mut DistributeScreen) {
    ui.spacing_mut().item_spacing.y = 2.0 * GRID;
    for (kind, icon, name, text) in WAYS {
        if way_card(ui, icon, &t!(name), &t!(text), screen.kind == kind) {
            screen.kind = kind;
        }
    }
    ui.add_space(2.0 * GRID);
    match screen.kind {
        Kind::Layers => layers(ui, screen),
        Kind::Domains => domains(ui, screen),
        Kind::Size => size(ui, screen),
        Kind::Swarm => swarm(ui, board, screen),
    }
}

fn way_card(ui: &mut Ui, icon: Icon, name: &str, text: &str, selected: bool) -> bool {
    let tokens = theme::tokens(ui);
    let width = ui.available_width() - 2.0 * GRID;
    let inner = width - 48.0 - 3.0 * GRID;
    let job = egui::text::LayoutJob::simple(text.to_owned(), egui::FontId::proportional(SMALL), tokens.weak, inner);
    let sentence = ui.painter().layout_job(job);
    let (rect, response) = ui.allocate_exact_size(vec2(width, 36.0 + sentence.size().y), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, selected, name));
    let fill = match (selected, response.hovered()) {
        (true, _) => tokens.accent_wash,
        (_, true) => tokens.hovered(tokens.raised),
        _ => tokens.raised,
    };
    let edge = if selected { tokens.accent } else { tokens.border };
    let painter = ui.painter();
    painter.rect(rect, CornerRadius::same(theme::RADIUS), fill, (1.0, edge), StrokeKind::Inside);
    button::focus_ring(ui, &response);
    let color = if selected { tokens.accent } else { tokens.weak };
    painter.text(rect.left_center() + vec2(24.0, 0.0), Align2::CENTER_CENTER, icon.0, Icon::font(20.0), color);
    painter.text(rect.left_top() + vec2(48.0, 10.0), Align2::LEFT_TOP, name, theme::medium(theme::BODY), tokens.text);
    painter.galley(rect.left_top() + vec2(48.0, 28.0), sentence, tokens.weak);
    response.clicked()
}

fn label(ui: &mut Ui, text: &str) {
    ui.label(egui::RichText::new(text).font(theme::medium(theme::BODY)));
}

fn hint(ui: &mut Ui, text: String) {
    let color = theme::tokens(ui).weak;
    ui.label(egui::RichText::new(text).size(SMALL).color(color));
}

fn layers(ui: &mut Ui, screen: &mut DistributeScreen) {
    label(ui, &t!("distribute-teams"));
    ui.add(DragValue::new(&mut screen.layers).range(1..=10).speed(0.1)).accessible_name(t!("distribute-teams"));
    hint(ui, t!("distribute-layers-hint"));
}

fn domains(ui: &mut Ui, screen: &mut DistributeScreen) {
    label(ui, &t!("distribute-domain-names"));
    domain_names(ui, &mut screen.domains, &mut screen.domain);
    hint(ui, t!("distribute-domains-hint"));
}

/// Names of domains as chips, and a field for another: Enter or a comma adds it.
pub(in crate::gui::views) fn domain_names(ui: &mut Ui, names: &mut Vec<String>, typed: &mut String) {
    let mut removed = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(1.5 * GRID, 1.5 * GRID);
        for (index, name) in names.iter().enumerate() {
            let chip = button::secondary(name.as_str())
                .icon(icons::CLOSE)
                .small()
                .name(t!("distribute-remove-domain", name = name.as_str()));
            if ui.add(chip).clicked() {
                removed = Some(index);
            }
        }
    });
    if let Some(index) = removed {
        names.remove(index);
    }
    let name = t!("distribute-add-domain");
    let mut entered = false;
    ui.horizontal(|ui| {
        let add = button::icon(icons::PLUS, t!("distribute-add-this"));
        let width = (ui.available_width() - 48.0).min(super::WAYS_WIDTH);
        let field = TextEdit::singleline(typed)
            .hint_text(t!("distribute-domain-hint"))
            .desired_width(width)
            .margin(egui::Margin::symmetric(8, 5));
        let field = ui.add(field).accessible_name(&name);
        entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        if entered {
            field.request_focus();
        }
        entered |= ui.add(add).clicked() || typed.contains(',');
    });
    let mut refused = None;
    for part in typed.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let id = domain_id(part);
        let is_taken = id.is_none() || names.iter().any(|name| domain_id(name) == id);
        if is_taken {
            refused = Some(part.to_owned());
        } else if entered {
            names.push(part.to_owned());
        }
    }
    if entered {
        *typed = refused.clone().unwrap_or_default();
    }
    if let Some(name) = refused {
        let color = theme::tokens(ui).danger;
        ui.label(egui::RichText::new(t!("distribute-domain-taken", name = name)).size(SMALL).color(color));
    }
}

fn size(ui: &mut Ui, screen: &mut DistributeScreen) {
    label(ui, &t!("distribute-loc"));
    let mut loc = screen.loc.unwrap_or(50_000);
    if loc_field(ui, &mut loc) || screen.loc.is_none() {
        screen.loc = Some(loc);
    }
    guide(ui, loc);
}

/// A field for lines of the whole project; whether it was changed.
pub(in crate::gui::views) fn loc_field(ui: &mut Ui, loc: &mut u64) -> bool {
    let value = DragValue::new(loc).range(1_000..=100_000_000).speed(500.0);
    ui.add(value).accessible_name(t!("distribute-loc")).changed()
}

/// The sizing guide, with the row of a size lit.
pub(in crate::gui::views) fn guide(ui: &mut Ui, loc: u64) {
    let tokens = theme::tokens(ui);
    let lit = guide_row(loc);
    ui.spacing_mut().item_spacing.y = 0.0;
    for (at, row) in GUIDE.iter().enumerate() {
        let size = match row.up_to {
            Some(most) => t!("distribute-guide-up-to", loc = most / 1000),
            None => t!("distribute-guide-more", loc = GUIDE[at - 1].up_to.unwrap_or_default() / 1000),
        };
        let teams = match row.up_to {
            Some(_) => t!("distribute-guide-teams", least = row.least, most = row.most),
            None => t!("distribute-guide-swarm", count = row.most),
        };
        let width = ui.available_width().min(super::WAYS_WIDTH) - 2.0 * GRID;
        let (rect, response) = ui.allocate_exact_size(vec2(width, 26.0), Sense::hover());
        let said = if at == lit {
            t!("distribute-guide-here", size = size.as_str(), teams = teams.as_str())
        } else {
            format!("{size}, {teams}")
        };
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
        if at == lit {
            ui.painter().rect_filled(rect, CornerRadius::same(theme::RADIUS), tokens.accent_wash);
        }
        let color = if at == lit { tokens.text } else { tokens.weak };
        let font = if at == lit { theme::medium(SMALL) } else { egui::FontId::proportional(SMALL) };
        ui.painter().text(rect.left_center() + vec2(8.0, 0.0), Align2::LEFT_CENTER, size, font.clone(), color);
        ui.painter().text(rect.left_center() + vec2(148.0, 0.0), Align2::LEFT_CENTER, teams, font, color);
    }
    ui.add_space(2.0 * GRID);
    hint(ui, t!("distribute-size-proposes", count = teams_for(loc)));
}

fn swarm(ui: &mut Ui, board: Board<'_>, screen: &mut DistributeScreen) {
    label(ui, &t!("distribute-team"));
    let chosen = screen.team.as_ref().map(|team| marks::title_and_name(team, board.manifest)).unwrap_or_default();
    let combo = egui::ComboBox::from_id_salt("split-team").selected_text(chosen.as_str()).width(240.0).truncate();
    let response = combo.show_ui(ui, |ui| {
        for team in board.manifest.teams_in_order() {
            let name = marks::title_and_name(&team.id, board.manifest);
            if ui.selectable_label(screen.team.as_ref() == Some(&team.id), name).clicked() {
                screen.team = Some(team.id.clone());
                screen.merging &= !team.swarm.is_empty();
            }
        }
    });
    response.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, t!("distribute-team")));
    let has = screen.team.as_ref().and_then(|team| board.manifest.team(team)).map_or(0, |team| team.swarm.len());
    if has > 0 {
        ui.horizontal(|ui| {
            for (merging, text) in [(false, t!("distribute-split")), (true, t!("distribute-merge", count = has))] {
                if ui.add(button::secondary(text).selected(screen.merging == merging)).clicked() {
                    screen.merging = merging;
                }
            }
        });
    } else {
        screen.merging = false;
    }
    if !screen.merging {
        ui.add_space(GRID);
        label(ui, &t!("distribute-parts"));
        ui.add(DragValue::new(&mut screen.parts).range(2..=MAX_PARTS).speed(0.1)).accessible_name(t!("distribute-parts"));
    }
    card::weak(ui, if screen.merging { t!("distribute-merge-hint") } else { t!("distribute-split-hint") });
}
