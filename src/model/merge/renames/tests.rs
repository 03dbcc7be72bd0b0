//! What becomes of files that sides moved.

use super::*;
use crate::model::team::TeamId;

fn tree(files: &[(&str, &str)]) -> Tree {
    let entry = |text: &str| Entry { hash: content_hash(text.as_bytes()), kind: EntryKind::File, size: text.len() as u64 };
    files.iter().map(|(path, text)| (RelPath::new(path).expect(path), entry(text))).collect()
}

/// Decides for teams alpha, beta, gamma … that began from `base`; shown as one line a path.
fn decided(base: &[(&str, &str)], teams: &[&[(&str, &str)]]) -> String {
    let names = ["alpha", "beta", "gamma", "delta"];
    let shared = Arc::new(tree(base));
    let side = |(team, files): (&&str, &&[(&str, &str)])| Side {
        team: TeamId::from_spelling(team).expect("a team"),
        base: shared.clone(),
        tree: tree(files),
    };
    let sides: Vec<Side> = names.iter().zip(teams).map(side).collect();
    let read = |wanted: Wanted<'_>| {
        let files = if wanted.of_base { base } else { teams[wanted.side] };
        Ok(files.iter().find(|(path, _)| *path == wanted.path.as_str()).map(|(_, text)| text.as_bytes().to_vec()))
    };
    let changed: Vec<Vec<Change<'_>>> = sides.iter().map(|side| side.changes().collect()).collect();
    let renames = find(&sides, &changed, &read, &cores::one).expect("found");
    let outcomes = merge_following(&sides, &changed, &renames);
    let shown = outcomes.iter().map(|outcome| {
        let what = match &outcome.outcome {
            Outcome::Base(_) => "base".to_owned(),
            Outcome::Take(None) => "gone".to_owned(),
            Outcome::Take(Some(_)) => "taken".to_owned(),
            Outcome::MergeText { base, .. } => if base.is_some() { "merge" } else { "add/add" }.to_owned(),
            Outcome::Clash { kind, .. } => format!("{kind:?}"),
        };
        let by = outcome.changed_by.iter().enumerate();
        let by: Vec<String> = by.map(|(place, side)| format!("{}@{}", names[*side], outcome.path_of(place))).collect();
        format!("{} {what} {}", outcome.path, by.join(" "))
    });
    shown.collect::<Vec<_>>().join("\n")
}

const TEXT: &str = "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\n";
const EDITED: &str = "one\ntwo\nthree\nFOUR\nfive\nsix\nseven\neight\n";
const MOVED_EDITED: &str = "one\ntwo\nthree\nfour\nfive\nsix\nseven\nEIGHT\n";

#[test]
fn an_edit_follows_the_file_to_where_another_side_moved_it() {
    let base = &[("a/x.ts", TEXT)];
    assert_eq!(decided(base, &[&[("b/y.ts", TEXT)], &[("a/x.ts", EDITED)]]), "b/y.ts taken beta@a/x.ts");
    assert_eq!(
        decided(base, &[&[("b/y.ts", MOVED_EDITED)], &[("a/x.ts", EDITED)], &[("a/x.ts", TEXT)]]),
        "b/y.ts merge alpha@b/y.ts beta@a/x.ts"
    );
    // Both moved it to the same place and changed it.
    assert_eq!(decided(base, &[&[("b/y.ts", MOVED_EDITED)], &[("b/y.ts", EDITED)]]), "b/y.ts merge alpha@b/y.ts beta@b/y.ts");
    // Half of the lines are needed.
    assert_eq!(
        decided(base, &[&[("b/y.ts", "one\nX\nX\nX\nX\nX\nX\nX\nX\n")], &[("a/x.ts", EDITED)]]),
        "a/x.ts ModifyDelete alpha@a/x.ts beta@a/x.ts\nb/y.ts taken alpha@b/y.ts"
    );
}

#[test]
fn sides_that_disagree_about_the_place_are_asked_at_the_old_one() {
    let base = &[("a/x.ts", TEXT)];
    assert_eq!(decided(base, &[&[("b/y.ts", TEXT)], &[]]), "a/x.ts RenameDelete alpha@b/y.ts beta@a/x.ts");
    assert_eq!(
        decided(base, &[&[("b/y.ts", TEXT)], &[("c/z.ts", EDITED)], &[("a/x.ts", EDITED)]]),
        "a/x.ts RenameRename alpha@b/y.ts beta@c/z.ts gamma@a/x.ts"
    );
}

#[test]
fn a_new_place_that_is_used_for_something_else_is_not_followed() {
    let base = &[("a/x.ts", TEXT)];
    assert_eq!(
        decided(base, &[&[("b/y.ts", TEXT)], &[("a/x.ts", EDITED), ("b/y.ts", "mine\n")]]),
        "a/x.ts ModifyDelete alpha@a/x.ts beta@a/x.ts\nb/y.ts add/add alpha@b/y.ts beta@b/y.ts"
    );
}

#[test]
fn of_several_equal_files_the_one_with_the_same_name_is_the_one_that_moved() {
    let base = &[("a/one.ts", TEXT), ("a/two.ts", TEXT)];
    let moved: &[(&str, &str)] = &[("b/one.ts", TEXT), ("b/two.ts", TEXT)];
    let edited: &[(&str, &str)] = &[("a/one.ts", TEXT), ("a/two.ts", EDITED)];
    assert_eq!(
        decided(base, &[moved, edited]),
        "a/one.ts gone alpha@a/one.ts\nb/one.ts taken alpha@b/one.ts\nb/two.ts taken beta@a/two.ts"
    );
}
