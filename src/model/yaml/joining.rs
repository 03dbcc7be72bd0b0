//! Brackets over several lines, as people and LLMs write them:
//!
//! ```yaml
//! focus: [
//!   "a",
//! ]
//! ```
//!
//! YAML wants the closing bracket deeper than `focus`, and our parser insists where others do not. A text that fails
//! on this is read a second time with such lines joined: line ends (and comments before them) become spaces, so that
//! every place stays where it is. Nothing is joined inside of texts.

use std::ops::Range;

use super::node::{Kind, Node};

/// A collection in brackets whose lines can be joined.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// Its opening bracket.
    start: usize,
    /// What becomes spaces.
    joints: Vec<Range<usize>>,
}

/// Every place where lines between brackets stand too far left.
pub(super) fn candidates(text: &str) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut line_start = 0;
    for line in text.split_inclusive('\n') {
        if line_start >= at
            && let Some((candidate, end)) = candidate(text, line_start, line)
        {
            if !candidate.joints.is_empty() {
                found.push(candidate);
            }
            at = end;
        }
        line_start += line.len();
    }
    found
}

/// The collection that begins on a line and does not end there, and its end.
fn candidate(text: &str, line_start: usize, line: &str) -> Option<(Candidate, usize)> {
    let mut content = line.trim_start_matches(' ');
    while let Some(rest) = content.strip_prefix("- ") {
        content = rest.trim_start_matches(' ');
    }
    let column = line.len() - content.len();
    let opening = if content.starts_with(['[', '{']) {
        column
    } else {
        let opening = content.match_indices([':', '-']).find_map(|(at, _)| {
            let rest = &content[at + 1..];
            let value = rest.trim_start_matches(' ');
            // An anchor may stand before the bracket.
            let value = if value.starts_with(['&', '!']) {
                value.trim_start_matches(|c: char| !c.is_whitespace()).trim_start()
            } else {
                value
            };
            (rest.starts_with(' ') && value.starts_with(['[', '{'])).then(|| content.len() - value.len())
        })?;
        column + opening
    };
    let start = line_start + opening;
    let (joints, end) = walk(text, start, column)?;
    (end > line_start + line.len()).then_some((Candidate { start, joints }, end))
}

/// Walks from an opening bracket to its closing one. `column` is where the key stands whose value it is: lines must
/// stand deeper.
fn walk(text: &str, start: usize, column: usize) -> Option<(Vec<Range<usize>>, usize)> {
    let bytes = text.as_bytes();
    let mut joints = Vec::new();
    let mut depth = 0usize;
    let mut at = start;
    // The end of the last token, and whether a new one may begin behind it.
    let (mut token_end, mut at_token_start) = (start, true);
    while at < bytes.len() {
        match bytes[at] {
            b'[' | b'{' => (depth, at_token_start) = (depth + 1, true),
            b']' | b'}' => {
                depth -= 1;
                if depth == 0 {
                    return Some((joints, at + 1));
                }
                at_token_start = false;
            }
            b',' | b':' => at_token_start = true,
            quote @ (b'"' | b'\'') if at_token_start => {
                at += 1;
                while *bytes.get(at)? != quote || (quote == b'\'' && bytes.get(at + 1) == Some(&quote)) {
                    let is_pair = bytes[at] == b'\\' && quote == b'"' || bytes[at] == quote;
                    at += if is_pair { 2 } else { 1 };
                }
                at_token_start = false;
            }
            b' ' | b'\t' => {
                at += 1;
                continue;
            }
            b'#' if text[..at].ends_with([' ', '\t', '\n']) => {
                at += text[at..].find('\n')?;
                continue;
            }
            b'\r' | b'\n' => {
                let next = skip(text, at)?;
                let line = text[..next].rfind('\n').map_or(0, |newline| newline + 1);
                let is_far_left = next - line <= column;
                // A bare text that goes on over the line end would become another one.
                let between_tokens = at_token_start || matches!(bytes[next], b']' | b'}' | b',');
                if is_far_left {
                    // Left of the key, or a text that goes on: something else is wrong here.
                    if next - line < indent(&text[line_start(text, start)..]) || !between_tokens {
                        return None;
                    }
                    joints.push(token_end..next);
                }
                at = next;
                continue;
            }
            _ => at_token_start = false,
        }
        at += 1;
        token_end = at;
    }
    None
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |newline| newline + 1)
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// The next byte that is no blank, line end or comment.
fn skip(text: &str, at: usize) -> Option<usize> {
    let mut at = at;
    loop {
        let rest = text[at..].trim_start_matches([' ', '\t', '\r', '\n']);
        at = text.len() - rest.len();
        if !rest.starts_with('#') {
            return (!rest.is_empty()).then_some(at);
        }
        at += rest.find('\n')?;
    }
}

