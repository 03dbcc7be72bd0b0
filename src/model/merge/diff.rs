//! Which lines two texts have in common, line for line as git finds them: Myers' algorithm with the same shortcuts and
//! the same choice between equally good places. Owns hunks; not what a line is (`lines`).
//!
//! Libraries compute Myers too, but they take other shortcuts: a hunk that begins one line higher is as right, and the
//! merge is still another one than git's. People compare with git, so git's answer is the specification.

use std::ops::Range;

use imara_diff::Token;

/// A run of lines of `before` that `after` replaced; one of the two may be empty, never both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hunk {
    pub(super) before: Range<usize>,
    pub(super) after: Range<usize>,
}

/// Computes hunks. Keeps its memory from one text to the next, for a merge asks hundreds of times.
#[derive(Debug, Default)]
pub(super) struct Differ {
    counts_before: Vec<u32>,
    counts_after: Vec<u32>,
    reach: Vec<i32>,
}

impl Differ {
    /// What `after` changed; hunks are in order and have at least one common line between them.
    pub(super) fn hunks(&mut self, before: &[Token], after: &[Token]) -> Vec<Hunk> {
        let mut removed = vec![false; before.len()];
        let mut added = vec![false; after.len()];
        let head = before.iter().zip(after).take_while(|(a, b)| a == b).count();
        let (rest_before, rest_after) = (&before[head..], &after[head..]);
        let tail = rest_before.iter().rev().zip(rest_after.iter().rev()).take_while(|(a, b)| a == b).count();
        if head == before.len() && head == after.len() {
            return Vec::new();
        }
        self.count(before, after);
        let sparse_before = Sparse::new(before, head..before.len() - tail, &self.counts_after, &mut removed);
        let sparse_after = Sparse::new(after, head..after.len() - tail, &self.counts_before, &mut added);
        self.forget(before, after);
        Search::new(&sparse_before, &sparse_after, &mut self.reach).run(&mut removed, &mut added);
        slide(before, &mut removed, &added);
        slide(after, &mut added, &removed);
        collect(&removed, &added)
    }

    fn count(&mut self, before: &[Token], after: &[Token]) {
        let most = before.iter().chain(after).map(|token| token.0 as usize + 1).max().unwrap_or_default();
        if self.counts_before.len() < most {
            self.counts_before.resize(most, 0);
            self.counts_after.resize(most, 0);
        }
        before.iter().for_each(|token| self.counts_before[token.0 as usize] += 1);
        after.iter().for_each(|token| self.counts_after[token.0 as usize] += 1);
    }

    /// Only what was counted is reset: a file's memory is not touched for each of its conflicts.
    fn forget(&mut self, before: &[Token], after: &[Token]) {
        before.iter().for_each(|token| self.counts_before[token.0 as usize] = 0);
        after.iter().for_each(|token| self.counts_after[token.0 as usize] = 0);
    }
}

