//! What the window knows: facts, changed by `apply` (what the engine said) and `act` (what the person did) alone.

use std::collections::{BTreeMap, VecDeque};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::engine::briefings::Briefings;
use crate::engine::command::Command;
use crate::engine::event::{BringReport, ExpandReport, Inspection, Integration, IntegrationReport, Preview};
use crate::engine::job::JobId;
use crate::engine::jobs::files::FilesFound;
use crate::engine::jobs::intake;
use crate::engine::jobs::pictures::Picture;
use crate::engine::jobs::place::Version;
use crate::engine::jobs::trial::Trial;
use crate::engine::jobs::validate::{Heard, Validation};
use crate::engine::project::Project;
use crate::engine::recovery::Kept;
use crate::engine::settings::Preferences;
use crate::gui::marked::MarkedFacts;
use crate::gui::outside::OpenOutside;
use crate::model::conflict::fix::Fix;
use crate::model::conflict::{Answer, Conflict, ConflictId};
use crate::model::document::{Document, Revision};
use crate::model::gates::commands::CommandResult;
use crate::model::gates::history::Measure;
use crate::model::manifest::Manifest;
use crate::model::manifest::check::Finding;
use crate::model::manifest::distribute::{Plan, Way};
use crate::model::merge::lines::merge_lines;
use crate::model::ownership::Ownership;
use crate::model::path::RelPath;
use crate::model::problem::Problem;
use crate::model::prompt::Templates;
use crate::model::reply::{Part, Reply};
use crate::model::team::TeamId;
use crate::model::yaml::{self, node::Node};

/// All that the window knows.
#[derive(Debug, Default)]
pub struct Facts {
    /// The open project.
    pub project: Option<ProjectFacts>,
    /// Jobs under way, oldest first.
    pub jobs: Vec<JobFacts>,
    /// Projects that were open before, newest first.
    pub recent: Vec<RecentProject>,
    /// What was said lately and has not been dismissed, newest last.
    pub notices: Vec<Notice>,
    /// How many notices there were.
    pub notice_count: u64,
    /// The last answer to whether a project could be made in a folder.
    pub folder_checked: Option<(PathBuf, Option<Problem>)>,
    /// Dark, light, or as the system.
    pub theme: egui::ThemePreference,
    /// The language is the system's; the person has chosen none.
    pub follows_language: bool,
    /// What the person likes.
    pub preferences: Preferences,
    /// Files with conflict markers that are open.
    pub marked: Option<MarkedFacts>,
    /// What was dropped on the window and holds no conflict markers, until it is taken.
    pub dropped: Vec<PathBuf>,
    /// Conflicts that are open in another program.
    pub outside: Vec<OpenOutside>,
    /// What the window does as soon as nothing is unsaved any more.
    pub leaving: Option<Leaving>,
    /// Counts changes of what is known: what is computed from facts is computed again when this is another number.
    pub generation: u64,
}

impl Facts {
    /// A conflict, and what is decided of it.
    pub fn decided(&self, id: &ConflictId) -> Option<(&Conflict, Option<&Answer>)> {
        if let Some(marked) = &self.marked
            && let Some(conflict) = marked.found.conflicts.iter().find(|conflict| conflict.id == *id)
        {
            return Some((conflict, marked.answers.get(id)));
        }
        let project = self.project.as_ref()?;
        let conflict = project.integration.as_ref()?.conflicts.iter().find(|conflict| conflict.id == *id)?;
        Some((conflict, project.answers.get(id)))
    }

    /// Says something in passing.
    pub fn notify(&mut self, content: NoticeContent) {
        self.notice_count += 1;
        self.notices.push(Notice { number: self.notice_count, content });
    }
}

/// What the window does as soon as nothing is unsaved any more.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "there are few of them at a time")]
pub enum Leaving {
    /// Quit.
    Quit,
    /// Ask the engine for what puts another project, or none, in place of this one.
    Go(Command),
}

/// Names a text that a person edits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum DocumentId {
    Manifest,
    MegaFile(RelPath),
}

/// Something the window says in passing.
#[derive(Clone, Debug)]
pub struct Notice {
    /// Counts notices.
    pub number: u64,
    /// What is said.
    pub content: NoticeContent,
}

