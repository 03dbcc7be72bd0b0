//! Lock files: written by a package manager from another file. Lines of two of them put together are nobody's lock
//! file, so one version is taken whole, and the package manager writes it anew.

use crate::model::path::RelPath;

pub(super) const KIND: &str = "lockfile";

const NAMES: [&str; 12] = [
    "package-lock.json",
    "npm-shrinkwrap.json",
    "yarn.lock",
    "pnpm-lock.yaml",
    "bun.lock",
    "Cargo.lock",
    "poetry.lock",
    "uv.lock",
    "Pipfile.lock",
    "go.sum",
    "composer.lock",
    "Gemfile.lock",
];

/// Whether this is a lock file.
pub(super) fn is(path: &RelPath) -> bool {
    NAMES.contains(&path.file_name())
}
