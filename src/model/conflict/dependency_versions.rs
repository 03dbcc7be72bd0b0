//! Two manifests (or two teams in one) that ask for ranges of a dependency which no version is in both of: each team's
//! own tree installs, and the result does not, or installs both. And lock files that nobody wrote for the manifest that
//! the teams have together. What stood there before anybody began is the project's own affair.

use std::collections::{BTreeMap, BTreeSet};

use super::detect::Contents;
use super::lockfile;
use crate::model::merge::tree::{Entry, EntryKind, Outcome, PathOutcome, Side, leaves_file};
use crate::model::packages::{Ecosystem, Meeting, Requirement, is_manifest, meet, requirements};
use crate::model::path::RelPath;
use crate::model::problem::{Place, Problem};
use crate::model::team::TeamId;

/// One who asks for a dependency.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Ask<'a> {
    path: &'a RelPath,
    found: Requirement,
    /// The teams that wrote this range; none where base has it.
    by: BTreeSet<&'a TeamId>,
}

/// Warnings about ranges that the teams' changes brought together.
pub(super) fn warnings(
    sides: &[Side],
    outcomes: &[PathOutcome],
    merged: &BTreeMap<RelPath, (EntryKind, Vec<u8>)>,
    contents: &dyn Contents,
) -> Result<Vec<Problem>, Problem> {
    let manifests: Vec<&PathOutcome> =
        outcomes.iter().filter(|outcome| is_manifest(&outcome.path) && leaves_file(&outcome.outcome)).collect();
    if manifests.iter().all(|outcome| outcome.changed_by.is_empty()) {
        return Ok(Vec::new());
    }
    let mut asks: BTreeMap<(Ecosystem, String), Vec<Ask<'_>>> = BTreeMap::new();
    for outcome in &manifests {
        let Some(ecosystem) = Ecosystem::of(&outcome.path) else { continue };
        for ask in asks_of(sides, outcome, contents)? {
            asks.entry((ecosystem, ask.found.name.clone())).or_default().push(ask);
        }
    }
    let mut found = Vec::new();
    for ((ecosystem, name), asks) in &asks {
        found.extend(clash(*ecosystem, name, asks));
    }
    found.extend(stale(outcomes, merged));
    Ok(found)
}

/// What base asks for in a manifest, and what each side that changed it does.
fn asks_of<'a>(sides: &'a [Side], outcome: &'a PathOutcome, contents: &dyn Contents) -> Result<Vec<Ask<'a>>, Problem> {
    let path = &outcome.path;
    let read = |bytes: Option<Vec<u8>>| -> Vec<Requirement> {
        bytes.and_then(|bytes| String::from_utf8(bytes).ok()).map(|text| requirements(path, &text)).unwrap_or_default()
    };
    let has_base = |entry: &Entry| sides.iter().position(|side| side.base.get(path) == Some(entry));
    if let Outcome::Base(entry) = &outcome.outcome {
        let Some(side) = has_base(entry) else { return Ok(Vec::new()) };
        let all = read(contents.of_base(side, path)?);
        return Ok(all.into_iter().map(|found| Ask { path, found, by: BTreeSet::new() }).collect());
    }
    let mut asks: Vec<Ask<'a>> = Vec::new();
    for side in &outcome.changed_by {
        if !sides[*side].tree.contains_key(path) {
            continue;
        }
        let before = match sides[*side].base.get(path) {
            Some(_) => read(contents.of_base(*side, path)?),
            None => Vec::new(),
        };
        let is_same = |a: &Requirement, b: &Requirement| a.name == b.name && a.range == b.range && a.table == b.table;
        for found in read(contents.of_side(*side, path)?) {
            let is_new = !before.iter().any(|known| is_same(known, &found));
            let by = is_new.then_some(&sides[*side].team);
            match asks.iter_mut().find(|known| is_same(&known.found, &found)) {
                Some(known) => known.by.extend(by),
                None => asks.push(Ask { path, found, by: by.into_iter().collect() }),
            }
        }
    }
    // What one side replaced is asked for no more, though others still have it as base had it.
    let replaced: BTreeSet<(String, String)> =
        asks.iter().filter(|ask| !ask.by.is_empty()).map(|ask| (ask.found.name.clone(), ask.found.table.clone())).collect();
    asks.retain(|ask| !ask.by.is_empty() || !replaced.contains(&(ask.found.name.clone(), ask.found.table.clone())));
    Ok(asks)
}

