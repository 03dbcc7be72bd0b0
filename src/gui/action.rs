//! What a person does in the window, as data. Views push actions; only `act` carries them out. And the table of named
//! actions that menus, the palette and the keys share: a row here is all that a new one needs.

use egui::{Key, KeyboardShortcut, Modifiers};

use crate::engine::command::{Command, ExpandRequest, NewProject, ProjectTemplate, ReplySource};
use crate::engine::job::JobId;
use crate::engine::jobs::validate::Commands;
use crate::engine::settings::Preferences;
use crate::gui::facts::{DocumentId, Facts, ProjectFacts, Settlement};
use crate::gui::guide;
use crate::gui::icons::{self, Icon};
use crate::gui::screen::Screen;
use crate::gui::views::ViewId;
use crate::model::conflict::{Answer, ConflictId};
use crate::model::edit::TextEdit;
use crate::model::manifest::edits::ManifestEdit;
use crate::model::path::RelPath;
use crate::model::problem::Place;
use crate::model::prompt::{self, Recipient};
use crate::model::run::{Message, Request, Signal};
use crate::model::team::TeamId;
use crate::words::Language;

/// Something that a person did. Carried out at the end of the frame.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Go to a view.
    Show(ViewId),
    /// Ask for a folder with the system's dialog, then open it.
    ChooseFolder,
    /// Open this folder or manifest.
    Open(std::path::PathBuf),
    /// Create a project and open it.
    Create(NewProject),
    /// Open a folder whose subfolders are teams' outputs.
    OpenOutputs(std::path::PathBuf),
    /// Show the form of a new project, with this template.
    StartNew(ProjectTemplate),
    /// Ask for the folder in which the new project's folder is to be, with the system's dialog.
    ChooseNewFolder,
    /// Take a project off the list of recent ones.
    Forget(std::path::PathBuf),
    /// Close the project.
    CloseProject,
    /// Edit the manifest through the board: one undo step.
    EditManifest(ManifestEdit),
    /// Show the dialog in which the work is dealt out anew.
    Redistribute,
    /// Edit the manifest's text itself: what is typed in one go is one undo step.
    EditManifestText(TextEdit),
    /// Edit a mega-file's text: one undo step.
    EditMegaFile {
        /// Which.
        path: RelPath,
        /// How.
        edit: TextEdit,
    },
    /// Show what can be settled without a person.
    ShowFixes,
    /// Answer several conflicts: one undo step.
    AnswerAll(Vec<(ConflictId, Answer)>),
    /// Answer a conflict (or, with `None`, open it again): one undo step.
    Answer {
        /// Which.
        conflict: ConflictId,
        /// What; `None` takes the answer away.
        answer: Option<Answer>,
    },
    /// These were dropped on the window.
    Dropped(Vec<std::path::PathBuf>),
    /// What was dropped holds no conflict markers: it is a reply, or a project.
    TakeDropped,
    /// Ask for files with conflict markers with the system's dialog, then open them.
    ChooseMarked,
    /// Show the files with conflict markers that are open.
    ShowMarked,
    /// Answer some of them: one undo step.
    AnswerMarked(Vec<(ConflictId, Option<Answer>)>),
    /// Write them as they were decided.
    WriteMarked,
    /// Let go of them.
    CloseMarked,
    /// Open a conflict in the person's merge tool or editor.
    OpenOutside {
        /// Which.
        conflict: ConflictId,
        /// In what.
        tool: crate::engine::jobs::outside::Tool,
    },
    /// Wait no longer for the program that a conflict is open in.
    ForgetOutside(ConflictId),
    /// Show the dialog in which assistants' replies are looked at.
    OpenReply,
    /// Show it with what is in the clipboard.
    PasteReply,
    /// Read a reply into that dialog.
    ReadReply(ReplySource),
    /// Close it; nothing is taken in.
    CloseReply,
    /// Take the last step in the view in focus back.
    Undo,
    /// Make it again.
    Redo,
    /// Save what is dirty.
    Save,
    /// Settle a clash of unsaved edits with what another program wrote.
    SettleClash {
        /// Of which text.
        document: DocumentId,
        /// Whose text stays.
        settlement: Settlement,
    },
    /// Ask the engine.
    Command(Command),
    /// Copy these prompts, in this language or the one that the prompts' page shows, and note who has been briefed.
    CopyPrompts {
        /// Whose.
        recipients: Vec<Recipient>,
        /// In which language.
        language: Option<prompt::Language>,
    },
    /// Copy the prompt of whoever has to be briefed next, and show it.
    BriefNext,
    /// Show the prompts.
    ShowPrompts,
    /// Stop a job.
    Cancel(JobId),
    /// Write the report of the last validation.
    WriteReport,
    /// Open the report that was written last, in the system's browser.
    OpenReport,
    /// Open a file that a gate found, with whatever the system opens such files with.
    OpenFound {
        /// Where, as the finished project has it.
        path: Option<RelPath>,
        /// Whose.
        team: Option<TeamId>,
        /// In which tree.
        tree: crate::model::gates::Tree,
    },
    /// Copy a prompt that mends what a gate (its key) found, for one team or for whoever looks after all.
    CopyFix {
        /// The gate's key.
        gate: String,
        /// For whom.
        team: Option<TeamId>,
    },
    /// Have a team of the run mend what a gate (its key) found.
    FixByTeam {
        /// The gate's key.
        gate: String,
    },
    /// Show a team where teams are.
    ShowTeam(TeamId),
    /// Show a conflict.
    ShowConflict(ConflictId),
    /// Show a mega-file.
    ShowMegaFile(RelPath),
    /// Dark, light, or as the system.
    SetTheme(egui::ThemePreference),
    /// Switch the language.
    SetLanguage(Language),
    /// The language is the system's.
    FollowSystemLanguage,
    /// Show this page of the guide.
    ShowGuide(&'static str),
    /// Close the guide.
    CloseGuide,
    /// Show or close the settings.
    ToggleSettings,
    /// This is what the person likes from now on.
    SetPreferences(Box<Preferences>),
    /// Begin the welcome, or go on with it.
    StartWelcome,
    /// The welcome is not wanted (any more).
    LeaveWelcome,
    /// Put the texts back that could not be saved before.
    PutKeptBack,
    /// Give them up.
    DiscardKept,
    /// Open or close the command palette.
    TogglePalette,
    /// Show the keys.
    ToggleKeys,
    /// Show or hide the list of problems.
    ToggleProblems,
    /// Show where a problem is.
    ShowPlace(Place),
    /// A notice has been read.
    Dismiss(u64),
    /// What could not be saved is given up, and the window goes on to what the person wanted.
    LeaveUnsaved,
    /// What the person wanted is not done; nothing is given up.
    Stay,
    /// Close the question about bringing the result home.
    ForgetBring,
    /// Leave.
    Quit,
}

