//! Sides that changed a run alike: it counts once. `merge_lines` settles what is alike from the start; here is what is
//! alike only after the lines around it were settled, so that but one change is left.

use super::Proposal;
use super::sides::Sides;

pub(super) const REASON: &str = "identical";

pub(super) fn propose(sides: &Sides<'_>, run: usize) -> Option<Proposal> {
    // Without a base nobody can tell what a side left out and what it never had.
    if !sides.has_base {
        return None;
    }
    let base = sides.base.run(run);
    let mut changed: Vec<&str> = sides.sides.iter().map(|side| side.run(run)).filter(|text| *text != base).collect();
    changed.sort_unstable();
    changed.dedup();
    match changed[..] {
        [text] => Some(Proposal { reason: REASON, text: text.to_owned(), rewritten: Vec::new() }),
        _ => None,
    }
}
