//! Documentation for each team's parts: a document that the team wrote, or one elsewhere that names a folder of it.

use super::file::is_documentation;
use super::{Family, Finding, Gate, Input};
use crate::model::manifest::Team;
use crate::model::problem::Problem;

pub(super) const FAMILY: Family = Family { ids: &["documentation"], measure };

fn measure(input: &Input) -> Vec<Gate> {
    let teams: Vec<_> = (input.manifest.teams.iter()).filter(|team| input.files.iter().any(|file| file.is_of(team))).collect();
    if teams.is_empty() {
        return vec![Gate::unmeasured("documentation", Problem::note("gate-documentation-none"))];
    }
    let findings: Vec<_> = (teams.iter())
        .filter(|team| !is_documented(input, team))
        .map(|team| Finding::of_team(&team.id, Problem::warning("finding-documentation").with("name", &team.name)))
        .collect();
    let said = match findings.len() {
        0 => Problem::note("gate-documentation-all"),
        _ => Problem::error("gate-documentation-some"),
    };
    vec![Gate::of_findings("documentation", said.with("teams", teams.len()), findings)]
}

fn is_documented(input: &Input, team: &Team) -> bool {
    if input.files.iter().any(|file| is_documentation(&file.path) && !file.is_empty && file.is_of(team)) {
        return true;
    }
    let parts = team.swarm.iter().flat_map(|part| &part.write_paths);
    let folders: Vec<String> = team.write_paths.iter().chain(parts).filter_map(|pattern| literal_folder(pattern)).collect();
    let names = |prose: &String| folders.iter().any(|folder| prose.contains(folder));
    input.files.iter().filter_map(|file| file.prose.as_ref()).any(names)
}

/// The folder that a pattern stands for: `src/core/**` → `src/core`; `None` where it begins with anything.
fn literal_folder(pattern: &str) -> Option<String> {
    let parts: Vec<_> = pattern.split('/').filter(|part| !part.is_empty()).collect();
    let literal: Vec<_> = parts.iter().take_while(|part| !part.contains(['*', '?', '[', '{', '!'])).copied().collect();
    (!literal.is_empty()).then(|| literal.join("/").to_lowercase())
}
