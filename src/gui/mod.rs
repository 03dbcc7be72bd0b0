//! The window. `ui` draws from facts and pushes actions; `act` carries them out; `apply` takes the engine's events in.

pub mod act;
pub mod action;
pub mod app;
pub mod apply;
pub mod briefing;
pub mod clock;
pub mod dialogs;
pub mod facts;
pub mod frame;
pub mod guide;
pub mod highlight;
pub mod icons;
pub mod keeper;
pub mod keymap;
pub mod marked;
pub mod outside;
pub mod palette;
pub mod preferring;
pub mod reporting;
pub mod run_facts;
pub mod saver;
pub mod screen;
pub mod stages;
pub mod theme;
pub mod views;
pub mod widgets;

use std::path::PathBuf;

use crate::engine::settings::{self, Settings};
use crate::model::problem::Problem;

/// The smallest window in which everything can be reached.
const SMALLEST: [f32; 2] = [900.0, 600.0];

/// Opens the window, on this folder or manifest if there is one, and returns when it is closed.
pub fn run(path: Option<PathBuf>) -> Result<(), Problem> {
    stages::reached("program");
    let settings = Settings::load();
    let icon = eframe::icon_data::from_png_bytes(include_bytes!("../../assets/icon/dectet-256.png")).unwrap_or_default();
    let viewport = egui::ViewportBuilder::default()
        .with_title("Dectet")
        .with_app_id("dectet")
        .with_icon(icon)
        .with_inner_size([1280.0, 800.0])
        .with_min_inner_size(SMALLEST);
    let options = eframe::NativeOptions {
        viewport,
        persist_window: true,
        persistence_path: settings::folder().ok().map(|folder| folder.join("window.ron")),
        ..Default::default()
    };
    // A folder that was typed without its full path is meant from here, whatever the dialogs change later.
    let path = path.map(|path| std::path::absolute(&path).unwrap_or(path));
    let create: eframe::AppCreator<'_> = Box::new(move |cc| {
        stages::reached("driver");
        let app = app::App::new(&cc.egui_ctx, &settings, path, Box::new(dialogs::System));
        stages::reached("app");
        Ok(Box::new(app))
    });
    eframe::run_native("Dectet", options, create).map_err(|error| Problem::error("window-failed").with("error", error))
}
