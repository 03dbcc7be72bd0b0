//! The board: responsibilities dragged, moved by keys and menu, added, renamed and removed; each change is one step, and
//! keeps what the person wrote by hand.
//!
//! Names, as a screen reader says them: a chip is `rest-api, Beta`; a card `Team Beta`; what adds a chip `Add a
//! responsibility to Beta`, its field `New responsibility of Beta`; a rename's field `New words for rest-api`; a menu's
//! row `Move rest-api to Gamma`; a card's menu `Menu of Beta`; its name `API Layer, name of Beta`, its role `…, role of
//! Beta`, their fields `Name of Beta` and `Role of Beta`. The source is the `Source of the manifest`.
use eframe::egui::{Event, Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::{SMALL_MANIFEST, Window, small_project};

const FILE: &str = "team-coordination-manifest.yaml";
const SOURCE: &str = "Source of the manifest";

/// A window on the small project's board.
fn board() -> (tempfile::TempDir, Window) {
    let folder = small_project();
    let mut window = Window::on(folder.path());
    window.press(Modifiers::COMMAND, Key::Num2);
    (folder, window)
}

fn lists(window: &Window) -> Vec<Vec<&str>> {
    let teams = &window.project().manifest.manifest.teams;
    teams.iter().map(|team| team.responsibilities.iter().map(String::as_str).collect()).collect()
}

/// Undoes until nothing is left, and expects the bytes of the file as it was.
fn undo_all(window: &mut Window, steps: usize) {
    for step in 0..steps {
        assert_ne!(window.project().manifest.document.text(), SMALL_MANIFEST, "after {step} steps back");
        window.press(Modifiers::COMMAND, Key::Z);
    }
    assert_eq!(window.project().manifest.document.text(), SMALL_MANIFEST);
}

fn focus(window: &mut Window, name: &str) {
    window.harness.get_by_label(name).focus();
    window.steps(2);
}

#[test]
fn a_responsibility_is_dragged_to_another_team_in_one_step() {
    let (_folder, mut window) = board();
    window.drag("schema, Alpha", "Team Gamma");
    assert_eq!(lists(&window), [vec!["entities"], vec!["rest-api"], vec!["orders", "schema"]]);
    let text = window.project().manifest.document.text();
    assert!(text.starts_with("# The shop of a small town\n"), "{text}");
    assert_eq!(text.lines().count(), SMALL_MANIFEST.lines().count());
    assert!(window.has("schema, Gamma") && !window.has("schema, Alpha"));
    undo_all(&mut window, 1);
    assert!(window.has("schema, Alpha"));
}

#[test]
fn a_drag_within_a_team_changes_the_order() {
    let (_folder, mut window) = board();
    let end = window.harness.get_by_label("entities, Alpha").rect().right_center();
    let start = window.harness.get_by_label("schema, Alpha").rect().center();
    window.harness.hover_at(start);
    window.steps(1);
    window.harness.drag_at(start);
    window.steps(1);
    window.harness.hover_at(end);
    window.steps(2);
    window.harness.drop_at(end);
    window.steps(3);
    assert_eq!(lists(&window)[0], ["entities", "schema"]);
    undo_all(&mut window, 1);
}

#[test]
fn escape_ends_a_drag_and_nothing_moves() {
    let (_folder, mut window) = board();
    let start = window.harness.get_by_label("schema, Alpha").rect().center();
    let end = window.harness.get_by_label("Team Gamma").rect().center();
    window.harness.hover_at(start);
    window.steps(1);
    window.harness.drag_at(start);
    window.steps(1);
    window.harness.hover_at(end);
    window.steps(2);
    window.press(Modifiers::NONE, Key::Escape);
    window.harness.drop_at(end);
    window.steps(3);
    assert_eq!(window.project().manifest.document.text(), SMALL_MANIFEST);
    window.drag("schema, Alpha", "New team card");
    assert_eq!(window.project().manifest.document.text(), SMALL_MANIFEST, "there is no team to drop it on");
}

#[test]
fn several_chosen_ones_move_together_and_back_together() {
    let (_folder, mut window) = board();
    for name in ["schema, Alpha", "entities, Alpha"] {
        window.harness.get_by_label(name).click_modifiers(Modifiers::COMMAND);
        window.steps(2);
    }
    window.drag("schema, Alpha", "Team Beta");
    assert_eq!(lists(&window), [vec![], vec!["rest-api", "schema", "entities"], vec!["orders"]]);
    undo_all(&mut window, 1);
}

#[test]
fn the_keyboard_alone_moves_a_responsibility() {
    let (_folder, mut window) = board();
    focus(&mut window, "schema, Alpha");
    window.press(Modifiers::ALT, Key::ArrowDown);
    assert_eq!(lists(&window)[0], ["entities", "schema"]);
    window.press(Modifiers::ALT, Key::ArrowRight);
    assert_eq!(lists(&window), [vec!["entities"], vec!["rest-api", "schema"], vec!["orders"]], "the keys followed it");
    window.press(Modifiers::ALT, Key::ArrowUp);
    window.press(Modifiers::ALT, Key::ArrowRight);
    assert_eq!(lists(&window)[2], ["schema", "orders"]);
    window.press(Modifiers::NONE, Key::Enter);
    assert!(window.has("Move schema to Alpha"), "{:?}", window.names());
    window.click("Move schema to Alpha");
    assert_eq!(lists(&window)[0], ["entities", "schema"]);
    undo_all(&mut window, 5);
}

#[test]
fn the_menu_moves_renames_and_removes() {
    let (_folder, mut window) = board();
    let open = |window: &mut Window, name: &str| {
        window.harness.get_by_label(name).click_secondary();
        window.steps(3);
    };
    open(&mut window, "orders, Gamma");
    window.click("Move orders to Beta");
    assert_eq!(lists(&window)[1], ["rest-api", "orders"]);
    open(&mut window, "orders, Beta");
    window.click("Rename");
    window.type_into("New words for orders", "orders: and returns");
    window.press(Modifiers::NONE, Key::Enter);
    assert_eq!(lists(&window)[1], ["rest-api", "orders: and returns"]);
    open(&mut window, "orders: and returns, Beta");
    window.click("Remove");
    assert_eq!(lists(&window)[1], ["rest-api"]);
    undo_all(&mut window, 3);
}

#[test]
fn keys_rename_and_remove_and_escape_changes_nothing() {
    let (_folder, mut window) = board();
    focus(&mut window, "rest-api, Beta");
    window.press(Modifiers::NONE, Key::F2);
    window.event(Event::Text("graphql".to_owned()));
    window.press(Modifiers::NONE, Key::Escape);
    assert_eq!(window.project().manifest.document.text(), SMALL_MANIFEST);
    window.press(Modifiers::NONE, Key::F2);
    window.event(Event::Text("graphql".to_owned()));
    window.press(Modifiers::NONE, Key::Enter);
    assert_eq!(lists(&window)[1], ["graphql"]);
    window.press(Modifiers::NONE, Key::Delete);
    assert_eq!(lists(&window)[1], Vec::<&str>::new());
    undo_all(&mut window, 2);
}

#[test]
fn responsibilities_are_added_one_after_the_other() {
    let (_folder, mut window) = board();
    window.click("Add a responsibility to Beta");
    for text in ["graphql", "webhooks"] {
        window.event(Event::Text(text.to_owned()));
        window.press(Modifiers::NONE, Key::Enter);
    }
    window.event(Event::Text("never".to_owned()));
    window.press(Modifiers::NONE, Key::Escape);
    assert_eq!(lists(&window)[1], ["rest-api", "graphql", "webhooks"]);
    undo_all(&mut window, 2);
}

#[test]
fn names_and_roles_are_written_in_place() {
    let (_folder, mut window) = board();
    window.click("API Layer, name of Beta");
    window.type_into("Name of Beta", "Gränssnitt");
    window.press(Modifiers::NONE, Key::Enter);
    window.click("Say what the team is for, role of Beta");
    window.type_into("Role of Beta", "REST and GraphQL");
    window.press(Modifiers::NONE, Key::Enter);
    let beta = &window.project().manifest.manifest.teams[1];
    assert_eq!((beta.name.as_str(), beta.role.as_str()), ("Gränssnitt", "REST and GraphQL"));
    undo_all(&mut window, 2);
}

#[test]
fn teams_come_and_go() {
    let (_folder, mut window) = board();
    window.click("New team");
    window.type_into("Name of the new team", "beta");
    assert!(window.shows("There is a team beta already"), "{:?}", window.names());
    window.press(Modifiers::NONE, Key::Enter);
    assert_eq!(window.project().manifest.manifest.teams.len(), 3);
    window.type_into("Name of the new team", "Payments");
    window.press(Modifiers::NONE, Key::Enter);
    assert!(window.has("Team Payments"));
    window.click("Add Delta, Integrations");
    assert!(window.has("Team Delta"));
    window.click("Menu of Payments");
    window.click("Remove Payments");
    assert!(!window.has("Team Payments") && window.has("Team Delta"));
    undo_all(&mut window, 3);
}

#[test]
fn what_does_not_parse_shows_the_last_good_board_and_the_source_mends_it() {
    let folder = small_project();
    let mut window = Window::on(folder.path());
    window.press(Modifiers::COMMAND, Key::Num2);
    let broken = SMALL_MANIFEST.replace("responsibilities: [orders]", "responsibilities: [orders");
    std::fs::write(folder.path().join(FILE), &broken).expect("write");
    window.until("the change", |app| app.facts.project.as_ref().is_some_and(|project| project.manifest.is_last_good));
    assert!(window.has("orders, Gamma"), "the last good board is still there");
    assert!(window.shows("line 1") || window.shows("line 2"), "{:?}", window.names());
    assert!(!window.has("Add a responsibility to Beta"), "nothing can be edited on it");
    window.drag("orders, Gamma", "Team Beta");
    assert_eq!(window.project().manifest.document.text(), broken);
    window.click("Source");
    window.type_into(SOURCE, SMALL_MANIFEST);
    window.until("the board", |app| app.facts.project.as_ref().is_some_and(|project| !project.manifest.is_last_good));
    assert!(window.has("Add a responsibility to Beta"));
    assert_eq!(window.project().manifest.document.text(), SMALL_MANIFEST);
}

#[test]
fn the_source_follows_the_board_and_the_board_the_source() {
    let (_folder, mut window) = board();
    window.click("Source");
    window.drag("schema, Alpha", "Team Gamma");
    let source = window.harness.get_by_label(SOURCE).accesskit_node().value().expect("the text");
    assert!(source.contains("[orders, schema]"), "{source}");
    window.type_into(SOURCE, &SMALL_MANIFEST.replace("rest-api", "graphql"));
    assert!(window.has("graphql, Beta"), "{:?}", window.names());
    window.press(Modifiers::COMMAND, Key::Z);
    assert!(window.has("rest-api, Beta") && window.has("schema, Gamma"), "one history for both");
    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.project().manifest.document.text(), SMALL_MANIFEST);
}

