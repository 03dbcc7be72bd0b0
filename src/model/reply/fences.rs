//! Markdown fences as assistants write them: any length, backticks or tildes, in lists, one inside another. Owns where
//! a fence begins and ends. CommonMark alone does not do: a README in a fence of three holds fences of three.

use std::ops::Range;

use super::lines::Lines;
use super::paths;

/// A line that opens a fence, or closes one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fence<'a> {
    pub(super) mark: u8,
    pub(super) length: usize,
    pub(super) indent: usize,
    /// What stands behind the marks.
    pub(super) info: &'a str,
}

impl Fence<'_> {
    fn closes(&self, opened: &Self) -> bool {
        self.info.is_empty() && self.mark == opened.mark && self.length >= opened.length && self.indent <= opened.indent + 3
    }
}

/// The fence that a line is, if it is one. A list's marker may stand before it.
pub(super) fn opening(line: &str) -> Option<Fence<'_>> {
    let rest = line.trim_start_matches([' ', '\t']);
    let indent = line.len() - rest.len();
    let mark = *rest.as_bytes().first()?;
    if !matches!(mark, b'`' | b'~') {
        return None;
    }
    let length = rest.bytes().take_while(|byte| *byte == mark).count();
    let info = rest[length..].trim();
    // Three backticks in the middle of a sentence open nothing.
    (length >= 3 && !(mark == b'`' && info.contains('`'))).then_some(Fence { mark, length, indent, info })
}

/// What a fence holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Body {
    pub(super) lines: Range<usize>,
    pub(super) is_closed: bool,
    /// The first line behind it.
    pub(super) next: usize,
}

/// What the fence at line `at` holds, where `end` is the end of what is looked at.
pub(super) fn body(lines: &Lines<'_>, opened: &Fence<'_>, at: usize, end: usize) -> Body {
    let language = language(opened.info).to_lowercase();
    let holds_markdown = matches!(language.as_str(), "markdown" | "md" | "mdx");
    let mut nested: Vec<Fence<'_>> = Vec::new();
    let mut index = at + 1;
    while index < end {
        if let Some(fence) = opening(lines.line(index)) {
            if let Some(inner) = nested.last() {
                if fence.closes(inner) {
                    nested.pop();
                }
            } else if fence.closes(opened) {
                if !(holds_markdown && opens_bare(lines, index, end)) {
                    return Body { lines: at + 1..index, is_closed: true, next: index + 1 };
                }
                nested.push(fence);
            } else if !fence.info.is_empty() && fence.length <= opened.length && fence.mark == opened.mark {
                if fence.indent <= opened.indent && !holds_markdown && paths::in_info(fence.info).is_some() {
                    // The next file begins: this one was never closed.
                    return Body { lines: at + 1..index, is_closed: false, next: index };
                }
                nested.push(fence);
            }
        }
        index += 1;
    }
    Body { lines: at + 1..end, is_closed: false, next: end }
}

/// Whether a bare fence inside a Markdown block opens another one: a blank line before it, text right behind it, and two
/// more bare fences to come before any that names a language.
fn opens_bare(lines: &Lines<'_>, at: usize, end: usize) -> bool {
    if !lines.is_blank(at - 1) || at + 1 >= end || lines.is_blank(at + 1) {
        return false;
    }
    let mut bare = 0;
    for index in at + 1..end {
        match opening(lines.line(index)) {
            Some(fence) if fence.info.is_empty() => bare += 1,
            Some(_) if bare == 0 => return false,
            _ => {}
        }
        if bare == 2 {
            return true;
        }
    }
    false
}

/// The language that an info string names: its first word, without a path that is glued to it.
pub(super) fn language(info: &str) -> &str {
    let word = info.trim_start_matches('{').split_whitespace().next().unwrap_or_default().trim_end_matches('}');
    let word = word.trim_start_matches('.');
    let word = word.split([':', ',', '=']).next().unwrap_or_default();
    if word.contains(['/', '.']) || info.starts_with("path=") || info.starts_with("file") && info.contains('=') {
        ""
    } else {
        word
    }
}
