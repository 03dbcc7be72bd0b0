//! The only `std::fs`: whole files in and out, and every way in which a disk says no, as a [`Problem`] with the path
//! and a next step. Not: what files mean. One room, because "no file half-written" and "no write outside the project"
//! are promises that can only be kept in one place.
#![expect(clippy::disallowed_methods, reason = "this is the room that owns files")]

mod appender;
mod lock;
mod log;
#[cfg(test)]
mod tests;
mod walk;

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

pub use appender::Appender;
pub use lock::Lock;
pub use log::Log;
pub use walk::{Found, Walked, walk};

use crate::model::path::RelPath;
use crate::model::problem::{Place, Problem};

/// The ending of temporary files; a walk passes over what a killed program left of them.
const TEMPORARY: (&str, &str) = (".dectet-", ".tmp");

/// What lies at a path, links not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A plain file.
    File,
    /// A plain file with the execute bit.
    Executable,
    /// A folder.
    Folder,
    /// A symbolic link, wherever it leads.
    Link,
    /// A socket, a pipe, a device.
    Other,
}

/// What the disk knows of a path without reading it, links not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stat {
    /// What it is.
    pub kind: Kind,
    /// Its size in bytes.
    pub size: u64,
    /// When it was written last, in nanoseconds since 1970.
    pub modified_ns: i64,
    /// When anything about it changed last (no program can set this back); where a system does not tell, 0.
    pub changed_ns: i64,
    /// Whether nobody may write it.
    pub read_only: bool,
}

impl Stat {
    fn of(metadata: &Metadata) -> Self {
        Self {
            kind: kind_of(metadata),
            size: metadata.len(),
            modified_ns: nanoseconds(metadata.modified().unwrap_or(UNIX_EPOCH)),
            changed_ns: changed_ns(metadata),
            read_only: metadata.permissions().readonly(),
        }
    }

    /// Whether it was written, or anything about it changed, after a time.
    pub fn is_later_than(&self, time: SystemTime) -> bool {
        self.modified_ns.max(self.changed_ns) > nanoseconds(time)
    }
}

/// Since 1970; before it, negative.
fn nanoseconds(time: SystemTime) -> i64 {
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_nanos()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.duration().as_nanos()).map_or(i64::MIN, |nanos| -nanos),
    }
}

fn kind_of(metadata: &Metadata) -> Kind {
    let file_type = metadata.file_type();
    if file_type.is_symlink() {
        Kind::Link
    } else if file_type.is_dir() {
        Kind::Folder
    } else if !file_type.is_file() {
        Kind::Other
    } else if is_executable(metadata) {
        Kind::Executable
    } else {
        Kind::File
    }
}

#[cfg(unix)]
fn changed_ns(metadata: &Metadata) -> i64 {
    use std::os::unix::fs::MetadataExt;
    metadata.ctime().saturating_mul(1_000_000_000).saturating_add(metadata.ctime_nsec())
}

#[cfg(not(unix))]
fn changed_ns(_metadata: &Metadata) -> i64 {
    0
}

#[cfg(unix)]
fn is_executable(metadata: &Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    metadata.permissions().mode() & 0o111 != 0
}

#[cfg(not(unix))]
fn is_executable(_metadata: &Metadata) -> bool {
    false
}

/// What an error of the operating system is to a person: an id, the path, and a next step.
pub fn problem(error: &io::Error, path: &Path) -> Problem {
    let id = match error.kind() {
        ErrorKind::NotFound => "disk-missing",
        ErrorKind::PermissionDenied => "disk-permission",
        ErrorKind::ReadOnlyFilesystem => "disk-read-only",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => "disk-full",
        ErrorKind::InvalidFilename => "disk-path-too-long",
        ErrorKind::NotADirectory => "disk-not-a-folder",
        ErrorKind::IsADirectory => "disk-is-a-folder",
        ErrorKind::AlreadyExists => "disk-in-the-way",
        ErrorKind::DirectoryNotEmpty => "disk-not-empty",
        _ => return fault("disk-other", path).with("error", error),
    };
    fault(id, path)
}

/// A problem about a path, in this room's words.
pub fn fault(id: &'static str, path: &Path) -> Problem {
    let shown = show(path);
    Problem::error(id).with("path", &shown).at(Place::file(shown))
}

/// A path as people read it: `/` on every system.
pub fn show(path: &Path) -> String {
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '\\' { text.replace('\\', "/") } else { text.into_owned() }
}

