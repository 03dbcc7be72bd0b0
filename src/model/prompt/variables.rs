//! The names that a template may use, for people who write their own. One table a kind of prompt; a test compares it with
//! what a template is really given.

use serde_json::Value;

use super::context::{LeaderContext, TeamContext};
use super::{Recipient, find};
use crate::model::manifest::Manifest;

/// Something that a template can name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    /// Its name; `[]` stands for each element of a list: `phases[].minutes`.
    pub name: &'static str,
    /// What it is now: of a list of things their names, in a list the first. Empty where there is nothing.
    pub value: String,
}

macro_rules! tables {
    ($($shared:literal),* ; team $($team:literal),* ; leader $($leader:literal),*) => {
        const TEAM: &[&str] = &[$($team,)* $($shared,)*];
        const LEADER: &[&str] = &[$($leader,)* $($shared,)*];
    };
}

// `depends_on`, `used_by` and `owned_by_others` are lists of teams: each element has the fields of `team`.
tables! {
    "project.name", "project.description", "project.target_loc", "project.target_files", "project.stack", "team_count",
    "distribution",
    "phases[].name", "phases[].minutes", "phases[].from", "phases[].to",
    "rounds[].number", "rounds[].name", "rounds[].teams", "rounds[].target_loc",
    "contracts[].name", "contracts[].between", "contracts[].artifact", "contracts[].owner", "contracts[].is_mine",
    "monitoring.report_every_minutes", "monitoring.warn_percent", "monitoring.warn_after_minutes",
    "monitoring.stalled_after_minutes",
    "validation.commands[].name", "validation.commands[].run", "validation.coverage_minimum", "validation.minimum_files",
    "validation.minimum_loc" ;
    team
    "team.id", "team.name", "team.letter", "team.role", "team.part_of", "team.folder", "team.responsibilities",
    "team.write_paths", "team.read_paths", "team.forbidden_paths", "team.depends_on", "team.wait_for", "team.target_loc",
    "team.mega_files", "team.mega_file_names",
    "depends_on[]", "used_by[]", "owned_by_others[]",
    "parts[].id", "parts[].responsibilities", "parts[].write_paths", "siblings[].id", "siblings[].responsibilities",
    "siblings[].write_paths",
    "example.folder", "example.extension", "example.other" ;
    leader
    "teams[].id", "teams[].name", "teams[].letter", "teams[].role", "teams[].part_of", "teams[].folder",
    "teams[].responsibilities", "teams[].write_paths", "teams[].read_paths", "teams[].forbidden_paths", "teams[].depends_on",
    "teams[].wait_for", "teams[].target_loc", "teams[].mega_files", "teams[].mega_file_names"
}

/// The names that a template of this prompt may use.
pub(super) fn names(recipient: &Recipient) -> &'static [&'static str] {
    match recipient {
        Recipient::Leader => LEADER,
        Recipient::Team(_) => TEAM,
    }
}

/// What a template of this prompt is given, as data.
pub(super) fn given(manifest: &Manifest, recipient: &Recipient) -> Value {
    let value = match recipient {
        Recipient::Leader => serde_json::to_value(LeaderContext::new(manifest)),
        Recipient::Team(id) => match find(manifest, id) {
            Some((team, part)) => serde_json::to_value(TeamContext::new(manifest, team, part)),
            None => Ok(Value::Null),
        },
    };
    value.unwrap_or_default()
}

/// All that a template of this prompt may name, with what it is now.
pub fn variables(manifest: &Manifest, recipient: &Recipient) -> Vec<Variable> {
    let given = given(manifest, recipient);
    names(recipient).iter().map(|name| Variable { name, value: shown(look_up(&given, name)) }).collect()
}

fn look_up<'a>(given: &'a Value, name: &str) -> &'a Value {
    let parts: Vec<&str> = name.split('.').collect();
    let mut value = given;
    for (place, part) in parts.iter().enumerate() {
        value = &value[part.trim_end_matches("[]")];
        // The last of a name stands for the list itself.
        if part.ends_with("[]") && place + 1 < parts.len() {
            value = &value[0];
        }
    }
    value
}

fn shown(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(shown).collect::<Vec<_>>().join(", "),
        Value::Object(fields) => fields.get("id").or(fields.get("name")).map(shown).unwrap_or_default(),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}
