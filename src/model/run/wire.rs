//! What host and clients say to each other, one JSON line each. A client says who it is, then asks; the host answers with
//! notices: first the state as it is, then every line of the journal as it is written, so that both fold the same. Owns the
//! words of that conversation; the socket is the engine's.

use serde::{Deserialize, Serialize};

use super::line::Line;
use super::screen::Screen;
use super::signals::Message;
use super::state::RunState;
use crate::model::problem::Problem;
use crate::model::team::TeamId;

/// The version of the conversation: a host and a client of different ones do not talk.
pub const PROTOCOL: u32 = 1;

/// What a client asks for. One doc line a variant; an empty list of teams means all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "ask", rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Request {
    /// Says who it is; the first line of all. `watch`: it wants notices until it goes.
    Hello { protocol: u32, token: String, watch: bool },
    /// Begin a run of these teams (a round of the manifest by its number, from 0).
    StartRun { teams: Vec<TeamId>, round: Option<usize> },
    /// End the run: agents are stopped in order, the journal stays.
    EndRun,
    /// Start these teams' agents: brief them, or resume their conversation where they have one.
    StartTeams { teams: Vec<TeamId> },
    /// Stop them: they can be started again where they were.
    StopTeams { teams: Vec<TeamId> },
    /// Stop a team and start it anew, with a conversation of its own; `prompt` instead of its own where one is given.
    RestartTeam { team: TeamId, prompt: Option<String> },
    /// Use another agent of the manifest for a team from its next start on.
    SetAgent { team: TeamId, agent: String },
    /// Say something.
    Send { teams: Vec<TeamId>, message: Message },
    /// Take back what has not been sent yet.
    Withdraw { team: TeamId, prompt: u64 },
    /// A person carried this to the chat of a team without a process.
    Carried { team: TeamId, prompt: u64 },
    /// Send again what may not have arrived: only ever because a person says so.
    SendAgain { team: TeamId, prompt: u64 },
    /// End the turn of these agents without ending them.
    Interrupt { teams: Vec<TeamId> },
    /// Answer a request for permission; `always`: and the same tool for this team from now on.
    Answer { team: TeamId, request: String, decision: Decision, always: bool },
    /// Answer everything that is asked now.
    AnswerAll { teams: Vec<TeamId>, decision: Decision },
    /// Stop everything, now: freeze, then kill, whatever it does with signals.
    Halt { teams: Vec<TeamId> },
    /// Go on after a halt: teams that ran are resumed.
    Resume { teams: Vec<TeamId> },
    /// Let teams pause, or go on.
    Park { teams: Vec<TeamId>, parked: bool },
    /// Begin a phase.
    SetPhase { phase: usize },
    /// Let the clock stand, or go on.
    PauseClock { paused: bool },
    /// What a team reported by `dectet report`.
    Reported { team: TeamId, status: String, percent: Option<u8>, text: String },
    /// What a person pasted for a team without an agent of its own.
    Pasted { team: TeamId, text: String },
    /// Have a team mend these files, wherever they lie: `text` is all that it is told.
    Fix { team: TeamId, files: Vec<String>, text: String },
    /// Let a team take over what another has not done.
    MoveWork { from: TeamId, to: TeamId },
    /// Let a team write there, or not.
    AnswerException { team: TeamId, path: String, granted: bool },
    /// Something for the journal that another part of the program did: a checkpoint, an integration, a check.
    Note { line: Line },
    /// Type into a team's terminal: bytes as a keyboard sends them.
    Type { team: TeamId, text: String },
    /// Paste into a team's terminal.
    Paste { team: TeamId, text: String },
    /// Show a team's terminal in this size, scrolled back so far; `focus`: at once, whatever else happens.
    Look { team: TeamId, columns: u16, rows: u16, offset: u32, focus: bool },
    /// Show no team's terminal any more.
    LookAway { team: TeamId },
    /// The last lines of a team's log.
    Log { team: TeamId, lines: usize },
    /// Keep a state of these teams' trees that one can go back to.
    Checkpoint { teams: Vec<TeamId> },
    /// Let these teams' trees go back to a checkpoint; `stop`: their agents are stopped first.
    GoBack { teams: Vec<TeamId>, id: u64, stop: bool },
    /// What going back would change; the window's own line answers it.
    Compare { teams: Vec<TeamId>, id: u64 },
    /// Trees that belong to no team of the run; the window's own line answers it.
    Leftovers,
    /// Remove one of them, if nothing in it would be lost; answered as [`Request::Leftovers`] is.
    RemoveLeftover { name: String },
    /// Hangs up: the host closes the line.
    Bye,
    /// End, if nothing runs.
    Quit,
}

