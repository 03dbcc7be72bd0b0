//! A run's journal on disk. Owns writing a line before anything follows from it, and reading what is there; the meaning is
//! `model::run`'s.

use crate::engine::disk::{self, Log};
use crate::engine::run::Places;
use crate::model::problem::Problem;
use crate::model::run::line::{Line, What};
use crate::model::run::state::RunState;

/// The journal, open for adding.
#[derive(Debug)]
pub struct Journal {
    log: Log,
}

impl Journal {
    /// Opens it; half a line that a kill left is ended.
    pub fn open(places: &Places) -> Result<Self, Problem> {
        Ok(Self { log: Log::open(&places.journal(), None)? })
    }

    /// Adds a line. It is the system's when this returns; what is about to be sent is on the disk itself.
    pub fn add(&mut self, line: &Line) -> Result<(), Problem> {
        let mut text = line.to_text();
        text.push('\n');
        self.log.add(text.as_bytes())?;
        match line.what {
            What::PromptSending { .. } | What::RunStarted { .. } | What::GoingBack { .. } => self.log.sync(),
            _ => Ok(()),
        }
    }
}

/// All lines, oldest first.
pub fn read(places: &Places) -> Result<Vec<Line>, Problem> {
    let bytes = disk::read_if_there(&places.journal())?.unwrap_or_default();
    Ok(Line::read_all(&bytes))
}

/// The run as its journal tells it.
pub fn state(places: &Places) -> Result<RunState, Problem> {
    Ok(RunState::fold(&read(places)?))
}
