//! What can be settled without a person: conflicts of which it can be shown that an answer loses nothing and changes
//! no meaning, and those that the manifest's own rules settle. Owns the table of such fixes and how they make one
//! answer; each kind is in a file of its own, and every one passes through `verify` before anybody sees it. Not:
//! applying them. That is an answer like a person's, and is taken back like one.

mod identical;
mod imports;
mod keys;
mod list;
mod owner;
mod sets;
mod sides;
mod verify;
mod whitespace;

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Answer, Conflict, ConflictId, Detail};
use crate::model::path::RelPath;
use crate::model::team::TeamId;
use sides::Sides;

/// An answer that can be given without a person's judgement.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fix {
    /// The conflict that it answers.
    pub conflict: ConflictId,
    /// Where that is.
    pub path: RelPath,
    /// Whether the manifest's rules say so; else nothing is lost and no meaning changes.
    pub by_rule: bool,
    /// The answer, together with what was chosen before.
    pub answer: Answer,
    /// Whether nothing stays open in this conflict.
    pub settles: bool,
    /// What is done, one part for each place.
    pub parts: Vec<Part>,
}

/// What a fix does in one place.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Part {
    /// Why it may: a row of [`REASONS`]; `fix-why-<id>` says it in words.
    pub reason: &'static str,
    /// Which run of the text, from 0 (0 for a whole file).
    pub run: usize,
    /// The line of the result on which the run begins, from 1; 0 for a whole file.
    pub line: usize,
    /// The lines that will stand there.
    pub text: String,
    /// Lines of teams that stand there in other words: names or version ranges joined in one line.
    pub rewritten: Vec<Rewritten>,
    /// Whose work is left out, where a rule says so. It stays in the report.
    pub dropped: Vec<TeamId>,
}

/// Lines that became one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rewritten {
    /// What all began from, where there was something.
    pub before: Option<String>,
    /// What teams wrote, in the order of the alphabet.
    pub from: Vec<String>,
    /// What stands there instead.
    pub to: String,
    /// Whether version ranges were joined (else names).
    pub is_version: bool,
}

/// All reasons, the safest first: the order in which they are tried.
pub const REASONS: [&str; 8] = [
    identical::REASON,
    whitespace::REASON,
    imports::REASON,
    imports::NAMES,
    keys::REASON,
    keys::VERSIONS,
    sets::REASON,
    owner::REASON,
];

/// What one kind of fix would put in the place of a run.
#[derive(Clone, Debug)]
struct Proposal {
    reason: &'static str,
    text: String,
    rewritten: Vec<Rewritten>,
}

/// The kinds of fixes of texts, the safest first.
const KINDS: [fn(&Sides<'_>, usize) -> Option<Proposal>; 5] =
    [identical::propose, whitespace::propose, imports::propose, keys::propose, sets::propose];

/// So much is read of one conflict; more of it is nobody's idea of a quick look.
const MOST_BYTES: usize = 24 * 1024 * 1024;

/// What can be settled of one conflict, beside what was answered already. `teams` are those who have a tree. The order
/// of the conflict's sides changes nothing.
pub fn of(conflict: &Conflict, answer: Option<&Answer>, teams: &[TeamId]) -> Option<Fix> {
    if conflict.is_settled_by(answer) {
        return None;
    }
    match &conflict.detail {
        Detail::Boundary { .. } => owner::propose(conflict, teams),
        Detail::Text { merge, has_base } => {
            let sides = Sides::new(&conflict.path, merge, *has_base)?;
            // Every place is looked at in whole texts.
            if sides.size().saturating_mul(sides.count()) > MOST_BYTES {
                return None;
            }
            let mut choices = match answer {
                Some(Answer::Runs(choices)) if choices.len() == sides.count() => choices.clone(),
                _ => vec![None; sides.count()],
            };
            let mut parts = Vec::new();
            for run in 0..sides.count() {
                if choices[run].is_some() {
                    continue;
                }
                let proposed = KINDS.iter().find_map(|propose| {
                    let proposal = propose(&sides, run)?;
                    let mut tried = choices.clone();
                    tried[run] = Some(sides.choice(run, &proposal.text));
                    verify::holds(&sides, run, &proposal, &tried).then_some((proposal, tried))
                });
                if let Some((proposal, tried)) = proposed {
                    choices = tried;
                    let Proposal { reason, text, rewritten } = proposal;
                    parts.push(Part { reason, run, text, rewritten, ..Part::default() });
                }
            }
            if parts.is_empty() {
                return None;
            }
            for part in &mut parts {
                part.line = sides.line_of(part.run, &choices);
            }
            let settles = choices.iter().all(Option::is_some);
            let answer = Answer::Runs(choices);
            Some(Fix { conflict: conflict.id.clone(), path: conflict.path.clone(), by_rule: false, answer, settles, parts })
        }
        Detail::Version { .. } => None,
    }
}

/// What can be settled of all conflicts, in their order. `goes_on` is asked between two of them.
pub fn all(
    conflicts: &[Conflict],
    answers: &BTreeMap<ConflictId, Answer>,
    teams: &[TeamId],
    mut goes_on: impl FnMut(usize) -> bool,
) -> Vec<Fix> {
    let wanted = conflicts.iter().enumerate().take_while(|(at, _)| goes_on(*at));
    wanted.filter_map(|(_, conflict)| of(conflict, answers.get(&conflict.id), teams)).collect()
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
