//! Who may write where: the path patterns of the manifest, compiled once, and where two teams' patterns meet.
//! Owns: the four classes of a path and the rule that decides between patterns. Not: what a pattern matches
//! (`pattern`), nor what is said about it (`manifest::check`).
//!
//! All patterns stand in one `GlobSet`, so that ten thousand paths are classified in a few milliseconds.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use globset::{Candidate, GlobBuilder, GlobSet, GlobSetBuilder};

use crate::model::manifest::Manifest;
use crate::model::path::RelPath;
use crate::model::pattern::{Branch, Pattern, Specificity};
use crate::model::run::wishes;
use crate::model::team::TeamId;

/// What a path is to a team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathClass {
    /// It matches the team's write paths.
    Own,
    /// It is nobody's: allowed, with a note.
    Unclaimed,
    /// It is another team's.
    AnotherTeams(TeamId),
    /// The team's manifest entry forbids it.
    Forbidden,
}

/// The manifest's path patterns, compiled.
#[derive(Clone, Debug)]
pub struct Ownership {
    /// The teams and, behind each, its sub-teams.
    teams: Vec<Owner>,
    by_id: HashMap<TeamId, usize>,
    rules: Vec<Rule>,
    set: GlobSet,
    /// For each glob of the set, the rules that it stands for.
    rules_of_glob: Vec<Vec<usize>>,
    /// Rules that the set cannot hold.
    rules_by_hand: Vec<usize>,
    /// Rules without wildcards but a last `**`, by their path: they are most, and looked up instead of matched.
    plain_rules: HashMap<String, Vec<PlainRule>>,
    /// Exceptions: paths or patterns that a team may write although they are not its own.
    granted: Vec<(TeamId, String)>,
    /// Pairs of rules of two teams that can match one path, and such a path: found when somebody asks.
    meetings: OnceLock<Vec<(usize, usize, String)>>,
}

#[derive(Clone, Debug)]
struct Owner {
    id: TeamId,
    parent: Option<usize>,
    has_write_paths: bool,
}

#[derive(Clone, Debug)]
struct Rule {
    owner: usize,
    forbids: bool,
    specificity: Specificity,
    pattern: Arc<Pattern>,
    branch: usize,
}

/// A rule about a path, what lies below it, or both.
#[derive(Clone, Copy, Debug)]
struct PlainRule {
    rule: usize,
    is_exact: bool,
    is_below: bool,
}

impl Rule {
    fn branch(&self) -> &Branch {
        &self.pattern.branches()[self.branch]
    }
}

/// Two teams' patterns that can match one path, and neither of which clearly wins there.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Overlap {
    pub first: (TeamId, String),
    pub second: (TeamId, String),
    /// A path that both match, whether or not it exists.
    pub example: String,
}

/// A more specific pattern of one team inside a wider one of another.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct CarveOut {
    pub inner: (TeamId, String),
    pub outer: (TeamId, String),
    /// A path that both match; the inner one's team may write it.
    pub example: String,
}

/// A write path that its own team's forbidden paths take away again.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct SelfForbidden {
    pub team: TeamId,
    pub write: String,
    pub forbidden: String,
    /// A path that both match.
    pub example: String,
    /// The write path never has an effect.
    pub is_wholly: bool,
}

/// Folders in its own tree that every team may write, whatever the manifest says: Dectet takes what lies there
/// into the project, and never merges it.
const ALWAYS_OWN: [&str; 4] = ["mega-files/", "megafiles/", "mega_files/", "status/"];

/// Whether neither of two patterns that meet is clearly the more specific one.
fn neither_wins(first: &Branch, second: &Branch) -> bool {
    let (a, b) = (first.specificity(), second.specificity());
    a == b
        || (a.literal_segments == b.literal_segments && if a > b { !first.is_inside(second) } else { !second.is_inside(first) })
}

