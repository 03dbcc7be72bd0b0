//! Package manifests: which dependencies a file asks for, and whether two of its ranges have a version in common. Owns
//! what is particular to npm, Cargo, Python and Go. Not: what a clash means to ten teams (`conflict`), nor which
//! versions exist: no registry is ever asked.

pub mod data;
mod python;
mod range;
mod requirements;

pub use range::{Meeting, meet};
pub use requirements::{Requirement, is_manifest, requirements};

use crate::model::path::RelPath;

/// Whose rules a range follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Ecosystem {
    Npm,
    Cargo,
    Python,
    Go,
}

impl Ecosystem {
    /// Whose manifest a file is.
    pub fn of(path: &RelPath) -> Option<Self> {
        let name = path.file_name();
        let is_requirements =
            name.starts_with("requirements") || name.starts_with("constraints") || path.as_str().contains("requirements/");
        match name {
            "package.json" => Some(Self::Npm),
            "Cargo.toml" => Some(Self::Cargo),
            "pyproject.toml" => Some(Self::Python),
            "go.mod" => Some(Self::Go),
            _ if is_requirements && matches!(path.extension().as_str(), "txt" | "in") => Some(Self::Python),
            _ => None,
        }
    }

    /// Whether a table of a manifest, by its keys, holds dependencies by name.
    pub fn is_table_of_dependencies(self, path: &[String]) -> bool {
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        match self {
            Self::Npm => {
                matches!(path[..], ["dependencies" | "devDependencies" | "peerDependencies" | "optionalDependencies"])
            }
            Self::Cargo => {
                matches!(path.last(), Some(&("dependencies" | "dev-dependencies" | "build-dependencies")))
                    && (path.len() == 1 || path[0] == "target" || path[0] == "workspace")
            }
            Self::Python | Self::Go => false,
        }
    }

    /// Whether a list of a manifest, by its keys, holds dependencies, each with its range.
    pub fn is_list_of_dependencies(self, path: &[String]) -> bool {
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        self == Self::Python
            && matches!(
                path[..],
                ["project", "dependencies"]
                    | ["project", "optional-dependencies", _]
                    | ["dependency-groups", _]
                    | ["build-system", "requires"]
            )
    }
}

pub(crate) use python::Python;
