//! Creating a project: a copy of an example that is packed into the program, or an empty one with a manifest.

use std::path::Path;

use crate::engine::command::{NewProject, ProjectTemplate};
use crate::engine::disk;
use crate::engine::job::Progress;
use crate::engine::project::Project;
use crate::model::manifest::{self, FILE_NAMES};
use crate::model::path::RelPath;
use crate::model::problem::{Place, Problem};

mod packed {
    include!(concat!(env!("OUT_DIR"), "/examples.rs"));
}

/// How many teams an empty project has unless the person says otherwise.
const TEAMS: u32 = 10;

/// Creates a project in a folder that does not exist or is empty. If anything fails, what was made is removed again.
pub fn create(new: &NewProject, progress: &dyn Progress) -> Result<Project, Problem> {
    let folder = std::path::absolute(&new.folder).unwrap_or_else(|_| new.folder.clone());
    let name = new.name.trim();
    if name.is_empty() {
        return Err(Problem::error("create-without-name"));
    }
    let was_there = disk::stat(&folder).is_some();
    check_folder(&folder)?;
    let files = files(new, name);
    let write = || {
        disk::create_dirs(&folder)?;
        for (done, (path, bytes)) in files.iter().enumerate() {
            let path = RelPath::new(path).map_err(|fault| Problem::error(fault.id()).with("path", path))?;
            disk::write_inside(&folder, &path, bytes)?;
            progress.step(done as u64 + 1, files.len() as u64, "job-create");
        }
        Project::open(&folder)
    };
    write().inspect_err(|_| undo(&folder, was_there, &files))
}

/// An error unless a project could be made in this folder: it does not exist, or is empty.
pub fn check_folder(folder: &Path) -> Result<(), Problem> {
    // A fresh `git init` is as good as empty.
    if disk::stat(folder).is_some() && disk::list(folder)?.iter().any(|(name, _)| name != ".git") {
        let shown = disk::show(folder);
        return Err(Problem::error("create-not-empty").with("path", &shown).at(Place::file(shown)));
    }
    Ok(())
}

fn undo(folder: &Path, was_there: bool, files: &[(String, Vec<u8>)]) {
    if !was_there {
        let _ = disk::remove_tree(folder);
        return;
    }
    for path in files.iter().filter_map(|(path, _)| RelPath::new(path).ok()) {
        if disk::remove_file(&folder.join(&path)).unwrap_or(false) {
            disk::remove_empty_dirs(folder, &path);
        }
    }
}

fn files(new: &NewProject, name: &str) -> Vec<(String, Vec<u8>)> {
    let packed = match new.template {
        ProjectTemplate::Ecommerce => packed::ECOMMERCE,
        ProjectTemplate::Saas => packed::SAAS,
        ProjectTemplate::Empty => {
            let wanted = new.target_loc.map(|loc| manifest::distribute::teams_for(loc) as u32);
            let start = manifest::new::Start {
                distribution: new.distribution,
                teams: new.teams.or(wanted).unwrap_or(TEAMS),
                domains: new.domains.clone(),
                target_loc: new.target_loc,
            };
            let text = manifest::new::scaffold_with(name, &start);
            return vec![(FILE_NAMES[0].to_owned(), text.into_bytes())];
        }
    };
    let named = |path: &str, bytes: &[u8]| match std::str::from_utf8(bytes) {
        Ok(text) if FILE_NAMES.contains(&path) => with_name(path, text, name).into_bytes(),
        _ => bytes.to_vec(),
    };
    packed.iter().map(|(path, bytes)| ((*path).to_owned(), named(path, bytes))).collect()
}

/// The manifest with another project name, where the name stands on a line of its own; else as it is.
fn with_name(file: &str, text: &str, name: &str) -> String {
    let quoted = serde_json::to_string(name).unwrap_or_default();
    let mut is_project = false;
    let mut lines: Vec<String> = Vec::new();
    for line in text.split_inclusive('\n') {
        let is_key = line.starts_with(|c: char| !c.is_whitespace() && c != '#');
        if is_key {
            is_project = line.trim_end() == "project:";
        }
        let indent = line.len() - line.trim_start().len();
        if is_project && indent > 0 && line.trim_start().starts_with("name:") {
            lines.push(format!("{}name: {quoted}\n", &line[..indent]));
            is_project = false;
        } else {
            lines.push(line.to_owned());
        }
    }
    let renamed = lines.concat();
    let is_right = manifest::read::read(file, &renamed).manifest.is_some_and(|manifest| manifest.project.name == name);
    if is_right { renamed } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::job::Silent;

    fn new(folder: &Path, template: ProjectTemplate) -> NewProject {
        NewProject { folder: folder.to_path_buf(), name: "Min butik".into(), template, ..NewProject::default() }
    }

    #[test]
    fn nothing_is_made_where_something_is() {
        let folder = tempfile::tempdir().expect("folder");
        disk::write_atomic(&folder.path().join("theirs.txt"), b"x").expect("write");
        let problem = create(&new(folder.path(), ProjectTemplate::Empty), &Silent).expect_err("not empty");
        assert_eq!(problem.id, "create-not-empty");
        assert_eq!(disk::list(folder.path()).expect("list").len(), 1);
        let nameless = NewProject { name: "  ".into(), ..new(&folder.path().join("x"), ProjectTemplate::Empty) };
        assert_eq!(create(&nameless, &Silent).expect_err("nameless").id, "create-without-name");
    }

    #[test]
    fn every_template_opens_under_its_new_name() {
        let folder = tempfile::tempdir().expect("folder");
        for (number, template) in
            [ProjectTemplate::Empty, ProjectTemplate::Ecommerce, ProjectTemplate::Saas].into_iter().enumerate()
        {
            let path = folder.path().join(format!("å ä {number}"));
            if template != ProjectTemplate::Empty && files(&new(&path, template), "x").is_empty() {
                continue;
            }
            let project = create(&new(&path, template), &Silent).expect("create");
            assert_eq!(project.manifest().expect("manifest").project.name, "Min butik", "{template:?}");
        }
    }

    #[test]
    fn a_name_is_changed_only_where_it_stands_alone() {
        let text = "# shop\nproject:\n  # the name\n  name: shop # mine\nteams:\n  alpha:\n    name: x\n";
        let renamed = with_name("manifest.yaml", text, "a \"b\"");
        assert_eq!(renamed, text.replace("name: shop # mine", "name: \"a \\\"b\\\"\""));
        let flow = "project: {name: shop}\nteams: {alpha: a}\n";
        assert_eq!(with_name("manifest.yaml", flow, "b"), flow);
    }
}
