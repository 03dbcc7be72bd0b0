//! Usage limits, as agents put them in words: whether a text speaks of one, and until when.

use crate::model::run::line::Millis;

/// Phrases that mean "no more for now".
const PHRASES: [&str; 10] = [
    "usage limit",
    "rate limit reached",
    "rate limit exceeded",
    "rate_limit_exceeded",
    "quota exceeded",
    "exceeded your current quota",
    "resource_exhausted",
    "hit your limit",
    "too many requests",
    "limit reached",
];

/// Whether an error says that a usage limit is reached: `Some(until)`, where it says until when.
pub fn in_text(text: &str, now: Millis) -> Option<Option<Millis>> {
    let lower = text.to_lowercase();
    PHRASES.iter().any(|phrase| lower.contains(phrase)).then(|| until(&lower, now))
}

/// The moment that a text names: `|1700000000`, `try again in 2 hours 5 minutes`, `resets in 30s`.
fn until(text: &str, now: Millis) -> Option<Millis> {
    if let Some((_, after)) = text.split_once('|') {
        let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
        if (9..=11).contains(&digits.len()) {
            return Some(digits.parse::<u64>().ok()? * 1000);
        }
    }
    let at = ["again in ", "resets in ", "reset in ", "retry in ", "retry after ", "reset after "]
        .iter()
        .find_map(|phrase| Some(text.find(phrase)? + phrase.len()))?;
    let mut seconds = 0.0;
    let mut number = String::new();
    let mut characters = text[at..].chars().peekable();
    let mut found = false;
    while let Some(character) = characters.next() {
        match character {
            '0'..='9' | '.' if character != '.' || characters.peek().is_some_and(char::is_ascii_digit) => number.push(character),
            ' ' | ',' => {}
            'd' | 'h' | 'm' | 's' if !number.is_empty() => {
                let mut unit = String::from(character);
                while let Some(next) = characters.next_if(|next| next.is_ascii_alphabetic()) {
                    unit.push(next);
                }
                let factor = match unit.as_str() {
                    "ms" => 0.001,
                    _ if unit.starts_with('d') => 86_400.0,
                    _ if unit.starts_with('h') => 3_600.0,
                    _ if unit.starts_with('m') => 60.0,
                    _ => 1.0,
                };
                seconds += number.parse::<f64>().ok()? * factor;
                number.clear();
                found = true;
            }
            'a' if text[at..].contains(" and ") => {
                characters.next_if_eq(&'n');
                characters.next_if_eq(&'d');
            }
            _ => break,
        }
    }
    found.then(|| now.saturating_add((seconds * 1000.0) as u64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_read_from_words() {
        for (text, wanted) in [
            ("Claude AI usage limit reached|1700000000", Some(Some(1_700_000_000_000))),
            ("You've hit your usage limit. Try again in 1 hour 5 minutes.", Some(Some(1_000 + 3_900_000))),
            ("rate limit reached, try again in 2d and 3h", Some(Some(1_000 + (2 * 86_400 + 3 * 3_600) * 1000))),
            ("RESOURCE_EXHAUSTED: quota exceeded, retry in 12.5s", Some(Some(13_500))),
            ("Usage limit reached", Some(None)),
            ("the file's size limit is 3 MB", None),
            ("", None),
        ] {
            assert_eq!(in_text(text, 1_000), wanted, "{text}");
        }
    }
}
