//! What the structure detectors look at: the outline of every file that somebody changed, in the versions of base, of
//! each who changed it, and of the result. Owns who brought something in and whether only the merge brought it together;
//! not what is wrong with it: one file a detector. Nothing is parsed here: outlines are asked of whoever holds them.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use serde::Serialize;

use super::{
    changed_signature, contract_authors, duplicate_names, import_cycle, outside_read_paths, routes, taken_ports,
    unresolved_imports, variables,
};
use crate::model::manifest::Manifest;
use crate::model::merge::tree::{Entry, EntryKind, Outcome, PathOutcome, Side, leaves_file};
use crate::model::modules::{Files, Resolver, Settings, Target};
use crate::model::ownership::Ownership;
use crate::model::path::RelPath;
use crate::model::problem::{Place, Problem};
use crate::model::syntax::outline::{FORM, Link, LinkStyle, Outline, crate_manifest};
use crate::model::team::TeamId;

/// Files above this are data that somebody wrote into a program.
const LARGEST: u64 = 1 << 20;

/// Something that is probably not as anybody meant it, though every file merged.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
    /// What, how grave, and where first.
    #[serde(flatten)]
    pub problem: Problem,
    /// All places that it is about.
    pub places: Vec<Place>,
    /// The teams that brought it together.
    pub teams: Vec<TeamId>,
}

impl Finding {
    pub(super) fn new(problem: Problem, places: Vec<Place>, teams: impl IntoIterator<Item = TeamId>) -> Self {
        let problem = match places.first() {
            Some(first) => problem.at(first.clone()),
            None => problem,
        };
        let mut known = BTreeSet::new();
        let teams = teams.into_iter().filter(|team| known.insert(team.clone())).collect();
        Self { problem, places, teams }
    }
}

/// Which version of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Version {
    /// What base has, as this side's base holds it.
    Base(usize),
    /// What this side has.
    Side(usize),
    /// What merged by itself.
    Merged,
}

/// A version whose outline matters.
#[derive(Clone, Debug)]
pub struct Wanted<'a> {
    /// Where it lies in that version.
    pub path: &'a RelPath,
    /// Which version.
    pub version: Version,
    /// The name of its outline: the same for the same content, read in the same way.
    pub key: String,
}

/// The outlines that are needed: of what changed, and of nothing else. `merged` tells the hash of what merged by itself.
pub fn wanted<'a>(
    sides: &[Side],
    outcomes: &'a [PathOutcome],
    merged: &dyn Fn(&RelPath) -> Option<String>,
) -> Vec<Vec<Wanted<'a>>> {
    let wanted = |outcome: &'a PathOutcome| {
        if outcome.changed_by.is_empty() || !Outline::is_read(&outcome.path) {
            return Vec::new();
        }
        let mut all = Vec::with_capacity(outcome.changed_by.len() + 2);
        let mut add = |path: &'a RelPath, version: Version, hash: &str| {
            all.push(Wanted { path, version, key: format!("{FORM}{} {hash}", Outline::way_of_reading(path)) });
        };
        let is_text = |entry: &&Entry| entry.kind != EntryKind::Symlink && entry.size <= LARGEST;
        let base_path = outcome.base_path();
        let base = outcome.changed_by.iter().find_map(|side| Some((*side, sides[*side].base.get(base_path)?)));
        if let Some((side, entry)) = base.filter(|(_, entry)| is_text(entry)) {
            add(base_path, Version::Base(side), &entry.hash);
        }
        for (place, side) in outcome.changed_by.iter().enumerate() {
            let path = outcome.path_of(place);
            if let Some(entry) = sides[*side].tree.get(path).filter(is_text) {
                add(path, Version::Side(*side), &entry.hash);
            }
        }
        if let Some(hash) = merged(&outcome.path) {
            add(&outcome.path, Version::Merged, &hash);
        }
        all
    };
    outcomes.iter().map(wanted).collect()
}

