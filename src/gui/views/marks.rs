//! How views show a team: its badge (the Greek letter in the team's colour) and its title, the same everywhere.

use egui::{Align2, Color32, Painter, Rect, Response, Sense, Ui, vec2};

use crate::gui::action::Action;
use crate::gui::facts::{Clash, DocumentId, Settlement};
use crate::gui::icons::{self, Icon};
use crate::gui::theme::{self, GRID, Tokens};
use crate::gui::widgets::button::{self, Button};
use crate::gui::widgets::{badge, elide};
use crate::model::manifest::Manifest;
use crate::model::problem::Problem;
use crate::model::team::TeamId;
use crate::words;

/// What a team is called in a sentence: `Delta` for `delta`, `You` for hand edits.
pub fn title(team: &TeamId) -> String {
    if *team == TeamId::you() {
        return crate::t!("team-you");
    }
    if team.is_unassigned() {
        return crate::t!("teams-unassigned");
    }
    let mut letters = team.as_str().chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A team's title and, where it has another, its name: `Delta · Integrations`.
pub fn title_and_name(team: &TeamId, manifest: &Manifest) -> String {
    let title = title(team);
    match manifest.team(team).map(|team| team.name.as_str()) {
        Some(name) if !name.eq_ignore_ascii_case(&title) && !name.is_empty() && name != team.as_str() => {
            format!("{title} · {name}")
        }
        _ => title,
    }
}

/// A problem in words, in which teams have their titles.
pub fn sentence(problem: &Problem, manifest: &Manifest) -> words::Sentence {
    const TEAMS: [&str; 11] = [
        "team",
        "owner",
        "other",
        "first",
        "second",
        "changed-by",
        "deleted-by",
        "file-of",
        "folder-of",
        "program-for",
        "file-for",
    ];
    let named = |word: &str| match TeamId::from_spelling(word).filter(|id| id.as_str() == word && manifest.team(id).is_some()) {
        Some(id) => title(&id),
        None => word.to_owned(),
    };
    let mut problem = problem.clone();
    for (_, value) in problem.args.iter_mut().filter(|(name, _)| TEAMS.contains(name)) {
        *value = value.split(", ").map(named).collect::<Vec<_>>().join(", ");
    }
    words::sentence(&problem)
}

/// The ways out of a clash of unsaved edits with what another program wrote.
pub fn settle_buttons(ui: &mut Ui, document: &DocumentId, clash: &Clash, actions: &mut Vec<Action>) {
    let mut offer = |ui: &mut Ui, button: Button, settlement: Settlement| {
        if ui.add(button).clicked() {
            actions.push(Action::SettleClash { document: document.clone(), settlement });
        }
    };
    if clash.merges {
        let both = button::primary(crate::t!("clash-both")).tip(crate::t!("clash-both-hint"));
        offer(ui, both, Settlement::Both);
    }
    offer(ui, button::secondary(crate::t!("clash-mine")), Settlement::Mine);
    offer(ui, button::secondary(crate::t!("clash-theirs")), Settlement::Theirs);
}

/// The colour of a team; of hand edits: the text's.
pub fn color(tokens: &Tokens, team: &TeamId, manifest: &Manifest) -> Color32 {
    if *team == TeamId::you() || team.is_unassigned() { tokens.text } else { tokens.team(team, manifest) }
}

/// Paints a badge into a square.
pub fn paint_badge(painter: &Painter, rect: Rect, team: &TeamId, color: Color32, tokens: &Tokens) {
    if *team == TeamId::you() {
        badge::paint_letter(painter, rect, "", color, tokens);
        painter.text(rect.center(), Align2::CENTER_CENTER, icons::USER.0, Icon::font(rect.height() * 0.7), color);
    } else if team.is_unassigned() {
        badge::paint_letter(painter, rect, "", color, tokens);
        painter.text(rect.center(), Align2::CENTER_CENTER, icons::TRAY.0, Icon::font(rect.height() * 0.7), color);
    } else {
        badge::paint_letter(painter, rect, &team.letter(), color, tokens);
    }
}

/// A badge in the flow of a layout; pointing at it names the team.
pub fn badge(ui: &mut Ui, team: &TeamId, manifest: &Manifest, size: f32) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(size, size), Sense::hover());
    let tokens = theme::tokens(ui);
    paint_badge(ui.painter(), rect, team, color(&tokens, team, manifest), &tokens);
    response.on_hover_text(title_and_name(team, manifest))
}

/// A row of a menu that stands for a team, or for the tray. `says` is what a screen reader says.
pub fn team_row(ui: &mut Ui, manifest: &Manifest, team: &TeamId, name: &str, says: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width().max(180.0), 26.0), Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, says));
    let tokens = theme::tokens(ui);
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, 4, tokens.accent_wash);
    }
    let badge = Rect::from_center_size(rect.left_center() + vec2(14.0, 0.0), vec2(18.0, 18.0));
    paint_badge(ui.painter(), badge, team, color(&tokens, team, manifest), &tokens);
    let font = egui::TextStyle::Body.resolve(ui.style());
    let title = ui.painter().layout_no_wrap(title(team), font, tokens.text);
    let at = egui::pos2(badge.right() + 2.0 * GRID, rect.center().y - title.size().y / 2.0);
    let after = at.x + title.size().x + 2.0 * GRID;
    ui.painter().galley(at, title, tokens.text);
    let small = egui::TextStyle::Small.resolve(ui.style());
    let width = rect.right() - after - GRID;
    let shown = elide::rows(ui, name, small, tokens.weak, width.max(10.0), 1);
    ui.painter().galley(egui::pos2(after, rect.center().y - shown.size().y / 2.0), shown, tokens.weak);
    response
}

/// A button that says whose something is, with a menu in which another team is chosen. `name` is what a screen reader
/// says before the team.
pub fn team_menu(ui: &mut Ui, manifest: &Manifest, current: Option<&TeamId>, name: &str) -> Option<TeamId> {
    let tokens = theme::tokens(ui);
    let shown = current.map_or_else(|| crate::t!("team-choose"), |team| title_and_name(team, manifest));
    let mut look = button::secondary(&shown).name(format!("{name} {shown}")).small();
    look = match current {
        Some(team) => look.icon(icons::USER).icon_color(color(&tokens, team, manifest)),
        None => look.icon(icons::QUESTION).icon_color(tokens.danger),
    };
    let response = ui.add(look);
    let mut chosen = None;
    egui::Popup::menu(&response).gap(2.0).show(|ui| {
        ui.set_width(240.0);
        egui::ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
            for team in manifest.teams_in_order() {
                if team_row(ui, manifest, &team.id, &team.name, &format!("{name} {}", title_and_name(&team.id, manifest)))
                    .clicked()
                {
                    chosen = Some(team.id.clone());
                    ui.close();
                }
            }
        });
    });
    chosen
}
