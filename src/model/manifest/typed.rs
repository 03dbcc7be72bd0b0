//! What a person types into a field of the manifest: whether it is what the field holds, by the reader's own rules, and
//! how Dectet writes it. Not: where the field stands (`edits`), nor words (a fault is a problem with an id).

use serde_yaml::Value;

use super::LocRange;
use super::scalars::{Count, Dollars, Minutes, Percent, Seconds, WarnBelow};
use crate::model::problem::Problem;

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Any text on one line.
    Text,
    /// `7000-9000`, `9K`.
    Range,
    /// A whole number.
    Count,
    /// A whole number, also below zero.
    Integer,
    /// `10min`, `1h 30min`.
    Duration,
    /// The same, in minutes; a bare number is minutes.
    Minutes,
    /// `80`, `80 %`.
    Percent,
    /// `50`, `$12.50`.
    Amount,
    /// `< 10% in 10min`.
    Warning,
}

/// Reads what was typed under a key, as the value that is written for it; nothing for nothing. The fault is the one that
/// reading the file would give.
pub fn value(kind: Kind, key: &str, text: &str) -> Result<Option<Value>, Problem> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        return Ok(None);
    }
    let given = || Value::String(text.clone());
    fn read<T: serde::de::DeserializeOwned>(value: Value) -> Option<T> {
        serde_yaml::from_value(value).ok()
    }
    let written = match kind {
        Kind::Text => Some(given()),
        Kind::Range => read::<LocRange>(given()).map(|range| number_or_text(write_range(range))),
        Kind::Count => read::<Count>(given()).map(|count| count.0.into()),
        Kind::Integer => text.parse::<i64>().ok().map(Value::from),
        Kind::Duration => read::<Seconds>(given()).map(|seconds| write_seconds(seconds.0).into()),
        Kind::Minutes => read::<Minutes>(given()).map(|minutes| minutes.0.into()),
        Kind::Percent => read::<Percent>(given()).map(|percent| decimal(percent.0)),
        Kind::Amount => read::<Dollars>(given()).map(|amount| decimal(amount.0)),
        Kind::Warning => read::<WarnBelow>(given()).map(|warn| write_warning(warn.percent, warn.after_secs).into()),
    };
    let expected = match kind {
        Kind::Text => "text",
        Kind::Range => "range",
        Kind::Count | Kind::Integer => "number",
        Kind::Duration => "duration",
        Kind::Minutes => "minutes",
        Kind::Percent => "percent",
        Kind::Amount => "amount",
        Kind::Warning => "warning",
    };
    let fault = || Problem::error("manifest-wrong-type").with("key", key).with("kind", "text").with("found", &text);
    written.map(Some).ok_or_else(|| fault().with("expected", expected))
}

/// A range as it is written: `8000`, or `7000-9000`.
pub fn range_value(range: LocRange) -> Value {
    number_or_text(write_range(range))
}

fn number_or_text(text: String) -> Value {
    text.parse::<u64>().map_or_else(|_| Value::String(text), Value::from)
}

fn decimal(number: f64) -> Value {
    if number.fract() == 0.0 && number.abs() < 1e15 { Value::from(number as i64) } else { Value::from(number) }
}

/// A range as people write it: `7000-9000`, `800`.
pub fn write_range(range: LocRange) -> String {
    if range.min == range.max { range.min.to_string() } else { format!("{}-{}", range.min, range.max) }
}

/// A duration as people write it: `10min`, `1h`, `1h 30min`, `90s`.
pub fn write_seconds(seconds: u64) -> String {
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if rest != 0 {
        return if seconds < 600 { format!("{seconds}s") } else { format!("{}min {rest}s", seconds / 60) };
    }
    match (hours, minutes) {
        (0, minutes) => format!("{minutes}min"),
        (hours, 0) => format!("{hours}h"),
        (hours, minutes) => format!("{hours}h {minutes}min"),
    }
}

