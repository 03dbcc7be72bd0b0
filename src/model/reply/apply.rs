//! Changes put into a text. Owns where a hunk belongs: at the one place whose lines are the same, else at the one whose
//! lines are the same but for white space, else nowhere: never a guess. What a hunk keeps stays byte for byte.

use crate::model::problem::Problem;

/// What a hunk does with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Op {
    Keep,
    Remove,
    Add,
}

/// A line of a hunk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HunkLine {
    /// What is done with it.
    pub op: Op,
    /// Its text, without a line end.
    pub text: String,
    /// It is the last of the file and has no line end.
    pub is_last: bool,
}

/// One change of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hunk {
    /// Where it stands in the reply, from 1.
    pub line: u32,
    /// The line of the old file at which it says that it begins.
    pub at: Option<u32>,
    /// What it keeps, takes out and puts in.
    pub lines: Vec<HunkLine>,
}

impl Hunk {
    /// A hunk that puts `after` in the place of `before`; what both begin and end with is kept.
    pub fn replacing(line: u32, before: Vec<String>, after: Vec<String>) -> Self {
        let same = before.iter().zip(&after).take_while(|(old, new)| old == new).count();
        let rest = before.len().min(after.len()) - same;
        let tail = before.iter().rev().zip(after.iter().rev()).take(rest).take_while(|(old, new)| old == new).count();
        let of = |op: Op, lines: &[String]| -> Vec<HunkLine> {
            lines.iter().map(|text| HunkLine { op, text: text.clone(), is_last: false }).collect()
        };
        let mut lines = of(Op::Keep, &before[..same]);
        lines.extend(of(Op::Remove, &before[same..before.len() - tail]));
        lines.extend(of(Op::Add, &after[same..after.len() - tail]));
        lines.extend(of(Op::Keep, &before[before.len() - tail..]));
        Self { line, at: None, lines }
    }

    fn old(&self) -> Vec<&str> {
        self.lines.iter().filter(|line| line.op != Op::Add).map(|line| line.text.as_str()).collect()
    }
}

/// A text with changes in it; `None` stands for a file that is not there.
pub fn apply(current: Option<&str>, hunks: &[Hunk]) -> Result<String, Problem> {
    if hunks.is_empty() {
        return Err(Problem::error("reply-no-changes"));
    }
    let text = current.unwrap_or_default();
    let needs_text = hunks.iter().any(|hunk| hunk.old().iter().any(|line| !line.trim().is_empty()));
    if current.is_none() && needs_text {
        return Err(Problem::error("reply-nothing-to-change"));
    }
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    // How far earlier hunks moved what comes behind them.
    let (mut moved, mut floor) = (0_i64, 0);
    for (index, hunk) in hunks.iter().enumerate() {
        let wrong =
            |id: &'static str| Problem::error(id).with("number", index + 1).with("count", hunks.len()).with("line", hunk.line);
        let old = hunk.old();
        if old.iter().all(|line| line.trim().is_empty()) && !text.trim().is_empty() {
            // Nothing says where it belongs.
            return Err(wrong("reply-hunk-nowhere"));
        }
        let stated = hunk.at.map(|at| i64::from(at) - 1 + moved);
        let (start, indent) = match place(&lines, &old, stated, floor) {
            Found::At(start, indent) => (start, indent),
            Found::Several => return Err(wrong("reply-hunk-several")),
            Found::Nowhere => return Err(wrong("reply-hunk-no-match")),
        };
        let mut written = Vec::new();
        let mut source = start;
        for line in &hunk.lines {
            match line.op {
                Op::Keep => {
                    written.push(lines[source].clone());
                    source += 1;
                }
                Op::Remove => source += 1,
                Op::Add => {
                    let ending = if line.is_last { "" } else { end };
                    written.push(format!("{}{ending}", indent.shift(&line.text)));
                }
            }
        }
        // Only the last line of a file may lack its end.
        let last = written.len().saturating_sub(1);
        let is_end = source == lines.len();
        for (number, line) in written.iter_mut().enumerate() {
            if !(line.ends_with('\n') || is_end && number == last) {
                line.push_str(end);
            }
        }
        if hunk.at.is_some() {
            moved += written.len() as i64 - (source - start) as i64;
        }
        floor = if hunk.at.is_some() { start + written.len() } else { 0 };
        lines.splice(start..source, written);
    }
    Ok(lines.concat())
}

enum Found {
    At(usize, Indent),
    Several,
    Nowhere,
}

/// How the file's indentation differs from the hunk's, the same in every line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Indent {
    more: String,
    less: String,
}

impl Indent {
    /// How `theirs` is indented more or less than `ours`; `None` where one does not begin with the other.
    fn between(theirs: &str, ours: &str) -> Option<Self> {
        let space = |text: &str| text[..text.len() - text.trim_start().len()].to_owned();
        let (theirs, ours) = (space(theirs), space(ours));
        if let Some(more) = theirs.strip_suffix(&ours) {
            return Some(Self { more: more.to_owned(), less: String::new() });
        }
        ours.strip_suffix(&theirs).map(|less| Self { more: String::new(), less: less.to_owned() })
    }

    fn shift(&self, line: &str) -> String {
        if line.trim().is_empty() {
            return line.to_owned();
        }
        format!("{}{}", self.more, line.strip_prefix(self.less.as_str()).unwrap_or(line))
    }
}

fn bare(line: &str) -> &str {
    let line = line.strip_suffix('\n').unwrap_or(line);
    line.strip_suffix('\r').unwrap_or(line)
}

/// Where the old lines stand. Lines before `floor` are taken by an earlier hunk.
fn place(lines: &[String], old: &[&str], stated: Option<i64>, floor: usize) -> Found {
    if old.len() > lines.len() {
        return Found::Nowhere;
    }
    let starts = floor..(lines.len() - old.len() + 1).max(floor);
    let is_same = |start: &usize| old.iter().zip(&lines[*start..]).all(|(old, line)| *old == bare(line));
    let exact: Vec<usize> = starts.clone().filter(is_same).collect();
    let stated = stated.and_then(|stated| usize::try_from(stated).ok());
    match exact.as_slice() {
        [start] => return Found::At(*start, Indent::default()),
        [] => {}
        // Several are the same: the one at which it says that it stands.
        several => {
            return match stated.filter(|stated| several.contains(stated)) {
                Some(start) => Found::At(start, Indent::default()),
                None => Found::Several,
            };
        }
    }
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let old_words: Vec<String> = old.iter().map(|line| words(line)).collect();
    let line_words: Vec<String> = lines.iter().map(|line| words(line)).collect();
    let alike = |start: &usize| old_words.iter().zip(&line_words[*start..]).all(|(old, line)| old == line);
    let mut found = starts.filter(alike).filter_map(|start| {
        let mut indents = old
            .iter()
            .zip(&lines[start..])
            .filter(|(old, _)| !old.trim().is_empty())
            .map(|(old, line)| Indent::between(line, old));
        let first = indents.next().unwrap_or_else(|| Some(Indent::default()))?;
        indents.all(|indent| indent.as_ref() == Some(&first)).then_some((start, first))
    });
    match (found.next(), found.next()) {
        (Some((start, indent)), None) => Found::At(start, indent),
        (Some(_), Some(_)) => Found::Several,
        (None, _) => Found::Nowhere,
    }
}
