//! What was decided about conflicts before, kept in `.dectet/resolutions.json` by what they held: when the same conflict
//! comes back, the window offers what was decided the last time. Not: the answers of now (`answers`).

use std::path::PathBuf;

use crate::engine::project::Project;
use crate::engine::{disk, journal};
use crate::model::conflict::memory::{Lesson, Memory};
use crate::model::problem::{Place, Problem};

const SHOWN: &str = ".dectet/resolutions.json";

fn file(project: &Project) -> PathBuf {
    project.own_folder().join("resolutions.json")
}

/// What is remembered; nothing, where that cannot be read: it is a help, no more.
pub fn load(project: &Project) -> Result<Memory, Problem> {
    let bytes = disk::read_if_there(&file(project))?.unwrap_or_default();
    Ok(serde_json::from_slice(&bytes).unwrap_or_default())
}

/// Takes lessons in.
pub fn learn(project: &Project, lessons: Vec<Lesson>) -> Result<(), Problem> {
    if lessons.is_empty() {
        return Ok(());
    }
    let before = load(project)?;
    let mut memory = before.clone();
    memory.learn(lessons);
    if memory == before {
        return Ok(());
    }
    journal::prepare(project)?;
    let text = serde_json::to_vec(&memory)
        .map_err(|error| Problem::error("disk-other").with("path", SHOWN).with("error", error).at(Place::file(SHOWN)))?;
    disk::write_atomic(&file(project), &text).map(|_| ()).map_err(|problem| project.seen(problem))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::conflict::memory::Decision;

    #[test]
    fn lessons_survive_a_restart_and_a_broken_file_is_no_harm() {
        let folder = tempfile::tempdir().expect("folder");
        disk::write_atomic(&folder.path().join("manifest.yaml"), b"teams: {}\n").expect("write");
        let project = Project::open(folder.path()).expect("open");
        assert!(load(&project).expect("none yet").is_empty());
        learn(&project, vec![Lesson { key: "k".into(), decision: Some(Decision::Base) }]).expect("learns");
        assert!(!load(&project).expect("one").is_empty());
        learn(&project, vec![Lesson { key: "k".into(), decision: None }]).expect("forgets");
        assert!(load(&project).expect("none").is_empty());
        disk::write_atomic(&file(&project), b"[{\"key\": 1").expect("write");
        assert!(load(&project).expect("nothing").is_empty());
    }
}
