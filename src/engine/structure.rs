//! Outlines of what changed, for the structure detectors: read and parsed on all cores, remembered by content, so that a
//! second look parses only what is new. Owns the memory; not what outlines mean (`model::conflict::structure`).

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::gather::Gathered;
use super::job::Progress;
use super::project::{Mode, Project};
use super::{disk, threads};
use crate::model::conflict::structure::{self, Finding, Given, Version, Wanted};
use crate::model::merge::tree::{EntryKind, Outcome, PathOutcome, content_hash};
use crate::model::modules::Settings;
use crate::model::path::RelPath;
use crate::model::problem::Problem;
use crate::model::syntax::outline::Outline;

/// How many texts a thread takes at once.
const BATCH: usize = 8;

/// What a look at the structure found.
#[derive(Debug, Default)]
pub struct Looked {
    /// What is probably not as anybody meant it.
    pub findings: Vec<Finding>,
    /// How many versions of files were looked at.
    pub versions: usize,
    /// How many of them had to be parsed: of the others it was remembered what is in them.
    pub parsed: usize,
}

/// What is known of a text: nothing where it cannot be read.
type Known = Option<Arc<Outline>>;

/// Looks at the structure of what changed.
pub fn look(
    project: &Project,
    gathered: &Gathered,
    outcomes: &[PathOutcome],
    merged: &BTreeMap<RelPath, (EntryKind, Vec<u8>)>,
    progress: &dyn Progress,
) -> Result<Looked, Problem> {
    let hash = |path: &RelPath| merged.get(path).map(|(_, bytes)| content_hash(bytes));
    let wanted = structure::wanted(&gathered.sides, outcomes, &hash);
    let mut keys: HashMap<&str, &Wanted<'_>> = HashMap::new();
    for one in wanted.iter().flatten() {
        keys.entry(one.key.as_str()).or_insert(one);
    }
    let mut keys: Vec<&Wanted<'_>> = keys.into_values().collect();
    keys.sort_unstable_by(|a, b| (a.path, &a.key).cmp(&(b.path, &b.key)));
    let memory = (project.mode != Mode::Loose).then(|| project.own_folder().join("cache").join("outlines.seen"));
    let bytes = memory.as_deref().and_then(|file| disk::read_if_there(file).ok().flatten()).unwrap_or_default();
    let remembered: HashMap<&str, &str> = std::str::from_utf8(&bytes)
        .map(|text| text.lines().filter_map(|line| line.split_once('\t')).collect())
        .unwrap_or_default();
    let read = |one: &Wanted<'_>| -> Result<Known, Problem> {
        let read;
        let bytes = match one.version {
            Version::Base(side) => {
                read = gathered.read_base(side, one.path)?;
                read.as_deref()
            }
            Version::Side(side) => {
                read = gathered.read_side(side, one.path)?;
                read.as_deref()
            }
            Version::Merged => merged.get(one.path).map(|(_, bytes)| bytes.as_slice()),
        };
        let text = bytes.and_then(|bytes| std::str::from_utf8(bytes).ok());
        Ok(text.and_then(|text| Outline::new(one.path, text)).map(Arc::new))
    };
    for side in 0..gathered.sides.len() {
        let is_new = |one: &&&Wanted<'_>| one.version == Version::Base(side) && !remembered.contains_key(one.key.as_str());
        gathered.read_base_ahead(side, keys.iter().filter(is_new).map(|one| one.path));
    }
    let (outlines, parsed) = outlines(&keys, &remembered, &read, progress)?;
    if parsed > 0
        && let Some(file) = &memory
    {
        store(file, &keys, &outlines, &remembered);
    }
    let settings = settings(gathered, outcomes, merged)?;
    let outlines: HashMap<String, Arc<Outline>> =
        outlines.into_iter().filter_map(|(key, known)| Some((key.to_owned(), known?))).collect();
    let given = Given {
        sides: &gathered.sides,
        outcomes,
        manifest: &gathered.manifest,
        ownership: &gathered.ownership,
        settings: &settings,
    };
    let findings = structure::look_at_structure(given, &wanted, &outlines);
    Ok(Looked { findings, versions: keys.len(), parsed })
}

type Outlines<'a> = HashMap<&'a str, Known>;