/// An action with a name: menus, the palette and the keys show it by itself.
#[derive(Debug)]
pub struct Named {
    /// Its name: an id among the words.
    pub name: &'static str,
    /// Its icon.
    pub icon: Icon,
    /// Its keys; the first is shown.
    pub keys: &'static [KeyboardShortcut],
    /// What it does now; `None` where it can do nothing.
    pub action: fn(&Facts, &Screen) -> Option<Action>,
}

const fn command(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND, key)
}

const fn command_shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), key)
}

const fn plain(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::NONE, key)
}

/// All named actions, in the order of the palette.
pub const NAMED: &[Named] = &[
    Named {
        name: "action-home",
        icon: icons::HOUSE,
        keys: &[command(Key::Num1)],
        action: |_, _| Some(Action::Show(ViewId::Home)),
    },
    Named {
        name: "action-teams",
        icon: icons::USERS_THREE,
        keys: &[command(Key::Num2)],
        action: |facts, _| open(facts).map(|_| Action::Show(ViewId::Teams)),
    },
    Named {
        name: "action-mega-files",
        icon: icons::FILES,
        keys: &[command(Key::Num3)],
        action: |facts, _| open(facts).map(|_| Action::Show(ViewId::MegaFiles)),
    },
    Named {
        name: "action-run",
        icon: icons::PLAY,
        keys: &[command(Key::Num4)],
        action: |facts, _| open(facts).map(|_| Action::Show(ViewId::Run)),
    },
    Named {
        name: "action-conflicts",
        icon: icons::GIT_MERGE,
        keys: &[command(Key::Num5)],
        action: |facts, _| open(facts).map(|_| Action::Show(ViewId::Conflicts)),
    },
    Named {
        name: "action-report",
        icon: icons::CHART,
        keys: &[command(Key::Num6)],
        action: |facts, _| open(facts).map(|_| Action::Show(ViewId::Report)),
    },
    Named {
        name: "action-new",
        icon: icons::FOLDER_PLUS,
        keys: &[command(Key::N)],
        action: |_, _| Some(Action::StartNew(ProjectTemplate::Empty)),
    },
    Named { name: "action-open", icon: icons::FOLDER_OPEN, keys: &[command(Key::O)], action: |_, _| Some(Action::ChooseFolder) },
    Named { name: "action-open-marked", icon: icons::GIT_MERGE, keys: &[], action: |_, _| Some(Action::ChooseMarked) },
    Named { name: "action-close", icon: icons::CLOSE, keys: &[], action: |facts, _| open(facts).map(|_| Action::CloseProject) },
    Named {
        name: "action-save",
        icon: icons::SAVE,
        keys: &[command(Key::S)],
        action: |facts, _| writable(facts).filter(|project| !project.unsaved().is_empty()).map(|_| Action::Save),
    },
    Named {
        name: "action-undo",
        icon: icons::UNDO,
        keys: &[command(Key::Z)],
        action: |facts, screen| can_undo(facts, screen).then_some(Action::Undo),
    },
    Named {
        name: "action-redo",
        icon: icons::REDO,
        keys: &[command_shift(Key::Z), command(Key::Y)],
        action: |facts, screen| can_redo(facts, screen).then_some(Action::Redo),
    },
    Named {
        name: "action-expand",
        icon: icons::EXPAND,
        keys: &[],
        action: |facts, _| {
            let project = writable(facts).filter(|project| !project.mega_files.is_empty());
            project.map(|_| Action::Command(Command::Expand(ExpandRequest::default())))
        },
    },
    Named {
        name: "action-paste-reply",
        icon: icons::PASTE,
        keys: &[command_shift(Key::V)],
        action: |facts, _| takes_replies(facts).map(|_| Action::PasteReply),
    },
    Named {
        name: "action-find-conflicts",
        icon: icons::SEARCH,
        keys: &[],
        action: |facts, _| open(facts).map(|_| Action::Command(Command::FindConflicts)),
    },
    Named {
        name: "action-fix-harmless",
        icon: icons::CHECK,
        keys: &[],
        action: |facts, _| {
            let project = writable(facts).filter(|project| project.integration.is_some() && project.open_conflicts() > 0);
            project.map(|_| Action::ShowFixes)
        },
    },
    Named {
        name: "action-integrate",
        icon: icons::GIT_MERGE,
        keys: &[],
        action: |facts, _| {
            let project = writable(facts).filter(|project| project.integration.is_some())?;
            Some(Action::Command(Command::Integrate { answers: project.answers.given().clone(), markers: false }))
        },
    },
    Named {
        name: "action-validate",
        icon: icons::SHIELD,
        keys: &[],
        action: |facts, _| writable(facts).map(|_| Action::Command(Command::Validate(Commands::InOrder))),
    },
    Named {
        name: "action-write-report",
        icon: icons::FILE_TEXT,
        keys: &[],
        action: |facts, _| writable(facts).filter(|project| project.validation.last.is_some()).map(|_| Action::WriteReport),
    },
    Named {
        name: "action-prompts",
        icon: icons::PROMPT,
        keys: &[],
        action: |facts, _| {
            let project = writable(facts).filter(|project| project.project.manifest_name.is_some());
            project.map(|_| Action::Command(Command::WritePrompts { language: None }))
        },
    },
    Named {
        name: "action-show-prompts",
        icon: icons::PROMPT,
        keys: &[],
        action: |facts, _| prompts(facts).map(|_| Action::ShowPrompts),
    },
    Named {
        name: "action-copy-prompts",
        icon: icons::COPY,
        keys: &[],
        action: |facts, _| {
            let recipients = Recipient::all(&prompts(facts)?.manifest.manifest);
            Some(Action::CopyPrompts { recipients, language: None })
        },
    },
    Named {
        name: "action-brief-next",
        icon: icons::COPY,
        keys: &[],
        action: |facts, _| prompts(facts).map(|_| Action::BriefNext),
    },
    Named {
        name: "action-redistribute",
        icon: icons::SWAP,
        keys: &[],
        action: |facts, _| {
            let project = writable(facts).filter(|project| project.project.manifest_name.is_some());
            project.filter(|project| !project.manifest.is_last_good).map(|_| Action::Redistribute)
        },
    },
    Named {
        name: "action-take-back",
        icon: icons::TAKE_BACK,
        keys: &[],
        action: |facts, _| writable(facts).map(|_| Action::Command(Command::TakeBack)),
    },
    Named {
        name: "action-halt",
        icon: icons::STOP,
        keys: &[KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT).plus(Modifiers::ALT), Key::H)],
        action: |facts, _| running(facts).map(|_| Action::Command(Command::Run(Request::Halt { teams: Vec::new() }))),
    },
    Named {
        name: "action-status",
        icon: icons::QUESTION,
        keys: &[],
        action: |facts, _| {
            let message = Message::Signal(Signal::Status);
            running(facts).map(|_| Action::Command(Command::Run(Request::Send { teams: Vec::new(), message })))
        },
    },
    Named {
        name: "action-problems",
        icon: icons::WARNING,
        keys: &[command_shift(Key::M)],
        action: |_, _| Some(Action::ToggleProblems),
    },
    Named { name: "action-dark", icon: icons::MOON, keys: &[], action: |facts, _| theme(facts, egui::ThemePreference::Dark) },
    Named { name: "action-light", icon: icons::SUN, keys: &[], action: |facts, _| theme(facts, egui::ThemePreference::Light) },
    Named {
        name: "action-system-theme",
        icon: icons::SYSTEM_THEME,
        keys: &[],
        action: |facts, _| theme(facts, egui::ThemePreference::System),
    },
    Named { name: "action-english", icon: icons::LANGUAGE, keys: &[], action: |_, _| language(Language::English) },
    Named { name: "action-swedish", icon: icons::LANGUAGE, keys: &[], action: |_, _| language(Language::Swedish) },
    Named {
        name: "action-palette",
        icon: icons::COMMAND,
        keys: &[command(Key::K), command_shift(Key::P)],
        action: |_, _| Some(Action::TogglePalette),
    },
    Named {
        name: "action-keys",
        icon: icons::KEYBOARD,
        keys: &[plain(Key::Questionmark)],
        action: |_, _| Some(Action::ToggleKeys),
    },
    Named {
        name: "action-guide",
        icon: icons::GUIDE,
        keys: &[plain(Key::F1)],
        action: |_, screen| {
            let page = guide::pages::of_view(screen.view);
            Some(if screen.guide.is_open() { Action::CloseGuide } else { Action::ShowGuide(page) })
        },
    },
    Named {
        name: "action-welcome",
        icon: icons::FLAG,
        keys: &[],
        action: |facts, _| (!facts.preferences.welcome.open || facts.project.is_none()).then_some(Action::StartWelcome),
    },
    Named {
        name: "action-settings",
        icon: icons::SETTINGS,
        keys: &[command(Key::Comma)],
        action: |_, _| Some(Action::ToggleSettings),
    },
    Named { name: "action-quit", icon: icons::QUIT, keys: &[command(Key::Q)], action: |_, _| Some(Action::Quit) },
];