/// The lines of one text that are worth comparing, and where they stand in it. Lines that the other text does not have
/// are changed, whatever the rest says; so are lines that stand everywhere (braces, empty lines) amid such lines.
struct Sparse {
    tokens: Vec<Token>,
    places: Vec<u32>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Matches {
    None,
    Some,
    Many,
}

/// A line that the other text has so often (at most; else the square root of the lines) says little.
const MANY_AT_MOST: usize = 1024;
/// How far around a line with many matches is looked.
const WINDOW: usize = 100;

impl Sparse {
    fn new(tokens: &[Token], range: Range<usize>, others: &[u32], changed: &mut [bool]) -> Self {
        let many = root(tokens.len()).min(MANY_AT_MOST) as u32;
        let matches: Vec<Matches> = tokens[range.clone()]
            .iter()
            .map(|token| match others[token.0 as usize] {
                0 => Matches::None,
                count if count >= many => Matches::Many,
                _ => Matches::Some,
            })
            .collect();
        let mut sparse = Self { tokens: Vec::with_capacity(matches.len()), places: Vec::with_capacity(matches.len()) };
        for (at, found) in matches.iter().enumerate() {
            let place = range.start + at;
            if *found == Matches::Some || (*found == Matches::Many && !is_lost(&matches, at)) {
                sparse.tokens.push(tokens[place]);
                sparse.places.push(place as u32);
            } else {
                changed[place] = true;
            }
        }
        sparse
    }
}

/// Whether a line with many matches stands among lines with none, on both sides of it.
fn is_lost(matches: &[Matches], at: usize) -> bool {
    let run = |lines: &mut dyn Iterator<Item = &Matches>| {
        let (mut none, mut many) = (0, 1);
        for found in lines.take(WINDOW) {
            match found {
                Matches::None => none += 1,
                Matches::Many => many += 1,
                Matches::Some => break,
            }
        }
        (none, many)
    };
    let (none_before, many_before) = run(&mut matches[..at].iter().rev());
    if none_before == 0 {
        return false;
    }
    let (none_after, many_after) = run(&mut matches[at + 1..].iter());
    let (none, many) = (none_before + none_after, many_before + many_after);
    none_after > 0 && many * 4 < many + none
}

/// The power of two at or above the square root, roughly: git's measure.
fn root(number: usize) -> usize {
    1 << (usize::BITS - number.leading_zeros()).div_ceil(2)
}

/// So many equal lines in a row are a good place to split at.
const LONG_RUN: i32 = 20;
/// From this cost on good places are taken, not only the best.
const GOOD_ENOUGH_FROM: i32 = 256;
/// The cost at which the search ends with what it has, in short texts.
const LAST_COST: usize = 256;
/// How much farther than its cost a good path must have come.
const WORTH: i32 = 4;

/// A part of both texts that is still to be compared, and whether only the best split will do.
struct Part {
    before: Range<i32>,
    after: Range<i32>,
    only_best: bool,
}

/// Where to divide a part, and whether its two halves were searched to the end.
struct Split {
    before: i32,
    after: i32,
    first_is_best: bool,
    second_is_best: bool,
}

/// Myers' search in linear space: from both corners at once, diagonal by diagonal, until the paths meet.
struct Search<'a> {
    before: &'a Sparse,
    after: &'a Sparse,
    /// How far on each diagonal: forward paths first, then backward ones.
    reach: &'a mut [i32],
    backward: usize,
    zero: i32,
    last_cost: i32,
}

impl<'a> Search<'a> {
    fn new(before: &'a Sparse, after: &'a Sparse, reach: &'a mut Vec<i32>) -> Self {
        let diagonals = before.tokens.len() + after.tokens.len() + 3;
        if reach.len() < 2 * diagonals {
            reach.resize(2 * diagonals, 0);
        }
        Self {
            before,
            after,
            reach,
            backward: diagonals,
            zero: after.tokens.len() as i32 + 1,
            last_cost: root(diagonals).max(LAST_COST) as i32,
        }
    }

    fn run(mut self, removed: &mut [bool], added: &mut [bool]) {
        let (len_before, len_after) = (self.before.tokens.len() as i32, self.after.tokens.len() as i32);
        let mut parts = vec![Part { before: 0..len_before, after: 0..len_after, only_best: false }];
        while let Some(Part { mut before, mut after, only_best }) = parts.pop() {
            while !before.is_empty() && !after.is_empty() && self.equal(before.start, after.start) {
                before.start += 1;
                after.start += 1;
            }
            while !before.is_empty() && !after.is_empty() && self.equal(before.end - 1, after.end - 1) {
                before.end -= 1;
                after.end -= 1;
            }
            if before.is_empty() {
                after.for_each(|line| added[self.after.places[line as usize] as usize] = true);
            } else if after.is_empty() {
                before.for_each(|line| removed[self.before.places[line as usize] as usize] = true);
            } else {
                let split = self.split(&before, &after, only_best);
                parts.push(Part {
                    before: split.before..before.end,
                    after: split.after..after.end,
                    only_best: split.second_is_best,
                });
                parts.push(Part {
                    before: before.start..split.before,
                    after: after.start..split.after,
                    only_best: split.first_is_best,
                });
            }
        }
    }

    fn equal(&self, before: i32, after: i32) -> bool {
        self.before.tokens[before as usize] == self.after.tokens[after as usize]
    }

