//! Programs that do a team's work. Owns the table of adapters: how each is started, told, asked, interrupted and understood.
//! Not: processes (`child`, `terminal`), nor what follows from what they say (`run::host`). Adding one is one file and its
//! line in [`ADAPTERS`].

pub mod acp;
pub mod aider;
pub mod child;
pub mod claude;
pub mod codex;
pub mod command;
pub mod environment;
pub mod gemini;
pub mod guard;
mod json;
pub mod limits;
pub mod opencode;
pub mod processes;
pub mod terminal;
pub mod version;

#[cfg(test)]
mod tests;

use std::ffi::OsString;
use std::path::{Path, PathBuf};

pub use crate::model::boundary::Boundary;
use crate::model::manifest::{Agent, Manifest, Permissions};
use crate::model::problem::Problem;
use crate::model::run::line::Millis;
use crate::model::run::team::{Permission, Usage};
use crate::model::run::wire::Decision;
use crate::model::team::TeamId;

/// How an agent works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// A person carries prompts and replies; there is no process.
    Manual,
    /// One process for the whole conversation, told by lines on its stdin.
    Conversation,
    /// A process for each prompt, which ends with its turn.
    Turns,
    /// A program in a terminal of its own, typed to.
    Terminal,
}

/// What is to be started.
#[derive(Clone, Copy, Debug)]
pub struct Order<'a> {
    /// For which team.
    pub team: &'a TeamId,
    /// The agent as the manifest has it.
    pub agent: &'a Agent,
    /// The team's tree.
    pub folder: &'a Path,
    /// The conversation to go on with.
    pub session: Option<&'a str>,
    /// The prompt of this turn (for agents that get it at their start).
    pub prompt: Option<&'a str>,
    /// A file that holds the prompt, where the adapter wants one.
    pub prompt_file: Option<&'a Path>,
    /// Where the team may write.
    pub boundary: &'a Boundary,
    /// What happens when the agent asks.
    pub permissions: &'a Permissions,
    /// A folder for files that only this team's agent reads.
    pub private: &'a Path,
    /// This program, for hooks that ask it.
    pub dectet: &'a Path,
    /// The version of the agent's program, where the adapter wants to know it.
    pub version: Option<Version>,
}

/// A version: major, minor, patch.
pub type Version = (u32, u32, u32);

/// What is started.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Launch {
    /// The program and its arguments, as they are: no shell reads them.
    pub words: Vec<OsString>,
    /// What its stdin holds.
    pub input: Input,
    /// Variables beside those of the person and the manifest.
    pub environment: Vec<(String, String)>,
    /// Files that have to be there before it starts.
    pub files: Vec<(PathBuf, String)>,
    /// Folders that have to be there.
    pub folders: Vec<PathBuf>,
}

/// A process's stdin.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Input {
    /// Nothing.
    #[default]
    Empty,
    /// This, then its end.
    Whole(Vec<u8>),
    /// Open for what will be said.
    Open,
}

/// What an agent lets know.
#[derive(Clone, Debug, PartialEq)]
pub enum Heard {
    /// The id of its conversation.
    Session(String),
    /// Words of its own (Markdown): markers are looked for in them.
    Said(String),
    /// Something for the log alone.
    Shown(String),
    /// What it does now.
    Action(String),
    /// A turn began.
    TurnStarted,
    /// A turn ended, well or not.
    TurnEnded(Option<String>),
    /// It took the prompt that was sent last.
    Took,
    /// Tokens and cost of this turn.
    UsedMore(Usage),
    /// Tokens and cost of this process so far.
    UsedSoFar(Usage),
    /// It asks for permission.
    Asked(Permission),
    /// It no longer asks.
    AskGone(String),
    /// Its usage limit is reached; until when, where it says so.
    Limited(Option<Millis>),
    /// A line for its stdin, owed by the protocol.
    Answer(String),
    /// It has this program write a file, which is asked like a permission and then done.
    Writes(Permission, String),
}

/// Understands one process of an agent, and knows how to tell it things.
pub trait Talk: Send + std::fmt::Debug {
    /// Lines for its stdin before anything else.
    fn hello(&mut self) -> Vec<String> {
        Vec::new()
    }

    /// A line of its stdout.
    fn heard(&mut self, line: &str, now: Millis) -> Vec<Heard>;

    /// A line of its stderr.
    fn complained(&mut self, line: &str, now: Millis) -> Vec<Heard> {
        let limited = limits::in_text(line, now).map(Heard::Limited);
        std::iter::once(Heard::Shown(line.to_owned())).chain(limited).collect()
    }

    /// Lines that tell it something; `None` where it cannot be told (now).
    fn prompt(&mut self, _text: &str) -> Option<Vec<String>> {
        None
    }

    /// Lines that answer a request for permission.
    fn answer(&mut self, _permission: &Permission, _decision: &Decision) -> Vec<String> {
        Vec::new()
    }

    /// Lines that end its turn without ending it.
    fn interrupt(&mut self) -> Vec<String> {
        Vec::new()
    }

    /// Its process ended with this code.
    fn ended(&mut self, _code: Option<i32>) -> Vec<Heard> {
        Vec::new()
    }
}

/// A kind of agent.
pub trait Adapter: Sync + std::fmt::Debug {
    /// Its name in the manifest's presets and in journals.
    fn name(&self) -> &'static str;

    /// The program that it runs where the manifest names none.
    fn program(&self) -> Option<&'static str>;

    /// How it works.
    fn way(&self) -> Way;