/// What a notice says.
#[derive(Clone, Debug)]
pub enum NoticeContent {
    /// Something worked: a sentence already in words.
    Done(String),
    /// Something did not.
    Problem(Problem),
}

/// A project that was open before.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct RecentProject {
    pub name: String,
    pub folder: PathBuf,
}

/// A job under way.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct JobFacts {
    pub id: JobId,
    pub label: &'static str,
    pub done: u64,
    pub total: u64,
    pub cancellable: bool,
    pub cancelling: bool,
}

/// The open project.
#[derive(Debug)]
pub struct ProjectFacts {
    /// Where.
    pub project: Project,
    /// Another window has it: nothing can be edited.
    pub read_only: bool,
    /// The manifest.
    pub manifest: ManifestFacts,
    /// Mega-files by path.
    pub mega_files: BTreeMap<RelPath, MegaFileFacts>,
    /// What is known of conflicts, since the last look.
    pub integration: Option<Arc<Integration>>,
    /// What can be settled of it without a person.
    pub fixes: Option<Fixes>,
    /// Trees changed since the last look.
    pub integration_is_old: bool,
    /// What the person decided, with its own undo.
    pub answers: Answers,
    /// What prompts are made with beside the manifest, and who has them.
    pub prompts: PromptFacts,
    /// The output that was last looked at closely.
    pub inspected: Option<Inspected>,
    /// How often something below `teams/` changed: what is known of files on disk is then old.
    pub trees_changes: u64,
    /// How often a preview came.
    pub previews: u64,
    /// The project's files, as they were last found.
    pub files: Option<FilesFound>,
    /// How the work could be dealt out anew, as it was asked for last.
    pub planned: Option<Planned>,
    /// Assistants' replies that are looked at before they are taken in; `None` while nobody does.
    pub reply: Option<ReplyFacts>,
    /// The last expansion in this session.
    pub last_expansion: Option<ExpandReport>,
    /// When files were written in this session, and which: the newest last.
    pub expansions: Vec<(jiff::Timestamp, Arc<ExpandReport>)>,
    /// The last integration in this session.
    pub last_integration: Option<IntegrationReport>,
    /// Texts that could not be saved when the project was open before, until it is decided what becomes of them.
    pub recovered: Vec<Kept>,
    /// What bringing the result home would change, while the person is asked.
    pub bring: Option<BringReport>,
    /// The images of the conflict that was looked at last.
    pub pictures: Option<(ConflictId, Arc<Vec<Option<Picture>>>)>,
    /// The file that a note is about, as each team has it.
    pub place: Option<(RelPath, Vec<Version>)>,
    /// What an integration would do, as it was tried last.
    pub trial: TrialFacts,
    /// What validations found.
    pub validation: ValidationFacts,
    /// Its run.
    pub run: crate::gui::run_facts::RunFacts,
    /// What was wrong when the project was opened.
    pub problems: Vec<Problem>,
}

impl ProjectFacts {
    /// What people call it.
    pub fn name(&self) -> String {
        let said = self.manifest.manifest.project.name.trim();
        if !said.is_empty() {
            return said.to_owned();
        }
        let root = &self.project.root;
        root.file_name().map_or_else(|| root.display().to_string(), |name| name.to_string_lossy().into_owned())
    }

    /// The manifest's file name, as places and problems name it; empty for loose outputs.
    pub fn manifest_file(&self) -> &str {
        self.project.manifest_name.as_deref().unwrap_or_default()
    }

    /// A text that a person edits.
    pub fn document(&self, id: &DocumentId) -> Option<&Document> {
        match id {
            DocumentId::Manifest => Some(&self.manifest.document),
            DocumentId::MegaFile(path) => self.mega_files.get(path)?.document.as_ref(),
        }
    }

    /// The same, to change it.
    pub fn document_mut(&mut self, id: &DocumentId) -> Option<&mut Document> {
        match id {
            DocumentId::Manifest => Some(&mut self.manifest.document),
            DocumentId::MegaFile(path) => self.mega_files.get_mut(path)?.document.as_mut(),
        }
    }

