//! The Report view: what a validation found, where one click leads from there, and the report as a page.

use std::path::{Path, PathBuf};

use dectet::engine::command::{Command, ExpandRequest};
use dectet::engine::jobs::validate::Commands;
use dectet::engine::settings::Settings;
use dectet::gui::action::Action;
use dectet::gui::views::ViewId;
use dectet::words::Language;
use egui::{Key, Modifiers, Theme};

use super::{Looks, Window, small_project};

const MEGA_FILE: &str = "\
id: mega-beta-routes
version: 1.0.0
team: beta
expansion_rules:
  entities: [{name: Order}, {name: Customer}]
generation_templates:
  route:
    output_path: src/beta/{entity}.ts
    template: |
      // TODO: check who asks
      export const path = '/{entity}';
";

/// The small project with something to find, and a command.
fn project() -> tempfile::TempDir {
    let folder = small_project();
    let put = |path: &str, text: &str| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("parent")).expect("folders");
        std::fs::write(path, text).expect("write");
    };
    put("mega-files/beta/routes.yaml", MEGA_FILE);
    let manifest = folder.path().join("team-coordination-manifest.yaml");
    let text = std::fs::read_to_string(&manifest).expect("manifest");
    let commands = "validation:\n  commands:\n    - {name: greet, run: [echo, hello], in: .}\n    - {name: tests, run: \"echo one test failed; exit 4\", in: .}\n";
    std::fs::write(manifest, text + commands).expect("write");
    folder
}

fn expand(window: &mut Window) {
    window.act(Action::Command(Command::Expand(ExpandRequest::default())));
    window.until("the expansion", |app| app.facts.project.as_ref().is_some_and(|project| project.last_expansion.is_some()));
    window.rest();
}

fn validated(window: &mut Window) {
    window.until("the validation", |app| {
        let found = app.facts.project.as_ref().and_then(|project| project.validation.last.as_ref());
        found.is_some_and(|found| !found.is_under_way)
    });
    window.rest();
}

fn named(window: &Window, beginning: &str) -> String {
    let names = window.names();
    names.iter().find(|name| name.starts_with(beginning)).cloned().unwrap_or_else(|| panic!("{beginning} in {names:?}"))
}

#[test]
fn a_finding_leads_to_its_team_its_template_and_a_prompt() {
    let folder = project();
    let mut window = Window::on(folder.path());
    window.press(Modifiers::COMMAND, Key::Num6);
    assert!(window.has("Is it what was asked?"), "{:?}", window.names());
    expand(&mut window);
    window.click("Validate");
    validated(&mut window);
    assert!(window.nameless().is_empty(), "{:?}", window.nameless());
    let row = named(&window, "TODO and FIXME, Fail, ");
    assert!(row.contains("2 comments in 2 files"), "{row}");
    window.click(&row);
    assert!(window.nameless().is_empty(), "{:?}", window.nameless());

    window.copied.lock().expect("clipboard").clear();
    window.click("Copy a prompt to fix this for Beta · API Layer (2)");
    let prompt = window.copied.lock().expect("clipboard").pop().expect("a prompt");
    assert!(prompt.contains("`src/beta/order.ts:1`") && prompt.contains("Write only in `src/beta/**`"), "{prompt}");
    assert!(prompt.contains("mega-files/beta/routes.yaml:10"), "{prompt}");

    let made_by = window.names().into_iter().find(|name| name == "Go to what made it, mega-files/beta/routes.yaml:10:1");
    window.click_any(&made_by.unwrap_or_else(|| panic!("{:?}", window.names())));
    assert_eq!(window.app().screen.view, ViewId::MegaFiles);
    window.press(Modifiers::COMMAND, Key::Num6);
    window.click_any("Go to team Beta · API Layer");
    assert_eq!(window.app().screen.view, ViewId::Teams);
}

#[cfg(unix)]
#[test]
fn commands_run_only_after_the_person_has_agreed() {
    let folder = project();
    let mut window = Window::on(folder.path());
    window.press(Modifiers::COMMAND, Key::Num6);
    window.until("what is trusted", |_| true);
    assert!(window.has("May these commands run?") && window.has("echo one test failed; exit 4"), "{:?}", window.names());
    expand(&mut window);
    window.click("Validate");
    validated(&mut window);
    assert!(named(&window, "Command: tests, Not measured, ").contains("nobody has said"));
    window.click("Trust these commands");
    window.until("the trust", super::is_trusted);
    assert!(!window.has("May these commands run?"), "{:?}", window.names());
    window.click("Validate again");
    window.until("the commands", |app| {
        let found = app.facts.project.as_ref().and_then(|project| project.validation.last.as_ref());
        found.is_some_and(|found| found.commands.len() == 2)
    });
    window.rest();
    let row = named(&window, "Command: tests, Fail, ");
    assert!(row.contains("exit code 4"), "{row}");
    window.click(&row);
    assert!(window.shows("one test failed"), "{:?}", window.names());
    // What was agreed to is exactly this: another command is asked about again.
    let manifest = folder.path().join("team-coordination-manifest.yaml");
    let text = std::fs::read_to_string(&manifest).expect("manifest").replace("exit 4", "exit 5");
    std::fs::write(&manifest, text).expect("write");
    window.until("the change to be seen", |app| {
        app.facts.project.as_ref().is_some_and(|project| project.manifest.document.text().contains("exit 5"))
    });
    assert!(window.has("May these commands run?"), "{:?}", window.names());
}

