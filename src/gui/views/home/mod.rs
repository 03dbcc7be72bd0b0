//! The Home view: where a person begins. Without a project: new from a template, open, recent ones. With one: what it is,
//! and what to do next. Owns half-typed names and paths; creating and opening are the engine's.

mod form;
mod overview;
mod start;

use std::path::{Path, PathBuf};

use crate::engine::command::ProjectTemplate;
use crate::gui::action::Action;
use crate::gui::facts::Facts;
use crate::gui::icons::{self, Icon};
use crate::gui::screen::Screen;
use crate::gui::views::{View, ViewId};

/// The view's row in the table.
pub const VIEW: View = View { id: ViewId::Home, name: "view-home", icon: icons::HOUSE, needs_project: false, waiting, show };

/// This view's corner of the screen.
#[derive(Debug, Default)]
pub struct HomeScreen {
    form: Option<form::Form>,
    /// The path that is being typed, to open.
    path: String,
    /// The path field takes the keys when it is drawn next.
    focus_path: bool,
}

impl HomeScreen {
    /// Shows the form of a new project.
    pub fn start_new(&mut self, template: ProjectTemplate) {
        self.form = Some(form::Form::new(template));
    }

    /// The folder in which the new project's folder is to be.
    pub fn new_parent(&self) -> Option<PathBuf> {
        self.form.as_ref()?.parent()
    }

    /// The person chose the folder in which the new project's folder is to be.
    pub fn choose_parent(&mut self, folder: &Path) {
        if let Some(form) = &mut self.form {
            form.choose_parent(folder);
        }
    }

    /// The path field takes the keys: there is no dialog.
    pub fn type_path(&mut self) {
        self.form = None;
        self.focus_path = true;
    }
}

/// A template as Home shows it.
struct Template {
    id: ProjectTemplate,
    icon: Icon,
    name: &'static str,
    sentence: &'static str,
    /// The name that a new project is suggested.
    suggested: &'static str,
}

const TEMPLATES: [Template; 3] = [
    Template {
        id: ProjectTemplate::Ecommerce,
        icon: icons::SHOP,
        name: "template-shop",
        sentence: "template-shop-text",
        suggested: "my-shop",
    },
    Template {
        id: ProjectTemplate::Saas,
        icon: icons::SAAS,
        name: "template-saas",
        sentence: "template-saas-text",
        suggested: "my-saas",
    },
    Template {
        id: ProjectTemplate::Empty,
        icon: icons::FILE_PLUS,
        name: "template-empty",
        sentence: "template-empty-text",
        suggested: "my-project",
    },
];

fn template(id: ProjectTemplate) -> &'static Template {
    TEMPLATES.iter().find(|template| template.id == id).unwrap_or(&TEMPLATES[0])
}

fn waiting(_facts: &Facts) -> usize {
    0
}

fn show(ui: &mut egui::Ui, facts: &Facts, screen: &mut Screen, actions: &mut Vec<Action>) {
    egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        let has_project = facts.project.is_some();
        let width = if screen.home.form.is_some() {
            640.0
        } else if has_project {
            1120.0
        } else {
            920.0
        };
        column(ui, width, |ui| match (&mut screen.home.form, &facts.project) {
            (Some(form), _) => {
                if form.show(ui, facts, actions) {
                    screen.home.form = None;
                }
            }
            (None, Some(project)) => overview::show(ui, facts, project, actions),
            (None, None) => start::show(ui, facts, &mut screen.home, actions),
        });
    });
}

/// A column in the middle, at most this wide.
fn column(ui: &mut egui::Ui, max_width: f32, content: impl FnOnce(&mut egui::Ui)) {
    let room = ui.available_width();
    let width = (room - 48.0).min(max_width);
    ui.add_space(28.0);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.add_space(((room - width) / 2.0).floor());
        ui.vertical(|ui| {
            ui.style_mut().spacing.item_spacing.x = 8.0;
            ui.set_width(width);
            content(ui);
        });
    });
    ui.add_space(28.0);
}
