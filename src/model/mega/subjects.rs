//! What templates are rendered for (entities, a pattern's numbers, single files), each with its variables: everything
//! that was written of it wins over what is computed.

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
    /// The scalars as text: as braces print them, and as Python does where that differs.
    texts: HashMap<Shared, (Shared, Option<Shared>)>,
}

/// What is the same for all subjects of a mega-file.
#[derive(Debug)]
pub(super) struct Common {
    id: String,
    team: String,
    /// All entities with their variables: `all_entities`, and `entities` where no entity's plural is meant.
    all: Value,
}

/// Variables in their order; a later one of the same name wins.
type Variables = Vec<(String, Json)>;

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
        let variables: Vec<Variables> = entities.map(|(index, entity)| common.entity_variables(entity, index)).collect();
        let map =
            |variables: &Variables| Value::from_pairs(variables.iter().map(|(name, value)| (name.as_str(), to_value(value))));
        common.all = Value::from(variables.iter().map(map).collect::<Vec<_>>());
        let mut known = Known::default();
        known.add("all_entities", &Json::Array(Vec::new()));
        variables.iter().flatten().for_each(|(name, value)| known.add(name, value));
        let subjects = mega.entities.iter().zip(&variables);
        let entities = subjects.map(|(entity, all)| Arc::new(common.subject(Some(entity.name.clone()), all, false))).collect();
        let files = mega.scaffold.iter().map(|file| Arc::new(common.subject(None, &common.file_variables(file), true))).collect();
        Self { common, entities, files, known_to_entities: Arc::new(known) }
    }
}

impl Common {
    fn entity_variables(&self, entity: &Entity, index: usize) -> Variables {
        let given = entity.keys.get("plural").and_then(Json::as_str);
        let mut variables = self.computed(&entity.name, given, index as i64);
        variables.push(("attributes".to_owned(), Json::Array(Vec::new())));
        with_keys(variables, &entity.keys)
    }

    fn computed(&self, name: &str, plural: Option<&str>, index: i64) -> Variables {
        let mut variables: Variables =
            names::spellings(name, plural).into_iter().map(|(name, text)| (name.to_owned(), Json::String(text))).collect();
        variables.push(("index".to_owned(), Json::from(index)));
        variables.push(("team".to_owned(), Json::from(self.team.as_str())));
        variables.push(("id".to_owned(), Json::from(self.id.as_str())));
        variables
    }

    fn pattern_variables(&self, pattern: &Pattern, number: i64) -> Variables {
        let mut variables = self.computed(&pattern.name(number), None, number);
        // A plural of `migration_7` means nothing; what a loop over `entities` means is told by `subject`.
        variables.retain(|(name, _)| !name.to_lowercase().starts_with("entities"));
        variables.push(("prefix".to_owned(), Json::from(pattern.prefix.as_str())));
        with_keys(variables, &pattern.keys)
    }

    fn file_variables(&self, file: &ScaffoldFile) -> Variables {
        let mut variables = match file.context.get("name").and_then(Json::as_str) {
            Some(name) => self.computed(name, file.context.get("plural").and_then(Json::as_str), 0),
            None => {
                let of_file = ["index", "team", "id"];
                self.computed("", None, 0).into_iter().filter(|(name, _)| of_file.contains(&name.as_str())).collect()
            }
        };
        variables.retain(|(name, _)| !name.to_lowercase().starts_with("entities"));
        with_keys(variables, &file.context)
    }

    pub(super) fn number(&self, pattern: &Pattern, number: i64) -> Subject {
        let variables = self.pattern_variables(pattern, number);
        self.subject(Some(pattern.name(number)), &variables, true)
    }

    /// `lists_entities`: `entities` is the list of all entities, unless somebody said otherwise.
    fn subject(&self, name: Option<String>, variables: &Variables, lists_entities: bool) -> Subject {
        let mut texts = HashMap::with_capacity(variables.len());
        let mut context: Vec<(Shared, Value)> = Vec::with_capacity(variables.len() + 2);
        context.push(("all_entities".into(), self.all.clone()));
        if lists_entities {
            context.push(("entities".into(), self.all.clone()));
        }
        for (key, json) in variables {
            let key: Shared = key.as_str().into();
            let value = to_value(json);
            if let Some(plain) = plain_text(json) {
                let python = matches!(json, Json::Bool(_) | Json::Null).then(|| Arc::from(value.to_string()));
                texts.insert(Arc::clone(&key), (plain.into(), python));
            } else {
                texts.remove(&key);
            }
            context.push((key, value));
        }
        Subject { name, context: Value::from_pairs(context), texts }
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

fn with_keys(mut variables: Variables, keys: &serde_json::Map<String, Json>) -> Variables {
    for (key, value) in keys {
        // The plural as given is one of the computed variables' sources; under its own name it stays as written.
        match variables.iter_mut().find(|(name, _)| name == key) {
            Some((_, known)) => *known = value.clone(),
            None => variables.push((key.clone(), value.clone())),
        }
    }
    variables
}

impl Subject {
    /// A scalar as a placeholder prints it.
    pub(super) fn printed(&self, name: &str, is_jinja: bool) -> Option<&str> {
        let (plain, python) = self.texts.get(name)?;
        Some(match python {
            Some(python) if is_jinja => python,
            _ => plain,
        })
    }

    /// The scalars, by name.
    pub(super) fn scalars(&self) -> Vec<(String, String)> {
        let mut all: Vec<_> = self.texts.iter().map(|(name, (plain, _))| (name.to_string(), plain.to_string())).collect();
        all.sort();
        all
    }
}
