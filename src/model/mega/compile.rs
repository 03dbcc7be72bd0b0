//! A template made ready: pieces where it holds nothing but variables (most paths, most braces templates), else a
//! minijinja template whose every byte knows where it was written.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::Range;

use minijinja::{Environment, ErrorKind, Value};

use super::jinja::Delimiters;
use super::scan::{Part, Scan};
use super::subjects::Subject;
use super::variables::{Known, Shape};
use super::{Shared, SourceText};

/// Bytes that one output may have.
pub(super) const MAX_OUTPUT_BYTES: usize = 16 * 1024 * 1024;

/// A template, ready to render.
#[derive(Debug)]
pub(super) enum Compiled {
    Pieces(Vec<Piece>),
    Jinja {
        /// The template's name in the environment.
        name: String,
        map: OffsetMap,
    },
}

#[derive(Debug)]
pub(super) enum Piece {
    Text(Range<usize>),
    Variable {
        name: Shared,
        /// Where its placeholder begins.
        byte: usize,
        /// Written as `{{ x }}`: printed as Python prints.
        is_jinja: bool,
    },
}

/// Why a template does not render, and where in it.
#[derive(Debug)]
pub(super) struct RenderFault {
    pub(super) byte: usize,
    pub(super) kind: RenderFaultKind,
}

#[derive(Debug)]
pub(super) enum RenderFaultKind {
    Undefined(String),
    UnknownFilter(String),
    UnknownTest(String),
    UnknownFunction(String),
    UnknownMethod(String),
    /// `include`, `import`, `extends`: there is nothing to load from.
    Include(String),
    TooManySteps,
    TooLarge,
    TooDeep,
    /// `{% if … %}` without its end: the tag's word.
    UnclosedBlock(String),
    Syntax(String),
    Other(String),
}

/// Makes a scanned template ready. `name` is unique in the environment.
pub(super) fn compile(
    text: &SourceText,
    scan: &Scan,
    known: &Known,
    name: String,
    env: &mut Environment<'static>,
    delimiters: Delimiters,
) -> Result<Compiled, RenderFault> {
    if let Some(pieces) = pieces(&text.text, &scan.parts, known) {
        return Ok(Compiled::Pieces(pieces));
    }
    let (source, map) = rewrite(&text.text, &scan.parts, known, delimiters);
    match env.add_template_owned(name.clone(), source) {
        Ok(()) => Ok(Compiled::Jinja { name, map }),
        Err(error) => Err(unclosed_block(&error, &text.text, &scan.parts).unwrap_or_else(|| fault(&error, &map, delimiters))),
    }
}

/// Where a template ends too early, the block that waits for its end: minijinja only tells the end of the text.
fn unclosed_block(error: &minijinja::Error, text: &str, parts: &[Part]) -> Option<RenderFault> {
    if error.kind() != ErrorKind::SyntaxError
        || !error.detail().is_some_and(|detail| detail.contains("end of input") || detail.contains("raw block"))
    {
        return None;
    }
    let mut open: Vec<(&str, usize)> = Vec::new();
    for part in parts {
        let Part::Statement(range) = part else { continue };
        let inside = text[range.start + 2..range.end - 2].trim_start_matches(['-', '+']).trim_start();
        match super::scan::word(inside) {
            word @ ("if" | "for" | "macro" | "call" | "filter" | "with" | "block" | "autoescape" | "raw") => {
                open.push((word, range.start));
            }
            // `{% set x %}` is a block, `{% set x = 1 %}` is none.
            "set" if !inside.contains('=') => open.push(("set", range.start)),
            word if word.starts_with("end") => _ = open.pop(),
            _ => {}
        }
    }
    open.pop().map(|(word, byte)| RenderFault { byte, kind: RenderFaultKind::UnclosedBlock(word.to_owned()) })
}

fn pieces(text: &str, parts: &[Part], known: &Known) -> Option<Vec<Piece>> {
    let shape = |name: &str| known.shape(name).filter(|shape| *shape != Shape::Collection);
    let mut pieces = Vec::with_capacity(parts.len());
    for part in parts {
        let piece = match part {
            Part::Text(range) => Piece::Text(range.clone()),
            Part::Brace(name) => Piece::Variable { name: text[name.clone()].into(), byte: name.start - 1, is_jinja: false },
            Part::Escaped(name) => {
                pieces.push(Piece::Text(name.start - 2..name.start - 1));
                Piece::Text(name.start..name.end + 1)
            }
            Part::Expression(range) => {
                let name = text[range.start + 2..range.end - 2].trim();
                shape(name)?;
                Piece::Variable { name: name.into(), byte: range.start, is_jinja: true }
            }
            Part::Statement(_) | Part::Comment(_) => return None,
        };
        pieces.push(piece);
    }
    Some(pieces)
}

