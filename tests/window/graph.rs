//! Who uses whom, drawn: arrows drawn and taken away, circles opened, contracts made and changed; by drag, by menu and by
//! keys, each one step that can be taken back.
//!
//! Names: a team is `Beta · API Layer, in the drawing`; an arrow `Beta · API Layer uses the work of Alpha · Foundation`; a
//! contract `Contract CONTRACT_1`.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

use super::{SMALL_MANIFEST, Window, small_project};

const ALPHA: &str = "Alpha · Foundation, in the drawing";
const BETA: &str = "Beta · API Layer, in the drawing";
const GAMMA: &str = "Gamma · Business Logic, in the drawing";
const ARROW: &str = "Beta · API Layer uses the work of Alpha · Foundation";

fn graph() -> (tempfile::TempDir, Window) {
    let folder = small_project();
    let mut window = Window::on(folder.path());
    window.press(Modifiers::COMMAND, Key::Num2);
    window.click("Dependencies");
    (folder, window)
}

fn uses(window: &Window) -> Vec<Vec<String>> {
    let teams = &window.project().manifest.manifest.teams;
    teams.iter().map(|team| team.depends_on.iter().map(ToString::to_string).collect()).collect()
}

fn undo_all(window: &mut Window, steps: usize) {
    for _ in 0..steps {
        window.press(Modifiers::COMMAND, Key::Z);
    }
    assert_eq!(window.project().manifest.document.text(), SMALL_MANIFEST);
}

#[test]
fn an_arrow_is_drawn_by_dragging_and_escape_draws_none() {
    let (_folder, mut window) = graph();
    let (start, end) = (window.harness.get_by_label(BETA).rect().center(), window.harness.get_by_label(ALPHA).rect().center());
    window.harness.hover_at(start);
    window.steps(1);
    window.harness.drag_at(start);
    window.steps(1);
    window.harness.hover_at(end);
    window.steps(3);
    assert!(window.has("Beta · API Layer will use the work of Alpha · Foundation"), "{:?}", window.names());
    window.press(Modifiers::NONE, Key::Escape);
    window.harness.drop_at(end);
    window.steps(3);
    assert_eq!(window.project().manifest.document.text(), SMALL_MANIFEST);
    window.drag(BETA, ALPHA);
    assert_eq!(uses(&window), [vec![], vec!["alpha".to_owned()], vec![]]);
    assert!(window.has(ARROW), "{:?}", window.names());
    undo_all(&mut window, 1);
}

#[test]
fn a_circle_is_named_and_opened_with_a_click() {
    let (_folder, mut window) = graph();
    window.drag(BETA, ALPHA);
    window.drag(GAMMA, BETA);
    window.drag(ALPHA, GAMMA);
    assert!(window.shows("These teams use each other in a circle"), "{:?}", window.names());
    let way_out = window.names().into_iter().find(|name| name.starts_with("Remove ")).expect("a way out");
    window.click(&way_out);
    assert!(!window.shows("in a circle"), "{:?}", window.names());
    assert_eq!(uses(&window).concat().len(), 2);
    undo_all(&mut window, 4);
}

#[test]
fn keys_and_menus_draw_and_take_away() {
    let (_folder, mut window) = graph();
    window.harness.get_by_label(BETA).focus();
    window.steps(2);
    window.press(Modifiers::NONE, Key::Enter);
    window.click("Beta uses Alpha · Foundation");
    assert_eq!(uses(&window)[1], ["alpha"]);
    window.harness.get_by_label(ARROW).click_secondary();
    window.steps(3);
    window.click("Beta waits for Alpha too");
    assert_eq!(window.project().manifest.manifest.teams[1].wait_for.len(), 1);
    window.harness.get_by_label(ARROW).focus();
    window.steps(2);
    window.press(Modifiers::NONE, Key::Delete);
    assert_eq!(uses(&window)[1], Vec::<String>::new());
    assert!(window.has("Beta · API Layer waits for Alpha · Foundation"), "{:?}", window.names());
    undo_all(&mut window, 3);
}

