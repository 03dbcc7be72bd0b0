//! Everything that an integration looks at, brought together: the manifest, each team's tree and its base, and the
//! means to read a file of either. Owns which folders are sides; not what is decided about them (`model::merge`,
//! `model::conflict`).

mod draft;

use std::path::{Path, PathBuf};

use super::bases::{Base, Bases};
use super::disk;
use super::job::Progress;
use super::project::{Mode, Project};
use super::trees::{self, Found};
use crate::model::manifest::{self, Manifest};
use crate::model::merge::tree::{Side, Tree};
use crate::model::ownership::Ownership;
use crate::model::path::RelPath;
use crate::model::problem::Problem;
use crate::model::team::TeamId;
use draft::Draft;

/// What lists each of some folders.
pub type Walk<'a> = dyn FnMut(&[&Path]) -> Result<Vec<Vec<Found>>, Problem> + 'a;

/// The sides of an integration.
#[derive(Debug)]
pub struct Gathered {
    /// The manifest; of loose team outputs an empty one.
    pub manifest: Manifest,
    /// Its path patterns.
    pub ownership: Ownership,
    /// Each team that has a tree, with its base.
    pub sides: Vec<Side>,
    /// What the project itself holds now; nothing where it is no side.
    pub project: Tree,
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
    /// Walks all trees, and reads what more than one side has changed.
    pub fn new(project: &Project, progress: &dyn Progress) -> Result<Self, Problem> {
        Self::over(project, &mut trees::walk, progress)
    }

    /// The same, with another's way of walking.
    pub fn over(project: &Project, walk: &mut Walk<'_>, progress: &dyn Progress) -> Result<Self, Problem> {
        let manifest = manifest_of(project)?;
        let teams = teams_with_trees(project, &team_ids(&manifest))?;
        let mut bases_known = Bases::new(project, &manifest);
        let mut bases = Vec::with_capacity(teams.len() + 1);
        for (team, _) in &teams {
            bases.push(bases_known.of(team)?);
        }
        progress.step(0, 0, "job-reading-trees");
        let mut folders: Vec<PathBuf> = teams.iter().map(|(_, folder)| folder.clone()).collect();
        let looks_at_project = project.mode != Mode::Loose && !teams.is_empty();
        let mut roots: Vec<&Path> = folders.iter().map(PathBuf::as_path).collect();
        roots.extend(looks_at_project.then_some(project.root.as_path()));
        let mut walked = walk(&roots)?;
        let of_project = if looks_at_project { walked.pop() } else { None };
        let given: Vec<_> = teams.iter().zip(&bases).zip(walked).collect();
        let mut drafts: Vec<Draft<'_>> = draft::each(given, |(((team, folder), base), mut found)| {
            trees::add_known(folder, &mut found, Some(&base.tree));
            let memory = project.own_folder().join("cache").join(format!("tree-{team}.seen"));
            Draft::new(folder, base, found, (project.mode != Mode::Loose).then_some(memory))
        });
        draft::read_what_matters(&mut drafts, progress)?;
        let trees = draft::finish(drafts);
        let side = |((team, base), tree): ((&TeamId, &Base), _)| Side { team: team.clone(), base: base.tree.clone(), tree };
        let mut sides: Vec<Side> = teams.iter().map(|(team, _)| team).zip(&bases).zip(trees).map(side).collect();
        let mut project_tree = Tree::new();
        if let Some(found) = of_project {
            // The project may have gone on since teams started: that is a side too, over what they started from.
            let memory = project.own_folder().join("cache").join("project.seen");
            let tree = trees::read_all(&project.root, found, Some(&memory), progress)?;
            if let Some(moved) = sides.iter().position(|side: &Side| *side.base != tree) {
                let base = sides[moved].base.clone();
                bases.push(bases[moved].clone());
                folders.push(project.root.clone());
                sides.push(Side { team: TeamId::project(), base, tree: tree.clone() });
            }
            project_tree = tree;
        }
        drop(bases_known);
        let ownership = Ownership::new(&manifest);
        Ok(Self { manifest, ownership, sides, project: project_tree, bases, folders })
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

    /// Reads ahead what will be asked for of a side's base.
    pub fn read_base_ahead<'p>(&self, side: usize, paths: impl Iterator<Item = &'p RelPath>) {
        self.bases[side].read_ahead(paths);
    }

    /// What a side's base has at a path.
    pub fn read_base(&self, side: usize, path: &RelPath) -> Result<Option<Vec<u8>>, Problem> {
        self.bases[side].read(path)
    }
}

/// Those of the teams that have a tree, and where it is; of loose team outputs all that there are.
pub fn teams_with_trees(project: &Project, known: &[TeamId]) -> Result<Vec<(TeamId, PathBuf)>, Problem> {
    let teams: Vec<(TeamId, PathBuf)> = match project.mode {
        Mode::Loose => loose_teams(&project.root)?,
        _ => known.iter().map(|team| (team.clone(), project.team_folder(team))).collect(),
    };
    Ok(teams.into_iter().filter(|(_, folder)| folder.is_dir()).collect())
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
