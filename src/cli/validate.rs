//! `dectet validate`: whether what came out is what was asked.

use std::io::{BufRead as _, IsTerminal as _, stderr, stdin};

use clap::Args;

use super::print::Printer;
use super::progress::Line;
use super::{Common, Outcome};
use crate::engine::jobs::validate::{self, Commands, Heard, Validation};
use crate::engine::project::Project;
use crate::engine::{commands, gather, run, settings};
use crate::model::gates::{Finding, Gate, Outcome as State};
use crate::model::problem::Problem;
use crate::page::{self, html, json};
use crate::t;

/// Of one gate's findings so many are listed.
const LISTED: usize = 8;

#[derive(Debug, Args)]
pub(super) struct Validate {
    /// Trust this folder and the commands that its manifest names, from now on and as long as they stay the same
    #[arg(long)]
    trust: bool,
    /// Do not run the manifest's commands
    #[arg(long, conflicts_with_all = ["trust", "side_by_side"])]
    skip_commands: bool,
    /// Run the manifest's commands side by side instead of one after the other
    #[arg(long)]
    side_by_side: bool,
    /// List every finding
    #[arg(long)]
    all: bool,
    /// Write reports/<time>/report.html and report.json
    #[arg(long)]
    report: bool,
    /// Print the schema of the JSON instead (JSON Schema)
    #[arg(long, conflicts_with_all = ["trust", "skip_commands", "side_by_side", "all", "report"])]
    schema: bool,
    #[command(flatten)]
    pub(super) common: Common,
}

impl Validate {
    pub(super) fn run(&self, printer: &Printer) -> Result<Outcome, Problem> {
        if self.schema {
            printer.raw(page::SCHEMA.as_bytes());
            return Ok(Outcome::Complete);
        }
        let project = self.common.project_or_outputs()?;
        if !self.skip_commands {
            self.ask_for_trust(&project, printer)?;
        }
        let how = match (self.skip_commands, self.side_by_side) {
            (true, _) => Commands::Skip,
            (_, true) => Commands::SideBySide,
            _ => Commands::InOrder,
        };
        let manifest = gather::manifest_of(&project)?;
        let line = Line::new(printer);
        let heard = |heard: Heard| match heard {
            Heard::Began(place) => {
                if let Some(command) = manifest.validation.commands.get(place) {
                    let written = commands::written(&command.run);
                    printer.aside(&t!("cli-validate-begins", name = command.name.as_str(), line = written));
                }
            }
            Heard::Said(_, lines) => lines.iter().for_each(|line| printer.aside(&format!("  {line}"))),
            Heard::Measured(_) | Heard::Ended(..) => {}
        };
        let validation = validate::validate(&project, how, &heard, &line)?;
        run::notes::validated(&project, &validation);
        drop(line);
        let data = json::report(&validation);
        printer.json(&data);
        self.tell(&validation, printer);
        if self.report {
            let data = serde_json::to_string_pretty(&data).map_err(|error| Problem::error("internal").with("message", error))?;
            let path = validate::write_report(&project, &html::page(&validation)?, &format!("{data}\n"))?;
            printer.line(&t!("cli-validate-report", path = path.as_str()));
        }
        Ok(Outcome::with_problems_if(!validation.is_well()))
    }

    /// Commands run with the person's own rights: they are shown before they run for the first time.
    fn ask_for_trust(&self, project: &Project, printer: &Printer) -> Result<(), Problem> {
        if !validate::needs_trust(project)? {
            return Ok(());
        }
        let manifest = gather::manifest_of(project)?;
        let can_ask = stdin().is_terminal() && stderr().is_terminal() && !printer.json && !printer.quiet;
        if !self.trust && !can_ask {
            return Ok(());
        }
        printer.aside(&t!("cli-validate-commands"));
        for command in &manifest.validation.commands {
            let folder = command.folder.as_deref().unwrap_or(".");
            printer.aside(&format!(
                "  {}  ({}/)  {}",
                command.name,
                folder.trim_end_matches('/'),
                commands::written(&command.run)
            ));
        }
        let is_agreed = self.trust || {
            printer.aside(&t!("cli-validate-ask"));
            let mut answer = String::new();
            let _ = stdin().lock().read_line(&mut answer);
            matches!(answer.trim().to_lowercase().as_str(), "y" | "yes" | "j" | "ja")
        };
        if is_agreed {
            settings::trust(&project.root, &manifest)?;
            printer.aside(&t!("cli-validate-trusted"));
        }
        Ok(())
    }

