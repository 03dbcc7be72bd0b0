//! A file of keys and values that merged line by line and has a key twice now: two teams each added it, in different
//! places. JSON, TOML and YAML.

use std::collections::BTreeSet;
use std::fmt;

use serde::Deserializer;
use serde::de::{DeserializeSeed, MapAccess, SeqAccess, Visitor};

use crate::model::packages::data;
use crate::model::path::RelPath;
use crate::model::problem::{Place, Problem};

/// Warnings about keys that stand twice in `merged` and in none of the texts that it was made of.
pub(super) fn warnings(path: &RelPath, parts: &[&[u8]], merged: &[u8]) -> Vec<Problem> {
    let found = find(path, merged);
    if found.is_empty() {
        return Vec::new();
    }
    let known: BTreeSet<Vec<String>> = parts.iter().flat_map(|part| find(path, part)).map(|(key, _)| key).collect();
    let new = found.into_iter().filter(|(key, _)| !known.contains(key));
    new.map(|(key, line)| {
        Problem::warning("duplicate-key")
            .with("path", path)
            .with("key", key.join("."))
            .at(Place { line, ..Place::file(path.as_str()) })
    })
    .collect()
}

/// The keys that stand twice in one table, each with the keys above it, and the line on which it stands again (0 where
/// that cannot be told). None of what is no file of keys, or cannot be read.
pub(super) fn find(path: &RelPath, text: &[u8]) -> Vec<(Vec<String>, u32)> {
    match path.extension().as_str() {
        "json" | "webmanifest" => {
            let found = duplicates(text).unwrap_or_default().into_iter();
            found.map(|key| (key.clone(), second_line(text, key.last().map_or("", String::as_str)))).collect()
        }
        "toml" | "yaml" | "yml" => std::str::from_utf8(text).map(|text| in_tables(path, text)).unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// As [`find`], for what is read as tables. In TOML one table may be opened at several places, but not twice by its
/// header, and a key stands for one value however it is written (`a.b = 1` below `[x]`, or `b = 1` below `[x.a]`).
fn in_tables(path: &RelPath, text: &str) -> Vec<(Vec<String>, u32)> {
    let containers = data::containers(path, text).unwrap_or_default();
    let line_of = |at: usize| text[..at].bytes().filter(|byte| *byte == b'\n').count() as u32 + 1;
    let is_toml = path.extension() == "toml";
    let mut found = Vec::new();
    let mut seen: BTreeSet<Vec<String>> = BTreeSet::new();
    let mut headers: BTreeSet<&[String]> = BTreeSet::new();
    let mut documents = 0_usize;
    for container in containers.iter().filter(|container| !container.is_list) {
        let has_header = is_toml && !container.path.is_empty() && container.separator.is_empty();
        if has_header && !headers.insert(&container.path) {
            found.push((container.path.clone(), line_of(container.range.start)));
        }
        // Each document of a YAML file begins anew.
        if !is_toml && container.path.is_empty() {
            documents += 1;
        }
        for entry in &container.entries {
            let mut key = container.path.clone();
            key.extend(if is_toml { entry.key.split('.').map(str::to_owned).collect() } else { vec![entry.key.clone()] });
            let mut known = vec![documents.to_string()];
            known.extend(key.iter().cloned());
            // `<<` takes in another mapping, and may do so several times.
            if entry.key != "<<" && !seen.insert(known) {
                found.push((key, line_of(entry.range.start)));
            }
        }
    }
    found
}

/// The keys that stand twice in one object, each with the keys above it. `None` for what is no JSON.
fn duplicates(text: &[u8]) -> Option<BTreeSet<Vec<String>>> {
    let mut found = BTreeSet::new();
    let mut reader = serde_json::Deserializer::from_slice(text);
    Look { above: &mut Vec::new(), found: &mut found }.deserialize(&mut reader).ok()?;
    reader.end().ok()?;
    Some(found)
}

/// The line on which a key stands the second time, from 1, if it can be told.
fn second_line(text: &[u8], key: &str) -> u32 {
    let quoted = serde_json::Value::from(key).to_string();
    let is_key = |line: &[u8]| {
        let rest = line.trim_ascii_start().strip_prefix(quoted.as_bytes());
        rest.is_some_and(|rest| rest.trim_ascii_start().starts_with(b":"))
    };
    let lines: Vec<usize> =
        text.split(|byte| *byte == b'\n').enumerate().filter(|(_, line)| is_key(line)).map(|(at, _)| at + 1).collect();
    match lines[..] {
        [_, second] => second as u32,
        _ => 0,
    }
}

/// Reads a value for its keys alone.
struct Look<'a> {
    above: &'a mut Vec<String>,
    found: &'a mut BTreeSet<Vec<String>>,
}

impl Look<'_> {
    fn again(&mut self) -> Look<'_> {
        Look { above: self.above, found: self.found }
    }
}

