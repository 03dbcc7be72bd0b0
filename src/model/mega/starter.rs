//! A new mega-file that works from its first line: entities as a person filled them in, and templates from a small shelf
//! (`assets/starters`). Owns the shelf and how the text is put together. Not: where the file goes.

use std::fmt::Write as _;

use crate::model::team::TeamId;
use crate::model::yaml::write::{Surroundings, scalar};

/// A template on the shelf.
#[derive(Clone, Copy, Debug)]
pub struct Starter {
    /// Its key in the mega-file.
    pub key: &'static str,
    /// Its name: an id among the words.
    pub word: &'static str,
    /// Where its outputs go, below the team's folder.
    path: &'static str,
    body: &'static str,
    /// The standard teams that most likely want it.
    teams: &'static [&'static str],
}

macro_rules! shelf {
    ($($key:literal $file:literal $path:literal for [$($team:literal),*];)*) => {
        &[$(Starter {
            key: $key,
            word: concat!("starter-", $key),
            path: $path,
            body: include_str!(concat!("../../../assets/starters/", $file)),
            teams: &[$($team),*],
        }),*]
    };
}

/// All templates, in the order in which they are offered.
pub const STARTERS: &[Starter] = shelf! {
    "ts-model" "ts-model.ts" "models/{entity-kebab}.ts" for ["alpha"];
    "sql-table" "sql-table.sql" "migrations/{entity_snake}.sql" for ["alpha"];
    "ts-service" "ts-service.ts" "services/{entity-kebab}.service.ts" for ["gamma", "delta", "iota", "kappa"];
    "ts-route" "ts-route.ts" "routes/{entity-kebab}.routes.ts" for ["beta"];
    "react-list" "react-list.tsx" "components/{Entity}List.tsx" for ["epsilon"];
    "ts-test" "ts-test.ts" "{entity-kebab}.test.ts" for ["zeta"];
    "py-model" "py-model.py" "{entity_snake}.py" for [];
    "rust-model" "rust-model.rs" "{entity_snake}.rs" for [];
    "doc-page" "doc-page.md" "{entity-kebab}.md" for ["theta", "eta"];
};

/// What a team most likely begins with; never nothing.
pub fn usual(team: &TeamId) -> Vec<&'static str> {
    let keys: Vec<_> =
        STARTERS.iter().filter(|starter| starter.teams.contains(&team.as_str())).map(|starter| starter.key).collect();
    if keys.is_empty() { vec![STARTERS[0].key] } else { keys }
}

/// An entity as a person filled it in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntityForm {
    /// Its name.
    pub name: String,
    /// Its attributes: `id: uuid, title: string, note?: text`; a question mark says that one may be missing.
    pub attributes: String,
}

impl EntityForm {
    /// Its attributes: name, type, whether it must be there. Without a type it is a string.
    pub fn parsed(&self) -> Vec<(String, String, bool)> {
        let one = |part: &str| {
            let (name, kind) = part.split_once(':').unwrap_or((part, ""));
            let (name, kind) = (name.trim(), kind.trim());
            let required = !name.ends_with('?') && !kind.ends_with('?');
            let (name, kind) = (name.trim_end_matches('?').trim(), kind.trim_end_matches('?').trim());
            let kind = if kind.is_empty() { "string" } else { kind };
            (!name.is_empty()).then(|| (name.to_owned(), kind.to_owned(), required))
        };
        self.attributes.split([',', '\n', ';']).filter_map(one).collect()
    }

    /// Its name as a mega-file needs it: `order item` is `OrderItem`.
    pub fn entity(&self) -> String {
        use heck::ToUpperCamelCase as _;
        let name = self.name.trim();
        if name.contains(|letter: char| !letter.is_alphanumeric()) || name.starts_with(char::is_lowercase) {
            return name.to_upper_camel_case();
        }
        name.to_owned()
    }
}

