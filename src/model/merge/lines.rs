//! N-way merge of one text, line by line: all sides over their base at once. Owns what is settled and what conflicts;
//! not which lines two texts share (`diff`), nor what is written around a conflict (`markers`).
//!
//! Everything is a piece: a run of base and, for each side, the lines that stand for it. Pieces lie end to end in base
//! and in every side, so that cutting one into several, or joining several, cannot lose a line.

use std::ops::Range;

use imara_diff::{Interner, Token, sources};

use super::diff::{Differ, Hunk};
use super::markers::MarkerStyle;

/// A merged text: runs that are settled and runs on which sides conflict, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineMerge {
    /// In the order of the text.
    pub chunks: Vec<Chunk>,
}

/// One run of a merged text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chunk {
    /// Settled: from base, or from the sides that wrote it.
    Clean {
        /// The lines, with their line ends.
        text: Vec<u8>,
        /// Which sides wrote this (places in the list of sides); empty for base.
        authors: Vec<usize>,
    },
    /// Sides conflict here.
    Conflict {
        /// What base has; empty where it has nothing.
        base: Vec<u8>,
        /// What each side has, in the order of the sides. A side that left this run as base has it holds base's text.
        sides: Vec<Vec<u8>>,
        /// Whether lines here end in CR LF, as far as one can tell: so do lines that are put between the sides.
        crlf: bool,
    },
}

/// How far a conflict is taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Depth {
    /// Not at all: base is shown whole, so that the sides must be, too.
    Whole,
    /// Lines that all sides begin or end with are settled.
    Edges,
    /// Every line that all sides have is settled; conflicts with next to nothing between them are one.
    Inside {
        /// Compare the sides in an order that does not depend on theirs.
        in_any_order: bool,
    },
}

/// Merges `sides` over `base`, all at once. Changes of one side that neither touch nor overlap another side's are
/// settled; what several sides did alike counts once; whatever two of them disagree on is a conflict, cut down to the
/// lines on which they differ. The order of the sides changes neither the text nor the set of conflicts.
pub fn merge_lines(base: &[u8], sides: &[&[u8]]) -> LineMerge {
    merge_to_depth(base, sides, Depth::Inside { in_any_order: true })
}

/// Merges as `git merge-file` does for a style of markers, byte for byte where there are two sides. Where base is shown
/// beside a conflict git takes less apart, because base's lines could not be.
pub fn merge_as_git(base: &[u8], sides: &[&[u8]], style: MarkerStyle) -> LineMerge {
    let depth = match style {
        MarkerStyle::Merge => Depth::Inside { in_any_order: false },
        MarkerStyle::Diff3 => Depth::Whole,
        MarkerStyle::ZealousDiff3 => Depth::Edges,
    };
    merge_to_depth(base, sides, depth)
}

fn merge_to_depth(base: &[u8], sides: &[&[u8]], depth: Depth) -> LineMerge {
    let mut interner = Interner::new(base.len() / 32 + 16);
    let base_text = Text::new(base, &mut interner);
    let places = base_text.places_of_unique_lines();
    let mut texts: Vec<Text<'_>> = Vec::with_capacity(sides.len());
    for (at, side) in sides.iter().enumerate() {
        let known = (*side == base).then_some(&base_text).or_else(|| texts[..at].iter().find(|text| text.bytes == *side));
        let text = known.cloned().unwrap_or_else(|| Text::along(&base_text, &places, side, &mut interner));
        texts.push(text);
    }
    let mut merge = Merge { base: base_text, sides: texts, depth, differ: Differ::default(), pieces: Vec::new() };
    merge.cut();
    if matches!(depth, Depth::Inside { .. }) {
        merge.join_close_conflicts();
    }
    merge.chunks()
}

/// A text and where its lines begin; equal lines are equal tokens.
#[derive(Clone, Debug)]
struct Text<'a> {
    bytes: &'a [u8],
    starts: Vec<usize>,
    tokens: Vec<Token>,
}