/// Another team's pattern that overlaps with one that this team may get: the team, its pattern, and a path that both
/// match.
pub fn overlap_with(manifest: &Manifest, team: &TeamId, text: &str) -> Option<(TeamId, String, String)> {
    let pattern = Pattern::new(text).ok()?;
    let others = manifest.teams.iter().filter(|other| other.id != *team);
    others.flat_map(|other| other.write_paths.iter().map(move |text| (other, text))).find_map(|(other, text)| {
        let theirs = Pattern::new(text).ok()?;
        let pairs = pattern.branches().iter().flat_map(|mine| theirs.branches().iter().map(move |theirs| (mine, theirs)));
        let mut unclear = pairs.filter(|(mine, theirs)| neither_wins(mine, theirs));
        let example = unclear.find_map(|(mine, theirs)| mine.common_path(theirs))?;
        Some((other.id.clone(), text.clone(), example))
    })
}

impl Ownership {
    /// Compiles a manifest's patterns; patterns that are no globs are left out (the check reports them).
    pub fn new(manifest: &Manifest) -> Self {
        let mut building = Building::default();
        for team in &manifest.teams {
            let parent = building.owner(&team.id, None, !team.write_paths.is_empty());
            building.rules(parent, false, &team.write_paths);
            building.rules(parent, true, &team.forbidden_paths);
            for part in &team.swarm {
                let owner = building.owner(&part.id, Some(parent), !part.write_paths.is_empty());
                building.rules(owner, false, &part.write_paths);
            }
        }
        building.finish()
    }

    /// The same, with exceptions that a person granted: those paths are the team's own too.
    #[must_use]
    pub fn granting(mut self, granted: impl IntoIterator<Item = (TeamId, String)>) -> Self {
        self.granted = granted.into_iter().collect();
        self
    }

    /// What `path` is to `team`: an exception that was granted, else the most specific matching pattern decides; on a tie forbidden beats write.
    pub fn classify(&self, team: &TeamId, path: &RelPath) -> PathClass {
        if ALWAYS_OWN.iter().any(|folder| path.as_str().starts_with(folder)) {
            return PathClass::Own;
        }
        let me = self.by_id.get(team).copied();
        let mut best: Option<(Specificity, u8, std::cmp::Reverse<usize>)> = None;
        self.each_match(path, |rule| {
            let rank = match rule.forbids {
                true if me.is_some_and(|me| rule.owner == me || self.teams[me].parent == Some(rule.owner)) => 2,
                true => return,
                false if me.is_some_and(|me| self.writes_as(me, rule.owner)) => 1,
                false => 0,
            };
            best = best.max(Some((rule.specificity, rank, std::cmp::Reverse(rule.owner))));
        });
        let is_granted = || self.granted.iter().any(|(of, named)| of == team && wishes::covers(named, path.as_str()));
        match best {
            Some((_, rank, _)) if rank != 1 && is_granted() => PathClass::Own,
            None => PathClass::Unclaimed,
            Some((_, 2, _)) => PathClass::Forbidden,
            Some((_, 1, _)) => PathClass::Own,
            Some((_, _, owner)) => PathClass::AnotherTeams(self.teams[owner.0].id.clone()),
        }
    }

    /// The team (or sub-team) whose write path matches most specifically; on a tie the first in the manifest.
    pub fn owner(&self, path: &RelPath) -> Option<&TeamId> {
        let mut best: Option<(Specificity, bool, std::cmp::Reverse<usize>)> = None;
        self.each_match(path, |rule| {
            if !rule.forbids {
                let is_part = self.teams[rule.owner].parent.is_some();
                best = best.max(Some((rule.specificity, is_part, std::cmp::Reverse(rule.owner))));
            }
        });
        best.map(|(_, _, owner)| &self.teams[owner.0].id)
    }

    /// Whether any team says where it may write.
    pub fn has_write_paths(&self) -> bool {
        self.rules.iter().any(|rule| !rule.forbids)
    }

