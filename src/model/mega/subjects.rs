//! What templates are rendered for (entities, a pattern's numbers, single files), each with its variables: everything
//! that was written of it wins over what is computed.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use minijinja::Value;
use serde_json::Value as Json;

use super::compile::to_value;
use super::variables::{Known, plain_text};
use super::{Entity, MegaFile, Pattern, ScaffoldFile, Shared, names};
use crate::model::team::TeamId;

/// Something with variables.
#[derive(Debug)]
pub(super) struct Subject {
    /// For people: an entity's name, a pattern's name and number; nothing for a single file.
    pub(super) name: Option<String>,
    /// Everything, for Jinja.
    pub(super) context: Value,
    /// The scalars that are no texts, as text: as braces print them, and as Python does where that differs.
    texts: HashMap<Shared, (Shared, Option<Shared>)>,
}

/// What is the same for all subjects of a mega-file.
#[derive(Debug)]
pub(super) struct Common {
    id: String,
    team: String,
    /// All entities with their variables: `all_entities`, and `entities` where no entity's plural is meant. Nothing where
    /// no template can ask for it.
    all: Value,
}

/// Variables in their order; a later one of the same name wins.
type Variables<'a> = Vec<(Cow<'a, str>, Cow<'a, Json>)>;

/// What a mega-file's templates are rendered for, made once.
pub(super) struct Subjects {
    pub(super) common: Common,
    /// In the order of the mega-file's entities.
    pub(super) entities: Vec<Arc<Subject>>,
    /// In the order of its single files.
    pub(super) files: Vec<Arc<Subject>>,
    /// The variables that the templates for entities know.
    pub(super) known_to_entities: Arc<Known>,
}

impl Subjects {
    pub(super) fn new(mega: &MegaFile, team: &TeamId) -> Self {
        let mut common = Common { id: mega.id.clone(), team: team.to_string(), all: Value::from(Vec::<Value>::new()) };
        let entities = mega.entities.iter().enumerate();
        let mut known = Known::default();
        known.add("all_entities", &Json::Array(Vec::new()));
        let made: Vec<Made> = entities
            .map(|(index, entity)| {
                let variables = common.entity_variables(entity, index);
                variables.iter().for_each(|(name, value)| known.add(name, value));
                Made::new(&variables)
            })
            .collect();
        if asks_for_all(mega) {
            common.all = Value::from(made.iter().map(|made| Value::from_pairs(made.pairs.iter().cloned())).collect::<Vec<_>>());
        }
        let subjects = mega.entities.iter().zip(made);
        let entities = subjects.map(|(entity, made)| Arc::new(common.subject(Some(entity.name.clone()), made, false))).collect();
        let files = mega
            .scaffold
            .iter()
            .map(|file| Arc::new(common.subject(None, Made::new(&common.file_variables(file)), true)))
            .collect();
        Self { common, entities, files, known_to_entities: Arc::new(known) }
    }
}

/// Whether some template may look at the list of all entities. (`debug` prints everything.)
fn asks_for_all(mega: &MegaFile) -> bool {
    let templates = mega.templates.iter().flat_map(|template| [&template.body, &template.output_path]);
    let has_others = !mega.patterns.is_empty() || !mega.scaffold.is_empty();
    let asks = |text: &str| text.contains("all_entities") || text.contains("debug") || (has_others && text.contains("entities"));
    templates.chain(mega.scaffold.iter().filter_map(|file| file.output_path.as_ref())).any(|text| asks(&text.text))
}

/// Variables as templates see them.
struct Made {
    pairs: Vec<(Shared, Value)>,
    texts: HashMap<Shared, (Shared, Option<Shared>)>,
}

impl Made {
    fn new(variables: &Variables<'_>) -> Self {
        let mut made = Self { pairs: Vec::with_capacity(variables.len() + 2), texts: HashMap::new() };
        for (name, json) in variables {
            let (name, value): (Shared, _) = (name.as_ref().into(), to_value(json));
            // A text is its own text.
            match plain_text(json).filter(|_| !json.is_string()) {
                Some(plain) => {
                    let python = matches!(**json, Json::Bool(_) | Json::Null).then(|| Arc::from(value.to_string()));
                    made.texts.insert(Arc::clone(&name), (plain.into(), python));
                }
                None => _ = made.texts.remove(&name),
            }
            made.pairs.push((name, value));
        }
        made
    }
}

impl Common {
    fn entity_variables<'a>(&'a self, entity: &'a Entity, index: usize) -> Variables<'a> {
        let given = entity.keys.get("plural").and_then(Json::as_str);
        let mut variables = self.computed(&entity.name, given, index as i64);
        variables.push(("attributes".into(), Cow::Owned(Json::Array(Vec::new()))));
        with_keys(variables, &entity.keys)
    }

