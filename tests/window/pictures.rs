//! Pictures of every view, without a GPU or a display: in the two usual sizes, and in the smallest one with long words.
//! `DECTET_PICTURES=pictures cargo test pictures` puts them into that folder, for people to look at; without it one
//! picture is drawn and looked at by the test alone.
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use dectet::engine::command::{Command, ExpandRequest};
use dectet::engine::settings::{Recent, Settings};
use dectet::gui::action::Action;
use dectet::gui::app::App;
use dectet::words::Language;
use egui::{Key, Modifiers, Theme};

use super::{Looks, Window, small_project};

#[test]
fn pictures_show_text_and_colours() {
    let mut window = Window::new(None);
    let picture = window.picture();
    assert_eq!((picture.width(), picture.height()), (1280, 800));
    let colors: BTreeSet<[u8; 4]> = picture.pixels().map(|pixel| pixel.0).collect();
    assert!(colors.len() > 200, "only {} colours: nothing is drawn", colors.len());
}

#[test]
fn pictures_of_every_view() {
    let Some(folder) = std::env::var_os("DECTET_PICTURES").map(PathBuf::from) else { return };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    std::fs::create_dir_all(&folder).expect("the pictures' folder");
    for (theme, shade) in [(Theme::Dark, "dark"), (Theme::Light, "light")] {
        for (size, language) in
            [([1280.0, 800.0], Language::English), ([1920.0, 1080.0], Language::English), ([900.0, 600.0], Language::Swedish)]
        {
            let looks = Looks { size, theme, language };
            let ending = format!("{shade}-{}-{}.png", size[0], language.code());
            take(looks, &|window, name| {
                window.picture().save(folder.join(format!("{name}-{ending}"))).expect("a picture on disk");
            });
        }
    }
}

/// Pictures of one way through the window.
fn take(looks: Looks, save: &dyn Fn(&mut Window, &str)) {
    let recent = ["My shop", "Växel & Co", "seo-platform"];
    let recent = recent.map(|name| Recent { name: name.into(), folder: Path::new("/home/me/dectet").join(name) });
    let mut window = Window::with(looks, None, super::settings_with(recent));
    save(&mut window, "home-start");
    window.press(Modifiers::COMMAND, Key::N);
    window.until("the folder to be looked at", |app| app.facts.folder_checked.is_some());
    save(&mut window, "home-form");
    drop(window);

    let project = shop();
    let mut window = Window::with(looks, Some(project.path()), Settings::default());
    window.wait_for_project();
    save(&mut window, "home-project");
    for (key, name) in
        [(Key::Num2, "teams"), (Key::Num3, "mega-files"), (Key::Num4, "run-start"), (Key::Num5, "conflicts-before")]
    {
        window.press(Modifiers::COMMAND, key);
        window.rest();
        save(&mut window, name);
    }
    window.act(Action::ShowPrompts);
    save(&mut window, "teams-prompts");
    for _ in 0..3 {
        window.act(Action::BriefNext);
    }
    window.rest();
    save(&mut window, "teams-prompts-briefed");
    window.act(Action::Redistribute);
    window.until("the plan", |app| app.facts.project.as_ref().is_some_and(|project| project.planned.is_some()));
    save(&mut window, "teams-redistribute");
    window.press(Modifiers::NONE, Key::Escape);
    for (modifiers, key, name) in [
        (Modifiers::COMMAND, Key::K, "palette"),
        (Modifiers::NONE, Key::Questionmark, "keys"),
        (Modifiers::COMMAND | Modifiers::SHIFT, Key::M, "problems"),
    ] {
        window.press(modifiers, key);
        save(&mut window, name);
        window.press(Modifiers::NONE, Key::Escape);
    }
    let mut reader = Window::with(Looks { language: looks.language, ..looks }, Some(project.path()), Settings::default());
    reader.wait_for_project();
    save(&mut reader, "home-read-only");
    drop(reader);
    window.act(Action::Command(Command::Expand(ExpandRequest::default())));
    window.until("the expansion", |app| app.facts.project.as_ref().is_some_and(|project| project.last_expansion.is_some()));
    window.rest();
    window.press(Modifiers::COMMAND, Key::Num1);
    save(&mut window, "home-expanded");
    window.press(Modifiers::COMMAND, Key::Num5);
    window.rest();
    save(&mut window, "conflicts");
}

/// The pictures that README shows: `DECTET_PICTURES=assets/pictures cargo test --locked pictures_of_the_readme`.
#[test]
fn pictures_of_the_readme() {
    let Some(folder) = std::env::var_os("DECTET_PICTURES").map(PathBuf::from) else { return };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    std::fs::create_dir_all(&folder).expect("the pictures' folder");
    let looks = Looks { size: [1280.0, 800.0], theme: Theme::Dark, language: Language::English };
    let save = |window: &mut Window, name: &str| {
        let picture = image::DynamicImage::ImageRgba8(window.picture()).to_rgb8();
        picture.save(folder.join(format!("{name}.png"))).expect("a picture on disk");
    };
    let project = shop();
    let mut window = Window::with(looks, Some(project.path()), Settings::default());
    window.wait_for_project();
    window.press(Modifiers::COMMAND, Key::Num2);
    window.rest();
    save(&mut window, "teams");
    window.act(Action::Command(Command::Expand(ExpandRequest::default())));
    window.until("the expansion", |app| app.facts.project.as_ref().is_some_and(|project| project.last_expansion.is_some()));
    window.app_mut().facts.notices.clear();
    window.press(Modifiers::COMMAND, Key::Num5);
    window.rest();
    let about = |app: &App| app.facts.project.as_ref().and_then(|project| project.integration.as_ref()).is_some();
    window.until("the look", about);
    window.click_any("src/routes/index.ts, Added by several, open");
    window.press(Modifiers::NONE, Key::Num1);
    window.steps(3);
    save(&mut window, "conflicts");
    let answers = std::collections::BTreeMap::new();
    window.act(Action::Command(Command::Integrate { answers, markers: false }));
    window.until("the integration", |app| app.facts.project.as_ref().is_some_and(|project| project.last_integration.is_some()));
    window.act(Action::Command(Command::Validate(dectet::engine::jobs::validate::Commands::Skip)));
    window.until("the validation", |app| {
        let found = app.facts.project.as_ref().and_then(|project| project.validation.last.as_ref());
        found.is_some_and(|found| !found.is_under_way)
    });
    window.app_mut().facts.notices.clear();
    window.press(Modifiers::COMMAND, Key::Num6);
    window.rest();
    save(&mut window, "report");
    window.press(Modifiers::COMMAND, Key::Num3);
    window.until("the preview", |app| app.facts.project.as_ref().is_some_and(|project| project.previews > 0));
    window.rest();
    save(&mut window, "mega-files");
    window.press(Modifiers::COMMAND, Key::Num4);
    let teams = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa"];
    super::run::hear(&mut window, &super::run::busy(&teams));
    window.steps(3);
    save(&mut window, "run");
}

/// A copy of the shop, where it is; else the small project.
pub fn shop() -> tempfile::TempDir {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/ecommerce");
    if !example.is_dir() {
        return small_project();
    }
    let folder = tempfile::tempdir().expect("folder");
    copy(&example, folder.path());
    folder
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("folder");
    for entry in std::fs::read_dir(from).expect("list") {
        let path = entry.expect("entry").path();
        let target = to.join(path.file_name().expect("name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).expect("copy");
        }
    }
}
