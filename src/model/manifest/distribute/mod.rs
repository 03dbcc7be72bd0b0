//! Ways to deal the work out anew: by layers, by domains, by size, a team into sub-teams and back. Owns the plans: who
//! is there afterwards, what each has and where it came from, and the one edit that makes it so. Nothing is ever lost:
//! what fits nowhere is nobody's, and is listed. A plan is carried out on paper first, so that what it shows is true.

mod carry;
mod deal;
mod size;
mod swarm;
#[cfg(test)]
mod tests;
mod vocabulary;

use std::collections::HashMap;

pub use self::size::{GUIDE, GuideRow, guide_row, teams_for};
pub use self::swarm::MAX_PARTS;

use super::check::check;
use super::edits::{self, ManifestEdit};
use super::{LocRange, Manifest, SubTeam};
use crate::model::edit::TextEdit;
use crate::model::problem::{Problem, Severity};
use crate::model::team::TeamId;

/// A way to deal the work out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// By technical layer; with fewer than ten teams neighbouring layers are one.
    Layers {
        /// How many teams.
        teams: usize,
    },
    /// By business domain: a team each, and one for what they share.
    Domains {
        /// What the domains are called.
        names: Vec<String>,
    },
    /// By layers, as many teams as the sizing guide says.
    Size {
        /// Lines of the whole project.
        loc: u64,
    },
    /// A team into sub-teams.
    Split {
        /// Which.
        team: TeamId,
        /// Into how many.
        parts: usize,
    },
    /// A team's sub-teams into the team again.
    Merge {
        /// Which.
        team: TeamId,
    },
}

/// Something that a team has afterwards, and where it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dealt {
    /// What it says.
    pub text: String,
    /// Whose it was (or the list of what nobody had); `None` where it is new.
    pub from: Option<TeamId>,
}

/// A team as it will be.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct PlannedTeam {
    pub id: TeamId,
    pub name: String,
    pub role: String,
    /// It is not there yet.
    pub is_new: bool,
    pub responsibilities: Vec<Dealt>,
    pub write_paths: Vec<Dealt>,
    pub depends_on: Vec<TeamId>,
    pub target_loc: Option<LocRange>,
    /// Its sub-teams afterwards.
    pub parts: Vec<SubTeam>,
}

impl PlannedTeam {
    /// How many of its responsibilities come from elsewhere.
    pub fn arriving(&self) -> usize {
        self.responsibilities.iter().filter(|dealt| dealt.from.as_ref() != Some(&self.id)).count()
    }
}

/// Who is there afterwards, and how to get there.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The teams afterwards.
    pub teams: Vec<PlannedTeam>,
    /// What nobody has afterwards.
    pub unassigned: Vec<Dealt>,
    /// Teams that are no more.
    pub gone: Vec<TeamId>,
    /// The edit that makes it so, as one step; `Several` of nothing where everything is so already.
    pub edit: ManifestEdit,
    /// What that changes in the text, as it was tried.
    pub change: TextEdit,
}

impl Plan {
    /// How many responsibilities change hands (new ones not counted).
    pub fn moving(&self) -> usize {
        let moved = |id: &TeamId, dealt: &Dealt| dealt.from.as_ref().is_some_and(|from| from != id);
        let to_teams = self.teams.iter().map(|team| team.responsibilities.iter().filter(|dealt| moved(&team.id, dealt)).count());
        let nobody = TeamId::unassigned();
        to_teams.sum::<usize>() + self.unassigned.iter().filter(|dealt| moved(&nobody, dealt)).count()
    }

    /// Whether anything would change.
    pub fn changes_nothing(&self) -> bool {
        matches!(&self.edit, ManifestEdit::Several(edits) if edits.is_empty())
    }
}

/// A plan for a manifest that was read from `text`. An error where it cannot be made without loss; then nothing
/// should change.
pub fn plan(text: &str, manifest: &Manifest, way: &Way) -> Result<Plan, Problem> {
    let attempts: &[deal::Care] = &[deal::Care::Best, deal::Care::Together, deal::Care::Least];
    let before = faults(manifest);
    let mut reason = None;
    for care in attempts {
        let plan = match way {
            Way::Layers { teams } => deal::layers(manifest, *teams, None, *care),
            Way::Domains { names } => deal::domains(manifest, names, *care)?,
            Way::Size { loc } => deal::layers(manifest, teams_for(*loc), Some(*loc), *care),
            Way::Split { team, parts } => swarm::split(manifest, team, *parts)?,
            Way::Merge { team } => swarm::merge(manifest, team)?,
        };
        match edits::edit("", text, &plan.edit) {
            Ok(edited) => {
                let now = edited.read.manifest.as_ref().map(faults).unwrap_or_default();
                if now.iter().all(|(fault, count)| before.get(fault).is_some_and(|had| had >= count)) {
                    return Ok(Plan { change: edited.edit, ..plan });
                }
                reason = reason.or_else(|| Some(Problem::error("distribute-would-break")));
            }
            Err(problem) => reason = reason.or(Some(problem)),
        }
    }
    Err(reason.unwrap_or_else(|| Problem::error("distribute-would-break")))
}

/// What a plan must not bring in: errors, and paths that two teams may write.
fn faults(manifest: &Manifest) -> HashMap<&'static str, usize> {
    let mut counts = HashMap::new();
    for finding in check("", manifest) {
        let problem = finding.problem;
        if problem.severity == Severity::Error || ["manifest-overlap", "manifest-self-forbidden"].contains(&problem.id) {
            *counts.entry(problem.id).or_default() += 1;
        }
    }
    counts
}
