//! What a file shows to others and takes from them, read once by its language's parser: imports, exports, functions and
//! calls, routes, ports and variables. Owns the reading; not what two files' outlines mean together
//! (`model::conflict`). Outlines are small and can be written down, so that a text is parsed once and remembered.

mod data;
mod nodes;
mod python;
mod routes;
mod rust;
mod script;

pub use data::crate_manifest;
use serde::{Deserialize, Serialize};
use tree_sitter::Node;

use super::{Definition, Language, grown, sql};
use crate::model::path::RelPath;

/// Changes whenever texts come to be read otherwise: what was remembered before counts no more.
pub const FORM: &str = "1";

/// What one file shows and takes. Empty of everything that its language has not, or nobody asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Outline {
    /// What it takes from other files.
    #[serde(rename = "i", skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// The names that it shows.
    #[serde(rename = "e", skip_serializing_if = "Vec::is_empty")]
    pub exports: Vec<Export>,
    /// Whether it may show names that stand nowhere in it.
    #[serde(rename = "o", skip_serializing_if = "is_false")]
    pub shows_more: bool,
    /// Functions at its top.
    #[serde(rename = "f", skip_serializing_if = "Vec::is_empty")]
    pub functions: Vec<Function>,
    /// Calls of what it imports or has at its top.
    #[serde(rename = "c", skip_serializing_if = "Vec::is_empty")]
    pub calls: Vec<Call>,
    /// Names that may stand once in all files of a group: Go's packages, tables of a database.
    #[serde(rename = "n", skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<Named>,
    /// Routes of a web server.
    #[serde(rename = "r", skip_serializing_if = "Vec::is_empty")]
    pub routes: Vec<Route>,
    /// Ports that it takes.
    #[serde(rename = "p", skip_serializing_if = "Vec::is_empty")]
    pub ports: Vec<Port>,
    /// Variables that it gives a value.
    #[serde(rename = "v", skip_serializing_if = "Vec::is_empty")]
    pub variables: Vec<Variable>,
}

fn is_false(flag: &bool) -> bool {
    !flag
}

/// Something taken from another file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// What it says: `./user`, `..core.user`, `crate::core::user::User`; of a crate the folder that it depends on.
    #[serde(rename = "t")]
    pub target: String,
    /// Where, from 1.
    #[serde(rename = "l")]
    pub line: u32,
    /// In whose way of writing.
    #[serde(rename = "s")]
    pub style: LinkStyle,
    /// Names taken from it: theirs, and what they are called here.
    #[serde(rename = "n", default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<(String, String)>,
    /// What the other file is called here as a whole.
    #[serde(rename = "w", default, skip_serializing_if = "Option::is_none")]
    pub whole: Option<String>,
    /// Whether the other file is run before this one: types alone, or what is asked for later, is not.
    #[serde(rename = "e", default, skip_serializing_if = "is_false")]
    pub is_eager: bool,
}

/// Whose way of writing a link is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum LinkStyle {
    #[serde(rename = "s")]
    Script,
    #[serde(rename = "p")]
    Python,
    #[serde(rename = "r")]
    Rust,
    /// `mod name;`
    #[serde(rename = "m")]
    RustModule,
    /// A path dependency in a `Cargo.toml`.
    #[serde(rename = "k")]
    Crate,
}

/// A name that a file shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Export {
    /// Its name outside.
    #[serde(rename = "n")]
    pub name: String,
    /// Its name inside, where that is another one.
    #[serde(rename = "h", default, skip_serializing_if = "Option::is_none")]
    pub here: Option<String>,
    /// Where it comes from, where it is another file's: that file, and its name there.
    #[serde(rename = "f", default, skip_serializing_if = "Option::is_none")]
    pub from: Option<(String, String)>,
}

/// A function at the top of a file, with what it takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Function {
    #[serde(rename = "n")]
    #[allow(missing_docs)]
    pub name: String,
    /// Where, from 1.
    #[serde(rename = "l")]
    pub line: u32,
    /// How many it must be given.
    #[serde(rename = "r")]
    pub least: u32,
    /// How many it may be given; `None`: any.
    #[serde(rename = "m")]
    pub most: Option<u32>,
    /// Their names, where callers may use them.
    #[serde(rename = "k", default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
}

/// A call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// What is called: `make`, `users.make`, `users::make`.
    #[serde(rename = "n")]
    pub name: String,
    /// Where, from 1.
    #[serde(rename = "l")]
    pub line: u32,
    /// How many it is given.
    #[serde(rename = "c")]
    pub count: u32,
    /// Those among them that are given by name.
    #[serde(rename = "k", default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
}

/// A name that may stand once in a group of files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// What tells it from others of the group, the group's own part among it.
    #[serde(rename = "k")]
    pub key: String,
    #[serde(rename = "n")]
    #[allow(missing_docs)]
    pub name: String,
    /// Where, from 1.
    #[serde(rename = "l")]
    pub line: u32,
}

