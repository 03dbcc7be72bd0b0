//! Checks of path patterns: who may write where, and whether that is clear.

use super::super::edits::{ManifestEdit, PathList};
use super::super::{IntegrationPoint, Manifest, Team};
use super::{Finding, Subject};
use crate::model::ownership::PathClass;
use crate::model::path::RelPath;
use crate::model::pattern::Pattern;
use crate::model::problem::{Place, Problem};
use crate::model::team::TeamId;

/// All path patterns: whose, and the path of the place where each stands.
fn patterns(manifest: &Manifest) -> impl Iterator<Item = (&TeamId, &String, String)> {
    manifest.teams.iter().flat_map(|team| {
        let own =
            [("write_paths", &team.write_paths), ("read_paths", &team.read_paths), ("forbidden_paths", &team.forbidden_paths)];
        let own = own.into_iter().flat_map(move |(list, texts)| {
            texts.iter().enumerate().map(move |(index, text)| (&team.id, text, format!("teams/{}/{list}/{index}", team.id)))
        });
        let parts = team.swarm.iter().enumerate().flat_map(move |(part, of)| {
            let place = move |index| format!("teams/{}/swarm/{part}/write_paths/{index}", team.id);
            of.write_paths.iter().enumerate().map(move |(index, text)| (&of.id, text, place(index)))
        });
        own.chain(parts)
    })
}

/// Where a team's (or sub-team's) write pattern stands.
fn place_of(subject: &Subject<'_>, team: &TeamId, text: &str, list: &str) -> Place {
    let found = patterns(subject.manifest).find(|(id, pattern, path)| *id == team && *pattern == text && path.contains(list));
    subject.place(&found.map_or_else(|| format!("teams/{team}"), |(.., path)| path))
}

pub(super) fn bad_patterns(subject: &Subject<'_>) -> Vec<Finding> {
    let bad = patterns(subject.manifest).filter_map(|(team, text, path)| Some((team, text, path, Pattern::new(text).err()?)));
    let finding = |(team, text, path, fault): (&TeamId, &String, String, crate::model::pattern::PatternFault)| {
        let problem = Problem::error("manifest-bad-pattern").with("team", team).with("pattern", text).with("fault", fault.name());
        Finding::new(problem.at(subject.place(&path)))
    };
    bad.map(finding).collect()
}

pub(super) fn overlaps(subject: &Subject<'_>) -> Vec<Finding> {
    let finding = |overlap: crate::model::ownership::Overlap| {
        let ((first, first_pattern), (second, second_pattern)) = (&overlap.first, &overlap.second);
        let problem = Problem::warning("manifest-overlap")
            .with("first", first)
            .with("first_pattern", first_pattern)
            .with("second", second)
            .with("second_pattern", second_pattern)
            .with("example", &overlap.example)
            .with("first_line", place_of(subject, first, first_pattern, "write_paths").line);
        Finding::new(problem.at(place_of(subject, second, second_pattern, "write_paths")))
    };
    subject.ownership.overlaps().into_iter().map(finding).collect()
}

pub(super) fn carve_outs(subject: &Subject<'_>) -> Vec<Finding> {
    let finding = |carve_out: crate::model::ownership::CarveOut| {
        let ((inner, inner_pattern), (outer, outer_pattern)) = (&carve_out.inner, &carve_out.outer);
        let problem = Problem::note("manifest-carve-out")
            .with("inner", inner)
            .with("inner_pattern", inner_pattern)
            .with("outer", outer)
            .with("outer_pattern", outer_pattern);
        Finding::new(problem.at(place_of(subject, inner, inner_pattern, "write_paths")))
    };
    subject.ownership.carve_outs().into_iter().map(finding).collect()
}

pub(super) fn self_forbidden(subject: &Subject<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for found in subject.ownership.self_forbidden() {
        let problem = Problem::warning("manifest-self-forbidden")
            .with("team", &found.team)
            .with("write", &found.write)
            .with("forbidden", &found.forbidden)
            .with("example", &found.example)
            .at(place_of(subject, &found.team, &found.write, "write_paths"));
        // A write path that never has an effect can go without harm.
        let index =
            subject.manifest.team(&found.team).and_then(|team| team.write_paths.iter().position(|text| *text == found.write));
        let fix = index.filter(|_| found.is_wholly).map(|index| ManifestEdit::RemovePath {
            list: PathList::Write,
            team: found.team.clone(),
            index,
        });
        findings.push(Finding { problem, fix });
    }
    findings
}

pub(super) fn without_write_paths(subject: &Subject<'_>) -> Vec<Finding> {
    let has_none = |team: &&Team| team.write_paths.is_empty() && team.swarm.iter().all(|part| part.write_paths.is_empty());
    let finding = |team: &Team| {
        let problem = Problem::note("manifest-team-without-paths").with("team", &team.id);
        Finding::new(problem.at(subject.place(&format!("teams/{}", team.id))))
    };
    subject.manifest.teams.iter().filter(has_none).map(finding).collect()
}

/// A contract is written by one team, its owner.
pub(super) fn contracts(subject: &Subject<'_>) -> Vec<Finding> {
    let points = subject.manifest.integration_points.iter().enumerate();
    points.filter_map(|(index, point)| contract(subject, index, point)).collect()
}

fn contract(subject: &Subject<'_>, index: usize, point: &IntegrationPoint) -> Option<Finding> {
    let place = subject.place(&format!("integration_points/{index}"));
    let said = |problem: Problem| problem.with("contract", &point.name).at(place.clone());
    if point.between.len() < 2 {
        return Some(Finding::new(said(Problem::note("manifest-contract-alone"))));
    }
    let artifact = point.artifact.as_ref()?;
    let Ok(path) = RelPath::new(artifact) else {
        return Some(Finding::new(said(Problem::error("manifest-contract-bad-path").with("artifact", artifact))));
    };
    let owner = point.owner.as_ref()?;
    let team = subject.manifest.team(owner)?;
    let writers: Vec<&TeamId> = subject
        .manifest
        .teams
        .iter()
        .map(|team| &team.id)
        .filter(|id| subject.ownership.classify(id, &path) == PathClass::Own)
        .collect();
    let about = |problem: Problem| said(problem.with("artifact", path.as_str()).with("owner", owner));
    let problem = match writers.as_slice() {
        [only] if *only == owner => return None,
        // Without any write path in the manifest nobody owns anything: each team's note says so.
        [] if !subject.ownership.has_write_paths() => return None,
        [] => about(Problem::note("manifest-contract-unclaimed")),
        [only] => about(Problem::warning("manifest-contract-of-another").with("writer", only)),
        several => {
            let names: Vec<&str> = several.iter().map(|id| id.as_str()).collect();
            about(Problem::warning("manifest-contract-several-writers").with("writers", names.join(", ")))
        }
    };
    // The exact path is more specific than any pattern: it settles the matter, unless somebody has it already.
    let is_taken = subject
        .manifest
        .teams
        .iter()
        .any(|team| team.write_paths.iter().any(|text| text.trim_start_matches('/') == path.as_str()));
    let is_forbidden = team.forbidden_paths.iter().any(|text| text.trim_start_matches('/') == path.as_str());
    let fix = ManifestEdit::AddPath { list: PathList::Write, team: owner.clone(), text: path.as_str().to_owned() };
    Some(if is_taken || is_forbidden { Finding::new(problem) } else { Finding::with_fix(problem, fix) })
}
