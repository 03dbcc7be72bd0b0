//! The state of a run: a fold over the lines of its journal, and nothing else, so that whoever has the same lines sees the
//! same run: the host, a window, a terminal, and all of them after a crash. Owns the fold. Any line in any order is taken.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use super::line::{Line, Millis, RunPlan, What};
use super::markers::MarkerKind;
use super::phases::{Clock, PhaseKind};
use super::signals::Message;
use super::team::{Blocker, Claim, Delivery, Ended, Outside, Process, Prompt, TeamRun, TeamState, Usage};
use super::trees::{Back, Checkpoint, Why};
use crate::model::team::TeamId;

/// How many moments the timeline keeps.
const MOMENTS: usize = 1_000;
/// How many prompts a team keeps.
const PROMPTS: usize = 100;
/// How many problems of its files a team keeps.
const PROBLEMS: usize = 50;
/// How many measurements a team keeps; then every other one goes.
const SERIES: usize = 240;

/// A run as it stands.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RunState {
    /// Its id; empty where there is no run.
    pub run: String,
    /// What it is meant to be.
    pub plan: RunPlan,
    /// Whether it is over.
    pub is_over: bool,
    /// When it began.
    pub began: Millis,
    /// The host that has it, while one does.
    pub host: Option<Process>,
    /// The phases' clock.
    pub clock: Clock,
    /// The teams, in the manifest's order.
    pub teams: Vec<TeamRun>,
    /// Markers, signals and whatever else is worth a place on the timeline, oldest first.
    pub timeline: VecDeque<Moment>,
    /// The last integration.
    pub integrated: Option<Integrated>,
    /// Checks of the result: passed and failed.
    pub validated: Option<(usize, usize)>,
    /// States that one can go back to, oldest first.
    #[serde(default)]
    pub checkpoints: Vec<Checkpoint>,
    /// The number of the last one.
    #[serde(default)]
    pub last_checkpoint: u64,
    /// Teams that are on their way back to one.
    #[serde(default)]
    pub going_back: Option<Back>,
    /// Processes that outlived the last halt.
    pub survivors: Vec<u32>,
    /// How many lines were folded.
    pub lines: u64,
    /// The number of the next prompt.
    pub next_prompt: u64,
    /// When the last line happened.
    pub at: Millis,
}

/// A moment on the timeline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Moment {
    /// When.
    pub at: Millis,
    /// Whose; none where it is the whole run's.
    pub team: Option<TeamId>,
    /// What.
    pub kind: MomentKind,
}

/// What happened at a moment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum MomentKind {
    Began,
    Over,
    Phase(usize),
    Marked(MarkerKind, String),
    Confirmed,
    Refuted,
    Sent(Message),
    Started,
    Resumed,
    Ended(Option<i32>),
    Failed(String),
    Error(String),
    Asked(String),
    Parked,
    Unparked,
    Halted,
    Moved(TeamId),
    Wishes(String),
    Outside(String),
    Expanded(usize),
    Checkpoint(Why),
    WentBack(u64),
    Integrated,
    Validated,
}

/// The last integration in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Integrated {
    pub open: usize,
    pub critical: usize,
    pub kept_out: usize,
    pub files: usize,
    pub lines: usize,
    pub at: Millis,
}

