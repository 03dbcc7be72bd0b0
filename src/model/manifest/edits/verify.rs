//! The promise behind every edit: the new text is read back, and means what was meant; what the edit was not about
//! says the same as before, down to keys that Dectet does not know.

use super::lists::List;
use super::{Edited, ManifestEdit, Step, TeamKey, Work, fields, items, line_edit, refused};
use crate::model::manifest::Manifest;
use crate::model::manifest::read::{self, ReadManifest};
use crate::model::manifest::shape::{self, BOUNDARIES, DEPENDS_ON, MEGA_FILES, TARGET_LOC, TeamNode};
use crate::model::problem::{Problem, Severity};
use crate::model::team::{TeamId, UNASSIGNED};
use crate::model::yaml::node::{Kind, Node, Style};

/// Reads the text of an attempt, and compares it with what was meant.
pub(super) fn verify(
    work: &Work<'_>,
    before: &ReadManifest,
    edit: &ManifestEdit,
    expected: Option<&Manifest>,
    text: String,
) -> Result<Edited, Problem> {
    let root = read::parse(work.file, &text).map_err(|_| refused(edit))?;
    let read = read::read_root(work.file, &root);
    let errors = |read: &ReadManifest| read.problems.iter().filter(|problem| problem.severity == Severity::Error).count();
    if errors(&read) > errors(before) {
        let new = read
            .problems
            .iter()
            .find(|problem| problem.severity == Severity::Error && !before.problems.iter().any(|old| old.id == problem.id));
        return Err(new.cloned().unwrap_or_else(|| refused(edit)));
    }
    let Some(manifest) = &read.manifest else { return Err(refused(edit)) };
    let holds = match (edit, expected) {
        (ManifestEdit::SetValue { path, value }, _) => {
            let wanted = fields::value_with(&shape::to_value(work.root), path, value.as_ref().map(canonical).as_ref());
            wanted.is_some_and(|wanted| wanted == shape::to_value(&root))
        }
        (ManifestEdit::MoveItem { path, from, to }, _) => {
            let wanted = items::value_changed(&shape::to_value(work.root), path, &|list| items::shifted(list, *from, *to));
            wanted.is_some_and(|wanted| items::same_in_order(&wanted, &shape::to_value(&root)))
        }
        (ManifestEdit::RenameKey { path, to }, _) => {
            let Some((Step::Key(from), above)) = path.split_last() else { return Err(refused(edit)) };
            let wanted = items::value_changed(&shape::to_value(work.root), above, &|value| items::renamed(value, from, to));
            wanted.is_some_and(|wanted| items::same_in_order(&wanted, &shape::to_value(&root)))
        }
        (ManifestEdit::SetTeamValue { team, key, value }, Some(expected)) => {
            let expected = with_value_of(expected, manifest, team, *key);
            let found = root.get("teams").and_then(|teams| value_of(teams, team, *key));
            let wanted = value.as_ref().map(canonical);
            found.filter(|value| *value != serde_yaml::Value::Null) == wanted
                && same_manifest(&expected, manifest, edit)
                && same_elsewhere(work, &text, &root, edit)
        }
        (_, Some(expected)) => same_manifest(expected, manifest, edit) && same_elsewhere(work, &text, &root, edit),
        (_, None) => false,
    };
    if !holds {
        return Err(refused(edit));
    }
    Ok(Edited { edit: line_edit(work.source.text, &text), text, read, root })
}

/// A value as reading gives it: numbers with a point are texts there.
fn canonical(value: &serde_yaml::Value) -> serde_yaml::Value {
    use serde_yaml::Value;
    match value {
        Value::Number(number) if number.as_i64().is_none() => Value::String(number.to_string()),
        Value::Sequence(items) => Value::Sequence(items.iter().map(canonical).collect()),
        Value::Mapping(entries) => Value::Mapping(entries.iter().map(|(key, value)| (key.clone(), canonical(value))).collect()),
        _ => value.clone(),
    }
}

/// A manifest in which one value of a team is another manifest's.
fn with_value_of(manifest: &Manifest, other: &Manifest, team: &TeamId, key: TeamKey) -> Manifest {
    let mut now = manifest.clone();
    let other = other.team(team).cloned();
    if let Some((mine, other)) = now.teams.iter_mut().find(|mine| &mine.id == team).zip(other) {
        match key {
            TeamKey::DependsOn => mine.depends_on = other.depends_on,
            TeamKey::WaitFor => mine.wait_for = other.wait_for,
            TeamKey::MegaFiles => (mine.mega_files, mine.mega_file_names) = (other.mega_files, other.mega_file_names),
            TeamKey::Swarm => mine.swarm = other.swarm,
        }
    }
    now
}

