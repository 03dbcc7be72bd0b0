//! The shapes that a manifest's parts may have in YAML, for reading and editing alike: a team in its short or long
//! form, teams as a mapping or a list, a list as a list or as one text with commas. Both rooms must count the same
//! items, or an edit would change another item than the one that was shown.

use std::ops::Range;

use crate::model::yaml::node::{Kind, Node, Style, Typed};

/// The keys that hold a team's responsibilities, the first one being Dectet's own.
pub(super) const RESPONSIBILITIES: [&str; 4] = ["responsibilities", "capabilities", "focus", "deliverables"];
/// The keys of the mapping that holds a team's path patterns.
pub(super) const BOUNDARIES: [&str; 2] = ["boundaries", "output"];
/// The keys that hold the teams that a team uses.
pub(super) const DEPENDS_ON: [&str; 2] = ["depends_on", "dependencies"];
/// The keys that hold a team's target.
pub(super) const TARGET_LOC: [&str; 2] = ["target_loc", "lines_of_code"];
/// The keys that hold how many mega-files a team makes.
pub(super) const MEGA_FILES: [&str; 2] = ["mega_files", "mega_files_count"];

/// A team as it stands in the file.
#[derive(Clone, Copy, Debug)]
pub(super) struct TeamNode<'a> {
    /// What spells its id: a key, or the value of `id`.
    pub key: &'a Node,
    /// What is said about it; `None` for a bare name in a list.
    pub value: Option<&'a Node>,
    /// The place in the mapping or list of teams.
    pub index: usize,
    /// An item of a list, whose mapping holds the id beside the fields.
    pub id_is_a_field: bool,
}

/// The teams of a file, in its order; the others are items of a list that name no team.
pub(super) fn team_nodes(teams: &Node) -> (Vec<TeamNode<'_>>, Vec<&Node>) {
    let mut found = Vec::new();
    let mut strange = Vec::new();
    match &teams.kind {
        Kind::Mapping { .. } => {
            for (index, (key, value)) in teams.fields().into_iter().enumerate() {
                match key.text() {
                    Some(_) => found.push(TeamNode { key, value: Some(value), index, id_is_a_field: false }),
                    None => strange.push(key),
                }
            }
        }
        Kind::Sequence { items, .. } => {
            for (index, item) in items.iter().enumerate() {
                let id = ["id", "team", "name"]
                    .iter()
                    .find_map(|name| item.get(name).filter(|id| id.text().is_some_and(|id| !id.is_empty())));
                match (&item.kind, id) {
                    (Kind::Scalar { text, .. }, _) if !text.trim().is_empty() => {
                        found.push(TeamNode { key: item, value: None, index, id_is_a_field: false });
                    }
                    (Kind::Mapping { .. }, Some(key)) => {
                        found.push(TeamNode { key, value: Some(item), index, id_is_a_field: true });
                    }
                    (Kind::Mapping { entries, .. }, None) if entries.len() == 1 && entries[0].key.text().is_some() => {
                        let entry = &entries[0];
                        found.push(TeamNode { key: &entry.key, value: Some(&entry.value), index, id_is_a_field: false });
                    }
                    _ => strange.push(item),
                }
            }
        }
        Kind::Scalar { .. } => strange.push(teams),
    }
    (found, strange)
}

/// The first of several spellings of a key that has a value; else the first that is there.
pub(super) fn spelled<'a>(mapping: &'a Node, names: &[&str]) -> Option<(&'a Node, &'a Node)> {
    let fields = mapping.fields();
    let find = |name: &&str| fields.iter().find(|(key, _)| key.text() == Some(*name)).copied();
    let there = || names.iter().filter_map(find);
    there().find(|(_, value)| !value.is_null()).or_else(|| there().next())
}

/// An item of a list of texts.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Item<'a> {
    /// What it says.
    pub text: String,
    /// Its node in a list; the whole text's node, where the items stand in one text.
    pub node: &'a Node,
    /// Its place among the nodes of the list (or among the pieces of the text).
    pub index: usize,
    /// `- auth: tokens` was meant as a text, though YAML sees a mapping.
    pub has_bare_colon: bool,
}

