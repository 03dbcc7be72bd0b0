//! Changes of a manifest's text that leave everything else as the person wrote it. Owns the edits that the board
//! and the inspector make, and the promise behind each: the text is changed by splices on the places of its nodes
//! (`lists`, `fields`, `teams`), read back, and compared with what was meant (`meaning`, `verify`). Where the two
//! differ in anything, the edit is refused and nothing changes.

mod commas;
mod fields;
mod items;
mod lists;
mod meaning;
#[cfg(test)]
pub(super) mod random;
mod spelled;
mod teams;
#[cfg(test)]
mod tests;
mod verify;

use super::read::{self, ReadManifest};
use super::shape::{self, TeamNode};
use super::{LocRange, Manifest, typed};
use crate::model::edit::{Change, TextEdit};
use crate::model::problem::Problem;
use crate::model::team::TeamId;
use crate::model::yaml::node::Node;
use crate::model::yaml::source::Source;

/// A change that a person makes on the board. Items of a team's lists are named by team and place in the list.
#[derive(Clone, Debug, PartialEq)]
pub enum ManifestEdit {
    /// Moves a responsibility to another team (or within one): it stands before what was at `to_index`.
    MoveResponsibility {
        /// The team it leaves.
        from: TeamId,
        /// Its place there.
        from_index: usize,
        /// The team it goes to.
        to: TeamId,
        /// Its new place there, counted before the move; the length of the list means last.
        to_index: usize,
    },
    /// Adds a responsibility at the end of a team's list.
    AddResponsibility {
        /// Whose.
        team: TeamId,
        /// What.
        text: String,
    },
    /// Adds a responsibility at a place in a team's list.
    InsertResponsibility {
        /// Whose.
        team: TeamId,
        /// Before which; the length of the list means last.
        index: usize,
        /// What.
        text: String,
    },
    /// Changes the words of a responsibility.
    RenameResponsibility {
        /// Whose.
        team: TeamId,
        /// Which.
        index: usize,
        /// The new words.
        text: String,
    },
    /// Takes a responsibility away.
    RemoveResponsibility {
        /// Whose.
        team: TeamId,
        /// Which.
        index: usize,
    },
    /// Moves a path pattern to the same list of another team (or within one).
    MovePath {
        /// Which of the lists.
        list: PathList,
        /// The team it leaves.
        from: TeamId,
        /// Its place there.
        from_index: usize,
        /// The team it goes to.
        to: TeamId,
        /// Its new place there, counted before the move; the length of the list means last.
        to_index: usize,
    },
    /// Adds a path pattern at the end of one of a team's lists.
    AddPath {
        /// Which of the lists.
        list: PathList,
        /// Whose.
        team: TeamId,
        /// What.
        text: String,
    },
    /// Changes a path pattern.
    RenamePath {
        /// Which of the lists.
        list: PathList,
        /// Whose.
        team: TeamId,
        /// Which.
        index: usize,
        /// The new pattern.
        text: String,
    },
    /// Takes a path pattern away.
    RemovePath {
        /// Which of the lists.
        list: PathList,
        /// Whose.
        team: TeamId,
        /// Which.
        index: usize,
    },
    /// Sets (or, with an empty text, removes) a team's name, role or agent.
    SetTeamText {
        /// Whose.
        team: TeamId,
        /// `name`, `role` or `agent`.
        field: TeamField,
        /// The new text.
        text: String,
    },
    /// Sets or removes a team's target.
    SetTargetLoc {
        /// Whose.
        team: TeamId,
        /// The new target.
        range: Option<LocRange>,
    },
    /// Sets or removes how many mega-files are expected of a team.
    SetMegaFiles {
        /// Whose.
        team: TeamId,
        /// How many.
        count: Option<u32>,
    },
    /// Sets or removes a team's priority.
    SetPriority {
        /// Whose.
        team: TeamId,
        /// Lower comes first.
        priority: Option<i64>,
    },
    /// Sets the teams that a team uses or waits for.
    SetTeamRefs {
        /// Whose.
        team: TeamId,
        /// Which of the lists.
        field: TeamRefField,
        /// The teams; none removes the key.
        teams: Vec<TeamId>,
    },
    /// Sets, or with `None` removes, any value by its path in the file: `project/name`, `phases/1/minutes`. An
    /// index behind the last item of a list adds one.
    SetValue {
        /// The keys (and numbers of items) that lead there.
        path: Vec<Step>,
        /// The new value.
        value: Option<serde_yaml::Value>,
    },
    /// Sets, or with `None` removes, a value of a team that has more than one form.
    SetTeamValue {
        /// Whose.
        team: TeamId,
        /// Which.
        key: TeamKey,
        /// The new value.
        value: Option<serde_yaml::Value>,
    },
    /// Moves an item of any list (or an entry of a mapping): it stands before what was at `to`.
    MoveItem {
        /// What leads to the list.
        path: Vec<Step>,
        /// Its place.
        from: usize,
        /// Its new place, counted before the move; the length of the list means last.
        to: usize,
    },
    /// Gives a key another name; its value and its place stay. Of an item of a list it changes `name`.
    RenameKey {
        /// What leads to the key, itself included.
        path: Vec<Step>,
        /// Its new name.
        to: String,
    },
    /// Adds a team at the end.
    AddTeam {
        /// Its id.
        id: TeamId,
        /// Its name.
        name: String,
    },
    /// Removes a team and all that stands under it.
    RemoveTeam {
        /// Which.
        team: TeamId,
    },
    /// Gives a team another id, everywhere in the manifest.
    RenameTeam {
        /// Which.
        team: TeamId,
        /// Its new id.
        id: TeamId,
    },
    /// Several edits in order, as one: each counts from what the one before it left.
    Several(Vec<ManifestEdit>),
}

