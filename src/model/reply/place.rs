//! Where a part of a reply would go: whose it is and at which path, and what stands against that. Owns the order in
//! which a team is found: the person's word, the path, the mega-file's own word, the owner of the path, the team that
//! was chosen for the reply. Not: what is on disk there.

use crate::model::manifest::{FILE_NAMES, Manifest};
use crate::model::ownership::{Ownership, PathClass};
use crate::model::path::{PathFault, RelPath};
use crate::model::problem::{Problem, Severity};
use crate::model::team::TeamId;

use super::{Part, PartKind};

/// What is known of the project.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings<'a> {
    /// Its teams.
    pub manifest: &'a Manifest,
    /// Who may write where.
    pub ownership: &'a Ownership,
    /// The folder of the teams' mega-files.
    pub mega_files_folder: &'a str,
    /// Its mega-files, by path, with their ids as far as they are known.
    pub mega_files: &'a [(RelPath, Option<String>)],
    /// The team that gets what is nobody's.
    pub fallback: Option<&'a TeamId>,
}

/// What the person said of a part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// Whose it is to be.
    pub team: Option<TeamId>,
    /// Its path, as typed.
    pub path: Option<String>,
}

/// Where a part would go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Placed {
    /// Whose it would be.
    pub team: Option<TeamId>,
    /// Its path as it stands in the field: of a mega-file from the project, else in the team's tree.
    pub written: String,
    /// The same, where it is a path.
    pub path: Option<RelPath>,
    /// Whether it goes to the project's mega-files, not to a team's tree.
    pub is_mega_file: bool,
    /// What is wrong, doubtful, or worth knowing.
    pub problems: Vec<Problem>,
}

impl Placed {
    /// Whether it could be taken in.
    pub fn is_sound(&self) -> bool {
        self.team.is_some() && self.path.is_some() && self.problems.iter().all(|problem| problem.severity < Severity::Error)
    }

    /// Where it goes; two parts of the same key are one file.
    pub fn key(&self) -> Option<(Option<&TeamId>, String)> {
        Some((self.team.as_ref().filter(|_| !self.is_mega_file), self.path.as_ref()?.collision_key()))
    }
}

/// Folders that are not for what an answer holds.
const RESERVED: [&str; 6] = [".git", ".dectet", "integrated", "reports", "prompts", "teams"];

/// Folders of the system, where a path begins at the root of the disk.
const SYSTEM: [&str; 9] = ["etc", "usr", "home", "Users", "root", "tmp", "var", "proc", "private"];

/// Where each part would go, with what the person said of it.
pub fn place(parts: &[Part], wishes: &[Wish], around: &Surroundings<'_>) -> Vec<Placed> {
    let none = Wish::default();
    let each = parts.iter().enumerate().map(|(index, part)| one(part, wishes.get(index).unwrap_or(&none), around));
    let mut placed: Vec<Placed> = each.collect();
    // The same path again: the later one says how it is meant.
    for later in 1..placed.len() {
        let Some(key) = placed[later].key().filter(|_| parts[later].is_whole()) else { continue };
        let before = (0..later).filter(|before| placed[*before].key() == Some(key.clone())).collect::<Vec<_>>();
        for index in before {
            if !placed[index].problems.iter().any(|problem| problem.id == "reply-said-again") {
                placed[index].problems.push(Problem::note("reply-said-again").with("line", parts[later].line));
            }
        }
    }
    placed
}

