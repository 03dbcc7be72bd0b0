//! A trial integration while teams write: who meets whom, what an integration would do now, and which gates would fail.
//! Writes nothing but what looks remember. What did not change since the last trial is neither read nor parsed again.
//! Not: when there is one (`worker::trial`).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::engine::job::Progress;
use crate::engine::jobs::conflicts::{self, Found};
use crate::engine::jobs::validate;
use crate::engine::project::{Mode, Project};
use crate::engine::result::ResultTree;
use crate::engine::{answers, journal, pack};
use crate::model::conflict::{Overlaps, is_lockfile};
use crate::model::gates::file::{self, FileFacts};
use crate::model::gates::{self, Input, Tree};
use crate::model::manifest::Team;
use crate::model::merge::is_binary;
use crate::model::merge::tree::EntryKind;
use crate::model::path::RelPath;
use crate::model::problem::Problem;
use crate::model::team::TeamId;

/// Texts above this are data: counted, not read.
const LARGEST: usize = 4 << 20;

/// What an integration would do now.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trial {
    /// Teams with a tree.
    pub sides: usize,
    /// Who meets whom.
    pub overlaps: Overlaps,
    /// Files in the result.
    pub files: usize,
    /// Conflicts.
    pub conflicts: usize,
    /// Those that nobody has settled.
    pub open: usize,
    /// Changes that are kept out.
    pub kept_out: usize,
    /// What its gates say; `None` until they are measured.
    pub checks: Option<Checks>,
    /// Seconds that it took.
    pub seconds: f64,
}

/// What gates say of the result that there would be.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Checks {
    /// How many pass.
    pub passed: usize,
    /// Those that fail: id and subject.
    pub failed: Vec<(&'static str, String)>,
}

/// Makes trials, and remembers what it parsed.
#[derive(Debug, Default)]
pub struct Trier {
    known: HashMap<RelPath, (String, Option<FileFacts>)>,
}

impl Trier {
    /// Tries. `heard` is told what is known before the checks are.
    pub fn run(&mut self, project: &Project, heard: &dyn Fn(Trial), progress: &dyn Progress) -> Result<Trial, Problem> {
        let started = std::time::Instant::now();
        let remembered = answers::load(project)?;
        let found = conflicts::look(project, &remembered, progress)?;
        let settled = conflicts::settle_all(project, &found, &remembered, false)?;
        let mut trial = Trial {
            sides: found.gathered.sides.iter().filter(|side| !side.team.is_person()).count(),
            overlaps: found.overlaps(),
            files: settled.result.len(),
            conflicts: found.conflicts.len(),
            open: settled.open.len(),
            kept_out: settled.kept_out.len(),
            checks: None,
            seconds: journal::seconds(started.elapsed()),
        };
        heard(trial.clone());
        let checks = self.check(project, &found, &settled.result, progress)?;
        trial.checks = Some(checks);
        trial.seconds = journal::seconds(started.elapsed());
        Ok(trial)
    }

