//! Paths as Dectet names them (`phases/1/minutes`), in the spelling and shape that the file has: another word for the
//! key, a mapping by name in place of a list, one word in place of a mapping, a text with commas in place of a list. Not:
//! the splices (`fields`, `items`).

use serde_yaml::{Mapping, Value};

use super::{ManifestEdit, Step, fields};
use crate::model::manifest::shape::{self, DEPENDS_ON, MEGA_FILES, RESPONSIBILITIES, TARGET_LOC};
use crate::model::manifest::{Manifest, standard_phases};
use crate::model::team::TeamId;
use crate::model::yaml::node::{Kind, Node};

/// Lists of texts, in which a null is no item.
const LISTS_OF_TEXTS: [&[&str]; 2] = [&["project", "stack"], &["conflict_resolution", "order"]];

/// Whether an edit names what it changes by a path into the file.
pub(super) fn is_of_a_path(edit: &ManifestEdit) -> bool {
    matches!(edit, ManifestEdit::SetValue { .. } | ManifestEdit::MoveItem { .. } | ManifestEdit::RenameKey { .. })
}

/// An edit of a path as the edit that the file needs; `None` where that cannot be told.
pub(super) fn spelled(root: &Node, manifest: &Manifest, edit: &ManifestEdit) -> Option<ManifestEdit> {
    let (path, value) = match edit {
        ManifestEdit::SetValue { path, value } => (path, value.as_ref()),
        ManifestEdit::MoveItem { path, .. } | ManifestEdit::RenameKey { path, .. } => (path, None),
        _ => return None,
    };
    if needs_standard_phases(root, path, edit) {
        let phase = |phase: &crate::model::manifest::Phase| {
            mapping([("name", phase.name.as_str().into()), ("minutes", phase.minutes.into())])
        };
        let phases = Value::Sequence(standard_phases().iter().map(phase).collect());
        let first = ManifestEdit::SetValue { path: vec![key("phases")], value: Some(phases) };
        return Some(ManifestEdit::Several(vec![first, edit.clone()]));
    }
    if !counts_alike(root, manifest, path) {
        return None;
    }
    let mut walk = Walk { at: Vec::new(), node: Some(root), is_named: false };
    for depth in 0..path.len() {
        let here = trail(&path[..depth]);
        if let Some(edit) = walk.shortcut(&here, &path[depth..], edit, value) {
            return Some(edit);
        }
        walk.step(&here, &path[depth]);
    }
    let Walk { at, node, is_named } = walk;
    Some(match edit {
        ManifestEdit::MoveItem { from, to, .. } => match node.map(|node| (node, &node.kind)) {
            Some((node, Kind::Scalar { .. })) => {
                let mut items = texts(node, &trail(path));
                if *from >= items.len() {
                    return None;
                }
                let item = items.remove(*from);
                items.insert((if to > from { to - 1 } else { *to }).min(items.len()), item);
                ManifestEdit::SetValue { path: at, value: Some(Value::Sequence(items)) }
            }
            _ => ManifestEdit::MoveItem { path: at, from: *from, to: *to },
        },
        // In a list the name is a field of the item.
        ManifestEdit::RenameKey { to, .. } if matches!(at.last(), Some(Step::Item(_))) => {
            ManifestEdit::SetValue { path: [at, vec![key("name")]].concat(), value: Some(to.as_str().into()) }
        }
        ManifestEdit::RenameKey { to, .. } => ManifestEdit::RenameKey { path: at, to: to.clone() },
        _ => {
            let is_name = is_named && node.is_none() && at.last() == Some(&key("name"));
            match value.and_then(Value::as_str).filter(|_| is_name) {
                Some(name) => ManifestEdit::RenameKey { path: at[..at.len() - 1].to_vec(), to: name.to_owned() },
                None => ManifestEdit::SetValue { path: at, value: value.cloned() },
            }
        }
    })
}

fn key(name: &str) -> Step {
    Step::Key(name.to_owned())
}

fn mapping<const N: usize>(entries: [(&str, Value); N]) -> Value {
    Value::Mapping(entries.into_iter().map(|(key, value)| (Value::from(key), value)).collect::<Mapping>())
}

/// A path with items and names as `-`.
fn trail(path: &[Step]) -> Vec<&str> {
    let mut trail: Vec<&str> = Vec::with_capacity(path.len());
    for step in path {
        trail.push(match step {
            Step::Key(name) if !(trail == ["agents"] || trail == ["teams"]) => name,
            _ => "-",
        });
    }
    trail
}

