//! Previews that are asked for: of each file the newest alone, and the one under way learns that it is old.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};

use crate::engine::job::Progress;
use crate::model::document::Revision;
use crate::model::path::RelPath;
use crate::model::team::TeamId;

/// A preview that is asked for.
#[derive(Debug)]
pub(super) struct Wanted {
    pub(super) path: RelPath,
    pub(super) team: TeamId,
    pub(super) text: String,
    pub(super) manifest_text: String,
    pub(super) revision: Revision,
    /// The output that is to be looked at closely, instead of all of them from afar.
    pub(super) output: Option<RelPath>,
}

impl Wanted {
    /// Whether another makes this one needless.
    fn is_replaced_by(&self, other: &Self) -> bool {
        self.path == other.path && self.output.is_some() == other.output.is_some()
    }
}

#[derive(Debug, Default)]
struct State {
    waiting: VecDeque<Wanted>,
    under_way: Option<(RelPath, Newest)>,
    closed: bool,
}

/// What is asked for and not answered yet.
#[derive(Debug, Default)]
pub(super) struct Previews {
    state: Mutex<State>,
    bell: Condvar,
}

/// Whether an answer is still wanted; says no more than that.
#[derive(Clone, Debug, Default)]
pub(super) struct Newest(Arc<AtomicBool>);

impl Progress for Newest {
    fn step(&self, _done: u64, _total: u64, _label: &'static str) {}

    fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

impl Previews {
    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks for a preview instead of all older ones of the same file.
    pub(super) fn ask(&self, wanted: Wanted) {
        let mut state = self.state();
        if let Some((path, newest)) = &state.under_way
            && *path == wanted.path
            && wanted.output.is_none()
        {
            newest.0.store(true, Ordering::Release);
        }
        state.waiting.retain(|older| !older.is_replaced_by(&wanted));
        state.waiting.push_back(wanted);
        self.bell.notify_one();
    }

    /// Waits for the next one; `None` when no more will come.
    pub(super) fn next(&self) -> Option<(Wanted, Newest)> {
        let mut state = self.state();
        state.under_way = None;
        loop {
            if state.closed {
                return None;
            }
            if let Some(wanted) = state.waiting.pop_front() {
                let newest = Newest::default();
                state.under_way = Some((wanted.path.clone(), newest.clone()));
                return Some((wanted, newest));
            }
            state = self.bell.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// No more will come, and nobody waits for the one under way.
    pub(super) fn close(&self) {
        let mut state = self.state();
        state.closed = true;
        if let Some((_, newest)) = &state.under_way {
            newest.0.store(true, Ordering::Release);
        }
        self.bell.notify_one();
    }
}
