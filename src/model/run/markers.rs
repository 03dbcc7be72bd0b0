//! Markers in what agents print: `[STATUS]`, `[BLOCKED]`, `[READY]`, `[COMPLETE]`, `[ERROR]`, one a line. Owns finding them
//! (Markdown around one does not hide it, a code block does) and what is read from the text after them. A marker is a
//! claim; whether it is true is not decided here.

use serde::{Deserialize, Serialize};

use crate::model::team::TeamId;

/// What a marker says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum MarkerKind {
    Status,
    Blocked,
    Ready,
    Complete,
    Error,
}

impl MarkerKind {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Status, Self::Blocked, Self::Ready, Self::Complete, Self::Error];

    /// The word between the brackets.
    pub fn word(self) -> &'static str {
        match self {
            Self::Status => "STATUS",
            Self::Blocked => "BLOCKED",
            Self::Ready => "READY",
            Self::Complete => "COMPLETE",
            Self::Error => "ERROR",
        }
    }
}

/// A marker and what its line says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marker {
    /// What it says.
    pub kind: MarkerKind,
    /// The words after it, without the Markdown around.
    #[serde(default)]
    pub text: String,
    /// Progress, 0 to 100.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent: Option<u8>,
    /// Lines that the team has written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lines: Option<u64>,
    /// Mega-files that are there, and of how many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mega_files: Option<(u32, u32)>,
    /// The team that speaks, where the line names one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamId>,
    /// The teams that it waits for (after *blocked* only).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waits_for: Vec<TeamId>,
}

/// What teams are called: their ids and names.
pub type Names<'a> = &'a [(TeamId, String)];

/// How much of a marker's text is kept.
const TEXT_LIMIT: usize = 2_000;

/// Reads lines one after the other and knows when it is inside a code block.
#[derive(Clone, Debug, Default)]
pub struct Scanner {
    fence: Option<(char, usize)>,
    after_blank: bool,
    in_list: bool,
    begun: bool,
}

impl Scanner {
    /// The next line, without its newline and escape sequences; the marker in it.
    pub fn line(&mut self, line: &str, names: Names<'_>) -> Option<Marker> {
        let line = line.trim_end_matches(['\r', '\n']);
        let (indent, inner) = unquoted(line);
        let trimmed = inner.trim();
        let (was_blank, first) = (self.after_blank, !std::mem::replace(&mut self.begun, true));
        self.after_blank = trimmed.is_empty();
        if let Some((mark, length)) = fence(inner) {
            match self.fence {
                None => {
                    self.fence = Some((mark, length));
                    return None;
                }
                Some((open, open_length)) => {
                    let closes = mark == open && length >= open_length && trimmed.trim_matches(mark).is_empty();
                    if closes {
                        self.fence = None;
                    }
                    return None;
                }
            }
        }
        if self.fence.is_some() || trimmed.is_empty() {
            return None;
        }
        let is_item = is_list_item(trimmed);
        // Four spaces after an empty line are a code block, but not inside a list.
        if indent >= 4 && !is_item && !self.in_list && (was_blank || first) {
            self.after_blank = true;
            return None;
        }
        self.in_list = is_item || (self.in_list && indent >= 2);
        read(trimmed, names)
    }

    /// A new text begins: whatever code block was open is not open in it.
    pub fn begin(&mut self) {
        *self = Self::default();
    }

    /// Whether a code block is open.
    pub fn is_in_code(&self) -> bool {
        self.fence.is_some()
    }
}

/// All markers in a text of its own.
pub fn find(text: &str, names: Names<'_>) -> Vec<Marker> {
    let mut scanner = Scanner::default();
    text.lines().filter_map(|line| scanner.line(line, names)).collect()
}

/// How far a line is indented, and what stands after quote marks.
fn unquoted(line: &str) -> (usize, &str) {
    let mut rest = line;
    let mut indent = 0;
    loop {
        let Some(first) = rest.chars().next() else { return (indent, rest) };
        match first {
            ' ' => indent += 1,
            '\t' => indent += 4,
            '>' if indent < 4 => {
                rest = &rest[1..];
                rest = rest.strip_prefix(' ').unwrap_or(rest);
                indent = 0;
                continue;
            }
            _ => return (indent, rest),
        }
        rest = &rest[1..];
    }
}

