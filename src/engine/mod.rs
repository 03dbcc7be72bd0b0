//! Floor 1: what happens. The only threads, files and child processes.

pub mod answers;
pub mod bases;
pub mod briefings;
pub mod command;
pub mod commands;
pub mod disk;
pub mod event;
pub mod gather;
pub mod generated;
pub mod git;
pub mod job;
pub mod jobs;
pub mod journal;
pub mod pack;
pub mod project;
pub mod resolutions;
pub mod result;
pub mod session;
pub mod settings;
pub mod threads;
pub mod trees;
pub mod undo;
pub mod watch;
pub mod worker;