/// The named action with this name.
pub fn named(name: &str) -> Option<&'static Named> {
    NAMED.iter().find(|named| named.name == name)
}

fn open(facts: &Facts) -> Option<&ProjectFacts> {
    facts.project.as_ref()
}

/// The project, if it has prompts: loose outputs have none.
fn prompts(facts: &Facts) -> Option<&ProjectFacts> {
    open(facts).filter(|project| project.project.manifest_name.is_some())
}

/// The project, if its run is under way.
fn running(facts: &Facts) -> Option<&ProjectFacts> {
    open(facts).filter(|project| project.run.state.is_running())
}

/// The project, if what an assistant wrote could be taken into it.
pub fn takes_replies(facts: &Facts) -> Option<&ProjectFacts> {
    writable(facts).filter(|project| project.project.manifest_name.is_some())
}

fn writable(facts: &Facts) -> Option<&ProjectFacts> {
    open(facts).filter(|project| !project.read_only)
}

fn theme(facts: &Facts, theme: egui::ThemePreference) -> Option<Action> {
    (facts.theme != theme).then_some(Action::SetTheme(theme))
}

fn language(language: Language) -> Option<Action> {
    (crate::words::language() != language).then_some(Action::SetLanguage(language))
}

/// Whether the view in focus has a step to take back.
pub fn can_undo(facts: &Facts, screen: &Screen) -> bool {
    if let Some(marked) = facts.marked.as_ref().filter(|_| screen.marked_shown) {
        return marked.answers.can_undo();
    }
    writable(facts).is_some_and(|project| match screen.document(project) {
        Some(document) => document.undo_label().is_some(),
        None => screen.view == ViewId::Conflicts && project.answers.can_undo(),
    })
}

