//! Checkpoints under the host: when one is kept, what waits for it, and going back to one. Owns the order: the teams' work is
//! committed and kept before a step is taken, what is about to happen is journalled before it does, and what a dead host left
//! half-done is finished by the next.

use std::time::{Duration, Instant};

use super::trees::{News, arguments};
use super::{Host, Input};
use crate::engine::bases::Bases;
use crate::engine::git::Git;
use crate::engine::project::{Mode, Project};
use crate::engine::run::checkpoints::Store;
use crate::engine::threads;
use crate::model::manifest::Manifest;
use crate::model::problem::Problem;
use crate::model::run::line::What;
use crate::model::run::signals::{Message, WENT_BACK};
use crate::model::run::trees::{KeptTree, Why, dispensable};
use crate::model::run::wire::{Fault, Notice};
use crate::model::run::{Request, Signal};
use crate::model::team::TeamId;

/// How often a commit is tried again where another git has the index.
const RETRIES: usize = 8;

/// A checkpoint that is to be kept.
#[derive(Clone, Debug)]
pub(super) struct Job {
    teams: Vec<TeamId>,
    why: Why,
    then: Then,
}

/// What waits for it.
#[derive(Clone, Debug)]
pub(super) enum Then {
    Nothing,
    /// A client wants to know.
    Tell(u64),
    Phase(u64, usize),
    Execute(u64, Vec<TeamId>),
    /// Their mega-files are expanded, into so many files and with these problems: now they are told.
    Told(Vec<(TeamId, usize, Vec<Problem>)>),
    End(u64),
    /// Going back, with who asked: nobody where a dead host had begun it.
    Back(Option<u64>, Vec<TeamId>, u64),
}

/// What came of it.
#[derive(Debug)]
pub(super) struct Done {
    lines: Vec<What>,
    trees: Vec<KeptTree>,
    id: u64,
    job: Job,
    /// Teams that went back.
    back: Option<Vec<TeamId>>,
    problem: Option<(TeamId, Problem)>,
}

/// A team as a thread needs it.
struct Known {
    team: TeamId,
    since: Option<u64>,
    head: Option<String>,
    /// Its agent is between turns: its work can be committed.
    commits: bool,
}

impl Job {
    /// Whether what clients ask for has to wait until it is done.
    fn is_step(&self) -> bool {
        !matches!(self.then, Then::Nothing) || self.why == Why::Halt
    }
}

impl Host {
    /// Keeps a checkpoint of these teams, and does what waits for it.
    pub(super) fn checkpoint(&mut self, teams: Vec<TeamId>, why: Why, then: Then) {
        let is_queued = |job: &Job| job.why == why && job.teams == teams && matches!(job.then, Then::Nothing);
        if matches!(then, Then::Nothing) && self.trees.jobs.iter().any(is_queued) {
            return;
        }
        self.trees.jobs.push_back(Job { teams, why, then });
        self.next_job();
    }

    /// Whether a request has to wait for a step that is under way.
    pub(super) fn has_to_wait(&self, request: &Request) -> bool {
        let is_about_work = match request {
            Request::Send { message, .. } => message.signal() != Some(Signal::EmergencyHalt),
            Request::StartTeams { .. }
            | Request::SetPhase { .. }
            | Request::Resume { .. }
            | Request::RestartTeam { .. }
            | Request::Checkpoint { .. }
            | Request::GoBack { .. }
            | Request::StartRun { .. }
            | Request::EndRun
            | Request::Quit => true,
            _ => false,
        };
        is_about_work && self.trees.job.iter().chain(&self.trees.jobs).any(Job::is_step)
    }

    /// Whether a team must not start: the run is about to end, or its files are about to be others.
    pub(super) fn must_rest(&self, id: &TeamId) -> bool {
        self.state.is_over
            || self.trees.job.iter().chain(&self.trees.jobs).any(|job| match &job.then {
                Then::End(_) => true,
                Then::Back(_, teams, _) => teams.contains(id),
                _ => false,
            })
    }

