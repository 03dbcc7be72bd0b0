//! Runs, seen from outside: a real host process, a fake agent for each adapter, and whatever can go wrong.
#![cfg(target_os = "linux")]

mod adapters;
mod crash;
mod halt;
mod steer;
mod trees;
mod verbs;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, unbounded};
use dectet::engine::event::{Event, RunEvent};
use dectet::engine::project::Project;
use dectet::engine::run::{Places, journal, start};
use dectet::engine::run_client::RunClient;
use dectet::engine::settings;
use dectet::model::problem::Problem;
use dectet::model::run::{Request, RunState, TeamRun};
use dectet::model::team::TeamId;
use tempfile::TempDir;

/// A test waits so long for what must come.
const PATIENCE: Duration = Duration::from_secs(60);

pub fn id(text: &str) -> TeamId {
    TeamId::from_spelling(text).expect(text)
}

/// A project whose teams have fake agents.
pub struct Fixture {
    pub folder: TempDir,
    pub project: Project,
}

/// A team with an agent that speaks like this one, by this script.
pub fn agent(name: &str, speaks: &str, script: &Path) -> String {
    let fake = env!("CARGO_BIN_EXE_dectet-fake-agent");
    let command = serde_json::json!([fake, "--speaks", speaks, "--script", script]);
    let kind = match speaks {
        "terminal" | "acp" => format!("kind: {speaks}"),
        "command" => "kind: headless".to_owned(),
        preset => format!("preset: {preset}"),
    };
    format!("  {name}: {{{kind}, command: {command}, env: {{MARKED: {name}}}}}\n")
}

impl Fixture {
    /// Teams by name, what they speak, and their scripts.
    pub fn new(teams: &[(&str, &str, &str)]) -> Self {
        settings::keep_in(&std::env::temp_dir().join(format!("dectet-tests-{}", std::process::id())));
        start::set_program(env!("CARGO_BIN_EXE_dectet").into());
        let folder = tempfile::Builder::new().prefix("run åäö ").tempdir().expect("folder");
        let mut text = "project: {name: Shop}\nteams:\n".to_owned();
        let mut agents = "agents:\n".to_owned();
        for (team, speaks, script) in teams {
            let path = folder.path().join(format!("{team}.script"));
            fs::write(&path, script).expect("script");
            text.push_str(&format!(
                "  {team}: {{responsibilities: [work], agent: {team}-agent, boundaries: {{write_paths: ['src/{team}/**']}}}}\n"
            ));
            agents.push_str(&agent(&format!("{team}-agent"), speaks, &path));
        }
        fs::write(folder.path().join("manifest.yaml"), text + &agents).expect("manifest");
        let project = Project::open(folder.path()).expect("project");
        Self { folder, project }
    }

    pub fn places(&self) -> Places {
        Places::of(&self.project)
    }

    pub fn journal(&self) -> RunState {
        journal::state(&self.places()).expect("journal")
    }

    pub fn follow(&self) -> Follower {
        let (sender, events) = unbounded();
        let client = RunClient::start(&self.project, move |event| {
            let _ = sender.send(event);
        });
        Follower {
            client: client.expect("a client"),
            events,
            state: Arc::default(),
            log: Vec::new(),
            failed: Vec::new(),
            problems: Vec::new(),
            screen: None,
            differences: Vec::new(),
        }
    }

    /// Says that the manifest's commands may run.
    pub fn trust_commands(&self) {
        settings::trust(&self.project.root, &self.project.manifest().expect("manifest")).expect("trusted");
    }

    /// Starts a run of all teams, and all teams.
    pub fn begin(&self) -> Follower {
        self.trust_commands();
        let mut follower = self.follow();
        follower.ask(Request::StartRun { teams: Vec::new(), round: None });
        follower.until("the run", |state| state.is_running() && state.host.is_some());
        follower.ask(Request::StartTeams { teams: Vec::new() });
        follower
    }
}

impl Drop for Fixture {
    fn drop(&mut self) {
        // Whatever the test left is ended, by its own number.
        if let Ok(state) = journal::state(&self.places()) {
            let host = state.host.map(|host| host.pid);
            let teams = state.running().filter_map(|team| team.process.map(|process| process.pid)).collect::<Vec<_>>();
            for pid in host.into_iter().chain(teams) {
                let is_ours =
                    fs::read(format!("/proc/{pid}/cmdline")).is_ok_and(|line| String::from_utf8_lossy(&line).contains("dectet"));
                if is_ours {
                    let _ = Command::new("kill").args(["-KILL", &pid.to_string()]).status();
                }
            }
        }
    }
}

/// How often a host is killed: a few times; a soak asks for hundreds.
pub fn kills() -> u64 {
    std::env::var("DECTET_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(8)
}

/// A window without its window.
pub struct Follower {
    client: RunClient,
    events: Receiver<Event>,
    pub state: Arc<RunState>,
    pub log: Vec<String>,
    pub failed: Vec<String>,
    /// The same, whole.
    problems: Vec<Problem>,
    pub screen: Option<dectet::model::run::Screen>,
    pub differences: Vec<dectet::model::run::trees::Difference>,
}

impl Follower {
    pub fn ask(&self, request: Request) {
        self.client.ask(request);
    }

    pub fn team(&self, team: &str) -> &TeamRun {
        self.state.team(&id(team)).expect("the team")
    }

    fn take(&mut self, event: Event) {
        match event {
            Event::Run(event) => match *event {
                RunEvent::State { state, .. } => self.state = state,
                RunEvent::Log { lines, fresh, .. } => {
                    if fresh {
                        self.log.clear();
                    }
                    self.log.extend(lines);
                }
                RunEvent::Screen { screen, .. } => self.screen = Some(*screen),
                RunEvent::Compared { differences, .. } => self.differences = differences,
                RunEvent::Leftovers { .. } | RunEvent::AgentsFound { .. } => {}
            },
            Event::Failed { problem, .. } => {
                self.failed.push(problem.id.to_owned());
                self.problems.push(problem);
            }
            _ => {}
        }
    }

    /// Waits until the run is like this.
    pub fn until(&mut self, what: &str, is: impl Fn(&RunState) -> bool) {
        self.wait(what, |follower| is(&follower.state));
    }

    /// Waits until anything is like this.
    pub fn wait(&mut self, what: &str, is: impl Fn(&Self) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !is(self) {
            assert!(
                Instant::now() < end,
                "never came: {what}\nfailed: {:#?}\nlog: {:#?}\nstate: {:#?}",
                self.problems,
                self.log,
                self.state.teams
            );
            if let Ok(event) = self.events.recv_timeout(Duration::from_millis(100)) {
                self.take(event);
            }
        }
    }
}

/// Processes whose command line holds this, but zombies.
pub fn processes_with(text: &str) -> Vec<u32> {
    let pids =
        fs::read_dir("/proc").expect("proc").filter_map(|entry| entry.ok()?.file_name().to_string_lossy().parse::<u32>().ok());
    let holds = |pid: &u32| {
        let line = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
        String::from_utf8_lossy(&line).replace('\0', " ").contains(text)
    };
    pids.filter(holds).collect()
}