impl<'a> Text<'a> {
    fn new(bytes: &'a [u8], interner: &mut Interner<&'a [u8]>) -> Self {
        let mut text = Self { bytes, starts: vec![0], tokens: Vec::new() };
        let mut end = 0;
        for line in sources::byte_lines(bytes) {
            end += line.len();
            text.starts.push(end);
            text.tokens.push(interner.intern(line));
        }
        text
    }

    /// The same for a text that is much like another one: whose lines follow one another as there are known without being
    /// looked up. `places` are those of the other's unique lines.
    fn along(other: &Self, places: &[Option<u32>], bytes: &'a [u8], interner: &mut Interner<&'a [u8]>) -> Self {
        let mut text = Self { bytes, starts: Vec::with_capacity(other.starts.len()), tokens: Vec::with_capacity(other.len()) };
        text.starts.push(0);
        let (mut end, mut there) = (0, 0);
        for line in sources::byte_lines(bytes) {
            end += line.len();
            text.starts.push(end);
            let token = if there < other.len() && other.line(there) == line {
                other.tokens[there]
            } else {
                let token = interner.intern(line);
                there = places.get(token.0 as usize).copied().flatten().map_or(there, |place| place as usize);
                token
            };
            text.tokens.push(token);
            there += 1;
        }
        text
    }

    /// Where each line stands, by its token, if it stands only once; of the first text that was interned.
    fn places_of_unique_lines(&self) -> Vec<Option<u32>> {
        let most = self.tokens.iter().map(|token| token.0 as usize + 1).max().unwrap_or_default();
        let (mut places, mut is_known) = (vec![None; most], vec![false; most]);
        for (at, token) in self.tokens.iter().enumerate() {
            let token = token.0 as usize;
            places[token] = if is_known[token] { None } else { u32::try_from(at).ok() };
            is_known[token] = true;
        }
        places
    }

    fn len(&self) -> usize {
        self.tokens.len()
    }

    fn lines(&self, range: &Range<usize>) -> &'a [u8] {
        &self.bytes[self.starts[range.start]..self.starts[range.end]]
    }

    fn tokens(&self, range: &Range<usize>) -> &[Token] {
        &self.tokens[range.clone()]
    }

    fn line(&self, at: usize) -> &'a [u8] {
        self.lines(&(at..at + 1))
    }

    /// Whether the line ends in CR LF; the one before it is asked where it has no end; `None` where nobody knows.
    fn is_crlf(&self, at: usize) -> Option<bool> {
        if at >= self.len() {
            return None;
        }
        if self.line(at).ends_with(b"\n") {
            return Some(self.line(at).ends_with(b"\r\n"));
        }
        at.checked_sub(1).map(|before| self.line(before).ends_with(b"\r\n"))
    }
}

/// A run of base and what stands for it in each side.
#[derive(Clone, Debug)]
struct Piece {
    base: Range<usize>,
    sides: Vec<Range<usize>>,
    /// The sides that changed it: its authors, or those who conflict.
    by: Vec<usize>,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Clean,
    /// Clean too, but pieced together differently by its authors: git never joins conflicts over such a run.
    Alike,
    Conflict,
}

impl Piece {
    fn is_conflict(&self) -> bool {
        self.kind == Kind::Conflict
    }

    fn is_empty(&self) -> bool {
        self.base.is_empty() && self.sides.iter().all(Range::is_empty)
    }
}

struct Merge<'a> {
    base: Text<'a>,
    sides: Vec<Text<'a>>,
    depth: Depth,
    differ: Differ,
    pieces: Vec<Piece>,
}