/// Whether the view in focus has a step to make again.
pub fn can_redo(facts: &Facts, screen: &Screen) -> bool {
    if let Some(marked) = facts.marked.as_ref().filter(|_| screen.marked_shown) {
        return marked.answers.can_redo();
    }
    writable(facts).is_some_and(|project| match screen.document(project) {
        Some(document) => document.redo_label().is_some(),
        None => screen.view == ViewId::Conflicts && project.answers.can_redo(),
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_actions_share_a_name_or_keys() {
        let (mut names, mut keys) = (BTreeSet::new(), BTreeSet::new());
        for named in NAMED {
            assert!(names.insert(named.name), "{} stands twice", named.name);
            for shortcut in named.keys {
                assert!(keys.insert(shortcut.format(&egui::ModifierNames::NAMES, false)), "{} has keys of another", named.name);
            }
        }
    }

    #[test]
    fn every_view_has_its_number() {
        for (place, view) in crate::gui::views::VIEWS.iter().enumerate() {
            let number = Key::from_name(&(place + 1).to_string()).expect("a digit");
            let named = NAMED.iter().find(|named| named.keys.contains(&command(number))).expect("keys of the view");
            assert_eq!(named.name, view.name.replace("view-", "action-"));
        }
    }

    #[test]
    fn without_a_project_only_what_needs_none_can_be_done() {
        let (facts, screen) = (Facts::default(), Screen::default());
        let can: Vec<_> =
            NAMED.iter().filter(|named| (named.action)(&facts, &screen).is_some()).map(|named| named.name).collect();
        for needs_project in ["action-teams", "action-save", "action-undo", "action-expand", "action-close", "action-take-back"] {
            assert!(!can.contains(&needs_project), "{needs_project}");
        }
        for always in ["action-home", "action-new", "action-open", "action-palette", "action-quit"] {
            assert!(can.contains(&always), "{always}");
        }
    }
}
