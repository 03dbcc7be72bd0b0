//! Writing the prompts: one a team, one for the project leader.

use crate::engine::disk;
use crate::engine::job::Progress;
use crate::engine::project::Project;
use crate::engine::settings::Settings;
use crate::model::path::RelPath;
use crate::model::problem::Problem;
use crate::model::prompt::{self, Language};

/// Writes `prompts/team-<id>.md` and `prompts/project-leader.md`; the files, changed or not. A template of the
/// project's own wins: `templates/prompts/team.md`, or `team-<id>.md` for one team.
pub fn write(project: &Project, progress: &dyn Progress) -> Result<Vec<RelPath>, Problem> {
    let manifest = project.manifest()?;
    let language = language();
    let template = |name: &str| own_template(project, name);
    let for_teams = template("team.md")?;
    let mut prompts = Vec::new();
    for team in &manifest.teams {
        let own = template(&format!("team-{}.md", team.id))?.or_else(|| for_teams.clone());
        let text = prompt::team_prompt(&manifest, &team.id, language, own.as_deref())?;
        prompts.push((format!("prompts/team-{}.md", team.id), text));
    }
    let leader = template("project-leader.md")?;
    prompts.push(("prompts/project-leader.md".to_owned(), prompt::leader_prompt(&manifest, language, leader.as_deref())?));
    // All are rendered before the first is written: a mistake in a template changes nothing.
    let mut files = Vec::new();
    let total = prompts.len() as u64;
    for (path, text) in prompts {
        if progress.is_cancelled() {
            break;
        }
        let path = RelPath::new(&path).map_err(|fault| Problem::error(fault.id()).with("path", &path))?;
        disk::write_inside(&project.root, &path, text.as_bytes()).map_err(|problem| project.seen(problem))?;
        files.push(path);
        progress.step(files.len() as u64, total, "job-prompts");
    }
    Ok(files)
}

/// The language that the person chose, else the system's.
fn language() -> Language {
    match Settings::load().language.or_else(sys_locale::get_locale) {
        Some(locale) if locale.starts_with("sv") => Language::Swedish,
        _ => Language::English,
    }
}

fn own_template(project: &Project, name: &str) -> Result<Option<String>, Problem> {
    let path = project.root.join("templates/prompts").join(name);
    if disk::stat(&path).is_none() {
        return Ok(None);
    }
    disk::read_text(&path).map(Some).map_err(|problem| project.seen(problem))
}
