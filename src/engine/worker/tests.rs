//! The engine as a window sees it: commands in, events out.
use std::path::Path;
use std::time::{Duration, Instant};

use super::*;
use crate::engine::command::{NewProject, ProjectTemplate};
use crate::engine::disk;
use crate::model::path::RelPath;

const MANIFEST: &str = "project:\n  name: Butik\nteams:\n  alpha: entities\n";

/// Long enough for a machine that is busy with something else; no test waits for it to pass.
const PATIENCE: Duration = Duration::from_secs(30);

fn engine() -> Engine {
    settings::keep_in(&std::env::temp_dir().join(format!("dectet-tests-{}", std::process::id())));
    Engine::start(|| ())
}

/// The first event that `pick` wants; everything before it is passed over.
fn wait<T>(engine: &Engine, mut pick: impl FnMut(Event) -> Option<T>) -> T {
    let until = Instant::now() + PATIENCE;
    loop {
        let event = engine.events.recv_deadline(until).expect("the event that the test waits for");
        if let Some(picked) = pick(event) {
            return picked;
        }
    }
}

fn opened(engine: &Engine) -> Snapshot {
    wait(engine, |event| match event {
        Event::Opened(snapshot) => Some(*snapshot),
        Event::Failed { problem, .. } => panic!("{problem:?}"),
        _ => None,
    })
}

fn failed(engine: &Engine) -> &'static str {
    wait(engine, |event| match event {
        Event::Failed { problem, .. } => Some(problem.id),
        _ => None,
    })
}

fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("folder");
    write(folder.path(), "manifest.yaml", MANIFEST);
    write(folder.path(), "mega-files/alpha/a.yaml", "id: a\n");
    folder
}

fn write(root: &Path, path: &str, text: &str) {
    disk::write_atomic(&root.join(path), text.as_bytes()).expect(path);
}

#[test]
fn a_project_opens_and_a_failure_leaves_it_open() {
    let folder = project();
    let engine = engine();
    engine.send(Command::Open { path: folder.path().to_path_buf() });
    let snapshot = opened(&engine);
    assert_eq!((snapshot.manifest_text.as_str(), snapshot.read_only, snapshot.mega_files.len()), (MANIFEST, false, 1));
    engine.send(Command::Open { path: folder.path().join("none") });
    assert_eq!(failed(&engine), "disk-missing");
    let changed = format!("{MANIFEST}# å\n");
    engine.send(Command::SaveManifest { text: changed.clone(), expected: MANIFEST.into() });
    wait(&engine, |event| matches!(event, Event::ManifestSaved { text } if text == changed).then_some(()));
    assert_eq!(disk::read_text(&folder.path().join("manifest.yaml")).expect("read"), changed);
}

#[test]
fn without_a_project_commands_say_so() {
    let engine = engine();
    for command in [Command::WritePrompts { language: None }, Command::Expand(Default::default()), Command::TakeOver] {
        engine.send(command);
        assert_eq!(failed(&engine), "project-none-open");
    }
    engine.send(Command::SaveManifest { text: "x".into(), expected: "y".into() });
    assert_eq!(failed(&engine), "project-none-open");
}

#[test]
fn another_programs_change_is_told_and_our_own_is_not() {
    let folder = project();
    let engine = engine();
    engine.send(Command::Open { path: folder.path().to_path_buf() });
    opened(&engine);
    let path = RelPath::new("mega-files/alpha/a.yaml").expect("path");
    engine.send(Command::SaveMegaFile { path: path.clone(), text: "id: ours\n".into(), expected: Some("id: a\n".into()) });
    wait(&engine, |event| matches!(event, Event::MegaFileSaved { .. }).then_some(()));
    write(folder.path(), "mega-files/Beta Team/new.yaml", "id: theirs\n");
    let (team, text) = wait(&engine, |event| match event {
        Event::MegaFileChanged { path: changed, team, text } => {
            assert_ne!(changed, path, "our own write came back");
            Some((team, text))
        }
        _ => None,
    });
    assert_eq!((team.as_str(), text.as_deref()), ("beta", Some("id: theirs\n")));
    write(folder.path(), "manifest.yaml", "teams: {}\n");
    wait(&engine, |event| matches!(event, Event::ManifestChanged { text } if text == "teams: {}\n").then_some(()));
    disk::remove_file(&folder.path().join(path.as_str())).expect("remove");
    wait(&engine, |event| matches!(event, Event::MegaFileRemoved { path: gone } if gone == path).then_some(()));
    write(folder.path(), "teams/alpha/src/deep/x.ts", "x");
    wait(&engine, |event| matches!(event, Event::TreesChanged).then_some(()));
    // A folder that appeared is watched from then on.
    write(folder.path(), "teams/alpha/src/deep/y.ts", "y");
    wait(&engine, |event| matches!(event, Event::TreesChanged).then_some(()));
}

