//! Says on standard error when the window reached its stages, where the variable `DECTET_STAGES` is set: so that
//! `benches/start.rs` can measure the real program, driver and all. One line a stage: its name and microseconds since 1970.

use std::io::Write;
use std::sync::OnceLock;

const VARIABLE: &str = "DECTET_STAGES";

/// Whether somebody wants to know.
pub fn are_wanted() -> bool {
    static WANTED: OnceLock<bool> = OnceLock::new();
    *WANTED.get_or_init(|| std::env::var_os(VARIABLE).is_some())
}

/// Says that a stage is reached.
pub fn reached(stage: &str) {
    if are_wanted() {
        // Where nobody reads, nobody wanted to know.
        let _ = writeln!(std::io::stderr(), "stage {stage} {}", jiff::Timestamp::now().as_microsecond());
    }
}
