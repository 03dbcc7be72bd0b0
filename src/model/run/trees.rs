//! Teams' trees in a run: being made ready, what was committed from them, and the states of them that one can go back to.
//! Owns the values, their place in the fold, and which checkpoints are worth keeping; not git or files.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::line::{Line, Millis, What};
use super::state::{MomentKind, RunState};
use crate::model::team::TeamId;

/// Of the checkpoints that time alone made, so many are all kept; of older ones, one an hour.
const NEWEST: usize = 12;
const HOUR: Millis = 60 * 60_000;
/// More checkpoints than this are never kept.
const MOST: usize = 200;

/// A team's tree as the run has seen it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TreeRun {
    /// It is being made ready: by this command of the setup, or (empty) made and filled.
    pub preparing: Option<String>,
    /// Its last commit that Dectet knows; none in a project without git.
    pub head: Option<String>,
    /// How many commits Dectet made.
    pub made: usize,
    /// How many of the agent's own were taken over.
    pub adopted: usize,
    /// Why its work could not be committed: a problem's id and arguments.
    pub held_up: Option<(String, Vec<(String, String)>)>,
}

/// Why a checkpoint was kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// It was time for one.
    #[default]
    Time,
    /// A phase or a step of it was about to begin.
    Step,
    /// Everything had been halted.
    Halt,
    /// The team said that it is ready or complete.
    Report,
    /// Teams were about to go back to an earlier one.
    Back,
    /// A person asked for it.
    Person,
}

/// A team's tree in a checkpoint, against the team's checkpoint before it (or the start of its tree).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct KeptTree {
    pub team: TeamId,
    /// All files in it.
    pub files: u64,
    /// Files that differ.
    pub changed: u64,
    /// Lines that came.
    pub added: u64,
    /// Lines that went.
    pub removed: u64,
}

/// A state that one can go back to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Checkpoint {
    pub id: u64,
    pub why: Why,
    pub trees: Vec<KeptTree>,
    pub at: Millis,
}

impl Checkpoint {
    /// Whether it holds a team's tree.
    pub fn has(&self, team: &TeamId) -> bool {
        self.trees.iter().any(|tree| tree.team == *team)
    }
}

/// What going back would change in a team's tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Difference {
    pub team: TeamId,
    /// Files that come back.
    pub created: u64,
    /// Files that become what they were.
    pub rewritten: u64,
    /// Files that go.
    pub deleted: u64,
    /// Lines that come.
    pub added: u64,
    /// Lines that go.
    pub removed: u64,
}

impl Difference {
    /// Whether anything would change.
    pub fn is_any(&self) -> bool {
        self.created + self.rewritten + self.deleted > 0
    }
}

/// Teams on their way back to a checkpoint: whoever finds this finishes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Back {
    pub id: u64,
    pub teams: Vec<TeamId>,
}

impl RunState {
    /// The number of the next checkpoint.
    pub fn next_checkpoint(&self) -> u64 {
        self.last_checkpoint.saturating_add(1)
    }

    /// The newest checkpoint of a team.
    pub fn checkpoint_of(&self, team: &TeamId) -> Option<&Checkpoint> {
        self.checkpoints.iter().rev().find(|checkpoint| checkpoint.has(team))
    }

    /// Takes a line in that is about trees.
    pub(super) fn apply_trees(&mut self, line: &Line) -> Option<(Option<TeamId>, MomentKind)> {
        let at = line.at;
        match &line.what {
            What::Checkpointed { id, why, trees } => {
                self.last_checkpoint = self.last_checkpoint.max(*id);
                self.checkpoints.push(Checkpoint { id: *id, why: *why, trees: trees.clone(), at });
                // What time alone made is no news.
                (*why != Why::Time).then_some((None, MomentKind::Checkpoint(*why)))
            }
            What::CheckpointsDropped { ids } => {
                self.checkpoints.retain(|checkpoint| !ids.contains(&checkpoint.id));
                None
            }
            What::GoingBack { id, teams } => {
                self.going_back = Some(Back { id: *id, teams: teams.clone() });
                None
            }
            What::WentBack { id, teams } => {
                self.going_back = None;
                let one = teams.first().filter(|_| teams.len() == 1).cloned();
                (!teams.is_empty()).then_some((one, MomentKind::WentBack(*id)))
            }
            _ => None,
        }
    }
}

impl TreeRun {
    /// Takes a line in that is about this tree; whether it was one.
    pub(super) fn apply(&mut self, what: &What) -> bool {
        match what {
            What::TreePreparing { command, .. } => self.preparing = Some(command.clone()),
            What::SetupEnded { .. } => {}
            What::TreeReady { .. } => self.preparing = None,
            What::Committed { commit, made, adopted, .. } => {
                self.head = Some(commit.clone());
                self.made += usize::from(*made);
                self.adopted += *adopted;
                self.held_up = None;
            }
            What::NotCommitted { problem, args, .. } => self.held_up = Some((problem.clone(), args.clone())),
            _ => return false,
        }
        true
    }
}

/// Which checkpoints are not worth keeping any more: of those that time alone made, older ones but one an hour; and the
/// oldest, where there are too many. The newest of each team always stays.
pub fn dispensable(checkpoints: &[Checkpoint]) -> Vec<u64> {
    let mut newest: BTreeSet<&TeamId> = BTreeSet::new();
    let mut hours: BTreeSet<Millis> = BTreeSet::new();
    let (mut timed, mut kept) = (0, 0);
    let mut gone = Vec::new();
    for checkpoint in checkpoints.iter().rev() {
        let is_newest = checkpoint.trees.iter().filter(|tree| newest.insert(&tree.team)).count() > 0;
        let is_timed = checkpoint.why == Why::Time;
        timed += usize::from(is_timed);
        let is_wanted = !is_timed || timed <= NEWEST || hours.insert(checkpoint.at / HOUR);
        if is_newest || (is_wanted && kept < MOST) {
            kept += 1;
        } else {
            gone.push(checkpoint.id);
        }
    }
    gone
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checkpoint(id: u64, minute: u64, why: Why, teams: &[&str]) -> Checkpoint {
        let tree = |team: &&str| KeptTree {
            team: TeamId::from_spelling(team).expect("an id"),
            files: 1,
            changed: 1,
            added: 1,
            removed: 0,
        };
        Checkpoint { id, why, trees: teams.iter().map(tree).collect(), at: minute * 60_000 }
    }

    #[test]
    fn old_ones_are_thinned_out_and_what_matters_stays() {
        // One every ten minutes for six hours, a step at two hours, and a team that stopped early.
        let mut all: Vec<Checkpoint> = (0..36).map(|n| checkpoint(n, n * 10, Why::Time, &["alpha"])).collect();
        all[12].why = Why::Step;
        all[3].trees = checkpoint(0, 0, Why::Time, &["alpha", "beta"]).trees;
        let gone = dispensable(&all);
        let left: Vec<u64> = all.iter().map(|known| known.id).filter(|id| !gone.contains(id)).collect();
        assert!(left.contains(&12) && left.contains(&3), "{left:?}");
        assert!((24..36).all(|id| left.contains(&id)), "{left:?}");
        assert_eq!(left.iter().filter(|id| **id < 24).count(), 4 + 2, "{left:?}");
        assert_eq!(dispensable(&all[24..]), Vec::<u64>::new());
        let many: Vec<Checkpoint> = (0..300).map(|n| checkpoint(n, n, Why::Person, &["alpha"])).collect();
        assert_eq!(dispensable(&many).len(), 100);
    }
}
