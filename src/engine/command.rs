//! All that a face can ask of the engine. Data only: no closures travel.
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use crate::engine::event::Integration;
use crate::engine::job::JobId;
use crate::engine::jobs::files::FilesWanted;
use crate::engine::jobs::intake;
use crate::model::conflict::memory::Lesson;
use crate::model::conflict::{Answer, ConflictId};
use crate::model::document::Revision;
use crate::model::manifest::distribute::Way;
use crate::model::path::RelPath;
use crate::model::prompt::{Language, Recipient};
use crate::model::team::TeamId;

/// Something to do. One doc line a variant.
#[allow(missing_docs)]
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Open a folder or manifest and watch it; answers `Opened` or `Failed`.
    Open { path: PathBuf },
    /// Open a folder whose direct subfolders are teams' outputs, without a manifest; answers `Opened` or `Failed`.
    OpenOutputs { path: PathBuf },
    /// Create a project and open it; answers `Opened` or `Failed`.
    Create(NewProject),
    /// Let go of the open project.
    Close,
    /// Take the project over from another window; answers `Opened`.
    TakeOver,
    /// Write the manifest, if it still is on disk what the person last saw; answers `Saved` or `SaveClash`.
    SaveManifest { text: String, expected: String },
    /// Write a mega-file, if it still is on disk what the person last saw (`None`: a new file).
    SaveMegaFile { path: RelPath, text: String, expected: Option<String> },
    /// Compute what a mega-file would produce, from this text; answers `Preview`. Newest wins.
    Preview { path: RelPath, team: TeamId, text: String, manifest_text: String, revision: Revision },
    /// Look closely at one output: where its lines come from, its variables, what is on disk; answers `Inspected`. Newest
    /// wins.
    Inspect { path: RelPath, team: TeamId, text: String, revision: Revision, output: RelPath },
    /// List the project's files and count what patterns match; answers `FilesFound`. Newest wins.
    FindFiles(FilesWanted),
    /// Work out how the work could be dealt out anew; answers `Planned`. Newest wins, and nothing changes.
    Plan(PlanWanted),
    /// Take an assistant's reply apart; answers `ReplySplit`.
    SplitReply(ReplySource),
    /// Look at the places where parts of replies would go; answers `ReplyLooked` with this number. Newest wins.
    LookAtReply { number: u64, items: Vec<intake::Item> },
    /// Take parts of replies in, each where still stands what the person saw; answers `TakenIn`.
    TakeIn { items: Vec<(intake::Item, Option<String>)> },
    /// Expand mega-files into their teams' trees; answers `Expanded`.
    Expand(ExpandRequest),
    /// Look for conflicts without writing; answers `Conflicts`.
    FindConflicts,
    /// Try what an integration would do, when nothing else is done; answers `Tried` with this number. Newest wins.
    Try { number: u64 },
    /// Look for what can be settled without a person, beside these answers; answers `FixesFound`. Newest wins.
    FindFixes(FixesWanted),
    /// Open a conflict in the person's merge tool or editor; answers `OutsideClosed` when that ends.
    OpenOutside(Box<crate::engine::jobs::outside::Outside>),
    /// Wait no longer for the program in which this conflict is open.
    ForgetOutside { conflict: ConflictId },
    /// Read the images that a conflict is about; answers `PicturesRead`. Newest wins.
    ReadPictures(Box<crate::model::conflict::Conflict>),
    /// Read a file as each team has it; answers `PlaceRead`. Newest wins.
    ReadPlace { path: RelPath },
    /// Read files that a person named or dropped; answers `MarkedRead`. `wanted`: they are to have conflict markers.
    ReadMarked { paths: Vec<PathBuf>, wanted: bool },
    /// Write texts over what is expected there: files that had conflict markers; answers `MarkedWritten`.
    WriteMarked { files: Vec<(PathBuf, Vec<u8>, Vec<u8>)> },
    /// Keep what the person has decided so far (so that it survives a restart).
    RememberAnswers { answers: BTreeMap<ConflictId, Answer>, lessons: Vec<Lesson> },
    /// Merge all trees, with the answers, into `integrated/`; answers `Integrated`.
    Integrate { answers: BTreeMap<ConflictId, Answer>, markers: bool },
    /// Bring the result into the person's branch (or folder), or say what that would change; answers `Brought`.
    Bring { dry_run: bool },
    /// Write the prompts, in this language or the person's; answers `PromptsWritten`.
    WritePrompts { language: Option<Language> },
    /// Note who was given which prompt (its fingerprint); answers `Briefed`.
    Briefed { prompts: Vec<(Recipient, String)>, language: Language },
    /// Note that these were not briefed after all; answers `NotBriefed`.
    NotBriefed { recipients: Vec<Recipient> },
    /// Take the last written expansion or integration back; answers `TakenBack`.
    TakeBack,
    /// Look at what came out, and run the manifest's commands if they are trusted; answers `ValidationHeard` on the way, then
    /// `Validated`.
    Validate(crate::engine::jobs::validate::Commands),
    /// Read the numbers of earlier validations and what is trusted; answers `ValidationRemembered`.
    ReadValidations,
    /// Remember that the person trusts this folder and the commands of this text of the manifest; answers
    /// `ValidationRemembered`.
    TrustCommands { manifest_text: String },
    /// Say which agents' programs are there, for this text of the manifest; answers `Run(AgentsFound)`.
    LookForAgents { manifest_text: String },
    /// Write a report that is worded already; answers `ReportWritten`.
    WriteReport { html: String, json: String },
    /// Say whether a project could be made in this folder; answers `FolderChecked`.
    CheckFolder { folder: PathBuf },
    /// Remember how the person wants the window to look and speak.
    RememberLooks { theme: crate::engine::settings::Theme, language: Option<String> },
    /// Remember what the person likes.
    RememberPreferences { preferences: Box<crate::engine::settings::Preferences> },
    /// Remember what is on the screen; `None`: no project.
    RememberPlace { place: Option<crate::engine::settings::LastPlace> },
    /// Keep texts that could not be saved, in place of all that were kept; none: nothing is to be kept.
    KeepTexts { texts: Vec<crate::engine::recovery::Kept> },
    /// Take a project off the list of recent ones.
    Forget { folder: PathBuf },
    /// Ask the host of the open project's run, which is started where there is none; answers `Run`.
    Run(crate::model::run::Request),
    /// Call a person who is elsewhere.
    Call { title: String, text: String },
    /// Stop a job.
    Cancel(JobId),
}

