//! A YAML text as a read-only tree: every key and value with its place, its style and its bytes in the source, in
//! the order of the file, duplicates included. What typed reading (serde) cannot tell: where things stand, and what
//! was said twice. Comments are not part of it; editing works on the byte ranges.

use std::ops::Range;
use std::sync::Arc;

use crate::model::problem::Place;
use crate::model::yaml::fault::YamlFault;

/// How deep collections may be nested.
pub const MAX_DEPTH: usize = 128;
/// How many values a text may hold after its aliases are followed.
pub const MAX_VALUES: usize = 2_000_000;
/// How many of these may come from aliases: a bomb multiplies, a person repeats.
pub const MAX_ALIASED_VALUES: usize = 100_000;

/// One value (or key) of a YAML text.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// Its bytes in the source, without anchor and tag. A block scalar begins at its `|` or `>` and ends after its
    /// last line with text; a block collection ends where its last value does. What came by an alias has the place
    /// of the alias; the values inside have the place where they were written.
    pub span: Range<usize>,
    /// The line of its beginning, from 1.
    pub line: u32,
    /// The column of its beginning in characters, from 1.
    pub column: u32,
    /// Its tag (`!!str`, `!custom`), as it was written in full.
    pub tag: Option<Arc<str>>,
    /// Whether it was written as an alias (`*name`).
    pub aliased: bool,
}

/// The kinds of values.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A text; also a number, a boolean and nothing at all (see [`Node::typed`]).
    Scalar {
        /// The value, after quotes, escapes and folding.
        text: Arc<str>,
        /// How it was written.
        style: Style,
    },
    /// A list.
    Sequence {
        /// Its values.
        items: Vec<Node>,
        /// `[a, b]`, not one line each.
        flow: bool,
    },
    /// Keys with values.
    Mapping {
        /// In the order of the file; a key that stands twice is there twice.
        entries: Vec<Entry>,
        /// `{a: 1}`, not one line each.
        flow: bool,
    },
}

/// A key and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: Node,
    /// The value; an empty plain scalar where nothing was written.
    pub value: Node,
}

/// How a scalar was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Without quotes.
    Plain,
    /// `'…'`
    SingleQuoted,
    /// `"…"`
    DoubleQuoted,
    /// `|`: line for line.
    Literal,
    /// `>`: lines are joined.
    Folded,
}

/// A scalar by the rules of YAML 1.2's core schema: `yes`, `no`, `on` and `off` are texts.
#[derive(Clone, Debug, PartialEq)]
pub enum Typed<'a> {
    /// `null`, `~` or nothing.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number, decimal, `0x` or `0o`.
    Int(i64),
    /// Any other number.
    Float(f64),
    /// Everything else, and everything in quotes.
    Text(&'a str),
}

/// A key that stands twice in one mapping.
#[derive(Clone, Debug, PartialEq)]
pub struct DuplicateKey<'a> {
    /// The key that came first.
    pub first: &'a Node,
    /// The one that came again.
    pub again: &'a Node,
}

/// Reads a text: one tree for each document in it. A BOM is skipped, an empty text has no documents, one document's
/// emptiness is a null.
pub fn parse(text: &str) -> Result<Vec<Node>, YamlFault> {
    super::parse::parse(text)
}

impl Entry {
    /// `<<: *base`
    fn is_merge(&self) -> bool {
        self.key.text() == Some("<<") && self.key.style() == Some(Style::Plain)
    }
}

impl Node {
    /// The text of a scalar.
    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// The style of a scalar.
    pub fn style(&self) -> Option<Style> {
        match &self.kind {
            Kind::Scalar { style, .. } => Some(*style),
            _ => None,
        }
    }

    /// The values of a list.
    pub fn items(&self) -> Option<&[Self]> {
        match &self.kind {
            Kind::Sequence { items, .. } => Some(items),
            _ => None,
        }
    }

    /// The keys and values of a mapping, as they were written (`<<` is a key like another).
    pub fn entries(&self) -> Option<&[Entry]> {
        match &self.kind {
            Kind::Mapping { entries, .. } => Some(entries),
            _ => None,
        }
    }

    /// The keys and values of a mapping with its merge keys (`<<: *base`) followed: what stands in the mapping
    /// itself wins, then the first of several bases. Of a key that stands twice the first counts here.
    pub fn fields(&self) -> Vec<(&Self, &Self)> {
        let mut fields = Vec::new();
        let mut seen = std::collections::HashSet::new();
        self.collect_fields(&mut fields, &mut seen);
        fields
    }

