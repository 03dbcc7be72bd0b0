//! What a team did in its working tree, as commits on its branch: Dectet's own where the agent makes none, the agent's as
//! they are. Owns that no commit is made twice or rewritten, that nothing is lost on a detached HEAD, and that no branch of
//! the person's moves.

use super::Git;
use crate::model::problem::Problem;

/// What became of a team's work.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// The commit that holds all of it.
    pub head: String,
    /// Whether Dectet made a commit for it.
    pub is_new: bool,
    /// How many commits of the agent's own were taken over since `since`.
    pub adopted: usize,
}

/// What git is in the middle of when these are there.
const IN_PROGRESS: [&str; 6] = ["rebase-merge", "rebase-apply", "MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "BISECT_LOG"];

impl Git {
    /// Commits what changed in a team's working tree on the team's branch, and takes over what its agent committed. `since`
    /// is the last commit that is known. Where the agent is in the middle of something, or on a branch of another name, it
    /// is left alone, and that is a problem that says so.
    pub fn keep_work(&self, branch: &str, since: Option<&str>, message: &str) -> Result<Kept, Problem> {
        for name in IN_PROGRESS {
            let path = self.root.join(self.text(&["rev-parse", "--git-path", name])?);
            if crate::engine::disk::stat(&path).is_some() {
                return Err(Problem::error("tree-in-the-middle").with("path", crate::engine::disk::show(&self.root)));
            }
        }
        let full = format!("refs/heads/{branch}");
        let before = self.commit_of("HEAD").ok_or_else(|| Problem::error("git-no-commit"))?;
        match self.branch() {
            Some(here) if here == branch => {}
            here => self.adopt(here, &full, &before)?,
        }
        let adopted = match since {
            Some(since) if since != before && self.is_ancestor(since, &before) => self.count_between(since, &before)?,
            _ => 0,
        };
        let is_new = self.commit_all(message)?;
        let head = self.commit_of("HEAD").unwrap_or(before);
        Ok(Kept { head, is_new, adopted })
    }

    /// HEAD is not on the team's branch: the branch follows where nothing is lost by it. A detached HEAD is put back on it.
    fn adopt(&self, here: Option<String>, full: &str, head: &str) -> Result<(), Problem> {
        let ours = self.commit_of(full);
        let follows = ours.as_deref().is_none_or(|ours| self.is_ancestor(ours, head));
        if follows && ours.as_deref() != Some(head) {
            let old = ours.unwrap_or_else(|| "0".repeat(head.len()));
            self.run(&["update-ref", full, head, &old])?;
        }
        match here {
            None if follows => self.run(&["symbolic-ref", "HEAD", full]).map(|_| ()),
            None => Err(Problem::error("tree-detached").with("path", crate::engine::disk::show(&self.root))),
            Some(here) => {
                let path = crate::engine::disk::show(&self.root);
                Err(Problem::error("tree-on-other-branch").with("path", path).with("name", here))
            }
        }
    }

    /// How many commits lie between two.
    pub fn count_between(&self, old: &str, new: &str) -> Result<usize, Problem> {
        let range = format!("{old}..{new}");
        Ok(self.text(&["rev-list", "--count", &range])?.parse().unwrap_or_default())
    }

    /// Commits everything in a worktree of Dectet's own, on its branch, without the person's hooks. Nothing happens
    /// where nothing changed; whether something was committed.
    pub fn commit_all(&self, message: &str) -> Result<bool, Problem> {
        if self.uncommitted_files()? == 0 {
            return Ok(false);
        }
        self.run(&["add", "--all"])?;
        let tree = self.text(&["write-tree"])?;
        let head = self.commit_of("HEAD").ok_or_else(|| Problem::error("git-no-commit"))?;
        if self.tree_of(&head).as_deref() == Some(&tree) {
            return Ok(false);
        }
        let commit = self.commit_tree(&tree, &[&head], message)?;
        // Only if nobody moved the branch meanwhile.
        self.run(&["update-ref", "HEAD", &commit, &head]).map(|_| true)
    }
}
