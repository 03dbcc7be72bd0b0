//! The editor and the list beside it: whose files are listed, what nothing makes any more, how the text is shown.
use std::path::{Path, PathBuf};

use dectet::engine::command::{Command, ExpandRequest};
use dectet::engine::settings::Settings;
use dectet::gui::action::Action;
use dectet::gui::app::App;
use dectet::model::path::RelPath;
use dectet::words::Language;
use egui::{Event, Key, Modifiers, Theme};

use super::{Looks, SMALL_MANIFEST, Window, small_project};

const ORDERS: &str = "mega-files/alpha/orders.yaml";

/// Two mega-files of one team that make one path, a third of another team, and targets.
fn three_files() -> tempfile::TempDir {
    let folder = small_project();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("parent")).expect("folders");
        std::fs::write(path, text).expect("write");
    };
    let manifest =
        SMALL_MANIFEST.replacen("    responsibilities: [schema", "    target_loc: 4-6\n    responsibilities: [schema", 1);
    write("team-coordination-manifest.yaml", &manifest.replace("  name: småbutik\n", "  name: småbutik\n  target_loc: 400\n"));
    let file = |team: &str, name: &str, output: &str| {
        format!(
            "id: mega-{team}-{name}\nversion: 1.0.0\nteam: {team}\nexpansion_rules:\n  entities: [{{name: Order}}]\n\
             generation_templates:\n  {name}:\n    output_path: {output}\n    template: |\n      // {{Entity}}\n      export {{}};\n"
        )
    };
    write("mega-files/alpha/more.yaml", &file("alpha", "more", "src/alpha/{entity}.ts"));
    write("mega-files/beta/routes.yaml", &file("beta", "routes", "src/beta/{entity}.routes.ts"));
    folder
}

fn is_computed(app: &App) -> bool {
    let Some(project) = &app.facts.project else { return false };
    project.mega_files.values().all(|file| {
        file.document.as_ref().is_none_or(|document| file.preview.as_ref().is_some_and(|(of, _)| *of == document.revision()))
    })
}

fn computed(window: &mut Window) {
    window.until("the previews", is_computed);
}

fn on(folder: &Path) -> Window {
    on_with(folder, Looks::default())
}

fn on_with(folder: &Path, looks: Looks) -> Window {
    let mut window = Window::with(looks, Some(folder), Settings::default());
    window.wait_for_project();
    window.press(Modifiers::COMMAND, Key::Num3);
    computed(&mut window);
    window.steps(3);
    window
}

fn choose(window: &mut Window, path: &str) {
    window.act(Action::ShowMegaFile(RelPath::new(path).expect("a path")));
    computed(window);
    window.steps(3);
}

#[test]
fn the_list_is_this_files_the_teams_or_everybodys() {
    let folder = three_files();
    let mut window = on(folder.path());
    choose(&mut window, ORDERS);
    assert!(window.shows("Makes 2 files, 2 lines"), "{:?}", window.names());
    assert!(window.shows("Foundation: 4 of 4–6 lines"), "the team's mega-files together: {:?}", window.names());
    assert!(window.has("Show only same path twice, 1"), "the other mega-file makes it too: {:?}", window.names());
    window.click("List the files of Foundation");
    assert!(window.shows("Makes 3 files, 4 lines") && window.has("Show only same path twice, 2"), "{:?}", window.names());
    assert!(!window.has("src/beta/order.routes.ts"));
    window.click("List the files of all teams");
    assert!(window.shows("Makes 4 files, 6 lines") && window.shows("The project: 6 of 400 lines"), "{:?}", window.names());
    window.click_any("src/beta/order.routes.ts");
    window.until("the look", |app| app.facts.project.as_ref().is_some_and(|project| project.inspected.is_some()));
    let chosen = window.app().screen.mega_files.chosen().map(ToString::to_string);
    assert_eq!(chosen.as_deref(), Some("mega-files/beta/routes.yaml"), "its mega-file is in the editor");
    assert!(window.shows("// Order\nexport {};"), "{:?}", window.names());
    assert!(window.shows("Makes 4 files"), "the list stays what it was");
    assert!(window.nameless().is_empty(), "{:?}", window.nameless());
}

#[test]
fn what_no_template_makes_any_more_is_listed_and_can_be_read() {
    let folder = small_project();
    let mut window = on(folder.path());
    window.act(Action::Command(Command::Expand(ExpandRequest::default())));
    window.until("the expansion", |app| app.facts.project.as_ref().is_some_and(|project| project.last_expansion.is_some()));
    window.rest();
    computed(&mut window);
    window.click_any("Mega-file text");
    window.press(Modifiers::COMMAND, Key::H);
    window.type_into("Find", "Customer");
    window.type_into("Replace with", "Client");
    window.click("Replace 1 match");
    computed(&mut window);
    assert!(window.has("Show only template is gone, 1") && window.has("src/alpha/client.ts"), "{:?}", window.names());
    window.click_any("src/alpha/customer.ts");
    window.until("the look", |app| {
        let inspected = app.facts.project.as_ref().and_then(|project| project.inspected.as_ref());
        inspected.is_some_and(|inspected| inspected.output.as_str().ends_with("customer.ts"))
    });
    assert!(window.shows("export class Customer {}"), "what is on disk: {:?}", window.names());
    assert!(window.has("Nothing makes it any more") && !window.has("Go to the template"));
    // A text that cannot be read makes no orphans of everything.
    window.press(Modifiers::NONE, Key::Escape);
    window.click_any("Mega-file text");
    window.press(Modifiers::COMMAND, Key::End);
    window.event(Event::Text("  broken: [\n".into()));
    computed(&mut window);
    assert!(window.has("As of before the error") && window.has("Show only template is gone, 1"), "{:?}", window.names());
}

