//! A JSON file that merged line by line and has a key twice now: two teams each added it, in different places.

use std::collections::BTreeSet;
use std::fmt;

use serde::Deserializer;
use serde::de::{DeserializeSeed, MapAccess, SeqAccess, Visitor};

use crate::model::path::RelPath;
use crate::model::problem::{Place, Problem};

/// Warnings about keys that stand twice in `merged` and in none of the texts that it was made of.
pub(super) fn warnings(path: &RelPath, parts: &[&[u8]], merged: &[u8]) -> Vec<Problem> {
    if !matches!(path.extension().as_str(), "json" | "webmanifest") {
        return Vec::new();
    }
    let Some(found) = duplicates(merged).filter(|found| !found.is_empty()) else { return Vec::new() };
    let known: BTreeSet<Vec<String>> = parts.iter().filter_map(|part| duplicates(part)).flatten().collect();
    let new = found.into_iter().filter(|key| !known.contains(key));
    new.map(|key| {
        let line = second_line(merged, key.last().map_or("", String::as_str));
        Problem::warning("duplicate-key")
            .with("path", path)
            .with("key", key.join("."))
            .at(Place { line, ..Place::file(path.as_str()) })
    })
    .collect()
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
        assert!(warnings(&RelPath::new("a.txt").expect("path"), &[], known).is_empty());
    }
}
