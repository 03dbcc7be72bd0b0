//! What a gate knows of one file: found out once, from its text alone, so that files can be looked at side by side. Owns
//! which comment is a reminder, which text was left by a template, and what is rather no finding at all.

use std::ops::Range;

use crate::model::conflict::first_marker;
use crate::model::manifest::Team;
use crate::model::mega;
use crate::model::path::RelPath;
use crate::model::problem::Problem;
use crate::model::syntax::{Import, Lines, Parsed};
use crate::model::team::TeamId;

/// What is known of a file.
#[derive(Clone, Debug)]
pub struct FileFacts {
    /// Where.
    pub path: RelPath,
    /// Who wrote it; `None`: it was there before, or nobody knows.
    pub team: Option<TeamId>,
    /// Its lines.
    pub lines: Lines,
    /// Whether it has no letter at all.
    pub is_empty: bool,
    /// Whether anybody can tell if it parses.
    pub can_parse: bool,
    /// Why it does not parse.
    pub syntax: Option<Problem>,
    /// The line of the first conflict marker.
    pub marker: Option<u32>,
    /// Lines with something that a template left.
    pub placeholders: Vec<(u32, String)>,
    /// Reminders in comments: line, word, line's text.
    pub reminders: Vec<(u32, &'static str, String)>,
    /// Lines that stand for what was left out.
    pub stubs: Vec<(u32, String)>,
    /// What it imports.
    pub imports: Vec<Import>,
    /// Of documentation: its text, to see what it is about.
    pub prose: Option<String>,
}

impl FileFacts {
    /// Whether a team, or a part of it, wrote it.
    pub fn is_of(&self, team: &Team) -> bool {
        self.team.as_ref().is_some_and(|id| is_part_of(id, team))
    }
}

/// Whether an id is a team's, or that of a part of it.
pub fn is_part_of(id: &TeamId, team: &Team) -> bool {
    *id == team.id || team.swarm.iter().any(|part| part.id == *id)
}

/// Whether a file is a test, by its name and place.
pub fn is_test(path: &RelPath) -> bool {
    let text = path.as_str().to_lowercase();
    let name = path.file_name().to_lowercase();
    let stem = name.split('.').next().unwrap_or(&name);
    text.split('/').rev().skip(1).any(|folder| matches!(folder, "tests" | "test" | "__tests__" | "spec" | "specs" | "e2e"))
        || name.contains(".test.")
        || name.contains(".spec.")
        || stem.starts_with("test_")
        || stem.ends_with("_test")
}

/// Whether a file is documentation, by its ending.
pub fn is_documentation(path: &RelPath) -> bool {
    matches!(path.extension().as_str(), "md" | "mdx" | "markdown" | "rst" | "adoc")
}

/// Looks at a text.
pub fn look(path: &RelPath, text: &str) -> FileFacts {
    let parsed = Parsed::new(path, text);
    let comments = parsed.comments();
    let is_template = is_for_another_engine(path);
    FileFacts {
        path: path.clone(),
        team: None,
        lines: parsed.lines(&comments),
        is_empty: text.trim().is_empty(),
        can_parse: parsed.is_known,
        syntax: parsed.problem.clone(),
        marker: first_marker(text.as_bytes()).map(|line| line as u32),
        placeholders: if is_template { Vec::new() } else { placeholders(&parsed) },
        reminders: reminders(&parsed, &comments),
        stubs: left_out(path, &parsed, &comments),
        imports: parsed.imports(),
        prose: is_documentation(path).then(|| text.to_lowercase()),
    }
}

/// Files that some other program fills in: braces in them are its own.
fn is_for_another_engine(path: &RelPath) -> bool {
    let endings = [
        "j2",
        "jinja",
        "jinja2",
        "tmpl",
        "tpl",
        "hbs",
        "handlebars",
        "mustache",
        "ejs",
        "erb",
        "liquid",
        "njk",
        "vue",
        "svelte",
        "html",
        "htm",
        "gotmpl",
    ];
    let in_chart = path.as_str().split('/').any(|part| part == "templates" || part == "charts");
    endings.contains(&path.extension().as_str()) || in_chart
}

/// Variables of mega-files that no language and no framework spells so by itself.
const VARIABLES: [&str; 12] = [
    "Entity",
    "Entities",
    "ENTITY",
    "entity_snake",
    "entity-kebab",
    "entityCamel",
    "EntityPascal",
    "ENTITY_SCREAMING",
    "tsType",
    "pyType",
    "sqlType",
    "rustType",
];

/// What a template left: `{Entity}` in a text, `{{ Entity }}` anywhere, `{% for … %}`.
fn placeholders(parsed: &Parsed<'_>) -> Vec<(u32, String)> {
    let text = parsed.text;
    if !text.contains('{') && !text.contains("[team]") && !text.contains("[Entity]") {
        return Vec::new();
    }
    let mut lines: Vec<u32> = Vec::new();
    for variable in VARIABLES {
        for (at, _) in text.match_indices(variable) {
            let (before, after) = (text[..at].trim_end(), text[at + variable.len()..].trim_start());
            let is_double = before.ends_with("{{") && after.starts_with("}}") && !before.ends_with("${{");
            let is_single = text[..at].ends_with('{') && text[at + variable.len()..].starts_with('}');
            // `import {Entity}` is code, `${Entity}` is the language's own, `{!Entity}` and the like are something else.
            let is_single = is_single && !before.ends_with("${") && parsed.is_text_at(at);
            let is_left = (is_double || is_single) && !is_documented(parsed, at);
            if is_left {
                lines.push(parsed.line_at(at));
            }
        }
    }
    for (at, _) in text.match_indices("{%") {
        let inside = text[at + 2..].trim_start_matches('-').trim_start();
        let is_tag =
            ["for ", "if ", "endfor", "endif", "else", "elif ", "macro ", "set "].iter().any(|tag| inside.starts_with(tag));
        let closes = text[at..].lines().next().is_some_and(|line| line.contains("%}"));
        if is_tag && closes && !is_documented(parsed, at) {
            lines.push(parsed.line_at(at));
        }
    }
    for (number, line) in text.lines().enumerate() {
        if mega::has_square_in_path(line) {
            lines.push(number as u32 + 1);
        }
    }
    lines.sort_unstable();
    lines.dedup();
    lines.into_iter().map(|line| (line, parsed.line(line).to_owned())).collect()
}

/// Whether a place in prose is between backquotes or in a block of code: it talks about placeholders.
fn is_documented(parsed: &Parsed<'_>, at: usize) -> bool {
    let line_start = parsed.text[..at].rfind('\n').map_or(0, |end| end + 1);
    let in_quotes = parsed.text[line_start..at].matches('`').count() % 2 == 1;
    parsed.is_all_text() && (in_quotes || parsed.text[..line_start].matches("\n```").count() % 2 == 1)
}

/// Reminders: `TODO`, `FIXME` and `XXX` where a comment begins with them, or says them with a colon or a name.
fn reminders(parsed: &Parsed<'_>, comments: &[Range<usize>]) -> Vec<(u32, &'static str, String)> {
    let mut found = Vec::new();
    for comment in comments {
        let first = parsed.line_at(comment.start);
        for (number, line) in parsed.text[comment.clone()].lines().enumerate() {
            let body = line.trim_start().trim_start_matches(['/', '#', '-', '*', '<', '!', ';', '{', '%', '"']).trim_start();
            let word = ["TODO", "FIXME", "XXX"].into_iter().find(|word| {
                let begins = body
                    .strip_prefix(word)
                    .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_' || c == '-'));
                let named = line.match_indices(word).any(|(at, _)| {
                    let before = line[..at].chars().next_back();
                    !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '`' | '"' | '\''))
                        && line[at + word.len()..].starts_with([':', '('])
                });
                begins || named
            });
            if let Some(word) = word {
                let line = first + number as u32;
                found.push((line, word, parsed.line(line).to_owned()));
            }
        }
    }
    found
}