    /// All overlaps, exact for globs: pairs of equal specificity that can match one path, and pairs of which
    /// neither lies inside the other and only the count of characters would decide.
    pub fn overlaps(&self) -> Vec<Overlap> {
        let mut found = Vec::new();
        self.each_meeting(|first, second, example| {
            if neither_wins(first.branch(), second.branch()) {
                found.push(Overlap { first: self.named(first), second: self.named(second), example: example.to_owned() });
            }
        });
        found.dedup_by(|next, before| next.first == before.first && next.second == before.second);
        found
    }

    /// Where a team's more specific pattern takes a part out of another team's wider one.
    pub fn carve_outs(&self) -> Vec<CarveOut> {
        let mut found = Vec::new();
        self.each_meeting(|first, second, example| {
            let (inner, outer) = if first.specificity > second.specificity { (first, second) } else { (second, first) };
            if inner.specificity > outer.specificity && inner.branch().is_inside(outer.branch()) {
                found.push(CarveOut { inner: self.named(inner), outer: self.named(outer), example: example.to_owned() });
            }
        });
        found.dedup_by(|next, before| next.inner == before.inner && next.outer == before.outer);
        found
    }

    /// Write paths that their own team's forbidden paths take away again, wholly or by a tie.
    pub fn self_forbidden(&self) -> Vec<SelfForbidden> {
        let mut found = Vec::new();
        for write in self.rules.iter().filter(|rule| !rule.forbids) {
            let family = |rule: &&Rule| rule.owner == write.owner || self.teams[write.owner].parent == Some(rule.owner);
            for forbids in self.rules.iter().filter(|rule| rule.forbids).filter(family) {
                if forbids.specificity < write.specificity {
                    continue;
                }
                let Some(example) = write.branch().common_path(forbids.branch()) else { continue };
                let is_wholly = write.branch().is_inside(forbids.branch()) && write.pattern.branches().len() == 1;
                if forbids.specificity == write.specificity || is_wholly {
                    let ((team, write), (_, forbidden)) = (self.named(write), self.named(forbids));
                    found.push(SelfForbidden { team, write, forbidden, example, is_wholly });
                }
            }
        }
        found.dedup_by(|next, before| {
            (&next.team, &next.write, &next.forbidden) == (&before.team, &before.write, &before.forbidden)
        });
        found
    }

    fn named(&self, rule: &Rule) -> (TeamId, String) {
        (self.teams[rule.owner].id.clone(), rule.pattern.text().to_owned())
    }

    /// Whether a write path of `owner` is one of `me`: a team also writes what its parts write, and a part
    /// without paths of its own writes what its team writes.
    fn writes_as(&self, me: usize, owner: usize) -> bool {
        let part_without_paths = !self.teams[me].has_write_paths && self.teams[me].parent == Some(owner);
        owner == me || self.teams[owner].parent == Some(me) || part_without_paths
    }

    fn each_match(&self, path: &RelPath, mut visit: impl FnMut(&Rule)) {
        let text = path.as_str();
        if !self.plain_rules.is_empty() {
            let mut visit_plain = |path: &str, is_wanted: fn(&PlainRule) -> bool| {
                let rules = self.plain_rules.get(path).map_or(&[][..], Vec::as_slice);
                rules.iter().filter(|plain| is_wanted(plain)).for_each(|plain| visit(&self.rules[plain.rule]));
            };
            visit_plain(text, |plain| plain.is_exact);
            for (end, _) in text.match_indices('/') {
                visit_plain(&text[..end], |plain| plain.is_below);
            }
        }
        if !self.set.is_empty() {
            let candidate = Candidate::new(text);
            let mut globs = Vec::new();
            self.set.matches_candidate_into(&candidate, &mut globs);
            for glob in globs {
                for &rule in &self.rules_of_glob[glob] {
                    visit(&self.rules[rule]);
                }
            }
        }
        for &rule in &self.rules_by_hand {
            if self.rules[rule].branch().matches(path.as_str()) {
                visit(&self.rules[rule]);
            }
        }
    }

