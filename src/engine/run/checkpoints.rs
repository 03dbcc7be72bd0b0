//! Checkpoints of teams' trees: kept, compared, brought back, dropped. In a team's working tree they are commits below
//! `refs/<prefix>/checkpoints/<run>/<team>/`, and no branch moves; in a plain folder they are lists of contents, and each
//! pack holds what no earlier one has. Owns the two ways; not when one is kept (`host`) nor which are dropped (`model`).

mod contents;

use std::path::PathBuf;

use crate::engine::bases::Bases;
use crate::engine::git::{Git, Numbers};
use crate::engine::project::{Mode, Project};
use crate::model::manifest::Manifest;
use crate::model::problem::Problem;
use crate::model::run::trees::{Difference, KeptTree};
use crate::model::team::TeamId;
use contents::Contents;

/// The checkpoints of a run.
#[derive(Debug)]
pub struct Store<'a> {
    project: &'a Project,
    manifest: &'a Manifest,
    run: &'a str,
}

/// Where a team's checkpoints lie.
enum Place {
    Git { git: Git, refs: String },
    Folder(Contents),
}

impl<'a> Store<'a> {
    /// The checkpoints of this run.
    pub fn new(project: &'a Project, manifest: &'a Manifest, run: &'a str) -> Self {
        Self { project, manifest, run }
    }

    fn refs(&self) -> String {
        Bases::new(self.project, self.manifest).reference(&format!("checkpoints/{}", self.run))
    }

    fn folder(&self) -> PathBuf {
        self.project.own_folder().join("checkpoints").join(self.run)
    }

    fn place(&self, team: &TeamId) -> Result<Place, Problem> {
        let folder = self.project.team_folder(team);
        let is_worktree = self.project.mode == Mode::Git && Git::new(&self.project.root).worktree_at(&folder)?.is_some();
        Ok(match is_worktree {
            true => Place::Git { git: Git::new(&folder), refs: format!("{}/{team}", self.refs()) },
            false => Place::Folder(Contents::new(&folder, &self.folder().join(team.as_str()))),
        })
    }

    /// Keeps a team's tree as it is now. `None` where nothing changed since the checkpoint `since`, and that suffices.
    pub fn keep(&self, team: &TeamId, id: u64, since: Option<u64>, suffices: bool) -> Result<Option<KeptTree>, Problem> {
        if !crate::engine::disk::is_folder(&self.project.team_folder(team)) {
            return Ok(None);
        }
        let (numbers, files) = match self.place(team)? {
            Place::Git { git, refs } => {
                let state = git.state_now()?;
                let before = since.and_then(|since| git.commit_of(&format!("{refs}/{since}")));
                let before =
                    before.or_else(|| git.commit_of(&Bases::new(self.project, self.manifest).reference(&format!("base/{team}"))));
                let numbers = before.map_or_else(|| Ok(Numbers::default()), |before| git.numbers(&before, &state))?;
                if suffices && numbers.files() == 0 {
                    return Ok(None);
                }
                let head = git.commit_of("HEAD").ok_or_else(|| Problem::error("git-no-commit"))?;
                let commit = git.commit_tree(&state, &[&head], &format!("Checkpoint {id} of team {team}"))?;
                git.set_ref(&format!("{refs}/{id}"), &commit)?;
                (numbers, git.count_files(&state)?)
            }
            Place::Folder(contents) => {
                let (tree, found) = contents.now()?;
                let numbers = contents.numbers_since(since, &tree)?;
                if suffices && numbers.files() == 0 {
                    return Ok(None);
                }
                contents.keep(id, &tree, &found)?;
                (numbers, tree.len() as u64)
            }
        };
        let (added, removed) = (numbers.added, numbers.removed);
        Ok(Some(KeptTree { team: team.clone(), files, changed: numbers.files(), added, removed }))
    }

    /// What going back would change.
    pub fn compare(&self, team: &TeamId, id: u64) -> Result<Difference, Problem> {
        let numbers = match self.place(team)? {
            Place::Git { git, refs } => git.numbers(&git.state_now()?, &commit(&git, &refs, id)?)?,
            Place::Folder(contents) => contents.numbers_to(id)?,
        };
        let Numbers { created, rewritten, deleted, added, removed } = numbers;
        Ok(Difference { team: team.clone(), created, rewritten, deleted, added, removed })
    }

    /// Makes a team's tree what it was. What git ignores stays. Doing it again does no harm: a kill in the middle is
    /// finished so.
    pub fn go_back(&self, team: &TeamId, id: u64) -> Result<(), Problem> {
        match self.place(team)? {
            Place::Git { git, refs } => git.go_to(&commit(&git, &refs, id)?),
            Place::Folder(contents) => contents.go_to(id),
        }
    }

    /// Drops a checkpoint of these teams.
    pub fn drop_one(&self, teams: &[TeamId], id: u64) -> Result<(), Problem> {
        let git = Git::new(&self.project.root);
        for team in teams {
            if self.project.mode == Mode::Git {
                let name = format!("{}/{team}/{id}", self.refs());
                if let Some(commit) = git.commit_of(&name) {
                    git.remove_ref(&name, &commit)?;
                }
            }
            Contents::new(&self.project.team_folder(team), &self.folder().join(team.as_str())).drop_one(id)?;
        }
        Ok(())
    }

    /// Drops what is there of checkpoints up to `last` that are not known.
    pub fn drop_unknown(&self, teams: &[TeamId], known: &[u64], last: u64) -> Result<(), Problem> {
        let mut there = std::collections::BTreeSet::new();
        if self.project.mode == Mode::Git {
            let refs = Git::new(&self.project.root).refs_below(&self.refs())?;
            there.extend(refs.iter().filter_map(|(name, _)| name.rsplit('/').next()?.parse::<u64>().ok()));
        }
        for team in teams {
            there.extend(Contents::new(&self.project.team_folder(team), &self.folder().join(team.as_str())).ids());
        }
        let mut unknown = there.into_iter().filter(|id| *id <= last && !known.contains(id));
        unknown.try_for_each(|id| self.drop_one(teams, id))
    }

    /// Drops the checkpoints of all runs but this one and `before`, which nobody can see any more.
    pub fn drop_other_runs(&self, before: &str) -> Result<(), Problem> {
        let keeps = |run: &str| run == self.run || run == before;
        if self.project.mode == Mode::Git {
            let git = Git::new(&self.project.root);
            let all = Bases::new(self.project, self.manifest).reference("checkpoints");
            for (name, commit) in git.refs_below(&all)? {
                let run = name[all.len()..].trim_start_matches('/').split('/').next().unwrap_or_default();
                if !keeps(run) {
                    git.remove_ref(&name, &commit)?;
                }
            }
        }
        let folder = self.project.own_folder().join("checkpoints");
        for (run, _) in crate::engine::disk::list(&folder).unwrap_or_default().iter().filter(|(run, _)| !keeps(run)) {
            crate::engine::disk::remove_tree(&folder.join(run))?;
        }
        Ok(())
    }
}

/// How many files of a folder are not as they were in this tree.
pub fn differing(folder: &std::path::Path, tree: &crate::model::merge::tree::Tree) -> Result<usize, Problem> {
    Contents::new(folder, folder).differing(tree)
}

fn commit(git: &Git, refs: &str, id: u64) -> Result<String, Problem> {
    git.commit_of(&format!("{refs}/{id}")).ok_or_else(|| Problem::error("run-checkpoint-lost").with("number", id))
}

#[cfg(test)]
mod tests;
