//! The only stdout and stderr. Whoever reads may go away early (`dectet … | head`): that is no mistake.

use std::collections::BTreeMap;
use std::io::{IsTerminal, Write, stderr, stdout};

use serde::Serialize;
use serde_json::{Value, json};

use super::Common;
use crate::model::problem::{Problem, Severity};
use crate::{t, words};

/// Of notes and warnings that are alike, so many are said in full.
const SAID_IN_FULL: usize = 3;

/// Prints as the person asked.
#[derive(Clone, Copy, Debug)]
pub(super) struct Printer {
    pub(super) json: bool,
    pub(super) quiet: bool,
}

impl Printer {
    pub(super) fn new(common: &Common) -> Self {
        Self { json: common.json, quiet: common.quiet }
    }

    /// A line of the result, for people.
    pub(super) fn line(&self, text: &str) {
        if !self.json && !self.quiet {
            let _ = writeln!(stdout().lock(), "{text}");
        }
    }

    /// Something said on the way, for people: to stderr, so that results can be piped on.
    pub(super) fn aside(&self, text: &str) {
        if !self.json && !self.quiet {
            // A line that says how far a job is gives way.
            if self.shows_progress() {
                Self::progress_line("");
            }
            let _ = writeln!(stderr().lock(), "{text}");
        }
    }

    /// The result, for machines.
    pub(super) fn json(&self, value: &impl Serialize) {
        if self.json {
            let mut out = stdout().lock();
            let _ = serde_json::to_writer_pretty(&mut out, value);
            let _ = writeln!(out);
        }
    }

    /// Bytes as they are.
    pub(super) fn raw(&self, bytes: &[u8]) {
        let mut out = stdout().lock();
        let _ = out.write_all(bytes);
        let _ = out.flush();
    }

    /// Problems of a verb that ran; whether one of them is more than a note. Machines find them in the result.
    pub(super) fn problems(&self, problems: &[Problem]) -> bool {
        let mut times: BTreeMap<&str, usize> = BTreeMap::new();
        let mut text = String::new();
        for problem in problems {
            if self.json || (self.quiet && problem.severity == Severity::Note) {
                continue;
            }
            let times = times.entry(problem.id).or_default();
            *times += 1;
            // A hundred mega-files with one habit are one piece of news.
            if problem.severity == Severity::Error || *times <= SAID_IN_FULL {
                text.push_str(&described(problem));
            }
        }
        for (id, times) in times {
            let is_error = |problem: &Problem| problem.id == id && problem.severity == Severity::Error;
            if times > SAID_IN_FULL && !problems.iter().any(is_error) {
                let example = problems.iter().find(|problem| problem.id == id).map(|problem| words::sentence(problem).text);
                text.push_str(&t!("cli-more-like-it", count = times - SAID_IN_FULL, example = example.unwrap_or_default()));
                text.push('\n');
            }
        }
        let _ = stderr().lock().write_all(text.as_bytes());
        problems.iter().any(|problem| problem.severity > Severity::Note)
    }

    /// Why a verb could not run.
    pub(super) fn refused(&self, problem: &Problem) {
        if self.json {
            self.json(&json!({ "error": with_words(problem) }));
        }
        let _ = stderr().lock().write_all(described(problem).as_bytes());
    }

    /// Whether progress is of use to whoever looks at stderr.
    pub(super) fn shows_progress(self) -> bool {
        !self.quiet && !self.json && stderr().is_terminal()
    }

    /// Replaces the line that says how far a job is; an empty text takes it away.
    pub(super) fn progress_line(text: &str) {
        let _ = write!(stderr().lock(), "\r\x1b[2K{text}");
    }
}

/// A problem as compilers say it: place, sentence, and the next step below.
pub(super) fn described(problem: &Problem) -> String {
    let said = words::sentence(problem);
    let kind = match problem.severity {
        Severity::Error => words::word("cli-error"),
        Severity::Warning => words::word("cli-warning"),
        Severity::Note => words::word("cli-note"),
    };
    let place = problem.place.as_ref().map(|place| format!("{place}  ")).unwrap_or_default();
    let next = said.next.map(|next| format!("    → {next}\n")).unwrap_or_default();
    format!("{place}{kind} {}\n{next}", said.text)
}

/// A problem with its words, for machines.
pub(super) fn with_words(problem: &Problem) -> Value {
    let said = words::sentence(problem);
    let mut value = serde_json::to_value(problem).unwrap_or_default();
    if let Value::Object(map) = &mut value {
        map.insert("text".to_owned(), said.text.into());
        map.insert("next".to_owned(), said.next.into());
    }
    value
}

/// A report with the words of its problems, for machines.
pub(super) fn report_with_words(report: &impl Serialize, problems: &[Problem]) -> Value {
    let mut value = serde_json::to_value(report).unwrap_or_default();
    if let Value::Object(map) = &mut value {
        map.insert("problems".to_owned(), problems.iter().map(with_words).collect());
    }
    value
}
