//! What each team's tree started from. In git mode a base is a commit below
//! `refs/dectet/base/`, the tree a worktree; in folder mode a base is a pack of the project's own files, the tree a
//! copy of them. A folder that was there before Dectet knew it counts as edits over the base: what it lacks is not deleted.
//! Not: how such a tree is made (`making`).

mod include;
mod making;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use super::git::Git;
use super::job::Silent;
use super::pack::{Pack, PackWriter};
use super::project::{Mode, Project};
use super::{disk, pack, trees};
use crate::model::manifest::Manifest;
use crate::model::merge::tree::{Entry, EntryKind, Tree};
use crate::model::path::RelPath;
use crate::model::problem::Problem;
use crate::model::team::TeamId;

/// What is written down of a team's base.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Record {
    /// A commit.
    Commit {
        commit: String,
        overlay: bool,
        /// The tree is being made: whoever finds this finishes it.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        pending: bool,
    },
    /// A pack of the project's own files.
    Snapshot {
        id: String,
        overlay: bool,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        pending: bool,
    },
}

/// How much of a base is held at most because it will be asked for.
const AHEAD_BYTES: u64 = 32 * 1024 * 1024;

/// A team's base: its files, and how to read them.
#[derive(Clone, Debug)]
pub struct Base {
    /// What the team started from.
    pub tree: Arc<Tree>,
    /// The team's folder holds only what it wrote: a file that it lacks is not deleted.
    pub is_overlay: bool,
    source: Arc<Source>,
}

#[derive(Debug)]
enum Source {
    Empty,
    Pack(Pack),
    Git {
        git: Git,
        blobs: BTreeMap<RelPath, String>,
        /// What was read ahead, by blob.
        ahead: Mutex<HashMap<String, Vec<u8>>>,
    },
}

impl Base {
    /// An empty base: nothing was there before.
    pub fn empty() -> Self {
        Self { tree: Arc::default(), is_overlay: true, source: Arc::new(Source::Empty) }
    }

    /// What the base has at these paths; paths that it has not are left out.
    pub fn read_many(&self, paths: &[RelPath]) -> Result<BTreeMap<RelPath, Vec<u8>>, Problem> {
        let mut found = BTreeMap::new();
        match &*self.source {
            Source::Empty => {}
            Source::Pack(pack) => {
                for path in paths {
                    if let Some(bytes) = pack.read(path)? {
                        found.insert(path.clone(), bytes.to_vec());
                    }
                }
            }
            Source::Git { git, blobs, ahead } => {
                let mut wanted: Vec<_> = paths.iter().filter_map(|path| Some((path, blobs.get(path)?.as_str()))).collect();
                let ahead = ahead.lock().unwrap_or_else(PoisonError::into_inner);
                wanted.retain(|(path, blob)| {
                    let known = ahead.get(*blob).cloned();
                    let is_known = known.is_some();
                    found.extend(known.map(|bytes| ((*path).clone(), bytes)));
                    !is_known
                });
                drop(ahead);
                let ids: Vec<_> = wanted.iter().map(|(_, blob)| *blob).collect();
                git.read_blobs(&ids, |index, bytes| {
                    found.insert(wanted[index].0.clone(), bytes);
                })?;
            }
        }
        Ok(found)
    }

    /// Reads what will be asked for path by path: one process for all of them, where each would need one of its own. What
    /// cannot be read is asked for again, and told then.
    pub fn read_ahead<'p>(&self, paths: impl Iterator<Item = &'p RelPath>) {
        let Source::Git { git, blobs, ahead } = &*self.source else { return };
        let mut ahead = ahead.lock().unwrap_or_else(PoisonError::into_inner);
        let mut left = AHEAD_BYTES.saturating_sub(ahead.values().map(|bytes| bytes.len() as u64).sum());
        let mut wanted: BTreeSet<&str> = BTreeSet::new();
        for path in paths {
            let (Some(blob), Some(entry)) = (blobs.get(path), self.tree.get(path)) else { continue };
            if entry.size <= left && !ahead.contains_key(blob) && wanted.insert(blob) {
                left -= entry.size;
            }
        }
        let wanted: Vec<&str> = wanted.into_iter().collect();
        let _ = git.read_blobs(&wanted, |index, bytes| {
            ahead.insert(wanted[index].to_owned(), bytes);
        });
    }

    /// What the base has at one path.
    pub fn read(&self, path: &RelPath) -> Result<Option<Vec<u8>>, Problem> {
        Ok(self.read_many(std::slice::from_ref(path))?.remove(path))
    }
}