/// The first two that no version is in both of: one of them new, and not both by one team alone.
fn clash(ecosystem: Ecosystem, name: &str, asks: &[Ask<'_>]) -> Option<Problem> {
    let is_news = |a: &Ask<'_>, b: &Ask<'_>| {
        let all: BTreeSet<_> = a.by.union(&b.by).collect();
        let is_one_teams = all.len() == 1 && !a.by.is_empty() && !b.by.is_empty();
        !all.is_empty() && !is_one_teams
    };
    let pairs = asks.iter().enumerate().flat_map(|(at, a)| asks[at + 1..].iter().map(move |b| (a, b)));
    let mut apart = pairs
        .filter(|(a, b)| is_news(a, b) && meet(ecosystem, &a.found.range, &b.found.range) == Meeting::Nowhere)
        .map(|(a, b)| if order(a) <= order(b) { (a, b) } else { (b, a) })
        .collect::<Vec<_>>();
    apart.sort_by_key(|(a, b)| (order(a), order(b)));
    let (first, second) = apart.first()?;
    let place = if first.by.is_empty() { second } else { first };
    Some(
        Problem::warning("version-clash")
            .with("name", name)
            .with("first", &first.found.range)
            .with("first-path", first.path)
            .with("first-by", by(first))
            .with("second", &second.found.range)
            .with("second-path", second.path)
            .with("second-by", by(second))
            .at(Place { line: place.found.line, ..Place::file(place.path.as_str()) }),
    )
}

fn order<'a>(ask: &'a Ask<'_>) -> (&'a RelPath, u32, &'a str) {
    (ask.path, ask.found.line, &ask.found.range)
}

