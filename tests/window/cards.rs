//! Pictures of every card that a conflict can have, for people to look at (`DECTET_PICTURES`).

use std::path::{Path, PathBuf};

use dectet::engine::settings::{Preferences, Settings};
use dectet::gui::action::Action;
use dectet::gui::dialogs::Chosen;
use dectet::words::Language;
use egui::{Key, Modifiers, Theme};
use egui_kittest::kittest::Queryable as _;

use super::{Looks, Window, small_project};

fn write(folder: &Path, path: &str, bytes: &[u8]) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().expect("parent")).expect("folders");
    std::fs::write(path, bytes).expect("write");
}

/// An image with a gradient of this colour.
pub fn picture(width: u32, height: u32, color: [u8; 3]) -> Vec<u8> {
    let image = image::RgbaImage::from_fn(width, height, |x, y| {
        let part = |value: u8| (u32::from(value) * (x + y) / (width + height)) as u8;
        image::Rgba([part(color[0]), part(color[1]), part(color[2]), 255])
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    image.write_to(&mut bytes, image::ImageFormat::Png).expect("PNG");
    bytes.into_inner()
}

/// A project with a conflict of every card.
pub fn project() -> tempfile::TempDir {
    let folder = small_project();
    let route = |name: &str| format!("import {{ app }} from './app';\n\napp.get('/{name}', {name});\n\nexport default app;\n");
    for team in ["alpha", "beta", "gamma"] {
        write(folder.path(), &format!("teams/{team}/shared/routes.ts"), route(team).as_bytes());
    }
    write(folder.path(), "teams/alpha/shared/logo.png", &picture(64, 48, [250, 120, 40]));
    write(folder.path(), "teams/beta/shared/logo.png", &picture(320, 200, [40, 120, 250]));
    write(folder.path(), "teams/alpha/shared/data.bin", b"\0\x01alpha");
    write(folder.path(), "teams/beta/shared/data.bin", b"\0\x02beta beta");
    for (team, mode) in [("alpha", 0o755), ("beta", 0o644)] {
        let path = format!("teams/{team}/scripts/build.sh");
        write(folder.path(), &path, b"#!/bin/sh\nexec make all\n");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let path = folder.path().join(path);
            std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).expect("mode");
        }
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("../shared/routes.ts", folder.path().join("teams/alpha/scripts/link.ts")).expect("link");
        write(folder.path(), "teams/beta/scripts/link.ts", b"export {};\n");
    }
    write(folder.path(), "teams/beta/src/alpha/patch.ts", b"export const patched = true;\n");
    folder
}

pub fn looks() -> Vec<(Looks, String)> {
    let mut all = Vec::new();
    for (theme, shade) in [(Theme::Dark, "dark"), (Theme::Light, "light")] {
        for (size, language) in [([1280.0, 800.0], Language::English), ([900.0, 600.0], Language::Swedish)] {
            all.push((Looks { size, theme, language }, format!("{shade}-{}-{}.png", size[0], language.code())));
        }
    }
    all
}

/// The project's window, on its conflicts.
fn desk(folder: &Path, looks: Looks) -> Window {
    let mut window = Window::with(looks, Some(folder), Settings::default());
    window.wait_for_project();
    window.press(Modifiers::COMMAND, Key::Num5);
    window.until("the conflicts", |app| {
        app.facts.jobs.is_empty() && app.facts.project.as_ref().is_some_and(|project| project.integration.is_some())
    });
    window.rest();
    window
}

/// Unfolds the notes of the list; the bar below says the same, and is another thing.
fn open_notes(window: &mut Window) {
    let is_it = |name: &String| name.ends_with(" notes") || name.ends_with(" notiser") || name.ends_with(" note");
    let name = window.names().into_iter().rfind(is_it).expect("notes");
    let button = window.harness.query_all_by_label(&name).last().expect("a button");
    button.click();
    window.steps(3);
}

fn choose(window: &mut Window, path: &str) {
    let name = window.names().into_iter().find(|name| name.starts_with(&format!("{path}, "))).expect(path);
    window.click(&name);
}

#[test]
fn images_stand_side_by_side_with_their_sizes() {
    let project = project();
    let mut window = desk(project.path(), Looks::default());
    choose(&mut window, "shared/logo.png");
    window.until("the images", |app| app.facts.project.as_ref().is_some_and(|project| project.pictures.is_some()));
    window.steps(3);
    assert!(
        window.has("Image of Alpha, 64 × 48 pixels") && window.has("Image of Beta, 320 × 200 pixels"),
        "{:?}",
        window.names()
    );
    window.click("Take Beta’s version");
    choose(&mut window, "shared/data.bin");
    assert!(!window.shows("Image of"), "what is no image has none");
    assert_eq!(window.nameless(), Vec::<String>::new());
}

#[cfg(unix)]
#[test]
fn of_a_mode_the_text_is_shown_once() {
    let project = project();
    let mut window = desk(project.path(), Looks::default());
    choose(&mut window, "scripts/build.sh");
    assert!(window.has("The text is the same in every version"), "{:?}", window.names());
    window.click("Take Alpha’s version");
    assert!(window.shows("5 of 6 left"), "{:?}", window.names());
}