/// A file that somebody changed.
pub(super) struct File<'a> {
    pub(super) outcome: &'a PathOutcome,
    pub(super) base: Option<Arc<Outline>>,
    /// What each who changed it has: place among the changers, side.
    pub(super) sides: Vec<(usize, usize, Arc<Outline>)>,
    /// What comes out; `None` where that is not decided, or cannot be read.
    pub(super) result: Option<Arc<Outline>>,
    /// Whether the result is neither one side's version nor undecided.
    pub(super) is_merged: bool,
    /// Where each link of the result leads: found out when somebody asks.
    led: OnceCell<Vec<Vec<Led>>>,
}

impl File<'_> {
    pub(super) fn path(&self) -> &RelPath {
        &self.outcome.path
    }

    /// What a side has here: its own version, or base's where it changed nothing.
    pub(super) fn of(&self, side: usize) -> Option<&Outline> {
        let own = self.sides.iter().find(|(_, known, _)| *known == side).map(|(_, _, outline)| outline);
        if self.outcome.changed_by.contains(&side) { own } else { self.base.as_ref() }.map(|outline| &**outline)
    }

    /// The sides that brought something in.
    pub(super) fn authors(&self, has: impl Fn(&Outline) -> bool) -> Vec<usize> {
        if self.base.as_ref().is_some_and(|base| has(base)) {
            return Vec::new();
        }
        self.sides.iter().filter(|(_, _, outline)| has(outline)).map(|(_, side, _)| *side).collect()
    }

    pub(super) fn is_new(&self, has: impl Fn(&Outline) -> bool) -> bool {
        // Nobody can tell what is new in what could not be read before.
        let had_base = self.outcome.changed_by.is_empty() || self.base.is_some();
        !(had_base && self.base.as_ref().is_some_and(|base| has(base)))
    }

    pub(super) fn place(&self, line: u32) -> Place {
        Place { line, ..Place::file(self.path().as_str()) }
    }
}

/// The tree that comes out, as far as paths tell it.
pub(super) struct ResultPaths<'a>(Vec<&'a PathOutcome>);

impl<'a> ResultPaths<'a> {
    fn new(outcomes: &'a [PathOutcome]) -> Self {
        let mut all: Vec<_> = outcomes.iter().filter(|outcome| leaves_file(&outcome.outcome)).collect();
        all.sort_by(|a, b| a.path.cmp(&b.path));
        Self(all)
    }
}

impl Files for ResultPaths<'_> {
    fn has(&self, path: &str) -> bool {
        self.0.binary_search_by(|outcome| outcome.path.as_str().cmp(path)).is_ok()
    }

    fn has_folder(&self, path: &str) -> bool {
        let begin = format!("{path}/");
        let first = self.0.partition_point(|outcome| outcome.path.as_str() < begin.as_str());
        self.0.get(first).is_some_and(|outcome| outcome.path.as_str().starts_with(&begin))
    }
}

/// Everything that detectors look at.
pub(super) struct Scene<'a> {
    pub(super) sides: &'a [Side],
    pub(super) outcomes: &'a [PathOutcome],
    pub(super) manifest: &'a Manifest,
    pub(super) ownership: &'a Ownership,
    pub(super) files: Vec<File<'a>>,
    pub(super) by_path: HashMap<&'a RelPath, usize>,
    pub(super) result: ResultPaths<'a>,
    pub(super) settings: &'a Settings,
    /// Folders with a `package.json`: packages of their own.
    packages: BTreeSet<String>,
}

/// What the detectors are given.
#[derive(Clone, Copy)]
pub struct Given<'a> {
    /// The sides as they were given to `detect`.
    pub sides: &'a [Side],
    /// What `detect` made of them.
    pub outcomes: &'a [PathOutcome],
    /// What teams were asked.
    pub manifest: &'a Manifest,
    /// Its path patterns.
    pub ownership: &'a Ownership,
    /// How imports are led.
    pub settings: &'a Settings,
}

/// Looks for what no line shows. `wanted` and `outlines` belong together: outlines by the keys that were wanted.
pub fn look_at_structure(given: Given<'_>, wanted: &[Vec<Wanted<'_>>], outlines: &HashMap<String, Arc<Outline>>) -> Vec<Finding> {
    let scene = Scene::new(given, wanted, outlines);
    let mut found = contract_authors::find(&scene);
    found.extend(unresolved_imports::find(&scene));
    found.extend(import_cycle::find(&scene));
    found.extend(changed_signature::find(&scene));
    found.extend(duplicate_names::find(&scene));
    found.extend(routes::find(&scene));
    found.extend(taken_ports::find(&scene));
    found.extend(variables::find(&scene));
    found.extend(outside_read_paths::find(&scene));
    found
}