fn by(ask: &Ask<'_>) -> String {
    if ask.by.is_empty() {
        return TeamId::project().to_string();
    }
    ask.by.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// Lock files that stand beside a manifest which more teams changed than the lock file.
fn stale(outcomes: &[PathOutcome], merged: &BTreeMap<RelPath, (EntryKind, Vec<u8>)>) -> Vec<Problem> {
    let by_path: BTreeMap<&RelPath, &PathOutcome> = outcomes.iter().map(|outcome| (&outcome.path, outcome)).collect();
    let locks = outcomes.iter().filter(|outcome| matches!(outcome.outcome, Outcome::Base(_) | Outcome::Take(Some(_))));
    let mut found = Vec::new();
    for lock in locks {
        let (Some(command), Some(name)) = (lockfile::command(&lock.path), manifest_of(lock.path.file_name())) else { continue };
        let manifest = match lock.path.parent() {
            Some(folder) => RelPath::new(&format!("{folder}/{name}")),
            None => RelPath::new(name),
        };
        let Some(manifest) = manifest.ok().and_then(|path| by_path.get(&path).copied()) else { continue };
        let is_joined = merged.contains_key(&manifest.path) && !manifest.changed_by.is_empty();
        let knows_all = !lock.changed_by.is_empty() && manifest.changed_by.iter().all(|side| lock.changed_by.contains(side));
        if is_joined && !knows_all {
            found.push(
                Problem::note("lockfile-stale")
                    .with("path", &lock.path)
                    .with("manifest", &manifest.path)
                    .with("command", command)
                    .at(Place::file(lock.path.as_str())),
            );
        }
    }
    found
}

fn manifest_of(lock: &str) -> Option<&'static str> {
    Some(match lock {
        "package-lock.json" | "npm-shrinkwrap.json" | "yarn.lock" | "pnpm-lock.yaml" | "bun.lock" => "package.json",
        "Cargo.lock" => "Cargo.toml",
        "poetry.lock" | "uv.lock" | "pdm.lock" => "pyproject.toml",
        "go.sum" => "go.mod",
        "composer.lock" => "composer.json",
        "pubspec.lock" => "pubspec.yaml",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::conflict::tests::{Files, World};

    fn clashes(base: Files<'_>, teams: &[(&str, Files<'_>)]) -> Vec<String> {
        let said = |all: &[(&str, Files<'_>)]| {
            let mut found: Vec<String> = World::new(base, all)
                .look(&BTreeMap::new())
                .notes
                .iter()
                .filter(|note| matches!(note.id, "version-clash" | "lockfile-stale"))
                .map(|note| {
                    let said = ["name", "first", "first-path", "first-by", "second", "second-path", "second-by", "command"];
                    let said: Vec<&str> = said.iter().filter_map(|name| note.arg(name)).collect();
                    format!("{}: {}", note.id, said.join(" "))
                })
                .collect();
            found.sort();
            found
        };
        let there = said(teams);
        let mut back = teams.to_vec();
        back.reverse();
        assert_eq!(there, said(&back), "the order of the teams changes nothing");
        there
    }

    fn npm(react: &str) -> String {
        format!("{{\n  \"dependencies\": {{\n    \"react\": \"{react}\"\n  }}\n}}\n")
    }

    #[test]
    fn teams_that_ask_for_what_no_version_is() {
        let (a, b, c) = (npm("^17.0.0"), npm("^18.0.0"), npm("^18.2.0"));
        let empty = "{}\n";
        assert_eq!(
            clashes(&[("package.json", empty)], &[("alpha", &[("package.json", &a)]), ("beta", &[("package.json", &b)])]),
            ["version-clash: react ^17.0.0 package.json alpha ^18.0.0 package.json beta"]
        );
        assert!(
            clashes(&[("package.json", empty)], &[("alpha", &[("package.json", &b)]), ("beta", &[("package.json", &c)])])
                .is_empty()
        );
        // Folders of one workspace.
        assert_eq!(
            clashes(&[], &[("alpha", &[("web/package.json", &a)]), ("beta", &[("admin/package.json", &b)])]),
            ["version-clash: react ^18.0.0 admin/package.json beta ^17.0.0 web/package.json alpha"]
        );
        // One team's own affair, and the project's.
        assert!(clashes(&[], &[("alpha", &[("web/package.json", &a), ("admin/package.json", &b)])]).is_empty());
        let before: Files<'_> = &[("web/package.json", &a), ("admin/package.json", &b), ("x/package.json", empty)];
        let same: Files<'_> = &[("web/package.json", &a), ("admin/package.json", &b), ("x/package.json", "{ }\n")];
        assert!(clashes(before, &[("alpha", same)]).is_empty());
        // Against what the project has.
        assert_eq!(
            clashes(&[("web/package.json", &a)], &[("alpha", &[("web/package.json", &a), ("admin/package.json", &b)])]),
            ["version-clash: react ^18.0.0 admin/package.json alpha ^17.0.0 web/package.json base"]
        );
        // One that goes up takes the old one with it.
        assert!(
            clashes(
                &[("package.json", &a)],
                &[("alpha", &[("package.json", &b)]), ("beta", &[("package.json", &(a.clone() + "\n"))])]
            )
            .is_empty()
        );
    }

    #[test]
    fn every_ecosystem_is_compared_by_its_own_rules() {
        let cargo = |range: &str| format!("[dependencies]\nrand = {{ version = \"{range}\" }}\n");
        let (a, b) = (cargo("0.8"), cargo("0.9"));
        assert_eq!(
            clashes(&[], &[("alpha", &[("a/Cargo.toml", &a)]), ("beta", &[("b/Cargo.toml", &b)])]),
            ["version-clash: rand 0.8 a/Cargo.toml alpha 0.9 b/Cargo.toml beta"]
        );
        assert_eq!(
            clashes(
                &[],
                &[
                    ("alpha", &[("requirements.txt", "django==4.2\n")]),
                    ("beta", &[("api/pyproject.toml", "[project]\ndependencies = [\"Django>=5\"]\n")])
                ]
            ),
            ["version-clash: django >=5 api/pyproject.toml beta ==4.2 requirements.txt alpha"]
        );
        let go = |version: &str| format!("module x\n\nrequire e.com/a {version}\n");
        assert!(clashes(&[], &[("alpha", &[("a/go.mod", &go("v1.0.0"))]), ("beta", &[("b/go.mod", &go("v1.9.0"))])]).is_empty());
    }

    #[test]
    fn a_lock_file_that_knows_one_teams_part_is_old() {
        let base = "{\n  \"a\": 1,\n  \"x\": 1,\n  \"y\": 1,\n  \"z\": 1,\n  \"b\": 1\n}\n";
        let (one, two) = (base.replace("\"a\": 1", "\"a\": 2"), base.replace("\"b\": 1", "\"b\": 2"));
        let teams: [(&str, Files<'_>); 2] = [
            ("alpha", &[("package.json", &one), ("package-lock.json", "{\"v\": 2}\n")]),
            ("beta", &[("package.json", &two), ("package-lock.json", "{\"v\": 1}\n")]),
        ];
        assert_eq!(
            clashes(&[("package.json", base), ("package-lock.json", "{\"v\": 1}\n")], &teams),
            ["lockfile-stale: npm install"]
        );
    }
}
