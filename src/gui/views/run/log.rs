//! The end of a team's log: only the lines that can be seen are laid out, and it follows the end until the person scrolls up.

use egui::{FontId, Sense, Ui, pos2, vec2};

use crate::gui::run_facts::Tail;
use crate::gui::theme;
use crate::gui::widgets::{card, elide};
use crate::model::run::markers::MarkerKind;
use crate::t;

const LINE: f32 = 17.0;

/// Draws it in all the room there is.
pub fn show(ui: &mut Ui, name: &str, tail: Option<&Tail>) {
    let tokens = theme::tokens(ui);
    let Some(tail) = tail.filter(|tail| !tail.lines.is_empty()) else {
        card::weak(ui, t!("run-log-none"));
        return;
    };
    let font = FontId::monospace(12.0);
    egui::Frame::new().fill(tokens.field).corner_radius(theme::RADIUS).inner_margin(egui::Margin::symmetric(8, 6)).show(
        ui,
        |ui| {
            let area = egui::ScrollArea::vertical().id_salt("run-log").auto_shrink(false).stick_to_bottom(true);
            let shown = area.show_rows(ui, LINE, tail.lines.len(), |ui, rows| {
                let width = ui.available_width();
                for line in tail.lines.range(rows) {
                    let (rect, response) = ui.allocate_exact_size(vec2(width, LINE), Sense::hover());
                    let ink = if is_marker(line) { tokens.accent } else { tokens.text };
                    let galley = elide::rows(ui, line, font.clone(), ink, width, 1);
                    let is_cut = galley.elided;
                    ui.painter().galley(pos2(rect.left(), rect.center().y - galley.size().y / 2.0), galley, ink);
                    if is_cut {
                        response.on_hover_text(line.as_str());
                    }
                }
            });
            let rect = shown.inner_rect;
            crate::gui::widgets::side_by_side::tell(ui, rect, ui.scope_id().with("run-log-text"), name, || {
                tail.lines.iter().rev().take(40).rev().cloned().collect::<Vec<_>>().join("\n")
            });
        },
    );
    if tail.before > 0 {
        card::weak(ui, t!("run-log-before", count = tail.before));
    }
}

/// Whether a line is one by which the team says where it stands.
fn is_marker(line: &str) -> bool {
    MarkerKind::ALL.iter().any(|kind| line.contains(&format!("[{}]", kind.word())))
}