    /// Keeps checkpoints by the clock.
    pub(super) fn keep_by_the_clock(&mut self) {
        let every = Duration::from_secs(self.manifest.run.checkpoint_every_secs);
        let since = *self.trees.timed.get_or_insert_with(Instant::now);
        if every.is_zero() || since.elapsed() < every {
            return;
        }
        self.trees.timed = Some(Instant::now());
        let at_work = self.state.teams.iter().filter(|team| team.process.is_some() || team.is_manual());
        let teams: Vec<TeamId> = at_work.map(|team| team.id().clone()).collect();
        if !teams.is_empty() {
            self.checkpoint(teams, Why::Time, Then::Nothing);
        }
    }

    /// All teams of the run.
    pub(super) fn all_teams(&self) -> Vec<TeamId> {
        self.state.teams.iter().map(|team| team.id().clone()).collect()
    }

    fn next_job(&mut self) {
        if self.trees.job.is_some() {
            return;
        }
        let Some(job) = self.trees.jobs.pop_front() else { return };
        let known = job.teams.iter().filter_map(|id| self.state.team(id)).map(|team| Known {
            team: team.id().clone(),
            since: self.state.checkpoint_of(team.id()).map(|checkpoint| checkpoint.id),
            head: team.tree.head.clone(),
            commits: !team.in_turn || job.why == Why::Report || matches!(job.then, Then::Told(_)),
        });
        let known: Vec<Known> = known.collect();
        let (project, manifest, run) = (self.project.clone(), self.manifest.clone(), self.state.run.clone());
        let (id, inputs, work) = (self.state.next_checkpoint(), self.inputs.clone(), job.clone());
        self.trees.job = Some(job);
        self.work(move || {
            let mut done = Done { lines: Vec::new(), trees: Vec::new(), id, job: work, back: None, problem: None };
            let store = Store::new(&project, &manifest, &run);
            for known in known {
                if done.job.why == Why::Halt && project.mode == Mode::Git {
                    // What was ended in the middle of a commit left its lock.
                    let _ = Git::new(&project.team_folder(&known.team)).remove_dead_lock();
                }
                let message = match done.job.then {
                    Then::Told(_) => format!("Expanded mega-files of team {}", known.team),
                    _ => format!("Work of team {}", known.team),
                };
                done.lines.extend(commit(&project, &manifest, &known, &message));
                let suffices = matches!(done.job.why, Why::Time | Why::Report | Why::Step);
                match threads::guarded(|| store.keep(&known.team, id, known.since, suffices)) {
                    Ok(kept) => done.trees.extend(kept),
                    Err(problem) => done.problem = Some((known.team, project.seen(problem))),
                }
            }
            let _ = inputs.send(Input::Tree(Box::new(News::Done(Box::new(done)))));
        });
    }

    /// Works beside the loop; where no thread can be had, here.
    fn work(&self, work: impl FnOnce() + Send + 'static) {
        let work = std::sync::Arc::new(std::sync::Mutex::new(Some(work)));
        let take = |work: &std::sync::Mutex<Option<_>>| work.lock().unwrap_or_else(std::sync::PoisonError::into_inner).take();
        let theirs = std::sync::Arc::clone(&work);
        if threads::start("checkpoint", move || take(&theirs).into_iter().for_each(|work: _| work())).is_err() {
            take(&work).into_iter().for_each(|work| work());
        }
    }

