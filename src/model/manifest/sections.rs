//! The sections beside the teams: project, phases, rounds, contracts, monitoring, validation, run, agents, git.

use std::collections::BTreeMap;

use super::read::{Fields, Reader};
use super::scalars::{Commands, Count, Dollars, LoosePermissions, Minutes, Percent, Seconds, WarnBelow};
use super::{
    Agent, CommandLine, IntegrationPoint, Iteration, Manifest, Phase, Project, ValidationCommand, shape, standard_phases,
};
use crate::model::problem::Problem;
use crate::model::team::TeamId;
use crate::model::yaml::node::{Kind, Node};

/// The presets that an agent may name.
pub const PRESETS: [&str; 7] = ["manual", "claude", "codex", "gemini", "opencode", "aider", "shell"];
/// The kinds of an agent that is none of the presets.
pub const KINDS: [&str; 4] = ["manual", "headless", "acp", "terminal"];
/// The ways in which an agent can be given its prompt.
pub const PROMPTS: [&str; 4] = ["stdin", "argument", "file", "typed"];

/// Reads all sections but the teams, which are known already.
pub(super) fn read(reader: &mut Reader<'_>, fields: &mut Fields<'_>, manifest: &mut Manifest) {
    project(reader, fields, manifest);
    if let Some(distribution) = reader.value(fields, &["distribution"], "distribution") {
        manifest.distribution = distribution;
    }
    manifest.phases = phases(reader, fields);
    manifest.iterations = iterations(reader, fields, manifest);
    manifest.integration_points = integration_points(reader, fields, manifest);
    section(reader, fields, "monitoring", |reader, fields| {
        let monitoring = &mut manifest.monitoring;
        set(&mut monitoring.report_every_secs, reader.value(fields, &["report_every"], "duration").map(|Seconds(secs)| secs));
        if let Some(WarnBelow { percent, after_secs }) = reader.value(fields, &["warn"], "warning") {
            (monitoring.warn_percent, monitoring.warn_after_secs) = (percent, after_secs);
        }
        set(&mut monitoring.stalled_after_secs, reader.value(fields, &["stalled_after"], "duration").map(|Seconds(secs)| secs));
    });
    section(reader, fields, "conflict_resolution", |reader, fields| manifest.conflict_order = reader.texts(fields, &["order"]));
    section(reader, fields, "validation", |reader, fields| validation(reader, fields, manifest));
    section(reader, fields, "run", |reader, fields| {
        let run = &mut manifest.run;
        let parallel = reader.value(fields, &["parallel"], "number").map(|Count(count)| count);
        set(&mut run.parallel, parallel.map(|count| count.clamp(1, 1000) as u32));
        set(&mut run.checkpoint_every_secs, reader.value(fields, &["checkpoint_every"], "duration").map(|Seconds(secs)| secs));
        run.cost_cap_usd = reader.value(fields, &["cost_cap_usd"], "amount").map(|Dollars(amount)| amount);
        run.setup = match reader.value(fields, &["setup"], "commands") {
            Some(Commands::List(commands)) => commands,
            Some(Commands::One(command)) => vec![CommandLine::Shell(command)],
            None => Vec::new(),
        };
        set(&mut run.permissions, reader.value::<LoosePermissions>(fields, &["permissions"], "permissions").map(Into::into));
    });
    manifest.agents = agents(reader, fields);
    "dectet".clone_into(&mut manifest.branch_prefix);
    section(reader, fields, "git", |reader, fields| {
        set(&mut manifest.branch_prefix, reader.text(fields, &["branch_prefix"]));
    });
}

fn set<T>(target: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *target = value;
    }
}

/// A section that is a mapping; anything else is said to be wrong.
fn section(
    reader: &mut Reader<'_>,
    fields: &mut Fields<'_>,
    name: &'static str,
    read: impl FnOnce(&mut Reader<'_>, &mut Fields<'_>),
) {
    let Some((key, value)) = fields.take(&[name]) else { return };
    let path = fields.path_of(name);
    reader.note_place(path.clone(), key);
    if value.entries().is_some() {
        let mut inner = reader.fields(value, &path);
        read(reader, &mut inner);
        reader.finish(inner);
    } else if !value.is_null() {
        reader.wrong_type(name, value, "mapping");
    }
}

