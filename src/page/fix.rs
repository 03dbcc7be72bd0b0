//! A targeted prompt: what one gate found in one team's part, where, what made it, and what the team may touch. It is
//! what an agent really gets, so it names no file that is not there and asks for nothing beside the finding.

use std::fmt::Write as _;

use super::{finding, place, said, title};
use crate::engine::jobs::validate::Validation;
use crate::model::gates::{Finding, Gate};
use crate::model::manifest::Manifest;
use crate::model::team::TeamId;
use crate::t;

/// How many findings a prompt lists: more would not be read either.
const LISTED: usize = 60;

/// The teams that a gate's findings belong to, each with how many; first the one with most.
pub fn teams(gate: &Gate) -> Vec<(TeamId, usize)> {
    let mut teams: Vec<(TeamId, usize)> = Vec::new();
    for team in gate.findings().iter().filter_map(|finding| finding.team.as_ref()) {
        match teams.iter_mut().find(|(known, _)| known == team) {
            Some((_, count)) => *count += 1,
            None => teams.push((team.clone(), 1)),
        }
    }
    teams.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    teams
}

/// The prompt for a team; without one it is for whoever looks after all of it.
pub fn prompt(validation: &Validation, gate: &Gate, team: Option<&TeamId>, manifest: &Manifest) -> String {
    let mine: Vec<&Finding> = gate.findings().iter().filter(|one| team.is_none() || one.team.as_ref() == team).collect();
    let known = team.and_then(|id| manifest.teams.iter().find(|team| crate::model::gates::file::is_part_of(id, team)));
    let part = known.and_then(|whole| whole.swarm.iter().find(|part| Some(&part.id) == team));
    let mut text = String::new();
    let mut line = |part: String| {
        // Writing into a text cannot fail.
        let _ = writeln!(text, "{part}");
    };
    line(format!("# {}", t!("fix-title", gate = title(validation, gate))));
    line(String::new());
    line(match (known, team) {
        (Some(whole), Some(id)) => {
            t!("fix-who", name = whole.name.as_str(), id = id.as_str(), project = validation.project.as_str())
        }
        _ => t!("fix-who-all", project = validation.project.as_str()),
    });
    let said = said(gate);
    line(format!("{} {}", said.text, t!("fix-yours", count = mine.len())));
    line(String::new());
    line(format!("## {}", t!("fix-findings")));
    line(String::new());
    let command = validation.commands.iter().find(|command| gate.id == "command" && command.name == gate.subject);
    if let Some(command) = command {
        line(t!("fix-command", command = format!("`{}`", command.line), folder = format!("`{}`", command.folder)));
        line(String::new());
        line("```".to_owned());
        mine.iter().for_each(|one| line(one.text.replace("```", "'''")));
        line("```".to_owned());
    } else {
        for one in mine.iter().take(LISTED) {
            line(listed(one));
        }
        if mine.len() > LISTED {
            line(format!("- {}", t!("fix-more", count = mine.len() - LISTED)));
        }
    }
    line(String::new());
    line(format!("## {}", t!("fix-rules")));
    line(String::new());
    if mine.iter().any(|one| one.origin.is_some()) {
        line(format!("- {}", t!("fix-rule-template")));
    }
    if let Some(whole) = known {
        let paths = part.map_or(&whole.write_paths, |part| &part.write_paths);
        let code = |paths: &[String]| paths.iter().map(|path| format!("`{path}`")).collect::<Vec<_>>().join(", ");
        if !paths.is_empty() {
            line(format!("- {}", t!("fix-rule-write", paths = code(paths))));
        }
        if !whole.forbidden_paths.is_empty() {
            line(format!("- {}", t!("fix-rule-forbidden", paths = code(&whole.forbidden_paths))));
        }
    }
    line(format!("- {}", t!("fix-rule-only")));
    line(format!("- {}", t!("fix-rule-done")));
    text
}

fn listed(one: &Finding) -> String {
    let mut line = String::from("- ");
    let place = place(one);
    if !place.is_empty() {
        let _ = write!(line, "`{place}`: ");
    }
    line.push_str(&finding(one));
    if !one.text.is_empty() {
        let _ = write!(line, ": `{}`", one.text.replace('`', "'"));
    }
    if let Some(origin) = &one.origin {
        let made = if origin.line == 0 { origin.mega_file.to_string() } else { format!("{}:{}", origin.mega_file, origin.line) };
        let _ = write!(line, " ({})", t!("fix-made-by", place = format!("`{made}`")));
    }
    line
}
