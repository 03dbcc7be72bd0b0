//! Path patterns as the manifest writes them: git-style globs relative to the project root. Owns: reading one,
//! how specific it is, and exact answers about two of them (can one path match both; is one inside the other).
//! Not: whose a pattern is (`ownership`).
//!
//! Both questions are answered on small automata, not by trying examples: a pair of patterns that only looks
//! apart is found before two teams have written one file.

use std::collections::{HashMap, HashSet, VecDeque};

/// One pattern; braces (`{a,b}`) are spread out into branches.
#[derive(Clone, Debug)]
pub struct Pattern {
    text: String,
    branches: Vec<Branch>,
}

/// Why a text is no pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PatternFault {
    /// Nothing is left of it.
    Empty,
    /// It begins with `!`.
    Negated,
    /// It begins at a drive or a network share.
    Absolute,
    /// It leaves the project by `..`.
    Parent,
    /// A `[` without its `]`, or a range the wrong way round.
    Class,
    /// A `{` without its `}`, or the other way round.
    Braces,
    /// Its braces stand for more than 256 patterns, or it is longer than 1,024 bytes.
    TooLong,
}

impl PatternFault {
    /// The fault's name: what a sentence chooses its words by.
    pub fn name(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Negated => "negated",
            Self::Absolute => "absolute",
            Self::Parent => "parent",
            Self::Class => "class",
            Self::Braces => "braces",
            Self::TooLong => "too-long",
        }
    }
}

/// How specific a pattern is; the greater one decides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Specificity {
    /// Parts between slashes that hold no wildcard.
    pub literal_segments: u32,
    /// Characters that are no wildcard.
    pub literal_characters: u32,
}

/// A pattern without braces.
#[derive(Clone, Debug)]
pub struct Branch {
    segments: Vec<Segment>,
    specificity: Specificity,
    /// What every match begins with.
    prefix: String,
    /// The last part is a plain name: as a folder, everything below it matches too.
    names_a_folder: bool,
}

#[derive(Clone, Debug, PartialEq)]
enum Segment {
    /// `**`: any number of folders, or, at the end, everything below.
    AnyDepth,
    Name(Vec<Piece>),
}

#[derive(Clone, Debug, PartialEq)]
enum Piece {
    Char(char),
    /// `?` or `[…]`.
    One(CharSet),
    /// `*`.
    Many,
}

/// Characters as sorted ranges that do not touch.
#[derive(Clone, Debug, PartialEq, Eq)]
struct CharSet(Vec<(u32, u32)>);

const SLASH: u32 = '/' as u32;
const LAST: u32 = char::MAX as u32;
const MOST_BRANCHES: usize = 256;

impl Pattern {
    /// Reads a pattern. A leading `/` and `./` are the root, `\` is read as `/`, and `src/core/` means everything
    /// below it; so does `src/core`, where that is a folder.
    pub fn new(text: &str) -> Result<Self, PatternFault> {
        let path = text.trim().replace('\\', "/");
        match path.as_bytes() {
            [] => return Err(PatternFault::Empty),
            [b'!', ..] => return Err(PatternFault::Negated),
            [b'/', b'/', ..] | [_, b':', ..] => return Err(PatternFault::Absolute),
            long if long.len() > 1024 => return Err(PatternFault::TooLong),
            _ => {}
        }
        let mut spread = Vec::new();
        spread_braces(String::new(), &path, &mut spread)?;
        let branches = spread.iter().map(|branch| Branch::new(branch)).collect::<Result<_, _>>()?;
        Ok(Self { text: text.trim().to_owned(), branches })
    }

    /// The pattern as it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its branches; at least one.
    pub fn branches(&self) -> &[Branch] {
        &self.branches
    }

    /// Whether a path (relative, `/` between its parts) matches.
    pub fn matches(&self, path: &str) -> bool {
        self.branches.iter().any(|branch| branch.matches(path))
    }
}

