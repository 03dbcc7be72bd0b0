//! What a mega-file's lines are: where a template's body begins and ends, which language it is written in, and where the
//! placeholders stand. Reads single lines by sight; the meaning of a mega-file is the model's.

use super::{Span, Token};

/// How far the key is looked for that names the output of a template.
const SIBLING_LINES: usize = 3000;

/// Spaces before the text; `- ` counts as space before a list item's first key.
pub fn column(line: &str) -> usize {
    let mut column = line.len() - line.trim_start_matches(' ').len();
    while line[column..].starts_with("- ") {
        column += 2 + line[column + 2..].len() - line[column + 2..].trim_start_matches(' ').len();
    }
    column
}

fn key_and_value(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.get(column(line)..)?.split_once(':')?;
    (value.is_empty() || value.starts_with(' ')).then(|| (key.trim().trim_matches(['"', '\'']), value.trim()))
}

/// Whether a line opens a block scalar (`key: |`); then the column of its key.
pub fn opens_block(line: &str) -> Option<usize> {
    let (key, value) = key_and_value(line)?;
    let value = value.split(" #").next().unwrap_or(value).trim_end();
    let header = value.strip_prefix(['|', '>'])?;
    let is_block = !key.is_empty() && header.len() <= 2 && header.chars().all(|c| matches!(c, '+' | '-' | '1'..='9'));
    is_block.then(|| column(line))
}

/// The path that the template whose body a line opens writes, as its neighbours say.
pub fn output_path<'a>(line: impl Fn(usize) -> &'a str, opening: usize, count: usize) -> Option<&'a str> {
    let at = column(line(opening));
    let path_in = |index: usize| {
        let text = line(index);
        let here = column(text);
        if text.trim().is_empty() || here > at {
            return Some(None);
        }
        if here < at {
            return None;
        }
        let (key, value) = key_and_value(text)?;
        Some(matches!(key, "output_path" | "output" | "path").then(|| value.trim_matches(['"', '\''])))
    };
    // Upwards a list item's first line (`- name: x`) is the last that belongs to it, downwards the next one is not.
    for index in (opening.saturating_sub(SIBLING_LINES)..opening).rev() {
        match path_in(index) {
            Some(Some(path)) => return Some(path),
            Some(None) => {}
            None => break,
        }
        if column(line(index)) == at && line(index).trim_start().starts_with("- ") {
            break;
        }
    }
    for index in opening + 1..count.min(opening + SIBLING_LINES) {
        if column(line(index)) == at && line(index).trim_start().starts_with("- ") {
            break;
        }
        match path_in(index) {
            Some(Some(path)) => return Some(path),
            Some(None) => {}
            None => break,
        }
    }
    None
}

/// The line from which a change may be seen: the parent of the changed line, whose children name each other's language.
pub fn parent<'a>(line: impl Fn(usize) -> &'a str, changed: usize) -> usize {
    let start = changed.saturating_sub(SIBLING_LINES);
    let Some(written) = (start..=changed).rev().find(|index| !line(*index).trim().is_empty()) else { return start };
    let text = line(written);
    let depth = text.len() - text.trim_start_matches(' ').len();
    (start..changed)
        .rev()
        .find(|above| {
            let text = line(*above);
            !text.trim().is_empty() && text.len() - text.trim_start_matches(' ').len() < depth
        })
        .unwrap_or(written)
}

/// Whether a word in single braces is replaced, as far as can be told without reading the entities.
fn is_variable(word: &str) -> bool {
    let word = word.strip_prefix('!').unwrap_or(word);
    let start = word.get(..5).unwrap_or_default();
    start.eq_ignore_ascii_case("entit") || matches!(word, "name" | "index" | "team" | "id" | "plural" | "table")
}

/// Where placeholders stand in a line: `{Entity}`, `{{ … }}`, `{% … %}`.
pub fn placeholders(line: &str) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let bytes = line.as_bytes();
    let mut at = 0;
    while let Some(open) = line[at..].find('{').map(|index| at + index) {
        at = open + 1;
        if open > 0 && bytes[open - 1] == b'$' {
            // Another language's: `${x}`, `${{ x }}`.
            at = line[open..].find('}').map_or(line.len(), |index| open + index + 1);
            continue;
        }
        let close = match bytes.get(open + 1) {
            Some(b'{') => line[open..].find("}}").map(|index| open + index + 2),
            Some(b'%') => line[open..].find("%}").map(|index| open + index + 2),
            Some(b'#') => line[open..].find("#}").map(|index| open + index + 2),
            _ => line[open + 1..]
                .find(['}', '{', ' '])
                .map(|index| open + 1 + index)
                .filter(|close| bytes[*close] == b'}' && is_variable(&line[open + 1..*close]))
                .map(|close| close + 1),
        };
        if let Some(close) = close {
            found.push(open..close);
            at = close;
        }
    }
    found
}

