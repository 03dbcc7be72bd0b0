//! Files in tags: `<file path="src/a.ts">…</file>` and the tags that other tools taught assistants. Owns where their
//! content begins and ends. Not XML: what is inside is code, and stands as it is.

use std::ops::Range;

use super::lines::Lines;
use super::paths;

/// Tags that hold a file.
const TAGS: [&str; 6] = ["file", "boltAction", "dyad-write", "antArtifact", "create_file", "write_file"];

/// Attributes that name its path.
const ATTRIBUTES: [&str; 7] = ["path", "filePath", "file_path", "filename", "name", "src", "title"];

/// A tag with a file in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tag {
    pub(super) path: String,
    /// Where its content stands, in bytes.
    pub(super) content: Range<usize>,
    pub(super) is_closed: bool,
    /// The first line behind it.
    pub(super) next: usize,
}

/// The tag that begins a line.
pub(super) fn read(lines: &Lines<'_>, at: usize, end: usize) -> Option<Tag> {
    let line = lines.line(at);
    let rest = line.trim_start().strip_prefix('<')?;
    let name = TAGS.into_iter().find(|name| rest.strip_prefix(name).is_some_and(|after| after.starts_with([' ', '\t'])))?;
    // An arrow in an attribute is no end of the tag; paths have none.
    let close = rest.find('>')?;
    if rest[..close].ends_with('/') {
        return None;
    }
    let path = attribute(&rest[name.len()..close])?;
    let opened = lines.start(at) + (line.len() - rest.len()) + close + 1 + bom(lines, at);
    let (mut start, limit) = (opened, lines.span(&(at..end)).end);
    let text = lines.text();
    let closing = format!("</{name}>");
    let found = text[start..limit].find(&closing).map(|found| start + found);
    // What begins another one was not closed.
    let another = (at + 1..end).find(|index| {
        let line = lines.line(*index).trim_start();
        line.strip_prefix('<').is_some_and(|rest| rest.starts_with(name) && attribute(&rest[name.len()..]).is_some())
    });
    let another = another.map(|index| lines.start(index));
    let (mut stop, is_closed) = match (found, another) {
        (Some(found), Some(another)) if another < found && !text[another..found].contains("]]>") => (another, false),
        (Some(found), _) => (found, true),
        (None, Some(another)) => (another, false),
        (None, None) => (limit, false),
    };
    let next = if is_closed { lines.number_at(stop) as usize } else { lines.number_at(stop.max(1) - 1) as usize };
    let inside = &text[start..stop];
    let blank = inside.len() - inside.trim_start().len();
    if inside[blank..].starts_with("<![CDATA[") {
        start += blank + "<![CDATA[".len();
        if let Some(end) = text[start..stop].rfind("]]>") {
            stop = start + end;
        }
    }
    // The line end behind the opening tag is the tag's, and so is the indentation before the closing one.
    for line_end in ["\r\n", "\n"] {
        if text[start..stop].starts_with(line_end) {
            start += line_end.len();
            break;
        }
    }
    let kept = text[start..stop].trim_end_matches([' ', '\t']);
    if kept.is_empty() || kept.ends_with('\n') {
        stop = start + kept.len();
    }
    Some(Tag { path, content: start..stop, is_closed, next })
}

fn bom(lines: &Lines<'_>, at: usize) -> usize {
    if at == 0 && lines.text().starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

fn attribute(text: &str) -> Option<String> {
    ATTRIBUTES.into_iter().find_map(|name| {
        let value = text.match_indices(name).find_map(|(at, _)| {
            let is_start = text[..at].ends_with([' ', '\t']);
            text[at + name.len()..].trim_start().strip_prefix('=').filter(|_| is_start)
        })?;
        let value = value.trim_start();
        let value = match value.chars().next()? {
            quote @ ('"' | '\'') => value[1..].split(quote).next()?,
            _ => value.split([' ', '\t', '>']).next()?,
        };
        paths::looks_like_path(value).then(|| value.to_owned())
    })
}
