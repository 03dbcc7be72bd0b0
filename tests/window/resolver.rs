//! The resolver beyond a click on a side: what narrows the list, one decision for many, what was decided the last time,
//! single lines, the wide view.

use std::path::{Path, PathBuf};

use dectet::gui::app::App;
use dectet::words::Language;
use egui::{Key, Modifiers, Theme};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::{Looks, Window, small_project};
use dectet::engine::settings::Settings;

fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().expect("parent")).expect("folders");
    std::fs::write(path, text).expect("write");
}

/// Two files that alpha and beta added, one of alpha and gamma, and one outside the boundaries.
fn project() -> tempfile::TempDir {
    let folder = small_project();
    let route = |name: &str| {
        format!(
            "import {{ app }} from './app';\n\napp.get('/{name}', {name});\napp.get('/{name}/:id', {name});\n\nexport default app;\n"
        )
    };
    for (path, teams) in
        [("shared/a.ts", ["alpha", "beta"]), ("shared/b.ts", ["alpha", "beta"]), ("shared/c.ts", ["alpha", "gamma"])]
    {
        for team in teams {
            write(folder.path(), &format!("teams/{team}/{path}"), &route(&format!("{team}{}", &path[7..8])));
        }
    }
    write(folder.path(), "teams/beta/src/alpha/patch.ts", "export const patched = true;\n");
    folder
}

fn looked(app: &App) -> bool {
    app.facts.jobs.is_empty() && app.facts.project.as_ref().is_some_and(|project| project.integration.is_some())
}

fn desk_in(folder: &Path, looks: Looks) -> Window {
    let mut window = Window::with(looks, Some(folder), Settings::default());
    window.wait_for_project();
    window.press(Modifiers::COMMAND, Key::Num5);
    window.until("the conflicts", looked);
    window
}

fn desk() -> (tempfile::TempDir, Window) {
    let folder = project();
    let mut window = Window::on(folder.path());
    window.press(Modifiers::COMMAND, Key::Num5);
    window.until("the conflicts", looked);
    (folder, window)
}

fn choose(window: &mut Window, path: &str) {
    let name = window.names().into_iter().find(|name| name.starts_with(&format!("{path}, "))).expect(path);
    window.click(&name);
}

fn value(window: &Window, name: &str) -> String {
    window.harness.get_by_label(name).accesskit_node().value().unwrap_or_else(|| panic!("{name} has no text"))
}

#[test]
fn the_list_is_narrowed_by_text_kind_and_team() {
    let (_folder, mut window) = desk();
    choose(&mut window, "src/alpha/patch.ts");
    window.type_into("Search in paths", "B.TS");
    assert!(window.shows("shared/b.ts, ") && !window.shows("shared/a.ts, "), "{:?}", window.names());
    assert!(window.shows("src/alpha/patch.ts, "), "what is shown stays in the list");
    window.click("Filter no more");
    assert!(window.shows("shared/a.ts, "));
    window.click("Filter by team, Any team");
    window.click("Only Gamma");
    assert!(window.shows("shared/c.ts, ") && !window.shows("shared/a.ts, "), "{:?}", window.names());
    window.click("Filter no more");
    choose(&mut window, "shared/a.ts");
    window.click("Filter by kind, Any kind");
    window.click("Outside the boundaries · 1");
    assert!(window.shows("src/alpha/patch.ts, ") && !window.shows("shared/b.ts, "), "{:?}", window.names());
    assert_eq!(window.nameless(), Vec::<String>::new());
}

#[test]
fn one_decision_goes_for_all_like_it_as_one_step() {
    let (_folder, mut window) = desk();
    choose(&mut window, "shared/a.ts");
    window.click("Take Beta, place 1");
    assert!(window.has("3 of 4 left"));
    window.click("Same for 1 like this");
    assert!(window.has("2 of 4 left"), "{:?}", window.names());
    assert!(!window.shows("like this"), "none is left");
    window.press(Modifiers::COMMAND, Key::Z);
    assert!(window.has("3 of 4 left"), "one step");
    choose(&mut window, "shared/a.ts");
    window.press(Modifiers::NONE, Key::A);
    choose(&mut window, "shared/b.ts");
    assert!(value(&window, "Result of place 1").contains("betab"));
}