/// The spellings of a key, Dectet's own first.
fn spellings(here: &[&str], name: &str) -> Vec<String> {
    let known: &[&str] = match (here, name) {
        (["teams", "-"], "depends_on") => &DEPENDS_ON,
        (["teams", "-"], "mega_files") => &MEGA_FILES,
        (["teams", "-"], "responsibilities") => &RESPONSIBILITIES,
        (["teams", "-"] | ["project"] | ["iterations", "-"], "target_loc") => &TARGET_LOC,
        (["phases", "-"], "minutes") => &["minutes", "duration"],
        (["validation", "commands", "-"], "run") => &["run", "command"],
        (["validation", "minimum"], "loc") => &["loc", "lines_of_code"],
        _ => return vec![name.to_owned()],
    };
    known.iter().map(|&name| name.to_owned()).collect()
}

/// A part of the standard phases is to change, and the file does not name any.
fn needs_standard_phases(root: &Node, path: &[Step], edit: &ManifestEdit) -> bool {
    let is_part = path.len() > 1 || matches!(edit, ManifestEdit::MoveItem { .. });
    let none = |node: &Node| {
        node.is_null() || node.items().is_some_and(<[Node]>::is_empty) || node.entries().is_some_and(<[_]>::is_empty)
    };
    is_part && path.first() == Some(&key("phases")) && root.get("phases").is_none_or(none)
}

/// Whether the file has as many items as the manifest: what cannot be read is no item there, and numbers would differ.
fn counts_alike(root: &Node, manifest: &Manifest, path: &[Step]) -> bool {
    let (node, count) = match trail(path).as_slice() {
        ["phases", ..] => (root.get("phases"), manifest.phases.len()),
        ["iterations", ..] => (root.get("iterations"), manifest.iterations.len()),
        ["integration_points", ..] => (root.get("integration_points"), manifest.integration_points.len()),
        ["validation", "commands", ..] => {
            (root.get("validation").and_then(|node| node.get("commands")), manifest.validation.commands.len())
        }
        _ => return true,
    };
    let is_whole = |path: &[Step]| !path.iter().any(|step| matches!(step, Step::Item(_)));
    let found = match node.map(|node| (node, &node.kind)) {
        Some((_, Kind::Sequence { items, .. })) => items.len(),
        Some((node, Kind::Mapping { .. })) => node.fields().len(),
        Some((node, Kind::Scalar { .. })) => usize::from(!node.is_null()),
        None => 0,
    };
    is_whole(path) || found == count
}

/// The items of a list that is written as one text.
fn texts(node: &Node, here: &[&str]) -> Vec<Value> {
    if here == ["run", "setup"] {
        return node.text().filter(|_| !node.is_null()).map(Value::from).into_iter().collect();
    }
    shape::text_items(node).0.into_iter().map(|item| Value::from(item.text)).collect()
}

/// On the way along a path.
struct Walk<'a> {
    /// The path so far, as the file spells it.
    at: Vec<Step>,
    /// What stands there.
    node: Option<&'a Node>,
    /// The last item came by its name from a mapping.
    is_named: bool,
}

