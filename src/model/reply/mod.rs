//! What an LLM answered, taken apart: which files it holds, in whatever way it wrote them down. Owns the parts and how
//! they are found (fences, tags, sections, diffs, SEARCH/REPLACE) and where they would go (`place`). Not: what a
//! mega-file means (`mega`), nor any file on disk: what is there is given, and what would be there is handed back.
//!
//! Nothing is guessed: where a reply does not say a path, there is none, and a person chooses.

pub mod apply;
mod blocks;
mod diff;
mod fences;
mod lines;
mod paths;
pub mod place;
mod search;
mod tags;
#[cfg(test)]
mod tests;

use std::ops::Range;

use crate::model::mega::is_stub_line;
use crate::model::problem::Problem;
pub use apply::{Hunk, HunkLine, Op};
use lines::Lines;

/// What a part of a reply is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartKind {
    /// A mega-file, whole.
    MegaFile,
    /// Any other file, whole.
    Code,
    /// Changes of a file, as a diff.
    Patch,
    /// Changes of a file, as texts to look for and what comes in their place.
    SearchReplace,
    /// The removal of a file: shown, never carried out.
    Removal,
}

/// One file that a reply holds, or changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// What it is.
    pub kind: PartKind,
    /// Its path as it was written; `None` where the reply does not say.
    pub path: Option<String>,
    /// The language that its fence names.
    pub language: String,
    /// The file's text (of changes: the changes as they were written). Line ends are LF.
    pub text: String,
    /// The changes, where these are changes.
    pub hunks: Vec<Hunk>,
    /// Where in the reply, in bytes.
    pub span: Range<usize>,
    /// Its first line in the reply, from 1.
    pub line: u32,
    /// The answer ended before the part did.
    pub is_cut_off: bool,
    /// A mega-file's id.
    pub id: Option<String>,
    /// The team that a mega-file names, as it is written.
    pub team: Option<String>,
    /// What is doubtful about it.
    pub problems: Vec<Problem>,
}

impl Part {
    /// Whether it is the whole text of a file.
    pub fn is_whole(&self) -> bool {
        matches!(self.kind, PartKind::MegaFile | PartKind::Code)
    }

    /// How many lines it has.
    pub fn lines(&self) -> usize {
        self.text.lines().count()
    }
}

/// A reply, taken apart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reply {
    /// What it holds, in order.
    pub parts: Vec<Part>,
    /// It says that there is more to come, if it is asked to go on.
    pub goes_on: bool,
}

/// Takes a reply apart.
pub fn split(text: &str) -> Reply {
    let lines = Lines::new(text);
    let mut parts = Vec::new();
    if is_bare_mega_file(&lines) {
        let all = blocks::Raw { lines: 0..lines.count(), ..blocks::Raw::default() };
        parts.extend(documents(blocks::whole(&lines, all)));
    } else {
        for part in blocks::find(&lines) {
            parts.extend(documents(part));
        }
    }
    let after = parts.last().map_or(0, |part| part.span.end);
    let tail = text.get(after..).unwrap_or_default();
    Reply { goes_on: !parts.is_empty() && asks_to_go_on(tail), parts }
}

/// A pasted mega-file without anything around it: fences in it belong to its templates.
fn is_bare_mega_file(lines: &Lines<'_>) -> bool {
    let has_fence = (0..lines.count()).any(|index| fences::opening(lines.line(index)).is_some_and(|fence| fence.indent == 0));
    !has_fence && mega_keys(lines.text()).is_some()
}

/// The id of a mega-file; `None` where the text is none, or has none.
pub fn mega_file_id(text: &str) -> Option<String> {
    mega_keys(text)?.id
}

/// What the top of a YAML text says of itself.
#[derive(Debug, Default)]
struct MegaKeys {
    id: Option<String>,
    team: Option<String>,
}