impl<'a> Merge<'a> {
    /// Cuts base and sides where changes begin and end. Changes that touch belong together, as in git: which of them
    /// would come first is nobody's to say.
    fn cut(&mut self) {
        let hunks = self.hunks();
        let mut order: Vec<(usize, usize)> =
            hunks.iter().enumerate().flat_map(|(side, list)| (0..list.len()).map(move |at| (side, at))).collect();
        let of = |(side, at): (usize, usize)| -> &Hunk { &hunks[side][at] };
        order.sort_by_key(|place| (of(*place).before.start, of(*place).before.end, place.0));
        let mut done = 0;
        let mut reached = vec![0; self.sides.len()];
        let mut rest = order.as_slice();
        while let Some(first) = rest.first() {
            let Range { start: low, end: mut high } = of(*first).before;
            let mut count = 1;
            while let Some(next) = rest.get(count).filter(|next| of(**next).before.start <= high) {
                high = high.max(of(*next).before.end);
                count += 1;
            }
            let (group, after) = rest.split_at(count);
            rest = after;
            self.keep(done..low, &mut reached);
            let mut by: Vec<usize> = group.iter().map(|(side, _)| *side).collect();
            by.sort_unstable();
            by.dedup();
            let sides: Vec<Range<usize>> = reached
                .iter_mut()
                .enumerate()
                .map(|(side, reached)| {
                    let from = *reached;
                    *reached = match group.iter().rev().find(|(other, _)| *other == side) {
                        Some(last) => of(*last).after.end + (high - of(*last).before.end),
                        None => from + (high - low),
                    };
                    from..*reached
                })
                .collect();
            let alike =
                by.len() == group.len() && group.iter().all(|place| self.is_alike(of(*first), first.0, of(*place), place.0));
            let piece = Piece { base: low..high, sides, by, kind: if alike { Kind::Clean } else { Kind::Conflict } };
            if alike {
                self.pieces.push(piece);
            } else {
                self.take_apart(piece, &hunks);
            }
            done = high;
        }
        self.keep(done..self.base.len(), &mut reached);
    }

    /// What each side changed; equal sides are compared once.
    fn hunks(&mut self) -> Vec<Vec<Hunk>> {
        let mut hunks: Vec<Vec<Hunk>> = Vec::with_capacity(self.sides.len());
        for (at, side) in self.sides.iter().enumerate() {
            let known = self.sides[..at].iter().position(|other| other.bytes == side.bytes);
            let found = match known {
                Some(known) => hunks[known].clone(),
                None => self.differ.hunks(&self.base.tokens, &side.tokens),
            };
            hunks.push(found);
        }
        hunks
    }

    fn is_alike(&self, a: &Hunk, of_a: usize, b: &Hunk, of_b: usize) -> bool {
        a.before == b.before && self.sides[of_a].tokens(&a.after) == self.sides[of_b].tokens(&b.after)
    }

    /// A run that no side changed.
    fn keep(&mut self, base: Range<usize>, reached: &mut [usize]) {
        let sides = reached.iter_mut().map(|reached| std::mem::replace(reached, *reached + base.len())..*reached).collect();
        if !base.is_empty() {
            self.pieces.push(Piece { base, sides, by: Vec::new(), kind: Kind::Clean });
        }
    }

    fn take_apart(&mut self, piece: Piece, hunks: &[Vec<Hunk>]) {
        match self.depth {
            Depth::Whole => self.pieces.push(piece),
            Depth::Edges => self.take_off_edges(piece),
            Depth::Inside { in_any_order } => self.take_apart_inside(piece, hunks, in_any_order),
        }
    }

    fn of_side(&self, piece: &Piece, side: usize) -> &[Token] {
        self.sides[side].tokens(&piece.sides[side])
    }

    fn take_off_edges(&mut self, piece: Piece) {
        let first = self.of_side(&piece, piece.by[0]);
        let mut head = first.len();
        for side in &piece.by[1..] {
            head = first.iter().zip(self.of_side(&piece, *side)).take(head).take_while(|(a, b)| a == b).count();
        }
        let mut tail = first.len() - head;
        for side in &piece.by {
            let tokens = self.of_side(&piece, *side);
            tail = tail.min(tokens.len() - head);
            tail = first.iter().rev().zip(tokens.iter().rev()).take(tail).take_while(|(a, b)| a == b).count();
        }
        let Range { start: low, end: high } = piece.base;
        self.push_part(&piece, low..low, |range| range.start..range.start + head, Kind::Clean);
        self.push_part(&piece, low..high, |range| range.start + head..range.end - tail, Kind::Conflict);
        self.push_part(&piece, high..high, |range| range.end - tail..range.end, Kind::Clean);
    }

