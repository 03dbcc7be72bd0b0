//! Rows of the inspector: a label, a field or a choice, and below it what is wrong; and the sections that they stand in. Not:
//! how a field is typed in (`entry`), which rows there are (`team`, `project`), nor what a value may be
//! (`model::manifest::typed`).

use std::collections::{BTreeMap, BTreeSet};

use egui::{Align2, CursorIcon, Rect, Response, Sense, StrokeKind, Ui, pos2, vec2};

use super::super::card::severity_mark;
use super::super::measure::WrongAt;
use super::super::{Board, Page};
use super::notes::Notes;
use super::offers::{Offer, Offers};

pub use super::entry::{Checked, Draft, Entry, Look, Remark};
use crate::gui::action::Action;
use crate::gui::icons;
use crate::gui::theme::{self, GRID, SMALL};
use crate::gui::views::marks;
use crate::gui::widgets::{button, elide};
use crate::model::manifest::edits::{ManifestEdit, Step};
use crate::model::manifest::typed::{self, Kind};
use crate::model::problem::Problem;
use crate::t;

/// The width of labels.
pub const LABEL: f32 = 116.0;
/// The height of a field.
pub const FIELD: f32 = 26.0;

/// So many findings are said below one field; the list has them all.
const MOST_NOTES: usize = 3;

/// What the rows remember.
#[derive(Debug, Default)]
pub struct FormState {
    /// What is half-typed, by field.
    pub drafts: BTreeMap<String, Draft>,
    /// Sections that are not as they are by themselves: open or closed.
    toggled: BTreeSet<&'static str>,
    /// The field that takes the keys as soon as it stands there.
    pub focus_next: Option<String>,
    /// What is offered for what is being typed.
    pub offer: Option<Offer>,
    /// Findings by field.
    pub notes: Notes,
    /// A page that a row leads to.
    pub go: Option<Page>,
    /// A line of the source that a row leads to.
    pub line: Option<u32>,
    /// A row leads to the list of all findings.
    pub findings: bool,
}

impl FormState {
    /// What is typed in fields whose path ends so, and is no mistake.
    pub fn typed_in(&self, is_wanted: impl Fn(&str) -> bool) -> Vec<String> {
        let drafts = self.drafts.iter().filter(|(key, draft)| is_wanted(key) && draft.checked.is_ok());
        drafts.map(|(_, draft)| draft.text.trim().to_owned()).filter(|text| !text.is_empty()).collect()
    }

    /// Fields that are gone from the screen: what was typed in them counts, if it is valid.
    pub fn leave(&mut self, board: Board<'_>, actions: &mut Vec<Action>) {
        let revision = board.project.manifest.document.revision();
        self.drafts.retain(|_, draft| {
            if std::mem::take(&mut draft.is_drawn) {
                return true;
            }
            if let Ok(Some(edit)) = &draft.checked
                && draft.revision == revision
                && board.editable
            {
                actions.push(Action::EditManifest(edit.clone()));
            }
            false
        });
    }
}

/// A labelled row for a value of one kind.
pub struct Row<'r> {
    /// The label.
    pub label: String,
    /// Its path: `project/target_loc`.
    pub path: &'r str,
    /// What the manifest says.
    pub value: String,
    /// The default.
    pub hint: String,
    /// What it holds.
    pub kind: Kind,
}

/// The rows that are being drawn.
pub struct Form<'a> {
    /// What is drawn.
    pub board: Board<'a>,
    /// What the rows remember.
    pub state: &'a mut FormState,
    /// What is done.
    pub actions: &'a mut Vec<Action>,
    /// Whose fields these are, in names: `Beta`, `project`.
    pub of: String,
}

/// A path from its written form: numbers are items.
pub fn path(text: &str) -> Vec<Step> {
    text.split('/').map(|part| part.parse().map_or_else(|_| Step::Key(part.to_owned()), Step::Item)).collect()
}

/// Sets a value by its path, or removes it.
pub fn set(at: &str, value: Option<serde_yaml::Value>) -> ManifestEdit {
    ManifestEdit::SetValue { path: path(at), value }
}

