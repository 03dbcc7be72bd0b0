//! The placeholder scanner: one reading of a template, whichever way its placeholders are written. It tells text from
//! `{Entity}`, from Jinja's tags, and from all that only looks like them. It replaces nothing (`compile` does).

use std::ops::Range;

use super::nearest::near_miss;
use super::variables::{Known, RESERVED_IN_BODIES, Shape};
use super::{TemplateEngine, filters, jinja};

/// What a text is and knows.
pub(super) struct Options<'a> {
    pub(super) engine: TemplateEngine,
    /// An output path: every known variable is replaced, an unknown one is a fault.
    pub(super) is_path: bool,
    /// The body of a template for entities: `{id}`, `{name}` … stay.
    pub(super) keeps_reserved: bool,
    pub(super) known: &'a Known,
}

/// A piece of a template. The pieces cover it without gaps, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Comes out as it is.
    Text(Range<usize>),
    /// `{Entity}`: the name's bytes.
    Brace(Range<usize>),
    /// `{!Entity}`: the name's bytes.
    Escaped(Range<usize>),
    /// `{{ … }}` with its braces.
    Expression(Range<usize>),
    /// `{% … %}` with its braces.
    Statement(Range<usize>),
    /// `{# … #}` with its braces.
    Comment(Range<usize>),
}

/// Something worth saying of a place in a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Remark {
    pub(super) byte: usize,
    pub(super) kind: RemarkKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum RemarkKind {
    /// Double braces in a Jinja template whose inside is no expression.
    Stays(String),
    /// `{id}` and its like in a body.
    Reserved(String),
    /// `{entitty}`: nearly a variable.
    NearMiss { written: String, known: String },
    /// `{attributes}`: a list has no text.
    Collection(String),
    /// `{{{Entity}}}`.
    LiteralBrace,
    /// A filter in another spelling.
    FilterSpelling { written: String, canonical: &'static str },
    /// Double braces that would be a placeholder if the template were Jinja.
    NotJinja(String),
}

/// Why a template cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) byte: usize,
    pub(super) kind: FaultKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum FaultKind {
    /// `{{ entity` without an end.
    Unclosed(String),
    /// `{{ entity | }}`.
    BadExpression(String),
    /// `{entitty}` in a path.
    UnknownInPath(String),
    /// `{attributes}` in a path.
    CollectionInPath(String),
}

/// A template, read.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Scan {
    pub(super) parts: Vec<Part>,
    pub(super) is_jinja: bool,
    pub(super) remarks: Vec<Remark>,
    pub(super) faults: Vec<Fault>,
    has_statement: bool,
    has_known_expression: bool,
}

/// Reads a template.
pub(super) fn scan(text: &str, options: &Options<'_>) -> Scan {
    if !options.is_path && options.engine == TemplateEngine::Braces {
        return Scanner::new(text, options, false).run();
    }
    let as_jinja = Scanner::new(text, options, true).run();
    let is_jinja = as_jinja.has_statement
        || as_jinja.has_known_expression
        || (options.is_path && as_jinja.parts.iter().any(|part| matches!(part, Part::Expression(_))))
        || (!options.is_path && options.engine == TemplateEngine::Jinja);
    if is_jinja { as_jinja } else { Scanner::new(text, options, false).run() }
}

struct Scanner<'a> {
    text: &'a str,
    options: &'a Options<'a>,
    scan: Scan,
    /// Where the text that is not yet a part begins.
    text_start: usize,
}

impl<'a> Scanner<'a> {
    fn new(text: &'a str, options: &'a Options<'a>, is_jinja: bool) -> Self {
        Self { text, options, scan: Scan { is_jinja, ..Scan::default() }, text_start: 0 }
    }

    fn run(mut self) -> Scan {
        let mut at = 0;
        while let Some(offset) = self.text[at..].find('{') {
            at = self.brace(at + offset);
        }
        self.flush(self.text.len());
        self.scan
    }

    /// Looks at a brace; where to go on.
    fn brace(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        if self.text[..at].ends_with('$') {
            // The dollar makes the brace the target language's, or GitHub's.
            return match rest.strip_prefix("{{").and_then(|inside| inside.find("}}")) {
                Some(end) => at + 2 + end + 2,
                None => at + 1,
            };
        }
        if self.scan.is_jinja {
            let next = if rest.starts_with("{%") {
                self.statement(at)
            } else if let Some(comment) = rest.strip_prefix("{#") {
                comment.find("#}").map(|end| self.push(Part::Comment(at..at + end + 4), at..at + end + 4))
            } else if rest.starts_with("{{") {
                self.double_brace(at)
            } else {
                None
            };
            if let Some(next) = next {
                return next;
            }
        } else if rest.starts_with("{{") {
            self.remark_if_jinja_was_meant(at);
        }
        self.single_brace(at)
    }

    /// Ends the text before `range` and adds a part for it; the end of `range`.
    fn push(&mut self, part: Part, range: Range<usize>) -> usize {
        self.flush(range.start);
        self.scan.parts.push(part);
        self.text_start = range.end;
        range.end
    }

