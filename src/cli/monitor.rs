//! `dectet monitor`: the run's teams in the terminal, drawn again as things happen; with `--json` one line of JSON for each
//! state. Owns how a run reads as text.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use clap::Args;
use crossbeam_channel::{Receiver, RecvTimeoutError, unbounded};

use super::print::Printer;
use super::{Common, Outcome};
use crate::engine::run::{Places, journal, now, socket};
use crate::engine::threads;
use crate::model::problem::Problem;
use crate::model::run::alerts::{AlertKind, alerts};
use crate::model::run::team::{Claim, Group, TeamRun, TeamState};
use crate::model::run::{Notice, RunState};
use crate::{t, words};

/// The picture is drawn this often at most.
const DRAW_EVERY: Duration = Duration::from_millis(250);

#[derive(Debug, Args)]
pub(super) struct Monitor {
    /// Print the state once, and end
    #[arg(long)]
    once: bool,
    #[command(flatten)]
    pub(super) common: Common,
}

impl Monitor {
    pub(super) fn run(&self, printer: &Printer) -> Result<Outcome, Problem> {
        let places = Places::of(&self.common.project()?);
        let mut state = journal::state(&places)?;
        if state.run.is_empty() {
            return Err(Problem::error("run-no-run"));
        }
        if self.once {
            self.show(printer, &state, false);
            return Ok(outcome(&state));
        }
        let is_terminal = std::io::stdout().is_terminal();
        let mut host = follow(&places)?;
        let mut drawn: Option<Instant> = None;
        let mut is_new = true;
        loop {
            if is_new && drawn.is_none_or(|at| at.elapsed() >= DRAW_EVERY) {
                self.show(printer, &state, is_terminal);
                (is_new, drawn) = (false, Some(Instant::now()));
            }
            if state.is_over {
                return Ok(outcome(&state));
            }
            let Some(notices) = &host else {
                // Nobody has the run now; somebody may take it up.
                std::thread::sleep(Duration::from_millis(500));
                host = follow(&places)?;
                continue;
            };
            match notices.recv_timeout(DRAW_EVERY) {
                Ok(Notice::State { state: now }) => (state, is_new) = (*now, true),
                Ok(Notice::Lines { lines }) => {
                    lines.iter().for_each(|line| state.apply(line));
                    is_new = true;
                }
                Ok(Notice::Ended) | Err(RecvTimeoutError::Disconnected) => {
                    host = None;
                    state = journal::state(&places)?;
                    is_new = true;
                }
                Ok(_) => {}
                // Ages grow by themselves.
                Err(RecvTimeoutError::Timeout) => is_new |= is_terminal && drawn.is_none_or(|at| at.elapsed().as_secs() >= 1),
            }
        }
    }

    fn show(&self, printer: &Printer, state: &RunState, redraw: bool) {
        if printer.json {
            if let Ok(text) = serde_json::to_string(state) {
                printer.raw(format!("{text}\n").as_bytes());
            }
            return;
        }
        let picture = picture(state, now());
        let text = if redraw { format!("\x1b[H{}\x1b[J", picture.replace('\n', "\x1b[K\n")) } else { picture };
        printer.raw(text.as_bytes());
    }
}

fn outcome(state: &RunState) -> Outcome {
    Outcome::with_problems_if(!alerts(state, now()).is_empty())
}

/// What the host says, where one runs.
pub(super) fn follow(places: &Places) -> Result<Option<Receiver<Notice>>, Problem> {
    let Some((mut incoming, outgoing)) = socket::connect(places, true)? else { return Ok(None) };
    let (sender, notices) = unbounded();
    threads::start("follow", move || {
        // The line is open for as long as both halves are.
        let _outgoing = outgoing;
        while let Some(notice) = incoming.notice() {
            if sender.send(notice).is_err() {
                return;
            }
        }
    })?;
    Ok(Some(notices))
}