#[test]
fn what_was_decided_is_offered_when_the_same_comes_back() {
    let (folder, mut window) = desk();
    choose(&mut window, "shared/a.ts");
    window.click("Take Beta, place 1");
    window.click("Take Alpha, place 1");
    let result = value(&window, "Result of place 1");
    window.rest();
    drop(window);
    // The same texts in conflict in another file, between the same teams.
    for team in ["alpha", "beta"] {
        let from = folder.path().join(format!("teams/{team}/shared/a.ts"));
        std::fs::rename(from, folder.path().join(format!("teams/{team}/shared/moved.ts"))).expect("move");
    }
    let mut window = Window::on(folder.path());
    window.press(Modifiers::COMMAND, Key::Num5);
    window.until("the conflicts", looked);
    choose(&mut window, "shared/moved.ts");
    assert!(window.has("4 of 4 left") && window.has("As last time"), "offered, not given: {:?}", window.names());
    window.click("As last time");
    assert_eq!(value(&window, "Result of place 1"), result);
    assert!(window.has("3 of 4 left") && !window.has("As last time"));
    window.press(Modifiers::COMMAND, Key::Z);
    assert!(window.has("4 of 4 left"));
}

#[test]
fn single_lines_are_picked_with_the_pointer_and_with_keys() {
    let (_folder, mut window) = desk();
    choose(&mut window, "shared/a.ts");
    let column = window.harness.get_by_label("Text of Beta, place 1").rect();
    let text = value(&window, "Text of Beta, place 1");
    let lines = text.lines().count() as f32;
    let height = column.height() / lines;
    let at = egui::pos2(column.left() + 90.0, column.top() + 1.5 * height);
    window.event(egui::Event::PointerMoved(at));
    for pressed in [true, false] {
        let button = egui::PointerButton::Primary;
        window.event(egui::Event::PointerButton { pos: at, button, pressed, modifiers: Modifiers::NONE });
    }
    window.steps(3);
    let picked = text.lines().nth(1).expect("a line").to_owned();
    assert_eq!(value(&window, "Result of place 1").trim_end(), picked, "{text}");
    assert!(window.has("3 of 4 left"));
    window.harness.get_by_label("Lines of Alpha, place 1").focus();
    window.steps(2);
    window.press(Modifiers::NONE, Key::Space);
    let alpha = value(&window, "Text of Alpha, place 1");
    let first = alpha.lines().next().expect("a line");
    assert_eq!(value(&window, "Result of place 1"), format!("{picked}\n{first}\n"));
    window.press(Modifiers::COMMAND, Key::Z);
    window.press(Modifiers::COMMAND, Key::Z);
    assert!(window.has("4 of 4 left"));
}

#[test]
fn the_wide_view_has_a_column_for_each_side_that_is_wanted() {
    let (_folder, mut window) = desk();
    choose(&mut window, "shared/a.ts");
    window.press(Modifiers::NONE, Key::W);
    assert!(window.has("Show Alpha") && window.has("Show Beta"), "{:?}", window.names());
    window.click("Take Beta, place 1");
    assert!(value(&window, "Result of place 1").contains("betaa"));
    window.press(Modifiers::NONE, Key::Num1);
    assert!(value(&window, "Result of place 1").contains("alphaa"), "keys choose as ever");
    window.press(Modifiers::ALT, Key::Num1);
    assert!(!window.has("Take Alpha, place 1") && window.has("Take Beta, place 1"), "{:?}", window.names());
    window.press(Modifiers::ALT, Key::Num2);
    assert!(window.has("Take Beta, place 1"), "the last side stays");
    assert_eq!(window.nameless(), Vec::<String>::new());
    window.press(Modifiers::NONE, Key::W);
    assert!(window.has("Take Alpha for the whole file"));
    assert!(window.has("Edit place 1"), "cards again: {:?}", window.names());
}

#[test]
fn pictures_of_the_resolver() {
    let Some(folder) = std::env::var_os("DECTET_PICTURES").map(PathBuf::from) else { return };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    std::fs::create_dir_all(&folder).expect("the pictures' folder");
    for (theme, shade) in [(Theme::Dark, "dark"), (Theme::Light, "light")] {
        for (size, language) in
            [([1280.0, 800.0], Language::English), ([1920.0, 1080.0], Language::English), ([900.0, 600.0], Language::Swedish)]
        {
            let project = project();
            let mut window = desk_in(project.path(), Looks { size, theme, language });
            let save = |window: &mut Window, name: &str| {
                let file = folder.join(format!("resolver-{name}-{shade}-{}.png", size[0]));
                window.picture().save(file).expect("a picture on disk");
            };
            choose(&mut window, "shared/a.ts");
            save(&mut window, "open");
            window.press(Modifiers::NONE, Key::Num2);
            window.press(Modifiers::NONE, Key::Num1);
            save(&mut window, "both");
            window.press(Modifiers::NONE, Key::W);
            save(&mut window, "wide");
        }
    }
}
