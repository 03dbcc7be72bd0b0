//! Random manifests and random edits: whatever a person's file looks like, an edit means just itself, touches only
//! its own lines, and can be taken back. `DECTET_CASES=20000 cargo test --release random` looks further.

use std::ops::Range;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::*;
use crate::model::yaml::node::Style;
use crate::model::yaml::write::{Surroundings, scalar};

/// Texts of every kind that people write, and some that YAML does not like.
const TEXTS: [&str; 24] = [
    "rest-api",
    "Database schema",
    "auth",
    "GraphQL",
    "åäö and ü",
    "it's",
    "say \"hi\"",
    "a: b",
    "x, y",
    "users (a, b)",
    "#hash",
    "C #",
    "- dash",
    "yes",
    "123",
    "C:\\dir",
    "ends:",
    "{curly}",
    "[brack",
    "*star",
    "&amp",
    "!bang",
    "@at",
    "src/{a,b}/**",
];
const KEYS: [&str; 4] = ["responsibilities", "capabilities", "focus", "deliverables"];

/// How an item is written, and what stands around it.
#[derive(Clone, Debug)]
struct ItemSpec {
    text: usize,
    quote: usize,
    above: bool,
    trailing: bool,
    blank: bool,
    spaces: usize,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Shape {
    /// `alpha: a, b`
    Short,
    /// `alpha:`
    Nothing,
    /// `alpha: [a, b]`
    ListOnly,
    /// A mapping, with its list …
    Dashes,
    OneLine,
    Lines,
    Wrapped,
    Commas,
    /// … or without.
    NoList,
    /// `alpha: {focus: [a, b], role: r}`
    Braces,
    /// A list that is shared by an anchor.
    Alias,
    /// A mapping that inherits its list.
    Merge,
}

const SHAPES: [Shape; 12] = [
    Shape::Dashes,
    Shape::OneLine,
    Shape::Short,
    Shape::Lines,
    Shape::Wrapped,
    Shape::Commas,
    Shape::Nothing,
    Shape::ListOnly,
    Shape::NoList,
    Shape::Braces,
    Shape::Alias,
    Shape::Merge,
];

#[derive(Clone, Debug)]
struct TeamSpec {
    shape: usize,
    items: Vec<ItemSpec>,
    key: usize,
    indent: usize,
    dash: usize,
    name: bool,
    paths: usize,
    extra: usize,
    end_comment: bool,
    blank: bool,
    anchor: bool,
}

/// What is picked for an edit; resolved against the manifest that it meets.
#[derive(Clone, Debug)]
struct EditSpec {
    kind: usize,
    teams: (usize, usize),
    places: (usize, usize),
    text: usize,
}

fn item() -> impl Strategy<Value = ItemSpec> {
    (0..TEXTS.len(), 0..4usize, any::<bool>(), any::<bool>(), prop::bool::weighted(0.2), 1..4usize)
        .prop_map(|(text, quote, above, trailing, blank, spaces)| ItemSpec { text, quote, above, trailing, blank, spaces })
}

fn team() -> impl Strategy<Value = TeamSpec> {
    let flags = (any::<bool>(), any::<bool>(), any::<bool>(), prop::bool::weighted(0.15));
    (0..SHAPES.len(), prop::collection::vec(item(), 0..5), 0..KEYS.len(), 1..5usize, 0..5usize, 0..4usize, 0..4usize, flags)
        .prop_map(|(shape, items, key, indent, dash, paths, extra, (name, end_comment, blank, anchor))| TeamSpec {
            shape,
            items,
            key,
            indent,
            dash,
            name,
            paths,
            extra,
            end_comment,
            blank,
            anchor,
        })
}

fn edit_spec() -> impl Strategy<Value = EditSpec> {
    (0..27usize, (0..6usize, 0..6usize), (0..6usize, 0..6usize), 0..TEXTS.len())
        .prop_map(|(kind, teams, places, text)| EditSpec { kind, teams, places, text })
}

/// A text under construction; every comment in it is another one.
struct Writing {
    text: String,
    comments: usize,
}

impl Writing {
    fn comment(&mut self) -> String {
        self.comments += 1;
        format!("# c{:03}", self.comments)
    }