/// `a{b,c}d` → `abd`, `acd`; nested braces too. Braces inside `[…]` are characters.
fn spread_braces(before: String, rest: &str, spread: &mut Vec<String>) -> Result<(), PatternFault> {
    let mut in_class = false;
    let mut open = None;
    for (at, character) in rest.char_indices() {
        match character {
            '[' => in_class = true,
            ']' => in_class = false,
            '}' if !in_class => return Err(PatternFault::Braces),
            '{' if !in_class => {
                open = Some(at);
                break;
            }
            _ => {}
        }
    }
    let Some(open) = open else {
        spread.push(before + rest);
        return if spread.len() > MOST_BRANCHES { Err(PatternFault::TooLong) } else { Ok(()) };
    };
    let mut depth = 0;
    let mut in_class = false;
    let mut choices = vec![open + 1];
    for (at, character) in rest.char_indices().skip_while(|(at, _)| *at < open) {
        match character {
            '[' => in_class = true,
            ']' => in_class = false,
            '{' if !in_class => depth += 1,
            ',' if !in_class && depth == 1 => choices.push(at + 1),
            '}' if !in_class => {
                depth -= 1;
                if depth == 0 {
                    for (index, start) in choices.iter().enumerate() {
                        let end = choices.get(index + 1).map_or(at, |next| next - 1);
                        let joined = format!("{}{}", &rest[*start..end], &rest[at + 1..]);
                        spread_braces(format!("{before}{}", &rest[..open]), &joined, spread)?;
                    }
                    return Ok(());
                }
            }
            _ => {}
        }
    }
    Err(PatternFault::Braces)
}

impl Branch {
    fn new(text: &str) -> Result<Self, PatternFault> {
        let mut segments = Vec::new();
        for part in text.split('/').filter(|part| !part.is_empty() && *part != ".") {
            match part {
                ".." => return Err(PatternFault::Parent),
                "**" => segments.push(Segment::AnyDepth),
                _ => segments.push(Segment::Name(read_name(part)?)),
            }
        }
        let names_a_folder = matches!(segments.last(), Some(Segment::Name(name)) if is_literal(name)) && !text.ends_with('/');
        if text.ends_with('/') {
            segments.push(Segment::AnyDepth);
        }
        segments.dedup_by(|next, before| *next == Segment::AnyDepth && *before == Segment::AnyDepth);
        if segments.is_empty() {
            return Err(PatternFault::Empty);
        }
        let mut specificity = Specificity::default();
        let mut prefix = String::new();
        let mut still_literal = true;
        for (index, segment) in segments.iter().enumerate() {
            let Segment::Name(pieces) = segment else {
                still_literal = false;
                continue;
            };
            specificity.literal_segments += u32::from(is_literal(pieces));
            if still_literal && index > 0 {
                prefix.push('/');
            }
            for piece in pieces {
                match piece {
                    Piece::Char(character) => {
                        specificity.literal_characters += 1;
                        if still_literal {
                            prefix.push(*character);
                        }
                    }
                    _ => still_literal = false,
                }
            }
        }
        Ok(Self { segments, specificity, prefix, names_a_folder })
    }

    /// How specific it is.
    pub fn specificity(&self) -> Specificity {
        self.specificity
    }

    /// The folder that all matches lie in, as far as the pattern spells it out: `src/api` of `src/api/**/*.ts`.
    pub fn literal_folder(&self) -> String {
        let mut folder = String::new();
        let last = self.segments.len() - 1;
        for (index, segment) in self.segments.iter().enumerate() {
            let Segment::Name(pieces) = segment else { break };
            // The last name is a file's, if it looks like one.
            let is_file = index == last && pieces.contains(&Piece::Char('.'));
            if !is_literal(pieces) || is_file {
                break;
            }
            if index > 0 {
                folder.push('/');
            }
            folder.extend(
                pieces.iter().filter_map(|piece| if let Piece::Char(character) = piece { Some(*character) } else { None }),
            );
        }
        folder
    }

    /// Whether a path matches. For many patterns and paths compile [`Branch::globs`] into one set instead.
    pub fn matches(&self, path: &str) -> bool {
        let automaton = Automaton::new(self, false);
        let mut states = automaton.closure(vec![0]);
        for character in path.chars() {
            states = automaton.step(&states, character as u32);
        }
        automaton.accepts(&states)
    }