    fn flush(&mut self, end: usize) {
        if self.text_start < end {
            self.scan.parts.push(Part::Text(self.text_start..end));
        }
        self.text_start = end;
    }

    fn remark(&mut self, byte: usize, kind: RemarkKind) {
        self.scan.remarks.push(Remark { byte, kind });
    }

    fn fault(&mut self, byte: usize, kind: FaultKind) {
        self.scan.faults.push(Fault { byte, kind });
    }

    /// `{% … %}`; a raw block is a tag, text, and a tag.
    fn statement(&mut self, at: usize) -> Option<usize> {
        let end = tag_end(self.text, at + 2, "%}")?;
        let inside = self.text[at + 2..end].trim_start_matches(['-', '+']).trim_start();
        let word = word(inside);
        if word.is_empty() {
            return None;
        }
        self.scan.has_statement = true;
        self.remark_filters(at + 2..end);
        self.push(Part::Statement(at..end + 2), at..end + 2);
        if word == "raw" {
            let mut search = end + 2;
            while let Some(offset) = self.text[search..].find("{%") {
                let start = search + offset;
                let inside = self.text[start + 2..].trim_start_matches(['-', '+']).trim_start();
                if let (true, Some(close)) = (inside.starts_with("endraw"), self.text[start..].find("%}")) {
                    return Some(self.push(Part::Statement(start..start + close + 2), start..start + close + 2));
                }
                search = start + 2;
            }
            return Some(self.text.len());
        }
        Some(end + 2)
    }

    /// `{{ … }}`: an expression, or something that stays.
    fn double_brace(&mut self, at: usize) -> Option<usize> {
        let braces = self.text[at..].bytes().take_while(|byte| *byte == b'{').count();
        let first = word(self.text[at + braces..].trim_start_matches(['-', '+']).trim_start()).to_owned();
        let begins_known = self.options.known.contains(&first);
        if braces > 2
            && begins_known
            && let Some(end) = tag_end(self.text, at + braces, "}}")
            && self.text[end..].starts_with(&"}".repeat(braces))
            && is_expression(&self.text[at + braces..end])
        {
            self.remark(at, RemarkKind::LiteralBrace);
            let start = at + braces - 2;
            self.scan.has_known_expression = true;
            self.remark_filters(start + 2..end);
            return Some(self.push(Part::Expression(start..end + 2), start..end + 2));
        }
        let Some(end) = tag_end(self.text, at + 2, "}}") else {
            let line_end = self.text[at..].find('\n').map_or(self.text.len(), |offset| at + offset);
            if begins_known && braces == 2 && !self.text[at..line_end].contains("}}") {
                self.scan.has_known_expression = true;
                self.fault(at, FaultKind::Unclosed(first));
            }
            return Some(at + 2);
        };
        let inside = &self.text[at + 2..end];
        if is_expression(inside) {
            self.scan.has_known_expression |= begins_known;
            self.remark_filters(at + 2..end);
            return Some(self.push(Part::Expression(at..end + 2), at..end + 2));
        }
        let after =
            inside.trim_start_matches(['-', '+']).trim_start().strip_prefix(first.as_str()).unwrap_or_default().trim_start();
        let is_broken = after.starts_with(['.', '(', '[', '~', '+', '*']) || (after.starts_with('|') && !after.starts_with("||"));
        if begins_known && is_broken {
            self.scan.has_known_expression = true;
            self.fault(at, FaultKind::BadExpression(inside.trim().to_owned()));
        } else {
            self.remark(at, RemarkKind::Stays(snippet(&self.text[at..end + 2])));
        }
        Some(at + 2)
    }

    /// In a braces template: `{{ entity }}` with spaces is text, which its author may not know.
    fn remark_if_jinja_was_meant(&mut self, at: usize) {
        if let Some(end) = tag_end(self.text, at + 2, "}}") {
            let inside = self.text[at + 2..end].trim();
            if self.options.known.contains(word(inside)) && self.text[at + 2..].starts_with(' ') && is_expression(inside) {
                self.remark(at, RemarkKind::NotJinja(snippet(&self.text[at..end + 2])));
            } else if !self.options.known.contains(inside)
                && let Some(known) = near_miss(inside, self.options.known.names())
            {
                let kind = RemarkKind::NearMiss { written: snippet(&self.text[at..end + 2]), known: known.to_owned() };
                self.remark(at, kind);
            }
        }
    }

    /// `{Entity}` and `{!Entity}`: exactly one known variable between the braces.
    fn single_brace(&mut self, at: usize) -> usize {
        let is_escape = self.text[at + 1..].starts_with('!');
        let start = at + 1 + usize::from(is_escape);
        let name = variable_name(&self.text[start..]);
        let end = start + name.len();
        if name.is_empty() || !self.text[end..].starts_with('}') {
            return at + 1;
        }
        let whole = at..end + 1;
        let is_reserved = self.options.keeps_reserved && RESERVED_IN_BODIES.contains(&name);
        match self.options.known.shape(name) {
            None if is_escape => {}
            None if self.options.is_path => self.fault(at, FaultKind::UnknownInPath(name.to_owned())),
            None => {
                if let Some(known) = near_miss(name, self.options.known.names()) {
                    let known = known.to_owned();
                    self.remark(at, RemarkKind::NearMiss { written: self.text[whole.clone()].to_owned(), known });
                }
            }
            // An escape of what stays anyway would change `disabled={!name}`.
            Some(_) if is_reserved && is_escape => {}
            Some(_) if is_reserved => self.remark(at, RemarkKind::Reserved(name.to_owned())),
            Some(_) if is_escape => return self.push(Part::Escaped(start..end), whole),
            Some(Shape::Collection) if self.options.is_path => self.fault(at, FaultKind::CollectionInPath(name.to_owned())),
            Some(Shape::Collection) => self.remark(at, RemarkKind::Collection(name.to_owned())),
            Some(Shape::Text | Shape::Word) => return self.push(Part::Brace(start..end), whole),
        }
        end + 1
    }

