//! An agent that does what a script says, and says it as a real one would: for tests alone. The formats follow the real
//! programs' public documentation.
#![expect(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr, reason = "it is a program of its own")]
#![allow(clippy::unwrap_used)]

use std::io::{BufRead, Read, Write};
use std::process::{Command, exit};
use std::time::Duration;

use serde_json::{Value, json};

struct Fake {
    speaks: String,
    script: String,
    session: String,
    rest: Vec<String>,
    requests: u64,
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let (mut speaks, mut script, mut rest) = (String::new(), String::new(), Vec::new());
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--speaks" => speaks = arguments.next().unwrap_or_default(),
            "--script" => script = arguments.next().unwrap_or_default(),
            _ => rest.push(argument),
        }
    }
    if rest.iter().any(|word| word == "--version") {
        // A script may say which version it is.
        let text = std::fs::read_to_string(&script).unwrap_or_default();
        println!("fake {}", text.lines().find_map(|line| line.strip_prefix("version ")).unwrap_or_default());
        return;
    }
    let resumed = rest.iter().find_map(|word| word.strip_prefix("--resume=").or(word.strip_prefix("--session=")));
    let after_resume = rest.iter().position(|word| word == "resume").and_then(|at| rest.get(at + 1).map(String::as_str));
    let session = resumed.or(after_resume).unwrap_or("session-1").to_owned();
    let text = std::fs::read_to_string(&script).unwrap_or_default();
    if text.contains("ignore-signals") && std::env::var_os("FAKE_IGNORES").is_none() {
        ignore_signals();
    }
    let mut fake = Fake { speaks, script, session, rest, requests: 0 };
    match fake.speaks.as_str() {
        "claude" => fake.claude(),
        "acp" => fake.acp(),
        "terminal" => fake.terminal(),
        _ => fake.one_turn(),
    }
}

/// Starts itself again with TERM, INT and HUP ignored, which only a shell can do without `unsafe`.
fn ignore_signals() {
    use std::os::unix::process::CommandExt;
    let error = Command::new("sh")
        .args(["-c", "trap '' TERM INT HUP; exec \"$@\"", "sh"])
        .args(std::env::args_os())
        .env("FAKE_IGNORES", "1")
        .exec();
    eprintln!("{error}");
    exit(9);
}

fn line(value: &Value) {
    let mut out = std::io::stdout().lock();
    if writeln!(out, "{value}").and_then(|()| out.flush()).is_err() {
        exit(0);
    }
}

impl Fake {
    /// The steps of the next turn: each turn of a script begins with `turn`.
    fn steps(&self) -> Vec<String> {
        let counter = format!("{}.count", self.script);
        let turn: usize = std::fs::read_to_string(&counter).ok().and_then(|text| text.trim().parse().ok()).unwrap_or(0);
        let _ = std::fs::write(&counter, format!("{}", turn + 1));
        let text = std::fs::read_to_string(&self.script).unwrap_or_default();
        let turns: Vec<&str> = text.split("turn\n").skip(1).collect();
        let steps = turns.get(turn).or(turns.last()).copied().unwrap_or_default();
        steps.lines().map(str::to_owned).filter(|line| !line.is_empty()).collect()
    }

    fn claude(&mut self) {
        let mut lines = std::io::stdin().lock().lines();
        while let Some(Ok(text)) = lines.next() {
            let Ok(value) = serde_json::from_str::<Value>(&text) else { continue };
            match value["type"].as_str() {
                Some("control_request") => {
                    let id = value["request_id"].clone();
                    line(
                        &json!({"type": "control_response", "response": {"subtype": "success", "request_id": id, "response": {}}}),
                    );
                    if value["request"]["subtype"] == "interrupt" {
                        line(
                            &json!({"type": "result", "subtype": "error_during_execution", "is_error": true, "errors": ["interrupted"], "session_id": self.session}),
                        );
                    }
                }
                Some("user") => {
                    let prompt = value["message"]["content"].as_str().unwrap_or_default().to_owned();
                    line(&json!({"type": "system", "subtype": "init", "session_id": self.session, "model": "fake", "tools": []}));
                    line(&json!({"type": "user", "isReplay": true, "session_id": self.session, "message": value["message"]}));
                    for step in self.steps() {
                        self.step(&step, &prompt, Some(&mut lines));
                    }
                    line(
                        &json!({"type": "result", "subtype": "success", "is_error": false, "session_id": self.session, "total_cost_usd": 0.25,
                        "usage": {"input_tokens": 100, "output_tokens": 50, "cache_read_input_tokens": 25}, "result": ""}),
                    );
                }
                _ => {}
            }
        }
    }

