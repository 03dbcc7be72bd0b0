//! What two version ranges have in common. Where one is inside the other it is that one, as it was written; else both
//! are written together in the way of the ecosystem. Nothing is guessed: what is no range of versions (a path, a branch,
//! `latest`) meets only itself.

use std::str::FromStr;

use nodejs_semver::{Range, Version};
use pep440_rs::VersionSpecifiers;
use version_ranges::Ranges;

use super::Ecosystem;

/// What two ranges have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meeting {
    /// These versions, as a range.
    In(String),
    /// No version.
    Nowhere,
    /// Nobody can tell: one of them is no range of versions.
    Unknown,
}

/// What two ranges have in common. The order of the two changes nothing.
pub fn meet(ecosystem: Ecosystem, a: &str, b: &str) -> Meeting {
    let (a, b) = (a.trim(), b.trim());
    let (a, b) = if a <= b { (a, b) } else { (b, a) };
    if a == b {
        return Meeting::In(a.to_owned());
    }
    match ecosystem {
        Ecosystem::Npm => semver(a, b, read_npm, " "),
        Ecosystem::Cargo => semver(a, b, read_cargo, ", "),
        Ecosystem::Python => python(a, b),
        Ecosystem::Go => go(a, b),
    }
}

fn semver(a: &str, b: &str, read: fn(&str) -> Option<Range>, and: &str) -> Meeting {
    // Each alternative by itself: a range is inside another one where each of its alternatives is inside one of the other.
    let read = |text: &str| text.split("||").map(|part| read(part.trim())).collect::<Option<Vec<Range>>>();
    let (Some(one), Some(two)) = (read(a), read(b)) else { return Meeting::Unknown };
    if !one.iter().any(|one| two.iter().any(|two| one.intersect(two).is_some())) {
        return Meeting::Nowhere;
    }
    let holds = |outer: &[Range], inner: &[Range]| inner.iter().all(|inner| outer.iter().any(|outer| outer.allows_all(inner)));
    match (holds(&one, &two), holds(&two, &one)) {
        // The same versions in other words: the shorter ones.
        (true, true) => Meeting::In(if a.len() <= b.len() { a } else { b }.to_owned()),
        (true, false) => Meeting::In(b.to_owned()),
        (false, true) => Meeting::In(a.to_owned()),
        (false, false) if [a, b].iter().any(|range| range.contains("||") || range.contains(" - ")) => Meeting::Unknown,
        (false, false) => Meeting::In(format!("{a}{and}{b}")),
    }
}

fn read_npm(text: &str) -> Option<Range> {
    // A tag is no range, and neither is a place.
    let is_range = text.chars().all(|c| c.is_ascii_alphanumeric() || " .-+^~<>=|*".contains(c));
    let begins = text.starts_with(|c: char| c.is_ascii_digit() || "^~<>=*vxX".contains(c));
    (is_range && begins).then(|| Range::parse(text).ok())?
}

/// A range of Cargo in the words of npm: a bare version means `^`, and `,` means and.
fn read_cargo(text: &str) -> Option<Range> {
    let parts: Vec<String> = text
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| {
            if part.starts_with(|c: char| c.is_ascii_digit()) && !part.contains('*') {
                format!("^{part}")
            } else {
                part.to_owned()
            }
        })
        .collect();
    if parts.is_empty() {
        return None;
    }
    read_npm(&parts.join(" "))
}

fn python(a: &str, b: &str) -> Meeting {
    let read = |text: &str| VersionSpecifiers::from_str(text).ok().map(Ranges::from);
    let (Some(one), Some(two)): (Option<Ranges<pep440_rs::Version>>, _) = (read(a), read(b)) else { return Meeting::Unknown };
    if one.is_disjoint(&two) {
        return Meeting::Nowhere;
    }
    match (two.subset_of(&one), one.subset_of(&two)) {
        (true, true) => Meeting::In(if a.len() <= b.len() { a } else { b }.to_owned()),
        (true, false) => Meeting::In(b.to_owned()),
        (false, true) => Meeting::In(a.to_owned()),
        (false, false) => Meeting::In(format!("{a},{b}")),
    }
}

