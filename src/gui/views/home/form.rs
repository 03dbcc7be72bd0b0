//! The form of a new project: template, name, folder, and for an empty one how work is dealt out. Says what is wrong
//! while it is typed; whether a folder is free is the engine's to find out.

use std::path::{Path, PathBuf};

use egui::{DragValue, TextEdit, Ui, vec2};

use super::{TEMPLATES, start, template};
use crate::engine::command::{Command, NewProject, ProjectTemplate};
use crate::gui::action::Action;
use crate::gui::facts::Facts;
use crate::gui::icons;
use crate::gui::theme::{self, GRID, SMALL};
use crate::gui::views::teams::distribute;
use crate::gui::widgets::{button, card};
use crate::model::manifest::Distribution;
use crate::model::path::RelPath;
use crate::{t, words};

/// How many teams the form offers at most; the file may have more.
const MOST_TEAMS: u32 = 10;

/// A project that is being described.
#[derive(Debug)]
pub(super) struct Form {
    template: ProjectTemplate,
    name: String,
    /// The person has named it; another template does not rename it.
    name_is_own: bool,
    folder: String,
    /// The person has written the folder; it no longer follows the name.
    folder_is_own: bool,
    dealing: Dealing,
    teams: u32,
    domains: Vec<String>,
    /// A domain that is being typed.
    domain: String,
    loc: u64,
    /// The folder that the engine was asked about last.
    asked: Option<PathBuf>,
    fresh: bool,
}

/// How the work of an empty project is dealt out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Dealing {
    Layers,
    Domains,
    Size,
}

/// What a project is thought to be until the person says.
const USUAL_LOC: u64 = 50_000;

impl Form {
    pub fn new(template: ProjectTemplate) -> Self {
        let mut form = Self {
            template,
            name: super::template(template).suggested.to_owned(),
            name_is_own: false,
            folder: String::new(),
            folder_is_own: false,
            dealing: Dealing::Layers,
            teams: MOST_TEAMS,
            domains: Vec::new(),
            domain: String::new(),
            loc: USUAL_LOC,
            asked: None,
            fresh: true,
        };
        form.follow_name();
        form
    }

    /// The folder in which the new project's folder is to be.
    pub fn parent(&self) -> Option<PathBuf> {
        meant(&self.folder)?.parent().map(Path::to_path_buf)
    }

    /// The person chose the folder in which the new project's folder is to be.
    pub fn choose_parent(&mut self, parent: &Path) {
        self.folder = parent.join(folder_name(&self.name)).display().to_string();
        self.folder_is_own = true;
    }

    fn follow_name(&mut self) {
        if self.folder_is_own {
            return;
        }
        let parent = etcetera::home_dir().map(|home| home.join("dectet")).unwrap_or_else(|_| PathBuf::from("/"));
        self.folder = parent.join(folder_name(&self.name)).display().to_string();
    }