    fn tell(&self, validation: &Validation, printer: &Printer) {
        let tree = if validation.tree == crate::model::gates::Tree::Teams { "teams" } else { "integrated" };
        printer.line(&t!(
            "cli-validate-size",
            tree = tree,
            files = validation.files,
            lines = validation.lines,
            code = validation.code
        ));
        printer.line("");
        let width = validation.gates.iter().map(|gate| page::state(gate).chars().count()).max().unwrap_or_default();
        for gate in &validation.gates {
            let state = page::state(gate);
            let said = page::said(gate);
            let pad = " ".repeat(width - state.chars().count());
            printer.line(&format!("{} {state}{pad}  {}: {}", sign(gate), page::title(validation, gate), said.text));
            // What nobody asked for has no next step either.
            if let Some(next) = said.next.filter(|_| gate.is_failed() || gate.is_missing()) {
                printer.line(&format!("{}→ {next}", " ".repeat(width + 4)));
            }
            let listed = if self.all { usize::MAX } else { LISTED };
            // Of a command the end says most; and that a team is below its target stands in the line itself.
            let findings = gate.findings().iter().filter(|finding| finding.what.id != "finding-team-lines");
            let skipped = if gate.id == "command" { gate.findings().len().saturating_sub(listed) } else { 0 };
            for finding in findings.skip(skipped).take(listed) {
                printer.line(&format!("{}{}", " ".repeat(width + 6), found(finding)));
            }
            let count = match &gate.outcome {
                State::Fail { findings, count } if !findings.is_empty() => *count,
                _ => 0,
            };
            let shown = gate.findings().len().min(listed);
            if count > shown && gate.id != "command" {
                printer.line(&format!("{}{}", " ".repeat(width + 6), t!("cli-validate-more", count = count - shown)));
            }
        }
        if !validation.changes.is_empty() {
            printer.line("");
            printer.line(&t!("cli-validate-since"));
            for change in &validation.changes {
                let way = match change.better {
                    Some(true) => t!("report-better"),
                    Some(false) => t!("report-worse"),
                    None => t!("report-changed"),
                };
                let from_to = t!("report-from-to", before = page::number(change.before), now = page::number(change.now));
                printer.line(&format!("  {}: {from_to} ({way})", t!(&format!("metric-{}", change.metric))));
            }
        }
        let (passed, failed, unmeasured) = validation.counts();
        printer.line("");
        printer.line(&t!("cli-validate-counts", passed = passed, failed = failed, unmeasured = unmeasured));
    }
}

/// A sign beside the word, for eyes that run down a column.
fn sign(gate: &Gate) -> &'static str {
    match &gate.outcome {
        State::Pass => "✓",
        State::Fail { .. } => "✗",
        State::NotMeasured { .. } => "·",
    }
}

/// A finding on one line: place, what, what stands there, whose, and what made it.
fn found(finding: &Finding) -> String {
    let mut parts = Vec::new();
    let place = page::place(finding);
    if !place.is_empty() {
        parts.push(place);
    }
    // A command's last lines speak for themselves.
    if finding.what.id != "finding-output" {
        parts.push(page::finding(finding));
    }
    if !finding.text.is_empty() {
        parts.push(finding.text.clone());
    }
    if let Some(team) = &finding.team {
        parts.push(format!("({team})"));
    }
    if let Some(origin) = &finding.origin {
        let place = if origin.line == 0 { origin.mega_file.to_string() } else { format!("{}:{}", origin.mega_file, origin.line) };
        parts.push(t!("cli-validate-from", place = place));
    }
    parts.join("  ")
}
