//! Paths inside a project, checked once so that nobody has to check them again: relative, `/` between the
//! parts, no `..`, nothing that some system could not hold.

use serde::{Deserialize, Serialize};

/// A path relative to the project (or a team's tree) that is safe to join to a folder on every system.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RelPath(String);

/// Why a text is no path inside a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathFault {
    /// Nothing is left of it.
    Empty,
    /// It begins at a drive or a network share.
    Absolute,
    /// It leaves the folder by `..`.
    Parent,
    /// A part that some system cannot hold: a reserved name, a forbidden character, a trailing dot or space.
    Name(String),
    /// A part of more than 255 bytes, or more than 1,024 in all.
    TooLong,
}

impl PathFault {
    /// The fault's id among the words: `path-empty`, `path-absolute` …
    pub fn id(&self) -> &'static str {
        match self {
            Self::Empty => "path-empty",
            Self::Absolute => "path-absolute",
            Self::Parent => "path-parent",
            Self::Name(_) => "path-name",
            Self::TooLong => "path-too-long",
        }
    }
}

/// Names that Windows keeps for devices, whatever their ending.
const RESERVED: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2", "lpt3",
    "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

impl RelPath {
    /// Reads a path as people write it: leading `/` and `./` are the project's root, `\` is read as `/`,
    /// empty and `.` parts are dropped.
    pub fn new(text: &str) -> Result<Self, PathFault> {
        let text = text.trim().replace('\\', "/");
        if text.starts_with("//") || text.as_bytes().get(1) == Some(&b':') {
            return Err(PathFault::Absolute);
        }
        let mut path = String::with_capacity(text.len());
        for part in text.split('/').filter(|part| !part.is_empty() && *part != ".") {
            if part == ".." {
                return Err(PathFault::Parent);
            }
            check_part(part)?;
            if !path.is_empty() {
                path.push('/');
            }
            path.push_str(part);
        }
        match path.len() {
            0 => Err(PathFault::Empty),
            1..=1024 => Ok(Self(path)),
            _ => Err(PathFault::TooLong),
        }
    }

    /// A path that a walk of a real folder found: its parts exist, so only the shape is checked.
    /// `None` for what is no relative path, or no UTF-8 with `/`.
    pub fn from_disk(path: &std::path::Path) -> Option<Self> {
        let mut text = String::new();
        for part in path.components() {
            let std::path::Component::Normal(part) = part else { return None };
            if !text.is_empty() {
                text.push('/');
            }
            text.push_str(part.to_str()?);
        }
        (!text.is_empty()).then_some(Self(text))
    }

    /// A name that a walk found in a folder of the tree; an empty folder is the tree's root.
    pub fn in_folder(folder: &str, name: &str) -> Self {
        let mut text = String::with_capacity(folder.len() + 1 + name.len());
        if !folder.is_empty() {
            text.push_str(folder);
            text.push('/');
        }
        text.push_str(name);
        Self(text)
    }

    /// The path as text, with `/`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last part.
    pub fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }

    /// What follows the last dot of the file name, in lower case; empty where there is none.
    pub fn extension(&self) -> String {
        self.file_name().rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default()
    }

    /// All but the last part.
    pub fn parent(&self) -> Option<Self> {
        self.0.rsplit_once('/').map(|(parent, _)| Self(parent.to_owned()))
    }

    /// This path below a folder.
    #[must_use]
    pub fn below(&self, folder: &Self) -> Self {
        Self(format!("{}/{}", folder.0, self.0))
    }

    /// This path seen from a folder that holds it.
    pub fn strip_prefix(&self, folder: &str) -> Option<Self> {
        let rest = self.0.strip_prefix(folder)?.strip_prefix('/')?;
        Some(Self(rest.to_owned()))
    }

    /// What two paths share on a system that ignores case and Unicode form: equal keys collide there.
    pub fn collision_key(&self) -> String {
        use unicode_normalization::UnicodeNormalization;
        if self.0.is_ascii() { self.0.to_ascii_lowercase() } else { self.0.nfc().flat_map(char::to_lowercase).nfc().collect() }
    }
}

fn check_part(part: &str) -> Result<(), PathFault> {
    if part.len() > 255 {
        return Err(PathFault::TooLong);
    }
    let stem = part.split('.').next().unwrap_or(part).trim_end().to_ascii_lowercase();
    let forbidden = |c: char| c.is_control() || matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*');
    if RESERVED.contains(&stem.as_str()) || part.ends_with(['.', ' ']) || part.starts_with(' ') || part.contains(forbidden) {
        return Err(PathFault::Name(part.to_owned()));
    }
    Ok(())
}

impl std::fmt::Display for RelPath {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<std::path::Path> for RelPath {
    fn as_ref(&self) -> &std::path::Path {
        std::path::Path::new(&self.0)
    }
}

impl TryFrom<String> for RelPath {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::new(&text).map_err(|fault| format!("{text:?} is no path inside the project ({})", fault.id()))
    }
}

impl From<RelPath> for String {
    fn from(path: RelPath) -> Self {
        path.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_write_paths_in_many_ways() {
        for (written, read) in
            [("/src/a.ts", "src/a.ts"), ("./src//a.ts", "src/a.ts"), ("src\\core\\å ä.ts", "src/core/å ä.ts"), (" .env ", ".env")]
        {
            assert_eq!(RelPath::new(written).expect(written).as_str(), read);
        }
    }

    #[test]
    fn what_could_leave_the_project_or_not_exist_is_refused() {
        for (bad, id) in [
            ("../x", "path-parent"),
            ("a/../../x", "path-parent"),
            ("C:/x", "path-absolute"),
            ("//server/share", "path-absolute"),
            ("\\\\server\\x", "path-absolute"),
            ("", "path-empty"),
            ("/", "path-empty"),
            ("src/CON.ts", "path-name"),
            ("src/a.", "path-name"),
            ("a/b:c", "path-name"),
            ("a/b\u{7}", "path-name"),
            (&"x".repeat(300), "path-too-long"),
        ] {
            assert_eq!(RelPath::new(bad).expect_err(bad).id(), id, "{bad}");
        }
    }

    #[test]
    fn paths_that_differ_in_case_or_form_collide() {
        let key = |text: &str| RelPath::new(text).expect(text).collision_key();
        assert_eq!(key("Src/A\u{308}.ts"), key("src/ä.TS"));
        assert_ne!(key("src/a.ts"), key("src/b.ts"));
    }
}
