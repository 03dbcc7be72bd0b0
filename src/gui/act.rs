//! Action → edits and commands: the only place where what a person does changes what the window knows. Every edit is one
//! step that can be taken back. Not: what the engine says (`apply`).

use std::collections::BTreeSet;
use std::path::PathBuf;

use crossbeam_channel::Sender;
use egui::ThemePreference;

use crate::engine::command::{Command, ProjectTemplate, ReplySource};
use crate::engine::settings::{Theme, Welcome};
use crate::engine::worker::Engine;
use crate::gui::action::{Action, takes_replies};
use crate::gui::apply;
use crate::gui::briefing;
use crate::gui::dialogs::{Chosen, Dialogs};
use crate::gui::facts::{DocumentId, Facts, Leaving, NoticeContent, ProjectFacts};
use crate::gui::frame;
use crate::gui::keeper::{self, Keeper};
use crate::gui::marked;
use crate::gui::outside;
use crate::gui::preferring;
use crate::gui::reporting;
use crate::gui::saver::Saver;
use crate::gui::screen::Screen;
use crate::gui::views::ViewId;
use crate::model::conflict::{ConflictId, memory};
use crate::model::manifest::edits::{self, ManifestEdit, TeamField};
use crate::model::manifest::read::ReadManifest;
use crate::model::problem::{Place, Problem};
use crate::t;
use crate::words;

/// What a dialog was opened for, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answered {
    /// A project to open.
    Open(Chosen),
    /// The folder in which the new project's folder is to be.
    NewFolder(Chosen),
    /// Files with conflict markers.
    Marked(Chosen),
}

/// What actions are carried out with.
pub struct Hands<'a> {
    /// Does what takes long.
    pub engine: &'a Engine,
    /// Knows what is on its way to the disk.
    pub saver: &'a mut Saver,
    /// Knows what is remembered.
    pub keeper: &'a mut Keeper,
    /// Asks the person.
    pub dialogs: &'a dyn Dialogs,
    /// Where dialogs answer.
    pub answers: &'a Sender<Answered>,
    /// The window.
    pub ctx: &'a egui::Context,
}

