//! Files with conflict markers, anywhere on the disk, because a person named or dropped them: read, and written back
//! where nobody changed them meanwhile.

use std::path::PathBuf;

use crate::engine::disk;
use crate::model::conflict::first_marker;
use crate::model::merge::markers::{self, Marked};
use crate::model::problem::{Place, Problem};

/// Larger files are nobody's to settle by hand.
const LARGEST: u64 = 64 * 1024 * 1024;

/// A file with conflict markers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkedFile {
    /// Where it is.
    pub path: PathBuf,
    /// Its text.
    pub text: Vec<u8>,
    /// What its markers say.
    pub marked: Marked,
}

/// What was found in files that somebody named or dropped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Files with markers.
    pub files: Vec<MarkedFile>,
    /// Everything else, as it was named.
    pub others: Vec<PathBuf>,
    /// What cannot be opened, where it was to be.
    pub problems: Vec<Problem>,
}

/// Reads what was named. With `wanted`, what holds no markers is a problem; else it is one of the others.
pub fn read(paths: &[PathBuf], wanted: bool) -> Found {
    let mut found = Found::default();
    for path in paths {
        match look(path) {
            Ok(Some(file)) => found.files.push(file),
            Ok(None) if wanted => {
                let shown = disk::show(path);
                found.problems.push(Problem::note("marked-none").with("path", &shown).at(Place::file(shown)));
            }
            Err(problem) if wanted => found.problems.push(problem),
            Ok(None) | Err(_) => found.others.push(path.clone()),
        }
    }
    found
}

fn look(path: &std::path::Path) -> Result<Option<MarkedFile>, Problem> {
    // What a link leads to is written, not the link.
    let path = disk::canonical(path)?;
    if !disk::is_file(&path) || disk::stat(&path).is_some_and(|stat| stat.size > LARGEST) {
        return Ok(None);
    }
    let text = disk::read_bytes(&path)?;
    let Some(line) = first_marker(&text) else { return Ok(None) };
    let shown = disk::show(&path);
    let Some(marked) = markers::read(&text) else {
        return Err(Problem::error("resolve-broken").with("path", &shown).at(Place::at(shown, line as u32, 1)));
    };
    // What assistants write to replace lines looks the same, and is none.
    let is_edit =
        marked.labels.iter().any(|label| ["search", "original", "replace", "updated"].contains(&label.to_lowercase().as_str()));
    Ok((!is_edit).then_some(MarkedFile { path, text, marked }))
}

/// Writes texts, each where still stands what is expected: what was written, and what could not be.
pub fn write(files: Vec<(PathBuf, Vec<u8>, Vec<u8>)>) -> (Vec<(PathBuf, Vec<u8>)>, Vec<Problem>) {
    let (mut written, mut problems) = (Vec::new(), Vec::new());
    for (path, text, expected) in files {
        let shown = disk::show(&path);
        let one = || match disk::read_bytes(&path)? == expected {
            true => disk::write_atomic(&path, &text).map(|_| ()),
            false => Err(Problem::warning("marked-changed").with("path", &shown).at(Place::file(&shown))),
        };
        match one() {
            Ok(()) => written.push((path, text)),
            Err(problem) => problems.push(problem),
        }
    }
    (written, problems)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> theirs\n";

    fn place(text: &str) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().expect("folder");
        let path = disk::canonical(folder.path()).expect("folder").join("a.txt");
        disk::write_atomic(&path, text.as_bytes()).expect("write");
        (folder, path)
    }

    #[test]
    fn only_files_with_markers_are_taken() {
        let (folder, path) = place(TEXT);
        let reply = folder.path().join("reply.md");
        disk::write_atomic(&reply, TEXT.replace("HEAD", "SEARCH").replace("theirs", "REPLACE").as_bytes()).expect("write");
        let gone = folder.path().join("gone");
        let all = [path.clone(), reply.clone(), folder.path().to_owned(), gone.clone()];
        let found = read(&all, false);
        assert_eq!(found.files.iter().map(|file| &file.path).collect::<Vec<_>>(), [&path]);
        assert_eq!(found.others, [reply.clone(), folder.path().to_owned(), gone]);
        let wanted = read(&all[1..], true);
        assert_eq!(wanted.problems.len(), 3, "each is said: {wanted:?}");
        disk::write_atomic(&path, b"<<<<<<< a\n<<<<<<< b\n=======\n>>>>>>> c\n").expect("write");
        assert_eq!(read(&[path], true).problems[0].id, "resolve-broken");
    }

    #[test]
    fn nobodys_words_are_written_over() {
        let (_folder, path) = place(TEXT);
        let (written, problems) = write(vec![(path.clone(), b"a\nb\n".to_vec(), TEXT.into())]);
        assert_eq!((written.len(), problems.len()), (1, 0));
        assert_eq!(disk::read_text(&path).expect("text"), "a\nb\n");
        let (written, problems) = write(vec![(path.clone(), b"a\nc\n".to_vec(), TEXT.into())]);
        assert_eq!((written.len(), problems[0].id), (0, "marked-changed"));
        assert_eq!(disk::read_text(&path).expect("text"), "a\nb\n");
    }
}
