//! A new mega-file: from a form (what it is about, what is made of each), or as a duplicate for another team.

use std::collections::BTreeSet;

use egui::{RichText, Ui};
use unicode_normalization::UnicodeNormalization;

use super::MegaFilesScreen;
use crate::engine::command::Command;
use crate::gui::action::Action;
use crate::gui::facts::ProjectFacts;
use crate::gui::icons;
use crate::gui::theme::{self, GRID};
use crate::gui::views::marks;
use crate::gui::widgets::{button, card};
use crate::model::mega::duplicate::duplicate;
use crate::model::mega::starter::{self, EntityForm, STARTERS};
use crate::model::path::RelPath;
use crate::model::team::TeamId;
use crate::t;

/// A mega-file that is about to be made.
#[derive(Debug)]
pub struct Form {
    team: TeamId,
    name: String,
    entities: Vec<EntityForm>,
    /// The templates that the person ticked; `None` until then: the team's usual ones.
    templates: Option<BTreeSet<&'static str>>,
    /// The mega-file of which this is to be a duplicate.
    original: Option<RelPath>,
    is_fresh: bool,
}

impl Form {
    /// For a team.
    pub fn new(team: TeamId) -> Self {
        let first = EntityForm { name: "Item".into(), attributes: "id: uuid, title: string, price?: decimal".into() };
        Self { team, name: String::new(), entities: vec![first], templates: None, original: None, is_fresh: true }
    }

    /// A duplicate of a mega-file, for another team where there is one.
    pub fn duplicate(project: &ProjectFacts, owner: &TeamId, original: RelPath) -> Self {
        let teams = project.manifest.manifest.teams_in_order();
        let team = teams.iter().map(|team| &team.id).find(|team| *team != owner).unwrap_or(owner).clone();
        let name = original.file_name().to_owned();
        let name = name.strip_suffix(".yaml").or_else(|| name.strip_suffix(".yml")).unwrap_or(&name).to_owned();
        Self { name, original: Some(original), ..Self::new(team) }
    }

    fn keys(&self) -> Vec<&'static str> {
        let usual = || starter::usual(&self.team);
        self.templates.as_ref().map_or_else(usual, |chosen| chosen.iter().copied().collect())
    }

    /// How many files it would make.
    fn files(&self) -> usize {
        self.entities.iter().filter(|entity| !entity.entity().is_empty()).count() * self.keys().len()
    }

    /// The text of the new file.
    fn text(&self, project: &ProjectFacts, slug: &str) -> Option<String> {
        let folder = source_folder(project, &self.team);
        let Some(original) = &self.original else {
            return Some(starter::text(&self.team, slug, &folder, &self.entities, &self.keys()));
        };
        let file = project.mega_files.get(original)?;
        let before = source_folder(project, &file.team);
        Some(duplicate(file.document.as_ref()?.text(), (&file.team, &self.team), (&before, &folder), slug))
    }
}

/// A file name from what a person typed: `Order handling` is `order-handling`.
fn slug(name: &str) -> String {
    let name = name.trim();
    let name = name.strip_suffix(".yaml").or_else(|| name.strip_suffix(".yml")).unwrap_or(name);
    let mut slug = String::new();
    for letter in name.nfd().flat_map(char::to_lowercase) {
        match letter {
            'a'..='z' | '0'..='9' => slug.push(letter),
            '\u{300}'..='\u{36f}' => {}
            _ if slug.ends_with('-') || slug.is_empty() => {}
            _ => slug.push('-'),
        }
    }
    slug.trim_end_matches('-').to_owned()
}

/// Where a team's new mega-file goes: beside its others.
fn path_for(project: &ProjectFacts, team: &TeamId, slug: &str) -> Option<RelPath> {
    let beside = project.mega_files.iter().find(|(_, file)| &file.team == team).and_then(|(path, _)| path.parent());
    let folder =
        beside.map_or_else(|| format!("{}/{team}", project.project.mega_files_folder), |folder| folder.as_str().to_owned());
    RelPath::new(&format!("{folder}/{slug}.yaml")).ok()
}

/// The folder in which the team may write, as its first pattern without a wildcard says.
fn source_folder(project: &ProjectFacts, team: &TeamId) -> String {
    let patterns = project.manifest.manifest.team(team).map(|team| team.write_paths.clone()).unwrap_or_default();
    let folder_of = |pattern: &String| {
        let literal: Vec<&str> =
            pattern.trim_start_matches('/').split('/').take_while(|part| !part.contains(['*', '?', '[', '{', '.'])).collect();
        let folder = literal.join("/");
        (!folder.is_empty()).then_some(folder)
    };
    patterns.iter().find_map(folder_of).unwrap_or_else(|| format!("src/{team}"))
}

/// What stands where no mega-file is yet.
pub fn empty(ui: &mut Ui, project: &ProjectFacts, screen: &mut MegaFilesScreen, actions: &mut Vec<Action>) {
    let first = project.manifest.manifest.teams_in_order().first().map(|team| team.id.clone());
    card::empty_state(
        ui,
        icons::FILES,
        &t!("mega-view-none"),
        &t!("mega-view-none-why", folder = project.project.mega_files_folder.as_str()),
        |ui| {
            let enabled = first.is_some() && !project.read_only;
            if ui.add_enabled(enabled, button::primary(t!("mega-view-new")).icon(icons::PLUS)).clicked() {
                screen.form = first.map(Form::new);
            }
            ui.add_space(2.0 * GRID);
            if ui.add_enabled(enabled, button::secondary(t!("intake-open")).icon(icons::PASTE)).clicked() {
                actions.push(Action::OpenReply);
            }
        },
    );
}

