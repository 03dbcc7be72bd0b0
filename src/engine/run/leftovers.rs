//! Trees that belong to nobody any more: folders below `teams/` and what a kill left in Dectet's staging, as disk, git and the
//! manifest tell together. Owns that only what Dectet made is ever removed, and of that nothing that would be lost: what is
//! dirty stays, and so does a branch whose commits are nowhere else.

use std::collections::BTreeSet;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::engine::bases::Bases;
use crate::engine::git::Git;
use crate::engine::project::{Mode, Project};
use crate::engine::run::{Places, checkpoints, journal};
use crate::engine::{disk, journal as history};
use crate::model::manifest::Manifest;
use crate::model::problem::Problem;
use crate::model::team::TeamId;

/// What a leftover is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A working tree that Dectet made.
    Worktree,
    /// A copy of the project's files that Dectet made.
    Copy,
    /// Half a tree that a kill left: nobody ever worked in it.
    Half,
    /// A folder that somebody else put there.
    Foreign,
}

/// A tree that belongs to no team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leftover {
    /// Its name: its folder below the project.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// How large it is on disk, in bytes, with what git ignores.
    pub size: u64,
    /// Files that would be lost.
    pub dirty: usize,
    /// Commits that are on no other branch; its branch stays for them.
    pub commits: usize,
}

impl Leftover {
    /// Whether Dectet may remove it.
    pub fn can_go(&self) -> bool {
        self.kind != Kind::Foreign && self.dirty == 0
    }
}

/// All of them.
pub fn find(project: &Project) -> Result<Vec<Leftover>, Problem> {
    let manifest = project.manifest()?;
    let known = known_teams(project, &manifest)?;
    let mut found = Vec::new();
    for (name, kind) in disk::list(&project.root.join("teams")).unwrap_or_default() {
        let is_known = TeamId::from_spelling(&name).is_some_and(|team| team.as_str() == name && known.contains(&team));
        if kind == disk::Kind::Folder && !is_known {
            found.push(look(project, &manifest, &format!("teams/{name}"))?);
        }
    }
    for (name, kind) in disk::list(&project.own_folder().join("staging")).unwrap_or_default() {
        if kind == disk::Kind::Folder {
            let path = format!(".dectet/staging/{name}");
            let size = size_of(&project.root.join(&path));
            found.push(Leftover { name: path, kind: Kind::Half, size, dirty: 0, commits: 0 });
        }
    }
    Ok(found)
}

/// Teams whose trees are somebody's: those of the manifest, and those of the run that is under way.
fn known_teams(project: &Project, manifest: &Manifest) -> Result<BTreeSet<TeamId>, Problem> {
    let parts = manifest.teams.iter().flat_map(|team| team.swarm.iter().map(|part| part.id.clone()));
    let mut known: BTreeSet<TeamId> = manifest.teams.iter().map(|team| team.id.clone()).chain(parts).collect();
    let state = journal::state(&Places::of(project))?;
    if state.is_running() {
        known.extend(state.teams.iter().map(|team| team.id().clone()));
    }
    Ok(known)
}

fn look(project: &Project, manifest: &Manifest, name: &str) -> Result<Leftover, Problem> {
    let folder = project.root.join(name);
    let mut leftover = Leftover { name: name.to_owned(), kind: Kind::Foreign, size: size_of(&folder), dirty: 0, commits: 0 };
    let Some(team) = name.rsplit('/').next().and_then(TeamId::from_spelling) else { return Ok(leftover) };
    let bases = Bases::new(project, manifest);
    match project.mode {
        Mode::Git => {
            let git = Git::new(&project.root);
            let branch = bases.branch(&format!("team/{team}"));
            let is_ours = |tree: &crate::engine::git::Worktree| tree.branch.as_deref() == Some(&*format!("refs/heads/{branch}"));
            if git.worktree_at(&folder)?.filter(is_ours).is_some() {
                leftover.kind = Kind::Worktree;
                leftover.dirty = Git::new(&folder).uncommitted_files()?;
                leftover.commits = commits_of_its_own(&git, &bases, &branch)?;
            }
        }
        Mode::Folder if bases.is_copy(&team)? => {
            leftover.kind = Kind::Copy;
            leftover.dirty = checkpoints::differing(&folder, &Bases::new(project, manifest).of(&team)?.tree)?;
        }
        _ => {}
    }
    Ok(leftover)
}

/// How many commits of a branch are neither in the person's branch nor in the integration.
fn commits_of_its_own(git: &Git, bases: &Bases<'_>, branch: &str) -> Result<usize, Problem> {
    let ours = format!("refs/heads/{branch}");
    let integration = format!("refs/heads/{}", bases.branch("integration"));
    let mut least = usize::MAX;
    for other in ["HEAD", &integration] {
        if git.commit_of(other).is_some() {
            least = least.min(git.count_between(other, &ours)?);
        }
    }
    Ok(if least == usize::MAX { 0 } else { least })
}

/// How much room a folder takes, with all that lies in it.
fn size_of(folder: &Path) -> u64 {
    disk::walk(folder).map(|walked| walked.found.iter().map(|found| found.size).sum()).unwrap_or_default()
}

/// Removes one, if it is one still and nothing would be lost.
pub fn remove(project: &Project, name: &str) -> Result<(), Problem> {
    let manifest = project.manifest()?;
    let git = (project.mode == Mode::Git).then(|| Git::new(&project.root));
    let _alone = git.as_ref().map(Git::alone).transpose()?;
    let gone = || Problem::error("leftover-gone").with("path", name);
    let leftover = find(project)?.into_iter().find(|known| known.name == name).ok_or_else(gone)?;
    if !leftover.can_go() {
        return Err(Problem::error("leftover-not-clean").with("path", name));
    }
    history::note(project, "tree-removed", serde_json::json!({ "name": name }))?;
    let folder = project.root.join(name);
    let team = name.rsplit('/').next().and_then(TeamId::from_spelling);
    let bases = Bases::new(project, &manifest);
    match (leftover.kind, &git, team) {
        (Kind::Worktree, Some(git), Some(team)) => {
            // Git looks once more, and refuses what is not clean.
            git.remove_worktree(&folder)?;
            if leftover.commits == 0 {
                for name in
                    [format!("refs/heads/{}", bases.branch(&format!("team/{team}"))), bases.reference(&format!("base/{team}"))]
                {
                    if let Some(commit) = git.commit_of(&name) {
                        git.remove_ref(&name, &commit)?;
                    }
                }
                bases.forget(&team)?;
            }
            Ok(())
        }
        (Kind::Copy, _, Some(team)) => {
            // Out of its place at once, so that a kill leaves no half of it there.
            let aside = project.own_folder().join("staging").join(format!("removed-{team}"));
            disk::remove_tree(&aside)?;
            disk::create_dirs(&project.own_folder().join("staging"))?;
            disk::rename(&folder, &aside)?;
            bases.forget(&team)?;
            disk::remove_tree(&aside)
        }
        (Kind::Half, git, _) => match git {
            Some(git) => git.mend_worktrees(&project.root.join("teams"), &folder),
            None => disk::remove_tree(&folder),
        },
        _ => Err(Problem::error("leftover-not-clean").with("path", name)),
    }
}

#[cfg(test)]
mod tests;
