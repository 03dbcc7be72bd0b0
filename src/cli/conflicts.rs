//! `dectet conflicts`: what a person has to decide, without writing anything; and what nobody has to decide: with
//! `--fix` that is answered, and taken back with `--unfix`.

use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use super::print::{Printer, with_words};
use super::progress::Line;
use super::{Common, Outcome};
use crate::engine::event::Integration;
use crate::engine::project::Project;
use crate::engine::{disk, jobs, session};
use crate::model::conflict::fix::{Fix, Part};
use crate::model::problem::Problem;
use crate::{t, words};

#[derive(Debug, Args)]
pub(super) struct Conflicts {
    /// Write the list as JSON to this file, too
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Settle what is provably harmless, and what the manifest's own rules settle; each with its reason
    #[arg(long, conflicts_with = "unfix")]
    fix: bool,
    /// With --fix: only say what would be settled
    #[arg(long, requires = "fix")]
    dry_run: bool,
    /// With --fix: leave out what is settled by the manifest's rules, and not because it is harmless
    #[arg(long, requires = "fix")]
    only_harmless: bool,
    /// Take back what --fix settled, where nobody decided anew since
    #[arg(long)]
    unfix: bool,
    #[command(flatten)]
    pub(super) common: Common,
}

impl Conflicts {
    pub(super) fn run(&self, printer: &Printer) -> Result<Outcome, Problem> {
        let project = self.common.project_or_outputs()?;
        if self.unfix {
            let _alone = session::working(&project)?;
            let count = jobs::fixes::take_back(&project)?;
            printer.json(&json!({ "reopened": count }));
            printer.line(&t!("cli-unfixed", count = count));
            return Ok(Outcome::Complete);
        }
        let mut found = jobs::conflicts::find_all(&project, &Line::new(printer))?;
        if self.fix {
            return self.fix(&project, &mut found, printer);
        }
        let report = as_json(&found);
        if let Some(file) = &self.report {
            disk::write_atomic(file, format!("{report:#}\n").as_bytes())?;
        }
        printer.json(&report);
        printer.problems(&found.notes);
        let mut open = 0;
        for conflict in &found.conflicts {
            let is_open = !conflict.is_settled_by(found.answers.get(&conflict.id));
            open += usize::from(is_open);
            let said = words::sentence(&conflict.problem);
            let sign = if is_open { "!" } else { "✓" };
            printer.line(&format!("{sign} {}  {}", conflict.path, said.text));
        }
        printer.line(&t!(
            "cli-conflicts",
            open = open,
            settled = found.conflicts.len() - open,
            teams = found.sides.len(),
            files = found.files,
            merged = found.merged,
        ));
        Ok(Outcome::with_problems_if(open > 0))
    }
}

impl Conflicts {
    fn fix(&self, project: &Project, found: &mut Integration, printer: &Printer) -> Result<Outcome, Problem> {
        let mut fixes = jobs::fixes::find(found, &found.answers, &Line::new(printer));
        fixes.retain(|fix| !(self.only_harmless && fix.by_rule));
        if !self.dry_run && !fixes.is_empty() {
            let _alone = session::working(project)?;
            jobs::fixes::apply(project, &fixes)?;
        }
        found.answers.extend(fixes.iter().map(|fix| (fix.conflict.clone(), fix.answer.clone())));
        let open = found.conflicts.iter().filter(|known| !known.is_settled_by(found.answers.get(&known.id))).count();
        let report = json!({
            "format": "dectet-fixes-1", "dry-run": self.dry_run, "open": open,
            "fixes": fixes.iter().map(fix_as_json).collect::<Vec<_>>(),
        });
        if let Some(file) = &self.report {
            disk::write_atomic(file, format!("{report:#}\n").as_bytes())?;
        }
        printer.json(&report);
        for fix in &fixes {
            for part in &fix.parts {
                said(fix, part, printer);
            }
        }
        let rules = fixes.iter().filter(|fix| fix.by_rule).count();
        let (harmless, open) = (fixes.len() - rules, open);
        printer.line(&match self.dry_run {
            true => t!("cli-fix-dry", harmless = harmless, rules = rules, open = open),
            false => t!("cli-fixed", harmless = harmless, rules = rules, open = open),
        });
        Ok(Outcome::with_problems_if(open > 0))
    }
}

/// One place of a fix: where, why, and what will stand there.
fn said(fix: &Fix, part: &Part, printer: &Printer) {
    let place = if part.line > 0 { format!("{}:{}", fix.path, part.line) } else { fix.path.to_string() };
    let kind = if fix.by_rule { t!("fixes-by-rule") } else { t!("fixes-harmless") };
    printer.line(&format!("✓ {place}  {kind}  {}", words::word(&format!("fix-why-{}", part.reason))));
    for line in part.text.lines() {
        printer.line(&format!("    | {line}"));
    }
    for joined in &part.rewritten {
        for from in &joined.from {
            printer.line(&format!("    - {from}"));
        }
        printer.line(&format!("    + {}", joined.to));
    }
    if !part.dropped.is_empty() {
        let teams = part.dropped.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        printer.line(&format!("    {}", t!("fixes-dropped", teams = teams)));
    }
}

fn fix_as_json(fix: &Fix) -> Value {
    let mut value = serde_json::to_value(fix).unwrap_or_default();
    for (part, said) in fix.parts.iter().zip(value["parts"].as_array_mut().into_iter().flatten()) {
        said["why"] = words::word(&format!("fix-why-{}", part.reason)).into();
    }
    value
}

fn as_json(found: &Integration) -> Value {
    let conflicts: Vec<_> = (found.conflicts.iter())
        .map(|conflict| {
            json!({
                "id": conflict.id, "kind": conflict.kind, "path": conflict.path, "teams": conflict.teams,
                "owner": conflict.owner, "settled": conflict.is_settled_by(found.answers.get(&conflict.id)),
                "problem": with_words(&conflict.problem),
            })
        })
        .collect();
    json!({
        "sides": found.sides, "files": found.files, "merged": found.merged,
        "conflicts": conflicts, "notes": found.notes.iter().map(with_words).collect::<Vec<_>>(),
        "findings": found.findings,
    })
}
