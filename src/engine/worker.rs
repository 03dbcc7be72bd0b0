//! The engine as the window sees it: commands in, events out, nothing ever blocks the sender. Lanes, so that
//! nobody waits for what does not concern them: `disk` takes commands in order and does the short ones, `work` does the
//! long ones in the order in which `disk` came to them (a save before an expansion is on disk when it starts), `compute`
//! does previews, of which only the newest of a file counts, `look` finds files, for whoever types a pattern now, `checks` validates. Not: what
//! the commands do (`jobs`).

mod outbox;
mod outside;
mod previews;
#[cfg(test)]
mod tests;
mod trial;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use crossbeam_channel::{Receiver, Sender, bounded, unbounded};

use crate::engine::command::{Command, FixesWanted, PlanWanted, ReplySource};
use crate::engine::event::{Event, RunEvent};
use crate::engine::job::{JobId, Progress};
use crate::engine::jobs;
use crate::engine::jobs::conflicts::Looker;
use crate::engine::jobs::files::{FilesWanted, Finder};
use crate::engine::jobs::save::Saved;
use crate::engine::project::{Project, Snapshot};
use crate::engine::run_client::RunClient;
use crate::engine::session::{self, Session};
use crate::engine::watch::Watch;
use crate::engine::{answers, briefings, journal, recovery, resolutions, result, run, settings, threads};
use crate::model::conflict::Conflict;
use crate::model::path::RelPath;
use crate::model::problem::Problem;
use crate::model::run::Request;
use outbox::{JobProgress, Outbox};
use previews::Previews;

/// The engine: give it commands, take its events. Dropping it stops its jobs between two files and waits for them.
#[derive(Debug)]
pub struct Engine {
    /// What happened, in order.
    pub events: Receiver<Event>,
    commands: Option<Sender<Command>>,
    looks: Option<Sender<Look>>,
    trials: Option<Sender<u64>>,
    room: Arc<Room>,
    threads: Vec<JoinHandle<()>>,
}

impl Engine {
    /// Starts the lanes. `wake` is called after each event, from any thread: the window asks for a frame in it.
    pub fn start(wake: impl Fn() + Send + Sync + 'static) -> Self {
        let (outbox, events) = Outbox::new(Box::new(wake));
        // Unbounded, because it is people who fill it, and a full one would block a frame.
        let (commands, disk_commands) = unbounded();
        let (work, work_orders) = unbounded();
        let (checks, check_orders) = unbounded();
        let lanes = Lanes { work, checks };
        let (looks, wanted_files) = unbounded();
        let (trials, wanted_trials) = unbounded();
        let room = Arc::new(Room { outbox, ..Room::default() });
        let (disk_room, work_room) = (Arc::clone(&room), Arc::clone(&room));
        let check_room = Arc::clone(&room);
        let trial_room = Arc::clone(&room);
        let (compute_room, look_room) = (Arc::clone(&room), Arc::clone(&room));
        let mut running = Vec::new();
        for started in [
            threads::start("disk", move || disk_lane(&disk_room, &disk_commands, &lanes)),
            threads::start("work", move || work_lane(&work_room, &work_orders)),
            threads::start("checks", move || work_lane(&check_room, &check_orders)),
            threads::start("compute", move || compute_lane(&compute_room)),
            threads::start("look", move || look_lane(&look_room, &wanted_files)),
            threads::start("trial", move || trial::lane(&trial_room, &wanted_trials)),
        ] {
            match started {
                Ok(thread) => running.push(thread),
                Err(problem) => room.outbox.send(Event::Failed { job: None, problem }),
            }
        }
        Self { events, commands: Some(commands), looks: Some(looks), trials: Some(trials), room, threads: running }
    }