/// Carries an action out.
pub fn act(action: Action, facts: &mut Facts, screen: &mut Screen, hands: &mut Hands<'_>) {
    facts.generation += 1;
    match action {
        Action::Show(view) => (screen.view, screen.marked_shown) = (view, false),
        Action::ChooseFolder => ask(facts, hands, t!("dialog-open"), None, Answered::Open),
        Action::ChooseNewFolder => {
            let start = screen.home.new_parent();
            ask(facts, hands, t!("dialog-new-folder"), start, Answered::NewFolder);
        }
        Action::Open(path) => leave(facts, hands, Leaving::Go(Command::Open { path })),
        Action::OpenOutputs(path) => leave(facts, hands, Leaving::Go(Command::OpenOutputs { path })),
        Action::Create(new) => leave(facts, hands, Leaving::Go(Command::Create(new))),
        Action::StartNew(template) => {
            screen.view = ViewId::Home;
            screen.home.start_new(template);
        }
        Action::Redistribute => {
            screen.view = ViewId::Teams;
            screen.teams.redistribute();
        }
        Action::Forget(folder) => {
            facts.recent.retain(|recent| recent.folder != folder);
            hands.engine.send(Command::Forget { folder });
        }
        Action::CloseProject => leave(facts, hands, Leaving::Go(Command::Close)),
        Action::Quit => leave(facts, hands, Leaving::Quit),
        Action::LeaveUnsaved => {
            if let Some(leaving) = facts.leaving.take() {
                // Given up is given up: it is not offered at the next start.
                hands.engine.send(Command::KeepTexts { texts: Vec::new() });
                facts.project = None;
                go(leaving, facts, screen, hands);
            }
        }
        Action::Stay => facts.leaving = None,
        Action::ForgetBring => {
            if let Some(project) = &mut facts.project {
                project.bring = None;
            }
        }
        Action::Save => save_all(facts, hands),
        Action::Command(command) => send(command, facts, hands),
        Action::CopyPrompts { recipients, language } => briefing::copy(&recipients, language, facts, screen, hands),
        Action::BriefNext => briefing::next(facts, screen, hands),
        Action::ShowPrompts => {
            screen.view = ViewId::Teams;
            screen.teams.show_prompts(None);
        }
        Action::Cancel(job) => {
            facts.jobs.iter_mut().filter(|known| known.id == job).for_each(|known| known.cancelling = true);
            hands.engine.send(Command::Cancel(job));
        }
        Action::WriteReport => reporting::write(facts, hands),
        Action::OpenReport => reporting::open(facts, hands),
        Action::OpenFound { path, team, tree } => reporting::open_found(path.as_ref(), team.as_ref(), tree, facts, hands),
        Action::CopyFix { gate, team } => reporting::copy_fix(&gate, team.as_ref(), facts, hands),
        Action::FixByTeam { gate } => {
            screen.view = ViewId::Run;
            screen.run.fix(Some(gate), None);
        }
        Action::ShowTeam(team) => {
            let known = facts.project.as_ref().and_then(|project| project.manifest.manifest.team(&team));
            if let Some(place) = known.map(|team| team.place.clone()) {
                show_place(&place, facts, screen);
            }
        }
        Action::ShowConflict(conflict) => {
            screen.conflicts.show_conflict(conflict);
            screen.view = ViewId::Conflicts;
        }
        Action::ShowFixes => {
            screen.conflicts.show_fixes();
            screen.view = ViewId::Conflicts;
        }
        Action::Dropped(paths) => {
            if let Some(project) = marked::dropped(paths, hands) {
                act(Action::Open(project), facts, screen, hands);
            }
        }
        Action::TakeDropped => take_dropped(facts, screen, hands),
        Action::ChooseMarked => ask_files(facts, hands),
        Action::ShowMarked => screen.marked_shown = true,
        Action::AnswerMarked(answers) => marked::answer(answers, facts),
        Action::WriteMarked => marked::write(facts, hands),
        Action::CloseMarked => marked::close(facts, screen),
        Action::Undo if screen.marked_shown => marked::step(true, facts, screen),
        Action::Redo if screen.marked_shown => marked::step(false, facts, screen),
        Action::OpenOutside { conflict, tool } => outside::open(&conflict, tool, facts, hands),
        Action::ForgetOutside(conflict) => outside::forget(conflict, facts, hands),
        Action::ShowMegaFile(path) => {
            screen.mega_files.choose(path);
            screen.view = ViewId::MegaFiles;
        }
        Action::ShowPlace(place) => show_place(&place, facts, screen),
        Action::SetTheme(theme) => {
            facts.theme = theme;
            hands.ctx.set_theme(theme);
            remember_looks(facts, hands);
        }
        Action::SetLanguage(language) => {
            words::set_language(language);
            facts.follows_language = false;
            remember_looks(facts, hands);
        }
        Action::FollowSystemLanguage => {
            words::set_language(words::Language::of_system());
            facts.follows_language = true;
            remember_looks(facts, hands);
        }
        Action::ShowGuide(page) => screen.guide.open(page),
        Action::CloseGuide => screen.guide.close(),
        Action::ToggleSettings => screen.settings_open = !screen.settings_open,
        Action::SetPreferences(preferences) => facts.preferences = *preferences,
        Action::StartWelcome => start_welcome(facts, screen),
        Action::LeaveWelcome => {
            let welcome = &mut facts.preferences.welcome;
            (welcome.met, welcome.open) = (true, false);
        }
        Action::PutKeptBack => put_kept_back(facts, screen, hands),
        Action::DiscardKept => {
            if let Some(project) = &mut facts.project {
                project.recovered.clear();
                hands.engine.send(Command::KeepTexts { texts: Vec::new() });
            }
        }
        Action::TogglePalette => screen.toggle_palette(),
        Action::ToggleKeys => screen.keys_open = !screen.keys_open,
        Action::ToggleProblems => screen.problems_open = !screen.problems_open,
        Action::Dismiss(number) => facts.notices.retain(|notice| notice.number != number),
        edit => {
            let Some(project) = facts.project.as_mut().filter(|project| !project.read_only) else { return };
            let edit = match edit {
                Action::EditManifest(edit) => Action::EditManifest(preferring::as_liked(edit, &facts.preferences)),
                edit => edit,
            };
            let (drags, resolves) = (is_drag(&edit), matches!(edit, Action::Answer { answer: Some(_), .. }));
            match edit_project(edit, project, screen, hands) {
                Err(problem) => facts.notify(NoticeContent::Problem(problem)),
                Ok(()) => {
                    let welcome = &mut facts.preferences.welcome;
                    welcome.dragged |= welcome.open && drags;
                    welcome.resolved |= welcome.open && resolves;
                }
            }
        }
    }
}

