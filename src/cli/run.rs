//! `dectet run`: a whole run from the terminal. It starts the run (or takes up the one that is under way), shows what
//! happens, and asks where a person must act: permissions, prompts to carry, the step to the next phase.

use std::io::BufRead;
use std::time::Duration;

use clap::Args;
use crossbeam_channel::{Receiver, RecvTimeoutError, unbounded};

use super::monitor::{self, picture};
use super::print::Printer;
use super::signal::ask;
use super::{Common, Outcome, here};
use crate::engine::job::Silent;
use crate::engine::project::Project;
use crate::engine::run::{Places, journal, now, start};
use crate::engine::{answers, disk, jobs, session, threads};
use crate::model::problem::Problem;
use crate::model::run::alerts::alerts;
use crate::model::run::line::{Line, What};
use crate::model::run::team::Delivery;
use crate::model::run::wire::Decision;
use crate::model::run::{Message, Notice, PhaseKind, Request, RunState, Signal};
use crate::model::team::TeamId;
use crate::t;

#[derive(Debug, Args)]
pub(super) struct Run {
    /// The project: its folder [default: the project here]
    name: Option<String>,
    /// Only these teams
    #[arg(long, value_name = "T")]
    team: Vec<String>,
    /// A round of the manifest, by its number from 1
    #[arg(long, value_name = "N")]
    round: Option<usize>,
    /// Go on to the next phase by itself as soon as all its conditions are met
    #[arg(long)]
    yes: bool,
    /// Trust this folder and the commands that its manifest names, such as those that set a tree up
    #[arg(long)]
    trust: bool,
    #[command(flatten)]
    pub(super) common: Common,
}

/// A question that a person answers on a line.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Question {
    Permission(TeamId, String),
    Carry(TeamId, u64),
    NextPhase(usize),
    End,
}

impl Run {
    pub(super) fn run(&self, printer: &Printer) -> Result<Outcome, Problem> {
        let project = self.project()?;
        let places = Places::of(&project);
        if self.trust {
            crate::engine::settings::trust(&project.root, &project.manifest()?)?;
        }
        if !journal::state(&places)?.is_running() {
            let teams = super::signal::teams(&self.team)?;
            ask(&project, &Request::StartRun { teams, round: self.round.map(|round| round.saturating_sub(1)) })?;
            ask(&project, &Request::StartTeams { teams: Vec::new() }).or_else(|problem| {
                // A team that cannot start is on the list; the others work.
                printer.problems(&[problem]);
                Ok(())
            })?;
        }
        drop(start::connect_or_start(&project, false)?);
        let answers = lines();
        let mut state = journal::state(&places)?;
        let mut open: Option<Question> = None;
        let mut shown = String::new();
        let mut notices = monitor::follow(&places)?;
        let mut is_stdin_open = true;
        loop {
            let now_shown = picture(&state, now());
            if without_numbers(&now_shown) != without_numbers(&shown) {
                printer.line(&now_shown);
                shown = now_shown;
            }
            if state.is_over {
                return Ok(Outcome::with_problems_if(!alerts(&state, now()).is_empty()));
            }
            let question = self.question(&state);
            if question != open {
                if let Some(question) = &question {
                    printer.line(&asked(question, &state));
                }
                open = question;
            }
            if self.yes
                && let Some(question @ (Question::NextPhase(_) | Question::End)) = &open
            {
                answer(&project, &state, &question.clone(), "y")?;
                open = None;
            }
            match notices.as_ref().map(|notices| notices.recv_timeout(Duration::from_millis(200))) {
                Some(Ok(Notice::State { state: now })) => state = *now,
                Some(Ok(Notice::Lines { lines })) => lines.iter().for_each(|line| state.apply(line)),
                Some(Ok(Notice::Ended) | Err(RecvTimeoutError::Disconnected)) | None => {
                    state = journal::state(&places)?;
                    notices = if state.is_over { None } else { Some(()).and(monitor::follow(&places)?) };
                    if notices.is_none() && !state.is_over {
                        drop(start::connect_or_start(&project, false)?);
                    }
                }
                Some(_) => {}
            }
            while let (true, Ok(line)) = (is_stdin_open, answers.try_recv()) {
                let Some(line) = line else {
                    is_stdin_open = false;
                    break;
                };
                let done = match (line.trim(), &open) {
                    ("halt", _) => ask(&project, &Request::Halt { teams: Vec::new() }),
                    ("resume", _) => ask(&project, &Request::Resume { teams: Vec::new() }),
                    ("end", _) => ask(&project, &Request::EndRun),
                    ("quit", _) => return Ok(Outcome::Complete),
                    (line, Some(question)) => answer(&project, &state, question, line),
                    ("", None) => Ok(()),
                    (line, None) => ask(&project, &Request::Send { teams: Vec::new(), message: Message::Text(line.to_owned()) }),
                };
                if let Err(problem) = done {
                    printer.problems(&[problem]);
                }
                state = journal::state(&places)?;
                open = None;
            }
        }
    }