/// What the file says of a team under a key.
fn value_of(teams: &Node, team: &TeamId, key: TeamKey) -> Option<serde_yaml::Value> {
    let found = shape::team_nodes(teams).0.into_iter();
    let of = found.filter(|found| found.key.text().and_then(TeamId::from_spelling).as_ref() == Some(team));
    let value = of.filter_map(|found| found.value).next()?;
    Some(shape::to_value(shape::spelled(value, key.names())?.1))
}

fn same_manifest(expected: &Manifest, found: &Manifest, edit: &ManifestEdit) -> bool {
    // Who names "all teams" names another set of them after these.
    let coming_or_going = match edit {
        ManifestEdit::AddTeam { id, .. } => Some(id),
        ManifestEdit::RemoveTeam { team } => Some(team),
        _ => None,
    };
    let plain = |manifest: &Manifest| {
        let mut manifest = manifest.clone();
        for team in &mut manifest.teams {
            // The form may change where the edit needs it.
            team.short_form = false;
            if let Some(id) = coming_or_going {
                team.depends_on.retain(|other| other != id);
                team.wait_for.retain(|other| other != id);
            }
        }
        if let Some(id) = coming_or_going {
            manifest.iterations.iter_mut().for_each(|round| round.teams.retain(|other| other != id));
            for point in &mut manifest.integration_points {
                point.between.retain(|other| other != id);
                point.owner = None;
            }
        }
        manifest
    };
    plain(expected).means_the_same_as(&plain(found))
}

/// The keys of a team that an edit may change.
fn touched(edit: &ManifestEdit) -> Vec<(&TeamId, &'static [&'static str])> {
    use ManifestEdit as E;
    match edit {
        E::MoveResponsibility { from, to, .. } => [from, to].map(|team| (team, List::Responsibilities.names())).to_vec(),
        E::AddResponsibility { team, .. }
        | E::InsertResponsibility { team, .. }
        | E::RenameResponsibility { team, .. }
        | E::RemoveResponsibility { team, .. } => vec![(team, List::Responsibilities.names())],
        E::MovePath { list, from, to, .. } => [from, to].map(|team| (team, List::Paths(*list).names())).to_vec(),
        E::AddPath { list, team, .. } | E::RenamePath { list, team, .. } | E::RemovePath { list, team, .. } => {
            vec![(team, List::Paths(*list).names())]
        }
        E::SetTeamText { team, field, .. } => vec![(
            team,
            match field.key() {
                "name" => &["name"],
                "role" => &["role"],
                _ => &["agent"],
            },
        )],
        E::SetTargetLoc { team, .. } => vec![(team, &TARGET_LOC)],
        E::SetMegaFiles { team, .. } => vec![(team, &MEGA_FILES)],
        E::SetPriority { team, .. } => vec![(team, &["priority"])],
        E::SetTeamRefs { team, field, .. } => vec![(
            team,
            match field {
                super::TeamRefField::DependsOn => &DEPENDS_ON,
                super::TeamRefField::WaitFor => &["wait_for"],
            },
        )],
        E::SetTeamValue { team, key, .. } => vec![(team, key.names())],
        E::AddTeam { .. }
        | E::RemoveTeam { .. }
        | E::RenameTeam { .. }
        | E::SetValue { .. }
        | E::MoveItem { .. }
        | E::RenameKey { .. }
        | E::Several(_) => Vec::new(),
    }
}

