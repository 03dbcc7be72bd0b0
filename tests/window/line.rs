//! The whole way through the shop, by clicking and dragging: open, arrange, expand, resolve, integrate; and it is on disk.
use std::path::Path;

use dectet::gui::app::App;
use dectet::gui::facts::ProjectFacts;
use egui::{Key, Modifiers};

use super::{Window, pictures::shop};

fn is_so(app: &App, of: fn(&ProjectFacts) -> bool) -> bool {
    app.facts.jobs.is_empty() && app.facts.project.as_ref().is_some_and(of)
}

fn files_below(folder: &Path) -> usize {
    let Ok(entries) = std::fs::read_dir(folder) else { return 0 };
    entries.map(|entry| entry.expect("entry").path()).map(|path| if path.is_dir() { files_below(&path) } else { 1 }).sum()
}

#[test]
fn from_an_example_to_the_merged_tree_on_disk() {
    let folder = shop();
    let manifest = folder.path().join("team-coordination-manifest.yaml");
    let before = std::fs::read_to_string(&manifest).expect("manifest");
    let mut window = Window::on(folder.path());

    // Arrange: a responsibility goes from one team to another, and the comments stay.
    window.press(Modifiers::COMMAND, Key::Num2);
    let chip = |window: &Window, team: &str| {
        let ending = format!(", {team}");
        window
            .names()
            .into_iter()
            .find(|name| name.ends_with(&ending) && !name.contains(" of ") && !name.contains("role"))
            .expect("a chip")
    };
    let (from, to) = (chip(&window, "Beta"), chip(&window, "Gamma"));
    let what = from.trim_end_matches(", Beta").to_owned();
    window.drag(&from, &to);
    let moved = |project: &ProjectFacts, team: &str| {
        let team = project.manifest.manifest.teams.iter().find(|known| known.id.as_str() == team).expect("team");
        team.responsibilities.contains(&what)
    };
    assert!(moved(window.project(), "gamma") && !moved(window.project(), "beta"), "{what} is not gamma's");
    window.press(Modifiers::COMMAND, Key::S);
    window.until("the save", |app| is_so(app, |project| project.unsaved().is_empty()));
    let after = std::fs::read_to_string(&manifest).expect("manifest");
    let comments = |text: &str| text.lines().filter(|line| line.trim_start().starts_with('#')).count();
    assert!(after != before && comments(&after) == comments(&before));

    // Expand: hundreds of files stand in the teams' trees.
    window.press(Modifiers::COMMAND, Key::Num1);
    window.click("Expand all");
    window.until("the expansion", |app| is_so(app, |project| project.last_expansion.is_some()));
    window
        .until("the look", |app| is_so(app, |project| project.integration.as_ref().is_some_and(|found| !found.sides.is_empty())));
    let expanded = files_below(&folder.path().join("teams"));
    assert!(expanded > 300, "{expanded} files");

    // Resolve: every conflict is clicked away.
    window.press(Modifiers::COMMAND, Key::Num5);
    window.rest();
    let conflicts: Vec<String> = window
        .project()
        .integration
        .iter()
        .flat_map(|found| &found.conflicts)
        .map(|conflict| conflict.path.to_string())
        .collect();
    assert!(!conflicts.is_empty(), "the shop's teams conflict in honest ways");
    for path in &conflicts {
        let row = |name: &String| name.starts_with(&format!("{path}, ")) && name.ends_with(", open");
        let Some(row) = window.names().into_iter().find(row) else { continue };
        window.click(&row);
        let settles = |name: &String| {
            (name.starts_with("Take ") && (name.ends_with(" for the whole file") || name.ends_with(" version")))
                || name == "Keep it out"
        };
        let button =
            window.names().into_iter().find(settles).unwrap_or_else(|| panic!("nothing settles {path}: {:?}", window.names()));
        window.click(&button);
    }
    assert_eq!(window.project().open_conflicts(), 0);

    // Integrate: the merged tree is on disk.
    let button = window.names().into_iter().find(|name| name.starts_with("Integrate · write")).expect("the button");
    window.click(&button);
    window.until("the integration", |app| is_so(app, |project| project.last_integration.is_some()));
    let report = window.project().last_integration.clone().expect("a report");
    assert!(report.open.is_empty(), "{:?}", report.open);
    assert_eq!(files_below(&folder.path().join("integrated")), report.files);
    assert!(report.files > 300, "{} files", report.files);
    window.press(Modifiers::COMMAND, Key::Num1);
    assert!(window.shows("lie in integrated/"), "{:?}", window.names());
}