fn project(reader: &mut Reader<'_>, fields: &mut Fields<'_>, manifest: &mut Manifest) {
    let Some((key, value)) = fields.take(&["project"]) else { return };
    reader.note_place("project", key);
    match &value.kind {
        _ if value.is_null() => {}
        // `project: my-shop` can mean one thing only.
        Kind::Scalar { text, .. } => text.trim().clone_into(&mut manifest.project.name),
        Kind::Sequence { .. } => reader.wrong_type("project", value, "mapping"),
        Kind::Mapping { .. } => {
            let mut inner = reader.fields(value, "project");
            manifest.project = Project {
                name: reader.text(&mut inner, &["name"]).unwrap_or_default(),
                description: reader.text(&mut inner, &["description"]).unwrap_or_default(),
                target_loc: reader.value(&mut inner, &["target_loc", "lines_of_code"], "range"),
                target_files: reader.value(&mut inner, &["target_files"], "range"),
                stack: reader.texts(&mut inner, &["stack"]),
            };
            reader.finish(inner);
        }
    }
}

/// Entries of a list of mappings; of a mapping by name (`API: {between: …}`) each entry's key is its name.
fn named_entries(node: &Node) -> Option<Vec<(Option<&Node>, &Node)>> {
    match &node.kind {
        Kind::Sequence { items, .. } => Some(items.iter().map(|item| (None, item)).collect()),
        Kind::Mapping { .. } => Some(node.fields().into_iter().map(|(key, value)| (Some(key), value)).collect()),
        Kind::Scalar { .. } => node.is_null().then(Vec::new),
    }
}

fn phases(reader: &mut Reader<'_>, fields: &mut Fields<'_>) -> Vec<Phase> {
    let Some((key, value)) = fields.take(&["phases"]) else { return standard_phases() };
    reader.note_place("phases", key);
    let Some(entries) = named_entries(value) else {
        reader.wrong_type("phases", value, "phases");
        return standard_phases();
    };
    let usual = |name: &str| {
        let standard = standard_phases().into_iter().find(|phase| phase.name.eq_ignore_ascii_case(name.trim()));
        standard.map_or(15, |phase| phase.minutes)
    };
    let mut phases = Vec::with_capacity(entries.len());
    for (name, value) in entries {
        reader.note_place(format!("phases/{}", phases.len()), name.unwrap_or(value));
        match (&value.kind, name) {
            (Kind::Mapping { .. }, _) => {
                let mut inner = reader.fields(value, &format!("phases/{}", phases.len()));
                let given = reader.text(&mut inner, &["name"]).or_else(|| name?.text().map(str::to_owned));
                let minutes = reader.value(&mut inner, &["minutes", "duration"], "minutes").map(|Minutes(minutes)| minutes);
                reader.finish(inner);
                match given {
                    Some(name) => phases.push(Phase { minutes: minutes.unwrap_or_else(|| usual(&name)), name }),
                    None => reader.wrong_type("phases", value, "phase"),
                }
            }
            (Kind::Scalar { .. }, Some(name)) => match serde_yaml::from_value(shape::to_value(value)) {
                Ok(Minutes(minutes)) => phases.push(Phase { name: name.text().unwrap_or_default().to_owned(), minutes }),
                Err(_) => reader.wrong_type(name.text().unwrap_or("phases"), value, "minutes"),
            },
            (Kind::Scalar { text, .. }, None) if !text.trim().is_empty() => {
                phases.push(Phase { name: text.trim().to_owned(), minutes: usual(text) });
            }
            _ => reader.wrong_type("phases", value, "phase"),
        }
    }
    if phases.is_empty() { standard_phases() } else { phases }
}

fn all_teams(manifest: &Manifest) -> Vec<TeamId> {
    manifest.teams.iter().map(|team| team.id.clone()).collect()
}

fn iterations(reader: &mut Reader<'_>, fields: &mut Fields<'_>, manifest: &Manifest) -> Vec<Iteration> {
    let Some((key, value)) = fields.take(&["iterations"]) else { return Vec::new() };
    reader.note_place("iterations", key);
    let Some(entries) = named_entries(value) else {
        reader.wrong_type("iterations", value, "iterations");
        return Vec::new();
    };
    let mut iterations = Vec::with_capacity(entries.len());
    for (name, value) in entries {
        let path = format!("iterations/{}", iterations.len());
        reader.note_place(path.clone(), name.unwrap_or(value));
        if value.entries().is_none() {
            reader.wrong_type("iterations", value, "iteration");
            continue;
        }
        let mut inner = reader.fields(value, &path);
        let given = reader.text(&mut inner, &["name"]).or_else(|| name?.text().map(str::to_owned));
        let teams = reader.team_ids(&mut inner, &["teams"]);
        iterations.push(Iteration {
            name: given.unwrap_or_else(|| (iterations.len() + 1).to_string()),
            teams: if teams.all { all_teams(manifest) } else { teams.ids },
            target_loc: reader.value(&mut inner, &["target_loc", "lines_of_code"], "range"),
        });
        reader.finish(inner);
    }
    iterations
}