    /// The same for `globset`, which matches bytes: `None` where that would differ (`?` and `[…]` on other
    /// characters than ASCII).
    pub fn globs(&self) -> Option<Vec<String>> {
        let mut parts = Vec::with_capacity(self.segments.len());
        for segment in &self.segments {
            parts.push(match segment {
                Segment::AnyDepth => "**".to_owned(),
                Segment::Name(pieces) => pieces.iter().map(Piece::as_glob).collect::<Option<String>>()?,
            });
        }
        let glob = parts.join("/");
        let below = self.names_a_folder.then(|| format!("{glob}/**"));
        Some(std::iter::once(glob).chain(below).collect())
    }

    /// What a pattern without wildcards but a last `**` is about: a path, whether that itself matches, and whether
    /// everything below it does.
    pub fn plain(&self) -> Option<(String, bool, bool)> {
        let (names, is_below) = match self.segments.split_last()? {
            (Segment::AnyDepth, names) if !names.is_empty() => (names, true),
            _ => (self.segments.as_slice(), false),
        };
        let literal = |piece: &Piece| if let Piece::Char(character) = piece { Some(*character) } else { None };
        let name = |segment: &Segment| match segment {
            Segment::Name(pieces) => pieces.iter().map(literal).collect::<Option<String>>(),
            Segment::AnyDepth => None,
        };
        let path = names.iter().map(name).collect::<Option<Vec<_>>>()?.join("/");
        Some((path, !is_below, is_below || self.names_a_folder))
    }

    /// A path that both match, if there is one.
    pub fn common_path(&self, other: &Self) -> Option<String> {
        if !self.prefix.starts_with(&other.prefix) && !other.prefix.starts_with(&self.prefix) {
            return None;
        }
        // First a path in which every `*` stands for something: it reads better.
        common_path(&Automaton::new(self, true), &Automaton::new(other, true))
            .or_else(|| common_path(&Automaton::new(self, false), &Automaton::new(other, false)))
    }

    /// Whether `other` matches every path that this one matches.
    pub fn is_inside(&self, other: &Self) -> bool {
        self.prefix.starts_with(&other.prefix) && is_inside(&Automaton::new(self, false), &Automaton::new(other, false))
    }
}

fn is_literal(pieces: &[Piece]) -> bool {
    pieces.iter().all(|piece| matches!(piece, Piece::Char(_)))
}

fn read_name(part: &str) -> Result<Vec<Piece>, PatternFault> {
    let mut pieces = Vec::new();
    let mut rest = part.chars().peekable();
    while let Some(character) = rest.next() {
        match character {
            '*' if pieces.last() == Some(&Piece::Many) => {}
            '*' => pieces.push(Piece::Many),
            '?' => pieces.push(Piece::One(CharSet::not_slash())),
            '[' => {
                let negated = rest.next_if(|next| matches!(next, '!' | '^')).is_some();
                let mut ranges = Vec::new();
                loop {
                    let first = match rest.next() {
                        Some(']') if !ranges.is_empty() => break,
                        Some(first) => first,
                        None => return Err(PatternFault::Class),
                    };
                    let mut last = first;
                    if rest.peek() == Some(&'-') {
                        rest.next();
                        match rest.peek() {
                            // A dash before the end is a dash.
                            Some(']') => ranges.push(('-' as u32, '-' as u32)),
                            Some(end) => {
                                last = *end;
                                rest.next();
                            }
                            None => return Err(PatternFault::Class),
                        }
                    }
                    if last < first {
                        return Err(PatternFault::Class);
                    }
                    ranges.push((first as u32, last as u32));
                }
                let set = CharSet::new(ranges);
                let set = if negated { set.complement() } else { set }.both(&CharSet::not_slash());
                if set.0.is_empty() {
                    return Err(PatternFault::Class);
                }
                pieces.push(Piece::One(set));
            }
            _ => pieces.push(Piece::Char(character)),
        }
    }
    Ok(pieces)
}

impl Piece {
    fn as_glob(&self) -> Option<String> {
        match self {
            Self::Char(c @ ('[' | ']' | '{' | '}' | '!' | '^' | '-' | ',')) => Some(format!("\\{c}")),
            Self::Char(character) => Some(character.to_string()),
            Self::Many => Some("*".to_owned()),
            Self::One(_) => None,
        }
    }
}