    fn acp(&mut self) {
        let mut lines = std::io::stdin().lock().lines();
        while let Some(Ok(text)) = lines.next() {
            let Ok(value) = serde_json::from_str::<Value>(&text) else { continue };
            let id = value["id"].clone();
            match value["method"].as_str() {
                Some("initialize") => {
                    let result = json!({"protocolVersion": 1, "agentCapabilities": {"loadSession": true}});
                    line(&json!({"jsonrpc": "2.0", "id": id, "result": result}));
                }
                Some("session/new") => line(&json!({"jsonrpc": "2.0", "id": id, "result": {"sessionId": self.session}})),
                Some("session/load") => {
                    self.session = value["params"]["sessionId"].as_str().unwrap_or_default().to_owned();
                    line(&json!({"jsonrpc": "2.0", "id": id, "result": null}));
                }
                Some("session/prompt") => {
                    let prompt = value["params"]["prompt"][0]["text"].as_str().unwrap_or_default().to_owned();
                    for step in self.steps() {
                        self.step(&step, &prompt, Some(&mut lines));
                    }
                    let usage = json!({"inputTokens": 100, "outputTokens": 50});
                    line(&json!({"jsonrpc": "2.0", "id": id, "result": {"stopReason": "end_turn", "usage": usage}}));
                }
                _ => {}
            }
        }
    }

    fn terminal(&mut self) {
        println!("\x1b[1;32mfake\x1b[0m terminal");
        let mut lines = std::io::stdin().lock().lines();
        while let Some(Ok(prompt)) = lines.next() {
            for step in self.steps() {
                self.step(&step, &prompt, None);
            }
        }
    }

    fn one_turn(&mut self) {
        let prompt = match self.rest.iter().position(|word| word == "--message-file") {
            Some(at) => std::fs::read_to_string(&self.rest[at + 1]).unwrap(),
            None => {
                let mut text = String::new();
                let _ = std::io::stdin().read_to_string(&mut text);
                text
            }
        };
        match self.speaks.as_str() {
            "codex" => {
                line(&json!({"type": "thread.started", "thread_id": self.session}));
                line(&json!({"type": "turn.started"}));
            }
            "gemini" => line(&json!({"type": "init", "session_id": self.session, "model": "fake"})),
            "opencode" => line(&json!({"type": "step_start", "sessionID": self.session, "part": {}})),
            _ => {}
        }
        for step in self.steps() {
            self.step(&step, &prompt, None);
        }
        match self.speaks.as_str() {
            "codex" => line(
                &json!({"type": "turn.completed", "usage": {"input_tokens": 125, "cached_input_tokens": 25, "output_tokens": 50}}),
            ),
            "gemini" => line(
                &json!({"type": "result", "status": "success", "stats": {"input_tokens": 125, "cached": 25, "output_tokens": 50}}),
            ),
            "opencode" => {
                let tokens = json!({"input": 100, "output": 50, "cache": {"read": 25}});
                line(&json!({"type": "step_finish", "sessionID": self.session, "part": {"tokens": tokens, "cost": 0.25}}));
                line(&json!({"type": "done", "sessionID": self.session, "reason": "idle"}));
            }
            "aider" => println!("Tokens: 100 sent, 25 cache hit, 50 received. Cost: $0.25 message, $0.25 session."),
            _ => {}
        }
    }