/// The items of a list of texts: a list, or one text with commas or lines. The others are what is no text.
pub(super) fn text_items(node: &Node) -> (Vec<Item<'_>>, Vec<&Node>) {
    let mut found = Vec::new();
    let mut strange = Vec::new();
    match &node.kind {
        _ if node.is_null() => {}
        Kind::Scalar { text, .. } => {
            for (index, range) in comma_pieces(text).into_iter().enumerate() {
                found.push(Item { text: text[range].to_owned(), node, index, has_bare_colon: false });
            }
        }
        Kind::Sequence { items, .. } => {
            for (index, item) in items.iter().enumerate() {
                match &item.kind {
                    _ if item.is_null() => {}
                    Kind::Scalar { text, .. } if text.trim().is_empty() => {}
                    Kind::Scalar { text, .. } => {
                        found.push(Item { text: text.trim().to_owned(), node: item, index, has_bare_colon: false });
                    }
                    Kind::Mapping { entries, .. } => match entries.as_slice() {
                        [one] if one.key.text().is_some() && one.value.text().is_some() => {
                            let (key, value) = (one.key.text().unwrap_or_default(), one.value.text().unwrap_or_default());
                            let text = format!("{}: {}", key.trim(), value.trim());
                            found.push(Item {
                                text: text.trim_end_matches(": ").to_owned(),
                                node: item,
                                index,
                                has_bare_colon: true,
                            });
                        }
                        _ => strange.push(item),
                    },
                    Kind::Sequence { .. } => strange.push(item),
                }
            }
        }
        Kind::Mapping { .. } => strange.push(node),
    }
    (found, strange)
}

/// Where the items stand in a text with commas: `Schema (users, tenants), migrations` holds two. Lines separate too,
/// and a list's dash before a line is not part of the item.
pub(super) fn comma_pieces(text: &str) -> Vec<Range<usize>> {
    let balanced = {
        let mut depth = 0i32;
        text.chars().all(|c| {
            depth += i32::from(matches!(c, '(' | '[' | '{')) - i32::from(matches!(c, ')' | ']' | '}'));
            depth >= 0
        }) && depth == 0
    };
    let mut pieces = Vec::new();
    let mut depth = 0;
    let mut start = 0;
    let mut push = |range: Range<usize>| {
        let piece = &text[range.clone()];
        let piece = piece.trim_start();
        let piece = if text.contains('\n') {
            ["- ", "* ", "• "].iter().find_map(|dash| piece.strip_prefix(dash)).unwrap_or(piece)
        } else {
            piece
        };
        let piece = piece.trim();
        if !piece.is_empty() {
            let start = piece.as_ptr() as usize - text.as_ptr() as usize;
            pieces.push(start..start + piece.len());
        }
    };
    for (at, character) in text.char_indices() {
        match character {
            '(' | '[' | '{' if balanced => depth += 1,
            ')' | ']' | '}' if balanced => depth -= 1,
            ',' | '\n' if depth == 0 => {
                push(start..at);
                start = at + 1;
            }
            _ => {}
        }
    }
    push(start..text.len());
    pieces
}

/// A node as a value that serde reads. Numbers with a point stay texts: `7.000` may mean seven thousand.
pub(super) fn to_value(node: &Node) -> serde_yaml::Value {
    use serde_yaml::Value;
    match &node.kind {
        Kind::Scalar { text, style } => match node.typed() {
            Some(Typed::Null) => Value::Null,
            Some(Typed::Bool(value)) => Value::Bool(value),
            Some(Typed::Int(value)) if *style == Style::Plain && !text.starts_with('0') => Value::Number(value.into()),
            Some(Typed::Int(value)) if text.len() == 1 => Value::Number(value.into()),
            _ => Value::String(text.to_string()),
        },
        Kind::Sequence { items, .. } => Value::Sequence(items.iter().map(to_value).collect()),
        Kind::Mapping { .. } => {
            Value::Mapping(node.fields().into_iter().map(|(key, value)| (to_value(key), to_value(value))).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_separate_but_not_inside_brackets() {
        let pieces = |text: &'static str| comma_pieces(text).into_iter().map(|range| &text[range]).collect::<Vec<_>>();
        assert_eq!(pieces("Database schema, domain entities"), ["Database schema", "domain entities"]);
        assert_eq!(pieces("Schema (users, tenants),migrations,"), ["Schema (users, tenants)", "migrations"]);
        assert_eq!(pieces("a), (b, c"), ["a)", "(b", "c"]);
        assert_eq!(pieces("- one\n- two, three\n"), ["one", "two", "three"]);
        assert_eq!(pieces(" , "), Vec::<&str>::new());
    }
}
