//! What is wrong with a text as YAML, as data: one kind for each mistake that people and LLMs really make, so that
//! the next step can be told. Not what is wrong with its meaning: that is the readers' business.

use crate::model::problem::{Place, Problem};

/// Why a text could not be read as YAML, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YamlFault {
    /// What kind of mistake it is.
    pub kind: FaultKind,
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}

/// The kinds of mistakes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// `description: Core: everything`: a second colon in a plain value.
    ColonInValue,
    /// `description: **bold**` or `path: *.ts`: a star begins an alias, and nothing has that name.
    UnknownAlias(String),
    /// An alias inside of what it names.
    RecursiveAlias,
    /// A tab where the indentation is.
    Tab,
    /// A no-break space or another invisible character where the indentation is.
    InvisibleSpace,
    /// A quote or bracket that is never closed.
    Unclosed,
    /// A plain value that begins with a character that YAML keeps for itself: `@`, `` ` ``, `%`.
    ReservedCharacter(char),
    /// A line that stands deeper or shallower than its neighbours allow.
    Indentation,
    /// A line inside a block without `key:` or `- `: often prose, or a block that was indented too little.
    NoKey,
    /// Collections inside collections, deeper than anybody writes by hand.
    TooDeep {
        /// How deep is allowed.
        limit: usize,
    },
    /// Aliases that multiply to more values than any honest file has.
    TooManyValues {
        /// How many are allowed.
        limit: usize,
    },
    /// Anything else, in the parser's own words.
    Other(String),
}

impl YamlFault {
    /// The problem that a face shows.
    pub fn problem(&self, file: &str) -> Problem {
        let problem = match &self.kind {
            FaultKind::ColonInValue => Problem::error("yaml-colon-in-value"),
            FaultKind::UnknownAlias(name) => Problem::error("yaml-unknown-alias").with("name", name),
            FaultKind::RecursiveAlias => Problem::error("yaml-recursive-alias"),
            FaultKind::Tab => Problem::error("yaml-tab"),
            FaultKind::InvisibleSpace => Problem::error("yaml-invisible-space"),
            FaultKind::Unclosed => Problem::error("yaml-unclosed"),
            FaultKind::ReservedCharacter(character) => Problem::error("yaml-reserved-character").with("character", character),
            FaultKind::Indentation => Problem::error("yaml-indentation"),
            FaultKind::NoKey => Problem::error("yaml-no-key"),
            FaultKind::TooDeep { limit } => Problem::error("yaml-too-deep").with("limit", limit),
            FaultKind::TooManyValues { limit } => Problem::error("yaml-too-many-values").with("limit", limit),
            FaultKind::Other(reason) => Problem::error("yaml-other").with("reason", reason),
        };
        problem.at(Place::at(file, self.line, self.column))
    }

    /// Reads the parser's words and the line that it stopped at.
    pub(super) fn explain(text: &str, line: u32, column: u32, info: &str) -> Self {
        let source = text.lines().nth(line.saturating_sub(1) as usize).unwrap_or_default();
        let indentation: String = source.chars().take_while(|c| c.is_whitespace() || is_invisible(*c)).collect();
        let at = |kind, column: u32| Self { kind, line, column };
        let here = |kind| at(kind, column);
        if let Some(before) = indentation.find('\t') {
            return at(FaultKind::Tab, before as u32 + 1);
        }
        // The parser may notice a bad indentation only on the line after it.
        for (number, text) in [(line, source), (line.saturating_sub(1), previous_line(text, line))] {
            let position =
                text.chars().take_while(|c| c.is_whitespace() || is_invisible(*c)).position(|c| !matches!(c, ' ' | '\t' | '\r'));
            if let Some(position) = position {
                return Self { kind: FaultKind::InvisibleSpace, line: number, column: position as u32 + 1 };
            }
        }
        if info.contains("unknown anchor") {
            let name = source.chars().skip(column as usize).take_while(|c| !c.is_whitespace() && !matches!(c, ',' | ']' | '}'));
            return here(FaultKind::UnknownAlias(name.collect()));
        }
        if info.contains("scanning an anchor or alias") {
            return here(FaultKind::UnknownAlias(String::new()));
        }
        if info.contains("mapping values are not allowed") {
            return here(if source.trim_start().contains(": ") { FaultKind::ColonInValue } else { FaultKind::Indentation });
        }
        if info.contains("tab") {
            return here(FaultKind::Tab);
        }
        if info.contains("illegal placement of ':'")
            || info.contains("in quoted scalar")
            || info.contains("end of stream")
            || info.contains("unexpected eof")
            || info.contains("expected ',' or")
        {
            return here(FaultKind::Unclosed);
        }
        if (info.contains("unexpected character") || info.contains("character that cannot start any token"))
            && let Some(character) = source.chars().nth(column.saturating_sub(1) as usize)
        {
            return here(FaultKind::ReservedCharacter(character));
        }
        if info.contains("simple key expect") {
            return here(FaultKind::NoKey);
        }
        if info.contains("recursion limit") {
            return here(FaultKind::TooDeep { limit: super::node::MAX_DEPTH });
        }
        if info.contains("indent")
            || info.contains("did not find expected key")
            || info.contains("<block end>")
            || info.contains("not allowed")
        {
            return here(FaultKind::Indentation);
        }
        here(FaultKind::Other(info.to_owned()))
    }
}

fn previous_line(text: &str, line: u32) -> &str {
    match line {
        0 | 1 => "",
        _ => text.lines().nth(line as usize - 2).unwrap_or_default(),
    }
}

/// Characters that look like a space, or like nothing at all.
fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200f}' | '\u{202f}' | '\u{205f}' | '\u{2060}' | '\u{3000}' | '\u{feff}'
    )
}
