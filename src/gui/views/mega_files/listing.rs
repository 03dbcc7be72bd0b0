//! What the right side lists: the outputs of the chosen mega-file, of its team's or of all mega-files, as one list, with
//! what only shows when they stand side by side (two mega-files that make one path, files that nothing makes any more).
//! Computed when a preview or the choice is another one, not in every frame. Not: how rows look (`outputs`).

use std::collections::hash_map::DefaultHasher;
use std::collections::{HashMap, HashSet};
use std::hash::{Hash, Hasher};

use super::MegaFilesScreen;
use crate::engine::event::{OutputState, Preview};
use crate::gui::facts::ProjectFacts;
use crate::model::path::RelPath;
use crate::model::team::TeamId;

/// Whose outputs are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Shown {
    /// The chosen mega-file's.
    #[default]
    File,
    /// Its team's.
    Team,
    /// Everybody's.
    All,
}

/// A file in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Entry {
    pub team: TeamId,
    /// The mega-file that makes it (of an orphan: one that knows of it).
    pub mega: RelPath,
    pub path: RelPath,
    pub lines: usize,
    pub state: OutputState,
    /// The line of its template; 0 for an orphan.
    pub line: u32,
    pub template: String,
    pub subject: Option<String>,
}

/// A row of the list.
#[derive(Debug, PartialEq, Eq)]
pub enum ListRow {
    /// A team, with its files and lines; only where several teams are listed.
    Team(TeamId, usize, usize),
    /// A folder of a team, and how many files are in it.
    Folder(TeamId, String, usize),
    /// A file, by its index.
    File(usize),
}

/// The list.
#[derive(Debug, Default)]
pub struct Listing {
    seen: u64,
    /// Teams in the manifest's order, in each the paths in order.
    pub entries: Vec<Entry>,
    /// How many files would be there, and lines in them.
    pub files: usize,
    /// As `files`.
    pub lines: usize,
    /// How many lines the chosen mega-file's team makes in all.
    pub team_lines: usize,
    /// How many files are in each state, in the order of what needs a look.
    pub counts: Vec<(OutputState, usize)>,
    /// Mega-files that nobody has worked out yet.
    pub unknown: usize,
    rows_of: Option<Option<OutputState>>,
    rows: Vec<ListRow>,
}

impl Listing {
    /// Brings it up to date.
    pub fn update(&mut self, project: &ProjectFacts, screen: &MegaFilesScreen) {
        let chosen = screen.chosen.as_ref().and_then(|path| project.mega_files.get_key_value(path));
        let mut hasher = DefaultHasher::new();
        (screen.shown, &screen.chosen, screen.derived.number, project.previews).hash(&mut hasher);
        project.manifest.document.revision().hash(&mut hasher);
        for (path, file) in &project.mega_files {
            (path, &file.team, file.preview.as_ref().map(|(revision, _)| *revision)).hash(&mut hasher);
        }
        let seen = hasher.finish() | 1;
        if self.seen == seen {
            return;
        }
        *self = Self { seen, ..Self::default() };
        let Some((chosen_path, chosen)) = chosen else { return };
        let mut previews: Vec<(&RelPath, &TeamId, Option<&Preview>)> = Vec::new();
        for (path, file) in &project.mega_files {
            // Of the chosen one the last good preview; it is there before any other.
            let preview = if path == chosen_path && screen.derived.number > 0 {
                file.preview.as_ref().map(|_| &screen.derived.good)
            } else {
                file.preview.as_ref().map(|(_, preview)| preview)
            };
            if file.team == chosen.team || screen.shown == Shown::All {
                previews.push((path, &file.team, preview));
            }
        }
        self.fill(&previews, screen.shown, chosen_path, &chosen.team);
        let order = |team: &TeamId| project.manifest.manifest.teams.iter().position(|known| &known.id == team);
        let orders: HashMap<TeamId, usize> =
            previews.iter().map(|(_, team, _)| ((*team).clone(), order(team).unwrap_or(usize::MAX))).collect();
        let place = |entry: &Entry| orders.get(&entry.team).copied().unwrap_or(usize::MAX);
        self.entries
            .sort_by(|a, b| (place(a), &a.team, a.path.parent(), &a.path).cmp(&(place(b), &b.team, b.path.parent(), &b.path)));
    }