    /// What another program wrote over unsaved edits of a text.
    pub fn clash(&self, id: &DocumentId) -> Option<&Clash> {
        match id {
            DocumentId::Manifest => self.manifest.clash.as_ref(),
            DocumentId::MegaFile(path) => self.mega_files.get(path)?.clash.as_ref(),
        }
    }

    /// All texts that are not on disk as they stand here.
    pub fn unsaved(&self) -> Vec<DocumentId> {
        let mega_files = self.mega_files.iter().filter(|(_, file)| file.document.as_ref().is_some_and(Document::is_dirty));
        let manifest = self.manifest.document.is_dirty().then_some(DocumentId::Manifest);
        manifest.into_iter().chain(mega_files.map(|(path, _)| DocumentId::MegaFile(path.clone()))).collect()
    }

    /// How many conflicts nobody has settled yet.
    pub fn open_conflicts(&self) -> usize {
        let conflicts = self.integration.iter().flat_map(|found| &found.conflicts);
        conflicts.filter(|conflict| !conflict.is_settled_by(self.answers.get(&conflict.id))).count()
    }
}

/// The manifest: its text, and what it means.
#[derive(Debug)]
pub struct ManifestFacts {
    /// The text.
    pub document: Document,
    /// The nodes of the text, and what they say; `None` while it does not parse.
    pub nodes: Option<Node>,
    /// The last text that could be read, as a value (shown while the text does not parse).
    pub manifest: Manifest,
    /// The manifest's path patterns.
    pub ownership: Ownership,
    /// Why the text cannot be read, and doubts about it.
    pub problems: Vec<Problem>,
    /// What is wrong with what it says.
    pub findings: Vec<Finding>,
    /// What another program wrote while there were unsaved edits.
    pub clash: Option<Clash>,
    /// Whether `manifest` is older than the text, because the text does not parse.
    pub is_last_good: bool,
}

/// What another program wrote over unsaved edits.
#[derive(Clone, Debug)]
pub struct Clash {
    /// What was on disk when the edits began.
    pub base: String,
    /// What is there now.
    pub theirs: String,
    /// Whether both could be had when this was found: no line was changed by both.
    pub merges: bool,
}

impl Clash {
    /// What both wrote, together; `None` where both changed the same lines, or what came of it cannot be read.
    pub fn merged(&self, mine: &str) -> Option<String> {
        let merge = merge_lines(self.base.as_bytes(), &[mine.as_bytes(), self.theirs.as_bytes()]);
        let text = String::from_utf8(merge.clean_text()?).ok()?;
        let reads = |text: &str| yaml::node::parse(text).is_ok();
        // What neither side could be read as need not be readable together.
        (reads(&text) || !reads(mine) || !reads(&self.theirs)).then_some(text)
    }
}

/// How a clash with the disk is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settlement {
    /// The person's text, over what is on disk.
    Mine,
    /// What is on disk, over the person's edits.
    Theirs,
    /// Both: what each changed stands.
    Both,
}

/// A mega-file.
#[derive(Debug)]
pub struct MegaFileFacts {
    /// The team whose folder it lies in.
    pub team: TeamId,
    /// Its text; `None` where it is not UTF-8.
    pub document: Option<Document>,
    /// What it would produce, and for which text that is true.
    pub preview: Option<(Revision, Preview)>,
    /// What another program wrote while there were unsaved edits.
    pub clash: Option<Clash>,
    /// Another program removed it while there were unsaved edits.
    pub is_gone: bool,
}

/// What an integration would do, as it was tried last.
#[derive(Debug, Default)]
pub struct TrialFacts {
    /// What came of it.
    pub last: Option<Trial>,
    /// The number of the trial that was answered last.
    pub answered: u64,
    /// Whether that one was stopped before it was done.
    pub stopped: bool,
}

impl TrialFacts {
    /// Takes an answer in. Until the gates are measured anew, those of before stand.
    pub fn take(&mut self, number: u64, trial: Option<Trial>, is_over: bool) {
        if is_over {
            (self.answered, self.stopped) = (number, trial.is_none());
        }
        if let Some(mut trial) = trial {
            let before = self.last.take().and_then(|before| before.checks);
            trial.checks = trial.checks.or(before);
            self.last = Some(trial);
        }
    }
}

