//! Event → facts: the only place where what the engine says changes what the window knows. Answers for an older text are
//! dropped here. Not: what a person does (`act`).

use std::collections::BTreeMap;
use std::mem;
use std::sync::Arc;

use crate::engine::command::Command;
use crate::engine::event::Event;
use crate::engine::jobs::intake;
use crate::engine::journal;
use crate::engine::project::Snapshot;
use crate::gui::facts::{
    Answers, Clash, DocumentId, Facts, Fixes, Inspected, JobFacts, ManifestFacts, MegaFileFacts, NoticeContent, Planned,
    ProjectFacts, PromptFacts, RecentProject, Settlement, TrialFacts, ValidationFacts,
};
use crate::gui::marked;
use crate::gui::outside;
use crate::gui::screen::Screen;
use crate::gui::views::ViewId;
use crate::model::document::Document;
use crate::model::edit::TextEdit;
use crate::model::manifest::read::ReadManifest;
use crate::model::manifest::{self, Manifest, check};
use crate::model::ownership::Ownership;
use crate::model::path::RelPath;
use crate::model::problem::Problem;
use crate::model::team::TeamId;
use crate::model::yaml::node::Node;
use crate::t;

/// How many projects Home lists.
const RECENT_LIMIT: usize = 20;

/// How many expansions the log of a session keeps.
const EXPANSIONS_KEPT: usize = 20;

/// The label of a step that another program made.
pub const CHANGED_ON_DISK: &str = "step-changed-on-disk";

/// Takes an event in. What follows from it by itself is asked of the engine.
pub fn apply(facts: &mut Facts, screen: &mut Screen, event: Event) -> Vec<Command> {
    // How far a job is changes nothing that anything is computed from; a run counts its own changes.
    facts.generation += u64::from(!matches!(event, Event::JobProgress { .. } | Event::Run(_) | Event::Tried { .. }));
    match event {
        Event::JobStarted { job, label, cancellable } => {
            if let Some(project) = facts.project.as_mut().filter(|_| label == "job-validate") {
                // What changes from now on, it may have missed.
                project.validation.is_old = false;
            }
            facts.jobs.push(JobFacts { id: job, label, done: 0, total: 0, cancellable, cancelling: false });
        }
        Event::JobProgress { job, done, total, label } => {
            if let Some(known) = facts.jobs.iter_mut().find(|known| known.id == job) {
                (known.done, known.total, known.label) = (done, total, label);
            }
        }
        Event::JobEnded { job } => {
            let is_it = |known: &JobFacts| known.id == job && known.label.starts_with("job-validate");
            if let Some(project) = facts.project.as_mut().filter(|_| facts.jobs.iter().any(is_it)) {
                // Also one that was stopped leaves no command behind.
                project.validation.live.clear();
            }
            facts.jobs.retain(|known| known.id != job);
        }
        Event::Failed { problem, .. } => facts.notify(NoticeContent::Problem(problem)),
        Event::MarkedRead(found) => marked::read(*found, facts, screen),
        Event::MarkedWritten { written, problems } => marked::written(written, problems, facts),
        Event::OutsideClosed { conflict, answer } => return outside::closed(conflict, answer, facts),
        Event::Opened(snapshot) => return opened(facts, screen, *snapshot),
        Event::FolderChecked { folder, problem } => facts.folder_checked = Some((folder, problem)),
        event => {
            // What stands between the trees is known again as soon as they are others.
            let welcome = &mut facts.preferences.welcome;
            welcome.expanded |= welcome.open && matches!(&event, Event::Expanded(report) if !report.dry_run);
            let look = matches!(&event, Event::Expanded(report) if !report.dry_run) || matches!(event, Event::TakenBack { .. });
            if let Some(project) = &mut facts.project {
                let said = in_project(project, screen, event);
                said.into_iter().for_each(|content| facts.notify(content));
                return if look { vec![Command::FindConflicts] } else { Vec::new() };
            }
        }
    }
    Vec::new()
}

