//! A project folder as it was found: where things are, and in which mode. Finding and opening it. Not: what the files
//! in it mean (the model), nor who may write in it now (`session`).

use std::path::{Path, PathBuf};

use crate::engine::briefings::{self, Briefings};
use crate::engine::disk::{self, Kind};
use crate::model::manifest::{self, FILE_NAMES, Manifest};
use crate::model::path::RelPath;
use crate::model::problem::{Place, Problem, Severity};
use crate::model::prompt::{TEMPLATES_FOLDER, Templates};
use crate::model::team::TeamId;

/// Spellings of the mega-files' folder; the first is the one that Dectet writes.
pub const MEGA_FILES_FOLDERS: [&str; 3] = ["mega-files", "megafiles", "mega_files"];

/// Folders that are no team's output when a folder of loose outputs is opened.
const NOT_TEAMS: [&str; 10] = [
    "node_modules",
    "integrated",
    "reports",
    "status",
    "prompts",
    "templates",
    "mega-files",
    "megafiles",
    "mega_files",
    "target",
];

/// Where a project is and what its parts are called there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// The folder.
    pub root: PathBuf,
    /// The manifest's file name in it; `None` for loose team outputs.
    pub manifest_name: Option<String>,
    /// The mega-files' folder in it: `mega-files`, `megafiles` or `mega_files`.
    pub mega_files_folder: String,
    /// With git, or without.
    pub mode: Mode,
}

/// How teams' trees and their bases are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// The project folder is the top level of a git repository.
    Git,
    /// Folders only.
    Folder,
    /// A folder of loose team outputs without a manifest.
    Loose,
}

/// A project as it is on disk now: what the window shows after opening or after a change from outside.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// Where.
    pub project: Project,
    /// The manifest's text (empty for loose outputs).
    pub manifest_text: String,
    /// Mega-files, in order of team and name.
    pub mega_files: Vec<MegaFileEntry>,
    /// Whether another window has it: then nothing may be written until *Take over*.
    pub read_only: bool,
    /// The project's own templates for prompts.
    pub prompt_templates: Templates,
    /// Who has been briefed.
    pub briefings: Briefings,
    /// What was found wrong on the way (an unreadable mega-file, a folder without write permission …).
    pub problems: Vec<Problem>,
}

/// A mega-file on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MegaFileEntry {
    /// Where, relative to the project.
    pub path: RelPath,
    /// The team whose folder it lies in.
    pub team: TeamId,
    /// Its text; `None` where it is not UTF-8 (a problem says so).
    pub text: Option<String>,
}

impl Project {
    /// Finds the project: `workspace`, else `DECTET_WORKSPACE`, else the folder at or above `here` that holds a
    /// manifest; inside `teams/<id>` or `integrated/` it is the project around it.
    pub fn find(workspace: Option<&Path>, here: &Path) -> Result<Self, Problem> {
        let variable = std::env::var_os("DECTET_WORKSPACE").filter(|value| !value.is_empty()).map(PathBuf::from);
        Self::find_with(workspace, variable.as_deref(), here)
    }

    fn find_with(workspace: Option<&Path>, variable: Option<&Path>, here: &Path) -> Result<Self, Problem> {
        if let Some(named) = workspace.or(variable) {
            return Self::open(named);
        }
        let here = disk::canonical(here)?;
        match around(&here) {
            Some((root, name)) => Ok(Self::at(root, Some(name))),
            None => Err(Problem::error("project-none-here").with("path", disk::show(&here)).at(Place::file(disk::show(&here)))),
        }
    }

    /// As [`Project::find`], but a named folder without a manifest is taken as a folder of loose team outputs.
    pub fn find_or_outputs(workspace: Option<&Path>, here: &Path) -> Result<Self, Problem> {
        Self::find(workspace, here).or_else(|problem| match workspace {
            Some(folder) if problem.id == "project-no-manifest" => Self::open_outputs(folder),
            _ => Err(problem),
        })
    }

