//! The page of prompts: reading one, copying it, and who has been briefed.

use std::path::{Path, PathBuf};

use dectet::engine::settings::Settings;
use dectet::gui::action::Action;
use dectet::model::manifest::edits::ManifestEdit;
use dectet::model::prompt::Recipient;
use dectet::model::team::TeamId;
use dectet::words::Language;
use egui::{Key, Modifiers, Theme};

use super::{Looks, Window, small_project};

/// Pictures of what is further down and of what goes wrong, into the folder that `DECTET_PICTURES` names.
#[test]
fn pictures_of_prompts() {
    let Some(folder) = std::env::var_os("DECTET_PICTURES").map(PathBuf::from) else { return };
    std::fs::create_dir_all(&folder).expect("the pictures' folder");
    for (theme, size, language) in
        [(Theme::Dark, [1280.0, 800.0], Language::English), (Theme::Light, [900.0, 600.0], Language::Swedish)]
    {
        let project = super::pictures::shop();
        let mut window = Window::with(Looks { size, theme, language }, Some(project.path()), Settings::default());
        window.wait_for_project();
        window.act(Action::ShowPrompts);
        window.click_any(&rows(&window, "Beta")[0].clone());
        let save = |window: &mut Window, name: &str| {
            let file = format!("teams-{name}-{}-{}.png", size[0], language.code());
            window.picture().save(folder.join(file)).expect("a picture on disk");
        };
        for part in 1..=6 {
            window.event(egui::Event::PointerMoved(egui::pos2(size[0] * 0.6, size[1] * 0.6)));
            let (unit, delta) = (egui::MouseWheelUnit::Point, egui::vec2(0.0, 100.0 - size[1]));
            let (phase, modifiers) = (egui::TouchPhase::Move, Modifiers::NONE);
            window.event(egui::Event::MouseWheel { unit, delta, phase, modifiers, source: egui::MouseWheelSource::Unknown });
            window.steps(30);
            save(&mut window, &format!("prompts-part-{part}"));
        }
        let own = project.path().join("templates/prompts/team.md");
        std::fs::create_dir_all(own.parent().expect("folder")).expect("folders");
        std::fs::write(&own, "# {{ team.name }}\n\n{% for path in team.write_paths %}\n- `{{ path }}`\n{% endfor %}\n\nLines {{ team.target_lok }}\nEnd\n")
            .expect("write");
        window.until("the template", |app| {
            app.facts.project.as_ref().is_some_and(|project| !project.prompts.templates.0.is_empty())
        });
        save(&mut window, "prompts-wrong");
    }
}

fn page(path: &Path) -> Window {
    let mut window = Window::on(path);
    window.press(Modifiers::COMMAND, Key::Num2);
    window.click("Prompts");
    window
}

fn team(id: &str) -> TeamId {
    TeamId::from_spelling(id).expect(id)
}

/// Waits for the engine to have noted so many briefings.
fn until_briefed(window: &mut Window, count: usize) {
    window
        .until("the briefings", |app| app.facts.project.as_ref().is_some_and(|project| project.prompts.briefings.len() == count));
}

/// What the last thing that was done put into the clipboard.
fn copied(window: &mut Window, act: impl FnOnce(&mut Window)) -> String {
    window.copied.lock().expect("clipboard").clear();
    act(window);
    let copied = window.copied.lock().expect("clipboard");
    assert_eq!(copied.len(), 1, "{:?}", window.said());
    copied[0].clone()
}

/// The rows of the list that begin like this.
fn rows(window: &Window, beginning: &str) -> Vec<String> {
    window.names().into_iter().filter(|name| name.starts_with(beginning)).collect()
}

#[test]
fn a_prompt_is_read_copied_and_noted() {
    let folder = small_project();
    let mut window = page(folder.path());
    assert!(window.has("0 of 4 briefed") && window.has("Project leader, Not briefed"), "{:?}", window.names());
    window.click("Beta · API Layer, Not briefed");
    assert!(window.has("Team API Layer (β beta)") && window.has("Mission") && window.has("rest-api"), "{:?}", window.names());
    let text = copied(&mut window, |window| window.click("Copy prompt"));
    assert!(text.starts_with("# Team API Layer (β beta)\n") && text.contains("- `src/beta/**`\n"), "{text}");
    until_briefed(&mut window, 1);
    assert!(window.has("Prompt copied. Paste it as the first message in the chat of Beta · API Layer."), "{:?}", window.names());
    assert_eq!(rows(&window, "Beta · API Layer, Briefed ").len(), 1, "{:?}", window.names());
    assert!(window.has("1 of 4 briefed"));
    assert_eq!(window.nameless(), Vec::<String>::new());
}

