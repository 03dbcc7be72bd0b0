//! What surrounds every view: keys, palette, themes, saving, problems.
use std::path::Path;

use dectet::gui::screen::Screen;
use dectet::gui::views::{VIEWS, ViewId};
use dectet::words::Language;
use egui::{Key, Modifiers, Theme};

use super::{Looks, SMALL_MANIFEST, Window, small_project};
use dectet::engine::settings::Settings;

fn manifest(folder: &Path) -> std::path::PathBuf {
    folder.join("team-coordination-manifest.yaml")
}

#[test]
fn keys_go_to_views_and_only_a_project_has_them_all() {
    let mut window = Window::new(None);
    window.press(Modifiers::COMMAND, Key::Num2);
    assert_eq!(window.app().screen.view, ViewId::Home, "there are no teams without a project");
    let folder = small_project();
    let mut window = Window::on(folder.path());
    for (key, view) in [
        (Key::Num2, ViewId::Teams),
        (Key::Num3, ViewId::MegaFiles),
        (Key::Num4, ViewId::Run),
        (Key::Num5, ViewId::Conflicts),
        (Key::Num1, ViewId::Home),
    ] {
        window.press(Modifiers::COMMAND, key);
        assert_eq!(window.app().screen.view, view);
    }
    window.click("Teams");
    assert_eq!(window.app().screen.view, ViewId::Teams);
}

#[test]
fn the_palette_finds_and_runs_by_keys_alone() {
    let folder = small_project();
    let mut window = Window::on(folder.path());
    for (modifiers, key) in [(Modifiers::COMMAND, Key::K), (Modifiers::COMMAND | Modifiers::SHIFT, Key::P)] {
        window.press(modifiers, key);
        assert!(window.app().screen.palette_open, "{key:?}");
        window.press(Modifiers::NONE, Key::Escape);
        assert!(!window.app().screen.palette_open, "{key:?}");
    }
    window.press(Modifiers::COMMAND, Key::K);
    window.event(egui::Event::Text("orders.y".to_owned()));
    assert!(window.has("mega-files/alpha/orders.yaml"), "{:?}", window.names());
    window.press(Modifiers::NONE, Key::Enter);
    let Screen { view, palette_open, mega_files, .. } = &window.app().screen;
    assert_eq!((*view, *palette_open), (ViewId::MegaFiles, false));
    assert_eq!(mega_files.chosen().expect("a mega-file").as_str(), "mega-files/alpha/orders.yaml");
}

#[test]
fn themes_and_languages_change_at_once_and_are_remembered() {
    let mut window = Window::with(Looks { language: Language::Swedish, ..Looks::default() }, None, Settings::default());
    assert!(window.has("Nytt projekt"), "{:?}", window.names());
    window.click("Utseende och språk");
    window.click("Ljust");
    window.click("Utseende och språk");
    window.click("English");
    assert!(window.has("New project"));
    assert_eq!(window.app().facts.theme, egui::ThemePreference::Light);
    window.until("the settings", |_| {
        let remembered = Settings::load();
        remembered.language.as_deref() == Some("en") && remembered.theme == dectet::engine::settings::Theme::Light
    });
}

#[test]
fn an_edit_is_saved_by_itself_and_undo_brings_the_bytes_back() {
    let folder = small_project();
    let mut window = Window::on(folder.path());
    window.press(Modifiers::COMMAND, Key::Num2);
    edit(&mut window);
    let edited = window.project().manifest.document.text().to_owned();
    assert_ne!(edited, SMALL_MANIFEST);
    assert!(edited.starts_with("# The shop of a small town"), "{edited}");
    let on_disk = || std::fs::read_to_string(manifest(folder.path())).expect("manifest");
    window.until("the autosave", |_| on_disk() == edited);
    window.until("the answer", |app| app.facts.project.as_ref().is_some_and(|project| project.unsaved().is_empty()));
    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.project().manifest.document.text(), SMALL_MANIFEST);
    window.press(Modifiers::COMMAND, Key::S);
    window.until("the save", |_| on_disk() == SMALL_MANIFEST);
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(window.project().manifest.document.text(), edited);
}

/// Moves a responsibility from alpha to beta as the board does: through the action that a drag pushes.
fn edit(window: &mut Window) {
    window.drag("schema, Alpha", "rest-api, Beta");
    assert!(!window.project().unsaved().is_empty(), "{:?}", window.names());
}

