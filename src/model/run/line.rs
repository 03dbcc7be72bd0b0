//! One line of a run's journal: something that happened, when, as JSON. Owns the format and its version. What a newer
//! program wrote is kept as it is and passed over; half a line that a kill left is no line.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::markers::Marker;
use super::signals::Message;
use super::team::{Measured, Permission, Process, Usage};
use super::trees::{KeptTree, Why};
use crate::model::manifest::{LocRange, Monitoring, Phase};
use crate::model::team::TeamId;

/// The version of the lines that this program writes.
pub const VERSION: u32 = 1;

/// Milliseconds since 1970, from whoever has a clock.
pub type Millis = u64;

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// When.
    pub at: Millis,
    /// What.
    pub what: What,
}

#[derive(Serialize, Deserialize)]
struct Written {
    v: u32,
    at: Millis,
    #[serde(flatten)]
    what: What,
}

/// What happened. One doc line a variant; names of members are the journal's keys.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum What {
    /// A run begins: everything before it is another run's.
    RunStarted { run: String, plan: RunPlan },
    /// A team joins the run, or its plan changes.
    TeamPlanned { plan: TeamPlan },
    /// The run is over.
    RunEnded,
    /// A host took the run up.
    HostStarted { process: Process },
    /// The host let go of it in order.
    HostEnded,
    /// A phase begins.
    PhaseSet { phase: usize },
    /// The phase's clock stands still, or goes on.
    ClockPaused { paused: bool },
    /// A team waits before it can start: for teams, or for a free place.
    TeamQueued { team: TeamId, waits_for: Vec<TeamId> },
    /// A process of the team's agent runs.
    TeamStarted { team: TeamId, process: Process, resumed: bool },
    /// It was found running after the host was gone, without its pipes.
    TeamFound { team: TeamId, process: Process },
    /// It ended: by itself, or because it was told to.
    TeamEnded { team: TeamId, code: Option<i32>, wanted: bool },
    /// It could not be started: a problem's id and its arguments.
    TeamFailed { team: TeamId, problem: String, args: Vec<(String, String)> },
    /// The agent's own id of its conversation; empty where the next one is to be a new one.
    Session { team: TeamId, id: String },
    /// A turn of the agent began.
    TurnStarted { team: TeamId },
    /// A turn ended; `error` says what went wrong.
    TurnEnded { team: TeamId, error: Option<String> },
    /// What the agent does now.
    Action { team: TeamId, text: String },
    /// The agent gave a sign of life (noted now and then, not each time).
    Alive { team: TeamId },
    /// The team said where it stands.
    Marked { team: TeamId, marker: Marker, source: Source },
    /// Tokens and cost so far.
    Used { team: TeamId, usage: Usage },
    /// What Dectet itself sees of the team's work.
    MeasuredNow { team: TeamId, measured: Measured },
    /// A claim of being complete was looked into; `against` holds the ids of what speaks against it.
    Judged { team: TeamId, against: Vec<String> },
    /// Something is to be sent to a team.
    PromptQueued { team: TeamId, prompt: u64, message: Message },
    /// It is about to be sent: from now on it may have arrived.
    PromptSending { team: TeamId, prompt: u64 },
    /// It was handed over whole.
    PromptDelivered { team: TeamId, prompt: u64 },
    /// The agent shows that it took it.
    PromptAcknowledged { team: TeamId, prompt: u64 },
    /// The agent did it.
    PromptObeyed { team: TeamId, prompt: u64 },
    /// It could not be sent, or the agent refused it.
    PromptFailed { team: TeamId, prompt: u64, reason: String },
    /// It was taken back before it was sent.
    PromptWithdrawn { team: TeamId, prompt: u64 },
    /// The agent asks for permission.
    PermissionAsked { team: TeamId, permission: Permission },
    /// A request was answered, by a person or a rule.
    PermissionAnswered { team: TeamId, request: String, allowed: bool, by_rule: bool },
    /// The agent no longer asks.
    PermissionGone { team: TeamId, request: String },
    /// The team pauses: a usage limit, a cap, or a person.
    Parked { team: TeamId, reason: ParkReason, until: Option<Millis> },
    /// It goes on.
    Unparked { team: TeamId },
    /// Everything of these teams was stopped; `survivors` are processes that could not be.
    Halted { teams: Vec<TeamId>, survivors: Vec<u32> },
    /// They may go on.
    Resumed { teams: Vec<TeamId> },
    /// What a team has not done is another's now: `open` is what was left, in words.
    WorkMoved { team: TeamId, to: TeamId, open: Vec<String> },
    /// A team wrote where it may not; `owner` is whose it is.
    WroteOutside { team: TeamId, path: String, owner: Option<TeamId> },
    /// What a team wrote where it may not is gone again.
    BackInside { team: TeamId, path: String },
    /// A team asks to be allowed to write somewhere.
    ExceptionAsked {
        team: TeamId,
        path: String,
        reason: String,
        #[serde(default)]
        owner: Option<TeamId>,
    },
    /// A person granted or refused it.
    ExceptionAnswered { team: TeamId, path: String, granted: bool },
    /// The team's mega-files were expanded into its tree; `problems` are those that a person and the team are told, in words.
    Expanded { team: TeamId, files: usize, problems: Vec<String> },
    /// Something about the team's files is in doubt, in words.
    Doubted { team: TeamId, problems: Vec<String> },
    /// A team's tree is being made ready: by this command of the setup, or (empty) made and filled.
    TreePreparing { team: TeamId, command: String },
    /// A command of the setup ended; `output` is the end of what it printed, without secrets.
    SetupEnded { team: TeamId, command: String, code: Option<i32>, took_ms: u64, output: Vec<String> },
    /// The tree is ready for the team's agent.
    TreeReady { team: TeamId },
    /// The team's work is in this commit of its branch: `made` by Dectet, with so many of the agent's own before it.
    Committed { team: TeamId, commit: String, made: bool, adopted: usize },
    /// Its work could not be committed: a problem's id and its arguments.
    NotCommitted { team: TeamId, problem: String, args: Vec<(String, String)> },
    /// A state that one can go back to was kept.
    Checkpointed { id: u64, why: Why, trees: Vec<KeptTree> },
    /// Old ones were dropped.
    CheckpointsDropped { ids: Vec<u64> },
    /// Teams are about to go back to one.
    GoingBack { id: u64, teams: Vec<TeamId> },
    /// These did.
    WentBack { id: u64, teams: Vec<TeamId> },
    /// The trees were merged: open conflicts, how many of them critical, paths kept out.
    Integrated { open: usize, critical: usize, kept_out: usize, files: usize, lines: usize },
    /// What "done" means was checked.
    Validated { passed: usize, failed: usize },
    /// What this program does not know; kept as it is.
    #[serde(skip)]
    Unknown { line: Value },
}