    /// Asks for something. Returns at once.
    pub fn send(&self, command: Command) {
        match command {
            // Not behind the job that it is about.
            Command::Cancel(job) => self.room.cancel(job),
            Command::Preview { path, team, text, manifest_text, revision } => {
                self.room.previews.ask(previews::Wanted { path, team, text, manifest_text, revision, output: None });
            }
            Command::Inspect { path, team, text, revision, output } => {
                let (manifest_text, output) = (String::new(), Some(output));
                self.room.previews.ask(previews::Wanted { path, team, text, manifest_text, revision, output });
            }
            // Beside everything: a person may leave it open for an hour.
            Command::OpenOutside(outside) => self.room.open_outside(*outside),
            Command::ForgetOutside { conflict } => self.room.forget_outside(&conflict),
            Command::FindFiles(wanted) => {
                self.look(Look::Files(wanted));
            }
            Command::Plan(wanted) => self.look(Look::Plan(wanted)),
            Command::Try { number } => {
                if let Some(trials) = &self.trials {
                    let _ = trials.send(number);
                }
            }
            Command::FindFixes(wanted) => self.look(Look::Fixes(wanted)),
            Command::ReadPlace { path } => self.look(Look::Place(path)),
            Command::ReadPictures(conflict) => self.look(Look::Pictures(conflict)),
            // Not behind a job either: a halt waits for nobody.
            Command::Run(request) => self.room.run(request),
            Command::Call { title, text } => self.room.call(title, text),
            Command::SplitReply(source) => self.look(Look::Split(source)),
            Command::LookAtReply { number, items } => self.look(Look::Reply(number, items)),
            command => {
                if let Some(commands) = &self.commands {
                    let _ = commands.send(command);
                }
            }
        }
    }
}

impl Engine {
    fn look(&self, look: Look) {
        if let Some(looks) = &self.looks {
            let _ = looks.send(look);
        }
    }
}

/// What a person looks at while deciding: answered beside all jobs.
#[derive(Debug)]
enum Look {
    Files(FilesWanted),
    Plan(PlanWanted),
    Fixes(FixesWanted),
    Pictures(Box<Conflict>),
    Place(RelPath),
    Split(ReplySource),
    Reply(u64, Vec<jobs::intake::Item>),
}