/// A list of path patterns of a team.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum PathList {
    Write,
    Read,
    Forbidden,
}

/// A field of a team that holds one text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum TeamField {
    Name,
    Role,
    Agent,
}

impl TeamField {
    fn key(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Role => "role",
            Self::Agent => "agent",
        }
    }
}

/// A field of a team that names other teams.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum TeamRefField {
    DependsOn,
    WaitFor,
}

/// A key of a team whose value may be a number, a word or a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum TeamKey {
    DependsOn,
    WaitFor,
    MegaFiles,
    Swarm,
}

impl TeamKey {
    /// The spellings of the key, Dectet's own first.
    fn names(self) -> &'static [&'static str] {
        match self {
            Self::DependsOn => &shape::DEPENDS_ON,
            Self::WaitFor => &["wait_for"],
            Self::MegaFiles => &shape::MEGA_FILES,
            Self::Swarm => &["swarm"],
        }
    }
}

/// One step of a path into the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Into the value of a key.
    Key(String),
    /// To an item of a list, from 0.
    Item(usize),
}

/// An edit that was computed, applied and read back.
#[derive(Clone, Debug)]
pub struct Edited {
    /// What changes.
    pub edit: TextEdit,
    /// The text afterwards.
    pub text: String,
    /// What that text says.
    pub read: ReadManifest,
    /// Its nodes: the next edit need not look for them again.
    pub root: Node,
}

/// Computes the change of the text. The result has been applied, read back and compared with what was meant;
/// where it would mean anything else, or touch lines that it need not, this is an error and nothing changes.
pub fn edit_text(text: &str, edit: &ManifestEdit) -> Result<TextEdit, Problem> {
    self::edit("", text, edit).map(|edited| edited.edit)
}

/// The same, with the new text and what it says: a caller that shows it need not read it again. `file` is what
/// problems name as their place.
pub fn edit(file: &str, text: &str, edit: &ManifestEdit) -> Result<Edited, Problem> {
    let root = read::parse(file, text)?;
    edit_nodes(file, text, &root, &read::read_root(file, &root), edit)
}

