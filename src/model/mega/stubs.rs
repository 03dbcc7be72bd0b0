//! Left-over stubs: what an LLM writes where it means "and so on". A template with one expands, to files that lack
//! what the stub stands for.

use super::SourceText;
use crate::model::problem::Place;

/// A left-over stub.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stub {
    /// As it was written.
    pub text: String,
    /// Where.
    pub place: Place,
}

/// What begins a comment in the languages that templates are written in.
const COMMENTS: [&str; 8] = ["//", "#", "--", "/*", "<!--", "*", ";", "{/*"];

/// Square brackets that the published templates left to fill in.
const SQUARE: [&str; 9] = [
    "[team]",
    "[team-name]",
    "[team_name]",
    "[entity]",
    "[Entity]",
    "[entity-name]",
    "[number]",
    "[EntityName]",
    "[entity_name]",
];

/// The stubs of a template's body.
pub(super) fn in_body(body: &SourceText, file: &str) -> Vec<Stub> {
    let mut found = Vec::new();
    let mut at = 0;
    for line in body.text.split_inclusive('\n') {
        if let Some(offset) = stub_comment(line) {
            found.push(Stub { text: line[offset..].trim().to_owned(), place: body.place(file, at + offset) });
        } else if line.as_bytes().contains(&b'[')
            && let Some(offset) = SQUARE.iter().find_map(|mark| square_in_path(line, mark))
        {
            found.push(Stub { text: line.trim().to_owned(), place: body.place(file, at + offset) });
        }
        at += line.len();
    }
    found
}

/// A left-over bracket in an id, a team or a path.
pub(super) fn square(text: &str) -> Option<&'static str> {
    SQUARE.into_iter().find(|mark| text.contains(mark))
}

/// In code `[entity]` may be an index or a pattern; between slashes or dashes it is a name to fill in.
fn square_in_path(line: &str, mark: &str) -> Option<usize> {
    line.match_indices(mark).map(|(at, _)| at).find(|at| {
        let before = line[..*at].chars().next_back();
        let after = line[at + mark.len()..].chars().next();
        let joins = |c: Option<char>| matches!(c, Some('/' | '-'));
        joins(before) || joins(after)
    })
}

/// Whether a line holds a left-over bracket in a path or an id.
pub(in crate::model) fn has_square_in_path(line: &str) -> bool {
    line.contains('[') && SQUARE.iter().any(|mark| square_in_path(line, mark).is_some())
}

/// Whether a line holds a comment that stands for code that was left out.
pub(in crate::model) fn is_stub_line(line: &str) -> bool {
    stub_comment(line).is_some()
}

/// Where in a line a comment begins that stands for code.
fn stub_comment(line: &str) -> Option<usize> {
    let begins = |at: &usize| COMMENTS.iter().any(|mark| line.as_bytes()[*at..].starts_with(mark.as_bytes()));
    let mut starts = (0..line.len()).filter(|at| matches!(line.as_bytes()[*at], b'/' | b'#' | b'-' | b'<' | b'*' | b';' | b'{'));
    starts.find(|at| {
        if !begins(at) {
            return false;
        }
        let before = line[..*at].chars().next_back();
        if before.is_some_and(|c| !c.is_whitespace() && !matches!(c, '{' | '}' | ';' | ',' | '(')) {
            return false;
        }
        let comment = line[*at..].trim_start_matches(['/', '#', '-', '*', '<', '!', ';', '{']).trim();
        let comment = comment.trim_end_matches("*/}").trim_end_matches("*/").trim_end_matches("-->").trim();
        // Most comments are none: only what may begin one is looked at closer.
        comment.starts_with(|c: char| !c.is_ascii_alphabetic() || matches!(c, 'r' | 'R' | 's' | 'S' | 'e' | 'E'))
            && is_stub(&comment.to_lowercase())
    })
}

fn is_stub(comment: &str) -> bool {
    if let Some(rest) = comment.strip_prefix("...").or_else(|| comment.strip_prefix('…')) {
        // `...props` is a spread, not an ellipsis.
        return rest.is_empty() || rest.starts_with([' ', '.', '(', '…']);
    }
    let words: Vec<&str> = comment.split_whitespace().collect();
    if let [count, unit, ..] = words.as_slice() {
        let is_count = count.trim_start_matches('~').trim_end_matches('+').parse::<u32>().is_ok();
        let unit = if *unit == "more" { words.get(2).copied().unwrap_or_default() } else { unit };
        if is_count && words.len() <= 4 && ["lines", "lines.", "rader", "loc", "methods", "fields"].contains(&unit) {
            return true;
        }
    }
    let begins = [
        "rest of the ",
        "rest of code",
        "remaining code",
        "remaining methods",
        "remaining fields",
        "same as above",
        "existing code",
    ];
    words.len() <= 6 && begins.iter().any(|begin| comment.starts_with(begin))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stubs_are_told_from_comments() {
        for stub in [
            "  // ... rest of fields",
            "all() { /* 50 lines */ }",
            "# ...",
            "/* ... */",
            "<!-- ... more rows ... -->",
            "-- … more columns",
            "// 30 more lines",
            "# rest of the implementation",
            "// existing code",
            "{/* ... */}",
        ] {
            assert!(stub_comment(stub).is_some(), "{stub}");
        }
        for code in [
            "// see https://example.com/... for more",
            "const x = { ...props };",
            "f(...args) // spreads",
            "# 3 rows are kept",
            "/* 2 lines of defence: quota and firewall */",
            "# The rest of the day",
            "x = a # b",
            "--dry-run ...",
            "foo(a, ...b)",
        ] {
            assert!(stub_comment(code).is_none(), "{code}");
        }
        assert!(square_in_path("import x from 'src/[team]/x'", "[team]").is_some());
        assert!(square_in_path("const [entity] = useState()", "[entity]").is_none());
        assert!(square_in_path("scores[team] = 1", "[team]").is_none());
    }
}