    /// What is started.
    fn launch(&self, order: &Order<'_>) -> Result<Launch, Problem>;

    /// Who understands the process that is started.
    fn talk(&self, order: &Order<'_>) -> Box<dyn Talk>;

    /// Whether the prompt must lie in a file.
    fn wants_prompt_file(&self, _agent: &Agent) -> bool {
        false
    }

    /// Whether what it is told at its start depends on its version.
    fn wants_version(&self) -> bool {
        false
    }

    /// Whether the conversation can be gone on with after its process ended.
    fn can_resume(&self) -> bool {
        true
    }
}

/// Every kind of agent.
pub const ADAPTERS: [&dyn Adapter; 9] = [
    &Manual,
    &claude::Claude,
    &codex::Codex,
    &gemini::Gemini,
    &opencode::Opencode,
    &aider::Aider,
    &command::Command,
    &terminal::Terminal,
    &acp::Acp,
];

/// The adapter of this name.
pub fn adapter(name: &str) -> Option<&'static dyn Adapter> {
    ADAPTERS.into_iter().find(|adapter| adapter.name() == name)
}

/// A person with a chat.
#[derive(Clone, Copy, Debug)]
pub struct Manual;

impl Adapter for Manual {
    fn name(&self) -> &'static str {
        "manual"
    }

    fn program(&self) -> Option<&'static str> {
        None
    }

    fn way(&self) -> Way {
        Way::Manual
    }

    fn launch(&self, order: &Order<'_>) -> Result<Launch, Problem> {
        Err(Problem::error("run-manual-has-no-process").with("team", order.team))
    }

    fn talk(&self, _order: &Order<'_>) -> Box<dyn Talk> {
        Box::new(command::Words::default())
    }
}

/// The agent of this name: one of the manifest's, else the preset of that name; `manual` where none is named.
pub fn agent(manifest: &Manifest, name: Option<&str>) -> Option<Agent> {
    let name = name.unwrap_or("manual");
    if let Some(agent) = manifest.agents.iter().find(|agent| agent.name == name) {
        return Some(agent.clone());
    }
    let known = crate::model::manifest::PRESETS.contains(&name);
    known.then(|| Agent {
        name: name.to_owned(),
        preset: Some(name.to_owned()),
        kind: None,
        model: None,
        command: Vec::new(),
        prompt: None,
        env: Vec::new(),
    })
}

/// The adapter that an agent is talked to with.
pub fn adapter_of(agent: &Agent) -> &'static dyn Adapter {
    let name = match (agent.preset.as_deref(), agent.kind.as_deref()) {
        (Some("shell"), _) | (None, Some("terminal")) => "terminal",
        // A preset may be shown in a terminal, or spoken to by the common protocol.
        (Some(_), Some(kind @ ("terminal" | "acp"))) => kind,
        (Some(preset), _) => preset,
        (None, Some("acp")) => "acp",
        (None, Some("headless")) => "command",
        (None, _) if agent.command.is_empty() => "manual",
        (None, _) => "command",
    };
    adapter(name).unwrap_or(&Manual)
}

/// The words that start an agent: the manifest's command, else the adapter's program.
pub(crate) fn program_words(adapter: &dyn Adapter, agent: &Agent) -> Result<Vec<OsString>, Problem> {
    let mut words: Vec<OsString> = agent.command.iter().map(OsString::from).collect();
    if words.is_empty() {
        words.extend(adapter.program().or(agent.preset.as_deref().filter(|name| *name != "shell")).map(OsString::from));
    }
    if words.is_empty() {
        return Err(Problem::error("run-command-empty").with("agent", &agent.name));
    }
    Ok(words)
}

/// What an agent of the manifest runs, as a person would write it; nothing for one by hand.
pub fn command_line(agent: &Agent) -> Option<String> {
    let adapter = adapter_of(agent);
    if adapter.way() == Way::Manual {
        return None;
    }
    if agent.preset.as_deref() == Some("shell") && agent.command.is_empty() {
        return Some("shell".to_owned());
    }
    let words = program_words(adapter, agent).ok()?;
    let words = words.iter().map(|word| word.to_string_lossy().into_owned()).collect();
    Some(crate::engine::commands::written(&crate::model::manifest::CommandLine::Direct(words)))
}

/// What a run of this manifest would start: each agent that a team works with and its command.
pub fn commands_of(manifest: &Manifest) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for team in &manifest.teams {
        let agent = agent(manifest, team.agent.as_deref());
        let command = agent.and_then(|agent| Some((agent.name.clone(), command_line(&agent)?)));
        found.extend(command.filter(|command| !found.contains(command)));
    }
    found
}

/// Where the program of an agent is, or what is missing.
pub fn find_program(program: &OsString, folder: &Path, search: Option<&OsString>) -> Result<PathBuf, Problem> {
    let missing = || Problem::error("run-program-missing").with("program", program.to_string_lossy());
    which::which_in(program, search, folder).map_err(|_| missing())
}

/// An agent and whether its program is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The agent's name.
    pub agent: String,
    /// Where its program is, or why it cannot be started; none where it needs none.
    pub program: Option<Result<PathBuf, Problem>>,
}

/// Looks for the programs of all agents that a team of this manifest can work with: the manifest's own first.
pub fn look_for_all(manifest: &Manifest, folder: &Path) -> Vec<Found> {
    let own = manifest.agents.iter().map(|agent| agent.name.as_str());
    let names = own.chain(manifest.other_presets());
    names.filter_map(|name| Some(look_for(&agent(manifest, Some(name))?, folder))).collect()
}

fn look_for(agent: &Agent, folder: &Path) -> Found {
    let adapter = adapter_of(agent);
    let program = match adapter.way() {
        Way::Manual => None,
        Way::Terminal if agent.preset.as_deref() == Some("shell") && agent.command.is_empty() => None,
        _ => Some(program_words(adapter, agent).and_then(|words| {
            let search = std::env::var_os("PATH");
            find_program(&words[0], folder, search.as_ref())
        })),
    };
    Found { agent: agent.name.clone(), program }
}