/// The same for who has read the text already: `root` are its nodes, `before` is what they say.
pub fn edit_nodes(file: &str, text: &str, root: &Node, before: &ReadManifest, edit: &ManifestEdit) -> Result<Edited, Problem> {
    if let ManifestEdit::Several(edits) = edit {
        let Some((first, rest)) = edits.split_first() else {
            let (read, root) = (before.clone(), root.clone());
            return Ok(Edited { edit: TextEdit::default(), text: text.to_owned(), read, root });
        };
        let mut state = edit_nodes(file, text, root, before, first)?;
        for one in rest {
            state = edit_nodes(file, &state.text, &state.root, &state.read, one)?;
        }
        return Ok(Edited { edit: line_edit(text, &state.text), ..state });
    }
    let Some(manifest) = &before.manifest else {
        return Err(before.problems.first().cloned().unwrap_or_else(|| refused(edit)));
    };
    let spelled = spelled::spelled(root, manifest, edit);
    let edit = match &spelled {
        Some(several @ ManifestEdit::Several(_)) => return self::edit(file, text, several),
        Some(spelled) => spelled,
        None if spelled::is_of_a_path(edit) => return Err(refused(edit)),
        None => edit,
    };
    let expected = meaning::apply(manifest, edit)?;
    let work = Work { file, source: Source { text }, root, manifest };
    let mut reason = None;
    for attempt in work.attempts(edit) {
        let Some(attempt) = attempt else { continue };
        match verify::verify(&work, before, edit, expected.as_ref(), attempt) {
            Ok(edited) => return Ok(edited),
            Err(problem) => reason = reason.or(Some(problem)),
        }
    }
    Err(reason.unwrap_or_else(|| refused(edit)))
}

/// Why an edit is not made: its result would say something else than was meant.
fn refused(edit: &ManifestEdit) -> Problem {
    let problem = Problem::error("manifest-edit-refused");
    match edit {
        ManifestEdit::MoveResponsibility { from, .. } | ManifestEdit::MovePath { from, .. } => problem.with("team", from),
        ManifestEdit::AddTeam { id: team, .. }
        | ManifestEdit::AddResponsibility { team, .. }
        | ManifestEdit::InsertResponsibility { team, .. }
        | ManifestEdit::RenameResponsibility { team, .. }
        | ManifestEdit::RemoveResponsibility { team, .. }
        | ManifestEdit::AddPath { team, .. }
        | ManifestEdit::RenamePath { team, .. }
        | ManifestEdit::RemovePath { team, .. }
        | ManifestEdit::SetTeamText { team, .. }
        | ManifestEdit::SetTargetLoc { team, .. }
        | ManifestEdit::SetMegaFiles { team, .. }
        | ManifestEdit::SetPriority { team, .. }
        | ManifestEdit::SetTeamRefs { team, .. }
        | ManifestEdit::SetTeamValue { team, .. }
        | ManifestEdit::RemoveTeam { team }
        | ManifestEdit::RenameTeam { team, .. } => problem.with("team", team),
        ManifestEdit::SetValue { .. }
        | ManifestEdit::MoveItem { .. }
        | ManifestEdit::RenameKey { .. }
        | ManifestEdit::Several(_) => problem.with("team", "none"),
    }
}

/// A text that is being edited, and what it says.
struct Work<'a> {
    file: &'a str,
    source: Source<'a>,
    root: &'a Node,
    manifest: &'a Manifest,
}

impl<'a> Work<'a> {
    /// Ways to make the edit, the one that keeps most of the text first. Each gives the whole text afterwards.
    fn attempts(&self, edit: &ManifestEdit) -> Vec<Option<String>> {
        use ManifestEdit as E;
        let responsibilities = lists::List::Responsibilities;
        match edit {
            E::MoveResponsibility { from, from_index, to, to_index } => {
                self.move_item(responsibilities, (from, *from_index), (to, *to_index))
            }
            E::AddResponsibility { team, text } => self.insert_item(responsibilities, team, usize::MAX, text),
            E::InsertResponsibility { team, index, text } => self.insert_item(responsibilities, team, *index, text),
            E::RenameResponsibility { team, index, text } => self.rename_item(responsibilities, team, *index, text),
            E::RemoveResponsibility { team, index } => self.remove_item(responsibilities, team, *index),
            E::MovePath { list, from, from_index, to, to_index } => {
                self.move_item(lists::List::Paths(*list), (from, *from_index), (to, *to_index))
            }
            E::AddPath { list, team, text } => self.insert_item(lists::List::Paths(*list), team, usize::MAX, text),
            E::RenamePath { list, team, index, text } => self.rename_item(lists::List::Paths(*list), team, *index, text),
            E::RemovePath { list, team, index } => self.remove_item(lists::List::Paths(*list), team, *index),
            E::SetTeamText { team, field, text } => vec![self.set_text(team, field.key(), &meaning::one_line(text))],
            E::SetTargetLoc { team, range } => vec![self.set_field(team, &shape::TARGET_LOC, range.map(typed::write_range))],
            E::SetMegaFiles { team, count } => {
                vec![self.set_field(team, &shape::MEGA_FILES, count.map(|count| count.to_string()))]
            }
            E::SetPriority { team, priority } => {
                vec![self.set_field(team, &["priority"], priority.map(|number| number.to_string()))]
            }
            E::SetTeamRefs { team, field, teams } => vec![self.set_refs(team, *field, teams)],
            E::SetValue { path, value } => vec![self.set_value_at(path, value.as_ref())],
            E::SetTeamValue { team, key, value } => vec![self.set_team_value(team, *key, value.as_ref())],
            E::MoveItem { path, from, to } => vec![self.move_at(path, *from, *to)],
            E::RenameKey { path, to } => vec![self.rename_at(path, to)],
            E::AddTeam { id, name } => vec![self.add_team(id, name)],
            E::RemoveTeam { team } => vec![self.remove_team(team)],
            E::RenameTeam { team, id } => vec![self.rename_team(team, id)],
            E::Several(_) => Vec::new(),
        }
    }

