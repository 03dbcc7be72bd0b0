//! One plain blocking function a command; the window's lanes and the terminal's verbs call the same functions.

pub mod bring;
pub mod conflicts;
pub mod create;
pub mod doctor;
pub mod expand;
pub mod files;
pub mod fixes;
pub mod intake;
pub mod integrate;
pub mod marked;
pub mod merge_files;
pub mod open;
pub mod outside;
pub mod pictures;
pub mod place;
pub mod plan;
pub mod preview;
pub mod prompts;
pub mod report;
pub mod resolve;
pub mod save;
pub mod take_back;
pub mod trial;
pub mod validate;
