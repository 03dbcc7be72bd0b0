//! Every field of the project that is no list of things: name, targets, how work is dealt out, monitoring, run, git. Owns
//! which rows there are and in which order. Not: phases, rounds and contracts (`plan`), what "done" means (`done`), agents
//! (`agents`).

use egui::Ui;
use serde_yaml::Value;

use super::form::{Checked, Form, Row, fault, set};
use super::lists::{List, ListEdit, at_path};
use super::offers::Offers;
use super::{agents, done, plan, team};
use crate::gui::theme::GRID;
use crate::gui::views::teams::header::loc;
use crate::model::manifest::check;
use crate::model::manifest::typed::{self, Kind};
use crate::model::manifest::{CommandLine, Distribution, Permissions};
use crate::model::problem::Problem;
use crate::model::team::TeamId;
use crate::t;

/// Words that orders of conflicts are made of.
const AREAS: [&str; 8] = ["contracts", "schema", "domain", "frontend", "tests", "api", "config", "docs"];

/// Draws all sections of the project.
pub fn show(form: &mut Form<'_>, ui: &mut Ui) {
    let manifest = form.board.manifest;
    let count = |count: usize| if count == 0 { String::new() } else { count.to_string() };
    let target = manifest.project.target_loc.map(|target| t!("teams-loc", loc = loc(target))).unwrap_or_default();
    form.section(ui, "inspector-project", true, &target, project);
    let minutes: u32 = manifest.phases.iter().map(|phase| phase.minutes).fold(0, u32::saturating_add);
    form.section(ui, "inspector-phases", true, &typed::write_seconds(u64::from(minutes) * 60), plan::phases);
    form.section(ui, "inspector-rounds", false, &count(manifest.iterations.len()), plan::rounds);
    form.section(ui, "inspector-contracts", false, &count(manifest.integration_points.len()), plan::contracts);
    form.section(ui, "teams-unassigned", false, &count(manifest.unassigned.len()), |form, ui| {
        team::responsibilities(form, ui, &TeamId::unassigned(), &manifest.unassigned);
    });
    let every = typed::write_seconds(manifest.monitoring.report_every_secs);
    form.section(ui, "inspector-monitoring", false, &every, monitoring);
    form.section(ui, "inspector-validation", false, &count(manifest.validation.commands.len()), done::validation);
    form.section(ui, "inspector-run", false, &t!("inspector-run-summary", count = manifest.run.parallel), run);
    form.section(ui, "inspector-agents", false, &count(manifest.agents.len()), agents::agents);
    form.section(ui, "inspector-conflicts", false, &manifest.conflict_order.join(", "), conflicts);
    form.section(ui, "inspector-git", false, &manifest.branch_prefix, git);
}

/// A list of texts at a path, without a check of its own.
pub fn texts(form: &mut Form<'_>, ui: &mut Ui, label: &str, key: &str, items: &[String], hint: String, offers: Offers<'_>) {
    let board = form.board;
    let notes = std::mem::take(&mut form.state.notes);
    let list = List {
        label: label.to_owned(),
        has_heading: true,
        key,
        items,
        hint,
        mono: false,
        has_order: true,
        offers,
        fault: &|_| None,
        edit: &at_path(key, items.len()),
        remark: None,
        about: None,
        notes: &|index, _| notes.of(board, &format!("{key}/{index}")),
    };
    form.list(ui, &list);
    form.state.notes = notes;
}

fn project(form: &mut Form<'_>, ui: &mut Ui) {
    let manifest = form.board.manifest;
    let project = &manifest.project;
    let folder = form.board.project.project.root.file_name().map(|name| name.to_string_lossy().into_owned());
    let range = |range: Option<_>| range.map(typed::write_range).unwrap_or_default();
    let sum: u64 = manifest.teams.iter().filter_map(|team| team.target_loc).map(|target| target.max).fold(0, u64::saturating_add);
    let target_hint = if sum > 0 { t!("inspector-target-sum", sum = sum) } else { t!("teams-no-target") };
    for (label, path, value, hint, kind) in [
        ("inspector-name", "project/name", project.name.clone(), folder.unwrap_or_default(), Kind::Text),
        (
            "inspector-description",
            "project/description",
            project.description.clone(),
            t!("inspector-description-hint"),
            Kind::Text,
        ),
        ("inspector-target-loc", "project/target_loc", range(project.target_loc), target_hint, Kind::Range),
        ("inspector-target-files", "project/target_files", range(project.target_files), t!("teams-no-target"), Kind::Range),
    ] {
        form.value_row(ui, &Row { label: t!(label), path, value, hint, kind });
    }
    let label = t!("inspector-distribution");
    form.row(ui, &label, "distribution", |form, ui| {
        let is = |distribution| manifest.distribution == distribution;
        let choices = [(t!("inspector-layers"), is(Distribution::Layers)), (t!("inspector-domains"), is(Distribution::Domains))];
        if let Some(chosen) = form.choices(ui, &label, &choices) {
            form.push(set("distribution", Some(["layers", "domains"][chosen].into())));
        }
    });
    ui.add_space(GRID);
    let hint = t!("inspector-stack-hint");
    texts(form, ui, &t!("inspector-stack"), "project/stack", &project.stack, hint, Offers::None);
}