impl Drop for Engine {
    fn drop(&mut self) {
        self.room.outbox.close();
        self.room.cancel_all();
        self.room.previews.close();
        self.threads.append(&mut self.room.forget_all_outside());
        self.room.stop_trial();
        (self.commands, self.looks, self.trials) = (None, None, None);
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}

/// What the lanes share.
#[derive(Debug, Default)]
struct Room {
    outbox: Outbox,
    previews: Previews,
    jobs: Mutex<BTreeMap<JobId, Arc<AtomicBool>>>,
    last_job: AtomicU64,
    open: Mutex<Option<Open>>,
    outside: outside::Running,
    trial: trial::Stop,
}

/// The open project. Fields drop in order: first nobody watches, then the lock is given back.
#[derive(Debug)]
struct Open {
    _watch: Option<Watch>,
    run: Option<RunClient>,
    session: Arc<Session>,
}

/// Where long jobs go.
struct Lanes {
    /// What writes, one after the other.
    work: Sender<Order>,
    /// Validations.
    checks: Sender<Order>,
}

/// Something for the lanes of long jobs.
#[expect(clippy::large_enum_variant, reason = "there are few of them at a time")]
enum Order {
    /// Do this for that project.
    Do(Arc<Session>, Command),
    /// Say when everything before is done.
    Tell(Sender<()>),
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Room {
    fn cancel(&self, job: JobId) {
        if let Some(flag) = lock(&self.jobs).get(&job) {
            flag.store(true, Ordering::Release);
        }
    }

    fn cancel_all(&self) {
        lock(&self.jobs).values().for_each(|flag| flag.store(true, Ordering::Release));
    }

    /// Asks the host of the open project's run.
    fn run(&self, request: Request) {
        let problem = match &*lock(&self.open) {
            Some(Open { run: Some(run), .. }) => return run.ask(request),
            Some(_) => Problem::error("run-not-followed"),
            None => Problem::error("project-none-open"),
        };
        self.outbox.send(Event::Failed { job: None, problem });
    }

    /// Calls the person. A program without a window calls nobody.
    fn call(&self, title: String, text: String) {
        #[cfg(feature = "gui")]
        crate::engine::calls::call(self.session().map(|session| session.project.clone()), title, text);
        #[cfg(not(feature = "gui"))]
        let _ = (title, text);
    }

    fn session(&self) -> Option<Arc<Session>> {
        lock(&self.open).as_ref().map(|open| Arc::clone(&open.session))
    }

    /// Runs a job that is seen: it starts, says how far it is, gives its answer or a problem, and ends.
    fn job(&self, label: &'static str, cancellable: bool, work: impl FnOnce(&dyn Progress) -> Result<Event, Problem>) {
        let job = JobId(self.last_job.fetch_add(1, Ordering::Relaxed) + 1);
        let flag = Arc::new(AtomicBool::new(self.outbox.is_closed()));
        lock(&self.jobs).insert(job, Arc::clone(&flag));
        self.stop_trial();
        self.outbox.send(Event::JobStarted { job, label, cancellable });
        let progress = JobProgress::new(job, flag, &self.outbox);
        let answer = threads::guarded(|| work(&progress));
        lock(&self.jobs).remove(&job);
        self.outbox.send(match answer {
            Ok(event) => event,
            Err(problem) => Event::Failed { job: Some(job), problem },
        });
        self.outbox.send(Event::JobEnded { job });
    }

    /// Runs something short that shows nothing of itself but its answer.
    fn short(&self, work: impl FnOnce() -> Result<Option<Event>, Problem>) {
        match threads::guarded(work) {
            Ok(event) => event.into_iter().for_each(|event| self.outbox.send(event)),
            Err(problem) => self.outbox.send(Event::Failed { job: None, problem }),
        }
    }
}

fn disk_lane(room: &Arc<Room>, commands: &Receiver<Command>, lanes: &Lanes) {
    for command in commands {
        if room.outbox.is_closed() {
            break;
        }
        match command {
            Command::Open { path } => {
                room.job("job-open", false, |_| {
                    let project = Project::open(&path)?;
                    open(room, lanes, &project)
                });
                offer_kept_texts(room);
            }
            Command::OpenOutputs { path } => room.job("job-open", false, |_| {
                let project = Project::open_outputs(&path)?;
                open(room, lanes, &project)
            }),
            Command::Create(new) => room.job("job-create", false, |progress| {
                let project = jobs::create::create(&new, progress)?;
                open(room, lanes, &project)
            }),
            Command::Close => close(room, lanes),
            Command::TakeOver => room.job("job-take-over", false, |_| take_over(room)),
            Command::SaveManifest { text, expected } => room.short(|| save_manifest(room, &text, &expected)),
            Command::SaveMegaFile { path, text, expected } => {
                room.short(|| save_mega_file(room, &path, &text, expected.as_deref()));
            }
            Command::RememberAnswers { answers: given, lessons } => room.short(|| {
                let session = writable(room)?;
                answers::save(&session.project, &given)?;
                resolutions::learn(&session.project, lessons)?;
                Ok(None)
            }),
            Command::Briefed { prompts, language } => room.short(|| {
                let session = writable(room)?;
                let briefings = briefings::note(&session.project, &prompts, language)?;
                Ok(Some(Event::Briefed { briefings }))
            }),
            Command::NotBriefed { recipients } => room.short(|| {
                let session = writable(room)?;
                briefings::take_back(&session.project, &recipients)?;
                Ok(Some(Event::NotBriefed { recipients }))
            }),
            Command::ReadValidations => room.short(|| Ok(Some(remembered(room)?))),
            Command::TrustCommands { manifest_text } => room.short(|| {
                let session = opened(room)?;
                let name = session.project.manifest_name.as_deref().unwrap_or_default();
                if let Some(manifest) = crate::model::manifest::read::read(name, &manifest_text).manifest {
                    settings::trust(&session.project.root, &manifest)?;
                }
                Ok(Some(remembered(room)?))
            }),
            Command::LookForAgents { manifest_text } => room.short(|| {
                let project = &opened(room)?.project;
                let name = project.manifest_name.as_deref().unwrap_or_default();
                let manifest = crate::model::manifest::read::read(name, &manifest_text).manifest;
                let found = manifest.map(|manifest| crate::engine::agents::look_for_all(&manifest, &project.root));
                Ok(found.map(|found| Event::Run(Box::new(RunEvent::AgentsFound { found }))))
            }),
            Command::ReadMarked { paths, wanted } => room.short(|| {
                let found = jobs::marked::read(&paths, wanted);
                Ok(Some(Event::MarkedRead(Box::new(found))))
            }),
            Command::WriteMarked { files } => room.short(|| {
                let (written, problems) = jobs::marked::write(files);
                Ok(Some(Event::MarkedWritten { written, problems }))
            }),
            Command::CheckFolder { folder } => {
                let problem = threads::guarded(|| jobs::create::check_folder(&folder)).err();
                room.outbox.send(Event::FolderChecked { folder, problem });
            }
            Command::RememberLooks { theme, language } => room.short(|| {
                settings::update(|settings| (settings.theme, settings.language) = (theme, language))?;
                Ok(None)
            }),
            Command::RememberPreferences { preferences } => room.short(|| {
                settings::update(|settings| settings.preferences = *preferences)?;
                Ok(None)
            }),
            // Where settings cannot be written was said when the project was opened; not again at every step.
            Command::RememberPlace { place } => drop(settings::update(|settings| settings.last = place)),
            Command::KeepTexts { texts } => room.short(|| {
                recovery::keep(&writable(room)?.project, &texts)?;
                Ok(None)
            }),
            Command::Forget { folder } => room.short(|| {
                settings::forget_project(&folder)?;
                Ok(None)
            }),
            Command::Cancel(job) => room.cancel(job),
            command @ (Command::Expand(_)
            | Command::FindConflicts
            | Command::Integrate { .. }
            | Command::Bring { .. }
            | Command::WritePrompts { .. }
            | Command::TakeIn { .. }
            | Command::Validate(_)
            | Command::WriteReport { .. }
            | Command::TakeBack) => match room.session() {
                Some(session) => {
                    // Tests may take long: nobody waits for them.
                    let lane = if matches!(command, Command::Validate(_)) { &lanes.checks } else { &lanes.work };
                    let _ = lane.send(Order::Do(session, command));
                }
                None => room.outbox.send(Event::Failed { job: None, problem: Problem::error("project-none-open") }),
            },
            Command::Preview { .. }
            | Command::Inspect { .. }
            | Command::FindFiles(_)
            | Command::Plan(_)
            | Command::FindFixes(_)
            | Command::SplitReply(_)
            | Command::LookAtReply { .. }
            | Command::Try { .. }
            | Command::ReadPictures(_)
            | Command::ReadPlace { .. }
            | Command::Call { .. }
            | Command::OpenOutside(_)
            | Command::ForgetOutside { .. }
            | Command::Run(_) => {
                unreachable!("previews and looks go to their own lanes")
            }
        }
    }
    close(room, lanes);
}

/// Lets go of the open project, after the jobs that still write in it.
fn close(room: &Room, lanes: &Lanes) {
    let Some(open) = lock(&room.open).take() else { return };
    room.cancel_all();
    for lane in [&lanes.work, &lanes.checks] {
        let (sender, done) = bounded(1);
        if lane.send(Order::Tell(sender)).is_ok() {
            let _ = done.recv();
        }
    }
    drop(open);
}

/// Puts a project in the place of the one that is open, if it can be read.
fn open(room: &Arc<Room>, lanes: &Lanes, project: &Project) -> Result<Event, Problem> {
    let snapshot = jobs::open::open(project)?;
    close(room, lanes);
    let (session, mut snapshot) = Session::open(snapshot);
    let session = Arc::new(session);
    if session.is_writable() {
        let mode = format!("{:?}", project.mode).to_lowercase();
        if let Err(problem) = journal::note(project, "opened", serde_json::json!({ "mode": mode })) {
            snapshot.problems.push(project.seen(problem));
        }
    }
    if session.is_writable() && result::is_unfinished(project) {
        // Another program may be at it right now; then it is no leftover.
        match session::working(project).and_then(|_alone| result::resume(project)) {
            Ok(0) => {}
            Ok(files) => snapshot.problems.push(Problem::note("integration-resumed").with("count", files)),
            Err(problem) => snapshot.problems.push(project.seen(problem)),
        }
    }
    if let Err(problem) = jobs::open::remember(&snapshot) {
        snapshot.problems.push(problem);
    }
    let watching = Arc::clone(room);
    let watch = match Watch::start(Arc::clone(&session), move |event| watching.outbox.send(event)) {
        Ok(watch) => Some(watch),
        Err(problem) => {
            snapshot.problems.push(problem);
            None
        }
    };
    let following = Arc::clone(room);
    let run = match RunClient::start(project, move |event| following.outbox.send(event)) {
        Ok(run) => Some(run),
        Err(problem) => {
            snapshot.problems.push(problem);
            None
        }
    };
    *lock(&room.open) = Some(Open { _watch: watch, run, session });
    Ok(Event::Opened(Box::new(snapshot)))
}

/// Says which texts could not be saved when the project was open last.
fn offer_kept_texts(room: &Room) {
    let Some(session) = room.session().filter(|session| session.is_writable()) else { return };
    let texts = recovery::load(&session.project);
    if !texts.is_empty() {
        room.outbox.send(Event::Recovered { texts });
    }
}

fn opened(room: &Room) -> Result<Arc<Session>, Problem> {
    room.session().ok_or_else(|| Problem::error("project-none-open"))
}

fn writable(room: &Room) -> Result<Arc<Session>, Problem> {
    let session = opened(room)?;
    session.check_writable()?;
    Ok(session)
}

fn remembered(room: &Room) -> Result<Event, Problem> {
    let session = opened(room)?;
    Ok(Event::ValidationRemembered(Box::new(jobs::validate::remembered(&session.project)?)))
}

fn take_over(room: &Room) -> Result<Event, Problem> {
    let snapshot: Snapshot = opened(room)?.take_over()?;
    Ok(Event::Opened(Box::new(snapshot)))
}

fn save_manifest(room: &Room, text: &str, expected: &str) -> Result<Option<Event>, Problem> {
    let session = writable(room)?;
    let mut known = session.known();
    let saved = jobs::save::manifest(&session.project, text, expected)?;
    Ok(Some(match saved {
        Saved::Written => {
            known.manifest = Some(text.to_owned());
            Event::ManifestSaved { text: text.to_owned() }
        }
        Saved::Clash(on_disk) => {
            known.manifest = Some(on_disk.clone());
            Event::ManifestClash { on_disk }
        }
    }))
}

fn save_mega_file(room: &Room, path: &RelPath, text: &str, expected: Option<&str>) -> Result<Option<Event>, Problem> {
    let session = writable(room)?;
    let mut known = session.known();
    let (team, saved) = jobs::save::mega_file(&session.project, path, text, expected)?;
    Ok(Some(match saved {
        Saved::Written => {
            known.note_mega_file(path, team, text);
            Event::MegaFileSaved { path: path.clone(), text: text.to_owned() }
        }
        Saved::Clash(on_disk) => {
            known.note_mega_file(path, team, &on_disk);
            Event::MegaFileClash { path: path.clone(), on_disk }
        }
    }))
}

fn work_lane(room: &Room, orders: &Receiver<Order>) {
    let mut looker = Looker::default();
    for order in orders {
        match order {
            Order::Tell(sender) => {
                let _ = sender.send(());
            }
            Order::Do(..) if room.outbox.is_closed() => {}
            Order::Do(session, command) => long(room, &session, command, &mut looker),
        }
    }
}

/// The long jobs. All but looking need the project for writing, and one follows the other also across programs.
fn long(room: &Room, session: &Session, command: Command, looker: &mut Looker) {
    let project = &session.project;
    let alone = || {
        session.check_writable()?;
        session::working(project)
    };
    match command {
        Command::Expand(request) => room.job("job-expand", true, |progress| {
            let _alone = if request.dry_run { None } else { Some(alone()?) };
            let _muted = (!request.dry_run).then(|| session.mute());
            jobs::expand::expand(project, &request, progress).map(|report| Event::Expanded(Box::new(report)))
        }),
        Command::FindConflicts => room.job("job-find-conflicts", true, |progress| {
            // What there is to decide can be decided while the files are still being parsed.
            let heard = |found| room.outbox.send(Event::Conflicts(Box::new(found)));
            looker.find_in_steps(project, heard, progress).map(Event::Structure)
        }),
        Command::Integrate { answers, markers } => room.job("job-integrate", true, |progress| {
            let _alone = alone()?;
            let _muted = session.mute();
            let report = jobs::integrate::integrate(project, &answers, markers, progress)?;
            run::notes::integrated(project, &report);
            Ok(Event::Integrated(Box::new(report)))
        }),
        Command::Bring { dry_run } => room.job("job-bring", false, |progress| {
            let _alone = if dry_run { None } else { Some(alone()?) };
            let _muted = (!dry_run).then(|| session.mute());
            jobs::bring::bring(project, dry_run, progress).map(|report| Event::Brought(Box::new(report)))
        }),
        Command::WritePrompts { language } => room.job("job-prompts", true, |progress| {
            let _alone = alone()?;
            jobs::prompts::write(project, language, progress).map(|files| Event::PromptsWritten { files })
        }),
        Command::Validate(how) => room.job("job-validate", true, |progress| {
            session.check_writable()?;
            let heard = |heard| room.outbox.send(Event::ValidationHeard(heard));
            let found = jobs::validate::validate(project, how, &heard, progress)?;
            run::notes::validated(project, &found);
            Ok(Event::Validated(Box::new(found)))
        }),
        Command::WriteReport { html, json } => room.job("job-report", false, |_| {
            let _alone = alone()?;
            let page = jobs::validate::write_report(project, &html, &json)?;
            Ok(Event::ReportWritten { page })
        }),
        Command::TakeIn { items } => room.job("job-take-in", true, |progress| {
            let _alone = alone()?;
            let _muted = session.mute();
            let report = jobs::intake::take_in(project, &items, progress)?;
            session.look().into_iter().for_each(|event| room.outbox.send(event));
            Ok(Event::TakenIn(Box::new(report)))
        }),
        Command::TakeBack => room.job("job-take-back", false, |progress| {
            let _alone = alone()?;
            let _muted = session.mute();
            jobs::take_back::take_back(project, progress)
        }),
        // The disk lane keeps everything else.
        _ => {}
    }
}

/// A look shows nothing of how far it is; it ends with the engine.
struct OnLook<'a>(&'a Outbox);

impl Progress for OnLook<'_> {
    fn step(&self, _done: u64, _total: u64, _label: &'static str) {}

    fn is_cancelled(&self) -> bool {
        self.0.is_closed()
    }
}

fn look_lane(room: &Room, wanted: &Receiver<Look>) {
    let mut finder = Finder::default();
    while let Ok(first) = wanted.recv() {
        let (mut files, mut plan, mut fixes, mut reply) = (None, None, None, None);
        let (mut pictures, mut place) = (None, None);
        for look in std::iter::once(first).chain(wanted.try_iter()) {
            match look {
                Look::Files(newer) => files = Some(newer),
                Look::Plan(newer) => plan = Some(newer),
                Look::Fixes(newer) => fixes = Some(newer),
                Look::Pictures(newer) => pictures = Some(newer),
                Look::Place(newer) => place = Some(newer),
                Look::Reply(number, items) => reply = Some((number, items)),
                // Every reply counts, not the newest alone.
                Look::Split(source) => {
                    let reply = threads::guarded(|| jobs::intake::split(&source)).map(Box::new);
                    room.outbox.send(Event::ReplySplit { reply });
                }
            }
        }
        if room.outbox.is_closed() {
            break;
        }
        // What cannot be read is said by the jobs that need it, not at every letter of a pattern.
        if let (Some(session), Some(newest)) = (room.session(), files)
            && let Ok(found) = threads::guarded(|| finder.find(&session.project, &newest))
        {
            room.outbox.send(Event::FilesFound(Box::new(found)));
        }
        if let Some(PlanWanted { revision, text, way }) = plan {
            let plan = threads::guarded(|| jobs::plan::plan(&text, &way)).map(Box::new);
            room.outbox.send(Event::Planned { revision, way, plan });
        }
        if let (Some(session), Some(path)) = (room.session(), place) {
            let versions = threads::guarded(|| jobs::place::read(&session.project, &path)).unwrap_or_default();
            room.outbox.send(Event::PlaceRead { path, versions });
        }
        if let (Some(session), Some(conflict)) = (room.session(), pictures) {
            let pictures = threads::guarded(|| jobs::pictures::read(&session.project, &conflict)).unwrap_or_default();
            room.outbox.send(Event::PicturesRead { conflict: conflict.id, pictures: Arc::new(pictures) });
        }
        if let Some(FixesWanted { revision, found, answers }) = fixes {
            let fixes = threads::guarded(|| Ok(jobs::fixes::find(&found, &answers, &OnLook(&room.outbox))));
            let fixes = fixes.unwrap_or_else(|problem| {
                room.outbox.send(Event::Failed { job: None, problem });
                Vec::new()
            });
            room.outbox.send(Event::FixesFound { revision, found, fixes });
        }
        if let (Some(session), Some((number, items))) = (room.session(), reply) {
            let looks = threads::guarded(|| jobs::intake::look(&session.project, &items));
            room.outbox.send(Event::ReplyLooked { number, looks });
        }
    }
}

fn compute_lane(room: &Room) {
    let mut previewer = jobs::preview::Previewer::default();
    while let Some((wanted, newest)) = room.previews.next() {
        let Some(session) = room.session() else { continue };
        let previews::Wanted { path, team, text, manifest_text, revision, output } = wanted;
        room.short(|| {
            let request = jobs::preview::Request { path: &path, team: &team, text: &text, manifest_text: &manifest_text };
            if let Some(output) = &output {
                let inspection = previewer.inspect(&session.project, &request, output).map(Box::new);
                return Ok(Some(Event::Inspected { path: path.clone(), revision, output: output.clone(), inspection }));
            }
            let preview = previewer.preview(&session.project, &request, &newest)?;
            // Who is typing gets the answer to what stands there now, or none.
            Ok((!newest.is_cancelled()).then(|| Event::Preview { path: path.clone(), revision, preview: Box::new(preview) }))
        });
    }
}
