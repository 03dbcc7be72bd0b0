//! A new mega-file: its name, and a starter that already produces something.

use egui::{RichText, Ui};
use unicode_normalization::UnicodeNormalization;

use super::MegaFilesScreen;
use crate::engine::command::Command;
use crate::gui::action::Action;
use crate::gui::facts::ProjectFacts;
use crate::gui::icons;
use crate::gui::theme::{self, GRID};
use crate::gui::widgets::{badge, button, card};
use crate::model::path::RelPath;
use crate::model::team::TeamId;
use crate::t;

/// A mega-file that is about to be made.
#[derive(Debug)]
pub struct Form {
    team: TeamId,
    name: String,
    is_fresh: bool,
}

impl Form {
    /// For a team.
    pub fn new(team: TeamId) -> Self {
        Self { team, name: String::new(), is_fresh: true }
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

/// A small mega-file that works: one entity, one template.
pub fn starter(team: &TeamId, slug: &str, folder: &str) -> String {
    format!(
        "id: mega-{team}-{slug}
version: 1.0.0
team: {team}
description: \"\"

expansion_rules:
  # Every template below is rendered once for each entity.
  entities:
    - name: Item
      attributes:
        - {{name: id, type: uuid, required: true}}
        - {{name: title, type: string, required: true}}
        - {{name: price, type: decimal}}

generation_templates:
  model:
    output_path: /{folder}/{{entity}}.model.ts
    template: |
      export interface {{Entity}} {{
      {{% for attribute in attributes %}}
        {{{{ attribute.name }}}}: {{{{ attribute.tsType }}}};
      {{% endfor %}}
      }}
"
    )
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
    let frame = egui::Frame::window(ui.style()).inner_margin(egui::Margin::same(20));
    let modal = egui::Modal::new(egui::Id::unique("new-mega-file")).backdrop_color(tokens.backdrop()).frame(frame);
    let modal = modal.show(ui.ctx(), |ui| {
        ui.set_width(400.0);
        ui.spacing_mut().item_spacing.y = 2.0 * GRID;
        ui.label(RichText::new(t!("mega-view-new-title")).heading());
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = egui::vec2(GRID, GRID);
            for team in manifest.teams_in_order() {
                let is_chosen = team.id == form.team;
                let (rect, response) = ui.allocate_exact_size(egui::vec2(28.0, 28.0), egui::Sense::click());
                response.widget_info(|| egui::WidgetInfo::selected(egui::Role::RadioButton, true, is_chosen, &team.name));
                badge::paint_letter(ui.painter(), rect.shrink(2.0), &team.id.letter(), tokens.team(&team.id, manifest), &tokens);
                if is_chosen || response.has_focus() {
                    ui.painter().rect_stroke(rect, 7.0, (2.0, tokens.accent), egui::StrokeKind::Inside);
                }
                if response.on_hover_text(&team.name).clicked() {
                    form.team = team.id.clone();
                }
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
        ui.horizontal(|ui| {
            let ready = path.is_some() && !exists;
            create = ui.add_enabled(ready, button::primary(t!("mega-view-new-create"))).clicked();
            create |= ready && field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
            cancel = ui.add(button::secondary(t!("mega-view-cancel"))).clicked();
        });
    });
    if create && let Some(path) = path {
        let text = starter(&form.team, &slug, &source_folder(project, &form.team));
        actions.push(Action::Command(Command::SaveMegaFile { path: path.clone(), text, expected: None }));
        screen.awaited = Some(path);
        return;
    }
    if !cancel && !modal.should_close() {
        screen.form = Some(form);
    }
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

    #[test]
    fn the_starter_is_yaml() {
        let team = TeamId::from_spelling("beta").expect("a team");
        let text = starter(&team, "orders", "src/api");
        let value: serde_yaml::Value = serde_yaml::from_str(&text).expect("YAML");
        assert_eq!(value["id"], "mega-beta-orders");
        assert_eq!(value["generation_templates"]["model"]["output_path"], "/src/api/{entity}.model.ts");
        assert!(
            value["generation_templates"]["model"]["template"]
                .as_str()
                .is_some_and(|body| body.starts_with("export interface {Entity} {\n{% for"))
        );
    }
}