#[test]
fn own_templates_are_read_and_seen_to_change() {
    let folder = project();
    write(folder.path(), "templates/prompts/team.md", "one {{ team.id }}\n");
    write(folder.path(), "templates/prompts/notes.txt", "no template\n");
    let engine = engine();
    engine.send(Command::Open { path: folder.path().to_path_buf() });
    let names = |templates: &crate::model::prompt::Templates| templates.0.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&opened(&engine).prompt_templates), ["team.md"]);
    write(folder.path(), "templates/prompts/team-alpha.md", "two\n");
    let changed = |engine: &Engine, wanted: usize| {
        wait(engine, |event| match event {
            Event::PromptTemplatesChanged { templates } => (templates.0.len() == wanted).then_some(templates),
            _ => None,
        })
    };
    assert_eq!(names(&changed(&engine, 2)), ["team-alpha.md", "team.md"]);
    engine.send(Command::WritePrompts { language: None });
    wait(&engine, |event| matches!(event, Event::PromptsWritten { .. }).then_some(()));
    assert_eq!(disk::read_text(&folder.path().join("prompts/team-alpha.md")).expect("read"), "two\n");
    disk::remove_tree(&folder.path().join("templates")).expect("remove");
    changed(&engine, 0);
}

#[test]
fn templates_that_come_after_opening_are_seen() {
    let folder = project();
    let engine = engine();
    engine.send(Command::Open { path: folder.path().to_path_buf() });
    assert_eq!(opened(&engine).prompt_templates.0.len(), 0);
    write(folder.path(), "templates/prompts/team.md", "one\n");
    wait(&engine, |event| matches!(event, Event::PromptTemplatesChanged { templates } if templates.0.len() == 1).then_some(()));
    write(folder.path(), "templates/prompts/team.md", "two\n");
    wait(&engine, |event| {
        matches!(event, Event::PromptTemplatesChanged { templates } if templates.0["team.md"] == "two\n").then_some(())
    });
}

#[test]
fn a_briefing_survives_the_project_being_closed() {
    use crate::model::prompt::{Language, Recipient};
    let folder = project();
    let engine = engine();
    engine.send(Command::Open { path: folder.path().to_path_buf() });
    assert!(opened(&engine).briefings.is_empty());
    let alpha = Recipient::Team(crate::model::team::TeamId::from_spelling("alpha").expect("alpha"));
    let prompts = vec![(alpha.clone(), "abc".to_owned()), (Recipient::Leader, "def".to_owned())];
    engine.send(Command::Briefed { prompts, language: Language::Swedish });
    let said = wait(&engine, |event| match event {
        Event::Briefed { briefings } => Some(briefings),
        _ => None,
    });
    assert_eq!((said.len(), said[&alpha].hash.as_str(), said[&alpha].language), (2, "abc", Language::Swedish));
    engine.send(Command::NotBriefed { recipients: vec![Recipient::Leader] });
    wait(&engine, |event| matches!(event, Event::NotBriefed { .. }).then_some(()));
    engine.send(Command::Close);
    engine.send(Command::Open { path: folder.path().to_path_buf() });
    let again = opened(&engine);
    assert_eq!(again.briefings.keys().collect::<Vec<_>>(), [&alpha]);
    assert_eq!(again.briefings[&alpha].hash, "abc");
}

