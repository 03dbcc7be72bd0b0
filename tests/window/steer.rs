//! Steering a run: who wrote where it may not, who asks to, what runs only after a yes, a targeted fix and work that moves.

use std::path::PathBuf;

use dectet::engine::settings::Settings;
use dectet::gui::views::ViewId;
use dectet::model::run::{Line, RunState, What};
use dectet::words::Language;
use egui::{Key, Modifiers, Theme};

use super::run::{busy, hear, team};
use super::{Looks, Window, small_project};

/// A run in which beta wrote outside twice, gamma asks to, and alpha gave its work to gamma.
fn steered(teams: &[&str]) -> RunState {
    let mut state = busy(teams);
    let id = |index: usize| team(teams[index]);
    let mut add = |what: What| state.apply(&Line::new(state.at + 1, what));
    for path in ["src/core/domain/order.ts", "src/core/domain/customer.ts"] {
        add(What::WroteOutside { team: id(1), path: path.into(), owner: Some(id(0)) });
    }
    let reason = "the order id has to be a UUID in the API too".to_owned();
    add(What::ExceptionAsked { team: id(2), path: "src/core/ids.ts".into(), reason, owner: Some(id(0)) });
    let problems =
        vec!["mega-files/gamma/rules.yaml:12:5  error There is no variable “entityName”.\n    → Did you mean “entity”?\n".into()];
    add(What::Expanded { team: id(2), files: 48, problems });
    add(What::WorkMoved { team: id(0), to: id(2), open: vec!["[STATUS] 40%".into()] });
    state
}

fn with_commands() -> tempfile::TempDir {
    let folder = small_project();
    let file = folder.path().join("team-coordination-manifest.yaml");
    let text = std::fs::read_to_string(&file).expect("the manifest");
    let text = text.replacen("  alpha:\n", "  alpha:\n    agent: local\n", 1);
    let more = "agents:\n  local: {kind: headless, command: [my-agent, --quiet, 'two words']}\nrun: {setup: [npm ci]}\n";
    std::fs::write(&file, text + more).expect("the manifest");
    folder
}

#[test]
fn paths_outside_are_answered_where_they_are_shown() {
    let folder = small_project();
    let mut window = Window::on(folder.path());
    window.press(Modifiers::COMMAND, Key::Num4);
    hear(&mut window, &steered(&["alpha", "beta", "gamma"]));
    assert!(window.shows("and in 1 more places that it may not"), "{:?}", window.names());
    assert!(window.has("Refuse, Gamma") && window.has("Let it in, Gamma"), "{:?}", window.names());
    window.click("Show the paths");
    assert!(window.has("Let it in: src/core/domain/order.ts") && window.has("Keep it out: src/core/domain/order.ts"));
    window.app_mut().screen.run.choose(team("gamma"));
    window.steps(3);
    assert!(window.shows("1 problem with its mega-files"), "{:?}", window.names());
    assert!(window.nameless().is_empty(), "{:?}", window.nameless());
}

#[test]
fn a_run_asks_before_the_manifests_commands_run() {
    let folder = with_commands();
    let mut window = Window::on(folder.path());
    window.press(Modifiers::COMMAND, Key::Num4);
    assert!(window.has("May these programs run?") && window.has("my-agent --quiet 'two words'"), "{:?}", window.names());
    assert!(window.has("npm ci"), "{:?}", window.names());
    window.click("Trust these commands");
    window.until("the trust", super::is_trusted);
    window.steps(3);
    assert!(!window.has("May these programs run?"), "{:?}", window.names());
    assert!(window.nameless().is_empty(), "{:?}", window.nameless());
}

#[test]
fn a_fix_names_files_and_a_team_and_work_moves_by_choice() {
    let folder = small_project();
    let mut window = Window::on(folder.path());
    window.press(Modifiers::COMMAND, Key::Num4);
    hear(&mut window, &busy(&["alpha", "beta", "zeta"]));
    window.app_mut().screen.run.fix(None, None);
    window.steps(3);
    assert!(window.has("Targeted fix") && window.has("Send to Zeta"), "{:?}", window.names());
    window.type_into("Files, one a line", "src/beta/orders.ts");
    assert!(window.shows("is not Zeta’s: it may write it from now on."), "{:?}", window.names());
    window.click_any("Beta · API Layer");
    assert!(window.has("Send to Beta") && !window.shows("may write it from now on"), "{:?}", window.names());
    window.press(Modifiers::NONE, Key::Escape);
    assert!(!window.has("Targeted fix"));
    window.app_mut().screen.run.move_work(team("beta"));
    window.steps(3);
    assert!(window.has("Who takes over from Beta?") && window.shows("Give it to Alpha"), "{:?}", window.names());
    assert!(!window.shows("Give it to Beta"), "nobody takes over from themselves");
    assert!(window.nameless().is_empty(), "{:?}", window.nameless());
    window.press(Modifiers::NONE, Key::Escape);
    assert_eq!(window.app().screen.view, ViewId::Run);
}

/// Pictures, into the folder that `DECTET_PICTURES` names.
#[test]
fn pictures_of_steering() {
    let Some(folder) = std::env::var_os("DECTET_PICTURES").filter(|folder| !folder.is_empty()).map(PathBuf::from) else { return };
    std::fs::create_dir_all(&folder).expect("the pictures' folder");
    let teams = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa"];
    for (theme, size, language) in [
        (Theme::Dark, [1280.0, 800.0], Language::English),
        (Theme::Light, [1920.0, 1080.0], Language::English),
        (Theme::Light, [900.0, 600.0], Language::Swedish),
    ] {
        let project = with_commands();
        let mut window = Window::with(Looks { size, theme, language }, Some(project.path()), Settings::default());
        window.wait_for_project();
        let save = |window: &mut Window, name: &str| {
            let file = format!("steer-{name}-{}-{}.png", size[0], language.code());
            window.picture().save(folder.join(file)).expect("a picture on disk");
        };
        window.press(Modifiers::COMMAND, Key::Num4);
        save(&mut window, "trust");
        hear(&mut window, &steered(&teams));
        save(&mut window, "cards");
        for name in ["Show the paths", "Visa sökvägarna"] {
            if window.has(name) {
                window.click(name);
            }
        }
        save(&mut window, "paths");
        window.app_mut().screen.run.fix(None, None);
        window.steps(3);
        let files = if language == Language::English { "Files, one a line" } else { "Filer, en per rad" };
        window.type_into(files, "src/beta/orders.ts");
        save(&mut window, "fix");
        window.press(Modifiers::NONE, Key::Escape);
        window.app_mut().screen.run.move_work(team("beta"));
        window.steps(3);
        save(&mut window, "move");
    }
}
