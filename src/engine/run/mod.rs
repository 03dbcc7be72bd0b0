//! A run on disk and between programs: where its files lie, its journal, the socket and the host behind it. Not: what a run
//! means (`model::run`), nor how agents are started (`agents`).

pub mod checkpoints;
pub mod host;
pub mod journal;
pub mod leftovers;
pub mod notes;
pub mod plan;
pub mod setup;
pub mod socket;
pub mod start;

use std::path::{Path, PathBuf};

use crate::engine::project::Project;
use crate::model::run::line::Millis;
use crate::model::team::TeamId;

/// The variable that marks every process of a run, whatever became of its parents.
pub const MARK: &str = "DECTET_RUN";
/// The variable that names the team of a process.
pub const TEAM: &str = "DECTET_TEAM";

/// The time now, as journals write it.
pub fn now() -> Millis {
    u64::try_from(crate::engine::journal::now().as_millisecond()).unwrap_or_default()
}

/// Where a run's files lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Places {
    /// `.dectet/run` in the project.
    pub folder: PathBuf,
}

impl Places {
    /// The places of a project.
    pub fn of(project: &Project) -> Self {
        Self { folder: project.own_folder().join("run") }
    }

    /// What happened, one line each.
    pub fn journal(&self) -> PathBuf {
        self.folder.join("journal.jsonl")
    }

    /// Held by the host for as long as it lives.
    pub fn lock(&self) -> PathBuf {
        self.folder.join("host.lock")
    }

    /// Where the host listens, and the word that it wants to hear.
    pub fn host(&self) -> PathBuf {
        self.folder.join("host.json")
    }

    /// What a team's agent printed.
    pub fn log(&self, team: &TeamId) -> PathBuf {
        self.folder.join("logs").join(format!("{team}.log"))
    }

    /// A folder for what only this run's processes read, such as a prompt in a file.
    pub fn prompts(&self) -> PathBuf {
        self.folder.join("prompts")
    }

    /// A folder for what one team's agent alone reads.
    pub fn private(&self, team: &TeamId) -> PathBuf {
        self.folder.join("agents").join(team.as_str())
    }

    /// Whether the project has ever had a run.
    pub fn has_run(&self) -> bool {
        crate::engine::disk::is_file(&self.journal())
    }

    /// The folder itself.
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}
