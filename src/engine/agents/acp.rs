//! The Agent Client Protocol: JSON-RPC, one message a line, over stdin and stdout; one process for the conversation. It is
//! spoken here by its documented messages: the protocol's own crate is made of asynchronous connections and would bring a
//! runtime for what are six messages. What an agent has written by the protocol is asked by its path and
//! then written here; one that uses the disk itself asks for permission, and is looked at afterwards.

use std::collections::VecDeque;

use serde_json::{Value, json};

use super::json::{action, at, line as parse, number, path, purpose, short, text};
use super::{Adapter, Heard, Input, Launch, Order, Talk, Way, limits, program_words};
use crate::model::problem::Problem;
use crate::model::run::line::Millis;
use crate::model::run::team::{Permission, Usage};
use crate::model::run::wire::Decision;

/// Any agent that speaks the protocol.
#[derive(Clone, Copy, Debug)]
pub struct Acp;

/// How presets are told to speak it.
const WORDS: [(&str, &[&str]); 2] = [("gemini", &["--acp"]), ("opencode", &["acp"])];

impl Adapter for Acp {
    fn name(&self) -> &'static str {
        "acp"
    }

    fn program(&self) -> Option<&'static str> {
        None
    }

    fn way(&self) -> Way {
        Way::Conversation
    }

    fn launch(&self, order: &Order<'_>) -> Result<Launch, Problem> {
        let mut words = program_words(self, order.agent)?;
        if let Some((_, more)) = WORDS.iter().find(|(preset, _)| order.agent.preset.as_deref() == Some(preset)) {
            words.extend(more.iter().map(Into::into));
        }
        Ok(Launch { words, input: Input::Open, ..Launch::default() })
    }

    fn talk(&self, order: &Order<'_>) -> Box<dyn Talk> {
        let (folder, resume) = (order.folder.to_string_lossy().into_owned(), order.session.map(str::to_owned));
        Box::new(Rpc { folder, resume, ..Rpc::default() })
    }
}

const INITIALIZE: u64 = 1;
const SESSION: u64 = 2;

#[derive(Debug, Default)]
struct Rpc {
    folder: String,
    resume: Option<String>,
    session: Option<String>,
    /// Prompts that came before the conversation was open.
    early: VecDeque<String>,
    next: u64,
    turns: usize,
    saying: String,
    /// What a load replays is old.
    is_loading: bool,
}

impl Rpc {
    fn flush(&mut self, heard: &mut Vec<Heard>) {
        if !self.saying.is_empty() {
            heard.push(Heard::Said(std::mem::take(&mut self.saying)));
        }
    }

    fn turn(&mut self, session: &str, prompt: &str) -> String {
        self.next = self.next.max(SESSION) + 1;
        self.turns += 1;
        let prompt = json!([{"type": "text", "text": prompt}]);
        let params = json!({"sessionId": session, "prompt": prompt});
        json!({"jsonrpc": "2.0", "id": self.next, "method": "session/prompt", "params": params}).to_string()
    }

    fn new_session(&self) -> String {
        let params = json!({"cwd": self.folder, "mcpServers": []});
        json!({"jsonrpc": "2.0", "id": SESSION, "method": "session/new", "params": params}).to_string()
    }

