//! Going back to a checkpoint and trees that were left over, in the Run view.

use std::path::PathBuf;

use dectet::engine::event::RunEvent;
use dectet::engine::run::leftovers::{Kind, Leftover};
use dectet::engine::settings::Settings;
use dectet::model::run::trees::{Difference, KeptTree, Why};
use dectet::model::run::{Line, RunState, What};
use dectet::words::Language;
use egui::{Key, Modifiers, Theme};

use super::run::{busy, hear, team, tell};
use super::{Looks, Window, small_project};

/// A run with checkpoints of every kind.
fn with_checkpoints(teams: &[&str]) -> RunState {
    let mut state = busy(teams);
    let kept =
        |id: &str, changed: u64| KeptTree { team: team(id), files: 120, changed, added: 31 * changed, removed: 4 * changed };
    let all = [
        (80, Why::Step, teams.iter().map(|id| kept(id, 0)).collect()),
        (62, Why::Time, teams.iter().map(|id| kept(id, 14)).collect()),
        (41, Why::Report, vec![kept(teams[1], 7)]),
        (22, Why::Time, teams.iter().map(|id| kept(id, 9)).collect()),
        (9, Why::Halt, teams.iter().map(|id| kept(id, 3)).collect()),
        (4, Why::Back, vec![kept(teams[0], 2)]),
        (1, Why::Person, teams.iter().map(|id| kept(id, 1)).collect::<Vec<_>>()),
    ];
    for (number, (minutes, why, trees)) in all.into_iter().enumerate() {
        let at = state.at - minutes * 60_000;
        state.apply(&Line::new(at, What::Checkpointed { id: number as u64 + 1, why, trees }));
    }
    state
}

fn differences(teams: &[&str]) -> Vec<Difference> {
    let one = |(index, id): (usize, &&str)| {
        let n = index as u64;
        Difference { team: team(id), created: n % 3, rewritten: 5 * n, deleted: 12 * (n % 2), added: 40 * n, removed: 900 * n }
    };
    teams.iter().enumerate().map(one).collect()
}

fn leftovers() -> Vec<Leftover> {
    let one = |name: &str, kind, size, dirty, commits| Leftover { name: name.to_owned(), kind, size, dirty, commits };
    vec![
        one("teams/omega", Kind::Worktree, 48_300_000, 0, 0),
        one("teams/payments-and-invoices-of-the-first-round", Kind::Worktree, 1_730_000_000, 14, 3),
        one("teams/sigma", Kind::Worktree, 9_100_000, 0, 6),
        one("teams/somebodys", Kind::Foreign, 12_000, 0, 0),
        one(".dectet/staging/tree-tau", Kind::Half, 240_000, 0, 0),
    ]
}

#[test]
fn one_chooses_a_checkpoint_sees_what_changes_and_goes_back() {
    let folder = small_project();
    let mut window = Window::on(folder.path());
    window.press(Modifiers::COMMAND, Key::Num4);
    let teams = ["alpha", "beta", "gamma"];
    hear(&mut window, &with_checkpoints(&teams));
    window.click("More for the whole run");
    window.click("Go back…");
    assert!(window.has("Go back: Everybody"), "{:?}", window.names());
    let rows: Vec<String> = window.names().into_iter().filter(|name| name.contains(", after a halt, ")).collect();
    assert_eq!(rows.len(), 1, "{:?}", window.names());
    assert!(rows[0].ends_with("9 files · +279 −36"), "{rows:?}");
    window.click_any(&rows[0]);
    assert!(window.shows("Looking at what would change"), "{:?}", window.names());
    let ids: Vec<_> = teams.iter().map(|id| team(id)).collect();
    tell(&mut window, RunEvent::Compared { id: 5, teams: ids, differences: differences(&teams) });
    window.steps(2);
    for part in ["Alpha is as it was", "1 file comes back", "5 files become what they were", "12 files go", "+40 −900 lines"] {
        assert!(window.shows(part), "{part}: {:?}", window.names());
    }
    // Two of the three have a process: they are stopped first, and the button says so.
    assert!(window.shows("Stop 2 agents and go back to "), "{:?}", window.names());
    assert!(window.nameless().is_empty(), "{:?}", window.nameless());
    window.press(Modifiers::NONE, Key::Escape);
    assert!(!window.has("Go back: Everybody"));
}

#[test]
fn a_teams_panel_says_what_is_committed_and_why_something_is_not() {
    let folder = small_project();
    let mut window = Window::on(folder.path());
    window.press(Modifiers::COMMAND, Key::Num4);
    let mut state = busy(&["alpha", "beta", "gamma"]);
    let (at, alpha) = (state.at, || team("alpha"));
    let commit = "0123456789abcdef".to_owned();
    state.apply(&Line::new(at, What::Committed { team: alpha(), commit, made: true, adopted: 2 }));
    let args = vec![("path".to_owned(), "teams/alpha".to_owned()), ("name".to_owned(), "its-own".to_owned())];
    state.apply(&Line::new(at, What::NotCommitted { team: alpha(), problem: "tree-on-other-branch".to_owned(), args }));
    state.apply(&Line::new(at, What::TreePreparing { team: team("beta"), command: "npm ci".to_owned() }));
    hear(&mut window, &state);
    window.app_mut().screen.run.choose(alpha());
    window.steps(3);
    assert!(window.shows("1 commit by Dectet, 2 of its own, now at 01234567"), "{:?}", window.names());
    assert!(window.shows("is on the branch its-own, which is not the team’s"), "{:?}", window.names());
}

