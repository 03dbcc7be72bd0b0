//! From the parser's events to trees of nodes, with bounds: nothing here recurses on the depth of the text, and
//! aliases may not multiply without end.

use std::collections::HashMap;
use std::sync::Arc;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, Span, Tag};

use super::fault::{FaultKind, YamlFault};
use super::joining;
use super::node::{Entry, Kind, MAX_ALIASED_VALUES, MAX_DEPTH, MAX_VALUES, Node, Style};

/// From the parser's places (characters) to bytes, lines and columns.
struct Positions<'a> {
    text: &'a str,
    /// The byte where each line begins.
    line_starts: Vec<usize>,
    /// The byte of each character; empty where every character is one byte.
    bytes: Vec<usize>,
    /// Bytes of a BOM before what the parser sees.
    skipped: usize,
}

impl<'a> Positions<'a> {
    fn new(text: &'a str, skipped: usize) -> Self {
        let line_starts =
            std::iter::once(0).chain(text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1));
        let bytes = if text.is_ascii() { Vec::new() } else { text.char_indices().map(|(at, _)| at).collect() };
        Self { text, line_starts: line_starts.collect(), bytes, skipped }
    }

    fn byte(&self, marker: &Marker) -> usize {
        let at = if self.bytes.is_empty() {
            marker.index()
        } else {
            self.bytes.get(marker.index()).copied().unwrap_or(self.text.len())
        };
        at.min(self.text.len())
    }

    fn line_start(&self, byte: usize) -> usize {
        self.line_starts[self.line_starts.partition_point(|start| *start <= byte) - 1]
    }

    fn line_and_column(&self, byte: usize) -> (u32, u32) {
        let line = self.line_starts.partition_point(|start| *start <= byte) - 1;
        let column = self.text[self.line_starts[line]..byte].chars().count();
        (line as u32 + 1, column as u32 + 1)
    }
}

/// A collection whose end has not come yet.
struct Open {
    anchor: usize,
    node: Node,
    /// In a mapping: the key that waits for its value.
    key: Option<Node>,
}

struct Builder<'a> {
    positions: Positions<'a>,
    documents: Vec<Node>,
    open: Vec<Open>,
    /// Each anchor's value, and how many values it holds.
    anchors: HashMap<usize, (Node, usize)>,
    values: usize,
    aliased_values: usize,
    /// Where the key or value before the next one ends.
    last_end: usize,
}

pub(super) fn parse(text: &str) -> Result<Vec<Node>, YamlFault> {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let skipped = text.len() - body.len();
    let first = read(body, body, skipped);
    if !matches!(first, Err(YamlFault { kind: FaultKind::Indentation, .. })) {
        return first;
    }
    // Brackets over several lines: what the parser refuses there, people write and other readers take.
    let mut candidates = joining::candidates(body);
    while !candidates.is_empty() {
        let Ok(documents) = read(body, &joining::join(body, &candidates), skipped) else { break };
        if !joining::leave_out_texts(&mut candidates, &documents, skipped) {
            return Ok(documents);
        }
    }
    first
}

/// Reads what is `written`, character for character at the same places as in `body`.
fn read(body: &str, written: &str, skipped: usize) -> Result<Vec<Node>, YamlFault> {
    let mut builder = Builder {
        positions: Positions::new(body, skipped),
        documents: Vec::new(),
        open: Vec::new(),
        anchors: HashMap::new(),
        values: 0,
        aliased_values: 0,
        last_end: 0,
    };
    let mut parser = Parser::new_from_str(written);
    while let Some(event) = parser.next_event() {
        let (event, span) = event.map_err(|error| {
            let (line, column) = builder.positions.line_and_column(builder.positions.byte(error.marker()));
            YamlFault::explain(body, line, column, error.info())
        })?;
        builder.take(event, span)?;
    }
    Ok(builder.documents)
}

