//! What was decided before, by what a conflict holds, as git's rerere does it: the same texts in conflict again are the
//! same question, whichever file, team or run they come back in. Owns what is kept and what it answers; not where it
//! is kept. Reasons for what is outside the boundaries are never kept: they were given for one time.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::{Answer, Conflict, Detail};
use crate::model::merge::choice::{Choice, PickedLine};
use crate::model::merge::lines::Chunk;
use crate::model::merge::tree::{Entry, EntryKind};

/// So many decisions are kept; the oldest go.
const LIMIT: usize = 2_000;
/// What a person wrote by hand is kept up to this length.
const LONGEST: usize = 32 * 1024;

/// A decision, in terms of what the conflict holds: sides have other places the next time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Decision {
    /// These sides' texts, in this order.
    Texts(Vec<String>),
    /// Base's text or version.
    Base,
    /// Nothing, or no file.
    Nothing,
    /// What the person wrote.
    Edited(String),
    /// Single lines: of which text (`None`: base's), and which.
    Lines(Vec<(Option<String>, usize)>),
}

/// What happened to one question: decided, or open again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lesson {
    /// The question.
    pub key: String,
    /// What was decided; `None` forgets it.
    pub decision: Option<Decision>,
}

/// A question and its decision, as they are kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    key: String,
    decision: Decision,
}

/// All that is remembered, the latest last.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Memory {
    kept: Vec<Kept>,
}

impl Memory {
    /// Takes lessons in.
    pub fn learn(&mut self, lessons: Vec<Lesson>) {
        // Of a question that stands several times in a file one place is enough to have decided it.
        let mut last: BTreeMap<String, Option<Decision>> = BTreeMap::new();
        for lesson in lessons {
            let known = last.entry(lesson.key).or_default();
            *known = lesson.decision.or_else(|| known.take());
        }
        let lessons = last;
        self.kept.retain(|kept| !lessons.contains_key(&kept.key));
        self.kept.extend(lessons.into_iter().filter_map(|(key, decision)| Some(Kept { key, decision: decision? })));
        let too_many = self.kept.len().saturating_sub(LIMIT);
        self.kept.drain(..too_many);
    }

    /// Whether nothing is remembered.
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// What is remembered of each of these conflicts that has something to remember: an answer, which may leave runs open.
    pub fn recall<'a>(&self, conflicts: impl IntoIterator<Item = &'a Conflict>) -> Vec<(&'a Conflict, Answer)> {
        if self.is_empty() {
            return Vec::new();
        }
        let known: HashMap<&str, &Decision> = self.kept.iter().map(|kept| (kept.key.as_str(), &kept.decision)).collect();
        conflicts.into_iter().filter_map(|conflict| Some((conflict, recall(&known, conflict)?))).collect()
    }
}

/// What an answer teaches about its conflict.
pub fn lessons(conflict: &Conflict, answer: Option<&Answer>) -> Vec<Lesson> {
    match &conflict.detail {
        Detail::Text { merge, .. } => {
            let choices: &[Option<Choice>] = match answer {
                Some(Answer::Runs(choices)) => choices,
                _ => &[],
            };
            let runs = merge.chunks.iter().filter(|chunk| matches!(chunk, Chunk::Conflict { .. }));
            let lesson = |(at, chunk): (usize, &Chunk)| {
                let Chunk::Conflict { base, sides, .. } = chunk else { return None };
                let decision = choices.get(at).and_then(Option::as_ref).and_then(|choice| decision_of(choice, sides));
                Some(Lesson { key: key_of_run(base, sides), decision })
            };
            runs.enumerate().filter_map(lesson).collect()
        }
        Detail::Version { base, sides, .. } => {
            let decision = match answer {
                Some(Answer::Side(side)) => sides.get(*side).map(|side| Decision::Texts(vec![entry_name(side.as_ref())])),
                Some(Answer::Base) => Some(Decision::Base),
                Some(Answer::Delete) => Some(Decision::Nothing),
                _ => None,
            };
            vec![Lesson { key: key_of_versions(conflict.kind, base.as_ref(), sides), decision }]
        }
        Detail::Boundary { .. } => Vec::new(),
    }
}