    fn collect_fields<'a>(&'a self, fields: &mut Vec<(&'a Self, &'a Self)>, seen: &mut std::collections::HashSet<&'a str>) {
        let Some(entries) = self.entries() else { return };
        for entry in entries.iter().filter(|entry| !entry.is_merge()) {
            if entry.key.text().is_none_or(|key| seen.insert(key)) {
                fields.push((&entry.key, &entry.value));
            }
        }
        for entry in entries.iter().filter(|entry| entry.is_merge()) {
            match &entry.value.kind {
                Kind::Mapping { .. } => entry.value.collect_fields(fields, seen),
                Kind::Sequence { items, .. } => items.iter().for_each(|item| item.collect_fields(fields, seen)),
                Kind::Scalar { .. } => {}
            }
        }
    }

    /// The value of a key of a mapping, merge keys followed.
    pub fn get(&self, key: &str) -> Option<&Self> {
        let entries = self.entries()?;
        // What stands in the mapping itself wins, and the first of several.
        let own = entries.iter().find(|entry| entry.key.text() == Some(key) && !entry.is_merge());
        match own {
            Some(entry) => Some(&entry.value),
            None if entries.iter().any(Entry::is_merge) => {
                self.fields().into_iter().find(|(known, _)| known.text() == Some(key)).map(|(_, value)| value)
            }
            None => None,
        }
    }

    /// Whether nothing was written here (or `null`, `~`).
    pub fn is_null(&self) -> bool {
        self.typed() == Some(Typed::Null)
    }

    /// A scalar by YAML 1.2's core schema; `None` for collections.
    pub fn typed(&self) -> Option<Typed<'_>> {
        let Kind::Scalar { text, style } = &self.kind else { return None };
        let is_text = *style != Style::Plain || self.tag.as_deref().is_some_and(|tag| tag.ends_with("str"));
        Some(if is_text { Typed::Text(text) } else { plain(text) })
    }

    /// Where it stands, for a problem.
    pub fn place(&self, file: &str) -> Place {
        Place::at(file, self.line, self.column)
    }

    /// Every key that stands twice in one mapping, here and below (what aliases repeat is looked at once).
    pub fn duplicate_keys(&self) -> Vec<DuplicateKey<'_>> {
        let mut found = Vec::new();
        self.collect_duplicates(&mut found);
        found
    }

    fn collect_duplicates<'a>(&'a self, found: &mut Vec<DuplicateKey<'a>>) {
        if self.aliased {
            return;
        }
        match &self.kind {
            Kind::Scalar { .. } => {}
            Kind::Sequence { items, .. } => items.iter().for_each(|item| item.collect_duplicates(found)),
            Kind::Mapping { entries, .. } => {
                let mut seen: std::collections::HashMap<&str, &Self> = std::collections::HashMap::new();
                for Entry { key, value } in entries {
                    if let Some(text) = key.text().filter(|text| *text != "<<") {
                        match seen.entry(text) {
                            std::collections::hash_map::Entry::Occupied(first) => {
                                found.push(DuplicateKey { first: first.get(), again: key });
                            }
                            std::collections::hash_map::Entry::Vacant(place) => {
                                place.insert(key);
                            }
                        }
                    }
                    value.collect_duplicates(found);
                }
            }
        }
    }
}

fn plain(text: &str) -> Typed<'_> {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Typed::Null,
        "true" | "True" | "TRUE" => return Typed::Bool(true),
        "false" | "False" | "FALSE" => return Typed::Bool(false),
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => return Typed::Float(f64::INFINITY),
        "-.inf" | "-.Inf" | "-.INF" => return Typed::Float(f64::NEG_INFINITY),
        ".nan" | ".NaN" | ".NAN" => return Typed::Float(f64::NAN),
        _ => {}
    }
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let radix = |prefix: &str, radix| text.strip_prefix(prefix).and_then(|digits| i64::from_str_radix(digits, radix).ok());
    if let Some(number) = radix("0x", 16).or_else(|| radix("0o", 8)) {
        return Typed::Int(number);
    }
    if digits.bytes().all(|byte| byte.is_ascii_digit())
        && let Ok(number) = text.parse()
    {
        return Typed::Int(number);
    }
    // Rust reads more as a number than YAML does ("inf", "nan"): the first character tells.
    let begins_like_a_number = digits.starts_with(|c: char| c.is_ascii_digit())
        || digits.strip_prefix('.').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    match text.parse() {
        Ok(number) if begins_like_a_number => Typed::Float(number),
        _ => Typed::Text(text),
    }
}
