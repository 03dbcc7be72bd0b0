//! Starting a host: this same program, in a session of its own, so that it outlives whoever started it. Owns finding the
//! program and waiting until the host answers; what a host does is `host`'s.
#![expect(clippy::disallowed_methods, reason = "child processes are the engine's")]

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use crate::engine::project::Project;
use crate::engine::run::Places;
use crate::engine::run::socket::{self, Incoming, Outgoing};
use crate::engine::{disk, settings, threads};
use crate::model::problem::Problem;

/// A host that has not answered after this long will not.
const PATIENCE: Duration = Duration::from_secs(20);

/// How long the host that is there already may take to answer.
const YIELDED: Duration = Duration::from_millis(150);

static PROGRAM: OnceLock<PathBuf> = OnceLock::new();

/// Says which program is started as a host; for tests, whose own program is none.
pub fn set_program(program: PathBuf) {
    let _ = PROGRAM.set(program);
}

/// The program that is started as a host: this one.
pub fn program() -> Result<PathBuf, Problem> {
    let here = || std::env::current_exe().map_err(|error| Problem::error("run-host-not-started").with("error", error));
    PROGRAM.get().cloned().map_or_else(here, Ok)
}

/// Starts a host for a project. If one runs already, the new one ends by itself.
fn start(project: &Project) -> Result<std::process::Child, Problem> {
    let places = Places::of(project);
    crate::engine::journal::prepare(project)?;
    disk::create_private_dir(places.folder())?;
    let errors = disk::create_truncated(&places.folder().join("host.log"))?;
    let mut command = Command::new(program()?);
    command.arg("host").arg("--workspace").arg(&project.root);
    if let Ok(folder) = settings::folder() {
        // What the person trusts is remembered there.
        command.env("DECTET_CONFIG_DIR", folder);
    }
    command.current_dir(&project.root).stdin(Stdio::null()).stdout(Stdio::null()).stderr(errors);
    #[cfg(windows)]
    {
        use std::os::windows::process::CommandExt;
        // DETACHED_PROCESS | CREATE_NEW_PROCESS_GROUP
        command.creation_flags(0x0000_0008 | 0x0000_0200);
    }
    command.spawn().map_err(|error| Problem::error("run-host-not-started").with("error", error))
}

/// Connects to a project's host, starting one where none answers.
pub fn connect_or_start(project: &Project, watch: bool) -> Result<(Incoming, Outgoing), Problem> {
    let places = Places::of(project);
    if let Some(connected) = socket::connect(&places, watch)? {
        return Ok(connected);
    }
    let mut child = start(project)?;
    let until = Instant::now() + PATIENCE;
    let connected = loop {
        if let Some(connected) = socket::connect(&places, watch)? {
            break connected;
        }
        let ended = child.try_wait().ok().flatten();
        if ended.is_some_and(|status| status.success()) && Instant::now() < until {
            // It gave way to another one, which answers soon; or which was dying, and then one more is started.
            std::thread::sleep(YIELDED);
            if let Some(connected) = socket::connect(&places, watch)? {
                return Ok(connected);
            }
            child = start(project)?;
        } else if ended.is_some() || Instant::now() > until {
            let said = disk::read_head(&places.folder().join("host.log"), 2_000).unwrap_or_default();
            let said = String::from_utf8_lossy(&said).trim().to_owned();
            return Err(Problem::error("run-host-not-started").with("error", said));
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    // Somebody must take note of its end, or it stays in the system's list.
    threads::start("host-end", move || {
        let _ = child.wait();
    })?;
    Ok(connected)
}