impl RunState {
    /// The state after these lines.
    pub fn fold<'a>(lines: impl IntoIterator<Item = &'a Line>) -> Self {
        let mut state = Self::default();
        lines.into_iter().for_each(|line| state.apply(line));
        state
    }

    /// Whether there is a run that is not over.
    pub fn is_running(&self) -> bool {
        !self.run.is_empty() && !self.is_over
    }

    /// A team.
    pub fn team(&self, id: &TeamId) -> Option<&TeamRun> {
        self.teams.iter().find(|team| team.id() == id)
    }

    /// What all teams used together.
    pub fn usage(&self) -> Usage {
        self.teams.iter().fold(Usage::default(), |sum, team| sum.plus(&team.usage))
    }

    /// Whether the run has cost what it may.
    pub fn is_over_budget(&self) -> bool {
        self.plan.cost_cap_usd.is_some_and(|cap| self.usage().cost_usd.is_some_and(|cost| cost >= cap))
    }

    /// The teams with a process.
    pub fn running(&self) -> impl Iterator<Item = &TeamRun> {
        self.teams.iter().filter(|team| team.process.is_some())
    }

    /// Takes the next line in.
    pub fn apply(&mut self, line: &Line) {
        let at = line.at;
        self.at = self.at.max(at);
        if let What::RunStarted { run, plan } = &line.what {
            let (lines, host) = (self.lines, self.host);
            let next_prompt = self.next_prompt;
            *self = Self { run: run.clone(), plan: plan.clone(), began: at, at, lines, host, next_prompt, ..Self::default() };
            self.teams = plan.teams.iter().cloned().map(TeamRun::new).collect();
            self.clock = Clock::begin(at);
            self.note(at, None, MomentKind::Began);
        } else {
            match line.what.team() {
                Some(id) => self.apply_to_team(id, line),
                None => self.apply_to_all(line),
            }
        }
        self.lines += 1;
    }

    fn note(&mut self, at: Millis, team: Option<&TeamId>, kind: MomentKind) {
        if self.timeline.len() >= MOMENTS {
            self.timeline.pop_front();
        }
        self.timeline.push_back(Moment { at, team: team.cloned(), kind });
    }

    fn apply_to_all(&mut self, line: &Line) {
        let at = line.at;
        match &line.what {
            What::RunEnded => {
                self.is_over = true;
                self.clock.pause(at);
                self.note(at, None, MomentKind::Over);
            }
            What::HostStarted { process } => {
                self.host = Some(*process);
                // Nobody knows what became of what was on its way when the last host died: the prompts stay *maybe*.
                for team in &mut self.teams {
                    team.in_turn = false;
                    team.permissions.clear();
                    team.tree.preparing = None;
                }
            }
            What::HostEnded => self.host = None,
            What::PhaseSet { phase } => {
                let name = self.plan.phases.get(*phase).map(|phase| phase.name.as_str()).unwrap_or_default();
                // Ready for the phase before is not ready for this one.
                if *phase > self.clock.phase && PhaseKind::of_name(name) == PhaseKind::Execution {
                    self.teams.iter_mut().for_each(TeamRun::begin_again);
                }
                self.clock.set(*phase, at);
                self.note(at, None, MomentKind::Phase(*phase));
            }
            What::ClockPaused { paused: true } => self.clock.pause(at),
            What::ClockPaused { paused: false } => self.clock.go_on(at),
            What::Halted { teams, survivors } => {
                self.survivors.clone_from(survivors);
                for id in teams {
                    if let Some(team) = self.team_mut(id) {
                        team.is_halted = true;
                        team.in_turn = false;
                        team.permissions.clear();
                    }
                    self.note(at, Some(id), MomentKind::Halted);
                }
            }
            What::Resumed { teams } => {
                for id in teams {
                    if let Some(team) = self.team_mut(id) {
                        team.is_halted = false;
                    }
                    self.note(at, Some(id), MomentKind::Resumed);
                }
                self.survivors.clear();
            }
            What::Integrated { open, critical, kept_out, files, lines } => {
                let (open, critical, kept_out, files, lines) = (*open, *critical, *kept_out, *files, *lines);
                self.integrated = Some(Integrated { open, critical, kept_out, files, lines, at });
                self.note(at, None, MomentKind::Integrated);
            }
            What::Validated { passed, failed } => {
                self.validated = Some((*passed, *failed));
                self.note(at, None, MomentKind::Validated);
            }
            _ => {
                if let Some((team, moment)) = self.apply_trees(line) {
                    self.note(at, team.as_ref(), moment);
                }
            }
        }
    }

    fn team_mut(&mut self, id: &TeamId) -> Option<&mut TeamRun> {
        self.teams.iter_mut().find(|team| team.id() == id)
    }

    fn apply_to_team(&mut self, id: &TeamId, line: &Line) {
        let at = line.at;
        if let What::TeamPlanned { plan } = &line.what {
            match self.team_mut(id) {
                Some(team) => team.plan = plan.clone(),
                None => self.teams.push(TeamRun::new(plan.clone())),
            }
            return;
        }
        if let What::PromptQueued { prompt, .. } = &line.what {
            self.next_prompt = self.next_prompt.max(prompt.saturating_add(1));
        }
        if let What::WorkMoved { to, .. } = &line.what
            && let Some(other) = self.team_mut(to).filter(|other| !other.took_from.contains(id))
        {
            other.took_from.push(id.clone());
        }
        let Some(team) = self.team_mut(id) else { return };
        if let Some(moment) = apply(team, line) {
            self.note(at, Some(id), moment);
        }
    }
}

