//! Widgets: they know egui, not our nouns.

pub mod badge;
pub mod button;
pub mod card;
pub mod chip;
pub mod code;
pub mod drag;
pub mod elide;
pub mod field;
pub mod flow;
pub mod markdown;
pub mod progress;
pub mod side_by_side;
pub mod tall;