/// The same problem, its path seen from a project's folder: shorter, and the same on every machine.
#[must_use]
pub fn seen_from(root: &Path, mut problem: Problem) -> Problem {
    let prefix = format!("{}/", show(root));
    let shorten = |text: &mut String| {
        if let Some(rest) = text.strip_prefix(&prefix) {
            *text = rest.to_owned();
        }
    };
    problem.args.iter_mut().filter(|(name, _)| *name == "path").for_each(|(_, value)| shorten(value));
    if let Some(place) = &mut problem.place {
        shorten(&mut place.file);
    }
    problem
}

/// What lies at a path; `None` where nothing is (or nothing can be seen).
pub fn stat(path: &Path) -> Option<Stat> {
    fs::symlink_metadata(path).ok().map(|metadata| Stat::of(&metadata))
}

/// Whether a folder is there, links followed.
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// Whether a file is there, links followed.
pub fn is_file(path: &Path) -> bool {
    path.is_file()
}

/// The path without links, `.` and `..`.
pub fn canonical(path: &Path) -> Result<PathBuf, Problem> {
    let canonical = fs::canonicalize(path).map_err(|error| problem(&error, path))?;
    // Windows puts a prefix before it that other programs stumble over.
    if cfg!(windows)
        && let Some(plain) = canonical.to_str().and_then(|text| text.strip_prefix(r"\\?\"))
        && plain.as_bytes().get(1) == Some(&b':')
    {
        return Ok(PathBuf::from(plain));
    }
    Ok(canonical)
}

/// A file's bytes.
pub fn read_bytes(path: &Path) -> Result<Vec<u8>, Problem> {
    fs::read(path).map_err(|error| problem(&error, path))
}

/// A file's bytes, or `None` where there is no file.
pub fn read_if_there(path: &Path) -> Result<Option<Vec<u8>>, Problem> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(problem(&error, path)),
    }
}

/// The first bytes of a file, at most `limit`.
pub fn read_head(path: &Path, limit: u64) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|error| problem(&error, path))?;
    file.take(limit).read_to_end(&mut bytes).map_err(|error| problem(&error, path))?;
    Ok(bytes)
}

/// A file's text. What is not UTF-8 is a problem at the first byte that is not.
pub fn read_text(path: &Path) -> Result<String, Problem> {
    String::from_utf8(read_bytes(path)?).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        not_utf8(path, error.as_bytes(), good)
    })
}

fn not_utf8(path: &Path, bytes: &[u8], good: usize) -> Problem {
    let before = &bytes[..good];
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
    let column = String::from_utf8_lossy(&before[line_start..]).chars().count() + 1;
    let shown = show(path);
    Problem::error("disk-not-utf8")
        .with("path", &shown)
        .with("byte", format!("0x{:02X}", bytes.get(good).copied().unwrap_or_default()))
        .at(Place::at(shown, u32::try_from(line).unwrap_or(u32::MAX), u32::try_from(column).unwrap_or(u32::MAX)))
}

/// Where a symbolic link leads, as its bytes say.
pub fn read_link(path: &Path) -> Result<PathBuf, Problem> {
    fs::read_link(path).map_err(|error| problem(&error, path))
}

/// Creates a folder and those above it.
pub fn create_dirs(path: &Path) -> Result<(), Problem> {
    fs::create_dir_all(path).map_err(|error| match error.kind() {
        // A file stands where a folder should: the system's word for it depends on the depth.
        ErrorKind::AlreadyExists | ErrorKind::NotADirectory => fault("disk-not-a-folder", first_non_folder(path)),
        _ => problem(&error, path),
    })
}

/// Creates a folder that only this user can look into; one that is there must be theirs alone, or becomes so.
pub fn create_private_dir(path: &Path) -> Result<(), Problem> {
    create_dirs(path)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, PermissionsExt};
        let metadata = fs::symlink_metadata(path).map_err(|error| problem(&error, path))?;
        if !metadata.is_dir() || metadata.uid() != rustix::process::geteuid().as_raw() {
            return Err(fault("disk-permission", path));
        }
        if metadata.permissions().mode() & 0o077 != 0 {
            fs::set_permissions(path, fs::Permissions::from_mode(0o700)).map_err(|error| problem(&error, path))?;
        }
    }
    Ok(())
}