/// The mark and length of a fence that a line is; also one that begins a list item.
fn fence(line: &str) -> Option<(char, usize)> {
    let mut rest = line.trim_start();
    if let Some(inner) = rest.strip_prefix(['-', '*', '+']).filter(|inner| inner.starts_with(' ')) {
        rest = inner.trim_start();
    }
    let mark = rest.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
    let length = rest.chars().take_while(|character| *character == mark).count();
    // Three backticks with more of them later are inline code.
    (length >= 3 && !(mark == '`' && rest[length..].contains('`'))).then_some((mark, length))
}

fn is_list_item(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let after = &text[digits..];
    match digits {
        0 => text.strip_prefix(['-', '*', '+', '•']).is_some_and(|rest| rest.starts_with(char::is_whitespace)),
        1..=3 => after.strip_prefix(['.', ')']).is_some_and(|rest| rest.starts_with(char::is_whitespace)),
        _ => false,
    }
}

/// Reads a line that lies in no code block.
fn read(line: &str, names: Names<'_>) -> Option<Marker> {
    let mut rest = undecorated(line);
    let mut speaker = None;
    let (kind, after) = match word(rest) {
        Some(found) => found,
        None => {
            // `Team Beta: [STATUS] …`
            let bracket = rest.find('[').filter(|at| *at <= 60)?;
            let before = rest[..bracket].trim_end_matches(|c: char| !c.is_alphanumeric() && c != ')');
            let ends = rest[before.len()..bracket].contains([':', '-', '–', '—', '|', '*']);
            speaker = Some(named(before, names)?);
            rest = &rest[bracket..];
            word(rest).filter(|_| ends || before.is_empty())?
        }
    };
    let text = after.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | '`' | ':' | '-' | '–' | '—'));
    let text = text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | '`'));
    let mut said = text;
    if let Some((before, behind)) = text.split_once(':')
        && speaker.is_none()
        && before.chars().count() <= 60
        && let Some(team) = named(before.trim_matches(['*', '_', '`', ' ']), names)
    {
        speaker = Some(team);
        said = behind;
    }
    let waits_for = match kind {
        MarkerKind::Blocked => mentioned(said, names, speaker.as_ref()),
        _ => Vec::new(),
    };
    Some(Marker {
        kind,
        percent: percent(text),
        lines: lines(text),
        mega_files: mega_files(text),
        team: speaker,
        waits_for,
        text: text.chars().take(TEXT_LIMIT).collect(),
    })
}

/// A line without what Markdown (and people) put before its first word: dashes, stars, numbers, checkboxes, pictures.
fn undecorated(line: &str) -> &str {
    let mut rest = line;
    loop {
        let before = rest;
        rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '[');
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if (1..=3).contains(&digits) && rest[digits..].starts_with(['.', ')']) {
            rest = &rest[digits + 1..];
        }
        for checkbox in ["[ ]", "[x]", "[X]"] {
            rest = rest.strip_prefix(checkbox).unwrap_or(rest);
        }
        if rest == before {
            return rest;
        }
    }
}

/// The marker's word at the start, and what follows it.
fn word(text: &str) -> Option<(MarkerKind, &str)> {
    let inner = text.strip_prefix('[')?;
    let (word, after) = inner.split_once(']')?;
    let word = word.trim().trim_matches(['*', '_', '`']);
    let kind = MarkerKind::ALL.into_iter().find(|kind| kind.word() == word)?;
    // `[STATUS](https://…)` is a link.
    (!after.starts_with('(')).then_some((kind, after))
}

/// The team that this text is the name of.
fn named(text: &str, names: Names<'_>) -> Option<TeamId> {
    let text = text.trim();
    let same = |name: &str| !text.is_empty() && name.to_lowercase() == text.to_lowercase();
    if let Some((id, _)) = names.iter().find(|(id, name)| same(id.as_str()) || same(name)) {
        return Some(id.clone());
    }
    // `Team Beta (API Layer)`, `β`
    let short = text.split('(').next().unwrap_or_default();
    let id = TeamId::from_spelling(short)?;
    names.iter().find(|(known, _)| *known == id).map(|(known, _)| known.clone())
}

