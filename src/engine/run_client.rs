//! The window's line to a run's host: it finds the host (or starts it, when a person asks for something that needs one),
//! passes requests on, folds what comes back and tells it as events. Owns one thread for each open project and one for what
//! comes in. Not: what a run does; closing the window ends the line, never the run.

use std::collections::VecDeque;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, unbounded};

use crate::engine::event::{Event, RunEvent, RunLink};
use crate::engine::project::Project;
use crate::engine::run::checkpoints::Store;
use crate::engine::run::socket::{self, Incoming, Outgoing};
use crate::engine::run::{Places, journal, leftovers, start};
use crate::engine::threads;
use crate::model::problem::Problem;
use crate::model::run::{Notice, Request, RunState};

/// How often a window without a host looks whether somebody started one.
const LOOK_EVERY: Duration = Duration::from_millis(700);
/// So many hosts may die before they say a word until it is told.
const HOSTS_TRIED: u32 = 3;
/// The run is told at most this often.
const TELL_EVERY: Duration = Duration::from_millis(50);

/// A window's line to the run of one project. Dropping it hangs up.
#[derive(Debug)]
pub struct RunClient {
    requests: Option<Sender<Input>>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug)]
enum Input {
    Ask(Request),
    Heard(u64, Option<Notice>),
    /// What this side found out by itself.
    Found(Result<RunEvent, Problem>),
    HangUp,
}

impl RunClient {
    /// Begins to follow a project's run, if it has one.
    pub fn start(project: &Project, tell: impl Fn(Event) + Send + 'static) -> Result<Self, Problem> {
        let (requests, inputs) = unbounded();
        let heard = requests.clone();
        let line = Line {
            project: project.clone(),
            places: Places::of(project),
            tell: Box::new(tell),
            heard,
            outgoing: None,
            connection: 0,
            is_answered: false,
            unsent: Vec::new(),
            lost_unanswered: 0,
            state: RunState::default(),
            link: RunLink::None,
            is_told: true,
            told: None,
            refused: VecDeque::new(),
        };
        let thread = threads::start("run", move || line.follow(&inputs))?;
        Ok(Self { requests: Some(requests), thread: Some(thread) })
    }

    /// Asks for something; returns at once.
    pub fn ask(&self, request: Request) {
        if let Some(requests) = &self.requests {
            let _ = requests.send(Input::Ask(request));
        }
    }
}

