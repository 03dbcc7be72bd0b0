//! What clients ask of the host, one arm a request. Owns checking that it can be done and saying why not; the deeds are in
//! the other rooms.

use super::Host;
use super::checkpoints::Then;
use super::clients::Look;
use super::work::Running;
use crate::engine::disk::Log;
use crate::engine::run::{now, plan};
use crate::model::ownership::Ownership;
use crate::model::problem::Problem;
use crate::model::run::line::{ParkReason, Source, What};
use crate::model::run::markers::{Marker, MarkerKind};
use crate::model::run::signals::{Message, Signal};
use crate::model::run::team::Delivery;
use crate::model::run::trees::Why;
use crate::model::run::wire::{Fault, Notice, Request};
use crate::model::team::TeamId;

/// So much of a log is looked at for its last lines.
const LOG_BYTES: usize = 2 * 1024 * 1024;

impl Host {
    /// Does what a client asks, and tells it so.
    pub(super) fn ask(&mut self, client: u64, request: Request) {
        self.needed = std::time::Instant::now();
        if self.has_to_wait(&request) {
            self.trees.held.push_back((client, request));
            return;
        }
        let notice = match self.answer_request(client, request) {
            Ok(true) => Notice::Done,
            Ok(false) => return,
            Err(problem) => Notice::Refused { fault: Fault::from(&problem) },
        };
        // What came of it is told first.
        self.tell();
        self.clients.say(client, &notice);
    }

    /// Whether the client waits for word that it is done.
    fn answer_request(&mut self, client: u64, request: Request) -> Result<bool, Problem> {
        match request {
            Request::Hello { protocol: 0, token, .. } => {
                return Err(Problem::error("run-not-understood").with("error", token.chars().take(200).collect::<String>()));
            }
            Request::Hello { watch, .. } => {
                if watch {
                    self.tell();
                    self.clients.watch(client, &self.state);
                }
                return Ok(false);
            }
            Request::Bye => return Ok(false),
            Request::StartRun { teams, round } => self.start_run(&teams, round)?,
            Request::EndRun => {
                self.run()?;
                self.stop_preparing(&self.all_teams());
                self.stop_all();
                self.checkpoint(self.all_teams(), Why::Step, Then::End(client));
                return Ok(false);
            }
            Request::StartTeams { teams } => self.for_each(&teams, |host, id| {
                if host.state.team(id).is_some_and(|team| team.is_halted) {
                    return Err(Problem::error("run-is-halted").with("team", id));
                }
                let goes_on = host.state.team(id).is_some_and(|team| team.was_started && !team.is_manual());
                let is_running = host.works.get(id).is_some_and(super::work::Work::is_running);
                if goes_on && !is_running {
                    host.go_on(id);
                    return Ok(());
                }
                host.start_team(id)
            })?,
            Request::StopTeams { teams } => self.for_each(&teams, |host, id| {
                host.stop_team(id);
                Ok(())
            })?,
            Request::RestartTeam { team, prompt } => self.restart(&team, prompt)?,
            Request::SetAgent { team, agent } => self.set_agent(&team, &agent)?,
            Request::Send { teams, message } => return self.send(client, &teams, &message),
            Request::Withdraw { team, prompt } => {
                self.prompt(&team, prompt, |delivery| delivery == Delivery::Queued)?;
                self.note(What::PromptWithdrawn { team, prompt });
            }
            Request::Carried { team, prompt } => {
                self.prompt(&team, prompt, |delivery| delivery == Delivery::Queued)?;
                self.note(What::PromptSending { team: team.clone(), prompt });
                self.note(What::PromptDelivered { team, prompt });
            }
            Request::SendAgain { team, prompt } => {
                let message = self.prompt(&team, prompt, |delivery| matches!(delivery, Delivery::Maybe | Delivery::Failed))?;
                self.note(What::PromptFailed { team: team.clone(), prompt, reason: "sent again".to_owned() });
                self.queue(&team, message);
                self.wake(&team);
            }
            Request::Interrupt { teams } => self.for_each(&teams, |host, id| {
                host.interrupt(id);
                Ok(())
            })?,
            Request::Answer { team, request, decision, always } => {
                let tool =
                    self.team(&team)?.permissions.iter().find(|known| known.request == request).map(|known| known.tool.clone());
                if !self.answer(&team, &request, &decision, false) {
                    return Err(Problem::error("run-no-permission-request").with("request", request));
                }
                if let (true, true, Some(tool), Some(work)) = (always, decision.is_allowed(), tool, self.works.get_mut(&team)) {
                    work.allowed.insert(tool);
                }
            }
            Request::AnswerAll { teams, decision } => self.for_each(&teams, |host, id| {
                let asked = host.team(id)?.permissions.iter().map(|known| known.request.clone()).collect::<Vec<_>>();
                asked.iter().for_each(|request| {
                    host.answer(id, request, &decision, false);
                });
                Ok(())
            })?,
            Request::Halt { teams } => {
                let teams = self.chosen(&teams)?;
                self.halt(&teams);
            }
            Request::Resume { teams } => {
                let teams = self.chosen(&teams)?;
                self.resume(&teams);
            }
            Request::Park { teams, parked } => self.for_each(&teams, |host, id| {
                let team = id.clone();
                if parked {
                    host.note(What::Parked { team, reason: ParkReason::Person, until: None });
                    host.interrupt(id);
                } else if host.team(id)?.parked.is_some() {
                    host.note(What::Unparked { team });
                    host.wake(id);
                }
                Ok(())
            })?,
            Request::SetPhase { phase } => {
                if phase >= self.run()?.plan.phases.len() {
                    return Err(Problem::error("run-no-phase").with("number", phase + 1));
                }
                self.checkpoint(self.all_teams(), Why::Step, Then::Phase(client, phase));
                return Ok(false);
            }
            Request::Checkpoint { teams } => {
                let teams = self.chosen(&teams)?;
                self.checkpoint(teams, Why::Person, Then::Tell(client));
                return Ok(false);
            }
            Request::GoBack { teams, id, stop } => {
                let teams = self.chosen(&teams)?;
                self.begin_back(client, &teams, id, stop)?;
                return Ok(false);
            }
            // The window's own line answers these.
            Request::Compare { .. } | Request::Leftovers | Request::RemoveLeftover { .. } => {}
            Request::PauseClock { paused } => {
                self.run()?;
                self.note(What::ClockPaused { paused });
            }
            Request::Reported { team, status, percent, text } => self.reported(&team, &status, percent, text)?,
            Request::Pasted { team, text } => {
                self.team(&team)?;
                self.pasted(&team, &text);
            }
            Request::Fix { team, files, text } => self.fix(&team, &files, text)?,
            Request::MoveWork { from, to } => self.move_work(&from, &to)?,
            Request::AnswerException { team, path, granted } => {
                self.team(&team)?;
                self.answer_exception(&team, &path, granted)?;
            }
            Request::Note { line } => self.note(line.what),
            Request::Type { team, text } => self.terminal(&team)?.type_in(&text),
            Request::Paste { team, text } => self.terminal(&team)?.paste(&text),
            Request::Look { team, columns, rows, offset, focus } => {
                self.terminal(&team)?.resize(columns, rows);
                self.clients.look(client, team, Look { offset, focus, is_new: true });
                self.tell_screens();
                return Ok(false);
            }
            Request::LookAway { team } => {
                self.clients.look_away(client, &team);
                return Ok(false);
            }
            Request::Log { team, lines } => {
                let bytes = Log::tail(&self.places.log(&team), LOG_BYTES);
                let text = String::from_utf8_lossy(&bytes);
                let all: Vec<&str> = text.lines().collect();
                let skipped = all.len().saturating_sub(lines);
                let lines = all[skipped..].iter().map(|line| (*line).to_owned()).collect();
                self.tell_logs();
                self.clients.say(client, &Notice::Log { team, lines, skipped: skipped as u64, fresh: true });
                return Ok(false);
            }
            Request::Quit => {
                if self.state.running().next().is_some() {
                    return Err(Problem::error("run-still-running"));
                }
                self.is_over = true;
            }
        }
        Ok(true)
    }

