//! What is worth an alarm, by the manifest's rules. Owns the rules' meaning; computed from the state and the time, so an
//! alert goes away by itself when its cause does.

use super::line::{Millis, ParkReason};
use super::state::RunState;
use super::team::{Claim, TeamState};
use crate::model::team::TeamId;

/// Something worth an alarm.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Alert {
    /// The teams that it is about.
    pub teams: Vec<TeamId>,
    /// What.
    pub kind: AlertKind,
}

/// Kinds of alarms, the gravest first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AlertKind {
    /// Processes outlived the halt.
    Survivors {
        /// Which.
        pids: Vec<u32>,
    },
    /// The run has cost what it may.
    CostCap,
    /// Teams wait for each other in a circle, in this order.
    Circle,
    /// The team's agent ended by itself, or was lost.
    Died,
    /// The team wrote where it may not.
    Outside {
        /// Where first.
        path: String,
        /// In how many other places.
        more: usize,
    },
    /// The team says it is complete, and it is not.
    Refuted,
    /// Nothing was heard for this long.
    Silent {
        /// Since when.
        since: Millis,
    },
    /// Too little is done after the manifest's time.
    Slow {
        /// How much is.
        percent: u8,
    },
    /// The usage limit is reached.
    UsageLimit {
        /// Until when, where that is known.
        until: Option<Millis>,
    },
}

/// All alarms now, the gravest first.
pub fn alerts(state: &RunState, now: Millis) -> Vec<Alert> {
    let mut alerts = Vec::new();
    if !state.is_running() {
        return alerts;
    }
    let rules = &state.plan.monitoring;
    if !state.survivors.is_empty() {
        alerts.push(Alert { teams: Vec::new(), kind: AlertKind::Survivors { pids: state.survivors.clone() } });
    }
    if state.is_over_budget() {
        alerts.push(Alert { teams: Vec::new(), kind: AlertKind::CostCap });
    }
    alerts.extend(circles(state).into_iter().map(|teams| Alert { teams, kind: AlertKind::Circle }));
    for team in &state.teams {
        let mut push = |kind| alerts.push(Alert { teams: vec![team.id().clone()], kind });
        if team.was_started && team.process.is_none() && team.died() && !team.is_halted {
            push(AlertKind::Died);
        }
        let mut outside = team.outside.iter().filter(|outside| outside.is_waiting() && !outside.is_open);
        if let Some(first) = outside.next() {
            push(AlertKind::Outside { path: first.path.clone(), more: outside.count() });
        }
        if matches!(team.claim, Claim::Refuted(_)) {
            push(AlertKind::Refuted);
        }
        if team.is_silent(rules, now) {
            push(AlertKind::Silent { since: team.last_sign.unwrap_or_default() });
        }
        if let Some((ParkReason::UsageLimit, until)) = team.parked {
            push(AlertKind::UsageLimit { until });
        }
        let is_at_work = !team.is_halted
            && team.parked.is_none()
            && !matches!(team.stands, TeamState::Ready | TeamState::Complete)
            && state.clock.since.is_some();
        let age = team.started_at.map(|at| now.saturating_sub(at));
        if is_at_work && age.is_some_and(|age| age > rules.warn_after_secs * 1000) {
            let percent = team.percent().unwrap_or_default();
            if u32::from(percent) < rules.warn_percent {
                push(AlertKind::Slow { percent });
            }
        }
    }
    alerts.sort_by(|one, other| one.kind.cmp(&other.kind).then_with(|| one.teams.cmp(&other.teams)));
    alerts
}

/// Circles of teams that wait for each other, each once, from its first team on.
pub fn circles(state: &RunState) -> Vec<Vec<TeamId>> {
    let waits = state.waits();
    let mut found: Vec<Vec<TeamId>> = Vec::new();
    for team in &state.teams {
        // Depth first from each team, back to itself.
        let mut paths: Vec<Vec<&TeamId>> = vec![vec![team.id()]];
        let mut seen = vec![team.id()];
        while let Some(path) = paths.pop() {
            let last = path[path.len() - 1];
            for wait in waits.iter().filter(|wait| wait.team == last) {
                if wait.on == team.id() {
                    let circle: Vec<TeamId> = path.iter().map(|id| (*id).clone()).collect();
                    let same = |known: &Vec<TeamId>| known.len() == circle.len() && circle.iter().all(|id| known.contains(id));
                    if !found.iter().any(same) {
                        found.push(circle);
                    }
                } else if !seen.contains(&wait.on) {
                    seen.push(wait.on);
                    let mut longer = path.clone();
                    longer.push(wait.on);
                    paths.push(longer);
                }
            }
        }
    }
    found
}
