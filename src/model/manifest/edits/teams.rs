//! Edits of whole teams: add one, take one away, give one another id.

use super::commas;
use super::{Work, fields};
use crate::model::edit::Change;
use crate::model::manifest::shape::{self, DEPENDS_ON};
use crate::model::team::TeamId;
use crate::model::yaml::flow::FlowItems;
use crate::model::yaml::list::{ListSite, Payload};
use crate::model::yaml::mapping::{self, MappingSite, insert_lines};
use crate::model::yaml::node::{Entry, Kind, Node};
use crate::model::yaml::write::{self, Surroundings};

impl<'a> Work<'a> {
    /// Adds a team behind the last one, in the style of the others.
    pub(super) fn add_team(&self, id: &TeamId, name: &str) -> Option<String> {
        let (key, teams) = self.teams()?;
        let name = super::meaning::one_line(name);
        let name = Some(name.as_str())
            .filter(|name| !name.is_empty() && *name != crate::model::manifest::read::default_name(id, id.as_str()));
        let eol = self.source.eol(key.span.start);
        let block = |first: &str, column: usize| {
            let indent = " ".repeat(column);
            let name = name
                .map(|name| format!("{indent}name: {}{eol}", write::scalar(name, Surroundings::Block, None)))
                .unwrap_or_default();
            format!("{first}{eol}{name}{indent}responsibilities: []{eol}")
        };
        let flow_name = name.map(|name| format!("name: {}, ", write::scalar(name, Surroundings::Flow, None))).unwrap_or_default();
        let changes = match &teams.kind {
            Kind::Mapping { entries, flow: false } if !entries.is_empty() && !teams.aliased => {
                let column = self.source.column(entries.last()?.key.span.start);
                let text = block(&format!("{}{id}:", " ".repeat(column)), column + self.indentation());
                // A blank line between teams, where the last two have one.
                let above = self.team_start(entries, entries.len() - 1);
                let is_blank =
                    entries.len() > 1 && self.source.line_before(above).is_some_and(|before| self.source.is_blank(before));
                let blank = if is_blank { eol } else { "" };
                vec![insert_lines(self.source, self.team_end(entries.last()?), &format!("{blank}{text}"))]
            }
            Kind::Sequence { items, flow: false } if !items.is_empty() && !teams.aliased => {
                let dash = self.source.column(*self.source.dashes(teams).last()?);
                let text = block(&format!("{}- id: {id}", " ".repeat(dash)), dash + 2);
                ListSite::new(self.source, key, teams)?.insert(items.len(), &Payload::lines(text, dash))?
            }
            Kind::Mapping { entries, flow: true } if !entries.is_empty() => {
                let flow = FlowItems::new(self.source, teams)?;
                flow.insert(entries.len(), &format!("{id}: {{{flow_name}responsibilities: []}}"))
            }
            Kind::Sequence { items, flow: true } if !items.is_empty() => ListSite::new(self.source, key, teams)?
                .insert(items.len(), &Payload::written(&format!("{{id: {id}, {flow_name}responsibilities: []}}")))?,
            _ if matches!(self.root.kind, Kind::Mapping { flow: true, .. }) => {
                mapping::set_value(self.source, key, teams, &format!("{{{id}: {{{flow_name}responsibilities: []}}}}"))?
            }
            _ => {
                let column = self.source.column(key.span.start) + 2;
                let text = block(&format!("{}{id}:", " ".repeat(column)), column + 2);
                let at = self.source.after_colon(key)?;
                let mut changes = vec![insert_lines(self.source, self.source.line_end(at), &text)];
                if !teams.span.is_empty() {
                    changes.push(Change { range: at..self.source.end_of(teams), text: String::new() });
                }
                changes
            }
        };
        self.with(changes)
    }

    /// Takes a team away with all that stands under it, and the comment lines directly above it.
    pub(super) fn remove_team(&self, id: &TeamId) -> Option<String> {
        let team = self.team(id)?;
        let (key, teams) = self.teams()?;
        let changes = match &teams.kind {
            Kind::Sequence { .. } => ListSite::new(self.source, key, teams)?.remove(team.index)?,
            Kind::Mapping { entries, flow } => {
                let index = entries.iter().position(|entry| std::ptr::eq(&entry.key, team.key))?;
                if *flow {
                    FlowItems::new(self.source, teams)?.remove(index)
                } else if entries.len() == 1 {
                    mapping::set_value(self.source, key, teams, "{}")?
                } else {
                    let (start, mut end) = (self.team_start(entries, index), self.team_end(&entries[index]));
                    // Of the blank lines around it, those below go with it.
                    let first_line = self.source.line_start(key.span.start);
                    let blank_above =
                        self.source.line_before(start).is_none_or(|before| before == first_line || self.source.is_blank(before));
                    while blank_above && end < self.source.text.len() && self.source.is_blank(end) {
                        end = self.source.line_end(end);
                    }
                    vec![Change { range: start..end, text: String::new() }]
                }
            }
            Kind::Scalar { .. } => return None,
        };
        self.with(changes)
    }

