//! The only room that runs `git`: the installed program, never a library, so that a person's own configuration,
//! hooks settings and credentials mean here what they mean in their terminal. Owns: questions to a repository and
//! the few things Dectet makes in one (worktrees, refs below `refs/dectet/`, commits that move no branch of the
//! person's). Not: what a base or an integration is (`bases`, `jobs::integrate`).
#![expect(clippy::disallowed_methods, reason = "the only room that starts git")]

mod states;
mod work;
mod worktrees;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

pub use states::Numbers;
pub use work::Kept;
pub use worktrees::Worktree;

use super::children::{self, Whose};
use crate::model::problem::Problem;

/// A repository's working tree.
#[derive(Clone, Debug)]
pub struct Git {
    root: PathBuf,
}

/// What `git ls-tree` says of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedFile {
    /// `100644`, `100755`, `120000` …
    pub mode: String,
    /// The blob's id.
    pub blob: String,
    /// Where it lies.
    pub path: String,
}

/// What becomes of files that `.gitignore` names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ignored {
    /// They stay out, as in `git add`.
    LeaveOut,
    /// They are taken in: the folder holds nothing but what is wanted.
    TakeIn,
}

/// Folders that Dectet keeps in a project and that are never committed to the person's branches.
const EXCLUDED: [&str; 4] = ["/teams/", "/integrated/", "/.dectet/", "/reports/"];

impl Git {
    /// The repository whose top level is `root`.
    pub fn new(root: &Path) -> Self {
        Self { root: root.to_owned() }
    }

