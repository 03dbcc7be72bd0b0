//! Files with git's conflict markers, dropped on the window or chosen, in a project or without one: settled as teams'
//! conflicts are, and written back themselves.

use std::path::{Path, PathBuf};

use dectet::gui::action::Action;
use dectet::gui::app::App;
use dectet::gui::dialogs::Chosen;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::{Window, small_project};

const TWO_WAY: &str = "a\n<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> feature/x\nb\n";
const DIFF3: &str = "a\r\n<<<<<<< HEAD\r\nours\r\n||||||| 1234567\r\nwas\r\n=======\r\ntheirs\r\n>>>>>>> feature/x\r\nb\r\n\
     c\r\n<<<<<<< HEAD\r\n||||||| 1234567\r\nold\r\n=======\r\nnew\r\n>>>>>>> feature/x\r\n";

fn files() -> (tempfile::TempDir, PathBuf, PathBuf) {
    let folder = tempfile::tempdir().expect("folder");
    let (one, two) = (folder.path().join("one.txt"), folder.path().join("deep/two.md"));
    std::fs::create_dir(folder.path().join("deep")).expect("folder");
    std::fs::write(&one, TWO_WAY).expect("write");
    std::fs::write(&two, DIFF3).expect("write");
    (folder, one, two)
}

fn is_open(app: &App) -> bool {
    app.facts.marked.is_some()
}

fn is_written(app: &App) -> bool {
    app.facts.marked.as_ref().is_some_and(|marked| !marked.is_writing && marked.due().is_empty())
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).expect("text")
}

fn value(window: &Window, name: &str) -> String {
    window.harness.get_by_label(name).accesskit_node().value().unwrap_or_else(|| panic!("{name} has no text"))
}

#[test]
fn a_dropped_file_is_settled_without_a_project_and_written_back() {
    let (_folder, one, _) = files();
    let mut window = Window::new(None);
    window.drop_file(&one);
    window.until("the file", is_open);
    window.steps(3);
    assert!(window.has("1 of 1 left") && window.shows("one.txt"), "{:?}", window.names());
    assert_eq!(window.nameless(), Vec::<String>::new());
    assert!(window.has("Nothing to write"));
    window.click("Take Feature-x, place 1");
    assert!(value(&window, "Result of place 1").contains("theirs"));
    window.press(Modifiers::COMMAND, Key::Z);
    assert!(window.has("1 of 1 left") && window.has("Nothing to write"), "one step back: {:?}", window.names());
    window.click("Take Head, place 1");
    window.click("Take Feature-x, place 1");
    window.click("Write 1 file");
    window.until("it to be written", is_written);
    assert_eq!(read(&one), "a\nours\ntheirs\nb\n");
    // Also what is written is taken back: the file is as it was.
    for _ in 0..2 {
        window.press(Modifiers::COMMAND, Key::Z);
    }
    window.press(Modifiers::COMMAND, Key::Enter);
    window.until("it to be written", is_written);
    assert_eq!(read(&one), TWO_WAY);
    window.click("Close");
    assert!(window.app().facts.marked.is_none() && window.app().facts.project.is_none());
}

#[test]
fn several_are_chosen_beside_a_project_and_what_is_open_keeps_its_markers() {
    let (_folder, one, two) = files();
    let project = small_project();
    let mut window = Window::on(project.path());
    window.hand.will_choose(Chosen::Files(vec![one.clone(), two.clone()]));
    window.act(Action::ChooseMarked);
    window.until("the files", is_open);
    window.steps(3);
    assert!(window.has("2 of 2 left") && window.shows("deep/"), "{:?}", window.names());
    let row = window.names().into_iter().find(|name| name.starts_with("deep/two.md, ")).expect("its row");
    window.click(&row);
    window.click("Take Feature-x, place 1");
    window.click("Write 1 file");
    window.until("it to be written", is_written);
    let text = read(&two);
    assert!(text.starts_with("a\r\ntheirs\r\nb\r\nc\r\n<<<<<<< HEAD\r\n||||||| 1234567\r\nold\r\n"), "{text}");
    assert_eq!(read(&one), TWO_WAY);
    // Another program writes it: nobody's words are written over.
    window.click("Take base, place 2");
    std::fs::write(&two, "mine\n").expect("write");
    window.click("Write 1 file");
    window.until("the answer", |app| app.facts.marked.as_ref().is_some_and(|marked| !marked.is_writing));
    window.steps(3);
    assert!(window.shows("changed by another program"), "{:?}", window.names());
    assert_eq!(read(&two), "mine\n");
    // The project is where it was, and the way back is open.
    window.press(Modifiers::COMMAND, Key::Num2);
    assert!(window.shows("2 files with conflict markers are open, 1 unsettled"), "{:?}", window.names());
    window.click("Go on");
    assert!(window.has("Take base, place 2") || window.has("Reopen place 2"), "{:?}", window.names());
}

#[test]
fn a_file_without_markers_that_was_chosen_is_said() {
    let (folder, ..) = files();
    let plain = folder.path().join("plain.txt");
    std::fs::write(&plain, "nothing\n").expect("write");
    let mut window = Window::new(None);
    window.hand.will_choose(Chosen::Files(vec![plain]));
    window.act(Action::ChooseMarked);
    window.until("a notice", |app| !app.facts.notices.is_empty());
    window.steps(3);
    assert!(window.shows("has no conflict markers"), "{:?}", window.names());
}