    /// Takes in what came of a checkpoint, and does what waited for it.
    pub(super) fn kept(&mut self, done: Done) {
        if let Some(teams) = done.back {
            return self.went_back(done.job, teams, done.problem);
        }
        done.lines.into_iter().for_each(|line| self.note(line));
        if !done.trees.is_empty() {
            self.note(What::Checkpointed { id: done.id, why: done.job.why, trees: done.trees });
            self.thin_out();
        }
        if let Some((team, problem)) = &done.problem {
            let args = arguments(problem);
            self.note(What::NotCommitted { team: team.clone(), problem: problem.id.to_owned(), args });
        }
        match done.job.then.clone() {
            Then::Nothing => {}
            Then::Tell(client) => self.tell_done(client, done.problem.map(|(_, problem)| problem)),
            Then::Phase(client, phase) => {
                self.note(What::PhaseSet { phase });
                self.tell_done(client, None);
            }
            Then::Execute(client, teams) => {
                self.looks.expand(&self.project, &self.manifest, teams, &self.inputs);
                self.tell_done(client, None);
            }
            Then::Told(told) => told.into_iter().for_each(|(team, files, problems)| self.expanded(&team, files, &problems)),
            Then::End(client) => {
                self.note(What::RunEnded);
                self.tell_done(client, None);
            }
            // Without a way back there is no way.
            Then::Back(Some(client), ..) if done.problem.is_some() => {
                self.tell_done(client, done.problem.map(|(_, problem)| problem));
            }
            Then::Back(_, teams, id) => {
                self.note(What::GoingBack { id, teams: teams.clone() });
                return self.go_to(done.job, teams, id);
            }
        }
        self.step_is_over();
    }

    fn step_is_over(&mut self) {
        self.trees.job = None;
        self.next_job();
        while let Some((client, request)) = self.trees.held.front() {
            if self.has_to_wait(request) {
                return;
            }
            let client = *client;
            if let Some((_, request)) = self.trees.held.pop_front() {
                self.ask(client, request);
            }
        }
    }

    fn tell_done(&mut self, client: u64, problem: Option<Problem>) {
        self.tell();
        let notice = problem.map_or(Notice::Done, |problem| Notice::Refused { fault: Fault::from(&problem) });
        self.clients.say(client, &notice);
    }

    fn thin_out(&mut self) {
        let gone = dispensable(&self.state.checkpoints);
        if gone.is_empty() {
            return;
        }
        let is_gone = |checkpoint: &&crate::model::run::trees::Checkpoint| gone.contains(&checkpoint.id);
        let all: Vec<(u64, Vec<TeamId>)> = (self.state.checkpoints.iter().filter(is_gone))
            .map(|checkpoint| (checkpoint.id, checkpoint.trees.iter().map(|tree| tree.team.clone()).collect()))
            .collect();
        self.note(What::CheckpointsDropped { ids: gone });
        let (project, manifest, run) = (self.project.clone(), self.manifest.clone(), self.state.run.clone());
        self.work(move || {
            let store = Store::new(&project, &manifest, &run);
            // What cannot be dropped costs room and nothing else.
            all.iter().for_each(|(id, teams)| drop(store.drop_one(teams, *id)));
        });
    }

    /// Begins to take teams back to a checkpoint: what they have now is kept first.
    pub(super) fn begin_back(&mut self, client: u64, teams: &[TeamId], id: u64, stop: bool) -> Result<(), Problem> {
        let lost = || Problem::error("run-no-checkpoint").with("number", id);
        let checkpoint = self.state.checkpoints.iter().find(|known| known.id == id).ok_or_else(lost)?;
        let teams: Vec<TeamId> = teams.iter().filter(|team| checkpoint.has(team)).cloned().collect();
        if teams.is_empty() {
            return Err(lost());
        }
        let is_at_work = |id: &&TeamId| self.state.team(id).is_some_and(|team| team.process.is_some());
        if let Some(team) = teams.iter().find(is_at_work).filter(|_| !stop) {
            return Err(Problem::error("run-back-running").with("team", team));
        }
        self.stop_preparing(&teams);
        teams.iter().for_each(|team| self.end_at_once(team));
        self.checkpoint(teams.clone(), Why::Back, Then::Back(Some(client), teams, id));
        Ok(())
    }

    /// Finishes what a dead host had begun.
    pub(super) fn finish_going_back(&mut self) {
        let Some(back) = self.state.going_back.clone() else { return };
        let then = Then::Back(None, back.teams.clone(), back.id);
        let job = Job { teams: back.teams.clone(), why: Why::Back, then };
        self.trees.job = Some(job.clone());
        self.go_to(job, back.teams, back.id);
    }