/// An answer to a request for permission.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Decision {
    /// Let it.
    Allow,
    /// Do not, and say why.
    Deny(String),
}

impl Decision {
    /// Whether it lets it.
    pub fn is_allowed(&self) -> bool {
        *self == Self::Allow
    }
}

/// What the host says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "say", rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Notice {
    /// The run as it is; everything before it is forgotten.
    State { state: Box<RunState> },
    /// What has been written to the journal since.
    Lines { lines: Vec<Line> },
    /// New lines of a team’s log, without escapes and secrets; `skipped` lines before them were too many to send. `fresh`: all that
    /// was known before is old.
    Log { team: TeamId, lines: Vec<String>, skipped: u64, fresh: bool },
    /// What a team's terminal shows now.
    Screen { team: TeamId, screen: Box<Screen> },
    /// The last request did what it should.
    Done,
    /// The last request could not be done.
    Refused { fault: Fault },
    /// The host ends.
    Ended,
}

/// A problem on its way between two programs: the same id and arguments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// The problem's id.
    pub id: String,
    /// Its arguments.
    #[serde(default)]
    pub args: Vec<(String, String)>,
}

/// Ids of problems that travel.
const IDS: [&str; 44] = [
    "run-no-run",
    "run-not-trusted",
    "run-moves-to-itself",
    "run-is-running",
    "run-no-team",
    "run-no-teams",
    "run-no-agent",
    "run-program-missing",
    "run-not-started",
    "run-is-halted",
    "run-manual-has-no-process",
    "run-no-permission-request",
    "run-no-terminal",
    "run-no-prompt",
    "run-no-phase",
    "run-no-round",
    "run-child-failed",
    "run-host-version",
    "run-host-refused",
    "run-not-understood",
    "run-still-running",
    "run-command-empty",
    "prompt-no-team",
    "disk-missing",
    "disk-permission",
    "disk-full",
    "disk-in-the-way",
    "disk-other",
    "git-busy",
    "git-failed",
    "git-missing",
    "git-no-commit",
    "base-lost",
    "tree-in-the-middle",
    "tree-detached",
    "tree-on-other-branch",
    "run-setup-untrusted",
    "run-setup-failed",
    "run-setup-too-long",
    "run-setup-not-started",
    "run-no-checkpoint",
    "run-checkpoint-lost",
    "run-back-running",
    "disk-link",
];
/// Names of their arguments.
const ARGS: [&str; 16] = [
    "command", "message", "base", "minutes", "team", "agent", "program", "reason", "path", "error", "version", "number", "count",
    "request", "prompt", "name",
];

impl From<&Problem> for Fault {
    fn from(problem: &Problem) -> Self {
        let args = problem.args.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        Self { id: problem.id.to_owned(), args }
    }
}

impl Fault {
    /// The problem again. One that this program does not know is told by its id.
    pub fn problem(&self) -> Problem {
        let known = IDS.into_iter().find(|id| *id == self.id);
        let Some(id) = known else { return Problem::error("run-host-refused").with("reason", &self.id) };
        let args = self.args.iter().filter_map(|(name, value)| Some((ARGS.into_iter().find(|known| known == name)?, value)));
        args.fold(Problem::error(id), |problem, (name, value)| problem.with(name, value))
    }
}

impl Notice {
    /// The notice as it is sent, with its newline.
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).map(|text| text + "\n").unwrap_or_default()
    }
}

impl Request {
    /// The request as it is sent, with its newline.
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).map(|text| text + "\n").unwrap_or_default()
    }
}