impl Drop for RunClient {
    fn drop(&mut self) {
        if let Some(requests) = self.requests.take() {
            let _ = requests.send(Input::HangUp);
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// What the thread knows.
struct Line {
    project: Project,
    places: Places,
    tell: Box<dyn Fn(Event) + Send>,
    heard: Sender<Input>,
    outgoing: Option<Outgoing>,
    connection: u64,
    /// Whether the host said anything yet. One that is dying takes a line and says nothing.
    is_answered: bool,
    /// What waits for the host's first word: nothing is asked of one that may be dead already.
    unsent: Vec<Request>,
    /// How many hosts died in a row before they said anything.
    lost_unanswered: u32,
    state: RunState,
    link: RunLink,
    is_told: bool,
    told: Option<Instant>,
    refused: VecDeque<Problem>,
}

impl Line {
    fn follow(mut self, inputs: &Receiver<Input>) {
        if self.places.has_run() {
            match journal::state(&self.places) {
                Ok(state) => self.state = state,
                Err(problem) => self.fail(problem),
            }
            self.is_told = false;
            self.look();
        }
        loop {
            let wait = if self.is_told { LOOK_EVERY } else { TELL_EVERY };
            match inputs.recv_timeout(wait) {
                Ok(Input::HangUp) | Err(RecvTimeoutError::Disconnected) => {
                    // The host closes the line then, which ends the thread that listens.
                    if let Some(outgoing) = &mut self.outgoing {
                        let _ = outgoing.send(&Request::Bye.to_text());
                    }
                    return;
                }
                Ok(Input::Ask(request)) => self.ask(&request),
                Ok(Input::Heard(connection, notice)) if connection == self.connection => self.hear(notice),
                Ok(Input::Heard(..)) => {}
                Ok(Input::Found(Ok(event))) => self.event(event),
                Ok(Input::Found(Err(problem))) => self.fail(problem),
                Err(RecvTimeoutError::Timeout) => {
                    if self.outgoing.is_none() {
                        self.look();
                    }
                }
            }
            self.say();
        }
    }

    /// Tells the run as it is, if it changed and not too often.
    fn say(&mut self) {
        let is_time = self.told.is_none_or(|at| at.elapsed() >= TELL_EVERY);
        if !self.is_told && is_time {
            (self.is_told, self.told) = (true, Some(Instant::now()));
            let state = Arc::new(self.state.clone());
            self.event(RunEvent::State { state, link: self.link });
        }
    }

    fn event(&self, event: RunEvent) {
        (self.tell)(Event::Run(Box::new(event)));
    }

    fn fail(&self, problem: Problem) {
        (self.tell)(Event::Failed { job: None, problem });
    }

    fn set_link(&mut self, link: RunLink) {
        self.is_told &= self.link == link;
        self.link = link;
    }

    /// Connects, if somebody started a host.
    fn look(&mut self) {
        match socket::connect(&self.places, true) {
            Ok(Some((incoming, outgoing))) => self.connected(incoming, outgoing),
            Ok(None) => {}
            Err(problem) => {
                // Said once, not every time that one looks.
                if self.refused.iter().all(|known| known.id != problem.id) {
                    self.refused.push_back(problem.clone());
                    self.fail(problem);
                }
            }
        }
    }

    fn connected(&mut self, mut incoming: Incoming, outgoing: Outgoing) {
        self.connection += 1;
        let (connection, heard) = (self.connection, self.heard.clone());
        let listening = threads::start("run-in", move || {
            loop {
                let notice = incoming.notice();
                let is_over = notice.is_none();
                if heard.send(Input::Heard(connection, notice)).is_err() || is_over {
                    return;
                }
            }
        });
        match listening {
            Ok(_) => {
                self.outgoing = Some(outgoing);
                self.is_answered = false;
                self.set_link(RunLink::Connected);
            }
            Err(problem) => self.fail(problem),
        }
    }

    fn ask(&mut self, request: &Request) {
        if matches!(request, Request::Compare { .. } | Request::Leftovers | Request::RemoveLeftover { .. }) {
            return self.look_at_trees(request.clone());
        }
        if self.outgoing.is_none() {
            self.look();
        }
        if self.outgoing.is_none() {
            if !needs_host(request) {
                return;
            }
            self.set_link(RunLink::Connecting);
            self.say();
            match start::connect_or_start(&self.project, true) {
                Ok((incoming, outgoing)) => self.connected(incoming, outgoing),
                Err(problem) => {
                    self.set_link(RunLink::None);
                    return self.fail(problem);
                }
            }
        }
        if self.is_answered {
            self.send(request);
        } else {
            self.unsent.push(request.clone());
        }
    }

    fn send(&mut self, request: &Request) {
        let sent = self.outgoing.as_mut().is_some_and(|outgoing| outgoing.send(&request.to_text()).is_ok());
        if !sent {
            self.lost();
            self.fail(Problem::error("run-host-gone"));
        }
    }

    /// Looking at trees needs no host, and takes as long as they are large.
    fn look_at_trees(&self, request: Request) {
        let (project, run, found) = (self.project.clone(), self.state.run.clone(), self.heard.clone());
        let looking = threads::start("trees", move || {
            let event = threads::guarded(|| look_at_trees(&project, &run, request));
            let _ = found.send(Input::Found(event.map_err(|problem| project.seen(problem))));
        });
        if let Err(problem) = looking {
            self.fail(problem);
        }
    }

    /// The host said something: what waited for that goes out.
    fn answered(&mut self) {
        (self.is_answered, self.lost_unanswered) = (true, 0);
        for request in std::mem::take(&mut self.unsent) {
            self.send(&request);
        }
    }

    fn lost(&mut self) {
        self.outgoing = None;
        self.connection += 1;
        self.set_link(RunLink::None);
        if let Ok(state) = journal::state(&self.places) {
            self.state = state;
            self.is_told = false;
        }
        let unsent = std::mem::take(&mut self.unsent);
        if unsent.is_empty() {
            return;
        }
        // Nobody heard it, so another host may be asked; but not for ever.
        self.lost_unanswered += 1;
        if self.lost_unanswered > HOSTS_TRIED {
            return self.fail(Problem::error("run-host-gone"));
        }
        unsent.iter().for_each(|request| self.ask(request));
    }

    fn hear(&mut self, notice: Option<Notice>) {
        if notice.is_some() && !self.is_answered {
            self.answered();
        }
        match notice {
            Some(Notice::State { state }) => {
                self.state = *state;
                self.is_told = false;
            }
            Some(Notice::Lines { lines }) => {
                lines.iter().for_each(|line| self.state.apply(line));
                self.is_told = false;
            }
            Some(Notice::Log { team, lines, skipped, fresh }) => self.event(RunEvent::Log { team, lines, skipped, fresh }),
            Some(Notice::Screen { team, screen }) => self.event(RunEvent::Screen { team, screen }),
            Some(Notice::Refused { fault }) => self.fail(fault.problem()),
            Some(Notice::Done) => {}
            Some(Notice::Ended) | None => self.lost(),
        }
    }
}

fn look_at_trees(project: &Project, run: &str, request: Request) -> Result<RunEvent, Problem> {
    match request {
        Request::Compare { teams, id } => {
            let manifest = project.manifest()?;
            let store = Store::new(project, &manifest, run);
            let differences = teams.iter().map(|team| store.compare(team, id)).collect::<Result<_, _>>()?;
            Ok(RunEvent::Compared { id, teams, differences })
        }
        Request::RemoveLeftover { name } => {
            leftovers::remove(project, &name)?;
            Ok(RunEvent::Leftovers { found: leftovers::find(project)? })
        }
        // Where nothing can be seen, nothing is told: the look was nobody's wish.
        _ => Ok(RunEvent::Leftovers { found: leftovers::find(project).unwrap_or_default() }),
    }
}

/// Whether a host is started for this. What can only be about running agents asks none to life.
fn needs_host(request: &Request) -> bool {
    !matches!(
        request,
        Request::Look { .. }
            | Request::LookAway { .. }
            | Request::Log { .. }
            | Request::Bye
            | Request::Quit
            | Request::Type { .. }
            | Request::Paste { .. }
            | Request::Interrupt { .. }
    )
}
