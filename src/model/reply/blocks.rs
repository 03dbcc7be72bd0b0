//! The walk through a reply: whatever begins a file in one of the ways in which assistants write them, from the top.
//! Owns which way counts where several could. Not: the ways themselves (`fences`, `tags`, `diff`, `search`, `paths`).

use std::ops::Range;

use super::lines::Lines;
use super::{Part, PartKind, diff, ends_in_stub, fences, paths, search, tags};
use crate::model::problem::Problem;

/// Lines that are a file, before anything else is known of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Raw {
    pub(super) lines: Range<usize>,
    pub(super) indent: usize,
    pub(super) path: Option<String>,
    pub(super) is_prose: bool,
    pub(super) language: String,
    pub(super) is_cut_off: bool,
}

/// Languages of commands and what they say: a path in the sentence above is where to run them.
const SHELLS: [&str; 12] =
    ["bash", "sh", "shell", "zsh", "console", "terminal", "powershell", "cmd", "text", "txt", "output", "plaintext"];

/// All parts of a reply.
pub(super) fn find(lines: &Lines<'_>) -> Vec<Part> {
    let mut parts = Vec::new();
    scan(lines, 0..lines.count(), &mut parts);
    join_changes(parts)
}

fn scan(lines: &Lines<'_>, range: Range<usize>, parts: &mut Vec<Part>) {
    let (mut at, mut floor) = (range.start, range.start);
    while at < range.end {
        let line = lines.line(at);
        let next = if let Some(fence) = fences::opening(line) {
            Some(fenced(lines, &fence, at, floor, range.end, parts))
        } else if let Some(tag) = tags::read(lines, at, range.end) {
            parts.extend(of_tag(lines, &tag));
            Some(tag.next)
        } else if search::begins(line) {
            let above = path_above(lines, at, floor).map(|above| above.path);
            let (found, next) = search::parse(lines, at..range.end, above.or_else(|| before(parts)), 0, true);
            parts.extend(found);
            Some(next)
        } else if diff::begins(lines, at, range.end) {
            let (found, next) = diff::parse(lines, at..range.end, None, 0, false);
            parts.extend(found);
            Some(next)
        } else if let Some((mark, path)) = paths::in_section(line) {
            section(lines, at, mark, path, range.end, parts)
        } else {
            None
        };
        at = next.unwrap_or(at + 1).max(at + 1);
        if next.is_some() {
            floor = at;
        }
    }
}

/// The file that changes without a path go on with.
fn before(parts: &[Part]) -> Option<String> {
    parts.last().filter(|part| part.kind == PartKind::SearchReplace).and_then(|part| part.path.clone())
}

/// The path that the lines above say: right above, or with one blank line between.
fn path_above(lines: &Lines<'_>, at: usize, floor: usize) -> Option<paths::Above> {
    let above = lines.last_filled(floor.max(at.saturating_sub(2))..at)?;
    paths::in_line(lines.line(above)).or_else(|| {
        let path = paths::in_comment(lines.line(above))?;
        Some(paths::Above { path, is_prose: false })
    })
}

fn fenced(lines: &Lines<'_>, fence: &fences::Fence<'_>, at: usize, floor: usize, end: usize, parts: &mut Vec<Part>) -> usize {
    let body = fences::body(lines, fence, at, end);
    let language = fences::language(fence.info).to_owned();
    let is_shell = SHELLS.contains(&language.to_lowercase().as_str());
    let above = path_above(lines, at, floor).filter(|above| !(above.is_prose && is_shell));
    let (path, is_prose) = match (paths::in_info(fence.info), above) {
        (Some(path), _) => (Some(path), false),
        (None, Some(above)) => (Some(above.path), above.is_prose),
        (None, None) => (None, false),
    };
    let next = body.next;
    let Some(first) = lines.first_filled(body.lines.clone()) else {
        // An empty block is a file only where it has a name.
        if path.is_some() {
            let raw = Raw { lines: body.lines, indent: fence.indent, path, is_prose, language, is_cut_off: !body.is_closed };
            parts.push(whole(lines, raw));
        }
        return next;
    };
    let cut_off = |parts: &mut [Part]| {
        if let Some(last) = parts.last_mut() {
            last.is_cut_off |= !body.is_closed;
        }
    };
    if body.lines.clone().any(|index| search::begins(lines.line(index))) {
        let path = path.or_else(|| before(parts));
        let (found, _) = search::parse(lines, body.lines.clone(), path, fence.indent, false);
        parts.extend(found);
        cut_off(parts);
        return next;
    }
    let is_diff = matches!(language.to_lowercase().as_str(), "diff" | "patch" | "udiff");
    if is_diff || diff::begins(lines, first, body.lines.end) || diff::is_hunk(lines.line(first)) {
        let (found, _) = diff::parse(lines, first..body.lines.end, path.clone(), fence.indent, true);
        if !found.is_empty() {
            parts.extend(found);
            cut_off(parts);
            return next;
        }
    }
    if tags::read(lines, first, body.lines.end).is_some() || paths::in_section(lines.line(first)).is_some() {
        let before = parts.len();
        scan(lines, body.lines.clone(), parts);
        if parts.len() > before {
            cut_off(parts);
            return next;
        }
    }
    let raw = Raw { lines: body.lines, indent: fence.indent, path, is_prose, language, is_cut_off: !body.is_closed };
    parts.push(whole(lines, raw));
    next
}