/// A route of a web server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Route {
    /// `GET`; `*` for all.
    #[serde(rename = "m")]
    pub method: String,
    /// Its path, with `{}` for what differs from call to call.
    #[serde(rename = "p")]
    pub path: String,
    /// On what it is registered; routes of different ones never meet in one file.
    #[serde(rename = "o")]
    pub on: String,
    /// Whether that is one thing in a whole package, so that routes of different files meet.
    #[serde(rename = "g", default, skip_serializing_if = "is_false")]
    pub is_global: bool,
    /// Where, from 1.
    #[serde(rename = "l")]
    pub line: u32,
}

/// A port that is taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Port {
    /// The number.
    #[serde(rename = "n")]
    pub number: u16,
    /// Who takes it in this file: a service.
    #[serde(rename = "b")]
    pub by: String,
    /// Where, from 1.
    #[serde(rename = "l")]
    pub line: u32,
}

/// A variable that is given a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variable {
    #[serde(rename = "n")]
    #[allow(missing_docs)]
    pub name: String,
    /// The value.
    #[serde(rename = "v")]
    pub value: String,
    /// Whether it holds only where nobody says otherwise.
    #[serde(rename = "d", default, skip_serializing_if = "is_false")]
    pub is_default: bool,
    /// Where, from 1.
    #[serde(rename = "l")]
    pub line: u32,
}

impl Outline {
    /// Reads a text; `None` where nobody can tell: another language, or a text that does not parse.
    pub fn new(path: &RelPath, text: &str) -> Option<Self> {
        let mut outline = Self::default();
        match Kind::of(path)? {
            Kind::Script(language) => {
                let tree = grown(&language.grammar()?, text).filter(|tree| !tree.root_node().has_error())?;
                script::read(text, tree.root_node(), &mut outline);
            }
            Kind::Python => {
                let tree = grown(&Language::Python.grammar()?, text).filter(|tree| !tree.root_node().has_error())?;
                python::read(text, tree.root_node(), &mut outline);
            }
            Kind::Rust => {
                let tree = grown(&Language::Rust.grammar()?, text).filter(|tree| !tree.root_node().has_error())?;
                rust::read(text, tree.root_node(), &mut outline);
            }
            Kind::Java => {
                let tree = grown(&Language::Java.grammar()?, text).filter(|tree| !tree.root_node().has_error())?;
                routes::java(text, tree.root_node(), &mut outline);
            }
            Kind::Go => data::go(path, text, &mut outline)?,
            Kind::Sql => outline.names = sql::definitions(text)?.into_iter().map(named).collect(),
            Kind::Compose => data::compose(text, &mut outline)?,
            Kind::Variables => data::variables(text, &mut outline),
            Kind::Crate => data::crate_links(text, &mut outline)?,
        }
        Some(outline)
    }

    /// Whether a file can be read at all, by its name.
    pub fn is_read(path: &RelPath) -> bool {
        Kind::of(path).is_some()
    }

    /// What tells files apart that are read differently though they hold the same.
    pub fn way_of_reading(path: &RelPath) -> String {
        match Kind::of(path) {
            Some(Kind::Go) => path.file_name().to_owned(),
            _ => path.extension(),
        }
    }
}

fn named(one: Definition) -> Named {
    Named { key: one.key, name: one.name, line: one.line }
}

enum Kind {
    Script(Language),
    Python,
    Rust,
    Java,
    Go,
    Sql,
    /// Services that are started together.
    Compose,
    /// Variables of a process, one a line.
    Variables,
    /// A crate's manifest.
    Crate,
}

impl Kind {
    fn of(path: &RelPath) -> Option<Self> {
        let name = path.file_name().to_lowercase();
        if name == "cargo.toml" {
            return Some(Self::Crate);
        }
        if name == ".env" || name.starts_with(".env.") || (name.ends_with(".env") && name.len() > 4) {
            return Some(Self::Variables);
        }
        let is_yaml = name.ends_with(".yml") || name.ends_with(".yaml");
        if is_yaml && (name.starts_with("docker-compose") || name.starts_with("compose.")) {
            return Some(Self::Compose);
        }
        Some(match Language::of(path)? {
            language @ (Language::TypeScript | Language::Tsx | Language::JavaScript) => Self::Script(language),
            Language::Python => Self::Python,
            Language::Rust => Self::Rust,
            Language::Java => Self::Java,
            Language::Go => Self::Go,
            Language::Sql => Self::Sql,
            _ => return None,
        })
    }
}

/// The line on which something stands, from 1.
fn line_of(node: Node<'_>) -> u32 {
    node.start_position().row as u32 + 1
}

#[cfg(test)]
mod tests;