    fn answered(&mut self, id: u64, value: &Value, now: Millis, heard: &mut Vec<Heard>) {
        let error = at(value, &["error"]).map(|error| text(error, &["message"]).unwrap_or("error").to_owned());
        match (id, error) {
            (INITIALIZE, None) => {
                let can_load = at(value, &["result", "agentCapabilities", "loadSession"]) == Some(&Value::Bool(true));
                let line = match self.resume.clone().filter(|_| can_load) {
                    Some(session) => {
                        self.is_loading = true;
                        let params = json!({"sessionId": session, "cwd": self.folder, "mcpServers": []});
                        json!({"jsonrpc": "2.0", "id": SESSION, "method": "session/load", "params": params}).to_string()
                    }
                    None => self.new_session(),
                };
                heard.push(Heard::Answer(line));
            }
            (SESSION, Some(_)) if std::mem::take(&mut self.is_loading) => {
                self.resume = None;
                heard.push(Heard::Answer(self.new_session()));
            }
            (SESSION, None) => {
                self.is_loading = false;
                let session = text(value, &["result", "sessionId"]).map(str::to_owned).or_else(|| self.resume.clone());
                if let Some(session) = session {
                    heard.push(Heard::Session(session.clone()));
                    for prompt in std::mem::take(&mut self.early) {
                        let line = self.turn(&session, &prompt);
                        heard.extend([Heard::Answer(line), Heard::TurnStarted, Heard::Took]);
                    }
                    self.session = Some(session);
                }
            }
            (INITIALIZE | SESSION, Some(error)) => heard.push(Heard::TurnEnded(Some(short(&error)))),
            (_, error) => {
                self.flush(heard);
                self.turns = self.turns.saturating_sub(1);
                if let Some(usage) = at(value, &["result", "usage"]) {
                    heard.push(Heard::UsedMore(Usage {
                        input: number(usage, &["inputTokens"]),
                        cached: number(usage, &["cachedReadTokens"]),
                        output: number(usage, &["outputTokens"]),
                        cost_usd: None,
                    }));
                }
                let stopped = text(value, &["result", "stopReason"]).filter(|reason| matches!(*reason, "refusal" | "max_tokens"));
                let error = error.or_else(|| stopped.map(str::to_owned));
                heard.extend(error.as_deref().and_then(|error| limits::in_text(error, now)).map(Heard::Limited));
                heard.push(Heard::TurnEnded(error.as_deref().map(short)));
            }
        }
    }

    fn update(&mut self, update: &Value, heard: &mut Vec<Heard>) {
        if self.is_loading {
            return;
        }
        let kind = text(update, &["sessionUpdate"]);
        if kind == Some("agent_message_chunk") {
            self.saying.push_str(text(update, &["content", "text"]).unwrap_or_default());
            return;
        }
        if matches!(kind, Some("agent_thought_chunk")) {
            return;
        }
        self.flush(heard);
        if kind == Some("tool_call") {
            let title = text(update, &["title"]).unwrap_or_default();
            let kind = text(update, &["kind"]).unwrap_or("tool");
            let input = at(update, &["rawInput"]).unwrap_or(&Value::Null);
            heard.push(Heard::Action(if title.is_empty() { action(kind, input) } else { short(title) }));
        }
    }

    fn asked(&mut self, id: &Value, method: &str, params: &Value, now: Millis, heard: &mut Vec<Heard>) {
        if method == "fs/write_text_file" {
            let path = text(params, &["path"]).unwrap_or_default().to_owned();
            let content = text(params, &["content"]).unwrap_or_default().to_owned();
            // What is written is no part of the question: the journal keeps no files.
            let (input, summary) = (json!({"method": method, "path": path}), short(&path));
            let (request, tool, path) = (id.to_string(), "write".to_owned(), Some(path));
            heard.push(Heard::Writes(Permission { request, tool, summary, path, input, reason: None, at: now }, content));
            return;
        }
        if method != "session/request_permission" {
            let error = json!({"code": -32601, "message": format!("method not found: {method}")});
            heard.push(Heard::Answer(json!({"jsonrpc": "2.0", "id": id, "error": error}).to_string()));
            return;
        }
        let call = &params["toolCall"];
        let tool = text(call, &["kind"]).or(text(call, &["title"])).unwrap_or("tool").to_owned();
        let raw = at(call, &["rawInput"]).unwrap_or(&Value::Null);
        let place = at(call, &["locations"]).and_then(|all| all.get(0)).and_then(|first| text(first, &["path"]));
        let summary = text(call, &["title"]).map(short).unwrap_or_else(|| purpose(raw));
        let path =
            path(&tool, raw).or_else(|| place.filter(|_| matches!(tool.as_str(), "edit" | "delete" | "move")).map(str::to_owned));
        heard.push(Heard::Asked(Permission {
            request: id.to_string(),
            tool,
            summary,
            path,
            // The options are needed for the answer.
            input: params.clone(),
            reason: None,
            at: now,
        }));
    }
}

