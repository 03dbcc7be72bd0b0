//! `dectet merge-files`: an N-way text merge, also as git's merge driver (`dectet merge-files %O %A %B`).

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use serde_json::json;

use super::Common;
use super::print::Printer;
use crate::engine::disk;
use crate::engine::jobs::merge_files::{self, MergeFiles as Request};
use crate::model::merge::markers::MarkerStyle;
use crate::model::problem::Problem;

/// What git's merge drivers answer when they could not run.
pub(super) const COULD_NOT_MERGE: u8 = 129;

/// Merge any number of changed versions of a file over the version that they began from
///
/// The result takes the place of the first SIDE, as with `git merge-file`, unless -o or -p says otherwise.
#[derive(Debug, Args)]
#[command(after_help = "Exit codes: 0 clean; 1 conflicts, marked in the text; 129 could not merge.")]
pub(super) struct MergeFiles {
    /// The version that all began from
    base: PathBuf,
    /// The changed versions
    #[arg(required = true, num_args = 2.., value_name = "SIDE")]
    sides: Vec<PathBuf>,
    /// Write the result here instead
    #[arg(short, long, value_name = "OUT", conflicts_with = "print")]
    output: Option<PathBuf>,
    /// Print the result instead
    #[arg(short, long)]
    print: bool,
    /// How conflicts are marked
    #[arg(long, value_enum, default_value_t)]
    style: Style,
    /// What a side is called in markers, one after the other (default: its path)
    #[arg(short = 'L', long = "label", value_name = "L")]
    labels: Vec<String>,
    /// What base is called in markers (default: its path)
    #[arg(long, value_name = "L")]
    base_label: Option<String>,
    /// How long markers are (git's %L)
    #[arg(long, value_name = "N")]
    marker_size: Option<usize>,
    #[command(flatten)]
    pub(super) common: Common,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Style {
    /// The sides
    #[default]
    Merge,
    /// The sides and base
    Diff3,
    /// The sides and base, without the lines that all sides share
    Zdiff3,
}

impl MergeFiles {
    pub(super) fn run(&self) -> ExitCode {
        let printer = Printer::new(&self.common);
        match self.merge(&printer) {
            Ok(0) => ExitCode::SUCCESS,
            Ok(_) => ExitCode::from(1),
            Err(problem) => {
                printer.refused(&problem);
                ExitCode::from(COULD_NOT_MERGE)
            }
        }
    }

    fn merge(&self, printer: &Printer) -> Result<usize, Problem> {
        let style = match self.style {
            Style::Merge => MarkerStyle::Merge,
            Style::Diff3 => MarkerStyle::Diff3,
            Style::Zdiff3 => MarkerStyle::ZealousDiff3,
        };
        let request = Request {
            base: Some(self.base.clone()),
            sides: self.sides.clone(),
            labels: self.labels.clone(),
            base_label: self.base_label.clone(),
            style,
            marker_size: self.marker_size,
        };
        let merged: merge_files::Merged = merge_files::merge_files(&request)?;
        if self.print {
            if printer.json {
                printer.json(&json!({ "conflicts": merged.conflicts, "text": String::from_utf8_lossy(&merged.text) }));
            } else {
                printer.raw(&merged.text);
            }
        } else {
            let target = self.output.as_ref().or(self.sides.first());
            if let Some(target) = target {
                disk::write_atomic(target, &merged.text)?;
            }
            printer.json(&json!({ "conflicts": merged.conflicts, "output": target.map(|target| disk::show(target)) }));
        }
        Ok(merged.conflicts)
    }
}
