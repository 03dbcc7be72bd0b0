//! Codex, one `codex exec --json` a turn; later turns resume its thread. The prompt comes on stdin, so that it may be of any
//! length and begin with anything.

use serde_json::Value;

use super::json::{at, line as parse, number, short, text};
use super::{Adapter, Heard, Input, Launch, Order, Talk, Way, limits, program_words};
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
        words.extend(["exec", "--json", "--skip-git-repo-check", "--sandbox", "workspace-write"].map(Into::into));
        words.extend(["-C".into(), order.folder.into()]);
        if let Some(model) = &order.agent.model {
            words.push(format!("--model={model}").into());
        }
        if let Some(session) = order.session {
            words.extend(["resume".into(), session.into()]);
        }
        words.push("-".into());
        let input = Input::Whole(order.prompt.unwrap_or_default().as_bytes().to_vec());
        Ok(Launch { words, input, environment: Vec::new() })
    }

    fn talk(&self, _order: &Order<'_>) -> Box<dyn Talk> {
        Box::new(Events::default())
    }
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