#[test]
fn the_report_is_written_and_changes_are_told() {
    let folder = project();
    let mut window = Window::on(folder.path());
    expand(&mut window);
    window.act(Action::Command(Command::Validate(Commands::Skip)));
    validated(&mut window);
    window.press(Modifiers::COMMAND, Key::Num6);
    window.click("Write the report");
    window.until("the report", |app| app.facts.project.as_ref().is_some_and(|project| project.validation.page.is_some()));
    let page = window.project().validation.page.clone().expect("a page");
    let html = std::fs::read_to_string(folder.path().join(&page)).expect("the page");
    assert!(html.contains("<h1>Report: småbutik</h1>"), "{html}");
    let data = std::fs::read_to_string(folder.path().join(page.as_str().replace(".html", ".json"))).expect("the data");
    assert!(data.contains("\"format\": \"dectet-report-1\""));

    std::fs::write(folder.path().join("teams/beta/src/beta/order.ts"), "export const path = '/order';\n").expect("write");
    window.until("the change to be seen", |app| app.facts.project.as_ref().is_some_and(|project| project.validation.is_old));
    assert!(window.has("Trees have changed since: validate again to see where they stand."), "{:?}", window.names());
    window.act(Action::Command(Command::Validate(Commands::Skip)));
    window.until("the second validation", |app| {
        app.facts.project.as_ref().is_some_and(|project| project.validation.history.len() == 2)
    });
    window.rest();
    assert!(window.has("TODO and FIXME from 2 to 1, better"), "{:?}", window.names());
    assert!(window.shows("TODO and FIXME: 2 validations, from 2 to 1"), "{:?}", window.names());
}

/// Pictures of every state, into the folder that `DECTET_PICTURES` names.
#[test]
fn pictures_of_the_report() {
    let Some(folder) = std::env::var_os("DECTET_PICTURES").map(PathBuf::from) else { return };
    std::fs::create_dir_all(&folder).expect("the pictures' folder");
    for (theme, size, language) in [
        (Theme::Dark, [1280.0, 800.0], Language::English),
        (Theme::Light, [1280.0, 800.0], Language::English),
        (Theme::Light, [900.0, 600.0], Language::Swedish),
        (Theme::Dark, [900.0, 600.0], Language::English),
    ] {
        pictures(&folder, Looks { size, theme, language });
    }
}

fn pictures(folder: &Path, looks: Looks) {
    let project = super::pictures::shop();
    let mut window = Window::with(looks, Some(project.path()), Settings::default());
    window.wait_for_project();
    let shade = if looks.theme == Theme::Dark { "dark" } else { "light" };
    let save = |window: &mut Window, name: &str| {
        let file = format!("report-{name}-{shade}-{}-{}.png", looks.size[0], looks.language.code());
        window.picture().save(folder.join(file)).expect("a picture on disk");
    };
    window.press(Modifiers::COMMAND, Key::Num6);
    save(&mut window, "empty");
    expand(&mut window);
    let answers = std::collections::BTreeMap::new();
    window.act(Action::Command(Command::Integrate { answers, markers: false }));
    window.until("the integration", |app| app.facts.project.as_ref().is_some_and(|project| project.last_integration.is_some()));
    window.rest();
    for _ in 0..2 {
        window.act(Action::Command(Command::Validate(Commands::Skip)));
        window.steps(2);
        window.rest();
        std::fs::write(
            project.path().join("integrated/src/core/todo.ts"),
            "// TODO: all of it\nthrow new Error('Not implemented');\n",
        )
        .expect("write");
    }
    validated(&mut window);
    save(&mut window, "found");
    let rows: Vec<String> =
        window.names().into_iter().filter(|name| name.contains(", Fail, ") || name.contains(", Underkänd, ")).collect();
    for row in rows.iter().take(2).rev() {
        window.click(row);
    }
    scroll(&mut window, looks, "open", &save, 7);
}

fn scroll(window: &mut Window, looks: Looks, name: &str, save: &dyn Fn(&mut Window, &str), parts: usize) {
    for part in 0..parts {
        save(window, &format!("{name}-{part}"));
        window.event(egui::Event::PointerMoved(egui::pos2(looks.size[0] * 0.6, looks.size[1] * 0.7)));
        let (unit, delta) = (egui::MouseWheelUnit::Point, egui::vec2(0.0, 250.0 - looks.size[1]));
        let (phase, modifiers) = (egui::TouchPhase::Move, Modifiers::NONE);
        window.event(egui::Event::MouseWheel { unit, delta, phase, modifiers, source: egui::MouseWheelSource::Unknown });
        window.steps(30);
    }
}
