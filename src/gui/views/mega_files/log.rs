//! The log of what was written in this session, expansion by expansion, and the files behind an expansion's numbers.

use std::sync::Arc;

use egui::{RichText, Ui};
use jiff::Timestamp;

use super::expand::Sums;
use crate::engine::event::ExpandReport;
use crate::gui::clock::clock;
use crate::model::path::RelPath;
use crate::t;

/// Every expansion of the session, the newest first, each with its files.
pub fn show(ui: &mut Ui, expansions: &[(Timestamp, Arc<ExpandReport>)]) {
    egui::ScrollArea::vertical().id_salt("expansions").auto_shrink(false).show(ui, |ui| {
        for (number, (at, report)) in expansions.iter().enumerate().rev() {
            let sums = Sums::of(report);
            let title = t!("mega-view-log-entry", time = clock(*at), count = sums.written(), removed = sums.removed);
            let salt = number.to_string();
            egui::CollapsingHeader::new(title).id_salt(("expansion", number)).default_open(number + 1 == expansions.len()).show(
                ui,
                |ui| {
                    if report.cancelled {
                        ui.label(RichText::new(t!("mega-view-stopped", count = sums.written())).small());
                    }
                    lists(ui, report, &salt);
                },
            );
        }
    });
}

/// The files behind the numbers that need a look.
pub fn lists(ui: &mut Ui, report: &ExpandReport, salt: &str) {
    type Files = fn(&crate::engine::event::TeamExpansion) -> &Vec<RelPath>;
    let kinds: [(&str, Files); 5] = [
        ("mega-view-list-kept", |team| &team.kept_edited),
        ("mega-view-list-merged", |team| &team.merged),
        ("mega-view-list-changed", |team| &team.changed),
        ("mega-view-list-created", |team| &team.created),
        ("mega-view-list-orphans", |team| &team.orphans),
    ];
    for (title, files) in kinds {
        let paths: Vec<(&str, &RelPath)> =
            report.teams.iter().flat_map(|team| files(team).iter().map(|path| (team.team.as_str(), path))).collect();
        if paths.is_empty() {
            continue;
        }
        egui::CollapsingHeader::new(t!(title, count = paths.len())).id_salt((title, salt)).show(ui, |ui| {
            let height = ui.text_style_height(&egui::TextStyle::Small) + 2.0;
            let rows = paths.len();
            egui::ScrollArea::vertical().id_salt((title, salt, "rows")).max_height(180.0).auto_shrink([false, true]).show_rows(
                ui,
                height,
                rows,
                |ui, range| {
                    for (team, path) in &paths[range] {
                        let text = if report.teams.len() > 1 { format!("{team}: {path}") } else { path.to_string() };
                        ui.add(egui::Label::new(RichText::new(text).small()).truncate());
                    }
                },
            );
        });
    }
}