/// The teams that a text names, in its order, but the one that speaks.
fn mentioned(text: &str, names: Names<'_>, speaker: Option<&TeamId>) -> Vec<TeamId> {
    let lower = text.to_lowercase();
    let mut found: Vec<(usize, usize, &TeamId)> = Vec::new();
    for (id, name) in names {
        let letter = id.letter().to_lowercase();
        let spellings = [id.as_str().to_owned(), id.as_str().replace('-', " "), name.to_lowercase(), letter];
        for spelling in spellings.iter().filter(|spelling| spelling.chars().count() > 1 || !spelling.is_ascii()) {
            found.extend(lower.match_indices(spelling.as_str()).filter_map(|(at, part)| {
                let is_edge = |c: Option<char>| !c.is_some_and(|c| c.is_alphanumeric() || c == '_');
                // A dash ends a word, but not between an id and the number of its part.
                let after = &lower[at + part.len()..];
                let is_part = after.strip_prefix('-').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
                let is_whole = is_edge(lower[..at].chars().next_back()) && is_edge(after.chars().next()) && !is_part;
                is_whole.then_some((at, part.len(), id))
            }));
        }
    }
    found.sort_by(|one, other| one.0.cmp(&other.0).then(other.1.cmp(&one.1)));
    let mut teams: Vec<TeamId> = Vec::new();
    let mut end = 0;
    for (at, length, id) in found {
        // `Analytics` inside `Analytics & Monitoring` is the longer name's.
        if at >= end {
            end = at + length;
            if Some(id) != speaker && !teams.contains(id) {
                teams.push(id.clone());
            }
        }
    }
    teams
}

fn percent(text: &str) -> Option<u8> {
    for (at, _) in text.match_indices('%') {
        let before = text[..at].trim_end_matches([' ', '\u{a0}', '\u{202f}']);
        let start = before
            .rfind(|c: char| !(c.is_ascii_digit() || c == '.' || c == ','))
            .map_or(0, |index| index + before[index..].chars().next().map_or(1, char::len_utf8));
        let is_negative = before[..start].ends_with(['-', '−']) && !before[..start].ends_with(" -");
        let number = before[start..].trim_matches(['.', ',']).replace(',', ".");
        if let Ok(value) = number.parse::<f64>()
            && (0.0..=100.0).contains(&value)
            && !(is_negative && value > 0.0)
        {
            return Some(value.round() as u8);
        }
    }
    None
}

/// The number that stands before a unit: `3200 lines`, `3,200 LOC`, `3 200 rader`, `3.2k lines`.
fn lines(text: &str) -> Option<u64> {
    const UNITS: [&str; 6] = ["lines", "line", "rader", "rad", "loc", "sloc"];
    let lower = text.to_lowercase();
    let mut best: Option<(usize, u64)> = None;
    for unit in UNITS {
        for (at, _) in lower.match_indices(unit) {
            let after = lower[at + unit.len()..].chars().next();
            if after.is_some_and(char::is_alphanumeric) {
                continue;
            }
            if let Some(number) = number_at_end(&lower[..at])
                && best.is_none_or(|(earlier, _)| at < earlier)
            {
                best = Some((at, number));
            }
        }
    }
    best.map(|(_, number)| number)
}