    /// Every pair of write patterns of two teams that can match one path, in the order of the manifest.
    fn each_meeting(&self, mut visit: impl FnMut(&Rule, &Rule, &str)) {
        let meetings = self.meetings.get_or_init(|| self.find_meetings());
        meetings.iter().for_each(|(first, second, example)| visit(&self.rules[*first], &self.rules[*second], example));
    }

    fn find_meetings(&self) -> Vec<(usize, usize, String)> {
        let mut found = Vec::new();
        let writes: Vec<(usize, &Rule)> = self.rules.iter().enumerate().filter(|(_, rule)| !rule.forbids).collect();
        for (index, (first_index, first)) in writes.iter().enumerate() {
            for (second_index, second) in &writes[index + 1..] {
                let related = first.owner == second.owner
                    || self.teams[first.owner].parent == Some(second.owner)
                    || self.teams[second.owner].parent == Some(first.owner);
                if !related && let Some(example) = first.branch().common_path(second.branch()) {
                    found.push((*first_index, *second_index, example));
                }
            }
        }
        found
    }
}

#[derive(Default)]
struct Building {
    teams: Vec<Owner>,
    rules: Vec<Rule>,
    patterns: HashMap<String, Option<Arc<Pattern>>>,
}

impl Building {
    fn owner(&mut self, id: &TeamId, parent: Option<usize>, has_write_paths: bool) -> usize {
        self.teams.push(Owner { id: id.clone(), parent, has_write_paths });
        self.teams.len() - 1
    }

    fn rules(&mut self, owner: usize, forbids: bool, texts: &[String]) {
        for text in texts {
            let pattern = self.patterns.entry(text.clone()).or_insert_with(|| Pattern::new(text).ok().map(Arc::new));
            let Some(pattern) = pattern else { continue };
            for (branch, of) in pattern.branches().iter().enumerate() {
                self.rules.push(Rule { owner, forbids, specificity: of.specificity(), pattern: Arc::clone(pattern), branch });
            }
        }
    }

    fn finish(self) -> Ownership {
        let mut builder = GlobSetBuilder::new();
        let mut number_of: HashMap<String, usize> = HashMap::new();
        let mut rules_of_glob: Vec<Vec<usize>> = Vec::new();
        let mut rules_by_hand = Vec::new();
        let mut plain_rules: HashMap<String, Vec<PlainRule>> = HashMap::new();
        for (index, rule) in self.rules.iter().enumerate() {
            if let Some((path, is_exact, is_below)) = rule.branch().plain() {
                plain_rules.entry(path).or_default().push(PlainRule { rule: index, is_exact, is_below });
                continue;
            }
            let globs = rule.branch().globs().and_then(|texts| {
                let build = |text: &String| {
                    GlobBuilder::new(text)
                        .literal_separator(true)
                        .backslash_escape(true)
                        .build()
                        .ok()
                        .map(|glob| (text.clone(), glob))
                };
                texts.iter().map(build).collect::<Option<Vec<_>>>()
            });
            let Some(globs) = globs else {
                rules_by_hand.push(index);
                continue;
            };
            for (text, glob) in globs {
                let number = *number_of.entry(text).or_insert_with(|| {
                    builder.add(glob);
                    rules_of_glob.push(Vec::new());
                    rules_of_glob.len() - 1
                });
                rules_of_glob[number].push(index);
            }
        }
        let set = builder.build().unwrap_or_else(|_| {
            // Too large for one automaton: every rule by hand is slow, and right.
            rules_by_hand = (0..self.rules.len()).collect();
            GlobSet::empty()
        });
        let by_id = self.teams.iter().enumerate().map(|(index, owner)| (owner.id.clone(), index)).collect();
        Ownership {
            teams: self.teams,
            by_id,
            rules: self.rules,
            set,
            rules_of_glob,
            rules_by_hand,
            plain_rules,
            granted: Vec::new(),
            meetings: OnceLock::new(),
        }
    }
}

#[cfg(test)]
mod tests;
