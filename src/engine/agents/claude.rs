//! Claude Code, by its stream-json protocol on stdin and stdout, with the control protocol for permissions and interrupts:
//! one process for the whole conversation. Knows the protocol as its documentation tells it; unknown lines only count as
//! signs of life.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::json::{action, at, line as parse, number, path, purpose, short, text};
use super::{Adapter, Heard, Input, Launch, Order, Talk, Way, limits, program_words};
use crate::model::boundary::Rule;
use crate::model::manifest::Permissions;
use crate::model::problem::Problem;
use crate::model::run::line::Millis;
use crate::model::run::team::{Permission, Usage};
use crate::model::run::wire::Decision;

/// Claude Code.
#[derive(Clone, Copy, Debug)]
pub struct Claude;

impl Adapter for Claude {
    fn name(&self) -> &'static str {
        "claude"
    }

    fn program(&self) -> Option<&'static str> {
        Some("claude")
    }

    fn way(&self) -> Way {
        Way::Conversation
    }

    fn launch(&self, order: &Order<'_>) -> Result<Launch, Problem> {
        let mut words = program_words(self, order.agent)?;
        let fixed = ["--output-format", "stream-json", "--verbose", "--input-format", "stream-json", "--replay-user-messages"];
        words.extend(fixed.map(Into::into));
        words.extend(["--permission-prompt-tool", "stdio", "--permission-mode"].map(Into::into));
        // Even where everything is allowed the host is asked: a team's paths are its own.
        words.push("default".into());
        if let Permissions::Rules { allow, deny } = order.permissions {
            for (option, rules) in [("--allowedTools", allow), ("--disallowedTools", deny)] {
                if !rules.is_empty() {
                    words.push(format!("{option}={}", rules.join(",")).into());
                }
            }
        }
        words.push(format!("--settings={}", settings(order)).into());
        if let Some(model) = &order.agent.model {
            words.push(format!("--model={model}").into());
        }
        if let Some(session) = order.session {
            words.push(format!("--resume={session}").into());
        }
        Ok(Launch { words, input: Input::Open, ..Launch::default() })
    }

    fn talk(&self, _order: &Order<'_>) -> Box<dyn Talk> {
        Box::new(Stream::default())
    }
}

/// The team's boundary as settings of this launch alone: denials that hold whatever a person's own settings allow, and
/// folders that its sandbox, where a person uses one, keeps shell commands out of. What a denial cannot say (it always
/// wins there) is said by the hook that asks for each path.
fn settings(order: &Order<'_>) -> Value {
    let denied: Vec<String> = order.boundary.plain_denials().map(|rule| format!("Edit(./{})", rule.glob)).collect();
    let kept_out = order.boundary.plain_denials().filter_map(Rule::literal);
    let kept_out: Vec<String> = kept_out.map(|path| order.folder.join(path).to_string_lossy().into_owned()).collect();
    let read: Vec<String> =
        order.boundary.read.iter().map(|pattern| format!("Read(./{})", pattern.trim_start_matches('/'))).collect();
    json!({"permissions": {"allow": read, "deny": denied}, "sandbox": {"filesystem": {"denyWrite": kept_out}}})
}

/// The name of the hook that asks for each path that a tool would write.
const HOOK: &str = "dectet-paths";

#[derive(Debug, Default)]
struct Stream {
    /// Requests that came from the hook: they are answered in its words.
    hooks: BTreeSet<String>,
    requests: u64,
    session: Option<String>,
    in_turn: bool,
}

impl Stream {
    fn control(&mut self, request: &Value) -> String {
        self.requests += 1;
        json!({"type": "control_request", "request_id": format!("dectet-{}", self.requests), "request": request}).to_string()
    }

    fn begin(&mut self, heard: &mut Vec<Heard>) {
        if !self.in_turn {
            self.in_turn = true;
            heard.push(Heard::TurnStarted);
        }
    }

