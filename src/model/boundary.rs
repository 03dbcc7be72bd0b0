//! Where one team may write, as a list of rules that other programs understand: what comes later decides, what no rule
//! matches is free. Owns turning the manifest's "the most specific pattern decides" into that order. Not: classifying paths
//! (`ownership`), nor any program's own spelling of rules (`agents`).

use crate::model::manifest::Manifest;
use crate::model::pattern::{Branch, Pattern, Specificity};
use crate::model::team::TeamId;

/// What a rule says of the paths that it matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum May {
    /// They are the team's own, or an exception was granted.
    Write,
    /// They are forbidden for it.
    Forbidden,
    /// They are this team's.
    BelongsTo(TeamId),
}

/// One rule.
#[derive(Clone, Debug)]
pub struct Rule {
    /// A glob from the root of the tree: `*` does not cross `/`, `**` does; without braces.
    pub glob: String,
    /// What it says.
    pub may: May,
    branch: Branch,
}

impl Rule {
    /// The folder or file that the rule is wholly about, where it is about one: `src/core` of `src/core/**`.
    pub fn literal(&self) -> Option<String> {
        let path = self.glob.strip_suffix("/**").unwrap_or(&self.glob).replace("\\[", "\u{1}").replace("\\]", "\u{2}");
        let is_literal = !path.is_empty() && !path.contains(['*', '?', '[']);
        is_literal.then(|| path.replace('\u{1}', "[").replace('\u{2}', "]"))
    }

    /// The folder that all of its paths lie in; empty for the root.
    pub fn folder(&self) -> String {
        self.branch.literal_folder()
    }

    /// Whether it lets the team write.
    pub fn is_allowed(&self) -> bool {
        self.may == May::Write
    }
}

/// Where a team may write and what it is meant to read.
#[derive(Clone, Debug, Default)]
pub struct Boundary {
    /// The rules; the last one that matches a path decides.
    pub rules: Vec<Rule>,
    /// Patterns of what it reads, as the manifest has them.
    pub read: Vec<String>,
}

/// Folders that every team may write in its own tree.
const ALWAYS: [&str; 2] = ["mega-files/**", "status/**"];

/// A branch as globs that other programs read as git does: only brackets need an escape there.
fn globs(branch: &Branch, text: &str) -> Vec<String> {
    let plain = |glob: String| ["!", "^", "-", ",", "{", "}"].iter().fold(glob, |glob, c| glob.replace(&format!("\\{c}"), c));
    branch.globs().map_or_else(|| vec![text.to_owned()], |globs| globs.into_iter().map(plain).collect())
}

impl Boundary {
    /// A team's boundary, with the exceptions that were granted to it. Patterns that are no globs are left out.
    pub fn of(manifest: &Manifest, team: &TeamId, granted: &[String]) -> Self {
        let mut rules: Vec<(Specificity, u8, Rule)> = Vec::new();
        let whole = manifest.teams.iter().find(|known| known.id == *team || known.swarm.iter().any(|part| part.id == *team));
        let own_part = whole.and_then(|whole| whole.swarm.iter().find(|part| part.id == *team));
        let mut add = |texts: &[String], rank: u8, may: &May| {
            for pattern in texts.iter().filter_map(|text| Pattern::new(text).ok()) {
                for branch in pattern.branches() {
                    let globs = globs(branch, pattern.text());
                    rules.extend(
                        globs
                            .into_iter()
                            .map(|glob| (branch.specificity(), rank, Rule { glob, may: may.clone(), branch: branch.clone() })),
                    );
                }
            }
        };
        for known in &manifest.teams {
            let is_whole = whole.is_some_and(|whole| whole.id == known.id);
            // A part without paths of its own writes what its team writes; one with paths leaves the rest to the others.
            let is_mine = is_whole && (own_part.is_none() || own_part.is_some_and(|part| part.write_paths.is_empty()));
            let may = if is_mine { May::Write } else { May::BelongsTo(known.id.clone()) };
            add(&known.write_paths, u8::from(is_mine), &may);
            if is_whole {
                add(&known.forbidden_paths, 2, &May::Forbidden);
            }
            for part in &known.swarm {
                let is_mine = part.id == *team || known.id == *team;
                let may = if is_mine { May::Write } else { May::BelongsTo(part.id.clone()) };
                add(&part.write_paths, u8::from(is_mine), &may);
            }
        }
        rules.sort_by_key(|(specificity, rank, _)| (*specificity, *rank));
        let mut rules: Vec<Rule> = rules.into_iter().map(|(_, _, rule)| rule).collect();
        for text in ALWAYS.iter().copied().chain(granted.iter().map(String::as_str)) {
            for branch in Pattern::new(text).iter().flat_map(Pattern::branches) {
                let globs = globs(branch, text);
                rules.extend(globs.into_iter().map(|glob| Rule { glob, may: May::Write, branch: branch.clone() }));
            }
        }
        Self { rules, read: whole.map(|whole| whole.read_paths.clone()).unwrap_or_default() }
    }

