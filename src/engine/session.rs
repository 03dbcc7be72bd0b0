//! The project that is open in a window: who may write in it, and which texts are known to be on disk, so that a change
//! by another program is told from our own. The terminal needs none of this: its verbs take [`working`] for as long as
//! they write.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use crate::engine::disk::{self, Lock};
use crate::engine::event::Event;
use crate::engine::journal;
use crate::engine::project::{MegaFileEntry, Project, Snapshot};
use crate::model::path::RelPath;
use crate::model::problem::{Place, Problem};
use crate::model::prompt::Templates;
use crate::model::team::TeamId;

/// How long somebody who wants to take over waits for the other window.
const TAKE_OVER_PATIENCE: Duration = Duration::from_secs(2);

/// How long a job waits for another that writes in the same project.
const WORK_PATIENCE: Duration = Duration::from_secs(5);

/// How long the system may take to tell what a job of ours wrote last.
const ECHO: Duration = Duration::from_millis(100);

/// The file by which a window asks another to let go.
const REQUEST: &str = "take-over";

/// A project that is open.
#[derive(Debug)]
pub struct Session {
    /// Where.
    pub project: Project,
    lock: Mutex<Option<Lock>>,
    is_writable: AtomicBool,
    known: Mutex<Known>,
    /// What is seen below `teams/` while it lasts is our own doing.
    pub own_work: Arc<OwnWork>,
}

/// What is known to be on disk.
#[derive(Debug, Default)]
pub struct Known {
    /// The manifest's text; `None` where it is gone.
    pub manifest: Option<String>,
    /// Mega-files by path, as their entries say.
    pub mega_files: BTreeMap<RelPath, MegaFileEntry>,
    /// The project's own templates for prompts.
    pub prompt_templates: Templates,
}

impl Session {
    /// Opens a project that was read: takes it for writing where that is possible, and says in the snapshot where not.
    pub fn open(mut snapshot: Snapshot) -> (Self, Snapshot) {
        let project = snapshot.project.clone();
        let lock = match take(&project) {
            Ok(lock) => Some(lock),
            Err(problem) => {
                snapshot.problems.push(project.seen(problem));
                None
            }
        };
        snapshot.read_only = lock.is_none();
        let session = Self {
            project,
            is_writable: AtomicBool::new(lock.is_some()),
            lock: Mutex::new(lock),
            known: Mutex::new(Known::of(&snapshot)),
            own_work: Arc::default(),
        };
        (session, snapshot)
    }

    /// Whether this window may write.
    pub fn is_writable(&self) -> bool {
        self.is_writable.load(Ordering::Acquire)
    }

    /// An error unless this window may write.
    pub fn check_writable(&self) -> Result<(), Problem> {
        if self.is_writable() { Ok(()) } else { Err(Problem::error("project-read-only")) }
    }

    /// What is known to be on disk. Whoever holds this may write and note what was written; the watcher waits.
    pub fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks the other window to let go, and takes the project when it does. A fresh snapshot.
    pub fn take_over(&self) -> Result<Snapshot, Problem> {
        let request = self.project.own_folder().join(REQUEST);
        let mut lock = self.lock.lock().unwrap_or_else(PoisonError::into_inner);
        if lock.is_none() {
            let until = Instant::now() + TAKE_OVER_PATIENCE;
            let mut taken = take(&self.project);
            if taken.as_ref().is_err_and(|problem| problem.id == "project-open-elsewhere") {
                disk::write_atomic(&request, journal::now().to_string().as_bytes())?;
                while taken.as_ref().is_err_and(|problem| problem.id == "project-open-elsewhere") && Instant::now() < until {
                    std::thread::sleep(Duration::from_millis(30));
                    taken = take(&self.project);
                }
                disk::remove_file(&request)?;
            }
            *lock = Some(taken.map_err(|problem| match problem.id {
                "project-open-elsewhere" => Problem::error("project-take-over-refused"),
                _ => self.project.seen(problem),
            })?);
            self.is_writable.store(true, Ordering::Release);
        }
        let snapshot = self.project.snapshot(false)?;
        *self.known() = Known::of(&snapshot);
        Ok(snapshot)
    }

    /// Lets go of the project if another window asked for it; whether it did.
    pub fn release_if_asked(&self) -> bool {
        if !self.is_writable() || disk::stat(&self.project.own_folder().join(REQUEST)).is_none() {
            return false;
        }
        // Nothing may be half-way: a save holds what is known until it is done.
        let _known = self.known();
        self.is_writable.store(false, Ordering::Release);
        *self.lock.lock().unwrap_or_else(PoisonError::into_inner) = None;
        true
    }

    /// Says that a job writes below `teams/` now: until the guard is dropped, what is seen there is our own doing.
    pub fn mute(&self) -> Muted {
        self.own_work.jobs.fetch_add(1, Ordering::AcqRel);
        Muted(Arc::clone(&self.own_work))
    }

    /// Looks at manifest, mega-files and templates on disk, and tells what another program changed since they were seen last.
    pub fn look(&self) -> Vec<Event> {
        let mut known = self.known();
        let mut events = Vec::new();
        self.look_at_manifest(&mut known, &mut events);
        self.look_at_mega_files(&mut known, &mut events);
        self.look_at_templates(&mut known, &mut events);
        events
    }

