//! Every kind of conflict, once; and what holds for all of them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use proptest::prelude::*;

use super::structure::{self, Finding, Given, Version};
use super::*;
use crate::model::cores;
use crate::model::manifest;
use crate::model::merge::choice::Choice;
use crate::model::merge::markers;
use crate::model::merge::tree::{Outcome, Side, Tree, content_hash};
use crate::model::modules::Settings;
use crate::model::ownership::Ownership;
use crate::model::syntax::outline::Outline;
use crate::words;

const MANIFEST: &str = "teams:\n  alpha:\n    responsibilities: [core]\n    boundaries: {write_paths: [src/core/**, shared/**]}\n  \
                        beta:\n    responsibilities: [api]\n    boundaries: {write_paths: [src/api/**], forbidden_paths: [secret/**]}\n  \
                        gamma:\n    responsibilities: [web]\n";

/// A file as tests write it: `"text"`, `"*text"` a program, `"@text"` a link.
pub(super) type Files<'a> = &'a [(&'a str, &'a str)];

/// Trees with contents.
#[derive(Debug, Default)]
pub(super) struct World {
    sides: Vec<Side>,
    contents: BTreeMap<String, Vec<u8>>,
    vanished: BTreeSet<String>,
    read: Mutex<BTreeSet<String>>,
}

impl World {
    pub(super) fn new(base: Files<'_>, sides: &[(&str, Files<'_>)]) -> Self {
        let mut world = Self::default();
        let base = Arc::new(world.tree(base));
        for (team, files) in sides {
            let tree = world.tree(files);
            let team = if *team == "you" { TeamId::you() } else { TeamId::from_spelling(team).expect(team) };
            world.sides.push(Side { team, base: base.clone(), tree });
        }
        world
    }

    fn tree(&mut self, files: Files<'_>) -> Tree {
        let entry = |text: &str| {
            let kind = match text.as_bytes().first() {
                Some(b'*') => EntryKind::Executable,
                Some(b'@') => EntryKind::Symlink,
                _ => EntryKind::File,
            };
            let bytes = if kind == EntryKind::File { text } else { &text[1..] };
            (Entry { hash: blake3::hash(bytes.as_bytes()).to_hex().to_string(), kind, size: bytes.len() as u64 }, bytes.into())
        };
        let mut tree = Tree::new();
        for (path, text) in files {
            let (entry, bytes) = entry(text);
            self.contents.insert(entry.hash.clone(), bytes);
            tree.insert(RelPath::new(path).expect(path), entry);
        }
        tree
    }

    pub(super) fn look(&self, answers: &BTreeMap<ConflictId, Answer>) -> Detected {
        let read = manifest::read::read("manifest.yaml", MANIFEST);
        let ownership = Ownership::new(&read.manifest.expect("manifest"));
        let mut found = detect(&self.sides, &ownership, answers, self, &cores::one).expect("looks");
        for outcome in &found.outcomes {
            let Some((_, text)) = found.merged.get(&outcome.path) else { continue };
            let parts =
                || outcome.changed_by.iter().map(|side| Ok(self.of_side(*side, &outcome.path)?.unwrap_or_default())).collect();
            found.notes.extend(look_at_merged(&outcome.path, text, parts).expect("looks"));
        }
        found
    }

    /// What the structure detectors find, with teams as a manifest has them.
    pub(super) fn structure(&self, manifest: &str) -> Vec<Finding> {
        let manifest = manifest::read::read("manifest.yaml", manifest).manifest.expect("manifest");
        let ownership = Ownership::new(&manifest);
        let found = detect(&self.sides, &ownership, &BTreeMap::new(), self, &cores::one).expect("looks");
        let hash = |path: &RelPath| found.merged.get(path).map(|(_, text)| content_hash(text));
        let wanted = structure::wanted(&self.sides, &found.outcomes, &hash);
        let text = |path: &RelPath, version: Version| -> Option<String> {
            let bytes = match version {
                Version::Base(side) => self.of_base(side, path).expect("reads"),
                Version::Side(side) => self.of_side(side, path).expect("reads"),
                Version::Merged => found.merged.get(path).map(|(_, text)| text.clone()),
            };
            String::from_utf8(bytes?).ok()
        };
        let outlines = (wanted.iter().flatten())
            .filter_map(|one| Some((one.key.clone(), Arc::new(Outline::new(one.path, &text(one.path, one.version)?)?))))
            .collect();
        let settings = structure::settings_wanted(&found.outcomes).filter_map(|outcome| {
            let version = outcome.changed_by.first().map_or(Version::Base(0), |side| Version::Side(*side));
            Some((outcome.path.clone(), text(&outcome.path, version)?))
        });
        let settings = Settings::new(&settings.collect::<Vec<_>>());
        let given = Given {
            sides: &self.sides,
            outcomes: &found.outcomes,
            manifest: &manifest,
            ownership: &ownership,
            settings: &settings,
        };
        let found = structure::look_at_structure(given, &wanted, &outlines);
        for finding in &found {
            assert_has_words(&finding.problem);
            assert_eq!(finding.places.first(), finding.problem.place.as_ref());
        }
        found
    }

    fn conflicts(&self) -> Vec<Conflict> {
        self.look(&BTreeMap::new()).conflicts
    }

    fn notes(&self) -> Vec<String> {
        let shown = |note: &Problem| format!("{} {}", note.id, note.place.as_ref().expect("a place"));
        self.look(&BTreeMap::new()).notes.iter().map(shown).collect()
    }

    fn content(&self, entry: Option<&Entry>, path: &RelPath) -> Option<Vec<u8>> {
        self.read.lock().expect("no panic").insert(path.as_str().to_owned());
        entry.and_then(|entry| self.contents.get(&entry.hash)).cloned()
    }
}

