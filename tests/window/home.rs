//! Home: new, open, recent, drop; and what to do next.
use dectet::engine::settings::Recent;
use dectet::gui::dialogs::Chosen;
use dectet::gui::views::ViewId;
use egui::{Key, Modifiers};

use super::{Looks, Window, small_project};

#[test]
fn a_new_project_is_made_where_the_form_says() {
    let parent = tempfile::tempdir().expect("folder");
    let mut window = Window::new(None);
    window.click("Empty project");
    window.type_into("Name", "Växel & Co");
    window.hand.will_choose(Chosen::Folder(parent.path().to_path_buf()));
    window.click("Choose…");
    let wanted = parent.path().join("växel-co");
    window.until("the folder to be looked at", |app| {
        app.facts.folder_checked.as_ref().is_some_and(|(folder, _)| folder == &wanted)
    });
    assert!(window.shows("Free"), "{:?}", window.names());
    window.click("Create project");
    window.wait_for_project();
    assert_eq!(window.project().name(), "Växel & Co");
    assert_eq!(window.project().project.root, parent.path().canonicalize().expect("root").join("växel-co"));
    assert_eq!(window.project().manifest.manifest.teams.len(), 10);
    assert!(window.has("Arrange the teams") || window.shows("Arrange"), "{:?}", window.names());
}

#[test]
fn the_form_says_what_is_wrong_while_it_is_typed() {
    let taken = small_project();
    let mut window = Window::new(None);
    window.press(Modifiers::COMMAND, Key::N);
    window.type_into("Folder", &taken.path().display().to_string());
    window.until("the folder to be looked at", |app| {
        app.facts.folder_checked.as_ref().is_some_and(|(folder, _)| folder == taken.path())
    });
    assert!(window.shows("is not empty"), "{:?}", window.names());
    window.type_into("Folder", "relative/path");
    assert!(window.shows("needs its whole path"));
    window.type_into("Name", " ");
    assert!(window.shows("needs a name"));
    window.click("Cancel");
    assert!(window.has("Choose folder…"));
}

#[test]
fn a_folder_opens_by_path_by_dialog_by_drop_and_from_the_list() {
    let folder = small_project();
    let opened = |window: &mut Window| {
        window.wait_for_project();
        assert_eq!(window.project().name(), "småbutik");
    };
    let mut window = Window::new(None);
    window.type_into("Path of a project", &folder.path().display().to_string());
    window.press(Modifiers::NONE, Key::Enter);
    opened(&mut window);
    drop(window);

    let mut window = Window::new(None);
    window.hand.will_choose(Chosen::Folder(folder.path().to_path_buf()));
    window.click("Choose folder…");
    opened(&mut window);
    drop(window);

    let mut window = Window::new(None);
    window.drop_file(&folder.path().join("team-coordination-manifest.yaml"));
    opened(&mut window);
    drop(window);

    let recent = vec![Recent { name: "småbutik".into(), folder: folder.path().to_path_buf() }];
    let mut window = Window::with(Looks::default(), None, super::settings_with(recent));
    window.click("Open småbutik");
    opened(&mut window);
}

#[test]
fn without_a_dialog_the_path_can_be_typed() {
    let mut window = Window::new(None);
    window.hand.will_choose(Chosen::NoDialog);
    window.press(Modifiers::COMMAND, Key::O);
    assert!(window.shows("no folder dialog"), "{:?}", window.names());
    window.event(egui::Event::Text("/typed".to_owned()));
    assert!(window.shows("/typed"), "the field has the keys");
}

#[test]
fn home_leads_to_the_next_step_and_a_project_can_be_closed() {
    let folder = small_project();
    let mut window = Window::on(folder.path());
    assert!(window.shows("3 teams have 4 responsibilities"), "{:?}", window.names());
    window.click("Expand all");
    window.until("the expansion", |app| {
        app.facts.project.as_ref().is_some_and(|project| project.last_expansion.is_some()) && app.facts.jobs.is_empty()
    });
    assert!(folder.path().join("teams/alpha/src/alpha/order.ts").is_file());
    assert!(window.shows("2 files with"), "{:?}", window.names());
    window.click("Go to Teams · Arrange the teams");
    assert_eq!(window.app().screen.view, ViewId::Teams);
    window.press(Modifiers::COMMAND, Key::Num1);
    window.click("Close project");
    window.until("the project to be closed", |app| app.facts.project.is_none());
    assert!(window.has("Choose folder…"));
    assert_eq!(window.app().facts.recent[0].name, "småbutik");
}
