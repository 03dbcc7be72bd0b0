//! Diffs as assistants write them: git's, plain ones, the `*** Update File` kind, hunks without numbers or with wrong
//! ones. Owns the reading of their lines. Not: where their hunks belong in a file (`apply`).

use std::ops::Range;

use super::apply::{Hunk, HunkLine, Op};
use super::lines::{Lines, without_indent};
use super::{Part, PartKind, paths};

const UPDATE: &str = "*** Update File: ";
const ADD: &str = "*** Add File: ";
const DELETE: &str = "*** Delete File: ";
const BEGIN: &str = "*** Begin Patch";
const END: &str = "*** End Patch";

/// Whether the line begins a hunk: `@@ -1,3 +1,4 @@`, `@@ class A`, `@@`.
pub(super) fn is_hunk(line: &str) -> bool {
    line.starts_with("@@ ") || line.trim_end() == "@@"
}

/// Whether a diff begins at this line.
pub(super) fn begins(lines: &Lines<'_>, at: usize, end: usize) -> bool {
    let line = lines.line(at).trim_start();
    line.starts_with("diff --git ")
        || [UPDATE, ADD, DELETE].iter().any(|mark| line.starts_with(mark))
        || line.trim_end() == BEGIN
        || is_file_header(lines, at, end, lines.line(at).len() - line.len())
}

/// `--- a/x` with `+++ b/x` below it.
fn is_file_header(lines: &Lines<'_>, at: usize, end: usize, indent: usize) -> bool {
    let line = without_indent(lines.line(at), indent);
    let below = without_indent(lines.line(at + 1), indent);
    at + 1 < end && line.starts_with("--- ") && below.starts_with("+++ ") && (is_path(&line[4..]) || is_path(&below[4..]))
}

fn is_path(text: &str) -> bool {
    let path = header_path(text);
    path == "/dev/null" || paths::looks_like_path(path)
}

/// The path of a header, without the time behind it.
fn header_path(text: &str) -> &str {
    let text = text.split('\t').next().unwrap_or_default().trim().trim_matches('"');
    match text.split_once(" 20") {
        Some((path, time)) if time.len() > 7 && time.as_bytes()[2] == b'-' => path.trim(),
        _ => text,
    }
}

/// What a diff says of one file.
#[derive(Debug, Default)]
struct File {
    first: usize,
    old: Option<String>,
    new: Option<String>,
    renamed: bool,
    is_added: bool,
    is_deleted: bool,
    hunks: Vec<Hunk>,
}

