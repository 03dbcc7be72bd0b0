//! What an assistant's reply holds: pasted, dropped, looked at, taken in, taken back.

use std::path::{Path, PathBuf};

use dectet::engine::command::Command;
use dectet::engine::settings::Settings;
use dectet::gui::action::Action;
use dectet::gui::views::ViewId;
use dectet::words::Language;
use egui::{Event, Key, Modifiers, Theme};

use super::{Looks, Window, small_project};

const REPLY: &str = "\
Here is the orders module for Team Beta.

**`mega-files/beta/orders.yaml`**

```yaml
id: mega-beta-orders
team: beta
expansion_rules:
  entities: [{name: Order}]
generation_templates:
  model:
    output_path: src/beta/{entity}.ts
    template: |
      export class {Entity} {}
```

### `src/beta/routes/orders.ts`

```typescript
export const orders = [];
```

And the schema (Alpha's), with a change of mine:

`src/alpha/schema.ts`

```diff
--- a/src/alpha/schema.ts
+++ b/src/alpha/schema.ts
@@ -1,2 +1,2 @@
 export const one = 1;
-export const two = 2;
+export const two = 22;
```

```json
{ \"name\": \"where does this go\" }
```

Then run it:

```bash
npm test
```
";

fn project() -> tempfile::TempDir {
    let folder = small_project();
    let schema = folder.path().join("teams/alpha/src/alpha/schema.ts");
    std::fs::create_dir_all(schema.parent().expect("parent")).expect("folders");
    std::fs::write(&schema, "export const one = 1;\nexport const two = 2;\n").expect("write");
    folder
}

fn read(folder: &Path, path: &str) -> Option<String> {
    std::fs::read_to_string(folder.join(path)).ok()
}

/// Presses Ctrl+Shift+V with this text in the clipboard.
fn paste_reply(window: &mut Window, text: &str) {
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::V);
    window.event(Event::Paste(text.to_owned()));
    looked(window);
}

fn looked(window: &mut Window) {
    window.until("the look", |app| {
        let reply = app.facts.project.as_ref().and_then(|project| project.reply.as_ref());
        reply.is_none_or(|reply| reply.pending == 0 && (reply.parts.is_empty() || reply.looked.is_some()))
    });
    window.rest();
}

/// Drops a file, and waits until it is known what it is.
fn drop_reply(window: &mut Window, path: &Path) {
    window.drop_file(path);
    window.until("the reply", |app| app.facts.project.as_ref().is_some_and(|project| project.reply.is_some()));
}

fn taken(window: &mut Window) {
    window.until("the files", |app| app.facts.jobs.is_empty() && app.facts.project.as_ref().is_some_and(|p| p.reply.is_none()));
    window.rest();
}

#[test]
fn a_pasted_reply_is_taken_apart_looked_at_and_taken_in() {
    let folder = project();
    let mut window = Window::on(folder.path());
    paste_reply(&mut window, REPLY);
    assert_eq!(window.app().screen.view, ViewId::MegaFiles);
    let names = window.names();
    let has = |part: &str| assert!(names.iter().any(|name| name.contains(part)), "{part}: {names:?}");
    has("mega-files/beta/orders.yaml, Beta, new");
    has("src/beta/routes/orders.ts, Beta, new");
    has("src/alpha/schema.ts, Alpha, changes what is there");
    has("no path, nobody, kept out");
    // What is to be typed into a terminal is no file.
    has("no path, nobody, not wanted");
    assert_eq!(read(folder.path(), "mega-files/beta/orders.yaml"), None, "a look writes nothing");

    window.click("Take in 3 files");
    taken(&mut window);
    assert!(read(folder.path(), "mega-files/beta/orders.yaml").expect("taken in").starts_with("id: mega-beta-orders\n"));
    assert_eq!(read(folder.path(), "teams/beta/src/beta/routes/orders.ts").as_deref(), Some("export const orders = [];\n"));
    let schema = "teams/alpha/src/alpha/schema.ts";
    assert_eq!(read(folder.path(), schema).as_deref(), Some("export const one = 1;\nexport const two = 22;\n"));
    window.until("the new mega-file", |app| {
        app.screen.mega_files.chosen().is_some_and(|path| path.as_str() == "mega-files/beta/orders.yaml")
    });

    window.act(Action::Command(Command::TakeBack));
    window.until("what was before", |app| {
        app.facts.jobs.is_empty()
            && read(folder.path(), "mega-files/beta/orders.yaml").is_none()
            && read(folder.path(), schema).as_deref() == Some("export const one = 1;\nexport const two = 2;\n")
    });
}

#[test]
fn another_path_another_team_or_no_tick_is_what_is_taken_in() {
    let folder = project();
    let mut window = Window::on(folder.path());
    paste_reply(&mut window, REPLY);
    window.click_any("src/alpha/schema.ts, Alpha, changes what is there");
    window.click_any("Take in src/alpha/schema.ts");
    window.rest();
    assert!(window.shows("src/alpha/schema.ts, Alpha, not wanted"), "{:?}", window.names());
    window.click_any("no path, nobody, kept out");
    window.type_into("Path", "src/gamma/names.json");
    window.press(Modifiers::NONE, Key::Enter);
    looked(&mut window);
    assert!(window.shows("src/gamma/names.json, Gamma, new"), "{:?}", window.names());
    window.click_any("src/beta/routes/orders.ts, Beta, new");
    window.click("Team Beta · API Layer");
    window.click("Team Gamma · Business Logic");
    looked(&mut window);
    assert!(window.shows("src/beta/routes/orders.ts, Gamma, kept out"), "the path is Beta's: {:?}", window.names());
    window.click("Take in 2 files");
    taken(&mut window);
    assert_eq!(
        read(folder.path(), "teams/gamma/src/gamma/names.json").as_deref(),
        Some("{ \"name\": \"where does this go\" }\n")
    );
    assert_eq!(read(folder.path(), "teams/gamma/src/beta/routes/orders.ts"), None);
    assert_eq!(read(folder.path(), "teams/beta/src/beta/routes/orders.ts"), None);
    let schema = read(folder.path(), "teams/alpha/src/alpha/schema.ts").expect("schema");
    assert!(schema.contains("two = 2;"));
}