#[test]
fn contracts_are_made_given_an_owner_and_removed() {
    let (_folder, mut window) = graph();
    window.click("New contract…");
    window.click("With Alpha · Foundation");
    window.click("With Beta · API Layer");
    window.click("Make a contract between 2 teams");
    let point = &window.project().manifest.manifest.integration_points[0];
    assert_eq!((point.name.as_str(), point.between.len()), ("CONTRACT_1", 2));
    window.press(Modifiers::NONE, Key::Escape);
    window.click("Contract CONTRACT_1");
    window.click("Written by Beta · API Layer");
    let owner = window.project().manifest.manifest.integration_points[0].owner.as_ref().map(ToString::to_string);
    assert_eq!(owner.as_deref(), Some("beta"));
    window.click("Remove CONTRACT_1");
    assert!(window.project().manifest.manifest.integration_points.is_empty());
    undo_all(&mut window, 3);
}

#[test]
fn the_drawing_grows_and_fits_again() {
    let (_folder, mut window) = graph();
    let before = window.harness.get_by_label(ALPHA).rect();
    window.click("Smaller");
    let smaller = window.harness.get_by_label(ALPHA).rect();
    assert!(smaller.width() < before.width());
    window.click("Fit");
    assert_eq!(window.harness.get_by_label(ALPHA).rect(), before);
}

#[test]
fn smaller_is_smaller_where_the_drawing_is_larger_than_the_canvas() {
    let folder = tempfile::tempdir().expect("folder");
    let teams = (0..24).map(|team| match team {
        0 => "  part-0: {focus: [a]}\n".to_owned(),
        team => format!("  part-{team}: {{focus: [a], depends_on: [part-{}]}}\n", team / 3),
    });
    let text = format!("teams:\n{}", teams.collect::<String>());
    std::fs::write(folder.path().join("manifest.yaml"), text).expect("write");
    let mut window = Window::on(folder.path());
    window.press(Modifiers::COMMAND, Key::Num2);
    window.click("Dependencies");
    let width = |window: &Window| window.harness.get_by_label("Part-0, in the drawing").rect().width();
    let before = width(&window);
    window.click("Smaller");
    assert!(width(&window) < before);
    window.press(Modifiers::NONE, Key::Plus);
    assert!((width(&window) - before).abs() < 1.0, "the keys do the same");
}

/// With `DECTET_PICTURES`: the shop, a circle, an arrow under way, and thirty teams.
#[test]
fn pictures_of_the_graph() {
    let Some(folder) = std::env::var_os("DECTET_PICTURES").map(std::path::PathBuf::from) else { return };
    for (theme, size, language, name) in [
        (egui::Theme::Dark, [1280.0, 800.0], dectet::words::Language::English, "dark-1280"),
        (egui::Theme::Light, [1920.0, 1080.0], dectet::words::Language::English, "light-1920"),
        (egui::Theme::Dark, [900.0, 600.0], dectet::words::Language::Swedish, "dark-900-sv"),
    ] {
        let project = super::pictures::shop();
        let looks = super::Looks { size, theme, language };
        let mut window = Window::with(looks, Some(project.path()), super::Settings::default());
        window.wait_for_project();
        window.press(Modifiers::COMMAND, Key::Num2);
        let page = if language == dectet::words::Language::English { "Dependencies" } else { "Beroenden" };
        window.click(page);
        window.picture().save(folder.join(format!("graph-{name}.png"))).expect("a picture");

        let large = tempfile::tempdir().expect("folder");
        let mut text = "teams:\n".to_owned();
        for team in 0..30 {
            let uses = match team {
                0 => String::new(),
                team if team % 7 == 0 => format!(", depends_on: [part-{}, part-{}]", team / 3, team / 2),
                team => format!(", depends_on: [part-{}]", team / 3),
            };
            text.push_str(&format!("  part-{team}: {{name: Part {team}, focus: [a, b, c]{uses}, target_loc: 9000}}\n"));
        }
        std::fs::write(large.path().join("manifest.yaml"), text).expect("write");
        let mut window = Window::with(looks, Some(large.path()), super::Settings::default());
        window.wait_for_project();
        window.press(Modifiers::COMMAND, Key::Num2);
        window.click(page);
        window.picture().save(folder.join(format!("graph-30-{name}.png"))).expect("a picture");
    }
    let (_folder, mut window) = graph();
    window.drag(BETA, ALPHA);
    window.drag(GAMMA, BETA);
    window.drag(ALPHA, GAMMA);
    window.picture().save(folder.join("graph-circle.png")).expect("a picture");
    window.harness.get_by_label(BETA).focus();
    window.steps(2);
    window.press(Modifiers::NONE, Key::Enter);
    window.picture().save(folder.join("graph-menu.png")).expect("a picture");
}
