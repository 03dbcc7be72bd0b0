//! Programs that conflicts are open in: one thread each, because nobody knows when a person closes them.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

use super::{Room, lock};
use crate::engine::event::Event;
use crate::engine::jobs::outside::{self, Outside};
use crate::engine::threads;
use crate::model::conflict::ConflictId;

/// Who waits for which conflict, and whether they still do.
pub(super) type Running = Mutex<Vec<(ConflictId, Arc<AtomicBool>, JoinHandle<()>)>>;

impl Room {
    /// Opens a conflict in another program, and says when that has ended.
    pub(super) fn open_outside(self: &Arc<Self>, wanted: Outside) {
        let conflict = wanted.conflict.id.clone();
        self.forget_outside(&conflict);
        let over = Arc::new(AtomicBool::new(false));
        let (room, told, id) = (Arc::clone(self), Arc::clone(&over), conflict.clone());
        let started = threads::start("outside", move || {
            let answer = threads::guarded(|| outside::open(&wanted, &|| told.load(Ordering::Acquire)));
            // Who was told to stop waiting says nothing: the conflict may be open in another program by now.
            if !told.load(Ordering::Acquire) {
                room.outbox.send(Event::OutsideClosed { conflict, answer });
            }
        });
        match started {
            Ok(thread) => {
                let mut running = lock(&self.outside);
                running.retain(|(_, _, thread)| !thread.is_finished());
                running.push((id, over, thread));
            }
            Err(problem) => self.outbox.send(Event::OutsideClosed { conflict: id, answer: Err(problem) }),
        }
    }

    /// Waits no longer for one.
    pub(super) fn forget_outside(&self, conflict: &ConflictId) {
        for (_, over, _) in lock(&self.outside).iter().filter(|(id, ..)| id == conflict) {
            over.store(true, Ordering::Release);
        }
    }

    /// Waits no longer for any; the threads, which end soon.
    pub(super) fn forget_all_outside(&self) -> Vec<JoinHandle<()>> {
        let running = std::mem::take(&mut *lock(&self.outside));
        let stop = |(_, over, thread): (ConflictId, Arc<AtomicBool>, JoinHandle<()>)| {
            over.store(true, Ordering::Release);
            thread
        };
        running.into_iter().map(stop).collect()
    }
}
