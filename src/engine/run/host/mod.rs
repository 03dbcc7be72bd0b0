//! The host of a run: one process for each project that owns the agents, the journal and the socket, and ends when nothing
//! runs. Owns the loop and its one rule: the state changes by lines of the journal alone, written before anything follows
//! from them. What it does for requests is in `requests`, for agents in `teams`, for clients in `clients`.

mod boundaries;
mod checkpoints;
mod clients;
mod halt;
mod looks;
mod moved;
mod requests;
mod seen;
mod teams;
mod trees;
mod watch;
mod work;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, bounded, select, tick, unbounded};

use crate::engine::agents::child::Output;
use crate::engine::agents::environment::Environment;
use crate::engine::agents::processes;
use crate::engine::disk::Lock;
use crate::engine::project::Project;
use crate::engine::run::journal::{self, Journal};
use crate::engine::run::socket::Listener;
use crate::engine::run::{Places, now};
use crate::engine::{disk, threads};
use crate::model::manifest::Manifest;
use crate::model::ownership::Ownership;
use crate::model::problem::Problem;
use crate::model::run::RunState;
use crate::model::run::line::{Line, What};
use crate::model::run::wire::Request;
use crate::model::team::TeamId;
use clients::Clients;
use work::Work;

/// What is new is told this often.
const TELL_EVERY: Duration = Duration::from_millis(50);
/// Time passes this often: limits end, silence is noticed.
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// Batches of all agents' output that may wait.
const OUTPUT_WAITING: usize = 256;
/// A host that nobody needs stays this long; the variable is for those who cannot wait.
const IDLE: Duration = Duration::from_secs(20);
const IDLE_VARIABLE: &str = "DECTET_HOST_IDLE_MS";

/// Something for the loop.
#[derive(Debug)]
enum Input {
    /// A client is there.
    Client(u64, Sender<String>),
    /// It asks.
    Ask(u64, Box<Request>),
    /// It is gone.
    Gone(u64),
    /// What the trees hold was looked at.
    Seen(Vec<seen::Seen>),
    /// A claim was looked into: what speaks against it.
    Judged(TeamId, Vec<Problem>),
    /// Mega-files were expanded for these teams: files written, and what is wrong. Tell them.
    Expanded(Vec<(TeamId, usize, Vec<Problem>)>),
    /// Something came of work on trees.
    Tree(Box<trees::News>),
}

/// A problem in words, for agents and people: the words are a face's.
pub type Say = fn(&Problem) -> String;

/// The host.
struct Host {
    project: Project,
    places: Places,
    journal: Journal,
    state: RunState,
    manifest: Manifest,
    ownership: Ownership,
    works: BTreeMap<TeamId, Work>,
    clients: Clients,
    base: Environment,
    inputs: Sender<Input>,
    outputs: Sender<(TeamId, u64, Output)>,
    /// Lines that clients have not been told.
    fresh: Vec<Line>,
    generations: u64,
    looks: looks::Looks,
    boundaries: boundaries::Boundaries,
    trees: trees::Trees,
    needed: Instant,
    is_over: bool,
    say: Say,
}

/// Runs the host of a project until nothing runs. `false` where another one runs already.
pub fn run(project: &Project, say: Say) -> Result<bool, Problem> {
    let places = Places::of(project);
    crate::engine::journal::prepare(project)?;
    disk::create_private_dir(places.folder())?;
    let Some(_lock) = Lock::try_take(&places.lock())? else { return Ok(false) };
    processes::leave_session();
    processes::adopt_orphans();
    let (inputs, asked) = unbounded();
    let (outputs, heard) = bounded(OUTPUT_WAITING);
    let mut host = Host::open(project, places, inputs.clone(), outputs, say)?;
    let listener = Listener::open(&host.places, processes::me())?;
    let token = listener.address.token.clone();
    threads::start("accept", move || clients::accept(&listener, &token, &inputs))?;
    host.take_up();
    host.follow(&asked, &heard);
    host.end();
    Ok(true)
}

impl Host {
    fn open(
        project: &Project,
        places: Places,
        inputs: Sender<Input>,
        outputs: Sender<(TeamId, u64, Output)>,
        say: Say,
    ) -> Result<Self, Problem> {
        let state = journal::state(&places)?;
        let manifest = project.manifest()?;
        Ok(Self {
            journal: Journal::open(&places)?,
            ownership: Ownership::new(&manifest),
            project: project.clone(),
            places,
            state,
            manifest,
            works: BTreeMap::new(),
            clients: Clients::default(),
            base: std::env::vars_os().filter(|(name, _)| !name.to_string_lossy().starts_with("DECTET_")).collect(),
            inputs,
            outputs,
            fresh: Vec::new(),
            generations: 0,
            looks: looks::Looks::default(),
            boundaries: boundaries::Boundaries::default(),
            trees: trees::Trees::default(),
            needed: Instant::now(),
            is_over: false,
            say,
        })
    }

    /// Writes a line, and lets what it says be so. A journal that cannot be written ends the host: going on would lose what
    /// happens.
    fn note(&mut self, what: What) {
        let line = Line::new(now().max(self.state.at), what);
        if let Err(problem) = self.journal.add(&line) {
            self.is_over = true;
            self.clients.refuse_all(&problem);
            return;
        }
        self.state.apply(&line);
        self.fresh.push(line);
    }

    fn follow(&mut self, asked: &Receiver<Input>, heard: &Receiver<(TeamId, u64, Output)>) {
        let tell = tick(TELL_EVERY);
        let look = tick(LOOK_EVERY);
        while !self.is_over {
            // What people ask comes before what agents say: a halt waits for no flood.
            while let Ok(input) = asked.try_recv() {
                self.take(input);
            }
            select! {
                recv(asked) -> input => if let Ok(input) = input { self.take(input) },
                recv(heard) -> output => if let Ok((team, generation, output)) = output { self.heard(&team, generation, output) },
                recv(tell) -> _ => self.tell(),
                recv(look) -> _ => self.look_around(),
            }
        }
        self.tell();
    }

    /// Tells clients what is new.
    fn tell(&mut self) {
        let lines = std::mem::take(&mut self.fresh);
        self.clients.lines(&lines, &self.state);
        self.tell_logs();
        self.tell_screens();
    }

    /// Whether anything needs a host.
    fn is_needed(&self) -> bool {
        let runs = self.works.values().any(Work::is_running) || self.state.running().any(|team| !team.is_detached);
        let waits = self.state.is_running() && self.state.teams.iter().any(|team| team.is_queued || team.parked.is_some());
        runs || waits || self.trees.are_busy() || self.clients.are_there()
    }

    fn end(&mut self) {
        if self.state.host.is_some() {
            self.note(What::HostEnded);
            self.tell();
        }
        self.clients.say_goodbye();
        // What they were told has to get out.
        std::thread::sleep(Duration::from_millis(50));
        let _ = disk::remove_file(&self.places.host());
    }
}

/// How long a host that nobody needs stays.
fn idle() -> Duration {
    let said = std::env::var(IDLE_VARIABLE).ok().and_then(|text| text.parse().ok());
    said.map_or(IDLE, Duration::from_millis)
}
