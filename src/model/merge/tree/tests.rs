//! What becomes of paths, by example and in any order of the sides.

use proptest::prelude::*;

use super::*;

fn entry(content: &str) -> Entry {
    Entry { hash: content.to_owned(), kind: EntryKind::File, size: content.len() as u64 }
}

fn tree(files: &[(&str, &str)]) -> Tree {
    files.iter().map(|(path, content)| (RelPath::new(path).expect(path), entry(content))).collect()
}

fn side(team: &str, base: &Arc<Tree>, files: &[(&str, &str)]) -> Side {
    Side { team: TeamId::from_spelling(team).expect(team), base: base.clone(), tree: tree(files) }
}

fn at<'a>(outcomes: &'a [PathOutcome], path: &str) -> &'a PathOutcome {
    outcomes.iter().find(|found| found.path.as_str() == path).expect(path)
}

#[test]
fn paths_are_decided_by_content_alone() {
    let base =
        Arc::new(tree(&[("same", "0"), ("edited", "0"), ("gone", "0"), ("both", "0"), ("alike", "0"), ("modify-delete", "0")]));
    let alpha = side(
        "alpha",
        &base,
        &[("same", "0"), ("edited", "1"), ("both", "a"), ("alike", "x"), ("new", "n"), ("modify-delete", "1")],
    );
    let beta = side("beta", &base, &[("same", "0"), ("edited", "0"), ("gone", "0"), ("both", "b"), ("alike", "x"), ("new", "m")]);
    let outcomes = merge_trees(&[alpha, beta]);
    assert_eq!(at(&outcomes, "same").outcome, Outcome::Base(entry("0")));
    assert_eq!(at(&outcomes, "edited").outcome, Outcome::Take(Some(entry("1"))));
    assert_eq!(at(&outcomes, "gone").outcome, Outcome::Take(None));
    assert_eq!(at(&outcomes, "alike").outcome, Outcome::Take(Some(entry("x"))));
    assert_eq!(at(&outcomes, "both").outcome, Outcome::MergeText { base: Some(entry("0")), sides: vec![entry("a"), entry("b")] });
    assert_eq!(at(&outcomes, "new").outcome, Outcome::MergeText { base: None, sides: vec![entry("n"), entry("m")] });
    let clash = Outcome::Clash { kind: ClashKind::ModifyDelete, base: Some(entry("0")), sides: vec![Some(entry("1")), None] };
    assert_eq!(at(&outcomes, "modify-delete").outcome, clash);
}

#[test]
fn a_file_where_a_folder_is_clashes_between_their_writers() {
    let base = Arc::new(tree(&[]));
    let outcomes = merge_trees(&[
        side("alpha", &base, &[("a", "1")]),
        side("beta", &base, &[("a/b/c", "2")]),
        side("gamma", &base, &[("d/e", "3")]),
    ]);
    let found = at(&outcomes, "a");
    assert_eq!(found.changed_by, [0, 1]);
    assert_eq!(found.outcome, Outcome::Clash { kind: ClashKind::FileDirectory, base: None, sides: vec![Some(entry("1")), None] });
    assert_eq!(at(&outcomes, "d/e").outcome, Outcome::Take(Some(entry("3"))));
    // One team that turns its file into a folder does not clash with itself.
    let base = Arc::new(tree(&[("a", "1")]));
    let outcomes = merge_trees(&[side("alpha", &base, &[("a/b", "2")])]);
    assert_eq!(at(&outcomes, "a").outcome, Outcome::Take(None));
}

#[test]
fn a_change_that_a_later_base_holds_is_not_undone() {
    let old = Arc::new(tree(&[("f", "0")]));
    let new = Arc::new(tree(&[("f", "1")]));
    // Alpha started before the project moved from 0 to 1, and left the file alone; beta started after, and went on.
    let outcomes = merge_trees(&[side("alpha", &old, &[("f", "0")]), side("beta", &new, &[("f", "2")])]);
    assert_eq!(at(&outcomes, "f").outcome, Outcome::Take(Some(entry("2"))));
    // The project's own step counts as a side; beta's base already holds it.
    let project = side("project", &old, &[("f", "1")]);
    let outcomes = merge_trees(&[project, side("beta", &new, &[("f", "2")])]);
    assert_eq!(at(&outcomes, "f").outcome, Outcome::Take(Some(entry("2"))));
    assert_eq!(at(&outcomes, "f").changed_by, [1]);
}

#[test]
fn what_all_began_from_is_found_through_changes_that_are_known() {
    let tree_of = |content: &str| Arc::new(tree(&[("f", content)]));
    let (old, new) = (tree_of("0"), tree_of("1"));
    let of = |sides: &[Side]| at(&merge_trees(sides), "f").outcome.clone();
    let both = |base: Option<&str>, first: &str, second: &str| Outcome::MergeText {
        base: base.map(entry),
        sides: vec![entry(first), entry(second)],
    };
    // Beta went on from what the project made of alpha's base.
    let project = Side { team: TeamId::project(), base: old.clone(), tree: tree(&[("f", "1")]) };
    let (alpha, beta) = (side("alpha", &old, &[("f", "a")]), side("beta", &new, &[("f", "b")]));
    assert_eq!(of(&[alpha.clone(), beta.clone(), project]), both(Some("0"), "a", "b"));
    // Without that step nobody can tell.
    assert_eq!(of(&[alpha.clone(), beta]), both(None, "a", "b"));
    // Beta put back what alpha's base had: a decision, not the absence of one.
    let project = Side { team: TeamId::project(), base: old.clone(), tree: tree(&[("f", "1")]) };
    let undone = side("beta", &new, &[("f", "0")]);
    let Outcome::MergeText { base, sides } = of(&[alpha, undone, project]) else { panic!("a question") };
    assert_eq!((base, sides.len()), (None, 3));
    // Three that went in a circle.
    let circle = [("alpha", "0", "1"), ("beta", "1", "2"), ("gamma", "2", "0")];
    let circle: Vec<Side> = circle.iter().map(|(team, from, to)| side(team, &tree_of(from), &[("f", to)])).collect();
    assert!(matches!(of(&circle), Outcome::MergeText { base: None, sides } if sides.len() == 3));
}

