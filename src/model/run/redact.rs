//! Secrets, kept out of log, journal and report. Owns which variables look like secrets and which words look like keys.
//! Works on one line at a time and keeps everything else byte for byte.

/// What stands in a secret's place.
pub const REDACTED: &str = "‹redacted›";

/// Parts of a variable's name that make its value a secret.
const SECRET_NAMES: [&str; 14] = [
    "KEY",
    "TOKEN",
    "SECRET",
    "PASSWORD",
    "PASSWD",
    "PASSPHRASE",
    "CREDENTIAL",
    "AUTH",
    "PRIVATE",
    "COOKIE",
    "SESSION_ID",
    "DSN",
    "DATABASE_URL",
    "CONNECTION_STRING",
];

/// How keys of well-known services begin, and how many characters follow at least.
const KEY_BEGINNINGS: [(&str, usize); 14] = [
    ("sk-", 16),
    ("ghp_", 20),
    ("gho_", 20),
    ("ghs_", 20),
    ("ghu_", 20),
    ("github_pat_", 20),
    ("glpat-", 16),
    ("xoxb-", 16),
    ("xoxp-", 16),
    ("AKIA", 16),
    ("AIza", 30),
    ("npm_", 30),
    ("hf_", 30),
    ("eyJhbGciOi", 20),
];

/// Shorter values are words like `yes`: hiding those would make output unreadable and hide nothing.
const SHORTEST: usize = 6;

/// Whether a variable's value should not be shown.
pub fn is_secret_name(name: &str) -> bool {
    let name = name.to_uppercase();
    // The path of a key is no key.
    !name.ends_with("_PATH") && !name.ends_with("_FILE") && SECRET_NAMES.iter().any(|part| name.contains(part))
}

/// Knows a team's secrets.
#[derive(Clone, Debug, Default)]
pub struct Redactor {
    values: Vec<String>,
}

impl Redactor {
    /// Knows the values of the variables whose names look like secrets.
    pub fn new<'a>(environment: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let secret = environment.into_iter().filter(|(name, value)| is_secret_name(name) && value.chars().count() >= SHORTEST);
        let mut values: Vec<String> =
            secret.flat_map(|(_, value)| value.lines().map(str::to_owned).collect::<Vec<_>>()).collect();
        values.retain(|value| value.chars().count() >= SHORTEST);
        // The longest first, so that no part of one is left.
        values.sort_by_key(|value| std::cmp::Reverse(value.len()));
        values.dedup();
        Self { values }
    }

    /// A text without secrets.
    pub fn redact(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for value in &self.values {
            if text.contains(value.as_str()) {
                text = text.replace(value.as_str(), REDACTED);
            }
        }
        for (beginning, least) in KEY_BEGINNINGS {
            text = without_keys(&text, beginning, least);
        }
        text
    }
}

fn without_keys(text: &str, beginning: &str, least: usize) -> String {
    if !text.contains(beginning) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(beginning) {
        let is_start = !rest[..at].chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '-');
        let after = &rest[at + beginning.len()..];
        let length = after.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))).unwrap_or(after.len());
        out.push_str(&rest[..at]);
        if is_start && length >= least {
            out.push_str(REDACTED);
        } else {
            out.push_str(&rest[at..at + beginning.len() + length]);
        }
        rest = &after[length..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_secret_variables_are_hidden_others_are_not() {
        let redactor = Redactor::new([
            ("API_KEY", "hunter2hunter2"),
            ("MY_TOKEN", "hunter2hunter2-and-more"),
            ("HOME", "/home/somebody"),
            ("AUTH", "yes"),
            ("SSH_KEY_PATH", "/home/somebody/.ssh/key"),
            ("PRIVATE_KEY", "-----BEGIN-----\nabcdefgh\n-----END-----"),
        ]);
        assert_eq!(redactor.redact("x hunter2hunter2-and-more y"), format!("x {REDACTED} y"));
        assert_eq!(redactor.redact("k=hunter2hunter2;"), format!("k={REDACTED};"));
        assert_eq!(redactor.redact("abcdefgh"), REDACTED, "each line of a key");
        for kept in ["/home/somebody", "yes", "/home/somebody/.ssh/key", "åäö [STATUS] 40%", ""] {
            assert_eq!(redactor.redact(kept), kept);
        }
    }

    #[test]
    fn keys_are_known_by_how_they_begin() {
        let redactor = Redactor::default();
        let key = format!("sk-{}", "a1B2".repeat(8));
        assert_eq!(redactor.redact(&format!("Using {key}, ok")), format!("Using {REDACTED}, ok"));
        assert_eq!(redactor.redact(&format!("{key}{key}")), REDACTED);
        for kept in ["task-list-of-the-day-which-is-long-enough", "sk-short", "disk-aaaaaaaaaaaaaaaaaaaaaaaaa"] {
            assert_eq!(redactor.redact(kept), kept);
        }
    }
}
