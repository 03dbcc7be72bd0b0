//! A working tree's state beside its branch: taken, compared and brought back without moving a branch and without touching
//! the index of whoever works there. Owns the scratch indexes; what a state is kept for is `run::checkpoints`'.

use std::path::Path;

use super::{Git, output, run_with_input};
use crate::engine::disk;
use crate::model::path::RelPath;
use crate::model::problem::Problem;

/// What differs between two states.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    /// Files that only the second has.
    pub created: u64,
    /// Files that both have, and differ.
    pub rewritten: u64,
    /// Files that only the first has.
    pub deleted: u64,
    /// Lines that only the second has.
    pub added: u64,
    /// Lines that only the first has.
    pub removed: u64,
}

impl Numbers {
    /// Files that differ in any way.
    pub fn files(&self) -> u64 {
        self.created + self.rewritten + self.deleted
    }
}

impl Git {
    /// The working tree as it is now, untracked files included and ignored ones left out, as a tree object. It begins with
    /// a copy of the index that is there, so that what has not changed is not read again.
    pub fn state_now(&self) -> Result<String, Problem> {
        let index = self.scratch_index()?;
        let real = self.root.join(self.text(&["rev-parse", "--git-path", "index"])?);
        let with_index = |args: &[&str]| {
            let mut command = self.command(args);
            command.env("GIT_INDEX_FILE", &*index);
            self.finish(args, output(&mut command))
        };
        // A new index is put in the place of the old one whole: what is copied is one or the other.
        let mut copied = disk::copy_new(&real, &index).unwrap_or(false);
        copied = copied && with_index(&["add", "--all"]).is_ok();
        if !copied {
            disk::remove_file(&index)?;
            with_index(&["read-tree", "HEAD"])?;
            with_index(&["add", "--all"])?;
        }
        Ok(String::from_utf8_lossy(&with_index(&["write-tree"])?).trim().to_owned())
    }

    /// How many files a state has.
    pub fn count_files(&self, state: &str) -> Result<u64, Problem> {
        let listed = self.run(&["ls-tree", "-r", "-z", "--name-only", "--full-tree", state])?;
        Ok(listed.iter().filter(|byte| **byte == 0).count() as u64)
    }

    /// What differs between two states, in numbers.
    pub fn numbers(&self, from: &str, to: &str) -> Result<Numbers, Problem> {
        let mut numbers = Numbers::default();
        for (status, _) in self.differences(from, to)? {
            match status.as_str() {
                "A" => numbers.created += 1,
                "D" => numbers.deleted += 1,
                _ => numbers.rewritten += 1,
            }
        }
        let listed = self.run(&["diff-tree", "-r", "-z", "--no-renames", "--numstat", from, to])?;
        for entry in String::from_utf8_lossy(&listed).split('\0') {
            let mut parts = entry.split('\t').map(|part| part.parse::<u64>().unwrap_or_default());
            numbers.added += parts.next().unwrap_or_default();
            numbers.removed += parts.next().unwrap_or_default();
        }
        Ok(numbers)
    }

    /// Makes the files of the working tree those of a state: no branch moves, the index stays, and what git ignores stays.
    /// Doing it again does no harm.
    pub fn go_to(&self, state: &str) -> Result<(), Problem> {
        let now = self.state_now()?;
        let (mut gone, mut wanted) = (Vec::new(), String::new());
        for (status, path) in self.differences(&now, state)? {
            if status == "D" {
                gone.push(path);
            } else {
                wanted.push_str(&path);
                wanted.push('\0');
            }
        }
        for path in gone.iter().filter_map(|path| RelPath::from_disk(Path::new(path))) {
            disk::remove_inside(&self.root, &path)?;
        }
        if wanted.is_empty() {
            return Ok(());
        }
        let index = self.scratch_index()?;
        let with_index = |args: &[&str], input: String| {
            let mut command = self.command(args);
            command.env("GIT_INDEX_FILE", &*index);
            self.finish(args, run_with_input(command, input))
        };
        with_index(&["read-tree", state], String::new())?;
        with_index(&["checkout-index", "--force", "--quiet", "-z", "--stdin"], wanted).map(|_| ())
    }

    /// All refs below a name, with the commits that they point to.
    pub fn refs_below(&self, name: &str) -> Result<Vec<(String, String)>, Problem> {
        let listed = self.text(&["for-each-ref", "--format=%(refname) %(objectname)", name])?;
        Ok(listed.lines().filter_map(|line| line.split_once(' ')).map(|(a, b)| (a.to_owned(), b.to_owned())).collect())
    }
}
