//! Edits of single values: a team's name, target, priority; any value of the file by its path.

use super::{Step, TeamKey, TeamRefField, Work};
use crate::model::edit::Change;
use crate::model::manifest::shape::DEPENDS_ON;
use crate::model::team::TeamId;
use crate::model::yaml::list::{ListSite, Payload};
use crate::model::yaml::mapping::{self, MappingSite};
use crate::model::yaml::node::{Kind, Node};
use crate::model::yaml::write::{self, Surroundings};

/// A team's keys in the order in which people write them.
const ORDER: [&str; 24] = [
    "id",
    "team",
    "<<",
    "name",
    "role",
    "responsibilities",
    "capabilities",
    "focus",
    "deliverables",
    "boundaries",
    "output",
    "write_paths",
    "read_paths",
    "forbidden_paths",
    "depends_on",
    "dependencies",
    "wait_for",
    "target_loc",
    "lines_of_code",
    "mega_files",
    "mega_files_count",
    "priority",
    "swarm",
    "agent",
];

/// The keys behind which a new one belongs.
pub(super) fn before(key: &str) -> &'static [&'static str] {
    &ORDER[..ORDER.iter().position(|known| *known == key).unwrap_or(ORDER.len())]
}

impl Work<'_> {
    /// Sets a text of a team, or takes its key away; the quotes that it had stay.
    pub(super) fn set_text(&self, team: &TeamId, key: &'static str, text: &str) -> Option<String> {
        if text.is_empty() {
            return self.set_field(team, &[key], None);
        }
        let style = || {
            let site = MappingSite::new(self.source, self.team(team)?.value?)?;
            site.entries()[site.find(&[key])?].value.style()
        };
        self.set_field(team, &[key], Some(write::scalar(text, self.field_surroundings(team), style())))
    }

    /// Sets a team's teams.
    pub(super) fn set_refs(&self, team: &TeamId, field: TeamRefField, teams: &[TeamId]) -> Option<String> {
        let names: &[&'static str] = match field {
            TeamRefField::DependsOn => &DEPENDS_ON,
            TeamRefField::WaitFor => &["wait_for"],
        };
        self.set_field(team, names, (!teams.is_empty()).then(|| write::flow_list(teams.iter().map(TeamId::as_str))))
    }

    /// Sets a value of a team that has several forms.
    pub(super) fn set_team_value(&self, team: &TeamId, key: TeamKey, value: Option<&serde_yaml::Value>) -> Option<String> {
        let surroundings = self.field_surroundings(team);
        self.set_field(team, key.names(), value.map(|value| write::flow_value(value, surroundings)))
    }

    fn field_surroundings(&self, team: &TeamId) -> Surroundings {
        let site = || MappingSite::new(self.source, self.team(team)?.value?);
        site().map_or_else(|| self.surroundings_of(team), |site| site.surroundings())
    }

    /// Sets a key of a team to what is written on one line, or takes it away. `names` are its spellings.
    pub(super) fn set_field(&self, team: &TeamId, names: &[&'static str], written: Option<String>) -> Option<String> {
        let Some(site) = self.team(team)?.value.and_then(|value| MappingSite::new(self.source, value)) else {
            // Nothing to take away from the short form.
            let Some(written) = written else { return Some(self.source.text.to_owned()) };
            return self.long_form_then(team, |work| {
                work.team(team)?.value.and_then(|value| MappingSite::new(work.source, value))?;
                work.set_field(team, names, Some(written))
            });
        };
        // What a merge key brings in is only gone when the team says so itself.
        let inherited = self.team(team)?.value.into_iter().flat_map(Node::fields).find_map(|(key, _)| {
            let name = names.iter().find(|name| key.text() == Some(**name))?;
            (!site.entries().iter().any(|entry| std::ptr::eq(&entry.key, key))).then_some(*name)
        });
        let changes = match (site.find(names), written) {
            (Some(index), Some(written)) => site.set(index, &written),
            (None, Some(written)) => site.insert(names[0], &written, before(names[0])),
            (Some(index), None) => match self.brings_in(&site, names) {
                true => site.set(index, "null"),
                false => site.remove(index),
            },
            (None, None) => inherited.map_or(Some(Vec::new()), |name| site.insert(name, "null", before(name))),
        }?;
        self.with(changes)
    }

    /// Whether a merge key of a mapping brings in one of these keys.
    fn brings_in(&self, site: &MappingSite<'_>, names: &[&str]) -> bool {
        let merged =
            site.entries().iter().filter(|entry| entry.key.text() == Some("<<")).flat_map(|entry| match entry.value.items() {
                Some(items) => items.iter().flat_map(Node::fields).collect::<Vec<_>>(),
                None => entry.value.fields(),
            });
        merged.into_iter().any(|(key, _)| key.text().is_some_and(|key| names.contains(&key)))
    }

    /// Sets or removes a value by its path. Mappings on the way that are not there are made.
    pub(super) fn set_value_at(&self, path: &[Step], value: Option<&serde_yaml::Value>) -> Option<String> {
        let (last, way) = path.split_last()?;
        let mut node = self.root;
        let mut key: Option<&Node> = None;
        for (depth, step) in way.iter().enumerate() {
            let next = match step {
                Step::Key(name) => {
                    let entry = node.entries()?.iter().find(|entry| entry.key.text() == Some(name));
                    entry.map(|entry| (Some(&entry.key), &entry.value))
                }
                Step::Item(index) => node.items()?.get(*index).map(|item| (None, item)),
            };
            match next {
                Some((next_key, next)) if !next.is_null() => (key, node) = (next_key, next),
                // The rest of the way is written with the value.
                _ => return self.set_value_at(&path[..=depth], Some(&wrapped(&path[depth + 1..], value?)?)),
            }
        }
        let surroundings = |node: &Node| match node.kind {
            Kind::Sequence { flow: true, .. } | Kind::Mapping { flow: true, .. } => Surroundings::Flow,
            _ => Surroundings::Block,
        };
        let changes: Option<Vec<Change>> = match last {
            Step::Key(name) => {
                let site = MappingSite::new(self.source, node)?;
                let written = value.map(|value| write::flow_value(value, surroundings(node)));
                match (site.find(&[name.as_str()]), written) {
                    (Some(index), Some(written)) => {
                        let entry = &site.entries()[index].value;
                        let text =
                            value.and_then(serde_yaml::Value::as_str).filter(|_| entry.text().is_some() && !entry.is_null());
                        let written = text.map_or(written, |text| write::scalar(text, surroundings(node), entry.style()));
                        site.set(index, &written)
                    }
                    (Some(_), None) if site.entries().len() == 1 && key.is_some() => {
                        mapping::set_value(self.source, key?, node, "{}")
                    }
                    (Some(index), None) => site.remove(index),
                    (None, Some(written)) if site.entries().is_empty() && !site.is_flow() => Some(vec![Change {
                        range: self.source.text.len()..self.source.text.len(),
                        text: format!("{name}: {written}\n"),
                    }]),
                    (None, Some(written)) => {
                        site.insert(&write::scalar(name, surroundings(node), None), &written, &[]).map(|changes| {
                            // A new key belongs behind all others, not first.
                            let keys: Vec<&str> = site.entries().iter().filter_map(|entry| entry.key.text()).collect();
                            site.insert(&write::scalar(name, surroundings(node), None), &written, &keys).unwrap_or(changes)
                        })
                    }
                    (None, None) => Some(Vec::new()),
                }
            }
            Step::Item(index) => {
                let items = node.items()?;
                let site = ListSite::new(self.source, key?, node)?;
                match (items.get(*index), value) {
                    (Some(item), Some(value)) => self.set_item(item, value, surroundings(node)),
                    (Some(_), None) => site.remove(*index),
                    (None, Some(value)) => {
                        let text = value.as_str().map(str::to_owned);
                        match text {
                            Some(text) => site.insert(items.len(), &Payload::new(text)),
                            None => site.insert(items.len(), &Payload::written(&write::flow_value(value, surroundings(node)))),
                        }
                    }
                    (None, None) => None,
                }
            }
        };
        self.with(changes?)
    }

    fn set_item(&self, item: &Node, value: &serde_yaml::Value, surroundings: Surroundings) -> Option<Vec<Change>> {
        let text = value.as_str().filter(|_| item.text().is_some() && !item.is_null());
        let written =
            text.map_or_else(|| write::flow_value(value, surroundings), |text| write::scalar(text, surroundings, item.style()));
        let end = self.source.end_of(item);
        Some(vec![Change { range: item.span.start..end, text: written }])
    }
}

