//! One team of a run as it stands: what it claims, what Dectet sees, what was sent to it and what it asks. Owns the values
//! and what follows from them (the state to show, the group of its card). Not: how they came about (`state`).

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use super::line::{Millis, ParkReason, TeamPlan};
use super::markers::{Marker, MarkerKind};
use super::signals::Message;
use super::trees::TreeRun;
use crate::model::manifest::Monitoring;
use crate::model::team::TeamId;

/// A process, so that it is not mistaken for another that got its number later.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Process {
    /// Its number.
    pub pid: u32,
    /// When it started, as the system counts.
    pub started: u64,
}

/// Tokens and cost so far, over all of the team's turns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Usage {
    /// Tokens read, those from a cache not counted.
    pub input: u64,
    /// Tokens read from a cache.
    pub cached: u64,
    /// Tokens written.
    pub output: u64,
    /// What it cost, where the agent says so.
    pub cost_usd: Option<f64>,
}

impl Usage {
    /// All tokens.
    pub fn tokens(&self) -> u64 {
        self.input.saturating_add(self.cached).saturating_add(self.output)
    }

    /// Both together.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        Self {
            input: self.input.saturating_add(other.input),
            cached: self.cached.saturating_add(other.cached),
            output: self.output.saturating_add(other.output),
            cost_usd: match (self.cost_usd, other.cost_usd) {
                (None, None) => None,
                (one, another) => Some(one.unwrap_or_default() + another.unwrap_or_default()),
            },
        }
    }
}

/// What Dectet sees of a team's work.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Measured {
    /// Mega-files that are there and can be read.
    pub mega_files: u32,
    /// Files in its tree.
    pub files: u64,
    /// Lines in them.
    pub lines: u64,
}

/// A request for permission.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Permission {
    /// The agent's id of the request.
    pub request: String,
    /// What it wants to use: `Bash`, `Write` …
    pub tool: String,
    /// What for, on one line: the command or the path.
    pub summary: String,
    /// All that it said, for who wants to look closely.
    pub input: serde_json::Value,
    /// The path that it would write, where there is one.
    pub path: Option<String>,
    /// The agent's own reason.
    pub reason: Option<String>,
    /// When it asked.
    pub at: Millis,
}

/// How far a prompt got.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Delivery {
    /// It waits for its turn.
    Queued,
    /// It is on its way; after a crash nobody knows whether it arrived: *maybe delivered*, and never sent again by itself.
    Maybe,
    /// It was handed over whole.
    Delivered,
    /// The agent took it.
    Acknowledged,
    /// The agent did it.
    Obeyed,
    /// It did not work.
    Failed,
    /// It was taken back before it was sent.
    Withdrawn,
}

/// Something sent to a team.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Prompt {
    /// Its number in the run.
    pub id: u64,
    /// What.
    pub message: Message,
    /// How far it got.
    pub delivery: Delivery,
    /// When it was asked for.
    pub at: Millis,
    /// When it got where it is.
    pub changed: Millis,
    /// Why it failed.
    #[serde(default)]
    pub reason: Option<String>,
}

/// Where a team stands: FORMATS's one list, the last three by Dectet alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum TeamState {
    #[default]
    Idle,
    Working,
    Blocked,
    Ready,
    Complete,
    Error,
    Silent,
    Parked,
    Halted,
}

impl TeamState {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Idle,
        Self::Working,
        Self::Blocked,
        Self::Ready,
        Self::Complete,
        Self::Error,
        Self::Silent,
        Self::Parked,
        Self::Halted,
    ];

    /// Its name in files and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Working => "working",
            Self::Blocked => "blocked",
            Self::Ready => "ready",
            Self::Complete => "complete",
            Self::Error => "error",
            Self::Silent => "silent",
            Self::Parked => "parked",
            Self::Halted => "halted",
        }
    }

    /// The state of this name.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

/// What a claim of being complete is worth.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Claim {
    /// Nothing is claimed.
    #[default]
    None,
    /// The team says so; nobody has looked yet.
    Claimed,
    /// Mega-files parse, expansion passes, paths are inside.
    Confirmed,
    /// This speaks against it: ids of problems.
    Refuted(Vec<String>),
}