impl<'a> Scene<'a> {
    fn new(given: Given<'a>, wanted: &[Vec<Wanted<'_>>], outlines: &HashMap<String, Arc<Outline>>) -> Self {
        let Given { sides, outcomes, manifest, ownership, settings } = given;
        let mut files = Vec::new();
        for (outcome, wanted) in outcomes.iter().zip(wanted) {
            if wanted.is_empty() {
                continue;
            }
            let of = |version: &dyn Fn(Version) -> bool| {
                wanted.iter().find(|one| version(one.version)).and_then(|one| outlines.get(&one.key)).cloned()
            };
            let places = outcome.changed_by.iter().enumerate();
            let of_sides: Vec<_> = places
                .filter_map(|(place, side)| Some((place, *side, of(&|version| version == Version::Side(*side))?)))
                .collect();
            let is_merged = wanted.iter().any(|one| one.version == Version::Merged);
            let result = match outcome.outcome {
                Outcome::Take(Some(_)) => of_sides.first().map(|(_, _, outline)| outline.clone()),
                _ => of(&|version| version == Version::Merged),
            };
            let base = of(&|version| matches!(version, Version::Base(_)));
            files.push(File { outcome, base, sides: of_sides, result, is_merged, led: OnceCell::new() });
        }
        let by_path = files.iter().enumerate().map(|(place, file)| (&file.outcome.path, place)).collect();
        let result = ResultPaths::new(outcomes);
        let is_package = |outcome: &&&PathOutcome| outcome.path.file_name() == "package.json";
        let packages = result.0.iter().filter(is_package).map(|outcome| folder(&outcome.path)).collect();
        Self { sides, outcomes, manifest, ownership, files, by_path, result, settings, packages }
    }

    pub(super) fn team(&self, side: usize) -> &TeamId {
        &self.sides[side].team
    }

    /// The teams of sides, as a sentence names them.
    pub(super) fn names(&self, sides: &[usize]) -> String {
        let names: BTreeSet<&str> = sides.iter().map(|side| self.team(*side).as_str()).collect();
        names.into_iter().collect::<Vec<_>>().join(", ")
    }

    pub(super) fn teams(&self, sides: impl IntoIterator<Item = usize>) -> Vec<TeamId> {
        sides.into_iter().map(|side| self.team(side).clone()).collect()
    }

    /// Whether two things stand in two files only because the merge brought them together: neither base nor any side has
    /// both.
    pub(super) fn are_brought_together(
        &self,
        (a, has_a): (&File<'_>, &dyn Fn(&Outline) -> bool),
        (b, has_b): (&File<'_>, &dyn Fn(&Outline) -> bool),
    ) -> bool {
        let both = |of_a: Option<&Outline>, of_b: Option<&Outline>| of_a.is_some_and(has_a) && of_b.is_some_and(has_b);
        let sides: BTreeSet<usize> = a.outcome.changed_by.iter().chain(&b.outcome.changed_by).copied().collect();
        !both(a.base.as_deref(), b.base.as_deref()) && !sides.into_iter().any(|side| both(a.of(side), b.of(side)))
    }

    /// The package that a file belongs to: things that are one in a program are one in it.
    pub(super) fn package(&self, path: &RelPath) -> String {
        let mut package = String::new();
        let mut above = path.parent();
        while let Some(here) = above {
            if self.packages.contains(here.as_str()) {
                package = here.as_str().to_owned();
                break;
            }
            above = here.parent();
        }
        let rest = path.as_str().strip_prefix(&package).unwrap_or_default().trim_start_matches('/');
        let mut parts = rest.split('/');
        match (parts.next(), parts.next(), parts.next()) {
            (Some(group @ ("apps" | "services" | "packages" | "modules" | "libs" | "examples")), Some(one), Some(_)) => {
                format!("{package}/{group}/{one}")
            }
            _ => package,
        }
    }

    /// The links of what comes out of a file, and where each leads there.
    pub(super) fn links<'f>(&self, file: &'f File<'_>) -> impl Iterator<Item = (&'f Link, &'f [Led])> {
        let links: &[Link] = file.result.as_ref().map_or(&[], |outline| &outline.links);
        let led = file.led.get_or_init(|| links.iter().map(|link| self.follow(&self.result, file.path(), link)).collect());
        links.iter().zip(led).map(|(link, led)| (link, led.as_slice()))
    }

    /// Where a link leads in a tree: the file, and what of a path of Rust is named in it.
    pub(super) fn follow<F: Files>(&self, tree: &F, from: &RelPath, link: &Link) -> Vec<Led> {
        let resolver = Resolver::new(tree, self.settings);
        let whole = |target: Target| vec![Led { target, names: link.names.iter().map(|(theirs, _)| theirs.clone()).collect() }];
        match link.style {
            LinkStyle::Script => whole(resolver.script(from, &link.target)),
            LinkStyle::Crate => {
                let manifest = crate_manifest(from, &link.target).filter(|path| tree.has(path.as_str()));
                whole(manifest.map_or(Target::Elsewhere, Target::File))
            }
            LinkStyle::Python => {
                // `from package import module` leads to the module.
                let begin = if link.target.ends_with('.') { link.target.clone() } else { format!("{}.", link.target) };
                let above = resolver.python(from, &link.target);
                let mut rest = Vec::new();
                let mut led = Vec::new();
                for (theirs, _) in &link.names {
                    match resolver.python(from, &format!("{begin}{theirs}")) {
                        Target::File(file) if is_module(&file, theirs) && above != Target::File(file.clone()) => {
                            led.push(Led { target: Target::File(file), names: Vec::new() });
                        }
                        _ => rest.push(theirs.clone()),
                    }
                }
                if led.is_empty() || !rest.is_empty() {
                    let target = match above {
                        // `from . import name`: the package's own file.
                        Target::Elsewhere if link.target.chars().all(|c| c == '.') => package_file(tree, from, link.target.len()),
                        other => other,
                    };
                    led.push(Led { target, names: rest });
                }
                led
            }
            LinkStyle::Rust => match resolver.rust(from, &link.target) {
                Some((file, "")) => vec![Led { target: Target::File(file), names: Vec::new() }],
                Some((file, rest)) => vec![Led { target: Target::File(file), names: vec![rest.to_owned()] }],
                None => whole(Target::Elsewhere),
            },
            LinkStyle::RustModule => {
                let target = format!("self::{}", link.target);
                let led = resolver.rust(from, &target);
                whole(led.filter(|(_, rest)| rest.is_empty()).map_or(Target::NoFile, |(file, _)| Target::File(file)))
            }
        }
    }
}

