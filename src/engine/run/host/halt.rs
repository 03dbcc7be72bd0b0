//! Ending agents: in order, or all at once. Owns that nothing of a team is left: everything is frozen first, so that nothing
//! new is started while it is looked for, then asked to end, then ended.

use std::time::{Duration, Instant};

use super::Host;
use super::checkpoints::Then;
use super::work::Work;
use crate::engine::agents::processes::{self, Blow, Whose};
use crate::model::run::line::What;
use crate::model::run::team::{Process, TeamState};
use crate::model::run::trees::Why;
use crate::model::team::TeamId;

/// A halt is over after this long, whatever processes do with signals.
const HALT: Duration = Duration::from_millis(1_700);
/// What is asked to end has this long to write down what it knows.
const GRACE: Duration = Duration::from_millis(350);
/// An agent that is told to stop has this long.
const STOP_GRACE: Duration = Duration::from_secs(5);

impl Host {
    /// Stops everything of these teams, now; what survives.
    pub(super) fn halt(&mut self, teams: &[TeamId]) {
        let all_of_mine = self.state.teams.iter().all(|team| teams.contains(team.id()));
        for id in teams {
            if let Some(work) = self.works.get_mut(id).filter(|work| work.is_running()) {
                work.is_wanted_end = true;
            }
        }
        self.stop_preparing(teams);
        let survivors = self.end_all(teams, all_of_mine, HALT);
        for id in teams {
            // Frozen Windows jobs and terminals go with their handles.
            if let Some(running) = self.works.get(id).and_then(|work| work.running.as_ref()) {
                running.hit(Blow::Kill);
            }
        }
        self.note(What::Halted { teams: teams.to_vec(), survivors: survivors.iter().map(|process| process.pid).collect() });
        // Nobody writes any more: what is there now is what one can go back to.
        self.checkpoint(teams.to_vec(), Why::Halt, Then::Nothing);
    }

    /// Freezes, asks, kills; what is left after that.
    fn end_all(&self, teams: &[TeamId], all_of_mine: bool, patience: Duration) -> Vec<Process> {
        let began = Instant::now();
        let roots: Vec<u32> = self.roots(teams);
        let whose = Whose { run: &self.state.run, teams, roots: &roots, all_of_mine };
        let frozen = freeze(&whose);
        frozen.iter().for_each(|process| processes::send(*process, Blow::Terminate));
        frozen.iter().for_each(|process| processes::send(*process, Blow::Thaw));
        let until = began + GRACE.min(patience / 2);
        while Instant::now() < until && !processes::members(&whose).is_empty() {
            std::thread::sleep(Duration::from_millis(20));
        }
        loop {
            let left = freeze(&whose);
            if left.is_empty() || began.elapsed() > patience {
                processes::reap(&self.children());
                return left;
            }
            left.iter().for_each(|process| processes::send(*process, Blow::Kill));
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    fn roots(&self, teams: &[TeamId]) -> Vec<u32> {
        let known = teams.iter().filter_map(|id| self.state.team(id)?.process.filter(|process| processes::is_running(*process)));
        let mut roots: Vec<u32> = known.map(|process| process.pid).collect();
        roots.extend(teams.iter().filter_map(|id| Some(self.works.get(id)?.running.as_ref()?.process().pid)));
        roots.sort_unstable();
        roots.dedup();
        roots
    }

    /// The processes that are waited for by threads of their own.
    pub(super) fn children(&self) -> Vec<u32> {
        self.works.values().filter_map(|work| Some(work.running.as_ref()?.process().pid)).collect()
    }

    /// Tells a team's agent to end; what is left of it after a while is killed by [`Host::end_the_slow`].
    pub(super) fn stop_team(&mut self, id: &TeamId) {
        self.stop_preparing(std::slice::from_ref(id));
        let is_detached = self.state.team(id).is_some_and(|team| team.is_detached);
        if is_detached {
            self.end_all(std::slice::from_ref(id), false, HALT);
            self.note(What::TeamEnded { team: id.clone(), code: None, wanted: true });
            return;
        }
        if let Some(work) = self.works.get_mut(id).filter(|work| work.is_running()) {
            work.is_wanted_end = true;
            work.ending_since = Some(Instant::now());
            if let Some(running) = &work.running {
                running.hit(Blow::Terminate);
            }
        }
    }

    /// Ends a team's agent and waits for it; what it still says is not heard.
    pub(super) fn end_at_once(&mut self, id: &TeamId) {
        let was_running = self.state.team(id).is_some_and(|team| team.process.is_some());
        self.end_all(std::slice::from_ref(id), false, HALT);
        if let Some(work) = self.works.get_mut(id) {
            if let Some(running) = work.running.take() {
                running.hit(Blow::Kill);
            }
            self.generations += 1;
            work.generation = self.generations;
            work.given.clear();
        }
        if was_running {
            self.note(What::TeamEnded { team: id.clone(), code: None, wanted: true });
        }
    }

    /// Kills what was told to end long enough ago.
    pub(super) fn end_the_slow(&mut self) {
        let is_slow = |work: &Work| work.is_running() && work.ending_since.is_some_and(|since| since.elapsed() > STOP_GRACE);
        let slow: Vec<TeamId> = self.works.iter().filter(|(_, work)| is_slow(work)).map(|(id, _)| id.clone()).collect();
        for id in slow {
            self.end_all(std::slice::from_ref(&id), false, HALT);
        }
    }

    /// Ends everything that runs, without hurry; for the end of a run.
    pub(super) fn stop_all(&mut self) {
        let running: Vec<TeamId> = self.state.running().map(|team| team.id().clone()).collect();
        running.iter().for_each(|id| self.stop_team(id));
        let all_of_mine = self.works.values().all(|work| !work.is_running() || work.is_wanted_end);
        if !running.is_empty() {
            self.end_all(&running, all_of_mine, HALT);
        }
    }

    /// Teams go on after a halt: those that ran are resumed where they were.
    pub(super) fn resume(&mut self, teams: &[TeamId]) {
        let halted: Vec<TeamId> =
            teams.iter().filter(|id| self.state.team(id).is_some_and(|team| team.is_halted)).cloned().collect();
        self.note(What::Resumed { teams: halted.clone() });
        for id in halted {
            let Some(team) = self.state.team(&id) else { continue };
            let is_done = matches!(team.stands, TeamState::Ready | TeamState::Complete);
            if team.was_started && !team.is_manual() && !is_done {
                self.go_on(&id);
            }
        }
    }

    /// Starts a team again where its conversation was, and asks it to go on.
    pub(super) fn go_on(&mut self, id: &TeamId) {
        let has_waiting = self.state.team(id).is_some_and(|team| team.queued().next().is_some());
        if !has_waiting {
            let text = crate::model::run::signals::CONTINUE.to_owned();
            self.queue(id, crate::model::run::Message::Text(text));
        }
        // Why it cannot start is on its card.
        let _ = self.start_team(id);
    }
}

/// Freezes all that are meant, until no new ones appear.
fn freeze(whose: &Whose<'_>) -> Vec<Process> {
    let mut frozen: Vec<Process> = Vec::new();
    for _ in 0..10 {
        let found = processes::members(whose);
        let is_new = |process: &&Process| !frozen.contains(process);
        let new: Vec<Process> = found.iter().filter(is_new).copied().collect();
        if new.is_empty() {
            return found;
        }
        new.iter().for_each(|process| processes::send(*process, Blow::Freeze));
        frozen.extend(new);
    }
    processes::members(whose)
}