#[test]
fn next_to_brief_fills_one_chat_after_the_other() {
    let folder = small_project();
    let mut window = page(folder.path());
    let mut begun = Vec::new();
    for count in 1..=4 {
        let text = copied(&mut window, |window| window.click("Next to brief"));
        begun.push(text.lines().next().expect("a line").to_owned());
        until_briefed(&mut window, count);
    }
    let expected = [
        "# Project leader of småbutik",
        "# Team Foundation (α alpha)",
        "# Team API Layer (β beta)",
        "# Team Business Logic (γ gamma)",
    ];
    assert_eq!(begun, expected);
    assert!(window.has("Team Business Logic (γ gamma)"), "the one that was copied is shown");
    window.copied.lock().expect("clipboard").clear();
    window.click("Next to brief");
    assert!(
        window.copied.lock().expect("clipboard").is_empty() && window.has("Everybody has the prompt as it is now."),
        "{:?}",
        window.names()
    );
}

#[test]
fn an_edit_of_the_manifest_shows_whose_prompt_is_old() {
    let folder = small_project();
    let mut window = page(folder.path());
    window.click("Next to brief");
    window.click("Next to brief");
    window.click("Next to brief");
    until_briefed(&mut window, 3);
    assert_eq!(rows(&window, "Alpha · Foundation, Briefed ").len(), 1, "{:?}", window.names());
    let edit = ManifestEdit::AddResponsibility { team: team("alpha"), text: "migrations".into() };
    window.act(Action::EditManifest(edit));
    window.steps(12);
    assert!(window.has("Alpha · Foundation, Changed since"), "{:?}", window.names());
    assert!(window.has("Project leader, Changed since"), "the leader reads of everybody");
    assert_eq!(rows(&window, "Beta · API Layer, Briefed ").len(), 1, "nothing of Alpha's duties stands in Beta's prompt");
    assert!(window.has("Gamma · Business Logic, Not briefed"));
    window.act(Action::Undo);
    window.steps(12);
    assert_eq!(rows(&window, "Alpha · Foundation, Briefed ").len(), 1, "{:?}", window.names());
}

#[test]
fn who_was_briefed_is_known_after_closing_and_opening() {
    let folder = small_project();
    let mut window = page(folder.path());
    window.click("Alpha · Foundation, Not briefed");
    window.click("Copy prompt");
    until_briefed(&mut window, 1);
    drop(window);
    let mut window = page(folder.path());
    assert_eq!(rows(&window, "Alpha · Foundation, Briefed ").len(), 1, "{:?}", window.names());
    window.click_any(&rows(&window, "Alpha · Foundation, Briefed ")[0].clone());
    window.click("Mark as not briefed");
    until_briefed(&mut window, 0);
    assert!(window.has("Alpha · Foundation, Not briefed"));
    drop(window);
    assert!(page(folder.path()).has("0 of 4 briefed"));
}

#[test]
fn the_list_is_walked_and_copied_by_keys() {
    let folder = small_project();
    let mut window = page(folder.path());
    window.click("Project leader, Not briefed");
    window.press(Modifiers::NONE, Key::ArrowDown);
    window.press(Modifiers::NONE, Key::ArrowDown);
    assert!(window.has("Team API Layer (β beta)"), "{:?}", window.names());
    let text = copied(&mut window, |window| window.press(Modifiers::NONE, Key::Enter));
    assert!(text.starts_with("# Team API Layer"), "{text}");
    window.press(Modifiers::NONE, Key::ArrowUp);
    let text = copied(&mut window, |window| window.event(egui::Event::Copy));
    assert!(text.starts_with("# Team Foundation"), "{text}");
    until_briefed(&mut window, 2);
}

#[test]
fn all_prompts_are_one_text() {
    let folder = small_project();
    let mut window = page(folder.path());
    let text = copied(&mut window, |window| window.click("Copy all"));
    for file in ["project-leader.md", "team-alpha.md", "team-beta.md", "team-gamma.md"] {
        assert_eq!(text.matches(&format!("<!-- prompts/{file} -->\n")).count(), 1, "{file}");
    }
    until_briefed(&mut window, 4);
}

#[test]
fn the_language_of_prompts_is_chosen_apart_from_the_windows() {
    let folder = small_project();
    let mut window = page(folder.path());
    window.click("Alpha · Foundation, Not briefed");
    window.click("Prompts in Svenska");
    assert!(window.has("Uppdrag") && window.has("Copy prompt"), "{:?}", window.names());
    let text = copied(&mut window, |window| window.click("Copy prompt"));
    assert!(text.contains("## Uppdrag\n"), "{text}");
    until_briefed(&mut window, 1);
    window.click("Write prompts");
    let written = folder.path().join("prompts/team-alpha.md");
    window.until("the prompts", |_| written.exists());
    window.rest();
    assert_eq!(std::fs::read_to_string(&written).expect("read"), text);
    // What was copied in Swedish is no other prompt because English is shown.
    window.click("Prompts in English");
    window.steps(6);
    assert_eq!(rows(&window, "Alpha · Foundation, Briefed ").len(), 1, "{:?}", window.names());
}

