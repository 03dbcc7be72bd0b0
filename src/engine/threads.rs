//! The only room that starts threads: named ones that live with the engine, and a few that share one piece of work.
#![expect(clippy::disallowed_methods, reason = "this is the room that owns threads")]

use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, JoinHandle};

use crate::model::problem::Problem;

/// How many threads are worth starting for work that keeps all of them busy.
pub fn count() -> usize {
    thread::available_parallelism().map_or(2, usize::from).clamp(1, 16)
}

/// Starts a thread that lives until its work ends.
pub fn start(name: &str, work: impl FnOnce() + Send + 'static) -> Result<JoinHandle<()>, Problem> {
    let problem = |error: std::io::Error| Problem::error("engine-no-thread").with("error", error);
    thread::Builder::new().name(name.to_owned()).spawn(work).map_err(problem)
}

/// This thread, and those that it starts, have time: all others go first, where a system tells threads apart.
pub fn step_back() {
    #[cfg(target_os = "linux")]
    let _ = rustix::process::nice(10);
}

/// Runs `work` on `count` threads at once (this one among them) and waits for all. `work` is given the thread's number.
/// A panic in one of them goes on here, when the others are done.
pub fn together(count: usize, work: impl Fn(usize) + Sync) {
    thread::scope(|scope| {
        let work = &work;
        for number in 1..count {
            scope.spawn(move || work(number));
        }
        work(0);
    });
}

/// Does a piece of work for each number below a count, on all cores: what the model asks for as `Cores`.
pub fn divide(pieces: usize, work: &(dyn Fn(usize) + Sync)) {
    let next = AtomicUsize::new(0);
    together(count().min(pieces.max(1)), |_| {
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= pieces {
                break;
            }
            work(number);
        }
    });
}

/// Runs something whose panic must not take everything else with it: it is told as a problem instead.
pub fn guarded<T>(work: impl FnOnce() -> Result<T, Problem>) -> Result<T, Problem> {
    std::panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|payload| {
        let text = (payload.downcast_ref::<&str>().map(|text| (*text).to_owned()))
            .or_else(|| payload.downcast_ref::<String>().cloned())
            .unwrap_or_else(|| "?".to_owned());
        Err(Problem::error("engine-panic").with("error", text))
    })
}