    fn go_to(&mut self, job: Job, teams: Vec<TeamId>, id: u64) {
        let (project, manifest, run) = (self.project.clone(), self.manifest.clone(), self.state.run.clone());
        let inputs = self.inputs.clone();
        self.work(move || {
            let store = Store::new(&project, &manifest, &run);
            let (mut back, mut problem) = (Vec::new(), None);
            for team in teams {
                let gone = threads::guarded(|| {
                    // One that was deleted by hand comes back first.
                    Bases::new(&project, &manifest).ensure_work_tree(&team)?;
                    store.go_back(&team, id)
                });
                match gone {
                    Ok(()) => back.push(team),
                    Err(failed) => problem = Some((team, project.seen(failed))),
                }
            }
            let done = Done { lines: Vec::new(), trees: Vec::new(), id, job, back: Some(back), problem };
            let _ = inputs.send(Input::Tree(Box::new(News::Done(Box::new(done)))));
        });
    }

    fn went_back(&mut self, job: Job, teams: Vec<TeamId>, problem: Option<(TeamId, Problem)>) {
        let Then::Back(client, _, id) = job.then else { return };
        self.note(What::WentBack { id, teams: teams.clone() });
        for team in teams {
            // Its agent remembers what is no longer there.
            if self.state.team(&team).is_some_and(|team| team.session.is_some()) {
                self.queue(&team, Message::Text(WENT_BACK.to_owned()));
            }
        }
        if let Some((team, problem)) = &problem {
            self.failed(team, problem);
        }
        if let Some(client) = client {
            self.tell_done(client, problem.map(|(_, problem)| problem));
        }
        self.step_is_over();
    }

    /// Drops checkpoints that a dead host kept and did not note, or noted as dropped and kept.
    pub(super) fn drop_unknown(&self) {
        let (project, manifest, run) = (self.project.clone(), self.manifest.clone(), self.state.run.clone());
        let known: Vec<u64> = self.state.checkpoints.iter().map(|checkpoint| checkpoint.id).collect();
        let (teams, last) = (self.all_teams(), self.state.last_checkpoint);
        self.work(move || {
            // What cannot be dropped costs room and nothing else.
            let _ = Store::new(&project, &manifest, &run).drop_unknown(&teams, &known, last);
        });
    }

    /// Drops checkpoints of runs that nobody sees any more.
    pub(super) fn drop_old_runs(&self, before: String) {
        let (project, manifest, run) = (self.project.clone(), self.manifest.clone(), self.state.run.clone());
        // What cannot be dropped costs room and nothing else.
        self.work(move || drop(Store::new(&project, &manifest, &run).drop_other_runs(&before)));
    }
}

/// Commits a team's work, and what of that the journal is told.
fn commit(project: &Project, manifest: &Manifest, known: &Known, message: &str) -> Option<What> {
    let team = known.team.clone();
    if project.mode != Mode::Git || !known.commits {
        return None;
    }
    let try_it = || {
        let git = Git::new(&project.root);
        let folder = project.team_folder(&team);
        let _alone = git.alone()?;
        if git.worktree_at(&folder)?.is_none() {
            return Ok(None);
        }
        let bases = Bases::new(project, manifest);
        let since = known.head.clone().or_else(|| git.commit_of(&bases.reference(&format!("base/{team}"))));
        let branch = bases.branch(&format!("team/{team}"));
        Git::new(&folder).keep_work(&branch, since.as_deref(), message).map(Some)
    };
    let mut kept = threads::guarded(try_it);
    for _ in 0..RETRIES {
        // Its agent's own git works there at this moment.
        let is_locked = |problem: &Problem| problem.arg("message").is_some_and(|message| message.contains(".lock"));
        if !kept.as_ref().is_err_and(is_locked) {
            break;
        }
        std::thread::sleep(Duration::from_millis(300));
        kept = threads::guarded(try_it);
    }
    match kept {
        Ok(Some(kept)) if kept.is_new || kept.adopted > 0 => {
            Some(What::Committed { team, commit: kept.head, made: kept.is_new, adopted: kept.adopted })
        }
        Ok(_) => None,
        Err(problem) => {
            let problem = project.seen(problem);
            Some(What::NotCommitted { team, problem: problem.id.to_owned(), args: arguments(&problem) })
        }
    }
}
