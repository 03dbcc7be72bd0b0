//! The way out of the engine: a bounded channel of events, and progress that never floods it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, SendTimeoutError, Sender, bounded};

use crate::engine::event::Event;
use crate::engine::job::{JobId, Progress};

/// Events that may wait for a frame.
const CAPACITY: usize = 1024;
/// Progress is said twenty times a second at most.
const PROGRESS_EVERY: Duration = Duration::from_millis(50);

/// Sends events, and wakes whoever waits for them.
pub(super) struct Outbox {
    sender: Sender<Event>,
    wake: Box<dyn Fn() + Send + Sync>,
    closed: AtomicBool,
}

impl std::fmt::Debug for Outbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Outbox").field("waiting", &self.sender.len()).finish_non_exhaustive()
    }
}

impl Default for Outbox {
    fn default() -> Self {
        Self::new(Box::new(|| ())).0
    }
}

impl Outbox {
    pub(super) fn new(wake: Box<dyn Fn() + Send + Sync>) -> (Self, Receiver<Event>) {
        let (sender, receiver) = bounded(CAPACITY);
        (Self { sender, wake, closed: AtomicBool::new(false) }, receiver)
    }

    /// Sends an event; waits while nobody takes any, but not for a window that is going.
    pub(super) fn send(&self, event: Event) {
        let mut event = event;
        while !self.is_closed() {
            match self.sender.send_timeout(event, PROGRESS_EVERY) {
                Ok(()) => break,
                Err(SendTimeoutError::Timeout(back)) => event = back,
                Err(SendTimeoutError::Disconnected(_)) => return,
            }
        }
        (self.wake)();
    }

    /// Sends an event that may be lost.
    fn hint(&self, event: Event) {
        if self.sender.try_send(event).is_ok() {
            (self.wake)();
        }
    }

    pub(super) fn close(&self) {
        self.closed.store(true, Ordering::Release);
    }

    pub(super) fn is_closed(&self) -> bool {
        self.closed.load(Ordering::Acquire)
    }
}

/// A job's progress, said to the window.
pub(super) struct JobProgress<'a> {
    job: JobId,
    cancelled: Arc<AtomicBool>,
    outbox: &'a Outbox,
    said: Mutex<Option<Instant>>,
}

impl<'a> JobProgress<'a> {
    pub(super) fn new(job: JobId, cancelled: Arc<AtomicBool>, outbox: &'a Outbox) -> Self {
        Self { job, cancelled, outbox, said: Mutex::new(None) }
    }
}

impl Progress for JobProgress<'_> {
    fn step(&self, done: u64, total: u64, label: &'static str) {
        // Threads that come at the same time have the same to say.
        let mut said = match self.said.try_lock() {
            Ok(said) => said,
            Err(std::sync::TryLockError::Poisoned(said)) => PoisonError::into_inner(said),
            Err(std::sync::TryLockError::WouldBlock) => return,
        };
        if said.is_some_and(|said| said.elapsed() < PROGRESS_EVERY) {
            return;
        }
        *said = Some(Instant::now());
        self.outbox.hint(Event::JobProgress { job: self.job, done, total, label });
    }

    fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Acquire)
    }
}