#[test]
fn modes_follow_whoever_changed_them() {
    let with_kind = |content: &str, kind| Entry { kind, ..entry(content) };
    let of = |base: Option<Entry>, sides: &[Entry]| {
        let path = RelPath::new("f").expect("path");
        let base: Arc<Tree> = Arc::new(base.into_iter().map(|entry| (path.clone(), entry)).collect());
        let side = |(team, entry): (&str, &Entry)| Side {
            team: TeamId::from_spelling(team).expect(team),
            base: base.clone(),
            tree: Tree::from([(path.clone(), entry.clone())]),
        };
        let sides: Vec<Side> = ["alpha", "beta"].into_iter().zip(sides).map(side).collect();
        at(&merge_trees(&sides), "f").outcome.clone()
    };
    use EntryKind::{Executable, File, Symlink};
    let (file, program, link) = (with_kind("x", File), with_kind("x", Executable), with_kind("x", Symlink));
    let clash = |outcome: &Outcome| match outcome {
        Outcome::Clash { kind, .. } => Some(*kind),
        _ => None,
    };
    assert_eq!(clash(&of(None, &[file.clone(), program.clone()])), Some(ClashKind::DistinctModes));
    assert_eq!(clash(&of(None, &[file.clone(), link.clone()])), Some(ClashKind::DistinctTypes));
    assert_eq!(clash(&of(Some(file.clone()), &[with_kind("y", File), link])), Some(ClashKind::DistinctTypes));
    let old = |kind| Some(with_kind("0", kind));
    assert_eq!(of(old(File), &[file.clone(), program.clone()]), Outcome::Take(Some(program.clone())));
    assert_eq!(of(old(Executable), &[file.clone(), program]), Outcome::Take(Some(file)));
}

#[test]
fn who_moved_a_file_is_known() {
    let base = Arc::new(tree(&[("src/a.ts", "0")]));
    let alpha = side("alpha", &base, &[("lib/b.ts", "0"), ("lib/a.ts", "0")]);
    let of = |side: &Side, path: &str| {
        Additions::of(side).moved_to(side, &RelPath::new(path).expect(path)).map(|to| to.as_str().to_owned())
    };
    assert_eq!(of(&alpha, "src/a.ts").as_deref(), Some("lib/a.ts"));
    assert_eq!(of(&side("beta", &base, &[("lib/a.ts", "1")]), "src/a.ts"), None);
}

/// Sides with one or two bases, on few paths with few contents, so that everything meets.
fn sides() -> impl Strategy<Value = Vec<Side>> {
    const PATHS: [&str; 6] = ["a", "a/b", "a/b/c", "a-b", "d", "d/e"];
    let tree = || prop::collection::btree_map(prop::sample::select(PATHS.to_vec()), 0..3u8, 0..5);
    (prop::collection::vec(tree(), 2), prop::collection::vec((any::<bool>(), tree()), 1..=4)).prop_map(|(bases, sides)| {
        let made = |files: &BTreeMap<&str, u8>| -> Tree {
            files.iter().map(|(path, content)| (RelPath::new(path).expect("path"), entry(&content.to_string()))).collect()
        };
        let bases: Vec<Arc<Tree>> = bases.iter().map(|files| Arc::new(made(files))).collect();
        let teams = ["kappa", "alpha", "ops", "beta"].into_iter();
        let side = |(team, (second, files)): (&str, &(bool, BTreeMap<&str, u8>))| Side {
            team: TeamId::from_spelling(team).expect(team),
            base: bases[usize::from(*second)].clone(),
            tree: made(files),
        };
        teams.zip(&sides).map(side).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_the_sides_changes_nothing(sides in sides(), turn in 0..4usize) {
        let named = |sides: &[Side]| -> Vec<(String, Vec<TeamId>, Outcome)> {
            let name = |found: PathOutcome| {
                let by = found.changed_by.iter().map(|side| sides[*side].team.clone()).collect();
                (found.path.as_str().to_owned(), by, found.outcome)
            };
            merge_trees(sides).into_iter().map(name).collect()
        };
        let mut turned = sides.clone();
        turned.rotate_left(turn % sides.len());
        prop_assert_eq!(named(&sides), named(&turned));
    }

    #[test]
    fn every_path_is_decided_once_and_unchanged_sides_decide_nothing(sides in sides()) {
        let outcomes = merge_trees(&sides);
        prop_assert!(outcomes.is_sorted_by(|a, b| a.path < b.path));
        let known = sides.iter().flat_map(|side| side.base.keys().chain(side.tree.keys()));
        for path in known {
            prop_assert!(outcomes.iter().any(|found| found.path == *path));
        }
        for found in &outcomes {
            let entries = match &found.outcome {
                Outcome::MergeText { sides, .. } => sides.len(),
                Outcome::Clash { sides, .. } => sides.len(),
                Outcome::Base(_) => 0,
                Outcome::Take(_) => found.changed_by.len(),
            };
            prop_assert_eq!(entries, found.changed_by.len());
        }
        let mut more = sides.clone();
        more.push(Side { team: TeamId::from_spelling("zz").expect("id"), base: sides[0].base.clone(), tree: (*sides[0].base).clone() });
        prop_assert_eq!(merge_trees(&more), outcomes);
    }
}
