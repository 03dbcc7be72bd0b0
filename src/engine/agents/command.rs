//! Any program: the manifest's words, with places for what it needs to know, and the prompt on stdin, in a file or as an
//! argument. What it prints is text. No shell reads the words, unless the person wrote one.

use std::ffi::OsString;

use super::codex::turn_end;
use super::{Adapter, Heard, Input, Launch, Order, Talk, Way, limits};
use crate::model::manifest::Agent;
use crate::model::problem::Problem;
use crate::model::run::line::Millis;

/// Any program.
#[derive(Clone, Copy, Debug)]
pub struct Command;

impl Adapter for Command {
    fn name(&self) -> &'static str {
        "command"
    }

    fn program(&self) -> Option<&'static str> {
        None
    }

    fn way(&self) -> Way {
        Way::Turns
    }

    fn launch(&self, order: &Order<'_>) -> Result<Launch, Problem> {
        if order.agent.command.is_empty() {
            return Err(Problem::error("run-command-empty").with("agent", &order.agent.name));
        }
        let prompt = order.prompt.unwrap_or_default();
        let mut words: Vec<OsString> = order.agent.command.iter().map(|word| fill(word, order)).collect();
        let names_prompt = order.agent.command.iter().any(|word| word.contains("{prompt}") || word.contains("{prompt_file}"));
        let input = match order.agent.prompt.as_deref() {
            _ if names_prompt => Input::Empty,
            Some("argument") => {
                words.push(prompt.into());
                Input::Empty
            }
            Some("file") => {
                words.extend(order.prompt_file.map(OsString::from));
                Input::Empty
            }
            _ => Input::Whole(prompt.as_bytes().to_vec()),
        };
        Ok(Launch { words, input, ..Launch::default() })
    }

    fn talk(&self, _order: &Order<'_>) -> Box<dyn Talk> {
        Box::new(Words::default())
    }

    fn wants_prompt_file(&self, agent: &Agent) -> bool {
        agent.prompt.as_deref() == Some("file") || agent.command.iter().any(|word| word.contains("{prompt_file}"))
    }

    fn can_resume(&self) -> bool {
        false
    }
}

/// A word with its places filled in; what is filled in is not looked at again.
fn fill(word: &str, order: &Order<'_>) -> OsString {
    let mut filled = OsString::new();
    let mut rest = word;
    'places: while let Some(open) = rest.find('{') {
        filled.push(&rest[..open]);
        rest = &rest[open..];
        let places: [(&str, OsString); 6] = [
            ("{prompt}", order.prompt.unwrap_or_default().into()),
            ("{prompt_file}", order.prompt_file.map(OsString::from).unwrap_or_default()),
            ("{team}", order.team.as_str().into()),
            ("{folder}", order.folder.into()),
            ("{session}", order.session.unwrap_or_default().into()),
            ("{model}", order.agent.model.as_deref().unwrap_or_default().into()),
        ];
        for (name, value) in places {
            if let Some(after) = rest.strip_prefix(name) {
                filled.push(value);
                rest = after;
                continue 'places;
            }
        }
        filled.push("{");
        rest = &rest[1..];
    }
    filled.push(rest);
    filled
}

/// Understands text: every line is something said.
#[derive(Debug, Default)]
pub struct Words {
    in_turn: bool,
}

impl Talk for Words {
    fn heard(&mut self, line: &str, _now: Millis) -> Vec<Heard> {
        let first = !std::mem::replace(&mut self.in_turn, true);
        let began = if first { vec![Heard::TurnStarted, Heard::Took] } else { Vec::new() };
        began.into_iter().chain([Heard::Said(line.to_owned())]).collect()
    }

    fn complained(&mut self, line: &str, now: Millis) -> Vec<Heard> {
        let limited = limits::in_text(line, now).map(Heard::Limited);
        std::iter::once(Heard::Shown(line.to_owned())).chain(limited).collect()
    }

    fn ended(&mut self, code: Option<i32>) -> Vec<Heard> {
        turn_end(std::mem::take(&mut self.in_turn), code)
    }
}
