//! A working tree's state beside its branch: taken, compared and brought back without moving a branch and without touching
//! the index of whoever works there. Owns the scratch indexes; what a state is kept for is `run::checkpoints`'.

use std::path::Path;
use std::time::Duration;

use super::{Git, output, run_with_input};
use crate::engine::disk;
use crate::model::path::RelPath;
use crate::model::problem::Problem;

/// A lock of an index that is not touched for so long belongs to nobody.
const LOCK_LIVES: Duration = Duration::from_secs(2);

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
        let copied = disk::copy_new(&real, &index).unwrap_or(false) && with_index(&["ls-files", "--stage"]).is_ok();
        if !copied {
            disk::remove_file(&index)?;
            with_index(&["read-tree", "HEAD"])?;
        }
        // Somebody may be at work: a file that vanishes while it is looked at is looked at again, and one that cannot be
        // read is left out, as if it were ignored.
        for _ in 0..3 {
            if with_index(&["add", "--all", "--ignore-errors"]).is_ok() {
                break;
            }
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
        for (status, _) in self.changes(from, to)? {
            match status.as_str() {
                "A" => numbers.created += 1,
                "D" => numbers.deleted += 1,
                _ => numbers.rewritten += 1,
            }
        }
        let listed = self.run(&["diff-tree", "-r", "-z", "--no-renames", "--ignore-submodules=all", "--numstat", from, to])?;
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
        for (status, path) in self.changes(&now, state)? {
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

    /// What differs, but repositories within the tree: what lies in those is their own.
    fn changes(&self, from: &str, to: &str) -> Result<Vec<(String, String)>, Problem> {
        self.name_status(&["--ignore-submodules=all", from, to])
    }

    /// Removes the lock of the index that a killed git left: one that nobody has touched for a while, although everybody who
    /// worked here is gone.
    pub fn remove_dead_lock(&self) -> Result<(), Problem> {
        let lock = self.root.join(self.text(&["rev-parse", "--git-path", "index.lock"])?);
        let Some(before) = disk::stat(&lock) else { return Ok(()) };
        // A person's own command is over by then.
        std::thread::sleep(LOCK_LIVES);
        if disk::stat(&lock).is_some_and(|now| now.changed_ns == before.changed_ns && now.modified_ns == before.modified_ns) {
            disk::remove_file(&lock)?;
        }
        Ok(())
    }

    /// All refs below a name, with the commits that they point to.
    pub fn refs_below(&self, name: &str) -> Result<Vec<(String, String)>, Problem> {
        let listed = self.text(&["for-each-ref", "--format=%(refname) %(objectname)", name])?;
        Ok(listed.lines().filter_map(|line| line.split_once(' ')).map(|(a, b)| (a.to_owned(), b.to_owned())).collect())
    }
}
