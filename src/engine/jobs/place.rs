//! What stands in a place that a note is about: the file as each team has it. Only reads.

use crate::engine::disk;
use crate::engine::gather::{manifest_of, team_ids};
use crate::engine::project::Project;
use crate::model::path::RelPath;
use crate::model::problem::Problem;
use crate::model::team::TeamId;

/// So much of a file is shown.
const LARGEST: u64 = 2 * 1024 * 1024;

/// A file as some teams have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Who has it so.
    pub teams: Vec<TeamId>,
    /// Its text.
    pub text: String,
}

/// The versions of a file, each once; none where nobody has it as a text.
pub fn read(project: &Project, path: &RelPath) -> Result<Vec<Version>, Problem> {
    let manifest = manifest_of(project)?;
    let teams = match manifest.teams.is_empty() {
        true => project.loose_teams().unwrap_or_default().into_iter().map(|(team, _)| team).collect(),
        false => team_ids(&manifest),
    };
    let mut versions: Vec<Version> = Vec::new();
    for team in teams {
        let file = project.team_folder(&team).join(path);
        if !disk::is_file(&file) || disk::stat(&file).is_some_and(|stat| stat.size > LARGEST) {
            continue;
        }
        let Some(bytes) = disk::read_if_there(&file)? else { continue };
        let text = String::from_utf8_lossy(&bytes).into_owned();
        match versions.iter_mut().find(|version| version.text == text) {
            Some(version) => version.teams.push(team),
            None => versions.push(Version { teams: vec![team], text }),
        }
    }
    Ok(versions)
}
