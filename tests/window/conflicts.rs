//! Conflicts: looked for, settled by clicking and by keys, taken back step by step, integrated, and that taken back too.
//!
//! Names, as a screen reader says them: a row of the list is `path, kind, open` (or `settled`); a button of a place `Take
//! Alpha, place 1`, `Take base, place 1`, `Take nothing, place 1`, `Edit place 1`, `Reopen place 1`; a column's text `Text
//! of Alpha, place 1`; the result `Result of place 1`; for the whole file `Take Alpha for the whole file`; versions `Take
//! Alpha’s version`; outside the boundaries `Keep it out`, `Let it in…`, the field `Reason to let it in`.
use std::path::Path;

use dectet::gui::app::App;
use dectet::gui::facts::ProjectFacts;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::{Window, small_project};

const ROUTES: &str = "shared/routes.ts";

/// A project in which three teams wrote the same files: a text, an image, and one in another team's path.
fn project() -> tempfile::TempDir {
    let folder = small_project();
    let write = |path: &str, bytes: &[u8]| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("parent")).expect("folders");
        std::fs::write(path, bytes).expect("write");
    };
    for (team, route) in [("alpha", "health"), ("beta", "orders"), ("gamma", "payments")] {
        let text = format!("import {{ app }} from './app';\n\napp.get('/{route}', {route});\n\nexport default app;\n");
        write(&format!("teams/{team}/{ROUTES}"), text.as_bytes());
        write(&format!("teams/{team}/src/{team}/index.ts"), format!("export const team = '{team}';\n").as_bytes());
    }
    write("teams/alpha/shared/logo.png", b"\x89PNG\0alpha");
    write("teams/beta/shared/logo.png", b"\x89PNG\0beta and more");
    write("teams/beta/src/alpha/patch.ts", b"export const patched = true;\n");
    folder
}

fn desk() -> (tempfile::TempDir, Window) {
    let folder = project();
    let mut window = Window::on(folder.path());
    window.press(Modifiers::COMMAND, Key::Num5);
    // The view looks by itself when it is shown first.
    window.until("the conflicts", |app| is_found(app) && app.facts.jobs.is_empty());
    (folder, window)
}

fn is_found(app: &App) -> bool {
    app.facts.project.as_ref().is_some_and(|project| project.integration.is_some())
}

fn open_count(project: &ProjectFacts) -> usize {
    let conflicts = project.integration.iter().flat_map(|found| &found.conflicts);
    conflicts.filter(|conflict| !conflict.is_settled_by(project.answers.get(&conflict.id))).count()
}

/// Shows the conflict about a path.
fn choose(window: &mut Window, path: &str) {
    let name = window.names().into_iter().find(|name| name.starts_with(&format!("{path}, "))).expect(path);
    window.click(&name);
}

fn value(window: &Window, name: &str) -> String {
    window.harness.get_by_label(name).accesskit_node().value().unwrap_or_else(|| panic!("{name} has no text"))
}