/// What validations found.
#[derive(Debug, Default)]
pub struct ValidationFacts {
    /// The last one in this session.
    pub last: Option<Validation>,
    /// The numbers of all, oldest first.
    pub history: Vec<Measure>,
    /// What the person trusts: keys of folders and their commands.
    pub trusted: Vec<String>,
    /// The manifest's commands while they run, in their order.
    pub live: Vec<LiveCommand>,
    /// Trees or manifest changed since the last one.
    pub is_old: bool,
    /// The page of the report that was written last.
    pub page: Option<RelPath>,
    /// Another number whenever any of that is other.
    pub revision: u64,
}

/// A command that runs, ran or waits.
#[derive(Debug, Default)]
pub struct LiveCommand {
    /// It runs now.
    pub is_running: bool,
    /// What came of it.
    pub result: Option<CommandResult>,
    /// What it said last.
    pub lines: VecDeque<String>,
}

/// Of a command that runs so many lines are kept.
const LIVE_LINES: usize = 200;

impl ValidationFacts {
    /// Takes in what is heard while a validation goes on.
    pub fn hear(&mut self, heard: Heard) {
        self.revision += 1;
        let place = match &heard {
            Heard::Measured(found) => {
                self.live.clear();
                let commands = found.gates.iter().filter(|gate| gate.id == "command").count();
                self.live.resize_with(commands, LiveCommand::default);
                self.last = Some((**found).clone());
                return;
            }
            Heard::Began(place) | Heard::Said(place, _) | Heard::Ended(place, _) => *place,
        };
        let Some(live) = self.live.get_mut(place) else { return };
        match heard {
            Heard::Began(_) => live.is_running = true,
            Heard::Said(_, lines) => {
                live.lines.extend(lines);
                live.lines.drain(..live.lines.len().saturating_sub(LIVE_LINES));
            }
            Heard::Ended(_, result) => (live.is_running, live.result) = (false, Some(result)),
            Heard::Measured(_) => {}
        }
    }

    /// Takes in a validation that ended.
    pub fn take(&mut self, found: Validation) {
        self.revision += 1;
        self.live.clear();
        self.history.clone_from(&found.history);
        self.last = Some(found);
    }
}

/// How the work could be dealt out anew, or why it cannot.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Planned {
    pub revision: Revision,
    pub way: Way,
    pub plan: Result<Box<Plan>, Problem>,
}

/// What assistants' replies hold, before a person takes it in.
#[derive(Debug, Default)]
pub struct ReplyFacts {
    /// Everything in them, in order.
    pub parts: Vec<Part>,
    /// The last one says that there is more to come.
    pub goes_on: bool,
    /// How many have been read.
    pub read: usize,
    /// How many are still being read.
    pub pending: usize,
    /// Counts what was written meanwhile: what was seen before is old.
    pub round: u64,
    /// What was taken in, where something was kept out.
    pub taken: Option<intake::Report>,
    /// Why the last one cannot be read.
    pub problem: Option<Problem>,
    /// What is in the places that were asked about, and the number of the question.
    pub looked: Option<(u64, Result<Vec<intake::Look>, Problem>)>,
}

impl ReplyFacts {
    /// Takes a reply in that has been read.
    pub fn add(&mut self, reply: Result<Box<Reply>, Problem>) {
        self.pending = self.pending.saturating_sub(1);
        self.read += 1;
        match reply {
            Ok(reply) => {
                self.goes_on = reply.goes_on;
                self.parts.extend(reply.parts);
                self.looked = None;
                self.problem = None;
            }
            Err(problem) => self.problem = Some(problem),
        }
    }
}

/// One output of a mega-file, looked at closely.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Inspected {
    pub path: RelPath,
    pub revision: Revision,
    pub output: RelPath,
    /// What there is to say; nothing where that text does not make the output.
    pub inspection: Option<Inspection>,
}