#[test]
fn how_the_text_is_shown_is_chosen_in_a_menu() {
    let folder = small_project();
    let mut window = on(folder.path());
    let width = |window: &Window| window.rect_of("Mega-file text").width();
    window.click("View");
    assert!(window.has("Wrap long lines") && window.shows("Letters as at first (100 %)"), "{:?}", window.names());
    let before = width(&window);
    window.click("Larger letters Ctrl++");
    window.click("Larger letters Ctrl++");
    assert!(window.shows("Letters as at first (121 %)"), "{:?}", window.names());
    assert!(width(&window) < before, "the margin grows with its numbers");
    window.click("Letters as at first (121 %) Ctrl+0");
    assert!((width(&window) - before).abs() < 0.5);
    assert!(window.nameless().is_empty(), "{:?}", window.nameless());
}

#[test]
fn pictures_of_the_editor() {
    let Some(folder) = std::env::var_os("DECTET_PICTURES").map(PathBuf::from) else { return };
    std::fs::create_dir_all(&folder).expect("the pictures' folder");
    for (theme, shade) in [(Theme::Dark, "dark"), (Theme::Light, "light")] {
        for (size, language) in [([1280.0, 800.0], Language::English), ([900.0, 700.0], Language::Swedish)] {
            let ending = format!("{shade}-{}-{}.png", size[0], language.code());
            take(Looks { size, theme, language }, &|window, name| {
                window.picture().save(folder.join(format!("editor-{name}-{ending}"))).expect("a picture on disk");
            });
        }
    }
}

fn take(looks: Looks, save: &dyn Fn(&mut Window, &str)) {
    let is_english = looks.language == Language::English;
    let text = if is_english { "Mega-file text" } else { "Megafilens text" };
    let project = super::pictures::shop();
    let mut window = on_with(project.path(), looks);
    save(&mut window, "first");
    window.click_any(text);
    window.press(Modifiers::COMMAND, Key::H);
    window.event(Event::Text("entity".into()));
    save(&mut window, "find");
    window.press(Modifiers::NONE, Key::Escape);
    window.press(Modifiers::COMMAND, Key::G);
    window.event(Event::Text("30".into()));
    save(&mut window, "go-to-line");
    window.press(Modifiers::NONE, Key::Enter);
    window.press(Modifiers::COMMAND, Key::End);
    window.event(Event::Text("\n  nytt:\n    output_path: src/{entity}/å 👍\t.ts\n    template: |\n      {{ entity | ".into()));
    window.event(Event::Text("c".into()));
    computed(&mut window);
    save(&mut window, "completion");
    window.press(Modifiers::NONE, Key::Escape);
    computed(&mut window);
    save(&mut window, "error");
    window.press(Modifiers::COMMAND, Key::Z);
    window.act(Action::Command(Command::Expand(ExpandRequest::default())));
    window.until("the expansion", |app| app.facts.project.as_ref().is_some_and(|project| !project.expansions.is_empty()));
    window.rest();
    window.steps(2);
    window.click(if is_english { "Log" } else { "Logg" });
    window.steps(2);
    save(&mut window, "log");
    window.click(if is_english { "Back to the list" } else { "Tillbaka till listan" });
    window.press(Modifiers::COMMAND, Key::Z);
    window.press(Modifiers::COMMAND, Key::Z);
    computed(&mut window);
    let (team, all) = if is_english {
        ("List the files of ", "List the files of all teams")
    } else {
        ("Visa filerna från ", "Visa filerna från alla team")
    };
    let name = window.names().into_iter().filter(|name| name.starts_with(team)).nth(1).expect("the team's");
    window.click(&name);
    save(&mut window, "team");
    window.click(all);
    save(&mut window, "all");
    let output = window
        .names()
        .into_iter()
        .find(|name| !name.contains(" ") && name.contains("/") && name.contains('.') && !name.ends_with(".yaml"))
        .expect("an output");
    window.click_any(&output);
    window.until("the look", |app| app.facts.project.as_ref().is_some_and(|project| project.inspected.is_some()));
    save(&mut window, "output");
    window.click(if is_english { "View" } else { "Visning" });
    save(&mut window, "view-menu");
    window.press(Modifiers::NONE, Key::Escape);
    drop(window);

    let project = small_project();
    let mut window = on_with(project.path(), looks);
    window.act(Action::Command(Command::Expand(ExpandRequest::default())));
    window.until("the expansion", |app| app.facts.project.as_ref().is_some_and(|project| project.last_expansion.is_some()));
    window.rest();
    std::fs::write(project.path().join("teams/alpha/src/alpha/order.ts"), "export class Order { id = 1 }\n// by hand\n")
        .expect("an edit");
    window.click_any(text);
    window.press(Modifiers::COMMAND, Key::A);
    let file =
        window.project().mega_files[&RelPath::new(ORDERS).expect("a path")].document.as_ref().expect("text").text().to_owned();
    window.event(Event::Paste(format!(
        "{}  other:\n    output_path: src/beta/{{entity}}.ts\n    template: |\n      {{Entit}}\n",
        file.replace("Customer", "Client")
    )));
    computed(&mut window);
    window.steps(4);
    save(&mut window, "states");
    window.click_any("src/alpha/order.ts");
    window.until("the look", |app| {
        let inspected = app.facts.project.as_ref().and_then(|project| project.inspected.as_ref());
        inspected.is_some_and(|inspected| inspected.output.as_str().ends_with("order.ts") && inspected.inspection.is_some())
    });
    let changes = if is_english { "Compare with what is on disk" } else { "Jämför med det som finns på disken" };
    if window.has(changes) {
        window.click(changes);
    }
    save(&mut window, "changes");
    window.click_any("src/alpha/customer.ts");
    window.steps(5);
    save(&mut window, "orphan");
}