fn first_non_folder(path: &Path) -> &Path {
    path.ancestors().filter(|above| above.symlink_metadata().is_ok()).find(|above| !above.is_dir()).unwrap_or(path)
}

/// Checks that writing `path` below `root` cannot leave `root` through a symbolic link, and that no file stands where
/// a folder must be. Returns the joined path.
pub fn inside(root: &Path, path: &RelPath) -> Result<PathBuf, Problem> {
    let mut joined = root.to_path_buf();
    let mut parts = path.as_str().split('/').peekable();
    let mut exists = true;
    while let Some(part) = parts.next() {
        joined.push(part);
        if !exists {
            continue;
        }
        match stat(&joined).map(|stat| stat.kind) {
            None => exists = false,
            Some(Kind::Link) => return Err(fault("disk-link", &joined)),
            Some(Kind::Folder) if parts.peek().is_none() => return Err(fault("disk-is-a-folder", &joined)),
            Some(kind) if parts.peek().is_some() && kind != Kind::Folder => return Err(fault("disk-not-a-folder", &joined)),
            Some(_) => {}
        }
    }
    Ok(joined)
}

/// As [`inside`], for a folder that is to be there.
pub fn inside_folder(root: &Path, folder: &RelPath) -> Result<PathBuf, Problem> {
    // Whatever lies in it must be able to.
    let within = RelPath::new("x").map_or_else(|_| folder.clone(), |leaf| leaf.below(folder));
    inside(root, &within).map(|_| root.join(folder))
}

/// Writes below `root`, whole or not at all, never through a link. Whether anything changed on disk.
pub fn write_inside(root: &Path, path: &RelPath, bytes: &[u8]) -> Result<bool, Problem> {
    write_atomic(&inside(root, path)?, bytes)
}

/// Writes a file whole or not at all: a temporary file beside it, then a rename. Permissions stay, equal bytes are
/// not written, missing folders are made. Whether anything changed on disk.
pub fn write_atomic(path: &Path, bytes: &[u8]) -> Result<bool, Problem> {
    let there = fs::symlink_metadata(path).ok();
    if let Some(metadata) = &there {
        match kind_of(metadata) {
            Kind::Link => return Err(fault("disk-link", path)),
            Kind::Folder => return Err(fault("disk-is-a-folder", path)),
            Kind::Other => return Err(fault("disk-in-the-way", path)),
            Kind::File | Kind::Executable => {}
        }
        if metadata.len() == bytes.len() as u64 && fs::read(path).is_ok_and(|old| old == bytes) {
            return Ok(false);
        }
        if metadata.permissions().readonly() {
            return Err(fault("disk-permission", path));
        }
    }
    replace(path, bytes, there.as_ref()).map(|()| true)
}

/// Puts `bytes` at `path` by a temporary file and a rename, whatever is there (a link is replaced, not followed).
fn replace(path: &Path, bytes: &[u8], there: Option<&Metadata>) -> Result<(), Problem> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let make = || temporary().tempfile_in(folder);
    let mut file = match make() {
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            create_dirs(folder)?;
            make()
        }
        made => made,
    }
    .map_err(|error| problem(&error, path))?;
    let written = file.write_all(bytes).and_then(|()| match there {
        Some(metadata) if !metadata.is_symlink() => file.as_file().set_permissions(metadata.permissions()),
        _ => Ok(()),
    });
    written.map_err(|error| problem(&error, path))?;
    file.persist(path).map_err(|error| problem(&error.error, path))?;
    Ok(())
}

fn temporary() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY.0).suffix(TEMPORARY.1);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // What a new file gets from any program; the person's umask takes its part off.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder
}

/// Whether a file name is that of a temporary file that a killed program left behind.
pub fn is_temporary(name: &str) -> bool {
    name.starts_with(TEMPORARY.0) && name.ends_with(TEMPORARY.1)
}

/// Writes a file that must not exist yet. Its folder must; on failure nothing is left of it. What it looks like now.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<Stat, Problem> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path).map_err(|error| problem(&error, path))?;
    match file.write_all(bytes).and_then(|()| file.metadata()) {
        Ok(metadata) => Ok(Stat::of(&metadata)),
        Err(error) => {
            drop(file);
            let _ = fs::remove_file(path);
            Err(problem(&error, path))
        }
    }
}