impl Contents for World {
    fn of_side(&self, side: usize, path: &RelPath) -> Result<Option<Vec<u8>>, Problem> {
        let entry = self.sides[side].tree.get(path).filter(|_| !self.vanished.contains(path.as_str()));
        Ok(self.content(entry, path))
    }

    fn of_base(&self, side: usize, path: &RelPath) -> Result<Option<Vec<u8>>, Problem> {
        Ok(self.content(self.sides[side].base.get(path), path))
    }
}

/// Words for a problem, with every argument filled in. (That each language has the same words is tested with them.)
fn assert_has_words(problem: &Problem) {
    let said = words::sentence(problem);
    for text in [Some(said.text), said.next] {
        let text = text.unwrap_or_else(|| panic!("{}: no next step", problem.id));
        assert!(text.contains(' ') && !text.contains("{$"), "{}: {text}", problem.id);
    }
}

/// One case for each kind.
fn case(kind: &str) -> World {
    match kind {
        "boundary" => World::new(&[], &[("beta", &[("src/core/x.ts", "x\n")])]),
        "file-directory" => World::new(&[], &[("alpha", &[("src/core/a", "x\n")]), ("gamma", &[("src/core/a/b", "y\n")])]),
        "modify-delete" => World::new(&[("a.ts", "0\n")], &[("alpha", &[("a.ts", "1\n")]), ("beta", &[])]),
        "rename-delete" => World::new(&[("a.ts", "0\n")], &[("alpha", &[("b.ts", "0\n")]), ("beta", &[])]),
        "rename-rename" => World::new(&[("a.ts", "0\n")], &[("alpha", &[("b.ts", "0\n")]), ("beta", &[("c.ts", "0\n")])]),
        "types" => World::new(&[], &[("alpha", &[("a.ts", "@b")]), ("beta", &[("a.ts", "b\n")])]),
        "modes" => World::new(&[], &[("alpha", &[("run.sh", "*x\n")]), ("beta", &[("run.sh", "x\n")])]),
        "binary" => World::new(&[("a.png", "0\0")], &[("alpha", &[("a.png", "1\0")]), ("beta", &[("a.png", "2\0")])]),
        "lockfile" => World::new(&[], &[("alpha", &[("web/yarn.lock", "a\n")]), ("beta", &[("web/yarn.lock", "b\n")])]),
        "add-add" => World::new(&[], &[("alpha", &[("a.ts", "1\n")]), ("beta", &[("a.ts", "2\n")])]),
        "several-writers" => World::new(&[("a.ts", "0\n")], &[("alpha", &[("a.ts", "1\n")]), ("beta", &[("a.ts", "2\n")])]),
        _ => panic!("{kind} has no case yet"),
    }
}