/// A value below a path that is not there yet.
fn wrapped(path: &[Step], value: &serde_yaml::Value) -> Option<serde_yaml::Value> {
    path.iter().rev().try_fold(value.clone(), |inner, step| match step {
        Step::Key(name) => Some(serde_yaml::Value::Mapping(std::iter::once((name.as_str().into(), inner)).collect())),
        Step::Item(0) => Some(serde_yaml::Value::Sequence(vec![inner])),
        Step::Item(_) => None,
    })
}

/// The value of a mapping's key, replaced on the way of a path.
pub(super) fn value_with(
    root: &serde_yaml::Value,
    path: &[Step],
    value: Option<&serde_yaml::Value>,
) -> Option<serde_yaml::Value> {
    use serde_yaml::Value;
    let Some((step, rest)) = path.split_first() else { return value.cloned() };
    match step {
        Step::Key(name) => {
            let mut mapping = match root {
                Value::Mapping(mapping) => mapping.clone(),
                Value::Null => serde_yaml::Mapping::new(),
                _ => return None,
            };
            let key: Value = name.as_str().into();
            let inner = value_with(mapping.get(&key).unwrap_or(&Value::Null), rest, value);
            match inner {
                Some(inner) => drop(mapping.insert(key, inner)),
                None if rest.is_empty() => drop(mapping.shift_remove(&key)),
                None => return None,
            }
            Some(Value::Mapping(mapping))
        }
        Step::Item(index) => {
            let mut items = match root {
                Value::Sequence(items) => items.clone(),
                Value::Null => Vec::new(),
                _ => return None,
            };
            let inner = value_with(items.get(*index).unwrap_or(&Value::Null), rest, value);
            match inner {
                Some(inner) if *index < items.len() => items[*index] = inner,
                Some(inner) if *index == items.len() => items.push(inner),
                None if rest.is_empty() && *index < items.len() => drop(items.remove(*index)),
                _ => return None,
            }
            Some(Value::Sequence(items))
        }
    }
}