/// The text of a mega-file: for each of `entities` one file of each template whose key is in `keys`, below `folder`.
pub fn text(team: &TeamId, slug: &str, folder: &str, entities: &[EntityForm], keys: &[&str]) -> String {
    let flow = |text: &str| scalar(text, Surroundings::Flow, None);
    let mut text = format!("id: mega-{team}-{slug}\nversion: 1.0.0\nteam: {team}\ndescription: \"\"\n\nexpansion_rules:\n");
    text.push_str("  # Every template below is rendered once for each entity.\n  entities:\n");
    for entity in entities.iter().filter(|entity| !entity.entity().is_empty()) {
        let _ = writeln!(text, "    - name: {}", scalar(&entity.entity(), Surroundings::Block, None));
        let attributes = entity.parsed();
        if attributes.is_empty() {
            text.push_str("      attributes: []\n");
            continue;
        }
        text.push_str("      attributes:\n");
        for (name, kind, required) in attributes {
            let required = if required { ", required: true" } else { "" };
            let _ = writeln!(text, "        - {{name: {}, type: {}{required}}}", flow(&name), flow(&kind));
        }
    }
    text.push_str("\ngeneration_templates:\n");
    for starter in STARTERS.iter().filter(|starter| keys.contains(&starter.key)) {
        let _ = writeln!(text, "  {}:\n    output_path: /{folder}/{}\n    template: |", starter.key, starter.path);
        for line in starter.body.lines() {
            let indent = if line.is_empty() { "" } else { "      " };
            let _ = writeln!(text, "{indent}{line}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::mega::expand::Prepared;
    use crate::model::mega::read::read;
    use crate::model::syntax;

    fn entity(name: &str, attributes: &str) -> EntityForm {
        EntityForm { name: name.into(), attributes: attributes.into() }
    }

    #[test]
    fn every_template_of_the_shelf_makes_a_file_that_parses() {
        let team = TeamId::from_spelling("beta").expect("a team");
        let keys: Vec<&str> = STARTERS.iter().map(|starter| starter.key).collect();
        let entities = [entity("order item", "id: uuid, price: decimal, note?: text, when: timestamp"), entity("Customer", "id")];
        let text = text(&team, "orders", "src/api", &entities, &keys);
        let read = read("mega-files/beta/orders.yaml", &text);
        assert_eq!(read.problems, [], "{text}");
        let (prepared, problems) = Prepared::new(&read.files[0], &team);
        assert_eq!(problems, []);
        assert_eq!(prepared.outputs().len(), 2 * STARTERS.len());
        for (index, output) in prepared.outputs().iter().enumerate() {
            let made = prepared.render(index).expect("renders");
            assert_eq!(syntax::check(&output.path, &made), None, "{}\n{made}", output.path);
            assert!(made.contains("OrderItem") || made.contains("order_items") || made.contains("ustomer"), "{made}");
            assert!(!made.contains("{{") && !made.contains("{%") && !made.contains("{Entity}"), "{made}");
        }
    }

    #[test]
    fn what_is_typed_becomes_names_and_types() {
        let order = entity("order item", " id: uuid , note? : text,, title ; size: int? ");
        assert_eq!(order.entity(), "OrderItem");
        let parsed: Vec<_> =
            order.parsed().into_iter().map(|(name, kind, required)| format!("{name}:{kind}:{required}")).collect();
        assert_eq!(parsed, ["id:uuid:true", "note:text:false", "title:string:true", "size:int:false"]);
        assert_eq!(entity("HTTPServer", "").entity(), "HTTPServer");
        assert_eq!(entity("  ", "").entity(), "");
    }

    #[test]
    fn names_that_mean_something_in_yaml_are_quoted() {
        let team = TeamId::from_spelling("alpha").expect("a team");
        let text = text(&team, "x", "src", &[entity("No", "yes: true, a]b: {x}")], &["ts-model"]);
        let value: serde_yaml::Value = serde_yaml::from_str(&text).expect("YAML");
        let entity = &value["expansion_rules"]["entities"][0];
        assert_eq!(entity["name"], "No");
        assert_eq!(entity["attributes"][0]["name"], "yes");
        assert_eq!(entity["attributes"][1]["name"], "a]b");
    }

    #[test]
    fn every_team_begins_with_something() {
        for team in ["alpha", "beta", "payments", "zeta-2"] {
            assert!(!usual(&TeamId::from_spelling(team).expect(team)).is_empty());
        }
    }
}
