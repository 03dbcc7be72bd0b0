//! What "done" means: commands that the result must pass, coverage, and minima. Owns their rows, and how a command line is
//! shown and written, as one text for the shell or as a list of words.

use egui::Ui;
use serde_yaml::Value;

use super::form::{Checked, Form, Row, set};
use super::offers::Offers;
use super::plan::{Thing, mapping};
use crate::gui::theme::GRID;
use crate::model::manifest::typed::{self, Kind};
use crate::model::manifest::{CommandLine, ValidationCommand};
use crate::t;

/// A command as one line.
pub fn line(command: &CommandLine) -> String {
    match command {
        CommandLine::Shell(line) => line.clone(),
        CommandLine::Direct(words) => typed::write_words(words),
    }
}

/// A changed line in the form that the command had.
pub fn as_before(command: &CommandLine, text: &str) -> Value {
    match command {
        CommandLine::Shell(_) => text.into(),
        CommandLine::Direct(_) => as_words(text),
    }
}

/// A line as a list of words.
pub fn as_words(text: &str) -> Value {
    Value::Sequence(typed::words(text).into_iter().map(Value::from).collect())
}

/// Draws the section.
pub fn validation(form: &mut Form<'_>, ui: &mut Ui) {
    let validation = &form.board.manifest.validation;
    form.heading(ui, &t!("inspector-commands"), validation.commands.len());
    let count = validation.commands.len();
    for (index, command) in validation.commands.iter().enumerate() {
        one(form, ui, index, count, command);
    }
    let check = |text: &str| -> Checked {
        let line = text.trim();
        let command = || mapping([("run", line.into())]);
        Ok((!line.is_empty()).then(|| set(&format!("validation/commands/{count}"), Some(command()))))
    };
    if form.board.editable {
        form.add_row(ui, "validation/commands/+", &t!("inspector-add-command"), &t!("inspector-add-command"), &check);
    }
    form.below(ui, "validation/commands", 0.0);
    ui.add_space(2.0 * GRID);
    coverage(form, ui);
    let number = |number: Option<u64>| number.map(|number| number.to_string()).unwrap_or_default();
    for (label, path, value) in [
        ("inspector-minimum-files", "validation/minimum/files", number(validation.minimum_files)),
        ("inspector-minimum-loc", "validation/minimum/loc", number(validation.minimum_loc)),
    ] {
        form.value_row(ui, &Row { label: t!(label), path, value, hint: t!("inspector-no-minimum"), kind: Kind::Count });
    }
}

fn coverage(form: &mut Form<'_>, ui: &mut Ui) {
    let validation = &form.board.manifest.validation;
    let edit = |value: Option<Value>| set("validation/coverage/report", value);
    let row = Row {
        label: t!("inspector-coverage-report"),
        path: "validation/coverage/report",
        value: validation.coverage_report.clone().unwrap_or_default(),
        hint: t!("inspector-coverage-hint"),
        kind: Kind::Text,
    };
    form.value_row_with(ui, &row, Offers::Files, &edit);
    let row = Row {
        label: t!("inspector-coverage-minimum"),
        path: "validation/coverage/minimum",
        value: validation.coverage_minimum_percent.map(typed::write_decimal).unwrap_or_default(),
        hint: t!("inspector-no-minimum"),
        kind: Kind::Percent,
    };
    form.value_row(ui, &row);
}

fn one(form: &mut Form<'_>, ui: &mut Ui, index: usize, count: usize, command: &ValidationCommand) {
    let of = std::mem::replace(&mut form.of, command.name.clone());
    let at = |field: &str| format!("validation/commands/{index}/{field}");
    let line = line(&command.run);
    let name = if command.name == line { String::new() } else { command.name.clone() };
    let check = |text: &str| -> Checked {
        let text = text.trim();
        Ok((text != name).then(|| set(&at("name"), (!text.is_empty()).then(|| text.into()))))
    };
    let thing = Thing { name: &command.name, list: "validation/commands", index, count };
    form.thing_head(ui, thing, &check, (&name, &line));
    let label = t!("inspector-run-line");
    let check = |text: &str| -> Checked {
        let text = text.trim();
        if text.is_empty() {
            return Err(t!("inspector-needs-command"));
        }
        Ok((text != line).then(|| set(&at("run"), Some(as_before(&command.run, text)))))
    };
    form.checked_row(ui, &label, &at("run"), &line, "", Offers::Code, &check);
    let how = t!("inspector-run-how");
    form.row(ui, &how, "", |form, ui| {
        let is_shell = matches!(command.run, CommandLine::Shell(_));
        let choices = [(t!("inspector-by-shell"), is_shell), (t!("inspector-as-words"), !is_shell)];
        if let Some(chosen) = form.choices(ui, &how, &choices) {
            let value = if chosen == 0 { Value::from(line.as_str()) } else { as_words(&line) };
            form.push(set(&at("run"), Some(value)));
        }
    });
    let timeout = command.timeout_secs.map(typed::write_seconds).unwrap_or_default();
    for (label, field, value, hint, kind) in [
        ("inspector-in", "in", command.folder.clone().unwrap_or_default(), t!("inspector-in-hint"), Kind::Text),
        ("inspector-timeout", "timeout", timeout, t!("inspector-no-timeout"), Kind::Duration),
    ] {
        form.value_row(ui, &Row { label: t!(label), path: &at(field), value, hint, kind });
    }
    form.of = of;
    ui.add_space(2.0 * GRID);
}