/// The files of a diff, and the first line behind it. `path` is used where the diff names none; in a fence
/// (`is_fenced`) every line belongs to it.
pub(super) fn parse(
    lines: &Lines<'_>,
    range: Range<usize>,
    path: Option<String>,
    indent: usize,
    is_fenced: bool,
) -> (Vec<Part>, usize) {
    let line = |index: usize| if index < range.end { without_indent(lines.line(index), indent) } else { "" };
    let mut files: Vec<(File, usize)> = Vec::new();
    let mut file = File { first: range.start, ..File::default() };
    let mut at = range.start;
    let mut finish = |file: &mut File, next: usize| {
        let done = std::mem::replace(file, File { first: next, ..File::default() });
        if done.old.is_some() || done.new.is_some() || !done.hunks.is_empty() || done.is_deleted {
            files.push((done, next));
        }
    };
    while at < range.end {
        let text = line(at);
        let header = is_file_header(lines, at, range.end, indent);
        if text.starts_with("diff --git ") {
            finish(&mut file, at);
        } else if header {
            if !file.hunks.is_empty() || file.new.is_some() {
                finish(&mut file, at);
            }
            let (old, new) = (header_path(&text[4..]), header_path(&line(at + 1)[4..]));
            (file.is_added, file.is_deleted) = (old == "/dev/null" || file.is_added, new == "/dev/null");
            let has_letters = (old.starts_with("a/") || old == "/dev/null") && (new.starts_with("b/") || new == "/dev/null");
            let plain = |path: &str, letter: &str| {
                let path = if has_letters { path.strip_prefix(letter).unwrap_or(path) } else { path };
                (path != "/dev/null").then(|| path.to_owned())
            };
            (file.old, file.new) = (plain(old, "a/"), plain(new, "b/"));
            at += 1;
        } else if let Some(path) = text.strip_prefix("rename to ").or_else(|| text.strip_prefix("*** Move to: ")) {
            (file.renamed, file.new) = (true, Some(path.trim().to_owned()));
        } else if let Some(path) = text.strip_prefix("rename from ") {
            (file.renamed, file.old) = (true, Some(path.trim().to_owned()));
        } else if text.starts_with("new file mode") {
            file.is_added = true;
        } else if text.starts_with("deleted file mode") {
            file.is_deleted = true;
        } else if let Some(path) = text.strip_prefix(UPDATE) {
            finish(&mut file, at);
            file.new = Some(path.trim().to_owned());
        } else if let Some(path) = text.strip_prefix(DELETE) {
            finish(&mut file, at);
            (file.old, file.is_deleted) = (Some(path.trim().to_owned()), true);
        } else if let Some(path) = text.strip_prefix(ADD) {
            finish(&mut file, at);
            (file.new, file.is_added) = (Some(path.trim().to_owned()), true);
            let (hunk, next) = hunk(lines, at, at + 1, range.end, indent, is_fenced);
            file.hunks.push(hunk);
            at = next;
            continue;
        } else if is_hunk(text) {
            let (hunk, next) = hunk(lines, at, at + 1, range.end, indent, is_fenced);
            file.hunks.push(hunk);
            at = next;
            continue;
        } else if is_body(text) && is_fenced && (file.hunks.is_empty() || file.hunks.iter().all(|hunk| hunk.at.is_none())) {
            // Changes without any hunk's line.
            let (hunk, next) = hunk(lines, at, at, range.end, indent, true);
            file.hunks.push(hunk);
            at = next.max(at + 1);
            continue;
        } else if text.trim_end() == END {
            at += 1;
            break;
        } else if !is_fenced && !is_about(text) && !text.trim().is_empty() {
            break;
        }
        at += 1;
    }
    finish(&mut file, at);
    let last = files.len().saturating_sub(1);
    let parts = files.into_iter().enumerate().map(|(index, (file, next))| {
        // A path that only surrounds the diff is that of its only file.
        let outer = path.clone().filter(|_| last == 0);
        part(lines, file, next.min(at), outer, indent, index == last)
    });
    (parts.collect(), at)
}

fn is_body(text: &str) -> bool {
    text.starts_with(['+', '-', ' '])
}

/// Lines between the files of a diff.
fn is_about(text: &str) -> bool {
    let begins =
        ["index ", "old mode", "new mode", "similarity ", "Index: ", "=====", "Binary files", BEGIN, "copy ", "*** End of File"];
    begins.iter().any(|begin| text.starts_with(begin))
}

fn part(lines: &Lines<'_>, file: File, next: usize, outer: Option<String>, indent: usize, is_last: bool) -> Part {
    let range = file.first..next.max(file.first);
    let range = range.start..lines.last_filled(range.clone()).map_or(range.end, |last| last + 1);
    let only_adds = file.hunks.iter().flat_map(|hunk| &hunk.lines).all(|line| line.op == Op::Add);
    let is_new = (file.is_added || outer.is_none() && file.old.is_none() && file.new.is_some() && only_adds)
        && only_adds
        && !file.hunks.is_empty();
    let kind = match (file.is_deleted, is_new && file.is_added) {
        (true, _) => PartKind::Removal,
        (_, true) => PartKind::Code,
        _ => PartKind::Patch,
    };
    let mut problems = Vec::new();
    if file.renamed {
        let (from, to) = (file.old.clone().unwrap_or_default(), file.new.clone().unwrap_or_default());
        problems.push(crate::model::problem::Problem::warning("reply-rename").with("from", from).with("to", to));
    }
    let text = if kind == PartKind::Code { apply_new(&file.hunks) } else { lines.joined(range.clone(), indent) };
    let span = lines.span(&range);
    Part {
        kind,
        path: file.new.or(file.old).or(outer),
        language: String::new(),
        is_cut_off: is_last && kind == PartKind::Code && super::ends_in_stub(&text),
        text,
        hunks: if kind == PartKind::Patch { file.hunks } else { Vec::new() },
        line: lines.number_at(span.start),
        span,
        id: None,
        team: None,
        problems,
    }
}

