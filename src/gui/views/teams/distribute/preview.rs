//! The right side of the dialog: who has what afterwards, and where it comes from. What stays is counted; what moves,
//! comes and goes is listed.

use egui::{Color32, RichText, ScrollArea, Ui};

use super::DistributeScreen;
use crate::gui::icons;
use crate::gui::theme::{self, GRID, SMALL};
use crate::gui::views::marks;
use crate::gui::views::teams::{Board, header::loc};
use crate::gui::widgets::{badge, card};
use crate::model::manifest::distribute::{Dealt, Plan, PlannedTeam};
use crate::model::team::TeamId;
use crate::t;

pub(super) fn show(ui: &mut Ui, board: Board<'_>, screen: &DistributeScreen) {
    let tokens = theme::tokens(ui);
    let plan = match screen.plan(board) {
        None if screen.asked.is_none() => return drop(card::weak(ui, t!("distribute-nothing-yet"))),
        None => {
            ui.horizontal(|ui| {
                ui.spinner();
                card::weak(ui, t!("distribute-working"));
            });
            return;
        }
        Some(Ok(plan)) => plan,
        Some(Err(problem)) => {
            let sentence = marks::sentence(problem, board.manifest);
            ui.label(RichText::new(sentence.text).color(tokens.danger));
            if let Some(next) = sentence.next {
                card::weak(ui, next);
            }
            return;
        }
    };
    ui.label(RichText::new(t!("distribute-preview")).font(theme::semibold(theme::BODY)));
    card::weak(ui, summary(plan));
    ui.add_space(2.0 * GRID);
    ScrollArea::vertical().id_salt("plan").auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 1.5 * GRID;
        for planned in &plan.teams {
            team(ui, board, planned);
        }
        if !plan.unassigned.is_empty() {
            nobody(ui, board, &plan.unassigned);
        }
        if !plan.gone.is_empty() {
            ui.add_space(2.0 * GRID);
            ui.label(RichText::new(t!("distribute-going")).font(theme::medium(SMALL)).color(tokens.weak));
            ui.horizontal_wrapped(|ui| {
                for team in &plan.gone {
                    marks::badge(ui, team, board.manifest, 18.0);
                    ui.label(
                        RichText::new(marks::title_and_name(team, board.manifest)).size(SMALL).color(tokens.weak).strikethrough(),
                    );
                    ui.add_space(2.0 * GRID);
                }
            });
            card::weak(ui, t!("distribute-going-text"));
        }
    });
}

fn summary(plan: &Plan) -> String {
    let new = plan.teams.iter().filter(|team| team.is_new).count();
    let mut parts = vec![t!("teams-count", count = plan.teams.len())];
    if plan.changes_nothing() {
        parts.push(t!("distribute-no-change"));
    }
    if plan.moving() > 0 {
        parts.push(t!("distribute-moving", count = plan.moving()));
    }
    if new > 0 {
        parts.push(t!("distribute-new-teams", count = new));
    }
    if !plan.gone.is_empty() {
        parts.push(t!("distribute-gone-teams", count = plan.gone.len()));
    }
    parts.join("  ·  ")
}

fn team(ui: &mut Ui, board: Board<'_>, team: &PlannedTeam) {
    let tokens = theme::tokens(ui);
    let frame = egui::Frame::new().fill(tokens.raised).corner_radius(theme::RADIUS).inner_margin(egui::Margin::symmetric(12, 8));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = GRID;
        ui.horizontal(|ui| {
            marks::badge(ui, &team.id, board.manifest, 22.0);
            ui.label(RichText::new(&team.name).font(theme::medium(theme::BODY)));
            if team.is_new {
                badge::mark(ui, &t!("distribute-new"), tokens.success);
            }
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let parts: usize = team.parts.iter().map(|part| part.responsibilities.len()).sum();
                let mut facts = vec![t!("teams-responsibilities", count = team.responsibilities.len() + parts)];
                facts.extend(team.target_loc.map(|range| t!("teams-loc", loc = loc(range))));
                ui.add(egui::Label::new(RichText::new(facts.join("  ·  ")).size(SMALL).color(tokens.weak)).truncate());
            });
        });
        if !team.write_paths.is_empty() {
            let paths: Vec<&str> = team.write_paths.iter().map(|path| path.text.as_str()).collect();
            let text = RichText::new(paths.join("  ")).monospace().size(11.0).color(tokens.weak);
            ui.add(egui::Label::new(text).truncate());
        }
        for part in &team.parts {
            ui.horizontal(|ui| {
                ui.label(icons::STEP.text(14.0).color(tokens.weak));
                ui.label(RichText::new(marks::title(&part.id)).font(theme::medium(SMALL)));
                let all = [part.responsibilities.as_slice(), &part.write_paths].concat().join(", ");
                let all = if all.is_empty() { t!("distribute-part-empty") } else { all };
                ui.add(egui::Label::new(RichText::new(all).size(SMALL).color(tokens.weak)).truncate());
            });
        }
        let stay = team.responsibilities.len() - team.arriving();
        if stay > 0 && team.arriving() > 0 {
            ui.label(RichText::new(t!("distribute-stay", count = stay)).size(SMALL).color(tokens.weak));
        }
        for dealt in team.responsibilities.iter().filter(|dealt| dealt.from.as_ref() != Some(&team.id)) {
            moved(ui, board, dealt, Some(&team.id), tokens.text);
        }
    });
}

/// A responsibility that comes from elsewhere: from whom, to whom, what.
fn moved(ui: &mut Ui, board: Board<'_>, dealt: &Dealt, to: Option<&TeamId>, color: Color32) {
    let tokens = theme::tokens(ui);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 1.5 * GRID;
        match &dealt.from {
            Some(from) => {
                marks::badge(ui, from, board.manifest, 16.0);
                ui.label(icons::ARROW_RIGHT.text(12.0).color(tokens.weak));
            }
            None => {
                ui.label(icons::PLUS.text(14.0).color(tokens.success));
            }
        }
        if let Some(to) = to.filter(|_| dealt.from.is_some()) {
            marks::badge(ui, to, board.manifest, 16.0);
        }
        ui.add(egui::Label::new(RichText::new(&dealt.text).size(SMALL).color(color)).truncate());
    });
}

fn nobody(ui: &mut Ui, board: Board<'_>, unassigned: &[Dealt]) {
    let tokens = theme::tokens(ui);
    ui.add_space(2.0 * GRID);
    ui.label(RichText::new(t!("distribute-nobody", count = unassigned.len())).font(theme::medium(SMALL)).color(tokens.warning));
    card::weak(ui, t!("distribute-nobody-text"));
    let nobody = TeamId::unassigned();
    for dealt in unassigned {
        moved(ui, board, dealt, (dealt.from.as_ref() != Some(&nobody)).then_some(&nobody), tokens.text);
    }
}