/// Takes a line in that is about this team; what of it belongs on the timeline.
fn apply(team: &mut TeamRun, line: &Line) -> Option<MomentKind> {
    let at = line.at;
    match &line.what {
        What::TeamQueued { waits_for, .. } => {
            team.waits_for.clone_from(waits_for);
            team.is_queued = true;
        }
        What::TeamStarted { process, resumed, .. } => {
            team.process = Some(*process);
            (team.is_detached, team.was_started, team.is_queued) = (false, true, false);
            (team.failed, team.error, team.ended) = (None, None, None);
            team.waits_for.clear();
            team.started_at.get_or_insert(at);
            team.last_sign = Some(at);
            return Some(if *resumed { MomentKind::Resumed } else { MomentKind::Started });
        }
        What::TeamFound { process, .. } => {
            team.process = Some(*process);
            team.is_detached = true;
        }
        What::TeamEnded { code, wanted, .. } => {
            team.process = None;
            (team.in_turn, team.is_detached) = (false, false);
            team.ended = Some(Ended { code: *code, wanted: *wanted, at });
            team.permissions.clear();
            return Some(MomentKind::Ended(*code));
        }
        What::TeamFailed { problem, args, .. } => {
            team.failed = Some((problem.clone(), args.clone()));
            team.tree.preparing = None;
            team.is_queued = false;
            return Some(MomentKind::Failed(problem.clone()));
        }
        What::Session { id, .. } => team.session = (!id.is_empty()).then(|| id.clone()),
        What::TurnStarted { .. } => {
            team.in_turn = true;
            team.error = None;
            team.last_sign = Some(at);
        }
        What::TurnEnded { error, .. } => {
            team.in_turn = false;
            team.last_sign = Some(at);
            team.error.clone_from(error);
            return error.clone().map(MomentKind::Error);
        }
        What::Action { text, .. } => {
            team.action = Some(text.clone());
            team.last_sign = Some(at);
        }
        What::Alive { .. } => team.last_sign = Some(at),
        What::Marked { marker, .. } => {
            team.mark(marker, at);
            team.last_sign = Some(at);
            return Some(MomentKind::Marked(marker.kind, marker.text.clone()));
        }
        What::Used { usage, .. } => team.usage = *usage,
        What::MeasuredNow { measured, .. } => measure(team, *measured, at),
        What::Judged { against, .. } if team.stands == TeamState::Complete => {
            let is_confirmed = against.is_empty();
            team.claim = if is_confirmed { Claim::Confirmed } else { Claim::Refuted(against.clone()) };
            return Some(if is_confirmed { MomentKind::Confirmed } else { MomentKind::Refuted });
        }
        What::Judged { .. } => {}
        What::PromptQueued { prompt, message, .. } => {
            if team.prompts.len() >= PROMPTS {
                team.prompts.pop_front();
            }
            let (delivery, message) = (Delivery::Queued, message.clone());
            team.prompts.push_back(Prompt { id: *prompt, message, delivery, at, changed: at, reason: None });
        }
        What::PromptSending { prompt, .. } => {
            let sent = set(team, *prompt, Delivery::Maybe, at, None);
            return sent.map(MomentKind::Sent);
        }
        What::PromptDelivered { prompt, .. } => {
            set(team, *prompt, Delivery::Delivered, at, None);
        }
        What::PromptAcknowledged { prompt, .. } => {
            set(team, *prompt, Delivery::Acknowledged, at, None);
        }
        What::PromptObeyed { prompt, .. } => {
            set(team, *prompt, Delivery::Obeyed, at, None);
        }
        What::PromptFailed { prompt, reason, .. } => {
            set(team, *prompt, Delivery::Failed, at, Some(reason.clone()));
        }
        What::PromptWithdrawn { prompt, .. } => {
            set(team, *prompt, Delivery::Withdrawn, at, None);
        }
        What::PermissionAsked { permission, .. } => {
            team.permissions.retain(|known| known.request != permission.request);
            team.permissions.push(permission.clone());
            team.last_sign = Some(at);
            return Some(MomentKind::Asked(permission.tool.clone()));
        }
        What::PermissionAnswered { request, .. } | What::PermissionGone { request, .. } => {
            team.permissions.retain(|known| known.request != *request);
            team.last_sign = Some(at);
        }
        What::Parked { reason, until, .. } => {
            team.parked = Some((*reason, *until));
            return Some(MomentKind::Parked);
        }
        What::Unparked { .. } => {
            team.parked = None;
            return Some(MomentKind::Unparked);
        }
        What::WorkMoved { to, .. } => {
            team.moved_to = Some(to.clone());
            // Who has nothing left to do waits for nobody.
            team.blockers.clear();
            return Some(MomentKind::Moved(to.clone()));
        }
        What::WroteOutside { path, owner, .. } => {
            let outside = outside(team, path);
            outside.owner.clone_from(owner);
            outside.is_written = true;
            return Some(MomentKind::Outside(path.clone()));
        }
        What::BackInside { path, .. } => {
            // What was asked for or granted stays known.
            if let Some(place) = team.outside.iter().position(|known| known.path == *path) {
                team.outside[place].is_written = false;
                if team.outside[place].reason.is_none() && !team.outside[place].is_granted {
                    team.outside.remove(place);
                }
            }
        }
        What::Doubted { problems, .. } => {
            let new = problems.iter().filter(|problem| !team.problems.contains(problem)).cloned().collect::<Vec<_>>();
            team.problems.extend(new);
            let over = team.problems.len().saturating_sub(PROBLEMS);
            team.problems.drain(..over);
        }
        What::Expanded { files, problems, .. } => {
            team.problems.clone_from(problems);
            return Some(MomentKind::Expanded(*files));
        }
        What::ExceptionAsked { path, reason, owner, .. } => {
            let outside = outside(team, path);
            outside.owner = owner.clone().or(outside.owner.take());
            outside.reason = Some(reason.clone());
            (outside.is_open, outside.is_answered) = (true, false);
            return Some(MomentKind::Wishes(path.clone()));
        }
        What::ExceptionAnswered { path, granted, .. } => {
            let outside = outside(team, path);
            (outside.is_open, outside.is_granted, outside.is_answered) = (false, *granted, true);
        }
        What::TreePreparing { .. } => {
            team.tree.apply(&line.what);
            (team.failed, team.is_queued) = (None, false);
        }
        what => {
            team.tree.apply(what);
        }
    }
    None
}