fn apply_new(hunks: &[Hunk]) -> String {
    let mut text = String::new();
    for line in hunks.iter().flat_map(|hunk| &hunk.lines) {
        text.push_str(&line.text);
        if !line.is_last {
            text.push('\n');
        }
    }
    text
}

/// The hunk whose lines begin at `first`, and the first line behind it.
fn hunk(lines: &Lines<'_>, header: usize, first: usize, end: usize, indent: usize, is_fenced: bool) -> (Hunk, usize) {
    let line = |index: usize| without_indent(lines.line(index), indent);
    let numbers = numbers(line(header));
    let (mut old_left, mut new_left) = numbers.map_or((0, 0), |numbers| (numbers.old_count, numbers.new_count));
    let mut found: Vec<HunkLine> = Vec::new();
    // How many empty lines at the end may be no part of it.
    let mut doubtful = 0;
    let mut at = first;
    while at < end {
        let text = line(at);
        let is_counted = old_left > 0 || new_left > 0;
        let is_next = is_hunk(text)
            || text.starts_with("diff --git ")
            || text.starts_with("*** ")
            || (is_file_header(lines, at, end, indent) && !(old_left > 1 && new_left > 0));
        if is_next {
            break;
        }
        let (op, content) = match text.as_bytes().first() {
            Some(b'+') => (Op::Add, &text[1..]),
            Some(b'-') => (Op::Remove, &text[1..]),
            Some(b' ') => (Op::Keep, &text[1..]),
            Some(b'\\') => {
                // `\ No newline at end of file`
                if let Some(last) = found.last_mut() {
                    last.is_last = true;
                }
                at += 1;
                continue;
            }
            // An empty line lost the space before it.
            None => (Op::Keep, ""),
            // So did others; in the open they end the diff.
            Some(_) if is_fenced => (Op::Keep, text),
            Some(_) => break,
        };
        if !is_fenced && !is_counted && numbers.is_some() && op == Op::Keep && text.is_empty() {
            break;
        }
        doubtful = if text.is_empty() && !is_counted { doubtful + 1 } else { 0 };
        old_left = old_left.saturating_sub(u32::from(op != Op::Add));
        new_left = new_left.saturating_sub(u32::from(op != Op::Remove));
        found.push(HunkLine { op, text: content.to_owned(), is_last: false });
        at += 1;
    }
    found.truncate(found.len() - doubtful);
    (Hunk { line: header as u32 + 1, at: numbers.map(|numbers| numbers.old_start), lines: found }, at)
}

#[derive(Clone, Copy)]
struct Numbers {
    old_start: u32,
    old_count: u32,
    new_count: u32,
}

/// The numbers of `@@ -1,3 +1,4 @@`.
fn numbers(line: &str) -> Option<Numbers> {
    let inside = line.strip_prefix("@@ -")?.split(" @@").next()?;
    let (old, new) = inside.split_once(" +")?;
    let pair = |text: &str| -> Option<(u32, u32)> {
        match text.split_once(',') {
            Some((start, count)) => Some((start.trim().parse().ok()?, count.trim().parse().ok()?)),
            None => Some((text.trim().parse().ok()?, 1)),
        }
    };
    let ((old_start, old_count), (_, new_count)) = (pair(old)?, pair(new)?);
    Some(Numbers { old_start, old_count, new_count })
}
