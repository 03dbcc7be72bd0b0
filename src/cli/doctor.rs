//! `dectet doctor`: what Dectet sees of the machine and the project.

use clap::Args;

use super::print::{Printer, report_with_words};
use super::{Common, Outcome};
use crate::engine::jobs;
use crate::engine::run::leftovers::{Kind, Leftover};
use crate::model::problem::Problem;
use crate::{t, words};

/// Trees that belong to no team, with their sizes and what would be lost.
fn leftovers(found: &[Leftover]) -> Option<String> {
    let one = |leftover: &Leftover| {
        let (name, kilobytes) = (leftover.name.as_str(), leftover.size.div_ceil(1024));
        match (leftover.kind, leftover.dirty) {
            (Kind::Foreign, _) => t!("cli-doctor-leftover-foreign", name = name, size = kilobytes),
            (_, 0) => t!("cli-doctor-leftover-clean", name = name, size = kilobytes),
            (_, dirty) => t!("cli-doctor-leftover-dirty", name = name, size = kilobytes, count = dirty),
        }
    };
    (!found.is_empty()).then(|| found.iter().map(one).collect::<Vec<_>>().join("; "))
}

fn agents(found: &[(String, Option<String>)]) -> Option<String> {
    let one = |(name, version): &(String, Option<String>)| match version {
        Some(version) => format!("{name} {version}"),
        None => name.clone(),
    };
    (!found.is_empty()).then(|| found.iter().map(one).collect::<Vec<_>>().join(", "))
}

fn yes_or_no(is_so: bool) -> String {
    words::word(if is_so { "cli-yes" } else { "cli-no" })
}

#[derive(Debug, Args)]
pub(super) struct Doctor {
    #[command(flatten)]
    pub(super) common: Common,
}

impl Doctor {
    pub(super) fn run(&self, printer: &Printer) -> Result<Outcome, Problem> {
        let report = jobs::doctor::doctor(self.common.project());
        printer.json(&report_with_words(&report, &report.problems));
        let none = || "–".to_owned();
        let mut rows = vec![
            ("cli-doctor-version", report.version.to_owned()),
            ("cli-doctor-system", report.system.clone()),
            ("cli-doctor-threads", report.threads.to_string()),
            ("cli-doctor-display", report.display.clone().unwrap_or_else(none)),
            ("cli-doctor-git", report.git.clone().unwrap_or_else(none)),
            ("cli-doctor-agents", agents(&report.agents).unwrap_or_else(none)),
            ("cli-doctor-settings", report.settings.clone().unwrap_or_else(none)),
            ("cli-doctor-settings-kept", yes_or_no(report.are_settings_writable)),
            ("cli-doctor-language", report.language.clone().unwrap_or_else(none)),
        ];
        match &report.project {
            Some(project) => rows.extend([
                ("cli-doctor-project", project.folder.clone()),
                ("cli-doctor-mode", project.mode.to_owned()),
                ("cli-doctor-manifest", project.manifest.clone().unwrap_or_else(none)),
                ("cli-doctor-writable", yes_or_no(project.is_writable)),
                ("cli-doctor-teams", project.teams.to_string()),
                ("cli-doctor-mega-files", project.mega_files.to_string()),
                ("cli-doctor-trees", project.trees.to_string()),
                ("cli-doctor-result", yes_or_no(project.has_result)),
                ("cli-doctor-leftovers", leftovers(&project.leftovers).unwrap_or_else(none)),
            ]),
            None => rows.push(("cli-doctor-project", none())),
        }
        let width = rows.iter().map(|(id, _)| words::word(id).chars().count()).max().unwrap_or_default();
        for (id, value) in rows {
            printer.line(&format!("{:width$}  {value}", words::word(id)));
        }
        Ok(Outcome::with_problems_if(printer.problems(&report.problems)))
    }
}
