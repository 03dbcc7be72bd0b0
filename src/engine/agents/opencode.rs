//! opencode, one `opencode run --format json` a turn; later turns go on with its session. The prompt comes on stdin; a
//! team's paths become opencode's own permission rules.

use serde_json::{Map, Value, json};

use super::codex::turn_end;
use super::json::{action, at, line as parse, number, short, text};
use super::{Adapter, Boundary, Heard, Input, Launch, Order, Talk, Way, limits, program_words};
use crate::model::problem::Problem;
use crate::model::run::line::Millis;
use crate::model::run::team::Usage;

/// opencode.
#[derive(Clone, Copy, Debug)]
pub struct Opencode;

impl Adapter for Opencode {
    fn name(&self) -> &'static str {
        "opencode"
    }

    fn program(&self) -> Option<&'static str> {
        Some("opencode")
    }

    fn way(&self) -> Way {
        Way::Turns
    }

    fn launch(&self, order: &Order<'_>) -> Result<Launch, Problem> {
        let mut words = program_words(self, order.agent)?;
        words.extend(["run", "--format", "json"].map(Into::into));
        if let Some(model) = &order.agent.model {
            words.push(format!("--model={model}").into());
        }
        if let Some(session) = order.session {
            words.push(format!("--session={session}").into());
        }
        let input = Input::Whole(order.prompt.unwrap_or_default().as_bytes().to_vec());
        let environment = vec![("OPENCODE_PERMISSION".to_owned(), rules(order.boundary).to_string())];
        Ok(Launch { words, input, environment, ..Launch::default() })
    }

    fn talk(&self, _order: &Order<'_>) -> Box<dyn Talk> {
        Box::new(Events::default())
    }
}

/// A team's paths as opencode's rules: the last one that matches wins, there as here. `*` crosses folders there: a rule may
/// be wider than the manifest's, and what was written is looked at afterwards.
fn rules(boundary: &Boundary) -> Value {
    let mut edit = Map::new();
    edit.insert("*".to_owned(), "allow".into());
    for rule in &boundary.rules {
        // A rule that stands again stands last.
        edit.shift_remove(&rule.glob);
        edit.insert(rule.glob.clone(), if rule.is_allowed() { "allow" } else { "deny" }.into());
    }
    json!({"edit": edit, "external_directory": "deny"})
}

#[derive(Debug, Default)]
struct Events {
    in_turn: bool,
    session: Option<String>,
}

impl Talk for Events {
    fn heard(&mut self, line: &str, now: Millis) -> Vec<Heard> {
        let Some(value) = parse(line) else {
            return if line.trim().is_empty() { Vec::new() } else { self.complained(line, now) };
        };
        let mut heard = Vec::new();
        if let Some(session) = text(&value, &["sessionID"]).filter(|id| self.session.as_deref() != Some(id)) {
            self.session = Some(session.to_owned());
            heard.push(Heard::Session(session.to_owned()));
        }
        if !self.in_turn && text(&value, &["type"]).is_some_and(|kind| kind != "done" && kind != "error") {
            self.in_turn = true;
            heard.extend([Heard::TurnStarted, Heard::Took]);
        }
        let part = &value["part"];
        match text(&value, &["type"]) {
            Some("text") => heard.push(Heard::Said(text(part, &["text"]).unwrap_or_default().to_owned())),
            Some("tool_use") => {
                let tool = text(part, &["tool"]).unwrap_or("?");
                heard.push(Heard::Action(action(tool, at(part, &["state", "input"]).unwrap_or(&Value::Null))));
            }
            Some("step_finish") => heard.push(Heard::UsedMore(Usage {
                input: number(part, &["tokens", "input"]),
                cached: number(part, &["tokens", "cache", "read"]),
                output: number(part, &["tokens", "output"]),
                cost_usd: at(part, &["cost"]).and_then(Value::as_f64),
            })),
            Some("error") => {
                let error = &value["error"];
                let message =
                    text(error, &["data", "message"]).or_else(|| text(error, &["message"])).or_else(|| text(error, &["name"]));
                let message = message.or(error.as_str()).unwrap_or("error");
                heard.extend(limits::in_text(message, now).map(Heard::Limited));
                self.in_turn = false;
                heard.push(Heard::TurnEnded(Some(short(message))));
            }
            Some("done") if std::mem::take(&mut self.in_turn) => heard.push(Heard::TurnEnded(None)),
            _ => {}
        }
        heard
    }

    fn ended(&mut self, code: Option<i32>) -> Vec<Heard> {
        turn_end(std::mem::take(&mut self.in_turn), code)
    }
}
