//! The guide, the settings and the welcome, as a person meets them.
use dectet::engine::command::ProjectTemplate;
use dectet::engine::settings::Settings;
use dectet::gui::action::Action;
use dectet::gui::views::{VIEWS, ViewId};
use dectet::model::conflict::Answer;
use dectet::model::manifest::edits::ManifestEdit;
use dectet::model::team::TeamId;
use dectet::words::Language;
use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::Queryable as _;

use super::{Looks, Window, small_project};

#[test]
fn help_opens_the_page_of_the_view_and_links_lead_on() {
    let folder = small_project();
    let mut window = Window::on(folder.path());
    for view in &VIEWS {
        window.act(Action::Show(view.id));
        window.press(Modifiers::NONE, Key::F1);
        assert_eq!(window.app().screen.guide.page(), view.name.strip_prefix("view-"));
        window.press(Modifiers::NONE, Key::F1);
        assert!(!window.app().screen.guide.is_open(), "the key closes it too");
        window.click("Help on this view");
        assert_eq!(window.app().screen.guide.page(), view.name.strip_prefix("view-"));
        window.press(Modifiers::NONE, Key::Escape);
        assert!(!window.app().screen.guide.is_open());
    }
    window.act(Action::ShowGuide("teams"));
    window.harness.query_all_by_role_and_label(Role::Link, "Roles").next().expect("a link").click();
    window.steps(3);
    assert_eq!(window.app().screen.guide.page(), Some("roles"));
    window.click("Back");
    assert_eq!(window.app().screen.guide.page(), Some("teams"));
    window.click("Troubleshooting");
    assert_eq!(window.app().screen.guide.page(), Some("troubleshooting"));
    window.press(Modifiers::ALT, Key::ArrowLeft);
    assert_eq!(window.app().screen.guide.page(), Some("teams"));
    window.click("Close the guide");
    window.press(Modifiers::COMMAND, Key::K);
    window.event(egui::Event::Text("swarm".to_owned()));
    window.press(Modifiers::NONE, Key::Enter);
    assert_eq!(window.app().screen.guide.page(), Some("swarm"), "the palette finds pages");
}

#[test]
fn the_guide_is_searched_by_typing() {
    let mut window = Window::new(None);
    window.press(Modifiers::NONE, Key::F1);
    window.event(egui::Event::Text("wait_for".to_owned()));
    window.steps(2);
    assert!(window.has("Best practices · Before you start"), "{:?}", window.names());
    window.press(Modifiers::NONE, Key::Enter);
    assert_eq!(window.app().screen.guide.page(), Some("best-practices"));
    window.type_into("Search the guide", "zzzz");
    assert!(window.shows("No page holds"));
}

#[test]
fn settings_hold_at_once() {
    let folder = small_project();
    let looks = Looks { language: Language::Swedish, ..Looks::default() };
    let mut window = Window::with(looks, Some(folder.path()), Settings::default());
    window.wait_for_project();
    window.press(Modifiers::COMMAND, Key::Comma);
    window.click("Tema: Ljust");
    assert_eq!(window.app().facts.theme, egui::ThemePreference::Light);
    window.click("Språk: English");
    window.click("Zoom: 150%");
    window.steps(3);
    assert_eq!(window.harness.ctx.zoom_factor(), 1.5);
    window.click("Agent of new teams: claude");
    window.act(Action::EditManifest(ManifestEdit::AddTeam { id: TeamId::from_spelling("delta").expect("id"), name: "D".into() }));
    let team = window.project().manifest.manifest.team(&TeamId::from_spelling("delta").expect("id")).expect("a new team");
    assert_eq!(team.agent.as_deref(), Some("claude"));
    window.press(Modifiers::NONE, Key::Escape);
    assert!(!window.app().screen.settings_open);
    window.press(Modifiers::COMMAND, Key::Minus);
    window.steps(3);
    assert_eq!(window.app().facts.preferences.zoom_percent, 140, "the keys and the dialog are one setting");
    let preferences = window.app().facts.preferences.clone();
    drop(window);
    let mut settings = Settings::default();
    settings.preferences = preferences;
    settings.preferences.reduced_motion = true;
    let mut window = Window::with(Looks::default(), None, settings);
    window.steps(2);
    assert_eq!(window.harness.ctx.zoom_factor(), 1.4);
    let moves = window.harness.ctx.style_of(egui::Theme::Dark).animation_time;
    assert_eq!(moves, 0.0);
}

