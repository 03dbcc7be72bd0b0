//! `dectet guard`: what an agent's hook asks before a tool writes. It reads the question on stdin and prints an answer where
//! the team may not write; anywhere else, and whenever it cannot tell, it says nothing: an agent is never held up by it.

use std::io::Read;

use clap::Args;
use serde_json::Value;

use super::print::Printer;
use super::{Common, Outcome};
use crate::engine::agents::guard;
use crate::model::problem::Problem;
use crate::model::team::TeamId;

/// A question is no longer than this: what is longer holds a large file, whose path stands before it.
const MOST: u64 = 64 * 1024 * 1024;

#[derive(Debug, Args)]
pub(super) struct Guard {
    #[command(flatten)]
    pub(super) common: Common,
}

impl Guard {
    pub(super) fn run(&self, printer: &Printer) -> Result<Outcome, Problem> {
        if let Some(answer) = self.answer() {
            printer.raw(format!("{answer}\n").as_bytes());
        }
        Ok(Outcome::Complete)
    }

    fn answer(&self) -> Option<Value> {
        let team = std::env::var("DECTET_TEAM").ok().and_then(|name| TeamId::from_spelling(&name))?;
        let mut question = String::new();
        std::io::stdin().lock().take(MOST).read_to_string(&mut question).ok()?;
        guard::answer(&self.common.project().ok()?, &team, &question).ok().flatten()
    }
}