/// What a team reported of its progress.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs)]
pub struct Reported {
    pub percent: Option<u8>,
    pub lines: Option<u64>,
    pub mega_files: Option<(u32, u32)>,
}

/// Something that holds a team up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Blocker {
    /// In the team's words.
    pub text: String,
    /// The team that it waits for, where it names one.
    pub team: Option<TeamId>,
    /// Since when.
    pub since: Millis,
}

/// A path that a team wrote or wants to write although it is not its own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Outside {
    /// Which path.
    pub path: String,
    /// Whose it is.
    pub owner: Option<TeamId>,
    /// Why the team wants it, where it asks for an exception.
    pub reason: Option<String>,
    /// Whether the team asks and nobody has answered.
    pub is_open: bool,
    /// Whether a person granted it.
    pub is_granted: bool,
    /// Whether a person granted or refused it.
    pub is_answered: bool,
    /// Whether it lies in the team's tree now.
    pub is_written: bool,
}

impl Outside {
    /// Whether a person has to look at it: asked for, or written, and not answered.
    pub fn is_waiting(&self) -> bool {
        self.is_open || (self.is_written && !self.is_answered)
    }
}

/// A team of a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TeamRun {
    /// What it is meant to do, with which agent and adapter.
    pub plan: TeamPlan,
    /// Its process, while one runs.
    pub process: Option<Process>,
    /// Whether the process was found again after a host's death: it can be stopped, but not talked to.
    pub is_detached: bool,
    /// Whether it was ever started in this run.
    pub was_started: bool,
    /// How its last process ended: its exit code, where there was one.
    pub ended: Option<Ended>,
    /// The agent's id of the conversation: with it, it can be resumed.
    pub session: Option<String>,
    /// Whether a turn of the agent runs.
    pub in_turn: bool,
    /// What the team says of itself by markers.
    pub stands: TeamState,
    /// What its claim of being complete is worth.
    pub claim: Claim,
    /// What it reported.
    pub reported: Reported,
    /// What Dectet sees.
    pub measured: Measured,
    /// Lines over time, as measured: when and how many.
    pub series: VecDeque<(Millis, u64)>,
    /// What it does now.
    pub action: Option<String>,
    /// The last marker, and when it came.
    pub marker: Option<(Marker, Millis)>,
    /// When it gave its last sign of life.
    pub last_sign: Option<Millis>,
    /// When it was started first.
    pub started_at: Option<Millis>,
    /// Tokens and cost.
    pub usage: Usage,
    /// What was sent to it, oldest first.
    pub prompts: VecDeque<Prompt>,
    /// What it asks and nobody has answered.
    pub permissions: Vec<Permission>,
    /// What holds it up.
    pub blockers: Vec<Blocker>,
    /// Teams that it waits for before it starts.
    pub waits_for: Vec<TeamId>,
    /// Whether it waits for a free place.
    pub is_queued: bool,
    /// That it pauses, why, and until when.
    pub parked: Option<(ParkReason, Option<Millis>)>,
    /// That everything of it was stopped.
    pub is_halted: bool,
    /// Why it could not be started: a problem's id and arguments.
    pub failed: Option<(String, Vec<(String, String)>)>,
    /// What went wrong in its last turn.
    pub error: Option<String>,
    /// What it wrote, or wants to write, outside of its paths.
    pub outside: Vec<Outside>,
    /// Who took over what it has not done.
    #[serde(default)]
    pub moved_to: Option<TeamId>,
    /// Whose open work it took over.
    #[serde(default)]
    pub took_from: Vec<TeamId>,
    /// What did not expand of its mega-files, in words.
    #[serde(default)]
    pub problems: Vec<String>,
    /// Its tree.
    #[serde(default)]
    pub tree: TreeRun,
}

/// How a process ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    /// Its exit code; none where it was killed, or nobody was there to see it.
    pub code: Option<i32>,
    /// Whether it was told to.
    pub wanted: bool,
    /// When.
    pub at: Millis,
}

