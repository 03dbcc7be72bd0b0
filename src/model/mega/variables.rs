//! The names that a template knows, and how their values look as text.

use std::collections::BTreeMap;

use super::Shared;

/// Names that routes and JSX are full of: in a template for entities their single braces stay.
pub(super) const RESERVED_IN_BODIES: [&str; 7] = ["id", "name", "index", "team", "type", "key", "value"];

/// What a variable holds, as far as placeholders care.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A text or a number: it looks the same in both ways to write a placeholder.
    Text,
    /// A boolean or nothing: `true` in braces, `True` in Jinja, as Python says it.
    Word,
    /// A list or a map: no text of its own.
    Collection,
}

/// The variables of all that a template is rendered for.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    shapes: BTreeMap<Shared, Shape>,
}

impl Known {
    /// Adds a variable. Where things differ in shape, the one that can be text wins.
    pub(super) fn add(&mut self, name: &str, value: &serde_json::Value) {
        use serde_json::Value;
        let shape = match value {
            Value::String(_) | Value::Number(_) => Shape::Text,
            Value::Bool(_) | Value::Null => Shape::Word,
            Value::Array(_) | Value::Object(_) => Shape::Collection,
        };
        match self.shapes.get_mut(name) {
            Some(Shape::Text) if shape == Shape::Word => _ = self.shapes.insert(name.into(), Shape::Word),
            Some(Shape::Collection) => _ = self.shapes.insert(name.into(), shape),
            Some(_) => {}
            None => _ = self.shapes.insert(name.into(), shape),
        }
    }

    pub(super) fn shape(&self, name: &str) -> Option<Shape> {
        self.shapes.get(name).copied()
    }

    pub(super) fn contains(&self, name: &str) -> bool {
        self.shapes.contains_key(name)
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.shapes.keys().map(AsRef::as_ref)
    }
}

/// A scalar as text, the way it is written in YAML; `None` for collections.
pub(super) fn plain_text(value: &serde_json::Value) -> Option<String> {
    use serde_json::Value;
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Null => Some("null".to_owned()),
        Value::Array(_) | Value::Object(_) => None,
    }
}