/// Where each byte of a rewritten template was written.
#[derive(Debug, Default)]
pub(super) struct OffsetMap {
    /// Begin in the rewritten text, begin and length in the original, in order.
    segments: Vec<(usize, usize, usize)>,
}

impl OffsetMap {
    fn original(&self, rewritten: usize) -> usize {
        match self.segments.partition_point(|(start, ..)| *start <= rewritten).checked_sub(1) {
            Some(index) => {
                let (start, original, length) = self.segments[index];
                original + (rewritten - start).min(length)
            }
            None => 0,
        }
    }
}

/// The template as minijinja reads it: tags between private characters, single braces as expressions.
fn rewrite(text: &str, parts: &[Part], known: &Known, delimiters: Delimiters) -> (String, OffsetMap) {
    let mut out = String::with_capacity(text.len() + parts.len() * 4);
    let mut map = OffsetMap::default();
    let mut copy = |out: &mut String, piece: &str, original: Range<usize>| {
        map.segments.push((out.len(), original.start, original.len()));
        out.push_str(piece);
    };
    for part in parts {
        match part {
            Part::Text(range) => copy(&mut out, &text[range.clone()], range.clone()),
            Part::Brace(name) => {
                let (open, close) = delimiters.expression();
                let variable = text[name.clone()].replace('-', "_");
                // What is a text for one entity and a boolean for another looks as it was written for both.
                let filter = if known.shape(&text[name.clone()]) == Some(Shape::Word) { "|__as_written" } else { "" };
                copy(&mut out, &format!("{open}{variable}{filter}{close}"), name.start - 1..name.end + 1);
            }
            Part::Escaped(name) => copy(&mut out, &format!("{{{}}}", &text[name.clone()]), name.start - 2..name.end + 1),
            Part::Expression(range) | Part::Statement(range) | Part::Comment(range) => {
                let (open, close) = match part {
                    Part::Expression(_) => delimiters.expression(),
                    Part::Statement(_) => delimiters.statement(),
                    _ => delimiters.comment(),
                };
                let inside = range.start + 2..range.end - 2;
                copy(&mut out, open.encode_utf8(&mut [0; 4]), range.start..range.start + 2);
                let content = match part {
                    Part::Comment(_) => Cow::Borrowed(&text[inside.clone()]),
                    _ => tag_content(&text[inside.clone()]),
                };
                copy(&mut out, &content, inside.clone());
                copy(&mut out, close.encode_utf8(&mut [0; 4]), inside.end..range.end);
            }
        }
    }
    (out, map)
}

/// What minijinja lacks, written another way: names with dashes, and `'%05d' % n`.
fn tag_content(inside: &str) -> Cow<'_, str> {
    let mut content = Cow::Borrowed(inside);
    for (dashed, name) in [("entity-kebab", "entity_kebab"), ("entities-kebab", "entities_kebab")] {
        if content.contains(dashed) {
            content = Cow::Owned(content.replace(dashed, name));
        }
    }
    // Each turn removes one `%` after a text; a tag has few.
    for _ in 0..8 {
        match percent_format(&content) {
            Some(rewritten) => content = Cow::Owned(rewritten),
            None => break,
        }
    }
    content
}

/// `'%05d' % n` becomes `('%05d'|format(n))`: the first one in a tag.
fn percent_format(tag: &str) -> Option<String> {
    let mut at = 0;
    while at < tag.len() {
        let quote = tag[at..].find(['"', '\''])? + at;
        let end = string_end(tag, quote)?;
        let rest = tag[end..].trim_start();
        if let Some(operand) = rest.strip_prefix('%').map(str::trim_start) {
            let length = operand_end(operand)?;
            let args = &operand[..length];
            let tuple =
                args.strip_prefix('(').and_then(|inside| inside.strip_suffix(')')).filter(|_| bracket_end(args) == Some(length));
            let args = tuple.unwrap_or(args);
            return Some(format!("{}({}|format({args})){}", &tag[..quote], &tag[quote..end], &operand[length..]));
        }
        at = end;
    }
    None
}

/// Behind the text that begins at `quote`.
fn string_end(text: &str, quote: usize) -> Option<usize> {
    let open = text[quote..].chars().next()?;
    let mut characters = text[quote + 1..].char_indices();
    while let Some((offset, character)) = characters.next() {
        if character == '\\' {
            characters.next();
        } else if character == open {
            return Some(quote + 1 + offset + 1);
        }
    }
    None
}