fn monitoring(form: &mut Form<'_>, ui: &mut Ui) {
    let monitoring = &form.board.manifest.monitoring;
    let default = crate::model::manifest::Monitoring::default();
    let of = |monitoring: &crate::model::manifest::Monitoring| {
        [
            typed::write_seconds(monitoring.report_every_secs),
            typed::write_warning(monitoring.warn_percent, monitoring.warn_after_secs),
            typed::write_seconds(monitoring.stalled_after_secs),
        ]
    };
    let rows = [
        ("inspector-report-every", "monitoring/report_every", Kind::Duration),
        ("inspector-warn", "monitoring/warn", Kind::Warning),
        ("inspector-stalled", "monitoring/stalled_after", Kind::Duration),
    ];
    for ((label, path, kind), (value, hint)) in rows.into_iter().zip(of(monitoring).into_iter().zip(of(&default))) {
        let value = if form.is_said(path) { value } else { String::new() };
        form.value_row(ui, &Row { label: t!(label), path, value, hint, kind });
    }
}

fn run(form: &mut Form<'_>, ui: &mut Ui) {
    let run = &form.board.manifest.run;
    let default = crate::model::manifest::Run::default();
    let every = typed::write_seconds;
    let cap = run.cost_cap_usd.map(typed::write_decimal).unwrap_or_default();
    for (label, path, value, hint, kind) in [
        ("inspector-parallel", "run/parallel", run.parallel.to_string(), default.parallel.to_string(), Kind::Count),
        (
            "inspector-checkpoint",
            "run/checkpoint_every",
            every(run.checkpoint_every_secs),
            every(default.checkpoint_every_secs),
            Kind::Duration,
        ),
        ("inspector-cost-cap", "run/cost_cap_usd", cap, t!("inspector-no-cap"), Kind::Amount),
    ] {
        let value = if form.is_said(path) { value } else { String::new() };
        form.value_row(ui, &Row { label: t!(label), path, value, hint, kind });
    }
    permissions(form, ui, &run.permissions);
    ui.add_space(GRID);
    setup(form, ui, &run.setup);
}

fn permissions(form: &mut Form<'_>, ui: &mut Ui, permissions: &Permissions) {
    let label = t!("inspector-permissions");
    form.row(ui, &label, "run/permissions", |form, ui| {
        let choices = [
            (t!("inspector-ask"), *permissions == Permissions::Ask),
            (t!("inspector-allow"), *permissions == Permissions::Allow),
            (t!("inspector-rules"), matches!(permissions, Permissions::Rules { .. })),
        ];
        let empty = || Value::Sequence(Vec::new());
        let value = match form.choices(ui, &label, &choices) {
            Some(0) => "ask".into(),
            Some(1) => "allow".into(),
            Some(_) => Value::Mapping([("allow".into(), empty()), ("deny".into(), empty())].into_iter().collect()),
            None => return,
        };
        form.push(set("run/permissions", Some(value)));
    });
    if let Permissions::Rules { allow, deny } = permissions {
        ui.add_space(GRID);
        let hint = || t!("inspector-rule-hint");
        texts(form, ui, &t!("inspector-allowed"), "run/permissions/allow", allow, hint(), Offers::None);
        texts(form, ui, &t!("inspector-denied"), "run/permissions/deny", deny, hint(), Offers::None);
    }
}

/// Commands before the run: those that stand as lists of words stay such lists.
fn setup(form: &mut Form<'_>, ui: &mut Ui, commands: &[CommandLine]) {
    let key = "run/setup";
    let items: Vec<String> = commands.iter().map(done::line).collect();
    let as_texts = at_path(key, items.len());
    let edit = |edit: ListEdit| match edit {
        ListEdit::Rename(index, text) => {
            let value = done::as_before(&commands[index], &text);
            set(&format!("{key}/{index}"), Some(value))
        }
        edit => as_texts(edit),
    };
    let list = List {
        label: t!("inspector-setup"),
        has_heading: true,
        key,
        items: &items,
        hint: t!("inspector-setup-hint"),
        mono: true,
        has_order: true,
        offers: Offers::None,
        fault: &|_| None,
        edit: &edit,
        remark: None,
        about: None,
        notes: &|_, _| Vec::new(),
    };
    form.list(ui, &list);
}

fn conflicts(form: &mut Form<'_>, ui: &mut Ui) {
    let words = AREAS.map(str::to_owned);
    let (label, hint) = (t!("inspector-order"), t!("inspector-order-hint"));
    let order = &form.board.manifest.conflict_order;
    texts(form, ui, &label, "conflict_resolution/order", order, hint, Offers::Words(&words));
}

fn git(form: &mut Form<'_>, ui: &mut Ui) {
    let board = form.board;
    let key = "git/branch_prefix";
    let value = if form.is_said(key) { board.manifest.branch_prefix.clone() } else { String::new() };
    let check = |text: &str| -> Checked {
        let text = text.trim();
        if text == value {
            Ok(None)
        } else if text.is_empty() {
            Ok(Some(set(key, None)))
        } else if check::plan::is_branch_prefix(text) {
            Ok(Some(set(key, Some(text.into()))))
        } else {
            Err(fault(board, &Problem::error("manifest-bad-branch-prefix").with("prefix", text)))
        }
    };
    form.checked_row(ui, &t!("inspector-branch-prefix"), key, &value, "dectet", Offers::None, &check);
}
