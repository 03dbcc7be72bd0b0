//! aider, one run with `--message-file` a turn. It prints plain text alone: tokens and cost are read from its own line about
//! them. Its conversation lives in a history file in the tree, so there is no id to resume by.

use super::codex::turn_end;
use super::{Adapter, Heard, Input, Launch, Order, Talk, Way, limits, program_words};
use crate::model::manifest::Agent;
use crate::model::problem::Problem;
use crate::model::run::line::Millis;
use crate::model::run::team::Usage;

/// aider.
#[derive(Clone, Copy, Debug)]
pub struct Aider;

impl Adapter for Aider {
    fn name(&self) -> &'static str {
        "aider"
    }

    fn program(&self) -> Option<&'static str> {
        Some("aider")
    }

    fn way(&self) -> Way {
        Way::Turns
    }

    fn launch(&self, order: &Order<'_>) -> Result<Launch, Problem> {
        let mut words = program_words(self, order.agent)?;
        words.extend(
            ["--yes-always", "--no-auto-commits", "--no-stream", "--no-pretty", "--restore-chat-history"].map(Into::into),
        );
        if let Some(model) = &order.agent.model {
            words.push(format!("--model={model}").into());
        }
        if let Some(file) = order.prompt_file {
            words.extend(["--message-file".into(), file.into()]);
        }
        Ok(Launch { words, input: Input::Empty, ..Launch::default() })
    }

    fn talk(&self, _order: &Order<'_>) -> Box<dyn Talk> {
        Box::new(Text::default())
    }

    fn wants_prompt_file(&self, _agent: &Agent) -> bool {
        true
    }

    fn can_resume(&self) -> bool {
        false
    }
}

#[derive(Debug, Default)]
struct Text {
    in_turn: bool,
}

impl Talk for Text {
    fn heard(&mut self, line: &str, now: Millis) -> Vec<Heard> {
        let mut heard = Vec::new();
        if !std::mem::replace(&mut self.in_turn, true) {
            heard.extend([Heard::TurnStarted, Heard::Took]);
        }
        if let Some(usage) = usage(line) {
            heard.push(Heard::UsedMore(usage));
        }
        if let Some(path) = line.strip_prefix("Applied edit to ") {
            heard.push(Heard::Action(path.trim().to_owned()));
        }
        if line.contains("Error") {
            heard.extend(limits::in_text(line, now).map(Heard::Limited));
        }
        heard.push(Heard::Said(line.to_owned()));
        heard
    }

    fn ended(&mut self, code: Option<i32>) -> Vec<Heard> {
        turn_end(std::mem::take(&mut self.in_turn), code)
    }
}

/// `Tokens: 12k sent, 3.4k cache hit, 567 received. Cost: $0.12 message, $0.34 session.`
fn usage(line: &str) -> Option<Usage> {
    let rest = line.trim().strip_prefix("Tokens: ")?;
    let tokens = |word: &str| -> u64 {
        let before = rest.find(word).map(|at| rest[..at].trim_end()).unwrap_or_default();
        let number = before.rsplit([' ', ',']).next().unwrap_or_default().trim_start_matches('~');
        let (number, factor) = match number.strip_suffix(['k', 'K']) {
            Some(number) => (number, 1_000.0),
            None => match number.strip_suffix(['m', 'M']) {
                Some(number) => (number, 1_000_000.0),
                None => (number, 1.0),
            },
        };
        number.parse::<f64>().map_or(0, |number| (number * factor).round() as u64)
    };
    let cost = rest.split_once('$').and_then(|(_, after)| after.split_whitespace().next()?.trim_end_matches(',').parse().ok());
    Some(Usage { input: tokens(" sent"), cached: tokens(" cache hit"), output: tokens(" received"), cost_usd: cost })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_and_cost_are_read_from_its_line() {
        let line = "Tokens: 12k sent, 3.4k cache hit, 567 received. Cost: $0.12 message, $0.34 session.";
        assert_eq!(usage(line), Some(Usage { input: 12_000, cached: 3_400, output: 567, cost_usd: Some(0.12) }));
        let line = "Tokens: 1,2 sent";
        assert_eq!(usage(line).map(|usage| usage.cost_usd), Some(None));
        assert_eq!(usage("Tokens of appreciation"), None);
    }
}
