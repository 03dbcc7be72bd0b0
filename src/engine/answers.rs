//! What a person decided about conflicts so far, kept in `.dectet/answers.json` so that it survives a restart. A
//! conflict that changed has another id, so an old answer never settles a new question.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::engine::project::Project;
use crate::engine::{disk, journal};
use crate::model::conflict::{Answer, ConflictId};
use crate::model::problem::{Place, Problem};

fn file(project: &Project) -> PathBuf {
    project.own_folder().join("answers.json")
}

/// The answers that are remembered. One that cannot be read is left out, and its conflict is open again.
pub fn load(project: &Project) -> Result<BTreeMap<ConflictId, Answer>, Problem> {
    let bytes = disk::read_if_there(&file(project))?.unwrap_or_default();
    let read: BTreeMap<String, serde_json::Value> = serde_json::from_slice(&bytes).unwrap_or_default();
    let answers = read.into_iter().filter_map(|(id, answer)| Some((ConflictId(id), serde_json::from_value(answer).ok()?)));
    Ok(answers.collect())
}

/// Remembers these answers instead of all others.
pub fn save(project: &Project, answers: &BTreeMap<ConflictId, Answer>) -> Result<(), Problem> {
    journal::prepare(project)?;
    let shown = ".dectet/answers.json";
    let text = serde_json::to_vec_pretty(answers)
        .map_err(|error| Problem::error("disk-other").with("path", shown).with("error", error).at(Place::file(shown)))?;
    disk::write_atomic(&file(project), &text).map(|_| ()).map_err(|problem| project.seen(problem))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::merge::choice::Choice;

    #[test]
    fn answers_survive_a_restart() {
        let folder = tempfile::tempdir().expect("folder");
        disk::write_atomic(&folder.path().join("manifest.yaml"), b"teams: {}\n").expect("write");
        let project = Project::open(folder.path()).expect("open");
        assert!(load(&project).expect("none yet").is_empty());
        let id = |text: &str| ConflictId(text.to_owned());
        let answers = BTreeMap::from([
            (id("a"), Answer::Runs(vec![None, Some(Choice::Sides(vec![1, 0]))])),
            (id("b"), Answer::LetIn { reason: "agreed with α".into() }),
            (id("c"), Answer::Side(2)),
        ]);
        save(&project, &answers).expect("save");
        assert_eq!(load(&project).expect("load"), answers);
        disk::write_atomic(&file(&project), br#"{"a": {"future": 1}, "c": {"side": 2}}"#).expect("write");
        assert_eq!(load(&project).expect("load"), BTreeMap::from([(id("c"), Answer::Side(2))]));
    }
}
