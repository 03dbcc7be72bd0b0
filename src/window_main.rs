//! The front door of the desktop on Windows: the same program, for which no console window opens. Verbs work too, for
//! whoever reads their output through a pipe, as a run's host does. Not for a terminal: a program is either of the
//! console or of the desktop, and a shell does not wait for the latter.
#![cfg_attr(windows, windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    dectet::cli::run()
}