/// Behind the bracket that a text begins with.
fn bracket_end(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(character) = text[at..].chars().next() {
        match character {
            '"' | '\'' => {
                at = string_end(text, at)?;
                continue;
            }
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
        at += character.len_utf8();
    }
    None
}

/// Behind the operand that a text begins with: a value with its attributes, indexes, calls and filters.
fn operand_end(text: &str) -> Option<usize> {
    let identifier =
        |from: usize| text[from..].find(|c: char| !c.is_alphanumeric() && c != '_').map_or(text.len(), |end| from + end);
    let mut at = usize::from(text.starts_with('-'));
    at = match text[at..].chars().next()? {
        '"' | '\'' => string_end(text, at)?,
        '(' | '[' | '{' => at + bracket_end(&text[at..])?,
        c if c.is_alphanumeric() || c == '_' => identifier(at),
        _ => return None,
    };
    loop {
        let rest = text[at..].trim_start();
        let start = text.len() - rest.len();
        let next = rest.chars().next();
        at = match next {
            Some('.') => identifier(start + 1),
            Some('(' | '[') if start == at => start + bracket_end(rest)?,
            Some('|') => {
                let name = text[start + 1..].trim_start();
                identifier(text.len() - name.len())
            }
            _ => return Some(at),
        };
    }
}

impl Compiled {
    /// The text for a subject.
    pub(super) fn render(
        &self,
        text: &SourceText,
        subject: &Subject,
        env: &Environment<'static>,
        d: Delimiters,
    ) -> Result<String, RenderFault> {
        match self {
            Self::Pieces(pieces) => render_pieces(pieces, &text.text, subject, &mut |_, _| {}),
            Self::Jinja { name, map } => {
                let rendered = env.get_template(name).and_then(|template| template.render(subject.context.clone()));
                within_bounds(rendered.map_err(|error| fault(&error, map, d))?)
            }
        }
    }

    /// The text for a subject, and for each of its lines the byte of the template that it begins with.
    pub(super) fn render_mapped(
        &self,
        text: &SourceText,
        subject: &Subject,
        env: &Environment<'static>,
        d: Delimiters,
    ) -> Result<(String, Vec<usize>), RenderFault> {
        match self {
            Self::Pieces(pieces) => {
                let mut spans = Vec::new();
                let rendered = render_pieces(pieces, &text.text, subject, &mut |output, source| spans.push((output, source)))?;
                let lines = lines_of(&rendered, &spans);
                Ok((rendered, lines))
            }
            Self::Jinja { name, map } => {
                let (rendered, spans) = env
                    .get_template(name)
                    .and_then(|template| template.render_with_spans(subject.context.clone()))
                    .map_err(|error| fault(&error, map, d))?;
                let raw = |span: &minijinja::OutputSpan| span.kind() == minijinja::OutputSpanKind::Raw;
                let spans: Vec<_> = spans
                    .iter()
                    .map(|span| {
                        let source = map.original(span.source_range().start);
                        (span.output_range(), if raw(span) { source..source + span.source_range().len() } else { source..source })
                    })
                    .collect();
                let lines = lines_of(&rendered, &spans);
                Ok((within_bounds(rendered)?, lines))
            }
        }
    }
}

fn within_bounds(rendered: String) -> Result<String, RenderFault> {
    if rendered.len() > MAX_OUTPUT_BYTES {
        return Err(RenderFault { byte: 0, kind: RenderFaultKind::TooLarge });
    }
    // A variable may hold CRLF; outputs have LF.
    Ok(if rendered.contains('\r') { rendered.replace("\r\n", "\n") } else { rendered })
}

/// `trace` hears of each piece: its bytes in the output, and in the template (empty for a variable).
fn render_pieces(
    pieces: &[Piece],
    text: &str,
    subject: &Subject,
    trace: &mut dyn FnMut(Range<usize>, Range<usize>),
) -> Result<String, RenderFault> {
    let mut out = String::with_capacity(text.len() + text.len() / 8 + 16);
    for piece in pieces {
        let before = out.len();
        match piece {
            Piece::Text(range) => {
                out.push_str(&text[range.clone()]);
                trace(before..out.len(), range.clone());
            }
            Piece::Variable { name, byte, is_jinja } => {
                if subject.print(name, *is_jinja, &mut out).is_none() {
                    return Err(RenderFault { byte: *byte, kind: RenderFaultKind::Undefined(name.to_string()) });
                }
                trace(before..out.len(), *byte..*byte);
            }
        }
        if out.len() > MAX_OUTPUT_BYTES {
            return Err(RenderFault { byte: 0, kind: RenderFaultKind::TooLarge });
        }
    }
    within_bounds(out)
}

/// For each line of an output the byte of the template at its beginning. Spans are in the order of the output.
fn lines_of(output: &str, spans: &[(Range<usize>, Range<usize>)]) -> Vec<usize> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut index = 0;
    for line in output.split_inclusive('\n') {
        while spans.get(index).is_some_and(|(written, _)| written.end <= start) {
            index += 1;
        }
        lines.push(spans.get(index).map_or(0, |(written, source)| {
            let within = start.saturating_sub(written.start).min(source.len());
            source.start + within
        }));
        start += line.len();
    }
    lines
}