    /// Opens a folder or a manifest file.
    pub fn open(path: &Path) -> Result<Self, Problem> {
        let path = disk::canonical(path)?;
        if disk::is_file(&path) {
            return Self::open_file(&path);
        }
        if !disk::is_folder(&path) {
            return Err(fault("disk-special-file", &path));
        }
        let found = around(&path);
        // A folder above counts only from inside a team's tree or the result: whoever names a folder means that one.
        if let Some((root, name)) = found.filter(|(root, _)| root == &path || is_tree_of(root, &path)) {
            return Ok(Self::at(root, Some(name)));
        }
        let is_empty = disk::list(&path)?.iter().all(|(name, _)| name == ".git" || name == ".dectet");
        Err(fault(if is_empty { "project-empty-folder" } else { "project-no-manifest" }, &path))
    }

    fn open_file(path: &Path) -> Result<Self, Problem> {
        let (Some(folder), Some(name)) = (path.parent(), path.file_name().and_then(|name| name.to_str())) else {
            return Err(fault("project-no-manifest", path));
        };
        let in_place = is_inside_own_tree(folder);
        if FILE_NAMES.contains(&name) && !in_place {
            return Ok(Self::at(folder.to_path_buf(), Some(name.to_owned())));
        }
        match around(folder) {
            Some((root, name)) => Ok(Self::at(root, Some(name))),
            None if name.ends_with(".yaml") || name.ends_with(".yml") => {
                Ok(Self::at(folder.to_path_buf(), Some(name.to_owned())))
            }
            None => Err(fault("project-not-a-manifest", path)),
        }
    }

    /// Opens a folder whose direct subfolders are teams' outputs, without a manifest.
    pub fn open_outputs(path: &Path) -> Result<Self, Problem> {
        let root = disk::canonical(path)?;
        if !disk::is_folder(&root) {
            return Err(fault("disk-not-a-folder", &root));
        }
        let project = Self { mode: Mode::Loose, ..Self::at(root, None) };
        if project.loose_teams()?.is_empty() {
            return Err(fault("project-no-outputs", &project.root));
        }
        Ok(project)
    }

    fn at(root: PathBuf, manifest_name: Option<String>) -> Self {
        let git = root.join(".git");
        let mode = if disk::is_file(&git) || disk::is_file(&git.join("HEAD")) { Mode::Git } else { Mode::Folder };
        let mega_files_folder = MEGA_FILES_FOLDERS.into_iter().find(|name| disk::is_folder(&root.join(name)));
        let mega_files_folder = mega_files_folder.unwrap_or(MEGA_FILES_FOLDERS[0]).to_owned();
        Self { root, manifest_name, mega_files_folder, mode }
    }

    /// The teams of a folder of loose outputs and the folder that each lies in, in order of name. Of two folders that
    /// are spellings of one team, the first counts.
    pub fn loose_teams(&self) -> Result<Vec<(TeamId, PathBuf)>, Problem> {
        let mut teams: Vec<(TeamId, PathBuf)> = Vec::new();
        for (name, kind) in disk::list(&self.root)? {
            if kind != Kind::Folder || name.starts_with('.') || NOT_TEAMS.contains(&name.as_str()) {
                continue;
            }
            if let Some(team) = TeamId::from_spelling(&name)
                && teams.iter().all(|(known, _)| *known != team)
            {
                teams.push((team, self.root.join(name)));
            }
        }
        Ok(teams)
    }

    /// A team's tree: `teams/<id>` (of loose outputs: the team's folder, however it is spelled).
    pub fn team_folder(&self, team: &TeamId) -> PathBuf {
        if self.mode == Mode::Loose {
            let spelled = self.loose_teams().unwrap_or_default().into_iter().find(|(known, _)| known == team);
            return spelled.map_or_else(|| self.root.join(team.as_str()), |(_, folder)| folder);
        }
        self.root.join("teams").join(team.as_str())
    }

    /// Where the result goes.
    pub fn integrated_folder(&self) -> PathBuf {
        self.root.join("integrated")
    }

    /// Dectet's own folder.
    pub fn own_folder(&self) -> PathBuf {
        self.root.join(".dectet")
    }

    /// The manifest, if there is one.
    pub fn manifest_path(&self) -> Option<PathBuf> {
        self.manifest_name.as_ref().map(|name| self.root.join(name))
    }

