//! What an answer makes of a path.

use super::{Answer, Conflict, Detail};
use crate::model::merge::choice;
use crate::model::merge::markers::{self, MarkerStyle, Marking};
use crate::model::team::TeamId;

/// What becomes of the path of a conflict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathResult {
    /// Open: base's version stays, or nothing is there where base has nothing.
    Open,
    /// Open, but written with conflict markers.
    Marked(Vec<u8>),
    /// This text.
    Write(Vec<u8>),
    /// The version of this one of the conflict's teams; deleted, where it has none.
    Take(usize),
    /// Base's version.
    Base,
    /// No file.
    Delete,
}

/// Settles a conflict by the person's answer, or leaves it open. With `with_markers` an open text is written with
/// markers. A boundary conflict decides nothing here: what was let in took part in the merge.
pub fn settle(conflict: &Conflict, answer: Option<&Answer>, with_markers: bool) -> PathResult {
    let is_settled = conflict.is_settled_by(answer);
    match (&conflict.detail, answer) {
        (Detail::Text { merge, .. }, Some(Answer::Runs(choices))) if is_settled => {
            PathResult::Write(choice::resolve(merge, choices).text)
        }
        (Detail::Text { .. }, Some(Answer::Written(text))) => PathResult::Write(text.clone().into_bytes()),
        (Detail::Text { merge, has_base }, _) if with_markers => {
            let labels: Vec<_> = conflict.teams.iter().map(TeamId::as_str).collect();
            let style = if *has_base { MarkerStyle::Diff3 } else { MarkerStyle::Merge };
            // Longer markers where the text has such lines itself: a person or a tool has to find ours.
            let marking = Marking { labels: &labels, base_label: "base", style, size: None };
            PathResult::Marked(markers::write_as(merge, &marking))
        }
        (Detail::Version { .. }, Some(Answer::Side(side))) if is_settled => PathResult::Take(*side),
        (Detail::Version { .. }, Some(Answer::Base)) if is_settled => PathResult::Base,
        (Detail::Version { .. }, Some(Answer::Delete)) => PathResult::Delete,
        _ => PathResult::Open,
    }
}
