//! Floor 0: what is true. Pure values and functions: no files, threads, clocks, randomness or window.

pub mod boundary;
pub mod conflict;
pub mod cores;
pub mod document;
pub mod edit;
pub mod gates;
pub mod layers;
pub mod manifest;
pub mod mega;
pub mod merge;
pub mod modules;
pub mod ownership;
pub mod packages;
pub mod path;
pub mod pattern;
pub mod problem;
pub mod prompt;
pub mod reply;
pub mod run;
pub mod story;
pub mod syntax;
pub mod team;
pub mod yaml;