fn opened(facts: &mut Facts, screen: &mut Screen, snapshot: Snapshot) -> Vec<Command> {
    let before = facts.project.take();
    let mut project = project_facts(snapshot);
    match before {
        // The same project again (taken over): nothing that was typed is lost.
        Some(before) if before.project.root == project.project.root => carry_over(&mut project, before),
        _ => {
            let (view, theme_of_frame) = (ViewId::Home, mem::take(&mut screen.frame));
            *screen = Screen { view, frame: theme_of_frame, ..Screen::default() };
        }
    }
    let recent = RecentProject { name: project.name(), folder: project.project.root.clone() };
    facts.recent.retain(|other| other.folder != recent.folder);
    facts.recent.insert(0, recent);
    facts.recent.truncate(RECENT_LIMIT);
    facts.project = Some(project);
    // Whether something waits for the person is seen without asking for it.
    vec![Command::FindConflicts, Command::ReadValidations]
}

/// A project as it was read.
pub fn project_facts(snapshot: Snapshot) -> ProjectFacts {
    let Snapshot { project, manifest_text, mega_files, read_only, prompt_templates, briefings, problems } = snapshot;
    let file = project.manifest_name.clone().unwrap_or_default();
    let mega_files = mega_files.into_iter().map(|entry| {
        let document = entry.text.map(Document::new);
        (entry.path, MegaFileFacts { team: entry.team, document, preview: None, clash: None, is_gone: false })
    });
    ProjectFacts {
        manifest: manifest_facts(&file, manifest_text),
        mega_files: mega_files.collect(),
        project,
        read_only,
        integration: None,
        fixes: None,
        integration_is_old: false,
        answers: Answers::default(),
        prompts: PromptFacts::new(prompt_templates, briefings),
        inspected: None,
        trees_changes: 0,
        previews: 0,
        files: None,
        planned: None,
        reply: None,
        last_expansion: None,
        expansions: Vec::new(),
        last_integration: None,
        recovered: Vec::new(),
        bring: None,
        pictures: None,
        place: None,
        trial: TrialFacts::default(),
        validation: ValidationFacts::default(),
        run: Default::default(),
        problems,
    }
}

fn manifest_facts(file: &str, text: String) -> ManifestFacts {
    let manifest = Manifest::default();
    let mut facts = ManifestFacts {
        document: Document::new(text),
        nodes: None,
        ownership: Ownership::new(&manifest),
        manifest,
        problems: Vec::new(),
        findings: Vec::new(),
        clash: None,
        is_last_good: false,
    };
    // Loose outputs have no manifest, and none is missed.
    if !file.is_empty() {
        reread(&mut facts, file);
    }
    facts
}

/// Reads the manifest's text again, after any change of it. While it cannot be read, the last that could stays.
pub fn reread(facts: &mut ManifestFacts, file: &str) {
    let (nodes, read) = manifest::read::read_nodes(file, facts.document.text());
    take_in(facts, file, nodes, read);
}

/// Takes in what the manifest's text says, read by whoever changed it.
pub fn take_in(facts: &mut ManifestFacts, file: &str, nodes: Option<Node>, read: ReadManifest) {
    facts.nodes = nodes;
    facts.problems = read.problems;
    facts.is_last_good = read.manifest.is_none();
    if let Some(manifest) = read.manifest {
        facts.ownership = Ownership::new(&manifest);
        facts.findings = check::check_with(file, &manifest, &facts.ownership);
        facts.manifest = manifest;
    }
}

/// Keeps what was typed, decided and found out in the same project before.
fn carry_over(project: &mut ProjectFacts, before: ProjectFacts) {
    let ids = before.unsaved();
    let ProjectFacts {
        manifest,
        mut mega_files,
        answers,
        integration,
        reply,
        last_expansion,
        expansions,
        last_integration,
        validation,
        ..
    } = before;
    (project.validation, project.expansions) = (validation, expansions);
    (project.answers, project.integration, project.reply) = (answers, integration, reply);
    (project.last_expansion, project.last_integration) = (last_expansion, last_integration);
    let mut manifest = Some(manifest);
    for id in ids {
        let on_disk = project.document(&id).map(|document| document.text().to_owned());
        match &id {
            DocumentId::Manifest => {
                if let Some(mut kept) = manifest.take() {
                    kept.clash = clash(&mut kept.document, on_disk.unwrap_or_default(), kept.clash.as_ref()).or(kept.clash);
                    project.manifest = kept;
                }
            }
            DocumentId::MegaFile(path) => {
                if let Some(mut kept) = mega_files.remove(path) {
                    kept.is_gone = on_disk.is_none();
                    let before = kept.clash.as_ref();
                    let found = kept.document.as_mut().and_then(|document| clash(document, on_disk.unwrap_or_default(), before));
                    kept.clash = found.or(kept.clash);
                    project.mega_files.insert(path.clone(), kept);
                }
            }
        }
    }
}

