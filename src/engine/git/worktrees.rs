//! Working trees of Dectet's own in a repository: what git itself says of them, making, mending and removing one. Owns that
//! they are made beside their place and moved there whole, and that one thing at a time happens to a repository, whoever
//! does it. Not: what a team starts from (`bases`). A folder is a working tree when git says so, never by how it looks.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::Git;
use crate::engine::disk::{self, Lock};
use crate::model::problem::Problem;

/// How long one waits for another that does something to the same repository.
const PATIENCE: Duration = Duration::from_secs(120);

/// A working tree as git lists it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Worktree {
    /// Where it lies, or lay.
    pub folder: PathBuf,
    /// The commit that it is at.
    pub head: Option<String>,
    /// The branch that is checked out (`refs/heads/…`); none when HEAD is detached.
    pub branch: Option<String>,
    /// Git knows that the folder is gone, or no working tree any more.
    pub is_gone: bool,
}

impl Git {
    /// Keeps everybody else who works by Dectet out of this repository until the lock is dropped. Not to be taken twice.
    pub fn alone(&self) -> Result<Lock, Problem> {
        let file = self.common_folder()?.join("dectet.lock");
        let until = Instant::now() + PATIENCE;
        loop {
            if let Some(lock) = Lock::try_take(&file)? {
                return Ok(lock);
            }
            if Instant::now() > until {
                return Err(Problem::error("git-busy").with("path", disk::show(&self.root)));
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// The repository's own folder, which all of its working trees share.
    fn common_folder(&self) -> Result<PathBuf, Problem> {
        Ok(self.root.join(self.text(&["rev-parse", "--git-common-dir"])?))
    }

    /// All working trees, the person's own first.
    pub fn worktrees(&self) -> Result<Vec<Worktree>, Problem> {
        let listed = match self.run(&["worktree", "list", "--porcelain", "-z"]) {
            Ok(listed) => String::from_utf8_lossy(&listed).into_owned(),
            // An older git knows lines alone.
            Err(_) => self.text(&["worktree", "list", "--porcelain"])?.replace('\n', "\0") + "\0\0",
        };
        Ok(parse(&listed))
    }

    /// The working tree of this repository whose top is `folder`.
    pub fn worktree_at(&self, folder: &Path) -> Result<Option<Worktree>, Problem> {
        let folder = real(folder);
        let found = self.worktrees()?.into_iter().skip(1).find(|known| !known.is_gone && real(&known.folder) == folder);
        Ok(found.filter(|known| disk::is_folder(&known.folder)))
    }

    /// Makes what git knows fit what is on disk: a tree whose `.git` file is gone gets it back, one that was moved is found
    /// again, what is gone is forgotten, and what a kill left half-made in `staging` is removed.
    pub fn mend_worktrees(&self, folder: &Path, staging: &Path) -> Result<(), Problem> {
        let (shown, staged) = (folder.to_string_lossy(), staging.to_string_lossy());
        // It says what it cannot mend, too; what counts is what is listed afterwards.
        let _ = match disk::is_folder(folder) {
            true => self.run(&["worktree", "repair", "--", &shown]),
            false => self.run(&["worktree", "repair"]),
        };
        let lies_staged = real(staging);
        if self.worktrees()?.iter().any(|known| real(&known.folder) == lies_staged) {
            let _ = self.run(&["worktree", "remove", "--force", "--force", "--", &staged]);
        }
        disk::remove_tree(staging)?;
        self.run(&["worktree", "prune"]).map(|_| ())
    }

    /// Makes a working tree for a branch of Dectet's, which starts at `commit` where it is new. It is filled in `staging`
    /// and moved to its place whole.
    pub fn make_worktree(&self, folder: &Path, staging: &Path, branch: &str, commit: &str) -> Result<(), Problem> {
        if let Some(above) = staging.parent() {
            disk::create_dirs(above)?;
        }
        if let Some(above) = folder.parent() {
            disk::create_dirs(above)?;
        }
        self.add_worktree(staging, branch, commit, true)?;
        self.run(&["worktree", "move", "--", &staging.to_string_lossy(), &folder.to_string_lossy()]).map(|_| ())
    }

    /// Makes a folder that is there the working tree of a branch: what lies in it counts as changes.
    pub fn attach_worktree(&self, folder: &Path, staging: &Path, branch: &str, commit: &str) -> Result<(), Problem> {
        if let Some(above) = staging.parent() {
            disk::create_dirs(above)?;
        }
        self.add_worktree(staging, branch, commit, false)?;
        disk::rename(&staging.join(".git"), &folder.join(".git"))?;
        self.run(&["worktree", "repair", "--", &folder.to_string_lossy()])?;
        disk::remove_tree(staging)
    }

    fn add_worktree(&self, folder: &Path, branch: &str, commit: &str, is_filled: bool) -> Result<(), Problem> {
        let shown = folder.to_string_lossy();
        // The person's hooks are for what the person does.
        let no_hooks = format!("core.hooksPath={}", self.common_folder()?.join("dectet-no-hooks").display());
        let mut args = vec!["-c", &*no_hooks, "worktree", "add", "--quiet"];
        if !is_filled {
            args.push("--no-checkout");
        }
        // A branch left from an earlier tree is taken up again: what it holds is somebody's work.
        if self.commit_of(&format!("refs/heads/{branch}")).is_some() {
            args.extend(["--", &*shown, branch]);
        } else {
            args.extend(["-b", branch, "--", &*shown, commit]);
        }
        self.run(&args).map(|_| ())
    }

    /// In a working tree: writes the files of HEAD that are missing, where none of them is there (it is a new folder in the
    /// place of an old tree), or where all are wanted. What is there stays.
    pub fn fill_worktree(&self, all: bool) -> Result<(), Problem> {
        let Some(head) = self.commit_of("HEAD") else { return Ok(()) };
        let is_old_tree = !all && self.list(&head)?.iter().any(|file| disk::stat(&self.root.join(&file.path)).is_some());
        if is_old_tree {
            return Ok(());
        }
        self.run(&["read-tree", "HEAD"])?;
        // Files that are there are told as such, and are no fault.
        let _ = self.run(&["checkout-index", "--all", "--quiet"]);
        let _ = self.run(&["update-index", "--refresh", "-q"]);
        Ok(())
    }

    /// Removes a working tree that git finds clean; what is changed in it stays, and is a problem.
    pub fn remove_worktree(&self, folder: &Path) -> Result<(), Problem> {
        self.run(&["worktree", "remove", "--", &folder.to_string_lossy()]).map(|_| ())
    }

    /// Removes a ref, if it still is where it was seen.
    pub fn remove_ref(&self, name: &str, commit: &str) -> Result<(), Problem> {
        self.run(&["update-ref", "-d", name, commit]).map(|_| ())
    }

    /// The commit where two histories part.
    pub fn merge_base(&self, one: &str, other: &str) -> Option<String> {
        self.text(&["merge-base", one, other]).ok().filter(|commit| !commit.is_empty())
    }

    /// Those of these files that git ignores.
    pub fn ignored_among(&self, files: &[String]) -> Result<Vec<String>, Problem> {
        let args = ["check-ignore", "-z", "--stdin"];
        let input: String = files.iter().map(|file| format!("{file}\0")).collect();
        let output = super::run_with_input(self.command(&args), input).map_err(|error| super::not_started(&error))?;
        // 1: none of them is.
        if output.status.code() == Some(1) {
            return Ok(Vec::new());
        }
        let listed = self.finish(&args, Ok(output))?;
        Ok(String::from_utf8_lossy(&listed).split('\0').filter(|path| !path.is_empty()).map(str::to_owned).collect())
    }
}

/// A folder without links in its path, as far as it is there.
fn real(folder: &Path) -> PathBuf {
    disk::canonical(folder).unwrap_or_else(|_| match (folder.parent(), folder.file_name()) {
        (Some(above), Some(name)) if !above.as_os_str().is_empty() => real(above).join(name),
        _ => folder.to_owned(),
    })
}

fn parse(listed: &str) -> Vec<Worktree> {
    let mut all = Vec::new();
    let mut next: Option<Worktree> = None;
    for line in listed.split('\0') {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        match (word, &mut next) {
            ("worktree", _) => {
                all.extend(next.take());
                next = Some(Worktree { folder: PathBuf::from(rest), ..Worktree::default() });
            }
            ("HEAD", Some(tree)) => tree.head = Some(rest.to_owned()),
            ("branch", Some(tree)) => tree.branch = Some(rest.to_owned()),
            ("prunable", Some(tree)) => tree.is_gone = true,
            _ => {}
        }
    }
    all.extend(next);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_git_lists_is_read() {
        let text = "worktree /a b\0HEAD 12\0branch refs/heads/main\0\0worktree /c\0HEAD 34\0detached\0\0worktree /d\0HEAD 56\0\
                    branch refs/heads/x\0locked why\0prunable gitdir file points to non-existent location\0\0";
        let all = parse(text);
        assert_eq!(all.len(), 3);
        assert_eq!((all[0].folder.to_str(), all[0].branch.as_deref()), (Some("/a b"), Some("refs/heads/main")));
        assert_eq!((all[1].branch.as_deref(), all[1].is_gone), (None, false));
        assert!(all[2].is_gone);
    }
}