    /// The node of `teams`.
    fn teams(&self) -> Option<(&'a Node, &'a Node)> {
        let entry = self.root.entries()?.iter().find(|entry| entry.key.text() == Some("teams"))?;
        Some((&entry.key, &entry.value))
    }

    fn team(&self, id: &TeamId) -> Option<TeamNode<'a>> {
        let (found, _) = shape::team_nodes(self.teams()?.1);
        found.into_iter().find(|team| team.key.text().and_then(TeamId::from_spelling).as_ref() == Some(id))
    }

    /// The text with changes made; `None` where they stand in each other's way.
    fn with(&self, changes: Vec<Change>) -> Option<String> {
        Some(text_edit(changes)?.apply(self.source.text))
    }

    /// Goes on with the text that a first step left.
    fn then(&self, text: &str, next: impl FnOnce(&Work<'_>) -> Option<String>) -> Option<String> {
        let root = read::parse(self.file, text).ok()?;
        let manifest = read::read_root(self.file, &root).manifest?;
        next(&Work { file: self.file, source: Source { text }, root: &root, manifest: &manifest })
    }
}

/// Changes as one edit, unless two of them overlap.
fn text_edit(mut changes: Vec<Change>) -> Option<TextEdit> {
    changes.sort_by_key(|change| (change.range.start, change.range.end));
    changes.windows(2).all(|pair| pair[0].range.end <= pair[1].range.start).then(|| TextEdit::new(changes))
}

/// The edit between two texts, line by line: lines that both have are not part of it.
pub(crate) fn line_edit(before: &str, after: &str) -> TextEdit {
    use imara_diff::{Algorithm, Diff, InternedInput};
    // Most of a text is as it was: whole lines at both ends need no comparison.
    let start = {
        let same = before.bytes().zip(after.bytes()).take_while(|(a, b)| a == b).count();
        before.as_bytes()[..same].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1)
    };
    let end = {
        let (before, after) = (&before.as_bytes()[start..], &after.as_bytes()[start..]);
        let same = before.iter().rev().zip(after.iter().rev()).take_while(|(a, b)| a == b).count();
        // The first line of what is the same may only be the end of a line that is not.
        let same = &before[before.len() - same..];
        same.iter().position(|byte| *byte == b'\n').map_or(0, |at| same.len() - at - 1)
    };
    let (before, after) = (&before[start..before.len() - end], &after[start..after.len() - end]);
    let input = InternedInput::new(before, after);
    let diff = Diff::compute(Algorithm::Myers, &input);
    let starts = |text: &str| {
        let mut starts: Vec<usize> =
            text.split_inclusive('\n').scan(0, |at, line| Some(std::mem::replace(at, *at + line.len()))).collect();
        starts.push(text.len());
        starts
    };
    let (old, new) = (starts(before), starts(after));
    let changes = diff.hunks().map(|hunk| Change {
        range: start + old[hunk.before.start as usize]..start + old[hunk.before.end as usize],
        text: after[new[hunk.after.start as usize]..new[hunk.after.end as usize]].to_owned(),
    });
    TextEdit::new(changes.collect())
}
