//! One team's agent as the host holds it: its process, who understands it, its log and what of it has not been told. Owns no
//! decisions.

use std::collections::{BTreeSet, VecDeque};
use std::time::Instant;

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
    pub(super) log: Option<Log>,
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
        }
    }

    pub(super) fn is_running(&self) -> bool {
        self.running.is_some()
    }

    /// Keeps a line for the log and for clients. It is clean already.
    pub(super) fn log(&mut self, line: &str) {
        if let Some(log) = &mut self.log {
            // A log that cannot be written stops nobody.
            let _ = log.add(format!("{line}\n").as_bytes());
        }
        if self.unsaid.len() >= UNSAID {
            self.unsaid.pop_front();
            self.skipped += 1;
        }
        self.unsaid.push_back(line.to_owned());
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
