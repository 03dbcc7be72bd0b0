//! What the host does by itself as time passes: taking a run up where the last host left it, ending limits, asking the
//! silent, counting what trees hold, and telling clients what agents print. Owns no deed of its own.

use std::time::Instant;

use super::work::Work;
use super::{Host, idle};
use crate::engine::agents::{Way, processes};
use crate::engine::run::now;
use crate::model::run::line::{ParkReason, What};
use crate::model::run::signals::{Message, Signal};
use crate::model::run::team::Delivery;
use crate::model::run::wire::Notice;
use crate::model::team::TeamId;

/// Lines of a log that are told at once; of more only the end.
const LINES_AT_ONCE: usize = 400;

impl Host {
    /// Takes the run up: finds agents of a host that died, and says that this one is there now.
    pub(super) fn take_up(&mut self) {
        self.note(What::HostStarted { process: processes::me() });
        let known: Vec<_> = self.state.running().map(|team| (team.id().clone(), team.process.unwrap_or_default())).collect();
        for (team, process) in known {
            if processes::is_running(process) {
                self.note(What::TeamFound { team, process });
            } else {
                self.note(What::TeamEnded { team, code: None, wanted: false });
            }
        }
        if self.state.is_running() {
            self.drop_unknown();
            self.finish_going_back();
        }
    }

    /// Looks around, twice a second.
    pub(super) fn look_around(&mut self) {
        processes::reap(&self.children());
        self.end_the_slow();
        self.watch_detached();
        if self.state.is_running() {
            self.end_limits();
            self.ask_the_silent();
            self.keep_by_the_clock();
            let teams: Vec<TeamId> = self.state.teams.iter().map(|team| team.id().clone()).collect();
            self.looks.look(&self.project, &self.manifest, &self.ownership, teams, &self.inputs);
            self.tell_outside();
            self.start_waiting();
        }
        if self.is_needed() {
            self.needed = Instant::now();
        } else if self.needed.elapsed() > idle() {
            self.is_over = true;
        }
    }

    /// Notes the end of agents that a dead host had started.
    fn watch_detached(&mut self) {
        let ended: Vec<TeamId> = (self.state.teams.iter())
            .filter(|team| team.is_detached && team.process.is_some_and(|process| !processes::is_running(process)))
            .map(|team| team.id().clone())
            .collect();
        for team in ended {
            self.note(What::TeamEnded { team, code: None, wanted: false });
        }
    }

    /// Teams go on whose limit is over.
    fn end_limits(&mut self) {
        let now = now();
        let is_over = |parked: &Option<(ParkReason, Option<u64>)>| match parked {
            Some((ParkReason::UsageLimit, until)) => until.is_some_and(|until| until <= now),
            _ => false,
        };
        let over: Vec<TeamId> =
            self.state.teams.iter().filter(|team| is_over(&team.parked)).map(|team| team.id().clone()).collect();
        for id in over {
            self.note(What::Unparked { team: id.clone() });
            self.go_on(&id);
        }
    }

    /// Sends STATUS? to teams that have been silent for the manifest's time, once for each silence.
    fn ask_the_silent(&mut self) {
        let (now, every) = (now(), self.state.plan.monitoring.report_every_secs.saturating_mul(1000));
        if every == 0 {
            return;
        }
        let is_silent = |id: &TeamId, work: &Work| {
            let Some(team) = self.state.team(id) else { return false };
            let asked = team.prompts.iter().rev().find(|prompt| prompt.message == Message::Signal(Signal::Status));
            let quiet_since = team.last_sign.unwrap_or_default();
            work.is_running()
                && work.adapter.way() != Way::Turns
                && team.in_turn
                && team.permissions.is_empty()
                && team.parked.is_none()
                && now.saturating_sub(quiet_since) > every
                && asked.is_none_or(|prompt| prompt.at < quiet_since)
                && !team.prompts.iter().any(|prompt| prompt.delivery == Delivery::Queued)
        };
        let silent: Vec<TeamId> = self.works.iter().filter(|(id, work)| is_silent(id, work)).map(|(id, _)| id.clone()).collect();
        for id in silent {
            self.queue(&id, Message::Signal(Signal::Status));
            self.deliver(&id);
        }
    }

    /// Tells clients what agents printed since.
    pub(super) fn tell_logs(&mut self) {
        for (team, work) in &mut self.works {
            if work.unsaid.is_empty() {
                continue;
            }
            let over = work.unsaid.len().saturating_sub(LINES_AT_ONCE);
            let skipped = std::mem::take(&mut work.skipped) + over as u64;
            let lines = work.unsaid.drain(..).skip(over).collect();
            self.clients.say_all(&Notice::Log { team: team.clone(), lines, skipped, fresh: false });
        }
    }

    /// Tells clients what the terminals show that they look at.
    pub(super) fn tell_screens(&mut self) {
        for (team, work) in &mut self.works {
            let news = std::mem::take(&mut work.is_drawn);
            let Some(pty) = work.pty() else { continue };
            let news = pty.take_news() || news;
            for (client, look) in self.clients.lookers(team, news) {
                let screen = Box::new(pty.screen(look.offset));
                self.clients.say(client, &Notice::Screen { team: team.clone(), screen });
            }
        }
    }
}
