//! Sees what other programs change in the open project: manifest, mega-files and templates are compared with what is known, team
//! trees are only said to have changed. Events come in bursts, so it waits until a burst is over. Where the system
//! cannot watch (no watches left, a network folder) it looks once a second instead.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender};
use notify::{Config, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

use crate::engine::disk::{self, Kind};
use crate::engine::event::Event;
use crate::engine::session::{OwnWork, Session};
use crate::engine::threads;
use crate::model::problem::Problem;
use crate::model::prompt::TEMPLATES_FOLDER;

/// A burst is over when nothing came for this long …
const QUIET: Duration = Duration::from_millis(80);
/// … and is cut off after this long.
const PATIENCE: Duration = Duration::from_millis(400);
/// Folders of team trees that are watched at most: beyond it, a person looks for conflicts by hand.
const FOLDER_LIMIT: usize = 6_000;
/// Folders in team trees that programs fill with what nobody wrote.
const UNWATCHED: [&str; 8] = [".git", ".dectet", "node_modules", "target", "dist", ".venv", "__pycache__", ".next"];

/// Watches until it is dropped.
#[derive(Debug)]
pub struct Watch {
    stop: Option<Sender<Seen>>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug)]
enum Seen {
    /// Paths, and whether what happens in trees is our own doing just now.
    Paths(Vec<PathBuf>, bool),
    /// The system lost count: anything may have changed.
    Anything,
    Stop,
}

