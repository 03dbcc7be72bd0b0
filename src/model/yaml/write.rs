//! Writing values: a text as a scalar that means just that text to every reader of YAML, and small values in one
//! line.

use super::node::Style;

/// What surrounds a value that is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surroundings {
    /// A line of its own in a block.
    Block,
    /// Brackets, where commas and brackets end a plain value.
    Flow,
}

/// Writes a text as a scalar on one line: plain where that is safe, else quoted; in `style`, where that holds it.
pub fn scalar(text: &str, surroundings: Surroundings, style: Option<Style>) -> String {
    match style {
        Some(Style::SingleQuoted) if !text.chars().any(needs_escape) => format!("'{}'", text.replace('\'', "''")),
        Some(Style::DoubleQuoted | Style::SingleQuoted) => double_quoted(text),
        _ if is_plain_safe(text, surroundings) => text.to_owned(),
        _ => double_quoted(text),
    }
}

/// Writes a text between double quotes.
pub fn double_quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\r' => quoted.push_str("\\r"),
            _ if needs_escape(character) && character as u32 <= 0xff => quoted.push_str(&format!("\\x{:02x}", character as u32)),
            _ if needs_escape(character) && character as u32 <= 0xffff => {
                quoted.push_str(&format!("\\u{:04x}", character as u32));
            }
            _ => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}

/// Characters that YAML does not let stand as they are, or that end a line for some reader.
fn needs_escape(character: char) -> bool {
    character.is_control() || matches!(character, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// Whether a text needs no quotes. Stricter than YAML 1.2: what an older reader takes for a boolean, a number or a
/// date is quoted too.
pub fn is_plain_safe(text: &str, surroundings: Surroundings) -> bool {
    let first = text.chars().next();
    let bad_start = first.is_none_or(|c| {
        c.is_whitespace()
            || matches!(
                c,
                '-' | '?'
                    | ':'
                    | ','
                    | '['
                    | ']'
                    | '{'
                    | '}'
                    | '#'
                    | '&'
                    | '*'
                    | '!'
                    | '|'
                    | '>'
                    | '\''
                    | '"'
                    | '%'
                    | '@'
                    | '`'
                    | '='
            )
    });
    if bad_start || text.ends_with(char::is_whitespace) || text.ends_with(':') || text.chars().any(needs_escape) {
        return false;
    }
    if text.contains(": ") || text.contains(" #") || text.contains('\t') || text.starts_with("...") || text.starts_with("<<") {
        return false;
    }
    if surroundings == Surroundings::Flow && text.contains([',', '[', ']', '{', '}']) {
        return false;
    }
    !looks_like_another_type(text)
}

fn looks_like_another_type(text: &str) -> bool {
    const WORDS: [&str; 10] = ["y", "n", "yes", "no", "on", "off", "true", "false", "null", "~"];
    let lower = text.to_lowercase();
    let is_number_like = || {
        text.bytes().any(|b| b.is_ascii_digit())
            && text.bytes().all(|b| {
                b.is_ascii_hexdigit()
                    || matches!(b, b'+' | b'-' | b'.' | b':' | b'_' | b'x' | b'X' | b'o' | b'O' | b'T' | b'Z' | b' ')
            })
    };
    WORDS.contains(&lower.as_str()) || matches!(lower.trim_start_matches(['+', '-']), ".inf" | ".nan") || is_number_like()
}

/// A list of texts in one line.
pub fn flow_list<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let items: Vec<_> = texts.into_iter().map(|text| scalar(text, Surroundings::Flow, None)).collect();
    format!("[{}]", items.join(", "))
}

/// Any value in one line.
pub fn flow_value(value: &serde_yaml::Value, surroundings: Surroundings) -> String {
    use serde_yaml::Value;
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => scalar(text, surroundings, None),
        Value::Sequence(items) => {
            let items: Vec<_> = items.iter().map(|item| flow_value(item, Surroundings::Flow)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Mapping(entries) => {
            let entry =
                |(key, value)| format!("{}: {}", flow_value(key, Surroundings::Flow), flow_value(value, Surroundings::Flow));
            format!("{{{}}}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
        }
        Value::Tagged(tagged) => format!("{} {}", tagged.tag, flow_value(&tagged.value, surroundings)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::yaml::node;

    #[test]
    fn texts_are_quoted_where_they_must_be() {
        for plain in
            ["rest-api", "Database schema", "C++ core", "a:b", "GET /users", "v1.2 api", "https://x.y", "åäö", "src/api/**"]
        {
            assert_eq!(scalar(plain, Surroundings::Block, None), plain);
        }
        for quoted in [
            "",
            "- x",
            "yes",
            "12",
            "1.5",
            "2025-01-01",
            "12:30",
            "a: b",
            "a #b",
            "*x",
            "@me",
            "key:",
            " x",
            "x ",
            "~",
            "{a}",
            "\"q\"",
        ] {
            assert!(scalar(quoted, Surroundings::Block, None).starts_with('"'), "{quoted}");
        }
        assert_eq!(scalar("a, b", Surroundings::Block, None), "a, b");
        assert_eq!(scalar("a, b", Surroundings::Flow, None), "\"a, b\"");
        assert_eq!(scalar("it's", Surroundings::Block, Some(Style::SingleQuoted)), "'it''s'");
        assert_eq!(scalar("plain", Surroundings::Block, Some(Style::DoubleQuoted)), "\"plain\"");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, rng_seed: prop::test_runner::RngSeed::Fixed(5), ..ProptestConfig::with_cases(600) })]

        #[test]
        fn every_text_is_read_back_by_both_readers(text in prop_oneof!["[ -~]{0,12}", "[a,:#\\[\\]{}*&!'\"\\\\ .0-9-]{0,8}", "\\PC{0,8}", "[\\x00-\\x1f\u{85}\u{2028}\u{feff}a]{0,4}"], style in 0..3) {
            let style = [None, Some(Style::SingleQuoted), Some(Style::DoubleQuoted)][style as usize];
            for (surroundings, before, after) in [(Surroundings::Block, "k: ", "  # c\n"), (Surroundings::Flow, "k: [", ", b]\n"), (Surroundings::Block, "k:\n- ", "\n- b\n")] {
                let yaml = format!("{before}{}{after}", scalar(&text, surroundings, style));
                let root = node::parse(&yaml).expect(&yaml).remove(0);
                let value = root.get("k").expect("k");
                let read = value.items().map_or(value, |items| &items[0]);
                prop_assert_eq!(read.typed(), Some(node::Typed::Text(&text)), "{}", yaml);
                let typed: serde_yaml::Value = serde_yaml::from_str(&yaml).expect(&yaml);
                let value = &typed["k"];
                let read = value.as_sequence().map_or(value, |items| &items[0]);
                prop_assert_eq!(read.as_str(), Some(text.as_str()), "{}", yaml);
            }
        }
    }
}
