//! Lock files: written by a package manager from another file. Lines of two of them put together are nobody's lock
//! file, so one version is taken whole, and the package manager writes it anew.

use super::subject::Subject;
use super::{Conflict, Kind};
use crate::model::merge::tree::Entry;
use crate::model::path::RelPath;
use crate::model::problem::Problem;

pub(super) const KIND: Kind = Kind { id: "lockfile", has_runs: false };

/// Lock files by name, and what writes them anew.
const LOCKFILES: [(&str, &str); 16] = [
    ("package-lock.json", "npm install"),
    ("npm-shrinkwrap.json", "npm install"),
    ("yarn.lock", "yarn install"),
    ("pnpm-lock.yaml", "pnpm install"),
    ("bun.lock", "bun install"),
    ("deno.lock", "deno install"),
    ("Cargo.lock", "cargo update --workspace"),
    ("poetry.lock", "poetry lock"),
    ("uv.lock", "uv lock"),
    ("pdm.lock", "pdm lock"),
    ("Pipfile.lock", "pipenv lock"),
    ("go.sum", "go mod tidy"),
    ("composer.lock", "composer update --lock"),
    ("Gemfile.lock", "bundle lock"),
    ("mix.lock", "mix deps.get"),
    ("pubspec.lock", "dart pub get"),
];

/// Whether this is a lock file.
pub fn is(path: &RelPath) -> bool {
    command(path).is_some()
}

/// What writes a lock file anew.
pub(super) fn command(path: &RelPath) -> Option<&'static str> {
    LOCKFILES.iter().find(|(name, _)| *name == path.file_name()).map(|(_, command)| *command)
}

pub(super) fn of(subject: Subject<'_>, sides: Vec<Option<Entry>>, previews: Vec<Option<String>>) -> Conflict {
    let problem = Problem::warning("conflict-lockfile").with("command", command(subject.path).unwrap_or_default());
    subject.version(KIND, problem, sides, previews)
}
