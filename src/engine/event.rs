//! All that can have happened. The window applies events to its facts; the terminal prints the same reports.
use std::sync::Arc;

use serde::Serialize;

use crate::engine::briefings::Briefings;
use crate::engine::job::JobId;
use crate::engine::jobs::files::FilesFound;
use crate::engine::jobs::intake;
use crate::engine::project::Snapshot;
use crate::model::conflict::fix::Fix;
use crate::model::conflict::structure::Finding;
use crate::model::conflict::{Answer, Conflict, ConflictId, Overlaps};
use crate::model::document::Revision;
use crate::model::manifest::distribute::{Plan, Way};
use crate::model::mega::expand::PlannedOutput;
use crate::model::path::RelPath;
use crate::model::problem::Problem;
use crate::model::prompt::{Recipient, Templates};
use crate::model::reply::Reply;
use crate::model::team::TeamId;

/// Something that has happened. One doc line a variant.
#[allow(missing_docs)]
#[derive(Clone, Debug)]
pub enum Event {
    /// A job began; `label` is an id among the words, `cancellable` whether a Cancel is heard.
    JobStarted { job: JobId, label: &'static str, cancellable: bool },
    /// A job is so far; `total` 0 where nobody knows.
    JobProgress { job: JobId, done: u64, total: u64, label: &'static str },
    /// A job ended, whatever came of it (that follows or went before as an event of its own).
    JobEnded { job: JobId },
    /// Something did not work.
    Failed { job: Option<JobId>, problem: Problem },
    /// A project is open.
    Opened(Box<Snapshot>),
    /// Texts that could not be saved when this project was open last.
    Recovered { texts: Vec<crate::engine::recovery::Kept> },
    /// Another window took the project over: nothing may be written here until it is taken back.
    TakenOver,
    /// The manifest was written with this text.
    ManifestSaved { text: String },
    /// The manifest changed on disk, by another program.
    ManifestChanged { text: String },
    /// The manifest could not be saved because it changed on disk meanwhile: this is what it says there.
    ManifestClash { on_disk: String },
    /// A mega-file was written with this text.
    MegaFileSaved { path: RelPath, text: String },
    /// A mega-file appeared or changed on disk, by another program.
    MegaFileChanged { path: RelPath, team: TeamId, text: Option<String> },
    /// A mega-file was removed on disk.
    MegaFileRemoved { path: RelPath },
    /// A mega-file could not be saved because it changed on disk meanwhile.
    MegaFileClash { path: RelPath, on_disk: String },
    /// Something below `teams/` changed: what is known of conflicts is old.
    TreesChanged,
    /// What a mega-file would produce.
    Preview { path: RelPath, revision: Revision, preview: Box<Preview> },
    /// What there is to say about one output; nothing where the text does not make it.
    Inspected { path: RelPath, revision: Revision, output: RelPath, inspection: Option<Box<Inspection>> },
    /// The project's files, and how many of them the patterns match that were asked about.
    FilesFound(Box<FilesFound>),
    /// How the work could be dealt out anew, or why it cannot.
    Planned { revision: Revision, way: Way, plan: Result<Box<Plan>, Problem> },
    /// What a reply holds, or why it cannot be read.
    ReplySplit { reply: Result<Box<Reply>, Problem> },
    /// What is in the places where parts of replies would go, one look for each item.
    ReplyLooked { number: u64, looks: Result<Vec<intake::Look>, Problem> },
    /// Parts of replies were taken in.
    TakenIn(Box<intake::Report>),
    /// An expansion ended.
    Expanded(Box<ExpandReport>),
    /// Conflicts were looked for.
    Conflicts(Box<Integration>),
    /// What a look at the structure found, after [`Event::Conflicts`] of the same look.
    Structure(Vec<Finding>),
    /// What an integration would do: without its gates first, and then, or where the trial was stopped, for the last time.
    Tried { number: u64, trial: Option<Box<crate::engine::jobs::trial::Trial>>, is_over: bool },
    /// What can be settled of it without a person, beside the answers of this state.
    FixesFound { revision: u64, found: Arc<Integration>, fixes: Vec<Fix> },
    /// The program in which this conflict was open has ended, with this answer; `None`: it changed nothing.
    OutsideClosed { conflict: ConflictId, answer: Result<Option<Answer>, Problem> },
    /// The images of a conflict: base's first, then each side's.
    PicturesRead { conflict: ConflictId, pictures: Arc<Vec<Option<crate::engine::jobs::pictures::Picture>>> },
    /// A file as each team has it.
    PlaceRead { path: RelPath, versions: Vec<crate::engine::jobs::place::Version> },
    /// Files were read that a person named or dropped.
    MarkedRead(Box<crate::engine::jobs::marked::Found>),
    /// Files that had conflict markers were written, or could not be.
    MarkedWritten { written: Vec<(std::path::PathBuf, Vec<u8>)>, problems: Vec<Problem> },
    /// An integration was written.
    Integrated(Box<IntegrationReport>),
    /// The result was brought into the project (or, dry, would be).
    Brought(Box<BringReport>),
    /// Prompts were written: these files.
    PromptsWritten { files: Vec<RelPath> },
    /// The project's own templates for prompts changed on disk: this is all of them now.
    PromptTemplatesChanged { templates: Templates },
    /// These have been briefed.
    Briefed { briefings: Briefings },
    /// These have not been briefed after all.
    NotBriefed { recipients: Vec<Recipient> },
    /// Something of a validation that goes on.
    ValidationHeard(crate::engine::jobs::validate::Heard),
    /// A validation ended.
    Validated(Box<crate::engine::jobs::validate::Validation>),
    /// What is remembered of earlier validations, and what is trusted.
    ValidationRemembered(Box<crate::engine::jobs::validate::Remembered>),
    /// A report was written: its page.
    ReportWritten { page: RelPath },
    /// Whether a project could be made in this folder; the problem says why not.
    FolderChecked { folder: std::path::PathBuf, problem: Option<Problem> },
    /// The last written step was taken back: so many files were restored.
    TakenBack { what: &'static str, files: usize },
    /// The open project's run changed, or what a team's agent shows.
    Run(Box<RunEvent>),
}

/// News of a run.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub enum RunEvent {
    /// The run as it is now; said at most twenty times a second.
    State { state: Arc<crate::model::run::RunState>, link: RunLink },
    /// New lines of a team's log; `skipped` lines before them were too many to show. `fresh`: what was known before is old.
    Log { team: TeamId, lines: Vec<String>, skipped: u64, fresh: bool },
    /// What a team's terminal shows now.
    Screen { team: TeamId, screen: Box<crate::model::run::Screen> },
    /// What going back to a checkpoint would change.
    Compared { id: u64, teams: Vec<TeamId>, differences: Vec<crate::model::run::trees::Difference> },
    /// Trees that belong to no team.
    Leftovers { found: Vec<crate::engine::run::leftovers::Leftover> },
    /// The agents that teams can work with, and where their programs are.
    AgentsFound { found: Vec<crate::engine::agents::Found> },
}

/// How the window stands to the run's host.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RunLink {
    /// No host runs: the state is what the journal says, and nothing moves.
    #[default]
    None,
    /// A host is being started or spoken to.
    Connecting,
    /// The host answers.
    Connected,
}

/// What a mega-file would produce.
#[derive(Clone, Debug, Default)]
pub struct Preview {
    /// The outputs and what they are against what is on disk.
    pub outputs: Vec<PreviewOutput>,
    /// Files that it made once and makes no longer, and that are still there.
    pub orphans: Vec<RelPath>,
    /// Files that the team's mega-files made once, which of them nobody knows any more, and that are still there.
    pub team_orphans: Vec<RelPath>,
    /// What is wrong.
    pub problems: Vec<Problem>,
}

/// One output of a preview.
#[derive(Clone, Debug)]
pub struct PreviewOutput {
    /// Where, from what.
    pub planned: PlannedOutput,
    /// Its text; `None` where it did not render (a problem says why).
    pub text: Option<String>,
    /// How many lines.
    pub lines: usize,
    /// Against what is on disk.
    pub state: OutputState,
}

/// One output, looked at closely.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inspection {
    /// Its text.
    pub text: String,
    /// For each of its lines the line of the mega-file that made it, from 1; 0 where none is known.
    pub sources: Vec<u32>,
    /// The variables of what it is made for, by name.
    pub variables: Vec<(String, String)>,
    /// What is on disk in its place, where that is text that could be shown.
    pub on_disk: Option<String>,
}

