//! Teams' trees under the host: made ready before an agent starts in them, beside the loop, because setting one up may take
//! minutes. Owns who is being made ready, and that a halt ends that too. Checkpoints are in `checkpoints`.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use super::checkpoints::{Done, Job};
use super::{Host, Input};
use crate::engine::agents::environment;
use crate::engine::disk::{self, Log};
use crate::engine::project::Mode;
use crate::engine::run::setup::{self, Said};
use crate::engine::threads;
use crate::model::problem::Problem;
use crate::model::run::Request;
use crate::model::run::line::What;
use crate::model::run::wire::{Fault, Notice};
use crate::model::team::TeamId;

/// What comes of work on trees.
#[derive(Debug)]
pub(super) enum News {
    /// Something for the journal.
    Line(What),
    /// A setup command printed this.
    Printed(TeamId, Vec<String>),
    /// A tree is ready, or why it is not.
    Prepared(TeamId, Result<(), Problem>),
    /// A checkpoint was kept (or not), or teams went back to one.
    Done(Box<Done>),
}

/// A tree that is being made ready.
#[derive(Debug)]
struct Preparing {
    /// Says that it shall end.
    stop: Arc<AtomicBool>,
    /// Whether its team starts then. What was stopped may say that it is done all the same.
    starts: bool,
}

/// Work on trees.
#[derive(Debug, Default)]
pub(super) struct Trees {
    /// Trees that were looked at since this host began.
    ready: BTreeSet<TeamId>,
    /// Trees that are being made ready.
    preparing: BTreeMap<TeamId, Preparing>,
    /// Checkpoints that are to be kept, one after the other.
    pub(super) jobs: VecDeque<Job>,
    /// The one that is being kept.
    pub(super) job: Option<Job>,
    /// What clients asked for and has to wait for a step.
    pub(super) held: VecDeque<(u64, Request)>,
    /// When time made the last one.
    pub(super) timed: Option<Instant>,
}

impl Trees {
    /// How many trees are being made ready.
    pub(super) fn preparing(&self) -> usize {
        self.preparing.len()
    }

    /// Whether anything is under way that must not be cut off.
    pub(super) fn are_busy(&self) -> bool {
        !self.preparing.is_empty() || self.job.is_some() || !self.jobs.is_empty()
    }
}

impl Host {
    /// Whether a team's tree is ready for its agent. Where it is not, that is begun, and the team is started when it is.
    pub(super) fn is_tree_ready(&mut self, id: &TeamId) -> bool {
        let folder = self.project.team_folder(id);
        let is_there = disk::is_folder(&folder) && (self.project.mode != Mode::Git || disk::stat(&folder.join(".git")).is_some());
        if is_there && self.trees.ready.contains(id) {
            return true;
        }
        match self.trees.preparing.get_mut(id) {
            Some(preparing) => preparing.starts = true,
            None => self.prepare(id),
        }
        false
    }

    fn prepare(&mut self, id: &TeamId) {
        let Ok(agent) = self.agent(id) else { return };
        let stop = Arc::new(AtomicBool::new(false));
        self.trees.preparing.insert(id.clone(), Preparing { stop: Arc::clone(&stop), starts: true });
        self.note(What::TreePreparing { team: id.clone(), command: String::new() });
        let variables = environment::of(&self.base, &self.manifest.agents, &agent, &self.state.run, id, &self.project.root);
        let (project, manifest, team, inputs) = (self.project.clone(), self.manifest.clone(), id.clone(), self.inputs.clone());
        let started = threads::start("tree", move || {
            let tell = |news: News| {
                let _ = inputs.send(Input::Tree(Box::new(news)));
            };
            let mut say = |said: Said| match said {
                Said::Line(what) => tell(News::Line(what)),
                Said::Printed(lines) => tell(News::Printed(team.clone(), lines)),
            };
            let is_stopped = || stop.load(Ordering::Relaxed);
            let ready =
                threads::guarded(|| setup::prepare(&project, &manifest, &team, &variables, setup::LIMIT, &mut say, &is_stopped));
            tell(News::Prepared(team.clone(), ready));
        });
        if let Err(problem) = started {
            self.prepared(id, Err(problem));
        }
    }

    /// Stops making these teams' trees ready.
    pub(super) fn stop_preparing(&mut self, teams: &[TeamId]) {
        for id in teams {
            if let Some(preparing) = self.trees.preparing.get_mut(id) {
                preparing.stop.store(true, Ordering::Relaxed);
                preparing.starts = false;
            }
        }
    }

    /// Takes in what came of work on trees.
    pub(super) fn take_tree_news(&mut self, news: News) {
        match news {
            News::Line(what) => self.note(what),
            News::Printed(team, lines) => {
                if let Ok(mut log) = Log::open(&self.places.log(&team), Some(super::teams::LOG_CAP)) {
                    // A log that cannot be written stops nobody.
                    let _ = log.add((lines.join("\n") + "\n").as_bytes());
                }
                self.clients.say_all(&Notice::Log { team, lines, skipped: 0, fresh: false });
            }
            News::Prepared(team, ready) => self.prepared(&team, ready),
            News::Done(done) => self.kept(*done),
        }
    }

    fn prepared(&mut self, id: &TeamId, ready: Result<(), Problem>) {
        let starts = self.trees.preparing.remove(id).is_some_and(|preparing| preparing.starts);
        match ready {
            // Where it was stopped, that is on its card already; unless the team was started again since.
            Err(problem) if problem.id != "cancelled" => {
                let problem = self.project.seen(problem);
                self.failed(id, &problem);
                self.tell_all(&problem);
            }
            done => {
                if done.is_ok() {
                    self.trees.ready.insert(id.clone());
                }
                self.note(What::TreeReady { team: id.clone() });
                // Whoever asked for the start has been answered: now everybody hears why not.
                if let Err(problem) = if starts { self.start_team(id) } else { Ok(()) } {
                    self.tell_all(&problem);
                }
            }
        }
        self.start_waiting();
    }

    fn tell_all(&mut self, problem: &Problem) {
        self.tell();
        self.clients.say_all(&Notice::Refused { fault: Fault::from(problem) });
    }

    /// Notes why a team cannot start.
    pub(super) fn failed(&mut self, id: &TeamId, problem: &Problem) {
        let args = arguments(problem);
        self.note(What::TeamFailed { team: id.clone(), problem: problem.id.to_owned(), args });
    }
}

/// A problem's arguments as the journal has them.
pub(super) fn arguments(problem: &Problem) -> Vec<(String, String)> {
    problem.args.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect()
}
