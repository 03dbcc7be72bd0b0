//! A text conflict in another program: the menu that opens it there, the line that says so while it is, and the text
//! that came back where more than its open places was written.

use egui::{CornerRadius, Id, Rect, RichText, ScrollArea, StrokeKind, Ui, vec2};

use super::{Computed, ConflictsScreen, Desk};
use crate::engine::jobs::outside::Tool;
use crate::gui::action::Action;
use crate::gui::icons;
use crate::gui::theme::{self, GRID};
use crate::gui::widgets::button;
use crate::gui::widgets::side_by_side::{self, Grid, Pane, Sheet};
use crate::model::conflict::{Answer, Conflict, ConflictId};
use crate::t;

/// A text that was written as a whole, laid out.
#[derive(Debug)]
pub struct WrittenView {
    conflict: ConflictId,
    revision: u64,
    sheet: Sheet,
}

/// The button with the programs that there are.
pub fn menu(ui: &mut Ui, desk: Desk<'_>, conflict: &Conflict, actions: &mut Vec<Action>) {
    if !desk.editable {
        return;
    }
    let response = ui.add(button::secondary(t!("outside-open")).icon(icons::EXTERNAL).small());
    egui::Popup::menu(&response).gap(2.0).show(|ui| {
        ui.set_width(250.0);
        let liked = &desk.facts.preferences;
        let row = |ui: &mut Ui, text: String, tip: String| {
            let clicked = ui.add(button::quiet(text).left().width(ui.available_width()).tip(tip)).clicked();
            if clicked {
                ui.close();
            }
            clicked
        };
        let open = |tool| Action::OpenOutside { conflict: conflict.id.clone(), tool };
        if !liked.merge_tool.trim().is_empty() && conflict.teams.len() == 2 {
            let text = t!("outside-merge-tool", program = program(&liked.merge_tool));
            actions.extend(row(ui, text, t!("outside-merge-tool-tip")).then(|| open(Tool::MergeTool)));
        }
        let text = match liked.editor.trim() {
            "" => t!("outside-editor"),
            command => t!("outside-editor-named", program = program(command)),
        };
        actions.extend(row(ui, text, t!("outside-editor-tip")).then(|| open(Tool::Editor)));
        actions.extend(row(ui, t!("outside-settings"), t!("outside-settings-tip")).then_some(Action::ToggleSettings));
    });
}

/// The program of a command, as people call it.
fn program(command: &str) -> String {
    let command = command.trim();
    let first = match command.chars().next() {
        Some(quote @ ('"' | '\'')) => command[1..].split(quote).next(),
        _ => command.split_whitespace().next(),
    };
    let name = first.unwrap_or_default().rsplit(['/', '\\']).next().unwrap_or_default();
    name.strip_suffix(".exe").unwrap_or(name).to_owned()
}

/// Says that the conflict is open in another program, while it is.
pub fn waiting(ui: &mut Ui, desk: Desk<'_>, conflict: &Conflict, actions: &mut Vec<Action>) {
    let Some(open) = desk.facts.outside.iter().find(|open| open.conflict == conflict.id) else { return };
    let tokens = theme::tokens(ui);
    let liked = &desk.facts.preferences;
    let name = match open.tool {
        Tool::MergeTool => program(&liked.merge_tool),
        Tool::Editor if liked.editor.trim().is_empty() => t!("outside-your-editor"),
        Tool::Editor => program(&liked.editor),
    };
    let frame = egui::Frame::NONE.fill(tokens.accent_wash).corner_radius(6).inner_margin(egui::Margin::symmetric(10, 6));
    frame.show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.label(icons::EXTERNAL.text(16.0).color(tokens.accent));
            ui.label(RichText::new(t!("outside-waiting", program = name)).color(tokens.text));
            if ui.add(button::secondary(t!("outside-forget")).small().tip(t!("outside-forget-tip"))).clicked() {
                actions.push(Action::ForgetOutside(conflict.id.clone()));
            }
        });
    });
    ui.add_space(GRID);
}

/// Draws the text that somebody wrote as a whole.
pub fn written(ui: &mut Ui, desk: Desk<'_>, screen: &mut ConflictsScreen, conflict: &Conflict) {
    let Some(Answer::Written(text)) = desk.answer(conflict) else { return };
    let revision = desk.answers.revision();
    let mut view = match screen.computed.take() {
        Some(Computed::Written(view)) if view.conflict == conflict.id && view.revision == revision => view,
        _ => Box::new(WrittenView { conflict: conflict.id.clone(), revision, sheet: Sheet::of_text(text) }),
    };
    let tokens = theme::tokens(ui);
    ui.horizontal(|ui| {
        ui.label(icons::EDIT.text(16.0).color(tokens.weak));
        ui.label(RichText::new(t!("outside-written")).color(tokens.text));
    });
    ui.add_space(GRID);
    ScrollArea::vertical().id_salt(("conflict-written", &conflict.id)).auto_shrink(false).show_viewport(ui, |ui, _| {
        let width = ui.available_width() - 20.0;
        let grid = Grid::new(ui, view.sheet.last_number());
        let height = view.sheet.fit(&grid, width);
        ui.set_min_size(vec2(width, height + 24.0));
        let card = Rect::from_min_size(ui.min_rect().min, vec2(width, height + 2.0 * GRID));
        ui.painter().rect(card, CornerRadius::same(10), tokens.surface, (1.0, tokens.border), StrokeKind::Inside);
        let id = Id::unique(("written-text", &conflict.id));
        side_by_side::tell(ui, card, id, &t!("outside-written-text"), || view.sheet.spoken(0));
        let painter = ui.painter().with_clip_rect(ui.clip_rect().intersect(card));
        let pane = Pane { column: 0, wash: tokens.surface, word: tokens.surface, pale: false };
        view.sheet.paint(&painter, &tokens, &grid, card.min + vec2(0.0, GRID), width, &[pane]);
    });
    screen.computed = Some(Computed::Written(view));
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_program_is_called_by_its_name() {
        for (command, name) in [
            ("meld {mine} {result}", "meld"),
            (r#""C:\Program Files\Meld\Meld.exe" {mine}"#, "Meld"),
            ("/usr/bin/kdiff3", "kdiff3"),
            ("", ""),
        ] {
            assert_eq!(super::program(command), name, "{command}");
        }
    }
}
