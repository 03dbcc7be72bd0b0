//! Where the parts of a manifest stand in its text. Not a part of what it means: manifests that differ here
//! alone are equal.

use std::collections::HashMap;
use std::sync::Arc;

use crate::model::problem::Place;
use crate::model::team::TeamId;

/// Places by path: `teams/alpha/write_paths/0`, `iterations/2`, `project/target_loc`. Names are the ones that
/// Dectet writes, whatever spelling the file has.
#[derive(Clone, Debug, Default)]
pub struct Places {
    file: String,
    /// Shared: every edit clones the manifest, and none of them changes this.
    known: Arc<HashMap<String, (u32, u32)>>,
}

impl PartialEq for Places {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Places {
    pub(super) fn new(file: &str) -> Self {
        Self { file: file.to_owned(), known: Arc::default() }
    }

    pub(super) fn note(&mut self, path: String, line: u32, column: u32) {
        Arc::make_mut(&mut self.known).entry(path).or_insert((line, column));
    }

    /// Where something stands, or the part that it belongs to, if only that stands in the text.
    pub fn of(&self, path: &str) -> Option<Place> {
        let mut path = path;
        loop {
            if let Some((line, column)) = self.known.get(path) {
                return Some(Place::at(self.file.clone(), *line, *column));
            }
            path = path.rsplit_once('/')?.0;
        }
    }

    /// Line and column of what has just this path, if it stands in the text.
    pub fn exactly(&self, path: &str) -> Option<(u32, u32)> {
        self.known.get(path).copied()
    }

    /// Where a field of a team stands, or one of its items.
    pub fn of_team(&self, team: &TeamId, field: &str, index: Option<usize>) -> Option<Place> {
        match index {
            Some(index) => self.of(&format!("teams/{team}/{field}/{index}")),
            None => self.of(&format!("teams/{team}/{field}")),
        }
    }
}
