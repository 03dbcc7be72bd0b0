//! Which line of the source each line of a scalar's value comes from: what leads from a line of an output back to the
//! line of the mega-file that made it.

use super::node::{Kind, Node, Style};

/// For each line of a scalar's value, its line in `source` (the text that the node was parsed from), from 1.
/// Empty for collections.
pub fn value_lines(node: &Node, source: &str) -> Vec<u32> {
    let Kind::Scalar { text, style } = &node.kind else { return Vec::new() };
    let count = text.matches('\n').count() + 1;
    let written = source.get(node.span.clone()).unwrap_or_default();
    let mut lines = match style {
        _ if node.aliased => vec![node.line; count],
        Style::Literal => (0..count as u32).map(|index| node.line + 1 + index).collect(),
        Style::Folded => folded(written, node.line),
        Style::Plain | Style::SingleQuoted | Style::DoubleQuoted => flow(written, node.line, *style == Style::DoubleQuoted),
    };
    let last = lines.last().copied().unwrap_or(node.line);
    lines.resize(count, last);
    lines
}

/// Lines of a folded block: neighbours become one line, blank lines become line ends, deeper lines stay.
fn folded(written: &str, first_line: u32) -> Vec<u32> {
    let body: Vec<&str> = written.lines().skip(1).collect();
    let indentation =
        body.iter().filter(|line| !line.trim().is_empty()).map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
    let is_deeper = |line: &str| line.get(indentation..).is_some_and(|rest| rest.starts_with([' ', '\t']));
    let mut lines = Vec::new();
    let mut previous: Option<usize> = None;
    for (at, line) in body.iter().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let source_line = |index: usize| first_line + 1 + index as u32;
        match previous {
            None => lines.extend((0..=at).map(source_line)),
            Some(before) => {
                let blanks = at - before - 1;
                if is_deeper(line) || is_deeper(body[before]) {
                    lines.extend((before + 1..=at).map(source_line));
                } else if blanks > 0 {
                    lines.extend((before + 2..=at).map(source_line));
                }
            }
        }
        previous = Some(at);
    }
    lines
}

/// Lines of a quoted or plain scalar: a line end in the source is a space, each blank line a line end, and in double
/// quotes `\n` is one too.
fn flow(written: &str, first_line: u32, has_escapes: bool) -> Vec<u32> {
    let mut lines = vec![first_line];
    let mut line = first_line;
    let mut characters = written.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' if has_escapes => match characters.next() {
                Some('n') => lines.push(line),
                Some('\n') => line += 1,
                _ => {}
            },
            '\n' => {
                line += 1;
                let mut blanks = 0;
                while let Some(space) = characters.next_if(|next| next.is_whitespace()) {
                    if space == '\n' {
                        line += 1;
                        blanks += 1;
                    }
                }
                lines.extend(std::iter::repeat_n(line, blanks));
            }
            _ => {}
        }
    }
    lines
}
