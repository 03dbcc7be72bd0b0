//! Phases, rounds and contracts: the project's lists of things with names. Owns their rows. Not: the page on which rounds
//! are dealt out (`distribute::rounds`).

use egui::{Sense, Ui, vec2};
use serde_yaml::Value;

use super::super::Page;
use super::form::{Checked, Entry, FIELD, Form, Look, fault, path, set, written};
use super::offers::Offers;
use super::refs::Picked;
use crate::gui::icons;
use crate::gui::theme::{self, GRID};
use crate::gui::views::marks;
use crate::gui::views::teams::header::loc;
use crate::gui::widgets::button;
use crate::model::manifest::edits::ManifestEdit;
use crate::model::manifest::typed::{self, Kind};
use crate::model::manifest::{IntegrationPoint, Phase};
use crate::model::path::RelPath;
use crate::model::problem::Problem;
use crate::t;

/// The width of a phase's minutes.
const MINUTES: f32 = 72.0;
/// A phase that nobody says more of takes so long.
const USUAL_MINUTES: u32 = 15;

/// A mapping as a value.
pub fn mapping<const N: usize>(entries: [(&str, Value); N]) -> Value {
    Value::Mapping(entries.into_iter().map(|(key, value)| (Value::from(key), value)).collect())
}

/// A check of a name that nothing else in its list may have, and that must not be empty.
pub fn name_check<'c>(
    value: &'c str,
    others: impl Fn(&str) -> bool + 'c,
    edit: impl Fn(&str) -> ManifestEdit + 'c,
) -> impl Fn(&str) -> Checked + 'c {
    move |text| {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        match text.as_str() {
            same if same == value => Ok(None),
            "" => Err(t!("inspector-needs-name")),
            taken if others(taken) => Err(t!("inspector-name-taken", name = taken)),
            name => Ok(Some(edit(name))),
        }
    }
}

/// What can be done with one thing of a list.
#[derive(Clone, Copy, Debug)]
pub struct Thing<'t> {
    /// Its name.
    pub name: &'t str,
    /// The path of the list.
    pub list: &'t str,
    /// Its place.
    pub index: usize,
    /// How many there are.
    pub count: usize,
}

impl Form<'_> {
    /// The menu of one thing of a list: move it, remove it.
    pub fn thing_menu(&mut self, ui: &mut Ui, thing: Thing<'_>) {
        let Thing { name, list, index, count } = thing;
        let response = ui.add(button::icon(icons::MORE, t!("inspector-menu", what = name)).small());
        egui::Popup::menu(&response).show(|ui| {
            ui.set_width(180.0);
            let row = |ui: &mut Ui, icon: icons::Icon, text: String| {
                ui.add(button::quiet(text).icon(icon).left().width(ui.available_width())).clicked()
            };
            let shift = |to: usize| ManifestEdit::MoveItem { path: path(list), from: index, to };
            if index > 0 && row(ui, icons::ARROW_UP, t!("inspector-up")) {
                self.push(shift(index - 1));
            }
            if index + 1 < count && row(ui, icons::ARROW_DOWN, t!("inspector-down")) {
                self.push(shift(index + 2));
            }
            if row(ui, icons::TRASH, t!("inspector-remove")) {
                self.push(set(&format!("{list}/{index}"), None));
            }
        });
    }

    /// The head of one thing of a list: its name to be changed, and its menu.
    pub fn thing_head(&mut self, ui: &mut Ui, thing: Thing<'_>, check: &dyn Fn(&str) -> Checked, shown: (&str, &str)) {
        let key = format!("{}/{}/name", thing.list, thing.index);
        let name = t!("inspector-name-of", name = thing.name);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = GRID;
            let width = ui.available_width() - if self.board.editable { 24.0 + GRID } else { 0.0 };
            let (value, hint) = shown;
            self.entry(ui, &Entry { key: &key, name, value, hint, look: Look::Title, offers: Offers::None, check }, width);
            if self.board.editable {
                self.thing_menu(ui, thing);
            }
        });
        self.below_typed(ui, &key, 0.0);
        let notes = self.state.notes.of(self.board, &format!("{}/{}", thing.list, thing.index));
        self.show_notes(ui, &notes, 0.0);
        ui.add_space(GRID);
    }
}

