//! What happened in this project, one JSON line an event, in `.dectet/journal.jsonl`: only ever added to, so a kill can
//! at worst leave half a line, which readers pass over. Also the engine's only look at the clock.

use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::engine::disk;
use crate::engine::project::Project;
use crate::model::problem::{Place, Problem};

/// The version of what lies in `.dectet`.
pub const FORMAT_VERSION: u32 = 1;

const FILE: &str = "journal.jsonl";

/// One line of the journal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// When.
    pub at: Timestamp,
    /// What: `opened`, `expanded`, `integrated` …
    pub event: String,
    /// Whatever belongs to it.
    #[serde(default, skip_serializing_if = "serde_json::Value::is_null")]
    pub details: serde_json::Value,
}

/// The time now.
pub fn now() -> Timestamp {
    Timestamp::now()
}

/// Creates Dectet's own folder where it is missing: with its version, and hidden from git.
pub fn prepare(project: &Project) -> Result<(), Problem> {
    let folder = project.own_folder();
    let version = folder.join("version");
    match disk::read_if_there(&version)? {
        Some(bytes) => {
            let text = String::from_utf8_lossy(&bytes);
            match text.trim().parse::<u32>() {
                Ok(number) if number > FORMAT_VERSION => {
                    Err(Problem::error("project-made-by-newer").with("version", number).at(Place::file(".dectet/version")))
                }
                _ => Ok(()),
            }
        }
        None => {
            disk::write_atomic(&folder.join(".gitignore"), b"*\n")?;
            disk::write_atomic(&version, format!("{FORMAT_VERSION}\n").as_bytes())?;
            Ok(())
        }
    }
}

/// Adds an event.
pub fn note(project: &Project, event: &str, details: serde_json::Value) -> Result<(), Problem> {
    prepare(project)?;
    let path = project.own_folder().join(FILE);
    let entry = Entry { at: now(), event: event.to_owned(), details };
    let mut line = serde_json::to_vec(&entry)
        .map_err(|error| Problem::error("disk-other").with("path", disk::show(&path)).with("error", error))?;
    line.push(b'\n');
    // Half a line that a kill left must not swallow this one.
    if disk::last_byte(&path).is_some_and(|byte| byte != b'\n') {
        line.insert(0, b'\n');
    }
    disk::append(&path, &line)
}

/// All events that can be read, oldest first.
pub fn read(project: &Project) -> Result<Vec<Entry>, Problem> {
    let bytes = disk::read_if_there(&project.own_folder().join(FILE))?.unwrap_or_default();
    Ok(bytes.split(|byte| *byte == b'\n').filter_map(|line| serde_json::from_slice(line).ok()).collect())
}

/// How long something took, in seconds with three digits, as reports say it.
pub fn seconds(duration: Duration) -> f64 {
    (duration.as_secs_f64() * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_line_does_no_harm() {
        let folder = tempfile::tempdir().expect("folder");
        disk::write_atomic(&folder.path().join("manifest.yaml"), b"teams: {}\n").expect("write");
        let project = Project::open(folder.path()).expect("open");
        note(&project, "opened", serde_json::json!({"mode": "folder"})).expect("note");
        disk::append(&project.own_folder().join(FILE), b"{\"at\":\"2026-").expect("half a line");
        note(&project, "expanded", serde_json::Value::Null).expect("note");
        let entries = read(&project).expect("read");
        assert_eq!(entries.iter().map(|entry| entry.event.as_str()).collect::<Vec<_>>(), ["opened", "expanded"]);
        assert_eq!(entries[0].details["mode"], "folder");
        assert_eq!(disk::read_text(&project.own_folder().join(".gitignore")).expect("hidden"), "*\n");
    }

    #[test]
    fn what_a_newer_program_wrote_is_left_alone() {
        let folder = tempfile::tempdir().expect("folder");
        disk::write_atomic(&folder.path().join("manifest.yaml"), b"teams: {}\n").expect("write");
        disk::write_atomic(&folder.path().join(".dectet/version"), b"7\n").expect("write");
        let project = Project::open(folder.path()).expect("open");
        assert_eq!(note(&project, "opened", serde_json::Value::Null).expect_err("newer").id, "project-made-by-newer");
    }
}