#[test]
fn a_swedish_window_has_swedish_prompts() {
    let folder = small_project();
    let looks = Looks { language: Language::Swedish, ..Looks::default() };
    let mut window = Window::with(looks, Some(folder.path()), Settings::default());
    window.wait_for_project();
    window.press(Modifiers::COMMAND, Key::Num2);
    window.act(Action::ShowPrompts);
    window.click("Alpha · Foundation, Har inte fått sin prompt");
    let text = copied(&mut window, |window| window.click("Kopiera prompten"));
    assert!(text.contains("## Uppdrag\n"), "{text}");
    until_briefed(&mut window, 1);
    assert_eq!(rows(&window, "Alpha · Foundation, Fick prompten ").len(), 1, "{:?}", window.names());
}

#[test]
fn the_source_text_can_be_looked_at() {
    let folder = small_project();
    let mut window = page(folder.path());
    window.click("Gamma · Business Logic, Not briefed");
    assert!(!window.shows("# Team Business Logic (γ gamma)"));
    window.click("Source text");
    assert!(window.shows("# Team Business Logic (γ gamma)"), "{:?}", window.names());
    window.click("Source text");
    assert!(window.has("Mission"));
}

#[test]
fn an_own_template_wins_and_a_mistake_in_it_shows_its_line() {
    let folder = small_project();
    let template = folder.path().join("templates/prompts/team.md");
    std::fs::create_dir_all(template.parent().expect("folder")).expect("folders");
    std::fs::write(&template, "# Hello {{ team.id }}\n\nBuild {{ team.duties }}\n").expect("write");
    let mut window = page(folder.path());
    window.click("Alpha · Foundation, Not briefed");
    assert!(window.has("The template names “team.duties”, which does not exist."), "{:?}", window.names());
    assert!(
        window.has("templates/prompts/team.md:3:10") && window.has("Line 3, Build {{ team.duties }}"),
        "{:?}",
        window.names()
    );
    assert!(window.has("team.responsibilities") && window.has("schema, entities"), "what it may name is listed");
    // The engine sees that it was mended.
    std::fs::write(&template, "# Hello {{ team.id }}\n\nBuild {{ team.responsibilities | join(\", \") }}\n").expect("write");
    window.until("the template to be seen", |app| {
        app.facts.project.as_ref().is_some_and(|project| project.prompts.templates.0["team.md"].contains("join"))
    });
    window.steps(3);
    assert!(window.has("Hello alpha") && window.has("From templates/prompts/team.md"), "{:?}", window.names());
    let text = copied(&mut window, |window| window.click("Copy prompt"));
    assert_eq!(text, "# Hello alpha\n\nBuild schema, entities\n");
}

#[test]
fn the_palettes_actions_copy_too() {
    let folder = small_project();
    let mut window = Window::on(folder.path());
    let text = copied(&mut window, |window| window.act(Action::BriefNext));
    assert!(text.starts_with("# Project leader"), "{text}");
    until_briefed(&mut window, 1);
    assert!(window.has("Next to brief"), "the page is shown");
    let named = dectet::gui::action::named("action-copy-prompts").expect("named");
    let action = (named.action)(&window.app().facts, &window.app().screen).expect("an action");
    let text = copied(&mut window, |window| window.act(action));
    assert_eq!(text.matches("<!-- prompts/").count(), 4);
}

#[test]
fn parts_of_a_team_stand_below_it_and_are_briefed_in_its_place() {
    let folder = small_project();
    let manifest = folder.path().join("team-coordination-manifest.yaml");
    let text =
        std::fs::read_to_string(&manifest).expect("read").replace("    name: API Layer\n", "    name: API Layer\n    swarm: 2\n");
    std::fs::write(&manifest, text).expect("write");
    let mut window = page(folder.path());
    assert!(window.has("0 of 5 briefed") && window.has("Beta · API Layer, In 2 parts"), "{:?}", window.names());
    window.click("Beta-2, Not briefed");
    let text = copied(&mut window, |window| window.click("Copy prompt"));
    assert!(text.contains("a part of team **beta**"), "{text}");
    until_briefed(&mut window, 1);
    assert!(window.project().prompts.briefings.contains_key(&Recipient::Team(team("beta-2"))));
}
