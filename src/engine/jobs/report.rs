//! A team's report on itself: where it stands, in `status/<team>.json` of its own tree. Owns what a report changes; what is
//! not said stays as it was said last.

use serde::{Deserialize, Serialize};

use crate::engine::disk;
use crate::engine::project::Project;
use crate::model::path::RelPath;
use crate::model::problem::Problem;
use crate::model::team::TeamId;

/// What a team says of itself.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Status {
    /// Whose.
    pub team: String,
    /// idle, working, blocked, ready, complete or error.
    pub status: String,
    /// In percent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub progress: Option<u8>,
    /// What it does now.
    pub current_action: String,
    /// What it waits for.
    pub blockers: Vec<String>,
    /// When it expects to be done, in its own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub eta: Option<String>,
}

/// What is new.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// In percent.
    pub progress: Option<u8>,
    /// The new state; nothing: as before, *working* at first.
    pub status: Option<&'static str>,
    /// What it does now, or what blocks it.
    pub text: String,
}

/// Writes a team's report into its tree (into the project, where it has none yet); what the file says then.
pub fn report(project: &Project, team: &TeamId, said: &Said) -> Result<Status, Problem> {
    let manifest = project.manifest()?;
    if !manifest.has_team(team) {
        return Err(Problem::error("prompt-no-team").with("team", team));
    }
    let tree = project.team_folder(team);
    let root = if disk::is_folder(&tree) { tree } else { project.root.clone() };
    let path = RelPath::new(&format!("status/{team}.json")).map_err(|fault| Problem::error(fault.id()).with("path", team))?;
    // A file that cannot be read, or says something else, is begun anew: the newest report counts.
    let before = disk::read_text(&root.join(&path)).ok().and_then(|text| serde_json::from_str::<Status>(&text).ok());
    let mut now = before.unwrap_or_default();
    now.team = team.to_string();
    now.progress = said.progress.or(now.progress);
    let state = said.status.map(str::to_owned);
    now.status = state.unwrap_or_else(|| if now.status.is_empty() { "working".to_owned() } else { now.status });
    now.blockers = if now.status == "blocked" { vec![said.text.clone()] } else { Vec::new() };
    now.current_action.clone_from(&said.text);
    let text = serde_json::to_string_pretty(&now).map_err(|error| Problem::error("report-unwritable").with("reason", error))?;
    disk::write_inside(&root, &path, format!("{text}\n").as_bytes()).map_err(|problem| project.seen(problem))?;
    Ok(now)
}
