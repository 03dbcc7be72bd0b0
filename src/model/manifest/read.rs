//! Text → manifest. Owns the walk over the nodes, the team, and what is said of keys and values that do not fit.
//! The sections beside the teams are in `sections`, the spellings of small values in `scalars`.
//!
//! A wrong value costs that value alone: the rest of the manifest is still read, so that the board can be shown.

use std::collections::HashMap;

use serde::de::DeserializeOwned;

use super::shape::{self, BOUNDARIES, DEPENDS_ON, MEGA_FILES, RESPONSIBILITIES, TARGET_LOC, TeamNode};
use super::{LocRange, Manifest, Places, SubTeam, Team, sections};
use crate::model::problem::{Place, Problem, Severity};
use crate::model::team::{STANDARD, TeamId, UNASSIGNED};
use crate::model::yaml::node::{self, Kind, Node};

/// The longest manifest that is read, in MiB.
pub const MAX_MIB: usize = 8;
/// How many sub-teams a team may have.
const MAX_SUB_TEAMS: u64 = 64;
/// Beyond this many problems of one file nobody reads on.
const MAX_PROBLEMS: usize = 500;

/// What came of reading a manifest.
#[derive(Clone, Debug, Default)]
pub struct ReadManifest {
    /// The manifest, unless an error stands in the way.
    pub manifest: Option<Manifest>,
    /// Everything that is wrong or doubtful about the text itself.
    pub problems: Vec<Problem>,
}

/// Reads a manifest. `file` is what problems name as their place.
pub fn read(file: &str, text: &str) -> ReadManifest {
    read_nodes(file, text).1
}

/// The same, with the nodes of the text where it could be parsed: edits begin with them.
pub fn read_nodes(file: &str, text: &str) -> (Option<Node>, ReadManifest) {
    match parse(file, text) {
        Ok(root) => {
            let read = read_root(file, &root);
            (Some(root), read)
        }
        Err(problem) => (None, ReadManifest { manifest: None, problems: vec![problem] }),
    }
}

/// The one mapping that a manifest is.
pub(super) fn parse(file: &str, text: &str) -> Result<Node, Problem> {
    if text.len() > MAX_MIB * 1024 * 1024 {
        let size = text.len().div_ceil(1024 * 1024);
        return Err(Problem::error("manifest-too-large").with("limit", MAX_MIB).with("size", size).at(Place::file(file)));
    }
    let mut documents = node::parse(text).map_err(|fault| fault.problem(file))?;
    if let Some(second) = documents.get(1) {
        return Err(Problem::error("manifest-several-documents").at(second.place(file)));
    }
    match documents.pop().filter(|root| !root.is_null()) {
        None => Err(Problem::error("manifest-empty").at(Place::file(file))),
        Some(root) if root.entries().is_none() => Err(Problem::error("manifest-not-mapping")
            .with("kind", kind_of(&root))
            .with("found", shown(&root))
            .at(root.place(file))),
        Some(root) => Ok(root),
    }
}

pub(super) fn read_root(file: &str, root: &Node) -> ReadManifest {
    let mut reader = Reader { file, problems: Vec::new(), places: Places::new(file) };
    for duplicate in root.duplicate_keys() {
        let key = duplicate.again.text().unwrap_or_default();
        let (line, column) = (duplicate.first.line, duplicate.first.column);
        reader.say(
            Problem::error("manifest-duplicate-key").with("key", key).with("first_line", line).with("first_column", column),
            duplicate.again,
        );
    }
    let mut fields = reader.fields(root, "");
    let Some((teams_key, teams)) = fields.take(&["teams"]) else {
        reader.problems.push(Problem::error("manifest-no-teams").at(Place::file(file)));
        return ReadManifest { manifest: None, problems: reader.problems };
    };
    reader.note_place("teams", teams_key);
    if teams.text().is_some() && !teams.is_null() {
        reader.wrong_type("teams", teams, "teams");
        return ReadManifest { manifest: None, problems: reader.problems };
    }
    let teams = reader.teams(teams);
    let unassigned = reader.texts(&mut fields, &[UNASSIGNED]);
    let mut manifest = Manifest { teams, unassigned, ..Manifest::default() };
    sections::read(&mut reader, &mut fields, &mut manifest);
    reader.finish(fields);
    manifest.places = reader.places;
    let mut problems = reader.problems;
    problems.sort_by_key(|problem| problem.place.as_ref().map(|place| (place.line, place.column)));
    ReadManifest { manifest: Some(manifest), problems }
}