/// Copies a file with its permissions and its time to a place where nothing is yet, whole or not at all; whether it did.
/// The time matters to who goes by it: git takes a file for unchanged that is older than its index.
pub fn copy_new(from: &Path, to: &Path) -> Result<bool, Problem> {
    if stat(to).is_some() {
        return Ok(false);
    }
    let folder = to.parent().unwrap_or(Path::new("."));
    create_dirs(folder)?;
    let file = temporary().tempfile_in(folder).map_err(|error| problem(&error, to))?;
    let modified = fs::metadata(from).and_then(|metadata| metadata.modified()).map_err(|error| problem(&error, from))?;
    fs::copy(from, file.path()).map_err(|error| problem(&error, from))?;
    file.as_file().set_modified(modified).map_err(|error| problem(&error, to))?;
    match file.persist_noclobber(to) {
        Ok(_) => Ok(true),
        Err(error) if error.error.kind() == ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(problem(&error.error, to)),
    }
}

/// Removes a file or link below `root`, never through a link, and the folders above it as far as they are empty.
pub fn remove_inside(root: &Path, path: &RelPath) -> Result<(), Problem> {
    if let Some(above) = path.parent() {
        inside_folder(root, &above)?;
    }
    remove_file(&root.join(path))?;
    remove_empty_dirs(root, path);
    Ok(())
}

/// Removes a folder that holds nothing; whether it did.
pub fn remove_empty_dir(path: &Path) -> bool {
    fs::remove_dir(path).is_ok()
}

/// Writes a file that must not exist yet, whole or not at all, where others may look meanwhile. What it looks like now.
pub fn write_new_whole(path: &Path, bytes: &[u8]) -> Result<Stat, Problem> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = temporary().tempfile_in(folder).map_err(|error| problem(&error, path))?;
    file.write_all(bytes).map_err(|error| problem(&error, path))?;
    let file = file.persist_noclobber(path).map_err(|error| problem(&error.error, path))?;
    // Only now: putting it in its place counts as a change.
    file.metadata().map(|metadata| Stat::of(&metadata)).map_err(|error| problem(&error, path))
}

/// Puts a folder at a place where none was; if one is there by now, what is in the new one joins it, and a file that is
/// there stays. Paths of files that stayed where they were are given to `stayed`.
pub fn move_into_place(from: &Path, to: &Path, stayed: &mut impl FnMut(&Path)) -> Result<(), Problem> {
    match fs::rename(from, to) {
        Ok(()) => return Ok(()),
        Err(error) if matches!(error.kind(), ErrorKind::DirectoryNotEmpty | ErrorKind::AlreadyExists) => {}
        Err(error) => return Err(problem(&error, to)),
    }
    for (name, kind) in list(from)? {
        let (from, to) = (from.join(&name), to.join(&name));
        if kind == Kind::Folder && stat(&to).is_none_or(|stat| stat.kind == Kind::Folder) {
            move_into_place(&from, &to, stayed)?;
        } else if stat(&to).is_some() {
            stayed(&to);
        } else {
            rename(&from, &to)?;
        }
    }
    Ok(())
}

/// Puts a symbolic link (or, where the system has none, a file with the target's text) at a path.
pub fn write_link(path: &Path, target: &Path) -> Result<bool, Problem> {
    if stat(path).is_some_and(|stat| stat.kind == Kind::Link) && fs::read_link(path).is_ok_and(|old| old == target) {
        return Ok(false);
    }
    if let Some(folder) = path.parent() {
        create_dirs(folder)?;
    }
    remove_file(path)?;
    #[cfg(unix)]
    std::os::unix::fs::symlink(target, path).map_err(|error| problem(&error, path))?;
    #[cfg(not(unix))]
    replace(path, target.to_string_lossy().as_bytes(), None)?;
    Ok(true)
}

/// Sets or takes the execute bit; does nothing where the system has none.
pub fn set_executable(path: &Path, executable: bool) -> Result<(), Problem> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mut permissions = fs::symlink_metadata(path).map_err(|error| problem(&error, path))?.permissions();
        // Whoever may read it may run it, as git does.
        let readable = (permissions.mode() & 0o444) >> 2;
        let mode = if executable { permissions.mode() | readable } else { permissions.mode() & !0o111 };
        if mode != permissions.mode() {
            permissions.set_mode(mode);
            fs::set_permissions(path, permissions).map_err(|error| problem(&error, path))?;
        }
    }
    let _ = (path, executable);
    Ok(())
}

