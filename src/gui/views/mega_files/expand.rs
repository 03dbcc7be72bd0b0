//! Expanding: first what would be written, in numbers; then, after a click, what was. Never the second without the
//! first.

use egui::{RichText, Ui};

use super::derived::report_number;
use super::outputs::look;
use super::{MegaFilesScreen, grouped, log, problems};
use crate::engine::command::{Command, ExpandRequest};
use crate::engine::event::{ExpandReport, OutputState};
use crate::gui::action::Action;
use crate::gui::facts::{Facts, JobFacts, NoticeContent, ProjectFacts};
use crate::gui::icons;
use crate::gui::theme::{self, GRID};
use crate::gui::widgets::{button, card, progress};
use crate::model::path::RelPath;
use crate::model::problem::Severity;
use crate::model::team::TeamId;
use crate::t;

/// How much is expanded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// One mega-file.
    File(RelPath),
    /// A team's mega-files.
    Team(TeamId),
    /// All.
    All,
}

/// An expansion under way, from the question to its summary.
#[derive(Debug)]
pub struct Sheet {
    scope: Scope,
    phase: Phase,
    prune: bool,
    /// The report and the notice that were there when the engine was asked: anything else is its answer.
    report_before: u64,
    notice_before: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// The engine counts.
    Counting,
    /// What would be written is shown.
    Counted,
    /// The engine writes.
    Writing,
    /// What was written is shown.
    Written,
    /// What was written until now is shown.
    Log,
}

/// How many files of a scope are not as the mega-files say, as far as the previews tell.
fn to_write(project: &ProjectFacts, scope: &Scope) -> Option<usize> {
    let files = project.mega_files.iter().filter(|(path, file)| match scope {
        Scope::File(chosen) => chosen == *path,
        Scope::Team(team) => &file.team == team,
        Scope::All => true,
    });
    let mut count = 0;
    for (_, file) in files {
        let (_, preview) = file.preview.as_ref()?;
        count += preview.outputs.iter().filter(|output| matches!(output.state, OutputState::New | OutputState::Changed)).count();
    }
    Some(count)
}

/// The three buttons below the list.
pub fn buttons(ui: &mut Ui, project: &ProjectFacts, screen: &mut MegaFilesScreen, actions: &mut Vec<Action>) {
    let Some(path) = screen.chosen.clone() else { return };
    let Some(file) = project.mega_files.get(&path) else { return };
    let team = file.team.clone();
    let name = project.manifest.manifest.team(&team).map_or_else(|| team.to_string(), |team| team.name.clone());
    let choices = [
        (Scope::File(path), t!("mega-view-expand-this")),
        (Scope::Team(team), t!("mega-view-expand-team", team = name.as_str())),
        (Scope::All, t!("mega-view-expand-all")),
    ];
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(1.5 * GRID, 1.5 * GRID);
        for (index, (scope, label)) in choices.into_iter().enumerate() {
            let look = if index == 0 { button::primary(label).icon(icons::EXPAND) } else { button::secondary(label) };
            let hover = match to_write(project, &scope) {
                Some(0) => t!("mega-view-expand-nothing"),
                Some(count) => t!("mega-view-expand-about", count = count),
                None => t!("mega-view-computing"),
            };
            let response =
                ui.add_enabled(!project.read_only, look).on_hover_text(hover).on_disabled_hover_text(t!("mega-view-read-only"));
            if response.clicked() {
                screen.sheet = Some(Sheet { scope, phase: Phase::Counting, prune: false, report_before: 0, notice_before: 0 });
                ask(project, screen, actions, None);
            }
        }
        if !project.expansions.is_empty()
            && ui
                .add(button::secondary(t!("mega-view-log")).icon(icons::CLOCK))
                .on_hover_text(t!("mega-view-log-hover"))
                .clicked()
        {
            screen.sheet = Some(Sheet { scope: Scope::All, phase: Phase::Log, prune: false, report_before: 0, notice_before: 0 });
        }
    });
}

/// Asks the engine to count or, with `write`, to write.
fn ask(project: &ProjectFacts, screen: &mut MegaFilesScreen, actions: &mut Vec<Action>, facts: Option<&Facts>) {
    let Some(sheet) = &mut screen.sheet else { return };
    sheet.report_before = report_number(project.last_expansion.as_ref());
    sheet.notice_before = facts.map_or(u64::MAX, last_notice);
    // The engine reads the files from disk: what is on the screen must be there first.
    if project.mega_files.values().filter_map(|file| file.document.as_ref()).any(|document| document.is_dirty()) {
        actions.push(Action::Save);
    }
    let mut request = ExpandRequest { dry_run: sheet.phase != Phase::Writing, prune: sheet.prune, ..ExpandRequest::default() };
    match &sheet.scope {
        Scope::File(path) => request.files.push(path.clone()),
        Scope::Team(team) => request.teams.push(team.clone()),
        Scope::All => {}
    }
    actions.push(Action::Command(Command::Expand(request)));
}

fn last_notice(facts: &Facts) -> u64 {
    facts.notices.iter().map(|notice| notice.number).max().unwrap_or_default()
}