fn read(folder: &Path, path: &str) -> String {
    std::fs::read_to_string(folder.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn sides_are_taken_in_order_and_every_click_is_one_step() {
    let (_folder, mut window) = desk();
    assert_eq!(open_count(window.project()), 3, "{:?}", window.names());
    assert!(window.has("3 of 3 left"));
    choose(&mut window, ROUTES);
    assert!(value(&window, "Text of Beta, place 1").contains("app.get('/orders', orders);"));
    window.click("Take Beta, place 1");
    window.click("Take Alpha, place 1");
    let result = value(&window, "Result of place 1");
    let (beta, alpha) = (result.find("'/orders'").expect("beta's"), result.find("'/health'").expect("alpha's"));
    assert!(beta < alpha && !result.contains("'/payments'"), "{result}");
    assert!(window.has("2 of 3 left"));
    assert!(window.has(&format!("{ROUTES}, Added by several, settled")), "{:?}", window.names());
    window.press(Modifiers::COMMAND, Key::Z);
    assert!(!value(&window, "Result of place 1").contains("'/health'"));
    window.press(Modifiers::COMMAND, Key::Z);
    assert!(window.has("3 of 3 left"));
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert!(value(&window, "Result of place 1").contains("'/orders'"));
    window.click("Reopen place 1");
    assert!(window.has("3 of 3 left"));
}

#[test]
fn keys_alone_settle_everything() {
    let (_folder, mut window) = desk();
    // Gravest first: outside the boundaries, then what is no text, then the text.
    window.press(Modifiers::NONE, Key::Num1);
    assert_eq!(open_count(window.project()), 2);
    window.press(Modifiers::NONE, Key::J);
    window.press(Modifiers::NONE, Key::Num2);
    assert_eq!(open_count(window.project()), 1);
    window.press(Modifiers::NONE, Key::F8);
    window.press(Modifiers::NONE, Key::Num3);
    window.press(Modifiers::NONE, Key::Num1);
    assert_eq!(open_count(window.project()), 0);
    let result = value(&window, "Result of place 1");
    assert!(result.find("'/payments'") < result.find("'/health'"), "gamma, then alpha: {result}");
    window.press(Modifiers::NONE, Key::R);
    assert_eq!(open_count(window.project()), 1);
    window.press(Modifiers::NONE, Key::N);
    assert_eq!(open_count(window.project()), 0);
    window.press(Modifiers::SHIFT, Key::F8);
    assert!(window.has("Take Beta’s version"), "{:?}", window.names());
    assert!(window.has("All 3 are settled"));
}

#[test]
fn a_place_is_written_by_hand() {
    let (_folder, mut window) = desk();
    choose(&mut window, ROUTES);
    window.press(Modifiers::NONE, Key::E);
    let before = value(&window, "Text of place 1");
    assert!(before.contains("'/health'") && before.contains("'/payments'"), "all sides stand there: {before}");
    window.type_into("Text of place 1", "app.get('/all', all);");
    window.press(Modifiers::NONE, Key::Escape);
    assert!(window.has("3 of 3 left"), "Escape changes nothing");
    window.press(Modifiers::NONE, Key::E);
    window.type_into("Text of place 1", "app.get('/all', all);");
    window.click("Done");
    assert_eq!(value(&window, "Result of place 1"), "app.get('/all', all);\n");
    assert!(window.has("2 of 3 left"));
}

#[test]
fn one_click_is_for_the_whole_file_and_filters_hide_what_is_settled() {
    let (_folder, mut window) = desk();
    choose(&mut window, ROUTES);
    window.click("Take Gamma for the whole file");
    assert!(value(&window, "Result of place 1").contains("'/payments'"));
    choose(&mut window, "shared/logo.png");
    window.click("Open 2");
    assert!(!window.shows(&format!("{ROUTES}, ")), "{:?}", window.names());
    window.click("Settled 1");
    choose(&mut window, ROUTES);
    window.click("Reopen");
    assert!(window.has("3 of 3 left"));
}

#[test]
fn what_is_outside_the_boundaries_comes_in_with_a_reason_only() {
    let (_folder, mut window) = desk();
    choose(&mut window, "src/alpha/patch.ts");
    assert!(value(&window, "What the team wrote").contains("patched"));
    window.click("Let it in…");
    assert_eq!(open_count(window.project()), 3, "a reason is asked for first");
    window.type_into("Reason to let it in", "Alpha asked for it");
    window.click("Let it in");
    assert_eq!(open_count(window.project()), 2);
    assert!(window.shows("Alpha asked for it"));
    window.click("Keep it out");
    assert_eq!(open_count(window.project()), 2);
    assert!(!window.shows("Alpha asked for it"));
}

#[test]
fn the_result_is_on_disk_and_can_be_taken_back() {
    let (folder, mut window) = desk();
    window.click("Integrate, leave 3 open");
    window.until("the integration", |app| {
        app.facts.jobs.is_empty() && app.facts.project.as_ref().is_some_and(|project| project.last_integration.is_some())
    });
    assert_eq!(read(folder.path(), "integrated/src/beta/index.ts"), "export const team = 'beta';\n");
    assert!(!folder.path().join("integrated").join(ROUTES).exists(), "open, and there is no base");
    assert!(!folder.path().join("integrated/src/alpha/patch.ts").exists(), "kept out");
    choose(&mut window, ROUTES);
    window.click("Take Alpha, place 1");
    window.click("Take Gamma, place 1");
    choose(&mut window, "shared/logo.png");
    window.click("Take Beta’s version");
    choose(&mut window, "src/alpha/patch.ts");
    window.click("Keep it out");
    let integrate = window.names().into_iter().find(|name| name.starts_with("Integrate · write ")).expect("all is settled");
    let files = |app: &App| app.facts.project.as_ref().and_then(|p| p.last_integration.as_ref()).map_or(0, |report| report.files);
    let before = files(window.app());
    window.click(&integrate);
    window.until("the second integration", |app| app.facts.jobs.is_empty() && files(app) > before);
    let text = read(folder.path(), &format!("integrated/{ROUTES}"));
    assert!(text.find("'/health'").expect("alpha's") < text.find("'/payments'").expect("gamma's"), "{text}");
    assert!(text.starts_with("import { app }") && text.ends_with("export default app;\n") && !text.contains("<<<<"), "{text}");
    assert_eq!(std::fs::read(folder.path().join("integrated/shared/logo.png")).expect("logo"), b"\x89PNG\0beta and more");
    assert!(!folder.path().join("integrated/src/alpha/patch.ts").exists());
    window.click("Take back");
    window.until("the step back", |app| app.facts.jobs.is_empty() && !folder.path().join("integrated").join(ROUTES).exists());
    assert_eq!(read(folder.path(), "integrated/src/beta/index.ts"), "export const team = 'beta';\n");
}

#[test]
fn every_state_has_names_for_its_controls() {
    let (_folder, mut window) = desk();
    for path in [ROUTES, "shared/logo.png", "src/alpha/patch.ts"] {
        choose(&mut window, path);
        assert_eq!(window.nameless(), Vec::<String>::new(), "{path}");
    }
    choose(&mut window, ROUTES);
    window.press(Modifiers::NONE, Key::E);
    assert_eq!(window.nameless(), Vec::<String>::new(), "while a place is written by hand");
}
