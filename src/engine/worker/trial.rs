//! The lane of trials: one at a time, the newest alone, only while no job is under way; a job that begins stops it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crossbeam_channel::Receiver;

use super::{Room, lock};
use crate::engine::event::Event;
use crate::engine::job::Progress;
use crate::engine::jobs::trial::Trier;
use crate::engine::threads;

/// How often a trial that waits for jobs looks whether they are done.
const LOOK: Duration = Duration::from_millis(100);

/// Whether the trial under way is to stop.
pub(super) type Stop = Mutex<Option<Arc<AtomicBool>>>;

/// A trial shows nothing of how far it is; it ends with the engine, and for any job.
struct Trying<'a>(&'a AtomicBool, &'a Room);

impl Progress for Trying<'_> {
    fn step(&self, _done: u64, _total: u64, _label: &'static str) {}

    fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Acquire) || self.1.outbox.is_closed()
    }
}

impl Room {
    /// Stops the trial under way: something is to be done now.
    pub(super) fn stop_trial(&self) {
        if let Some(stop) = &*lock(&self.trial) {
            stop.store(true, Ordering::Release);
        }
    }
}

/// Tries whenever it is asked.
pub(super) fn lane(room: &Room, wanted: &Receiver<u64>) {
    threads::step_back();
    let mut trier = Trier::default();
    let mut of = None;
    while let Ok(first) = wanted.recv() {
        let number = wanted.try_iter().last().unwrap_or(first);
        let stop = Arc::new(AtomicBool::new(false));
        while !lock(&room.jobs).is_empty() && !room.outbox.is_closed() {
            std::thread::sleep(LOOK);
        }
        if room.outbox.is_closed() {
            return;
        }
        *lock(&room.trial) = Some(Arc::clone(&stop));
        let Some(session) = room.session() else { continue };
        // What was parsed of another project helps nobody.
        if of.as_ref() != Some(&session.project.root) {
            (trier, of) = (Trier::default(), Some(session.project.root.clone()));
        }
        let heard = |trial| room.outbox.send(Event::Tried { number, trial: Some(Box::new(trial)), is_over: false });
        let tried = threads::guarded(|| trier.run(&session.project, &heard, &Trying(&stop, room)));
        *lock(&room.trial) = None;
        // What cannot be read is said by whoever integrates; what was stopped is asked for again.
        let trial = tried.ok().map(Box::new);
        room.outbox.send(Event::Tried { number, trial, is_over: true });
    }
}
