//! What a job can say while it works, and how it is told to stop.

/// Counts jobs; an event names the job that it belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JobId(pub u64);

/// How a job tells how far it is, and learns that it should stop. Jobs are plain blocking functions: the window
/// passes a channel, the terminal a line on stderr, a test nothing.
pub trait Progress: Sync {
    /// So many of so many steps are done; `total` 0 where nobody knows. `label` is an id among the words.
    fn step(&self, done: u64, total: u64, label: &'static str);
    /// Whether the person wants it to stop. A job asks between two files.
    fn is_cancelled(&self) -> bool;
}

/// Says nothing and never stops.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Progress for Silent {
    fn step(&self, _done: u64, _total: u64, _label: &'static str) {}

    fn is_cancelled(&self) -> bool {
        false
    }
}