    fn look_at_manifest(&self, known: &mut Known, events: &mut Vec<Event>) {
        let Some(name) = &self.project.manifest_name else { return };
        match self.project.read_manifest() {
            Ok(text) if known.manifest.as_ref() == Some(&text) => {}
            Ok(text) => {
                known.manifest = Some(text.clone());
                events.push(Event::ManifestChanged { text });
            }
            Err(problem) if known.manifest.is_some() => {
                known.manifest = None;
                let problem = match problem.id {
                    "disk-missing" => Problem::error("project-manifest-gone").with("name", name).at(Place::file(name)),
                    _ => problem,
                };
                events.push(Event::Failed { job: None, problem });
            }
            Err(_) => {}
        }
    }

    fn look_at_mega_files(&self, known: &mut Known, events: &mut Vec<Event>) {
        let Ok((entries, problems)) = self.project.read_mega_files() else { return };
        let now: BTreeMap<_, _> = entries.into_iter().map(|entry| (entry.path.clone(), entry)).collect();
        for path in known.mega_files.keys().filter(|path| !now.contains_key(*path)) {
            events.push(Event::MegaFileRemoved { path: path.clone() });
        }
        for (path, entry) in &now {
            if known.mega_files.get(path) != Some(entry) {
                let MegaFileEntry { path, team, text } = entry.clone();
                let about =
                    problems.iter().find(|problem| problem.place.as_ref().is_some_and(|place| place.file == path.as_str()));
                events.push(Event::MegaFileChanged { path, team, text });
                events.extend(about.map(|problem| Event::Failed { job: None, problem: problem.clone() }));
            }
        }
        known.mega_files = now;
    }
}

impl Session {
    fn look_at_templates(&self, known: &mut Known, events: &mut Vec<Event>) {
        match self.project.read_prompt_templates() {
            Ok(templates) if known.prompt_templates == templates => {}
            Ok(templates) => {
                known.prompt_templates = templates.clone();
                events.push(Event::PromptTemplatesChanged { templates });
            }
            // One that vanished between listing and reading: its own event follows.
            Err(problem) if problem.id == "disk-missing" => {}
            Err(problem) => events.push(Event::Failed { job: None, problem }),
        }
    }
}

impl Known {
    fn of(snapshot: &Snapshot) -> Self {
        Self {
            manifest: snapshot.project.manifest_name.is_some().then(|| snapshot.manifest_text.clone()),
            mega_files: snapshot.mega_files.iter().map(|entry| (entry.path.clone(), entry.clone())).collect(),
            prompt_templates: snapshot.prompt_templates.clone(),
        }
    }

    /// Notes what was written to a mega-file.
    pub fn note_mega_file(&mut self, path: &RelPath, team: TeamId, text: &str) {
        let entry = MegaFileEntry { path: path.clone(), team, text: Some(text.to_owned()) };
        self.mega_files.insert(path.clone(), entry);
    }
}

/// Jobs of ours that write below `teams/`. Not part of the session, which must end when its project is closed.
#[derive(Debug, Default)]
pub struct OwnWork {
    jobs: AtomicUsize,
    /// When the last one ended: what it did is told a moment later.
    ended: Mutex<Option<SystemTime>>,
}

impl OwnWork {
    /// Whether a change of a path below `teams/` that is told just now is our own doing.
    pub fn made(&self, path: &Path) -> bool {
        let is_echo = |ended: SystemTime| ended.elapsed().is_ok_and(|since| since < ECHO);
        self.is_going_on() || (self.ended().is_some_and(is_echo) && !self.is_later(path))
    }

    /// Whether a path changed after the last job of ours had ended; never while one goes on, or where none has ended.
    pub fn is_later(&self, path: &Path) -> bool {
        let Some(ended) = self.ended().filter(|_| !self.is_going_on()) else { return false };
        // What is gone changed its folder.
        let seen = disk::stat(path).or_else(|| disk::stat(path.parent()?));
        seen.is_some_and(|seen| seen.is_later_than(ended))
    }

    fn is_going_on(&self) -> bool {
        self.jobs.load(Ordering::Acquire) > 0
    }

    fn ended(&self) -> Option<SystemTime> {
        *self.ended.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Ends with the job that writes below `teams/`.
#[derive(Debug)]
pub struct Muted(Arc<OwnWork>);

impl Drop for Muted {
    fn drop(&mut self) {
        *self.0.ended.lock().unwrap_or_else(PoisonError::into_inner) = Some(journal::now().into());
        self.0.jobs.fetch_sub(1, Ordering::AcqRel);
    }
}

/// Takes a project for a window. The system gives it back when the program ends, however it ends.
fn take(project: &Project) -> Result<Lock, Problem> {
    if !disk::is_writable(&project.root) {
        let shown = disk::show(&project.root);
        return Err(Problem::warning("project-folder-not-writable").with("path", &shown).at(Place::file(shown)));
    }
    journal::prepare(project)?;
    let lock = Lock::try_take(&lock_file(project, "lock"))?.ok_or_else(|| Problem::warning("project-open-elsewhere"))?;
    // A wish that was left behind by a window that is gone must not take the project from us.
    disk::remove_file(&lock_file(project, REQUEST))?;
    Ok(lock)
}

/// Takes a project for one job that writes to trees, in whatever program: such jobs follow one after the other.
pub fn working(project: &Project) -> Result<Lock, Problem> {
    if !disk::is_writable(&project.root) {
        let shown = disk::show(&project.root);
        return Err(Problem::error("project-folder-not-writable").with("path", &shown).at(Place::file(shown)));
    }
    journal::prepare(project)?;
    let until = Instant::now() + WORK_PATIENCE;
    loop {
        if let Some(lock) = Lock::try_take(&lock_file(project, "work.lock"))? {
            return Ok(lock);
        }
        if Instant::now() > until {
            return Err(Problem::error("project-busy"));
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn lock_file(project: &Project, name: &str) -> PathBuf {
    project.own_folder().join(name)
}
