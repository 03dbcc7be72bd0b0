//! The files of a project, and how many of them patterns match: what is its own, what teams' trees hold, and what the
//! mega-files would write. Remembers the list for a moment, so that typing a pattern walks no folders. Reads, never writes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use globset::{GlobBuilder, GlobMatcher};

use crate::engine::disk;
use crate::engine::jobs::expand::Loaded;
use crate::engine::project::Project;
use crate::engine::trees;
use crate::model::path::RelPath;
use crate::model::pattern::Pattern;
use crate::model::problem::Problem;
use crate::model::team::TeamId;

/// The project's own files are not watched: what is known of them is old after this long.
const FRESH: Duration = Duration::from_secs(5);

/// What is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilesWanted {
    /// The teams whose trees count.
    pub teams: Vec<TeamId>,
    /// Patterns whose matches are counted; what is no pattern matches nothing.
    pub patterns: Vec<String>,
    /// Counts changes of trees and mega-files: with another number they are looked at again.
    pub changes: u64,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilesFound {
    /// Every path once, sorted.
    pub files: Arc<Vec<RelPath>>,
    /// Every folder that holds one of them, at any depth, sorted.
    pub folders: Arc<Vec<String>>,
    /// How many paths each pattern matches.
    pub counts: Vec<(String, usize)>,
}

/// Finds files, and remembers them.
#[derive(Debug, Default)]
pub struct Finder {
    known: Option<Known>,
    /// What each mega-file would write, and for which text that is true.
    planned: BTreeMap<PathBuf, (String, Vec<RelPath>)>,
}

#[derive(Debug)]
struct Known {
    root: PathBuf,
    teams: Vec<TeamId>,
    changes: u64,
    since: Instant,
    files: Arc<Vec<RelPath>>,
    folders: Arc<Vec<String>>,
}

impl Finder {
    /// Lists the files, unless they are known well enough, and counts matches.
    pub fn find(&mut self, project: &Project, wanted: &FilesWanted) -> Result<FilesFound, Problem> {
        let is_fresh = |known: &&Known| {
            known.root == project.root
                && known.teams == wanted.teams
                && known.changes == wanted.changes
                && known.since.elapsed() < FRESH
        };
        let (files, folders) = match self.known.as_ref().filter(is_fresh) {
            Some(known) => (Arc::clone(&known.files), Arc::clone(&known.folders)),
            None => {
                let files = Arc::new(self.files(project, wanted)?);
                let folders = Arc::new(folders(&files));
                self.known = Some(Known {
                    root: project.root.clone(),
                    teams: wanted.teams.clone(),
                    changes: wanted.changes,
                    since: Instant::now(),
                    files: Arc::clone(&files),
                    folders: Arc::clone(&folders),
                });
                (files, folders)
            }
        };
        let counts = wanted.patterns.iter().map(|text| (text.clone(), count(text, &files))).collect();
        Ok(FilesFound { files, folders, counts })
    }

    fn files(&mut self, project: &Project, wanted: &FilesWanted) -> Result<Vec<RelPath>, Problem> {
        let mut found: BTreeSet<RelPath> = trees::list(&project.root)?.into_iter().collect();
        for team in &wanted.teams {
            found.extend(trees::list(&project.team_folder(team))?);
        }
        // What is wrong with a mega-file is said where it is edited.
        let mega_files = project.find_mega_files(&mut Vec::new()).unwrap_or_default();
        let mut planned = BTreeMap::new();
        for (team, path) in mega_files {
            let file = project.root.join(&path);
            let Ok(text) = disk::read_text(&file) else { continue };
            let known = self.planned.remove(&file).filter(|(known, _)| *known == text);
            let outputs = known.map_or_else(|| outputs(&path, &team, &text), |(_, outputs)| outputs);
            found.extend(outputs.iter().cloned());
            planned.insert(file, (text, outputs));
        }
        self.planned = planned;
        Ok(found.into_iter().collect())
    }
}