/// What a wrong value is, for a sentence to choose its words by.
pub(super) fn kind_of(node: &Node) -> &'static str {
    match &node.kind {
        _ if node.is_null() => "nothing",
        Kind::Scalar { .. } => "text",
        Kind::Sequence { .. } => "list",
        Kind::Mapping { .. } => "mapping",
    }
}

/// A wrong value as a sentence can quote it.
pub(super) fn shown(node: &Node) -> String {
    let text = node.text().unwrap_or_default();
    let short: String = text.chars().take(60).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if short.len() < text.len() { format!("{short}…") } else { short }
}

/// The fields of one mapping, and which of them somebody asked for.
pub(super) struct Fields<'a> {
    all: Vec<(&'a Node, &'a Node)>,
    used: Vec<bool>,
    /// The path of the mapping: `teams/alpha`.
    path: String,
    asked: Vec<&'static str>,
    /// Fields that lost against another spelling.
    second: Vec<(usize, &'static str)>,
}

impl<'a> Fields<'a> {
    /// The first of several spellings of a key that has a value; else the first that is there.
    pub fn take(&mut self, names: &[&'static str]) -> Option<(&'a Node, &'a Node)> {
        self.asked.extend(names);
        let there: Vec<usize> =
            names.iter().filter_map(|name| self.all.iter().position(|(key, _)| key.text() == Some(*name))).collect();
        let chosen = *there.iter().find(|index| !self.all[**index].1.is_null()).or(there.first())?;
        for index in there {
            self.used[index] = true;
            if index != chosen {
                let winner = names.iter().find(|name| self.all[chosen].0.text() == Some(**name));
                self.second.push((index, winner.copied().unwrap_or(names[0])));
            }
        }
        Some(self.all[chosen])
    }

    /// The path of one of its fields.
    pub fn path_of(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}/{name}", self.path) }
    }
}

/// Reads, and remembers where things stand and what was wrong.
pub(super) struct Reader<'a> {
    file: &'a str,
    pub problems: Vec<Problem>,
    places: Places,
}

