//! Everything has a name: each view with what can be opened in it, each dialog, each menu, in both themes and languages.
use dectet::engine::command::{Command, ProjectTemplate};
use dectet::engine::settings::Settings;
use dectet::gui::action::Action;
use dectet::gui::views::{VIEWS, ViewId};
use dectet::words::Language;
use egui::{Key, Modifiers, Theme};

use super::{Looks, Window, pictures};

/// Nothing that can be focused or pressed is without a name.
fn check(window: &Window, place: &str) {
    assert_eq!(window.nameless(), Vec::<String>::new(), "{place}");
}

#[test]
fn every_view_and_dialog_says_what_it_is() {
    let folder = pictures::shop();
    for (theme, language) in [(Theme::Dark, Language::English), (Theme::Light, Language::Swedish)] {
        let looks = Looks { theme, language, ..Looks::default() };
        let english = |en: &'static str, sv: &'static str| if language == Language::English { en } else { sv };
        let mut window = Window::with(looks, None, Settings::default());
        check(&window, "a first start");
        window.act(Action::StartNew(ProjectTemplate::Empty));
        check(&window, "the form");
        drop(window);

        let mut window = Window::with(looks, Some(folder.path()), Settings::default());
        window.wait_for_project();
        window.act(Action::Command(Command::Expand(Default::default())));
        window.until("conflicts", |app| {
            let project = app.facts.project.as_ref().expect("a project");
            app.facts.jobs.is_empty() && project.last_expansion.is_some() && project.integration.is_some()
        });
        for view in &VIEWS {
            window.act(Action::Show(view.id));
            window.rest();
            check(&window, view.name);
        }
        let conflicts = &window.project().integration.as_ref().expect("conflicts").conflicts;
        let mut kinds: Vec<_> = conflicts.iter().map(|conflict| (conflict.kind, conflict.id.clone())).collect();
        kinds.dedup_by_key(|(kind, _)| *kind);
        for (kind, id) in kinds {
            window.act(Action::ShowConflict(id));
            check(&window, &format!("a conflict: {kind:?}"));
        }
        let first = window.project().mega_files.keys().next().cloned().expect("a mega-file");
        window.act(Action::ShowMegaFile(first));
        window.rest();
        check(&window, "a mega-file");
        for (action, place) in [
            (Action::ShowPrompts, "prompts"),
            (Action::Redistribute, "redistribute"),
            (Action::OpenReply, "a reply"),
            (Action::TogglePalette, "the palette"),
            (Action::ToggleKeys, "the keys"),
            (Action::ToggleProblems, "the problems"),
            (Action::ToggleSettings, "the settings"),
            (Action::ShowGuide("home"), "the guide"),
        ] {
            window.act(action);
            window.rest();
            check(&window, place);
            window.press(Modifiers::NONE, Key::Escape);
        }
        window.act(Action::CloseReply);
        if language == Language::English {
            open_more(&mut window);
        }
        window.act(Action::StartWelcome);
        check(&window, "the welcome");
        for menu in [english("Looks and language", "Utseende och språk"), english("Command palette", "Kommandopalett")] {
            if window.has(menu) {
                window.click_any(menu);
                check(&window, menu);
                window.press(Modifiers::NONE, Key::Escape);
            }
        }
    }
}

/// What is only reached by a button.
fn open_more(window: &mut Window) {
    window.press(Modifiers::NONE, Key::Escape);
    window.act(Action::Show(ViewId::Teams));
    for page in ["Dependencies", "Rounds", "Board", "Inspector", "Source"] {
        window.click(page);
        window.rest();
        check(window, page);
    }
    window.act(Action::Show(ViewId::MegaFiles));
    for (button, close) in [("New mega-file for Foundation", "Cancel"), ("Expand all", "Done")] {
        window.click(button);
        window.rest();
        check(window, button);
        if window.has(close) {
            window.click(close);
        } else {
            window.press(Modifiers::NONE, Key::Escape);
        }
    }
}

#[test]
fn every_kind_of_conflict_says_what_it_is() {
    let folder = tempfile::tempdir().expect("folder");
    let write = |path: &str, bytes: &[u8]| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("parent")).expect("folders");
        std::fs::write(path, bytes).expect("write");
    };
    for (alpha, beta) in [("a.txt", "a.txt"), ("p", "p/q"), ("b.png", "b.png"), ("Cargo.lock", "Cargo.lock")] {
        write(&format!("alpha/{alpha}"), b"one\0\nalpha\n");
        write(&format!("beta/{beta}"), b"one\0\nbeta\n");
    }
    write("alpha/text.ts", b"a\nb\nc\n");
    write("beta/text.ts", b"a\nB\nc\n");
    let mut window = Window::new(None);
    window.act(Action::OpenOutputs(folder.path().to_path_buf()));
    window.wait_for_project();
    window.until("conflicts", |app| app.facts.project.as_ref().is_some_and(|project| project.integration.is_some()));
    let conflicts = window.project().integration.as_ref().expect("conflicts").conflicts.clone();
    assert!(conflicts.len() >= 4, "{conflicts:?}");
    for conflict in conflicts {
        window.act(Action::ShowConflict(conflict.id));
        window.rest();
        check(&window, conflict.path.as_str());
    }
}