    /// A part of a piece: `base` of its base, and for each side that changed it what `of_changed` says of its lines. A
    /// side that left the piece as it was left the part, too.
    fn push_part(&mut self, piece: &Piece, base: Range<usize>, of_changed: impl Fn(&Range<usize>) -> Range<usize>, kind: Kind) {
        let sides: Vec<Range<usize>> = piece
            .sides
            .iter()
            .enumerate()
            .map(|(side, range)| match piece.by.contains(&side) {
                true => of_changed(range),
                false => range.start + (base.start - piece.base.start)..range.start + (base.end - piece.base.start),
            })
            .collect();
        let part = Piece { base, sides, by: piece.by.clone(), kind };
        if part.is_conflict() || !part.is_empty() {
            self.pieces.push(part);
        }
    }

    /// Settles every line that all sides that changed the piece have.
    fn take_apart_inside(&mut self, mut piece: Piece, hunks: &[Vec<Hunk>], in_any_order: bool) {
        // Sides that have the same here are one text.
        let mut texts: Vec<usize> = Vec::new();
        for side in &piece.by {
            if !texts.iter().any(|other| self.of_side(&piece, *other) == self.of_side(&piece, *side)) {
                texts.push(*side);
            }
        }
        if texts.len() == 1 {
            piece.kind = Kind::Alike;
            return self.pieces.push(piece);
        }
        if in_any_order {
            let bytes = |side: usize| self.sides[side].lines(&piece.sides[side]);
            texts.sort_by_key(|side| (piece.sides[*side].len(), bytes(*side)));
        }
        let text_of = |side: usize| texts.iter().position(|other| self.of_side(&piece, *other) == self.of_side(&piece, side));
        let text_of_side: Vec<Option<usize>> =
            (0..self.sides.len()).map(|side| if piece.by.contains(&side) { text_of(side) } else { None }).collect();
        let pivot = texts[0];
        if texts.iter().any(|side| piece.sides[*side].is_empty()) {
            return self.pieces.push(piece);
        }
        let pivot_tokens = self.sides[pivot].tokens(&piece.sides[pivot]);
        let differences: Vec<(usize, Vec<Hunk>)> = texts[1..]
            .iter()
            .map(|side| (*side, self.differ.hunks(pivot_tokens, self.sides[*side].tokens(&piece.sides[*side]))))
            .collect();
        let parts = parts_of(pivot_tokens.len(), &differences);
        let bases = bases_of(&piece, &parts, &texts, hunks);
        for (number, (part, base)) in parts.iter().zip(bases).enumerate() {
            let sides: Vec<Range<usize>> = piece
                .sides
                .iter()
                .enumerate()
                .map(|(side, range)| {
                    let own = match text_of_side[side] {
                        None => {
                            return range.start + (base.start - piece.base.start)..range.start + (base.end - piece.base.start);
                        }
                        Some(0) => &part.pivot,
                        Some(text) => &part.others[text - 1],
                    };
                    range.start + own.start..range.start + own.end
                })
                .collect();
            // Odd parts are those on which the texts differ.
            let kind = if number % 2 == 1 { Kind::Conflict } else { Kind::Clean };
            let part = Piece { base, sides, by: piece.by.clone(), kind };
            if part.is_conflict() || !part.is_empty() {
                self.pieces.push(part);
            }
        }
    }