/// Draws the form, when it is open.
pub fn show(ui: &mut Ui, project: &ProjectFacts, screen: &mut MegaFilesScreen, actions: &mut Vec<Action>) {
    let Some(mut form) = screen.form.take() else { return };
    let tokens = theme::tokens(ui);
    let manifest = &project.manifest.manifest;
    let (mut create, mut cancel) = (false, false);
    let slug = slug(&form.name);
    let path = (!slug.is_empty()).then(|| path_for(project, &form.team, &slug)).flatten();
    let exists =
        path.as_ref().is_some_and(|path| project.mega_files.keys().any(|other| other.collision_key() == path.collision_key()));
    let modal = egui::Modal::new(egui::Id::unique("new-mega-file")).backdrop_color(tokens.backdrop()).frame(card::frame(ui));
    let is_new = form.original.is_none();
    let width: f32 = if is_new { 560.0 } else { 400.0 };
    let modal = modal.show(ui.ctx(), |ui| {
        ui.set_width(width.min(ui.ctx().content_rect().width() - 72.0));
        ui.spacing_mut().item_spacing.y = 2.0 * GRID;
        let title = match &form.original {
            Some(original) => t!("mega-new-duplicate-title", name = original.file_name()),
            None => t!("mega-view-new-title"),
        };
        ui.label(RichText::new(title).heading());
        ui.horizontal_wrapped(|ui| {
            ui.label(t!("mega-new-for"));
            if let Some(team) = marks::team_menu(ui, manifest, Some(&form.team), &t!("mega-new-for")) {
                form.team = team;
            }
        });
        let name = manifest.team(&form.team).map_or_else(|| form.team.to_string(), |team| team.name.clone());
        let label = ui.label(t!("mega-view-new-name", team = name));
        let field = ui
            .add(egui::TextEdit::singleline(&mut form.name).hint_text(t!("mega-view-new-hint")).desired_width(f32::INFINITY))
            .labelled_by(label.id);
        if std::mem::take(&mut form.is_fresh) {
            field.request_focus();
        }
        let note = match &path {
            Some(path) if exists => RichText::new(t!("mega-view-new-exists", path = path.as_str())).color(tokens.danger),
            Some(path) => RichText::new(path.as_str()).color(tokens.weak),
            None => RichText::new(t!("mega-view-new-why")).color(tokens.weak),
        };
        ui.label(note.small());
        if is_new {
            let room = (ui.ctx().content_rect().height() - 340.0).max(120.0);
            egui::ScrollArea::vertical().max_height(room).show(ui, |ui| {
                entities(ui, &mut form);
                templates(ui, &mut form);
            });
        } else {
            card::weak(ui, t!("mega-new-duplicate-why"));
        }
        ui.horizontal(|ui| {
            let ready = path.is_some() && !exists && (!is_new || form.files() > 0);
            create = ui.add_enabled(ready, button::primary(t!("mega-view-new-create"))).clicked();
            create |= ready && field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
            cancel = ui.add(button::secondary(t!("mega-view-cancel"))).clicked();
            if is_new {
                card::weak(ui, t!("mega-new-makes", count = form.files()));
            }
        });
    });
    if create
        && let Some(path) = path
        && let Some(text) = form.text(project, &slug)
    {
        actions.push(Action::Command(Command::SaveMegaFile { path: path.clone(), text, expected: None }));
        screen.awaited = Some(path);
        return;
    }
    if !cancel && !modal.should_close() {
        screen.form = Some(form);
    }
}

/// What the mega-file is about: one row each.
fn entities(ui: &mut Ui, form: &mut Form) {
    ui.label(RichText::new(t!("mega-new-entities")).font(theme::semibold(theme::BODY)));
    let mut gone = None;
    let count = form.entities.len();
    for (index, entity) in form.entities.iter_mut().enumerate() {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 1.5 * GRID;
            let name = egui::TextEdit::singleline(&mut entity.name).hint_text(t!("mega-new-entity-hint")).desired_width(130.0);
            ui.add(name).accessible_name(t!("mega-new-entity", number = index + 1));
            let room = ui.available_width() - 36.0;
            let attributes =
                egui::TextEdit::singleline(&mut entity.attributes).hint_text(t!("mega-new-attributes-hint")).desired_width(room);
            ui.add(attributes).accessible_name(t!("mega-new-attributes", number = index + 1));
            let remove = button::icon(icons::TRASH, t!("mega-new-entity-remove", number = index + 1)).small();
            if ui.add_enabled(count > 1, remove).clicked() {
                gone = Some(index);
            }
        });
    }
    if let Some(index) = gone {
        form.entities.remove(index);
    }
    ui.horizontal(|ui| {
        if ui.add(button::quiet(t!("mega-new-entity-add")).icon(icons::PLUS).small()).clicked() {
            form.entities.push(EntityForm { name: String::new(), attributes: "id: uuid".into() });
        }
        card::weak(ui, t!("mega-new-attributes-why"));
    });
}

/// What is made of each: templates from the shelf.
fn templates(ui: &mut Ui, form: &mut Form) {
    ui.add_space(GRID);
    ui.label(RichText::new(t!("mega-new-templates")).font(theme::semibold(theme::BODY)));
    let keys = form.keys();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(4.0 * GRID, GRID);
        for starter in STARTERS {
            let mut is_chosen = keys.contains(&starter.key);
            if ui.checkbox(&mut is_chosen, t!(starter.word)).changed() {
                let chosen = form.templates.get_or_insert_with(|| keys.iter().copied().collect());
                if is_chosen {
                    chosen.insert(starter.key);
                } else {
                    chosen.remove(starter.key);
                }
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_file_names() {
        for (typed, made) in
            [("Order handling", "order-handling"), ("orders.yaml", "orders"), ("Överföring", "overforing"), ("  ", "")]
        {
            assert_eq!(slug(typed), made);
        }
    }
}