    fn message(&mut self, value: &Value, heard: &mut Vec<Heard>) {
        // Words of a helper that the agent started are not the team's.
        let is_own = at(value, &["parent_tool_use_id"]).is_none_or(Value::is_null);
        for block in at(value, &["message", "content"]).and_then(Value::as_array).into_iter().flatten() {
            match text(block, &["type"]) {
                Some("text") => {
                    let said = text(block, &["text"]).unwrap_or_default().to_owned();
                    heard.push(if is_own { Heard::Said(said) } else { Heard::Shown(said) });
                }
                Some("tool_use") => {
                    let (tool, input) = (text(block, &["name"]).unwrap_or("?"), &block["input"]);
                    heard.push(Heard::Action(action(tool, input)));
                }
                _ => {}
            }
        }
    }

    fn result(&mut self, value: &Value, now: Millis, heard: &mut Vec<Heard>) {
        self.in_turn = false;
        let mut usage = Usage { cost_usd: at(value, &["total_cost_usd"]).and_then(Value::as_f64), ..Usage::default() };
        match at(value, &["modelUsage"]).and_then(Value::as_object).filter(|models| !models.is_empty()) {
            // Of the whole conversation so far.
            Some(models) => {
                for model in models.values() {
                    usage.input += number(model, &["inputTokens"]) + number(model, &["cacheCreationInputTokens"]);
                    usage.cached += number(model, &["cacheReadInputTokens"]);
                    usage.output += number(model, &["outputTokens"]);
                }
            }
            None => {
                usage.input =
                    number(value, &["usage", "input_tokens"]) + number(value, &["usage", "cache_creation_input_tokens"]);
                usage.cached = number(value, &["usage", "cache_read_input_tokens"]);
                usage.output = number(value, &["usage", "output_tokens"]);
            }
        }
        heard.push(Heard::UsedSoFar(usage));
        let subtype = text(value, &["subtype"]).unwrap_or("success");
        // An API failure may come as a success that is an error.
        let is_error = at(value, &["is_error"]).and_then(Value::as_bool).unwrap_or(subtype != "success");
        let error = is_error.then(|| {
            let said = text(value, &["result"]).or_else(|| at(value, &["errors"])?.get(0)?.as_str());
            short(said.unwrap_or(subtype))
        });
        heard.extend(error.as_deref().and_then(|error| limits::in_text(error, now)).map(Heard::Limited));
        heard.push(Heard::TurnEnded(error));
    }

    fn asked(&mut self, value: &Value, now: Millis, heard: &mut Vec<Heard>) {
        let id = text(value, &["request_id"]).unwrap_or_default().to_owned();
        let request = &value["request"];
        match text(request, &["subtype"]) {
            Some("can_use_tool") => {
                let tool = text(request, &["tool_name"]).unwrap_or("?").to_owned();
                let input = request["input"].clone();
                let reason = text(request, &["decision_reason"]).map(str::to_owned);
                let blocked = text(request, &["blocked_path"]).map(str::to_owned);
                heard.push(Heard::Asked(Permission {
                    summary: purpose(&input),
                    path: path(&tool, &input).or(blocked),
                    request: id,
                    tool,
                    input,
                    reason,
                    at: now,
                }));
            }
            Some("hook_callback") => {
                let question = &request["input"];
                let tool = text(question, &["tool_name"]).unwrap_or_default().to_owned();
                let input = question["tool_input"].clone();
                match path(&tool, &input).filter(|_| text(request, &["callback_id"]) == Some(HOOK)) {
                    Some(path) => {
                        self.hooks.insert(id.clone());
                        let (summary, path) = (purpose(&input), Some(path));
                        heard.push(Heard::Asked(Permission { request: id, tool, summary, path, input, reason: None, at: now }));
                    }
                    // Nothing to say: it goes on as if there were no hook.
                    None => heard.push(Heard::Answer(success(&id, &json!({})))),
                }
            }
            Some(other) => {
                let error = format!("unsupported request: {other}");
                let response =
                    json!({"type": "control_response", "response": {"subtype": "error", "request_id": id, "error": error}});
                heard.push(Heard::Answer(response.to_string()));
            }
            None => {}
        }
    }
}