impl<'a> Walk<'a> {
    /// Where the file has something else than the path expects: the edit of the whole that stands there.
    fn shortcut(&self, here: &[&str], rest: &[Step], edit: &ManifestEdit, value: Option<&Value>) -> Option<ManifestEdit> {
        let node = self.node?;
        let set = |path: Vec<Step>, value: Value| Some(ManifestEdit::SetValue { path, value: Some(value) });
        if !matches!(edit, ManifestEdit::SetValue { .. }) {
            return None;
        }
        match (&node.kind, &rest[0]) {
            (Kind::Scalar { text, .. }, Step::Key(name)) => {
                let text = text.trim();
                // The one field for which the word stands.
                let (stands_for, mut base) = match here {
                    _ if node.is_null() && here != ["agents", "-"] => return None,
                    ["project"] => ("name", mapping([("name", text.into())])),
                    ["phases", "-"] if self.is_named => ("minutes", mapping([("minutes", shape::to_value(node))])),
                    ["phases", "-"] => ("name", mapping([("name", text.into())])),
                    ["validation", "commands", "-"] => ("run", mapping([("run", text.into())])),
                    ["agents", "-"] => {
                        let Some(Step::Key(own)) = self.at.last() else { return None };
                        ("preset", mapping([("preset", if node.is_null() { own.as_str().into() } else { text.into() })]))
                    }
                    _ => return None,
                };
                if self.is_named && name == "name" {
                    let to = value.and_then(Value::as_str)?.to_owned();
                    return Some(ManifestEdit::RenameKey { path: self.at.clone(), to });
                }
                if name == stands_for && rest.len() == 1 && here != ["project"] {
                    return set(self.at.clone(), value?.clone());
                }
                base = fields::value_with(&base, rest, value)?;
                set(self.at.clone(), base)
            }
            (Kind::Scalar { .. }, Step::Item(_)) if !node.is_null() => {
                let mut items = Value::Sequence(texts(node, here));
                if here == ["validation", "commands"] {
                    items = Value::Sequence(vec![mapping([("run", node.text()?.trim().into())])]);
                }
                set(self.at.clone(), fields::value_with(&items, rest, value)?)
            }
            // A new item of a mapping by names is a key, and of a list by keys an item.
            (Kind::Mapping { .. }, Step::Item(index)) if rest.len() == 1 && *index >= node.fields().len() => {
                let Some(Value::Mapping(mut fields)) = value.cloned() else { return None };
                // What has no name is called as what it runs.
                let name = fields.shift_remove("name").or_else(|| fields.get("run").cloned())?.as_str()?.to_owned();
                set([self.at.clone(), vec![key(&name)]].concat(), Value::Mapping(fields))
            }
            (Kind::Sequence { items, .. }, Step::Key(name)) if here == ["agents"] && self.named(node, name).is_none() => {
                let mut fields: Mapping = std::iter::once((Value::from("name"), Value::from(name.as_str()))).collect();
                let Some(Value::Mapping(given)) = fields::value_with(&Value::Null, &rest[1..], value) else { return None };
                fields.extend(given);
                set([self.at.clone(), vec![Step::Item(items.len())]].concat(), Value::Mapping(fields))
            }
            _ => None,
        }
    }

    /// The item of a list that has this name.
    fn named(&self, list: &'a Node, name: &str) -> Option<(usize, &'a Node)> {
        let is_it = |item: &&Node| item.get("name").unwrap_or(item).text().is_some_and(|text| text.trim() == name);
        let index = list.items()?.iter().position(|item| is_it(&item))?;
        Some((index, &list.items()?[index]))
    }

    fn step(&mut self, here: &[&str], step: &Step) {
        let node = self.node.filter(|node| !node.is_null());
        let next = match (node.map(|node| (node, &node.kind)), step) {
            (Some((teams, _)), Step::Key(name)) if here == ["teams"] => {
                let wanted = TeamId::from_spelling(name);
                let found = shape::team_nodes(teams).0.into_iter();
                let is_it = |key: &Node| key.text().and_then(TeamId::from_spelling) == wanted;
                found
                    .filter(|team| is_it(team.key))
                    .map(|team| (team.index, team.id_is_a_field, team.key, team.value))
                    .next()
                    .map(|(index, is_field, key, value)| {
                        let own = Step::Key(key.text().unwrap_or_default().to_owned());
                        match (teams.items().is_some(), is_field) {
                            (false, _) => (vec![own], value),
                            (true, true) => (vec![Step::Item(index)], value),
                            (true, false) => (vec![Step::Item(index), own], value),
                        }
                    })
            }
            (Some((list, Kind::Sequence { .. })), Step::Key(name)) if here == ["agents"] => {
                self.named(list, name).map(|(index, item)| (vec![Step::Item(index)], Some(item)))
            }
            (Some((mapping, Kind::Mapping { .. })), Step::Key(name)) => {
                let names = spellings(here, name);
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                shape::spelled(mapping, &names)
                    .map(|(key, value)| (vec![Step::Key(key.text().unwrap_or_default().to_owned())], Some(value)))
            }
            (Some((mapping, Kind::Mapping { .. })), Step::Item(index)) => {
                let found = mapping.fields().into_iter().nth(*index);
                self.is_named = found.is_some();
                found.and_then(|(key, value)| Some((vec![Step::Key(key.text()?.to_owned())], Some(value))))
            }
            // What is no text is no item of a list of texts.
            (Some((list, Kind::Sequence { items, .. })), Step::Item(index)) if LISTS_OF_TEXTS.contains(&here) => {
                let (found, _) = shape::text_items(list);
                match found.get(*index) {
                    Some(item) => Some((vec![Step::Item(item.index)], Some(item.node))),
                    None if *index == found.len() => Some((vec![Step::Item(items.len())], None)),
                    None => None,
                }
            }
            (Some((list, Kind::Sequence { .. })), Step::Item(index)) => {
                list.items().and_then(|items| items.get(*index)).map(|item| (vec![step.clone()], Some(item)))
            }
            _ => None,
        };
        let (steps, node) = next.unwrap_or_else(|| (vec![step.clone()], None));
        self.at.extend(steps);
        self.node = node;
    }
}