    fn computed(&self, name: &str, plural: Option<&str>, index: i64) -> Variables<'static> {
        let spellings = names::spellings(name, plural).into_iter();
        let of_mega_file = [("index", Json::from(index)), ("team", Json::from(&*self.team)), ("id", Json::from(&*self.id))];
        let all = spellings.map(|(name, text)| (name, Json::String(text))).chain(of_mega_file);
        all.map(|(name, value)| (Cow::Borrowed(name), Cow::Owned(value))).collect()
    }

    fn pattern_variables<'a>(&self, pattern: &'a Pattern, number: i64) -> Variables<'a> {
        let mut variables: Variables<'a> = self.computed(&pattern.name(number), None, number);
        // A plural of `migration_7` means nothing; what a loop over `entities` means is told by `subject`.
        variables.retain(|(name, _)| !name.to_lowercase().starts_with("entities"));
        variables.push(("prefix".into(), Cow::Owned(Json::from(pattern.prefix.as_str()))));
        with_keys(variables, &pattern.keys)
    }

    fn file_variables<'a>(&self, file: &'a ScaffoldFile) -> Variables<'a> {
        let mut variables: Variables<'a> = match file.context.get("name").and_then(Json::as_str) {
            Some(name) => self.computed(name, file.context.get("plural").and_then(Json::as_str), 0),
            None => {
                let of_file = ["index", "team", "id"];
                self.computed("", None, 0).into_iter().filter(|(name, _)| of_file.contains(&name.as_ref())).collect()
            }
        };
        variables.retain(|(name, _)| !name.to_lowercase().starts_with("entities"));
        with_keys(variables, &file.context)
    }

    pub(super) fn number(&self, pattern: &Pattern, number: i64) -> Subject {
        let variables = self.pattern_variables(pattern, number);
        self.subject(Some(pattern.name(number)), Made::new(&variables), true)
    }

    /// `lists_entities`: `entities` is the list of all entities, unless somebody said otherwise.
    fn subject(&self, name: Option<String>, made: Made, lists_entities: bool) -> Subject {
        let lists = ["all_entities", "entities"].into_iter().take(1 + usize::from(lists_entities));
        let lists = lists.map(|name| (Shared::from(name), self.all.clone()));
        Subject { name, context: Value::from_pairs(lists.chain(made.pairs)), texts: made.texts }
    }

    /// The variables that a claimed template knows: of all patterns and files that claim it.
    pub(super) fn known_to_claimed(&self, mega: &MegaFile, template: usize) -> Known {
        let mut known = Known::default();
        for name in ["all_entities", "entities"] {
            known.add(name, &Json::Array(Vec::new()));
        }
        for pattern in mega.patterns.iter().filter(|pattern| pattern.templates.contains(&template)) {
            self.pattern_variables(pattern, pattern.start).iter().for_each(|(name, value)| known.add(name, value));
        }
        for file in mega.scaffold.iter().filter(|file| file.template == template) {
            self.file_variables(file).iter().for_each(|(name, value)| known.add(name, value));
        }
        known
    }
}

fn with_keys<'a>(mut variables: Variables<'a>, keys: &'a serde_json::Map<String, Json>) -> Variables<'a> {
    for (key, value) in keys {
        // The plural as given is one of the computed variables' sources; under its own name it stays as written.
        match variables.iter_mut().find(|(name, _)| name == key) {
            Some((_, known)) => *known = Cow::Borrowed(value),
            None => variables.push((Cow::Borrowed(key), Cow::Borrowed(value))),
        }
    }
    variables
}

impl Subject {
    /// A scalar as a placeholder prints it; `None` for what has no text.
    pub(super) fn print(&self, name: &str, is_jinja: bool, out: &mut String) -> Option<()> {
        match self.texts.get(name) {
            Some((_, Some(python))) if is_jinja => out.push_str(python),
            Some((plain, _)) => out.push_str(plain),
            None => out.push_str(self.context.get_attr(name).ok()?.as_str()?),
        }
        Some(())
    }

    /// The scalars, by name.
    pub(super) fn scalars(&self) -> Vec<(String, String)> {
        let names = self.context.try_iter().into_iter().flatten();
        let mut all: Vec<_> = names
            .filter_map(|name| {
                let mut text = String::new();
                self.print(name.as_str()?, false, &mut text)?;
                Some((name.as_str()?.to_owned(), text))
            })
            .collect();
        all.sort();
        all
    }
}
