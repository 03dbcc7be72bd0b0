//! What Dectet generated, team by team, in `.dectet/generated/`: an index of every output (what text, from which
//! mega-file, how the file looked afterwards) and the texts themselves in a pack, so that an edited file can be merged
//! three-way and a file that nobody touched is known without reading it. The index is replaced whole; the pack is only
//! added to, so that an older index still finds its texts.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Mutex;

use serde::{Deserialize, Serialize};

use crate::engine::disk::{self, Appender, Kind, Stat};
use crate::engine::journal;
use crate::engine::project::Project;
use crate::model::path::RelPath;
use crate::model::problem::{Place, Problem, Severity};
use crate::model::team::TeamId;

/// What the index of another program version is good for: texts, but not "nothing changed".
pub const PROGRAM: &str = env!("CARGO_PKG_VERSION");

/// Files that changed so shortly before the index was written may have changed once more within one tick of the clock.
const TICK_NS: i64 = 20_000_000;

/// A pack is written anew when more than this, and more than half of it, is of no use any more.
const WASTE_BYTES: u64 = 4 << 20;

/// What was generated for one team.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TeamRecord {
    /// The program's version that wrote this.
    pub program: String,
    /// The hash of the manifest by which paths were checked.
    pub rules: String,
    /// The number of the pack that holds the texts.
    pub pack: u32,
    /// When this was written, in nanoseconds since 1970.
    pub written_ns: i64,
    /// Mega-files by path, as they were expanded last.
    pub sources: BTreeMap<String, SourceRecord>,
    /// Outputs whose template is gone, but whose file may still be there.
    pub orphans: Vec<OutputRecord>,
    /// What was said of the outputs together.
    pub problems: Vec<StoredProblem>,
}

/// What was generated from one mega-file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SourceRecord {
    /// The hash of its text.
    pub hash: String,
    /// How many mega-files it holds.
    pub mega_files: usize,
    /// Its outputs, in their order.
    pub outputs: Vec<OutputRecord>,
    /// The empty folders that it asks for.
    pub directories: Vec<RelPath>,
    /// What was said of it.
    pub problems: Vec<StoredProblem>,
}

/// One output.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutputRecord {
    /// Where, in the team's tree.
    pub path: RelPath,
    /// The text that it renders to now.
    #[serde(flatten)]
    pub text: TextFacts,
    /// Where that text lies in the pack; `None`: nowhere, because it was never written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offset: Option<u64>,
    /// The older text that the file's edits are based on, where that is not this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<Stored>,
    /// How the file looked when it held exactly this text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<Mark>,
}

/// A text without its bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextFacts {
    /// Its hash.
    pub hash: TextHash,
    /// Its bytes.
    pub size: u64,
    /// Its lines.
    pub lines: u32,
}

impl TextFacts {
    /// The facts of a text.
    pub fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        // Counted in bytes, 255 at a time: several times as fast as in words.
        let newlines: usize =
            (bytes.chunks(255)).map(|chunk| usize::from(chunk.iter().map(|byte| u8::from(*byte == b'\n')).sum::<u8>())).sum();
        let lines = newlines + usize::from(!bytes.is_empty() && !bytes.ends_with(b"\n"));
        Self { hash: TextHash::of(bytes), size: bytes.len() as u64, lines: u32::try_from(lines).unwrap_or(u32::MAX) }
    }
}

/// A text in the pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Stored {
    pub hash: TextHash,
    pub offset: u64,
    pub size: u64,
}

/// How a file looked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Mark {
    pub modified_ns: i64,
    pub changed_ns: i64,
}

impl Mark {
    /// How a file looks.
    pub fn of(stat: &Stat) -> Self {
        Self { modified_ns: stat.modified_ns, changed_ns: stat.changed_ns }
    }
}

/// The hash that names a text (BLAKE3); hex outside of memory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextHash([u8; 32]);

impl TextHash {
    /// A text's hash.
    pub fn of(bytes: &[u8]) -> Self {
        Self(*blake3::hash(bytes).as_bytes())
    }

    fn from_hex(text: &str) -> Option<Self> {
        blake3::Hash::from_hex(text).ok().map(|hash| Self(*hash.as_bytes()))
    }
}

impl std::fmt::Display for TextHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&blake3::Hash::from_bytes(self.0).to_hex())
    }
}