fn success(request: &str, response: &Value) -> String {
    let response = json!({"subtype": "success", "request_id": request, "response": response});
    json!({"type": "control_response", "response": response}).to_string()
}

impl Talk for Stream {
    fn hello(&mut self) -> Vec<String> {
        let hook = json!({"matcher": "Edit|MultiEdit|Write|NotebookEdit", "hookCallbackIds": [HOOK], "timeout": 60});
        vec![self.control(&json!({"subtype": "initialize", "hooks": {"PreToolUse": [hook]}}))]
    }

    fn heard(&mut self, line: &str, now: Millis) -> Vec<Heard> {
        let Some(value) = parse(line) else {
            return if line.trim().is_empty() { Vec::new() } else { self.complained(line, now) };
        };
        let mut heard = Vec::new();
        if let Some(session) = text(&value, &["session_id"]).filter(|id| !id.is_empty() && self.session.as_deref() != Some(id)) {
            self.session = Some(session.to_owned());
            heard.push(Heard::Session(session.to_owned()));
        }
        match (text(&value, &["type"]), text(&value, &["subtype"])) {
            (Some("assistant"), _) => {
                self.begin(&mut heard);
                self.message(&value, &mut heard);
            }
            (Some("user"), _) if value["isReplay"] == true => {
                self.begin(&mut heard);
                heard.push(Heard::Took);
            }
            (Some("result"), _) => self.result(&value, now, &mut heard),
            (Some("control_request"), _) => self.asked(&value, now, &mut heard),
            (Some("control_cancel_request"), _) => {
                heard.extend(text(&value, &["request_id"]).map(|id| Heard::AskGone(id.to_owned())));
            }
            (Some("system"), Some("api_retry")) => {
                heard.push(Heard::Action(short(text(&value, &["error"]).unwrap_or("retry"))));
            }
            (Some("rate_limit_event"), _) => {
                let info = at(&value, &["rate_limit_info"]).unwrap_or(&value);
                if text(info, &["status"]) == Some("rejected") {
                    let resets = number(info, &["resetsAt"]);
                    heard.push(Heard::Limited((resets > 0).then_some(resets * 1000)));
                }
            }
            _ => {}
        }
        heard
    }

    fn prompt(&mut self, text: &str) -> Option<Vec<String>> {
        Some(vec![json!({"type": "user", "message": {"role": "user", "content": text}}).to_string()])
    }

    fn answer(&mut self, permission: &Permission, decision: &Decision) -> Vec<String> {
        let response = match decision {
            _ if self.hooks.remove(&permission.request) => {
                let mut output = json!({"hookEventName": "PreToolUse", "permissionDecision": "allow"});
                if let Decision::Deny(why) = decision {
                    output["permissionDecision"] = "deny".into();
                    output["permissionDecisionReason"] = why.as_str().into();
                }
                json!({"hookSpecificOutput": output})
            }
            Decision::Allow => json!({"behavior": "allow", "updatedInput": permission.input}),
            Decision::Deny(why) => json!({"behavior": "deny", "message": why, "interrupt": false}),
        };
        vec![success(&permission.request, &response)]
    }

    fn interrupt(&mut self) -> Vec<String> {
        vec![self.control(&json!({"subtype": "interrupt"}))]
    }

    fn ended(&mut self, code: Option<i32>) -> Vec<Heard> {
        let in_turn = std::mem::take(&mut self.in_turn);
        in_turn.then(|| Heard::TurnEnded(code.filter(|code| *code != 0).map(|code| format!("exit {code}")))).into_iter().collect()
    }
}