fn one(part: &Part, wish: &Wish, around: &Surroundings<'_>) -> Placed {
    let mut placed = Placed { problems: part.problems.clone(), ..Placed::default() };
    let known = |team: &TeamId| is_known(around.manifest, team);
    let written = wish.path.clone().or_else(|| part.path.clone());
    let (of_tree, written) = match written.as_deref().map(|path| in_tree(path, &known)) {
        Some((team, path)) => (team, Some(path)),
        None => (None, None),
    };
    let read = written.as_deref().map(read_path);
    let of_folder = read.as_ref().and_then(|path| mega_folder_team(path.as_ref().ok()?, around.mega_files_folder));
    placed.is_mega_file = part.kind == PartKind::MegaFile || of_folder.is_some();
    let says = part.team.as_deref().map(TeamId::from_spelling);
    if let (Some(spelling), Some(team)) = (&part.team, &says)
        && team.as_ref().is_none_or(|team| !known(team))
    {
        placed.problems.push(Problem::error("reply-unknown-team").with("team", spelling));
    }
    let says = says.flatten().filter(|team| known(team));
    let owner = || around.ownership.owner(read.as_ref()?.as_ref().ok()?).cloned();
    let of_folder = of_folder.filter(|team| known(team));
    let found = wish.team.clone().or(of_tree).or(says.clone()).or(of_folder);
    placed.team = match placed.is_mega_file {
        true => found,
        false => found.or_else(owner),
    };
    placed.team = placed.team.or_else(|| around.fallback.cloned());
    if wish.team.is_some() || says.is_some() {
        // The person's word, or a team that is known after all.
        if wish.team.is_some() {
            placed.problems.retain(|problem| problem.id != "reply-unknown-team");
        }
        if let (Some(team), Some(says)) = (&placed.team, &says)
            && team != says
        {
            placed.problems.push(Problem::note("reply-team-differs").with("team", team).with("written", says));
        }
    }
    if placed.is_mega_file {
        mega_path(part, wish, read, written, around, &mut placed);
    } else {
        tree_path(read, written, around, &mut placed);
    }
    if part.kind == PartKind::Removal {
        placed.problems.push(Problem::error("reply-removes"));
    }
    if placed.team.is_none() {
        placed.problems.push(Problem::error("reply-no-team"));
    }
    placed
}

fn is_known(manifest: &Manifest, team: &TeamId) -> bool {
    manifest.teams.iter().any(|known| &known.id == team || known.swarm.iter().any(|part| &part.id == team))
}

/// `teams/beta/src/a.ts` is beta's `src/a.ts`.
fn in_tree(path: &str, known: &dyn Fn(&TeamId) -> bool) -> (Option<TeamId>, String) {
    let bare = path.trim().trim_start_matches("./").trim_start_matches('/');
    let inside = bare.strip_prefix("teams/").and_then(|rest| {
        let (team, rest) = rest.split_once('/')?;
        Some((TeamId::from_spelling(team).filter(|team| known(team))?, rest.to_owned()))
    });
    match inside {
        Some((team, rest)) => (Some(team), rest),
        None => (None, path.trim().to_owned()),
    }
}

/// The team in whose folder of mega-files a path lies.
fn mega_folder_team(path: &RelPath, folder: &str) -> Option<TeamId> {
    let inside = [folder, "mega-files", "megafiles", "mega_files"].into_iter().find_map(|folder| path.strip_prefix(folder))?;
    let (team, _) = inside.as_str().split_once('/')?;
    TeamId::from_spelling(team).filter(|_| matches!(path.extension().as_str(), "yaml" | "yml"))
}

/// A path that is safe, or why it is not.
fn read_path(text: &str) -> Result<RelPath, Problem> {
    let fault = |fault: &PathFault| match fault {
        PathFault::Name(name) => Problem::error("reply-path-name").with("path", text).with("name", name),
        PathFault::Absolute => Problem::error("reply-path-absolute").with("path", text),
        PathFault::Parent => Problem::error("reply-path-parent").with("path", text),
        PathFault::TooLong => Problem::error("reply-path-too-long"),
        PathFault::Empty => Problem::error("reply-no-path"),
    };
    let first = text.trim().strip_prefix('/').and_then(|rest| rest.split('/').next());
    if first.is_some_and(|first| SYSTEM.contains(&first)) || text.trim().starts_with('~') {
        return Err(fault(&PathFault::Absolute));
    }
    let path = RelPath::new(text).map_err(|found| fault(&found))?;
    let first = path.as_str().split('/').next().unwrap_or_default().to_lowercase();
    let is_reserved = RESERVED.contains(&first.as_str()) || FILE_NAMES.contains(&path.as_str());
    if is_reserved || path.as_str().split('/').any(|part| part.eq_ignore_ascii_case(".git")) {
        return Err(Problem::error("reply-path-reserved").with("path", &path));
    }
    Ok(path)
}

