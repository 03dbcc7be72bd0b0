//! The whole window over the real engine, in a folder of its own, without a display: clicked and dragged by the names that
//! a screen reader says. Waits for what the engine does by stepping until it is seen, never for a time.

mod access;
mod board;
mod bring;
mod cards;
mod conflicts;
mod distribute;
mod fixes;
mod frame;
mod graph;
mod guide;
mod home;
mod inspector;
mod intake;
mod line;
mod marked;
mod mega_editor;
mod mega_files;
mod outside;
mod pictures;
mod prompts;
mod report;
mod resolver;
mod restart;
mod rounds;
mod run;
mod steer;
mod teams;
mod trees;
mod trial;

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::rc::{Rc, Weak};
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::{Duration, Instant};

use dectet::engine::settings::{self, Recent, Settings};
use dectet::gui::action::Action;
use dectet::gui::app::App;
use dectet::gui::dialogs::{Answer, Chosen, Dialogs};
use dectet::gui::facts::{NoticeContent, ProjectFacts};
use dectet::model::problem::Problem;
use dectet::words::Language;
use egui::{Key, Modifiers, Role, Theme};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::support::raster::Raster;

/// Long enough for a machine that is busy with something else; no test waits for it to pass.
const PATIENCE: Duration = Duration::from_secs(60);

/// The language is the process's: windows in English share it, one in another has it alone.
static LANGUAGE: RwLock<()> = RwLock::new(());

