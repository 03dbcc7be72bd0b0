//! Mega-files: pages of rules and templates that expand to hundreds of files. This room owns what a mega-file means
//! (these types), how it is read in every dialect (`read`), how it becomes text (`expand`), and what happens to files
//! that were generated before (`regenerate`). It writes nothing: files are the engine's.

mod compile;
pub mod duplicate;
pub mod expand;
mod factory;
mod fence;
mod fields;
mod filters;
mod jinja;
mod names;
pub mod nearest;
mod outputs;
mod places;
pub mod read;
pub mod regenerate;
mod rules;
mod scan;
pub mod starter;
mod stubs;
mod subjects;
mod templates;
mod types;
mod variables;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use crate::model::problem::Place;
use crate::model::team::TeamId;
pub use places::SourceText;
pub use stubs::Stub;
pub(in crate::model) use stubs::{has_square_in_path, is_stub_line};

/// A mega-file as it is meant, whatever dialect it was written in.
#[derive(Clone, Debug)]
pub struct MegaFile {
    /// The file it was read from, relative to the project (several mega-files may share one).
    pub source: String,
    /// Its id.
    pub id: String,
    /// Its version, as written.
    pub version: String,
    /// The team it names; the folder's team wins.
    pub team: Option<TeamId>,
    /// The team as it was written, and where.
    pub team_spelling: Option<(String, Place)>,
    /// What it is for.
    pub description: String,
    /// How many files it says it makes.
    pub estimated_files: Option<(u64, u64)>,
    /// Where it says so.
    pub estimated_files_place: Option<Place>,
    /// How many lines it says it makes.
    pub estimated_loc: Option<(u64, u64)>,
    /// Where it says so.
    pub estimated_loc_place: Option<Place>,
    /// The mega-files that it says it builds on, by id.
    pub dependencies: Vec<String>,
    /// Where it begins.
    pub place: Place,
    /// How placeholders are read where a template does not say.
    pub engine: TemplateEngine,
    /// What most templates are rendered for.
    pub entities: Vec<Entity>,
    /// Numbers that some templates are rendered for.
    pub patterns: Vec<Pattern>,
    /// Single files.
    pub scaffold: Vec<ScaffoldFile>,
    /// Empty folders, as written.
    pub directories: Vec<(String, Place)>,
    /// The templates, in the order of the file.
    pub templates: Vec<Template>,
    /// What is to be checked of the outputs.
    pub checks: Vec<Check>,
    /// Left-over stubs, such as `// ... rest of fields`.
    pub stubs: Vec<Stub>,
}

/// How placeholders are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TemplateEngine {
    /// Told from the template.
    #[default]
    Auto,
    /// `{Entity}` alone.
    Braces,
    /// `{{ entity }}` and `{% … %}`, and `{Entity}` outside of them.
    Jinja,
}

/// Something that templates are rendered for, with everything that was written of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// Its name as written.
    pub name: String,
    /// Every key of it, attributes in one form with their types in six languages.
    pub keys: serde_json::Map<String, serde_json::Value>,
    /// The templates (places in the mega-file's list) that are rendered for it, where not all are.
    pub only: Option<Vec<usize>>,
    /// Where it stands.
    pub place: Place,
}

/// Templates rendered once for each number of a range.
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern {
    /// The first number.
    pub start: i64,
    /// The last number; never below the first.
    pub end: i64,
    /// From one number to the next; at least 1.
    pub step: i64,
    /// What stands before the number in a name.
    pub prefix: String,
    /// How many digits a name's number has at least.
    pub digits: usize,
    /// Places in the mega-file's list of templates.
    pub templates: Vec<usize>,
    /// Every further key.
    pub keys: serde_json::Map<String, serde_json::Value>,
    /// Where it stands.
    pub place: Place,
}

/// A single file.
#[derive(Clone, Debug, PartialEq)]
pub struct ScaffoldFile {
    /// Place in the mega-file's list of templates.
    pub template: usize,
    /// Its own output path, where it does not use the template's.
    pub output_path: Option<SourceText>,
    /// Its variables.
    pub context: serde_json::Map<String, serde_json::Value>,
    /// Where it stands.
    pub place: Place,
}

/// A template: where its outputs go and what they hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Template {
    /// Its name. Two may share one where a generator gives one template two paths.
    pub name: String,
    /// The output path with its placeholders.
    pub output_path: SourceText,
    /// The body.
    pub body: SourceText,
    /// How its placeholders are read.
    pub engine: TemplateEngine,
    /// Where its name stands.
    pub place: Place,
}

/// What to check of the outputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
    /// Every output parses in its language.
    FilesParse,
    /// Test files parse in their language.
    TestsParse,
}

impl MegaFile {
    /// The entities' names, in their order.
    pub fn entity_names(&self) -> impl Iterator<Item = &str> {
        self.entities.iter().map(|entity| entity.name.as_str())
    }

    /// Whether patterns or scaffold claim a template (a place in the list): then it is not rendered for entities.
    pub fn is_claimed(&self, template: usize) -> bool {
        self.patterns.iter().any(|pattern| pattern.templates.contains(&template))
            || self.scaffold.iter().any(|file| file.template == template)
    }

    /// How many files it makes, without rendering anything.
    pub fn file_count(&self) -> u64 {
        let numbers = |pattern: &Pattern| pattern.count().saturating_mul(pattern.templates.len() as u64);
        let by_pattern = self.patterns.iter().map(numbers).fold(0, u64::saturating_add);
        let free: Vec<usize> = (0..self.templates.len()).filter(|index| !self.is_claimed(*index)).collect();
        let of_entity = |entity: &Entity| match &entity.only {
            None => free.len(),
            Some(only) => free.iter().filter(|index| only.contains(index)).count(),
        };
        let by_entity = self.entities.iter().map(|entity| of_entity(entity) as u64).fold(0, u64::saturating_add);
        by_pattern.saturating_add(by_entity).saturating_add(self.scaffold.len() as u64)
    }
}

impl Pattern {
    /// How many numbers it has.
    pub fn count(&self) -> u64 {
        self.end.abs_diff(self.start) / self.step.unsigned_abs().max(1) + 1
    }

    /// Its numbers, in order.
    pub fn numbers(&self) -> impl Iterator<Item = i64> + use<> {
        let (start, end) = (self.start, self.end);
        (0..self.count()).filter_map({
            let step = self.step;
            move |index| start.checked_add(i64::try_from(index).ok()?.checked_mul(step)?).filter(|number| *number <= end)
        })
    }

    /// The name for a number: `migration_007`.
    pub fn name(&self, number: i64) -> String {
        format!("{}{number:0digits$}", self.prefix, digits = self.digits)
    }
}

/// A text that many share.
type Shared = Arc<str>;