    fn forward(&mut self, diagonal: i32) -> &mut i32 {
        &mut self.reach[(diagonal + self.zero) as usize]
    }

    fn backward(&mut self, diagonal: i32) -> &mut i32 {
        &mut self.reach[self.backward + (diagonal + self.zero) as usize]
    }

    fn split(&mut self, before: &Range<i32>, after: &Range<i32>, only_best: bool) -> Split {
        let (lowest, highest) = (before.start - after.end, before.end - after.start);
        let (forward_from, backward_from) = (before.start - after.start, before.end - after.end);
        let meets_forward = (forward_from - backward_from) % 2 != 0;
        let mut forth = forward_from..=forward_from;
        let mut back = backward_from..=backward_from;
        *self.forward(forward_from) = before.start;
        *self.backward(backward_from) = before.end;
        for cost in 1.. {
            let mut found_long_run = false;
            forth = self.widen(&forth, lowest, highest, false);
            let mut diagonal = *forth.end();
            while diagonal >= *forth.start() {
                let (lower, upper) = (*self.forward(diagonal - 1), *self.forward(diagonal + 1));
                let from = if lower >= upper { lower + 1 } else { upper };
                let mut to = from;
                while to < before.end && to - diagonal < after.end && self.equal(to, to - diagonal) {
                    to += 1;
                }
                found_long_run |= to - from > LONG_RUN;
                *self.forward(diagonal) = to;
                if meets_forward && back.contains(&diagonal) && *self.backward(diagonal) <= to {
                    return Split { before: to, after: to - diagonal, first_is_best: true, second_is_best: true };
                }
                diagonal -= 2;
            }
            back = self.widen(&back, lowest, highest, true);
            let mut diagonal = *back.end();
            while diagonal >= *back.start() {
                let (lower, upper) = (*self.backward(diagonal - 1), *self.backward(diagonal + 1));
                let from = if lower < upper { lower } else { upper - 1 };
                let mut to = from;
                while to > before.start && to - diagonal > after.start && self.equal(to - 1, to - diagonal - 1) {
                    to -= 1;
                }
                found_long_run |= from - to > LONG_RUN;
                *self.backward(diagonal) = to;
                if !meets_forward && forth.contains(&diagonal) && to <= *self.forward(diagonal) {
                    return Split { before: to, after: to - diagonal, first_is_best: true, second_is_best: true };
                }
                diagonal -= 2;
            }
            if only_best {
                continue;
            }
            if found_long_run
                && cost > GOOD_ENOUGH_FROM
                && let Some(split) = self.good_split(before, after, (&forth, forward_from), (&back, backward_from), cost)
            {
                return split;
            }
            if cost >= self.last_cost {
                return self.farthest(before, after, &forth, &back);
            }
        }
        unreachable!("the paths meet at the latest when the cost is the number of lines")
    }

    /// One diagonal more on each side; at the border of the part one less, so that the parity stays.
    fn widen(
        &mut self,
        range: &std::ops::RangeInclusive<i32>,
        lowest: i32,
        highest: i32,
        is_back: bool,
    ) -> std::ops::RangeInclusive<i32> {
        let (mut low, mut high) = (*range.start(), *range.end());
        let outside = if is_back { i32::MAX } else { -1 };
        if low > lowest {
            low -= 1;
            *if is_back { self.backward(low - 1) } else { self.forward(low - 1) } = outside;
        } else {
            low += 1;
        }
        if high < highest {
            high += 1;
            *if is_back { self.backward(high + 1) } else { self.forward(high + 1) } = outside;
        } else {
            high -= 1;
        }
        low..=high
    }

