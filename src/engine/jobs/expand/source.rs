//! One mega-file of an expansion: its text, what it makes, and its outputs on their way to disk.

use std::borrow::Cow;
use std::sync::{Arc, Mutex, PoisonError};

use super::Action;
use crate::engine::generated::{Mark, OutputRecord, Stored, TextFacts, TextHash};
use crate::model::mega;
use crate::model::mega::expand::{PlannedOutput, Prepared};
use crate::model::path::RelPath;
use crate::model::problem::{Problem, Severity};
use crate::model::team::TeamId;

/// A mega-file's text, compiled: one entry a YAML document.
#[derive(Debug)]
pub struct Loaded {
    /// Ready to render, in the file's order.
    pub prepared: Vec<Prepared>,
    /// Everything that is wrong or doubtful.
    pub problems: Vec<Problem>,
}

impl Loaded {
    /// Reads and compiles a mega-file for a team.
    pub fn new(path: &RelPath, team: &TeamId, text: &str) -> Self {
        let read = mega::read::read(path.as_str(), text);
        let mut problems = read.problems;
        let mut prepared = Vec::new();
        for file in &read.files {
            let (ready, more) = Prepared::new(file, team);
            problems.extend(more);
            prepared.push(ready);
        }
        Self { prepared, problems }
    }

    /// Whether something is so wrong that nothing of it may be written.
    pub fn has_errors(&self) -> bool {
        self.problems.iter().any(|problem| problem.severity == Severity::Error)
    }

    /// All outputs, in their order.
    pub fn outputs(&self) -> impl Iterator<Item = &PlannedOutput> {
        self.prepared.iter().flat_map(|prepared| prepared.outputs())
    }

    /// Renders an output, counted over all documents.
    pub fn render(&self, mut index: usize) -> Result<String, Problem> {
        for prepared in &self.prepared {
            match prepared.outputs().len() {
                count if index < count => return prepared.render(index),
                count => index -= count,
            }
        }
        Err(Problem::error("expand-output-gone"))
    }
}

/// A mega-file in an expansion.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) path: RelPath,
    pub(super) hash: String,
    /// Whether it is asked for; others are only looked at because paths may collide.
    pub(super) is_asked: bool,
    text: String,
    /// Compiled, while somebody needs that.
    loaded: Mutex<Option<Arc<Loaded>>>,
    pub(super) mega_files: usize,
    pub(super) outputs: Vec<Output>,
    pub(super) directories: Vec<RelPath>,
    pub(super) problems: Vec<Problem>,
    /// What it makes is known from the last expansion: its text is the same.
    pub(super) is_recorded: bool,
    /// Nothing of it may be written.
    pub(super) has_failed: bool,
}

/// One output on its way to disk.
#[derive(Debug)]
pub(super) struct Output {
    pub(super) path: RelPath,
    pub(super) facts: TextFacts,
    /// Its text, where there was room to keep it.
    pub(super) text: Option<Box<str>>,
    pub(super) action: Action,
    /// What the record will say, once it is taken care of.
    pub(super) done: Option<Done>,
}

/// What a record says of an output, besides its path and text.
#[derive(Clone, Debug, Default)]
pub(super) struct Done {
    pub(super) offset: Option<u64>,
    pub(super) base: Option<Box<Stored>>,
    pub(super) mark: Option<Mark>,
}

impl Done {
    /// The file holds the text, which lies at `offset` in the pack.
    pub(super) fn at(offset: u64, mark: Option<Mark>) -> Self {
        Self { offset: Some(offset), base: None, mark }
    }

    /// The file stays what it is, and so does the text that its edits are based on.
    pub(super) fn kept(known: Option<&OutputRecord>, facts: &TextFacts) -> Self {
        let base = known.and_then(OutputRecord::base).filter(|base| base.hash != facts.hash);
        let offset = known.filter(|known| known.text.hash == facts.hash).and_then(|known| known.offset);
        Self { offset, base: base.map(Box::new), mark: None }
    }
}

impl From<&OutputRecord> for Done {
    fn from(record: &OutputRecord) -> Self {
        Self { offset: record.offset, base: record.base.map(Box::new), mark: record.mark }
    }
}

impl Output {
    pub(super) fn new(path: RelPath, facts: TextFacts) -> Self {
        Self { path, facts, text: None, action: Action::None, done: None }
    }

    /// What the record says of it; `None` while it is not taken care of.
    pub(super) fn record(&self) -> Option<OutputRecord> {
        let Done { offset, base, mark } = self.done.clone()?;
        Some(OutputRecord { path: self.path.clone(), text: self.facts, offset, base: base.map(|base| *base), mark })
    }
}

impl Source {
    /// Not read yet.
    pub(super) fn new(path: RelPath, is_asked: bool) -> Self {
        Self {
            path,
            hash: String::new(),
            is_asked,
            text: String::new(),
            loaded: Mutex::default(),
            mega_files: 0,
            outputs: Vec::new(),
            directories: Vec::new(),
            problems: Vec::new(),
            is_recorded: false,
            has_failed: false,
        }
    }

    pub(super) fn set_text(&mut self, text: String) {
        self.hash = TextHash::of(text.as_bytes()).to_string();
        self.text = text;
    }

    /// Compiled now, at the latest.
    pub(super) fn loaded(&self, team: &TeamId) -> Arc<Loaded> {
        let mut loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(loaded.get_or_insert_with(|| Arc::new(Loaded::new(&self.path, team, &self.text))))
    }

    /// Compiled, if it is.
    pub(super) fn if_loaded(&self) -> Option<Arc<Loaded>> {
        self.loaded.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Gives the memory back; whoever needs it compiled loads it again.
    pub(super) fn unload(&mut self) {
        self.loaded = Mutex::default();
        if self.is_complete() {
            self.text = String::new();
        }
    }

    /// Whether each output was taken care of.
    pub(super) fn is_complete(&self) -> bool {
        self.outputs.iter().all(|output| output.done.is_some())
    }

    /// An output's text: kept, or rendered (again).
    pub(super) fn render(&self, team: &TeamId, index: usize) -> Result<Cow<'_, str>, Problem> {
        match &self.outputs[index].text {
            Some(text) => Ok(Cow::Borrowed(text)),
            None => self.loaded(team).render(index).map(Cow::Owned),
        }
    }

    pub(super) fn fail(&mut self, problem: Problem) {
        self.has_failed = true;
        self.problems.push(problem);
    }
}