    fn project(&self) -> Result<Project, Problem> {
        match &self.name {
            Some(name) if self.common.workspace.is_none() => Project::open(&here()?.join(name)),
            _ => self.common.project(),
        }
    }

    /// What a person is asked now: one thing at a time.
    fn question(&self, state: &RunState) -> Option<Question> {
        for team in &state.teams {
            if let Some(asked) = team.permissions.first() {
                return Some(Question::Permission(team.id().clone(), asked.request.clone()));
            }
        }
        for team in state.teams.iter().filter(|team| team.is_manual()) {
            if let Some(prompt) = team.prompts.iter().find(|prompt| prompt.delivery == Delivery::Queued) {
                return Some(Question::Carry(team.id().clone(), prompt.id));
            }
        }
        let next = state.clock.phase + 1;
        match state.can_go_on() {
            true if next < state.plan.phases.len() => Some(Question::NextPhase(next)),
            true => Some(Question::End),
            false => None,
        }
    }
}

/// A picture without what changes all the time.
fn without_numbers(text: &str) -> String {
    text.chars().filter(|c| !c.is_ascii_digit()).collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn asked(question: &Question, state: &RunState) -> String {
    match question {
        Question::Permission(team, request) => {
            let asked = state.team(team).and_then(|team| team.permissions.iter().find(|known| known.request == *request));
            let (tool, what) = asked.map(|asked| (asked.tool.clone(), asked.summary.clone())).unwrap_or_default();
            t!("cli-run-permission", team = team.as_str(), tool = tool, what = what)
        }
        Question::Carry(team, prompt) => t!("cli-run-carry", team = team.as_str(), number = *prompt),
        Question::NextPhase(phase) => {
            let name = state.plan.phases.get(*phase).map(|phase| phase.name.clone()).unwrap_or_default();
            t!("cli-run-next-phase", phase = name)
        }
        Question::End => t!("cli-run-end"),
    }
}

fn answer(project: &Project, state: &RunState, question: &Question, line: &str) -> Result<(), Problem> {
    let is_yes = matches!(line.to_lowercase().as_str(), "y" | "yes" | "j" | "ja" | "a" | "");
    match question {
        Question::Permission(team, request) => {
            let (team, request) = (team.clone(), request.clone());
            let decision = if is_yes { Decision::Allow } else { Decision::Deny(line.to_owned()) };
            ask(project, &Request::Answer { team, request, decision, always: line == "a" })
        }
        Question::Carry(team, prompt) => {
            let message = state.team(team).and_then(|known| known.prompts.iter().find(|known| known.id == *prompt));
            let file = Places::of(project).prompts().join(format!("{team}-{prompt}.md"));
            disk::create_private_dir(&Places::of(project).prompts())?;
            disk::write_atomic(&file, message.map(|prompt| prompt.message.text()).unwrap_or_default().as_bytes())?;
            ask(project, &Request::Carried { team: team.clone(), prompt: *prompt })
        }
        Question::NextPhase(_) | Question::End if !is_yes => Ok(()),
        Question::End => ask(project, &Request::EndRun),
        Question::NextPhase(phase) => go_on(project, state, *phase),
    }
}

/// Begins a phase, with what it begins with.
fn go_on(project: &Project, state: &RunState, phase: usize) -> Result<(), Problem> {
    ask(project, &Request::SetPhase { phase })?;
    let name = state.plan.phases.get(phase).map(|phase| phase.name.as_str()).unwrap_or_default();
    let signal = |signal| ask(project, &Request::Send { teams: Vec::new(), message: Message::Signal(signal) });
    match PhaseKind::of_name(name) {
        PhaseKind::Initialization => signal(Signal::BeginMegaFiles),
        PhaseKind::Execution => signal(Signal::Execute),
        PhaseKind::Integration => {
            signal(Signal::Integration)?;
            let _alone = session::working(project)?;
            let report = jobs::integrate::integrate(project, &answers::load(project)?, false, &Silent)?;
            let (open, kept_out) = (report.open.len(), report.kept_out.len());
            let what = What::Integrated { open, critical: open, kept_out, files: report.files, lines: report.lines };
            ask(project, &Request::Note { line: Line::new(now(), what) })
        }
        PhaseKind::Validation | PhaseKind::Other => Ok(()),
    }
}

/// Lines that a person types; `None` at their end.
fn lines() -> Receiver<Option<String>> {
    let (sender, lines) = unbounded();
    let _ = threads::start("stdin", move || {
        for line in std::io::stdin().lock().lines() {
            let Ok(line) = line else { break };
            if sender.send(Some(line)).is_err() {
                return;
            }
        }
        let _ = sender.send(None);
    });
    lines
}