#[test]
fn keys_are_changed_by_pressing_others() {
    let folder = small_project();
    let mut window = Window::on(folder.path());
    window.wait_for_project();
    window.press(Modifiers::COMMAND, Key::Comma);
    window.click("Change keys…");
    window.click("Change the keys of “Go to Teams”");
    assert!(window.has("Press the new keys…"));
    window.press(Modifiers::COMMAND, Key::Num3);
    assert!(window.shows("has these keys"), "{:?}", window.names());
    assert_ne!(window.app().screen.view, ViewId::MegaFiles, "what is pressed is not carried out");
    window.press(Modifiers::NONE, Key::J);
    assert!(window.shows("would be typed"), "{:?}", window.names());
    window.press(Modifiers::COMMAND.plus(Modifiers::ALT), Key::T);
    assert!(!window.has("Press the new keys…"), "{:?}", window.names());
    assert!(window.nameless().is_empty(), "{:?}", window.nameless());
    window.press(Modifiers::NONE, Key::Escape);
    window.press(Modifiers::COMMAND, Key::Num2);
    assert_eq!(window.app().screen.view, ViewId::Home, "the old keys do nothing");
    window.press(Modifiers::COMMAND.plus(Modifiers::ALT), Key::T);
    assert_eq!(window.app().screen.view, ViewId::Teams);
    assert_eq!(window.app().facts.preferences.keys.get("action-teams").map(String::as_str), Some("Mod Alt T"));
    window.press(Modifiers::COMMAND, Key::Comma);
    window.click("Change keys…");
    window.click("Change the keys of “Go to Home”");
    window.press(Modifiers::NONE, Key::Escape);
    assert!(window.app().screen.keys_open && window.app().screen.keys_awaited.is_none(), "Esc leaves the keys first");
    window.click("The usual keys of “Go to Teams”");
    window.press(Modifiers::NONE, Key::Escape);
    window.press(Modifiers::COMMAND, Key::Num1);
    window.press(Modifiers::COMMAND, Key::Num2);
    assert_eq!(window.app().screen.view, ViewId::Teams);
    assert!(window.app().facts.preferences.keys.is_empty());
}

#[test]
fn the_welcome_notices_each_step_and_can_be_left() {
    let parent = tempfile::tempdir().expect("folder");
    let mut window = Window::new(None);
    window.click("Start with the example");
    let folder = parent.path().join("shop");
    window.type_into("Folder", &folder.display().to_string());
    window.until("the folder to be looked at", |app| {
        app.facts.folder_checked.as_ref().is_some_and(|(checked, problem)| checked == &folder && problem.is_none())
    });
    window.click("Create project");
    window.wait_for_project();
    assert!(window.has("1 Drag"), "{:?}", window.names());
    window.click("Go to Teams");
    assert_eq!(window.app().screen.view, ViewId::Teams);
    let teams = &window.project().manifest.manifest.teams;
    let chip = |team: usize| {
        let id = teams[team].id.as_str();
        format!("{}, {}{}", teams[team].responsibilities[0], id[..1].to_uppercase(), &id[1..])
    };
    let (from, to) = (chip(0), chip(1));
    window.drag(&from, &to);
    assert!(window.has("1 Drag, done"), "{:?}", window.names());
    window.act(Action::Command(dectet::engine::command::Command::Expand(Default::default())));
    window.until("the expansion", |app| app.facts.preferences.welcome.expanded);
    window.until("conflicts", |app| {
        let project = app.facts.project.as_ref().expect("a project");
        app.facts.jobs.is_empty() && project.integration.as_ref().is_some_and(|found| !found.conflicts.is_empty())
    });
    let conflict = window.project().integration.as_ref().expect("conflicts").conflicts[0].id.clone();
    window.act(Action::Answer { conflict, answer: Some(Answer::Side(0)) });
    assert!(window.app().facts.preferences.welcome.resolved);
    window.click("Done");
    assert!(!window.has("3 Resolve, done"));
    assert!(window.app().facts.preferences.welcome.met);
    window.act(Action::StartWelcome);
    assert!(window.has("1 Drag"), "it can be found again");
    window.click("Leave the welcome");
    assert!(!window.app().facts.preferences.welcome.open);
}

