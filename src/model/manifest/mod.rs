//! The manifest: who builds what, and who may write where. Owns the typed value and its defaults. Reading it
//! is in `read` (with `shape`, `scalars` and `sections`), changing its text in `edits`, finding what is wrong
//! with it in `check`.

pub mod check;
pub mod distribute;
pub mod edits;
pub mod new;
pub mod order;
mod places;
pub mod read;
pub mod roles;
pub mod rounds;
mod scalars;
mod sections;
mod shape;
pub mod typed;

use serde::{Deserialize, Serialize};

pub use self::places::Places;
pub use self::sections::{KINDS, PRESETS, PROMPTS};

use crate::model::problem::Place;
use crate::model::team::TeamId;

/// File names under which a manifest is found, the first being the one that Dectet writes.
pub const FILE_NAMES: [&str; 4] =
    ["team-coordination-manifest.yaml", "manifest.yaml", "coordination-manifest.yaml", "project.manifest.yaml"];

/// A manifest as it is meant, with defaults filled in. The text it came from stays the truth: edits change
/// the text, and this is read from it again.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Manifest {
    /// Name, targets and stack of the project.
    pub project: Project,
    /// How work is dealt out.
    pub distribution: Distribution,
    /// The teams, in the order of the file.
    pub teams: Vec<Team>,
    /// Responsibilities that no team has yet.
    pub unassigned: Vec<String>,
    /// The phases of a run, in order; the four standard ones by default.
    pub phases: Vec<Phase>,
    /// Rounds.
    pub iterations: Vec<Iteration>,
    /// Contracts between teams.
    pub integration_points: Vec<IntegrationPoint>,
    /// When to warn.
    pub monitoring: Monitoring,
    /// In which order conflicts are listed: names of areas.
    pub conflict_order: Vec<String>,
    /// What "done" means.
    pub validation: Validation,
    /// How agents are run.
    pub run: Run,
    /// Agents by name.
    pub agents: Vec<Agent>,
    /// The prefix of Dectet's branches; `dectet` by default.
    pub branch_prefix: String,
    /// Where all this stands in the text.
    #[serde(skip)]
    pub places: Places,
}

/// The project as a whole.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct Project {
    pub name: String,
    pub description: String,
    pub target_loc: Option<LocRange>,
    pub target_files: Option<LocRange>,
    pub stack: Vec<String>,
}

/// How work is dealt out between teams.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Distribution {
    /// By technical layer: the ten standard roles.
    #[default]
    Layers,
    /// By business domain: each team owns path prefixes of its domains.
    Domains,
}

/// An inclusive range of lines (or files): `7000-9000`, or one number twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "scalars::LooseRange")]
pub struct LocRange {
    /// The least that is asked for.
    pub min: u64,
    /// The most that is asked for.
    pub max: u64,
}

/// A team as the manifest describes it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Team {
    /// Its slug.
    pub id: TeamId,
    /// The key as the file spells it.
    pub key: String,
    /// Where its key stands.
    #[serde(skip)]
    pub place: Place,
    /// Whether the file has the short form (`alpha: a, b`).
    pub short_form: bool,
    /// Its name for people; the standard name by default, else the id.
    pub name: String,
    /// One line about what it is for.
    pub role: String,
    /// What it builds: the chips that people drag.
    pub responsibilities: Vec<String>,
    /// Patterns of paths that it may write.
    pub write_paths: Vec<String>,
    /// Patterns of paths that it should import from; empty means anywhere.
    pub read_paths: Vec<String>,
    /// Patterns of paths that it may never write.
    pub forbidden_paths: Vec<String>,
    /// Teams whose work it uses (`all` is resolved to all other teams).
    pub depends_on: Vec<TeamId>,
    /// Teams that must be ready before it starts.
    pub wait_for: Vec<TeamId>,
    /// Lines that it is to write.
    pub target_loc: Option<LocRange>,
    /// How many mega-files are expected.
    pub mega_files: Option<u32>,
    /// Names of the mega-files that are expected, where the manifest lists them.
    pub mega_file_names: Vec<String>,
    /// Lower comes first; its place in the file by default.
    pub priority: Option<i64>,
    /// Its sub-teams; none by default.
    pub swarm: Vec<SubTeam>,
    /// The name of its agent; `manual` by default.
    pub agent: Option<String>,
}

/// A part of a team with a tree of its own.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct SubTeam {
    pub id: TeamId,
    pub responsibilities: Vec<String>,
    pub write_paths: Vec<String>,
}

/// One timed phase of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Phase {
    pub name: String,
    pub minutes: u32,
}

/// One round.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct Iteration {
    pub name: String,
    pub teams: Vec<TeamId>,
    /// The project's total after this round.
    pub target_loc: Option<LocRange>,
}

/// A contract between teams.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct IntegrationPoint {
    pub name: String,
    pub between: Vec<TeamId>,
    pub artifact: Option<String>,
    /// The team that writes the artifact; the first of `between` by default.
    pub owner: Option<TeamId>,
    #[serde(skip)]
    pub place: Option<Place>,
}

/// When the run view warns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Monitoring {
    /// A team that says nothing for this long is asked.
    pub report_every_secs: u64,
    /// Warn when a team is below this percentage …
    pub warn_percent: u32,
    /// … after this long.
    pub warn_after_secs: u64,
    /// A team without a sign of life for this long is stalled.
    pub stalled_after_secs: u64,
}

