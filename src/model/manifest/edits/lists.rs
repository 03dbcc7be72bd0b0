//! Edits of a team's lists of texts (responsibilities, path patterns), wherever the file keeps them: a list with
//! dashes or in brackets, a text with commas, the short form of a team, nothing yet, or something inherited by an
//! anchor.

use super::commas;
use super::{PathList, Work};
use crate::model::edit::Change;
use crate::model::manifest::shape::{self, BOUNDARIES, RESPONSIBILITIES, TeamNode};
use crate::model::team::{TeamId, UNASSIGNED};
use crate::model::yaml::list::{self, ListSite, Payload};
use crate::model::yaml::mapping::{self, MappingSite};
use crate::model::yaml::node::{Kind, Node};
use crate::model::yaml::write::{self, Surroundings};

/// A list of a team that is edited.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum List {
    Responsibilities,
    Paths(PathList),
}

impl List {
    /// The spellings of its key, Dectet's own first.
    pub fn names(self) -> &'static [&'static str] {
        match self {
            Self::Responsibilities => &RESPONSIBILITIES,
            Self::Paths(PathList::Write) => &["write_paths"],
            Self::Paths(PathList::Read) => &["read_paths"],
            Self::Paths(PathList::Forbidden) => &["forbidden_paths"],
        }
    }
}

/// Where the items of a list stand.
enum Place<'a> {
    /// In a list of their own.
    Items(ListSite<'a>),
    /// In a text with commas.
    Commas,
    /// Nowhere yet, but the key is there.
    Nothing,
    /// In a value that is shared by an anchor, or of a shape that is only replaced as a whole.
    Whole,
    /// In a mapping that the team's own takes in by a merge key: the team gets a list of its own.
    Inherited(List, MappingSite<'a>),
}

/// One value that holds (a part of) a team's list.
struct Holder<'a> {
    key: &'a Node,
    value: &'a Node,
    place: Place<'a>,
    /// The items: what they say, and their index among the nodes.
    items: Vec<String>,
    nodes: Vec<usize>,
    surroundings: Surroundings,
    /// The short form of a team: the key is the team's own.
    is_short_form: bool,
}

impl<'a> Work<'a> {
    /// Moves an item between two lists, or within one.
    pub(super) fn move_item(&self, list: List, from: (&TeamId, usize), to: (&TeamId, usize)) -> Vec<Option<String>> {
        if from.0 == to.0 {
            return vec![self.shift_item(list, from.0, from.1, to.1)];
        }
        let Some((holder, index)) = self.holder_of(list, from.0, from.1) else { return Vec::new() };
        let payload = match &holder.place {
            Place::Items(site) => site.payload(holder.nodes[index], &holder.items[index]),
            _ => Payload::new(holder.items[index].clone()),
        };
        let with = |payload: &Payload| {
            let mut changes = self.removal(&holder, index)?;
            if let Some(insertion) = self.insertion(list, to.0, to.1, payload) {
                changes.extend(insertion);
                return self.with(changes);
            }
            // The team needs the long form first.
            let text = self.with(changes)?;
            self.then(&text, |work| work.long_form_then(to.0, |work| work.with(work.insertion(list, to.0, to.1, payload)?)))
        };
        vec![with(&payload), with(&payload.clone().rewritten()), with(&Payload::new(payload.text.clone()))]
    }

    /// Adds an item.
    pub(super) fn insert_item(&self, list: List, team: &TeamId, index: usize, text: &str) -> Vec<Option<String>> {
        let payload = Payload::new(super::meaning::one_line(text));
        let plain = || self.with(self.insertion(list, team, index, &payload)?);
        let long = || self.long_form_then(team, |work| work.with(work.insertion(list, team, index, &payload)?));
        vec![plain().or_else(long)]
    }