/// The number that a text ends with, groups of three and a `k` read.
fn number_at_end(text: &str) -> Option<u64> {
    let mut text = text.trim_end();
    text = text.strip_suffix(" of code").unwrap_or(text).trim_end();
    let mut factor = 1.0;
    if let Some(rest) = text.strip_suffix('k').filter(|rest| rest.ends_with(|c: char| c.is_ascii_digit())) {
        (text, factor) = (rest, 1000.0);
    }
    let start =
        text.rfind(|c: char| !c.is_ascii_digit()).map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let mut digits = text[start..].to_owned();
    let mut before = &text[..start];
    if digits.is_empty() {
        return None;
    }
    // Groups of three, or a decimal part before a `k`.
    while let Some(separator) = before.chars().next_back().filter(|c| matches!(c, ',' | '.' | ' ' | '\u{a0}' | '\u{202f}' | '\''))
    {
        let rest = &before[..before.len() - separator.len_utf8()];
        let start =
            rest.rfind(|c: char| !c.is_ascii_digit()).map_or(0, |at| at + rest[at..].chars().next().map_or(1, char::len_utf8));
        let group = &rest[start..];
        if factor > 1.0 && matches!(separator, ',' | '.') && !group.is_empty() {
            let value = format!("{group}.{digits}").parse::<f64>().ok()?;
            return Some((value * factor).round() as u64);
        }
        let first_of_number = digits.len() - (digits.len() / 4) >= 3 && digits.len().is_multiple_of(3);
        if !first_of_number || group.is_empty() || group.len() > 3 {
            break;
        }
        digits.insert_str(0, group);
        before = &rest[..start];
        if group.len() < 3 {
            break;
        }
    }
    let value = digits.parse::<u64>().ok()?;
    Some((value as f64 * factor).round() as u64).filter(|_| factor > 1.0).or(Some(value))
}

