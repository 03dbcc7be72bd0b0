//! The line above the board: how many of everything, and what can be unfolded.

use egui::{Align, Layout, Ui};

use super::{Board, EditField, Editing, TeamsScreen};
use crate::gui::icons;
use crate::gui::theme;
use crate::gui::widgets::button;
use crate::model::manifest::LocRange;
use crate::model::problem::Severity;
use crate::t;

/// Draws the header.
pub fn show(ui: &mut Ui, board: Board<'_>, screen: &mut TeamsScreen) {
    let frame = egui::Frame::NONE.inner_margin(egui::Margin { left: 16, right: 16, top: 12, bottom: 12 });
    egui::Panel::top("teams-header").frame(frame).show_separator_line(false).resizable(false).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.heading(t!("teams-title"));
            ui.add_space(4.0);
            ui.label(egui::RichText::new(summary(board)).color(theme::tokens(ui).weak));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| buttons(ui, board, screen));
        });
    });
}

fn buttons(ui: &mut Ui, board: Board<'_>, screen: &mut TeamsScreen) {
    let open = screen.source.is_open();
    if ui.add(button::secondary(t!("teams-source")).icon(icons::CODE).selected(open)).clicked() {
        screen.source.toggle();
    }
    findings_button(ui, board, screen);
    if board.editable && ui.add(button::secondary(t!("teams-new")).icon(icons::PLUS)).clicked() {
        screen.editing = Some(Editing::new(EditField::NewTeam, ""));
    }
}

fn findings_button(ui: &mut Ui, board: Board<'_>, screen: &mut TeamsScreen) {
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
    if ui.add(button::secondary(text).icon(icon).icon_color(color).selected(screen.findings_open)).clicked() {
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