/// What says by itself that it is not there yet.
const NOT_THERE: [&str; 12] = [
    "unimplemented!(",
    "todo!(",
    "error('not implemented",
    "error(\"not implemented",
    "error(`not implemented",
    "notimplementedexception(",
    "panic(\"not implemented",
    "panic(\"todo",
    "error('todo",
    "error(\"todo",
    "raise notimplementederror",
    "unsupportedoperationexception(\"not implemented",
];

/// Lines that stand for code that was left out, and code that says that it is not there.
fn left_out(path: &RelPath, parsed: &Parsed<'_>, comments: &[Range<usize>]) -> Vec<(u32, String)> {
    let mut found = Vec::new();
    for comment in comments {
        let first = parsed.line_at(comment.start);
        for (number, _) in parsed.text[comment.clone()].lines().enumerate() {
            let line = first + number as u32;
            if mega::is_stub_line(parsed.line(line)) {
                found.push((line, parsed.line(line).trim().to_owned()));
            }
        }
    }
    // A class that is meant to be derived from says the same of what it leaves to others.
    let is_abstract = parsed.text.contains("abstractmethod") || parsed.text.contains("(ABC") || parsed.text.contains("Protocol");
    if !parsed.is_all_text() && !is_test(path) {
        for (number, line) in parsed.text.lines().enumerate() {
            let low = line.to_lowercase();
            let says = NOT_THERE.iter().find_map(|says| low.find(says).map(|at| (says, at)));
            if let Some((says, at)) = says
                && !(is_abstract && says.contains("notimplementederror"))
                && !comments.iter().any(|comment| comment.contains(&(offset(parsed, number) + at.min(line.len()))))
            {
                found.push((number as u32 + 1, line.trim().to_owned()));
            }
        }
    }
    found.sort();
    found.dedup();
    found
}

fn offset(parsed: &Parsed<'_>, line: usize) -> usize {
    parsed.line(line as u32 + 1).as_ptr() as usize - parsed.text.as_ptr() as usize
}