/// When to warn of a team that is behind, as people write it.
pub fn write_warning(percent: u32, after_secs: u64) -> String {
    format!("< {percent}% in {}", write_seconds(after_secs))
}

/// A number without a point where it needs none.
pub fn write_decimal(number: f64) -> String {
    number.to_string()
}

/// The words of a command line: quotes keep words with spaces together.
pub fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for character in text.chars() {
        match (character, quote) {
            (c, Some(open)) if c == open => quote = None,
            ('"' | '\'', None) => {
                quote = Some(character);
                word.get_or_insert_default();
            }
            (c, None) if c.is_whitespace() => words.extend(word.take()),
            (c, _) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

/// Words as one line that [`words`] reads as the same words.
pub fn write_words<S: AsRef<str>>(words: &[S]) -> String {
    let quoted = |word: &S| {
        let word = word.as_ref();
        let is_plain = !word.is_empty() && !word.contains(|c: char| c.is_whitespace() || matches!(c, '"' | '\''));
        match (is_plain, word.contains('"')) {
            (true, _) => word.to_owned(),
            (false, false) => format!("\"{word}\""),
            (false, true) => format!("'{word}'"),
        }
    };
    words.iter().map(quoted).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_becomes_what_is_written() {
        for (kind, typed, written) in [
            (Kind::Text, "  two   words ", Value::from("two words")),
            (Kind::Range, "9K", Value::from(9000)),
            (Kind::Range, "7000 – 9000", Value::from("7000-9000")),
            (Kind::Count, "1,000", Value::from(1000)),
            (Kind::Integer, "-2", Value::from(-2)),
            (Kind::Duration, "00:45", Value::from("45min")),
            (Kind::Duration, "90 minutes", Value::from("1h 30min")),
            (Kind::Duration, "90s", Value::from("90s")),
            (Kind::Minutes, "1h", Value::from(60)),
            (Kind::Minutes, "15", Value::from(15)),
            (Kind::Percent, "80 %", Value::from(80)),
            (Kind::Percent, "62.5", Value::from(62.5)),
            (Kind::Amount, "$50", Value::from(50)),
            (Kind::Warning, "5% after 1h", Value::from("< 5% in 1h")),
        ] {
            assert_eq!(value(kind, "key", typed), Ok(Some(written)), "{typed}");
            assert_eq!(value(kind, "key", "  "), Ok(None));
        }
    }

    #[test]
    fn what_does_not_fit_is_said_as_the_reader_would() {
        for (kind, typed, expected) in [
            (Kind::Range, "lots", "range"),
            (Kind::Count, "-1", "number"),
            (Kind::Integer, "1.5", "number"),
            (Kind::Duration, "10", "duration"),
            (Kind::Minutes, "soon", "minutes"),
            (Kind::Percent, "180", "percent"),
            (Kind::Amount, "free", "amount"),
            (Kind::Warning, "later", "warning"),
        ] {
            let problem = value(kind, "the_key", typed).expect_err(typed);
            assert_eq!(problem.id, "manifest-wrong-type");
            let args = ["key", "found", "expected"].map(|name| problem.arg(name));
            assert_eq!(args, [Some("the_key"), Some(typed), Some(expected)]);
        }
    }

    #[test]
    fn durations_are_read_back_as_they_are_written() {
        for seconds in [0, 1, 59, 60, 90, 600, 601, 3600, 3660, 5400, 86_400, 90_061] {
            let written = value(Kind::Duration, "k", &write_seconds(seconds)).expect("a duration");
            assert_eq!(written, Some(write_seconds(seconds).into()), "{seconds}");
            let read: Seconds = serde_yaml::from_value(write_seconds(seconds).into()).expect("a duration");
            assert_eq!(read.0, seconds);
        }
    }

    #[test]
    fn words_keep_their_spaces() {
        assert_eq!(words("cargo test  --all"), ["cargo", "test", "--all"]);
        let given = ["my agent", "--quiet", "it's", ""];
        assert_eq!(words(&write_words(&given)), given);
    }
}