impl Talk for Rpc {
    fn hello(&mut self) -> Vec<String> {
        let capabilities = json!({"fs": {"readTextFile": false, "writeTextFile": true}, "terminal": false});
        let client = json!({"name": "dectet", "version": env!("CARGO_PKG_VERSION")});
        let params = json!({"protocolVersion": 1, "clientCapabilities": capabilities, "clientInfo": client});
        vec![json!({"jsonrpc": "2.0", "id": INITIALIZE, "method": "initialize", "params": params}).to_string()]
    }

    fn heard(&mut self, line: &str, now: Millis) -> Vec<Heard> {
        let Some(value) = parse(line) else {
            return if line.trim().is_empty() { Vec::new() } else { self.complained(line, now) };
        };
        let mut heard = Vec::new();
        match (at(&value, &["id"]), text(&value, &["method"])) {
            (Some(id), Some(method)) => self.asked(id, method, &value["params"], now, &mut heard),
            (None, Some("session/update")) => self.update(&value["params"]["update"], &mut heard),
            (None, Some("$/cancel_request")) => {
                heard.extend(at(&value, &["params", "requestId"]).map(|id| Heard::AskGone(id.to_string())));
            }
            (Some(id), None) => self.answered(id.as_u64().unwrap_or_default(), &value, now, &mut heard),
            _ => {}
        }
        heard
    }

    fn prompt(&mut self, prompt: &str) -> Option<Vec<String>> {
        match self.session.clone() {
            Some(session) => Some(vec![self.turn(&session, prompt)]),
            None => {
                self.early.push_back(prompt.to_owned());
                Some(Vec::new())
            }
        }
    }

    fn answer(&mut self, permission: &Permission, decision: &Decision) -> Vec<String> {
        if text(&permission.input, &["method"]) == Some("fs/write_text_file") {
            let id: Value = serde_json::from_str(&permission.request).unwrap_or_default();
            let answer = match decision {
                Decision::Allow => json!({"jsonrpc": "2.0", "id": id, "result": null}),
                Decision::Deny(why) => json!({"jsonrpc": "2.0", "id": id, "error": {"code": -32000, "message": why}}),
            };
            return vec![answer.to_string()];
        }
        let wanted = if decision.is_allowed() { "allow_once" } else { "reject_once" };
        let options = at(&permission.input, &["options"]).and_then(Value::as_array);
        let chosen = options.into_iter().flatten().find(|option| text(option, &["kind"]) == Some(wanted));
        let outcome = match chosen.and_then(|option| text(option, &["optionId"])) {
            Some(option) => json!({"outcome": "selected", "optionId": option}),
            None => json!({"outcome": "cancelled"}),
        };
        let id: Value = serde_json::from_str(&permission.request).unwrap_or_default();
        vec![json!({"jsonrpc": "2.0", "id": id, "result": {"outcome": outcome}}).to_string()]
    }

    fn interrupt(&mut self) -> Vec<String> {
        let Some(session) = &self.session else { return Vec::new() };
        vec![json!({"jsonrpc": "2.0", "method": "session/cancel", "params": {"sessionId": session}}).to_string()]
    }

    fn ended(&mut self, code: Option<i32>) -> Vec<Heard> {
        let mut heard = Vec::new();
        self.flush(&mut heard);
        if std::mem::take(&mut self.turns) > 0 {
            heard.push(Heard::TurnEnded(Some(format!("exit {}", code.unwrap_or(-1)))));
        }
        heard
    }
}
