//! How much there is against how much was asked: files and lines of the whole, and lines of each team.

use super::{Family, Finding, Gate, Input, Outcome};
use crate::model::manifest::LocRange;
use crate::model::problem::Problem;

pub(super) const FAMILY: Family = Family { ids: &["files", "lines", "team-lines"], measure };

fn measure(input: &Input) -> Vec<Gate> {
    let manifest = &input.manifest;
    let lines: usize = input.files.iter().map(|file| file.lines.all).sum();
    let wanted = |minimum: Option<u64>, target: Option<LocRange>| {
        let least = minimum.into_iter().chain(target.map(|target| target.min)).max()?;
        Some(LocRange { min: least, max: target.map_or(least, |target| target.max.max(least)) })
    };
    let files_wanted = wanted(manifest.validation.minimum_files, manifest.project.target_files);
    let lines_wanted = wanted(manifest.validation.minimum_loc, manifest.project.target_loc);
    let mut gates = vec![
        against("files", "gate-files", input.paths.len(), files_wanted),
        against("lines", "gate-lines", lines, lines_wanted),
    ];
    for team in manifest.teams_in_order() {
        let Some(target) = team.target_loc else { continue };
        let lines: usize = input.files.iter().filter(|file| file.is_of(team)).map(|file| file.lines.all).sum();
        let mut gate = against("team-lines", "gate-lines", lines, Some(target)).about(team.id.as_str());
        if let Outcome::Fail { findings, .. } = &mut gate.outcome {
            let what = Problem::error("finding-team-lines").with("lines", lines).with("least", target.min);
            findings.push(Finding::of_team(&team.id, what));
        }
        gates.push(gate);
    }
    gates
}

/// Less than asked fails. More than asked is said and passes: nobody asked for less.
fn against(id: &'static str, family: &str, is: usize, wanted: Option<LocRange>) -> Gate {
    let said = |files: &'static str, lines: &'static str| if family == "gate-files" { files } else { lines };
    let number = is as u64;
    let Some(wanted) = wanted else {
        let why = Problem::note(said("gate-files-no-target", "gate-lines-no-target")).with("is", is);
        return Gate::unmeasured(id, why).measuring(is as f64);
    };
    let (id_of_words, outcome) = if number < wanted.min {
        (said("gate-files-below", "gate-lines-below"), Outcome::Fail { count: 1, findings: Vec::new() })
    } else if number > wanted.max && wanted.max > wanted.min {
        (said("gate-files-above", "gate-lines-above"), Outcome::Pass)
    } else {
        (said("gate-files-right", "gate-lines-right"), Outcome::Pass)
    };
    let problem = if outcome == Outcome::Pass { Problem::note(id_of_words) } else { Problem::error(id_of_words) };
    let problem = problem.with("is", is).with("least", wanted.min).with("most", wanted.max);
    Gate { id, subject: String::new(), outcome, said: problem, measured: Some(is as f64) }
}
