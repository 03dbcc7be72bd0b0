//! What assistants' replies hold, looked at before it is taken in: the files at the left (`list`), one of them at the
//! right (`look`). Owns the dialog and what the person said of each file. Where files go is the model's, what is on disk
//! the engine's word; nothing is written before the button that says how many files.

mod list;
mod look;

use std::collections::BTreeSet;

use egui::{Align, Event, Layout, RichText, Ui, ViewportCommand, vec2};

use super::MegaFilesScreen;
use crate::engine::command::{Command, ReplySource};
use crate::engine::jobs::intake::{Content, Item, Look, State};
use crate::gui::action::Action;
use crate::gui::facts::{Facts, ProjectFacts, ReplyFacts};
use crate::gui::icons;
use crate::gui::theme::{self, GRID};
use crate::gui::widgets::{button, card};
use crate::model::document::Revision;
use crate::model::problem::Severity;
use crate::model::reply::place::{Placed, Surroundings, Wish, place};
use crate::model::reply::{Part, PartKind, mega_file_id};
use crate::model::team::TeamId;
use crate::t;

/// The dialog's corner of the screen.
#[derive(Debug, Default)]
pub struct IntakeScreen {
    wishes: Vec<Wish>,
    /// Parts that the person does not want.
    left_out: BTreeSet<usize>,
    chosen: usize,
    /// The team that gets what is nobody's.
    fallback: Option<TeamId>,
    /// How many parts were sorted into wanted and not wanted so far.
    sorted: usize,
    /// Counts what the person said.
    said: u64,
    placed: Vec<Placed>,
    placed_for: Option<(usize, u64, Revision, u64)>,
    /// The parts that were asked about, in the order of the question.
    asked: Vec<(usize, Item)>,
    /// Counts questions.
    number: u64,
    look: look::LookScreen,
}

impl IntakeScreen {
    fn say(&mut self, index: usize, change: impl FnOnce(&mut Wish)) {
        if self.wishes.len() <= index {
            self.wishes.resize(index + 1, Wish::default());
        }
        change(&mut self.wishes[index]);
        self.said += 1;
    }

    /// Finds out where everything goes, and asks what is there: once for each change.
    fn follow(&mut self, project: &ProjectFacts, reply: &ReplyFacts, actions: &mut Vec<Action>) {
        let key = Some((reply.parts.len(), reply.round, project.manifest.document.revision(), self.said));
        if self.placed_for == key {
            return;
        }
        self.placed_for = key;
        let new = reply.parts.iter().enumerate().skip(self.sorted);
        self.left_out.extend(new.filter(|(_, part)| is_for_a_terminal(part)).map(|(index, _)| index));
        self.sorted = reply.parts.len();
        let id = |file: &crate::gui::facts::MegaFileFacts| mega_file_id(file.document.as_ref()?.text());
        let mega_files: Vec<_> = project.mega_files.iter().map(|(path, file)| (path.clone(), id(file))).collect();
        let around = Surroundings {
            manifest: &project.manifest.manifest,
            ownership: &project.manifest.ownership,
            mega_files_folder: project.project.mega_files_folder.as_str(),
            mega_files: &mega_files,
            fallback: self.fallback.as_ref(),
        };
        self.placed = place(&reply.parts, &self.wishes, &around);
        let wanted = self.placed.iter().enumerate().filter(|(index, _)| !self.left_out.contains(index));
        self.asked = wanted.filter_map(|(index, placed)| Some((index, item(&reply.parts[index], placed)?))).collect();
        self.number += 1;
        let items = self.asked.iter().map(|(_, item)| item.clone()).collect();
        actions.push(Action::Command(Command::LookAtReply { number: self.number, items }));
    }

    /// What is where a part would go, as far as is known.
    fn seen<'r>(&self, reply: &'r ReplyFacts, index: usize) -> Option<&'r Look> {
        let looks = self.looks(reply)?;
        let place = self.asked.iter().position(|(asked, _)| *asked == index)?;
        looks.get(place)
    }

    fn looks<'r>(&self, reply: &'r ReplyFacts) -> Option<&'r [Look]> {
        let (number, looks) = reply.looked.as_ref()?;
        looks.as_ref().ok().filter(|_| *number == self.number).map(Vec::as_slice)
    }

    /// What would be taken in now, each with what the person saw on disk.
    fn ready(&self, reply: &ReplyFacts) -> Vec<(Item, Option<String>)> {
        let looks = self.looks(reply).unwrap_or_default();
        let sound = self.asked.iter().zip(looks).filter(|(_, look)| look.is_sound() && look.state != State::Same);
        sound.map(|((_, item), look)| (item.clone(), look.on_disk.clone())).collect()
    }
}