    fn run(&self) -> Result<&crate::model::run::RunState, Problem> {
        if self.state.is_running() { Ok(&self.state) } else { Err(Problem::error("run-no-run")) }
    }

    pub(super) fn team(&self, id: &TeamId) -> Result<&crate::model::run::TeamRun, Problem> {
        self.run()?.team(id).ok_or_else(|| Problem::error("run-no-team").with("team", id))
    }

    fn prompt(&self, team: &TeamId, id: u64, fits: impl Fn(Delivery) -> bool) -> Result<Message, Problem> {
        let found = self.team(team)?.prompts.iter().find(|known| known.id == id && fits(known.delivery));
        found.map(|prompt| prompt.message.clone()).ok_or_else(|| Problem::error("run-no-prompt").with("team", team))
    }

    fn terminal(&self, id: &TeamId) -> Result<&crate::engine::agents::terminal::Pty, Problem> {
        let running = self.works.get(id).and_then(|work| work.running.as_ref());
        match running {
            Some(Running::Terminal(pty)) => Ok(pty),
            _ => Err(Problem::error("run-no-terminal").with("team", id)),
        }
    }

    /// The teams that are meant: these, or all.
    fn chosen(&self, teams: &[TeamId]) -> Result<Vec<TeamId>, Problem> {
        let run = self.run()?;
        if teams.is_empty() {
            return Ok(run.teams.iter().map(|team| team.id().clone()).collect());
        }
        teams.iter().map(|id| self.team(id).map(|team| team.id().clone())).collect()
    }