#[test]
fn another_program_never_overwrites_what_was_typed() {
    let folder = small_project();
    let mut window = Window::on(folder.path());
    window.press(Modifiers::COMMAND, Key::Num2);
    edit(&mut window);
    let theirs = SMALL_MANIFEST.replace("orders", "orders-of-theirs");
    std::fs::write(manifest(folder.path()), &theirs).expect("write");
    window.until("the clash", |app| app.facts.project.as_ref().is_some_and(|project| project.manifest.clash.is_some()));
    assert!(window.project().manifest.document.text().contains("schema"));
    assert_eq!(std::fs::read_to_string(manifest(folder.path())).expect("manifest"), theirs, "nothing is written over theirs");
}

#[test]
fn nobody_leaves_unsaved_text_by_mistake() {
    let folder = small_project();
    let other = small_project();
    let mut window = Window::on(folder.path());
    window.press(Modifiers::COMMAND, Key::Num2);
    edit(&mut window);
    let edited = window.project().manifest.document.text().to_owned();
    // Leaving saves first …
    window.drop_file(other.path());
    let root = other.path().canonicalize().expect("root");
    window.until("the other project", |app| app.facts.project.as_ref().is_some_and(|project| project.project.root == root));
    assert_eq!(std::fs::read_to_string(manifest(folder.path())).expect("manifest"), edited);
    // … and asks where that cannot be done.
    window.press(Modifiers::COMMAND, Key::Num2);
    edit(&mut window);
    std::fs::write(manifest(other.path()), SMALL_MANIFEST.replace("orders", "theirs")).expect("write");
    window.until("the clash", |app| app.facts.project.as_ref().is_some_and(|project| project.manifest.clash.is_some()));
    window.drop_file(folder.path());
    assert!(window.has("Leave without saving"), "{:?}", window.names());
    window.click("Stay");
    assert_eq!(window.project().project.root, root);
    assert!(window.project().manifest.document.is_dirty());
    window.drop_file(folder.path());
    window.click("Leave without saving");
    let root = folder.path().canonicalize().expect("root");
    window.until("the first project", |app| app.facts.project.as_ref().is_some_and(|project| project.project.root == root));
    assert!(std::fs::read_to_string(manifest(other.path())).expect("manifest").contains("theirs"));
}

#[test]
fn two_windows_on_one_project_do_not_both_write() {
    let folder = small_project();
    let mut first = Window::on(folder.path());
    let mut second = Window::on(folder.path());
    assert!(second.project().read_only && !first.project().read_only);
    second.click("Take over");
    second.until("the project", |app| app.facts.project.as_ref().is_some_and(|project| !project.read_only));
    first.until("the loss", |app| app.facts.project.as_ref().is_some_and(|project| project.read_only));
    assert!(first.has("Take over"));
}

#[test]
fn a_project_that_cannot_be_opened_says_so_and_changes_nothing() {
    let folder = small_project();
    let mut window = Window::on(folder.path());
    let empty = tempfile::tempdir().expect("folder");
    window.drop_file(empty.path());
    window.until("a notice", |app| !app.facts.notices.is_empty());
    assert!(window.shows("is empty"), "{:?}", window.names());
    assert_eq!(window.project().project.root, folder.path().canonicalize().expect("root"));
    assert_eq!(std::fs::read_dir(empty.path()).expect("list").count(), 0);
}

#[test]
fn every_control_has_a_name() {
    let folder = small_project();
    for theme in [Theme::Dark, Theme::Light] {
        let mut window = Window::with(Looks { theme, ..Looks::default() }, Some(folder.path()), Settings::default());
        window.wait_for_project();
        for (place, view) in VIEWS.iter().enumerate() {
            window.press(Modifiers::COMMAND, Key::from_name(&(place + 1).to_string()).expect("digit"));
            assert_eq!(window.nameless(), Vec::<String>::new(), "in {}", view.name);
        }
        for (modifiers, key) in
            [(Modifiers::COMMAND, Key::K), (Modifiers::NONE, Key::Questionmark), (Modifiers::COMMAND | Modifiers::SHIFT, Key::M)]
        {
            window.press(modifiers, key);
            assert_eq!(window.nameless(), Vec::<String>::new(), "after {key:?}");
            window.press(Modifiers::NONE, Key::Escape);
        }
        window.press(Modifiers::COMMAND, Key::N);
        assert_eq!(window.nameless(), Vec::<String>::new(), "in the form");
    }
}