fn measure(team: &mut TeamRun, measured: super::team::Measured, at: Millis) {
    team.measured = measured;
    if team.series.back().is_none_or(|(_, lines)| *lines != measured.lines) {
        team.series.push_back((at, measured.lines));
    }
    if team.series.len() > SERIES {
        let thinner = team.series.iter().step_by(2).copied().chain(team.series.back().copied());
        let mut thinner: VecDeque<_> = thinner.collect();
        if thinner.len() > 1 && thinner[thinner.len() - 1] == thinner[thinner.len() - 2] {
            thinner.pop_back();
        }
        team.series = thinner;
    }
}

/// Moves a prompt on. Its message.
fn set(team: &mut TeamRun, id: u64, delivery: Delivery, at: Millis, reason: Option<String>) -> Option<Message> {
    let prompt = team.prompts.iter_mut().rev().find(|prompt| prompt.id == id)?;
    // What was obeyed stays so, whatever is heard late.
    if prompt.delivery < delivery || matches!(delivery, Delivery::Failed | Delivery::Withdrawn) {
        (prompt.delivery, prompt.changed, prompt.reason) = (delivery, at, reason);
    }
    Some(prompt.message.clone())
}

fn outside<'a>(team: &'a mut TeamRun, path: &str) -> &'a mut Outside {
    let place = team.outside.iter().position(|known| known.path == path).unwrap_or_else(|| {
        team.outside.push(Outside { path: path.to_owned(), ..Outside::default() });
        team.outside.len() - 1
    });
    &mut team.outside[place]
}

/// A blocked-by arrow: who waits, for whom, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waits<'a> {
    /// Who waits.
    pub team: &'a TeamId,
    /// For whom.
    pub on: &'a TeamId,
    /// Why, in the team's words; none where it waits before its start.
    pub blocker: Option<&'a Blocker>,
}

impl RunState {
    /// Who waits for whom.
    pub fn waits(&self) -> Vec<Waits<'_>> {
        let mut waits = Vec::new();
        for team in &self.teams {
            for blocker in &team.blockers {
                waits.extend(blocker.team.as_ref().map(|on| Waits { team: team.id(), on, blocker: Some(blocker) }));
            }
            waits.extend(team.waits_for.iter().map(|on| Waits { team: team.id(), on, blocker: None }));
        }
        waits
    }
}