/// Go asks for a least version; the module's path says which ones go together. So the greater one is enough for both.
fn go(a: &str, b: &str) -> Meeting {
    let read = |text: &str| Version::parse(text.trim_start_matches('v').trim_end_matches("+incompatible")).ok();
    let (Some(one), Some(two)) = (read(a), read(b)) else { return Meeting::Unknown };
    Meeting::In(if one >= two { a } else { b }.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn met(ecosystem: Ecosystem, a: &str, b: &str) -> Option<String> {
        let there = meet(ecosystem, a, b);
        assert_eq!(there, meet(ecosystem, b, a), "{a} and {b} in the other order");
        match there {
            Meeting::In(range) => Some(range),
            Meeting::Nowhere => None,
            Meeting::Unknown => Some("?".to_owned()),
        }
    }

    #[test]
    fn ranges_of_npm_meet() {
        let met = |a, b| met(Ecosystem::Npm, a, b);
        assert_eq!(met("^4.17.0", "^4.18.2").as_deref(), Some("^4.18.2"));
        assert_eq!(met("^17.0.0", "^18.2.0"), None);
        assert_eq!(met("~1.2.3", "^1.2.0").as_deref(), Some("~1.2.3"));
        assert_eq!(met("1.2.3", "^1.0.0").as_deref(), Some("1.2.3"));
        assert_eq!(met("*", "^1.0.0").as_deref(), Some("^1.0.0"));
        assert_eq!(met(">=1.0.0 <3.0.0", ">=2.0.0 <4.0.0").as_deref(), Some(">=1.0.0 <3.0.0 >=2.0.0 <4.0.0"));
        assert_eq!(met("^0.1.0", "^0.2.0"), None);
        assert_eq!(met("^0.0.1", "^0.0.2"), None);
        assert_eq!(met("^1.0.0 || ^2.0.0", "^2.1.0").as_deref(), Some("^2.1.0"));
        assert_eq!(met("^1.0.0 || ^2.0.0", ">=1.5.0").as_deref(), Some("?"), "no way to write it");
        assert_eq!(met("^1.0.0 || ^2.0.0", "^3.0.0 || ^4.0.0"), None);
        assert_eq!(met("latest", "^1.0.0").as_deref(), Some("?"));
        assert_eq!(met("workspace:*", "workspace:*").as_deref(), Some("workspace:*"));
        assert_eq!(met("github:a/b#main", "^1.0.0").as_deref(), Some("?"));
        assert_eq!(met("", "^1.0.0").as_deref(), Some("?"));
    }

    #[test]
    fn ranges_of_cargo_meet() {
        let met = |a, b| met(Ecosystem::Cargo, a, b);
        assert_eq!(met("1", "1.2").as_deref(), Some("1.2"));
        assert_eq!(met("1.0.100", "1").as_deref(), Some("1.0.100"));
        assert_eq!(met("0.7", "0.8"), None);
        assert_eq!(met("=1.2.3", "1").as_deref(), Some("=1.2.3"));
        assert_eq!(met(">=1.2, <1.5", "1.3").as_deref(), Some("1.3, >=1.2, <1.5"));
        assert_eq!(met(">=1.2, <1.5", "1").as_deref(), Some(">=1.2, <1.5"));
        assert_eq!(met("1.*", "1.4").as_deref(), Some("1.4"));
        assert_eq!(met("~1.2", "1.3"), None);
    }

    #[test]
    fn ranges_of_python_meet() {
        let met = |a, b| met(Ecosystem::Python, a, b);
        assert_eq!(met(">=2.0,<3", ">=2.31").as_deref(), Some(">=2.0,<3,>=2.31"));
        assert_eq!(met("==4.2.1", ">=4.2,<5").as_deref(), Some("==4.2.1"));
        assert_eq!(met("==4.2.1", "==4.2.2"), None);
        assert_eq!(met("~=1.4.2", ">=1.4").as_deref(), Some("~=1.4.2"));
        assert_eq!(met("==1.4.*", ">=1.5"), None);
        assert_eq!(met("", ">=1.5").as_deref(), Some(">=1.5"));
        assert_eq!(met("@ https://example.org/a.zip", ">=1").as_deref(), Some("?"));
    }

    #[test]
    fn go_takes_the_greater_one() {
        let met = |a, b| met(Ecosystem::Go, a, b);
        assert_eq!(met("v1.9.0", "v1.10.0").as_deref(), Some("v1.10.0"));
        assert_eq!(met("v2.0.0+incompatible", "v1.10.0").as_deref(), Some("v2.0.0+incompatible"));
        assert_eq!(met("v0.0.0-20240101000000-abcdefabcdef", "v0.1.0").as_deref(), Some("v0.1.0"));
        assert_eq!(met("latest", "v0.1.0").as_deref(), Some("?"));
    }
}