/// Tells an edited text what is on disk; what clashes with the edits, if anything does.
fn clash(document: &mut Document, on_disk: String, before: Option<&Clash>) -> Option<Clash> {
    let is_new = document.on_disk() != on_disk && document.text() != on_disk;
    let base = before.map_or(document.on_disk(), |before| &before.base).to_owned();
    if document.text() == on_disk {
        document.saved(&on_disk);
    } else {
        document.changed_on_disk(CHANGED_ON_DISK, on_disk.clone());
    }
    is_new.then(|| {
        let mut clash = Clash { base, theirs: on_disk, merges: false };
        clash.merges = clash.merged(document.text()).is_some();
        clash
    })
}

/// What follows from an event for the open project; what is to be said about it.
fn in_project(project: &mut ProjectFacts, screen: &mut Screen, event: Event) -> Vec<NoticeContent> {
    let file = project.manifest_file().to_owned();
    match event {
        Event::Recovered { texts } => project.recovered = texts,
        Event::TakenOver => {
            project.read_only = true;
            project.problems.push(Problem::warning("project-open-elsewhere"));
        }
        Event::ManifestSaved { text } => {
            project.manifest.document.saved(&text);
            project.manifest.clash = None;
        }
        Event::ManifestChanged { text } | Event::ManifestClash { on_disk: text } => {
            let manifest = &mut project.manifest;
            if manifest.document.is_dirty() {
                let found = clash(&mut manifest.document, text, manifest.clash.as_ref());
                manifest.clash = found.or(manifest.clash.take()).filter(|_| manifest.document.is_dirty());
            } else {
                manifest.document.changed_on_disk(CHANGED_ON_DISK, text);
            }
            reread(manifest, &file);
        }
        Event::MegaFileSaved { path, text } => match project.mega_files.get_mut(&path) {
            Some(known) => {
                (known.clash, known.is_gone) = (None, false);
                if let Some(document) = &mut known.document {
                    document.saved(&text);
                }
            }
            // A new one.
            None => {
                let inside = path.strip_prefix(&project.project.mega_files_folder);
                let team = inside.and_then(|inside| TeamId::from_spelling(inside.as_str().split('/').next()?));
                if let Some(team) = team {
                    mega_file_changed(&mut project.mega_files, path, team, Some(text));
                }
            }
        },
        Event::MegaFileChanged { path, team, text } => mega_file_changed(&mut project.mega_files, path, team, text),
        Event::MegaFileClash { path, on_disk } => {
            if let Some(known) = project.mega_files.get_mut(&path)
                && let Some(document) = &mut known.document
            {
                known.clash = clash(document, on_disk, known.clash.as_ref());
            }
        }
        Event::MegaFileRemoved { path } => {
            if let Some(known) = project.mega_files.get_mut(&path) {
                if known.document.as_ref().is_some_and(Document::is_dirty) {
                    (known.clash, known.is_gone) =
                        (Some(Clash { base: String::new(), theirs: String::new(), merges: false }), true);
                } else {
                    project.mega_files.remove(&path);
                }
            }
        }
        Event::TreesChanged => {
            project.validation.is_old = true;
            project.integration_is_old = project.integration.is_some();
            project.trees_changes += 1;
        }
        Event::Inspected { path, revision, output, inspection } => {
            let document = project.mega_files.get(&path).and_then(|known| known.document.as_ref());
            if document.is_some_and(|document| document.revision() == revision) {
                project.inspected = Some(Inspected { path, revision, output, inspection: inspection.map(|found| *found) });
            }
        }
        Event::Preview { path, revision, preview } => {
            if let Some(known) = project.mega_files.get_mut(&path)
                && known.document.as_ref().is_some_and(|document| document.revision() == revision)
            {
                known.preview = Some((revision, *preview));
                project.previews += 1;
            }
        }
        Event::PicturesRead { conflict, pictures } => project.pictures = Some((conflict, pictures)),
        Event::Tried { number, trial, is_over } => project.trial.take(number, trial.map(|trial| *trial), is_over),
        Event::PlaceRead { path, versions } => project.place = Some((path, versions)),
        Event::Run(event) => project.run.take(*event),
        Event::FilesFound(found) => project.files = Some(*found),
        Event::Planned { revision, way, plan } => project.planned = Some(Planned { revision, way, plan }),
        Event::ReplySplit { reply } => {
            if let Some(known) = &mut project.reply {
                known.add(reply);
            }
        }
        Event::ReplyLooked { number, looks } => {
            if let Some(known) = &mut project.reply {
                known.looked = Some((number, looks));
            }
        }
        Event::TakenIn(report) => return taken_in(project, screen, *report),
        Event::Expanded(report) => {
            let files = report.teams.iter().map(|team| team.files).sum::<usize>();
            let said = match (report.dry_run, report.cancelled) {
                (true, _) => None,
                (false, true) => Some(t!("notice-expansion-stopped")),
                (false, false) => Some(t!("notice-expanded", count = files, seconds = (report.seconds * 10.0).round() / 10.0)),
            };
            project.integration_is_old |= !report.dry_run && project.integration.is_some();
            project.trees_changes += u64::from(!report.dry_run);
            if !report.dry_run {
                let surplus = (project.expansions.len() + 1).saturating_sub(EXPANSIONS_KEPT);
                project.expansions.drain(..surplus);
                project.expansions.push((journal::now(), Arc::new((*report).clone())));
            }
            project.last_expansion = Some(*report);
            return said.map(NoticeContent::Done).into_iter().collect();
        }
        Event::Conflicts(found) => {
            if project.answers.given().is_empty() && !project.answers.can_undo() && !project.answers.can_redo() {
                project.answers = Answers::remembered(found.answers.clone());
            }
            let gone = |id: &crate::model::conflict::ConflictId| !found.conflicts.iter().any(|conflict| &conflict.id == id);
            if screen.conflicts.selected.as_ref().is_some_and(gone) {
                screen.conflicts.selected = None;
            }
            project.integration = Some(Arc::new(*found));
            project.fixes = None;
            project.integration_is_old = false;
        }
        Event::Structure(findings) => {
            if let Some(found) = &mut project.integration {
                Arc::make_mut(found).add(findings);
            }
        }
        Event::FixesFound { revision, found, fixes } => project.fixes = Some(Fixes { revision, found, fixes }),
        Event::Integrated(report) => {
            let said = t!("notice-integrated", files = report.files, open = report.open.len());
            project.last_integration = Some(*report);
            project.validation.is_old = true;
            return vec![NoticeContent::Done(said)];
        }
        Event::ValidationHeard(heard) => project.validation.hear(heard),
        Event::Validated(found) => {
            let (passed, failed, _) = found.counts();
            project.validation.take(*found);
            return vec![NoticeContent::Done(t!("notice-validated", passed = passed, failed = failed))];
        }
        Event::ValidationRemembered(remembered) => {
            let facts = &mut project.validation;
            (facts.trusted, facts.revision) = (remembered.trusted, facts.revision + 1);
            if facts.last.is_none() {
                facts.history = remembered.history;
            }
        }
        Event::ReportWritten { page } => {
            let said = t!("notice-report", path = page.as_str());
            project.validation.page = Some(page);
            return vec![NoticeContent::Done(said)];
        }
        Event::Brought(report) if report.dry_run => project.bring = Some(*report),
        Event::Brought(report) => {
            project.integration_is_old = project.integration.is_some();
            let count = report.added.len() + report.changed.len() + report.removed.len();
            return vec![NoticeContent::Done(t!("notice-brought", count = count))];
        }
        Event::PromptsWritten { files } => {
            return vec![NoticeContent::Done(t!("notice-prompts", count = files.len()))];
        }
        Event::PromptTemplatesChanged { templates } => project.prompts.change(|facts| facts.templates = templates),
        Event::Briefed { briefings } => project.prompts.change(|facts| facts.briefings.extend(briefings)),
        Event::NotBriefed { recipients } => {
            project.prompts.change(|facts| facts.briefings.retain(|recipient, _| !recipients.contains(recipient)));
        }
        Event::TakenBack { what, files } => {
            match what {
                "integrate" => project.last_integration = None,
                // What was taken in is no expansion's.
                "intake" | "bring" => {}
                _ => project.last_expansion = None,
            }
            project.integration_is_old = project.integration.is_some();
            project.trees_changes += 1;
            return vec![NoticeContent::Done(t!("notice-taken-back", count = files))];
        }
        Event::JobStarted { .. }
        | Event::JobProgress { .. }
        | Event::JobEnded { .. }
        | Event::Failed { .. }
        | Event::OutsideClosed { .. }
        | Event::MarkedRead(_)
        | Event::MarkedWritten { .. }
        | Event::FolderChecked { .. }
        | Event::Opened(_) => {}
    }
    Vec::new()
}