/// Adds bytes at the end of a file, creating it and its folder.
pub fn append(path: &Path, bytes: &[u8]) -> Result<(), Problem> {
    if let Some(folder) = path.parent() {
        create_dirs(folder)?;
    }
    OpenOptions::new()
        .append(true)
        .create(true)
        .open(path)
        .and_then(|mut file| file.write_all(bytes))
        .map_err(|error| problem(&error, path))
}

/// An empty file, open for writing, in the place of whatever was there: for what another program prints.
pub fn create_truncated(path: &Path) -> Result<File, Problem> {
    File::create(path).map_err(|error| problem(&error, path))
}

/// Removes a file or link; whether there was one.
pub fn remove_file(path: &Path) -> Result<bool, Problem> {
    match fs::remove_file(path) {
        Ok(()) => Ok(true),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(false),
        Err(error) => Err(problem(&error, path)),
    }
}

/// Removes the folders above a removed file, up to `root`, as far as they are empty.
pub fn remove_empty_dirs(root: &Path, path: &RelPath) {
    let mut above = path.parent();
    while let Some(folder) = above {
        if fs::remove_dir(root.join(&folder)).is_err() {
            break;
        }
        above = folder.parent();
    }
}

/// Removes a folder and all below it; links are removed, not followed. For what Dectet itself made, only.
pub fn remove_tree(path: &Path) -> Result<(), Problem> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(problem(&error, path)),
        _ => Ok(()),
    }
}

/// Moves a file or folder within one file system.
pub fn rename(from: &Path, to: &Path) -> Result<(), Problem> {
    fs::rename(from, to).map_err(|error| problem(&error, to))
}

/// Copies the files below `from` (as [`walk`] finds them) to `to`, with links as links. How many.
pub fn copy_tree(from: &Path, to: &Path) -> Result<usize, Problem> {
    let walked = walk(from)?;
    if let Some(problem) = walked.problems.into_iter().next() {
        return Err(problem);
    }
    for found in &walked.found {
        let (source, target) = (from.join(&found.path), inside(to, &found.path)?);
        match found.kind {
            Kind::Link => {
                write_link(&target, &read_link(&source)?)?;
            }
            Kind::Executable => {
                write_atomic(&target, &read_bytes(&source)?)?;
                set_executable(&target, true)?;
            }
            _ => {
                write_atomic(&target, &read_bytes(&source)?)?;
            }
        }
    }
    Ok(walked.found.len())
}

/// The names in a folder and what they are, in order of name. Names that are not UTF-8 are left out.
pub fn list(folder: &Path) -> Result<Vec<(String, Kind)>, Problem> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| problem(&error, folder))? {
        let entry = entry.map_err(|error| problem(&error, folder))?;
        if let (Ok(name), Ok(metadata)) = (entry.file_name().into_string(), entry.metadata()) {
            names.push((name, kind_of(&metadata)));
        }
    }
    names.sort();
    Ok(names)
}

/// The names in a folder, in no order and without looking at what they are: for the system's own tables.
pub fn names(folder: &Path) -> Result<Vec<String>, Problem> {
    let entries = fs::read_dir(folder).map_err(|error| problem(&error, folder))?;
    Ok(entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect())
}

/// Whether a folder can be written: it has a write bit, and a file can really be made in it.
pub fn is_writable(folder: &Path) -> bool {
    // The bit first: to an administrator every folder is writable, but nobody meant this one to be written.
    fs::metadata(folder).is_ok_and(|metadata| !metadata.permissions().readonly()) && temporary().tempfile_in(folder).is_ok()
}

/// A part of a file; `None` where the file does not reach so far, or is not there.
pub fn read_range(path: &Path, offset: u64, length: u64) -> Option<Vec<u8>> {
    use io::{Seek, SeekFrom};
    let mut file = File::open(path).ok()?;
    file.seek(SeekFrom::Start(offset)).ok()?;
    let mut bytes = Vec::new();
    file.take(length).read_to_end(&mut bytes).ok()?;
    (bytes.len() as u64 == length).then_some(bytes)
}

/// The last byte of a file; `None` where there is none.
pub fn last_byte(path: &Path) -> Option<u8> {
    use io::{Seek, SeekFrom};
    let mut file = File::open(path).ok()?;
    file.seek(SeekFrom::End(-1)).ok()?;
    let mut byte = [0];
    file.read_exact(&mut byte).ok()?;
    Some(byte[0])
}