impl CharSet {
    fn new(mut ranges: Vec<(u32, u32)>) -> Self {
        ranges.sort_unstable();
        let mut joined: Vec<(u32, u32)> = Vec::with_capacity(ranges.len());
        for (first, last) in ranges {
            match joined.last_mut() {
                Some(before) if first <= before.1.saturating_add(1) => before.1 = before.1.max(last),
                _ => joined.push((first, last)),
            }
        }
        Self(joined)
    }

    fn one(character: u32) -> Self {
        Self(vec![(character, character)])
    }

    fn not_slash() -> Self {
        Self(vec![(1, SLASH - 1), (SLASH + 1, LAST)])
    }

    fn complement(&self) -> Self {
        let mut next = 1;
        let mut ranges = Vec::new();
        for &(first, last) in &self.0 {
            if next < first {
                ranges.push((next, first - 1));
            }
            next = last + 1;
        }
        if next <= LAST {
            ranges.push((next, LAST));
        }
        Self(ranges)
    }

    fn both(&self, other: &Self) -> Self {
        let mut ranges = Vec::new();
        for a in &self.0 {
            for b in &other.0 {
                let (first, last) = (a.0.max(b.0), a.1.min(b.1));
                if first <= last {
                    ranges.push((first, last));
                }
            }
        }
        Self(ranges)
    }

    fn has(&self, character: u32) -> bool {
        self.0.iter().any(|(first, last)| (*first..=*last).contains(&character))
    }

    /// A character of the set that reads well in an example.
    fn pick(&self) -> Option<char> {
        "xaA1_-".chars().find(|c| self.has(*c as u32)).or_else(|| {
            let letters = self.both(&Self(vec![('0' as u32, '9' as u32), ('A' as u32, 'Z' as u32), ('a' as u32, 'z' as u32)]));
            let from = if letters.0.is_empty() { self } else { &letters };
            from.0.iter().find_map(|(first, last)| (*first..=*last).find_map(char::from_u32))
        })
    }
}

/// A nondeterministic automaton of one branch; state 0 is the start.
struct Automaton {
    steps: Vec<Vec<(CharSet, usize)>>,
    free: Vec<Vec<usize>>,
    accepting: HashSet<usize>,
}

impl Automaton {
    /// With `filled`, every `*` stands for at least one character.
    fn new(branch: &Branch, filled: bool) -> Self {
        let mut this = Self { steps: vec![Vec::new()], free: vec![Vec::new()], accepting: HashSet::new() };
        let mut at = 0;
        let last = branch.segments.len() - 1;
        for (index, segment) in branch.segments.iter().enumerate() {
            match segment {
                Segment::AnyDepth => {
                    let name = this.add_folders(at);
                    if index == last {
                        this.accepting.insert(name);
                    } else {
                        let next = this.add();
                        this.free[at].push(next);
                        at = next;
                    }
                }
                Segment::Name(pieces) => {
                    let only_star = pieces.len() == 1;
                    for piece in pieces {
                        let next = this.add();
                        match piece {
                            Piece::Char(character) => this.steps[at].push((CharSet::one(*character as u32), next)),
                            Piece::One(set) => this.steps[at].push((set.clone(), next)),
                            Piece::Many => {
                                if filled || only_star {
                                    this.steps[at].push((CharSet::not_slash(), next));
                                } else {
                                    this.free[at].push(next);
                                }
                                this.steps[next].push((CharSet::not_slash(), next));
                            }
                        }
                        at = next;
                    }
                    if index == last {
                        this.accepting.insert(at);
                        if branch.names_a_folder {
                            let below = this.add();
                            this.steps[at].push((CharSet::one(SLASH), below));
                            let name = this.add_folders(below);
                            this.accepting.insert(name);
                        }
                    } else {
                        let next = this.add();
                        this.steps[at].push((CharSet::one(SLASH), next));
                        at = next;
                    }
                }
            }
        }
        this
    }

