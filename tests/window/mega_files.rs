//! Mega-files: a text, what comes of it, and the files on disk.
use std::path::Path;

use dectet::engine::event::OutputState;
use dectet::gui::app::App;
use dectet::gui::views::ViewId;
use dectet::model::path::RelPath;
use egui::{Event, Key, Modifiers};

use super::{Window, small_project};

const ORDERS: &str = "mega-files/alpha/orders.yaml";

fn path(text: &str) -> RelPath {
    RelPath::new(text).expect("a path")
}

/// The window on the view, with everything computed.
fn on(folder: &Path) -> Window {
    let mut window = Window::on(folder);
    window.press(Modifiers::COMMAND, Key::Num3);
    assert_eq!(window.app().screen.view, ViewId::MegaFiles);
    computed(&mut window);
    window
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

fn states(window: &Window, file: &str) -> Vec<(String, OutputState)> {
    let (_, preview) = window.project().mega_files[&path(file)].preview.as_ref().expect("a preview");
    preview.outputs.iter().map(|output| (output.planned.path.to_string(), output.state)).collect()
}

/// Puts the caret at the end of the text.
fn at_end(window: &mut Window) {
    window.click_any("Mega-file text");
    window.press(Modifiers::COMMAND, Key::End);
}

fn text(window: &Window) -> String {
    window.project().mega_files[&path(ORDERS)].document.as_ref().expect("text").text().to_owned()
}

#[test]
fn the_preview_follows_typing_and_keeps_the_last_good_one() {
    let folder = small_project();
    let mut window = on(folder.path());
    assert!(window.shows("Makes 2 files"), "{:?}", window.names());
    assert!(window.has("src/alpha/order.ts") && window.has("src/alpha/customer.ts"));
    at_end(&mut window);
    window.event(Event::Text("  again:\n    output_path: src/alpha/again/{entity}.ts\n    template: |\n      x\n".into()));
    computed(&mut window);
    assert!(window.shows("Makes 4 files"), "{:?}", window.names());
    window.event(Event::Text("  broken: [\n".into()));
    computed(&mut window);
    assert!(window.has("As of before the error") && window.has("src/alpha/again/order.ts"), "{:?}", window.names());
    assert!(window.shows("Problem in line"), "{:?}", window.names());
    window.press(Modifiers::COMMAND, Key::Z);
    window.press(Modifiers::COMMAND, Key::Z);
    computed(&mut window);
    assert!(window.shows("Makes 2 files") && !window.has("As of before the error"), "{:?}", window.names());
}

#[test]
fn expanding_counts_first_and_writes_after_a_click() {
    let folder = small_project();
    let mut window = on(folder.path());
    window.click("Expand this");
    window.until("the numbers", |app| app.facts.project.as_ref().is_some_and(|project| project.last_expansion.is_some()));
    let order = folder.path().join("teams/alpha/src/alpha/order.ts");
    assert!(!order.exists(), "counting writes nothing");
    window.click("Write 2 files");
    window.until("the report", |app| {
        let report = app.facts.project.as_ref().and_then(|project| project.last_expansion.as_ref());
        report.is_some_and(|report| !report.dry_run)
    });
    assert_eq!(std::fs::read_to_string(&order).expect("written"), "export class Order {}\n");
    assert!(window.shows("Wrote 2 files"), "{:?}", window.names());
    window.click("Done");
    window.until("the new states", |app| {
        let project = app.facts.project.as_ref().expect("a project");
        let preview = project.mega_files[&path(ORDERS)].preview.as_ref();
        preview.is_some_and(|(_, preview)| preview.outputs.iter().all(|output| output.state == OutputState::Same))
    });
    window.click("Expand all");
    window.until("the numbers", |app| {
        let report = app.facts.project.as_ref().and_then(|project| project.last_expansion.as_ref());
        report.is_some_and(|report| report.dry_run)
    });
    assert!(window.shows("nothing to write"), "{:?}", window.names());
    assert!(!window.shows("Write "));
    window.click("Done");
    window.click("Log");
    assert!(window.shows("2 files written") && window.shows("New files (2)"), "{:?}", window.names());
    window.click_any("New files (2)");
    assert!(window.shows("src/alpha/order.ts"), "{:?}", window.names());
}

#[test]
fn what_is_typed_is_written_although_nobody_saved_it() {
    let folder = small_project();
    let mut window = on(folder.path());
    at_end(&mut window);
    window.event(Event::Text("  note:\n    output_path: src/alpha/{entity}.md\n    template: |\n      # {Entity}\n".into()));
    computed(&mut window);
    window.click("Expand Foundation");
    window.until("the numbers", |app| app.facts.project.as_ref().is_some_and(|project| project.last_expansion.is_some()));
    window.click("Write 4 files");
    window.until("the report", |app| {
        let report = app.facts.project.as_ref().and_then(|project| project.last_expansion.as_ref());
        report.is_some_and(|report| !report.dry_run)
    });
    let note = folder.path().join("teams/alpha/src/alpha/order.md");
    assert_eq!(std::fs::read_to_string(note).expect("written"), "# Order\n");
    let saved = std::fs::read_to_string(folder.path().join(ORDERS)).expect("the mega-file");
    assert_eq!(saved, text(&window), "what was expanded is what is on disk");
}

#[test]
fn a_new_mega_file_works_from_the_start() {
    let folder = small_project();
    let mut window = on(folder.path());
    window.click("New mega-file for API Layer");
    window.type_into("Name for the new mega-file of API Layer", "Growing pains");
    assert!(window.has("mega-files/beta/growing-pains.yaml"), "{:?}", window.names());
    window.click("Create mega-file");
    let file = path("mega-files/beta/growing-pains.yaml");
    window.until("the new file", |app| app.facts.project.as_ref().is_some_and(|project| project.mega_files.contains_key(&file)));
    computed(&mut window);
    assert_eq!(window.app().screen.mega_files.chosen(), Some(&file));
    assert_eq!(states(&window, file.as_str()), [("src/beta/routes/item.routes.ts".to_owned(), OutputState::New)]);
    let (_, preview) = window.project().mega_files[&file].preview.as_ref().expect("a preview");
    assert!(preview.problems.is_empty(), "the starter has no problems: {:?}", preview.problems);
    let text = preview.outputs[0].text.as_deref().expect("text");
    assert!(text.contains("export function itemRoutes(store: ItemStore)"), "{text}");
    assert!(folder.path().join(file.as_str()).exists());

    window.click("New mega-file for API Layer");
    window.type_into("Name for the new mega-file of API Layer", "growing-pains.yaml");
    assert!(window.shows("exists already"), "{:?}", window.names());
}

#[test]
fn an_output_shows_its_text_its_template_and_its_changes() {
    let folder = small_project();
    let on_disk = folder.path().join("teams/alpha/src/alpha/order.ts");
    std::fs::create_dir_all(on_disk.parent().expect("a folder")).expect("folders");
    std::fs::write(&on_disk, "export class Order { id = 1 }\n").expect("an edit by hand");
    let mut window = on(folder.path());
    assert_eq!(states(&window, ORDERS)[0].1, OutputState::Edited);
    window.click_any("src/alpha/order.ts");
    window.until("the look", |app| {
        let inspected = app.facts.project.as_ref().and_then(|project| project.inspected.as_ref());
        inspected.is_some_and(|inspected| inspected.output == path("src/alpha/order.ts"))
    });
    assert!(window.shows("export class Order {}"), "{:?}", window.names());
    window.click("Compare with what is on disk");
    assert!(window.shows("export class Order { id = 1 }\nexport class Order {}"), "removed above added");
    window.click("Go to the template");
    let chosen = window.app().screen.mega_files.chosen().cloned();
    assert_eq!(chosen, Some(path(ORDERS)));
    assert!(window.shows("Line 7, column"), "{:?}", window.names());
    window.click("Close the output");
    assert!(!window.has("Text of the chosen output"));
}

#[test]
fn a_problem_leads_to_its_line() {
    let folder = small_project();
    let mut window = on(folder.path());
    at_end(&mut window);
    window.event(Event::Text("  bad:\n    output_path: ../{entity}.ts\n    template: x\n".into()));
    computed(&mut window);
    window.press(Modifiers::COMMAND, Key::Home);
    assert!(window.has("Line 1, column 1"));
    let problem = window.names().into_iter().find(|name| name.starts_with("Problem in line 12")).expect("a problem");
    window.click_any(&problem);
    assert!(window.shows("Line 12, column"), "{:?}", window.names());
    assert!(window.names().iter().any(|name| name.contains("Mega-files")));
}

#[test]
fn a_clash_with_the_disk_is_settled_by_the_person() {
    let folder = small_project();
    let mut window = on(folder.path());
    at_end(&mut window);
    window.event(Event::Text("# mine\n".into()));
    let theirs = format!("{}# theirs\n", std::fs::read_to_string(folder.path().join(ORDERS)).expect("the mega-file"));
    std::fs::write(folder.path().join(ORDERS), &theirs).expect("another program writes");
    window.until("the clash", |app| {
        app.facts.project.as_ref().is_some_and(|project| project.mega_files[&path(ORDERS)].clash.is_some())
    });
    assert!(text(&window).ends_with("# mine\n"), "nothing typed is lost");
    window.click("Take theirs");
    assert_eq!(text(&window), theirs);
    window.click_any("Mega-file text");
    window.press(Modifiers::COMMAND, Key::Z);
    assert!(text(&window).ends_with("# mine\n"), "taking theirs can be taken back");
}

#[test]
fn without_a_mega_file_the_view_says_what_belongs_here() {
    let folder = small_project();
    std::fs::remove_file(folder.path().join(ORDERS)).expect("removed");
    let mut window = on(folder.path());
    assert!(window.has("No mega-files yet"), "{:?}", window.names());
    window.click("New mega-file…");
    window.type_into("Name for the new mega-file of Foundation", "first");
    window.press(Modifiers::NONE, Key::Enter);
    let file = path("mega-files/alpha/first.yaml");
    window.until("the new file", |app| app.facts.project.as_ref().is_some_and(|project| project.mega_files.contains_key(&file)));
    computed(&mut window);
    assert!(window.nameless().is_empty(), "{:?}", window.nameless());
}

#[test]
fn a_new_mega_file_is_made_from_a_form_and_works() {
    let folder = small_project();
    let mut window = on(folder.path());
    window.click("New mega-file for API Layer");
    assert!(window.nameless().is_empty(), "{:?}", window.nameless());
    window.type_into("Name for the new mega-file of API Layer", "Order handling");
    window.type_into("Entity 1", "order item");
    window.type_into("Attributes of entity 1", "id: uuid, note?: text");
    window.click("Add an entity");
    window.type_into("Entity 2", "Customer");
    window.click_any("TypeScript model");
    assert!(window.has("Makes 4 files"), "{:?}", window.names());
    window.click("Create mega-file");
    let made = path("mega-files/beta/order-handling.yaml");
    window.until("the new file", |app| app.screen.mega_files.chosen() == Some(&made));
    computed(&mut window);
    let states = states(&window, made.as_str());
    let paths: Vec<&str> = states.iter().map(|(path, _)| path.as_str()).collect();
    let wanted = ["models/order-item.ts", "models/customer.ts", "routes/order-item.routes.ts", "routes/customer.routes.ts"];
    assert_eq!(paths, wanted.map(|path| format!("src/beta/{path}")));
    assert!(states.iter().all(|(_, state)| *state == OutputState::New), "{states:?}");
    let (_, preview) = window.project().mega_files[&made].preview.as_ref().expect("a preview");
    assert_eq!(preview.problems, []);
    let model = preview.outputs[0].text.as_deref().expect("text");
    assert!(model.contains("export interface OrderItem {\n  id: string;\n  note?: string;\n}"), "{model}");
}

#[test]
fn a_duplicate_is_the_other_teams() {
    let folder = small_project();
    let mut window = on(folder.path());
    window.click("Duplicate for another team…");
    window.click("For team Beta · API Layer");
    window.click("For team Gamma · Business Logic");
    window.click("Create mega-file");
    let made = path("mega-files/gamma/orders.yaml");
    window.until("the duplicate", |app| app.screen.mega_files.chosen() == Some(&made));
    computed(&mut window);
    let text = std::fs::read_to_string(folder.path().join(made.as_str())).expect("written");
    let original = std::fs::read_to_string(folder.path().join(ORDERS)).expect("there");
    let wanted = original.replace("mega-alpha-orders", "mega-gamma-orders").replace("team: alpha", "team: gamma");
    assert_eq!(text, wanted.replace("src/alpha/", "src/gamma/"));
    assert!(states(&window, made.as_str()).iter().all(|(_, state)| *state == OutputState::New));
}

/// Pictures, into the folder that `DECTET_PICTURES` names.
#[test]
fn pictures_of_new_mega_files() {
    let Some(folder) = std::env::var_os("DECTET_PICTURES").map(std::path::PathBuf::from) else { return };
    std::fs::create_dir_all(&folder).expect("the pictures' folder");
    for (theme, size, language) in [
        (egui::Theme::Dark, [1280.0, 800.0], dectet::words::Language::English),
        (egui::Theme::Light, [900.0, 600.0], dectet::words::Language::Swedish),
    ] {
        let project = super::pictures::shop();
        let mut window = Window::with(super::Looks { size, theme, language }, Some(project.path()), Default::default());
        window.wait_for_project();
        window.press(Modifiers::COMMAND, Key::Num3);
        let new =
            window.names().into_iter().find(|name| name.contains("API") && (name.starts_with("New") || name.starts_with("Ny")));
        window.click(&new.expect("a button"));
        window.picture().save(folder.join(format!("mega-new-{}-{}.png", size[0], language.code()))).expect("a picture");
        window.press(Modifiers::NONE, Key::Escape);
        let duplicate = window.names().into_iter().find(|name| name.starts_with("Duplic") || name.starts_with("Duplicera"));
        window.click(&duplicate.expect("a button"));
        window.picture().save(folder.join(format!("mega-duplicate-{}-{}.png", size[0], language.code()))).expect("a picture");
    }
}