    /// The manifest's text; empty for loose outputs. What problems name as its place is [`Project::manifest_name`].
    pub fn read_manifest(&self) -> Result<String, Problem> {
        match self.manifest_path() {
            Some(path) => disk::read_text(&path).map_err(|problem| self.seen(problem)),
            None => Ok(String::new()),
        }
    }

    /// The manifest as it is on disk, or the first thing that keeps it from being read.
    pub fn manifest(&self) -> Result<Manifest, Problem> {
        let Some(name) = &self.manifest_name else { return Err(Problem::error("project-has-no-manifest")) };
        let read = manifest::read::read(name, &self.read_manifest()?);
        let first = || read.problems.iter().find(|problem| problem.severity == Severity::Error).cloned();
        let unknown = || Problem::error("project-manifest-unreadable").with("name", name).at(Place::file(name));
        read.manifest.ok_or_else(|| first().unwrap_or_else(unknown))
    }

    /// The project's mega-files, and what is wrong with how they lie there.
    pub fn read_mega_files(&self) -> Result<(Vec<MegaFileEntry>, Vec<Problem>), Problem> {
        let mut problems = Vec::new();
        let mut entries = Vec::new();
        for (team, path) in self.find_mega_files(&mut problems)? {
            let text = match disk::read_text(&self.root.join(&path)) {
                Ok(text) => Some(text),
                // Removed since it was listed.
                Err(problem) if problem.id == "disk-missing" => continue,
                Err(problem) => {
                    problems.push(self.seen(problem));
                    None
                }
            };
            entries.push(MegaFileEntry { path, team, text });
        }
        Ok((entries, problems))
    }

    /// Where the project's mega-files lie and whose they are, in order of team and name.
    pub fn find_mega_files(&self, problems: &mut Vec<Problem>) -> Result<Vec<(TeamId, RelPath)>, Problem> {
        let folder = RelPath::new(&self.mega_files_folder)
            .map_err(|fault| Problem::error(fault.id()).with("path", &self.mega_files_folder))?;
        let walked = disk::walk(&self.root.join(&folder)).map_err(|problem| self.seen(problem))?;
        problems.extend(walked.problems.into_iter().map(|problem| self.seen(problem)));
        let mut files = Vec::new();
        let mut strays: Vec<String> = Vec::new();
        for found in walked.found {
            if !matches!(found.path.extension().as_str(), "yaml" | "yml") {
                continue;
            }
            let team_folder = found.path.as_str().split_once('/').map(|(team, _)| team.to_owned());
            let path = found.path.below(&folder);
            match team_folder.as_deref().map(TeamId::from_spelling) {
                Some(Some(team)) => files.push((team, path)),
                Some(None) => {
                    let name = team_folder.unwrap_or_default();
                    if !strays.contains(&name) {
                        let place = Place::file(format!("{folder}/{name}"));
                        problems.push(Problem::error("project-mega-folder-name").with("name", &name).at(place));
                        strays.push(name);
                    }
                }
                None => problems
                    .push(Problem::error("project-mega-file-without-team").with("path", &path).at(Place::file(path.as_str()))),
            }
        }
        files.sort();
        Ok(files)
    }

