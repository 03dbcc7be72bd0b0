//! The rest of the board: the tray of what nobody has, roles from the palette, write paths between teams, and cards put
//! elsewhere; each by drag, by keys and by menu, each one step that can be taken back.
//!
//! Names: a role is `Role Frontend`; a path `src/beta/**, write path of Beta`; the tray `Unassigned responsibilities`.

use egui::{Event, Key, Modifiers, Pos2};
use egui_kittest::kittest::Queryable as _;

use super::{SMALL_MANIFEST, Window, small_project};

const TRAY: &str = "Unassigned responsibilities";

fn board() -> (tempfile::TempDir, Window) {
    let folder = small_project();
    let mut window = Window::on(folder.path());
    window.press(Modifiers::COMMAND, Key::Num2);
    (folder, window)
}

fn text(window: &Window) -> &str {
    window.project().manifest.document.text()
}

fn unassigned(window: &Window) -> Vec<&str> {
    window.project().manifest.manifest.unassigned.iter().map(String::as_str).collect()
}

fn paths(window: &Window) -> Vec<Vec<&str>> {
    let teams = &window.project().manifest.manifest.teams;
    teams.iter().map(|team| team.write_paths.iter().map(String::as_str).collect()).collect()
}

fn order(window: &Window) -> Vec<&str> {
    window.project().manifest.manifest.teams_in_order().into_iter().map(|team| team.id.as_str()).collect()
}

fn undo_all(window: &mut Window, steps: usize) {
    for step in 0..steps {
        assert_ne!(text(window), SMALL_MANIFEST, "after {step} steps back");
        window.press(Modifiers::COMMAND, Key::Z);
    }
    assert_eq!(text(window), SMALL_MANIFEST);
}

fn focus(window: &mut Window, name: &str) {
    window.harness.get_by_label(name).focus();
    window.steps(2);
}

/// Picks something up and carries it to a place, where it is not let go yet.
fn carry(window: &mut Window, from: Pos2, to: Pos2) {
    window.harness.hover_at(from);
    window.steps(1);
    window.harness.drag_at(from);
    window.steps(1);
    window.harness.hover_at(to);
    window.steps(3);
}

fn rect(window: &Window, name: &str) -> egui::Rect {
    window.harness.get_by_label(name).rect()
}

#[test]
fn the_tray_takes_what_nobody_is_to_build_and_gives_it_back() {
    let (_folder, mut window) = board();
    window.drag("schema, Alpha", TRAY);
    assert_eq!(unassigned(&window), ["schema"]);
    assert!(text(&window).contains("unassigned:\n"), "{}", text(&window));
    window.drag("rest-api, Beta", TRAY);
    assert_eq!(unassigned(&window).len(), 2);
    window.drag("schema, Unassigned", "Team Gamma");
    assert_eq!(window.project().manifest.manifest.teams[2].responsibilities, ["orders", "schema"]);
    undo_all(&mut window, 3);
    assert!(window.has("schema, Alpha"));
}

#[test]
fn keys_and_menu_reach_the_tray() {
    let (_folder, mut window) = board();
    focus(&mut window, "orders, Gamma");
    window.press(Modifiers::ALT, Key::ArrowRight);
    assert_eq!(unassigned(&window), ["orders"]);
    window.press(Modifiers::ALT, Key::ArrowLeft);
    assert_eq!(unassigned(&window), Vec::<&str>::new(), "the keys followed it");
    window.harness.get_by_label("orders, Gamma").click_secondary();
    window.steps(3);
    window.click("Move orders to Unassigned");
    assert_eq!(unassigned(&window), ["orders"]);
    undo_all(&mut window, 3);
}

