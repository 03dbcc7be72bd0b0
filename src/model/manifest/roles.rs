//! The standard roles as something to hand out: to a team that is there, or as a team of their own. Owns what each
//! role begins with and which edits give it; the words come from the layered starting point (`new`), so that a
//! role from the palette and a new project say the same.

use super::edits::{ManifestEdit, PathList, TeamField};
use super::new::{LAYERS, Layer};
use super::{Manifest, Team};
use crate::model::ownership::Ownership;
use crate::model::team::{STANDARD, TeamId};

/// Gives a standard role (by its place in [`STANDARD`]) to a team: name and role; responsibilities and write paths
/// only where the team has none of its own. `None` where nothing would change.
pub fn give(manifest: &Manifest, team: &TeamId, role: usize) -> Option<ManifestEdit> {
    let (layer, team) = (LAYERS.get(role)?, manifest.team(team)?);
    let mut edits = Vec::new();
    for (field, now, text) in [(TeamField::Name, &team.name, STANDARD[role].name), (TeamField::Role, &team.role, layer.role)] {
        if now != text {
            edits.push(ManifestEdit::SetTeamText { team: team.id.clone(), field, text: text.to_owned() });
        }
    }
    edits.extend(begin_with(manifest, team, layer));
    (!edits.is_empty()).then_some(ManifestEdit::Several(edits))
}

/// A team of its own for a standard role: under the role's own id where it is free, else under the next free one
/// (`epsilon`, `frontend`, `frontend-2` …).
pub fn found(manifest: &Manifest, role: usize) -> Option<(TeamId, ManifestEdit)> {
    let layer = LAYERS.get(role)?;
    let name = STANDARD[role].name;
    let spellings = [layer.id.to_owned(), name.to_owned()].into_iter().chain((2..).map(|number| format!("{name} {number}")));
    let id = spellings.filter_map(|spelling| TeamId::from_spelling(&spelling)).find(|id| !manifest.has_team(id))?;
    let role = ManifestEdit::SetTeamText { team: id.clone(), field: TeamField::Role, text: layer.role.to_owned() };
    let mut edits = vec![ManifestEdit::AddTeam { id: id.clone(), name: name.to_owned() }, role];
    edits.extend(begin_with(manifest, &Team::new(id.clone(), id.as_str()), layer));
    Some((id, ManifestEdit::Several(edits)))
}

/// What a role begins with that nobody has: work that another team does already is not handed out twice.
fn new_responsibilities(manifest: &Manifest, layer: &Layer) -> Vec<&'static str> {
    let lists = manifest.teams.iter().map(|team| &team.responsibilities).chain([&manifest.unassigned]);
    let known: Vec<String> = lists.flatten().map(|text| text.to_lowercase()).collect();
    layer.responsibilities.iter().copied().filter(|text| !known.contains(&text.to_lowercase())).collect()
}

/// The edits that give an empty team its first responsibilities and write paths. Paths that any other team may write
/// are left out.
fn begin_with(manifest: &Manifest, team: &Team, layer: &Layer) -> Vec<ManifestEdit> {
    let responsibilities = if team.responsibilities.is_empty() { new_responsibilities(manifest, layer) } else { Vec::new() };
    let mut edits: Vec<_> = responsibilities
        .into_iter()
        .map(|text| ManifestEdit::AddResponsibility { team: team.id.clone(), text: text.to_owned() })
        .collect();
    if team.write_paths.is_empty() {
        let free = layer.write_paths.iter().filter(|path| is_free(manifest, &team.id, path));
        edits.extend(free.map(|path| ManifestEdit::AddPath {
            list: PathList::Write,
            team: team.id.clone(),
            text: (*path).to_owned(),
        }));
    }
    edits
}

/// Whether no other team's write paths have anything in common with a pattern.
fn is_free(manifest: &Manifest, team: &TeamId, path: &str) -> bool {
    let mut with = manifest.clone();
    with.teams.retain(|other| other.id != *team);
    with.teams.push(Team { write_paths: vec![path.to_owned()], ..Team::new(team.clone(), team.as_str()) });
    let ownership = Ownership::new(&with);
    let (overlaps, carve_outs) = (ownership.overlaps(), ownership.carve_outs());
    !overlaps.iter().any(|overlap| overlap.first.0 == *team || overlap.second.0 == *team)
        && !carve_outs.iter().any(|carve_out| carve_out.inner.0 == *team || carve_out.outer.0 == *team)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::manifest::check::check;
    use crate::model::manifest::edits::edit;
    use crate::model::manifest::read::read;
    use crate::model::problem::Severity;

    fn manifest(text: &str) -> Manifest {
        read("m.yaml", text).manifest.expect("a manifest")
    }

    #[test]
    fn a_role_fills_what_a_team_leaves_open_and_keeps_what_it_has() {
        let text = "teams:\n  alpha: {focus: [Pages], write_paths: [src/web/**]}\n  beta:\n";
        let frontend = 4;
        let edited = edit("", text, &give(&manifest(text), &id("alpha"), frontend).expect("an edit")).expect("done");
        let alpha = &edited.read.manifest.expect("a manifest").teams[0];
        assert_eq!((alpha.name.as_str(), alpha.responsibilities.as_slice()), ("Frontend", ["Pages".to_owned()].as_slice()));
        let edited = edit("", text, &give(&manifest(text), &id("beta"), frontend).expect("an edit")).expect("done");
        let now = edited.read.manifest.expect("a manifest");
        assert_eq!(now.teams[1].responsibilities, ["Components", "State management"], "what alpha does is not done twice");
        assert_eq!(now.teams[1].write_paths, Vec::<String>::new(), "the role's path is alpha's");
        assert_eq!(give(&now, &id("beta"), frontend), None, "it has the role already");
    }

    #[test]
    fn every_role_becomes_a_team_as_often_as_asked_and_nothing_clashes() {
        let mut text = "teams: {}\n".to_owned();
        for role in (0..STANDARD.len()).chain(0..STANDARD.len()).chain([4]) {
            let (id, step) = found(&manifest(&text), role).expect("a team");
            text = edit("", &text, &step).unwrap_or_else(|problem| panic!("{id}: {problem:?}\n{text}")).text;
        }
        let now = manifest(&text);
        let ids: Vec<&str> = now.teams.iter().map(|team| team.id.as_str()).collect();
        assert_eq!((ids.len(), ids[4], ids[14], ids[20]), (21, "epsilon", "frontend", "frontend-2"));
        assert!(now.teams[..STANDARD.len()].iter().all(|team| !team.responsibilities.is_empty() && !team.write_paths.is_empty()));
        let wrong: Vec<_> = check("", &now).into_iter().filter(|finding| finding.problem.severity == Severity::Error).collect();
        assert_eq!(wrong, []);
        assert!(!check("", &now).iter().any(|finding| finding.problem.id == "manifest-overlap"), "{text}");
    }

    fn id(text: &str) -> TeamId {
        TeamId::from_spelling(text).expect("an id")
    }
}