impl Builder<'_> {
    fn take(&mut self, event: Event<'_>, span: Span) -> Result<(), YamlFault> {
        match event {
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentStart(_) | Event::DocumentEnd => Ok(()),
            Event::Scalar(text, style, anchor, tag) => {
                // The parser calls an absent value `~`, with nothing in the source.
                let text: Arc<str> = if span.is_empty() && style == ScalarStyle::Plain { "".into() } else { text.into() };
                let style = match style {
                    ScalarStyle::Plain => Style::Plain,
                    ScalarStyle::SingleQuoted => Style::SingleQuoted,
                    ScalarStyle::DoubleQuoted => Style::DoubleQuoted,
                    ScalarStyle::Literal => Style::Literal,
                    ScalarStyle::Folded => Style::Folded,
                };
                let mut node = self.node(Kind::Scalar { text, style }, &span, tag.as_deref());
                self.chomp(&mut node);
                self.finish(node, anchor)
            }
            Event::SequenceStart(anchor, tag) => {
                self.open(Kind::Sequence { items: Vec::new(), flow: false }, &span, anchor, tag.as_deref())
            }
            Event::MappingStart(anchor, tag) => {
                self.open(Kind::Mapping { entries: Vec::new(), flow: false }, &span, anchor, tag.as_deref())
            }
            Event::SequenceEnd | Event::MappingEnd => {
                // The parser's end runs over blanks and a comment behind the bracket.
                let end = self.positions.byte(&span.start) + 1 + self.positions.skipped;
                let Some(Open { anchor, mut node, .. }) = self.open.pop() else { return Ok(()) };
                let last = match &node.kind {
                    Kind::Sequence { items, .. } => items.last().map(|item| item.span.end),
                    Kind::Mapping { entries, .. } => entries.last().map(|entry| entry.value.span.end.max(entry.key.span.end)),
                    Kind::Scalar { .. } => None,
                };
                let is_flow = matches!(node.kind, Kind::Sequence { flow: true, .. } | Kind::Mapping { flow: true, .. });
                self.last_end = self.last_end.max(if is_flow { end - self.positions.skipped } else { 0 });
                node.span.end = if is_flow { end } else { last.unwrap_or(node.span.start).max(node.span.start) };
                self.finish(node, anchor)
            }
            Event::Alias(anchor) => {
                let (start, end) = (self.positions.byte(&span.start), self.positions.byte(&span.end));
                let (line, column) = self.positions.line_and_column(start);
                let fault = |kind| YamlFault { kind, line, column };
                let Some((node, size)) = self.anchors.get(&anchor) else { return Err(fault(FaultKind::RecursiveAlias)) };
                self.aliased_values += size;
                self.values += size;
                if self.aliased_values > MAX_ALIASED_VALUES {
                    return Err(fault(FaultKind::TooManyValues { limit: MAX_ALIASED_VALUES }));
                }
                let skipped = self.positions.skipped;
                let node = Node { span: start + skipped..end + skipped, line, column, aliased: true, ..node.clone() };
                if self.open.len() + depth(&node) > MAX_DEPTH {
                    return Err(fault(FaultKind::TooDeep { limit: MAX_DEPTH }));
                }
                self.last_end = end;
                self.place(node);
                Ok(())
            }
        }
    }

    /// At the end of a file the parser ends a block's last line even where the file does not, and counts a line of
    /// spaces. Without a sign in its header a block keeps one line end, if there was one.
    fn chomp(&self, node: &mut Node) {
        let Kind::Scalar { text, style: Style::Literal | Style::Folded } = &mut node.kind else { return };
        let source = &self.positions.text[node.span.start - self.positions.skipped..node.span.end - self.positions.skipped];
        if !text.ends_with('\n')
            || source[1..].split(char::is_whitespace).next().is_some_and(|header| header.contains(['+', '-']))
        {
            return;
        }
        let trimmed = text.trim_end_matches('\n');
        let is_unended = node.span.end - self.positions.skipped == self.positions.text.len();
        if trimmed.is_empty() || is_unended {
            *text = trimmed.into();
        } else if text.len() > trimmed.len() + 1 {
            *text = text[..=trimmed.len()].into();
        }
    }

    fn node(&mut self, kind: Kind, span: &Span, tag: Option<&Tag>) -> Node {
        let mut start = self.positions.byte(&span.start);
        let mut end = self.positions.byte(&span.end).max(start);
        if matches!(&kind, Kind::Scalar { style: Style::Literal | Style::Folded, .. }) {
            // The parser's place is sometimes the header's, sometimes the first text's.
            start = block_header(self.positions.text, self.last_end).unwrap_or(start);
            end = start + self.positions.text[start..end].trim_end().len();
        } else {
            start = after_properties(self.positions.text, start);
            end = end.max(start);
        }
        if let Kind::Scalar { style: style @ (Style::SingleQuoted | Style::DoubleQuoted), .. } = &kind {
            // The parser's end runs over blanks and comments behind the quote.
            end = start + quoted_length(&self.positions.text[start..end], *style == Style::DoubleQuoted);
        }
        self.last_end = if matches!(kind, Kind::Scalar { .. }) { end } else { start };
        let (line, column) = self.positions.line_and_column(start);
        let skipped = self.positions.skipped;
        self.values += 1;
        let tag = tag.map(|tag| Arc::from(format!("{}{}", tag.handle, tag.suffix)));
        Node { kind, span: start + skipped..end + skipped, line, column, tag, aliased: false }
    }

    fn open(&mut self, kind: Kind, span: &Span, anchor: usize, tag: Option<&Tag>) -> Result<(), YamlFault> {
        let mut node = self.node(kind, span, tag);
        let text = self.positions.text;
        let start = node.span.start - self.positions.skipped;
        // The parser gives brackets an extent, and a block none.
        let begins_with = |open| text[start..].starts_with(open) && (span.start.index() < span.end.index());
        let at_dash = |at: usize| text[at..].starts_with('-') && !text[at + 1..].starts_with(|c: char| !c.is_whitespace());
        if matches!(node.kind, Kind::Sequence { .. }) && !begins_with('[') && !at_dash(start) {
            // A list that is not indented has the place of its first item.
            let line = self.positions.line_start(self.positions.byte(&span.start));
            let dash = line + text[line..].len() - text[line..].trim_start_matches(' ').len();
            if at_dash(dash) {
                (node.line, node.column) = self.positions.line_and_column(dash);
                node.span = dash + self.positions.skipped..node.span.end;
            }
        }
        match &mut node.kind {
            Kind::Sequence { flow, .. } => *flow = begins_with('['),
            Kind::Mapping { flow, .. } => *flow = begins_with('{'),
            Kind::Scalar { .. } => {}
        }
        if self.open.len() >= MAX_DEPTH {
            return Err(YamlFault { kind: FaultKind::TooDeep { limit: MAX_DEPTH }, line: node.line, column: node.column });
        }
        self.open.push(Open { anchor, node, key: None });
        Ok(())
    }

    /// A value is complete.
    fn finish(&mut self, node: Node, anchor: usize) -> Result<(), YamlFault> {
        if self.values > MAX_VALUES {
            return Err(YamlFault { kind: FaultKind::TooManyValues { limit: MAX_VALUES }, line: node.line, column: node.column });
        }
        if anchor != 0 {
            let size = size(&node);
            self.anchors.insert(anchor, (node.clone(), size));
        }
        self.place(node);
        Ok(())
    }

    fn place(&mut self, node: Node) {
        let Some(open) = self.open.last_mut() else {
            self.documents.push(node);
            return;
        };
        match &mut open.node.kind {
            Kind::Sequence { items, .. } => items.push(node),
            Kind::Mapping { entries, .. } => match open.key.take() {
                Some(key) => entries.push(Entry { key, value: node }),
                None => open.key = Some(node),
            },
            Kind::Scalar { .. } => {}
        }
    }
}

