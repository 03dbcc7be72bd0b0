//! The phases of a run: their clock, what must be true before the next, and when it will all be over at this pace. Owns no
//! clock of its own: whoever asks says what time it is.

use serde::{Deserialize, Serialize};

use super::line::Millis;
use super::state::RunState;
use super::team::{Claim, TeamRun, TeamState};
use crate::model::team::TeamId;

/// How long each phase has taken.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// The phase that it is, from 0.
    pub phase: usize,
    /// What each phase took until it was left (or paused), in milliseconds.
    pub spent: Vec<Millis>,
    /// Since when the clock of this phase goes; none while it stands.
    pub since: Option<Millis>,
}

/// How many phases a clock counts at most: a journal may say anything.
const MOST_PHASES: usize = 64;

impl Clock {
    /// The first phase begins.
    pub fn begin(now: Millis) -> Self {
        Self { phase: 0, spent: Vec::new(), since: Some(now) }
    }

    /// Another phase begins; one that was left before goes on where it was.
    pub fn set(&mut self, phase: usize, now: Millis) {
        self.pause(now);
        self.phase = phase.min(MOST_PHASES);
        self.since = Some(now);
    }

    /// The clock stands.
    pub fn pause(&mut self, now: Millis) {
        if let Some(since) = self.since.take() {
            if self.spent.len() <= self.phase {
                self.spent.resize(self.phase + 1, 0);
            }
            self.spent[self.phase] = self.spent[self.phase].saturating_add(now.saturating_sub(since));
        }
    }

    /// The clock goes on.
    pub fn go_on(&mut self, now: Millis) {
        self.since.get_or_insert(now);
    }

    /// What a phase has taken until now.
    pub fn spent(&self, phase: usize, now: Millis) -> Millis {
        let before = self.spent.get(phase).copied().unwrap_or_default();
        let running = self.since.filter(|_| phase == self.phase).map_or(0, |since| now.saturating_sub(since));
        before.saturating_add(running)
    }
}

/// What a phase is for, whatever it is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PhaseKind {
    /// Teams write their mega-files.
    Initialization,
    /// Mega-files are expanded, teams complete what templates cannot say.
    Execution,
    /// The trees become one.
    Integration,
    /// The result is checked.
    Validation,
    /// A phase of the manifest's own: a person says when it is over.
    Other,
}

impl PhaseKind {
    /// What a phase of this name is for.
    pub fn of_name(name: &str) -> Self {
        let name = name.to_lowercase();
        if name.starts_with("init") || name.contains("mega") || name.contains("start") {
            Self::Initialization
        } else if name.starts_with("exec") || name.contains("expan") || name.contains("genomför") {
            Self::Execution
        } else if name.starts_with("integ") || name.contains("merge") {
            Self::Integration
        } else if name.starts_with("valid") || name.contains("test") || name.contains("check") {
            Self::Validation
        } else {
            Self::Other
        }
    }
}

/// Something that must be true before the next phase, and what is against it now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// All expected mega-files are there; these teams' are not.
    MegaFiles {
        /// The teams whose are not.
        missing: Vec<TeamId>,
    },
    /// All teams are ready (or complete); these are not.
    Ready {
        /// The teams that are not.
        missing: Vec<TeamId>,
    },
    /// What is complete is confirmed; these are only claims.
    Confirmed {
        /// The teams whose word it is.
        missing: Vec<TeamId>,
    },
    /// The trees were merged.
    Integrated {
        /// Whether they were.
        is_done: bool,
    },
    /// No critical conflict is open.
    NoCriticalConflicts {
        /// How many are.
        open: usize,
    },
    /// The checks were run, and none failed.
    ChecksPass {
        /// How many failed; none where they were not run.
        failed: Option<usize>,
    },
}

impl Condition {
    /// Whether it is met.
    pub fn is_met(&self) -> bool {
        match self {
            Self::MegaFiles { missing } | Self::Ready { missing } | Self::Confirmed { missing } => missing.is_empty(),
            Self::Integrated { is_done } => *is_done,
            Self::NoCriticalConflicts { open } => *open == 0,
            Self::ChecksPass { failed } => *failed == Some(0),
        }
    }
}

