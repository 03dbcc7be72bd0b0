//! Conflicts: what a person has to decide before ten trees are one. Owns the value, the table of kinds, and the two
//! pure steps around a person: `detect` finds what there is to decide, `settle` says what an answer makes of a path.
//! One file a kind holds what is particular to it.

mod add_add;
mod alone;
mod binary;
mod boundary;
mod broken;
mod case_collision;
mod changed_signature;
mod contract_authors;
mod dependency_versions;
mod detect;
mod duplicate_definitions;
mod duplicate_keys;
mod duplicate_names;
mod file_directory;
pub mod fix;
mod import_cycle;
mod leftover_markers;
mod lockfile;
pub mod marked;
pub mod memory;
mod migration_numbers;
mod modes;
mod modify_delete;
pub mod outside;
mod outside_read_paths;
mod overlap;
mod rename;
mod routes;
mod settle;
mod several_writers;
pub mod structure;
mod subject;
mod taken_ports;
mod types;
mod unclaimed;
mod unresolved_imports;
mod variables;
mod you;

pub use alone::{Concerns, who_is_concerned};
pub use detect::{Contents, Detected, detect, detect_at, look_at_merged, look_at_result};
pub use leftover_markers::first_marker;
pub use lockfile::is as is_lockfile;
pub use overlap::Overlaps;
pub use settle::{PathResult, settle};
pub use you::{with_you_text, with_you_version};

use serde::{Deserialize, Serialize};

use crate::model::merge::choice::Choice;
use crate::model::merge::lines::LineMerge;
use crate::model::merge::tree::{Entry, EntryKind};
use crate::model::path::RelPath;
use crate::model::problem::Problem;
use crate::model::team::TeamId;

/// Names a conflict by kind, path and contents, so that the same conflict found again is known again.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ConflictId(pub String);

/// Something that a person has to decide.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// Its name across runs.
    pub id: ConflictId,
    /// Its kind: `several-writers`, `boundary`, `modify-delete` … (the module's name in kebab case).
    pub kind: &'static str,
    /// Where.
    pub path: RelPath,
    /// The teams it is between, in the order of the detail's sides.
    pub teams: Vec<TeamId>,
    /// Who owns the path: said and suggested, never forced.
    pub owner: Option<TeamId>,
    /// Its sentence and severity.
    pub problem: Problem,
    /// What there is to choose from.
    pub detail: Detail,
}

/// What a conflict offers to choose from.
#[derive(Clone, Debug, PartialEq)]
pub enum Detail {
    /// A text: one choice for each conflicting run.
    Text {
        /// The merged text with its conflicts; its sides are the conflict's teams.
        merge: LineMerge,
        /// Whether base had the file (else all added it).
        has_base: bool,
    },
    /// A file as a whole: one version, or none.
    Version {
        /// What base has.
        base: Option<Entry>,
        /// What each team has; `None`: deleted.
        sides: Vec<Option<Entry>>,
        /// The beginnings of the texts, where they are text: base first, then each team.
        previews: Vec<Option<String>>,
    },
    /// A team wrote where it may not: kept out unless a person lets it in.
    Boundary {
        /// What the team wrote.
        entry: Option<Entry>,
        /// Its text, where it is text.
        preview: Option<String>,
        /// Whether the path is forbidden (else another team's).
        forbidden: bool,
    },
}

/// What a person decided about a conflict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// For `Detail::Text`: one choice for each run; `None` is still open.
    Runs(Vec<Option<Choice>>),
    /// For `Detail::Text`: this, as a whole; a person wrote it where more than the runs is theirs.
    Written(String),
    /// For `Detail::Version`: this team's version (its place among the teams).
    Side(usize),
    /// For `Detail::Version`: base's version.
    Base,
    /// For `Detail::Version`: no file.
    Delete,
    /// For `Detail::Boundary`: keep it out.
    KeepOut,
    /// For `Detail::Boundary`: let it in, for this reason.
    LetIn {
        /// Why; a person wrote it.
        reason: String,
    },
}

/// A kind of conflict as lists, filters and reports know it.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    /// Its id, as in [`Conflict::kind`]; `conflict-kind-<id>` is its name among the words.
    pub id: &'static str,
    /// Whether lines are chosen (else whole versions).
    pub has_runs: bool,
}

/// All kinds, gravest first: the order in which conflicts are listed.
pub const KINDS: [Kind; 11] = [
    boundary::KIND,
    file_directory::KIND,
    modify_delete::KIND,
    rename::RENAME_DELETE,
    rename::RENAME_RENAME,
    types::KIND,
    modes::KIND,
    binary::KIND,
    lockfile::KIND,
    add_add::KIND,
    several_writers::KIND,
];

impl ConflictId {
    /// The name of a conflict: its kind, its path and what its sides hold, in an order that does not depend on the
    /// order of the teams.
    fn of<'a>(kind: Kind, path: &RelPath, contents: impl IntoIterator<Item = (&'a str, Option<&'a Entry>)>) -> Self {
        let mut contents: Vec<_> = contents.into_iter().collect();
        contents.sort_unstable_by_key(|(who, _)| *who);
        let mut hasher = blake3::Hasher::new();
        let mut add = |part: &str| {
            hasher.update(part.as_bytes()).update(b"\0");
        };
        add(kind.id);
        if kind.has_runs {
            add(RUNS);
        }
        add(path.as_str());
        for (who, entry) in contents {
            add(who);
            match entry {
                Some(entry) => {
                    add(&entry.hash);
                    add(match entry.kind {
                        EntryKind::File => "file",
                        EntryKind::Executable => "executable",
                        EntryKind::Symlink => "symlink",
                    });
                }
                None => add("-"),
            }
        }
        Self(hasher.finalize().to_hex()[..24].to_owned())
    }
}

/// Changes when the same texts come to fall into other runs than before: an old answer would choose for the wrong ones.
const RUNS: &str = "runs-1";

impl Conflict {
    /// The place among the teams of the one that owns the path, or of a sub-team of it: its version is suggested first,
    /// never forced.
    pub fn owners_side(&self) -> Option<usize> {
        let owner = self.owner.as_ref()?.as_str();
        let is_part = |team: &TeamId| team.as_str().strip_prefix(owner).is_some_and(|rest| rest.starts_with('-'));
        self.teams.iter().position(|team| team.as_str() == owner).or_else(|| self.teams.iter().position(is_part))
    }

    /// Whether an answer settles this conflict entirely.
    pub fn is_settled_by(&self, answer: Option<&Answer>) -> bool {
        match (&self.detail, answer) {
            (Detail::Text { merge, .. }, Some(Answer::Runs(choices))) => {
                choices.len() == merge.conflict_count() && choices.iter().all(Option::is_some)
            }
            (Detail::Text { .. }, Some(Answer::Written(_))) => true,
            (Detail::Version { sides, .. }, Some(Answer::Side(index))) => *index < sides.len(),
            (Detail::Version { base, .. }, Some(Answer::Base)) => base.is_some(),
            (Detail::Version { .. }, Some(Answer::Delete)) => true,
            (Detail::Boundary { .. }, Some(Answer::KeepOut)) => true,
            (Detail::Boundary { .. }, Some(Answer::LetIn { reason })) => !reason.trim().is_empty(),
            _ => false,
        }
    }
}

#[cfg(test)]
mod structure_tests;
#[cfg(test)]
mod tests;
