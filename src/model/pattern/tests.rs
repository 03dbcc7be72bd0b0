//! Patterns against git's own words, and against each other.

use proptest::prelude::*;

use super::*;

fn pattern(text: &str) -> Pattern {
    Pattern::new(text).expect(text)
}

fn common(a: &str, b: &str) -> Option<String> {
    let (a, b) = (pattern(a), pattern(b));
    a.branches().iter().find_map(|a| b.branches().iter().find_map(|b| a.common_path(b)))
}

#[test]
fn patterns_match_as_git_people_expect() {
    for (text, yes, no) in [
        ("src/core/", &["src/core/a", "src/core/a/b.ts"][..], &["src/core", "src/cores/a"][..]),
        ("src/core", &["src/core", "src/core/a"], &["src/core.ts"]),
        ("/src/*.ts", &["src/a.ts"], &["src/a/b.ts", "lib/src/a.ts"]),
        ("**/*.test.ts", &["a.test.ts", "x/y/a.test.ts"], &["a.ts"]),
        ("src/**/api/**", &["src/api/a", "src/x/y/api/a"], &["src/api"]),
        ("src/{core,api/v?}/[a-c]*.ts", &["src/core/b.ts", "src/api/vå/abc.ts"], &["src/api/a.ts", "src/core/d.ts"]),
        ("[!a-z]*", &["A", "å"], &["a"]),
        ("**", &["a", "a/b"], &[]),
        ("./docs\\guides\\**", &["docs/guides/a"], &["guides/a"]),
        ("/", &["a", "a/b"], &[]),
        ("a{,b}/c", &["a/c", "ab/c"], &["b/c"]),
    ] {
        for path in yes {
            assert!(pattern(text).matches(path), "{text} should match {path}");
        }
        for path in no {
            assert!(!pattern(text).matches(path), "{text} should not match {path}");
        }
    }
}

#[test]
fn what_is_no_pattern_is_named() {
    for (text, fault) in [
        ("  ", PatternFault::Empty),
        (".", PatternFault::Empty),
        ("!src/**", PatternFault::Negated),
        ("C:/src", PatternFault::Absolute),
        ("\\\\server\\x", PatternFault::Absolute),
        ("src/../x", PatternFault::Parent),
        ("src/[a", PatternFault::Class),
        ("src/[z-a]", PatternFault::Class),
        ("src/{a,b", PatternFault::Braces),
        ("src/a}", PatternFault::Braces),
        (&"{a,b}".repeat(9), PatternFault::TooLong),
    ] {
        assert_eq!(Pattern::new(text).expect_err(text), fault, "{text}");
    }
}

#[test]
fn two_patterns_meet_exactly_where_one_path_matches_both() {
    for (a, b, example) in [
        ("src/*/api/**", "src/core/**", "src/core/api/x"),
        ("src/**/test/*.ts", "src/a?/**/x.*", "src/ax/test/x.ts"),
        ("src/[a-m]*.ts", "src/*[n-z].ts", "src/ax.ts"),
        ("{a,b}/c", "b/**", "b/c"),
        ("src/core", "src/core/db/**", "src/core/db/x"),
    ] {
        assert_eq!(common(a, b).as_deref(), Some(example), "{a} and {b}");
    }
    for (a, b) in [
        ("src/core/**", "src/cores/**"),
        ("src/[a-m]", "src/[n-z]"),
        ("src/*", "src/*/*"),
        ("**/*.ts", "src/**/*.tsx"),
        ("a?", "a"),
        ("src/**", "src"),
    ] {
        // `src` as a plain name also stands for the folder, and then the two do meet.
        assert_eq!(common(a, b).is_some(), b == "src", "{a} and {b}");
    }
}

#[test]
fn one_pattern_can_lie_inside_another() {
    let inside = |a: &str, b: &str| pattern(a).branches()[0].is_inside(&pattern(b).branches()[0]);
    assert!(inside("src/core/db/**", "src/core/**"));
    assert!(inside("src/*.ts", "src/*"));
    assert!(inside("src/core/[ab].ts", "src/**/?.ts"));
    assert!(inside("src/core/", "src/core"));
    assert!(!inside("src/**", "src/*"));
    assert!(!inside("src/*/api/**", "src/core/**"));
    assert!(!inside("src/core", "src/core/"));
}

fn any_pattern() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-c]",
        2 => Just("*".to_owned()),
        1 => Just("?".to_owned()),
        1 => Just("[ab]".to_owned()),
        1 => Just("[!a]".to_owned()),
        1 => Just("{a,b*}".to_owned()),
    ];
    let name = prop::collection::vec(piece, 1..4).prop_map(|pieces| pieces.concat());
    let segment = prop_oneof![4 => name, 1 => Just("**".to_owned())];
    prop::collection::vec(segment, 1..4).prop_map(|segments| segments.join("/"))
}

fn any_path() -> impl Strategy<Value = String> {
    prop::collection::vec("[abc]{1,3}", 1..4).prop_map(|parts| parts.join("/"))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, rng_seed: prop::test_runner::RngSeed::Fixed(3), ..ProptestConfig::with_cases(400) })]

    #[test]
    fn examples_match_both_and_nothing_is_missed(a in any_pattern(), b in any_pattern(), paths in prop::collection::vec(any_path(), 24)) {
        let (one, other) = (pattern(&a), pattern(&b));
        let example = common(&a, &b);
        if let Some(path) = &example {
            prop_assert!(one.matches(path) && other.matches(path), "{a} and {b}: {path}");
        }
        for path in &paths {
            if one.matches(path) && other.matches(path) {
                prop_assert!(example.is_some(), "{a} and {b} both match {path}");
            }
            for (x, y) in one.branches().iter().flat_map(|x| other.branches().iter().map(move |y| (x, y))) {
                prop_assert!(!(x.is_inside(y) && x.matches(path) && !y.matches(path)), "{a} inside {b}, but {path}");
            }
        }
    }

    #[test]
    fn a_plain_pattern_needs_no_automaton(text in any_pattern(), paths in prop::collection::vec(any_path(), 24)) {
        for branch in pattern(&text).branches() {
            let Some((named, is_exact, is_below)) = branch.plain() else { continue };
            for path in paths.iter().chain([&named, &format!("{named}/x"), &format!("{named}x")]) {
                let below = path.strip_prefix(&named).is_some_and(|rest| rest.starts_with('/'));
                prop_assert_eq!(is_exact && *path == named || is_below && below, branch.matches(path), "{} and {}", text, path);
            }
        }
    }

    #[test]
    fn globset_agrees(text in any_pattern(), paths in prop::collection::vec(any_path(), 24)) {
        for branch in pattern(&text).branches() {
            let Some(globs) = branch.globs() else { continue };
            let globs: Vec<_> = globs
                .iter()
                .map(|glob| globset::GlobBuilder::new(glob).literal_separator(true).build().expect(glob).compile_matcher())
                .collect();
            for path in &paths {
                prop_assert_eq!(globs.iter().any(|glob| glob.is_match(path)), branch.matches(path), "{} and {}", text, path);
            }
        }
    }
}