/// Whether everything that the edit is not about stands in the file as before.
fn same_elsewhere(work: &Work<'_>, text: &str, root: &Node, edit: &ManifestEdit) -> bool {
    let renames = matches!(edit, ManifestEdit::RenameTeam { .. });
    let touched = touched(edit);
    let tray = touched.iter().any(|(team, _)| team.is_unassigned());
    let sections = |root: &Node| -> Vec<(Node, Node)> {
        let is_free = |key: Option<&str>| {
            key == Some("teams")
                || tray && key == Some(UNASSIGNED)
                || renames && matches!(key, Some("iterations" | "integration_points"))
        };
        let entries = root.entries().unwrap_or_default().iter();
        entries.filter(|entry| !is_free(entry.key.text())).map(|entry| (entry.key.clone(), entry.value.clone())).collect()
    };
    let (old, new) = (sections(work.root), sections(root));
    if old.len() != new.len() || !old.iter().zip(&new).all(|(a, b)| same(&a.0, &b.0) && same(&a.1, &b.1)) {
        return false;
    }
    let teams_of = |root: &'_ Node| {
        root.get("teams").map(|teams| shape::team_nodes(teams).0.into_iter().map(Owned::new).collect::<Vec<_>>())
    };
    let (Some(old), Some(new)) = (teams_of(work.root), teams_of(root)) else { return false };
    if renames {
        return old.len() == new.len();
    }
    old.iter().all(|team| {
        if matches!(edit, ManifestEdit::RemoveTeam { team: gone } if Some(gone) == team.id.as_ref()) {
            return true;
        }
        let Some(now) = new.iter().find(|other| other.id == team.id) else { return false };
        let keys: Vec<&str> =
            touched.iter().filter(|(id, _)| Some(*id) == team.id.as_ref()).flat_map(|(_, keys)| *keys).copied().collect();
        let (Some(value), Some(now)) = (&team.value, &now.value) else { return !keys.is_empty() || now.value.is_none() };
        if keys.is_empty() {
            return same(value, now) && work.source.text.get(value.span.clone()) == text.get(now.span.clone());
        }
        same_but(value, now, &keys)
    })
}

/// A team's id and value, apart from the tree.
struct Owned {
    id: Option<TeamId>,
    value: Option<Node>,
}

impl Owned {
    fn new(team: TeamNode<'_>) -> Self {
        Self { id: team.key.text().and_then(TeamId::from_spelling), value: team.value.cloned() }
    }
}

/// Whether two teams differ in these keys alone.
fn same_but(before: &Node, after: &Node, keys: &[&str]) -> bool {
    let (Some(old), Some(new)) = (before.entries(), after.entries()) else {
        // The short form, or from it to the long one: what it says is compared as a manifest.
        return true;
    };
    if before.aliased {
        return true;
    }
    let is_path_list = keys.iter().any(|key| key.ends_with("_paths"));
    let free = |entry: &&crate::model::yaml::node::Entry| {
        entry.key.text().is_some_and(|key| keys.contains(&key) || key == "id" || is_path_list && BOUNDARIES.contains(&key))
    };
    let rest = |entries: &[crate::model::yaml::node::Entry]| -> Vec<(Node, Node)> {
        entries.iter().filter(|entry| !free(entry)).map(|entry| (entry.key.clone(), entry.value.clone())).collect()
    };
    let (rest_old, rest_new) = (rest(old), rest(new));
    let same_rest =
        rest_old.len() == rest_new.len() && rest_old.iter().zip(&rest_new).all(|(a, b)| same(&a.0, &b.0) && same(&a.1, &b.1));
    let boundaries = |node: &Node| shape::spelled(node, &BOUNDARIES).map(|(_, value)| value.clone());
    let same_boundaries = !is_path_list
        || match (boundaries(before), boundaries(after)) {
            (Some(old), Some(new)) => {
                old.is_null()
                    || same_but(
                        &old,
                        &new,
                        &["write_paths", "read_paths", "forbidden_paths"].map(|key| if keys.contains(&key) { key } else { "" }),
                    )
            }
            (None, _) => true,
            (Some(_), None) => false,
        };
    same_rest && same_boundaries
}

/// Whether two nodes say the same, wherever they stand.
fn same(a: &Node, b: &Node) -> bool {
    a.tag == b.tag
        && match (&a.kind, &b.kind) {
            // A block at the end of a file without a line end gets one when something is added below.
            (Kind::Scalar { text: a, style: x @ (Style::Literal | Style::Folded) }, Kind::Scalar { text: b, style: y }) => {
                x == y && (a == b || a.strip_suffix('\n').unwrap_or(a) == b.strip_suffix('\n').unwrap_or(b))
            }
            (Kind::Scalar { text: a, style: x }, Kind::Scalar { text: b, style: y }) => a == b && x == y,
            (Kind::Sequence { items: a, .. }, Kind::Sequence { items: b, .. }) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
            }
            (Kind::Mapping { entries: a, .. }, Kind::Mapping { entries: b, .. }) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(&a.key, &b.key) && same(&a.value, &b.value))
            }
            _ => false,
        }
}