/// Whether an edit moves something from team to team, as a drag does.
fn is_drag(action: &Action) -> bool {
    let moves = |edit: &ManifestEdit| matches!(edit, ManifestEdit::MoveResponsibility { .. } | ManifestEdit::MovePath { .. });
    match action {
        Action::EditManifest(ManifestEdit::Several(edits)) => edits.iter().any(moves),
        Action::EditManifest(edit) => moves(edit),
        _ => false,
    }
}

/// Begins the welcome from its first step. Without a project, it begins with the form of the example.
fn start_welcome(facts: &mut Facts, screen: &mut Screen) {
    facts.preferences.welcome = Welcome { met: true, open: true, ..Welcome::default() };
    if facts.project.is_none() {
        screen.view = ViewId::Home;
        screen.home.start_new(ProjectTemplate::Ecommerce);
    }
}

/// Puts the texts back that could not be saved before. They stay kept until they are saved.
fn put_kept_back(facts: &mut Facts, screen: &mut Screen, hands: &mut Hands<'_>) {
    let Some(project) = facts.project.as_mut().filter(|project| !project.read_only) else { return };
    let kept = std::mem::take(&mut project.recovered);
    hands.keeper.texts_put_back();
    for kept in kept {
        match &kept.mega_file {
            Some(path) => {
                screen.view = ViewId::MegaFiles;
                screen.mega_files.choose(path.clone());
            }
            None => screen.view = ViewId::Teams,
        }
        keeper::put_back(project, kept);
    }
}

/// What changes the project's texts and answers.
fn edit_project(action: Action, project: &mut ProjectFacts, screen: &mut Screen, hands: &mut Hands<'_>) -> Result<(), Problem> {
    let file = project.manifest_file().to_owned();
    match action {
        Action::EditManifest(edit) => {
            let manifest = &mut project.manifest;
            let text = manifest.document.text();
            let edited = match manifest.nodes.as_ref().filter(|_| !manifest.is_last_good) {
                Some(nodes) => {
                    let before = ReadManifest { manifest: Some(manifest.manifest.clone()), problems: manifest.problems.clone() };
                    edits::edit_nodes(&file, text, nodes, &before, &edit)?
                }
                None => edits::edit(&file, text, &edit)?,
            };
            manifest.document.edit(step(&edit), edited.edit);
            apply::take_in(manifest, &file, Some(edited.root), edited.read);
        }
        Action::EditManifestText(edit) => {
            project.manifest.document.edit("step-edit", edit);
            apply::reread(&mut project.manifest, &file);
        }
        Action::EditMegaFile { path, edit } => {
            if let Some(document) = project.document_mut(&DocumentId::MegaFile(path)) {
                document.edit("step-edit", edit);
            }
        }
        Action::Answer { conflict, answer } => {
            project.answers.set(conflict.clone(), answer);
            remember_answers(project, &[conflict], hands);
        }
        Action::AnswerAll(answers) => {
            let about: Vec<ConflictId> = answers.iter().map(|(conflict, _)| conflict.clone()).collect();
            project.answers.set_all(answers.into_iter().map(|(conflict, answer)| (conflict, Some(answer))).collect());
            remember_answers(project, &about, hands);
        }
        Action::Undo | Action::Redo => {
            let back = action == Action::Undo;
            match screen.document_id() {
                Some(id) => {
                    if let Some(document) = project.document_mut(&id) {
                        let _ = if back { document.undo() } else { document.redo() };
                    }
                    if id == DocumentId::Manifest {
                        apply::reread(&mut project.manifest, &file);
                    }
                }
                None if screen.view == ViewId::Conflicts => {
                    let about = if back { project.answers.undo() } else { project.answers.redo() };
                    if let Some(conflict) = about.first() {
                        screen.conflicts.selected = Some(conflict.clone());
                        remember_answers(project, &about, hands);
                    }
                }
                None => {}
            }
        }
        Action::OpenReply => {
            screen.view = ViewId::MegaFiles;
            project.reply.get_or_insert_default();
        }
        Action::PasteReply => {
            screen.view = ViewId::MegaFiles;
            project.reply.get_or_insert_default();
            hands.ctx.send_viewport_cmd(egui::ViewportCommand::RequestPaste);
        }
        Action::ReadReply(source) => {
            screen.view = ViewId::MegaFiles;
            project.reply.get_or_insert_default().pending += 1;
            // A look at what is on disk shall find what stands here.
            hands.saver.all(project).into_iter().for_each(|command| hands.engine.send(command));
            hands.engine.send(Command::SplitReply(source));
        }
        Action::CloseReply => project.reply = None,
        Action::SettleClash { document, settlement } => {
            let is_to_save = apply::settle(project, &document, settlement)?;
            let save = is_to_save.then(|| hands.saver.over(project, &document)).flatten();
            save.into_iter().for_each(|command| hands.engine.send(command));
        }
        // Everything else was carried out before.
        _ => {}
    }
    Ok(())
}