/// The byte where a value begins after its anchor and tag, which no value itself begins with.
fn after_properties(text: &str, start: usize) -> usize {
    let mut at = start;
    while text[at..].starts_with(['&', '!']) {
        at += text[at..].find(char::is_whitespace).unwrap_or(text.len() - at);
        loop {
            at += text[at..].len() - text[at..].trim_start().len();
            if !text[at..].starts_with('#') {
                break;
            }
            at += text[at..].find('\n').unwrap_or(text.len() - at);
        }
    }
    at
}

/// The `|` or `>` that opens the next block scalar after byte `from`: it ends its line, but for digits, signs and a comment.
fn block_header(text: &str, from: usize) -> Option<usize> {
    let mut at = from;
    for line in text.get(from..)?.split_inclusive('\n') {
        let is_header = |(offset, _): &(usize, &str)| {
            let rest = line[offset + 1..].trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-'));
            line[..*offset].chars().next_back().is_none_or(char::is_whitespace)
                && (rest.trim().is_empty() || rest.trim_start().starts_with('#'))
        };
        if !line.trim_start().starts_with('#')
            && let Some((offset, _)) = line.match_indices(['|', '>']).find(is_header)
        {
            return Some(at + offset);
        }
        at += line.len();
    }
    None
}

/// How long a quoted scalar is, from its opening to its closing quote.
fn quoted_length(text: &str, is_double: bool) -> usize {
    let quote = if is_double { b'"' } else { b'\'' };
    let bytes = text.as_bytes();
    let mut at = 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if is_double => at += 1,
            byte if byte == quote && !is_double && bytes.get(at + 1) == Some(&quote) => at += 1,
            byte if byte == quote => return at + 1,
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

/// How many values a node holds, itself counted, and a long text as several. The depth is bounded, so recursion is.
fn size(node: &Node) -> usize {
    1 + match &node.kind {
        Kind::Scalar { text, .. } => text.len() / 256,
        Kind::Sequence { items, .. } => items.iter().map(size).sum(),
        Kind::Mapping { entries, .. } => entries.iter().map(|entry| size(&entry.key) + size(&entry.value)).sum(),
    }
}

fn depth(node: &Node) -> usize {
    match &node.kind {
        Kind::Scalar { .. } => 0,
        Kind::Sequence { items, .. } => 1 + items.iter().map(depth).max().unwrap_or(0),
        Kind::Mapping { entries, .. } => {
            1 + entries.iter().map(|entry| depth(&entry.key).max(depth(&entry.value))).max().unwrap_or(0)
        }
    }
}
