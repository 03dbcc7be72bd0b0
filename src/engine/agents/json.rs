//! Reading fields out of agents' JSON without trusting its shape.

use serde_json::Value;

/// A text at a path of keys.
pub(super) fn text<'a>(value: &'a Value, path: &[&str]) -> Option<&'a str> {
    at(value, path)?.as_str()
}

/// A whole number at a path of keys; 0 where there is none.
pub(super) fn number(value: &Value, path: &[&str]) -> u64 {
    at(value, path).and_then(Value::as_u64).unwrap_or_default()
}

/// Whatever is at a path of keys.
pub(super) fn at<'a>(value: &'a Value, path: &[&str]) -> Option<&'a Value> {
    path.iter().try_fold(value, |value, key| value.get(key))
}

/// A line of JSON; `None` for anything else.
pub(super) fn line(line: &str) -> Option<Value> {
    let line = line.trim();
    line.starts_with('{').then(|| serde_json::from_str(line).ok()).flatten()
}

/// One line of at most so many characters.
pub(super) fn short(text: &str) -> String {
    const MOST: usize = 200;
    let first = text.trim().lines().next().unwrap_or_default();
    let mut short: String = first.chars().take(MOST).collect();
    if short.len() < text.trim().len() {
        short.push('…');
    }
    short
}

/// What a tool is used for, on one line: its command, path, pattern or question.
pub(super) fn purpose(input: &Value) -> String {
    const TELLING: [&str; 12] = [
        "command",
        "file_path",
        "filePath",
        "path",
        "notebook_path",
        "pattern",
        "query",
        "url",
        "description",
        "prompt",
        "dir_path",
        "absolute_path",
    ];
    let found = TELLING.iter().find_map(|key| text(input, &[key]));
    short(found.unwrap_or_default())
}

/// What an agent does, in one line: the tool and what for.
pub(super) fn action(tool: &str, input: &Value) -> String {
    let purpose = purpose(input);
    if purpose.is_empty() { tool.to_owned() } else { format!("{tool} {purpose}") }
}

/// The path that a tool would write, where it says so.
pub(super) fn path(tool: &str, input: &Value) -> Option<String> {
    let tool = tool.to_lowercase();
    let writes = ["write", "edit", "notebook", "create", "replace", "patch", "delete", "move"];
    if !writes.iter().any(|word| tool.contains(word)) {
        return None;
    }
    ["file_path", "filePath", "path", "notebook_path", "absolute_path"]
        .iter()
        .find_map(|key| text(input, &[key]))
        .map(str::to_owned)
}