#[test]
fn every_kind_is_found_has_words_and_can_be_settled() {
    for kind in KINDS {
        let mut world = case(kind.id);
        if kind.id == "file-directory" {
            // Gamma has no paths of its own, so alpha's folder is not its to write in; a person may.
            world.sides[1].team = TeamId::you();
        }
        let conflicts = world.conflicts();
        assert_eq!(conflicts.iter().map(|conflict| conflict.kind).collect::<Vec<_>>(), [kind.id]);
        let conflict = &conflicts[0];
        assert_has_words(&conflict.problem);
        assert_eq!(matches!(conflict.detail, Detail::Text { .. }), kind.has_runs);
        assert_eq!(settle(conflict, None, false), PathResult::Open);
        let (answer, result) = match &conflict.detail {
            Detail::Text { .. } => (Answer::Runs(vec![Some(Choice::Sides(vec![1, 0]))]), PathResult::Write(b"2\n1\n".to_vec())),
            Detail::Version { sides, previews, .. } => {
                assert_eq!((sides.len(), previews.len()), (2, 3));
                (Answer::Side(1), PathResult::Take(1))
            }
            Detail::Boundary { .. } => (Answer::KeepOut, PathResult::Open),
        };
        assert!(conflict.is_settled_by(Some(&answer)) && !conflict.is_settled_by(None), "{}", kind.id);
        assert_eq!(settle(conflict, Some(&answer), true), result, "{}", kind.id);
        assert_eq!(conflicts[0].id, world.conflicts()[0].id, "the same conflict is known again");
    }
}

#[test]
fn only_what_sides_share_is_read() {
    let world = World::new(
        &[("a", "0\n"), ("b", "0\n"), ("c", "0\n")],
        &[
            ("alpha", &[("a", "1\n"), ("b", "1\n"), ("c", "1\n"), ("n", "n\n")]),
            ("beta", &[("a", "0\n"), ("b", "1\n"), ("c", "2\n")]),
        ],
    );
    let found = world.look(&BTreeMap::new());
    assert_eq!(found.conflicts.len(), 1);
    assert_eq!(*world.read.lock().expect("no panic"), BTreeSet::from(["c".to_owned()]));
}

#[test]
fn what_a_team_may_not_write_takes_no_part_until_it_is_let_in() {
    let base = &[("src/core/a.ts", "0\n"), ("secret/key", "k\n")][..];
    let world = World::new(
        base,
        &[
            ("alpha", &[("src/core/a.ts", "alpha\n"), ("secret/key", "k\n")]),
            ("beta", &[("src/core/a.ts", "beta\n"), ("src/core/new.ts", "n\n")]),
        ],
    );
    let found = world.look(&BTreeMap::new());
    let named: Vec<_> = found.conflicts.iter().map(|conflict| (conflict.kind, conflict.path.as_str())).collect();
    assert_eq!(named, [("boundary", "secret/key"), ("boundary", "src/core/a.ts"), ("boundary", "src/core/new.ts")]);
    assert_eq!(found.conflicts[0].problem.id, "boundary-forbidden-deleted");
    assert_eq!(found.conflicts[1].owners_side(), None, "the owner is no side of it");
    found.conflicts.iter().for_each(|conflict| assert_has_words(&conflict.problem));
    let outcome = |found: &Detected, path: &str| {
        found.outcomes.iter().find(|outcome| outcome.path.as_str() == path).map(|outcome| outcome.outcome.clone())
    };
    assert!(matches!(outcome(&found, "src/core/a.ts"), Some(Outcome::Take(Some(entry))) if entry.size == 6), "the owner's");
    assert!(matches!(outcome(&found, "secret/key"), Some(Outcome::Base(_))));
    assert_eq!(outcome(&found, "src/core/new.ts"), None);

    let let_in = |reason: &str| {
        let answer = Answer::LetIn { reason: reason.to_owned() };
        found.conflicts.iter().map(|conflict| (conflict.id.clone(), answer.clone())).collect::<BTreeMap<_, _>>()
    };
    assert_eq!(world.look(&let_in(" ")).conflicts.len(), 3, "a reason has to be given");
    let opened = world.look(&let_in("agreed"));
    let named: Vec<_> = opened.conflicts.iter().map(|conflict| (conflict.kind, conflict.path.as_str())).collect();
    assert_eq!(named[..3], [("boundary", "secret/key"), ("boundary", "src/core/a.ts"), ("boundary", "src/core/new.ts")]);
    assert_eq!(named[3], ("several-writers", "src/core/a.ts"));
    assert_eq!((opened.conflicts[3].owners_side(), opened.conflicts[3].teams.len()), (Some(0), 2));
    assert_eq!(outcome(&opened, "secret/key"), Some(Outcome::Take(None)));

    let person = World::new(base, &[("you", &[("src/core/a.ts", "mine\n"), ("secret/key", "k\n")])]);
    assert!(person.conflicts().is_empty() && person.notes().is_empty(), "a person may write anywhere");
}