/// What a mega-file would write.
fn outputs(path: &RelPath, team: &TeamId, text: &str) -> Vec<RelPath> {
    Loaded::new(path, team, text).outputs().map(|output| output.path.clone()).collect()
}

fn folders(files: &[RelPath]) -> Vec<String> {
    let mut found = BTreeSet::new();
    for path in files {
        let mut rest = path.as_str();
        while let Some((folder, _)) = rest.rsplit_once('/') {
            if !found.insert(folder.to_owned()) {
                break;
            }
            rest = folder;
        }
    }
    found.into_iter().collect()
}

fn count(text: &str, files: &[RelPath]) -> usize {
    let Ok(pattern) = Pattern::new(text) else { return 0 };
    let branches: Vec<_> = pattern.branches().iter().map(|branch| (branch, globs(branch.globs()))).collect();
    let matches = |path: &&RelPath| {
        branches.iter().any(|(branch, globs)| match globs {
            Some(globs) => globs.iter().any(|glob| glob.is_match(path.as_str())),
            None => branch.matches(path.as_str()),
        })
    };
    files.iter().filter(matches).count()
}

fn globs(texts: Option<Vec<String>>) -> Option<Vec<GlobMatcher>> {
    let build = |text: String| {
        let glob = GlobBuilder::new(&text).literal_separator(true).backslash_escape(true).build().ok()?;
        Some(glob.compile_matcher())
    };
    texts?.into_iter().map(build).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::disk;

    #[test]
    fn own_files_trees_and_plans_count_once() {
        let folder = tempfile::tempdir().expect("folder");
        let write = |name: &str| disk::write_atomic(&folder.path().join(name), b"x").expect(name);
        for name in [
            "manifest.yaml",
            "src/a.ts",
            "src/api/b.ts",
            "mega-files/alpha/m.yaml",
            "teams/alpha/src/api/c.ts",
            "teams/alpha/src/a.ts",
        ] {
            write(name);
        }
        let put = |name: &str, text: &str| disk::write_atomic(&folder.path().join(name), text.as_bytes()).expect(name);
        put("manifest.yaml", "teams: {alpha: x}\n");
        let mega_file = |output: &str| {
            let templates = format!("  one: {{output_path: {output}, template: x}}\n");
            format!("id: m\nteam: alpha\nexpansion_rules: {{entities: [{{name: D}}]}}\ngeneration_templates:\n{templates}")
        };
        put("mega-files/alpha/m.yaml", &mega_file("\"src/web/{entity}.tsx\""));
        let project = Project::open(folder.path()).expect("project");
        let mut finder = Finder::default();
        let mut wanted = FilesWanted {
            teams: vec![TeamId::from_spelling("alpha").expect("alpha")],
            patterns: ["src/**", "src/api/*.ts", "src/{api,web}/", "[", "docs/**", "src/??i/"].map(str::to_owned).to_vec(),
            changes: 0,
        };
        let found = finder.find(&project, &wanted).expect("files");
        let names: Vec<&str> = found.files.iter().map(RelPath::as_str).collect();
        assert_eq!(names, ["src/a.ts", "src/api/b.ts", "src/api/c.ts", "src/web/d.tsx"]);
        assert_eq!(*found.folders, ["src", "src/api", "src/web"]);
        let counts: Vec<usize> = found.counts.iter().map(|(_, count)| *count).collect();
        assert_eq!(counts, [4, 2, 3, 0, 0, 2]);
        write("teams/alpha/docs/e.md");
        put("mega-files/alpha/m.yaml", &mega_file("\"docs/{entity}/f.md\""));
        wanted.changes = 1;
        let found = finder.find(&project, &wanted).expect("files");
        assert_eq!(found.counts[4], ("docs/**".to_owned(), 2));
        assert_eq!(found.counts[0], ("src/**".to_owned(), 3), "what is planned no more is gone");
    }
}