/// Draws the sheet, which stands in place of the list while something is expanded.
pub fn show(ui: &mut Ui, facts: &Facts, project: &ProjectFacts, screen: &mut MegaFilesScreen, actions: &mut Vec<Action>) {
    let Some(sheet) = &mut screen.sheet else { return };
    if sheet.notice_before == u64::MAX {
        sheet.notice_before = last_notice(facts);
    }
    let report = project.last_expansion.as_ref().filter(|report| report_number(Some(report)) != sheet.report_before);
    match (sheet.phase, report) {
        (Phase::Counting, Some(report)) if report.dry_run => sheet.phase = Phase::Counted,
        (Phase::Writing, Some(report)) if !report.dry_run => sheet.phase = Phase::Written,
        (Phase::Counting | Phase::Writing, _) => {
            let failed = |notice: &&crate::gui::facts::Notice| matches!(&notice.content, NoticeContent::Problem(problem) if problem.severity == Severity::Error);
            if facts.notices.iter().filter(failed).any(|notice| notice.number > sheet.notice_before) {
                // The window says what; here there is nothing more to wait for.
                screen.sheet = None;
                return;
            }
        }
        _ => {}
    }
    let (phase, scope) = (sheet.phase, sheet.scope.clone());
    let manifest = &project.manifest.manifest;
    let subject = match &scope {
        Scope::File(path) => path.file_name().to_owned(),
        Scope::Team(team) => manifest.team(team).map_or_else(|| team.to_string(), |team| team.name.clone()),
        Scope::All => t!("mega-view-expand-everything"),
    };
    let mut next = Next::Stay;
    egui::Frame::new().inner_margin(egui::Margin::symmetric(12, 10)).show(ui, |ui| {
        ui.set_min_size(ui.available_size());
        ui.spacing_mut().item_spacing.y = GRID;
        ui.horizontal(|ui| {
            if ui.add(button::icon(icons::ARROW_LEFT, t!("mega-view-sheet-back"))).clicked() {
                next = Next::Close;
            }
            let title = if phase == Phase::Log { t!("mega-view-log-title") } else { t!("mega-view-sheet-title", what = subject) };
            ui.add(egui::Label::new(RichText::new(title).heading()).truncate());
        });
        ui.add_space(GRID);
        match (phase, project.last_expansion.as_ref()) {
            (Phase::Counted, Some(report)) => counted(ui, project, screen, report, &mut next),
            (Phase::Written, Some(report)) => written(ui, project, screen, report, &mut next),
            (Phase::Log, _) => log::show(ui, &project.expansions),
            (phase, _) => waiting(ui, facts, phase, actions),
        }
    });
    match next {
        Next::Stay => {}
        Next::Close => screen.sheet = None,
        Next::Write => {
            if let Some(sheet) = &mut screen.sheet {
                sheet.phase = Phase::Writing;
            }
            ask(project, screen, actions, Some(facts));
        }
    }
}

#[derive(PartialEq)]
enum Next {
    Stay,
    Close,
    Write,
}

fn waiting(ui: &mut Ui, facts: &Facts, phase: Phase, actions: &mut Vec<Action>) {
    let word = if phase == Phase::Writing { t!("mega-view-writing") } else { t!("mega-view-counting") };
    ui.label(&word);
    let is_ours = |job: &&JobFacts| job.label.contains("expand");
    let job = facts.jobs.iter().rev().find(is_ours).or(facts.jobs.last());
    let fraction = job.filter(|job| job.total > 0).map(|job| job.done as f32 / job.total as f32);
    progress::progress(ui, fraction, ui.available_width(), &word);
    if let Some(job) = job {
        if job.total > 0 {
            card::weak(ui, t!("mega-view-so-far", done = grouped(job.done as usize), total = grouped(job.total as usize)));
        }
        if job.cancellable && !job.cancelling && ui.add(button::secondary(t!("mega-view-stop")).icon(icons::STOP)).clicked() {
            actions.push(Action::Cancel(job.id));
        }
    }
}

/// Numbers of files in a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    created: usize,
    changed: usize,
    unchanged: usize,
    merged: usize,
    kept: usize,
    orphans: usize,
    /// Files that were removed.
    pub removed: usize,
}

impl Sums {
    /// A report's.
    pub fn of(report: &ExpandReport) -> Self {
        report.teams.iter().fold(Self::default(), |sums, team| Self {
            created: sums.created + team.created.len(),
            changed: sums.changed + team.changed.len(),
            unchanged: sums.unchanged + team.unchanged,
            merged: sums.merged + team.merged.len(),
            kept: sums.kept + team.kept_edited.len(),
            orphans: sums.orphans + team.orphans.len(),
            removed: sums.removed + team.removed.len(),
        })
    }

    /// Files that were or would be written.
    pub fn written(&self) -> usize {
        self.created + self.changed + self.merged
    }
}