impl Reader<'_> {
    pub fn say(&mut self, problem: Problem, node: &Node) {
        if self.problems.len() < MAX_PROBLEMS {
            self.problems.push(problem.at(node.place(self.file)));
        }
    }

    pub fn file(&self) -> &str {
        self.file
    }

    pub fn note_place(&mut self, path: impl Into<String>, node: &Node) {
        self.places.note(path.into(), node.line, node.column);
    }

    /// Says that a value is not what its key asks for. `expected` chooses the words.
    pub fn wrong_type(&mut self, key: &str, found: &Node, expected: &'static str) {
        let problem =
            Problem::error("manifest-wrong-type").with("key", key).with("kind", kind_of(found)).with("found", shown(found));
        self.say(problem.with("expected", expected), found);
    }

    pub fn fields<'a>(&mut self, mapping: &'a Node, path: &str) -> Fields<'a> {
        let all = mapping.fields();
        Fields { used: vec![false; all.len()], all, path: path.to_owned(), asked: Vec::new(), second: Vec::new() }
    }

    /// Says which keys nothing was made of.
    pub fn finish(&mut self, fields: Fields<'_>) {
        for (index, (key, _)) in fields.all.iter().enumerate() {
            if let Some((_, winner)) = fields.second.iter().find(|(second, _)| *second == index) {
                let problem = Problem::note("manifest-second-spelling").with("key", shown(key)).with("winner", winner);
                self.say(problem, key);
            } else if !fields.used[index] {
                let known = key.text().and_then(|key| nearest(key, fields.asked.iter().copied()));
                let problem = match known {
                    Some(known) => Problem::warning("manifest-misspelled-key").with("known", known),
                    None => Problem::note("manifest-unknown-key"),
                };
                self.say(problem.with("key", shown(key)), key);
            }
        }
    }

    /// A value read by serde; a null counts as absent.
    pub fn value<T: DeserializeOwned>(
        &mut self,
        fields: &mut Fields<'_>,
        names: &[&'static str],
        expected: &'static str,
    ) -> Option<T> {
        let (key, value) = fields.take(names)?;
        self.note_place(fields.path_of(names[0]), key);
        if value.is_null() {
            return None;
        }
        let read = serde_yaml::from_value(shape::to_value(value));
        if read.is_err() {
            self.wrong_type(key.text().unwrap_or(names[0]), value, expected);
        }
        read.ok()
    }

    /// A text; numbers and booleans are texts too, as they are written.
    pub fn text(&mut self, fields: &mut Fields<'_>, names: &[&'static str]) -> Option<String> {
        let (key, value) = fields.take(names)?;
        self.note_place(fields.path_of(names[0]), key);
        if value.is_null() {
            return None;
        }
        match value.text() {
            Some(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            None => {
                self.wrong_type(key.text().unwrap_or(names[0]), value, "text");
                None
            }
        }
    }

    /// A list of texts, in any of its shapes.
    pub fn texts(&mut self, fields: &mut Fields<'_>, names: &[&'static str]) -> Vec<String> {
        let Some((key, value)) = fields.take(names) else { return Vec::new() };
        let path = fields.path_of(names[0]);
        self.note_place(path.clone(), key);
        self.texts_of(value, &path, key.text().unwrap_or(names[0]))
    }

    pub fn texts_of(&mut self, value: &Node, path: &str, key: &str) -> Vec<String> {
        let (items, strange) = shape::text_items(value);
        for node in strange {
            self.wrong_type(key, node, if std::ptr::eq(node, value) { "texts" } else { "text" });
        }
        let mut texts = Vec::with_capacity(items.len());
        for item in items {
            self.places.note(format!("{path}/{}", texts.len()), item.node.line, item.node.column);
            if item.has_bare_colon {
                self.say(Problem::note("manifest-bare-colon").with("text", &item.text), item.node);
            }
            texts.push(item.text);
        }
        texts
    }

    /// Team ids in any spelling: `none`, `all`, one, or a list.
    pub fn team_ids(&mut self, fields: &mut Fields<'_>, names: &[&'static str]) -> TeamRefs {
        let path = fields.path_of(names[0]);
        let spelled = self.texts(fields, names);
        let mut refs = TeamRefs::default();
        let word = |text: &str| text.to_lowercase();
        if spelled.len() == 1 && matches!(word(&spelled[0]).as_str(), "none" | "-" | "no" | "nothing") {
            return refs;
        }
        for (index, text) in spelled.iter().enumerate() {
            if matches!(word(text).as_str(), "all" | "all teams" | "*" | "everyone") {
                refs.all = true;
                continue;
            }
            match TeamId::from_spelling(text) {
                Some(id) => {
                    if let Some((line, column)) =
                        self.places.of(&format!("{path}/{index}")).map(|place| (place.line, place.column))
                    {
                        self.places.note(format!("{path}/{id}"), line, column);
                    }
                    if !refs.ids.contains(&id) {
                        refs.ids.push(id);
                    }
                }
                None => {
                    let place = self.places.of(&format!("{path}/{index}"));
                    let problem = Problem::error("manifest-bad-team-name").with("name", text);
                    self.problems.push(place.map_or(problem.clone(), |place| problem.at(place)));
                }
            }
        }
        refs
    }

    fn teams(&mut self, node: &Node) -> Vec<Team> {
        let (nodes, strange) = shape::team_nodes(node);
        for node in strange {
            self.wrong_type("teams", node, "team");
        }
        let mut first_places: HashMap<TeamId, u32> = HashMap::new();
        let mut teams: Vec<(Team, TeamRefs, TeamRefs)> = Vec::new();
        for found in nodes {
            let spelling = found.key.text().unwrap_or_default();
            let Some(id) = TeamId::from_spelling(spelling) else {
                self.say(Problem::error("manifest-bad-team-name").with("name", spelling), found.key);
                continue;
            };
            if let Some(first_line) = first_places.get(&id) {
                let problem = Problem::error("manifest-team-clash").with("name", spelling).with("id", &id);
                self.say(problem.with("first_line", first_line), found.key);
                continue;
            }
            first_places.insert(id.clone(), found.key.line);
            teams.push(self.team(id, found));
        }
        let ids: Vec<TeamId> = teams.iter().map(|(team, ..)| team.id.clone()).collect();
        for id in teams.iter().flat_map(|(team, ..)| &team.swarm).map(|part| &part.id) {
            if ids.contains(id) {
                let problem = Problem::error("manifest-team-clash").with("name", id).with("id", id);
                let first_line = first_places.get(id).copied().unwrap_or_default();
                self.problems.push(problem.with("first_line", first_line).at(node.place(self.file)));
            }
        }
        let all_but =
            |me: &TeamId, refs: TeamRefs| if refs.all { ids.iter().filter(|id| *id != me).cloned().collect() } else { refs.ids };
        let resolve = |(mut team, depends_on, wait_for): (Team, TeamRefs, TeamRefs)| {
            team.depends_on = all_but(&team.id, depends_on);
            team.wait_for = all_but(&team.id, wait_for);
            team
        };
        teams.into_iter().map(resolve).collect()
    }

    fn team(&mut self, id: TeamId, found: TeamNode<'_>) -> (Team, TeamRefs, TeamRefs) {
        let path = format!("teams/{id}");
        self.note_place(path.clone(), found.key);
        let key = found.key.text().unwrap_or_default().to_owned();
        let mut team = Team { place: found.key.place(self.file), ..Team::new(id, &key) };
        let Some(value) = found.value else { return (team, TeamRefs::default(), TeamRefs::default()) };
        if value.entries().is_none() {
            team.short_form = value.text().is_some();
            team.responsibilities = self.texts_of(value, &format!("{path}/responsibilities"), "responsibilities");
            return (team, TeamRefs::default(), TeamRefs::default());
        }
        team.short_form = false;
        let mut fields = self.fields(value, &path);
        if found.id_is_a_field {
            // Whichever of them spells the id, the other may name the team for people.
            fields.take(&["id"]);
            fields.take(&["team"]);
        }
        if let Some(name) = self.text(&mut fields, &["name"]) {
            team.name = name;
        }
        team.role = self.text(&mut fields, &["role"]).unwrap_or_default();
        team.responsibilities = self.texts(&mut fields, &RESPONSIBILITIES);
        self.paths(&mut fields, &mut team);
        let depends_on = self.team_ids(&mut fields, &DEPENDS_ON);
        let wait_for = self.team_ids(&mut fields, &["wait_for"]);
        team.target_loc = self.value::<LocRange>(&mut fields, &TARGET_LOC, "range");
        self.mega_files(&mut fields, &mut team);
        team.priority = self.value(&mut fields, &["priority"], "number");
        team.swarm = self.swarm(&mut fields, &team.id);
        team.agent = self.text(&mut fields, &["agent"]);
        self.finish(fields);
        (team, depends_on, wait_for)
    }

    fn paths(&mut self, fields: &mut Fields<'_>, team: &mut Team) {
        let mut inner = None;
        if let Some((key, value)) = fields.take(&BOUNDARIES) {
            match value.kind {
                _ if value.is_null() => {}
                Kind::Mapping { .. } => inner = Some(self.fields(value, &fields.path)),
                _ => self.wrong_type(key.text().unwrap_or_default(), value, "boundaries"),
            }
        }
        for (name, list) in [
            ("write_paths", &mut team.write_paths),
            ("read_paths", &mut team.read_paths),
            ("forbidden_paths", &mut team.forbidden_paths),
        ] {
            // Both places count: what stands at team level is added to the boundaries.
            for source in inner.iter_mut().chain(std::iter::once(&mut *fields)) {
                let before = list.len();
                for (index, text) in self.texts(source, &[name]).into_iter().enumerate() {
                    if let Some(place) = self.places.of(&format!("{}/{name}/{index}", source.path)).filter(|_| before > 0) {
                        self.places.note(format!("{}/{name}/{}", source.path, before + index), place.line, place.column);
                    }
                    list.push(text);
                }
            }
        }
        if let Some(inner) = inner {
            self.finish(inner);
        }
    }

    fn mega_files(&mut self, fields: &mut Fields<'_>, team: &mut Team) {
        let Some((key, value)) = fields.take(&MEGA_FILES) else { return };
        self.note_place(fields.path_of("mega_files"), key);
        match &value.kind {
            _ if value.is_null() => {}
            Kind::Sequence { .. } => {
                team.mega_file_names = self.texts_of(value, &fields.path_of("mega_files"), "mega_files");
                team.mega_files = u32::try_from(team.mega_file_names.len()).ok();
            }
            _ => {
                match serde_yaml::from_value::<super::scalars::Count>(shape::to_value(value)).map(|count| u32::try_from(count.0))
                {
                    Ok(Ok(count)) => team.mega_files = Some(count),
                    _ => self.wrong_type(key.text().unwrap_or("mega_files"), value, "count-or-names"),
                }
            }
        }
    }

    fn swarm(&mut self, fields: &mut Fields<'_>, team: &TeamId) -> Vec<SubTeam> {
        let Some((key, value)) = fields.take(&["swarm"]) else { return Vec::new() };
        let path = fields.path_of("swarm");
        self.note_place(path.clone(), key);
        let part = |number: usize| TeamId::from_spelling(&format!("{team}-{number}"));
        match &value.kind {
            _ if value.is_null() => Vec::new(),
            Kind::Scalar { .. } => match serde_yaml::from_value::<super::scalars::Count>(shape::to_value(value)) {
                Ok(count) if count.0 <= MAX_SUB_TEAMS => (1..=count.0 as usize)
                    .filter_map(part)
                    .map(|id| SubTeam { id, responsibilities: Vec::new(), write_paths: Vec::new() })
                    .collect(),
                Ok(_) => {
                    self.say(
                        Problem::error("manifest-swarm-too-large").with("found", shown(value)).with("limit", MAX_SUB_TEAMS),
                        value,
                    );
                    Vec::new()
                }
                Err(_) => {
                    self.wrong_type("swarm", value, "swarm");
                    Vec::new()
                }
            },
            Kind::Sequence { items, .. } if items.len() as u64 > MAX_SUB_TEAMS => {
                self.say(
                    Problem::error("manifest-swarm-too-large").with("found", items.len()).with("limit", MAX_SUB_TEAMS),
                    value,
                );
                Vec::new()
            }
            Kind::Sequence { items, .. } => {
                let mut parts: Vec<SubTeam> = Vec::new();
                for (index, item) in items.iter().enumerate() {
                    let Some(sub_team) = self.sub_team(item, team, index, &path) else { continue };
                    if parts.iter().any(|other| other.id == sub_team.id) || sub_team.id == *team {
                        let problem = Problem::error("manifest-team-clash").with("name", &sub_team.id).with("id", &sub_team.id);
                        self.say(problem.with("first_line", value.line), item);
                    } else {
                        parts.push(sub_team);
                    }
                }
                parts
            }
            Kind::Mapping { .. } => {
                self.wrong_type("swarm", value, "swarm");
                Vec::new()
            }
        }
    }

    fn sub_team(&mut self, item: &Node, team: &TeamId, index: usize, path: &str) -> Option<SubTeam> {
        let numbered = format!("{team}-{}", index + 1);
        let path = format!("{path}/{index}");
        self.note_place(path.clone(), item);
        let mut part = SubTeam { id: TeamId::from_spelling(&numbered)?, responsibilities: Vec::new(), write_paths: Vec::new() };
        let mut named = |this: &mut Self, name: String, node: &Node| match TeamId::from_spelling(&name) {
            Some(id) => part.id = id,
            None => this.say(Problem::error("manifest-bad-team-name").with("name", name), node),
        };
        match &item.kind {
            Kind::Scalar { text, .. } => named(self, text.to_string(), item),
            Kind::Mapping { .. } => {
                let mut fields = self.fields(item, &path);
                if let Some(id) = self.text(&mut fields, &["id", "name"]) {
                    named(self, id, item);
                }
                part.responsibilities = self.texts(&mut fields, &RESPONSIBILITIES);
                part.write_paths = self.texts(&mut fields, &["write_paths"]);
                if let Some((_, inner)) = fields.take(&BOUNDARIES) {
                    let mut inner = self.fields(inner, &path);
                    part.write_paths.extend(self.texts(&mut inner, &["write_paths"]));
                    self.finish(inner);
                }
                self.finish(fields);
            }
            Kind::Sequence { .. } => {
                self.wrong_type("swarm", item, "sub-team");
                return None;
            }
        }
        Some(part)
    }
}