/// A line as its own language's grammar should see it: placeholders are names, tags are nothing. A quote inside of one
/// opens no string, and what follows keeps its colours.
pub fn without_placeholders(line: &str) -> std::borrow::Cow<'_, str> {
    let marks = if line.contains('{') { placeholders(line) } else { Vec::new() };
    if marks.is_empty() {
        return line.into();
    }
    let mut seen = line.to_owned();
    for mark in marks {
        let is_tag = line[mark.start + 1..].starts_with(['%', '#']);
        seen.replace_range(mark.clone(), &if is_tag { " " } else { "x" }.repeat(mark.len()));
    }
    seen.into()
}

/// Lays placeholders over the parts of a line.
pub fn overlay(spans: Vec<Span>, line: &str) -> Vec<Span> {
    if !line.contains('{') {
        return spans;
    }
    let marks = placeholders(line);
    if marks.is_empty() {
        return spans;
    }
    let mut result: Vec<Span> = Vec::with_capacity(spans.len() + 2 * marks.len());
    let mut push = |end: usize, token: Token| {
        let start = result.last().map_or(0, |span: &Span| span.end as usize);
        if end > start {
            result.push(Span { end: end as u32, token });
        }
    };
    let token_at = |at: usize| spans.iter().find(|span| span.end as usize > at).map_or(Token::Plain, |span| span.token);
    let mut marks = marks.into_iter().peekable();
    for span in &spans {
        while let Some(mark) = marks.next_if(|mark| mark.start < span.end as usize) {
            push(mark.start, token_at(mark.start.saturating_sub(1)));
            push(mark.end, Token::Placeholder);
        }
        push(span.end as usize, span.token);
    }
    for mark in marks {
        push(mark.start, Token::Plain);
        push(mark.end, Token::Placeholder);
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_told_from_other_braces() {
        let found = |line: &'static str| placeholders(line).into_iter().map(|range| &line[range]).collect::<Vec<_>>();
        assert_eq!(found("import { Entity } from '{entity}'"), ["{entity}"]);
        assert_eq!(found("Partial<{Entity}> { {Entity}Service }"), ["{Entity}", "{Entity}"]);
        assert_eq!(found("${entity} ${{ secrets.X }} {{ entity | upper }}"), ["{{ entity | upper }}"]);
        assert_eq!(found("{% for a in b %}{x}{% endfor %}"), ["{% for a in b %}", "{% endfor %}"]);
        assert_eq!(found("{!Entity} { where: { tenantId } }"), ["{!Entity}"]);
        assert_eq!(found("{"), Vec::<&str>::new());
    }

    #[test]
    fn a_grammar_sees_names_in_place_of_placeholders() {
        let seen = without_placeholders("class {Entity} {% if a == 'x' %}= \"{{ name | å }}\" {");
        assert_eq!(seen, format!("class xxxxxxxx {}= \"{}\" {{", " ".repeat(17), "x".repeat(15)));
        assert_eq!(without_placeholders("{ a }"), "{ a }");
    }

    #[test]
    fn a_template_finds_its_output_on_either_side() {
        let lines = [
            "  - name: a",
            "    path: x.sql",
            "    content: |",
            "      body",
            "  - name: b",
            "    content: |",
            "      body",
            "",
            "      more",
            "    path: y.ts",
            "  m:",
            "    template: >-",
            "      x",
            "  n:",
            "    path: z.py",
        ];
        let path = |at| output_path(|index: usize| lines[index], at, lines.len());
        assert_eq!([path(2), path(5), path(11)], [Some("x.sql"), Some("y.ts"), None]);
        assert_eq!([opens_block(lines[2]), opens_block(lines[1]), opens_block("a: |2- # x")], [Some(4), None, Some(0)]);
        assert_eq!(parent(|index: usize| lines[index], 9), 4);
    }
}