/// The table of phases.
pub fn phases(form: &mut Form<'_>, ui: &mut Ui) {
    let phases = &form.board.manifest.phases;
    ui.spacing_mut().item_spacing.y = 3.0;
    for (index, phase) in phases.iter().enumerate() {
        one_phase(form, ui, phases, index, phase);
    }
    let check = |text: &str| -> Checked {
        let name = text.trim();
        let phase = || mapping([("name", name.into()), ("minutes", USUAL_MINUTES.into())]);
        if name.is_empty() {
            return Ok(None);
        }
        if phases.iter().any(|phase| phase.name.eq_ignore_ascii_case(name)) {
            return Err(t!("inspector-name-taken", name = name));
        }
        Ok(Some(set(&format!("phases/{}", phases.len()), Some(phase()))))
    };
    if form.board.editable {
        form.add_row(ui, "phases/+", &t!("inspector-add-phase"), &t!("inspector-add-phase"), &check);
    }
    if !form.is_said("phases") {
        form.remark(ui, 0.0, &t!("inspector-phases-standard"));
    }
}

fn one_phase(form: &mut Form<'_>, ui: &mut Ui, phases: &[Phase], index: usize, phase: &Phase) {
    let board = form.board;
    let (name_key, key) = (format!("phases/{index}/name"), format!("phases/{index}/minutes"));
    let is_taken =
        |name: &str| phases.iter().enumerate().any(|(other, phase)| other != index && phase.name.eq_ignore_ascii_case(name));
    let check_name = name_check(&phase.name, is_taken, |name| set(&name_key, Some(name.into())));
    let minutes = phase.minutes.to_string();
    let check = |text: &str| match typed::value(Kind::Minutes, "minutes", text) {
        Err(problem) => Err(fault(board, &problem)),
        Ok(value) if written(value.as_ref()) == minutes => Ok(None),
        Ok(value) => Ok(Some(set(&key, value))),
    };
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = GRID;
        let menu = if board.editable { 24.0 + GRID } else { 0.0 };
        let unit = t!("inspector-minutes");
        let width = ui.available_width() - MINUTES - GRID - menu - 30.0 - GRID;
        let name = t!("inspector-name-of", name = phase.name.as_str());
        let offers = Offers::None;
        let look = Look::Text;
        form.entry(ui, &Entry { key: &name_key, name, value: &phase.name, hint: "", look, offers, check: &check_name }, width);
        let name = t!("inspector-minutes-of", name = phase.name.as_str());
        let hint = USUAL_MINUTES.to_string();
        form.entry(ui, &Entry { key: &key, name, value: &minutes, hint: &hint, look, offers, check: &check }, MINUTES);
        let (rect, _) = ui.allocate_exact_size(vec2(30.0, FIELD), Sense::hover());
        let tokens = theme::tokens(ui);
        let font = egui::FontId::proportional(theme::SMALL);
        ui.painter().text(rect.left_center(), egui::Align2::LEFT_CENTER, unit, font, tokens.weak);
        if board.editable {
            form.thing_menu(ui, Thing { name: &phase.name, list: "phases", index, count: phases.len() });
        }
    });
    form.below_typed(ui, &name_key, 0.0);
    form.below(ui, &key, 0.0);
}

/// The rounds, to look at; they are dealt out on a page of their own.
pub fn rounds(form: &mut Form<'_>, ui: &mut Ui) {
    let rounds = &form.board.manifest.iterations;
    if rounds.is_empty() {
        form.remark(ui, 0.0, &t!("inspector-rounds-none"));
    }
    for (index, round) in rounds.iter().enumerate() {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 1.5 * GRID;
            let tokens = theme::tokens(ui);
            let (rect, response) = ui.allocate_exact_size(vec2((ui.available_width() * 0.42).floor(), FIELD), Sense::hover());
            let text = format!("{}  {}", index + 1, round.name);
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &text));
            let font = egui::FontId::proportional(theme::BODY);
            let galley = crate::gui::widgets::elide::rows(ui, &text, font, tokens.text, rect.width(), 1);
            ui.painter().galley(egui::pos2(rect.left(), rect.center().y - galley.size().y / 2.0), galley, tokens.text);
            form.teams_shown(ui, &round.teams);
            if let Some(target) = round.target_loc {
                let text = egui::RichText::new(t!("inspector-until", loc = loc(target))).small();
                ui.add(egui::Label::new(text.color(theme::tokens(ui).weak)).selectable(false));
            }
        });
        let notes = form.state.notes.of(form.board, &format!("iterations/{index}"));
        form.show_notes(ui, &notes, 0.0);
    }
    ui.add_space(GRID);
    if ui.add(button::secondary(t!("inspector-open-rounds")).icon(icons::TARGET).small()).clicked() {
        form.state.go = Some(Page::Rounds);
    }
}