/// Where a marker came from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// The agent's output.
    #[default]
    Output,
    /// `dectet report`, or the team's status file.
    Report,
    /// A reply that a person pasted.
    Pasted,
}

/// Why a team pauses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ParkReason {
    /// The agent's usage limit is reached.
    UsageLimit,
    /// The run's cost cap is reached.
    CostCap,
    /// A person parked it.
    Person,
}

/// What a run is meant to be, as the manifest said when it began.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RunPlan {
    /// The project's name.
    pub project: String,
    /// The round, by its name; empty where there are none.
    pub round: String,
    /// The phases and their budgets.
    pub phases: Vec<Phase>,
    /// The teams.
    pub teams: Vec<TeamPlan>,
    /// When to warn.
    pub monitoring: Monitoring,
    /// How many agents run at once.
    pub parallel: u32,
    /// The run pauses when it has cost this much.
    pub cost_cap_usd: Option<f64>,
}

/// What a team is meant to do and with which agent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TeamPlan {
    /// Which team.
    pub id: TeamId,
    /// Its name for people.
    #[serde(default)]
    pub name: String,
    /// The name of its agent in the manifest (`manual` by default).
    #[serde(default)]
    pub agent: String,
    /// The adapter that talks to it: a name in the engine's table.
    #[serde(default)]
    pub adapter: String,
    /// Teams that must be ready before it starts.
    #[serde(default)]
    pub wait_for: Vec<TeamId>,
    /// Teams whose work it uses; it mocks what is not there.
    #[serde(default)]
    pub depends_on: Vec<TeamId>,
    /// Lines that it is to write.
    #[serde(default)]
    pub target_loc: Option<LocRange>,
    /// Mega-files that are expected.
    #[serde(default)]
    pub target_mega_files: Option<u32>,
}

