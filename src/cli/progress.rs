//! How far a job is, on one line of stderr that is written over, and only where a person looks at it.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::print::Printer;
use crate::engine::job::Progress;
use crate::words;

const EVERY: Duration = Duration::from_millis(100);

/// Shows progress until it is dropped.
#[derive(Debug)]
pub(super) struct Line {
    is_shown: bool,
    said: Mutex<Option<Instant>>,
}

impl Line {
    pub(super) fn new(printer: &Printer) -> Self {
        Self { is_shown: printer.shows_progress(), said: Mutex::new(None) }
    }
}

impl Progress for Line {
    fn step(&self, done: u64, total: u64, label: &'static str) {
        if !self.is_shown {
            return;
        }
        // Threads that come at the same time have the same to say.
        let Ok(mut said) = self.said.try_lock() else { return };
        if said.is_some_and(|said| said.elapsed() < EVERY) {
            return;
        }
        *said = Some(Instant::now());
        let far = match total {
            0 if done == 0 => String::new(),
            0 => format!(" {done}"),
            _ => format!(" {done}/{total}"),
        };
        Printer::progress_line(&format!("{}{far}", words::word(label)));
    }

    fn is_cancelled(&self) -> bool {
        false
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        if self.said.get_mut().unwrap_or_else(PoisonError::into_inner).is_some() {
            Printer::progress_line("");
        }
    }
}