/// The contracts.
pub fn contracts(form: &mut Form<'_>, ui: &mut Ui) {
    let points = &form.board.manifest.integration_points;
    if points.is_empty() {
        form.remark(ui, 0.0, &t!("inspector-contracts-none"));
        ui.add_space(GRID);
    }
    for (index, point) in points.iter().enumerate() {
        contract(form, ui, points, index, point);
    }
    let check = |text: &str| -> Checked {
        let name = text.trim();
        if name.is_empty() {
            return Ok(None);
        }
        if points.iter().any(|point| point.name == name) {
            return Err(t!("inspector-name-taken", name = name));
        }
        let point = mapping([("name", name.into()), ("between", Value::Sequence(Vec::new()))]);
        Ok(Some(set(&format!("integration_points/{}", points.len()), Some(point))))
    };
    if form.board.editable {
        form.add_row(ui, "integration_points/+", &t!("inspector-add-contract"), &t!("inspector-add-contract"), &check);
    }
}

fn contract(form: &mut Form<'_>, ui: &mut Ui, points: &[IntegrationPoint], index: usize, point: &IntegrationPoint) {
    let board = form.board;
    let of = std::mem::replace(&mut form.of, point.name.clone());
    let at = |field: &str| format!("integration_points/{index}/{field}");
    let is_taken = |name: &str| points.iter().enumerate().any(|(other, point)| other != index && point.name == name);
    let name_check = name_check(&point.name, is_taken, |name| set(&at("name"), Some(name.into())));
    let thing = Thing { name: &point.name, list: "integration_points", index, count: points.len() };
    form.thing_head(ui, thing, &name_check, (&point.name, ""));
    let label = t!("inspector-between");
    form.row(ui, &label, &at("between"), |form, ui| {
        let teams: Value = match form.teams(ui, &label, &point.between, None, true) {
            Some(Picked::Teams(teams)) => Value::Sequence(teams.iter().map(|team| team.as_str().into()).collect()),
            Some(Picked::All) => Value::Sequence(vec!["all".into()]),
            None => return,
        };
        form.push(set(&at("between"), Some(teams)));
    });
    let artifact = point.artifact.clone().unwrap_or_default();
    let check = |text: &str| -> Checked {
        let text = text.trim();
        if text == artifact {
            return Ok(None);
        }
        if !text.is_empty() && RelPath::new(text).is_err() {
            let problem = Problem::error("manifest-contract-bad-path").with("contract", &point.name).with("artifact", text);
            return Err(fault(board, &problem));
        }
        Ok(Some(set(&at("artifact"), (!text.is_empty()).then(|| text.into()))))
    };
    let hint = t!("inspector-artifact-hint");
    form.checked_row(ui, &t!("inspector-artifact"), &at("artifact"), &artifact, &hint, Offers::Files, &check);
    owner(form, ui, &at("owner"), point);
    form.of = of;
    ui.add_space(2.0 * GRID);
}

fn owner(form: &mut Form<'_>, ui: &mut Ui, key: &str, point: &IntegrationPoint) {
    let label = t!("inspector-owner");
    let manifest = form.board.manifest;
    let is_said = form.is_said(key);
    let title = |id| marks::title_and_name(id, manifest);
    let first = point.between.first().map(title);
    let default = first.map_or_else(|| t!("inspector-owner-none"), |first| t!("inspector-owner-first", team = first));
    let mut choices = vec![(default.clone(), !is_said)];
    choices.extend(point.between.iter().map(|id| (title(id), is_said && point.owner.as_ref() == Some(id))));
    let shown = point.owner.as_ref().filter(|_| is_said).map_or(default, title);
    form.row(ui, &label, key, |form, ui| {
        if let Some(chosen) = form.menu(ui, &label, &shown, &choices) {
            let owner = chosen.checked_sub(1).and_then(|index| point.between.get(index));
            form.push(set(key, owner.map(|id| id.as_str().into())));
        }
    });
}