fn recall(known: &HashMap<&str, &Decision>, conflict: &Conflict) -> Option<Answer> {
    match &conflict.detail {
        Detail::Text { merge, .. } => {
            let choices: Vec<Option<Choice>> = merge
                .chunks
                .iter()
                .filter_map(|chunk| match chunk {
                    Chunk::Conflict { base, sides, .. } => {
                        Some(known.get(key_of_run(base, sides).as_str()).and_then(|decision| choice_of(decision, sides)))
                    }
                    Chunk::Clean { .. } => None,
                })
                .collect();
            choices.iter().any(Option::is_some).then_some(Answer::Runs(choices))
        }
        Detail::Version { base, sides, .. } => match known.get(key_of_versions(conflict.kind, base.as_ref(), sides).as_str())? {
            Decision::Texts(names) => {
                let name = names.first()?;
                sides.iter().position(|side| entry_name(side.as_ref()) == *name).map(Answer::Side)
            }
            Decision::Base => base.is_some().then_some(Answer::Base),
            Decision::Nothing => Some(Answer::Delete),
            Decision::Edited(_) | Decision::Lines(_) => None,
        },
        Detail::Boundary { .. } => None,
    }
}

fn decision_of(choice: &Choice, sides: &[Vec<u8>]) -> Option<Decision> {
    let name = |side: &usize| sides.get(*side).map(|text| name_of(text));
    Some(match choice {
        Choice::Sides(order) => Decision::Texts(order.iter().map(name).collect::<Option<_>>()?),
        Choice::Base => Decision::Base,
        Choice::Nothing => Decision::Nothing,
        Choice::Edited(text) => (text.len() <= LONGEST).then(|| Decision::Edited(text.clone()))?,
        Choice::Lines(picked) => {
            let line = |picked: &PickedLine| match picked.side {
                Some(side) => Some((Some(name(&side)?), picked.line)),
                None => Some((None, picked.line)),
            };
            Decision::Lines(picked.iter().map(line).collect::<Option<_>>()?)
        }
    })
}

fn choice_of(decision: &Decision, sides: &[Vec<u8>]) -> Option<Choice> {
    let side = |name: &String| sides.iter().position(|text| name_of(text) == *name);
    Some(match decision {
        Decision::Texts(names) => Choice::Sides(names.iter().map(side).collect::<Option<_>>()?),
        Decision::Base => Choice::Base,
        Decision::Nothing => Choice::Nothing,
        Decision::Edited(text) => Choice::Edited(text.clone()),
        Decision::Lines(lines) => {
            let line = |(name, line): &(Option<String>, usize)| match name {
                Some(name) => Some(PickedLine { side: Some(side(name)?), line: *line }),
                None => Some(PickedLine { side: None, line: *line }),
            };
            Choice::Lines(lines.iter().map(line).collect::<Option<_>>()?)
        }
    })
}

fn name_of(text: &[u8]) -> String {
    blake3::hash(text).to_hex()[..24].to_owned()
}

/// The question of a run: base and what stands against it, whoever wrote it and however often.
fn key_of_run(base: &[u8], sides: &[Vec<u8>]) -> String {
    let mut names: Vec<String> = sides.iter().filter(|side| *side != base).map(|side| name_of(side)).collect();
    names.sort_unstable();
    names.dedup();
    key_of("run", &name_of(base), &names)
}

fn key_of_versions(kind: &str, base: Option<&Entry>, sides: &[Option<Entry>]) -> String {
    let mut names: Vec<String> = sides.iter().map(|side| entry_name(side.as_ref())).collect();
    names.sort_unstable();
    names.dedup();
    key_of(kind, &entry_name(base), &names)
}

fn key_of(kind: &str, base: &str, names: &[String]) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in [kind, base].into_iter().chain(names.iter().map(String::as_str)) {
        hasher.update(part.as_bytes()).update(b"\0");
    }
    hasher.finalize().to_hex()[..24].to_owned()
}

