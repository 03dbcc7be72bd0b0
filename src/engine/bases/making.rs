//! Making teams' trees, and mending what was deleted, moved or half-made. Owns the order: the record is written first, then
//! the tree is made beside its place and moved there whole, then the record says that it is done; so that a kill anywhere is
//! finished by whoever comes next, and a base is recorded once and never worked out anew while its tree or branch is there.

use std::path::{Path, PathBuf};

use super::{Base, Bases, Record, include};
use crate::engine::git::Git;
use crate::engine::pack::Pack;
use crate::engine::project::Mode;
use crate::engine::{disk, trees};
use crate::model::problem::Problem;
use crate::model::team::TeamId;

/// Names below `refs/` that belong to git: a prefix must not become one of them.
const OF_GIT: [&str; 8] = ["heads", "tags", "remotes", "notes", "stash", "bisect", "worktree", "replace"];

/// What is to become of a folder that somebody put where a team's working tree would be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Loose {
    /// It stays a folder: edits over the base.
    Stays,
    /// It becomes a working tree, with what lies in it as changes: whoever calls git in it must not reach the person's branch.
    Attached,
}

impl Bases<'_> {
    /// Sees to it that a team has a tree, and returns its base. A folder that is there stays as it is.
    pub fn ensure_tree(&mut self, team: &TeamId) -> Result<Base, Problem> {
        self.make(team, Loose::Stays)?;
        self.of(team)
    }

    /// Sees to it that a team has a tree that an agent can work in: in git mode always a working tree of its own.
    pub fn ensure_work_tree(&mut self, team: &TeamId) -> Result<PathBuf, Problem> {
        self.make(team, Loose::Attached)?;
        Ok(self.project.team_folder(team))
    }

    fn make(&mut self, team: &TeamId, loose: Loose) -> Result<(), Problem> {
        match self.project.mode {
            Mode::Loose => Ok(()),
            Mode::Folder => self.make_copy(team),
            Mode::Git => self.make_worktree(team, loose),
        }
    }

    fn staging(&self, name: &str) -> PathBuf {
        self.project.own_folder().join("staging").join(name)
    }

    /// A branch of Dectet's, below the prefix that the manifest names.
    pub fn branch(&self, name: &str) -> String {
        format!("{}/{name}", self.prefix())
    }

    /// A ref of Dectet's that is no branch, below the same prefix: projects that share a repository keep theirs apart.
    pub fn reference(&self, name: &str) -> String {
        let prefix = self.prefix();
        match prefix.split('/').next() {
            Some(first) if OF_GIT.contains(&first) => format!("refs/dectet/{prefix}/{name}"),
            _ => format!("refs/{prefix}/{name}"),
        }
    }

    fn prefix(&self) -> &str {
        if self.branch_prefix.is_empty() { "dectet" } else { self.branch_prefix }
    }

    /// Forgets a team's base, when its tree and branch are gone.
    pub(in crate::engine) fn forget(&self, team: &TeamId) -> Result<(), Problem> {
        disk::remove_file(&self.record_file(team)).map(|_| ())
    }

    fn setup_file(&self, team: &TeamId) -> PathBuf {
        self.folder().join(format!("team-{team}.setup"))
    }

    /// Whether the setup of this mark was done in the team's tree, as long as it is the same tree.
    pub(in crate::engine) fn is_set_up(&self, team: &TeamId, mark: &str) -> Result<bool, Problem> {
        Ok(disk::read_if_there(&self.setup_file(team))?.is_some_and(|bytes| bytes == mark.as_bytes()))
    }

    /// Notes that it was.
    pub(in crate::engine) fn note_set_up(&self, team: &TeamId, mark: &str) -> Result<(), Problem> {
        disk::write_atomic(&self.setup_file(team), mark.as_bytes()).map(|_| ())
    }

    fn make_copy(&mut self, team: &TeamId) -> Result<(), Problem> {
        let folder = self.project.team_folder(team);
        let is_there = disk::is_folder(&folder);
        let record = self.record(team)?;
        let id = match (&record, is_there) {
            (Some(Record::Snapshot { id, overlay: false, pending: true }), true) => {
                // The move into its place is the last step but this.
                return self.write_record(team, &Record::Snapshot { id: id.clone(), overlay: false, pending: false });
            }
            (Some(_), true) => return Ok(()),
            (None, true) => {
                let id = self.take_snapshot()?;
                return self.write_record(team, &Record::Snapshot { id, overlay: true, pending: false });
            }
            // Deleted by hand, or begun and not finished: from the same base as before, if that is still there.
            (Some(Record::Snapshot { id, .. }), false) if Pack::open(&self.folder().join(id))?.is_some() => id.clone(),
            _ => self.take_snapshot()?,
        };
        self.write_record(team, &Record::Snapshot { id: id.clone(), overlay: false, pending: true })?;
        self.copy_snapshot(&id, team)?;
        self.write_record(team, &Record::Snapshot { id, overlay: false, pending: false })
    }

    /// Fills a new tree beside its place and moves it there whole.
    fn copy_snapshot(&self, id: &str, team: &TeamId) -> Result<(), Problem> {
        let folder = self.project.team_folder(team);
        let staging = self.staging(&format!("{team}-{id}"));
        disk::remove_file(&self.setup_file(team))?;
        disk::remove_tree(&staging)?;
        disk::create_dirs(&staging)?;
        if let Some(pack) = Pack::open(&self.folder().join(id))? {
            for (path, entry) in pack.tree() {
                let bytes = pack.read(&path)?.ok_or_else(|| Problem::error("base-lost").with("base", id))?;
                trees::write_entry(&staging, &path, entry.kind, bytes)?;
            }
        }
        include::copy(&self.project.root, &staging, None)?;
        if let Some(parent) = folder.parent() {
            disk::create_dirs(parent)?;
        }
        disk::rename(&staging, &folder)
    }

    fn make_worktree(&mut self, team: &TeamId, loose: Loose) -> Result<(), Problem> {
        let git = Git::new(&self.project.root);
        let folder = self.project.team_folder(team);
        let _alone = git.alone()?;
        git.exclude_own_folders()?;
        let record = self.record(team)?;
        let is_pending = matches!(record, Some(Record::Commit { pending: true, .. }));
        let is_settled = matches!(record, Some(Record::Commit { pending: false, .. }));
        if is_settled && git.worktree_at(&folder)?.is_some() {
            return Ok(());
        }
        if matches!(record, Some(Record::Commit { overlay: true, .. })) && loose == Loose::Stays && disk::is_folder(&folder) {
            return Ok(());
        }
        // An empty folder is nobody's work.
        disk::remove_empty_dir(&folder);
        let staging = self.staging(&format!("tree-{team}"));
        if disk::is_folder(&staging.join(".git")) {
            // Never a repository of somebody's own.
            return Err(Problem::error("disk-in-the-way").with("path", disk::show(&staging)));
        }
        git.mend_worktrees(&folder, &staging)?;
        let branch = self.branch(&format!("team/{team}"));
        let is_listed = git.worktree_at(&folder)?.is_some();
        let commit = match &record {
            Some(Record::Commit { commit, .. }) if git.commit_of(commit).is_some() => commit.clone(),
            _ => self.first_base(&git, team, &branch)?,
        };
        let state = |overlay: bool, pending: bool| Record::Commit { commit: commit.clone(), overlay, pending };
        if !is_listed && disk::is_folder(&folder) && loose == Loose::Stays && !is_settled && !is_pending {
            self.hold(&git, team, &commit)?;
            return self.write_record(team, &state(true, false));
        }
        self.write_record(team, &state(false, true))?;
        self.hold(&git, team, &commit)?;
        disk::remove_file(&self.setup_file(team))?;
        if is_listed {
            // It was mended, or finished but for this note. A new folder in the place of an old tree gets the old files.
            Git::new(&folder).fill_worktree(is_pending)?;
        } else if disk::is_folder(&folder) {
            git.attach_worktree(&folder, &staging, &branch, &commit)?;
            Git::new(&folder).fill_worktree(true)?;
        } else {
            git.make_worktree(&folder, &staging, &branch, &commit)?;
        }
        include::copy(&self.project.root, &folder, Some(&git))?;
        self.write_record(team, &state(false, false))
    }

    /// The commit that a team without a record starts from: the one that git still holds for it, or where its branch began,
    /// or what the project has now.
    fn first_base(&self, git: &Git, team: &TeamId, branch: &str) -> Result<String, Problem> {
        let Some(ours) = git.commit_of(&format!("refs/heads/{branch}")) else { return git.commit_of_present_state() };
        let held = git.commit_of(&self.reference(&format!("base/{team}")));
        match held.or_else(|| git.merge_base("HEAD", &ours)) {
            Some(commit) => Ok(commit),
            None => git.commit_of_present_state(),
        }
    }

    /// Holds a base by a ref, so that git never drops it.
    fn hold(&self, git: &Git, team: &TeamId, commit: &str) -> Result<(), Problem> {
        let name = self.reference(&format!("base/{team}"));
        if git.commit_of(&name).as_deref() == Some(commit) { Ok(()) } else { git.set_ref(&name, commit) }
    }

    /// Whether a team's folder is a copy that Dectet made.
    pub(in crate::engine) fn is_copy(&self, team: &TeamId) -> Result<bool, Problem> {
        Ok(matches!(self.record(team)?, Some(Record::Snapshot { overlay: false, .. })))
    }

    /// Whether a team's folder is a working tree of the project's repository.
    pub fn is_worktree(&self, folder: &Path) -> Result<bool, Problem> {
        Ok(Git::new(&self.project.root).worktree_at(folder)?.is_some())
    }
}

#[cfg(test)]
mod tests;
