//! A conflicting text as each side would have it: what is settled, and that side's lines wherever sides conflict.
//! Everything that a fix looks at (does it parse, which names are bound) it looks at in such whole texts.

use std::ops::Range;

use crate::model::merge::choice::{self, Choice};
use crate::model::merge::lines::{Chunk, LineMerge};
use crate::model::path::RelPath;

/// A whole text and where its runs are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Version {
    pub(super) text: String,
    pub(super) runs: Vec<Range<usize>>,
    /// What these sides wrote and nobody else, outside the runs.
    pub(super) written: Vec<(Range<usize>, Vec<usize>)>,
}

impl Version {
    pub(super) fn run(&self, run: usize) -> &str {
        &self.text[self.runs[run].clone()]
    }
}

/// All versions of a conflicting text.
#[derive(Debug)]
pub(super) struct Sides<'a> {
    pub(super) path: &'a RelPath,
    pub(super) merge: &'a LineMerge,
    pub(super) has_base: bool,
    pub(super) base: Version,
    pub(super) sides: Vec<Version>,
}

impl<'a> Sides<'a> {
    /// `None` for what is no text in UTF-8: nobody can show anything of it.
    pub(super) fn new(path: &'a RelPath, merge: &'a LineMerge, has_base: bool) -> Option<Self> {
        let count = merge.chunks.iter().find_map(|chunk| match chunk {
            Chunk::Conflict { sides, .. } => Some(sides.len()),
            Chunk::Clean { .. } => None,
        })?;
        let base = version(merge, None)?;
        let sides = (0..count).map(|side| version(merge, Some(side))).collect::<Option<Vec<_>>>()?;
        Some(Self { path, merge, has_base, base, sides })
    }

    /// How many bytes all versions have.
    pub(super) fn size(&self) -> usize {
        self.sides.iter().map(|side| side.text.len()).sum::<usize>() + self.base.text.len()
    }

    /// How many runs conflict.
    pub(super) fn count(&self) -> usize {
        self.base.runs.len()
    }

    /// What the sides that changed a run made of it, each text once, in the order of the alphabet: so that the order of
    /// the sides changes nothing.
    pub(super) fn changed(&self, run: usize) -> Vec<&Version> {
        let base = self.base.run(run);
        let mut changed: Vec<&Version> = self.sides.iter().filter(|side| side.run(run) != base).collect();
        changed.sort_by_key(|side| side.run(run));
        changed.dedup_by_key(|side| side.run(run));
        changed
    }

    /// How lines end in a run.
    pub(super) fn line_end(&self, run: usize) -> &'static str {
        let chunks = self.merge.chunks.iter().filter_map(|chunk| match chunk {
            Chunk::Conflict { crlf, .. } => Some(*crlf),
            Chunk::Clean { .. } => None,
        });
        if chunks.into_iter().nth(run).unwrap_or_default() { "\r\n" } else { "\n" }
    }

    /// The choice that puts a text in the place of a run: a side, where one has just this.
    pub(super) fn choice(&self, run: usize, text: &str) -> Choice {
        match self.sides.iter().position(|side| side.run(run) == text) {
            Some(side) => Choice::Sides(vec![side]),
            None if text.is_empty() => Choice::Nothing,
            None => Choice::Edited(text.to_owned()),
        }
    }

    /// The whole text with these choices; what is still open as this side has it, or, where it changed nothing, as one that
    /// did: base's lines need not fit between lines that those who changed it have in common.
    pub(super) fn text_with(&self, choices: &[Option<Choice>], side: usize) -> Option<String> {
        let of = |run: usize| {
            let base = self.base.run(run);
            let changed = |side: &usize| self.sides[*side].run(run) != base;
            let other = || (0..self.sides.len()).filter(changed).min_by_key(|side| self.sides[*side].run(run));
            Choice::Sides(vec![Some(side).filter(changed).or_else(other).unwrap_or(side)])
        };
        let all: Vec<_> = choices.iter().enumerate().map(|(run, known)| Some(known.clone().unwrap_or_else(|| of(run)))).collect();
        String::from_utf8(choice::resolve(self.merge, &all).text).ok()
    }

    /// The line of the result on which a run begins, from 1; runs that are open count as base has them.
    pub(super) fn line_of(&self, run: usize, choices: &[Option<Choice>]) -> usize {
        let mut before = LineMerge::default();
        let mut seen = 0;
        for chunk in &self.merge.chunks {
            if matches!(chunk, Chunk::Conflict { .. }) {
                if seen == run {
                    break;
                }
                seen += 1;
            }
            before.chunks.push(chunk.clone());
        }
        let text = choice::resolve(&before, choices).text;
        text.iter().filter(|byte| **byte == b'\n').count() + 1
    }
}

fn version(merge: &LineMerge, side: Option<usize>) -> Option<Version> {
    let mut made = Version::default();
    for chunk in &merge.chunks {
        let start = made.text.len();
        // Two runs that follow one another, the first without an end of its last line, are two lines all the same.
        match chunk {
            Chunk::Clean { text, authors } => {
                made.text.push_str(std::str::from_utf8(text).ok()?);
                if !authors.is_empty() {
                    made.written.push((start..made.text.len(), authors.clone()));
                }
            }
            Chunk::Conflict { base, sides, .. } => {
                made.text.push_str(std::str::from_utf8(side.map_or(base, |side| &sides[side])).ok()?);
                made.runs.push(start..made.text.len());
            }
        }
    }
    Some(made)
}