    /// Changes the words of an item.
    pub(super) fn rename_item(&self, list: List, team: &TeamId, index: usize, text: &str) -> Vec<Option<String>> {
        let text = super::meaning::one_line(text);
        let plain = |work: &Work<'_>| {
            let (holder, index) = work.holder_of(list, team, index)?;
            let changes = match &holder.place {
                Place::Items(site) => Some(site.rename(holder.nodes[index], &text)),
                Place::Commas => work.comma_change(&holder, &commas::Change::Rename(index, &text)),
                Place::Nothing | Place::Whole | Place::Inherited(..) => {
                    work.whole(&holder, &commas::Change::Rename(index, &text))
                }
            }?;
            work.with(changes)
        };
        vec![plain(self).or_else(|| self.long_form_then(team, plain))]
    }

    /// Takes an item away.
    pub(super) fn remove_item(&self, list: List, team: &TeamId, index: usize) -> Vec<Option<String>> {
        let plain = || {
            let (holder, index) = self.holder_of(list, team, index)?;
            self.with(self.removal(&holder, index)?)
        };
        vec![plain()]
    }

    fn shift_item(&self, list: List, team: &TeamId, from: usize, to: usize) -> Option<String> {
        let holders = self.holders(list, team);
        let to = to.min(holders.iter().map(|holder| holder.items.len()).sum());
        if to == from || to == from + 1 {
            return Some(self.source.text.to_owned());
        }
        let in_first = holders.first().map_or(0, |holder| holder.items.len());
        let crosses = holders.len() > 1 && (from < in_first) != (to < in_first || to == in_first && from < in_first);
        if crosses {
            // From the boundaries to the team's own level, or back.
            let (holder, index) = self.holder_of(list, team, from)?;
            let text = self.with(self.removal(&holder, index)?)?;
            let (to, item) = (if to > from { to - 1 } else { to }, Payload::new(holder.items[index].clone()));
            return self.then(&text, |work| work.with(work.insertion(list, team, to, &item)?));
        }
        let (holder, index) = self.holder_of(list, team, from)?;
        let to = to - (from - index);
        let changes = match &holder.place {
            Place::Items(site) => site.shift(holder.nodes[index], holder.nodes.get(to).copied().unwrap_or(site.len())),
            Place::Commas => self.comma_change(&holder, &commas::Change::Shift(index, to)),
            Place::Nothing | Place::Whole | Place::Inherited(..) => self.whole(&holder, &commas::Change::Shift(index, to)),
        }?;
        self.with(changes)
    }

    /// The values that hold a team's list, in the order in which their items count.
    fn holders(&self, list: List, id: &TeamId) -> Vec<Holder<'a>> {
        if id.is_unassigned() {
            let site = MappingSite::new(self.source, self.root).filter(|_| list == List::Responsibilities);
            let found = site.as_ref().and_then(|site| Some((site, &site.entries()[site.find(&[UNASSIGNED])?])));
            return found
                .map(|(site, entry)| self.holder(&entry.key, &entry.value, site.surroundings(), false))
                .into_iter()
                .collect();
        }
        let Some(team) = self.team(id) else { return Vec::new() };
        let Some(value) = team.value else { return Vec::new() };
        let is_responsibilities = list == List::Responsibilities;
        let Some(site) = MappingSite::new(self.source, value) else {
            let is_mapping = value.entries().is_some();
            let surroundings = self.surroundings_of(id);
            return if is_responsibilities && !is_mapping {
                vec![self.holder(team.key, value, surroundings, true)]
            } else {
                Vec::new()
            };
        };
        let mut holders = Vec::new();
        let mut add = |site: &MappingSite<'a>| {
            if let Some(index) = site.find(list.names()) {
                let entry = &site.entries()[index];
                holders.push(self.holder(&entry.key, &entry.value, site.surroundings(), false));
            }
        };
        if !is_responsibilities && let Some(inner) = self.boundaries(&site) {
            add(&inner);
        }
        add(&site);
        let items = self.texts_of(list, id);
        if holders.is_empty() && !items.is_empty() {
            let (place, surroundings) = (Place::Inherited(list, site), site.surroundings());
            let nodes = (0..items.len()).collect();
            holders.push(Holder { key: team.key, value, place, items, nodes, surroundings, is_short_form: false });
        }
        holders
    }

    /// What the manifest says a list holds.
    fn texts_of(&self, list: List, id: &TeamId) -> Vec<String> {
        let Some(team) = self.manifest.team(id) else { return Vec::new() };
        let texts = match list {
            List::Responsibilities => &team.responsibilities,
            List::Paths(PathList::Write) => &team.write_paths,
            List::Paths(PathList::Read) => &team.read_paths,
            List::Paths(PathList::Forbidden) => &team.forbidden_paths,
        };
        texts.clone()
    }

    fn boundaries(&self, team: &MappingSite<'a>) -> Option<MappingSite<'a>> {
        MappingSite::new(self.source, &team.entries()[team.find(&BOUNDARIES)?].value)
    }

    fn holder(&self, key: &'a Node, value: &'a Node, surroundings: Surroundings, is_short_form: bool) -> Holder<'a> {
        let (found, strange) = shape::text_items(value);
        let place = match &value.kind {
            _ if value.is_null() => Place::Nothing,
            _ if value.aliased || !strange.is_empty() && value.items().is_none() => Place::Whole,
            Kind::Scalar { .. } => Place::Commas,
            _ => ListSite::new(self.source, key, value).map_or(Place::Whole, Place::Items),
        };
        let (items, nodes) = found.into_iter().map(|item| (item.text, item.index)).unzip();
        Holder { key, value, place, items, nodes, surroundings, is_short_form }
    }

    /// The value that holds an item, and the item's index in it.
    fn holder_of(&self, list: List, team: &TeamId, index: usize) -> Option<(Holder<'a>, usize)> {
        let mut index = index;
        for holder in self.holders(list, team) {
            if index < holder.items.len() {
                return Some((holder, index));
            }
            index -= holder.items.len();
        }
        None
    }

    fn removal(&self, holder: &Holder<'_>, index: usize) -> Option<Vec<Change>> {
        match &holder.place {
            Place::Items(site) => site.remove(holder.nodes[index]),
            Place::Commas => self.comma_change(holder, &commas::Change::Remove(index)),
            Place::Nothing | Place::Whole | Place::Inherited(..) => self.whole(holder, &commas::Change::Remove(index)),
        }
    }

    /// Puts an item into a team's list; `None` where the team needs the long form for it.
    fn insertion(&self, list: List, id: &TeamId, index: usize, payload: &Payload) -> Option<Vec<Change>> {
        let mut holders = self.holders(list, id);
        let mut index = index;
        let position = holders.iter().position(|holder| {
            let fits = index <= holder.items.len();
            if !fits {
                index -= holder.items.len();
            }
            fits
        });
        let Some(holder) = position.map(|at| holders.swap_remove(at)).or_else(|| holders.pop()) else {
            return self.new_list(list, id, payload);
        };
        let change = commas::Change::Insert(index, &payload.text);
        match &holder.place {
            Place::Items(site) => site.insert(holder.nodes.get(index).copied().unwrap_or(site.len()), payload),
            Place::Commas => {
                let mut changes = self.comma_change(&holder, &change)?;
                changes.extend(list::comments_above_line(self.source, holder.key.span.start, payload));
                Some(changes)
            }
            Place::Nothing | Place::Whole | Place::Inherited(..) => {
                if let Some(lines) = self.first_lines(&holder, payload) {
                    return Some(vec![lines]);
                }
                let mut changes = self.whole(&holder, &change)?;
                changes.extend(list::comments_above_line(self.source, holder.key.span.start, payload));
                Some(changes)
            }
        }
    }

    /// The first item below a key with nothing behind it, where the file writes its lists with dashes.
    fn first_lines(&self, holder: &Holder<'_>, payload: &Payload) -> Option<Change> {
        let is_open = matches!(holder.place, Place::Nothing) && !holder.is_short_form && holder.value.span.is_empty();
        let offset = self.block_style().filter(|_| is_open && holder.surroundings == Surroundings::Block)?;
        let column = self.source.column(holder.key.span.start) + offset;
        let at = self.source.line_end(self.source.after_colon(holder.key)?);
        let lines = list::new_block_list([payload], column, self.source.eol(holder.key.span.start));
        Some(mapping::insert_lines(self.source, at, &lines))
    }

    /// A list that the team does not have yet.
    fn new_list(&self, list: List, id: &TeamId, payload: &Payload) -> Option<Vec<Change>> {
        if id.is_unassigned() {
            return self.new_tray(payload);
        }
        let team = self.team(id)?;
        let site = MappingSite::new(self.source, team.value?)?;
        let mut changes = self.list_of_its_own(list, &site, list.names()[0], std::slice::from_ref(&payload.text))?;
        changes.extend(list::comments_above_line(self.source, team.key.span.start, payload));
        Some(changes)
    }

    /// The first responsibility that nobody has: the key comes behind the teams.
    fn new_tray(&self, payload: &Payload) -> Option<Vec<Change>> {
        let site = MappingSite::new(self.source, self.root)?;
        let Some(column) = site.column() else {
            return site.insert(UNASSIGNED, &write::flow_list([payload.text.as_str()]), &["teams"]);
        };
        let (source, (key, teams)) = (self.source, self.teams()?);
        let mut at = source.line_end(source.end_of(teams).max(source.after_colon(key)?));
        // What is said at the end of the last team stays with it.
        while at < source.text.len() && source.is_comment(at) && source.indent(at) > column {
            at = source.line_end(at);
        }
        let eol = source.eol(key.span.start);
        let lines = list::new_block_list([payload], column + self.block_style().unwrap_or(2), eol);
        Some(vec![mapping::insert_lines(source, at, &format!("{}{UNASSIGNED}:{eol}{lines}", " ".repeat(column)))])
    }

    /// Gives a team's mapping a list under a new key.
    fn list_of_its_own(&self, list: List, site: &MappingSite<'_>, name: &str, items: &[String]) -> Option<Vec<Change>> {
        let written = write::flow_list(items.iter().map(String::as_str));
        if list == List::Responsibilities {
            return site.insert(name, &written, super::fields::before(name));
        }
        let Some(index) = site.find(&BOUNDARIES) else {
            return site.insert("boundaries", &self.nested(site, name, &written)?, super::fields::before("boundaries"));
        };
        match MappingSite::new(self.source, &site.entries()[index].value) {
            Some(inner) if !inner.entries().is_empty() => inner.insert(name, &written, &["write_paths", "read_paths"]),
            _ => site.set(index, &format!("{{{name}: {written}}}")),
        }
    }

    /// `name: written` as the value of a new key: on a line below, or between braces.
    fn nested(&self, site: &MappingSite<'_>, name: &str, written: &str) -> Option<String> {
        Some(match site.column() {
            Some(column) => {
                let first = site.entries().first()?;
                format!("{}{}{name}: {written}", self.source.eol(first.key.span.start), " ".repeat(column + self.indentation()))
            }
            None => format!("{{{name}: {written}}}"),
        })
    }

    /// Changes a text with commas; where commas cannot hold the items, a list takes its place (but not in the
    /// short form).
    fn comma_change(&self, holder: &Holder<'_>, change: &commas::Change<'_>) -> Option<Vec<Change>> {
        let written = commas::rewrite(self.source, holder.value, &holder.items, change, holder.surroundings);
        let written = match written {
            Some(written) => written,
            None if holder.is_short_form => return None,
            None => write::flow_list(commas::changed(&holder.items, change).iter().map(String::as_str)),
        };
        if written.is_empty() {
            let start = self.source.after_colon(holder.key)?;
            return Some(vec![Change { range: start..self.source.end_of(holder.value), text: String::new() }]);
        }
        mapping::set_value(self.source, holder.key, holder.value, &written)
    }

    /// Writes a value anew as a whole.
    fn whole(&self, holder: &Holder<'_>, change: &commas::Change<'_>) -> Option<Vec<Change>> {
        let items = commas::changed(&holder.items, change);
        if let Place::Inherited(list, site) = &holder.place {
            let inherited = shape::spelled(holder.value, list.names()).and_then(|(key, _)| key.text());
            return self.list_of_its_own(*list, site, inherited.unwrap_or(list.names()[0]), &items);
        }
        let texts = || items.iter().map(String::as_str);
        let written = if holder.is_short_form {
            let joined = items.join(", ");
            let pieces = shape::comma_pieces(&joined);
            pieces
                .into_iter()
                .map(|range| &joined[range])
                .eq(texts())
                .then(|| write::scalar(&joined, holder.surroundings, None))?
        } else {
            write::flow_list(texts())
        };
        mapping::set_value(self.source, holder.key, holder.value, &written)
    }

    /// What the values of the teams are surrounded by.
    pub(super) fn surroundings_of(&self, id: &TeamId) -> Surroundings {
        let in_flow = |node: &Node| matches!(node.kind, Kind::Sequence { flow: true, .. } | Kind::Mapping { flow: true, .. });
        let Some((_, teams)) = self.teams() else { return Surroundings::Block };
        let item_in_flow = match self.team(id) {
            Some(TeamNode { index, .. }) => teams.items().and_then(|items| items.get(index)).is_some_and(in_flow),
            None => false,
        };
        if in_flow(teams) || item_in_flow { Surroundings::Flow } else { Surroundings::Block }
    }

    /// How far the fields of a team stand behind its key; two, where no team shows it.
    pub(super) fn indentation(&self) -> usize {
        let Some((_, teams)) = self.teams() else { return 2 };
        let (found, _) = shape::team_nodes(teams);
        let offset = |team: &TeamNode<'_>| {
            let column = MappingSite::new(self.source, team.value?)?.column()?;
            column.checked_sub(self.source.column(team.key.span.start)).filter(|offset| *offset > 0 && !team.id_is_a_field)
        };
        found.iter().find_map(offset).unwrap_or(2)
    }

    /// How far the dashes of the file's lists stand behind their key, where the first list that is found has some.
    fn block_style(&self) -> Option<usize> {
        let (found, _) = shape::team_nodes(self.teams()?.1);
        let lists = found.iter().filter_map(|team| {
            let (key, value) = shape::spelled(team.value?, &RESPONSIBILITIES)?;
            value.items().filter(|items| !items.is_empty() && !value.aliased).map(|_| (key, value))
        });
        let (key, value) = lists.into_iter().next()?;
        let is_block = matches!(value.kind, Kind::Sequence { flow: false, .. });
        is_block.then(|| self.source.column(value.span.start).saturating_sub(self.source.column(key.span.start)))
    }

    /// Gives a team the long form, and goes on from there.
    pub(super) fn long_form_then(&self, id: &TeamId, next: impl FnOnce(&Work<'_>) -> Option<String>) -> Option<String> {
        let text = self.with(self.long_form(id)?)?;
        self.then(&text, next)
    }

    /// Gives a team the long form, what is said of it unchanged; `None` where it has it already.
    fn long_form(&self, id: &TeamId) -> Option<Vec<Change>> {
        let team = self.team(id)?;
        let insert = |at: usize, text: String| vec![Change { range: at..at, text }];
        let Some(value) = team.value else {
            // A bare name in a list of teams.
            return Some(insert(self.source.start_with_properties(team.key), "id: ".to_owned()));
        };
        // An alias of a whole team becomes a merge key: what follows stands beside it.
        let key = if value.entries().is_some() { "<<" } else { "responsibilities" };
        if value.entries().is_some() && !value.aliased {
            return None;
        }
        if self.surroundings_of(id) == Surroundings::Flow {
            return Some(if value.span.is_empty() {
                insert(self.source.after_colon(team.key)?, format!(" {{{key}: []}}"))
            } else {
                let mut changes = insert(value.span.start, format!("{{{key}: "));
                changes.extend(insert(self.source.end_of(value), "}".to_owned()));
                changes
            });
        }
        let eol = self.source.eol(team.key.span.start);
        let column = self.source.column(team.key.span.start) + self.indentation();
        let line = |column: usize| format!("{}{key}:", " ".repeat(column));
        let after_colon = self.source.after_colon(team.key)?;
        if value.is_null() {
            let mut changes =
                vec![mapping::insert_lines(self.source, self.source.line_end(after_colon), &format!("{} []{eol}", line(column)))];
            if !value.span.is_empty() {
                changes.push(Change { range: after_colon..self.source.end_of(value), text: String::new() });
            }
            return Some(changes);
        }
        if !value.aliased && matches!(value.kind, Kind::Sequence { flow: false, .. }) {
            let dash = self.source.column(value.span.start);
            let key_column = self.source.column(team.key.span.start);
            let start = self.source.line_end(after_colon);
            if dash > key_column {
                return Some(vec![mapping::insert_lines(self.source, start, &format!("{}{eol}", line(dash)))]);
            }
            let end = self.source.line_end(self.source.end_of(value));
            let deeper: String = self.source.text[start..end]
                .split_inclusive('\n')
                .map(|line| if line.trim().is_empty() { line.to_owned() } else { format!("  {line}") })
                .collect();
            return Some(vec![Change { range: start..end, text: format!("{}{eol}{deeper}", line(key_column + 2)) }]);
        }
        Some(vec![Change { range: after_colon..value.span.start, text: format!("{eol}{} ", line(column)) }])
    }
}