    fn say(&self, text: &str) {
        match self.speaks.as_str() {
            "claude" => line(&json!({"type": "assistant", "session_id": self.session, "parent_tool_use_id": null,
                "message": {"role": "assistant", "content": [{"type": "text", "text": text}]}})),
            "acp" => {
                // In two pieces, as they come.
                let middle = text.char_indices().nth(text.chars().count() / 2).map_or(0, |(at, _)| at);
                for piece in [&text[..middle], &format!("{}\n", &text[middle..])] {
                    self.update(&json!({"sessionUpdate": "agent_message_chunk", "content": {"type": "text", "text": piece}}));
                }
                self.update(&json!({"sessionUpdate": "plan", "entries": []}));
            }
            "codex" => line(&json!({"type": "item.completed", "item": {"id": "i", "type": "agent_message", "text": text}})),
            "gemini" => {
                line(&json!({"type": "message", "role": "assistant", "content": text, "delta": true}));
                line(&json!({"type": "message", "role": "assistant", "content": "\n", "delta": true}));
            }
            "opencode" => line(&json!({"type": "text", "sessionID": self.session, "part": {"text": text}})),
            _ => {
                let mut out = std::io::stdout().lock();
                let _ = writeln!(out, "{text}").and_then(|()| out.flush());
            }
        }
    }

    fn update(&self, update: &Value) {
        line(&json!({"jsonrpc": "2.0", "method": "session/update", "params": {"sessionId": self.session, "update": update}}));
    }

    fn step(&mut self, step: &str, prompt: &str, lines: Option<&mut dyn Iterator<Item = std::io::Result<String>>>) {
        let (word, rest) = step.split_once(' ').unwrap_or((step, ""));
        match word {
            "say" => self.say(rest),
            "prompt" => self.say(&format!("prompt={}", json!(prompt))),
            "arguments" => self.say(&format!("arguments={}", json!(self.rest))),
            "variable" => self.say(&format!("{rest}={}", std::env::var(rest).unwrap_or_else(|_| "none".to_owned()))),
            "flood" => (0..rest.parse::<u64>().unwrap()).for_each(|number| self.say(&format!("line {number} of a flood"))),
            // So many lines a second, for so many seconds.
            "soak" => {
                let (rate, seconds) = rest.split_once(' ').unwrap();
                let (rate, seconds): (u64, u64) = (rate.parse().unwrap(), seconds.parse().unwrap());
                let began = std::time::Instant::now();
                let mut said = 0;
                while began.elapsed().as_secs() < seconds {
                    let due = u64::try_from(began.elapsed().as_millis()).unwrap() * rate / 1000;
                    (said..due)
                        .for_each(|number| self.say(&format!("line {number}: \x1b[36mwriting\x1b[0m src/orders/{number}.ts")));
                    said = due;
                    std::thread::sleep(Duration::from_millis(10));
                }
            }
            "bytes" => {
                let mut out = std::io::stdout().lock();
                let _ =
                    out.write_all(b"\xff\xc3 half \xf0\x9f\n\x1b[31m\x1b]0;t\x07 escapes \x1b[0m\r\n").and_then(|()| out.flush());
            }
            "wait" => std::thread::sleep(Duration::from_millis(rest.parse().unwrap())),
            "hang" => loop {
                std::thread::sleep(Duration::from_secs(3600));
            },
            "exit" => exit(rest.parse().unwrap()),
            "complain" => eprintln!("{rest}"),
            // A grandchild in the same group, and one that does all to get away: a session of its own, no environment.
            "fork" => drop(Command::new("sleep").arg(rest).spawn()),
            "daemon" => {
                let command =
                    format!("setsid -f env -i sh -c 'trap \"\" TERM HUP; sleep {rest}; exit' </dev/null >/dev/null 2>&1");
                let _ = Command::new("sh").args(["-c", &command]).status();
            }
            "close" => {
                use std::os::unix::process::CommandExt;
                let _ = Command::new("sh").args(["-c", "exec sleep 3600 >&- 2>&-"]).exec();
            }
            "write" => {
                let (path, text) = rest.split_once(' ').unwrap();
                std::fs::create_dir_all(std::path::Path::new(path).parent().unwrap()).unwrap();
                std::fs::write(path, text).unwrap();
            }
            "ask" => self.ask(rest, lines),
            // Asks its hook as Gemini does, and writes where that does not object.
            "hook" => self.hook(rest),
            "limit" => match self.speaks.as_str() {
                "claude" => line(&json!({"type": "rate_limit_event", "session_id": self.session,
                    "rate_limit_info": {"status": "rejected", "resetsAt": 4_000_000_000_u64}})),
                "codex" => line(&json!({"type": "error", "message": "You've hit your usage limit. Try again in 2 hours."})),
                _ => eprintln!("Error: usage limit reached, try again in 2 hours"),
            },
            _ => {}
        }
    }