    /// A path that has come far for its cost and ends in a long run of equal lines.
    fn good_split(
        &mut self,
        before: &Range<i32>,
        after: &Range<i32>,
        (forth, forward_from): (&std::ops::RangeInclusive<i32>, i32),
        (back, backward_from): (&std::ops::RangeInclusive<i32>, i32),
        cost: i32,
    ) -> Option<Split> {
        let mut best = 0;
        let mut found = None;
        let mut diagonal = *forth.end();
        while diagonal >= *forth.start() {
            let at = *self.forward(diagonal);
            let other = at - diagonal;
            let worth = (at - before.start) + (other - after.start) - (diagonal - forward_from).abs();
            if worth > WORTH * cost
                && worth > best
                && (before.start + LONG_RUN..before.end).contains(&at)
                && (after.start + LONG_RUN..after.end).contains(&other)
                && (1..=LONG_RUN).all(|step| self.equal(at - step, other - step))
            {
                best = worth;
                found = Some(Split { before: at, after: other, first_is_best: true, second_is_best: false });
            }
            diagonal -= 2;
        }
        if found.is_some() {
            return found;
        }
        let mut diagonal = *back.end();
        while diagonal >= *back.start() {
            let at = *self.backward(diagonal);
            let other = at - diagonal;
            let worth = (before.end - at) + (after.end - other) - (diagonal - backward_from).abs();
            if worth > WORTH * cost
                && worth > best
                && (before.start + 1..=before.end - LONG_RUN).contains(&at)
                && (after.start + 1..=after.end - LONG_RUN).contains(&other)
                && (0..LONG_RUN).all(|step| self.equal(at + step, other + step))
            {
                best = worth;
                found = Some(Split { before: at, after: other, first_is_best: false, second_is_best: true });
            }
            diagonal -= 2;
        }
        found
    }

    /// The search has cost enough: the path that came farthest.
    fn farthest(
        &mut self,
        before: &Range<i32>,
        after: &Range<i32>,
        forth: &std::ops::RangeInclusive<i32>,
        back: &std::ops::RangeInclusive<i32>,
    ) -> Split {
        let (mut most, mut most_at) = (-1, -1);
        let mut diagonal = *forth.end();
        while diagonal >= *forth.start() {
            let mut at = (*self.forward(diagonal)).min(before.end);
            let mut other = at - diagonal;
            if after.end < other {
                (at, other) = (after.end + diagonal, after.end);
            }
            if most < at + other {
                (most, most_at) = (at + other, at);
            }
            diagonal -= 2;
        }
        let (mut least, mut least_at) = (i32::MAX, i32::MAX);
        let mut diagonal = *back.end();
        while diagonal >= *back.start() {
            let mut at = (*self.backward(diagonal)).max(before.start);
            let mut other = at - diagonal;
            if other < after.start {
                (at, other) = (after.start + diagonal, after.start);
            }
            if at + other < least {
                (least, least_at) = (at + other, at);
            }
            diagonal -= 2;
        }
        if (before.end + after.end) - least < most - (before.start + after.start) {
            Split { before: most_at, after: most - most_at, first_is_best: true, second_is_best: false }
        } else {
            Split { before: least_at, after: least - least_at, first_is_best: false, second_is_best: true }
        }
    }
}

/// A run of changed lines; empty where a common line follows at once.
#[derive(Clone, Copy)]
struct Group {
    start: usize,
    end: usize,
}

impl Group {
    fn first(changed: &[bool]) -> Self {
        Self { start: 0, end: end_of(changed, 0) }
    }

    fn next(&mut self, changed: &[bool]) -> bool {
        if self.end == changed.len() {
            return false;
        }
        self.start = self.end + 1;
        self.end = end_of(changed, self.start);
        true
    }

    fn previous(&mut self, changed: &[bool]) {
        if self.start > 0 {
            self.end = self.start - 1;
            self.start = start_of(changed, self.end);
        }
    }

    fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Up by one line; joins a group that it meets.
    fn slide_up(&mut self, tokens: &[Token], changed: &mut [bool]) -> bool {
        if self.start == 0 || tokens[self.start - 1] != tokens[self.end - 1] {
            return false;
        }
        self.start -= 1;
        self.end -= 1;
        changed[self.start] = true;
        changed[self.end] = false;
        self.start = start_of(changed, self.start);
        true
    }