    /// The installed git's version line, or why there is none.
    pub fn version() -> Result<String, Problem> {
        let output = Command::new("git").arg("--version").stdin(Stdio::null()).output().map_err(|error| not_started(&error))?;
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new("git");
        command.arg("-C").arg(&self.root).args(args).stdin(Stdio::null());
        // A terminal that started Dectet from a git hook must not redirect what happens here.
        for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX", "GIT_COMMON_DIR"] {
            command.env_remove(name);
        }
        command.env("GIT_TERMINAL_PROMPT", "0").env("LC_ALL", "C.UTF-8");
        command
    }

    fn finish(&self, args: &[&str], output: std::io::Result<Output>) -> Result<Vec<u8>, Problem> {
        let output = output.map_err(|error| not_started(&error))?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        let said = String::from_utf8_lossy(&output.stderr);
        let said = said.lines().find(|line| !line.trim().is_empty()).unwrap_or("").trim().to_owned();
        Err(Problem::error("git-failed").with("command", args.join(" ")).with("message", said))
    }

    fn run(&self, args: &[&str]) -> Result<Vec<u8>, Problem> {
        self.finish(args, output(&mut self.command(args)))
    }

    fn text(&self, args: &[&str]) -> Result<String, Problem> {
        Ok(String::from_utf8_lossy(&self.run(args)?).trim_end().to_owned())
    }

    /// The commit that `revision` names; `None` where there is none.
    pub fn commit_of(&self, revision: &str) -> Option<String> {
        self.text(&["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{revision}^{{commit}}")]).ok()
    }

    /// The branch that is checked out; `None` when HEAD is detached.
    pub fn branch(&self) -> Option<String> {
        self.text(&["symbolic-ref", "--quiet", "--short", "HEAD"]).ok()
    }

    /// How many files differ from HEAD, untracked ones included.
    pub fn uncommitted_files(&self) -> Result<usize, Problem> {
        let listed = self.run(&["status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames"])?;
        Ok(listed.split(|byte| *byte == 0).filter(|entry| !entry.is_empty()).count())
    }

    /// Keeps Dectet's folders out of `git status` and `git add`, in `.git/info/exclude` (never in a file of the
    /// person's). Does nothing when they are there already.
    pub fn exclude_own_folders(&self) -> Result<(), Problem> {
        let file = PathBuf::from(self.text(&["rev-parse", "--git-path", "info/exclude"])?);
        let file = self.root.join(file);
        let before =
            super::disk::read_if_there(&file)?.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
        let missing: Vec<_> = EXCLUDED.iter().filter(|pattern| !before.lines().any(|line| line.trim() == **pattern)).collect();
        if missing.is_empty() {
            return Ok(());
        }
        let mut text = before;
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        for pattern in missing {
            text.push_str(pattern);
            text.push('\n');
        }
        super::disk::write_atomic(&file, text.as_bytes()).map(|_| ())
    }

    /// A commit of the working tree as it is now, without touching index, branches or files. It is HEAD itself when
    /// nothing differs. Refuses a repository without a commit.
    pub fn commit_of_present_state(&self) -> Result<String, Problem> {
        let head = self.commit_of("HEAD").ok_or_else(|| Problem::error("git-no-commit"))?;
        if self.uncommitted_files()? == 0 {
            return Ok(head);
        }
        let tree = self.tree_of_folder(&self.root, Some(&head), Ignored::LeaveOut)?;
        self.commit_tree(&tree, &[&head], "Uncommitted state when a team's tree was made")
    }

    /// Writes a folder's files as a tree object, with an index of its own that starts from `like` (a commit).
    pub fn tree_of_folder(&self, folder: &Path, like: Option<&str>, ignored: Ignored) -> Result<String, Problem> {
        let index = self.scratch_index()?;
        let folder_text = folder.to_string_lossy().into_owned();
        let mut git_dir = PathBuf::from(self.text(&["rev-parse", "--git-dir"])?);
        if git_dir.is_relative() {
            git_dir = self.root.join(git_dir);
        }
        let with_index = |args: &[&str]| {
            let mut command = self.command(args);
            command
                .env("GIT_INDEX_FILE", &*index)
                .env("GIT_DIR", &git_dir)
                .env("GIT_WORK_TREE", &folder_text)
                .current_dir(folder);
            self.finish(args, output(&mut command))
        };
        match like {
            Some(like) => with_index(&["read-tree", like])?,
            None => with_index(&["read-tree", "--empty"])?,
        };
        match ignored {
            Ignored::LeaveOut => with_index(&["add", "--all"])?,
            Ignored::TakeIn => with_index(&["add", "--all", "--force", "."])?,
        };
        Ok(String::from_utf8_lossy(&with_index(&["write-tree"])?).trim().to_owned())
    }

    /// Makes a commit object; no ref moves.
    pub fn commit_tree(&self, tree: &str, parents: &[&str], message: &str) -> Result<String, Problem> {
        let mut args = vec!["commit-tree", tree];
        for parent in parents {
            args.extend(["-p", parent]);
        }
        args.extend(["-F", "-"]);
        let mut command = self.command(&args);
        // Whoever has not told git a name yet can still integrate.
        if self.text(&["config", "user.email"]).is_err() {
            for (name, value) in [("NAME", "Dectet"), ("EMAIL", "dectet@localhost")] {
                command.env(format!("GIT_AUTHOR_{name}"), value).env(format!("GIT_COMMITTER_{name}"), value);
            }
        }
        let output = run_with_input(command, message.to_owned());
        Ok(String::from_utf8_lossy(&self.finish(&args, output)?).trim().to_owned())
    }

    /// The tree of a commit.
    pub fn tree_of(&self, commit: &str) -> Option<String> {
        self.text(&["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{commit}^{{tree}}")]).ok()
    }

    /// A tree with some files of another one put into it.
    pub fn tree_with(&self, tree: &str, files: &[ListedFile]) -> Result<String, Problem> {
        if files.is_empty() {
            return Ok(tree.to_owned());
        }
        let index = self.scratch_index()?;
        let with_index = |args: &[&str], input: Option<String>| {
            let mut command = self.command(args);
            command.env("GIT_INDEX_FILE", &*index);
            self.finish(args, run_with_input(command, input.unwrap_or_default()))
        };
        with_index(&["read-tree", tree], None)?;
        let lines: String = files.iter().map(|file| format!("{} {}\t{}\0", file.mode, file.blob, file.path)).collect();
        with_index(&["update-index", "--add", "-z", "--index-info"], Some(lines))?;
        Ok(String::from_utf8_lossy(&with_index(&["write-tree"], None)?).trim().to_owned())
    }

    /// A file name for an index of our own: it does not exist, and is removed when it is dropped.
    fn scratch_index(&self) -> Result<tempfile::TempPath, Problem> {
        let index = tempfile::NamedTempFile::new().map_err(|error| super::disk::problem(&error, &self.root))?.into_temp_path();
        // git wants to make the file itself; an empty one is no index.
        super::disk::remove_file(&index)?;
        Ok(index)
    }

    /// Points a ref to a commit, in one step.
    pub fn set_ref(&self, name: &str, commit: &str) -> Result<(), Problem> {
        self.run(&["update-ref", name, commit]).map(|_| ())
    }

    /// Whether one commit is part of another's history.
    pub fn is_ancestor(&self, old: &str, new: &str) -> bool {
        self.run(&["merge-base", "--is-ancestor", old, new]).is_ok()
    }

    /// What differs between two commits: `A`, `M`, `D` … and the path.
    pub fn differences(&self, from: &str, to: &str) -> Result<Vec<(String, String)>, Problem> {
        self.name_status(&[from, to])
    }

    fn name_status(&self, which: &[&str]) -> Result<Vec<(String, String)>, Problem> {
        let args: Vec<&str> = ["diff-tree", "-r", "-z", "--no-renames", "--name-status"].iter().chain(which).copied().collect();
        let listed = self.run(&args)?;
        let listed = String::from_utf8_lossy(&listed).into_owned();
        let mut parts = listed.split('\0').filter(|part| !part.is_empty());
        let mut found = Vec::new();
        while let (Some(status), Some(path)) = (parts.next(), parts.next()) {
            found.push((status.to_owned(), path.to_owned()));
        }
        Ok(found)
    }

    /// Merges a commit into the branch that is checked out, always by a commit of its own. What cannot be merged leaves
    /// everything as it was.
    pub fn merge(&self, commit: &str, message: &str) -> Result<String, Problem> {
        let mut args = vec!["merge", "--no-ff", "--no-edit", "--quiet", "-m", message, commit];
        let named = self.text(&["config", "user.email"]).is_ok();
        if !named {
            args.splice(0..0, ["-c", "user.name=Dectet", "-c", "user.email=dectet@localhost"]);
        }
        if let Err(problem) = self.run(&args) {
            let _ = self.run(&["merge", "--abort"]);
            return Err(problem);
        }
        self.commit_of("HEAD").ok_or_else(|| Problem::error("git-no-commit"))
    }

    /// All files of a commit.
    pub fn list(&self, commit: &str) -> Result<Vec<ListedFile>, Problem> {
        let listed = self.run(&["ls-tree", "-r", "-z", "--full-tree", commit])?;
        let mut files = Vec::new();
        for entry in String::from_utf8_lossy(&listed).split('\0').filter(|entry| !entry.is_empty()) {
            let Some((meta, path)) = entry.split_once('\t') else { continue };
            let mut parts = meta.split(' ');
            if let (Some(mode), Some("blob"), Some(blob)) = (parts.next(), parts.next(), parts.next()) {
                files.push(ListedFile { mode: mode.to_owned(), blob: blob.to_owned(), path: path.to_owned() });
            }
        }
        Ok(files)
    }

    /// The contents of blobs, in order, by one process.
    pub fn read_blobs(&self, blobs: &[&str], mut each: impl FnMut(usize, Vec<u8>)) -> Result<(), Problem> {
        if blobs.is_empty() {
            return Ok(());
        }
        let args = ["cat-file", "--batch", "--buffer"];
        let mut command = self.command(&args);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let (mut child, _waited) = children::spawn(&mut command, Whose::Dectets).map_err(|error| not_started(&error))?;
        let wanted = blobs.join("\n") + "\n";
        let stdin = child.stdin.take();
        let stdout = child.stdout.take();
        let read = std::thread::scope(|scope| -> std::io::Result<()> {
            // Two ends at once: git would block on its output while it is still being told what to read.
            scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(wanted.as_bytes())));
            let Some(stdout) = stdout else { return Ok(()) };
            let mut reader = std::io::BufReader::new(stdout);
            for index in 0..blobs.len() {
                let mut header = String::new();
                std::io::BufRead::read_line(&mut reader, &mut header)?;
                let size: usize = header.trim().rsplit(' ').next().and_then(|size| size.parse().ok()).ok_or_else(|| {
                    std::io::Error::new(std::io::ErrorKind::InvalidData, format!("git cat-file said {header:?}"))
                })?;
                let mut bytes = vec![0; size + 1];
                std::io::Read::read_exact(&mut reader, &mut bytes)?;
                bytes.pop();
                each(index, bytes);
            }
            Ok(())
        });
        let ended = child.wait();
        read.and(ended.map(|_| ()))
            .map_err(|error| Problem::error("git-failed").with("command", args.join(" ")).with("message", error))
    }

    /// The first commit of a repository that has none: everything but Dectet's own folders.
    pub fn first_commit(&self, message: &str) -> Result<String, Problem> {
        self.exclude_own_folders()?;
        self.run(&["add", "--all"])?;
        let tree = self.text(&["write-tree"])?;
        let commit = self.commit_tree(&tree, &[], message)?;
        self.run(&["update-ref", "HEAD", &commit])?;
        Ok(commit)
    }
}

/// Runs a command that reads its input; both ends move at once, so that neither waits for the other.
fn run_with_input(mut command: Command, input: String) -> std::io::Result<Output> {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let (mut child, _waited) = children::spawn(&mut command, Whose::Dectets)?;
    let stdin = child.stdin.take();
    std::thread::scope(|scope| {
        // A command that ends early says why on stderr; the broken pipe says nothing more.
        scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(input.as_bytes())));
        child.wait_with_output()
    })
}

/// Runs a command to its end.
fn output(command: &mut Command) -> std::io::Result<Output> {
    children::output(command.stdout(Stdio::piped()).stderr(Stdio::piped()))
}

fn not_started(error: &std::io::Error) -> Problem {
    Problem::error("git-missing").with("message", error)
}
