//! What Dectet sees of the machine and the project, for a person who asks why something does not work, or who reports
//! it. Paths and numbers alone: no contents, no variables, no secrets.

use serde::Serialize;

use crate::engine::git::Git;
use crate::engine::project::{Mode, Project};
use crate::engine::run::leftovers::{self, Leftover};
use crate::engine::{disk, settings, threads};
use crate::model::problem::Problem;

/// What Dectet sees.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct DoctorReport {
    pub version: &'static str,
    /// The system and the processor's kind.
    pub system: String,
    pub threads: usize,
    /// What `git --version` says; `None` where there is no git.
    pub git: Option<String>,
    pub settings: Option<String>,
    pub language: Option<String>,
    pub project: Option<ProjectReport>,
    pub problems: Vec<Problem>,
}

/// What Dectet sees of the project.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct ProjectReport {
    pub folder: String,
    /// `git`, `folder` or `loose`.
    pub mode: &'static str,
    pub manifest: Option<String>,
    pub is_writable: bool,
    pub teams: usize,
    pub mega_files: usize,
    /// Teams whose tree has begun.
    pub trees: usize,
    pub has_result: bool,
    /// Trees that belong to no team.
    pub leftovers: Vec<Leftover>,
}

/// Looks around. `project` is what was found, or why nothing was.
pub fn doctor(project: Result<Project, Problem>) -> DoctorReport {
    let mut problems = Vec::new();
    let git = Git::version().map_err(|problem| problems.push(problem)).ok();
    let settings = settings::file().map_err(|problem| problems.push(problem)).ok();
    let project = match project {
        Ok(project) => Some(look_at(&project, &mut problems)),
        // Asked outside of every project, it still tells of the machine.
        Err(problem) if problem.id == "project-none-here" => None,
        Err(problem) => {
            problems.push(problem);
            None
        }
    };
    DoctorReport {
        version: env!("DECTET_VERSION"),
        system: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
        threads: threads::count(),
        git,
        settings: settings.map(|file| disk::show(&file)),
        language: sys_locale::get_locale(),
        project,
        problems,
    }
}

fn look_at(project: &Project, problems: &mut Vec<Problem>) -> ProjectReport {
    let manifest = match project.mode {
        Mode::Loose => None,
        _ => project.manifest().map_err(|problem| problems.push(problem)).ok(),
    };
    let teams: Vec<_> = match (&manifest, project.mode) {
        (Some(manifest), _) => manifest.teams.iter().map(|team| team.id.clone()).collect(),
        (None, Mode::Loose) => project.loose_teams().unwrap_or_default().into_iter().map(|(team, _)| team).collect(),
        _ => Vec::new(),
    };
    ProjectReport {
        folder: disk::show(&project.root),
        mode: match project.mode {
            Mode::Git => "git",
            Mode::Folder => "folder",
            Mode::Loose => "loose",
        },
        manifest: project.manifest_name.clone(),
        is_writable: disk::is_writable(&project.root),
        trees: teams.iter().filter(|team| disk::is_folder(&project.team_folder(team))).count(),
        teams: teams.len(),
        mega_files: project.find_mega_files(problems).map(|files| files.len()).unwrap_or_default(),
        has_result: disk::is_folder(&project.integrated_folder()),
        leftovers: match project.mode {
            Mode::Loose => Vec::new(),
            _ => leftovers::find(project).unwrap_or_default(),
        },
    }
}
