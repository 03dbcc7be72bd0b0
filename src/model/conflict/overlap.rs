//! Who meets whom: for each pair of teams on how many paths both worked, and on how many of those a person has to decide.
//! Counts only; what is to be decided is the conflicts' own.

use serde::Serialize;

use super::{Conflict, Detail};
use crate::model::merge::tree::PathOutcome;
use crate::model::team::TeamId;

/// A matrix team × team; both halves say the same, and the diagonal is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Overlaps {
    /// Its rows and columns.
    pub teams: Vec<TeamId>,
    /// Paths that both changed, or that one changed within the other's boundaries.
    pub paths: Vec<Vec<usize>>,
    /// Those of them on which the two conflict.
    pub conflicts: Vec<Vec<usize>>,
}

impl Overlaps {
    /// Counts; `teams` in the order in which they are shown, `sides` the teams of the outcomes' sides.
    pub fn new(teams: &[TeamId], sides: &[TeamId], outcomes: &[PathOutcome], conflicts: &[Conflict]) -> Self {
        let empty = vec![vec![0; teams.len()]; teams.len()];
        let mut found = Self { teams: teams.to_vec(), paths: empty.clone(), conflicts: empty };
        let place = |team: &TeamId| teams.iter().position(|known| known == team);
        let place_of_side: Vec<Option<usize>> = sides.iter().map(place).collect();
        for outcome in outcomes.iter().filter(|outcome| outcome.changed_by.len() > 1) {
            let there: Vec<usize> = outcome.changed_by.iter().filter_map(|side| *place_of_side.get(*side)?).collect();
            pairs(&there, &mut found.paths);
        }
        for conflict in conflicts {
            let mut there: Vec<usize> = conflict.teams.iter().filter_map(place).collect();
            if matches!(conflict.detail, Detail::Boundary { .. }) {
                there.extend(conflict.owner.as_ref().and_then(place));
                pairs(&there, &mut found.paths);
            }
            pairs(&there, &mut found.conflicts);
        }
        found
    }

    /// The most paths that any two teams share.
    pub fn most(&self) -> usize {
        self.paths.iter().flatten().copied().max().unwrap_or_default()
    }
}

fn pairs(there: &[usize], counts: &mut [Vec<usize>]) {
    for (number, one) in there.iter().enumerate() {
        for other in there[number + 1..].iter().filter(|other| *other != one) {
            counts[*one][*other] += 1;
            counts[*other][*one] += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::merge::tree::Outcome;
    use crate::model::path::RelPath;
    use crate::model::problem::Problem;

    fn team(id: &str) -> TeamId {
        TeamId::from_spelling(id).expect("a team")
    }

    #[test]
    fn every_pair_is_counted_once_a_path() {
        let path = |text: &str| RelPath::new(text).expect("a path");
        let outcome = |text: &str, by: &[usize]| PathOutcome {
            path: path(text),
            changed_by: by.to_vec(),
            outcome: Outcome::Take(None),
            moved: None,
        };
        let conflict = |teams: &[&str], owner: Option<&str>| Conflict {
            id: super::super::ConflictId("x".into()),
            kind: "boundary",
            path: path("x"),
            teams: teams.iter().map(|id| team(id)).collect(),
            owner: owner.map(team),
            problem: Problem::error("conflict-text-added"),
            detail: Detail::Boundary { entry: None, preview: None, forbidden: false },
        };
        let teams = ["alpha", "beta", "gamma"].map(team);
        // The sides stand in another order than the rows, and one of them is a person.
        let sides = [team("gamma"), team("alpha"), TeamId::project(), team("beta")];
        let outcomes = [outcome("one", &[1]), outcome("two", &[1, 3]), outcome("three", &[0, 1, 3]), outcome("four", &[1, 2])];
        let found = Overlaps::new(&teams, &sides, &outcomes, &[conflict(&["beta"], Some("gamma"))]);
        assert_eq!(found.paths, [[0, 2, 1], [2, 0, 2], [1, 2, 0]]);
        assert_eq!(found.conflicts, [[0, 0, 0], [0, 0, 1], [0, 1, 0]]);
        assert_eq!(found.most(), 2);
    }
}