enum Speaking {
    #[expect(dead_code, reason = "held, not read")]
    English(RwLockReadGuard<'static, ()>),
    #[expect(dead_code, reason = "held, not read")]
    Other(RwLockWriteGuard<'static, ()>),
}

/// Holds the language for as long as any window of this test is open.
fn speak(language: Language) -> Rc<Speaking> {
    thread_local! {
        static HELD: RefCell<Weak<Speaking>> = const { RefCell::new(Weak::new()) };
    }
    HELD.with_borrow_mut(|held| {
        held.upgrade().unwrap_or_else(|| {
            let speaking = Rc::new(match language {
                Language::English => Speaking::English(LANGUAGE.read().unwrap_or_else(PoisonError::into_inner)),
                _ => Speaking::Other(LANGUAGE.write().unwrap_or_else(PoisonError::into_inner)),
            });
            *held = Rc::downgrade(&speaking);
            speaking
        })
    })
}

/// Answers dialogs for a person, in order.
#[derive(Clone, Default)]
pub struct Hand(Arc<Mutex<Vec<Chosen>>>);

impl Hand {
    /// What the next dialog is answered with.
    pub fn will_choose(&self, chosen: Chosen) {
        self.0.lock().expect("hand").push(chosen);
    }
}

impl Dialogs for Hand {
    fn choose_folder(&self, _title: String, _start: Option<PathBuf>, answer: Answer) -> Result<(), Problem> {
        let mut answers = self.0.lock().expect("hand");
        answer(if answers.is_empty() { Chosen::Nothing } else { answers.remove(0) });
        Ok(())
    }

    fn choose_files(&self, title: String, start: Option<PathBuf>, answer: Answer) -> Result<(), Problem> {
        self.choose_folder(title, start, answer)
    }
}

/// How a window is to be.
#[derive(Clone, Copy)]
pub struct Looks {
    pub size: [f32; 2],
    pub theme: Theme,
    pub language: Language,
}

impl Default for Looks {
    fn default() -> Self {
        Self { size: [1280.0, 800.0], theme: Theme::Dark, language: Language::English }
    }
}

/// A window.
pub struct Window {
    harness: Harness<'static, App>,
    pub hand: Hand,
    /// What was put into the clipboard, oldest first.
    pub copied: Arc<Mutex<Vec<String>>>,
    _speaking: Rc<Speaking>,
}

/// Whether this project's commands are trusted, whatever other tests trust meanwhile.
pub fn is_trusted(app: &App) -> bool {
    let Some(project) = &app.facts.project else { return false };
    let key = settings::trust_key(&project.project.root, &project.manifest.manifest);
    project.validation.trusted.contains(&key)
}

impl Window {
    /// A window, on this project or none.
    pub fn new(path: Option<&Path>) -> Self {
        Self::with(Looks::default(), path, Settings::default())
    }

    /// A window with an open project.
    pub fn on(path: &Path) -> Self {
        let mut window = Self::new(Some(path));
        window.wait_for_project();
        window
    }

    pub fn with(looks: Looks, path: Option<&Path>, settings: Settings) -> Self {
        settings::keep_in(&std::env::temp_dir().join(format!("dectet-tests-{}", std::process::id())));
        let speaking = speak(looks.language);
        let mut settings = settings;
        settings.language = Some(looks.language.code().to_owned());
        let hand = Hand::default();
        let (dialogs, path) = (Box::new(hand.clone()), path.map(Path::to_path_buf));
        let harness = Harness::builder()
            .with_size(looks.size)
            .with_theme(looks.theme)
            .with_accessibility_check(true)
            .renderer(Raster::default())
            .build_eframe(move |cc| App::new(&cc.egui_ctx, &settings, path, dialogs));
        let copied = Arc::<Mutex<Vec<String>>>::default();
        let heard = Arc::clone(&copied);
        let hear = move |ui: &mut egui::Ui| {
            let texts = ui.output(|output| {
                let texts = output.commands.iter().filter_map(|command| match command {
                    egui::OutputCommand::CopyText(text) => Some(text.clone()),
                    _ => None,
                });
                texts.collect::<Vec<_>>()
            });
            heard.lock().expect("clipboard").extend(texts);
        };
        harness.ctx.on_end_pass("clipboard", Arc::new(hear));
        let mut window = Self { harness, hand, copied, _speaking: speaking };
        window.harness.set_render_cursor(false);
        window.steps(2);
        window
    }

    /// The app: what it knows and what it shows.
    pub fn app_mut(&mut self) -> &mut App {
        self.harness.state_mut()
    }

    /// The window's own state.
    pub fn app(&self) -> &App {
        self.harness.state()
    }

    /// The open project.
    pub fn project(&self) -> &ProjectFacts {
        self.app().facts.project.as_ref().expect("an open project")
    }

    /// Frames, each with the next thing that was done.
    pub fn steps(&mut self, count: usize) {
        self.harness.run_steps(count);
    }

    /// Draws frames until something is so.
    pub fn until(&mut self, what: &str, mut is_so: impl FnMut(&App) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        while !is_so(self.app()) {
            assert!(Instant::now() < deadline, "waited for {what}; {}", self.said());
            std::thread::sleep(Duration::from_millis(2));
            self.harness.step();
        }
        self.steps(2);
    }

    pub fn wait_for_project(&mut self) {
        self.until("the project", |app| app.facts.project.is_some());
        self.rest();
    }

    /// Draws frames until the engine has nothing to do.
    pub fn rest(&mut self) {
        self.until("the engine to rest", |app| app.facts.jobs.is_empty());
    }

    /// Does something as if a view had asked for it.
    pub fn act(&mut self, action: Action) {
        let ctx = self.harness.ctx.clone();
        self.harness.state_mut().act(&ctx, action);
        self.steps(2);
    }

    /// What the window says in passing: for the message of a test that fails.
    fn said(&self) -> String {
        let said = self.app().facts.notices.iter().map(|notice| match &notice.content {
            NoticeContent::Done(text) => text.clone(),
            NoticeContent::Problem(problem) => format!("{problem:?}"),
        });
        format!("it says {:?} and shows {:?}", said.collect::<Vec<_>>(), self.names())
    }

    /// The names of everything that is there.
    pub fn names(&self) -> Vec<String> {
        let nodes = self.harness.root().children_recursive();
        nodes.filter_map(|node| node.accesskit_node().label()).collect()
    }

    /// Where something with this name is.
    pub fn rect_of(&self, name: &str) -> egui::Rect {
        let found = self.harness.query_all_by_label(name).next();
        found.unwrap_or_else(|| panic!("nothing is called {name:?}; {}", self.said())).rect()
    }

    /// Whether something has this name.
    pub fn has(&self, name: &str) -> bool {
        self.harness.query_all_by_label(name).next().is_some()
    }

    /// Whether a text stands there that holds this.
    pub fn shows(&self, part: &str) -> bool {
        let nodes = self.harness.root().children_recursive();
        nodes.map(|node| node.accesskit_node()).any(|node| {
            node.label().is_some_and(|label| label.contains(part)) || node.value().is_some_and(|value| value.contains(part))
        })
    }

    /// Draws frames until what has this name stays where it is: what comes in from the engine may move it.
    fn hold_still(&mut self, name: &str) {
        for _ in 0..10 {
            let place = |window: &Self| window.harness.query_all_by_label(name).next().map(|found| found.rect());
            let before = place(self);
            self.steps(2);
            if before == place(self) {
                return;
            }
        }
    }

    /// Clicks the button with this name.
    pub fn click(&mut self, name: &str) {
        self.hold_still(name);
        let mut found: Vec<_> = self.harness.query_all_by_role_and_label(Role::Button, name).collect();
        assert_eq!(found.len(), 1, "buttons called {name:?}; {}", self.said());
        let button = found.remove(0);
        assert!(!button.accesskit_node().is_disabled(), "{name:?} is disabled; {}", self.said());
        button.click();
        drop(found);
        self.steps(3);
    }

    /// Clicks whatever has this name: a row, a text.
    pub fn click_any(&mut self, name: &str) {
        self.hold_still(name);
        let mut found: Vec<_> = self.harness.query_all_by_label(name).collect();
        assert!(!found.is_empty(), "nothing is called {name:?}; {}", self.said());
        found.remove(0).click();
        drop(found);
        self.steps(3);
    }

    /// Drags from the middle of one thing to the middle of another.
    pub fn drag(&mut self, from: &str, to: &str) {
        let middle = |name: &str| {
            self.harness.query_all_by_label(name).next().unwrap_or_else(|| panic!("{name:?}; {}", self.said())).rect().center()
        };
        let (start, end) = (middle(from), middle(to));
        self.harness.hover_at(start);
        self.steps(1);
        self.harness.drag_at(start);
        self.steps(1);
        for part in 1..=6 {
            self.harness.hover_at(start.lerp(end, part as f32 / 6.0));
            self.steps(1);
        }
        self.harness.drop_at(end);
        self.steps(4);
    }

    /// Types into the field with this name, in place of what stands there.
    pub fn type_into(&mut self, name: &str, text: &str) {
        let field = self.harness.get_by(|node| {
            matches!(node.role(), Role::TextInput | Role::MultilineTextInput | Role::SpinButton)
                && node.label().as_deref() == Some(name)
        });
        field.click();
        self.steps(2);
        self.press(Modifiers::COMMAND, Key::A);
        self.harness.event(egui::Event::Text(text.to_owned()));
        self.steps(3);
    }

    /// Presses a key.
    pub fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.steps(3);
    }

    pub fn event(&mut self, event: egui::Event) {
        self.harness.event(event);
        self.steps(2);
    }

    /// Drops a file on the window.
    pub fn drop_file(&mut self, path: &Path) {
        #[derive(Debug)]
        struct Dropped(PathBuf);
        impl egui::DroppedFile for Dropped {
            fn path(&self) -> &Path {
                &self.0
            }
            fn bytes(&self) -> Result<Vec<u8>, String> {
                std::fs::read(&self.0).map_err(|error| error.to_string())
            }
        }
        self.harness.input_mut().dropped_files = vec![Arc::new(Dropped(path.to_path_buf()))];
        self.steps(4);
    }

    /// Controls that a screen reader could not name.
    pub fn nameless(&self) -> Vec<String> {
        self.harness.unnamed_widgets()
    }

    /// Draws the window.
    pub fn picture(&mut self) -> image::RgbaImage {
        if !egui::DragAndDrop::has_any_payload(&self.harness.ctx) {
            self.harness.remove_cursor();
        }
        self.steps(3);
        // Colours of code come from a thread of their own.
        dectet::gui::highlight::wait_until_idle();
        self.steps(3);
        self.harness.render().expect("a picture")
    }
}

/// Settings with these recent projects.
pub fn settings_with(recent: impl IntoIterator<Item = Recent>) -> Settings {
    let mut settings = Settings::default();
    settings.recent.extend(recent);
    settings
}

/// A small project with three teams and a mega-file.
pub fn small_project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("folder");
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("parent")).expect("folders");
        std::fs::write(path, text).expect("write");
    };
    write("team-coordination-manifest.yaml", SMALL_MANIFEST);
    write("mega-files/alpha/orders.yaml", SMALL_MEGA_FILE);
    folder
}

pub const SMALL_MANIFEST: &str = "\
# The shop of a small town
project:
  name: småbutik
teams:
  alpha:
    name: Foundation
    responsibilities: [schema, entities]
    boundaries:
      write_paths: [src/alpha/**]
  beta:
    name: API Layer
    responsibilities: [rest-api]
    boundaries:
      write_paths: [src/beta/**]
  gamma:
    name: Business Logic
    responsibilities: [orders]
    boundaries:
      write_paths: [src/gamma/**]
";

const SMALL_MEGA_FILE: &str = "\
id: mega-alpha-orders
version: 1.0.0
team: alpha
expansion_rules:
  entities: [{name: Order}, {name: Customer}]
generation_templates:
  model:
    output_path: src/alpha/{entity}.ts
    template: |
      export class {Entity} {}
";
