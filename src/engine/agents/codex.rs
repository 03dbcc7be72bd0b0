//! Codex, one `codex exec --json` a turn; later turns resume its thread. The prompt comes on stdin, so that it may be of any
//! length and begin with anything.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::json::{at, line as parse, number, short, text};
use super::{Adapter, Boundary, Heard, Input, Launch, Order, Talk, Version, Way, limits, program_words};
use crate::model::problem::Problem;
use crate::model::run::line::Millis;
use crate::model::run::team::Usage;

/// Codex.
#[derive(Clone, Copy, Debug)]
pub struct Codex;

impl Adapter for Codex {
    fn name(&self) -> &'static str {
        "codex"
    }

    fn program(&self) -> Option<&'static str> {
        Some("codex")
    }

    fn way(&self) -> Way {
        Way::Turns
    }

    fn launch(&self, order: &Order<'_>) -> Result<Launch, Problem> {
        let mut words = program_words(self, order.agent)?;
        words.extend(["exec", "--json", "--skip-git-repo-check"].map(Into::into));
        let mut folders = Vec::new();
        match order.version {
            Some(version) if version >= PROFILES_SINCE => {
                let (profile, named) = profile(order.boundary);
                let name = format!("dectet-{}", order.team);
                words.extend(["-c".into(), format!("default_permissions={}", quoted(&name)).into()]);
                words.extend(["-c".into(), format!("permissions.{name}.filesystem={profile}").into()]);
                folders.extend(named.iter().map(|path| order.folder.join(path)));
            }
            // An older one knows no paths: it may write in the whole tree, and what it wrote is looked at afterwards.
            _ => words.extend(["--sandbox", "workspace-write"].map(Into::into)),
        }
        words.extend(["-C".into(), order.folder.into()]);
        if let Some(model) = &order.agent.model {
            words.push(format!("--model={model}").into());
        }
        if let Some(session) = order.session {
            words.extend(["resume".into(), session.into()]);
        }
        words.push("-".into());
        let input = Input::Whole(order.prompt.unwrap_or_default().as_bytes().to_vec());
        Ok(Launch { words, input, folders, ..Launch::default() })
    }

    fn talk(&self, _order: &Order<'_>) -> Box<dyn Talk> {
        Box::new(Events::default())
    }

    fn wants_version(&self) -> bool {
        true
    }
}

/// Permission profiles are there from this version on; they do not go together with `--sandbox`.
const PROFILES_SINCE: Version = (0, 138, 0);

/// The team's boundary as a permission profile: read everything, write in the tree but for folders of other teams and what
/// is forbidden. It knows paths, no patterns: a pattern of the team's own opens the folder that it begins with. Also the
/// folders that it names: an entry counts where its path is there.
fn profile(boundary: &Boundary) -> (String, BTreeSet<String>) {
    let mut entries: BTreeMap<String, bool> = BTreeMap::new();
    let mut folders = BTreeSet::new();
    for rule in &boundary.rules {
        let folder = rule.folder();
        if rule.is_allowed() && rule.literal().is_none() && !folder.is_empty() && entries.get(&folder) == Some(&false) {
            entries.insert(folder, true);
        } else if let Some(path) = rule.literal() {
            entries.insert(path.clone(), rule.is_allowed());
            if rule.is_allowed() && folder == path {
                folders.insert(folder);
            }
        }
    }
    let entries =
        entries.iter().map(|(path, write)| format!("{}={}", quoted(path), quoted(if *write { "write" } else { "read" })));
    let roots: Vec<String> = std::iter::once("\".\"=\"write\"".to_owned()).chain(entries).collect();
    let roots = roots.join(",");
    (format!("{{\":root\"=\"read\",\":tmpdir\"=\"write\",\":slash_tmp\"=\"write\",\":workspace_roots\"={{{roots}}}}}"), folders)
}

/// A text in TOML.
fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

#[derive(Debug, Default)]
struct Events {
    in_turn: bool,
}

fn item(value: &Value, is_done: bool, heard: &mut Vec<Heard>) {
    let item = &value["item"];
    match text(item, &["type"]) {
        Some("agent_message") if is_done => heard.push(Heard::Said(text(item, &["text"]).unwrap_or_default().to_owned())),
        Some("command_execution") if !is_done => heard.push(Heard::Action(short(text(item, &["command"]).unwrap_or_default()))),
        Some("file_change") => {
            let changes = at(item, &["changes"]).and_then(Value::as_array).into_iter().flatten();
            let paths: Vec<&str> = changes.filter_map(|change| text(change, &["path"])).collect();
            heard.push(Heard::Action(short(&paths.join(", "))));
        }
        Some("mcp_tool_call") if !is_done => heard.push(Heard::Action(short(text(item, &["tool"]).unwrap_or("mcp")))),
        Some("web_search") if !is_done => heard.push(Heard::Action(short(text(item, &["query"]).unwrap_or("web")))),
        Some("error") => heard.push(Heard::Shown(short(text(item, &["message"]).unwrap_or_default()))),
        _ => {}
    }
}

impl Talk for Events {
    fn heard(&mut self, line: &str, now: Millis) -> Vec<Heard> {
        let Some(value) = parse(line) else {
            return if line.trim().is_empty() { Vec::new() } else { self.complained(line, now) };
        };
        let mut heard = Vec::new();
        let mut end = |error: Option<&str>, heard: &mut Vec<Heard>| {
            heard.extend(error.and_then(|error| limits::in_text(error, now)).map(Heard::Limited));
            if std::mem::take(&mut self.in_turn) || error.is_some() {
                heard.push(Heard::TurnEnded(error.map(short)));
            }
        };
        match text(&value, &["type"]) {
            Some("thread.started") => heard.extend(text(&value, &["thread_id"]).map(|id| Heard::Session(id.to_owned()))),
            Some("turn.started") => {
                self.in_turn = true;
                heard.extend([Heard::TurnStarted, Heard::Took]);
            }
            Some("item.started" | "item.updated") => item(&value, false, &mut heard),
            Some("item.completed") => item(&value, true, &mut heard),
            Some("turn.completed") => {
                let cached = number(&value, &["usage", "cached_input_tokens"]);
                heard.push(Heard::UsedMore(Usage {
                    input: number(&value, &["usage", "input_tokens"]).saturating_sub(cached),
                    cached,
                    output: number(&value, &["usage", "output_tokens"]),
                    cost_usd: None,
                }));
                end(None, &mut heard);
            }
            Some("turn.failed") => end(Some(text(&value, &["error", "message"]).unwrap_or("turn failed")), &mut heard),
            Some("error") => {
                let message = text(&value, &["message"]).unwrap_or("error");
                heard.push(Heard::Shown(message.to_owned()));
                heard.extend(limits::in_text(message, now).map(Heard::Limited));
            }
            _ => {}
        }
        heard
    }

    fn ended(&mut self, code: Option<i32>) -> Vec<Heard> {
        turn_end(std::mem::take(&mut self.in_turn), code)
    }
}

/// What the end of a process says of its turn, where the agent said nothing itself.
pub(super) fn turn_end(in_turn: bool, code: Option<i32>) -> Vec<Heard> {
    match code {
        Some(0) if in_turn => vec![Heard::TurnEnded(None)],
        Some(0) => Vec::new(),
        Some(code) => vec![Heard::TurnEnded(Some(format!("exit {code}")))],
        None if in_turn => vec![Heard::TurnEnded(None)],
        None => Vec::new(),
    }
}