/// What a step is called in "Undo: …": an id among the words.
fn step(edit: &ManifestEdit) -> &'static str {
    match edit {
        ManifestEdit::MoveResponsibility { .. } => "step-move",
        ManifestEdit::AddResponsibility { .. } | ManifestEdit::InsertResponsibility { .. } => "step-add",
        ManifestEdit::RenameResponsibility { .. } => "step-rename",
        ManifestEdit::RemoveResponsibility { .. } => "step-remove",
        ManifestEdit::MovePath { .. }
        | ManifestEdit::AddPath { .. }
        | ManifestEdit::RenamePath { .. }
        | ManifestEdit::RemovePath { .. } => "step-paths",
        ManifestEdit::SetTeamText { field: TeamField::Name, .. } => "step-team-name",
        ManifestEdit::SetTeamText { field: TeamField::Role, .. } => "step-team-role",
        ManifestEdit::SetTeamText { field: TeamField::Agent, .. } => "step-team-agent",
        ManifestEdit::Several(edits) if matches!(edits.first(), Some(ManifestEdit::AddTeam { .. })) => "step-add-team",
        ManifestEdit::Several(edits)
            if matches!(edits.first(), Some(ManifestEdit::SetTeamText { field: TeamField::Agent, .. })) =>
        {
            "step-team-agent"
        }
        ManifestEdit::SetTargetLoc { .. }
        | ManifestEdit::SetMegaFiles { .. }
        | ManifestEdit::SetPriority { .. }
        | ManifestEdit::SetTeamValue { .. }
        | ManifestEdit::SetTeamRefs { .. } => "step-team",
        ManifestEdit::SetValue { .. }
        | ManifestEdit::MoveItem { .. }
        | ManifestEdit::RenameKey { .. }
        | ManifestEdit::Several(_) => "step-manifest",
        ManifestEdit::AddTeam { .. } => "step-add-team",
        ManifestEdit::RemoveTeam { .. } => "step-remove-team",
        ManifestEdit::RenameTeam { .. } => "step-team-id",
    }
}

fn save_all(facts: &Facts, hands: &mut Hands<'_>) {
    if let Some(project) = &facts.project {
        hands.saver.all(project).into_iter().for_each(|command| hands.engine.send(command));
    }
}

/// Sends what a view asks for. What reads the disk reads what the person sees: it is saved first.
fn send(command: Command, facts: &mut Facts, hands: &mut Hands<'_>) {
    match command {
        Command::Open { .. } | Command::OpenOutputs { .. } | Command::Create(_) | Command::Close => {
            leave(facts, hands, Leaving::Go(command));
        }
        Command::Expand(_)
        | Command::FindConflicts
        | Command::Integrate { .. }
        | Command::WritePrompts { .. }
        | Command::Validate(_)
        | Command::TakeIn { .. } => {
            save_all(facts, hands);
            hands.engine.send(command);
        }
        command => hands.engine.send(command),
    }
}

/// Keeps the answers, and what those about these conflicts teach for the next time.
fn remember_answers(project: &ProjectFacts, about: &[ConflictId], hands: &Hands<'_>) {
    hands.engine.send(remembered(project, about));
}

/// The command that keeps them.
pub fn remembered(project: &ProjectFacts, about: &[ConflictId]) -> Command {
    let about: BTreeSet<&ConflictId> = about.iter().collect();
    let conflicts = project.integration.iter().flat_map(|found| &found.conflicts);
    let lessons = conflicts
        .filter(|conflict| about.contains(&conflict.id))
        .flat_map(|conflict| memory::lessons(conflict, project.answers.get(&conflict.id)))
        .collect();
    Command::RememberAnswers { answers: project.answers.given().clone(), lessons }
}

fn remember_looks(facts: &Facts, hands: &Hands<'_>) {
    let theme = match facts.theme {
        ThemePreference::Dark => Theme::Dark,
        ThemePreference::Light => Theme::Light,
        ThemePreference::System => Theme::System,
    };
    let language = (!facts.follows_language).then(|| words::language().code().to_owned());
    hands.engine.send(Command::RememberLooks { theme, language });
}