impl<'de> DeserializeSeed<'de> for Look<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Look<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        let mut keys = BTreeSet::new();
        while let Some(key) = map.next_key::<String>()? {
            self.above.push(key.clone());
            if !keys.insert(key) {
                self.found.insert(self.above.clone());
            }
            map.next_value_seed(self.again())?;
            self.above.pop();
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<(), A::Error> {
        let mut at = 0;
        loop {
            self.above.push(at.to_string());
            let more = list.next_element_seed(self.again())?;
            self.above.pop();
            if more.is_none() {
                return Ok(());
            }
            at += 1;
        }
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_keys_that_the_merge_doubled_are_named() {
        let path = RelPath::new("package.json").expect("path");
        let known = br#"{"x": 1, "x": 2}"#;
        let merged = b"{\n  \"x\": 1,\n  \"scripts\": {\n    \"test\": \"a\",\n    \"list\": [{\"a\": 1, \"a\": null}],\n    \"test\": \"b\"\n  },\n  \"x\": 2\n}\n";
        let found = warnings(&path, &[known], merged);
        let said: Vec<_> =
            found.iter().map(|problem| (problem.arg("key"), problem.place.as_ref().map_or(0, |place| place.line))).collect();
        assert_eq!(said, [(Some("scripts.list.0.a"), 0), (Some("scripts.test"), 6)]);
        assert!(warnings(&path, &[], b"{\"a\": 1, // no JSON\n\"a\": 2}").is_empty());
        let again = |path: &str, text: &str| -> Vec<(String, u32)> {
            let path = RelPath::new(path).expect("path");
            find(&path, text.as_bytes()).into_iter().map(|(key, line)| (key.join("."), line)).collect()
        };
        let said = |key: &str, line| vec![(key.to_owned(), line)];
        assert_eq!(again("a.toml", "[x]\na = 1\n[y]\na = 1\n[x.z]\nb = 1\n"), []);
        assert_eq!(again("a.toml", "[x]\na = 1\nb = 2\na = 3\n"), said("x.a", 4));
        assert_eq!(again("a.toml", "[x]\na = 1\n\n[x]\nb = 1\n"), said("x", 4));
        assert_eq!(again("a.toml", "[[x]]\na = 1\n[[x]]\na = 1\n"), []);
        assert_eq!(again("a.toml", "x = { a = 1, a = 2 }\n"), said("x.a", 1));
        assert_eq!(again("a.yaml", "a:\n  b: 1\nc:\n  b: 1\n"), []);
        assert_eq!(again("a.yaml", "a:\n  b: 1\n  b: 2\n"), said("a.b", 3));
        assert_eq!(again("a.yaml", "a: 1\n---\na: 1\n"), []);
        assert_eq!(again("a.yml", "- a: 1\n- a: 1\n"), []);
        assert!(warnings(&RelPath::new("a.txt").expect("path"), &[], known).is_empty());
    }
}