    fn fill(&mut self, previews: &[(&RelPath, &TeamId, Option<&Preview>)], shown: Shown, chosen: &RelPath, team: &TeamId) {
        let mut times: HashMap<(&TeamId, String), usize> = HashMap::new();
        for (_, team, preview) in previews {
            for output in preview.iter().flat_map(|preview| &preview.outputs) {
                *times.entry((*team, output.planned.path.collision_key())).or_default() += 1;
            }
        }
        let mut orphans: HashSet<(&TeamId, &RelPath)> = HashSet::new();
        for (mega_path, of, preview) in previews {
            let Some(preview) = preview else {
                self.unknown += usize::from(shown != Shown::File || *mega_path == chosen);
                continue;
            };
            let lines: usize = preview.outputs.iter().map(|output| output.lines).sum();
            self.team_lines += if *of == team { lines } else { 0 };
            if shown == Shown::File && *mega_path != chosen {
                continue;
            }
            self.files += preview.outputs.len();
            self.lines += lines;
            self.entries.extend(preview.outputs.iter().map(|output| {
                let clashes = times.get(&(*of, output.planned.path.collision_key())).is_some_and(|times| *times > 1);
                let (template, subject) = (output.planned.template.clone(), output.planned.subject.clone());
                let state = if clashes { OutputState::Collision } else { output.state };
                let (path, line) = (output.planned.path.clone(), output.planned.place.line);
                let (team, mega, lines) = ((*of).clone(), (*mega_path).clone(), output.lines);
                Entry { team, mega, path, lines, state, line, template, subject }
            }));
            let nobodys = preview.team_orphans.iter().filter(|_| shown != Shown::File);
            for orphan in preview.orphans.iter().chain(nobodys) {
                let is_made = times.contains_key(&(*of, orphan.collision_key()));
                if !is_made && orphans.insert((*of, orphan)) {
                    self.entries.push(Entry {
                        team: (*of).clone(),
                        mega: (*mega_path).clone(),
                        path: orphan.clone(),
                        lines: 0,
                        state: OutputState::Orphan,
                        line: 0,
                        template: String::new(),
                        subject: None,
                    });
                }
            }
        }
        self.counts = counts(&self.entries);
    }

    /// An output of a mega-file (or an orphan of its team).
    pub fn find(&self, mega: &RelPath, team: &TeamId, path: &RelPath) -> Option<&Entry> {
        let is_it = |entry: &&Entry| match entry.state {
            OutputState::Orphan => &entry.team == team,
            _ => &entry.mega == mega,
        };
        self.entries.iter().filter(|entry| &entry.path == path).find(is_it)
    }

    /// The rows: those of one state, where that is asked for; without what lies in closed folders.
    pub fn rows(&mut self, only: Option<OutputState>, closed: &std::collections::BTreeSet<String>) -> &[ListRow] {
        if self.rows_of == Some(only) {
            return &self.rows;
        }
        self.rows_of = Some(only);
        self.rows.clear();
        let several = self.entries.first().zip(self.entries.last()).is_some_and(|(first, last)| first.team != last.team);
        let (mut team_at, mut folder_at) = (None, None);
        let mut is_open = true;
        for (index, entry) in self.entries.iter().enumerate().filter(|(_, entry)| only.is_none_or(|only| only == entry.state)) {
            let is_same_team = |at: usize| matches!(&self.rows[at], ListRow::Team(team, ..) if *team == entry.team);
            if several && !team_at.is_some_and(is_same_team) {
                (team_at, folder_at) = (Some(self.rows.len()), None);
                self.rows.push(ListRow::Team(entry.team.clone(), 0, 0));
            }
            let parent = entry.path.parent();
            let parent = parent.as_ref().map(RelPath::as_str).unwrap_or_default();
            let is_same_folder = |at: usize| matches!(&self.rows[at], ListRow::Folder(_, folder, _) if folder == parent);
            if !folder_at.is_some_and(is_same_folder) {
                folder_at = Some(self.rows.len());
                is_open = !closed.contains(&folder_key(&entry.team, parent));
                self.rows.push(ListRow::Folder(entry.team.clone(), parent.to_owned(), 0));
            }
            for at in [team_at, folder_at].into_iter().flatten() {
                match &mut self.rows[at] {
                    ListRow::Team(_, files, lines) => (*files, *lines) = (*files + 1, *lines + entry.lines),
                    ListRow::Folder(.., count) => *count += 1,
                    ListRow::File(_) => {}
                }
            }
            if is_open {
                self.rows.push(ListRow::File(index));
            }
        }
        &self.rows
    }

    /// Folders were opened or closed.
    pub fn folders_changed(&mut self) {
        self.rows_of = None;
    }
}

/// How many there are of each state, in the order of what needs a look.
fn counts(entries: &[Entry]) -> Vec<(OutputState, usize)> {
    use OutputState::{Changed, Collision, Edited, New, Orphan, Outside, Same};
    let count = |state| entries.iter().filter(|entry| entry.state == state).count();
    let counts = [Collision, Outside, Edited, Orphan, New, Changed, Same].map(|state| (state, count(state)));
    counts.into_iter().filter(|(_, count)| *count > 0).collect()
}

/// The name under which a closed folder is remembered.
pub fn folder_key(team: &TeamId, folder: &str) -> String {
    format!("{team}/{folder}")
}