/// A team's state to show, with why it is that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Which.
    pub state: TeamState,
    /// Whether it is only the team's word (a *complete* that is not confirmed).
    pub is_claim: bool,
}

/// The groups of cards, in the order in which they are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// A person must do something.
    NeedsMe,
    /// At work, or about to be.
    Working,
    /// Done with its phase.
    Ready,
    /// Done, and confirmed.
    Done,
}

impl Group {
    /// All of them, in order.
    pub const ALL: [Self; 4] = [Self::NeedsMe, Self::Working, Self::Ready, Self::Done];
}

impl TeamRun {
    /// A team that has not begun.
    pub fn new(plan: TeamPlan) -> Self {
        Self {
            plan,
            process: None,
            is_detached: false,
            was_started: false,
            ended: None,
            session: None,
            in_turn: false,
            stands: TeamState::Idle,
            claim: Claim::None,
            reported: Reported::default(),
            measured: Measured::default(),
            series: VecDeque::new(),
            action: None,
            marker: None,
            last_sign: None,
            started_at: None,
            usage: Usage::default(),
            prompts: VecDeque::new(),
            permissions: Vec::new(),
            blockers: Vec::new(),
            waits_for: Vec::new(),
            is_queued: false,
            parked: None,
            is_halted: false,
            failed: None,
            error: None,
            outside: Vec::new(),
            moved_to: None,
            took_from: Vec::new(),
            problems: Vec::new(),
            tree: TreeRun::default(),
        }
    }

    /// Its id.
    pub fn id(&self) -> &TeamId {
        &self.plan.id
    }

    /// Whether a person carries prompts and replies.
    pub fn is_manual(&self) -> bool {
        self.plan.adapter == "manual"
    }

    /// Where it stands now, what Dectet sees before what the team says.
    pub fn shown(&self, rules: &Monitoring, now: Millis) -> Shown {
        let plain = |state| Shown { state, is_claim: false };
        if self.is_halted {
            return plain(TeamState::Halted);
        }
        if self.parked.is_some() {
            return plain(TeamState::Parked);
        }
        if self.failed.is_some() || (self.error.is_some() && !self.in_turn) {
            return plain(TeamState::Error);
        }
        match self.stands {
            TeamState::Complete => return Shown { state: TeamState::Complete, is_claim: self.claim != Claim::Confirmed },
            TeamState::Ready | TeamState::Blocked | TeamState::Error => return plain(self.stands),
            _ => {}
        }
        if self.is_silent(rules, now) {
            return plain(TeamState::Silent);
        }
        if self.in_turn || self.tree.preparing.is_some() {
            return plain(TeamState::Working);
        }
        // What it said last is no longer so once its agent is gone; one that lives for a turn is only between two.
        plain(match self.ended.filter(|_| self.process.is_none()) {
            Some(_) if self.died() => TeamState::Error,
            Some(Ended { wanted: true, .. }) => TeamState::Idle,
            _ if self.stands == TeamState::Working => TeamState::Working,
            _ => TeamState::Idle,
        })
    }

    /// Whether it should be at work but has given no sign of life for longer than the manifest allows. One that waits for a
    /// person's answer is not silent.
    pub fn is_silent(&self, rules: &Monitoring, now: Millis) -> bool {
        let should_work = self.in_turn || (self.is_manual() && self.stands == TeamState::Working);
        let quiet = self.last_sign.map(|at| now.saturating_sub(at));
        should_work && self.permissions.is_empty() && quiet.is_some_and(|quiet| quiet > rules.stalled_after_secs * 1000)
    }