fn integration_points(reader: &mut Reader<'_>, fields: &mut Fields<'_>, manifest: &Manifest) -> Vec<IntegrationPoint> {
    let Some((key, value)) = fields.take(&["integration_points"]) else { return Vec::new() };
    reader.note_place("integration_points", key);
    let Some(entries) = named_entries(value) else {
        reader.wrong_type("integration_points", value, "integration-points");
        return Vec::new();
    };
    let mut points = Vec::with_capacity(entries.len());
    for (name, value) in entries {
        let path = format!("integration_points/{}", points.len());
        let stands = name.unwrap_or(value);
        reader.note_place(path.clone(), stands);
        let place = Some(stands.place(reader.file()));
        if value.entries().is_none() {
            reader.wrong_type("integration_points", value, "integration-point");
            continue;
        }
        let mut inner = reader.fields(value, &path);
        let given = reader.text(&mut inner, &["name"]).or_else(|| name?.text().map(str::to_owned));
        let between = reader.team_ids(&mut inner, &["between"]);
        let between = if between.all { all_teams(manifest) } else { between.ids };
        let artifact = reader.text(&mut inner, &["artifact"]);
        let owner = reader.team_ids(&mut inner, &["owner"]).ids.into_iter().next();
        reader.finish(inner);
        points.push(IntegrationPoint {
            name: given.or_else(|| artifact.clone()).unwrap_or_else(|| (points.len() + 1).to_string()),
            owner: owner.or_else(|| between.first().cloned()),
            between,
            artifact,
            place,
        });
    }
    points
}

fn validation(reader: &mut Reader<'_>, fields: &mut Fields<'_>, manifest: &mut Manifest) {
    if let Some((key, value)) = fields.take(&["commands"]) {
        reader.note_place("validation/commands", key);
        match named_entries(value) {
            None => match value.text() {
                Some(text) => manifest.validation.commands.push(shell_command(text)),
                None => reader.wrong_type("commands", value, "commands"),
            },
            Some(entries) => {
                for (name, value) in entries {
                    let path = format!("validation/commands/{}", manifest.validation.commands.len());
                    reader.note_place(path.clone(), name.unwrap_or(value));
                    if let Some(command) = validation_command(reader, name, value, &path) {
                        manifest.validation.commands.push(command);
                    }
                }
            }
        }
    }
    section(reader, fields, "coverage", |reader, fields| {
        manifest.validation.coverage_report = reader.text(fields, &["report"]);
        manifest.validation.coverage_minimum_percent =
            reader.value(fields, &["minimum"], "percent").map(|Percent(percent)| percent);
    });
    section(reader, fields, "minimum", |reader, fields| {
        manifest.validation.minimum_files = reader.value(fields, &["files"], "number").map(|Count(count)| count);
        manifest.validation.minimum_loc = reader.value(fields, &["loc", "lines_of_code"], "number").map(|Count(count)| count);
    });
}

fn shell_command(text: &str) -> ValidationCommand {
    let run = text.trim().to_owned();
    ValidationCommand { name: run.clone(), run: CommandLine::Shell(run), folder: None, timeout_secs: None }
}

fn validation_command(reader: &mut Reader<'_>, name: Option<&Node>, value: &Node, path: &str) -> Option<ValidationCommand> {
    let key = name.and_then(Node::text);
    let mut inner = match &value.kind {
        Kind::Scalar { text, .. } if !text.trim().is_empty() => {
            let command = shell_command(text);
            return Some(ValidationCommand { name: key.map_or(command.name, str::to_owned), ..command });
        }
        Kind::Mapping { .. } => reader.fields(value, path),
        _ => {
            reader.wrong_type("commands", value, "command");
            return None;
        }
    };
    let given = reader.text(&mut inner, &["name"]).or_else(|| key.map(str::to_owned));
    let run: Option<CommandLine> = reader.value(&mut inner, &["run", "command"], "command-line");
    let folder = reader.text(&mut inner, &["in"]);
    let timeout_secs = reader.value(&mut inner, &["timeout"], "duration").map(|Seconds(secs)| secs);
    reader.finish(inner);
    let Some(run) = run else {
        let number = path.rsplit('/').next().and_then(|index| index.parse::<usize>().ok()).unwrap_or_default() + 1;
        reader.say(Problem::error("manifest-command-without-run").with("number", number), value);
        return None;
    };
    let name = given.unwrap_or_else(|| match &run {
        CommandLine::Shell(line) => line.clone(),
        CommandLine::Direct(words) => words.join(" "),
    });
    Some(ValidationCommand { name, run, folder, timeout_secs })
}