/// So many of so many: `10/10`; the pair beside the word *mega* wins over the first.
fn mega_files(text: &str) -> Option<(u32, u32)> {
    let lower = text.to_lowercase();
    let mut pairs = Vec::new();
    for (at, _) in lower.match_indices('/') {
        let before = &lower[..at];
        let after = &lower[at + 1..];
        let left = before.bytes().rev().take_while(u8::is_ascii_digit).count();
        let right = after.bytes().take_while(u8::is_ascii_digit).count();
        let is_edge = |c: Option<char>| !c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '/' | '_' | '.' | '-' | '\\'));
        let next = after[right..].chars().next();
        let ends = is_edge(next) || (matches!(next, Some('.' | '-')) && is_edge(after[right + 1..].chars().next()));
        if left == 0 || right == 0 || !is_edge(before[..at - left].chars().next_back()) || !ends {
            continue;
        }
        let (Ok(done), Ok(all)) = (before[at - left..].parse::<u32>(), after[..right].parse::<u32>()) else { continue };
        if all > 0 && done <= all {
            let near = after[right..].trim_start().starts_with("mega")
                || before[..at - left].trim_end().trim_end_matches(':').ends_with("mega-files");
            pairs.push((near, (done, all)));
        }
    }
    pairs.iter().find(|(near, _)| *near).or(pairs.first()).map(|(_, pair)| *pair)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn names() -> Vec<(TeamId, String)> {
        crate::model::team::STANDARD
            .iter()
            .map(|team| (TeamId::from_spelling(team.id).expect("an id"), team.name.to_owned()))
            .collect()
    }

    fn one(text: &str) -> Option<Marker> {
        let mut found = find(text, &names());
        assert!(found.len() <= 1, "{text:?}: {found:?}");
        found.pop()
    }

    fn id(text: &str) -> TeamId {
        TeamId::from_spelling(text).expect(text)
    }

    #[test]
    fn markdown_around_does_not_hide_a_marker() {
        for line in [
            "[STATUS] 40% done",
            "**[STATUS]** 40% done",
            "**[STATUS] 40% done**",
            "- [STATUS] 40% done",
            "  * **[STATUS]**: 40% done",
            "> [STATUS] 40% done",
            "> > - `[STATUS]` 40% done",
            "### [STATUS] 40% done",
            "1. [STATUS] 40% done",
            "- [x] [STATUS] 40% done",
            "✅ [STATUS] 40% done",
            "Team Beta: [STATUS] 40% done",
            "**Team Beta:** [STATUS] 40% done",
            "API Layer – [STATUS] 40% done",
            "| [STATUS] 40% done",
        ] {
            let marker = one(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!((marker.kind, marker.percent), (MarkerKind::Status, Some(40)), "{line}");
            assert!(marker.text.starts_with("40% done"), "{line}: {}", marker.text);
        }
    }

    #[test]
    fn what_only_speaks_of_markers_is_none() {
        for line in [
            "I will print [COMPLETE] when I am done",
            "When ready, say [READY].",
            "[STATUS](https://example.org/status) page",
            "[status] lower case is prose",
            "[DONE] is no marker",
            "STATUS: 40%",
            "array[READY] = 1",
            "[ STATUS",
            "Somebody: [READY]",
        ] {
            assert_eq!(one(line), None, "{line}");
        }
    }

    #[test]
    fn code_blocks_hide_markers() {
        for text in [
            "```\n[READY]\n```",
            "```text\n[READY]\n```\n",
            "~~~\n[READY]\n```\n[READY]\n~~~",
            "````\n```\n[READY]\n```\n[READY]\n````",
            "> ```\n> [READY]\n> ```",
            "- ```\n  [READY]\n  ```",
            "```\n[READY] in a block that never ends",
            "text\n\n    [READY] indented\n    [READY] more\n",
        ] {
            assert_eq!(find(text, &names()), [], "{text}");
        }
        assert_eq!(find("```\ncode\n```\n[READY]", &names()).len(), 1, "after the block");
        assert_eq!(find("```inline```\n[READY]", &names()).len(), 1, "inline code opens nothing");
        assert_eq!(find("- one\n\n    - [READY] deep in a list", &names()).len(), 1, "a list is no code");
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        type Read = (Option<u8>, Option<u64>, Option<(u32, u32)>);
        let cases: [(&str, Read); 16] = [
            ("40%, 3200 lines, 10/10 mega-files", (Some(40), Some(3200), Some((10, 10)))),
            ("40 % · 3200 rader", (Some(40), Some(3200), None)),
            ("12.5% and 3,200 LOC", (Some(13), Some(3200), None)),
            ("12,4 % och 3 200 rader kod", (Some(12), Some(3200), None)),
            ("3.2k lines", (None, Some(3200), None)),
            ("1\u{a0}234\u{a0}567 lines", (None, Some(1_234_567), None)),
            ("150% of 20%", (Some(20), None, None)),
            ("100%", (Some(100), None, None)),
            ("0 lines, 0%", (Some(0), Some(0), None)),
            ("src/1/2 and 3/4.", (None, None, Some((3, 4)))),
            ("2026/11/23 12/10", (None, None, None)),
            ("steps 1/3, mega-files: 4/10", (None, None, Some((4, 10)))),
            ("deadlines and lines", (None, None, None)),
            ("99999999999999999999999 lines 5%", (Some(5), None, None)),
            ("%", (None, None, None)),
            ("lines 7/0", (None, None, None)),
        ];
        for (text, wanted) in cases {
            let marker = one(&format!("[STATUS] {text}")).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((marker.percent, marker.lines, marker.mega_files), wanted, "{text}");
        }
    }

    #[test]
    fn who_speaks_and_who_is_waited_for() {
        let marker = one("[BLOCKED] Team Beta: waiting for Team Alpha's schema").expect("a marker");
        assert_eq!((marker.team, marker.waits_for), (Some(id("beta")), vec![id("alpha")]));
        let marker = one("[BLOCKED] by eta (and by API Layer), not by metadata").expect("a marker");
        assert_eq!((marker.team, marker.waits_for), (None, vec![id("eta"), id("beta")]));
        let marker = one("[BLOCKED] väntar på γ och Security & Compliance").expect("a marker");
        assert_eq!(marker.waits_for, [id("gamma"), id("iota")]);
        assert_eq!(one("[STATUS] after alpha").expect("a marker").waits_for, []);
        assert_eq!(one("[BLOCKED] by alpha-2").expect("a marker").waits_for, [], "an unknown part is nobody");
    }

    proptest! {
        #[test]
        fn nothing_panics_and_fences_hold(text in "(\\[STATUS\\]|\\[BLOCKED\\]|```|~~~|[ \\n\\-*>/%0-9k,.åα:]|lines|mega|Team Beta){0,40}") {
            let _ = find(&text, &names());
            // Whatever it is, inside a fence that is longer than any of its own nothing counts.
            let fenced = format!("``````````````````````````\n{}\n", text.replace('`', "'"));
            prop_assert_eq!(find(&fenced, &names()), vec![]);
        }
    }
}