    /// Down by one line; joins a group that it meets.
    fn slide_down(&mut self, tokens: &[Token], changed: &mut [bool]) -> bool {
        if self.end == tokens.len() || tokens[self.start] != tokens[self.end] {
            return false;
        }
        changed[self.start] = false;
        changed[self.end] = true;
        self.start += 1;
        self.end = end_of(changed, self.end + 1);
        true
    }
}

fn end_of(changed: &[bool], from: usize) -> usize {
    from + changed[from..].iter().take_while(|changed| **changed).count()
}

fn start_of(changed: &[bool], to: usize) -> usize {
    to - changed[..to].iter().rev().take_while(|changed| **changed).count()
}

/// Moves each group of changed lines that could as well stand higher or lower: beside a change of the other text, where
/// there is one, else as far down as possible. Groups that meet become one.
fn slide(tokens: &[Token], changed: &mut [bool], others: &[bool]) {
    let mut group = Group::first(changed);
    let mut other = Group::first(others);
    loop {
        if !group.is_empty() {
            slide_group(&mut group, &mut other, tokens, changed, others);
        }
        if !group.next(changed) {
            break;
        }
        other.next(others);
    }
}

fn slide_group(group: &mut Group, other: &mut Group, tokens: &[Token], changed: &mut [bool], others: &[bool]) {
    let (mut highest_end, mut meets_other);
    loop {
        let size = group.end - group.start;
        while group.slide_up(tokens, changed) {
            other.previous(others);
        }
        highest_end = group.end;
        meets_other = !other.is_empty();
        while group.slide_down(tokens, changed) {
            other.next(others);
            meets_other |= !other.is_empty();
        }
        if size == group.end - group.start {
            break;
        }
    }
    if group.end != highest_end && meets_other {
        while other.is_empty() && group.slide_up(tokens, changed) {
            other.previous(others);
        }
    }
}

fn collect(removed: &[bool], added: &[bool]) -> Vec<Hunk> {
    let (mut before, mut after) = (0, 0);
    let mut hunks = Vec::new();
    while before < removed.len() || after < added.len() {
        let hunk = Hunk {
            before: before..end_of(removed, before.min(removed.len())),
            after: after..end_of(added, after.min(added.len())),
        };
        (before, after) = (hunk.before.end + 1, hunk.after.end + 1);
        if !hunk.before.is_empty() || !hunk.after.is_empty() {
            hunks.push(hunk);
        }
    }
    hunks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<Token> {
        text.bytes().map(|byte| Token(u32::from(byte))).collect()
    }

    fn shown(before: &str, after: &str) -> String {
        let hunks = Differ::default().hunks(&tokens(before), &tokens(after));
        hunks.iter().map(|hunk| format!("{:?}>{:?}", hunk.before, hunk.after)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn hunks_say_what_changed_and_nothing_else() {
        assert_eq!(shown("abc", "abc"), "");
        assert_eq!(shown("", "ab"), "0..0>0..2");
        assert_eq!(shown("ab", ""), "0..2>0..0");
        assert_eq!(shown("abcd", "aXcYd"), "1..2>1..2 3..3>3..4");
        let mut differ = Differ::default();
        for (before, after) in [("abcabba", "cbabac"), ("xaxbxc", "abc"), ("aaaa", "aa"), ("qwe", "rty"), ("a", "bab")] {
            let (before, after) = (tokens(before), tokens(after));
            let mut rebuilt = Vec::new();
            let mut done = 0;
            for hunk in differ.hunks(&before, &after) {
                rebuilt.extend_from_slice(&before[done..hunk.before.start]);
                rebuilt.extend_from_slice(&after[hunk.after]);
                done = hunk.before.end;
            }
            rebuilt.extend_from_slice(&before[done..]);
            assert_eq!(rebuilt, after);
        }
    }

    #[test]
    fn a_group_that_may_stand_higher_or_lower_stands_low_or_beside_the_other_change() {
        // One more of the same: the last one is the new one.
        assert_eq!(shown("aab", "aaab"), "2..2>2..3");
        // A repeated pair: the second one is the new one.
        assert_eq!(shown("xy", "xyxy"), "2..2>2..4");
        // Beside a removed line the added one stands in its place.
        assert_eq!(shown("fz}", "f}}"), "1..2>1..2");
    }
}
