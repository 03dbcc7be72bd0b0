//! A run: teams at work, as data. Owns what a run is (`state`, a fold over the lines of its journal), what is said between
//! person, host and teams (`wire`, `signals`, `markers`), its clock (`phases`) and what is worth an alarm (`alerts`). Not:
//! processes, files or the time of day: the engine brings them in, so that any moment of any run can be told again.

pub mod alerts;
pub mod line;
pub mod markers;
pub mod phases;
pub mod plain;
pub mod redact;
pub mod screen;
pub mod signals;
pub mod state;
pub mod team;
pub mod trees;
pub mod wire;
pub mod wishes;

#[cfg(test)]
mod tests;

pub use alerts::{Alert, AlertKind, alerts};
pub use line::{Line, What};
pub use markers::{Marker, MarkerKind};
pub use phases::{Condition, PhaseKind};
pub use screen::Screen;
pub use signals::{Message, Signal};
pub use state::RunState;
pub use team::{Group, Shown, TeamRun};
pub use wire::{Notice, Request};