#[test]
fn a_note_shows_its_place_as_each_team_has_it() {
    let project = project();
    let mut window = desk(project.path(), Looks::default());
    open_notes(&mut window);
    let note = window.names().into_iter().find(|name| name.ends_with("scripts/build.sh.")).expect("a note");
    window.click(&note);
    window.until("the file", |app| app.facts.project.as_ref().is_some_and(|project| project.place.is_some()));
    window.steps(3);
    assert!(window.shows("Text of") && window.has("Back to the conflict"), "{:?}", window.names());
    // Keys of the conflict that it covers do nothing.
    let before = window.project().answers.given().clone();
    window.press(Modifiers::NONE, Key::Num1);
    assert_eq!(window.project().answers.given(), &before);
    assert_eq!(window.nameless(), Vec::<String>::new());
    window.press(Modifiers::NONE, Key::Escape);
    assert!(!window.has("Back to the conflict"));
}

#[test]
fn pictures_of_every_card() {
    let Some(folder) = std::env::var_os("DECTET_PICTURES").map(PathBuf::from) else { return };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    std::fs::create_dir_all(&folder).expect("the pictures' folder");
    for (looks, ending) in looks() {
        let save = |window: &mut Window, name: &str| {
            window.picture().save(folder.join(format!("{name}-{ending}"))).expect("a picture on disk");
        };
        let project = project();
        let mut window = desk(project.path(), looks);
        let liked = Preferences {
            editor: "sh -c 'sleep 3' x".into(),
            merge_tool: "meld {mine} {result} {theirs}".into(),
            ..Preferences::default()
        };
        window.app_mut().facts.preferences = liked;
        let conflicts = window.project().integration.clone().expect("found").conflicts.clone();
        for conflict in &conflicts {
            window.act(Action::ShowConflict(conflict.id.clone()));
            window.rest();
            save(&mut window, &format!("card-{}-{}", conflict.kind, conflict.path.file_name()));
        }
        open_notes(&mut window);
        let about = if looks.language == Language::English { "nobody" } else { "ingen" };
        let note = window
            .names()
            .into_iter()
            .find(|name| name.to_lowercase().contains(about) || name.contains("scripts/"))
            .expect("a note");
        window.click_any(&note);
        window.until("the file", |app| app.facts.project.as_ref().is_some_and(|project| project.place.is_some()));
        window.rest();
        save(&mut window, "note");
        let text = conflicts.iter().find(|conflict| conflict.path.as_str() == "shared/routes.ts").expect("a text");
        window.act(Action::ShowConflict(text.id.clone()));
        window.rest();
        window.click(if looks.language == Language::English { "Open in…" } else { "Öppna i…" });
        save(&mut window, "outside-menu");
        window.press(Modifiers::NONE, Key::Escape);
        window.act(Action::OpenOutside { conflict: text.id.clone(), tool: dectet::engine::jobs::outside::Tool::Editor });
        save(&mut window, "outside-waiting");
        window.act(Action::ForgetOutside(text.id.clone()));
        window.hand.will_choose(Chosen::Files(marked_files(project.path())));
        window.act(Action::ChooseMarked);
        window.until("the files", |app| app.facts.marked.is_some());
        window.rest();
        save(&mut window, "marked");
        window.press(Modifiers::COMMAND, Key::Num5);
        window.rest();
        save(&mut window, "marked-strip");
    }
}

fn marked_files(folder: &Path) -> Vec<PathBuf> {
    let text = "# Notes\n<<<<<<< HEAD\nours is here\nand goes on\n||||||| 4d2a1b9\nwas here\n=======\ntheirs is here\n>>>>>>> feature/login\nand so on\n";
    write(folder, "notes.md", text.as_bytes());
    write(folder, "deep/settings.py", text.replace('#', "//").as_bytes());
    vec![folder.join("notes.md"), folder.join("deep/settings.py")]
}

#[test]
fn long_names_of_teams_stay_with_their_badges() {
    let folder = small_project();
    let manifest = "project: {name: shop}\nteams:\n  iota:\n    name: Security & Compliance\n    responsibilities: [auth]\n    boundaries: {write_paths: [src/iota/**]}\n  kappa:\n    name: Analytics & Monitoring\n    responsibilities: [events]\n    boundaries: {write_paths: [src/kappa/**]}\n";
    write(folder.path(), "team-coordination-manifest.yaml", manifest.as_bytes());
    write(folder.path(), "teams/iota/src/kappa/patch.ts", b"export const patched = true;\n");
    write(folder.path(), "teams/iota/src/iota/index.ts", b"export {};\n");
    let looks = Looks { size: [900.0, 600.0], theme: Theme::Light, language: Language::Swedish };
    let mut window = desk(folder.path(), looks);
    let (first, second) = ("Iota · Security & Compliance", "Kappa · Analytics & Monitoring");
    assert!(window.has(first) && window.has(second), "{:?}", window.names());
    let (one, two) = (window.rect_of(first), window.rect_of(second));
    assert!(two.right() <= 900.0 && one.right() <= 900.0, "{one} {two}");
    // The second name stands in a line of its own, whole, behind what is said of it.
    assert!(two.top() > one.bottom() && two.height() < 30.0, "{one} {two}");
    if let Some(pictures) = std::env::var_os("DECTET_PICTURES").map(PathBuf::from) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(pictures);
        std::fs::create_dir_all(&folder).expect("the pictures' folder");
        window.picture().save(folder.join("boundary-long.png")).expect("a picture on disk");
    }
}