#[test]
fn a_move_that_meets_an_edit_says_where_to() {
    let world = World::new(&[("a.ts", "0\n")], &[("alpha", &[("a.ts", "1\n")]), ("beta", &[("lib/a.ts", "0\n")])]);
    assert!(world.conflicts().is_empty(), "the edit follows the file");
    assert_eq!(world.notes().iter().filter(|note| *note == "rename-followed lib/a.ts").count(), 1);
    world.look(&BTreeMap::new()).notes.iter().for_each(assert_has_words);
    // Where the new place is somebody else's as well, nothing follows.
    let alpha: &[(&str, &str)] = &[("a.ts", "1\n"), ("lib/a.ts", "mine\n")];
    let world = World::new(&[("a.ts", "0\n")], &[("alpha", alpha), ("beta", &[("lib/a.ts", "0\n")])]);
    let problem = &world.conflicts()[0].problem;
    assert_eq!(
        (problem.id, problem.arg("to"), problem.arg("deleted-by")),
        ("conflict-modify-move", Some("lib/a.ts"), Some("beta"))
    );
    assert_has_words(problem);
}

#[test]
fn notes_say_what_merged_but_may_not_be_right() {
    let json = |first: &str, last: &str| format!("{{\n{first}  \"a\": 1,\n  \"b\": 2,\n  \"c\": 3,\n  \"d\": 4{last}\n}}\n");
    let world = World::new(
        &[("package.json", &json("", ""))],
        &[("alpha", &[("package.json", &json("  \"x\": 1,\n", ""))]), ("beta", &[("package.json", &json("", ",\n  \"x\": 2"))])],
    );
    assert_eq!(world.notes().last().map(String::as_str), Some("duplicate-key package.json:7"));
    world.look(&BTreeMap::new()).notes.iter().for_each(assert_has_words);

    let world = World::new(
        &[("src/core/Same.ts", "0\n")],
        &[
            ("alpha", &[("src/core/Same.ts", "0\n"), ("src/core/same.ts", "1\n"), ("Docs/a", "1\n")]),
            ("gamma", &[("src/core/Same.ts", "0\n"), ("docs/b", "1\n")]),
        ],
    );
    assert_eq!(
        world.notes(),
        ["unclaimed-paths Docs/a", "unclaimed-paths docs/b", "case-collision-folders docs", "case-collision src/core/same.ts"]
    );
    world.look(&BTreeMap::new()).notes.iter().for_each(assert_has_words);
}

#[test]
fn a_merge_that_no_longer_parses_is_said() {
    // One renames what the other begins to use.
    let base = "common: &old {x: 1}\nb: 2\nc: 3\nd: 4\nuse: 5\n";
    let (alpha, beta) = (base.replace("&old", "&new"), base.replace("use: 5", "use: *old"));
    let world = World::new(&[("a.yaml", base)], &[("alpha", &[("a.yaml", &alpha)]), ("beta", &[("a.yaml", &beta)])]);
    assert!(world.conflicts().is_empty());
    let note = world.look(&BTreeMap::new()).notes.into_iter().find(|note| note.id == "merged-broken").expect("a warning");
    assert_eq!(note.place.as_ref().map(|place| (place.file.as_str(), place.line)), Some(("a.yaml", 5)));
    assert_has_words(&note);
}

#[test]
fn a_file_that_vanishes_is_said_and_decides_nothing() {
    let mut world = case("several-writers");
    world.vanished.insert("a.ts".to_owned());
    let found = world.look(&BTreeMap::new());
    assert!(found.conflicts.is_empty() && found.merged.is_empty());
    let note = found.notes.iter().find(|note| note.id == "merge-file-vanished").expect("a note");
    assert_has_words(note);
}

#[test]
fn markers_in_what_a_team_wrote_are_said() {
    let marked = "<<<<<<< a\n1\n=======\n2\n>>>>>>> b\n";
    let text = format!("0\n1\n2\n3\n4\n{marked}");
    let world =
        World::new(&[("a.ts", "0\n1\n2\n3\n4\n")], &[("alpha", &[("a.ts", &text)]), ("beta", &[("a.ts", "x\n1\n2\n3\n4\n")])]);
    assert!(world.notes().contains(&"leftover-markers a.ts:6:1".to_owned()), "{:?}", world.notes());
    let path = RelPath::new("a.ts").expect("path");
    assert_eq!(look_at_result(&path, None, marked.as_bytes()).len(), 1);
    assert!(look_at_result(&path, Some(marked.as_bytes()), marked.as_bytes()).is_empty());
}