    /// Draws the form; whether the person has done with it.
    pub fn show(&mut self, ui: &mut Ui, facts: &Facts, actions: &mut Vec<Action>) -> bool {
        let mut done = false;
        card::title(ui, &t!("new-title"), &t!("new-text"));
        ui.add_space(4.0 * GRID);
        card::card(ui, |ui| {
            self.choose_template(ui);
            ui.add_space(4.0 * GRID);
            let name_fault = self.name(ui);
            ui.add_space(3.0 * GRID);
            let folder_fault = self.folder(ui, facts, actions);
            if self.template == ProjectTemplate::Empty {
                ui.add_space(3.0 * GRID);
                self.empty(ui);
            }
            ui.add_space(5.0 * GRID);
            let line = vec2(ui.available_width(), theme::CONTROL_HEIGHT);
            ui.allocate_ui_with_layout(line, egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let fault = name_fault.or(folder_fault);
                let create = ui.add_enabled(fault.is_none(), button::primary(t!("new-create")).icon(icons::FOLDER_PLUS));
                let create = match &fault {
                    Some(fault) => create.on_disabled_hover_text(fault),
                    None => create,
                };
                let is_empty = self.template == ProjectTemplate::Empty;
                if create.clicked()
                    && let Some(folder) = meant(&self.folder)
                {
                    actions.push(Action::Create(NewProject {
                        folder,
                        name: self.name.trim().to_owned(),
                        template: self.template,
                        distribution: match self.dealing {
                            Dealing::Domains => Distribution::Domains,
                            Dealing::Layers | Dealing::Size => Distribution::Layers,
                        },
                        teams: (is_empty && self.dealing != Dealing::Size).then_some(self.teams),
                        domains: if is_empty && self.dealing == Dealing::Domains { self.domains() } else { Vec::new() },
                        target_loc: (is_empty && self.dealing == Dealing::Size).then_some(self.loc),
                    }));
                }
                done = ui.add(button::secondary(t!("new-cancel"))).clicked();
            });
        });
        self.fresh = false;
        done
    }

    fn choose_template(&mut self, ui: &mut Ui) {
        label(ui, &t!("new-template"));
        let gap = 2.0 * GRID;
        let width = ((ui.available_width() - 2.0 * gap) / 3.0).floor();
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = gap;
            for choice in &TEMPLATES {
                if start::template_card(ui, choice, vec2(width, 144.0), choice.id == self.template) {
                    self.template = choice.id;
                    if !self.name_is_own {
                        template(choice.id).suggested.clone_into(&mut self.name);
                        self.follow_name();
                    }
                }
            }
        });
    }

    fn name(&mut self, ui: &mut Ui) -> Option<String> {
        label(ui, &t!("new-name"));
        let field = ui.add(field(&mut self.name)).accessible_name(t!("new-name"));
        if self.fresh {
            field.request_focus();
        }
        if field.changed() {
            self.name_is_own = true;
            self.follow_name();
        }
        let fault = self.name.trim().is_empty().then(|| t!("new-name-empty"));
        below(ui, fault.as_deref(), &t!("new-name-hint"));
        fault
    }

    fn folder(&mut self, ui: &mut Ui, facts: &Facts, actions: &mut Vec<Action>) -> Option<String> {
        label(ui, &t!("new-folder"));
        ui.horizontal(|ui| {
            let room = ui.available_width() - 120.0;
            let field = ui.add(field(&mut self.folder).desired_width(room)).accessible_name(t!("new-folder"));
            self.folder_is_own |= field.changed();
            if ui.add(button::secondary(t!("new-choose"))).clicked() {
                actions.push(Action::ChooseNewFolder);
            }
        });
        let Some(folder) = meant(&self.folder) else {
            let fault = t!("new-folder-relative");
            below(ui, Some(&fault), "");
            return Some(fault);
        };
        if self.asked.as_ref() != Some(&folder) {
            actions.push(Action::Command(Command::CheckFolder { folder: folder.clone() }));
            self.asked = Some(folder.clone());
        }
        let checked = facts.folder_checked.as_ref().filter(|(checked, _)| *checked == folder);
        match checked {
            Some((_, None)) => {
                below(ui, None, &t!("new-folder-free"));
                None
            }
            Some((_, Some(problem))) => {
                let fault = words::sentence(problem).text;
                below(ui, Some(&fault), "");
                Some(fault)
            }
            None => {
                below(ui, None, &t!("new-folder-asking"));
                Some(t!("new-folder-asking"))
            }
        }
    }

    fn empty(&mut self, ui: &mut Ui) {
        label(ui, &t!("new-distribution"));
        ui.horizontal(|ui| {
            let choices =
                [(Dealing::Layers, "new-layers"), (Dealing::Domains, "new-domains"), (Dealing::Size, "distribute-size")];
            for (choice, name) in choices {
                let selected = self.dealing == choice;
                if ui.add(button::secondary(t!(name)).selected(selected)).clicked() {
                    self.dealing = choice;
                }
            }
        });
        let sentence = match self.dealing {
            Dealing::Layers => t!("new-layers-text"),
            Dealing::Domains => t!("new-domains-text"),
            Dealing::Size => t!("distribute-size-text"),
        };
        below(ui, None, &sentence);
        ui.add_space(3.0 * GRID);
        match self.dealing {
            Dealing::Layers => self.how_many(ui),
            Dealing::Domains => {
                label(ui, &t!("distribute-domain-names"));
                distribute::domain_names(ui, &mut self.domains, &mut self.domain);
                below(ui, None, &t!("distribute-domains-hint"));
                // Without names there are as many domains as the person says, to be named later.
                if self.domains().is_empty() {
                    ui.add_space(3.0 * GRID);
                    self.how_many(ui);
                }
            }
            Dealing::Size => {
                label(ui, &t!("distribute-loc"));
                distribute::loc_field(ui, &mut self.loc);
                ui.add_space(2.0 * GRID);
                distribute::guide(ui, self.loc);
            }
        }
    }

    fn how_many(&mut self, ui: &mut Ui) {
        label(ui, &t!("new-teams"));
        ui.add(DragValue::new(&mut self.teams).range(1..=MOST_TEAMS).speed(0.1)).accessible_name(t!("new-teams"));
    }

    /// The domains, with the one that stands in the field.
    fn domains(&self) -> Vec<String> {
        let typed = self.domain.trim();
        self.domains.iter().cloned().chain((!typed.is_empty()).then(|| typed.to_owned())).collect()
    }
}