    /// Whether the rules let the team write a path.
    pub fn lets(&self, path: &str) -> bool {
        self.rules.iter().rev().find(|rule| rule.branch.matches(path)).is_none_or(Rule::is_allowed)
    }

    /// Rules that deny and that no later rule takes anything back from: for programs in which a denial always wins.
    pub fn plain_denials(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter().enumerate().filter_map(|(place, rule)| {
            let is_taken_back = |later: &Rule| later.is_allowed() && later.branch.common_path(&rule.branch).is_some();
            (!rule.is_allowed() && !self.rules[place + 1..].iter().any(is_taken_back)).then_some(rule)
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::manifest::read::read;
    use crate::model::ownership::{Ownership, PathClass};
    use crate::model::path::RelPath;

    fn id(text: &str) -> TeamId {
        TeamId::from_spelling(text).expect("an id")
    }

    fn manifest(text: &str) -> Manifest {
        read("", text).manifest.expect("a manifest")
    }

    const SHOP: &str = "\
teams:
  alpha: {boundaries: {write_paths: ['src/**', 'package.json'], forbidden_paths: ['src/api/legacy/**']}}
  beta: {boundaries: {write_paths: ['src/api/', 'docs/{a,b}.md'], read_paths: ['src/core/**'], forbidden_paths: ['src/**']}}
  gamma: {swarm: [{id: gamma-1, write_paths: ['web/one/**']}, {id: gamma-2}], boundaries: {write_paths: ['web/**']}}
";

    #[test]
    fn the_last_rule_that_matches_decides_as_the_manifest_does() {
        let manifest = manifest(SHOP);
        let globs = |team: &str| -> Vec<(String, bool)> {
            Boundary::of(&manifest, &id(team), &[]).rules.iter().map(|rule| (rule.glob.clone(), rule.is_allowed())).collect()
        };
        let beta = globs("beta");
        let place = |glob: &str, allowed: bool| beta.iter().position(|rule| *rule == (glob.to_owned(), allowed)).expect(glob);
        assert!(place("src/**", false) < place("src/api/**", true));
        assert!(place("docs/a.md", true) > 0 && place("package.json", false) > 0);
        assert_eq!(Boundary::of(&manifest, &id("beta"), &[]).read, ["src/core/**"]);
        let denied: Vec<_> = Boundary::of(&manifest, &id("beta"), &[]).plain_denials().map(|rule| rule.glob.clone()).collect();
        assert!(denied.contains(&"package.json".to_owned()) && !denied.contains(&"src/**".to_owned()), "{denied:?}");
        let next = tests::manifest("teams: {alpha: {boundaries: {write_paths: ['app/[[]id[]]/my-page/**', 'x-y.ts']}}}");
        let rules = Boundary::of(&next, &id("alpha"), &[]).rules;
        let shown: Vec<_> = rules.iter().map(|rule| (rule.glob.as_str(), rule.literal())).collect();
        assert!(shown.contains(&("x-y.ts", Some("x-y.ts".to_owned()))), "{shown:?}");
        let granted = Boundary::of(&manifest, &id("beta"), &["package.json".to_owned()]);
        assert!(granted.lets("package.json") && granted.lets("unclaimed.txt") && !granted.lets("src/x.ts"));
    }

    proptest! {
        #[test]
        fn rules_and_classes_agree(
            path in "(src|web|docs|status)/((api|one|core|legacy)/){0,2}(a|b|x)\\.(ts|md)|package\\.json|free\\.txt",
            team in prop::sample::select(vec!["alpha", "beta", "gamma", "gamma-1", "gamma-2"]),
        ) {
            let manifest = manifest(SHOP);
            let path = RelPath::new(&path).expect("a path");
            let class = Ownership::new(&manifest).classify(&id(team), &path);
            let may = matches!(class, PathClass::Own | PathClass::Unclaimed);
            prop_assert_eq!(Boundary::of(&manifest, &id(team), &[]).lets(path.as_str()), may, "{} {}: {:?}", team, path, class);
        }
    }
}