/// Whether it is what the assistant says to type, not a file.
fn is_for_a_terminal(part: &Part) -> bool {
    const LANGUAGES: [&str; 9] = ["bash", "sh", "shell", "zsh", "console", "terminal", "powershell", "cmd", "shellsession"];
    part.path.is_none() && part.kind == PartKind::Code && LANGUAGES.contains(&part.language.to_lowercase().as_str())
}

/// What the engine is asked to look at and to take in; nothing where a part cannot go anywhere.
fn item(part: &Part, placed: &Placed) -> Option<Item> {
    let content = match part.kind {
        PartKind::MegaFile | PartKind::Code => Content::Whole(part.text.clone()),
        PartKind::Patch | PartKind::SearchReplace => Content::Changes(part.hunks.clone()),
        PartKind::Removal => return None,
    };
    let (team, path) = (placed.team.clone()?, placed.path.clone()?);
    placed.is_sound().then_some(Item { team, path, is_mega_file: placed.is_mega_file, content })
}

/// Draws the dialog, when it is open.
pub fn show(ui: &mut Ui, facts: &Facts, project: &ProjectFacts, screen: &mut MegaFilesScreen, actions: &mut Vec<Action>) {
    let Some(reply) = &project.reply else {
        screen.intake = None;
        return;
    };
    let screen = screen.intake.get_or_insert_default();
    paste(ui, screen, actions);
    if !reply.parts.is_empty() {
        screen.follow(project, reply, actions);
    }
    let tokens = theme::tokens(ui);
    let room = ui.ctx().content_rect().size() - vec2(48.0, 56.0);
    let size = room.min(vec2(1180.0, 760.0));
    let id = egui::Id::unique("take-in");
    let area = egui::Modal::default_area(id).default_size(size);
    let modal = egui::Modal::new(id).area(area).backdrop_color(tokens.backdrop()).frame(card::frame(ui));
    let mut close = false;
    let answer = modal.show(ui.ctx(), |ui| {
        ui.set_width(size.x - 40.0);
        card::section(ui, &t!("intake-title"), |ui| {
            close |= ui.add(button::icon(icons::CLOSE, t!("intake-close"))).clicked();
        });
        card::weak(ui, t!("intake-text"));
        ui.add_space(3.0 * GRID);
        let height = (size.y - 172.0).max(160.0);
        if reply.parts.is_empty() {
            ui.allocate_ui_with_layout(vec2(ui.available_width(), height), Layout::top_down(Align::Center), |ui| {
                ui.set_min_height(height);
                nothing(ui, reply);
            });
        } else {
            parts(ui, project, screen, reply, height);
        }
        ui.add_space(3.0 * GRID);
        close |= footer(ui, facts, screen, reply, actions);
    });
    if close || answer.should_close() {
        actions.push(Action::CloseReply);
    }
}

/// The list and the look, side by side.
fn parts(ui: &mut Ui, project: &ProjectFacts, screen: &mut IntakeScreen, reply: &ReplyFacts, height: f32) {
    let width = (ui.available_width() * 0.42).clamp(280.0, 460.0);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0 * GRID;
        ui.allocate_ui_with_layout(vec2(width, height), Layout::top_down(Align::Min), |ui| {
            ui.set_width(width);
            ui.set_height(height);
            list::show(ui, project, screen, reply);
        });
        ui.allocate_ui_with_layout(vec2(ui.available_width(), height), Layout::top_down(Align::Min), |ui| {
            ui.set_width(ui.available_width());
            ui.set_height(height);
            look::show(ui, project, screen, reply);
        });
    });
}

/// What stands there before anything was pasted, or where nothing was found.
fn nothing(ui: &mut Ui, reply: &ReplyFacts) {
    if reply.pending > 0 {
        ui.add_space(12.0 * GRID);
        ui.spinner();
        card::weak(ui, t!("intake-reading"));
        return;
    }
    let (title, text) = match (&reply.problem, reply.read) {
        (Some(problem), _) => {
            let sentence = crate::words::sentence(problem);
            (sentence.text, sentence.next.unwrap_or_default())
        }
        (None, 0) => (t!("intake-empty"), t!("intake-empty-text")),
        (None, _) => (t!("intake-nothing"), t!("intake-nothing-text")),
    };
    card::empty_state(ui, icons::PASTE, &title, &text, |ui| {
        let paste = button::primary(t!("intake-paste")).icon(icons::PASTE);
        if ui.add(paste).clicked() {
            ui.ctx().send_viewport_cmd(ViewportCommand::RequestPaste);
        }
    });
}