fn outlines<'a>(
    keys: &[&'a Wanted<'_>],
    remembered: &HashMap<&str, &str>,
    read: &(dyn Fn(&Wanted<'_>) -> Result<Known, Problem> + Sync),
    progress: &dyn Progress,
) -> Result<(Outlines<'a>, usize), Problem> {
    let next = AtomicUsize::new(0);
    let parsed = AtomicUsize::new(0);
    let found: Mutex<Vec<Result<(&str, Known), Problem>>> = Mutex::new(Vec::with_capacity(keys.len()));
    threads::together(threads::count().min(keys.len().div_ceil(BATCH).max(1)), |_| {
        let mut mine = Vec::new();
        loop {
            let place = next.fetch_add(BATCH, Ordering::Relaxed);
            let Some(batch) = keys.get(place..keys.len().min(place + BATCH)).filter(|batch| !batch.is_empty()) else { break };
            progress.step(place as u64, keys.len() as u64, "job-structure");
            if progress.is_cancelled() {
                break;
            }
            for one in batch {
                let known = remembered.get(one.key.as_str()).and_then(|text| recall(text));
                let known = known.map_or_else(
                    || {
                        parsed.fetch_add(1, Ordering::Relaxed);
                        read(one)
                    },
                    Ok,
                );
                mine.push(known.map(|known| (one.key.as_str(), known)));
            }
        }
        found.lock().unwrap_or_else(PoisonError::into_inner).append(&mut mine);
    });
    if progress.is_cancelled() {
        return Err(Problem::note("cancelled"));
    }
    let found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
    Ok((found.into_iter().collect::<Result<_, _>>()?, parsed.into_inner()))
}

/// What stands in the memory; `None` where it is not what was written there.
fn recall(text: &str) -> Option<Known> {
    if text == "-" { Some(None) } else { serde_json::from_str(text).ok().map(|outline| Some(Arc::new(outline))) }
}

/// Writes down what is known. Where that fails, the next look only takes longer.
fn store(file: &Path, keys: &[&Wanted<'_>], outlines: &Outlines<'_>, remembered: &HashMap<&str, &str>) {
    let mut text = String::new();
    for one in keys {
        let key = one.key.as_str();
        if key.contains(['\n', '\t']) {
            continue;
        }
        let Some(known) = outlines.get(key) else { continue };
        let written = match (known, remembered.get(key)) {
            (_, Some(before)) => (*before).to_owned(),
            (Some(outline), None) => serde_json::to_string(&**outline).unwrap_or_default(),
            (None, None) => "-".to_owned(),
        };
        text.push_str(&format!("{key}\t{written}\n"));
    }
    let file: &Path = file;
    let _ = disk::write_atomic(file, text.as_bytes());
}

/// What `package.json` and `tsconfig.json` of the result say of imports.
fn settings(
    gathered: &Gathered,
    outcomes: &[PathOutcome],
    merged: &BTreeMap<RelPath, (EntryKind, Vec<u8>)>,
) -> Result<Settings, Problem> {
    let mut texts = Vec::new();
    for outcome in structure::settings_wanted(outcomes) {
        let of_base = || match gathered.sides.iter().position(|side| side.base.contains_key(outcome.base_path())) {
            Some(side) => gathered.read_base(side, outcome.base_path()),
            None => Ok(None),
        };
        let of_first = || match outcome.changed_by.first() {
            Some(side) => gathered.read_side(*side, outcome.path_of(0)),
            None => Ok(None),
        };
        let bytes = match (&outcome.outcome, merged.get(&outcome.path)) {
            (_, Some((_, bytes))) => Some(bytes.clone()),
            (Outcome::Take(_), None) => of_first()?,
            _ => match of_base()? {
                Some(bytes) => Some(bytes),
                None => of_first()?,
            },
        };
        if let Some(text) = bytes.and_then(|bytes| String::from_utf8(bytes).ok()) {
            texts.push((outcome.path.clone(), text));
        }
    }
    Ok(Settings::new(&texts))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::disallowed_methods, reason = "tests make projects of their own")]

    use std::collections::BTreeMap;
    use std::fs;
    use std::path::Path;

    use crate::engine::bases::Bases;
    use crate::engine::gather;
    use crate::engine::job::Silent;
    use crate::engine::jobs::conflicts;
    use crate::engine::project::{Mode, Project};

    fn put(root: &Path, path: &str, text: &str) {
        let file = root.join(path);
        fs::create_dir_all(file.parent().expect("a folder")).expect("folder");
        fs::write(file, text).expect("write");
    }

    #[test]
    fn only_what_changed_is_parsed_and_nothing_of_it_twice() {
        let folder = tempfile::tempdir().expect("folder");
        let root = &folder.path().canonicalize().expect("canonical");
        put(root, "manifest.yaml", "teams:\n  alpha:\n    responsibilities: [core]\n  beta:\n    responsibilities: [api]\n");
        put(root, "src/make.ts", "export function make(name: string) { return name; }\n");
        put(root, "src/quiet.ts", "export const quiet = 1;\n");
        let project = Project {
            root: root.to_owned(),
            manifest_name: Some("manifest.yaml".to_owned()),
            mega_files_folder: "mega-files".to_owned(),
            mode: Mode::Folder,
        };
        let manifest = gather::manifest_of(&project).expect("manifest");
        let mut bases = Bases::new(&project, &manifest);
        for team in gather::team_ids(&manifest) {
            bases.ensure_tree(&team).expect("tree");
        }
        put(root, "teams/alpha/src/make.ts", "export function make(name: string, age: number) { return name + age; }\n");
        put(root, "teams/beta/src/use.ts", "import { make } from './make';\nmake('x');\n");
        put(root, "teams/beta/src/broken.ts", "import {");
        let look = || {
            let found = conflicts::look(&project, &BTreeMap::new(), &Silent).expect("looks");
            conflicts::look_at_structure(&project, &found, &Silent).expect("looks")
        };
        let first = look();
        // Two versions of the one file, and the two new ones; never what nobody touched.
        assert_eq!((first.versions, first.parsed), (4, 4));
        let ids: Vec<_> = first.findings.iter().map(|finding| finding.problem.id).collect();
        assert_eq!(ids, ["changed-signature"]);
        let second = look();
        assert_eq!((second.versions, second.parsed), (4, 0));
        assert_eq!(second.findings, first.findings);
        put(root, "teams/beta/src/use.ts", "import { make } from './make';\nmake('x', 12);\n");
        let third = look();
        assert_eq!((third.parsed, third.findings.len()), (1, 0));
        // A memory that somebody wrote into costs time, and no more.
        fs::write(project.own_folder().join("cache/outlines.seen"), "what\tis this\n\u{1}").expect("write");
        assert_eq!(look().parsed, 4);
    }
}
