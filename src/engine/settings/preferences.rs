//! What a person likes, beyond looks and language: zoom, helpers outside Dectet, what may move or call. And where the
//! welcome stands. Every field is read by itself, so that a broken one costs itself alone.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::take;

/// The smallest and the largest zoom, in percent.
pub const ZOOM: std::ops::RangeInclusive<u16> = 75..=200;

/// What a person likes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preferences {
    /// How large everything is, in percent; within [`ZOOM`].
    pub zoom_percent: u16,
    /// The agent of teams that are added; empty: what the manifest takes by default.
    pub default_agent: String,
    /// The command that opens a file; empty: the system's own.
    pub editor: String,
    /// The command that merges files; empty: Dectet's own view.
    pub merge_tool: String,
    /// Whether the window calls for a person who is elsewhere.
    pub notifications: bool,
    /// Whether nothing moves by itself.
    pub reduced_motion: bool,
    /// Keys that were chosen, by the name of what they do; empty: none.
    pub keys: BTreeMap<String, String>,
    /// Where the welcome stands.
    pub welcome: Welcome,
}

/// Where the welcome stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Welcome {
    /// The person has begun or declined it: it is no longer offered by itself.
    pub met: bool,
    /// It is shown.
    pub open: bool,
    /// A responsibility was moved.
    pub dragged: bool,
    /// Mega-files were expanded.
    pub expanded: bool,
    /// A conflict was settled.
    pub resolved: bool,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            zoom_percent: 100,
            default_agent: String::new(),
            editor: String::new(),
            merge_tool: String::new(),
            notifications: true,
            reduced_motion: false,
            keys: BTreeMap::new(),
            welcome: Welcome::default(),
        }
    }
}

impl Preferences {
    pub(super) fn take_from(map: &mut Map<String, Value>) -> Self {
        let usual = Self::default();
        Self {
            zoom_percent: take(map, "zoom_percent").filter(|zoom| ZOOM.contains(zoom)).unwrap_or(usual.zoom_percent),
            default_agent: take(map, "default_agent").unwrap_or_default(),
            editor: take(map, "editor").unwrap_or_default(),
            merge_tool: take(map, "merge_tool").unwrap_or_default(),
            notifications: take(map, "notifications").unwrap_or(usual.notifications),
            reduced_motion: take(map, "reduced_motion").unwrap_or(usual.reduced_motion),
            keys: take(map, "keys").unwrap_or_default(),
            welcome: take(map, "welcome").unwrap_or_default(),
        }
    }

    pub(super) fn put_into(&self, put: &mut impl FnMut(&str, serde_json::Result<Value>)) {
        let usual = Self::default();
        let mut text = |name: &str, value: &str| {
            if !value.is_empty() {
                put(name, serde_json::to_value(value));
            }
        };
        text("default_agent", &self.default_agent);
        text("editor", &self.editor);
        text("merge_tool", &self.merge_tool);
        if self.zoom_percent != usual.zoom_percent {
            put("zoom_percent", serde_json::to_value(self.zoom_percent));
        }
        if self.notifications != usual.notifications {
            put("notifications", serde_json::to_value(self.notifications));
        }
        if self.reduced_motion != usual.reduced_motion {
            put("reduced_motion", serde_json::to_value(self.reduced_motion));
        }
        if self.keys != usual.keys {
            put("keys", serde_json::to_value(&self.keys));
        }
        if self.welcome != usual.welcome {
            put("welcome", serde_json::to_value(self.welcome));
        }
    }
}

/// A command as a person wrote it, as program and arguments, with `{name}` replaced by what `values` say. Quotes keep
/// words together; a backslash is a character like any other, because paths on Windows are full of them. What is named
/// in `values` and not in the command goes to its end. `None` where nothing is written.
pub fn command_line(command: &str, values: &[(&str, &str)]) -> Option<Vec<String>> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
    for character in command.chars() {
        match (quote, character) {
            (Some(open), _) if open == character => quote = None,
            (None, '"' | '\'') => {
                quote = Some(character);
                word.get_or_insert_default();
            }
            (None, _) if character.is_whitespace() => words.extend(word.take()),
            _ => word.get_or_insert_default().push(character),
        }
    }
    words.extend(word);
    if words.is_empty() {
        return None;
    }
    let marks: Vec<String> = values.iter().map(|(name, _)| format!("{{{name}}}")).collect();
    let names_any = words.iter().any(|word| marks.iter().any(|mark| word.contains(mark.as_str())));
    for word in &mut words {
        // One pass: what a value holds is never taken for a mark.
        let (mut filled, mut rest) = (String::new(), word.as_str());
        while let Some(at) = rest.find('{') {
            filled.push_str(&rest[..at]);
            rest = &rest[at..];
            match marks.iter().position(|mark| rest.starts_with(mark.as_str())) {
                Some(place) => {
                    filled.push_str(values[place].1);
                    rest = &rest[marks[place].len()..];
                }
                None => {
                    filled.push('{');
                    rest = &rest[1..];
                }
            }
        }
        filled.push_str(rest);
        *word = filled;
    }
    if !names_any {
        words.extend(values.iter().map(|(_, value)| (*value).to_owned()));
    }
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_preference_costs_itself_alone() {
        let text = r#"{"zoom_percent": 900, "editor": "code", "notifications": "no", "reduced_motion": true,
            "keys": {"action-home": "Mod J"}, "welcome": {"met": true, "later": 1}, "theirs": 1}"#;
        let mut map: Map<String, Value> = serde_json::from_str(text).expect("JSON");
        let read = Preferences::take_from(&mut map);
        let wanted = Preferences {
            editor: "code".into(),
            reduced_motion: true,
            keys: BTreeMap::from([("action-home".into(), "Mod J".into())]),
            welcome: Welcome { met: true, ..Welcome::default() },
            ..Preferences::default()
        };
        assert_eq!(read, wanted);
        assert_eq!(map.keys().collect::<Vec<_>>(), ["theirs"]);
        let mut again = Map::new();
        let mut put = |name: &str, value: serde_json::Result<Value>| {
            again.insert(name.to_owned(), value.expect("a value"));
        };
        wanted.put_into(&mut put);
        assert_eq!(Preferences::take_from(&mut again), wanted);
    }

    #[test]
    fn a_command_is_split_and_filled_in() {
        let line = |command: &str, values: &[(&str, &str)]| command_line(command, values);
        let file = [("file", "a b{line}.rs"), ("line", "7")];
        assert_eq!(line("  ", &file), None);
        assert_eq!(line("code --goto {file}:{line}", &file).expect("words"), ["code", "--goto", "a b{line}.rs:7"]);
        assert_eq!(line("vi", &[("file", "a b")]).expect("words"), ["vi", "a b"]);
        let path = r#""C:\Program Files\Zed\zed.exe" '' {x}"#;
        assert_eq!(line(path, &[("file", "f")]).expect("words"), [r"C:\Program Files\Zed\zed.exe", "", "{x}", "f"]);
        assert_eq!(line("\"unclosed quote", &[]).expect("words"), ["unclosed quote"]);
    }
}