impl Default for Monitoring {
    fn default() -> Self {
        Self { report_every_secs: 300, warn_percent: 10, warn_after_secs: 600, stalled_after_secs: 600 }
    }
}

/// What "done" means.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct Validation {
    pub commands: Vec<ValidationCommand>,
    pub coverage_report: Option<String>,
    pub coverage_minimum_percent: Option<f64>,
    pub minimum_files: Option<u64>,
    pub minimum_loc: Option<u64>,
}

/// A command that the result must pass.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ValidationCommand {
    /// Its name for people.
    pub name: String,
    /// What is run.
    pub run: CommandLine,
    /// The folder in which it runs, relative to the project.
    pub folder: Option<String>,
    /// It is ended after this long.
    pub timeout_secs: Option<u64>,
}

/// A command: run by the shell when it is one string, directly when it is a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
#[allow(missing_docs)]
pub enum CommandLine {
    Shell(String),
    Direct(Vec<String>),
}

/// How agents are run.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct Run {
    pub parallel: u32,
    pub checkpoint_every_secs: u64,
    pub cost_cap_usd: Option<f64>,
    pub setup: Vec<CommandLine>,
    pub permissions: Permissions,
}

impl Default for Run {
    fn default() -> Self {
        Self { parallel: 10, checkpoint_every_secs: 600, cost_cap_usd: None, setup: Vec::new(), permissions: Permissions::Ask }
    }
}

/// What happens when an agent asks for permission.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Permissions {
    #[default]
    Ask,
    Allow,
    Rules {
        allow: Vec<String>,
        deny: Vec<String>,
    },
}

/// An agent that teams can name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Agent {
    /// The name that teams use.
    pub name: String,
    /// `manual`, `claude`, `codex` …, when it is one of the presets.
    pub preset: Option<String>,
    /// `manual`, `headless`, `acp` or `terminal`, when it is not.
    pub kind: Option<String>,
    /// The model that is asked for.
    pub model: Option<String>,
    /// The program and its arguments.
    pub command: Vec<String>,
    /// How the prompt is given: `stdin`, `argument`, `file` or `typed`.
    pub prompt: Option<String>,
    /// Environment: name and the variable (`$KEY`) or plain value that it gets.
    pub env: Vec<(String, String)>,
}

impl Team {
    /// A team of which nothing is said but its key.
    pub fn new(id: TeamId, key: &str) -> Self {
        Self {
            place: Place::file(""),
            short_form: true,
            name: read::default_name(&id, key),
            id,
            key: key.to_owned(),
            role: String::new(),
            responsibilities: Vec::new(),
            write_paths: Vec::new(),
            read_paths: Vec::new(),
            forbidden_paths: Vec::new(),
            depends_on: Vec::new(),
            wait_for: Vec::new(),
            target_loc: None,
            mega_files: None,
            mega_file_names: Vec::new(),
            priority: None,
            swarm: Vec::new(),
            agent: None,
        }
    }
}

impl Manifest {
    /// The team with this id.
    pub fn team(&self, id: &TeamId) -> Option<&Team> {
        self.teams.iter().find(|team| &team.id == id)
    }

    /// The teams in the order in which they are shown: by priority, then as in the file.
    pub fn teams_in_order(&self) -> Vec<&Team> {
        let mut teams: Vec<_> = self.teams.iter().collect();
        teams.sort_by_cached_key(|team| self.priority_of(&team.id));
        teams
    }

    /// The presets in whose place the manifest has no agent of its own.
    pub fn other_presets(&self) -> impl Iterator<Item = &str> {
        PRESETS.into_iter().filter(|preset| self.agents.iter().all(|agent| agent.name != *preset))
    }

    /// A team's priority: what the file says, else its place in the file, from 1.
    pub fn priority_of(&self, id: &TeamId) -> i64 {
        let place = self.teams.iter().position(|team| team.id == *id).unwrap_or_default();
        self.teams.get(place).and_then(|team| team.priority).unwrap_or(place as i64 + 1)
    }

    /// The responsibilities of a team, or those that no team has.
    pub fn responsibilities(&self, id: &TeamId) -> &[String] {
        if id.is_unassigned() {
            return &self.unassigned;
        }
        self.team(id).map_or(&[], |team| &team.responsibilities)
    }

    /// Whether both mean the same, wherever it stands.
    pub fn means_the_same_as(&self, other: &Self) -> bool {
        let without_places = |manifest: &Self| {
            let mut manifest = manifest.clone();
            manifest.teams.iter_mut().for_each(|team| team.place = Place::file(""));
            manifest.integration_points.iter_mut().for_each(|point| point.place = None);
            manifest
        };
        without_places(self) == without_places(other)
    }

    /// Whether this is the id of a team or of a sub-team.
    pub fn has_team(&self, id: &TeamId) -> bool {
        self.teams.iter().any(|team| &team.id == id || team.swarm.iter().any(|part| &part.id == id))
    }
}

/// The four standard phases and their minutes.
pub fn standard_phases() -> Vec<Phase> {
    [("initialization", 15), ("execution", 45), ("integration", 15), ("validation", 15)]
        .map(|(name, minutes)| Phase { name: name.to_owned(), minutes })
        .to_vec()
}
