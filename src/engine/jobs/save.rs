//! Saving what a person edits: only over what they last saw, and whole or not at all.

use crate::engine::disk;
use crate::engine::project::Project;
use crate::model::path::RelPath;
use crate::model::problem::{Place, Problem};
use crate::model::team::TeamId;

/// What came of saving.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saved {
    /// It is on disk now.
    Written,
    /// Another program changed it since the person saw it: this is what it says there. Nothing was written.
    Clash(String),
}

/// Writes the manifest, if it still is on disk what the person last saw.
pub fn manifest(project: &Project, text: &str, expected: &str) -> Result<Saved, Problem> {
    let Some(name) = &project.manifest_name else { return Err(Problem::error("project-has-no-manifest")) };
    let path = RelPath::new(name).map_err(|fault| Problem::error(fault.id()).with("path", name))?;
    save(project, &path, text, Some(expected))
}

/// Writes a mega-file, if it still is on disk what the person last saw (`None`: nothing). Whose it is, too.
pub fn mega_file(project: &Project, path: &RelPath, text: &str, expected: Option<&str>) -> Result<(TeamId, Saved), Problem> {
    let team = path.strip_prefix(&project.mega_files_folder).and_then(|below| {
        let (team, _) = below.as_str().split_once('/')?;
        TeamId::from_spelling(team)
    });
    let is_yaml = matches!(path.extension().as_str(), "yaml" | "yml");
    let Some(team) = team.filter(|_| is_yaml) else {
        let folder = &project.mega_files_folder;
        return Err(Problem::error("save-no-mega-file").with("path", path).with("folder", folder).at(Place::file(path.as_str())));
    };
    save(project, path, text, expected).map(|saved| (team, saved))
}

fn save(project: &Project, path: &RelPath, text: &str, expected: Option<&str>) -> Result<Saved, Problem> {
    let save = || {
        let full = disk::inside(&project.root, path)?;
        // A file that is gone, or says already what it should, is nobody's work that could be lost.
        if disk::stat(&full).is_some() {
            let on_disk = disk::read_text(&full)?;
            if Some(on_disk.as_str()) != expected && on_disk != text {
                return Ok(Saved::Clash(on_disk));
            }
        }
        disk::write_atomic(&full, text.as_bytes())?;
        Ok(Saved::Written)
    };
    save().map_err(|problem| project.seen(problem))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rel(text: &str) -> RelPath {
        RelPath::new(text).expect(text)
    }

    #[test]
    fn another_programs_work_is_never_overwritten() {
        let folder = tempfile::tempdir().expect("folder");
        let file = folder.path().join("manifest.yaml");
        disk::write_atomic(&file, b"one").expect("write");
        let project = Project::open(folder.path()).expect("open");
        assert_eq!(manifest(&project, "two", "one"), Ok(Saved::Written));
        assert_eq!(manifest(&project, "three", "one"), Ok(Saved::Clash("two".into())));
        assert_eq!(disk::read_text(&file).expect("read"), "two");
        assert_eq!(manifest(&project, "two", "whatever"), Ok(Saved::Written), "it says so already");
        disk::remove_file(&file).expect("remove");
        assert_eq!(manifest(&project, "four", "two"), Ok(Saved::Written), "a removed file is written again");
    }

    #[test]
    fn mega_files_lie_in_teams_folders() {
        let folder = tempfile::tempdir().expect("folder");
        disk::write_atomic(&folder.path().join("manifest.yaml"), b"teams: {}").expect("write");
        let project = Project::open(folder.path()).expect("open");
        let path = rel("mega-files/Team Alpha/å.yaml");
        let (team, saved) = mega_file(&project, &path, "id: x\n", None).expect("save");
        assert_eq!((team.as_str(), saved), ("alpha", Saved::Written));
        assert_eq!(mega_file(&project, &path, "id: y\n", None).expect("save").1, Saved::Clash("id: x\n".into()));
        for bad in ["manifest.yaml", "mega-files/x.yaml", "mega-files/alpha/x.txt", "mega-files/you/x.yaml"] {
            assert_eq!(mega_file(&project, &rel(bad), "x", None).expect_err(bad).id, "save-no-mega-file", "{bad}");
        }
        disk::write_atomic(&folder.path().join("mega-files/alpha/bad.yaml"), b"\xff").expect("write");
        assert_eq!(
            mega_file(&project, &rel("mega-files/alpha/bad.yaml"), "x", Some("y")).expect_err("bytes").id,
            "disk-not-utf8"
        );
    }
}
