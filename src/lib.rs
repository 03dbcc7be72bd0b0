//! Dectet: one person conducts ten LLM teams that build one large software project.

pub mod cli;
pub mod engine;
#[cfg(feature = "gui")]
pub mod gui;
pub mod model;
pub mod page;
pub mod words;