/// Base and sides over few paths, with texts that meet.
fn worlds() -> impl Strategy<Value = World> {
    const PATHS: [&str; 5] = ["src/core/a.ts", "src/api/b.ts", "shared/x", "shared/x/y", "yarn.lock"];
    const TEXTS: [&str; 6] = ["", "a\nb\nc\nd\ne\nf\n", "A\nb\nc\nd\ne\nf\n", "a\nb\nc\nd\ne\nF\nG", "\0", "*a\nb\nc\nd\ne\nf\n"];
    let files = || prop::collection::btree_map(prop::sample::select(&PATHS), prop::sample::select(&TEXTS), 0..5);
    (files(), prop::collection::vec(files(), 1..=4)).prop_map(|(base, sides)| {
        let list =
            |files: &BTreeMap<&'static str, &'static str>| files.iter().map(|(path, text)| (*path, *text)).collect::<Vec<_>>();
        let lists: Vec<Vec<_>> = sides.iter().map(list).collect();
        let teams = ["gamma", "alpha", "you", "beta"].into_iter();
        World::new(&list(&base), &teams.zip(&lists).map(|(team, files)| (team, files.as_slice())).collect::<Vec<_>>())
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_the_sides_changes_no_conflict(world in worlds(), turn in 0..4usize) {
        let shown = |world: &World| {
            let found = world.look(&BTreeMap::new());
            let mut notes: Vec<String> = found.notes.iter().map(|note| format!("{note:?}")).collect();
            notes.sort();
            let conflicts: Vec<String> = found.conflicts.iter().map(|conflict| format!("{conflict:?}")).collect();
            (conflicts, found.merged, notes)
        };
        let before = shown(&world);
        let mut turned = world;
        let sides = turned.sides.len();
        turned.sides.rotate_left(turn % sides);
        prop_assert_eq!(before, shown(&turned));
    }

    #[test]
    fn with_every_question_answered_nothing_is_open(world in worlds(), choice in 0..3usize) {
        let mut answers = BTreeMap::new();
        // What is let in can ask new questions; after that there are none.
        for _ in 0..2 {
            for conflict in world.look(&answers).conflicts {
                let answer = match (&conflict.detail, choice) {
                    (Detail::Text { merge, .. }, 0) => Answer::Runs(vec![Some(Choice::Base); merge.conflict_count()]),
                    (Detail::Text { merge, .. }, _) => Answer::Runs(vec![Some(Choice::Sides(vec![0, 1])); merge.conflict_count()]),
                    (Detail::Version { .. }, 0) => Answer::Delete,
                    (Detail::Version { .. }, _) => Answer::Side(0),
                    (Detail::Boundary { .. }, 0) => Answer::KeepOut,
                    (Detail::Boundary { .. }, _) => Answer::LetIn { reason: "agreed".to_owned() },
                };
                answers.insert(conflict.id, answer);
            }
        }
        for conflict in world.look(&answers).conflicts {
            let answer = answers.get(&conflict.id);
            prop_assert!(conflict.is_settled_by(answer));
            let result = settle(&conflict, answer, true);
            prop_assert_eq!(result == PathResult::Open, matches!(conflict.detail, Detail::Boundary { .. }));
            prop_assert!(!matches!(result, PathResult::Marked(_)));
        }
    }

    #[test]
    fn open_texts_with_markers_can_be_read_back(world in worlds()) {
        for conflict in world.conflicts() {
            if let PathResult::Marked(text) = settle(&conflict, None, true) {
                let marked = markers::read(&text).expect("well-formed");
                prop_assert_eq!(marked.labels, conflict.teams.iter().map(|team| team.as_str().to_owned()).collect::<Vec<_>>());
                prop_assert_eq!(markers::write_as(&marked.merge, &markers::Marking {
                    labels: &conflict.teams.iter().map(TeamId::as_str).collect::<Vec<_>>(),
                    base_label: "base",
                    style: if marked.base_label.is_some() { markers::MarkerStyle::Diff3 } else { markers::MarkerStyle::Merge },
                    size: Some(marked.size),
                }), text);
            }
        }
    }
}