    /// Two conflicts with three lines or less between them, or with lines that hold no letter and no digit, are one:
    /// nobody wants to decide on both sides of a brace.
    fn join_close_conflicts(&mut self) {
        let mut joined: Vec<Piece> = Vec::with_capacity(self.pieces.len());
        // How many pieces of `joined` there are up to and with the last conflict, and none after it that parts it.
        let mut open: Option<usize> = None;
        for piece in std::mem::take(&mut self.pieces) {
            if !piece.is_conflict() {
                joined.push(piece);
                continue;
            }
            if let Some(at) = open
                && self.is_close(&joined[at], &joined[at + 1..], &piece)
            {
                joined.truncate(at + 1);
                if let Some(last) = joined.last_mut() {
                    last.base.end = piece.base.end;
                    last.sides.iter_mut().zip(&piece.sides).for_each(|(range, other)| range.end = other.end);
                    last.by.extend(piece.by.iter().filter(|side| !last.by.contains(side)).copied().collect::<Vec<_>>());
                    last.by.sort_unstable();
                }
            } else {
                joined.push(piece);
                open = Some(joined.len() - 1);
            }
        }
        self.pieces = joined;
    }

    fn is_close(&self, first: &Piece, between: &[Piece], second: &Piece) -> bool {
        let takes_part = |side: &usize| first.by.contains(side) || second.by.contains(side);
        let all = |piece: &Piece| {
            piece.kind == Kind::Clean
                && (piece.by.is_empty() || (0..self.sides.len()).filter(takes_part).all(|side| piece.by.contains(&side)))
        };
        if !between.iter().all(all) {
            return false;
        }
        let one = first.by[0];
        let range = first.sides[one].end..second.sides[one].start;
        range.len() <= 3 || !self.sides[one].lines(&range).iter().any(u8::is_ascii_alphanumeric)
    }