impl Line {
    /// Something that happened now.
    pub fn new(at: Millis, what: What) -> Self {
        Self { at, what }
    }

    /// The line as it is written, without its newline.
    pub fn to_text(&self) -> String {
        match &self.what {
            What::Unknown { line } => line.to_string(),
            what => serde_json::to_string(&Written { v: VERSION, at: self.at, what: what.clone() }).unwrap_or_default(),
        }
    }

    /// Reads one line. `None` for what is no JSON object: half a line, or an empty one.
    pub fn from_text(text: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(text.trim()).ok()?;
        let at = value.as_object()?.get("at").and_then(Value::as_u64).unwrap_or_default();
        match serde_json::from_value::<Written>(value.clone()) {
            Ok(written) => Some(Self { at: written.at, what: written.what }),
            Err(_) => Some(Self { at, what: What::Unknown { line: value } }),
        }
    }

    /// Reads all lines of a journal.
    pub fn read_all(bytes: &[u8]) -> Vec<Self> {
        bytes.split(|byte| *byte == b'\n').filter_map(|line| Self::from_text(std::str::from_utf8(line).ok()?)).collect()
    }
}

impl Serialize for Line {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.what {
            What::Unknown { line } => line.serialize(serializer),
            what => Written { v: VERSION, at: self.at, what: what.clone() }.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Line {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        let at = value.get("at").and_then(Value::as_u64).unwrap_or_default();
        Ok(match serde_json::from_value::<Written>(value.clone()) {
            Ok(written) => Self { at: written.at, what: written.what },
            Err(_) => Self { at, what: What::Unknown { line: value } },
        })
    }
}

impl What {
    /// The team that it is about, where it is about one.
    pub fn team(&self) -> Option<&TeamId> {
        match self {
            Self::TeamPlanned { plan } => Some(&plan.id),
            Self::TeamQueued { team, .. }
            | Self::TeamStarted { team, .. }
            | Self::TeamFound { team, .. }
            | Self::TeamEnded { team, .. }
            | Self::TeamFailed { team, .. }
            | Self::Session { team, .. }
            | Self::TurnStarted { team }
            | Self::TurnEnded { team, .. }
            | Self::Action { team, .. }
            | Self::Alive { team }
            | Self::Marked { team, .. }
            | Self::Used { team, .. }
            | Self::MeasuredNow { team, .. }
            | Self::Judged { team, .. }
            | Self::PromptQueued { team, .. }
            | Self::PromptSending { team, .. }
            | Self::PromptDelivered { team, .. }
            | Self::PromptAcknowledged { team, .. }
            | Self::PromptObeyed { team, .. }
            | Self::PromptFailed { team, .. }
            | Self::PromptWithdrawn { team, .. }
            | Self::PermissionAsked { team, .. }
            | Self::PermissionAnswered { team, .. }
            | Self::PermissionGone { team, .. }
            | Self::Parked { team, .. }
            | Self::Unparked { team }
            | Self::WorkMoved { team, .. }
            | Self::TreePreparing { team, .. }
            | Self::SetupEnded { team, .. }
            | Self::TreeReady { team }
            | Self::Committed { team, .. }
            | Self::NotCommitted { team, .. }
            | Self::WroteOutside { team, .. }
            | Self::BackInside { team, .. }
            | Self::Expanded { team, .. }
            | Self::Doubted { team, .. }
            | Self::ExceptionAsked { team, .. }
            | Self::ExceptionAnswered { team, .. } => Some(team),
            Self::RunStarted { .. }
            | Self::RunEnded
            | Self::HostStarted { .. }
            | Self::HostEnded
            | Self::PhaseSet { .. }
            | Self::ClockPaused { .. }
            | Self::Halted { .. }
            | Self::Resumed { .. }
            | Self::Checkpointed { .. }
            | Self::CheckpointsDropped { .. }
            | Self::GoingBack { .. }
            | Self::WentBack { .. }
            | Self::Integrated { .. }
            | Self::Validated { .. }
            | Self::Unknown { .. } => None,
        }
    }
}