/// The bases of a project's teams; those that several teams share are read once.
#[derive(Debug)]
pub struct Bases<'a> {
    project: &'a Project,
    branch_prefix: &'a str,
    known: BTreeMap<String, (Arc<Tree>, Arc<Source>)>,
    present: Option<Base>,
}

impl<'a> Bases<'a> {
    /// Looks at a project's bases.
    pub fn new(project: &'a Project, manifest: &'a Manifest) -> Self {
        Self { project, branch_prefix: &manifest.branch_prefix, known: BTreeMap::new(), present: None }
    }

    fn folder(&self) -> PathBuf {
        self.project.own_folder().join("bases")
    }

    fn record_file(&self, team: &TeamId) -> PathBuf {
        self.folder().join(format!("team-{team}.json"))
    }

    fn record(&self, team: &TeamId) -> Result<Option<Record>, Problem> {
        Ok(disk::read_if_there(&self.record_file(team))?.and_then(|bytes| serde_json::from_slice(&bytes).ok()))
    }

    /// What is written down of a team's base, as it stands there: the same means the same base, if anything stands there.
    pub fn written(project: &Project, team: &TeamId) -> Result<Option<Vec<u8>>, Problem> {
        disk::read_if_there(&Bases::new(project, &Manifest::default()).record_file(team))
    }

    fn write_record(&self, team: &TeamId, record: &Record) -> Result<(), Problem> {
        let bytes = serde_json::to_vec_pretty(record).map_err(|error| Problem::error("internal").with("message", error))?;
        disk::write_atomic(&self.record_file(team), &bytes).map(|_| ())
    }

    /// The base of a team's tree. A tree without a record is one that somebody put there: edits over what the
    /// project has now (nothing is written down by looking).
    pub fn of(&mut self, team: &TeamId) -> Result<Base, Problem> {
        match self.record(team)? {
            Some(Record::Commit { commit, overlay, .. }) => self.of_commit(&commit, overlay),
            Some(Record::Snapshot { id, overlay, .. }) => self.of_snapshot(&id, overlay),
            None => self.present(),
        }
    }

    /// What the project has now, as a base.
    fn present(&mut self) -> Result<Base, Problem> {
        if let Some(base) = &self.present {
            return Ok(base.clone());
        }
        let base = match self.project.mode {
            Mode::Loose => Ok(Base::empty()),
            Mode::Git => match Git::new(&self.project.root).commit_of("HEAD") {
                Some(commit) => self.of_commit(&commit, true),
                None => Ok(Base::empty()),
            },
            Mode::Folder => {
                let id = self.take_snapshot()?;
                self.of_snapshot(&id, true)
            }
        }?;
        self.present = Some(base.clone());
        Ok(base)
    }

    fn of_snapshot(&mut self, id: &str, is_overlay: bool) -> Result<Base, Problem> {
        if !self.known.contains_key(id) {
            let Some(pack) = Pack::open(&self.folder().join(id))? else {
                return Err(Problem::error("base-lost").with("base", id));
            };
            self.known.insert(id.to_owned(), (Arc::new(pack.tree()), Arc::new(Source::Pack(pack))));
        }
        let (tree, source) = self.known[id].clone();
        Ok(Base { tree, is_overlay, source })
    }

    fn of_commit(&mut self, commit: &str, is_overlay: bool) -> Result<Base, Problem> {
        if !self.known.contains_key(commit) {
            let git = Git::new(&self.project.root);
            let files: Vec<_> = (git.list(commit)?.into_iter())
                .filter_map(|file| {
                    let path = RelPath::from_disk(std::path::Path::new(&file.path))?;
                    let kind = match file.mode.as_str() {
                        "100755" => EntryKind::Executable,
                        "120000" => EntryKind::Symlink,
                        _ => EntryKind::File,
                    };
                    (!trees::is_coordination(&path)).then_some((path, kind, file.blob))
                })
                .collect();
            let tree = self.hash_commit(&git, commit, &files)?;
            let blobs = files.into_iter().map(|(path, _, blob)| (path, blob)).collect();
            self.known.insert(commit.to_owned(), (Arc::new(tree), Arc::new(Source::Git { git, blobs, ahead: Mutex::default() })));
        }
        let (tree, source) = self.known[commit].clone();
        Ok(Base { tree, is_overlay, source })
    }

