//! While teams write: who meets whom and what an integration would do, tried in the background and shown in the Run view.

use std::path::{Path, PathBuf};

use dectet::engine::command::Command;
use dectet::engine::settings::Settings;
use dectet::gui::action::Action;
use dectet::gui::views::ViewId;
use egui::{Key, Modifiers};

use super::run::{busy, hear};
use super::{Looks, Window, small_project};

fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().expect("parent")).expect("folders");
    std::fs::write(path, text).expect("write");
}

/// Two teams that wrote the same file, and one outside its boundaries.
fn project() -> tempfile::TempDir {
    let folder = small_project();
    for team in ["alpha", "beta"] {
        write(folder.path(), &format!("teams/{team}/shared/a.ts"), &format!("export const team = '{team}';\n"));
        write(folder.path(), &format!("teams/{team}/src/{team}/index.ts"), "export {};\n");
    }
    write(folder.path(), "teams/beta/src/alpha/patch.ts", "export const patched = true;\n");
    folder
}

fn running(folder: &Path, looks: Looks) -> Window {
    let mut window = Window::with(looks, Some(folder), Settings::default());
    window.wait_for_project();
    window.press(Modifiers::COMMAND, Key::Num4);
    hear(&mut window, &busy(&["alpha", "beta", "gamma"]));
    checked(&mut window, 0);
    window
}

/// Waits for a trial after this one, gates and all; its number.
fn checked(window: &mut Window, after: u64) -> u64 {
    window.until("a trial", |app| {
        let trial = app.facts.project.as_ref().map(|project| &project.trial);
        trial.is_some_and(|trial| trial.answered > after && !trial.stopped)
    });
    window.steps(3);
    window.project().trial.answered
}

#[test]
fn what_an_integration_would_do_is_shown_and_follows_what_teams_write() {
    let folder = project();
    let mut window = running(folder.path(), Looks::default());
    let trial = window.project().trial.last.clone().expect("tried");
    assert_eq!((trial.sides, trial.open, trial.kept_out), (2, 2, 1), "{trial:?}");
    assert!(trial.checks.is_some());
    assert!(window.shows("2 conflicts open  ·  1 kept out"), "{:?}", window.names());
    assert!(window.shows("Alpha and Beta") || window.shows("Alpha, Beta"), "the pair is named: {:?}", window.names());
    assert_eq!(window.nameless(), Vec::<String>::new());
    assert!(!folder.path().join("integrated").exists(), "nothing is written");
    // A third team writes the same: it is tried again by itself.
    let number = window.project().trial.answered;
    write(folder.path(), "teams/gamma/shared/a.ts", "export const team = 'gamma';\n");
    checked(&mut window, number);
    window.until("three teams", |app| {
        app.facts.project.as_ref().and_then(|project| project.trial.last.as_ref()).is_some_and(|trial| trial.sides == 3)
    });
    let overlaps = window.project().trial.last.clone().expect("tried").overlaps;
    assert_eq!(overlaps.teams.len(), 3);
    assert!(overlaps.paths[0][2] == 1 && overlaps.paths[1][2] == 1, "{overlaps:?}");
    window.click("Conflicts");
    assert_eq!(window.app().screen.view, ViewId::Conflicts);
}

#[test]
fn a_trial_that_a_job_stopped_is_made_up_for() {
    let folder = project();
    let mut window = running(folder.path(), Looks::default());
    let number = window.project().trial.answered;
    write(folder.path(), "teams/gamma/src/gamma/index.ts", "export {};\n");
    // Whatever comes of a trial beside it, the job is done, and the last trial counts all teams.
    window.act(Action::Command(Command::FindConflicts));
    window
        .until("the job", |app| app.facts.jobs.is_empty() && app.facts.project.as_ref().is_some_and(|p| p.integration.is_some()));
    window.until("a trial of all three", |app| {
        let trial = app.facts.project.as_ref().map(|project| &project.trial);
        trial.is_some_and(|trial| trial.answered > number && trial.last.as_ref().is_some_and(|last| last.sides == 3))
    });
}

#[test]
fn pictures_of_trials() {
    let Some(folder) = std::env::var_os("DECTET_PICTURES").map(PathBuf::from) else { return };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    std::fs::create_dir_all(&folder).expect("the pictures' folder");
    for (looks, ending) in super::cards::looks() {
        let project = project();
        let mut window = running(project.path(), looks);
        window.picture().save(folder.join(format!("trial-{ending}"))).expect("a picture on disk");
        window.click(if ending.ends_with("en.png") { "Overlaps" } else { "Överlapp" });
        window.picture().save(folder.join(format!("trial-overlaps-{ending}"))).expect("a picture on disk");
    }
}