fn ask(facts: &mut Facts, hands: &Hands<'_>, title: String, start: Option<PathBuf>, what: fn(Chosen) -> Answered) {
    let (answers, ctx) = (hands.answers.clone(), hands.ctx.clone());
    let answer = Box::new(move |chosen| {
        let _ = answers.send(what(chosen));
        ctx.request_repaint();
    });
    if let Err(problem) = hands.dialogs.choose_folder(title, start, answer) {
        facts.notify(NoticeContent::Problem(problem));
    }
}

fn ask_files(facts: &mut Facts, hands: &Hands<'_>) {
    let start = facts.project.as_ref().map(|project| project.project.root.clone());
    let (answers, ctx) = (hands.answers.clone(), hands.ctx.clone());
    let answer = Box::new(move |chosen| {
        let _ = answers.send(Answered::Marked(chosen));
        ctx.request_repaint();
    });
    if let Err(problem) = hands.dialogs.choose_files(t!("marked-choose"), start, answer) {
        facts.notify(NoticeContent::Problem(problem));
    }
}

/// What was dropped and holds no conflict markers: what an assistant wrote is read, anything else is a project.
fn take_dropped(facts: &mut Facts, screen: &mut Screen, hands: &mut Hands<'_>) {
    let dropped = std::mem::take(&mut facts.dropped);
    let takes = takes_replies(facts).is_some();
    let (replies, others): (Vec<_>, Vec<_>) = dropped.into_iter().partition(|path| takes && frame::is_reply(path));
    for reply in replies {
        act(Action::ReadReply(ReplySource::File(reply)), facts, screen, hands);
    }
    if let Some(other) = others.into_iter().next() {
        act(Action::Open(other), facts, screen, hands);
    }
}

/// Takes in what a person chose in a dialog.
pub fn answered(answer: Answered, facts: &mut Facts, screen: &mut Screen, hands: &mut Hands<'_>) {
    match answer {
        Answered::Open(Chosen::Folder(folder)) => act(Action::Open(folder), facts, screen, hands),
        Answered::NewFolder(Chosen::Folder(folder)) => screen.home.choose_parent(&folder),
        Answered::Marked(Chosen::Files(paths)) => hands.engine.send(Command::ReadMarked { paths, wanted: true }),
        Answered::Open(Chosen::Nothing) | Answered::NewFolder(Chosen::Nothing) | Answered::Marked(Chosen::Nothing) => {}
        Answered::Open(Chosen::NoDialog) => {
            screen.view = ViewId::Home;
            screen.home.type_path();
            facts.notify(NoticeContent::Problem(Problem::note("dialog-none")));
        }
        // A dialog for folders gives folders, one for files gives files.
        Answered::Open(Chosen::Files(_)) | Answered::NewFolder(Chosen::Files(_)) | Answered::Marked(Chosen::Folder(_)) => {}
        Answered::Marked(Chosen::NoDialog) => facts.notify(NoticeContent::Problem(Problem::note("marked-no-dialog"))),
        Answered::NewFolder(Chosen::NoDialog) => facts.notify(NoticeContent::Problem(Problem::note("dialog-none"))),
    }
}

/// Goes away from the project as it is: at once if everything is saved, else as soon as it is.
fn leave(facts: &mut Facts, hands: &mut Hands<'_>, leaving: Leaving) {
    save_all(facts, hands);
    facts.leaving = Some(leaving);
    hands.ctx.request_repaint();
}

/// Goes on to what the person wanted, when nothing is unsaved any more. Asked in every frame.
pub fn go_on(facts: &mut Facts, screen: &mut Screen, hands: &mut Hands<'_>) {
    let is_saved = facts.project.as_ref().is_none_or(|project| project.unsaved().is_empty());
    if is_saved && let Some(leaving) = facts.leaving.take() {
        go(leaving, facts, screen, hands);
    }
}

fn go(leaving: Leaving, facts: &mut Facts, screen: &mut Screen, hands: &Hands<'_>) {
    match leaving {
        Leaving::Quit => hands.ctx.send_viewport_cmd(egui::ViewportCommand::Close),
        Leaving::Go(command) => {
            if command == Command::Close {
                facts.project = None;
                screen.view = ViewId::Home;
            }
            hands.engine.send(command);
        }
    }
}

fn show_place(place: &Place, facts: &Facts, screen: &mut Screen) {
    let Some(project) = &facts.project else { return };
    screen.problems_open = false;
    if place.file == project.manifest_file() {
        screen.teams.show_line(place.line);
        screen.view = ViewId::Teams;
    } else if let Some(path) = project.mega_files.keys().find(|path| path.as_str() == place.file) {
        screen.mega_files.go_to(path.clone(), place.line, place.column);
        screen.view = ViewId::MegaFiles;
    }
}