#[test]
fn a_clash_writes_nothing() {
    let folder = project();
    let engine = engine();
    engine.send(Command::Open { path: folder.path().to_path_buf() });
    opened(&engine);
    engine.send(Command::SaveManifest { text: "mine".into(), expected: "what I never saw".into() });
    let on_disk = wait(&engine, |event| match event {
        Event::ManifestClash { on_disk } => Some(on_disk),
        _ => None,
    });
    assert_eq!(on_disk, MANIFEST);
    assert_eq!(disk::read_text(&folder.path().join("manifest.yaml")).expect("read"), MANIFEST);
}

#[test]
fn a_second_window_reads_until_it_takes_over() {
    let folder = project();
    let (first, second) = (engine(), engine());
    first.send(Command::Open { path: folder.path().to_path_buf() });
    assert!(!opened(&first).read_only);
    second.send(Command::Open { path: folder.path().to_path_buf() });
    let snapshot = opened(&second);
    assert!(snapshot.read_only);
    assert_eq!(snapshot.problems.iter().map(|problem| problem.id).collect::<Vec<_>>(), ["project-open-elsewhere"]);
    second.send(Command::SaveManifest { text: "x".into(), expected: MANIFEST.into() });
    assert_eq!(failed(&second), "project-read-only");
    second.send(Command::TakeOver);
    assert!(!opened(&second).read_only);
    wait(&first, |event| matches!(event, Event::TakenOver).then_some(()));
    first.send(Command::SaveManifest { text: "x".into(), expected: MANIFEST.into() });
    assert_eq!(failed(&first), "project-read-only");
    drop(second);
    first.send(Command::TakeOver);
    assert!(!opened(&first).read_only, "a window that ended holds nothing");
}

#[test]
fn a_new_project_is_open_when_it_is_made() {
    let folder = tempfile::tempdir().expect("folder");
    let engine = engine();
    let path = folder.path().join("ny butik åäö");
    let new = NewProject { folder: path.clone(), name: "Ny".into(), template: ProjectTemplate::Empty, ..NewProject::default() };
    engine.send(Command::Create(new.clone()));
    assert_eq!(opened(&engine).project.root, disk::canonical(&path).expect("made"));
    engine.send(Command::Create(new));
    assert_eq!(failed(&engine), "create-not-empty");
}

#[cfg(unix)]
#[test]
fn a_folder_without_write_permission_opens_for_reading() {
    use std::os::unix::fs::PermissionsExt;
    let folder = project();
    let set = |mode| std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(mode)).expect("permissions");
    set(0o555);
    let engine = engine();
    engine.send(Command::Open { path: folder.path().to_path_buf() });
    let snapshot = opened(&engine);
    set(0o755);
    assert!(snapshot.read_only);
    assert_eq!(snapshot.problems.iter().map(|problem| problem.id).collect::<Vec<_>>(), ["project-folder-not-writable"]);
    assert!(disk::stat(&folder.path().join(".dectet")).is_none());
}

#[test]
fn a_mistake_of_our_own_is_a_problem_and_no_crash() {
    let result: Result<(), Problem> = threads::guarded(|| panic!("boo"));
    let problem = result.expect_err("panicked");
    assert_eq!((problem.id, problem.arg("error")), ("engine-panic", Some("boo")));
}

const MEGA: &str = "\
id: models
version: 1.0.0
team: alpha
expansion_rules:
  entities: [{name: Order}, {name: Customer}]
