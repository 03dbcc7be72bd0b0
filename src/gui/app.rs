//! The window's heart: `logic` takes in what happened, `ui` draws and collects what the person did, and both leave the
//! changing of facts to `apply` and `act`. One frame never waits for anything.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, unbounded};

use crate::engine::command::Command;
use crate::engine::event::Event;
use crate::engine::settings::{self, LastPlace, Settings};
use crate::engine::worker::Engine;
use crate::gui::act::{self, Answered, Hands};
use crate::gui::action::Action;
use crate::gui::dialogs::Dialogs;
use crate::gui::facts::{Facts, Leaving, RecentProject};
use crate::gui::keeper::{self, Keeper};
use crate::gui::preferring::Preferring;
use crate::gui::saver::{Due, Saver};
use crate::gui::screen::Screen;
use crate::gui::views::run::Calling;
use crate::gui::{apply, frame, stages, theme};
use crate::words::{self, Language};

/// What events may take of one frame.
const EVENTS_BUDGET: Duration = Duration::from_millis(8);

/// The window.
pub struct App {
    /// What it knows.
    pub facts: Facts,
    /// What is on the screen.
    pub screen: Screen,
    engine: Engine,
    saver: Saver,
    preferring: Preferring,
    calling: Calling,
    keeper: Keeper,
    /// Where the person was when the window was open before, until a project is open.
    going_back: Option<LastPlace>,
    dialogs: Box<dyn Dialogs>,
    answers: (Sender<Answered>, Receiver<Answered>),
    title: String,
}

impl App {
    /// A window that looks as the person's settings say and opens `path`, if there is one.
    pub fn new(ctx: &egui::Context, settings: &Settings, path: Option<PathBuf>, dialogs: Box<dyn Dialogs>) -> Self {
        theme::install(ctx);
        let theme = match settings.theme {
            settings::Theme::System => egui::ThemePreference::System,
            settings::Theme::Dark => egui::ThemePreference::Dark,
            settings::Theme::Light => egui::ThemePreference::Light,
        };
        ctx.set_theme(theme);
        let chosen = Language::ALL.into_iter().find(|language| settings.language.as_deref() == Some(language.code()));
        words::set_language(chosen.unwrap_or_else(Language::of_system));
        let woken = ctx.clone();
        let engine = Engine::start(move || woken.request_repaint());
        let (preferences, follows_language) = (settings.preferences.clone(), chosen.is_none());
        let preferring = Preferring::new(ctx, &preferences);
        match (path, &settings.last) {
            (Some(path), _) => engine.send(Command::Open { path }),
            (None, Some(last)) if last.is_loose => engine.send(Command::OpenOutputs { path: last.folder.clone() }),
            (None, Some(last)) => engine.send(Command::Open { path: last.folder.clone() }),
            (None, None) => {}
        }
        let recent =
            settings.recent.iter().map(|recent| RecentProject { name: recent.name.clone(), folder: recent.folder.clone() });
        Self {
            facts: Facts { recent: recent.collect(), theme, follows_language, preferences, ..Facts::default() },
            screen: Screen::default(),
            engine,
            saver: Saver::default(),
            preferring,
            calling: Calling::default(),
            keeper: Keeper::new(settings.last.clone()),
            going_back: settings.last.clone(),
            dialogs,
            answers: unbounded(),
            title: String::new(),
        }
    }

    /// Carries out one action, as if a view had pushed it.
    pub fn act(&mut self, ctx: &egui::Context, action: Action) {
        self.carry_out(ctx, |facts, screen, hands| act::act(action, facts, screen, hands));
        // What an action changed is drawn at once, not when the next key is pressed.
        ctx.request_repaint();
    }

