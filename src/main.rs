//! The front door: no arguments (or a folder) → the window, a verb → the terminal.

use std::process::ExitCode;

fn main() -> ExitCode {
    dectet::cli::run()
}
