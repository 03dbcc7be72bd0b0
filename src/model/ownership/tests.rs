//! Whose a path is, and where that is not clear.

use super::*;
use crate::model::manifest::read::read;

fn ownership(teams: &str) -> Ownership {
    let read = read("m.yaml", &format!("teams:\n{teams}"));
    Ownership::new(&read.manifest.unwrap_or_else(|| panic!("{:?}", read.problems)))
}

fn id(text: &str) -> TeamId {
    TeamId::from_spelling(text).expect(text)
}

fn path(text: &str) -> RelPath {
    RelPath::new(text).expect(text)
}

#[test]
fn the_most_specific_pattern_decides() {
    let owners = ownership(
        "  alpha: {write_paths: [src/core/**, /package.json]}
  beta: {write_paths: [src/**, src/core/api/**], forbidden_paths: [src/core/secret/**, src/core/api/private.ts, docs/]}
  gamma: {write_paths: ['src/{web,app}/**/*.t?']}
",
    );
    let alpha = || PathClass::AnotherTeams(id("alpha"));
    let beta = || PathClass::AnotherTeams(id("beta"));
    let gamma = || PathClass::AnotherTeams(id("gamma"));
    for (file, of_alpha, of_beta, of_gamma) in [
        ("src/core/a.ts", PathClass::Own, alpha(), alpha()),
        ("src/core/api/a.ts", beta(), PathClass::Own, beta()),
        ("src/core/api/private.ts", beta(), PathClass::Forbidden, beta()),
        ("src/core/secret/x", PathClass::Own, PathClass::Forbidden, alpha()),
        ("src/other.ts", beta(), PathClass::Own, beta()),
        ("src/web/x/y.ts", gamma(), gamma(), PathClass::Own),
        ("src/app/å.tö", gamma(), gamma(), PathClass::Own),
        ("src/web/x/y.tsx", beta(), PathClass::Own, beta()),
        ("package.json", PathClass::Own, alpha(), alpha()),
        ("sub/package.json", PathClass::Unclaimed, PathClass::Unclaimed, PathClass::Unclaimed),
        ("docs/a/b.md", PathClass::Unclaimed, PathClass::Forbidden, PathClass::Unclaimed),
        ("mega-files/beta/x.yaml", PathClass::Own, PathClass::Own, PathClass::Own),
        ("status/beta.json", PathClass::Own, PathClass::Own, PathClass::Own),
    ] {
        for (team, expected) in [("alpha", of_alpha), ("beta", of_beta), ("gamma", of_gamma)] {
            assert_eq!(owners.classify(&id(team), &path(file)), expected, "{file} for {team}");
        }
    }
    assert_eq!(owners.owner(&path("src/core/api/x")), Some(&id("beta")));
    assert_eq!(owners.owner(&path("src/core/x")), Some(&id("alpha")));
    assert_eq!(owners.owner(&path("docs/x")), None);
    assert_eq!(owners.classify(&id("stranger"), &path("src/x")), beta());
}

#[test]
fn on_a_tie_forbidden_beats_write_and_both_owners_write() {
    let owners = ownership(
        "  alpha: {write_paths: [src/a/**], forbidden_paths: [src/a/]}\n  beta: {write_paths: [lib/**]}\n  gamma: {write_paths: [lib/]}\n",
    );
    assert_eq!(owners.classify(&id("alpha"), &path("src/a/x")), PathClass::Forbidden);
    for team in ["beta", "gamma"] {
        assert_eq!(owners.classify(&id(team), &path("lib/x")), PathClass::Own);
    }
    assert_eq!(owners.owner(&path("lib/x")), Some(&id("beta")));
    assert!(owners.self_forbidden()[0].is_wholly);
}

#[test]
fn without_write_paths_every_path_is_unclaimed() {
    let owners = ownership("  alpha: x\n  beta: {focus: [y], write_paths: ['[bad']}\n");
    assert!(!owners.has_write_paths());
    assert_eq!(owners.classify(&id("alpha"), &path("src/a")), PathClass::Unclaimed);
    assert_eq!(owners.owner(&path("src/a")), None);
}

#[test]
fn sub_teams_have_paths_of_their_own_or_those_of_their_team() {
    let owners = ownership(
        "  beta:
    write_paths: [src/api/**]
    forbidden_paths: [src/api/internal/**]
    swarm: [{id: beta-1, write_paths: [src/api/orders/**]}, {id: beta-2}]
  gamma: {write_paths: [src/api/orders/**]}
",
    );
    let class = |team: &str, file: &str| owners.classify(&id(team), &path(file));
    assert_eq!(class("beta-1", "src/api/orders/x"), PathClass::Own);
    assert_eq!(class("beta-1", "src/api/users/x"), PathClass::AnotherTeams(id("beta")));
    assert_eq!(class("beta-2", "src/api/users/x"), PathClass::Own);
    assert_eq!(class("beta-2", "src/api/orders/x"), PathClass::AnotherTeams(id("beta-1")));
    assert_eq!(class("beta", "src/api/orders/x"), PathClass::Own);
    for team in ["beta", "beta-1", "beta-2"] {
        assert_eq!(class(team, "src/api/internal/x"), PathClass::Forbidden);
    }
    assert_eq!(owners.owner(&path("src/api/orders/x")), Some(&id("beta-1")));
    let overlaps = owners.overlaps();
    assert_eq!(overlaps.len(), 1, "{overlaps:?}");
    assert_eq!((&overlaps[0].first.0, &overlaps[0].second.0), (&id("beta-1"), &id("gamma")));
}

#[test]
fn overlaps_are_exact_and_carve_outs_are_none() {
    for (a, b, example) in [
        ("src/*/api/**", "src/core/**", Some("src/core/api/x")),
        ("src/core/", "src/core/**", Some("src/core/x")),
        ("src/*.ts", "src/index.*", Some("src/index.ts")),
        ("{lib,src}/a/**", "src/[a-c]/**", None),
        ("src/[a-c]/**", "src/?/**", Some("src/a/x")),
        ("src/**", "src/core/**", None),
        ("src/api/**", "**/*.test.ts", None),
        ("src/a/**", "src/b/**", None),
    ] {
        let owners = ownership(&format!("  alpha: {{write_paths: ['{a}']}}\n  beta: {{write_paths: ['{b}']}}\n"));
        let found = owners.overlaps();
        assert_eq!(found.first().map(|overlap| overlap.example.as_str()), example, "{a} and {b}: {found:?}");
        assert!(found.len() <= 1);
    }
    let owners = ownership("  alpha: {write_paths: [src/**]}\n  beta: {write_paths: [src/core/**]}\n");
    let carve_outs = owners.carve_outs();
    assert_eq!((&carve_outs[0].inner.0, &carve_outs[0].outer.0), (&id("beta"), &id("alpha")));
    let same_team = ownership("  alpha: {write_paths: [src/**, src/]}\n");
    assert_eq!(same_team.overlaps(), []);
}

#[test]
fn the_set_and_the_patterns_say_the_same() {
    let patterns = [
        "src/**",
        "src/*/x",
        "**/*.ts",
        "a[bc]d/**",
        "src/core",
        "{a,b}/{c,d}",
        "*.md",
        "x?z",
        ".github/",
        "a!b/^c/**",
        "[!a]/-,",
    ];
    let teams: String =
        patterns.iter().enumerate().map(|(index, text)| format!("  t{index}: {{write_paths: [\"{text}\"]}}\n")).collect();
    let owners = ownership(&teams);
    for file in [
        "src/a/b",
        "src/q/x",
        "k/l.ts",
        "abd/e",
        "src/core",
        "src/core/z",
        "a/c",
        "README.md",
        "d/README.md",
        "xåz",
        "xyz",
        ".github/w",
        "a!b/^c/x",
        "b/-,",
    ] {
        for (index, text) in patterns.iter().enumerate() {
            let matches = Pattern::new(text).expect(text).matches(file);
            let class = owners.classify(&id(&format!("t{index}")), &path(file));
            assert!(matches || class != PathClass::Own, "{text} and {file}: {class:?}");
        }
        let best = patterns
            .iter()
            .filter(|text| Pattern::new(text).expect(text).matches(file))
            .max_by_key(|text| Pattern::new(text).expect(text).branches()[0].specificity());
        assert_eq!(owners.owner(&path(file)).is_some(), best.is_some(), "{file}");
    }
}

#[test]
fn an_overlap_is_known_before_the_pattern_is_there() {
    let read = read("m.yaml", "teams:\n  alpha: {write_paths: [src/core/**, 'src/*/x.ts']}\n  beta: {write_paths: [src/**]}\n");
    let manifest = read.manifest.expect("a manifest");
    let other = |team: &str, text: &str| {
        overlap_with(&manifest, &id(team), text).map(|(other, pattern, example)| {
            assert!(Pattern::new(text).is_ok_and(|mine| mine.matches(&example)), "{example}");
            (other.to_string(), pattern)
        })
    };
    assert_eq!(other("beta", "src/core/a.ts"), None, "it is the narrower one");
    assert_eq!(other("beta", "src/core/**"), Some(("alpha".to_owned(), "src/core/**".to_owned())));
    assert_eq!(other("alpha", "src/core/**"), None, "its own is no overlap");
    assert_eq!(other("beta", "src/?/x.ts"), Some(("alpha".to_owned(), "src/*/x.ts".to_owned())));
    assert_eq!(other("beta", "docs/**"), None);
    assert_eq!(other("beta", "["), None);
}
