//! `dectet host`: owns a run's agents until nothing runs. Started by whoever needs it, never by hand.

use clap::Args;

use super::{Common, Outcome};
use crate::engine::run::host;
use crate::model::problem::Problem;

#[derive(Debug, Args)]
pub(super) struct Host {
    #[command(flatten)]
    pub(super) common: Common,
}

impl Host {
    pub(super) fn run(&self) -> Result<Outcome, Problem> {
        // One that runs already is as good.
        host::run(&self.common.project()?, super::print::described)?;
        Ok(Outcome::Complete)
    }
}
