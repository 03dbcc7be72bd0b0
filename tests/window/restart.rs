//! What comes back: the place that a person was at, and what they typed, also when the program did not end well. A window
//! that is dropped is a crash: nothing is saved on the way out.
use std::path::Path;

use dectet::engine::settings::Settings;
use dectet::gui::action::Action;
use dectet::gui::facts::{DocumentId, Settlement};
use dectet::gui::views::ViewId;
use dectet::model::edit::TextEdit;
use egui::{Key, Modifiers};

use super::{Looks, SMALL_MANIFEST, Window, small_project};

const MANIFEST: &str = "team-coordination-manifest.yaml";

fn kept(folder: &Path) -> bool {
    folder.join(".dectet/unsaved.json").is_file()
}

#[test]
fn the_project_and_the_place_in_it_come_back() {
    let folder = small_project();
    let mut window = Window::on(folder.path());
    window.press(Modifiers::COMMAND, Key::Num3);
    window.click_any("alpha/orders.yaml");
    window.until("the place to be remembered", |app| {
        app.remembered_place().is_some_and(|place| place.view == "view-mega-files" && place.mega_file.is_some())
    });
    let mut settings = Settings::default();
    settings.last = window.app().remembered_place().cloned();
    drop(window);
    let mut window = Window::with(Looks::default(), None, settings.clone());
    window.wait_for_project();
    assert_eq!(window.app().screen.view, ViewId::MegaFiles);
    let chosen = window.app().screen.mega_files.chosen().expect("a mega-file");
    assert_eq!(chosen.as_str(), "mega-files/alpha/orders.yaml");
    // Whoever closes a project does not want it back.
    window.act(Action::CloseProject);
    window.until("the place to be forgotten", |app| app.remembered_place().is_none());
    drop(window);
    // And what is gone is no reason to stop.
    std::fs::remove_file(folder.path().join("mega-files/alpha/orders.yaml")).expect("remove");
    let mut window = Window::with(Looks::default(), None, settings.clone());
    window.wait_for_project();
    assert_eq!(window.app().screen.mega_files.chosen(), None);
    drop(window);
    let root = settings.last.as_ref().expect("a place").folder.clone();
    settings.last.as_mut().expect("a place").folder = root.join("gone");
    let mut window = Window::with(Looks::default(), None, settings);
    window.until("a word about it", |app| !app.facts.notices.is_empty());
    assert!(window.has("Choose folder…"));
    window.until("it to be tried no more", |app| app.remembered_place().is_none());
}

#[test]
fn a_text_that_clashes_survives_a_crash() {
    let folder = small_project();
    let manifest = folder.path().join(MANIFEST);
    let mut window = Window::on(folder.path());
    window.press(Modifiers::COMMAND, Key::Num2);
    window.drag("schema, Alpha", "rest-api, Beta");
    let mine = window.project().manifest.document.text().to_owned();
    let theirs = SMALL_MANIFEST.replace("orders", "orders-of-theirs");
    std::fs::write(&manifest, &theirs).expect("write");
    window.until("the clash", |app| app.facts.project.as_ref().is_some_and(|project| project.manifest.clash.is_some()));
    window.until("the text to be kept", |_| kept(folder.path()));
    drop(window);

    let mut window = Window::on(folder.path());
    window.until("the offer", |app| app.facts.project.as_ref().is_some_and(|project| !project.recovered.is_empty()));
    assert_eq!(window.project().manifest.document.text(), theirs, "nothing is put back without being asked for");
    assert!(window.shows(MANIFEST));
    drop(window);
    assert!(kept(folder.path()), "nobody decided: it is still there");

    let mut window = Window::on(folder.path());
    window.until("the offer", |app| app.facts.project.as_ref().is_some_and(|project| !project.recovered.is_empty()));
    window.click("Put back");
    assert_eq!(window.project().manifest.document.text(), mine);
    assert!(window.project().manifest.clash.is_some(), "the other program's text is not written over");
    assert_eq!(std::fs::read_to_string(&manifest).expect("manifest"), theirs);
    window.act(Action::SettleClash { document: DocumentId::Manifest, settlement: Settlement::Mine });
    window.until("the save", |_| std::fs::read_to_string(&manifest).expect("manifest") == mine);
    window.until("it to be kept no longer", |_| !kept(folder.path()));
}

#[test]
fn half_typed_text_survives_a_crash_and_can_be_given_up() {
    let folder = small_project();
    let path = "mega-files/alpha/orders.yaml";
    let file = folder.path().join(path);
    let before = std::fs::read_to_string(&file).expect("mega-file");
    let typed = format!("{before}more: [half\n");
    let mut window = Window::on(folder.path());
    let id = dectet::model::path::RelPath::new(path).expect("path");
    let edit = TextEdit::between(&before, &typed);
    window.act(Action::EditMegaFile { path: id.clone(), edit });
    window.until("the text to be kept", |_| kept(folder.path()));
    drop(window);
    assert_eq!(std::fs::read_to_string(&file).expect("mega-file"), before);
    // The file itself is gone meanwhile: the text comes back all the same.
    std::fs::remove_file(&file).expect("remove");

    let mut window = Window::on(folder.path());
    window.until("the offer", |app| app.facts.project.as_ref().is_some_and(|project| !project.recovered.is_empty()));
    window.click("Put back");
    let document = window.project().document(&DocumentId::MegaFile(id)).expect("the text");
    assert_eq!(document.text(), typed);
    assert!(document.is_dirty());
    drop(window);

    let mut window = Window::on(folder.path());
    window.until("the offer", |app| app.facts.project.as_ref().is_some_and(|project| !project.recovered.is_empty()));
    window.click("Discard");
    window.until("it to be gone", |_| !kept(folder.path()));
    assert!(!window.has("Put back"));
}
