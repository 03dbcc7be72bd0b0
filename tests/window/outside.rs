//! A conflict in another program: an editor or a merge tool of the person's, whose result comes back as one step.
#![cfg(unix)]

use std::path::Path;

use dectet::engine::settings::{Preferences, Settings};
use dectet::gui::app::App;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::{Looks, Window, small_project};

const BASE: &str = "1\n2\n3\n4\n5\n6\n";

fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().expect("parent")).expect("folders");
    std::fs::write(path, text).expect("write");
}

/// Two teams added the same file with another second line.
fn desk(editor: &str, merge_tool: &str) -> (tempfile::TempDir, Window) {
    let folder = small_project();
    for team in ["alpha", "beta"] {
        write(folder.path(), &format!("teams/{team}/shared/a.ts"), &BASE.replace('2', team));
    }
    let mut window = Window::with(Looks::default(), Some(folder.path()), Settings::default());
    window.wait_for_project();
    // What the window likes now: the settings' file is every test's.
    let liked = Preferences { editor: editor.into(), merge_tool: merge_tool.into(), ..Preferences::default() };
    window.app_mut().facts.preferences = liked;
    window.press(Modifiers::COMMAND, Key::Num5);
    window.until("the conflicts", |app| {
        app.facts.jobs.is_empty() && app.facts.project.as_ref().is_some_and(|project| project.integration.is_some())
    });
    (folder, window)
}

fn nothing_is_open(app: &App) -> bool {
    app.facts.outside.is_empty()
}

fn value(window: &Window, name: &str) -> String {
    window.harness.get_by_label(name).accesskit_node().value().unwrap_or_else(|| panic!("{name} has no text"))
}

#[test]
fn what_an_editor_saves_is_one_step() {
    let command = r#"sh -c 'printf "1\nby hand\n3\n4\n5\n6\n" > "$1"' x {file}"#;
    let (_folder, mut window) = desk(command, "");
    window.click("Open in…");
    assert_eq!(window.nameless(), Vec::<String>::new());
    window.click("Editor (sh)");
    window.until("the editor to end", nothing_is_open);
    window.steps(3);
    assert!(!window.has("1 of 1 left"), "{:?}", window.names());
    assert!(value(&window, "Result of place 1").contains("by hand"));
    window.press(Modifiers::COMMAND, Key::Z);
    assert!(window.has("1 of 1 left"), "one step");
}

#[test]
fn a_merge_tool_gets_both_sides() {
    let (_folder, mut window) = desk("", r#"sh -c 'grep -q alpha "$1" && cp "$2" "$3"' x {mine} {theirs} {result}"#);
    window.click("Open in…");
    window.click("Merge tool (sh)");
    window.until("the merge tool to end", nothing_is_open);
    window.steps(3);
    assert!(value(&window, "Result of place 1").contains("beta"));
}

#[test]
fn a_text_written_as_a_whole_is_shown_integrated_and_reopened() {
    let command = r#"sh -c 'printf "// mine\n1\nby hand\n6\n" > "$1"' x {file}"#;
    let (folder, mut window) = desk(command, "");
    window.click("Open in…");
    window.click("Editor (sh)");
    window.until("the editor to end", nothing_is_open);
    window.steps(3);
    assert_eq!(value(&window, "Written text").trim_end(), "// mine\n1\nby hand\n6");
    window.press(Modifiers::COMMAND, Key::Enter);
    window.until("the integration", |app| {
        app.facts.project.as_ref().is_some_and(|project| project.last_integration.is_some()) && app.facts.jobs.is_empty()
    });
    let written = std::fs::read_to_string(folder.path().join("integrated/shared/a.ts")).expect("integrated");
    assert_eq!(written, "// mine\n1\nby hand\n6\n");
    window.press(Modifiers::NONE, Key::R);
    assert!(window.has("1 of 1 left"), "{:?}", window.names());
}

#[test]
fn markers_that_are_left_are_said_and_settle_nothing() {
    let (_folder, mut window) = desk("true", "");
    window.click("Open in…");
    window.click("Editor (true)");
    window.until("the editor to end", nothing_is_open);
    window.steps(3);
    assert!(window.shows("still has conflict markers"), "{:?}", window.names());
    assert!(window.has("1 of 1 left"));
}

#[test]
fn who_stops_waiting_goes_on_here() {
    let (_folder, mut window) = desk("sh -c 'sleep 2' x", "");
    window.click("Open in…");
    window.click("Editor (sh)");
    assert!(window.shows("Open in sh."), "{:?}", window.names());
    window.click("Stop waiting");
    assert!(!window.shows("Open in sh."));
    window.click("Take Beta, place 1");
    assert!(value(&window, "Result of place 1").contains("beta"));
}
