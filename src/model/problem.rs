//! What is wrong, as data: an id, arguments and a place. No sentence is built here: the faces turn a
//! problem into words (`crate::words`), in the person's language, with a next step.

use serde::Serialize;

/// How much a problem matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Works, but a person may want to know.
    Note,
    /// Works, but probably not as meant.
    Warning,
    /// Does not work until somebody mends it.
    Error,
}

/// Where in a file. Lines and columns count from 1; 0 means "the file as a whole".
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Place {
    /// Project-relative with `/`, or absolute for files outside a project.
    pub file: String,
    /// Line, from 1; 0 for the whole file.
    pub line: u32,
    /// Column in characters, from 1; 0 for the whole line.
    pub column: u32,
}

impl Place {
    /// A file as a whole.
    pub fn file(file: impl Into<String>) -> Self {
        Self { file: file.into(), line: 0, column: 0 }
    }

    /// A line and column in a file, both from 1.
    pub fn at(file: impl Into<String>, line: u32, column: u32) -> Self {
        Self { file: file.into(), line, column }
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.line, self.column) {
            (0, _) => write!(f, "{}", self.file),
            (line, 0) => write!(f, "{}:{line}", self.file),
            (line, column) => write!(f, "{}:{line}:{column}", self.file),
        }
    }
}

/// One thing that is wrong, doubtful or worth knowing.
///
/// `id` names a message in `assets/text/*/problems*.ftl`; its attribute `.next` is the next step to try.
/// A test fails when an id that the code uses has no words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The message's id, in kebab case: `manifest-duplicate-key`.
    pub id: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// Where, if there is a where.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// What the sentence speaks of, by name.
    #[serde(serialize_with = "args_as_map")]
    pub args: Vec<(&'static str, String)>,
}

fn args_as_map<S: serde::Serializer>(args: &[(&'static str, String)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(args.iter().map(|(name, value)| (name, value)))
}

impl Problem {
    /// Something that does not work.
    pub fn error(id: &'static str) -> Self {
        Self::new(id, Severity::Error)
    }

    /// Something that works, but probably not as meant.
    pub fn warning(id: &'static str) -> Self {
        Self::new(id, Severity::Warning)
    }

    /// Something worth knowing.
    pub fn note(id: &'static str) -> Self {
        Self::new(id, Severity::Note)
    }

    fn new(id: &'static str, severity: Severity) -> Self {
        Self { id, severity, place: None, args: Vec::new() }
    }

    /// Adds a named argument of the sentence.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    /// Says where.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// The value of a named argument.
    pub fn arg(&self, name: &str) -> Option<&str> {
        self.args.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }
}
