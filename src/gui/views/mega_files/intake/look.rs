//! One file of a reply, closely: whose it is to be, at which path, what stands against that, and its text against what is
//! on disk.

use egui::{Id, RichText, TextEdit, Ui};

use super::super::compare::{self, Comparison};
use super::{IntakeScreen, list};
use crate::gui::facts::{ProjectFacts, ReplyFacts};
use crate::gui::highlight::Language;
use crate::gui::icons;
use crate::gui::theme::{self, GRID, SMALL};
use crate::gui::views::marks;
use crate::gui::widgets::code::{CodeEditor, CodeState};
use crate::gui::widgets::{badge, card};
use crate::model::problem::{Problem, Severity};
use crate::t;

/// This part's corner of the screen.
#[derive(Debug, Default)]
pub struct LookScreen {
    /// The path that is being typed, and of which file.
    typed: Option<(usize, String)>,
    viewer: CodeState,
    shown: Option<(usize, u64, bool)>,
    comparison: Comparison,
    version: u64,
}

impl LookScreen {
    /// Whether the field has the keys.
    pub(super) fn is_typing(&self, ui: &Ui) -> bool {
        ui.memory(|memory| memory.has_focus(field_id()))
    }
}

fn field_id() -> Id {
    Id::unique("intake-path")
}

/// Draws the chosen file.
pub(super) fn show(ui: &mut Ui, project: &ProjectFacts, screen: &mut IntakeScreen, reply: &ReplyFacts) {
    let tokens = theme::tokens(ui);
    let index = screen.chosen;
    let (Some(part), Some(placed)) = (reply.parts.get(index), screen.placed.get(index).cloned()) else { return };
    let manifest = &project.manifest.manifest;
    let seen = screen.seen(reply, index);
    ui.horizontal(|ui| {
        let chosen = marks::team_menu(ui, manifest, placed.team.as_ref(), &t!("intake-whose"));
        if let Some(team) = chosen {
            screen.say(index, |wish| wish.team = Some(team));
        }
        let (icon, color, word) = list::state(seen, placed.is_sound(), &tokens);
        if screen.left_out.contains(&index) {
            badge::mark(ui, &t!("intake-state-left"), tokens.weak);
        } else {
            ui.label(icon.text(15.0).color(color));
            ui.label(RichText::new(word).size(SMALL).color(color));
        }
        ui.label(RichText::new(format!("·  {}", list::kind(part))).size(SMALL).color(tokens.weak));
        ui.label(RichText::new(t!("intake-line", line = part.line)).size(SMALL).color(tokens.weak));
    });
    path_field(ui, screen, index, &placed.written);
    let said = placed.problems.iter().chain(seen.and_then(|look| look.problem.as_ref()));
    let said: Vec<&Problem> = said.collect();
    if !said.is_empty() {
        egui::ScrollArea::vertical().id_salt("said").max_height(110.0).show(ui, |ui| {
            said.iter().for_each(|problem| sentence(ui, project, problem));
        });
    }
    ui.add_space(GRID);
    text(ui, screen, reply, index, &placed.written);
}

/// The path, to be typed over: what is typed counts when the field is left.
fn path_field(ui: &mut Ui, screen: &mut IntakeScreen, index: usize, written: &str) {
    let typed = screen.look.typed.take().filter(|(of, _)| *of == index);
    let mut text = typed.map_or_else(|| written.to_owned(), |(_, text)| text);
    let field = TextEdit::singleline(&mut text)
        .id(field_id())
        .font(egui::TextStyle::Monospace)
        .hint_text(t!("intake-path-hint"))
        .desired_width(f32::INFINITY);
    let response = ui.add(field);
    let response = response.accessible_name(t!("intake-path"));
    if response.lost_focus() {
        if ui.input(|input| input.key_pressed(egui::Key::Escape)) {
            return;
        }
        let text = text.trim().to_owned();
        if text != written {
            screen.say(index, |wish| wish.path = Some(text).filter(|text| !text.is_empty()));
        }
    } else if response.has_focus() {
        screen.look.typed = Some((index, text));
    }
}

fn sentence(ui: &mut Ui, project: &ProjectFacts, problem: &Problem) {
    let tokens = theme::tokens(ui);
    let (icon, color) = match problem.severity {
        Severity::Error => (icons::ERROR, tokens.danger),
        Severity::Warning => (icons::WARNING, tokens.warning),
        _ => (icons::INFO, tokens.weak),
    };
    let sentence = marks::sentence(problem, &project.manifest.manifest);
    ui.horizontal_top(|ui| {
        ui.label(icon.text(14.0).color(color));
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 1.0;
            ui.label(RichText::new(sentence.text).size(SMALL));
            if let Some(next) = sentence.next {
                ui.label(RichText::new(next).size(SMALL).color(tokens.weak));
            }
        });
    });
}

/// The text as it would be, against what is on disk; where that cannot be, as the reply has it.
fn text(ui: &mut Ui, screen: &mut IntakeScreen, reply: &ReplyFacts, index: usize, written: &str) {
    let part = &reply.parts[index];
    let seen = screen.seen(reply, index);
    let result = seen.and_then(|look| look.result.as_deref());
    let on_disk = seen.and_then(|look| look.on_disk.as_deref()).filter(|on_disk| result.is_some_and(|new| new != *on_disk));
    let key = Some((index, screen.number, seen.is_some()));
    if screen.look.shown != key {
        if screen.look.shown.is_none_or(|(before, ..)| before != index) {
            screen.look.viewer = CodeState::default();
        }
        screen.look.comparison = match (on_disk, result) {
            (Some(on_disk), Some(new)) => compare::compare(on_disk, new),
            _ => Comparison::default(),
        };
        screen.look.shown = key;
        screen.look.version += 1;
    }
    let look = &mut screen.look;
    let is_compared = on_disk.is_some();
    if is_compared {
        card::weak(ui, t!("intake-against"));
    }
    let shown = if is_compared { look.comparison.text.as_str() } else { result.unwrap_or(&part.text) };
    let name = t!("intake-look");
    let mut editor = CodeEditor::new(&name, shown, look.version).language(Language::OfFile(written.to_owned())).read_only(true);
    if is_compared {
        editor = editor.washes(&look.comparison.washes).numbers(&look.comparison.numbers);
    }
    editor.show(ui, &mut look.viewer);
}
