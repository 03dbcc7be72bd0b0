//! One team's agent as the host holds it: its process, who understands it, its log and what of it has not been told. Owns no
//! decisions.

use std::collections::{BTreeSet, VecDeque};
use std::time::Instant;

use crossbeam_channel::{Receiver, never};

use crate::engine::agents::child::Child;
use crate::engine::agents::processes::Blow;
use crate::engine::agents::terminal::Pty;
use crate::engine::agents::{Adapter, Talk};
use crate::engine::disk::Log;
use crate::model::run::line::Millis;
use crate::model::run::markers::Scanner;
use crate::model::run::redact::Redactor;
use crate::model::run::team::{Process, Usage};

/// A running process.
#[derive(Debug)]
pub(super) enum Running {
    Pipes(Child),
    Terminal(Pty),
}

impl Running {
    pub(super) fn process(&self) -> Process {
        match self {
            Self::Pipes(child) => child.process,
            Self::Terminal(pty) => pty.process,
        }
    }

    pub(super) fn hit(&self, blow: Blow) {
        match self {
            Self::Pipes(child) => child.hit(blow),
            Self::Terminal(pty) => pty.hit(blow),
        }
    }
}

/// A team's agent.
#[derive(Debug)]
pub(super) struct Work {
    pub(super) adapter: &'static dyn Adapter,
    pub(super) running: Option<Running>,
    pub(super) talk: Box<dyn Talk>,
    pub(super) scanner: Scanner,
    pub(super) redactor: Redactor,
    log: Option<Log>,
    /// Lines for the log that are not in it yet.
    unwritten: String,
    /// Lines for clients.
    pub(super) unsaid: VecDeque<String>,
    /// How many before them were too many.
    pub(super) skipped: u64,
    /// What was used before this process.
    pub(super) used_before: Usage,
    /// Prompts that this process was given and has not finished.
    pub(super) given: Vec<u64>,
    /// Which process this is: words of an earlier one are old.
    pub(super) generation: u64,
    /// It was told to end.
    pub(super) is_wanted_end: bool,
    /// When it was told to end.
    pub(super) ending_since: Option<Instant>,
    /// When a sign of life was noted last.
    pub(super) noted_alive: Millis,
    /// Tools that a person allowed for good.
    pub(super) allowed: BTreeSet<String>,
    /// Its terminal changed.
    pub(super) is_drawn: bool,
    /// What it said that has not been heard: taking one out lets it say more.
    pub(super) waiting: Receiver<()>,
}

/// Lines that wait for clients; older ones are on disk.
const UNSAID: usize = 400;

impl Work {
    pub(super) fn new(adapter: &'static dyn Adapter, talk: Box<dyn Talk>, redactor: Redactor, log: Option<Log>) -> Self {
        Self {
            adapter,
            running: None,
            talk,
            scanner: Scanner::default(),
            redactor,
            log,
            unwritten: String::new(),
            unsaid: VecDeque::new(),
            skipped: 0,
            used_before: Usage::default(),
            given: Vec::new(),
            generation: 0,
            is_wanted_end: false,
            ending_since: None,
            noted_alive: 0,
            allowed: BTreeSet::new(),
            is_drawn: false,
            waiting: never(),
        }
    }

    pub(super) fn is_running(&self) -> bool {
        self.running.is_some()
    }

    /// Keeps a line for the log and for clients. It is clean already.
    pub(super) fn log(&mut self, line: &str) {
        self.unwritten.push_str(line);
        self.unwritten.push('\n');
        if self.unsaid.len() >= UNSAID {
            self.unsaid.pop_front();
            self.skipped += 1;
        }
        self.unsaid.push_back(line.to_owned());
    }

    /// Writes down what was kept for the log: many lines at once, where many came at once.
    pub(super) fn write_log(&mut self) {
        let lines = std::mem::take(&mut self.unwritten);
        if let Some(log) = self.log.as_mut().filter(|_| !lines.is_empty()) {
            // A log that cannot be written stops nobody.
            let _ = log.add(lines.as_bytes());
        }
    }

    /// Lets its lines go to another log.
    pub(super) fn log_to(&mut self, log: Option<Log>) {
        self.write_log();
        self.log = log;
    }

    pub(super) fn child(&self) -> Option<&Child> {
        match &self.running {
            Some(Running::Pipes(child)) => Some(child),
            _ => None,
        }
    }

    pub(super) fn pty(&self) -> Option<&Pty> {
        match &self.running {
            Some(Running::Terminal(pty)) => Some(pty),
            _ => None,
        }
    }
}
