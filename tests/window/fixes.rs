//! What can be settled without a person: the list first, a checkbox for each, one step across files.
//!
//! Names, as a screen reader says them: the button `Fix what is harmless…`; in the dialog `Fix path, harmless` and `Fix
//! path, by rule` are checkboxes, `Show the fix of path` shows it, `All that are harmless` and `All by rule` tick a group.

use eframe::egui::{Key, Modifiers, Theme};

use dectet::engine::settings::Settings;
use dectet::gui::facts::ProjectFacts;
use dectet::words::Language;

use super::{Looks, Window, small_project};

const INDEX: &str = "shared/index.ts";

fn project() -> tempfile::TempDir {
    let folder = small_project();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("parent")).expect("folders");
        std::fs::write(path, text).expect("write");
    };
    for (team, route, range) in [("alpha", "health", "^18.0.0"), ("beta", "orders", "^18.2.0"), ("gamma", "payments", "^18.1.0")]
    {
        write(&format!("teams/{team}/{INDEX}"), &format!("export * from './app';\nexport {{ {route} }} from './{route}';\n"));
        write(&format!("teams/{team}/.gitignore"), &format!("node_modules/\n{route}.log\n"));
        let package = format!("{{\n  \"name\": \"shop\",\n  \"dependencies\": {{\n    \"react\": \"{range}\"\n  }}\n}}\n");
        write(&format!("teams/{team}/package.json"), &package);
        write(&format!("teams/{team}/README.md"), &format!("# {team}\n"));
        write(&format!("teams/{team}/src/{team}/index.ts"), &format!("export const team = '{team}';\n"));
    }
    write("teams/beta/src/alpha/index.ts", "export const patched = true;\n");
    folder
}

fn desk(looks: Looks) -> (tempfile::TempDir, Window) {
    let folder = project();
    let mut window = Window::with(looks, Some(folder.path()), Settings::default());
    window.wait_for_project();
    window.press(Modifiers::COMMAND, Key::Num5);
    window.until("the conflicts", |app| {
        app.facts.jobs.is_empty() && app.facts.project.as_ref().is_some_and(|project| project.integration.is_some())
    });
    (folder, window)
}

fn open_dialog(window: &mut Window, button: &str) {
    window.click(button);
    window.until("the fixes", |app| {
        let project = app.facts.project.as_ref();
        let there = project.and_then(|project| Some((project.fixes.as_ref()?.revision, project.answers.revision())));
        there.is_some_and(|(of, now)| of == now)
    });
    window.rest();
}

fn open(project: &ProjectFacts) -> Vec<String> {
    let conflicts = project.integration.iter().flat_map(|found| &found.conflicts);
    let is_open = |conflict: &&dectet::model::conflict::Conflict| !conflict.is_settled_by(project.answers.get(&conflict.id));
    conflicts.filter(is_open).map(|conflict| conflict.path.to_string()).collect()
}

#[test]
fn the_list_comes_first_and_all_of_it_is_one_step() {
    let (folder, mut window) = desk(Looks::default());
    assert_eq!(open(window.project()).len(), 5, "{:?}", window.names());
    open_dialog(&mut window, "Fix what is harmless…");
    assert_eq!(open(window.project()).len(), 5, "a list changes nothing");
    for name in [".gitignore, harmless", "package.json, harmless", "shared/index.ts, harmless", "src/alpha/index.ts, by rule"] {
        assert!(window.has(&format!("Fix {name}")), "{name}: {:?}", window.names());
    }
    assert!(!window.has("Fix README.md, harmless"), "what a file says is a person's to decide");
    window.click("Show the fix of package.json");
    assert!(window.shows("\"react\": \"^18.2.0\""), "{:?}", window.names());
    window.click_any("Fix .gitignore, harmless");
    window.click("Fix 3 conflicts");
    assert_eq!(open(window.project()), [".gitignore", "README.md"]);
    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(open(window.project()).len(), 5, "one step across files");
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(open(window.project()).len(), 2);

    // What is left is offered again; a rule can be left out.
    open_dialog(&mut window, "Fix what is harmless…");
    assert!(window.has("Fix .gitignore, harmless") && !window.has("Fix package.json, harmless"), "{:?}", window.names());
    window.press(Modifiers::NONE, Key::Escape);
    assert!(!window.has("Fix .gitignore, harmless"));
    window.click("Integrate, leave 2 open");
    window.until("the integration", |app| {
        app.facts.jobs.is_empty() && app.facts.project.as_ref().is_some_and(|project| project.last_integration.is_some())
    });
    let made = std::fs::read_to_string(folder.path().join("integrated/package.json")).expect("written");
    assert!(made.contains("\"react\": \"^18.2.0\""), "{made}");
}

#[test]
fn a_group_is_ticked_at_once() {
    let (_folder, mut window) = desk(Looks::default());
    open_dialog(&mut window, "Fix what is harmless…");
    window.click_any("All that are harmless");
    window.click("Fix 1 conflict");
    assert!(!open(window.project()).contains(&"src/alpha/index.ts".to_owned()));
    assert_eq!(open(window.project()).len(), 4);
}

#[test]
fn where_nothing_is_harmless_it_says_so() {
    let folder = small_project();
    for team in ["alpha", "beta"] {
        let path = folder.path().join("teams").join(team).join("README.md");
        std::fs::create_dir_all(path.parent().expect("parent")).expect("folders");
        std::fs::write(path, format!("# {team}\n")).expect("write");
    }
    let mut window = Window::on(folder.path());
    window.press(Modifiers::COMMAND, Key::Num5);
    window.until("the conflicts", |app| {
        app.facts.jobs.is_empty() && app.facts.project.as_ref().is_some_and(|project| project.integration.is_some())
    });
    open_dialog(&mut window, "Fix what is harmless…");
    assert!(window.shows("every open conflict needs a decision"), "{:?}", window.names());
    assert!(window.nameless().is_empty(), "{:?}", window.nameless());
}

#[test]
fn pictures_of_the_fixes() {
    let Some(folder) = std::env::var_os("DECTET_PICTURES") else { return };
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    std::fs::create_dir_all(&folder).expect("the pictures' folder");
    for (theme, shade) in [(Theme::Dark, "dark"), (Theme::Light, "light")] {
        for (size, language) in
            [([1280.0, 800.0], Language::English), ([1920.0, 1080.0], Language::English), ([900.0, 600.0], Language::Swedish)]
        {
            let (_project, mut window) = desk(Looks { size, theme, language });
            let name = |state: &str| folder.join(format!("fixes-{state}-{shade}-{}.png", size[0]));
            window.picture().save(name("header")).expect("a picture");
            let is_swedish = language == Language::Swedish;
            open_dialog(&mut window, if is_swedish { "Åtgärda det ofarliga…" } else { "Fix what is harmless…" });
            window.picture().save(name("first")).expect("a picture");
            window.click(if is_swedish { "Visa åtgärden för package.json" } else { "Show the fix of package.json" });
            window.picture().save(name("versions")).expect("a picture");
            window.click(if is_swedish {
                "Visa åtgärden för src/alpha/index.ts"
            } else {
                "Show the fix of src/alpha/index.ts"
            });
            window.picture().save(name("rule")).expect("a picture");
        }
    }
}