/// The text with lines joined: as many characters, each at its place.
pub(super) fn join(text: &str, candidates: &[Candidate]) -> String {
    let mut joined = String::with_capacity(text.len());
    let mut end = 0;
    for joint in candidates.iter().flat_map(|candidate| &candidate.joints) {
        joined.push_str(&text[end..joint.start]);
        joined.extend(std::iter::repeat_n(' ', text[joint.clone()].chars().count()));
        end = joint.end;
    }
    joined + &text[end..]
}

/// Leaves those out that lie inside of a text after all, such as a template's. Whether there were any.
pub(super) fn leave_out_texts(candidates: &mut Vec<Candidate>, documents: &[Node], skipped: usize) -> bool {
    let before = candidates.len();
    let mut texts = Vec::new();
    documents.iter().for_each(|document| collect_texts(document, &mut texts));
    texts.sort_by_key(|span: &Range<usize>| span.start);
    candidates.retain(|candidate| {
        let start = candidate.start + skipped;
        let index = texts.partition_point(|span| span.start <= start);
        index == 0 || texts[index - 1].end <= start
    });
    candidates.len() < before
}

fn collect_texts(node: &Node, texts: &mut Vec<Range<usize>>) {
    match &node.kind {
        Kind::Scalar { .. } => texts.push(node.span.clone()),
        Kind::Sequence { items, .. } => items.iter().for_each(|item| collect_texts(item, texts)),
        Kind::Mapping { entries, .. } => entries.iter().for_each(|entry| {
            collect_texts(&entry.key, texts);
            collect_texts(&entry.value, texts);
        }),
    }
}

#[cfg(test)]
mod tests {
    use crate::model::yaml::node::parse;

    fn first_texts(text: &str) -> Vec<String> {
        let root = parse(text).unwrap_or_else(|fault| panic!("{fault:?}\n{text}")).remove(0);
        let value = root.get("k").expect("k");
        value.items().unwrap_or_default().iter().map(|item| item.text().unwrap_or("?").to_owned()).collect()
    }

    #[test]
    fn a_closing_bracket_may_stand_below_its_key() {
        for text in [
            "k: [\n  'a',\n  \"b\"\n]\n",
            "k: [\n  'a',\n  \"b\",\n]",
            "k: [  # å\n'a',  # ö\n# between\n'b'  # last\n]  # behind\n",
            "k: &x [\r\n  'a',\r\n  'b'\r\n]\r\n",
            "\u{feff}k: [\n  \"a\",\n  \"b\"\n]\nother: |\n  x: [\n  'c'\n  ]\n",
        ] {
            assert_eq!(first_texts(text), ["a", "b"], "{text}");
        }
        let nested = "t:\n- k: {\n  'a': [\n  'x'\n  ],\n  'b': 'it''s'\n  }\n  l: 1\n- 2\n";
        let root = parse(nested).expect(nested).remove(0);
        assert_eq!(root.get("t").and_then(|list| list.items()).map(<[_]>::len), Some(2));
    }

    #[test]
    fn places_stay_and_texts_are_not_joined() {
        let text = "k: [ # åäö\n  'a',\n]\ncode: |\n  const x = [\n  'c',\n  ];\n  y: [\n  'd'\n  ]\nend: 1\n";
        let root = parse(text).expect(text).remove(0);
        let code = root.get("code").expect("code");
        assert_eq!(code.text(), Some("const x = [\n'c',\n];\ny: [\n'd'\n]\n"));
        let list = root.get("k").expect("k");
        assert_eq!(&text[list.span.clone()], "[ # åäö\n  'a',\n]");
        let item = &list.items().expect("items")[0];
        assert_eq!((&text[item.span.clone()], item.line, item.column), ("'a'", 2, 3));
        assert_eq!(root.get("end").map(|end| (end.line, end.column)), Some((11, 6)));
    }

    #[test]
    fn what_is_wrong_stays_wrong() {
        for text in ["k: [\n  'a',\nl: 1\n", "t:\n  k: [\n'a'\n]\n", "k:\n  - a\n - b\n", "k: [\n  'a'\n"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