/// The run as text.
pub(super) fn picture(state: &RunState, now: u64) -> String {
    let mut text = String::new();
    let phase = state.plan.phases.get(state.clock.phase).map(|phase| phase.name.clone()).unwrap_or_default();
    let time = state.time(state.clock.phase, now);
    let usage = state.usage();
    let head = t!(
        "cli-monitor-head",
        project = state.plan.project.as_str(),
        phase = phase,
        spent = clock(time.spent),
        budget = clock(time.budget),
        tokens = words::grouped(usize::try_from(usage.tokens()).unwrap_or(usize::MAX)),
        cost = usage.cost_usd.map_or_else(|| "–".to_owned(), |cost| format!("${cost:.2}"))
    );
    text.push_str(&head);
    text.push('\n');
    let rules = &state.plan.monitoring;
    for group in Group::ALL {
        let teams: Vec<&TeamRun> = state.teams.iter().filter(|team| team.group(rules, now) == group).collect();
        if teams.is_empty() {
            continue;
        }
        text.push_str(&format!("\n{}\n", group_name(group)));
        for team in teams {
            text.push_str(&row(state, team, now));
            text.push('\n');
        }
    }
    let alerts = alerts(state, now);
    if !alerts.is_empty() {
        text.push('\n');
    }
    for alert in alerts {
        let teams: Vec<&str> = alert.teams.iter().map(crate::model::team::TeamId::as_str).collect();
        text.push_str(&format!("! {} {}\n", alert_name(&alert.kind), teams.join(", ")));
    }
    text
}

fn row(state: &RunState, team: &TeamRun, now: u64) -> String {
    let shown = team.shown(&state.plan.monitoring, now);
    let mut name = state_name(shown.state);
    if shown.is_claim {
        name = match team.claim {
            Claim::Refuted(_) => t!("cli-monitor-refuted"),
            _ => t!("cli-monitor-claimed"),
        };
    }
    let percent = |value: Option<u8>| value.map_or_else(|| "–".to_owned(), |value| format!("{value}%"));
    let age = team.last_sign.map_or_else(String::new, |at| clock(now.saturating_sub(at)));
    let action =
        team.permissions.first().map(|asked| t!("cli-monitor-asks", tool = asked.tool.as_str(), what = asked.summary.as_str()));
    let action = action.or_else(|| team.action.clone()).unwrap_or_default();
    let action: String = action.chars().take(60).collect();
    format!(
        "  {} {:<12} {:<12} {:>5} {:>5} {:>7} {:>8}  {}",
        team.id().letter(),
        team.id(),
        name,
        percent(team.reported.percent),
        percent(team.measured_percent()),
        age,
        words::grouped(usize::try_from(team.usage.tokens()).unwrap_or(usize::MAX)),
        action
    )
    .trim_end()
    .to_owned()
}

/// Minutes and seconds, hours where there are any.
pub(super) fn clock(millis: u64) -> String {
    let seconds = millis / 1000;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

fn group_name(group: Group) -> String {
    match group {
        Group::NeedsMe => t!("cli-group-needs-me"),
        Group::Working => t!("cli-group-working"),
        Group::Ready => t!("cli-group-ready"),
        Group::Done => t!("cli-group-done"),
    }
}

fn state_name(state: TeamState) -> String {
    match state {
        TeamState::Idle => t!("cli-state-idle"),
        TeamState::Working => t!("cli-state-working"),
        TeamState::Blocked => t!("cli-state-blocked"),
        TeamState::Ready => t!("cli-state-ready"),
        TeamState::Complete => t!("cli-state-complete"),
        TeamState::Error => t!("cli-state-error"),
        TeamState::Silent => t!("cli-state-silent"),
        TeamState::Parked => t!("cli-state-parked"),
        TeamState::Halted => t!("cli-state-halted"),
    }
}

fn alert_name(kind: &AlertKind) -> String {
    match kind {
        AlertKind::Survivors { pids } => {
            let pids: Vec<String> = pids.iter().map(u32::to_string).collect();
            t!("cli-survivors", pids = pids.join(", "))
        }
        AlertKind::CostCap => t!("cli-alert-cost-cap"),
        AlertKind::Circle => t!("cli-alert-circle"),
        AlertKind::Died => t!("cli-alert-died"),
        AlertKind::Outside { path, .. } => t!("cli-alert-outside", path = path.as_str()),
        AlertKind::Refuted => t!("cli-alert-refuted"),
        AlertKind::Silent { .. } => t!("cli-alert-silent"),
        AlertKind::Slow { percent } => t!("cli-alert-slow", percent = *percent),
        AlertKind::UsageLimit { .. } => t!("cli-alert-usage-limit"),
    }
}
