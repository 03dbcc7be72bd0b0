//! Pictures of every view, without a GPU or a display. `DECTET_PICTURES=pictures cargo test pictures` puts them into that
//! folder, for people to look at; without it one picture is drawn and looked at by the test alone.
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use dectet::engine::settings::{Recent, Settings};
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
    let project = small_project();
    let example = std::env::var_os("DECTET_PICTURES_OF").map(PathBuf::from);
    let path = example.as_deref().unwrap_or(project.path());
    let recent = ["My shop", "Växel & Co", "seo-platform"]
        .map(|name| Recent { name: name.into(), folder: Path::new("/home/me/dectet").join(name) });
    for (theme, shade) in [(Theme::Dark, "dark"), (Theme::Light, "light")] {
        for size in [[1280.0, 800.0], [1920.0, 1080.0]] {
            let looks = Looks { size, theme, language: Language::English };
            let save = |window: &mut Window, name: &str| {
                let file = folder.join(format!("{name}-{shade}-{}.png", size[0]));
                window.picture().save(&file).expect("a picture on disk");
            };
            let settings = super::settings_with(recent.to_vec());
            let mut window = Window::with(looks, None, settings);
            save(&mut window, "home-start");
            window.press(Modifiers::COMMAND, Key::N);
            window.until("the folder to be looked at", |app| app.facts.folder_checked.is_some());
            save(&mut window, "home-form");
            drop(window);
            let mut window = Window::with(looks, Some(path), Settings::default());
            window.wait_for_project();
            save(&mut window, "home-project");
            for (key, name) in [(Key::Num2, "teams"), (Key::Num3, "mega-files"), (Key::Num4, "conflicts")] {
                window.press(Modifiers::COMMAND, key);
                window.until("the engine to rest", |app| app.facts.jobs.is_empty());
                save(&mut window, name);
            }
            for (modifiers, key, name) in [
                (Modifiers::COMMAND, Key::K, "palette"),
                (Modifiers::NONE, Key::F1, "keys"),
                (Modifiers::COMMAND | Modifiers::SHIFT, Key::M, "problems"),
            ] {
                window.press(modifiers, key);
                save(&mut window, name);
                window.press(Modifiers::NONE, Key::Escape);
            }
        }
    }
}