    fn carry_out(&mut self, ctx: &egui::Context, work: impl FnOnce(&mut Facts, &mut Screen, &mut Hands<'_>)) {
        let Self { facts, screen, engine, saver, keeper, dialogs, answers, .. } = self;
        work(facts, screen, &mut Hands { engine, saver, keeper, dialogs: dialogs.as_ref(), answers: &answers.0, ctx });
    }

    /// Takes in what the engine said, for as long as a frame can spare.
    fn drain(&mut self, ctx: &egui::Context) {
        let until = Instant::now() + EVENTS_BUDGET;
        while let Ok(event) = self.engine.events.try_recv() {
            self.saver.heard(&event);
            let opens = matches!(event, Event::Opened(_));
            if matches!(event, Event::Failed { .. }) && self.facts.project.is_none() {
                // There is no way back: what could not be opened is not tried at every start.
                self.going_back = None;
            }
            for command in apply::apply(&mut self.facts, &mut self.screen, event) {
                self.engine.send(command);
            }
            if opens {
                self.go_back();
            }
            if Instant::now() > until {
                ctx.request_repaint();
                return;
            }
        }
    }

    /// A project is open: back to where the person was in it, if it is the one of before.
    fn go_back(&mut self) {
        self.keeper.begin_anew();
        let (place, project) = (self.going_back.take(), &self.facts.project);
        if let (Some(place), Some(project)) = (place, project)
            && place.folder == project.project.root
        {
            keeper::go_back(&place, project, &mut self.screen);
        }
    }

    /// The place that the next start goes back to, as the engine was told.
    pub fn remembered_place(&self) -> Option<&LastPlace> {
        self.keeper.place()
    }

    fn autosave(&mut self, ctx: &egui::Context) {
        let now = Instant::now();
        let project = self.facts.project.as_ref();
        let saved = project.map(|project| self.saver.due(project, now)).unwrap_or_default();
        // Until the project of before is open, its place is not forgotten.
        let kept = match self.going_back {
            Some(_) => Due::default(),
            None => self.keeper.due(project, &self.screen, &self.saver, now),
        };
        saved.commands.into_iter().chain(kept.commands).for_each(|command| self.engine.send(command));
        if let Some(again) = saved.again.into_iter().chain(kept.again).min() {
            ctx.request_repaint_after(again);
        }
    }

    /// The window is called after its project, so that several are told apart.
    fn entitle(&mut self, ctx: &egui::Context) {
        let title =
            self.facts.project.as_ref().map_or_else(|| "Dectet".to_owned(), |project| format!("{} – Dectet", project.name()));
        if title != self.title {
            ctx.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }

    /// The window's own close button is a wish to quit, as the key is: unsaved text first.
    fn hold_the_door(&mut self, ctx: &egui::Context) {
        let is_unsaved = self.facts.project.as_ref().is_some_and(|project| !project.unsaved().is_empty());
        if is_unsaved && ctx.input(|input| input.viewport().close_requested()) {
            ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
            if self.facts.leaving != Some(Leaving::Quit) {
                self.act(ctx, Action::Quit);
            }
        }
    }
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        stages::reached("frame");
        if stages::are_wanted() && ctx.cumulative_frame_nr() == 0 {
            // That the second one begins says that the first one is on the screen.
            ctx.request_repaint();
        }
        self.drain(ctx);
        while let Ok(answer) = self.answers.1.try_recv() {
            self.carry_out(ctx, |facts, screen, hands| act::answered(answer, facts, screen, hands));
        }
        self.hold_the_door(ctx);
        self.carry_out(ctx, act::go_on);
        self.preferring.follow(ctx, &mut self.facts, &self.engine);
        let is_elsewhere = ctx.input(|input| input.viewport().focused == Some(false));
        if let Some((title, text)) = self.calling.follow(&self.facts, is_elsewhere) {
            self.engine.send(Command::Call { title, text });
        }
        self.autosave(ctx);
        self.entitle(ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        let mut actions = Vec::new();
        let is_stuck = self.facts.leaving.is_some() && self.saver.is_idle();
        frame::show(ui, &self.facts, &mut self.screen, is_stuck, &mut actions);
        let ctx = ui.ctx().clone();
        for action in actions {
            self.act(&ctx, action);
        }
    }

    fn auto_save_interval(&self) -> Duration {
        // Size and place of the window, so that a crash costs little of them.
        Duration::from_secs(5)
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }
}
