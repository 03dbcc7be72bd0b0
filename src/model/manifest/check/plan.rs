//! Checks of the plan: targets, rounds, phases, and settings that would surprise.

use super::super::LocRange;
use super::super::edits::{ManifestEdit, Step};
use super::{Finding, Subject};
use crate::model::problem::Problem;

/// How far a sum of targets may be off before it is said, in percent.
const TOLERANCE_PERCENT: u64 = 10;
/// Phases that take longer than this together are noted.
const LONG_MINUTES: u32 = 120;

fn shown(range: LocRange) -> String {
    if range.min == range.max { range.min.to_string() } else { format!("{}-{}", range.min, range.max) }
}

/// Whether two ranges miss each other by more than the tolerance.
fn is_off(sum: LocRange, target: LocRange) -> bool {
    let slack = |value: u64| value / 100 * TOLERANCE_PERCENT + value % 100 * TOLERANCE_PERCENT / 100;
    sum.max + slack(sum.max) < target.min || sum.min > target.max + slack(target.max)
}

pub(super) fn targets(subject: &Subject<'_>) -> Vec<Finding> {
    let teams = &subject.manifest.teams;
    let Some(target) = subject.manifest.project.target_loc else { return Vec::new() };
    let given: Vec<LocRange> = teams.iter().filter_map(|team| team.target_loc).collect();
    let add = |of: fn(&LocRange) -> u64| given.iter().map(of).fold(0, u64::saturating_add);
    let sum = LocRange { min: add(|range| range.min), max: add(|range| range.max) };
    let all_have_one = given.len() == teams.len();
    // Who has no target yet may still fill the gap, but not take away what is too much.
    if given.is_empty() || !is_off(sum, target) || (!all_have_one && sum.max < target.min) {
        return Vec::new();
    }
    let problem = Problem::warning("manifest-targets-do-not-add-up")
        .with("sum", shown(sum))
        .with("target", shown(target))
        .with("direction", if sum.max < target.min { "less" } else { "more" })
        .at(subject.place("project/target_loc"));
    if !all_have_one {
        return vec![Finding::new(problem)];
    }
    let value = if sum.min == sum.max { sum.min.into() } else { shown(sum).into() };
    let path = ["project", "target_loc"].map(|key| Step::Key(key.to_owned())).to_vec();
    vec![Finding::with_fix(problem, ManifestEdit::SetValue { path, value: Some(value) })]
}

pub(super) fn rounds(subject: &Subject<'_>) -> Vec<Finding> {
    let rounds = &subject.manifest.iterations;
    let mut findings = Vec::new();
    let mut before: Option<LocRange> = None;
    for (index, round) in rounds.iter().enumerate() {
        let place = || subject.place(&format!("iterations/{index}"));
        if round.teams.is_empty() {
            findings.push(Finding::new(Problem::warning("manifest-round-without-teams").with("round", &round.name).at(place())));
        }
        let Some(target) = round.target_loc else { continue };
        if let Some(before) = before.filter(|before| target.max < before.min) {
            let problem = Problem::warning("manifest-rounds-shrink").with("round", &round.name);
            findings.push(Finding::new(problem.with("target", shown(target)).with("before", shown(before)).at(place())));
        }
        before = Some(target);
    }
    let last = rounds.last().and_then(|round| round.target_loc.map(|target| (round, target)));
    if let Some(((round, last), project)) = last.zip(subject.manifest.project.target_loc)
        && is_off(last, project)
    {
        let problem = Problem::warning("manifest-rounds-do-not-reach").with("round", &round.name).with("target", shown(last));
        let place = subject.place(&format!("iterations/{}", rounds.len() - 1));
        findings.push(Finding::new(problem.with("project", shown(project)).at(place)));
    }
    findings
}

pub(super) fn long_phases(subject: &Subject<'_>) -> Vec<Finding> {
    let minutes: u32 = subject.manifest.phases.iter().map(|phase| phase.minutes).fold(0, u32::saturating_add);
    if minutes <= LONG_MINUTES {
        return Vec::new();
    }
    let problem = Problem::note("manifest-long-phases").with("minutes", minutes);
    vec![Finding::new(problem.at(subject.place("phases")))]
}

pub(super) fn settings(subject: &Subject<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let prefix = &subject.manifest.branch_prefix;
    if !is_branch_prefix(prefix) {
        let problem = Problem::error("manifest-bad-branch-prefix").with("prefix", prefix);
        findings.push(Finding::new(problem.at(subject.place("git/branch_prefix"))));
    }
    for agent in &subject.manifest.agents {
        for (name, value) in &agent.env {
            let upper = name.to_uppercase();
            let is_secret = ["KEY", "TOKEN", "SECRET", "PASSWORD", "CREDENTIAL"].iter().any(|word| upper.contains(word));
            if is_secret && !value.starts_with('$') && !value.is_empty() {
                let problem = Problem::warning("manifest-secret-in-text").with("agent", &agent.name).with("name", name);
                findings.push(Finding::new(problem.at(subject.place(&format!("agents/{}/env", agent.name)))));
            }
        }
        if agent.preset.is_none() && agent.kind.as_deref() != Some("manual") && agent.command.is_empty() {
            let problem = Problem::error("manifest-agent-without-command").with("agent", &agent.name);
            findings.push(Finding::new(problem.at(subject.place(&format!("agents/{}", agent.name)))));
        }
    }
    findings
}

/// What git takes as the beginning of a branch's name.
pub(crate) fn is_branch_prefix(prefix: &str) -> bool {
    let part = |part: &str| !part.is_empty() && !part.starts_with('.') && !part.ends_with('.') && !part.ends_with(".lock");
    let forbidden = |c: char| c.is_control() || c.is_whitespace() || matches!(c, '~' | '^' | ':' | '?' | '*' | '[' | '\\');
    prefix.split('/').all(part)
        && !prefix.contains(forbidden)
        && !prefix.contains("..")
        && !prefix.contains("@{")
        && !prefix.starts_with('-')
}