/// Teams that something names.
#[derive(Clone, Debug, Default)]
pub(super) struct TeamRefs {
    pub ids: Vec<TeamId>,
    pub all: bool,
}

/// The name that a team has where the manifest gives it none.
pub(super) fn default_name(id: &TeamId, key: &str) -> String {
    let standard = STANDARD.iter().find(|team| team.id == id.as_str());
    standard.map_or_else(|| key.trim(), |team| team.name).to_owned()
}

/// The known name that a misspelled one most likely means.
pub(super) fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let plain = |text: &str| text.to_lowercase().replace(['-', ' '], "_");
    let word = plain(word);
    let far = |known: &str| distance(&word, &plain(known));
    known
        .map(|known| (far(known), known))
        .filter(|(far, known)| *far <= 1 + known.len() / 8 && *far < known.len())
        .min()
        .map(|(_, known)| known)
}

/// How many letters must be added, removed, changed or swapped with a neighbour.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().take(64).collect(), b.chars().take(64).collect());
    let mut rows = vec![(0..=b.len()).collect::<Vec<_>>()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let change = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = change.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

/// Whether something in the list keeps the text from being used.
pub fn has_errors(problems: &[Problem]) -> bool {
    problems.iter().any(|problem| problem.severity == Severity::Error)
}

#[cfg(test)]
mod tests;
