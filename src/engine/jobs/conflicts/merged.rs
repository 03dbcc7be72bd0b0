//! What may be wrong with texts that merged by themselves, looked at on all cores: parsers take longer than the merge. Texts
//! that were sound are remembered by content. Owns the memory; not what is wrong with a text (`model::conflict`).

use std::collections::HashSet;
use std::path::Path;

use super::Found;
use crate::engine::project::{Mode, Project};
use crate::engine::{disk, pack, threads};
use crate::model::conflict;
use crate::model::cores;
use crate::model::merge::tree::PathOutcome;
use crate::model::problem::Problem;

/// The first line: another version has other parsers.
const FORM: &str = concat!("dectet-sound 1 ", env!("CARGO_PKG_VERSION"));

/// Looks at them, in the order of paths.
pub(super) fn look(project: &Project, found: &Found) -> Result<Vec<Problem>, Problem> {
    let merged: Vec<(&PathOutcome, &[u8], String)> = (found.outcomes.iter())
        .filter_map(|outcome| Some((outcome, found.merged_texts.get(&outcome.path)?.1.as_slice())))
        .map(|(outcome, text)| (outcome, text, pack::hash(&[outcome.path.as_str().as_bytes(), b"\0", text].concat())))
        .collect();
    let file = (project.mode != Mode::Loose).then(|| project.own_folder().join("cache").join("merged.seen"));
    let known = load(file.as_deref());
    let wanted: Vec<usize> = (0..merged.len()).filter(|place| !known.contains(&merged[*place].2)).collect();
    let doubts = cores::map(&threads::divide, wanted.len(), |at| {
        let (outcome, text, _) = &merged[wanted[at]];
        let part =
            |(place, side): (usize, &usize)| Ok(found.gathered.read_side(*side, outcome.path_of(place))?.unwrap_or_default());
        conflict::look_at_merged(&outcome.path, text, || outcome.changed_by.iter().enumerate().map(part).collect())
    });
    let is_sound = |doubts: &Result<Vec<Problem>, Problem>| matches!(doubts, Ok(doubts) if doubts.is_empty());
    let notes: Vec<(usize, Result<Vec<Problem>, Problem>)> =
        wanted.iter().copied().zip(doubts).filter(|(_, doubts)| !is_sound(doubts)).collect();
    if let Some(file) = file.filter(|_| wanted.len() > notes.len()) {
        let is_doubtful = |place: usize| notes.binary_search_by_key(&place, |(number, _)| *number).is_ok();
        let sound = merged.iter().enumerate().filter(|(place, _)| !is_doubtful(*place)).map(|(_, (_, _, name))| name.as_str());
        // One that cannot be written only costs time at the next look.
        let _ = disk::write_atomic(&file, std::iter::once(FORM).chain(sound).collect::<Vec<_>>().join("\n").as_bytes());
    }
    let notes: Vec<Vec<Problem>> = notes.into_iter().map(|(_, doubts)| doubts).collect::<Result<_, _>>()?;
    Ok(notes.into_iter().flatten().collect())
}

/// The names of texts that were sound; none where the memory cannot be read.
fn load(file: Option<&Path>) -> HashSet<String> {
    let bytes = file.and_then(|file| disk::read_if_there(file).ok().flatten()).unwrap_or_default();
    let mut lines = std::str::from_utf8(&bytes).unwrap_or_default().lines();
    if lines.next() == Some(FORM) { lines.map(str::to_owned).collect() } else { HashSet::new() }
}
