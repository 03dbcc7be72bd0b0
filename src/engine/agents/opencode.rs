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
        Ok(Launch { words, input, environment })
    }

    fn talk(&self, _order: &Order<'_>) -> Box<dyn Talk> {
        Box::new(Events::default())
    }
}

/// A team's paths as opencode's rules: the last one that matches wins. Without paths everything in the tree may be written.
fn rules(boundary: &Boundary) -> Value {
    let mut edit = Map::new();
    let patterns = |pattern: &String| {
        let pattern = pattern.trim_start_matches('/').to_owned();
        if pattern.ends_with('/') { pattern + "**" } else { pattern }
    };
    edit.insert("*".to_owned(), if boundary.write.is_empty() { "allow" } else { "deny" }.into());
    edit.extend(boundary.write.iter().map(|pattern| (patterns(pattern), "allow".into())));
    // What every team may write, wherever else it may.
    edit.extend(["mega-files/**", "status/**"].map(|pattern| (pattern.to_owned(), "allow".into())));
    edit.extend(boundary.forbidden.iter().map(|pattern| (patterns(pattern), "deny".into())));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_teams_paths_become_rules_in_the_right_order() {
        let boundary = Boundary {
            write: vec!["/src/api/".to_owned(), "src/auth/**".to_owned()],
            forbidden: vec!["src/api/core/".to_owned()],
        };
        let rules = rules(&boundary);
        let edit: Vec<(&str, &str)> =
            rules["edit"].as_object().expect("rules").iter().map(|(k, v)| (k.as_str(), v.as_str().expect("a word"))).collect();
        assert_eq!(edit[..3], [("*", "deny"), ("src/api/**", "allow"), ("src/auth/**", "allow")]);
        assert_eq!(edit.last(), Some(&("src/api/core/**", "deny")));
    }
}