    fn add(&mut self) -> usize {
        self.steps.push(Vec::new());
        self.free.push(Vec::new());
        self.steps.len() - 1
    }

    /// Adds "names, each with a slash behind it, and back to `entry`"; the state inside a name.
    fn add_folders(&mut self, entry: usize) -> usize {
        let name = self.add();
        self.steps[entry].push((CharSet::not_slash(), name));
        self.steps[name].push((CharSet::not_slash(), name));
        self.steps[name].push((CharSet::one(SLASH), entry));
        name
    }

    fn closure(&self, mut states: Vec<usize>) -> Vec<usize> {
        let mut next = 0;
        while next < states.len() {
            for &state in &self.free[states[next]] {
                if !states.contains(&state) {
                    states.push(state);
                }
            }
            next += 1;
        }
        states.sort_unstable();
        states.dedup();
        states
    }

    fn step(&self, states: &[usize], character: u32) -> Vec<usize> {
        let reached =
            states.iter().flat_map(|state| &self.steps[*state]).filter(|(set, _)| set.has(character)).map(|(_, to)| *to);
        let mut reached: Vec<_> = reached.collect();
        reached.sort_unstable();
        reached.dedup();
        self.closure(reached)
    }

    fn accepts(&self, states: &[usize]) -> bool {
        states.iter().any(|state| self.accepting.contains(state))
    }
}

/// From where a pair of states was reached, and by which character (or none).
type CameFrom = Option<((usize, usize), Option<char>)>;

/// A shortest path that both accept.
fn common_path(a: &Automaton, b: &Automaton) -> Option<String> {
    let mut came_from: HashMap<(usize, usize), CameFrom> = HashMap::from([((0, 0), None)]);
    let mut queue = VecDeque::from([(0, 0)]);
    while let Some(pair) = queue.pop_front() {
        if a.accepting.contains(&pair.0) && b.accepting.contains(&pair.1) {
            let mut characters: Vec<char> = Vec::new();
            let mut at = pair;
            while let Some(Some((before, character))) = came_from.get(&at) {
                characters.extend(character);
                at = *before;
            }
            return Some(characters.into_iter().rev().collect());
        }
        let mut reach = |to: (usize, usize), character: Option<char>, front: bool| {
            if let std::collections::hash_map::Entry::Vacant(entry) = came_from.entry(to) {
                entry.insert(Some((pair, character)));
                if front { queue.push_front(to) } else { queue.push_back(to) }
            }
        };
        for &to in &a.free[pair.0] {
            reach((to, pair.1), None, true);
        }
        for &to in &b.free[pair.1] {
            reach((pair.0, to), None, true);
        }
        for (a_set, a_to) in &a.steps[pair.0] {
            for (b_set, b_to) in &b.steps[pair.1] {
                if let Some(character) = a_set.both(b_set).pick() {
                    reach((*a_to, *b_to), Some(character), false);
                }
            }
        }
    }
    None
}

/// Whether `b` accepts all that `a` accepts: walks `a` beside the set of states that `b` can be in.
fn is_inside(a: &Automaton, b: &Automaton) -> bool {
    // One character for each stretch that no set of either tells apart.
    let mut borders: Vec<u32> = vec![1, LAST + 1];
    for (set, _) in a.steps.iter().chain(&b.steps).flatten() {
        borders.extend(set.0.iter().flat_map(|(first, last)| [*first, last + 1]));
    }
    borders.sort_unstable();
    borders.dedup();
    let mut seen = HashSet::new();
    let mut open = vec![(0, b.closure(vec![0]))];
    while let Some((state, others)) = open.pop() {
        if a.accepting.contains(&state) && !b.accepts(&others) {
            return false;
        }
        for &to in &a.free[state] {
            if seen.insert((to, others.clone())) {
                open.push((to, others.clone()));
            }
        }
        for (set, to) in &a.steps[state] {
            for &character in borders.iter().filter(|border| set.has(**border)) {
                let next = (*to, b.step(&others, character));
                if !seen.contains(&next) {
                    seen.insert(next.clone());
                    open.push(next);
                }
            }
        }
    }
    true
}

#[cfg(test)]
mod tests;