    /// The group of its card.
    pub fn group(&self, rules: &Monitoring, now: Millis) -> Group {
        let asks = !self.permissions.is_empty()
            || self.outside.iter().any(Outside::is_waiting)
            || self.prompts.iter().any(|prompt| prompt.delivery == Delivery::Maybe && self.process.is_none())
            || self.is_detached
            || (self.was_started && self.process.is_none() && self.died());
        if asks {
            return Group::NeedsMe;
        }
        match self.shown(rules, now) {
            Shown { state: TeamState::Complete, is_claim: false } => Group::Done,
            Shown { state: TeamState::Complete, .. } if matches!(self.claim, Claim::Refuted(_)) => Group::NeedsMe,
            Shown { state: TeamState::Ready | TeamState::Complete, .. } => Group::Ready,
            Shown { state: TeamState::Blocked | TeamState::Error | TeamState::Silent | TeamState::Halted, .. } => Group::NeedsMe,
            Shown { state: TeamState::Parked, .. } if matches!(self.parked, Some((ParkReason::CostCap, _))) => Group::NeedsMe,
            Shown { state: TeamState::Idle | TeamState::Working | TeamState::Parked, .. } => Group::Working,
        }
    }

    /// Whether its last process ended without being told to, and not well.
    pub fn died(&self) -> bool {
        self.ended.is_some_and(|ended| !ended.wanted && ended.code != Some(0))
    }

    /// Progress in percent by what Dectet sees against the targets; `None` where there is no target.
    pub fn measured_percent(&self) -> Option<u8> {
        let of = |done: u64, all: u64| (all > 0).then(|| (done as f64 / all as f64).min(1.0));
        let lines = self.plan.target_loc.and_then(|range| of(self.measured.lines, range.min));
        let mega = self.plan.target_mega_files.and_then(|all| of(self.measured.mega_files.into(), all.into()));
        let share = match (lines, mega) {
            (Some(lines), Some(mega)) => lines.midpoint(mega),
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => return None,
        };
        Some((share * 100.0).floor() as u8)
    }

    /// The best number there is for how far it is: what Dectet sees where it can, else what the team says.
    pub fn percent(&self) -> Option<u8> {
        if self.claim == Claim::Confirmed {
            return Some(100);
        }
        self.measured_percent().or(self.reported.percent)
    }

    /// The prompts that wait to be sent.
    pub fn queued(&self) -> impl Iterator<Item = &Prompt> {
        self.prompts.iter().filter(|prompt| prompt.delivery == Delivery::Queued)
    }

    /// The last prompt that was sent.
    pub fn last_sent(&self) -> Option<&Prompt> {
        self.prompts.iter().rev().find(|prompt| !matches!(prompt.delivery, Delivery::Queued | Delivery::Withdrawn))
    }

    /// A phase begins in which there is more to do: who was ready for it is at work again. What is complete stays so.
    pub(super) fn begin_again(&mut self) {
        if self.stands == TeamState::Ready {
            self.stands = TeamState::Working;
        }
    }

    /// Takes a marker in.
    pub(super) fn mark(&mut self, marker: &Marker, at: Millis) {
        let stands = match marker.kind {
            MarkerKind::Status => TeamState::Working,
            MarkerKind::Blocked => TeamState::Blocked,
            MarkerKind::Ready => TeamState::Ready,
            MarkerKind::Complete => TeamState::Complete,
            MarkerKind::Error => TeamState::Error,
        };
        self.claim = match (marker.kind, std::mem::take(&mut self.claim)) {
            (MarkerKind::Complete, Claim::Confirmed) => Claim::Confirmed,
            (MarkerKind::Complete, _) => Claim::Claimed,
            _ => Claim::None,
        };
        self.stands = stands;
        self.reported.percent = marker.percent.or(self.reported.percent);
        self.reported.lines = marker.lines.or(self.reported.lines);
        self.reported.mega_files = marker.mega_files.or(self.reported.mega_files);
        self.blockers = match marker.kind {
            MarkerKind::Blocked => {
                let blocker = |team| Blocker { text: marker.text.clone(), team, since: at };
                match marker.waits_for.as_slice() {
                    [] => vec![blocker(None)],
                    teams => teams.iter().map(|team| blocker(Some(team.clone()))).collect(),
                }
            }
            _ => Vec::new(),
        };
        if marker.kind == MarkerKind::Status && !marker.text.is_empty() {
            self.action = Some(marker.text.clone());
        }
        self.marker = Some((marker.clone(), at));
    }
}