/// minijinja's error as one of ours, at the place where it was written.
fn fault(error: &minijinja::Error, map: &OffsetMap, delimiters: Delimiters) -> RenderFault {
    let source = error.template_source().unwrap_or_default();
    let range = error.range();
    let written = range.clone().and_then(|range| source.get(range)).unwrap_or_default().trim();
    let byte = range.map_or_else(|| line_start(source, error.line().unwrap_or(1)), |range| range.start);
    let detail = error.detail().unwrap_or_default();
    let quoted = detail.split('`').nth(1).filter(|_| detail.starts_with('`'));
    let first_word = |text: &str| super::scan::word(text.trim_start_matches('.')).to_owned();
    // "filter foo is unknown", "string has no method named foo"
    let named = |before: &str| {
        detail.split(before).nth(1).map(|rest| first_word(rest.trim_start())).unwrap_or_else(|| first_word(written))
    };
    let kind = match error.kind() {
        ErrorKind::UndefinedError => RenderFaultKind::Undefined(quoted.unwrap_or(written).to_owned()),
        ErrorKind::UnknownFilter => RenderFaultKind::UnknownFilter(named("filter ")),
        ErrorKind::UnknownTest => RenderFaultKind::UnknownTest(named("test ")),
        ErrorKind::UnknownFunction => RenderFaultKind::UnknownFunction(first_word(written)),
        ErrorKind::UnknownMethod => RenderFaultKind::UnknownMethod(named("named ")),
        ErrorKind::TemplateNotFound | ErrorKind::BadInclude | ErrorKind::UnknownBlock => {
            RenderFaultKind::Include(as_written(written, delimiters))
        }
        ErrorKind::OutOfFuel => RenderFaultKind::TooManySteps,
        ErrorKind::InvalidOperation if detail.contains("too many elements") || detail.contains("too large") => {
            RenderFaultKind::TooManySteps
        }
        ErrorKind::InvalidOperation if detail.contains("recursion limit") => RenderFaultKind::TooDeep,
        ErrorKind::SyntaxError if detail.contains("recursion limit") => RenderFaultKind::TooDeep,
        ErrorKind::SyntaxError | ErrorKind::BadEscape => RenderFaultKind::Syntax(as_written(detail, delimiters)),
        _ => {
            let mut reason = error.kind().to_string();
            if !detail.is_empty() {
                _ = write!(reason, ": {detail}");
            }
            RenderFaultKind::Other(as_written(&reason, delimiters))
        }
    };
    RenderFault { byte: map.original(byte), kind }
}

/// With the delimiters that a person wrote.
fn as_written(text: &str, delimiters: Delimiters) -> String {
    let pairs =
        [(delimiters.expression(), ("{{", "}}")), (delimiters.statement(), ("{%", "%}")), (delimiters.comment(), ("{#", "#}"))];
    pairs.iter().fold(text.to_owned(), |text, ((open, close), (from, to))| text.replace(*open, from).replace(*close, to))
}

fn line_start(source: &str, line: usize) -> usize {
    source.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum()
}

/// A value as minijinja sees it.
pub(super) fn to_value(value: &serde_json::Value) -> Value {
    use serde_json::Value as Json;
    match value {
        Json::Null => Value::from(()),
        Json::Bool(flag) => Value::from(*flag),
        Json::Number(number) => match (number.as_i64(), number.as_u64(), number.as_f64()) {
            (Some(number), ..) => Value::from(number),
            (_, Some(number), _) => Value::from(number),
            (.., number) => Value::from(number.unwrap_or_default()),
        },
        Json::String(text) => Value::from(text.as_str()),
        Json::Array(items) => Value::from(items.iter().map(to_value).collect::<Vec<_>>()),
        Json::Object(map) => Value::from_pairs(map.iter().map(|(key, value)| (key.as_str(), to_value(value)))),
    }
}
