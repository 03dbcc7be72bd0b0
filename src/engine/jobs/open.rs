//! Opening: the project as it is on disk, and a place among the recent ones.

use crate::engine::project::{Project, Snapshot};
use crate::engine::settings;
use crate::model::manifest;
use crate::model::problem::Problem;

/// Reads a project for showing.
pub fn open(project: &Project) -> Result<Snapshot, Problem> {
    project.snapshot(false)
}

/// Puts a project first among the recent ones.
pub fn remember(snapshot: &Snapshot) -> Result<(), Problem> {
    settings::remember_project(&name(snapshot), &snapshot.project.root).map(|_| ())
}

/// What people call a project: the name in its manifest, else its folder's.
pub fn name(snapshot: &Snapshot) -> String {
    let project = &snapshot.project;
    let said = (project.manifest_name.as_deref())
        .and_then(|file| manifest::read::read(file, &snapshot.manifest_text).manifest)
        .map(|manifest| manifest.project.name)
        .filter(|name| !name.trim().is_empty());
    said.unwrap_or_else(|| project.root.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default())
}