generation_templates:
  model: {output_path: 'src/{entity}.ts', template: \"export class {Entity} {}\\n\"}
";

#[test]
fn a_job_starts_answers_and_ends() {
    let folder = project();
    write(folder.path(), "mega-files/alpha/a.yaml", MEGA);
    let engine = engine();
    engine.send(Command::Open { path: folder.path().to_path_buf() });
    opened(&engine);
    engine.send(Command::Expand(Default::default()));
    let mut seen = Vec::new();
    let files = wait(&engine, |event| match event {
        Event::JobStarted { label, cancellable, .. } => {
            seen.push((label, cancellable));
            None
        }
        Event::Expanded(report) => Some(report.teams[0].created.len()),
        Event::Failed { problem, .. } => panic!("{problem:?}"),
        _ => None,
    });
    assert_eq!((seen, files), (vec![("job-expand", true)], 2));
    wait(&engine, |event| matches!(event, Event::JobEnded { .. }).then_some(()));
    engine.send(Command::FindConflicts);
    wait(&engine, |event| matches!(event, Event::Conflicts(found) if found.files == 2).then_some(()));
    engine.send(Command::TakeBack);
    wait(&engine, |event| matches!(event, Event::TakenBack { what: "expand", files: 2 }).then_some(()));
    assert!(disk::stat(&folder.path().join("teams/alpha/src/order.ts")).is_none());
}

#[test]
fn of_previews_the_newest_is_answered() {
    use crate::model::document::Revision;
    use crate::model::team::TeamId;
    let folder = project();
    let engine = engine();
    engine.send(Command::Open { path: folder.path().to_path_buf() });
    opened(&engine);
    let ask = |revision: u64, text: String| Command::Preview {
        path: RelPath::new("mega-files/alpha/a.yaml").expect("path"),
        team: TeamId::from_spelling("alpha").expect("team"),
        text,
        manifest_text: MANIFEST.into(),
        revision: Revision(revision),
    };
    for revision in 1..=30 {
        engine.send(ask(revision, format!("{MEGA}# {revision}\n")));
    }
    let mut answers = Vec::new();
    let preview = wait(&engine, |event| match event {
        Event::Preview { revision, preview, .. } => {
            answers.push(revision.0);
            (revision.0 == 30).then_some(preview)
        }
        _ => None,
    });
    assert!(answers.is_sorted(), "{answers:?}");
    let outputs: Vec<_> =
        preview.outputs.iter().map(|output| (output.planned.path.as_str(), output.text.as_deref(), output.lines)).collect();
    assert_eq!(outputs[0], ("src/order.ts", Some("export class Order {}\n"), 1));
    assert_eq!(outputs.len(), 2);
    // A text that does not parse has problems and no outputs; the engine goes on.
    engine.send(ask(31, "id: [\n".into()));
    let preview = wait(&engine, |event| match event {
        Event::Preview { revision: Revision(31), preview, .. } => Some(preview),
        _ => None,
    });
    assert!(preview.outputs.is_empty() && !preview.problems.is_empty());
}

#[test]
fn what_a_person_likes_and_where_they_are_is_written_and_texts_are_kept_and_offered() {
    let (folder, engine) = (project(), engine());
    let preferences = settings::Preferences { zoom_percent: 125, editor: "ed {file}".into(), ..Default::default() };
    engine.send(Command::RememberPreferences { preferences: Box::new(preferences.clone()) });
    let place = settings::LastPlace { folder: folder.path().into(), view: "view-teams".into(), ..Default::default() };
    engine.send(Command::RememberPlace { place: Some(place.clone()) });
    engine.send(Command::Open { path: folder.path().to_path_buf() });
    opened(&engine);
    let remembered = settings::Settings::load();
    assert_eq!((remembered.preferences, remembered.last), (preferences, Some(place)));
    assert_eq!(settings::editor_command(Path::new("/a b"), 3).expect("a command"), ["ed", "/a b"]);
    assert_eq!(settings::merge_tool_command(Path::new("b"), Path::new("m"), Path::new("t"), Path::new("r")), None);
    let kept = recovery::Kept { mega_file: None, text: "teams: [".into(), base: MANIFEST.into() };
    engine.send(Command::KeepTexts { texts: vec![kept.clone()] });
    engine.send(Command::Open { path: folder.path().to_path_buf() });
    let texts = wait(&engine, |event| match event {
        Event::Recovered { texts } => Some(texts),
        _ => None,
    });
    assert_eq!(texts, [kept]);
}