impl Serialize for TextHash {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&blake3::Hash::from_bytes(self.0).to_hex())
    }
}

impl<'de> Deserialize<'de> for TextHash {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Self::from_hex(&text).ok_or_else(|| serde::de::Error::custom("no hash"))
    }
}

impl OutputRecord {
    /// The text that the file's edits are based on.
    pub fn base(&self) -> Option<Stored> {
        let own = || Some(Stored { hash: self.text.hash, offset: self.offset?, size: self.text.size });
        self.base.or_else(own)
    }
}

impl TeamRecord {
    /// Every output and orphan by path.
    pub fn by_path(&self) -> HashMap<&RelPath, &OutputRecord> {
        let outputs = self.sources.values().flat_map(|source| &source.outputs);
        // Outputs last: what is generated now wins over what once was.
        self.orphans.iter().chain(outputs).map(|output| (&output.path, output)).collect()
    }

    /// Whether a file with these looks holds, for certain, exactly what was generated.
    pub fn is_untouched(&self, output: &OutputRecord, stat: &Stat) -> bool {
        let is_plain = matches!(stat.kind, Kind::File | Kind::Executable);
        let settled = stat.modified_ns.max(stat.changed_ns) < self.written_ns.saturating_sub(TICK_NS);
        is_plain && settled && stat.size == output.text.size && output.mark == Some(Mark::of(stat))
    }
}

/// A problem in a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredProblem {
    id: String,
    severity: String,
    #[serde(default)]
    place: Option<(String, u32, u32)>,
    #[serde(default)]
    args: Vec<(String, String)>,
}

impl From<&Problem> for StoredProblem {
    fn from(problem: &Problem) -> Self {
        let severity = match problem.severity {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        Self {
            id: problem.id.to_owned(),
            severity: severity.to_owned(),
            place: problem.place.as_ref().map(|place| (place.file.clone(), place.line, place.column)),
            args: problem.args.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect(),
        }
    }
}

impl StoredProblem {
    /// The problem that was stored.
    pub fn restore(&self) -> Problem {
        let id = interned(&self.id);
        let mut problem = match self.severity.as_str() {
            "note" => Problem::note(id),
            "warning" => Problem::warning(id),
            _ => Problem::error(id),
        };
        problem.place = self.place.clone().map(|(file, line, column)| Place::at(file, line, column));
        problem.args = self.args.iter().map(|(name, value)| (interned(name), value.clone())).collect();
        problem
    }
}

/// An id as the program's own: each is kept once, and there are only as many as the program can say.
fn interned(text: &str) -> &'static str {
    static KNOWN: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut known = KNOWN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if let Some(same) = known.get(text) {
        return same;
    }
    let kept: &'static str = Box::leak(text.to_owned().into_boxed_str());
    known.insert(kept);
    kept
}

/// A team's record on disk.
#[derive(Debug)]
pub struct Store {
    folder: PathBuf,
    team: String,
}

impl Store {
    /// The place of a team's record.
    pub fn new(project: &Project, team: &TeamId) -> Self {
        Self { folder: folder(project), team: team.to_string() }
    }

    /// Whether anything was ever recorded.
    pub fn exists(&self) -> bool {
        disk::is_file(&self.index_file())
    }

    /// How the index looks on disk; `None` where there is none.
    pub fn stat(&self) -> Option<Stat> {
        disk::stat(&self.index_file())
    }

    fn index_file(&self) -> PathBuf {
        self.folder.join(format!("{}.json", self.team))
    }

    fn pack_file(&self, number: u32) -> PathBuf {
        self.folder.join(format!("{}-{number}.pack", self.team))
    }

    /// The record; an empty one where there is none, or none that can be read (then nothing is known, and files that
    /// differ count as edited).
    pub fn load(&self) -> Result<TeamRecord, Problem> {
        let bytes = disk::read_if_there(&self.index_file())?;
        Ok(bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default())
    }

    /// The index as it stands on disk; `None` where there is none.
    pub fn index_bytes(&self) -> Result<Option<Vec<u8>>, Problem> {
        disk::read_if_there(&self.index_file())
    }

    /// A text from the pack, if it is still there, whole.
    pub fn read(&self, pack: u32, stored: &Stored) -> Option<Vec<u8>> {
        let bytes = disk::read_range(&self.pack_file(pack), stored.offset, stored.size)?;
        (TextHash::of(&bytes) == stored.hash).then_some(bytes)
    }