#[test]
fn the_welcome_is_offered_once() {
    let mut window = Window::new(None);
    window.click("Not now");
    assert!(!window.has("Start with the example"));
    assert!(window.has("Welcome in three steps"), "Home still leads there");
    let mut settings = Settings::default();
    settings.preferences = window.app().facts.preferences.clone();
    drop(window);
    let window = Window::with(Looks::default(), None, settings);
    assert!(!window.has("Start with the example"));
}

/// Pictures of what this room shows, in the sizes and languages in which it has to hold; zoomed, the window has less
/// room for everything.
#[test]
fn pictures_of_the_guide() {
    let Some(folder) = std::env::var_os("DECTET_PICTURES").map(std::path::PathBuf::from) else { return };
    std::fs::create_dir_all(&folder).expect("the pictures' folder");
    let shop = super::pictures::shop();
    let (dark, light) = (egui::Theme::Dark, egui::Theme::Light);
    for (size, zoom, theme, language) in [
        ([1280.0, 800.0], 100, dark, Language::English),
        ([1280.0, 800.0], 100, light, Language::Swedish),
        ([900.0, 600.0], 100, dark, Language::Swedish),
        ([900.0, 600.0], 100, light, Language::English),
        // A screen of 1920 by 1080 points.
        ([960.0, 540.0], 200, dark, Language::Swedish),
    ] {
        let looks = Looks { size, theme, language };
        let shade = if theme == dark { "dark" } else { "light" };
        let ending = format!("{shade}-{}-{zoom}-{}.png", size[0], language.code());
        let mut settings = Settings::default();
        settings.preferences.zoom_percent = zoom;
        let save = |window: &mut Window, name: &str| {
            window.picture().save(folder.join(format!("{name}-{ending}"))).expect("a picture on disk");
        };
        let mut window = Window::with(looks, None, settings.clone());
        save(&mut window, "first-start");
        drop(window);
        let mut window = Window::with(looks, Some(shop.path()), settings);
        window.wait_for_project();
        window.act(Action::ToggleKeys);
        window.app_mut().screen.keys_awaited = dectet::gui::action::named("action-teams").map(|named| (named, None));
        window.steps(3);
        save(&mut window, "keys");
        window.act(Action::ToggleKeys);
        for page in ["home", "mega-files", "roles"] {
            window.act(Action::ShowGuide(page));
            save(&mut window, &format!("guide-{page}"));
        }
        window.event(egui::Event::Text(if language == Language::English { "conflict" } else { "konflikt" }.to_owned()));
        save(&mut window, "guide-search");
        window.act(Action::CloseGuide);
        window.act(Action::ToggleSettings);
        save(&mut window, "settings");
        window.act(Action::ToggleSettings);
        window.act(Action::StartWelcome);
        window.act(Action::Show(ViewId::Teams));
        save(&mut window, "welcome-teams");
        for view in &VIEWS {
            window.act(Action::Show(view.id));
            window.rest();
            save(&mut window, view.name);
        }
        window.act(Action::LeaveWelcome);
        for (action, name) in [
            (Action::StartNew(ProjectTemplate::Empty), "form"),
            (Action::ShowPrompts, "prompts"),
            (Action::Redistribute, "redistribute"),
            (Action::TogglePalette, "palette"),
            (Action::ToggleKeys, "keys"),
            (Action::ToggleProblems, "problems"),
            (Action::OpenReply, "reply"),
        ] {
            if zoom == 100 && size[0] > 1000.0 {
                break;
            }
            window.act(action);
            window.rest();
            save(&mut window, name);
            window.press(Modifiers::NONE, Key::Escape);
        }
    }
}