impl Form<'_> {
    /// Whether the text says something of this field itself.
    pub fn is_said(&self, path: &str) -> bool {
        self.board.manifest.places.exactly(path).is_some()
    }

    /// Makes a change.
    pub fn push(&mut self, edit: ManifestEdit) {
        self.actions.push(Action::EditManifest(edit));
    }

    /// The name of a field for a screen reader.
    pub fn name(&self, label: &str) -> String {
        t!("inspector-field", field = label, of = self.of.as_str())
    }

    /// A group of rows under a heading that can be closed.
    pub fn section(
        &mut self,
        ui: &mut Ui,
        id: &'static str,
        is_open: bool,
        summary: &str,
        rows: impl FnOnce(&mut Self, &mut Ui),
    ) {
        let tokens = theme::tokens(ui);
        let open = is_open != self.state.toggled.contains(id);
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 32.0), Sense::click());
        let title = t!(id);
        let name = t!("inspector-section", name = title.as_str());
        response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, open, &name));
        let lit = response.hovered() || response.has_focus();
        let inner = rect.shrink2(vec2(0.0, 3.0));
        if lit {
            ui.painter().rect_filled(inner.expand2(vec2(6.0, 0.0)), 6, tokens.raised);
        }
        button::focus_ring(ui, &response.clone().with_new_rect(inner.expand2(vec2(4.0, -1.0))));
        let caret = if open { icons::CARET_DOWN } else { icons::CARET_RIGHT };
        let middle = inner.center().y;
        ui.painter().text(pos2(inner.left(), middle), Align2::LEFT_CENTER, caret.0, icons::Icon::font(13.0), tokens.weak);
        let title = ui.painter().layout_no_wrap(title, theme::semibold(theme::BODY), tokens.text);
        let after = inner.left() + 20.0 + title.size().x + 12.0;
        ui.painter().galley(pos2(inner.left() + 20.0, middle - title.size().y / 2.0), title, tokens.text);
        let font = egui::FontId::proportional(SMALL);
        let mut right = inner.right();
        if let Some(worst) = self.state.notes.worst_in(id).filter(|_| !open) {
            let (icon, color) = severity_mark(worst, &tokens);
            ui.painter().text(pos2(right, middle), Align2::RIGHT_CENTER, icon.0, icons::Icon::font(14.0), color);
            right -= 20.0;
        }
        let summary = elide::rows(ui, summary, font, tokens.weak, (right - after).max(8.0), 1);
        let at = pos2(right - summary.size().x, middle - summary.size().y / 2.0);
        ui.painter().galley(at, summary, tokens.weak);
        if response.on_hover_cursor(CursorIcon::PointingHand).clicked() && !self.state.toggled.remove(id) {
            self.state.toggled.insert(id);
        }
        if open {
            ui.add_space(GRID);
            if let Some(key) = Notes::part_of(id) {
                self.below(ui, key, 0.0);
            }
            rows(self, ui);
            ui.add_space(2.0 * GRID);
        }
        let line = ui.cursor().top();
        ui.painter().hline(rect.x_range(), line, (1.0, tokens.border.gamma_multiply(0.7)));
        ui.add_space(1.0);
    }

    /// A label at the left, a control at the right, and below both what is wrong.
    pub fn row(&mut self, ui: &mut Ui, label: &str, key: &str, control: impl FnOnce(&mut Self, &mut Ui)) {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 2.0 * GRID;
            self.label(ui, label);
            ui.vertical(|ui| control(self, ui));
        });
        self.below(ui, key, LABEL + 2.0 * GRID);
        ui.add_space(GRID);
    }

    fn label(&self, ui: &mut Ui, label: &str) {
        let tokens = theme::tokens(ui);
        let (rect, response) = ui.allocate_exact_size(vec2(LABEL, FIELD), Sense::hover());
        let font = egui::FontId::proportional(theme::BODY);
        let galley = elide::rows(ui, label, font, tokens.weak, LABEL, 1);
        let elided = galley.elided;
        ui.painter().galley(pos2(rect.left(), rect.center().y - galley.size().y / 2.0), galley, tokens.weak);
        if elided {
            response.on_hover_text(label);
        }
    }

    /// The heading of a list, and how many are in it.
    pub fn heading(&self, ui: &mut Ui, label: &str, count: usize) {
        let tokens = theme::tokens(ui);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 1.5 * GRID;
            ui.add(egui::Label::new(egui::RichText::new(label).color(tokens.weak)).selectable(false));
            if count > 0 {
                let count = egui::RichText::new(count.to_string()).small().color(tokens.weak.gamma_multiply(0.8));
                ui.add(egui::Label::new(count).selectable(false));
            }
        });
        ui.add_space(2.0);
    }

    /// What is wrong with a field: what is being typed there, then what the checks found.
    pub fn below(&mut self, ui: &mut Ui, key: &str, indent: f32) {
        self.below_typed(ui, key, indent);
        let notes = self.state.notes.of(self.board, key);
        self.show_notes(ui, &notes, indent);
    }

    /// Why what is being typed cannot be taken.
    pub fn below_typed(&self, ui: &mut Ui, key: &str, indent: f32) {
        let tokens = theme::tokens(ui);
        match self.state.drafts.get(key).map(|draft| (&draft.checked, &draft.remark)) {
            Some((Err(fault), _)) => drop(said(ui, indent, icons::ERROR, tokens.danger, tokens.danger, fault)),
            Some((Ok(_), Some(remark))) => drop(said(ui, indent, icons::WARNING, tokens.warning, tokens.text, remark)),
            _ => {}
        }
    }

    /// A word about a field.
    pub fn remark(&self, ui: &mut Ui, indent: f32, text: &str) {
        let tokens = theme::tokens(ui);
        ui.horizontal_top(|ui| {
            ui.add_space(indent);
            ui.add(egui::Label::new(egui::RichText::new(text).small().color(tokens.weak)).wrap().selectable(false));
        });
    }

    /// Findings, each with the button that mends it.
    pub fn show_notes(&mut self, ui: &mut Ui, notes: &[WrongAt], indent: f32) {
        let tokens = theme::tokens(ui);
        for at in notes.iter().take(MOST_NOTES) {
            let Some(problem) = at.problem(self.board) else { continue };
            let (icon, color) = severity_mark(problem.severity, &tokens);
            let sentence = marks::sentence(problem, self.board.manifest);
            let response = said(ui, indent, icon, color, tokens.text, &sentence.text);
            if let Some(next) = &sentence.next {
                response.on_hover_text(next);
            }
            let fix = match at {
                WrongAt::Finding(index) => self.board.project.manifest.findings.get(*index).and_then(|found| found.fix.clone()),
                WrongAt::Problem(_) => None,
            };
            if let Some(fix) = fix.filter(|_| self.board.editable) {
                ui.horizontal(|ui| {
                    ui.add_space(indent + 18.0);
                    let name = t!("inspector-fix-name", what = sentence.text.as_str());
                    if ui.add(button::secondary(t!("teams-fix")).icon(icons::FIX).name(name).small()).clicked() {
                        self.push(fix);
                    }
                });
            }
        }
        let more = notes.len().saturating_sub(MOST_NOTES);
        if more > 0 {
            ui.horizontal(|ui| {
                ui.add_space(indent + 8.0);
                if ui.add(button::quiet(t!("inspector-more", count = more)).small()).clicked() {
                    self.state.findings = true;
                }
            });
        }
    }

    /// A row for one value of a kind, written by its path.
    pub fn value_row(&mut self, ui: &mut Ui, row: &Row<'_>) {
        let edit = |value: Option<serde_yaml::Value>| set(row.path, value);
        self.value_row_with(ui, row, Offers::None, &edit);
    }

    /// The same with an edit of its own, and what can be chosen.
    pub fn value_row_with(
        &mut self,
        ui: &mut Ui,
        row: &Row<'_>,
        offers: Offers<'_>,
        edit: &dyn Fn(Option<serde_yaml::Value>) -> ManifestEdit,
    ) {
        let board = self.board;
        let key = row.path.rsplit('/').next().unwrap_or(row.path);
        let check = |text: &str| match typed::value(row.kind, key, text) {
            Err(problem) => Err(fault(board, &problem)),
            Ok(value) if written(value.as_ref()) == row.value => Ok(None),
            Ok(value) => Ok(Some(edit(value))),
        };
        self.checked_row(ui, &row.label, row.path, &row.value, &row.hint, offers, &check);
    }

    /// A row with a check of its own.
    #[expect(clippy::too_many_arguments, reason = "what a row is; a struct would only rename it")]
    pub fn checked_row(
        &mut self,
        ui: &mut Ui,
        label: &str,
        key: &str,
        value: &str,
        hint: &str,
        offers: Offers<'_>,
        check: &dyn Fn(&str) -> Checked,
    ) {
        let name = self.name(label);
        let look = if matches!(offers, Offers::Files | Offers::Code) { Look::Code } else { Look::Text };
        self.row(ui, label, key, |form, ui| {
            let width = ui.available_width();
            form.entry(ui, &Entry { key, name, value, hint, look, offers, check }, width);
        });
    }

    /// What can be chosen from a few, side by side; the place of the one that was clicked.
    pub fn choices(&mut self, ui: &mut Ui, label: &str, choices: &[(String, bool)]) -> Option<usize> {
        let mut clicked = None;
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(2.0, 2.0);
            for (index, (text, is_chosen)) in choices.iter().enumerate() {
                let name = t!("inspector-choice", choice = text.as_str(), field = label, of = self.of.as_str());
                let choice = button::quiet(text).name(name).selected(*is_chosen).small();
                if ui.add_enabled(self.board.editable, choice).clicked() && !is_chosen {
                    clicked = Some(index);
                }
            }
        });
        clicked
    }

    /// What can be chosen from many, in a menu; the place of the one that was clicked.
    pub fn menu(&mut self, ui: &mut Ui, label: &str, shown: &str, choices: &[(String, bool)]) -> Option<usize> {
        let mut clicked = None;
        let width = ui.available_width();
        let response = chooser(ui, shown, &self.name(label), self.board.editable, width);
        egui::Popup::menu(&response).show(|ui| {
            ui.set_width(width.clamp(140.0, 260.0));
            for (index, (text, is_chosen)) in choices.iter().enumerate() {
                let choice = button::quiet(text).selected(*is_chosen).left().width(ui.available_width());
                if ui.add(choice).clicked() && !is_chosen {
                    clicked = Some(index);
                }
            }
        });
        clicked
    }

    /// A field that adds something new by its name.
    pub fn add_row(&mut self, ui: &mut Ui, key: &str, name: &str, hint: &str, check: &dyn Fn(&str) -> Checked) {
        let (offers, look) = (Offers::None, Look::Text);
        let entry = Entry { key, name: name.to_owned(), value: "", hint, look, offers, check };
        let width = ui.available_width();
        self.entry(ui, &entry, width);
        self.below_typed(ui, key, 0.0);
    }
}

