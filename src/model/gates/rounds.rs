//! Rounds (progressive enhancement): what the project has after each, against what the round was to bring it to.

use serde::Serialize;

use super::{Family, Gate, Input, Outcome};
use crate::model::manifest::LocRange;
use crate::model::problem::Problem;

pub(super) const FAMILY: Family = Family { ids: &["round"], measure };

/// A round against its target.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct Round {
    pub name: String,
    pub teams: Vec<String>,
    pub target_loc: Option<LocRange>,
    /// Lines of its teams and of all before them.
    pub lines: usize,
    /// Teams of it that have not written anything.
    pub missing: Vec<String>,
}

/// All rounds of the manifest.
pub fn rounds(input: &Input) -> Vec<Round> {
    let mut so_far = Vec::new();
    let mut all = Vec::new();
    for iteration in &input.manifest.iterations {
        so_far.extend(iteration.teams.iter().cloned());
        let of = |ids: &[crate::model::team::TeamId]| {
            let teams: Vec<_> = input.manifest.teams.iter().filter(|team| ids.contains(&team.id)).collect();
            input.files.iter().filter(|file| teams.iter().any(|team| file.is_of(team))).map(|file| file.lines.all).sum::<usize>()
        };
        let missing = iteration.teams.iter().filter(|team| of(std::slice::from_ref(team)) == 0);
        all.push(Round {
            name: iteration.name.clone(),
            teams: iteration.teams.iter().map(ToString::to_string).collect(),
            target_loc: iteration.target_loc,
            lines: of(&so_far),
            missing: missing.map(ToString::to_string).collect(),
        });
    }
    all
}

fn measure(input: &Input) -> Vec<Gate> {
    let gates = rounds(input).into_iter().filter_map(|round| {
        let target = round.target_loc?;
        let lines = round.lines;
        let said = |problem: Problem| problem.with("is", lines).with("least", target.min).with("most", target.max);
        if !round.missing.is_empty() {
            let why = said(Problem::note("gate-round-not-yet")).with("teams", round.missing.join(", "));
            return Some(Gate::unmeasured("round", why).about(round.name));
        }
        let is_enough = lines as u64 >= target.min;
        let outcome = if is_enough { Outcome::Pass } else { Outcome::Fail { count: 1, findings: Vec::new() } };
        let problem = if is_enough { Problem::note("gate-round-reached") } else { Problem::error("gate-round-below") };
        Some(Gate { id: "round", subject: round.name, outcome, said: said(problem), measured: Some(lines as f64) })
    });
    gates.collect()
}