/// Where a link leads, and with which names.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Led {
    pub(super) target: Target,
    pub(super) names: Vec<String>,
}

fn folder(path: &RelPath) -> String {
    path.parent().map(|folder| folder.as_str().to_owned()).unwrap_or_default()
}

fn is_module(file: &RelPath, name: &str) -> bool {
    let stem = file.file_name().split('.').next().unwrap_or_default();
    stem == name || (stem == "__init__" && file.parent().is_some_and(|folder| folder.file_name() == name))
}

fn package_file<F: Files>(tree: &F, from: &RelPath, dots: usize) -> Target {
    let mut folder = from.parent();
    for _ in 1..dots {
        folder = folder.and_then(|folder| folder.parent());
    }
    let file = RelPath::in_folder(folder.as_ref().map_or("", RelPath::as_str), "__init__.py");
    if tree.has(file.as_str()) { Target::File(file) } else { Target::Elsewhere }
}

/// The settings that lead imports, of the result: where a file is not decided, base's.
pub fn settings_wanted(outcomes: &[PathOutcome]) -> impl Iterator<Item = &PathOutcome> {
    outcomes.iter().filter(|outcome| Settings::is_one(&outcome.path) && leaves_file(&outcome.outcome))
}

/// Groups by a key, in order.
pub(super) fn grouped<K: Ord, V>(all: impl IntoIterator<Item = (K, V)>) -> BTreeMap<K, Vec<V>> {
    let mut groups: BTreeMap<K, Vec<V>> = BTreeMap::new();
    for (key, value) in all {
        groups.entry(key).or_default().push(value);
    }
    groups
}