/// Where a reply comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReplySource {
    /// It was pasted.
    Text(String),
    /// It lies in a file.
    File(PathBuf),
}

/// What a new project is to be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewProject {
    /// Its folder; it must not exist or be empty.
    pub folder: PathBuf,
    /// Its name.
    pub name: String,
    /// What it begins as.
    pub template: ProjectTemplate,
    /// By layers or by domains (for an empty project).
    pub distribution: crate::model::manifest::Distribution,
    /// How many teams (for an empty project); ten by default, or as many as a target wants.
    pub teams: Option<u32>,
    /// What the domains are called (for an empty project by domains).
    pub domains: Vec<String>,
    /// Lines of the whole project (for an empty project).
    pub target_loc: Option<u64>,
}

/// What a new project begins as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ProjectTemplate {
    /// The shop.
    Ecommerce,
    /// The multi-tenant service.
    Saas,
    /// A manifest and empty folders.
    #[default]
    Empty,
}

/// Fixes that are asked for.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct FixesWanted {
    /// The state of the answers that `answers` are.
    pub revision: u64,
    /// What the last look found.
    pub found: Arc<Integration>,
    pub answers: BTreeMap<ConflictId, Answer>,
}

/// A plan that is asked for.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct PlanWanted {
    /// The state of the manifest that `text` is.
    pub revision: Revision,
    pub text: String,
    pub way: Way,
}

/// Which mega-files to expand, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExpandRequest {
    /// These teams only; empty means all.
    pub teams: Vec<TeamId>,
    /// These mega-files only; empty means all.
    pub files: Vec<RelPath>,
    /// Only say what would be written.
    pub dry_run: bool,
    /// Remove files whose template is gone.
    pub prune: bool,
}