#[test]
fn what_is_chosen_together_moves_and_goes_together_by_keys() {
    let (_folder, mut window) = board();
    focus(&mut window, "schema, Alpha");
    window.press(Modifiers::COMMAND, Key::A);
    window.press(Modifiers::ALT, Key::ArrowRight);
    assert_eq!(window.project().manifest.manifest.teams[1].responsibilities, ["schema", "entities", "rest-api"]);
    window.press(Modifiers::ALT, Key::ArrowDown);
    assert_eq!(window.project().manifest.manifest.teams[1].responsibilities, ["rest-api", "schema", "entities"]);
    window.press(Modifiers::NONE, Key::Delete);
    assert_eq!(window.project().manifest.manifest.teams[1].responsibilities, ["rest-api"]);
    undo_all(&mut window, 3);
}

#[test]
fn a_role_is_given_to_a_team_or_becomes_one() {
    let (_folder, mut window) = board();
    window.drag("Role Frontend", "Team Beta");
    let beta = &window.project().manifest.manifest.teams[1];
    assert_eq!((beta.name.as_str(), beta.responsibilities.as_slice()), ("Frontend", ["rest-api".to_owned()].as_slice()));
    window.drag("Role Testing", "New team card");
    assert!(window.has("Team Zeta") && window.has("Integration tests, Zeta"), "{:?}", window.names());
    focus(&mut window, "Role DevOps");
    window.press(Modifiers::NONE, Key::Enter);
    window.click("New team DevOps");
    assert!(window.has("Team Eta"));
    window.click("Role Integrations");
    window.click("Give Gamma the role Integrations");
    assert_eq!(window.project().manifest.manifest.teams[2].name, "Integrations");
    undo_all(&mut window, 4);
}

#[test]
fn a_write_path_goes_to_another_team() {
    let (_folder, mut window) = board();
    let before = paths(&window).concat().len();
    window.drag("src/beta/**, write path of Beta", "Team Gamma");
    assert!(paths(&window)[2].contains(&"src/beta/**") && !paths(&window)[1].contains(&"src/beta/**"));
    focus(&mut window, "src/beta/**, write path of Gamma");
    window.press(Modifiers::ALT, Key::ArrowLeft);
    assert!(paths(&window)[1].contains(&"src/beta/**"));
    window.harness.get_by_label("src/beta/**, write path of Beta").click_secondary();
    window.steps(3);
    window.click("Alpha may write src/beta/**");
    assert!(paths(&window)[0].contains(&"src/beta/**"));
    assert_eq!(paths(&window).concat().len(), before, "none is lost");
    focus(&mut window, "src/beta/**, write path of Alpha");
    window.press(Modifiers::NONE, Key::F2);
    window.event(Event::Text("src/rest/**".to_owned()));
    window.press(Modifiers::NONE, Key::Enter);
    assert!(paths(&window)[0].contains(&"src/rest/**"), "{:?}", paths(&window));
    window.press(Modifiers::NONE, Key::Delete);
    assert_eq!(paths(&window).concat().len(), before - 1);
    undo_all(&mut window, 3);
}

#[test]
fn cards_are_put_elsewhere_and_the_order_is_written() {
    let (_folder, mut window) = board();
    assert_eq!(order(&window), ["alpha", "beta", "gamma"]);
    let (gamma, alpha) = (rect(&window, "Team Gamma"), rect(&window, "Team Alpha"));
    let (handle, place) = (gamma.left_top() + egui::vec2(5.0, 40.0), alpha.left_center() + egui::vec2(4.0, 0.0));
    carry(&mut window, handle, place);
    window.harness.drop_at(place);
    window.steps(3);
    assert_eq!(order(&window), ["gamma", "alpha", "beta"]);
    assert!(text(&window).contains("priority: "), "{}", text(&window));
    focus(&mut window, "Team Gamma");
    window.press(Modifiers::ALT, Key::ArrowRight);
    assert_eq!(order(&window), ["alpha", "gamma", "beta"]);
    window.press(Modifiers::ALT, Key::ArrowRight);
    assert_eq!(order(&window), ["alpha", "beta", "gamma"], "the keys followed it");
    window.click("Menu of Beta");
    window.click("Move earlier");
    assert_eq!(order(&window), ["beta", "alpha", "gamma"]);
    undo_all(&mut window, 4);
}