#[test]
fn what_changed_since_the_look_stays_and_is_looked_at_again() {
    let folder = project();
    let mut window = Window::on(folder.path());
    paste_reply(&mut window, REPLY);
    let schema = "teams/alpha/src/alpha/schema.ts";
    std::fs::write(folder.path().join(schema), "export const one = 1;\nexport const two = 2;\n// mine\n").expect("write");
    window.click("Take in 3 files");
    window.until("the rest", |app| {
        let reply = app.facts.project.as_ref().and_then(|project| project.reply.as_ref());
        app.facts.jobs.is_empty() && reply.is_some_and(|reply| reply.round == 1 && reply.looked.is_some())
    });
    window.rest();
    assert!(read(folder.path(), schema).expect("schema").ends_with("// mine\n"));
    assert!(window.shows("1 was changed meanwhile"), "{:?}", window.names());
    assert!(window.shows("mega-files/beta/orders.yaml, Beta, as it is on disk"), "{:?}", window.names());
    window.click("Take in 1 file");
    taken(&mut window);
    assert_eq!(read(folder.path(), schema).as_deref(), Some("export const one = 1;\nexport const two = 22;\n// mine\n"));
}

#[test]
fn a_dropped_answer_is_read_and_a_dropped_folder_is_opened() {
    let folder = project();
    let chats = tempfile::tempdir().expect("folder");
    let answer = chats.path().join("answer.md");
    std::fs::write(&answer, REPLY).expect("write");
    let mut window = Window::on(folder.path());
    drop_reply(&mut window, &answer);
    looked(&mut window);
    assert!(window.has("Take in 3 files"), "{:?}", window.names());
    window.press(Modifiers::NONE, Key::Escape);
    assert!(window.project().reply.is_none());
    assert_eq!(read(folder.path(), "mega-files/beta/orders.yaml"), None);

    std::fs::write(&answer, [0xff, 0xfe, 0x00]).expect("write");
    drop_reply(&mut window, &answer);
    looked(&mut window);
    assert!(window.shows("not UTF-8"), "{:?}", window.names());
    window.press(Modifiers::NONE, Key::Escape);

    let other = small_project();
    window.drop_file(other.path());
    window.until("the other project", |app| {
        app.facts.project.as_ref().is_some_and(|project| project.project.root.ends_with(other.path().file_name().expect("name")))
    });
}

#[test]
fn an_empty_dialog_says_what_to_do_and_a_second_paste_adds() {
    let folder = project();
    let mut window = Window::on(folder.path());
    window.act(Action::OpenReply);
    assert!(window.has("Paste") && window.shows("Copy the assistant's whole answer"), "{:?}", window.names());
    window.event(Event::Paste("just words, no file".into()));
    looked(&mut window);
    assert!(window.shows("Nothing in it looks like a file"), "{:?}", window.names());
    window.event(Event::Paste("`src/beta/a.ts`\n```ts\nexport const a = 1;\n```\n".into()));
    looked(&mut window);
    assert!(window.has("Take in 1 file"), "{:?}", window.names());
    window.event(Event::Paste("`src/beta/b.ts`\n```ts\nexport const b = 1;\n```\n".into()));
    looked(&mut window);
    assert!(window.has("Take in 2 files"), "{:?}", window.names());
    assert!(window.nameless().is_empty(), "{:?}", window.nameless());
}

/// Pictures, into the folder that `DECTET_PICTURES` names.
#[test]
fn pictures_of_intake() {
    let Some(folder) = std::env::var_os("DECTET_PICTURES").map(PathBuf::from) else { return };
    std::fs::create_dir_all(&folder).expect("the pictures' folder");
    for (theme, size, language) in [
        (Theme::Dark, [1280.0, 800.0], Language::English),
        (Theme::Light, [1280.0, 800.0], Language::English),
        (Theme::Light, [900.0, 600.0], Language::Swedish),
    ] {
        let project = project();
        let mut window = Window::with(Looks { size, theme, language }, Some(project.path()), Settings::default());
        window.wait_for_project();
        let shade = if theme == Theme::Dark { "dark" } else { "light" };
        let save = |window: &mut Window, name: &str| {
            let file = format!("intake-{name}-{shade}-{}-{}.png", size[0], language.code());
            window.picture().save(folder.join(file)).expect("a picture on disk");
        };
        window.act(Action::OpenReply);
        save(&mut window, "empty");
        window.event(Event::Paste(REPLY.into()));
        looked(&mut window);
        save(&mut window, "parts");
        for row in ["src/alpha/schema.ts, Alpha", "no path", "ingen sökväg"] {
            if let Some(name) = window.names().iter().find(|name| name.starts_with(row)).cloned() {
                window.click_any(&name);
                save(&mut window, &row.replace([' ', '/', ',', 'ö', 'ä'], "-"));
            }
        }
    }
}