    /// The files of a commit by content. A commit never changes, so what was hashed is kept beside the records.
    fn hash_commit(&self, git: &Git, commit: &str, files: &[(RelPath, EntryKind, String)]) -> Result<Tree, Problem> {
        let kept = self.folder().join(format!("{commit}.json"));
        if let Some(tree) = disk::read_if_there(&kept)?.and_then(|bytes| serde_json::from_slice(&bytes).ok()) {
            return Ok(tree);
        }
        let mut tree = Tree::new();
        let ids: Vec<_> = files.iter().map(|(_, _, blob)| blob.as_str()).collect();
        git.read_blobs(&ids, |index, bytes| {
            let (path, kind, _) = &files[index];
            tree.insert(path.clone(), Entry { hash: pack::hash(&bytes), kind: *kind, size: bytes.len() as u64 });
        })?;
        // Only looking may happen where nothing can be written; then it is hashed again next time.
        if let Ok(bytes) = serde_json::to_vec(&tree) {
            let _ = disk::write_atomic(&kept, &bytes);
        }
        Ok(tree)
    }

    /// Packs the project's own files; the same files give the same id and are packed once.
    fn take_snapshot(&self) -> Result<String, Problem> {
        let memory = self.project.own_folder().join("cache").join("project.seen");
        let tree = trees::scan(&self.project.root, Some(&memory), None, &Silent)?;
        let mut writer = PackWriter::default();
        for (path, entry) in &tree {
            if let Some(bytes) = trees::read_entry(&self.project.root, path, entry.kind)? {
                writer.add(path.clone(), entry.kind, &bytes);
            }
        }
        let id = writer.id();
        let stem = self.folder().join(&id);
        if Pack::open(&stem)?.is_none() {
            writer.write(&stem)?;
        }
        Ok(id)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::disallowed_methods, reason = "tests make projects of their own")]

    use std::fs;
    use std::path::Path;
    use std::process::Command;

    use super::*;

    fn project(root: &Path, mode: Mode) -> Project {
        Project {
            root: root.to_owned(),
            manifest_name: Some("manifest.yaml".to_owned()),
            mega_files_folder: "mega-files".to_owned(),
            mode,
        }
    }

    fn put(root: &Path, path: &str, text: &str) {
        let file = root.join(path);
        fs::create_dir_all(file.parent().expect("parent")).expect("folders");
        fs::write(file, text).expect("write");
    }

    fn git(root: &Path, args: &[&str]) -> String {
        let config = ["-c", "user.name=Test", "-c", "user.email=test@example.invalid", "-c", "commit.gpgsign=false"];
        let output = Command::new("git").arg("-C").arg(root).args(config).args(args).output().expect("git runs");
        assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    fn team(id: &str) -> TeamId {
        TeamId::from_spelling(id).expect(id)
    }

    fn paths(tree: &Tree) -> Vec<&str> {
        tree.keys().map(RelPath::as_str).collect()
    }

    #[test]
    fn a_folder_project_gives_each_team_a_copy_of_its_own_files() {
        let folder = tempfile::tempdir().expect("folder");
        let root = folder.path().join("my shop åäö");
        for (path, text) in [
            ("manifest.yaml", "teams: {}\n"),
            ("mega-files/alpha/a.yaml", "id: a\n"),
            ("package.json", "{}\n"),
            ("src/å b.ts", "export {}\n"),
            ("node_modules/x/index.js", "x\n"),
            ("dist/out.js", "x\n"),
            (".gitignore", "dist/\n"),
        ] {
            put(&root, path, text);
        }
        let (project, manifest) = (project(&root, Mode::Folder), Manifest::default());
        let base = Bases::new(&project, &manifest).ensure_tree(&team("alpha")).expect("tree");
        assert_eq!(paths(&base.tree), [".gitignore", "package.json", "src/å b.ts"]);
        assert!(!base.is_overlay);
        assert_eq!(fs::read_to_string(root.join("teams/alpha/src/å b.ts")).expect("copied"), "export {}\n");
        assert!(!root.join("teams/alpha/manifest.yaml").exists());
        // The base stays what it was when the project changes.
        put(&root, "package.json", "{\"new\": 1}\n");
        let again = Bases::new(&project, &manifest).ensure_tree(&team("alpha")).expect("tree");
        assert_eq!(again.tree, base.tree);
        let path = RelPath::new("package.json").expect("path");
        assert_eq!(again.read(&path).expect("read"), Some(b"{}\n".to_vec()));
        // A team that starts now starts from what is there now.
        let later = Bases::new(&project, &manifest).ensure_tree(&team("beta")).expect("tree");
        assert_eq!(later.read(&path).expect("read"), Some(b"{\"new\": 1}\n".to_vec()));
    }

    #[test]
    fn a_folder_that_was_there_before_is_edits_over_the_base() {
        let folder = tempfile::tempdir().expect("folder");
        put(folder.path(), "package.json", "{}\n");
        put(folder.path(), "teams/iota/src/a.ts", "a\n");
        let (project, manifest) = (project(folder.path(), Mode::Folder), Manifest::default());
        let base = Bases::new(&project, &manifest).ensure_tree(&team("iota")).expect("tree");
        assert!(base.is_overlay);
        assert_eq!(paths(&base.tree), ["package.json"]);
        assert!(!folder.path().join("teams/iota/package.json").exists(), "nothing is put into somebody's folder");
    }

    #[test]
    fn a_git_project_gives_each_team_a_worktree_and_keeps_the_status_clean() {
        let folder = tempfile::tempdir().expect("folder");
        let root = folder.path();
        git(root, &["init", "-q", "-b", "main"]);
        let (project, manifest) = (project(root, Mode::Git), Manifest::default());
        put(root, "package.json", "{}\n");
        put(root, "run.sh", "#!/bin/sh\n");
        let problem = Bases::new(&project, &manifest).ensure_tree(&team("alpha")).expect_err("no commit yet");
        assert_eq!(problem.id, "git-no-commit");
        git(root, &["add", "-A"]);
        git(root, &["commit", "-qm", "start"]);
        let head = git(root, &["rev-parse", "HEAD"]);
        let base = Bases::new(&project, &manifest).ensure_tree(&team("alpha")).expect("tree");
        assert_eq!(paths(&base.tree), ["package.json", "run.sh"]);
        assert_eq!(git(&root.join("teams/alpha"), &["branch", "--show-current"]), "dectet/team/alpha");
        assert_eq!(git(root, &["rev-parse", "refs/dectet/base/alpha"]), head);
        assert_eq!(git(root, &["status", "--porcelain"]), "", "Dectet's folders stay out of the person's status");

        // What was read ahead needs no git any more.
        let runs = RelPath::new("run.sh").expect("path");
        base.read_ahead([&runs, &RelPath::new("nothing").expect("path")].into_iter());
        fs::rename(root.join(".git"), root.join("away")).expect("moved");
        assert_eq!(base.read(&runs).expect("read"), Some(b"#!/bin/sh\n".to_vec()));
        assert!(base.read(&RelPath::new("package.json").expect("path")).is_err());
        fs::rename(root.join("away"), root.join(".git")).expect("moved");

        // Uncommitted work is part of the next team's base, and no branch moves for it.
        put(root, "package.json", "{\"dirty\": 1}\n");
        let base = Bases::new(&project, &manifest).ensure_tree(&team("beta")).expect("tree");
        let path = RelPath::new("package.json").expect("path");
        assert_eq!(base.read(&path).expect("read"), Some(b"{\"dirty\": 1}\n".to_vec()));
        assert_eq!(fs::read_to_string(root.join("teams/beta/package.json")).expect("there"), "{\"dirty\": 1}\n");
        assert_eq!(git(root, &["rev-parse", "HEAD"]), head);
        assert_eq!(git(root, &["status", "--porcelain"]), "M package.json", "the index is as it was");
    }
}
