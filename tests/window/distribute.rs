//! Dealing the work out anew: what the dialog shows and makes of the manifest, one step each, and back.

use eframe::egui::{Key, Modifiers};

use dectet::gui::action::Action;

use super::{SMALL_MANIFEST, Window, small_project};

fn window() -> (tempfile::TempDir, Window) {
    let folder = small_project();
    let mut window = Window::on(folder.path());
    window.press(Modifiers::COMMAND, Key::Num2);
    (folder, window)
}

fn text(window: &Window) -> String {
    window.project().manifest.document.text().to_owned()
}

fn undo_to_the_file(window: &mut Window, steps: usize) {
    for _ in 0..steps {
        assert_ne!(text(window), SMALL_MANIFEST);
        window.press(Modifiers::COMMAND, Key::Z);
    }
    assert_eq!(text(window), SMALL_MANIFEST);
}

/// Applies the plan, as soon as it was worked out.
fn apply(window: &mut Window, button: &str) {
    planned(window);
    window.click(button);
}

fn planned(window: &mut Window) {
    let began = std::time::Instant::now();
    while window.shows("Working out the plan") {
        assert!(began.elapsed() < super::PATIENCE, "waited for the plan");
        std::thread::sleep(std::time::Duration::from_millis(2));
        window.steps(1);
    }
}

/// Saves a picture where one is asked for: `DECTET_PICTURES`, as in `pictures`.
fn picture(window: &mut Window, name: &str) {
    let Some(folder) = std::env::var_os("DECTET_PICTURES") else { return };
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    std::fs::create_dir_all(&folder).expect("the pictures' folder");
    window.picture().save(folder.join(format!("{name}.png"))).expect("a picture on disk");
}

#[test]
fn domains_are_named_looked_at_and_applied_in_one_step() {
    let (_folder, mut window) = window();
    window.click("Redistribute…");
    window.click_any("By domains");
    window.type_into("Name of a domain", "Orders");
    window.press(Modifiers::NONE, Key::Enter);
    assert!(window.has("Remove the domain Orders"), "{:?}", window.names());
    assert_eq!(text(&window), SMALL_MANIFEST, "a plan changes nothing");
    planned(&mut window);
    picture(&mut window, "distribute-domains");
    apply(&mut window, "Apply to 2 teams");
    let manifest = &window.project().manifest.manifest;
    let ids: Vec<&str> = manifest.teams.iter().map(|team| team.id.as_str()).collect();
    assert_eq!(ids, ["platform", "orders"]);
    let all = manifest.teams.iter().flat_map(|team| &team.responsibilities).chain(&manifest.unassigned);
    let mut all: Vec<&str> = all.map(String::as_str).collect();
    all.sort_unstable();
    assert!(
        ["entities", "orders", "rest-api", "schema"].iter().all(|one| all.iter().filter(|text| *text == one).count() == 1),
        "{all:?}"
    );
    assert!(!window.has("Apply to 2 teams"), "the dialog is closed");
    undo_to_the_file(&mut window, 1);
}

#[test]
fn escape_leaves_everything_as_it_was() {
    let (_folder, mut window) = window();
    window.act(Action::Redistribute);
    window.click_any("By size");
    planned(&mut window);
    picture(&mut window, "distribute-size");
    assert!(window.has("Apply to 7 teams"), "{:?}", window.names());
    window.press(Modifiers::NONE, Key::Escape);
    assert!(!window.has("Apply to 7 teams"));
    assert_eq!(text(&window), SMALL_MANIFEST);
}

#[test]
fn a_team_is_split_from_its_menu_and_merged_again() {
    let (_folder, mut window) = window();
    window.click("Menu of Alpha");
    window.click("Split into sub-teams…");
    planned(&mut window);
    picture(&mut window, "distribute-swarm");
    apply(&mut window, "Apply to 3 teams");
    let parts = |window: &Window| {
        window.project().manifest.manifest.teams[0].swarm.iter().map(|part| part.responsibilities.clone()).collect::<Vec<_>>()
    };
    assert_eq!(parts(&window), [["schema"], ["entities"]]);
    window.click("Menu of Alpha");
    window.click("Merge sub-teams…");
    apply(&mut window, "Apply to 3 teams");
    assert_eq!((parts(&window).len(), window.project().manifest.manifest.teams[0].responsibilities.len()), (0, 2));
    assert_eq!(text(&window), SMALL_MANIFEST, "split and merged is as it was");
    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(parts(&window), [["schema"], ["entities"]]);
    undo_to_the_file(&mut window, 1);
}

/// With `DECTET_PICTURES`: what becomes of the shop.
#[test]
fn pictures_of_the_shop_dealt_out_anew() {
    if std::env::var_os("DECTET_PICTURES").is_none() {
        return;
    }
    let project = super::pictures::shop();
    let mut window = Window::on(project.path());
    window.press(Modifiers::COMMAND, Key::Num2);
    window.act(Action::Redistribute);
    planned(&mut window);
    picture(&mut window, "distribute-shop-layers");
    window.click_any("By size");
    planned(&mut window);
    picture(&mut window, "distribute-shop-size");
}