fn agents(reader: &mut Reader<'_>, fields: &mut Fields<'_>) -> Vec<Agent> {
    let Some((key, value)) = fields.take(&["agents"]) else { return Vec::new() };
    reader.note_place("agents", key);
    let Some(entries) = named_entries(value) else {
        reader.wrong_type("agents", value, "agents");
        return Vec::new();
    };
    let mut agents: Vec<Agent> = Vec::with_capacity(entries.len());
    for (key, value) in entries {
        let mut agent = Agent {
            name: key.and_then(Node::text).unwrap_or_default().trim().to_owned(),
            preset: None,
            kind: None,
            model: None,
            command: Vec::new(),
            prompt: None,
            env: Vec::new(),
        };
        match &value.kind {
            Kind::Mapping { .. } => {
                let mut inner = reader.fields(value, &format!("agents/{}", agent.name));
                if let Some(name) = reader.text(&mut inner, &["name"]).filter(|_| key.is_none()) {
                    agent.name = name;
                }
                reader.note_place(format!("agents/{}", agent.name), key.unwrap_or(value));
                agent.preset = one_of(reader, &mut inner, "preset", &PRESETS, "preset");
                agent.kind = one_of(reader, &mut inner, "kind", &KINDS, "agent-kind");
                agent.model = reader.text(&mut inner, &["model"]);
                agent.command = command_words(reader, &mut inner);
                agent.prompt = one_of(reader, &mut inner, "prompt", &PROMPTS, "agent-prompt");
                let env: Option<BTreeMap<String, serde_yaml::Value>> = reader.value(&mut inner, &["env"], "environment");
                agent.env = env.into_iter().flatten().filter_map(|(name, value)| Some((name, scalar_text(&value)?))).collect();
                reader.finish(inner);
            }
            // `claude: claude` names the preset; so does a bare `claude:` or a name in a list.
            Kind::Scalar { text, .. } => {
                let preset = if value.is_null() { agent.name.clone() } else { text.trim().to_owned() };
                if key.is_none() {
                    preset.clone_into(&mut agent.name);
                }
                reader.note_place(format!("agents/{}", agent.name), key.unwrap_or(value));
                if PRESETS.contains(&preset.as_str()) {
                    agent.preset = Some(preset);
                } else {
                    reader.wrong_type("agents", value, "preset");
                }
            }
            Kind::Sequence { .. } => reader.wrong_type("agents", value, "agent"),
        }
        if agent.name.is_empty() {
            reader.wrong_type("agents", value, "agent");
        } else if agents.iter().all(|other| other.name != agent.name) {
            agents.push(agent);
        }
    }
    agents
}

fn scalar_text(value: &serde_yaml::Value) -> Option<String> {
    match value {
        serde_yaml::Value::String(text) => Some(text.clone()),
        serde_yaml::Value::Number(number) => Some(number.to_string()),
        serde_yaml::Value::Bool(value) => Some(value.to_string()),
        serde_yaml::Value::Null => Some(String::new()),
        _ => None,
    }
}

/// A word of a closed set.
fn one_of(
    reader: &mut Reader<'_>,
    fields: &mut Fields<'_>,
    name: &'static str,
    known: &[&str],
    expected: &'static str,
) -> Option<String> {
    let (key, value) = fields.take(&[name])?;
    reader.note_place(fields.path_of(name), key);
    match value.text().map(|text| text.trim().to_lowercase()) {
        _ if value.is_null() => None,
        Some(word) if known.contains(&word.as_str()) => Some(word),
        _ => {
            reader.wrong_type(name, value, expected);
            None
        }
    }
}

/// A program and its arguments: a list, or one text without quotes, which is split at spaces.
fn command_words(reader: &mut Reader<'_>, fields: &mut Fields<'_>) -> Vec<String> {
    let Some((key, value)) = fields.take(&["command"]) else { return Vec::new() };
    reader.note_place(fields.path_of("command"), key);
    match value.text() {
        Some(text) if !text.contains(['"', '\'', '\\', '|', ';', '&', '<', '>', '`']) => {
            text.split_whitespace().map(str::to_owned).collect()
        }
        None if value.items().is_some_and(|items| items.iter().all(|item| item.text().is_some())) => {
            value.items().into_iter().flatten().filter_map(Node::text).map(str::to_owned).collect()
        }
        _ => {
            reader.wrong_type("command", value, "command-words");
            Vec::new()
        }
    }
}