    fn line(&mut self, line: &str, with_comment: bool) {
        let comment = if with_comment { format!("  {}", self.comment()) } else { String::new() };
        self.text.push_str(&format!("{line}{comment}\n"));
    }
}

fn written(item: &ItemSpec, surroundings: Surroundings) -> String {
    let style = [None, None, Some(Style::SingleQuoted), Some(Style::DoubleQuoted)][item.quote];
    scalar(TEXTS[item.text], surroundings, style)
}

impl TeamSpec {
    fn shape(&self) -> Shape {
        SHAPES[self.shape]
    }

    /// Texts that a list with commas holds.
    fn comma_text(&self) -> String {
        let simple: Vec<&str> =
            self.items.iter().map(|item| TEXTS[item.text]).filter(|text| !text.contains(['[', '#', ':', ','])).collect();
        simple.join(", ")
    }

    fn write(&self, id: &str, column: usize, as_list: bool, out: &mut Writing) {
        let pad = " ".repeat(column);
        let anchor = if self.anchor { format!(" &{id}") } else { String::new() };
        if self.blank {
            out.text.push('\n');
        }
        if self.end_comment {
            out.line(&format!("{pad}# about {id}"), true);
        }
        let flow = || self.items.iter().map(|item| written(item, Surroundings::Flow)).collect::<Vec<_>>().join(", ");
        let inner = " ".repeat(column + if as_list { 2 } else { self.indent });
        // What stands before the id in a list of teams.
        let dash = if as_list { "- " } else { "" };
        match self.shape() {
            Shape::Short => {
                let style = [None, None, Some(Style::SingleQuoted), Some(Style::DoubleQuoted)][self.key];
                let text = self.comma_text();
                let value =
                    if text.is_empty() { String::new() } else { format!(" {}", scalar(&text, Surroundings::Block, style)) };
                return out.line(&format!("{pad}{dash}{id}:{anchor}{value}"), self.name);
            }
            Shape::Nothing if as_list => return out.line(&format!("{pad}- {id}"), self.name),
            Shape::Nothing => return out.line(&format!("{pad}{id}:"), self.name),
            Shape::ListOnly => return out.line(&format!("{pad}{dash}{id}:{anchor} [{}]", flow()), self.name),
            Shape::Braces if as_list => {
                return out.line(&format!("{pad}- {{id: {id}, {}: [{}], role: r}}", KEYS[self.key], flow()), self.name);
            }
            Shape::Braces => {
                return out.line(&format!("{pad}{id}:{anchor} {{{}: [{}], role: r}}", KEYS[self.key], flow()), self.name);
            }
            _ => {}
        }
        let head = if as_list { format!("{pad}- id: {id}") } else { format!("{pad}{id}:{anchor}") };
        out.line(&head, self.name);
        // A mapping needs at least one key.
        if self.name || self.shape() == Shape::NoList {
            out.line(&format!("{inner}name:   'Team {id}'"), self.blank);
        }
        if self.extra == 1 {
            out.line(&format!("{inner}lead: {{ name: {id}-lead, since: 2025-01-10 }}"), true);
        }
        let key = KEYS[self.key];
        match self.shape() {
            Shape::OneLine => out.line(&format!("{inner}{key}: [{}]", flow()), self.blank),
            Shape::Commas => {
                let text = self.comma_text();
                let value = if text.is_empty() { String::new() } else { scalar(&text, Surroundings::Block, None) };
                out.line(&format!("{inner}{key}: {value}"), self.blank);
            }
            Shape::Wrapped if self.items.len() > 1 => {
                let (first, rest) = self.items.split_at(self.items.len() / 2);
                let join = |items: &[ItemSpec]| {
                    items.iter().map(|item| written(item, Surroundings::Flow)).collect::<Vec<_>>().join(",  ")
                };
                out.line(&format!("{inner}{key}: [ {},", join(first)), self.blank);
                out.line(&format!("{inner}  {}{} ]", join(rest), if self.name { "," } else { "" }), self.blank);
            }
            Shape::Lines if !self.items.is_empty() => {
                out.line(&format!("{inner}{key}: ["), self.blank);
                for (index, item) in self.items.iter().enumerate() {
                    if item.above {
                        let comment = out.comment();
                        out.text.push_str(&format!("{inner}   {comment}\n"));
                    }
                    let comma = if index + 1 < self.items.len() || self.name { "," } else { "" };
                    out.line(&format!("{inner}   {}{comma}", written(item, Surroundings::Flow)), item.trailing);
                }
                out.line(&format!("{inner}{}]", if self.dash > 1 { " " } else { "" }), self.blank);
            }
            Shape::Dashes if !self.items.is_empty() => {
                out.line(&format!("{inner}{key}:"), self.blank);
                let dash = format!("{inner}{}", " ".repeat(self.dash));
                for item in &self.items {
                    if item.blank {
                        out.text.push('\n');
                    }
                    if item.above {
                        let comment = out.comment();
                        out.text.push_str(&format!("{dash}{comment}\n"));
                    }
                    out.line(&format!("{dash}-{}{}", " ".repeat(item.spaces), written(item, Surroundings::Block)), item.trailing);
                }
                if self.end_comment {
                    let comment = out.comment();
                    out.text.push_str(&format!("{dash}{comment}\n"));
                }
            }
            Shape::Alias => out.line(&format!("{inner}{key}: *shared"), self.blank),
            Shape::Merge => out.line(&format!("{inner}<<: *base"), self.blank),
            _ if self.shape() != Shape::NoList => out.line(&format!("{inner}{key}: []"), self.blank),
            _ => {}
        }
        match self.paths {
            1 => out.line(&format!("{inner}write_paths: [src/{id}/**, lib/{id}/**]"), self.blank),
            2 => {
                out.line(&format!("{inner}boundaries:"), self.name);
                out.line(&format!("{inner}    write_paths:"), self.blank);
                out.line(&format!("{inner}    - src/{id}/**"), self.name);
                out.line(&format!("{inner}    - \"lib/{id}/**\""), self.blank);
                out.line(&format!("{inner}    forbidden_paths: []"), true);
            }
            3 => out.line(&format!("{inner}boundaries: {{write_paths: [src/{id}/**]}}"), self.blank),
            _ => {}
        }
        match self.dash {
            1 => out.line(&format!("{inner}depends_on: [alpha]"), self.name),
            2 => {
                out.line(&format!("{inner}dependencies:"), self.name);
                out.line(&format!("{inner}  - Beta"), self.blank);
                out.line(&format!("{inner}priority: 7"), self.blank);
            }
            3 => out.line(&format!("{inner}depends_on: alpha, beta"), self.name),
            _ => {}
        }
        if self.extra == 2 {
            out.line(&format!("{inner}notes: |"), true);
            out.text.push_str(&format!("{inner}   first, # not a comment\n\n{inner}   - third: line\n"));
        }
        if self.extra == 3 {
            out.line(&format!("{inner}tasks:"), true);
            out.line(&format!("{inner}  - id: {id}-1"), self.name);
            out.line(&format!("{inner}    done: yes"), self.blank);
        }
        if self.end_comment {
            let comment = out.comment();
            out.text.push_str(&format!("{inner}{comment}\n"));
        }
    }
}

const IDS: [&str; 6] = ["alpha", "beta", "gamma", "delta", "Team_Eps", "'zeta'"];

/// The text, and where each team stands in it.
fn manifest_text(teams: &[TeamSpec], (column, as_list): (usize, bool), crlf: bool, end: usize) -> (String, Vec<Range<usize>>) {
    let mut out = Writing { text: String::new(), comments: 0 };
    out.line("version: '1.0'", true);
    out.line("defaults: &defaults {timeout: 15m, list: [a, b]}", true);
    out.line("shared: &shared [s1, 's2', \"s 3\"]", true);
    out.line("base: &base {focus: [b1, b2], role: of the base}", true);
    out.line("settings:", false);
    out.line("  <<: *defaults", true);
    out.line("  country: NO", false);
    out.line("teams:", true);
    let mut places = Vec::new();
    for (team, id) in teams.iter().zip(IDS) {
        let start = out.text.len();
        team.write(id, column, as_list, &mut out);
        places.push(start..out.text.len());
    }
    match end {
        // (A block that ends with the file would get a line end.)
        0 if !out.text.ends_with("third: line\n") => {
            out.text.pop();
            let last = places.len() - 1;
            places[last].end -= 1;
        }
        0 | 1 => {}
        3 => {
            out.line("unassigned:", true);
            let comment = out.comment();
            out.text.push_str(&format!("  {comment}\n"));
            out.line("  - 'left over'", true);
            out.line("  - \"a, b\"", false);
            out.line("monitoring: {report_every: 5min}", true);
        }
        4 => {
            out.text.push('\n');
            out.line("run: {parallel: 3}", true);
            out.line("unassigned: [left over, 'x']", true);
        }
        _ => {
            out.text.push('\n');
            let comment = out.comment();
            out.text.push_str(&format!("{comment}\nrun: {{parallel: 3}}\nunknown: [1, {{a: b}}]\n"));
        }
    }
    if crlf {
        let count = |to: usize| to + out.text[..to].matches('\n').count();
        places = places.into_iter().map(|range| count(range.start)..count(range.end)).collect();
        out.text = out.text.replace('\n', "\r\n");
    }
    (out.text, places)
}

impl EditSpec {
    /// The edit, and the teams that it may touch.
    fn resolve(&self, manifest: &Manifest) -> Option<(ManifestEdit, Vec<usize>)> {
        use ManifestEdit as E;
        let pick = |index: usize| index % manifest.teams.len();
        let (a, b) = (pick(self.teams.0), pick(self.teams.1));
        let (from, to) = (&manifest.teams[a], &manifest.teams[b]);
        let team = from.id.clone();
        let at = |length: usize, place: usize| (length > 0).then(|| place % length);
        let text = TEXTS[self.text].to_owned();
        let list = PathList::Write;
        let own = |edit: E| Some((edit, vec![a]));
        match self.kind {
            0..=6 => {
                let from_index = at(from.responsibilities.len(), self.places.0)?;
                let to_index = self.places.1 % (to.responsibilities.len() + 1);
                Some((E::MoveResponsibility { from: team, from_index, to: to.id.clone(), to_index }, vec![a, b]))
            }
            7 => own(E::AddResponsibility { team, text }),
            8 => own(E::InsertResponsibility { team, index: self.places.0 % (from.responsibilities.len() + 1), text }),
            9 => own(E::RenameResponsibility { index: at(from.responsibilities.len(), self.places.0)?, team, text }),
            10 | 11 => own(E::RemoveResponsibility { index: at(from.responsibilities.len(), self.places.0)?, team }),
            12 => {
                let from_index = at(from.write_paths.len(), self.places.0)?;
                let to_index = self.places.1 % (to.write_paths.len() + 1);
                Some((E::MovePath { list, from: team, from_index, to: to.id.clone(), to_index }, vec![a, b]))
            }
            13 => own(E::AddPath { list, team, text }),
            14 => own(E::RemovePath { list, index: at(from.write_paths.len(), self.places.0)?, team }),
            15 => {
                let field = [TeamField::Name, TeamField::Role, TeamField::Agent][self.places.0 % 3];
                own(E::SetTeamText { team, field, text: if self.places.1 == 0 { String::new() } else { text } })
            }
            16 => own(E::SetPriority { team, priority: at(4, self.places.0).filter(|p| *p > 0).map(|p| p as i64) }),
            17 => own(E::SetTargetLoc { team, range: Some(LocRange { min: 7000, max: 9000 }) }),
            18 => own(E::SetTeamRefs { team, field: TeamRefField::DependsOn, teams: vec![to.id.clone()] }),
            19 => own(E::RemoveTeam { team }),
            20 => {
                let id = TeamId::from_spelling("Search").filter(|id| !manifest.has_team(id))?;
                Some((E::AddTeam { id, name: text }, Vec::new()))
            }
            21 => own(E::SetMegaFiles { team, count: Some(3) }),
            22 | 23 => {
                let from_index = at(from.responsibilities.len(), self.places.0)?;
                let to_index = self.places.1 % (manifest.unassigned.len() + 1);
                own(E::MoveResponsibility { from: team, from_index, to: TeamId::unassigned(), to_index })
            }
            24 | 25 => {
                let from_index = at(manifest.unassigned.len(), self.places.0)?;
                let to_index = self.places.1 % (to.responsibilities.len() + 1);
                Some((E::MoveResponsibility { from: TeamId::unassigned(), from_index, to: to.id.clone(), to_index }, vec![b]))
            }
            _ => {
                let (team, places) = (TeamId::unassigned(), manifest.unassigned.len());
                let edit = match (self.places.0 % 4, at(places, self.places.1)) {
                    (0, _) | (_, None) => E::AddResponsibility { team, text },
                    (1, Some(index)) => E::RenameResponsibility { team, index, text },
                    (2, Some(index)) => E::RemoveResponsibility { team, index },
                    (_, Some(from_index)) => {
                        E::MoveResponsibility { from: team.clone(), from_index, to: team, to_index: self.places.0 % (places + 1) }
                    }
                };
                Some((edit, Vec::new()))
            }
        }
    }
}

/// What the lists should be, computed another way than the edits do.
fn expected_lists(manifest: &Manifest, edit: &ManifestEdit) -> Vec<Vec<String>> {
    use ManifestEdit as E;
    let mut lists: Vec<(TeamId, Vec<String>)> =
        manifest.teams.iter().map(|team| (team.id.clone(), team.responsibilities.clone())).collect();
    lists.push((TeamId::unassigned(), manifest.unassigned.clone()));
    let ids: Vec<TeamId> = lists.iter().map(|(id, _)| id.clone()).collect();
    let find = |id: &TeamId| ids.iter().position(|other| other == id).expect("a list");
    let one = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    match edit {
        E::MoveResponsibility { from, from_index, to, to_index } => {
            let text = manifest.responsibilities(from)[*from_index].clone();
            // Put it in first, then take the old one out: the other way round than the edit.
            lists[find(to)].1.insert(*to_index, text);
            let old = if from == to && to_index <= from_index { from_index + 1 } else { *from_index };
            lists[find(from)].1.remove(old);
        }
        E::AddResponsibility { team, text } => lists[find(team)].1.push(one(text)),
        E::InsertResponsibility { team, index, text } => lists[find(team)].1.insert(*index, one(text)),
        E::RenameResponsibility { team, index, text } => lists[find(team)].1[*index] = one(text),
        E::RemoveResponsibility { team, index } => drop(lists[find(team)].1.remove(*index)),
        E::RemoveTeam { team } => drop(lists.remove(find(team))),
        E::AddTeam { id, .. } => lists.insert(lists.len() - 1, (id.clone(), Vec::new())),
        _ => {}
    }
    lists.into_iter().map(|(_, list)| list).collect()
}

/// Everything of a value that the edit may not have touched, as another parser reads it.
fn rest_of(text: &str, touched: &[TeamId]) -> serde_yaml::Value {
    use serde_yaml::Value;
    let mut value: Value = serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    if let Some(all) = value.as_mapping_mut() {
        all.shift_remove("unassigned");
    }
    let is_touched = |name: &Value| name.as_str().and_then(TeamId::from_spelling).is_some_and(|id| touched.contains(&id));
    match value.get_mut("teams") {
        Some(Value::Mapping(teams)) => teams.retain(|key, _| !is_touched(key)),
        Some(Value::Sequence(teams)) => teams.retain(|team| {
            let name = match team {
                Value::Mapping(fields) => fields.get("id").or_else(|| fields.keys().next()),
                name => Some(name),
            };
            !name.is_some_and(is_touched)
        }),
        _ => {}
    }
    if let Some(teams) = value.get_mut("teams").filter(|teams| teams.as_mapping().is_some_and(serde_yaml::Mapping::is_empty)) {
        *teams = Value::Null;
    }
    value
}

fn comments(text: &str) -> Vec<&str> {
    let mut found: Vec<&str> = text.match_indices("# c").filter_map(|(at, _)| text.get(at..at + 6)).collect();
    found.sort_unstable();
    found
}

fn number(variable: &str, default: u64) -> u64 {
    std::env::var(variable).ok().and_then(|number| number.parse().ok()).unwrap_or(default)
}

fn config() -> ProptestConfig {
    let rng_seed = RngSeed::Fixed(number("DECTET_SEED", 7));
    ProptestConfig {
        failure_persistence: None,
        rng_seed,
        max_shrink_iters: 600,
        ..ProptestConfig::with_cases(number("DECTET_CASES", 1500) as u32)
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn an_edit_means_itself_and_nothing_else(
        teams in prop::collection::vec(team(), 1..6),
        column in (1..5usize, prop::bool::weighted(0.25)),
        crlf in any::<bool>(),
        end in 0..5usize,
        specs in prop::collection::vec(edit_spec(), 1..4),
    ) {
        let (mut text, mut places) = manifest_text(&teams, column, crlf, end);
        let mut is_first = true;
        for spec in specs {
            let before = read::read("", &text);
            let Some(manifest) = before.manifest else {
                return Err(TestCaseError::fail(format!("{:?}\n{text}", before.problems)));
            };
            let Some((edit, touched)) = (if manifest.teams.is_empty() { None } else { spec.resolve(&manifest) }) else { continue };
            let change = match edit_text(&text, &edit) {
                Ok(change) => change,
                Err(problem) => return Err(TestCaseError::fail(format!("{problem:?}\n{edit:?}\n{text}"))),
            };
            let after = change.apply(&text);
            let context = || format!("{edit:?}\n--- before\n{text}\n--- after\n{after}");

            // It can be taken back.
            prop_assert_eq!(&change.inverse(&text).apply(&after), &text, "{}", context());
            // It means itself …
            let read = read::read("", &after);
            let Some(now) = read.manifest else {
                return Err(TestCaseError::fail(format!("{:?}\n{}", read.problems, context())));
            };
            let mut lists: Vec<_> = now.teams.iter().map(|team| team.responsibilities.clone()).collect();
            lists.push(now.unassigned.clone());
            prop_assert_eq!(lists, expected_lists(&manifest, &edit), "{}", context());
            // … and nothing else, by another parser's word.
            let mut touched_teams: Vec<TeamId> = touched.iter().map(|index| manifest.teams[*index].id.clone()).collect();
            if let ManifestEdit::AddTeam { id, .. } = &edit {
                touched_teams.push(id.clone());
            }
            prop_assert_eq!(rest_of(&text, &touched_teams), rest_of(&after, &touched_teams), "{}", context());
            // Line ends stay what they are.
            if crlf {
                prop_assert_eq!(after.matches('\n').count(), after.matches("\r\n").count(), "{}", context());
            } else {
                prop_assert!(!after.contains('\r'));
            }
            // Only the touched teams' lines differ. (Known for the first edit, whose text was just written.)
            if is_first {
                let mut at = 0;
                for (index, place) in places.iter().enumerate() {
                    if touched.contains(&index) {
                        continue;
                    }
                    let lines = &text[place.clone()];
                    let found = after[at..].find(lines.trim_end_matches(['\r', '\n']));
                    prop_assert!(found.is_some(), "team {} changed\n{}", index, context());
                    at += found.unwrap_or(0);
                }
                let head = &text[..places[0].start];
                prop_assert!(after.starts_with(head.trim_end()) || matches!(edit, ManifestEdit::RemoveTeam { .. }), "{}", context());
                let tail = text[places[places.len() - 1].end..].trim_start();
                prop_assert!(manifest.unassigned != now.unassigned || after.ends_with(tail), "{}", context());
            }
            // No comment is lost, but those of what was taken away.
            let (old, new) = (comments(&text), comments(&after));
            let takes_away = match &edit {
                ManifestEdit::SetTeamText { text, .. } => text.is_empty(),
                ManifestEdit::SetPriority { priority, .. } => priority.is_none(),
                ManifestEdit::RemoveResponsibility { .. }
                | ManifestEdit::RemovePath { .. }
                | ManifestEdit::RemoveTeam { .. }
                | ManifestEdit::SetTeamRefs { .. } => true,
                _ => false,
            };
            if takes_away {
                prop_assert!(new.iter().all(|comment| old.contains(comment)), "{}", context());
            } else {
                prop_assert_eq!(old, new, "{}", context());
            }
            text = after;
            is_first = false;
            places.clear();
        }
    }
}

/// Texts of random manifests, for tests of what builds on edits.
pub(in crate::model::manifest) fn texts() -> impl Strategy<Value = String> {
    (prop::collection::vec(team(), 1..6), 1..5usize, prop::bool::weighted(0.25), any::<bool>(), 0..5usize)
        .prop_map(|(teams, column, as_list, crlf, end)| manifest_text(&teams, (column, as_list), crlf, end).0)
}