/// A section of plain text below `=== path ===`; the first line behind it. Before a fence, the line only names it.
fn section(lines: &Lines<'_>, at: usize, mark: char, path: String, end: usize, parts: &mut Vec<Part>) -> Option<usize> {
    let first = lines.first_filled(at + 1..end)?;
    if fences::opening(lines.line(first)).is_some() || tags::read(lines, first, end).is_some() {
        return None;
    }
    let is_next = |index: &usize| {
        let line = lines.line(*index);
        paths::in_section(line).is_some_and(|(other, _)| other == mark) || paths::ends_section(line, mark)
    };
    let until = (at + 1..end).find(is_next).unwrap_or(end);
    let last = lines.last_filled(first..until).unwrap_or(first);
    let raw = Raw { lines: first..last + 1, path: Some(path), ..Raw::default() };
    parts.push(whole(lines, raw));
    Some(until)
}

/// What a tag holds: a file, or a fence with one.
fn of_tag(lines: &Lines<'_>, tag: &tags::Tag) -> Option<Part> {
    let content = &lines.text()[tag.content.clone()];
    let inner = Lines::new(content);
    let mut part = match inner.first_filled(0..inner.count()) {
        Some(first) if fences::opening(inner.line(first)).is_some() => {
            let fence = fences::opening(inner.line(first))?;
            let body = fences::body(&inner, &fence, first, inner.count());
            let language = fences::language(fence.info).to_owned();
            let raw = Raw { lines: body.lines, indent: fence.indent, language, ..Raw::default() };
            whole(&inner, raw)
        }
        _ => whole(&inner, Raw { lines: 0..inner.count(), ..Raw::default() }),
    };
    let start = tag.content.start + part.span.start;
    part.span = start..tag.content.start + part.span.end;
    part.line = lines.number_at(start);
    part.path = Some(tag.path.clone());
    part.is_cut_off |= !tag.is_closed;
    Some(part)
}

/// The part that lines are, with the path that its first comment says where nothing else does.
pub(super) fn whole(lines: &Lines<'_>, raw: Raw) -> Part {
    let text = lines.joined(raw.lines.clone(), raw.indent);
    let mut problems = Vec::new();
    let mut first = text.lines().filter(|line| !line.trim().is_empty());
    let is_before = |line: &&str| line.starts_with("#!") || line.starts_with("<?") || line.starts_with("---");
    let comment = first.clone().take(1).chain(first.by_ref().skip_while(is_before).take(1)).find_map(paths::in_comment);
    let path = match (raw.path, comment) {
        // What a sentence speaks of is less sure than what the file says of itself.
        (Some(_), Some(comment)) if raw.is_prose => Some(comment),
        (Some(path), _) => {
            if raw.is_prose {
                problems.push(Problem::note("reply-path-in-prose").with("path", &path));
            }
            Some(path)
        }
        (None, comment) => comment,
    };
    let span = lines.span(&raw.lines);
    Part {
        kind: PartKind::Code,
        path,
        language: raw.language,
        is_cut_off: raw.is_cut_off || ends_in_stub(&text),
        text,
        hunks: Vec::new(),
        line: lines.number_at(span.start),
        span,
        id: None,
        team: None,
        problems,
    }
}

/// Changes of one file that stand one behind the other are one part.
fn join_changes(parts: Vec<Part>) -> Vec<Part> {
    let mut joined: Vec<Part> = Vec::new();
    for part in parts {
        match joined.last_mut() {
            Some(last) if last.kind == part.kind && !last.is_whole() && part.path.is_some() && last.path == part.path => {
                last.text.push_str(&part.text);
                last.hunks.extend(part.hunks);
                last.span.end = part.span.end;
                last.is_cut_off |= part.is_cut_off;
                last.problems.extend(part.problems);
            }
            _ => joined.push(part),
        }
    }
    joined
}