/// A phase's clock against its budget.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Time {
    /// Spent, in milliseconds.
    pub spent: Millis,
    /// Its budget.
    pub budget: Millis,
}

impl Time {
    /// Whether it took longer than planned.
    pub fn is_over(&self) -> bool {
        self.budget > 0 && self.spent > self.budget
    }
}

impl RunState {
    /// What the present phase is for.
    pub fn phase_kind(&self) -> PhaseKind {
        self.plan.phases.get(self.clock.phase).map_or(PhaseKind::Other, |phase| PhaseKind::of_name(&phase.name))
    }

    /// A phase's clock.
    pub fn time(&self, phase: usize, now: Millis) -> Time {
        let budget = self.plan.phases.get(phase).map_or(0, |phase| u64::from(phase.minutes) * 60_000);
        Time { spent: self.clock.spent(phase, now), budget }
    }

    /// What must be true before the next phase, with what is against it.
    pub fn conditions(&self) -> Vec<Condition> {
        let teams = |is_missing: fn(&TeamRun) -> bool| -> Vec<TeamId> {
            self.teams.iter().filter(|team| is_missing(team)).map(|team| team.id().clone()).collect()
        };
        let ready = || Condition::Ready { missing: teams(|team| !matches!(team.stands, TeamState::Ready | TeamState::Complete)) };
        match self.phase_kind() {
            PhaseKind::Initialization => vec![
                Condition::MegaFiles {
                    missing: teams(|team| team.measured.mega_files < team.plan.target_mega_files.unwrap_or(1).max(1)),
                },
                ready(),
            ],
            PhaseKind::Execution => vec![
                ready(),
                Condition::Confirmed {
                    missing: teams(|team| team.stands == TeamState::Complete && team.claim != Claim::Confirmed),
                },
            ],
            PhaseKind::Integration => vec![
                Condition::Integrated { is_done: self.integrated.is_some() },
                Condition::NoCriticalConflicts { open: self.integrated.map_or(0, |integrated| integrated.critical) },
            ],
            PhaseKind::Validation => vec![Condition::ChecksPass { failed: self.validated.map(|(_, failed)| failed) }],
            PhaseKind::Other => Vec::new(),
        }
    }

    /// Whether the next phase could begin.
    pub fn can_go_on(&self) -> bool {
        self.conditions().iter().all(Condition::is_met)
    }

    /// How far all teams are together, 0 to 100; `None` where nothing is known of any.
    pub fn percent(&self) -> Option<u8> {
        let known: Vec<u32> = self.teams.iter().filter_map(|team| team.percent()).map(u32::from).collect();
        let count = u32::try_from(self.teams.len()).unwrap_or(u32::MAX).max(1);
        (!known.is_empty()).then(|| u8::try_from(known.iter().sum::<u32>() / count).unwrap_or(100))
    }

    /// When it will all be over at this pace: the present phase by the progress so far (at least what is left of its
    /// budget where little is known), then the budgets of those that follow.
    pub fn projected_end(&self, now: Millis) -> Option<Millis> {
        if !self.is_running() {
            return None;
        }
        let Time { spent, budget } = self.time(self.clock.phase, now);
        let left_of_budget = budget.saturating_sub(spent);
        let left = match (self.phase_kind(), self.percent()) {
            // Below this a division says nothing.
            (PhaseKind::Execution, Some(percent)) if percent >= 5 => {
                let (spent, percent) = (u128::from(spent), u128::from(percent.min(100)));
                u64::try_from(spent * (100 - percent) / percent).unwrap_or(u64::MAX)
            }
            _ => left_of_budget,
        };
        let later = self.plan.phases.iter().skip(self.clock.phase + 1).map(|phase| u64::from(phase.minutes) * 60_000);
        Some(now.saturating_add(left).saturating_add(later.sum()))
    }
}