/// An output against what is on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum OutputState {
    New,
    Changed,
    Same,
    /// A person or team edited it since it was generated; an expansion joins or keeps the edits.
    Edited,
    /// Another team's path, or a forbidden one.
    Outside,
    /// Another output has the same path.
    Collision,
    /// It was generated once, and nothing makes it any more.
    Orphan,
}

/// What an expansion did (or, dry, would do).
#[derive(Clone, Debug, Default, Serialize)]
pub struct ExpandReport {
    /// Whether nothing was written on purpose.
    pub dry_run: bool,
    /// Whether a person stopped it: what is listed was written, the next run completes.
    pub cancelled: bool,
    /// Team by team.
    pub teams: Vec<TeamExpansion>,
    /// What is wrong or doubtful.
    pub problems: Vec<Problem>,
    /// Seconds that it took.
    pub seconds: f64,
}

/// What an expansion did for one team. Numbers of files.
#[derive(Clone, Debug, Default, Serialize)]
#[allow(missing_docs)]
pub struct TeamExpansion {
    pub team: String,
    pub mega_files: usize,
    pub files: usize,
    pub lines: usize,
    pub created: Vec<RelPath>,
    pub changed: Vec<RelPath>,
    pub unchanged: usize,
    /// Edited files that were joined with the new text.
    pub merged: Vec<RelPath>,
    /// Edited files that stay as they are because the new text clashes with the edits.
    pub kept_edited: Vec<RelPath>,
    /// Files whose template is gone (removed when asked to prune).
    pub orphans: Vec<RelPath>,
    pub removed: Vec<RelPath>,
}