/// What prompts are made with beside the manifest, and who has them.
#[derive(Debug)]
pub struct PromptFacts {
    /// The project's own templates.
    pub templates: Templates,
    /// Who has been briefed, with what.
    pub briefings: Briefings,
    /// What was said when a prompt was copied last: the next takes its place.
    pub notice: Option<u64>,
    /// Another number whenever any of that is other: what is computed from it is computed again.
    pub revision: u64,
}

impl PromptFacts {
    /// These facts.
    pub fn new(templates: Templates, briefings: Briefings) -> Self {
        Self { templates, briefings, notice: None, revision: next_revision() }
    }

    /// Changes them.
    pub fn change(&mut self, change: impl FnOnce(&mut Self)) {
        change(self);
        self.revision = next_revision();
    }
}

/// What can be settled without a person.
#[derive(Clone, Debug)]
pub struct Fixes {
    /// The state of the answers beside which.
    pub revision: u64,
    /// What was found when they were looked for.
    pub found: Arc<Integration>,
    /// In the order of the conflicts.
    pub fixes: Vec<Fix>,
}

/// What the person decided about conflicts. Every click is one step that can be taken back.
#[derive(Debug, Default)]
pub struct Answers {
    given: BTreeMap<ConflictId, Answer>,
    undo: Vec<Step>,
    redo: Vec<Step>,
    revision: u64,
}

/// The answers that one step replaced.
type Step = Vec<(ConflictId, Option<Answer>)>;

/// Counts states of answers and prompts, over all projects: no two have the same number.
fn next_revision() -> u64 {
    static COUNT: AtomicU64 = AtomicU64::new(1);
    COUNT.fetch_add(1, Ordering::Relaxed)
}

impl Answers {
    /// Answers remembered from before, without a history.
    pub fn remembered(given: BTreeMap<ConflictId, Answer>) -> Self {
        Self { given, revision: next_revision(), ..Self::default() }
    }

    /// Another number whenever an answer is another one: what was computed from answers is computed again.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// All answers.
    pub fn given(&self) -> &BTreeMap<ConflictId, Answer> {
        &self.given
    }

    /// The answer to a conflict.
    pub fn get(&self, conflict: &ConflictId) -> Option<&Answer> {
        self.given.get(conflict)
    }

    /// Gives, changes or takes away an answer.
    pub fn set(&mut self, conflict: ConflictId, answer: Option<Answer>) {
        self.set_all(vec![(conflict, answer)]);
    }

    /// Gives, changes or takes away several answers, as one step.
    pub fn set_all(&mut self, answers: Vec<(ConflictId, Option<Answer>)>) {
        let before = self.put_all(answers);
        self.undo.push(before);
        self.redo.clear();
    }

    /// Takes the last step back; the conflicts it was about.
    pub fn undo(&mut self) -> Vec<ConflictId> {
        let Some(before) = self.undo.pop() else { return Vec::new() };
        let after = self.put_all(before);
        let about = after.iter().map(|(conflict, _)| conflict.clone()).collect();
        self.redo.push(after);
        about
    }

    /// Makes the step again that was taken back last.
    pub fn redo(&mut self) -> Vec<ConflictId> {
        let Some(after) = self.redo.pop() else { return Vec::new() };
        let before = self.put_all(after);
        let about = before.iter().map(|(conflict, _)| conflict.clone()).collect();
        self.undo.push(before);
        about
    }

    /// Whether there is a step to take back.
    pub fn can_undo(&self) -> bool {
        !self.undo.is_empty()
    }

    /// Whether there is a step to make again.
    pub fn can_redo(&self) -> bool {
        !self.redo.is_empty()
    }

    /// Puts answers in the place of those that it returns.
    fn put_all(&mut self, answers: Step) -> Step {
        answers
            .into_iter()
            .map(|(conflict, answer)| {
                let before = self.put(&conflict, answer);
                (conflict, before)
            })
            .collect()
    }

    fn put(&mut self, conflict: &ConflictId, answer: Option<Answer>) -> Option<Answer> {
        self.revision = next_revision();
        match answer {
            Some(answer) => self.given.insert(conflict.clone(), answer),
            None => self.given.remove(conflict),
        }
    }
}
