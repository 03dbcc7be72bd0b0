//! The owner's version, where exactly one team owns the path and another one only touched it against the rules. Not
//! harmless: somebody's work is left out. It is what the manifest says, and what is left out stays in the report.

use super::{Fix, Part};
use crate::model::conflict::{Answer, Conflict, Detail};
use crate::model::team::TeamId;

pub(super) const REASON: &str = "owner";

pub(super) fn propose(conflict: &Conflict, teams: &[TeamId]) -> Option<Fix> {
    let Detail::Boundary { forbidden: false, .. } = &conflict.detail else { return None };
    // An owner without a tree has no version to take.
    let owner = conflict.owner.as_ref()?;
    teams.contains(owner).then(|| Fix {
        conflict: conflict.id.clone(),
        path: conflict.path.clone(),
        by_rule: true,
        answer: Answer::KeepOut,
        settles: true,
        parts: vec![Part { reason: REASON, dropped: conflict.teams.clone(), ..Part::default() }],
    })
}
