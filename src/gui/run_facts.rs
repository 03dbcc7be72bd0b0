//! What the window knows of the open project's run: the state as the host (or the journal) last told it, the tails of the
//! teams' logs and what their terminals show. Owns taking news in, at a bounded size; not how any of it looks.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use crate::engine::agents::Found;
use crate::engine::event::{RunEvent, RunLink};
use crate::engine::run::leftovers::Leftover;
use crate::model::run::trees::Difference;
use crate::model::run::{RunState, Screen};
use crate::model::team::TeamId;

/// How many lines of a team's log are kept in the window; the rest is on disk.
const LOG_LINES: usize = 2_000;

/// A run as the window knows it.
#[derive(Clone, Debug, Default)]
pub struct RunFacts {
    /// The run; one without an id where there has been none.
    pub state: Arc<RunState>,
    /// Whether a host answers.
    pub link: RunLink,
    /// The ends of logs, by team.
    pub logs: BTreeMap<TeamId, Tail>,
    /// Terminals, by team.
    pub screens: BTreeMap<TeamId, Screen>,
    /// What going back to a checkpoint would change, as it was asked last: which one, for whom, and what.
    pub compared: Option<(u64, Vec<TeamId>, Vec<Difference>)>,
    /// Trees that belong to no team; none as long as nobody has looked.
    pub leftovers: Option<Vec<Leftover>>,
    /// Agents that teams can work with, and where their programs are; none as long as nobody has looked.
    pub agents: Option<Vec<Found>>,
    /// Counts news: what is computed from any of this is computed again when this is another number.
    pub revision: u64,
}

/// The end of a team's log.
#[derive(Clone, Debug, Default)]
pub struct Tail {
    /// Its last lines, oldest first.
    pub lines: VecDeque<String>,
    /// How many lines came before those that are kept.
    pub before: u64,
}

impl RunFacts {
    /// Takes news in.
    pub fn take(&mut self, event: RunEvent) {
        self.revision += 1;
        match event {
            RunEvent::State { state, link } => {
                let is_another = self.state.run != state.run;
                (self.state, self.link) = (state, link);
                if is_another {
                    self.logs.clear();
                    self.screens.clear();
                }
            }
            RunEvent::Log { team, lines, skipped, fresh } => {
                let tail = self.logs.entry(team).or_default();
                if fresh {
                    *tail = Tail::default();
                }
                tail.before += skipped;
                if skipped > 0 && !fresh {
                    tail.before += tail.lines.len() as u64;
                    tail.lines.clear();
                }
                tail.lines.extend(lines);
                while tail.lines.len() > LOG_LINES {
                    tail.lines.pop_front();
                    tail.before += 1;
                }
            }
            RunEvent::Compared { id, teams, differences } => self.compared = Some((id, teams, differences)),
            RunEvent::Leftovers { found } => self.leftovers = Some(found),
            RunEvent::AgentsFound { found } => self.agents = Some(found),
            RunEvent::Screen { team, screen } => {
                self.screens.insert(team, *screen);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_keeps_its_end_and_counts_what_is_gone() {
        let team = TeamId::from_spelling("alpha").expect("an id");
        let mut facts = RunFacts::default();
        let mut log = |lines: Vec<String>, skipped, fresh| {
            facts.take(RunEvent::Log { team: team.clone(), lines, skipped, fresh });
            let tail = &facts.logs[&team];
            (tail.lines.len(), tail.before)
        };
        assert_eq!(log(vec!["a".to_owned(); 1500], 0, false), (1500, 0));
        assert_eq!(log(vec!["b".to_owned(); 1000], 0, false), (LOG_LINES, 500));
        assert_eq!(log(vec!["c".to_owned()], 7, false), (1, 2507), "after a gap only what follows it is the end");
        assert_eq!(log(vec!["d".to_owned()], 0, true), (1, 0));
    }
}