/// What was taken in of replies. What was kept out stays to be looked at again.
fn taken_in(project: &mut ProjectFacts, screen: &mut Screen, report: intake::Report) -> Vec<NoticeContent> {
    if report.kept_out.is_empty() && !report.cancelled {
        project.reply = None;
    } else if let Some(reply) = &mut project.reply {
        // The dialog says so itself.
        (reply.looked, reply.round, reply.taken) = (None, reply.round + 1, Some(report));
        (project.integration_is_old, project.trees_changes) = (project.integration.is_some(), project.trees_changes + 1);
        return Vec::new();
    }
    project.integration_is_old = project.integration.is_some();
    project.trees_changes += 1;
    let mut written = report.created.iter().chain(&report.changed);
    if let Some(first) = written.find(|path| project.mega_files.contains_key(path)) {
        screen.mega_files.choose(first.clone());
    }
    vec![NoticeContent::Done(t!("notice-taken-in", count = report.created.len() + report.changed.len()))]
}

fn mega_file_changed(files: &mut BTreeMap<RelPath, MegaFileFacts>, path: RelPath, team: TeamId, text: Option<String>) {
    let known = files.entry(path).or_insert_with(|| MegaFileFacts {
        team: team.clone(),
        document: text.clone().map(Document::new),
        preview: None,
        clash: None,
        is_gone: false,
    });
    known.team = team;
    known.is_gone = false;
    match (&mut known.document, text) {
        (Some(document), Some(text)) if document.is_dirty() => {
            let found = clash(document, text, known.clash.as_ref());
            known.clash = found.or(known.clash.take()).filter(|_| document.is_dirty());
        }
        (Some(document), Some(text)) => {
            document.changed_on_disk(CHANGED_ON_DISK, text);
        }
        // No longer UTF-8: what was typed here and is not saved stays.
        (Some(document), None) if document.is_dirty() => {}
        (document, text) => *document = text.map(Document::new),
    }
}

