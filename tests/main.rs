//! The one test binary: what Dectet promises, seen from outside.
#![expect(clippy::disallowed_methods, reason = "tests make and read files of their own")]
#![allow(missing_docs)]

mod cli;
mod examples;
mod fixes;
mod git_parity;
mod git_tools;
mod house;
mod interrupted;
mod killed;
mod merge_tree;
mod quirks;
mod run;
mod sample;
mod support;
mod whole_trees;
mod window;
