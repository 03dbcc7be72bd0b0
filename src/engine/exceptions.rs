//! Exceptions from teams' boundaries that a person granted or refused while the teams worked, in `.dectet/exceptions.json`:
//! they outlive the run, and an integration hears them. Owns the file and what it answers; a person's own answer to a
//! conflict stands above it.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::engine::project::Project;
use crate::engine::{disk, journal};
use crate::model::conflict::{Answer, Conflict, ConflictId, Detail};
use crate::model::problem::Problem;
use crate::model::run::wishes;
use crate::model::team::TeamId;

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exception {
    /// Who wanted it.
    pub team: TeamId,
    /// A path, or a pattern of paths.
    pub path: String,
    /// Why, in the team's words; empty where a person let it in unasked.
    #[serde(default)]
    pub reason: String,
    /// Whether it was granted.
    pub granted: bool,
}

impl Exception {
    /// Whether it is about this team's writing there.
    pub fn is_about(&self, team: &TeamId, path: &str) -> bool {
        self.team == *team && wishes::covers(&self.path, path)
    }
}

fn file(project: &Project) -> PathBuf {
    project.own_folder().join("exceptions.json")
}

/// All of them, in the order in which they were decided. What cannot be read is left out.
pub fn load(project: &Project) -> Result<Vec<Exception>, Problem> {
    let bytes = disk::read_if_there(&file(project))?.unwrap_or_default();
    let read: Vec<serde_json::Value> = serde_json::from_slice(&bytes).unwrap_or_default();
    Ok(read.into_iter().filter_map(|one| serde_json::from_value(one).ok()).collect())
}

/// What is written down, as it stands there.
pub fn written(project: &Project) -> Result<Option<Vec<u8>>, Problem> {
    disk::read_if_there(&file(project))
}

/// Those that hold now: of each team and path the last decision, where it was a yes.
pub fn granted(project: &Project) -> Result<Vec<(TeamId, String)>, Problem> {
    Ok(load(project)?.into_iter().filter(|one| one.granted).map(|one| (one.team, one.path)).collect())
}

/// Remembers one, instead of what was decided about the same path before.
pub fn record(project: &Project, exception: Exception) -> Result<(), Problem> {
    journal::prepare(project)?;
    let mut all = load(project)?;
    all.retain(|known| known.team != exception.team || known.path != exception.path);
    all.push(exception);
    let text = serde_json::to_vec_pretty(&all).map_err(|error| Problem::error("internal").with("message", error))?;
    disk::write_atomic(&file(project), &text).map(|_| ()).map_err(|problem| project.seen(problem))
}

/// What exceptions answer among these conflicts, where nobody answered themselves. The last decision counts.
pub fn answers(
    exceptions: &[Exception],
    conflicts: &[Conflict],
    answered: &BTreeMap<ConflictId, Answer>,
) -> BTreeMap<ConflictId, Answer> {
    let of = |conflict: &Conflict| {
        let (Detail::Boundary { .. }, Some(team), None) = (&conflict.detail, conflict.teams.first(), answered.get(&conflict.id))
        else {
            return None;
        };
        let decided = exceptions.iter().rev().find(|one| one.is_about(team, conflict.path.as_str()))?;
        let answer = match decided.granted {
            true if decided.reason.trim().is_empty() => Answer::LetIn { reason: "granted while the team worked".to_owned() },
            true => Answer::LetIn { reason: decided.reason.clone() },
            false => Answer::KeepOut,
        };
        Some((conflict.id.clone(), answer))
    };
    if exceptions.is_empty() { BTreeMap::new() } else { conflicts.iter().filter_map(of).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_decision_about_a_path_is_remembered() {
        let folder = tempfile::tempdir().expect("folder");
        disk::write_atomic(&folder.path().join("manifest.yaml"), b"teams: {}\n").expect("write");
        let project = Project::open(folder.path()).expect("open");
        let team = TeamId::from_spelling("alpha").expect("an id");
        let one = |path: &str, granted| Exception { team: team.clone(), path: path.into(), reason: "why".into(), granted };
        assert_eq!(load(&project).expect("none"), []);
        for exception in [one("a/**", true), one("b", true), one("a/**", false)] {
            record(&project, exception).expect("recorded");
        }
        assert_eq!(load(&project).expect("two"), [one("b", true), one("a/**", false)]);
        assert!(one("a/**", true).is_about(&team, "a/b/c") && !one("a", true).is_about(&team, "a/b"));
        disk::write_atomic(&file(&project), b"[{\"team\": 3}, {\"team\": \"alpha\", \"path\": \"x\", \"granted\": true}]")
            .expect("write");
        assert_eq!(load(&project).expect("the sound one").len(), 1);
    }
}
