//! The line above the board: how many of everything, and what can be unfolded.

use egui::{Align, Layout, Ui};

use super::{Board, EditField, Editing, Page, TeamsScreen};
use crate::gui::icons;
use crate::gui::theme::{self, GRID};
use crate::gui::widgets::button;
use crate::model::manifest::LocRange;
use crate::model::problem::Severity;
use crate::t;

/// Below this width buttons show their icons alone.
const ROOMY: f32 = 900.0;

/// Draws the header.
pub fn show(ui: &mut Ui, board: Board<'_>, screen: &mut TeamsScreen) {
    let frame = egui::Frame::NONE.inner_margin(egui::Margin { left: 12, right: 16, top: 10, bottom: 10 });
    egui::Panel::top("teams-header").frame(frame).show_separator_line(false).resizable(false).show(ui, |ui| {
        let roomy = ui.available_width() >= ROOMY;
        ui.horizontal(|ui| {
            pages(ui, screen);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                buttons(ui, board, screen, roomy);
                ui.add_space(2.0 * GRID);
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    ui.add_space(2.0 * GRID);
                    let summary = egui::RichText::new(summary(board)).small().color(theme::tokens(ui).weak);
                    ui.add(egui::Label::new(summary).truncate());
                });
            });
        });
    });
}

fn pages(ui: &mut Ui, screen: &mut TeamsScreen) {
    ui.spacing_mut().item_spacing.x = 2.0;
    for (page, name, icon) in Page::ALL {
        if ui.add(button::quiet(t!(name)).icon(icon).selected(screen.page == page)).clicked() {
            screen.page = page;
        }
    }
}

fn buttons(ui: &mut Ui, board: Board<'_>, screen: &mut TeamsScreen, roomy: bool) {
    ui.spacing_mut().item_spacing.x = 1.5 * GRID;
    let open = screen.source.is_open();
    if ui.add(button::icon(icons::CODE, t!("teams-source")).selected(open)).clicked() {
        screen.source.toggle();
    }
    let open = screen.inspector.open;
    if ui.add(button::icon(icons::SIDEBAR, t!("teams-inspector")).selected(open)).clicked() {
        screen.inspector.open = !open;
    }
    if board.editable && screen.page == Page::Board && ui.add(button::icon(icons::PLUS, t!("teams-new"))).clicked() {
        screen.editing = Some(Editing::new(EditField::NewTeam, ""));
    }
    let text = t!("teams-redistribute");
    let redistribute = if roomy { button::secondary(text).icon(icons::SWAP) } else { button::icon(icons::SWAP, text) };
    if board.editable && ui.add(redistribute).clicked() {
        screen.distribute.start();
    }
    findings_button(ui, board, screen, roomy);
}

fn findings_button(ui: &mut Ui, board: Board<'_>, screen: &mut TeamsScreen, roomy: bool) {
    let counts = counts(board);
    let tokens = theme::tokens(ui);
    let mut worst = None;
    for (severity, count) in [(Severity::Note, counts[2]), (Severity::Warning, counts[1]), (Severity::Error, counts[0])] {
        if count > 0 {
            worst = Some(severity);
        }
    }
    let all: usize = counts.iter().sum();
    let text = t!("teams-findings", count = all);
    let (icon, color) = worst.map_or((icons::CHECK, tokens.success), |severity| super::card::severity_mark(severity, &tokens));
    let button = if roomy || all > 0 { button::secondary(text) } else { button::quiet("").name(text) };
    if ui.add(button.icon(icon).icon_color(color).selected(screen.findings_open)).clicked() {
        screen.findings_open = !screen.findings_open;
    }
}

/// How many errors, warnings and notes there are.
pub fn counts(board: Board<'_>) -> [usize; 3] {
    let mut counts = [0; 3];
    let findings = board.project.manifest.findings.iter().map(|finding| &finding.problem);
    for problem in findings.chain(&board.project.manifest.problems) {
        let place = match problem.severity {
            Severity::Error => 0,
            Severity::Warning => 1,
            Severity::Note => 2,
        };
        counts[place] += 1;
    }
    counts
}

fn summary(board: Board<'_>) -> String {
    let teams = &board.manifest.teams;
    let responsibilities: usize = teams.iter().map(|team| team.responsibilities.len()).sum();
    let mut parts = vec![t!("teams-count", count = teams.len()), t!("teams-responsibilities", count = responsibilities)];
    let targets: Vec<LocRange> = teams.iter().filter_map(|team| team.target_loc).collect();
    if !targets.is_empty() {
        let sum = LocRange { min: targets.iter().map(|t| t.min).sum(), max: targets.iter().map(|t| t.max).sum() };
        parts.push(match board.manifest.project.target_loc {
            Some(project) => t!("teams-loc-of", sum = loc(sum), project = loc(project)),
            None => t!("teams-loc", loc = loc(sum)),
        });
    }
    parts.join("  ·  ")
}

/// A target as people say it: `7–9K`, `800`, `7.5K`.
pub fn loc(range: LocRange) -> String {
    let thousands = |n: u64| {
        let tenths = (n + 50) / 100;
        if tenths.is_multiple_of(10) { (tenths / 10).to_string() } else { format!("{}.{}", tenths / 10, tenths % 10) }
    };
    let one = |n: u64| if n < 1000 { n.to_string() } else { format!("{}K", thousands(n)) };
    match (range.min, range.max) {
        (min, max) if min == max => one(min),
        (min, max) if min >= 1000 => format!("{}–{}", thousands(min), one(max)),
        (min, max) => format!("{}–{}", one(min), one(max)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_read_as_people_say_them() {
        let said = |min, max| loc(LocRange { min, max });
        assert_eq!(said(7000, 9000), "7–9K");
        assert_eq!(said(800, 800), "800");
        assert_eq!(said(7500, 7500), "7.5K");
        assert_eq!(said(800, 1200), "800–1.2K");
        assert_eq!(said(80_000, 80_000), "80K");
    }
}
