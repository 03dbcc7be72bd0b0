//! What the last integration left for a person: open conflicts, and paths that were kept out.

use super::{Family, Finding, Gate, Input, LeftOver};
use crate::model::problem::Problem;
use crate::model::team::TeamId;

pub(super) const FAMILY: Family = Family { ids: &["integrated"], measure };

fn measure(input: &Input) -> Vec<Gate> {
    let Some(integration) = &input.integration else {
        return vec![Gate::unmeasured("integrated", Problem::warning("gate-integrated-never"))];
    };
    // A path that was kept out is decided by being kept out only when somebody said so.
    let findings: Vec<_> = integration.open.iter().map(finding).collect();
    let said = match findings.len() {
        0 => Problem::note("gate-integrated-all").with("kept_out", integration.kept_out.len()),
        _ => Problem::error("gate-integrated-open"),
    };
    vec![Gate::of_findings("integrated", said, findings)]
}

fn finding(left: &LeftOver) -> Finding {
    Finding {
        path: Some(left.path.clone()),
        line: 0,
        team: left.teams.first().and_then(|team| TeamId::from_spelling(team)),
        what: Problem::error("finding-conflict").with("kind", &left.kind).with("teams", left.teams.join(", ")),
        text: String::new(),
        origin: None,
    }
}