    fn remark_filters(&mut self, tag: Range<usize>) {
        for (byte, written) in filters_used(self.text, tag) {
            if let Some(canonical) = filters::canonical(written) {
                self.remark(byte, RemarkKind::FilterSpelling { written: written.to_owned(), canonical });
            }
        }
    }
}

/// No honest tag is longer; it keeps a text full of `{{` and stray quotes from being searched again and again.
const MAX_TAG_CHARACTERS: usize = 20_000;

/// Where a tag ends: the byte of `close`, outside of texts and brackets.
fn tag_end(text: &str, from: usize, close: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut quote = None;
    let mut characters = text[from..].char_indices().take(MAX_TAG_CHARACTERS);
    while let Some((offset, character)) = characters.next() {
        match (quote, character) {
            (Some(_), '\\') => _ = characters.next(),
            (Some(open), _) if open == character => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(character),
            (None, _) if depth == 0 && text[from + offset..].starts_with(close) => return Some(from + offset),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')' | ']' | '}') => depth = depth.saturating_sub(1),
            (None, _) => {}
        }
    }
    None
}

/// The identifier that a text begins with; may be empty.
pub(super) fn word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(text.len());
    if text.starts_with(|c: char| c.is_ascii_digit()) { "" } else { &text[..end] }
}

/// The variable's name that a text begins with: an identifier, perhaps with dashes (`entity-kebab`).
fn variable_name(text: &str) -> &str {
    let mut end = word(text).len();
    while end > 0 && text[end..].starts_with('-') {
        let more = text[end + 1..].find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(text.len() - end - 1);
        if more == 0 {
            break;
        }
        end += 1 + more;
    }
    &text[..end]
}

/// Where a tag uses a name, unless some tag asks whether it is there (`is defined`, `| default`).
pub(super) fn unguarded_use(text: &str, name: &str) -> Option<usize> {
    let mut first = None;
    for (at, _) in text.match_indices(name) {
        let before = text[..at].chars().next_back();
        let rest = &text[at + name.len()..];
        let is_part = |c: char| c.is_alphanumeric() || c == '_';
        let in_tag = text[..at].rfind("{%").max(text[..at].rfind("{{")).is_some_and(|open| {
            let close = text[..at].rfind("%}").max(text[..at].rfind("}}"));
            close.is_none_or(|close| close < open)
        });
        if before.is_some_and(|c| is_part(c) || c == '.') || rest.starts_with(is_part) || !in_tag {
            continue;
        }
        let after = rest.trim_start();
        let asks = |filter: &str| after.strip_prefix('|').is_some_and(|rest| word(rest.trim_start()) == filter);
        if after.starts_with("is ") || asks("default") || asks("d") {
            return None;
        }
        first = first.or(Some(at));
    }
    first
}

fn is_expression(inside: &str) -> bool {
    let inside = inside.strip_prefix(['-', '+']).unwrap_or(inside);
    let inside = inside.strip_suffix(['-', '+']).unwrap_or(inside);
    is_plain_path(inside.trim()) || jinja::is_expression(inside)
}

/// `attr.name`: nothing but names and dots, so what most expressions are is known without reading them.
fn is_plain_path(inside: &str) -> bool {
    const WORDS: [&str; 12] = ["and", "else", "false", "False", "if", "in", "is", "none", "None", "not", "or", "true"];
    inside.split('.').all(|part| !part.is_empty() && word(part).len() == part.len() && !WORDS.contains(&part))
}

/// The filters in a tag: where each name stands, and the name.
fn filters_used(text: &str, tag: Range<usize>) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut quote = None;
    let mut characters = text[tag.clone()].char_indices();
    while let Some((offset, character)) = characters.next() {
        match (quote, character) {
            (Some(_), '\\') => _ = characters.next(),
            (Some(open), _) if open == character => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(character),
            (None, '|') => {
                let rest = &text[tag.start + offset + 1..tag.end];
                let trimmed = rest.trim_start();
                found.push((tag.start + offset + 1 + rest.len() - trimmed.len(), word(trimmed)));
            }
            (None, _) => {}
        }
    }
    found
}

/// A piece of a template, short enough for a sentence.
fn snippet(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    if line.chars().count() <= 40 && line.len() == text.len() {
        return text.to_owned();
    }
    format!("{}…", line.chars().take(40).collect::<String>())
}
