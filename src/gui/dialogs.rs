//! The system's dialogs, behind a trait: they block, so they run on a thread of their own; and tests answer for the
//! person. Where a system shows none, the answer comes at once and says so: every place that asks has a path field too.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::engine::threads;
use crate::model::problem::Problem;

/// What a person chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// This folder.
    Folder(PathBuf),
    /// These files.
    Files(Vec<PathBuf>),
    /// None: the dialog was closed.
    Nothing,
    /// The system showed no dialog.
    NoDialog,
}

/// Takes the answer, on any thread.
pub type Answer = Box<dyn FnOnce(Chosen) + Send>;

/// Asks a person for a folder, or for files.
pub trait Dialogs {
    /// Shows a dialog with this title, beginning in this folder.
    fn choose_folder(&self, title: String, start: Option<PathBuf>, answer: Answer) -> Result<(), Problem>;

    /// The same for files.
    fn choose_files(&self, title: String, start: Option<PathBuf>, answer: Answer) -> Result<(), Problem>;
}

/// No hand closes a dialog faster than this.
const FASTEST_HAND: Duration = Duration::from_millis(250);

/// The system's own dialogs.
#[derive(Debug, Default)]
pub struct System;

impl Dialogs for System {
    fn choose_folder(&self, title: String, start: Option<PathBuf>, answer: Answer) -> Result<(), Problem> {
        ask(title, start, answer, |dialog| dialog.pick_folder().map(Chosen::Folder))
    }

    fn choose_files(&self, title: String, start: Option<PathBuf>, answer: Answer) -> Result<(), Problem> {
        ask(title, start, answer, |dialog| dialog.pick_files().map(Chosen::Files))
    }
}

fn ask(
    title: String,
    start: Option<PathBuf>,
    answer: Answer,
    pick: fn(rfd::FileDialog) -> Option<Chosen>,
) -> Result<(), Problem> {
    threads::start("dialog", move || {
        let asked = Instant::now();
        let mut dialog = rfd::FileDialog::new().set_title(title);
        if let Some(start) = start {
            dialog = dialog.set_directory(start);
        }
        answer(match pick(dialog) {
            Some(chosen) => chosen,
            None if asked.elapsed() < FASTEST_HAND => Chosen::NoDialog,
            None => Chosen::Nothing,
        });
    })
    .map(|_| ())
}
