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
use crate::engine::commands::written;
use crate::engine::job::Silent;
use crate::engine::jobs::validate::{self, Commands};
use crate::engine::project::Project;
use crate::engine::run::{Places, journal, notes, now, start};
use crate::engine::{agents, answers, disk, jobs, session, settings, threads};
use crate::model::problem::Problem;
use crate::model::run::alerts::alerts;
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
    /// Trust the manifest's commands in this folder, from now on
    #[arg(long)]
    trust: bool,
    /// Go on to the next phase by itself as soon as all its conditions are met
    #[arg(long)]
    yes: bool,
    #[command(flatten)]
    pub(super) common: Common,
}

/// A question that a person answers on a line.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Question {
    Permission(TeamId, String),
    Carry(TeamId, u64),
    /// A team asks to write somewhere.
    Exception(TeamId, String),
    NextPhase(usize),
    /// So many checks fail: again, or the end.
    Failing(usize),
    /// The trees do not merge by themselves.
    Open(usize),
    End,
}

impl Run {
    pub(super) fn run(&self, printer: &Printer) -> Result<Outcome, Problem> {
        let project = self.project()?;
        let places = Places::of(&project);
        let answers = lines();
        self.ask_for_trust(&project, printer, &answers)?;
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
        let mut state = journal::state(&places)?;
        let mut open: Option<Question> = None;
        let mut shown = String::new();
        let mut notices = monitor::follow(&places)?;
        let (mut is_stdin_open, mut was_cut_short) = (true, false);
        loop {
            let now_shown = picture(&state, now());
            if without_numbers(&now_shown) != without_numbers(&shown) {
                printer.line(&now_shown);
                shown = now_shown;
            }
            if state.is_over {
                return Ok(Outcome::with_problems_if(was_cut_short || !alerts(&state, now()).is_empty()));
            }
            let question = self.question(&state);
            if question != open {
                if let Some(question) = &question {
                    printer.line(&asked(question, &state));
                }
                open = question;
            }
            if self.yes
                && let Some(question) = open.clone()
            {
                match question {
                    Question::NextPhase(_) | Question::End => answer(&project, &state, &question, "y")?,
                    // Nobody is there to mend it: the run ends with what it has.
                    Question::Failing(_) | Question::Open(_) => ask(&project, &Request::EndRun)?,
                    Question::Permission(..) | Question::Carry(..) | Question::Exception(..) => {}
                }
                if matches!(question, Question::NextPhase(_) | Question::End | Question::Failing(_) | Question::Open(_)) {
                    // A new line begins with the state: what was heard on the old one must not be heard twice.
                    (open, state, notices) = (None, journal::state(&places)?, monitor::follow(&places)?);
                    was_cut_short |= matches!(question, Question::Failing(_) | Question::Open(_));
                }
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
                (open, state, notices) = (None, journal::state(&places)?, monitor::follow(&places)?);
            }
        }
    }

    /// Asks, once for exactly these commands, whether they may run.
    fn ask_for_trust(&self, project: &Project, printer: &Printer, answers: &Receiver<Option<String>>) -> Result<(), Problem> {
        let manifest = project.manifest()?;
        let commands = agents::commands_of(&manifest);
        if (commands.is_empty() && manifest.run.setup.is_empty()) || settings::is_trusted(&project.root, &manifest) {
            return Ok(());
        }
        if !self.trust {
            let setup = manifest.run.setup.iter().map(|line| (t!("run-trust-prepares"), written(line)));
            let checks = manifest.validation.commands.iter();
            let checks = checks.map(|check| (t!("run-trust-check", name = check.name.as_str()), written(&check.run)));
            let mut text = t!("run-trust-title");
            for (name, command) in commands.into_iter().chain(setup).chain(checks) {
                text.push_str(&format!("\n  {name}: {command}"));
            }
            printer.line(&format!("{text}\n{}", t!("cli-run-trust")));
            let line = answers.recv().ok().flatten().unwrap_or_default();
            if !matches!(line.trim().to_lowercase().as_str(), "y" | "yes" | "j" | "ja") {
                let team = manifest.teams.first().map(|team| team.id.to_string()).unwrap_or_default();
                return Err(Problem::error("run-not-trusted").with("team", team));
            }
        }
        settings::trust(&project.root, &manifest)
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
        for team in &state.teams {
            if let Some(outside) = team.outside.iter().find(|outside| outside.is_open) {
                return Some(Question::Exception(team.id().clone(), outside.path.clone()));
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
            false => match (state.phase_kind(), state.integrated, state.validated) {
                (PhaseKind::Integration, Some(done), _) => Some(Question::Open(done.critical)),
                (PhaseKind::Validation, _, Some((_, failed))) => Some(Question::Failing(failed)),
                _ => None,
            },
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
        Question::Exception(team, path) => {
            let known = state.team(team).and_then(|team| team.outside.iter().find(|known| known.path == *path));
            let reason = known.and_then(|known| known.reason.clone()).unwrap_or_default();
            t!("cli-run-exception", team = team.as_str(), path = path.as_str(), reason = reason)
        }
        Question::Failing(count) => t!("cli-run-failing", count = *count),
        Question::Open(count) => t!("cli-run-open", count = *count),
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
        Question::Exception(team, path) => {
            ask(project, &Request::AnswerException { team: team.clone(), path: path.clone(), granted: is_yes })
        }
        Question::NextPhase(_) | Question::End if !is_yes => Ok(()),
        Question::Failing(_) | Question::Open(_) if line == "end" => ask(project, &Request::EndRun),
        Question::Failing(_) if is_yes => check(project),
        Question::Open(_) if is_yes => go_on(project, state, state.clock.phase),
        Question::Failing(_) | Question::Open(_) => Ok(()),
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
            notes::integrated(project, &report);
            Ok(())
        }
        PhaseKind::Validation => check(project),
        PhaseKind::Other => Ok(()),
    }
}

/// Checks the result, and tells the run.
fn check(project: &Project) -> Result<(), Problem> {
    let found = validate::validate(project, Commands::InOrder, &|_| {}, &Silent)?;
    notes::validated(project, &found);
    Ok(())
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
