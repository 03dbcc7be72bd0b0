//! Calls the person back when a run needs them and the window is behind others: each alarm and each request once. Owns what
//! has been said; that it is shown without holding anything up is the engine's.

use std::collections::BTreeSet;

use super::{Scene, asked};
use crate::gui::facts::{Facts, ProjectFacts};
use crate::gui::views::marks;
use crate::model::run::{Alert, AlertKind, alerts};
use crate::t;

/// So much is said in one call.
const LINES: usize = 4;

/// A call: its title and what it says.
pub type Call = (String, String);

/// Knows what was said.
#[derive(Debug, Default)]
pub struct Calling {
    run: String,
    said: BTreeSet<String>,
    looked: u64,
}

impl Calling {
    /// What is to be said now, if anything: something is new, the person is elsewhere, and likes to be called. What they can
    /// see counts as said.
    pub fn follow(&mut self, facts: &Facts, is_elsewhere: bool) -> Option<Call> {
        let project = facts.project.as_ref()?;
        let scene = Scene::of(project);
        // Alarms are computed; once a second is often enough for a person.
        if scene.now.saturating_sub(self.looked) < 1_000 && self.run == scene.state.run {
            return None;
        }
        self.looked = scene.now;
        if self.run != scene.state.run {
            self.said.clear();
            self.run.clone_from(&scene.state.run);
        }
        let needs = needs(scene);
        let new: Vec<String> = needs.iter().filter(|(key, _)| !self.said.contains(key)).map(|(_, text)| text.clone()).collect();
        self.said = needs.into_iter().map(|(key, _)| key).collect();
        if new.is_empty() || !is_elsewhere || !facts.preferences.notifications {
            return None;
        }
        let more = new.len().saturating_sub(LINES);
        let mut text = new.into_iter().take(LINES).collect::<Vec<_>>().join("\n");
        if more > 0 {
            text.push_str(&format!("\n{}", t!("run-call-more", count = more)));
        }
        Some((t!("run-call-title", project = name(project)), text))
    }
}

fn name(project: &ProjectFacts) -> String {
    let name = &project.manifest.manifest.project.name;
    if name.is_empty() { "Dectet".to_owned() } else { name.clone() }
}

/// Everything that needs the person, with what tells it from everything else.
fn needs(scene: Scene<'_>) -> Vec<(String, String)> {
    if !scene.state.is_running() {
        return Vec::new();
    }
    let alarms = alerts(scene.state, scene.now).into_iter().map(|alert| (key(&alert), asked::words(scene, &alert)));
    let teams = scene.state.teams.iter().flat_map(|team| {
        let title = marks::title(team.id());
        let id = team.id();
        let permissions = team.permissions.iter().map({
            let title = title.clone();
            move |asked| {
                let text = t!("run-wants", team = title.as_str(), tool = asked.tool.as_str());
                (format!("{id} asks {}", asked.request), format!("{text} {}", asked.summary))
            }
        });
        let wishes = team.outside.iter().filter(|outside| outside.is_open).map(move |outside| {
            let owner = outside.owner.as_ref().map_or_else(|| t!("run-nobody"), marks::title);
            let text = t!("run-wishes", team = title.as_str(), path = outside.path.as_str(), owner = owner);
            (format!("{id} wishes {}", outside.path), text)
        });
        permissions.chain(wishes)
    });
    alarms.chain(teams).collect()
}

/// What stays the same while an alarm lasts: not its numbers.
fn key(alert: &Alert) -> String {
    let kind = match &alert.kind {
        AlertKind::Survivors { .. } => "survivors",
        AlertKind::CostCap => "cost",
        AlertKind::Circle => "circle",
        AlertKind::Died => "died",
        AlertKind::Outside { .. } => "outside",
        AlertKind::Refuted => "refuted",
        AlertKind::Silent { .. } => "silent",
        AlertKind::Slow { .. } => "slow",
        AlertKind::UsageLimit { .. } => "limit",
    };
    let teams: Vec<&str> = alert.teams.iter().map(|team| team.as_str()).collect();
    format!("{kind} {}", teams.join(" "))
}
