//! Files that hold conflict markers already, whoever wrote them: as conflicts to settle, and their text with what was
//! settled. Owns no file and no markers (`merge::markers`).

use std::collections::BTreeMap;

use super::{Answer, Conflict, ConflictId, Detail, outside, several_writers};
use crate::model::manifest::{Manifest, Team};
use crate::model::merge::choice::resolve;
use crate::model::merge::markers::Marked;
use crate::model::path::RelPath;
use crate::model::problem::Problem;
use crate::model::team::TeamId;

/// The sides of markers as teams: what markers call a side is its name.
#[derive(Clone, Debug, Default)]
pub struct Labels {
    known: BTreeMap<String, TeamId>,
    /// The sides, in the order in which they were met.
    pub manifest: Manifest,
}

impl Labels {
    /// The side of this label; one without a label is called by its place.
    fn team(&mut self, label: &str, place: usize) -> TeamId {
        let label = match label.trim() {
            "" => format!("{}", place + 1),
            label => label.to_owned(),
        };
        if let Some(id) = self.known.get(&label) {
            return id.clone();
        }
        let spelling = TeamId::from_spelling(&label).or_else(|| TeamId::from_spelling(&format!("side-{label}")));
        let base = spelling.map_or_else(|| format!("side-{}", place + 1), |id| id.as_str().to_owned());
        let mut ids = (1..).map(|number| if number == 1 { base.clone() } else { format!("{base}-{number}") });
        let taken = |id: &TeamId| self.manifest.team(id).is_some();
        let id = ids.find_map(|id| TeamId::from_spelling(&id).filter(|id| !taken(id))).unwrap_or_else(TeamId::unassigned);
        self.manifest.teams.push(Team { name: label.clone(), ..Team::new(id.clone(), &label) });
        self.known.insert(label, id.clone());
        id
    }
}

/// A marked file as a conflict.
pub fn conflict(path: RelPath, text: &[u8], marked: &Marked, labels: &mut Labels) -> Conflict {
    let mut hasher = blake3::Hasher::new();
    hasher.update(b"marked\0").update(path.as_str().as_bytes()).update(b"\0").update(text);
    let mut teams: Vec<TeamId> = Vec::new();
    for (place, label) in marked.labels.iter().enumerate() {
        let team = labels.team(label, place);
        // Two sides of one file are two, even where markers call them the same.
        let team = if teams.contains(&team) { labels.team(&format!("{label} ({})", place + 1), place) } else { team };
        teams.push(team);
    }
    let count = marked.merge.conflict_count();
    Conflict {
        id: ConflictId(hasher.finalize().to_hex()[..24].to_owned()),
        kind: several_writers::KIND.id,
        problem: Problem::error("marked-conflict").with("path", &path).with("count", count).with("sides", teams.len()),
        path,
        teams,
        owner: None,
        detail: Detail::Text { merge: marked.merge.clone(), has_base: marked.base_label.is_some() },
    }
}

/// What the file's text is with this answer: places that are open keep their markers. `None` where that could not be
/// written exactly as it was: then all has to be settled first.
pub fn text(original: &[u8], marked: &Marked, answer: Option<&Answer>) -> Option<Vec<u8>> {
    match answer {
        Some(Answer::Written(text)) => Some(text.clone().into_bytes()),
        Some(Answer::Runs(choices)) if choices.iter().all(Option::is_some) => Some(resolve(&marked.merge, choices).text),
        Some(Answer::Runs(choices)) if choices.iter().any(Option::is_some) => {
            let rest = Marked { merge: outside::settled(&marked.merge, choices), ..marked.clone() };
            (marked.write() == original).then(|| rest.write())
        }
        _ => Some(original.to_vec()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::merge::choice::Choice;
    use crate::model::merge::markers;

    const TEXT: &str = "a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> feature/x\nd\n<<<<<<< HEAD\ne\n=======\nf\n>>>>>>> feature/x\n";

    fn path(text: &str) -> RelPath {
        RelPath::new(text).expect("path")
    }

    #[test]
    fn sides_are_called_as_markers_call_them() {
        let mut labels = Labels::default();
        let marked = markers::read(TEXT.as_bytes()).expect("well-formed");
        let conflict = conflict(path("a.txt"), TEXT.as_bytes(), &marked, &mut labels);
        let names: Vec<&str> = conflict.teams.iter().filter_map(|id| Some(labels.manifest.team(id)?.name.as_str())).collect();
        assert_eq!(names, ["HEAD", "feature/x"]);
        for text in [
            "<<<<<<<\nb\n=======\nc\n>>>>>>>\n",
            "<<<<<<< x\nb\n=======\nc\n>>>>>>> x\n",
            "<<<<<<< base\nb\n=======\nc\n>>>>>>> you\n",
            "<<<<<<< ∂\nb\n=======\nc\n>>>>>>> ∆\n",
        ] {
            let marked = markers::read(text.as_bytes()).expect(text);
            let conflict = super::conflict(path("b.txt"), text.as_bytes(), &marked, &mut labels);
            assert_eq!(conflict.teams.len(), 2, "{text}");
            assert_ne!(conflict.teams[0], conflict.teams[1], "{text}");
            assert!(conflict.teams.iter().all(|id| labels.manifest.team(id).is_some()), "{text}");
        }
    }

    #[test]
    fn what_is_open_keeps_its_markers() {
        let marked = markers::read(TEXT.as_bytes()).expect("well-formed");
        let write =
            |answer: Option<&Answer>| String::from_utf8(text(TEXT.as_bytes(), &marked, answer).expect("exact")).expect("UTF-8");
        assert_eq!(write(None), TEXT);
        let first = Answer::Runs(vec![Some(Choice::Sides(vec![1])), None]);
        assert_eq!(write(Some(&first)), "a\nc\nd\n<<<<<<< HEAD\ne\n=======\nf\n>>>>>>> feature/x\n");
        let all = Answer::Runs(vec![Some(Choice::Sides(vec![1])), Some(Choice::Sides(vec![0, 1]))]);
        assert_eq!(write(Some(&all)), "a\nc\nd\ne\nf\n");
        // One place shows base and the other does not: only all of it can be written.
        let mixed = TEXT.replacen("=======", "||||||| base\nx\n=======", 1);
        let marked = markers::read(mixed.as_bytes()).expect("well-formed");
        assert_eq!(text(mixed.as_bytes(), &marked, Some(&first)), None);
        assert!(text(mixed.as_bytes(), &marked, Some(&all)).is_some());
    }
}
