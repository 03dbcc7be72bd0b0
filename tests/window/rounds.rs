//! The rounds as a table: made, named, given teams and totals, moved and removed; each one step that can be taken back.
//!
//! Names: a cell is `Beta takes part in Round 1`; a round's total `Lines after Round 1, the rounds`.

use egui::{Key, Modifiers};

use super::{SMALL_MANIFEST, Window, small_project};

fn rounds(window: &Window) -> Vec<(String, Vec<String>, Option<u64>)> {
    let rounds = &window.project().manifest.manifest.iterations;
    let told = rounds.iter().map(|round| {
        let teams = round.teams.iter().map(ToString::to_string).collect();
        (round.name.clone(), teams, round.target_loc.map(|target| target.max))
    });
    told.collect()
}

fn on_rounds() -> (tempfile::TempDir, Window) {
    let folder = small_project();
    let mut window = Window::on(folder.path());
    window.press(Modifiers::COMMAND, Key::Num2);
    window.click("Rounds");
    (folder, window)
}

#[test]
fn rounds_are_made_dealt_out_and_taken_back() {
    let (_folder, mut window) = on_rounds();
    assert!(window.has("No rounds"), "{:?}", window.names());
    window.click("One round with all teams");
    let all = ["alpha", "beta", "gamma"].map(str::to_owned).to_vec();
    assert_eq!(rounds(&window), [("Round 1".to_owned(), all, None)]);
    window.click("Add a round");
    window.click_any("Gamma takes part in Round 1");
    window.click_any("Gamma takes part in Round 2");
    assert_eq!(rounds(&window)[0].1, ["alpha", "beta"]);
    assert_eq!(rounds(&window)[1].1, ["gamma"]);
    window.type_into("Lines after Round 2", "20K-22K");
    window.press(Modifiers::NONE, Key::Enter);
    assert_eq!(rounds(&window)[1].2, Some(22_000));
    window.click("Menu of Round 2");
    window.click("Move up");
    assert_eq!(rounds(&window)[0].0, "Round 2");
    window.click("Menu of Round 2");
    window.click("Remove");
    assert_eq!(rounds(&window).len(), 1);
    for _ in 0..7 {
        window.press(Modifiers::COMMAND, Key::Z);
    }
    assert_eq!(window.project().manifest.document.text(), SMALL_MANIFEST);
}

#[test]
fn rounds_follow_from_who_uses_whom() {
    let folder = small_project();
    let text = SMALL_MANIFEST.replace("    name: API Layer\n", "    name: API Layer\n    depends_on: [alpha]\n");
    std::fs::write(folder.path().join("team-coordination-manifest.yaml"), text).expect("write");
    let mut window = Window::on(folder.path());
    window.press(Modifiers::COMMAND, Key::Num2);
    window.click("Rounds");
    window.click("2 rounds, by who uses whom");
    let teams: Vec<_> = rounds(&window).into_iter().map(|(_, teams, _)| teams).collect();
    assert_eq!(teams, [vec!["alpha", "gamma"], vec!["beta"]]);
}

/// With `DECTET_PICTURES`: the shop's rounds.
#[test]
fn pictures_of_the_rounds() {
    let Some(folder) = std::env::var_os("DECTET_PICTURES").map(std::path::PathBuf::from) else { return };
    for (theme, size, name) in
        [(egui::Theme::Dark, [1280.0, 800.0], "dark-1280"), (egui::Theme::Light, [1920.0, 1080.0], "light-1920")]
    {
        let project = super::pictures::shop();
        let looks = super::Looks { size, theme, ..super::Looks::default() };
        let mut window = Window::with(looks, Some(project.path()), super::Settings::default());
        window.wait_for_project();
        window.press(Modifiers::COMMAND, Key::Num2);
        window.click("Rounds");
        window.picture().save(folder.join(format!("rounds-{name}.png"))).expect("a picture");
    }
    let (_folder, mut window) = on_rounds();
    window.picture().save(folder.join("rounds-none.png")).expect("a picture");
}