    /// Opens the pack for adding.
    pub fn appender(&self, pack: u32) -> Result<Appender, Problem> {
        Appender::open(&self.pack_file(pack))
    }

    /// Writes the record; what it names must be in the pack by now.
    pub fn save(&self, record: &mut TeamRecord) -> Result<(), Problem> {
        let old_pack = record.pack;
        self.compact(record)?;
        record.program = PROGRAM.to_owned();
        record.written_ns = i64::try_from(journal::now().as_nanosecond()).unwrap_or(i64::MAX);
        let index = self.index_file();
        let bytes = serde_json::to_vec(record)
            .map_err(|error| Problem::error("disk-other").with("path", disk::show(&index)).with("error", error))?;
        disk::write_atomic(&index, &bytes)?;
        if record.pack != old_pack {
            disk::remove_file(&self.pack_file(old_pack))?;
        }
        Ok(())
    }

    /// Writes a new pack with only the texts that the record names, when the old one is mostly waste.
    fn compact(&self, record: &mut TeamRecord) -> Result<(), Problem> {
        let old = record.pack;
        let size = disk::stat(&self.pack_file(old)).map_or(0, |stat| stat.size);
        let outputs = || record.sources.values().flat_map(|source| &source.outputs).chain(&record.orphans);
        let useful: u64 = outputs()
            .map(|output| output.base.as_ref().map_or(0, |base| base.size) + output.offset.map_or(0, |_| output.text.size))
            .sum();
        if size < WASTE_BYTES || size - useful.min(size) < size / 2 {
            return Ok(());
        }
        let new = old + 1;
        disk::remove_file(&self.pack_file(new))?;
        let mut appender = self.appender(new)?;
        let mut moved = |stored: &Stored| -> Result<Option<u64>, Problem> {
            self.read(old, stored).map(|bytes| appender.add(&bytes)).transpose()
        };
        let sources = record.sources.values_mut().flat_map(|source| &mut source.outputs);
        for output in sources.chain(&mut record.orphans) {
            if let Some(offset) = output.offset {
                output.offset = moved(&Stored { hash: output.text.hash, offset, size: output.text.size })?;
            }
            if let Some(mut base) = output.base.take()
                && let Some(offset) = moved(&base)?
            {
                base.offset = offset;
                output.base = Some(base);
            }
        }
        appender.flush()?;
        record.pack = new;
        Ok(())
    }

    /// Puts an index back as it was before an expansion that was taken back.
    pub fn restore(&self, index: Option<&[u8]>) -> Result<(), Problem> {
        match index {
            Some(bytes) => disk::write_atomic(&self.index_file(), bytes).map(|_| ()),
            None => disk::remove_file(&self.index_file()).map(|_| ()),
        }
    }
}

fn folder(project: &Project) -> PathBuf {
    project.own_folder().join("generated")
}

/// What a run is about to put on disk as it was generated, by path in the project. It is there only while a run writes: if
/// one is killed, its records do not say what it wrote, and its files must not count as edited.
pub type Pending = HashMap<RelPath, TextHash>;

fn pending_file(project: &Project) -> PathBuf {
    folder(project).join("pending")
}

/// What a run that was killed was about to put on disk; empty after one that ended.
pub fn read_pending(project: &Project) -> Result<Pending, Problem> {
    let bytes = disk::read_if_there(&pending_file(project))?.unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let read = |line: &str| {
        let (hash, path) = line.split_once(' ')?;
        Some((RelPath::new(path).ok()?, TextHash::from_hex(hash)?))
    };
    Ok(text.lines().filter_map(read).collect())
}

/// Says what is about to be put on disk; nothing, when the records know everything again.
pub fn set_pending<'a>(project: &Project, files: impl Iterator<Item = (&'a RelPath, TextHash)>) -> Result<(), Problem> {
    let mut text = String::new();
    for (path, hash) in files {
        // Writing into a text cannot fail.
        let _ = writeln!(text, "{hash} {path}");
    }
    if text.is_empty() {
        return disk::remove_file(&pending_file(project)).map(|_| ());
    }
    disk::write_atomic(&pending_file(project), text.as_bytes()).map(|_| ())
}
