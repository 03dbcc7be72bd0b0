//! Writing the prompts: one a team and part of a team, one for the project leader.

use crate::engine::disk;
use crate::engine::job::Progress;
use crate::engine::project::Project;
use crate::engine::settings::Settings;
use crate::model::path::RelPath;
use crate::model::problem::Problem;
use crate::model::prompt::{self, Language, Recipient};

/// Writes `prompts/team-<id>.md` and `prompts/project-leader.md`; the files, changed or not. A project's own templates
/// win. Without a language it is the one that the person chose for the window, else the system's.
pub fn write(project: &Project, language: Option<Language>, progress: &dyn Progress) -> Result<Vec<RelPath>, Problem> {
    let manifest = project.manifest()?;
    let language = language.unwrap_or_else(chosen);
    let templates = project.read_prompt_templates()?;
    // All are rendered before the first is written: a mistake in a template changes nothing.
    let mut prompts = Vec::new();
    for recipient in Recipient::all(&manifest) {
        let text = prompt::render(&manifest, &recipient, language, &templates)?;
        prompts.push((format!("prompts/{}", recipient.file_name()), text));
    }
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
fn chosen() -> Language {
    Settings::load().language.or_else(sys_locale::get_locale).map_or_else(Language::default, |code| Language::of_code(&code))
}