#[test]
fn a_drag_says_what_a_release_will_do_and_escape_ends_it() {
    let (_folder, mut window) = board();
    for (from, to, says) in [
        ("schema, Alpha", TRAY, "Move schema to Unassigned"),
        ("schema, Alpha", "Team Gamma", "Move schema to Gamma"),
        ("Role Frontend", "Team Beta", "Give Beta the role Frontend"),
        ("src/beta/**, write path of Beta", "Team Gamma", "Gamma may write src/beta/**"),
        ("Role Frontend", "New team card", "New team Frontend"),
        ("schema, Alpha", "New team card", "Drop it on a team · Esc cancels"),
    ] {
        let (start, end) = (rect(&window, from).center(), rect(&window, to).center());
        carry(&mut window, start, end);
        assert!(window.has(says), "{from} over {to}: {:?}", window.names());
        window.press(Modifiers::NONE, Key::Escape);
        assert!(!window.has(says));
        window.harness.drop_at(end);
        window.steps(3);
        assert_eq!(text(&window), SMALL_MANIFEST, "{from}");
    }
}

/// With `DECTET_PICTURES`: the board of the shop, and what a drag shows before it is let go.
#[test]
fn pictures_of_the_board() {
    let Some(folder) = std::env::var_os("DECTET_PICTURES").map(std::path::PathBuf::from) else { return };
    for (theme, size, name) in
        [(egui::Theme::Dark, [1280.0, 800.0], "dark-1280"), (egui::Theme::Light, [1920.0, 1080.0], "light-1920")]
    {
        let project = super::pictures::shop();
        let looks = super::Looks { size, theme, ..super::Looks::default() };
        let mut window = Window::with(looks, Some(project.path()), super::Settings::default());
        window.wait_for_project();
        window.press(Modifiers::COMMAND, Key::Num2);
        let teams: Vec<_> = window.project().manifest.manifest.teams.clone();
        let chip = |team: usize, index: usize| {
            format!("{}, {}", teams[team].responsibilities[index], dectet::gui::views::marks::title(&teams[team].id))
        };
        window.drag(&chip(0, 1), TRAY);
        window.drag(&chip(2, 1), TRAY);
        window.rest();
        window.picture().save(folder.join(format!("board-tray-{name}.png"))).expect("a picture");
        for (what, from, to) in [
            ("chip", chip(4, 1), "Team Zeta".to_owned()),
            ("tray-drop", chip(4, 1), TRAY.to_owned()),
            ("role", "Role Frontend".to_owned(), "Team Zeta".to_owned()),
            ("path", format!("{}, write path of Gamma", teams[2].write_paths[0]), "Team Eta".to_owned()),
        ] {
            let (start, end) = (rect(&window, &from).center(), rect(&window, &to).center());
            carry(&mut window, start, end);
            window.picture().save(folder.join(format!("board-drag-{what}-{name}.png"))).expect("a picture");
            window.press(Modifiers::NONE, Key::Escape);
            window.harness.drop_at(end);
            window.steps(3);
        }
        let (card, place) = (rect(&window, "Team Gamma"), rect(&window, "Team Epsilon"));
        carry(&mut window, card.left_top() + egui::vec2(5.0, 40.0), place.right_center() - egui::vec2(9.0, 0.0));
        window.picture().save(folder.join(format!("board-drag-card-{name}.png"))).expect("a picture");
        window.press(Modifiers::NONE, Key::Escape);
        window.harness.drop_at(place.center());
        window.steps(2);
        focus(&mut window, "Role DevOps");
        window.press(Modifiers::NONE, Key::Enter);
        window.picture().save(folder.join(format!("board-role-menu-{name}.png"))).expect("a picture");
    }
}
