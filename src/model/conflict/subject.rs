//! What every conflict has, whatever its kind, and how the two shapes of conflicts are made from it: texts that are
//! chosen run by run, and files that are taken whole. Not what is particular to a kind: that is in its own file.

use super::{Conflict, ConflictId, Detail, Kind};
use crate::model::merge::lines::LineMerge;
use crate::model::merge::tree::Entry;
use crate::model::path::RelPath;
use crate::model::problem::{Place, Problem};
use crate::model::team::TeamId;

/// What a conflict is about.
#[derive(Clone, Debug)]
pub(super) struct Subject<'a> {
    /// Where.
    pub(super) path: &'a RelPath,
    /// Between whom.
    pub(super) teams: Vec<TeamId>,
    /// Whose path it is.
    pub(super) owner: Option<TeamId>,
    /// What all began from.
    pub(super) base: Option<&'a Entry>,
}

impl Subject<'_> {
    /// A conflict in which one choice is made for each run.
    pub(super) fn text(self, kind: Kind, problem: Problem, sides: &[Entry], merge: LineMerge) -> Conflict {
        let sides: Vec<Option<&Entry>> = sides.iter().map(Some).collect();
        let problem = problem.with("teams", self.teams.len()).with("runs", merge.conflict_count());
        let detail = Detail::Text { merge, has_base: self.base.is_some() };
        self.conflict(kind, problem, &sides, detail)
    }

    /// A conflict in which one version is taken. `previews` begins with base's.
    pub(super) fn version(
        self,
        kind: Kind,
        problem: Problem,
        sides: Vec<Option<Entry>>,
        previews: Vec<Option<String>>,
    ) -> Conflict {
        let problem = problem.with("teams", self.teams.len());
        let detail = Detail::Version { base: self.base.cloned(), sides: sides.clone(), previews };
        self.conflict(kind, problem, &sides.iter().map(Option::as_ref).collect::<Vec<_>>(), detail)
    }

    fn conflict(self, kind: Kind, problem: Problem, sides: &[Option<&Entry>], detail: Detail) -> Conflict {
        let contents = self.teams.iter().map(TeamId::as_str).zip(sides.iter().copied());
        Conflict {
            id: ConflictId::of(kind, self.path, contents.chain([("base", self.base)])),
            kind: kind.id,
            path: self.path.clone(),
            problem: problem.with("path", self.path).at(Place::file(self.path.as_str())),
            teams: self.teams,
            owner: self.owner,
            detail,
        }
    }

    /// The teams for which something holds, as words list them.
    pub(super) fn teams_where<'s>(&self, sides: &'s [Option<Entry>], holds: impl Fn(&'s Option<Entry>) -> bool) -> String {
        let teams = self.teams.iter().zip(sides).filter(|(_, side)| holds(side));
        teams.map(|(team, _)| team.as_str()).collect::<Vec<_>>().join(", ")
    }
}
