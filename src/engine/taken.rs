//! Mega-files that teams wrote in their own trees, taken into the project's folder, where they are expanded from. Owns that
//! nothing of the person's is replaced: a file that was changed in the project since it was taken stays, and is named.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::engine::project::Project;
use crate::engine::{disk, journal};
use crate::model::manifest::Manifest;
use crate::model::path::RelPath;
use crate::model::problem::{Place, Problem};
use crate::model::team::TeamId;

/// Folders of mega-files at the top of a tree.
const FOLDERS: [&str; 3] = ["mega-files", "megafiles", "mega_files"];
/// A file that was written just now may be half there.
const SETTLED_NS: i64 = 700_000_000;

/// What was taken, and what could not be.
#[derive(Debug, Default)]
pub struct Taken {
    /// Paths in the project that are new or changed.
    pub paths: Vec<RelPath>,
    /// Changed on both sides: the project's stays.
    pub problems: Vec<Problem>,
}

fn file(project: &Project) -> PathBuf {
    project.own_folder().join("taken.json")
}

/// Takes a team's mega-files into the project.
pub fn take(project: &Project, manifest: &Manifest, team: &TeamId) -> Result<Taken, Problem> {
    let tree = project.team_folder(team);
    // A team in parts has one folder for all of them.
    let whole = manifest.teams.iter().find(|known| known.swarm.iter().any(|part| part.id == *team));
    let owner = whole.map_or(team, |whole| &whole.id);
    let mut taken = Taken::default();
    let mut known: Option<BTreeMap<String, String>> = None;
    let now = i64::try_from(journal::now().as_nanosecond()).unwrap_or(i64::MAX);
    for folder in FOLDERS {
        for found in disk::walk(&tree.join(folder))?.found {
            if !matches!(found.path.extension().as_str(), "yaml" | "yml") || now.saturating_sub(found.modified_ns) < SETTLED_NS {
                continue;
            }
            let inside = found.path.as_str();
            let name = match inside.split_once('/') {
                Some((first, rest)) if TeamId::from_spelling(first).is_some_and(|first| first == *owner || first == *team) => {
                    rest
                }
                // What lies there of other teams is theirs to write.
                Some((first, _)) if TeamId::from_spelling(first).is_some_and(|first| manifest.has_team(&first)) => continue,
                _ => inside,
            };
            let path = format!("{}/{owner}/{name}", project.mega_files_folder);
            let path = RelPath::new(&path).map_err(|fault| Problem::error(fault.id()).with("path", &path))?;
            let Some(bytes) = disk::read_if_there(&tree.join(folder).join(&found.path))? else { continue };
            let there = disk::read_if_there(&project.root.join(&path))?;
            if there.as_deref() == Some(&bytes[..]) {
                continue;
            }
            let known = match &mut known {
                Some(known) => known,
                None => known.insert(remembered(project)?),
            };
            let hash = |bytes: &[u8]| blake3::hash(bytes).to_hex().to_string();
            let (mine, last) = (there.as_deref().map(hash), known.get(path.as_str()));
            if mine.is_some() && mine.as_ref() != last {
                // Only a tree that has moved on since is in doubt; else the person's edit is simply newer.
                if last != Some(&hash(&bytes)) {
                    let place = Place::file(path.as_str());
                    taken
                        .problems
                        .push(Problem::warning("run-mega-file-differs").with("team", team).with("path", &path).at(place));
                }
                continue;
            }
            if mine.is_none() && last == Some(&hash(&bytes)) {
                // A person removed it from the project.
                continue;
            }
            disk::write_inside(&project.root, &path, &bytes).map_err(|problem| project.seen(problem))?;
            known.insert(path.as_str().to_owned(), hash(&bytes));
            taken.paths.push(path);
        }
    }
    if let Some(known) = known.filter(|_| !taken.paths.is_empty()) {
        journal::prepare(project)?;
        let text = serde_json::to_vec_pretty(&known).map_err(|error| Problem::error("internal").with("message", error))?;
        disk::write_atomic(&file(project), &text).map_err(|problem| project.seen(problem))?;
        journal::note(project, "mega-files-taken", serde_json::json!({ "team": team, "paths": taken.paths }))?;
    }
    Ok(taken)
}

fn remembered(project: &Project) -> Result<BTreeMap<String, String>, Problem> {
    let bytes = disk::read_if_there(&file(project))?.unwrap_or_default();
    Ok(serde_json::from_slice(&bytes).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::disallowed_methods, reason = "tests make projects of their own")]

    use std::fs;
    use std::time::{Duration, SystemTime};

    use super::*;

    #[test]
    fn mega_files_come_in_and_the_persons_edits_stay() {
        let folder = tempfile::tempdir().expect("folder");
        let root = &folder.path().canonicalize().expect("canonical");
        let put = |path: &str, text: &str| {
            let file = root.join(path);
            fs::create_dir_all(file.parent().expect("parent")).expect("folders");
            fs::write(&file, text).expect("write");
            let past = SystemTime::now() - Duration::from_secs(5);
            fs::File::options().write(true).open(&file).expect("open").set_modified(past).expect("a time");
        };
        let read = |path: &str| fs::read_to_string(root.join(path)).ok();
        put("manifest.yaml", "teams: {alpha: core, beta: {responsibilities: [x], swarm: 2}}\n");
        let project = Project::open(root).expect("open");
        let manifest = project.manifest().expect("manifest");
        let id = |text: &str| TeamId::from_spelling(text).expect("an id");
        put("teams/alpha/mega-files/alpha/a.yaml", "id: a\n");
        put("teams/alpha/mega-files/b.yaml", "id: b\n");
        put("teams/alpha/mega-files/beta/c.yaml", "id: not mine\n");
        put("teams/alpha/mega-files/notes.txt", "no\n");
        put("teams/beta-1/mega-files/d.yaml", "id: d\n");
        let paths = |taken: Taken| taken.paths.iter().map(|path| path.as_str().to_owned()).collect::<Vec<_>>();
        assert_eq!(
            paths(take(&project, &manifest, &id("alpha")).expect("taken")),
            ["mega-files/alpha/a.yaml", "mega-files/alpha/b.yaml"]
        );
        assert_eq!(paths(take(&project, &manifest, &id("beta-1")).expect("taken")), ["mega-files/beta/d.yaml"]);
        assert!(take(&project, &manifest, &id("alpha")).expect("nothing new").paths.is_empty());
        // The team goes on: its newer text comes in. The person edited the other one: theirs stays, and is named.
        put("teams/alpha/mega-files/alpha/a.yaml", "id: a\nversion: 2\n");
        put("mega-files/alpha/b.yaml", "id: b\n# by hand\n");
        let taken = take(&project, &manifest, &id("alpha")).expect("taken");
        assert_eq!((taken.paths.len(), taken.problems.len()), (1, 0), "the team did not touch b");
        put("teams/alpha/mega-files/b.yaml", "id: b\nversion: 2\n");
        let taken = take(&project, &manifest, &id("alpha")).expect("taken");
        assert_eq!(taken.problems.iter().map(|problem| problem.id).collect::<Vec<_>>(), ["run-mega-file-differs"]);
        assert_eq!(read("mega-files/alpha/b.yaml").as_deref(), Some("id: b\n# by hand\n"));
        // What the person removed stays away until the team writes it anew.
        fs::remove_file(root.join("mega-files/alpha/a.yaml")).expect("removed");
        assert!(take(&project, &manifest, &id("alpha")).expect("taken").paths.is_empty());
    }
}
