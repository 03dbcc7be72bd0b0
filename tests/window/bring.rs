//! Who meets whom, and the result brought home: looked at first, then written, then taken back.

use std::path::PathBuf;

use dectet::engine::command::Command;
use dectet::engine::settings::Settings;
use dectet::gui::action::Action;
use dectet::words::Language;
use egui::{Key, Modifiers, Theme};

use super::{Looks, Window, small_project};

/// Two teams that wrote two files in common, one of them differently.
fn project() -> tempfile::TempDir {
    let folder = small_project();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("parent")).expect("folders");
        std::fs::write(path, text).expect("write");
    };
    for team in ["alpha", "beta"] {
        write(&format!("teams/{team}/src/{team}/index.ts"), &format!("export const team = '{team}';\n"));
        write(&format!("teams/{team}/shared/same.ts"), "export const same = true;\n");
        write(&format!("teams/{team}/shared/routes.ts"), &format!("export const route = '{team}';\n"));
    }
    folder
}

fn integrated(looks: Looks) -> (tempfile::TempDir, Window) {
    let folder = project();
    let mut window = Window::with(looks, Some(folder.path()), Settings::default());
    window.wait_for_project();
    window.press(Modifiers::COMMAND, Key::Num5);
    let is_found = |app: &dectet::gui::app::App| app.facts.project.as_ref().is_some_and(|project| project.integration.is_some());
    window.until("the conflicts", |app| is_found(app) && app.facts.jobs.is_empty());
    (folder, window)
}

fn integrate(window: &mut Window) {
    window.act(Action::Command(Command::Integrate { answers: Default::default(), markers: false }));
    window.until("the result", |app| {
        app.facts.jobs.is_empty() && app.facts.project.as_ref().is_some_and(|project| project.last_integration.is_some())
    });
}

#[test]
fn the_table_says_which_teams_meet_on_how_many_files() {
    let (_folder, mut window) = integrated(Looks::default());
    window.click("Overlaps");
    window.rest();
    assert!(window.has("Alpha and Beta: 2 files, 1 conflict"), "{:?}", window.names());
    assert!(!window.shows("Gamma and"), "who meets nobody has no row");
}

#[test]
fn the_result_is_brought_home_after_a_look_and_can_be_taken_back() {
    let (folder, mut window) = integrated(Looks::default());
    assert!(!window.has("Bring into my folder…"), "there is nothing to bring yet");
    integrate(&mut window);
    window.click("Bring into my folder…");
    window.until("the question", |app| app.facts.project.as_ref().is_some_and(|project| project.bring.is_some()));
    window.rest();
    assert!(window.has("3 files are new, 0 change, 0 go."), "{:?}", window.names());
    let file = folder.path().join("src/alpha/index.ts");
    assert!(!file.exists(), "a look writes nothing");
    window.click("Bring 3 files");
    window.until("the files", |app| app.facts.jobs.is_empty() && file.exists());
    assert!(folder.path().join("shared/same.ts").exists());
    assert!(!folder.path().join("shared/routes.ts").exists(), "what is open stays as it was");
    window.act(Action::Command(Command::TakeBack));
    window.until("the files to go", |app| app.facts.jobs.is_empty() && !file.exists());
}

#[test]
fn pictures_of_bringing_home() {
    let Some(folder) = std::env::var_os("DECTET_PICTURES").map(PathBuf::from) else { return };
    std::fs::create_dir_all(&folder).expect("the pictures' folder");
    for (theme, size, language, ending) in [
        (Theme::Dark, [1280.0, 800.0], Language::English, "dark-en"),
        (Theme::Light, [900.0, 600.0], Language::Swedish, "light-sv"),
    ] {
        let (_project, mut window) = integrated(Looks { size, theme, language });
        window.click(if language == Language::English { "Overlaps" } else { "Överlapp" });
        window.rest();
        window.picture().save(folder.join(format!("overlap-{ending}.png"))).expect("a picture");
        window.press(Modifiers::NONE, Key::Escape);
        integrate(&mut window);
        window.act(Action::Command(Command::Bring { dry_run: true }));
        window.until("the question", |app| app.facts.project.as_ref().is_some_and(|project| project.bring.is_some()));
        window.rest();
        window.picture().save(folder.join(format!("bring-{ending}.png"))).expect("a picture");
    }
}