/// Settles a clash: the person's text stays (and is saved over what is on disk), or the disk's takes its place as a step
/// that can be taken back. Whether there is something to save now.
pub fn settle(project: &mut ProjectFacts, id: &DocumentId, settlement: Settlement) -> Result<bool, Problem> {
    let file = project.manifest_file().to_owned();
    let merged = match (settlement, project.clash(id), project.document(id)) {
        (Settlement::Both, Some(clash), Some(document)) => {
            // Whoever went on typing since may have come into the way of the others.
            Some(clash.merged(document.text()).ok_or_else(|| Problem::warning("clash-cannot-merge"))?)
        }
        _ => None,
    };
    let theirs = match id {
        DocumentId::Manifest => project.manifest.clash.take(),
        DocumentId::MegaFile(path) => {
            let Some(known) = project.mega_files.get_mut(path) else { return Ok(false) };
            let theirs = known.clash.take();
            if known.is_gone && settlement == Settlement::Theirs {
                project.mega_files.remove(path);
                return Ok(false);
            }
            theirs
        }
    };
    let (Some(clash), Some(document)) = (theirs, project.document_mut(id)) else { return Ok(false) };
    let wanted = match settlement {
        Settlement::Mine => return Ok(true),
        Settlement::Theirs => &clash.theirs,
        Settlement::Both => merged.as_ref().unwrap_or(&clash.theirs),
    };
    let edit = TextEdit::between(document.text(), wanted);
    document.edit(CHANGED_ON_DISK, edit);
    document.saved(&clash.theirs);
    if *id == DocumentId::Manifest {
        reread(&mut project.manifest, &file);
    }
    // What both wrote is nowhere on disk yet.
    Ok(settlement == Settlement::Both)
}
