//! What Dectet sees of the machine and the project, for a person who asks why something does not work, or who reports
//! it. Names, paths and numbers alone: no contents, no secrets, and not who the person is (the home folder reads `~`).

use std::path::PathBuf;

use serde::Serialize;

use crate::engine::agents::{self, Found, environment, version};
use crate::engine::git::Git;
use crate::engine::project::{Mode, Project};
use crate::engine::run::leftovers::{self, Leftover};
use crate::engine::{disk, settings, threads};
use crate::model::manifest::Manifest;
use crate::model::problem::Problem;
use crate::model::run::redact::Redactor;

/// What Dectet sees.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct DoctorReport {
    pub version: &'static str,
    /// The system, its version and the processor's kind.
    pub system: String,
    pub threads: usize,
    /// What windows are drawn on, and by which desktop; `None` where none is, or the system has but one.
    pub display: Option<String>,
    /// What `git --version` says; `None` where there is no git.
    pub git: Option<String>,
    pub settings: Option<String>,
    /// Whether settings can be kept.
    pub are_settings_writable: bool,
    /// Programs of agents that are there, by preset, with the versions that they say.
    pub agents: Vec<(String, Option<String>)>,
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
    let system = os_info::get();
    let mut report = DoctorReport {
        version: env!("DECTET_VERSION"),
        system: format!("{} {} {}", system.os_type(), system.version(), std::env::consts::ARCH),
        threads: threads::count(),
        display: display(),
        git,
        // Their folder, or the one in which it would be made.
        are_settings_writable: settings
            .as_ref()
            .and_then(|file| file.ancestors().skip(1).find(|folder| disk::is_folder(folder)))
            .is_some_and(disk::is_writable),
        settings: settings.map(|file| disk::show(&file)),
        agents: programs(),
        language: sys_locale::get_locale(),
        project,
        problems,
    };
    Discretion::new().tidy(&mut report);
    report
}

fn display() -> Option<String> {
    let said = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let shown = match (said("WAYLAND_DISPLAY").or(said("WAYLAND_SOCKET")), said("DISPLAY")) {
        (Some(_), Some(_)) => "Wayland, X11",
        (Some(_), None) => "Wayland",
        (None, Some(_)) => "X11",
        (None, None) => return None,
    };
    let desktop = said("XDG_CURRENT_DESKTOP").map(|desktop| format!(" ({desktop})"));
    Some(format!("{shown}{}", desktop.unwrap_or_default()))
}

/// The presets' own programs; never what a manifest names, which nobody may have agreed to.
fn programs() -> Vec<(String, Option<String>)> {
    let here = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
    let one = |found: Found| {
        let said = version::of(&[found.program?.ok()?.into_os_string()], &here);
        Some((found.agent, said.map(|(major, minor, patch)| format!("{major}.{minor}.{patch}"))))
    };
    agents::look_for_all(&Manifest::default(), &here).into_iter().filter_map(one).collect()
}

/// What keeps secrets and the person's name out of a report.
struct Discretion {
    home: Option<String>,
    redactor: Redactor,
}

impl Discretion {
    fn new() -> Self {
        let home = etcetera::home_dir().ok().map(|home| disk::show(&home)).filter(|home| home.len() > 1);
        Self { home, redactor: environment::redactor(&std::env::vars_os().collect()) }
    }

    fn tidy(&self, report: &mut DoctorReport) {
        let project = report.project.iter_mut().map(|project| &mut project.folder);
        let problems = report.problems.iter_mut().flat_map(|problem| {
            let place = problem.place.iter_mut().map(|place| &mut place.file);
            problem.args.iter_mut().map(|(_, value)| value).chain(place)
        });
        for text in report.settings.iter_mut().chain(project).chain(problems) {
            *text = self.redactor.redact(text);
            if let Some(home) = &self.home {
                *text = without_home(text, home);
            }
        }
    }
}

/// The text with `~` for the home folder, wherever that begins a path.
fn without_home(text: &str, home: &str) -> String {
    let mut parts = text.split(home);
    let mut tidy = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let is_whole = part.chars().next().is_none_or(|next| !next.is_alphanumeric() && !"-_.".contains(next));
        tidy.push_str(if is_whole { "~" } else { home });
        tidy.push_str(part);
    }
    tidy
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::problem::Place;

    #[test]
    fn a_report_names_neither_the_person_nor_a_secret() {
        let discretion = Discretion {
            home: Some("/home/åsa".to_owned()),
            redactor: Redactor::new([("API_KEY", "sk-1234567890"), ("EDITOR", "/usr/bin/vi")]),
        };
        let problem = Problem::error("x").with("path", "/home/åsa/shop").with("error", "no sk-1234567890 in “/home/åsa”");
        let mut report = doctor(Err(problem.at(Place::file("/home/åsa/shop/manifest.yaml"))));
        report.settings = Some("/home/åsa/.config/dectet/settings.json".to_owned());
        discretion.tidy(&mut report);
        let told = serde_json::to_string(&report).expect("json");
        assert!(!told.contains("åsa") && !told.contains("sk-1234567890"), "{told}");
        assert!(told.contains("~/shop/manifest.yaml") && told.contains("“~”") && told.contains("\"~/.config/dectet"), "{told}");
        assert_eq!(without_home("/home/åsanna and /home/åsa", "/home/åsa"), "/home/åsanna and ~");
    }

    #[test]
    fn it_says_which_system_this_is() {
        let report = doctor(Err(Problem::error("project-none-here")));
        assert!(report.system.ends_with(std::env::consts::ARCH) && report.system.split(' ').count() > 2, "{}", report.system);
        assert_eq!(report.problems.iter().filter(|problem| problem.id == "project-none-here").count(), 0);
    }
}