/// A mega-file lies in its team's folder, under its id; one that has the id already is the same one.
fn mega_path(
    part: &Part,
    wish: &Wish,
    read: Option<Result<RelPath, Problem>>,
    written: Option<String>,
    around: &Surroundings<'_>,
    placed: &mut Placed,
) {
    let folder = around.mega_files_folder;
    if let Some(typed) = wish.path.as_ref().filter(|_| mega_folder_of(&read).is_none()) {
        placed.written.clone_from(typed);
        match read {
            Some(Err(problem)) => placed.problems.push(problem),
            _ => placed.problems.push(Problem::error("reply-not-with-mega-files").with("folder", folder)),
        }
        return;
    }
    let named = mega_folder_of(&read);
    let same_id = part.id.as_ref().and_then(|id| {
        let of_team = |path: &RelPath| mega_folder_team(path, folder) == placed.team;
        let mut found = around.mega_files.iter().filter(|(path, other)| other.as_ref() == Some(id) && of_team(path));
        found.next().map(|(path, _)| path.clone())
    });
    let team = placed.team.as_ref().map(TeamId::as_str);
    let by_id =
        part.id.as_ref().zip(team).and_then(|(id, team)| RelPath::new(&format!("{folder}/{team}/{}.yaml", file_name(id))).ok());
    // The file's own name, in the folder that this project and the team have.
    let by_name = named.as_ref().zip(team).map(|(path, team)| {
        let below = path.as_str().splitn(3, '/').nth(2).unwrap_or_else(|| path.file_name());
        let known = around.mega_files.iter().find(|(known, _)| {
            mega_folder_team(known, folder).as_ref().map(TeamId::as_str) == Some(team)
                && known.as_str().splitn(3, '/').nth(2) == Some(below)
        });
        known.map_or_else(|| format!("{folder}/{team}/{below}"), |(known, _)| known.as_str().to_owned())
    });
    let by_name = by_name.and_then(|path| RelPath::new(&path).ok());
    let path = if wish.path.is_some() { by_name.or(named) } else { same_id.or(by_name).or(by_id) };
    match path {
        Some(path) => {
            placed.written = path.as_str().to_owned();
            placed.path = Some(path);
        }
        None => {
            placed.written = written.unwrap_or_default();
            placed.problems.push(Problem::error("reply-no-path"));
        }
    }
}

fn mega_folder_of(read: &Option<Result<RelPath, Problem>>) -> Option<RelPath> {
    let path = read.as_ref()?.as_ref().ok()?;
    let first = path.as_str().split('/').next()?;
    let is_folder = ["mega-files", "megafiles", "mega_files"].contains(&first) && path.as_str().matches('/').count() >= 2;
    (is_folder && matches!(path.extension().as_str(), "yaml" | "yml")).then(|| path.clone())
}

/// A file name from an id.
fn file_name(id: &str) -> String {
    let mut name = String::new();
    for letter in id.trim().chars() {
        match letter {
            letter if letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.') => name.push(letter),
            _ if name.ends_with('-') || name.is_empty() => {}
            _ => name.push('-'),
        }
    }
    name.trim_matches(['-', '.']).to_owned()
}

fn tree_path(read: Option<Result<RelPath, Problem>>, written: Option<String>, around: &Surroundings<'_>, placed: &mut Placed) {
    placed.written = written.unwrap_or_default();
    match read {
        None => placed.problems.push(Problem::error("reply-no-path")),
        Some(Err(problem)) => placed.problems.push(problem),
        Some(Ok(path)) => {
            placed.written = path.as_str().to_owned();
            if let Some(team) = &placed.team {
                match around.ownership.classify(team, &path) {
                    PathClass::Own => {}
                    PathClass::Unclaimed => placed.problems.push(Problem::note("reply-unclaimed").with("path", &path)),
                    PathClass::AnotherTeams(owner) => {
                        placed.problems.push(Problem::error("reply-another-teams").with("team", team).with("owner", owner));
                    }
                    PathClass::Forbidden => placed.problems.push(Problem::error("reply-forbidden").with("team", team)),
                }
            }
            placed.path = Some(path);
        }
    }
}