impl Watch {
    /// Starts watching a project; `tell` is called, on the watcher's thread, with what happened.
    pub fn start(session: Arc<Session>, tell: impl Fn(Event) + Send + 'static) -> Result<Self, Problem> {
        let (sender, receiver) = crossbeam_channel::bounded(1024);
        let stop = sender.clone();
        let thread = threads::start("watch", move || run(&session, &sender, &receiver, &tell))?;
        Ok(Self { stop: Some(stop), thread: Some(thread) })
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(Seen::Stop);
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn run(session: &Session, sender: &Sender<Seen>, receiver: &Receiver<Seen>, tell: &impl Fn(Event)) {
    let places = Places::of(session);
    let watcher = watcher(&session.own_work, sender, &places);
    let mut watched = Watched { watcher, folders: BTreeSet::new(), own_work: Arc::clone(&session.own_work) };
    watched.add(&places);
    // What happened between reading the project and watching it.
    session.look().into_iter().for_each(tell);
    loop {
        let first = match receiver.recv() {
            Ok(Seen::Stop) | Err(_) => return,
            Ok(seen) => seen,
        };
        let mut seen = Burst::default();
        seen.add(first, &places);
        let until = Instant::now() + PATIENCE;
        loop {
            match receiver.recv_deadline(until.min(Instant::now() + QUIET)) {
                Ok(Seen::Stop) | Err(RecvTimeoutError::Disconnected) => return,
                Ok(more) => seen.add(more, &places),
                Err(RecvTimeoutError::Timeout) => break,
            }
        }
        if session.release_if_asked() {
            tell(Event::TakenOver);
        }
        if !seen.folders.is_empty() {
            // A folder that was removed and made again is another folder to the system.
            watched.folders.retain(|folder| !seen.folders.iter().any(|changed| folder.starts_with(changed)));
            seen.trees |= watched.add(&places);
        }
        if seen.files {
            session.look().into_iter().for_each(tell);
        }
        if seen.trees {
            tell(Event::TreesChanged);
        }
    }
}

/// What a burst of events was about.
#[derive(Default)]
struct Burst {
    files: bool,
    trees: bool,
    /// Folders that appeared.
    folders: BTreeSet<PathBuf>,
}

impl Burst {
    fn add(&mut self, seen: Seen, places: &Places) {
        let (paths, is_own) = match seen {
            Seen::Paths(paths, is_own) => (paths, is_own),
            Seen::Anything | Seen::Stop => {
                (self.files, self.trees) = (true, true);
                self.folders.insert(places.root.clone());
                return;
            }
        };
        for path in paths {
            let is_in_trees = places.is_in_trees(&path);
            let is_ours = is_in_trees || path.starts_with(&places.mega_files) || path.starts_with(&places.templates);
            self.trees |= is_in_trees && !is_own;
            self.files |= (is_ours && !is_in_trees) || places.manifest.as_ref() == Some(&path);
            if is_ours && disk::is_folder(&path) {
                self.folders.insert(path);
            }
        }
    }
}

/// The places that matter in a project.
struct Places {
    root: PathBuf,
    own: PathBuf,
    manifest: Option<PathBuf>,
    mega_files: PathBuf,
    /// `templates`, of which only the prompts' matter.
    templates: PathBuf,
    trees: Vec<PathBuf>,
}

impl Places {
    fn of(session: &Session) -> Self {
        let project = &session.project;
        let mut trees = vec![project.root.join("teams"), project.integrated_folder()];
        trees.extend(
            project
                .manifest_name
                .is_none()
                .then(|| project.loose_teams().unwrap_or_default())
                .into_iter()
                .flatten()
                .map(|(_, folder)| folder),
        );
        Self {
            own: project.own_folder(),
            manifest: project.manifest_path(),
            mega_files: project.root.join(&project.mega_files_folder),
            templates: project.root.join("templates"),
            trees,
            root: project.root.clone(),
        }
    }

    fn is_in_trees(&self, path: &Path) -> bool {
        self.trees.iter().any(|tree| path.starts_with(tree))
    }
}

/// The system's watcher, or one that looks.
fn watcher(own_work: &Arc<OwnWork>, sender: &Sender<Seen>, places: &Places) -> Box<dyn Watcher + Send> {
    let handler = |sender: Sender<Seen>, own: PathBuf| {
        let own_work = Arc::clone(own_work);
        move |event: notify::Result<notify::Event>| {
            let seen = match event {
                Ok(event) if event.need_rescan() => Seen::Anything,
                // Reading a file is no change of it.
                Ok(event) if event.kind.is_access() => return,
                Ok(event) => {
                    // Of our own folder, a wish to take over is all that concerns us.
                    let ours = |path: &PathBuf| path.starts_with(&own) && !path.ends_with("take-over");
                    let paths: Vec<_> = event.paths.into_iter().filter(|path| !ours(path)).collect();
                    if paths.is_empty() {
                        return;
                    }
                    let is_own = paths.iter().all(|path| own_work.made(path));
                    Seen::Paths(paths, is_own)
                }
                Err(_) => Seen::Anything,
            };
            // When the channel is full, a burst is under way and will be looked at as a whole.
            let _ = sender.try_send(seen);
        }
    };
    let config = Config::default().with_follow_symlinks(false);
    if let Ok(mut watcher) = RecommendedWatcher::new(handler(sender.clone(), places.own.clone()), config)
        && watcher.watch(&places.root, RecursiveMode::NonRecursive).is_ok()
    {
        return Box::new(watcher);
    }
    let config = config.with_poll_interval(Duration::from_secs(1));
    match PollWatcher::new(handler(sender.clone(), places.own.clone()), config) {
        Ok(mut watcher) => {
            let _ = watcher.watch(&places.root, RecursiveMode::NonRecursive);
            Box::new(watcher)
        }
        Err(_) => Box::new(notify::NullWatcher),
    }
}

struct Watched {
    watcher: Box<dyn Watcher + Send>,
    folders: BTreeSet<PathBuf>,
    own_work: Arc<OwnWork>,
}

impl Watched {
    /// Watches every place that exists by now; whether somebody else wrote to a tree after a job of ours had made it and
    /// before it was watched. Errors are no problem for a person: an edit that is not seen at once is seen when it is
    /// saved over.
    fn add(&mut self, places: &Places) -> bool {
        self.watch(&places.own);
        self.add_below(&places.mega_files, usize::MAX);
        self.watch(&places.templates);
        self.watch(&places.root.join(TEMPLATES_FOLDER));
        let mut is_later = false;
        for tree in &places.trees {
            is_later |= self.add_below(tree, FOLDER_LIMIT);
        }
        is_later
    }

    /// Whether the folder was not watched before.
    fn watch(&mut self, folder: &Path) -> bool {
        let is_new = disk::is_folder(folder) && self.folders.insert(folder.to_path_buf());
        if is_new {
            let _ = self.watcher.watch(folder, RecursiveMode::NonRecursive);
        }
        is_new
    }

    /// Folder by folder, because the system's recursive watch cannot leave out `node_modules`.
    fn add_below(&mut self, folder: &Path, limit: usize) -> bool {
        let mut waiting = vec![folder.to_path_buf()];
        let mut is_later = false;
        while let Some(folder) = waiting.pop() {
            if self.folders.len() >= limit {
                break;
            }
            let is_new = self.watch(&folder);
            let names = disk::list(&folder).unwrap_or_default();
            let mut inside = names.iter().map(|(name, _)| folder.join(name));
            is_later |= is_new && (self.own_work.is_later(&folder) || inside.any(|path| self.own_work.is_later(&path)));
            let below = names.into_iter().filter(|(name, kind)| *kind == Kind::Folder && !UNWATCHED.contains(&name.as_str()));
            waiting.extend(below.map(|(name, _)| folder.join(name)));
        }
        is_later
    }
}