fn entry_name(entry: Option<&Entry>) -> String {
    let Some(entry) = entry else { return "-".to_owned() };
    let kind = match entry.kind {
        EntryKind::File => "file",
        EntryKind::Executable => "executable",
        EntryKind::Symlink => "symlink",
    };
    format!("{kind} {}", entry.hash)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::conflict::ConflictId;
    use crate::model::merge::lines::merge_lines;
    use crate::model::path::RelPath;
    use crate::model::problem::Problem;
    use crate::model::team::TeamId;

    fn conflict(path: &str, teams: &[&str], detail: Detail) -> Conflict {
        Conflict {
            id: ConflictId(path.to_owned()),
            kind: "several-writers",
            path: RelPath::new(path).expect("path"),
            teams: teams.iter().map(|id| TeamId::from_spelling(id).expect("id")).collect(),
            owner: None,
            problem: Problem::error("conflict-several-writers"),
            detail,
        }
    }

    fn text(path: &str, base: &[u8], sides: &[&[u8]]) -> Conflict {
        let teams = ["alpha", "beta", "gamma"];
        conflict(path, &teams[..sides.len()], Detail::Text { merge: merge_lines(base, sides), has_base: true })
    }

    fn recalled(memory: &Memory, conflict: &Conflict) -> Option<Answer> {
        memory.recall([conflict]).pop().map(|(_, answer)| answer)
    }

    #[test]
    fn the_same_texts_are_the_same_question_in_another_order_and_file() {
        let first = text("a", b"1\nx\n2\n", &[b"1\nA\n2\n", b"1\nB\n2\n"]);
        let again = text("b", b"0\n1\nx\n2\n", &[b"0\n1\nB\n2\n", b"0\n1\nA\n2\n", b"0\n1\nB\n2\n"]);
        let other = text("c", b"1\nx\n2\n", &[b"1\nA\n2\n", b"1\nC\n2\n"]);
        let mut memory = Memory::default();
        let decided = Answer::Runs(vec![Some(Choice::Sides(vec![1, 0]))]);
        memory.learn(lessons(&first, Some(&decided)));
        assert_eq!(recalled(&memory, &first), Some(decided));
        assert_eq!(recalled(&memory, &again), Some(Answer::Runs(vec![Some(Choice::Sides(vec![0, 1]))])), "B, then A");
        assert_eq!(recalled(&memory, &other), None);
        let picked = |side, line| PickedLine { side, line };
        let lines = Answer::Runs(vec![Some(Choice::Lines(vec![picked(Some(0), 0), picked(None, 0)]))]);
        memory.learn(lessons(&first, Some(&lines)));
        let expected = Answer::Runs(vec![Some(Choice::Lines(vec![picked(Some(1), 0), picked(None, 0)]))]);
        assert_eq!(recalled(&memory, &again), Some(expected), "the latest decision counts");
        memory.learn(lessons(&again, None));
        assert!(memory.is_empty(), "what is opened again is forgotten");
    }

    #[test]
    fn versions_are_known_again_and_reasons_are_not() {
        let entry = |hash: &str| Entry { hash: hash.to_owned(), kind: EntryKind::File, size: 1 };
        let version = |path: &str, sides: [Option<Entry>; 2]| {
            let detail = Detail::Version { base: Some(entry("b")), sides: sides.to_vec(), previews: Vec::new() };
            conflict(path, &["alpha", "beta"], detail)
        };
        let mut memory = Memory::default();
        memory.learn(lessons(&version("a", [Some(entry("x")), None]), Some(&Answer::Side(0))));
        assert_eq!(recalled(&memory, &version("z", [None, Some(entry("x"))])), Some(Answer::Side(1)));
        assert_eq!(recalled(&memory, &version("z", [None, Some(entry("y"))])), None);
        let boundary = conflict("c", &["alpha"], Detail::Boundary { entry: None, preview: None, forbidden: false });
        assert_eq!(lessons(&boundary, Some(&Answer::LetIn { reason: "once".into() })), []);
    }

    #[test]
    fn the_oldest_go_first() {
        let lesson = |number: usize| Lesson { key: number.to_string(), decision: Some(Decision::Base) };
        let mut memory = Memory::default();
        (0..LIMIT + 3).for_each(|number| memory.learn(vec![lesson(number)]));
        assert_eq!((memory.kept.len(), memory.kept[0].key.as_str()), (LIMIT, "3"));
        let read: Memory = serde_json::from_str(&serde_json::to_string(&memory).expect("writes")).expect("reads");
        assert_eq!(read, memory);
    }
}