/// A field that opens a menu: what is chosen, and at its right that there is more.
fn chooser(ui: &mut Ui, shown: &str, name: &str, enabled: bool, width: f32) -> Response {
    let tokens = theme::tokens(ui);
    let sense = if enabled { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(vec2(width, FIELD), sense);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, enabled, name));
    let edge = if response.hovered() && enabled { tokens.edge } else { tokens.border };
    ui.painter().rect(rect, theme::RADIUS, tokens.field, (1.0, edge), StrokeKind::Inside);
    button::focus_ring(ui, &response);
    let ink = if enabled { tokens.text } else { tokens.weak };
    let galley = elide::rows(ui, shown, egui::FontId::proportional(theme::BODY), ink, rect.width() - 30.0, 1);
    ui.painter().galley(pos2(rect.left() + 6.0, rect.center().y - galley.size().y / 2.0), galley, ink);
    let caret = rect.right_center() - vec2(8.0, 0.0);
    ui.painter().text(caret, Align2::RIGHT_CENTER, icons::CARET_DOWN.0, icons::Icon::font(12.0), tokens.weak);
    response
}

/// A sentence with its icon, under a field.
fn said(ui: &mut Ui, indent: f32, icon: icons::Icon, color: egui::Color32, ink: egui::Color32, text: &str) -> Response {
    let width = (ui.available_width() - indent - 18.0).max(40.0);
    let mut job = egui::text::LayoutJob::simple(text.to_owned(), egui::FontId::proportional(SMALL), ink, width);
    job.wrap.max_rows = 6;
    let galley = ui.painter().layout_job(job);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), galley.size().y + 3.0), Sense::hover());
    let corner = rect.min + vec2(indent, 1.0);
    let icon_rect = Rect::from_min_size(corner, vec2(14.0, 15.0));
    ui.painter().text(icon_rect.left_center(), Align2::LEFT_CENTER, icon.0, icons::Icon::font(13.0), color);
    ui.painter().galley(corner + vec2(18.0, 0.0), galley, ink);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, text));
    response
}

/// A problem in words, with teams by their titles.
pub fn fault(board: Board<'_>, problem: &Problem) -> String {
    marks::sentence(problem, board.manifest).text
}

/// A value as a field shows it.
pub fn written(value: Option<&serde_yaml::Value>) -> String {
    match value {
        Some(serde_yaml::Value::String(text)) => text.clone(),
        Some(serde_yaml::Value::Number(number)) => number.as_f64().map(typed::write_decimal).unwrap_or_default(),
        _ => String::new(),
    }
}
