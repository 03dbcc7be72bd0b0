//! Rounds that follow from who uses whose work: each holds the teams whose work is only used by what comes later. Owns
//! the layers and the totals; what a round is called is said by whoever asks.

use super::{LocRange, Manifest, Team};
use crate::model::team::TeamId;

/// Teams in the order in which their work is needed: a team comes behind all that it uses. Teams that use each other in
/// a circle come together.
pub fn layers(manifest: &Manifest) -> Vec<Vec<TeamId>> {
    let mut left: Vec<&Team> = manifest.teams_in_order();
    let mut layers = Vec::new();
    while !left.is_empty() {
        let waits = |team: &&Team| left.iter().any(|other| other.id != team.id && team.depends_on.contains(&other.id));
        let (ready, rest): (Vec<&Team>, Vec<&Team>) = left.iter().partition(|team| !waits(team));
        // Only circles are left: they cannot be told apart.
        let (ready, rest) = if ready.is_empty() { (rest, ready) } else { (ready, rest) };
        layers.push(ready.iter().map(|team| team.id.clone()).collect());
        left = rest;
    }
    layers
}

/// What the teams are asked for together; `None` where no team has a target.
pub fn sum<'a>(manifest: &Manifest, teams: impl IntoIterator<Item = &'a TeamId>) -> Option<LocRange> {
    let targets = teams.into_iter().filter_map(|id| manifest.team(id)?.target_loc);
    targets.reduce(|sum, target| LocRange { min: sum.min.saturating_add(target.min), max: sum.max.saturating_add(target.max) })
}

/// All teams that take part in a round up to and with this one, each once.
pub fn taking_part(manifest: &Manifest, round: usize) -> Vec<&TeamId> {
    let mut teams: Vec<&TeamId> = Vec::new();
    for id in manifest.iterations.iter().take(round + 1).flat_map(|round| &round.teams) {
        if !teams.contains(&id) {
            teams.push(id);
        }
    }
    teams
}

/// The project's total after each of these rounds: what their teams are asked for so far, as a share of the project's
/// own target where it has one. `None` where nothing is known.
pub fn totals(manifest: &Manifest, rounds: &[Vec<TeamId>]) -> Vec<Option<LocRange>> {
    let all = sum(manifest, rounds.iter().flatten());
    let whole = manifest.project.target_loc.or(all);
    let middle = |range: LocRange| range.min.midpoint(range.max).max(1);
    (1..=rounds.len())
        .map(|count| {
            let (so_far, all, whole) = (sum(manifest, rounds[..count].iter().flatten())?, all?, whole?);
            let share = middle(so_far) as f64 / middle(all) as f64;
            // The last round ends with just what the project is to be; others with a round number.
            let hundreds = |value: u64| ((value as f64 * share / 100.0).round() * 100.0) as u64;
            let part = LocRange { min: hundreds(whole.min), max: hundreds(whole.max) };
            Some(if count == rounds.len() { whole } else { part })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::manifest::read::read;

    #[test]
    fn a_team_comes_behind_all_that_it_uses() {
        let text = "project: {target_loc: 40K}\nteams:\n  ui: {depends_on: [api], target_loc: 10K}\n  core: {target_loc: 5K}\n  api: {depends_on: core, target_loc: 5K}\n  docs: {depends_on: [a]}\n  a: {depends_on: [b]}\n  b: {depends_on: [a]}\n";
        let manifest = read("", text).manifest.expect("a manifest");
        let found = layers(&manifest);
        let names: Vec<Vec<&str>> = found.iter().map(|layer| layer.iter().map(TeamId::as_str).collect()).collect();
        assert_eq!(names, [vec!["core"], vec!["api"], vec!["ui"], vec!["docs", "a", "b"]]);
        let range = |loc| Some(LocRange { min: loc, max: loc });
        assert_eq!(totals(&manifest, &found[..3]), [range(10_000), range(20_000), range(40_000)]);
        assert_eq!(totals(&read("", "teams: {a: x}").manifest.expect("a manifest"), &found[..1]), [None]);
    }
}