/// Takes in what is pasted anywhere in the dialog, but into a field.
fn paste(ui: &Ui, screen: &IntakeScreen, actions: &mut Vec<Action>) {
    if screen.look.is_typing(ui) {
        return;
    }
    let mut pasted = Vec::new();
    ui.input_mut(|input| {
        input.events.retain_mut(|event| match event {
            Event::Paste(text) => {
                pasted.push(std::mem::take(text));
                false
            }
            _ => true,
        });
    });
    let texts = pasted.into_iter().filter(|text| !text.trim().is_empty());
    actions.extend(texts.map(|text| Action::ReadReply(ReplySource::Text(text))));
}

/// What could be taken in, and the buttons; whether the dialog is to close.
fn footer(ui: &mut Ui, facts: &Facts, screen: &IntakeScreen, reply: &ReplyFacts, actions: &mut Vec<Action>) -> bool {
    let mut close = false;
    let is_busy = facts.jobs.iter().any(|job| job.label == "job-take-in");
    let line = vec2(ui.available_width(), theme::CONTROL_HEIGHT);
    ui.allocate_ui_with_layout(line, Layout::right_to_left(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = 2.0 * GRID;
        if reply.parts.is_empty() {
            close = ui.add(button::secondary(t!("intake-cancel"))).clicked();
            return;
        }
        let ready = screen.ready(reply);
        let take = button::primary(t!("intake-take", count = ready.len())).icon(icons::DOWNLOAD);
        if ui.add_enabled(!ready.is_empty() && !is_busy, take).clicked() {
            actions.push(Action::Command(Command::TakeIn { items: ready }));
        }
        close = ui.add(button::secondary(t!("intake-cancel"))).clicked();
        let more = button::quiet(t!("intake-more")).icon(icons::PASTE).tip(t!("intake-more-hint"));
        if ui.add(more).clicked() {
            ui.ctx().send_viewport_cmd(ViewportCommand::RequestPaste);
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| summary(ui, screen, reply));
    });
    close
}

/// What the person has to know before the click, in one line.
fn summary(ui: &mut Ui, screen: &IntakeScreen, reply: &ReplyFacts) {
    let tokens = theme::tokens(ui);
    if reply.pending > 0 {
        ui.spinner();
    }
    if let Some((number, Err(problem))) = reply.looked.as_ref().filter(|(number, _)| *number == screen.number) {
        let _ = number;
        ui.add(egui::Label::new(RichText::new(crate::words::sentence(problem).text).color(tokens.danger)).truncate());
        return;
    }
    let (mut kept_out, mut same) = (0, 0);
    for (index, placed) in screen.placed.iter().enumerate().filter(|(index, _)| !screen.left_out.contains(index)) {
        let seen = screen.seen(reply, index);
        let is_fault = !placed.is_sound() || seen.is_some_and(|look| !look.is_sound());
        kept_out += usize::from(is_fault);
        same += usize::from(!is_fault && seen.is_some_and(|look| look.state == State::Same));
    }
    let mut parts = Vec::new();
    if let Some(report) = &reply.taken {
        let count = report.created.len() + report.changed.len();
        parts.push(t!("intake-taken", count = count, kept = report.kept_out.len()));
    }
    if reply.goes_on || reply.parts.iter().any(|part| part.is_cut_off) {
        parts.push(t!("intake-goes-on"));
    }
    if kept_out > 0 {
        parts.push(t!("intake-kept-out", count = kept_out));
    }
    if same > 0 {
        parts.push(t!("intake-same", count = same));
    }
    let ink = if kept_out > 0 { tokens.warning } else { tokens.weak };
    ui.add(egui::Label::new(RichText::new(parts.join("  ·  ")).color(ink)).truncate());
}

/// The worst that is known of a part.
fn worst(placed: &Placed, seen: Option<&Look>) -> Option<Severity> {
    let of_look = seen.and_then(|look| look.problem.as_ref()).map(|problem| problem.severity);
    placed.problems.iter().map(|problem| problem.severity).chain(of_look).max()
}