/// The keys of a mega-file; `None` where it is none. Read by line: what was cut off cannot be parsed.
fn mega_keys(text: &str) -> Option<MegaKeys> {
    let mut keys = MegaKeys::default();
    let (mut templates, mut rules) = (false, false);
    for line in text.lines() {
        let line = line.trim_start_matches('\u{feff}');
        let Some((key, value)) = line.split_once(':').filter(|_| line.starts_with(|first: char| first.is_ascii_alphabetic()))
        else {
            continue;
        };
        let value = value.split(" #").next().unwrap_or_default().trim().trim_matches(['"', '\'']);
        let value = (!value.is_empty()).then(|| value.to_owned());
        match key {
            "id" => keys.id = keys.id.or(value),
            "team" => keys.team = keys.team.or(value),
            "generation_templates" | "templates" | "generator" => templates = true,
            "expansion_rules" => rules = true,
            _ => {}
        }
    }
    let is_mega = (templates && (keys.id.is_some() || keys.team.is_some())) || (rules && keys.id.is_some());
    is_mega.then_some(keys)
}

/// A part, or one for each document where several teams' mega-files stand in one block.
fn documents(mut part: Part) -> Vec<Part> {
    let is_yaml = matches!(part.language.to_lowercase().as_str(), "yaml" | "yml" | "")
        && part.path.as_deref().is_none_or(|path| {
            let path = path.to_lowercase();
            path.ends_with(".yaml") || path.ends_with(".yml")
        });
    let keys = mega_keys(&part.text).filter(|_| is_yaml && part.kind == PartKind::Code);
    let Some(keys) = keys else { return vec![part] };
    part.kind = PartKind::MegaFile;
    let starts = document_starts(&part.text);
    let teams: Vec<Option<String>> =
        starts.iter().map(|range| mega_keys(&part.text[range.clone()]).and_then(|keys| keys.team)).collect();
    let is_several = starts.len() > 1 && teams.iter().all(Option::is_some) && teams.windows(2).any(|pair| pair[0] != pair[1]);
    if !is_several {
        (part.id, part.team) = (keys.id, keys.team);
        return vec![part];
    }
    let last = starts.len() - 1;
    let mut line = part.line;
    let of_document = |(index, range): (usize, Range<usize>)| {
        let text = part.text[range].to_owned();
        let keys = mega_keys(&text).unwrap_or_default();
        let first = line;
        line += text.lines().count() as u32 + 1;
        Part {
            // A path for all of them is none of theirs.
            path: None,
            line: first,
            is_cut_off: part.is_cut_off && index == last,
            id: keys.id,
            team: keys.team,
            text,
            ..part.clone()
        }
    };
    starts.into_iter().enumerate().map(of_document).collect()
}

/// Where the YAML documents of a text stand, without the lines between them.
fn document_starts(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut start, mut at) = (0, 0);
    for line in text.split_inclusive('\n') {
        if line.trim_end() == "---" {
            if !text[start..at].trim().is_empty() {
                found.push(start..at);
            }
            start = at + line.len();
        }
        at += line.len();
    }
    if !text[start..].trim().is_empty() {
        found.push(start..text.len());
    }
    found
}

/// Whether a text ends as one does that goes on elsewhere: in a stub, or by saying so.
fn ends_in_stub(text: &str) -> bool {
    let mut last = text.lines().rev().filter(|line| !line.trim().is_empty());
    let says_so = last.clone().next().is_some_and(says_continue);
    // A stub may be followed by what closes the blocks around it.
    let closes = |line: &str| line.trim().chars().all(|letter| matches!(letter, '}' | ')' | ']' | ';' | ','));
    says_so || last.find(|line| !closes(line)).is_some_and(is_stub_line)
}

fn says_continue(line: &str) -> bool {
    let said = line.trim().trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase();
    let whole = ["continue", "continued", "continues", "to be continued", "fortsätter", "fortsättning följer"];
    let begins = ["continued in ", "continues in ", "continue in ", "to be continued in ", "fortsätter i "];
    // A statement of a program ends with its own mark.
    let is_statement = line.trim().ends_with(';') || line.trim() == "continue";
    !is_statement && (whole.contains(&said.as_str()) || begins.iter().any(|begin| said.starts_with(begin)))
}

fn asks_to_go_on(tail: &str) -> bool {
    let said = tail.to_lowercase();
    let asks =
        ["say ", "reply ", "type ", "respond ", "let me know", "shall i", "should i", "want me to", "would you like me to"];
    let more = ["continue", "fortsätt", "the rest", "remaining files"];
    tail.lines().any(says_continue)
        || (asks.iter().any(|ask| said.contains(ask)) && more.iter().any(|word| said.contains(word)))
        || ["säg fortsätt", "skriv fortsätt", "säg till om jag ska fortsätta"].iter().any(|ask| said.contains(ask))
}