    /// The project as it is on disk now. `read_only` is passed on.
    pub fn snapshot(&self, read_only: bool) -> Result<Snapshot, Problem> {
        let manifest_text = self.read_manifest()?;
        let (mega_files, mut problems) = self.read_mega_files()?;
        let present = |names: &[&'static str], is: fn(&Path) -> bool| -> Vec<&'static str> {
            names.iter().copied().filter(|name| is(&self.root.join(name))).collect()
        };
        if let [_, _, ..] = present(&MEGA_FILES_FOLDERS, disk::is_folder)[..] {
            problems.push(Problem::warning("project-several-mega-folders").with("used", &self.mega_files_folder));
        }
        if let (Some(used), [_, _, ..]) = (&self.manifest_name, &present(&FILE_NAMES, disk::is_file)[..]) {
            problems.push(Problem::warning("project-several-manifests").with("used", used));
        }
        // Neither is worth not opening for.
        let prompt_templates = self.read_prompt_templates().unwrap_or_else(|problem| {
            problems.push(problem);
            Templates::default()
        });
        let briefings = briefings::read(self).unwrap_or_else(|problem| {
            problems.push(self.seen(problem));
            Briefings::new()
        });
        Ok(Snapshot { project: self.clone(), manifest_text, mega_files, read_only, prompt_templates, briefings, problems })
    }

    /// The project's own templates for prompts.
    pub fn read_prompt_templates(&self) -> Result<Templates, Problem> {
        let folder = self.root.join(TEMPLATES_FOLDER);
        let mut templates = Templates::default();
        if !disk::is_folder(&folder) {
            return Ok(templates);
        }
        for (name, kind) in disk::list(&folder).map_err(|problem| self.seen(problem))? {
            if kind == Kind::File && name.ends_with(".md") && !name.starts_with('.') && !disk::is_temporary(&name) {
                let text = disk::read_text(&folder.join(&name)).map_err(|problem| self.seen(problem))?;
                templates.0.insert(name, text);
            }
        }
        Ok(templates)
    }

    /// A problem with its paths seen from this project.
    #[must_use]
    pub fn seen(&self, problem: Problem) -> Problem {
        disk::seen_from(&self.root, problem)
    }
}

fn fault(id: &'static str, path: &Path) -> Problem {
    Problem::error(id).with("path", disk::show(path)).at(Place::file(disk::show(path)))
}

/// The nearest folder at or above `path` that holds a manifest, and the manifest's name. A manifest inside a team's
/// tree or in the result is a copy: then it is the project around it.
fn around(path: &Path) -> Option<(PathBuf, String)> {
    let mut found: Option<(PathBuf, String)> = None;
    for folder in path.ancestors() {
        let Some(name) = FILE_NAMES.into_iter().find(|name| disk::is_file(&folder.join(name))) else { continue };
        if found.as_ref().is_none_or(|(inner, _)| is_tree_of(folder, inner)) {
            found = Some((folder.to_path_buf(), name.to_owned()));
        }
    }
    found
}

/// Whether `path` is a team's tree of the project at `root`, or its result, or below one.
fn is_tree_of(root: &Path, path: &Path) -> bool {
    let Ok(relative) = path.strip_prefix(root) else { return false };
    let mut parts = relative.components().map(|part| part.as_os_str());
    match parts.next().and_then(|part| part.to_str()) {
        Some("teams") => parts.next().is_some(),
        Some("integrated") => true,
        _ => false,
    }
}

fn is_inside_own_tree(folder: &Path) -> bool {
    around(folder).is_some_and(|(root, _)| is_tree_of(&root, folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANIFEST: &str = "teams:\n  alpha: entities\n";

    fn write(root: &Path, path: &str, text: &str) {
        disk::write_atomic(&root.join(path), text.as_bytes()).expect(path);
    }

    fn shop() -> tempfile::TempDir {
        let folder = tempfile::Builder::new().prefix("min butik åäö ").tempdir().expect("folder");
        write(folder.path(), "manifest.yaml", MANIFEST);
        write(folder.path(), "mega_files/Team Alpha/å.yaml", "id: å\n");
        write(folder.path(), "mega_files/beta/deep/b.yml", "id: b\n");
        write(folder.path(), "mega_files/beta/readme.md", "no mega-file\n");
        write(folder.path(), "teams/alpha/manifest.yaml", MANIFEST);
        write(folder.path(), "teams/alpha/src/x.ts", "\n");
        write(folder.path(), "integrated/manifest.yaml", MANIFEST);
        folder
    }

    #[test]
    fn the_project_is_found_from_everywhere_in_it() {
        let folder = shop();
        let root = disk::canonical(folder.path()).expect("root");
        let find = |here: &str| Project::find_with(None, None, &root.join(here)).expect(here).root;
        for here in ["", "mega_files/beta", "teams", "teams/alpha", "teams/alpha/src", "integrated"] {
            assert_eq!(find(here), root, "{here}");
        }
        for named in ["", "manifest.yaml", "teams/alpha", "teams/alpha/manifest.yaml", "mega_files/beta/deep/b.yml"] {
            assert_eq!(Project::open(&root.join(named)).expect(named).root, root, "{named}");
        }
        let other = shop();
        let other_root = disk::canonical(other.path()).expect("root");
        assert_eq!(Project::find_with(None, Some(&other_root), &root).expect("variable").root, other_root);
        assert_eq!(Project::find_with(Some(&root), Some(&other_root), Path::new("/")).expect("flag").root, root);
    }

    #[test]
    fn what_is_no_project_is_said_in_its_own_words() {
        let folder = shop();
        let root = folder.path();
        let id = |path: &str| Project::open(&root.join(path)).expect_err(path).id;
        disk::create_dirs(&root.join("empty/.git")).expect("folder");
        write(root, "other/notes.txt", "x");
        assert_eq!(id("none"), "disk-missing");
        assert_eq!(id("empty"), "project-empty-folder");
        assert_eq!(id("other"), "project-no-manifest");
        let outside = tempfile::tempdir().expect("folder");
        write(outside.path(), "notes.txt", "x");
        assert_eq!(Project::open(&outside.path().join("notes.txt")).expect_err("text").id, "project-not-a-manifest");
        assert_eq!(Project::find_with(None, None, outside.path()).expect_err("none").id, "project-none-here");
        assert_eq!(Project::open_outputs(outside.path()).expect_err("no teams").id, "project-no-outputs");
    }

    #[test]
    fn git_mode_is_for_the_top_level_alone() {
        let folder = shop();
        let root = folder.path();
        assert_eq!(Project::open(root).expect("open").mode, Mode::Folder);
        write(root, ".git/HEAD", "ref: refs/heads/main\n");
        assert_eq!(Project::open(root).expect("open").mode, Mode::Git);
        write(root, "apps/inner/manifest.yaml", MANIFEST);
        let inner = Project::open(&root.join("apps/inner")).expect("open");
        assert_eq!((inner.mode, inner.root.ends_with("apps/inner")), (Mode::Folder, true));
    }

    #[test]
    fn a_snapshot_holds_texts_and_what_is_wrong_with_them() {
        let folder = shop();
        disk::write_atomic(&folder.path().join("mega_files/alpha/bad.yaml"), b"id: \xff\n").expect("write");
        write(folder.path(), "mega_files/loose.yaml", "id: x\n");
        write(folder.path(), "mega_files/you/a.yaml", "id: x\n");
        write(folder.path(), "coordination-manifest.yaml", MANIFEST);
        let snapshot = Project::open(folder.path()).expect("open").snapshot(false).expect("snapshot");
        assert_eq!(snapshot.manifest_text, MANIFEST);
        let entries: Vec<_> =
            snapshot.mega_files.iter().map(|entry| (entry.team.as_str(), entry.path.as_str(), entry.text.is_some())).collect();
        assert_eq!(
            entries,
            [
                ("alpha", "mega_files/Team Alpha/å.yaml", true),
                ("alpha", "mega_files/alpha/bad.yaml", false),
                ("beta", "mega_files/beta/deep/b.yml", true)
            ]
        );
        let ids: Vec<_> = snapshot.problems.iter().map(|problem| problem.id).collect();
        assert_eq!(
            ids,
            ["project-mega-file-without-team", "project-mega-folder-name", "disk-not-utf8", "project-several-manifests"]
        );
        assert_eq!(snapshot.problems[2].place, Some(Place::at("mega_files/alpha/bad.yaml", 1, 5)));
    }

    #[test]
    fn loose_outputs_are_folders_of_teams() {
        let folder = tempfile::tempdir().expect("folder");
        for path in ["Team Alpha/a.ts", "beta/b.ts", "node_modules/x.js", ".git/HEAD", "integrated/x"] {
            write(folder.path(), path, "x");
        }
        let project = Project::find_or_outputs(Some(folder.path()), Path::new("/")).expect("loose");
        assert_eq!(project.mode, Mode::Loose);
        let teams = project.loose_teams().expect("teams");
        assert_eq!(teams.iter().map(|(team, _)| team.as_str()).collect::<Vec<_>>(), ["alpha", "beta"]);
        assert_eq!(project.team_folder(&teams[0].0), project.root.join("Team Alpha"));
    }
}