    /// Does something for each of these teams; the first problem is told, but stops nobody else.
    fn for_each(
        &mut self,
        teams: &[TeamId],
        mut work: impl FnMut(&mut Self, &TeamId) -> Result<(), Problem>,
    ) -> Result<(), Problem> {
        let mut first = Ok(());
        for id in self.chosen(teams)? {
            let done = work(self, &id);
            first = first.and(done);
        }
        first
    }

    fn start_run(&mut self, teams: &[TeamId], round: Option<usize>) -> Result<(), Problem> {
        if self.state.is_running() {
            return Err(Problem::error("run-is-running"));
        }
        self.manifest = self.project.manifest()?;
        self.ownership = Ownership::new(&self.manifest);
        let plan = plan::of(&self.manifest, teams, round)?;
        self.works.clear();
        // Nobody else's processes carry this mark.
        let run = format!("{:x}-{:x}", now(), std::process::id());
        let before = self.state.run.clone();
        self.note(What::RunStarted { run, plan });
        self.drop_old_runs(before);
        self.recall_exceptions();
        Ok(())
    }

    fn restart(&mut self, id: &TeamId, prompt: Option<String>) -> Result<(), Problem> {
        if self.team(id)?.is_halted {
            return Err(Problem::error("run-is-halted").with("team", id));
        }
        self.end_at_once(id);
        self.note(What::Session { team: id.clone(), id: String::new() });
        let text = match prompt {
            Some(text) => text,
            None => self.looks.prompt(&self.project, &self.manifest, id)?,
        };
        // What waited was for the old conversation.
        let waiting: Vec<u64> = self.team(id)?.queued().map(|prompt| prompt.id).collect();
        for prompt in waiting {
            self.note(What::PromptWithdrawn { team: id.clone(), prompt });
        }
        self.queue(id, Message::Briefing(text));
        self.start_team(id)
    }

    fn set_agent(&mut self, id: &TeamId, agent: &str) -> Result<(), Problem> {
        let mut plan = self.team(id)?.plan.clone();
        self.manifest = self.project.manifest()?;
        let found = crate::engine::agents::agent(&self.manifest, Some(agent));
        let found = found.ok_or_else(|| Problem::error("run-no-agent").with("team", id).with("agent", agent))?;
        if plan.agent != agent {
            // Another agent knows nothing of the old one's conversation.
            self.note(What::Session { team: id.clone(), id: String::new() });
        }
        agent.clone_into(&mut plan.agent);
        crate::engine::agents::adapter_of(&found).name().clone_into(&mut plan.adapter);
        self.note(What::TeamPlanned { plan });
        Ok(())
    }

    /// Says something; whether that is all of it already.
    fn send(&mut self, client: u64, teams: &[TeamId], message: &Message) -> Result<bool, Problem> {
        let teams = self.chosen(teams)?;
        match message.signal() {
            Some(Signal::EmergencyHalt) => {
                self.halt(&teams);
                return Ok(true);
            }
            // The trees are kept, then filled, before the teams are told.
            Some(Signal::Execute) => {
                self.checkpoint(teams.clone(), Why::Step, Then::Execute(client, teams));
                return Ok(false);
            }
            _ => {}
        }
        for id in teams {
            self.queue(&id, message.clone());
            self.wake(&id);
        }
        Ok(true)
    }

    /// Hands over what waits for a team, starting its agent where it ran before.
    pub(super) fn wake(&mut self, id: &TeamId) {
        let Some(team) = self.state.team(id) else { return };
        let is_running = self.works.get(id).is_some_and(super::work::Work::is_running);
        if !is_running && team.was_started && !team.is_halted && !team.is_manual() && !team.is_detached {
            // Why it cannot start is on its card.
            let _ = self.start_team(id);
        } else {
            self.deliver(id);
        }
    }

    fn reported(&mut self, id: &TeamId, status: &str, percent: Option<u8>, text: String) -> Result<(), Problem> {
        self.team(id)?;
        let marker = self.marker_of(status, percent, &text);
        self.marked(id, marker, Source::Report);
        Ok(())
    }

    /// What a report says, as a marker.
    pub(super) fn marker_of(&self, status: &str, percent: Option<u8>, text: &str) -> Marker {
        let kind = match status {
            "blocked" => MarkerKind::Blocked,
            "ready" => MarkerKind::Ready,
            "complete" => MarkerKind::Complete,
            "error" => MarkerKind::Error,
            _ => MarkerKind::Status,
        };
        let names: Vec<_> = self.state.teams.iter().map(|team| (team.id().clone(), team.plan.name.clone())).collect();
        let read = crate::model::run::markers::find(&format!("[{}] {}", kind.word(), text.replace('\n', " ")), &names).pop();
        let text = text.to_owned();
        let plain = Marker { kind, text, percent: None, lines: None, mega_files: None, team: None, waits_for: Vec::new() };
        let mut marker = read.unwrap_or(plain);
        marker.percent = percent.or(marker.percent);
        marker
    }
}