    fn check(
        &mut self,
        project: &Project,
        found: &Found,
        result: &ResultTree,
        progress: &dyn Progress,
    ) -> Result<Checks, Problem> {
        if result.is_empty() {
            return Ok(Checks::default());
        }
        let gathered = &found.gathered;
        let mut manifest = gathered.manifest.clone();
        if project.mode == Mode::Loose {
            manifest.teams = gathered.sides.iter().map(|side| Team::new(side.team.clone(), side.team.as_str())).collect();
        }
        let mut writers: BTreeMap<RelPath, Vec<TeamId>> = BTreeMap::new();
        for side in gathered.sides.iter().filter(|side| !side.team.is_person()) {
            for (path, _) in side.tree.iter().filter(|(path, entry)| side.base.get(path) != Some(entry)) {
                writers.entry(path.clone()).or_default().push(side.team.clone());
            }
        }
        let mut files = Vec::new();
        for (number, (path, file)) in result.iter().enumerate() {
            if number.is_multiple_of(16) && progress.is_cancelled() {
                return Err(Problem::note("cancelled"));
            }
            if file.kind == EntryKind::Symlink || is_lockfile(path) || file.bytes.len() > LARGEST {
                continue;
            }
            let hash = pack::hash(&file.bytes);
            let known = self.known.get(path).filter(|(known, _)| *known == hash).map(|(_, facts)| facts.clone());
            let facts = known.unwrap_or_else(|| {
                let text = std::str::from_utf8(&file.bytes).ok().filter(|_| !is_binary(&file.bytes));
                let facts = text.map(|text| file::look(path, text));
                self.known.insert(path.clone(), (hash, facts.clone()));
                facts
            });
            files.extend(facts.map(|facts| {
                let teams = writers.get(path);
                let owner = gathered.ownership.owner(path);
                let is_owners = |team: &&TeamId| Some(*team) == owner;
                let team = teams.and_then(|teams| teams.iter().find(is_owners).or_else(|| teams.first())).cloned();
                FileFacts { team, ..facts }
            }));
        }
        self.known.retain(|path, _| result.contains_key(path));
        let paths: BTreeSet<RelPath> = result.keys().cloned().collect();
        let text = |(path, file): (&RelPath, &crate::engine::result::ResultFile)| {
            Some((path.clone(), String::from_utf8(file.bytes.clone()).ok()?))
        };
        let settings = result.iter().filter(|(path, _)| validate::is_settings(path)).filter_map(text).collect();
        // What commands and reports say is asked when somebody validates: a trial runs nothing.
        let commands = manifest.validation.commands.iter().map(|_| Err(Problem::note("gate-command-skipped"))).collect();
        let mega_files = validate::mega_files(project)?;
        let tree = Tree::Integrated;
        // What is open and kept out is said beside the gates, not once more by one of them.
        let input = Input { manifest, files, tree, paths, writers, settings, mega_files, commands, ..Input::default() };
        let gates = gates::measure(&input);
        let failed = gates.iter().filter(|gate| gate.is_failed()).map(|gate| (gate.id, gate.subject.clone())).collect();
        let passed = gates.iter().filter(|gate| gate.outcome == gates::Outcome::Pass).count();
        Ok(Checks { passed, failed })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::disk;
    use crate::engine::job::Silent;

    fn write(root: &std::path::Path, path: &str, text: &str) {
        disk::write_atomic(&root.join(path), text.as_bytes()).expect("write");
    }

    fn project() -> (tempfile::TempDir, Project) {
        let folder = tempfile::tempdir().expect("folder");
        write(folder.path(), "alpha/shared/a.ts", "export const a = 'alpha';\n");
        write(folder.path(), "beta/shared/a.ts", "export const a = 'beta';\n");
        write(folder.path(), "beta/src/b.ts", "export const b = 1;\n");
        let project = Project::open_outputs(folder.path()).expect("project");
        (folder, project)
    }

    #[test]
    fn a_trial_says_who_meets_whom_before_it_is_checked() {
        let (folder, project) = project();
        let early = std::sync::Mutex::new(Vec::new());
        let mut trier = Trier::default();
        let heard = |trial| early.lock().expect("heard").push(trial);
        let trial = trier.run(&project, &heard, &Silent).expect("tried");
        assert_eq!((trial.sides, trial.conflicts, trial.open), (2, 1, 1));
        assert_eq!(trial.overlaps.paths, [[0, 1], [1, 0]]);
        assert!(trial.checks.is_some());
        let early = early.into_inner().expect("heard");
        assert_eq!((early.len(), early[0].open, early[0].checks.clone()), (1, 1, None));
        // The two agree: another trial finds nothing, and of what stayed nothing is parsed again.
        write(folder.path(), "beta/shared/a.ts", "export const a = 'alpha';\n");
        let before = trier.known.len();
        let trial = trier.run(&project, &|_| {}, &Silent).expect("tried");
        assert_eq!((trial.conflicts, trial.files, trial.overlaps.paths[0][1]), (0, 2, 1));
        assert!(before <= trier.known.len() && trier.known.len() == 2, "each file of the result is known once");
    }

    #[test]
    fn who_stops_a_trial_gets_none() {
        struct Stopped;
        impl Progress for Stopped {
            fn step(&self, _done: u64, _total: u64, _label: &'static str) {}
            fn is_cancelled(&self) -> bool {
                true
            }
        }
        let (_folder, project) = project();
        let stopped = Trier::default().run(&project, &|_| {}, &Stopped);
        assert_eq!(stopped.expect_err("stopped").id, "cancelled");
    }
}
