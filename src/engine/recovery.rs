//! Texts that a person typed and that could not be saved, kept in `.dectet/unsaved.json` for as long as that is so: a
//! crash then costs nothing. Read tolerantly, and gone as soon as there is nothing to keep.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::engine::project::Project;
use crate::engine::{disk, journal};
use crate::model::path::RelPath;
use crate::model::problem::{Place, Problem};

const SHOWN: &str = ".dectet/unsaved.json";

/// A text that could not be saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The mega-file it belongs to; `None`: the manifest.
    #[serde(default)]
    pub mega_file: Option<RelPath>,
    /// What was typed.
    pub text: String,
    /// What was on disk when the edits began.
    pub base: String,
}

fn file(project: &Project) -> PathBuf {
    project.own_folder().join("unsaved.json")
}

/// The texts that are kept. One that cannot be read is left out.
pub fn load(project: &Project) -> Vec<Kept> {
    let bytes = disk::read_if_there(&file(project)).ok().flatten().unwrap_or_default();
    let read: Vec<serde_json::Value> = serde_json::from_slice(&bytes).unwrap_or_default();
    read.into_iter().filter_map(|kept| serde_json::from_value(kept).ok()).collect()
}

/// Keeps these texts in place of all others.
pub fn keep(project: &Project, texts: &[Kept]) -> Result<(), Problem> {
    let file = file(project);
    if texts.is_empty() {
        return if disk::stat(&file).is_some() { disk::remove_file(&file).map(|_| ()) } else { Ok(()) };
    }
    journal::prepare(project)?;
    let bytes = serde_json::to_vec_pretty(texts)
        .map_err(|error| Problem::error("disk-other").with("path", SHOWN).with("error", error).at(Place::file(SHOWN)))?;
    disk::write_atomic(&file, &bytes).map(|_| ()).map_err(|problem| project.seen(problem))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kept_texts_come_back_byte_for_byte_and_go() {
        let folder = tempfile::tempdir().expect("folder");
        disk::write_atomic(&folder.path().join("manifest.yaml"), b"teams: {}\n").expect("write");
        let project = Project::open(folder.path()).expect("open");
        keep(&project, &[]).expect("nothing to keep");
        assert!(disk::stat(&folder.path().join(".dectet")).is_none(), "nothing is made for nothing");
        let path = RelPath::new("mega-files/alpha/å b.yaml").expect("path");
        let texts = [
            Kept { mega_file: None, text: "teams: [\r\n\u{feff}\"".into(), base: "teams: {}\n".into() },
            Kept { mega_file: Some(path), text: String::new(), base: "x".into() },
        ];
        keep(&project, &texts).expect("keep");
        assert_eq!(load(&project), texts);
        disk::write_atomic(
            &file(&project),
            br#"[{"text": 3}, {"mega_file": "../out", "text": "", "base": ""}, {"text": "a", "base": "b"}]"#,
        )
        .expect("write");
        assert_eq!(load(&project), [Kept { mega_file: None, text: "a".into(), base: "b".into() }]);
        disk::write_atomic(&file(&project), b"[{").expect("write");
        assert!(load(&project).is_empty());
        keep(&project, &[]).expect("forget");
        assert!(disk::stat(&file(&project)).is_none());
    }
}