    /// The first of the lines that belong to a team: its key, and the comments directly above.
    fn team_start(&self, entries: &[Entry], index: usize) -> usize {
        let line = self.source.line_start(entries[index].key.span.start);
        let column = self.source.column(entries[index].key.span.start);
        let limit = index.checked_sub(1).map_or(0, |before| self.team_end(&entries[before]));
        self.source.comments_above(line, limit, |indent| indent <= column)
    }

    /// Behind the last of the lines that belong to a team: comments that stand deeper than its key do.
    fn team_end(&self, entry: &Entry) -> usize {
        let column = self.source.column(entry.key.span.start);
        let mut end = self.source.line_end(self.source.end_of_entry(entry));
        let mut at = end;
        while at < self.source.text.len() {
            if self.source.is_comment(at) && self.source.indent(at) > column {
                end = self.source.line_end(at);
            } else if !self.source.is_blank(at) {
                break;
            }
            at = self.source.line_end(at);
        }
        end
    }

    /// Gives a team another id, at its key and wherever it is named.
    pub(super) fn rename_team(&self, from: &TeamId, to: &TeamId) -> Option<String> {
        let team = self.team(from)?;
        let is_name =
            team.id_is_a_field && team.value.is_some_and(|value| value.get("id").is_none() && value.get("team").is_none());
        let mut changes = if is_name {
            MappingSite::new(self.source, team.value?)?.insert("id", to.as_str(), fields::before("id"))?
        } else {
            self.renamed(team.key, to.as_str(), self.surroundings_of(from))
        };
        let renames = super::meaning::renames(self.manifest, from, to);
        for (key, node, surroundings) in self.references() {
            let new_id = |text: &str| {
                let id = TeamId::from_spelling(text)?;
                renames.iter().find(|(old, _)| *old == id).map(|(_, new)| new)
            };
            match &node.kind {
                _ if node.aliased => {}
                Kind::Sequence { items, flow } => {
                    let surroundings = if *flow { Surroundings::Flow } else { Surroundings::Block };
                    for item in items.iter().filter(|item| !item.aliased) {
                        if let Some(new) = item.text().and_then(new_id) {
                            changes.extend(self.renamed(item, new.as_str(), surroundings));
                        }
                    }
                }
                Kind::Scalar { .. } => {
                    let items: Vec<String> = shape::text_items(node).0.into_iter().map(|item| item.text).collect();
                    let mut now = items.clone();
                    for index in 0..items.len() {
                        if let Some(new) = new_id(&items[index]) {
                            new.as_str().clone_into(&mut now[index]);
                        }
                    }
                    match items.iter().zip(&now).enumerate().filter(|(_, (old, new))| old != new).collect::<Vec<_>>().as_slice() {
                        [] => {}
                        [(index, (_, new))] => {
                            let written =
                                commas::rewrite(self.source, node, &items, &commas::Change::Rename(*index, new), surroundings)?;
                            changes.extend(mapping::set_value(self.source, key, node, &written)?);
                        }
                        _ => changes.extend(mapping::set_value(
                            self.source,
                            key,
                            node,
                            &write::flow_list(now.iter().map(String::as_str)),
                        )?),
                    }
                }
                Kind::Mapping { .. } => {}
            }
        }
        self.with(changes)
    }

    fn renamed(&self, node: &Node, text: &str, surroundings: Surroundings) -> Vec<Change> {
        vec![Change { range: node.span.start..self.source.end_of(node), text: write::scalar(text, surroundings, node.style()) }]
    }

    /// Every value that names teams, with its key.
    fn references(&self) -> Vec<(&'a Node, &'a Node, Surroundings)> {
        let mut found: Vec<(&'a Node, &'a Node, Surroundings)> = Vec::new();
        let mut add = |mapping: &'a Node, names: &[&str]| {
            let Some(site) = MappingSite::new(self.source, mapping) else { return };
            for entry in site.entries().iter().filter(|entry| entry.key.text().is_some_and(|key| names.contains(&key))) {
                found.push((&entry.key, &entry.value, site.surroundings()));
            }
        };
        if let Some((_, teams)) = self.teams() {
            for value in shape::team_nodes(teams).0.iter().filter_map(|team| team.value) {
                add(value, &DEPENDS_ON);
                add(value, &["wait_for"]);
            }
        }
        let sections = self
            .root
            .entries()
            .unwrap_or_default()
            .iter()
            .filter(|entry| matches!(entry.key.text(), Some("iterations" | "integration_points")));
        for section in sections {
            match &section.value.kind {
                Kind::Sequence { items, .. } => items.iter().for_each(|item| add(item, &["teams", "between", "owner"])),
                Kind::Mapping { entries, .. } => {
                    entries.iter().for_each(|entry| add(&entry.value, &["teams", "between", "owner"]));
                }
                Kind::Scalar { .. } => {}
            }
        }
        found
    }
}