    fn hook(&self, rest: &str) {
        let (path, text) = rest.split_once(' ').unwrap();
        let settings = std::fs::read_to_string(std::env::var("GEMINI_CLI_SYSTEM_DEFAULTS_PATH").unwrap()).unwrap();
        let settings: Value = serde_json::from_str(&settings).unwrap();
        let command = settings["hooks"]["BeforeTool"][0]["hooks"][0]["command"].as_str().unwrap().to_owned();
        let here = std::env::current_dir().unwrap();
        let question = json!({"hook_event_name": "BeforeTool", "tool_name": "write_file", "cwd": here,
            "tool_input": {"file_path": here.join(path), "content": text}});
        let mut child = Command::new("sh")
            .args(["-c", &command])
            .stdin(std::process::Stdio::piped())
            .stdout(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(question.to_string().as_bytes()).unwrap();
        let said = child.wait_with_output().unwrap().stdout;
        match serde_json::from_slice::<Value>(&said) {
            Ok(answer) => self.say(&format!("hook: {} {}", answer["decision"], answer["reason"])),
            Err(_) => self.step_write(path, text),
        }
    }

    fn step_write(&self, path: &str, text: &str) {
        std::fs::create_dir_all(std::path::Path::new(path).parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
        self.say(&format!("wrote {path}"));
    }

    /// Asks for permission, waits for the answer and says it.
    fn ask(&mut self, rest: &str, lines: Option<&mut dyn Iterator<Item = std::io::Result<String>>>) {
        let Some(lines) = lines else { return };
        self.requests += 1;
        let (tool, what) = rest.split_once(' ').unwrap();
        let input = if tool == "Bash" { json!({"command": what}) } else { json!({"file_path": what, "content": "x"}) };
        let id = format!("ask-{}", self.requests);
        if self.speaks == "acp" && tool == "WriteFile" {
            let path = std::env::current_dir().unwrap().join(what);
            line(&json!({"jsonrpc": "2.0", "id": id, "method": "fs/write_text_file",
                "params": {"sessionId": self.session, "path": path, "content": "by the protocol"}}));
        } else if self.speaks == "acp" {
            let kind = if tool == "Bash" { "execute" } else { "edit" };
            let options = json!([{"optionId": "yes", "kind": "allow_once"}, {"optionId": "no", "kind": "reject_once"}]);
            let call = json!({"toolCallId": id, "title": what, "kind": kind, "rawInput": input, "locations": [{"path": what}]});
            line(&json!({"jsonrpc": "2.0", "id": id, "method": "session/request_permission",
                "params": {"sessionId": self.session, "toolCall": call, "options": options}}));
        } else {
            line(&json!({"type": "control_request", "request_id": id,
                "request": {"subtype": "can_use_tool", "tool_name": tool, "input": input}}));
        }
        for text in lines.map_while(Result::ok) {
            let Ok(value) = serde_json::from_str::<Value>(&text) else { continue };
            let answer = if self.speaks == "acp" {
                let is_written = tool == "WriteFile" && value.get("error").is_none();
                (value["id"] == json!(id)).then(|| is_written || value["result"]["outcome"]["optionId"] == "yes")
            } else {
                (value["response"]["request_id"] == json!(id)).then(|| value["response"]["response"]["behavior"] == "allow")
            };
            if let Some(is_allowed) = answer {
                let said = value["response"]["response"]["message"].as_str().unwrap_or_default().to_owned();
                self.say(&format!("{} {said}", if is_allowed { "allowed" } else { "denied" }));
                return;
            }
        }
    }
}