#[test]
fn setup_commands_are_shown_and_trusted_before_and_during_a_run() {
    let folder = small_project();
    let manifest = folder.path().join("team-coordination-manifest.yaml");
    let text = std::fs::read_to_string(&manifest).expect("manifest");
    std::fs::write(&manifest, text + "run: {setup: [npm ci]}\n").expect("manifest");
    let mut window = Window::on(folder.path());
    window.press(Modifiers::COMMAND, Key::Num4);
    window.steps(3);
    assert!(window.has("Trust these commands") && window.shows("npm ci"), "{:?}", window.names());
    let mut state = busy(&["alpha", "beta", "gamma"]);
    hear(&mut window, &state);
    window.steps(3);
    assert!(!window.has("Trust these commands"), "nobody waits for it");
    let args = vec![("team".to_owned(), "alpha".to_owned())];
    let problem = "run-setup-untrusted".to_owned();
    state.apply(&Line::new(state.at, What::TeamFailed { team: team("alpha"), problem, args }));
    hear(&mut window, &state);
    window.steps(3);
    assert!(window.has("Trust these commands"), "{:?}", window.names());
    window.click("Trust these commands");
    window.until("the trust", super::is_trusted);
    window.steps(3);
    assert!(!window.has("Trust these commands"), "{:?}", window.names());
}

#[test]
fn what_is_left_over_is_told_and_only_what_is_clean_has_a_way_out() {
    let folder = small_project();
    std::fs::create_dir_all(folder.path().join("teams/somebodys")).expect("folder");
    std::fs::write(folder.path().join("teams/somebodys/a.ts"), "a").expect("file");
    let mut window = Window::on(folder.path());
    window.press(Modifiers::COMMAND, Key::Num4);
    window.until("the look", |app| {
        app.facts.project.as_ref().is_some_and(|project| project.run.leftovers.as_ref().is_some_and(|found| found.len() == 1))
    });
    window.steps(2);
    assert!(window.shows("1 tree belongs to no team"), "{:?}", window.names());
    window.click("Look at them…");
    assert!(window.shows("Not made by Dectet: it stays."), "{:?}", window.names());
    tell(&mut window, RunEvent::Leftovers { found: leftovers() });
    // The dialog grows, and finds its place again.
    window.steps(6);
    assert!(window.shows("14 files are in no commit: it stays."), "{:?}", window.names());
    assert!(window.nameless().is_empty(), "{:?}", window.nameless());
    // Asked for, it is looked at again, and is not removed because it is not there.
    window.click("Remove teams/omega");
    window.until("the answer", |app| !app.facts.notices.is_empty());
}

/// Pictures, into the folder that `DECTET_PICTURES` names.
#[test]
fn pictures_of_trees() {
    let Some(folder) = std::env::var_os("DECTET_PICTURES").filter(|folder| !folder.is_empty()).map(PathBuf::from) else { return };
    std::fs::create_dir_all(&folder).expect("the pictures' folder");
    let teams = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa"];
    for (theme, size, language) in
        [(Theme::Dark, [1280.0, 800.0], Language::English), (Theme::Light, [900.0, 600.0], Language::Swedish)]
    {
        let project = super::pictures::shop();
        let manifest = project.path().join("team-coordination-manifest.yaml");
        let text = std::fs::read_to_string(&manifest).expect("manifest");
        let setup = "\nrun:\n  setup:\n    - npm ci --prefer-offline\n    - [npx, prisma, generate]\n";
        std::fs::write(&manifest, text.replacen("\nrun:\n", setup, 1)).expect("manifest");
        let mut window = Window::with(Looks { size, theme, language }, Some(project.path()), Settings::default());
        window.wait_for_project();
        let save = |window: &mut Window, name: &str| {
            let file = format!("trees-{name}-{}-{}.png", size[0], language.code());
            window.picture().save(folder.join(file)).expect("a picture on disk");
        };
        let click = |window: &mut Window, names: [&str; 2]| {
            for name in names {
                if window.has(name) {
                    window.click(name);
                    return;
                }
            }
        };
        window.press(Modifiers::COMMAND, Key::Num4);
        window.steps(3);
        tell(&mut window, RunEvent::Leftovers { found: leftovers() });
        window.steps(2);
        save(&mut window, "start");
        click(&mut window, ["Look at them…", "Titta på dem…"]);
        save(&mut window, "leftovers");
        window.press(Modifiers::NONE, Key::Escape);
        hear(&mut window, &with_checkpoints(&teams));
        click(&mut window, ["More for the whole run", "Mer för hela körningen"]);
        save(&mut window, "menu");
        click(&mut window, ["Go back…", "Gå tillbaka…"]);
        save(&mut window, "back");
        let row =
            window.names().into_iter().find(|name| name.contains(", after a halt, ") || name.contains(", efter ett stopp, "));
        window.click_any(&row.expect("a row"));
        let ids: Vec<_> = teams.iter().map(|id| team(id)).collect();
        tell(&mut window, RunEvent::Compared { id: 5, teams: ids, differences: differences(&teams) });
        window.steps(2);
        save(&mut window, "back-chosen");
    }
}