/// What stands between ten trees and one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Integration {
    /// The sides: teams with a tree, and *you* where `integrated/` was edited by hand.
    pub sides: Vec<TeamId>,
    /// Everything that a person decides, in the order in which it is listed.
    pub conflicts: Vec<Conflict>,
    /// Answers that are remembered from before.
    pub answers: std::collections::BTreeMap<ConflictId, Answer>,
    /// What was decided the last time that a conflict held the same; it may leave runs open. Offered, never given.
    pub offers: std::collections::BTreeMap<ConflictId, Answer>,
    /// Notes and warnings: unclaimed paths and the like.
    pub notes: Vec<Problem>,
    /// What the structure detectors found; each is among the notes too.
    pub findings: Vec<Finding>,
    /// How many files the result has when everything is settled.
    pub files: usize,
    /// How many paths were merged from several teams without a conflict.
    pub merged: usize,
    /// Which teams meet where.
    pub overlaps: Overlaps,
}

impl Integration {
    /// Adds what no line shows.
    pub fn add(&mut self, findings: Vec<Finding>) {
        self.notes.extend(findings.iter().map(|finding| finding.problem.clone()));
        self.findings = findings;
    }
}

/// What bringing the result into the project did (or, dry, would do).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct BringReport {
    /// Whether nothing was written on purpose.
    pub dry_run: bool,
    /// The branch that it goes to, in git mode.
    pub branch: Option<String>,
    /// The commit that it made there.
    pub commit: Option<String>,
    /// Files that the project does not have yet.
    pub added: Vec<RelPath>,
    /// Files that change.
    pub changed: Vec<RelPath>,
    /// Files that go.
    pub removed: Vec<RelPath>,
}

/// What an integration wrote.
#[derive(Clone, Debug, Default, Serialize)]
pub struct IntegrationReport {
    /// Whether nothing was written on purpose: this is what an integration would do.
    pub dry_run: bool,
    /// Files in the result.
    pub files: usize,
    /// Lines in its text files.
    pub lines: usize,
    /// Files that were created or changed by this integration.
    pub written: usize,
    /// Files that were removed by it.
    pub removed: usize,
    /// Paths merged from several teams without a conflict.
    pub merged: usize,
    /// Conflicts that a person settled.
    pub resolved: usize,
    /// Conflicts that are open; their files keep base's version, or are absent.
    pub open: Vec<OpenConflict>,
    /// Paths kept out because the team may not write them.
    pub kept_out: Vec<OpenConflict>,
    /// The commit on the integration branch, in git mode.
    pub commit: Option<String>,
    /// The report's file, relative to the project.
    pub report: Option<RelPath>,
    /// Seconds that it took.
    pub seconds: f64,
}

/// A conflict as a report names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub struct OpenConflict {
    pub path: RelPath,
    pub kind: String,
    pub teams: Vec<String>,
}