/// What would be written.
fn counted(ui: &mut Ui, project: &ProjectFacts, screen: &mut MegaFilesScreen, report: &ExpandReport, next: &mut Next) {
    let sums = Sums::of(report);
    let orphans = sums.orphans.max(sums.removed);
    let mut prune = screen.sheet.as_ref().is_some_and(|sheet| sheet.prune);
    if sums.written() + orphans == 0 {
        ui.label(if sums.unchanged + sums.kept > 0 { t!("mega-view-nothing-to-write") } else { t!("mega-view-nothing-made") });
        ui.add_space(GRID);
    }
    table(ui, &sums, false);
    if orphans > 0
        && ui.checkbox(&mut prune, t!("mega-view-prune", count = orphans)).changed()
        && let Some(sheet) = &mut screen.sheet
    {
        sheet.prune = prune;
    }
    let removes = if prune { orphans } else { 0 };
    let has_work = sums.written() + removes > 0;
    ui.add_space(GRID);
    ui.horizontal_wrapped(|ui| {
        if has_work {
            let label = match (sums.written(), removes) {
                (0, removes) => t!("mega-view-remove-files", count = removes),
                (files, 0) => t!("mega-view-write-files", count = files),
                (files, removes) => t!("mega-view-write-and-remove", count = files, removes = removes),
            };
            if ui.add_enabled(!project.read_only, button::primary(label)).clicked() {
                *next = Next::Write;
            }
        }
        let word = if has_work { t!("mega-view-cancel") } else { t!("mega-view-sheet-close") };
        if ui.add(button::secondary(word)).clicked() {
            *next = Next::Close;
        }
    });
    details(ui, project, screen, report);
}

/// What was written.
fn written(ui: &mut Ui, project: &ProjectFacts, screen: &mut MegaFilesScreen, report: &ExpandReport, next: &mut Next) {
    let sums = Sums::of(report);
    let tokens = theme::tokens(ui);
    ui.horizontal_wrapped(|ui| {
        let (icon, colour) =
            if report.cancelled { (icons::WARNING, tokens.warning) } else { (icons::CHECK_CIRCLE, tokens.success) };
        ui.label(icon.text(18.0).color(colour));
        let seconds = format!("{:.2}", report.seconds);
        ui.label(match report.cancelled {
            true => t!("mega-view-stopped", count = sums.written()),
            false => t!("mega-view-written", count = sums.written(), seconds = seconds),
        });
    });
    ui.add_space(GRID);
    table(ui, &sums, true);
    if ui.add(button::primary(t!("mega-view-sheet-close"))).clicked() {
        *next = Next::Close;
    }
    details(ui, project, screen, report);
}

/// Which files, and what is wrong.
fn details(ui: &mut Ui, project: &ProjectFacts, screen: &mut MegaFilesScreen, report: &ExpandReport) {
    ui.add_space(2.0 * GRID);
    egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        log::lists(ui, report, "");
        faults(ui, project, screen, report);
    });
}

fn table(ui: &mut Ui, sums: &Sums, done: bool) {
    let tokens = theme::tokens(ui);
    let rows = [
        (sums.created, OutputState::New, if done { "mega-view-done-created" } else { "mega-view-will-create" }),
        (sums.changed, OutputState::Changed, if done { "mega-view-done-changed" } else { "mega-view-will-change" }),
        (sums.merged, OutputState::Edited, if done { "mega-view-done-merged" } else { "mega-view-will-merge" }),
        (sums.kept, OutputState::Edited, if done { "mega-view-done-kept" } else { "mega-view-will-keep" }),
        (sums.unchanged, OutputState::Same, "mega-view-unchanged"),
        (if done { sums.removed } else { 0 }, OutputState::Outside, "mega-view-done-removed"),
        (if done { sums.orphans.saturating_sub(sums.removed) } else { 0 }, OutputState::Orphan, "mega-view-orphans"),
    ];
    let widest = rows.iter().map(|(count, ..)| grouped(*count).len()).max().unwrap_or(1) as f32 * 9.0;
    for (count, state, word) in rows.into_iter().filter(|(count, ..)| *count > 0) {
        let (icon, colour, _) = look(state, &tokens);
        ui.horizontal_top(|ui| {
            ui.label(icon.text(15.0).color(colour));
            let number = RichText::new(grouped(count)).font(theme::semibold(theme::BODY));
            ui.allocate_ui_with_layout(egui::vec2(widest, 18.0), egui::Layout::right_to_left(egui::Align::Min), |ui| {
                ui.label(number)
            });
            ui.add(egui::Label::new(t!(word, count = count)).wrap());
        });
    }
    ui.add_space(GRID);
}

fn faults(ui: &mut Ui, project: &ProjectFacts, screen: &mut MegaFilesScreen, report: &ExpandReport) {
    if report.problems.is_empty() {
        return;
    }
    ui.add_space(GRID);
    let tokens = theme::tokens(ui);
    ui.label(
        RichText::new(t!("mega-view-problems", count = report.problems.len()))
            .font(theme::medium(theme::SMALL))
            .color(tokens.weak),
    );
    ui.add_space(GRID);
    let mut sorted = report.problems.clone();
    sorted.sort_by_key(|problem| std::cmp::Reverse(problem.severity));
    if let Some(place) = problems::list(ui, &sorted, None) {
        problems::go(project, screen, &place);
    }
}
