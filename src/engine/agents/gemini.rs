//! Gemini CLI, one run with `--output-format stream-json` a turn; later turns resume its session. The prompt comes on stdin.

use std::path::PathBuf;

use serde_json::{Value, json};

use super::codex::turn_end;
use super::json::{action, at, line as parse, number, short, text};
use super::{Adapter, Heard, Input, Launch, Order, Talk, Way, guard, limits, program_words};
use crate::engine::disk;
use crate::model::manifest::Permissions;
use crate::model::problem::Problem;
use crate::model::run::line::Millis;
use crate::model::run::team::Usage;

/// Gemini CLI.
#[derive(Clone, Copy, Debug)]
pub struct Gemini;

impl Adapter for Gemini {
    fn name(&self) -> &'static str {
        "gemini"
    }

    fn program(&self) -> Option<&'static str> {
        Some("gemini")
    }

    fn way(&self) -> Way {
        Way::Turns
    }

    fn launch(&self, order: &Order<'_>) -> Result<Launch, Problem> {
        let mut words = program_words(self, order.agent)?;
        words.extend(["--output-format", "stream-json", "--skip-trust", "--approval-mode"].map(Into::into));
        // It cannot ask a person in this mode: without edits it could do nothing.
        words.push(if *order.permissions == Permissions::Allow { "yolo" } else { "auto_edit" }.into());
        if let Some(model) = &order.agent.model {
            words.push(format!("--model={model}").into());
        }
        if let Some(session) = order.session {
            words.push(format!("--resume={session}").into());
        }
        let input = Input::Whole(order.prompt.unwrap_or_default().as_bytes().to_vec());
        let (file, text) = settings(order);
        let environment = vec![(DEFAULTS.to_owned(), file.to_string_lossy().into_owned())];
        Ok(Launch { words, input, environment, files: vec![(file, text)], ..Launch::default() })
    }

    fn talk(&self, _order: &Order<'_>) -> Box<dyn Talk> {
        Box::new(Events::default())
    }
}

/// The variable that names the file of the system's defaults, above which every other settings file stands.
const DEFAULTS: &str = "GEMINI_CLI_SYSTEM_DEFAULTS_PATH";

/// Defaults for this launch alone: the system's own, and a hook that asks for each path that a tool would write. Gemini joins
/// hooks of all its settings files, so that the person's stay.
fn settings(order: &Order<'_>) -> (PathBuf, String) {
    let system = match std::env::var_os(DEFAULTS) {
        Some(file) => PathBuf::from(file),
        None if cfg!(windows) => "C:\\ProgramData\\gemini-cli\\system-defaults.json".into(),
        None if cfg!(target_os = "macos") => "/Library/Application Support/GeminiCli/system-defaults.json".into(),
        None => "/etc/gemini-cli/system-defaults.json".into(),
    };
    let read = disk::read_if_there(&system).ok().flatten().and_then(|bytes| serde_json::from_slice::<Value>(&bytes).ok());
    let mut settings = read.filter(Value::is_object).unwrap_or_else(|| json!({}));
    let hook = json!({"type": "command", "name": "dectet", "command": guard::command(order.dectet), "timeout": 10_000});
    let hook = json!({"matcher": "write_file|replace|edit", "hooks": [hook]});
    match settings["hooks"]["BeforeTool"].as_array_mut() {
        Some(hooks) => hooks.push(hook),
        None => settings["hooks"]["BeforeTool"] = json!([hook]),
    }
    // Two spellings, of older and newer versions.
    settings["tools"]["enableHooks"] = true.into();
    settings["hooksConfig"]["enabled"] = true.into();
    (order.private.join("gemini-defaults.json"), format!("{settings:#}\n"))
}

#[derive(Debug, Default)]
struct Events {
    in_turn: bool,
    /// What it is saying, until something else comes: it comes in pieces.
    saying: String,
}

impl Events {
    fn flush(&mut self, heard: &mut Vec<Heard>) {
        if !self.saying.is_empty() {
            heard.push(Heard::Said(std::mem::take(&mut self.saying)));
        }
    }
}

impl Talk for Events {
    fn heard(&mut self, line: &str, now: Millis) -> Vec<Heard> {
        let Some(value) = parse(line) else {
            return if line.trim().is_empty() { Vec::new() } else { self.complained(line, now) };
        };
        let mut heard = Vec::new();
        let kind = text(&value, &["type"]);
        let is_piece = kind == Some("message") && value["delta"] == true && text(&value, &["role"]) == Some("assistant");
        if !is_piece {
            self.flush(&mut heard);
        }
        match kind {
            Some("init") => {
                self.in_turn = true;
                heard.extend(text(&value, &["session_id"]).map(|id| Heard::Session(id.to_owned())));
                heard.extend([Heard::TurnStarted, Heard::Took]);
            }
            Some("message") if text(&value, &["role"]) == Some("assistant") => {
                self.saying.push_str(text(&value, &["content"]).unwrap_or_default());
                if !is_piece {
                    self.flush(&mut heard);
                }
            }
            Some("tool_use") => {
                let tool = text(&value, &["tool_name"]).unwrap_or("?");
                heard.push(Heard::Action(action(tool, &value["parameters"])));
            }
            Some("error") => {
                let message = text(&value, &["message"]).unwrap_or("error");
                heard.push(Heard::Shown(message.to_owned()));
                heard.extend(limits::in_text(message, now).map(Heard::Limited));
            }
            Some("result") => {
                let cached = number(&value, &["stats", "cached"]);
                heard.push(Heard::UsedMore(Usage {
                    input: number(&value, &["stats", "input_tokens"]).saturating_sub(cached),
                    cached,
                    output: number(&value, &["stats", "output_tokens"]),
                    cost_usd: None,
                }));
                let error = text(&value, &["error", "message"]).or_else(|| at(&value, &["error"]).and_then(Value::as_str));
                let failed = text(&value, &["status"]).is_some_and(|status| status != "success");
                let error = error.or(failed.then_some("error"));
                heard.extend(error.and_then(|error| limits::in_text(error, now)).map(Heard::Limited));
                self.in_turn = false;
                heard.push(Heard::TurnEnded(error.map(short)));
            }
            _ => {}
        }
        heard
    }

    fn ended(&mut self, code: Option<i32>) -> Vec<Heard> {
        let mut heard = Vec::new();
        self.flush(&mut heard);
        heard.extend(turn_end(std::mem::take(&mut self.in_turn), code));
        heard
    }
}