#[test]
fn a_clash_is_settled_by_a_click() {
    let (folder, mut window) = board();
    window.drag("schema, Alpha", "Team Gamma");
    let theirs = SMALL_MANIFEST.replace("entities", "entities-of-theirs");
    std::fs::write(folder.path().join(FILE), &theirs).expect("write");
    window.until("the clash", |app| app.facts.project.as_ref().is_some_and(|project| project.manifest.clash.is_some()));
    window.click("Take theirs");
    assert_eq!(window.project().manifest.document.text(), theirs);
    assert!(window.project().manifest.clash.is_none());
    window.press(Modifiers::COMMAND, Key::Z);
    assert!(window.has("schema, Gamma"), "what was dropped comes back");
}

#[test]
fn a_clash_of_different_lines_is_merged_and_of_the_same_line_is_not() {
    let (folder, mut window) = board();
    window.drag("rest-api, Beta", "Team Gamma");
    let mine = window.project().manifest.document.text().to_owned();
    let theirs = SMALL_MANIFEST.replace("[schema, entities]", "[schema, entities] # theirs");
    std::fs::write(folder.path().join(FILE), &theirs).expect("write");
    window.until("the clash", |app| app.facts.project.as_ref().is_some_and(|project| project.manifest.clash.is_some()));
    window.click("Merge both");
    let both = mine.replace("[schema, entities]", "[schema, entities] # theirs");
    assert_eq!(window.project().manifest.document.text(), both);
    window.until("the save", |app| app.facts.project.as_ref().is_some_and(|project| !project.manifest.document.is_dirty()));
    assert_eq!(std::fs::read_to_string(folder.path().join(FILE)).expect("read"), both);
    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.project().manifest.document.text(), mine, "and back to mine");

    window.drag("schema, Alpha", "Team Beta");
    std::fs::write(folder.path().join(FILE), both.replace("[schema, entities]", "[schema]")).expect("write");
    window.until("the clash", |app| app.facts.project.as_ref().is_some_and(|project| project.manifest.clash.is_some()));
    assert!(window.has("Keep mine") && !window.has("Merge both"), "{:?}", window.names());
}

#[test]
fn without_teams_the_ten_standard_ones_are_one_click_away() {
    let folder = tempfile::tempdir().expect("folder");
    let text = "# A plan\nproject:\n  name: plan\nteams: {}\n";
    std::fs::write(folder.path().join(FILE), text).expect("write");
    let mut window = Window::on(folder.path());
    window.press(Modifiers::COMMAND, Key::Num2);
    window.click("Add the ten standard teams");
    assert_eq!(window.project().manifest.manifest.teams.len(), 10, "{:?}", window.names());
    assert!(window.has("Team Kappa"));
    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.project().manifest.document.text(), text);
    window.click("Add one by its name");
    window.type_into("Name of the new team", "Payments");
    window.press(Modifiers::NONE, Key::Enter);
    assert!(window.has("Team Payments"), "{:?}", window.names());
}
