//! Merges files that a person or git names: any number of sides over a base, outside any project. As git's merge
//! driver and merge tool it behaves like `git merge-file`: the result takes the place of the first side.

use std::path::PathBuf;

use crate::engine::disk;
use crate::model::merge::is_binary;
use crate::model::merge::lines::merge_as_git;
use crate::model::merge::markers::{self, GIT_SIZE, MarkerStyle, Marking};
use crate::model::problem::{Place, Problem};

/// What to merge.
#[derive(Clone, Debug, Default)]
pub struct MergeFiles {
    /// The common ancestor; `None` where there is none.
    pub base: Option<PathBuf>,
    /// The sides; at least two.
    pub sides: Vec<PathBuf>,
    /// What the sides are called in markers, in order; a side without a label is called by its path.
    pub labels: Vec<String>,
    /// What base is called in markers.
    pub base_label: Option<String>,
    /// How conflicts are marked.
    pub style: MarkerStyle,
    /// How long markers are; `None`: git's size with two sides, with more as long as it takes to be unique in the text.
    pub marker_size: Option<usize>,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The text, with markers around what conflicts.
    pub text: Vec<u8>,
    /// How many conflicts are in it.
    pub conflicts: usize,
}

/// Merges; writes nothing.
pub fn merge_files(request: &MergeFiles) -> Result<Merged, Problem> {
    if request.sides.len() < 2 {
        return Err(Problem::error("merge-files-sides").with("count", request.sides.len()));
    }
    let read = |path: &PathBuf| {
        let bytes = disk::read_bytes(path)?;
        if is_binary(&bytes) {
            let shown = disk::show(path);
            return Err(Problem::error("merge-files-binary").with("path", &shown).at(Place::file(shown)));
        }
        Ok(bytes)
    };
    let base = request.base.as_ref().map(read).transpose()?.unwrap_or_default();
    let sides = request.sides.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let merge = merge_as_git(&base, &sides.iter().map(Vec::as_slice).collect::<Vec<_>>(), request.style);
    let label = |(at, path): (usize, &PathBuf)| request.labels.get(at).cloned().unwrap_or_else(|| disk::show(path));
    let labels: Vec<String> = request.sides.iter().enumerate().map(label).collect();
    let base_label =
        (request.base_label.clone()).unwrap_or_else(|| request.base.as_deref().map_or_else(|| "base".to_owned(), disk::show));
    let marking = Marking {
        labels: &labels.iter().map(String::as_str).collect::<Vec<_>>(),
        base_label: &base_label,
        style: request.style,
        size: request.marker_size.filter(|size| *size > 0).or((sides.len() == 2).then_some(GIT_SIZE)),
    };
    let text = markers::write_as(&merge, &marking);
    Ok(Merged { text, conflicts: merge.conflict_count() })
}
