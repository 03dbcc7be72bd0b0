//! Everything that an integration looks at, brought together: the manifest, each team's tree and its base, and the
//! means to read a file of either. Owns which folders are sides; not what is decided about them (`model::merge`,
//! `model::conflict`).

use std::path::{Path, PathBuf};

use super::bases::{Base, Bases};
use super::job::Progress;
use super::project::{Mode, Project};
use super::{disk, trees};
use crate::model::manifest::{self, Manifest};
use crate::model::merge::tree::Side;
use crate::model::ownership::Ownership;
use crate::model::path::RelPath;
use crate::model::problem::Problem;
use crate::model::team::TeamId;

/// The sides of an integration.
#[derive(Debug)]
pub struct Gathered {
    /// The manifest; of loose team outputs an empty one.
    pub manifest: Manifest,
    /// Its path patterns.
    pub ownership: Ownership,
    /// Each team that has a tree, with its base.
    pub sides: Vec<Side>,
    bases: Vec<Base>,
    folders: Vec<PathBuf>,
}

/// Reads the project's manifest. Loose team outputs have an empty one.
pub fn manifest_of(project: &Project) -> Result<Manifest, Problem> {
    let Some(name) = &project.manifest_name else { return Ok(Manifest::default()) };
    let text = disk::read_text(&project.root.join(name))?;
    let read = manifest::read::read(name, &text);
    match read.manifest {
        Some(manifest) => Ok(manifest),
        None => Err(read.problems.into_iter().next().unwrap_or_else(|| Problem::error("internal").with("message", name))),
    }
}

/// The teams that can have a tree, in the order of the manifest: a team with sub-teams counts beside them.
pub fn team_ids(manifest: &Manifest) -> Vec<TeamId> {
    manifest
        .teams
        .iter()
        .flat_map(|team| std::iter::once(&team.id).chain(team.swarm.iter().map(|sub| &sub.id)))
        .cloned()
        .collect()
}

impl Gathered {
    /// Walks and hashes all trees.
    pub fn new(project: &Project, progress: &dyn Progress) -> Result<Self, Problem> {
        let manifest = manifest_of(project)?;
        let teams: Vec<(TeamId, PathBuf)> = match project.mode {
            Mode::Loose => loose_teams(&project.root)?,
            _ => team_ids(&manifest).into_iter().map(|team| (team.clone(), project.team_folder(&team))).collect(),
        };
        let mut bases_known = Bases::new(project, &manifest);
        let (mut sides, mut bases, mut folders) = (Vec::new(), Vec::new(), Vec::new());
        for (number, (team, folder)) in teams.iter().enumerate() {
            if !folder.is_dir() {
                continue;
            }
            progress.step(number as u64, teams.len() as u64, "job-reading-trees");
            let base = bases_known.of(team)?;
            let memory = project.own_folder().join("cache").join(format!("tree-{team}.json"));
            let memory = (project.mode != Mode::Loose).then_some(memory);
            let found = trees::scan(folder, memory.as_deref(), Some(&base.tree), progress)?;
            let tree = if base.is_overlay {
                let mut tree = (*base.tree).clone();
                tree.extend(found);
                tree
            } else {
                found
            };
            sides.push(Side { team: team.clone(), base: base.tree.clone(), tree });
            bases.push(base);
            folders.push(folder.clone());
        }
        if project.mode != Mode::Loose && !sides.is_empty() {
            // The project may have gone on since teams started: that is a side too, over what they started from.
            let memory = project.own_folder().join("cache").join("project.json");
            let tree = trees::scan(&project.root, Some(&memory), None, progress)?;
            if let Some(moved) = sides.iter().position(|side: &Side| *side.base != tree) {
                let base = sides[moved].base.clone();
                bases.push(bases[moved].clone());
                folders.push(project.root.clone());
                sides.push(Side { team: TeamId::project(), base, tree });
            }
        }
        drop(bases_known);
        let ownership = Ownership::new(&manifest);
        Ok(Self { manifest, ownership, sides, bases, folders })
    }

    /// What a side has at a path.
    pub fn read_side(&self, side: usize, path: &RelPath) -> Result<Option<Vec<u8>>, Problem> {
        let (tree, folder) = (&self.sides[side].tree, &self.folders[side]);
        let Some(entry) = tree.get(path) else { return Ok(None) };
        match trees::read_entry(folder, path, entry.kind)? {
            Some(bytes) => Ok(Some(bytes)),
            // Only an overlay has entries that do not lie in its folder: they are base's.
            None => self.read_base(side, path),
        }
    }

    /// What a side's base has at a path.
    pub fn read_base(&self, side: usize, path: &RelPath) -> Result<Option<Vec<u8>>, Problem> {
        self.bases[side].read(path)
    }
}

/// In a folder of loose team outputs each direct subfolder is a team's, except what is Dectet's or nobody's.
fn loose_teams(root: &Path) -> Result<Vec<(TeamId, PathBuf)>, Problem> {
    let mut teams = Vec::new();
    for (name, kind) in disk::list(root)? {
        if kind != disk::Kind::Folder || name.starts_with('.') || name == "node_modules" || trees::is_coordination_folder(&name) {
            continue;
        }
        if let Some(team) = TeamId::from_spelling(&name) {
            teams.push((team, root.join(name)));
        }
    }
    teams.sort();
    Ok(teams)
}