    fn chunks(&self) -> LineMerge {
        let mut chunks: Vec<Chunk> = Vec::new();
        for piece in &self.pieces {
            if piece.is_conflict() {
                let of = |(side, range): (&Text<'_>, &Range<usize>)| side.lines(range).to_vec();
                chunks.push(Chunk::Conflict {
                    base: self.base.lines(&piece.base).to_vec(),
                    sides: self.sides.iter().zip(&piece.sides).map(of).collect(),
                    crlf: self.is_crlf(piece),
                });
                continue;
            }
            let run = match piece.by.first() {
                Some(author) => self.sides[*author].lines(&piece.sides[*author]),
                None => self.base.lines(&piece.base),
            };
            match chunks.last_mut() {
                // A deletion leaves no line.
                _ if run.is_empty() => {}
                Some(Chunk::Clean { text, authors }) if *authors == piece.by => text.extend_from_slice(run),
                _ => chunks.push(Chunk::Clean { text: run.to_vec(), authors: piece.by.clone() }),
            }
        }
        LineMerge { chunks }
    }

    /// Whether lines around a conflict end in CR LF: all sides have to think so where it begins, and base in its first
    /// line.
    fn is_crlf(&self, piece: &Piece) -> bool {
        let sides = self.sides.iter().zip(&piece.sides);
        sides.map(|(side, range)| side.is_crlf(range.start.saturating_sub(1))).all(|is| is != Some(false))
            && self.base.is_crlf(0) == Some(true)
    }
}

/// A part of several texts: lines of the pivot, and of each other text.
struct Part {
    pivot: Range<usize>,
    others: Vec<Range<usize>>,
}

/// Cuts texts into parts that all have alike and parts on which they differ, in turn; the first and the last are alike
/// and may be empty.
fn parts_of(pivot_len: usize, differences: &[(usize, Vec<Hunk>)]) -> Vec<Part> {
    let mut order: Vec<(usize, &Hunk)> =
        differences.iter().enumerate().flat_map(|(text, (_, hunks))| hunks.iter().map(move |hunk| (text, hunk))).collect();
    order.sort_by_key(|(_, hunk)| (hunk.before.start, hunk.before.end));
    let mut parts: Vec<Part> = Vec::new();
    let mut done = 0;
    let mut reached = vec![0; differences.len()];
    let alike = |from: usize, to: usize, reached: &mut Vec<usize>| Part {
        pivot: from..to,
        others: reached.iter_mut().map(|reached| std::mem::replace(reached, *reached + to - from)..*reached).collect(),
    };
    let mut rest = order.as_slice();
    while let Some((_, first)) = rest.first() {
        let Range { start: low, end: mut high } = first.before;
        let mut count = 1;
        while let Some((_, next)) = rest.get(count).filter(|(_, next)| next.before.start <= high) {
            high = high.max(next.before.end);
            count += 1;
        }
        let (group, after) = rest.split_at(count);
        rest = after;
        parts.push(alike(done, low, &mut reached));
        let others = reached
            .iter_mut()
            .enumerate()
            .map(|(text, reached)| {
                let from = *reached;
                *reached = match group.iter().rev().find(|(other, _)| *other == text) {
                    Some((_, last)) => last.after.end + (high - last.before.end),
                    None => from + (high - low),
                };
                from..*reached
            })
            .collect();
        parts.push(Part { pivot: low..high, others });
        done = high;
    }
    parts.push(alike(done, pivot_len, &mut reached));
    parts
}

/// Which lines of base each part stands for. A line that some text kept stands where that text has it; one that nobody
/// kept goes to the conflict that is nearest, so that no line of base is lost. `texts` are the sides of the parts, the
/// pivot first.
fn bases_of(piece: &Piece, parts: &[Part], texts: &[usize], hunks: &[Vec<Hunk>]) -> Vec<Range<usize>> {
    let Range { start: low, end: high } = piece.base;
    let mut part_of: Vec<Option<usize>> = vec![None; high - low];
    for (text, side) in texts.iter().enumerate() {
        let of = |part: &Part| text.checked_sub(1).map_or(part.pivot.end, |other| part.others[other].end);
        let start = piece.sides[*side].start;
        let first = hunks[*side].partition_point(|hunk| hunk.before.end < low);
        let mut inside = hunks[*side][first..].iter().peekable();
        // Where in the side the next kept line is.
        let (mut base, mut at, mut part) = (low, start, 0);
        while base < high {
            if let Some(hunk) = inside.next_if(|hunk| hunk.before.start <= base) {
                (base, at) = (hunk.before.end, hunk.after.end);
                continue;
            }
            while part + 1 < parts.len() && of(&parts[part]) <= at - start {
                part += 1;
            }
            part_of[base - low].get_or_insert(part);
            (base, at) = (base + 1, at + 1);
        }
    }
    let mut line = 0;
    let mut before = 0;
    let last = parts.len() - 1;
    let mut ends = vec![0; parts.len()];
    while line < part_of.len() {
        let wanted = match part_of[line] {
            Some(part) => part,
            // Odd parts are conflicts.
            None => {
                let after = part_of[line..].iter().flatten().next().copied().unwrap_or(last);
                if after > before && before % 2 == 0 { before + 1 } else { before }
            }
        };
        before = before.max(wanted);
        line += 1;
        ends[before] = line;
    }
    let mut done = 0;
    let range = |end: usize| {
        let from = done;
        done = end.max(from);
        low + from..low + done
    };
    ends.into_iter().map(range).collect()
}

impl LineMerge {
    /// How many runs conflict.
    pub fn conflict_count(&self) -> usize {
        self.chunks.iter().filter(|chunk| matches!(chunk, Chunk::Conflict { .. })).count()
    }

    /// The merged text, when nothing conflicts.
    pub fn clean_text(&self) -> Option<Vec<u8>> {
        let mut text = Vec::new();
        for chunk in &self.chunks {
            match chunk {
                Chunk::Clean { text: run, .. } => text.extend_from_slice(run),
                Chunk::Conflict { .. } => return None,
            }
        }
        Some(text)
    }
}

#[cfg(test)]
mod tests;