fn label(ui: &mut Ui, text: &str) {
    ui.label(egui::RichText::new(text).font(theme::medium(theme::BODY)));
    ui.add_space(2.0);
}

fn field(text: &mut String) -> TextEdit<'_> {
    TextEdit::singleline(text).desired_width(f32::INFINITY).margin(egui::Margin::symmetric(8, 5))
}

/// What stands below a field: what is wrong with it, or a hint.
fn below(ui: &mut Ui, fault: Option<&str>, hint: &str) {
    let tokens = theme::tokens(ui);
    let (text, color) = fault.map_or((hint, tokens.weak), |fault| (fault, tokens.danger));
    ui.label(egui::RichText::new(text).size(SMALL).color(color));
}

/// The path that a person means: whole, or from their home with `~`. `None` for what is neither.
pub(super) fn meant(text: &str) -> Option<PathBuf> {
    let text = text.trim();
    let path = match text.strip_prefix('~') {
        Some(rest) => etcetera::home_dir().ok()?.join(rest.trim_start_matches(['/', '\\'])),
        None => PathBuf::from(text),
    };
    path.is_absolute().then_some(path)
}

/// A folder's name for a project's name: no character that some system cannot hold.
fn folder_name(name: &str) -> String {
    let mut slug = String::new();
    for character in name.trim().to_lowercase().chars() {
        match character {
            _ if character.is_alphanumeric() || matches!(character, '-' | '_' | '.') => slug.push(character),
            _ if slug.ends_with('-') || slug.is_empty() => {}
            _ => slug.push('-'),
        }
    }
    let slug = slug.trim_matches(['-', '.']);
    RelPath::new(slug).map_or_else(|_| "project".to_owned(), |path| path.as_str().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_named_after_the_project() {
        for (name, folder) in [
            ("My shop", "my-shop"),
            ("Växel & Co", "växel-co"),
            ("  ", "project"),
            ("CON", "project"),
            ("v1.2", "v1.2"),
            ("a/b\\c", "a-b-c"),
        ] {
            assert_eq!(folder_name(name), folder, "{name}");
        }
    }

    #[test]
    fn only_a_whole_path_can_be_meant() {
        assert_eq!(meant(" relative/path "), None);
        assert_eq!(meant(""), None);
        let home = etcetera::home_dir().expect("a home");
        assert_eq!(meant("~/å b").expect("home"), home.join("å b"));
        assert_eq!(meant("~").expect("home"), home.join(""));
    }

    #[test]
    fn the_folder_follows_the_name_until_the_person_writes_it() {
        let mut form = Form::new(ProjectTemplate::Ecommerce);
        assert!(form.folder.ends_with("my-shop"), "{}", form.folder);
        form.name = "Butik".into();
        form.follow_name();
        assert!(form.folder.ends_with("butik"), "{}", form.folder);
        form.choose_parent(Path::new("/tmp"));
        form.name = "Other".into();
        form.follow_name();
        assert_eq!(form.folder, "/tmp/butik");
    }
}
